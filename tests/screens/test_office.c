/* What the admin, the head and the office do beside the children: users, settings, rooms, officials, the audit log, import, approvals. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/user.h"
#include "tests/db/cases.h"

DESK_FACTS(desk, f)

static void test_users(void **state)
{
	struct err e = { ERR_NONE, "" };
	struct login in;
	(void)state;
	const struct desk_step steps[] = {
		DO("", "hasan", "Administrator, Head", "Treasurer", "active"),
		DO("{F7}", "New user", "* User name", "* Roles"),
		DO("{F2}", "to mend: User name"),
		DO("Ibu Wati{Enter}Wati S.{Enter}", "Wati S."),
		DO("{F4}", "Office"), DO("off{Down} {Enter}", "Office"),
		DO("{Enter}{Enter}{Enter}{Enter}pendek{Enter}{F2}", "New user", "small letters", "******"), /* refused in the box */
		DO("{F6}", "New user"),
		DO("{^U}{Home}{^Y}wati{Enter}", "wati"),
		DO("{F2}", "at least 8"),
		DO("{Home}{^Y}tiga kata baru{F2}", "Saved: wati"),
		DO("wati", "Find: wati", "Wati S."),
		DO_GONE("{F4}", "User name", "Change the user: wati", "Wati S."), /* the login name stays */
		DO("{Home}{^Y}Wati Suryani{F2}", "Saved: wati", "Wati Suryani"),
		DO("{F8}", "Close the account", "ends within seconds"),
		DO("{Enter}", "Fill in Reason."), DO("pindah tugas{Enter}", "closed"),
		DO("{F8}", "Open the account again"), DO("{Tab}{Enter}", "active"),
		DO("{F9}", "Gives the selected user a new password."), DO("s", "By key only", "Wati Suryani"), DO("{Enter}", "Find: wati"), /* the safe answer */
		DO("{F9}", "Gives"), DO("s", "By key only"), DO("{Left}{Enter}", "wati comes in by SSH key only", "key only"),
		DO("{F9}", "Gives"), DO("s", "New password", "Wati Suryani"),
		DO("empat kata yang lain{Enter}", "The same once more"), DO("beda{Enter}", "The two passwords differ."),
		DO("{F9}", "Gives"), DO("s", "New password"), DO("empat kata yang lain{Enter}", "once more"), DO("empat kata yang lain{Enter}", "New password for wati"),
		DO("{F9}", "Gives"), DO("s", "By key only"), DO("{Right}{Enter}", "New password", "Wati Suryani"), DO("{Esc}", "Find: wati"),
		DO("{Esc}{Home}{Down}hasan", "Find: hasan"), DO("{F8}", "Close the account"), DO("mau{Enter}", "admin"), /* the last admin stays */
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_users, NULL, steps);
	assert_true(user_login(desk.db, "wati", "empat kata yang lain", "test", DESK_TODAY, &in, &e));
	assert_true(in.must_change);
	assert_int_equal(in.actor.roles, ROLE_TU);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM account_user WHERE disabled_at IS NOT NULL"), 0);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit_value WHERE after_value LIKE '%kata%'"), 0); /* no password in the log */
}

