/*
 * The seam between db/ and a database engine. sqlite.c implements it; postgres.c is a plug-in. Only stmt.c, db.c, migrate.c and
 * backup.c call through it. Functions return an engine_code and leave the engine's own words in db->detail.
 */
#ifndef DB_ENGINE_H
#define DB_ENGINE_H
#include "db/db.h"

enum engine_code {
	ENGINE_OK, ENGINE_ROW, ENGINE_DONE,
	ENGINE_BUSY,       /* somebody else holds it: retry the transaction whole */
	ENGINE_GAVE_UP,    /* the waiting callback said stop */
	ENGINE_CONSTRAINT, /* unique, check, foreign key, trigger */
	ENGINE_FULL, ENGINE_IO, ENGINE_DAMAGED, ENGINE_READONLY, ENGINE_DENIED, ENGINE_MEMORY,
	ENGINE_OTHER,      /* the statement is wrong */
};

enum engine_type { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BLOB };
struct engine_value { /* text and blob: NUL-terminated when read; bound ones are copied */
	enum engine_type type;
	int64_t integer;
	const void *bytes;
	size_t size;
};
enum engine_fact { FACT_CHANGES, FACT_COMMITS, FACT_IN_TX };

struct engine {
	const char *name; /* suffix of its own schema files */
	bool (*open)(struct db *db, const struct db_options *o, struct err *e);
	void (*close)(struct db *db);
	/* One statement of sql; *tail (may be NULL) is where the next begins, *out NULL when only space and comments were left. */
	enum engine_code (*prepare)(struct db *db, const char *sql, void **out, const char **tail);
	enum engine_code (*bind)(struct db *db, void *prepared, int n, const struct engine_value *v);
	enum engine_code (*step)(struct db *db, void *prepared);
	void (*column)(void *prepared, int n, struct engine_value *out); /* bytes valid until the next step or release */
	void (*release)(void *prepared, bool keep); /* keep: reset and clear bindings; else finalize */
	enum engine_code (*begin)(struct db *db, bool write);
	enum engine_code (*end)(struct db *db, bool commit); /* a failed commit leaves no transaction behind, except on BUSY */
	int64_t (*fact)(struct db *db, enum engine_fact what);
};

extern const struct engine engine_sqlite;

/* The sentence for a code; always returns false. */
bool engine_refuse(const struct db *db, enum engine_code code, struct err *e);

#endif
