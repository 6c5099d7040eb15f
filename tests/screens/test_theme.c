/* Themes: order of choice, foreground and background always set, markers beside colour, ASCII lines. */
#include "tests/screens/headless.h"

#include <ncurses.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/loop.h"

static void draw(struct screen *s)
{
	for (int i = 0; i < PAINT_COUNT; i++)
		draw_text(screen_ui(s), 2 + i, 2, 10, (enum paint)i, "contoh");
	draw_box(screen_ui(s), (struct area){ 14, 2, 4, 20 }, "Kotak");
}
static const struct screen_class class = { .name = "theme", .title = "Tema", .draw = draw };

struct expect { const char *term, *no_color; enum theme_kind asked, kind; };

static void play_kind(struct ui *ui, struct play *p, int n)
{
	const struct expect *e = p->data;
	short fg, bg;

	(void)n;
	assert_int_equal(ui->theme.kind, e->kind);
	if (e->kind == THEME_MONO) {
		assert_int_equal(play_pair(ui, 2, 2), 0);
		assert_true(play_attr(ui, 2 + PAINT_SELECT, 2) & A_REVERSE);
		assert_true(play_attr(ui, 2 + PAINT_ERROR, 2) & A_BOLD);
	} else {
		for (int i = 0; i < PAINT_COUNT; i++) {
			assert_int_not_equal(play_pair(ui, 2 + i, 2), 0);
			pair_content((short)play_pair(ui, 2 + i, 2), &fg, &bg);
			assert_true(fg >= 0 && bg >= 0 && fg != bg); /* never the terminal's own */
		}
		assert_int_not_equal(play_pair(ui, 20, 70), 0); /* blank cells too */
	}
	play_end(ui, p);
}

static void test_choice(void **state)
{
	static struct expect table[] = {
		{ "xterm-256color", "", THEME_AUTO, THEME_BLUE }, { "xterm", NULL, THEME_AUTO, THEME_BLUE }, { "linux", "", THEME_AUTO, THEME_BLUE }, { "xterm", "1", THEME_AUTO, THEME_MONO },
		{ "xterm", "1", THEME_BLUE, THEME_BLUE }, { "vt100", "", THEME_AUTO, THEME_MONO }, { "vt100", "", THEME_BLUE, THEME_MONO }, { "dumb", "", THEME_AUTO, THEME_MONO },
		{ "xterm-256color", "", THEME_CONTRAST, THEME_CONTRAST }, { "linux", "", THEME_CONTRAST, THEME_CONTRAST }, { "xterm", "", THEME_MONO, THEME_MONO },
		{ "", "", THEME_AUTO, THEME_BLUE }, { "no-such-terminal", "", THEME_AUTO, THEME_BLUE }, { "xterm\033]0;x\007", "", THEME_AUTO, THEME_BLUE }, { "../../etc/passwd", "", THEME_AUTO, THEME_BLUE },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct play p = { .step = play_kind, .data = &table[i] };
		struct ui_options o = play_options();
		o.term_type = table[i].term;
		o.no_color = table[i].no_color ? table[i].no_color : "";
		o.theme = table[i].asked;
		play_run(o, &class, NULL, &p);
	}
}

static void play_ascii(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0:
		assert_string_equal(play_row(ui, 14), "  +- Kotak ----------+");
		assert_string_equal(play_row(ui, 15), "  |                  |");
		play_type(ui, "\007t");
		return;
	case 1:
		assert_int_equal(ui->theme.kind, THEME_MONO); /* blue -> mono by F9 T */
		play_end(ui, p);
		return;
	default: return;
	}
}

static void test_ascii(void **state)
{
	struct play p = { .step = play_ascii };
	struct ui_options o = play_options();

	(void)state;
	o.ascii_lines = true;
	play_run(o, &class, NULL, &p);
}

static void test_names(void **state)
{
	enum theme_kind kind;

	(void)state;
	for (int i = 0; i < THEME_COUNT; i++) {
		assert_true(theme_from_name(theme_name((enum theme_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(theme_from_name("ungu", &kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_choice), cmocka_unit_test(test_ascii), cmocka_unit_test(test_names) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
