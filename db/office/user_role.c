/* Roles with their dates: held for good, acted in between two days, and what a running session must know of them. */
#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/case.h"
#include "db/office/user_inside.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

caldate user_today(void)
{
	return clock_today(8);
}

unsigned user_roles(struct db *db, row_id user, caldate today, bool acting, struct err *e)
{
	unsigned roles = 0;
	struct stmt *q = stmt(db, "SELECT role FROM user_role WHERE user_id = ?1 AND void_at IS NULL AND from_on <= ?2 AND (until_on IS NULL OR until_on >= ?2) AND (acting = '' OR ?3 = 1)");
	stmt_int(q, 1, user);
	stmt_date(q, 2, today);
	stmt_int(q, 3, acting);
	while (stmt_row(q)) roles |= role_from_code(stmt_get_text(q, 0));
	return stmt_done(q, e) ? roles : 0;
}

const char *user_roles_text(unsigned roles, char *out, size_t size)
{
	out[0] = 0;
	for (unsigned role = ROLE_ADMIN; role <= ROLE_PEMERIKSA; role <<= 1)
		if (roles & role) {
			size_t used = strlen(out);
			snprintf(out + used, size - used, "%s%s", used ? "|" : "", role_code((enum role)role));
		}
	return out;
}

bool user_roles_set(struct db *db, row_id user, unsigned roles, struct err *e)
{
	unsigned before = user_roles(db, user, user_today(), false, e);
	bool ok = true;
	for (unsigned role = ROLE_ADMIN; role <= ROLE_PEMERIKSA && ok; role <<= 1) {
		if (!((roles ^ before) & role)) continue;
		struct stmt *q;
		if (before & role) {
			q = stmt(db, "UPDATE user_role SET void_at = ?3 WHERE user_id = ?1 AND role = ?2 AND void_at IS NULL AND acting = ''");
			stmt_int(q, 1, user);
			stmt_text(q, 2, role_code((enum role)role));
			stmt_int(q, 3, clock_now());
		} else {
			q = stmt(db, "INSERT INTO user_role (id, user_id, role, from_on) VALUES (?1, ?2, ?3, ?4)");
			stmt_int(q, 1, db_new_id(db, "user_role"));
			stmt_int(q, 2, user);
			stmt_text(q, 3, role_code((enum role)role));
			stmt_date(q, 4, user_today());
		}
		ok = stmt_run(q, e);
	}
	if (!ok || !(roles & ROLE_DINSOS)) return ok;
	struct stmt *q = stmt(db, "UPDATE user_role SET void_at = ?2 WHERE user_id = ?1 AND void_at IS NULL AND acting <> ''"); /* an officer acts for nobody in a panti */
	stmt_int(q, 1, user);
	stmt_int(q, 2, clock_now());
	return stmt_run(q, e);
}

bool user_admin_left(struct db *db, row_id user, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT count(*) FROM account_user u JOIN user_role r ON r.user_id = u.id WHERE u.disabled_at IS NULL AND u.id <> ?1"
	                          " AND u.panti_id IS NOT DISTINCT FROM (SELECT m.panti_id FROM account_user m WHERE m.id = ?1)"
	                          " AND r.role = 'admin' AND r.acting = '' AND r.void_at IS NULL AND r.from_on <= ?2 AND r.until_on IS NULL");
	stmt_int(q, 1, user);
	stmt_date(q, 2, user_today());
	return stmt_one_int(q, 0, e) > 0 || err_set(e, ERR_NOPERM, "%s", _("This is the last admin. Make somebody else admin first."));
}

bool user_self_given(struct db *db, const struct actor *who, row_id user, struct problems *p, struct err *e)
{
	if (!who->user || who->user != user) return true;
	const struct actor own = { .roles = user_roles(db, user, user_today(), false, e) };
	if (may(&own, RIGHT_USERS)) return true;
	problem_hard(p, "role", "%s", _("As Plt. or Plh. nobody gives rights to themselves."));
	return err_set(e, ERR_PROBLEMS, "%s", _("As Plt. or Plh. nobody gives rights to themselves."));
}

/* --- Plt. and Plh. --------------------------------------------------------------------------------------------------------------- */

