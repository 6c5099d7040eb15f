/* Ends of care being prepared, decided and in force; one child or a pelepasan; the step that comes next for whoever looks. */
#include <stdio.h>
#include <string.h>

#include "db/money/allowance.h"
#include "db/office/code.h"
#include "db/money/savings.h"
#include "screens/app.h"
#include "screens/termination/release.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/termination/termination_act.h"
#include "screens/ui/dialog.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

enum { MOST = 500 };

struct state {
	struct list list; /* first: draw, key and close are the table's */
	struct list_source source;
	struct list_array array;
	struct termination_row *found; /* of the load arena, as the rows */
	enum termination_state view;   /* TERMINATION_STATES: what is not finished */
	int64_t all;
	row_id newest;                 /* before a proposal was begun here; 0 = none was */
};

static const struct list_column columns[] = {
	{ N_("Reg. no."), 9, 0, 3 }, { N_("Name"), 13, LIST_GROW | LIST_HITS, 0 }, { N_("Reason"), 11, LIST_GROW, 2 }, { N_("Ends on"), 10, 0, 0 },
	{ N_("State"), 12, 0, 0 }, { N_("Savings"), 9, LIST_RIGHT, 1 }, { N_("Lacks"), 6, LIST_RIGHT, 0 }, { NULL, 0, 0, 0 },
};

static void to_row(struct screen *s, int i, struct list_row *out)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const struct termination_row *t = &st->found[i];
	char day[24], sum[RUPIAH_SIZE];
	const bool open = t->state == TERMINATION_USUL || t->state == TERMINATION_MENUNGGU || t->state == TERMINATION_DIKEMBALIKAN, final = t->state == TERMINATION_BERLAKU || t->state == TERMINATION_DIBATALKAN;
	rupiah savings = savings_balance(screen_db(s), t->resident);
	*out = (struct list_row){ .id = t->id, .key = "", .data = i, .paint = t->state == TERMINATION_DIKEMBALIKAN || (savings && t->state == TERMINATION_BERLAKU) ? PAINT_WARN : final ? PAINT_DIM : PAINT_TEXT };
	const char *cells[] = {
		t->register_no, child_shown(screen_ui(s), t->name, a), code_label_load(screen_db(s), screen_actor(s), "termination_reason", t->reason, a), arena_dup(a, date_format(t->on, DATE_SHORT, day, sizeof day)),
		termination_word(t->state), savings && t->state != TERMINATION_DIBATALKAN ? arena_dup(a, rupiah_group(savings, sum)) : "",
		!open ? "" : t->missing ? arena_printf(a, "%d !", t->missing) : "v",
	};
	for (size_t k = 0; k < COUNT(cells); k++) out->cell[k] = cells[k];
}

/* What is not finished, and behind it exits in force whose savings are still owed. */
static int find(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	st->found = arena_array(a, struct termination_row, MOST);
	if (st->view < TERMINATION_STATES) return termination_newest(screen_db(s), screen_actor(s), st->view, a, st->found, MOST, e);
	int n = termination_list(screen_db(s), screen_actor(s), TERMINATION_STATES, TERMINATION_FIRST, a, st->found, MOST, e);
	if (n < 0 || n == MOST) return n;
	struct termination_row *ended = arena_array(a, struct termination_row, MOST);
	int m = termination_newest(screen_db(s), screen_actor(s), TERMINATION_BERLAKU, a, ended, MOST, e);
	if (m < 0) return -1;
	for (int i = 0; i < m && n < MOST; i++)
		if (savings_balance(screen_db(s), ended[i].resident) != 0) st->found[n++] = ended[i];
	return n;
}

static row_id newest(const struct state *st)
{
	row_id id = 1;
	for (int i = 0; i < st->array.count; i++) id = st->found[i].id > id ? st->found[i].id : id;
	return id;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	int n = find(s, e);
	st->array.count = 0;
	if (n < 0) return false;
	struct list_row *rows = arena_array(screen_arena(s), struct list_row, n + 1);
	for (int i = 0; i < n; i++) to_row(s, i, &rows[i]);
	st->array.rows = rows;
	st->array.count = n;
	st->all = termination_count(screen_db(s), screen_actor(s), st->view, e);
	if (st->all < n) st->all = n;
	list_reload(&st->list, screen_ui(s));
	if (st->newest && newest(st) > st->newest) { /* the proposal just saved is what one goes on with */
		list_select(&st->list, screen_ui(s), newest(st));
		st->newest = 0;
	}
	return st->all >= 0;
}

static void status(void *ctx, char *out, size_t size)
{
	const struct list_array *array = ctx;
	struct state *st = screen_state(array->owner);
	snprintf(out, size, _("%d of %lld terminations"), array->count, (long long)st->all);
}

static const char *filter(void *ctx)
{
	const struct list_array *array = ctx;
	struct state *st = screen_state(array->owner);
	return arena_printf(screen_arena(array->owner), _("Filter: %s (F6)"), st->view == TERMINATION_STATES ? _("not finished") : termination_word(st->view));
}

