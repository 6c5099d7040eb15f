/* What an officer does with a draft from list and card alike. */
#ifndef SCREENS_REFERRAL_SEND_H
#define SCREENS_REFERRAL_SEND_H
#include "db/referral/referral.h"
#include "screens/ui/ui.h"

/* Sends a draft after one question that names how many go: this one, or all drafts of its letter. Asks for the home first when none is chosen. */
bool referral_send_ask(struct ui *ui, row_id referral);
/* Another receiving home, while the referral is a draft or sent but not received; the list shows free places. */
bool referral_home_ask(struct ui *ui, row_id referral);
/* Which home is asked, with free places; with one there is nothing to ask. 0 = left. */
row_id referral_home_pick(struct ui *ui);
/* "Tunas Harapan: L full, P 13 free. Kasih Ibu: ..." */
const char *referral_homes_line(const struct referral_home *homes, int n, struct arena *a);

#endif
