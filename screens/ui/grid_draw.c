#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/grid_state.h"
#include "screens/ui/list_state.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/base/text.h"

/* One row: marker, tick, then cells; edited columns show their amount, the one being typed in brackets. */
static void draw_row(struct grid *g, struct ui *ui, int y, struct area a, int i, int left, const int *col, const int *width, int count)
{
	const struct grid_row *r = &g->rows[i];
	bool here = i == g->at, bar = here && !ui->o.frugal;
	enum paint paint = bar ? PAINT_SELECT : r->locked ? PAINT_DIM : PAINT_TEXT;
	int edit = 0;

	draw_fill(ui, y, a.col, a.cols, paint);
	draw_put(ui, y, a.col, 1, bar ? PAINT_SELECT : PAINT_HEADING, here ? ">" : " ");
	if (g->source->tick_head)
		draw_put(ui, y, a.col + 1, 3, paint, r->locked ? (r->tick ? " v " : " - ") : r->tick ? "[v]" : "[ ]");
	for (int c = 0; c < count; c++) {
		unsigned flags = g->source->columns[c].flags;
		int x = a.col + left + col[c];
		char text[RUPIAH_SIZE + GRID_NOTE_SIZE];
		if (flags & GRID_EDIT) {
			bool typing = here && g->editing && edit == g->column;
			if (typing)
				STR_SET(text, g->typed);
			else
				rupiah_group(r->amount[edit < GRID_AMOUNTS ? edit : 0], text);
			if (width[c]) {
				draw_right(ui, y, x, width[c], typing ? PAINT_FOCUS : paint, text);
				if (here && edit == g->column && !r->locked) {
					draw_put(ui, y, x - 1, 1, paint, "[");
					draw_put(ui, y, x + width[c], 1, paint, "]");
					draw_cursor(ui, y, x + width[c] - 1);
				}
			}
			edit++;
			continue;
		}
		const char *shown = flags & GRID_NOTE ? r->note : r->cell[c];
		if (!width[c] || !shown || !shown[0])
			continue;
		if (flags & LIST_RIGHT)
			draw_right(ui, y, x, width[c], paint, shown);
		else
			draw_name(ui, y, x, width[c], paint, shown);
	}
	if (here && g->column < 0)
		draw_cursor(ui, y, a.col);
}

void grid_draw(struct grid *g, struct ui *ui, struct area a)
{
	int col[LIST_COLUMNS], width[LIST_COLUMNS], left = g->source->tick_head ? 6 : 3;
	char totals[400] = "";
	const char *status = g->source->status ? g->source->status(g->ctx) : "";
	int lines = 0;

	if (g->source->tick_head && text_width(_(g->source->tick_head)) + 2 > left)
		left = text_width(_(g->source->tick_head)) + 2;
	int count = list_layout(g->source->columns, a.cols - left - 1, col, width);
	if (g->source->totals) {
		g->source->totals(g->ctx, totals, sizeof totals);
		lines = 1;
		for (const char *s = totals; *s; s++)
			lines += *s == '\n';
		lines++; /* the rule above */
	}
	int rows = a.rows - 2 - lines;
	g->height = rows > 1 ? rows : 1;
	if (g->at < g->top)
		g->top = g->at;
	if (g->at >= g->top + g->height)
		g->top = g->at - g->height + 1;
	if (g->searching)
		draw_printf(ui, a.row, a.col + 1, a.cols - 2, PAINT_TEXT, _("Find: %s_"), g->search);
	else
		draw_name(ui, a.row, a.col + 1, a.cols - 2, PAINT_TEXT, status ? status : "");
	if (g->source->tick_head)
		draw_put(ui, a.row + 1, a.col + 1, left - 1, PAINT_HEADING, _(g->source->tick_head));
	for (int c = 0; c < count; c++) {
		const char *head = g->source->columns[c].head;
		if (!width[c] || !head[0])
			continue;
		if (g->source->columns[c].flags & (LIST_RIGHT | GRID_EDIT))
			draw_right(ui, a.row + 1, a.col + left + col[c], width[c], PAINT_HEADING, _(head));
		else
			draw_name(ui, a.row + 1, a.col + left + col[c], width[c], PAINT_HEADING, _(head));
	}
	for (int i = 0; i < g->height && g->top + i < g->count; i++)
		draw_row(g, ui, a.row + 2 + i, a, g->top + i, left, col, width, count);
	if (lines > 0) {
		int shown = g->count - g->top < g->height ? g->count - g->top : g->height, y = a.row + 2 + (shown > 0 ? shown : 0);
		draw_hline(ui, y, a.col + 1, a.cols - 2);
		draw_wrap(ui, (struct area){ y + 1, a.col + 1, lines - 1, a.cols - 2 }, PAINT_TEXT, totals, 0);
	}
}
