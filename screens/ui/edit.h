/* A base line editor on the screen: keys to edits, and its visible part painted. Shared by forms, dialogs, grids. */
#ifndef UI_EDIT_H
#define UI_EDIT_H
#include "screens/ui/ui.h"
#include "src/base/line.h"

/* True when the key was an edit or a move within the text. Enter, Tab, Up, Down, Esc and F-keys are the owner's. */
bool edit_key(struct line *l, struct ui *ui, int key);
/* "[text   ]", width columns inside the brackets; focus parks the cursor; secret shows one * per character. */
void edit_draw(struct line *l, struct ui *ui, int row, int col, int width, bool focus, bool secret);

#endif
