/* A card's tabs: "[1 Identitas] 2 Keluarga ..." on one row; 1-7, Left and Right change. */
#ifndef UI_TABS_H
#define UI_TABS_H
#include "screens/ui/ui.h"

struct tabs { const char *const *names; /* N_(), ended by NULL */ int at; };
void tabs_draw(const struct tabs *t, struct ui *ui, int row, int col, int cols);
bool tabs_key(struct tabs *t, struct ui *ui, int key); /* true when the tab changed: the owner loads it */

#endif
