/* The day's count: "semua hadir kecuali ..." from the caregiver's paper, and who is away. */
#include <string.h>

#include "db/audit.h"
#include "db/office/panti.h"
#include "db/child/presence_row.h"
#include "db/child/resident_query.h"
#include "db/write.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

struct day { const struct actor *who; caldate on; const struct presence_except *except; int n; int left, returned; struct problems *p; };

static bool listed(const struct day *d, row_id resident)
{
	for (int i = 0; i < d->n; i++)
		if (d->except[i].resident == resident)
			return true;
	return false;
}

/* Children whose absence was open before the day, in the panti. */
static int away_before(struct db *db, const struct day *d, struct arena *a, row_id **out, struct err *e)
{
	int n = 0, room = 64;
	*out = arena_array(a, row_id, room);
	struct stmt *q = stmt(db, "SELECT resident_id FROM presence WHERE panti_id = ?1 AND back_on IS NULL AND void_at IS NULL AND on_date < ?2");
	stmt_int(q, 1, d->who->panti);
	stmt_date(q, 2, d->on);
	while (stmt_row(q)) {
		if (n == room) {
			row_id *bigger = arena_array(a, row_id, room * 2);
			memcpy(bigger, *out, sizeof(row_id) * (size_t)n);
			*out = bigger;
			room *= 2;
		}
		(*out)[n++] = stmt_get_int(q, 0);
	}
	return stmt_done(q, e) ? n : -1;
}

static bool confirm(struct db *db, const struct day *d, struct err *e)
{
	char iso[DATE_ISO_SIZE];
	struct stmt *q = stmt(db, "INSERT INTO presence_day (panti_id, on_date, at, user_id) VALUES (?1, ?2, ?3, ?4)"
		" ON CONFLICT (panti_id, on_date) DO UPDATE SET at = excluded.at, user_id = excluded.user_id");
	stmt_int(q, 1, d->who->panti);
	stmt_date(q, 2, d->on);
	stmt_int(q, 3, clock_now());
	stmt_int(q, 4, d->who->user);
	if (!stmt_run(q, e))
		return false;
	audit_begin(db, d->who, "presence.day", "presence_day", 0, 0);
	audit_value(db, "on_date", NULL, date_iso(d->on, iso));
	return audit_end(db, e);
}

static bool day_tx(struct db *db, void *ctx, struct err *e)
{
	struct day *d = ctx;
	problems_clear(d->p);
	d->left = d->returned = 0;
	if (d->on == DATE_NONE || d->on > panti_today(db, d->who->panti))
		return write_refused(d->p, "on_date", e, _("The day must be today or before."));
	struct arena *a = arena_new();
	row_id *away;
	int n = away_before(db, d, a, &away, e);
	bool ok = n >= 0;
	for (int i = 0; ok && i < n; i++)
		if (!listed(d, away[i])) {
			ok = presence_return_one(db, d->who, away[i], d->on, true, d->p, e);
			d->returned++;
		}
	for (int i = 0; ok && i < d->n; i++) {
		caldate since = DATE_NONE;
		char kind[32] = "";
		row_id open = presence_open(db, d->except[i].resident, &since, kind);
		if (open && !strcmp(kind, d->except[i].kind))
			continue;
		if (open && since < d->on) /* away already, for another reason now */
			ok = presence_return_one(db, d->who, d->except[i].resident, d->on, true, d->p, e);
		struct presence_leave leave = { .kind = d->except[i].kind, .on = d->on, .expected = DATE_NONE, .note = d->except[i].note };
		ok = ok && presence_leave_one(db, d->who, d->except[i].resident, &leave, 0, true, d->p, e);
		d->left++;
	}
	arena_free(a);
	db_news(db);
	return ok && write_clean(d->p, e) && confirm(db, d, e);
}

bool presence_day(struct db *db, const struct actor *who, caldate on, const struct presence_except *except, int n, int *left, int *returned, struct problems *p, struct err *e)
{
	struct problems own;
	struct day d = { .who = who, .on = on, .except = except, .n = n, .p = p ? p : &own };
	bool ok = db_may(who, RIGHT_PRESENCE_EDIT, e) && db_tx(db, day_tx, &d, e);
	if (left)
		*left = d.left;
	if (returned)
		*returned = d.returned;
	return ok;
}

bool presence_day_confirmed(struct db *db, const struct actor *who, caldate on, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM presence_day WHERE panti_id = ?1 AND on_date = ?2");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, on);
	return stmt_one_int(q, 0, e) != 0;
}

int presence_away(struct db *db, const struct actor *who, caldate on, struct arena *a, struct presence_row **out, struct err *e)
{
	struct scope s = scope_of(who);
	int n = 0, room = 64;
	if (!db_may(who, RIGHT_RESIDENT_LIST, e))
		return -1;
	if (s.kind != SCOPE_PANTI || s.names_only)
		return err_set(e, ERR_NOPERM, "%s", _("Who is away is not shown to this role.")) ? 0 : -1;
	caldate today = panti_today(db, who->panti);
	*out = arena_array(a, struct presence_row, room);
	struct stmt *q = stmt(db, "SELECT p.id, p.resident_id, n.register_no, n.name, p.kind, p.note, p.fetched_by, p.on_date, p.expected_on, p.back_on, n.sealed FROM presence p"
		" JOIN resident_now n ON n.resident_id = p.resident_id WHERE p.panti_id = ?1 AND p.void_at IS NULL AND p.on_date <= ?2 AND (p.back_on IS NULL OR p.back_on > ?2)"
		" AND n.status = 'aktif' ORDER BY n.sort_key, p.id");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, on);
	while (stmt_row(q)) {
		if (n == room) {
			struct presence_row *bigger = arena_array(a, struct presence_row, room * 2);
			memcpy(bigger, *out, sizeof **out * (size_t)n);
			*out = bigger;
			room *= 2;
		}
		bool hide = stmt_get_int(q, 10) && !s.sealed;
		struct presence_row *r = &(*out)[n++];
		*r = (struct presence_row){ stmt_get_int(q, 0), stmt_get_int(q, 1), arena_dup(a, stmt_get_text(q, 2)), hide ? scope_initials(stmt_get_text(q, 3), a) : arena_dup(a, stmt_get_text(q, 3)),
			arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, hide ? "" : stmt_get_text(q, 5)), arena_dup(a, hide ? "" : stmt_get_text(q, 6)), stmt_get_date(q, 7), stmt_get_date(q, 8), stmt_get_date(q, 9), false };
		r->overdue = r->back == DATE_NONE && r->expected != DATE_NONE && r->expected < today;
	}
	return stmt_done(q, e) ? n : -1;
}
