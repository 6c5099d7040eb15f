/* --accessible: no boxes and nothing beside them, one column, the chosen row as "head: value", messages with their kind in words. */
#include "tests/screens/desk_facts.h"

#include <string.h>

static struct desk_play desk;

static void spoken(struct desk_play *d, struct ui_options *o)
{
	(void)d;
	o->accessible = true;
}

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	desk_child(&desk, "Siti Aminah", "P", "2013-03-09", date_make(2019, 7, 12));
	desk_child(&desk, "Budi Santoso", "L", "2016-08-07", date_make(2024, 1, 5));
	desk.tune = spoken;
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static void test_list(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "> 2024-001", "Reg. no.: 2024-001; Name: Budi Santoso", "L/P: L"),
		DO("{End}", "> 2019-001"),
		DO_GONE("siti", "Budi", "Reg. no.: 2019-001; Name: Siti Aminah"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_residents, NULL, steps);
	desk.cols = 130; /* no pane at the side */
	const struct desk_step wide[] = { DO_GONE("", "\u2502", "Name: Budi Santoso", "Mark: d"), DONE };
	desk_run_play(&desk, &desk.head, &screen_residents, NULL, wide);
	desk.cols = 80;
}

static void blank_sides(struct desk_play *d, struct ui *ui)
{
	int row = play_find(ui, "Menu: ");
	(void)d;
	assert_true(row >= 0);
	for (int i = 0; i < 5; i++) assert_int_equal(strspn(play_row(ui, row + i), " ") >= 2, 1); /* nothing of the screen below */
	assert_not_shown(ui, "\u2502");
	assert_not_shown(ui, "\u2500");
}

static void test_menu_and_messages(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO_GONE("", "CHILDREN 2 of", "WORK OF TODAY"), /* one column */
		DO_THEN("{F9}", blank_sides, "Menu: "),
		DO("{Esc}{F8}", "Message: F8 is not used on this screen."),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_home, NULL, steps);
	const struct desk_step refused[] = { DO("s", "To mend: "), DONE };
	desk_run_play(&desk, &desk.treasurer, &screen_home, NULL, refused);
}

static void one_column(struct desk_play *d, struct ui *ui)
{
	(void)d;
	assert_null(strstr(play_row(ui, play_find(ui, "Birth") >= 0 ? play_find(ui, "Birth") : 0), "Religion"));
	assert_true(play_find(ui, "KK") != play_find(ui, "Religion"));
}

static void test_card(void **state)
{
	row_id siti = desk_find(&desk, "Siti Aminah");
	(void)state;
	const struct desk_step steps[] = { DO_THEN("", one_column, "Religion"), DONE };
	desk_run_play(&desk, &desk.head, &screen_resident_card, &siti, steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_list, setup, teardown), cmocka_unit_test_setup_teardown(test_menu_and_messages, setup, teardown), cmocka_unit_test_setup_teardown(test_card, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
