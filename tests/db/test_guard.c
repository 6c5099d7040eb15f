/* Ways round the rules, tried through the program's own connection: every one is refused and changes nothing. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/audit.h"
#include "db/check.h"
#include "db/stmt.h"
#include "src/base/types.h"
#include "tests/db/fixture.h"

static struct fixture f;

static bool fill(struct db *db, void *ctx, struct err *e)
{
	static const char *const sql[] = {
		"INSERT INTO account(id, panti_id, code, name, kind) VALUES (1, ?1, 'kas', 'Kas', 'aset')",
		"INSERT INTO person(id, panti_id, name, sex, search_key) VALUES (1, ?1, 'Siti', 'P', 'siti')",
		"INSERT INTO resident(id, panti_id, person_id, register_no, recorded_at, recorded_by) VALUES (1, ?1, 1, '1', 1, 1)",
		"INSERT INTO account(id, panti_id, code, name, kind, resident_id) VALUES (2, ?1, 'tabungan:1', 'Tabungan', 'utang', 1)",
		"INSERT INTO posting(entry_id, line, panti_id, account_id, amount) VALUES (1, 1, ?1, 1, 5000)",
		"INSERT INTO posting(entry_id, line, panti_id, account_id, amount) VALUES (1, 2, ?1, 2, -5000)",
		"INSERT INTO entry(id, panti_id, seq, on_date, kind, recorded_at, recorded_by, hash) VALUES (1, ?1, 1, '2026-07-03', 'run', 1, 1, X'00')",
		"INSERT INTO period(panti_id, month, closed_at) VALUES (?1, '2026-06', 5)",
	};
	(void)ctx;
	for (size_t i = 0; i < COUNT(sql); i++) {
		struct stmt *s = stmt_built(db, sql[i]);
		stmt_id(s, 1, f.panti);
		if (!stmt_run(s, e)) return false;
	}
	return audit_note(db, &f.tu, "test", "room", 1, 0, "nilai", e);
}

static int setup(void **state)
{
	struct err e = { 0 };
	(void)state;
	fixture_open(&f);
	fixture_must(&e, db_tx(f.db, fill, NULL, &e));
	return 0;
}
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

static bool run(struct db *db, void *ctx, struct err *e) { return stmt_run(stmt_built(db, ctx), e); }

static const char *const bypasses[] = {
	/* posted money and the log */
	"UPDATE audit SET user_name = 'x'", "DELETE FROM audit", "UPDATE audit_value SET after_value = 'x'", "DELETE FROM audit_value",
	"UPDATE audit_value SET digest = X'00'", "UPDATE audit_value SET before_value = NULL, after_value = 'y', salt = NULL",
	"INSERT OR REPLACE INTO audit SELECT id, panti_id, seq, at, user_id, 'x', action, record_kind, record_id, person_id, value_count, hash FROM audit",
	"REPLACE INTO audit_value SELECT audit_id, n, field, 'x', 'x', NULL, digest FROM audit_value",
	"UPDATE entry SET on_date = '2026-08-01'", "DELETE FROM entry", "UPDATE posting SET amount = 1", "DELETE FROM posting", "UPDATE OR REPLACE posting SET line = 1",
	"REPLACE INTO posting SELECT entry_id, line, panti_id, account_id, amount * 2 FROM posting",
	"INSERT INTO entry(id, panti_id, seq, on_date, kind, recorded_at, recorded_by, hash) SELECT 2, id, 2, '2026-06-30', 'run', 1, 1, X'00' FROM panti",
	"UPDATE balance SET amount = 1 WHERE account_id = 2", "INSERT OR REPLACE INTO balance(account_id, panti_id, amount) SELECT 2, id, 7 FROM panti",
	"INSERT INTO posting(entry_id, line, panti_id, account_id, amount) VALUES (1, 3, 1, 1, 0)",
	"INSERT INTO posting(entry_id, line, panti_id, account_id, amount) VALUES (99, 1, 1, 1, 5)",
	"INSERT INTO audit_value(audit_id, n, field, digest) SELECT id, 0, 'x', X'00' FROM audit WHERE 1 UNION ALL SELECT 1, 1, 'x', NULL",
	"DELETE FROM period WHERE month = '2026-06'", "UPDATE period SET closed_at = NULL", "REPLACE INTO period(panti_id, month) SELECT panti_id, month FROM period",
	"DELETE FROM account", "UPDATE account SET resident_id = NULL", "DELETE FROM balance",
	"INSERT OR REPLACE INTO entry SELECT id, panti_id, seq, '2026-08-01', kind, memo, resident_id, item_id, reverses_id, recorded_at, recorded_by, hash FROM entry",
	/* the schema and the connection */
	"DROP TABLE audit", "DROP TRIGGER audit_no_update", "CREATE TABLE x(a)", "CREATE TEMP TABLE x(a)", "CREATE TRIGGER t AFTER INSERT ON room BEGIN SELECT 1; END",
	"CREATE TEMP TRIGGER t BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END", "CREATE VIEW v AS SELECT 1", "CREATE INDEX i ON room(name)",
	"ALTER TABLE audit RENAME TO log", "ALTER TABLE audit ADD COLUMN x TEXT", "UPDATE sqlite_schema SET sql = ''", "INSERT INTO sqlite_schema VALUES ('table','x','x',1,'')",
	"DELETE FROM sqlite_schema", "ATTACH DATABASE ':memory:' AS other", "ATTACH '/tmp/stolen.db' AS other", "DETACH main", "VACUUM", "VACUUM INTO '/tmp/stolen.db'", "REINDEX", "ANALYZE",
	"PRAGMA foreign_keys = OFF", "PRAGMA recursive_triggers = OFF", "PRAGMA writable_schema = ON", "PRAGMA synchronous = OFF", "PRAGMA journal_mode = OFF", "PRAGMA user_version = 0",
	"PRAGMA secure_delete", "PRAGMA wal_checkpoint", "SELECT load_extension('x')", "SELECT randomblob(5)", "SELECT readfile('/etc/passwd')", "SELECT writefile('/tmp/x', 'y')",
	"SELECT * FROM pragma_table_info('audit')", "SELECT zeroblob(1000000000)", "SELECT name FROM fts3_tokenizer('x')", "SELECT \"no such column\"",
	"CREATE VIRTUAL TABLE x USING fts5(a)", "SAVEPOINT s",
};

