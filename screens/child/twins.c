#include "screens/child/twins.h"

#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

struct twins { const char *const *values; const struct person_twin *list; int count, at, button; };

static bool open_twins(struct screen *s, const void *arg)
{
	*(struct twins *)screen_state(s) = *(const struct twins *)arg;
	return true;
}

static void row(struct ui *ui, struct area in, int y, const char *label, const char *mine, const char *theirs)
{
	int half = (in.cols - 16) / 2;
	bool same = *mine && strcmp(mine, theirs) == 0;
	draw_name(ui, in.row + y, in.col, 15, PAINT_DIM, label);
	draw_name(ui, in.row + y, in.col + 16, half - 1, PAINT_TEXT, *mine ? mine : "-");
	draw_name(ui, in.row + y, in.col + 16 + half, half, same ? PAINT_WARN : PAINT_TEXT, *theirs ? theirs : "-");
	if (same) draw_put(ui, in.row + y, in.col + 15 + half - 1, 1, PAINT_WARN, "=");
}

static void draw(struct screen *s)
{
	struct twins *t = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct person_twin *w = &t->list[t->at];
	struct area box = screen_box(s, 15, 78);
	char count[60], mine[24], theirs[24];
	draw_box(ui, box, _("The same child?"));
	struct area in = draw_inside(box);
	int half = (in.cols - 16) / 2;
	snprintf(count, sizeof count, _("IN THE REGISTER (%d of %d)"), t->at + 1, t->count);
	draw_text(ui, in.row, in.col + 16, half, PAINT_HEADING, _("TYPED NOW"));
	draw_text(ui, in.row, in.col + 16 + half, half, PAINT_HEADING, count);
	row(ui, in, 1, _("Name"), t->values[PERSON_NAME], w->name);
	row(ui, in, 2, _("Date of birth"), date_format(date_from_iso(t->values[PERSON_BIRTH_DATE]), DATE_SHORT, mine, sizeof mine), date_format(w->birth, DATE_SHORT, theirs, sizeof theirs));
	row(ui, in, 3, _("Mother's name"), t->values[PERSON_MOTHER], w->mother);
	row(ui, in, 4, "NIK", t->values[PERSON_NIK], ui_privacy(ui) ? "" : w->nik);
	row(ui, in, 5, _("Register no."), "", w->resident ? w->register_no : _("from a referral"));
	row(ui, in, 6, _("Status"), "", strcmp(w->status, "aktif") == 0 ? _("in care") : strcmp(w->status, "keluar") == 0 ? _("left") : w->status);
	draw_wrap(ui, (struct area){ in.row + 8, in.col, 2, in.cols }, PAINT_TEXT, w->same_nik ? _("The same NIK: it cannot be given to a second child.") : _("Names, birth dates or mothers are alike. Twins and namesakes do exist: compare, then choose."), 0);
	if (t->count > 1) draw_text(ui, in.row + 10, in.col, in.cols, PAINT_DIM, _("Up, Down: the next one alike."));
	const char *const buttons[] = { _("Back"), _("Another child"), _("The same child") };
	draw_buttons(ui, in.row + in.rows - 1, in.col, in.cols, buttons, 3, t->button);
}

static bool key(struct screen *s, int k)
{
	struct twins *t = screen_state(s);
	switch (k) {
	case K_UP: if (t->at > 0) t->at--; return true;
	case K_DOWN: if (t->at + 1 < t->count) t->at++; return true;
	case K_LEFT: case K_BACKTAB: t->button = t->button > 0 ? t->button - 1 : 2; return true;
	case K_RIGHT: case K_TAB: t->button = t->button < 2 ? t->button + 1 : 0; return true;
	case K_ENTER:
		screen_result(s, 1 + t->button + 3 * t->at);
		ui_pop(s);
		return true;
	case K_ESC: case K_F(10): ui_pop(s); return true;
	default: return false;
	}
}

static const struct screen_class twins_class = { .name = "twins", .state_size = sizeof(struct twins), .open = open_twins, .draw = draw, .key = key, .box = true };

enum twins_answer twins_ask(struct ui *ui, const char *const *values, const struct person_twin *twins, int count, int *chosen)
{
	const struct twins t = { .values = values, .list = twins, .count = count };
	int64_t result = ui_modal(ui, &twins_class, &t);
	if (result < 1) return TWINS_BACK;
	*chosen = (int)(result - 1) / 3;
	return (enum twins_answer)((result - 1) % 3);
}
