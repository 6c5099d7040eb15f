/* The log speaks the reader's language: every act and every field that a save of the district's part leaves in it has words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/stmt.h"
#include "screens/office/acts.h"
#include "tests/db/story.h"

static struct fixture f;

static int each(struct db *db, const char *sql, bool (*known)(struct arena *a, const char *code), struct arena *a)
{
	int bad = 0;
	struct stmt *q = stmt_built(db, sql);
	while (stmt_row(q))
		if (!known(a, stmt_get_text(q, 0))) print_error("no words: %s\n", stmt_get_text(q, 0)), bad++;
	stmt_done(q, NULL);
	return bad;
}
static bool act(struct arena *a, const char *code) { return strcmp(act_words(a, code), code) != 0; }
static bool field(struct arena *a, const char *code) { return strcmp(act_field(a, code), code) != 0; }

static void every_act(void **state)
{
	(void)state;
	struct err e = { 0 };
	story_begin(&f, 0);
	struct story s = { .f = &f, .db = f.db };
	struct arena *a = arena_new();
	for (int n = 0; n < story_count; n++) fixture_must(&e, story_save(&s, n, &e));
	assert_int_equal(each(f.db, "SELECT DISTINCT action FROM audit ORDER BY 1", act, a) + each(f.db, "SELECT DISTINCT field FROM audit_value ORDER BY 1", field, a), 0);
	arena_free(a);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_act) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
