#include "tests/db/money.h"
#include <stdio.h>
#include <string.h>
#include "db/money/allowance.h"
#include "db/child/derive.h"
#include "db/money/ledger.h"
#include "db/office/setting.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/mem.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include "src/base/text.h"

struct fact { struct fixture *f; row_id panti, resident, id; const struct money_child *child; caldate on, back; const char *text; int grade; const char *table; };

static bool done(struct db *db, struct fact *t, struct err *e) { return derive_resident(db, t->resident, e); }

static void common(struct fact *t, struct stmt *q, int from)
{
	stmt_int(q, from, t->id);
	stmt_int(q, from + 1, t->panti);
	stmt_int(q, from + 2, t->resident);
	stmt_date(q, from + 3, t->on);
	stmt_int(q, from + 4, clock_now());
}

static bool level_tx(struct db *db, void *ctx, struct err *e)
{
	struct fact *t = ctx;
	t->id = db_new_id(db, "schooling");
	struct stmt *q = stmt(db, "INSERT INTO schooling (id, panti_id, resident_id, on_date, recorded_at, recorded_by, year, level, grade, event) VALUES (?1, ?2, ?3, ?4, ?5, 0, '2026/2027', ?6, ?7, 'masuk')");
	common(t, q, 1);
	stmt_text(q, 6, t->text);
	stmt_int(q, 7, t->grade);
	return stmt_run(q, e) && done(db, t, e);
}

static bool clusters_tx(struct db *db, void *ctx, struct err *e)
{
	struct fact *t = ctx;
	t->id = db_new_id(db, "cluster_fact");
	struct stmt *q = stmt(db, "INSERT INTO cluster_fact (id, panti_id, resident_id, on_date, recorded_at, recorded_by, clusters) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)");
	common(t, q, 1);
	stmt_text(q, 6, t->text);
	return stmt_run(q, e) && done(db, t, e);
}

static bool stay_tx(struct db *db, void *ctx, struct err *e)
{
	struct fact *t = ctx;
	t->id = db_new_id(db, "stay");
	struct stmt *q = stmt(db, "INSERT INTO stay (id, panti_id, resident_id, on_date, recorded_at, recorded_by, approved_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?5)");
	common(t, q, 1);
	return stmt_run(q, e) && done(db, t, e);
}

static bool end_tx(struct db *db, void *ctx, struct err *e)
{
	struct fact *t = ctx;
	row_id stay = t->id;
	t->id = db_new_id(db, "stay_end");
	struct stmt *q = stmt(db, "INSERT INTO stay_end (id, panti_id, stay_id, on_date, recorded_at, recorded_by, reason) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)");
	stmt_int(q, 1, t->id);
	stmt_int(q, 2, t->panti);
	stmt_int(q, 3, stay);
	stmt_date(q, 4, t->on);
	stmt_int(q, 5, clock_now());
	stmt_text(q, 6, t->text);
	return stmt_run(q, e) && done(db, t, e);
}

static bool away_tx(struct db *db, void *ctx, struct err *e)
{
	struct fact *t = ctx;
	t->id = db_new_id(db, "presence");
	struct stmt *q = stmt(db, "INSERT INTO presence (id, panti_id, resident_id, on_date, recorded_at, recorded_by, kind, back_on, back_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8)");
	common(t, q, 1);
	stmt_text(q, 6, t->text);
	stmt_date(q, 7, t->back);
	if (t->back == DATE_NONE) stmt_null(q, 8);
	else stmt_int(q, 8, clock_now());
	return stmt_run(q, e) && done(db, t, e);
}

