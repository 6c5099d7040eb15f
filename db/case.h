/* What the case files (referral, school, termination, aftercare) share inside db/: refusals in one wording. */
#ifndef DB_CASE_H
#define DB_CASE_H
#include "db/db.h"

/* ERR_NOTFOUND in the one wording for what is not there and what is outside the scope. */
bool case_not_found(struct err *e);
/* ERR_PROBLEMS (the problems say what to mend). */
bool case_refused(struct err *e);
/* ERR_CONFLICT: somebody changed the row meanwhile. Names who and when from the audit log when it can. */
bool case_conflict(struct db *db, const char *record_kind, row_id record, struct err *e);

/* Is the code in the list: the database's editable rows, else the program's own. */
bool case_code_known(struct db *db, const char *list, const char *code);

#endif
