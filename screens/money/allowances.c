/* Uang saku of a month: make the list, tick who was paid, deposits apart, hold with a note, take a payment back. */
#include <stdio.h>
#include <string.h>

#include "db/money/allowance.h"
#include "db/money/ledger.h"
#include "screens/money/allowance_act.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/grid.h"
#include "screens/ui/key.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/rules/school.h"

enum { COLUMN_NET = 4 };

struct state {
	caldate month;
	char level[16];              /* "" = all */
	struct grid grid;
	struct grid_row *rows;
	struct allowance_row *items; /* as rows, of arena */
	struct arena *arena;         /* of the rows shown: a reload copies what was ticked and typed from the old ones */
	char (*net)[RUPIAH_SIZE];    /* "Terima": changes with the deposit */
	int count;
	bool run, edited;            /* the month's list was made; something was ticked or typed since the month was opened */
	rupiah cash;
	char idem[IDEM_SIZE];        /* of the next payment: Enter held down pays once */
	char status[200];
};

static const struct list_column columns[] = {
	{ N_("Name"), 18, LIST_GROW, 0 }, { N_("Grade"), 7, 0, 2 }, { N_("Amount"), 9, LIST_RIGHT, 0 }, { N_("Deposit"), 9, LIST_RIGHT | GRID_EDIT, 0 },
	{ N_("Receives"), 9, LIST_RIGHT, 0 }, { N_("Note"), 12, GRID_NOTE | LIST_GROW, 1 }, { NULL, 0, 0, 0 },
};

static bool change(struct ui *ui, void *ctx, struct grid_row *row)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	int i = 0;
	while (i < st->count && st->rows[i].id != row->id) i++; /* the row at hand is a copy that may yet be refused */
	MUST(i < st->count);
	char due[RUPIAH_SIZE];
	if (row->amount[0] < 0 || row->amount[0] > st->items[i].due) {
		ui_warn(ui, _("The deposit is at most what is due, %s."), rupiah_format(st->items[i].due, due));
		return false;
	}
	rupiah_group(st->items[i].due - row->amount[0], st->net[i]);
	return true;
}

static void totals(void *ctx, char *out, size_t size)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	rupiah due = 0, deposit = 0;
	int n = 0;
	char a[RUPIAH_SIZE], b[RUPIAH_SIZE], c[RUPIAH_SIZE], d[RUPIAH_SIZE];
	for (int i = 0; i < st->count; i++)
		if (st->rows[i].tick && !st->rows[i].locked) {
			due += st->items[i].due;
			deposit += st->rows[i].amount[0];
			n++;
		}
	snprintf(out, size, _("To pay: %d children  %s   deposits %s   in hand %s\nCash %s, after paying %s"), n, rupiah_format(due, a), rupiah_format(deposit, b), rupiah_format(due - deposit, c),
	         rupiah_format(st->cash, d), st->cash - due < 0 ? _("! not enough") : "");
	size_t used = strlen(out);
	if (st->cash - due >= 0 && used < size) snprintf(out + used, size - used, "%s", rupiah_format(st->cash - due, a));
}

static const char *status(void *ctx)
{
	struct state *st = screen_state(ctx);
	return st->status;
}

static const struct grid_source source = { .columns = columns, .tick_head = N_("Pay"), .change = change, .totals = totals, .status = status };

static void fill(struct screen *s, int i)
{
	struct state *st = screen_state(s);
	struct arena *a = st->arena;
	const struct allowance_row *it = &st->items[i];
	bool open = it->state == ALLOWANCE_DUE;
	char due[RUPIAH_SIZE];
	struct grid_row *r = &st->rows[i];
	char grade[24];
	*r = (struct grid_row){ .id = it->id, .tick = open || it->state == ALLOWANCE_PAID, .locked = !open, .amount = { it->deposit } };
	rupiah_group(it->due - it->deposit, st->net[i]);
	r->cell[0] = child_shown(screen_ui(s), it->name, a);
	r->cell[1] = arena_dup(a, grade_short(it->level, it->grade, grade, sizeof grade));
	r->cell[2] = arena_dup(a, rupiah_group(it->due, due));
	r->cell[COLUMN_NET] = st->net[i];
	char day[24];
	if (it->state == ALLOWANCE_PAID) snprintf(r->note, sizeof r->note, _("paid %s"), date_format(it->paid_on, DATE_DAY_MONTH, day, sizeof day));
	else if (it->state == ALLOWANCE_HELD) snprintf(r->note, sizeof r->note, _("held: %s"), it->note);
	else if (it->note[0]) STR_SET(r->note, it->note);
	else if (it->days < it->period_days) snprintf(r->note, sizeof r->note, _("%d of %d days"), it->days, it->period_days);
	if (it->state == ALLOWANCE_HELD) r->tick = false;
}

