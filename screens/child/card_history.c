/* Tab 7: every change of the child: who, when, what it was and what it became; older pages on Enter. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "db/office/panti.h"
#include "screens/office/acts.h"
#include "screens/app.h"
#include "screens/child/card.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

enum { HISTORY_PAGE = 200 }; /* changed values of a page */

static void act_line(struct screen *s, struct card_state *st, const struct history_row *r)
{
	char day[24];
	int hour, minute;
	caldate on;
	clock_local(r->at, app_of(screen_ui(s))->panti.utc_offset, &on, &hour, &minute);
	const char *of = *r->of ? arena_printf(screen_arena(s), "  [%s]", *r->of == '*' ? _("from a referral") : r->of) : ""; /* the record merged into this one */
	card_add(st, CARD_TEXT, arena_printf(screen_arena(s), "%s %02d.%02d  %s: %s%s", date_format(on, DATE_SHORT, day, sizeof day), hour, minute, r->by, act_words(screen_arena(s), r->action), of), "")->paint = PAINT_HEADING;
}

bool card_history(struct screen *s, struct card_state *st, struct err *e)
{
	struct history_row *rows = arena_array(screen_arena(s), struct history_row, HISTORY_PAGE), further[1];
	int n = resident_history(screen_db(s), screen_actor(s), st->id, st->before, screen_arena(s), rows, HISTORY_PAGE, e);
	if (n < 0) return false;
	int64_t seq = 0;
	if (st->before) card_add(st, CARD_TEXT, _("Newest changes: Enter"), "")->what = CARD_NEWEST;
	for (int i = 0; i < n; i++) {
		const struct history_row *r = &rows[i];
		if (r->seq != seq) act_line(s, st, r);
		seq = r->seq;
		if (!*r->field || (!*r->before && !*r->after)) continue;
		const char *after = act_value(s, r->kind, r->field, r->after);
		if (*r->before) card_add(st, CARD_WIDE, act_field(screen_arena(s), r->field), arena_printf(screen_arena(s), "%s > %s", act_value(s, r->kind, r->field, r->before), after));
		else card_add(st, CARD_WIDE, act_field(screen_arena(s), r->field), after);
	}
	if (!n) card_text(st, PAINT_DIM, _("No change is recorded for this child that you may see."));
	st->oldest = seq;
	if (n && resident_history(screen_db(s), screen_actor(s), st->id, seq, screen_arena(s), further, 1, e) > 0) card_add(st, CARD_TEXT, _("Older changes: Enter"), "")->what = CARD_OLDER;
	return e->kind == ERR_NONE;
}
