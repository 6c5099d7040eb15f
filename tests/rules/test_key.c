/* Search keys: spellings that must meet, spellings that must not, and the property that what is typed so far keeps finding the name. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "src/base/text.h"

static void meet(const char *const *names)
{
	char first[128], other[128];
	text_search_key(names[0], first, sizeof first);
	for (int i = 1; names[i]; i++) {
		text_search_key(names[i], other, sizeof other);
		if (strcmp(first, other) != 0)
			fail_msg("%s (%s) does not meet %s (%s)", names[0], first, names[i], other);
	}
}
#define MEET(...) meet((const char *const[]){ __VA_ARGS__, NULL })

static void apart(const char *a, const char *b)
{
	char x[128], y[128];
	text_search_key(a, x, sizeof x);
	text_search_key(b, y, sizeof y);
	if (strcmp(x, y) == 0)
		fail_msg("%s and %s both have the key %s", a, b, x);
}

static void test_meet(void **state)
{
	(void)state;
	MEET("Muhammad Rizal", "Mohammad Rizal", "Mohamad Rizal", "Mochamad Rizal", "Mochammad Rizal", "Muhamad Rizal", "Muhammed Rizal", "Mohamed Rizal",
		"Moch. Rizal", "Moch Rizal", "Moh. Rizal", "Muh. Rizal", "Muh Rizal", "Mukh. Rizal", "Mohd Rizal", "M. Rizal", "M Rizal", "MUHAMMAD  RIZAL");
	MEET("Ali Muhammad", "Ali Moh.", "Ali Mochamad");
	MEET("Soekarno", "Sukarno");
	MEET("Poerwanto", "Purwanto");
	MEET("Djoko Tjokro", "Joko Cokro");
	MEET("Sjarifuddin", "Syarifudin", "Syarifuddin", "Sjarifoeddin");
	MEET("Njoman", "Nyoman");
	MEET("Widjaja", "Wijaya");
	MEET("Jusuf", "Yusuf", "Joesoef", "Yussuf");
	MEET("Surjadi", "Suryadi");
	MEET("Fatimah", "Fatima", "FATIMAH");
	MEET("Aisyah", "Aisjah", "Aisya");
	MEET("Abd. Rahman", "Abdul Rahman", "Abd Rahman", "Abdoel Rachman", "Abdurrahman", "Abdurahman", "Abdul Rakhman");
	MEET("Abd. Rohim", "Abdurrohim");
	MEET("Achmad", "Ahmad", "Akhmad", "Ahmed", "Achmed");
	MEET("Rachmat", "Rahmat", "Rakhmat");
	MEET("Mochtar", "Muchtar", "Mukhtar", "Muhtar");
	MEET("Ma'ruf", "Ma’ruf", "Maruf", "MA`RUF", "Maʼruf");
	MEET("José", "Jose", "Jose\xCC\x81");
	MEET("Siti-Aminah", "Siti  Aminah", " siti aminah.", "Sitti Aminah");
	MEET("２０１９", "2019");
}

static void test_apart(void **state)
{
	(void)state;
	apart("Budi", "Rudi");
	apart("Siti", "Sita");
	apart("Mona", "Muna");
	apart("Toni", "Tuni");
	apart("Muhlis", "Muhammad");
	apart("Muhamad", "Ahmad");
	apart("Abdullah", "Abdul");
	apart("Cahya", "Tahya");
	apart("Dewi", "Dewa");
	apart("Ali M.", "Ali Muhammad"); /* an initial at the end is somebody's last name */
	apart("2011-001", "201-001");    /* digits are never folded */
	apart("2019-014", "2019-015");
	apart("Nur Aini", "Nuraini");
	apart("Иван", "Ivan");
}

static void test_shape(void **state)
{
	(void)state;
	char key[128];
	text_search_key("  Muh.  Ali—Akbar (Wahyu)  ", key, sizeof key);
	assert_string_equal(key, "muhamad ali akbar wahyu");
	text_search_key("2019-014", key, sizeof key);
	assert_string_equal(key, "2019 014");
	text_search_key("", key, sizeof key);
	assert_string_equal(key, "");
	text_search_key("...", key, sizeof key);
	assert_string_equal(key, "");
	text_search_key("Siti Aminah", key, 8);
	assert_string_equal(key, "siti am");
	text_search_key("\xC3\x28 broken", key, sizeof key); /* never runs past a broken byte */
	assert_non_null(strstr(key, "broken"));
	text_sort_key("Éka  SOEKARNO, Djaja", key, sizeof key);
	assert_string_equal(key, "eka soekarno djaja");
	char long_name[5000], long_key[6000];
	memset(long_name, 'k', sizeof long_name);
	for (size_t i = 1; i < sizeof long_name; i += 2)
		long_name[i] = 'a';
	long_name[sizeof long_name - 1] = '\0';
	text_search_key(long_name, long_key, sizeof long_key);
	assert_true(strlen(long_key) > 500);
}

/* Is each typed word the beginning of some word of the key? */
static bool found(const char *typed, const char *name)
{
	char key[160] = " ", prefix[160], *word, *rest = prefix;
	text_search_key(name, key + 1, sizeof key - 1);
	text_search_prefix(typed, prefix, sizeof prefix);
	while ((word = strsep(&rest, " "))) {
		char with_space[170];
		snprintf(with_space, sizeof with_space, " %s", word);
		if (!strstr(key, with_space))
			return false;
	}
	return true;
}

static void test_typing(void **state)
{
	(void)state;
	static const char *const names[] = { "Muhammad Rizal", "Mohammad Ali", "Mochamad Nur", "Mochtar", "Mona Lisa", "Mocca", "Muchlis", "Mukti", "Fatimah", "Siti Aminah",
		"Abdurrahman", "Abdul Hadi", "Achmad", "Ahmed Ali", "Rachel", "Rachmat", "Malik", "Muh. Ikhsan", "Abdullah", "Nuh", "Mahmud", "Muhidin", "Akbar", "Syarifuddin",
		"2019-014", "Ma'ruf", "Aisyah Putri" };
	for (size_t i = 0; i < COUNT(names); i++) {
		char typed[64];
		for (size_t n = 1; n <= strlen(names[i]); n++) {
			snprintf(typed, sizeof typed, "%.*s", (int)n, names[i]);
			if (!found(typed, names[i])) {
				char key[64], prefix[64];
				text_search_key(names[i], key, sizeof key);
				text_search_prefix(typed, prefix, sizeof prefix);
				fail_msg("typed %s (%s) does not find %s (%s)", typed, prefix, names[i], key);
			}
		}
	}
	assert_true(found("moh", "Muhammad Rizal"));
	assert_true(found("muh riz", "Mochamad Rizal"));
	assert_true(found("m rizal", "Muhammad Rizal"));
	assert_true(found("soek", "Sukarno"));
	assert_true(found("riz moch", "Muh. Rizal"));
	assert_true(found("fatima", "Fatimah"));
	assert_false(found("budi", "Rudi"));
	assert_false(found("muh", "Mulyono"));
	assert_false(found("rizal", "Riza Muhammad"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_meet), cmocka_unit_test(test_apart), cmocka_unit_test(test_shape), cmocka_unit_test(test_typing) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
