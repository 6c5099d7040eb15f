/* What the files of the termination aggregate share. Private to db/termination_*.c. */
#ifndef DB_TERMINATION_PART_H
#define DB_TERMINATION_PART_H
#include "db/termination/termination.h"

/* The card of a termination of who's panti, no right asked; ERR_NOTFOUND elsewhere. */
bool termination_card_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct termination_card *out, struct err *e);
/* The rule over a card. approver 0 at the proposal; typed NULL = not asked; wanted: what must be typed (NULL: the register number). */
bool termination_card_check(struct db *db, const struct actor *who, const struct termination_card *c, enum termination_stage stage, row_id approver, const char *wanted, const char *typed, struct arena *a, struct problems *p);
/* An approved one whose day came: the stay ends, aftercare is dated. Inside a transaction. */
bool termination_enforce(struct db *db, const struct actor *who, const struct termination_card *c, struct err *e);

#endif
