#include "tests/rules/check.h"
#include <stdlib.h>
#include <time.h>
#include "src/rules/ledger.h"

static struct problems p;

static struct ledger_posting posting(enum posting_kind kind, const struct ledger_line *lines, int count)
{
	return (struct ledger_posting){ .kind = kind, .on = day("2026-08-03"), .today = day("2026-08-03"), .lines = lines, .count = count, .closed_until = day("2026-07-31") };
}

static bool check(struct ledger_posting t)
{
	problems_clear(&p);
	return ledger_check(&t, &p);
}

static void every_kind_balances_and_uses_its_accounts(void **state)
{
	(void)state;
	/* account debited, account credited: the book-keeping of DOMAIN.md 6 written down a second time */
	static const struct { const char *kind, *debit, *credit; } book[] = {
		{ "receipt", "kas", "dana" }, { "entitlement", "beban_uang_saku", "uang_saku_terutang" }, { "payment", "uang_saku_terutang", "kas" },
		{ "deposit", "kas_tabungan", "tabungan" }, { "withdrawal", "tabungan", "kas_tabungan" }, { "payout", "tabungan", "kas_tabungan" },
	};
	for (size_t i = 0; i < COUNT(book); i++) {
		struct ledger_line l[2];
		enum posting_kind kind = posting_kind_from_code(book[i].kind);
		assert_int_not_equal(kind, POSTING_KINDS);
		ledger_lines(kind, 77, 50000, l);
		assert_string_equal(account_kinds[l[0].account].code, book[i].debit);
		assert_string_equal(account_kinds[l[1].account].code, book[i].credit);
		assert_true(l[0].amount == 50000 && l[1].amount == -50000);
		for (int k = 0; k < 2; k++)
			assert_int_equal(l[k].child, account_kinds[l[k].account].per_child ? 77 : 0);
		assert_true(check(posting(kind, l, 2)));
		l[1].account = ACCOUNT_EXPENSE;
		assert_false(check(posting(kind, l, 2)));
	}
	assert_int_equal(posting_kind_from_code("gift"), POSTING_KINDS);
	assert_int_equal(account_kind_from_code("tabungan"), ACCOUNT_SAVINGS);
	assert_int_equal(account_kind_from_code("bank"), ACCOUNT_KINDS);
}

static void unbalanced_lines(void **state)
{
	(void)state;
	struct ledger_line l[3] = { { ACCOUNT_SAVINGS_CASH, 0, 30000 }, { ACCOUNT_SAVINGS, 1, -10000 }, { ACCOUNT_SAVINGS, 2, -20000 } };
	assert_true(check(posting(POSTING_DEPOSIT, l, 3))); /* one cash line, two children */
	l[2].amount = -20001;
	assert_false(check(posting(POSTING_DEPOSIT, l, 3)));
	assert_non_null(strstr(p.list[0].text, "Rp1"));
	l[2].amount = 0;
	assert_false(check(posting(POSTING_DEPOSIT, l, 3)));
	l[2].amount = -20000;
	l[2].child = 0;
	assert_false(check(posting(POSTING_DEPOSIT, l, 3)));
	assert_false(check(posting(POSTING_DEPOSIT, l, 1)));
	assert_false(check(posting(POSTING_DEPOSIT, NULL, 0)));
	struct ledger_line huge[2] = { { ACCOUNT_CASH, 0, INT64_MAX }, { ACCOUNT_FUND, 0, -INT64_MAX } };
	assert_false(check(posting(POSTING_RECEIPT, huge, 2)));
	struct ledger_line none[2] = { { ACCOUNT_KINDS, 0, 5 }, { ACCOUNT_FUND, 0, -5 } };
	assert_false(check(posting(POSTING_RECEIPT, none, 2)));
}

static void random_lines(void **state)
{
	(void)state;
	unsigned seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	srand(seed);
	for (int round = 0; round < 2000; round++) {
		struct ledger_line l[8];
		int n = 2 + rand() % 7;
		rupiah sum = 0;
		for (int i = 1; i < n; i++) {
			l[i] = (struct ledger_line){ ACCOUNT_SAVINGS, 1 + rand() % 90, -(1 + rand() % 1000000) };
			sum -= l[i].amount;
		}
		l[0] = (struct ledger_line){ ACCOUNT_SAVINGS_CASH, 0, sum };
		assert_true(check(posting(POSTING_DEPOSIT, l, n)));
		struct ledger_line back[8];
		ledger_mirror(l, n, back);
		struct ledger_posting r = posting(POSTING_REVERSAL, back, n);
		r.original = l;
		r.original_count = n;
		r.reason = "dua kali dicatat";
		assert_true(check(r));
		int hit = rand() % n;
		l[hit].amount += rand() % 2 ? 1 : -1;
		assert_false(check(posting(POSTING_DEPOSIT, l, n)));
		assert_false(check(r)); /* no mirror of what was posted */
	}
}

static void the_day(void **state)
{
	(void)state;
	struct ledger_line l[2];
	ledger_lines(POSTING_RECEIPT, 0, 5000000, l);
	struct ledger_posting t = posting(POSTING_RECEIPT, l, 2);
	t.on = day("2026-07-31"); /* last day of the closed month */
	assert_false(check(t));
	assert_true(hard_on(&p, "on_date"));
	t.on = day("2026-08-01");
	assert_true(check(t));
	t.on = day("2026-08-04");
	assert_false(check(t));
	t.on = day("2026-07-31");
	t.closed_until = DATE_NONE;
	assert_true(check(t));
	t.on = DATE_NONE;
	assert_false(check(t));
}

static void reversals(void **state)
{
	(void)state;
	struct ledger_line l[2], back[2];
	ledger_lines(POSTING_PAYMENT, 0, 75000, l);
	ledger_mirror(l, 2, back);
	struct ledger_posting r = posting(POSTING_REVERSAL, back, 2);
	r.original = l;
	r.original_count = 2;
	assert_false(check(r)); /* why? */
	assert_true(hard_on(&p, "memo"));
	r.reason = "";
	assert_false(check(r));
	r.reason = "keliru anak";
	assert_true(check(r));
	r.already_reversed = true;
	assert_false(check(r));
	r.already_reversed = false;
	r.original = NULL;
	assert_false(check(r));
	r.original = l;
	back[0].amount -= 1; /* half a correction */
	back[1].amount += 1;
	assert_false(check(r));
}

static void savings_stay_at_or_above_zero(void **state)
{
	(void)state;
	problems_clear(&p);
	assert_true(savings_check(50000, 50000, "amount", &p));
	assert_false(savings_check(50000, 50001, "amount", &p));
	assert_non_null(strstr(p.list[0].text, "Rp50.000"));
	assert_false(savings_check(50000, 0, "amount", &p));
	assert_false(savings_check(50000, -1, "amount", &p));
	assert_false(savings_check(0, 1, "amount", &p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_balances_and_uses_its_accounts), cmocka_unit_test(unbalanced_lines), cmocka_unit_test(random_lines),
		cmocka_unit_test(the_day), cmocka_unit_test(reversals), cmocka_unit_test(savings_stay_at_or_above_zero),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
