/* The line editor, without a terminal. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "src/base/line.h"

static void type(struct line *l, const char *text)
{
	for (int n; *text; text += n)
		line_type(l, text_next(text, &n));
}

/* "text" with '|' where the cursor stands. */
static void shows(const struct line *l, const char *expected)
{
	char out[512];
	snprintf(out, sizeof out, "%.*s|%s", (int)l->at, l->text, l->text + l->at);
	assert_string_equal(out, expected);
}

static void test_edit(void **state)
{
	(void)state;
	struct line l;
	line_init(&l, 20, false);
	assert_false(line_backspace(&l) || line_delete(&l) || line_left(&l) || line_right(&l) || line_clear(&l) || line_undo(&l));
	type(&l, "Siti Aminah");
	shows(&l, "Siti Aminah|");
	line_home(&l);
	assert_false(line_left(&l));
	line_right(&l);
	type(&l, "é");
	shows(&l, "Sé|iti Aminah");
	l.overtype = true;
	type(&l, "XY");
	shows(&l, "SéXY|i Aminah");
	line_end(&l);
	type(&l, "!");
	shows(&l, "SéXYi Aminah!|");
	l.overtype = false;
	assert_true(line_backspace(&l));
	line_home(&l);
	line_right(&l);
	assert_true(line_delete(&l)); /* the whole é */
	shows(&l, "S|XYi Aminah");
	assert_true(line_delete_end(&l));
	shows(&l, "S|");
	line_set(&l, "Budi");
	assert_false(line_changed(&l));
	type(&l, "man");
	assert_true(line_changed(&l));
	assert_true(line_undo(&l));
	shows(&l, "Budi|");
	assert_false(line_changed(&l));
	assert_true(line_clear(&l));
	assert_true(line_undo(&l));
	shows(&l, "Budi|");
	assert_false(line_type(&l, '\n'));
	assert_false(line_type(&l, 0x1B));
	assert_false(line_type(&l, 0x202E));
	assert_false(line_type(&l, 0xD800));
	assert_false(line_up(&l, 10) || line_down(&l, 10));
	line_free(&l);
	line_free(&l);
}

static void test_limits(void **state)
{
	(void)state;
	struct line l;
	line_init(&l, 5, false);
	type(&l, "ééééééé");
	shows(&l, "ééééé|");
	line_home(&l);
	assert_false(line_type(&l, 'x'));
	l.overtype = true;
	assert_true(line_type(&l, 'x')); /* full, but one goes as one comes */
	shows(&l, "x|éééé");
	line_set(&l, "1234567");
	shows(&l, "12345|");
	line_free(&l);
}

static void test_marks(void **state)
{
	(void)state;
	struct line l;
	line_init(&l, 20, false);
	assert_false(line_type(&l, 0x301)); /* a mark with no letter */
	type(&l, "ae\xCC\x81o");
	assert_true(line_left(&l) && line_left(&l));
	shows(&l, "a|e\xCC\x81o");
	line_right(&l);
	assert_true(line_type(&l, 0x302));
	assert_false(line_type(&l, 0x303)); /* a third mark */
	assert_true(line_backspace(&l));
	shows(&l, "a|o");
	line_free(&l);
}

static void test_words(void **state)
{
	(void)state;
	struct line l;
	line_init(&l, 40, false);
	line_set(&l, "Nur  Aini Putri");
	assert_true(line_word_left(&l));
	shows(&l, "Nur  Aini |Putri");
	line_word_left(&l);
	shows(&l, "Nur  |Aini Putri");
	line_word_left(&l);
	shows(&l, "|Nur  Aini Putri");
	assert_false(line_word_left(&l));
	line_word_right(&l);
	shows(&l, "Nur  |Aini Putri");
	line_word_right(&l);
	line_word_right(&l);
	shows(&l, "Nur  Aini Putri|");
	assert_false(line_word_right(&l));
	line_free(&l);
}

static void test_paste(void **state)
{
	(void)state;
	struct line l;
	line_init(&l, 10, false);
	assert_int_equal(line_paste(&l, "a\r\nb\tc\n", 7), TEXT_OK);
	shows(&l, "a b c|");
	assert_int_equal(line_paste(&l, "\x1B[31m", 5), TEXT_CONTROL);
	assert_int_equal(line_paste(&l, "x\0y", 3), TEXT_CONTROL);
	assert_int_equal(line_paste(&l, "\xFF", 1), TEXT_NOT_UTF8);
	assert_int_equal(line_paste(&l, "\xE2\x80\xAE", 3), TEXT_INVISIBLE);
	shows(&l, "a b c|");
	assert_int_equal(line_paste(&l, "0123456789", 10), TEXT_LONG);
	shows(&l, "a b c01234|");
	line_clear(&l);
	assert_int_equal(line_paste(&l, "Jose\xCC\x81", 6), TEXT_OK);
	shows(&l, "José|");
	assert_int_equal(line_paste(&l, "\xCC\x82\xCC\x83\xCC\x84", 6), TEXT_MARKS);
	shows(&l, "José|");
	size_t big = 1 << 20;
	char *megabyte = malloc(big);
	memset(megabyte, 'x', big);
	assert_int_equal(line_paste(&l, megabyte, big), TEXT_LONG);
	assert_int_equal(l.size, 11);
	free(megabyte);
	line_free(&l);
	line_init(&l, 50, true);
	assert_int_equal(line_paste(&l, "satu\r\ndua\rtiga", 14), TEXT_OK);
	shows(&l, "satu\ndua\ntiga|");
	line_free(&l);
}