/* Somebody else's save loads the list again: ticks, deposits and notes of rows that did not change stay, and the choice with what is being typed. */
static void carry_over(struct screen *s, const struct state *old)
{
	struct state *st = screen_state(s);
	const row_id at = old->count ? old->rows[old->grid.at].id : 0;
	for (int i = 0; i < st->count; i++) {
		struct grid_row *r = &st->rows[i];
		int k = 0;
		while (k < old->count && old->rows[k].id != r->id) k++;
		const bool same = k < old->count && !r->locked && !old->rows[k].locked && old->items[k].version == st->items[i].version;
		if (same && old->edited) {
			r->tick = old->rows[k].tick;
			memcpy(r->amount, old->rows[k].amount, sizeof r->amount);
			memcpy(r->note, old->rows[k].note, sizeof r->note);
			rupiah_group(st->items[i].due - r->amount[0], st->net[i]);
		}
		if (r->id != at) continue;
		st->grid.at = i;
		st->grid.column = old->grid.column;
		if (!same || !old->grid.editing) continue;
		st->grid.editing = true;
		memcpy(st->grid.typed, old->grid.typed, sizeof st->grid.typed);
	}
	for (int i = 0; i < st->count && old->grid.changed; i++) st->grid.changed = st->grid.changed || !st->rows[i].locked; /* all paid elsewhere: nothing is left to save */
	st->grid.top = old->grid.top < st->count ? old->grid.top : 0;
	st->edited = old->edited;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s), old = *st;
	struct arena *a = arena_new();
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	struct allowance_filter f = { .from = st->month, .to = st->month, .level = st->level[0] ? st->level : NULL, .state = -1 };
	char month[40];
	old.edited = old.edited || old.grid.changed;
	st->arena = a;
	st->run = allowance_month_run(db, who->panti, st->month);
	st->count = allowance_list(db, who, &f, a, &st->items, e);
	if (st->count < 0) {
		arena_free(a);
		*st = old;
		return false;
	}
	st->rows = arena_array(a, struct grid_row, st->count + 1);
	st->net = arena_alloc(a, sizeof *st->net * ((size_t)st->count + 1));
	for (int i = 0; i < st->count; i++) fill(s, i);
	struct allowance_options options;
	allowance_options_load(db, who->panti, &options);
	st->cash = ledger_cash(db, who->panti, options.fund);
	snprintf(st->status, sizeof st->status, _("%s   %s"), date_format(st->month, DATE_MONTH, month, sizeof month), st->level[0] ? school_level_label(school_level_from_code(st->level)) : _("all levels"));
	screen_subtitle(s, month);
	db_idem_make(st->idem);
	grid_open(&st->grid, &source, s, st->rows, st->count);
	carry_over(s, &old);
	arena_free(old.arena);
	return true;
}

static bool open_allowances(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	st->month = date_month_start(arg ? *(const caldate *)arg : ui_today(screen_ui(s)));
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	if (st->count) {
		grid_draw(&st->grid, screen_ui(s), a);
		if (ui_may(screen_ui(s), RIGHT_MONEY_PAY)) ui_hint(screen_ui(s), "%s", _("Space = pay or not, digits = deposit, Enter = note, F4 = same deposit for all."));
		return;
	}
	draw_clear(screen_ui(s), a);
	draw_text(screen_ui(s), a.row, a.col + 1, a.cols - 1, PAINT_HEADING, st->status);
	struct area box = { a.row + 2, a.col + 1, a.rows - 2, a.cols - 2 };
	draw_wrap(screen_ui(s), box, PAINT_TEXT, st->run ? _("No child has pocket money in this month and level.") : _("The list of this month has not been made. F7 makes it from the children, their levels, the rates and the days present. Other months: F6."), 0);
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	return st->count && grid_key(&st->grid, screen_ui(s), k);
}

static bool make_list(struct screen *s)
{
	struct state *st = screen_state(s);
	return allowance_act_run(screen_ui(s), st->month);
}

static bool pay(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!st->count || !grid_settle(&st->grid, screen_ui(s))) return false;
	if (!allowance_act_pay(screen_ui(s), st->rows, st->items, st->count, st->cash, st->idem)) return false;
	st->edited = st->edited || st->grid.changed; /* who was left out stays left out */
	st->grid.changed = false;
	return true;
}

static bool other_month(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->grid.changed && !dialog_confirm(screen_ui(s), _("Another month"), _("What was ticked and typed here is not saved yet."), _("Go there"))) return false;
	char typed[16] = "";
	struct problems p = { .count = 0 };
	date_format(st->month, DATE_MONTH_NUM, typed, sizeof typed);
	if (!dialog_ask(screen_ui(s), _("Another month"), _("Month and year, for example 07-2026."), _("Month"), typed, sizeof typed, 10)) return false;
	char first[24];
	snprintf(first, sizeof first, "1-%s", typed);
	caldate day = date_parse(first, ui_today(screen_ui(s)), true, "month", &p);
	if (day == DATE_NONE) return ui_problems(screen_ui(s), &p), false;
	st->month = date_month_start(day);
	st->grid.changed = st->edited = false;
	ui_reload(screen_ui(s));
	return true;
}

