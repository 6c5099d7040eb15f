/* How far the care of a child has come, as the social worker says: dated facts over the code list care_stage (DOMAIN.md 2). */
#ifndef DB_CARE_H
#define DB_CARE_H
#include "db/child/resident.h"

#define CARE_STAGE_FIRST "penerimaan" /* while nobody has recorded one */

struct care_fact { row_id id; caldate on; const char *stage; const char *by; };
/* Newest first, of the newest stay and before. RIGHT_RESIDENT_READ. -1 on error. */
int care_stages(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct care_fact **out, struct err *e);
/* RIGHT_STAGE_EDIT. on: a day of a stay, today at the latest; a second one of the same day takes the place of the first (which is voided). */
bool care_stage_set(struct db *db, const struct actor *who, row_id resident, const char *stage, caldate on, struct problems *p, struct err *e);
bool care_stage_void(struct db *db, const struct actor *who, row_id fact, const char *why, struct problems *p, struct err *e);
/* The stage that holds on a day, for db/ (scope asked before): CARE_STAGE_FIRST before any; *on (may be NULL) since when, DATE_NONE. Facts
 * before the stay's admission do not count: a re-admitted child begins again. */
const char *care_stage_on(struct db *db, row_id resident, caldate admitted, caldate day, caldate *on, struct arena *a);

#endif
