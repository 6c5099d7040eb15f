/* F9 or ^G: all actions of the screen, each with digit, key and one sentence, then the common ones (K lock, U undo, P privacy,
 * R tour, T theme, M mouse). Digit or letter runs it; arrows and Enter too. */
#ifndef UI_MENU_H
#define UI_MENU_H
#include "screens/ui/ui.h"

void menu_open(struct ui *ui); /* for the top screen; runs what was chosen */

#endif
