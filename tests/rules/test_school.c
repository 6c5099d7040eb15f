#include "tests/rules/check.h"
#include "src/rules/school.h"

static struct problems p;

static bool check(enum school_level level, int grade, const char *kind, const char *birth)
{
	struct schooling s = { level, grade, kind, "SMPN 3", "", "2026/2027" };
	problems_clear(&p);
	return school_check(&s, *birth ? day(birth) : DATE_NONE, day("2026-08-03"), &p);
}

static void levels(void **state)
{
	(void)state;
	static const char *const codes[] = { "belum", "paud", "sd", "smp", "sma", "pt", "putus", "lulus" };
	for (int l = 0; l < LEVELS; l++) {
		assert_string_equal(school_levels[l].code, codes[l]);
		assert_int_equal(school_level_from_code(codes[l]), l);
		assert_true(*school_level_label((enum school_level)l));
	}
	assert_int_equal(school_level_from_code("SD"), LEVELS);
	assert_string_equal(school_column_label(COLUMN_SD), "SD");
	assert_string_equal(school_column_label(COLUMN_SMP), "SMP/MTs");
	assert_string_equal(school_column_label(COLUMN_SMA), "SMA/SMK");
	assert_int_equal(school_levels[LEVEL_PT].column, COLUMN_NONE);
}

static void grades(void **state)
{
	(void)state;
	for (int grade = 0; grade <= 15; grade++) {
		assert_int_equal(check(LEVEL_SD, grade, "", ""), grade <= 6);
		assert_int_equal(check(LEVEL_SMP, grade, "", ""), grade == 0 || (grade >= 7 && grade <= 9));
		assert_int_equal(check(LEVEL_SMA, grade, "smk", ""), grade == 0 || (grade >= 10 && grade <= 13));
		assert_int_equal(check(LEVEL_SMA, grade, "ma", ""), grade == 0 || (grade >= 10 && grade <= 12));
		assert_int_equal(check(LEVEL_PAUD, grade, "tk", ""), grade == 0);
		assert_int_equal(check(LEVEL_PT, grade, "", ""), grade == 0);
	}
	assert_true(check(LEVEL_SMP, 0, "smp", "") && soft_on(&p, "grade"));
	assert_false(check(LEVELS, 1, "", ""));
	for (size_t i = 0; i < school_kinds_count; i++)
		for (int l = 0; l < LEVELS; l++)
			assert_int_equal(check((enum school_level)l, 0, school_kinds[i].code, ""), school_kinds[i].level == (enum school_level)l);
	assert_false(check(LEVEL_SD, 1, "sekolah rakyat", ""));
}

static void other_checks(void **state)
{
	(void)state;
	assert_true(check(LEVEL_SMP, 8, "smp", "2013-03-09") && p.count == 0);
	assert_true(check(LEVEL_SMP, 8, "smp", "2018-03-09") && soft_on(&p, "level"));
	assert_true(check(LEVEL_SD, 2, "sd", "2010-03-09") && soft_on(&p, "level"));
	assert_true(check(LEVEL_SD, 2, "paket_a", "2010-03-09") && p.count == 0); /* for those who come late */
	assert_true(check(LEVEL_PT, 0, "", "2007-01-01") && !soft_on(&p, "level"));
	assert_true(check(LEVEL_BELUM, 0, "", "2016-01-01") && soft_on(&p, "level"));
	struct schooling s = { LEVEL_SMP, 8, "smp", "", "1234", "2026-2027" };
	problems_clear(&p);
	assert_false(school_check(&s, DATE_NONE, day("2026-08-03"), &p));
	assert_true(hard_on(&p, "npsn") && hard_on(&p, "school_year") && soft_on(&p, "school"));
	s = (struct schooling){ LEVEL_PUTUS, 0, NULL, NULL, NULL, NULL };
	problems_clear(&p);
	assert_true(school_check(&s, DATE_NONE, day("2026-08-03"), &p) && p.count == 0);
}

static struct promotion promote(enum school_level level, int grade, int last, enum school_mark mark, bool allowed)
{
	struct promotion out;
	problems_clear(&p);
	assert_int_equal(school_promote(level, grade, last, mark, &out, &p), allowed);
	assert_int_equal(p.hard > 0, !allowed);
	return out;
}

