/* Values and checks of a form. Saving and leaving: form_save.c; keys: form_key.c; painting: form_draw.c; drafts and conflicts: form_draft.c. */
#include "screens/ui/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form_state.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

#define VALUE_ROOM 8192

const struct field *form_field(const struct form *f, int i) { return &f->class->fields[i]; }

const struct choice *form_choices(const struct form *f, int i)
{
	const struct field *d = form_field(f, i);

	return (d->kind == FIELD_CODE || d->kind == FIELD_CODES) && f->class->choices ? f->class->choices(f->ctx, d) : NULL;
}

bool form_is_line(const struct field *f)
{
	return f->kind != FIELD_CODE && f->kind != FIELD_CODES && f->kind != FIELD_BOOL;
}

bool form_is_radio(const struct form *f, int i)
{
	const struct choice *c = form_choices(f, i);
	int count = 0, width = 0;

	if (form_field(f, i)->kind != FIELD_CODE || !c)
		return false;
	for (; c[count].code; count++)
		width += text_width(c[count].label) + 6;
	return count <= FORM_RADIO_MAX && width <= 58 && (!f->painted.cols || width <= f->painted.cols - 25); /* else a list that opens */
}

void form_values(const struct form *f, const char **out)
{
	for (size_t i = 0; i < f->class->count; i++)
		out[i] = f->value[i].canon;
}

int form_section_of(const struct form *f, int i)
{
	int section = 0;

	for (int j = 1; j <= i; j++) {
		const char *a = form_field(f, j - 1)->section, *b = form_field(f, j)->section;
		section += b && (!a || strcmp(a, b) != 0);
	}
	return section;
}

int form_sections(const struct form *f)
{
	return f->class->count ? form_section_of(f, (int)f->class->count - 1) + 1 : 0;
}

const char *form_section_name(const struct form *f, int section)
{
	for (int i = 0; i < (int)f->class->count; i++)
		if (form_section_of(f, i) == section)
			return form_field(f, i)->section ? _(form_field(f, i)->section) : "";
	return "";
}

bool form_section_holds(const struct form *f, int section, const char *code)
{
	int i = field_index(f->class->fields, f->class->count, code);

	return i >= 0 && form_section_of(f, i) == section;
}

void form_first(struct form *f)
{
	int first = form_step(f, -1, 1);

	f->at = first < 0 ? 0 : first;
}

bool form_visible(const struct form *f, int i)
{
	const char *values[FORM_FIELDS_MAX];

	if (f->section >= 0 && form_section_of(f, i) != f->section)
		return false;
	if (!f->class->shown)
		return true;
	form_values(f, values);
	return f->class->shown(f->ctx, form_field(f, i), values);
}

bool form_editable(const struct form *f, int i)
{
	return !(form_field(f, i)->flags & FIELD_READONLY) && form_visible(f, i);
}

int form_step(const struct form *f, int from, int by)
{
	int n = (int)f->class->count;

	for (int i = from + by; i >= 0 && i < n; i += by)
		if (form_editable(f, i))
			return i;
	return by > 0 && !f->bare ? n : from;
}

/* The text a person edits: dates and digits as they are shown, money grouped. */
static void edit_text(const struct field *d, const char *canon, char *out, size_t size)
{
	char group[RUPIAH_SIZE];
	rupiah amount;

	if (d->kind == FIELD_DATE || d->kind == FIELD_PAST || d->kind == FIELD_DIGITS)
		field_show(d, canon, NULL, out, size);
	else if (d->kind == FIELD_RUPIAH && canon[0] && rupiah_parse(canon, &amount, NULL, NULL))
		str_copy(out, size, rupiah_group(amount, group));
	else
		str_copy(out, size, canon);
}

void form_put(struct form *f, int i, const char *canon)
{
	const struct field *d = form_field(f, i);
	struct form_value *v = &f->value[i];
	char text[VALUE_ROOM];

	char *copy = mem_dup(canon ? canon : ""); /* canon may be v->canon itself */
	free(v->canon);
	v->canon = copy;
	v->sound = true;
	v->has_problem = false;
	if (form_is_line(d)) {
		edit_text(d, v->canon, text, sizeof text);
		line_set(&v->line, text);
	}
}

static int line_room(const struct field *d)
{
	switch (d->kind) {
	case FIELD_DATE: case FIELD_PAST: return 20;
	case FIELD_RUPIAH: return 20;
	case FIELD_INT: return 12;
	case FIELD_DIGITS: return d->max > 0 ? d->max + d->max / 2 + 4 : 40;
	case FIELD_NOTE: return d->max > 0 ? d->max : 4000;
	case FIELD_SECRET: return d->max > 0 ? d->max : 128;
	default: return d->max > 0 ? d->max : 200;
	}
}

