/* Painting a form: label column, fields, what stands beside them, and the row of a problem under its field. */
#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/edit.h"
#include "screens/ui/form_state.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

static int label_columns(const struct form *f, int cols)
{
	int most = 12, limit = cols < 80 ? 20 : 28;

	for (int i = 0; i < (int)f->class->count; i++)
		if (form_visible(f, i)) {
			int width = text_width(_(form_field(f, i)->label));
			most = width > most ? width : most;
		}
	return (most < limit ? most : limit) + 1;
}

/* Columns between the brackets. */
static int field_columns(const struct field *d, int room)
{
	int wanted;

	switch (d->kind) {
	case FIELD_DATE: case FIELD_PAST: wanted = 11; break;
	case FIELD_RUPIAH: wanted = 15; break;
	case FIELD_INT: wanted = 7; break;
	case FIELD_DIGITS: wanted = d->max > 0 ? d->max + (d->max - 1) / 4 + 1 : 20; break;
	case FIELD_SECRET: wanted = 30; break;
	case FIELD_CODE: case FIELD_CODES: wanted = 30; break;
	default: wanted = d->max > 0 && d->max < 40 ? d->max + 1 : 40;
	}
	return wanted < room ? wanted : room > 4 ? room : 4;
}

static void beside(struct form *f, struct ui *ui, int i, char *out, size_t size)
{
	const struct field *d = form_field(f, i);
	const char *canon = f->value[i].canon;
	char text[80];

	out[0] = '\0';
	if (f->class->beside)
		f->class->beside(f->ctx, d, canon, out, size);
	if (out[0])
		return;
	if (d->kind == FIELD_DATE || d->kind == FIELD_PAST) {
		caldate day = date_from_iso(canon);
		if (day == DATE_NONE) {
			if (f->at == i)
				str_copy(out, size, _("day-month-year, h = today"));
			return;
		}
		date_format(day, DATE_WEEKDAY, text, sizeof text);
		text[strcspn(text, " ")] = '\0';
		int age = date_age(day, ui_today(ui));
		if (d->kind == FIELD_PAST && age >= 0 && strstr(d->code, "birth")) /* the age of a letter tells nobody anything */
			snprintf(out, size, _("%s, %d y %d m"), text, age, date_age_months(day, ui_today(ui)) % 12);
		else
			str_copy(out, size, text);
	} else if (d->kind == FIELD_DIGITS && d->max > 0 && f->at == i) {
		snprintf(out, size, _("%d digits"), d->max);
	} else if (d->kind == FIELD_NOTE && f->at == i && d->max > 0) {
		snprintf(out, size, "%d/%d", text_points(f->value[i].line.text ? f->value[i].line.text : ""), d->max);
	}
}

static void draw_radio(struct form *f, struct ui *ui, int i, int y, int x, int cols)
{
	const struct choice *c = form_choices(f, i);
	int at = x;

	for (int k = 0; c[k].code; k++) {
		bool chosen = strcmp(c[k].code, f->value[i].canon) == 0;
		bool focus = f->at == i && (chosen || (!f->value[i].canon[0] && k == 0));
		char text[120];
		snprintf(text, sizeof text, "(%c) %s", chosen ? 'o' : ' ', c[k].label);
		if (focus)
			draw_cursor(ui, y, at + 1);
		at += draw_put(ui, y, at, x + cols - at, focus ? PAINT_FOCUS : PAINT_TEXT, text) + 2;
	}
}

static void draw_note(struct form *f, struct ui *ui, int i, int y, int x, int width)
{
	struct line *l = &f->value[i].line;
	int row, column;
	char text[1024];

	line_place(l, width, &row, &column);
	int top = row >= FORM_NOTE_ROWS ? row - FORM_NOTE_ROWS + 1 : 0, at = 0;
	for (size_t start = 0, next = 0; at < top + FORM_NOTE_ROWS; at++) {
		text[0] = '\0';
		if (start != SIZE_MAX) {
			size_t end = line_row(l, start, width, &next);
			size_t n = end - start < sizeof text - 1 ? end - start : sizeof text - 1;
			memcpy(text, (l->text ? l->text : "") + start, n);
			text[n] = '\0';
			start = next;
		}
		if (at >= top)
			draw_field(ui, y + at - top, x, width, f->at == i, text);
	}
	if (f->at == i)
		draw_cursor(ui, y + row - top, x + 1 + column);
}

