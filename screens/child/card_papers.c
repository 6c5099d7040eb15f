/* Tab 6: the checklist of papers; the identity numbers stand below it. Enter on a paper sets its state. */
#include <string.h>

#include "db/child/person_merge.h"
#include "screens/child/card.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

bool card_papers(struct screen *s, struct card_state *st, struct err *e)
{
	const int wide = card_narrow(s) ? -3 : 0; /* places taken from the first columns */
	const int widths[] = { 26 + wide, 18 + wide, 16 + wide, 10, 24 };
	const struct resident_card *c = &st->card;
	int there = 0;
	(void)e;
	for (int i = 0; i < c->paper_count; i++) there += strcmp(c->papers[i].state, "asli") == 0 || strcmp(c->papers[i].state, "fotokopi") == 0;
	card_head(st, card_columns(s, (const int[]){ 27 + wide, 18 + wide, 16 + wide, 10, 24 }, (const char *const[]){ arena_printf(screen_arena(s), _("PAPERS (%d of %d there)"), there, c->paper_count), _("STATE"), _("NUMBER"), _("DATE"), _("NOTE") }, 5));
	for (int i = 0; i < c->paper_count; i++) {
		const struct paper *p = &c->papers[i];
		bool missing = !*p->state || strcmp(p->state, "tidak_ada") == 0;
		const char *const cells[] = { p->label, *p->state ? code_label("document_state", p->state) : _("not looked at yet"), p->number, p->on == DATE_NONE ? "" : card_day(s, p->on), p->note };
		const bool why = !*p->number && p->on == DATE_NONE; /* nothing between: the note has the room */
		const int short_widths[] = { widths[0], widths[1], 40 };
		struct card_line *l = card_add(st, CARD_TEXT, why ? card_columns(s, short_widths, (const char *const[]){ cells[0], cells[1], cells[4] }, 3) : card_columns(s, widths, cells, 5), "");
		l->what = CARD_PAPER;
		l->index = i;
		if (missing) l->paint = PAINT_DIM;
	}
	for (int i = 0; i < c->merged_count; i++) { /* papers handed in under the other number */
		const struct person_merged *m = &c->merged[i];
		if (*m->papers) card_text(st, PAINT_TEXT, arena_printf(screen_arena(s), _("[%s] there: %s"), *m->gone_no ? m->gone_no : _("from a referral"), card_label(s, "document_kind", m->papers)));
	}
	card_head(st, _("NUMBERS AND CONSENT"));
	static const enum person_field fields[] = { PERSON_AKTA, PERSON_AKTA_NO, PERSON_KIA, PERSON_KIS, PERSON_KIS_ACTIVE, PERSON_KIP, PERSON_KIP_ACCOUNT, PERSON_DTSEN, PERSON_DTSEN_DATE, PERSON_CONSENT_BY, PERSON_CONSENT_ON };
	for (size_t i = 0; i < COUNT(fields); i++) card_field(s, st, fields[i]);
	if (c->measure_count > 0) card_head(st, _("WEIGHT AND HEIGHT"));
	for (int i = 0; i < c->measure_count; i++) {
		const struct measure *m = &c->measures[i];
		struct card_line *l = card_add(st, CARD_WIDE, card_day(s, m->on), arena_printf(screen_arena(s), "%d,%d kg   %d,%d cm", m->weight_g / 1000, m->weight_g % 1000 / 100, m->height_mm / 10, m->height_mm % 10));
		l->what = CARD_MEASURE;
		l->id = m->id;
		l->index = i;
	}
	return true;
}
