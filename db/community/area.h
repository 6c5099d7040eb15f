/* Rows with panti_id and district (screenings, workplaces): a panti's people see their panti's, a district officer the district's. Private to db/community. */
#ifndef DB_AREA_H
#define DB_AREA_H
#include "db/stmt.h"

/* The condition of the rows of alias s ("s.panti_id = ?1"), and its parameter 1. Who belongs nowhere sees nothing. */
const char *area_where(const struct actor *who);
void area_bind(struct stmt *q, const struct actor *who);
/* Hides what a sealed file says: no right to open it. */
bool area_hides(const struct actor *who);

#endif
