/* Plt. and Plh.: who acts in whose role between which days. */
#ifndef SCREENS_ACTING_H
#define SCREENS_ACTING_H
#include "db/office/user.h"
#include "screens/ui/ui.h"

const char *acting_kind(const char *kind);                                   /* "Plt." of "plt" */
const char *acting_words(const struct user_acting *one, struct arena *a);    /* "Plh. Head of the home 01-08-2026 to 10-08-2026" */
bool acting_edit(struct ui *ui, const struct user_row *user);                /* gives one, or ends one; true: something changed (said) */

#endif
