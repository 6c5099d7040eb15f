#include "tests/rules/check.h"
#include "src/rules/allowance.h"

static struct problems p;

static struct stay_span span(const char *from, const char *to)
{
	return (struct stay_span){ day(from), *to ? day(to) : DATE_NONE };
}

static struct allowance_rate rate(const char *level, int grade, const char *from, const char *until, rupiah amount)
{
	return (struct allowance_rate){ level, grade, day(from), *until ? day(until) : DATE_NONE, amount };
}

static rupiah on(const struct allowance_rate *r, size_t n, const char *level, int grade, const char *iso)
{
	const struct allowance_rate *found = allowance_rate_on(r, n, level, grade, day(iso));
	return found ? found->amount : -1;
}

static void the_rate_of_a_day(void **state)
{
	(void)state;
	const struct allowance_rate r[] = {
		rate("sd", 0, "2025-07-01", "", 40000), rate("smp", 0, "2025-07-01", "", 50000), rate("sma", 0, "2026-01-01", "", 75000),
		rate("sma", 12, "2025-07-01", "", 90000), rate("sma", 0, "2025-01-01", "", 70000), rate("sd", 0, "2026-07-01", "", 45000), rate("pt", 0, "2025-01-01", "2026-01-01", 100000),
	};
	size_t n = COUNT(r);
	assert_int_equal(on(r, n, "sd", 3, "2026-06-30"), 40000); /* old months keep old rates */
	assert_int_equal(on(r, n, "sd", 3, "2026-07-01"), 45000);
	assert_int_equal(on(r, n, "sd", 3, "2025-06-30"), -1);
	assert_int_equal(on(r, n, "sma", 11, "2025-12-31"), 70000);
	assert_int_equal(on(r, n, "sma", 11, "2026-01-01"), 75000);
	assert_int_equal(on(r, n, "sma", 12, "2026-08-01"), 90000); /* the grade before the level, though older */
	assert_int_equal(on(r, n, "sma", 12, "2025-06-30"), 70000);
	assert_int_equal(on(r, n, "pt", 0, "2025-12-31"), 100000);
	assert_int_equal(on(r, n, "pt", 0, "2026-01-01"), -1);
	assert_int_equal(on(r, n, "belum", 0, "2026-01-01"), -1);
	assert_int_equal(on(NULL, 0, "sd", 1, "2026-01-01"), -1);
	/* the order of the rows does not matter */
	struct allowance_rate back[COUNT(r)];
	for (size_t i = 0; i < n; i++)
		back[i] = r[n - 1 - i];
	assert_int_equal(on(back, n, "sma", 12, "2026-08-01"), 90000);
	assert_int_equal(on(back, n, "sd", 3, "2026-08-01"), 45000);
}

static bool rate_ok(struct allowance_rate r)
{
	const struct allowance_rate there = rate("smp", 0, "2026-07-01", "", 50000);
	problems_clear(&p);
	return allowance_rate_check(&r, &there, 1, &p);
}

static void rates_are_checked(void **state)
{
	(void)state;
	assert_true(rate_ok(rate("smp", 0, "2026-08-01", "", 0)));
	assert_true(rate_ok(rate("smp", 9, "2026-07-01", "", 60000)));
	assert_false(rate_ok(rate("smp", 0, "2026-07-01", "", 60000)));
	assert_false(rate_ok(rate("smp", 6, "2026-08-01", "", 60000)));
	assert_false(rate_ok(rate("stm", 0, "2026-08-01", "", 60000)));
	assert_false(rate_ok(rate("smp", 0, "2026-08-01", "", -1)));
	assert_false(rate_ok(rate("smp", 0, "2026-08-01", "", INT64_C(1000000000000))));
	assert_false(rate_ok(rate("smp", 0, "2026-08-01", "2026-08-01", 60000)));
	assert_false(rate_ok((struct allowance_rate){ "smp", 0, DATE_NONE, DATE_NONE, 60000 }));
}

