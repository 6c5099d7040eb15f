/* School years, schools, schooling facts, kenaikan kelas, and the counts of the education report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/child/derive.h"
#include "db/child/resident.h"
#include "db/school/school.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "tests/db/desk.h"

static bool years_tx(struct db *db, void *ctx, struct err *err)
{
	(void)ctx;
	return school_year_defaults(db, f.panti, err);
}

static int setup(void **state)
{
	desk_setup(state);
	fixture_must(&e, db_tx(f.db, years_tx, NULL, &e));
	return 0;
}

static row_id school(const char *name, const char *level, const char *kind)
{
	row_id id = 0;
	struct school_row in = { 0, "", name, kind, level, "", 0, 0 };
	if (!school_save(f.db, &f.tu, &in, NULL, &id, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

static void day_is(caldate day)
{
	clock_set_ms(FIXTURE_NOW + (utc_ms)(day - FIXTURE_DAY) * 86400000);
	fixture_must(&e, derive_today(f.db, f.panti, &e));
}

static void test_years(void **state)
{
	(void)state;
	struct school_year_row *rows;
	size_t n;
	char year[SCHOOL_YEAR_SIZE];
	fixture_must(&e, school_year_list(f.db, &f.tu, a, &rows, &n, &e));
	assert_int_equal(n, 5);
	assert_string_equal(rows[0].code, "2027/2028");
	assert_int_equal(rows[2].start, date_make(2025, 7, 14));
	assert_int_equal(rows[2].end, date_make(2026, 6, 19));
	const struct { int y, m, d; const char *code; } days[] = { { 2026, 6, 19, "2025/2026" }, { 2026, 6, 20, "2026/2027" }, { 2026, 7, 13, "2026/2027" }, { 2014, 8, 1, "2014/2015" }, { 2014, 6, 1, "2013/2014" }, { 2030, 1, 1, "2029/2030" } };
	for (size_t i = 0; i < COUNT(days); i++) {
		fixture_must(&e, school_year_at(f.db, f.panti, date_make(days[i].y, days[i].m, days[i].d), year, &e));
		assert_string_equal(year, days[i].code);
	}
	/* what lists and reports print: the old year until the new one begins */
	const struct { int y, m, d; const char *code; } runs[] = { { 2026, 6, 19, "2025/2026" }, { 2026, 6, 20, "2025/2026" }, { 2026, 7, 12, "2025/2026" }, { 2026, 7, 13, "2026/2027" },
		{ 2014, 8, 1, "2014/2015" }, { 2030, 1, 1, "2029/2030" } };
	for (size_t i = 0; i < COUNT(runs); i++) {
		fixture_must(&e, school_year_running(f.db, f.panti, date_make(runs[i].y, runs[i].m, runs[i].d), year, &e));
		assert_string_equal(year, runs[i].code);
	}
	struct school_year_row next = { "2028/2029", date_make(2028, 7, 10), date_make(2029, 1, 8), date_make(2029, 6, 15) }, bad = { "2029/2031", date_make(2029, 7, 9), date_make(2030, 1, 7), date_make(2030, 6, 14) },
		over = { "2029/2030", date_make(2029, 6, 1), date_make(2030, 1, 7), date_make(2030, 6, 14) };
	fixture_must(&e, school_year_save(f.db, &f.tu, &next, &p, &e));
	assert_false(school_year_save(f.db, &f.tu, &bad, &p, &e));
	assert_non_null(problem_of(&p, "code"));
	assert_false(school_year_save(f.db, &f.tu, &over, &p, &e));
	assert_non_null(problem_of(&p, "start_on"));
	err_clear(&e);
	assert_false(school_year_save(f.db, &f.peksos, &next, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
}

static void test_schools(void **state)
{
	(void)state;
	struct school_row in = { 0, "30400001", "SMPN 3 Contoh", "smp", "smp", "", 0, 0 }, *rows;
	row_id id, found;
	size_t n;
	fixture_must(&e, school_save(f.db, &f.tu, &in, NULL, &id, &p, &e));
	fixture_must(&e, school_find(f.db, f.panti, "30400001", "", &found, &e));
	assert_int_equal(found, id);
	fixture_must(&e, school_find(f.db, f.panti, "", "smpn 3 CONTOH", &found, &e));
	assert_int_equal(found, id);
	const struct { struct school_row row; const char *field; } bad[] = {
		{ { 0, "", "smpn 3 contoh", "smp", "smp", "", 0, 0 }, "name" }, { { 0, "30400001", "Lain", "smp", "smp", "", 0, 0 }, "npsn" }, { { 0, "12", "Lain", "smp", "smp", "", 0, 0 }, "npsn" },
		{ { 0, "", "", "smp", "smp", "", 0, 0 }, "name" }, { { 0, "", "Lain", "smp", "sd", "", 0, 0 }, "kind" }, { { 0, "", "Lain", "", "putus", "", 0, 0 }, "level" },
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(school_save(f.db, &f.tu, &bad[i].row, NULL, &found, &p, &e));
		assert_non_null(problem_of(&p, bad[i].field));
	}
	/* a new name reaches the children's rows; an old version does not save */
	struct cases_child c = cases_admit(&f, "Siti Contoh", "P", "2013-03-09", FIXTURE_DAY - 30, "anak_terlantar", "smp", 7, id);
	in = (struct school_row){ id, "30400001", "SMPN 3 Baru", "smp", "smp", "Jalan Contoh", 1, 0 };
	err_clear(&e);
	fixture_must(&e, school_save(f.db, &f.tu, &in, NULL, &found, &p, &e));
	struct resident_row row;
	fixture_must(&e, resident_row(f.db, &f.tu, c.resident, a, &row, &e));
	assert_string_equal(row.school, "SMPN 3 Baru");
	assert_false(school_save(f.db, &f.tu, &in, NULL, &found, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	err_clear(&e);
	fixture_must(&e, school_list(f.db, &f.tu, "smp", a, &rows, &n, &e));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].pupils, 1);
	fixture_must(&e, school_list(f.db, &f.tu, "sd", a, &rows, &n, &e));
	assert_int_equal(n, 0);
	/* another panti has its own list */
	struct actor other;
	fixture_panti(&f, "LAIN", &other);
	fixture_must(&e, school_list(f.db, &other, NULL, a, &rows, &n, &e));
	assert_int_equal(n, 0);
	assert_false(school_load(f.db, &other, id, a, &in, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
}

static void test_facts(void **state)
{
	(void)state;
	row_id sd = school("SDN 1 Contoh", "sd", "sd"), smp = school("SMPN 1 Contoh", "smp", "smp"), id, again;
	struct cases_child c = cases_admit(&f, "Budi Contoh", "L", "2014-04-08", date_make(2025, 8, 1), "anak_terlantar", "", 0, 0);
	char key[IDEM_SIZE];
	db_idem_make(key);
	struct schooling_input in = { .resident = c.resident, .on = date_make(2025, 8, 4), .level = "sd", .grade = 5, .kind = "sd", .school = sd };
	fixture_must(&e, schooling_record(f.db, &f.tu, &in, key, &id, &p, &e));
	fixture_must(&e, schooling_record(f.db, &f.tu, &in, key, &again, &p, &e));
	assert_int_equal(id, again);
	struct schooling_fact *rows;
	size_t n;
	fixture_must(&e, schooling_history(f.db, &f.tu, c.resident, true, a, &rows, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].event, "masuk");
	assert_string_equal(rows[0].year, "2025/2026");
	struct { struct schooling_input in; const char *field; } bad[] = {
		{ { .resident = c.resident, .on = date_make(2025, 7, 1), .level = "sd", .grade = 5 }, "on" },        /* before the stay */
		{ { .resident = c.resident, .on = date_make(2025, 8, 4), .level = "sd", .grade = 4 }, "on" },        /* two on one day */
		{ { .resident = c.resident, .on = FIXTURE_DAY + 32, .level = "sd", .grade = 6 }, "on" },             /* far ahead */
		{ { .resident = c.resident, .on = FIXTURE_DAY, .level = "sd", .grade = 9 }, "grade" },
		{ { .resident = c.resident, .on = FIXTURE_DAY, .level = "sekolah", .grade = 1 }, "level" },
		{ { .resident = c.resident, .on = FIXTURE_DAY, .level = "smp", .grade = 7, .kind = "sd" }, "kind" },
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(schooling_record(f.db, &f.tu, &bad[i].in, NULL, &again, &p, &e));
		assert_int_equal(e.kind, ERR_PROBLEMS);
		assert_non_null(problem_of(&p, bad[i].field));
		err_clear(&e);
	}
	in = (struct schooling_input){ .resident = c.resident, .on = date_make(2026, 7, 13), .level = "smp", .grade = 7, .kind = "smp", .school = smp };
	fixture_must(&e, schooling_record(f.db, &f.tu, &in, NULL, &id, &p, &e));
	struct resident_row row;
	fixture_must(&e, resident_row(f.db, &f.tu, c.resident, a, &row, &e));
	assert_string_equal(row.level, "smp");
	assert_string_equal(row.school, "SMPN 1 Contoh");
	/* taken back with a reason: the earlier fact is true again */
	assert_false(schooling_void(f.db, &f.tu, id, "", &p, &e));
	assert_non_null(problem_of(&p, "why"));
	err_clear(&e);
	fixture_must(&e, schooling_void(f.db, &f.tu, id, "Salah anak.", &p, &e));
	fixture_must(&e, resident_row(f.db, &f.tu, c.resident, a, &row, &e));
	assert_string_equal(row.level, "sd");
	assert_false(schooling_void(f.db, &f.tu, id, "Lagi.", &p, &e));
	err_clear(&e);
	fixture_must(&e, schooling_history(f.db, &f.tu, c.resident, false, a, &rows, &n, &e));
	assert_int_equal(n, 1);
	fixture_must(&e, schooling_history(f.db, &f.tu, c.resident, true, a, &rows, &n, &e));
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].void_why, "Salah anak.");
	/* rights and scope */
	const struct actor *no[] = { &f.admin, &f.peksos, &f.bendahara, &f.pengasuh, &f.pemeriksa, &f.dinsos, &f.sistem };
	for (size_t i = 0; i < COUNT(no); i++) {
		err_clear(&e);
		assert_false(schooling_record(f.db, no[i], &in, NULL, &id, &p, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
	}
	struct actor other;
	fixture_panti(&f, "LAIN", &other);
	err_clear(&e);
	assert_false(schooling_record(f.db, &other, &in, NULL, &id, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	assert_false(schooling_history(f.db, &other, c.resident, true, a, &rows, &n, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
}

static const struct promotion_row *row_of(const struct promotion_row *rows, size_t n, row_id resident)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].resident == resident) return &rows[i];
	fixture_fail("no such pupil on the list", __FILE__, __LINE__);
	return rows;
}

/* A child moves to a school of this panti only, and takes over its kind; the year's pupils and batches are this panti's too. */
static void test_promotion_school(void **state)
{
	(void)state;
	struct actor other;
	row_id foreign = 0, mts;
	struct school_row elsewhere = { 0, "", "SMP Tempat Lain", "smp", "smp", "", 0, 0 };
	struct promotion_result r;
	struct promotion_batch *batches;
	struct pupil_row *pupils;
	size_t n;
	day_is(date_make(2026, 6, 22));
	mts = school("MTs Contoh", "smp", "mts");
	fixture_panti(&f, "LAIN", &other);
	fixture_must(&e, school_save(f.db, &other, &elsewhere, NULL, &foreign, &p, &e));
	struct cases_child c = cases_admit(&f, "Pindah Contoh", "L", "2012-01-01", date_make(2025, 8, 1), "anak_terlantar", "smp", 8, school("SMP Contoh", "smp", "smp"));
	struct promotion_mark mark = { c.resident, MARK_PINDAH, "", foreign };
	assert_false(promotion_save(f.db, &f.tu, "2026/2027", &mark, 1, NULL, &r, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	mark.school = mts;
	fixture_must(&e, promotion_save(f.db, &f.tu, "2026/2027", &mark, 1, NULL, &r, &p, &e));
	assert_int_equal(r.moved, 1);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM schooling WHERE event = 'pindah' AND kind = 'mts' AND grade = 9"), 1);
	fixture_must(&e, promotion_batches(f.db, &f.tu, "2026/2027", a, &batches, &n, &e));
	assert_int_equal(n, 1);
	assert_true(batches[0].id == r.batch);
	assert_int_equal(batches[0].children, 1);
	fixture_must(&e, promotion_batches(f.db, &f.tu, "2027/2028", a, &batches, &n, &e));
	assert_int_equal(n, 0);
	fixture_must(&e, promotion_batches(f.db, &other, "2026/2027", a, &batches, &n, &e));
	assert_int_equal(n, 0);
	fixture_must(&e, pupil_list(f.db, &f.tu, date_make(2026, 6, 22), date_make(2026, 7, 13), a, &pupils, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(pupils[0].school, "MTs Contoh");
	fixture_must(&e, pupil_list(f.db, &other, date_make(2026, 6, 22), date_make(2026, 7, 13), a, &pupils, &n, &e));
	assert_int_equal(n, 0);
	assert_false(pupil_list(f.db, &f.bendahara, date_make(2026, 6, 22), date_make(2026, 7, 13), a, &pupils, &n, &e)); /* names and levels only */
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
}

static void test_promotion(void **state)
{
	(void)state;
	day_is(date_make(2026, 6, 22));
	row_id sd = school("SDN 1 Contoh", "sd", "sd"), smk = school("SMKN 1 Contoh", "sma", "smk");
	caldate in_care = date_make(2025, 8, 1);
	struct cases_child five = cases_admit(&f, "Lima Contoh", "L", "2015-01-01", in_care, "anak_terlantar", "sd", 5, sd), six = cases_admit(&f, "Enam Contoh", "P", "2014-01-01", in_care, "anak_terlantar", "sd", 6, sd),
		stays = cases_admit(&f, "Tinggal Contoh", "L", "2015-02-01", in_care, "anak_terlantar", "sd", 5, sd), out = cases_admit(&f, "Putus Contoh", "L", "2010-01-01", in_care, "anak_terlantar", "sma", 10, smk),
		twelve = cases_admit(&f, "Duabelas Contoh", "P", "2008-01-01", in_care, "anak_terlantar", "sma", 12, smk), none = cases_admit(&f, "Belum Contoh", "P", "2021-01-01", in_care, "anak_terlantar", "belum", 0, 0);
	struct promotion_row *rows;
	size_t n;
	fixture_must(&e, promotion_load(f.db, &f.tu, "2026/2027", a, &rows, &n, &e));
	assert_int_equal(n, 5);
	assert_int_equal(row_of(rows, n, five.resident)->mark, MARK_NAIK);
	assert_int_equal(row_of(rows, n, five.resident)->next.grade, 6);
	assert_int_equal(row_of(rows, n, six.resident)->mark, MARK_LULUS);
	assert_true(row_of(rows, n, six.resident)->next.waiting);
	assert_int_equal(row_of(rows, n, twelve.resident)->mark, MARK_LULUS);
	for (size_t i = 0; i < n; i++) assert_false(rows[i].done);
	/* one bad mark and nothing is saved */
	struct promotion_mark marks[] = { { five.resident, MARK_NAIK, "", 0 }, { six.resident, MARK_LULUS, "", 0 }, { stays.resident, MARK_TINGGAL, "Sakit lama.", 0 }, { out.resident, MARK_PUTUS, "", 0 }, { twelve.resident, MARK_LULUS, "", 0 } };
	struct promotion_result r, again;
	marks[0].mark = MARK_LULUS; /* grade 5 is not the last */
	assert_false(promotion_save(f.db, &f.tu, "2026/2027", marks, COUNT(marks), NULL, &r, &p, &e));
	assert_non_null(problem_of(&p, "mark"));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM schooling WHERE batch_id IS NOT NULL"), 0);
	err_clear(&e);
	marks[0].mark = MARK_NAIK;
	assert_false(promotion_save(f.db, &f.peksos, "2026/2027", marks, COUNT(marks), NULL, &r, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_false(promotion_save(f.db, &f.tu, "2027/2028", marks, COUNT(marks), NULL, &r, &p, &e)); /* a year too early */
	assert_non_null(problem_of(&p, "year"));
	err_clear(&e);
	struct promotion_mark stranger = { none.resident, MARK_NAIK, "", 0 };
	assert_false(promotion_save(f.db, &f.tu, "2026/2027", &stranger, 1, NULL, &r, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	char key[IDEM_SIZE];
	db_idem_make(key);
	fixture_must(&e, promotion_save(f.db, &f.tu, "2026/2027", marks, COUNT(marks), key, &r, &p, &e));
	assert_int_equal(r.promoted, 1);
	assert_int_equal(r.graduated, 2);
	assert_int_equal(r.kept, 1);
	assert_int_equal(r.dropped, 1);
	assert_int_equal(r.skipped, 0);
	/* the same save again answers with its result; another save of the same year is refused */
	fixture_must(&e, promotion_save(f.db, &f.tu, "2026/2027", marks, COUNT(marks), key, &again, &p, &e));
	assert_memory_equal(&r, &again, sizeof r);
	assert_false(promotion_save(f.db, &f.tu, "2026/2027", marks, COUNT(marks), NULL, &again, &p, &e));
	assert_non_null(problem_of(&p, "year"));
	err_clear(&e);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM schooling WHERE batch_id IS NOT NULL"), 5);
	/* graduates wait from today, without a new school; the others go on with the new year */
	struct resident_row row;
	fixture_must(&e, resident_row(f.db, &f.tu, six.resident, a, &row, &e));
	assert_true(row.waiting_school);
	assert_string_equal(row.school, "");
	fixture_must(&e, resident_row(f.db, &f.tu, five.resident, a, &row, &e));
	assert_int_equal(row.grade, 5);
	day_is(date_make(2026, 7, 13));
	fixture_must(&e, resident_row(f.db, &f.tu, five.resident, a, &row, &e));
	assert_int_equal(row.grade, 6);
	assert_string_equal(row.school, "SDN 1 Contoh");
	fixture_must(&e, resident_row(f.db, &f.tu, stays.resident, a, &row, &e));
	assert_int_equal(row.grade, 5);
	fixture_must(&e, resident_row(f.db, &f.tu, out.resident, a, &row, &e));
	assert_string_equal(row.level, "putus");
	struct school_waiting *waiting;
	fixture_must(&e, school_waiting_list(f.db, &f.tu, a, &waiting, &n, &e));
	assert_int_equal(n, 2);
	struct school_work work;
	fixture_must(&e, school_work(f.db, &f.tu, &work, &e));
	assert_int_equal(work.waiting, 2);
	assert_int_equal(work.longest, 21);
	/* admission elsewhere ends the waiting */
	row_id smp = school("SMPN 9 Contoh", "smp", "smp"), id;
	struct schooling_input in = { .resident = six.resident, .on = date_make(2026, 7, 13), .level = "smp", .grade = 7, .kind = "smp", .school = smp };
	fixture_must(&e, schooling_record(f.db, &f.tu, &in, NULL, &id, &p, &e));
	fixture_must(&e, school_work(f.db, &f.tu, &work, &e));
	assert_int_equal(work.waiting, 1);
	/* a batch is taken back only while nothing newer stands on it */
	assert_false(promotion_undo(f.db, &f.tu, r.batch, "Keliru.", &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	err_clear(&e);
	fixture_must(&e, schooling_void(f.db, &f.tu, id, "Keliru.", &p, &e));
	fixture_must(&e, promotion_undo(f.db, &f.tu, r.batch, "Keliru.", &p, &e));
	fixture_must(&e, resident_row(f.db, &f.tu, five.resident, a, &row, &e));
	assert_int_equal(row.grade, 5);
	fixture_must(&e, promotion_load(f.db, &f.tu, "2026/2027", a, &rows, &n, &e));
	assert_int_equal(n, 5);
	assert_false(row_of(rows, n, five.resident)->done);
	/* a sealed child goes on the office's list by initials */
	fixture_must(&e, resident_seal(f.db, &f.kepala, five.resident, cases_version(&f, "resident", five.resident), true, "ABH.", &p, &e));
	fixture_must(&e, promotion_load(f.db, &f.tu, "2026/2027", a, &rows, &n, &e));
	assert_string_equal(row_of(rows, n, five.resident)->name, "L. C.");
	fixture_must(&e, promotion_load(f.db, &f.kepala, "2026/2027", a, &rows, &n, &e));
	assert_string_equal(row_of(rows, n, five.resident)->name, "Lima Contoh");
}

static void test_smk_of_four_years(void **state)
{
	(void)state;
	day_is(date_make(2026, 6, 22));
	row_id smk = school("SMKN 1 Contoh", "sma", "smk"), id;
	struct cases_child c = cases_admit(&f, "Empat Contoh", "L", "2008-05-05", date_make(2025, 8, 1), "anak_terlantar", "", 0, 0);
	struct schooling_input in = { .resident = c.resident, .on = date_make(2025, 8, 4), .level = "sma", .grade = 12, .kind = "smk", .school = smk };
	fixture_must(&e, schooling_record(f.db, &f.tu, &in, NULL, &id, &p, &e));
	struct promotion_mark mark = { c.resident, MARK_NAIK, "", 0 };
	struct promotion_result r;
	fixture_must(&e, promotion_save(f.db, &f.tu, "2026/2027", &mark, 1, NULL, &r, &p, &e));
	assert_int_equal(r.promoted, 1);
	struct schooling_fact *rows;
	size_t n;
	fixture_must(&e, schooling_history(f.db, &f.tu, c.resident, false, a, &rows, &n, &e));
	assert_int_equal(rows[0].grade, 13);
	assert_int_equal(rows[0].on, date_make(2026, 7, 13));
}

/* The table of the seed document: 7 SD, 12 SMP/MTs, 34 SMA/SMK = 53, two of them from Kutai Timur. */
static void test_counts(void **state)
{
	(void)state;
	static const struct { const char *level; int grade, n; } groups[] = { { "sd", 4, 7 }, { "smp", 8, 12 }, { "sma", 11, 34 } };
	struct school_count *rows;
	size_t n;
	row_id last = 0;
	for (size_t g = 0; g < COUNT(groups); g++)
		for (int i = 0; i < groups[g].n; i++) {
			char name[40];
			snprintf(name, sizeof name, "Anak %c%c%c", 'A' + (int)g, 'a' + i / 26, 'a' + i % 26);
			last = cases_admit(&f, name, i % 2 ? "P" : "L", g == 0 ? "2016-01-01" : g == 1 ? "2012-01-01" : "2009-01-01", date_make(2026, 7, 20), "anak_terlantar", groups[g].level, groups[g].grade, 0).resident;
		}
	fixture_must(&e, school_counts(f.db, &f.kepala, FIXTURE_DAY, 0, a, &rows, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].district, "64.08");
	assert_int_equal(rows[0].n[LEVEL_SD][0] + rows[0].n[LEVEL_SD][1], 7);
	assert_int_equal(rows[0].n[LEVEL_SMP][0], 6);
	assert_int_equal(rows[0].n[LEVEL_SMP][1], 6);
	assert_int_equal(rows[0].n[LEVEL_SMA][0] + rows[0].n[LEVEL_SMA][1], 34);
	/* the day before admission nobody; a change learnt later is not in what was known before */
	fixture_must(&e, school_counts(f.db, &f.kepala, date_make(2026, 7, 19), 0, a, &rows, &n, &e));
	assert_int_equal(n, 0);
	clock_set_ms(FIXTURE_NOW + 1000);
	row_id id;
	struct schooling_input in = { .resident = last, .on = date_make(2026, 8, 1), .level = "putus" };
	fixture_must(&e, schooling_record(f.db, &f.tu, &in, NULL, &id, &p, &e));
	fixture_must(&e, school_counts(f.db, &f.kepala, FIXTURE_DAY, 0, a, &rows, &n, &e));
	assert_int_equal(rows[0].n[LEVEL_SMA][0] + rows[0].n[LEVEL_SMA][1], 33);
	assert_int_equal(rows[0].n[LEVEL_PUTUS][1], 1);
	fixture_must(&e, school_counts(f.db, &f.kepala, FIXTURE_DAY, FIXTURE_NOW, a, &rows, &n, &e));
	assert_int_equal(rows[0].n[LEVEL_SMA][0] + rows[0].n[LEVEL_SMA][1], 34);
	struct actor other;
	fixture_panti(&f, "LAIN", &other);
	fixture_must(&e, school_counts(f.db, &other, FIXTURE_DAY, 0, a, &rows, &n, &e));
	assert_int_equal(n, 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, desk_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = { T(test_years), T(test_schools), T(test_facts), T(test_promotion), T(test_promotion_school), T(test_smk_of_four_years), T(test_counts) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
