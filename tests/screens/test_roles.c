/*
 * Role x screen (DOMAIN.md 9): every screen is opened as every role, and opens exactly where the table below says so; what each
 * screen then shows holds no name from outside one's scope, no sealed name and no number that is not for that role.
 */
#include "tests/screens/desk_facts.h"

#include <string.h>

#include "db/money/allowance.h"
#include "db/referral/referral.h"
#include "screens/office/house.h"
#include "screens/termination/release.h"
#include "screens/school/schools.h"
#include "tests/db/cases.h"
#include "tests/db/money.h"

enum { A = ROLE_ADMIN, K = ROLE_KEPALA, S = ROLE_PEKSOS, T = ROLE_TU, B = ROLE_BENDAHARA, C = ROLE_PENGASUH, D = ROLE_DINSOS, P = ROLE_PEMERIKSA };
enum takes { NOTHING, CHILD, REFERRAL, PUBLIC, ADMIT, END };

/* Typed from DOMAIN.md 9, not from the program's table. */
static const struct { const struct screen_class *class; unsigned roles; enum takes takes; } screens[] = {
	{ &screen_home, A | K | S | T | B | C | D | P, NOTHING },
	{ &screen_residents, K | S | T | B | C | D | P, NOTHING },
	{ &screen_resident_card, K | S | T | B | C | D | P, CHILD },
	{ &screen_resident_edit, K | S | T, CHILD },
	{ &screen_admission, K | S | T, ADMIT },
	{ &screen_approvals, K | S | T | P, NOTHING },
	{ &screen_presence, K | S | T | C | P, NOTHING },
	{ &screen_referrals, K | S | T | D | P, NOTHING },
	{ &screen_referral, K | S | T | D | P, REFERRAL },
	{ &screen_community, K | S | T | D | P, NOTHING },
	{ &screen_community_report, K | S | T | D | P, PUBLIC },
	{ &screen_partners, K | S | T | P, NOTHING },
	{ &screen_outs, K | S | T | P, NOTHING },
	{ &screen_waiting_list, K | S | T | D | P, NOTHING },
	{ &screen_referral_message, K | S | T | D, REFERRAL },
	{ &screen_referral_paper, K | S | T | D, REFERRAL },
	{ &screen_progress, D, NOTHING },
	{ &screen_progress_child, D, CHILD },
	{ &screen_school, K | S | T | P, NOTHING },
	{ &screen_schools, K | S | T | P, NOTHING },
	{ &screen_school_years, K | S | T | P, NOTHING },
	{ &screen_schooling, K | T, CHILD },
	{ &screen_promotion, K | S | T | P, NOTHING },
	{ &screen_allowances, K | B | P, NOTHING },
	{ &screen_rates, K | B | P, NOTHING },
	{ &screen_savings, K | B | P, NOTHING },
	{ &screen_terminations, K | S | T | B | P, NOTHING },
	{ &screen_termination, K | S, END },
	{ &screen_release, K | S, NOTHING },
	{ &screen_aftercare, K | S | T | P, NOTHING },
	{ &screen_companies, K | S | T | D | P, NOTHING },
	{ &screen_company, K | S | T | D, NOTHING },
	{ &screen_labour, K | S | T | D | P, NOTHING },
	{ &screen_labour_card, K | S | D, NOTHING },
	{ &screen_duplicates, K | T, NOTHING },
	{ &screen_reports, K | S | T | B | D | P, NOTHING },
	{ &screen_months, K | S | T | P, NOTHING },
	{ &screen_users, A | K, NOTHING },
	{ &screen_audit, K | P, NOTHING },
	{ &screen_import, K | T, NOTHING },
	{ &screen_settings, A | K | S | T | B | C | D | P, NOTHING },
	{ &screen_rooms, A | K, NOTHING },
	{ &screen_officials, A | K, NOTHING },
	{ &screen_code_lists, A | K, NOTHING },
	{ &screen_holidays, A | K, NOTHING },
	{ &screen_drafts, A | K | S | T | B | C | D | P, NOTHING },
};

#define OWN_NIK "6408014502140001"

static struct desk_play desk;
static struct actor officer;
static row_id own, other, sealed, own_letter, other_letter, own_report, other_report;
static struct { const struct screen_class *class; const void *arg; bool opened; const char *never[7]; } trial;

static row_id admit(const char *name, const char *district, const char *nik)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct stay_admitted made;
	struct stay_admission in = { .on = date_make(2026, 6, 1), .letter_no = "1/DS/2026", .district = district, .level = "smp", .grade = 8, .clusters = "anak_terlantar", .twins_seen = true };
	in.v[PERSON_NAME] = name;
	in.v[PERSON_SEX] = "P";
	in.v[PERSON_BIRTH_DATE] = "2014-02-05";
	in.v[PERSON_NIK] = nik;
	desk_must(stay_admit(desk.db, &desk.head, &in, 1, &made, &p, &e), &p, &e);
	return made.resident;
}

