/* Quarters, the due day, statuses, who owes a report, and what in the counts must be followed up. */
#include "src/rules/company.h"
#include "src/rules/codes.h"
#include "tests/rules/check.h"

static void quarters(void **state)
{
	(void)state;
	static const struct { const char *day, *code, *first, *end, *last; } rows[] = {
		{ "2026-01-01", "2026-Q1", "2026-01-01", "2026-03-31", "2025-10-01" }, { "2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31", "2025-10-01" }, { "2026-04-01", "2026-Q2", "2026-04-01", "2026-06-30", "2026-01-01" },
		{ "2026-08-03", "2026-Q3", "2026-07-01", "2026-09-30", "2026-04-01" }, { "2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31", "2026-07-01" }, { "2024-02-29", "2024-Q1", "2024-01-01", "2024-03-31", "2023-10-01" },
	};
	char code[QUARTER_SIZE];
	for (size_t i = 0; i < COUNT(rows); i++) {
		caldate on = day(rows[i].day);
		assert_string_equal(quarter_code(on, code), rows[i].code);
		assert_int_equal(quarter_from_code(rows[i].code), day(rows[i].first));
		assert_int_equal(quarter_end(on), day(rows[i].end));
		assert_int_equal(quarter_last(on), day(rows[i].last));
	}
	static const char *const wrong[] = { "", "2026-Q5", "2026-Q0", "2026-q1", "2026Q1", "202a-Q1", "2026-Q11", "1800-Q1" };
	for (size_t i = 0; i < COUNT(wrong); i++) assert_int_equal(quarter_from_code(wrong[i]), DATE_NONE);
	assert_int_equal(quarter_from_code(NULL), DATE_NONE);
	assert_string_equal(quarter_code(DATE_NONE, code), "");
}

static void status_by_day(void **state)
{
	(void)state;
	static const struct { const char *today, *received; bool checked, differs; enum company_status status; int late; } rows[] = {
		{ "2026-06-15", "", false, false, COMPANY_PENDING, 0 },  { "2026-07-15", "", false, false, COMPANY_PENDING, 0 }, /* the due day is in time */
		{ "2026-07-16", "", false, false, COMPANY_LATE, 1 },     { "2026-08-03", "", false, false, COMPANY_LATE, 19 },
		{ "2026-08-03", "2026-07-15", false, false, COMPANY_RECEIVED, 0 }, { "2026-08-03", "2026-07-20", false, false, COMPANY_RECEIVED, 5 },
		{ "2026-08-03", "2026-07-10", true, false, COMPANY_CHECKED, 0 },   { "2026-08-03", "2026-07-10", true, true, COMPANY_DIFFERS, 0 },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct company_quarter q = { day("2026-04-01"), day(rows[i].today), *rows[i].received ? day(rows[i].received) : DATE_NONE, 15, rows[i].checked, rows[i].differs };
		if (company_status_of(&q) != rows[i].status || company_late_days(&q) != rows[i].late) fail_msg("row %zu", i);
	}
	assert_int_equal(company_due(day("2026-05-05"), 15), day("2026-07-15"));
	for (int i = 0; i < COMPANY_STATUSES; i++) {
		assert_non_null(code_find("company_status", company_status_code((enum company_status)i)));
		assert_int_equal(company_status_from_code(company_status_code((enum company_status)i)), i);
	}
	assert_int_equal(company_status_from_code("x"), COMPANY_STATUSES);
}

static void who_owes(void **state)
{
	(void)state;
	const caldate q = day("2026-04-01");
	assert_true(company_owes(day("2026-06-30"), DATE_NONE, q));
	assert_false(company_owes(day("2026-07-01"), DATE_NONE, q));
	assert_true(company_owes(day("2020-01-01"), day("2026-07-01"), q));
	assert_false(company_owes(day("2020-01-01"), day("2026-06-30"), q));
}

