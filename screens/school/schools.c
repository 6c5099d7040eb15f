/* Schools and school years: two short lists, each with its form behind Enter, F4 and F7. */
#include "screens/school/schools.h"

#include <stdio.h>
#include <string.h>

#include "db/school/school.h"
#include "screens/school/school_pick.h"
#include "screens/table.h"
#include "screens/ui/form.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { SIZE = 400, FIELDS_MOST = 5 };

struct state {
	struct list list; /* first: draw, key and close are the table's */
	struct list_source source;
	struct list_array array;
	struct school_choices lists;
	struct school_row *schools;
	struct school_year_row *years;
	size_t count;
	char level[16], filter[80]; /* schools shown; "" = all */
	row_id editing;             /* 0 = new */
	int64_t version;
	char idem[IDEM_SIZE];
	struct arena *theirs;       /* what somebody else saved meanwhile */
};

static void close_lists(struct screen *s)
{
	struct state *st = screen_state(s);
	table_close(s);
	school_choices_end(&st->lists);
	arena_free(st->theirs);
}

static void status(void *ctx, char *out, size_t size)
{
	struct state *st = screen_state(((struct list_array *)ctx)->owner);
	struct arena *a = arena_new();
	int hits = st->array.count;
	if (st->array.typed[0]) hits = st->source.page(ctx, LIST_AFTER, NULL, st->array.count, arena_array(a, struct list_row, st->array.count + 1), a);
	arena_free(a);
	snprintf(out, size, _("%d of %zu"), hits, st->count);
}

static bool begin(struct screen *s, const struct list_column *columns, void (*enter)(struct ui *ui, void *owner, const struct list_row *row))
{
	struct state *st = screen_state(s);
	list_array_source(&st->source, columns);
	st->source.status = status;
	st->array = (struct list_array){ .enter = enter, .owner = s };
	school_choices_begin(&st->lists, screen_ui(s));
	st->theirs = arena_new();
	return true;
}

static void show(struct screen *s, const struct list_row *rows, int count)
{
	struct state *st = screen_state(s);
	st->array.rows = rows;
	st->array.count = count;
	list_reload(&st->list, screen_ui(s));
}

static bool fill_in(struct screen *s, const char *title, const struct form_class *form, char room[][SIZE])
{
	char *values[FIELDS_MOST];
	for (size_t i = 0; i < form->count; i++) values[i] = room[i];
	if (!form_run(screen_ui(s), title, form, s, values, SIZE)) return false;
	ui_reload(screen_ui(s));
	ui_say(screen_ui(s), _("Saved: %s"), room[0]);
	return true;
}

static const struct list_row *selected(struct screen *s)
{
	struct state *st = screen_state(s);
	return list_selected(&st->list);
}

/* --- schools ------------------------------------------------------------------------------------------------------------------- */

enum { NAME, NPSN, KIND, LEVEL, ADDRESS, SCHOOL_FIELDS };
static const struct field school_fields[SCHOOL_FIELDS] = {
	{ "name", N_("Name"), FIELD_TEXT, 80, NULL, FIELD_REQUIRED, NULL, N_("For example SMPN 3 Sangatta Utara.") },
	{ "npsn", "NPSN", FIELD_TEXT, 8, NULL, 0, NULL, N_("8 digits, or K or P and 7 digits; may follow later.") },
	{ "kind", N_("Kind of school"), FIELD_CODE, 0, "school_kind", 0, NULL, N_("SMK and MAK may have a fourth year, grade 13.") },
	{ "level", N_("School level"), FIELD_CODE, 0, "school_level", 0, NULL, N_("Empty: the level of the kind of school.") },
	{ "address", N_("Address"), FIELD_TEXT, 120, NULL, 0, NULL, NULL },
};
static const struct list_column school_columns[] = {
	{ N_("Name"), 22, LIST_GROW | LIST_HITS, 0 }, { "NPSN", 8, 0, 1 }, { N_("Kind"), 8, 0, 3 }, { N_("Level"), 10, 0, 2 }, { N_("Pupils"), 6, LIST_RIGHT, 0 }, { N_("Address"), 14, LIST_GROW, 4 }, { NULL, 0, 0, 0 },
};

