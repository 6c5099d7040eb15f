/* Painting a list: columns by priority, the selection bar, and as few cells as the last key allows. */
#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/list_state.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define LEFT 3 /* " > " */

int list_layout(const struct list_column *columns, int cols, int *col, int *width)
{
	int count = 0, total = 0, growing = 0;
	bool shown[LIST_COLUMNS];

	while (count < LIST_COLUMNS && columns[count].head) {
		shown[count] = true;
		total += columns[count].width + 1;
		count++;
	}
	while (total - 1 > cols) {
		int worst = -1;
		for (int i = 0; i < count; i++)
			if (shown[i] && columns[i].priority > 0 && (worst < 0 || columns[i].priority >= columns[worst].priority))
				worst = i;
		if (worst < 0)
			break;
		shown[worst] = false;
		total -= columns[worst].width + 1;
	}
	for (int i = 0; i < count; i++)
		growing += shown[i] && (columns[i].flags & LIST_GROW);
	int spare = cols - (total - 1), at = 0;
	for (int i = 0; i < count; i++) {
		width[i] = shown[i] ? columns[i].width : 0;
		if (shown[i] && (columns[i].flags & LIST_GROW) && spare > 0) {
			int share = spare / growing--;
			width[i] += share;
			spare -= share;
		} else if (shown[i] && (columns[i].flags & LIST_GROW) && spare < 0) { /* nothing left to drop: names give way */
			width[i] = width[i] + spare > 4 ? width[i] + spare : 4;
			spare = 0;
		}
		col[i] = at;
		at += shown[i] ? width[i] + 1 : 0;
	}
	return count;
}

static void draw_row(struct list *l, struct ui *ui, struct area a, int index, const int *col, const int *width, int count)
{
	int y = a.row + index - l->top;
	bool here = index == l->at;
	bool bar = here && !ui->o.frugal;
	enum paint paint = PAINT_TEXT;

	if (index < l->count)
		paint = bar ? PAINT_SELECT : l->rows[index].paint;
	if (index >= l->count || bar || paint != PAINT_TEXT || !ui->damaged)
		draw_fill(ui, y, a.col, a.cols, paint); /* the gaps too: a change of colour between two columns costs 20 bytes */
	if (index >= l->count)
		return;
	if (here)
		draw_put(ui, y, a.col + 1, 1, bar ? PAINT_SELECT : PAINT_HEADING, ">"); /* frugal: the marker, in bold */
	for (int i = 0; i < count; i++) {
		const char *text = l->rows[index].cell[i];
		int x = a.col + LEFT + col[i];
		if (!width[i] || !text || !text[0] || x + width[i] > a.col + a.cols)
			continue;
		if (l->source->columns[i].flags & LIST_RIGHT)
			draw_right(ui, y, x, width[i], paint, text);
		else if ((l->source->columns[i].flags & LIST_HITS) && l->search[0])
			draw_hits(ui, y, x, width[i], paint, text, l->search);
		else
			draw_name(ui, y, x, width[i], paint, text);
	}
}

static void draw_top(struct list *l, struct ui *ui, struct area a, const int *col, const int *width, int count)
{
	char text[200], status[80] = "";
	const char *filter = l->source->filter ? l->source->filter(l->ctx) : "";

	if (l->source->status)
		l->source->status(l->ctx, status, sizeof status);
	int right = text_width(status);
	int at = a.col + 1;
	if (l->source->search) {
		snprintf(text, sizeof text, _("Find: %s_"), l->search);
		at += draw_put(ui, a.row, at, a.cols - right - 2, PAINT_TEXT, text) + 3;
	}
	if (filter && filter[0]) {
		int centre = a.col + a.cols * 2 / 5;
		const int last = a.col + a.cols - right - 2 - text_width(filter); /* narrow: further left, so that its end is seen */
		if (l->source->search && last < centre) centre = last;
		at = at > centre || !l->source->search ? at : centre;
		draw_name(ui, a.row, at, a.col + a.cols - right - 2 - at, PAINT_TEXT, filter);
	}
	draw_put(ui, a.row, a.col + a.cols - right - 1, right, PAINT_TEXT, status);
	for (int i = 0; i < count; i++) {
		const struct list_column *c = &l->source->columns[i];
		if (!width[i])
			continue;
		if (c->flags & LIST_RIGHT)
			draw_right(ui, a.row + 1, a.col + LEFT + col[i], width[i], PAINT_HEADING, c->head[0] ? _(c->head) : "");
		else
			draw_name(ui, a.row + 1, a.col + LEFT + col[i], width[i], PAINT_HEADING, c->head[0] ? _(c->head) : "");
	}
}

/* The owner's sentence with the text typed in place of its %s. */
static void text_with(char *out, size_t size, const char *sentence, const char *typed)
{
	const char *at = strstr(sentence, "%s");

	if (at)
		snprintf(out, size, "%.*s%s%s", (int)(at - sentence), sentence, typed, at + 2);
	else
		str_copy(out, size, sentence);
}

void list_draw(struct list *l, struct ui *ui, struct area whole)
{
	int col[LIST_COLUMNS], width[LIST_COLUMNS];
	int count = list_layout(l->source->columns, whole.cols - LEFT - 1, col, width);
	struct area a = whole;

	if (!l->plain) {
		a.row += 2;
		a.rows = a.rows > 2 ? a.rows - 2 : 0;
	}
	if (l->height != a.rows) {
		l->height = a.rows;
		list_settle(l);
	}
	if (ui->damaged) { /* a full frame: the screen is blank */
		if (!l->plain)
			draw_top(l, ui, whole, col, width, count);
		for (int i = 0; i < a.rows; i++)
			if (l->top + i < l->count)
				draw_row(l, ui, a, l->top + i, col, width, count);
		if (l->count == 0) {
			char text[400];
			struct area box = { a.row + (a.rows > 4 ? 1 : 0), a.col + LEFT, a.rows, a.cols - 2 * LEFT };
			if (l->pending)
				STR_SET(text, _("Searching..."));
			else if (l->search[0])
				text_with(text, sizeof text, l->source->nothing ? _(l->source->nothing) : _("Nothing contains '%s'. Esc: clear the search."), l->search);
			else
				snprintf(text, sizeof text, "%s", l->source->empty ? _(l->source->empty) : "");
			draw_wrap(ui, box, PAINT_TEXT, text, 0);
		}
		if (l->detail[0] && !l->no_detail)
			ui_hint(ui, "%s", l->detail);
	} else {
		ui_unmute(ui, true);
		bool same = l->painted_frame == ui->serial && l->painted_serial == l->serial && l->painted_top == l->top;
		for (int i = 0; i < a.rows; i++)
			if (!same || ((l->top + i == l->at || l->top + i == l->painted_at) && l->at != l->painted_at))
				draw_row(l, ui, a, l->top + i, col, width, count);
	}
	draw_cursor(ui, a.row + (l->count > 0 ? l->at - l->top : 0), a.col + 1);
	if (!ui->damaged)
		ui_unmute(ui, false);
	l->painted = a;
	l->painted_frame = ui->serial;
	l->painted_serial = l->serial;
	l->painted_top = l->top;
	l->painted_at = l->at;
}
