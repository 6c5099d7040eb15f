/* Pupils of a school year: who is at which school, who waits for one, who goes to none. */
#include <stdio.h>
#include <string.h>

#include "db/school/school.h"
#include "screens/report/print_dialog.h"
#include "screens/rows.h"
#include "screens/school/schools.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum filter { PUPILS, OF_LEVEL, WAITING, OUT, EVERYBODY };

struct state {
	struct list list; /* first: draw, key and close are the table's */
	struct list_source source;
	struct list_array array;
	struct pupil_row *pupils;
	size_t count;
	enum filter filter;
	enum school_level level;      /* of OF_LEVEL */
	char year[SCHOOL_YEAR_SIZE];  /* chosen; "" = the running one */
	char running[SCHOOL_YEAR_SIZE];
	caldate day;                  /* the children as they stood on it */
	char shown[120];
	char words[240];              /* row 22 */
	bool other;                   /* filter or year changed: who is not there any more leaves the marker at the top */
};

static const struct list_column columns[] = {
	{ N_("Reg. no."), 9, 0, 5 }, { N_("Name"), 18, LIST_HITS | LIST_GROW, 0 }, { "L/P", 3, 0, 7 }, { N_("Grade"), 7, 0, 0 }, { N_("Kind"), 7, 0, 4 },
	{ N_("School"), 16, LIST_GROW, 1 }, { N_("Begun"), 7, 0, 3 }, { NULL, 0, 0, 0 },
};

static struct state *state_of(void *array) { return screen_state(((struct list_array *)array)->owner); }

static bool belongs(const struct state *st, const struct pupil_row *r)
{
	enum school_level level = school_level_from_code(r->level);
	const bool enrolled = level < LEVELS && school_levels[level].enrolled;
	switch (st->filter) {
	case PUPILS: return enrolled;
	case OF_LEVEL: return level == st->level;
	case WAITING: return r->waiting;
	case OUT: return !enrolled;
	case EVERYBODY: break;
	}
	return true;
}

static const char *filter_label(const struct state *st)
{
	switch (st->filter) {
	case PUPILS: return _("all pupils");
	case OF_LEVEL: return school_level_label(st->level);
	case WAITING: return _("waiting for a school");
	case OUT: return _("out of school");
	case EVERYBODY: break;
	}
	return _("all children");
}

/* First and last day of a year as the list means it: until the next one begins. */
static void year_bounds(const char *code, const struct school_year_row *years, size_t count, caldate *first, caldate *last)
{
	char next[SCHOOL_YEAR_SIZE] = "";
	int year = school_year_parse(code);
	*first = date_make(year, 7, 1);
	*last = date_make(year + 1, 6, 30);
	if (year < 2150) school_year_text(year + 1, next);
	for (size_t i = 0; i < count; i++) {
		if (str_equal(years[i].code, code)) *first = years[i].start;
		if (str_equal(years[i].code, next)) *last = years[i].start - 1;
	}
}

