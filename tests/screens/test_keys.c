/* The decoder: every dialect of UX.md 12, broken sequences, pastes, and a million random bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "screens/ui/key.h"

/* The last key of the bytes; *count keys in all. */
static int decode(const char *bytes, size_t size, int *count)
{
	struct key_decoder d = { 0 };
	int last = K_NONE;

	*count = 0;
	for (size_t i = 0; i < size; i++) {
		int key = key_decode(&d, (unsigned char)bytes[i]);
		if (key != K_NONE)
			last = key, (*count)++;
	}
	int key = key_decode_timeout(&d);
	if (key != K_NONE)
		last = key, (*count)++;
	key_decoder_free(&d);
	return last;
}

static void test_variants(void **state)
{
	static const struct { const char *bytes; int key; } table[] = {
		{ "\033OP", K_F(1) }, { "\033[11~", K_F(1) }, { "\033[[A", K_F(1) }, { "\033OS", K_F(4) }, { "\033[14~", K_F(4) }, { "\033[[D", K_F(4) },
		{ "\033[[E", K_F(5) }, { "\033[15~", K_F(5) }, { "\033[17~", K_F(6) }, { "\033[18~", K_F(7) }, { "\033[19~", K_F(8) }, { "\033[20~", K_F(9) }, { "\033[21~", K_F(10) },
		{ "\033[A", K_UP }, { "\033OA", K_UP }, { "\033[B", K_DOWN }, { "\033OB", K_DOWN }, { "\033OC", K_RIGHT }, { "\033[D", K_LEFT }, { "\033[1;5C", K_RIGHT },
		{ "\033[1~", K_HOME }, { "\033[H", K_HOME }, { "\033OH", K_HOME }, { "\033[7~", K_HOME },
		{ "\033[4~", K_END }, { "\033[F", K_END }, { "\033OF", K_END }, { "\033[8~", K_END },
		{ "\033[5~", K_PGUP }, { "\033[6~", K_PGDN }, { "\033[2~", K_INS }, { "\033[3~", K_DEL }, { "\033[Z", K_BACKTAB }, { "\033\t", K_BACKTAB },
		{ "\033Ou", '5' }, { "\033Op", '0' }, { "\033Oy", '9' }, { "\033OM", K_ENTER }, { "\033Om", '-' }, { "\033Ol", ',' }, { "\033On", '.' }, { "\033Ok", '+' },
		{ "\r", K_ENTER }, { "\t", K_TAB }, { "\177", K_BACKSPACE }, { "\b", K_BACKSPACE }, { "\033", K_ESC }, { "a", 'a' }, { "\xc3\xa9", 0xE9 },
		{ "\007", K_CTRL('G') }, { "\025", K_CTRL('U') },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		int count, key = decode(table[i].bytes, strlen(table[i].bytes), &count);
		if (key != table[i].key || count != 1)
			fail_msg("sequence %zu: key %#x (%d keys), expected %#x", i, (unsigned)key, count, (unsigned)table[i].key);
	}
}

static void test_alias(void **state)
{
	char out[16];

	(void)state;
	assert_int_equal(key_alias(K_CTRL('W')), K_F(2));
	assert_int_equal(key_alias(K_CTRL('S')), K_F(2));
	assert_int_equal(key_alias(K_CTRL('F')), K_F(3));
	assert_int_equal(key_alias(K_CTRL('E')), K_F(4));
	assert_int_equal(key_alias(K_CTRL('P')), K_F(5));
	assert_int_equal(key_alias(K_CTRL('K')), K_F(6));
	assert_int_equal(key_alias(K_CTRL('N')), K_F(7));
	assert_int_equal(key_alias(K_CTRL('G')), K_F(9));
	assert_int_equal(key_alias(K_CTRL('U')), K_CTRL('U'));
	assert_int_equal(key_alias('w'), 'w');
	for (int f = 2; f <= 9; f++)
		if (key_ctrl_name(K_F(f))[0])
			assert_int_equal(key_alias(K_CTRL(key_ctrl_name(K_F(f))[1])), K_F(f)); /* what is printed is what works */
	assert_string_equal(key_shown(K_F(10), out), "F10");
	assert_string_equal(key_shown(K_CTRL('R'), out), "^R");
}

static void test_broken(void **state)
{
	int count;

	(void)state;
	assert_int_equal(decode("\033[99;99;99;99;99;99q", 20, &count), K_NONE); /* unknown: swallowed whole */
	assert_int_equal(count, 0);
	assert_int_equal(decode("\033[?62;1c", 9, &count), K_NONE);              /* an answer nobody asked for */
	assert_int_equal(count, 0);
	assert_int_equal(decode("\033[1", 3, &count), K_NONE);                   /* half a sequence */
	assert_int_equal(count, 0);
	assert_int_equal(decode("\033\033", 2, &count), K_ESC);
	assert_int_equal(count, 2);
	assert_int_equal(decode("\xff\xfe\xc0\xaf" "x", 5, &count), 'x');        /* no UTF-8: dropped */
	assert_int_equal(count, 1);
	assert_int_equal(decode("\xe2\x80\xae", 3, &count), K_NONE);             /* bidi override: the gate */
	assert_int_equal(decode("\033[[", 3, &count), K_NONE);
	assert_int_equal(decode("\033a", 2, &count), K_NONE);                    /* Alt+letter is no letter */
}

static void test_paste(void **state)
{
	struct key_decoder d = { 0 };
	const char *bytes = "\033[200~one\rtwo\033[Athree\033[201~";
	int keys = 0;

	(void)state;
	for (const char *s = bytes; *s; s++) {
		int key = key_decode(&d, (unsigned char)*s);
		if (key != K_NONE) {
			assert_int_equal(key, K_PASTE);
			keys++;
		}
	}
	assert_int_equal(keys, 1);
	assert_string_equal(buf_text(&d.paste), "one\rtwo\033[Athree");
	const char *begin = "\033[200~";
	for (const char *s = begin; *s; s++)
		(void)key_decode(&d, (unsigned char)*s);
	for (int i = 0; i < 1000000; i++)
		assert_int_equal(key_decode(&d, 'x'), K_NONE);
	assert_true(d.paste.size <= KEY_PASTE_MAX);
	key_decoder_free(&d);
}

static void test_random(void **state)
{
	struct key_decoder d = { 0 };
	unsigned seed = (unsigned)time(NULL);
	static const char bytes[] = "\033[O;0123456789~ABPQRSZM<?\x80\xc3\xe2\xf0\xff\r\t a";

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	for (int i = 0; i < 1000000; i++) {
		unsigned char byte = rand() % 4 ? (unsigned char)bytes[(size_t)rand() % (sizeof bytes - 1)] : (unsigned char)(rand() & 255);
		int key = key_decode(&d, byte);
		assert_true(key == K_NONE || key_is_text(key) || (key > K_SPECIAL && key < K_CTRL0 + 32) || key == K_TAB || key == K_ENTER || key == K_ESC || key == K_BACKSPACE);
		if (rand() % 1000 == 0)
			(void)key_decode_timeout(&d);
	}
	key_decoder_free(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_variants), cmocka_unit_test(test_alias), cmocka_unit_test(test_broken), cmocka_unit_test(test_paste), cmocka_unit_test(test_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
