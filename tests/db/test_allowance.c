/* Uang saku: pro rata, the level of the last day present, repeated runs, payment once and never twice, reversal, corrections, rapel. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "db/money/allowance.h"
#include "db/check.h"
#include "db/money/ledger.h"
#include "db/money/savings.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "tests/db/money.h"
#include "tests/db/desk.h"

#define JULY date_make(2026, 7, 1)
#define AUGUST date_make(2026, 8, 1)

static int setup(void **state)
{
	desk_setup_bare(state);
	money_rate(&f, "sd", 40000, date_make(2025, 1, 1));
	money_rate(&f, "smp", 50000, date_make(2025, 1, 1));
	money_rate(&f, "sma", 75000, date_make(2025, 1, 1));
	money_cash(&f, "apbd", 5000000, date_make(2026, 7, 1));
	return 0;
}

static row_id child(const char *name, const char *level, int grade, caldate admit)
{
	return money_child(&f, f.panti, &(struct money_child){ name, "P", date_make(2012, 5, 6), admit, level, grade, "anak_terlantar" });
}

static struct allowance_run_result run(caldate month)
{
	struct allowance_run_result r;
	fixture_must(&e, allowance_run(f.db, &f.bendahara, month, &r, &p, &e));
	return r;
}

static struct allowance_row *rows(caldate from, caldate to, int *n)
{
	struct allowance_row *out;
	*n = allowance_list(f.db, &f.bendahara, &(struct allowance_filter){ .from = from, .to = to, .state = -1 }, a, &out, &e);
	assert_true(*n >= 0);
	return out;
}

static struct allowance_row of(row_id resident, caldate month)
{
	int n;
	struct allowance_row *r = rows(month, month, &n);
	for (int i = 0; i < n; i++)
		if (r[i].resident == resident) return r[i];
	return (struct allowance_row){ 0 };
}

static bool pay(struct db *db, row_id item, rupiah deposit, const char *key, struct allowance_paid *out)
{
	struct allowance_pick pick = { item, deposit, NULL, 0 };
	err_clear(&e);
	problems_clear(&p);
	return allowance_pay(db, &f.bendahara, &(struct allowance_payment_in){ .picks = &pick, .count = 1, .on = FIXTURE_DAY, .consent = true, .idem = key }, out, &p, &e);
}

static int64_t paid_entries(void) { return money_int(f.db, "SELECT count(*) FROM entry e WHERE kind = 'payment' AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses_id = e.id)"); }
static rupiah owed(void) { return ledger_balance(f.db, f.panti, "uang_saku_terutang"); }

static void test_pro_rata(void **state)
{
	(void)state;
	caldate old = date_make(2024, 1, 1);
	row_id whole = child("Ani", "sd", 4, old), half = child("Bela", "smp", 8, date_make(2026, 7, 16)), away = child("Citra", "sma", 11, old), gone = child("Dina", "sd", 2, old);
	row_id ill = child("Euis", "sd", 3, old), later = child("Fitri", "sd", 3, date_make(2026, 8, 1)), none = child("Gita", "pt", 0, old);
	money_away(&f, away, date_make(2026, 7, 1), date_make(2026, 7, 16), "izin");
	money_away(&f, ill, date_make(2026, 7, 5), date_make(2026, 7, 20), "sakit"); /* in the house: counts */
	money_stay_end(&f, money_stay_of(&f, gone), date_make(2026, 7, 11), "reunifikasi");
	struct allowance_run_result r = run(JULY);
	assert_int_equal(r.children, 6);
	assert_int_equal(r.added, 6);
	assert_int_equal(r.no_rate, 1);
	assert_int_equal(of(whole, JULY).due, 40000);
	assert_int_equal(of(half, JULY).due, 25800);  /* 50.000 x 16/31 = 25.806 */
	assert_int_equal(of(half, JULY).days, 16);
	assert_int_equal(of(away, JULY).due, 38700);  /* 75.000 x 16/31 = 38.709 */
	assert_int_equal(of(gone, JULY).due, 12900);  /* 40.000 x 10/31 = 12.903 */
	assert_int_equal(of(ill, JULY).due, 40000);
	assert_int_equal(of(none, JULY).due, 0);
	assert_int_equal(of(later, JULY).id, 0);
	assert_int_equal(r.total, 40000 + 25800 + 38700 + 12900 + 40000);
	assert_int_equal(owed(), r.total);
	assert_int_equal(ledger_balance(f.db, f.panti, "beban_uang_saku"), r.total);
	assert_int_equal(of(whole, JULY).deposit, 10000); /* proposed by the setting */
	struct allowance_total *t;
	int n = allowance_totals(f.db, &f.bendahara, &(struct allowance_filter){ .from = JULY, .to = JULY, .state = -1 }, a, &t, &e);
	assert_int_equal(n, 5);
	assert_string_equal(t[4].level, "");
	assert_int_equal(t[4].unpaid, r.total);
	assert_int_equal(t[4].children, 6);
	assert_int_equal(allowance_owed(f.db, gone), 12900);
}

