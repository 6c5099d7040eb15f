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

/* Inside a transaction: the next number of a kind in the year of a day, "R-2026-014" for prefix "R"; counted over the whole database, or in a panti
 * (0: the whole database). A number once given is not given again. */
bool case_number(struct db *db, const char *kind, row_id panti, const char *prefix, caldate on, char *out, size_t size, struct err *e);

/* Inside a write: begins the audit row of a move, "referral.setuju", with the states before and after, its day and reason (NULL is ""). The caller
 * adds what else is to be known, and ends it. action: its first word. */
struct case_move { const char *action, *table, *move, *from, *to; row_id record, person; caldate on; const char *reason; };
void case_audit_move(struct db *db, const struct actor *who, const struct case_move *m);

/* Is the code in the list: the database's editable rows, else the program's own. */
bool case_code_known(struct db *db, const char *list, const char *code);

#endif
