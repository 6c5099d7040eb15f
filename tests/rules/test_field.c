/* Fields: what is typed becomes canonical text, canonical text becomes what is shown. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "src/base/date.h"
#include "src/base/field.h"

static const struct choice levels[] = { { "belum", "Belum sekolah" }, { "sd", "SD/MI" }, { "yatim_piatu", "Yatim piatu" }, { "smp", "SMP/MTs" }, { NULL, NULL } };

static const struct field
	text = { "name", "Nama", FIELD_TEXT, 10, NULL, FIELD_REQUIRED, NULL, NULL }, note = { "note", "Catatan", FIELD_NOTE, 50, NULL, 0, NULL, NULL },
	nik = { "nik", "NIK", FIELD_DIGITS, 16, NULL, FIELD_WANTED, NULL, NULL }, number = { "brothers", "Saudara", FIELD_INT, 20, NULL, 0, NULL, NULL },
	day = { "day", "Tanggal", FIELD_DATE, 0, NULL, 0, NULL, NULL }, birth = { "birth_date", "Tanggal lahir", FIELD_PAST, 0, NULL, 0, NULL, NULL },
	money = { "amount", "Jumlah", FIELD_RUPIAH, 0, NULL, 0, NULL, NULL }, code = { "level", "Jenjang", FIELD_CODE, 0, "level", FIELD_REQUIRED, NULL, NULL },
	codes = { "clusters", "Klaster", FIELD_CODES, 0, "cluster", 0, NULL, NULL }, yes = { "kip", "KIP", FIELD_BOOL, 0, NULL, 0, NULL, NULL },
	secret = { "password", "Kata sandi", FIELD_SECRET, 20, NULL, 0, NULL, NULL };

struct example { const struct field *field; const char *typed, *canonical, *shown; }; /* canonical NULL: refused */

static void test_canon(void **state)
{
	(void)state;
	caldate today = date_make(2026, 8, 15);
	static const struct example cases[] = {
		{ &text, "  Siti   Ami ", "Siti Ami", "Siti Ami" }, { &text, "   ", "", "" }, { &text, "12345678901", NULL, NULL }, { &text, "a\nb", NULL, NULL }, { &text, "Jose\xCC\x81", "José", "José" },
		{ &text, "%s%n", "%s%n", "%s%n" }, { &text, "a\x1B[2J", NULL, NULL },
		{ &note, "satu  \n\n  dua \n", "satu\n\n dua", "satu\n\n dua" },
		{ &nik, "3273 0131 0214 0005", "3273013102140005", "3273 0131 0214 0005" }, { &nik, "3273.0131.0214.0005", "3273013102140005", "3273 0131 0214 0005" }, { &nik, "327301310214000", NULL, NULL },
		{ &nik, "32730131021400055", NULL, NULL }, { &nik, "3,27E+15", NULL, NULL }, { &nik, "327301310214000A", NULL, NULL }, { &nik, "", "", "" }, { &nik, " . ", "", "" },
		{ &number, "7", "7", "7" }, { &number, "007", "7", "7" }, { &number, "21", NULL, NULL }, { &number, "-1", NULL, NULL }, { &number, "99999999999999999999", NULL, NULL }, { &number, "1.5", NULL, NULL },
		{ &day, "3-9", "2026-09-03", "03-09-2026" }, { &day, "2026-08-03", "2026-08-03", "03-08-2026" }, { &day, "31-02-2015", NULL, NULL },
		{ &birth, "9/3/13", "2013-03-09", "09-03-2013" }, { &birth, "16-08-2026", NULL, NULL },
		{ &money, "50rb", "50000", "Rp50.000" }, { &money, "Rp1.000.000", "1000000", "Rp1.000.000" }, { &money, "1,5", NULL, NULL },
		{ &code, "SD", "sd", "SD/MI" }, { &code, "sd/mi", "sd", "SD/MI" }, { &code, "Yatim Piatu", "yatim_piatu", "Yatim piatu" }, { &code, "smpp", NULL, NULL }, { &code, "sd|smp", NULL, NULL },
		{ &codes, "SMP/MTs | sd|sd", "smp|sd", "SMP/MTs, SD/MI" }, { &codes, "|", "", "" }, { &codes, "sd|xx", NULL, NULL },
		{ &yes, "ya", "1", "Yes" }, { &yes, "T", "0", "No" }, { &yes, "0", "0", "No" }, { &yes, "mungkin", NULL, NULL },
		{ &secret, "  two  spaces ", "  two  spaces ", "********" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct field *f = cases[i].field;
		struct problems p;
		char out[64], shown[128];
		problems_clear(&p);
		bool list = f->kind == FIELD_CODE || f->kind == FIELD_CODES;
		bool good = field_canon(f, cases[i].typed, today, list ? levels : NULL, out, sizeof out, &p);
		if (good != (cases[i].canonical != NULL) || (good ? p.count : p.hard != 1 || !problem_of(&p, f->code)))
			fail_msg("%s \"%s\" gave \"%s\", %s", f->code, cases[i].typed, out, p.count ? p.list[0].text : "no problem");
		assert_string_equal(out, good ? cases[i].canonical : "");
		if (good) {
			field_show(f, out, list ? levels : NULL, shown, sizeof shown);
			assert_string_equal(shown, cases[i].shown);
		}
	}
}

static void test_sentences(void **state)
{
	(void)state;
	struct problems p;
	char out[64];
	problems_clear(&p);
	field_canon(&nik, "3,27E+15", 0, NULL, out, sizeof out, &p);
	assert_non_null(strstr(p.list[0].text, "spreadsheet"));
	field_canon(&code, "smpp", 0, levels, out, sizeof out, &p);
	assert_non_null(strstr(p.list[1].text, "smp"));
	field_canon(&code, "\xE2\x80\xAExx", 0, levels, out, sizeof out, &p);
	assert_null(strstr(p.list[2].text, "\xE2\x80\xAE"));
	assert_true(field_canon(&code, "anything", 0, NULL, out, sizeof out, &p)); /* no list at hand: any code */
	assert_string_equal(out, "anything");
}

static void test_long(void **state)
{
	(void)state;
	struct problems p;
	char big[5001], out[64];
	memset(big, '9', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	static const struct field *const all[] = { &text, &note, &nik, &number, &day, &birth, &money, &code, &codes, &yes, &secret };
	for (size_t i = 0; i < COUNT(all); i++) {
		problems_clear(&p);
		assert_false(field_canon(all[i], big, date_make(2026, 8, 15), levels, out, sizeof out, &p));
		assert_int_equal(p.hard, 1);
		big[4000] = '\0'; /* both too big for the buffer and not */
	}
}

static void test_empty(void **state)
{
	(void)state;
	const struct field table[] = { text, nik, code, number };
	const char *values[] = { "", NULL, "", "" };
	struct problems p;
	problems_clear(&p);
	assert_false(field_check_empty(table, 4, values, &p));
	assert_int_equal(p.count, 3);
	assert_int_equal(p.hard, 2);
	assert_false(problem_of(&p, "nik")->hard);
	assert_string_equal(problem_of(&p, "name")->text, "Fill in Nama.");
	assert_string_equal(problem_of(&p, "level")->text, "Choose Jenjang.");
	const char *filled[] = { "A", "", "sd", "" };
	problems_clear(&p);
	assert_true(field_check_empty(table, 4, filled, &p));
	assert_int_equal(p.count, 1);
	assert_int_equal(field_index(table, 4, "level"), 2);
	assert_int_equal(field_index(table, 4, "x"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_canon), cmocka_unit_test(test_sentences), cmocka_unit_test(test_long), cmocka_unit_test(test_empty) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
