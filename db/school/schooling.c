/* A child's schooling: dated facts, recorded and voided, never edited. */
#include "db/audit.h"
#include "db/case.h"
#include "db/child/derive.h"
#include "db/office/panti.h"
#include "db/child/resident.h"
#include "db/school/school.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

#define AHEAD_DAYS 31

bool schooling_put(struct db *db, const struct actor *who, const struct schooling_input *in, row_id *out, struct err *e)
{
	char year[SCHOOL_YEAR_SIZE];
	MUST(db_in_tx(db));
	if (in->year && *in->year) STR_SET(year, in->year);
	else if (!school_year_at(db, who->panti, in->on, year, e)) return false;
	row_id id = db_new_id(db, "schooling");
	struct stmt *q = stmt(db, "INSERT INTO schooling (id, panti_id, resident_id, on_date, year, level, grade, kind, school_id, event, waiting, note, batch_id, recorded_at, recorded_by)"
	                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, who->panti);
	stmt_int(q, 3, in->resident);
	stmt_date(q, 4, in->on);
	stmt_text(q, 5, year);
	stmt_text(q, 6, in->level);
	stmt_int(q, 7, in->grade);
	stmt_text(q, 8, in->kind ? in->kind : "");
	stmt_id(q, 9, in->school);
	stmt_text(q, 10, in->event && *in->event ? in->event : "masuk");
	stmt_int(q, 11, in->waiting);
	stmt_text(q, 12, in->note ? in->note : "");
	stmt_id(q, 13, in->batch);
	stmt_int(q, 14, clock_now());
	stmt_int(q, 15, who->user);
	if (out) *out = id;
	return stmt_run(q, e);
}

struct before { enum school_level level; int grade; row_id school; bool any, waiting; }; /* what stood just before a day */

static bool stood(struct db *db, row_id resident, caldate on, struct before *b, struct err *e)
{
	*b = (struct before){ LEVELS, 0, 0, false, false };
	struct stmt *q = stmt(db, "SELECT level, grade, school_id, waiting FROM schooling WHERE resident_id = ?1 AND on_date < ?2 AND void_at IS NULL ORDER BY on_date DESC, id DESC LIMIT 1");
	stmt_int(q, 1, resident);
	stmt_date(q, 2, on);
	if (stmt_row(q)) *b = (struct before){ school_level_from_code(stmt_get_text(q, 0)), (int)stmt_get_int(q, 1), stmt_get_int(q, 2), true, stmt_get_int(q, 3) != 0 };
	return stmt_done(q, e);
}

static const char *event_of(const struct before *b, enum school_level level, int grade, row_id school)
{
	if (level == LEVEL_PUTUS) return "putus";
	if (level == LEVEL_LULUS) return "lulus";
	if (!b->any || b->waiting || b->level != level) return "masuk";
	if (grade > b->grade) return "naik";
	return school != b->school ? "pindah" : "tinggal";
}

static bool in_care(struct db *db, row_id resident, caldate on, struct problems *p)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM stay s LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL"
	                          " WHERE s.resident_id = ?1 AND s.void_at IS NULL AND s.on_date <= ?2 AND (x.on_date IS NULL OR x.on_date > ?2)");
	stmt_int(q, 1, resident);
	stmt_date(q, 2, on);
	return stmt_one_int(q, 0, NULL) || problem_hard(p, "on", _("The child was not in care on this day. Choose a day inside the stay."));
}

static bool same_day(struct db *db, row_id resident, caldate on, struct problems *p)
{
	struct stmt *q = stmt(db, "SELECT level, grade FROM schooling WHERE resident_id = ?1 AND on_date = ?2 AND void_at IS NULL");
	stmt_int(q, 1, resident);
	stmt_date(q, 2, on);
	if (stmt_row(q)) problem_hard(p, "on", _("School data of this day stand already (%s %d). Take them back first, or choose another day."),
	                              school_level_label(school_level_from_code(stmt_get_text(q, 0))), (int)stmt_get_int(q, 1));
	stmt_done(q, NULL);
	return p->hard == 0;
}

