/* Kenaikan kelas: every pupil with the present grade and what comes next; only the exceptions are marked. One save, one batch. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/school/school.h"
#include "screens/school/promotion.h"
#include "screens/rows.h"
#include "screens/school/school_pick.h"
#include "screens/school/schools.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/grid.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { COLUMN_MARK = 2, COLUMN_NEXT, LATE = 300 /* days into a year after which the next one is meant */ };

/* What somebody marked, kept over reloads until it is saved. mark MARKS: left for later. */
struct exception { row_id resident; enum school_mark mark; row_id school; char school_name[100], note[GRID_NOTE_SIZE]; };

struct state {
	char year[SCHOOL_YEAR_SIZE], old[SCHOOL_YEAR_SIZE];
	caldate start;
	struct promotion_row *pupils; /* of the load arena, as rows */
	struct grid grid;
	struct grid_row *rows;
	int count;
	struct exception *exceptions; /* owner: the screen */
	int marked, room;
	char idem[IDEM_SIZE];         /* of the next save: F2 twice saves once */
	char status[160];
};

static const struct list_column columns[] = {
	{ N_("Name"), 14, LIST_GROW, 0 }, { N_("Now"), 7, 0, 0 }, { N_("Result"), 15, 0, 0 }, { N_("Becomes"), 16, 0, 1 }, { N_("School"), 14, LIST_GROW, 2 }, { N_("Note"), 14, GRID_NOTE | LIST_GROW, 3 }, { NULL, 0, 0, 0 },
};

static const struct exception *exception_of(const struct state *st, row_id resident)
{
	for (int i = 0; i < st->marked; i++)
		if (st->exceptions[i].resident == resident) return &st->exceptions[i];
	return NULL;
}

static bool becomes(const struct promotion_row *r, enum school_mark mark, struct promotion *out)
{
	struct problems p = { .count = 0 };
	return school_promote(r->level, r->grade, school_grade_last(r->level, r->kind, mark), mark, out, &p);
}

/* The mark that will be saved; MARKS when none can or shall be. */
static enum school_mark mark_of(const struct state *st, int i)
{
	const struct promotion_row *r = &st->pupils[i];
	const struct exception *x = exception_of(st, r->resident);
	struct promotion next;
	enum school_mark mark = x ? x->mark : r->mark;
	return mark < MARKS && becomes(r, mark, &next) ? mark : MARKS;
}

static const char *next_words(const struct promotion_row *r, enum school_mark mark, struct arena *a)
{
	struct promotion next;
	char grade[24];
	if (mark == MARKS || !becomes(r, mark, &next)) return r->level < LEVELS && school_levels[r->level].grade_max && !r->grade ? _("! grade missing") : "";
	if (next.waiting) return _("waits for school");
	grade_short(school_levels[next.level].code, next.grade, grade, sizeof grade);
	return arena_dup(a, grade);
}

static void fill(struct screen *s, int i)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const struct promotion_row *r = &st->pupils[i];
	const struct exception *x = exception_of(st, r->resident);
	enum school_mark mark = mark_of(st, i);
	char grade[24];
	struct grid_row *row = &st->rows[i];
	*row = (struct grid_row){ .id = r->resident, .locked = r->done };
	row->cell[0] = child_shown(screen_ui(s), r->name, a);
	row->cell[1] = arena_dup(a, grade_short(school_levels[r->level].code, r->grade, grade, sizeof grade));
	row->cell[COLUMN_MARK] = r->done ? _("recorded already") : arena_printf(a, "%s%s", x ? "* " : "", mark == MARKS ? _("later") : code_label("school_mark", school_mark_code(mark)));
	row->cell[COLUMN_NEXT] = r->done ? "" : next_words(r, mark, a);
	row->cell[4] = x && x->school ? x->school_name : r->school;
	if (x) STR_SET(row->note, x->note);
}

static void totals(void *ctx, char *out, size_t size)
{
	struct state *st = screen_state(ctx);
	int n[MARKS + 1] = { 0 }, done = 0;
	size_t used = 0;
	for (int i = 0; i < st->count; i++) {
		if (st->rows[i].locked) done++;
		else n[mark_of(st, i)]++;
	}
	for (int m = 0; m < MARKS && used < size; m++)
		used += (size_t)snprintf(out + used, size - used, "%s%s %d", m == MARK_PINDAH ? "\n" : m ? "   " : "", code_label("school_mark", school_mark_code((enum school_mark)m)), n[m]);
	if (used < size) used += (size_t)snprintf(out + used, size - used, "   %s %d\n", _("later"), n[MARKS]);
	if (used < size) snprintf(out + used, size - used, _("recorded already %d   changed by hand %d (*)"), done, st->marked);
}