static const char *detail(void *ctx, const struct list_row *row)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const struct termination_row *t = &st->found[row->data];
	char day[24], sum[RUPIAH_SIZE];
	rupiah owed = allowance_owed(screen_db(s), t->resident);
	return arena_printf(a, "%s%s%s%s%s", arena_printf(a, _("Proposed by %s, %s."), t->by, date_format(t->proposed_on, DATE_SHORT, day, sizeof day)),
		t->batch_size > 1 ? arena_printf(a, _(" Pelepasan of %d children."), t->batch_size) : "",
		t->missing ? arena_printf(a, _(" %d conditions are open."), t->missing) : "",
		owed > 0 ? arena_printf(a, _(" Pocket money not paid: %s."), rupiah_format(owed, sum)) : "",
		t->state == TERMINATION_BERLAKU && row->cell[5][0] ? _(" ! Savings still owed.") : "");
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	const struct termination_arg arg = { .termination = row->id };
	if (ui_may(ui, RIGHT_RESIDENT_READ)) ui_push(ui, &screen_termination, &arg);
	else if (ui_may(ui, RIGHT_MONEY_READ)) ui_push(ui, &screen_savings, &st->found[row->data].resident); /* the treasurer's side of it */
	else ui_refuse(ui, RIGHT_RESIDENT_READ);
}

static bool open_terminations(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	st->view = TERMINATION_STATES;
	list_array_source(&st->source, columns);
	st->source.status = status;
	st->source.filter = filter;
	st->source.empty = N_("No end of care is being prepared. F7: propose one, for one child or a pelepasan. F6: look at those in force.");
	st->source.nothing = N_("No name or number holds '%s'. Esc: clear the search. F6: look at others too.");
	st->array = (struct list_array){ .detail = detail, .enter = enter, .owner = s };
	list_open(&st->list, screen_ui(s), &st->source, &st->array);
	return true;
}

static bool chosen(struct screen *s, struct termination_at *at)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_chosen(s);
	if (!row) return false;
	const struct termination_row *t = &st->found[row->data];
	*at = (struct termination_at){ .id = t->id, .resident = t->resident, .batch = t->batch, .batch_size = t->batch_size, .state = t->state };
	STR_SET(at->register_no, t->register_no);
	STR_SET(at->name, t->name);
	return true;
}

static bool act(struct screen *s) { struct termination_at at; return chosen(s, &at) && termination_act_next(screen_ui(s), &at); }
static bool back(struct screen *s) { struct termination_at at; return chosen(s, &at) && termination_act_back(screen_ui(s), &at); }
static bool reopen(struct screen *s) { struct termination_at at; return chosen(s, &at) && termination_act(screen_ui(s), &at, TERMINATION_BUKA_KEMBALI); }
static bool print(struct screen *s) { struct termination_at at; return chosen(s, &at) && termination_act_print(screen_ui(s), &at); }
static bool child(struct screen *s) { struct termination_at at; return chosen(s, &at) && ui_push(screen_ui(s), &screen_resident_card, &at.resident); }
static bool aftercare(struct screen *s) { return ui_push(screen_ui(s), &screen_aftercare, NULL); }

static bool add(struct screen *s)
{
	struct ui *ui = screen_ui(s);
	const char *const buttons[] = { _("Back"), _("One child"), _("Several (pelepasan)"), NULL };
	int picked = dialog_choose(ui, _("New termination"), _("For one child, or for all who leave together, as after graduation?"), buttons, 1);
	if (picked <= 0) return false;
	((struct state *)screen_state(s))->newest = newest(screen_state(s));
	if (picked == 2) return ui_push(ui, &screen_release, NULL);
	const struct termination_arg arg = { .resident = app_pick_child(ui, _("Who leaves the home?"), NULL) };
	return arg.resident && ui_push(ui, &screen_termination, &arg);
}

static bool choose_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	static const enum termination_state order[] = { TERMINATION_USUL, TERMINATION_MENUNGGU, TERMINATION_DIKEMBALIKAN, TERMINATION_DISETUJUI, TERMINATION_BERLAKU, TERMINATION_DIBATALKAN };
	struct choice choices[COUNT(order) + 2] = { { "open", _("not finished") } };
	int at = 0;
	for (size_t i = 0; i < COUNT(order); i++) {
		choices[i + 1] = (struct choice){ termination_state_code(order[i]), termination_word(order[i]) };
		if (order[i] == st->view) at = (int)i + 1;
	}
	int picked = picker_choose(screen_ui(s), _("Which terminations"), choices, at, NULL);
	if (picked < 0) return false;
	st->view = picked ? order[picked - 1] : TERMINATION_STATES;
	list_search(&st->list, screen_ui(s), "");
	ui_reload(screen_ui(s));
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The step that comes next for you: pay what is owed, submit, approve, print."), .run = act },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The handover record (BAST) of an approved end of care."), .run = print, .right = RIGHT_REPORT },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Which states are shown."), .run = choose_filter },
	{ .fkey = 7, .label = N_("New"), .help = N_("Proposes the end of care of one child, or of several at once (pelepasan)."), .run = add, .right = RIGHT_TERMINATION_PROPOSE },
	{ .fkey = 8, .label = N_("Cancel"), .help = N_("Returns a proposal with a reason, or cancels it."), .run = back, .right = RIGHT_TERMINATION_PROPOSE },
	{ .letter = 'B', .label = N_("Reopen"), .help = N_("Takes an end in force back with a reason: the child is in care again."), .run = reopen, .right = RIGHT_TERMINATION_REOPEN },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card."), .run = child, .right = RIGHT_RESIDENT_LIST },
	{ .letter = 'L', .label = N_("Follow-up"), .help = N_("Aftercare: dates due and coming."), .run = aftercare, .right = RIGHT_RESIDENT_READ },
};

const struct screen_class screen_terminations = {
	.name = "terminations", .title = N_("Terminations"),
	.help = N_("The social worker proposes, the treasurer pays the savings out, the head approves and types the register number: never one person alone. 'Lacks' counts what approval still needs; v means nothing. "
	           "A child that comes back is admitted again from its card (F9 N); the register number stays."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_LIST, .any = { RIGHT_TERMINATION_PROPOSE, RIGHT_RESIDENT_READ, RIGHT_SAVINGS },
	.open = open_terminations, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
