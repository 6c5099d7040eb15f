/* Keys of a form (UX.md 3). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/edit.h"
#include "screens/ui/form_state.h"
#include "screens/ui/help.h"
#include "screens/ui/loop.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

static void go(struct form *f, struct ui *ui, int to)
{
	form_settle(f, ui, f->at);
	f->at = to;
}

bool form_regroup(struct form *f, int i)
{
	struct line *l = &f->value[i].line;
	char digits[32], group[RUPIAH_SIZE];
	size_t n = 0, behind = 0;
	const char *text = l->text ? l->text : "";

	for (const char *s = text; *s; s++) {
		if (*s == '.')
			continue;
		if (*s < '0' || *s > '9' || n == sizeof digits - 1)
			return false; /* 50rb, 1,5jt: left alone until the field is left */
		digits[n++] = *s;
		behind += (size_t)(s - text) >= l->at;
	}
	digits[n] = '\0';
	if (n == 0 || n > 13)
		return false;
	rupiah_group(strtoll(digits, NULL, 10), group);
	if (strcmp(group, text) == 0)
		return false;
	line_clear(l); /* grouping is no edit: the undo point stays */
	(void)line_paste(l, group, strlen(group));
	for (size_t back = 0; back < behind;) { /* the cursor keeps its digit */
		if (!line_left(l))
			break;
		back += l->text[l->at] != '.';
	}
	return true;
}

static const struct field *focused(const struct form *f)
{
	return f->at < (int)f->class->count ? form_field(f, f->at) : NULL;
}

static void choose(struct form *f, struct ui *ui, int i, const char *code)
{
	form_put(f, i, code);
	form_touch(f, ui, i);
	form_recheck(f, f->tried);
}

static bool key_radio(struct form *f, struct ui *ui, int key)
{
	const struct choice *c = form_choices(f, f->at);
	int count = 0, at = -1;

	for (; c[count].code; count++)
		if (strcmp(c[count].code, f->value[f->at].canon) == 0)
			at = count;
	if (count == 0)
		return false;
	if (key == ' ' || key == K_RIGHT)
		at = at < count - 1 ? at + 1 : 0;
	else if (key == K_LEFT)
		at = at > 0 ? at - 1 : count - 1;
	else if (key == K_BACKSPACE || key == K_DEL) {
		choose(f, ui, f->at, "");
		return true;
	} else {
		int i = 0;
		while (i < count && (key > 126 || (c[i].label[0] | 32) != (key | 32)))
			i++;
		if (i == count)
			return false;
		at = i;
	}
	choose(f, ui, f->at, c[at].code);
	return true;
}

static bool pick_many(struct form *f, struct ui *ui, const struct choice *c, const char *typed)
{
	bool ticks[200] = { false };
	char value[1024] = "";
	const struct form_value *v = &f->value[f->at];
	size_t n = 0;

	for (int i = 0; c[i].code && i < (int)COUNT(ticks); i++)
		for (const char *s = v->canon; *s; s += strcspn(s, "|"), s += *s == '|')
			ticks[i] = ticks[i] || (strcspn(s, "|") == strlen(c[i].code) && strncmp(s, c[i].code, strlen(c[i].code)) == 0);
	if (!picker_choose_many(ui, _(form_field(f, f->at)->label), c, ticks, typed))
		return true;
	/* the main one stays first when it is still ticked */
	char first[64];
	str_copy(first, sizeof first, v->canon);
	first[strcspn(first, "|")] = '\0';
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; c[i].code && i < (int)COUNT(ticks); i++)
			if (ticks[i] && (strcmp(c[i].code, first) == 0) == (pass == 0) && n < sizeof value)
				n += (size_t)snprintf(value + n, sizeof value - n, "%s%s", n ? "|" : "", c[i].code);
	choose(f, ui, f->at, value);
	return true;
}

/* What was chosen last in this field, on whatever record, comes first: many children come from the same few places. */
static void recent_keep(struct ui *ui, const struct field *d, const char *code)
{
	struct ui_recent one = { .field = d };
	int at = 0;

	STR_SET(one.code, code);
	while (at < UI_RECENT_MAX - 1 && ui->recent[at].field && !(ui->recent[at].field == d && strcmp(ui->recent[at].code, code) == 0))
		at++;
	memmove(&ui->recent[1], &ui->recent[0], (size_t)at * sizeof *ui->recent);
	ui->recent[0] = one;
}

