/* The printouts somebody may make, and the way to the closing of months. */
#include "db/report/report.h"

#include "screens/app.h"
#include "screens/report/print_dialog.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "src/base/i18n.h"

static const struct list_column columns[] = { { N_("Report"), 33, 0, 0 }, { N_("What it shows"), 40, LIST_GROW, 1 }, { NULL, 0, 0, 0 } };

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
	struct list_row *rows = arena_array(screen_arena(s), struct list_row, reports_count + 1);
	int n = 0;
	(void)e;
	for (size_t i = 0; i < reports_count; i++)
		if (may(screen_actor(s), reports[i].right)) rows[n++] = (struct list_row){ .id = (row_id)i + 1, .key = "", .data = (int64_t)i, .cell = { _(reports[i].title), _(reports[i].help) } };
	table_rows(s, rows, n);
	return true;
}

static bool open_reports(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, columns, N_("Your role has no printouts here. The head of the home makes them."), make, detail);
	return true;
}

static bool preview(struct screen *s)
{
	const struct list_row *row = table_selected(s);
	if (!row) return false;
	make(screen_ui(s), screen_state(s), row);
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
	.state_size = sizeof(struct table), .actions = actions, .action_count = COUNT(actions), .any = { RIGHT_REPORT, RIGHT_REPORT_MONEY, RIGHT_REFERRAL_READ, RIGHT_REPORT_DISTRICT },
	.open = open_reports, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
