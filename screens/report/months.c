/* Months: closing, numbered corrections, printing again what was stored. */
#include <stdio.h>
#include <string.h>

#include "db/report/month.h"
#include "db/report/report.h"
#include "screens/app.h"
#include "screens/report/print_dialog.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/picker.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

enum { DETAIL = 6 /* a cell behind the columns */, NAMED = 6 }; /* differences shown in the box; the report names all */

struct state { struct table table; struct month_state *months; };

static const struct list_column columns[] = {
	{ N_("Month"), 16, 0, 0 }, { N_("State"), 18, 0, 0 }, { N_("Closed"), 17, 0, 1 }, { N_("By"), 14, LIST_GROW, 2 }, { N_("Corrections"), 11, LIST_RIGHT, 1 }, { N_("Audit head"), 22, 0, 3 }, { NULL, 0, 0, 0 },
};

static const char *month_name(caldate month, char out[40])
{
	return date_format(month, DATE_MONTH, out, 40);
}

static struct list_row row_of(struct screen *s, const struct month_state *m, int i)
{
	struct arena *a = screen_arena(s);
	char name[40], day[24];
	const char *closed = "", *head = "";
	int hour, minute;
	caldate on;
	if (m->closed) {
		clock_local(m->closed_at, app_of(screen_ui(s))->panti.utc_offset, &on, &hour, &minute);
		closed = arena_printf(a, "%s %02d.%02d", date_format(on, DATE_SHORT, day, sizeof day), hour, minute);
		head = arena_printf(a, "%s/%" PRId64, m->audit_hash, m->audit_rows);
	}
	return (struct list_row){ .id = m->month + 100000, .key = "", .data = i, .paint = m->can_close ? PAINT_WARN : PAINT_TEXT,
		.cell = { arena_dup(a, month_name(m->month, name)), m->closed ? _("closed") : m->can_close ? _("to be closed") : m->before ? _("before the books") : _("open"), closed, m->closed ? m->closed_by : "",
		          m->closed ? arena_printf(a, "%d", m->revisions) : "", head, m->closed ? arena_printf(a, _("Closed by %s on %s, audit head %s"), m->closed_by, closed, head) : "" } };
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	int n = month_list(screen_db(s), screen_actor(s), screen_arena(s), &st->months, e);
	if (n < 0) return false;
	struct list_row *rows = arena_array(screen_arena(s), struct list_row, n + 1);
	for (int i = 0; i < n; i++) rows[i] = row_of(s, &st->months[i], i);
	table_rows(s, rows, n);
	return true;
}

static const struct month_state *chosen(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_selected(s);
	return row ? &st->months[row->data] : NULL;
}

static bool show(struct ui *ui, caldate month, int revision)
{
	struct report_ask ask = REPORT_ASK;
	ask.month = month;
	ask.revision = revision;
	return print_report(ui, "monthly", &ask);
}

static void enter(struct ui *ui, void *owner, const struct list_row *row)
{
	struct state *st = owner;
	show(ui, st->months[row->data].month, -1);
}

static bool print(struct screen *s)
{
	const struct month_state *m = chosen(s);
	return m && show(screen_ui(s), m->month, -1);
}

/* Of a closed month with corrections: which one. */
static bool version(struct screen *s)
{
	enum { MOST = 100 };
	struct choice rows[MOST + 2];
	char labels[MOST + 1][48];
	const struct month_state *m = chosen(s);
	if (!m) return false;
	if (!m->closed) return ui_say(screen_ui(s), "%s", _("This month is still open: its report follows what is known now.")), false;
	int n = m->revisions < MOST ? m->revisions : MOST;
	for (int i = 0; i <= n; i++) {
		if (i) snprintf(labels[i], sizeof labels[i], _("Correction %d"), i);
		else STR_SET(labels[i], _("As first closed"));
		rows[i] = (struct choice){ labels[i], labels[i] };
	}
	rows[n + 1] = (struct choice){ NULL, NULL };
	caldate month = m->month;
	int at = picker_choose(screen_ui(s), _("Which report?"), rows, n, NULL);
	return at >= 0 && show(screen_ui(s), month, at);
}

