/* School years and schools: data of the panti. */
#include "db/school/school.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/child/derive.h"
#include "db/stmt.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/nik.h"
#include <string.h>

bool school_year_list(struct db *db, const struct actor *who, struct arena *a, struct school_year_row **out, size_t *count, struct err *e)
{
	*count = 0;
	struct stmt *n = stmt(db, "SELECT count(*) FROM school_year WHERE panti_id = ?1");
	stmt_int(n, 1, who->panti);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows < 0) return false;
	*out = arena_array(a, struct school_year_row, rows + 1);
	struct stmt *q = stmt(db, "SELECT code, start_on, semester2_on, end_on FROM school_year WHERE panti_id = ?1 ORDER BY code DESC");
	stmt_int(q, 1, who->panti);
	while ((int64_t)*count < rows && stmt_row(q))
		(*out)[(*count)++] = (struct school_year_row){ arena_dup(a, stmt_get_text(q, 0)), stmt_get_date(q, 1), stmt_get_date(q, 2), stmt_get_date(q, 3) };
	return stmt_done(q, e);
}

static bool year_put(struct db *db, row_id panti, const struct school_year_row *y, struct err *e)
{
	struct stmt *q = stmt(db, "INSERT INTO school_year (panti_id, code, start_on, semester2_on, end_on) VALUES (?1, ?2, ?3, ?4, ?5)"
	                          " ON CONFLICT (panti_id, code) DO UPDATE SET start_on = excluded.start_on, semester2_on = excluded.semester2_on, end_on = excluded.end_on");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, y->code);
	stmt_date(q, 3, y->start);
	stmt_date(q, 4, y->semester2);
	stmt_date(q, 5, y->end);
	return stmt_run(q, e);
}

bool school_year_defaults(struct db *db, row_id panti, struct err *e)
{
	static const struct { const char *code, *start, *semester2, *end; } years[] = {
		{ "2023/2024", "2023-07-17", "2024-01-08", "2024-06-21" }, { "2024/2025", "2024-07-15", "2025-01-06", "2025-06-20" },
		{ "2025/2026", "2025-07-14", "2026-01-05", "2026-06-19" }, { "2026/2027", "2026-07-13", "2027-01-04", "2027-06-18" },
		{ "2027/2028", "2027-07-12", "2028-01-03", "2028-06-16" },
	};
	for (size_t i = 0; i < COUNT(years); i++) {
		struct school_year_row y = { years[i].code, date_from_iso(years[i].start), date_from_iso(years[i].semester2), date_from_iso(years[i].end) };
		if (!year_put(db, panti, &y, e)) return false;
	}
	return true;
}

struct year_save { const struct actor *who; const struct school_year_row *in; struct problems *p; };

static bool year_tx(struct db *db, void *ctx, struct err *e)
{
	const struct year_save *in = ctx;
	struct school_year_row *rows;
	size_t count;
	char before[3][DATE_ISO_SIZE] = { "", "", "" }, after[3][DATE_ISO_SIZE];
	problems_clear(in->p);
	if (!db_may(in->who, RIGHT_SCHOOL_EDIT, e)) return false;
	struct arena *a = arena_new();
	bool ok = school_year_list(db, in->who, a, &rows, &count, e);
	if (ok) {
		struct school_year *others = arena_array(a, struct school_year, count + 1), y = { in->in->code, in->in->start, in->in->end, in->in->semester2 };
		for (size_t i = 0; i < count; i++) {
			others[i] = (struct school_year){ rows[i].code, rows[i].start, rows[i].end, rows[i].semester2 };
			if (!str_equal(rows[i].code, in->in->code)) continue;
			date_iso(rows[i].start, before[0]);
			date_iso(rows[i].semester2, before[1]);
			date_iso(rows[i].end, before[2]);
		}
		ok = school_year_check(&y, others, count, in->p) || case_refused(e);
	}
	arena_free(a);
	if (!ok || !year_put(db, in->who->panti, in->in, e)) return false;
	audit_begin(db, in->who, "school_year.save", "school_year", school_year_parse(in->in->code), 0);
	audit_value(db, "start_on", before[0], date_iso(in->in->start, after[0]));
	audit_value(db, "semester2_on", before[1], date_iso(in->in->semester2, after[1]));
	audit_value(db, "end_on", before[2], date_iso(in->in->end, after[2]));
	return audit_end(db, e);
}

bool school_year_save(struct db *db, const struct actor *who, const struct school_year_row *y, struct problems *p, struct err *e)
{
	struct year_save in = { who, y, p };
	return db_tx(db, year_tx, &in, e);
}

