/* The follow-up of a report: what the list and the report's own screen share. */
#ifndef SCREENS_COMMUNITY_ACT_H
#define SCREENS_COMMUNITY_ACT_H
#include "db/community/community.h"
#include "screens/ui/ui.h"

/* Asks what the move needs (day, reason, note) and records it; COMMUNITY_RUJUK opens the referral form with what the report says. */
bool community_act(struct ui *ui, row_id report, enum community_move move);
/* Offers the steps that are possible now. */
bool community_act_next(struct ui *ui, row_id report);
/* "Rudi, L-2026-014"; a child without a name is one "whose name is not known yet". In the arena. */
const char *community_shown(const struct ui *ui, const char *name, struct arena *a);

#endif
