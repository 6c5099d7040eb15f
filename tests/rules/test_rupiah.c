/* Rupiah: grouping, what people type, sums in words, shares. */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>
#include "src/base/rupiah.h"

static void test_format(void **state)
{
	(void)state;
	char out[RUPIAH_SIZE];
	assert_string_equal(rupiah_group(0, out), "0");
	assert_string_equal(rupiah_group(999, out), "999");
	assert_string_equal(rupiah_group(1000, out), "1.000");
	assert_string_equal(rupiah_group(-5000, out), "-5.000");
	assert_string_equal(rupiah_group(1234567, out), "1.234.567");
	assert_string_equal(rupiah_group(INT64_MIN, out), "-9.223.372.036.854.775.808");
	assert_string_equal(rupiah_format(1000000, out), "Rp1.000.000");
	assert_string_equal(rupiah_format(-2500, out), "-Rp2.500");
	assert_string_equal(rupiah_format(INT64_MIN, out), "-Rp9.223.372.036.854.775.808");
}

static void test_parse(void **state)
{
	(void)state;
	static const struct { const char *typed; rupiah amount; } good[] = {
		{ "50000", 50000 }, { "50.000", 50000 }, { "Rp50.000", 50000 }, { "rp 50.000", 50000 }, { "Rp. 50.000,-", 50000 }, { "50rb", 50000 }, { "50 RIBU", 50000 },
		{ "1,5jt", 1500000 }, { "1,25 juta", 1250000 }, { "0", 0 }, { " 10000 ", 10000 }, { "2m", 2000000000 }, { "1.500rb", 1500000 }, { "999.999.999.999", RUPIAH_MAX },
		{ "0,5rb", 500 },
	};
	static const char *const bad[] = { "", " ", "abc", "-5", "+5", "1,5", "50,00", "5e3", "1.50", "50.00", "1..000", ".500", "5,", "1,2345rb", "1000000000000", "1000jt jt", "99999999999999999999",
		"999999999jt", "Rp", "0x10", "1.0000", "12.34.567", "५०", "1.5jt", "50%", "5 0" };
	rupiah amount;
	struct problems p;
	for (size_t i = 0; i < COUNT(good); i++) {
		problems_clear(&p);
		if (!rupiah_parse(good[i].typed, &amount, "amount", &p) || amount != good[i].amount || p.count)
			fail_msg("%s gave %" PRId64, good[i].typed, amount);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		problems_clear(&p);
		if (rupiah_parse(bad[i], &amount, "amount", &p) || p.hard != 1 || !problem_of(&p, "amount") || !problem_of(&p, "amount")->text[0])
			fail_msg("%s was taken", bad[i]);
	}
}

static void test_terbilang(void **state)
{
	(void)state;
	static const struct { rupiah amount; const char *words; } cases[] = {
		{ 0, "nol rupiah" }, { 1, "satu rupiah" }, { 10, "sepuluh rupiah" }, { 11, "sebelas rupiah" }, { 12, "dua belas rupiah" }, { 19, "sembilan belas rupiah" },
		{ 20, "dua puluh rupiah" }, { 21, "dua puluh satu rupiah" }, { 100, "seratus rupiah" }, { 101, "seratus satu rupiah" }, { 111, "seratus sebelas rupiah" },
		{ 200, "dua ratus rupiah" }, { 999, "sembilan ratus sembilan puluh sembilan rupiah" }, { 1000, "seribu rupiah" }, { 1001, "seribu satu rupiah" },
		{ 1100, "seribu seratus rupiah" }, { 2000, "dua ribu rupiah" }, { 11000, "sebelas ribu rupiah" }, { 50000, "lima puluh ribu rupiah" }, { 100000, "seratus ribu rupiah" },
		{ 101000, "seratus satu ribu rupiah" }, { 150000, "seratus lima puluh ribu rupiah" }, { 1000000, "satu juta rupiah" }, { 1001000, "satu juta seribu rupiah" },
		{ 1500000, "satu juta lima ratus ribu rupiah" }, { 1000000000, "satu miliar rupiah" }, { INT64_C(1000000000000), "satu triliun rupiah" }, { -2500, "minus dua ribu lima ratus rupiah" },
	};
	char out[400];
	for (size_t i = 0; i < COUNT(cases); i++) {
		rupiah_terbilang(cases[i].amount, out, sizeof out);
		assert_string_equal(out, cases[i].words);
	}
	rupiah_terbilang(INT64_MIN, out, sizeof out);
	assert_memory_equal(out, "minus sembilan kuintiliun ", 26);
	rupiah_terbilang(150000, out, 10);
	assert_string_equal(out, "seratus l");
}

static void test_share(void **state)
{
	(void)state;
	assert_int_equal(rupiah_share(40000, 31, 31, 100), 40000);
	assert_int_equal(rupiah_share(40000, 0, 31, 100), 0);
	assert_int_equal(rupiah_share(40000, 15, 31, 1), 19355);    /* 19354.84 */
	assert_int_equal(rupiah_share(40000, 15, 31, 100), 19400);
	assert_int_equal(rupiah_share(40000, 15, 31, 1000), 19000);
	assert_int_equal(rupiah_share(100, 1, 2, 100), 100);        /* half goes up */
	assert_int_equal(rupiah_share(99, 1, 2, 100), 0);
	assert_int_equal(rupiah_share(1, 1, 2, 1), 1);
	assert_int_equal(rupiah_share(-1, 1, 2, 1), 0);             /* up is up, also below zero */
	assert_int_equal(rupiah_share(1499, 1, 10, 100), 100);      /* 149.9: a rounding of the rounded would give 200 */
	assert_int_equal(rupiah_share(RUPIAH_MAX, 366, 365, 1), INT64_C(1002739726026));
	for (rupiah amount = 0; amount < 500; amount++)
		for (int64_t n = 0; n <= 31; n++) { /* against the definition */
			int64_t twice = 2 * amount * n + 31 * 100;
			assert_int_equal(rupiah_share(amount, n, 31, 100), twice / (2 * 31 * 100) * 100);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_format), cmocka_unit_test(test_parse), cmocka_unit_test(test_terbilang), cmocka_unit_test(test_share) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
