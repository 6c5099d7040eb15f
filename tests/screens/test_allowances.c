/* Pocket money at the desk: list, ticks, deposits with consent, paying once only, holding, taking back, other months, rates, cash. */
#include "tests/screens/desk_facts.h"

#include <string.h>

#include "db/money/allowance.h"
#include "db/report/month.h"
#include "tests/db/cases.h"
#include "tests/db/money.h"

static struct desk_play desk;
static struct fixture f;

#define PAID "SELECT count(*) FROM allowance_item WHERE state = 'dibayar'"

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	f = desk_fixture(&desk);
	cases_admit(&f, "Ani Contoh", "P", "2017-05-05", date_make(2026, 6, 1), "anak_terlantar", "sd", 3, 0);
	cases_admit(&f, "Budi Contoh", "L", "2012-05-05", date_make(2026, 6, 1), "anak_terlantar", "smp", 8, 0);
	cases_admit(&f, "Citra Contoh", "P", "2012-06-05", date_make(2026, 7, 22), "anak_terlantar", "smp", 8, 0);
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static void rates(void)
{
	money_rate(&f, "sd", 40000, date_make(2026, 1, 1));
	money_rate(&f, "smp", 62000, date_make(2026, 1, 1));
}

static void july(void)
{
	struct allowance_run_result r;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	rates();
	desk_must(allowance_run(desk.db, &desk.treasurer, date_make(2026, 7, 1), &r, &p, &e), &p, &e);
}

static void one_more(struct desk_play *d, struct ui *ui)
{
	(void)d, (void)ui;
	cases_admit(&f, "Doni Contoh", "L", "2012-07-05", date_make(2026, 7, 31), "anak_terlantar", "smp", 8, 0);
}

/* The list is made, brought up to date, and its amounts follow rate and days: Citra has 10 of 31 days. */
static void test_run(void **state)
{
	const caldate month = date_make(2026, 7, 15);
	(void)state;
	const struct desk_step steps[] = {
		DO("", "Pocket money > July 2026", "has not been made. F7 makes it"),
		DO("{F2}", "has not been made"),                  /* nothing to pay yet */
		DO("{F7}", "3 have no rate for their level (F9, D: rates)."),
		DO("{F9}", "Rates per level"), DO("d", "No rate yet. F7 adds one for a school level."),
		DO("{F7}", "New rate", "School level", "From"),
		DO("sd{Enter}{Enter}40rb{Enter}{Home}{^Y}1/1/26{Enter}", "40.000", "01-01-2026"),
		DO_GONE("{F2}", "New rate", "SD/MI", "Rp40.000", "Saved: the rate."),
		DO("{F7}smp{Enter}{Enter}62.000{Enter}{Home}{^Y}1/1/26{Enter}", "62.000"),
		DO_GONE("{F2}", "New rate", "SMP/MTs", "Rp62.000"),
		DO("{F7}smp{Enter}{Enter}65.000{Enter}{Home}{^Y}1/1/26{Enter}{F2}", "New rate", "!"), /* twice from one day: refused in the box */
		DO("{Esc}", "not saved"), DO("{Left}{Enter}", "Rates"),
		DO("{Esc}{F7}", "3 children, Rp122.000", "3 changed"),
		DO("", "Ani Contoh", "40.000", "62.000", "10 of 31 days"),
		DO_THEN("{F7}", one_more, "3 children, Rp122.000; 0 new, 0 changed."),
		DO("{F7}", "4 children, Rp124.000; 1 new, 0 changed.", "Doni Contoh", "1 of 31 days"),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_allowances, &month, steps);
	assert_int_equal(desk_sql(&desk, "SELECT sum(due) FROM allowance_item"), 124000);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM rate WHERE void_at IS NULL"), 2);
}

static void nothing_paid(struct desk_play *d, struct ui *ui) { (void)ui; assert_int_equal(desk_sql(d, PAID), 0); }

