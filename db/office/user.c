#include "db/office/user_inside.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/case.h"
#include "db/office/password.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/field.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

int user_count(struct db *db)
{
	return (int)stmt_one_int(stmt(db, "SELECT count(*) FROM account_user"), 0, NULL);
}

int user_list(struct db *db, const struct actor *who, struct arena *a, struct user_row **out, struct err *e)
{
	int n = 0, room = 0;
	*out = NULL;
	if (!db_may(who, RIGHT_USERS, e)) return -1;
	struct stmt *q = stmt(db, "SELECT u.id, u.version, u.name, u.shown, u.title, u.nip, u.district, u.disabled_at IS NOT NULL, u.password = '', u.self_approve,"
	                          " u.last_login_at, (SELECT coalesce(max(t.failures), 0) FROM login_try t WHERE t.name = u.name), u.disabled_at, coalesce(u.disabled_why, '')"
	                          " FROM account_user u WHERE " USER_SCOPE " ORDER BY u.name");
	stmt_int(q, 1, who->panti);
	while (stmt_row(q)) {
		if (n == room) {
			struct user_row *more = arena_array(a, struct user_row, room = room ? room * 2 : 16);
			if (n) memcpy(more, *out, (size_t)n * sizeof *more);
			*out = more;
		}
		(*out)[n++] = (struct user_row){
			.id = stmt_get_int(q, 0), .version = stmt_get_int(q, 1), .name = arena_dup(a, stmt_get_text(q, 2)), .shown = arena_dup(a, stmt_get_text(q, 3)),
			.title = arena_dup(a, stmt_get_text(q, 4)), .nip = arena_dup(a, stmt_get_text(q, 5)), .district = arena_dup(a, stmt_get_text(q, 6)),
			.disabled = stmt_get_int(q, 7), .key_only = stmt_get_int(q, 8), .self_approve = stmt_get_int(q, 9), .last_login = stmt_get_int(q, 10),
			.failures = (int)stmt_get_int(q, 11), .disabled_at = stmt_get_int(q, 12), .disabled_why = arena_dup(a, stmt_get_text(q, 13)) };
	}
	if (!stmt_done(q, e)) return -1;
	struct err why = { ERR_NONE, "" };
	for (int i = 0; i < n && !why.kind; i++) {
		(*out)[i].roles = user_roles(db, (*out)[i].id, user_today(), false, &why);
		user_acting_load(db, &(*out)[i], a, &why);
	}
	if (why.kind) return err_set(e, why.kind, "%s", why.text), -1;
	return n;
}

