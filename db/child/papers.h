/* What hangs on a person: the checklist of papers, weight and height. */
#ifndef DB_PAPERS_H
#define DB_PAPERS_H
#include "db/db.h"
#include "src/base/mem.h"

struct paper {
	const char *kind, *label;  /* code list document_kind */
	const char *state;         /* code list document_state; "" = nobody looked yet */
	const char *number, *note;
	caldate on;                /* date of the paper or of the look; DATE_NONE */
	int64_t version;           /* 0 = no row yet */
};
/* Every kind of the list, in its order, with what is known. RIGHT_RESIDENT_READ. Returns the number, -1 on error. */
int paper_list(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct paper **out, struct err *e);
/* Several rows of the checklist in one save; a row of an older version: ERR_CONFLICT. RIGHT_RESIDENT_EDIT. */
bool paper_save(struct db *db, const struct actor *who, row_id resident, const struct paper *in, int n, struct problems *p, struct err *e);
/* For db/ only, inside a transaction, scope checked before: sets one kind without a version. Birth certificate and identity card are fields of the child as well:
 * they are filled where nobody has filled them yet, so that card, checklist and what is missing agree. Not between audit_begin and audit_end. */
bool paper_put(struct db *db, const struct actor *who, row_id panti, row_id person, const char *kind, const char *state, const char *number, const char *note, caldate on, struct err *e);

struct measure { row_id id; caldate on; int weight_g, height_mm; /* 0 = not taken */ };
int measure_list(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct measure **out, struct err *e); /* newest first */
bool measure_add(struct db *db, const struct actor *who, row_id resident, const struct measure *in, struct problems *p, struct err *e);
bool measure_void(struct db *db, const struct actor *who, row_id id, const char *why, struct problems *p, struct err *e);

#endif
