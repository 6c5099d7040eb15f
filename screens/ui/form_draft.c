/* Drafts as a text blob through the application's store, and the view of two people's changes side by side. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form_state.h"
#include "screens/ui/loop.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

#define DRAFT_QUIET_MS 1000 /* after the last change */
#define DRAFT_MOST_MS 5000  /* while typing goes on */

void form_touch(struct form *f, struct ui *ui, int i)
{
	utc_ms now = clock_monotonic();

	f->changed = true;
	f->saved = false;
	f->value[i].touched = true;
	if (!ui->o.drafts.save)
		return;
	if (f->draft_dirty == 0)
		f->draft_dirty = now;
	utc_ms left = f->draft_dirty + DRAFT_MOST_MS - now;
	ui_after(ui, f, form_draft_write, left < DRAFT_QUIET_MS ? (left > 0 ? (int)left : 0) : DRAFT_QUIET_MS, UI_AT_END);
}

/* code=text per line; newline and backslash escaped. What is typed counts, also when it is not sound. Secrets stay out. */
void form_draft_write(struct ui *ui, void *form)
{
	struct form *f = form;
	struct buf b = BUF_EMPTY;

	f->draft_dirty = 0;
	if (!form_changed(f))
		return;
	for (int i = 0; i < (int)f->class->count; i++) {
		const struct field *d = form_field(f, i);
		const struct form_value *v = &f->value[i];
		const char *text = form_is_line(d) && v->line.text ? v->line.text : v->canon;
		if (d->kind == FIELD_SECRET || (strcmp(text, v->original) == 0 && !line_changed(&v->line) && !(f->whole && *text)))
			continue;
		buf_printf(&b, "%s=", d->code);
		for (const char *s = text; *s; s++) {
			if (*s == '\n')
				buf_puts(&b, "\\n");
			else if (*s == '\\')
				buf_puts(&b, "\\\\");
			else
				buf_putc(&b, *s);
		}
		buf_putc(&b, '\n');
	}
	(void)ui->o.drafts.save(ui, f->class->name, f->record, buf_text(&b));
	buf_free(&b);
}

static void draft_take(struct form *f, struct ui *ui, char *text)
{
	for (char *line = text; *line;) {
		char *end = line + strcspn(line, "\n"), *value = strchr(line, '=');
		bool more = *end != '\0';
		*end = '\0';
		if (value && value < end) {
			*value++ = '\0';
			char *to = value;
			for (const char *s = value; *s; s++) {
				if (*s == '\\' && s[1])
					s++, *to++ = *s == 'n' ? '\n' : *s;
				else
					*to++ = *s;
			}
			*to = '\0';
			int i = field_index(f->class->fields, f->class->count, line);
			if (i >= 0 && form_is_line(form_field(f, i))) {
				line_set(&f->value[i].line, "");
				(void)line_paste(&f->value[i].line, value, strlen(value));
				form_settle(f, ui, i);
			} else if (i >= 0) {
				form_put(f, i, value);
			}
			if (i >= 0)
				f->value[i].touched = true;
		}
		line = end + more;
	}
	f->changed = true;
	form_recheck(f, false);
}

void form_draft_ask(struct ui *ui, void *form)
{
	struct form *f = form;
	const char *const buttons[] = { _("Continue"), _("Discard"), NULL };
	utc_ms at = 0;
	char text[160], stamp[48];
	caldate day;
	int hour, minute;
	char *draft = ui->o.drafts.load(ui, f->class->name, f->record, &at);

	if (!draft)
		return;
	clock_local(at, ui->o.offset_hours, &day, &hour, &minute);
	snprintf(text, sizeof text, _("There is a draft of %s %02d.%02d."), date_format(day, DATE_DAY_MONTH, stamp, sizeof stamp), hour, minute);
	if (dialog_choose(ui, _("Unfinished form"), text, buttons, 0) == 0) {
		if (!ui->ending)
			draft_take(f, ui, draft);
	} else if (ui->o.drafts.drop) {
		ui->o.drafts.drop(ui, f->class->name, f->record);
	}
	free(draft);
	ui_repaint(ui);
}

/* --- two people on one record ---------------------------------------------------------------------------------------------- */

struct conflict { struct form *form; const char *theirs[FORM_FIELDS_MAX]; int field[FORM_FIELDS_MAX]; bool take[FORM_FIELDS_MAX]; int count, at; char who[200]; };