/* Plt. and Plh. with their dates, what is refused to oneself, and the questions before one's own rights go. */
static void test_rights_of_users(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("sri", "Social worker"),
		DO("{F9}", "Plt. or Plh.: gives the selected user"), DO("a", "Plt. or Plh.: sri", "Head of the home", "03-08-2026"),
		DO("{F2}", "to mend: Last day"),
		DO("{F6}", "Last day"), DO("1/8/26{F2}", "The last day comes before the first"),
		DO("{Home}{^Y}10/8/26{F2}", "Saved: Plh. Head of the home 03-08-2026 to 10-08-2026", "Social worker, Plh."),
		DO("{F9}", "Gives"), DO("a", "Enter ends one", "F7: another one", "Plh. Head of the home 03-08-2026 to 10-08-2026"),
		DO("{F7}", "Plt. or Plh.: sri"), DO("{Tab}{Tab}{Tab}12/8/26{F2}", "already. End that first."),
		DO("{Esc}", "not saved"), DO("{Left}{Enter}", "Social worker"),
		DO("{F4}", "Change the user: sri"), DO("{F2}", "Saved: sri"), /* acting is no role for good: the form neither shows nor keeps it */
		DO("{F9}", "Gives"), DO("a", "Enter ends one"), DO("{Enter}", "End it now"), DO_GONE("{Right}{Enter}", "worker, Plh.", "Ended: sri"),
		/* oneself */
		DO("{Esc}{Home}hasan", "Find: hasan"), DO("{F9}", "Gives"), DO("a", "Plt. or Plh.: Hasan"), DO("tre{Enter}{Tab}{Tab}10/8/26{F2}", "Nobody makes themselves"),
		DO("{Esc}", "not saved"), DO("{Left}{Enter}", "Find: hasan"),
		DO("{F4}", "Change the user: hasan"), DO("{Tab}{F4}", "Administrator"), DO("adm{Down} {Enter}", "Change the user"), DO("{F2}", "You take a right from yourself", "Administrator"),
		DO("{Enter}", "stay as they are until you confirm"),
		DO("{F2}", "You take a right from yourself"), DO("{Right}{Enter}", "This is the last admin."),
		DO("{Esc}", "not saved"), DO("{Left}{Enter}", "Find: hasan"),
		DO("{F4}", "Change the user: hasan"), DO("{Tab}{Tab}{Tab}{Tab} {F2}", "approve what you proposed"), DO("{Right}{Enter}", "Saved: hasan", "May approve own proposals."),
		DO("{F9}", "Gives"), DO("s", "My password", "Present password"), DO("{Esc}", "Find: hasan"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_users, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM user_role r JOIN account_user u ON u.id = r.user_id WHERE u.name = 'sri' AND r.void_at IS NULL"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit_value WHERE field = 'self_approve' AND before_value = '0' AND after_value = '1'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit_value v JOIN audit a ON a.id = v.audit_id WHERE a.action = 'user.acting' AND v.field = 'until' AND v.after_value = '2026-08-10'"), 1);
	assert_true(desk.app.code == 0);
	/* a second admin: now the first may go, and the session with it */
	desk_actor(&desk, "admin.dua", ROLE_ADMIN, "");
	const struct desk_step lets_go[] = {
		DO("hasan", "Find: hasan"), DO("{F4}", "Change the user: hasan"), DO("{Tab}{F4}", "Administrator"), DO("adm{Down} {Enter}", "Change the user"), DO("{F2}", "You take a right from yourself"), DO("{Right}{Enter}", ""),
		DONE,
	};
	desk.may_end = true;
	desk_run_play(&desk, &desk.head, &screen_users, NULL, lets_go);
	assert_int_equal(desk.app.code, 77);
	assert_non_null(strstr(desk.app.failure.text, "log in again"));
}

static void test_settings(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "The panti and its letterhead", "Rooms", "Officials who sign", "My password"),
		DO("{Enter}", "Name of the panti", "Panti Contoh"),
		DO("{Home}{^Y}Panti Harapan Baru{Enter}{F2}", "Saved: Panti Harapan Baru"),
		DO("service{Enter}", "Service clocks", "5"),
		DO("{Home}{^Y}7{F2}", "Saved: Service clocks"),
		DO("{Esc}room", "Rooms"), DO("{Enter}", "Nothing here yet. F7 adds the first."),
		DO("{F7}", "Room", "* Room"), DO("Melati 1{Enter}f{Enter}4{Enter}Bu Yati{F2}", "Saved: Melati 1", "Melati 1", "Female", "Bu Yati"),
		DO("{F7}", "* Room"), DO("melati 1{F2}", "* Room", "!"), /* taken */
		DO("{Esc}", "not saved"), DO("{Left}{Enter}", "Melati 1"),
		DO("{Enter}", "Melati 1"), DO("{Tab}{Tab}{Home}{^Y}6{F2}", "Saved: Melati 1", " 6 "),
		DO("{Esc}{Esc}offic", "Officials who sign"), DO("{Enter}", "Nothing here yet."),
		DO("{F7}", "Official", "* Name", "* Post"), DO("Dra. Contoh, M.Si.{Enter}", "Dra. Contoh"),
		DO("{Enter}{Enter}Kepala Panti{Enter}{Enter}{Enter}1/2/24{Enter}{F2}", "to mend: Post"),
		DO("hea{Enter}{F2}", "Saved: Dra. Contoh, M.Si.", "01-02-2024", "Kepala Panti"),
		DO("{Esc}{Esc}my pass", "My password"), DO("{Enter}", "Present password"),
		DO("salah{Enter}", "New password"), DO("lima kata yang lain{Enter}", "once more"), DO("lima kata yang lain{Enter}", "!"),
		DO("{Enter}", "Present password"), DO("kata sandi contoh{Enter}", "New password"), DO("lima kata yang lain{Enter}", "once more"),
		DO("lima kata yang lain{Enter}", "Your new password holds from now on."),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_settings, NULL, steps);
	assert_string_equal(desk_sql_text(&desk, "SELECT name FROM panti"), "Panti Harapan Baru");
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM room WHERE name = 'Melati 1' AND sex = 'P' AND capacity = 6 AND caregiver = 'Bu Yati'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM official WHERE post = 'kepala' AND name = 'Dra. Contoh, M.Si.'"), 1);
	const struct desk_step carer[] = { DO_GONE("", "Rooms", "My password"), DONE };
	desk_run_play(&desk, &desk.worker, &screen_settings, NULL, carer);
}

