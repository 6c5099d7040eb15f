/* Backup while others write, sealed and plain; restore keeps what was there, and is refused over a live desk. */
#include <fcntl.h>
#include <glob.h>
#include <stdarg.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/audit.h"
#include "db/backup.h"
#include "db/check.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/types.h"
#include "tests/db/fixture.h"

static struct fixture f;
static char dest[128];
static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	snprintf(dest, sizeof dest, "%s/simpan", f.dir);
	assert_int_equal(mkdir(dest, 0700), 0);
	return 0;
}
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

static bool add(struct db *db, void *ctx, struct err *e)
{
	struct stmt *s = stmt(db, "INSERT INTO room(id, panti_id, name) VALUES (?1, ?2, ?3)");
	stmt_id(s, 1, db_new_id(db, "room"));
	stmt_id(s, 2, f.panti);
	stmt_text(s, 3, ctx);
	return stmt_run(s, e) && audit_note(db, &f.tu, "room.add", "room", 1, 0, ctx, e);
}

static int64_t rooms(struct db *db) { return stmt_one_int(stmt(db, "SELECT count(*) FROM room"), -1, NULL); }

static int entries(const char *pattern)
{
	char all[160];
	glob_t g;
	snprintf(all, sizeof all, "%s/%s", f.dir, pattern);
	int n = glob(all, 0, NULL, &g) == 0 ? (int)g.gl_pathc : 0;
	globfree(&g);
	return n;
}

