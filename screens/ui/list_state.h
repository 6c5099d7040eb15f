/* Private to list*.c and grid.c. */
#ifndef UI_LIST_STATE_H
#define UI_LIST_STATE_H
#include "screens/ui/list.h"

void list_settle(struct list *l);
/* Which columns fit into cols, where they stand and how wide they are (0 = dropped). Returns how many there are. */
int list_layout(const struct list_column *columns, int cols, int *col, int *width);

#endif
