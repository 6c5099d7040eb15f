/* Every combination of facts against a second, differently written reading of the law; the borders of age and time; grounds and sources. */
#include "src/rules/labour.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"
#include "tests/rules/check.h"

static const char *const kinds[] = { "", "perbudakan", "seksual", "narkoba", "membahayakan" };

static struct labour_result judge(struct labour_facts f)
{
	struct labour_result r;
	labour_judge(&f, &r);
	return r;
}

static bool has(const struct labour_result *r, enum labour_ground g)
{
	for (int i = 0; i < r->count; i++)
		if (r->grounds[i] == g) return true;
	return false;
}

/* DOMAIN.md 3 read as one expression per answer, without the order in which the program asks. */
static enum labour_answer expected(const struct labour_facts *f)
{
	bool any = f->every_day || f->exploited || f->long_hours || f->school_disturbed, worst = f->harms || *f->pasb;
	bool idle = f->minutes == 0 && !any && !worst && !f->at_night, teen = f->age == 13 || f->age == 14;
	bool light = f->minutes >= 0 && f->minutes <= 180 && !f->at_night && (f->permit || f->with_parents);
	bool trained = f->training && f->age >= 14;
	if (f->age >= 18 || idle) return LABOUR_NOT;
	if (worst) return LABOUR_WORST;
	if (any || f->age < 13) return LABOUR_CHILD;
	if (teen) return trained ? LABOUR_NOT : light ? LABOUR_LIGHT : LABOUR_CHILD;
	return LABOUR_NOT;
}

static struct labour_facts facts_at(int age, int minutes, unsigned bits, const char *pasb)
{
	return (struct labour_facts){ .age = age, .minutes = minutes, .every_day = bits & 1, .exploited = bits & 2, .long_hours = bits & 4, .school_disturbed = bits & 8, .at_night = bits & 16, .permit = bits & 32,
		.with_parents = bits & 64, .training = bits & 128, .harms = bits & 256, .pasb = pasb };
}

static void every_combination(void **state)
{
	(void)state;
	static const int minutes[] = { -1, 0, 1, 179, 180, 181, 600 };
	size_t seen[LABOUR_ANSWERS] = { 0 };
	for (int age = 0; age <= 20; age++)
		for (size_t m = 0; m < COUNT(minutes); m++)
			for (unsigned bits = 0; bits < 512; bits++)
				for (size_t k = 0; k < COUNT(kinds); k++) {
					struct labour_facts f = facts_at(age, minutes[m], bits, kinds[k]);
					struct labour_result r = judge(f);
					if (r.answer != expected(&f)) fail_msg("age %d minutes %d bits %03x kind %s: %s", age, minutes[m], bits, kinds[k], labour_answer_code(r.answer));
					assert_true(r.count > 0 && r.count <= LABOUR_GROUNDS); /* never an answer without a reason */
					for (int i = 0; i < r.count; i++)
						for (int j = 0; j < i; j++) assert_int_not_equal(r.grounds[i], r.grounds[j]);
					seen[r.answer]++;
				}
	for (int i = 0; i < LABOUR_ANSWERS; i++) assert_true(seen[i] > 0);
}

/* A further burden never makes the answer milder, a permit never graver. */
static void burdens_only_add(void **state)
{
	(void)state;
	static const unsigned burdens[] = { 1, 2, 4, 8, 16, 256 };
	for (int age = 0; age < 18; age++)
		for (unsigned bits = 0; bits < 512; bits++)
			for (int m = 60; m <= 240; m += 60) {
				enum labour_answer was = judge(facts_at(age, m, bits, "")).answer;
				for (size_t b = 0; b < COUNT(burdens); b++) assert_true(judge(facts_at(age, m, bits | burdens[b], "")).answer >= was);
				for (size_t k = 1; k < COUNT(kinds); k++) assert_int_equal(judge(facts_at(age, m, bits, kinds[k])).answer, LABOUR_WORST);
				assert_true(judge(facts_at(age, m, bits | 32, "")).answer <= was);
				assert_true(judge(facts_at(age, m, bits | 64, "")).answer <= was);
			}
}