static void there_and_back(const char *public_hex, const char *secret_hex)
{
	struct err e = { 0 };
	struct backup_made made;
	struct stat st;
	char kept[1024];
	fixture_must(&e, db_tx(f.db, add, "A", &e));
	fixture_must(&e, backup_make(f.db, &f.admin, dest, public_hex, &made, &e));
	assert_int_equal(stat(made.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, made.bytes);
	assert_int_equal(made.sealed, public_hex != NULL);
	assert_int_equal(entries("*backup-*"), 0); /* nothing temporary stays */
	assert_int_equal(entries("*trial-*"), 0);
	assert_int_equal(entries("simpan/*"), 1);
	fixture_must(&e, db_tx(f.db, add, "B", &e));
	assert_int_equal(rooms(f.db), 2);

	assert_false(backup_restore(f.path, made.path, secret_hex, &f.sistem, kept, &e)); /* the desk is open */
	assert_int_equal(e.kind, ERR_BUSY);
	assert_int_equal(rooms(f.db), 2);
	db_close(f.db);
	f.db = NULL;
	clock_set_ms(FIXTURE_NOW + 5000);
	fixture_must(&e, backup_restore(f.path, made.path, secret_hex, &f.sistem, kept, &e));
	assert_int_equal(stat(kept, &st), 0);
	assert_int_equal(stat(f.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(entries("*restore*"), 0);
	f.db = fixture_again(&f, 0);
	assert_int_equal(rooms(f.db), 1);
	fixture_must(&e, audit_verify(f.db, f.panti, NULL, NULL, &e));
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT count(*) FROM audit WHERE action = 'database.restore'"), -1, &e), 1);
	struct db *old = NULL;
	fixture_must(&e, db_open(&old, &(struct db_options) { .path = kept }, &e)); /* what was there is whole */
	assert_int_equal(rooms(old), 2);
	assert_int_equal(stmt_one_int(stmt(old, "SELECT count(*) FROM audit WHERE action = 'database.backup'"), -1, &e), 1);
	db_close(old);
}

static void plain(void **state) { (void)state; there_and_back(NULL, NULL); }

static void sealed(void **state)
{
	(void)state;
	char public_hex[SEAL_HEX], secret_hex[SEAL_HEX];
	seal_make_keys(public_hex, secret_hex);
	there_and_back(public_hex, secret_hex);
}

static void sealed_needs_its_key(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct backup_made made;
	char other_name[160], public_hex[SEAL_HEX], secret_hex[SEAL_HEX], other[SEAL_HEX], kept[1024], content[4096];
	seal_make_keys(public_hex, other);
	seal_make_keys(public_hex, secret_hex);
	fixture_must(&e, db_tx(f.db, add, "NamaRahasiaSekali", &e));
	fixture_must(&e, backup_make(f.db, &f.admin, dest, public_hex, &made, &e));
	FILE *in = fopen(made.path, "r");
	for (size_t n; (n = fread(content, 1, sizeof content, in)) > 0;) assert_null(memmem(content, n, "NamaRahasia", 11));
	fclose(in);
	db_close(f.db);
	f.db = NULL;
	static const char *const wrong[] = { NULL, "", "zz", "0000" };
	for (size_t i = 0; i < COUNT(wrong); i++) {
		err_clear(&e);
		assert_false(backup_restore(f.path, made.path, wrong[i], &f.sistem, kept, &e));
		assert_true(e.kind == ERR_NOPERM || e.kind == ERR_CONFIG);
	}
	err_clear(&e);
	assert_false(backup_restore(f.path, made.path, other, &f.sistem, kept, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	/* any cut or changed byte is seen */
	struct stat st;
	assert_int_equal(stat(made.path, &st), 0);
	assert_int_equal(truncate(made.path, st.st_size - 1), 0);
	err_clear(&e);
	assert_false(backup_restore(f.path, made.path, secret_hex, &f.sistem, kept, &e));
	assert_int_equal(e.kind, ERR_DATA);
	f.db = fixture_again(&f, 0);
	assert_int_equal(rooms(f.db), 1); /* untouched all the while */
	err_clear(&e);
	snprintf(other_name, sizeof other_name, "%s/lain", dest);
	assert_false(backup_make(f.db, &f.admin, other_name, "not a key", &made, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
}

static void bad_sources_and_targets(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct backup_made made;
	char name[200], kept[1024];
	assert_false(backup_make(f.db, &f.pengasuh, dest, NULL, &made, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	snprintf(name, sizeof name, "%s/ada", dest);
	close(open(name, O_CREAT | O_WRONLY, 0600));
	err_clear(&e);
	assert_false(backup_make(f.db, &f.admin, name, NULL, &made, &e)); /* never over a file that is there */
	assert_int_equal(e.kind, ERR_CANTCREAT);
	err_clear(&e);
	assert_false(backup_make(f.db, &f.admin, "/nowhere/x", NULL, &made, &e));
	assert_int_equal(e.kind, ERR_CANTCREAT);
	db_close(f.db);
	f.db = NULL;
	const char *const sources[] = { name /* empty */, dest /* folder */, "/nowhere/x", "/dev/null", "/etc/passwd" };
	for (size_t i = 0; i < COUNT(sources); i++) {
		err_clear(&e);
		assert_false(backup_restore(f.path, sources[i], NULL, &f.sistem, kept, &e));
		assert_true(*e.text);
		assert_string_equal(kept, "");
	}
	assert_int_equal(entries("*restore*"), 0);
	f.db = fixture_again(&f, 0);
}

static void restores_where_nothing_is(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct backup_made made;
	char path[160], kept[1024];
	fixture_must(&e, db_tx(f.db, add, "A", &e));
	fixture_must(&e, backup_make(f.db, &f.admin, dest, NULL, &made, &e));
	assert_int_equal(chmod(made.path, 0755), 0); /* as a FAT stick shows it */
	snprintf(path, sizeof path, "%s/baru.db", f.dir);
	fixture_must(&e, backup_restore(path, made.path, NULL, &f.sistem, kept, &e));
	assert_string_equal(kept, "");
	struct db *db = NULL;
	fixture_must(&e, db_open(&db, &(struct db_options) { .path = path }, &e));
	assert_int_equal(rooms(db), 1);
	db_close(db);
}

/* A tampered copy is not put in place. */
static void refuses_a_broken_chain(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct backup_made made;
	struct fixture other = f;
	char kept[1024];
	fixture_must(&e, db_tx(f.db, add, "A", &e));
	fixture_must(&e, backup_make(f.db, &f.admin, dest, NULL, &made, &e));
	snprintf(other.path, sizeof other.path, "%.95s", made.path);
	fixture_tamper(&other, "PRAGMA writable_schema = ON; DROP TRIGGER audit_no_update; UPDATE audit SET user_name = 'x'");
	db_close(f.db);
	f.db = NULL;
	assert_false(backup_restore(f.path, made.path, NULL, &f.sistem, kept, &e));
	assert_int_equal(e.kind, ERR_DATA);
	f.db = fixture_again(&f, 0);
	assert_int_equal(rooms(f.db), 1);
}

static void while_others_write(void **state)
{
	(void)state;
	struct err e = { 0 };
	pid_t child[3];
	const char *rounds_given = getenv("BACKUPS");
	int rounds = rounds_given ? (int)strtol(rounds_given, NULL, 10) : 10;
	for (int i = 0; i < 3; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			char name[64];
			struct db *db = fixture_again(&f, 0);
			for (int n = 0;; n++) {
				snprintf(name, sizeof name, "kamar %d/%d", (int)getpid(), n);
				if (!db_tx(db, add, name, &e)) _exit(1);
			}
		}
	}
	for (int i = 0; i < rounds; i++) {
		struct backup_made made;
		char name[160];
		struct db *copy = NULL;
		snprintf(name, sizeof name, "%s/b%d", dest, i);
		fixture_must(&e, backup_make(f.db, &f.admin, name, NULL, &made, &e));
		struct check c = { NULL, NULL, 0 };
		fixture_must(&e, db_open(&copy, &(struct db_options) { .path = name }, &e));
		fixture_must(&e, db_check(copy, &c, &e));
		assert_int_equal(c.found, 0);
		/* no half save: each room has its audit row */
		assert_int_equal(rooms(copy), stmt_one_int(stmt(copy, "SELECT count(*) FROM audit WHERE action = 'room.add'"), -1, &e));
		db_close(copy);
	}
	for (int i = 0; i < 3; i++) {
		int status;
		kill(child[i], SIGKILL);
		waitpid(child[i], &status, 0);
		assert_true(WIFSIGNALED(status)); /* none gave up by itself */
	}
	assert_true(rooms(f.db) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(plain, setup, teardown),
		cmocka_unit_test_setup_teardown(sealed, setup, teardown),
		cmocka_unit_test_setup_teardown(sealed_needs_its_key, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_sources_and_targets, setup, teardown),
		cmocka_unit_test_setup_teardown(restores_where_nothing_is, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_a_broken_chain, setup, teardown),
		cmocka_unit_test_setup_teardown(while_others_write, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
