/* The chain: whatever is changed, removed, moved or cut is found; values can be erased; the program's own connection cannot touch it. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/audit.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "tests/db/fixture.h"

#define CHILD INT64_C(77)
#define ROWS 20

static struct fixture f;

static bool one_row(struct db *db, void *ctx, struct err *e)
{
	int i = *(int *)ctx;
	char before[32], after[32];
	snprintf(before, sizeof before, "lama %d", i);
	snprintf(after, sizeof after, "baru %d", i);
	audit_begin(db, &f.peksos, "resident.edit", "person", 500 + i, i % 2 ? CHILD : 0);
	audit_value(db, "name", before, after);
	audit_value(db, "same", "x", "x");
	audit_value(db, "empty", NULL, "");
	if (i % 3 == 0) audit_value(db, "address", NULL, "Jalan Contoh 3");
	return audit_end(db, e);
}

static int setup(void **state)
{
	struct err e = { 0 };
	(void)state;
	fixture_open(&f);
	for (int i = 0; i < ROWS; i++) {
		clock_set_ms(FIXTURE_NOW + i * 1000);
		fixture_must(&e, db_tx(f.db, one_row, &i, &e));
	}
	return 0;
}
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

/* What a tamperer does with the file in hand: triggers away, then the change. */
static void tamper(const char *sql)
{
	char all[2000];
	snprintf(all, sizeof all, "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_value_no_delete; DROP TRIGGER audit_value_erase_only; %s", sql);
	fixture_tamper(&f, all);
}

static void found(const char *sql, int64_t row)
{
	struct err e = { 0 };
	char number[32];
	int64_t rows;
	tamper(sql);
	assert_false(audit_verify(f.db, f.panti, NULL, &rows, &e));
	assert_int_equal(e.kind, ERR_DATA);
	snprintf(number, sizeof number, " %d ", (int)row);
	if (row && !strstr(e.text, number)) {
		print_error("expected row %d: %s\n", (int)row, e.text);
		fail();
	}
}

#define SEQ(n) "(SELECT id FROM audit WHERE seq = " #n ")"
static void edited(void **s) { (void)s; found("UPDATE audit SET user_name = 'orang lain' WHERE seq = 7", 7); }
static void edited_time(void **s) { (void)s; found("UPDATE audit SET at = at + 1 WHERE seq = 1", 1); }
static void edited_panti(void **s) { (void)s; found("UPDATE audit SET panti_id = 3 WHERE seq = 9", 9); }
static void edited_value(void **s) { (void)s; found("UPDATE audit_value SET after_value = 'palsu' WHERE n = 0 AND audit_id = " SEQ(12), 12); }
static void edited_field(void **s) { (void)s; found("UPDATE audit_value SET field = 'nik' WHERE n = 0 AND audit_id = " SEQ(12), 12); }
static void null_for_empty(void **s) { (void)s; found("UPDATE audit_value SET before_value = '' WHERE n = 1 AND audit_id = " SEQ(1), 1); }
static void removed_value(void **s) { (void)s; found("DELETE FROM audit_value WHERE n = 1 AND audit_id = " SEQ(1), 1); }
static void removed(void **s) { (void)s; found("DELETE FROM audit_value WHERE audit_id = " SEQ(5) "; DELETE FROM audit WHERE seq = 5", 5); }
static void removed_and_closed_up(void **s)
{
	(void)s;
	found("DELETE FROM audit_value WHERE audit_id = " SEQ(5) "; DELETE FROM audit WHERE seq = 5; UPDATE audit SET seq = -seq WHERE seq > 5; UPDATE audit SET seq = -seq - 1 WHERE seq < 0", 5);
}
static void reordered(void **s) { (void)s; found("UPDATE audit SET seq = 0 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 0", 3); }
static void added(void **s) { (void)s; found("INSERT INTO audit SELECT 1, panti_id, 21, at, user_id, user_name, action, record_kind, record_id, person_id, 0, hash FROM audit WHERE seq = 20", 21); }
static void cut_row_left_values(void **s) { (void)s; found("DELETE FROM audit WHERE seq = 20", 0); }

static void tail_cut(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct audit_head head;
	int64_t rows;
	fixture_must(&e, audit_head(f.db, f.panti, &head, &e));
	assert_int_equal(head.rows, ROWS);
	assert_int_equal(strlen(head.hash), 16);
	fixture_must(&e, audit_verify(f.db, f.panti, head.hash, &rows, &e));
	assert_int_equal(rows, ROWS);
	tamper("DELETE FROM audit_value WHERE audit_id IN (SELECT id FROM audit WHERE seq > 17); DELETE FROM audit WHERE seq > 17");
	fixture_must(&e, audit_verify(f.db, f.panti, NULL, &rows, &e)); /* the chain alone cannot see it */
	assert_int_equal(rows, 17);
	assert_false(audit_verify(f.db, f.panti, head.hash, &rows, &e)); /* the printed head does */
	assert_non_null(strstr(e.text, head.hash));
}