struct record { const struct actor *who; const struct schooling_input *in; const char *idem; row_id *out; struct problems *p; };

static bool rule(struct db *db, const struct record *r, const struct resident_ref *child, struct arena *a, struct err *e)
{
	const struct schooling_input *in = r->in;
	struct school_row school = { 0, "", "", "", "", "", 0, 0 };
	if (in->school && !school_load(db, r->who, in->school, a, &school, e)) return false;
	caldate birth = DATE_NONE, today = panti_today(db, r->who->panti);
	struct stmt *q = stmt(db, "SELECT birth_date FROM person WHERE id = ?1");
	stmt_int(q, 1, child->person);
	if (stmt_row(q)) birth = stmt_get_date(q, 0);
	if (!stmt_done(q, e)) return false;
	struct schooling s = { school_level_from_code(in->level), in->grade, in->kind, school.name, school.npsn, in->year };
	school_check(&s, birth, in->on, r->p);
	if (school.id && !str_equal(school.level, in->level) && s.level < LEVELS)
		problem_soft(r->p, "school", _("%s is in the list as a school of another level."), school.name);
	if (in->on == DATE_NONE) problem_hard(r->p, "on", _("Fill in the date."));
	else if (in->on > today + AHEAD_DAYS) problem_hard(r->p, "on", _("This day is more than %d days ahead. Record it when it is nearer."), AHEAD_DAYS);
	else if (in_care(db, in->resident, in->on, r->p)) same_day(db, in->resident, in->on, r->p);
	return r->p->hard == 0 || case_refused(e);
}

static void audit_fact(struct db *db, const struct schooling_input *in)
{
	char text[24];
	audit_value(db, "on_date", "", date_iso(in->on, text));
	audit_value(db, "level", "", in->level);
	snprintf(text, sizeof text, "%d", in->grade);
	audit_value(db, "grade", "", in->grade ? text : "");
	snprintf(text, sizeof text, "%" PRId64, in->school);
	audit_value(db, "school_id", "", in->school ? text : "");
	audit_value(db, "event", "", in->event);
}

static bool record_row(struct db *db, const struct record *r, struct arena *a, struct err *e)
{
	struct resident_ref child;
	struct before b;
	if (!resident_ref(db, r->who, r->in->resident, a, &child, e) || !rule(db, r, &child, a, e) || !stood(db, r->in->resident, r->in->on, &b, e)) return false;
	struct schooling_input in = *r->in;
	if (!in.event || !*in.event) in.event = event_of(&b, school_level_from_code(in.level), in.grade, in.school);
	if (!schooling_put(db, r->who, &in, r->out, e) || !derive_resident(db, in.resident, e)) return false;
	audit_begin(db, r->who, "schooling.record", "schooling", *r->out, child.person);
	audit_fact(db, &in);
	db_idem_keep(db, r->idem, *r->out);
	db_news(db);
	return audit_end(db, e);
}

static bool record_tx(struct db *db, void *ctx, struct err *e)
{
	const struct record *r = ctx;
	problems_clear(r->p);
	if (r->idem && db_idem_seen(db, r->idem, r->out)) return true;
	if (!db_may(r->who, RIGHT_SCHOOL_EDIT, e)) return false;
	struct arena *a = arena_new();
	bool ok = record_row(db, r, a, e);
	arena_free(a);
	return ok;
}

bool schooling_record(struct db *db, const struct actor *who, const struct schooling_input *in, const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct record r = { who, in, idem, out, p };
	return db_tx(db, record_tx, &r, e);
}

struct voided { const struct actor *who; row_id id; const char *why; struct problems *p; };

