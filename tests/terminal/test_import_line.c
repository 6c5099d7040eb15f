/* pantidesk import and export from outside: bad files and their clear answers (RELIABILITY.md), good ones of every make. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/types.h"
#include "tests/terminal/command_line.h"

#define HEAD "name,sex,nik,birth_date,admission_date\n"

static void children_are(struct clerk *line, const char *rows)
{
	char words[64];

	snprintf(words, sizeof words, "Exported %s rows.", rows);
	SAYS(line, 0, words, NULL, "export", "residents", "--format", "csv", "-o", "-");
}

static int begin(void **state)
{
	static struct clerk line; /* one at a time */

	clerk_begin(&line, LINE_DAY);
	clerk_lang(&line, "en");
	SAYS(&line, 0, "Made ", NULL, "init", "--admin", "hasan", "--password-fd", line_password("kapal layar biru"));
	*state = &line;
	return 0;
}

static int end(void **state)
{
	clerk_end(*state);
	return 0;
}

/* Whole texts of files; the words must be on stderr, and nothing in the database. */
static void bad_files(void **state)
{
	struct clerk *line = *state;
	static const struct { const char *text, *words; } files[] = {
		{ "", "is empty" },
		{ HEAD, "has a header and no rows." },
		{ "name,sex\nBudi,L\n", "bad.csv:1: The column \"admission_date\" is missing." },
		{ "name,sex,admission_date,guardan\nBudi,L,2026-01-02,x\n", "bad.csv:1: There is no column \"guardan\". Did you mean \"guardian\"?" },
		{ "name,sex,admission_date,name\nBudi,L,2026-01-02,x\n", "bad.csv:1: The column \"name\" stands twice" },
		{ HEAD "Ren\xe9,L,,,2026-01-02\n", "bad.csv:2: name: This text is not UTF-8." },
		{ HEAD "\"Budi,L,,,2026-01-02\nAni,P,,,2026-01-02\n", "bad.csv:2: A quotation mark opened here is never closed." },
		{ HEAD "Budi,L,,\n", "bad.csv:2: This row has 4 fields, the header has 5." },
		{ HEAD "Budi,L,,,2026-01-02,x\n", "bad.csv:2: This row has 6 fields, the header has 5." },
		{ HEAD "Budi,L,6408041203130001,,2026-01-02\nBeda,L,6408041203130001,,2026-01-02\n", "bad.csv:3: nik: 6408041203130001 stands already in line 2." },
		{ "name;sex;nik;admission_date\nBudi;L;3,27E+15;2026-01-02\n", "bad.csv:2: nik: The spreadsheet shortened this number" },
		{ HEAD "Budi,L,640804120313000,,2026-01-02\n", "bad.csv:2: nik: NIK has 16 digits; 15 are written here." },
		{ HEAD "Budi,L,64080412O3130001,,2026-01-02\n", "bad.csv:2: nik: NIK takes digits only" },
		{ HEAD "Budi,L,,31-02-2015,2026-01-02\n", "bad.csv:2: birth_date: The date 31-02-2015 does not exist" },
		{ HEAD "Budi,L,,2099-01-01,2026-01-02\n", "bad.csv:2: birth_date: " },
		{ HEAD "Budi,L,,,2099-01-01\n", "bad.csv:2: admission_date: " },
		{ HEAD "Budi,L,,1899-12-31,2026-01-02\n", "bad.csv:2: birth_date: The date 1899-12-31 does not exist or lies outside 1900" },
		{ HEAD "Budi,X,,,2026-01-02\n", "bad.csv:2: sex: " },
		{ HEAD "   ,L,,,2026-01-02\n", "bad.csv:2: name: " },
		{ HEAD "\xe2\x80\xae" "Budi,L,,,2026-01-02\n", "bad.csv:2: name: The text holds invisible characters." },
		{ HEAD "Bu\033[2Jdi,L,,,2026-01-02\n", "bad.csv:2: name: The text holds control characters" },
		{ "name;sex;admission_date;mother_income\nBudi;L;2026-01-02;1,5\n", "bad.csv:2: mother_income: " },
		{ "name;sex;admission_date;mother_income\nBudi;L;2026-01-02;-5\n", "bad.csv:2: mother_income: " },
		{ "name;sex;admission_date;mother_income\nBudi;L;2026-01-02;5e3\n", "bad.csv:2: mother_income: " },
		{ "name;sex;admission_date;mother_income\nBudi;L;2026-01-02;1000000000000000000\n", "bad.csv:2: mother_income: " },
	};
	for (size_t i = 0; i < COUNT(files); i++) {
		const char *path = line_text(line, "bad.csv", files[i].text);
		SAYS(line, 65, files[i].words, NULL, "import", "residents", path);
		assert_null(strchr(line->said, '\033'));
		assert_null(strstr(line->said, "\xe2\x80\xae"));
		if (!strchr(files[i].text, '\n') || strstr(line->said, "header") || strstr(line->said, ":1: ") || strstr(line->said, "never closed")) continue;
		HAS(line->said, "Nothing was written.");
	}
	SAYS(line, 65, "bad.csv:2: There is a NUL byte", NULL, "import", "residents", line_file(line, "bad.csv", HEAD "A\0B,L,,,2026-01-02\n", sizeof HEAD "A\0B,L,,,2026-01-02\n" - 1));
	SAYS(line, 65, "bad.csv:1: The file is UTF-16.", NULL, "import", "residents", line_file(line, "bad.csv", "\xff\xfen\0a\0m\0e\0", 10));
	children_are(line, "0");
}

