#include "tests/rules/check.h"
#include <stdlib.h>
#include <time.h>
#include "src/rules/month.h"
#include "src/rules/stay.h"

static struct problems p;

static void months(void **state)
{
	(void)state;
	assert_int_equal(month_of(day("2024-02-29")), day("2024-02-01"));
	assert_int_equal(month_of(DATE_NONE), DATE_NONE);
	assert_int_equal(month_add(day("2026-01-31"), 1), day("2026-02-01"));
	assert_int_equal(month_add(day("2026-01-15"), -1), day("2025-12-01"));
	assert_int_equal(month_add(day("2026-12-01"), 13), day("2028-01-01"));
	assert_int_equal(month_days(day("2024-02-10")), 29);
	assert_int_equal(month_days(day("2026-02-01")), 28);
	assert_int_equal(month_days(day("2026-12-31")), 31);
	assert_int_equal(month_count_between(day("2025-11-30"), day("2026-02-01")), 3);
	assert_int_equal(month_count_between(day("2026-02-01"), day("2025-11-30")), -3);
	assert_int_equal(month_quarter_start(day("2026-03-31")), day("2026-01-01"));
	assert_int_equal(month_quarter_start(day("2026-12-31")), day("2026-10-01"));
}

static void bands_and_sexes(void **state)
{
	(void)state;
	static const struct { int age, band; } cases[] = { { -1, -1 }, { 0, 0 }, { 5, 0 }, { 6, 1 }, { 12, 1 }, { 13, 2 }, { 15, 2 }, { 16, 3 }, { 17, 3 }, { 18, 4 }, { 30, 4 } };
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(age_band_of(age_bands, age_bands_count, cases[i].age), cases[i].band);
	assert_int_equal(sex_index("L"), SEX_L);
	assert_int_equal(sex_index("P"), SEX_P);
	assert_int_equal(sex_index("p"), -1);
	assert_int_equal(sex_index(NULL), -1);
}

static void a_stay_in_a_month(void **state)
{
	(void)state;
	static const struct { const char *in, *out, *is; } cases[] = { /* opening, entered, left, closing of February 2024 */
		{ "2023-05-01", "", "o  c" }, { "2024-01-31", "", "o  c" }, { "2024-02-01", "", " e c" }, { "2024-02-29", "", " e c" }, { "2024-03-01", "", "    " },
		{ "2023-05-01", "2024-02-01", "o l " }, /* last counted on 31 January: opening, and gone on the 1st */
		{ "2023-05-01", "2024-02-29", "o l " }, { "2023-05-01", "2024-03-01", "o  c" }, { "2023-05-01", "2024-01-31", "    " },
		{ "2024-02-10", "2024-02-20", " el " }, { "2024-02-10", "2024-02-10", " el " }, { "2024-02-20", "2024-02-10", "    " },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct month_stay m = month_stay_of(day("2024-02-15"), day(cases[i].in), *cases[i].out ? day(cases[i].out) : DATE_NONE);
		char is[5] = { m.opening ? 'o' : ' ', m.entered ? 'e' : ' ', m.left ? 'l' : ' ', m.closing ? 'c' : ' ', 0 };
		if (strcmp(is, cases[i].is))
			fail_msg("%s to %s: '%s', not '%s'", cases[i].in, cases[i].out, is, cases[i].is);
	}
}

