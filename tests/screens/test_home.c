/* Home: what it counts, that every line opens its list with the right filter, the letters, and what each role sees. */
#include "tests/screens/desk_facts.h"

#include <string.h>

#include "db/office/draft.h"
#include "db/child/stay.h"
#include "screens/office/home_parts.h"
#include "tests/db/cases.h"
#include "tests/db/money.h"

static struct desk_play desk;
static struct fixture f;

static void admit(const char *name, const char *sex, const char *birth, const char *level, int grade)
{
	cases_admit(&f, name, sex, birth, date_make(2026, 6, 1), "anak_terlantar", level, grade, 0);
}

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	f = desk_fixture(&desk);
	admit("Ani Contoh", "P", "2017-05-05", "sd", 3);
	admit("Budi Contoh", "L", "2012-05-05", "smp", 8);
	admit("Citra Contoh", "P", "2012-06-05", "smp", 8);
	admit("Doni Contoh", "L", "2008-08-20", "sma", 12); /* 18 in 17 days */
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static void add_work(void)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct stay_admitted made;
	const struct referral_input letter = cases_letter("Rujuk Satu", "L", "11/DS/2026");
	struct stay_admission in = { .on = date_make(2026, 8, 1), .letter_no = "", .twins_seen = true };
	cases_record(&f, &desk.office, &letter);
	in.v[PERSON_NAME] = "Eka Menunggu";
	in.v[PERSON_SEX] = "P";
	desk_must(stay_admit(desk.db, &desk.office, &in, 1, &made, &p, &e), &p, &e);
	desk_must(draft_save(desk.db, &desk.head, "referral", 0, "", "name=Setengah\n", &e), NULL, &e);
	money_rate(&f, "smp", 50000, date_make(2026, 1, 1));
}

/* The bar of a level is as long as its share of the fullest one. */
static void bars(struct desk_play *d, struct ui *ui)
{
	const char *smp = play_row(ui, play_find(ui, "SMP/MTs")), *sd = play_row(ui, play_find(ui, "SD/MI"));
	size_t two = strspn(smp + strcspn(smp, "#"), "#"), one = strspn(sd + strcspn(sd, "#"), "#");
	(void)d;
	assert_true(one > 0);
	assert_in_range(two, 2 * one - 1, 2 * one + 1);
	assert_non_null(strstr(smp, " 2 "));
	assert_non_null(strstr(sd, " 1 "));
}

static void test_head(void **state)
{
	(void)state;
	add_work();
	const struct desk_step steps[] = {
		DO_THEN("", bars, "CHILDREN 5 of 80 places", "L 2 P 3", "1 Referrals waiting for an answer   1 !", "longest 9 days"),
		DO("", "2 Admissions waiting for the head   1 !", "3 Yesterday's presence to confirm", "4 Incomplete data", "its list is not made yet"),
		DO("", "6 Unfinished drafts", "ATTENTION", "! Doni Contoh  18 years in 17 days", "Month: +1 -0   last: +0 -0"),
		DO("1", "Filter: to be worked on", "Rujuk Satu", "1 of 1 referrals"),
		DO_GONE("{Esc}2", "Rujuk Satu", "Approvals", "Eka Menunggu"),
		DO("{Esc}3", "Presence"),
		DO("{Esc}4", "In care, incomplete", "5 children"),
		DO("{Esc}5", "Pocket money > August 2026", "has not been made. F7 makes it"),
		DO("{Esc}6", "Drafts", "Referral"),
		DO("{Esc}{End}{Enter}", "2026-004", "Doni Contoh"), /* the alert opens the child's card */
		DO("{Esc}{Up}", "> 6 Unfinished drafts"),
		DO("{Home}{Down}{Enter}", "Approvals"),
		DO("{Esc}", "> 2 Admissions waiting"), /* the choice stands where it was */
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_home, NULL, steps);
}

static void test_letters(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("a", "Residents", "Ani Contoh", "4 children"), DO("{Esc}R", "Referrals", "No referral here"), DO("{Esc}h", "Presence"), DO("{Esc}s", "School"), DO("{Esc}u", "Pocket money >"),
		DO("{Esc}t", "Savings"), DO("{Esc}m", "Terminations"), DO("{Esc}c", "Reports", "Monthly report"), DO("{Esc}p", "Users", "rina"), DO("{Esc}j", "Audit log"),
		DO("{Esc}i", "Import", "Residents"), DO("{Esc}g", "Settings", "Officials who sign"), DO("{Esc}k", "Partners", "No partner here"), DO("{Esc}o", "Referrals out", "No referral out here"), DO("{Esc}{F5}", "Monthly report"), DO("{Esc}{F7}", "Admission", "[1 Identity]"),
		DO("{Esc}", "WORK OF TODAY"), DO("{F9}", "Emergency admission in two minutes"), DO("e", "Emergency"), DO("{Esc}", "WORK OF TODAY"),
		DO("{Esc}", "Everything is saved.", "[ Exit ]"), DO("{Enter}", "WORK OF TODAY"), /* Back is the safe answer */
		DO("{F10}", "Everything is saved."),
		DO("{Tab}{Enter}", NULL),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_home, NULL, steps);
}

static void test_treasurer(void **state)
{
	(void)state;
	add_work();
	const struct desk_step steps[] = {
		DO_GONE("", "Referrals", "CHILDREN 5 of 80", "> 1 Pocket money August 2026", "U Pocket money", "T Savings"),
		DO_GONE("", "! Mending", "WORK OF TODAY"),
		DO_GONE("", "Users", "WORK OF TODAY"), DO_GONE("", "ATTENTION", "WORK OF TODAY"), DO_GONE("", "Reading a child's card", "WORK OF TODAY"),
		DO("r", "Read referrals: this is done by"), /* refused by name of who may */
		DO_GONE("1", "has no right", "has not been made. F7 makes it"),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_home, NULL, steps);
}

