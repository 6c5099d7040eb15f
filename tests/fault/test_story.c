/*
 * Every save of the district's part (tests/db/story.c) while the disk fails, is full, loses power, memory runs out, the process is killed: what is there
 * afterwards is what was there before the save or all of it, the audit row included, to the last value; and saving again completes it, once.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/check.h"
#include "src/base/clock.h"
#include "tests/db/story.h"
#include "tests/fault/disk.h"
#include "tests/fault/memory.h"
#include "tests/fault/saves.h"

enum { MOST = 120 };
static struct disk *disk;
static struct memory *memory;
static unsigned seed;
static bool every; /* STORY_EVERY given: no operation is left out */
static struct fixture f;
static struct story s;
static struct disk_image base;
static char dir[64], path[96];
static uint64_t print[MOST]; /* of the contents before step n */

static void open_copy(unsigned flags)
{
	struct err e = { 0 };
	fixture_must(&e, db_open(&s.db, &(struct db_options) { .path = path, .flags = flags }, &e));
}
static void shut(void) { db_close(s.db); s.db = NULL; }

/* What stands there without any fault: the yardstick of all that follows. */
static int setup(void **state)
{
	(void)state;
	struct err e = { 0 };
	story_begin(&f, 0);
	db_close(f.db);
	f.db = NULL;
	disk_image_load(&base, f.path);
	saves_folder(dir, sizeof dir);
	snprintf(path, sizeof path, "%s/story.db", dir);
	disk_image_store(&base, path);
	s = (struct story){ .f = &f };
	open_copy(0);
	assert_true(story_count < MOST);
	for (int n = 0; n < story_count; n++) {
		print[n] = story_print(path, true);
		fixture_must(&e, story_save(&s, n, &e));
	}
	print[story_count] = story_print(path, true);
	shut();
	return 0;
}
static int teardown(void **state)
{
	(void)state;
	disk_image_free(&base);
	fixture_remove(dir);
	fixture_close(&f);
	return 0;
}

static void start(unsigned flags)
{
	disk_image_store(&base, path);
	open_copy(flags);
}

static void bad(int n, long at, const char *words)
{
	print_error("seed %u, %s, fault %ld: %s\n", seed, story_steps[n].name, at, words);
	fail();
}

static void whole(void)
{
	struct err e = { 0 };
	struct check c = { NULL, NULL, 0 };
	fixture_must(&e, db_check(s.db, &c, &e));
	assert_int_equal(c.found, 0);
}

/* --- an error at the n-th operation ----------------------------------------------------------------------------------------------------- */

static void disk_arm(long n, bool for_ever) { disk->fail_in = n, disk->for_ever = for_ever, disk->hit = false; }
static bool disk_hit(void) { return disk->hit; }
static void memory_arm(long n, bool for_ever) { memory->fail_in = n, memory->for_ever = for_ever, memory->hit = false; }
static bool memory_hit(void) { return memory->hit; }

static void calm(bool on)
{
	static struct { long disk, memory; } held;
	if (on) held.disk = disk->fail_in, held.memory = memory->fail_in, disk->fail_in = memory->fail_in = 0;
	else disk->fail_in = held.disk, memory->fail_in = held.memory;
}

struct kind { void (*arm)(long n, bool for_ever); bool (*hit)(void); };
static const struct kind operations = { disk_arm, disk_hit }, allocations = { memory_arm, memory_hit };