/* Only levels that go to a school. */
static const struct choice *levels_of(struct arena *a)
{
	struct choice *out = arena_array(a, struct choice, LEVELS + 1);
	int n = 0;
	for (int l = 0; l < LEVELS; l++)
		if (school_levels[l].enrolled) out[n++] = (struct choice){ school_levels[l].code, school_level_label((enum school_level)l) };
	return out;
}

static const struct choice *school_choices(void *ctx, const struct field *f)
{
	struct state *st = screen_state(ctx);
	if (strcmp(f->list, "school_level") != 0) return school_choices_of(&st->lists, f->list, "");
	return st->lists.levels ? st->lists.levels : (st->lists.levels = levels_of(st->lists.a));
}

static bool school_keep(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct state *st = screen_state(ctx);
	const struct school_kind *kind = school_kind_find(v[KIND]);
	row_id made;
	const struct school_row in = { .id = st->editing, .name = v[NAME], .npsn = v[NPSN], .kind = v[KIND], .level = *v[LEVEL] || !kind ? v[LEVEL] : school_levels[kind->level].code,
		.address = v[ADDRESS], .version = st->version };
	return school_save(ui_db(ui), ui_who(ui), &in, st->idem, &made, p, e);
}

/* The row as it stands now; the next save is one over it. */
static bool school_theirs(void *ctx, const char **values, char *who, size_t size)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct school_row now;
	struct err e = { ERR_NONE, "" };
	arena_reset(st->theirs);
	if (!school_load(screen_db(s), screen_actor(s), st->editing, st->theirs, &now, &e)) return false;
	values[NAME] = now.name;
	values[NPSN] = now.npsn;
	values[KIND] = now.kind;
	values[LEVEL] = now.level;
	values[ADDRESS] = now.address;
	st->version = now.version;
	str_copy(who, size, _("Somebody changed this school while it was open here."));
	return true;
}

static const struct form_class school_form = { .name = "school", .fields = school_fields, .count = SCHOOL_FIELDS, .choices = school_choices, .save = school_keep, .theirs = school_theirs };

static bool school_edit(struct screen *s, const struct list_row *row)
{
	struct state *st = screen_state(s);
	struct school_row r = { .name = "", .npsn = "", .kind = "", .level = st->level, .address = "" };
	struct err e = { ERR_NONE, "" };
	char room[SCHOOL_FIELDS][SIZE];
	if (!ui_may(screen_ui(s), RIGHT_SCHOOL_EDIT)) return ui_refuse(screen_ui(s), RIGHT_SCHOOL_EDIT), false;
	arena_reset(st->theirs);
	if (row && !school_load(screen_db(s), screen_actor(s), row->id, st->theirs, &r, &e)) return ui_error(screen_ui(s), &e), false;
	st->editing = r.id;
	st->version = r.version;
	db_idem_make(st->idem);
	str_copy(room[NAME], SIZE, r.name);
	str_copy(room[NPSN], SIZE, r.npsn);
	str_copy(room[KIND], SIZE, r.kind);
	str_copy(room[LEVEL], SIZE, r.level);
	str_copy(room[ADDRESS], SIZE, r.address);
	return fill_in(s, row ? _("School") : _("New school"), &school_form, room);
}

static void school_enter(struct ui *ui, void *owner, const struct list_row *row) { (void)ui, school_edit(owner, row); }
static bool school_change(struct screen *s) { const struct list_row *row = selected(s); return row && school_edit(s, row); }
static bool school_add(struct screen *s) { return school_edit(s, NULL); }

static const char *school_filter(void *ctx)
{
	struct state *st = screen_state(((struct list_array *)ctx)->owner);
	return st->filter;
}

static const char *school_detail(void *owner, const struct list_row *row)
{
	const struct school_row *r = &((struct state *)screen_state(owner))->schools[row->data];
	return *r->address ? r->address : *r->npsn ? "" : _("No NPSN yet; it stands on the report card and on the school's letters.");
}

static bool schools_load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	if (!school_list(screen_db(s), screen_actor(s), NULL, a, &st->schools, &st->count, e)) return false;
	struct list_row *rows = arena_array(a, struct list_row, st->count + 1);
	int n = 0;
	for (size_t i = 0; i < st->count; i++) {
		const struct school_row *r = &st->schools[i];
		if (*st->level && strcmp(r->level, st->level) != 0) continue;
		rows[n++] = (struct list_row){ .id = r->id, .key = "", .data = (int64_t)i,
			.cell = { r->name, r->npsn, *r->kind ? code_label("school_kind", r->kind) : "", school_level_label(school_level_from_code(r->level)), r->pupils ? arena_printf(a, "%d", r->pupils) : "", r->address } };
	}
	snprintf(st->filter, sizeof st->filter, _("Filter: %s (F6)"), *st->level ? school_level_label(school_level_from_code(st->level)) : _("all levels"));
	show(s, rows, n);
	return true;
}