static bool close_month(struct screen *s)
{
	struct ui *ui = screen_ui(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char name[40], text[400];
	const struct month_state *m = chosen(s);
	if (!m) return false;
	caldate month = m->month;
	month_name(month, name);
	if (m->closed) return ui_say(ui, _("%s is closed already."), name), false;
	snprintf(text, sizeof text, _("Closing %s fixes its report: it prints the same for ever, and no money can be entered for that month any more. What becomes known later makes a numbered correction."), name);
	if (!dialog_confirm(ui, _("Close the month"), text, _("Close it"))) return false;
	if (!month_close(screen_db(s), screen_actor(s), month, &p, &e)) {
		if (p.count) ui_problems(ui, &p);
		else ui_error(ui, &e);
		return false;
	}
	ui_say(ui, _("%s is closed. Its report is now fixed."), name);
	ui_reload(ui);
	return true;
}

/* What would be corrected, in words; false when there is nothing or it could not be read. */
static bool differences(struct screen *s, caldate month, struct buf *text)
{
	struct err e = { ERR_NONE, "" };
	struct monthly_difference *list;
	struct arena *a = arena_new();
	int n = month_differences(screen_db(s), screen_actor(s), month, a, &list, &e);
	if (n < 0) ui_error(screen_ui(s), &e);
	if (n == 0) ui_say(screen_ui(s), "%s", _("Nothing differs from the stored report: there is nothing to correct."));
	for (int i = 0; i < n && i < NAMED; i++) buf_printf(text, "%s: %" PRId64 " > %" PRId64 "\n", list[i].label, list[i].before, list[i].after);
	if (n > NAMED) buf_printf(text, _("and %d more"), n - NAMED);
	arena_free(a);
	return n > 0;
}

static bool revise(struct screen *s)
{
	struct ui *ui = screen_ui(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct buf text = BUF_EMPTY;
	int revision = 0;
	const struct month_state *m = chosen(s);
	if (!m) return false;
	if (!m->closed) return ui_say(ui, "%s", _("This month is still open: its report follows what is known now.")), false;
	caldate month = m->month;
	bool go = differences(s, month, &text) && dialog_confirm(ui, _("Store a corrected report"), buf_text(&text), _("Store it"));
	buf_free(&text);
	if (!go) return false;
	if (!month_revise(screen_db(s), screen_actor(s), month, &revision, &p, &e)) {
		if (p.count) ui_problems(ui, &p);
		else ui_error(ui, &e);
		return false;
	}
	ui_say(ui, _("Correction %d is stored. F5 prints it."), revision);
	ui_reload(ui);
	return true;
}

/* What the columns have no room for on a narrow screen: who closed it, and the head of the audit log printed on the report. */
static const char *detail(void *owner, const struct list_row *row)
{
	const struct month_state *m = &((struct state *)owner)->months[row->data];
	return m->closed ? row->cell[DETAIL] : m->can_close ? _("Over and not closed yet: F8 closes it.") : "";
}

static bool open_months(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, columns, N_("No months yet: the first one begins with the first child."), enter, detail);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 4, .label = N_("Revise"), .help = N_("Stores a numbered correction of a closed month, with the differences named."), .run = revise, .right = RIGHT_MONTH_CLOSE },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The month's report: of a closed month the newest one stored."), .run = print, .right = RIGHT_REPORT },
	{ .fkey = 6, .label = N_("Which"), .help = N_("Prints the first report or any correction of a closed month again."), .run = version, .right = RIGHT_REPORT },
	{ .fkey = 8, .label = N_("End"), .help = N_("Closes the month: its report is fixed and its books take no entry any more."), .run = close_month, .right = RIGHT_MONTH_CLOSE },
};

const struct screen_class screen_months = {
	.name = "months", .title = N_("Months"),
	.help = N_("Months are closed one after another when they are over. A closed month's report stays as it was signed; facts learnt later are recorded on their true date and make a "
	           "numbered correction that names the differences."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REPORT,
	.open = open_months, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
