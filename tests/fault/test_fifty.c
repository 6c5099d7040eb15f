/* Fifty people save at once: all wait, none fails, nobody is passed over. */
#include <signal.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "src/base/clock.h"
#include "tests/fault/saves.h"

#define PEOPLE 50
#define MOST 400

static int each;

static int by_size(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return x < y ? -1 : x > y;
}

static void fifty(unsigned flags)
{
	struct fixture f;
	int64_t rooms;
	int *waited = mmap(NULL, 2 * sizeof(int) * PEOPLE * MOST, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int *read_waited = waited + PEOPLE * MOST;
	pid_t child[PEOPLE];
	assert_true((void *)waited != MAP_FAILED);
	fixture_open_flags(&f, flags);
	utc_ms begun = clock_monotonic();
	for (int i = 0; i < PEOPLE; i++) {
		child[i] = fork();
		if (child[i]) continue;
		struct err e = { 0 };
		struct db *db = NULL;
		if (!db_open(&db, &(struct db_options) { .path = f.path, .flags = flags }, &e)) {
			fprintf(stderr, "%d opening: %s\n", i, e.text);
			_exit(1);
		}
		for (int n = 0; n < each; n++) {
			utc_ms start = clock_monotonic();
			if (!save_room(db, &f, i, n, &e)) {
				fprintf(stderr, "%d/%d: %s\n", i, n, e.text);
				_exit(1);
			}
			waited[i * each + n] = (int)(clock_monotonic() - start);
			start = clock_monotonic();
			if (!saved_room(db, i, n)) _exit(2); /* and reads in between */
			read_waited[i * each + n] = (int)(clock_monotonic() - start);
		}
		db_close(db);
		_exit(0);
	}
	int failed = 0;
	for (int i = 0; i < PEOPLE; i++) {
		int status;
		waitpid(child[i], &status, 0);
		if (status != 0) failed++;
	}
	int all = PEOPLE * each;
	utc_ms took = clock_monotonic() - begun;
	qsort(waited, (size_t)all, sizeof *waited, by_size);
	print_message("%d saves in %d ms, %d people failed; wait p50 %d p99 %d most %d ms\n", all, (int)took, failed, waited[all / 2], waited[all - 1 - all / 100], waited[all - 1]);
	qsort(read_waited, (size_t)all, sizeof *waited, by_size);
	print_message("reads: p50 %d p99 %d most %d ms\n", read_waited[all / 2], read_waited[all - 1 - all / 100], read_waited[all - 1]);
	assert_int_equal(failed, 0);
	assert_true(waited[all - 1 - all / 100] < 2000);
	db_close(f.db);
	f.db = NULL;
	const char *words = saves_hold(&f, f.path, flags, all, &rooms);
	if (*words) fixture_fail(words, __FILE__, __LINE__);
	assert_int_equal(rooms, all);
	fixture_close(&f);
	munmap(waited, 2 * sizeof(int) * PEOPLE * MOST);
}

static void truncate_mode(void **state) { (void)state; fifty(0); }
static void wal_mode(void **state) { (void)state; fifty(DB_WAL_ANYWAY); }

int main(void)
{
	const char *much = getenv("FIFTY_SAVES");
	each = much ? (int)strtol(much, NULL, 10) : 20;
	if (each < 1 || each > MOST) each = MOST;
	const struct CMUnitTest tests[] = { cmocka_unit_test(truncate_mode), cmocka_unit_test(wal_mode) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
