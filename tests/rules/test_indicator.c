#include "tests/rules/check.h"
#include "src/rules/indicator.h"

static int count_for(const char *clusters)
{
	int n = 0;
	for (size_t i = 0; i < indicators_count; i++)
		n += indicator_applies(indicators[i].clusters, clusters);
	return n;
}

/* DOMAIN.md 7: 13 in all. */
static void how_many_concern_whom(void **state)
{
	(void)state;
	assert_int_equal(indicators_count, 13);
	assert_int_equal(count_for("balita_terlantar"), 2);
	assert_int_equal(count_for("anak_terlantar"), 3);
	assert_int_equal(count_for("anak_jalanan"), 3);
	assert_int_equal(count_for("anak_jalanan|anak_terlantar"), 4); /* the shared two once */
	assert_int_equal(count_for("abh"), 4);
	assert_int_equal(count_for("disabilitas"), 1);
	assert_int_equal(count_for("ampk"), 2);
	assert_int_equal(count_for("balita_terlantar|anak_terlantar|anak_jalanan|abh|disabilitas|ampk"), 13);
	assert_int_equal(count_for(""), 0);
	assert_int_equal(count_for(NULL), 0);
	assert_int_equal(count_for("anak"), 0);
}

static void codes_are_unique_and_texts_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < indicators_count; i++) {
		assert_true(strlen(indicators[i].text) > 20);
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(indicators[i].code, indicators[j].code);
			assert_string_not_equal(indicators[i].text, indicators[j].text);
		}
	}
}

static void scores(void **state)
{
	(void)state;
	assert_true(indicator_score_known("tercapai") && indicator_score_known("sebagian") && indicator_score_known("belum"));
	assert_false(indicator_score_known("") || indicator_score_known(NULL) || indicator_score_known("Tercapai"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(how_many_concern_whom), cmocka_unit_test(codes_are_unique_and_texts_there), cmocka_unit_test(scores) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
