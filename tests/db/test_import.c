/* Import: every line of "Bad input" in RELIABILITY.md, and what a good file becomes. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/child/derive.h"
#include "db/exchange/import.h"
#include "db/child/resident.h"
#include "db/school/school.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "tests/db/cases.h"
#include "tests/db/people.h"

static struct fixture f;
static struct arena *a;
static char path[160], bad[160], *words;
static size_t words_size;
static struct import_result result;
static struct err e;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	people_codes(&f);
	a = arena_new();
	snprintf(path, sizeof path, "%s/anak.csv", f.dir);
	snprintf(bad, sizeof bad, "%s/buruk.csv", f.dir);
	return 0;
}
static int teardown(void **state)
{
	(void)state;
	free(words);
	words = NULL;
	arena_free(a);
	fixture_close(&f);
	return 0;
}

static void put(const void *bytes, size_t size)
{
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, size, out), size);
	assert_int_equal(fclose(out), 0);
}

static bool import_with(const struct import_kind *kind, struct import_options o)
{
	free(words);
	words = NULL;
	o.messages = open_memstream(&words, &words_size);
	err_clear(&e);
	bool ok = import_file(f.db, &f.tu, kind, path, &o, &result, &e);
	fclose(o.messages);
	return ok;
}

static bool import(const char *text)
{
	put(text, strlen(text));
	return import_with(&import_residents, (struct import_options){ 0 });
}

static int64_t children(void) { return people_int(&f, "SELECT count(*) FROM resident"); }

#define HEAD "name,sex,admission_date"
#define GOOD "Siti Aminah,P,2024-07-15\n"

/* text: the file; says: what the message must hold (in messages or err), with its line and column. */
static void refused(const char *text, const char *says)
{
	bool ok = import(text);
	if (ok || (!strstr(words, says) && !strstr(e.text, says)) || children() != 0 || err_exit_code(e.kind) != 65)
		fail_msg("%s\nwanted: %s\ngot: %d %s | %s", text, says, ok, words, e.text);
}

