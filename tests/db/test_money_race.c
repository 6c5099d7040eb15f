/* Several processes at the same money: nobody is paid twice, nothing enters a month that closes, savings never go below zero. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/money/allowance.h"
#include "db/money/ledger.h"
#include "db/report/month.h"
#include "db/money/savings.h"
#include "db/stmt.h"
#include "tests/db/money.h"
#include "tests/db/desk.h"

#define RACERS 4

static row_id child(int i)
{
	char name[32];
	snprintf(name, sizeof name, "Anak %02d", i);
	return money_child(&f, f.panti, &(struct money_child){ name, "L", date_make(2014, 1, 2), date_make(2024, 7, 1), "sd", 5, NULL });
}

/* Runs racer in RACERS processes, each with a connection of its own; the sum of what they return (0..200). */
static int race(int (*racer)(struct db *db, int who, void *ctx), void *ctx)
{
	pid_t pid[RACERS];
	int sum = 0;
	db_close(f.db);
	fflush(NULL);
	for (int k = 0; k < RACERS; k++)
		if ((pid[k] = fork()) == 0) {
			struct db *db = NULL;
			if (!db_open(&db, &(struct db_options){ .path = f.path }, &e)) {
				print_message("%s\n", e.text);
				_exit(255);
			}
			int n = racer(db, k, ctx);
			db_close(db);
			_exit(n);
		}
	for (int k = 0; k < RACERS; k++) {
		int status;
		assert_int_equal(waitpid(pid[k], &status, 0), pid[k]);
		assert_true(WIFEXITED(status));
		assert_int_not_equal(WEXITSTATUS(status), 255);
		sum += WEXITSTATUS(status);
	}
	f.db = fixture_again(&f, 0);
	fixture_must(&e, ledger_verify(f.db, f.panti, NULL, &e));
	return sum;
}

struct batch { row_id items[40]; int n; caldate on; };

static int pay_each(struct db *db, int who, void *ctx)
{
	const struct batch *b = ctx;
	int won = 0;
	for (int i = 0; i < b->n; i++) {
		struct allowance_pick pick = { b->items[who % 2 ? b->n - 1 - i : i], 1000, NULL, 0 };
		err_clear(&e);
		problems_clear(&p);
		won += allowance_pay(db, &f.bendahara, &(struct allowance_payment_in){ .picks = &pick, .count = 1, .on = b->on, .consent = true }, NULL, &p, &e);
		if (e.kind && e.kind != ERR_PROBLEMS && e.kind != ERR_CONFLICT) return 255;
	}
	return won;
}

static struct batch list(caldate month)
{
	struct batch b = { .n = 0 };
	struct allowance_row *rows;
	b.n = allowance_list(f.db, &f.bendahara, &(struct allowance_filter){ .from = month, .to = month, .state = -1 }, a, &rows, &e);
	for (int i = 0; i < b.n; i++) b.items[i] = rows[i].id;
	return b;
}

static void prepare(int children)
{
	money_rate(&f, "sd", 40000, date_make(2024, 1, 1));
	money_cash(&f, "apbd", 100000000, date_make(2025, 1, 1));
	for (int i = 0; i < children; i++) child(i);
}

/* 25 children, four treasurers: 100 payments tried, 25 made. */
static void test_nobody_paid_twice(void **state)
{
	(void)state;
	prepare(25);
	fixture_must(&e, allowance_run(f.db, &f.bendahara, date_make(2026, 7, 1), NULL, &p, &e));
	struct batch b = list(date_make(2026, 7, 1));
	b.on = FIXTURE_DAY;
	assert_int_equal(race(pay_each, &b), 25);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry WHERE kind = 'payment'"), 25);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry WHERE kind = 'deposit'"), 25);
	assert_int_equal(ledger_balance(f.db, f.panti, "uang_saku_terutang"), 0);
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 100000000 - 25 * 40000);
}