static row_id letter(const char *name, const char *district)
{
	struct fixture f = desk_fixture(&desk);
	struct referral_input in = cases_letter(name, "L", "5/DS/2026");
	in.v[REFERRAL_F_DISTRICT] = district;
	return cases_record(&f, &desk.office, &in);
}

static row_id report(const char *name, const char *district)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct community_input in = { .company = 0 };
	row_id id = 0;
	in.v[COMMUNITY_F_CHANNEL] = "masyarakat";
	in.v[COMMUNITY_F_RECEIVED_ON] = "2026-08-01";
	in.v[COMMUNITY_F_DISTRICT] = district;
	in.v[COMMUNITY_F_PLACE] = "Pasar";
	in.v[COMMUNITY_F_NAME] = name;
	desk_must(community_record(desk.db, &desk.office, &in, NULL, &id, &p, &e), &p, &e);
	return id;
}

static int setup(void **state)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	(void)state;
	desk_begin(&desk);
	own = admit("Wira Kutai", "64.08", OWN_NIK);
	other = admit("Lainanak Samarinda", "64.72", "");
	sealed = admit("Tertutup Berkas", "64.08", "");
	desk_must(resident_seal(desk.db, &desk.head, sealed, desk_sql(&desk, "SELECT version FROM resident ORDER BY id DESC LIMIT 1"), true, "perkara", &p, &e), &p, &e);
	own_report = report("Laporsendiri Kutai", "64.08");
	other_report = report("Suratlain Laporan", "64.72");
	own_letter = letter("Suratsendiri Kutai", "64.08");
	other_letter = letter("Suratlain Samarinda", "64.72");
	struct fixture f = desk_fixture(&desk);
	struct allowance_run_result list;
	money_rate(&f, "smp", 50000, date_make(2026, 1, 1));
	desk_must(allowance_run(desk.db, &desk.head, date_make(2026, 8, 1), &list, &p, &e), &p, &e);
	officer = desk_actor(&desk, "andi", ROLE_DINSOS, "64.08");
	officer.panti = 0;
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static const struct screen_class floor_class = { .name = "floor" }; /* what lies under the screen on trial */

static void try_it(struct desk_play *d, struct ui *ui)
{
	(void)d;
	trial.opened = ui_push(ui, trial.class, trial.arg);
}

static void look(struct desk_play *d, struct ui *ui)
{
	(void)d;
	for (size_t i = 0; i < COUNT(trial.never); i++)
		if (trial.never[i] && play_has(ui, trial.never[i])) {
			play_dump(ui);
			fail_msg("%s shows %s to %s", trial.class->name, trial.never[i], ui_who(ui)->name);
		}
}

static bool opens(const struct actor *who, const struct screen_class *c, enum takes takes, row_id child, row_id referral)
{
	static const struct desk_step steps[] = {
		{ .keys = "", .then = try_it }, { .keys = "", .then = look }, { .keys = "{F9}", .then = look }, { .keys = "{Esc}", .then = look },
		{ .keys = "2", .then = look }, { .keys = "", .then = look }, { .keys = NULL },
	};
	const struct admission_arg admission = { .referral = 0 };
	const struct termination_arg end = { .resident = child };
	trial.class = c;
	trial.arg = takes == CHILD ? (const void *)&child : takes == REFERRAL ? (const void *)&referral : takes == PUBLIC ? (const void *)(referral == other_letter ? &other_report : &own_report) : takes == ADMIT ? (const void *)&admission : takes == END ? (const void *)&end : NULL;
	trial.opened = false;
	desk_run_play(&desk, who, &floor_class, NULL, steps);
	return trial.opened;
}

static struct actor one_role(unsigned role)
{
	struct actor who = role == ROLE_DINSOS ? officer : desk.office;
	if (role != ROLE_DINSOS) who.roles = role;
	STR_SET(who.name, role_code((enum role)role));
	return who;
}

static void test_matrix(void **state)
{
	(void)state;
	for (unsigned role = ROLE_ADMIN; role <= ROLE_PEMERIKSA; role <<= 1) {
		struct actor who = one_role(role);
		memset(trial.never, 0, sizeof trial.never);
		if (role == ROLE_ADMIN) trial.never[0] = "Wira", trial.never[1] = "Lainanak", trial.never[2] = "Suratsendiri";
		if (role == ROLE_DINSOS) trial.never[0] = "Lainanak", trial.never[1] = "Suratlain", trial.never[2] = "Samarinda";
		if (role == ROLE_BENDAHARA || role == ROLE_PENGASUH || role == ROLE_DINSOS) trial.never[4] = OWN_NIK, trial.never[5] = "6408 0145 0214 0001";
		if (role != ROLE_KEPALA && role != ROLE_PEKSOS) trial.never[3] = "Tertutup";
		for (size_t i = 0; i < COUNT(screens); i++) {
			bool opened = opens(&who, screens[i].class, screens[i].takes, own, own_letter);
			if (opened != ((screens[i].roles & role) != 0)) fail_msg("%s %s for %s", screens[i].class->name, opened ? "opens" : "does not open", who.name);
			assert_true(!screens[i].class->right || !opened || may(&who, screens[i].class->right));
		}
	}
}