static void bad_rows(void **state)
{
	(void)state;
	static const struct { const char *text, *says; } cases[] = {
		{ "", "empty" },
		{ "\n\n", "empty" },
		{ HEAD "\n", "no rows" },
		{ "nama,sex,admission_date\nA,L,2024-01-01\n", "\"name\"" },
		{ "name,sex,admission_date,name\nA,L,2024-01-01,B\n", "twice" },
		{ "name,sex\nA,L\n", "admission_date" },
		{ HEAD "\n" GOOD "Budi,L\n", "anak.csv:3: " },
		{ HEAD "\n" GOOD "Budi,L,2024-01-01,x\n", "anak.csv:3: " },
		{ HEAD "\n" GOOD "\"Budi,L,2024-01-01\nCici,P,2024-01-01\n", "anak.csv:3: " },
		{ HEAD "\nBu\"di,L,2024-01-01\n", "anak.csv:2: " },
		{ HEAD "\nB\xE9" "di,L,2024-01-01\n", "anak.csv:2: name: " },
		{ HEAD "\nBu\033[2Jdi,L,2024-01-01\n", "anak.csv:2: name: " },
		{ HEAD "\nBu\xE2\x80\xAE" "di,L,2024-01-01\n", "anak.csv:2: name: " },
		{ HEAD "\n,L,2024-01-01\n", "anak.csv:2: name: " },
		{ HEAD "\nBudi,X,2024-01-01\n", "anak.csv:2: sex: " },
		{ HEAD "\nBudi,L,31-02-2015\n", "anak.csv:2: admission_date: " },
		{ HEAD "\nBudi,L,2099\n", "anak.csv:2: admission_date: " },
		{ HEAD "\nBudi,L,2099-01-01\n", "anak.csv:2: admission_date: " },
		{ HEAD "\nBudi,L,1899-12-31\n", "anak.csv:2: admission_date: " },
		{ HEAD "\nBudi,L,k\n", "anak.csv:2: admission_date: " },
		{ HEAD "\nBudi,L,+7\n", "anak.csv:2: admission_date: " },
		{ HEAD "\nBudi,L,3/25/2013\n", "month first" },
		{ HEAD ",birth_date\nBudi,L,2024-01-01,2027-01-01\n", "anak.csv:2: birth_date: " },
		{ HEAD ",nik\nBudi,L,2024-01-01,327301310214000\n", "anak.csv:2: nik: " },
		{ HEAD ",nik\nBudi,L,2024-01-01,32730131021400X5\n", "anak.csv:2: nik: " },
		{ HEAD ",nik\nBudi,L,2024-01-01,\"3,27E+15\"\n", "anak.csv:2: nik: " },
		{ HEAD ",nik\nA B,L,2024-01-01,6408040903130001\nC D,L,2024-01-01,6408040903130001\n", "anak.csv:3: nik: 6408040903130001 stands already in line 2" },
		{ HEAD ",register_no\nA B,L,2024-01-01,2024-001\nC D,L,2024-01-01,2024-001\n", "anak.csv:3: register_no: " },
		{ HEAD ",mother_income\nBudi,L,2024-01-01,\"1,5\"\n", "anak.csv:2: mother_income: " },
		{ HEAD ",mother_income\nBudi,L,2024-01-01,-5\n", "anak.csv:2: mother_income: " },
		{ HEAD ",mother_income\nBudi,L,2024-01-01,5e3\n", "anak.csv:2: mother_income: " },
		{ HEAD ",mother_income\nBudi,L,2024-01-01,1000000000000000000\n", "anak.csv:2: mother_income: " },
		{ HEAD ",background\nBudi,L,2024-01-01,yatm\n", "yatim" },
		{ HEAD ",clusters\nBudi,L,2024-01-01,abh|salah\n", "anak.csv:2: clusters: " },
		{ HEAD ",district\nBudi,L,2024-01-01,Atlantis\n", "anak.csv:2: district: " },
		{ HEAD ",level,grade\nBudi,L,2024-01-01,sd,9\n", "anak.csv:2: " },
		{ HEAD ",grade\nBudi,L,2024-01-01,5\n", "anak.csv:2: level: " },
		{ HEAD ",termination_date,termination_reason\nBudi,L,2024-01-01,2023-12-31,lulus\n", "anak.csv:2: " },
		{ HEAD ",termination_date,termination_reason\nBudi,L,2024-01-01,2025-12-31,\n", "anak.csv:2: termination_reason: " },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		refused(cases[i].text, cases[i].says);
	static const char nul[] = HEAD "\nBu\0di,L,2024-01-01\n", utf16[] = "\xFF\xFEn\0a\0m\0e\0";
	put(nul, sizeof nul - 1);
	assert_false(import_with(&import_residents, (struct import_options){ 0 }));
	assert_non_null(strstr(e.text, "anak.csv:2: "));
	put(utf16, sizeof utf16 - 1);
	assert_false(import_with(&import_residents, (struct import_options){ 0 }));
	assert_non_null(strstr(e.text, "UTF-16"));
}

static void bad_files(void **state)
{
	(void)state;
	struct import_options o = { 0 };
	unlink(path);
	assert_false(import_with(&import_residents, o));
	assert_int_equal(err_exit_code(e.kind), 66);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_false(import_with(&import_residents, o));
	assert_int_equal(err_exit_code(e.kind), 66);
	rmdir(path);
	assert_int_equal(mkfifo(path, 0600), 0); /* would hang if it were opened */
	assert_false(import_with(&import_residents, o));
	assert_int_equal(err_exit_code(e.kind), 66);
	unlink(path);
	put("x", 1);
	assert_int_equal(truncate(path, (off_t)IMPORT_BYTES + 1), 0);
	assert_false(import_with(&import_residents, o));
	assert_int_equal(err_exit_code(e.kind), 65);
	struct buf b = BUF_EMPTY;
	buf_puts(&b, HEAD "\n");
	for (int i = 0; i < IMPORT_LINES + 2; i++)
		buf_puts(&b, "#\n");
	put(b.data, b.size);
	buf_free(&b);
	assert_false(import_with(&import_residents, o));
	assert_non_null(strstr(e.text, "200000"));
	put(HEAD "\n\"", sizeof HEAD + 1);
	assert_false(import_with(&import_residents, o));
	assert_int_equal(err_exit_code(e.kind), 65);
	assert_false(import_file(f.db, &f.bendahara, &import_residents, path, &o, &result, &e));
}

/* At most 20 errors are written, then a count; a row may have several. */
static void twenty_errors(void **state)
{
	(void)state;
	struct buf b = BUF_EMPTY;
	buf_puts(&b, HEAD "\n");
	for (int i = 0; i < 30; i++)
		buf_puts(&b, "Budi,Q,2024-13-01\n");
	assert_false(import(buf_text(&b)));
	buf_free(&b);
	assert_int_equal(result.bad, 30);
	assert_int_equal(result.errors, 60);
	int lines = 0;
	for (const char *c = words; *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 21);
	assert_non_null(strstr(words, "40"));
}

/* BOM, CRLF, semicolons, quotes, formulas, slashes, partly known dates, codes by label, names of regions, history. */
static void good_file(void **state)
{
	(void)state;
	static const char text[] = "\xEF\xBB\xBF" "register_no;name;sex;nik;birth_date;background;clusters;district;admission_date;level;grade;school;room;mother;termination_date;termination_reason;referral_no\r\n"
		"2019-014;\"Siti \"\"Ami\"\" Aminah\";p;'6408044903130001;9/3/2013;Yatim piatu;abh|anak_terlantar;Kutai Timur;2019-07-12;smp;8;SMPN 3;Melati 2;=1+1;;;\r\n"
		"\r\n"
		"# a comment\r\n"
		"2014-006;Rizal Ahmad;L;;?" "?-08-2005;;;64.72;15-01-2014;sma;12;SMKN 1;;;2023-06-30;lulus;460/12\r\n";
	put(text, sizeof text - 1);
	struct import_options o = { .dry_run = true };
	if (!import_with(&import_residents, o))
		fail_msg("%s %s", words, e.text);
	assert_int_equal(children(), 0);
	assert_int_equal(result.rows, 2);
	o.dry_run = false;
	if (!import_with(&import_residents, o))
		fail_msg("%s %s", words, e.text);
	assert_int_equal(result.written, 2);
	assert_non_null(strstr(words, "anak.csv:2: birth_date: 9/3/2013"));
	struct resident_card c;
	struct problems p;
	row_id id = resident_by_register(f.db, &f.kepala, "2019-014", &e);
	fixture_must(&e, resident_card(f.db, &f.kepala, id, true, NULL, a, &c, &p, &e));
	assert_string_equal(c.person.v[PERSON_NAME], "Siti \"Ami\" Aminah");
	assert_string_equal(c.person.v[PERSON_BIRTH_DATE], "2013-03-09");
	assert_string_equal(c.person.v[PERSON_BACKGROUND], "yatim_piatu");
	assert_string_equal(c.person.v[PERSON_MOTHER], "=1+1"); /* stored as text */
	assert_string_equal(c.person.v[PERSON_DISTRICT], "64.08");
	assert_string_equal(c.row.clusters, "abh|anak_terlantar");
	assert_string_equal(c.row.room, "Melati 2");
	assert_string_equal(c.row.school, "SMPN 3");
	assert_int_equal(c.row.grade, 8);
	id = resident_by_register(f.db, &f.kepala, "2014-006", &e);
	fixture_must(&e, resident_card(f.db, &f.kepala, id, true, NULL, a, &c, &p, &e));
	assert_string_equal(c.row.status, "keluar");
	assert_string_equal(c.row.end_reason, "lulus");
	assert_string_equal(c.person.v[PERSON_BIRTH_PRECISION], "m");
	/* the next number of a year steps over those of the file */
	assert_int_equal(people_int(&f, "SELECT count(*) FROM import_run"), 1);
	if (!import_with(&import_residents, o))
		fail_msg("%s", e.text);
	assert_true(result.already);
	assert_string_equal(result.already_by, f.tu.shown);
	assert_int_equal(result.written, 0);
	assert_int_equal(children(), 2);
	assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0);
	/* the same NIK in another file: both places named */
	assert_false(import(HEAD ",nik\nBaru,P,2024-01-01,6408044903130001\n"));
	assert_non_null(strstr(words, "anak.csv:2: nik: "));
	assert_non_null(strstr(words, "2019-014"));
}

