/* Opening a SQLite file: nothing is asked of it before it is known to be ours, whole and private (RELIABILITY.md, Settings). */
#include "db/sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "db/migrate.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"

bool sqlite_wal_safe(int v)
{
	return v >= 3051003 || (v >= 3050007 && v < 3051000) || (v >= 3044006 && v < 3045000);
}

static bool sqlite_folder_of(const char *path, char *out, size_t size)
{
	const char *slash = strrchr(path, '/');
	if (!slash) return str_copy(out, size, ".");
	size_t n = slash == path ? 1 : (size_t)(slash - path);
	if (n >= size) return false;
	memcpy(out, path, n);
	out[n] = '\0';
	return true;
}

/* File systems whose locks or syncs cannot be trusted. */
static bool sqlite_place_check(const char *path, struct err *e)
{
	struct statfs fs;
	char folder[4096];
	if (!sqlite_folder_of(path, folder, sizeof folder) || statfs(folder, &fs) != 0)
		return err_set(e, ERR_NOINPUT, _("The folder of %s is not there or may not be read."), path);
	switch ((unsigned long)fs.f_type & 0xffffffffUL) {
	case 0x6969UL: case 0xff534d42UL: case 0x517bUL: case 0xfe534d42UL: case 0x65735546UL: case 0x01021997UL: /* NFS, CIFS, SMB, SMB2, FUSE, 9P */
		return err_set(e, ERR_CONFIG, _("%s lies on a network or user-space file system (NFS, SMB, FUSE, gocryptfs), where locks and writes cannot be relied on. Move the database to a disk of this machine; to encrypt it, encrypt that disk (LUKS)."), path);
	default: return true;
	}
}

bool sqlite_file_check(const char *path, struct err *e)
{
	struct stat st;
	if (lstat(path, &st) != 0) {
		if (errno == ENOENT) return err_set(e, ERR_NOINPUT, _("There is no database %s. \"pantidesk init\" makes one."), path);
		return err_set(e, ERR_NOINPUT, _("The database %s cannot be reached: %s."), path, strerror(errno));
	}
	if (S_ISLNK(st.st_mode)) return err_set(e, ERR_CONFIG, _("%s is a symbolic link. Name the database file itself."), path);
	if (!S_ISREG(st.st_mode)) return err_set(e, ERR_CONFIG, _("%s is not a plain file."), path);
	if (st.st_nlink != 1) return err_set(e, ERR_CONFIG, _("%s has a second name (hard link). Remove the other name first."), path);
	if (st.st_uid != geteuid()) return err_set(e, ERR_NOPERM, _("The database %s belongs to another user."), path);
	if ((st.st_mode & 077) != 0) return err_set(e, ERR_CONFIG, _("Others may read or write %s. Run: chmod 600 %s"), path, path);
	if (st.st_size == 0) return err_set(e, ERR_DATA, _("%s is empty: it is no database. Restore a backup, or remove the file and run \"pantidesk init\"."), path);
	return sqlite_place_check(path, e);
}

bool sqlite_file_create(const char *path, struct err *e)
{
	char folder[4096];
	if (!sqlite_place_check(path, e)) return false;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST) return err_set(e, ERR_CANTCREAT, _("%s exists already and is left as it is."), path);
	if (fd < 0) return err_set(e, ERR_CANTCREAT, _("%s cannot be made: %s."), path, strerror(errno));
	bool good = fchmod(fd, 0600) == 0 && fsync(fd) == 0;
	close(fd);
	sqlite_folder_of(path, folder, sizeof folder);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	good = fd >= 0 && fsync(fd) == 0 && good;
	if (fd >= 0) close(fd);
	return good || err_set(e, ERR_CANTCREAT, _("%s cannot be made: %s."), path, strerror(errno));
}

/* SQLite asks here when somebody else holds the file. A read outside db_read gets in line behind the writers; a writer, who has the
 * turn, waits for such reads to end. Waits are random so that two who wait do not meet again and again. */