static const char *status(void *ctx)
{
	struct state *st = screen_state(ctx);
	return st->status;
}

static const struct grid_source source = { .columns = columns, .totals = totals, .status = status };

/* The year that begins, or began not long ago. */
static bool year_meant(struct screen *s, char year[SCHOOL_YEAR_SIZE], struct err *e)
{
	caldate today = ui_today(screen_ui(s));
	int first;
	if (!school_year_at(screen_db(s), screen_actor(s)->panti, today, year, e)) return false;
	first = school_year_parse(year);
	if (first && today > date_make(first, 7, 1) + LATE) school_year_text(first + 1, year);
	return true;
}

static bool start_of(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct school_year_row *years;
	size_t n;
	int first = school_year_parse(st->year);
	school_year_text(first - 1, st->old);
	st->start = date_make(first, 7, 1);
	if (!school_year_list(screen_db(s), screen_actor(s), screen_arena(s), &years, &n, e)) return false;
	for (size_t i = 0; i < n; i++)
		if (str_equal(years[i].code, st->year)) st->start = years[i].start;
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	size_t n = 0;
	struct grid_row *at = st->count ? grid_selected(&st->grid) : NULL;
	row_id id = at ? at->id : 0;
	int top = st->grid.top;
	char day[24];
	st->count = 0;
	if (!*st->year && !year_meant(s, st->year, e)) return false;
	if (!start_of(s, e) || !promotion_load(screen_db(s), screen_actor(s), st->year, a, &st->pupils, &n, e)) return false;
	st->count = (int)n;
	st->rows = arena_array(a, struct grid_row, n + 1);
	for (int i = 0; i < st->count; i++) fill(s, i);
	snprintf(st->status, sizeof st->status, _("From %s to %s, which begins %s. F6: another year."), st->old, st->year, date_format(st->start, DATE_SHORT, day, sizeof day));
	grid_open(&st->grid, &source, s, st->rows, st->count);
	for (int i = 0; i < st->count; i++)
		if (st->rows[i].id == id) st->grid.at = i;
	st->grid.top = top < st->count ? top : 0;
	return true;
}

static bool open_promotion(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	db_idem_make(st->idem);
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	if (!st->count) {
		draw_clear(screen_ui(s), a);
		draw_text(screen_ui(s), a.row, a.col + 1, a.cols - 1, PAINT_TEXT, st->status);
		draw_wrap(screen_ui(s), (struct area){ a.row + 2, a.col + 3, a.rows - 2, a.cols - 6 }, PAINT_TEXT, _("No pupil to move up. Children stand here once their level and grade are recorded; those who wait for a school or go to none do not."), 0);
		return;
	}
	grid_draw(&st->grid, screen_ui(s), a);
	const struct promotion_row *r = &st->pupils[st->grid.at];
	const struct exception *x = exception_of(st, r->resident);
	const char *school = x && x->school ? x->school_name : r->school;
	ui_hint(screen_ui(s), "%s %s%s%s%s%s%s%s", r->register_no, child_shown(screen_ui(s), r->name, screen_arena(s)), *r->kind ? ", " : "", *r->kind ? code_label("school_kind", r->kind) : "", *school ? ", " : "", school, x && *x->note ? ". " : "", x ? x->note : "");
}

/* --- exceptions ---------------------------------------------------------------------------------------------------------------- */

static void forget(struct state *st)
{
	st->marked = 0;
	db_idem_make(st->idem);
}

static void except(struct state *st, const struct exception *x)
{
	int i = 0;
	while (i < st->marked && st->exceptions[i].resident != x->resident) i++;
	if (i == st->room) {
		st->room = st->room ? st->room * 2 : 16;
		st->exceptions = mem_grow(st->exceptions, sizeof *st->exceptions * (size_t)st->room);
	}
	st->exceptions[i] = *x;
	st->marked += i == st->marked;
}

