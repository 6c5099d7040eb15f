#include "tests/db/fixture.h"
#include <ftw.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/mem.h"

void fixture_fail(const char *text, const char *file, int line)
{
	print_error("%s:%d: %s\n", file, line, *text ? text : "failed without a sentence");
	_fail(file, line);
}

struct make { struct fixture *f; row_id panti; const char *code; struct actor *actor; enum role role; };

static bool make_panti(struct db *db, void *ctx, struct err *e)
{
	struct make *m = ctx;
	m->panti = db_new_id(db, "panti");
	struct stmt *s = stmt(db, "INSERT INTO panti(id, code, name, kop1, place, district, capacity_l, capacity_p, address) VALUES (?1, ?2, ?3, 'PEMERINTAH PROVINSI CONTOH', 'Sangatta', '64.08', 50, 50, 'Jalan Contoh 1')");
	stmt_id(s, 1, m->panti);
	stmt_text(s, 2, m->code);
	stmt_text(s, 3, "Panti Sosial Contoh");
	return stmt_run(s, e);
}

static bool make_user(struct db *db, void *ctx, struct err *e)
{
	struct make *m = ctx;
	m->actor->user = db_new_id(db, "account_user");
	struct stmt *s = stmt(db, "INSERT INTO account_user(id, panti_id, name, shown, district) VALUES (?1, ?2, ?3, ?4, ?5)");
	stmt_id(s, 1, m->actor->user);
	stmt_id(s, 2, m->actor->panti);
	stmt_text(s, 3, m->actor->name);
	stmt_text(s, 4, m->actor->shown);
	stmt_text(s, 5, m->actor->district);
	if (!stmt_run(s, e)) return false;
	s = stmt(db, "INSERT INTO user_role(id, user_id, role, from_on) VALUES (?1, ?2, ?3, '2020-01-01')");
	stmt_id(s, 1, db_new_id(db, "user_role"));
	stmt_id(s, 2, m->actor->user);
	stmt_text(s, 3, role_code(m->role));
	return stmt_run(s, e);
}

struct actor fixture_actor(struct fixture *f, row_id panti, const char *name, enum role role, const char *district)
{
	struct actor a = { .panti = panti, .roles = role };
	struct make m = { .f = f, .actor = &a, .role = role };
	struct err e = { 0 };
	STR_SET(a.name, name);
	STR_SET(a.shown, name);
	STR_SET(a.district, district);
	fixture_must(&e, db_tx(f->db, make_user, &m, &e));
	return a;
}

row_id fixture_panti(struct fixture *f, const char *code, struct actor *kepala)
{
	struct make m = { .f = f, .code = code };
	struct err e = { 0 };
	char name[64];
	fixture_must(&e, db_tx(f->db, make_panti, &m, &e));
	snprintf(name, sizeof name, "kepala.%s", code);
	if (kepala) *kepala = fixture_actor(f, m.panti, name, ROLE_KEPALA, "");
	return m.panti;
}

struct db *fixture_again(const struct fixture *f, unsigned flags)
{
	struct db *db = NULL;
	struct err e = { 0 };
	fixture_must(&e, db_open(&db, &(struct db_options) { .path = f->path, .flags = flags }, &e));
	return db;
}

void fixture_folder(char *out, size_t size)
{
	const char *tmp = getenv("TMPDIR");
	snprintf(out, size, "%.40s/pantiXXXXXX", tmp && strlen(tmp) <= 40 && *tmp ? tmp : "/tmp");
	if (!mkdtemp(out)) fixture_fail("mkdtemp", __FILE__, __LINE__);
}

void fixture_open_flags(struct fixture *f, unsigned flags)
{
	struct err e = { 0 };
	memset(f, 0, sizeof *f);
	fixture_folder(f->dir, sizeof f->dir);
	snprintf(f->path, sizeof f->path, "%s/desk.db", f->dir);
	clock_set_ms(FIXTURE_NOW);
	fixture_must(&e, db_open(&f->db, &(struct db_options) { .path = f->path, .flags = flags | DB_CREATE }, &e));
	f->panti = fixture_panti(f, "PSC", NULL);
	f->admin = fixture_actor(f, f->panti, "admin", ROLE_ADMIN, "");
	f->kepala = fixture_actor(f, f->panti, "kepala", ROLE_KEPALA, "");
	f->peksos = fixture_actor(f, f->panti, "peksos", ROLE_PEKSOS, "");
	f->tu = fixture_actor(f, f->panti, "tu", ROLE_TU, "");
	f->bendahara = fixture_actor(f, f->panti, "bendahara", ROLE_BENDAHARA, "");
	f->pengasuh = fixture_actor(f, f->panti, "pengasuh", ROLE_PENGASUH, "");
	f->dinsos = fixture_actor(f, 0, "dinsos", ROLE_DINSOS, "64.08");
	f->pemeriksa = fixture_actor(f, f->panti, "pemeriksa", ROLE_PEMERIKSA, "");
	f->sistem = (struct actor) { .panti = f->panti, .roles = ROLE_SISTEM };
	STR_SET(f->sistem.name, "sistem");
	STR_SET(f->sistem.shown, "sistem");
}

void fixture_open(struct fixture *f) { fixture_open_flags(f, 0); }

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void fixture_remove(const char *dir) { nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS); }

void fixture_close(struct fixture *f)
{
	db_close(f->db);
	f->db = NULL;
	fixture_remove(f->dir);
	clock_set_ms(0);
}

void fixture_tamper(const struct fixture *f, const char *sql)
{
	sqlite3 *c;
	char *words = NULL;
	if (sqlite3_open_v2(f->path, &c, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK || sqlite3_exec(c, sql, NULL, NULL, &words) != SQLITE_OK)
		fixture_fail(words ? words : "open", __FILE__, __LINE__);
	sqlite3_close(c);
}
