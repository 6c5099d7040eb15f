/* The ledger: every entry balances, none is edited, a closed month takes none, and no statement through the program's own connection goes round it. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "db/check.h"
#include "db/money/ledger.h"
#include "db/money/savings.h"
#include "db/stmt.h"
#include "tests/db/money.h"
#include "tests/db/desk.h"

static row_id child(const char *name) { return money_child(&f, f.panti, &(struct money_child){ name, "L", date_make(2014, 1, 2), date_make(2024, 7, 1), "sd", 5, "anak_terlantar" }); }

static bool close_tx(struct db *db, void *ctx, struct err *err)
{
	struct stmt *q = stmt(db, "INSERT INTO period (panti_id, month, closed_at, closed_by) VALUES (?1, ?2, 1, 1)");
	stmt_int(q, 1, f.panti);
	stmt_text(q, 2, ctx);
	return stmt_run(q, err);
}
static void close_period(char *month) { fixture_must(&e, db_tx(f.db, close_tx, month, &e)); }

static rupiah side_sum(void) { return money_int(f.db, "SELECT coalesce(sum(amount), 0) FROM posting"); }
static int64_t unbalanced(void) { return money_int(f.db, "SELECT count(*) FROM (SELECT entry_id FROM posting GROUP BY entry_id HAVING sum(amount) <> 0 OR count(*) < 2)"); }

static void test_receipt_makes_cash(void **state)
{
	(void)state;
	row_id entry = 0;
	struct ledger_receipt in = { .fund = "apbd", .amount = 5000000, .on = FIXTURE_DAY, .memo = "SP2D Agustus" };
	fixture_must(&e, ledger_receive(f.db, &f.bendahara, &in, &entry, &p, &e));
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 5000000);
	assert_int_equal(ledger_cash(f.db, f.panti, "donatur"), 0);
	assert_int_equal(ledger_balance(f.db, f.panti, "dana:apbd"), 5000000);
	in.fund = "donatur";
	in.amount = 70000;
	fixture_must(&e, ledger_receive(f.db, &f.bendahara, &in, &entry, &p, &e));
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 5000000);
	assert_int_equal(ledger_cash(f.db, f.panti, "donatur"), 70000);
	int64_t rows;
	fixture_must(&e, ledger_verify(f.db, f.panti, &rows, &e));
	assert_int_equal(rows, 2);
}

static void test_refusals(void **state)
{
	(void)state;
	struct ledger_receipt in = { .fund = "apbd", .amount = 1000, .on = FIXTURE_DAY + 1 };
	assert_false(ledger_receive(f.db, &f.bendahara, &in, NULL, &p, &e)); /* tomorrow */
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_non_null(problem_of(&p, "on_date"));
	in.on = FIXTURE_DAY;
	in.amount = 0;
	err_clear(&e);
	assert_false(ledger_receive(f.db, &f.bendahara, &in, NULL, &p, &e));
	in.amount = -5;
	assert_false(ledger_receive(f.db, &f.bendahara, &in, NULL, &p, &e));
	in.amount = INT64_MAX;
	assert_false(ledger_receive(f.db, &f.bendahara, &in, NULL, &p, &e));
	in.amount = 1000;
	in.fund = "";
	assert_false(ledger_receive(f.db, &f.bendahara, &in, NULL, &p, &e));
	in.fund = "apbd";
	err_clear(&e);
	assert_false(ledger_receive(f.db, &f.peksos, &in, NULL, &p, &e)); /* no right */
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_false(ledger_receive(f.db, &f.sistem, &in, NULL, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry"), 0);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM posting"), 0);
}

static void test_same_key_saves_once(void **state)
{
	(void)state;
	char key[IDEM_SIZE];
	db_idem_make(key);
	struct ledger_receipt in = { .fund = "apbd", .amount = 1000, .on = FIXTURE_DAY, .idem = key };
	row_id first = 0, again = 0;
	fixture_must(&e, ledger_receive(f.db, &f.bendahara, &in, &first, &p, &e));
	fixture_must(&e, ledger_receive(f.db, &f.bendahara, &in, &again, &p, &e));
	assert_int_equal(first, again);
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 1000);
}

