/* Stage of care as a dated fact, and what a district officer is told of the children who came through the own referrals: that, and no more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/child/care.h"
#include "db/child/progress.h"
#include "db/child/stay.h"
#include "db/exchange/export_list.h"
#include "db/report/report.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "tests/db/desk.h"
#include "tests/db/people.h"

static struct actor officer2, head2;

static int setup(void **state)
{
	desk_setup(state);
	officer2 = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	fixture_panti(&f, "LAIN", &head2);
	return 0;
}

static struct cases_child child(const char *name) { return cases_admit(&f, name, "P", "2014-02-05", FIXTURE_DAY - 100, "abh", "smp", 7, 0); }

static bool set(const struct actor *who, row_id resident, const char *stage, caldate on)
{
	err_clear(&e);
	return care_stage_set(f.db, who, resident, stage, on, &p, &e);
}

static const char *stage(row_id resident, caldate day) { return care_stage_on(f.db, resident, FIXTURE_DAY - 100, day, NULL, a); }

static void test_stage_is_a_dated_fact(void **state)
{
	(void)state;
	struct care_fact *facts;
	row_id id = child("Sari Contoh").resident;
	assert_string_equal(stage(id, FIXTURE_DAY), "penerimaan");
	assert_true(set(&f.peksos, id, "asesmen", FIXTURE_DAY - 90));
	assert_true(set(&f.kepala, id, "rencana_konsep", FIXTURE_DAY - 10));
	assert_string_equal(stage(id, FIXTURE_DAY - 91), "penerimaan");
	assert_string_equal(stage(id, FIXTURE_DAY - 11), "asesmen");
	assert_string_equal(stage(id, FIXTURE_DAY), "rencana_konsep");
	/* a past one later: on its own day, the newest still holds */
	assert_true(set(&f.peksos, id, "rencana_menunggu", FIXTURE_DAY - 50));
	assert_string_equal(stage(id, FIXTURE_DAY), "rencana_konsep");
	assert_true(set(&f.peksos, id, "layanan", FIXTURE_DAY - 10)); /* the same day again: takes its place */
	assert_string_equal(stage(id, FIXTURE_DAY), "layanan");
	int n = care_stages(f.db, &f.tu, id, a, &facts, &e);
	assert_int_equal(n, 3);
	assert_string_equal(facts[0].stage, "layanan");
	assert_string_equal(facts[0].by, "peksos");
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM care_stage"), 4); /* nothing is wiped out */
	/* taken back with a reason */
	assert_false(care_stage_void(f.db, &f.peksos, facts[0].id, "", &p, &e));
	err_clear(&e);
	assert_true(care_stage_void(f.db, &f.peksos, facts[0].id, "keliru anak", &p, &e));
	assert_string_equal(stage(id, FIXTURE_DAY), "rencana_menunggu");
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'care_stage.void'"), 1);
	struct history_row h[40];
	int rows = resident_history(f.db, &f.kepala, id, 0, a, h, 40, &e), seen = 0;
	for (int i = 0; i < rows; i++) seen += !strcmp(h[i].action, "resident.stage") && !strcmp(h[i].after, "rencana_menunggu") && !strcmp(h[i].before, "asesmen");
	assert_int_equal(seen, 1);
}

static void test_stage_refusals(void **state)
{
	(void)state;
	const struct actor *all[] = { &f.admin, &f.kepala, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem };
	row_id id = child("Sari Contoh").resident;
	for (size_t i = 0; i < COUNT(all); i++) {
		bool ok = set(all[i], id, "asesmen", FIXTURE_DAY - (int)i);
		assert_int_equal(ok, may(all[i], RIGHT_STAGE_EDIT));
		if (!ok) assert_int_equal(e.kind, ERR_NOPERM);
	}
	assert_false(set(&head2, id, "asesmen", FIXTURE_DAY));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_false(set(&f.kepala, id, "selesai", FIXTURE_DAY));
	assert_non_null(problem_of(&p, "stage"));
	assert_false(set(&f.kepala, id, "asesmen", FIXTURE_DAY + 1));
	assert_non_null(problem_of(&p, "on_date"));
	assert_false(set(&f.kepala, id, "asesmen", FIXTURE_DAY - 101)); /* before the admission */
	assert_non_null(problem_of(&p, "on_date"));
	assert_false(set(&f.kepala, id, "asesmen", DATE_NONE));
}

