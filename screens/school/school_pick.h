/* Pick-lists of schooling forms: kinds and schools of the level chosen, and a new school asked in a box. */
#ifndef SCREENS_SCHOOL_PICK_H
#define SCREENS_SCHOOL_PICK_H
#include "screens/ui/ui.h"

struct school_choices {
	struct ui *ui;
	struct arena *a;              /* emptied when the schools changed */
	char level[16];               /* the level kinds and schools were read for */
	const struct choice *kinds, *schools, *levels, *years, *events;
};
void school_choices_begin(struct school_choices *c, struct ui *ui);
void school_choices_end(struct school_choices *c);
void school_choices_forget(struct school_choices *c); /* a school was added */
/* list: school_level, school_kind, school, school_year, school_event; level "" = any. NULL for other lists. */
const struct choice *school_choices_of(struct school_choices *c, const char *list, const char *level);
/* Name, NPSN, kind and address in a box; the id of the school added, 0 = none. RIGHT_SCHOOL_EDIT. */
row_id school_ask_new(struct ui *ui, const char *level, const char *kind);
/* The school a child moves to, of that level and not the present one: *school 0 and no name = named later. False = Esc. */
bool school_pick_other(struct ui *ui, const char *level, row_id present, row_id *school, char *name, size_t size);

#endif
