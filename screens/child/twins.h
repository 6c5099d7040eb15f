/* Children who may be the same, side by side with what is typed. */
#ifndef SCREENS_TWINS_H
#define SCREENS_TWINS_H
#include "db/child/person.h"
#include "screens/ui/ui.h"

enum twins_answer { TWINS_BACK, TWINS_OTHER /* another child: go on */, TWINS_SAME };
/* values: by enum person_field. *chosen: index of the one that is the same. */
enum twins_answer twins_ask(struct ui *ui, const char *const *values, const struct person_twin *twins, int count, int *chosen);

#endif
