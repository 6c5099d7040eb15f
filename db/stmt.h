/*
 * Sticky statements, private to db/. Prepared once per connection and kept; after the first error every call is a no-op and
 * stmt_done() reports it, so a query reads top to bottom without a check per line:
 *
 *	struct stmt *q = stmt(db, "SELECT name FROM person WHERE id = ?1");
 *	stmt_int(q, 1, id);
 *	while (stmt_row(q)) name = arena_dup(a, stmt_get_text(q, 0));
 *	return stmt_done(q, e);
 *
 * Inside a transaction the first failure stops every later statement too: the whole is rolled back, nothing is saved by itself.
 * So look first and write after; do not try an INSERT to learn whether it is taken.
 *
 * SQL is a string literal (its address is the cache key), in the subset SQLite and PostgreSQL share (?1 parameters).
 */
#ifndef DB_STMT_H
#define DB_STMT_H
#include "db/db.h"

struct stmt;

struct stmt *stmt(struct db *db, const char *sql);            /* never NULL; resets an earlier use (a nested use of the same text is a BUG) */
struct stmt *stmt_built(struct db *db, const char *sql);      /* text composed from const fragments (sort orders); cached by content */
void stmt_int(struct stmt *s, int n, int64_t value);
void stmt_id(struct stmt *s, int n, row_id value);            /* 0 binds NULL */
void stmt_text(struct stmt *s, int n, const char *value);     /* copied; NULL binds NULL */
void stmt_text_or_null(struct stmt *s, int n, const char *value); /* "" binds NULL too */
void stmt_date(struct stmt *s, int n, caldate value);         /* ISO text; DATE_NONE binds NULL */
void stmt_blob(struct stmt *s, int n, const void *bytes, size_t size);
void stmt_null(struct stmt *s, int n);
bool stmt_row(struct stmt *s);                                /* next row? */
int64_t stmt_get_int(struct stmt *s, int column);             /* NULL gives 0 */
const char *stmt_get_text(struct stmt *s, int column);        /* NULL gives ""; valid until the next stmt_row/done */
caldate stmt_get_date(struct stmt *s, int column);
const void *stmt_get_blob(struct stmt *s, int column, size_t *size);
bool stmt_is_null(struct stmt *s, int column);
bool stmt_done(struct stmt *s, struct err *e);                /* resets; false when anything failed (unique and check violations: ERR_DATA) */
bool stmt_run(struct stmt *s, struct err *e);                 /* steps to the end and is done */
int64_t stmt_changes(struct db *db);                          /* rows changed by the last run */
/* One-value helpers: run, read column 0 of the first row, done. */
int64_t stmt_one_int(struct stmt *s, int64_t otherwise, struct err *e);

#endif