static bool conflict_open(struct screen *s, const void *arg)
{
	*(struct conflict **)screen_state(s) = *(struct conflict *const *)arg;
	return true;
}

static void conflict_draw(struct screen *s)
{
	struct conflict *c = *(struct conflict **)screen_state(s);
	struct ui *ui = screen_ui(s);
	int rows = c->count < ui->rows - 8 ? c->count : ui->rows - 8, top = c->at >= rows ? c->at - rows + 1 : 0;
	struct area box = screen_box(s, rows + 6, ui->cols < 78 ? ui->cols : 78), in = draw_inside(box);
	int label = in.cols / 4, half = (in.cols - label - 2) / 2;
	char shown[300], text[320];

	draw_box(ui, box, _("Changed by somebody else"));
	draw_name(ui, in.row, in.col, in.cols, PAINT_TEXT, c->who);
	draw_text(ui, in.row + 1, in.col + label, half, PAINT_HEADING, _("    yours"));
	draw_text(ui, in.row + 1, in.col + label + half + 1, half, PAINT_HEADING, _("    stored now"));
	for (int i = 0; i < rows; i++) {
		int k = top + i, at = c->field[k], y = in.row + 2 + i;
		const struct field *d = form_field(c->form, at);
		bool here = k == c->at;
		draw_printf(ui, y, in.col, label, here ? PAINT_SELECT : PAINT_TEXT, "%s%s", here ? "> " : "  ", _(d->label));
		field_show(d, c->form->value[at].canon, form_choices(c->form, at), shown, sizeof shown);
		snprintf(text, sizeof text, "(%c) %s", c->take[k] ? ' ' : 'o', shown);
		draw_name(ui, y, in.col + label, half, here && !c->take[k] ? PAINT_SELECT : PAINT_TEXT, text);
		field_show(d, c->theirs[at], form_choices(c->form, at), shown, sizeof shown);
		snprintf(text, sizeof text, "(%c) %s", c->take[k] ? 'o' : ' ', shown);
		draw_name(ui, y, in.col + label + half + 1, half, here && c->take[k] ? PAINT_SELECT : PAINT_TEXT, text);
		if (here)
			draw_cursor(ui, y, in.col);
	}
	draw_name(ui, in.row + in.rows - 1, in.col, in.cols, PAINT_DIM, _("Left, Right or Space: choose. Enter: go on, then save again. Esc: back."));
}

static bool conflict_key(struct screen *s, int key)
{
	struct conflict *c = *(struct conflict **)screen_state(s);

	switch (key) {
	case K_UP: c->at = c->at > 0 ? c->at - 1 : 0; return true;
	case K_DOWN: c->at = c->at < c->count - 1 ? c->at + 1 : c->at; return true;
	case K_LEFT: c->take[c->at] = false; return true;
	case K_RIGHT: c->take[c->at] = true; return true;
	case ' ': c->take[c->at] = !c->take[c->at]; return true;
	case K_ENTER: case K_F(2): screen_result(s, 1); ui_pop(s); return true;
	default: return false;
	}
}

static const struct screen_class conflict_class = {
	.name = "conflict", .state_size = sizeof(struct conflict *), .open = conflict_open, .draw = conflict_draw, .key = conflict_key, .box = true,
};

bool form_conflict(struct form *f, struct ui *ui)
{
	struct conflict *c = mem_alloc(sizeof *c);
	bool done = false;

	c->form = f;
	if (f->class->theirs(f->ctx, c->theirs, c->who, sizeof c->who)) {
		for (int i = 0; i < (int)f->class->count; i++) {
			if (str_equal(c->theirs[i], f->value[i].canon) || form_field(f, i)->kind == FIELD_SECRET)
				continue;
			/* what this person did not touch is the other's change */
			c->take[c->count] = strcmp(f->value[i].canon, f->value[i].original) == 0;
			c->field[c->count++] = i;
		}
		done = c->count == 0 || ui_modal(ui, &conflict_class, &c) == 1;
	}
	for (int k = 0; done && k < c->count; k++)
		if (c->take[k])
			form_put(f, c->field[k], c->theirs[c->field[k]]);
	if (done) {
		form_recheck(f, f->tried);
		ui_say(ui, _("Save again to keep what was chosen."));
	}
	free(c);
	return done;
}
