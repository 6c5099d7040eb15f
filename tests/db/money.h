/* Children with dated facts, written straight into the tables, and small sums: for the tests of money and of the month. */
#ifndef TESTS_DB_MONEY_H
#define TESTS_DB_MONEY_H
#include "src/base/date.h"
#include "tests/db/fixture.h"

struct money_child { const char *name, *sex; caldate birth, admit; const char *level; int grade; const char *clusters; };
row_id money_child(struct fixture *f, row_id panti, const struct money_child *c); /* resident id */
row_id money_stay(struct fixture *f, row_id resident, caldate on);
row_id money_stay_end(struct fixture *f, row_id stay, caldate on, const char *reason);
row_id money_stay_of(struct fixture *f, row_id resident); /* the newest */
row_id money_level(struct fixture *f, row_id resident, caldate on, const char *level, int grade);
row_id money_clusters(struct fixture *f, row_id resident, caldate on, const char *clusters);
row_id money_away(struct fixture *f, row_id resident, caldate from, caldate back, const char *kind);
void money_void(struct fixture *f, const char *table, row_id fact); /* as of the clock */
void money_cash(struct fixture *f, const char *fund, rupiah amount, caldate on);
void money_rate(struct fixture *f, const char *level, rupiah amount, caldate on);
void money_setting(struct fixture *f, const char *key, const char *value);
int64_t money_int(struct db *db, const char *sql); /* one number, sql a literal */
/* Does this statement pass through the program's own connection, in a transaction of its own? (a commit that fails counts as no) */
bool money_sql_passes(struct db *db, const char *sql);

#endif
