/* Savings: deposits with consent, never below zero, donations shared equally, paid out to zero. */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>
#include "db/money/ledger.h"
#include "db/money/savings.h"
#include "tests/db/money.h"
#include "tests/db/desk.h"

static row_id child(const char *name, caldate admit) { return money_child(&f, f.panti, &(struct money_child){ name, "L", date_make(2013, 1, 2), admit, "sd", 5, "anak_terlantar" }); }
static bool deposit(row_id r, rupiah amount, bool consent) { return savings_deposit(f.db, &f.bendahara, &(struct savings_move){ .resident = r, .amount = amount, .on = FIXTURE_DAY, .consent = consent }, &p, &e); }
static bool withdraw(row_id r, rupiah amount) { return savings_withdraw(f.db, &f.bendahara, &(struct savings_move){ .resident = r, .amount = amount, .on = FIXTURE_DAY }, &p, &e); }

static void test_moves(void **state)
{
	(void)state;
	row_id ali = child("Ali", date_make(2024, 1, 1));
	assert_false(deposit(ali, 5000, false));
	assert_non_null(problem_of(&p, "consent"));
	err_clear(&e);
	assert_false(withdraw(ali, 1)); /* nothing there yet */
	err_clear(&e);
	fixture_must(&e, deposit(ali, 5000, true));
	assert_false(withdraw(ali, 5001));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	fixture_must(&e, withdraw(ali, 2000));
	assert_false(withdraw(ali, 0));
	assert_false(withdraw(ali, -100));
	err_clear(&e);
	assert_int_equal(savings_balance(f.db, ali), 3000);
	assert_int_equal(ledger_balance(f.db, f.panti, "kas_tabungan"), 3000);
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 0); /* the government's cash is another matter */
	assert_int_equal(money_int(f.db, "SELECT savings FROM resident_now"), 3000);
	struct savings_row *rows;
	assert_int_equal(savings_book(f.db, &f.bendahara, ali, a, &rows, &e), 2);
	assert_int_equal(rows[0].in, 5000);
	assert_int_equal(rows[1].out, 2000);
	assert_int_equal(rows[1].balance, 3000);
	/* one movement taken back */
	assert_false(savings_reverse(f.db, &f.bendahara, rows[0].entry, FIXTURE_DAY, "keliru", NULL, &p, &e)); /* 3000 left of 5000 */
	fixture_must(&e, savings_reverse(f.db, &f.bendahara, rows[1].entry, FIXTURE_DAY, "keliru", NULL, &p, &e));
	assert_int_equal(savings_balance(f.db, ali), 5000);
	assert_int_equal(savings_book(f.db, &f.bendahara, ali, a, &rows, &e), 3);
	assert_true(rows[1].reversed);
	assert_true(rows[2].reversal);
}

/* The derived balance is made to say more than there is: the entries themselves are asked. */
static void test_false_balance(void **state)
{
	(void)state;
	row_id ali = child("Ali", date_make(2024, 1, 1));
	fixture_must(&e, deposit(ali, 5000, true));
	assert_true(money_sql_passes(f.db, "UPDATE balance SET amount = amount - 50000 WHERE account_id = (SELECT id FROM account WHERE resident_id IS NOT NULL)"));
	assert_int_equal(savings_balance(f.db, ali), 55000);
	assert_false(withdraw(ali, 6000));
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry"), 1);
	int64_t mended;
	err_clear(&e);
	fixture_must(&e, ledger_rebuild_balances(f.db, &mended, &e));
	assert_int_equal(savings_balance(f.db, ali), 5000);
}

static void test_payout(void **state)
{
	(void)state;
	row_id ali = child("Ali", date_make(2024, 1, 1));
	fixture_must(&e, savings_payout(f.db, &f.bendahara, ali, FIXTURE_DAY, "tunai", &p, &e)); /* nothing there: nothing written */
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry"), 0);
	fixture_must(&e, deposit(ali, 125000, true));
	assert_false(savings_payout(f.db, &f.peksos, ali, FIXTURE_DAY, "tunai", &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	fixture_must(&e, savings_payout(f.db, &f.bendahara, ali, FIXTURE_DAY, "tunai", &p, &e));
	assert_int_equal(savings_balance(f.db, ali), 0);
	fixture_must(&e, savings_payout(f.db, &f.bendahara, ali, FIXTURE_DAY, "tunai", &p, &e));
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry WHERE kind = 'payout'"), 1);
	struct actor other;
	fixture_panti(&f, "dua", &other);
	assert_false(savings_payout(f.db, &other, ali, FIXTURE_DAY, "tunai", &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
}

static void test_donation(void **state)
{
	(void)state;
	row_id kid[3] = { child("Ali", date_make(2024, 1, 1)), child("Bayu", date_make(2024, 1, 1)), child("Candra", date_make(2024, 1, 1)) };
	row_id gone = child("Dani", date_make(2024, 1, 1));
	money_stay_end(&f, money_stay_of(&f, gone), date_make(2026, 7, 1), "reunifikasi");
	int children;
	rupiah each;
	char key[IDEM_SIZE];
	db_idem_make(key);
	struct savings_share in = { .amount = 100000, .on = FIXTURE_DAY, .donor = "Hamba Allah", .idem = key };
	fixture_must(&e, savings_donation(f.db, &f.bendahara, &in, &children, &each, &p, &e));
	fixture_must(&e, savings_donation(f.db, &f.bendahara, &in, &children, &each, &p, &e)); /* the same save again */
	assert_int_equal(children, 3);
	assert_int_equal(each, 33333);
	assert_int_equal(savings_balance(f.db, kid[0]), 33334); /* the rupiah left over goes to the first by name */
	assert_int_equal(savings_balance(f.db, kid[1]), 33333);
	assert_int_equal(savings_balance(f.db, kid[2]), 33333);
	assert_int_equal(savings_balance(f.db, gone), 0);
	assert_int_equal(ledger_balance(f.db, f.panti, "kas_tabungan"), 100000);
	in = (struct savings_share){ .residents = kid, .count = 2, .amount = 10, .on = FIXTURE_DAY };
	fixture_must(&e, savings_donation(f.db, &f.bendahara, &in, &children, &each, &p, &e));
	assert_int_equal(savings_balance(f.db, kid[1]), 33338);
	in.amount = 1;
	assert_false(savings_donation(f.db, &f.bendahara, &in, &children, &each, &p, &e)); /* less than a rupiah each */
	struct savings_child *list;
	rupiah total;
	err_clear(&e);
	assert_int_equal(savings_list(f.db, &f.bendahara, a, &list, &total, &e), 3);
	assert_int_equal(total, 100010);
	assert_string_equal(list[0].name, "Ali");
	assert_int_equal(list[0].last_on, FIXTURE_DAY);
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup_bare, desk_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = { T(test_moves), T(test_false_balance), T(test_payout), T(test_donation) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