static void test_level_of_last_day_and_old_rates(void **state)
{
	(void)state;
	row_id up = child("Ani", "sd", 6, date_make(2024, 1, 1)), down = child("Bela", "smp", 9, date_make(2024, 1, 1));
	money_level(&f, up, date_make(2026, 7, 13), "smp", 7);
	money_level(&f, down, date_make(2026, 7, 25), "sma", 10);
	money_stay_end(&f, money_stay_of(&f, down), date_make(2026, 7, 21), "mandiri"); /* left before the new level began */
	money_rate(&f, "smp", 60000, date_make(2026, 8, 1));
	run(JULY);
	assert_string_equal(of(up, JULY).level, "smp");
	assert_int_equal(of(up, JULY).due, 50000); /* July keeps July's rate */
	assert_string_equal(of(down, JULY).level, "smp");
	assert_int_equal(of(down, JULY).due, 32300);
	run(AUGUST);
	assert_int_equal(of(up, AUGUST).rate, 60000);
}

static void test_units_and_rounding(void **state)
{
	(void)state;
	row_id kid = child("Ani", "sd", 4, date_make(2026, 7, 10));
	money_setting(&f, "allowance_rounding", "1");
	run(JULY);
	assert_int_equal(of(kid, JULY).due, 28387); /* 40.000 x 22/31 = 28.387,1 */
	money_setting(&f, "allowance_rounding", "1000");
	assert_int_equal(run(JULY).changed, 1);
	assert_int_equal(of(kid, JULY).due, 28000);
	money_setting(&f, "allowance_unit", "school_day");
	run(JULY);
	assert_int_equal(of(kid, JULY).days, 16); /* 10 July is a Friday */
	assert_int_equal(of(kid, JULY).due, 640000);
	money_setting(&f, "allowance_on", "0");
	assert_false(allowance_run(f.db, &f.bendahara, JULY, NULL, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_int_equal(owed(), 640000); /* every recalculation took the old one back */
	fixture_must(&e, ledger_verify(f.db, f.panti, NULL, &e));
}

static void test_run_again(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1)), bela = child("Bela", "sd", 5, date_make(2024, 1, 1));
	run(JULY);
	int64_t entries = money_int(f.db, "SELECT count(*) FROM entry");
	struct allowance_run_result r = run(JULY);
	assert_int_equal(r.added + r.changed + r.removed + r.corrected, 0);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM entry"), entries); /* nothing new posted */
	assert_true(pay(f.db, of(ani, JULY).id, 0, NULL, NULL));
	/* known later: both were away half of July, and a third had come */
	money_away(&f, ani, date_make(2026, 7, 17), DATE_NONE, "izin");
	money_away(&f, bela, date_make(2026, 7, 17), DATE_NONE, "izin");
	child("Citra", "sd", 1, date_make(2026, 7, 30));
	r = run(JULY);
	assert_int_equal(r.added, 1);
	assert_int_equal(r.changed, 1);
	assert_int_equal(r.corrected, 1);
	assert_int_equal(of(ani, JULY).due, 40000);            /* paid: untouched */
	assert_int_equal(of(ani, JULY).correction, 20600 - 40000);
	assert_int_equal(of(bela, JULY).due, 20600);           /* 16/31 */
	assert_int_equal(owed(), 20600 + of(bela, JULY).correction + 2600);
	/* the stay itself was a mistake: nothing is due, the row stays */
	money_void(&f, "stay", money_stay_of(&f, bela));
	r = run(JULY);
	assert_int_equal(r.removed, 1);
	assert_int_equal(of(bela, JULY).due, 0);
	assert_int_equal(money_int(f.db, "SELECT count(*) FROM (SELECT entry_id FROM posting GROUP BY entry_id HAVING sum(amount) <> 0)"), 0);
}

