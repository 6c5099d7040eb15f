/* The list widget over 500,000 computed rows: windows, keyset edges in both directions, search, selection, few cells per key. */
#include "tests/screens/headless.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/list.h"
#include "screens/ui/loop.h"
#include "screens/ui/term.h"

#define ROWS 500000

/* slice: a page looks at so many rows only, and goes on from `walked` when it is asked for what follows the same row.
 * Row n (1..ROWS) has id n and key "%07d"; a search keeps the multiples of the number typed. */
struct state { struct list list; int step, asked, most, removed, slice, walked; bool open; row_id edge, entered; };

static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	struct state *s = ctx;
	int by = from == LIST_BEFORE ? -1 : 1, at = edge ? (int)strtol(edge->key, NULL, 10) : by > 0 ? 0 : ROWS + 1, got = 0;

	s->asked++;
	s->most = n > s->most ? n : s->most;
	if (from == LIST_AT && edge)
		at--;
	if (from == LIST_AFTER && s->open && s->edge == (edge ? edge->id : 0))
		at = s->walked;
	s->open = false;
	int last = s->slice && by > 0 ? at + s->slice : ROWS;
	for (at += by; at >= 1 && at <= ROWS && got < n; at += by) {
		if (at > last) {
			s->open = true;
			s->walked = at - 1;
			s->edge = got ? rows[got - 1].id : edge ? edge->id : 0;
			break;
		}
		if ((s->step && at % s->step) || at == s->removed)
			continue;
		rows[got].id = at;
		rows[got].key = arena_printf(a, "%07d", at);
		rows[got].cell[0] = arena_printf(a, "N-%07d", at);
		rows[got].cell[1] = arena_printf(a, "Siti Nomor %d", at);
		rows[got].cell[2] = "13";
		rows[got].cell[3] = "SMPN 3";
		got++;
	}
	return got;
}

static bool unfinished(void *ctx) { return ((struct state *)ctx)->open; }

static bool locate(void *ctx, row_id id, struct list_row *row, struct arena *a)
{
	struct state *s = ctx;

	row->key = arena_printf(a, "%07d", (int)id);
	return id <= ROWS && id != s->removed && (!s->step || id % s->step == 0);
}

static void search(void *ctx, const char *typed) { ((struct state *)ctx)->step = (int)strtol(typed, NULL, 10); }
static void status(void *ctx, char *out, size_t size) { (void)ctx; snprintf(out, size, "5 dari %d", ROWS); }
static void detail(void *ctx, const struct list_row *row, char *out, size_t size) { (void)ctx; snprintf(out, size, "Rinci %d", (int)row->id); }
static void enter(struct ui *ui, void *ctx, const struct list_row *row) { (void)ui; ((struct state *)ctx)->entered = row->id; }

static const struct list_column columns[] = {
	{ "No.Induk", 10, 0, 0 }, { "Nama", 20, LIST_GROW | LIST_HITS, 0 }, { "Umur", 5, LIST_RIGHT, 1 }, { "Sekolah", 20, 0, 2 }, { NULL, 0, 0, 0 },
};
static const struct list_source source = {
	.columns = columns, .page = page, .unfinished = unfinished, .locate = locate, .search = search, .status = status, .detail = detail, .enter = enter, .empty = "Belum ada.",
};

static bool open_screen(struct screen *s, const void *arg) { (void)arg; list_open(&((struct state *)screen_state(s))->list, screen_ui(s), &source, screen_state(s)); return true; }
static bool load(struct screen *s, struct err *e) { (void)e; list_reload(&((struct state *)screen_state(s))->list, screen_ui(s)); return true; }
static void draw(struct screen *s) { list_draw(&((struct state *)screen_state(s))->list, screen_ui(s), screen_area(s)); }
static bool key(struct screen *s, int k) { return list_key(&((struct state *)screen_state(s))->list, screen_ui(s), k); }
static void close_screen(struct screen *s) { list_close(&((struct state *)screen_state(s))->list, screen_ui(s)); }
static const struct screen_class class = { .name = "list", .title = "Anak", .state_size = sizeof(struct state), .open = open_screen, .load = load, .draw = draw, .key = key, .close = close_screen };

