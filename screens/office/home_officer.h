/* Home of a district officer: what waits, the children in care, free places of each home. */
#ifndef SCREENS_HOME_OFFICER_H
#define SCREENS_HOME_OFFICER_H
#include "db/child/progress.h"
#include "db/referral/referral.h"
#include "screens/ui/ui.h"

enum { HOME_OFFICER_HOMES = 12 };
struct home_officer { struct progress_counts children; struct referral_home homes[HOME_OFFICER_HOMES]; int count; };

/* A line of work on Home, of home.c: opens target with the filter or the record, NULL and 0 = with nothing. more: a second line, "" none. */
struct home_line { int count; bool urgent; const struct screen_class *target; const char *text, *more; const struct referral_filter *referrals; row_id record; };
void home_line(struct screen *s, const struct home_line *line);

/* Adds the officer's lines; true and nothing done for the home's people. */
bool home_officer_load(struct screen *s, struct home_officer *o, struct err *e);
void home_officer_draw(struct ui *ui, const struct home_officer *o, struct area a);

#endif
