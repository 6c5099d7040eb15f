/* The month: the proof holds for whatever happens, a closed report stays as it was signed, later knowledge makes a revision that names what differs. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "db/money/allowance.h"
#include "db/child/derive.h"
#include "db/money/ledger.h"
#include "db/report/month.h"
#include "db/office/panti.h"
#include "db/money/savings.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "tests/db/money.h"
#include "tests/db/desk.h"

#define JUNE date_make(2026, 6, 1)
#define JULY date_make(2026, 7, 1)
#define AUGUST date_make(2026, 8, 1)
#define HOUR INT64_C(3600000)

static void later(int hours) { clock_set_ms(clock_now() + hours * HOUR); }

static row_id child(const char *name, const char *sex, caldate birth, caldate admit, const char *level, const char *clusters)
{
	return money_child(&f, f.panti, &(struct money_child){ name, sex, birth, admit, level, 4, clusters });
}

static struct monthly figures(caldate month, utc_ms known)
{
	struct monthly m;
	fixture_must(&e, month_figures(f.db, &f.kepala, month, known, a, &m, &e));
	return m;
}

static char *text_of(const struct monthly *m)
{
	struct buf b = BUF_EMPTY;
	monthly_figures(m, &b);
	char *text = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

static const struct tally *group(const struct monthly *m, int dimension, const char *code)
{
	for (int g = 0; g < m->by[dimension].n; g++)
		if (strcmp(m->by[dimension].groups[g].code, code) == 0) return &m->by[dimension].groups[g].count;
	fail_msg("no group %s", code);
	return &m->total;
}

static void assert_tally(const struct tally *t, int sex, int opening, int in, int out, int moved_in, int moved_out, int closing)
{
	assert_int_equal(t->opening[sex], opening);
	assert_int_equal(t->in[sex], in);
	assert_int_equal(t->out[sex], out);
	assert_int_equal(t->moved_in[sex], moved_in);
	assert_int_equal(t->moved_out[sex], moved_out);
	assert_int_equal(t->closing[sex], closing);
}

static void test_counts(void **state)
{
	(void)state;
	caldate old = date_make(2024, 1, 10), birth = date_make(2013, 7, 15); /* 13 on 15 July */
	row_id up = child("Ani", "P", birth, old, "sd", "anak_terlantar"), gone = child("Budi", "L", date_make(2012, 1, 1), old, "sd", "anak_terlantar|disabilitas");
	child("Citra", "P", date_make(2019, 1, 1), date_make(2026, 7, 1), "belum", "balita_terlantar");
	row_id both = child("Dani", "L", date_make(2010, 1, 1), date_make(2026, 7, 5), "sma", NULL);
	child("Eka", "P", date_make(2012, 1, 1), date_make(2026, 8, 1), "smp", NULL); /* next month's */
	child("Fajar", "L", date_make(2012, 1, 1), old, NULL, "anak_jalanan|disabilitas|ampk");
	row_id first = child("Gilang", "L", date_make(2012, 1, 1), old, "smp", "abh");
	money_level(&f, up, date_make(2026, 7, 13), "smp", 7);
	money_clusters(&f, up, date_make(2026, 7, 20), "ampk|anak_terlantar");
	money_stay_end(&f, money_stay_of(&f, gone), date_make(2026, 7, 31), "reunifikasi");
	money_stay_end(&f, money_stay_of(&f, both), date_make(2026, 7, 5), "meninggalkan"); /* in and out on one day */
	money_stay_end(&f, money_stay_of(&f, first), date_make(2026, 7, 1), "mandiri");     /* the first day no longer in care: leaves in July */
	struct monthly m = figures(JULY, MONTH_NOW);
	assert_int_equal(m.gap_count, 0);
	assert_tally(&m.total, SEX_L, 3, 1, 3, 0, 0, 1);
	assert_tally(&m.total, SEX_P, 1, 1, 0, 0, 0, 2);
	assert_tally(group(&m, MONTHLY_LEVEL, "sd"), SEX_P, 1, 0, 0, 0, 1, 0);
	assert_tally(group(&m, MONTHLY_LEVEL, "smp"), SEX_P, 0, 0, 0, 1, 0, 1);
	assert_tally(group(&m, MONTHLY_LEVEL, "smp"), SEX_L, 1, 0, 1, 0, 0, 0);
	assert_tally(group(&m, MONTHLY_LEVEL, "sma"), SEX_L, 0, 1, 1, 0, 0, 0);
	assert_tally(group(&m, MONTHLY_LEVEL, "-"), SEX_L, 1, 0, 0, 0, 0, 1); /* no level recorded */
	assert_tally(group(&m, MONTHLY_AGE, "6_12"), SEX_P, 1, 1, 0, 0, 1, 1);
	assert_tally(group(&m, MONTHLY_AGE, "13_15"), SEX_P, 0, 0, 0, 1, 0, 1);
	assert_tally(group(&m, MONTHLY_CLUSTER, "anak_terlantar"), SEX_P, 1, 0, 0, 0, 1, 0);
	assert_tally(group(&m, MONTHLY_CLUSTER, "ampk"), SEX_P, 0, 0, 0, 1, 0, 1);
	assert_int_equal(m.other_cluster_count, 3); /* Ani's anak_terlantar, Fajar's disabilitas and ampk; Budi has left */
	for (int i = 0; i < 3; i++) assert_int_equal(m.other_clusters[i].l + m.other_clusters[i].p, 1);
	assert_int_equal(m.reason_count, 3);
	assert_int_equal(m.movement_count, 5);
	assert_string_equal(m.movements[0].name, "Citra");
	assert_string_equal(m.movements[1].sex, "L");
	assert_string_not_equal(m.movements[1].name, "Gilang"); /* ABH: initials on paper */
	assert_int_equal(m.movements[4].on, date_make(2026, 7, 31));
	assert_false(m.movements[4].in);
}

