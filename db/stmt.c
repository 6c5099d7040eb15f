#include "db/stmt.h"
#include <stdlib.h>
#include <string.h>
#include "db/inside.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"

#define STMT_KEPT 256 /* above this the longest unused one goes */

struct stmt {
	struct db *db;
	const char *key;   /* address of the literal; NULL: found by content */
	char *text;        /* own copy */
	void *prepared;    /* NULL after a failed prepare */
	uint64_t used;
	bool running;      /* has given a row and not yet ended */
	enum engine_code code;
	struct err *err;   /* the sentence of the failure, made when it happened */
};

static void stmt_fail(struct stmt *s, enum engine_code code)
{
	if (s->code != ENGINE_OK) return;
	s->code = code;
	if (!s->err) s->err = mem_alloc(sizeof *s->err);
	err_clear(s->err);
	engine_refuse(s->db, code, s->err);
	db_note_failure(s->db, code);
}

/* After the first failure inside a transaction nothing more is sent: the engine may have rolled back already (an I/O error, a full
 * disk), and what followed would be saved by itself. */
static bool stmt_stopped(struct stmt *s)
{
	struct db *db = s->db;
	if (s->code == ENGINE_OK && db->depth && db->tx_code != ENGINE_OK) {
		if (!s->err) s->err = mem_alloc(sizeof *s->err);
		*s->err = db->tx_err;
		s->code = (enum engine_code)db->tx_code;
	}
	return s->code != ENGINE_OK;
}

static void stmt_reset(struct stmt *s)
{
	if (s->prepared) s->db->engine->release(s->prepared, true);
	s->running = false;
	s->code = ENGINE_OK;
}

static void stmt_free(struct stmt *s)
{
	if (s->prepared) s->db->engine->release(s->prepared, false);
	free(s->text);
	free(s->err);
	free(s);
}

/* Slots form an open hash table by key hash; NULL is empty. It is never more than half full and is remade when one is dropped. */
static size_t stmt_slot(const struct db *db, const char *key, const char *text)
{
	uint64_t h = UINT64_C(1469598103934665603);
	if (key) {
		h = ((uint64_t)(uintptr_t)key) * UINT64_C(0x9E3779B97F4A7C15);
	} else {
		for (const char *p = text; *p; p++) h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
	}
	size_t i = (size_t)(h >> 20) & (db->stmt_room - 1);
	for (; db->stmts[i]; i = (i + 1) & (db->stmt_room - 1)) {
		const struct stmt *s = db->stmts[i];
		if (key ? s->key == key : !s->key && strcmp(s->text, text) == 0) break;
	}
	return i;
}

static void stmt_resize(struct db *db, size_t room)
{
	struct stmt **old = db->stmts;
	size_t was = db->stmt_room;
	db->stmts = mem_alloc(room * sizeof(struct stmt *));
	db->stmt_room = room;
	for (size_t i = 0; i < was; i++)
		if (old[i]) db->stmts[stmt_slot(db, old[i]->key, old[i]->text)] = old[i];
	free(old);
}

static void stmt_make_room(struct db *db)
{
	if (db->stmt_count >= STMT_KEPT) {
		size_t oldest = db->stmt_room;
		for (size_t i = 0; i < db->stmt_room; i++)
			if (db->stmts[i] && !db->stmts[i]->running && (oldest == db->stmt_room || db->stmts[i]->used < db->stmts[oldest]->used)) oldest = i;
		/* those used just now may still be held by their caller */
		if (oldest < db->stmt_room && db->stmts[oldest]->used + STMT_KEPT / 2 < db->stmt_uses) {
			stmt_free(db->stmts[oldest]);
			db->stmts[oldest] = NULL;
			db->stmt_count--;
			stmt_resize(db, db->stmt_room);
		}
	}
	if (!db->stmt_room || db->stmt_count * 2 >= db->stmt_room) stmt_resize(db, db->stmt_room ? db->stmt_room * 2 : 64);
}

static struct stmt *stmt_find(struct db *db, const char *key, const char *text)
{
	size_t i = db->stmt_room ? stmt_slot(db, key, text) : 0;
	struct stmt *s = db->stmt_room ? db->stmts[i] : NULL;
	if (s) {
		if (s->running) BUG(s->text); /* nested use, or a row read and never stmt_done() */
		if (strcmp(s->text, text) != 0) BUG("stmt() with a text that is no literal: use stmt_built()");
		stmt_reset(s);
	} else {
		stmt_make_room(db);
		s = mem_alloc(sizeof *s);
		s->db = db;
		s->key = key;
		s->text = mem_dup(text);
		db->stmts[stmt_slot(db, key, text)] = s;
		db->stmt_count++;
	}
	s->used = ++db->stmt_uses;
	if (!s->prepared) {
		enum engine_code code = db->engine->prepare(db, text, &s->prepared, NULL);
		if (code != ENGINE_OK) stmt_fail(s, code);
	}
	return s;
}

