/* The work of today on Home: each part of the desk says what waits, with how many and for how long. */
#include <stdio.h>
#include <string.h>

#include "db/community/community.h"
#include "db/money/allowance.h"
#include "db/office/draft.h"
#include "db/office/panti.h"
#include "db/office/user.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_queue.h"
#include "db/school/school.h"
#include "db/termination/aftercare.h"
#include "db/termination/termination.h"
#include "screens/office/home.h"
#include "screens/office/house.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/base/text.h"

/* The place that is lost first, when it is soon: the work behind "to be admitted". */
static bool place_ends(struct screen *s, struct home_item *i, struct err *e)
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
static bool inbox_lines(struct screen *s, struct home *h, struct err *e)
{
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	int waiting[SEXES];
	int64_t unread = may(who, RIGHT_REFERRAL_MESSAGE) ? referral_message_unread(db, who, 0, e) : 0;
	if (unread < 0 || !referral_kept(db, who->panti, 0, h->free.kept, e) || !referral_queue_count(db, who->panti, waiting, e)) return false;
	memcpy(h->free.capacity, h->counts.capacity, sizeof h->free.capacity); /* counted already: the children are not counted twice */
	memcpy(h->free.residents, h->counts.population, sizeof h->free.residents);
	if (unread) {
		struct home_item *i = home_add(h, (int)unread, false, &screen_referrals, _("Messages not read yet"));
		home_opens(i, &(struct referral_filter){ .view = REFERRAL_VIEW_ASKED }, sizeof(struct referral_filter));
	}
	for (int sex = 0; sex < SEXES; sex++) {
		int left = referral_free_left(&h->free, (enum sex_index)sex);
		if (left < 1 || !waiting[sex]) continue;
		struct home_item *i = home_add(h, waiting[sex], false, &screen_waiting_list, sex == SEX_L ? _("Waiting list, boys") : _("Waiting list, girls"));
		snprintf(i->more, sizeof i->more, _("%d places free, %d waiting"), left, waiting[sex]);
	}
	return true;
}

static bool referral_lines(struct screen *s, struct home *h, struct err *e)
{
	struct referral_work w;
	if (!referral_work(screen_db(s), screen_actor(s), &w, e)) return false;
	if (w.waiting) {
		struct home_item *i = home_add(h, w.waiting, w.over > 0, &screen_referrals, _("Referrals waiting for an answer"));
		home_days(i, ngettext("longest %d day", "longest %d days", (unsigned long)w.longest), w.longest);
		home_opens(i, &(struct referral_filter){ .view = REFERRAL_VIEW_WAITING }, sizeof(struct referral_filter));
	}
	if (w.approved) {
		struct home_item *i = home_add(h, w.approved, w.late > 0, &screen_referrals, _("Accepted, to be admitted"));
		home_opens(i, &(struct referral_filter){ .view = REFERRAL_VIEW_STATE, .state = REFERRAL_DISETUJUI }, sizeof(struct referral_filter));
		if (screen_actor(s)->panti && !place_ends(s, i, e)) return false;
	}
	return !screen_actor(s)->panti || inbox_lines(s, h, e);
}

static bool community_lines(struct screen *s, struct home *h, struct err *e)
{
	struct community_work w;
	if (!community_work(screen_db(s), screen_actor(s), &w, e)) return false;
	if (w.open) home_days(home_add(h, w.open, w.urgent > 0, &screen_community, _("Reports of the public")), ngettext("longest %d day", "longest %d days", (unsigned long)w.longest), w.longest);
	return true;
}

/* A panti without a child: what a first day begins with (UX.md 8), each line until it is done. */
static bool first_lines(struct screen *s, struct home *h, struct err *e)
{
	const struct home_counts *c = &h->counts;
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
		if (n == 0) home_add(h, 0, false, &screen_rooms, _("First steps: rooms"));
		if ((n = official_list(screen_db(s), who, a, &officials, e)) < 0) return false;
		if (n == 0) home_add(h, 0, false, &screen_officials, _("First steps: who signs"));
	}
	if (may(who, RIGHT_USERS)) {
		if ((n = user_list(screen_db(s), who, a, &users, e)) < 0) return false;
		if (n < 2) home_add(h, 0, false, &screen_users, _("First steps: users"));
	}
	if (may(who, RIGHT_MONEY_RATE)) {
		if ((n = allowance_rate_list(screen_db(s), who, false, a, &rates, e)) < 0) return false;
		if (n == 0) home_add(h, 0, false, &screen_rates, _("First steps: pocket money rates"));
	}
	if (may(who, RIGHT_IMPORT)) home_add(h, 0, false, &screen_import, _("First steps: children (F7, or CSV)"));
	return true;
}

