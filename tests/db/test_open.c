/* What is refused before any query, and that the refused file stays as it was. */
#include <fcntl.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/audit.h"
#include "db/check.h"
#include "db/migrate.h"
#include "db/seal.h"
#include "db/sqlite.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/mem.h"
#include "tests/db/fixture.h"

static struct fixture f;
static int setup(void **state) { (void)state; fixture_open(&f); return 0; }
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

static enum err_kind open_kind(const char *path, unsigned flags, char *words, size_t size)
{
	struct db *db = NULL;
	struct err e = { 0 };
	bool good = db_open(&db, &(struct db_options) { .path = path, .flags = flags }, &e);
	assert_int_equal(good, e.kind == ERR_NONE);
	assert_int_equal(good, db != NULL);
	if (words) snprintf(words, size, "%s", e.text);
	db_close(db);
	return e.kind;
}

static void shut(void) { db_close(f.db); f.db = NULL; }

/* The file is refused with this kind and not one byte of it changes. */
static void refused(enum err_kind kind)
{
	unsigned char before[32], after[32];
	struct err e = { 0 };
	fixture_must(&e, seal_digest(f.path, before, &e));
	assert_int_equal(open_kind(f.path, 0, NULL, 0), kind);
	fixture_must(&e, seal_digest(f.path, after, &e));
	assert_memory_equal(before, after, 32);
}