static void due_by_days_present(void **state)
{
	(void)state;
	const struct allowance_settings s = ALLOWANCE_DEFAULTS;
	struct stay_span stay = span("2019-07-12", "");
	struct presence_span leave = { day("2026-08-01"), day("2026-08-16"), DATE_NONE, false, "izin" };
	struct allowance_days d = allowance_count(&s, day("2026-08-01"), &stay, 1, NULL, 0, NULL, 0);
	assert_int_equal(d.counted, 31);
	assert_int_equal(d.period, 31);
	assert_int_equal(d.last, day("2026-08-31"));
	assert_int_equal(allowance_due(&s, 75000, d), 75000); /* a whole month is the whole rate */
	d = allowance_count(&s, day("2026-08-20"), &stay, 1, &leave, 1, NULL, 0); /* any day of the month names it */
	assert_int_equal(d.counted, 16);
	assert_int_equal(allowance_due(&s, 75000, d), 38700); /* 38,709.67 */
	leave.until = DATE_NONE;
	d = allowance_count(&s, day("2026-08-01"), &stay, 1, &leave, 1, NULL, 0);
	assert_int_equal(d.last, DATE_NONE);
	assert_int_equal(allowance_due(&s, 75000, d), 0);
	stay = span("2026-02-10", "2026-02-25"); /* came and went in February: 15 of 28 days, level of the 24th */
	d = allowance_count(&s, day("2026-02-01"), &stay, 1, NULL, 0, NULL, 0);
	assert_int_equal(d.counted, 15);
	assert_int_equal(d.period, 28);
	assert_int_equal(d.last, day("2026-02-24"));
	assert_int_equal(allowance_due(&s, 50000, d), 26800); /* 26,785.71 */
	d = allowance_count(&s, day("2024-02-01"), &stay, 1, NULL, 0, NULL, 0);
	assert_int_equal(d.period, 29);
	assert_int_equal(d.counted, 0);
}

static void rounding_half_up(void **state)
{
	(void)state;
	struct allowance_settings s = ALLOWANCE_DEFAULTS;
	struct allowance_days half = { 1, 2, DATE_NONE };
	assert_int_equal(allowance_due(&s, 100, half), 100); /* 50 of 100: up */
	assert_int_equal(allowance_due(&s, 98, half), 0);
	s.step = 1;
	assert_int_equal(allowance_due(&s, 75001, half), 37501);
	s.step = 1000;
	assert_int_equal(allowance_due(&s, 75000, half), 38000); /* 37,500 */
	assert_int_equal(allowance_due(&s, 74998, half), 37000);
	s.off = true;
	assert_int_equal(allowance_due(&s, 75000, half), 0);
	s.off = false;
	assert_int_equal(allowance_due(&s, 0, half), 0);
	assert_int_equal(allowance_due(&s, 75000, (struct allowance_days){ 0, 30, DATE_NONE }), 0);
}

static void other_units(void **state)
{
	(void)state;
	struct allowance_settings s = { ALLOWANCE_CALENDAR_DAY, false, 1, false };
	struct stay_span stay = span("2026-08-03", "");
	struct presence_span leave = { day("2026-08-10"), day("2026-08-15"), DATE_NONE, false, "izin" };
	caldate holidays[] = { day("2026-08-17"), day("2026-08-25") };
	struct allowance_days d = allowance_count(&s, day("2026-08-01"), &stay, 1, &leave, 1, holidays, 2);
	assert_int_equal(d.counted, 29); /* leave does not matter */
	assert_int_equal(allowance_due(&s, 2000, d), 58000);
	s.unit = ALLOWANCE_DAY_PRESENT;
	d = allowance_count(&s, day("2026-08-01"), &stay, 1, &leave, 1, holidays, 2);
	assert_int_equal(d.counted, 24);
	s.unit = ALLOWANCE_SCHOOL_DAY; /* 21 weekdays of August, 5 on leave, 2 holidays */
	d = allowance_count(&s, day("2026-08-01"), &stay, 1, &leave, 1, holidays, 2);
	assert_int_equal(d.counted, 14);
	assert_int_equal(d.period, 1);
	assert_int_equal(allowance_due(&s, 3000, d), 42000);
	for (int u = 0; u < ALLOWANCE_UNITS; u++)
		assert_int_equal(allowance_unit_from_code(allowance_unit_code((enum allowance_unit)u)), u);
	assert_int_equal(allowance_unit_from_code("week"), ALLOWANCE_UNITS);
}

