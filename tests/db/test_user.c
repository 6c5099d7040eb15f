/* Accounts, log-in delays, roles with dates, the last admin, preferences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "db/audit.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/db/fixture.h"

static int open_db(void **state)
{
	static struct fixture f; /* one at a time */
	fixture_open(&f);
	*state = &f;
	return 0;
}

static int close_db(void **state)
{
	fixture_close(*state);
	return 0;
}

static row_id add(struct fixture *f, const char *name, const char *password, unsigned roles, const char *district, struct problems *p, struct err *e)
{
	struct user_new in = { .name = name, .shown = name, .district = district, .password = password, .roles = roles };
	return user_add(f->db, &f->admin, &in, p, e);
}

static void added_user_logs_in_and_wrong_password_waits(void **state)
{
	struct fixture *f = *state;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct login in;
	fixture_must(&e, add(f, "sri.w", "tiga kata aneh", ROLE_PEKSOS | ROLE_TU, "", &p, &e));
	fixture_must(&e, user_login(f->db, "Sri.W", "tiga kata aneh", "tty1", FIXTURE_DAY, &in, &e));
	assert_string_equal(in.actor.name, "sri.w");
	assert_int_equal(in.actor.roles, ROLE_PEKSOS | ROLE_TU);
	assert_int_equal(in.actor.panti, f->panti);

	err_clear(&e);
	assert_false(user_login(f->db, "sri.w", "bukan itu", "tty1", FIXTURE_DAY, &in, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_false(user_login(f->db, "sri.w", "tiga kata aneh", "tty1", FIXTURE_DAY, &in, &e)); /* right, but too early */
	assert_int_equal(e.kind, ERR_UNAVAILABLE);
	assert_int_equal(in.wait_seconds, 1);
	err_clear(&e);
	assert_true(user_login(f->db, "sri.w", "tiga kata aneh", "tty2", FIXTURE_DAY, &in, &e)); /* another source is not held up */
	clock_set_ms(FIXTURE_NOW + 1500);
	for (int i = 0, wait = 2; i < 6; i++, wait = wait * 2 > 60 ? 60 : wait * 2) {
		err_clear(&e);
		assert_false(user_login(f->db, "sri.w", "bukan itu", "tty1", FIXTURE_DAY, &in, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
		err_clear(&e);
		assert_false(user_login(f->db, "sri.w", "bukan itu", "tty1", FIXTURE_DAY, &in, &e));
		assert_int_equal(in.wait_seconds, wait);
		clock_set_ms(clock_now() + wait * 1000 + 500);
	}
	err_clear(&e);
	fixture_must(&e, user_login(f->db, "sri.w", "tiga kata aneh", "tty1", FIXTURE_DAY, &in, &e)); /* never a permanent lock */
	clock_set_ms(FIXTURE_NOW);
}

static void unknown_user_is_not_told_apart(void **state)
{
	struct fixture *f = *state;
	struct err known = { ERR_NONE, "" }, unknown = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct login in;
	fixture_must(&known, add(f, "rina", "tiga kata aneh", ROLE_BENDAHARA, "", &p, &known));
	assert_false(user_login(f->db, "rina", "salah sekali", "t", FIXTURE_DAY, &in, &known));
	assert_false(user_login(f->db, "tidak.ada", "salah sekali", "t", FIXTURE_DAY, &in, &unknown));
	assert_int_equal(known.kind, unknown.kind);
	assert_string_equal(known.text, unknown.text);
	assert_false(user_login(f->db, "tidak.ada", "salah sekali", "t", FIXTURE_DAY, &in, &unknown));
	assert_int_equal(in.wait_seconds, 1); /* slowed like a known one */
}

static void what_is_refused(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *name, *password, *district; unsigned roles; const char *field; } bad[] = {
		{ "", "tiga kata aneh", "", ROLE_TU, "name" }, { "Sri W", "tiga kata aneh", "", ROLE_TU, "name" },
		{ "kepala", "tiga kata aneh", "", ROLE_TU, "name" }, { "a", "pendek", "", ROLE_TU, "password" },
		{ "a", "12345678", "", ROLE_TU, "password" }, { "bismillahku", "bismillahku", "", ROLE_TU, "password" },
		{ "a", "tiga kata aneh", "", 0, "role" }, { "a", "tiga kata aneh", "", ROLE_DINSOS, "district" },
		{ "a", "tiga kata aneh", "64.08", ROLE_TU, "district" }, { "a", "tiga kata aneh", "", ROLE_DINSOS | ROLE_TU, "role" },
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct problems p = { .count = 0 };
		struct err e = { ERR_NONE, "" };
		assert_int_equal(add(f, bad[i].name, bad[i].password, bad[i].roles, bad[i].district, &p, &e), 0);
		assert_non_null(problem_of(&p, bad[i].field));
	}
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct user_new in = { .name = "b", .shown = "b", .password = "tiga kata aneh", .roles = ROLE_TU };
	assert_int_equal(user_add(f->db, &f->peksos, &in, &p, &e), 0); /* no right */
	assert_int_equal(e.kind, ERR_NOPERM);
}

static void last_admin_stays(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct actor a;
	assert_false(user_disable(f->db, &f->admin, f->admin.name, "coba", &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	fixture_must(&e, user_actor(f->db, f->admin.name, FIXTURE_DAY, &a, &e));
	fixture_must(&e, add(f, "admin.dua", "tiga kata aneh", ROLE_ADMIN, "", &p, &e));
	fixture_must(&e, user_disable(f->db, &f->admin, f->admin.name, "pindah tugas", &e));
	assert_false(user_actor(f->db, f->admin.name, FIXTURE_DAY, &a, &e)); /* --as of a disabled account */
	err_clear(&e);
	struct actor two;
	fixture_must(&e, user_actor(f->db, "admin.dua", FIXTURE_DAY, &two, &e));
	fixture_must(&e, user_enable(f->db, &two, f->admin.name, &e));
	fixture_must(&e, user_actor(f->db, f->admin.name, FIXTURE_DAY, &a, &e));
}

static void own_password_needs_the_old_one(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct login in;
	row_id id = add(f, "tono", "tiga kata aneh", ROLE_PENGASUH, "", &p, &e);
	assert_int_not_equal(id, 0);
	fixture_must(&e, user_login(f->db, "tono", "tiga kata aneh", "t", FIXTURE_DAY, &in, &e));
	assert_true(in.must_change); /* the admin chose it */
	assert_false(user_password(f->db, &in.actor, "tono", "bukan ini", "empat kata yang baru", &p, &e));
	assert_non_null(problem_of(&p, "old"));
	problems_clear(&p);
	fixture_must(&e, user_password(f->db, &in.actor, "tono", "tiga kata aneh", "empat kata yang baru", &p, &e));
	fixture_must(&e, user_login(f->db, "tono", "empat kata yang baru", "t", FIXTURE_DAY, &in, &e));
	assert_false(in.must_change);
	assert_false(user_password(f->db, &in.actor, "admin", NULL, "empat kata yang baru", &p, &e)); /* another's: no right */
	err_clear(&e);
	fixture_must(&e, user_password(f->db, &f->admin, "tono", NULL, "kata sandi dari admin", &p, &e));
	fixture_must(&e, user_login(f->db, "tono", "kata sandi dari admin", "t", FIXTURE_DAY, &in, &e));
	assert_true(in.must_change);
}

static void preferences_are_kept_by_key(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	assert_string_equal(user_preference(f->db, &f->peksos, "theme", a), "");
	fixture_must(&e, user_preference_set(f->db, &f->peksos, "theme", "mono", &e));
	fixture_must(&e, user_preference_set(f->db, &f->peksos, "sort", "age", &e));
	fixture_must(&e, user_preference_set(f->db, &f->peksos, "theme", "blue", &e));
	assert_string_equal(user_preference(f->db, &f->peksos, "theme", a), "blue");
	assert_string_equal(user_preference(f->db, &f->peksos, "sort", a), "age");
	assert_string_equal(user_preference(f->db, &f->kepala, "theme", a), "");
	arena_free(a);
}

static void log_ins_are_in_the_audit_log(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct login in;
	struct audit_head before, after;
	fixture_must(&e, add(f, "yati", "tiga kata aneh", ROLE_PENGASUH, "", &p, &e));
	fixture_must(&e, audit_head(f->db, f->panti, &before, &e));
	fixture_must(&e, user_login(f->db, "yati", "tiga kata aneh", "t", FIXTURE_DAY, &in, &e));
	fixture_must(&e, audit_head(f->db, f->panti, &after, &e));
	assert_int_equal(after.rows, before.rows + 1);
	assert_false(user_login(f->db, "yati", "salah sekali", "t", FIXTURE_DAY, &in, &e));
	err_clear(&e);
	fixture_must(&e, audit_head(f->db, f->panti, &before, &e));
	assert_int_equal(before.rows, after.rows + 1);
	int64_t rows = 0;
	fixture_must(&e, audit_verify(f->db, f->panti, NULL, &rows, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(added_user_logs_in_and_wrong_password_waits, open_db, close_db),
		cmocka_unit_test_setup_teardown(unknown_user_is_not_told_apart, open_db, close_db),
		cmocka_unit_test_setup_teardown(what_is_refused, open_db, close_db),
		cmocka_unit_test_setup_teardown(last_admin_stays, open_db, close_db),
		cmocka_unit_test_setup_teardown(own_password_needs_the_old_one, open_db, close_db),
		cmocka_unit_test_setup_teardown(preferences_are_kept_by_key, open_db, close_db),
		cmocka_unit_test_setup_teardown(log_ins_are_in_the_audit_log, open_db, close_db),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