/* One save with the n-th call failing. True when the save is done: it went through, or was durable although it said no. */
static bool one_try(const struct kind *k, unsigned flags, int n, long at, bool for_ever)
{
	struct err e = { 0 };
	k->arm(at, for_ever);
	bool good = story_save(&s, n, &e), hit = k->hit();
	if (for_ever) shut();
	k->arm(0, false);
	if (for_ever) open_copy(flags);
	assert_false(db_in_tx(s.db));
	if (!good && (!hit || !*e.text || e.kind == ERR_DATA || e.kind == ERR_NOTFOUND || e.kind == ERR_PROBLEMS || e.kind == ERR_CONFLICT)) bad(n, at, *e.text ? e.text : "refused without a fault or a sentence");
	uint64_t now = story_print(path, true);
	if (now == print[n + 1]) {
		if (!good && story_steps[n].flags & STORY_KEY) { /* durable, but said no: the same key finds it */
			err_clear(&e);
			if (!story_save(&s, n, &e) || story_print(path, true) != now) bad(n, at, "saved twice");
		}
		return true;
	}
	if (good || now != print[n]) bad(n, at, good ? "said to be saved, but is not all there" : "half of it is there");
	return false;
}

static void every_step(const struct kind *k, unsigned flags, int wider)
{
	long tries = 0;
	struct err e = { 0 };
	start(flags);
	s.calm = calm;
	for (int n = 0; n < story_count; n++) {
		bool done = false;
		long last = 1;
		for (long at = 1; !done; at += every ? 1 : 1 + rand_r(&seed) % wider + at / 40, tries++) done = one_try(k, flags, n, last = at, false);
		if (n + 1 == story_count) break;
		if (one_try(k, flags, n + 1, 1 + rand_r(&seed) % last, true)) n++; /* once for ever, at a place of its own */
		tries++;
	}
	if (story_print(path, true) != print[story_count]) fixture_must(&e, story_save(&s, story_count - 1, &e));
	whole();
	shut();
	print_message("%d saves, %ld faults\n", story_count, tries);
}

static void io_errors(void **state) { (void)state; every_step(&operations, 0, 9); }
static void io_errors_wal(void **state) { (void)state; every_step(&operations, DB_WAL_ANYWAY, 5); }
static void no_memory(void **state) { (void)state; every_step(&allocations, 0, 80); }

/* A save that were two transactions would be caught: the first two steps taken for one. */
static void two_in_one_is_caught(void **state)
{
	(void)state;
	int half = 0;
	for (long at = 1;; at++) {
		struct err e = { 0 };
		start(0);
		disk_arm(at, true);
		bool good = story_save(&s, 0, &e) && story_save(&s, 1, &e);
		shut();
		disk_arm(0, false);
		open_copy(0); /* brings the file back to rest */
		shut();
		uint64_t now = story_print(path, true);
		half += now != print[0] && now != print[2];
		if (good) break;
	}
	assert_true(half > 0);
}

/* --- the disk is full -------------------------------------------------------------------------------------------------------------------- */

static void disk_full(void **state)
{
	(void)state;
	int refused = 0;
	start(0);
	for (int n = 0; n < story_count; n++) {
		struct err e = { 0 };
		disk->full = true;
		bool good = story_save(&s, n, &e);
		disk->full = false;
		if (!good && (e.kind != ERR_IO || !strstr(e.text, "full"))) bad(n, 0, e.text);
		if (story_print(path, true) != print[good ? n + 1 : n]) bad(n, 0, "half of it is there");
		refused += !good;
		err_clear(&e);
		if (!good) fixture_must(&e, story_save(&s, n, &e));
		if (story_print(path, true) != print[n + 1]) bad(n, 0, "the second try differs");
	}
	assert_true(refused > story_count / 2);
	whole();
	shut();
}

/* --- the power goes, the process is killed ------------------------------------------------------------------------------------------------ */

/* After the crash: all that was acknowledged, and at most the one save that was under way. */
static bool holds(int acknowledged, unsigned flags)
{
	struct err e = { 0 };
	struct check c = { NULL, NULL, 0 };
	if (!db_open(&s.db, &(struct db_options) { .path = path, .flags = flags }, &e)) return false;
	bool good = db_check_core(s.db, &c, &e) && !c.found;
	uint64_t now = good ? story_print(path, true) : 0;
	shut();
	return good && (now == print[acknowledged] || (acknowledged < story_count && now == print[acknowledged + 1]));
}