/* Ticks, a deposit, its limit, the summary with numbers and words; agreed, paid, booked once. */
static void test_pay(void **state)
{
	const caldate month = date_make(2026, 7, 1);
	(void)state;
	july();
	money_cash(&f, "apbd", 500000, date_make(2026, 8, 1));
	const struct desk_step steps[] = {
		DO("", ">[v]  Ani Contoh", "To pay: 3 children  Rp122.000", "Cash Rp500.000, after paying Rp378.000", "Space = pay or not"),
		DO(" ", " [ ]  Ani Contoh", ">[v]  Budi Contoh", "To pay: 2 children  Rp82.000", "July 2026 *"),
		DO("99000{Enter}", "The deposit is at most what is due, Rp62.000."),
		DO("15rb{Enter}", "15.000", "47.000", "deposits Rp25.000   in hand Rp57.000"),
		DO("{F2}", "2 children, Rp82.000 (", "Deposits into savings Rp25.000.", "Agreed: pay and deposit", "Pay without deposits"),
		DO_THEN("{Enter}", nothing_paid, "To pay: 2 children"), /* Back is the safe answer */
		DO("{F2}", "Agreed: pay and deposit"),
		DO_GONE("{Right}{Enter}", "July 2026 *", "Paid 2 children, Rp82.000. Cash now Rp418.000.", "paid 03-08", " [ ]  Ani Contoh", "To pay: 0 children"),
		DO("{F2}", "Nothing is ticked that is not paid already."),
		DO("{Home} {Up}", ">[v]  Ani Contoh"),
		DO("{Down} ", "This row is settled already and does not change."),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_allowances, &month, steps);
	assert_int_equal(desk_sql(&desk, PAID), 2);
	assert_int_equal(desk_sql(&desk, "SELECT -sum(b.amount) FROM balance b JOIN account a ON a.id = b.account_id WHERE a.code LIKE 'tabungan:%'"), 25000);
	assert_int_equal(desk_sql(&desk, "SELECT sum(b.amount) FROM balance b JOIN account a ON a.id = b.account_id WHERE a.code = 'kas:apbd'"), 500000 - 82000);
}

/* The same without deposits: everything in hand. */
static void test_pay_without_deposits(void **state)
{
	const caldate month = date_make(2026, 7, 1);
	(void)state;
	july();
	money_cash(&f, "apbd", 500000, date_make(2026, 8, 1));
	const struct desk_step steps[] = {
		DO("-", "3 ticks taken away.", "To pay: 0 children"), DO("+", "3 rows ticked."),
		DO("{F4}", "The same amount for every row that is ticked (3)."),
		DO("{Home}{^Y}5000{Enter}", "deposits Rp15.000"),
		DO("{F2}", "3 children, Rp122.000"),
		DO("{Right}{Right}{Enter}", "Paid 3 children, Rp122.000. Cash now Rp378.000."),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_allowances, &month, steps);
	assert_int_equal(desk_sql(&desk, PAID), 3);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM allowance_item WHERE deposit <> 0 OR deposit_entry_id IS NOT NULL"), 0);
}

/* Keys held down: what is paid is paid once. */
static void test_held_down(void **state)
{
	const caldate month = date_make(2026, 7, 1);
	(void)state;
	july();
	money_setting(&f, "allowance_savings", "0");
	money_cash(&f, "apbd", 500000, date_make(2026, 8, 1));
	const struct desk_step steps[] = {
		DO_THEN("{F2}{F2}{F2}{F2}", nothing_paid, "Pay pocket money"), /* the key that opens the box does not answer it */
		DO("{Right}{Enter}{Enter}{Enter}{F2}{F2}", "Nothing is ticked that is not paid already."),
		DO("{F2}{Right}{Enter}{F2}{Right}{Enter}", "To pay: 0 children"),
		DONE,
	};
	fixture_tamper(&f, "UPDATE allowance_item SET deposit = 0");
	desk_run_play(&desk, &desk.treasurer, &screen_allowances, &month, steps);
	assert_int_equal(desk_sql(&desk, PAID), 3);
	assert_int_equal(desk_sql(&desk, "SELECT count(DISTINCT paid_entry_id) FROM allowance_item"), desk_sql(&desk, "SELECT count(*) FROM entry e WHERE EXISTS (SELECT 1 FROM allowance_item i WHERE i.paid_entry_id = e.id)"));
	assert_int_equal(desk_sql(&desk, "SELECT sum(b.amount) FROM balance b JOIN account a ON a.id = b.account_id WHERE a.code = 'kas:apbd'"), 500000 - 122000);
}

