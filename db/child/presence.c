/* Absences: leave and return, one or many at once. */
#include "db/child/presence.h"

#include <string.h>

#include "db/audit.h"
#include "db/child/derive.h"
#include "db/office/panti.h"
#include "db/child/person_rules.h"
#include "db/child/presence_row.h"
#include "db/child/resident_query.h"
#include "db/child/stay_row.h"
#include "db/write.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

#define SPANS 400 /* newest absences of one child that a new one is held against */

static size_t spans_of(struct db *db, row_id resident, struct presence_span *out, char kinds[][32])
{
	size_t n = 0;
	struct stmt *q = stmt(db, "SELECT on_date, back_on, expected_on, kind FROM presence WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date DESC LIMIT 400");
	stmt_int(q, 1, resident);
	while (n < SPANS && stmt_row(q)) {
		str_copy(kinds[n], 32, stmt_get_text(q, 3));
		out[n] = (struct presence_span){ stmt_get_date(q, 0), stmt_get_date(q, 1), stmt_get_date(q, 2), false, kinds[n] };
		n++;
	}
	stmt_done(q, NULL);
	return n;
}

bool presence_leave_one(struct db *db, const struct actor *who, row_id resident, const struct presence_leave *in, row_id batch, bool several, struct problems *p, struct err *e)
{
	struct arena *a = arena_new();
	struct resident_ref ref;
	struct problems one;
	problems_clear(&one);
	bool ok = resident_ref(db, who, resident, a, &ref, e);
	if (ok) {
		struct stay_span stays[64];
		struct presence_span *spans = arena_array(a, struct presence_span, SPANS);
		char (*kinds)[32] = arena_alloc(a, SPANS * 32);
		size_t n = stay_spans(db, resident, 0, stays, COUNT(stays)), others = spans_of(db, resident, spans, kinds);
		int at = stay_on(stays, n, in->on);
		caldate today = panti_today(db, ref.panti);
		struct presence_span span = { in->on, DATE_NONE, in->expected, false, in->kind };
		if (!in->kind || !person_code_known(db, "presence_kind", in->kind) || !strcmp(in->kind, "di_panti"))
			problem_hard(&one, "kind", _("Choose the kind of absence from the list."));
		else if (at < 0)
			problem_hard(&one, "on_date", _("The child was not in care on that day."));
		else
			presence_check(&span, stays[at], spans, others, today, &one);
		write_problems(p, &one, ref.name, several);
	}
	if (ok && !one.hard) {
		char from[DATE_ISO_SIZE], expected[DATE_ISO_SIZE];
		row_id id = db_new_id(db, "presence");
		struct stmt *q = stmt(db, "INSERT INTO presence (id, panti_id, resident_id, kind, on_date, expected_on, note, fetched_by, fetched_id, batch_id, recorded_at, recorded_by)"
			" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
		stmt_int(q, 1, id);
		stmt_int(q, 2, ref.panti);
		stmt_int(q, 3, resident);
		stmt_text(q, 4, in->kind);
		stmt_date(q, 5, in->on);
		stmt_date(q, 6, in->expected);
		stmt_text(q, 7, in->note ? in->note : "");
		stmt_text(q, 8, in->fetched_by ? in->fetched_by : "");
		stmt_text(q, 9, in->fetched_id ? in->fetched_id : "");
		stmt_id(q, 10, batch);
		stmt_int(q, 11, clock_now());
		stmt_int(q, 12, who->user);
		ok = stmt_run(q, e);
		if (ok) {
			audit_begin(db, who, "presence.leave", "presence", id, ref.person);
			audit_value(db, "kind", NULL, in->kind);
			audit_value(db, "on_date", NULL, date_iso(in->on, from));
			audit_value(db, "expected_on", NULL, date_iso(in->expected, expected));
			ok = audit_end(db, e) && derive_resident(db, resident, e);
		}
	}
	arena_free(a);
	return ok;
}

row_id presence_open(struct db *db, row_id resident, caldate *since, char kind[32])
{
	row_id id = 0;
	struct stmt *q = stmt(db, "SELECT id, on_date, kind FROM presence WHERE resident_id = ?1 AND void_at IS NULL AND back_on IS NULL ORDER BY on_date DESC LIMIT 1");
	stmt_int(q, 1, resident);
	if (stmt_row(q)) {
		id = stmt_get_int(q, 0);
		*since = stmt_get_date(q, 1);
		str_copy(kind, 32, stmt_get_text(q, 2));
	}
	stmt_done(q, NULL);
	return id;
}

bool presence_return_one(struct db *db, const struct actor *who, row_id resident, caldate on, bool several, struct problems *p, struct err *e)
{
	struct arena *a = arena_new();
	struct resident_ref ref;
	struct problems one;
	caldate since = DATE_NONE;
	char kind[32], day[DATE_ISO_SIZE];
	row_id id = 0;
	problems_clear(&one);
	bool ok = resident_ref(db, who, resident, a, &ref, e);
	if (ok) {
		id = presence_open(db, resident, &since, kind);
		caldate today = panti_today(db, ref.panti);
		if (!id)
			problem_hard(&one, NULL, _("The child is not recorded as away."));
		else if (on == DATE_NONE || on > today)
			problem_hard(&one, "back_on", _("The day must be today or before."));
		else if (on <= since)
			problem_hard(&one, "back_on", _("The return must lie after the day of leaving, %s."), date_format(since, DATE_SHORT, day, sizeof day));
		write_problems(p, &one, ref.name, several);
	}
	if (ok && !one.hard) {
		struct stmt *q = stmt(db, "UPDATE presence SET back_on = ?2, back_at = ?3, back_by = ?4 WHERE id = ?1");
		stmt_int(q, 1, id);
		stmt_date(q, 2, on);
		stmt_int(q, 3, clock_now());
		stmt_int(q, 4, who->user);
		ok = stmt_run(q, e);
		if (ok) {
			audit_begin(db, who, "presence.return", "presence", id, ref.person);
			audit_value(db, "back_on", NULL, date_iso(on, day));
			ok = audit_end(db, e) && derive_resident(db, resident, e);
		}
	}
	arena_free(a);
	return ok;
}

struct op { const struct actor *who; const row_id *residents; int n; const struct presence_leave *in; caldate on; row_id id; const char *why; struct problems *p; };

static bool leave_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	row_id seen;
	problems_clear(o->p);
	if (db_idem_seen(db, o->in->idem, &seen))
		return true;
	row_id batch = o->n > 1 ? db_new_id(db, "presence_batch") : 0;
	for (int i = 0; i < o->n; i++)
		if (!presence_leave_one(db, o->who, o->residents[i], o->in, batch, o->n > 1, o->p, e))
			return false;
	db_idem_keep(db, o->in->idem, batch);
	db_news(db);
	return write_clean(o->p, e);
}