static void test_correction_carried_into_next_month(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	run(JULY);
	assert_true(pay(f.db, of(ani, JULY).id, 0, NULL, NULL));
	money_away(&f, ani, date_make(2026, 7, 17), date_make(2026, 8, 1), "izin");
	money_level(&f, ani, date_make(2026, 7, 13), "smp", 7); /* 50.000 x 16/31 = 25.800 */
	run(AUGUST);
	assert_int_equal(of(ani, JULY).correction, 25800 - 40000);
	assert_int_equal(of(ani, AUGUST).carried, 25800 - 40000);
	assert_int_equal(of(ani, AUGUST).due, 50000 + 25800 - 40000);
	run(AUGUST); /* the correction is taken up once */
	assert_int_equal(of(ani, AUGUST).due, 50000 + 25800 - 40000);
	assert_true(pay(f.db, of(ani, AUGUST).id, 0, NULL, NULL));
	run(AUGUST);
	assert_int_equal(of(ani, AUGUST).correction, 0);
}

static void test_advance_is_corrected(void **state)
{
	(void)state;
	money_setting(&f, "allowance_basis", "advance");
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	money_away(&f, ani, date_make(2026, 8, 1), date_make(2026, 8, 16), "izin");
	run(AUGUST);
	assert_int_equal(of(ani, AUGUST).due, 40000); /* absences are not looked at in advance */
	assert_true(pay(f.db, of(ani, AUGUST).id, 0, NULL, NULL));
	clock_set_ms(FIXTURE_NOW + INT64_C(32) * 86400000); /* 4 September */
	run(date_make(2026, 9, 1));
	assert_int_equal(of(ani, AUGUST).correction, 20600 - 40000);
	assert_int_equal(of(ani, date_make(2026, 9, 1)).due, 40000 + 20600 - 40000);
}

static void test_pay_with_deposit(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	run(JULY);
	struct allowance_paid done;
	row_id item = of(ani, JULY).id;
	struct allowance_pick pick = { item, 10000, NULL, 0 };
	struct allowance_payment_in in = { .picks = &pick, .count = 1, .on = FIXTURE_DAY, .consent = false };
	assert_false(allowance_pay(f.db, &f.bendahara, &in, &done, &p, &e)); /* no deposit without consent */
	err_clear(&e);
	pick.deposit = 40001;
	in.consent = true;
	assert_false(allowance_pay(f.db, &f.bendahara, &in, &done, &p, &e));
	err_clear(&e);
	pick.deposit = 10000;
	fixture_must(&e, allowance_pay(f.db, &f.bendahara, &in, &done, &p, &e));
	assert_int_equal(done.total, 40000);
	assert_int_equal(done.deposits, 10000);
	assert_int_equal(done.cash_after, 5000000 - 40000); /* the full amount left the fund's cash */
	assert_int_equal(ledger_balance(f.db, f.panti, "kas_tabungan"), 10000);
	assert_int_equal(savings_balance(f.db, ani), 10000);
	assert_int_equal(money_int(f.db, "SELECT savings FROM resident_now"), 10000);
	assert_int_equal(owed(), 0);
	assert_int_equal(of(ani, JULY).state, ALLOWANCE_PAID);
}