static bool void_tx(struct db *db, void *ctx, struct err *e)
{
	const struct voided *v = ctx;
	row_id resident = 0, person = 0;
	bool gone = false;
	problems_clear(v->p);
	if (!db_may(v->who, RIGHT_SCHOOL_EDIT, e)) return false;
	struct stmt *q = stmt(db, "SELECT f.resident_id, r.person_id, f.void_at IS NOT NULL FROM schooling f JOIN resident r ON r.id = f.resident_id WHERE f.id = ?1 AND f.panti_id = ?2");
	stmt_int(q, 1, v->id);
	stmt_int(q, 2, v->who->panti);
	if (stmt_row(q)) {
		resident = stmt_get_int(q, 0);
		person = stmt_get_int(q, 1);
		gone = stmt_get_int(q, 2) != 0;
	}
	if (!stmt_done(q, e)) return false;
	if (!resident) return case_not_found(e);
	if (gone) problem_hard(v->p, NULL, _("This was taken back already."));
	if (!v->why || !*v->why) problem_hard(v->p, "why", _("Write why it is taken back."));
	if (v->p->hard) return case_refused(e);
	struct stmt *up = stmt(db, "UPDATE schooling SET void_at = ?2, void_by = ?3, void_why = ?4 WHERE id = ?1");
	stmt_int(up, 1, v->id);
	stmt_int(up, 2, clock_now());
	stmt_int(up, 3, v->who->user);
	stmt_text(up, 4, v->why);
	if (!stmt_run(up, e) || !derive_resident(db, resident, e)) return false;
	audit_begin(db, v->who, "schooling.void", "schooling", v->id, person);
	audit_value(db, "why", "", v->why);
	db_news(db);
	return audit_end(db, e);
}

bool schooling_void(struct db *db, const struct actor *who, row_id id, const char *why, struct problems *p, struct err *e)
{
	struct voided v = { who, id, why, p };
	return db_tx(db, void_tx, &v, e);
}

bool schooling_history(struct db *db, const struct actor *who, row_id resident, bool voided, struct arena *a, struct schooling_fact **out, size_t *count, struct err *e)
{
	struct resident_ref child;
	*count = 0;
	if (!db_may(who, RIGHT_RESIDENT_LIST, e) || !resident_ref(db, who, resident, a, &child, e)) return false;
	struct stmt *n = stmt(db, "SELECT count(*) FROM schooling WHERE resident_id = ?1");
	stmt_int(n, 1, resident);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows < 0) return false;
	*out = arena_array(a, struct schooling_fact, rows + 1);
	struct stmt *q = stmt(db, "SELECT f.id, f.on_date, f.year, f.level, f.grade, f.kind, f.school_id, COALESCE(s.name, ''), COALESCE(s.npsn, ''), f.event, f.waiting, f.note, f.batch_id,"
	                          " COALESCE(u.shown, ''), f.recorded_at, f.void_at, COALESCE(w.shown, ''), COALESCE(f.void_why, '') FROM schooling f LEFT JOIN school s ON s.id = f.school_id"
	                          " LEFT JOIN account_user u ON u.id = f.recorded_by LEFT JOIN account_user w ON w.id = f.void_by"
	                          " WHERE f.resident_id = ?1 AND (?2 = 1 OR f.void_at IS NULL) ORDER BY f.on_date DESC, f.id DESC");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, voided);
	while ((int64_t)*count < rows && stmt_row(q))
		(*out)[(*count)++] = (struct schooling_fact){ .id = stmt_get_int(q, 0), .on = stmt_get_date(q, 1), .year = arena_dup(a, stmt_get_text(q, 2)),
			.level = arena_dup(a, stmt_get_text(q, 3)), .grade = (int)stmt_get_int(q, 4), .kind = arena_dup(a, stmt_get_text(q, 5)), .school_id = stmt_get_int(q, 6),
			.school = arena_dup(a, stmt_get_text(q, 7)), .npsn = arena_dup(a, stmt_get_text(q, 8)), .event = arena_dup(a, stmt_get_text(q, 9)),
			.waiting = stmt_get_int(q, 10) != 0, .note = arena_dup(a, stmt_get_text(q, 11)), .batch = stmt_get_int(q, 12), .by = arena_dup(a, stmt_get_text(q, 13)),
			.at = stmt_get_int(q, 14), .void_at = stmt_get_int(q, 15), .void_by = arena_dup(a, stmt_get_text(q, 16)), .void_why = arena_dup(a, stmt_get_text(q, 17)) };
	return stmt_done(q, e);
}
