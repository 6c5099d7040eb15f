/* Leave and return, one and many; the day's count; who is away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/child/derive.h"
#include "db/child/presence.h"
#include "src/base/date.h"
#include "tests/db/people.h"

static struct fixture f;
static struct arena *a;
static struct err e;
static struct problems p;
static row_id child[4];

static int setup(void **state)
{
	static const char *const names[] = { "Ani", "Budi", "Cici", "Dedi" };
	(void)state;
	fixture_open(&f);
	people_codes(&f);
	a = arena_new();
	err_clear(&e);
	for (int i = 0; i < 4; i++)
		child[i] = people_child(&f, names[i], "P", FIXTURE_DAY - 100);
	return 0;
}
static int teardown(void **state) { (void)state; assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0); arena_free(a); fixture_close(&f); return 0; }

static const char *presence_of(row_id id)
{
	struct resident_row r;
	fixture_must(&e, resident_row(f.db, &f.kepala, id, a, &r, &e));
	return r.presence;
}

static void leave_and_return(void **state)
{
	(void)state;
	struct presence_leave leave = { .kind = "izin", .on = FIXTURE_DAY - 5, .expected = FIXTURE_DAY - 1, .fetched_by = "Ibu Aminah", .fetched_id = "6408044903800001" };
	fixture_must(&e, presence_leave(f.db, &f.pengasuh, child, 3, &leave, &p, &e));
	assert_string_equal(presence_of(child[0]), "izin");
	assert_false(presence_leave(f.db, &f.pengasuh, child, 4, &leave, &p, &e)); /* three are away: none of the four */
	assert_int_equal(p.hard, 3);
	assert_non_null(strstr(p.list[0].text, "Ani"));
	assert_string_equal(presence_of(child[3]), "");
	struct presence_row *away;
	assert_int_equal(presence_away(f.db, &f.pengasuh, FIXTURE_DAY, a, &away, &e), 3);
	assert_true(away[0].overdue);
	assert_int_equal(presence_away(f.db, &f.pengasuh, FIXTURE_DAY - 6, a, &away, &e), 0);
	assert_false(presence_return(f.db, &f.pengasuh, child, 1, FIXTURE_DAY - 5, &p, &e)); /* not on the day of leaving */
	assert_false(presence_return(f.db, &f.pengasuh, child, 1, FIXTURE_DAY + 1, &p, &e));
	assert_false(presence_return(f.db, &f.pengasuh, &child[3], 1, FIXTURE_DAY, &p, &e));
	err_clear(&e);
	fixture_must(&e, presence_return(f.db, &f.pengasuh, child, 3, FIXTURE_DAY, &p, &e));
	assert_string_equal(presence_of(child[0]), "");
	assert_int_equal(presence_away(f.db, &f.pengasuh, FIXTURE_DAY - 1, a, &away, &e), 3);
	fixture_must(&e, presence_void(f.db, &f.pengasuh, away[0].id, "keliru anak", &p, &e));
	assert_int_equal(presence_away(f.db, &f.pengasuh, FIXTURE_DAY - 1, a, &away, &e), 2);
	assert_false(presence_leave(f.db, &f.bendahara, child, 1, &leave, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	leave.on = FIXTURE_DAY - 200;
	assert_false(presence_leave(f.db, &f.pengasuh, child, 1, &leave, &p, &e)); /* before admission */
	err_clear(&e);
}

/* "Semua hadir kecuali": leaves, returns and changes of kind follow from the list; the same paper twice changes nothing. */
static void day(void **state)
{
	(void)state;
	int left, returned;
	caldate yesterday = FIXTURE_DAY - 1;
	struct presence_leave leave = { .kind = "izin", .on = FIXTURE_DAY - 5, .expected = DATE_NONE };
	fixture_must(&e, presence_leave(f.db, &f.pengasuh, child, 2, &leave, &p, &e));
	const struct presence_except except[] = { { child[1], "dirawat", "demam" }, { child[2], "sakit", NULL } };
	assert_false(presence_day_confirmed(f.db, &f.pengasuh, yesterday, &e));
	for (int i = 0; i < 2; i++) {
		fixture_must(&e, presence_day(f.db, &f.pengasuh, yesterday, except, 2, &left, &returned, &p, &e));
		assert_int_equal(left, i ? 0 : 2);
		assert_int_equal(returned, i ? 0 : 1);
	}
	assert_true(presence_day_confirmed(f.db, &f.pengasuh, yesterday, &e));
	assert_string_equal(presence_of(child[0]), "");
	assert_string_equal(presence_of(child[1]), "dirawat");
	assert_string_equal(presence_of(child[2]), "sakit");
	assert_false(presence_day(f.db, &f.pengasuh, FIXTURE_DAY + 1, NULL, 0, NULL, NULL, &p, &e));
	err_clear(&e);
	fixture_must(&e, presence_day(f.db, &f.pengasuh, FIXTURE_DAY, NULL, 0, &left, &returned, &p, &e));
	assert_int_equal(returned, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(leave_and_return, setup, teardown), cmocka_unit_test_setup_teardown(day, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