static int sqlite_busy(void *p, int tries)
{
	struct db *db = p;
	if (!wait_go_on(&db->wait)) return 0;
	if (!db->depth && db->shared_reads && !db->lone_turn) {
		db->lone_turn = lock_turn(&db->lock, true, &db->wait);
		return db->lone_turn;
	}
	int most = tries < 6 ? 1 << tries : 50, next = wait_next_ms(&db->wait);
	int ms = 1 + (int)randombytes_uniform((uint32_t)most);
	poll(NULL, 0, ms < next ? ms : next);
	return 1;
}

bool sqlite_do(struct db *db, sqlite3 *conn, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(conn, sql, NULL, NULL, NULL);
	if (rc == SQLITE_OK) return true;
	snprintf(db->detail, sizeof db->detail, "%s (%d)", sqlite3_errmsg(conn), sqlite3_extended_errcode(conn));
	return engine_refuse(db, sqlite_code(rc), e);
}

/* A question every database of ours can answer was not answered: trouble of the moment is told as such, all else is damage. */
static bool sqlite_refuse(struct db *db, int rc, struct err *e)
{
	enum engine_code code = sqlite_code(rc);
	snprintf(db->detail, sizeof db->detail, "%s (%d)", sqlite3_errmsg(db->conn), rc);
	return engine_refuse(db, code == ENGINE_OTHER ? ENGINE_DAMAGED : code, e);
}

/* First column of the first row; rc of a failure in *rc. */
static int64_t sqlite_ask(sqlite3 *conn, const char *sql, int64_t otherwise, int *rc)
{
	sqlite3_stmt *st = NULL;
	int64_t n = otherwise;
	*rc = sqlite3_prepare_v2(conn, sql, -1, &st, NULL);
	if (*rc == SQLITE_OK) *rc = sqlite3_step(st);
	if (*rc == SQLITE_ROW) n = sqlite3_column_int64(st, 0);
	if (*rc == SQLITE_ROW || *rc == SQLITE_DONE) *rc = SQLITE_OK;
	sqlite3_finalize(st);
	return n;
}

int64_t sqlite_number(sqlite3 *conn, const char *sql, int64_t otherwise)
{
	int rc;
	return sqlite_ask(conn, sql, otherwise, &rc);
}

bool sqlite_quick_check(struct db *db, sqlite3 *conn, bool whole, struct err *e)
{
	sqlite3_stmt *st = NULL;
	bool was = db->open_up;
	db->open_up = true;
	int rc = sqlite3_prepare_v2(conn, whole ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", -1, &st, NULL);
	bool good = rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(st, 0), "ok") == 0;
	char what[160] = "";
	if (!good) snprintf(what, sizeof what, "%s", rc == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : sqlite3_errmsg(conn));
	sqlite3_finalize(st);
	db->open_up = was;
	if (good) return true;
	if (rc != SQLITE_ROW && sqlite_code(rc) != ENGINE_DAMAGED) return engine_refuse(db, sqlite_code(rc), e);
	return err_set(e, ERR_DATA, _("The database %s is damaged (%s). It is left untouched: restore the last backup."), db->path, what);
}

/* Sum of the rows' hashes: independent of order, no sorter, and cheap enough for each start. Against damage and a forgotten
 * trigger, not against somebody who may write the file; `check` compares with freshly made migrations. */
bool sqlite_digest(sqlite3 *conn, char out[17])
{
	static const unsigned char key[crypto_shorthash_KEYBYTES] = "pantidesk schema";
	sqlite3_stmt *st = NULL;
	uint64_t sum = 0, one;
	unsigned char h[crypto_shorthash_BYTES];
	int rc = sqlite3_prepare_v2(conn, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL", -1, &st, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		crypto_shorthash(h, sqlite3_column_text(st, 0), (unsigned long long)sqlite3_column_bytes(st, 0), key);
		memcpy(&one, h, sizeof one);
		sum += one;
		rc = SQLITE_OK;
	}
	sqlite3_finalize(st);
	snprintf(out, 17, "%016" PRIx64, sum);
	return rc == SQLITE_DONE;
}