static row_id ani, budi;

/* Who saw this child: the opened card stands in the log of that child and in nobody else's. */
static void test_audit(void **state)
{
	(void)state;
	ani = desk_child(&desk, "Ani Contoh", "P", "2012-05-05", date_make(2026, 6, 1));
	budi = desk_child(&desk, "Budi Contoh", "L", "2012-05-06", date_make(2026, 6, 1));
	const struct desk_step opens[] = { DO("", "Ani Contoh"), DONE };
	desk_run_play(&desk, &desk.worker, &screen_resident_card, &ani, opens);
	const struct desk_step steps[] = {
		DO("", "Audit log", "Everything, newest first", "sri"),
		DO("{F6}", "Whose file?", "Budi Contoh"),
		DO_GONE("budi{Enter}", "sri", "About Budi Contoh, newest first", "hasan"),
		DO("{F6}", "Everything, newest first"),
		DO("{F6}", "Whose file?"), DO("ani{Enter}", "About Ani Contoh, newest first", "> 03-08-2026 09.00", "sri"),
		DO("{F2}", "The audit log is whole: ", "rows, head "),
		DO("{F7}", "About Ani Contoh"),
		DONE,
	};
	const struct actor auditor = desk_actor(&desk, "hartono", ROLE_PEMERIKSA, "");
	desk_run_play(&desk, &auditor, &screen_audit, NULL, steps);
	fixture_tamper(&f, "DROP TRIGGER audit_value_erase_only; UPDATE audit_value SET after_value = 'Lain' WHERE after_value = 'Ani Contoh'");
	const struct desk_step broken[] = { DO_GONE("{F2}", "The audit log is whole", "The audit log does not fit from row "), DONE };
	desk_run_play(&desk, &auditor, &screen_audit, NULL, broken);
}

