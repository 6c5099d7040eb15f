/* Exports of referrals, ledger and audit: rights, scope, figures, the row they leave. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "db/audit.h"
#include "db/exchange/export_list.h"
#include "db/money/ledger.h"
#include "src/base/date.h"
#include "tests/db/fixture.h"
#include "tests/db/people.h"

struct seen { int rows, columns; int64_t debit, credit; char first[200]; bool stop; struct fixture *f; char logged[48]; };

static bool row(void *ctx, const char *const *cells, int n)
{
	struct seen *s = ctx;
	if (!s->rows) str_copy(s->first, sizeof s->first, cells[1]);
	s->rows++;
	s->columns = n;
	if (s->f) { /* what the log says while the first row leaves */
		struct err e = { ERR_NONE, "" };
		struct arena *a = arena_new();
		struct audit_row log[1];
		assert_int_equal(audit_list(s->f->db, &s->f->kepala, 0, 0, a, log, 1, &e), 1);
		STR_SET(s->logged, log[0].action);
		arena_free(a);
	}
	if (n == 9) {
		s->debit += strtoll(cells[6], NULL, 10);
		s->credit += strtoll(cells[7], NULL, 10);
	}
	return !s->stop;
}

static const struct export_list *list(const char *name)
{
	for (int i = 0; i < export_lists_count; i++)
		if (strcmp(export_lists[i].name, name) == 0) return &export_lists[i];
	fail_msg("no export %s", name);
	return NULL;
}

static int open_db(void **state)
{
	static struct fixture f; /* one at a time */
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	fixture_open(&f);
	for (int month = 6; month <= 7; month++) {
		const struct ledger_receipt in = { .fund = "apbd", .amount = 1000000 * month, .on = date_make(2026, month, 15), .memo = "SP2D" };
		fixture_must(&e, ledger_receive(f.db, &f.bendahara, &in, NULL, &p, &e));
	}
	*state = &f;
	return 0;
}

static int close_db(void **state)
{
	fixture_close(*state);
	return 0;
}

static void ledger_balances_and_a_month_limits_it(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct seen all = { 0 }, july = { 0 };
	int64_t rows = 0;
	fixture_must(&e, export_list_run(f->db, &f->kepala, list("ledger"), DATE_NONE, DATE_NONE, row, &all, &rows, &e));
	assert_int_equal(rows, 4);
	assert_int_equal(all.debit, 13000000);
	assert_int_equal(all.debit, all.credit);
	fixture_must(&e, export_list_run(f->db, &f->kepala, list("ledger"), date_make(2026, 7, 1), date_make(2026, 7, 31), row, &july, &rows, &e));
	assert_int_equal(rows, 2);
	assert_int_equal(july.debit, 7000000);
	assert_string_equal(july.first, "2026-07-15");
}

static void who_may_export_what(void **state)
{
	struct fixture *f = *state;
	const struct actor *all[] = { &f->admin, &f->kepala, &f->peksos, &f->tu, &f->bendahara, &f->pengasuh, &f->dinsos, &f->pemeriksa };
	for (int i = 0; i < export_lists_count; i++)
		for (size_t k = 0; k < COUNT(all); k++) {
			struct seen s = { 0 };
			struct err e = { ERR_NONE, "" };
			int64_t rows = 0;
			bool allowed = may(all[k], RIGHT_EXPORT) && may(all[k], export_lists[i].right);
			bool ok = export_list_run(f->db, all[k], &export_lists[i], DATE_NONE, DATE_NONE, row, &s, &rows, &e);
			assert_int_equal(ok, allowed);
			if (!allowed) {
				assert_int_equal(e.kind, ERR_NOPERM);
				assert_int_equal(s.rows, 0);
			}
		}
}

static void an_export_is_logged_also_when_it_stops(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct seen s = { .stop = true };
	struct arena *a = arena_new();
	struct audit_row log[4];
	int64_t rows = 0;
	assert_false(export_list_run(f->db, &f->kepala, list("ledger"), DATE_NONE, DATE_NONE, row, &s, &rows, &e));
	assert_int_equal(e.kind, ERR_IO);
	err_clear(&e);
	assert_true(audit_list(f->db, &f->kepala, 0, 0, a, log, 4, &e) > 0);
	assert_string_equal(log[0].action, "export.ledger");
	arena_free(a);
}

/* A program that dies while rows go out has logged that they do. */
static void an_export_is_logged_before_its_first_row(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	int64_t rows = 0;
	for (int i = 0; i < 2; i++) {
		struct seen s = { .stop = true, .f = f };
		if (i == 0) {
			assert_false(export_list_run(f->db, &f->kepala, list("ledger"), DATE_NONE, DATE_NONE, row, &s, &rows, &e));
		} else {
			const int name = 1;
			people_child(f, "Anak Contoh", "P", FIXTURE_DAY);
			assert_false(export_residents(f->db, &f->kepala, &(struct resident_filter){ .status = RESIDENT_SEMUA }, &name, 1, row, &s, &rows, &e));
		}
		assert_int_equal(s.rows, 1);
		assert_string_equal(s.logged, "export.begin");
		err_clear(&e);
	}
}

static void another_panti_is_not_in_it(void **state)
{
	struct fixture *f = *state;
	struct actor other;
	struct seen s = { 0 };
	struct err e = { ERR_NONE, "" };
	int64_t rows = 0;
	fixture_panti(f, "lain", &other);
	fixture_must(&e, export_list_run(f->db, &other, list("ledger"), DATE_NONE, DATE_NONE, row, &s, &rows, &e));
	assert_int_equal(rows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(ledger_balances_and_a_month_limits_it, open_db, close_db),
		cmocka_unit_test_setup_teardown(who_may_export_what, open_db, close_db),
		cmocka_unit_test_setup_teardown(an_export_is_logged_also_when_it_stops, open_db, close_db),
		cmocka_unit_test_setup_teardown(an_export_is_logged_before_its_first_row, open_db, close_db),
		cmocka_unit_test_setup_teardown(another_panti_is_not_in_it, open_db, close_db),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