static void every_bypass_is_refused(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct check c = { NULL, NULL, 0 };
	int64_t sum = stmt_one_int(stmt(f.db, "SELECT (SELECT sum(amount * amount) FROM posting) + (SELECT sum(amount) FROM balance) + (SELECT count(*) FROM audit_value)"), 0, &e);
	for (size_t i = 0; i < COUNT(bypasses); i++) {
		char sql[400];
		snprintf(sql, sizeof sql, "%s", bypasses[i]);
		err_clear(&e);
		if (db_tx(f.db, run, sql, &e)) {
			print_error("went through: %s\n", sql);
			fail();
		}
		assert_true(e.kind == ERR_DATA || e.kind == ERR_BUG);
		struct stmt *s = stmt_built(f.db, bypasses[i]); /* and outside a transaction */
		if (stmt_run(s, NULL)) {
			print_error("went through alone: %s\n", sql);
			fail();
		}
	}
	err_clear(&e);
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT (SELECT sum(amount * amount) FROM posting) + (SELECT sum(amount) FROM balance) + (SELECT count(*) FROM audit_value)"), 0, &e), sum);
	fixture_must(&e, db_check_core(f.db, &c, &e));
	assert_int_equal(c.found, 0);
	assert_int_not_equal(access("/tmp/stolen.db", F_OK), 0);
}

static void ordinary_work_goes_through(void **state)
{
	static const char *const fine[] = {
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n",
		"SELECT count(*) FILTER (WHERE sex = 'P'), min(name), substr(name, 1, 2), row_number() OVER (ORDER BY name) FROM person GROUP BY name",
		"UPDATE person SET name = 'Siti A.' WHERE id = 1",
		"UPDATE balance SET amount = -6000 WHERE account_id = 2", "INSERT INTO setting(panti_id, key, value) VALUES (1, 'a', 'b') ON CONFLICT (panti_id, key) DO UPDATE SET value = excluded.value",
		"UPDATE audit_value SET before_value = NULL, after_value = NULL, salt = NULL",
	};
	(void)state;
	struct err e = { 0 };
	for (size_t i = 0; i < COUNT(fine); i++) {
		char sql[400];
		snprintf(sql, sizeof sql, "%s", fine[i]);
		fixture_must(&e, db_tx(f.db, run, sql, &e));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_bypass_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(ordinary_work_goes_through, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
