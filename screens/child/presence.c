/* Presence as caregivers count it: "everybody present but ..." for a day, and leave and return for many children at once. */
#include "screens/child/presence.h"

#include <stdio.h>
#include <string.h>

#include "db/child/presence.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/grid.h"
#include "screens/ui/picker.h"
#include "screens/ui/tabs.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"
#include "src/rules/stay.h"

enum { MOST = 3000, KIND_CELL = 4 }; /* children of one panti */

struct child { const char *kind; bool away, overdue; caldate since, expected; }; /* kind: of the list presence_kind, "" present */

struct state {
	struct grid grid;
	struct tabs tabs;
	struct arena *a;          /* rows and their strings: remade by build() */
	struct grid_row *rows;
	struct child *children;   /* beside rows */
	int count;
	caldate day;
	bool confirmed;
	const char *kind;         /* the kind given to the next child ticked */
	char status[200];
};

static const char *const part_names[] = { N_("Daily"), N_("Leaving"), N_("Returning"), NULL };

static const struct list_column columns[] = {
	{ N_("Name"), 22, LIST_GROW, 0 }, { N_("Reg. no."), 9, 0, 3 }, { N_("Room"), 10, 0, 2 }, { N_("Grade"), 7, 0, 4 }, { N_("State"), 22, 0, 0 }, { N_("Note"), 14, GRID_NOTE | LIST_GROW, 1 }, { NULL, 0, 0, 0 },
};

/* --- rows ------------------------------------------------------------------------------------------------------------------------ */

static const char *state_words(struct state *st, const struct child *c)
{
	char day[24];
	if (!*c->kind) return "";
	const char *label = code_label("presence_kind", c->kind);
	if (!c->away) return arena_dup(st->a, label);
	if (c->overdue) return arena_printf(st->a, _("! %s, back %s"), label, date_format(c->expected, DATE_DAY_MONTH, day, sizeof day));
	return arena_printf(st->a, _("%s since %s"), label, date_format(c->since, DATE_DAY_MONTH, day, sizeof day));
}

static bool wanted(const struct state *st, const struct presence_row *away)
{
	return st->tabs.at == PRESENCE_DAY || (st->tabs.at == PRESENCE_RETURN) == (away != NULL);
}

struct build { const struct ui *ui; struct state *st; const struct presence_row *away; int away_count; int pass; };

/* Three passes: overdue, away, present; each in name order. */
static bool add_child(void *ctx, const struct resident_row *r)
{
	struct build *b = ctx;
	struct state *st = b->st;
	const struct presence_row *away = NULL;
	char grade[48];
	for (int i = 0; i < b->away_count && !away; i++)
		if (b->away[i].resident == r->id) away = &b->away[i];
	if (st->tabs.at == PRESENCE_DAY && r->admit != DATE_NONE && r->admit > st->day) return true; /* not here yet on that day */
	if ((away ? away->overdue ? 0 : 1 : 2) != b->pass || !wanted(st, away) || st->count == MOST) return st->count < MOST;
	struct child *c = &st->children[st->count];
	*c = (struct child){ .kind = away ? arena_dup(st->a, away->kind) : "", .away = away != NULL, .overdue = away && away->overdue, .since = away ? away->on : DATE_NONE, .expected = away ? away->expected : DATE_NONE };
	struct grid_row *row = &st->rows[st->count++];
	*row = (struct grid_row){ .id = r->id, .tick = away && st->tabs.at == PRESENCE_DAY,
		.cell = { arena_dup(st->a, child_shown(b->ui, r->name, st->a)), arena_dup(st->a, r->register_no), arena_dup(st->a, r->room), arena_dup(st->a, child_grade(r, grade, sizeof grade)), state_words(st, c) } };
	if (away) STR_SET(row->note, away->note);
	return true;
}

static bool change(struct ui *ui, void *ctx, struct grid_row *row);
static void totals(void *ctx, char *out, size_t size);
static const char *status(void *ctx) { return ((struct state *)ctx)->status; }

static const struct grid_source sources[PRESENCE_PARTS] = {
	{ .columns = columns, .tick_head = N_("Absent"), .change = change, .totals = totals, .status = status },
	{ .columns = columns, .tick_head = N_("Go"), .totals = totals, .status = status },
	{ .columns = columns, .tick_head = N_("Back"), .totals = totals, .status = status },
};