static bool schools_open(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	begin(s, school_columns, school_enter);
	st->source.filter = school_filter;
	st->source.empty = N_("No school here. F7 adds one; those of an import or an admission stand here by themselves. F6: other levels.");
	st->array.detail = school_detail;
	list_open(&st->list, screen_ui(s), &st->source, &st->array);
	return true;
}

static bool choose_level(struct screen *s)
{
	struct state *st = screen_state(s);
	struct choice choices[LEVELS + 2] = { { "", _("all levels") } };
	int n = 1, at = 0;
	for (const struct choice *c = levels_of(st->lists.a); c->code; c++) {
		if (strcmp(c->code, st->level) == 0) at = n;
		choices[n++] = *c;
	}
	int picked = picker_choose(screen_ui(s), _("Which level"), choices, at, NULL);
	if (picked < 0) return false;
	STR_SET(st->level, choices[picked].code);
	ui_reload(screen_ui(s));
	return true;
}

static const struct action school_actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes the selected school; its name changes on every child's card."), .run = school_change, .right = RIGHT_SCHOOL_EDIT },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Only schools of one level."), .run = choose_level },
	{ .fkey = 7, .label = N_("New"), .help = N_("Adds a school."), .run = school_add, .right = RIGHT_SCHOOL_EDIT },
};

const struct screen_class screen_schools = {
	.name = "schools", .title = N_("Schools"), .help = N_("The schools the children go to, each once, with its NPSN. Enter changes one, F7 adds one. A school is not deleted: children of past years point to it."),
	.state_size = sizeof(struct state), .actions = school_actions, .action_count = COUNT(school_actions), .right = RIGHT_RESIDENT_READ,
	.open = schools_open, .load = schools_load, .draw = table_draw, .key = table_key, .close = close_lists,
};

/* --- school years -------------------------------------------------------------------------------------------------------------- */

