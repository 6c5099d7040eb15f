/*
 * The power goes at every write, truncation and sync, in eight ways each: after it every acknowledged save is there and nothing
 * is half there. Weaker settings of SQLite must be caught by the same test, or it shows nothing.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/migrate.h"
#include "src/base/types.h"
#include "tests/fault/disk.h"
#include "tests/fault/saves.h"

static struct disk *disk;
static unsigned seed;
static int saves;
static bool long_form; /* POWERCUT_SAVES given */

/* Records `saves` saves. The state before is clean and synced. */
static void record(struct fixture *f, unsigned flags, const char *mutation, struct disk_image *before)
{
	struct err e = { 0 };
	fixture_open_flags(f, flags);
	db_close(f->db);
	disk_image_load(before, f->path);
	disk->record = true;
	f->db = fixture_again(f, flags);
	if (mutation) saves_mutate(f->db, mutation);
	for (int i = 0; i < saves; i++) {
		fixture_must(&e, save_room(f->db, f, 0, i, &e));
		disk->acknowledged++;
	}
	disk->record = false; /* closing tidies up: not part of it */
}

/* Cuts at every operation x variant; returns how many cuts did not hold. */
static int cut_everywhere(const struct fixture *f, unsigned flags, const struct disk_image *before, int *cuts, unsigned variants, bool tell)
{
	char dir[64], path[96];
	int bad = 0;
	saves_folder(dir, sizeof dir);
	snprintf(path, sizeof path, "%s/cut.db", dir);
	*cuts = 0;
	for (size_t upto = 0; upto <= disk->count; upto++)
		for (int variant = 0; variant < 8; variant++) {
			if (!(variants >> variant & 1)) continue;
			struct disk_image m;
			int64_t rooms, acknowledged = upto < disk->count ? disk->ops[upto].acknowledged : disk->acknowledged;
			disk_image_cut(disk, before, upto, variant, seed + (unsigned)*cuts, &m);
			disk_image_store(&m, path);
			disk_image_free(&m);
			const char *words = saves_hold(f, path, flags, acknowledged, &rooms);
			if (!*words && rooms > acknowledged + 1) words = "more saves than were made";
			++*cuts;
			if (!*words) continue;
			bad++;
			if (!tell) goto out; /* a mutant is caught: enough */
			print_error("seed %u, cut before operation %zu of %zu, variant %d: %s\n", seed, upto, disk->count, variant, words);
			if (bad >= 5) goto out;
		}
out:
	fixture_remove(dir);
	return bad;
}

static void hold(unsigned flags, const char *mutation, bool expected)
{
	struct fixture f;
	struct disk_image before;
	int cuts;
	record(&f, flags, mutation, &before);
	int bad = cut_everywhere(&f, flags, &before, &cuts, 0xff, expected);
	print_message("%d operations, %d power cuts, %d lost or broken\n", (int)disk->count, cuts, bad);
	disk_forget(disk);
	disk_image_free(&before);
	fixture_close(&f);
	if (expected) assert_int_equal(bad, 0);
	else assert_true(bad > 0);
}

static void truncate_full_holds(void **state) { (void)state; hold(0, NULL, true); }
static void wal_full_holds(void **state) { (void)state; hold(DB_WAL_ANYWAY, NULL, true); }
static void normal_is_caught(void **state) { (void)state; hold(0, "PRAGMA synchronous = NORMAL", false); }
static void off_is_caught(void **state) { (void)state; hold(0, "PRAGMA synchronous = OFF", false); }
static void wal_normal_is_caught(void **state) { (void)state; hold(DB_WAL_ANYWAY, "PRAGMA synchronous = NORMAL", false); }

/* A migration is whole or not there: after a cut the file opens, migrated to the end. The short form begins three before the newest. */
static void migration_is_whole(void **state)
{
	(void)state;
	struct fixture f;
	struct disk_image before;
	sqlite3 *raw;
	int cuts, from = long_form ? 1 : migrate_newest() - 3;
	char stamp[200];
	fixture_open(&f);
	db_close(f.db);
	unlink(f.path);
	assert_int_equal(sqlite3_open(f.path, &raw), SQLITE_OK);
	for (int i = 0; i < migrations_count && migrations[i].number <= from; i++)
		assert_int_equal(sqlite3_exec(raw, migrations[i].sql, NULL, NULL, NULL), SQLITE_OK);
	snprintf(stamp, sizeof stamp, "PRAGMA application_id = 0x70646b31; PRAGMA user_version = %d; INSERT INTO meta(key, value) VALUES ('site_no', '7')", from);
	assert_int_equal(sqlite3_exec(raw, stamp, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	assert_int_equal(chmod(f.path, 0600), 0);
	disk_image_load(&before, f.path);
	disk->record = true;
	f.db = fixture_again(&f, 0);
	disk->record = false;
	int bad = cut_everywhere(&f, 0, &before, &cuts, long_form ? 0xff : 0x13, true);
	print_message("%d operations, %d power cuts, %d broken\n", (int)disk->count, cuts, bad);
	disk_forget(disk);
	disk_image_free(&before);
	fixture_close(&f);
	assert_int_equal(bad, 0);
}

int main(void)
{
	const char *given = getenv("SEED"), *much = getenv("POWERCUT_SAVES");
	seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	saves = much ? (int)strtol(much, NULL, 10) : 3;
	long_form = much != NULL;
	print_message("seed %u\n", seed);
	disk = disk_install();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(truncate_full_holds), cmocka_unit_test(wal_full_holds),
		cmocka_unit_test(normal_is_caught), cmocka_unit_test(off_is_caught), cmocka_unit_test(wal_normal_is_caught),
		cmocka_unit_test(migration_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