static void describe(struct screen *s)
{
	struct state *st = screen_state(s);
	char day[32];
	date_format(st->tabs.at == PRESENCE_DAY ? st->day : ui_today(screen_ui(s)), DATE_WEEKDAY, day, sizeof day);
	switch (st->tabs.at) {
	case PRESENCE_DAY: snprintf(st->status, sizeof st->status, _("%s (F6)   %s"), day, st->confirmed ? _("confirmed") : _("not confirmed yet")); break;
	case PRESENCE_LEAVE: snprintf(st->status, sizeof st->status, "%s", _("Tick who leaves, then F2: one form for all of them.")); break;
	default: snprintf(st->status, sizeof st->status, "%s", _("Tick who is back, then F2. Overdue ones stand first.")); break;
	}
}

static bool build(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct resident_filter active = { .status = RESIDENT_AKTIF };
	struct presence_row *away;
	struct build b = { .ui = screen_ui(s), .st = st };
	row_id at = st->count && st->grid.at < st->count ? st->rows[st->grid.at].id : 0;
	struct arena *old = st->a;
	st->a = arena_new();
	st->count = 0;
	st->rows = arena_array(st->a, struct grid_row, MOST);
	st->children = arena_array(st->a, struct child, MOST);
	b.away_count = presence_away(screen_db(s), screen_actor(s), st->tabs.at == PRESENCE_DAY ? st->day : ui_today(screen_ui(s)), st->a, &away, e);
	bool ok = b.away_count >= 0;
	b.away = away;
	for (b.pass = 0; ok && b.pass < 3; b.pass++) ok = resident_each(screen_db(s), screen_actor(s), &active, RESIDENT_BY_NAME, add_child, &b, e);
	st->confirmed = ok && presence_day_confirmed(screen_db(s), screen_actor(s), st->day, e);
	arena_free(old);
	int column = st->grid.top;
	grid_open(&st->grid, &sources[st->tabs.at], st, st->rows, st->count);
	for (int i = 0; at && i < st->count; i++)
		if (st->rows[i].id == at) {
			st->grid.at = i;
			st->grid.top = column;
		}
	describe(s);
	return ok && e->kind == ERR_NONE;
}

/* --- the day's count -------------------------------------------------------------------------------------------------------------- */

static struct child *child_of(struct state *st, row_id id)
{
	for (int i = 0; i < st->count; i++)
		if (st->rows[i].id == id) return &st->children[i];
	return NULL;
}

static bool change(struct ui *ui, void *ctx, struct grid_row *row)
{
	struct state *st = ctx;
	struct child *c = child_of(st, row->id);
	(void)ui;
	if (!row->tick && !c->away) c->kind = "";
	if (row->tick && !*c->kind) c->kind = st->kind;
	row->cell[KIND_CELL] = row->tick ? state_words(st, c) : c->away ? _("back today") : "";
	return true;
}

static int counted(const struct state *st, char *out, size_t size)
{
	int absent = 0;
	size_t n = 0;
	*out = '\0';
	for (size_t k = 0; k < presence_kinds_count; k++) {
		int here = 0;
		for (int i = 0; i < st->count; i++) here += st->rows[i].tick && strcmp(st->children[i].kind, presence_kinds[k].code) == 0;
		if (here && n < size) n += (size_t)snprintf(out + n, size - n, "%s%s %d", n ? ", " : "", code_label("presence_kind", presence_kinds[k].code), here);
		absent += here;
	}
	return absent;
}

static void totals(void *ctx, char *out, size_t size)
{
	struct state *st = ctx;
	char kinds[300];
	if (st->tabs.at != PRESENCE_DAY) {
		snprintf(out, size, _("%d of %d ticked"), grid_ticked(&st->grid), st->count);
		return;
	}
	int absent = counted(st, kinds, sizeof kinds);
	snprintf(out, size, _("Present %d   Absent %d%s%s"), st->count - absent, absent, absent ? ": " : "", kinds);
}

static bool finish(struct screen *s, bool ok, const struct problems *p, const struct err *e)
{
	struct state *st = screen_state(s);
	struct err again = { ERR_NONE, "" };
	struct ui *ui = screen_ui(s);
	if (!ok && p->count) return ui_problems(ui, p), false;
	if (!ok) return ui_error(ui, e), false;
	st->grid.changed = false;
	if (!build(s, &again)) ui_error(ui, &again);
	return true;
}

