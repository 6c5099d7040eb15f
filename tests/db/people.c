#include "tests/db/people.h"
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/office/code.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "src/base/text.h"

struct stay_admission people_admission(const char *name, const char *sex, caldate on)
{
	struct stay_admission in = { .on = on, .letter_no = "", .twins_seen = true };
	in.v[PERSON_NAME] = name;
	in.v[PERSON_SEX] = sex;
	return in;
}

struct stay_admitted people_enrol(struct fixture *f, const struct actor *who, const struct stay_admission *in)
{
	struct stay_admitted out;
	struct problems p;
	struct err e = { 0 };
	fixture_must(&e, stay_admit(f->db, who, in, 1, &out, &p, &e));
	return out;
}

row_id people_child(struct fixture *f, const char *name, const char *sex, caldate on)
{
	struct stay_admission in = people_admission(name, sex, on);
	return people_enrol(f, &f->kepala, &in).resident;
}

struct one { const char *sql; row_id panti; const char *name, *sex; int capacity; row_id id; };

static bool room_tx(struct db *db, void *ctx, struct err *e)
{
	struct one *o = ctx;
	o->id = db_new_id(db, "room");
	struct stmt *q = stmt(db, "INSERT INTO room (id, panti_id, name, sex, capacity) VALUES (?1, ?2, ?3, ?4, ?5)");
	stmt_int(q, 1, o->id);
	stmt_int(q, 2, o->panti);
	stmt_text(q, 3, o->name);
	stmt_text(q, 4, o->sex);
	stmt_int(q, 5, o->capacity);
	return stmt_run(q, e);
}

row_id people_room(struct fixture *f, row_id panti, const char *name, const char *sex, int capacity)
{
	struct one o = { .panti = panti, .name = name, .sex = sex, .capacity = capacity };
	struct err e = { 0 };
	fixture_must(&e, db_tx(f->db, room_tx, &o, &e));
	return o.id;
}

static bool codes_tx(struct db *db, void *ctx, struct err *e)
{
	static const char *const regions[][3] = { { "64", "", "Kalimantan Timur" }, { "64.08", "64", "Kabupaten Kutai Timur" }, { "64.08.04", "64.08", "Sangatta Utara" },
		{ "64.71", "64", "Kota Balikpapan" }, { "64.72", "64", "Kota Samarinda" } };
	(void)ctx;
	char key[128];
	if (stmt_one_int(stmt(db, "SELECT count(*) FROM code"), 0, e) == 0 && !code_init(db, e))
		return false;
	if (stmt_one_int(stmt(db, "SELECT count(*) FROM region"), 0, e))
		return true;
	for (size_t i = 0; i < COUNT(regions); i++) {
		struct stmt *q = stmt(db, "INSERT INTO region (code, name, parent, search_key) VALUES (?1, ?2, ?3, ?4)");
		text_search_key(regions[i][2], key, sizeof key);
		stmt_text(q, 1, regions[i][0]);
		stmt_text(q, 2, regions[i][2]);
		stmt_text(q, 3, regions[i][1]);
		stmt_text(q, 4, key);
		if (!stmt_run(q, e))
			return false;
	}
	return true;
}

void people_codes(struct fixture *f)
{
	struct err e = { 0 };
	fixture_must(&e, db_tx(f->db, codes_tx, NULL, &e));
}

static bool sql_tx(struct db *db, void *ctx, struct err *e)
{
	struct one *o = ctx;
	return stmt_run(stmt_built(db, o->sql), e);
}

bool people_sql(struct fixture *f, const char *sql)
{
	struct one o = { .sql = sql };
	struct err e = { 0 };
	return db_tx(f->db, sql_tx, &o, &e);
}

int64_t people_int(struct fixture *f, const char *sql)
{
	struct err e = { 0 };
	int64_t n = stmt_one_int(stmt_built(f->db, sql), -1, &e);
	if (e.kind)
		fixture_fail(e.text, __FILE__, __LINE__);
	return n;
}

void people_plan(const struct fixture *f, const char *sql, char *out, size_t size)
{
	sqlite3 *c;
	sqlite3_stmt *s;
	char *full = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
	size_t used = 0;
	out[0] = '\0';
	assert_int_equal(sqlite3_open_v2(f->path, &c, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(c, full, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW && used < size)
		used += (size_t)snprintf(out + used, size - used, "%s\n", (const char *)sqlite3_column_text(s, 3));
	sqlite3_finalize(s);
	sqlite3_close(c);
	sqlite3_free(full);
}