/* The choices with at most three recent ones on top; `out` has room for all and the end. */
static void recent_first(const struct ui *ui, const struct field *d, const struct choice *c, struct choice *out)
{
	int n = 0, found = 0;

	for (int r = 0; r < UI_RECENT_MAX && found < 3; r++)
		for (int i = 0; ui->recent[r].field == d && c[i].code; i++)
			if (strcmp(c[i].code, ui->recent[r].code) == 0) {
				out[n++] = c[i];
				found++;
			}
	for (int i = 0; c[i].code; i++) {
		bool there = false;
		for (int k = 0; k < found; k++)
			there = there || strcmp(out[k].code, c[i].code) == 0;
		if (!there)
			out[n++] = c[i];
	}
	out[n] = (struct choice){ NULL, NULL };
}

static bool pick_one(struct form *f, struct ui *ui, const struct choice *all, const char *typed)
{
	const struct field *d = form_field(f, f->at);
	char value[512] = "";
	int at = -1, count = 0;

	while (all[count].code)
		count++;
	struct choice *c = mem_alloc((size_t)(count + 1) * sizeof *c);
	recent_first(ui, d, all, c);
	for (int i = 0; c[i].code; i++)
		if (strcmp(c[i].code, f->value[f->at].canon) == 0)
			at = i;
	int chosen = picker_choose_typed(ui, _(d->label), c, at, f->class->add ? _("F7 adds one") : NULL, typed);
	if (chosen == PICKER_ADD) {
		if (f->class->add(ui, f->ctx, d, value, sizeof value))
			choose(f, ui, f->at, value);
	} else if (chosen >= 0) {
		recent_keep(ui, d, c[chosen].code);
		choose(f, ui, f->at, c[chosen].code);
		f->at = form_step(f, f->at, 1);
	}
	free(c);
	return true;
}

bool form_pick(struct form *f, struct ui *ui, const char *typed)
{
	const struct field *d = focused(f);
	char value[512] = "";

	if (!d)
		return false;
	if (d->kind == FIELD_DATE || d->kind == FIELD_PAST) {
		char iso[DATE_ISO_SIZE];
		form_settle(f, ui, f->at);
		caldate at = date_from_iso(f->value[f->at].canon);
		at = picker_date(ui, _(d->label), at == DATE_NONE ? ui_today(ui) : at);
		if (at != DATE_NONE)
			choose(f, ui, f->at, date_iso(at, iso));
		return true;
	}
	const struct choice *c = form_choices(f, f->at);
	if (!c) {
		if (!f->class->pick || (f->class->picks && !f->class->picks(f->ctx, d)))
			return false;
		if (f->class->pick(ui, f->ctx, d, value, sizeof value))
			choose(f, ui, f->at, value);
		return true;
	}
	if (d->kind == FIELD_CODES)
		return pick_many(f, ui, c, typed);
	return pick_one(f, ui, c, typed);
}

static void next_error(struct form *f, struct ui *ui)
{
	int n = (int)f->class->count;

	form_settle(f, ui, f->at);
	for (int step = 1; step <= n; step++) {
		int i = (f->at + step) % n;
		if (f->class->count && problem_of(&f->problems, form_field(f, i)->code)) {
			form_focus(f, form_field(f, i)->code);
			return;
		}
	}
	ui_say(ui, _("Nothing is left to mend."));
}

static void section_step(struct form *f, struct ui *ui, int by)
{
	int n = (int)f->class->count, here = f->at < n ? form_section_of(f, f->at) : form_sections(f), to = here + by;

	if (f->at == n && by < 0)
		to = form_sections(f) - 1;
	for (int i = 0; i < n && to >= 0; i++)
		if (form_editable(f, i) && form_section_of(f, i) >= to) {
			go(f, ui, i);
			return;
		}
	if (by > 0 && !f->bare)
		go(f, ui, n);
}

static void draft_discard(struct form *f, struct ui *ui)
{
	if (!dialog_confirm(ui, _("Discard the draft"), _("What was typed here since the last save is thrown away."), _("Throw away")))
		return;
	for (int i = 0; i < (int)f->class->count; i++) {
		form_put(f, i, f->value[i].original);
		f->value[i].touched = false;
	}
	f->changed = f->tried = false;
	f->draft_dirty = 0;
	problems_clear(&f->problems);
	ui_after_cancel(ui, f);
	if (ui->o.drafts.drop)
		ui->o.drafts.drop(ui, f->class->name, f->record);
}

