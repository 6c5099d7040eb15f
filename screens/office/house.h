/* Screens opened from Settings only. */
#ifndef SCREENS_HOUSE_H
#define SCREENS_HOUSE_H
#include "screens/ui/ui.h"

extern const struct screen_class screen_rooms, screen_officials,
	screen_keytest,                     /* NULL: which keys arrive, are lines whole */
	screen_code_lists, screen_holidays, /* NULL */
	screen_code_list;                   /* const char *: the list's code */

#endif
