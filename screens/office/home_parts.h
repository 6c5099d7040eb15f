/* The desk's parts at the foot of Home: letter and title of every screen of screens.def this person may open. */
#ifndef SCREENS_HOME_PARTS_H
#define SCREENS_HOME_PARTS_H
#include "screens/ui/ui.h"

enum { HOME_PARTS_MOST = 24, HOME_PARTS_COLUMNS = 8 };

struct home_parts { int columns, rows, width[HOME_PARTS_COLUMNS]; };
/*
 * How n entries of these widths (letter and title) stand in `cols` columns: as few rows as the widths allow, filled row by row, two blanks
 * between. When that is more than `most` rows, equal columns in `most` rows, where long titles are cut. cols and most at least 1. Pure.
 */
struct home_parts home_parts_plan(const int *widths, int n, int cols, int most);

int home_parts_rows(struct screen *s, struct area a);           /* of the list, without its line above; at most half the area */
void home_parts_draw(struct screen *s, struct area a, int row); /* row: of the line above; a: Home's whole area */
bool home_parts_key(struct screen *s, int key);                 /* opens the part of this letter, or says who may */

#endif
