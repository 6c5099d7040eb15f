#include "tests/rules/check.h"
#include "src/rules/stay.h"

static struct problems p;

static struct stay_span span(const char *from, const char *to)
{
	return (struct stay_span){ day(from), *to ? day(to) : DATE_NONE };
}

static void a_stay_covers_admission_but_not_termination(void **state)
{
	(void)state;
	struct stay_span s = span("2024-02-29", "2025-02-28");
	assert_false(stay_covers(s, day("2024-02-28")));
	assert_true(stay_covers(s, day("2024-02-29")));
	assert_true(stay_covers(s, day("2025-02-27")));
	assert_false(stay_covers(s, day("2025-02-28")));
	assert_true(stay_covers(span("2020-01-01", ""), day("2199-12-31")));
	assert_false(stay_covers((struct stay_span){ DATE_NONE, DATE_NONE }, day("2020-01-01")));
	assert_false(stay_covers(span("2020-01-01", ""), DATE_NONE));
	assert_false(stay_covers(span("2020-01-01", "2020-01-01"), day("2020-01-01"))); /* in and out on one day */
}

static void overlap(void **state)
{
	(void)state;
	assert_false(stay_overlap(span("2020-01-01", "2021-01-01"), span("2021-01-01", ""))); /* comes back the day it left */
	assert_true(stay_overlap(span("2020-01-01", "2021-01-02"), span("2021-01-01", "")));
	assert_true(stay_overlap(span("2020-01-01", ""), span("2025-01-01", "")));
	assert_true(stay_overlap(span("2021-01-01", ""), span("2020-01-01", "2021-06-01")));
	assert_false(stay_overlap(span("2021-01-01", ""), span("2020-01-01", "2020-06-01")));
}

static struct admission usual(void)
{
	return (struct admission){ .on = day("2026-08-03"), .today = day("2026-08-03"), .until = DATE_NONE, .birth = day("2014-05-01"), .sex = "L", .letter_no = "460/12", .approved_referral = true,
		.capacity = 48, .residents = 40, .total_capacity = 100, .total_residents = 87 };
}

static bool check(const struct admission *a)
{
	problems_clear(&p);
	return admission_check(a, &p);
}

static void admission_dates(void **state)
{
	(void)state;
	struct admission a = usual();
	assert_true(check(&a) && p.count == 0);
	a.on = a.today + 31;
	assert_true(check(&a) && soft_on(&p, "admission_date"));
	a.on = a.today + 32;
	assert_false(check(&a));
	a.on = DATE_NONE;
	assert_false(check(&a));
	a = usual();
	a.on = day("2014-04-30");
	assert_false(check(&a));
	a.on = day("2014-05-01"); /* on the day of birth */
	assert_true(check(&a));
	a = usual();
	a.until = a.on - 1;
	assert_false(check(&a));
	assert_true(hard_on(&p, "termination_date"));
}

static void admission_against_other_stays(void **state)
{
	(void)state;
	struct stay_span ended = span("2020-01-10", "2022-06-30"), running = span("2023-01-01", "");
	struct admission a = usual();
	a.stays = &ended;
	a.stay_count = 1;
	assert_true(check(&a)); /* re-admission */
	a.on = day("2022-06-30");
	assert_true(check(&a));
	a.on = day("2022-06-29");
	assert_false(check(&a));
	a = usual();
	a.stays = &running;
	a.stay_count = 1;
	assert_false(check(&a));
	assert_non_null(strstr(problem_of(&p, "admission_date")->text, "01-01-2023"));
	a.on = day("2021-01-01"); /* an older stay entered late must end before the running one */
	assert_false(check(&a));
	a.until = day("2023-01-01");
	assert_true(check(&a));
	a.until = day("2023-01-02");
	assert_false(check(&a));
}

static void admission_warnings(void **state)
{
	(void)state;
	struct admission a = usual();
	a.residents = 48;
	assert_true(check(&a) && p.count == 1 && strstr(p.list[0].text, "48 of 48"));
	a.capacity = 0; /* not set: says nothing */
	assert_true(check(&a) && p.count == 0);
	a.total_residents = 100;
	assert_true(check(&a) && p.count == 1);
	a = usual();
	a.birth = day("2007-08-03"); /* 19 today */
	assert_true(check(&a) && soft_on(&p, "birth_date"));
	a.birth = day("2007-08-04"); /* 18 for one more day */
	assert_true(check(&a) && !soft_on(&p, "birth_date"));
	a.age_min = 6;
	a.age_max = 12;
	assert_true(check(&a) && soft_on(&p, "birth_date"));
	a.birth = DATE_NONE;
	assert_true(check(&a) && soft_on(&p, "birth_date"));
	a = usual();
	a.letter_no = "";
	assert_true(check(&a) && soft_on(&p, "referral_no"));
	a.emergency = true; /* two minutes at night: the letter follows */
	assert_true(check(&a) && strstr(problem_of(&p, "referral_no")->text, "to follow"));
	a = usual();
	a.approved_referral = false;
	assert_true(check(&a) && soft_on(&p, "referral_no"));
}

static void care_bands(void **state)
{
	(void)state;
	caldate in = day("2025-01-31");
	assert_int_equal(stay_band(in, in), CARE_DARURAT);
	assert_int_equal(stay_band(in, day("2025-02-28")), CARE_DARURAT); /* the month's end is the month */
	assert_int_equal(stay_band(in, day("2025-03-01")), CARE_JANGKA_PENDEK);
	assert_int_equal(stay_band(in, day("2026-07-31")), CARE_JANGKA_PENDEK);
	assert_int_equal(stay_band(in, day("2026-08-01")), CARE_JANGKA_PANJANG);
}

