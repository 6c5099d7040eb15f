/* Painting primitives over curses. Cells are written directly (no cursor, no wrapping): nothing in a text can act. */
#include "screens/ui/draw.h"

#include <ncurses.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wctype.h>

#include "screens/ui/loop.h"
#include "src/base/text.h"

#define TEXT_MAX 2048

static bool visible(const struct ui *ui, int row, int col)
{
	return !ui->muted && row >= 0 && row < ui->rows && col >= 0 && col < ui->cols;
}

static cchar_t cell_of(const struct ui *ui, enum paint paint, attr_t more)
{
	cchar_t c;
	attr_t attr = (attr_t)ui->theme.attr[paint] | more;

	setcchar(&c, L" ", attr & ~A_COLOR, (short)PAIR_NUMBER(attr), NULL);
	return c;
}

/* Cells of a text, at most cols columns, padded when asked; returns columns used before padding. */
static int put_cells(struct ui *ui, int row, int col, int cols, enum paint paint, attr_t more, const char *text, bool pad, bool capital)
{
	cchar_t cells[TERM_MAX_COLS + 1];
	int used = 0, count = 0, bytes;

	if (!visible(ui, row, col))
		return 0;
	if (cols > ui->cols - col)
		cols = ui->cols - col;
	const cchar_t blank = cell_of(ui, paint, more);
	for (int32_t point; (point = text_next(text, &bytes)) != 0; text += bytes) {
		int width = text_point_width(point);
		if (text_forbidden(point) || point < 32)
			point = '?', width = 1;
		if (width == 0) {
			if (count > 0 && cells[count - 1].chars[1] == 0)
				cells[count - 1].chars[1] = (wchar_t)point;
			else if (count > 0 && cells[count - 1].chars[2] == 0)
				cells[count - 1].chars[2] = (wchar_t)point;
			continue;
		}
		if (used + width > cols)
			break;
		cells[count] = blank;
		cells[count++].chars[0] = capital ? (wchar_t)towupper((wint_t)point) : (wchar_t)point;
		used += width;
	}
	int filled = used;
	for (; pad && filled < cols; filled++)
		cells[count++] = blank;
	if (count > 0)
		mvadd_wchnstr(row, col, cells, count);
	return used;
}

int draw_put(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text)
{
	return put_cells(ui, row, col, cols, paint, 0, text, false, false);
}

void draw_text(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text)
{
	put_cells(ui, row, col, cols, paint, 0, text, true, false);
}

void draw_right(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text)
{
	int width = text_width(text);

	if (width > cols) { /* a number that is cut is a wrong number */
		char sharps[TERM_MAX_COLS + 1];
		int n = cols < TERM_MAX_COLS ? cols : TERM_MAX_COLS;
		memset(sharps, '#', (size_t)(n > 0 ? n : 0));
		sharps[n > 0 ? n : 0] = '\0';
		draw_text(ui, row, col, cols, paint, sharps);
		return;
	}
	draw_fill(ui, row, col, cols - width, paint);
	draw_text(ui, row, col + cols - width, width, paint, text);
}

void draw_centre(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text)
{
	int left = (cols - text_width(text)) / 2;

	left = left < 0 ? 0 : left;
	draw_fill(ui, row, col, left, paint);
	draw_text(ui, row, col + left, cols - left, paint, text);
}

void draw_name(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text)
{
	char fit[TEXT_MAX];

	text_fit(text, cols, fit, sizeof fit);
	draw_text(ui, row, col, cols, paint, fit);
}

