/* How partners and referrals out are said in a few columns, by lists, cards and pick-lists alike. Texts in the arena. */
#ifndef SCREENS_PARTNER_SHOW_H
#define SCREENS_PARTNER_SHOW_H
#include "db/partner/referral_out.h"
#include "screens/ui/ui.h"

const char *partner_show_free(int free_l, int free_p, struct arena *a);                       /* "L 2 P 0", "" unknown */
const char *partner_show_mou(enum mou_state mou, caldate until, struct arena *a);             /* "31-12-2026", "03-06-2026 !", "-" none */
const char *partner_show_mou_words(enum mou_state mou, int left, caldate until, struct arena *a); /* "ended 12 days ago !" */
const char *out_show_wait(const struct out_row *r, struct arena *a);                          /* "16 d !", "" when finished */
const char *out_show_doubt(const struct out_partner *p, struct arena *a);                     /* ", MoU ended !", "" when nothing speaks against it */

bool partner_ask_end(struct ui *ui, row_id partner); /* ends it with a reason, or takes an ended one up again; true when saved */

/* Moves and sending; true when something was saved (out_act.c). */
bool out_act(struct ui *ui, row_id out, enum out_move move);
bool out_act_next(struct ui *ui, row_id out);  /* the only move the user may make, or a choice of them */
bool out_act_print(struct ui *ui, row_id out); /* covering letter and return slip */

#endif
