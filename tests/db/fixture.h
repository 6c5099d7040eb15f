/* A fresh database in a folder of its own, with one panti and somebody of every role; the clock stands still on 3 August 2026. */
#ifndef TESTS_DB_FIXTURE_H
#define TESTS_DB_FIXTURE_H
#include "db/db.h"

struct fixture {
	char dir[64], path[96]; /* path of the database file */
	struct db *db;
	row_id panti;
	struct actor admin, kepala, peksos, tu, bendahara, pengasuh, dinsos, pemeriksa, sistem;
};

#define FIXTURE_DAY date_make(2026, 8, 3)   /* Monday */
#define FIXTURE_NOW INT64_C(1785718800000)  /* that day, 09:00 WITA */

void fixture_folder(char *out, size_t size);                /* a new folder of one's own, below TMPDIR */
void fixture_open(struct fixture *f);                       /* fails the test on any error */
void fixture_open_flags(struct fixture *f, unsigned flags); /* more DB_ flags, e.g. DB_DEMO, DB_WAL_ANYWAY */
void fixture_close(struct fixture *f);                      /* closes and removes the folder */
struct db *fixture_again(const struct fixture *f, unsigned flags); /* a second connection to the same file; caller closes */
/* Second panti in the same database: its id, with a kepala of its own in *kepala (may be NULL). */
row_id fixture_panti(struct fixture *f, const char *code, struct actor *kepala);
struct actor fixture_actor(struct fixture *f, row_id panti, const char *name, enum role role, const char *district);
void fixture_remove(const char *dir);                       /* rm -r */
/* Runs sql outside the program's connection, where no authorizer stands: what a tamperer would do. */
void fixture_tamper(const struct fixture *f, const char *sql);
#define fixture_must(e, call) do { err_clear(e); if (!(call)) fixture_fail((e)->text, __FILE__, __LINE__); } while (0)
void fixture_fail(const char *text, const char *file, int line);

#endif