int draw_printf(struct ui *ui, int row, int col, int cols, enum paint paint, const char *format, ...)
{
	char text[TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return draw_put(ui, row, col, cols, paint, text);
}

/* Bytes of `word` (size long) that one of the typed words begins, 0 = none. Folded spellings count: "moh" hits "Muhammad". */
static size_t hit_length(const char *word, size_t size, const char *search)
{
	char one[128], key[160], typed[128], prefix[160];

	if (size >= sizeof one)
		return 0;
	memcpy(one, word, size);
	one[size] = '\0';
	text_search_key(one, key, sizeof key);
	for (const char *s = search; *s;) {
		size_t n = strcspn(s, " ");
		if (n > 0 && n < sizeof typed) {
			memcpy(typed, s, n);
			typed[n] = '\0';
			text_search_prefix(typed, prefix, sizeof prefix);
			if (prefix[0] && strncmp(key, prefix, strlen(prefix)) == 0) {
				size_t at = 0;
				int bytes;
				for (int points = text_points(typed); points > 0 && at < size; points--) {
					text_next(word + at, &bytes);
					at += (size_t)bytes;
				}
				return at;
			}
		}
		s += n;
		s += strspn(s, " ");
	}
	return 0;
}

void draw_hits(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text, const char *search)
{
	char fit[TEXT_MAX], part[TEXT_MAX];
	bool capital = ui->theme.kind == THEME_MONO;

	if (ui->muted)
		return;
	text_fit(text, cols, fit, sizeof fit);
	draw_text(ui, row, col, cols, paint, fit);
	if (!search || !search[0])
		return;
	for (const char *s = fit; *s;) {
		size_t n = strcspn(s, " ");
		size_t hit = n > 0 ? hit_length(s, n, search) : 0;
		if (hit > 0) {
			memcpy(part, fit, (size_t)(s - fit));
			part[s - fit] = '\0';
			int at = text_width(part);
			memcpy(part, s, hit);
			part[hit] = '\0';
			put_cells(ui, row, col + at, cols - at, paint == PAINT_SELECT ? PAINT_SELECT : PAINT_HIT, A_BOLD, part, false, capital);
		}
		s += n;
		s += strspn(s, " ");
	}
}

void draw_fill(struct ui *ui, int row, int col, int cols, enum paint paint)
{
	if (cols > 0)
		put_cells(ui, row, col, cols, paint, 0, "", true, false);
}

void draw_clear(struct ui *ui, struct area area)
{
	for (int i = 0; i < area.rows; i++)
		draw_fill(ui, area.row + i, area.col, area.cols, PAINT_TEXT);
}

static void put_line(struct ui *ui, int row, int col, const cchar_t *shape, char ascii)
{
	cchar_t c = cell_of(ui, PAINT_TEXT, 0);

	if (!visible(ui, row, col))
		return;
	if (ui->o.ascii_lines) {
		c.chars[0] = (wchar_t)ascii;
	} else {
		c.chars[0] = shape->chars[0];
		c.attr |= shape->attr & A_ALTCHARSET;
	}
	mvadd_wchnstr(row, col, &c, 1);
}

void draw_hline(struct ui *ui, int row, int col, int cols)
{
	for (int i = 0; i < cols; i++)
		put_line(ui, row, col + i, WACS_HLINE, '-');
}

void draw_vline(struct ui *ui, int row, int col, int rows)
{
	for (int i = 0; i < rows; i++)
		put_line(ui, row + i, col, WACS_VLINE, '|');
}

void draw_box(struct ui *ui, struct area a, const char *title)
{
	int bottom = a.row + a.rows - 1, right = a.col + a.cols - 1;

	if (ui->o.accessible) /* nothing of the screen below beside it: a reader goes by whole rows */
		draw_clear(ui, (struct area){ a.row, 0, a.rows, ui->cols });
	draw_clear(ui, a);
	if (!ui->o.accessible) {
		draw_hline(ui, a.row, a.col, a.cols);
		draw_hline(ui, bottom, a.col, a.cols);
		draw_vline(ui, a.row, a.col, a.rows);
		draw_vline(ui, a.row, right, a.rows);
		put_line(ui, a.row, a.col, WACS_ULCORNER, '+');
		put_line(ui, a.row, right, WACS_URCORNER, '+');
		put_line(ui, bottom, a.col, WACS_LLCORNER, '+');
		put_line(ui, bottom, right, WACS_LRCORNER, '+');
	}
	if (title && title[0]) {
		char text[TEXT_MAX];
		snprintf(text, sizeof text, " %s ", title);
		draw_put(ui, a.row, a.col + 2, a.cols - 4, PAINT_HEADING, text);
	}
}

struct area draw_inside(struct area b)
{
	return (struct area){ b.row + 1, b.col + 2, b.rows > 2 ? b.rows - 2 : 0, b.cols > 4 ? b.cols - 4 : 0 };
}

int draw_bar(struct ui *ui, int row, int col, int cols, int64_t value, int64_t max)
{
	char sharps[TERM_MAX_COLS + 1];
	int n = max > 0 && value > 0 ? (int)((value * cols + max / 2) / max) : 0;

	if (value > 0 && n == 0)
		n = 1;
	if (n > cols)
		n = cols;
	if (n > TERM_MAX_COLS)
		n = TERM_MAX_COLS;
	memset(sharps, '#', (size_t)(n > 0 ? n : 0));
	sharps[n > 0 ? n : 0] = '\0';
	draw_text(ui, row, col, cols, PAINT_TEXT, sharps);
	return n;
}

void draw_field(struct ui *ui, int row, int col, int width, bool focus, const char *text)
{
	enum paint paint = focus ? PAINT_FOCUS : PAINT_TEXT;

	draw_put(ui, row, col, 1, paint, "[");
	draw_text(ui, row, col + 1, width, paint, text);
	draw_put(ui, row, col + 1 + width, 1, paint, "]");
}

int draw_wrap(struct ui *ui, struct area a, enum paint paint, const char *text, int skip)
{
	char line[TEXT_MAX];
	int rows = 0, cols = a.cols > 0 ? a.cols : 1;

	while (*text) {
		size_t take = 0, blank = 0;
		int used = 0, bytes;
		while (text[take] && text[take] != '\n') {
			int32_t point = text_next(text + take, &bytes);
			int width = text_point_width(point);
			if (used + width > cols)
				break;
			if (point == ' ')
				blank = take;
			used += width;
			take += (size_t)bytes;
		}
		bool cut = text[take] && text[take] != '\n';
		if (cut && text[take] != ' ' && blank > 0)
			take = blank;
		if (cut && take == 0) { /* one character wider than the room */
			text_next(text, &bytes);
			take = (size_t)bytes;
		}
		size_t n = take < sizeof line - 1 ? take : sizeof line - 1;
		memcpy(line, text, n);
		line[n] = '\0';
		if (rows >= skip && rows - skip < a.rows)
			draw_text(ui, a.row + rows - skip, a.col, a.cols, paint, line);
		rows++;
		text += take;
		if (*text == '\n')
			text++;
		else
			while (*text == ' ')
				text++;
	}
	return rows;
}

void draw_buttons(struct ui *ui, int row, int col, int cols, const char *const *labels, int count, int chosen)
{
	int at = col;

	for (int i = 0; i < count; i++) {
		char text[128];
		snprintf(text, sizeof text, "[ %s ]", labels[i]);
		if (i == chosen)
			draw_cursor(ui, row, at + 2);
		at += draw_put(ui, row, at, col + cols - at, i == chosen ? PAINT_FOCUS : PAINT_TEXT, text) + 2;
	}
}

void draw_cursor(struct ui *ui, int row, int col)
{
	if (ui->muted)
		return;
	ui->cursor_row = row;
	ui->cursor_col = col;
}
