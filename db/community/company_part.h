/* What the files of the workplaces share. Private to db/community. */
#ifndef DB_COMPANY_PART_H
#define DB_COMPANY_PART_H
#include "db/community/area.h"
#include "db/community/company.h"
#include "db/stmt.h"

struct company_facts { row_id id, panti; int64_t version; const char *v[COMPANY_FIELDS]; caldate registered, closed; const char *closed_why; };
/* In scope, else ERR_NOTFOUND. */
bool company_facts_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct company_facts *out, struct err *e);
/* Counts of a report; *checked (may be NULL): found counts are there. */
bool company_counts(struct db *db, row_id report, struct headcount *reported, struct headcount *found, bool *checked, struct err *e);

#endif
