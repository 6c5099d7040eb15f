/* Screenings: what is kept, links, scope and roles, search, voiding, counting by year, the report; saving twice, plans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/community/labour.h"
#include "db/report/report.h"
#include "db/child/resident.h"
#include "src/base/clock.h"
#include "db/stmt.h"
#include "tests/db/desk.h"


static int setup(void **state)
{
	desk_setup(state);
	cases_regions(&f);
	return 0;
}

static struct labour_input facts(const char *on, const char *name, const char *age, const char *minutes)
{
	struct labour_input in = { .report = 0 };
	in.v[LABOUR_F_ON] = on;
	in.v[LABOUR_F_NAME] = name;
	in.v[LABOUR_F_SEX] = "L";
	in.v[LABOUR_F_AGE] = age;
	in.v[LABOUR_F_MINUTES] = minutes;
	in.v[LABOUR_F_DISTRICT] = "64.08";
	in.v[LABOUR_F_SECTOR] = "pertanian";
	in.v[LABOUR_F_RISKS] = "pestisida|panas";
	return in;
}

static row_id screened(const struct actor *who, const struct labour_input *in)
{
	row_id id = 0;
	err_clear(&e);
	if (!labour_screen(f.db, who, in, NULL, &id, NULL, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

static bool refused(const struct actor *who, const struct labour_input *in, enum err_kind kind)
{
	row_id id = 0;
	int64_t before = cases_number(&f, "SELECT count(*) FROM labour_screening"), rows = cases_number(&f, "SELECT count(*) FROM audit");
	err_clear(&e);
	bool no = !labour_screen(f.db, who, in, NULL, &id, NULL, &p, &e);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM labour_screening"), before);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit"), rows);
	return no && e.kind == kind;
}

static int listed(const struct actor *who, const struct labour_filter *filter)
{
	struct labour_row rows[50];
	err_clear(&e);
	int n = labour_list(f.db, who, filter, LABOUR_NEWEST, false, a, rows, 50, &e);
	err_clear(&e);
	if (n >= 0) assert_int_equal(labour_count(f.db, who, filter, &e), n);
	return n;
}

/* A report of the public as the table keeps one; its own functions have their own test. */
struct told { row_id panti; const char *district, *number, *name; int children, age; row_id id, referral; };

static bool report_tx(struct db *db, void *ctx, struct err *why)
{
	struct told *r = ctx;
	r->id = db_new_id(db, "community_report");
	struct stmt *q = stmt(db, "INSERT INTO community_report (id, panti_id, number, district, received_on, channel, work, sector, children, name, sex, age_seen, referral_id, recorded_at, recorded_by)"
	                          " VALUES (?1, ?2, ?3, ?4, '2026-07-01', 'masyarakat', 'Mengamen', 'jalanan', ?5, ?6, 'P', ?7, ?8, 1, 1)");
	stmt_int(q, 1, r->id);
	stmt_id(q, 2, r->panti);
	stmt_text(q, 3, r->number);
	stmt_text(q, 4, r->district);
	stmt_int(q, 5, r->children);
	stmt_text(q, 6, r->name);
	stmt_int(q, 7, r->age);
	stmt_id(q, 8, r->referral);
	return stmt_run(q, why);
}

static row_id report(row_id panti, const char *district, const char *number, const char *name, int children, row_id referral)
{
	struct told r = { panti, district, number, name, children, 11, 0, referral };
	fixture_must(&e, db_tx(f.db, report_tx, &r, &e));
	return r.id;
}

