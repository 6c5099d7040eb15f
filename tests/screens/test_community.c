/* Reports of the public as the office takes them in, the social worker follows them, and the district officer sends the child on. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <string.h>

#include "tests/db/cases.h"

static struct desk_play desk;
static struct fixture f;
static struct actor officer, auditor;

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	f = desk_fixture(&desk);
	officer = desk_actor(&desk, "andi", ROLE_DINSOS, "64.08");
	officer.panti = 0;
	auditor = desk_actor(&desk, "budi", ROLE_PEMERIKSA, "");
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static row_id report(const struct actor *who, const char *name, const char *district)
{
	struct community_input in = { .company = 0 };
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	row_id id = 0;
	in.v[COMMUNITY_F_CHANNEL] = "masyarakat";
	in.v[COMMUNITY_F_RECEIVED_ON] = "2026-07-30";
	in.v[COMMUNITY_F_DISTRICT] = district;
	in.v[COMMUNITY_F_PLACE] = "Simpang Rapak";
	in.v[COMMUNITY_F_NAME] = name;
	in.v[COMMUNITY_F_SEX] = "L";
	in.v[COMMUNITY_F_WORK] = "menjual tisu";
	in.v[COMMUNITY_F_REPORTER] = "Bu Pelapor";
	desk_must(community_record(desk.db, who, &in, NULL, &id, &p, &e), &p, &e);
	return id;
}

static void move(const struct actor *who, row_id id, enum community_move m)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	desk_must(community_move(desk.db, who, id, cases_version(&f, "community_report", id), m, DATE_NONE, "", "", &p, &e), &p, &e);
}

/* A call about two children at a traffic light: place and work are kept for the second one. */
static void test_intake(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "No report here", "F7"),
		DO("{F7}", "> new", "* Report channel", "03-08-2026", "2Save"),
		DO("{F2}", "to mend: ", "Report channel"),
		DO("public{Enter}{Enter}Balik{Enter}", "Report of the public", "Kota Balikpapan"),
		DO("{F4}", "Which district", "Balikpapan Utara"),
		DO("utara{Enter}{Enter}", "Balikpapan Utara"),
		DO("Simpang Rapak{Enter}{Enter}1430{Enter}", "Simpang Rapak", "14.30"),
		DO("{PgDn}menjual tisu{Enter}street{Enter}dua orang dewasa{Enter}{Enter}2{Enter}", "menjual tisu", "On the street", "dua orang dewasa"),
		DO("Rudi{Enter}m{Enter}11{Enter}", "Rudi", "Looks like"),
		DO("{PgDn}{Down}{Down}", "Reporter's phone"),
		DO_GONE("{Up}{Up} {Enter}", "Reporter's phone", "Anonymous", "Note"), /* who stays unknown is not asked */
		DO("{F2}", "Recorded", "Rudi", "Next child"),
		DO("{Right}{Enter}", "> new", "menjual tisu", "dua orang dewasa"),
		DO("Rini{Enter}f{Enter}9{Enter}{F2}", "Recorded", "Rini"),
		DO("{Enter}", "L-2026-002", "Rini   P   Reported", "Simpang Rapak", "Balikpapan Utara"),
		DO("{Esc}", "2 of 2 reports", "Rudi", "Rini", "~11"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_community, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM community_report WHERE place = 'Simpang Rapak' AND village = 'Balikpapan Utara' AND district = '64.71' AND seen_hour = '14.30' AND sector = 'jalanan' AND children = 2 AND anonymous = 1"), 2);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM community_report WHERE age_seen = 9 AND sex = 'P' AND seen_on = '2026-08-03'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft"), 0);
}

