/* Printing, for every screen: a report's preview, and the box that asks where the bytes go. */
#ifndef SCREENS_PRINT_DIALOG_H
#define SCREENS_PRINT_DIALOG_H
#include "db/report/report.h"
#include "screens/ui/ui.h"

/* Makes the report (rights, audit row) and opens its preview: the same bytes as text, F4 paper, F5 print, F6 another month. False when it could
 * not be made; the reason stands on row 23. ask may be NULL for the standards; a child or referral that must be given is asked for by
 * report_choose(). */
bool print_report(struct ui *ui, const char *name, const struct report_ask *ask);

/* Asks for what the report takes and *ask does not have yet: month, day, year, child, referral. False = Esc. */
bool report_choose(struct ui *ui, const struct report *r, struct report_ask *ask);

/* F5: where to, on what paper, how many copies; then prints or saves. paper: of the preview, changed to what was chosen. False: nothing was printed. */
bool print_document(struct ui *ui, const struct report *r, const struct report_ask *ask, const struct document *d, enum paper_size *paper);

#endif