static void unexcept(struct state *st, row_id resident)
{
	for (int i = 0; i < st->marked; i++)
		if (st->exceptions[i].resident == resident) st->exceptions[i--] = st->exceptions[--st->marked];
}

static bool pick(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	if (!st->count) return false;
	const int i = st->grid.at;
	const struct promotion_row *r = &st->pupils[i];
	struct exception x = { .resident = r->resident };
	const struct exception *before = exception_of(st, r->resident);
	struct choice choices[MARKS + 2];
	enum school_mark marks[MARKS + 1];
	struct promotion next;
	int n = 0, at = 0;
	if (r->done) return ui_say(ui, "%s", _("Promoted before. F8 takes the whole batch back; one child's school data are changed with F9, S.")), false;
	for (int m = 0; m < MARKS; m++) { /* only what means itself: NAIK in grade 9 is LULUS */
		if (!becomes(r, (enum school_mark)m, &next) || strcmp(next.result, school_mark_code((enum school_mark)m)) != 0) continue;
		if (mark_of(st, i) == (enum school_mark)m) at = n;
		marks[n] = (enum school_mark)m;
		const char *label = code_label("school_mark", school_mark_code((enum school_mark)m));
		choices[n++] = (struct choice){ school_mark_code((enum school_mark)m), m == MARK_PUTUS ? label : arena_printf(screen_arena(s), "%s: %s", label, next_words(r, (enum school_mark)m, screen_arena(s))) };
	}
	if (!n) return ui_say(ui, "%s", _("The grade is not recorded. F9, S: fill it in; then the child moves up with the others.")), false;
	if (mark_of(st, i) == MARKS) at = n;
	marks[n] = MARKS;
	choices[n++] = (struct choice){ "", _("later: leave out this time") };
	choices[n] = (struct choice){ NULL, NULL };
	int picked = picker_choose(ui, r->name, choices, at, NULL);
	if (picked < 0) return false;
	x.mark = marks[picked];
	if (before) STR_SET(x.note, before->note);
	if (x.mark == MARK_PINDAH && !school_pick_other(ui, school_levels[r->level].code, r->school_id, &x.school, x.school_name, sizeof x.school_name)) return false;
	if ((x.mark == MARK_TINGGAL || x.mark == MARK_PINDAH || x.mark == MARK_PUTUS) && !dialog_ask(ui, code_label("school_mark", school_mark_code(x.mark)), r->name, _("Note"), x.note, sizeof x.note, 38)) return false;
	if (x.mark == r->mark) unexcept(st, r->resident);
	else except(st, &x);
	fill(s, i);
	if (st->grid.at < st->count - 1) st->grid.at++;
	ui_repaint(ui);
	return true;
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	if (!st->count) return false;
	if (k == K_ENTER && !st->grid.searching) {
		if (ui_may(screen_ui(s), RIGHT_SCHOOL_EDIT)) pick(s);
		else ui_refuse(screen_ui(s), RIGHT_SCHOOL_EDIT);
		return true;
	}
	return grid_key(&st->grid, screen_ui(s), k);
}

/* --- saving and taking back ------------------------------------------------------------------------------------------------------ */

static void summary(struct screen *s, const int n[MARKS + 1], char *out, size_t size)
{
	struct state *st = screen_state(s);
	char day[24];
	size_t used = (size_t)snprintf(out, size, _("From %s to %s:"), st->old, st->year);
	for (int m = 0; m < MARKS && used < size; m++)
		if (n[m]) used += (size_t)snprintf(out + used, size - used, "\n%4d  %s", n[m], code_label("school_mark", school_mark_code((enum school_mark)m)));
	if (n[MARKS] && used < size) used += (size_t)snprintf(out + used, size - used, "\n%4d  %s", n[MARKS], _("later: leave out this time"));
	date_format(st->start, DATE_SHORT, day, sizeof day);
	if (used >= size) return;
	if (ui_today(screen_ui(s)) < st->start) snprintf(out + used, size - used, _("\nNew grades hold from %s; graduates and those who drop out from today. New schools are recorded one by one later."), day);
	else snprintf(out + used, size - used, _("\nAll hold from %s. New schools are recorded one by one later."), day);
}