bool school_year_running(struct db *db, row_id panti, caldate day, char out[SCHOOL_YEAR_SIZE], struct err *e)
{
	school_year_text(school_year_of(day), out);
	struct stmt *q = stmt(db, "SELECT code, end_on FROM school_year WHERE panti_id = ?1 AND start_on <= ?2 ORDER BY code DESC LIMIT 1");
	stmt_int(q, 1, panti);
	stmt_date(q, 2, day);
	if (stmt_row(q) && stmt_get_date(q, 1) + 62 >= day) str_copy(out, SCHOOL_YEAR_SIZE, stmt_get_text(q, 0));
	return stmt_done(q, e);
}

bool school_year_at(struct db *db, row_id panti, caldate day, char out[SCHOOL_YEAR_SIZE], struct err *e)
{
	school_year_text(school_year_of(day), out);
	struct stmt *q = stmt(db, "SELECT code, start_on FROM school_year WHERE panti_id = ?1 AND end_on >= ?2 ORDER BY code LIMIT 1");
	stmt_int(q, 1, panti);
	stmt_date(q, 2, day);
	if (stmt_row(q) && stmt_get_date(q, 1) <= day + 62) str_copy(out, SCHOOL_YEAR_SIZE, stmt_get_text(q, 0));
	return stmt_done(q, e);
}

/* --- schools --- */

bool school_list(struct db *db, const struct actor *who, const char *level, struct arena *a, struct school_row **out, size_t *count, struct err *e)
{
	*count = 0;
	if (!db_may(who, RIGHT_RESIDENT_LIST, e)) return false;
	struct stmt *n = stmt(db, "SELECT count(*) FROM school WHERE panti_id = ?1");
	stmt_int(n, 1, who->panti);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows < 0) return false;
	*out = arena_array(a, struct school_row, rows + 1);
	struct stmt *q = stmt(db, "SELECT s.id, s.npsn, s.name, s.kind, s.level, s.address, s.version,"
	                          " (SELECT count(*) FROM resident_now k WHERE k.panti_id = s.panti_id AND k.status = 'aktif' AND k.school = s.name)"
	                          " FROM school s WHERE s.panti_id = ?1 AND (?2 = '' OR s.level = ?2) ORDER BY s.name");
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, level ? level : "");
	while ((int64_t)*count < rows && stmt_row(q))
		(*out)[(*count)++] = (struct school_row){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)),
			arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, stmt_get_text(q, 5)), stmt_get_int(q, 6), (int)stmt_get_int(q, 7) };
	return stmt_done(q, e);
}

static bool load(struct db *db, row_id panti, row_id id, struct arena *a, struct school_row *out, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT id, npsn, name, kind, level, address, version FROM school WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, id);
	stmt_int(q, 2, panti);
	bool there = stmt_row(q);
	if (there)
		*out = (struct school_row){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)),
			arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, stmt_get_text(q, 5)), stmt_get_int(q, 6), 0 };
	return stmt_done(q, e) && (there || case_not_found(e));
}

bool school_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct school_row *out, struct err *e)
{
	return db_may(who, RIGHT_RESIDENT_LIST, e) && load(db, who->panti, id, a, out, e);
}

bool school_find(struct db *db, row_id panti, const char *npsn, const char *name, row_id *out, struct err *e)
{
	*out = 0;
	struct stmt *q = stmt(db, "SELECT id FROM school WHERE panti_id = ?1 AND ((?2 <> '' AND npsn = ?2) OR (?3 <> '' AND lower(name) = lower(?3)))"
	                          " ORDER BY CASE WHEN ?2 <> '' AND npsn = ?2 THEN 0 ELSE 1 END, id LIMIT 1");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, npsn ? npsn : "");
	stmt_text(q, 3, name ? name : "");
	if (stmt_row(q)) *out = stmt_get_int(q, 0);
	return stmt_done(q, e);
}

static void check(struct db *db, row_id panti, const struct school_row *in, struct problems *p)
{
	enum school_level level = school_level_from_code(in->level);
	const struct school_kind *kind = in->kind && *in->kind ? school_kind_find(in->kind) : NULL;
	if (!in->name || !*in->name) problem_hard(p, "name", _("Fill in the name of the school."));
	else if (text_points(in->name) > 80) problem_hard(p, "name", _("The name of the school is longer than 80 letters. Shorten it."));
	if (level >= LEVELS || !school_levels[level].enrolled) problem_hard(p, "level", _("Choose the school level from the list."));
	if (in->kind && *in->kind && !kind) problem_hard(p, "kind", _("Choose the kind of school from the list."));
	if (kind && kind->level != level) problem_hard(p, "kind", _("This kind of school belongs to level %s."), school_level_label(kind->level));
	npsn_check(in->npsn, "npsn", p);
	struct stmt *q = stmt(db, "SELECT name, npsn FROM school WHERE panti_id = ?1 AND id <> ?2 AND (lower(name) = lower(?3) OR (?4 <> '' AND npsn = ?4)) LIMIT 1");
	stmt_int(q, 1, panti);
	stmt_int(q, 2, in->id);
	stmt_text(q, 3, in->name ? in->name : "");
	stmt_text(q, 4, in->npsn ? in->npsn : "");
	if (stmt_row(q)) {
		bool number = in->npsn && *in->npsn && str_equal(stmt_get_text(q, 1), in->npsn);
		problem_hard(p, number ? "npsn" : "name", _("%s is in the list of schools already."), stmt_get_text(q, 0));
	}
	stmt_done(q, NULL);
}