static void test_reversed_once(void **state)
{
	(void)state;
	row_id entry = 0;
	fixture_must(&e, ledger_receive(f.db, &f.bendahara, &(struct ledger_receipt){ .fund = "apbd", .amount = 900, .on = FIXTURE_DAY - 3 }, &entry, &p, &e));
	assert_false(ledger_reverse(f.db, &f.bendahara, entry, FIXTURE_DAY, "", NULL, &p, &e)); /* a reason is needed */
	err_clear(&e);
	assert_false(ledger_reverse(f.db, &f.bendahara, entry, FIXTURE_DAY - 4, "keliru", NULL, &p, &e)); /* before its original */
	fixture_must(&e, ledger_reverse(f.db, &f.bendahara, entry, FIXTURE_DAY, "keliru", NULL, &p, &e));
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 0);
	assert_false(ledger_reverse(f.db, &f.bendahara, entry, FIXTURE_DAY, "keliru", NULL, &p, &e));
	err_clear(&e);
	row_id mirror = money_int(f.db, "SELECT id FROM entry WHERE reverses_id IS NOT NULL");
	assert_false(ledger_reverse(f.db, &f.bendahara, mirror, FIXTURE_DAY, "keliru", NULL, &p, &e)); /* a reversal is not reversed */
	err_clear(&e);
	struct actor other;
	fixture_panti(&f, "dua", &other);
	assert_false(ledger_reverse(f.db, &other, entry, FIXTURE_DAY, "keliru", NULL, &p, &e)); /* another home's */
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry"), 2);
	assert_int_equal(unbalanced(), 0);
}

static void test_closed_month_takes_nothing(void **state)
{
	(void)state;
	row_id entry = 0;
	fixture_must(&e, ledger_receive(f.db, &f.bendahara, &(struct ledger_receipt){ .fund = "apbd", .amount = 900, .on = date_make(2026, 7, 30) }, &entry, &p, &e));
	close_period("2026-07");
	assert_true(ledger_month_closed(f.db, f.panti, date_make(2026, 7, 15)));
	assert_false(ledger_month_closed(f.db, f.panti, FIXTURE_DAY));
	assert_false(ledger_receive(f.db, &f.bendahara, &(struct ledger_receipt){ .fund = "apbd", .amount = 900, .on = date_make(2026, 7, 31) }, NULL, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	err_clear(&e);
	assert_false(ledger_reverse(f.db, &f.bendahara, entry, date_make(2026, 7, 31), "keliru", NULL, &p, &e));
	fixture_must(&e, ledger_reverse(f.db, &f.bendahara, entry, FIXTURE_DAY, "keliru", NULL, &p, &e)); /* in the open month */
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 0);
}

/* Every way round, through the program's own connection. */
static void test_bypasses_refused(void **state)
{
	(void)state;
	row_id kid = child("Budi Santoso");
	money_cash(&f, "apbd", 100000, date_make(2026, 7, 10));
	fixture_must(&e, savings_deposit(f.db, &f.bendahara, &(struct savings_move){ .resident = kid, .amount = 10000, .on = FIXTURE_DAY, .consent = true }, &p, &e));
	close_period("2026-07");
	int64_t cash = money_int(f.db, "SELECT id FROM account WHERE code = 'kas:apbd'"), fund = money_int(f.db, "SELECT id FROM account WHERE code = 'dana:apbd'");
	int64_t savings = money_int(f.db, "SELECT id FROM account WHERE resident_id IS NOT NULL"), box = money_int(f.db, "SELECT id FROM account WHERE code = 'kas_tabungan'");
	int64_t entry = money_int(f.db, "SELECT min(id) FROM entry");
	char sql[1000];
	static const char *const plain[] = {
		"UPDATE entry SET memo = 'x'", "UPDATE entry SET on_date = '2026-08-01'", "DELETE FROM entry", "UPDATE posting SET amount = amount * 2",
		"UPDATE posting SET amount = -amount", "DELETE FROM posting", "DELETE FROM balance", "UPDATE balance SET amount = 1 WHERE account_id IN (SELECT id FROM account WHERE resident_id IS NOT NULL)",
		"DELETE FROM account", "UPDATE account SET resident_id = NULL", "UPDATE account SET kind = 'kas'", "UPDATE account SET code = 'x'",
		"UPDATE period SET closed_at = NULL", "UPDATE period SET month = '2020-01'", "DELETE FROM period",
		"DROP TRIGGER entry_balanced", "DROP TABLE entry", "ALTER TABLE entry ADD COLUMN x", "PRAGMA recursive_triggers = 0", "PRAGMA writable_schema = 1",
		"ATTACH ':memory:' AS other", "CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END",
		"INSERT INTO entry (id, panti_id, seq, on_date, kind, recorded_at, recorded_by, hash) SELECT 99, panti_id, 99, '2026-08-03', 'receipt', 1, 1, x'00' FROM entry LIMIT 1", /* no postings */
		"INSERT OR REPLACE INTO entry SELECT * FROM entry LIMIT 1", "INSERT OR REPLACE INTO posting SELECT * FROM posting",
	};
	for (size_t i = 0; i < COUNT(plain); i++)
		if (money_sql_passes(f.db, plain[i])) fail_msg("passed: %s", plain[i]);
	/* postings whose entry never comes: the commit itself is refused */
	snprintf(sql, sizeof sql, "INSERT INTO posting (entry_id, line, panti_id, account_id, amount) VALUES (7777, 0, %" PRId64 ", %" PRId64 ", 500), (7777, 1, %" PRId64 ", %" PRId64 ", -500)",
		f.panti, cash, f.panti, fund);
	assert_false(money_sql_passes(f.db, sql));
	/* a line more for an entry that stands */
	snprintf(sql, sizeof sql, "INSERT INTO posting (entry_id, line, panti_id, account_id, amount) VALUES (%" PRId64 ", 7, %" PRId64 ", %" PRId64 ", 500)", entry, f.panti, cash);
	assert_false(money_sql_passes(f.db, sql));
	/* savings below zero, with an entry ready to follow */
	snprintf(sql, sizeof sql, "INSERT INTO posting (entry_id, line, panti_id, account_id, amount) VALUES (7778, 0, %" PRId64 ", %" PRId64 ", 10001)", f.panti, savings);
	assert_false(money_sql_passes(f.db, sql));
	(void)box;
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 100000);
	assert_int_equal(savings_balance(f.db, kid), 10000);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry"), 2);
	assert_int_equal(unbalanced(), 0);
	fixture_must(&e, ledger_verify(f.db, f.panti, NULL, &e));
}