static row_id user_insert(struct db *db, row_id panti, const struct user_new *in, const char *hash, struct err *e)
{
	row_id id = db_new_id(db, "account_user");
	struct stmt *q = stmt(db, "INSERT INTO account_user (id, panti_id, name, shown, nip, title, district, password, self_approve) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	stmt_int(q, 1, id);
	stmt_id(q, 2, in->district && *in->district ? 0 : panti);
	stmt_text(q, 3, in->name);
	stmt_text(q, 4, in->shown && *in->shown ? in->shown : in->name);
	stmt_text(q, 5, in->nip ? in->nip : "");
	stmt_text(q, 6, in->title ? in->title : "");
	stmt_text(q, 7, in->district ? in->district : "");
	stmt_text(q, 8, hash);
	stmt_int(q, 9, in->self_approve);
	return stmt_run(q, e) && user_roles_set(db, id, in->roles, e) ? id : 0;
}

static bool user_check(struct db *db, const struct user_new *in, row_id self, struct problems *p, struct err *e)
{
	if (!in->name || !in->name[0] || strlen(in->name) > 32 || strspn(in->name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != strlen(in->name))
		problem_hard(p, "name", "%s", _("A user name has 1 to 32 small letters, digits, dots or hyphens, for example sri.w."));
	static const struct field shown_fields[] = { { .code = "shown", .kind = FIELD_TEXT, .max = 60 }, { .code = "title", .kind = FIELD_TEXT, .max = 60 } };
	field_check_stored(shown_fields, 2, (const char *const[]){ in->shown, in->title }, p); /* what was typed behind an option came through no form */
	if (in->nip && *in->nip && (strlen(in->nip) != 18 || strspn(in->nip, "0123456789") != 18)) problem_hard(p, "nip", "%s", _("A NIP has 18 digits."));
	if (!in->roles) problem_hard(p, "role", "%s", _("Choose at least one role."));
	bool officer = in->roles & ROLE_DINSOS, district = in->district && in->district[0];
	if (officer && in->roles != ROLE_DINSOS) problem_hard(p, "role", "%s", _("A district officer holds no other role."));
	if (officer && !district) problem_hard(p, "district", "%s", _("Choose the officer's district."));
	if (!officer && district) problem_hard(p, "district", "%s", _("Only a district officer has a district; leave it empty."));
	if (district) {
		struct stmt *q = stmt(db, "SELECT count(*) FROM region WHERE code = ?1");
		stmt_text(q, 1, in->district);
		if (strlen(in->district) != 5 || !stmt_one_int(q, 0, e)) problem_hard(p, "district", _("There is no district %s. Regency codes look like 64.08."), in->district);
	}
	struct stmt *q = stmt(db, "SELECT count(*) FROM account_user WHERE name = ?1 AND id <> ?2");
	stmt_text(q, 1, in->name ? in->name : "");
	stmt_int(q, 2, self);
	if (stmt_one_int(q, 0, e)) problem_hard(p, "name", _("The user name %s is taken. Choose another."), in->name);
	return p->hard == 0 || err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
}

struct add { const struct actor *who; const struct user_new *in; row_id user, version; const char *hash; struct problems *p; };

static const struct user_new nobody = { .name = "" };

/* before: &nobody for a new one. What did not change leaves no value. */
static bool audit_user(struct db *db, const struct actor *who, const char *action, row_id id, const struct user_new *before, const struct user_new *in, struct err *e)
{
	char old[120], new[120];
	const char *const texts[][3] = { { "name", before->name, in->name }, { "shown", before->shown, in->shown }, { "title", before->title, in->title }, { "nip", before->nip, in->nip },
		{ "role", user_roles_text(before->roles, old, sizeof old), user_roles_text(in->roles, new, sizeof new) }, { "district", before->district, in->district },
		{ "self_approve", before->self_approve ? "1" : "0", in->self_approve ? "1" : "0" } };
	audit_begin(db, who, action, "account_user", id, 0);
	for (size_t i = 0; i < COUNT(texts); i++) audit_value(db, texts[i][0], texts[i][1] ? texts[i][1] : "", texts[i][2] ? texts[i][2] : "");
	return audit_end(db, e);
}

static bool add_tx(struct db *db, void *ctx, struct err *e)
{
	struct add *s = ctx;
	if (!user_check(db, s->in, 0, s->p, e)) return false;
	s->user = user_insert(db, s->who->panti, s->in, s->hash, e);
	if (s->user && s->hash[0] && !db_is_demo(db)) { /* the admin knows it: one's own at the first log in */
		struct stmt *q = stmt(db, "UPDATE account_user SET must_change = 1 WHERE id = ?1");
		stmt_int(q, 1, s->user);
		if (!stmt_run(q, e)) return false;
	}
	return s->user && audit_user(db, s->who, "user.add", s->user, &nobody, s->in, e);
}

row_id user_add(struct db *db, const struct actor *who, const struct user_new *in, struct problems *p, struct err *e)
{
	char hash[PASSWORD_HASH_SIZE] = "";
	if (!db_may(who, RIGHT_USERS, e) || !user_check(db, in, 0, p, e)) return 0;
	if (in->password && in->password[0]) {
		if (!password_check(in->password, in->name, p)) {
			err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
			return 0;
		}
		if (!password_hash(db, in->password, hash, e)) return 0;
	}
	struct add s = { .who = who, .in = in, .hash = hash, .p = p };
	return db_tx(db, add_tx, &s, e) ? s.user : 0;
}

row_id user_first(struct db *db, row_id panti, const struct user_new *in, struct err *e)
{
	char hash[PASSWORD_HASH_SIZE] = "";
	struct actor sistem;
	actor_sistem(panti, &sistem);
	if (in->password && in->password[0] && !password_hash(db, in->password, hash, e)) return 0;
	row_id id = user_insert(db, panti, in, hash, e);
	return id && audit_user(db, &sistem, "user.add", id, &nobody, in, e) ? id : 0;
}

static bool is_admin(struct db *db, row_id user)
{
	struct stmt *q = stmt(db, "SELECT count(*) FROM user_role WHERE user_id = ?1 AND role = 'admin' AND acting = '' AND void_at IS NULL");
	stmt_int(q, 1, user);
	return stmt_one_int(q, 0, NULL) > 0;
}

/* What is stored now, in the arena; false: not there, or not this admin's. */
static bool stored(struct db *db, const struct actor *who, row_id user, struct arena *a, struct user_new *out, struct err *e)
{
	bool found = false;
	struct stmt *q = stmt(db, "SELECT u.name, u.shown, u.title, u.nip, u.district, u.self_approve FROM account_user u WHERE u.id = ?2 AND " USER_SCOPE);
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, user);
	if (stmt_row(q)) {
		found = true;
		*out = (struct user_new){ .name = arena_dup(a, stmt_get_text(q, 0)), .shown = arena_dup(a, stmt_get_text(q, 1)), .title = arena_dup(a, stmt_get_text(q, 2)),
			.nip = arena_dup(a, stmt_get_text(q, 3)), .district = arena_dup(a, stmt_get_text(q, 4)), .self_approve = stmt_get_int(q, 5) };
	}
	if (!stmt_done(q, e)) return false;
	out->roles = user_roles(db, user, user_today(), false, e);
	return found || case_not_found(e);
}

static bool edit_row(struct db *db, const struct add *s, const struct user_new *before, struct err *e)
{
	const struct user_new *in = s->in;
	if (strcmp(in->name, before->name) != 0) { /* SSH keys and the outbox hang on it, and nobody else may come by them */
		problem_hard(s->p, "name", _("The user name %s stays. For another name close this account and add a new user."), before->name);
		return case_refused(e);
	}
	const bool gained = (in->roles & ~before->roles) || (in->self_approve && !before->self_approve);
	if (gained && !user_self_given(db, s->who, s->user, s->p, e)) return false;
	if (!(in->roles & ROLE_ADMIN) && before->roles & ROLE_ADMIN && !user_admin_left(db, s->user, e)) return false;
	const char *const texts[] = { in->shown && *in->shown ? in->shown : in->name, in->nip, in->title, in->district };
	struct stmt *q = stmt(db, "UPDATE account_user SET shown = ?3, nip = ?4, title = ?5, district = ?6, self_approve = ?7, version = version + 1,"
	                          " panti_id = CASE WHEN ?6 <> '' THEN NULL ELSE coalesce(panti_id, ?8) END WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, s->user);
	stmt_int(q, 2, s->version);
	for (int i = 0; i < (int)COUNT(texts); i++) stmt_text(q, 3 + i, texts[i] ? texts[i] : "");
	stmt_int(q, 7, in->self_approve);
	stmt_id(q, 8, s->who->panti);
	if (!stmt_run(q, e)) return false;
	if (stmt_changes(db) == 0) return err_set(e, ERR_CONFLICT, "%s", _("Somebody changed this user meanwhile. Close the form and open it again."));
	db_news(db); /* running desks ask whether their user still may */
	return user_roles_set(db, s->user, in->roles, e) && audit_user(db, s->who, "user.edit", s->user, before, in, e);
}

static bool edit_tx(struct db *db, void *ctx, struct err *e)
{
	const struct add *s = ctx;
	struct arena *a = arena_new();
	struct user_new before = { .name = "" };
	bool ok = stored(db, s->who, s->user, a, &before, e) && user_check(db, s->in, s->user, s->p, e) && edit_row(db, s, &before, e);
	arena_free(a);
	return ok;
}

bool user_edit(struct db *db, const struct actor *who, row_id user, row_id version, const struct user_new *in, struct problems *p, struct err *e)
{
	struct add s = { who, in, user, version, NULL, p };
	return db_may(who, RIGHT_USERS, e) && db_tx(db, edit_tx, &s, e);
}

struct change { const struct actor *who; const char *name, *hash, *why; bool others, disable; };

static row_id find(struct db *db, const struct actor *who, const char *name, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT u.id FROM account_user u WHERE u.name = ?2 AND " USER_SCOPE);
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, name);
	row_id id = stmt_one_int(q, 0, e);
	if (!id) err_set(e, ERR_NOTFOUND, _("There is no user %s."), name);
	return id;
}

static bool password_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *c = ctx;
	row_id id = find(db, c->who, c->name, e);
	if (!id) return false;
	struct stmt *q = stmt(db, "UPDATE account_user SET password = ?2, must_change = ?3, version = version + 1 WHERE id = ?1");
	stmt_int(q, 1, id);
	stmt_text(q, 2, c->hash);
	stmt_int(q, 3, c->others);
	if (!stmt_run(q, e)) return false;
	q = stmt(db, "DELETE FROM login_try WHERE name = ?1"); /* the tries were of the old one */
	stmt_text(q, 1, c->name);
	return stmt_run(q, e) && audit_note(db, c->who, "user.password", "account_user", id, 0, c->name, e);
}

