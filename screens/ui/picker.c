#include "screens/ui/picker.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

struct pick {
	const char *title, *add_label, *typed;
	const struct list_source *source;
	void *ctx;
	struct list_row *rows; /* choices as rows; NULL for a big list */
	int count, width, at;
	bool *ticks;
	struct list list;
};

static bool pick_open(struct screen *s, const void *arg)
{
	struct pick *p = screen_state(s);

	*p = *(const struct pick *)arg;
	list_open(&p->list, screen_ui(s), p->source, p->ctx);
	p->list.plain = p->rows != NULL;
	p->list.no_detail = true;
	if (p->typed && p->typed[0])
		list_search(&p->list, screen_ui(s), p->typed);
	else
		list_reload(&p->list, screen_ui(s));
	if (p->rows && p->at >= 0 && !(p->typed && p->typed[0]))
		list_select(&p->list, screen_ui(s), p->at + 1);
	return true;
}

static void pick_draw(struct screen *s)
{
	struct pick *p = screen_state(s);
	struct ui *ui = screen_ui(s);
	int rows = p->rows ? p->count : 16;
	int cols = p->rows ? p->width + 10 : ui->cols;
	char text[200];

	rows = rows > 14 && p->rows ? 14 : rows;
	cols = cols < 44 ? 44 : cols > 78 ? 78 : cols;
	struct area box = screen_box(s, rows + 3, cols), in = draw_inside(box);
	if (ui->damaged) {
		draw_box(ui, box, p->title);
		if (p->rows) {
			if (p->list.search[0])
				snprintf(text, sizeof text, _("Find: %s_"), p->list.search);
			else
				snprintf(text, sizeof text, p->ticks ? _("Space: tick, Enter: done") : p->add_label ? _("type to find; %s") : _("type to find; Enter takes"), p->add_label);
			draw_name(ui, in.row + in.rows - 1, in.col, in.cols, PAINT_DIM, text);
		}
	}
	in.rows -= 1;
	in.col--;
	in.cols += 2;
	list_draw(&p->list, ui, in);
}

static bool pick_key(struct screen *s, int key)
{
	struct pick *p = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct list_row *row = list_selected(&p->list);

	if (key == ' ' && p->ticks && row) {
		bool *tick = &p->ticks[row->id - 1];
		*tick = !*tick;
		p->rows[row->id - 1].cell[0] = *tick ? "[v]" : "[ ]";
		list_reload(&p->list, ui);
		(void)list_key(&p->list, ui, K_DOWN);
		ui_repaint(ui);
		return true;
	}
	if (key == K_ENTER || key == K_RIGHT || key == K_F(2)) {
		bool none = true;
		for (int i = 0; p->ticks && i < p->count; i++) none = none && !p->ticks[i];
		if (p->ticks && none && row && p->list.search[0]) p->ticks[row->id - 1] = true; /* searched and taken, as in a list of one choice */
		if (p->ticks || row) {
			screen_result(s, p->ticks ? 1 : row->id);
			ui_pop(s);
		}
		return true;
	}
	if (key == K_F(7) && p->add_label) {
		screen_result(s, -1);
		ui_pop(s);
		return true;
	}
	if (key == K_F(4)) /* the key that opened it closes it */
		key = K_ESC;
	if (key == K_ESC && p->rows && p->typed && p->typed[0]) {
		ui_pop(s);
		return true;
	}
	return list_key(&p->list, ui, key);
}

static void pick_close(struct screen *s)
{
	struct pick *p = screen_state(s);

	list_close(&p->list, screen_ui(s));
}

static const struct screen_class pick_class = {
	.name = "picker", .state_size = sizeof(struct pick), .open = pick_open, .draw = pick_draw, .key = pick_key, .close = pick_close, .box = true,
};

static const struct list_column choice_columns[] = { { "", 10, LIST_GROW | LIST_HITS, 0 }, { NULL, 0, 0, 0 } };
static const struct list_column tick_columns[] = { { "", 3, 0, 0 }, { "", 10, LIST_GROW | LIST_HITS, 0 }, { NULL, 0, 0, 0 } };

static int64_t choose(struct ui *ui, struct pick *p, const struct choice *choices)
{
	struct list_source source;
	struct list_array array = { 0 };

	for (p->count = 0; choices[p->count].code; p->count++)
		;
	p->rows = mem_alloc((size_t)(p->count + 1) * sizeof *p->rows);
	for (int i = 0; i < p->count; i++) {
		int width = text_width(choices[i].label);
		p->width = width > p->width ? width : p->width;
		p->rows[i].id = i + 1;
		p->rows[i].cell[p->ticks ? 1 : 0] = choices[i].label;
		if (p->ticks)
			p->rows[i].cell[0] = p->ticks[i] ? "[v]" : "[ ]";
	}
	array.rows = p->rows;
	array.count = p->count;
	list_array_source(&source, p->ticks ? tick_columns : choice_columns);
	source.enter = NULL;
	p->source = &source;
	p->ctx = &array;
	int64_t result = ui_modal(ui, &pick_class, p);
	free(p->rows);
	return result;
}