static void file(const char *name, const char *text)
{
	char path[160];
	snprintf(path, sizeof path, "%s/%s", desk.dir, name);
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static void test_import(void **state)
{
	char bad[120], good[120], missing[160];
	(void)state;
	file("bad.csv", "name,sex,birth_date,admission_date,nik\nAni Contoh,P,2012-05-05,2026-06-01,\nBudi Contoh,X,31-02-2012,2026-06-01,3.27E+15\n");
	file("good.csv", "name;sex;birth_date;admission_date\nAni Contoh;P;2012-05-05;2026-06-01\nBudi Contoh;L;06-05-2012;2026-06-01\n");
	snprintf(bad, sizeof bad, "%s/bad.csv{Enter}", desk.dir);
	snprintf(good, sizeof good, "%s/good.csv{Enter}", desk.dir);
	snprintf(missing, sizeof missing, "%s/a-file-whose-name-is-too-long-for-row-23-none.csv{Enter}", desk.dir);
	const struct desk_step steps[] = {
		DO("", "Import", "> Residents", "Referrals", "Schools"),
		DO("{F4}", "Example file with every column and code", "name"), DO("{Esc}", "> Residents"),
		DO("{F2}", "Name of the CSV file with its folder"), DO(missing, "cannot be read"), DO("{Esc}", "> Residents"),
		DO("{F2}", "Name of the CSV file"), DO(bad, "The file was not imported; mend these lines", "bad.csv:3: sex", "bad.csv:3: birth_date", "bad.csv:3: nik"),
		DO("{Esc}", "> Residents"),
		DO("{F2}", "Name of the CSV file"), DO(good, "2 rows of", "Type the number of rows to go on.", "Type 2:"),
		DO("3{Enter}{Tab}{Enter}", "Type 2 exactly to go on."), DO("{BS}2{Enter}", "[ Import ]"), DO("{Enter}", "Imported 2 rows."),
		DO("{F2}", "Name of the CSV file"), DO(good, "This file was imported already on 03-08-2026 by tu: 0 rows."),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_import, NULL, steps);
	assert_int_equal(desk_count(&desk, RESIDENT_AKTIF), 2);
	assert_true(desk_find(&desk, "Budi Contoh") != 0);
}

static row_id waiting(const struct actor *who, const char *name)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct stay_admitted made;
	struct stay_admission in = { .on = date_make(2026, 8, 1), .letter_no = "", .twins_seen = true };
	in.v[PERSON_NAME] = name;
	in.v[PERSON_SEX] = "P";
	desk_must(stay_admit(desk.db, who, &in, 1, &made, &p, &e), &p, &e);
	return made.resident;
}

/* Four eyes: the office proposes, only the head approves; returned with a reason, mended, proposed again. */
static void test_approvals(void **state)
{
	(void)state;
	waiting(&desk.office, "Eka Menunggu");
	waiting(&desk.worker, "Fitri Menunggu");
	const struct desk_step office[] = {
		DO("", "Eka Menunggu", "Fitri Menunggu", "waiting", "tu"),
		DO("{F2}", "this is done by Head of the home"), DO("{F8}", "this is done by Head of the home"), DO("{F7}", "This admission waits for the head already."),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_approvals, NULL, office);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM stay WHERE approved_at IS NOT NULL"), 0);
	const struct desk_step head[] = {
		DO("{F2}", "Approve the admission", "Eka Menunggu (2026-001), proposed by tu."), DO("{Enter}", "Eka Menunggu"), /* the safe answer */
		DO("{F8}", "Return the admission", "Reason"), DO("NIK belum ada{Enter}", "Returned: Eka Menunggu", "returned", "NIK belum ada"),
		DO("{Down}{F2}", "Fitri Menunggu (2026-002)"), DO_GONE("{Tab}{Enter}", "2026-002", "Approved: Fitri Menunggu", "Eka Menunggu"),
		DO("{Enter}", "Eka Menunggu"), DO("{Esc}", "Approvals"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_approvals, NULL, head);
	const struct desk_step again[] = { DO("{F7}", "Proposed again: Eka Menunggu", "waiting"), DONE };
	desk_run_play(&desk, &desk.office, &screen_approvals, NULL, again);
	const struct desk_step last[] = { DO("{F2}", "proposed by tu."), DO("{Tab}{Enter}", "Approved: Eka Menunggu", "No admission is waiting for approval."), DONE };
	desk_run_play(&desk, &desk.head, &screen_approvals, NULL, last);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM stay WHERE approved_at IS NOT NULL"), 2);
}

/* One who proposes and heads: the own proposal is not approved by the same person. */
static void test_own_proposal(void **state)
{
	(void)state;
	const struct actor both = desk_actor(&desk, "dua", ROLE_TU | ROLE_KEPALA, "");
	struct actor office = both;
	office.roles = ROLE_TU;
	waiting(&office, "Gita Menunggu");
	const struct desk_step steps[] = { DO("{F2}", "Gita Menunggu (2026-001), proposed by dua."), DO_GONE("{Tab}{Enter}", "Approved:", "Gita Menunggu", "!"), DONE };
	desk_run_play(&desk, &both, &screen_approvals, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM stay WHERE approved_at IS NOT NULL"), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(test_users), T(test_rights_of_users), T(test_settings), T(test_audit), T(test_import), T(test_approvals), T(test_own_proposal) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