struct forged { int64_t id, cash, fund; rupiah debit, credit; const char *day; };
static bool forge_tx(struct db *db, void *ctx, struct err *err)
{
	const struct forged *t = ctx;
	for (int line = 0; line < 2; line++) {
		struct stmt *q = stmt(db, "INSERT INTO posting (entry_id, line, panti_id, account_id, amount) VALUES (?1, ?2, ?3, ?4, ?5)");
		stmt_int(q, 1, t->id);
		stmt_int(q, 2, line);
		stmt_int(q, 3, f.panti);
		stmt_int(q, 4, line ? t->fund : t->cash);
		stmt_int(q, 5, line ? -t->credit : t->debit);
		if (!stmt_run(q, err)) return false;
	}
	struct stmt *q = stmt(db, "INSERT INTO entry (id, panti_id, seq, on_date, kind, recorded_at, recorded_by, hash) VALUES (?1, ?2, 50, ?3, 'receipt', 1, 1, x'00')");
	stmt_int(q, 1, t->id);
	stmt_int(q, 2, f.panti);
	stmt_text(q, 3, t->day);
	return stmt_run(q, err);
}

/* Whole entries written by hand: unbalanced and closed-month ones are refused; a balanced one passes the triggers, and the chain names it. */
static void test_forged_entries(void **state)
{
	(void)state;
	money_cash(&f, "apbd", 100000, FIXTURE_DAY);
	close_period("2026-07");
	struct forged t = { 7000, money_int(f.db, "SELECT id FROM account WHERE code = 'kas:apbd'"), money_int(f.db, "SELECT id FROM account WHERE code = 'dana:apbd'"), 100, 99, "2026-08-02" };
	assert_false(db_tx(f.db, forge_tx, &t, &e));
	err_clear(&e);
	t.credit = 100;
	t.day = "2026-07-15";
	assert_false(db_tx(f.db, forge_tx, &t, &e));
	err_clear(&e);
	t.day = "2026-8-2";
	assert_false(db_tx(f.db, forge_tx, &t, &e));
	err_clear(&e);
	assert_int_equal(side_sum(), 0);
	fixture_must(&e, ledger_verify(f.db, f.panti, NULL, &e));
	t.day = "2026-08-02";
	fixture_must(&e, db_tx(f.db, forge_tx, &t, &e));
	assert_false(ledger_verify(f.db, f.panti, NULL, &e));
}

