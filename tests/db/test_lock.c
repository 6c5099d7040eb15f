/* The lock file: alone and shared, order of arrival, the notice after 0.3 s, giving up, and death of the holder. */
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
#include "db/lock.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "tests/db/fixture.h"

static struct fixture f;
static int setup(void **state) { (void)state; fixture_open(&f); return 0; }
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

static struct lock file(void)
{
	char name[128];
	struct lock l;
	struct err e = { 0 };
	snprintf(name, sizeof name, "%s-lock", f.path);
	fixture_must(&e, lock_open(&l, name, &e));
	return l;
}

static void shared_and_alone(void **state)
{
	(void)state;
	struct lock a = file(), b = file();
	assert_true(lock_try(&a, LOCK_PASSWORD, true));
	assert_true(lock_try(&b, LOCK_PASSWORD, true));
	assert_false(lock_try(&a, LOCK_PASSWORD, false));
	lock_drop(&b, LOCK_PASSWORD);
	assert_true(lock_try(&a, LOCK_PASSWORD, false));
	assert_false(lock_try(&b, LOCK_PASSWORD, true));
	assert_true(lock_try(&b, LOCK_TURN, false)); /* bytes do not meet */
	lock_close(&a);
	assert_true(lock_try(&b, LOCK_PASSWORD, false));
	lock_close(&b);
}

static void alone_refuses_company(void **state)
{
	(void)state;
	struct db *db = NULL;
	struct err e = { 0 };
	assert_false(db_open(&db, &(struct db_options) { .path = f.path, .flags = DB_ALONE }, &e));
	assert_int_equal(e.kind, ERR_BUSY);
	db_close(f.db);
	f.db = NULL;
	struct db *alone = fixture_again(&f, DB_ALONE);
	err_clear(&e);
	assert_false(db_open(&db, &(struct db_options) { .path = f.path }, &e));
	assert_int_equal(e.kind, ERR_BUSY);
	db_close(alone);
	f.db = fixture_again(&f, 0);
}

struct told { int times, first, stop_after; };
static bool tell(void *ctx, int ms)
{
	struct told *t = ctx;
	if (!t->times) t->first = ms;
	return ++t->times < t->stop_after;
}

static bool nothing(struct db *db, void *ctx, struct err *e) { (void)db, (void)ctx, (void)e; return true; }

static void notice_and_giving_up(void **state)
{
	(void)state;
	struct lock holder = file();
	struct told t = { 0, 0, 2 };
	struct err e = { 0 };
	assert_true(lock_try(&holder, LOCK_TURN, false));
	db_set_waiting(f.db, tell, &t);
	utc_ms start = clock_monotonic();
	assert_false(db_tx(f.db, nothing, NULL, &e));
	assert_int_equal(e.kind, ERR_BUSY);
	assert_int_equal(t.times, 2);
	assert_true(t.first >= WAIT_SHOW_MS && t.first < WAIT_SHOW_MS + 500);
	assert_true(clock_monotonic() - start < 4000);
	assert_false(db_in_tx(f.db));
	lock_drop(&holder, LOCK_TURN);
	t = (struct told) { 0, 0, 2 };
	err_clear(&e);
	fixture_must(&e, db_tx(f.db, nothing, NULL, &e)); /* the one who gave up holds nothing and left nothing behind */
	assert_int_equal(t.times, 0);
	struct lock queue = file();
	for (int byte = LOCK_TICKET; byte < LOCK_QUEUE + 100; byte++) assert_true(lock_try(&queue, (enum lock_byte)byte, false));
	lock_close(&queue);
	lock_close(&holder);
}

static bool kill_holder(void *ctx, int ms)
{
	(void)ms;
	kill(*(pid_t *)ctx, SIGKILL);
	return true;
}

/* A process killed while it holds the turn: the kernel hands it on. */
static void death_hands_on(void **state)
{
	(void)state;
	struct err e = { 0 };
	int ready[2];
	char c;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		struct lock l = file();
		struct waiter w = { 0 };
		wait_start(&w);
		if (!lock_turn(&l, false, &w) || write(ready[1], "r", 1) != 1) _exit(1);
		for (;;) pause();
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	db_set_waiting(f.db, kill_holder, &child); /* once we wait */
	utc_ms start = clock_monotonic();
	fixture_must(&e, db_tx(f.db, nothing, NULL, &e));
	assert_true(clock_monotonic() - start < 5000);
	waitpid(child, NULL, 0);
	close(ready[0]), close(ready[1]);
}

/* Greedy processes in a tight loop share the turn: nobody is passed over. Figures in shared memory. */
#define GREEDY 6
#define TURNS 6000
static void fair(void **state)
{
	(void)state;
	void *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t child[GREEDY];
	assert_true(shared != MAP_FAILED);
	volatile int *turns = shared, *all = turns + 100, *inside = turns + 101, *clashes = turns + 102;
	for (int i = 0; i < GREEDY; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			struct lock l = file();
			struct waiter w = { 0 };
			while (*all < TURNS) {
				wait_start(&w);
				if (!lock_turn(&l, false, &w)) _exit(1);
				if ((*inside)++) (*clashes)++;
				for (volatile int n = 0; n < 20000; n++) continue;
				(*inside)--;
				turns[i]++;
				(*all)++;
				lock_drop(&l, LOCK_TURN);
			}
			_exit(0);
		}
	}
	int sum = 0, least, most;
	for (int i = 0; i < GREEDY; i++) {
		int status;
		waitpid(child[i], &status, 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	least = most = turns[0];
	for (int i = 0; i < GREEDY; i++) {
		sum += turns[i];
		if (turns[i] < least) least = turns[i];
		if (turns[i] > most) most = turns[i];
	}
	print_message("%d turns, least %d, most %d\n", sum, least, most);
	assert_true(sum >= TURNS && sum == *all);
	assert_int_equal(*clashes, 0);
	assert_true(least * 2 > most);
	munmap(shared, 4096);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shared_and_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(alone_refuses_company, setup, teardown),
		cmocka_unit_test_setup_teardown(notice_and_giving_up, setup, teardown),
		cmocka_unit_test_setup_teardown(death_hands_on, setup, teardown),
		cmocka_unit_test_setup_teardown(fair, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
