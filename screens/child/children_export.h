/* F5 of the children's list. */
#ifndef SCREENS_CHILDREN_EXPORT_H
#define SCREENS_CHILDREN_EXPORT_H
#include "db/child/resident.h"
#include "screens/ui/ui.h"

/* Asks what: the register as a printout, or the children of the filter as a table (BNBA) with columns ticked, saved into the outbox or, locally,
 * the export folder. The columns ticked are remembered. False: nothing was made. */
bool children_export(struct ui *ui, const struct resident_filter *filter);

#endif