static void test_never_twice(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	run(JULY);
	row_id item = of(ani, JULY).id;
	char key[IDEM_SIZE], sql[300];
	struct allowance_paid done;
	db_idem_make(key);
	assert_true(pay(f.db, item, 5000, key, &done));
	assert_false(done.already);
	assert_true(pay(f.db, item, 5000, key, &done)); /* the answer was lost: the same save again */
	assert_true(done.already);
	assert_int_equal(done.total, 40000);
	assert_int_equal(paid_entries(), 1);
	db_idem_make(key);
	assert_false(pay(f.db, item, 0, key, &done)); /* another save */
	assert_int_equal(e.kind, ERR_PROBLEMS);
	struct allowance_pick twice[2] = { { item, 0, NULL, 0 }, { item, 0, NULL, 0 } };
	assert_false(allowance_pay(f.db, &f.bendahara, &(struct allowance_payment_in){ .picks = twice, .count = 2, .on = FIXTURE_DAY }, &done, &p, &e));
	/* the item itself set back by hand: the ledger still knows */
	snprintf(sql, sizeof sql, "UPDATE allowance_item SET state = 'terutang' WHERE id = %" PRId64, item);
	assert_true(money_sql_passes(f.db, sql));
	assert_false(pay(f.db, item, 0, NULL, &done));
	struct check c = { NULL, NULL, 0 };
	err_clear(&e);
	fixture_must(&e, ledger_check_all(f.db, &c, &e));
	assert_int_equal(c.found, 1); /* and check says so */
	assert_false(money_sql_passes(f.db, "DELETE FROM allowance_item"));
	assert_false(money_sql_passes(f.db, "UPDATE allowance_item SET month = '2026-06'"));
	assert_int_equal(paid_entries(), 1);
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 5000000 - 40000);
}

static void test_all_or_none(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1)), bela = child("Bela", "sd", 5, date_make(2024, 1, 1));
	run(JULY);
	assert_true(pay(f.db, of(bela, JULY).id, 0, NULL, NULL));
	struct allowance_pick picks[2] = { { of(ani, JULY).id, 0, NULL, 0 }, { of(bela, JULY).id, 0, NULL, 0 } };
	problems_clear(&p);
	assert_false(allowance_pay(f.db, &f.bendahara, &(struct allowance_payment_in){ .picks = picks, .count = 2, .on = FIXTURE_DAY }, NULL, &p, &e));
	assert_non_null(strstr(p.list[0].text, "Bela"));
	assert_int_equal(of(ani, JULY).state, ALLOWANCE_DUE);
	assert_int_equal(paid_entries(), 1);
}