static void to_row(struct screen *s, const struct pupil_row *r, size_t index, struct list_row *out)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	char grade[24], month[16] = "";
	if (r->since != DATE_NONE) date_format(r->since, DATE_MONTH_NUM, month, sizeof month);
	*out = (struct list_row){ .id = r->resident, .key = "", .data = (int64_t)index, .paint = r->left ? PAINT_DIM : r->waiting ? PAINT_WARN : PAINT_TEXT };
	const char *cells[] = {
		r->register_no, child_shown(screen_ui(s), r->name, a), r->sex, arena_dup(a, grade_short(r->level, r->grade, grade, sizeof grade)), *r->kind ? code_label("school_kind", r->kind) : "",
		r->left ? arena_printf(a, _("left; %s"), r->school) : r->waiting ? arena_printf(a, ngettext("waits %d day !", "waits %d days !", (unsigned long)(st->day - r->since)), st->day - r->since) : r->school, arena_dup(a, month),
	};
	for (size_t i = 0; i < COUNT(cells); i++) out->cell[i] = cells[i];
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	struct school_year_row *years;
	size_t n;
	caldate today = ui_today(screen_ui(s)), first, last;
	if (!school_year_list(screen_db(s), screen_actor(s), a, &years, &n, e)) return false;
	if (!school_year_running(screen_db(s), screen_actor(s)->panti, today, st->running, e)) return false;
	const char *year = *st->year ? st->year : st->running;
	year_bounds(year, years, n, &first, &last);
	st->day = today < first ? first : today > last ? last : today;
	/* a year that is over: everybody who was here in it; the running one and those to come: who is here */
	if (!pupil_list(screen_db(s), screen_actor(s), today > last ? first : st->day < today ? st->day : today, st->day, a, &st->pupils, &st->count, e)) return false;
	struct list_row *rows = arena_array(a, struct list_row, st->count + 1);
	int shown = 0;
	for (size_t i = 0; i < st->count; i++)
		if (belongs(st, &st->pupils[i])) to_row(s, &st->pupils[i], i, &rows[shown++]);
	st->array.rows = rows;
	st->array.count = shown;
	snprintf(st->shown, sizeof st->shown, _("%s: %s (F6)"), year, filter_label(st));
	const row_id was = list_selected(&st->list) ? list_selected(&st->list)->id : 0;
	list_reload(&st->list, screen_ui(s));
	if (st->other && list_selected(&st->list) && list_selected(&st->list)->id != was) list_top(&st->list, screen_ui(s));
	st->other = false;
	return true;
}

static const char *filter(void *ctx) { return state_of(ctx)->shown; }

static void status(void *ctx, char *out, size_t size)
{
	struct state *st = state_of(ctx);
	int hits = st->array.count;
	if (st->array.typed[0]) { /* with the list's own rule */
		struct arena *a = arena_new();
		hits = st->source.page(ctx, LIST_AFTER, NULL, st->array.count, arena_array(a, struct list_row, st->array.count + 1), a);
		arena_free(a);
	}
	snprintf(out, size, _("%d of %zu"), hits, st->count);
}

static const char *detail(void *owner, const struct list_row *row)
{
	struct screen *s = owner;
	struct state *st = screen_state(s);
	const struct pupil_row *r = &st->pupils[row->data];
	char day[24], grade[24];
	date_format(r->since, DATE_SHORT, day, sizeof day);
	grade_short(r->level, r->grade, grade, sizeof grade);
	if (r->since == DATE_NONE) snprintf(st->words, sizeof st->words, _("%s: no school data yet. F4 records level, grade and school."), child_shown(screen_ui(s), r->name, screen_arena(s)));
	else if (r->waiting) snprintf(st->words, sizeof st->words, _("%s finished %s on %s. F4 records the new school."), child_shown(screen_ui(s), r->name, screen_arena(s)), grade, day);
	else snprintf(st->words, sizeof st->words, _("%s, %s. %s on %s%s%s."), child_shown(screen_ui(s), r->name, screen_arena(s)), grade, *r->event ? code_label("school_event", r->event) : _("Recorded"), day, *r->school ? ", " : "", r->school);
	return st->words;
}

static void enter(struct ui *ui, void *owner, const struct list_row *row)
{
	(void)owner;
	ui_push(ui, &screen_resident_card, &row->id);
}

static bool open_school(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	list_array_source(&st->source, columns);
	st->source.status = status;
	st->source.filter = filter;
	st->source.empty = N_("No child of this kind in this school year. F6: other pupils. F9, L: another school year.");
	st->source.nothing = N_("No pupil or school here contains '%s'. Esc: clear the search. F6: other pupils.");
	st->array = (struct list_array){ .detail = detail, .enter = enter, .owner = s };
	list_open(&st->list, screen_ui(s), &st->source, &st->array);
	return true;
}

