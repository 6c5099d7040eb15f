#include "screens/ui/tabs.h"

#include <stdio.h>

#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

void tabs_draw(const struct tabs *t, struct ui *ui, int row, int col, int cols)
{
	int at = col, needed = 0;

	for (int i = 0; t->names[i]; i++)
		needed += text_width(_(t->names[i])) + 3 + 2 * (i == t->at);
	for (int i = 0; t->names[i]; i++) {
		bool here = i == t->at;
		at += draw_printf(ui, row, at, col + cols - at, here ? PAINT_HEADING : PAINT_TEXT, here ? "[%d %s]" : needed > cols ? "%d" : "%d %s", i + 1, _(t->names[i])) + 1; /* short of room: digits, and the name of where one is */
	}
}

bool tabs_key(struct tabs *t, struct ui *ui, int key)
{
	int count = 0, at = t->at;

	(void)ui;
	while (t->names[count])
		count++;
	if (key == K_RIGHT)
		at = at < count - 1 ? at + 1 : 0;
	else if (key == K_LEFT)
		at = at > 0 ? at - 1 : count - 1;
	else if (key >= '1' && key < '1' + count)
		at = key - '1';
	else
		return false;
	t->at = at;
	return true;
}
