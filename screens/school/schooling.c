/* One child's level, grade or school changes: the form behind the card's tab 3. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/child/resident.h"
#include "db/school/school.h"
#include "screens/app.h"
#include "screens/child/card.h"
#include "screens/form_page.h"
#include "screens/school/school_pick.h"
#include "screens/screens.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/rules/school.h"

enum { ON, YEAR, LEVEL, GRADE, KIND, SCHOOL, EVENT, WAITING, NOTE, FIELDS };
static const struct field fields[FIELDS] = {
	{ "on_date", N_("From"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("The first day at this level, grade or school.") },
	{ "year", N_("School year"), FIELD_CODE, 0, "school_year", 0, NULL, N_("Empty: the year the day belongs to.") },
	{ "level", N_("School level"), FIELD_CODE, 0, "school_level", FIELD_REQUIRED, NULL, NULL },
	{ "grade", N_("Grade"), FIELD_INT, 13, NULL, 0, NULL, N_("SD 1-6, SMP 7-9, SMA 10-12, 13 for some SMK.") },
	{ "kind", N_("Kind of school"), FIELD_CODE, 0, "school_kind", 0, NULL, N_("SD, MI, SMPLB, Paket B ...") },
	{ "school", N_("School"), FIELD_CODE, 0, "school", 0, NULL, N_("Type part of its name; F7 in the list adds a school.") },
	{ "event", N_("Event"), FIELD_CODE, 0, "school_event", 0, NULL, N_("Empty: found out from what changes.") },
	{ "waiting", N_("Waits for a school"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Finished the level, not admitted elsewhere yet.") },
	{ "note", N_("Note"), FIELD_TEXT, 120, NULL, 0, NULL, NULL },
};

struct state { struct form form; struct school_choices lists; row_id id; char idem[IDEM_SIZE], name[120], now[200]; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct state *st = ctx;
	return school_choices_of(&st->lists, f->list, form_value(&st->form, "level"));
}

static bool shown(void *ctx, const struct field *f, const char *const *v)
{
	(void)ctx;
	enum school_level level = school_level_from_code(v[LEVEL]);
	bool pupil = level != LEVELS && school_levels[level].enrolled;
	if (f == &fields[GRADE]) return level != LEVELS && school_levels[level].grade_max > 0;
	if (f == &fields[KIND] || f == &fields[SCHOOL]) return pupil;
	if (f == &fields[WAITING]) return pupil || level == LEVEL_LULUS;
	return true;
}

static void check(void *ctx, const char *const *v, struct problems *p)
{
	struct state *st = ctx;
	const struct schooling in = { school_level_from_code(v[LEVEL]), (int)strtol(v[GRADE], NULL, 10), v[KIND], v[SCHOOL], "", v[YEAR] };
	(void)st;
	if (*v[LEVEL] && *v[YEAR]) school_check(&in, DATE_NONE, date_from_iso(v[ON]), p);
}

static bool add(struct ui *ui, void *ctx, const struct field *f, char *code, size_t size)
{
	struct state *st = ctx;
	if (f != &fields[SCHOOL]) return false;
	row_id id = school_ask_new(ui, form_value(&st->form, "level"), form_value(&st->form, "kind"));
	if (!id) return false;
	school_choices_forget(&st->lists);
	snprintf(code, size, "%" PRId64, id);
	return true;
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct state *st = ctx;
	enum school_level level = school_level_from_code(v[LEVEL]);
	bool pupil = level != LEVELS && school_levels[level].enrolled, graded = level != LEVELS && school_levels[level].grade_max > 0;
	const struct schooling_input in = { .resident = st->id, .on = date_from_iso(v[ON]), .year = v[YEAR], .level = v[LEVEL], .grade = graded ? (int)strtol(v[GRADE], NULL, 10) : 0,
		.kind = pupil ? v[KIND] : "", .school = pupil ? strtoll(v[SCHOOL], NULL, 10) : 0, .event = v[EVENT], .waiting = v[WAITING][0] == '1', .note = v[NOTE] };
	row_id made;
	if (!schooling_record(ui_db(ui), ui_who(ui), &in, st->idem, &made, p, e)) return false;
	ui_say(ui, _("Saved: %s"), st->name);
	return true;
}

static const struct form_class form_class = { .name = "schooling", .fields = fields, .count = FIELDS, .choices = choices, .check = check, .save = save, .add = add, .shown = shown };

static bool open_schooling(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct resident_row row;
	struct schooling_fact *facts;
	size_t count = 0;
	struct err e = { ERR_NONE, "" };
	struct arena *a = screen_keep(s);
	char iso[DATE_ISO_SIZE], grade[16] = "", school[24] = "";
	st->id = *(const row_id *)arg;
	if (!resident_row(screen_db(s), screen_actor(s), st->id, a, &row, &e) || !schooling_history(screen_db(s), screen_actor(s), st->id, false, a, &facts, &count, &e)) return ui_error(ui, &e), false;
	screen_subtitle(s, row.register_no);
	STR_SET(st->name, row.name);
	db_idem_make(st->idem);
	school_choices_begin(&st->lists, ui);
	const struct schooling_fact *last = count ? &facts[0] : NULL;
	const char *values[FIELDS] = { [ON] = date_iso(ui_today(ui), iso) };
	if (last) { /* what is true now stands there to be changed */
		values[LEVEL] = last->level;
		if (last->grade) snprintf(grade, sizeof grade, "%d", last->grade);
		if (last->school_id) snprintf(school, sizeof school, "%" PRId64, last->school_id);
		values[GRADE] = grade;
		values[KIND] = last->kind;
		values[SCHOOL] = school;
		snprintf(st->now, sizeof st->now, _("Now: %s %s  %s"), school_level_label(school_level_from_code(last->level)), grade, last->school);
	} else STR_SET(st->now, _("Nothing is recorded yet."));
	form_open(&st->form, ui, &form_class, st, st->id, values);
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	draw_printf(screen_ui(s), a.row, a.col + 1, a.cols - 2, PAINT_HEADING, "%s", ui_privacy(screen_ui(s)) ? "" : st->name);
	draw_text(screen_ui(s), a.row + 1, a.col + 1, a.cols - 2, PAINT_DIM, st->now);
	form_draw(&st->form, screen_ui(s), (struct area){ a.row + 3, a.col, a.rows - 3, a.cols });
}

static void close_schooling(struct screen *s)
{
	struct state *st = screen_state(s);
	form_page_close(s);
	school_choices_end(&st->lists);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Records the change as a dated fact; the older ones stay in the history.") },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("Opens the list or the calendar of the field.") },
	{ .fkey = 6, .label = N_("Check"), .help = N_("Goes to the next field that is to be mended.") },
};

const struct screen_class screen_schooling = {
	.name = "schooling", .title = N_("School"),
	.help = N_("One change of level, grade or school of one child, from a day on. Promotion of everybody in July is a screen of its own, under School on Home."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_SCHOOL_EDIT,
	.open = open_schooling, .draw = draw, .key = form_page_key, .leave = form_page_leave, .changed = form_page_changed, .close = close_schooling,
};
