#include "tests/screens/headless.h"

#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/loop.h"
#include "screens/ui/term.h"
#include "src/base/text.h"

static bool idle(struct ui *ui)
{
	struct play *p = ui_app(ui);

	if (p->ended)
		return false;
	if (p->n > 10000)
		fail_msg("the play never ends");
	p->step(ui, p, p->n++);
	return !p->ended;
}

struct ui_options play_options(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	return (struct ui_options){
		.headless = true, .rows = 24, .cols = 80, .term_type = "xterm-256color", .no_color = "", .idle_minutes = -1, .panti = "Tunas Harapan", .idle = idle,
	};
}

void play_run(struct ui_options o, const struct screen_class *first, const void *arg, struct play *p)
{
	o.app = p;
	assert_int_equal(ui_run(&o, first, arg), 0);
	assert_true(p->ended || p->n > 0);
}

void play_end(struct ui *ui, struct play *p)
{
	(void)ui;
	p->ended = true;
}

void play_type(struct ui *ui, const char *text)
{
	term_queue_bytes(ui_term(ui), text, strlen(text));
}

void play_key(struct ui *ui, int key)
{
	term_queue(ui_term(ui), key);
}

void play_resize(struct ui *ui, int rows, int cols)
{
	term_resize_headless(ui_term(ui), rows, cols);
	term_queue(ui_term(ui), K_RESIZE);
}

static void row_read(int row, int cols, char *out, size_t size)
{
	size_t n = 0;

	for (int col = 0; col < cols && n + 8 < size; col++) {
		cchar_t cell;
		wchar_t text[CCHARW_MAX + 1] = { 0 };
		attr_t attr;
		short pair;
		if (mvin_wch(row, col, &cell) == ERR || getcchar(&cell, text, &attr, &pair, NULL) == ERR)
			continue;
		if (attr & A_ALTCHARSET)
			text[0] = L'+', text[1] = 0;
		if (text[0] == 0)
			text[0] = L' ', text[1] = 0;
		for (int i = 0; text[i]; i++) {
			char point[5];
			int bytes = text_encode((int32_t)text[i], point);
			memcpy(out + n, point, (size_t)bytes);
			n += (size_t)bytes;
		}
		if (text_point_width((int32_t)text[0]) == 2)
			col++;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
}

const char *play_row(struct ui *ui, int row)
{
	static char text[8][4096];
	static int at;
	int y = 0, x = 0;

	getyx(stdscr, y, x);
	at = (at + 1) % 8;
	row_read(row, ui->cols, text[at], sizeof text[at]);
	move(y, x);
	return text[at];
}

int play_find(struct ui *ui, const char *text)
{
	for (int row = 0; row < ui->rows; row++)
		if (strstr(play_row(ui, row), text))
			return row;
	return -1;
}

bool play_has(struct ui *ui, const char *text)
{
	return play_find(ui, text) >= 0;
}

static void cell_read(int row, int col, attr_t *attr, short *pair)
{
	cchar_t cell;
	wchar_t text[CCHARW_MAX + 1];
	int y, x;

	getyx(stdscr, y, x);
	assert_int_not_equal(mvin_wch(row, col, &cell), ERR);
	getcchar(&cell, text, attr, pair, NULL);
	move(y, x);
}

unsigned play_attr(struct ui *ui, int row, int col)
{
	attr_t attr;
	short pair;

	(void)ui;
	cell_read(row, col, &attr, &pair);
	return (unsigned)(attr & (A_BOLD | A_REVERSE | A_UNDERLINE));
}

int play_pair(struct ui *ui, int row, int col)
{
	attr_t attr;
	short pair;

	(void)ui;
	cell_read(row, col, &attr, &pair);
	return pair;
}

void play_cursor(struct ui *ui, int *row, int *col)
{
	(void)ui;
	getyx(stdscr, *row, *col);
}

void play_dump(struct ui *ui)
{
	for (int row = 0; row < ui->rows; row++)
		fprintf(stderr, "%2d|%s\n", row + 1, play_row(ui, row));
}