bool presence_leave(struct db *db, const struct actor *who, const row_id *residents, int n, const struct presence_leave *in, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .residents = residents, .n = n, .in = in, .p = p ? p : &own };
	return db_may(who, RIGHT_PRESENCE_EDIT, e) && db_tx(db, leave_tx, &o, e);
}

static bool return_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	problems_clear(o->p);
	for (int i = 0; i < o->n; i++)
		if (!presence_return_one(db, o->who, o->residents[i], o->on, o->n > 1, o->p, e))
			return false;
	db_news(db);
	return write_clean(o->p, e);
}

bool presence_return(struct db *db, const struct actor *who, const row_id *residents, int n, caldate on, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .residents = residents, .n = n, .on = on, .p = p ? p : &own };
	return db_may(who, RIGHT_PRESENCE_EDIT, e) && db_tx(db, return_tx, &o, e);
}

static bool void_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct arena *a = arena_new();
	struct resident_ref ref;
	problems_clear(o->p);
	struct stmt *q = stmt(db, "SELECT resident_id FROM presence WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, o->id);
	stmt_int(q, 2, o->who->panti);
	row_id resident = stmt_one_int(q, 0, e);
	bool ok = resident_ref(db, o->who, resident, a, &ref, e) && write_void(db, o->who, "presence", o->id, o->why, ref.person, o->p, e) && derive_resident(db, resident, e);
	arena_free(a);
	db_news(db);
	return ok;
}

bool presence_void(struct db *db, const struct actor *who, row_id presence, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .id = presence, .why = why, .p = p ? p : &own };
	return db_may(who, RIGHT_PRESENCE_EDIT, e) && db_tx(db, void_tx, &o, e);
}
