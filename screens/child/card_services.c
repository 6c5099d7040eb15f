/* Tab 5: empty for now, and it says so. */
#include <stdio.h>

#include "db/child/care.h"
#include "screens/child/card.h"
#include "src/base/i18n.h"

/* How far the care has come, newest first; F9 H records the next one. */
static bool stages(struct screen *s, struct card_state *st, struct err *e)
{
	struct care_fact *facts;
	char text[200];
	int n = care_stages(screen_db(s), screen_actor(s), st->id, screen_arena(s), &facts, e);
	if (n < 0) return false;
	card_head(st, _("STAGE OF CARE"));
	if (n == 0) {
		snprintf(text, sizeof text, _("%s. F9 H records the stage and its day; the officer of the sending district sees it."), card_label(s, "care_stage", CARE_STAGE_FIRST));
		card_text(st, PAINT_TEXT, arena_dup(screen_arena(s), text));
	}
	for (int i = 0; i < n; i++) {
		snprintf(text, sizeof text, "%s  %s  (%s)", card_day(s, facts[i].on), card_label(s, "care_stage", facts[i].stage), facts[i].by);
		struct card_line *l = card_add(st, CARD_TEXT, arena_dup(screen_arena(s), text), "");
		l->what = CARD_STAGE;
		l->id = facts[i].id;
	}
	return true;
}

bool card_services(struct screen *s, struct card_state *st, struct err *e)
{
	card_head(st, _("SERVICES AND CASE NOTES"));
	card_text(st, PAINT_TEXT, _("This version keeps no care plan, services or case notes yet. Keep them on paper as before; nothing of theirs is lost here."));
	card_text(st, PAINT_DIM, _("What is kept already: stays, rooms and clusters (1), school and absences (3), money (4), papers (6), every change (7)."));
	return stages(s, st, e) && card_outs(s, st, e);
}
