/* Reports on the screen: the list by role, month and child chosen, the preview, the print box with a printer that is off and one that prints,
 * files in the outbox, closing and correcting a month. The database, the lp stand-in and the outbox are real. */
#include "tests/screens/headless.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/init.h"
#include "db/child/stay.h"
#include "screens/app.h"
#include "screens/report/print_dialog.h"
#include "screens/screens.h"
#include "screens/ui/term.h"
#include "src/base/clock.h"
#include "src/base/file.h"
#include "src/conf/conf.h"

#define TODAY date_make(2026, 8, 3)

struct desk { /* the application the screens see, and the play that drives it */
	struct app app;
	struct play play;
	struct desk_options options;
	struct conf conf;
	char dir[64], path[96];
	struct db *db;
};

static struct desk desk;
static struct err e;
static struct problems p;

static void must(bool ok)
{
	if (!ok) fail_msg("%s %s", e.text, p.count ? p.list[0].text : "");
}

static struct stay_admitted admit(const char *name, const char *sex, caldate on, const char *level, int grade)
{
	struct stay_admitted made;
	struct stay_admission in = { .on = on, .clusters = "anak_terlantar", .level = level, .grade = grade, .letter_no = "1/DS/2026", .district = "64.08", .note = "", .register_no = "",
		.school_kind = "", .school_year = "", .twins_seen = true };
	in.v[PERSON_NAME] = name;
	in.v[PERSON_SEX] = sex;
	in.v[PERSON_BIRTH_DATE] = "2012-05-05";
	must(stay_admit(desk.db, &desk.app.actor, &in, 1, &made, &p, &e));
	return made;
}

