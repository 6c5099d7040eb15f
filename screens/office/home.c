/* Home: how many children, what is to be done today and for how long it has waited; every line opens its list. */
#include <stdio.h>
#include <string.h>

#include "db/community/community.h"
#include "db/termination/aftercare.h"
#include "db/money/allowance.h"
#include "db/office/draft.h"
#include "db/office/home.h"
#include "db/office/panti.h"
#include "db/child/presence.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_place.h"
#include "db/referral/referral_queue.h"
#include "db/school/school.h"
#include "db/termination/termination.h"
#include "db/office/user.h"
#include "screens/app.h"
#include "screens/office/home_officer.h"
#include "screens/office/home_parts.h"
#include "screens/office/house.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/base/text.h"
#include "src/rules/school.h"

enum { ITEMS = 40, TEXT = 72 };

struct item { /* one line that opens something */
	char text[TEXT], more[TEXT];
	int count;
	bool urgent;
	const struct screen_class *target;
	enum { ARG_NONE, ARG_CHILDREN, ARG_REFERRALS, ARG_CHILD, ARG_PARTNERS, ARG_OUTS } kind;
	struct resident_filter children;
	struct referral_filter referrals;
	struct partner_filter partners;
	struct out_filter outs;
	row_id child;
};

struct state {
	struct home_counts counts;
	struct referral_free free;
	struct home_officer officer;
	struct item items[ITEMS];
	int count, alerts; /* items from `alerts` on stand on the left, below the bars */
	int at;
	char month_line[TEXT];
};

static struct item *add(struct state *st, int count, bool urgent, const struct screen_class *target, const char *text)
{
	if (st->count == ITEMS) return &st->items[ITEMS - 1];
	struct item *i = &st->items[st->count++];
	*i = (struct item){ .count = count, .urgent = urgent, .target = target };
	STR_SET(i->text, text);
	return i;
}

static void add_days(struct item *i, const char *format, int days)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(i->more, sizeof i->more, format, days); /* a translated format of one %d, checked by msgfmt */
#pragma GCC diagnostic pop
}

void home_line(struct screen *s, const struct home_line *line)
{
	struct item *i = add(screen_state(s), line->count, line->urgent, line->target, line->text);
	STR_SET(i->more, line->more);
	i->kind = line->referrals ? ARG_REFERRALS : line->record ? ARG_CHILD : ARG_NONE;
	if (line->referrals) i->referrals = *line->referrals;
	i->child = line->record;
}

/* --- work of today: each function adds the lines its right may see ---------------------------------------------------------- */

/* The place that is lost first, when it is soon: the work behind "to be admitted". */
static bool place_ends(struct screen *s, struct item *i, struct err *e)
{
	struct referral_place first;
	char name[40], day[24];
	int n = referral_place_list(screen_db(s), screen_actor(s), screen_arena(s), &first, 1, e);
	if (n < 1) return n == 0;
	int left = first.until - ui_today(screen_ui(s));
	if (left > 3) return true;
	text_fit(child_shown(screen_ui(s), first.name, screen_arena(s)), 12, name, sizeof name);
	i->urgent = true;
	date_format(left < 0 ? first.until + 1 : first.until, DATE_SHORT, day, sizeof day);
	day[5] = 0; /* "04-08": the column is narrow */
	snprintf(i->more, sizeof i->more, left < 0 ? _("%s: place gone %s") : _("%s: place until %s"), name, day);
	return true;
}