static void test_cash_and_limit(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	run(JULY);
	struct allowance_pick pick = { of(ani, JULY).id, 0, NULL, 0 };
	struct allowance_payment_in in = { .picks = &pick, .count = 1, .on = FIXTURE_DAY, .fund = "donatur" };
	assert_false(allowance_pay(f.db, &f.bendahara, &in, NULL, &p, &e)); /* nothing in that fund */
	assert_int_equal(e.kind, ERR_PROBLEMS);
	err_clear(&e);
	in.fund = NULL;
	money_setting(&f, "pay_limit", "30000");
	assert_false(allowance_pay(f.db, &f.bendahara, &in, NULL, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_false(allowance_pay(f.db, &f.pengasuh, &in, NULL, &p, &e));
	err_clear(&e);
	assert_false(allowance_pay(f.db, &f.sistem, &in, NULL, &p, &e));
	fixture_must(&e, allowance_pay(f.db, &f.kepala, &in, NULL, &p, &e));
}

static void test_reverse_and_pay_again(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	run(JULY);
	row_id item = of(ani, JULY).id;
	assert_true(pay(f.db, item, 10000, NULL, NULL));
	assert_false(allowance_reverse(f.db, &f.bendahara, item, FIXTURE_DAY, "", NULL, &p, &e)); /* a reason is needed */
	err_clear(&e);
	/* the deposit has been drawn: taking it back would leave less than nothing */
	fixture_must(&e, savings_withdraw(f.db, &f.bendahara, &(struct savings_move){ .resident = ani, .amount = 4000, .on = FIXTURE_DAY }, &p, &e));
	assert_false(allowance_reverse(f.db, &f.bendahara, item, FIXTURE_DAY, "keliru", NULL, &p, &e));
	assert_int_equal(of(ani, JULY).state, ALLOWANCE_PAID);
	fixture_must(&e, savings_deposit(f.db, &f.bendahara, &(struct savings_move){ .resident = ani, .amount = 4000, .on = FIXTURE_DAY, .consent = true }, &p, &e));
	char key[IDEM_SIZE];
	db_idem_make(key);
	fixture_must(&e, allowance_reverse(f.db, &f.bendahara, item, FIXTURE_DAY, "keliru anak", key, &p, &e));
	fixture_must(&e, allowance_reverse(f.db, &f.bendahara, item, FIXTURE_DAY, "keliru anak", key, &p, &e));
	assert_int_equal(of(ani, JULY).state, ALLOWANCE_DUE);
	assert_int_equal(savings_balance(f.db, ani), 0);
	assert_int_equal(ledger_cash(f.db, f.panti, "apbd"), 5000000);
	assert_int_equal(owed(), 40000);
	assert_true(pay(f.db, item, 0, NULL, NULL));
	assert_int_equal(paid_entries(), 1);
	assert_int_equal(owed(), 0);
	fixture_must(&e, ledger_verify(f.db, f.panti, NULL, &e));
}

static void test_hold_and_release(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	run(JULY);
	row_id item = of(ani, JULY).id;
	assert_false(allowance_hold(f.db, &f.bendahara, item, "", &p, &e));
	fixture_must(&e, allowance_hold(f.db, &f.bendahara, item, "pulang 1-15/8", &p, &e));
	assert_string_equal(of(ani, JULY).note, "pulang 1-15/8");
	assert_false(pay(f.db, item, 0, NULL, NULL));
	fixture_must(&e, allowance_release(f.db, &f.bendahara, item, &p, &e));
	assert_true(pay(f.db, item, 0, NULL, NULL));
	assert_false(allowance_hold(f.db, &f.bendahara, item, "terlambat", &p, &e));
}

static void test_rapel(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1)), bela = child("Bela", "sma", 11, date_make(2024, 1, 1));
	for (int m = 6; m <= 8; m++) run(date_make(2026, m, 1));
	int n;
	struct allowance_row *r = rows(date_make(2026, 6, 1), AUGUST, &n);
	assert_int_equal(n, 6);
	assert_int_equal(r[0].resident, ani);
	assert_int_equal(r[3].resident, bela);
	struct allowance_pick picks[6];
	for (int i = 0; i < n; i++) picks[i] = (struct allowance_pick){ r[i].id, 0, NULL, r[i].version };
	struct allowance_paid done;
	fixture_must(&e, allowance_pay(f.db, &f.bendahara, &(struct allowance_payment_in){ .picks = picks, .count = n, .on = FIXTURE_DAY }, &done, &p, &e));
	assert_int_equal(done.children, 2);
	assert_int_equal(done.total, 3 * 115000);
}

static bool close_tx(struct db *db, void *ctx, struct err *err)
{
	struct stmt *q = stmt(db, "INSERT INTO period (panti_id, month, closed_at, closed_by) VALUES (?1, ?2, 1, 1)");
	stmt_int(q, 1, f.panti);
	stmt_text(q, 2, ctx);
	return stmt_run(q, err);
}

