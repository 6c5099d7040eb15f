/*
 * Threat 18, whole: role x record x way out. Every record carries a name that stands nowhere else. Everything the program gives an actor is
 * collected per way out (lists with their counts, search, opened records, every report of the catalogue as text and CSV, every export), and
 * the name must be there exactly where the table says. The table is typed from DOMAIN.md 9, not from the program's; the reports and
 * exports are walked by their catalogues, so a new one is on trial from its first day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "tests/db/matrix.h"

#include "db/child/search.h"
#include "db/exchange/export.h"
#include "db/exchange/export_list.h"
#include "db/report/report.h"
#include "tests/db/cases.h"
#include "tests/db/people.h"

static struct matrix m;
static struct err e;
static struct problems p;

/* --- children ---------------------------------------------------------------------------------------------------------------- */

static void child_text(struct buf *b, const struct resident_row *r)
{
	buf_printf(b, "%s;%s;%s;%s;%s\n", r->register_no, r->name, r->nik, r->school, r->clusters);
}

static int64_t children_list(const struct actor *who, struct buf *b)
{
	struct resident_row rows[50];
	int64_t listed = -1;
	const struct resident_filter all = { .status = RESIDENT_SEMUA };
	for (int order = 0; order < RESIDENT_ORDERS; order++) {
		int n = resident_list(m.f.db, who, &all, (enum resident_order)order, NULL, false, COUNT(rows), m.a, rows, &e);
		for (int i = 0; i < n; i++) child_text(b, &rows[i]);
		listed = n;
	}
	assert_int_equal(resident_count(m.f.db, who, &all, &e), listed);
	return listed;
}

static void children_search(const struct actor *who, const char *word, struct buf *b)
{
	struct resident_row rows[50];
	struct search_page page = { .count = 0 };
	const struct resident_filter all = { .status = RESIDENT_SEMUA };
	bool more;
	if (search_residents(m.f.db, who, &all, word, NULL, false, COUNT(rows), m.a, rows, &page, &e))
		for (int i = 0; i < page.count; i++) child_text(b, &rows[i]);
	int found = page.count;
	page.count = 0;
	if (search_inside(m.f.db, who, &all, word, NULL, COUNT(rows), NULL, NULL, m.a, rows, &page, &e))
		for (int i = 0; i < page.count; i++) child_text(b, &rows[i]);
	assert_true(search_count(m.f.db, who, &all, word, 1000, &more, &e) <= found); /* a count never knows more than the search */
}