/* An id from outside the scope is refused as one that does not exist, and the try is kept. */
static void test_outside(void **state)
{
	struct actor who = one_role(ROLE_DINSOS), tu = one_role(ROLE_TU);
	(void)state;
	memset(trial.never, 0, sizeof trial.never);
	trial.never[0] = "Lainanak";
	trial.never[1] = "Suratlain";
	int64_t before = desk_sql(&desk, "SELECT count(*) FROM audit");
	assert_false(opens(&who, &screen_resident_card, CHILD, other, 0));
	assert_false(opens(&who, &screen_referral, REFERRAL, 0, other_letter));
	assert_false(opens(&who, &screen_community_report, PUBLIC, 0, other_letter));
	assert_true(desk_sql(&desk, "SELECT count(*) FROM audit") > before);
	assert_true(opens(&who, &screen_resident_card, CHILD, own, 0));
	assert_false(opens(&tu, &screen_resident_edit, CHILD, sealed, 0)); /* a sealed file is not edited by whoever may not read it */
	static const unsigned others[] = { ROLE_TU, ROLE_BENDAHARA, ROLE_PENGASUH, ROLE_DINSOS, ROLE_PEMERIKSA };
	static const struct screen_class *const of_a_child[] = { &screen_resident_card, &screen_savings, &screen_schooling, &screen_termination };
	trial.never[2] = "Tertutup";
	for (size_t r = 0; r < COUNT(others); r++)
		for (size_t i = 0; i < COUNT(of_a_child); i++) {
			struct actor one = one_role(others[r]);
			(void)opens(&one, of_a_child[i], of_a_child[i] == &screen_termination ? END : CHILD, sealed, 0); /* open or not: the name stays away */
		}
}

static void hidden(struct desk_play *d, struct ui_options *o)
{
	(void)d;
	o->privacy = true;
}

/* F9 P while guests look on: no list and no card shows a child's name or NIK, whoever sits there. */
static void test_privacy(void **state)
{
	static const struct screen_class *const lists[] = { &screen_home, &screen_residents, &screen_resident_card, &screen_presence, &screen_referrals, &screen_school, &screen_promotion, &screen_allowances,
		&screen_savings, &screen_terminations, &screen_approvals, &screen_aftercare, &screen_release, &screen_community, &screen_waiting_list };
	(void)state;
	struct fixture f = desk_fixture(&desk);
	row_id waits = letter("Tunggusendiri Anak", "64.08");
	cases_move(&f, &desk.worker, waits, REFERRAL_MULAI_ASESMEN, "");
	cases_move(&f, &desk.head, waits, REFERRAL_TUNGGU, "Kamar penuh");
	memset(trial.never, 0, sizeof trial.never);
	trial.never[0] = "Wira";
	trial.never[1] = "Lainanak";
	trial.never[2] = "Suratsendiri";
	trial.never[3] = OWN_NIK;
	trial.never[4] = "6408 0145 0214 0001";
	trial.never[5] = "Laporsendiri";
	trial.never[6] = "Tunggusendiri";
	desk.tune = hidden;
	for (size_t i = 0; i < COUNT(lists); i++) assert_true(opens(&desk.head, lists[i], lists[i] == &screen_resident_card ? CHILD : NOTHING, own, own_letter));
	desk.tune = NULL;
}

/* F1 of every screen says what it is for, and what each of its keys does. */
static void test_help(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(screens); i++) {
		const struct screen_class *c = screens[i].class;
		if (!c->help || strlen(c->help) < 60) fail_msg("%s does not say what it is for", c->name);
		for (int k = 0; k < c->action_count; k++)
			if (!c->actions[k].help || strlen(c->actions[k].help) < 10) fail_msg("%s does not say what %s does", c->name, c->actions[k].label);
	}
}

/* Home offers what opens, and nothing else. */
static void test_home_offers(void **state)
{
	(void)state;
	struct actor caregiver = one_role(ROLE_PENGASUH), treasurer = one_role(ROLE_BENDAHARA);
	const struct desk_step of_officer[] = { DO_GONE("", "Presence", "A Children of my district", "R Referrals", "C Reports"), DO_GONE("m", "No end of care", "Propose a termination: this is done by"), DO_GONE("", "Terminations"), DONE };
	const struct desk_step of_caregiver[] = { DO_GONE("", "Terminations", "A Residents", "H Presence"), DO_GONE("", "C Reports"), DONE };
	const struct desk_step of_treasurer[] = { DO_GONE("", "H Presence", "U Pocket money", "T Savings", "M Terminations"), DO_GONE("", "Referrals"), DONE };
	desk_run_play(&desk, &officer, &screen_home, NULL, of_officer);
	desk_run_play(&desk, &caregiver, &screen_home, NULL, of_caregiver);
	desk_run_play(&desk, &treasurer, &screen_home, NULL, of_treasurer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_matrix, setup, teardown), cmocka_unit_test_setup_teardown(test_outside, setup, teardown), cmocka_unit_test_setup_teardown(test_privacy, setup, teardown), cmocka_unit_test_setup_teardown(test_home_offers, setup, teardown), cmocka_unit_test(test_help),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
