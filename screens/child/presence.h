/* Presence: the day's count, and leave and return for many at once. */
#ifndef SCREENS_PRESENCE_H
#define SCREENS_PRESENCE_H
#include "screens/ui/ui.h"

enum presence_part { PRESENCE_DAY, PRESENCE_LEAVE, PRESENCE_RETURN, PRESENCE_PARTS };
bool presence_show(struct ui *ui, enum presence_part part);
/* One child's leave and return, asked in a small form (the card's menu). True when saved. */
bool presence_ask_leave(struct ui *ui, const char *title, const row_id *children, int n);
bool presence_ask_return(struct ui *ui, const char *title, const row_id *children, int n);

#endif