static void child_open(const struct actor *who, row_id id, struct buf *b)
{
	struct resident_card c;
	struct history_row h[50];
	if (!resident_card(m.f.db, who, id, true, "uji matriks", m.a, &c, &p, &e)) return;
	child_text(b, &c.row);
	for (int i = 0; i < PERSON_FIELDS; i++) buf_printf(b, "%s;", c.person.v[i]);
	int n = resident_history(m.f.db, who, id, 0, m.a, h, COUNT(h), &e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s\n", h[i].before, h[i].after);
}

static row_id child(const struct actor *head, const char *name, const char *district, const char *clusters)
{
	struct stay_admission in = people_admission(name, "P", FIXTURE_DAY - 40);
	in.v[PERSON_BIRTH_DATE] = "2013-03-09";
	in.v[PERSON_MOTHER] = "Ibu Kandung";
	in.clusters = clusters;
	in.letter_no = "460/1";
	in.district = district;
	in.level = "smp";
	in.grade = 8;
	return people_enrol(&m.f, head, &in).resident;
}

/* --- referrals --------------------------------------------------------------------------------------------------------------- */

static int64_t letters_list(const struct actor *who, struct buf *b)
{
	struct referral_row rows[50];
	const struct referral_filter all = { .view = REFERRAL_VIEW_ALL };
	int n = referral_list(m.f.db, who, &all, REFERRAL_FIRST, false, m.a, rows, COUNT(rows), &e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s;%s\n", rows[i].number, rows[i].name, rows[i].reason);
	assert_int_equal(referral_count(m.f.db, who, &all, &e), n);
	return n;
}

static void letters_search(const struct actor *who, const char *word, struct buf *b)
{
	struct referral_row rows[50];
	const struct referral_filter f = { .view = REFERRAL_VIEW_ALL, .text = word };
	int n = referral_list(m.f.db, who, &f, REFERRAL_FIRST, false, m.a, rows, COUNT(rows), &e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s\n", rows[i].name);
	assert_int_equal(referral_count(m.f.db, who, &f, &e), n);
}

static void letter_open(const struct actor *who, row_id id, struct buf *b)
{
	struct referral_card c;
	if (!referral_load(m.f.db, who, id, true, m.a, &c, &e)) return;
	buf_printf(b, "%s;%s;%s\n", c.number, c.child[PERSON_NAME], c.v[REFERRAL_F_REASON]);
	for (size_t i = 0; i < c.mate_count; i++) buf_printf(b, "%s\n", c.mates[i].name);
}

static row_id letter(const struct actor *who, const char *name, const char *district)
{
	struct referral_input in = cases_letter(name, "L", "");
	in.v[REFERRAL_F_LETTER_NO] = arena_printf(m.a, "%s/1", name);
	in.v[REFERRAL_F_DISTRICT] = district;
	in.panti = m.f.panti;
	return cases_record(&m.f, who, &in);
}

/* --- reports and exports: whatever the catalogues hold ------------------------------------------------------------------------- */

static void report_one(const struct actor *who, const struct report *r, const struct report_ask *ask, struct buf *b)
{
	struct document *d;
	err_clear(&e);
	if (!report_make(m.f.db, who, r, ask, &d, &e)) return;
	for (int format = 0; format < REPORT_FORMATS; format++)
		if ((format == REPORT_TEXT || format == REPORT_CSV) && r->formats & 1u << format) {
			struct buf one = BUF_EMPTY;
			assert_true(report_render(m.f.db, who, d, (enum report_format)format, PAPER_136, "", &one, &e));
			buf_puts(b, buf_text(&one));
			buf_free(&one);
		}
	document_free(d);
}

static void reports_all(const struct actor *who, struct buf *b)
{
	for (size_t i = 0; i < reports_count; i++)
		for (int k = 0; k < m.count; k++) {
			struct report_ask ask = REPORT_ASK;
			ask.month = FIXTURE_DAY;
			ask.resident = m.record[k].id;
			ask.referral = m.record[k].id;
			report_one(who, &reports[i], &ask, b);
			if (!(reports[i].takes & (TAKES_RESIDENT | TAKES_REFERRAL))) break;
		}
}

static bool cells(void *ctx, const char *const *cell, int n)
{
	for (int i = 0; i < n; i++) buf_printf(ctx, "%s;", cell[i]);
	buf_puts(ctx, "\n");
	return true;
}

static void exports_all(const struct actor *who, struct buf *b)
{
	int picked[120], count;
	int64_t rows;
	(void)export_resident_columns(m.a, &count);
	assert_true(count <= (int)COUNT(picked));
	for (int i = 0; i < count; i++) picked[i] = i; /* every column */
	err_clear(&e);
	export_residents(m.f.db, who, &(struct resident_filter){ .status = RESIDENT_SEMUA }, picked, count, cells, b, &rows, &e);
	for (int i = 0; i < export_lists_count; i++) {
		if (strcmp(export_lists[i].name, "audit") == 0) continue; /* the head and the auditor read all of the own panti there: test_audit.c */
		err_clear(&e);
		export_list_run(m.f.db, who, &export_lists[i], DATE_NONE, DATE_NONE, cells, b, &rows, &e);
	}
}

/* --- the table ------------------------------------------------------------------------------------------------------------------ */

static const struct matrix_kind children = { "child", children_list, children_search, child_open };
static const struct matrix_kind letters = { "referral", letters_list, letters_search, letter_open };

enum { L = MATRIX_LIST, S = MATRIX_SEARCH, C = MATRIX_CARD, R = MATRIX_REPORT, X = MATRIX_EXPORT, ALL = L | S | C | R | X };

/*                                  admin kepala peksos tu       bendahara    pengasuh   dinsos 08      dinsos 72      pemeriksa  sistem     head of the other panti */
static const unsigned own_child[] = { 0, ALL,   ALL,   ALL,     ALL,         L | S | C, L | S | C | X, 0,             ALL,       ALL,       0 };
static const unsigned sealed[]    = { 0, ALL,   ALL,   0,       0,           0,         0,             0,             0,         0,         0 };
static const unsigned far_child[] = { 0, ALL,   ALL,   ALL,     ALL,         L | S | C, 0,             L | S | C | X, ALL,       ALL,       0 };
static const unsigned next_door[] = { 0, 0,     0,     0,       0,           0,         L | S | C | X, 0,             0,         0,         ALL };
static const unsigned own_letter[] = { 0, ALL,  ALL,   ALL,     0,           0,         ALL,           0,             ALL,       ALL,       0 };
static const unsigned far_letter[] = { 0, ALL,  ALL,   ALL,     0,           0,         0,             ALL,           ALL,       ALL,       0 };
static const unsigned draft[]      = { 0, 0,    0,     0,       0,           0,         L | S | C | X, 0,             0,         0,         0 };

static int setup(void **state)
{
	(void)state;
	problems_clear(&p);
	matrix_begin(&m);
	row_id hidden;
	matrix_record(&m, &children, "Wiratama", child(&m.f.kepala, "Wiratama", "64.08", "anak_terlantar"), own_child);
	matrix_record(&m, &children, "Tersegel", hidden = child(&m.f.kepala, "Tersegel", "64.08", "anak_terlantar"), sealed);
	matrix_record(&m, &children, "Jauhari", child(&m.f.kepala, "Jauhari", "64.72", "anak_terlantar"), far_child);
	matrix_record(&m, &children, "Tetangga", child(&m.stranger, "Tetangga", "64.08", "anak_terlantar"), next_door);
	fixture_must(&e, resident_seal(m.f.db, &m.f.kepala, hidden, 1, true, "perkara", &p, &e));
	matrix_record(&m, &letters, "Suratwilayah", letter(&m.f.tu, "Suratwilayah", "64.08"), own_letter);
	matrix_record(&m, &letters, "Suratjauh", letter(&m.f.tu, "Suratjauh", "64.72"), far_letter);
	matrix_record(&m, &letters, "Konsepku", letter(&m.f.dinsos, "Konsepku", "64.08"), draft);
	return 0;
}

static int teardown(void **state) { (void)state; matrix_end(&m); return 0; }

static void every_way_out(void **state)
{
	(void)state;
	matrix_run(&m, reports_all, exports_all);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(every_way_out, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