static bool on_child(struct screen *s, const struct screen_class *c)
{
	struct state *st = screen_state(s);
	const struct list_row *row = list_selected(&st->list);
	return row && ui_push(screen_ui(s), c, &row->id);
}

static bool change(struct screen *s) { return on_child(s, &screen_schooling); }
static bool card(struct screen *s) { return on_child(s, &screen_resident_card); }
static bool promotion(struct screen *s) { return ui_push(screen_ui(s), &screen_promotion, NULL); }
static bool schools(struct screen *s) { return ui_push(screen_ui(s), &screen_schools, NULL); }
static bool years(struct screen *s) { return ui_push(screen_ui(s), &screen_school_years, NULL); }

static bool print(struct screen *s)
{
	struct state *st = screen_state(s);
	struct report_ask ask = REPORT_ASK;
	ask.date = st->day;
	return print_report(screen_ui(s), "education", &ask);
}

static bool choose_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	struct choice choices[LEVELS + 5] = { { "", _("all pupils") } };
	enum { CHOICES = LEVELS + 5 };
	struct { enum filter filter; enum school_level level; } what[CHOICES] = { { PUPILS, LEVELS } };
	const struct { enum filter filter; const char *label; } others[] = { { WAITING, _("graduated, waiting for a school") }, { OUT, _("out of school") }, { EVERYBODY, _("all children") } };
	int n = 1, at = 0;
	for (int l = 0; l < LEVELS; l++) {
		if (!school_levels[l].enrolled) continue;
		what[n].filter = OF_LEVEL;
		what[n].level = (enum school_level)l;
		choices[n++] = (struct choice){ school_levels[l].code, school_level_label((enum school_level)l) };
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		what[n].filter = others[i].filter;
		what[n].level = LEVELS;
		choices[n++] = (struct choice){ "", others[i].label };
	}
	for (int i = 0; i < n; i++)
		if (what[i].filter == st->filter && (st->filter != OF_LEVEL || what[i].level == st->level)) at = i;
	int picked = picker_choose(screen_ui(s), _("Which pupils"), choices, at, NULL);
	if (picked < 0) return false;
	st->filter = what[picked].filter;
	st->level = what[picked].level;
	st->other = true;
	ui_reload(screen_ui(s));
	return true;
}

static bool other_year(struct screen *s)
{
	struct state *st = screen_state(s);
	char year[SCHOOL_YEAR_SIZE];
	STR_SET(year, *st->year ? st->year : st->running);
	if (!school_year_pick(screen_ui(s), _("Another school year"), year)) return false;
	STR_SET(st->year, strcmp(year, st->running) == 0 ? "" : year);
	st->other = true;
	ui_reload(screen_ui(s));
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Up"), .help = N_("Kenaikan kelas: moves all pupils into the new school year, with exceptions."), .run = promotion, .right = RIGHT_SCHOOL_EDIT },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Records the selected child's new level, grade or school."), .run = change, .right = RIGHT_SCHOOL_EDIT },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The education report of this day: SD, SMP/MTs, SMA/SMK by sex and district."), .run = print, .right = RIGHT_REPORT },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Only one level, those who wait for a school, those out of school."), .run = choose_filter },
	{ .letter = 'L', .label = N_("Year"), .help = N_("Another school year, past or to come."), .run = other_year },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card."), .run = card, .right = RIGHT_RESIDENT_READ },
	{ .letter = 'S', .label = N_("School"), .help = N_("The schools the children go to: name, NPSN, level, address."), .run = schools },
	{ .letter = 'J', .label = N_("Years"), .help = N_("School years: when they begin and end."), .run = years },
};

const struct screen_class screen_school = {
	.name = "school", .title = N_("School"),
	.help = N_("The pupils of a school year, by level and grade. Type a name or a school to search. Enter opens the child's card, F4 records a change of school. After the June report cards F2 moves "
	           "everybody up; those who finished grade 6, 9 or 12 then wait here for their new school."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_READ,
	.open = open_school, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