enum { CODE, START, SECOND, END, YEAR_FIELDS };
#define YEAR_REST \
	{ "start_on", N_("Begins"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("First school day, as the province's education office set it.") }, \
	{ "semester2_on", N_("Second semester"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("First day of semester genap, in January.") }, \
	{ "end_on", N_("Ends"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("Day of the June report card, or the last school day.") }
static const struct field new_year_fields[YEAR_FIELDS] = { { "code", N_("School year"), FIELD_TEXT, 9, NULL, FIELD_REQUIRED, NULL, N_("For example 2026/2027.") }, YEAR_REST };
static const struct field old_year_fields[YEAR_FIELDS] = { { "code", N_("School year"), FIELD_TEXT, 9, NULL, FIELD_READONLY, NULL, NULL }, YEAR_REST };
static const struct list_column year_columns[] = {
	{ N_("School year"), 12, LIST_HITS, 0 }, { N_("Begins"), 10, 0, 0 }, { N_("Semester 2"), 10, 0, 0 }, { N_("Ends"), 10, 0, 0 }, { "", 10, LIST_GROW, 1 }, { NULL, 0, 0, 0 },
};

static bool year_keep(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct state *st = screen_state(ctx);
	const struct school_year_row in = { v[CODE], date_from_iso(v[START]), date_from_iso(v[SECOND]), date_from_iso(v[END]) };
	for (size_t i = 0; i < st->count && !st->editing; i++) /* a new one does not quietly change an old one */
		if (str_equal(st->years[i].code, in.code)) return problem_hard(p, "code", _("School year %s stands in the list already. Enter changes it there."), in.code);
	return school_year_save(ui_db(ui), ui_who(ui), &in, p, e);
}

static bool year_edit(struct screen *s, const struct list_row *row)
{
	struct state *st = screen_state(s);
	char room[YEAR_FIELDS][SIZE] = { "" };
	if (!ui_may(screen_ui(s), RIGHT_SCHOOL_EDIT)) return ui_refuse(screen_ui(s), RIGHT_SCHOOL_EDIT), false;
	st->editing = row != NULL;
	if (row || st->count) { /* a new one: the newest a year later, on the same weekdays */
		const struct school_year_row *y = &st->years[row ? row->data : 0];
		const int later = row ? 0 : 364, first = school_year_parse(y->code) + !row;
		if (first && first < 2150) school_year_text(first, room[CODE]);
		date_iso(y->start + later, room[START]);
		date_iso(y->semester2 + later, room[SECOND]);
		date_iso(y->end + later, room[END]);
	}
	const struct form_class form = { .name = "school_year", .fields = row ? old_year_fields : new_year_fields, .count = YEAR_FIELDS, .save = year_keep };
	return fill_in(s, row ? _("School year") : _("New school year"), &form, room);
}

static void year_enter(struct ui *ui, void *owner, const struct list_row *row) { (void)ui, year_edit(owner, row); }
static bool year_change(struct screen *s) { const struct list_row *row = selected(s); return row && year_edit(s, row); }
static bool year_add(struct screen *s) { return year_edit(s, NULL); }

static bool years_load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	caldate today = ui_today(screen_ui(s));
	char day[24];
	if (!school_year_list(screen_db(s), screen_actor(s), a, &st->years, &st->count, e)) return false;
	struct list_row *rows = arena_array(a, struct list_row, st->count + 1);
	for (size_t i = 0; i < st->count; i++) {
		const struct school_year_row *y = &st->years[i];
		const bool now = today >= y->start && today <= y->end;
		rows[i] = (struct list_row){ .id = (row_id)i + 1, .key = "", .data = (int64_t)i, .paint = today > y->end ? PAINT_DIM : PAINT_TEXT, .cell = { y->code } };
		const caldate days[] = { y->start, y->semester2, y->end };
		for (int d = 0; d < 3; d++) rows[i].cell[1 + d] = arena_dup(a, date_format(days[d], DATE_SHORT, day, sizeof day));
		rows[i].cell[4] = !now ? "" : today < y->semester2 ? _("< now, semester 1") : _("< now, semester 2");
	}
	show(s, rows, (int)st->count);
	return true;
}

static bool years_open(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	begin(s, year_columns, year_enter);
	st->source.empty = N_("No school year yet. F7 adds one; until then a year runs from 1 July to 30 June.");
	list_open(&st->list, screen_ui(s), &st->source, &st->array);
	return true;
}

bool school_year_pick(struct ui *ui, const char *title, char year[SCHOOL_YEAR_SIZE])
{
	struct arena *a = arena_new();
	struct school_year_row *rows;
	size_t count;
	struct err e = { ERR_NONE, "" };
	int picked = PICKER_NONE, at = -1;
	if (!school_year_list(ui_db(ui), ui_who(ui), a, &rows, &count, &e)) ui_error(ui, &e);
	else if (!count) ui_say(ui, "%s", _("No school year is recorded yet."));
	else {
		struct choice *choices = arena_array(a, struct choice, count + 1);
		for (size_t i = 0; i < count; i++) {
			char day[24];
			choices[i] = (struct choice){ rows[i].code, arena_printf(a, _("%s, from %s"), rows[i].code, date_format(rows[i].start, DATE_SHORT, day, sizeof day)) };
			if (str_equal(rows[i].code, year)) at = (int)i;
		}
		picked = picker_choose(ui, title, choices, at, NULL);
		if (picked >= 0) str_copy(year, SCHOOL_YEAR_SIZE, choices[picked].code);
	}
	arena_free(a);
	return picked >= 0;
}

static const struct action year_actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes the dates of the selected school year."), .run = year_change, .right = RIGHT_SCHOOL_EDIT },
	{ .fkey = 7, .label = N_("New"), .help = N_("Adds the next school year."), .run = year_add, .right = RIGHT_SCHOOL_EDIT },
};

const struct screen_class screen_school_years = {
	.name = "school_years", .title = N_("School years"), .help = N_("When each school year begins and ends; provinces differ. Moving up takes effect on the first day of the new year."),
	.state_size = sizeof(struct state), .actions = year_actions, .action_count = COUNT(year_actions), .right = RIGHT_RESIDENT_READ,
	.open = years_open, .load = years_load, .draw = table_draw, .key = table_key, .close = close_lists,
};
