#include "db/db.h"
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "db/inside.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"

bool engine_refuse(const struct db *db, enum engine_code code, struct err *e)
{
	switch (code) {
	case ENGINE_OK: case ENGINE_ROW: case ENGINE_DONE: return true;
	case ENGINE_BUSY: return err_set(e, ERR_BUSY, "%s", _("Somebody else has been writing for 30 seconds. Nothing was saved; try again."));
	case ENGINE_GAVE_UP: return err_set(e, ERR_BUSY, "%s", _("Waiting was stopped. Nothing was saved."));
	case ENGINE_CONSTRAINT: return err_set(e, ERR_DATA, _("The database does not take this: %s."), db->detail);
	case ENGINE_FULL: return err_set(e, ERR_IO, "%s", _("The disk is full. Nothing was saved; make room and save again."));
	case ENGINE_IO: return err_set(e, ERR_IO, _("The disk did not read or write (%s). Check by reloading whether the last save is there."), db->detail);
	case ENGINE_DAMAGED: return err_set(e, ERR_DATA, _("The database %s is damaged (%s). It is left untouched: restore the last backup."), db->path, db->detail);
	case ENGINE_READONLY: return err_set(e, ERR_NOPERM, _("The database %s may only be read."), db->path);
	case ENGINE_MEMORY: return err_set(e, ERR_MEMORY, "%s", _("Not enough memory. Close other programs and try again; what was saved is safe."));
	case ENGINE_DENIED: case ENGINE_OTHER: break;
	}
	return err_set(e, ERR_BUG, _("The program asked the database something it may not or cannot answer (%s). Please report this."), db->detail);
}

static char *db_beside(const char *path, const char *suffix)
{
	size_t size = strlen(path) + strlen(suffix) + 1;
	char *name = mem_alloc(size);
	snprintf(name, size, "%s%s", path, suffix);
	return name;
}

/* The site number names the database that made a row; drawn once. Also mends an `init` that was killed before this point. */
static bool db_site_init(struct db *db, void *ctx, struct err *e)
{
	static const char *const keys[] = { "site_no", "demo", "created_at" };
	char text[3][24];
	(void)ctx;
	snprintf(text[0], sizeof text[0], "%u", 1 + randombytes_uniform((1u << 24) - 1));
	snprintf(text[1], sizeof text[1], "%d", (db->flags & DB_DEMO) != 0);
	snprintf(text[2], sizeof text[2], "%" PRId64, clock_now());
	for (size_t i = 0; i < COUNT(keys); i++) {
		struct stmt *s = stmt(db, "INSERT INTO meta(key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING");
		stmt_text(s, 1, keys[i]);
		stmt_text(s, 2, text[i]);
		if (!stmt_run(s, e)) return false;
	}
	return true;
}

static bool db_site_load(struct db *db, struct err *e)
{
	struct stmt *s = stmt(db, "SELECT key, value FROM meta");
	while (stmt_row(s)) {
		if (strcmp(stmt_get_text(s, 0), "site_no") == 0) db->site = strtoll(stmt_get_text(s, 1), NULL, 10);
		if (strcmp(stmt_get_text(s, 0), "demo") == 0) db->demo = strcmp(stmt_get_text(s, 1), "1") == 0;
	}
	return stmt_done(s, e);
}

