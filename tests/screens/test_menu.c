/* What comes from the action table: bar, menu, help, rights; grids and tabs beside them. */
#include "tests/screens/headless.h"

#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/grid.h"
#include "screens/ui/help.h"
#include "screens/ui/loop.h"
#include "screens/ui/tabs.h"

struct state { int edits, paid, letters; bool has; struct tabs tabs; struct grid grid; struct grid_row rows[40]; };

static bool edit(struct screen *s) { ((struct state *)screen_state(s))->edits++; return true; }
static bool pay(struct screen *s) { ((struct state *)screen_state(s))->paid++; return true; }
static bool letters(struct screen *s) { ((struct state *)screen_state(s))->letters++; return true; }
static bool has(const struct screen *s) { return ((const struct state *)screen_state(s))->has; }

static const struct action actions[] = {
	{ .fkey = 2, .label = "Bayar", .help = "bayar yang ditandai", .run = pay, .right = RIGHT_MONEY_PAY },
	{ .fkey = 4, .label = "Ubah", .help = "ubah data anak ini", .run = edit },
	{ .fkey = 8, .label = "Akhiri", .help = "terminasi", .run = edit, .enabled = has },
	{ .letter = 'S', .label = "Surat", .help = "minta berkas", .run = letters },
};
static const char *const tab_names[] = { "Satu", "Dua", NULL };
static bool open_screen(struct screen *s, const void *arg) { (void)arg; ((struct state *)screen_state(s))->tabs.names = tab_names; return true; }
static void draw(struct screen *s) { tabs_draw(&((struct state *)screen_state(s))->tabs, screen_ui(s), 2, 1, 78); }
static bool key(struct screen *s, int k) { return tabs_key(&((struct state *)screen_state(s))->tabs, screen_ui(s), k); }
static const struct screen_class class = {
	.name = "menu", .title = "Anak asuh", .help = "Daftar semua anak di panti ini.", .state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions),
	.open = open_screen, .draw = draw, .key = key,
};
static const struct actor peksos = { .roles = ROLE_PEKSOS, .name = "sri", .shown = "Sri W." }, bendahara = { .roles = ROLE_BENDAHARA, .name = "rina", .shown = "Rina" };

static struct state *state_of(struct ui *ui) { return screen_state(ui->stack[0]); }

static void play_peksos(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0:
		assert_string_equal(play_row(ui, 23), "1Help                   4Ubah                                   9Menu   10Quit");
		assert_shown(ui, "Sri W. (");
		play_key(ui, K_F(2));
		return;
	case 1:
		assert_int_equal(state_of(ui)->paid, 0); /* no right: who may is said */
		assert_true(strlen(play_row(ui, 22)) > 10);
		play_key(ui, K_CTRL('E'));
		play_key(ui, K_F(8));
		return;
	case 2:
		assert_int_equal(state_of(ui)->edits, 1); /* ^E is F4; F8 is not possible */
		play_key(ui, K_F(7));
		return;
	case 3:
		assert_shown(ui, "F7 is not used on this screen.");
		play_key(ui, K_CTRL('G'));
		return;
	case 4:
		assert_shown(ui, "Menu: Anak asuh");
		assert_shown(ui, "4 Ubah         F4 ^E    ubah data anak ini");
		assert_shown(ui, "S Surat");
		assert_not_shown(ui, "Bayar");
		assert_not_shown(ui, "Akhiri");
		play_type(ui, "4"); /* ^G digit reaches every F-key */
		return;
	case 5:
		assert_int_equal(state_of(ui)->edits, 2);
		assert_int_equal(ui->depth, 1);
		play_type(ui, "S"); /* a letter alone does nothing */
		play_type(ui, "\007s");
		return;
	case 6:
		assert_int_equal(state_of(ui)->letters, 1);
		play_key(ui, K_F(1));
		return;
	case 7:
		assert_shown(ui, "Daftar semua anak di panti ini.");
		assert_shown(ui, "F4 ^E     Ubah      ubah data anak ini");
		assert_shown(ui, "F9 S      Surat");
		assert_shown(ui, "Anak asuh > Help");
		play_type(ui, "berkas");
		return;
	case 8:
		assert_int_equal(play_row(ui, play_find(ui, "minta berkas"))[0], '>');
		play_key(ui, K_ESC);
		play_key(ui, K_ESC);
		return;
	case 9:
		assert_int_equal(ui->depth, 1);
		assert_shown(ui, "[1 Satu] 2 Dua");
		play_type(ui, "2");
		return;
	case 10:
		assert_shown(ui, "1 Satu [2 Dua]");
		play_key(ui, K_CTRL('C'));
		return;
	default:
		assert_shown(ui, "Esc = back, F10 = close");
		play_end(ui, p);
	}
}

static void test_peksos(void **state)
{
	struct play p = { .step = play_peksos };
	struct ui_options o = play_options();

	(void)state;
	o.who = &peksos;
	play_run(o, &class, NULL, &p);
}

static void play_bendahara(struct ui *ui, struct play *p, int n)
{
	if (n == 0) {
		assert_memory_equal(play_row(ui, 23), "1Help   2Bayar          4Ubah", 29);
		play_key(ui, K_CTRL('S'));
		return;
	}
	if (n == 1) {
		assert_int_equal(state_of(ui)->paid, 1);
		play_resize(ui, 24, 62);
		return;
	}
	assert_memory_equal(play_row(ui, 23), "1Help       2Bayar      4Ubah       9Menu       10Quit", 54); /* compact: five slots */
	play_end(ui, p);
}

