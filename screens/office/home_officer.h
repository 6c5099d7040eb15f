/* Home of a district officer: what waits, the children in care, free places of each home. */
#ifndef SCREENS_HOME_OFFICER_H
#define SCREENS_HOME_OFFICER_H
#include "db/child/progress.h"
#include "db/referral/referral.h"
#include "screens/ui/ui.h"

enum { HOME_OFFICER_HOMES = 12 };
struct home_officer { struct progress_counts children; struct referral_home homes[HOME_OFFICER_HOMES]; int count; };

/* Adds the officer's lines; true and nothing done for the home's people. */
struct home;
bool home_officer_load(struct screen *s, struct home *h, struct err *e);
void home_officer_draw(struct ui *ui, const struct home_officer *o, struct area a);

#endif
