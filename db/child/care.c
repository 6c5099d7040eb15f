#include "db/child/care.h"

#include <string.h>

#include "db/audit.h"
#include "db/child/resident_query.h"
#include "db/child/stay_row.h"
#include "db/office/panti.h"
#include "db/write.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"
#include "src/rules/stay.h"

enum { MOST = 200 };

int care_stages(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct care_fact **out, struct err *e)
{
	struct resident_ref ref;
	int n = 0;
	if (!db_may(who, RIGHT_RESIDENT_READ, e) || !resident_ref(db, who, resident, a, &ref, e) || (ref.sealed && !db_may(who, RIGHT_SEALED_READ, e)))
		return -1;
	*out = arena_array(a, struct care_fact, MOST);
	struct stmt *q = stmt(db, "SELECT f.id, f.on_date, f.stage, coalesce(u.shown, '') FROM care_stage f LEFT JOIN account_user u ON u.id = f.recorded_by"
		" WHERE f.resident_id = ?1 AND f.void_at IS NULL ORDER BY f.on_date DESC, f.id DESC LIMIT 200");
	stmt_int(q, 1, resident);
	while (n < MOST && stmt_row(q)) {
		(*out)[n] = (struct care_fact){ .id = stmt_get_int(q, 0), .on = stmt_get_date(q, 1), .stage = arena_dup(a, stmt_get_text(q, 2)), .by = arena_dup(a, stmt_get_text(q, 3)) };
		n++;
	}
	return stmt_done(q, e) ? n : -1;
}

const char *care_stage_on(struct db *db, row_id resident, caldate admitted, caldate day, caldate *on, struct arena *a)
{
	const char *stage = CARE_STAGE_FIRST;
	if (on)
		*on = DATE_NONE;
	struct stmt *q = stmt(db, "SELECT stage, on_date FROM care_stage WHERE resident_id = ?1 AND on_date <= ?2 AND on_date >= ?3 AND void_at IS NULL ORDER BY on_date DESC, id DESC LIMIT 1");
	char iso[DATE_ISO_SIZE];
	stmt_int(q, 1, resident);
	stmt_date(q, 2, day);
	stmt_text(q, 3, admitted == DATE_NONE ? "" : date_iso(admitted, iso));
	if (stmt_row(q)) {
		stage = arena_dup(a, stmt_get_text(q, 0));
		if (on)
			*on = stmt_get_date(q, 1);
	}
	stmt_done(q, NULL);
	return stage;
}

struct op { const struct actor *who; row_id resident, fact; const char *stage, *why; caldate on; struct problems *p; };

static bool put(struct db *db, const struct op *o, row_id panti, struct err *e)
{
	struct stmt *old = stmt(db, "UPDATE care_stage SET void_at = ?3, void_by = ?4, void_why = ?5 WHERE resident_id = ?1 AND on_date = ?2 AND void_at IS NULL");
	stmt_int(old, 1, o->resident);
	stmt_date(old, 2, o->on);
	stmt_int(old, 3, clock_now());
	stmt_int(old, 4, o->who->user);
	stmt_text(old, 5, _("Replaced on the same day."));
	if (!stmt_run(old, e))
		return false;
	struct stmt *q = stmt(db, "INSERT INTO care_stage (id, panti_id, resident_id, on_date, stage, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int(q, 1, db_new_id(db, "care_stage"));
	stmt_int(q, 2, panti);
	stmt_int(q, 3, o->resident);
	stmt_date(q, 4, o->on);
	stmt_text(q, 5, o->stage);
	stmt_int(q, 6, clock_now());
	stmt_int(q, 7, o->who->user);
	return stmt_run(q, e);
}

static bool set(struct db *db, const struct op *o, struct arena *a, struct err *e)
{
	struct resident_ref ref;
	struct stay_span spans[64];
	char day[DATE_ISO_SIZE];
	if (!resident_ref(db, o->who, o->resident, a, &ref, e) || (ref.sealed && !db_may(o->who, RIGHT_SEALED_READ, e)))
		return false;
	size_t n = stay_spans(db, ref.id, 0, spans, COUNT(spans));
	int in = o->on == DATE_NONE ? -1 : stay_on(spans, n, o->on);
	if (!code_find("care_stage", o->stage))
		problem_hard(o->p, "stage", _("Choose the stage from the list."));
	if (o->on == DATE_NONE || o->on > panti_today(db, ref.panti))
		problem_hard(o->p, "on_date", _("The day must be today or before."));
	else if (in < 0)
		problem_hard(o->p, "on_date", _("The child was not in care on that day."));
	if (!write_clean(o->p, e))
		return false;
	const char *before = care_stage_on(db, ref.id, spans[in].admission, o->on, NULL, a);
	if (!put(db, o, ref.panti, e))
		return false;
	audit_begin(db, o->who, "resident.stage", "resident", ref.id, ref.person);
	audit_value(db, "stage", before, o->stage);
	audit_value(db, "on_date", NULL, date_iso(o->on, day));
	return audit_end(db, e);
}

static bool set_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct arena *a = arena_new();
	problems_clear(o->p);
	bool ok = set(db, o, a, e);
	arena_free(a);
	db_news(db);
	return ok;
}

bool care_stage_set(struct db *db, const struct actor *who, row_id resident, const char *stage, caldate on, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .resident = resident, .stage = stage ? stage : "", .on = on, .p = p ? p : &own };
	return db_may(who, RIGHT_STAGE_EDIT, e) && db_tx(db, set_tx, &o, e);
}

static bool void_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct arena *a = arena_new();
	struct resident_ref ref;
	problems_clear(o->p);
	struct stmt *q = stmt(db, "SELECT resident_id FROM care_stage WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, o->fact);
	stmt_int(q, 2, o->who->panti);
	row_id resident = stmt_one_int(q, 0, e);
	bool ok = resident_ref(db, o->who, resident, a, &ref, e) && (!ref.sealed || db_may(o->who, RIGHT_SEALED_READ, e))
		&& write_void(db, o->who, "care_stage", o->fact, o->why, ref.person, o->p, e);
	arena_free(a);
	db_news(db);
	return ok;
}

bool care_stage_void(struct db *db, const struct actor *who, row_id fact, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .fact = fact, .why = why, .p = p ? p : &own };
	return db_may(who, RIGHT_STAGE_EDIT, e) && db_tx(db, void_tx, &o, e);
}
