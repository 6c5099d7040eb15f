/* Two records side by side (screen_merge). */
#ifndef SCREENS_MERGE_H
#define SCREENS_MERGE_H
#include "db/child/person_merge.h"
#include "screens/ui/ui.h"

/* Takes a merge back: asks the reason, says what happened. True when it was done. */
bool merge_take_back(struct ui *ui, row_id merge, const char *kept, const char *gone);

#endif
