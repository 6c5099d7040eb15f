/* A child's referrals out on the card's tab of services, one line each, for whoever may read them. */
#include "db/office/code.h"
#include "db/partner/referral_out.h"
#include "screens/child/card.h"
#include "screens/partner/partner_show.h"
#include "screens/screens.h"
#include "src/base/i18n.h"

enum { MOST = 100, COLUMNS = 5 };

bool card_outs(struct screen *s, struct card_state *st, struct err *e)
{
	static const int wide[COLUMNS] = { 11, 10, 20, 20, 14 };
	struct arena *a = screen_arena(s);
	if (!ui_may(screen_ui(s), RIGHT_OUT_READ)) return true;
	const struct out_filter f = { .view = OUT_VIEW_ALL, .resident = st->id };
	struct out_row *rows = arena_array(a, struct out_row, MOST);
	int n = out_list(screen_db(s), screen_actor(s), &f, OUT_FIRST, false, a, rows, MOST, e);
	if (n < 0) return false;
	card_head(st, _("REFERRALS OUT"));
	if (n == 0) card_text(st, PAINT_TEXT, _("None so far. F9 X sends the child to a partner's service."));
	for (int i = 0; i < n; i++) {
		const struct out_row *r = &rows[i];
		const char *cells[COLUMNS] = { r->number, card_day(s, r->sent), r->partner_name, code_label_load(screen_db(s), screen_actor(s), "out_service", r->service, a),
			arena_printf(a, "%s %s", out_state_label(r->state), out_show_wait(r, a)) };
		card_row(st, r->wait.over ? PAINT_WARN : PAINT_TEXT, card_columns(s, wide, cells, COLUMNS));
		st->lines[st->count - 1].what = CARD_OUT;
		st->lines[st->count - 1].id = r->id;
	}
	return true;
}

bool card_act_out(struct screen *s)
{
	const struct out_arg arg = { .resident = ((struct card_state *)screen_state(s))->id };
	return ui_push(screen_ui(s), &screen_out, &arg);
}
