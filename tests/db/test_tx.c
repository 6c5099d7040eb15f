/* Transactions: joined, rolled back, never with a lost error; ids, idempotency, the clock. */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <unistd.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <cmocka.h>
#include "db/audit.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/db/fixture.h"

static struct fixture f;
static int setup(void **state) { (void)state; fixture_open(&f); return 0; }
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

static int64_t rooms(struct db *db)
{
	struct err e = { 0 };
	return stmt_one_int(stmt(db, "SELECT count(*) FROM room"), -1, &e);
}

static bool room_add(struct db *db, const char *name, struct err *e)
{
	struct stmt *s = stmt(db, "INSERT INTO room(id, panti_id, name) VALUES (?1, ?2, ?3)");
	stmt_id(s, 1, db_new_id(db, "room"));
	stmt_id(s, 2, f.panti);
	stmt_text(s, 3, name);
	return stmt_run(s, e);
}

static bool add_one(struct db *db, void *ctx, struct err *e) { return room_add(db, ctx, e); }
static bool add_then_no(struct db *db, void *ctx, struct err *e)
{
	room_add(db, ctx, e);
	assert_true(db_in_tx(db));
	return err_set(e, ERR_NOPERM, "no");
}
static bool add_then_quiet_no(struct db *db, void *ctx, struct err *e) { room_add(db, ctx, e); return false; }
static bool overlook(struct db *db, void *ctx, struct err *e) /* the second insert violates UNIQUE and nobody looks */
{
	(void)e;
	room_add(db, ctx, NULL);
	room_add(db, ctx, NULL);
	return true;
}
static bool outer_ignores_inner(struct db *db, void *ctx, struct err *e)
{
	struct err mine = { 0 };
	(void)e;
	db_tx(db, add_then_quiet_no, ctx, &mine);
	return true;
}
static bool nested(struct db *db, void *ctx, struct err *e)
{
	return room_add(db, "luar", e) && db_tx(db, add_one, ctx, e) && db_read(db, add_one, "dalam baca", e);
}
static bool open_audit_row(struct db *db, void *ctx, struct err *e)
{
	(void)ctx, (void)e;
	audit_begin(db, &f.tu, "room.add", "room", 1, 0);
	return true;
}

static bool go_on_after_failure(struct db *db, void *ctx, struct err *e)
{
	(void)e;
	room_add(db, ctx, NULL);
	room_add(db, ctx, NULL); /* fails */
	assert_int_equal(rooms(db), -1);
	assert_false(room_add(db, "lain", NULL));
	return false;
}

