/* Moves of a referral as its screens offer them. */
#ifndef SCREENS_REFERRAL_ACT_H
#define SCREENS_REFERRAL_ACT_H
#include "db/referral/referral.h"
#include "screens/ui/ui.h"

/* Asks what the move needs (reason, note, confirmation) and does it; true when it was done. */
bool referral_act(struct ui *ui, row_id referral, enum referral_move move);
/* The next step: the only move the user may make, or a choice of them; an accepted one opens the admission. */
bool referral_act_next(struct ui *ui, row_id referral);
/* A question to the sender, one line; true when it was sent. */
bool referral_ask_sender(struct ui *ui, row_id referral);
/* The reply letter's preview; its number is given the first time, typed from the agenda where the panti numbers by hand. */
bool referral_print_reply(struct ui *ui, row_id referral);
/* Room and last day of an accepted child's place. */
bool referral_keep_place(struct ui *ui, row_id referral);

#endif
