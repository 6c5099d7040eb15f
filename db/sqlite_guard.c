/*
 * What the program's own connection may do, deny by default: rows of its tables and a list of functions. It cannot change the
 * schema, attach another file, set a pragma, or touch posted money and the audit log, whatever text reaches it.
 */
#include "db/sqlite.h"
#include <string.h>

static const char *const guard_functions[] = {
	"abs", "avg", "coalesce", "count", "dense_rank", "first_value", "hex", "ifnull", "iif", "instr", "lag", "last_value", "lead", "length", "like",
	"lower", "ltrim", "max", "min", "nullif", "printf", "quote", "rank", "replace", "round", "row_number", "rtrim", "substr", "substring", "sum",
	"total", "trim", "upper",
};

/* Append-only tables: their triggers say so too; this holds even if a trigger were missing. */
static const char *const guard_frozen[] = { "audit", "entry", "posting" };

static bool guard_is_frozen(const char *table)
{
	for (size_t i = 0; i < COUNT(guard_frozen); i++)
		if (strcmp(table, guard_frozen[i]) == 0) return true;
	return false;
}

static bool guard_function(const char *name)
{
	for (size_t i = 0; i < COUNT(guard_functions); i++)
		if (sqlite3_stricmp(name, guard_functions[i]) == 0) return true;
	return false;
}

static bool guard_allows(int what, const char *one, const char *two)
{
	switch (what) {
	case SQLITE_SELECT: case SQLITE_TRANSACTION: case SQLITE_RECURSIVE: return true;
	case SQLITE_READ: return true;
	case SQLITE_FUNCTION: return guard_function(two);
	case SQLITE_INSERT: return sqlite3_strnicmp(one, "sqlite_", 7) != 0;
	case SQLITE_DELETE:
		return sqlite3_strnicmp(one, "sqlite_", 7) != 0 && !guard_is_frozen(one) && strcmp(one, "audit_value") != 0;
	case SQLITE_UPDATE:
		if (sqlite3_strnicmp(one, "sqlite_", 7) == 0 || guard_is_frozen(one)) return false;
		if (strcmp(one, "audit_value") == 0) return strcmp(two, "before_value") == 0 || strcmp(two, "after_value") == 0 || strcmp(two, "salt") == 0;
		return true;
	default: return false;
	}
}

static int guard_ask(void *p, int what, const char *one, const char *two, const char *three, const char *four)
{
	const struct db *db = p;
	(void)three, (void)four;
	return db->open_up || guard_allows(what, one ? one : "", two ? two : "") ? SQLITE_OK : SQLITE_DENY;
}

void sqlite_guard(struct db *db, sqlite3 *conn)
{
	sqlite3_set_authorizer(conn, guard_ask, db);
}
