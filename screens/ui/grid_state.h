/* Private to grid*.c. */
#ifndef UI_GRID_STATE_H
#define UI_GRID_STATE_H
#include "screens/ui/grid.h"

int grid_edit_columns(const struct grid *g);

#endif