static void power_cut(unsigned flags, const char *mutation)
{
	struct disk_image before, m;
	struct err e = { 0 };
	int cuts = 0, lost = 0;
	start(flags);
	shut();
	disk_image_load(&before, path);
	disk->record = true;
	open_copy(flags);
	if (mutation) saves_mutate(s.db, mutation);
	for (int n = 0; n < story_count; n++) {
		fixture_must(&e, story_save(&s, n, &e));
		disk->acknowledged++;
	}
	disk->record = false;
	shut();
	for (size_t upto = 0; upto <= disk->count && !(mutation && lost); upto += 1 + (size_t)rand_r(&seed) % 24, cuts++) {
		int variant = rand_r(&seed) % 8, acknowledged = upto < disk->count ? disk->ops[upto].acknowledged : disk->acknowledged;
		disk_image_cut(disk, &before, upto, variant, seed, &m);
		disk_image_store(&m, path);
		disk_image_free(&m);
		if (holds(acknowledged, flags)) continue;
		lost++;
		if (!mutation) bad(acknowledged < story_count ? acknowledged : story_count - 1, (long)upto, "lost or half there");
	}
	print_message("%d saves, %d operations, %d power cuts, %d lost or broken\n", story_count, (int)disk->count, cuts, lost);
	disk_forget(disk);
	disk_image_free(&before);
	assert_int_equal(lost > 0, mutation != NULL);
}
static void power(void **state) { (void)state; power_cut(0, NULL); }
static void power_wal(void **state) { (void)state; power_cut(DB_WAL_ANYWAY, NULL); }
static void power_off_is_caught(void **state) { (void)state; power_cut(0, "PRAGMA synchronous = OFF"); }

static void killed(void **state)
{
	(void)state;
	volatile int *acknowledged = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true((const volatile void *)acknowledged != MAP_FAILED);
	int saves = 0;
	for (int round = 0; round < 40; round++) {
		int upto = rand_r(&seed) % story_count, status;
		disk_image_store(&base, path);
		*acknowledged = 0;
		pid_t child = fork();
		if (child == 0) {
			struct err e = { 0 };
			open_copy(0);
			for (int n = 0; n < story_count; n++) {
				if (!story_save(&s, n, &e)) _exit(1);
				*acknowledged = n + 1;
			}
			_exit(0);
		}
		utc_ms end = clock_monotonic() + 20000;
		while (*acknowledged < upto && clock_monotonic() < end) usleep(50);
		usleep((useconds_t)(rand_r(&seed) % 1500));
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		if (WIFEXITED(status) && WEXITSTATUS(status)) fixture_fail("a writer ended by itself", __FILE__, __LINE__);
		saves += *acknowledged;
		if (!holds(*acknowledged, 0)) bad(*acknowledged < story_count ? *acknowledged : story_count - 1, round, "lost or half there");
	}
	print_message("40 kills, %d saves, 0 lost\n", saves);
	munmap((void *)(uintptr_t)acknowledged, 4096);
}

int main(void)
{
	const char *given = getenv("SEED");
	seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	every = getenv("STORY_EVERY") != NULL;
	print_message("seed %u\n", seed);
	memory = memory_install();
	disk = disk_install();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(io_errors, setup, teardown), cmocka_unit_test_setup_teardown(io_errors_wal, setup, teardown), cmocka_unit_test_setup_teardown(no_memory, setup, teardown),
		cmocka_unit_test_setup_teardown(two_in_one_is_caught, setup, teardown), cmocka_unit_test_setup_teardown(disk_full, setup, teardown), cmocka_unit_test_setup_teardown(power, setup, teardown), cmocka_unit_test_setup_teardown(power_wal, setup, teardown),
		cmocka_unit_test_setup_teardown(power_off_is_caught, setup, teardown),
		cmocka_unit_test_setup_teardown(killed, setup, teardown),
	};
	cmocka_set_test_filter(getenv("STORY_TEST"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