/* A row that names an approved referral is that referral's child, not a second person with the same NIK. */
static void of_a_referral(void **state)
{
	(void)state;
	struct referral_input in = cases_letter("Rujuk Contoh", "P", "460/9");
	in.child[PERSON_NIK] = "6408044903130001";
	in.child[PERSON_BIRTH_DATE] = "2013-03-09";
	in.child[PERSON_MOTHER] = "Ibu Contoh";
	row_id id = cases_record(&f, &f.peksos, &in);
	char number[24], text[200];
	snprintf(number, sizeof number, "R-2026-%03d", 1);
	snprintf(text, sizeof text, HEAD ",nik,referral_no,address\nRujuk Contoh,P,2026-08-01,6408044903130001,%s,Jl. Baru 1\n", number);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM referral WHERE number = 'R-2026-001'"), 1);
	assert_false(import(text)); /* nobody has approved it */
	assert_non_null(strstr(words, "nik: "));
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, NULL);
	if (!import(text)) fail_msg("%s %s", words, e.text);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM person"), 1);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM person WHERE mother = 'Ibu Contoh' AND address = 'Jl. Baru 1'"), 1); /* what the letter knew stays */
	assert_int_equal(people_int(&f, "SELECT count(*) FROM referral_now WHERE state = 'ditempatkan'"), 1);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM stay s JOIN referral r ON r.id = s.referral_id WHERE s.letter_no = '460/9' AND s.district = r.district AND r.district <> ''"), 1);
	assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0);
}

