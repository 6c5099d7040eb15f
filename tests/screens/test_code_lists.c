/* Settings: code lists and holidays as an admin types them. */
#include "tests/screens/desk_facts.h"

#include <string.h>

#include "db/office/code.h"
#include "screens/office/house.h"

DESK_ANEW(desk)

static bool offered(const char *list, const char *code, caldate on)
{
	struct arena *a = arena_new();
	bool found = false;
	for (const struct choice *c = code_choices_load(desk.db, &desk.head, list, on, a); c->code; c++) found = found || strcmp(c->code, code) == 0;
	arena_free(a);
	return found;
}

static void test_words(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "The panti and its letterhead"),
		DO_GONE("code lists", "Holidays", "Code lists"),
		DO_GONE("{Enter}", "Sex", "Clusters", "Religion", "In use"), /* what the program decides by is not offered */
		DO("religion", "Religion"),
		DO("{Enter}", "Code list > Religion", "Islam", "islam"),
		DO("{F7}", "Word"),
		DO("Penghayat (baru){F2}", "Saved: Penghayat (baru)", "penghayat_baru"),
		DO("{F7}Islam{F2}", "Islam stands in this list already."),
		DO("{Esc}", "Discard"), DO("{Left}{Enter}", "penghayat_baru"),
		DO("penghayat{Enter}", "Until"),
		DO("{Down}3-8-2026{F2}", "Saved: Penghayat (baru)", "03-08-2026"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_settings, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM code WHERE list = 'religion' AND code = 'penghayat_baru' AND label_id = 'Penghayat (baru)'"), 1);
	assert_true(offered("religion", "penghayat_baru", date_make(2026, 8, 2)));
	assert_false(offered("religion", "penghayat_baru", date_make(2026, 8, 3)));
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'code.set'"), 2);
}

static void test_holidays(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "17-08-2026"),
		DO("{F7}", "Day", "Holiday"),
		DO("25-8-2026{Tab}Maulid Nabi{F2}", "Saved: Maulid Nabi", "25-08-2026"),
		DO("maulid{F8}", "Take out"),
		DO_GONE("{Right}{Enter}", "25-08-2026"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_holidays, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM holiday WHERE on_date = '2026-08-25'"), 0);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'holiday.set'"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_words, setup, teardown), cmocka_unit_test_setup_teardown(test_holidays, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