/* Presence is the caregivers' work, who may not open a card. */
static void presence_lines(struct screen *s, struct home *h)
{
	const struct home_counts *c = &h->counts;
	const bool edits = may(screen_actor(s), RIGHT_PRESENCE_EDIT);
	if (c->overdue && (edits || may(screen_actor(s), RIGHT_RESIDENT_READ))) home_add(h, c->overdue, true, &screen_presence, _("Not back from leave"));
	if (!c->day_confirmed && edits && c->population[SEX_L] + c->population[SEX_P]) home_add(h, 1, false, &screen_presence, _("Yesterday's presence to confirm"));
}

static bool care_lines(struct screen *s, struct home *h, struct err *e)
{
	const struct home_counts *c = &h->counts;
	struct school_work school;
	struct home_item *i;
	if (!may(screen_actor(s), RIGHT_RESIDENT_READ)) return presence_lines(s, h), true;
	if (c->many_cards) STR_SET(home_add(h, c->many_cards, true, &screen_audit, _("Many cards opened within an hour"))->more, _("who and why: audit log"));
	if (c->unapproved) home_add(h, c->unapproved, may(screen_actor(s), RIGHT_ADMISSION_APPROVE), &screen_approvals, _("Admissions waiting for the head"));
	if (c->returned) home_add(h, c->returned, true, &screen_approvals, _("Admissions returned, to be mended"));
	presence_lines(s, h);
	if (c->incomplete) {
		i = home_add(h, c->incomplete, false, &screen_residents, _("Incomplete data"));
		home_opens(i, &(struct resident_filter){ .incomplete = true }, sizeof(struct resident_filter));
	}
	if (c->waiting_school && may(screen_actor(s), RIGHT_SCHOOL_EDIT) && school_work(screen_db(s), screen_actor(s), &school, e) && school.waiting) {
		i = home_add(h, school.waiting, false, &screen_residents, _("Graduated, waiting for a school"));
		home_days(i, ngettext("longest %d day", "longest %d days", (unsigned long)school.longest), school.longest);
		home_opens(i, &(struct resident_filter){ .waiting_school = true }, sizeof(struct resident_filter));
	}
	return e->kind == ERR_NONE;
}

static bool money_lines(struct screen *s, struct home *h, struct err *e)
{
	struct allowance_total *t;
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	caldate month = date_month_start(ui_today(screen_ui(s)));
	struct allowance_filter f = { .from = month, .to = month, .state = -1 };
	char name[40], line[HOME_TEXT], sum[RUPIAH_SIZE];
	date_format(month, DATE_MONTH, name, sizeof name);
	if (!allowance_month_run(db, who->panti, month)) {
		snprintf(line, sizeof line, _("Pocket money %s"), name);
		struct home_item *i = home_add(h, 1, false, &screen_allowances, line);
		STR_SET(i->more, _("its list is not made yet"));
		return true;
	}
	int n = allowance_totals(db, who, &f, screen_arena(s), &t, e);
	if (n < 1) return n == 0;
	const struct allowance_total *all = &t[n - 1];
	if (all->unpaid > 0) {
		snprintf(line, sizeof line, _("Pocket money %s"), name);
		struct home_item *i = home_add(h, all->children - all->paid, false, &screen_allowances, line);
		snprintf(i->more, sizeof i->more, _("unpaid %s"), rupiah_format(all->unpaid, sum));
	}
	return true;
}