/* What came in and what became possible: messages not read yet, places free for those who wait. */
static bool inbox_items(struct screen *s, struct state *st, struct err *e)
{
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	int waiting[SEXES];
	int64_t unread = may(who, RIGHT_REFERRAL_MESSAGE) ? referral_message_unread(db, who, 0, e) : 0;
	if (unread < 0 || !referral_kept(db, who->panti, 0, st->free.kept, e) || !referral_queue_count(db, who->panti, waiting, e)) return false;
	memcpy(st->free.capacity, st->counts.capacity, sizeof st->free.capacity); /* counted already: the children are not counted twice */
	memcpy(st->free.residents, st->counts.population, sizeof st->free.residents);
	if (unread) {
		struct item *i = add(st, (int)unread, false, &screen_referrals, _("Messages not read yet"));
		i->kind = ARG_REFERRALS;
		i->referrals = (struct referral_filter){ .view = REFERRAL_VIEW_ASKED };
	}
	for (int sex = 0; sex < SEXES; sex++) {
		int left = referral_free_left(&st->free, (enum sex_index)sex);
		if (left < 1 || !waiting[sex]) continue;
		struct item *i = add(st, waiting[sex], false, &screen_waiting_list, sex == SEX_L ? _("Waiting list, boys") : _("Waiting list, girls"));
		snprintf(i->more, sizeof i->more, _("%d places free, %d waiting"), left, waiting[sex]);
	}
	return true;
}

static bool referral_items(struct screen *s, struct state *st, struct err *e)
{
	struct referral_work w;
	if (!may(screen_actor(s), RIGHT_REFERRAL_READ)) return true;
	if (!referral_work(screen_db(s), screen_actor(s), &w, e)) return false;
	if (w.waiting) {
		struct item *i = add(st, w.waiting, w.over > 0, &screen_referrals, _("Referrals waiting for an answer"));
		add_days(i, _("longest %d days"), w.longest);
		i->kind = ARG_REFERRALS;
	}
	if (w.approved) {
		struct item *i = add(st, w.approved, w.late > 0, &screen_referrals, _("Accepted, to be admitted"));
		i->kind = ARG_REFERRALS;
		i->referrals = (struct referral_filter){ .view = REFERRAL_VIEW_STATE, .state = REFERRAL_DISETUJUI };
		if (screen_actor(s)->panti && !place_ends(s, i, e)) return false;
	}
	return !screen_actor(s)->panti || inbox_items(s, st, e);
}

static bool community_items(struct screen *s, struct state *st, struct err *e)
{
	struct community_work w;
	if (!may(screen_actor(s), RIGHT_COMMUNITY_READ)) return true;
	if (!community_work(screen_db(s), screen_actor(s), &w, e)) return false;
	if (w.open) add_days(add(st, w.open, w.urgent > 0, &screen_community, _("Reports of the public")), _("longest %d days"), w.longest);
	return true;
}

/* A panti without a child: what a first day begins with (UX.md 8), each line until it is done. */
static bool first_items(struct screen *s, struct state *st, struct err *e)
{
	const struct home_counts *c = &st->counts;
	const struct actor *who = screen_actor(s);
	struct arena *a = screen_arena(s);
	struct room *rooms;
	struct official *officials;
	struct user_row *users;
	struct rate_row *rates;
	int n;
	if (c->population[SEX_L] + c->population[SEX_P] || c->out_month + c->out_last) return true;
	if (may(who, RIGHT_SETTINGS)) {
		if ((n = room_list(screen_db(s), who, a, &rooms, e)) < 0) return false;
		if (n == 0) add(st, 0, false, &screen_rooms, _("First steps: rooms"));
		if ((n = official_list(screen_db(s), who, a, &officials, e)) < 0) return false;
		if (n == 0) add(st, 0, false, &screen_officials, _("First steps: who signs"));
	}
	if (may(who, RIGHT_USERS)) {
		if ((n = user_list(screen_db(s), who, a, &users, e)) < 0) return false;
		if (n < 2) add(st, 0, false, &screen_users, _("First steps: users"));
	}
	if (may(who, RIGHT_MONEY_RATE)) {
		if ((n = allowance_rate_list(screen_db(s), who, false, a, &rates, e)) < 0) return false;
		if (n == 0) add(st, 0, false, &screen_rates, _("First steps: pocket money rates"));
	}
	if (may(who, RIGHT_IMPORT)) add(st, 0, false, &screen_import, _("First steps: children (F7, or CSV)"));
	return true;
}

/* Presence is the caregivers' work, who may not open a card. */
static void presence_items(struct screen *s, struct state *st)
{
	const struct home_counts *c = &st->counts;
	const bool edits = may(screen_actor(s), RIGHT_PRESENCE_EDIT);
	if (c->overdue && (edits || may(screen_actor(s), RIGHT_RESIDENT_READ))) add(st, c->overdue, true, &screen_presence, _("Not back from leave"));
	if (!c->day_confirmed && edits && c->population[SEX_L] + c->population[SEX_P]) add(st, 1, false, &screen_presence, _("Yesterday's presence to confirm"));
}