static bool save(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	int n[MARKS + 1] = { 0 };
	size_t count = 0;
	char text[600];
	struct promotion_mark *marks = arena_array(screen_arena(s), struct promotion_mark, st->count + 1);
	struct promotion_result r;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	for (int i = 0; i < st->count; i++) {
		if (st->rows[i].locked) continue;
		const struct exception *x = exception_of(st, st->rows[i].id);
		enum school_mark mark = mark_of(st, i);
		n[mark]++;
		if (mark < MARKS) marks[count++] = (struct promotion_mark){ .resident = st->rows[i].id, .mark = mark, .note = x ? x->note : "", .school = x ? x->school : 0 };
	}
	if (!count) return ui_say(ui, _("Nobody is left to move into %s."), st->year), false;
	summary(s, n, text, sizeof text);
	if (!dialog_confirm(ui, _("Kenaikan kelas"), text, _("Save all"))) return false;
	if (!promotion_save(screen_db(s), screen_actor(s), st->year, marks, count, st->idem, &r, &p, &e)) {
		if (p.count) ui_problems(ui, &p);
		else ui_error(ui, &e);
		return false;
	}
	forget(st);
	ui_reload(ui);
	ui_say(ui, _("Saved: %d up, %d repeat, %d graduated, %d changed school, %d dropped out. F8 takes it back."), r.promoted, r.kept, r.graduated, r.moved, r.dropped);
	return true;
}

static bool take_back(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!promotion_take_back(screen_ui(s), st->year)) return false;
	forget(st);
	return true;
}

static bool may_forget(struct screen *s, const char *title, const char *verb)
{
	struct state *st = screen_state(s);
	char text[120];
	if (!st->marked || ui_ending(screen_ui(s))) return true;
	snprintf(text, sizeof text, _("%d marks set by hand are not saved yet."), st->marked);
	return dialog_confirm(screen_ui(s), title, text, verb);
}

static bool other_year(struct screen *s)
{
	struct state *st = screen_state(s);
	char year[SCHOOL_YEAR_SIZE];
	STR_SET(year, st->year);
	if (!school_year_pick(screen_ui(s), _("Into which school year"), year) || strcmp(year, st->year) == 0) return false;
	if (!may_forget(s, _("Another school year"), _("Go there"))) return false;
	STR_SET(st->year, year);
	forget(st);
	ui_reload(screen_ui(s));
	return true;
}

static bool on_child(struct screen *s, const struct screen_class *c)
{
	struct state *st = screen_state(s);
	struct grid_row *row = st->count ? grid_selected(&st->grid) : NULL;
	return row && ui_push(screen_ui(s), c, &row->id);
}

static bool child(struct screen *s) { return on_child(s, &screen_resident_card); }
static bool schooling(struct screen *s) { return on_child(s, &screen_schooling); }
static bool leave(struct screen *s) { return may_forget(s, _("Leave the promotion"), _("Leave")); }
static bool has_unsaved(const struct screen *s) { return ((struct state *)screen_state(s))->marked > 0; }
static void close_promotion(struct screen *s) { free(((struct state *)screen_state(s))->exceptions); }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Shows a summary and saves all marks at once; nobody is moved up twice."), .run = save, .right = RIGHT_SCHOOL_EDIT },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("Another mark for the selected child: repeats, graduates, changes school, drops out, or later."), .run = pick, .right = RIGHT_SCHOOL_EDIT },
	{ .fkey = 6, .label = N_("Year"), .help = N_("Into which school year."), .run = other_year },
	{ .fkey = 8, .label = N_("Revoke"), .help = N_("Takes a whole promotion back with a reason, while nothing newer is recorded."), .run = take_back, .right = RIGHT_SCHOOL_EDIT },
	{ .letter = 'S', .label = N_("School"), .help = N_("The selected child's school data: a missing grade, another kind of school."), .run = schooling, .right = RIGHT_SCHOOL_EDIT },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card."), .run = child, .right = RIGHT_RESIDENT_READ },
};

const struct screen_class screen_promotion = {
	.name = "promotion", .title = N_("Moving up"),
	.help = N_("After the June report cards. Everybody moves up by one grade; those in grade 6, 9 and 12 have finished and wait for their new school, which is recorded for each of them later. Enter or F4 "
	           "changes the mark of one child; a child of a four-year SMK may go on to grade 13. F3 or / finds a name. F2 saves all in one go, F8 takes a mistaken promotion back."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_READ,
	.open = open_promotion, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_promotion, .changed = has_unsaved,
};
