/* kill -9 on many processes in mid-write, round after round: every acknowledged save is there, once, with its audit row. */
#include <signal.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include "src/base/clock.h"
#include "tests/fault/saves.h"

#define WRITERS 6

static unsigned seed;
static int rounds;

static void writer(const struct fixture *f, unsigned flags, int who, volatile int *acknowledged)
{
	struct err e = { 0 };
	struct db *db = NULL;
	if (!db_open(&db, &(struct db_options) { .path = f->path, .flags = flags }, &e)) {
		fprintf(stderr, "writer %d: %s\n", who, e.text);
		_exit(1);
	}
	for (int n = (int)saved_rooms(db, who);; n++) {
		if (!save_room(db, f, who, n, &e)) {
			fprintf(stderr, "writer %d: %s\n", who, e.text);
			_exit(1);
		}
		*acknowledged = n + 1; /* in memory shared with the test: survives the kill */
	}
}

static void kill_in_mid_write(unsigned flags)
{
	struct fixture f;
	volatile int *acknowledged = NULL;
	void *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int64_t rooms = 0, total = 0;
	assert_true(shared != MAP_FAILED);
	acknowledged = shared;
	fixture_open_flags(&f, flags);
	db_close(f.db);
	f.db = NULL;
	for (int round = 0; round < rounds; round++) {
		if (round && round % 20 == 0) { /* a fresh one: looking at all of it takes longer as it grows */
			total += rooms;
			fixture_close(&f);
			fixture_open_flags(&f, flags);
			db_close(f.db);
			f.db = NULL;
			memset(shared, 0, 4096);
		}
		pid_t child[WRITERS];
		for (int i = 0; i < WRITERS; i++)
			if ((child[i] = fork()) == 0) writer(&f, flags, i, &acknowledged[i]);
		int before = 0, now = 0;
		for (int i = 0; i < WRITERS; i++) before += acknowledged[i];
		utc_ms end = clock_monotonic() + 10000;
		do { /* until the work is well under way, then at a random moment */
			usleep(500);
			now = 0;
			for (int i = 0; i < WRITERS; i++) now += acknowledged[i];
		} while (now < before + 10 && clock_monotonic() < end);
		usleep((useconds_t)(rand_r(&seed) % 8000));
		for (int i = 0; i < WRITERS; i++) kill(child[i], SIGKILL);
		for (int i = 0; i < WRITERS; i++) {
			int status;
			waitpid(child[i], &status, 0);
			if (!WIFSIGNALED(status)) fixture_fail("a writer ended by itself", __FILE__, __LINE__);
		}
		int64_t least = 0;
		for (int i = 0; i < WRITERS; i++) least += acknowledged[i];
		const char *words = saves_hold(&f, f.path, flags, least, &rooms);
		if (!*words && rooms > least + WRITERS) words = "more saves than were made";
		if (*words) {
			print_error("round %d: %s\n", round, words);
			fail();
		}
		struct db *db = fixture_again(&f, flags);
		for (int i = 0; i < WRITERS; i++) assert_true(saved_rooms(db, i) >= acknowledged[i]);
		db_close(db);
	}
	print_message("%d rounds, %d saves, 0 lost\n", rounds, (int)(total + rooms));
	fixture_close(&f);
	munmap(shared, 4096);
}

static void truncate_mode(void **state) { (void)state; kill_in_mid_write(0); }
static void wal_mode(void **state) { (void)state; kill_in_mid_write(DB_WAL_ANYWAY); }

int main(void)
{
	const char *given = getenv("SEED"), *much = getenv("KILL_ROUNDS");
	seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	rounds = much ? (int)strtol(much, NULL, 10) : 60;
	print_message("seed %u\n", seed);
	const struct CMUnitTest tests[] = { cmocka_unit_test(truncate_mode), cmocka_unit_test(wal_mode) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