static void test_tampering_is_named(void **state)
{
	(void)state;
	static const char *const changes[] = {
		"UPDATE posting SET amount = amount + 5 WHERE line = 0 AND entry_id = (SELECT id FROM entry WHERE seq = 2)",
		"UPDATE posting SET amount = amount * 3 WHERE entry_id = (SELECT id FROM entry WHERE seq = 2)",
		"UPDATE entry SET on_date = '2026-08-01' WHERE seq = 2", "UPDATE entry SET memo = 'lain' WHERE seq = 2", "UPDATE entry SET recorded_by = 4 WHERE seq = 2",
		"DELETE FROM posting WHERE entry_id = (SELECT id FROM entry WHERE seq = 2); DELETE FROM entry WHERE seq = 2",
	};
	char sql[600];
	for (size_t i = 0; i < COUNT(changes); i++) {
		if (i) fixture_open(&f);
		err_clear(&e);
		for (int k = 1; k <= 4; k++) money_cash(&f, "apbd", 1000 * k, FIXTURE_DAY);
		fixture_must(&e, ledger_verify(f.db, f.panti, NULL, &e));
		snprintf(sql, sizeof sql, "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete; DROP TRIGGER posting_no_update; DROP TRIGGER posting_no_delete; %s", changes[i]);
		fixture_tamper(&f, sql);
		if (ledger_verify(f.db, f.panti, NULL, &e)) fail_msg("not seen: %s", changes[i]);
		assert_non_null(strstr(e.text, "2"));
		if (i + 1 < COUNT(changes)) fixture_close(&f);
	}
}

static void test_balances_checked_and_rebuilt(void **state)
{
	(void)state;
	money_cash(&f, "apbd", 100000, FIXTURE_DAY);
	int64_t n = -1;
	fixture_must(&e, ledger_check_balances(f.db, &n, &e));
	assert_int_equal(n, 0);
	struct check c = { NULL, NULL, 0 };
	fixture_must(&e, ledger_check_all(f.db, &c, &e));
	assert_int_equal(c.found, 0);
	fixture_tamper(&f, "UPDATE balance SET amount = amount + 7");
	fixture_must(&e, ledger_check_all(f.db, &c, &e));
	assert_int_equal(c.found, 2);
	fixture_must(&e, ledger_check_balances(f.db, &n, &e));
	assert_int_equal(n, 2);
	fixture_must(&e, ledger_rebuild_balances(f.db, &n, &e));
	assert_int_equal(n, 2);
	fixture_must(&e, ledger_check_balances(f.db, &n, &e));
	assert_int_equal(n, 0);
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 100000);
}

static void test_random_entries_balance(void **state)
{
	(void)state;
	unsigned seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	srand(seed);
	row_id kid[4] = { child("Satu"), child("Dua"), child("Tiga"), child("Empat") };
	rupiah saved[4] = { 0 }, cash = 0;
	int refused = 0;
	for (int i = 0; i < 300; i++) {
		int k = rand() % 4;
		rupiah amount = 1 + rand() % 20000;
		struct savings_move m = { .resident = kid[k], .amount = amount, .on = FIXTURE_DAY - rand() % 3, .consent = true };
		err_clear(&e);
		problems_clear(&p);
		switch (rand() % 4) {
		case 0: money_cash(&f, "apbd", amount, FIXTURE_DAY); cash += amount; break;
		case 1: fixture_must(&e, savings_deposit(f.db, &f.bendahara, &m, &p, &e)); saved[k] += amount; break;
		case 2:
			if (savings_withdraw(f.db, &f.bendahara, &m, &p, &e)) {
				assert_true(amount <= saved[k]);
				saved[k] -= amount;
			} else {
				assert_true(amount > saved[k]);
				refused++;
			}
			break;
		default: {
			row_id entry = money_int(f.db, "SELECT coalesce((SELECT id FROM entry e WHERE kind = 'receipt' AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses_id = e.id) LIMIT 1), 0)");
			if (!entry) break;
			fixture_must(&e, ledger_reverse(f.db, &f.bendahara, entry, FIXTURE_DAY, "uji", NULL, &p, &e));
			cash = money_int(f.db, "SELECT sum(amount) FROM posting p JOIN account a ON a.id = p.account_id WHERE a.code = 'kas:apbd'");
		}
		}
	}
	assert_true(refused > 0);
	assert_int_equal(unbalanced(), 0);
	assert_int_equal(side_sum(), 0);
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), cash);
	for (int k = 0; k < 4; k++) assert_int_equal(savings_balance(f.db, kid[k]), saved[k]);
	int64_t n;
	fixture_must(&e, ledger_check_balances(f.db, &n, &e));
	assert_int_equal(n, 0);
	fixture_must(&e, ledger_verify(f.db, f.panti, NULL, &e));
}

