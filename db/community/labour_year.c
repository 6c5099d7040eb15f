/* Children by year, each counted once a year: the figures of the report about child labour. */
#include "db/community/area.h"
#include "db/community/labour.h"
#include "db/stmt.h"
#include "src/rules/codes.h"
#include <stdlib.h>
#include <string.h>

/* One screening; person, report or itself say which child it is. */
struct seen { int year, age; row_id child; char kind; enum labour_answer answer; caldate on; const char *sex, *sector, *pasb, *risks; };

/* One child of one year together, the gravest and newest first. */
static int by_child(const void *x, const void *y)
{
	const struct seen *a = x, *b = y;
	if (a->year != b->year) return a->year < b->year ? -1 : 1;
	if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
	if (a->child != b->child) return a->child < b->child ? -1 : 1;
	if (a->answer != b->answer) return a->answer > b->answer ? -1 : 1;
	return a->on > b->on ? -1 : a->on < b->on;
}

/*
 * Which child: the person (merged records are one) of the register when it is known (of the resident, or of the referral the report became), else the report when it is about one
 * child, else the screening itself. A report about several children seen together says nothing about which of them was screened.
 */
#define CHILD "COALESCE(" PERSON_ROOT("k.person_id") ", CASE WHEN c.children <= 1 THEN " PERSON_ROOT("r.person_id") " END)"

static bool read_all(struct db *db, const struct actor *who, int last, struct arena *a, struct seen **out, size_t *count, struct err *e)
{
	size_t room = 0;
	struct stmt *q = scope_stmt(db, who, "SELECT s.on_date, s.age, s.answer, s.sex, s.sector, s.pasb, s.risks, s.harms, " CHILD ", CASE WHEN c.children <= 1 THEN c.id END, s.id FROM labour_screening s"
	                 " LEFT JOIN resident k ON k.id = s.resident_id LEFT JOIN community_report c ON c.id = s.report_id LEFT JOIN referral r ON r.id = c.referral_id"
	                 " WHERE %s AND s.void_at IS NULL AND s.on_date <= ?2", area_where(who));
	stmt_date(q, 2, date_make(last, 12, 31));
	while (stmt_row(q)) {
		if (*count == room) {
			struct seen *grown = arena_array(a, struct seen, room = room ? room * 2 : 128);
			if (*count) memcpy(grown, *out, *count * sizeof *grown);
			*out = grown;
		}
		struct seen *s = &(*out)[(*count)++];
		bool person = !stmt_is_null(q, 8), report = !stmt_is_null(q, 9);
		*s = (struct seen){ .age = (int)stmt_get_int(q, 1), .answer = labour_answer_from_code(stmt_get_text(q, 2)), .on = stmt_get_date(q, 0), .sex = arena_dup(a, stmt_get_text(q, 3)),
			.sector = arena_dup(a, stmt_get_text(q, 4)), .pasb = arena_dup(a, stmt_get_text(q, 5)), .risks = arena_dup(a, stmt_get_text(q, 6)), .kind = person ? 'p' : report ? 'r' : 's',
			.child = stmt_get_int(q, person ? 8 : report ? 9 : 10) };
		date_split(s->on, &s->year, NULL, NULL);
		if (!*s->pasb && stmt_get_int(q, 7)) s->pasb = "membahayakan";
	}
	return stmt_done(q, e);
}

static void count_year(struct labour_year *y, const struct seen *s)
{
	y->screened++;
	if (s->answer < LABOUR_ANSWERS) y->answer[s->answer]++;
	if (!labour_answer_works(s->answer)) return;
	y->working++;
	y->male += strcmp(s->sex, "L") == 0;
	y->female += strcmp(s->sex, "P") == 0;
	y->under_13 += s->age < 13;
	y->to_14 += s->age >= 13 && s->age < 15;
	y->to_17 += s->age >= 15;
}

static void count_detail(struct labour_figures *f, const struct seen *s, struct arena *a)
{
	enum { MOST = 100 };
	size_t kinds;
	const struct code_row *kind = code_rows_of("pasb_kind", &kinds);
	int at = s->answer == LABOUR_WORST ? 4 : 5, i = 0;
	char one[40];
	for (size_t k = 0; k < kinds && k < 4; k++)
		if (at == 4 && strcmp(kind[k].code, s->pasb) == 0) at = (int)k;
	if (!f->sectors) f->sectors = arena_array(a, struct labour_cell, MOST);
	if (!f->risks) f->risks = arena_alloc(a, MOST * sizeof *f->risks);
	while (i < f->sector_count && strcmp(f->sectors[i].code, s->sector) != 0) i++;
	if (i == f->sector_count && i < MOST) f->sectors[f->sector_count++].code = s->sector;
	if (i < MOST) f->sectors[i].count[at]++;
	for (const char *codes = s->risks; codes_next(&codes, one, sizeof one);) {
		for (i = 0; i < f->risk_count && strcmp(f->risks[i].code, one) != 0;) i++;
		if (i == f->risk_count && i < MOST) f->risks[f->risk_count++].code = arena_dup(a, one);
		if (i < MOST) f->risks[i].count++;
	}
}

bool labour_figures(struct db *db, const struct actor *who, int last, bool exact, struct arena *a, struct labour_figures *out, struct err *e)
{
	struct seen *all = NULL;
	size_t count = 0, kept = 0;
	*out = (struct labour_figures){ .detail = exact ? last : 0 };
	if (!db_may(who, RIGHT_REPORT_DISTRICT, e) || !read_all(db, who, last, a, &all, &count, e)) return false;
	if (count) qsort(all, count, sizeof *all, by_child);
	for (size_t i = 0; i < count; i++) {
		const struct seen *s = &all[i];
		if (kept && all[kept - 1].year == s->year && all[kept - 1].kind == s->kind && all[kept - 1].child == s->child) continue;
		all[kept++] = *s;
	}
	out->years = arena_array(a, struct labour_year, kept + 1);
	for (size_t i = 0; i < kept; i++) {
		if (!out->year_count || out->years[out->year_count - 1].year != all[i].year) out->years[out->year_count++].year = all[i].year;
		count_year(&out->years[out->year_count - 1], &all[i]);
	}
	for (int i = 0; i < out->year_count && !exact; i++)
		if (out->years[i].working) out->detail = out->years[i].year;
	for (size_t i = 0; i < kept; i++)
		if (all[i].year == out->detail && labour_answer_works(all[i].answer)) count_detail(out, &all[i], a);
	return true;
}
