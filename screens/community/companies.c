/* Workplaces with the state of one quarter: who has reported, who is late, where the count differs. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/community/company_act.h"
#include "screens/paged.h"
#include "screens/report/print_dialog.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/draw.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

struct state {
	struct paged paged; /* first */
	struct company_filter filter;
	struct app_lists lists;
	int64_t counts[COMPANY_STATUSES];
};

static const struct list_column columns[] = {
	{ N_("Workplace"), 24, LIST_HITS | LIST_GROW, 0 }, { N_("Sector"), 12, LIST_GROW, 3 }, { N_("Received"), 10, 0, 1 }, { N_("Children"), 8, LIST_RIGHT, 2 }, { N_("Status"), 20, 0, 0 }, { NULL, 0, 0, 0 },
};

static void to_row(struct screen *s, const struct company_row *r, struct list_row *out, struct arena *a)
{
	struct state *st = screen_state(s);
	char day[24];
	const bool bad = r->owes && (r->status == COMPANY_LATE || r->status == COMPANY_DIFFERS || (r->findings && !r->community));
	const char *status = !r->owes ? r->closed != DATE_NONE ? _("closed") : "-" : company_status_label(r->status);
	if (r->owes && r->status == COMPANY_LATE) status = arena_printf(a, _("! %s, %d d"), company_status_label(r->status), r->late_days);
	else if (r->owes && bad) status = arena_printf(a, "! %s", status);
	*out = (struct list_row){ .id = r->id, .key = r->key, .data = r->report, .paint = r->closed != DATE_NONE && !r->report ? PAINT_DIM : bad ? PAINT_WARN : PAINT_TEXT, .cell = {
		r->name, app_lists_label(&st->lists, s, "labour_sector", r->sector, a), r->report ? arena_dup(a, date_format(r->received, DATE_SHORT, day, sizeof day)) : "",
		!r->report ? "" : r->found_children < 0 ? arena_printf(a, "%d", r->children) : arena_printf(a, "%d/%d", r->children, r->found_children), status } };
}

static int fetch(struct screen *s, const struct paged_from *from, int n, struct list_row *rows, struct arena *a, struct err *e)
{
	const struct state *st = screen_state(s);
	const struct company_key at = { from->edge ? from->key : NULL, from->id };
	struct company_row *found = arena_array(a, struct company_row, n);
	int got = company_list(screen_db(s), screen_actor(s), &st->filter, at, from->back, a, found, n, e);
	for (int i = 0; i < got; i++) to_row(s, &found[i], &rows[i], a);
	return got;
}

static int64_t count(struct screen *s, bool all, struct err *e)
{
	(void)all;
	return company_count(screen_db(s), screen_actor(s), &((const struct state *)screen_state(s))->filter, e);
}

static const char *words(struct screen *s, struct arena *a)
{
	const struct state *st = screen_state(s);
	char quarter[40];
	const char *which = st->filter.status != COMPANY_STATUSES ? company_status_label(st->filter.status) : st->filter.owing ? _("all that report") : _("whole register");
	return arena_printf(a, "%s: %s", quarter_words(st->filter.quarter, quarter, sizeof quarter), which);
}

static const char *detail(struct screen *s, row_id id, struct arena *a)
{
	struct company_card c;
	struct err e = { ERR_NONE, "" };
	int sent = 0;
	if (!company_load(screen_db(s), screen_actor(s), id, a, &c, &e)) return "";
	for (size_t i = 0; i < c.reminder_count; i++) sent += c.reminders[i].quarter == ((struct state *)screen_state(s))->filter.quarter;
	return arena_printf(a, _("%s %s %s  Reminders sent: %d"), c.v[COMPANY_F_ADDRESS], c.v[COMPANY_F_CONTACT], c.v[COMPANY_F_PHONE], sent);
}

static bool enter(struct ui *ui, row_id id) { return ui_push(ui, &screen_company, &id); }

static const struct paged_class list = {
	.columns = columns, .said = N_("%lld workplaces"), .fetch = fetch, .count = count, .words = words, .bare = true, .detail = detail, .enter = enter,
	.empty = N_("No workplace here. F7: register one; its quarterly reports are expected from then on. F6: other statuses."),
	.nothing = N_("No workplace's name holds '%s'. Esc: clear the search."),
};

static bool open_companies(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	st->filter = (struct company_filter){ .quarter = quarter_last(ui_today(screen_ui(s))), .status = COMPANY_STATUSES, .owing = true };
	if (arg) st->filter = *(const struct company_filter *)arg;
	st->filter.text = st->paged.text;
	paged_open(s, &list);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	if (!company_status_counts(screen_db(s), screen_actor(s), st->filter.quarter, st->counts, e)) return false;
	return paged_load(s, e);
}

