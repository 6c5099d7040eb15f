/* Derived rows of a child (resident_now, search_word), remade from the facts in the transaction that writes a fact. */
#ifndef DB_DERIVE_H
#define DB_DERIVE_H
#include "db/db.h"

/* Inside a transaction: remakes one child's rows as of the panti's today. Call it after any write of stay, stay_end, schooling, room_fact,
 * cluster_fact, presence, person, room, school, or the seal. */
bool derive_resident(struct db *db, row_id resident, struct err *e);
bool derive_person(struct db *db, row_id person, struct err *e); /* every resident row of the person, and of whom it was merged into */
/* Inside a transaction: the savings balance alone, after a posting; cheap. */
bool derive_savings(struct db *db, row_id resident, struct err *e);
/* The day's roll-over: facts dated ahead that have become true. One indexed look when nothing is due; own transaction otherwise. */
bool derive_today(struct db *db, row_id panti, struct err *e);
/* Recomputes and compares; tell (may be NULL) gets a sentence per difference. Returns the number of children that differ, -1 on error. */
int64_t derive_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, struct err *e);
/* Inside a transaction: remakes all. */
bool derive_rebuild(struct db *db, struct err *e);

#endif