static void test_window(void **state)
{
	(void)state;
	struct line l;
	struct line_view v;
	line_init(&l, 100, false);
	line_set(&l, "abc");
	line_window(&l, 5, &v);
	assert_true(v.start == 0 && v.end == 3 && v.cursor == 3 && v.width == 3 && !v.left && !v.right);
	line_set(&l, "abcdefghij");
	line_window(&l, 5, &v);
	assert_true(v.start == 6 && v.end == 10 && v.cursor == 4 && v.left && !v.right);
	line_home(&l);
	line_window(&l, 5, &v);
	assert_true(v.start == 0 && v.end == 5 && v.cursor == 0 && !v.left && v.right);
	for (int i = 0; i < 5; i++)
		line_right(&l);
	line_window(&l, 5, &v);
	assert_true(v.start == 1 && v.cursor == 4 && v.left && v.right);
	line_left(&l);
	line_window(&l, 5, &v);
	assert_true(v.start == 1 && v.cursor == 3); /* no scrolling while the cursor is inside */
	line_set(&l, "日本語日本語"); /* two columns each */
	line_window(&l, 5, &v);
	assert_true(v.cursor == 4 && v.width == 4);
	line_left(&l);
	line_window(&l, 5, &v);
	assert_true(v.cursor + 2 <= 5 && v.width <= 5);
	line_free(&l);
}

static void test_note(void **state)
{
	(void)state;
	struct line l;
	int row, column;
	line_init(&l, 200, true);
	line_set(&l, "satu dua tiga\nempat\n");
	assert_int_equal(line_rows(&l, 10), 4); /* "satu dua", "tiga", "empat", "" */
	line_place(&l, 10, &row, &column);
	assert_true(row == 3 && column == 0);
	assert_true(line_up(&l, 10));
	shows(&l, "satu dua tiga\n|empat\n");
	line_end(&l);
	shows(&l, "satu dua tiga\nempat|\n");
	assert_true(line_up(&l, 10));
	shows(&l, "satu dua tiga|\nempat\n");
	line_place(&l, 10, &row, &column);
	assert_true(row == 1 && column == 4);
	assert_true(line_up(&l, 10)); /* the goal is still column 5 */
	shows(&l, "satu |dua tiga\nempat\n");
	assert_false(line_up(&l, 10));
	assert_true(line_down(&l, 10) && line_down(&l, 10));
	shows(&l, "satu dua tiga\nempat|\n");
	assert_true(line_down(&l, 10));
	assert_false(line_down(&l, 10));
	line_home(&l);
	line_type(&l, '\n');
	assert_int_equal(line_rows(&l, 10), 5);
	line_set(&l, "abcdefghijklmnop"); /* one word longer than the row */
	assert_int_equal(line_rows(&l, 10), 2);
	line_place(&l, 10, &row, &column);
	assert_true(row == 1 && column == 7);
	assert_true(line_up(&l, 10));
	line_place(&l, 10, &row, &column);
	assert_true(row == 0 && column == 7);
	line_set(&l, "");
	assert_int_equal(line_rows(&l, 10), 1);
	line_free(&l);
}

/* Whatever the keys: valid text within its limit, a cursor on a character, views and rows that cover it. */
static void test_random(void **state)
{
	(void)state;
	unsigned seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	srandom(seed);
	static const int32_t points[] = { 'a', 'b', ' ', '\n', 0xE9, 0x301, 0x65E5, 0x1F600, 0x200B, 0x1B, 'z', ' ' };
	for (int round = 0; round < 200; round++) {
		struct line l;
		line_init(&l, 30, round % 2);
		for (int i = 0; i < 300; i++) {
			int columns = 1 + (int)(random() % 12);
			switch (random() % 16) {
			case 0: line_left(&l); break;
			case 1: line_right(&l); break;
			case 2: line_home(&l); break;
			case 3: line_end(&l); break;
			case 4: line_up(&l, columns); break;
			case 5: line_down(&l, columns); break;
			case 6: line_backspace(&l); break;
			case 7: line_delete(&l); break;
			case 8: line_word_left(&l); break;
			case 9: line_word_right(&l); break;
			case 10: l.overtype = !l.overtype; break;
			default: line_type(&l, points[(size_t)random() % COUNT(points)]); break;
			}
			char clean[256];
			struct line_view v;
			assert_int_equal(strlen(l.text), l.size);
			assert_true(l.at <= l.size && ((unsigned char)l.text[l.at] & 0xC0) != 0x80);
			assert_true(text_points(l.text) <= 30);
			if (*l.text && text_point_width(text_next(l.text, &(int){ 0 })) > 0)
				assert_int_not_equal(text_in(l.text, l.size, TEXT_LINES, 0, clean, sizeof clean), TEXT_NOT_UTF8);
			if (!l.lines) {
				line_window(&l, columns + 1, &v);
				assert_true(v.start <= l.at && l.at <= l.size && v.cursor >= 0 && v.cursor <= columns && v.width <= columns + 1);
			}
			int row, column;
			line_place(&l, columns, &row, &column);
			assert_true(row < line_rows(&l, columns));
		}
		line_free(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_edit), cmocka_unit_test(test_limits), cmocka_unit_test(test_marks), cmocka_unit_test(test_words),
		cmocka_unit_test(test_paste), cmocka_unit_test(test_window), cmocka_unit_test(test_note), cmocka_unit_test(test_random) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
