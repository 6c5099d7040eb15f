/* What the case files (referral, school, termination, aftercare) share inside db/: the panti's day, refusals, a child in scope. */
#ifndef DB_CASE_H
#define DB_CASE_H
#include "db/db.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/mem.h"

/* Today by the panti's own offset; panti 0 (a district officer): +8. */
caldate case_today(struct db *db, row_id panti);
/* ERR_NOPERM with who may, unless one of the roles carries the right. */
bool case_may(const struct actor *who, enum right right, struct err *e);
/* ERR_NOTFOUND in the one wording for what is not there and what is outside the scope. */
bool case_not_found(struct err *e);
/* ERR_PROBLEMS (the problems say what to mend). */
bool case_refused(struct err *e);
/* ERR_CONFLICT: somebody changed the row meanwhile. Names who and when from the audit log when it can. */
bool case_conflict(struct db *db, const char *record_kind, row_id record, struct err *e);

struct case_child {
	row_id resident, panti, person, stay; /* stay: the current or last one; 0 none */
	const char *register_no, *name, *sex, *district, *status, *clusters, *level;
	caldate birth, admit_on, end_on;
	int grade;
	bool sealed, waiting_school, approved;
};
/* A child of the actor's panti, or one that came through the officer's district; anything else is "not found". */
bool case_child(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct case_child *out, struct err *e);

#endif