static struct state *state_of(struct ui *ui) { return screen_state(ui_top(ui)); }
static row_id at_id(struct ui *ui) { return list_selected(&state_of(ui)->list)->id; }

static void play_moves(struct ui *ui, struct play *p, int n)
{
	int row, col;

	switch (n) {
	case 0:
		assert_memory_equal(play_row(ui, 3), " > N-0000001  Siti Nomor 1 ", 27);
		assert_shown(ui, "13 SMPN 3");
		assert_shown(ui, "5 dari 500000");
		assert_string_equal(play_row(ui, 21), " Rinci 1");
		assert_int_equal(state_of(ui)->list.height, 18);
		play_key(ui, K_DOWN);
		return;
	case 1:
		assert_int_equal(at_id(ui), 2);
		assert_memory_equal(play_row(ui, 4), " > N-0000002", 12);
		assert_memory_equal(play_row(ui, 3), "   N-0000001", 12);
		play_cursor(ui, &row, &col);
		assert_int_equal(row, 4); /* parked on the focused row */
		play_key(ui, K_END);
		return;
	case 2:
		assert_int_equal(at_id(ui), ROWS);
		assert_memory_equal(play_row(ui, 20), " > N-0500000", 12);
		assert_memory_equal(play_row(ui, 3), "   N-0499983", 12);
		for (int i = 0; i < 30; i++)
			play_key(ui, K_UP);
		return;
	case 3:
		assert_int_equal(at_id(ui), ROWS - 30);
		assert_memory_equal(play_row(ui, 3), " > N-0499970", 12);
		play_key(ui, K_PGUP);
		return;
	case 4:
		assert_int_equal(at_id(ui), ROWS - 48);
		play_key(ui, K_HOME);
		return;
	case 5:
		assert_int_equal(at_id(ui), 1);
		for (int i = 0; i < 1000; i++)
			play_key(ui, K_DOWN);
		return;
	case 6:
		assert_int_equal(at_id(ui), 1001);
		assert_memory_equal(play_row(ui, 20), " > N-0001001", 12);
		for (int i = 0; i < 1010; i++)
			play_key(ui, K_UP);
		return;
	case 7:
		assert_int_equal(at_id(ui), 1);
		for (int i = 0; i < 10; i++)
			play_key(ui, K_PGDN);
		return;
	case 8:
		assert_int_equal(at_id(ui), 181);
		play_key(ui, K_ENTER);
		return;
	default:
		assert_int_equal(state_of(ui)->entered, 181);
		assert_true(state_of(ui)->most <= 20); /* a page at a time, however long the list */
		assert_true(arena_bytes(state_of(ui)->list.arena) < 65536);
		play_end(ui, p);
	}
}

static void test_moves(void **state)
{
	struct play p = { .step = play_moves };

	(void)state;
	play_run(play_options(), &class, NULL, &p);
}

