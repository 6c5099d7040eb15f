/* Log in, the wait after a wrong password, a password to be renewed, the demo's names, the lock, and the first start. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/office/user.h"
#include "src/base/clock.h"

#define PASSWORD "kata sandi contoh"

static struct desk_play desk;
static const struct actor nobody = { .user = 0 };

static int begin(unsigned flags)
{
	desk_begin_flags(&desk, flags);
	const struct fixture f = desk_fixture(&desk);
	fixture_tamper(&f, "UPDATE account_user SET must_change = 0"); /* as if each had chosen an own one already */
	return 0;
}

static int setup(void **state) { (void)state; return begin(0); }
static int demo_setup(void **state) { (void)state; return begin(DB_DEMO); }
static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static void later(struct desk_play *d, struct ui *ui) { (void)d, (void)ui; clock_set_ms(FIXTURE_NOW + 5000); }

static void test_wrong_password(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO_GONE("", "contoh-pantidesk", "Case desk of the panti", "User name", "Password"), /* names of users stand there in a demo only */
		DO_GONE("", "rina", "Log in"),
		DO("sri{Enter}salah sekali{Enter}", "do not match"),
		DO_THEN(PASSWORD "{Enter}", later, "Wait ", "before the next try."), /* even the right one */
		DO(PASSWORD "{F2}", "sri (Social worker)", "WORK OF TODAY"), /* what was refused stands there no more */
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_login, NULL, steps);
	assert_int_equal(desk.app.actor.user, desk.worker.user);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'login'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'login.refused'"), 1);
}

/* An unknown name, a closed account and an account without a role of today. */
static void test_strangers(void **state)
{
	struct err e = { ERR_NONE, "" };
	(void)state;
	desk_must(user_disable(desk.db, &desk.head, "rina", "pindah", &e), NULL, &e);
	struct fixture f = desk_fixture(&desk);
	fixture_tamper(&f, "UPDATE user_role SET until_on = '2026-07-31' WHERE role = 'tu'");
	const struct desk_step steps[] = {
		DO("siapa{Enter}" PASSWORD "{Enter}", "do not match"),
		DO("{Up}", "siapa"),
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_login, NULL, steps);
	const struct desk_step closed[] = { DO("rina{Enter}" PASSWORD "{Enter}", "do not match"), DONE };
	desk_run_play(&desk, &nobody, &screen_login, NULL, closed);
	const struct desk_step idle[] = { DO("tu{Enter}" PASSWORD "{Enter}", "holds no role today"), DONE };
	desk_run_play(&desk, &nobody, &screen_login, NULL, idle);
	assert_int_equal(desk.app.actor.user, 0);
}

static void test_must_change(void **state)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct login in;
	(void)state;
	desk_must(user_password(desk.db, &desk.head, "sri", NULL, "sementara saja 1", &p, &e), &p, &e);
	const struct desk_step steps[] = {
		DO("sri{Enter}sementara saja 1{Enter}", "Choose your own password", "set by the admin"),
		DO("tiga kata baru{Enter}", "The same once more"),
		DO("tiga kata lain{Enter}", "The two passwords differ."),
		DO("{Enter}", "set by the admin"),
		DO("pendek{Enter}", "The same once more"),
		DO("pendek{Enter}", "at least 8"),
		DO("{Enter}", "set by the admin"),
		DO("{Esc}", "Case desk of the panti"), /* not in without it */
		DO("{F2}", "set by the admin"),
		DO("tiga kata baru{Enter}", "The same once more"),
		DO("tiga kata baru{Enter}", "sri (Social worker)", "WORK OF TODAY"),
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_login, NULL, steps);
	assert_true(user_login(desk.db, "sri", "tiga kata baru", "test", DESK_TODAY, &in, &e));
	assert_false(in.must_change);
}

static void test_demo_names(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "contoh-pantidesk", "hasan", "rina", "Treasurer"),
		DO("", "Head of the home", "Social worker"),
		DO("tu{Enter}" PASSWORD "{Enter}", "**CONTOH**", "tu (Office)"),
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_login, NULL, steps);
}

