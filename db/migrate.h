/* Numbered, embedded migrations: db/schema/NNN_name.sql for both engines, NNN_name.sqlite.sql / .postgres.sql for one. Frozen once landed. */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H
#include "db/db.h"

struct migration { int number; const char *name, *engine, *sql; };
extern const struct migration migrations[];
extern const int migrations_count;

int migrate_newest(void);
/* Brings the schema from version `from` up to the newest; each number in one transaction (old or new, never between). With the newest come
 * the code lists a database of an earlier program does not have yet. */
bool migrate_run(struct db *db, int from, struct err *e);

#endif
