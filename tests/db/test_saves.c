/*
 * What every save of tests/db/story.c keeps: an audit row with old and new value in the same transaction, once for one key, nothing for a stale version;
 * and after all of them `check` finds nothing and `rebuild` changes nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/check.h"
#include "tests/db/story.h"

static struct fixture f;
static struct story s;
static struct err e;

static int setup(void **state)
{
	(void)state;
	story_begin(&f, 0);
	s = (struct story){ .f = &f, .db = f.db };
	err_clear(&e);
	return 0;
}
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

static void says(void *ctx, const char *sentence) { (void)ctx; print_error("check: %s\n", sentence); }
static void clean(void)
{
	struct check c = { says, NULL, 0 };
	fixture_must(&e, db_check(f.db, &c, &e));
	assert_int_equal(c.found, 0);
}

static void must(int n, bool good)
{
	if (good) return;
	for (int i = 0; i < s.p.count; i++)
		if (s.p.list[i].hard) print_error("%s: %s\n", story_steps[n].name, s.p.list[i].text);
	print_error("%s: %s\n", story_steps[n].name, e.text);
	fail();
}

static void each_step(void **state)
{
	(void)state;
	int bad = 0;
	uint64_t before = story_print(f.path, true), after;
	for (int n = 0; n < story_count; n++) {
		const struct story_step *t = &story_steps[n];
		if (t->flags & STORY_VERSION) {
			s.late = 1;
			err_clear(&e);
			if (story_save(&s, n, &e) || e.kind != ERR_CONFLICT || story_print(f.path, true) != before) print_error("%s: a stale version: %d %s\n", t->name, (int)e.kind, e.text), bad++;
			s.late = 0;
		}
		row_id since = story_newest(f.db, "audit");
		err_clear(&e);
		must(n, story_save(&s, n, &e));
		const char *told = story_told(f.db, n, since);
		if (*told) print_error("%s: %s\n", t->name, told), bad++;
		after = story_print(f.path, true);
		if (after == before) print_error("%s: nothing was saved\n", t->name), bad++;
		before = after;
		if (!(t->flags & STORY_KEY)) continue;
		must(n, story_save(&s, n, &e));
		if (story_print(f.path, true) != before) print_error("%s: saved twice under one key\n", t->name), bad++;
	}
	assert_int_equal(bad, 0);
	clean();
}

/* The order of lists, the roots of merges, what is derived: made again it is the same, row for row. */
static void rebuild_changes_nothing(void **state)
{
	(void)state;
	for (int n = 0; n < story_count; n++) {
		if (strncmp(story_steps[n].name, "person_merge_undo", 17) == 0) break; /* with a merge standing */
		must(n, story_save(&s, n, &e));
	}
	uint64_t was = story_print(f.path, false);
	fixture_must(&e, db_rebuild(f.db, &f.sistem, &e));
	assert_true(story_print(f.path, false) == was);
	clean();
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(each_step, setup, teardown), cmocka_unit_test_setup_teardown(rebuild_changes_nothing, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