bool user_password(struct db *db, const struct actor *who, const char *name, const char *old, const char *password, struct problems *p, struct err *e)
{
	char hash[PASSWORD_HASH_SIZE];
	bool own = strcmp(who->name, name) == 0;
	if ((!own || !old) && !db_may(who, RIGHT_USERS, e)) return false;
	if (own && !old) return err_set(e, ERR_NOPERM, "%s", _("Your own password is changed at the desk, in Settings, My password: the present one is asked for."));
	if (!password_check(password, name, p)) return err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
	if (own && old) {
		struct stmt *q = stmt(db, "SELECT password FROM account_user WHERE id = ?1");
		char now[PASSWORD_HASH_SIZE] = "";
		stmt_int(q, 1, who->user);
		if (stmt_row(q)) STR_SET(now, stmt_get_text(q, 0));
		if (!stmt_done(q, e)) return false;
		if (!password_fits(db, now, old)) {
			problem_hard(p, "old", "%s", _("This is not the present password."));
			return err_set(e, ERR_PROBLEMS, "%s", _("This is not the present password."));
		}
	}
	if (!password_hash(db, password, hash, e)) return false;
	struct change c = { .who = who, .name = name, .hash = hash, .others = !own && !(who->roles & ROLE_SISTEM) };
	return db_tx(db, password_tx, &c, e);
}

