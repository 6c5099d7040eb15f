#include "tests/terminal/first_day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/money/allowance.h"
#include "db/money/ledger.h"
#include "db/referral/referral.h"
#include "db/child/resident.h"
#include "db/money/savings.h"
#include "db/school/school.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/mem.h"

/* Boys, girls, all of a row of the report's first table; the rule lines of the text are blanks in the PDF. */
struct figures { int row[4][3]; };

static struct figures figures_of(const char *text)
{
	static const char *const rows[] = { "At the beginning of the month", "Entered", "Left care", "At the end of the month" };
	struct figures f;
	const char *at = strstr(text, tr("All children"));

	assert_non_null(at);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *label = tr(rows[i]);
		at = strstr(at, label);
		if (!at) fail_msg("the report has no row %s", label);
		at += strlen(label);
		for (int k = 0; k < 3; k++) {
			at += strcspn(at, "0123456789");
			char *end;
			f.row[i][k] = (int)strtol(at, &end, 10);
			at = end;
		}
	}
	return f;
}

static char *pdf_text(struct clerk *c, const char *pdf)
{
	char out[300];

	snprintf(out, sizeof out, "%s/pdf.txt", c->dir);
	const char *argv[] = { "pdftotext", "-layout", pdf, out, NULL };
	pid_t pid = fork();
	int status = 0;
	if (pid == 0) {
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_true(waitpid(pid, &status, 0) == pid && status == 0);
	return clerk_file(out);
}

/* The same report four ways: the desk's two files, the command line's two. */
void first_day_report(struct clerk *c)
{
	static const struct figures right = { { { 27, 25, 52 }, { 1, 1, 2 }, { 1, 0, 1 }, { 27, 26, 53 } } };
	static const char *const names[] = { "Putra Pratama", "Dewi Handayani", "Danu Wijaya", "3.416.800", "Kutai Timur" };
	char path[4][300];

	snprintf(path[0], sizeof path[0], "%s/panti/outbox/hasan/monthly-2026-08.txt", c->dir);
	snprintf(path[1], sizeof path[1], "%s/panti/outbox/hasan/monthly-2026-08.pdf", c->dir);
	snprintf(path[2], sizeof path[2], "%s/report.txt", c->dir);
	snprintf(path[3], sizeof path[3], "%s/report.pdf", c->dir);
	assert_int_equal(CLERK_COMMAND(c, NULL, "report", "monthly", "--month", "2026-08", "--format", "text", "-o", path[2]), 0);
	assert_int_equal(CLERK_COMMAND(c, "hasan", "report", "monthly", "--month", "2026-08", "--format", "pdf", "-o", path[3]), 0);
	for (int i = 0; i < 4; i++) {
		char *text = i % 2 ? pdf_text(c, path[i]) : clerk_file(path[i]);
		struct figures f = figures_of(text);
		assert_memory_equal(&f, &right, sizeof f);
		for (size_t k = 0; k < COUNT(names); k++)
			if (!strstr(text, names[k])) fail_msg("%s does not name %s", path[i], names[k]);
		free(text);
	}
}

static int64_t children(struct db *db, const struct actor *who, struct resident_filter f)
{
	struct err e = { ERR_NONE, "" };
	int64_t n = resident_count(db, who, &f, &e);
	if (n < 0) fail_msg("%s", e.text);
	return n;
}

#define must(call) do { if (!(call)) fail_msg("%s", e.text); } while (0)

/* What the day left in the database, read through the program's own functions. */
void first_day_database(struct clerk *c)
{
	struct err e = { ERR_NONE, "" };
	struct actor head;
	struct db *db = NULL;
	struct arena *a = arena_new();
	struct allowance_total *totals;
	struct savings_child *savings;
	struct user_row *users;
	struct schooling_fact *schools;
	struct resident_card card;
	struct problems p = { .count = 0 };
	rupiah saved = 0;
	size_t n = 0;
	caldate day = date_from_iso(FIRST_DAY_AFTER), august = date_from_iso("2026-08-01");

	clock_set_today(day);
	must(db_open(&db, &(struct db_options){ .path = c->db }, &e));
	must(user_actor(db, "hasan", day, &head, &e));
	assert_int_equal(user_list(db, &head, a, &users, &e), 4);
	assert_int_equal(children(db, &head, (struct resident_filter){ .status = RESIDENT_AKTIF }), 53);
	assert_int_equal(children(db, &head, (struct resident_filter){ .status = RESIDENT_KELUAR }), 1);
	assert_int_equal(children(db, &head, (struct resident_filter){ .level = "sd" }), 8);
	assert_int_equal(children(db, &head, (struct resident_filter){ .level = "smp" }), 12);
	assert_int_equal(children(db, &head, (struct resident_filter){ .level = "sma" }), 33);
	assert_int_equal(children(db, &head, (struct resident_filter){ .unapproved = true }), 0);

	/* the referral became an admission with what the letter said */
	row_id putra = resident_by_register(db, &head, "2026-002", &e);
	must(putra && resident_card(db, &head, putra, false, NULL, a, &card, &p, &e));
	assert_string_equal(card.row.name, "Putra Pratama");
	assert_string_equal(card.stays[0].referral, "R-2026-001");
	assert_string_equal(card.stays[0].district, "64.08");
	assert_true(card.stays[0].approved);
	struct referral_filter placed = { .view = REFERRAL_VIEW_STATE, .state = REFERRAL_DITEMPATKAN };
	assert_int_equal(referral_count(db, &head, &placed, &e), 1);

	/* the school change stands above the first school */
	row_id eko = resident_by_register(db, &head, "2025-002", &e);
	must(schooling_history(db, &head, eko, false, a, &schools, &n, &e));
	assert_int_equal(n, 2);
	assert_string_equal(schools[0].school, "MTs Al-Hidayah Contoh");
	assert_string_equal(schools[0].event, "pindah");

	/* everybody paid once */
	int rows = allowance_totals(db, &head, &(struct allowance_filter){ .from = august, .to = august, .state = -1 }, a, &totals, &e);
	must(rows > 0);
	assert_int_equal(totals[rows - 1].children, 54);
	assert_int_equal(totals[rows - 1].paid, 54);
	assert_int_equal(totals[rows - 1].paid_amount, 3416800);
	assert_int_equal(totals[rows - 1].unpaid, 0);
	must(savings_list(db, &head, a, &savings, &saved, &e) > 0);
	assert_int_equal(saved, 526300 - 10000);

	/* the end of care: in force, its child paid out */
	row_id danu = resident_by_register(db, &head, "2023-041", &e);
	must(danu && resident_card(db, &head, danu, false, NULL, a, &card, &p, &e));
	assert_string_equal(card.stays[0].end_reason, "lulus");
	assert_int_equal(card.stays[0].end, date_from_iso(FIRST_DAY));
	assert_true(ledger_month_closed(db, head.panti, august));
	db_close(db);
	clock_set_today(DATE_NONE);
	arena_free(a);
	assert_int_equal(CLERK_COMMAND(c, NULL, "check"), 0);
	assert_int_equal(CLERK_COMMAND(c, NULL, "audit", "verify"), 0);
}