static const struct monthly_last *beside(const struct monthly *m, const char *code)
{
	for (int i = 0; i < m->last_count; i++)
		if (strcmp(m->last[i].code, code) == 0) return &m->last[i];
	fail_msg("no %s", code);
	return &m->last[0];
}

/* Last month's column comes from this month's pass: it must be what last month's own report says. */
static void assert_beside(caldate month)
{
	static const char *const codes[][2] = { { "total.all.L.opening", "total.all.P.opening" }, { "total.all.L.in", "total.all.P.in" }, { "total.all.L.out", "total.all.P.out" },
		{ "total.all.L.closing", "total.all.P.closing" }, { "presence.all.present_days", "" }, { "money.allowance_due.amount", "" }, { "money.allowance_paid.amount", "" },
		{ "money.savings_balance.amount", "" } };
	struct monthly m, before = figures(month_add(month, -1), MONTH_NOW);
	fixture_must(&e, month_load(f.db, &f.kepala, month, MONTH_NOW, a, &m, &e));
	const char *said = text_of(&before);
	for (size_t i = 0; i < COUNT(codes); i++) assert_int_equal(beside(&m, codes[i][0])->before, monthly_figure(said, codes[i][0], 0) + monthly_figure(said, codes[i][1], 0));
}

/* Another count, day by day and child by child, that shares nothing with the one under test but the dates. */
struct life { row_id id; int sex; caldate admit[4], end[4]; int stays; };
static bool in_care(const struct life *l, caldate day)
{
	for (int s = 0; s < l->stays; s++)
		if (l->admit[s] <= day && (l->end[s] == DATE_NONE || day < l->end[s])) return true;
	return false;
}