static void no_files(void **state)
{
	struct clerk *line = *state;
	const char *fifo = line_path(line, "fifo"), *big = line_path(line, "big.csv"), *many = line_path(line, "many.csv");

	SAYS(line, 66, "gone.csv cannot be read", NULL, "import", "residents", line_path(line, "gone.csv"));
	SAYS(line, 66, "is no plain file.", NULL, "import", "residents", line->dir);
	SAYS(line, 66, "/dev/zero is no plain file.", NULL, "import", "residents", "/dev/zero");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	SAYS(line, 66, "is no plain file.", NULL, "import", "residents", fifo); /* and does not wait for a writer */
	line_text(line, "big.csv", HEAD);
	assert_int_equal(truncate(big, 65 << 20), 0);
	SAYS(line, 65, "larger than 64 MB", NULL, "import", "residents", big);
	assert_int_equal(unlink(big), 0);
	FILE *f = fopen(many, "w");
	assert_non_null(f);
	fputs(HEAD, f);
	for (int i = 0; i < 200001; i++) fputs(",,,,\n", f);
	assert_int_equal(fclose(f), 0);
	SAYS(line, 65, "200", NULL, "import", "residents", many);
	SAYS(line, 64, "There is nothing called resident to import. Did you mean residents?", NULL, "import", "resident", many);
	SAYS(line, 64, "Say what to import", NULL, "import");
	SAYS(line, 64, "There is no option --dryrun here. Did you mean --dry-run?", NULL, "import", "residents", many, "--dryrun");
	children_are(line, "0");
}

static void twenty_errors_then_a_count(void **state)
{
	struct clerk *line = *state;
	char text[2000] = HEAD;

	for (int i = 0; i < 30; i++) strncat(text, "Budi,X,,,2026-01-02\n", sizeof text - strlen(text) - 1);
	SAYS(line, 65, "bad.csv: 10 more errors are not shown.", NULL, "import", "residents", line_text(line, "bad.csv", text));
	assert_int_equal(line_count(line->said, ": sex: "), 20);
	HAS(line->said, "30 of 30 rows need mending. Nothing was written.");
}

static void good_files(void **state)
{
	struct clerk *line = *state;
	const char *path = line_text(line, "good.csv", "\xef\xbb\xbf" "Name;SEX;nik;birth_date;admission_date;address;background\r\n"
		"Budi Contoh;L;6408041203130001;12/3/2013;02-01-2026;=1+1;Yatim Piatu\r\n\"=HYPERLINK(1)\";P;;;2026-01-02;\"Jl. \"\"A\"\"; RT 2\";\r\n");

	SAYS(line, 0, "Checked: 2 rows can be imported, 0 cannot. Nothing was written.", NULL, "import", "residents", path, "--dry-run");
	children_are(line, "0");
	SAYS(line, 0, "good.csv:2: birth_date: 12/3/2013 is read as 12 March 2013 (day/month/year).\nImported 2 of 2 rows.", NULL, "import", "residents", path);
	/* the same file again: told who and when, no fault of it is named, nothing written */
	SAYS(line, 0, "by sistem: 0 rows.", NULL, "import", "residents", path);
	HAS(line->said, "This file was imported already on 03-08-2026");
	assert_null(strstr(line->said, "nik"));
	children_are(line, "2");
	SAYS(line, 65, "bad.csv:2: nik: This NIK is already used by Budi Contoh (2026-001).", NULL, "import", "residents", line_text(line, "bad.csv", HEAD "Lain,L,6408041203130001,,2026-01-02\n"));
	/* the good ones of a mixed file, the others beside with the reason */
	const char *rest = line_path(line, "rest.csv");
	SAYS(line, 0, "Imported 1 of 2 rows.", NULL, "import", "residents", line_text(line, "mixed.csv", HEAD "Citra,P,,,2026-01-02\nDani,X,,,2026-01-02\n"), "--skip-bad", rest);
	char *text = clerk_file(rest);
	HAS(text, "why");
	HAS(text, "Dani");
	HAS(text, "sex: ");
	assert_null(strstr(text, "Citra"));
	free(text);
	/* formulas stay text, in a cell that a spreadsheet does not compute */
	text = GIVES(line, NULL, "export", "residents", "--columns", "name,nik,birth_date,address,background", "--format", "csv", "-o", "-");
	HAS(text, "Budi Contoh;6408041203130001;2013-03-12;'=1+1;yatim_piatu");
	HAS(text, "'=HYPERLINK(1);");
	HAS(text, "\"Jl. \"\"A\"\"; RT 2\"");
	free(text);
	HAS(line->said, "Exported 3 rows.");
	SAYS(line, 0, NULL, NULL, "check");
}