static bool care_items(struct screen *s, struct state *st, struct err *e)
{
	const struct home_counts *c = &st->counts;
	struct school_work school;
	struct item *i;
	if (!may(screen_actor(s), RIGHT_RESIDENT_READ)) return presence_items(s, st), true;
	if (c->many_cards) STR_SET(add(st, c->many_cards, true, &screen_audit, _("Many cards opened within an hour"))->more, _("who and why: audit log"));
	if (c->unapproved) add(st, c->unapproved, may(screen_actor(s), RIGHT_ADMISSION_APPROVE), &screen_approvals, _("Admissions waiting for the head"));
	if (c->returned) add(st, c->returned, true, &screen_approvals, _("Admissions returned, to be mended"));
	presence_items(s, st);
	if (c->incomplete) {
		i = add(st, c->incomplete, false, &screen_residents, _("Incomplete data"));
		i->kind = ARG_CHILDREN;
		i->children.incomplete = true;
	}
	if (c->waiting_school && may(screen_actor(s), RIGHT_SCHOOL_EDIT) && school_work(screen_db(s), screen_actor(s), &school, e) && school.waiting) {
		i = add(st, school.waiting, false, &screen_residents, _("Graduated, waiting for a school"));
		add_days(i, _("longest %d days"), school.longest);
		i->kind = ARG_CHILDREN;
		i->children.waiting_school = true;
	}
	return e->kind == ERR_NONE;
}

static bool money_items(struct screen *s, struct state *st, struct err *e)
{
	struct allowance_total *t;
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	if (!may(who, RIGHT_MONEY_READ)) return true;
	caldate month = date_month_start(ui_today(screen_ui(s)));
	struct allowance_filter f = { .from = month, .to = month, .state = -1 };
	char name[40], line[TEXT], sum[RUPIAH_SIZE];
	date_format(month, DATE_MONTH, name, sizeof name);
	if (!allowance_month_run(db, who->panti, month)) {
		snprintf(line, sizeof line, _("Pocket money %s"), name);
		struct item *i = add(st, 1, false, &screen_allowances, line);
		STR_SET(i->more, _("its list is not made yet"));
		return true;
	}
	int n = allowance_totals(db, who, &f, screen_arena(s), &t, e);
	if (n < 1) return n == 0;
	const struct allowance_total *all = &t[n - 1];
	if (all->unpaid > 0) {
		snprintf(line, sizeof line, _("Pocket money %s"), name);
		struct item *i = add(st, all->children - all->paid, false, &screen_allowances, line);
		snprintf(i->more, sizeof i->more, _("unpaid %s"), rupiah_format(all->unpaid, sum));
	}
	return true;
}

static bool exit_items(struct screen *s, struct state *st, struct err *e)
{
	struct termination_work w;
	struct aftercare_work after = { .due = 0 };
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	if (!may(who, RIGHT_TERMINATION_PROPOSE) && !may(who, RIGHT_TERMINATION_APPROVE) && !may(who, RIGHT_SAVINGS)) return true;
	if (!termination_work(db, who, &w, e)) return false;
	if (w.waiting) add_days(add(st, w.waiting, may(who, RIGHT_TERMINATION_APPROVE), &screen_terminations, _("Terminations for the head")), _("longest %d days"), w.longest);
	if (w.proposed) add(st, w.proposed, false, &screen_terminations, _("Terminations to be completed"));
	if (w.owed) add(st, w.owed, true, &screen_terminations, _("Savings owed after an exit"));
	if (!may(who, RIGHT_RESIDENT_READ)) return true; /* the treasurer follows nobody up */
	if (!aftercare_work(db, who, &after, e)) return false;
	if (after.due) add_days(add(st, after.due, after.longest > 0, &screen_aftercare, _("Aftercare due")), _("%d days overdue"), after.longest);
	return true;
}