static void told(void *ctx, const char *line) { (void)ctx; print_message("%s\n", line); }

/* The derived rows an import writes by itself are those the facts give, whatever is empty. */
static void derived(void **state)
{
	(void)state;
	if (!import(HEAD ",nik,clusters,level,grade,school,npsn,room,district,referral_no,birth_date,termination_date,termination_reason\n"
			"A Satu,L,2024-01-01,6408040903130001,abh|ampk,sd,3,SD 1,30400001,Mawar,64.08.04,460/1,2013-03-09,,\n"
			"B Dua,P,2026-08-03,,,,,,,,,,,,\n"
			"C Tiga,P,2026-08-20,,,smp,7,SMP 1,,Melati,64.72,,,,\n"
			"D Empat,L,2024-01-01,,ampk,sd,4,Nama lain,30400001,Mawar,64.08,460/2,,2026-08-03,lulus\n"
			"E Lima,L,2024-01-01,,,belum,,,,,,,,2024-01-01,meninggal\n"
			"F Enam,L,2024-01-01,,,sd,2,,,Melati,,,,,\n"))
		fail_msg("%s %s", words, e.text);
	assert_int_equal(derive_check(f.db, told, NULL, &e), 0);
}

static bool years_tx(struct db *db, void *ctx, struct err *err) { (void)ctx; return school_year_defaults(db, f.panti, err); }

