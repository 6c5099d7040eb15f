/* What the pocket money screens do, each asking what it needs first. All return true when something was saved. */
#ifndef SCREENS_ALLOWANCE_ACT_H
#define SCREENS_ALLOWANCE_ACT_H
#include "db/money/allowance.h"
#include "screens/ui/grid.h"

bool allowance_act_run(struct ui *ui, caldate month);
/* Rows ticked and not locked; items[i] belongs to rows[i]. idem: of this payment, made when the list was loaded. */
bool allowance_act_pay(struct ui *ui, const struct grid_row *rows, const struct allowance_row *items, int count, rupiah cash, const char *idem);
bool allowance_act_hold(struct ui *ui, const struct allowance_row *item);    /* holds, or releases a held one */
bool allowance_act_reverse(struct ui *ui, const struct allowance_row *item);
bool allowance_act_cash(struct ui *ui);                                      /* kas masuk */

#endif