/* A hundred random stays over two years: each month proves itself, follows the one before, and agrees with a plain count of heads. */
static void random_population(void **state)
{
	(void)state;
	enum { GROUPS = 3, CHILDREN = 300, MONTHS = 24 };
	static const char *const labels[GROUPS] = { "SD", "SMP", "SMA" };
	unsigned seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	srand(seed);
	caldate start = day("2024-01-01");
	struct { struct stay_span s; int sex, group[MONTHS + 2]; } child[CHILDREN];
	for (int i = 0; i < CHILDREN; i++) {
		child[i].s.admission = start - 200 + rand() % 900;
		child[i].s.termination = rand() % 3 ? child[i].s.admission + rand() % 400 : DATE_NONE;
		child[i].sex = rand() % 2;
		int g = rand() % GROUPS;
		for (int m = 0; m < MONTHS + 2; m++) {
			g = g < GROUPS - 1 && rand() % 8 == 0 ? g + 1 : g;
			child[i].group[m] = g; /* at the end of month m - 1 */
		}
	}
	struct tally before[GROUPS];
	for (int m = 0; m < MONTHS; m++) {
		struct tally rows[GROUPS] = { { .opening = { 0 } } }, total;
		caldate month = month_add(start, m);
		int heads[GROUPS][SEXES] = { { 0 } };
		for (int i = 0; i < CHILDREN; i++) {
			tally_add(rows, GROUPS, child[i].sex, month_stay_of(month, child[i].s.admission, child[i].s.termination), child[i].group[m], child[i].group[m + 1]);
			heads[child[i].group[m + 1]][child[i].sex] += stay_covers(child[i].s, date_month_end(month));
		}
		problems_clear(&p);
		assert_true(tally_prove(rows, labels, GROUPS, &p));
		if (m > 0)
			assert_true(tally_follows(rows, before, labels, GROUPS, &p));
		assert_int_equal(p.count, 0);
		tally_sum(&total, rows, GROUPS);
		for (int s = 0; s < SEXES; s++) {
			assert_int_equal(total.moved_in[s], total.moved_out[s]);
			assert_int_equal(tally_gap(&total, s), 0);
			for (int g = 0; g < GROUPS; g++)
				assert_int_equal(rows[g].closing[s], heads[g][s]);
		}
		memcpy(before, rows, sizeof rows);
	}
}

static void moving_between_groups(void **state)
{
	(void)state;
	struct tally rows[2] = { { .opening = { 0 } } };
	tally_add(rows, 2, SEX_P, (struct month_stay){ true, false, false, true }, 0, 1);
	tally_add(rows, 2, SEX_P, (struct month_stay){ true, false, true, false }, 0, 1); /* moved up, then left */
	tally_add(rows, 2, SEX_L, (struct month_stay){ false, false, false, false }, -1, -1); /* not there: no group is looked at */
	assert_int_equal(rows[0].opening[SEX_P], 2);
	assert_int_equal(rows[0].moved_out[SEX_P], 2);
	assert_int_equal(rows[1].moved_in[SEX_P], 2);
	assert_int_equal(rows[1].out[SEX_P], 1);
	assert_int_equal(rows[1].closing[SEX_P], 1);
}

static void a_gap_is_named(void **state)
{
	(void)state;
	static const char *const labels[] = { "SD", "SMP" };
	struct tally rows[2] = { { .opening = { 10, 12 }, .in = { 1, 0 }, .closing = { 11, 12 } }, { .opening = { 0, 23 }, .in = { 0, 1 }, .closing = { 0, 25 } } };
	problems_clear(&p);
	assert_false(tally_prove(rows, labels, 2, &p));
	assert_int_equal(p.count, 1);
	assert_string_equal(p.list[0].text, "SMP, P: 23 + 1 - 0 + 0 - 0 = 24, counted 25.");
	assert_int_equal(tally_gap(&rows[1], SEX_P), -1);
	struct tally before[2] = { { .closing = { 10, 12 } }, { .closing = { 0, 22 } } };
	problems_clear(&p);
	assert_false(tally_follows(rows, before, labels, 2, &p));
	assert_string_equal(p.list[0].text, "SMP, P: this month opens with 23, last month closed with 22.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months), cmocka_unit_test(bands_and_sexes), cmocka_unit_test(a_stay_in_a_month), cmocka_unit_test(random_population),
		cmocka_unit_test(moving_between_groups), cmocka_unit_test(a_gap_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