static int setup(void **state)
{
	(void)state;
	unsetenv("SSH_CONNECTION"); /* at the machine itself */
	memset(&desk, 0, sizeof desk);
	err_clear(&e);
	problems_clear(&p);
	snprintf(desk.dir, sizeof desk.dir, "/tmp/pantidesk-test-XXXXXX");
	assert_non_null(mkdtemp(desk.dir));
	snprintf(desk.path, sizeof desk.path, "%s/desk.db", desk.dir);
	clock_set_ms(INT64_C(1785718800000)); /* 3 August 2026, 09.00 WITA */
	must(db_open(&desk.db, &(struct db_options){ .path = desk.path, .flags = DB_CREATE }, &e));
	struct init first = { "conf/region", "PSC", "Panti Contoh", 40, 40, 8,
		{ .name = "hasan", .shown = "Hasan", .title = "", .nip = "", .district = "", .password = "kata sandi contoh", .roles = ROLE_ADMIN | ROLE_KEPALA } };
	must(db_init(desk.db, &first, NULL, &p, &e));
	must(user_actor(desk.db, "hasan", TODAY, &desk.app.actor, &e));
	admit("Ani Contoh", "P", date_make(2026, 6, 1), "sd", 3);
	admit("Budi Contoh", "L", date_make(2026, 7, 5), "smp", 8);
	conf_defaults(&desk.conf);
	snprintf(desk.conf.lp_path, sizeof desk.conf.lp_path, "%s/lp", desk.dir);
	desk.options = (struct desk_options){ .conf = &desk.conf, .db_path = desk.path };
	desk.app.options = &desk.options;
	desk.app.db = desk.db;
	desk.app.arena = arena_new();
	must(panti_load(desk.db, desk.app.actor.panti, desk.app.arena, &desk.app.panti, &e));
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static int teardown(void **state)
{
	(void)state;
	db_close(desk.db);
	arena_free(desk.app.arena);
	nftw(desk.dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	clock_set_ms(0);
	return 0;
}

static void script(const char *name, const char *body)
{
	char path[160];
	snprintf(path, sizeof path, "%s/%s", desk.dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "#!/bin/sh\nd=%s\n%s\n", desk.dir, body);
	fclose(f);
	chmod(path, 0700);
}

static bool there(const char *name)
{
	char path[200];
	snprintf(path, sizeof path, "%s/%s", desk.dir, name);
	return access(path, F_OK) == 0;
}

static bool idle(struct ui *ui)
{
	if (desk.play.ended) return false;
	if (desk.play.n > 1000) fail_msg("the play never ends");
	desk.play.step(ui, &desk.play, desk.play.n++);
	return !desk.play.ended;
}

static void run(const struct screen_class *first, void (*step)(struct ui *, struct play *, int))
{
	struct ui_options o = play_options();
	desk.play = (struct play){ .step = step };
	o.app = &desk.app;
	o.db = desk.db;
	o.who = &desk.app.actor;
	o.conf = &desk.conf;
	o.in_tx = db_in_tx;
	o.offset_hours = 8;
	o.idle = idle;
	assert_int_equal(ui_run(&o, first, NULL), 0);
}

static void play_monthly(struct ui *ui, struct play *play, int n)
{
	switch (n) {
	case 0:
		assert_shown(ui, "Monthly report");
		assert_shown(ui, "Handover record (BAST)");
		assert_shown(ui, "Pocket money list");
		play_key(ui, K_ENTER);
		break;
	case 1:
		assert_shown(ui, "Which month?");
		assert_shown(ui, "July 2026");
		play_key(ui, K_ENTER);
		break;
	case 2:
		assert_shown(ui, "Monthly report, July 2026");
		assert_shown(ui, "Panti Contoh");
		assert_shown(ui, "Page 1 of");
		play_key(ui, K_F(5));
		break;
	case 3:
		assert_shown(ui, "Printer LX-310");
		play_key(ui, K_F(2)); /* the printer is off */
		break;
	case 4:
		assert_shown(ui, "Printer LX-310 is not ready.");
		script("lp", "for w; do printf '%s ' \"$w\"; done >$d/words\ncat >$d/bytes");
		play_key(ui, K_ESC);
		break;
	case 5:
		assert_shown(ui, "Page 1 of");
		play_key(ui, K_F(5));
		break;
	case 6:
		play_key(ui, K_F(2));
		break;
	case 7: {
		char path[160], words[200] = "";
		assert_shown(ui, "Sent to printer LX-310.");
		snprintf(path, sizeof path, "%s/words", desk.dir);
		FILE *f = fopen(path, "r");
		assert_non_null(f);
		assert_non_null(fgets(words, sizeof words, f));
		fclose(f);
		assert_string_equal(words, "-d LX-310 -n 1 -t monthly -o raw ");
		play_key(ui, K_F(6));
		break;
	}
	case 8:
		assert_shown(ui, "Which month?");
		play_type(ui, "June");
		play_key(ui, K_ENTER);
		break;
	case 9:
		assert_shown(ui, "Monthly report, June 2026");
		play_end(ui, play);
		break;
	}
}

static void test_monthly(void **state)
{
	(void)state;
	script("lp", "echo 'lp: printer off' >&2; exit 1");
	script("lpstat", "echo LX-310");
	run(&screen_reports, play_monthly);
	assert_true(there("bytes"));
}

static void play_handover(struct ui *ui, struct play *play, int n)
{
	struct report_ask ask = REPORT_ASK;
	switch (n) {
	case 0:
		ask.resident = resident_by_register(desk.db, &desk.app.actor, "2026-002", &e);
		assert_true(ask.resident != 0);
		assert_true(print_report(ui, "handover", &ask));
		break;
	case 1:
		assert_shown(ui, "BERITA ACARA SERAH TERIMA ANAK");
		play_key(ui, K_F(5));
		break;
	case 2: /* no queue on this machine: a file is offered first */
		assert_shown(ui, "My outbox: PDF");
		play_key(ui, K_F(4));
		break;
	case 3:
		assert_shown(ui, "Printer at this computer");
		assert_not_shown(ui, "CSV"); /* a handover record is no table */
		play_type(ui, "PDF");
		play_key(ui, K_ENTER);
		play_key(ui, K_F(2));
		break;
	case 4:
		assert_shown(ui, "outbox/hasan/handover.pdf");
		play_end(ui, play);
		break;
	}
}

static void test_handover(void **state)
{
	(void)state;
	run(&screen_reports, play_handover);
	assert_true(there("outbox/hasan/handover.pdf"));
}

static void play_months(struct ui *ui, struct play *play, int n)
{
	switch (n) {
	case 0:
		assert_shown(ui, "July 2026");
		assert_shown(ui, "to be closed");
		play_type(ui, "June");
		break;
	case 1:
		play_key(ui, K_F(8));
		break;
	case 2:
		assert_shown(ui, "Closing June 2026 fixes its report");
		play_key(ui, K_ESC); /* the safe answer */
		break;
	case 3:
		assert_shown(ui, "to be closed");
		play_key(ui, K_F(8));
		break;
	case 4:
		play_key(ui, K_TAB);
		play_key(ui, K_ENTER);
		break;
	case 5:
		assert_shown(ui, "June 2026 is closed.");
		play_key(ui, K_F(4));
		break;
	case 6:
		assert_shown(ui, "Nothing differs");
		admit("Citra Telat", "P", date_make(2026, 6, 20), "sma", 10); /* learnt after the closing */
		play_key(ui, K_F(4));
		break;
	case 7:
		assert_shown(ui, "Store a corrected report");
		play_key(ui, K_TAB);
		play_key(ui, K_ENTER);
		break;
	case 8:
		assert_shown(ui, "Correction 1 is stored.");
		play_key(ui, K_F(6));
		break;
	case 9:
		assert_shown(ui, "As first closed");
		assert_shown(ui, "Correction 1");
		play_key(ui, K_ENTER);
		break;
	case 10:
		assert_shown(ui, "Monthly report, June 2026");
		play_end(ui, play);
		break;
	}
}

static void test_months(void **state)
{
	(void)state;
	run(&screen_months, play_months);
}

static void play_treasurer(struct ui *ui, struct play *play, int n)
{
	(void)n;
	assert_shown(ui, "Pocket money list");
	assert_not_shown(ui, "Monthly report");
	assert_not_shown(ui, "Handover");
	play_end(ui, play);
}

static void test_list_by_role(void **state)
{
	(void)state;
	desk.app.actor.roles = ROLE_BENDAHARA;
	run(&screen_reports, play_treasurer);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = { T(test_monthly), T(test_handover), T(test_months), T(test_list_by_role) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
