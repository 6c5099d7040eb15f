/* Tab 5: empty for now, and it says so. */
#include "screens/child/card.h"
#include "src/base/i18n.h"

bool card_services(struct screen *s, struct card_state *st, struct err *e)
{
	card_head(st, _("SERVICES AND CASE NOTES"));
	card_text(st, PAINT_TEXT, _("This version keeps no care plan, services or case notes yet. Keep them on paper as before; nothing of theirs is lost here."));
	card_text(st, PAINT_DIM, _("What is kept already: stays, rooms and clusters (1), school and absences (3), money (4), papers (6), every change (7)."));
	return card_outs(s, st, e);
}
