/* Private to db/child/person_merge.c and merge_*.c. */
#ifndef DB_MERGE_PART_H
#define DB_MERGE_PART_H
#include "db/child/person_merge.h"

struct merge_known { row_id person, panti, resident; int64_t version; const char *name, *register_no; bool sealed, elsewhere /* in another home's register too */; };
/* A record of the panti, or of a letter that came to it; else "is not there". */
bool merge_known(struct db *db, const struct actor *who, row_id person, struct arena *a, struct merge_known *out, struct err *e);

#endif