static void moving_up(void **state)
{
	(void)state;
	for (int grade = 1; grade <= 12; grade++) {
		enum school_level level = grade <= 6 ? LEVEL_SD : grade <= 9 ? LEVEL_SMP : LEVEL_SMA;
		bool last = grade == 6 || grade == 9 || grade == 12;
		struct promotion n = promote(level, grade, 0, MARK_NAIK, true);
		assert_int_equal(n.level, level); /* never into the next level by itself */
		assert_int_equal(n.grade, last ? grade : grade + 1);
		assert_int_equal(n.waiting, last);
		assert_int_equal(n.keeps_school, !last);
		assert_string_equal(n.result, last ? "lulus" : "naik");
		n = promote(level, grade, 0, MARK_TINGGAL, true);
		assert_true(n.level == level && n.grade == grade && n.keeps_school && !n.waiting);
		n = promote(level, grade, 0, MARK_LULUS, last);
		assert_int_equal(n.waiting, last);
		n = promote(level, grade, 0, MARK_PINDAH, true);
		assert_true(!n.keeps_school && n.waiting == last && n.grade == (last ? grade : grade + 1));
		n = promote(level, grade, 0, MARK_PUTUS, true);
		assert_true(n.level == LEVEL_PUTUS && n.grade == 0 && !n.keeps_school && !n.waiting);
	}
	struct promotion smk = promote(LEVEL_SMA, 12, 13, MARK_NAIK, true); /* four-year SMK */
	assert_true(smk.grade == 13 && smk.keeps_school && !smk.waiting);
	smk = promote(LEVEL_SMA, 13, 13, MARK_NAIK, true);
	assert_true(smk.grade == 13 && smk.waiting);
	smk = promote(LEVEL_SMA, 13, 0, MARK_NAIK, true);
	assert_true(smk.waiting);
}

static void promotion_without_grades(void **state)
{
	(void)state;
	struct promotion n = promote(LEVEL_PAUD, 0, 0, MARK_NAIK, true);
	assert_true(n.level == LEVEL_PAUD && n.keeps_school && !n.waiting);
	n = promote(LEVEL_PAUD, 0, 0, MARK_LULUS, true);
	assert_true(n.level == LEVEL_PAUD && n.waiting);
	n = promote(LEVEL_PT, 0, 0, MARK_LULUS, true);
	assert_true(n.level == LEVEL_LULUS && !n.waiting);
	promote(LEVEL_BELUM, 0, 0, MARK_NAIK, false);
	promote(LEVEL_PUTUS, 0, 0, MARK_NAIK, false);
	promote(LEVEL_LULUS, 0, 0, MARK_LULUS, false);
	promote(LEVEL_SD, 0, 0, MARK_NAIK, false); /* grade unknown */
	promote(LEVEL_SD, 7, 0, MARK_NAIK, false);
	promote(LEVEL_SD, 3, 0, MARKS, false);
	promote(LEVELS, 3, 0, MARK_NAIK, false);
	assert_int_equal(school_mark_from_code("putus"), MARK_PUTUS);
	assert_int_equal(school_mark_from_code("?"), MARKS);
}

static void years(void **state)
{
	(void)state;
	char out[SCHOOL_YEAR_SIZE];
	assert_int_equal(school_year_parse("2025/2026"), 2025);
	static const char *const bad[] = { "", "2025", "2025/2025", "2025/2027", "2025-2026", "25/26", "2025/20266", " 2025/2026", "2o25/2026", "1949/1950", "9999/0000" };
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(school_year_parse(bad[i]), 0);
	assert_int_equal(school_year_parse(NULL), 0);
	assert_string_equal(school_year_text(2025, out), "2025/2026");
	assert_int_equal(school_year_of(day("2026-06-30")), 2025);
	assert_int_equal(school_year_of(day("2026-07-01")), 2026);
	struct school_year old = { "2024/2025", day("2024-07-15"), day("2025-06-20"), day("2025-01-06") };
	struct school_year y = { "2025/2026", day("2025-07-14"), day("2026-06-19"), day("2026-01-05") };
	problems_clear(&p);
	assert_true(school_year_check(&y, &old, 1, &p) && p.count == 0);
	assert_true(school_year_check(&y, &y, 1, &p)); /* saved again */
	y.from = day("2025-06-20");
	assert_false(school_year_check(&y, &old, 1, &p));
	y.from = day("2025-06-21");
	assert_true(school_year_check(&y, &old, 1, &p));
	y.second = y.from;
	assert_false(school_year_check(&y, NULL, 0, &p));
	y.second = day("2026-01-05");
	y.to = day("2026-07-22");
	problems_clear(&p);
	assert_true(school_year_check(&y, NULL, 0, &p) && soft_on(&p, "end_on"));
	y.to = y.from;
	assert_false(school_year_check(&y, NULL, 0, &p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levels), cmocka_unit_test(grades), cmocka_unit_test(other_checks), cmocka_unit_test(moving_up),
		cmocka_unit_test(promotion_without_grades), cmocka_unit_test(years),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
