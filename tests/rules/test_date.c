/* Dates: the calendar, every form people type (UX.md 3), ages, working days. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "src/base/clock.h"
#include "src/base/date.h"

static void test_calendar(void **state)
{
	(void)state;
	assert_int_equal(date_make(1970, 1, 1), 0);
	assert_int_equal(date_make(2000, 3, 1), 11017);
	assert_int_equal(date_make(2026, 2, 29), DATE_NONE);
	assert_int_not_equal(date_make(2024, 2, 29), DATE_NONE);
	assert_int_not_equal(date_make(2000, 2, 29), DATE_NONE);
	assert_int_equal(date_make(1900, 2, 29), DATE_NONE);
	assert_int_equal(date_make(2100, 2, 29), DATE_NONE);
	assert_int_equal(date_make(1899, 12, 31), DATE_NONE);
	assert_int_equal(date_make(2200, 1, 1), DATE_NONE);
	assert_int_equal(date_make(2026, 0, 1), DATE_NONE);
	assert_int_equal(date_make(2026, 13, 1), DATE_NONE);
	assert_int_equal(date_make(2026, 4, 31), DATE_NONE);
	assert_int_equal(date_make(2026, 4, 0), DATE_NONE);
	caldate expected = date_make(1900, 1, 1);
	int weekday = 1; /* 1 January 1900 was a Monday */
	for (int y = 1900; y <= 2199; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= date_days_in_month(y, m); d++, expected++) {
				int y2, m2, d2;
				caldate day = date_make(y, m, d);
				assert_int_equal(day, expected);
				date_split(day, &y2, &m2, &d2);
				assert_true(y == y2 && m == m2 && d == d2);
				assert_int_equal(date_weekday(day), weekday);
				weekday = weekday % 7 + 1;
			}
}

static void test_months(void **state)
{
	(void)state;
	assert_int_equal(date_add_months(date_make(2026, 1, 31), 1), date_make(2026, 2, 28));
	assert_int_equal(date_add_months(date_make(2024, 1, 31), 1), date_make(2024, 2, 29));
	assert_int_equal(date_add_months(date_make(2026, 1, 15), -1), date_make(2025, 12, 15));
	assert_int_equal(date_add_months(date_make(2026, 1, 15), -13), date_make(2024, 12, 15));
	assert_int_equal(date_add_months(date_make(2026, 8, 31), 6), date_make(2027, 2, 28));
	assert_int_equal(date_add_months(date_make(2199, 12, 1), 1), DATE_NONE);
	assert_int_equal(date_add_months(DATE_NONE, 1), DATE_NONE);
	assert_int_equal(date_month_start(date_make(2026, 8, 31)), date_make(2026, 8, 1));
	assert_int_equal(date_month_end(date_make(2024, 2, 3)), date_make(2024, 2, 29));
	assert_int_equal(date_from_month("2026-08"), date_make(2026, 8, 1));
	assert_int_equal(date_from_month("2026-13"), DATE_NONE);
	assert_int_equal(date_from_month("2026-8"), DATE_NONE);
	assert_int_equal(date_from_month(NULL), DATE_NONE);
	char out[32];
	assert_string_equal(date_month_iso(date_make(2026, 8, 9), out), "2026-08");
}

static void test_iso_and_formats(void **state)
{
	(void)state;
	char out[40];
	assert_int_equal(date_from_iso("2026-08-03"), date_make(2026, 8, 3));
	static const char *const bad[] = { "", "2026-8-3", "2026-02-30", "2026/08/03", "2026-08-03 ", "+026-08-03", "20260803", "1899-01-01" };
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(date_from_iso(bad[i]), DATE_NONE);
	assert_int_equal(date_from_iso(NULL), DATE_NONE);
	caldate d = date_make(2023, 5, 29);
	assert_string_equal(date_iso(d, out), "2023-05-29");
	assert_string_equal(date_iso(DATE_NONE, out), "");
	assert_string_equal(date_format(d, DATE_SHORT, out, sizeof out), "29-05-2023");
	assert_string_equal(date_format(d, DATE_LONG, out, sizeof out), "29 May 2023");
	assert_string_equal(date_format(d, DATE_WEEKDAY, out, sizeof out), "Mon 29-05-2023");
	assert_string_equal(date_format(d, DATE_MONTH, out, sizeof out), "May 2023");
	assert_string_equal(date_format(d, DATE_MONTH_NUM, out, sizeof out), "05-2023");
	assert_string_equal(date_format(d, DATE_DAY_MONTH, out, sizeof out), "29-05");
	assert_string_equal(date_format(DATE_NONE, DATE_LONG, out, sizeof out), "");
}

struct typed { const char *text; bool past; const char *iso; /* "" = refused */ };