/* The cash box holds too little: said before and refused after; money received is typed here. */
static void test_cash(void **state)
{
	const caldate month = date_make(2026, 7, 1);
	(void)state;
	july();
	const struct desk_step steps[] = {
		DO("", "Cash Rp0, after paying ! not enough"),
		DO("{F2}", "! The cash box holds less than this."),
		DO_THEN("{Right}{Right}{Enter}", nothing_paid, "Rp122.000"),
		DO("{F9}", "Records money received into the cash box."),
		DO("c", "Money received", "03-08-2026"),
		DO("1jt{Enter}", "1.000.000"),
		DO("{F2}", "to mend: From, for what"),
		DO("SP2D 12{Enter}{F2}", "Saved: money received.", "Cash Rp1.000.000, after paying Rp878.000"),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_allowances, &month, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM entry WHERE memo LIKE '%SP2D 12%'"), 1);
}

/* Held with a reason, released, paid, taken back with a reason. */
static void test_hold_and_take_back(void **state)
{
	const caldate month = date_make(2026, 7, 1);
	(void)state;
	july();
	money_cash(&f, "apbd", 500000, date_make(2026, 8, 1));
	const struct desk_step steps[] = {
		DO("{F8}", "Ani Contoh is not paid yet; there is nothing to take back."),
		DO("{F9}", "Holds the selected child's money back"), DO("h", "Hold the money back", "Ani Contoh"),
		DO("{Enter}", "Fill in Reason."),
		DO("Menunggu wali{Enter}", "> -   Ani Contoh", "held: Menung", "To pay: 2 children"),
		DO(" ", "This row is settled already"),
		DO("{Home}{F9}", "Hold"), DO("h", "Release", "Ani Contoh"), DO("{Tab}{Enter}", ">[v]  Ani Contoh", "To pay: 3 children"),
		DO("{F2}", "3 children"), DO("{Right}{Enter}", "Paid 3 children"),
		DO("{F8}", "Take back the payment of Rp40.000 to Ani Contoh? Both", "entries stay in the books."),
		DO("Salah orang{Enter}", "To pay: 1 children  Rp40.000", "Cash Rp418.000"),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_allowances, &month, steps);
	assert_int_equal(desk_sql(&desk, PAID), 2);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM entry WHERE reverses_id IS NOT NULL"), 2); /* the payment and its deposit */
}

/* Another month, one level, and a month that is closed. */
static void test_months(void **state)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	(void)state;
	july();
	struct allowance_run_result r;
	desk_must(allowance_run(desk.db, &desk.treasurer, date_make(2026, 6, 1), &r, &p, &e), &p, &e);
	desk_must(month_close(desk.db, &desk.head, date_make(2026, 6, 1), &p, &e), &p, &e);
	const struct desk_step steps[] = {
		DO("", "Pocket money > August 2026", "has not been made"),
		DO("{F6}", "Month and year, for example 07-2026."), DO("{Home}{^Y}7-2026{Enter}", "July 2026   all levels", "To pay: 3 children"),
		DO("{F9}", "Only the children of one school level."), DO("j", "Which level"), DO_GONE("smp{Enter}", "Ani Contoh", "July 2026   SMP/MTs", "To pay: 2 children"),
		DO(" {F6}", "is not saved yet"), DO("{Enter}", "SMP/MTs", "To pay: 1 children"), /* the safe answer stays */
		DO("{F6}", "is not saved yet"), DO("{Tab}{Enter}", "for example 07-2026"), DO("{Home}{^Y}13-2026{Enter}", "July 2026"),
		DO("{F6}", "is not saved yet"), DO("{Tab}{Enter}", "for example 07-2026"), DO("{Home}{^Y}6-2026{Enter}", "June 2026", "Budi Contoh"),
		DO("{F7}", "June 2026 is closed"),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_allowances, NULL, steps);
}

static void news(struct desk_play *d, struct ui *ui)
{
	(void)d;
	cases_admit(&f, "Baru Contoh", "L", "2012-07-05", date_make(2026, 8, 1), "anak_terlantar", "smp", 8, 0);
	ui_reload(ui); /* what somebody else's save brings about */
}

/* Somebody else saves while ticks and deposits are being typed: nothing of them is lost, not even the number half typed. */
static void test_reload(void **state)
{
	const caldate month = date_make(2026, 7, 1);
	(void)state;
	july();
	const struct desk_step steps[] = {
		DO_THEN(" 12000{Enter}{Up}{Down}34", news, " [ ]  Ani Contoh", "12.000"),
		DO("", " [ ]  Ani Contoh", "12.000", "34"),
		DO("{Esc}{F6}", "is not saved yet"),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_allowances, &month, steps);
}

/* The auditor reads, and changes nothing. */
static void test_auditor(void **state)
{
	const caldate month = date_make(2026, 7, 1);
	(void)state;
	july();
	const struct actor auditor = desk_actor(&desk, "budi", ROLE_PEMERIKSA, "");
	const struct desk_step steps[] = {
		DO_GONE("", "2Pay", "Ani Contoh", "6Month"),
		DO("{F2}", "this is done by Treasurer"), DO("{F8}", "this is done by Treasurer"), DO("{F7}", "this is done by Treasurer"),
		DONE,
	};
	desk_run_play(&desk, &auditor, &screen_allowances, &month, steps);
	assert_int_equal(desk_sql(&desk, PAID), 0);
}

static void test_void_rate(void **state)
{
	(void)state;
	rates();
	const struct desk_step steps[] = {
		DO("", "01-01-2026", "Rp40.000", "Rp62.000"),
		DO("{Down}{F8}", "Void the rate", "Months run with it keep what was posted."),
		DO("salah ketik{Enter}", "Rates"),
		DONE,
	};
	desk_run_play(&desk, &desk.treasurer, &screen_rates, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM rate WHERE void_why = 'salah ketik'"), 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(test_run), T(test_pay), T(test_pay_without_deposits), T(test_held_down), T(test_cash), T(test_hold_and_take_back), T(test_months), T(test_reload), T(test_auditor), T(test_void_rate) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
