/* Kenaikan kelas: the batch after the June report, one transaction for all (DOMAIN.md 5). */
#include "db/audit.h"
#include "db/case.h"
#include "db/child/derive.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/school/school.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* First day of a school year: of the table, else 1 July. */
static bool year_start(struct db *db, row_id panti, const char *year, caldate *start, struct err *e)
{
	int first = school_year_parse(year);
	*start = first ? date_make(first, 7, 1) : DATE_NONE;
	struct stmt *q = stmt(db, "SELECT start_on FROM school_year WHERE panti_id = ?1 AND code = ?2");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, year);
	if (stmt_row(q)) *start = stmt_get_date(q, 0);
	return stmt_done(q, e);
}

/* Four-year SMK or not: nobody is kept for a grade 13 unless somebody marks it. */
static enum school_mark proposed(enum school_level level, int grade)
{
	return school_levels[level].grade_max && grade >= school_levels[level].grade_last ? MARK_LULUS : MARK_NAIK;
}

static bool year_known(const char *year, struct problems *p)
{
	return school_year_parse(year) || problem_hard(p, "year", _("Write the school year as two years in a row, for example 2025/2026."));
}

bool promotion_load(struct db *db, const struct actor *who, const char *year, struct arena *a, struct promotion_row **out, size_t *count, struct err *e)
{
	char old[SCHOOL_YEAR_SIZE];
	int first = school_year_parse(year);
	*count = 0;
	*out = NULL;
	if (!db_may(who, RIGHT_RESIDENT_LIST, e)) return false;
	if (!first) return err_set(e, ERR_DATA, _("Write the school year as two years in a row, for example 2025/2026."));
	school_year_text(first - 1, old);
	struct stmt *n = stmt(db, "SELECT count(*) FROM resident_now WHERE panti_id = ?1 AND status = 'aktif'");
	stmt_int(n, 1, who->panti);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows < 0) return false;
	*out = arena_array(a, struct promotion_row, rows + 1);
	/* done: a fact of the new year stands, or this batch ended the old one (graduated, left) */
	struct stmt *q = stmt(db, "SELECT k.resident_id, k.register_no, k.name, k.sex, k.level, k.grade, k.district, COALESCE(f.kind, ''), f.school_id, COALESCE(s.name, ''),"
	                          " EXISTS (SELECT 1 FROM schooling d WHERE d.resident_id = k.resident_id AND d.void_at IS NULL"
	                          " AND (d.year = ?2 OR (d.year = ?3 AND d.batch_id IS NOT NULL AND d.event IN ('lulus', 'putus')))), k.sealed"
	                          " FROM resident_now k LEFT JOIN schooling f ON f.id = (SELECT x.id FROM schooling x WHERE x.resident_id = k.resident_id AND x.void_at IS NULL"
	                          " AND x.on_date <= ?4 ORDER BY x.on_date DESC, x.id DESC LIMIT 1) LEFT JOIN school s ON s.id = f.school_id"
	                          " WHERE k.panti_id = ?1 AND k.status = 'aktif' AND k.waiting_school = 0 ORDER BY k.grade, k.sort_key, k.resident_id");
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, year);
	stmt_text(q, 3, old);
	stmt_date(q, 4, panti_today(db, who->panti));
	while ((int64_t)*count < rows && stmt_row(q)) {
		enum school_level level = school_level_from_code(stmt_get_text(q, 4));
		if (level >= LEVELS || !school_levels[level].enrolled) continue;
		struct promotion_row *r = &(*out)[(*count)++];
		const char *name = arena_dup(a, stmt_get_text(q, 2));
		*r = (struct promotion_row){ .resident = stmt_get_int(q, 0), .register_no = arena_dup(a, stmt_get_text(q, 1)), .name = stmt_get_int(q, 11) && !may(who, RIGHT_SEALED_READ) ? scope_initials(name, a) : name,
			.sex = arena_dup(a, stmt_get_text(q, 3)), .level = level, .grade = (int)stmt_get_int(q, 5), .district = arena_dup(a, stmt_get_text(q, 6)),
			.kind = arena_dup(a, stmt_get_text(q, 7)), .school_id = stmt_get_int(q, 8), .school = arena_dup(a, stmt_get_text(q, 9)), .done = stmt_get_int(q, 10) != 0 };
		r->mark = proposed(level, r->grade);
		school_promote(level, r->grade, school_grade_last(level, r->kind, r->mark), r->mark, &r->next, NULL);
	}
	return stmt_done(q, e);
}

struct save {
	const struct actor *who;
	const char *year;
	const struct promotion_mark *marks;
	size_t count;
	const char *idem;
	struct promotion_result *out;
	struct problems *p;
};
struct batch { row_id id; char old[SCHOOL_YEAR_SIZE]; caldate start, today; };

