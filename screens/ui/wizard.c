#include "screens/ui/wizard.h"

#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"

static int section_at(const struct wizard *w, int step)
{
	const char *section = w->steps[step].section;

	for (size_t i = 0; section && i < w->form.class->count; i++)
		if (w->form.class->fields[i].section && strcmp(w->form.class->fields[i].section, section) == 0) {
			int n = form_sections(&w->form);
			for (int s = 0; s < n; s++)
				if (strcmp(form_section_name(&w->form, s), _(section)) == 0)
					return s;
		}
	return -1;
}

static void step_to(struct wizard *w, struct ui *ui, int step)
{
	int section = section_at(w, step);

	w->at = step;
	w->form.top = 0;
	if (section >= 0) {
		w->form.section = section;
		form_first(&w->form);
	}
	ui_repaint(ui);
}

void wizard_open(struct wizard *w, struct ui *ui, const struct wizard_step *steps, const struct form_class *class, void *ctx, row_id record, const char *const *values)
{
	memset(w, 0, sizeof *w);
	w->steps = steps;
	w->ctx = ctx;
	while (w->count < WIZARD_STEPS && steps[w->count].title)
		w->count++;
	form_open(&w->form, ui, class, ctx, record, values);
	w->form.bare = true;
	step_to(w, ui, 0);
}

void wizard_close(struct wizard *w, struct ui *ui)
{
	form_close(&w->form, ui);
}

/* "Langkah 2 dari 4:  1 Identitas  [2 Keluarga]  3 ..." */
static void draw_steps(const struct wizard *w, struct ui *ui, int row, struct area a)
{
	int at = a.col + 1;

	at += draw_printf(ui, row, at, a.cols - 2, PAINT_TEXT, _("Step %d of %d:"), w->at + 1, w->count) + 2;
	int needed = 0;
	for (int i = 0; i < w->count; i++)
		needed += 4 + (int)strlen(_(w->steps[i].title));
	for (int i = 0; i < w->count; i++) {
		bool here = i == w->at;
		if (!here && at + needed > a.col + a.cols && ui->cols < 80)
			continue; /* compact: only where one is */
		at += draw_printf(ui, row, at, a.col + a.cols - at, here ? PAINT_HEADING : PAINT_TEXT, here ? "[%d %s]" : "%d %s", i + 1, _(w->steps[i].title)) + 2;
	}
}

void wizard_draw(struct wizard *w, struct ui *ui, struct area a)
{
	const struct wizard_step *s = &w->steps[w->at];

	draw_steps(w, ui, a.row, a);
	if (s->section)
		draw_put(ui, a.row + 1, a.col + 1, a.cols - 2, PAINT_DIM, _("* must be filled in. The rest may follow; the record is then marked incomplete."));
	struct area rest = { a.row + 3, a.col, a.rows > 3 ? a.rows - 3 : 0, a.cols };
	if (s->section)
		form_draw(&w->form, ui, rest);
	else if (s->draw)
		s->draw(ui, w->ctx, rest);
}

static bool step_sound(struct wizard *w, struct ui *ui)
{
	const struct wizard_step *s = &w->steps[w->at];
	int section = section_at(w, w->at);

	if (section >= 0 && !form_check_section(&w->form, ui, section))
		return false;
	return !s->check || s->check(ui, w->ctx);
}

static void go_on(struct wizard *w, struct ui *ui)
{
	if (!step_sound(w, ui))
		return;
	if (w->at < w->count - 1) {
		step_to(w, ui, w->at + 1);
		return;
	}
	int kept = w->form.section;
	w->form.section = -1; /* everything is checked once more */
	w->done = form_save(&w->form, ui);
	if (w->done)
		return;
	w->form.section = kept;
	for (int i = 0; i < w->count && w->form.problems.hard > 0; i++) { /* to the step that holds the problem */
		int section = section_at(w, i);
		for (int p = 0; section >= 0 && p < w->form.problems.count; p++) {
			const struct problem *one = &w->form.problems.list[p];
			if (one->hard && one->field && form_section_holds(&w->form, section, one->field)) {
				w->at = i;
				w->form.section = section;
				form_focus(&w->form, one->field);
				return;
			}
		}
	}
}

bool wizard_key(struct wizard *w, struct ui *ui, int key)
{
	const struct wizard_step *s = &w->steps[w->at];

	switch (key) {
	case K_F(2): go_on(w, ui); return true;
	case K_PGDN:
		if (w->at < w->count - 1)
			go_on(w, ui); /* never saves */
		else
			ui_say(ui, _("This is the last step. F2 saves."));
		return true;
	case K_PGUP:
		if (w->at > 0)
			step_to(w, ui, w->at - 1);
		return true;
	default: break;
	}
	if (!s->section)
		return s->key && s->key(ui, w->ctx, key);
	int before = w->form.at;
	bool used = form_key(&w->form, ui, key);
	if (used && (key == K_ENTER || key == K_TAB) && w->form.at == before && !ui->message[0])
		ui_say(ui, w->at < w->count - 1 ? _("The step is complete. PgDn or F2: next step.") : _("F2 saves."));
	if (w->form.saved)
		w->done = true;
	return used;
}

bool wizard_leave(struct wizard *w, struct ui *ui)
{
	return w->done || form_leave(&w->form, ui);
}

bool wizard_changed(const struct wizard *w)
{
	return form_changed(&w->form);
}
