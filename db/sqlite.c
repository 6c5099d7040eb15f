/* The seam over SQLite: statements and transactions. Opening stands in sqlite_open.c, what a statement may do in sqlite_guard.c. */
#include "db/sqlite.h"
#include <stdio.h>
#include <string.h>
#include "src/base/mem.h"

enum engine_code sqlite_code(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK: return ENGINE_OK;
	case SQLITE_ROW: return ENGINE_ROW;
	case SQLITE_DONE: return ENGINE_DONE;
	case SQLITE_BUSY: case SQLITE_LOCKED: case SQLITE_PROTOCOL: case SQLITE_SCHEMA: return ENGINE_BUSY;
	case SQLITE_INTERRUPT: return ENGINE_GAVE_UP;
	case SQLITE_CONSTRAINT: return ENGINE_CONSTRAINT;
	case SQLITE_FULL: return ENGINE_FULL;
	case SQLITE_IOERR: return rc == SQLITE_IOERR_NOMEM ? ENGINE_MEMORY : ENGINE_IO;
	case SQLITE_CANTOPEN: return ENGINE_IO;
	case SQLITE_CORRUPT: case SQLITE_NOTADB: return ENGINE_DAMAGED;
	case SQLITE_READONLY: case SQLITE_PERM: return ENGINE_READONLY;
	case SQLITE_AUTH: return ENGINE_DENIED;
	case SQLITE_NOMEM: return ENGINE_MEMORY;
	default: return ENGINE_OTHER;
	}
}

static enum engine_code sqlite_note(struct db *db, int rc)
{
	enum engine_code code = sqlite_code(rc);
	if (code > ENGINE_DONE) {
		snprintf(db->detail, sizeof db->detail, "%s (%d)", sqlite3_errmsg(db->conn), sqlite3_extended_errcode(db->conn));
		if (code == ENGINE_BUSY && db->wait.gave_up) code = ENGINE_GAVE_UP;
	}
	return code;
}

static void sqlite_close(struct db *db)
{
	if (db->conn) sqlite3_close_v2(db->conn);
	db->conn = NULL;
}

static enum engine_code sqlite_prepare(struct db *db, const char *sql, void **out, const char **tail)
{
	sqlite3_stmt *st = NULL;
	*out = NULL;
	int rc = sqlite3_prepare_v3(db->conn, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, tail);
	if (rc != SQLITE_OK) return sqlite_note(db, rc);
	*out = st;
	return ENGINE_OK;
}

static enum engine_code sqlite_bind(struct db *db, void *prepared, int n, const struct engine_value *v)
{
	int rc = SQLITE_MISUSE;
	switch (v->type) {
	case VALUE_NULL: rc = sqlite3_bind_null(prepared, n); break;
	case VALUE_INT: rc = sqlite3_bind_int64(prepared, n, v->integer); break;
	case VALUE_TEXT: rc = sqlite3_bind_text64(prepared, n, v->bytes, v->size, SQLITE_TRANSIENT, SQLITE_UTF8); break;
	case VALUE_BLOB: rc = sqlite3_bind_blob64(prepared, n, v->size ? v->bytes : "", v->size, SQLITE_TRANSIENT); break;
	}
	return sqlite_note(db, rc);
}

static enum engine_code sqlite_step(struct db *db, void *prepared)
{
	if (!db->depth) wait_start(&db->wait); /* a lone read: its own patience */
	int rc = sqlite3_step(prepared);
	if (db->lone_turn) { /* SQLite's own lock holds by now */
		lock_drop(&db->lock, LOCK_TURN);
		db->lone_turn = false;
	}
	return sqlite_note(db, rc);
}

static void sqlite_column(void *prepared, int n, struct engine_value *out)
{
	*out = (struct engine_value) { VALUE_NULL, 0, "", 0 };
	switch (sqlite3_column_type(prepared, n)) {
	case SQLITE_INTEGER:
		out->type = VALUE_INT;
		out->integer = sqlite3_column_int64(prepared, n);
		break;
	case SQLITE_FLOAT: /* only avg() gives one */
		out->type = VALUE_INT;
		out->integer = sqlite3_column_int64(prepared, n);
		break;
	case SQLITE_TEXT:
		out->type = VALUE_TEXT;
		out->bytes = sqlite3_column_text(prepared, n);
		out->size = (size_t)sqlite3_column_bytes(prepared, n);
		break;
	case SQLITE_BLOB:
		out->type = VALUE_BLOB;
		out->bytes = sqlite3_column_blob(prepared, n);
		out->size = (size_t)sqlite3_column_bytes(prepared, n);
		break;
	default: break;
	}
	if (!out->bytes) out->bytes = "", out->size = 0;
}

static void sqlite_release(void *prepared, bool keep)
{
	if (!keep) {
		sqlite3_finalize(prepared);
		return;
	}
	sqlite3_reset(prepared);
	sqlite3_clear_bindings(prepared);
}

/* The three words of a transaction are needed for every save: kept prepared would cost more state than parsing costs time (2 us). */
static enum engine_code sqlite_word(struct db *db, const char *sql)
{
	return sqlite_note(db, sqlite3_exec(db->conn, sql, NULL, NULL, NULL));
}

static enum engine_code sqlite_begin(struct db *db, bool write)
{
	return sqlite_word(db, write ? "BEGIN IMMEDIATE" : "BEGIN");
}

static enum engine_code sqlite_end(struct db *db, bool commit)
{
	enum engine_code code = ENGINE_OK;
	if (sqlite3_get_autocommit(db->conn)) { /* an I/O error or a full disk may have rolled back already */
		if (!commit) return ENGINE_OK;
		snprintf(db->detail, sizeof db->detail, "transaction already rolled back");
		return ENGINE_IO;
	}
	if (commit) {
		code = sqlite_word(db, "COMMIT");
		if (code == ENGINE_OK || code == ENGINE_BUSY) return code;
	}
	if (!sqlite3_get_autocommit(db->conn)) {
		char detail[sizeof db->detail]; /* the first failure is the one to tell */
		memcpy(detail, db->detail, sizeof detail);
		enum engine_code back = sqlite_word(db, "ROLLBACK");
		if (commit) memcpy(db->detail, detail, sizeof detail);
		else code = back;
	}
	return code;
}

static int64_t sqlite_fact(struct db *db, enum engine_fact what)
{
	unsigned commits = 0;
	switch (what) {
	case FACT_CHANGES: return sqlite3_changes(db->conn);
	case FACT_IN_TX: return !sqlite3_get_autocommit(db->conn);
	case FACT_COMMITS: /* fresh only after a read: the caller makes one */
		sqlite3_file_control(db->conn, "main", SQLITE_FCNTL_DATA_VERSION, &commits);
		return commits;
	}
	return 0;
}

const struct engine engine_sqlite = {
	"sqlite", sqlite_open, sqlite_close, sqlite_prepare, sqlite_bind, sqlite_step, sqlite_column, sqlite_release,
	sqlite_begin, sqlite_end, sqlite_fact,
};
