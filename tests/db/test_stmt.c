/* Sticky statements: every type in and out, errors kept, cached by address or content, misuse aborts. */
#include <signal.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/stmt.h"
#include "src/base/date.h"
#include "tests/db/fixture.h"

static struct fixture f;
static int setup(void **state) { (void)state; fixture_open(&f); return 0; }
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

static void values_go_round(void **state)
{
	(void)state;
	struct err e = { 0 };
	size_t size;
	struct stmt *s = stmt(f.db, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9");
	stmt_int(s, 1, INT64_MIN);
	stmt_id(s, 2, 0);
	stmt_text(s, 3, "Siti \"é\"");
	stmt_text_or_null(s, 4, "");
	stmt_date(s, 5, date_make(2026, 2, 28));
	stmt_date(s, 6, DATE_NONE);
	stmt_blob(s, 7, "a\0b", 3);
	stmt_null(s, 8);
	stmt_text(s, 9, "");
	assert_true(stmt_row(s));
	assert_true(stmt_get_int(s, 0) == INT64_MIN);
	assert_true(stmt_is_null(s, 1));
	assert_int_equal(stmt_get_int(s, 1), 0);
	assert_string_equal(stmt_get_text(s, 2), "Siti \"é\"");
	assert_true(stmt_is_null(s, 3));
	assert_string_equal(stmt_get_text(s, 3), "");
	assert_int_equal(stmt_get_date(s, 4), date_make(2026, 2, 28));
	assert_int_equal(stmt_get_date(s, 5), DATE_NONE);
	assert_memory_equal(stmt_get_blob(s, 6, &size), "a\0b", 3);
	assert_int_equal(size, 3);
	assert_true(stmt_is_null(s, 7));
	assert_false(stmt_is_null(s, 8));
	assert_false(stmt_row(s));
	assert_true(stmt_done(s, &e));
	s = stmt(f.db, "SELECT coalesce(?1, 7)"); /* bindings do not stay from one use to the next */
	stmt_int(s, 1, 3);
	assert_int_equal(stmt_one_int(s, 0, &e), 3);
	for (int i = 0; i < 2; i++) {
		s = stmt_built(f.db, "SELECT coalesce(?1, 7)");
		if (i == 0) stmt_int(s, 1, 3);
		assert_int_equal(stmt_one_int(s, 0, &e), i == 0 ? 3 : 7);
	}
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT id FROM room"), -5, &e), -5);
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT max(id) FROM room"), -6, &e), -6);
}

static void errors_stick(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct stmt *s = stmt(f.db, "SELECT nothing FROM nowhere");
	stmt_int(s, 1, 5);
	assert_false(stmt_row(s));
	assert_int_equal(stmt_get_int(s, 0), 0);
	assert_string_equal(stmt_get_text(s, 0), "");
	assert_false(stmt_done(s, &e));
	assert_int_equal(e.kind, ERR_BUG);
	err_clear(&e);
	s = stmt(f.db, "INSERT INTO setting(panti_id, key, value) VALUES (1, 'a', NULL)");
	assert_false(stmt_run(s, &e));
	assert_int_equal(e.kind, ERR_DATA);
	err_clear(&e);
	s = stmt(f.db, "SELECT ?1"); /* a parameter that is not there */
	stmt_int(s, 2, 1);
	assert_false(stmt_row(s));
	assert_false(stmt_done(s, &e));
}

static void many_texts(void **state)
{
	(void)state;
	struct err e = { 0 };
	char sql[64];
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 1000; i++) {
			snprintf(sql, sizeof sql, "SELECT %d", i);
			assert_int_equal(stmt_one_int(stmt_built(f.db, sql), -1, &e), i);
		}
	struct stmt *kept = stmt(f.db, "SELECT name FROM account_user ORDER BY id");
	assert_true(stmt_row(kept)); /* a running one is never dropped */
	for (int i = 0; i < 600; i++) {
		snprintf(sql, sizeof sql, "SELECT %d + 1", i);
		assert_int_equal(stmt_one_int(stmt_built(f.db, sql), -1, &e), i + 1);
	}
	assert_string_equal(stmt_get_text(kept, 0), "admin");
	assert_true(stmt_row(kept));
	assert_true(stmt_done(kept, &e));
}

/* A misuse ends the program: seen from a child process. */
static int ends_by(void (*misuse)(void))
{
	int status;
	pid_t child = fork();
	if (child == 0) {
		fclose(stderr);
		misuse();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void nested_use(void)
{
	for (int i = 0; i < 2; i++) {
		struct stmt *s = stmt(f.db, "SELECT name FROM account_user");
		if (!stmt_row(s)) return;
	}
}
static void built_with_stmt(void)
{
	char sql[32];
	for (int i = 0; i < 2; i++) {
		snprintf(sql, sizeof sql, "SELECT %d", i);
		stmt_run(stmt(f.db, sql), NULL);
	}
}
static void no_misuse(void) { stmt_run(stmt(f.db, "SELECT name FROM account_user"), NULL); }

static void misuse_aborts(void **state)
{
	(void)state;
	assert_int_equal(ends_by(no_misuse), 0);
	assert_int_equal(ends_by(nested_use), SIGABRT);
	assert_int_equal(ends_by(built_with_stmt), SIGABRT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(values_go_round, setup, teardown),
		cmocka_unit_test_setup_teardown(errors_stick, setup, teardown),
		cmocka_unit_test_setup_teardown(many_texts, setup, teardown),
		cmocka_unit_test_setup_teardown(misuse_aborts, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