static void borders(void **state)
{
	(void)state;
	enum { PERMIT = 32, FAMILY = 64, TRAINING = 128, NIGHT = 16, HARMS = 256, SCHOOL = 8 };
	static const struct { int age, minutes; unsigned bits; enum labour_answer answer; enum labour_ground first; } table[] = {
		{ 12, 60, PERMIT, LABOUR_CHILD, LABOUR_G_UNDER_13 }, { 13, 60, PERMIT, LABOUR_LIGHT, LABOUR_G_LIGHT },
		{ 13, 180, PERMIT, LABOUR_LIGHT, LABOUR_G_LIGHT }, { 13, 181, PERMIT, LABOUR_CHILD, LABOUR_G_OVER_3_HOURS },
		{ 14, 180, FAMILY, LABOUR_LIGHT, LABOUR_G_LIGHT }, { 14, 181, FAMILY, LABOUR_CHILD, LABOUR_G_OVER_3_HOURS },
		{ 14, 60, 0, LABOUR_CHILD, LABOUR_G_NO_PERMIT }, { 14, 60, PERMIT | NIGHT, LABOUR_CHILD, LABOUR_G_NIGHT },
		{ 14, -1, PERMIT, LABOUR_CHILD, LABOUR_G_HOURS_UNKNOWN }, { 14, 60, PERMIT | SCHOOL, LABOUR_CHILD, LABOUR_G_SCHOOL },
		{ 13, 400, TRAINING | PERMIT, LABOUR_CHILD, LABOUR_G_OVER_3_HOURS }, { 14, 400, TRAINING, LABOUR_NOT, LABOUR_G_TRAINING },
		{ 15, 400, 0, LABOUR_NOT, LABOUR_G_FROM_15 }, { 17, 480, TRAINING, LABOUR_NOT, LABOUR_G_TRAINING },
		{ 17, 480, HARMS, LABOUR_WORST, LABOUR_G_PASB_HARM }, { 18, 480, HARMS, LABOUR_NOT, LABOUR_G_ADULT },
		{ 17, 480, SCHOOL, LABOUR_CHILD, LABOUR_G_SCHOOL }, { 18, 480, SCHOOL, LABOUR_NOT, LABOUR_G_ADULT },
		{ 9, 0, 0, LABOUR_NOT, LABOUR_G_NO_WORK }, { 9, 1, 0, LABOUR_CHILD, LABOUR_G_UNDER_13 }, { 5, 60, HARMS, LABOUR_WORST, LABOUR_G_PASB_HARM },
	};
	for (size_t i = 0; i < COUNT(table); i++) {
		struct labour_result r = judge(facts_at(table[i].age, table[i].minutes, table[i].bits, ""));
		if (r.answer != table[i].answer || r.grounds[0] != table[i].first) fail_msg("row %zu: %s, %s", i, labour_answer_code(r.answer), labour_reasons[r.grounds[0]].code);
	}
}

static void grounds_name_their_source(void **state)
{
	(void)state;
	char codes[200];
	struct labour_result r = judge(facts_at(12, 300, 1 | 8, "narkoba"));
	assert_int_equal(r.answer, LABOUR_WORST);
	assert_true(has(&r, LABOUR_G_PASB_DRUGS) && has(&r, LABOUR_G_EVERY_DAY) && has(&r, LABOUR_G_SCHOOL) && has(&r, LABOUR_G_UNDER_13));
	labour_grounds_codes(&r, codes, sizeof codes);
	assert_string_equal(codes, "pasb_narkoba|setiap_hari|sekolah|di_bawah_13");
	labour_grounds_codes(&r, codes, 20); /* never past the end */
	assert_true(strlen(codes) < 20);
	for (int i = 0; i < LABOUR_GROUNDS; i++) {
		assert_true(*labour_reasons[i].text && *labour_reasons[i].source);
		assert_ptr_equal(labour_reason_find(labour_reasons[i].code), &labour_reasons[i]);
	}
	assert_null(labour_reason_find("tidak_ada"));
	r = judge(facts_at(16, 60, 0, "baru")); /* a kind an admin may add some day is still a worst form */
	assert_int_equal(r.answer, LABOUR_WORST);
	r = judge(facts_at(14, 60, 32 | 64, ""));
	assert_true(has(&r, LABOUR_G_PERMIT) && !has(&r, LABOUR_G_FAMILY));
}

