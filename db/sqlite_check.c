/* What only SQLite can say about itself: pages, references, and whether the schema is the one the migrations make. */
#include "db/sqlite.h"
#include <stdio.h>
#include <string.h>
#include "db/migrate.h"
#include "src/base/i18n.h"

static bool sqlite_references(struct db *db, struct check *c, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db->conn, "PRAGMA foreign_key_check", -1, &st, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		check_say(c, _("Row %lld of table %s refers to a row of %s that is not there."), (long long)sqlite3_column_int64(st, 1),
			(const char *)sqlite3_column_text(st, 0), (const char *)sqlite3_column_text(st, 2));
		rc = SQLITE_OK;
	}
	sqlite3_finalize(st);
	if (rc == SQLITE_DONE) return true;
	snprintf(db->detail, sizeof db->detail, "%s (%d)", sqlite3_errmsg(db->conn), rc);
	return engine_refuse(db, sqlite_code(rc), e);
}

/* The migrations run once more in memory: every object must have the same text. */
static bool sqlite_schema_built(struct db *db, struct check *c, struct err *e)
{
	sqlite3 *fresh = NULL;
	char here[17], built[17];
	bool good = sqlite3_open(":memory:", &fresh) == SQLITE_OK;
	for (int i = 0; i < migrations_count && good; i++)
		if (migrations[i].number <= db->version && (!migrations[i].engine[0] || strcmp(migrations[i].engine, engine_sqlite.name) == 0))
			good = sqlite3_exec(fresh, migrations[i].sql, NULL, NULL, NULL) == SQLITE_OK;
	good = good && sqlite_digest(fresh, built) && sqlite_digest(db->conn, here);
	sqlite3_close(fresh);
	if (!good) return err_set(e, ERR_DATA, _("The database %s is damaged (%s). It is left untouched: restore the last backup."), db->path, sqlite3_errmsg(db->conn));
	if (strcmp(here, built) != 0)
		check_say(c, _("The tables of %s are not those this program made. Somebody changed the file by other means: restore the last backup."), db->path);
	return true;
}

bool sqlite_check(struct db *db, struct check *c, struct err *e)
{
	bool was = db->open_up;
	db->open_up = true;
	bool good = sqlite_quick_check(db, db->conn, true, e) && sqlite_schema_built(db, c, e) && sqlite_references(db, c, e);
	db->open_up = was;
	return good;
}

bool sqlite_copy(struct db *db, const char *path, struct err *e)
{
	sqlite3 *to = NULL;
	if (!sqlite_file_create(path, e)) return false;
	int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL);
	/* nothing of the copy counts until it is synced as a whole at the end */
	if (rc == SQLITE_OK) rc = sqlite3_exec(to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL", NULL, NULL, NULL);
	if (rc == SQLITE_OK) {
		bool was = db->open_up;
		db->open_up = true;
		sqlite3_backup *b = sqlite3_backup_init(to, "main", db->conn, "main");
		rc = b ? sqlite3_backup_step(b, -1) : sqlite3_errcode(to);
		int end = b ? sqlite3_backup_finish(b) : SQLITE_OK;
		if (rc == SQLITE_DONE) rc = end;
		db->open_up = was;
	}
	/* a copy of a WAL file says WAL in its header: one file must be enough */
	if (rc == SQLITE_OK) rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	if (rc != SQLITE_OK) snprintf(db->detail, sizeof db->detail, "%s (%d)", to ? sqlite3_errmsg(to) : "", rc);
	sqlite3_close(to);
	return rc == SQLITE_OK || engine_refuse(db, sqlite_code(rc), e);
}