static bool ditto(struct form *f, struct ui *ui)
{
	const struct field *d = focused(f);

	if (!d || !form_is_line(d) || strcmp(f->value[f->at].line.text ? f->value[f->at].line.text : "", "\"") != 0)
		return false;
	const char *before = f->class->previous ? f->class->previous(f->ctx, d) : NULL;
	choose(f, ui, f->at, before ? before : ""); /* a lone ditto mark is no name */
	if (!before)
		ui_say(ui, _("There is no record before this one to copy from."));
	return before != NULL;
}

static bool key_text(struct form *f, struct ui *ui, int key)
{
	const struct field *d = focused(f);
	struct form_value *v = &f->value[f->at];
	bool empty = !v->line.text || !v->line.text[0];
	char before[16384];

	if (key == '?' && empty && d->kind != FIELD_PAST) { /* question marks stand for unknown parts there */
		help_field(ui, d);
		return true;
	}
	if (key == K_CTRL('U')) {
		form_put(f, f->at, v->original);
		form_touch(f, ui, f->at);
		form_recheck(f, f->tried);
		return true;
	}
	if ((key == '+' || key == '-') && (d->kind == FIELD_DATE || d->kind == FIELD_PAST) && !line_changed(&v->line) && v->canon[0] && v->sound) {
		caldate day = date_from_iso(v->canon);
		char iso[DATE_ISO_SIZE];
		if (day != DATE_NONE && !(d->kind == FIELD_PAST && key == '+' && day >= ui_today(ui)))
			choose(f, ui, f->at, date_iso(day + (key == '+' ? 1 : -1), iso));
		return true;
	}
	if (d->kind == FIELD_NOTE && (key == K_ENTER || key == K_UP || key == K_DOWN)) {
		int columns = f->painted.cols > 30 ? f->painted.cols - 26 : 20;
		if (key == K_ENTER) {
			if (line_type(&v->line, '\n'))
				form_touch(f, ui, f->at);
			return true;
		}
		return key == K_UP ? line_up(&v->line, columns) : line_down(&v->line, columns);
	}
	str_copy(before, sizeof before, v->line.text ? v->line.text : "");
	if (!edit_key(&v->line, ui, key))
		return false;
	if (strcmp(before, v->line.text ? v->line.text : "") != 0) {
		if (d->kind == FIELD_RUPIAH)
			form_regroup(f, f->at);
		form_touch(f, ui, f->at);
	}
	return true;
}

static bool key_field(struct form *f, struct ui *ui, int key)
{
	const struct field *d = focused(f);

	if (!d)
		return false;
	if (d->kind == FIELD_BOOL) {
		if (key != ' ' && key != K_LEFT && key != K_RIGHT)
			return false;
		choose(f, ui, f->at, strcmp(f->value[f->at].canon, "1") == 0 ? "0" : "1");
		return true;
	}
	if (form_is_radio(f, f->at))
		return key_radio(f, ui, key);
	if (!form_is_line(d)) {
		char typed[5] = "";
		if (key == K_BACKSPACE || key == K_DEL) {
			choose(f, ui, f->at, "");
			return true;
		}
		if (!key_is_text(key))
			return false;
		if (key != ' ')
			text_encode(key, typed);
		return form_pick(f, ui, typed);
	}
	return key_text(f, ui, key);
}

bool form_key(struct form *f, struct ui *ui, int key)
{
	int n = (int)f->class->count;

	switch (key) { /* F-keys mean the same in every field */
	case K_F(1):
		if (focused(f)) {
			help_field(ui, focused(f));
			return true;
		}
		return false;
	case K_F(2):
		form_save(f, ui);
		return true;
	case K_F(4):
		return form_pick(f, ui, "");
	case K_F(6):
		next_error(f, ui);
		return true;
	case K_F(8):
		if (!form_changed(f))
			return false;
		draft_discard(f, ui);
		return true;
	default:
		break;
	}
	if (key == K_ENTER && ditto(f, ui)) {
		go(f, ui, form_step(f, f->at, 1));
		return true;
	}
	if (key_field(f, ui, key))
		return true;
	switch (key) {
	case K_ENTER:
		if (f->at == n) {
			form_save(f, ui);
			return true;
		}
		go(f, ui, form_step(f, f->at, 1));
		return true;
	case K_TAB: case K_DOWN:
		go(f, ui, form_step(f, f->at, 1));
		return true;
	case K_BACKTAB: case K_UP:
		go(f, ui, form_step(f, f->at, -1));
		return true;
	case K_PGDN: section_step(f, ui, 1); return true;
	case K_PGUP: section_step(f, ui, -1); return true;
	default: return false;
	}
}
