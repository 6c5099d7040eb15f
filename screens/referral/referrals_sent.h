/* The rows of the list of referrals as the sender reads them. Private to screens/referral. */
#ifndef SCREENS_REFERRALS_SENT_H
#define SCREENS_REFERRALS_SENT_H
#include "db/referral/referral.h"
#include "screens/ui/list.h"

extern const struct list_column referrals_sent_columns[];
extern const struct list_column referrals_sent_one[]; /* without the home, where there is one only */
bool referrals_sent_one_home(struct screen *s);
/* n rows of found, for referrals_sent_one or the other columns; returns n, -1 and e when something could not be read. */
int referrals_sent_rows(struct screen *s, bool one_home, const struct referral_row *found, int n, struct list_row *rows, struct arena *a, struct err *e);
const char *referrals_sent_detail(struct screen *s, row_id id, struct arena *a); /* row 22 */

#endif