static void templates_import(void **state)
{
	struct clerk *line = *state;
	static const char *const kinds[] = { "schools", "residents", "referrals" };

	for (size_t i = 0; i < COUNT(kinds); i++) {
		char *text = GIVES(line, NULL, "import", "template", kinds[i]);
		HAS(text, i ? "sex" : "npsn");
		SAYS(line, 0, "Imported 1 of 1 rows.", NULL, "import", kinds[i], line_text(line, "template.csv", text));
		free(text);
	}
	SAYS(line, 64, "Did you mean schools?", NULL, "import", "template", "school");
}

static void exports(void **state)
{
	struct clerk *line = *state;
	const char *csv = line_path(line, "anak.csv"), *xlsx = line_path(line, "anak.xlsx");
	struct stat st;

	SAYS(line, 0, "Imported 1 of 1 rows.", NULL, "import", "residents", line_text(line, "good.csv", HEAD "Budi,L,6408041203130001,,2026-01-02\n"));
	SAYS(line, 0, "Exported 1 rows.", NULL, "export", "residents", "--format", "csv", "-o", csv);
	char *text = clerk_file(csv);
	HAS(text, "\xef\xbb\xbfRegister no.;Full name;");
	HAS(text, "2026-001;Budi;L;6408041203130001;");
	free(text);
	assert_int_equal(stat(csv, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	SAYS(line, 0, "Exported 1 rows.", NULL, "export", "residents", "-o", xlsx); /* the ending tells the format */
	text = clerk_file(xlsx);
	assert_memory_equal(text, "PK\3\4", 4);
	free(text);
	text = GIVES(line, NULL, "export", "residents", "--columns", "name,register_no");
	HAS(text, "Full name;Register no.\r\nBudi;2026-001\r\n");
	free(text);
	SAYS(line, 64, "There is no column \"nme\". Did you mean \"name\"?", NULL, "export", "residents", "--columns", "name,nme");
	SAYS(line, 64, "An export is csv or xlsx, not cvs.", NULL, "export", "residents", "--format", "cvs");
	SAYS(line, 64, "There is nothing called resident to export. Did you mean residents?", NULL, "export", "resident");
	SAYS(line, 64, "The export residents does not take --month.", NULL, "export", "residents", "--month", "2026-07");
	SAYS(line, 64, "The export ledger does not take --columns.", NULL, "export", "ledger", "--columns", "name");
	SAYS(line, 64, "Name the month", NULL, "export", "ledger", "--month", "2026-13");
	SAYS(line, 64, "One export at a time: ledger is too much.", NULL, "export", "residents", "ledger");
	SAYS(line, 73, "cannot be made", NULL, "export", "residents", "-o", line_path(line, "no/such/anak.csv"));
	text = GIVES(line, NULL, "export", "audit");
	assert_true(line_count(text, ";export.begin;") >= 3);
	assert_int_equal(line_count(text, ";export.residents;resident;0;;count;;1"), 3);
	free(text);
	free(GIVES(line, NULL, "export", "referrals"));
	free(GIVES(line, NULL, "export", "ledger", "--month", "2026-07", "--format", "xlsx"));
	/* not for everybody */
	SAYS(line, 0, "", NULL, "user", "add", "tono", "--role", "pengasuh", "--password-fd", line_password("angin timur laut"));
	SAYS(line, 77, "Export", "tono", "export", "residents");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(bad_files, begin, end),
		cmocka_unit_test_setup_teardown(no_files, begin, end),
		cmocka_unit_test_setup_teardown(twenty_errors_then_a_count, begin, end),
		cmocka_unit_test_setup_teardown(good_files, begin, end),
		cmocka_unit_test_setup_teardown(templates_import, begin, end),
		cmocka_unit_test_setup_teardown(exports, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
