/* Numbers of letters: one per record, counted per kind and year, kept when printed again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "db/audit.h"
#include "db/report/letter.h"
#include "db/office/setting.h"
#include "src/base/date.h"
#include "tests/db/fixture.h"

static struct err e;

static void test_format(void **state)
{
	(void)state;
	char out[LETTER_SIZE];
	caldate on = date_make(2026, 8, 3);
	letter_format("{code}/{seq}/{place}/{roman}/{year}", "460", "psaa-th", "Sangatta", "bast", 7, on, out, sizeof out);
	assert_string_equal(out, "460/007/PSAA-TH/VIII/2026");
	letter_format("{seq}/{kind}/{month}-{year} {city} {other} {", "460", "x", "Sangatta", "bast", 1234, on, out, sizeof out);
	assert_string_equal(out, "1234/BAST/08-2026 Sangatta {other} {");
	letter_format("{code}/{seq}", "460", "", "", "bast", 0, on, out, sizeof out);
	assert_string_equal(out, "460/......");
	char tiny[6];
	letter_format("{code}/{seq}", "460", "", "", "bast", 5, on, tiny, sizeof tiny);
	assert_string_equal(tiny, "460/0");
}

static void test_numbers(void **state)
{
	(void)state;
	struct fixture f;
	struct letter a, b, again;
	fixture_open(&f);
	caldate on = FIXTURE_DAY;
	fixture_must(&e, letter_find(f.db, &f.kepala, LETTER_BAST, "termination", 11, &a, &e));
	assert_int_equal(a.id, 0);
	fixture_must(&e, letter_number(f.db, &f.kepala, LETTER_BAST, "termination", 11, 0, on, &a, &e));
	fixture_must(&e, letter_number(f.db, &f.kepala, LETTER_BAST, "termination", 12, 0, on, &b, &e));
	assert_int_equal(a.seq, 1);
	assert_int_equal(b.seq, 2);
	assert_string_not_equal(a.number, b.number);
	/* printed again, later: the same number and date */
	fixture_must(&e, letter_number(f.db, &f.tu, LETTER_BAST, "termination", 11, 0, on + 40, &again, &e));
	assert_string_equal(again.number, a.number);
	assert_int_equal(again.on, on);
	assert_int_equal(again.id, a.id);
	/* another kind, another year, another panti count for themselves */
	fixture_must(&e, letter_number(f.db, &f.tu, LETTER_REPLY, "referral", 11, 0, on, &b, &e));
	assert_int_equal(b.seq, 1);
	fixture_must(&e, letter_number(f.db, &f.tu, LETTER_BAST, "termination", 13, 0, date_make(2027, 1, 2), &b, &e));
	assert_int_equal(b.seq, 1);
	struct actor other;
	fixture_panti(&f, "lain", &other);
	fixture_must(&e, letter_number(f.db, &other, LETTER_BAST, "termination", 99, 0, on, &b, &e));
	assert_int_equal(b.seq, 1);
	fixture_must(&e, letter_find(f.db, &other, LETTER_BAST, "termination", 11, &b, &e));
	assert_int_equal(b.id, 0); /* not the other panti's to see */
	int64_t rows;
	fixture_must(&e, audit_verify(f.db, f.panti, NULL, &rows, &e));
	fixture_close(&f);
}

static void test_dots(void **state)
{
	(void)state;
	struct fixture f;
	struct letter a;
	struct problems p;
	problems_clear(&p);
	fixture_open(&f);
	fixture_must(&e, setting_set(f.db, &f.kepala, "letter_dots", "1", &p, &e));
	fixture_must(&e, letter_number(f.db, &f.kepala, LETTER_BAST, "termination", 11, 0, FIXTURE_DAY, &a, &e));
	assert_non_null(strstr(a.number, "......"));
	assert_int_equal(a.seq, 1);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_format), cmocka_unit_test(test_numbers), cmocka_unit_test(test_dots) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