static void kinds_of_presence(void **state)
{
	(void)state;
	static const struct { const char *code; bool counts, in_house; } wanted[] = {
		{ "di_panti", true, true }, { "sakit", true, true }, { "izin", false, false }, { "pkl", true, false }, { "mondok", true, false },
		{ "kegiatan", true, false }, { "dirawat", true, false }, { "tanpa_izin", false, false },
	};
	assert_int_equal(presence_kinds_count, COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++) {
		const struct presence_kind *k = presence_kind_find(wanted[i].code);
		assert_non_null(k);
		assert_int_equal(k->counts, wanted[i].counts);
		assert_int_equal(k->in_house, wanted[i].in_house);
	}
	assert_null(presence_kind_find("hilang"));
}

static struct presence_span away(const char *kind, const char *from, const char *until, const char *expected)
{
	const struct presence_kind *k = presence_kind_find(kind);
	return (struct presence_span){ day(from), *until ? day(until) : DATE_NONE, *expected ? day(expected) : DATE_NONE, k ? k->counts : false, kind };
}

static bool absent(struct presence_span a, const struct presence_span *others, size_t n)
{
	problems_clear(&p);
	return presence_check(&a, span("2026-01-01", "2026-12-31"), others, n, day("2026-08-03"), &p);
}

static void absences(void **state)
{
	(void)state;
	assert_true(absent(away("izin", "2026-07-01", "2026-07-15", ""), NULL, 0));
	assert_true(absent(away("izin", "2026-08-01", "", "2026-08-10"), NULL, 0) && p.count == 0);
	assert_true(absent(away("izin", "2026-08-01", "", ""), NULL, 0) && soft_on(&p, "expected_on"));
	assert_true(absent(away("izin", "2026-08-20", "", "2026-08-25"), NULL, 0)); /* planned leave */
	assert_false(absent(away("tanpa_izin", "2026-08-04", "", ""), NULL, 0));
	assert_true(absent(away("tanpa_izin", "2026-08-03", "", ""), NULL, 0));
	assert_false(absent(away("di_panti", "2026-08-01", "", ""), NULL, 0));
	assert_false(absent(away("hilang", "2026-08-01", "", ""), NULL, 0));
	assert_false(absent(away("sakit", "2025-12-31", "", ""), NULL, 0)); /* before the stay */
	assert_false(absent(away("sakit", "2026-12-31", "", ""), NULL, 0)); /* the day of termination */
	assert_false(absent(away("sakit", "2026-07-01", "2026-07-01", ""), NULL, 0));
	assert_false(absent(away("sakit", "2026-07-10", "2026-07-01", ""), NULL, 0));
	assert_false(absent(away("izin", "2026-08-01", "2026-08-04", ""), NULL, 0)); /* back tomorrow is not back */
	assert_false(absent(away("izin", "2026-08-01", "", "2026-08-01"), NULL, 0));
	struct presence_span other = away("izin", "2026-07-10", "2026-07-15", "");
	assert_true(absent(away("sakit", "2026-07-15", "2026-07-20", ""), &other, 1)); /* falls ill on the day of return */
	assert_false(absent(away("sakit", "2026-07-14", "2026-07-20", ""), &other, 1));
	other = away("izin", "2026-07-10", "", "");
	assert_false(absent(away("sakit", "2026-07-20", "", ""), &other, 1)); /* still away */
	struct presence_span late = away("izin", "2026-07-10", "", "2026-08-02");
	assert_true(presence_overdue(&late, day("2026-08-03")));
	assert_false(presence_overdue(&late, day("2026-08-02")));
}

static void days_are_counted(void **state)
{
	(void)state;
	struct stay_span stays[] = { span("2026-01-10", "2026-02-01"), span("2026-02-20", "") };
	struct presence_span a[] = { away("izin", "2026-02-22", "2026-02-25", ""), away("dirawat", "2026-02-26", "", "") };
	caldate last;
	assert_int_equal(stay_days(stays, 2, day("2026-01-01"), day("2026-01-31")), 22);
	assert_int_equal(stay_days(stays, 2, day("2026-02-01"), day("2026-02-28")), 9);
	assert_int_equal(presence_days(stays, 2, a, 2, day("2026-02-01"), day("2026-02-28"), &last), 6); /* 3 days of leave; in hospital counts */
	assert_int_equal(last, day("2026-02-28"));
	assert_int_equal(presence_days(stays, 2, a, 2, day("2026-02-01"), day("2026-02-24"), &last), 2);
	assert_int_equal(last, day("2026-02-21"));
	assert_int_equal(presence_days(stays, 1, a, 2, day("2026-03-01"), day("2026-03-31"), &last), 0);
	assert_int_equal(last, DATE_NONE);
	assert_int_equal(presence_days(stays, 2, a, 2, day("2026-03-31"), day("2026-03-01"), NULL), 0); /* an empty period */
	assert_string_equal(presence_on(a, 2, day("2026-02-24"))->kind, "izin");
	assert_null(presence_on(a, 2, day("2026-02-25")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stay_covers_admission_but_not_termination), cmocka_unit_test(overlap), cmocka_unit_test(admission_dates),
		cmocka_unit_test(admission_against_other_stays), cmocka_unit_test(admission_warnings), cmocka_unit_test(care_bands),
		cmocka_unit_test(kinds_of_presence), cmocka_unit_test(absences), cmocka_unit_test(days_are_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