static void test_random_movements_prove(void **state)
{
	(void)state;
	unsigned seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	srand(seed);
	enum { KIDS = 60 };
	static const char *const levels[] = { "belum", "paud", "sd", "smp", "sma", "pt", "putus", "lulus" };
	static const char *const clusters[] = { "anak_terlantar", "anak_jalanan", "ampk|disabilitas", "balita_terlantar", "kode_lain" };
	static const char *const reasons[] = { "reunifikasi", "mandiri", "lulus", "meninggalkan" };
	static struct life kids[KIDS];
	caldate start = date_make(2026, 2, 1);
	for (int i = 0; i < KIDS; i++) {
		struct life *k = &kids[i];
		char name[32];
		snprintf(name, sizeof name, "Anak %02d", i);
		*k = (struct life){ .sex = rand() % 2 };
		caldate on = start - 40 + rand() % 120;
		k->id = child(name, k->sex == SEX_L ? "L" : "P", rand() % 9 ? date_make(2006, 1, 1) + rand() % 6500 : DATE_NONE, on, rand() % 5 ? levels[rand() % 8] : NULL, rand() % 5 ? clusters[rand() % 5] : NULL);
		k->admit[0] = on;
		for (;;) {
			k->end[k->stays] = DATE_NONE;
			k->stays++;
			if (rand() % 2 || k->stays == 4) break;
			on += rand() % 50;
			k->end[k->stays - 1] = on;
			money_stay_end(&f, money_stay_of(&f, k->id), on, reasons[rand() % 4]);
			if (rand() % 2) break;
			on += rand() % 30;
			k->admit[k->stays] = on;
			money_stay(&f, k->id, on);
		}
		for (int n = rand() % 3; n > 0; n--) money_level(&f, k->id, start + rand() % 150, levels[rand() % 8], 0);
		if (rand() % 2) {
			caldate from = start + rand() % 150;
			money_away(&f, k->id, from, rand() % 3 ? from + 1 + rand() % 40 : DATE_NONE, rand() % 2 ? "izin" : "tanpa_izin");
		}
		for (int n = rand() % 2; n > 0; n--) money_clusters(&f, k->id, start + rand() % 150, clusters[rand() % 5]);
	}
	struct monthly before = { 0 };
	for (int month = 2; month <= 7; month++) {
		caldate first = date_make(2026, month, 1), last = date_month_end(first);
		struct monthly m = figures(first, MONTH_NOW);
		if (m.gap_count) fail_msg("%s", m.gaps[0]);
		int opening[SEXES] = { 0 }, closing[SEXES] = { 0 };
		int64_t days = 0;
		for (int i = 0; i < KIDS; i++) {
			opening[kids[i].sex] += in_care(&kids[i], first - 1);
			closing[kids[i].sex] += in_care(&kids[i], last);
			for (caldate d = first; d <= last; d++) days += in_care(&kids[i], d);
		}
		for (int x = 0; x < SEXES; x++) {
			assert_int_equal(m.total.opening[x], opening[x]);
			assert_int_equal(m.total.closing[x], closing[x]);
			assert_int_equal(tally_gap(&m.total, x), 0);
		}
		assert_int_equal(m.care_days, days);
		for (int d = 0; d < MONTHLY_DIMENSIONS; d++)
			for (int g = 0; g < m.by[d].n; g++)
				for (int x = 0; x < SEXES; x++) {
					assert_int_equal(tally_gap(&m.by[d].groups[g].count, x), 0);
					if (month > 2) assert_int_equal(m.by[d].groups[g].count.opening[x], group(&before, d, m.by[d].groups[g].code)->closing[x]);
				}
		before = m;
		assert_beside(first);
	}
}

static void test_as_known_at(void **state)
{
	(void)state;
	row_id ani = child("Ani", "P", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", "anak_terlantar"), budi = child("Budi", "L", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", NULL);
	later(1);
	utc_ms then = clock_now();
	char *said = text_of(&(struct monthly[]){ figures(JULY, MONTH_NOW) }[0]);
	later(1);
	row_id end = money_stay_end(&f, money_stay_of(&f, ani), date_make(2026, 7, 28), "meninggalkan"); /* ran away on the 28th, reported on 3 August */
	money_level(&f, budi, date_make(2026, 7, 13), "smp", 7);
	money_away(&f, budi, date_make(2026, 7, 1), date_make(2026, 7, 6), "izin");
	money_void(&f, "cluster_fact", money_int(f.db, "SELECT id FROM cluster_fact"));
	struct monthly now = figures(JULY, MONTH_NOW), old = figures(JULY, then);
	assert_int_equal(now.total.closing[SEX_P], 0);
	assert_int_equal(now.present_days, 31 + 27 - 5);
	assert_int_equal(old.total.closing[SEX_P], 1);
	assert_string_equal(text_of(&old), said);
	later(1);
	utc_ms between = clock_now();
	later(1);
	money_void(&f, "stay_end", end); /* it was not true after all */
	assert_int_equal(figures(JULY, MONTH_NOW).total.closing[SEX_P], 1);
	assert_int_equal(figures(JULY, between).total.closing[SEX_P], 0);
	assert_string_equal(text_of(&(struct monthly[]){ figures(JULY, then) }[0]), said);
}

