/*
 * The database, opaque. Only files in db/ see the engine; everything above calls typed functions of the aggregates
 * (resident.h, referral.h ...). Rules of use: DESIGN.md 2.
 */
#ifndef DB_DB_H
#define DB_DB_H
#include "src/base/err.h"
#include "src/base/types.h"
#include "src/rules/rights.h"

struct db;

#define DB_CREATE 1u       /* make a new file, 0600, refuse an existing one */
#define DB_DEMO 2u         /* with DB_CREATE: mark as demo data */
#define DB_READ_ONLY 4u
#define DB_ALONE 8u        /* restore, migrate: nobody else may hold the database */
#define DB_WAL_ANYWAY 16u  /* test build only: WAL on an unfixed library */

struct db_options {
	const char *path;      /* file, or postgresql://... */
	unsigned flags;
	/* Called while waiting for the writers' turn or a busy database, after 0.3 s and then about once a second; false gives up. May be NULL. */
	bool (*waiting)(void *ctx, int milliseconds);
	void *waiting_ctx;
};

/* Refuses a damaged, foreign, newer, symlinked or world-readable file before any query, with a sentence. Migrates an older one
 * (one transaction each). Owner of *db: caller, db_close. */
bool db_open(struct db **db, const struct db_options *o, struct err *e);
void db_close(struct db *db); /* NULL is fine */
void db_set_waiting(struct db *db, bool (*waiting)(void *ctx, int milliseconds), void *ctx);

/* A write: begin immediate in turn, fn, commit; retried whole on BUSY. fn returning false rolls back (err or problems say why).
 * Inside another db_tx it joins it. Never waits for a key inside: MUST(!db_in_tx(db)) in the event loop. */
typedef bool (*db_tx_fn)(struct db *db, void *ctx, struct err *e);
bool db_tx(struct db *db, db_tx_fn fn, void *ctx, struct err *e);
/* A consistent read of several queries (one snapshot). */
bool db_read(struct db *db, db_tx_fn fn, void *ctx, struct err *e);
bool db_in_tx(const struct db *db);

row_id db_new_id(struct db *db, const char *table); /* inside a transaction; site number << 39 | counter of the table */
bool db_is_demo(const struct db *db);
const char *db_path(const struct db *db);
const char *db_engine_words(const struct db *db); /* for doctor: "SQLite 3.40.1, TRUNCATE + FULL (WAL withheld: ...)" */
int64_t db_change_counter(struct db *db);         /* changes whenever somebody committed */
const char *db_news_path(const struct db *db);    /* "<db>-news", touched after commits others should see; watch it by inotify (IN_MODIFY) */
void db_news(struct db *db);                      /* mark the running transaction as news: touched after its commit */

/* may(), with the refusal as ERR_NOPERM in *e: the first line of every write and read. */
bool db_may(const struct actor *who, enum right right, struct err *e);

/* Idempotency: a save carries a random key made when its form opened. */
#define IDEM_SIZE 33
void db_idem_make(char key[IDEM_SIZE]);
/* Inside a transaction: true when this key was already saved (its row in *result). */
bool db_idem_seen(struct db *db, const char *key, row_id *result);
void db_idem_keep(struct db *db, const char *key, row_id result); /* NULL or "" key: nothing */

#endif
