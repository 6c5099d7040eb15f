#include "screens/child/person_form.h"

#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "src/base/i18n.h"

void person_form_begin(struct person_form *p, struct screen *s, struct form *form)
{
	*p = (struct person_form){ .s = s, .form = form, .a = arena_new() };
}

void person_form_end(struct person_form *p)
{
	arena_free(p->a);
	p->a = NULL;
}

const struct choice *person_form_list(struct person_form *p, const char *list) { return app_lists_of(&p->lists, screen_ui(p->s), p->a, list); }

const struct choice *person_form_choices(void *ctx, const struct field *f)
{
	struct person_form *pf = ctx;
	return person_form_list(pf, f->list);
}

void person_form_check(void *ctx, const char *const *values, struct problems *p)
{
	struct person_form *pf = ctx;
	struct problems all = { .count = 0 };
	person_check(values, ui_today(screen_ui(pf->s)), true, &all);
	for (int i = 0; i < all.count; i++) { /* the form says by itself what is empty */
		int at = all.list[i].field ? field_index(person_fields, PERSON_FIELDS, all.list[i].field) : -1;
		if (at >= 0 && !values[at][0] && person_fields[at].flags & (FIELD_REQUIRED | FIELD_WANTED)) continue;
		if (all.list[i].hard) problem_hard(p, all.list[i].field, "%s", all.list[i].text);
		else problem_soft(p, all.list[i].field, "%s", all.list[i].text);
	}
}

/* Days of death are asked only of the dead. */
bool person_form_shown(void *ctx, const struct field *f, const char *const *values)
{
	(void)ctx;
	if (strcmp(f->code, "mother_died") == 0) return strcmp(values[PERSON_MOTHER_STATE], "wafat") == 0 || values[PERSON_MOTHER_DIED][0];
	if (strcmp(f->code, "father_died") == 0) return strcmp(values[PERSON_FATHER_STATE], "wafat") == 0 || values[PERSON_FATHER_DIED][0];
	return true;
}

void person_form_beside(void *ctx, const struct field *f, const char *value, char *out, size_t size)
{
	struct person_form *pf = ctx;
	*out = '\0';
	if (strcmp(f->code, "birth_date") != 0 || !*value) return;
	const char *precision = form_value(pf->form, "birth_precision");
	int age = date_age(date_from_iso(value), ui_today(screen_ui(pf->s)));
	if (*precision == 'y') snprintf(out, size, _("only the year is known, about %d yrs"), age);
	else if (*precision == 'm') snprintf(out, size, _("month and year are known, %d yrs"), age);
}

/* ??-??-2014, ??-08-2014, 2014, 08-2014: the date is kept with how much of it is known. */
int person_form_read(struct ui *ui, void *ctx, const struct field *f, const char *typed, char *canon, size_t size, struct problems *p)
{
	struct person_form *pf = ctx;
	char precision, iso[DATE_ISO_SIZE];
	if (strcmp(f->code, "birth_date") != 0 || !*typed) return 0;
	caldate birth = date_parse_partial(typed, ui_today(ui), &precision, f->code, p);
	if (birth == DATE_NONE) return -1;
	str_copy(canon, size, date_iso(birth, iso));
	const char known[2] = { precision, '\0' };
	const char *now = form_value(pf->form, "birth_precision");
	if (strcmp(now, known) != 0 && (precision != 'd' || *now)) form_set(pf->form, ui, "birth_precision", known);
	return 1;
}