int picker_choose_typed(struct ui *ui, const char *title, const struct choice *choices, int at, const char *add_label, const char *typed)
{
	struct pick p = { .title = title, .add_label = add_label, .typed = typed, .at = at };
	int64_t result = choose(ui, &p, choices);

	return result > 0 ? (int)result - 1 : result < 0 ? PICKER_ADD : PICKER_NONE;
}

int picker_choose(struct ui *ui, const char *title, const struct choice *choices, int at, const char *add_label)
{
	return picker_choose_typed(ui, title, choices, at, add_label, "");
}

bool picker_choose_many(struct ui *ui, const char *title, const struct choice *choices, bool *ticks, const char *typed)
{
	int count = 0;

	while (choices[count].code)
		count++;
	bool *chosen = mem_alloc((size_t)(count + 1) * sizeof *chosen);
	memcpy(chosen, ticks, (size_t)count * sizeof *chosen);
	struct pick p = { .title = title, .ticks = chosen, .typed = typed, .at = -1 };
	bool done = choose(ui, &p, choices) == 1;
	if (done)
		memcpy(ticks, chosen, (size_t)count * sizeof *chosen);
	free(chosen);
	return done;
}

row_id picker_row(struct ui *ui, const char *title, const struct list_source *source, void *ctx, const char *typed)
{
	struct list_source own = *source;
	struct pick p = { .title = title, .source = &own, .ctx = ctx, .typed = typed, .at = -1 };

	own.enter = NULL;
	return ui_modal(ui, &pick_class, &p);
}

/* --- calendar ------------------------------------------------------------------------------------------------------------- */

struct calendar { const char *title; caldate at; };

static bool calendar_open(struct screen *s, const void *arg)
{
	*(struct calendar *)screen_state(s) = *(const struct calendar *)arg;
	return true;
}

static void calendar_draw(struct screen *s)
{
	struct calendar *c = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area box = screen_box(s, 11, 32), in = draw_inside(box);
	char text[48], day[8];
	int year, month, date;

	draw_box(ui, box, c->title);
	date_split(c->at, &year, &month, &date);
	draw_centre(ui, in.row, in.col, in.cols, PAINT_HEADING, date_format(c->at, DATE_MONTH, text, sizeof text));
	for (int i = 0; i < 7; i++) { /* 5 January 1970 was a Monday */
		date_format((caldate)(4 + i), DATE_WEEKDAY, text, sizeof text);
		text[strcspn(text, " ")] = '\0';
		draw_right(ui, in.row + 1, in.col + i * 4, 3, PAINT_DIM, text);
	}
	caldate first = date_month_start(c->at), last = date_month_end(c->at);
	int row = in.row + 2;
	for (caldate d = first; d <= last; d++) {
		int column = date_weekday(d) - 1;
		date_split(d, NULL, NULL, &date);
		snprintf(day, sizeof day, "%d", date);
		draw_right(ui, row, in.col + column * 4, 3, d == c->at ? PAINT_SELECT : d == ui_today(ui) ? PAINT_HEADING : PAINT_TEXT, day);
		if (d == c->at)
			draw_cursor(ui, row, in.col + column * 4 + 2);
		row += column == 6;
	}
	draw_put(ui, in.row + in.rows - 1, in.col, in.cols, PAINT_DIM, date_format(c->at, DATE_WEEKDAY, text, sizeof text));
}

static bool calendar_key(struct screen *s, int key)
{
	struct calendar *c = screen_state(s);
	caldate to = c->at;

	switch (key) {
	case K_LEFT: to--; break;
	case K_RIGHT: to++; break;
	case K_UP: to -= 7; break;
	case K_DOWN: to += 7; break;
	case K_PGUP: to = date_add_months(to, -1); break;
	case K_PGDN: to = date_add_months(to, 1); break;
	case K_HOME: to = date_month_start(to); break;
	case K_END: to = date_month_end(to); break;
	case 'h': case 'H': case 't': to = ui_today(screen_ui(s)); break;
	case K_ENTER: case K_F(2):
		screen_result(s, (int64_t)c->at - DATE_NONE); /* 0 stays "Esc" */
		ui_pop(s);
		return true;
	case K_F(4): ui_pop(s); return true;
	default: return false;
	}
	int year;
	if (to != DATE_NONE) {
		date_split(to, &year, NULL, NULL);
		if (year >= 1900 && year <= 2199)
			c->at = to;
	}
	return true;
}

static const struct screen_class calendar_class = {
	.name = "calendar", .state_size = sizeof(struct calendar), .open = calendar_open, .draw = calendar_draw, .key = calendar_key, .box = true,
};

caldate picker_date(struct ui *ui, const char *title, caldate at)
{
	struct calendar c = { title, at == DATE_NONE ? ui_today(ui) : at };
	int64_t result = ui_modal(ui, &calendar_class, &c);

	return result == 0 ? DATE_NONE : (caldate)(result + DATE_NONE);
}
