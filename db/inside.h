/* What the files of db/ share about an open database. Nothing above db/ includes this. */
#ifndef DB_INSIDE_H
#define DB_INSIDE_H
#include "db/db.h"
#include "db/engine.h"
#include "db/lock.h"

struct stmt;
struct audit_open;

struct db {
	const struct engine *engine;
	void *conn;              /* the engine's own */
	char *path, *news_path;
	unsigned flags;
	char words[160];         /* for doctor */
	char detail[200];        /* the engine's words about its last failure */
	bool shared_reads;       /* readers take the writers' turn shared (rollback journal) */
	bool lone_turn;          /* a read outside db_read met a writer and now holds the turn */
	bool open_up;            /* the authorizer lets everything through: checks and migrations */
	int version;             /* schema number found at open */

	struct lock lock;
	struct waiter wait;

	int depth;               /* nested db_tx and db_read */
	bool writing, doomed, news;
	struct err tx_err;       /* first failure inside the running transaction: never lost */
	int tx_code;             /* enum engine_code of it */

	int64_t site;            /* 24 bits */
	struct id_block { char table[28]; int64_t next, end, size; } ids[12]; /* taken by this transaction for tables it writes much to */
	int id_count;
	bool demo;
	int news_fd;             /* -1 until the first news */

	struct stmt **stmts;
	size_t stmt_count, stmt_room;
	uint64_t stmt_uses;
	struct audit_open *audit;
};

/* stmt.c, for db.c */
void stmt_end_all(struct db *db);  /* resets what a failed function left running */
void stmt_free_all(struct db *db);
/* sqlite.c */
bool sqlite_schema_digest(struct db *db, char out[17]);
void db_note_failure(struct db *db, enum engine_code code); /* remembers the first failure of a transaction */
/* audit.c */
void audit_drop(struct db *db); /* forgets an open row when its transaction is over */

#endif
