/* Screening as a social worker and an officer type it: the answer below while filling in, the list and its filter, a child's card, taking back. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <string.h>

#include "db/community/labour.h"
#include "tests/db/cases.h"

DESK_FACTS(desk, f)

static void screened(const char *on, const char *name, const char *age, const char *sector, bool harms)
{
	struct labour_input in = { .report = 0 };
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	row_id id;
	in.v[LABOUR_F_ON] = on;
	in.v[LABOUR_F_NAME] = name;
	in.v[LABOUR_F_AGE] = age;
	in.v[LABOUR_F_SECTOR] = sector;
	in.v[LABOUR_F_DISTRICT] = "64.08";
	in.v[LABOUR_F_MINUTES] = "300";
	in.v[LABOUR_F_HARMS] = harms ? "1" : "";
	desk_must(labour_screen(desk.db, &desk.worker, &in, NULL, &id, NULL, &p, &e), &p, &e);
}

/* Every answer changes what stands below, with its reason and source, before anything is saved. */
static void test_live_answer(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "No screening here"),
		DO("{F7}", "Child labour > Screening > new", "Answer: fill in the age first"),
		DO("{Tab}Wahyu Contoh{Enter}{Space}{Enter}14{Enter}", "Answer: Child worker", "no parent's permit (UU 13/2003 art. 69)"),
		DO("Kutai Timur{Enter}Menjaga kios{Enter}trade{Enter}120{Enter}", "Kabupaten Kutai Timur", "Trade", "no parent's permit"),
		DO("{Tab}{Tab}{Tab}{Tab}{Tab} ", "Answer: Light work", "at most 3 hours, school undisturbed", "With a parent's permit (UU"),
		DO("{Up} ", "Answer: Child worker", "works at night (UU 13/2003"),
		DO(" ", "Answer: Light work"),
		DO("{Up} ", "Answer: Child worker", "School is disturbed or not attended (child labour"),
		DO(" ", "Answer: Light work"),
		DO("{Down}{Down}{Down}{Down}{Down} ", "Answer: Worst form (PASB)", "(ILO C182); UU 13/2003 art. 74)"),
		DO(" ", "Answer: Light work"),
		DO("{F2}", "Saved.", "Wahyu Contoh", "Light work", "Reasons"),
		DO_GONE("{Esc}", "Answer:", "Wahyu Contoh", "Trade", "Light work", "1 screenings"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_labour, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM labour_screening WHERE answer = 'ringan' AND grounds = 'ringan|dengan_izin' AND minutes = 120 AND permit = 1 AND at_night = 0 AND district = '64.08'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft"), 0);
}

static void test_mend_and_leave(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("{F7}{F2}", "to mend: Age"),
		DO("9{Enter}", "Under 13 no work is allowed"),
		DO("{Esc}", "not saved"),
		DO("{Left}{Enter}", "No screening here"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_labour, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM labour_screening"), 0);
}

static void test_filter_and_search(void **state)
{
	(void)state;
	screened("2025-05-01", "Bagus Contoh", "11", "pemulung", false);
	screened("2026-05-01", "Citra Contoh", "16", "konstruksi", true);
	screened("2026-06-01", "", "16", "perdagangan", false);
	const struct desk_step steps[] = {
		DO("", "3 screenings", "(no name)", "! PASB", "Scavenging"),
		DO_GONE("citra", "Bagus", "Citra Contoh", "1 screenings"),
		DO("{Esc}", "3 screenings"),
		DO("{F6}", "Which screenings", "Year", "Answer", "Sector"),
		DO_GONE("2025{Enter}{F2}", "Citra", "Bagus Contoh", "Filter: 2025 (F6)", "1 screenings"),
		DO("{F6}{Home}{^Y}{Enter}worst{Enter}{F2}", "Citra Contoh", "Filter: all years, Worst", "1 screenings"),
		DO("{Enter}", "The work harms health", "Construction", "300"),
		DO("{F8}", "Take the screening back"),
		DO("Tercatat dua kali{Enter}{Enter}", "taken back", "Tercatat dua kali"),
		DO("{Esc}", "0 screenings"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_labour, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM labour_screening WHERE void_why = 'Tercatat dua kali'"), 1);
}

/* From the child's card: the register knows name, sex and age. */
static void test_from_the_card(void **state)
{
	(void)state;
	row_id child = desk_child(&desk, "Rahmat Contoh", "L", "2012-08-04", date_make(2025, 1, 10));
	const struct desk_step steps[] = {
		DO("{F9}J", "2025-001 Rahmat Contoh", "No screening here"),
		DO_GONE("{F7}", "Name ", "Screening > 2025-001 Rahmat", "13-14 years"), /* 13 until tomorrow */
		DO("{Tab}{Tab}Kutai Timur{Enter}{F2}", "Saved.", "Rahmat Contoh", "Child in care", "2025-001"),
		DO("{Esc}", "1 screenings", "Rahmat Contoh"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_resident_card, &child, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM labour_screening s JOIN resident r ON r.id = s.resident_id WHERE s.name = '' AND s.sex = 'L' AND s.age = 13 AND r.register_no = '2025-001'"), 1);
}

/* The office reads; an officer screens for the own district, which is not asked. */
static void test_who_may(void **state)
{
	(void)state;
	struct actor officer = desk_actor(&desk, "andi", ROLE_DINSOS, "64.08");
	screened("2026-05-01", "Citra Contoh", "16", "konstruksi", true);
	const struct desk_step office[] = {
		DO("", "Citra Contoh"), DO("{F7}", "Screen for child labour: this is done by"), DO("{Enter}", "Worst form (PASB)"), DO("{F8}", "Screen for child labour: this is done by"), DONE,
	};
	const struct desk_step district[] = {
		DO("", "Citra Contoh"), DO_GONE("{F7}", "* District", "Answer: fill in the age first"), DO("{Tab}{Tab}{Tab}10{Enter}", "Under 13 no work is allowed"), DO("{F2}", "Saved."), DO("{Esc}", "2 screenings"), DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_labour, NULL, office);
	desk_run_play(&desk, &officer, &screen_labour, NULL, district);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM labour_screening WHERE panti_id IS NULL AND district = '64.08'"), 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = { T(test_live_answer), T(test_mend_and_leave), T(test_filter_and_search), T(test_from_the_card), T(test_who_may) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
