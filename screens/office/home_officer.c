#include "screens/office/home.h"

#include <stdio.h>

#include "db/referral/referral_message.h"
#include "screens/screens.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"

/* The only one of a filter, to be opened at once; 0 when there are several. */
static row_id only(struct screen *s, const struct referral_filter *f)
{
	struct referral_row rows[2];
	struct err e = { ERR_NONE, "" };
	int n = referral_list(screen_db(s), screen_actor(s), f, REFERRAL_FIRST, false, screen_arena(s), rows, 2, &e);
	return n == 1 ? rows[0].id : 0;
}

static bool talk_lines(struct screen *s, struct home *h, struct err *e)
{
	static const struct referral_filter asked = { .view = REFERRAL_VIEW_ASKED }, open = { .view = REFERRAL_VIEW_OPEN };
	char more[60] = "";
	int64_t unread = referral_message_unread(screen_db(s), screen_actor(s), 0, e), waiting = referral_message_waiting(screen_db(s), screen_actor(s), e);
	if (unread < 0 || waiting < 0) return false;
	if (unread) snprintf(more, sizeof more, _("%d not read yet"), (int)unread);
	if (waiting) {
		row_id one = only(s, &asked);
		struct home_item *i = home_add(h, (int)waiting, unread > 0, one ? &screen_referral : &screen_referrals, _("Homes waiting for your answer"));
		STR_SET(i->more, more);
		if (one) home_opens(i, &one, sizeof one);
		else home_opens(i, &asked, sizeof asked);
	} else if (unread) home_opens(home_add(h, (int)unread, true, &screen_referrals, _("Messages not read yet")), &open, sizeof open); /* about a closed referral */
	return true;
}

static bool draft_lines(struct screen *s, struct home *h, struct err *e)
{
	static const struct referral_filter drafts = { .view = REFERRAL_VIEW_STATE, .state = REFERRAL_KONSEP };
	int64_t n = referral_count(screen_db(s), screen_actor(s), &drafts, e);
	if (n > 0) home_opens(home_add(h, (int)n, false, &screen_referrals, _("Referrals not sent yet")), &drafts, sizeof drafts);
	return n >= 0;
}

bool home_officer_load(struct screen *s, struct home *h, struct err *e)
{
	struct home_officer *o = &h->officer;
	*o = (struct home_officer){ .count = 0 };
	if (screen_actor(s)->panti || !may(screen_actor(s), RIGHT_REFERRAL_SEND)) return true;
	if (!draft_lines(s, h, e) || !talk_lines(s, h, e) || !progress_counts(screen_db(s), screen_actor(s), &o->children, e)) return false;
	if (o->children.placed) home_add(h, o->children.placed, false, &screen_progress, _("Placed in the last 30 days"));
	o->count = referral_homes(screen_db(s), screen_actor(s), screen_arena(s), o->homes, HOME_OFFICER_HOMES, e);
	return o->count >= 0;
}

void home_officer_draw(struct ui *ui, const struct home_officer *o, struct area a)
{
	int row = a.row;
	if (a.rows < 5) return;
	draw_printf(ui, row++, a.col + 1, a.cols - 2, PAINT_HEADING, _("CHILDREN OF YOUR DISTRICT IN CARE %d"), o->children.in_care);
	if (o->children.ended) draw_printf(ui, row, a.col + 1, a.cols - 2, PAINT_TEXT, _("Left in the last 30 days: %d"), o->children.ended);
	row += 2;
	draw_text(ui, row, a.col + 1, a.cols - 2, PAINT_HEADING, _("FREE PLACES"));
	draw_right(ui, row, a.col + a.cols - 14, 6, PAINT_HEADING, "L");
	draw_right(ui, row++, a.col + a.cols - 8, 6, PAINT_HEADING, "P");
	for (int i = 0; i < o->count && row < a.row + a.rows; i++, row++) {
		const struct referral_home *h = &o->homes[i];
		char l[16] = "-", p[16] = "-"; /* places not told */
		if (h->capacity_l) snprintf(l, sizeof l, "%d", h->free_l > 0 ? h->free_l : 0);
		if (h->capacity_p) snprintf(p, sizeof p, "%d", h->free_p > 0 ? h->free_p : 0);
		draw_name(ui, row, a.col + 1, a.cols - 16, PAINT_TEXT, h->name);
		draw_right(ui, row, a.col + a.cols - 14, 6, PAINT_TEXT, l);
		draw_right(ui, row, a.col + a.cols - 8, 6, PAINT_TEXT, p);
	}
}