static void draw_value(struct form *f, struct ui *ui, int i, int y, int x, int cols)
{
	const struct field *d = form_field(f, i);
	struct form_value *v = &f->value[i];
	const struct choice *c = form_choices(f, i);
	char text[1024];
	bool focus = f->at == i;
	int width = field_columns(d, cols - 2), used = width + 2;

	if (d->flags & FIELD_READONLY) {
		field_show(d, v->canon, c, text, sizeof text);
		used = draw_put(ui, y, x + 1, cols - 1, PAINT_TEXT, text);
	} else if (d->kind == FIELD_BOOL) {
		draw_put(ui, y, x, 3, focus ? PAINT_FOCUS : PAINT_TEXT, strcmp(v->canon, "1") == 0 ? "[v]" : "[ ]");
		if (focus)
			draw_cursor(ui, y, x + 1);
		used = 3;
	} else if (form_is_radio(f, i)) {
		draw_radio(f, ui, i, y, x, cols);
		return;
	} else if (!form_is_line(d)) {
		field_show(d, v->canon, c, text, sizeof text);
		draw_field(ui, y, x, width, focus, text);
		if (focus)
			draw_cursor(ui, y, x + 1);
		used += draw_put(ui, y, x + used, 3, PAINT_DIM, " F4");
	} else if (d->kind == FIELD_NOTE) {
		width = f->painted.cols > 30 ? f->painted.cols - 26 : 20; /* as form_key.c counts */
		if (width > cols - 2)
			width = cols - 2;
		draw_note(f, ui, i, y, x, width);
		used = width + 2;
	} else if (d->kind == FIELD_RUPIAH && !focus) {
		char amount[64];
		snprintf(amount, sizeof amount, "%*s", width, v->line.text ? v->line.text : "");
		draw_field(ui, y, x, width, false, amount);
	} else {
		edit_draw(&v->line, ui, y, x, width, focus, d->kind == FIELD_SECRET);
		if (f->class->pick && (!f->class->picks || f->class->picks(f->ctx, d)))
			used += draw_put(ui, y, x + used, 3, PAINT_DIM, " F4");
	}
	beside(f, ui, i, text, sizeof text);
	bool whole = form_field(f, i)->kind != FIELD_NOTE || text_width(text) <= cols - used - 2; /* a count cut short says nothing */
	if (text[0] && whole && cols - used - 2 > 3)
		draw_name(ui, y, x + used + 2, cols - used - 2, PAINT_DIM, text);
}

static int rows_of(const struct form *f, int i)
{
	return (form_field(f, i)->kind == FIELD_NOTE ? FORM_NOTE_ROWS : 1) + (form_problem_at(f, i) != NULL);
}

static bool heads(const struct form *f, int i, const char *last)
{
	const char *section = form_field(f, i)->section;

	return f->section < 0 && section && (!last || strcmp(last, section) != 0);
}

/* First line and last line of field i in the whole form; -1: total height. */
static int line_of(const struct form *f, int which, int *last)
{
	const char *section = NULL;
	int y = 0;

	for (int i = 0; i < (int)f->class->count; i++) {
		if (!form_visible(f, i))
			continue;
		if (heads(f, i, section))
			y += y > 0 ? 2 : 1;
		section = form_field(f, i)->section;
		if (i == which) {
			*last = y + rows_of(f, i) - 1;
			return y;
		}
		y += rows_of(f, i);
	}
	*last = y + 1; /* the button, after a blank line */
	return y + 1;
}

void form_draw(struct form *f, struct ui *ui, struct area a)
{
	int last = 0, first = line_of(f, f->at, &last), n = (int)f->class->count;
	int label = label_columns(f, a.cols), x = a.col + 3 + label + 1;
	const char *section = NULL;

	f->painted = a;
	if (last >= f->top + a.rows)
		f->top = last - a.rows + 1;
	if (first < f->top)
		f->top = first > 1 ? first - 1 : 0;
	int y = a.row - f->top;
	for (int i = 0; i < n; i++) {
		if (!form_visible(f, i))
			continue;
		const struct field *d = form_field(f, i);
		const struct problem *p = form_problem_at(f, i);
		if (heads(f, i, section)) {
			y += section ? 1 : 0;
			if (y >= a.row && y < a.row + a.rows)
				draw_put(ui, y, a.col + 1, a.cols - 1, PAINT_HEADING, _(d->section));
			y++;
		}
		section = d->section;
		if (y >= a.row && y < a.row + a.rows) {
			draw_put(ui, y, a.col + 1, 1, PAINT_TEXT, d->flags & FIELD_REQUIRED ? "*" : " ");
			draw_name(ui, y, a.col + 3, label, PAINT_TEXT, _(d->label));
			draw_value(f, ui, i, y, x, a.col + a.cols - x - 1);
		}
		y += rows_of(f, i) - (p != NULL);
		if (p) {
			char text[260];
			snprintf(text, sizeof text, "! %s", p->text);
			if (y >= a.row && y < a.row + a.rows)
				draw_name(ui, y, a.col + 3, a.cols - 4, p->hard ? PAINT_ERROR : PAINT_WARN, text);
			y++;
		}
	}
	if (!f->bare && y + 1 >= a.row && y + 1 < a.row + a.rows) {
		const char *const labels[] = { f->class->button ? _(f->class->button) : _("Save") };
		draw_buttons(ui, y + 1, x, a.cols, labels, 1, f->at == n ? 0 : -1);
	}
	if (f->at < n) {
		const struct field *d = form_field(f, f->at);
		const char *mode = f->value[f->at].line.overtype ? _("OVERTYPE  ") : "";
		ui_hint(ui, "%s%s", mode, d->hint ? _(d->hint) : "");
	}
}