/* Only channel, day and place. */
static void test_least(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("{F7}outr{Enter}{Enter}", "Outreach"), DO_GONE("", "Regency or city", "District, village"), /* an officer is not asked for the district */
		DO("{Enter}Pasar sore{Enter}{F2}", "Recorded", "A child whose name is not known yet."),
		DO("{Enter}", "L-2026-001", "not known yet      Reported", "Pasar sore", "Kutai Timur"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_community, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM community_report WHERE district = '64.08' AND panti_id IS NULL AND name = ''"), 1);
}

/* Looked for, found, refused, willing: each with its day; then closed only with a reason of the list. */
static void test_follow(void **state)
{
	(void)state;
	row_id id = report(&desk.office, "Rudi", "64.71");
	const struct desk_step steps[] = {
		DO("", "Rudi", "4 d", "Reported", "1 of 1 reports"),
		DO("{Enter}", "Rudi   L   Reported", "open for 4 days", "Bu Pelapor"),
		DO("{F2}", "Next step", "Child found", "Looked for, not found"),
		DO("look{Enter}", "L-2026-001: Looked for, not found", "Reason", "03-08-2026"),
		DO("{F2}", "Reason"), /* nothing written yet */
		DO("sepi malam itu{Enter}{F2}", "Rudi   L   Not found", "sepi malam itu", "L-2026-001 is now: Not found."),
		DO("{F7}", "Follow-up", "Visit", "Telephone call"),
		DO("tele{Enter}", "What was found"),
		DO("{Enter}Warung akan memberi kabar{Tab}{F2}", "Telephone call", "Warung akan memberi kabar", "Telephone call recorded."),
		DO("{F2}child f{Enter}{Home}{^Y}1-8{Enter}{F2}", "The step before was on 03-08-2026"),
		DO("{Home}{^Y}3-8{Enter}{F2}", "Rudi   L   Child found"),
		DO("{F2}child and{Enter}{F2}", "Rudi   L   Willing"),
		DO("{F8}", "Close the report", "Why"),
		DO("{Enter}twice{Enter}{F2}", "Rudi   L   Closed", "Reported twice"),
		DO_GONE("", "2Next", "1Help"), DO_GONE("", "4Edit", "1Help"), DO_GONE("", "7Follow", "1Help"), DO_GONE("", "8End", "1Help"), /* read only: the bar offers nothing else */
		DO("{F4}", "Edit is not possible here at the moment."),
		DO("{Esc}", "No report here", "0 of 1 reports"),
		DO("{F6}", "Which reports", "by sector ..."),
		DO("clos{Enter}", "Rudi", "Filter: Closed (F6)", "1 of 1 reports"),
		DO("{F6}by chan{Enter}", "Report channel"),
		DO("polic{Enter}", "Filter: Closed, Police (F6)", "0 of 1 reports"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_community, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM community_event"), 6);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'community.open'"), 1);
	(void)id;
}

/* A panti's referral is asked for its letter, everything else is there; the two stand in each other's card. */
static void test_into_referral(void **state)
{
	(void)state;
	row_id id = report(&desk.office, "Rudi Hartono", "64.08");
	move(&desk.worker, id, COMMUNITY_TEMUKAN);
	move(&desk.worker, id, COMMUNITY_SEDIA);
	const struct desk_step steps[] = {
		DO("{Enter}{F2}make{Enter}", "Rudi Hartono", "* Full name", "2Save"),
		DO("{F2}", "2 to mend: Letter no., Letter date."), /* a referral counts only with its letter; the focus goes there */
		DO("71/DS/2026{Enter}1-8{Enter}", "71/DS/2026", "01-08-2026"), DO("{Enter}", "Kabupaten Kutai Timur"),
		DO("{F2}", "Recorded", "Rudi Hartono"),
		DO("{Enter}", "Rudi Hartono   L   Letter received", "From report", "L-2026-001", "71/DS/2026"),
		DO("{Esc}", "Rudi Hartono   L   Referred", "Became referral", "R-2026-001, Letter received"),
		DO("{F9}j", "Rudi Hartono   L   Letter received", "L-2026-001"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_community, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral r JOIN community_report c ON c.referral_id = r.id WHERE r.reason LIKE '%menjual tisu%Simpang Rapak%' AND r.channel = 'masyarakat'"), 1);
	assert_string_equal(desk_sql_text(&desk, "SELECT state FROM community_now"), "dirujuk");
}

/* The officer's is a draft without a letter; an auditor reads, without the reporter. */
static void test_officer_and_auditor(void **state)
{
	(void)state;
	row_id id = report(&officer, "Siti Aminah", "64.08");
	move(&officer, id, COMMUNITY_TEMUKAN);
	move(&officer, id, COMMUNITY_SEDIA);
	report(&desk.office, "Kota Anak", "64.71");
	const struct desk_step refers[] = {
		DO_GONE("", "Kota Anak", "Siti Aminah", "1 of 1 reports"),
		DO("{F2}make{Enter}", "Siti Aminah", "* Full name"),
		DO("{F2}", "Recorded", "Siti Aminah", "Keep as draft"),
		DO("{Enter}", "Siti Aminah   L   Draft", "From report", "L-2026-001"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_community, NULL, refers);
	assert_string_equal(desk_sql_text(&desk, "SELECT state FROM referral_now"), "konsep");
	const struct desk_step reads[] = {
		DO_GONE("", "Siti Aminah", "Kota Anak", "1 of 1 reports"),
		DO("{F7}", "Record a report of the public: this is done by"),
		DO_GONE("{Enter}", "Bu Pelapor", "Kota Anak", "known to who records reports"),
		DO("{F2}", "Record a report of the public: this is done by"),
		DONE,
	};
	desk_run_play(&desk, &auditor, &screen_community, NULL, reads);
}

/* Home names the open ones with the days of the oldest and opens them. */
static void test_home(void **state)
{
	(void)state;
	report(&desk.office, "Rudi", "64.71");
	const struct desk_step steps[] = {
		DO("", "Reports of the public", "longest 4 days", "W Reports of the public"),
		DO("w", "1 of 1 reports", "Rudi"),
		DO("rap", "1 of 1 reports", "Rudi"),
		DO("x", "No report's number, name or place begins with 'rapx'"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_home, NULL, steps);
}

static row_id raced;

/* The social worker saves the same report while the office is typing; a reload in between must not hide it. */
static void other_saves(struct desk_play *d, struct ui *ui)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	const struct community_input in = { .v[COMMUNITY_F_ORIGIN] = "Samarinda" };
	desk_must(community_edit(d->db, &d->worker, raced, 1, &in, &p, &e), &p, &e);
	ui_reload(ui); /* the news of it */
}

static void test_two_savers(void **state)
{
	(void)state;
	raced = report(&desk.office, "Rudi", "64.71");
	const struct desk_step steps[] = {
		DO_THEN("{Enter}{F4}", other_saves, "Rudi", "2Save"),
		DO("{PgDn}{End} dan koran{Enter}", "menjual tisu dan koran"),
		DO("{F2}", "Changed by somebody else", "sri changed this", "Samarinda"),
		DO_GONE("{F2}", "Changed by somebody else", "Save again to keep what was chosen."),
		DO("{F2}", "Saved.", "menjual tisu dan koran", "Samarinda"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_community, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM community_report WHERE origin = 'Samarinda' AND work = 'menjual tisu dan koran' AND version = 3"), 1);
}

/* The funnel's period: a year, one month of it, all years; F6 asks again. */
static void test_funnel(void **state)
{
	(void)state;
	report(&desk.office, "Rudi", "64.71");
	const struct desk_step steps[] = {
		DO("funnel", "Funnel of reports of the pub"),
		DO("{Enter}", "Which year?", "All years"),
		DO("2026{Enter}", "Which month?", "The whole year", "August 2026"),
		DO("{Enter}", "Tahun 2026", "| Dilaporkan       |        1 |"),
		DO("{F6}2026{Enter}", "Which month?"),
		DO("june{Enter}", "Bulan Juni 2026", "| Dilaporkan       |        0 |"),
		DO("{F6}{Enter}", "Semua tahun sampai 3 Agustus 2026", "| Dilaporkan       |        1 |"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_reports, NULL, steps);
}

/* What is typed survives leaving: the draft is offered again. */
static void test_draft(void **state)
{
	(void)state;
	const struct desk_step left[] = { DO("{F7}outr{Enter}{Enter}Balik{Enter}{Enter}Pasar Baru{Enter}", "Pasar Baru"), DONE };
	desk_run_play(&desk, &desk.office, &screen_community, NULL, left);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft WHERE form = 'community'"), 1);
	const struct desk_step again[] = { DO("{F7}", "draft"), DO("{Enter}", "Pasar Baru", "Kota Balikpapan"), DO("{F2}", "Recorded"), DONE };
	desk_run_play(&desk, &desk.office, &screen_community, NULL, again);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM community_report WHERE place = 'Pasar Baru'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft"), 0);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
	const struct CMUnitTest tests[] = { T(intake), T(least), T(follow), T(into_referral), T(officer_and_auditor), T(home), T(two_savers), T(funnel), T(draft) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
