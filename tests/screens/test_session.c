/* A session from log in on: what a stranger reaches, what somebody just logged in is told, long sentences, how long it may stand open. */
#include "tests/screens/desk_facts.h"

#include <string.h>

#include "db/init.h"
#include "db/office/user.h"
#include "screens/ui/loop.h"
#include "src/base/clock.h"

DESK_ANEW(desk)

static void with_find(struct desk_play *d, struct ui_options *o)
{
	(void)d;
	o->find = app_find_child;
	o->panti = "pantidesk";
}

static void never_open(struct desk_play *d, struct ui *ui)
{
	bool found = false;
	(void)d;
	for (int i = 0; i < UI_TIMERS_MAX; i++)
		if (ui->timer[i].fn && ui->timer[i].due - clock_monotonic() > UI_SESSION_IDLE_MS - 60000) found = true;
	assert_true(found);
	assert_int_equal(UI_SESSION_IDLE_MS, 8 * 60 * 60 * 1000);
}

static void set_up_panti(void)
{
	struct err e = { ERR_NONE, "" };
	desk_must(panti_set_up(desk.db, &desk.head, &e), NULL, &e);
}

static void test_log_in(void **state)
{
	const struct actor nobody = { .user = 0, .name = "", .shown = "" };
	(void)state;
	set_up_panti();
	desk_child(&desk, "Siti Aminah", "P", "2013-03-09", date_make(2019, 7, 12));
	const struct desk_step first[] = {
		DO_GONE("", "3Find", "User name", "10Quit"),
		DO_GONE("{F3}", "Siti", "F3 is not used on this screen."),               /* nothing of the home before log in */
		DO("hasan{Enter}keliru sekali{Enter}", "do not match yet. Check Caps Lock."), /* the whole sentence */
		DONE,
	};
	desk.tune = with_find;
	desk_run_play(&desk, &nobody, &screen_login, NULL, first);
	clock_set_ms(clock_now() + 120000);
	const struct desk_step again[] = {
		DO_THEN("hasan{Enter}kata sandi contoh{Enter}", never_open, "WORK OF TODAY", "10Quit"),
		DO("{F9}", "0 Quit"), /* the log in beneath is gone: F10 leaves the desk */
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_login, NULL, again);
	clock_set_ms(clock_now() + 3600000);
	const struct desk_step later[] = {
		DO("hasan{Enter}kata sandi contoh{Enter}", "Your last log in: 03-08-2026 09.02."),
		DO_GONE("{Down}", "Your last log in", "WORK OF TODAY"),
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_login, NULL, later);
}

/* A refusal names everybody who may: on two rows when one is too short, never cut. */
static void test_long_sentence(void **state)
{
	(void)state;
	struct actor admin = desk_actor(&desk, "adi", ROLE_ADMIN, "");
	set_up_panti();
	const struct desk_step steps[] = { DO("{F3}", "See the list of children: this is done by", "Auditor."), DO_GONE("{Down}", "Auditor."), DONE };
	desk.tune = with_find;
	desk_run_play(&desk, &admin, &screen_home, NULL, steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_log_in, setup, teardown), cmocka_unit_test_setup_teardown(test_long_sentence, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
