/* The Unicode gate, widths, cutting, nearest word. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "src/base/text.h"

static enum text_fault in(const char *s, unsigned flags, char *out, size_t size)
{
	return text_in(s, strlen(s), flags, 0, out, size);
}

static void test_in(void **state)
{
	(void)state;
	char out[64];
	assert_int_equal(in("Siti Aminah", 0, out, sizeof out), TEXT_OK);
	assert_string_equal(out, "Siti Aminah");
	assert_int_equal(in("Jose\xCC\x81", 0, out, sizeof out), TEXT_OK);
	assert_string_equal(out, "Jos\xC3\xA9");
	assert_int_equal(in("\xE2\x84\xAB", 0, out, sizeof out), TEXT_OK); /* ANGSTROM SIGN is Å in NFC */
	assert_string_equal(out, "Å");
	assert_int_equal(in("a\nb", 0, out, sizeof out), TEXT_CONTROL);
	assert_string_equal(out, "");
	assert_int_equal(in("a\nb", TEXT_LINES, out, sizeof out), TEXT_OK);
	assert_int_equal(text_in("a\0b", 3, TEXT_LINES, 0, out, sizeof out), TEXT_CONTROL);
	static const char *const controls[] = { "\t", "\r", "\x1B[2J", "\x7F", "\xC2\x9B", "\x01", "\b" };
	for (size_t i = 0; i < COUNT(controls); i++)
		assert_int_equal(in(controls[i], TEXT_LINES, out, sizeof out), TEXT_CONTROL);
	static const char *const invisible[] = { "\u061C", "\u200B", "\u200F", "\u2028", "\u202E", "\u2060", "\u2066", "\u2069", "\uFEFF", "\u00AD", "\U000E0041", "\uE000", "\U000F0000",
		"\U0010FFFD", "\uFDD0", "\uFFFE", "\U0001FFFF" };
	for (size_t i = 0; i < COUNT(invisible); i++)
		assert_int_equal(in(invisible[i], TEXT_LINES, out, sizeof out), TEXT_INVISIBLE);
	static const char *const broken[] = { "\xFF", "\xC3", "\xC3(", "\xE2\x82", "\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "Jos\xE9", "\x80" };
	for (size_t i = 0; i < COUNT(broken); i++)
		assert_int_equal(in(broken[i], 0, out, sizeof out), TEXT_NOT_UTF8);
	assert_int_equal(in("e\u0301\u0302", 0, out, sizeof out), TEXT_OK);
	assert_int_equal(in("x\u0301\u0302\u0303", 0, out, sizeof out), TEXT_MARKS);
	assert_int_equal(text_in("12345", 5, 0, 4, out, sizeof out), TEXT_LONG);
	assert_int_equal(text_in("ééééé", 10, 0, 5, out, sizeof out), TEXT_OK);
	assert_int_equal(in("1234567", 0, out, 8), TEXT_OK);
	assert_int_equal(in("12345678", 0, out, 8), TEXT_LONG);
	char same[16] = "e\u0301";
	assert_int_equal(text_in(same, strlen(same), 0, 0, same, sizeof same), TEXT_OK); /* in place */
	assert_string_equal(same, "é");
	for (int f = TEXT_NOT_UTF8; f <= TEXT_LONG; f++)
		assert_true(strlen(text_fault_message((enum text_fault)f)) > 10);
}

static void test_marks_are_linear(void **state)
{
	(void)state;
	/* Half a million marks of two classes in turn would be sorted for minutes; the gate refuses them unsorted. */
	size_t n = 1 << 20;
	char *s = malloc(n + 1), out[16];
	for (size_t i = 0; i < n; i += 2)
		memcpy(s + i, i % 4 ? "\xCC\x81" : "\xCC\xA3", 2);
	s[n] = '\0';
	assert_int_equal(text_in(s, n, 0, 0, out, sizeof out), TEXT_MARKS);
	free(s);
}

static void test_out(void **state)
{
	(void)state;
	char out[64];
	text_out("a\x1B]0;x\a\u202E\u200Bb\n\xFF", out, sizeof out, true);
	assert_string_equal(out, "a?]0;x???b??");
	text_out("a\u202Eé", out, sizeof out, false);
	assert_string_equal(out, "a\uFFFDé");
	text_out("aé", out, 3, false);
	assert_string_equal(out, "a");
	text_out(NULL, out, sizeof out, false);
	assert_string_equal(out, "");
	/* Nothing that is sent out can be refused on the way back in. */
	for (int32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 17) {
		char one[5], back[32];
		if (!text_encode(c, one))
			continue;
		text_out(one, out, sizeof out, false);
		enum text_fault f = text_in(out, strlen(out), 0, 0, back, sizeof back);
		assert_true(f == TEXT_OK);
		assert_int_equal(text_forbidden(c), strcmp(out, "\uFFFD") == 0 && c != 0xFFFD);
	}
}

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(text_width("Siti"), 4);
	assert_int_equal(text_width("José"), 4);
	assert_int_equal(text_width("e\u0301"), 1);
	assert_int_equal(text_width("日本"), 4);
	assert_int_equal(text_width("\uFFFD"), 1);
	assert_int_equal(text_points("José"), 4);
	int n;
	assert_int_equal(text_next("", &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(text_next("\xC3", &n), 0xFFFD);
	assert_int_equal(n, 1);
	assert_int_equal(text_next("é", &n), 0xE9);
	assert_int_equal(n, 2);
	char bytes[5];
	assert_int_equal(text_encode(0xD800, bytes), 0);
	assert_int_equal(text_encode(0x1F600, bytes), 4);
}

static void test_fit(void **state)
{
	(void)state;
	char out[32];
	text_fit("Siti Aminah", 20, out, sizeof out);
	assert_string_equal(out, "Siti Aminah");
	text_fit("Siti Aminah", 11, out, sizeof out);
	assert_string_equal(out, "Siti Aminah");
	text_fit("Siti Aminah", 10, out, sizeof out);
	assert_string_equal(out, "Siti Amin~");
	text_fit("Siti Aminah", 1, out, sizeof out);
	assert_string_equal(out, "~");
	text_fit("Siti", 0, out, sizeof out);
	assert_string_equal(out, "");
	text_fit("日本語", 5, out, sizeof out);
	assert_string_equal(out, "日本~");
	text_fit("日本語", 4, out, sizeof out);
	assert_string_equal(out, "日~");
	text_fit("aé\u0301b", 2, out, sizeof out);
	assert_string_equal(out, "a~");
	text_fit("Siti Aminah", 20, out, 6);
	assert_string_equal(out, "Siti~");
}

static void test_nearest(void **state)
{
	(void)state;
	static const char *const words[] = { "database", "lang", "theme", "printer", "idle_minutes", NULL };
	assert_string_equal(text_nearest("databse", words), "database");
	assert_string_equal(text_nearest("DATABASE", words), "database");
	assert_string_equal(text_nearest("lnag", words), "lang");
	assert_string_equal(text_nearest("tema", words), "theme");
	assert_string_equal(text_nearest("idle_minute", words), "idle_minutes");
	assert_null(text_nearest("zzzzzz", words));
	assert_null(text_nearest("", words));
	char longest[200];
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_null(text_nearest(longest, words));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_in), cmocka_unit_test(test_marks_are_linear), cmocka_unit_test(test_out), cmocka_unit_test(test_width),
		cmocka_unit_test(test_fit), cmocka_unit_test(test_nearest) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
