/* Reports of the public: intake, scope, moves, the referral made of one, edits, lists and the derived rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/audit.h"
#include "db/check.h"
#include "db/community/community_part.h"
#include "db/exchange/export_list.h"
#include "db/referral/referral.h"
#include "src/base/buf.h"
#include "tests/db/desk.h"
#include "tests/db/people.h"

static struct actor balikpapan, stranger;

static int setup(void **state)
{
	desk_setup(state);
	balikpapan = fixture_actor(&f, 0, "balik", ROLE_DINSOS, "64.71");
	fixture_panti(&f, "LAIN", &stranger);
	return 0;
}

static struct community_input seen(const char *name, const char *district, const char *on)
{
	struct community_input in = { .company = 0 };
	in.v[COMMUNITY_F_CHANNEL] = "masyarakat";
	in.v[COMMUNITY_F_RECEIVED_ON] = on;
	in.v[COMMUNITY_F_DISTRICT] = district;
	in.v[COMMUNITY_F_PLACE] = "Simpang Rapak";
	in.v[COMMUNITY_F_NAME] = name;
	in.v[COMMUNITY_F_WORK] = "menjual tisu";
	in.v[COMMUNITY_F_SECTOR] = "jalanan";
	return in;
}

static row_id record(const struct actor *who, const struct community_input *in)
{
	row_id id = 0;
	problems_clear(&p);
	err_clear(&e);
	if (!community_record(f.db, who, in, NULL, &id, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

static row_id report(const struct actor *who, const char *name, const char *district)
{
	const struct community_input in = seen(name, district, "2026-08-01");
	return record(who, &in);
}

static struct community_card load(const struct actor *who, row_id id)
{
	struct community_card c;
	fixture_must(&e, community_load(f.db, who, id, false, a, &c, &e));
	return c;
}

static bool move(const struct actor *who, row_id id, enum community_move m, const char *reason)
{
	err_clear(&e);
	problems_clear(&p);
	return community_move(f.db, who, id, cases_version(&f, "community_report", id), m, DATE_NONE, reason, m >= COMMUNITY_KUNJUNGAN ? "ditanya" : "", &p, &e);
}

static void must_move(const struct actor *who, row_id id, enum community_move m, const char *reason)
{
	if (!move(who, id, m, reason)) cases_fail(&p, &e, __FILE__, __LINE__);
}

/* Only channel, day and place: number, first event, one child, and the hour in its one form. */
static void test_intake(void **state)
{
	(void)state;
	struct community_input in = seen("", "64.71", "2026-08-02");
	in.v[COMMUNITY_F_WORK] = in.v[COMMUNITY_F_SECTOR] = NULL;
	in.v[COMMUNITY_F_SEEN_HOUR] = "1430";
	struct community_card c = load(&f.tu, record(&f.tu, &in));
	assert_string_equal(c.number, "L-2026-001");
	assert_int_equal(c.state, COMMUNITY_DILAPORKAN);
	assert_string_equal(c.v[COMMUNITY_F_CHILDREN], "1");
	assert_string_equal(c.v[COMMUNITY_F_SEEN_HOUR], "14.30");
	assert_string_equal(c.v[COMMUNITY_F_AGE_SEEN], "");
	assert_int_equal(c.event_count, 1);
	assert_int_equal(c.events[0].on, date_make(2026, 8, 2));
	assert_int_equal(c.days, 1);
	in.v[COMMUNITY_F_CHANNEL] = "burung";
	row_id id;
	err_clear(&e);
	assert_false(community_record(f.db, &f.tu, &in, NULL, &id, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	in.v[COMMUNITY_F_CHANNEL] = "polisi";
	in.v[COMMUNITY_F_DISTRICT] = "64";
	err_clear(&e);
	assert_false(community_record(f.db, &f.tu, &in, NULL, &id, &p, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM community_report"), 1);
	in.v[COMMUNITY_F_DISTRICT] = "64.08";
	err_clear(&e);
	assert_false(community_record(f.db, &f.pengasuh, &in, NULL, &id, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_false(community_record(f.db, &f.pemeriksa, &in, NULL, &id, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
}

/* The same save twice makes one report. */
static void test_idem(void **state)
{
	(void)state;
	const struct community_input in = seen("Rudi", "64.71", "2026-08-02");
	char key[IDEM_SIZE];
	row_id one, two;
	db_idem_make(key);
	assert_true(community_record(f.db, &f.tu, &in, key, &one, &p, &e));
	assert_true(community_record(f.db, &f.tu, &in, key, &two, &p, &e));
	assert_true(one == two);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM community_report"), 1);
}

static bool sees(const struct actor *who, row_id id)
{
	struct community_filter all = { .view = COMMUNITY_VIEW_ALL };
	struct community_row rows[20];
	struct community_card c;
	bool listed = false;
	err_clear(&e);
	int n = community_list(f.db, who, &all, COMMUNITY_FIRST, false, a, rows, 20, &e);
	assert_int_equal(n, community_count(f.db, who, &all, &e));
	for (int i = 0; i < n; i++) listed = listed || rows[i].id == id;
	bool opened = community_load(f.db, who, id, false, a, &c, &e);
	if (!opened) assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_int_equal(listed, opened);
	struct community_work w;
	err_clear(&e);
	fixture_must(&e, community_work(f.db, who, &w, &e));
	assert_int_equal(w.open, n); /* all of this test are open */
	return opened;
}

/* The panti sees what it took in; a district what was seen there, whoever typed it in; nobody anything else. */
static void test_scope(void **state)
{
	(void)state;
	row_id home_east = report(&f.tu, "Anak Timur", "64.08"), home_city = report(&f.tu, "Anak Kota", "64.71");
	row_id of_east = report(&f.dinsos, "Anak Dinas", "64.71"); /* forced into the own district */
	row_id of_other = report(&stranger, "Anak Lain", "64.08");
	assert_string_equal(load(&f.dinsos, of_east).v[COMMUNITY_F_DISTRICT], "64.08");
	const struct { const struct actor *who; bool east, city, officer, other; } rows[] = {
		{ &f.kepala, true, true, false, false }, { &f.peksos, true, true, false, false }, { &f.tu, true, true, false, false }, { &f.pemeriksa, true, true, false, false },
		{ &f.sistem, true, true, false, false }, { &f.dinsos, true, false, true, true }, { &balikpapan, false, true, false, false }, { &stranger, false, false, false, true },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(sees(rows[i].who, home_east), rows[i].east);
		assert_int_equal(sees(rows[i].who, home_city), rows[i].city);
		assert_int_equal(sees(rows[i].who, of_east), rows[i].officer);
		assert_int_equal(sees(rows[i].who, of_other), rows[i].other);
		const struct community_filter number = { .view = COMMUNITY_VIEW_ALL, .text = "L-2026-002" };
		assert_int_equal(community_count(f.db, rows[i].who, &number, &e), rows[i].city);
	}
	/* what is not there cannot be changed either */
	assert_false(move(&balikpapan, home_east, COMMUNITY_TEMUKAN, ""));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_false(move(&f.pemeriksa, home_east, COMMUNITY_TEMUKAN, ""));
	assert_int_equal(e.kind, ERR_NOPERM);
	const struct actor *outside[] = { &f.bendahara, &f.pengasuh, &f.admin };
	struct community_card c;
	for (size_t i = 0; i < COUNT(outside); i++) {
		err_clear(&e);
		assert_false(community_load(f.db, outside[i], home_east, false, a, &c, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
	}
}

/* Who reported is known to those who record, to nobody else, and stands in no log. */
static void test_reporter(void **state)
{
	(void)state;
	struct community_input in = seen("Rudi", "64.08", "2026-08-01");
	in.v[COMMUNITY_F_REPORTER] = "Bu Rahasia";
	in.v[COMMUNITY_F_REPORTER_PHONE] = "0812555";
	row_id id = record(&f.tu, &in);
	assert_string_equal(load(&f.peksos, id).v[COMMUNITY_F_REPORTER], "Bu Rahasia");
	assert_string_equal(load(&f.dinsos, id).v[COMMUNITY_F_REPORTER_PHONE], "0812555");
	struct community_card c = load(&f.pemeriksa, id);
	assert_true(c.reporter_hidden);
	assert_string_equal(c.v[COMMUNITY_F_REPORTER], "");
	assert_string_equal(c.v[COMMUNITY_F_REPORTER_PHONE], "");
	struct community_input change = { .v[COMMUNITY_F_REPORTER] = "Pak Rahasia" };
	assert_true(community_edit(f.db, &f.tu, id, 1, &change, &p, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit_value WHERE after_value LIKE '%Rahasia%' OR before_value LIKE '%Rahasia%' OR after_value LIKE '%0812555%'"), 0);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit_value WHERE field = 'reporter'"), 2);
	assert_string_equal(load(&f.tu, id).v[COMMUNITY_F_REPORTER_PHONE], "0812555"); /* not given: stands */
	change.v[COMMUNITY_F_ANONYMOUS] = "1";
	assert_false(community_edit(f.db, &f.tu, id, 2, &change, &p, &e));
	change.v[COMMUNITY_F_REPORTER] = change.v[COMMUNITY_F_REPORTER_PHONE] = "";
	err_clear(&e);
	assert_true(community_edit(f.db, &f.tu, id, 2, &change, &p, &e));
}

/* The whole way by dated moves, none ahead and none before the one before it. */
static void test_moves(void **state)
{
	(void)state;
	row_id id = report(&f.tu, "Rudi", "64.71");
	assert_false(community_move(f.db, &f.tu, id, 1, COMMUNITY_TEMUKAN, date_make(2026, 7, 31), "", "", &p, &e)); /* before the report came */
	assert_non_null(problem_of(&p, "on"));
	err_clear(&e);
	assert_false(community_move(f.db, &f.tu, id, 1, COMMUNITY_TEMUKAN, date_make(2026, 8, 4), "", "", &p, &e));
	must_move(&f.peksos, id, COMMUNITY_TAK_DITEMUKAN, "sepi");
	must_move(&f.peksos, id, COMMUNITY_TELEPON, "");
	assert_int_equal(load(&f.tu, id).state, COMMUNITY_TIDAK_DITEMUKAN);
	must_move(&f.peksos, id, COMMUNITY_TEMUKAN, "");
	must_move(&f.peksos, id, COMMUNITY_TOLAK, "ibu takut");
	must_move(&f.peksos, id, COMMUNITY_SEDIA, "");
	assert_false(move(&f.peksos, id, COMMUNITY_RUJUK, "")); /* only by making the referral */
	assert_false(move(&f.peksos, id, COMMUNITY_TUTUP, "bosan"));
	err_clear(&e);
	assert_false(community_move(f.db, &f.tu, id, 1, COMMUNITY_TUTUP, DATE_NONE, "keluarga", "", &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	must_move(&f.tu, id, COMMUNITY_TUTUP, "keluarga");
	struct community_card c = load(&f.tu, id);
	assert_int_equal(c.event_count, 7);
	assert_string_equal(c.events[6].reason, "keluarga");
	assert_int_equal(c.days, 0);
	assert_false(move(&f.tu, id, COMMUNITY_KUNJUNGAN, ""));
	struct community_input in = { .v[COMMUNITY_F_NAME] = "Lain" };
	err_clear(&e);
	assert_false(community_edit(f.db, &f.tu, id, c.version, &in, &p, &e));
	assert_non_null(problem_of(&p, "state"));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action LIKE 'community.%' AND record_kind = 'community_report'"), 7);
}

/* Old and new values; the first day may be corrected, but not past what followed. */
static void test_edit(void **state)
{
	(void)state;
	row_id id = report(&f.tu, "Rudi", "64.71");
	must_move(&f.tu, id, COMMUNITY_TEMUKAN, "");
	struct community_input in = { .v[COMMUNITY_F_NAME] = "Rudi Hartono", .v[COMMUNITY_F_RECEIVED_ON] = "2026-07-30", .v[COMMUNITY_F_AGE_SEEN] = "11", .v[COMMUNITY_F_URGENT] = "1" };
	if (!community_edit(f.db, &f.peksos, id, 2, &in, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	struct community_card c = load(&f.tu, id);
	assert_string_equal(c.v[COMMUNITY_F_NAME], "Rudi Hartono");
	assert_string_equal(c.v[COMMUNITY_F_WORK], "menjual tisu");
	assert_string_equal(c.v[COMMUNITY_F_AGE_SEEN], "11");
	assert_int_equal(c.events[0].on, date_make(2026, 7, 30));
	assert_int_equal(c.days, 4);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit_value v JOIN audit a ON a.id = v.audit_id WHERE a.action = 'community.edit' AND v.field = 'name' AND v.before_value = 'Rudi' AND v.after_value = 'Rudi Hartono'"), 1);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit_value v JOIN audit a ON a.id = v.audit_id WHERE a.action = 'community.edit'"), 4);
	err_clear(&e);
	assert_false(community_edit(f.db, &f.tu, id, 2, &in, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	assert_true(people_sql(&f, "UPDATE community_event SET on_date = '2026-08-01' WHERE move = 'temukan'"));
	in.v[COMMUNITY_F_RECEIVED_ON] = "2026-08-02";
	err_clear(&e);
	assert_false(community_edit(f.db, &f.tu, id, 3, &in, &p, &e));
	assert_non_null(problem_of(&p, "received_on"));
	assert_true(people_sql(&f, "UPDATE community_now SET state_on = '2026-08-01'")); /* what the test changed by hand */
}

/* Data carried over; the referral and the event in one transaction, both or none; the referral names its report. */
static void test_into_referral(void **state)
{
	(void)state;
	struct community_input first = seen("Rudi Hartono", "64.08", "2026-08-01");
	first.v[COMMUNITY_F_URGENT] = "1";
	row_id id = record(&f.tu, &first), referral = 0;
	struct referral_input in;
	struct community_card c = load(&f.tu, id);
	community_referral_input(&c, &f.tu, FIXTURE_DAY, a, &in);
	assert_string_equal(in.child[PERSON_NAME], "Rudi Hartono");
	assert_string_equal(in.v[REFERRAL_F_CHANNEL], "masyarakat");
	assert_string_equal(in.v[REFERRAL_F_DISTRICT], "64.08");
	assert_string_equal(in.v[REFERRAL_F_CLUSTERS], "anak_jalanan");
	assert_non_null(strstr(in.v[REFERRAL_F_REASON], "menjual tisu"));
	assert_non_null(strstr(in.v[REFERRAL_F_REASON], "Simpang Rapak"));
	in.child[PERSON_SEX] = "L";
	assert_false(referral_record(f.db, &f.tu, &in, NULL, &referral, &p, &e)); /* a referral counts only with its letter */
	assert_non_null(problem_of(&p, "letter_no"));
	in.v[REFERRAL_F_LETTER_NO] = "1/DS/2026";
	in.v[REFERRAL_F_LETTER_DATE] = "2026-08-03";
	err_clear(&e);
	assert_false(referral_record(f.db, &f.tu, &in, NULL, &referral, &p, &e)); /* nobody said yes yet */
	assert_non_null(problem_of(&p, "state"));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral") + cases_number(&f, "SELECT count(*) FROM person"), 0);
	must_move(&f.tu, id, COMMUNITY_TEMUKAN, "");
	must_move(&f.tu, id, COMMUNITY_SEDIA, "");
	err_clear(&e);
	if (!referral_record(f.db, &f.tu, &in, NULL, &referral, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	c = load(&f.tu, id);
	assert_int_equal(c.state, COMMUNITY_DIRUJUK);
	assert_true(c.referral == referral);
	assert_string_equal(c.referral_no, "R-2026-001");
	assert_int_equal(c.referral_state, REFERRAL_SURAT_DITERIMA);
	struct referral_card r;
	cases_move(&f, &f.peksos, referral, REFERRAL_MULAI_ASESMEN, "");
	fixture_must(&e, referral_load(f.db, &f.tu, referral, false, a, &r, &e));
	assert_string_equal(r.report_no, "L-2026-001");
	assert_string_equal(r.v[REFERRAL_F_URGENT], "1"); /* carried over, and not lost by the next step */
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'community.rujuk' AND person_id <> 0"), 1);
	err_clear(&e);
	in.child[PERSON_NAME] = "Rudi Dua";
	assert_false(referral_record(f.db, &f.tu, &in, NULL, &referral, &p, &e)); /* not twice */
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral"), 1);
}

/* The officer's is a draft; nobody makes a referral of a report outside the own scope. */
static void test_officer_refers(void **state)
{
	(void)state;
	row_id mine = report(&f.dinsos, "Siti", "64.08"), referral = 0;
	must_move(&f.dinsos, mine, COMMUNITY_TEMUKAN, "");
	must_move(&f.dinsos, mine, COMMUNITY_SEDIA, "");
	struct community_card c = load(&f.dinsos, mine);
	struct referral_input in;
	community_referral_input(&c, &f.dinsos, FIXTURE_DAY, a, &in);
	assert_null(in.v[REFERRAL_F_RECEIVED_ON]);
	in.child[PERSON_SEX] = "P";
	err_clear(&e);
	assert_false(referral_record(f.db, &balikpapan, &in, NULL, &referral, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	if (!referral_record(f.db, &f.dinsos, &in, NULL, &referral, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(load(&f.dinsos, mine).referral_state, REFERRAL_KONSEP);
}

/* Urgent first, then the oldest; finished ones last, the newest first; both ways the same; search and filters. */
static void test_lists(void **state)
{
	(void)state;
	static const char *const days[] = { "2026-07-20", "2026-07-10", "2026-07-30", "2026-07-01", "2026-07-02" };
	row_id ids[5];
	for (int i = 0; i < 5; i++) {
		struct community_input in = seen(i == 2 ? "Moch. Yusuf" : "", "64.71", days[i]);
		in.v[COMMUNITY_F_PLACE] = i == 1 ? "Pasar Klandasan" : "Simpang Rapak";
		in.v[COMMUNITY_F_URGENT] = i == 2 ? "1" : "";
		in.v[COMMUNITY_F_SECTOR] = i == 1 ? "pemulung" : "jalanan";
		if (i == 0) in.v[COMMUNITY_F_CHANNEL] = "polisi";
		ids[i] = record(&f.tu, &in);
	}
	must_move(&f.tu, ids[3], COMMUNITY_TUTUP, "ganda");
	must_move(&f.tu, ids[4], COMMUNITY_TUTUP, "tidak_benar");
	const row_id expected[] = { ids[2], ids[1], ids[0], ids[4], ids[3] };
	struct community_filter all = { .view = COMMUNITY_VIEW_ALL }, none = { .view = COMMUNITY_VIEW_OPEN };
	struct community_row rows[10], back[10];
	assert_int_equal(community_list(f.db, &f.tu, &all, COMMUNITY_FIRST, false, a, rows, 10, &e), 5);
	assert_int_equal(community_list(f.db, &f.tu, &all, COMMUNITY_LAST, true, a, back, 10, &e), 5);
	for (int i = 0; i < 5; i++) {
		assert_true(rows[i].id == expected[i]);
		assert_true(back[4 - i].id == expected[i]);
	}
	assert_int_equal(rows[1].days, 24);
	assert_int_equal(community_list(f.db, &f.tu, &all, rows[1].key, false, a, back, 2, &e), 2);
	assert_true(back[0].id == expected[2] && back[1].id == expected[3]);
	assert_int_equal(community_count(f.db, &f.tu, &none, &e), 3);
	const struct { struct community_filter f; int n; row_id first; } looks[] = {
		{ { .view = COMMUNITY_VIEW_ALL, .text = "muhammad yu" }, 1, ids[2] }, { { .view = COMMUNITY_VIEW_ALL, .text = "klandasan" }, 1, ids[1] },
		{ { .view = COMMUNITY_VIEW_ALL, .text = "l-2026-004" }, 1, ids[3] }, { { .view = COMMUNITY_VIEW_OPEN, .text = "l-2026-004" }, 0, 0 },
		{ { .view = COMMUNITY_VIEW_ALL, .sector = "pemulung" }, 1, ids[1] }, { { .view = COMMUNITY_VIEW_ALL, .channel = "polisi" }, 1, ids[0] },
		{ { .view = COMMUNITY_VIEW_STATE, .state = COMMUNITY_DITUTUP }, 2, ids[4] }, { { .view = COMMUNITY_VIEW_OPEN, .text = "rapak", .sector = "jalanan" }, 2, ids[2] },
	};
	for (size_t i = 0; i < COUNT(looks); i++) {
		int n = community_list(f.db, &f.tu, &looks[i].f, COMMUNITY_FIRST, false, a, rows, 10, &e);
		if (n != looks[i].n) fail_msg("look %zu: %d", i, n);
		assert_int_equal(community_count(f.db, &f.tu, &looks[i].f, &e), n);
		if (n) assert_true(rows[0].id == looks[i].first);
		community_list(f.db, &f.dinsos, &looks[i].f, COMMUNITY_FIRST, false, a, rows, 10, &e);
	}
	struct community_work w;
	fixture_must(&e, community_work(f.db, &f.tu, &w, &e));
	assert_int_equal(w.open, 3);
	assert_int_equal(w.urgent, 1);
	assert_int_equal(w.longest, 24);
	assert_true(cases_plans(&f, "community_now") >= 8);
}

/* Once the child's file is sealed, the office sees initials, does not open the report and does not find it by name. */
static void test_sealed(void **state)
{
	(void)state;
	row_id id = report(&f.peksos, "Rahmat Hidayat", "64.08"), referral = 0;
	must_move(&f.peksos, id, COMMUNITY_TEMUKAN, "");
	must_move(&f.peksos, id, COMMUNITY_SEDIA, "");
	struct community_card c = load(&f.peksos, id);
	struct referral_input in;
	community_referral_input(&c, &f.peksos, FIXTURE_DAY, a, &in);
	in.child[PERSON_SEX] = "L";
	in.v[REFERRAL_F_LETTER_NO] = "1/DS/2026";
	in.v[REFERRAL_F_LETTER_DATE] = "2026-08-03";
	if (!referral_record(f.db, &f.peksos, &in, NULL, &referral, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	cases_move(&f, &f.peksos, referral, REFERRAL_MULAI_ASESMEN, "");
	cases_move(&f, &f.kepala, referral, REFERRAL_SETUJU, "");
	struct stay_admission stay = people_admission("", "L", FIXTURE_DAY);
	stay.referral = referral;
	stay.person = load(&f.peksos, id).person;
	stay.person_version = cases_version(&f, "person", stay.person);
	for (int i = 0; i < PERSON_FIELDS; i++) stay.v[i] = in.child[i];
	struct stay_admitted made = people_enrol(&f, &f.kepala, &stay);
	fixture_must(&e, resident_seal(f.db, &f.kepala, made.resident, cases_version(&f, "resident", made.resident), true, "perkara", &p, &e));
	struct community_filter all = { .view = COMMUNITY_VIEW_ALL }, named = { .view = COMMUNITY_VIEW_ALL, .text = "rahmat" };
	struct community_row rows[4];
	assert_int_equal(community_list(f.db, &f.tu, &all, COMMUNITY_FIRST, false, a, rows, 4, &e), 1);
	assert_string_equal(rows[0].name, "R. H.");
	assert_int_equal(community_count(f.db, &f.tu, &named, &e), 0);
	assert_int_equal(community_count(f.db, &f.peksos, &named, &e), 1);
	assert_int_equal(community_count(f.db, &f.dinsos, &named, &e), 1);
	err_clear(&e);
	assert_false(community_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_string_equal(load(&f.peksos, id).v[COMMUNITY_F_NAME], "Rahmat Hidayat");
}

/* The letter's child turns out to be one who is in the register already, under a sealed file: the report hides the name from then on. */
static void test_sealed_by_merging(void **state)
{
	(void)state;
	row_id id = report(&f.peksos, "Rahmat Hidayat", "64.08"), referral = 0;
	must_move(&f.peksos, id, COMMUNITY_TEMUKAN, "");
	must_move(&f.peksos, id, COMMUNITY_SEDIA, "");
	struct community_card c = load(&f.peksos, id);
	struct referral_input in;
	struct community_row rows[4];
	const struct community_filter all = { .view = COMMUNITY_VIEW_ALL }, named = { .view = COMMUNITY_VIEW_ALL, .text = "rahmat" };
	community_referral_input(&c, &f.peksos, FIXTURE_DAY, a, &in);
	in.child[PERSON_SEX] = "L";
	in.v[REFERRAL_F_LETTER_NO] = "1/DS/2026";
	in.v[REFERRAL_F_LETTER_DATE] = "2026-08-03";
	if (!referral_record(f.db, &f.peksos, &in, NULL, &referral, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	struct cases_child known = cases_admit(&f, "Rahmad Hidayat", "L", "2013-04-05", date_make(2026, 1, 10), "", "", 0, 0);
	fixture_must(&e, resident_seal(f.db, &f.kepala, known.resident, cases_version(&f, "resident", known.resident), true, "perkara", &p, &e));
	assert_int_equal(community_count(f.db, &f.tu, &named, &e), 1);
	cases_merge(&f, known.person, cases_person_of(&f, referral));
	assert_int_equal(community_list(f.db, &f.tu, &all, COMMUNITY_FIRST, false, a, rows, 4, &e), 1);
	assert_string_equal(rows[0].name, "R. H.");
	assert_int_equal(community_count(f.db, &f.tu, &named, &e), 0);
	err_clear(&e);
	assert_false(community_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
}

/* Opening a report that names a child leaves one row; a nameless one none; a try outside the scope is logged. */
static void test_access(void **state)
{
	(void)state;
	row_id named = report(&f.tu, "Rudi", "64.71"), nameless = report(&f.tu, "", "64.71");
	struct community_card c;
	fixture_must(&e, community_load(f.db, &f.peksos, named, true, a, &c, &e));
	fixture_must(&e, community_load(f.db, &f.peksos, nameless, true, a, &c, &e));
	fixture_must(&e, community_load(f.db, &f.peksos, named, false, a, &c, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'community.open'"), 1);
	err_clear(&e);
	assert_false(community_load(f.db, &f.dinsos, named, true, a, &c, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'community.denied'"), 1);
}

static bool to_text(void *ctx, const char *const *cells, int n)
{
	for (int i = 0; i < n; i++) buf_printf(ctx, "%s;", cells[i]);
	buf_puts(ctx, "\n");
	return true;
}

/* The export keeps the scope and never says who reported; a month limits it; one row in the log. */
static void test_export(void **state)
{
	(void)state;
	struct community_input in = seen("Anak Timur", "64.08", "2026-08-01"), old = seen("Anak Lama", "64.08", "2026-06-01");
	in.v[COMMUNITY_F_REPORTER] = "Bu Rahasia";
	in.v[COMMUNITY_F_REPORTER_PHONE] = "0812555";
	record(&f.tu, &in);
	record(&f.tu, &old);
	report(&f.tu, "Anak Kota", "64.71");
	const struct export_list *list = NULL;
	for (int i = 0; i < export_lists_count; i++)
		if (strcmp(export_lists[i].name, "community") == 0) list = &export_lists[i];
	assert_non_null(list);
	const struct { const struct actor *who; bool month; int64_t rows; const char *has, *not; } looks[] = {
		{ &f.tu, false, 3, "Anak Kota", "Bu Rahasia" }, { &f.dinsos, false, 2, "Anak Timur", "Anak Kota" }, { &f.dinsos, true, 1, "Anak Timur", "Anak Lama" }, { &f.pemeriksa, false, 3, "Anak Timur", "0812555" },
	};
	for (size_t i = 0; i < COUNT(looks); i++) {
		struct buf out = BUF_EMPTY;
		int64_t rows = 0;
		fixture_must(&e, export_list_run(f.db, looks[i].who, list, looks[i].month ? date_make(2026, 8, 1) : DATE_NONE, DATE_NONE, to_text, &out, &rows, &e));
		assert_int_equal(rows, looks[i].rows);
		assert_non_null(strstr(buf_text(&out), looks[i].has));
		assert_null(strstr(buf_text(&out), looks[i].not));
		assert_null(strstr(buf_text(&out), "Rahasia"));
		buf_free(&out);
	}
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'export.community' AND record_kind = 'community'"), 4);
	int64_t rows;
	struct buf none = BUF_EMPTY;
	err_clear(&e);
	assert_false(export_list_run(f.db, &f.bendahara, list, DATE_NONE, DATE_NONE, to_text, &none, &rows, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	buf_free(&none);
}

/* A row that was changed by another hand is found and remade. */
static void test_check(void **state)
{
	(void)state;
	report(&f.tu, "Rudi", "64.71");
	assert_true(people_sql(&f, "UPDATE community_now SET state = 'ditutup'"));
	int bad = 0;
	fixture_must(&e, follow_check(f.db, &community_follow, NULL, NULL, &bad, &e));
	assert_int_equal(bad, 1);
	fixture_must(&e, db_rebuild(f.db, &f.sistem, &e));
	fixture_must(&e, follow_check(f.db, &community_follow, NULL, NULL, &bad, &e));
	assert_int_equal(bad, 0);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, desk_teardown)
	const struct CMUnitTest tests[] = { T(intake), T(idem), T(scope), T(reporter), T(moves), T(edit), T(into_referral), T(officer_refers), T(lists), T(sealed), T(sealed_by_merging), T(access), T(export), T(check) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