static void stored_bytes(caldate month, int revision, struct buf *out)
{
	struct document *d = NULL;
	fixture_must(&e, month_document(f.db, &f.tu, month, revision, &d, &e));
	document_store(d, out);
	document_free(d);
}

static void rendered(caldate month, int revision, struct buf *out)
{
	struct document *d = NULL;
	fixture_must(&e, month_document(f.db, &f.tu, month, revision, &d, &e));
	fixture_must(&e, render_text(d, &(struct render_options){ .paper = PAPER_80, .printed = "", .letterhead = true }, out, &e));
	document_free(d);
}

static void test_close_and_revise(void **state)
{
	(void)state;
	row_id ani = child("Ani", "P", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", "anak_terlantar");
	child("Budi", "L", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", NULL);
	assert_false(month_close(f.db, &f.peksos, JULY, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_false(month_close(f.db, &f.kepala, AUGUST, &p, &e)); /* not over */
	assert_int_equal(e.kind, ERR_PROBLEMS);
	fixture_must(&e, month_close(f.db, &f.kepala, JUNE, &p, &e));
	later(1);
	assert_false(month_close(f.db, &f.kepala, date_make(2026, 5, 1), &p, &e)); /* a later one is closed */
	fixture_must(&e, month_close(f.db, &f.kepala, JULY, &p, &e));
	assert_false(month_close(f.db, &f.kepala, JULY, &p, &e));
	struct buf first = BUF_EMPTY, again = BUF_EMPTY, revised = BUF_EMPTY, words = BUF_EMPTY;
	stored_bytes(JULY, -1, &first);
	assert_true(first.size > 500);

	/* nothing to correct yet */
	assert_false(month_revise(f.db, &f.kepala, JULY, NULL, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);

	later(1);
	money_stay_end(&f, money_stay_of(&f, ani), date_make(2026, 7, 28), "meninggalkan");
	stored_bytes(JULY, -1, &again);
	assert_int_equal(first.size, again.size);
	assert_memory_equal(first.data, again.data, first.size);
	struct monthly_difference *d;
	int n = month_differences(f.db, &f.kepala, JULY, a, &d, &e), seen = 0;
	assert_true(n > 0);
	for (int i = 0; i < n; i++)
		if (strcmp(d[i].name, "total.all.P.closing") == 0) {
			assert_int_equal(d[i].before, 1);
			assert_int_equal(d[i].after, 0);
			seen++;
		}
	assert_int_equal(seen, 1);
	assert_int_equal(month_differences(f.db, &f.kepala, JUNE, a, &d, &e), 0); /* June is as it was */
	int revision = 0;
	err_clear(&e);
	assert_false(month_revise(f.db, &f.tu, JULY, &revision, &p, &e));
	fixture_must(&e, month_revise(f.db, &f.kepala, JULY, &revision, &p, &e));
	assert_int_equal(revision, 1);
	assert_int_equal(month_differences(f.db, &f.kepala, JULY, a, &d, &e), 0);
	buf_clear(&again);
	stored_bytes(JULY, 0, &again); /* the first report stays what was signed */
	assert_int_equal(first.size, again.size);
	assert_memory_equal(first.data, again.data, first.size);
	stored_bytes(JULY, -1, &revised);
	assert_true(revised.size != first.size || memcmp(revised.data, first.data, first.size) != 0);
	rendered(JULY, 1, &words);
	assert_non_null(strstr(buf_text(&words), "1"));
	assert_non_null(strstr(buf_text(&words), monthly_figure_label("total.all.P.closing", a)));
	struct document *none = NULL;
	err_clear(&e);
	assert_false(month_document(f.db, &f.tu, JULY, 2, &none, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);

	/* a second correction compares with the first one, and the next month's report names what its predecessor now says differently */
	later(1);
	child("Citra", "P", date_make(2014, 1, 1), date_make(2026, 7, 30), "sd", NULL);
	err_clear(&e);
	struct monthly august;
	fixture_must(&e, month_load(f.db, &f.kepala, AUGUST, MONTH_NOW, a, &august, &e));
	assert_true(august.correction_count > 0);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM audit WHERE action = 'month.print'"), 5); /* each print left its row */
	fixture_must(&e, month_revise(f.db, &f.kepala, JULY, &revision, &p, &e));
	assert_int_equal(revision, 2);
	/* DESIGN.md 7.1: a numbered revision AND the line in the next month, also when the revision was made first; no gap is made of it */
	int said = august.correction_count;
	fixture_must(&e, month_load(f.db, &f.kepala, AUGUST, MONTH_NOW, a, &august, &e));
	assert_int_equal(august.correction_count, said);
	assert_int_equal(august.gap_count, 0);
	int days = 0; /* a movement differs in its day, not in a number of children */
	for (int i = 0; i < said; i++) days += strstr(august.corrections[i], "left care: reported -, now known day 28") != NULL;
	assert_int_equal(days, 1);

	struct month_state *list;
	n = month_list(f.db, &f.pemeriksa, a, &list, &e);
	assert_true(n > 20);
	assert_false(list[0].closed);
	assert_false(list[0].can_close);
	assert_true(list[1].closed);
	assert_int_equal(list[1].revisions, 2);
	assert_int_equal(strlen(list[1].audit_hash), 16);
	assert_string_equal(list[1].closed_by, "kepala");
	assert_true(list[2].closed);

	static const char *const refused[] = { "UPDATE month_report SET document = x'00'", "UPDATE month_report SET figures = ''", "DELETE FROM month_report",
		"INSERT OR REPLACE INTO month_report SELECT * FROM month_report", "DELETE FROM period", "UPDATE period SET closed_at = NULL" };
	for (size_t i = 0; i < COUNT(refused); i++)
		if (money_sql_passes(f.db, refused[i])) fail_msg("passed: %s", refused[i]);
	buf_free(&first);
	buf_free(&again);
	buf_free(&revised);
	buf_free(&words);
}

static void test_closed_in_order(void **state)
{
	(void)state;
	child("Ani", "P", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", NULL);
	fixture_must(&e, month_close(f.db, &f.kepala, date_make(2026, 5, 1), &p, &e)); /* the first may be any */
	assert_false(month_close(f.db, &f.kepala, JULY, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	fixture_must(&e, month_close(f.db, &f.kepala, JUNE, &p, &e));
	fixture_must(&e, month_close(f.db, &f.kepala, JULY, &p, &e));
}

static void test_gap_is_named(void **state)
{
	(void)state;
	row_id ani = child("Ani", "P", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", NULL);
	money_stay(&f, ani, date_make(2026, 7, 10)); /* two stays at once: only damage or a bad merge makes this */
	struct monthly m = figures(JULY, MONTH_NOW);
	assert_int_equal(m.total.closing[SEX_P], 2);
	assert_int_equal(m.gap_count, 2); /* counted twice; how many children */
	fixture_must(&e, month_close(f.db, &f.kepala, JULY, &p, &e)); /* printed, not smoothed */
	struct buf words = BUF_EMPTY;
	rendered(JULY, 0, &words);
	assert_null(strstr(buf_text(&words), "Proven"));
	buf_free(&words);
}

static const struct monthly_money *money_of(const struct monthly *m, const char *code)
{
	for (int i = 0; i < m->money_count; i++)
		if (strcmp(m->money[i].code, code) == 0) return &m->money[i];
	fail_msg("no %s", code);
	return &m->money[0];
}

static void test_money(void **state)
{
	(void)state;
	row_id ani = child("Ani", "P", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", NULL);
	child("Budi", "L", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", NULL);
	money_rate(&f, "sd", 40000, date_make(2024, 1, 1));
	money_cash(&f, "apbd", 700, date_make(2026, 6, 10));
	money_cash(&f, "apbd", 1000000, date_make(2026, 7, 2));
	fixture_must(&e, allowance_run(f.db, &f.bendahara, JULY, NULL, &p, &e));
	struct allowance_row *rows;
	int n = allowance_list(f.db, &f.bendahara, &(struct allowance_filter){ .from = JULY, .to = JULY, .state = -1 }, a, &rows, &e);
	assert_int_equal(n, 2);
	struct allowance_pick pick = { rows[0].id, 10000, NULL, 0 };
	fixture_must(&e, allowance_pay(f.db, &f.bendahara, &(struct allowance_payment_in){ .picks = &pick, .count = 1, .on = date_make(2026, 7, 31), .consent = true }, NULL, &p, &e));
	fixture_must(&e, savings_withdraw(f.db, &f.bendahara, &(struct savings_move){ .resident = ani, .amount = 3000, .on = date_make(2026, 7, 31) }, &p, &e));
	later(1);
	utc_ms then = clock_now();
	later(1);
	pick = (struct allowance_pick){ rows[1].id, 0, NULL, 0 };
	fixture_must(&e, allowance_pay(f.db, &f.bendahara, &(struct allowance_payment_in){ .picks = &pick, .count = 1, .on = FIXTURE_DAY, .consent = true }, NULL, &p, &e));
	money_cash(&f, "apbd", 55, date_make(2026, 7, 3)); /* recorded later than `then`, dated in July */
	struct monthly m = figures(JULY, MONTH_NOW), old = figures(JULY, then);
	assert_int_equal(money_of(&m, "allowance_due")->amount, 80000);
	assert_int_equal(money_of(&m, "allowance_due")->children, 2);
	assert_int_equal(money_of(&m, "allowance_unpaid")->amount, 40000);
	assert_int_equal(money_of(&m, "allowance_unpaid")->children, 1);
	assert_int_equal(money_of(&m, "allowance_paid")->amount, 40000);
	assert_int_equal(money_of(&m, "allowance_owed")->amount, 40000);
	assert_int_equal(money_of(&m, "savings_in")->amount, 10000);
	assert_int_equal(money_of(&m, "savings_out")->amount, 3000);
	assert_int_equal(money_of(&m, "savings_balance")->amount, 7000);
	assert_int_equal(m.cash_count, 2);
	for (int i = 0; i < 2; i++)
		if (strcmp(m.cash[i].fund, "apbd") == 0) {
			assert_int_equal(m.cash[i].opening, 700);
			assert_int_equal(m.cash[i].in, 1000055);
			assert_int_equal(m.cash[i].out, 40000);
			assert_int_equal(m.cash[i].closing, 960755);
			assert_int_equal(old.cash[i].closing, 960700);
			assert_int_equal(old.cash[i].opening, 700);
		} else assert_int_equal(m.cash[i].closing, 7000);
	assert_beside(AUGUST);
	struct monthly next = figures(AUGUST, MONTH_NOW);
	assert_int_equal(money_of(&next, "allowance_paid")->amount, 40000);
	assert_int_equal(money_of(&next, "allowance_owed")->amount, 0);
}

static bool referral_tx(struct db *db, void *ctx, struct err *err)
{
	const char *sql = ctx;
	return stmt_run(stmt_built(db, sql), err);
}

static void test_referrals(void **state)
{
	(void)state;
	child("Ani", "P", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", NULL);
	static const struct { int id; const char *district, *received, *state, *on; } rows[] = {
		{ 1, "64.08", "2026-07-02", "disetujui", "2026-07-12" }, { 2, "64.08", "2026-07-05", "ditolak", "2026-07-09" }, { 3, "64.71", "2026-06-20", NULL, NULL },
		{ 4, "64.08", "2026-05-02", "disetujui", "2026-06-12" }, { 5, "64.08", "2026-06-28", "daftar_tunggu", "2026-07-01" }, { 6, "64.08", "2026-08-01", NULL, NULL },
	};
	char sql[700];
	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(sql, sizeof sql, "INSERT INTO referral (id, panti_id, number, person_id, district, received_on, recorded_at, recorded_by) SELECT %d, panti_id, 'R-%d', id, '%s', '%s', 1, 0 FROM person",
			rows[i].id, rows[i].id, rows[i].district, rows[i].received);
		fixture_must(&e, db_tx(f.db, referral_tx, sql, &e));
		snprintf(sql, sizeof sql, "INSERT INTO referral_event (id, panti_id, referral_id, move, state, on_date, recorded_at, recorded_by) SELECT %d, panti_id, id, 'catat', 'surat_diterima', '%s', 1, 0"
			" FROM referral WHERE id = %d", rows[i].id * 10, rows[i].received, rows[i].id);
		fixture_must(&e, db_tx(f.db, referral_tx, sql, &e));
		if (rows[i].state) {
			snprintf(sql, sizeof sql, "INSERT INTO referral_event (id, panti_id, referral_id, move, state, on_date, recorded_at, recorded_by) SELECT %d, panti_id, id, 'setuju', '%s', '%s', 1, 0"
				" FROM referral WHERE id = %d", rows[i].id * 10 + 1, rows[i].state, rows[i].on, rows[i].id);
			fixture_must(&e, db_tx(f.db, referral_tx, sql, &e));
		}
		snprintf(sql, sizeof sql, "INSERT INTO referral_now (referral_id, panti_id, district, state, open, since_on, state_on, reason, urgent, rank, sort) SELECT id, panti_id, district, '%s', %d, received_on, '%s',"
			" '', 0, 0, 0 FROM referral WHERE id = %d", rows[i].state ? rows[i].state : "surat_diterima", rows[i].state ? 0 : 1, rows[i].state ? rows[i].on : rows[i].received, rows[i].id);
		fixture_must(&e, db_tx(f.db, referral_tx, sql, &e));
	}
	struct monthly m = figures(JULY, MONTH_NOW);
	assert_int_equal(m.referral_count, 2);
	const struct monthly_referral *kutim = &m.referrals[0], *bpn = &m.referrals[1];
	assert_string_equal(kutim->district, "64.08");
	assert_int_equal(kutim->received, 2);
	assert_int_equal(kutim->accepted, 2);
	assert_int_equal(kutim->refused, 1);
	assert_int_equal(kutim->open, 0);
	assert_int_equal(kutim->decided, 3);
	assert_int_equal(kutim->waited_days, 10 + 4 + 3);
	assert_int_equal(bpn->received, 0);
	assert_int_equal(bpn->open, 1);
	assert_int_equal(bpn->longest_open, 41);
}

static bool rebuild_tx(struct db *db, void *ctx, struct err *err)
{
	(void)ctx;
	return derive_rebuild(db, err);
}

/* So many stays that whole tables are read: the same rules must count them. */
static void test_many(void **state)
{
	(void)state;
	char sql[3000];
	snprintf(sql, sizeof sql,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO person (id, panti_id, name, sex, birth_date, search_key)"
		" SELECT i, %" PRId64 ", 'Anak ' || i, CASE WHEN i %% 2 = 0 THEN 'L' ELSE 'P' END, '2012-03-04', 'anak ' || i FROM n;"
		"INSERT INTO resident (id, panti_id, person_id, register_no, recorded_at, recorded_by) SELECT id, panti_id, id, 'M-' || id, 1, 0 FROM person;"
		"INSERT INTO stay (id, panti_id, resident_id, on_date, recorded_at, recorded_by) SELECT id, panti_id, id, CASE WHEN id %% 10 = 0 THEN '2026-07-10' ELSE '2025-01-01' END, 1, 0 FROM person;"
		"INSERT INTO stay_end (id, panti_id, stay_id, on_date, reason, recorded_at, recorded_by) SELECT id, panti_id, id, CASE WHEN id %% 3 = 0 THEN '2026-07-20' ELSE '2026-03-01' END, 'lulus', 1, 0"
		" FROM person WHERE id %% 10 <> 0 AND id %% 3 <= 1;"
		"INSERT INTO schooling (id, panti_id, resident_id, on_date, year, level, grade, event, recorded_at, recorded_by) SELECT id, panti_id, id, '2025-01-01', '2025/2026', 'sd', 6, 'masuk', 1, 0 FROM person;"
		"INSERT INTO schooling (id, panti_id, resident_id, on_date, year, level, grade, event, recorded_at, recorded_by) SELECT id + 10000, panti_id, id, '2026-07-13', '2026/2027', 'smp', 7, 'naik', 1, 0 FROM person WHERE id %% 7 = 0;",
		f.panti);
	fixture_tamper(&f, sql);
	fixture_must(&e, db_tx(f.db, rebuild_tx, NULL, &e));
	struct monthly m = figures(JULY, MONTH_NOW);
	if (m.gap_count) fail_msg("%s", m.gaps[0]);
	int opening = 0, in = 0, out = 0, up = 0;
	for (int i = 1; i <= 5000; i++) {
		bool entered = i % 10 == 0, left = !entered && i % 3 == 0, gone = !entered && i % 3 == 1;
		opening += !entered && !gone;
		in += entered;
		out += left;
		up += i % 7 == 0 && !gone && !entered;
	}
	assert_int_equal(m.total.opening[SEX_L] + m.total.opening[SEX_P], opening);
	assert_int_equal(m.total.in[SEX_L] + m.total.in[SEX_P], in);
	assert_int_equal(m.total.out[SEX_L] + m.total.out[SEX_P], out);
	const struct tally *smp = group(&m, MONTHLY_LEVEL, "smp");
	assert_int_equal(smp->moved_in[SEX_L] + smp->moved_in[SEX_P], up + 500 / 7);
	assert_int_equal(m.movement_count, in + out);
	assert_beside(AUGUST);
	/* with July's report stored, it is counted again only when something was learnt since */
	fixture_must(&e, month_close(f.db, &f.kepala, JULY, &p, &e));
	later(1);
	fixture_must(&e, month_load(f.db, &f.kepala, AUGUST, MONTH_NOW, a, &m, &e));
	assert_int_equal(m.correction_count, 0);
	money_stay_end(&f, 2, date_make(2026, 7, 28), "meninggalkan");
	fixture_must(&e, month_load(f.db, &f.kepala, AUGUST, MONTH_NOW, a, &m, &e));
	assert_true(m.correction_count > 0);
	assert_int_equal(beside(&m, "total.all.L.closing")->before, opening + in - out); /* what was reported */
}

static void test_scope(void **state)
{
	(void)state;
	child("Ani", "P", date_make(2013, 1, 1), date_make(2024, 1, 1), "sd", NULL);
	fixture_must(&e, month_close(f.db, &f.kepala, JULY, &p, &e));
	struct actor other;
	fixture_panti(&f, "dua", &other);
	struct monthly m;
	fixture_must(&e, month_load(f.db, &other, JULY, MONTH_NOW, a, &m, &e));
	assert_int_equal(m.total.opening[SEX_P], 0);
	struct monthly_difference *d;
	assert_int_equal(month_differences(f.db, &other, JULY, a, &d, &e), -1);
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	struct document *doc = NULL;
	assert_false(month_document(f.db, &f.dinsos, JULY, -1, &doc, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_false(month_document(f.db, &f.pengasuh, JULY, -1, &doc, &e));
}

/* Letterhead and signatures read as on the panti's other papers. */
static void test_head(void **state)
{
	(void)state;
	struct panti home;
	struct monthly m;
	fixture_must(&e, panti_load(f.db, f.panti, a, &home, &e));
	home.v[PANTI_PHONE] = "(0549) 123";
	fixture_must(&e, panti_save(f.db, &f.kepala, home.version, home.v, &p, &e));
	struct official o = { 0, "kepala", "Plh.", "Kepala Panti", "Hasan", "Pembina", "197001011995031002", date_make(2024, 1, 1), DATE_NONE };
	fixture_must(&e, official_save(f.db, &f.kepala, &o, &p, &e) != 0);
	fixture_must(&e, month_load(f.db, &f.kepala, JULY, MONTH_NOW, a, &m, &e));
	assert_string_equal(m.address, "Jalan Contoh 1 - Telepon (0549) 123");
	assert_int_equal(m.signature_count, 1);
	assert_string_equal(m.signatures[0].title, "Plh. Kepala Panti");
	assert_string_equal(m.signatures[0].nip, "19700101 199503 1 002");
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup_bare, desk_teardown_raw)
int main(void)
{
	const struct CMUnitTest tests[] = { T(test_counts), T(test_random_movements_prove), T(test_as_known_at), T(test_close_and_revise), T(test_closed_in_order), T(test_gap_is_named),
		T(test_money), T(test_referrals), T(test_many), T(test_scope), T(test_head) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
