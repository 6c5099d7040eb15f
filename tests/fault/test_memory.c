/* SQLite runs out of memory at its n-th allocation, once and for ever: a sentence, no half record, and the database is whole. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/fault/disk.h"
#include "tests/fault/memory.h"
#include "tests/fault/saves.h"

static struct memory *memory;

static void arm(long n, bool for_ever) { memory->fail_in = n, memory->for_ever = for_ever, memory->hit = false; }

static struct fixture f;
static struct disk_image base;
static char dir[64], path[96];

static bool one_run(long n, bool for_ever)
{
	struct db *db = NULL;
	struct err e = { 0 };
	int acknowledged = 0;
	int64_t rooms;
	disk_image_store(&base, path);
	arm(n, for_ever);
	if (!db_open(&db, &(struct db_options) { .path = path }, &e)) assert_true(*e.text && memory->hit && e.kind != ERR_DATA); /* never called damaged */
	for (int i = 0; db && i < 2; i++) {
		err_clear(&e);
		bool good = save_room(db, &f, 0, i, &e);
		assert_false(db_in_tx(db));
		if (!good) {
			assert_true(*e.text && memory->hit);
			if (for_ever) break;
			err_clear(&e);
			fixture_must(&e, save_room(db, &f, 0, i, &e));
		}
		acknowledged++;
	}
	db_close(db);
	bool hit = memory->hit;
	arm(0, false);
	const char *words = saves_hold(&f, path, 0, acknowledged, &rooms);
	if (*words || rooms > acknowledged + 1) {
		print_error("allocation %ld %s: %s (%d of %d)\n", n, for_ever ? "for ever" : "once", words, (int)rooms, acknowledged);
		fail();
	}
	return hit;
}

static void every_allocation(void **state)
{
	(void)state;
	fixture_open(&f);
	db_close(f.db);
	f.db = NULL;
	disk_image_load(&base, f.path);
	saves_folder(dir, sizeof dir);
	snprintf(path, sizeof path, "%s/mem.db", dir);
	for (int for_ever = 0; for_ever < 2; for_ever++) {
		long n = 1, reached = 0;
		/* opening makes thousands of like ones, reading the schema: later steps are wider, and each run sees other ones */
		for (; one_run(n, for_ever); n += 1 + n / 60) reached++;
		print_message("%ld of about %ld allocations failed %s\n", reached, n, for_ever ? "for ever" : "once");
		assert_true(n > 200);
	}
	disk_image_free(&base);
	fixture_remove(dir);
	fixture_close(&f);
}

int main(void)
{
	memory = memory_install();
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
