/* What a report takes, asked in boxes: month, day, year, child, referral. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/partner/referral_out.h"
#include "db/referral/referral.h"
#include "screens/app.h"
#include "screens/community/company_act.h"
#include "screens/report/print_dialog.h"
#include "screens/rows.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/month.h"

enum { MONTHS = 36, YEARS = 30 };

static bool choose_month(struct ui *ui, caldate *month)
{
	struct choice rows[MONTHS + 1];
	char codes[MONTHS][8], labels[MONTHS][40];
	caldate newest = month_of(ui_today(ui));
	for (int i = 0; i < MONTHS; i++) {
		caldate m = month_add(newest, -i);
		rows[i] = (struct choice){ date_month_iso(m, codes[i]), date_format(m, DATE_MONTH, labels[i], sizeof labels[i]) };
	}
	rows[MONTHS] = (struct choice){ NULL, NULL };
	int at = *month == DATE_NONE ? 1 : month_count_between(*month, newest); /* last month */
	at = picker_choose(ui, _("Which month?"), rows, at >= 0 && at < MONTHS ? at : 1, NULL);
	if (at < 0) return false;
	*month = month_add(newest, -at);
	return true;
}

static bool choose_year(struct ui *ui, int *year)
{
	struct choice rows[YEARS + 2];
	char codes[YEARS][8];
	int newest;
	date_split(ui_today(ui), &newest, NULL, NULL);
	rows[0] = (struct choice){ "0", _("All years") };
	for (int i = 0; i < YEARS; i++) {
		snprintf(codes[i], sizeof codes[i], "%d", newest - i);
		rows[i + 1] = (struct choice){ codes[i], codes[i] };
	}
	rows[YEARS + 1] = (struct choice){ NULL, NULL };
	int at = picker_choose(ui, _("Which year?"), rows, 0, NULL);
	if (at < 0) return false;
	*year = at ? newest - at + 1 : 0;
	return true;
}

/* A report of a month or a year: the year first, then one month of it or all. */
static bool choose_period(struct ui *ui, struct report_ask *ask)
{
	struct choice rows[14];
	char codes[12][8], labels[12][40];
	int n = 0;
	if (!ask->year && !choose_year(ui, &ask->year)) return false;
	if (!ask->year) return true;
	rows[n++] = (struct choice){ "", _("The whole year") };
	for (int i = 0; i < 12 && date_make(ask->year, i + 1, 1) <= ui_today(ui); i++) {
		caldate m = date_make(ask->year, i + 1, 1);
		rows[n++] = (struct choice){ date_month_iso(m, codes[i]), date_format(m, DATE_MONTH, labels[i], sizeof labels[i]) };
	}
	rows[n] = (struct choice){ NULL, NULL };
	int at = picker_choose(ui, _("Which month?"), rows, 0, NULL);
	if (at > 0) ask->month = date_make(ask->year, at, 1);
	return at >= 0;
}

/* --- referrals to pick from ------------------------------------------------------------------------------------------------------ */

struct referrals { struct ui *ui; char typed[LIST_SEARCH_MAX]; };

static const struct list_column columns[] = { { N_("Number"), 12, 0, 0 }, { N_("Name"), 20, LIST_GROW | LIST_HITS, 0 }, { N_("District"), 18, LIST_GROW, 1 }, { N_("State"), 16, 0, 0 }, { NULL, 0, 0, 0 } };

static struct referral_key key_of(const struct list_row *edge, enum list_from from)
{
	struct referral_key k = from == LIST_BEFORE ? REFERRAL_LAST : REFERRAL_FIRST;
	if (edge && sscanf(edge->key, "%" SCNd64 " %" SCNd64 " %" SCNd64, &k.rank, &k.sort, &k.id) == 3 && from == LIST_AT) k.id--; /* the row itself comes next */
	return k;
}

static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	struct referrals *c = ctx;
	struct err e = { ERR_NONE, "" };
	struct referral_filter f = { .view = REFERRAL_VIEW_ALL, .text = c->typed };
	struct referral_row *got = arena_array(a, struct referral_row, n);
	n = referral_list(ui_db(c->ui), ui_who(c->ui), &f, key_of(edge, from), from == LIST_BEFORE, a, got, n, &e);
	if (n < 0) return ui_error(c->ui, &e), 0;
	for (int i = 0; i < n; i++)
		rows[i] = (struct list_row){ .id = got[i].id, .key = arena_printf(a, "%" PRId64 " %" PRId64 " %" PRId64, got[i].key.rank, got[i].key.sort, got[i].key.id),
			.cell = { got[i].number, got[i].name, got[i].district_name, referral_state_label(got[i].state) } };
	return n;
}

static void search(void *ctx, const char *typed)
{
	STR_SET(((struct referrals *)ctx)->typed, typed);
}

static const struct list_source referrals = { .columns = columns, .page = page, .search = search, .empty = N_("No referrals yet.") };

/* The newest referrals out; the rest are printed from their list. */
static bool choose_out(struct ui *ui, row_id *out)
{
	enum { MOST = 200 };
	struct arena *a = arena_new();
	struct err e = { ERR_NONE, "" };
	const struct out_filter all = { .view = OUT_VIEW_ALL };
	struct out_row *found = arena_array(a, struct out_row, MOST);
	struct choice *rows = arena_array(a, struct choice, MOST + 1);
	int n = out_list(ui_db(ui), ui_who(ui), &all, OUT_FIRST, false, a, found, MOST, &e), at = -1;
	for (int i = 0; i < n; i++) rows[i] = (struct choice){ found[i].number, arena_printf(a, "%s  %s, %s", found[i].number, child_shown(ui, found[i].name, a), found[i].partner_name) };
	if (n < 0) ui_error(ui, &e);
	else if (n == 0) ui_say(ui, "%s", _("No referral out yet."));
	else at = picker_choose(ui, _("Which referral out?"), rows, 0, NULL);
	if (at >= 0) *out = found[at].id;
	arena_free(a);
	return at >= 0;
}

bool report_choose(struct ui *ui, const struct report *r, struct report_ask *ask)
{
	const struct resident_filter everybody = { .status = RESIDENT_SEMUA };
	const bool either = r->takes & TAKES_MONTH && r->takes & TAKES_YEAR;
	if (either && ask->month == DATE_NONE && !choose_period(ui, ask)) return false;
	if (!either && r->takes & TAKES_MONTH && ask->month == DATE_NONE && !choose_month(ui, &ask->month)) return false;
	if (r->takes & TAKES_QUARTER && ask->month == DATE_NONE && !company_choose_quarter(ui, &ask->month)) return false;
	if (r->takes & TAKES_REMINDER && !ask->reminder) return company_choose_reminder(ui, &ask->reminder);
	if (r->takes & TAKES_DATE && ask->date == DATE_NONE && (ask->date = picker_date(ui, _("Which day?"), ui_today(ui))) == DATE_NONE) return false;
	if (!either && r->takes & TAKES_YEAR && !ask->year && !choose_year(ui, &ask->year)) return false;
	if (r->takes & TAKES_RESIDENT && !ask->resident && !(ask->resident = app_pick_child(ui, _("Which child?"), &everybody))) return false;
	if (r->takes & TAKES_OUT && !ask->out) return choose_out(ui, &ask->out);
	if (r->takes & TAKES_REFERRAL && !ask->referral) {
		struct referrals c = { ui, "" };
		ask->referral = picker_row(ui, _("Which referral?"), &referrals, &c, NULL);
		return ask->referral != 0;
	}
	return true;
}
