/* A save as every aggregate makes it: a row, an audit row with a value, an idempotency key; and what must hold of many of them. */
#ifndef TESTS_FAULT_SAVES_H
#define TESTS_FAULT_SAVES_H
#include "tests/db/fixture.h"

/* Room "<who>/<n>" of the fixture's panti. Saved once, however often it is called. */
bool save_room(struct db *db, const struct fixture *f, int who, int n, struct err *e);
int64_t saved_rooms(struct db *db, int who); /* of one writer; who < 0: of all */
bool saved_room(struct db *db, int who, int n);       /* is it there? */
/* Opens path and looks at all of it: pages, references, chain, each room once with its audit row, numbers without a gap.
 * "" or what does not hold. *rooms: how many. at_least: rooms that were acknowledged. */
const char *saves_hold(const struct fixture *f, const char *path, unsigned flags, int64_t at_least, int64_t *rooms);
/* Sets synchronous on an open database past the guard: the mutants that must be caught. */
void saves_mutate(struct db *db, const char *pragma);
/* A folder on a file system in memory where there is one (the real disk's syncs are not what is tested), else f's. */
void saves_folder(char *out, size_t size);

#endif
