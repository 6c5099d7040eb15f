/* Home's birthdays and age limit against a naive count over invented children, on days where the calendar is awkward. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "db/office/home.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/bench/generate.h"
#include "tests/db/people.h"

enum { CHILDREN = 900, LIMIT = 18, DAYS = 60, SHOWN = 20 };

static void naive(void **state)
{
	static const char *const days[] = { "2026-08-03", "2026-12-28", "2027-01-01", "2027-02-27", "2028-02-28", "2028-02-29", "2027-12-31" };
	struct fixture f;
	struct err e = { ERR_NONE, "" };
	static struct resident_row rows[CHILDREN];
	unsigned seed = (unsigned)time(NULL);
	(void)state;
	print_message("seed %u\n", seed);
	fixture_open(&f);
	struct arena *a = arena_new();
	assert_true(generate_residents(f.path, f.panti, CHILDREN, 10, "2026-08-03", seed));
	int n = resident_list(f.db, &f.kepala, &(struct resident_filter){ .status = RESIDENT_AKTIF }, RESIDENT_BY_NAME, NULL, false, CHILDREN, a, rows, &e), met = 0;
	assert_int_equal(n, CHILDREN);
	for (size_t d = 0; d < COUNT(days); d++) {
		caldate today = date_from_iso(days[d]);
		struct home_counts h;
		int old = 0, birthdays = 0;
		clock_set_today(today);
		for (int i = 0; i < n; i++) {
			caldate next = date_birthday(rows[i].birth, date_age(rows[i].birth, today));
			if (next != today)
				next = date_birthday(rows[i].birth, date_age(rows[i].birth, today) + 1);
			birthdays += next - today <= 7;
			old += date_birthday(rows[i].birth, LIMIT) - today <= DAYS;
		}
		fixture_must(&e, home_counts(f.db, &f.kepala, a, &h, &e));
		assert_int_equal(h.population[0] + h.population[1], CHILDREN);
		assert_int_equal(h.age_limit_total, old);
		assert_int_equal(h.birthday_count, birthdays < SHOWN ? birthdays : SHOWN);
		met += birthdays;
	}
	assert_true(met > 0);
	clock_set_today(DATE_NONE);
	arena_free(a);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(naive) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
