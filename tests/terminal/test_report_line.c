/* Reports, months and pocket money without a terminal: every report in every format, closed months that stay as they were, nothing paid twice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/types.h"
#include "tests/terminal/command_line.h"

static int begin(void **state)
{
	static struct clerk line; /* one at a time */

	line_begin(&line);
	*state = &line;
	return 0;
}

static int end(void **state)
{
	clerk_end(*state);
	return 0;
}

/* A register number of somebody with this in the row of `export residents`. */
static void somebody(struct clerk *line, const char *part, char out[24])
{
	char *text = GIVES(line, NULL, "export", "residents", "--columns", "status,level,register_no"), *at = strstr(text, part);

	assert_non_null(at);
	snprintf(out, 24, "%.*s", (int)strcspn(at + strlen(part), "\r"), at + strlen(part));
	free(text);
}

static void every_report_in_every_format(void **state)
{
	struct clerk *line = *state;
	static const char *const names[] = { "monthly", "education", "register", "allowance-receipts", "cash-book", "savings-book", "referrals-by-district", "handover", "referral-reply", "child-labour", "funnel", "company-reports", "referral-out", "partners" };
	static const struct { const char *code, *first; } formats[] = { { "text", "" }, { "escp", "\033@" }, { "pdf", "%PDF-1." }, { "xlsx", "PK\3\4" }, { "csv", "\xef\xbb\xbf" } };
	char child[24], *list = GIVES(line, NULL, "report", "list");

	somebody(line, "aktif;sma;", child);
	assert_true(line_count(list, "\n") >= COUNT(names));
	for (size_t i = 0; i < COUNT(names); i++) {
		bool one = strcmp(names[i], "savings-book") == 0 || strcmp(names[i], "handover") == 0, out = strcmp(names[i], "referral-out") == 0, letter = out || strcmp(names[i], "referral-reply") == 0;
		const char *number = out ? "RK-2026-001" : "R-2026-013";
		HAS(list, names[i]);
		for (size_t k = 0; k < COUNT(formats); k++) {
			if (k > 2 && (out || strcmp(names[i], "handover") == 0)) { /* to be signed or filled in by hand */
				SAYS(line, 64, "has no tables to write as", NULL, "report", names[i], one ? "--resident" : "--referral", one ? child : number, "--format", formats[k].code);
				continue;
			}
			char *text = one ? GIVES(line, NULL, "report", names[i], "--resident", child, "--format", formats[k].code)
				: letter ? GIVES(line, NULL, "report", names[i], "--referral", number, "--format", formats[k].code)
				: GIVES(line, NULL, "report", names[i], "--format", formats[k].code);
			assert_memory_equal(text, formats[k].first, strlen(formats[k].first));
			assert_string_equal(line->said, ""); /* data on stdout, and no word */
			if (k == 0) HAS(text, "CONTOH");
			if (k == 0) assert_true(strlen(text) > 600);
			free(text);
			struct stat st;
			assert_int_equal(stat(line->out, &st), 0);
			assert_true(st.st_size > 200);
		}
	}
	free(list);
	/* the ending tells the format; the file is the user's alone */
	struct stat st;
	const char *pdf = line_path(line, "education.pdf");
	SAYS(line, 0, "", NULL, "report", "education", "-o", pdf, "--paper", "f4");
	assert_int_equal(stat(pdf, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	char *text = clerk_file(pdf);
	assert_memory_equal(text, "%PDF-1.", 7);
	free(text);
}

static void what_a_report_does_not_take(void **state)
{
	struct clerk *line = *state;

	SAYS(line, 64, "There is no report monhly. Did you mean monthly?", NULL, "report", "monhly");
	SAYS(line, 64, "Name the report; pantidesk report list shows them.", NULL, "report");
	SAYS(line, 64, "One report at a time: education is too much.", NULL, "report", "monthly", "education");
	SAYS(line, 64, "--month takes a month like 2026-07, not 2026-13.", NULL, "report", "monthly", "--month", "2026-13");
	SAYS(line, 64, "--date takes a day like 2026-07-31, not 31-07-2026.", NULL, "report", "education", "--date", "31-07-2026");
	SAYS(line, 64, "The report education does not take --month.", NULL, "report", "education", "--month", "2026-07");
	SAYS(line, 64, "--revision takes a number from 0 to 999, not x.", NULL, "report", "monthly", "--revision", "x");
	SAYS(line, 64, "A report is text, escp, pdf, xlsx or csv, not doc.", NULL, "report", "monthly", "--format", "doc");
	SAYS(line, 64, "Paper is a4, f4, 80 or 136, not a5.", NULL, "report", "monthly", "--paper", "a5");
	SAYS(line, 64, "80 and 136 are columns of text.", NULL, "report", "monthly", "--paper", "80", "--format", "pdf");
	SAYS(line, 64, "Name the child: --resident", NULL, "report", "handover");
	SAYS(line, 64, "Name the referral: --referral", NULL, "report", "referral-reply");
	SAYS(line, 64, "--of is admission or termination, not leave.", NULL, "report", "handover", "--resident", "2022-003", "--of", "leave");
	SAYS(line, 65, "9999-001", NULL, "report", "handover", "--resident", "9999-001");
	SAYS(line, 65, "R-9999-001", NULL, "report", "referral-reply", "--referral", "R-9999-001");
	SAYS(line, 73, "cannot be made", NULL, "report", "education", "-o", line_path(line, "no/such/x.txt"));
	SAYS(line, 77, NULL, "tono", "report", "monthly"); /* a caregiver prints no reports */
	SAYS(line, 77, NULL, "tono", "report", "cash-book");
}

/* The demo's table of the sources: 7 / 12 / 34, two from Kutai Timur; and the old school year until the new one begins. */
static void education(void **state)
{
	struct clerk *line = *state;
	char *text = GIVES(line, NULL, "report", "education", "--format", "csv");

	static const struct { const char *begins, *ends; } rows[] = { { "\nSD;", ";7" }, { "\nSMP/MTs;", ";12" }, { "\nSMA/SMK;", ";34" }, { "\nJumlah seluruh anak;", ";53" }, { ";Kab. Kutai Timur;", ";2" } };
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *at = strstr(text, rows[i].begins);
		assert_non_null(at);
		size_t n = 1 + strcspn(at + 1, "\r"), tail = strlen(rows[i].ends);
		assert_memory_equal(at + n - tail, rows[i].ends, tail);
	}
	free(text);
	text = GIVES(line, NULL, "report", "education", "--date", "2026-07-12"); /* 2026/2027 begins on the 13th */
	HAS(text, "Tahun Ajaran 2025/2026");
	free(text);
	text = GIVES(line, NULL, "report", "education", "--date", "2026-07-13");
	HAS(text, "Tahun Ajaran 2026/2027");
	free(text);
	for (int wide = 0; wide < 2; wide++) {
		size_t most = 0;
		text = wide ? GIVES(line, NULL, "report", "monthly", "--paper", "136") : GIVES(line, NULL, "report", "monthly", "--paper", "80");
		for (const char *l = text; *l; l += strcspn(l, "\n") + (l[strcspn(l, "\n")] == '\n'))
			if (strcspn(l, "\n") > most) most = strcspn(l, "\n");
		assert_in_range(most, wide ? 100 : 70, wide ? 136 : 80);
		free(text);
	}
}

/* The demo's old list of Kutai Timur: 25, 19 and 15 children found working, for the home that typed it in and for the district's officer. */
static void child_labour(void **state)
{
	struct clerk *line = *state;
	static const char *const who[] = { NULL, "hasan", "andi" };
	static const struct { const char *begins, *ends; } rows[] = { { "\n2018;25;0;0;", ";25" }, { "\n2019;19;0;0;", ";19" }, { "\n2020;15;0;0;", ";15" } };
	for (size_t w = 0; w < COUNT(who); w++) {
		char *text = GIVES(line, who[w], "report", "child-labour", "--year", "2020", "--format", "csv");
		for (size_t i = 0; i < COUNT(rows); i++) {
			char *at = strstr(text, rows[i].begins);
			assert_non_null(at);
			size_t n = 1 + strcspn(at + 1, "\r"), tail = strlen(rows[i].ends);
			assert_memory_equal(at + n - tail, rows[i].ends, tail);
		}
		HAS(text, "\nJumlah;59;0;0;");
		assert_null(strstr(text, "\n2026;"));
		free(text);
	}
	SAYS(line, 65, "That year has not begun yet.", NULL, "report", "child-labour", "--year", "2027");
	SAYS(line, 77, NULL, "rina", "report", "child-labour"); /* the treasurer's reports are about money */
}

/* The demo's workplaces: by default the last quarter that is over, any month names another; one is late, one differs; the letter by the workplace's name. */
static void workplaces(void **state)
{
	struct clerk *line = *state;
	char *text = GIVES(line, "hasan", "report", "company-reports", "--month", "2026-02", "--format", "csv");
	HAS(text, "\nLate;1");
	HAS(text, "\nReceived;3");
	HAS(text, "\nChecked;1");
	HAS(text, "\nDiffers;1");
	HAS(text, "\nJumlah;6");
	HAS(text, "Kebun Sawit Rimba Contoh;13-14 tahun;0;2;2");
	free(text);
	text = GIVES(line, "andi", "report", "company-reports");
	HAS(text, "Triwulan II 2026");
	HAS(text, "PEMERINTAH KABUPATEN KUTAI TIMUR");
	HAS(text, "UD Ikan Asin");
	assert_null(strstr(text, "Rotan")); /* of another district */
	free(text);
	text = GIVES(line, "wati", "report", "company-reminder", "--company", "batu bata merah contoh");
	HAS(text, "Pengingat laporan triwulan tenaga kerja");
	HAS(text, "Pimpinan Batu Bata Merah Contoh");
	free(text);
	text = GIVES(line, "andi", "export", "companies", "--format", "csv");
	HAS(text, "Batu Bata Merah Contoh");
	assert_null(strstr(text, "Rotan"));
	free(text);
	SAYS(line, 64, "Name the workplace: --company NAME", "wati", "report", "company-reminder");
	SAYS(line, 65, "There is no workplace Rotan.", "wati", "report", "company-reminder", "--company", "Rotan");
	SAYS(line, 65, "No reminder was sent to this workplace", "wati", "report", "company-reminder", "--company", "CV Rotan Harapan Contoh");
	SAYS(line, 65, "That quarter has not begun yet.", "wati", "report", "company-reports", "--month", "2026-10");
	SAYS(line, 77, NULL, "rina", "report", "company-reports");
}

/* Without the line that says who printed it when. */
static void unstamped(char *text)
{
	for (char *at; (at = strstr(text, "Dicetak ")) || (at = strstr(text, "Printed "));) {
		size_t n = strcspn(at, "\n");
		char *page = n > 20 ? at + n - 20 : at; /* "hal 1/3" stands right */
		memmove(at, page, strlen(page) + 1);
	}
}

static void closed_months_stay(void **state)
{
	struct clerk *line = *state;
	char *before = GIVES(line, NULL, "report", "monthly", "--month", "2026-06"), *after, *csv = GIVES(line, NULL, "report", "monthly", "--month", "2026-06", "--format", "csv");

	/* later and backdated changes, with the clock on another day */
	line->day = "2026-08-05";
	SAYS(line, 0, "Imported 2 of 2 rows.", NULL, "import", "residents", line_text(line, "late.csv", "name,sex,admission_date\nTerlambat Dicatat,L,2026-06-20\nBaru Datang,P,2026-08-04\n"));
	after = GIVES(line, NULL, "report", "monthly", "--month", "2026-06");
	assert_string_not_equal(before, after); /* the print date */
	unstamped(before);
	unstamped(after);
	assert_string_equal(before, after);
	free(after);
	after = GIVES(line, NULL, "report", "monthly", "--month", "2026-06", "--format", "csv");
	assert_string_equal(csv, after);
	free(after);
	free(csv);
	SAYS(line, 65, "There is no correction 1", NULL, "report", "monthly", "--month", "2026-06", "--revision", "1"); /* not made yet */
	SAYS(line, 77, NULL, NULL, "month", "revise", "--month", "2026-06");
	SAYS(line, 0, "Stored correction 1 of 2026-06.", "hasan", "month", "revise", "--month", "2026-06");
	SAYS(line, 65, "Nothing differs from the stored report", "hasan", "month", "revise", "--month", "2026-06");
	after = GIVES(line, NULL, "report", "monthly", "--month", "2026-06", "--revision", "1");
	HAS(after, "Terlambat Dicatat");
	unstamped(after);
	assert_string_not_equal(before, after);
	free(after);
	after = GIVES(line, NULL, "report", "monthly", "--month", "2026-06", "--revision", "0"); /* what was signed first */
	unstamped(after);
	assert_string_equal(before, after);
	free(after);
	free(before);
	SAYS(line, 0, NULL, NULL, "check");
}

static void months(void **state)
{
	struct clerk *line = *state;
	char *text;

	SAYS(line, 65, "August 2026 is not over yet.", "hasan", "month", "close", "--month", "2026-08");
	SAYS(line, 65, "July 2026 is closed already.", "hasan", "month", "close", "--month", "2026-07");
	SAYS(line, 64, "Name the month", "hasan", "month", "close");
	line->day = "2026-09-01";
	SAYS(line, 77, "Close a month: this is done by Head of the home.", NULL, "month", "close", "--month", "2026-08"); /* sistem */
	SAYS(line, 77, "Close a month", "rina", "month", "close", "--month", "2026-08");
	SAYS(line, 0, "Closed 2026-08. Its report is now fixed.", "hasan", "month", "close", "--month", "2026-08");
	SAYS(line, 65, "August 2026 is closed already.", "hasan", "month", "close", "--month", "2026-08");
	text = GIVES(line, NULL, "month", "list", "--json");
	HAS(text, "{\"month\": \"2026-08\", \"state\": \"closed\", \"revisions\": \"0\", \"audit_head\": \"");
	free(text);
	SAYS(line, 65, "August 2026 is closed.", "rina", "allowance", "run", "--month", "2026-08");
}

static void money(void **state)
{
	struct clerk *line = *state;
	char *book = GIVES(line, NULL, "export", "ledger"), *now, *list, one[24] = "", *at;

	line->day = "2026-08-31";
	SAYS(line, 64, "Name the month", "rina", "allowance", "run");
	SAYS(line, 77, "Make the allowance list: this is done by Treasurer.", NULL, "allowance", "run", "--month", "2026-08");
	SAYS(line, 65, "September 2026 has not begun yet.", "rina", "allowance", "run", "--month", "2026-09");
	SAYS(line, 65, "July 2026 is closed.", "rina", "allowance", "run", "--month", "2026-07");
	SAYS(line, 0, " children, ", "rina", "allowance", "run", "--month", "2026-08");
	SAYS(line, 0, " 0 new, 0 changed, 0 removed", "rina", "allowance", "run", "--month", "2026-08"); /* and again: nothing doubled */
	size_t children = strtoul(line->said, NULL, 10);
	SAYS(line, 77, "Pay allowances: this is done by Treasurer.", NULL, "allowance", "pay", "--month", "2026-08");
	list = GIVES(line, "rina", "allowance", "list", "--month", "2026-08", "--json");
	assert_true(children > 40);
	assert_int_equal(line_count(list, "{\"register_no\": "), children);
	at = strstr(list, "\"state\": \"Due\"");
	assert_non_null(at);
	at = strstr(list, "{\"register_no\": \"");
	snprintf(one, sizeof one, "%.*s", (int)strcspn(at + 17, "\""), at + 17);
	HAS(at, "\"due\": ");
	assert_null(strstr(list, "\"due\": \"")); /* a number */
	free(list);
	SAYS(line, 65, "9999-001 has nothing unpaid in this month. Nothing was paid.", "rina", "allowance", "pay", "--month", "2026-08", one, "9999-001");
	SAYS(line, 0, "Paid 1 children", "rina", "allowance", "pay", "--month", "2026-08", one);
	free(book);
	book = GIVES(line, NULL, "export", "ledger");
	SAYS(line, 65, "has nothing unpaid in this month. Nothing was paid.", "rina", "allowance", "pay", "--month", "2026-08", one);
	now = GIVES(line, NULL, "export", "ledger");
	assert_string_equal(book, now);
	free(now);
	SAYS(line, 0, "Paid ", "rina", "allowance", "pay", "--month", "2026-08");
	free(book);
	book = GIVES(line, NULL, "export", "ledger");
	SAYS(line, 65, "Nothing is unpaid in this month.", "rina", "allowance", "pay", "--month", "2026-08");
	SAYS(line, 0, NULL, "rina", "allowance", "run", "--month", "2026-08");
	now = GIVES(line, NULL, "export", "ledger");
	assert_string_equal(book, now);
	free(now);
	free(book);
	SAYS(line, 0, NULL, NULL, "check");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_report_in_every_format, begin, end),
		cmocka_unit_test_setup_teardown(what_a_report_does_not_take, begin, end),
		cmocka_unit_test_setup_teardown(education, begin, end),
		cmocka_unit_test_setup_teardown(child_labour, begin, end),
		cmocka_unit_test_setup_teardown(workplaces, begin, end),
		cmocka_unit_test_setup_teardown(closed_months_stay, begin, end),
		cmocka_unit_test_setup_teardown(months, begin, end),
		cmocka_unit_test_setup_teardown(money, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