static void test_cash_book_pages(void **state)
{
	(void)state;
	money_cash(&f, "apbd", 500, date_make(2026, 6, 30));
	for (int i = 0; i < 25; i++) money_cash(&f, "apbd", 100 + i, date_make(2026, 7, 1 + i % 9));
	money_cash(&f, "apbd", 9999, FIXTURE_DAY);
	struct ledger_account *accounts;
	int n = ledger_accounts(f.db, &f.bendahara, a, &accounts, &e);
	assert_int_equal(n, 2);
	row_id cash = 0;
	for (int i = 0; i < n; i++)
		if (strcmp(accounts[i].code, "kas:apbd") == 0) cash = accounts[i].id;
	rupiah opening = -1, running;
	caldate july = date_make(2026, 7, 1);
	fixture_must(&e, ledger_book_opening(f.db, &f.bendahara, cash, july, &opening, &e));
	assert_int_equal(opening, 500);
	struct ledger_row page[10], last = { 0 }, first[3][10];
	int seen = 0, pages = 0, count[4];
	running = opening;
	while ((n = ledger_book(f.db, &f.bendahara, cash, july, july, opening, seen ? &last : NULL, NULL, a, page, 10, &e)) > 0) {
		for (int i = 0; i < n; i++) {
			running += page[i].in - page[i].out;
			assert_int_equal(page[i].balance, running);
			assert_true(seen + i == 0 || page[i].on >= last.on);
			last = page[i];
		}
		memcpy(first[pages], page, sizeof page);
		count[pages++] = n;
		seen += n;
	}
	assert_int_equal(seen, 25);
	assert_int_equal(pages, 3);
	/* back from the last page: the same rows, the same balances */
	n = ledger_book(f.db, &f.bendahara, cash, july, july, opening, NULL, &first[2][0], a, page, 10, &e);
	assert_int_equal(n, count[1]);
	for (int i = 0; i < n; i++) {
		assert_int_equal(page[i].entry, first[1][i].entry);
		assert_int_equal(page[i].balance, first[1][i].balance);
	}
	assert_int_equal(ledger_accounts(f.db, &f.peksos, a, &accounts, &e), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_receipt_makes_cash, desk_setup_bare, desk_teardown_raw), cmocka_unit_test_setup_teardown(test_refusals, desk_setup_bare, desk_teardown_raw),
		cmocka_unit_test_setup_teardown(test_same_key_saves_once, desk_setup_bare, desk_teardown_raw), cmocka_unit_test_setup_teardown(test_reversed_once, desk_setup_bare, desk_teardown_raw),
		cmocka_unit_test_setup_teardown(test_closed_month_takes_nothing, desk_setup_bare, desk_teardown_raw), cmocka_unit_test_setup_teardown(test_bypasses_refused, desk_setup_bare, desk_teardown_raw),
		cmocka_unit_test_setup_teardown(test_forged_entries, desk_setup_bare, desk_teardown_raw), cmocka_unit_test_setup_teardown(test_tampering_is_named, desk_setup_bare, desk_teardown_raw),
		cmocka_unit_test_setup_teardown(test_balances_checked_and_rebuilt, desk_setup_bare, desk_teardown_raw), cmocka_unit_test_setup_teardown(test_random_entries_balance, desk_setup_bare, desk_teardown_raw),
		cmocka_unit_test_setup_teardown(test_cash_book_pages, desk_setup_bare, desk_teardown_raw),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