static void test_bendahara(void **state)
{
	struct play p = { .step = play_bendahara };
	struct ui_options o = play_options();

	(void)state;
	o.who = &bendahara;
	play_run(o, &class, NULL, &p);

}

static void play_no_fkeys(struct ui *ui, struct play *p, int n)
{
	(void)n;
	assert_string_equal(play_row(ui, 23), " ^W Bayar  ^E Ubah  ^G Menu  Esc Quit");
	play_end(ui, p);
}

static void test_no_fkeys(void **state)
{
	struct play p = { .step = play_no_fkeys };
	struct ui_options o = play_options();

	(void)state;
	o.who = &bendahara;
	o.no_fkeys = true;
	play_run(o, &class, NULL, &p);
}

/* --- grid ------------------------------------------------------------------------------------------------------------------- */

static const struct list_column columns[] = { { "Nama", 20, LIST_GROW, 0 }, { "Jumlah", 10, GRID_EDIT, 0 }, { "Tabung", 10, GRID_EDIT, 0 }, { "Catatan", 12, GRID_NOTE, 1 }, { NULL, 0, 0, 0 } };
static bool change(struct ui *ui, void *ctx, struct grid_row *row)
{
	(void)ctx;
	if (row->amount[1] > row->amount[0]) {
		ui_warn(ui, "Tabungan melebihi jumlah.");
		return false;
	}
	return true;
}
static void totals(void *ctx, char *out, size_t size)
{
	struct state *s = ctx;
	snprintf(out, size, "Total %d anak: %lld", grid_ticked(&s->grid), (long long)grid_total(&s->grid, 0, true));
}
static const struct grid_source grid_source = { .columns = columns, .tick_head = "Bayar", .change = change, .totals = totals };
static bool grid_open_screen(struct screen *s, const void *arg)
{
	static const char *const names[] = { "Siti", "Budi", "Rizal", "Dewi" };
	struct state *st = screen_state(s);
	(void)arg;
	for (int i = 0; i < 4; i++)
		st->rows[i] = (struct grid_row){ .id = i + 1, .cell = { names[i] }, .amount = { 50000, 10000 }, .locked = i == 3 };
	grid_open(&st->grid, &grid_source, st, st->rows, 4);
	return true;
}
static void grid_draw_screen(struct screen *s) { grid_draw(&((struct state *)screen_state(s))->grid, screen_ui(s), screen_area(s)); }
static bool grid_key_screen(struct screen *s, int k) { return grid_key(&((struct state *)screen_state(s))->grid, screen_ui(s), k); }
static const struct screen_class grid_class = { .name = "grid", .title = "Uang saku", .state_size = sizeof(struct state), .open = grid_open_screen, .draw = grid_draw_screen, .key = grid_key_screen };

static void play_grid(struct ui *ui, struct play *p, int n)
{
	const struct grid_row *rows = state_of(ui)->rows;

	switch (n) {
	case 0: assert_shown(ui, "Total 0 anak: 0"); play_type(ui, " "); return;
	case 1:
		assert_true(rows[0].tick);
		assert_int_equal(state_of(ui)->grid.at, 1); /* ticks and moves down */
		assert_shown(ui, "Total 1 anak: 50000");
		play_type(ui, "+");
		return;
	case 2:
		assert_true(rows[1].tick && rows[2].tick);
		assert_false(rows[3].tick); /* settled rows do not change */
		play_type(ui, "75rb\r");
		return;
	case 3:
		assert_int_equal(rows[1].amount[0], 75000);
		assert_shown(ui, "Total 3 anak: 175000");
		assert_int_equal(state_of(ui)->grid.at, 2);
		play_type(ui, "\t60000\r"); /* more saved than paid: refused */
		return;
	case 4:
		assert_int_equal(rows[2].amount[1], 10000);
		assert_shown(ui, "Tabungan melebihi jumlah.");
		play_key(ui, K_BACKTAB);
		play_key(ui, K_F(4));
		return;
	case 5:
		assert_shown(ui, "(3)");
		play_key(ui, K_CTRL('Y'));
		play_key(ui, K_HOME);
		play_key(ui, K_CTRL('Y'));
		play_type(ui, "40rb\r");
		return;
	case 6:
		assert_int_equal(rows[0].amount[0], 40000);
		assert_int_equal(rows[2].amount[0], 40000);
		assert_int_equal(rows[3].amount[0], 50000);
		play_type(ui, "/bud\033");
		return;
	case 7:
		assert_int_equal(state_of(ui)->grid.at, 1);
		play_type(ui, "\rpulang\r"); /* Enter: the note */
		return;
	case 8:
		assert_string_equal(rows[1].note, "pulang");
		play_type(ui, "-");
		return;
	default:
		assert_int_equal(grid_ticked(&state_of(ui)->grid), 0);
		play_end(ui, p);
	}
}

static void test_grid(void **state)
{
	struct play p = { .step = play_grid };

	(void)state;
	play_run(play_options(), &grid_class, NULL, &p);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_peksos), cmocka_unit_test(test_bendahara), cmocka_unit_test(test_no_fkeys), cmocka_unit_test(test_grid) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
