#include "screens/community/company_act.h"

#include <stdio.h>
#include <string.h>

#include "screens/report/print_dialog.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

enum { QUARTERS = 16, REMINDERS = 20 };

bool company_choose_quarter(struct ui *ui, caldate *quarter)
{
	struct choice rows[QUARTERS + 1];
	char codes[QUARTERS][QUARTER_SIZE], labels[QUARTERS][40];
	const caldate newest = month_quarter_start(ui_today(ui));
	int at = 1;
	for (int i = 0; i < QUARTERS; i++) {
		caldate q = month_add(newest, -3 * i);
		rows[i] = (struct choice){ quarter_code(q, codes[i]), quarter_words(q, labels[i], sizeof labels[i]) };
		if (*quarter != DATE_NONE && q == month_quarter_start(*quarter)) at = i;
	}
	rows[QUARTERS] = (struct choice){ NULL, NULL };
	at = picker_choose(ui, _("Which quarter?"), rows, at, NULL);
	if (at < 0) return false;
	*quarter = month_add(newest, -3 * at);
	return true;
}

/* --- workplaces to pick from -------------------------------------------------------------------------------------------------- */

struct workplaces { struct ui *ui; char typed[LIST_SEARCH_MAX]; };

static const struct list_column columns[] = { { N_("Workplace"), 30, LIST_GROW | LIST_HITS, 0 }, { N_("Contact"), 20, LIST_GROW, 1 }, { NULL, 0, 0, 0 } };

static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	struct workplaces *c = ctx;
	struct err e = { ERR_NONE, "" };
	const struct company_filter f = { .quarter = quarter_last(ui_today(c->ui)), .status = COMPANY_STATUSES, .text = c->typed };
	struct company_row *got = arena_array(a, struct company_row, n);
	struct company_key at = { NULL, 0 };
	if (edge) at = (struct company_key){ edge->key, from == LIST_AT ? edge->id - 1 : edge->id };
	n = company_list(ui_db(c->ui), ui_who(c->ui), &f, at, from == LIST_BEFORE, a, got, n, &e);
	if (n < 0) return ui_error(c->ui, &e), 0;
	for (int i = 0; i < n; i++) rows[i] = (struct list_row){ .id = got[i].id, .key = got[i].key, .cell = { got[i].name, got[i].contact } };
	return n;
}

static void search(void *ctx, const char *typed)
{
	STR_SET(((struct workplaces *)ctx)->typed, typed);
}

static const struct list_source workplaces = { .columns = columns, .page = page, .search = search, .empty = N_("No workplace is registered yet.") };

bool company_choose_reminder(struct ui *ui, row_id *reminder)
{
	struct workplaces c = { ui, "" };
	struct err e = { ERR_NONE, "" };
	row_id company = picker_row(ui, _("Which workplace?"), &workplaces, &c, NULL);
	if (!company) return false;
	if (!company_reminder_of(ui_db(ui), ui_who(ui), company, DATE_NONE, reminder, &e)) return ui_error(ui, &e), false;
	return true;
}

/* --- reminders ---------------------------------------------------------------------------------------------------------------- */

static bool print_letter(struct ui *ui, row_id reminder)
{
	struct report_ask ask = REPORT_ASK;
	ask.reminder = reminder;
	return print_report(ui, "company-reminder", &ask);
}

static bool send(struct ui *ui, row_id company, caldate quarter)
{
	char number[80] = "", idem[IDEM_SIZE], title[60];
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	row_id made = 0;
	quarter_words(quarter, title, sizeof title);
	db_idem_make(idem);
	const char *text = ui_who(ui)->panti ? _("Number from the office's agenda; empty: the next number of the panti.") : _("Number from the office's agenda; empty: dots to fill in by hand.");
	if (!dialog_ask(ui, title, text, _("Number"), number, sizeof number, 60)) return false;
	if (!screen_told(ui, company_remind(ui_db(ui), ui_who(ui), company, quarter, number, idem, &made, &p, &e), &p, &e)) return false;
	return print_letter(ui, made);
}

bool company_act_remind(struct ui *ui, row_id company, caldate quarter)
{
	struct company_card c;
	struct err e = { ERR_NONE, "" };
	struct choice rows[REMINDERS + 2];
	row_id ids[REMINDERS];
	int n = 0, picked = 0;
	struct arena *a = arena_new();
	if (!company_load(ui_db(ui), ui_who(ui), company, a, &c, &e)) return arena_free(a), ui_error(ui, &e), false;
	rows[0] = (struct choice){ "new", _("A new reminder") };
	for (size_t i = 0; i < c.reminder_count && n < REMINDERS; i++) {
		char day[24];
		if (c.reminders[i].quarter != quarter) continue;
		ids[n++] = c.reminders[i].id;
		rows[n] = (struct choice){ "old", arena_printf(a, _("Print again: %s of %s"), *c.reminders[i].number ? c.reminders[i].number : "......", date_format(c.reminders[i].on, DATE_SHORT, day, sizeof day)) };
	}
	rows[n + 1] = (struct choice){ NULL, NULL };
	if (n) picked = picker_choose(ui, _("Reminder letter"), rows, 0, NULL);
	arena_free(a);
	if (picked < 0) return false;
	return picked ? print_letter(ui, ids[picked - 1]) : send(ui, company, quarter);
}

const char *company_finding_short(unsigned findings, struct arena *a)
{
	static const struct { unsigned bit; const char *words; } rows[] = { { FINDING_UNDER_15, N_("children under 15") }, { FINDING_HARMFUL, N_("harmful work") }, { FINDING_DIFFERENCE, N_("other numbers than reported") } };
	const char *all = "";
	for (size_t i = 0; i < COUNT(rows); i++)
		if (findings & rows[i].bit) all = arena_printf(a, "%s%s%s", all, *all ? ", " : "", _(rows[i].words));
	return all;
}
