/* Pick-lists in a box: typing filters (starts-with first, then contains), Enter takes, Esc closes the list only. */
#ifndef UI_PICKER_H
#define UI_PICKER_H
#include "screens/ui/list.h"
#include "src/base/field.h"

/* One of the choices (ended by code NULL). at: the one marked first, -1 none. add_label non-NULL offers F7. Returns the index,
 * PICKER_NONE (Esc) or PICKER_ADD (F7). */
#define PICKER_NONE (-1)
#define PICKER_ADD (-2)
int picker_choose(struct ui *ui, const char *title, const struct choice *choices, int at, const char *add_label);
/* The same with the search begun. */
int picker_choose_typed(struct ui *ui, const char *title, const struct choice *choices, int at, const char *add_label, const char *typed);
/* Several: ticks[i] in and out; `typed` begins the search (may be NULL); false = Esc, nothing changed. */
bool picker_choose_many(struct ui *ui, const char *title, const struct choice *choices, bool *ticks, const char *typed);
/* A row of a big list (a child, a referral); 0 = none chosen. `typed` starts the search; may be NULL. */
row_id picker_row(struct ui *ui, const char *title, const struct list_source *source, void *ctx, const char *typed);
/* A month's calendar; DATE_NONE = Esc. */
caldate picker_date(struct ui *ui, const char *title, caldate at);

#endif
