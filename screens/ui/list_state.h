/* Private to list*.c and grid.c. */
#ifndef UI_LIST_STATE_H
#define UI_LIST_STATE_H
#include "screens/ui/list.h"

void list_settle(struct list *l); /* selection inside the window, top so that it is seen, no row empty that could be filled */
int list_fetch(struct list *l, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a);
void list_extend(struct list *l, bool forward); /* another page behind or before the window; what is far off goes */
void list_load_at(struct list *l, const struct list_row *edge); /* the window anew from there; NULL = from the beginning */
void list_reverse(struct list_row *rows, int n);
void list_window_set(struct list *l, struct arena *a, struct list_row *rows, int count); /* takes the arena over */
/* Which columns fit into cols, where they stand and how wide they are (0 = dropped). Returns how many there are. */
int list_layout(const struct list_column *columns, int cols, int *col, int *width);

#endif