/* The level of a school year holds from that year on: the months before were not at it. */
static void level_of_a_year(void **state)
{
	(void)state;
	fixture_must(&e, db_tx(f.db, years_tx, NULL, &e));
	if (!import(HEAD ",level,grade,school_year,termination_date,termination_reason\n"
			"A Satu,L,2025-07-10,smp,8,2026/2027,,\n"
			"B Dua,P,2026-07-28,smp,8,2026/2027,,\n"
			"C Tiga,P,2025-07-10,smp,8,2027/2028,,\n"
			"D Empat,P,2025-07-10,smp,8,2026/2027,2026-01-05,lulus\n"))
		fail_msg("%s %s", words, e.text);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM schooling s JOIN resident_now n ON n.resident_id = s.resident_id WHERE n.name = 'A Satu' AND s.on_date = '2026-07-13'"), 1);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM schooling s JOIN resident_now n ON n.resident_id = s.resident_id WHERE n.name <> 'A Satu' AND s.on_date = n.admit_on"), 3);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM resident_now WHERE name = 'A Satu' AND level = 'smp' AND grade = 8"), 1);
	assert_int_equal(derive_check(f.db, told, NULL, &e), 0);
}

static void skip_bad(void **state)
{
	(void)state;
	static const char text[] = HEAD "\n" GOOD "Budi,Q,2024-01-01\nTono,L,2024-02-02\n";
	put(text, sizeof text - 1);
	struct import_options o = { .skip_bad = bad };
	assert_true(import_with(&import_residents, o));
	assert_int_equal(result.written, 2);
	assert_int_equal(children(), 2);
	char rest[400] = "";
	FILE *in = fopen(bad, "r");
	assert_non_null(in);
	assert_true(fread(rest, 1, sizeof rest - 1, in) > 0);
	fclose(in);
	assert_non_null(strstr(rest, "name,sex,admission_date,why\r\nBudi,Q,2024-01-01,\"sex: "));
	assert_null(strstr(rest, "Tono"));
}

static bool never(void *ctx, int64_t bytes, int64_t all) { (void)bytes; (void)all; return ++*(int *)ctx < 3; }

/* Stopped in the middle of writing: nothing was written. */
static void stopped(void **state)
{
	(void)state;
	struct buf b = BUF_EMPTY;
	int asked = 0;
	buf_puts(&b, HEAD "\n");
	for (int i = 0; i < 1100; i++)
		buf_printf(&b, "Anak %d,L,2024-01-01\n", i);
	put(b.data, b.size);
	buf_free(&b);
	assert_false(import_with(&import_residents, (struct import_options){ .progress = never, .progress_ctx = &asked }));
	assert_int_equal(asked, 3);
	assert_int_equal(children(), 0);
	assert_true(import_with(&import_residents, (struct import_options){ 0 }));
	assert_int_equal(children(), 1100);
	assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM resident WHERE register_no = '2024-1100'"), 1);
}

static void templates_and_schools(void **state)
{
	(void)state;
	for (int k = 0; k < import_kinds_count; k++) {
		const struct import_kind *kind = import_kinds[k];
		assert_ptr_equal(import_find(kind->name), kind);
		FILE *out = fopen(path, "w");
		fixture_must(&e, import_template(f.db, &f.tu, kind, out, &e));
		fclose(out);
		if (!import_with(kind, (struct import_options){ 0 }))
			fail_msg("%s: %s %s", kind->name, words, e.text);
		assert_int_equal(result.written, 1);
	}
	assert_int_equal(people_int(&f, "SELECT count(*) FROM school WHERE npsn = '30400001' AND level = 'smp'"), 1);
	put("name;level\nSD 2;sd\nSD 2;sd\n", 26);
	assert_false(import_with(&import_schools, (struct import_options){ 0 }));
	assert_non_null(strstr(words, "anak.csv:3: name: "));
	assert_null(import_find("anak"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(bad_rows, setup, teardown), cmocka_unit_test_setup_teardown(bad_files, setup, teardown),
		cmocka_unit_test_setup_teardown(twenty_errors, setup, teardown), cmocka_unit_test_setup_teardown(good_file, setup, teardown),
		cmocka_unit_test_setup_teardown(derived, setup, teardown), cmocka_unit_test_setup_teardown(of_a_referral, setup, teardown), cmocka_unit_test_setup_teardown(level_of_a_year, setup, teardown), cmocka_unit_test_setup_teardown(skip_bad, setup, teardown), cmocka_unit_test_setup_teardown(stopped, setup, teardown),
		cmocka_unit_test_setup_teardown(templates_and_schools, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