/* Partners' agreements that end, and referrals out nobody has answered or finished. */
static bool partner_items(struct screen *s, struct state *st, struct err *e)
{
	struct partner_work mou = { 0, 0 };
	struct out_work out = { 0, 0, 0 };
	const struct actor *who = screen_actor(s);
	if (may(who, RIGHT_OUT_READ) && !out_work(screen_db(s), who, &out, e)) return false;
	if (out.answer + out.done) {
		struct item *i = add(st, out.answer + out.done, true, &screen_outs, _("Referrals out overdue"));
		add_days(i, _("longest %d days"), out.longest);
		i->kind = ARG_OUTS;
		i->outs.view = OUT_VIEW_OVERDUE;
	}
	if (may(who, RIGHT_PARTNER_READ) && !partner_work(screen_db(s), who, &mou, e)) return false;
	if (mou.ending + mou.ended) {
		struct item *i = add(st, mou.ending + mou.ended, mou.ended > 0, &screen_partners, _("MoU of partners to renew"));
		if (mou.ended) add_days(i, _("%d have ended"), mou.ended);
		i->kind = ARG_PARTNERS;
		i->partners.view = PARTNER_MOU_WORK;
	}
	return true;
}

static bool draft_items(struct screen *s, struct state *st, struct err *e)
{
	struct draft drafts[30];
	int n = draft_list(screen_db(s), screen_actor(s), screen_arena(s), drafts, 30, e);
	if (n > 0) add(st, n, false, &screen_drafts, _("Unfinished drafts"));
	return n >= 0;
}

/* --- alerts ----------------------------------------------------------------------------------------------------------------- */

static void alert_items(struct screen *s, struct state *st)
{
	const struct home_counts *c = &st->counts;
	char line[TEXT], name[40];
	st->alerts = st->count;
	if (!may(screen_actor(s), RIGHT_RESIDENT_READ)) return;
	int shown = c->age_limit_count > 3 ? 2 : c->age_limit_count;
	for (int k = 0; k < shown; k++) {
		const struct home_child *child = &c->age_limit[k];
		text_fit(child_shown(screen_ui(s), child->name, screen_arena(s)), 16, name, sizeof name);
		if (child->days > 0) snprintf(line, sizeof line, _("%s  %d years in %d days"), name, child->age, child->days);
		else snprintf(line, sizeof line, _("%s  %d years already"), name, child->age);
		struct item *i = add(st, 0, true, &screen_resident_card, line);
		i->kind = ARG_CHILD;
		i->child = child->resident;
	}
	if (c->age_limit_total > shown) {
		snprintf(line, sizeof line, _("%d near or past the age limit"), c->age_limit_total);
		struct item *i = add(st, 0, true, &screen_residents, line);
		i->kind = ARG_CHILDREN;
		i->children.age_limit = true;
	}
	for (int k = 0; k < c->room_count && k < 2; k++) {
		snprintf(line, sizeof line, _("%s full (%d/%d)"), c->rooms[k].name, c->rooms[k].occupied, c->rooms[k].capacity);
		add(st, 0, true, &screen_settings, line);
	}
	for (int sex = 0; sex < SEXES; sex++) {
		int kept = st->free.kept[sex];
		if (!c->capacity[sex] || c->population[sex] + kept < c->capacity[sex]) continue;
		snprintf(line, sizeof line, sex == SEX_L ? _("Places for boys full (%d/%d)") : _("Places for girls full (%d/%d)"), c->population[sex], c->capacity[sex]);
		struct item *i = add(st, 0, true, &screen_residents, line);
		if (kept) snprintf(i->more, sizeof i->more, _("kept for accepted: %d"), kept);
	}
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	char selected[TEXT] = "";
	if (st->count) STR_SET(selected, st->items[st->at].text);
	st->count = 0;
	memset(&st->counts, 0, sizeof st->counts);
	memset(&st->free, 0, sizeof st->free);
	if (may(screen_actor(s), RIGHT_RESIDENT_LIST) && screen_actor(s)->panti && !home_counts(screen_db(s), screen_actor(s), screen_arena(s), &st->counts, e)) return false;
	for (int i = 0; i < st->counts.birthday_count; i++) st->counts.birthdays[i].name = child_shown(screen_ui(s), st->counts.birthdays[i].name, screen_arena(s));
	if (!home_officer_load(s, &st->officer, e) || !referral_items(s, st, e) || !community_items(s, st, e)) return false;
	if (screen_actor(s)->panti && (!first_items(s, st, e) || !care_items(s, st, e) || !partner_items(s, st, e) || !money_items(s, st, e) || !exit_items(s, st, e))) return false;
	if (!draft_items(s, st, e)) return false;
	alert_items(s, st);
	st->at = 0;
	for (int i = 0; i < st->count; i++)
		if (strcmp(st->items[i].text, selected) == 0) st->at = i;
	return true;
}