/* All that a page tells, as one text. */
static const char *told(const struct progress_card *c)
{
	struct buf b = BUF_EMPTY;
	const struct progress_row *r = &c->row;
	buf_printf(&b, "%s;%s;%s;%d;%s;%s;%s;%s;%d;%s;%s;%s;%s;", r->name, r->sex, r->home, r->age, r->status, r->end_reason, r->presence, r->level, r->grade, r->school, r->stage, r->proposal, c->referral);
	for (int i = 0; i < c->stay_count; i++) buf_printf(&b, "%s;", c->stays[i].reason);
	for (int i = 0; i < c->schooling_count; i++) buf_printf(&b, "%s %s %s %s;", c->schooling[i].year, c->schooling[i].level, c->schooling[i].school, c->schooling[i].event);
	for (int i = 0; i < c->stage_count; i++) buf_printf(&b, "%s;", c->stages[i].stage);
	const char *text = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

static void test_officer_page(void **state)
{
	(void)state;
	struct progress_card c;
	struct resident_row row;
	struct progress_row of;
	struct cases_child sari = child("Sari Contoh");
	assert_true(set(&f.peksos, sari.resident, "layanan", FIXTURE_DAY - 5));
	assert_true(people_sql(&f, "UPDATE person SET nik = '6408044502140001', mother = 'Ibu Rahasia', address = 'Jalan Rahasia' WHERE name = 'Sari Contoh'"));
	assert_true(people_sql(&f, "UPDATE stay SET note = 'Catatan Rahasia'"));
	assert_true(people_sql(&f, "UPDATE schooling SET note = 'Catatan Rahasia'"));
	int64_t opened = cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'resident.open'");
	fixture_must(&e, progress_load(f.db, &f.dinsos, sari.resident, true, a, &c, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'resident.open'"), opened + 1);
	fixture_must(&e, progress_load(f.db, &f.dinsos, sari.resident, false, a, &c, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'resident.open'"), opened + 1);
	assert_string_equal(c.row.name, "Sari Contoh");
	assert_int_equal(c.row.age, 12);
	assert_string_equal(c.row.level, "smp");
	assert_int_equal(c.row.grade, 7);
	assert_string_equal(c.row.stage, "layanan");
	assert_int_equal(c.row.stage_on, FIXTURE_DAY - 5);
	assert_string_equal(c.row.home, "Panti Sosial Contoh");
	assert_int_equal(c.stay_count, 1);
	assert_int_equal(c.stage_count, 1);
	const char *text = told(&c);
	assert_null(strstr(text, "Rahasia"));
	assert_null(strstr(text, "6408044502140001"));
	assert_null(strstr(text, "abh"));
	fixture_must(&e, resident_row(f.db, &f.dinsos, sari.resident, a, &row, &e));
	fixture_must(&e, progress_of(f.db, &f.dinsos, &row, 1, a, &of, &e));
	assert_string_equal(of.stage, "layanan");
	/* the home's card, opened by an officer, tells no more than it did: no notes, nobody of the home */
	struct resident_card card;
	fixture_must(&e, resident_card(f.db, &f.dinsos, sari.resident, false, NULL, a, &card, &p, &e));
	assert_true(card.limited);
	assert_string_equal(card.worker_name, "");
	for (int i = 0; i < card.schooling_count; i++) assert_string_equal(card.schooling[i].note, "");
	assert_int_equal(card.stay_count, 0);
}

static void test_officer_scope(void **state)
{
	(void)state;
	struct progress_card c;
	struct progress_counts n;
	struct cases_child sari = child("Sari Contoh"), dewi = child("Dewi Tersegel");
	fixture_must(&e, resident_seal(f.db, &f.kepala, dewi.resident, 1, true, "perkara", &p, &e));
	const struct actor *all[] = { &f.admin, &f.kepala, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.pemeriksa, &f.sistem, &head2 };
	for (size_t i = 0; i < COUNT(all); i++) { /* the home's people have the card */
		err_clear(&e);
		assert_false(progress_load(f.db, all[i], sari.resident, true, a, &c, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
	}
	err_clear(&e);
	assert_false(progress_load(f.db, &officer2, sari.resident, true, a, &c, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_true(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'resident.outside'") > 0);
	err_clear(&e);
	assert_false(progress_load(f.db, &f.dinsos, dewi.resident, true, a, &c, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	struct resident_row row;
	struct progress_row of;
	err_clear(&e);
	fixture_must(&e, resident_row(f.db, &f.dinsos, dewi.resident, a, &row, &e));
	fixture_must(&e, progress_of(f.db, &f.dinsos, &row, 1, a, &of, &e));
	assert_string_equal(of.name, "D. T.");
	assert_string_equal(of.stage, "");
	assert_string_equal(of.level, "");
	assert_int_equal(of.age, -1);
	fixture_must(&e, progress_counts(f.db, &f.dinsos, &n, &e));
	assert_true(n.in_care == 2 && n.placed == 0 && n.ended == 0);
	fixture_must(&e, progress_counts(f.db, &officer2, &n, &e));
	assert_true(n.in_care == 0);
	err_clear(&e);
	assert_false(progress_counts(f.db, &f.kepala, &n, &e));
}

static bool end_tx(struct db *db, void *ctx, struct err *err)
{
	const struct cases_child *c = ctx;
	return stay_end_record(db, &f.kepala, c->stay, FIXTURE_DAY - 3, "reunifikasi", "Catatan Rahasia", 0, err) != 0;
}

/* After the end the page keeps telling how it ended; a new stay begins its stages again. */
static void test_end_and_again(void **state)
{
	(void)state;
	struct progress_card c;
	struct progress_counts n;
	struct cases_child sari = child("Sari Contoh");
	assert_true(set(&f.peksos, sari.resident, "tinjauan", FIXTURE_DAY - 20));
	fixture_must(&e, db_tx(f.db, end_tx, &sari, &e));
	fixture_must(&e, progress_load(f.db, &f.dinsos, sari.resident, false, a, &c, &e));
	assert_string_equal(c.row.status, "keluar");
	assert_string_equal(c.row.end_reason, "reunifikasi");
	assert_int_equal(c.row.end, FIXTURE_DAY - 3);
	assert_string_equal(c.row.stage, "tinjauan");
	assert_null(strstr(told(&c), "Rahasia"));
	fixture_must(&e, progress_counts(f.db, &f.dinsos, &n, &e));
	assert_true(n.in_care == 0 && n.ended == 1);
	struct stay_admitted made;
	struct stay_admission again = { .resident = sari.resident, .on = FIXTURE_DAY - 1, .letter_no = "2/DS/2026", .district = "64.08", .clusters = "", .level = "", .note = "", .register_no = "", .school_kind = "", .school_year = "" };
	if (!stay_admit(f.db, &f.kepala, &again, 1, &made, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	fixture_must(&e, progress_load(f.db, &f.dinsos, sari.resident, false, a, &c, &e));
	assert_string_equal(c.row.status, "aktif");
	assert_string_equal(c.row.stage, "penerimaan");
	assert_int_equal(c.stay_count, 2);
	assert_string_equal(c.stays[1].reason, "reunifikasi");
}

static bool collect(void *ctx, const char *const *cells, int n)
{
	for (int i = 0; i < n; i++) buf_printf(ctx, "%s;", cells[i]);
	buf_puts(ctx, "|");
	return true;
}

static const char *exported(const struct actor *who, const char *columns, int64_t *rows)
{
	struct buf b = BUF_EMPTY;
	int count, picked[80];
	const struct resident_filter all = { .status = RESIDENT_SEMUA };
	const struct export_column *known = export_resident_columns(a, &count);
	int n = export_pick(columns ? columns : export_default(who), known, count, picked, 80, &e);
	assert_true(n > 0);
	err_clear(&e);
	if (!export_residents(f.db, who, &all, picked, n, collect, &b, rows, &e)) fixture_fail(e.text, __FILE__, __LINE__);
	const char *text = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

/* An officer's export: the own district's children with what the page tells, hidden columns empty whoever asks for them by name. */
static void test_export(void **state)
{
	(void)state;
	int64_t rows;
	struct cases_child sari = child("Sari Contoh"), dewi = child("Dewi Tersegel");
	fixture_must(&e, resident_seal(f.db, &f.kepala, dewi.resident, 1, true, "perkara", &p, &e));
	assert_true(set(&f.peksos, sari.resident, "layanan", FIXTURE_DAY - 5));
	assert_true(people_sql(&f, "UPDATE person SET nik = '6408044502140001', mother = 'Ibu Rahasia', address = 'Jalan Rahasia' WHERE name = 'Sari Contoh'"));
	fixture_must(&e, db_tx(f.db, end_tx, &sari, &e));
	const char *text = exported(&f.dinsos, NULL, &rows);
	assert_int_equal(rows, 2);
	assert_non_null(strstr(text, "Sari Contoh;P;12;Panti Sosial Contoh;smp;7;;;layanan;keluar;"));
	assert_non_null(strstr(text, "reunifikasi;|"));
	assert_null(strstr(text, "Tersegel"));
	text = exported(&f.dinsos, "name,nik,mother,address,clusters,savings,room,district_name,birth_date", &rows);
	assert_int_equal(rows, 2);
	assert_null(strstr(text, "Rahasia"));
	assert_null(strstr(text, "6408044502140001"));
	assert_null(strstr(text, "abh"));
	assert_null(strstr(text, "2014"));
	exported(&officer2, NULL, &rows);
	assert_int_equal(rows, 0);
	text = exported(&f.kepala, "name,home,stage,termination_reason", &rows);
	assert_non_null(strstr(text, "Sari Contoh;Panti Sosial Contoh;layanan;reunifikasi;|"));
	text = exported(&f.bendahara, "name,stage", &rows);
	assert_null(strstr(text, "layanan"));
}

/* The district's own reports: only its letters, under its own head; what is a panti's is refused. */
static void test_reports(void **state)
{
	(void)state;
	struct referral_input in = cases_letter("Putra Contoh", "L", "460/1");
	cases_record(&f, &f.tu, &in);
	in = cases_letter("Rahma Lain", "P", "460/2");
	in.v[REFERRAL_F_DISTRICT] = "64.71";
	cases_record(&f, &f.tu, &in);
	struct report_ask ask = { .month = date_make(2026, 7, 1), .date = DATE_NONE, .revision = -1 };
	int made = 0;
	for (size_t i = 0; i < reports_count; i++) {
		struct document *d = NULL;
		struct buf b = BUF_EMPTY;
		err_clear(&e);
		bool ok = report_make(f.db, &f.dinsos, &reports[i], &ask, &d, &e);
		if (!may(&f.dinsos, reports[i].right)) {
			assert_false(ok);
			assert_int_equal(e.kind, ERR_NOPERM);
		}
		if (ok) {
			fixture_must(&e, report_render(f.db, &f.dinsos, d, REPORT_TEXT, PAPER_80, NULL, &b, &e));
			assert_null(strstr(buf_text(&b), "Rahma Lain"));
			made++;
			if (!strcmp(reports[i].name, "referrals-by-district")) {
				assert_non_null(strstr(buf_text(&b), "DINAS SOSIAL"));
				assert_non_null(strstr(buf_text(&b), "Putra Contoh"));
				assert_null(strstr(buf_text(&b), "PANTI SOSIAL CONTOH"));
			}
		}
		document_free(d);
		buf_free(&b);
	}
	assert_true(made >= 1);
	assert_false(report_make(f.db, &f.dinsos, report_find("monthly"), &ask, &(struct document *){ NULL }, &e));
	/* the officer's export of referrals */
	struct buf b = BUF_EMPTY;
	int64_t rows = 0;
	for (int i = 0; i < export_lists_count; i++) {
		err_clear(&e);
		bool ok = export_list_run(f.db, &f.dinsos, &export_lists[i], DATE_NONE, DATE_NONE, collect, &b, &rows, &e);
		assert_int_equal(ok, may(&f.dinsos, export_lists[i].right));
	}
	assert_non_null(strstr(buf_text(&b), "Putra Contoh"));
	assert_null(strstr(buf_text(&b), "Rahma Lain"));
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_stage_is_a_dated_fact, setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_stage_refusals, setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_officer_page, setup, desk_teardown_raw),
		cmocka_unit_test_setup_teardown(test_officer_scope, setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_end_and_again, setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_export, setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_reports, setup, desk_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
