/* What a clerk's first day must have left: the month's report four ways, and the database. */
#ifndef TESTS_TERMINAL_FIRST_DAY_H
#define TESTS_TERMINAL_FIRST_DAY_H
#include "tests/terminal/clerk.h"

#define FIRST_DAY "2026-08-31"       /* the last of a month: what is run and paid that day is the whole month's */
#define FIRST_DAY_AFTER "2026-09-01" /* the month is closed */

void first_day_report(struct clerk *c);
void first_day_database(struct clerk *c);

#endif