struct stmt *stmt(struct db *db, const char *sql) { return stmt_find(db, sql, sql); }
struct stmt *stmt_built(struct db *db, const char *sql) { return stmt_find(db, NULL, sql); }

static void stmt_bind(struct stmt *s, int n, struct engine_value v)
{
	if (s->code != ENGINE_OK) return;
	enum engine_code code = s->db->engine->bind(s->db, s->prepared, n, &v);
	if (code != ENGINE_OK) stmt_fail(s, code);
}

void stmt_int(struct stmt *s, int n, int64_t value) { stmt_bind(s, n, (struct engine_value) { VALUE_INT, value, NULL, 0 }); }
void stmt_null(struct stmt *s, int n) { stmt_bind(s, n, (struct engine_value) { VALUE_NULL, 0, NULL, 0 }); }

void stmt_id(struct stmt *s, int n, row_id value)
{
	if (value) stmt_int(s, n, value);
	else stmt_null(s, n);
}

void stmt_text(struct stmt *s, int n, const char *value)
{
	if (value) stmt_bind(s, n, (struct engine_value) { VALUE_TEXT, 0, value, strlen(value) });
	else stmt_null(s, n);
}

void stmt_text_or_null(struct stmt *s, int n, const char *value) { stmt_text(s, n, value && *value ? value : NULL); }

void stmt_date(struct stmt *s, int n, caldate value)
{
	char iso[DATE_ISO_SIZE];
	stmt_text(s, n, value == DATE_NONE ? NULL : date_iso(value, iso));
}

void stmt_blob(struct stmt *s, int n, const void *bytes, size_t size)
{
	stmt_bind(s, n, (struct engine_value) { VALUE_BLOB, 0, bytes, size });
}

bool stmt_row(struct stmt *s)
{
	if (stmt_stopped(s)) {
		s->running = false;
		return false;
	}
	enum engine_code code = s->db->engine->step(s->db, s->prepared);
	s->running = code == ENGINE_ROW;
	if (code == ENGINE_ROW) return true;
	if (code != ENGINE_DONE) stmt_fail(s, code);
	s->db->engine->release(s->prepared, true); /* gives its locks back at once */
	return false;
}

static struct engine_value stmt_value(struct stmt *s, int column)
{
	struct engine_value v = { VALUE_NULL, 0, "", 0 };
	if (s->running) s->db->engine->column(s->prepared, column, &v);
	return v;
}

int64_t stmt_get_int(struct stmt *s, int column) { return stmt_value(s, column).integer; }

const char *stmt_get_text(struct stmt *s, int column)
{
	struct engine_value v = stmt_value(s, column);
	return v.type == VALUE_TEXT ? v.bytes : "";
}

caldate stmt_get_date(struct stmt *s, int column)
{
	const char *iso = stmt_get_text(s, column);
	return *iso ? date_from_iso(iso) : DATE_NONE;
}

const void *stmt_get_blob(struct stmt *s, int column, size_t *size)
{
	struct engine_value v = stmt_value(s, column);
	*size = v.size;
	return v.bytes;
}

bool stmt_is_null(struct stmt *s, int column) { return stmt_value(s, column).type == VALUE_NULL; }

bool stmt_done(struct stmt *s, struct err *e)
{
	bool good = s->code == ENGINE_OK;
	if (!good) err_set(e, s->err->kind, "%s", s->err->text);
	stmt_reset(s);
	return good;
}

bool stmt_run(struct stmt *s, struct err *e)
{
	while (stmt_row(s)) continue;
	return stmt_done(s, e);
}

int64_t stmt_changes(struct db *db) { return db->engine->fact(db, FACT_CHANGES); }

int64_t stmt_one_int(struct stmt *s, int64_t otherwise, struct err *e)
{
	int64_t n = stmt_row(s) && !stmt_is_null(s, 0) ? stmt_get_int(s, 0) : otherwise;
	return stmt_done(s, e) ? n : otherwise;
}

void stmt_end_all(struct db *db)
{
	for (size_t i = 0; i < db->stmt_room; i++)
		if (db->stmts[i] && db->stmts[i]->running) stmt_reset(db->stmts[i]);
}

void stmt_free_all(struct db *db)
{
	for (size_t i = 0; i < db->stmt_room; i++)
		if (db->stmts[i]) stmt_free(db->stmts[i]);
	free(db->stmts);
	db->stmts = NULL;
	db->stmt_count = db->stmt_room = 0;
}