bool user_acting_load(struct db *db, struct user_row *u, struct arena *a, struct err *e)
{
	enum { MOST = 20 };
	struct user_acting *list = arena_array(a, struct user_acting, MOST);
	const caldate today = user_today();
	u->in_force = u->roles;
	u->acting = list;
	struct stmt *q = stmt(db, "SELECT id, role, acting, from_on, until_on FROM user_role WHERE user_id = ?1 AND void_at IS NULL AND acting <> '' AND until_on >= ?2 ORDER BY from_on, id LIMIT 20");
	stmt_int(q, 1, u->id);
	stmt_date(q, 2, today);
	while (stmt_row(q)) {
		struct user_acting *one = &list[u->acting_count++];
		*one = (struct user_acting){ stmt_get_int(q, 0), role_from_code(stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)), stmt_get_date(q, 3), stmt_get_date(q, 4) };
		if (one->from <= today) u->in_force |= (unsigned)one->role;
	}
	return stmt_done(q, e);
}

struct act { const struct actor *who; row_id user; const struct user_acting *in; struct problems *p; };

static void check_dates(const struct user_acting *in, struct problems *p)
{
	char day[24];
	if (in->from == DATE_NONE) problem_hard(p, "from", "%s", _("Type the first day."));
	if (in->until == DATE_NONE) problem_hard(p, "until", "%s", _("Type the last day: who acts without an end holds the role."));
	if (in->from == DATE_NONE || in->until == DATE_NONE) return;
	if (in->until < in->from) problem_hard(p, "until", _("The last day comes before the first, %s."), date_format(in->from, DATE_SHORT, day, sizeof day));
	else if (in->until < user_today()) problem_hard(p, "until", _("The last day must be %s or later."), date_format(user_today(), DATE_SHORT, day, sizeof day));
	else if (in->until - in->from >= USER_ACTING_DAYS) problem_hard(p, "until", _("At most %d days; for longer, give the role itself."), USER_ACTING_DAYS);
}

