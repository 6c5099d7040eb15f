#include "tests/rules/check.h"
#include "src/rules/nik.h"

static struct problems p;

static bool check(const char *nik, const char *birth, char precision, const char *sex)
{
	problems_clear(&p);
	return nik_check(nik, *birth ? day(birth) : DATE_NONE, precision, sex, true, "nik", &p);
}

static void taken_apart(void **state)
{
	(void)state;
	struct nik n;
	assert_true(nik_split("6408044903130002", &n));
	assert_string_equal(n.region, "64.08.04");
	assert_true(n.female);
	assert_int_equal(n.day, 9);
	assert_int_equal(n.month, 3);
	assert_int_equal(n.year2, 13);
	assert_int_equal(n.serial, 2);
	assert_true(nik_split("6471013112099999", &n));
	assert_false(n.female);
	assert_int_equal(n.day, 31);
	assert_false(nik_split("", &n));
	assert_false(nik_split(NULL, &n));
	assert_int_equal(n.day, 0);
}

static void hard_rules(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"640804490313000",   /* 15 */
		"64080449031300022", /* 17 */
		"640804490313000A", "6408044900130002", "6408044913130002", /* month 00, 13 */
		"6408040003130002", "6408043203130002", "6408044003130002", "6408047203130002", /* day 00, 32, 40, 72 */
		"6408044903130000",  /* serial */
		"3,27E+15",
	};
	for (size_t i = 0; i < COUNT(bad); i++)
		if (check(bad[i], "", 'd', "") || !hard_on(&p, "nik"))
			fail_msg("%s was let pass", bad[i]);
	static const char *const good[] = { "", "6408043112130001", "6408044103130001", "6408047112139999" };
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(check(good[i], "", 'd', "") && p.count == 0);
	assert_true(nik_check(NULL, DATE_NONE, 'd', NULL, true, "nik", NULL));
}

static void soft_rules(void **state)
{
	(void)state;
	assert_true(check("6408044903130002", "2013-03-09", 'd', "P") && p.count == 0);
	assert_true(check("6408044903130002", "2013-03-09", 'd', "L") && soft_on(&p, "nik"));
	assert_true(check("6408040903130002", "2013-03-09", 'd', "P") && soft_on(&p, "nik"));
	assert_true(check("6408044903130002", "2013-03-10", 'd', "P") && soft_on(&p, "nik"));
	/* what is not known cannot differ */
	assert_true(check("6408044903130002", "2013-03-01", 'm', "P") && p.count == 0);
	assert_true(check("6408044903130002", "2013-01-01", 'y', "P") && p.count == 0);
	assert_true(check("6408044903130002", "2013-04-01", 'm', "P") && soft_on(&p, "nik"));
	assert_true(check("6408044903130002", "2012-01-01", 'y', "P") && soft_on(&p, "nik"));
	assert_true(check("6408044903130002", "", 'd', "") && p.count == 0);
	/* a leap day exists in one year of four, and 1900 was none but 2000 was */
	assert_true(check("6408042902120001", "2012-02-29", 'd', "L") && p.count == 0);
	assert_true(check("6408042902130001", "", 'd', "") && soft_on(&p, "nik"));
	assert_true(check("6408042902000001", "2000-02-29", 'd', "L") && p.count == 0);
	assert_true(check("6408043104130001", "", 'd', "") && soft_on(&p, "nik"));
	problems_clear(&p);
	assert_true(nik_check("9999990101130001", DATE_NONE, 'd', "", false, "nik", &p) && soft_on(&p, "nik"));
}

static void other_numbers(void **state)
{
	(void)state;
	problems_clear(&p);
	assert_true(kk_check("6408040808050011", "kk", &p) && kk_check("", "kk", &p) && p.count == 0);
	assert_true(kk_check("6408049908050011", "kk", &p) && soft_on(&p, "kk"));
	assert_false(kk_check("640804080805001", "kk", &p));
	assert_true(nisn_check("0134567890", "nisn", &p) && nisn_check(NULL, "nisn", &p));
	assert_false(nisn_check("134567890", "nisn", &p));
	assert_false(nisn_check("01345678901", "nisn", &p));
	assert_true(npsn_check("30401234", "npsn", &p) && npsn_check("K5660001", "npsn", &p) && npsn_check("P9908765", "npsn", &p) && npsn_check("", "npsn", &p));
	assert_false(npsn_check("3040123", "npsn", &p) || npsn_check("k5660001", "npsn", &p) || npsn_check("X5660001", "npsn", &p) || npsn_check("K56600012", "npsn", &p));
}

static void nip(void **state)
{
	(void)state;
	char out[24];
	problems_clear(&p);
	assert_true(nip_check("196801012006041007", "nip", &p) && p.count == 0);
	assert_true(nip_check("196802302006041007", "nip", &p) && soft_on(&p, "nip")); /* 30 February */
	assert_false(nip_check("19680101200604100", "nip", &p));
	nip_print("196801012006041007", out, sizeof out);
	assert_string_equal(out, "19680101 200604 1 007");
	nip_print("abc", out, sizeof out);
	assert_string_equal(out, "abc");
	nip_print(NULL, out, sizeof out);
	assert_string_equal(out, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(taken_apart), cmocka_unit_test(hard_rules), cmocka_unit_test(soft_rules), cmocka_unit_test(other_numbers), cmocka_unit_test(nip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
