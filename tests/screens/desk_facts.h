/* More people and figures for plays over a real database; short words for their steps. */
#ifndef TESTS_SCREENS_DESK_FACTS_H
#define TESTS_SCREENS_DESK_FACTS_H
#include "tests/db/fixture.h"
#include "tests/screens/desk_play.h"

/* Somebody without a password (SSH key only), with a role and a district's code or "". */
struct actor desk_actor(struct desk_play *d, const char *name, unsigned roles, const char *district);
struct fixture desk_fixture(const struct desk_play *d); /* the same database for the helpers of tests/db; not to be closed */
/* DESK_ANEW with the fixture. */
#define DESK_FACTS(desk, f) \
	static struct desk_play desk; \
	static struct fixture f; \
	static int setup(void **state) { (void)state; desk_begin(&desk); f = desk_fixture(&desk); return 0; } \
	static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }
int64_t desk_sql(const struct desk_play *d, const char *sql);       /* first column of the first row, -1 none; sql a literal */
const char *desk_sql_text(const struct desk_play *d, const char *sql); /* "" none; valid until the next call */

#define DO(typed, ...) { .keys = typed, .shown = { __VA_ARGS__ } }                     /* keys, then up to four texts that stand there */
#define DO_GONE(typed, away, ...) { .keys = typed, .shown = { __VA_ARGS__ }, .gone = away }
#define DO_THEN(typed, fn, ...) { .keys = typed, .shown = { __VA_ARGS__ }, .then = fn }
#define DONE { .keys = NULL }

#endif
