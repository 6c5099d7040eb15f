/* term_tighten(): the same picture in fewer bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <vterm.h>

#include "screens/ui/term_state.h"

static const char *tight(const char *in, char *out, size_t size)
{
	size_t n = strlen(in);
	assert_true(n < size);
	memcpy(out, in, n);
	n = term_tighten(out, n);
	out[n] = '\0';
	return out;
}

static void sequences(void **state)
{
	char out[400];
	(void)state;
	assert_string_equal(tight("\033[38;5;252m\033[48;5;17mA", out, sizeof out), "\033[38;5;252;48;5;17mA");
	assert_string_equal(tight("\033[38;5;252m\033[48;5;17mA\033[38;5;227m\033[48;5;17mB", out, sizeof out), "\033[38;5;252;48;5;17mA\033[38;5;227mB");
	assert_string_equal(tight("\033[30m\033[46mA\033[30m\033[46mB", out, sizeof out), "\033[30;46mAB");
	/* after a reset the colours are named again */
	assert_string_equal(tight("\033[30mA\033[mB\033[30mC", out, sizeof out), "\033[30mA\033[mB\033[30mC");
	assert_string_equal(tight("\033[30mA\033[0;1m\033[30mC", out, sizeof out), "\033[30mA\033[0;1;30mC");
	assert_string_equal(tight("\033[39;49m\033(B\033[m", out, sizeof out), "\033(B\033[m");
	assert_string_equal(tight("\033[31mA\033[39;49mB\033[31mC", out, sizeof out), "\033[31mA\033[39;49mB\033[31mC");
	assert_string_equal(tight("\033(B\033[mA\033(B\033[mB\033(0q\033(Bx", out, sizeof out), "\033(B\033[mA\033[mB\033(0q\033(Bx");
	/* moves do not change colours; a restored cursor may */
	assert_string_equal(tight("\033[30mA\033[5;2H\033[30mB\0338\033[30mC", out, sizeof out), "\033[30mA\033[5;2HB\0338\033[30mC");
	/* no sequence holds more than 16 numbers */
	assert_string_equal(tight("\033[1m\033[4m\033[7m\033[1m\033[4m\033[7m\033[1m\033[4m\033[7m\033[1m\033[4m\033[7m\033[1m\033[4m\033[7m\033[1m\033[4mA", out, sizeof out),
		"\033[1;4;7;1;4;7;1;4;7;1;4;7;1;4;7;1m\033[4mA");
	/* torn at the end, and nothing */
	assert_string_equal(tight("A\033[38;5", out, sizeof out), "A\033[38;5");
	assert_string_equal(tight("A\033", out, sizeof out), "A\033");
	assert_int_equal(term_tighten(out, 0), 0);
}

enum { TALL = 6, WIDE = 20 };

static void feed(VTerm *v, const char *bytes, size_t size)
{
	vterm_input_write(v, bytes, size);
}

static VTerm *terminal(VTermScreen **screen)
{
	VTerm *v = vterm_new(TALL, WIDE);
	vterm_set_utf8(v, 1);
	*screen = vterm_obtain_screen(v);
	vterm_screen_reset(*screen, 1);
	return v;
}

/* Random frames of what curses writes paint the same cells before and after. */
static void pictures(void **state)
{
	static const char *const parts[] = { "a", "Bc", " ", "\033[38;5;252m", "\033[48;5;17m", "\033[38;5;227m", "\033[48;5;80m", "\033[30m", "\033[46m", "\033[97m", "\033[104m", "\033[39m", "\033[49m",
		"\033[39;49m", "\033(B\033[m", "\033(B\033[0;1m", "\033[39;49m\033(B\033[m", "\033[m", "\033[7m", "\033[1m", "\033[4m", "\033[24m", "\033[27m", "\033(0q\033(B", "\033[2;3H", "\033[5;1H", "\033[K", "\033[3X", "\r", "\0337", "\0338", "\033[?25l" };
	const char *again = getenv("SEED");
	unsigned seed = again ? (unsigned)strtoul(again, NULL, 10) : (unsigned)time(NULL), first = seed;
	(void)state;
	print_message("seed %u\n", first);
	for (int round = 0; round < 2000; round++) {
		char frame[2000] = "", copy[2000];
		VTermScreen *s[2];
		for (int i = 0; i < 60; i++)
			strncat(frame, parts[(size_t)rand_r(&seed) % (sizeof parts / sizeof *parts)], sizeof frame - strlen(frame) - 1);
		size_t n = strlen(frame);
		memcpy(copy, frame, n);
		size_t m = term_tighten(copy, n);
		assert_true(m <= n);
		VTerm *v[2] = { terminal(&s[0]), terminal(&s[1]) };
		feed(v[0], frame, n);
		feed(v[1], copy, m);
		for (int row = 0; row < TALL; row++)
			for (int col = 0; col < WIDE; col++) {
				VTermScreenCell a, b;
				vterm_screen_get_cell(s[0], (VTermPos){ row, col }, &a);
				vterm_screen_get_cell(s[1], (VTermPos){ row, col }, &b);
				if (a.chars[0] != b.chars[0] || a.attrs.bold != b.attrs.bold || a.attrs.reverse != b.attrs.reverse || a.attrs.underline != b.attrs.underline
				    || !vterm_color_is_equal(&a.fg, &b.fg) || !vterm_color_is_equal(&a.bg, &b.bg))
					fail_msg("seed %u, round %d: cell %d,%d differs", first, round, row, col);
			}
		vterm_free(v[0]);
		vterm_free(v[1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sequences), cmocka_unit_test(pictures) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
