/* Absences and returns of children in care, one or eighty at once, and the day's confirmation "semua hadir kecuali ...". */
#ifndef DB_PRESENCE_H
#define DB_PRESENCE_H
#include "db/child/resident.h"

struct presence_leave { const char *kind; caldate on, expected; const char *note, *fetched_by, *fetched_id; const char *idem; };
/* RIGHT_PRESENCE_EDIT. All or none; problems name the child when n > 1. Yesterday and earlier days are allowed (open months). */
bool presence_leave(struct db *db, const struct actor *who, const row_id *residents, int n, const struct presence_leave *in, struct problems *p, struct err *e);
/* Back on a day: closes the open absence of each; one without an open absence is a hard problem. */
bool presence_return(struct db *db, const struct actor *who, const row_id *residents, int n, caldate on, struct problems *p, struct err *e);
bool presence_void(struct db *db, const struct actor *who, row_id presence, const char *why, struct problems *p, struct err *e);

/* The day's count from the caregiver's paper: everybody present but these. Children away who are not listed come back on that day; listed ones
 * not away yet leave on that day. Then the day is confirmed. counts (may be NULL): how many left, returned. */
struct presence_except { row_id resident; const char *kind, *note; };
bool presence_day(struct db *db, const struct actor *who, caldate on, const struct presence_except *except, int n, int *left, int *returned, struct problems *p, struct err *e);
bool presence_day_confirmed(struct db *db, const struct actor *who, caldate on, struct err *e);
/* Children away on a day, name order; -1 on error. */
int presence_away(struct db *db, const struct actor *who, caldate on, struct arena *a, struct presence_row **out, struct err *e);

#endif