static bool child_tx(struct db *db, void *ctx, struct err *e)
{
	struct fact *t = ctx;
	const struct money_child *c = t->child;
	char key[300], no[32], birth[DATE_ISO_SIZE];
	row_id person = db_new_id(db, "person");
	text_search_key(c->name, key, sizeof key);
	struct stmt *q = stmt(db, "INSERT INTO person (id, panti_id, name, sex, birth_date, search_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	stmt_int(q, 1, person);
	stmt_int(q, 2, t->panti);
	stmt_text(q, 3, c->name);
	stmt_text(q, 4, c->sex);
	stmt_text(q, 5, date_iso(c->birth, birth));
	stmt_text(q, 6, key);
	if (!stmt_run(q, e)) return false;
	t->resident = db_new_id(db, "resident");
	snprintf(no, sizeof no, "T-%d", (int)(t->resident & 0xffffff));
	q = stmt(db, "INSERT INTO resident (id, panti_id, person_id, register_no, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, 0)");
	stmt_int(q, 1, t->resident);
	stmt_int(q, 2, t->panti);
	stmt_int(q, 3, person);
	stmt_text(q, 4, no);
	stmt_int(q, 5, clock_now());
	if (!stmt_run(q, e)) return false;
	t->on = c->admit;
	t->text = c->level;
	t->grade = c->grade;
	if (!stay_tx(db, t, e) || (c->level && !level_tx(db, t, e))) return false;
	t->text = c->clusters;
	return !c->clusters || clusters_tx(db, t, e);
}

static row_id run(struct fact *t, db_tx_fn fn)
{
	struct err e = { 0 };
	if (!t->panti && t->resident) {
		struct stmt *q = stmt(t->f->db, "SELECT panti_id FROM resident WHERE id = ?1");
		stmt_int(q, 1, t->resident);
		t->panti = stmt_one_int(q, 0, &e);
	}
	fixture_must(&e, db_tx(t->f->db, fn, t, &e));
	return t->id;
}

row_id money_child(struct fixture *f, row_id panti, const struct money_child *c)
{
	struct fact t = { .f = f, .panti = panti, .child = c };
	run(&t, child_tx);
	return t.resident;
}

row_id money_stay(struct fixture *f, row_id resident, caldate on) { return run(&(struct fact){ .f = f, .resident = resident, .on = on }, stay_tx); }

row_id money_stay_of(struct fixture *f, row_id resident)
{
	struct stmt *q = stmt(f->db, "SELECT id FROM stay WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date DESC LIMIT 1");
	stmt_int(q, 1, resident);
	return stmt_one_int(q, 0, NULL);
}

row_id money_stay_end(struct fixture *f, row_id stay, caldate on, const char *reason)
{
	struct stmt *q = stmt(f->db, "SELECT resident_id FROM stay WHERE id = ?1");
	stmt_int(q, 1, stay);
	row_id resident = stmt_one_int(q, 0, NULL);
	return run(&(struct fact){ .f = f, .resident = resident, .id = stay, .on = on, .text = reason }, end_tx);
}

row_id money_level(struct fixture *f, row_id resident, caldate on, const char *level, int grade)
{
	return run(&(struct fact){ .f = f, .resident = resident, .on = on, .text = level, .grade = grade }, level_tx);
}

row_id money_clusters(struct fixture *f, row_id resident, caldate on, const char *clusters)
{
	return run(&(struct fact){ .f = f, .resident = resident, .on = on, .text = clusters }, clusters_tx);
}

row_id money_away(struct fixture *f, row_id resident, caldate from, caldate back, const char *kind)
{
	return run(&(struct fact){ .f = f, .resident = resident, .on = from, .back = back, .text = kind }, away_tx);
}

static bool void_tx(struct db *db, void *ctx, struct err *e)
{
	const struct fact *t = ctx;
	char sql[128];
	snprintf(sql, sizeof sql, "UPDATE %s SET void_at = ?2, void_by = 0, void_why = 'uji' WHERE id = ?1", t->table);
	struct stmt *q = stmt_built(db, sql);
	stmt_int(q, 1, t->id);
	stmt_int(q, 2, clock_now());
	return stmt_run(q, e);
}

void money_void(struct fixture *f, const char *table, row_id fact)
{
	struct err e = { 0 };
	fixture_must(&e, db_tx(f->db, void_tx, &(struct fact){ .id = fact, .table = table }, &e));
}

void money_cash(struct fixture *f, const char *fund, rupiah amount, caldate on)
{
	struct err e = { 0 };
	struct problems p = { 0 };
	fixture_must(&e, ledger_receive(f->db, &f->bendahara, &(struct ledger_receipt){ .fund = fund, .amount = amount, .on = on, .memo = "SP2D" }, NULL, &p, &e));
}

void money_rate(struct fixture *f, const char *level, rupiah amount, caldate on)
{
	struct err e = { 0 };
	struct problems p = { 0 };
	fixture_must(&e, allowance_rate_add(f->db, &f->bendahara, &(struct rate_new){ on, level, 0, amount }, NULL, &p, &e));
}

void money_setting(struct fixture *f, const char *key, const char *value)
{
	struct err e = { 0 };
	struct problems p = { 0 };
	fixture_must(&e, setting_set(f->db, &f->kepala, key, value, &p, &e));
}

int64_t money_int(struct db *db, const char *sql)
{
	struct err e = { 0 };
	int64_t n = stmt_one_int(stmt_built(db, sql), INT64_MIN, &e);
	if (e.kind) fixture_fail(e.text, sql, 0);
	return n;
}

static bool sql_tx(struct db *db, void *ctx, struct err *e) { return stmt_run(stmt_built(db, ctx), e); }

bool money_sql_passes(struct db *db, const char *sql)
{
	struct err e = { 0 };
	char text[2000];
	STR_SET(text, sql);
	return db_tx(db, sql_tx, text, &e);
}