static void db_news_open(struct db *db)
{
	if (db->news_fd < 0) db->news_fd = open(db->news_path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
}

bool db_open(struct db **out, const struct db_options *o, struct err *e)
{
	struct db *db = mem_alloc(sizeof *db);
	*out = NULL;
	db->engine = &engine_sqlite;
	db->lock.fd = db->news_fd = -1;
	db->flags = o->flags;
	db->path = mem_dup(o->path);
	db->news_path = db_beside(o->path, "-news");
	db->wait.waiting = o->waiting;
	db->wait.ctx = o->waiting_ctx;
	bool good;
	if (strncmp(o->path, "postgresql://", 13) == 0 || strncmp(o->path, "postgres://", 11) == 0)
		good = err_set(e, ERR_UNAVAILABLE, "%s", _("This build has no PostgreSQL plug-in. Name a database file instead."));
	else if (strlen(o->path) > 4000)
		good = err_set(e, ERR_USAGE, "%s", _("The name of the database is too long."));
	else
		good = db->engine->open(db, o, e);
	good = good && db_site_load(db, e);
	if (good && !db->site && !(o->flags & DB_READ_ONLY)) good = db_tx(db, db_site_init, NULL, e) && db_site_load(db, e);
	if (!good) {
		db_close(db);
		return false;
	}
	if (!(o->flags & (DB_READ_ONLY | DB_ALONE))) db_news_open(db); /* there to be watched from the start */
	*out = db;
	return true;
}

void db_close(struct db *db)
{
	if (!db) return;
	stmt_free_all(db);
	audit_drop(db);
	db->engine->close(db);
	lock_close(&db->lock);
	if (db->news_fd >= 0) close(db->news_fd);
	free(db->path);
	free(db->news_path);
	free(db);
}

void db_set_waiting(struct db *db, bool (*waiting)(void *ctx, int milliseconds), void *ctx)
{
	db->wait.waiting = waiting;
	db->wait.ctx = ctx;
}

bool db_in_tx(const struct db *db) { return db->depth > 0; }
bool db_is_demo(const struct db *db) { return db->demo; }
const char *db_path(const struct db *db) { return db->path; }
const char *db_engine_words(const struct db *db) { return db->words; }
const char *db_news_path(const struct db *db) { return db->news_path; }

void db_note_failure(struct db *db, enum engine_code code)
{
	if (!db->depth || db->tx_code != ENGINE_OK) return;
	db->tx_code = (int)code;
	err_clear(&db->tx_err);
	engine_refuse(db, code, &db->tx_err);
}

/* News is one byte written in place: watchers see IN_MODIFY; the content means nothing. */
static void db_tell(struct db *db)
{
	db_news_open(db);
	if (db->news_fd >= 0 && pwrite(db->news_fd, "n", 1, 0) < 0) { /* the disk is full: others see it at their next load */
		close(db->news_fd);
		db->news_fd = -1;
	}
}

void db_news(struct db *db)
{
	MUST(db->writing);
	db->news = true;
}

/* Begins, calls fn, ends. BUSY: nothing happened, the caller may try again whole. */
static enum engine_code db_attempt(struct db *db, bool write, db_tx_fn fn, void *ctx, bool *done, struct err *e)
{
	enum engine_code code = db->engine->begin(db, write);
	*done = false;
	if (code != ENGINE_OK) {
		engine_refuse(db, code, e);
		return code;
	}
	db->depth = 1;
	db->writing = write;
	db->doomed = db->news = false;
	db->id_count = 0; /* blocks end with the transaction that took them */
	db->tx_code = ENGINE_OK;
	err_clear(&db->tx_err);

	bool good = fn(db, ctx, e);
	stmt_end_all(db);
	if (good && db->audit) good = false, db->doomed = true; /* audit_begin without audit_end */
	audit_drop(db);
	code = (enum engine_code)db->tx_code;
	if (good && code != ENGINE_OK) good = false; /* fn overlooked a failure: it is not lost here */
	if (good && db->doomed) good = false;
	if (!good) {
		if (db->tx_err.kind != ERR_NONE) *e = db->tx_err; /* what fn says of facts it could not read counts for nothing */
		else if (db->doomed) err_set(e, ERR_BUG, "%s", _("A part of the save did not succeed, so nothing was saved. Please report this."));
		db->engine->end(db, false);
	} else {
		wait_start(&db->wait); /* readers may hold a rollback journal's commit back: its own patience */
		code = db->engine->end(db, true);
		if (code != ENGINE_OK) {
			engine_refuse(db, code, e);
			db->engine->end(db, false);
			good = false;
		}
	}
	db->depth = 0;
	db->writing = false;
	*done = good;
	return good ? ENGINE_OK : code;
}

static bool db_run(struct db *db, bool write, db_tx_fn fn, void *ctx, struct err *e)
{
	bool queue = write || db->shared_reads, done = false;
	struct err mine;
	wait_start(&db->wait);
	for (bool again = true; again;) {
		err_clear(&mine);
		if (queue && !lock_turn(&db->lock, !write, &db->wait)) {
			if (db->wait.gave_up || db->wait.late) engine_refuse(db, db->wait.gave_up ? ENGINE_GAVE_UP : ENGINE_BUSY, &mine);
			else err_set(&mine, ERR_IO, "%s", _("The lock file of the database cannot be locked."));
			break;
		}
		enum engine_code code = db_attempt(db, write, fn, ctx, &done, &mine);
		if (queue) lock_drop(&db->lock, LOCK_TURN);
		again = !done && code == ENGINE_BUSY && wait_go_on(&db->wait);
	}
	if (done && write && db->news) db_tell(db);
	if (!done && mine.kind != ERR_NONE) err_set(e, mine.kind, "%s", mine.text);
	return done;
}

bool db_tx(struct db *db, db_tx_fn fn, void *ctx, struct err *e)
{
	if (!db->depth) return db_run(db, true, fn, ctx, e);
	MUST(db->writing); /* a write inside db_read would be refused by the snapshot */
	db->depth++;
	bool good = fn(db, ctx, e);
	db->depth--;
	if (!good) db->doomed = true;
	return good;
}

bool db_read(struct db *db, db_tx_fn fn, void *ctx, struct err *e)
{
	if (!db->depth) return db_run(db, false, fn, ctx, e);
	db->depth++;
	bool good = fn(db, ctx, e);
	db->depth--;
	return good;
}

/* The running transaction's block of a table; NULL when it writes to more tables than blocks are kept for. */
static struct id_block *id_block(struct db *db, const char *table)
{
	for (int i = 0; i < db->id_count; i++)
		if (strcmp(db->ids[i].table, table) == 0) return &db->ids[i];
	if (db->id_count == (int)COUNT(db->ids) || strlen(table) >= sizeof db->ids[0].table) return NULL;
	struct id_block *b = &db->ids[db->id_count++];
	*b = (struct id_block) { .size = 0 };
	STR_SET(b->table, table);
	return b;
}

/* One by one for a save; an import that asks again and again takes 2, 4 ... 256 at once, and what it leaves over is never used. */
row_id db_new_id(struct db *db, const char *table)
{
	MUST(db->writing);
	struct id_block *b = id_block(db, table);
	if (b && b->next < b->end) return db->site << 39 | ++b->next;
	int64_t size = !b || b->size < 8 ? 1 : b->size < 256 ? b->size : 256;
	struct stmt *s = stmt(db, "INSERT INTO counter(name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET last = last + ?2 RETURNING last");
	stmt_text(s, 1, table);
	stmt_int(s, 2, size);
	int64_t n = stmt_row(s) ? stmt_get_int(s, 0) : 0;
	while (stmt_row(s)) continue;
	if (!stmt_done(s, NULL) || n <= 0 || n >= INT64_C(1) << 39) return 0; /* the transaction already knows the failure */
	if (b) {
		b->next = n - size + 1;
		b->end = n;
		b->size += size;
	}
	return db->site << 39 | (n - size + 1);
}

int64_t db_change_counter(struct db *db)
{
	struct stmt *s = stmt(db, "SELECT value FROM meta WHERE key = 'site_no'"); /* a read makes the engine look */
	while (stmt_row(s)) continue;
	stmt_done(s, NULL);
	return db->engine->fact(db, FACT_COMMITS);
}

void db_idem_make(char key[IDEM_SIZE])
{
	unsigned char bytes[16];
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(key, IDEM_SIZE, bytes, sizeof bytes);
}

bool db_idem_seen(struct db *db, const char *key, row_id *result)
{
	if (!key || !*key) return false;
	struct stmt *s = stmt(db, "SELECT result FROM idempotency WHERE key = ?1");
	stmt_text(s, 1, key);
	bool seen = stmt_row(s);
	if (seen && result) *result = stmt_get_int(s, 0);
	return stmt_done(s, NULL) && seen;
}

void db_idem_keep(struct db *db, const char *key, row_id result)
{
	if (!key || !*key) return;
	MUST(db->writing);
	struct stmt *s = stmt(db, "INSERT INTO idempotency(key, result, at) VALUES (?1, ?2, ?3)");
	stmt_text(s, 1, key);
	stmt_int(s, 2, result);
	stmt_int(s, 3, clock_now());
	stmt_run(s, NULL);
}
