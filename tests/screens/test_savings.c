/* Savings: all children and one child's book; in, out, never below nothing, a donation shared, taken back; the book by role. */
#include "tests/screens/desk_facts.h"

#include "tests/db/cases.h"
#include "tests/db/money.h"

static struct desk_play desk;
static struct fixture f;
static row_id ani;

#define HELD "SELECT coalesce(-sum(b.amount), 0) FROM balance b JOIN account a ON a.id = b.account_id WHERE a.code LIKE 'tabungan:%'"

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	f = desk_fixture(&desk);
	ani = cases_admit(&f, "Ani Contoh", "P", "2017-05-05", date_make(2026, 6, 1), "anak_terlantar", "sd", 3, 0).resident;
	cases_admit(&f, "Budi Contoh", "L", "2012-05-05", date_make(2026, 6, 1), "anak_terlantar", "smp", 8, 0);
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static void test_book(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "Savings > 2026-001", "Ani Contoh: balance Rp0", "Nothing saved yet. F7: record a deposit."),
		DO("{F7}", "Deposit", "03-08-2026", "Agreed"),
		DO("{F2}", "to mend: Amount"),
		DO("25rb{Enter}{Enter}dari nenek{Enter}{F2}", "Deposit", "agreed"),      /* nobody agreed yet: refused in the box */
		DO(" {F2}", "Ani Contoh: balance Rp25.000", "Saved.", "dari nenek", "25.000"),
		DO("{F4}", "Withdrawal"),
		DO("30.000{Enter}{Enter}sepatu{Enter}{F2}", "Withdrawal", "25.000"),     /* more than there is */
		DO("{Up}{Up}{Up}{Up}{Home}{^Y}10000{Enter}{F2}", "Ani Contoh: balance Rp15.000", "sepatu", "10.000"),
		DO("{Home}{F8}", "Take a movement back", "Both entries stay in the book."),
		DO("{Enter}", "Fill in Reason."),
		DO("salah anak{Enter}", "Ani Contoh: balance Rp25.000", "sepatu"),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_savings, &ani, steps);
	assert_int_equal(desk_sql(&desk, HELD), 25000);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM entry WHERE reverses_id IS NOT NULL"), 1);
}

static void test_all(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "Savings held for the children: Rp0", "Ani Contoh"),
		DO("{F9}", "Shares a donation equally"), DO("d", "Donation shared equally among the children"),
		DO("100.001{Enter}{Enter}Masjid Contoh{Enter}{F2}", "Savings held for the children: Rp100.001", "Ani Contoh", "Budi Contoh"),
		DO("budi", "Budi Contoh"), DO("{Enter}", "Savings > 2026-002", "Budi Contoh: balance Rp50.0", "Savings deposit: Masjid Con~", "Savings deposit: Masjid Contoh"),
		DO("{Esc}", "Savings held for the children", "Find: budi"), DO("{Esc}{Down}{F4}", "Withdrawal"), DO("500{Enter}{Enter}{Enter}{F2}", "Saved."),
		DO("{F8}", "Open a child's book first (Enter)."),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_savings, NULL, steps);
	assert_int_equal(desk_sql(&desk, HELD), 100001 - 500);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM balance b JOIN account a ON a.id = b.account_id WHERE a.code LIKE 'tabungan:%' AND b.amount < 0"), 2);
}

/* Enter pressed twice on Save is one deposit; an auditor changes nothing. */
static void test_once(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("{F7}5000{Enter}{Enter}{Enter} {F2}{F2}{F2}", "Ani Contoh: balance Rp5.000"), DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_savings, &ani, steps);
	assert_int_equal(desk_sql(&desk, HELD), 5000);
	const struct actor auditor = desk_actor(&desk, "budi", ROLE_PEMERIKSA, "");
	const struct desk_step reads[] = { DO_GONE("", "7Put in", "Ani Contoh: balance Rp5.000"), DO("{F7}", "this is done by Treasurer"), DO("{F4}", "this is done by Treasurer"), DONE };
	desk_run_play(&desk, &auditor, &screen_savings, &ani, reads);
	assert_int_equal(desk_sql(&desk, HELD), 5000);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(test_book), T(test_all), T(test_once) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