static void answers_have_their_codes(void **state)
{
	(void)state;
	for (int i = 0; i < LABOUR_ANSWERS; i++) {
		assert_non_null(code_find("labour_answer", labour_answer_code((enum labour_answer)i)));
		assert_int_equal(labour_answer_from_code(labour_answer_code((enum labour_answer)i)), i);
		assert_int_equal(labour_answer_works((enum labour_answer)i), i >= LABOUR_CHILD);
	}
	assert_int_equal(labour_answer_from_code("lain"), LABOUR_ANSWERS);
	for (size_t k = 1; k < COUNT(kinds); k++) assert_non_null(code_find("pasb_kind", kinds[k]));
}

static void usual_risks_are_of_the_lists(void **state)
{
	(void)state;
	size_t count, with = 0;
	char one[40];
	const struct code_row *row = code_rows_of("labour_sector", &count);
	for (; count; row++, count--) {
		const char *at = labour_sector_risks(row->code);
		with += *at != 0;
		while (codes_next(&at, one, sizeof one)) assert_non_null(code_find("labour_risk", one));
	}
	assert_true(with >= 10); /* every sector but "other" */
	assert_string_equal(labour_sector_risks("lain"), "");
}

static const char *const *values(const char *const (*pairs)[2], size_t n)
{
	static const char *v[LABOUR_FIELDS];
	for (int i = 0; i < LABOUR_FIELDS; i++) v[i] = "";
	for (size_t i = 0; i < n; i++) {
		int at = field_index(labour_fields, LABOUR_FIELDS, pairs[i][0]);
		assert_true(at >= 0);
		v[at] = pairs[i][1];
	}
	return v;
}

static void what_is_typed(void **state)
{
	(void)state;
	struct problems p;
	struct labour_facts f;
	const caldate today = day("2026-08-03");
	const char *const good[][2] = { { "on_date", "2026-08-03" }, { "age", "13" }, { "district", "64.08" }, { "minutes", "180" }, { "permit", "1" }, { "sector", "pertanian" } };
	problems_clear(&p);
	assert_true(labour_check(values(good, COUNT(good)), today, &p));
	assert_int_equal(p.count, 0);
	assert_true(labour_facts_of(values(good, COUNT(good)), &f));
	assert_true(f.age == 13 && f.minutes == 180 && f.permit && !f.every_day);
	const char *const empty[][2] = { { "minutes", "" } };
	problems_clear(&p);
	assert_false(labour_check(values(empty, 1), today, &p));
	assert_true(hard_on(&p, "on_date") && hard_on(&p, "age") && hard_on(&p, "district"));
	assert_false(labour_facts_of(values(empty, 1), &f));
	assert_int_equal(f.minutes, -1);
	const char *const later[][2] = { { "on_date", "2026-08-04" }, { "age", "13" }, { "district", "64.08" } };
	problems_clear(&p);
	assert_false(labour_check(values(later, COUNT(later)), today, &p));
	assert_true(hard_on(&p, "on_date"));
	const char *const against[][2] = { { "on_date", "2026-08-03" }, { "age", "13" }, { "district", "64.08" }, { "minutes", "0" }, { "long_hours", "1" } };
	problems_clear(&p);
	assert_false(labour_check(values(against, COUNT(against)), today, &p));
	assert_true(hard_on(&p, "minutes"));
	const char *const grown[][2] = { { "on_date", "2026-08-03" }, { "age", "18" }, { "district", "64.08" }, { "minutes", "300" } };
	problems_clear(&p);
	assert_true(labour_check(values(grown, COUNT(grown)), today, &p));
	assert_true(soft_on(&p, "age") && soft_on(&p, "sector"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_combination), cmocka_unit_test(burdens_only_add), cmocka_unit_test(borders), cmocka_unit_test(grounds_name_their_source),
		cmocka_unit_test(answers_have_their_codes), cmocka_unit_test(usual_risks_are_of_the_lists), cmocka_unit_test(what_is_typed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
