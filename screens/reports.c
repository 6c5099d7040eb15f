/* The printouts somebody may make, and the way to the closing of months. */
#include "db/report.h"

#include "screens/app.h"
#include "screens/print_dialog.h"
#include "screens/screens.h"
#include "screens/ui/list.h"
#include "src/base/i18n.h"

struct state { struct list list; struct list_source source; struct list_array array; };

static const struct list_column columns[] = { { N_("Report"), 30, 0, 0 }, { N_("What it shows"), 40, LIST_GROW, 1 }, { NULL, 0, 0, 0 } };

static const char *detail(void *owner, const struct list_row *row)
{
	(void)owner;
	return _(reports[row->data].help);
}

static void make(struct ui *ui, void *owner, const struct list_row *row)
{
	struct report_ask ask = REPORT_ASK;
	const struct report *r = &reports[row->data];
	(void)owner;
	if (report_choose(ui, r, &ask)) print_report(ui, r->name, &ask);
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct list_row *rows = arena_array(screen_arena(s), struct list_row, reports_count + 1);
	int n = 0;
	(void)e;
	for (size_t i = 0; i < reports_count; i++)
		if (may(screen_actor(s), reports[i].right)) rows[n++] = (struct list_row){ .id = (row_id)i + 1, .key = "", .data = (int64_t)i, .cell = { _(reports[i].title), _(reports[i].help) } };
	st->array.rows = rows;
	st->array.count = n;
	list_reload(&st->list, screen_ui(s));
	return true;
}

static bool open_reports(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	list_array_source(&st->source, columns);
	st->source.empty = N_("Your role has no printouts here. The head of the home makes them.");
	st->array = (struct list_array){ .detail = detail, .enter = make, .owner = st };
	list_open(&st->list, screen_ui(s), &st->source, &st->array);
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	list_draw(&st->list, screen_ui(s), screen_area(s));
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	return list_key(&st->list, screen_ui(s), k);
}

static void close_reports(struct screen *s)
{
	struct state *st = screen_state(s);
	list_close(&st->list, screen_ui(s));
}

static bool preview(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = list_selected(&st->list);
	if (!row) return false;
	make(screen_ui(s), st, row);
	return true;
}

static bool months(struct screen *s)
{
	return ui_push(screen_ui(s), &screen_months, NULL);
}

static const struct action actions[] = {
	{ .fkey = 5, .label = N_("Print"), .help = N_("Shows the report first; from there it is printed or saved."), .run = preview },
	{ .fkey = 6, .label = N_("Months"), .help = N_("Closes months, prints corrected reports again."), .run = months, .right = RIGHT_REPORT },
};

const struct screen_class screen_reports = {
	.name = "reports", .title = N_("Reports"),
	.help = N_("Choose a report and press Enter: the desk asks for the month, day or child and shows the pages. A closed month prints the same pages for ever; what became known later "
	           "makes a numbered correction (F6)."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions),
	.open = open_reports, .load = load, .draw = draw, .key = key, .close = close_reports,
};
