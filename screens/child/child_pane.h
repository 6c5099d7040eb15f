/* Beside the list on wide screens: the child under the cursor in words. From the list's own row: nothing is read that lists do not show. */
#ifndef SCREENS_CHILD_PANE_H
#define SCREENS_CHILD_PANE_H
#include "db/child/resident.h"
#include "screens/ui/ui.h"

#define CHILD_PANE_FROM 120 /* columns of the terminal */
#define CHILD_PANE_LIST 78  /* columns left to the list */

struct child_pane { struct arena *a; struct resident_row row; const char *clusters, *origin, *presence; bool filled; };

void child_pane_load(struct child_pane *p, struct ui *ui, row_id child); /* 0 empties it */
void child_pane_draw(const struct child_pane *p, struct ui *ui, struct area a);
void child_pane_free(struct child_pane *p);

#endif