static bool confirm_day(struct screen *s)
{
	struct state *st = screen_state(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char kinds[300], text[700], back[200] = "", day[32];
	int returned = 0, left = 0, n = 0, absent = counted(st, kinds, sizeof kinds);
	struct presence_except *list = arena_array(st->a, struct presence_except, st->count + 1);
	for (int i = 0; i < st->count; i++) {
		if (st->rows[i].tick) list[n++] = (struct presence_except){ st->rows[i].id, st->children[i].kind, st->rows[i].note };
		else if (st->children[i].away && returned++ < 3) {
			size_t at = strlen(back);
			snprintf(back + at, sizeof back - at, "%s%s", at ? ", " : "", st->rows[i].cell[0]);
		}
	}
	snprintf(text, sizeof text, _("%s: present %d, absent %d%s%s."), date_format(st->day, DATE_WEEKDAY, day, sizeof day), st->count - absent, absent, absent ? ": " : "", kinds);
	if (returned) {
		size_t at = strlen(text);
		snprintf(text + at, sizeof text - at, returned > 3 ? _(" Back that day: %s and %d more.") : _(" Back that day: %s."), back, returned - 3);
	}
	if (!dialog_confirm(screen_ui(s), _("Confirm the day"), text, _("Confirm"))) return false;
	if (!finish(s, presence_day(screen_db(s), screen_actor(s), st->day, list, n, &left, &returned, &p, &e), &p, &e)) return false;
	ui_say(screen_ui(s), _("Confirmed %s. Left: %d, back: %d."), date_format(st->day, DATE_SHORT, day, sizeof day), left, returned);
	return true;
}

/* --- leave and return for those ticked ------------------------------------------------------------------------------------------- */

static bool many(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct err e = { ERR_NONE, "" };
	row_id *ids = arena_array(st->a, row_id, st->count + 1);
	char title[160];
	int n = 0;
	for (int i = 0; i < st->count; i++)
		if (st->rows[i].tick) ids[n++] = st->rows[i].id;
	if (!n && grid_selected(&st->grid)) ids[n++] = grid_selected(&st->grid)->id;
	if (!n) return ui_say(ui, "%s", _("Nobody stands here.")), false;
	if (n == 1) STR_SET(title, child_of(st, ids[0]) ? st->rows[child_of(st, ids[0]) - st->children].cell[0] : "");
	else snprintf(title, sizeof title, _("%d children"), n);
	if (st->tabs.at == PRESENCE_LEAVE ? !presence_ask_leave(ui, title, ids, n) : !presence_ask_return(ui, title, ids, n)) return false;
	st->grid.changed = false;
	if (!build(s, &e)) ui_error(ui, &e);
	return true;
}

static bool save(struct screen *s)
{
	struct state *st = screen_state(s);
	return st->tabs.at == PRESENCE_DAY ? confirm_day(s) : many(s);
}

/* --- keys ------------------------------------------------------------------------------------------------------------------------- */

static bool may_drop(struct screen *s)
{
	struct state *st = screen_state(s);
	return !st->grid.changed || !ui_may(screen_ui(s), RIGHT_PRESENCE_EDIT)
	    || dialog_confirm(screen_ui(s), _("Ticks not saved"), _("The ticks changed here are not saved yet."), _("Discard"));
}

static bool choose_day(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct err e = { ERR_NONE, "" };
	if (st->tabs.at != PRESENCE_DAY) return ui_say(ui, "%s", _("The day is asked in the form, after F2.")), false;
	if (!may_drop(s)) return false;
	const char *const buttons[] = { _("Today"), _("Yesterday"), _("Another day"), NULL };
	int chosen = dialog_choose(ui, _("Which day"), _("Yesterday's paper is usually typed in the morning."), buttons, st->day == ui_today(ui) ? 1 : 0);
	caldate day = chosen == 0 ? ui_today(ui) : chosen == 1 ? ui_today(ui) - 1 : picker_date(ui, _("Which day"), st->day);
	if (day == DATE_NONE) return false;
	if (day > ui_today(ui)) return ui_warn(ui, "%s", _("The day must be today or before.")), false;
	st->day = day;
	if (!build(s, &e)) ui_error(ui, &e);
	return true;
}

static bool choose_kind(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct choice choices[12];
	struct grid_row *row = grid_selected(&st->grid);
	size_t n = 0;
	if (!row || st->tabs.at != PRESENCE_DAY) return ui_say(ui, "%s", _("The kind is asked in the form, after F2.")), false;
	struct child *c = &st->children[st->grid.at];
	if (c->away) return ui_say(ui, "%s", _("This absence is recorded already. Take the tick away when the child is back.")), false;
	int at = 0;
	for (size_t i = 0; i < presence_kinds_count && n + 1 < COUNT(choices); i++) {
		if (strcmp(presence_kinds[i].code, "di_panti") == 0) continue;
		if (strcmp(presence_kinds[i].code, *c->kind ? c->kind : st->kind) == 0) at = (int)n;
		choices[n++] = (struct choice){ presence_kinds[i].code, code_label("presence_kind", presence_kinds[i].code) };
	}
	choices[n] = (struct choice){ NULL, NULL };
	int chosen = picker_choose(ui, row->cell[0], choices, at, NULL);
	if (chosen < 0) return false;
	st->kind = c->kind = choices[chosen].code;
	row->tick = true;
	row->cell[KIND_CELL] = state_words(st, c);
	st->grid.changed = true;
	return true;
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct err e = { ERR_NONE, "" };
	struct tabs next = st->tabs;
	if (!st->grid.searching && tabs_key(&next, ui, k)) {
		if (next.at == st->tabs.at || !may_drop(s)) return true;
		st->tabs = next;
		if (!build(s, &e)) ui_error(ui, &e);
		return true;
	}
	if ((k == ' ' || k == '+' || k == '-' || k == K_ENTER) && !ui_may(ui, RIGHT_PRESENCE_EDIT)) return ui_refuse(ui, RIGHT_PRESENCE_EDIT), true;
	return grid_key(&st->grid, ui, k);
}

static bool open_presence_screen(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const enum presence_part *part = arg;
	st->tabs = (struct tabs){ part_names, part ? (int)*part : PRESENCE_DAY };
	st->day = ui_today(screen_ui(s));
	st->kind = "izin";
	if (!presence_day_confirmed(screen_db(s), screen_actor(s), st->day - 1, &e)) st->day--; /* yesterday's paper comes first */
	if (e.kind) return ui_error(screen_ui(s), &e), false;
	return true;
}

bool presence_show(struct ui *ui, enum presence_part part) { return ui_push(ui, &screen_presence, &part); }

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	return (st->a && st->grid.changed) || build(s, e); /* ticks made here outlive somebody else's save */
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s);
	tabs_draw(&st->tabs, ui, a.row, a.col + 1, a.cols - 2);
	struct area below = { a.row + 1, a.col, a.rows - 1, a.cols };
	grid_draw(&st->grid, ui, below);
	if (!st->count) draw_fill(ui, a.row + 4, a.col, a.cols, PAINT_TEXT); /* totals of nobody */
	if (!st->count) draw_wrap(ui, (struct area){ a.row + 4, a.col + 2, 3, a.cols - 4 }, PAINT_DIM, st->tabs.at == PRESENCE_RETURN ? _("Nobody is away.") : _("No child is in care."), 0);
	if (st->tabs.at == PRESENCE_DAY) ui_hint(ui, "%s", _("Space = absent or not, F4 = kind, Enter = note, F2 = confirm: everybody else is present."));
	else ui_hint(ui, "%s", _("Space = tick, + all, - none, / finds a name, F2 = form for those ticked."));
}

