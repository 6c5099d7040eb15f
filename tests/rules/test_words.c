/* Commands that come over SSH: which letters make words, what is refused whole. */
#include "src/base/words.h"
#include "tests/rules/check.h"

static void plain_words(void **state)
{
	struct words w;

	(void)state;
	assert_int_equal(words_split("  report monthly   --month=2026-07 --format pdf -o - ", &w), WORDS_OK);
	static const char *const want[] = { "report", "monthly", "--month=2026-07", "--format", "pdf", "-o", "-" };
	assert_int_equal(w.n, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) assert_string_equal(w.word[i], want[i]);
	assert_null(w.word[w.n]);
	assert_int_equal(words_split("export residents --columns name,nik,a_b:c/d.e", &w), WORDS_OK);
	assert_string_equal(w.word[3], "name,nik,a_b:c/d.e");
	assert_int_equal(words_split("", &w), WORDS_EMPTY);
	assert_int_equal(words_split("     ", &w), WORDS_EMPTY);
	assert_null(w.word[0]);
}

/* Every byte but the allowed ones, first, last and in the middle of a line. */
static void letters(void **state)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/=:, ";
	struct words w;

	(void)state;
	for (int c = 1; c < 256; c++)
		for (int at = 0; at < 3; at++) {
			char line[] = "report list";
			line[at == 0 ? 0 : at == 1 ? 8 : 10] = (char)c;
			bool good = strchr(allowed, c) != NULL;
			assert_int_equal(words_split(line, &w), good ? WORDS_OK : WORDS_LETTER);
			assert_true(good || (w.n == 0 && !w.word[0]));
		}
}

static void sizes(void **state)
{
	char line[WORDS_BYTES + 40];
	struct words w;

	(void)state;
	memset(line, 'a', sizeof line);
	line[WORDS_BYTES] = '\0';
	assert_int_equal(words_split(line, &w), WORDS_OK);
	assert_int_equal(strlen(w.word[0]), WORDS_BYTES);
	line[WORDS_BYTES] = 'a';
	line[WORDS_BYTES + 1] = '\0';
	assert_int_equal(words_split(line, &w), WORDS_LONG);
	assert_int_equal(w.n, 0);
	for (size_t i = 0; i < WORDS_MOST; i++) memcpy(line + 2 * i, "a ", 2);
	line[2 * WORDS_MOST] = '\0';
	assert_int_equal(words_split(line, &w), WORDS_OK);
	assert_int_equal(w.n, WORDS_MOST);
	memcpy(line + 2 * WORDS_MOST, "a", 2);
	assert_int_equal(words_split(line, &w), WORDS_LONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(plain_words), cmocka_unit_test(letters), cmocka_unit_test(sizes) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