static void test_caregiver(void **state)
{
	(void)state;
	add_work();
	const struct actor carer = desk_actor(&desk, "tono", ROLE_PENGASUH, "");
	const struct desk_step steps[] = {
		DO_GONE("", "Pocket money", "CHILDREN 5 of 80", "> 1 Yesterday's presence to confirm", "A Residents", "H Presence"),
		DO_GONE("", "Referrals", "G Settings"), DO_GONE("", "Audit", "G Settings"), DO_GONE("", "Doni", "G Settings"),
		DO("1", "Presence"),
		DO("{Esc}u", "WORK OF TODAY"),
		DONE,
	};
	desk_run_play(&desk, &carer, &screen_home, NULL, steps);
}

static void test_officer(void **state)
{
	(void)state;
	add_work();
	const struct referral_input other = cases_letter("Rujuk Lain", "L", "12/DS/2026");
	struct referral_input far = other;
	far.v[REFERRAL_F_DISTRICT] = "64.71";
	cases_record(&f, &desk.office, &far);
	const struct actor officer = desk_actor(&desk, "andi", ROLE_DINSOS, "64.08");
	const struct desk_step steps[] = {
		DO_GONE("", "CHILDREN 4 of", "> 1 Referrals waiting for an answer", "R Referrals"), DO_GONE("", "Pocket money", "R Referrals"), DO_GONE("", "Admissions", "R Referrals"),
		DO_GONE("1", "Rujuk Lain", "Rujuk Satu", "1 of 1 referrals"), /* of the own district only */
		DO("{Esc}u", "WORK OF TODAY"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_home, NULL, steps);
}

static void test_auditor(void **state)
{
	(void)state;
	add_work();
	const struct actor auditor = desk_actor(&desk, "budi", ROLE_PEMERIKSA, "");
	const struct desk_step steps[] = {
		DO_GONE("", "Users", "1 Referrals waiting", "2 Admissions waiting for the head", "3 Incomplete data", "J Audit log"),
		DO_GONE("", "Yesterday's presence", "ATTENTION", "Doni Contoh"),
		DO("{F7}", "Enrol a child: this is done by Social worker or Office."), /* who may, by name */
		DO("u", "Pocket money >", "has not been made"),
		DO("{F7}", "this is done by Treasurer"),
		DONE,
	};
	desk_run_play(&desk, &auditor, &screen_home, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM allowance_item"), 0);
}

/* 60 x 16: one list, work first and alerts behind, scrolled with the choice. */
static void test_small(void **state)
{
	(void)state;
	add_work();
	desk.rows = 16;
	desk.cols = 60;
	const struct desk_step steps[] = {
		DO_GONE("", "Doni", "WORK OF TODAY: 7 lines, Up/Down", "> 1 Referrals waiting for an answer", "longest 9 days", "A Residents"), /* only the chosen line keeps its second one */
		DO_GONE("{Down}", "longest 9 days", "> 2 Admissions waiting"),
		DO("{End}", "> ! Doni Contoh  18 years in 17 days"),
		DO("{Enter}", "2026-004"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_home, NULL, steps);
	desk.rows = 40;
	desk.cols = 120;
	const struct desk_step wide[] = { DO("", "CHILDREN 5 of 80 places", "6 Unfinished drafts", "Doni Contoh"), DONE };
	desk_run_play(&desk, &desk.head, &screen_home, NULL, wide);
}

static void full(struct desk_play *d, struct ui *ui)
{
	(void)ui;
	fixture_tamper(&f, "UPDATE panti SET capacity_l = 2");
	(void)d;
}

static void test_full_house(void **state)
{
	(void)state;
	const struct desk_step steps[] = { DO_THEN("", full, "CHILDREN 4 of 80"), DO("h{Esc}", "! Places for boys full (2/2)"), DO("{End}{Enter}", "Residents"), DONE };
	desk_run_play(&desk, &desk.head, &screen_home, NULL, steps);
}

/* The list of parts holds any number of entries up to 18, with room for work above it, and cuts titles only when it must. */
static void test_parts_plan(void **state)
{
	static const int widths[] = { 11, 9, 11, 9, 12, 10, 11, 9, 10, 12, 8, 11, 7, 16, 20, 14, 12, 12 };
	static const struct { int cols, most; bool cuts; } sizes[] = { { 78, 9, false }, { 58, 5, true }, { 118, 17, false } };
	(void)state;
	for (size_t k = 0; k < COUNT(sizes); k++)
		for (int n = 1; n <= (int)COUNT(widths); n++) {
			const struct home_parts p = home_parts_plan(widths, n, sizes[k].cols, sizes[k].most);
			int sum = -2, cut = 0;
			assert_in_range(p.columns, 1, HOME_PARTS_COLUMNS);
			assert_true(p.columns * p.rows >= n && p.columns * (p.rows - 1) < n);
			assert_true(p.rows <= sizes[k].most);
			for (int c = 0; c < p.columns; c++) sum += p.width[c] + 2;
			assert_true(sum <= sizes[k].cols);
			for (int i = 0; i < n; i++) cut += widths[i] > p.width[i % p.columns];
			if (!sizes[k].cuts || n <= 12) assert_int_equal(cut, 0);
		}
	assert_in_range(home_parts_plan(widths, 18, 78, 9).rows, 1, 5);
	assert_int_equal(home_parts_plan(widths, 0, 78, 9).rows, 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(test_head), T(test_letters), T(test_treasurer), T(test_caregiver), T(test_officer), T(test_auditor), T(test_small), T(test_full_house), cmocka_unit_test(test_parts_plan) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