static void test_typed(void **state)
{
	(void)state;
	caldate today = date_make(2026, 8, 15); /* a Saturday */
	static const struct typed cases[] = {
		{ "3", false, "2026-08-03" }, { "31", false, "2026-08-31" }, { "3-8", false, "2026-08-03" }, { "3/8/26", false, "2026-08-03" }, { "030826", false, "2026-08-03" },
		{ "03082026", false, "2026-08-03" }, { "03-08-2026", false, "2026-08-03" }, { "2026-08-03", false, "2026-08-03" }, { "2026/8/3", false, "2026-08-03" },
		{ "3 agt", false, "2026-08-03" }, { "3 Agustus 2026", false, "2026-08-03" }, { "3agt26", false, "2026-08-03" }, { "17 Des 25", false, "2025-12-17" },
		{ "1 nopember 2020", false, "2020-11-01" }, { "5 may", false, "2026-05-05" }, { "3.8.2026", false, "2026-08-03" }, { " 3-8 ", false, "2026-08-03" },
		{ "h", false, "2026-08-15" }, { "t", false, "2026-08-15" }, { "H", false, "2026-08-15" }, { "k", false, "2026-08-14" }, { "b", false, "2026-08-16" }, { "kemarin", false, "2026-08-14" },
		{ "+7", false, "2026-08-22" }, { "-1", false, "2026-08-14" }, { "-15", false, "2026-07-31" }, { "aw", false, "2026-08-01" }, { "ak", false, "2026-08-31" },
		{ "9/3/2013", true, "2013-03-09" }, { "9/3/13", true, "2013-03-09" }, { "1-1-27", true, "1927-01-01" }, { "1-1-27", false, "2027-01-01" }, { "1-1-80", false, "1980-01-01" },
		{ "16-8", true, "2025-08-16" }, { "15-8", true, "2026-08-15" }, { "16", true, "2026-07-16" }, { "29-2", true, "2024-02-29" }, { "16-8-26", true, "1926-08-16" },
		{ "", false, "" }, { "  ", false, "" }, { "x", false, "" }, { "31-02-2015", false, "" }, { "31-2", false, "" }, { "0", false, "" }, { "32", false, "" }, { "3-13", false, "" },
		{ "1-1-2200", false, "" }, { "1-1-1899", false, "" }, { "1-1-2099", true, "" }, { "16-08-2026", true, "" }, { "b", true, "" }, { "+1", true, "" }, { "3--", false, "" }, { "3-", false, "" },
		{ "3-8-2026-1", false, "" }, { "ma 3", false, "" }, { "3 ag", false, "" }, { "2026-08-03x", false, "" }, { "99999999999", false, "" }, { "+99999999", false, "" }, { "1-1-026", false, "" },
		{ "?\?-08-2014", false, "" }, { "3 8 2026 pagi", false, "" }, { "-", false, "" }, { "12345", false, "" }, { "\xFF", false, "" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct problems p;
		char iso[DATE_ISO_SIZE];
		problems_clear(&p);
		caldate d = date_parse(cases[i].text, today, cases[i].past, "birth_date", &p);
		date_iso(d, iso);
		if (strcmp(iso, cases[i].iso) != 0 || (p.hard == 1) != !*cases[i].iso || (p.hard && !problem_of(&p, "birth_date")))
			fail_msg("\"%s\"%s gave %s with %d problems", cases[i].text, cases[i].past ? " (past)" : "", iso, p.count);
	}
	/* 31 in a month of 30 days, looking back */
	assert_int_equal(date_parse("31", date_make(2026, 7, 15), true, "d", NULL), date_make(2026, 5, 31));
	assert_int_equal(date_parse("29-2", date_make(2104, 1, 1), true, "d", NULL), date_make(2096, 2, 29));
}

static void test_partial(void **state)
{
	(void)state;
	static const struct { const char *text, *iso; char precision; } cases[] = {
		{ "?\?-?\?-2014", "2014-01-01", 'y' }, { "?-?-2014", "2014-01-01", 'y' }, { "2014", "2014-01-01", 'y' }, { "?\?-08-2014", "2014-08-01", 'm' }, { "08-2014", "2014-08-01", 'm' },
		{ "?? agt 2014", "2014-08-01", 'm' }, { "3-8-2014", "2014-08-03", 'd' }, { "03082014", "2014-08-03", 'd' }, { "2014-08-03", "2014-08-03", 'd' }, { "?\?-?\?-2026", "2026-01-01", 'y' },
		{ "3-?\?-2014", "", 0 }, { "?\?-?\?-????", "", 0 }, { "??", "", 0 }, { "?\?-?\?-2027", "", 0 }, { "?\?-13-2014", "", 0 }, { "1800", "", 0 }, { "", "", 0 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct problems p;
		char precision, iso[DATE_ISO_SIZE];
		problems_clear(&p);
		date_iso(date_parse_partial(cases[i].text, date_make(2026, 8, 15), &precision, "birth_date", &p), iso);
		if (strcmp(iso, cases[i].iso) != 0 || (*iso && precision != cases[i].precision) || (p.hard > 0) == (*iso != '\0'))
			fail_msg("\"%s\" gave %s %c", cases[i].text, iso, precision);
	}
}

static void test_ages(void **state)
{
	(void)state;
	caldate birth = date_make(2008, 8, 16);
	assert_int_equal(date_age(birth, date_make(2026, 8, 15)), 17);
	assert_int_equal(date_age(birth, date_make(2026, 8, 16)), 18);
	assert_int_equal(date_age(birth, birth), 0);
	assert_int_equal(date_age(birth, birth - 1), -1);
	assert_int_equal(date_age(DATE_NONE, birth), -1);
	assert_int_equal(date_age_months(birth, date_make(2009, 4, 15)), 7);
	assert_int_equal(date_age_months(birth, date_make(2009, 4, 16)), 8);
	caldate leap = date_make(2008, 2, 29);
	assert_int_equal(date_age(leap, date_make(2026, 2, 28)), 17);
	assert_int_equal(date_age(leap, date_make(2026, 3, 1)), 18);
	assert_int_equal(date_birthday(leap, 18), date_make(2026, 3, 1));
	assert_int_equal(date_birthday(leap, 16), date_make(2024, 2, 29));
	assert_int_equal(date_birthday(birth, 18), date_make(2026, 8, 16));
}

static void test_working_days(void **state)
{
	(void)state;
	caldate monday = date_make(2026, 8, 3);
	assert_int_equal(date_working_days(monday, monday, NULL, 0), 0);
	assert_int_equal(date_working_days(monday, monday + 1, NULL, 0), 1);
	assert_int_equal(date_working_days(monday, monday + 4, NULL, 0), 4);
	assert_int_equal(date_working_days(monday, monday + 6, NULL, 0), 4);
	assert_int_equal(date_working_days(monday, monday + 7, NULL, 0), 5);
	assert_int_equal(date_working_days(monday, monday - 7, NULL, 0), 0);
	assert_int_equal(date_working_days(DATE_NONE, monday, NULL, 0), 0);
	const caldate holidays[] = { monday, monday + 1, monday + 1, monday + 5 /* Saturday */, monday + 14, monday + 99 };
	assert_int_equal(date_working_days(monday, monday + 7, holidays, COUNT(holidays)), 4); /* the start day itself never counts */
	assert_int_equal(date_working_days(monday, monday + 14, holidays, COUNT(holidays)), 8);
	for (int from = 0; from < 30; from++) /* against counting one by one */
		for (int to = from; to < 60; to++) {
			int n = 0;
			for (int d = from + 1; d <= to; d++)
				n += date_weekday(monday + d) <= 5;
			assert_int_equal(date_working_days(monday + from, monday + to, NULL, 0), n);
		}
}

static void test_clock(void **state)
{
	(void)state;
	caldate day;
	int hour, minute;
	assert_false(clock_is_set());
	clock_set_ms(INT64_C(1785700800000)); /* 2026-08-02 20:00 UTC */
	assert_true(clock_is_set());
	assert_int_equal(clock_today(7), date_make(2026, 8, 3));
	assert_int_equal(clock_today(0), date_make(2026, 8, 2));
	clock_local(clock_now(), 8, &day, &hour, &minute);
	assert_true(day == date_make(2026, 8, 3) && hour == 4 && minute == 0);
	clock_local(-1, 0, &day, &hour, &minute);
	assert_true(day == -1 && hour == 23 && minute == 59);
	clock_set_ms(0);
	assert_false(clock_is_set());
	clock_set_today(date_make(2030, 1, 2));
	assert_true(clock_is_set());
	clock_local(clock_now(), 8, &day, &hour, &minute);
	assert_true(day == date_make(2030, 1, 2) && hour == 9);
	clock_set_today(DATE_NONE);
	assert_false(clock_is_set());
	assert_true(clock_now() > INT64_C(1700000000000));
	utc_ms start = clock_monotonic();
	assert_true(clock_monotonic() >= start);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_calendar), cmocka_unit_test(test_months), cmocka_unit_test(test_iso_and_formats), cmocka_unit_test(test_typed),
		cmocka_unit_test(test_partial), cmocka_unit_test(test_ages), cmocka_unit_test(test_working_days), cmocka_unit_test(test_clock) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