static void test_kept_as_judged(void **state)
{
	(void)state;
	struct labour_card c;
	enum labour_answer answer = LABOUR_ANSWERS;
	struct labour_input in = facts("2026-08-01", "Wahyu Contoh", "14", "181");
	row_id id = 0;
	in.v[LABOUR_F_PERMIT] = "1";
	in.v[LABOUR_F_WORK] = "Menyemprot kebun";
	fixture_must(&e, labour_screen(f.db, &f.peksos, &in, NULL, &id, &answer, &p, &e));
	assert_int_equal(answer, LABOUR_CHILD);
	fixture_must(&e, labour_load(f.db, &f.tu, id, true, a, &c, &e));
	assert_int_equal(c.answer, LABOUR_CHILD);
	assert_string_equal(c.grounds, "lebih_3_jam");
	assert_string_equal(c.v[LABOUR_F_NAME], "Wahyu Contoh");
	assert_string_equal(c.v[LABOUR_F_MINUTES], "181");
	assert_string_equal(c.v[LABOUR_F_RISKS], "pestisida|panas");
	assert_string_equal(c.v[LABOUR_F_PERMIT], "1");
	assert_string_equal(c.v[LABOUR_F_EVERY_DAY], "0");
	assert_string_equal(c.by, "peksos");
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'labour.screen'"), 1);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'labour.open'"), 1);
	in.v[LABOUR_F_MINUTES] = "";
	id = screened(&f.peksos, &in);
	fixture_must(&e, labour_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_string_equal(c.v[LABOUR_F_MINUTES], ""); /* not known is not nothing */
	assert_string_equal(c.grounds, "jam_tak_diketahui");
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'labour.open'"), 1);
	/* what was answered then stands, whatever the rule says today */
	fixture_tamper(&f, "UPDATE labour_screening SET answer = 'ringan', grounds = 'alasan_lama' WHERE minutes IS NULL");
	fixture_must(&e, labour_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_int_equal(c.answer, LABOUR_LIGHT);
	assert_string_equal(c.grounds, "alasan_lama");
}

static void test_refusals(void **state)
{
	(void)state;
	struct labour_input in = facts("2026-08-04", "", "14", "60");
	assert_true(refused(&f.peksos, &in, ERR_PROBLEMS) && problem_of(&p, "on_date"));
	in = facts("2026-08-03", "", "", "60");
	assert_true(refused(&f.peksos, &in, ERR_PROBLEMS) && problem_of(&p, "age"));
	in = facts("2026-08-03", "", "14", "60");
	in.v[LABOUR_F_SECTOR] = "bulan";
	in.v[LABOUR_F_PASB] = "lain";
	in.v[LABOUR_F_RISKS] = "pestisida|naga";
	in.v[LABOUR_F_DISTRICT] = "99.99";
	assert_true(refused(&f.peksos, &in, ERR_PROBLEMS) && problem_of(&p, "sector") && problem_of(&p, "pasb") && problem_of(&p, "risks") && problem_of(&p, "district"));
	in = facts("2026-08-03", "", "14", "60");
	in.report = report(f.panti, "64.08", "L-2026-001", "Sari", 1, 0);
	in.resident = cases_admit(&f, "Ani Contoh", "P", "2014-02-03", date_make(2026, 1, 10), "", "", 0, 0).resident;
	assert_true(refused(&f.peksos, &in, ERR_PROBLEMS));
	struct actor nowhere = { .user = f.admin.user, .roles = ROLE_DINSOS };
	in.report = in.resident = 0;
	assert_true(refused(&nowhere, &in, ERR_NOTFOUND));
}

static void test_roles_and_scope(void **state)
{
	(void)state;
	const struct actor *all[] = { &f.admin, &f.kepala, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem };
	struct actor head2, officer2 = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	struct labour_input in = facts("2026-08-01", "Tanpa", "11", "60"), away = facts("2026-08-01", "Jauh", "11", "60");
	struct labour_filter none = { .year = 0 };
	struct labour_card c;
	fixture_panti(&f, "LAIN", &head2);
	row_id id = screened(&f.peksos, &in), own = screened(&f.dinsos, &in);
	away.v[LABOUR_F_DISTRICT] = "64.71";
	screened(&f.peksos, &away);
	for (size_t i = 0; i < COUNT(all); i++) {
		bool reads = may(all[i], RIGHT_LABOUR_READ), writes = may(all[i], RIGHT_LABOUR_SCREEN);
		int n = listed(all[i], &none);
		if (all[i] == &f.dinsos) assert_int_equal(n, 2); /* what the panti typed in for the district, and his own; not the other district */
		else assert_int_equal(n, reads ? 2 : -1);        /* the panti's two, not the officer's */
		if (!writes) assert_true(refused(all[i], &in, ERR_NOPERM));
	}
	const struct actor *strangers[] = { &head2, &officer2 };
	for (size_t i = 0; i < COUNT(strangers); i++) {
		err_clear(&e);
		assert_false(labour_load(f.db, strangers[i], id, true, a, &c, &e));
		assert_int_equal(e.kind, ERR_NOTFOUND);
		err_clear(&e);
		assert_false(labour_void(f.db, strangers[i], id, 1, "salah", &p, &e));
		assert_int_equal(e.kind, ERR_NOTFOUND);
	}
	assert_int_equal(listed(&head2, &none), 0);
	assert_int_equal(listed(&officer2, &none), 1);
	err_clear(&e);
	assert_false(labour_load(f.db, &f.kepala, own, false, a, &c, &e)); /* the officer's row is not the panti's */
	/* an officer's district is his own whatever is typed */
	in.v[LABOUR_F_DISTRICT] = "64.71";
	own = screened(&f.dinsos, &in);
	fixture_must(&e, labour_load(f.db, &f.dinsos, own, false, a, &c, &e));
	assert_string_equal(c.v[LABOUR_F_DISTRICT], "64.08");
}

static void test_of_a_resident(void **state)
{
	(void)state;
	struct cases_child child = cases_admit(&f, "Rahmat Rahasia", "L", "2012-08-04", date_make(2026, 1, 10), "", "", 0, 0);
	struct labour_input in = facts("2026-08-03", "Nama Lain", "13", "60");
	struct labour_card c;
	struct labour_filter by = { .resident = child.resident }, text = { .text = "rahm" };
	const char *v[LABOUR_FIELDS], *label;
	fixture_must(&e, labour_begin(f.db, &f.peksos, 0, child.resident, a, v, &label, &e));
	assert_string_equal(v[LABOUR_F_AGE], "13"); /* a day before the fourteenth birthday */
	assert_string_equal(v[LABOUR_F_SEX], "L");
	assert_non_null(strstr(label, child.register_no));
	in.resident = child.resident;
	in.v[LABOUR_F_SEX] = "P";
	row_id id = screened(&f.peksos, &in);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM labour_screening WHERE name = '' AND search_key = ''"), 1); /* the name stands with the person only */
	fixture_must(&e, labour_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_string_equal(c.v[LABOUR_F_NAME], "Rahmat Rahasia");
	assert_string_equal(c.v[LABOUR_F_SEX], "L");
	assert_string_equal(c.register_no, child.register_no);
	assert_int_equal(listed(&f.tu, &by), 1);
	assert_int_equal(listed(&f.tu, &text), 1);
	fixture_must(&e, resident_seal(f.db, &f.kepala, child.resident, cases_version(&f, "resident", child.resident), true, "Perkara pidana", &p, &e));
	fixture_must(&e, labour_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_string_equal(c.v[LABOUR_F_NAME], "R. R.");
	assert_int_equal(listed(&f.tu, &text), 0); /* and is not found by it */
	assert_int_equal(listed(&f.peksos, &text), 1);
	struct actor head2;
	fixture_panti(&f, "LAIN", &head2);
	assert_true(refused(&head2, &in, ERR_NOTFOUND));
}

static void test_of_a_report(void **state)
{
	(void)state;
	const char *v[LABOUR_FIELDS], *label;
	struct labour_input in = facts("2026-08-03", "Sari", "11", "300");
	struct labour_card c;
	struct actor officer2 = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	in.report = report(f.panti, "64.08", "L-2026-001", "Sari", 1, 0);
	in.v[LABOUR_F_DISTRICT] = "64.71";
	fixture_must(&e, labour_begin(f.db, &f.peksos, in.report, 0, a, v, &label, &e));
	assert_string_equal(label, "L-2026-001");
	assert_string_equal(v[LABOUR_F_NAME], "Sari");
	assert_string_equal(v[LABOUR_F_AGE], "11");
	assert_string_equal(v[LABOUR_F_WORK], "Mengamen");
	assert_string_equal(v[LABOUR_F_SECTOR], "jalanan");
	assert_string_equal(v[LABOUR_F_DISTRICT], "64.08");
	row_id id = screened(&f.peksos, &in);
	fixture_must(&e, labour_load(f.db, &f.dinsos, id, false, a, &c, &e));
	assert_string_equal(c.report_no, "L-2026-001");
	assert_string_equal(c.v[LABOUR_F_DISTRICT], "64.08"); /* the report's, or its officer would not see it */
	assert_true(refused(&officer2, &in, ERR_NOTFOUND));
	err_clear(&e);
	assert_false(labour_begin(f.db, &officer2, in.report, 0, a, v, &label, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
}

/* The report's child came into care and the file was sealed: the name of the screening goes with it. */
static void test_sealed_through_its_report(void **state)
{
	(void)state;
	struct cases_child child = cases_admit(&f, "Mawar Rahasia", "P", "2014-08-04", date_make(2026, 1, 10), "", "", 0, 0);
	struct referral_input letter = cases_letter("Mawar Rahasia", "P", "9/DS/2026");
	struct labour_input in = facts("2026-08-03", "Mawar Rahasia", "11", "300");
	struct labour_filter text = { .text = "mawar" };
	struct labour_card c;
	const char *v[LABOUR_FIELDS], *label;
	row_id referral = cases_record(&f, &f.tu, &letter);
	cases_merge(&f, child.person, cases_person_of(&f, referral));
	in.report = report(f.panti, "64.08", "L-2026-001", "Mawar Rahasia", 1, referral);
	in.v[LABOUR_F_NOTE] = "Mawar takut pulang";
	row_id id = screened(&f.peksos, &in);
	fixture_must(&e, labour_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_string_equal(c.v[LABOUR_F_NAME], "Mawar Rahasia");
	assert_string_equal(c.v[LABOUR_F_NOTE], "Mawar takut pulang");
	fixture_must(&e, resident_seal(f.db, &f.kepala, child.resident, cases_version(&f, "resident", child.resident), true, "Perkara pidana", &p, &e));
	fixture_must(&e, labour_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_string_equal(c.v[LABOUR_F_NAME], "M. R.");
	assert_string_equal(c.v[LABOUR_F_NOTE], "");
	assert_int_equal(listed(&f.tu, &text), 0);
	assert_int_equal(listed(&f.peksos, &text), 1);
	struct actor both = f.dinsos; /* an officer's own way in */
	fixture_must(&e, labour_begin(f.db, &both, in.report, 0, a, v, &label, &e));
	assert_string_equal(v[LABOUR_F_NAME], "M. R.");
}

/* Two records of one child became one: its screenings stand on the kept card, count once, and the other takes no new one. */
static void test_merged(void **state)
{
	(void)state;
	struct cases_child kept = cases_admit(&f, "Mawar Contoh", "P", "2014-08-04", date_make(2026, 1, 10), "", "", 0, 0), gone = cases_admit(&f, "Mawar Contho", "P", "2014-08-05", date_make(2026, 1, 11), "", "", 0, 0);
	struct labour_input in = facts("2026-08-03", "", "11", "300");
	struct labour_filter of_kept = { .resident = kept.resident };
	struct labour_figures got;
	char sql[160];
	in.resident = kept.resident;
	screened(&f.peksos, &in);
	in.resident = gone.resident;
	screened(&f.peksos, &in);
	fixture_must(&e, labour_figures(f.db, &f.peksos, 2026, true, a, &got, &e));
	assert_int_equal(got.years[0].working, 2);
	assert_int_equal(listed(&f.peksos, &of_kept), 1);
	snprintf(sql, sizeof sql, "INSERT INTO person_root (person_id, root_id) VALUES (%" PRId64 ", %" PRId64 ")", gone.person, kept.person);
	fixture_tamper(&f, sql);
	fixture_must(&e, labour_figures(f.db, &f.peksos, 2026, true, a, &got, &e));
	assert_int_equal(got.years[0].working, 1);
	assert_int_equal(listed(&f.peksos, &of_kept), 2);
	assert_true(refused(&f.peksos, &in, ERR_DATA));
}

static void test_void(void **state)
{
	(void)state;
	struct labour_input in = facts("2026-08-01", "Wahyu Contoh", "11", "181");
	struct labour_filter shown = { .year = 2026 }, too = { .year = 2026, .voided = true };
	struct labour_card c;
	row_id id = screened(&f.peksos, &in);
	err_clear(&e);
	assert_false(labour_void(f.db, &f.peksos, id, 1, "", &p, &e));
	assert_non_null(problem_of(&p, "reason"));
	err_clear(&e);
	assert_false(labour_void(f.db, &f.peksos, id, 2, "dua kali", &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	err_clear(&e);
	assert_false(labour_void(f.db, &f.tu, id, 1, "dua kali", &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_int_equal(listed(&f.tu, &shown), 1);
	fixture_must(&e, labour_void(f.db, &f.kepala, id, 1, "Tercatat dua kali", &p, &e));
	assert_int_equal(listed(&f.tu, &shown), 0);
	assert_int_equal(listed(&f.tu, &too), 1);
	fixture_must(&e, labour_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_true(c.voided);
	assert_string_equal(c.void_why, "Tercatat dua kali");
	assert_string_equal(c.void_by, "kepala");
	err_clear(&e);
	assert_false(labour_void(f.db, &f.peksos, id, 2, "lagi", &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
}

static void test_saved_once(void **state)
{
	(void)state;
	char idem[IDEM_SIZE];
	struct labour_input in = facts("2026-08-01", "", "11", "60");
	row_id one = 0, two = 0;
	enum labour_answer answer = LABOUR_ANSWERS;
	db_idem_make(idem);
	fixture_must(&e, labour_screen(f.db, &f.peksos, &in, idem, &one, &answer, &p, &e));
	answer = LABOUR_ANSWERS;
	fixture_must(&e, labour_screen(f.db, &f.peksos, &in, idem, &two, &answer, &p, &e));
	assert_true(one == two && answer == LABOUR_CHILD);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM labour_screening"), 1);
}

/* Pages forward and back are one list; filters; every plan by an index. */
static void test_list(void **state)
{
	(void)state;
	struct labour_row rows[10], back[10];
	struct labour_filter all = { .year = 0 }, of = { .year = 2025, .answer = "pekerja_anak", .sector = "pertanian", .text = "anak" };
	int years[5];
	for (int i = 0; i < 12; i++) {
		char on[DATE_ISO_SIZE], name[40];
		snprintf(name, sizeof name, "Anak Nomor %d", i);
		struct labour_input in = facts(date_iso(date_make(2025 + i / 6, 1 + i % 3, 10), on), name, i % 2 ? "11" : "16", "60"); /* some days the same */
		screened(&f.peksos, &in);
	}
	int n = labour_list(f.db, &f.peksos, &all, LABOUR_NEWEST, false, a, rows, 10, &e);
	assert_int_equal(n, 10);
	for (int i = 1; i < n; i++) assert_true(rows[i].on < rows[i - 1].on || (rows[i].on == rows[i - 1].on && rows[i].id < rows[i - 1].id));
	struct labour_key key = { "", rows[5].id };
	date_iso(rows[5].on, key.on);
	assert_int_equal(labour_list(f.db, &f.peksos, &all, key, true, a, back, 10, &e), 5);
	for (int i = 0; i < 5; i++) assert_true(back[i].id == rows[4 - i].id);
	assert_int_equal(labour_list(f.db, &f.peksos, &all, key, false, a, back, 10, &e), 6);
	assert_true(back[0].id == rows[6].id);
	assert_int_equal(listed(&f.peksos, &of), 3);
	of.sector = "prt";
	assert_int_equal(listed(&f.peksos, &of), 0);
	assert_int_equal(labour_years(f.db, &f.peksos, years, 5, &e), 2);
	assert_true(years[0] == 2026 && years[1] == 2025);
	assert_int_equal(listed(&f.dinsos, &all), 12);
	assert_true(cases_plans(&f, "FROM labour_screening s") >= 4);
}

/* --- counting ----------------------------------------------------------------------------------------------------------------- */

static struct labour_figures figures(const struct actor *who, int last, bool exact)
{
	struct labour_figures out;
	err_clear(&e);
	fixture_must(&e, labour_figures(f.db, who, last, exact, a, &out, &e));
	return out;
}

static void test_a_child_counts_once_a_year(void **state)
{
	(void)state;
	struct cases_child child = cases_admit(&f, "Rahmat Contoh", "L", "2012-08-04", date_make(2026, 1, 10), "", "", 0, 0);
	struct referral_input letter = cases_letter("Bunga Contoh", "P", "9/DS/2026");
	row_id referral = cases_record(&f, &f.tu, &letter);
	row_id alone = report(f.panti, "64.08", "L-2026-001", "Sari", 1, 0), group = report(f.panti, "64.08", "L-2026-002", "", 4, 0), became = report(f.panti, "64.08", "L-2026-003", "Bunga", 1, referral);
	struct labour_input in;
	const struct { const char *on; row_id report, resident; const char *age, *minutes, *harms; } rows[] = {
		{ "2026-02-01", 0, child.resident, "13", "60", "" }, { "2026-05-01", 0, child.resident, "13", "300", "" }, { "2026-07-01", 0, child.resident, "13", "0", "" }, /* once, by the gravest: child worker */
		{ "2025-05-01", 0, child.resident, "12", "300", "1" },                                                   /* another year: counts there */
		{ "2026-07-02", alone, 0, "11", "300", "" }, { "2026-07-09", alone, 0, "11", "300", "1" },               /* once, PASB */
		{ "2026-07-02", group, 0, "11", "300", "" }, { "2026-07-02", group, 0, "12", "300", "" },                /* several children seen together: two */
		{ "2026-07-03", became, 0, "10", "300", "" },
		{ "2026-07-03", 0, 0, "16", "300", "" }, { "2026-07-03", 0, 0, "16", "300", "" },                        /* not linked: each for itself, not working */
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		in = facts(rows[i].on, "", rows[i].age, rows[i].minutes);
		in.v[LABOUR_F_HARMS] = rows[i].harms;
		in.report = rows[i].report;
		in.resident = rows[i].resident;
		if (in.resident) in.v[LABOUR_F_DISTRICT] = "64.71";
		if (i == 0) in.v[LABOUR_F_PERMIT] = "1";
		screened(&f.peksos, &in);
	}
	in = facts("2026-07-03", "", "10", "300");
	row_id wrong = screened(&f.peksos, &in);
	fixture_must(&e, labour_void(f.db, &f.peksos, wrong, 1, "Keliru", &p, &e));
	struct labour_figures got = figures(&f.peksos, 2026, true);
	assert_int_equal(got.year_count, 2);
	const struct labour_year *y25 = &got.years[0], *y26 = &got.years[1];
	assert_true(y25->year == 2025 && y25->screened == 1 && y25->answer[LABOUR_WORST] == 1 && y25->working == 1);
	assert_int_equal(y26->screened, 7); /* the resident, one report, two of the group, the referred one, two unlinked */
	assert_int_equal(y26->working, 5);
	assert_int_equal(y26->answer[LABOUR_CHILD], 4);
	assert_int_equal(y26->answer[LABOUR_WORST], 1);
	assert_int_equal(y26->answer[LABOUR_NOT], 2);
	assert_true(y26->under_13 == 4 && y26->to_14 == 1 && y26->to_17 == 0);
	assert_true(y26->male + y26->female == 5);
	assert_int_equal(got.sector_count, 1);
	assert_int_equal(got.sectors[0].count[3], 1); /* harms without a kind is the fourth kind */
	assert_int_equal(got.sectors[0].count[5], 4);
	assert_int_equal(got.risk_count, 2);
	assert_int_equal(got.risks[0].count, 5);
	/* the report's child comes into care: the same child as its screening in the register */
	got = figures(&f.peksos, 2025, true);
	assert_int_equal(got.year_count, 1);
	assert_int_equal(figures(&f.peksos, 2027, false).detail, 2026);
	assert_int_equal(figures(&f.dinsos, 2026, true).years[1].working, 5); /* the register says which district sent the resident, whatever was typed */
	struct actor head2;
	fixture_panti(&f, "LAIN", &head2);
	assert_int_equal(figures(&head2, 2026, true).year_count, 0);
	err_clear(&e);
	assert_false(labour_figures(f.db, &f.bendahara, 2026, true, a, &got, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
}

static void test_report(void **state)
{
	(void)state;
	struct report_ask ask = REPORT_ASK;
	struct document *d = NULL;
	struct buf b = BUF_EMPTY;
	const struct report *r = report_find("child-labour");
	const struct actor *who[] = { &f.kepala, &f.dinsos };
	static const char *const ages[] = { "9", "12", "14", "17" };
	assert_non_null(r);
	for (int i = 0; i < 4; i++) {
		struct labour_input in = facts("2024-03-02", "Anak Rahasia", ages[i], "300");
		in.v[LABOUR_F_SCHOOL] = "1";
		if (i == 1) in.v[LABOUR_F_PASB] = "narkoba";
		screened(&f.peksos, &in);
	}
	ask.year = 2024;
	for (size_t i = 0; i < COUNT(who); i++) {
		err_clear(&e);
		fixture_must(&e, report_make(f.db, who[i], r, &ask, &d, &e));
		buf_clear(&b);
		fixture_must(&e, report_render(f.db, who[i], d, REPORT_CSV, PAPER_80, "", &b, &e));
		assert_non_null(strstr(buf_text(&b), "2024;4;0;0;3;1;4;0;0;4"));
		assert_non_null(strstr(buf_text(&b), "0;0;1;0;0;3;4"));
		assert_null(strstr(buf_text(&b), "Rahasia")); /* a table, no names */
		buf_clear(&b);
		fixture_must(&e, report_render(f.db, who[i], d, REPORT_TEXT, PAPER_80, "", &b, &e));
		assert_non_null(strstr(buf_text(&b), "dihitung sekali"));
		assert_non_null(strstr(buf_text(&b), i ? "Dinas Sosial Kabupaten Kutai Timur" : "Panti Sosial Contoh"));
		document_free(d);
	}
	ask.year = 2027;
	err_clear(&e);
	assert_false(report_make(f.db, &f.kepala, r, &ask, &d, &e));
	assert_int_equal(e.kind, ERR_DATA);
	err_clear(&e);
	assert_false(report_make(f.db, &f.bendahara, r, &ask, &d, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	buf_free(&b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, desk_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_kept_as_judged), T(test_refusals), T(test_roles_and_scope), T(test_of_a_resident), T(test_of_a_report), T(test_sealed_through_its_report), cmocka_unit_test_setup_teardown(test_merged, setup, desk_teardown_raw), T(test_void), T(test_saved_once), T(test_list), T(test_a_child_counts_once_a_year), T(test_report),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