static bool key_only_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *c = ctx;
	row_id id = find(db, c->who, c->name, e);
	if (!id || (is_admin(db, id) && !user_admin_left(db, id, e))) return false;
	struct stmt *q = stmt(db, "UPDATE account_user SET password = '', must_change = 0, version = version + 1 WHERE id = ?1");
	stmt_int(q, 1, id);
	return stmt_run(q, e) && audit_note(db, c->who, "user.key_only", "account_user", id, 0, c->name, e);
}

bool user_key_only(struct db *db, const struct actor *who, const char *name, struct err *e)
{
	struct change c = { .who = who, .name = name };
	if (!db_may(who, RIGHT_USERS, e)) return false;
	if (strcmp(who->name, name) == 0) return err_set(e, ERR_NOPERM, "%s", _("Your own password stays: somebody else takes it away."));
	return db_tx(db, key_only_tx, &c, e);
}

static bool disable_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *c = ctx;
	row_id id = find(db, c->who, c->name, e);
	if (!id || (c->disable && is_admin(db, id) && !user_admin_left(db, id, e))) return false;
	struct stmt *q = stmt(db, "UPDATE account_user SET disabled_at = ?2, disabled_why = ?3, version = version + 1 WHERE id = ?1");
	stmt_int(q, 1, id);
	if (c->disable) stmt_int(q, 2, clock_now());
	else stmt_null(q, 2);
	stmt_text(q, 3, c->why);
	db_news(db);
	return stmt_run(q, e) && audit_note(db, c->who, c->disable ? "user.disable" : "user.enable", "account_user", id, 0, c->why, e);
}

bool user_disable(struct db *db, const struct actor *who, const char *name, const char *why, struct err *e)
{
	struct change c = { .who = who, .name = name, .why = why ? why : "", .disable = true };
	struct problems p;
	problems_clear(&p);
	if (!field_check_words("why", 300, why, &p)) return err_set(e, ERR_PROBLEMS, "%s", p.list[0].text);
	return db_may(who, RIGHT_USERS, e) && db_tx(db, disable_tx, &c, e);
}

bool user_enable(struct db *db, const struct actor *who, const char *name, struct err *e)
{
	struct change c = { .who = who, .name = name, .why = "", .disable = false };
	return db_may(who, RIGHT_USERS, e) && db_tx(db, disable_tx, &c, e);
}
