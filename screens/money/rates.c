/* Rates of pocket money per level (and grade), each from its first day; old months keep old rates. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/money/allowance.h"
#include "screens/app.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/rules/school.h"

enum { LEVEL, GRADE, AMOUNT, FROM, FIELDS, SIZE = 64 };
static const struct field fields[FIELDS] = {
	{ "level", N_("School level"), FIELD_CODE, 0, "school_level", FIELD_REQUIRED, NULL, NULL },
	{ "grade", N_("Grade"), FIELD_INT, 13, NULL, 0, NULL, N_("Empty: every grade of the level.") },
	{ "amount", N_("Amount"), FIELD_RUPIAH, 0, NULL, FIELD_REQUIRED, NULL, N_("For one month or day, as the settings say.") },
	{ "on", N_("From"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("First day it holds.") },
};

struct state { struct table table; struct rate_row *rates; struct app_lists lists; };

static const struct list_column columns[] = { { N_("From"), 10, 0, 0 }, { N_("School level"), 16, LIST_GROW, 0 }, { N_("Grade"), 6, LIST_RIGHT, 0 }, { N_("Amount"), 14, LIST_RIGHT, 0 }, { NULL, 0, 0, 0 } };

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	int n = allowance_rate_list(screen_db(s), screen_actor(s), false, a, &st->rates, e);
	if (n < 0) return false;
	struct list_row *rows = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct rate_row *r = &st->rates[i];
		char day[24], sum[RUPIAH_SIZE];
		rows[i] = (struct list_row){ .id = r->id, .key = "", .data = i, .cell = { arena_dup(a, date_format(r->on, DATE_SHORT, day, sizeof day)),
			school_level_label(school_level_from_code(r->level)), r->grade ? arena_printf(a, "%d", r->grade) : _("all"), arena_dup(a, rupiah_format(r->amount, sum)) } };
	}
	table_rows(s, rows, n);
	return true;
}

static bool open_rates(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, columns, N_("No rate yet. F7 adds one for a school level."), NULL, NULL);
	return true;
}

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	return app_lists_of(&((struct state *)screen_state(s))->lists, screen_ui(s), screen_keep(s), f->list);
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	(void)ctx;
	struct rate_new in = { .on = date_from_iso(v[FROM]), .level = v[LEVEL], .grade = (int)strtol(v[GRADE], NULL, 10), .amount = strtoll(v[AMOUNT], NULL, 10) };
	return allowance_rate_add(ui_db(ui), ui_who(ui), &in, NULL, p, e);
}

static const struct form_class form = { .name = "rate", .fields = fields, .count = FIELDS, .choices = choices, .save = save };

static bool add(struct screen *s)
{
	char room[FIELDS][SIZE] = { "" }, *values[FIELDS], day[DATE_ISO_SIZE];
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	STR_SET(room[FROM], date_iso(date_month_start(ui_today(screen_ui(s))), day));
	if (!form_run(screen_ui(s), _("New rate"), &form, s, values, SIZE)) return false;
	ui_say(screen_ui(s), "%s", _("Saved: the rate."));
	ui_reload(screen_ui(s));
	return true;
}

static bool take_back(struct screen *s)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[300] = "";
	const struct list_row *row = table_selected(s);
	if (!row || !dialog_reason(screen_ui(s), _("Void the rate"), _("Months run with it keep what was posted."), why, sizeof why, _("Void"))) return false;
	return screen_told(screen_ui(s), allowance_rate_void(screen_db(s), screen_actor(s), row->id, why, &p, &e), &p, &e);
}

static const struct action actions[] = {
	{ .fkey = 7, .label = N_("New"), .help = N_("Adds a rate with its first day."), .run = add, .right = RIGHT_MONEY_RATE },
	{ .fkey = 8, .label = N_("Void"), .help = N_("Takes a rate back that should never have been; a new rate replaces an old one by its later first day."), .run = take_back, .right = RIGHT_MONEY_RATE },
};

const struct screen_class screen_rates = {
	.name = "rates", .title = N_("Rates"), .help = N_("What a child of a level receives, from which day on. The newest rate that has begun holds; months already run keep theirs."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_MONEY_READ,
	.open = open_rates, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
