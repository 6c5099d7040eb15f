/* Sizes: compact, too small, 1x1, huge; hostile text; a storm of random keys and sizes over list, form and dialogs. */
#include "tests/screens/headless.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/list.h"
#include "screens/ui/loop.h"
#include "screens/ui/pager.h"
#include "screens/ui/term.h"

static const struct list_row rows[] = {
	{ .id = 1, .cell = { "Siti\033]0;judul\007 Aminah", "50000" } }, { .id = 2, .cell = { "O'Neil %s%n ../../x", "1" } }, { .id = 3, .cell = { "\xe2\x80\xaeterbalik\xc2\xad", "2" } },
	{ .id = 4, .cell = { "\xe4\xb8\xad\xe6\x96\x87 lebar", "3" } }, { .id = 5, .cell = { "satu\r\ndua\ttiga\b\b", "4" } },
};
static const struct list_column columns[] = { { "Nama", 12, LIST_GROW | LIST_HITS, 0 }, { "Rp", 6, LIST_RIGHT, 1 }, { NULL, 0, 0, 0 } };
static const struct choice choices[] = { { "a", "Apel" }, { "b", "Belimbing" }, { "c", "Ceri" }, { "d", "Duku" }, { "e", "Elai" }, { NULL, NULL } };
static const struct field fields[] = {
	{ "name", "Nama", FIELD_TEXT, 60, NULL, FIELD_REQUIRED, "Satu", "Petunjuk." }, { "fruit", "Buah", FIELD_CODE, 10, NULL, 0, "Satu", NULL }, { "fruits", "Semua", FIELD_CODES, 10, NULL, 0, "Satu", NULL },
	{ "day", "Hari", FIELD_DATE, 0, NULL, 0, "Dua", NULL }, { "money", "Uang", FIELD_RUPIAH, 0, NULL, 0, "Dua", NULL }, { "note", "Catatan", FIELD_NOTE, 300, NULL, 0, "Dua", NULL },
	{ "yes", "Ya", FIELD_BOOL, 0, NULL, 0, "Dua", NULL }, { "count", "Jumlah", FIELD_INT, 99, NULL, 0, "Dua", NULL },
};
static const struct choice *choices_of(void *ctx, const struct field *f) { (void)ctx, (void)f; return choices; }
static const struct form_class form_class = { .name = "storm", .fields = fields, .count = COUNT(fields), .choices = choices_of };

struct state { struct list list; struct list_source source; struct list_array array; struct form form; };

static bool form_open_screen(struct screen *s, const void *arg) { (void)arg; form_open(&((struct state *)screen_state(s))->form, screen_ui(s), &form_class, NULL, 0, NULL); return true; }
static void form_draw_screen(struct screen *s) { form_draw(&((struct state *)screen_state(s))->form, screen_ui(s), screen_area(s)); }
static bool form_key_screen(struct screen *s, int k) { return form_key(&((struct state *)screen_state(s))->form, screen_ui(s), k); }
static bool form_leave_screen(struct screen *s) { return form_leave(&((struct state *)screen_state(s))->form, screen_ui(s)); }
static void form_close_screen(struct screen *s) { form_close(&((struct state *)screen_state(s))->form, screen_ui(s)); }
static const struct screen_class form_screen = { .name = "form", .title = "Formulir", .state_size = sizeof(struct state), .open = form_open_screen, .draw = form_draw_screen, .key = form_key_screen, .leave = form_leave_screen, .close = form_close_screen };

static void enter(struct ui *ui, void *owner, const struct list_row *row) { (void)owner, (void)row; ui_push(ui, &form_screen, NULL); }
static bool open_screen(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	st->array = (struct list_array){ .rows = rows, .count = COUNT(rows), .enter = enter, .owner = st };
	list_array_source(&st->source, columns);
	list_open(&st->list, screen_ui(s), &st->source, &st->array);
	return true;
}
static bool load(struct screen *s, struct err *e) { (void)e; list_reload(&((struct state *)screen_state(s))->list, screen_ui(s)); return true; }
static void draw(struct screen *s) { list_draw(&((struct state *)screen_state(s))->list, screen_ui(s), screen_area(s)); }
static bool key(struct screen *s, int k) { return list_key(&((struct state *)screen_state(s))->list, screen_ui(s), k); }
static bool never(struct screen *s) { (void)s; return false; }
static void close_screen(struct screen *s) { list_close(&((struct state *)screen_state(s))->list, screen_ui(s)); }
static const struct screen_class class = { .name = "list", .title = "Daftar", .state_size = sizeof(struct state), .open = open_screen, .load = load, .draw = draw, .key = key, .leave = never, .close = close_screen };

static void play_sizes(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0:
		assert_shown(ui, "Siti?]0;judul? Aminah"); /* inert */
		assert_shown(ui, "O'Neil %s%n ../../x");
		assert_shown(ui, "?terbalik?");
		assert_shown(ui, "satu??dua?tiga??");
		play_resize(ui, 14, 58);
		return;
	case 1:
		assert_shown(ui, "too small (58x14)");
		assert_not_shown(ui, "O'Neil");
		play_type(ui, "abc\r");
		play_key(ui, K_F(2));
		play_resize(ui, 1, 1);
		return;
	case 2: play_resize(ui, 65535, 65535); return;
	case 3:
		assert_int_equal(ui->rows, TERM_MAX_ROWS);
		assert_int_equal(ui->cols, TERM_MAX_COLS);
		assert_shown(ui, "Find: _"); /* keys typed blindly did nothing */
		play_resize(ui, 16, 60);
		return;
	case 4: assert_shown(ui, "O'Neil"); play_resize(ui, 24, 80); return;
	case 5: play_resize(ui, 10, 80); return;
	case 6: play_key(ui, K_F(10)); return;
	default: fail_msg("F10 on a screen too small ends the program");
	}
	(void)p;
}

static void test_sizes(void **state)
{
	struct play p = { .step = play_sizes };

	(void)state;
	play_run(play_options(), &class, NULL, &p);
	assert_int_equal(p.n, 7);
}

static const int storm_keys[] = {
	K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PGUP, K_PGDN, K_INS, K_DEL, K_BACKTAB, K_TAB, K_ENTER, K_ENTER, K_ESC, K_BACKSPACE, ' ', 'a', 's', '1', '0', '-', '+', '?', '"', '.',
	K_F(1), K_F(2), K_F(3), K_F(4), K_F(5), K_F(6), K_F(7), K_F(8), K_F(9), K_CTRL('U'), K_CTRL('Y'), K_CTRL('L'), K_CTRL('R'), K_CTRL('C'), 0xE9, 0x4E2D, K_PASTE, K_MOUSE,
};

static void play_storm(struct ui *ui, struct play *p, int n)
{
	for (int i = 0; i < 50; i++) {
		int key_next = storm_keys[(size_t)rand() % COUNT(storm_keys)];
		play_key(ui, key_next);
		if (rand() % 40 == 0)
			play_resize(ui, 1 + rand() % 60, 1 + rand() % 140);
	}
	assert_true(ui->depth >= 1 && ui->depth <= UI_STACK_MAX);
	if (n == 1000)
		play_end(ui, p);
}

static void test_storm(void **state)
{
	struct play p = { .step = play_storm };
	unsigned seed = (unsigned)time(NULL);
	struct ui_options o = play_options();

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	o.mouse = true;
	play_run(o, &class, NULL, &p);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_sizes), cmocka_unit_test(test_storm) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