/* --- painting --------------------------------------------------------------------------------------------------------------- */

static void draw_population(struct ui *ui, const struct home_counts *c, struct area a)
{
	static const struct { enum school_level first, last; const char *label; } bars[] = {
		{ LEVEL_BELUM, LEVEL_PAUD, N_("Pre-school") }, { LEVEL_SD, LEVEL_SD, "SD/MI" }, { LEVEL_SMP, LEVEL_SMP, "SMP/MTs" },
		{ LEVEL_SMA, LEVEL_SMA, "SMA/SMK" }, { LEVEL_PT, LEVEL_PT, N_("Tertiary") }, { LEVEL_PUTUS, LEVEL_LULUS, N_("Out of school") },
	};
	int all = c->population[SEX_L] + c->population[SEX_P], places = c->capacity[SEX_L] + c->capacity[SEX_P], most = 1, counts[COUNT(bars)] = { 0 };
	for (size_t b = 0; b < COUNT(bars); b++) {
		for (int l = (int)bars[b].first; l <= (int)bars[b].last; l++) counts[b] += c->level[l][SEX_L] + c->level[l][SEX_P];
		if (b == 0) counts[b] += c->level_unknown[SEX_L] + c->level_unknown[SEX_P];
		if (counts[b] > most) most = counts[b];
	}
	int col = a.col + 1;
	col += draw_printf(ui, a.row, col, a.cols - 2, PAINT_HEADING, places ? _("CHILDREN %d of %d places") : _("CHILDREN %d"), all, places);
	draw_printf(ui, a.row, col + 1, a.col + a.cols - col - 1, PAINT_TEXT, "L %d P %d", c->population[SEX_L], c->population[SEX_P]);
	for (int b = 0; b < (int)COUNT(bars); b++) {
		char number[12];
		draw_text(ui, a.row + 1 + b, a.col + 1, 13, PAINT_TEXT, _(bars[b].label));
		draw_bar(ui, a.row + 1 + b, a.col + 14, a.cols - 21, counts[b], most);
		snprintf(number, sizeof number, "%d", counts[b]);
		draw_right(ui, a.row + 1 + b, a.col + a.cols - 6, 4, PAINT_TEXT, number);
	}
}

static void draw_item(struct ui *ui, const struct state *st, int n, int row, int col, int cols)
{
	const int number = n < st->alerts ? n + 1 : 0;
	const struct item *i = &st->items[n];
	bool chosen = n == st->at;
	enum paint paint = chosen ? PAINT_SELECT : i->urgent && i->count == 0 ? PAINT_WARN : PAINT_TEXT;
	char head[TEXT + 8], count[16] = "";
	if (number) snprintf(head, sizeof head, "%d %s", number, i->text);
	else snprintf(head, sizeof head, "! %s", i->text);
	if (i->count) snprintf(count, sizeof count, "%d%s", i->count, i->urgent ? " !" : "  "); /* in a place of its own: a long sentence does not push it out */
	draw_put(ui, row, col, 2, paint, chosen ? "> " : "  ");
	draw_text(ui, row, col + 2, cols - (i->count ? 8 : 2), paint, head);
	if (i->count) draw_right(ui, row, col + cols - 6, 6, paint, count);
	if (chosen) draw_cursor(ui, row, col);
}

/* Where not everything fits, only the chosen line keeps its second one. */
static int item_lines(const struct state *st, int n, bool tight) { return st->items[n].more[0] && (!tight || n == st->at) ? 2 : 1; }