static bool one_level(struct screen *s)
{
	struct state *st = screen_state(s);
	struct choice choices[LEVELS + 2];
	choices[0] = (struct choice){ "", _("all levels") };
	for (int l = 0; l < LEVELS; l++) choices[l + 1] = (struct choice){ school_levels[l].code, school_level_label((enum school_level)l) };
	choices[LEVELS + 1] = (struct choice){ NULL, NULL };
	int picked = picker_choose(screen_ui(s), _("Which level"), choices, 0, NULL);
	if (picked < 0 || (st->grid.changed && !dialog_confirm(screen_ui(s), _("Which level"), _("What was ticked and typed here is not saved yet."), _("Go there")))) return false;
	STR_SET(st->level, choices[picked].code);
	st->grid.changed = st->edited = false;
	ui_reload(screen_ui(s));
	return true;
}

static const struct allowance_row *chosen(struct screen *s)
{
	struct state *st = screen_state(s);
	struct grid_row *r = st->count ? grid_selected(&st->grid) : NULL;
	return r ? &st->items[r - st->rows] : NULL;
}

static bool hold(struct screen *s) { const struct allowance_row *it = chosen(s); return it && allowance_act_hold(screen_ui(s), it); }
static bool reverse(struct screen *s) { const struct allowance_row *it = chosen(s); return it && allowance_act_reverse(screen_ui(s), it); }
static bool cash_in(struct screen *s) { return allowance_act_cash(screen_ui(s)); }
static bool rates(struct screen *s) { return ui_push(screen_ui(s), &screen_rates, NULL); }

static bool child(struct screen *s)
{
	const struct allowance_row *it = chosen(s);
	return it && ui_push(screen_ui(s), &screen_resident_card, &it->resident);
}

static bool same(struct screen *s) { return key(s, K_F(4)); }

static bool leave(struct screen *s)
{
	struct state *st = screen_state(s);
	return ui_ending(screen_ui(s)) || !st->grid.changed || dialog_confirm(screen_ui(s), _("Leave the list"), _("What was ticked and typed here is not paid yet."), _("Exit"));
}

static void close_allowances(struct screen *s)
{
	struct state *st = screen_state(s);
	arena_free(st->arena);
}

static bool has_unsaved(const struct screen *s) { return ((struct state *)screen_state(s))->grid.changed; }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Pay"), .help = N_("Pays what is ticked, after a summary; nothing is ever paid twice."), .run = pay, .right = RIGHT_MONEY_PAY },
	{ .fkey = 4, .label = N_("Same"), .help = N_("The same deposit for all rows."), .run = same, .right = RIGHT_MONEY_PAY },
	{ .fkey = 6, .label = N_("Month"), .help = N_("Another month."), .run = other_month, .right = RIGHT_MONEY_READ },
	{ .fkey = 7, .label = N_("List"), .help = N_("Makes this month's list, or brings it up to date: new children, changed days; what is paid stays."), .run = make_list, .right = RIGHT_MONEY_RUN },
	{ .fkey = 8, .label = N_("Revoke"), .help = N_("Takes the selected payment back with a reason; both entries stay in the books."), .run = reverse, .right = RIGHT_MONEY_REVERSE },
	{ .letter = 'J', .label = N_("Filter"), .help = N_("Only the children of one school level."), .run = one_level, .right = RIGHT_MONEY_READ },
	{ .letter = 'H', .label = N_("Hold"), .help = N_("Holds the selected child's money back with a note, or releases it."), .run = hold, .right = RIGHT_MONEY_PAY },
	{ .letter = 'D', .label = N_("Rates"), .help = N_("Rates per level with their first day."), .run = rates, .right = RIGHT_MONEY_READ },
	{ .letter = 'C', .label = N_("Cash"), .help = N_("Records money received into the cash box."), .run = cash_in, .right = RIGHT_MONEY_PAY },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card."), .run = child, .right = RIGHT_RESIDENT_LIST },
};

const struct screen_class screen_allowances = {
	.name = "allowances", .title = N_("Pocket money"),
	.help = N_("The month's entitlements, pro rata by days present. Space ticks, digits change the deposit, F2 pays what is ticked. The child signs for the full amount; a deposit is an entry of its own and needs consent. Paid by mistake? F8 takes it back."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_MONEY_READ,
	.open = open_allowances, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_allowances, .changed = has_unsaved,
};
