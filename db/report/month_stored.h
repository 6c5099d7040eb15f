/* Private to db/month*.c: a stored report of a closed month. */
#ifndef DB_MONTH_STORED_H
#define DB_MONTH_STORED_H
#include "db/report/month.h"

struct month_stored { row_id id; int revision; utc_ms known_at; const char *figures; /* NULL: there is none */ const void *document; size_t size; };
/* revision -1: the newest. True with figures NULL when there is none. */
bool month_stored_load(struct db *db, row_id panti, caldate month, int revision, struct arena *a, struct month_stored *out, struct err *e);
/* The named differences as lines of the report. */
const char **month_difference_lines(const struct monthly_difference *d, int n, struct arena *a, int *count);

#endif
