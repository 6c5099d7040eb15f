/* The promotion screen's other half. */
#ifndef SCREENS_PROMOTION_H
#define SCREENS_PROMOTION_H
#include "screens/ui/ui.h"

/* Asks which batch into the year and why, and takes it back whole; true when it was (screens reload). RIGHT_SCHOOL_EDIT. */
bool promotion_take_back(struct ui *ui, const char *year);

#endif