static struct headcount counts(int under_13, int to_14, int to_17, int adult)
{
	struct headcount h = { .n = { { under_13, 0 }, { 0, to_14 }, { to_17, 0 }, { adult, adult } } };
	return h;
}

static void findings(void **state)
{
	(void)state;
	struct headcount none = counts(0, 0, 3, 20), young = counts(0, 1, 3, 20), small = counts(2, 0, 0, 20), more = counts(0, 0, 4, 20);
	assert_int_equal(company_findings(&none, NULL, 0), 0);
	assert_int_equal(company_findings(&none, NULL, 3), 0); /* nobody has been there: what is harmful is not known */
	assert_int_equal(company_findings(&young, NULL, 0), FINDING_UNDER_15);
	assert_int_equal(company_findings(&small, NULL, 0), FINDING_UNDER_15);
	assert_int_equal(company_findings(&none, &none, 0), 0);
	assert_int_equal(company_findings(&none, &none, 2), FINDING_HARMFUL);
	assert_int_equal(company_findings(&none, &more, 0), FINDING_DIFFERENCE);
	assert_int_equal(company_findings(&none, &young, 1), FINDING_UNDER_15 | FINDING_HARMFUL | FINDING_DIFFERENCE);
	assert_int_equal(company_findings(&young, &none, 0), FINDING_DIFFERENCE); /* found counts are what is */
	assert_int_equal(company_finding_children(&young, NULL, 0), 1);
	assert_int_equal(company_finding_children(&none, &small, 2), 4);
	assert_int_equal(company_finding_children(&none, &more, 0), 0);
	assert_int_equal(headcount_children(&young), 4);
	assert_int_equal(headcount_total(&young), 44);
}

static void limits(void **state)
{
	(void)state;
	struct problems p;
	struct headcount h = counts(0, 0, HEADCOUNT_MOST, 0);
	problems_clear(&p);
	assert_true(headcount_check(&h, &p));
	h.n[WORK_15_17][SEX_L]++;
	assert_false(headcount_check(&h, &p));
	h.n[WORK_15_17][SEX_L] = -1;
	problems_clear(&p);
	assert_false(headcount_check(&h, &p));
	for (int i = 0; i < WORK_BANDS; i++) {
		assert_non_null(code_find("work_age_band", work_band_code((enum work_band)i)));
		assert_int_equal(work_band_from_code(work_band_code((enum work_band)i)), i);
	}
	assert_int_equal(work_band_from_code(""), WORK_BANDS);
}

static void register_fields(void **state)
{
	(void)state;
	struct problems p;
	const char *v[COMPANY_FIELDS] = { [COMPANY_F_NAME] = "CV Contoh", [COMPANY_F_SECTOR] = "industri", [COMPANY_F_DISTRICT] = "64.08", [COMPANY_F_ADDRESS] = "Jalan 1", [COMPANY_F_CONTACT] = "", [COMPANY_F_PHONE] = "",
		[COMPANY_F_REGISTERED] = "2026-08-03", [COMPANY_F_NOTE] = "" };
	problems_clear(&p);
	assert_true(company_check(v, day("2026-08-03"), &p));
	assert_int_equal(p.count, 0);
	v[COMPANY_F_REGISTERED] = "2026-08-04";
	assert_false(company_check(v, day("2026-08-03"), &p));
	assert_true(hard_on(&p, "registered_on"));
	problems_clear(&p);
	v[COMPANY_F_NAME] = v[COMPANY_F_SECTOR] = "";
	v[COMPANY_F_REGISTERED] = "2026-08-03";
	assert_false(company_check(v, day("2026-08-03"), &p));
	assert_true(hard_on(&p, "name") && soft_on(&p, "sector"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(quarters), cmocka_unit_test(status_by_day), cmocka_unit_test(who_owes), cmocka_unit_test(findings), cmocka_unit_test(limits), cmocka_unit_test(register_fields) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
