/* Child labour on the screen. */
#ifndef SCREENS_LABOUR_H
#define SCREENS_LABOUR_H
#include "db/community/labour.h"

/* "Under 13 no work is allowed. (UU 13/2003 art. 68-69)" for codes "a|b|c", one after the other or one a line. In the arena. */
const char *labour_grounds_words(const char *codes, const char *between, struct arena *a);

#endif