static void test_closed_month(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	run(JULY);
	char july[] = "2026-07";
	fixture_must(&e, db_tx(f.db, close_tx, july, &e));
	assert_false(allowance_run(f.db, &f.bendahara, JULY, NULL, &p, &e));
	assert_false(allowance_run(f.db, &f.bendahara, date_make(2026, 9, 1), NULL, &p, &e)); /* not begun */
	struct allowance_pick pick = { of(ani, JULY).id, 0, NULL, 0 };
	struct allowance_payment_in in = { .picks = &pick, .count = 1, .on = date_make(2026, 7, 31) };
	err_clear(&e);
	assert_false(allowance_pay(f.db, &f.bendahara, &in, NULL, &p, &e)); /* no money into the closed month */
	err_clear(&e);
	in.on = FIXTURE_DAY; /* what is owed from it is paid in the open one */
	fixture_must(&e, allowance_pay(f.db, &f.bendahara, &in, NULL, &p, &e));
}

static void test_scope_and_rates(void **state)
{
	(void)state;
	row_id ani = child("Ani", "sd", 4, date_make(2024, 1, 1));
	run(JULY);
	struct actor other;
	fixture_panti(&f, "dua", &other);
	struct allowance_row *out;
	assert_int_equal(allowance_list(f.db, &other, &(struct allowance_filter){ .from = JULY, .to = JULY, .state = -1 }, a, &out, &e), 0);
	struct allowance_pick pick = { of(ani, JULY).id, 0, NULL, 0 };
	assert_false(allowance_pay(f.db, &other, &(struct allowance_payment_in){ .picks = &pick, .count = 1, .on = FIXTURE_DAY }, NULL, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	assert_int_equal(allowance_list(f.db, &f.peksos, &(struct allowance_filter){ .from = JULY, .to = JULY, .state = -1 }, a, &out, &e), -1);
	err_clear(&e);
	assert_false(allowance_rate_add(f.db, &f.bendahara, &(struct rate_new){ date_make(2025, 1, 1), "sd", 0, 1 }, NULL, &p, &e)); /* same day and level */
	err_clear(&e);
	assert_false(allowance_rate_add(f.db, &f.bendahara, &(struct rate_new){ date_make(2026, 1, 1), "tk", 0, 1 }, NULL, &p, &e));
	err_clear(&e);
	row_id id;
	fixture_must(&e, allowance_rate_add(f.db, &f.bendahara, &(struct rate_new){ date_make(2026, 1, 1), "sd", 4, 45000 }, &id, &p, &e));
	rupiah amount;
	assert_true(allowance_rate_at(f.db, f.panti, "sd", 4, JULY, &amount));
	assert_int_equal(amount, 45000);
	assert_true(allowance_rate_at(f.db, f.panti, "sd", 5, JULY, &amount));
	assert_int_equal(amount, 40000);
	fixture_must(&e, allowance_rate_void(f.db, &f.bendahara, id, "keliru", &p, &e));
	assert_true(allowance_rate_at(f.db, f.panti, "sd", 4, JULY, &amount));
	assert_int_equal(amount, 40000);
	struct rate_row *list;
	assert_int_equal(allowance_rate_list(f.db, &f.bendahara, false, a, &list, &e), 3);
	assert_int_equal(allowance_rate_list(f.db, &f.bendahara, true, a, &list, &e), 4);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, desk_teardown_raw)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_pro_rata), T(test_level_of_last_day_and_old_rates), T(test_units_and_rounding), T(test_run_again), T(test_correction_carried_into_next_month),
		T(test_advance_is_corrected), T(test_pay_with_deposit), T(test_never_twice), T(test_all_or_none), T(test_cash_and_limit), T(test_reverse_and_pay_again),
		T(test_hold_and_release), T(test_rapel), T(test_closed_month), T(test_scope_and_rates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