static void commit_and_rollback(void **state)
{
	(void)state;
	struct err e = { 0 };
	assert_true(db_tx(f.db, add_one, "A", &e));
	assert_int_equal(rooms(f.db), 1);
	assert_false(db_tx(f.db, add_then_no, "B", &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_string_equal(e.text, "no");
	assert_int_equal(rooms(f.db), 1);
	err_clear(&e);
	assert_false(db_tx(f.db, add_then_quiet_no, "B", &e)); /* problems say why: no err */
	assert_int_equal(e.kind, ERR_NONE);
	assert_int_equal(rooms(f.db), 1);
	assert_false(db_in_tx(f.db));
}

static void no_failure_is_lost(void **state)
{
	(void)state;
	struct err e = { 0 };
	assert_false(db_tx(f.db, overlook, "A", &e));
	assert_int_equal(e.kind, ERR_DATA);
	assert_int_equal(rooms(f.db), 0);
	err_clear(&e);
	assert_false(db_tx(f.db, outer_ignores_inner, "A", &e));
	assert_int_equal(e.kind, ERR_BUG);
	assert_int_equal(rooms(f.db), 0);
	err_clear(&e);
	assert_false(db_tx(f.db, go_on_after_failure, "A", &e));
	assert_int_equal(e.kind, ERR_DATA);
	assert_int_equal(rooms(f.db), 0);
	err_clear(&e);
	assert_false(db_tx(f.db, open_audit_row, NULL, &e));
	assert_int_equal(rooms(f.db), 0);
	err_clear(&e);
	fixture_must(&e, db_tx(f.db, add_one, "B", &e));
}

static void nested_joins(void **state)
{
	(void)state;
	struct err e = { 0 };
	fixture_must(&e, db_tx(f.db, nested, "dalam", &e));
	assert_int_equal(rooms(f.db), 3);
}

static bool take_ids(struct db *db, void *ctx, struct err *e)
{
	row_id *id = ctx;
	(void)e;
	id[0] = db_new_id(db, "x");
	id[1] = db_new_id(db, "x");
	id[2] = db_new_id(db, "y");
	return true;
}

static void ids(void **state)
{
	(void)state;
	struct err e = { 0 };
	row_id a[3], b[3];
	struct db *two = fixture_again(&f, 0);
	fixture_must(&e, db_tx(f.db, take_ids, a, &e));
	fixture_must(&e, db_tx(two, take_ids, b, &e));
	assert_true(a[0] > 0 && a[1] == a[0] + 1 && b[0] == a[1] + 1);
	assert_int_equal(a[0] >> 39, a[2] >> 39);
	assert_int_equal(a[0] & ((INT64_C(1) << 39) - 1), 1);
	assert_int_equal(a[2] & ((INT64_C(1) << 39) - 1), 1);
	db_close(two);
}

static bool keep_key(struct db *db, void *ctx, struct err *e)
{
	row_id seen = 0;
	(void)e;
	assert_false(db_idem_seen(db, ctx, &seen));
	db_idem_keep(db, ctx, 42);
	db_idem_keep(db, NULL, 1);
	db_idem_keep(db, "", 1);
	return true;
}
static bool see_key(struct db *db, void *ctx, struct err *e)
{
	row_id seen = 0;
	(void)e;
	assert_true(db_idem_seen(db, ctx, &seen));
	assert_int_equal(seen, 42);
	assert_false(db_idem_seen(db, "", &seen));
	return true;
}

static void idempotency(void **state)
{
	(void)state;
	struct err e = { 0 };
	char key[IDEM_SIZE], other[IDEM_SIZE];
	db_idem_make(key);
	db_idem_make(other);
	assert_int_equal(strlen(key), IDEM_SIZE - 1);
	assert_string_not_equal(key, other);
	fixture_must(&e, db_tx(f.db, keep_key, key, &e));
	fixture_must(&e, db_tx(f.db, see_key, key, &e));
}

static bool note(struct db *db, void *ctx, struct err *e)
{
	(void)ctx;
	return room_add(db, ctx, e) && audit_note(db, &f.tu, "room.add", "room", 1, 0, "x", e);
}

static void clock_behind(void **state)
{
	(void)state;
	struct err e = { 0 };
	fixture_must(&e, db_tx(f.db, note, "A", &e));
	clock_set_ms(FIXTURE_NOW - INT64_C(86400000) + 1000); /* less than a day: a time zone set wrong */
	fixture_must(&e, db_tx(f.db, note, "B", &e));
	clock_set_ms(FIXTURE_NOW - INT64_C(3) * 86400000);
	assert_false(db_tx(f.db, note, "C", &e));
	assert_int_equal(e.kind, ERR_UNAVAILABLE);
	assert_non_null(strstr(e.text, "03-08-2026") ? strstr(e.text, "03-08-2026") : strstr(e.text, "02-08-2026"));
	assert_int_equal(rooms(f.db), 2);
	clock_set_ms(FIXTURE_NOW);
}

static bool with_news(struct db *db, void *ctx, struct err *e)
{
	db_news(db);
	return room_add(db, ctx, e);
}
static bool news_then_no(struct db *db, void *ctx, struct err *e)
{
	(void)ctx;
	db_news(db);
	return err_set(e, ERR_DATA, "no");
}

static bool heard(int fd)
{
	char events[4096];
	struct pollfd p = { .fd = fd, .events = POLLIN };
	if (poll(&p, 1, 0) <= 0) return false;
	return read(fd, events, sizeof events) > 0;
}

static void news(void **state)
{
	(void)state;
	struct err e = { 0 };
	int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	assert_true(inotify_add_watch(fd, db_news_path(f.db), IN_MODIFY) >= 0);
	struct db *two = fixture_again(&f, 0);
	int64_t before = db_change_counter(two);
	assert_int_equal(db_change_counter(two), before);
	fixture_must(&e, db_tx(f.db, with_news, "B", &e));
	assert_true(heard(fd));
	assert_true(db_change_counter(two) != before);
	fixture_must(&e, db_tx(f.db, add_one, "C", &e)); /* no news: a draft, a login */
	assert_false(heard(fd));
	assert_false(db_tx(f.db, news_then_no, NULL, &e));
	assert_false(heard(fd));
	db_close(two);
	close(fd);
}

static bool see_twice(struct db *db, void *ctx, struct err *e)
{
	int64_t before = rooms(db);
	fixture_must(e, db_tx(ctx, add_one, "sementara", e)); /* somebody else commits in between */
	assert_int_equal(rooms(db), before);
	assert_true(db_in_tx(db));
	return true;
}

static void a_read_is_one_moment(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct fixture w;
	fixture_open_flags(&w, DB_WAL_ANYWAY);
	row_id mine = f.panti;
	f.panti = w.panti;
	struct db *two = fixture_again(&w, DB_WAL_ANYWAY);
	fixture_must(&e, db_read(w.db, see_twice, two, &e));
	assert_int_equal(rooms(w.db), 1);
	db_close(two);
	f.panti = mine;
	fixture_close(&w);
	clock_set_ms(FIXTURE_NOW);
}

/* A process that died between BEGIN and COMMIT holds nobody up, and what it wrote is not there. */
static bool die_inside(struct db *db, void *ctx, struct err *e)
{
	room_add(db, ctx, e);
	_exit(0);
}

static void death_inside(void **state)
{
	(void)state;
	struct err e = { 0 };
	pid_t child = fork();
	if (child == 0) {
		db_tx(fixture_again(&f, 0), die_inside, "hilang", &e);
		_exit(1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	utc_ms start = clock_monotonic();
	fixture_must(&e, db_tx(f.db, add_one, "ada", &e));
	assert_true(clock_monotonic() - start < 2000);
	assert_int_equal(rooms(f.db), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(commit_and_rollback, setup, teardown),
		cmocka_unit_test_setup_teardown(no_failure_is_lost, setup, teardown),
		cmocka_unit_test_setup_teardown(nested_joins, setup, teardown),
		cmocka_unit_test_setup_teardown(ids, setup, teardown),
		cmocka_unit_test_setup_teardown(idempotency, setup, teardown),
		cmocka_unit_test_setup_teardown(clock_behind, setup, teardown),
		cmocka_unit_test_setup_teardown(news, setup, teardown),
		cmocka_unit_test_setup_teardown(a_read_is_one_moment, setup, teardown),
		cmocka_unit_test_setup_teardown(death_inside, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