static void count_result(struct promotion_result *out, const char *event, int n)
{
	if (strcmp(event, "naik") == 0) out->promoted += n;
	else if (strcmp(event, "tinggal") == 0) out->kept += n;
	else if (strcmp(event, "lulus") == 0) out->graduated += n;
	else if (strcmp(event, "pindah") == 0) out->moved += n;
	else if (strcmp(event, "putus") == 0) out->dropped += n;
}

/* What a batch saved before did: counted from its facts. */
static bool again(struct db *db, row_id batch, struct promotion_result *out, struct err *e)
{
	out->batch = batch;
	struct stmt *q = stmt(db, "SELECT event, count(*) FROM schooling WHERE batch_id = ?1 GROUP BY event");
	stmt_int(q, 1, batch);
	while (stmt_row(q)) count_result(out, stmt_get_text(q, 0), (int)stmt_get_int(q, 1));
	return stmt_done(q, e);
}

/* Graduating and leaving end the old year on the day of the batch; the others are true from the new year's first day. */
static bool save_one(struct db *db, const struct save *s, const struct batch *b, const struct promotion_mark *m, const struct promotion_row *r, struct err *e)
{
	struct promotion next;
	char grade[16];
	if (!school_promote(r->level, r->grade, school_grade_last(r->level, r->kind, m->mark), m->mark, &next, s->p)) return true; /* collected, refused at the end */
	bool ends = next.waiting || next.level == LEVEL_PUTUS || next.level == LEVEL_LULUS;
	struct schooling_input in = { .resident = r->resident, .on = ends && b->today < b->start ? b->today : b->start, .year = ends ? b->old : s->year,
		.level = school_levels[next.level].code, .grade = next.grade, .kind = next.keeps_school || next.waiting ? r->kind : "",
		.school = next.keeps_school ? r->school_id : m->mark == MARK_PINDAH && !next.waiting ? m->school : 0,
		.event = next.result, .waiting = next.waiting, .note = m->note, .batch = b->id };
	char kind[24];
	if (in.school && m->mark == MARK_PINDAH) { /* the new school says what kind it is; it must be one of this panti */
		struct stmt *q = stmt(db, "SELECT kind FROM school WHERE id = ?1 AND panti_id = ?2");
		stmt_int(q, 1, in.school);
		stmt_int(q, 2, s->who->panti);
		bool known = stmt_row(q) && STR_SET(kind, stmt_get_text(q, 0));
		if (!stmt_done(q, e)) return false;
		if (!known) return case_not_found(e);
		in.kind = kind;
	}
	row_id id;
	struct stmt *person = stmt(db, "SELECT person_id FROM resident WHERE id = ?1");
	stmt_int(person, 1, r->resident);
	row_id child = stmt_one_int(person, 0, e);
	if (!child || !schooling_put(db, s->who, &in, &id, e) || !derive_resident(db, r->resident, e)) return false;
	count_result(s->out, next.result, 1);
	audit_begin(db, s->who, "schooling.promote", "schooling", id, child);
	audit_value(db, "level", school_levels[r->level].code, in.level);
	snprintf(grade, sizeof grade, "%d>%d", r->grade, next.grade);
	audit_value(db, "grade", "", grade);
	audit_value(db, "event", "", in.event);
	return audit_end(db, e);
}

static int by_resident(const void *a, const void *b)
{
	row_id x = ((const struct promotion_row *)a)->resident, y = ((const struct promotion_row *)b)->resident;
	return x < y ? -1 : x > y;
}

/* Graduated or left by an earlier batch of this year: no pupil any more, and nothing to save again. */
static bool ended_before(struct db *db, const struct save *s, const struct batch *b, row_id resident)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM schooling WHERE resident_id = ?1 AND panti_id = ?2 AND void_at IS NULL AND batch_id IS NOT NULL AND year IN (?3, ?4) AND event IN ('lulus', 'putus')");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, s->who->panti);
	stmt_text(q, 3, b->old);
	stmt_text(q, 4, s->year);
	return stmt_one_int(q, 0, NULL) != 0;
}

static bool save_all(struct db *db, const struct save *s, struct arena *a, struct err *e)
{
	struct promotion_row *rows;
	size_t count;
	struct batch b = { 0, "", DATE_NONE, panti_today(db, s->who->panti) };
	if (!year_known(s->year, s->p)) return case_refused(e);
	school_year_text(school_year_parse(s->year) - 1, b.old);
	if (!year_start(db, s->who->panti, s->year, &b.start, e)) return false;
	if (b.today < b.start - 62) problem_hard(s->p, "year", _("School year %s is still far ahead. Promote after the June report."), s->year);
	if (b.today > b.start + 300) problem_hard(s->p, "year", _("School year %s is nearly over. Choose the coming one."), s->year);
	if (s->p->hard) return case_refused(e);
	if (!promotion_load(db, s->who, s->year, a, &rows, &count, e)) return false;
	if (count) qsort(rows, count, sizeof *rows, by_resident);
	b.id = db_new_id(db, "batch");
	s->out->batch = b.id;
	for (size_t i = 0; i < s->count; i++) {
		struct promotion_row key = { .resident = s->marks[i].resident }, *r = count ? bsearch(&key, rows, count, sizeof *rows, by_resident) : NULL;
		if (!r && !ended_before(db, s, &b, s->marks[i].resident)) return case_not_found(e); /* not a pupil in care of this panti */
		if (!r || r->done) s->out->skipped++;
		else if (!save_one(db, s, &b, &s->marks[i], r, e)) return false;
		if (r) r->done = true; /* a child named twice is promoted once */
	}
	if (!s->p->hard && s->out->skipped == (int)s->count)
		problem_hard(s->p, "year", _("All these children were promoted into %s before. Nothing to save."), s->year);
	if (s->p->hard) return case_refused(e);
	db_idem_keep(db, s->idem, b.id);
	db_news(db);
	return audit_note(db, s->who, "promotion.save", "batch", b.id, 0, s->year, e);
}

