/* The rows of the list of referrals as the sender reads them. Private to screens/referral. */
#ifndef SCREENS_REFERRALS_SENT_H
#define SCREENS_REFERRALS_SENT_H
#include "db/referral/referral.h"
#include "screens/ui/list.h"

extern const struct list_column referrals_sent_columns[];
/* n rows of found; returns n, -1 and e when something could not be read. */
int referrals_sent_rows(struct screen *s, const struct referral_row *found, int n, struct list_row *rows, struct arena *a, struct err *e);
const char *referrals_sent_detail(struct screen *s, row_id id, struct arena *a); /* row 22 */

#endif
