/*
 * An I/O error at the n-th operation, once and for ever, at every n from the opening of the file to its closing: a sentence each
 * time, no acknowledged save lost, no half record; and a save that reported an error but was durable is found by its key.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/check.h"
#include "tests/fault/disk.h"
#include "tests/fault/saves.h"

#define SAVES 3

static struct disk *disk;
static struct fixture f;
static struct disk_image base;
static char dir[64], path[96];

static void begin(unsigned flags)
{
	struct err e = { 0 };
	fixture_open_flags(&f, flags);
	fixture_must(&e, save_room(f.db, &f, 1, 0, &e));
	db_close(f.db);
	f.db = NULL;
	disk_image_load(&base, f.path);
	saves_folder(dir, sizeof dir);
	snprintf(path, sizeof path, "%s/io.db", dir);
}
static void end(void)
{
	disk_image_free(&base);
	fixture_remove(dir);
	fixture_close(&f);
}

static void arm(long n, bool for_ever) { disk->fail_in = n; disk->for_ever = for_ever; disk->hit = false; }

/* Returns false when operation n was never reached. */
static bool one_run(unsigned flags, long n, bool for_ever)
{
	struct db *db = NULL;
	struct err e = { 0 };
	int acknowledged = 0;
	int64_t rooms;
	disk_image_store(&base, path);
	arm(n, for_ever);
	if (!db_open(&db, &(struct db_options) { .path = path, .flags = flags }, &e)) {
		assert_true(*e.text && disk->hit && e.kind != ERR_DATA); /* never called damaged */
		if (!for_ever) { /* the trouble has passed: opening again works */
			err_clear(&e);
			fixture_must(&e, db_open(&db, &(struct db_options) { .path = path, .flags = flags }, &e));
		}
	}
	for (int i = 0; db && i < SAVES; i++) {
		err_clear(&e);
		bool good = save_room(db, &f, 0, i, &e);
		assert_false(db_in_tx(db));
		if (!good) {
			assert_true(*e.text && disk->hit);
			if (for_ever) break;
			err_clear(&e);
			good = save_room(db, &f, 0, i, &e); /* the same key again */
			if (!good) fixture_fail(e.text, __FILE__, __LINE__);
		}
		acknowledged++;
	}
	db_close(db);
	bool hit = disk->hit;
	arm(0, false);
	const char *words = saves_hold(&f, path, flags, acknowledged + 1, &rooms);
	if (*words || rooms > acknowledged + 2) {
		print_error("operation %ld %s: %s (%d of %d)\n", n, for_ever ? "for ever" : "once", words, (int)rooms, acknowledged);
		fail();
	}
	return hit;
}

static void every_operation(unsigned flags)
{
	long n;
	begin(flags);
	for (int for_ever = 0; for_ever < 2; for_ever++) {
		for (n = 1; one_run(flags, n, for_ever); n++) continue;
		print_message("%ld operations failed %s\n", n - 1, for_ever ? "for ever" : "once");
		assert_true(n > 50);
	}
	end();
}

static void truncate_mode(void **state) { (void)state; every_operation(0); }
static void wal_mode(void **state) { (void)state; every_operation(DB_WAL_ANYWAY); }

int main(void)
{
	disk = disk_install();
	const struct CMUnitTest tests[] = { cmocka_unit_test(truncate_mode), cmocka_unit_test(wal_mode) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