void form_open(struct form *f, struct ui *ui, const struct form_class *class, void *ctx, row_id record, const char *const *values)
{
	MUST(class->count <= FORM_FIELDS_MAX);
	memset(f, 0, sizeof *f);
	f->class = class;
	f->ctx = ctx;
	f->record = record;
	f->section = -1;
	f->value = mem_alloc((class->count + 1) * sizeof *f->value);
	for (int i = 0; i < (int)class->count; i++) {
		const struct field *d = form_field(f, i);
		line_init(&f->value[i].line, line_room(d), d->kind == FIELD_NOTE);
		form_put(f, i, values && values[i] ? values[i] : "");
		f->value[i].original = mem_dup(f->value[i].canon);
	}
	form_first(f);
	if (ui->o.drafts.load)
		ui_after(ui, f, form_draft_ask, 0, 0); /* once the screen stands: it asks a question */
}

void form_close(struct form *f, struct ui *ui)
{
	ui_after_cancel(ui, f);
	if (!f->value)
		return;
	for (size_t i = 0; i < f->class->count; i++) {
		line_free(&f->value[i].line);
		free(f->value[i].canon);
		free(f->value[i].original);
	}
	free(f->value);
	f->value = NULL;
}

bool form_changed(const struct form *f)
{
	return f->changed && !f->saved;
}

const char *form_value(const struct form *f, const char *code)
{
	int i = field_index(f->class->fields, f->class->count, code);

	return i < 0 ? "" : f->value[i].canon;
}

void form_focus(struct form *f, const char *code)
{
	int i = field_index(f->class->fields, f->class->count, code);

	if (i < 0)
		return;
	if (f->section >= 0)
		f->section = form_section_of(f, i);
	f->at = i;
}

void form_set(struct form *f, struct ui *ui, const char *code, const char *value)
{
	int i = field_index(f->class->fields, f->class->count, code);

	if (i < 0)
		return;
	form_put(f, i, value);
	form_touch(f, ui, i);
	form_recheck(f, f->tried);
}

void form_recheck(struct form *f, bool all)
{
	const char *values[FORM_FIELDS_MAX];
	struct problems found = { 0 };

	form_values(f, values);
	for (int i = 0; i < (int)f->class->count; i++) {
		struct form_value *v = &f->value[i];
		if (v->has_problem && (v->problem.hard || v->sound)) {
			if (v->problem.hard)
				problem_hard(&found, form_field(f, i)->code, "%s", v->problem.text);
			else
				problem_soft(&found, form_field(f, i)->code, "%s", v->problem.text);
		} else if (all && v->sound && !(form_field(f, i)->flags & FIELD_READONLY) && (!f->class->shown || f->class->shown(f->ctx, form_field(f, i), values))) {
			(void)field_check_empty(form_field(f, i), 1, &values[i], &found);
		}
	}
	if (f->class->check)
		f->class->check(f->ctx, values, &found);
	problems_clear(&f->problems);
	for (int i = 0; i < found.count; i++) {
		const struct problem *p = &found.list[i];
		int at = p->field ? field_index(f->class->fields, f->class->count, p->field) : -1;
		if (!all && at >= 0 && !f->value[at].touched)
			continue; /* nobody is told off for what they have not come to yet */
		if (!all && at < 0)
			continue;
		if (p->hard)
			problem_hard(&f->problems, p->field, "%s", p->text);
		else
			problem_soft(&f->problems, p->field, "%s", p->text);
	}
}

bool form_settle(struct form *f, struct ui *ui, int i)
{
	struct form_value *v;
	struct problems p = { 0 };
	char canon[VALUE_ROOM];

	if (i < 0 || i >= (int)f->class->count)
		return true;
	const struct field *d = form_field(f, i);
	v = &f->value[i];
	v->touched = v->touched || f->changed;
	if (form_is_line(d) && (line_changed(&v->line) || !v->sound)) {
		const char *typed = v->line.text ? v->line.text : "";
		int own = f->class->read ? f->class->read(ui, f->ctx, d, typed, canon, sizeof canon, &p) : 0;
		bool good = own > 0 || (own == 0 && field_canon(d, typed, ui_today(ui), NULL, canon, sizeof canon, &p));
		v->touched = true;
		if (good) {
			form_put(f, i, canon);
		} else {
			free(v->canon);
			v->canon = mem_dup("");
			v->sound = false;
		}
		v->has_problem = p.count > 0;
		if (p.count > 0)
			v->problem = p.list[0];
	}
	form_recheck(f, f->tried);
	return v->sound;
}

const struct problem *form_problem_at(const struct form *f, int i)
{
	return problem_of(&f->problems, form_field(f, i)->code);
}

void form_problem(struct form *f, const struct problems *p)
{
	for (int i = 0; i < p->count; i++) {
		if (p->list[i].hard)
			problem_hard(&f->problems, p->list[i].field, "%s", p->list[i].text);
		else
			problem_soft(&f->problems, p->list[i].field, "%s", p->list[i].text);
	}
}
