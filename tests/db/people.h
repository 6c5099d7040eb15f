/* Children for tests: enrolled through the real functions, or many of them by the bench's generator. */
#ifndef TESTS_DB_PEOPLE_H
#define TESTS_DB_PEOPLE_H
#include "db/child/stay.h"
#include "tests/db/fixture.h"

/* An admission with name, sex and day; change what the test is about. v is static in the struct. */
struct stay_admission people_admission(const char *name, const char *sex, caldate on);
/* Enrols; fails the test on any refusal. */
struct stay_admitted people_enrol(struct fixture *f, const struct actor *who, const struct stay_admission *in);
row_id people_child(struct fixture *f, const char *name, const char *sex, caldate on); /* by the head: approved at once */
row_id people_room(struct fixture *f, row_id panti, const char *name, const char *sex, int capacity);
/* Codes of the default lists and a few regions, which fixture databases do not hold. */
void people_codes(struct fixture *f);
bool people_sql(struct fixture *f, const char *sql); /* one statement through the program's connection */
int64_t people_int(struct fixture *f, const char *sql);
/* EXPLAIN QUERY PLAN of a query, one line per step, through a connection of its own. */
void people_plan(const struct fixture *f, const char *sql, char *out, size_t size);

#endif
