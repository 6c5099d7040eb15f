/* Who is at the desk: actors, logins, delays after wrong passwords. */
#include <string.h>

#include "db/audit.h"
#include "db/office/password.h"
#include "db/stmt.h"
#include "db/office/user_inside.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

#define DELAY_MOST 60 /* seconds */

void actor_sistem(row_id panti, struct actor *out)
{
	*out = (struct actor){ .panti = panti, .roles = ROLE_SISTEM, .name = "sistem", .shown = "sistem" };
}

struct account { struct actor actor; char hash[PASSWORD_HASH_SIZE]; bool found, disabled, must_change; utc_ms last_login; };

static bool account_load(struct db *db, const char *name, caldate today, struct account *out, struct err *e)
{
	*out = (struct account){ .found = false };
	struct stmt *q = stmt(db, "SELECT id, panti_id, name, shown, district, password, must_change, self_approve, disabled_at, last_login_at FROM account_user WHERE name = ?1");
	stmt_text(q, 1, name);
	if (stmt_row(q)) {
		struct actor *a = &out->actor;
		out->found = true;
		a->user = stmt_get_int(q, 0);
		a->panti = stmt_get_int(q, 1);
		STR_SET(a->name, stmt_get_text(q, 2));
		STR_SET(a->shown, stmt_get_text(q, 3));
		STR_SET(a->district, stmt_get_text(q, 4));
		STR_SET(out->hash, stmt_get_text(q, 5));
		out->must_change = stmt_get_int(q, 6);
		a->self_approve = stmt_get_int(q, 7);
		out->disabled = !stmt_is_null(q, 8);
		out->last_login = stmt_get_int(q, 9);
	}
	if (!stmt_done(q, e)) return false;
	if (out->found) out->actor.roles = user_roles(db, out->actor.user, today, true, e);
	return true;
}

bool user_actor(struct db *db, const char *name, caldate today, struct actor *out, struct err *e)
{
	struct account account;
	if (!account_load(db, name, today, &account, e)) return false;
	if (!account.found || account.disabled) return err_set(e, ERR_NOPERM, _("There is no active user %s. `pantidesk user list` shows the names."), name);
	*out = account.actor;
	return true;
}

/* Seconds until this name may be tried again from this source. */
static int wait_left(struct db *db, const char *name, const char *source, struct err *e)
{
	int64_t failures = 0, last = 0;
	struct stmt *q = stmt(db, "SELECT failures, last_at FROM login_try WHERE name = ?1 AND source = ?2");
	stmt_text(q, 1, name);
	stmt_text(q, 2, source);
	if (stmt_row(q)) {
		failures = stmt_get_int(q, 0);
		last = stmt_get_int(q, 1);
	}
	if (!stmt_done(q, e) || failures == 0) return 0;
	int64_t delay = failures > 6 ? DELAY_MOST : INT64_C(1) << (failures - 1);
	if (delay > DELAY_MOST) delay = DELAY_MOST;
	int64_t left = last + delay * 1000 - clock_now();
	if (left > delay * 1000) left = delay * 1000; /* the clock was set back */
	return left > 0 ? (int)((left + 999) / 1000) : 0;
}

struct outcome { const struct account *account; const char *name, *source; bool fits, session; };

static bool outcome_tx(struct db *db, void *ctx, struct err *e)
{
	const struct outcome *o = ctx;
	struct stmt *q;
	struct actor nobody = { .name = "-", .shown = "-" };
	const struct actor *who = o->account->found ? &o->account->actor : &nobody;
	if (o->fits) {
		q = stmt(db, "DELETE FROM login_try WHERE name = ?1 AND source = ?2");
		stmt_text(q, 1, o->name);
		stmt_text(q, 2, o->source);
		if (!stmt_run(q, e)) return false;
		if (o->session) {
			q = stmt(db, "UPDATE account_user SET previous_login_at = last_login_at, last_login_at = ?2 WHERE id = ?1");
			stmt_int(q, 1, who->user);
			stmt_int(q, 2, clock_now());
			if (!stmt_run(q, e)) return false;
		}
	} else {
		q = stmt(db, "INSERT INTO login_try (name, source, failures, last_at) VALUES (?1, ?2, 1, ?3)"
		             " ON CONFLICT (name, source) DO UPDATE SET failures = login_try.failures + 1, last_at = excluded.last_at");
		stmt_text(q, 1, o->name);
		stmt_text(q, 2, o->source);
		stmt_int(q, 3, clock_now());
		if (!stmt_run(q, e)) return false;
	}
	audit_begin(db, who, o->fits ? (o->session ? "login" : "unlock") : "login.refused", "account_user", who->user, 0);
	audit_value(db, "name", "", o->name);
	audit_value(db, "source", "", o->source);
	return audit_end(db, e);
}

/* The client's address out of SSH_CONNECTION; with the port, each try would come from a new place. */
static void address(const char *source, char *out, size_t size)
{
	size_t n = strcspn(source, " ");
	str_copy(out, n + 1 < size ? n + 1 : size, source);
}

static bool login(struct db *db, const char *name, const char *password, const char *line, caldate today, bool session, struct login *out, struct err *e)
{
	struct account account;
	char low[64], source[64];
	size_t i = 0;
	address(line, source, sizeof source);
	for (; name[i] && i + 1 < sizeof low; i++) low[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
	low[i] = 0;
	*out = (struct login){ .wait_seconds = wait_left(db, low, source, e) };
	if (out->wait_seconds) return err_set(e, ERR_UNAVAILABLE, _("Wait %d seconds before the next try."), out->wait_seconds);
	if (!account_load(db, low, today, &account, e)) return false;
	bool fits = password_fits(db, account.found && !account.disabled ? account.hash : "", password);
	struct outcome o = { &account, low, source, fits, session };
	if (!db_tx(db, outcome_tx, &o, e)) return false;
	if (!fits) return err_set(e, ERR_NOPERM, "%s", _("User name or password do not match yet. Check Caps Lock."));
	out->actor = account.actor;
	out->last_login = account.last_login;
	out->must_change = account.must_change;
	return true;
}

bool user_login(struct db *db, const char *name, const char *password, const char *source, caldate today, struct login *out, struct err *e)
{
	return login(db, name, password, source, today, true, out, e);
}

bool user_enter(struct db *db, const struct actor *who, const char *source, utc_ms *last_login, struct err *e)
{
	struct account account;
	char from[64];
	if (!account_load(db, who->name, clock_today(8), &account, e)) return false;
	if (!account.found || account.disabled) return err_set(e, ERR_NOPERM, _("There is no active user %s. `pantidesk user list` shows the names."), who->name);
	*last_login = account.last_login;
	address(source, from, sizeof from);
	struct outcome o = { &account, who->name, from, true, true };
	return db_tx(db, outcome_tx, &o, e);
}

bool user_unlock(struct db *db, const struct actor *who, const char *password, const char *source, caldate today, struct err *e)
{
	struct login ignored;
	return login(db, who->name, password, source, today, false, &ignored, e);
}

bool user_has_password(struct db *db, row_id user)
{
	struct stmt *q = stmt(db, "SELECT count(*) FROM account_user WHERE id = ?1 AND password <> ''");
	stmt_int(q, 1, user);
	return stmt_one_int(q, 0, NULL) == 1;
}