static bool leave(struct screen *s) { return ui_ending(screen_ui(s)) || may_drop(s); }

static bool changed(const struct screen *s)
{
	const struct state *st = screen_state(s);
	return st->grid.changed;
}

static void close_presence(struct screen *s)
{
	struct state *st = screen_state(s);
	arena_free(st->a);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Confirms the day, or opens the form of leave or return for those ticked."), .run = save, .right = RIGHT_PRESENCE_EDIT },
	{ .fkey = 3, .label = N_("Find"), .help = N_("Finds a name in the rows.") },
	{ .fkey = 4, .label = N_("Kind"), .help = N_("Ill, on leave, boarding ...: the kind of the absence chosen."), .run = choose_kind, .right = RIGHT_PRESENCE_EDIT },
	{ .fkey = 6, .label = N_("Day"), .help = N_("Today, yesterday or another day of an open month."), .run = choose_day },
};

const struct screen_class screen_presence = {
	.name = "presence", .title = N_("Presence"),
	.help = N_("Daily: tick only who is absent, then F2: everybody else is present, and who was away and is not ticked is back. Leaving and Returning: many children at once, with one form. 1, 2 and 3 change the part."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_LIST, .any = { RIGHT_PRESENCE_EDIT, RIGHT_RESIDENT_READ },
	.open = open_presence_screen, .load = load, .draw = draw, .key = key, .leave = leave, .changed = changed, .close = close_presence,
};