static int pay_or_close(struct db *db, int who, void *ctx)
{
	const struct batch *b = ctx;
	if (who) return pay_each(db, who, ctx);
	struct batch few = *b; /* pays a few itself first, so that the closing falls among the others' payments */
	few.n = 3;
	int won = pay_each(db, who, &few);
	if (won == 255) return 255;
	if (!month_close(db, &f.kepala, b->on, &p, &e)) {
		print_message("%s %s\n", e.text, p.count ? p.list[0].text : "");
		return 255;
	}
	return won;
}

/* Ten months in turn: what the stored report says was paid is what the ledger of that month holds, whoever came first. */
static void test_paying_while_the_month_closes(void **state)
{
	(void)state;
	prepare(12);
	int paid = 0, tried = 0;
	for (int k = 0; k < 10; k++) {
		caldate month = month_add(date_make(2025, 9, 1), k);
		char sql[400], text[8];
		fixture_must(&e, allowance_run(f.db, &f.bendahara, month, NULL, &p, &e));
		struct batch b = list(month);
		b.on = date_month_end(month);
		paid += race(pay_or_close, &b);
		tried += b.n;
		assert_true(ledger_month_closed(f.db, f.panti, month));
		date_month_iso(month, text);
		snprintf(sql, sizeof sql, "SELECT coalesce(sum(p.amount), 0) FROM entry e JOIN posting p ON p.entry_id = e.id AND p.amount > 0 WHERE e.kind = 'payment' AND substr(e.on_date, 1, 7) = '%s'", text);
		rupiah held = money_int(f.db, sql);
		struct stmt *q = stmt(f.db, "SELECT figures FROM month_report WHERE panti_id = ?1 AND month = ?2");
		stmt_int(q, 1, f.panti);
		stmt_text(q, 2, text);
		assert_true(stmt_row(q));
		rupiah said = monthly_figure(stmt_get_text(q, 0), "money.allowance_paid.amount", 0);
		assert_true(stmt_done(q, &e));
		assert_int_equal(said, held);
	}
	print_message("%d of %d paid before the month closed\n", paid, tried);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry WHERE kind = 'payment'"), paid);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM (SELECT item_id FROM entry WHERE kind = 'payment' GROUP BY item_id HAVING count(*) > 1)"), 0);
}

static int withdraw(struct db *db, int who, void *ctx)
{
	int won = 0;
	for (int i = 0; i < 30; i++) {
		err_clear(&e);
		problems_clear(&p);
		won += savings_withdraw(db, &f.bendahara, &(struct savings_move){ .resident = *(row_id *)ctx, .amount = 100, .on = FIXTURE_DAY }, &p, &e);
		if (e.kind && e.kind != ERR_PROBLEMS) return 255;
	}
	(void)who;
	return won;
}

/* 120 withdrawals of Rp100 tried on savings of Rp4.250: 42 succeed. */
static void test_savings_drawn_by_several(void **state)
{
	(void)state;
	row_id kid = child(1);
	fixture_must(&e, savings_deposit(f.db, &f.bendahara, &(struct savings_move){ .resident = kid, .amount = 4250, .on = FIXTURE_DAY, .consent = true }, &p, &e));
	assert_int_equal(race(withdraw, &kid), 42);
	assert_int_equal(savings_balance(f.db, kid), 50);
}

static int same_key(struct db *db, int who, void *ctx)
{
	(void)who;
	char key[IDEM_SIZE];
	int ok = 0;
	for (int i = 0; i < 20; i++) {
		err_clear(&e);
		snprintf(key, sizeof key, "%032d", i);
		ok += ledger_receive(db, &f.bendahara, &(struct ledger_receipt){ .fund = "apbd", .amount = 1000, .on = FIXTURE_DAY, .idem = key }, NULL, ctx, &e);
	}
	return ok;
}

/* The same save sent by four: said to be done each time, done once. */
static void test_one_save_sent_again(void **state)
{
	(void)state;
	assert_int_equal(race(same_key, &p), RACERS * 20);
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 20 * 1000);
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup_bare, desk_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = { T(test_nobody_paid_twice), T(test_paying_while_the_month_closes), T(test_savings_drawn_by_several), T(test_one_save_sent_again) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