static bool save_tx(struct db *db, void *ctx, struct err *e)
{
	const struct save *s = ctx;
	row_id batch;
	problems_clear(s->p);
	memset(s->out, 0, sizeof *s->out);
	if (s->idem && db_idem_seen(db, s->idem, &batch)) return again(db, batch, s->out, e);
	if (!db_may(s->who, RIGHT_SCHOOL_EDIT, e)) return false;
	struct arena *a = arena_new();
	bool ok = save_all(db, s, a, e);
	arena_free(a);
	return ok;
}

bool promotion_save(struct db *db, const struct actor *who, const char *year, const struct promotion_mark *m, size_t count, const char *idem, struct promotion_result *out, struct problems *p, struct err *e)
{
	struct save s = { who, year, m, count, idem, out, p };
	return db_tx(db, save_tx, &s, e);
}

struct undo { const struct actor *who; row_id batch; const char *why; struct problems *p; };
struct fact { row_id id, resident, person; };

static bool undo_all(struct db *db, const struct undo *u, struct arena *a, struct err *e)
{
	struct stmt *n = stmt(db, "SELECT count(*) FROM schooling WHERE batch_id = ?1 AND panti_id = ?2 AND void_at IS NULL");
	stmt_int(n, 1, u->batch);
	stmt_int(n, 2, u->who->panti);
	int64_t rows = stmt_one_int(n, -1, e), count = 0;
	if (rows < 0) return false;
	if (!rows) return case_not_found(e);
	struct fact *facts = arena_array(a, struct fact, rows);
	struct stmt *q = stmt(db, "SELECT f.id, f.resident_id, r.person_id, r.register_no, EXISTS (SELECT 1 FROM schooling x WHERE x.resident_id = f.resident_id AND x.void_at IS NULL AND x.id > f.id)"
	                          " FROM schooling f JOIN resident r ON r.id = f.resident_id WHERE f.batch_id = ?1 AND f.panti_id = ?2 AND f.void_at IS NULL ORDER BY f.id");
	stmt_int(q, 1, u->batch);
	stmt_int(q, 2, u->who->panti);
	while (count < rows && stmt_row(q)) {
		facts[count++] = (struct fact){ stmt_get_int(q, 0), stmt_get_int(q, 1), stmt_get_int(q, 2) };
		if (stmt_get_int(q, 4)) problem_hard(u->p, NULL, _("School data of %s were recorded after the batch. Take those back first."), stmt_get_text(q, 3));
	}
	if (!stmt_done(q, e)) return false;
	if (!u->why || !*u->why) problem_hard(u->p, "why", _("Write why it is taken back."));
	if (u->p->hard) return case_refused(e);
	struct stmt *up = stmt(db, "UPDATE schooling SET void_at = ?2, void_by = ?3, void_why = ?4 WHERE batch_id = ?1 AND void_at IS NULL");
	stmt_int(up, 1, u->batch);
	stmt_int(up, 2, clock_now());
	stmt_int(up, 3, u->who->user);
	stmt_text(up, 4, u->why);
	if (!stmt_run(up, e)) return false;
	for (int64_t i = 0; i < count; i++) {
		if (!derive_resident(db, facts[i].resident, e)) return false;
		if (!audit_note(db, u->who, "schooling.void", "schooling", facts[i].id, facts[i].person, u->why, e)) return false;
	}
	db_news(db);
	return audit_note(db, u->who, "promotion.undo", "batch", u->batch, 0, u->why, e);
}

static bool undo_tx(struct db *db, void *ctx, struct err *e)
{
	const struct undo *u = ctx;
	problems_clear(u->p);
	if (!db_may(u->who, RIGHT_SCHOOL_EDIT, e)) return false;
	struct arena *a = arena_new();
	bool ok = undo_all(db, u, a, e);
	arena_free(a);
	return ok;
}

bool promotion_undo(struct db *db, const struct actor *who, row_id batch, const char *why, struct problems *p, struct err *e)
{
	struct undo u = { who, batch, why, p };
	return db_tx(db, undo_tx, &u, e);
}