bool sqlite_schema_digest(struct db *db, char out[17]) { return sqlite_digest(db->conn, out); }

static bool sqlite_schema_check(struct db *db, struct err *e)
{
	char now[17], kept[17] = "";
	sqlite3_stmt *st = NULL;
	if (!sqlite_digest(db->conn, now)) return sqlite_refuse(db, sqlite3_extended_errcode(db->conn), e);
	int rc = sqlite3_prepare_v2(db->conn, "SELECT value FROM meta WHERE key = 'schema'", -1, &st, NULL);
	if (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(st, 0);
		if (text) snprintf(kept, sizeof kept, "%s", text);
	}
	sqlite3_finalize(st);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE) return sqlite_refuse(db, rc, e);
	if (strcmp(now, kept) == 0) return true;
	return err_set(e, ERR_DATA, _("The tables of %s are not those this program made. Somebody changed the file by other means: restore the last backup."), db->path);
}

static void sqlite_limits(sqlite3 *c)
{
	int on;
	sqlite3_db_config(c, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
	sqlite3_db_config(c, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &on);
	sqlite3_db_config(c, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, &on);
	sqlite3_db_config(c, SQLITE_DBCONFIG_DQS_DML, 0, &on);
	sqlite3_db_config(c, SQLITE_DBCONFIG_DQS_DDL, 0, &on);
	sqlite3_extended_result_codes(c, 1);
	sqlite3_limit(c, SQLITE_LIMIT_LENGTH, 64 << 20);
	sqlite3_limit(c, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
	sqlite3_limit(c, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(c, SQLITE_LIMIT_WORKER_THREADS, 0);
}

static bool sqlite_journal(struct db *db, struct err *e)
{
	int version = sqlite3_libversion_number();
	bool safe = sqlite_wal_safe(version), wal = safe || (db->flags & DB_WAL_ANYWAY), good = false;
	sqlite3_stmt *st = NULL;
	if (!(db->flags & DB_READ_ONLY)) {
		int rc = sqlite3_prepare_v2(db->conn, wal ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = TRUNCATE", -1, &st, NULL);
		if (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) good = sqlite3_stricmp((const char *)sqlite3_column_text(st, 0), wal ? "wal" : "truncate") == 0;
		sqlite3_finalize(st);
		if (!good && rc != SQLITE_ROW && rc != SQLITE_DONE) return sqlite_refuse(db, rc, e);
		if (!good) return err_set(e, ERR_UNAVAILABLE, _("The journal of %s cannot be set while another version of the program uses it. Close the other sessions first."), db->path);
	}
	db->shared_reads = !wal;
	snprintf(db->words, sizeof db->words, "SQLite %s, %s + FULL%s", sqlite3_libversion(), wal ? "WAL" : "TRUNCATE",
		wal ? (safe ? "" : " (test)") : _(" (WAL withheld: this version lacks the fix of the WAL-reset bug)"));
	return true;
}

/* A journal or WAL with nobody present: the last writer died. */
static bool sqlite_unclean(const char *path)
{
	static const char *const suffix[] = { "-journal", "-wal" };
	char name[4200];
	struct stat st;
	for (size_t i = 0; i < COUNT(suffix); i++) {
		snprintf(name, sizeof name, "%s%s", path, suffix[i]);
		if (lstat(name, &st) == 0 && st.st_size > 0) return true;
	}
	return false;
}

/* Is the file ours, and of which schema? The first questions it is asked. */
static bool sqlite_identify(struct db *db, struct err *e)
{
	int rc, newest = migrate_newest();
	int64_t app = sqlite_ask(db->conn, "PRAGMA application_id", 0, &rc);
	if (rc != SQLITE_OK && sqlite_code(rc) != ENGINE_DAMAGED) return sqlite_refuse(db, rc, e);
	if (rc != SQLITE_OK || app != SQLITE_OURS) return err_set(e, ERR_DATA, _("%s is not a pantidesk database. It is left untouched."), db->path);
	int64_t version = sqlite_ask(db->conn, "PRAGMA user_version", 0, &rc);
	if (rc != SQLITE_OK) return sqlite_refuse(db, rc, e);
	if (version > newest) return err_set(e, ERR_UNAVAILABLE, _("%s was made by a newer pantidesk (schema %d, this one knows %d). Update the program."), db->path, (int)version, newest);
	if (version < 0) return err_set(e, ERR_DATA, _("%s is not a pantidesk database. It is left untouched."), db->path);
	db->version = (int)version;
	return true;
}

/* Another one who is just opening holds presence alone for a moment: that is no reason to be turned away. */
static bool sqlite_join(struct lock *l, bool unclean)
{
	for (int tries = 0; tries < (unclean ? 3000 : 200); tries++) { /* checking a large file after an unclean end takes its time */
		if (lock_try(l, LOCK_PRESENCE, true)) return true;
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	}
	return false;
}

bool sqlite_open(struct db *db, const struct db_options *o, struct err *e)
{
	sqlite3 *c = NULL;
	bool create = (o->flags & DB_CREATE) != 0, unclean = false;
	if (create ? !sqlite_file_create(o->path, e) : !sqlite_file_check(o->path, e)) return false;
	char lock_path[4200];
	snprintf(lock_path, sizeof lock_path, "%s-lock", o->path);
	if (!lock_open(&db->lock, lock_path, e)) return false;
	bool alone = lock_try(&db->lock, LOCK_PRESENCE, false);
	if (!alone && ((o->flags & DB_ALONE) || !sqlite_join(&db->lock, sqlite_unclean(o->path))))
		return err_set(e, ERR_BUSY, _("Others are using %s. Ask them to leave pantidesk, then try again."), o->path);
	unclean = alone && sqlite_unclean(o->path);
	if (alone && !(o->flags & DB_ALONE) && !unclean && !create) lock_try(&db->lock, LOCK_PRESENCE, true);

	wait_start(&db->wait);
	int flags = (o->flags & DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
	int rc = sqlite3_open_v2(o->path, &c, flags, NULL);
	db->conn = c;
	if (rc != SQLITE_OK) {
		snprintf(db->detail, sizeof db->detail, "%s (%d)", c ? sqlite3_errmsg(c) : "", rc);
		return engine_refuse(db, sqlite_code(rc), e);
	}
	sqlite_limits(c);
	sqlite3_busy_handler(c, sqlite_busy, db);
	if (create && !sqlite_do(db, c, "PRAGMA application_id = 0x70646b31", e)) return false;
	if (!sqlite_identify(db, e)) return false;
	if (unclean && !sqlite_quick_check(db, c, false, e)) return false;
	if (db->version == migrate_newest() && !sqlite_schema_check(db, e)) return false;
	if (!sqlite_journal(db, e)) return false;
	if (!sqlite_do(db, c, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cell_size_check = ON;"
			"PRAGMA mmap_size = 0; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY", e)) return false;
	if (db->version < migrate_newest()) {
		if (o->flags & DB_READ_ONLY) return err_set(e, ERR_UNAVAILABLE, _("%s is of an older schema; open it once with the program itself."), o->path);
		if (!lock_try(&db->lock, LOCK_PRESENCE, false))
			return err_set(e, ERR_BUSY, _("Others are using %s. Ask them to leave pantidesk, then try again."), o->path);
		db->open_up = true;
		bool good = migrate_run(db, db->version, e);
		db->open_up = false;
		if (!good) return false;
	}
	sqlite3_limit(c, SQLITE_LIMIT_SQL_LENGTH, 64 << 10);
	sqlite_guard(db, c);
	if (!(o->flags & DB_ALONE)) lock_try(&db->lock, LOCK_PRESENCE, true);
	return true;
}
