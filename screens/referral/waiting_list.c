/* The waiting list in the head's order: who is next, since when and why; the head moves a child with a reason. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/referral/referral_place.h"
#include "db/referral/referral_queue.h"
#include "screens/app.h"
#include "screens/referral/referral_act.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"

enum { MOST = 500, VALUE = 400 };

struct state {
	struct table table;
	struct referral_waiting_row *rows;
	int count;
};

static const struct list_column columns[] = {
	{ "#", 3, LIST_RIGHT, 0 }, { N_("Number"), 10, 0, 2 }, { N_("Child"), 18, LIST_GROW, 0 }, { "L/P", 3, 0, 0 }, { N_("Age"), 4, LIST_RIGHT, 4 },
	{ N_("Waits"), 6, LIST_RIGHT, 1 }, { N_("Reason"), 22, LIST_GROW, 0 }, { NULL, 0, 0, 0 },
};

static const struct referral_waiting_row *of(struct state *st, row_id id)
{
	for (int i = 0; i < st->count; i++)
		if (st->rows[i].referral == id) return &st->rows[i];
	return NULL;
}

static void enter(struct ui *ui, void *state, const struct list_row *row)
{
	(void)state;
	ui_push(ui, &screen_referral, &row->id);
}

static const char *detail(void *state, const struct list_row *row)
{
	static const char none[] = "";
	const struct referral_waiting_row *r = of(state, row->id);
	return !r ? none : r->why;
}

static bool open_list(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, columns, N_("Nobody waits. An assessed child for whom there is no place yet comes here: F2 on the referral, waiting list."), enter, detail);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct arena *a = screen_arena(s);
	caldate today = ui_today(ui);
	st->rows = arena_array(a, struct referral_waiting_row, MOST);
	st->count = referral_queue_list(screen_db(s), screen_actor(s), a, st->rows, MOST, e);
	if (st->count < 0) return st->count = 0, false;
	struct list_row *rows = arena_array(a, struct list_row, st->count + 1);
	for (int i = 0; i < st->count; i++) {
		const struct referral_waiting_row *r = &st->rows[i];
		int age = date_age(r->birth, today);
		rows[i] = (struct list_row){ .id = r->referral, .key = "", .paint = PAINT_TEXT, .cell = {
			arena_printf(a, "%d", r->place), r->number, child_shown(ui, r->name, a), r->sex, age >= 0 ? arena_printf(a, "%d", age) : "",
			arena_printf(a, _("%d d"), r->since == DATE_NONE || r->since > today ? 0 : today - r->since), r->urgent ? arena_printf(a, _("Urgent: %s"), r->reason) : r->reason } };
	}
	table_rows(s, rows, st->count);
	return true;
}

static bool next(struct screen *s)
{
	const struct list_row *row = table_chosen(s);
	return row && referral_act_next(screen_ui(s), row->id);
}

/* "Putra P.: number 4 of 6. To number?" and the reason, in one box. */
static bool move(struct screen *s)
{
	static const struct field fields[] = {
		{ "place", N_("New number"), FIELD_INT, 9999, NULL, FIELD_REQUIRED, NULL, N_("1 is next in turn; those behind move by one.") },
		{ "reason", N_("Reason"), FIELD_TEXT, 200, NULL, FIELD_REQUIRED, NULL, N_("Stays with the referral and in the audit log.") },
	};
	static const struct form_class class = { .name = "waiting-list", .fields = fields, .count = COUNT(fields), .button = N_("Move") };
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	char values[COUNT(fields)][VALUE], *const at[] = { values[0], values[1] }, title[160];
	const struct list_row *row = table_chosen(s);
	const struct referral_waiting_row *r = row ? of(st, row->id) : NULL;
	if (!r) return false;
	row_id id = r->referral;
	snprintf(values[0], VALUE, "%d", r->place);
	values[1][0] = 0;
	snprintf(title, sizeof title, _("%s: number %d of %d"), child_shown(ui, r->name, screen_arena(s)), r->place, r->of);
	if (!form_run(ui, title, &class, NULL, at, VALUE)) return false;
	if (!screen_told(ui, referral_queue_move(screen_db(s), screen_actor(s), id, (int)strtol(values[0], NULL, 10), values[1], &p, &e), &p, &e)) return false;
	ui_say(ui, _("Moved to number %s."), values[0]);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("Decides on the selected child: accepted with a place, or refused."), .run = next, .right = RIGHT_REFERRAL_READ },
	{ .fkey = 4, .label = N_("Move"), .help = N_("Moves the selected child to another number, with a reason."), .run = move, .right = RIGHT_REFERRAL_DECIDE },
};

const struct screen_class screen_waiting_list = {
	.name = "waiting-list", .title = N_("Waiting list"),
	.help = N_("Children found fit for whom there is no place yet, in the head's order. A child comes in at the end, with the reason; whoever leaves closes the gap. Only the head moves a child, with a reason that stays. When a place is free, F2 accepts the selected child and keeps a place."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REFERRAL_READ,
	.open = open_list, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