/* The list, and under it how the quarter stands. */
static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s), above = { a.row, a.col, a.rows - 1, a.cols };
	char line[300] = "", due[24];
	size_t n = 0;
	list_draw(&st->paged.list, ui, above);
	for (unsigned i = 0; i < COMPANY_STATUSES && n < sizeof line; i++) {
		if (a.cols < 80 && !st->counts[i]) continue; /* what there is must be seen */
		int more = snprintf(line + n, sizeof line - n, "%s%s %lld", n ? ", " : "", company_status_label((enum company_status)i), (long long)st->counts[i]);
		n += more > 0 ? (size_t)more : 0;
	}
	const caldate last = company_due(st->filter.quarter, company_due_days(screen_db(s), screen_actor(s)));
	draw_fill(ui, a.row + a.rows - 1, a.col, a.cols, PAINT_HEADING);
	draw_printf(ui, a.row + a.rows - 1, a.col + 1, a.cols - 2, PAINT_HEADING, _("Due %s: %s"), date_format(last, DATE_DAY_MONTH, due, sizeof due), line);
}

/* --- acts --------------------------------------------------------------------------------------------------------------------- */

static bool choose_quarter(struct screen *s)
{
	struct state *st = screen_state(s);
	caldate at = st->filter.quarter;
	if (!company_choose_quarter(screen_ui(s), &at)) return false;
	st->filter.quarter = at;
	ui_reload(screen_ui(s));
	paged_filtered(s);
	return true;
}

static bool choose_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	struct choice choices[COMPANY_STATUSES + 3];
	int n = 0;
	struct arena *a = arena_new();
	choices[n++] = (struct choice){ "all", _("all that report") };
	for (unsigned i = 0; i < COMPANY_STATUSES; i++) choices[n++] = (struct choice){ company_status_code((enum company_status)i), arena_printf(a, "%s (%lld)", company_status_label((enum company_status)i), (long long)st->counts[i]) };
	choices[n++] = (struct choice){ "register", _("whole register") };
	choices[n] = (struct choice){ NULL, NULL };
	int picked = picker_choose(screen_ui(s), _("Which workplaces"), choices, st->filter.status != COMPANY_STATUSES ? (int)st->filter.status + 1 : st->filter.owing ? 0 : n - 1, NULL);
	arena_free(a);
	if (picked < 0) return false;
	st->filter.status = picked >= 1 && picked <= COMPANY_STATUSES ? (enum company_status)(picked - 1) : COMPANY_STATUSES;
	st->filter.owing = picked != n - 1;
	paged_filtered(s);
	return true;
}

static bool add(struct screen *s)
{
	const row_id none = 0;
	return ui_push(screen_ui(s), &screen_company, &none);
}

static bool quarter(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_chosen(s);
	if (!row) return false;
	const struct company_arg arg = { row->id, row->data, st->filter.quarter };
	return ui_push(screen_ui(s), &screen_company_quarter, &arg);
}

static bool remind(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_chosen(s);
	return row && company_act_remind(screen_ui(s), row->id, st->filter.quarter);
}

static bool print(struct screen *s)
{
	const struct state *st = screen_state(s);
	struct report_ask ask = REPORT_ASK;
	ask.month = st->filter.quarter;
	return print_report(screen_ui(s), "company-reports", &ask);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Counts"), .help = N_("The selected workplace's report of the quarter: type it in, check it, see its findings."), .run = quarter, .right = RIGHT_COMPANY_READ },
	{ .fkey = 4, .label = N_("Quart."), .help = N_("Chooses the quarter that is shown."), .run = choose_quarter, .right = RIGHT_COMPANY_READ },
	{ .fkey = 5, .label = N_("Print"), .help = N_("Prints the report of this quarter: statuses, totals by age, who is late, differences."), .run = print, .right = RIGHT_REPORT_DISTRICT },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Which workplaces are shown: late, received, checked, differing, or the whole register."), .run = choose_filter, .right = RIGHT_COMPANY_READ },
	{ .fkey = 7, .label = N_("New"), .help = N_("Registers a workplace."), .run = add, .right = RIGHT_COMPANY_RECORD },
	{ .letter = 'I', .label = N_("Remind"), .help = N_("Writes a numbered reminder letter to the selected workplace, whose report is late."), .run = remind, .right = RIGHT_COMPANY_RECORD },
};

const struct screen_class screen_companies = {
	.name = "companies", .title = N_("Workplaces"),
	.help = N_("Each workplace says every quarter how many people of which age it employs. Late is who has not reported after the due day; checked is a report compared on the spot, and it differs when other numbers were found. Children under 15 and findings become reports of the public."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_COMPANY_READ,
	.open = open_companies, .load = load, .draw = draw, .key = table_key, .close = table_close,
};
