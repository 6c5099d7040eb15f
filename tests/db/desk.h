/* What a test program of records holds, set up anew for each test: included once, by the program itself. */
#ifndef TESTS_DB_DESK_H
#define TESTS_DB_DESK_H
#include "src/base/mem.h"
#include "tests/db/cases.h"

#define HELD __attribute__((unused)) static
HELD struct fixture f;
HELD struct err e;
HELD struct problems p;
HELD struct arena *a;
#undef HELD

static inline int desk_setup_bare(void **state)
{
	(void)state;
	fixture_open(&f);
	a = arena_new();
	err_clear(&e);
	problems_clear(&p);
	return 0;
}

static inline int desk_setup(void **state) /* with the default code lists */
{
	desk_setup_bare(state);
	cases_codes(&f);
	return 0;
}

static inline int desk_teardown_raw(void **state) /* after a test that wrote facts behind the program's back */
{
	(void)state;
	arena_free(a);
	fixture_close(&f);
	return 0;
}

static inline int desk_teardown(void **state) /* whatever the test did: file, audit chain, ledger and derived tables agree */
{
	cases_clean(&f);
	return desk_teardown_raw(state);
}

#endif