static void play_search(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0: play_type(ui, "7"); return;
	case 1:
		assert_shown(ui, "Find: 7_");
		assert_memory_equal(play_row(ui, 3), " > N-0000007", 12);
		assert_memory_equal(play_row(ui, 4), "   N-0000014", 12);
		for (int i = 0; i < 40; i++)
			play_key(ui, K_DOWN);
		return;
	case 2:
		assert_int_equal(at_id(ui), 41 * 7);
		play_key(ui, K_ESC); /* clears the text only, and stays on the same row */
		return;
	case 3:
		assert_int_equal(ui->depth, 1);
		assert_not_shown(ui, "Find: 7_");
		assert_int_equal(at_id(ui), 41 * 7);
		play_type(ui, "13\b");
		return;
	case 4:
		assert_shown(ui, "Find: 1_");
		state_of(ui)->removed = 2;
		play_key(ui, K_ESC);
		return;
	case 5:
		list_select(&state_of(ui)->list, ui, 300000);
		state_of(ui)->removed = 299995;
		play_key(ui, K_CTRL('R'));
		return;
	case 6:
		assert_int_equal(at_id(ui), 300000); /* same row after a reload although others went */
		assert_not_shown(ui, "N-0299995");
		play_type(ui, "600000");
		return;
	case 7:
		assert_null(list_selected(&state_of(ui)->list));
		assert_shown(ui, "Nothing contains '600000'");
		play_key(ui, K_DOWN);
		play_key(ui, K_PGUP);
		play_key(ui, K_END);
		play_key(ui, K_HOME);
		return;
	default: play_end(ui, p);
	}
}

static void test_search(void **state)
{
	struct play p = { .step = play_search };

	(void)state;
	play_run(play_options(), &class, NULL, &p);
}

static void play_hits(struct ui *ui, struct play *p, int n)
{
	if (n == 0) {
		STR_SET(state_of(ui)->list.search, "sit");
		ui_repaint(ui);
		return;
	}
	assert_memory_equal(play_row(ui, 5), "   N-0000003  Siti", 18);
	assert_int_not_equal(play_attr(ui, 5, 14), play_attr(ui, 5, 17)); /* "Sit" is bold, the last letter not */
	assert_int_equal(play_attr(ui, 5, 14), play_attr(ui, 5, 16));
	play_end(ui, p);
}

static void test_hits(void **state)
{
	struct play p = { .step = play_hits };

	(void)state;
	play_run(play_options(), &class, NULL, &p);
}

/* A search that takes long shows what it has, goes on while no key comes, gives way to the next key, and ends whole. */
static void play_pieces(struct ui *ui, struct play *p, int n)
{
	struct state *s = state_of(ui);

	if (n == 0) {
		s->slice = 30000;
		play_type(ui, "100000"); /* hits at 100000, 200000 ... 500000: none in the first piece */
	} else if (n == 1) {
		assert_shown(ui, "Searching...");
		assert_true(s->list.pending && s->list.count == 0);
		play_type(ui, "\177"); /* the next key does not wait for the end */
	} else if (n == 2) {
		assert_int_equal(s->list.rows[0].id, 10000);
		play_type(ui, "0");
	} else if (s->list.pending) {
		assert_true(n < 100);
		assert_true(s->list.count < 5);
	} else {
		assert_int_equal(s->list.count, 5);
		assert_true(s->list.last_known);
		assert_int_equal(s->list.rows[4].id, 500000);
		assert_shown(ui, "N-0500000");
		assert_string_equal(play_row(ui, 21), " Rinci 100000");
		play_end(ui, p);
	}
}

static void test_pieces(void **state)
{
	struct play p = { .step = play_pieces };

	(void)state;
	play_run(play_options(), &class, NULL, &p);
}

/* Columns leave from the right by priority; numbers never get cut. */
static void play_narrow(struct ui *ui, struct play *p, int n)
{
	if (n == 0) {
		assert_shown(ui, "SMPN 3");
		play_resize(ui, 20, 60);
	} else if (n == 1) {
		assert_shown(ui, "Umur");
		assert_not_shown(ui, "SMPN 3"); /* the greatest priority goes first */
		state_of(ui)->list.no_detail = true;
		play_resize(ui, 16, 60);
	} else {
		assert_int_equal(state_of(ui)->list.height, 10);
		play_end(ui, p);
	}
}

static void test_narrow(void **state)
{
	struct play p = { .step = play_narrow };

	(void)state;
	play_run(play_options(), &class, NULL, &p);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_moves), cmocka_unit_test(test_search), cmocka_unit_test(test_hits), cmocka_unit_test(test_narrow), cmocka_unit_test(test_pieces) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