static bool exit_lines(struct screen *s, struct home *h, struct err *e)
{
	struct termination_work w;
	struct aftercare_work after = { .due = 0 };
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	if (!termination_work(db, who, &w, e)) return false;
	if (w.waiting) home_days(home_add(h, w.waiting, may(who, RIGHT_TERMINATION_APPROVE), &screen_terminations, _("Terminations for the head")), ngettext("longest %d day", "longest %d days", (unsigned long)w.longest), w.longest);
	if (w.proposed) home_add(h, w.proposed, false, &screen_terminations, _("Terminations to be completed"));
	if (w.owed) home_add(h, w.owed, true, &screen_terminations, _("Savings owed after an exit"));
	if (!may(who, RIGHT_RESIDENT_READ)) return true; /* the treasurer follows nobody up */
	if (!aftercare_work(db, who, &after, e)) return false;
	if (after.due) home_days(home_add(h, after.due, after.longest > 0, &screen_aftercare, _("Aftercare due")), ngettext("%d day overdue", "%d days overdue", (unsigned long)after.longest), after.longest);
	return true;
}

/* Referrals out nobody has answered or finished. */
static bool out_lines(struct screen *s, struct home *h, struct err *e)
{
	struct out_work w;
	if (!out_work(screen_db(s), screen_actor(s), &w, e)) return false;
	if (!(w.answer + w.done)) return true;
	struct home_item *i = home_add(h, w.answer + w.done, true, &screen_outs, _("Referrals out overdue"));
	home_days(i, ngettext("longest %d day", "longest %d days", (unsigned long)w.longest), w.longest);
	home_opens(i, &(struct out_filter){ .view = OUT_VIEW_OVERDUE }, sizeof(struct out_filter));
	return true;
}

/* Partners' agreements that end. */
static bool partner_lines(struct screen *s, struct home *h, struct err *e)
{
	struct partner_work w;
	if (!partner_work(screen_db(s), screen_actor(s), &w, e)) return false;
	if (!(w.ending + w.ended)) return true;
	struct home_item *i = home_add(h, w.ending + w.ended, w.ended > 0, &screen_partners, _("MoU of partners to renew"));
	if (w.ended) home_days(i, _("%d have ended"), w.ended);
	home_opens(i, &(struct partner_filter){ .view = PARTNER_MOU_WORK }, sizeof(struct partner_filter));
	return true;
}

static bool draft_lines(struct screen *s, struct home *h, struct err *e)
{
	struct draft drafts[30];
	int n = draft_list(screen_db(s), screen_actor(s), screen_arena(s), drafts, 30, e);
	if (n > 0) home_add(h, n, false, &screen_drafts, _("Unfinished drafts"));
	return n >= 0;
}

/* --- the table ---------------------------------------------------------------------------------------------------------------- */

enum where { EVERYWHERE, PANTI /* not at a district's desk */ };

/* In the order of the lines. */
static const struct { enum where where; enum right any[3]; /* one of them; none: the function looks itself */ bool (*lines)(struct screen *s, struct home *h, struct err *e); } parts[] = {
	{ EVERYWHERE, { RIGHT_REFERRAL_READ }, referral_lines },
	{ EVERYWHERE, { RIGHT_COMMUNITY_READ }, community_lines },
	{ PANTI, { RIGHT_NONE }, first_lines },
	{ PANTI, { RIGHT_NONE }, care_lines },
	{ PANTI, { RIGHT_OUT_READ }, out_lines },
	{ PANTI, { RIGHT_PARTNER_READ }, partner_lines },
	{ PANTI, { RIGHT_MONEY_READ }, money_lines },
	{ PANTI, { RIGHT_TERMINATION_PROPOSE, RIGHT_TERMINATION_APPROVE, RIGHT_SAVINGS }, exit_lines },
	{ EVERYWHERE, { RIGHT_NONE }, draft_lines },
};

static bool sees(const struct actor *who, const enum right *any, size_t n)
{
	if (any[0] == RIGHT_NONE) return true;
	for (size_t i = 0; i < n && any[i] != RIGHT_NONE; i++)
		if (may(who, any[i])) return true;
	return false;
}

bool home_work(struct screen *s, struct err *e)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if ((parts[i].where == EVERYWHERE || screen_actor(s)->panti) && sees(screen_actor(s), parts[i].any, COUNT(parts[i].any)) && !parts[i].lines(s, screen_state(s), e)) return false;
	return true;
}