static int all_lines(const struct state *st, int first, int last, bool tight)
{
	int lines = 0;
	for (int i = first; i < last; i++) lines += item_lines(st, i, tight);
	return lines;
}

/* Lines first..last-1, scrolled so far that the chosen one is seen. Returns the row behind the last one drawn. */
static int draw_items(struct ui *ui, const struct state *st, int first, int last, struct area a)
{
	const bool tight = all_lines(st, first, last, false) > a.rows;
	int lines = 0, row = a.row;
	for (int i = first; i < last && i <= st->at; i++) lines += item_lines(st, i, tight);
	for (; first < st->at && st->at < last && lines > a.rows; first++) lines -= item_lines(st, first, tight);
	for (int i = first; i < last && row < a.row + a.rows; i++) {
		draw_item(ui, st, i, row++, a.col, a.cols);
		if (item_lines(st, i, tight) == 2 && row < a.row + a.rows) draw_text(ui, row++, a.col + 6, a.cols - 8, PAINT_DIM, st->items[i].more);
	}
	return row;
}

static void draw_birthdays(struct ui *ui, const struct home_counts *c, struct area a, int row)
{
	if (!c->birthday_count || row + 1 >= a.row + a.rows) return;
	draw_text(ui, row++, a.col + 1, a.cols - 1, PAINT_HEADING, _("BIRTHDAYS IN 7 DAYS"));
	for (int i = 0; i < c->birthday_count && i < 4 && row < a.row + a.rows; i++, row++) {
		char day[24], name[40];
		date_format(c->birthdays[i].on, DATE_WEEKDAY, day, sizeof day);
		day[9 < strlen(day) ? 9 : strlen(day)] = 0; /* "Sel 04-08" */
		text_fit(c->birthdays[i].name, 18, name, sizeof name);
		draw_printf(ui, row, a.col + 2, a.cols - 2, PAINT_TEXT, _("%s %-18s %d yrs"), day, name, c->birthdays[i].age);
	}
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct app *app = app_of(ui);
	struct area a = screen_area(s);
	bool narrow = a.cols < 76 || ui_opts(ui)->accessible; /* one column */
	int left = narrow ? a.cols : a.cols / 2 - 1, parts_rows = 1 + home_parts_rows(s, a);
	struct area bars = { a.row, a.col, 8, left }, work = { a.row, a.col + left, a.rows - parts_rows, a.cols - left };
	draw_clear(ui, a);
	if (narrow) work = (struct area){ a.row, a.col, a.rows - parts_rows, a.cols };
	else if (screen_actor(s)->panti) draw_population(ui, &st->counts, bars);
	else if (ui_may(ui, RIGHT_REFERRAL_SEND)) home_officer_draw(ui, &st->officer, (struct area){ a.row, a.col, a.rows - parts_rows, left });
	const int listed = narrow ? st->count : st->alerts; /* on a narrow screen the alerts follow the work in the same list */
	if (all_lines(st, 0, listed, true) > work.rows - 1) draw_printf(ui, work.row, work.col + 2, work.cols - 2, PAINT_HEADING, _("WORK OF TODAY: %d lines, Up/Down"), listed);
	else draw_text(ui, work.row, work.col + 2, work.cols - 2, PAINT_HEADING, listed ? _("WORK OF TODAY") : _("WORK OF TODAY: nothing is waiting"));
	int row = draw_items(ui, st, 0, listed, (struct area){ work.row + 1, work.col, work.rows - 1, work.cols });
	if (narrow && !screen_actor(s)->panti && ui_may(ui, RIGHT_REFERRAL_SEND)) home_officer_draw(ui, &st->officer, (struct area){ row + 1, a.col, work.row + work.rows - row - 1, a.cols });
	draw_birthdays(ui, &st->counts, work, row + 1);
	if (!narrow && screen_actor(s)->panti) {
		row = a.row + 8;
		if (st->count > st->alerts) draw_text(ui, row++, a.col + 1, left - 2, PAINT_HEADING, _("ATTENTION"));
		draw_items(ui, st, st->alerts, st->count, (struct area){ row, a.col, a.row + a.rows - parts_rows - 1 - row, left - 1 });
		draw_printf(ui, a.row + a.rows - parts_rows - 1, a.col + 1, left - 2, PAINT_DIM, _("Month: +%d -%d   last: +%d -%d"), st->counts.in_month, st->counts.out_month, st->counts.in_last, st->counts.out_last);
	}
	home_parts_draw(s, a, a.row + a.rows - parts_rows);
	if (app->demo_open) ui_hint(ui, "%s", _("Demo data, opened as the head without a password. Other users: pantidesk --ask"));
	else ui_hint(ui, "%s", _("Hint: press F3 and type a name to find a child from any screen."));
}

