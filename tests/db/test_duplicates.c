/* Which records may be one child: pairs found, twins told apart, ten thousand children in blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "db/child/person_merge.h"
#include "db/check.h"
#include "src/base/date.h"
#include "src/rules/duplicate.h"
#include "tests/bench/generate.h"
#include "tests/db/cases.h"
#include "tests/db/people.h"

static struct fixture f;
static struct err e;
static struct problems p;
static struct arena *a;
static struct cases_child old, twice; /* one child */

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	people_codes(&f);
	a = arena_new();
	err_clear(&e);
	problems_clear(&p);
	old = cases_admit(&f, "Mochamad Rizky Pratama", "L", "2012-05-07", date_make(2026, 3, 2), "anak_terlantar", "smp", 8, 0);
	cases_admit(&f, "Dewi Lestari", "P", "2013-02-03", date_make(2026, 4, 1), "anak_jalanan", "sd", 6, 0);
	twice = cases_admit(&f, "Muhammad Rizki Pratama", "L", "2012-07-05", date_make(2026, 6, 15), "anak_terlantar", "smp", 8, 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	struct check c = { NULL, NULL, 0 };
	fixture_must(&e, db_check(f.db, &c, &e));
	assert_int_equal(c.found, 0);
	arena_free(a);
	fixture_close(&f);
	return 0;
}

static void pairs_found_and_told_apart(void **state)
{
	(void)state;
	struct duplicate_pair found[10];
	int total;
	struct cases_child one = cases_admit(&f, "Hasan Basri", "L", "2013-08-17", date_make(2026, 5, 1), "", "", 0, 0), two = cases_admit(&f, "Husin Basri", "L", "2013-08-17", date_make(2026, 5, 1), "", "", 0, 0);
	assert_true(people_sql(&f, "UPDATE person SET mother = 'Maryam' WHERE name LIKE '%Basri'"));
	fixture_must(&e, db_rebuild(f.db, &f.sistem, &e));
	assert_int_equal(person_duplicates(f.db, &f.tu, a, found, 10, &total, &e), 2);
	assert_int_equal(total, 2);
	assert_true((found[0].a.person == old.person && found[0].b.person == twice.person) || (found[0].b.person == old.person && found[0].a.person == twice.person));
	assert_true(found[0].why & ALIKE_BIRTH_SWAPPED);
	assert_true(found[1].why & ALIKE_TWINS);
	assert_true(found[1].score < DUPLICATE_LIKELY_FROM);
	assert_false(person_apart_mark(f.db, &f.tu, one.person, two.person, "", &p, &e));
	err_clear(&e);
	fixture_must(&e, person_apart_mark(f.db, &f.tu, two.person, one.person, "kembar", &p, &e));
	fixture_must(&e, person_apart_mark(f.db, &f.tu, one.person, two.person, "kembar", &p, &e)); /* once more is no harm */
	assert_int_equal(person_duplicates(f.db, &f.tu, a, found, 10, &total, &e), 1);
	struct person_merge_in in = { old.person, twice.person, cases_version(&f, "person", old.person), cases_version(&f, "person", twice.person), "satu anak", NULL };
	row_id merge;
	fixture_must(&e, person_merge_do(f.db, &f.tu, &in, &merge, &p, &e));
	assert_int_equal(person_duplicates(f.db, &f.tu, a, found, 10, &total, &e), 0);
	fixture_must(&e, person_merge_undo(f.db, &f.tu, merge, "keliru", &p, &e));
	assert_int_equal(person_duplicates(f.db, &f.tu, a, found, 10, &total, &e), 1);
}

/* Twice the children is not four times the comparisons: the pairs planted among ten thousand are found, and the search stays near one reading. */
static void many_children(void **state)
{
	(void)state;
	enum { CHILDREN = 10000 };
	struct duplicate_pair *found = arena_array(a, struct duplicate_pair, 2000);
	int total;
	db_close(f.db);
	assert_true(generate_residents(f.path, f.panti, CHILDREN, 6, "2026-08-03", 7));
	f.db = fixture_again(&f, 0);
	clock_t begun = clock();
	int n = person_duplicates(f.db, &f.tu, a, found, 2000, &total, &e);
	print_message("%d pairs of %d children, %.0f ms\n", total, CHILDREN, (double)(clock() - begun) * 1000 / CLOCKS_PER_SEC);
	assert_true(n > 0);
	bool planted = false;
	for (int i = 0; i < n; i++)
		planted = planted || ((found[i].a.person == old.person || found[i].b.person == old.person) && (found[i].a.person == twice.person || found[i].b.person == twice.person));
	assert_true(planted);
	for (int i = 1; i < n; i++) assert_true(found[i - 1].score >= found[i].score);
}

static void plans_use_indexes(void **state)
{
	(void)state;
	static const char *const queries[] = {
		"SELECT root_id FROM person_root WHERE person_id = 1", "SELECT person_id FROM person_root WHERE root_id = 1", "SELECT 1 FROM stay_aside WHERE stay_id = 1 AND void_at IS NULL",
		"SELECT kept_id FROM person_merge WHERE gone_id = 1 AND void_at IS NULL", "SELECT id FROM person_merge WHERE kept_id = 1 AND void_at IS NULL",
		"SELECT id FROM person_merge WHERE panti_id = 1 ORDER BY id DESC LIMIT 5", "SELECT first_id FROM person_apart WHERE panti_id = 1",
	};
	char plan[800];
	for (size_t i = 0; i < COUNT(queries); i++) {
		people_plan(&f, queries[i], plan, sizeof plan);
		if (strstr(plan, "SCAN") || strstr(plan, "TEMP")) fixture_fail(plan, __FILE__, __LINE__);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(pairs_found_and_told_apart, setup, teardown),
		cmocka_unit_test_setup_teardown(many_children, setup, teardown),
		cmocka_unit_test_setup_teardown(plans_use_indexes, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