static bool act_tx(struct db *db, void *ctx, struct err *e)
{
	const struct act *s = ctx;
	const struct user_acting *in = s->in;
	struct stmt *q = stmt(db, "SELECT u.district <> '', u.disabled_at IS NOT NULL FROM account_user u WHERE u.id = ?2 AND " USER_SCOPE);
	stmt_int(q, 1, s->who->panti);
	stmt_int(q, 2, s->user);
	bool found = stmt_row(q), officer = found && stmt_get_int(q, 0), disabled = found && stmt_get_int(q, 1);
	if (!stmt_done(q, e)) return false;
	if (!found) return case_not_found(e);
	if (s->who->user == s->user) problem_hard(s->p, "role", "%s", _("Nobody makes themselves Plt. or Plh.: somebody else does it."));
	if (officer || in->role == ROLE_DINSOS) problem_hard(s->p, "role", "%s", _("A district officer acts for nobody, and nobody acts as one."));
	if (disabled) problem_hard(s->p, "role", "%s", _("This account is closed. Open it again first."));
	if (!in->role || in->role == ROLE_SISTEM) problem_hard(s->p, "role", "%s", _("Choose the role to act in."));
	if (strcmp(in->kind, "plt") != 0 && strcmp(in->kind, "plh") != 0) problem_hard(s->p, "kind", "%s", _("Choose Plt. or Plh."));
	if (user_roles(db, s->user, user_today(), false, e) & (unsigned)in->role) problem_hard(s->p, "role", "%s", _("This role is held already."));
	check_dates(in, s->p);
	if (s->p->hard) return case_refused(e);
	q = stmt(db, "SELECT count(*) FROM user_role WHERE user_id = ?1 AND role = ?2 AND acting <> '' AND void_at IS NULL AND from_on <= ?4 AND until_on >= ?3");
	stmt_int(q, 1, s->user);
	stmt_text(q, 2, role_code(in->role));
	stmt_date(q, 3, in->from);
	stmt_date(q, 4, in->until);
	if (stmt_one_int(q, 0, e)) {
		problem_hard(s->p, "from", "%s", _("Acts in this role on these days already. End that first."));
		return case_refused(e);
	}
	row_id id = db_new_id(db, "user_role");
	char from[DATE_ISO_SIZE], until[DATE_ISO_SIZE];
	q = stmt(db, "INSERT INTO user_role (id, user_id, role, acting, from_on, until_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, s->user);
	stmt_text(q, 3, role_code(in->role));
	stmt_text(q, 4, in->kind);
	stmt_date(q, 5, in->from);
	stmt_date(q, 6, in->until);
	if (!stmt_run(q, e)) return false;
	db_news(db);
	audit_begin(db, s->who, "user.acting", "account_user", s->user, 0);
	audit_value(db, "role", "", role_code(in->role));
	audit_value(db, "acting", "", in->kind);
	audit_value(db, "from", "", date_iso(in->from, from));
	audit_value(db, "until", "", date_iso(in->until, until));
	return audit_end(db, e);
}

bool user_act(struct db *db, const struct actor *who, row_id user, const struct user_acting *in, struct problems *p, struct err *e)
{
	struct act s = { who, user, in, p };
	return db_may(who, RIGHT_USERS, e) && db_tx(db, act_tx, &s, e);
}

static bool act_end_tx(struct db *db, void *ctx, struct err *e)
{
	const struct act *s = ctx;
	char role[32] = "", kind[16] = "", until[DATE_ISO_SIZE] = "", today[DATE_ISO_SIZE];
	row_id user = 0;
	struct stmt *q = stmt(db, "SELECT r.user_id, r.role, r.acting, r.until_on FROM user_role r JOIN account_user u ON u.id = r.user_id WHERE r.id = ?2 AND r.acting <> '' AND r.void_at IS NULL AND " USER_SCOPE);
	stmt_int(q, 1, s->who->panti);
	stmt_int(q, 2, s->in->id);
	if (stmt_row(q)) {
		user = stmt_get_int(q, 0);
		STR_SET(role, stmt_get_text(q, 1));
		STR_SET(kind, stmt_get_text(q, 2));
		STR_SET(until, stmt_get_text(q, 3));
	}
	if (!stmt_done(q, e)) return false;
	if (!user) return case_not_found(e);
	q = stmt(db, "UPDATE user_role SET void_at = ?2 WHERE id = ?1");
	stmt_int(q, 1, s->in->id);
	stmt_int(q, 2, clock_now());
	if (!stmt_run(q, e)) return false;
	db_news(db);
	audit_begin(db, s->who, "user.acting.end", "account_user", user, 0);
	audit_value(db, "role", role, "");
	audit_value(db, "acting", kind, "");
	audit_value(db, "until", until, date_iso(user_today(), today));
	return audit_end(db, e);
}

bool user_act_end(struct db *db, const struct actor *who, row_id acting, struct err *e)
{
	const struct user_acting in = { .id = acting };
	struct act s = { who, 0, &in, NULL };
	return db_may(who, RIGHT_USERS, e) && db_tx(db, act_end_tx, &s, e);
}

/* --- a running session ------------------------------------------------------------------------------------------------------------ */

caldate user_next_change(struct db *db, row_id user, caldate today)
{
	caldate next = DATE_NONE;
	struct stmt *q = stmt(db, "SELECT from_on, until_on FROM user_role WHERE user_id = ?1 AND void_at IS NULL AND (from_on > ?2 OR until_on >= ?2)");
	stmt_int(q, 1, user);
	stmt_date(q, 2, today);
	while (stmt_row(q)) {
		caldate from = stmt_get_date(q, 0), until = stmt_get_date(q, 1), at = from > today ? from : until + 1;
		if (next == DATE_NONE || at < next) next = at;
	}
	return stmt_done(q, NULL) ? next : DATE_NONE;
}

enum user_change user_refresh(struct db *db, const struct actor *now, caldate today, struct actor *fresh, struct err *e)
{
	bool found = false, disabled = false;
	*fresh = *now;
	struct stmt *q = stmt(db, "SELECT panti_id, name, shown, district, self_approve, disabled_at FROM account_user WHERE id = ?1");
	stmt_int(q, 1, now->user);
	if (stmt_row(q)) {
		found = true;
		if (!stmt_is_null(q, 0) || *stmt_get_text(q, 3)) fresh->panti = stmt_get_int(q, 0); /* who works for all keeps the panti chosen at the start */
		STR_SET(fresh->name, stmt_get_text(q, 1));
		STR_SET(fresh->shown, stmt_get_text(q, 2));
		STR_SET(fresh->district, stmt_get_text(q, 3));
		fresh->self_approve = stmt_get_int(q, 4);
		disabled = !stmt_is_null(q, 5);
	}
	if (!stmt_done(q, e)) return USER_SAME;
	struct err why = { ERR_NONE, "" };
	fresh->roles = user_roles(db, now->user, today, true, &why);
	if (why.kind) return err_set(e, why.kind, "%s", why.text), USER_SAME;
	if (!found || disabled || !fresh->roles) return USER_CLOSED;
	if ((now->roles & ~fresh->roles) || (now->self_approve && !fresh->self_approve) || now->panti != fresh->panti || strcmp(now->district, fresh->district) != 0) return USER_LOST;
	return fresh->roles != now->roles || fresh->self_approve != now->self_approve || strcmp(fresh->shown, now->shown) != 0 || strcmp(fresh->name, now->name) != 0 ? USER_GAINED : USER_SAME;
}
