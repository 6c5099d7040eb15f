/* Pelepasan: several children proposed at once, as after graduation. */
#ifndef SCREENS_RELEASE_H
#define SCREENS_RELEASE_H
#include "screens/ui/ui.h"

extern const struct screen_class screen_release; /* NULL */

#endif
