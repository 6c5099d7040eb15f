/* Screenings as a list: newest first, by keyset, within the scope. */
#include "db/community/area.h"
#include "db/community/labour.h"
#include "db/scope.h"
#include "db/typed.h"
#include "src/base/buf.h"
#include <stdlib.h>

static bool given(const char *text)
{
	return text && *text;
}

/* Conditions of a filter; parameters 2, 3 (first and last day), 4 answer, 5 sector, 6 report, 7 resident, 8 ... what was typed. */
static void where(struct buf *sql, const struct actor *who, const struct labour_filter *f, const struct typed *typed)
{
	buf_puts(sql, area_where(who));
	if (f->year) buf_puts(sql, " AND s.on_date >= ?2 AND s.on_date <= ?3");
	if (given(f->answer)) buf_puts(sql, " AND s.answer = ?4");
	if (given(f->sector)) buf_puts(sql, " AND s.sector = ?5");
	if (f->report) buf_puts(sql, " AND +s.report_id = ?6");
	if (f->resident) /* and what was recorded before two records of the child became one */
		buf_puts(sql, " AND (+s.resident_id = ?7 OR +s.resident_id IN (SELECT z.id FROM person_root g JOIN resident z ON z.person_id = g.person_id JOIN resident y ON y.person_id = g.root_id AND y.panti_id = z.panti_id WHERE y.id = ?7))");
	if (!f->voided) buf_puts(sql, " AND s.void_at IS NULL");
	typed_where(sql, typed, NULL, "COALESCE(p.search_key, s.search_key)", area_hides(who) ? "NOT " AREA_SEALED : NULL); /* a hidden child is never found by name */
}

static void bind(struct stmt *q, const struct actor *who, const struct labour_filter *f, const struct typed *typed)
{
	scope_rows_bind(q, who);
	if (f->year) {
		stmt_date(q, 2, date_make(f->year, 1, 1));
		stmt_date(q, 3, date_make(f->year, 12, 31));
	}
	if (given(f->answer)) stmt_text(q, 4, f->answer);
	if (given(f->sector)) stmt_text(q, 5, f->sector);
	if (f->report) stmt_int(q, 6, f->report);
	if (f->resident) stmt_int(q, 7, f->resident);
	typed_bind(q, typed);
}

#define FROM " FROM labour_screening s LEFT JOIN resident k ON k.id = s.resident_id LEFT JOIN person p ON p.id = k.person_id WHERE "

int labour_list(struct db *db, const struct actor *who, const struct labour_filter *f, struct labour_key from, bool backward, struct arena *a, struct labour_row *out, int max, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	int n = 0;
	if (!db_may(who, RIGHT_LABOUR_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, 8, false);
	buf_puts(&sql, "SELECT s.id, COALESCE(p.name, s.name), s.sex, s.sector, s.district, s.work, s.grounds, s.age, s.answer, s.on_date, s.void_at IS NOT NULL, s.resident_id IS NOT NULL OR s.report_id IS NOT NULL,"
	               " " AREA_SEALED FROM);
	where(&sql, who, f, &typed);
	buf_puts(&sql, backward ? " AND (s.on_date, s.id) > (?12, ?13) ORDER BY s.on_date, s.id LIMIT ?14" : " AND (s.on_date, s.id) < (?12, ?13) ORDER BY s.on_date DESC, s.id DESC LIMIT ?14");
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	stmt_text(q, 12, from.on);
	stmt_int(q, 13, from.id);
	stmt_int(q, 14, max);
	while (n < max && stmt_row(q)) {
		const char *name = arena_dup(a, stmt_get_text(q, 1));
		out[n++] = (struct labour_row){ .id = stmt_get_int(q, 0), .name = stmt_get_int(q, 12) && area_hides(who) ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 2)),
			.sector = arena_dup(a, stmt_get_text(q, 3)), .district = arena_dup(a, stmt_get_text(q, 4)), .work = arena_dup(a, stmt_get_text(q, 5)), .grounds = arena_dup(a, stmt_get_text(q, 6)),
			.age = (int)stmt_get_int(q, 7), .answer = labour_answer_from_code(stmt_get_text(q, 8)), .on = stmt_get_date(q, 9), .voided = stmt_get_int(q, 10) != 0, .linked = stmt_get_int(q, 11) != 0 };
	}
	return stmt_done(q, e) ? n : -1;
}

int64_t labour_count(struct db *db, const struct actor *who, const struct labour_filter *f, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_LABOUR_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, 8, false);
	buf_puts(&sql, "SELECT count(*)");
	buf_puts(&sql, typed.any ? FROM : " FROM labour_screening s WHERE ");
	where(&sql, who, f, &typed);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	return stmt_one_int(q, -1, e);
}

int labour_years(struct db *db, const struct actor *who, int *out, int max, struct err *e)
{
	int n = 0;
	if (!db_may(who, RIGHT_LABOUR_READ, e)) return -1;
	struct stmt *q = scope_stmt(db, who, "SELECT DISTINCT substr(s.on_date, 1, 4) FROM labour_screening s WHERE %s AND s.void_at IS NULL ORDER BY 1 DESC", area_where(who));
	while (stmt_row(q))
		if (n < max) out[n++] = (int)strtol(stmt_get_text(q, 0), NULL, 10);
	return stmt_done(q, e) ? n : -1;
}
