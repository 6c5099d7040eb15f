/* The keyboard test: keys that do not come put the Ctrl keys on row 24, lines can be ASCII; Esc changes nothing. */
#include "tests/screens/desk_facts.h"

#include "screens/office/house.h"

DESK_ANEW(desk)

static void test_keys(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("keyboard", "Keyboard test", "1Help"),
		DO("{Enter}", "F1 -", "F10 -", "PgDn -", "Ctrl keys (no F-keys)"),
		DO("{F1}{F2}{PgDn}{Up}5", "F1 v", "F10 -", "PgDn v", "5 (keypad) v"),
		DO("{Enter}", "Row 24 shows the Ctrl keys now.", "^E Edit", "^G Menu"),
		DO("{Enter}{F1}{F2}", "F10 -"),
		DO("{F10}", "F10 v", "Enter: the bar shows F-keys."),
		DO_GONE("l", "\u2502", "drawn lines", "|"),
		DO_GONE("{Enter}", "^G Menu", "1Help", "Row 24 shows the F-keys."),
		DO("{Enter}l", "is this box whole", "\u2502"),
		DO_GONE("{Esc}{Enter}", "\u2502", "Keyboard test"), /* Esc: as it was before */
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_settings, NULL, steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_keys, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
