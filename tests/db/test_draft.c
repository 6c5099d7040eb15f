/* Drafts: one per user, form and record; author only; gone with the save or after 30 days; no audit, no news. */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>
#include "db/audit.h"
#include "db/office/draft.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "tests/db/fixture.h"

#define DAY INT64_C(86400000)

static struct fixture f;
static struct arena *a;
static int setup(void **state) { (void)state; fixture_open(&f); a = arena_new(); return 0; }
static int teardown(void **state) { (void)state; arena_free(a); fixture_close(&f); return 0; }

static void one_per_form_and_record(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct draft d, list[10];
	char idem[IDEM_SIZE];
	db_idem_make(idem);
	fixture_must(&e, draft_load(f.db, &f.tu, "admission", 0, a, &d, &e));
	assert_int_equal(d.id, 0);
	fixture_must(&e, draft_save(f.db, &f.tu, "admission", 0, idem, "name=Si", &e));
	clock_set_ms(FIXTURE_NOW + 1000);
	fixture_must(&e, draft_save(f.db, &f.tu, "admission", 0, idem, "name=Siti é\nnote=a=b", &e));
	fixture_must(&e, draft_save(f.db, &f.tu, "admission", 7, NULL, "lain", &e));
	fixture_must(&e, draft_save(f.db, &f.peksos, "admission", 0, NULL, "punya peksos", &e));
	fixture_must(&e, draft_load(f.db, &f.tu, "admission", 0, a, &d, &e));
	assert_string_equal(d.body, "name=Siti é\nnote=a=b");
	assert_string_equal(d.idem, idem);
	assert_true(d.at == FIXTURE_NOW + 1000);
	assert_int_equal(draft_list(f.db, &f.tu, a, list, 10, &e), 2);
	assert_int_equal(draft_list(f.db, &f.peksos, a, list, 10, &e), 1);
	assert_string_equal(list[0].body, "punya peksos");
	assert_int_equal(draft_list(f.db, &f.kepala, a, list, 10, &e), 0); /* not even the head */
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT count(*) FROM audit"), -1, &e), 0);
	struct stat st;
	assert_int_equal(stat(db_news_path(f.db), &st), 0);
	assert_int_equal(st.st_size, 0); /* nothing was ever told */
}

struct save { const char *idem; bool fails; };
static bool save(struct db *db, void *ctx, struct err *e)
{
	const struct save *s = ctx;
	db_idem_keep(db, s->idem, 5);
	return draft_drop(db, &f.tu, "admission", 0, e) && (!s->fails || err_set(e, ERR_DATA, "no"));
}

static void goes_with_the_save(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct draft d;
	struct save s = { "k1", true };
	fixture_must(&e, draft_save(f.db, &f.tu, "admission", 0, "k1", "isi", &e));
	assert_false(db_tx(f.db, save, &s, &e));
	fixture_must(&e, draft_load(f.db, &f.tu, "admission", 0, a, &d, &e));
	assert_string_equal(d.body, "isi"); /* the save was refused: nothing typed is lost */
	s.fails = false;
	fixture_must(&e, db_tx(f.db, save, &s, &e));
	fixture_must(&e, draft_load(f.db, &f.tu, "admission", 0, a, &d, &e));
	assert_int_equal(d.id, 0);
}

static void gone_after_thirty_days(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct draft d;
	fixture_must(&e, draft_save(f.db, &f.tu, "admission", 0, NULL, "isi", &e));
	clock_set_ms(FIXTURE_NOW + DRAFT_DAYS * DAY - 1);
	fixture_must(&e, draft_load(f.db, &f.tu, "admission", 0, a, &d, &e));
	assert_int_not_equal(d.id, 0);
	clock_set_ms(FIXTURE_NOW + DRAFT_DAYS * DAY + 1);
	fixture_must(&e, draft_load(f.db, &f.tu, "admission", 0, a, &d, &e));
	assert_int_equal(d.id, 0);
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT count(*) FROM draft"), -1, &e), 1);
	fixture_must(&e, draft_save(f.db, &f.peksos, "school", 0, NULL, "baru", &e)); /* anybody's new draft sweeps */
	assert_int_equal(stmt_one_int(stmt(f.db, "SELECT count(*) FROM draft"), -1, &e), 1);
}

static bool keep(struct db *db, void *ctx, struct err *e) { (void)e; db_idem_keep(db, ctx, 1); return true; }

static void keys_outlive_drafts(void **state)
{
	(void)state;
	struct err e = { 0 };
	fixture_must(&e, db_tx(f.db, keep, "k", &e));
	clock_set_ms(FIXTURE_NOW + (DRAFT_DAYS + 1) * DAY);
	fixture_must(&e, draft_prune(f.db, &e));
	assert_true(db_idem_seen(f.db, "k", NULL));
	clock_set_ms(FIXTURE_NOW + (IDEM_DAYS + 1) * DAY);
	fixture_must(&e, draft_prune(f.db, &e));
	assert_false(db_idem_seen(f.db, "k", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_per_form_and_record, setup, teardown),
		cmocka_unit_test_setup_teardown(goes_with_the_save, setup, teardown),
		cmocka_unit_test_setup_teardown(gone_after_thirty_days, setup, teardown),
		cmocka_unit_test_setup_teardown(keys_outlive_drafts, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