/* Locked by F9 K: nothing of the screen is seen; the password goes on exactly there. */
static void test_lock(void **state)
{
	(void)state;
	desk_child(&desk, "Ani Contoh", "P", "2012-05-05", date_make(2026, 6, 1));
	const struct desk_step steps[] = {
		DO("sri{Enter}" PASSWORD "{Enter}", "WORK OF TODAY"),
		DO("aani", "Ani Contoh", "Find: ani"),
		DO("{F9}", "Lock"),
		DO_GONE("k", "Ani", "Locked", "sri", "Password:"),
		DO_GONE("", "Find:", "Locked"), DO_GONE("", "2026-001", "Locked"),
		DO("keliru{Enter}", "The password does not match."),
		DO_THEN(PASSWORD "{Enter}", later, "Wait "),
		DO_GONE("{Esc}{F1}{F9}", "Find:", "Locked"), /* no way round */
		DO_GONE(PASSWORD "{Enter}", "Locked", "Ani Contoh", "Find: ani"),
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_login, NULL, steps);
	const struct desk_step other[] = {
		DO("sri{Enter}" PASSWORD "{Enter}", "WORK OF TODAY"), DO("{F9}", "Lock"), DO("k", "another user"), DO("{F10}", NULL), DONE,
	};
	clock_set_ms(FIXTURE_NOW + 60000);
	desk.n = 0;
	desk_run_play(&desk, &nobody, &screen_login, NULL, other);
}

static void test_set_up(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("hasan{Enter}" PASSWORD "{Enter}", "First start", "[1 The panti]", "Panti Contoh"),
		DO("{F2}", "[2 Letterhead]", "Letterhead line 1"),
		DO("PEMERINTAH CONTOH{Enter}", "PEMERINTAH CONTOH"),
		DO_GONE("{F2}", "Account", "[3 Check & save]", "PEMERINTAH CONTOH", "F2 saves and opens the desk."),
		DO("{F2}", "WORK OF TODAY", "Hasan", "1 First steps: rooms"),
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_login, NULL, steps);
	assert_string_equal(desk_sql_text(&desk, "SELECT kop1 FROM panti"), "PEMERINTAH CONTOH");
	const struct desk_step again[] = { DO("hasan{Enter}" PASSWORD "{Enter}", "WORK OF TODAY"), DONE }; /* asked once only */
	desk_run_play(&desk, &nobody, &screen_login, NULL, again);
}

static void without(struct desk_play *d, struct ui_options *o)
{
	(void)d;
	o->db = NULL;
	o->who = NULL;
	o->in_tx = NULL;
}

/* On an empty machine: the wizard makes the database, 0600, and its head. */
static void test_first_start(void **state)
{
	char path[160];
	struct stat st;
	struct db *kept = desk.db;
	struct err e = { ERR_NONE, "" };
	struct actor head;
	(void)state;
	snprintf(path, sizeof path, "%s/new/desk.db", desk.dir);
	desk.options.db_path = path;
	desk.options.folder = "build";
	desk.app.db = NULL;
	desk.tune = without;
	const struct desk_step steps[] = {
		DO("", "First start", "[1 The panti]", "Name of the panti"),
		DO("{F2}", "[1 The panti]", "to mend"),                    /* the name is needed */
		DO("Panti Harapan{Enter}30{Enter}25{Enter}", "30", "25"),
		DO("{F2}", "[2 Letterhead]"),
		DO("{F2}", "[3 Account]", "User name"),
		DO("Ibu Siti{Enter}Siti A.{Enter}pendek{Enter}", "at least 8"),
		DO("{F2}", "[3 Account]", "to mend"),
		DO("{Up}", "Password"),
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_first_start, NULL, steps);
	assert_int_not_equal(access(path, F_OK), 0);
	const struct desk_step good[] = {
		DO("Panti Harapan{Enter}30{Enter}25{Enter}{F2}", "[2 Letterhead]"),
		DO("{F2}", "[3 Account]"),
		DO("siti{Enter}Siti A.{Enter}tiga kata baru{Enter}tiga kata lain{Enter}", "The two passwords differ."),
		DO("{F2}", "[3 Account]"),
		DO("{BS}{BS}{BS}{BS}baru{Enter}", "[3 Account]"),
		DO_GONE("{F2}", "tiga kata", "[4 Check & save]", "Panti Harapan", "siti", "F2 makes the database and opens the desk."),
		DO("{F2}", "WORK OF TODAY", "CHILDREN 0 of 55 places", "Siti A.", "3 First steps: users"),
		DO("1", "Rooms", "Nothing here yet."), DO("{Esc}2", "Officials"), DO("{Esc}4", "Rates"), DO("{Esc}5", "Import", "Residents"),
		DONE,
	};
	desk_run_play(&desk, &nobody, &screen_first_start, NULL, good);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(user_actor(desk.app.db, "siti", DESK_TODAY, &head, &e));
	assert_int_equal(head.roles, ROLE_ADMIN | ROLE_KEPALA);
	db_close(desk.app.db);
	desk.app.db = desk.db = kept;
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		T(test_wrong_password), T(test_strangers), T(test_must_change), cmocka_unit_test_setup_teardown(test_demo_names, demo_setup, teardown), T(test_lock), T(test_set_up), T(test_first_start),
	};
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
