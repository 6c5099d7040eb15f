/*
 * A database of the program before the district's part (schema 007), full of the demo's data: it opens, migrates to the newest, keeps every value, is clean,
 * and offers the code lists of the new parts beside what the admin made of the old ones.
 */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/check.h"
#include "db/inside.h"
#include "db/migrate.h"
#include "db/office/code.h"
#include "db/office/user.h"
#include "db/partner/partner.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/types.h"
#include "src/rules/codes.h"
#include "tests/fault/saves.h"

#define BEFORE 7 /* the newest schema of the program before */

static char dir[64], newest[96], old[96];

static void sql(sqlite3 *c, const char *text)
{
	char *words = NULL;
	if (sqlite3_exec(c, text, NULL, NULL, &words) != SQLITE_OK) {
		print_error("%s\n", text);
		fixture_fail(words ? words : "", __FILE__, __LINE__);
	}
}

static void demo(void)
{
	char exe[256];
	int status;
	snprintf(exe, sizeof exe, "%s/pantidesk-test", getenv("B") ? getenv("B") : "build");
	pid_t child = fork();
	if (child == 0) {
		execl(exe, exe, "--db", newest, "--quiet", "init", "--demo", (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* Calls fn with each table of `old` and its columns, "a, b, c". */
static void each_table(sqlite3 *c, void (*fn)(sqlite3 *c, const char *table, const char *columns, void *ctx), void *ctx)
{
	sqlite3_stmt *q;
	assert_int_equal(sqlite3_prepare_v2(c, "SELECT m.name, (SELECT group_concat(i.name, ', ') FROM pragma_table_info(m.name) i) FROM sqlite_schema m WHERE m.type = 'table' ORDER BY m.name", -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) fn(c, (const char *)sqlite3_column_text(q, 0), (const char *)sqlite3_column_text(q, 1), ctx);
	sqlite3_finalize(q);
}

static void copy(sqlite3 *c, const char *table, const char *columns, void *ctx)
{
	char text[4000];
	(void)ctx;
	snprintf(text, sizeof text, "DELETE FROM main.%s; INSERT INTO main.%s (%s) SELECT %s FROM new.%s", table, table, columns, columns, table);
	sql(c, text);
}

/* The demo's rows in the tables of schema 007, without what came after. Triggers wait until the rows are in. */
static void go_back(void)
{
	sqlite3 *c;
	sqlite3_stmt *q;
	char text[200], triggers[20000] = "", drops[8000] = "";
	assert_int_equal(sqlite3_open(old, &c), SQLITE_OK);
	for (int i = 0; i < migrations_count && migrations[i].number <= BEFORE; i++)
		if (!migrations[i].engine[0] || strcmp(migrations[i].engine, "sqlite") == 0) sql(c, migrations[i].sql);
	assert_int_equal(sqlite3_prepare_v2(c, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		size_t t = strlen(triggers), d = strlen(drops);
		snprintf(triggers + t, sizeof triggers - t, "%s;\n", sqlite3_column_text(q, 1));
		snprintf(drops + d, sizeof drops - d, "DROP TRIGGER %s;", sqlite3_column_text(q, 0));
	}
	sqlite3_finalize(q);
	snprintf(text, sizeof text, "ATTACH '%s' AS new", newest);
	sql(c, drops);
	sql(c, text);
	each_table(c, copy, NULL);
	sql(c, "DETACH new");
	sql(c, triggers);
	sql(c, "DELETE FROM code WHERE list IN ('labour_risk', 'labour_sector', 'community_closed', 'partner_kind', 'out_service', 'out_refusal', 'work_age_band')");
	sql(c, "UPDATE code SET label_id = 'Telantar' WHERE list = 'cluster' AND code = 'anak_terlantar'; UPDATE code SET until_on = '2025-01-01' WHERE list = 'channel' AND code = 'sekolah';"
	       "INSERT INTO code (list, code, label_id, label_en, sort) VALUES ('channel', 'radio', 'Radio', 'Radio', 900)");
	sql(c, "PRAGMA application_id = 0x70646b31; PRAGMA user_version = 7");
	sqlite3_close(c);
	assert_int_equal(chmod(old, 0600), 0);
}

/* One number per table of what its columns of then hold, in the order of the keys. The lists' rows are counted apart: new ones come. */
struct print { char table[40], columns[1500]; uint64_t hash; };
struct prints { struct print list[80]; int n; };

static uint64_t hash_of(sqlite3 *c, const struct print *p)
{
	sqlite3_stmt *q;
	char text[2000];
	uint64_t h = UINT64_C(14695981039346656037);
	snprintf(text, sizeof text, "SELECT %s FROM %s ORDER BY 1, 2", p->columns, p->table);
	assert_int_equal(sqlite3_prepare_v2(c, text, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			const unsigned char *bytes = sqlite3_column_blob(q, i);
			h = (h ^ (uint64_t)sqlite3_column_type(q, i)) * UINT64_C(1099511628211);
			for (int n = sqlite3_column_bytes(q, i); bytes && n > 0; n--) h = (h ^ *bytes++) * UINT64_C(1099511628211);
		}
	sqlite3_finalize(q);
	return h;
}

static void remember(sqlite3 *c, const char *table, const char *columns, void *ctx)
{
	struct prints *all = ctx;
	struct print *p = &all->list[all->n];
	/* meta holds the schema's digest; state_on of a running assessment is told otherwise since 008 */
	if (strcmp(table, "meta") == 0 || strcmp(table, "code") == 0 || strcmp(table, "indicator") == 0 || strcmp(table, "referral_now") == 0) return;
	assert_true(all->n++ < (int)COUNT(all->list));
	STR_SET(p->table, table);
	STR_SET(p->columns, columns);
	p->hash = hash_of(c, p);
}

static void says(void *ctx, const char *sentence) { (void)ctx; print_error("check: %s\n", sentence); }
static void clean(struct db *db)
{
	struct err e = { 0 };
	struct check c = { says, NULL, 0 };
	fixture_must(&e, db_check(db, &c, &e));
	assert_int_equal(c.found, 0);
}

static const char *label(struct db *db, const struct actor *who, const char *list, const char *code, struct arena *a)
{
	for (const struct choice *o = code_choices_load(db, who, list, date_make(2026, 8, 3), a); o->code; o++)
		if (strcmp(o->code, code) == 0) return o->label;
	return "";
}

static void upgrade(void **state)
{
	(void)state;
	static struct prints all;
	struct err e = { 0 };
	struct db *db = NULL;
	struct actor who;
	struct problems p;
	sqlite3 *c;
	row_id id;
	struct arena *a = arena_new();
	assert_int_equal(sqlite3_open(old, &c), SQLITE_OK);
	each_table(c, remember, &all);
	sqlite3_close(c);
	assert_true(all.n > 40);

	fixture_must(&e, db_open(&db, &(struct db_options) { .path = old }, &e));
	assert_int_equal(stmt_one_int(stmt(db, "SELECT count(*) FROM person_merge"), -1, &e), 0);
	assert_true(stmt_one_int(stmt(db, "SELECT count(*) FROM resident_now"), -1, &e) > 50);
	clean(db);
	for (int i = 0; i < all.n; i++)
		if (hash_of(db->conn, &all.list[i]) != all.list[i].hash) fixture_fail(all.list[i].table, __FILE__, __LINE__);

	/* every list of the program, the admin's own work untouched */
	fixture_must(&e, user_actor(db, "wati", date_make(2026, 8, 3), &who, &e));
	for (size_t i = 0; i < code_rows_count; i++) {
		const struct code_list *list = code_list_find(code_rows[i].list);
		struct stmt *q = stmt(db, "SELECT count(*) FROM code WHERE list = ?1 AND code = ?2");
		stmt_text(q, 1, code_rows[i].list);
		stmt_text(q, 2, code_rows[i].code);
		if (stmt_one_int(q, -1, &e) != !list->fixed) fixture_fail(code_rows[i].code, __FILE__, __LINE__);
	}
	assert_string_equal(label(db, &who, "cluster", "anak_terlantar", a), "Telantar");
	assert_string_equal(label(db, &who, "channel", "radio", a), "Radio");
	assert_string_equal(label(db, &who, "channel", "sekolah", a), ""); /* ended */
	assert_true(*label(db, &who, "partner_kind", "puskesmas", a) && *label(db, &who, "labour_risk", "debu", a));

	const char *v[PARTNER_FIELDS] = { [PARTNER_NAME] = "Puskesmas Contoh", [PARTNER_KIND] = "puskesmas" };
	problems_clear(&p);
	fixture_must(&e, partner_save(db, &who, 0, 0, v, NULL, &id, &p, &e));
	struct actor sistem;
	actor_sistem(who.panti, &sistem);
	fixture_must(&e, db_rebuild(db, &sistem, &e));
	clean(db);
	db_close(db);
	fixture_must(&e, db_open(&db, &(struct db_options) { .path = old }, &e)); /* and opens again, nothing added twice */
	assert_int_equal(stmt_one_int(stmt(db, "SELECT count(*) FROM code WHERE list = 'partner_kind' AND code = 'puskesmas'"), -1, &e), 1);
	db_close(db);
	arena_free(a);
}

static int setup(void **state)
{
	(void)state;
	saves_folder(dir, sizeof dir);
	snprintf(newest, sizeof newest, "%s/demo.db", dir);
	snprintf(old, sizeof old, "%s/old.db", dir);
	demo();
	go_back();
	return 0;
}
static int teardown(void **state)
{
	(void)state;
	fixture_remove(dir);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(upgrade, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
