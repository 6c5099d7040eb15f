/* Checking all, saving, leaving. */
#include <stdio.h>
#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/form_state.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"

/* Row 23: what is to be mended, by label; the cursor goes to the first. */
static void tell(struct form *f, struct ui *ui)
{
	char names[300] = "";
	size_t n = 0;
	int hard = 0, first = -1;

	for (int i = 0; i < f->problems.count; i++) {
		const struct problem *p = &f->problems.list[i];
		int at = p->field ? field_index(f->class->fields, f->class->count, p->field) : -1;
		if (!p->hard)
			continue;
		bool named = false; /* two things wrong with one field are one field to mend */
		for (int k = 0; k < i && p->field; k++)
			named = named || (f->problems.list[k].hard && f->problems.list[k].field && strcmp(f->problems.list[k].field, p->field) == 0);
		if (named)
			continue;
		hard++;
		if (at < 0) {
			ui_warn(ui, "%s", p->text);
			return;
		}
		if (first < 0)
			first = at;
		if (n < sizeof names)
			n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", n ? ", " : "", _(form_field(f, at)->label));
	}
	if (first >= 0) {
		form_focus(f, form_field(f, first)->code);
		ui_warn(ui, _("%d to mend: %s. (F6 goes there)"), hard, names);
	}
}

bool form_check(struct form *f, struct ui *ui)
{
	form_settle(f, ui, f->at);
	f->tried = true;
	form_recheck(f, true);
	if (f->problems.hard == 0)
		return true;
	tell(f, ui);
	return false;
}

bool form_check_section(struct form *f, struct ui *ui, int section)
{
	struct problems mine = { 0 };

	form_settle(f, ui, f->at);
	form_recheck(f, true);
	for (int i = 0; i < f->problems.count; i++) {
		const struct problem *p = &f->problems.list[i];
		int at = p->field ? field_index(f->class->fields, f->class->count, p->field) : -1;
		if (at >= 0 && form_section_of(f, at) == section) {
			if (p->hard)
				problem_hard(&mine, p->field, "%s", p->text);
			else
				problem_soft(&mine, p->field, "%s", p->text);
		}
	}
	f->problems = mine;
	if (mine.hard > 0)
		tell(f, ui);
	return mine.hard == 0;
}

bool form_save(struct form *f, struct ui *ui)
{
	const char *values[FORM_FIELDS_MAX];
	struct problems p = { 0 };
	struct err e = { 0 };

	if (!form_check(f, ui))
		return false;
	form_values(f, values);
	if (f->class->save && !f->class->save(ui, f->ctx, values, &p, &e)) {
		if (e.kind == ERR_CONFLICT && f->class->theirs && form_conflict(f, ui))
			return false;
		if (p.count > 0) {
			form_problem(f, &p);
			tell(f, ui);
			if (p.hard == 0)
				ui_problems(ui, &p);
		} else if (e.text[0]) {
			ui_error(ui, &e);
		}
		return false;
	}
	f->saved = true;
	f->changed = false;
	f->draft_dirty = 0;
	ui_after_cancel(ui, f);
	if (ui->o.drafts.drop)
		ui->o.drafts.drop(ui, f->class->name, f->record);
	return true;
}

bool form_leave(struct form *f, struct ui *ui)
{
	const char *const buttons[] = { _("Save"), _("Discard"), _("Keep filling in"), NULL };
	char text[200];
	int changed = 0;

	form_settle(f, ui, f->at);
	for (size_t i = 0; i < f->class->count; i++)
		changed += !f->value[i].sound || strcmp(f->value[i].canon, f->value[i].original) != 0;
	if (!form_changed(f) || changed == 0 || ui->ending)
		return true;
	snprintf(text, sizeof text, _("%d fields changed and are not saved."), changed);
	switch (dialog_choose(ui, _("Changes not saved"), text, buttons, 2)) {
	case 0:
		return form_save(f, ui);
	case 1:
		ui_after_cancel(ui, f);
		f->changed = false;
		if (ui->o.drafts.drop)
			ui->o.drafts.drop(ui, f->class->name, f->record);
		return true;
	default:
		return false;
	}
}
