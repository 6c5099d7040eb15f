/* The stack of screens, their actions, and rows 1, 22 and 23. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/loop.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

void *screen_state(const struct screen *s) { return s->state; }
struct ui *screen_ui(const struct screen *s) { return s->ui; }
struct db *screen_db(const struct screen *s) { return s->ui->o.db; }
const struct actor *screen_actor(const struct screen *s) { return s->ui->o.who; }
struct arena *screen_arena(struct screen *s) { return s->arena; }
struct arena *screen_keep(struct screen *s) { return s->keep; }
const struct screen_class *screen_class_of(const struct screen *s) { return s->class; }
void screen_result(struct screen *s, int64_t result) { s->result = result; }
void screen_subtitle(struct screen *s, const char *text) { STR_SET(s->subtitle, text ? text : ""); }

struct area screen_area(const struct screen *s)
{
	int rows = s->ui->rows - 4;

	return (struct area){ 1, 0, rows > 0 ? rows : 0, s->ui->cols };
}

struct area screen_box(const struct screen *s, int rows, int cols)
{
	const struct ui *ui = s->ui;
	int most = ui->rows - 1; /* the bar stays */

	rows = rows > most ? most : rows;
	cols = cols > ui->cols ? ui->cols : cols;
	return (struct area){ (most - rows) / 2, (ui->cols - cols) / 2, rows, cols };
}

static void screen_free(struct screen *s)
{
	arena_free(s->arena);
	arena_free(s->keep);
	free(s->state);
	free(s);
}

bool screen_open_to(const struct actor *who, const struct screen_class *c, enum right *lacking)
{
	bool one = c->any[0] == RIGHT_NONE;

	if (lacking)
		*lacking = c->right;
	if (c->right != RIGHT_NONE && (!who || !may(who, c->right)))
		return false;
	if (lacking && !one)
		*lacking = c->any[0];
	for (size_t i = 0; !one && i < COUNT(c->any) && c->any[i] != RIGHT_NONE; i++)
		one = who && may(who, c->any[i]);
	return one;
}

bool ui_push(struct ui *ui, const struct screen_class *c, const void *arg)
{
	enum right lacking;

	if (!screen_open_to(ui->o.who, c, &lacking)) {
		ui_refuse(ui, lacking);
		return false;
	}
	if (ui->depth == UI_STACK_MAX) {
		ui_warn(ui, _("Too many screens are open. Close some with F10."));
		return false;
	}
	struct screen *s = mem_alloc(sizeof *s);
	s->class = c;
	s->ui = ui;
	s->state = mem_alloc(c->state_size ? c->state_size : 1);
	s->arena = arena_new();
	s->keep = arena_new();
	s->stale = c->load != NULL;
	ui->stack[ui->depth++] = s; /* open may already ask questions above itself */
	s->opening = true;
	bool opened = !c->open || c->open(s, arg);
	s->opening = false;
	if (!opened) {
		MUST(ui->stack[ui->depth - 1] == s);
		ui->depth--;
		ui_after_cancel(ui, s->state);
		screen_free(s);
		ui_repaint(ui);
		return false;
	}
	ui_repaint(ui);
	return true;
}

void screen_close_top(struct ui *ui)
{
	struct screen *s = ui->stack[ui->depth - 1];

	if (s->class->close)
		s->class->close(s);
	ui->depth--;
	if (!s->replaced)
		ui->result = s->result;
	if (ui->depth > 0 && !s->class->box)
		for (int i = ui->depth - 1; i >= 0; i--) {
			ui->stack[i]->stale = ui->stack[i]->class->load != NULL;
			if (!ui->stack[i]->class->box)
				break;
		}
	ui_after_cancel(ui, s->state);
	screen_free(s);
	ui_repaint(ui);
}

bool ui_replace(struct ui *ui, const struct screen_class *c, const void *arg)
{
	struct screen *old = ui_top(ui);

	if (!ui_push(ui, c, arg))
		return false;
	if (old)
		old->closing = old->replaced = true; /* goes when it would come up again */
	return true;
}

int64_t ui_modal(struct ui *ui, const struct screen_class *c, const void *arg)
{
	int depth = ui->depth;

	ui->result = 0;
	if (ui->ending || !ui_push(ui, c, arg))
		return 0;
	loop_until(ui, depth);
	while (ui->depth > depth) { /* the program is ending */
		screen_close_top(ui);
		ui->result = 0;
	}
	return ui->result;
}

void ui_pop(struct screen *s)
{
	s->closing = true;
}

struct screen *ui_top(struct ui *ui)
{
	return ui->depth > 0 ? ui->stack[ui->depth - 1] : NULL;
}

bool ui_leave(struct ui *ui)
{
	struct screen *s = ui_top(ui);

	if (!s || (s->class->leave && !s->class->leave(s)))
		return false;
	ui_pop(s);
	return true;
}

bool screen_load(struct screen *s)
{
	struct err e = { 0 };

	s->stale = false;
	if (!s->class->load)
		return true;
	arena_reset(s->arena);
	ui_repaint(s->ui);
	if (s->class->load(s, &e))
		return true;
	if (e.text[0])
		ui_error(s->ui, &e);
	return false;
}

void ui_reload(struct ui *ui)
{
	for (int i = 0; i < ui->depth; i++)
		ui->stack[i]->stale = ui->stack[i]->class->load != NULL;
	ui_repaint(ui);
}

