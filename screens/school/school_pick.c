#include "screens/school/school_pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/school/school.h"
#include "screens/app.h"
#include "screens/ui/form.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

void school_choices_begin(struct school_choices *c, struct ui *ui)
{
	*c = (struct school_choices){ .ui = ui, .a = arena_new() };
}

void school_choices_end(struct school_choices *c)
{
	arena_free(c->a);
	c->a = NULL;
}

void school_choices_forget(struct school_choices *c)
{
	struct ui *ui = c->ui;
	school_choices_end(c);
	school_choices_begin(c, ui);
}

/* Kinds of the level: SD, MI, SDLB, Paket A for sd. */
static const struct choice *kinds_of(struct school_choices *c, enum school_level level)
{
	struct choice *out = arena_array(c->a, struct choice, school_kinds_count + 1);
	size_t n = 0;
	for (size_t i = 0; i < school_kinds_count; i++)
		if (level == LEVELS || school_kinds[i].level == level) out[n++] = (struct choice){ school_kinds[i].code, code_label("school_kind", school_kinds[i].code) };
	return out;
}

/* Schools of the level and those whose level is not recorded; all of them when there is no level yet. */
static const struct choice *schools_of(struct school_choices *c, const char *level)
{
	struct school_row *rows;
	size_t count = 0, n = 0;
	struct err e = { ERR_NONE, "" };
	if (!school_list(ui_db(c->ui), ui_who(c->ui), NULL, c->a, &rows, &count, &e)) ui_error(c->ui, &e), count = 0;
	struct choice *out = arena_array(c->a, struct choice, count + 1);
	for (size_t i = 0; i < count; i++)
		if (!*level || !*rows[i].level || strcmp(rows[i].level, level) == 0)
			out[n++] = (struct choice){ arena_printf(c->a, "%" PRId64, rows[i].id), *rows[i].npsn ? arena_printf(c->a, "%s (%s)", rows[i].name, rows[i].npsn) : rows[i].name };
	return out;
}

const struct choice *school_choices_of(struct school_choices *c, const char *list, const char *level)
{
	const struct choice **kept = strcmp(list, "school_level") == 0 ? &c->levels : strcmp(list, "school_year") == 0 ? &c->years : strcmp(list, "school_event") == 0 ? &c->events : NULL;
	if (kept) return *kept ? *kept : (*kept = app_choices(c->ui, list, c->a));
	if (strcmp(c->level, level) != 0) {
		STR_SET(c->level, level);
		c->kinds = c->schools = NULL;
	}
	if (strcmp(list, "school_kind") == 0) return c->kinds ? c->kinds : (c->kinds = kinds_of(c, school_level_from_code(level)));
	if (strcmp(list, "school") == 0) return c->schools ? c->schools : (c->schools = schools_of(c, level));
	return NULL;
}

/* --- a new school --------------------------------------------------------------------------------------------------------------- */

enum { NAME, NPSN, LEVEL, KIND, ADDRESS, FIELDS, SIZE = 200 };
static const struct field fields[FIELDS] = {
	{ "name", N_("Name"), FIELD_TEXT, 80, NULL, FIELD_REQUIRED, NULL, N_("For example SMPN 3 Sangatta Utara.") },
	{ "npsn", "NPSN", FIELD_TEXT, 8, NULL, 0, NULL, N_("8 digits, or K or P and 7 digits; may follow later.") },
	{ "level", N_("School level"), FIELD_CODE, 0, "school_level", FIELD_REQUIRED, NULL, NULL },
	{ "kind", N_("Kind of school"), FIELD_CODE, 0, "school_kind", 0, NULL, NULL },
	{ "address", N_("Address"), FIELD_TEXT, 120, NULL, 0, NULL, NULL },
};

struct asking { struct school_choices lists; row_id made; char idem[IDEM_SIZE]; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct asking *q = ctx;
	return school_choices_of(&q->lists, f->list, "");
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct asking *q = ctx;
	const struct school_row in = { .name = v[NAME], .npsn = v[NPSN], .level = v[LEVEL], .kind = v[KIND], .address = v[ADDRESS] };
	return school_save(ui_db(ui), ui_who(ui), &in, q->idem, &q->made, p, e);
}

row_id school_ask_new(struct ui *ui, const char *level, const char *kind)
{
	struct asking q = { .made = 0 };
	char room[FIELDS][SIZE] = { "" }, *values[FIELDS];
	if (!ui_may(ui, RIGHT_SCHOOL_EDIT)) return ui_refuse(ui, RIGHT_SCHOOL_EDIT), 0;
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	STR_SET(room[LEVEL], level);
	STR_SET(room[KIND], kind);
	db_idem_make(q.idem);
	school_choices_begin(&q.lists, ui);
	const struct form_class form = { .name = "school_new", .fields = fields, .count = FIELDS, .choices = choices, .save = save };
	bool saved = form_run(ui, _("New school"), &form, &q, values, SIZE);
	school_choices_end(&q.lists);
	if (saved) ui_say(ui, _("Saved: %s"), room[NAME]);
	return saved ? q.made : 0;
}

bool school_pick_other(struct ui *ui, const char *level, row_id present, row_id *school, char *name, size_t size)
{
	struct school_choices lists;
	int picked, n = 0;
	char not_this[24];
	bool ok = true;
	school_choices_begin(&lists, ui);
	const struct choice *schools = school_choices_of(&lists, "school", level), *c;
	for (c = schools; c->code; c++) n++;
	struct choice *all = arena_array(lists.a, struct choice, n + 2);
	snprintf(not_this, sizeof not_this, "%" PRId64, present);
	all[0] = (struct choice){ "", _("named later") };
	n = 1;
	for (c = schools; c->code; c++)
		if (strcmp(c->code, not_this) != 0) all[n++] = *c;
	picked = picker_choose(ui, _("Moves to which school"), all, 0, _("F7: new school"));
	if (picked == PICKER_ADD) {
		struct school_row made;
		struct err e = { ERR_NONE, "" };
		*school = school_ask_new(ui, level, "");
		ok = *school && school_load(ui_db(ui), ui_who(ui), *school, lists.a, &made, &e);
		if (ok) str_copy(name, size, made.name);
		else if (e.kind) ui_error(ui, &e);
	} else if (picked > 0) {
		*school = strtoll(all[picked].code, NULL, 10);
		str_copy(name, size, all[picked].label);
	}
	school_choices_end(&lists);
	return ok && picked != PICKER_NONE;
}
