/* init --demo through the real program, on days that are awkward: what it must show whenever it is made. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/terminal/vt.h"

#include "db/termination/aftercare.h"
#include "db/money/allowance.h"
#include "db/office/home.h"
#include "db/report/month.h"
#include "db/referral/referral.h"
#include "db/school/school.h"
#include "db/child/stay.h"
#include "db/termination/termination.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/mem.h"
#include "src/command/demo/demo.h"
#include "src/rules/month.h"

/* in the middle of a month; its first day; the days around July's promotion; a leap day; years the program's own calendar does not know */
static const char *const days[] = { "2026-11-22", "2027-01-01", "2027-07-19", "2027-07-20", "2028-02-29", "2031-05-31" };

struct demo { char dir[64], path[96], day[16]; struct db *db; struct arena *a; struct actor head; };

/* The test build with --today; its exit code. Output goes to the file `out` in the folder (NULL: nowhere). */
static int program(const struct demo *d, const char *out, const char *const *words)
{
	char exe[512], file[160];
	const char *argv[24] = { exe, "--db", d->path, "--today", d->day, "--quiet", "--lang", "en" };
	int n = 8, status = 0;
	snprintf(exe, sizeof exe, "%s/pantidesk-test", getenv("B") ? getenv("B") : "build");
	snprintf(file, sizeof file, "%s/%s", d->dir, out ? out : "");
	while (*words) argv[n++] = *words++;
	pid_t pid = fork();
	if (pid == 0) {
		int fd = open(out ? file : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(fd, 1);
		execv(exe, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_true(pid > 0 && waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
#define RUN(d, out, ...) program(d, out, (const char *const[]){ __VA_ARGS__, NULL })

static char *text_of(const struct demo *d, const char *name)
{
	char file[160];
	snprintf(file, sizeof file, "%s/%s", d->dir, name);
	FILE *f = fopen(file, "r");
	assert_non_null(f);
	char *text = mem_alloc(400000);
	text[fread(text, 1, 399999, f)] = '\0';
	fclose(f);
	return text;
}

#define must(call) do { if (!(call)) { print_error("%s: %s\n", d->day, e.text); fail(); } } while (0)

static void make(struct demo *d, const char *day)
{
	struct err e = { ERR_NONE, "" };
	snprintf(d->dir, sizeof d->dir, "/tmp/demoXXXXXX");
	assert_non_null(mkdtemp(d->dir));
	snprintf(d->path, sizeof d->path, "%s/demo.db", d->dir);
	snprintf(d->day, sizeof d->day, "%s", day);
	assert_int_equal(RUN(d, NULL, "init", "--demo"), 0);
	clock_set_today(date_from_iso(day));
	d->a = arena_new();
	must(db_open(&d->db, &(struct db_options){ .path = d->path }, &e));
	must(user_actor(d->db, DEMO_HEAD_NAME, date_from_iso(day), &d->head, &e));
}

static void unmake(struct demo *d)
{
	char command[128];
	db_close(d->db);
	arena_free(d->a);
	clock_set_today(DATE_NONE);
	snprintf(command, sizeof command, "%s", d->dir);
	const char *argv[] = { "rm", "-rf", command, NULL };
	pid_t pid = fork();
	if (pid == 0) {
		execvp("rm", (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static int64_t count(struct demo *d, struct resident_filter f)
{
	struct err e = { ERR_NONE, "" };
	int64_t n = resident_count(d->db, &d->head, &f, &e);
	must(n >= 0);
	return n;
}

static void children(struct demo *d)
{
	struct err e = { ERR_NONE, "" };
	static const char *const clusters[] = { "balita_terlantar", "anak_terlantar", "anak_jalanan", "abh", "disabilitas", "ampk" };
	struct school_count *rows;
	size_t n, from_timur = 0;
	assert_int_equal(count(d, (struct resident_filter){ .level = "sd" }), 7);
	assert_int_equal(count(d, (struct resident_filter){ .level = "smp" }), 12);
	assert_int_equal(count(d, (struct resident_filter){ .level = "sma" }), 34);
	assert_int_equal(count(d, (struct resident_filter){ .status = RESIDENT_AKTIF }), 53);
	assert_int_equal(count(d, (struct resident_filter){ .status = RESIDENT_KELUAR }), 6);
	assert_int_equal(count(d, (struct resident_filter){ .waiting_school = true }), 0);
	assert_in_range(count(d, (struct resident_filter){ .incomplete = true }), 5, 15);
	for (size_t i = 0; i < COUNT(clusters); i++) assert_true(count(d, (struct resident_filter){ .status = RESIDENT_SEMUA, .cluster = clusters[i] }) > 0);
	must(school_counts(d->db, &d->head, date_from_iso(d->day), 0, d->a, &rows, &n, &e));
	for (size_t i = 0; i < n; i++)
		if (!strcmp(rows[i].district, "64.08"))
			for (int l = 0; l < LEVELS; l++) from_timur += (size_t)(rows[i].n[l][0] + rows[i].n[l][1]);
	assert_int_equal(from_timur, 2);
	assert_true(n >= 6);
}

static void people(struct demo *d)
{
	struct err e = { ERR_NONE, "" };
	struct user_row *rows;
	unsigned roles = 0;
	int n = user_list(d->db, &d->head, d->a, &rows, &e);
	must(n > 0);
	for (int i = 0; i < n; i++) roles |= rows[i].roles;
	assert_int_equal(roles, ROLE_ADMIN | ROLE_KEPALA | ROLE_PEKSOS | ROLE_TU | ROLE_BENDAHARA | ROLE_PENGASUH | ROLE_DINSOS | ROLE_PEMERIKSA);
	struct login login;
	must(user_login(d->db, "rina", DEMO_PASSWORD, "test", date_from_iso(d->day), &login, &e));
	assert_false(login.must_change);
}

/* The figures of a child's promotion: everybody in care since before July has moved up, one has not. */
static void school(struct demo *d)
{
	struct err e = { ERR_NONE, "" };
	struct resident_row *rows = arena_array(d->a, struct resident_row, 60);
	int n = resident_list(d->db, &d->head, &(struct resident_filter){ .status = RESIDENT_AKTIF }, RESIDENT_BY_NAME, NULL, false, 60, d->a, rows, &e), two_years = 0, repeats = 0;
	assert_int_equal(n, 53);
	for (int i = 0; i < n; i++) {
		struct schooling_fact *facts;
		size_t count;
		must(schooling_history(d->db, &d->head, rows[i].id, false, d->a, &facts, &count, &e));
		assert_true(count > 0);
		two_years += count > 1;
		int age = date_age(rows[i].birth, date_from_iso(d->day));
		assert_in_range(age, rows[i].grade + 5, rows[i].grade + 8);
		for (size_t k = 0; k < count; k++) repeats += !strcmp(facts[k].event, "tinggal");
	}
	assert_true(two_years > 35);
	assert_int_equal(repeats, 1);
}

static const char *ran_away(struct demo *d)
{
	struct err e = { ERR_NONE, "" };
	struct resident_row *rows = arena_array(d->a, struct resident_row, 10);
	int n = resident_list(d->db, &d->head, &(struct resident_filter){ .status = RESIDENT_KELUAR }, RESIDENT_BY_NAME, NULL, false, 10, d->a, rows, &e);
	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].end_reason, "meninggalkan")) return rows[i].register_no;
	fail();
	return "";
}

static void months(struct demo *d)
{
	struct err e = { ERR_NONE, "" };
	struct month_state *rows;
	int n = month_list(d->db, &d->head, d->a, &rows, &e), closed = 0, revised = 0;
	must(n > 9);
	assert_false(rows[0].closed);
	for (int i = 1; i < n && rows[i].closed; i++) {
		struct monthly_difference *differences;
		closed++;
		revised += rows[i].revisions;
		/* nothing was learnt since but what the correction names */
		assert_int_equal(month_differences(d->db, &d->head, rows[i].month, d->a, &differences, &e), 0);
		if (rows[i].revisions) {
			char month[8], number[] = "1";
			assert_int_equal(RUN(d, "perbaikan", "report", "monthly", "--month", date_month_iso(rows[i].month, month), "--revision", number, "--format", "text", "-o", "-"), 0);
			char *text = text_of(d, "perbaikan");
			assert_non_null(strstr(text, "CONTOH"));
			assert_non_null(strstr(text, ran_away(d))); /* the child stands among the differences */
			free(text);
			/* and the next month's own report, closed before the correction was made, names it too */
			assert_true(i > 1 && rows[i - 1].closed);
			assert_int_equal(RUN(d, "koreksi", "report", "monthly", "--month", date_month_iso(rows[i - 1].month, month), "--format", "text", "-o", "-"), 0);
			text = text_of(d, "koreksi");
			assert_non_null(strstr(text, ran_away(d)));
			free(text);
		}
	}
	assert_in_range(closed, 8, 14);
	assert_int_equal(revised, 1);
}

static void work(struct demo *d)
{
	struct err e = { ERR_NONE, "" };
	struct actor andi;
	struct referral_work referrals;
	struct termination_work ends;
	struct aftercare_work after;
	struct home_counts home;
	struct stay_pending *pending;
	struct allowance_total *totals;
	must(user_actor(d->db, "andi", date_from_iso(d->day), &andi, &e));
	for (int s = 0; s < REFERRAL_STATES; s++) {
		struct referral_filter f = { .view = REFERRAL_VIEW_STATE, .state = (enum referral_state)s };
		assert_true(referral_count(d->db, s == REFERRAL_KONSEP ? &andi : &d->head, &f, &e) > 0);
	}
	must(referral_work(d->db, &d->head, &referrals, &e));
	assert_true(referrals.over >= 1 && referrals.waiting > referrals.over && referrals.approved == 1);
	must(termination_work(d->db, &d->head, &ends, &e));
	assert_int_equal(ends.waiting, 1);
	assert_int_equal(ends.owed, 1);
	must(aftercare_work(d->db, &d->head, &after, &e));
	/* a demo made before the first follow-up of July's graduates is due has none waiting */
	assert_true(after.due >= (strcmp(d->day + 5, "07-20") ? 1 : 0));
	assert_int_equal(stay_pending(d->db, &d->head, d->a, &pending, &e), 1);
	must(home_counts(d->db, &d->head, d->a, &home, &e));
	assert_int_equal(home.overdue, 1);
	assert_int_equal(home.unapproved, 1);
	assert_false(home.day_confirmed);
	assert_true(home.room_count > 0);
	caldate month = month_of(date_from_iso(d->day));
	int n = allowance_totals(d->db, &d->head, &(struct allowance_filter){ .from = month, .to = month, .state = -1 }, d->a, &totals, &e);
	must(n > 0);
	assert_in_range(totals[n - 1].children, 51, 60);
	assert_int_equal(totals[n - 1].paid, 0);
}

static void whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(days); i++) {
		struct demo demo, *d = &demo;
		print_message("%s\n", days[i]);
		make(d, days[i]);
		children(d);
		people(d);
		school(d);
		months(d);
		work(d);
		assert_int_equal(RUN(d, NULL, "check"), 0);
		assert_int_equal(RUN(d, NULL, "audit", "verify"), 0);
		unmake(d);
	}
}

/* Two demos of one day differ in their site number, salts and nothing a report shows. */
static void same_again(void **state)
{
	static const char *const reports[] = { "education", "register", "allowance-receipts" };
	struct demo one, two;
	(void)state;
	make(&one, days[0]);
	make(&two, days[0]);
	for (size_t i = 0; i < COUNT(reports); i++) {
		assert_int_equal(RUN(&one, "out", "report", reports[i], "--format", "csv", "-o", "-"), 0);
		assert_int_equal(RUN(&two, "out", "report", reports[i], "--format", "csv", "-o", "-"), 0);
		char *a = text_of(&one, "out"), *b = text_of(&two, "out");
		assert_true(strlen(a) > 200);
		assert_string_equal(a, b);
		free(a);
		free(b);
	}
	unmake(&one);
	unmake(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(whole), cmocka_unit_test(same_again) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