static bool put(struct db *db, const struct actor *who, const struct school_row *in, const struct school_row *before, row_id *out, struct err *e)
{
	*out = in->id ? in->id : db_new_id(db, "school");
	struct stmt *q = in->id ? stmt(db, "UPDATE school SET npsn = ?3, name = ?4, kind = ?5, level = ?6, address = ?7, version = version + 1 WHERE id = ?1 AND panti_id = ?2")
	                        : stmt(db, "INSERT INTO school (id, panti_id, npsn, name, kind, level, address) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int(q, 1, *out);
	stmt_int(q, 2, who->panti);
	stmt_text(q, 3, in->npsn ? in->npsn : "");
	stmt_text(q, 4, in->name);
	stmt_text(q, 5, in->kind ? in->kind : "");
	stmt_text(q, 6, in->level);
	stmt_text(q, 7, in->address ? in->address : "");
	if (!stmt_run(q, e)) return false;
	audit_begin(db, who, in->id ? "school.edit" : "school.new", "school", *out, 0);
	audit_value(db, "npsn", before->npsn, in->npsn ? in->npsn : "");
	audit_value(db, "name", before->name, in->name);
	audit_value(db, "kind", before->kind, in->kind ? in->kind : "");
	audit_value(db, "level", before->level, in->level);
	audit_value(db, "address", before->address, in->address ? in->address : "");
	return audit_end(db, e);
}

/* resident_now shows the school's name: children there are remade when it changes. */
static bool renamed(struct db *db, row_id school, struct err *e)
{
	row_id ids[64] = { 0 }, after = 0;
	for (int n = 64; n == 64; after = ids[63]) {
		n = 0;
		struct stmt *q = stmt(db, "SELECT DISTINCT resident_id FROM schooling WHERE school_id = ?1 AND resident_id > ?2 ORDER BY resident_id LIMIT 64");
		stmt_int(q, 1, school);
		stmt_int(q, 2, after);
		while (n < 64 && stmt_row(q)) ids[n++] = stmt_get_int(q, 0);
		if (!stmt_done(q, e)) return false;
		for (int i = 0; i < n; i++)
			if (!derive_resident(db, ids[i], e)) return false;
	}
	return true;
}

struct save { const struct actor *who; const struct school_row *in; const char *idem; row_id *out; struct problems *p; };

static bool save_row(struct db *db, const struct save *in, struct arena *a, struct err *e)
{
	struct school_row before = { 0, "", "", "", "", "", 0, 0 };
	if (in->in->id && !load(db, in->who->panti, in->in->id, a, &before, e)) return false;
	if (before.version != (in->in->id ? in->in->version : 0)) return case_conflict(db, "school", in->in->id, e);
	check(db, in->who->panti, in->in, in->p);
	if (in->p->hard) return case_refused(e);
	if (!put(db, in->who, in->in, &before, in->out, e)) return false;
	db_idem_keep(db, in->idem, *in->out);
	return !in->in->id || str_equal(before.name, in->in->name) || renamed(db, in->in->id, e);
}

static bool save_tx(struct db *db, void *ctx, struct err *e)
{
	const struct save *in = ctx;
	problems_clear(in->p);
	if (in->idem && db_idem_seen(db, in->idem, in->out)) return true;
	if (!db_may(in->who, RIGHT_SCHOOL_EDIT, e)) return false;
	struct arena *a = arena_new();
	bool ok = save_row(db, in, a, e);
	arena_free(a);
	return ok;
}

bool school_save(struct db *db, const struct actor *who, const struct school_row *row, const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct save in = { who, row, idem, out, p };
	return db_tx(db, save_tx, &in, e);
}

bool school_need(struct db *db, const struct actor *who, const char *npsn, const char *name, const char *kind, const char *level, row_id *out, struct err *e)
{
	static const struct school_row nothing = { 0, "", "", "", "", "", 0, 0 };
	MUST(db_in_tx(db));
	if (!school_find(db, who->panti, npsn, name, out, e)) return false;
	if (*out || !name || !*name) return true;
	struct school_row row = { 0, npsn, name, kind, level, "", 0, 0 };
	return put(db, who, &row, &nothing, out, e);
}
