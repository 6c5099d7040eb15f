/* Derived rows of a child (resident_now, search_word), remade from the facts in the transaction that writes a fact. */
#ifndef DB_DERIVE_H
#define DB_DERIVE_H
#include "db/db.h"

/* Inside a transaction: remakes one child's rows as of the panti's today. Call it after any write of stay, stay_end, schooling, room_fact,
 * cluster_fact, presence, person, document, the savings balance or the seal. */
bool derive_resident(struct db *db, row_id resident, struct err *e);
bool derive_person(struct db *db, row_id person, struct err *e); /* every resident row of the person */
/* The day's roll-over: facts dated ahead that have become true. One indexed look when nothing is due; own transaction otherwise. */
bool derive_today(struct db *db, row_id panti, struct err *e);
/* Recomputes and compares; found (may be NULL) gets a sentence per difference. Returns the number of children that differ, -1 on error. */
int64_t derive_check(struct db *db, void (*found)(void *ctx, const char *sentence), void *ctx, struct err *e);
/* Inside a transaction: remakes all. */
bool derive_rebuild(struct db *db, struct err *e);

#endif
