#include "db/migrate.h"
#include <stdio.h>
#include <string.h>
#include "db/inside.h"
#include "db/office/code.h"
#include "db/stmt.h"

int migrate_newest(void)
{
	return migrations_count ? migrations[migrations_count - 1].number : 0;
}

/* Every statement of one text. */
static enum engine_code migrate_text(struct db *db, const char *sql)
{
	while (*sql) {
		void *prepared = NULL;
		const char *tail = sql;
		enum engine_code code = db->engine->prepare(db, sql, &prepared, &tail);
		if (code != ENGINE_OK) return code;
		if (prepared) {
			do code = db->engine->step(db, prepared);
			while (code == ENGINE_ROW);
			db->engine->release(prepared, false);
			if (code != ENGINE_DONE) return code;
		}
		sql = tail;
	}
	return ENGINE_OK;
}

struct migrate_step { int number; };

static bool migrate_one(struct db *db, void *ctx, struct err *e)
{
	const struct migrate_step *step = ctx;
	char sql[64], digest[17];
	enum engine_code code = ENGINE_OK;
	/* the table is sorted by file name: the shared text of a number before the engine's own */
	for (int i = 0; i < migrations_count && code == ENGINE_OK; i++)
		if (migrations[i].number == step->number && (!migrations[i].engine[0] || strcmp(migrations[i].engine, db->engine->name) == 0))
			code = migrate_text(db, migrations[i].sql);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", step->number);
	if (code == ENGINE_OK) code = migrate_text(db, sql);
	if (code != ENGINE_OK) {
		db_note_failure(db, code);
		return engine_refuse(db, code, e);
	}
	if (!sqlite_schema_digest(db, digest)) return err_set(e, ERR_IO, "%s", db->detail);
	struct stmt *s = stmt(db, "INSERT INTO meta(key, value) VALUES ('schema', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
	stmt_text(s, 1, digest);
	return stmt_run(s, e) && (step->number < migrate_newest() || code_upgrade(db, e));
}

bool migrate_run(struct db *db, int from, struct err *e)
{
	for (int i = 0; i < migrations_count; i++) {
		struct migrate_step step = { migrations[i].number };
		if (step.number <= from || (i > 0 && migrations[i - 1].number == step.number)) continue;
		if (!db_tx(db, migrate_one, &step, e)) return false;
		db->version = step.number;
	}
	return true;
}
