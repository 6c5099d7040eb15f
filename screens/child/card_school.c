/* Tab 3: one line per change of level, grade or school; and the days away, because school and presence are asked together. */
#include <stdio.h>

#include "screens/child/card.h"
#include "screens/rows.h"
#include "src/base/i18n.h"

static void schooling(struct screen *s, struct card_state *st)
{
	const bool narrow = card_narrow(s); /* the school year gives way */
	const int widths[] = { 10, narrow ? 0 : 9, narrow ? 8 : 12, narrow ? 14 : 22, 20 };
	const struct resident_card *c = &st->card;
	card_head(st, card_columns(s, (const int[]){ 11, widths[1], widths[2], widths[3], 20 }, (const char *const[]){ _("FROM"), narrow ? "" : _("YEAR"), _("GRADE"), _("SCHOOL"), _("EVENT") }, 5));
	for (int i = 0; i < c->schooling_count; i++) {
		const struct resident_school *y = &c->schooling[i];
		char grade[48];
		const struct resident_row as = { .level = y->level, .grade = y->grade };
		const char *event = card_label(s, "school_event", y->event);
		if (y->waiting) event = arena_printf(screen_arena(s), _("%s, waiting for a school"), event);
		if (*y->note) event = arena_printf(screen_arena(s), "%s (%s)", event, y->note);
		if (*y->of) event = arena_printf(screen_arena(s), "[%s] %s", y->of, event);
		const char *const cells[] = { card_day(s, y->on), narrow ? "" : y->year, child_grade(&as, grade, sizeof grade), y->school, event };
		struct card_line *l = card_add(st, CARD_TEXT, card_columns(s, widths, cells, 5), "");
		if (!*y->of) l->what = CARD_SCHOOLING;
		l->id = y->id;
		l->index = i;
	}
	if (!c->schooling_count) card_text(st, PAINT_DIM, _("No school is recorded yet. F4: level, grade and school."));
}

static void presence(struct screen *s, struct card_state *st)
{
	const bool narrow = card_narrow(s); /* the expected return gives way */
	const int widths[] = { 10, 10, narrow ? 0 : 10, narrow ? 11 : 16, 30 };
	const struct resident_card *c = &st->card;
	if (!c->presence_count) return;
	card_head(st, card_columns(s, (const int[]){ 11, 10, widths[2], widths[3], 30 }, (const char *const[]){ _("AWAY"), _("BACK"), narrow ? "" : _("EXPECTED"), _("KIND"), _("FETCHED BY, NOTE") }, 5));
	for (int i = 0; i < c->presence_count; i++) {
		const struct presence_row *p = &c->presence[i];
		const char *const cells[] = { card_day(s, p->on), p->back == DATE_NONE ? _("away") : card_day(s, p->back), narrow ? "" : card_day(s, p->expected), card_label(s, "presence_kind", p->kind),
			arena_printf(screen_arena(s), "%s%s%s", p->fetched_by, *p->fetched_by && *p->note ? "; " : "", p->note) };
		struct card_line *l = card_add(st, CARD_TEXT, card_columns(s, widths, cells, 5), "");
		l->what = CARD_PRESENCE;
		l->id = p->id;
		l->index = i;
		if (p->overdue) l->paint = PAINT_WARN;
	}
}

bool card_school(struct screen *s, struct card_state *st, struct err *e)
{
	(void)e;
	schooling(s, st);
	presence(s, st);
	return true;
}
