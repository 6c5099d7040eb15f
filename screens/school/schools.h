/* Schools and school years: the panti's own data, opened from the pupils' screen. */
#ifndef SCREENS_SCHOOLS_H
#define SCREENS_SCHOOLS_H
#include "screens/ui/ui.h"
#include "src/rules/school.h"

extern const struct screen_class
	screen_schools,      /* NULL */
	screen_school_years; /* NULL */

/* One of the recorded school years, marked at *year; false = Esc, or none is recorded (said on row 23). */
bool school_year_pick(struct ui *ui, const char *title, char year[SCHOOL_YEAR_SIZE]);

#endif