static void created_private(void **state)
{
	(void)state;
	struct stat st;
	assert_int_equal(stat(f.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(open_kind(f.path, DB_CREATE, NULL, 0), ERR_CANTCREAT); /* never over an existing one */
	shut();
	assert_int_equal(open_kind(f.path, 0, NULL, 0), ERR_NONE);
	char path[128];
	snprintf(path, sizeof path, "%s/other.db", f.dir);
	mode_t old = umask(0);
	assert_int_equal(open_kind(path, DB_CREATE | DB_DEMO, NULL, 0), ERR_NONE);
	umask(old);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	snprintf(path, sizeof path, "%s/other.db-lock", f.dir);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	struct db *db = fixture_again(&f, 0);
	assert_false(db_is_demo(db));
	db_close(db);
}

static void refuses_the_place(void **state)
{
	(void)state;
	char name[128];
	shut();
	snprintf(name, sizeof name, "%s/link.db", f.dir);
	assert_int_equal(symlink(f.path, name), 0);
	assert_int_equal(open_kind(name, 0, NULL, 0), ERR_CONFIG);
	unlink(name);
	assert_int_equal(link(f.path, name), 0);
	refused(ERR_CONFIG);
	unlink(name);
	for (unsigned bit = 1; bit <= 040; bit <<= 1) {
		assert_int_equal(chmod(f.path, 0600 | bit), 0);
		refused(ERR_CONFIG);
	}
	chmod(f.path, 0600);
	assert_int_equal(open_kind(f.dir, 0, NULL, 0), ERR_CONFIG);
	assert_int_equal(mkfifo(name, 0600), 0);
	assert_int_equal(open_kind(name, 0, NULL, 0), ERR_CONFIG);
	unlink(name);
	assert_int_equal(open_kind(name, 0, NULL, 0), ERR_NOINPUT);
	assert_int_equal(open_kind("/nowhere/at/all.db", DB_CREATE, NULL, 0), ERR_NOINPUT);
	if (geteuid() == 0) { /* only root can make a foreign file */
		assert_int_equal(chown(f.path, 65534, 65534), 0);
		refused(ERR_NOPERM);
		assert_int_equal(chown(f.path, 0, 0), 0);
	}
	close(open(name, O_CREAT | O_WRONLY, 0600));
	assert_int_equal(open_kind(name, 0, NULL, 0), ERR_DATA); /* empty */
	assert_int_equal(open_kind(f.path, 0, NULL, 0), ERR_NONE);
	snprintf(name, sizeof name, "%s-lock", f.path);
	unlink(name);
	assert_int_equal(symlink("/etc/passwd", name), 0); /* a lock file that leads elsewhere */
	assert_true(open_kind(f.path, 0, NULL, 0) != ERR_NONE);
}

static void refuses_the_content(void **state)
{
	(void)state;
	char sql[64], words[480];
	shut();
	fixture_tamper(&f, "PRAGMA user_version = 99");
	refused(ERR_UNAVAILABLE);
	open_kind(f.path, 0, words, sizeof words);
	assert_non_null(strstr(words, "99"));
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", migrate_newest());
	fixture_tamper(&f, sql);
	assert_int_equal(open_kind(f.path, 0, NULL, 0), ERR_NONE);
	fixture_tamper(&f, "PRAGMA application_id = 7");
	refused(ERR_DATA);
	fixture_tamper(&f, "PRAGMA application_id = 0x70646b31; DROP TRIGGER audit_no_delete");
	refused(ERR_DATA); /* a missing trigger */
	FILE *out = fopen(f.path, "w");
	fputs("name,sex\nSiti,P\n", out);
	fclose(out);
	refused(ERR_DATA);
}

/* A schema changed together with its digest opens, but check sees it: it runs the migrations again. */
static void check_compares_schema(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct check c = { NULL, NULL, 0 };
	char digest[17], sql[256];
	fixture_must(&e, db_check(f.db, &c, &e));
	assert_int_equal(c.found, 0);
	shut();
	fixture_tamper(&f, "DROP TRIGGER audit_no_delete");
	sqlite3 *raw;
	/* the digest of the changed schema, as a tamperer with the source would compute it */
	assert_int_equal(sqlite3_open(f.path, &raw), SQLITE_OK);
	assert_true(sqlite_digest(raw, digest));
	sqlite3_close(raw);
	snprintf(sql, sizeof sql, "UPDATE meta SET value = '%s' WHERE key = 'schema'", digest);
	fixture_tamper(&f, sql);
	f.db = fixture_again(&f, 0);
	fixture_must(&e, db_check(f.db, &c, &e));
	assert_int_equal(c.found, 1);
}

static void dangling_reference_found(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct check c = { NULL, NULL, 0 };
	fixture_tamper(&f, "PRAGMA foreign_keys = OFF; INSERT INTO room(id, panti_id, name) VALUES (5, 12345, 'x')");
	fixture_must(&e, db_check(f.db, &c, &e));
	assert_int_equal(c.found, 1);
}

static void migrates_an_older_file(void **state)
{
	(void)state;
	sqlite3 *raw;
	struct err e = { 0 };
	struct check c = { NULL, NULL, 0 };
	shut();
	unlink(f.path);
	assert_int_equal(sqlite3_open(f.path, &raw), SQLITE_OK); /* as an earlier program left it: number 1 only */
	for (int i = 0; i < migrations_count && migrations[i].number == 1; i++)
		assert_int_equal(sqlite3_exec(raw, migrations[i].sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, "PRAGMA application_id = 0x70646b31; PRAGMA user_version = 1", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	chmod(f.path, 0600);
	assert_int_equal(open_kind(f.path, DB_READ_ONLY, NULL, 0), ERR_UNAVAILABLE);
	f.db = fixture_again(&f, 0);
	fixture_must(&e, db_check(f.db, &c, &e));
	assert_int_equal(c.found, 0);
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT count(*) FROM month_report"), -1, &e), 0);
}

static bool add_rows(struct db *db, void *ctx, struct err *e)
{
	char name[64];
	(void)ctx;
	for (int i = 0; i < 200; i++) {
		struct stmt *s = stmt(db, "INSERT INTO room(id, panti_id, name, caregiver) VALUES (?1, ?2, ?3, ?4)");
		snprintf(name, sizeof name, "kamar %d dengan nama yang agak panjang", i);
		stmt_id(s, 1, db_new_id(db, "room"));
		stmt_id(s, 2, f.panti);
		stmt_text(s, 3, name);
		stmt_text(s, 4, name);
		if (!stmt_run(s, e) || !audit_note(db, &f.tu, "room.add", "room", i, 0, name, e)) return false;
	}
	return true;
}

/* Opens, reads everything, tries a write, checks. No crash, no hang; refused or read. Returns 0 when refused, 1 when opened. */
static int use_damaged(const char *path)
{
	struct db *db = NULL;
	struct err e = { 0 };
	struct check c = { NULL, NULL, 0 };
	alarm(20);
	if (!db_open(&db, &(struct db_options) { .path = path }, &e)) return *e.text ? 0 : 2;
	struct stmt *s = stmt(db, "SELECT name, caregiver FROM room ORDER BY name");
	while (stmt_row(s)) if (strlen(stmt_get_text(s, 0)) > 100000) break;
	err_clear(&e);
	if (!stmt_done(s, &e) && !*e.text) return 2;
	err_clear(&e);
	if (!db_tx(db, add_rows, NULL, &e) && !*e.text) return 2;
	err_clear(&e);
	if (!db_check(db, &c, &e) && !*e.text) return 2;
	db_close(db);
	return 1;
}

static void random_damage(void **state)
{
	(void)state;
	struct err e = { 0 };
	const char *given = getenv("SEED"), *much = getenv("MUTATIONS");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	int rounds = much ? (int)strtol(much, NULL, 10) : 1000, opened = 0;
	print_message("seed %u\n", seed);
	srand(seed);
	fixture_must(&e, db_tx(f.db, add_rows, NULL, &e));
	shut();
	FILE *in = fopen(f.path, "r");
	struct stat st;
	assert_int_equal(fstat(fileno(in), &st), 0);
	size_t size = (size_t)st.st_size;
	unsigned char *whole = mem_alloc(size), *bad = mem_alloc(size);
	assert_int_equal(fread(whole, 1, size, in), size);
	fclose(in);
	char path[128];
	snprintf(path, sizeof path, "%s/bad.db", f.dir);
	for (int i = 0; i < rounds; i++) {
		size_t cut = size;
		memcpy(bad, whole, size);
		int kind = rand() % 4, changes = 1 + rand() % 20;
		for (int n = 0; n < changes; n++) {
			size_t at = (size_t)rand() % (kind == 0 ? 100 : size);
			if (kind == 3 && at > 16) memset(bad + at, rand(), (size_t)(rand() % 64) < size - at ? (size_t)(rand() % 64) % (size - at) : 1);
			else bad[at] = (unsigned char)rand();
		}
		if (kind == 2) cut = (size_t)rand() % size;
		FILE *out = fopen(path, "w");
		assert_int_equal(fwrite(bad, 1, cut, out), cut);
		fclose(out);
		chmod(path, 0600);
		int status;
		pid_t child = fork();
		if (child == 0) _exit(use_damaged(path));
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
			print_error("seed %u, file %d: status %x\n", seed, i, status);
			fail();
		}
		opened += WEXITSTATUS(status);
		static const char *const beside[] = { "-journal", "-wal", "-shm", "-lock" };
		for (size_t b = 0; b < COUNT(beside); b++) {
			char name[160];
			snprintf(name, sizeof name, "%s%s", path, beside[b]);
			unlink(name);
		}
	}
	print_message("%d of %d damaged files were refused\n", rounds - opened, rounds);
	assert_true(opened < rounds);
	free(whole), free(bad);
}

static void unclean_end_is_checked(void **state)
{
	(void)state;
	struct err e = { 0 };
	fixture_must(&e, db_tx(f.db, add_rows, NULL, &e));
	shut();
	/* damage in the newest pages, which an ordinary start does not look for */
	int fd = open(f.path, O_RDWR);
	struct stat st;
	assert_int_equal(fstat(fd, &st), 0);
	for (off_t at = st.st_size - 4096 * 10; at < st.st_size; at += 4096) assert_int_equal(pwrite(fd, "\xff\xff\xff\xff\xff\xff\xff\xff\xff", 9, at), 9);
	close(fd);
	assert_int_equal(open_kind(f.path, 0, NULL, 0), ERR_NONE);
	char name[128];
	snprintf(name, sizeof name, "%s-journal", f.path);
	FILE *out = fopen(name, "w");
	fputs("not a journal, but the last writer left it", out);
	fclose(out);
	chmod(name, 0600);
	assert_int_equal(open_kind(f.path, 0, NULL, 0), ERR_DATA);
}

static void journal_follows_the_library(void **state)
{
	(void)state;
	static const struct { int version; bool safe; } known[] = {
		{ 3040001, false }, { 3044005, false }, { 3044006, true }, { 3045000, false }, { 3050006, false }, { 3050007, true },
		{ 3051000, false }, { 3051002, false }, { 3051003, true }, { 3052000, true },
	};
	for (size_t i = 0; i < COUNT(known); i++) assert_int_equal(sqlite_wal_safe(known[i].version), known[i].safe);
	bool safe = sqlite_wal_safe(sqlite3_libversion_number());
	assert_non_null(strstr(db_engine_words(f.db), safe ? "WAL + FULL" : "TRUNCATE + FULL (WAL withheld"));
	shut();
	f.db = fixture_again(&f, DB_WAL_ANYWAY);
	assert_non_null(strstr(db_engine_words(f.db), "WAL + FULL"));
	shut();
	f.db = fixture_again(&f, 0); /* and back */
	assert_non_null(strstr(db_engine_words(f.db), safe ? "WAL + FULL" : "TRUNCATE + FULL"));
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT count(*) FROM panti"), -1, NULL), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(created_private, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_the_place, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_the_content, setup, teardown),
		cmocka_unit_test_setup_teardown(check_compares_schema, setup, teardown),
		cmocka_unit_test_setup_teardown(journal_follows_the_library, setup, teardown),
		cmocka_unit_test_setup_teardown(dangling_reference_found, setup, teardown),
		cmocka_unit_test_setup_teardown(migrates_an_older_file, setup, teardown),
		cmocka_unit_test_setup_teardown(unclean_end_is_checked, setup, teardown),
		cmocka_unit_test_setup_teardown(random_damage, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