static void older_head_still_lies_on_it(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct audit_head head;
	int i = 3;
	fixture_must(&e, audit_head(f.db, f.panti, &head, &e));
	fixture_must(&e, db_tx(f.db, one_row, &i, &e));
	fixture_must(&e, audit_verify(f.db, f.panti, head.hash, NULL, &e));
	assert_false(audit_verify(f.db, f.panti, "0123456789abcdef", NULL, &e));
}

static bool erase(struct db *db, void *ctx, struct err *e) { return audit_erase(db, CHILD, ctx, e); }

static void erased_values_keep_the_chain(void **state)
{
	(void)state;
	struct err e = { 0 };
	int64_t values = 0;
	struct audit_row rows[50];
	struct arena *a = arena_new();
	fixture_must(&e, db_tx(f.db, erase, &values, &e));
	assert_int_equal(values, 13); /* odd rows: 10 names, 3 addresses */
	fixture_must(&e, audit_verify(f.db, f.panti, NULL, NULL, &e));
	int n = audit_list(f.db, &f.kepala, CHILD, 0, a, rows, 50, &e);
	assert_int_equal(n, 13);
	for (int i = 0; i < n; i++) assert_true(!*rows[i].before && !*rows[i].after);
	arena_free(a);
	found("UPDATE audit_value SET after_value = 'ditulis lagi' WHERE n = 0 AND audit_id = " SEQ(2), 2);
}

static void lists(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct audit_row rows[8];
	struct arena *a = arena_new();
	int64_t before = 0, seen = 0, last = INT64_MAX;
	for (int n; (n = audit_list(f.db, &f.kepala, 0, before, a, rows, 8, &e)) > 0; before = rows[n - 1].seq)
		for (int i = 0; i < n; i++) {
			assert_true(rows[i].seq <= last);
			last = rows[i].seq;
			seen++;
			assert_string_equal(rows[i].user_name, "peksos");
		}
	assert_int_equal(e.kind, ERR_NONE);
	assert_int_equal(seen, ROWS + 7); /* no value is left out between two pages */
	assert_int_equal(audit_list(f.db, &f.kepala, CHILD, 0, a, rows, 1, &e), 1);
	assert_string_equal(rows[0].after, "baru 19");
	assert_int_equal(audit_list(f.db, &f.pengasuh, 0, 0, a, rows, 8, &e), 0);
	assert_int_equal(e.kind, ERR_NOPERM);
	arena_free(a);
}

static const struct field fields[] = {
	{ "name", "Name", FIELD_TEXT, 60, NULL, 0, NULL, NULL },
	{ "password", "Password", FIELD_SECRET, 60, NULL, 0, NULL, NULL },
	{ "rt", "RT", FIELD_TEXT, 60, NULL, 0, NULL, NULL },
};
static bool diff(struct db *db, void *ctx, struct err *e)
{
	const char *before[] = { "A", "rahasia lama", "01" }, *after[] = { "B", "rahasia baru", "01" };
	(void)ctx;
	audit_begin(db, &f.admin, "user.edit", "account_user", 1, 0);
	audit_diff(db, fields, 3, before, after);
	return audit_end(db, e);
}

static void secrets_stay_out(void **state)
{
	(void)state;
	struct err e = { 0 };
	fixture_must(&e, db_tx(f.db, diff, NULL, &e));
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT count(*) FROM audit_value WHERE audit_id = (SELECT id FROM audit ORDER BY seq DESC LIMIT 1)"), -1, &e), 1);
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT count(*) FROM audit_value WHERE field = 'password' OR after_value LIKE '%rahasia%'"), -1, &e), 0);
}

static bool panti_two(struct db *db, void *ctx, struct err *e) { return audit_note(db, ctx, "login", "account_user", 1, 0, NULL, e); }

static void one_chain_per_panti(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct actor other;
	struct audit_head head;
	row_id two = fixture_panti(&f, "PSD", &other);
	fixture_must(&e, db_tx(f.db, panti_two, &other, &e));
	fixture_must(&e, db_tx(f.db, panti_two, &f.dinsos, &e));
	fixture_must(&e, audit_head(f.db, two, &head, &e));
	assert_int_equal(head.rows, 1);
	fixture_must(&e, audit_head(f.db, 0, &head, &e));
	assert_int_equal(head.rows, 1);
	fixture_must(&e, audit_verify(f.db, two, NULL, NULL, &e));
	fixture_must(&e, audit_verify(f.db, f.panti, NULL, NULL, &e));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(edited), T(edited_time), T(edited_panti), T(edited_value), T(edited_field), T(null_for_empty), T(removed_value), T(removed),
		T(removed_and_closed_up), T(reordered), T(added), T(cut_row_left_values), T(tail_cut), T(older_head_still_lies_on_it),
		T(erased_values_keep_the_chain), T(lists), T(secrets_stay_out), T(one_chain_per_panti),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
