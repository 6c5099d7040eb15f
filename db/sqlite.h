/* What sqlite.c, sqlite_open.c, sqlite_guard.c and backup.c share. SQLite only. */
#ifndef DB_SQLITE_H
#define DB_SQLITE_H
#include <sqlite3.h>
#include "db/check.h"
#include "db/inside.h"

#define SQLITE_OURS 0x70646b31 /* application_id: "pdk1" */

enum engine_code sqlite_code(int rc);
bool sqlite_file_check(const char *path, struct err *e);             /* before any open of an existing file */
bool sqlite_file_create(const char *path, struct err *e);            /* O_EXCL, 0600, and its name durable */
bool sqlite_open(struct db *db, const struct db_options *o, struct err *e);
void sqlite_guard(struct db *db, sqlite3 *conn);                     /* the authorizer, deny by default */
/* Runs one constant text on a connection of our own; false with the sentence. */
bool sqlite_do(struct db *db, sqlite3 *conn, const char *sql, struct err *e);
int64_t sqlite_number(sqlite3 *conn, const char *sql, int64_t otherwise); /* first column of the first row */
bool sqlite_wal_safe(int version);                                   /* carries the fix of the WAL-reset bug? */
bool sqlite_quick_check(struct db *db, sqlite3 *conn, bool whole, struct err *e);
bool sqlite_digest(sqlite3 *conn, char out[17]);                       /* of the schema */
bool sqlite_check(struct db *db, struct check *c, struct err *e);    /* pages, schema, references; false: damaged or not to be done */
bool sqlite_copy(struct db *db, const char *path, struct err *e);    /* the running read into a new 0600 file; synced */

#endif