static void in_advance_and_corrected(void **state)
{
	(void)state;
	struct allowance_settings s = { ALLOWANCE_MONTH, true, 100, false };
	struct stay_span stay = span("2019-07-12", "");
	struct presence_span leave = { day("2026-08-01"), day("2026-08-16"), DATE_NONE, false, "izin" };
	struct allowance_days d = allowance_count(&s, day("2026-08-01"), &stay, 1, &leave, 1, NULL, 0);
	rupiah paid = allowance_due(&s, 75000, d);
	assert_int_equal(paid, 75000); /* nobody knows of the leave yet */
	s.advance = false;
	d = allowance_count(&s, day("2026-08-01"), &stay, 1, &leave, 1, NULL, 0);
	assert_int_equal(allowance_correction(&s, 75000, d, paid), -36300);
	assert_int_equal(allowance_correction(&s, 75000, d, 38700), 0);
	assert_int_equal(allowance_correction(&s, 75000, d, 0), 38700);
}

static void states_and_moves(void **state)
{
	(void)state;
	static const char *const moves[ALLOWANCE_STATES] = { /* pay hold release reverse again */
		[ALLOWANCE_DUE] = "PH---", [ALLOWANCE_PAID] = "---R-", [ALLOWANCE_HELD] = "--D--", [ALLOWANCE_REVERSED] = "----D",
	};
	for (int s = 0; s < ALLOWANCE_STATES; s++) {
		assert_int_equal(allowance_state_from_code(allowance_state_code((enum allowance_state)s)), s);
		assert_true(*allowance_state_label((enum allowance_state)s));
		for (int m = 0; m < ALLOWANCE_MOVES; m++) {
			problems_clear(&p);
			const struct allowance_step *step = allowance_can((enum allowance_state)s, (enum allowance_move)m, "cuti", &p);
			char to = moves[s][m];
			assert_int_equal(step != NULL, to != '-');
			assert_int_equal(p.hard, to == '-');
			if (step)
				assert_int_equal(step->to, to == 'P' ? ALLOWANCE_PAID : to == 'H' ? ALLOWANCE_HELD : to == 'R' ? ALLOWANCE_REVERSED : ALLOWANCE_DUE);
		}
	}
	problems_clear(&p);
	assert_null(allowance_can(ALLOWANCE_PAID, ALLOWANCE_PAY, "", &p));
	assert_non_null(strstr(p.list[0].text, "twice"));
	assert_null(allowance_can(ALLOWANCE_DUE, ALLOWANCE_HOLD, "", NULL));
	assert_null(allowance_can(ALLOWANCE_PAID, ALLOWANCE_REVERSE, NULL, NULL));
	assert_non_null(allowance_can(ALLOWANCE_DUE, ALLOWANCE_PAY, NULL, NULL));
	assert_int_equal(allowance_state_from_code("lunas"), ALLOWANCE_STATES);
}

static bool pays(rupiah amount, rupiah deposit, bool consent, rupiah cash)
{
	struct allowance_payment pay = { amount, deposit, consent, cash };
	problems_clear(&p);
	return allowance_payment_check(&pay, &p);
}

static void payment_and_deposit(void **state)
{
	(void)state;
	assert_true(pays(75000, 0, false, 75000));
	assert_true(pays(75000, 75000, true, -1));
	assert_false(pays(75000, 75001, true, -1));
	assert_false(pays(75000, -1, true, -1));
	assert_false(pays(75000, 1, false, -1));
	assert_false(pays(0, 0, true, -1));
	assert_false(pays(75000, 0, false, 74999));
	assert_non_null(strstr(p.list[0].text, "Rp74.999"));
	assert_false(pays(75000, 0, false, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rate_of_a_day), cmocka_unit_test(rates_are_checked), cmocka_unit_test(due_by_days_present), cmocka_unit_test(rounding_half_up),
		cmocka_unit_test(other_units), cmocka_unit_test(in_advance_and_corrected), cmocka_unit_test(states_and_moves), cmocka_unit_test(payment_and_deposit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