const struct action *screen_action(const struct screen *s, int fkey, char letter)
{
	const struct action *found = NULL;

	for (int i = 0; i < s->class->action_count; i++) { /* of several on one key, the one enabled now */
		const struct action *a = &s->class->actions[i];
		if (!((fkey && a->fkey == fkey) || (letter && a->letter == letter)))
			continue;
		if (!a->enabled || a->enabled(s))
			return a;
		found = found ? found : a;
	}
	return found;
}

bool screen_action_shown(const struct screen *s, const struct action *a)
{
	return (a->right == RIGHT_NONE || ui_may(s->ui, a->right)) && (!a->enabled || a->enabled(s));
}

bool screen_action_run(struct screen *s, const struct action *a)
{
	if (a->right != RIGHT_NONE && !ui_may(s->ui, a->right)) {
		ui_refuse(s->ui, a->right);
		return true;
	}
	if (a->enabled && !a->enabled(s)) {
		ui_warn(s->ui, _("%s is not possible here at the moment."), _(a->label));
		return true;
	}
	if (!a->run)
		return false;
	(void)a->run(s);
	return true;
}

/* Row 1: panti > path | user/role | date time. The path gives way first. */
void screen_title(struct ui *ui)
{
	char path[512], right[160], who[128] = "", stamp[48] = "";
	const char *before = "";
	size_t n;
	bool changed = false;

	n = (size_t)snprintf(path, sizeof path, " %s", ui->panti);
	for (int i = 0; i < ui->depth && n < sizeof path; i++) {
		const struct screen *s = ui->stack[i];
		if (s->class->box || s->opening || s->closing)
			continue;
		const char *title = s->class->title ? _(s->class->title) : "";
		if (title[0] && strcmp(title, before) != 0) /* a list and what it opens may bear one name */
			n += (size_t)snprintf(path + n, sizeof path - n, "%s%s", n > 1 ? " > " : "", title);
		before = title;
		if (s->subtitle[0] && n < sizeof path)
			n += (size_t)snprintf(path + n, sizeof path - n, " > %s", s->subtitle);
		changed = s->class->changed && s->class->changed(s);
	}
	if (changed && n < sizeof path)
		snprintf(path + n, sizeof path - n, " *");
	if (ui->o.who && ui->o.who->shown[0]) {
		unsigned roles = ui->o.who->roles, others = roles & ~(unsigned)ROLE_ADMIN; /* admin only when nothing says more */
		enum role first = (enum role)(others ? others & (~others + 1u) : roles);   /* the lowest bit */
		snprintf(who, sizeof who, first ? "%s (%s)" : "%s", ui->o.who->shown, first ? role_label(first) : "");
	}
	caldate day;
	int hour, minute;
	ui->title_minute = clock_now() / 60000;
	clock_local(clock_now(), ui->o.offset_hours, &day, &hour, &minute);
	size_t d = strlen(date_format(day, DATE_WEEKDAY, stamp, sizeof stamp));
	if (!ui->o.frugal)
		snprintf(stamp + d, sizeof stamp - d, " %02d.%02d", hour, minute);
	if (ui->cols < 80)
		stamp[0] = '\0';
	snprintf(right, sizeof right, "%s%s%s%s ", ui->o.demo ? "**CONTOH**  " : "", who, who[0] ? "  " : "", stamp);
	int width = text_width(right);
	width = width > ui->cols ? ui->cols : width;
	int room = ui->cols - width - 1;
	const char *shown = path;
	while (room > 10 && text_width(shown) > room && strstr(shown + 3, " > ")) /* the near end of the path says most */
		shown = strstr(shown + 3, " > ");
	if (shown != path)
		shown += 2; /* the blank stays, the arrow would point from nowhere */
	draw_name(ui, 0, 0, room > 0 ? room : 0, PAINT_TITLE, shown);
	draw_right(ui, 0, room > 0 ? room : 0, ui->cols - (room > 0 ? room : 0), PAINT_TITLE, right);
}

void screen_messages(struct ui *ui)
{
	static const char *const marker[PAINT_COUNT] = { [PAINT_ERROR] = "! ", [PAINT_WARN] = "! ", [PAINT_OK] = "v " };
	const char *mark = marker[ui->message_paint] ? marker[ui->message_paint] : "";
	char text[560];

	STR_SET(ui->hint_shown, ui->hint);
	STR_SET(ui->message_shown, ui->message);
	if (ui->o.accessible && ui->message[0])
		mark = ui->message_paint == PAINT_WARN || ui->message_paint == PAINT_ERROR ? _("To mend: ") : _("Message: ");
	snprintf(text, sizeof text, "%s%s", ui->message[0] ? mark : "", ui->message);
	enum paint paint = ui->message[0] ? ui->message_paint : PAINT_TEXT;
	struct area both = { ui->rows - 3, 1, 2, ui->cols - 1 };
	draw_fill(ui, both.row, both.col, both.cols, PAINT_TEXT);
	draw_fill(ui, both.row + 1, both.col, both.cols, paint);
	if (text_width(text) > both.cols) { /* a long sentence takes the hint's row too: what it says at its end is the next step */
		draw_fill(ui, both.row, both.col, both.cols, paint);
		draw_wrap(ui, both, paint, text, 0);
	} else if (!text[0] && text_width(ui->hint) > both.cols) {
		draw_wrap(ui, both, PAINT_TEXT, ui->hint, 0);
	} else {
		draw_name(ui, both.row, both.col, both.cols, PAINT_TEXT, ui->hint);
		draw_name(ui, both.row + 1, both.col, both.cols, paint, text);
	}
}
