/* What the screens of the workplaces share. */
#ifndef SCREENS_COMPANY_ACT_H
#define SCREENS_COMPANY_ACT_H
#include "db/community/company.h"
#include "screens/ui/ui.h"

/* A quarter from a list, newest first; *quarter in: the one marked. False = Esc. */
bool company_choose_quarter(struct ui *ui, caldate *quarter);
/* A reminder sent to some workplace: the workplace from a list, then its newest. False = none. */
bool company_choose_reminder(struct ui *ui, row_id *reminder);
/* A reminder for the quarter: a new one with its number, or one sent before printed again. True when something was printed or saved. */
bool company_act_remind(struct ui *ui, row_id company, caldate quarter);
/* "Di bawah 15: 2, membahayakan, selisih" of findings; "" none. In the arena. */
const char *company_finding_short(unsigned findings, struct arena *a);

#endif