/* --- keys ------------------------------------------------------------------------------------------------------------------- */

static bool open_item(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->at >= st->count) return false;
	const struct item *i = &st->items[st->at];
	const void *arg = i->kind == ARG_CHILDREN ? (const void *)&i->children : i->kind == ARG_REFERRALS ? (const void *)&i->referrals : i->kind == ARG_CHILD ? (const void *)&i->child
		: i->kind == ARG_PARTNERS ? (const void *)&i->partners : i->kind == ARG_OUTS ? (const void *)&i->outs : NULL;
	return ui_push(screen_ui(s), i->target, arg);
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	if (k == K_UP || k == K_DOWN) {
		int next = st->at + (k == K_DOWN ? 1 : -1);
		if (next >= 0 && next < st->count) st->at = next;
		return true;
	}
	if (k == K_HOME) return st->at = 0, true;
	if (k == K_END) return st->at = st->count ? st->count - 1 : 0, true;
	if (k == K_ENTER || k == K_RIGHT) return open_item(s), true;
	if (k >= '1' && k <= '9' && k - '1' < st->alerts) return st->at = k - '1', open_item(s), true;
	return home_parts_key(s, k);
}

static bool find(struct screen *s) { return app_find_child(screen_ui(s)); }
static bool admit(struct screen *s) { return ui_push(screen_ui(s), &screen_admission, NULL); }
static bool reports(struct screen *s) { return ui_push(screen_ui(s), &screen_reports, NULL); }

static bool refer(struct screen *s)
{
	const row_id none = 0;
	return ui_push(screen_ui(s), &screen_referral, &none);
}

static bool at_home(const struct screen *s) { return screen_actor(s)->panti || !ui_may(screen_ui(s), RIGHT_REFERRAL_SEND); }
static bool at_district(const struct screen *s) { return !at_home(s); }

static bool emergency(struct screen *s)
{
	struct admission_arg arg = { .emergency = true };
	return ui_push(screen_ui(s), &screen_admission, &arg);
}

static bool leave(struct screen *s)
{
	return ui_ending(screen_ui(s)) || dialog_confirm(screen_ui(s), _("Leave the desk"), _("Everything is saved."), _("Exit"));
}

static const struct action actions[] = {
	{ .fkey = 3, .label = N_("Find"), .help = N_("Find a child by any part of the name, register number or NIK."), .run = find, .right = RIGHT_RESIDENT_LIST },
	{ .fkey = 5, .label = N_("Print"), .help = N_("Reports and printouts."), .run = reports },
	{ .fkey = 7, .label = N_("New"), .help = N_("Admit a child."), .run = admit, .right = RIGHT_ADMISSION_PROPOSE, .enabled = at_home },
	{ .fkey = 7, .label = N_("New"), .help = N_("Write a new referral."), .run = refer, .right = RIGHT_REFERRAL_SEND, .enabled = at_district },
	{ .letter = 'E', .label = N_("Emerg."), .help = N_("Emergency admission in two minutes; the letter follows."), .run = emergency, .right = RIGHT_ADMISSION_PROPOSE },
};

const struct screen_class screen_home = {
	.name = "home", .title = N_("Home"),
	.help = N_("What waits today, with how many and for how long. Up, Down and Enter or the digit open a line; the letters below open the parts of the desk. ! means that a clock has run out. What others send or decide shows by itself within seconds."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions),
	.load = load, .draw = draw, .key = key, .leave = leave,
};
