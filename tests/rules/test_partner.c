#include "tests/rules/check.h"
#include "src/rules/partner.h"

static struct problems p;

static bool check(const char *v[PARTNER_FIELDS])
{
	problems_clear(&p);
	return partner_check(v, day("2026-08-03"), &p);
}

static void what_a_partner_must_hold(void **state)
{
	(void)state;
	const char *v[PARTNER_FIELDS] = { NULL };
	assert_false(check(v));
	assert_true(hard_on(&p, "kind") && hard_on(&p, "name"));
	v[PARTNER_KIND] = "puskesmas";
	v[PARTNER_NAME] = "Puskesmas Contoh";
	assert_true(check(v));
	assert_int_equal(p.count, 0);
	v[PARTNER_MOU_NO] = "1/2026";
	assert_true(check(v)); /* without its last day: a warning */
	assert_true(soft_on(&p, "mou_until"));
	v[PARTNER_MOU_FROM] = "2026-05-01";
	v[PARTNER_MOU_UNTIL] = "2026-04-30";
	assert_false(check(v));
	assert_true(hard_on(&p, "mou_until"));
	v[PARTNER_MOU_UNTIL] = "2026-05-01";
	assert_true(check(v));
	v[PARTNER_CAPACITY_L] = "9";
	v[PARTNER_FREE_L] = "10"; /* as numbers, not as text */
	assert_false(check(v));
	assert_true(hard_on(&p, "free_l"));
	v[PARTNER_CAPACITY_L] = "10";
	v[PARTNER_FREE_L] = "9";
	v[PARTNER_FREE_ON] = "2026-08-03";
	assert_true(check(v));
	v[PARTNER_FREE_ON] = "2026-08-04";
	assert_false(check(v));
	assert_true(hard_on(&p, "free_on"));
}

static void how_far_an_mou_has_run(void **state)
{
	(void)state;
	static const struct { const char *no, *from, *until; enum mou_state is; int left; } rows[] = {
		{ "", "", "", MOU_NONE, 0 },
		{ "1/2026", "", "", MOU_VALID, 0 },
		{ "", "2026-01-01", "", MOU_VALID, 0 },
		{ "1/2026", "2026-08-04", "2027-08-04", MOU_AHEAD, 366 },
		{ "1/2026", "2025-01-01", "2026-08-02", MOU_ENDED, -1 },
		{ "1/2026", "2025-01-01", "2026-08-03", MOU_ENDING, 0 }, /* the last day still counts */
		{ "1/2026", "2025-01-01", "2026-10-02", MOU_ENDING, 60 },
		{ "1/2026", "2025-01-01", "2026-10-03", MOU_VALID, 61 },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		int left = 7;
		assert_int_equal(mou_state(rows[i].no, date_from_iso(rows[i].from), date_from_iso(rows[i].until), day("2026-08-03"), 60, &left), rows[i].is);
		assert_int_equal(left, rows[i].left);
	}
	for (int s = 0; s < MOU_STATES; s++) assert_true(*mou_state_label((enum mou_state)s));
}

static void who_fits(void **state)
{
	(void)state;
	assert_int_equal(partner_fit("abh|ampk", "anak_terlantar|ampk"), PARTNER_FITS);
	assert_int_equal(partner_fit("abh|ampk", "anak_terlantar"), PARTNER_FITS_NOT);
	assert_int_equal(partner_fit("", "anak_terlantar"), PARTNER_FIT_UNKNOWN);
	assert_int_equal(partner_fit("abh", ""), PARTNER_FIT_UNKNOWN);
	assert_int_equal(partner_fit("anak", "anak_terlantar"), PARTNER_FITS_NOT); /* whole codes only */
	assert_int_equal(partner_fit(NULL, NULL), PARTNER_FIT_UNKNOWN);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_a_partner_must_hold), cmocka_unit_test(how_far_an_mou_has_run), cmocka_unit_test(who_fits) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
