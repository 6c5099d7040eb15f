/* School as the office does it: pupils found and filtered, everybody moved up with exceptions, a mistaken batch taken back, schools and years. */
#include "tests/screens/desk_play.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/child/derive.h"
#include "db/child/resident.h"
#include "db/school/school.h"
#include "db/stmt.h"
#include "screens/school/schools.h"
#include "src/base/clock.h"
#include "tests/db/fixture.h"

enum { ANI, BUDI, CITRA, DODI, EKA, FIRMAN, CHILDREN };
#define JUNE date_make(2027, 6, 25) /* the week after the report cards */

static struct desk_play desk;
static struct err e;
static struct problems p;
static row_id child[CHILDREN], smp, mts, smk;
static struct arena *a;

static void day_is(caldate day)
{
	clock_set_ms(FIXTURE_NOW + (utc_ms)(day - FIXTURE_DAY) * 86400000);
	desk_must(derive_today(desk.db, desk.head.panti, &e), &p, &e);
}

static row_id school(const char *name, const char *kind, const char *level)
{
	row_id id = 0;
	const struct school_row in = { .name = name, .npsn = "", .kind = kind, .level = level, .address = "" };
	desk_must(school_save(desk.db, &desk.office, &in, NULL, &id, &p, &e), &p, &e);
	return id;
}

static void at_school(row_id resident, const char *level, int grade, const char *kind, row_id school_id)
{
	row_id id;
	const struct schooling_input in = { .resident = resident, .on = DESK_TODAY, .year = "2026/2027", .level = level, .grade = grade, .kind = kind, .school = school_id, .event = "", .note = "" };
	desk_must(schooling_record(desk.db, &desk.office, &in, NULL, &id, &p, &e), &p, &e);
}

static int setup(void **state)
{
	(void)state;
	err_clear(&e);
	problems_clear(&p);
	desk_begin(&desk);
	a = arena_new();
	static const char *const names[CHILDREN] = { "Ani Contoh", "Budi Contoh", "Citra Contoh", "Dodi Contoh", "Eka Contoh", "Firman Contoh" };
	for (int i = 0; i < CHILDREN; i++) child[i] = desk_child(&desk, names[i], i % 2 ? "L" : "P", "2013-03-09", date_make(2026, 7, 1));
	smp = school("SMPN 3 Contoh", "smp", "smp");
	mts = school("MTs Al-Huda Contoh", "mts", "smp");
	smk = school("SMKN 1 Contoh", "smk", "sma");
	at_school(child[ANI], "smp", 7, "smp", smp);
	at_school(child[BUDI], "smp", 8, "smp", smp);
	at_school(child[CITRA], "smp", 9, "mts", mts);
	at_school(child[DODI], "sma", 12, "smk", smk);
	at_school(child[EKA], "putus", 0, "", 0); /* Firman: nothing recorded */
	return 0;
}

static int teardown(void **state)
{
	int64_t rows;
	(void)state;
	desk_must(audit_verify(desk.db, desk.head.panti, NULL, &rows, &e), &p, &e);
	assert_int_equal(derive_check(desk.db, NULL, NULL, &e), 0);
	arena_free(a);
	desk_end(&desk);
	return 0;
}

static int64_t number(const char *sql)
{
	int64_t n = stmt_one_int(stmt_built(desk.db, sql), -1, &e);
	if (e.kind) fail_msg("%s", e.text);
	return n;
}

/* The newest fact that stands. */
static const struct schooling_fact *fact(int who)
{
	struct schooling_fact *facts;
	size_t n;
	desk_must(schooling_history(desk.db, &desk.head, child[who], false, a, &facts, &n, &e), &p, &e);
	assert_true(n > 0);
	return &facts[0];
}

static void assert_fact(int who, const char *event, const char *level, int grade, const char *year, caldate on)
{
	const struct schooling_fact *f = fact(who);
	assert_string_equal(f->event, event);
	assert_string_equal(f->level, level);
	assert_int_equal(f->grade, grade);
	assert_string_equal(f->year, year);
	assert_int_equal(f->on, on);
}

#define END { NULL, { NULL }, NULL, NULL }

static void test_list(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		{ "{Up}", { "4 of 6", "SMP 7", "SMKN 1 Contoh", "2026/2027: all pupils" }, "Eka Contoh", NULL },
		{ "huda", { "1 of 6", "Citra Contoh", "SMP 9" }, "Ani Contoh", NULL }, /* schools are found like names */
		{ "{Esc}{F6}out{Enter}", { "2 of 6", "Eka Contoh", "Firman Contoh", "no school data yet" }, "Ani Contoh", NULL },
		{ "{F6}sma{Enter}", { "1 of 6", "Dodi Contoh", "SMA 12" }, "Citra", NULL },
		{ "{F6}children{Enter}", { "6 of 6", "Firman Contoh" }, NULL, NULL },
		{ "{F9}L", { "Another school year", "2025/2026, from 14-07-2025" }, NULL, NULL },
		{ "2025{Enter}", { "2025/2026: all children", "Ani Contoh" }, "SMP 7", NULL }, /* in care since 1 July, at school from August on */
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_school, NULL, steps);
}

static bool leave_tx(struct db *db, void *ctx, struct err *err)
{
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT id FROM stay WHERE resident_id = %" PRId64, *(const row_id *)ctx);
	return stay_end_record(db, &desk.head, number(sql), date_make(2027, 1, 10), "reunifikasi", "", 0, err) != 0 && derive_resident(db, *(const row_id *)ctx, err);
}

/* A child who left during a year is still of that year, and the row says so; of the running year it is none. */
static void test_left(void **state)
{
	(void)state;
	day_is(date_make(2027, 1, 10));
	desk_must(db_tx(desk.db, leave_tx, &child[BUDI], &e), &p, &e);
	day_is(date_make(2027, 8, 2));
	const struct desk_step steps[] = {
		{ "{Up}", { "2027/2028: all pupils", "3 of 5" }, "Budi Contoh", NULL },
		{ "{F9}L2026{Enter}", { "2026/2027: all pupils", "4 of 6", "left; SMPN 3" }, NULL, NULL },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_school, NULL, steps);
}

static const struct promotion_row *promo(int who)
{
	struct promotion_row *rows;
	size_t n;
	desk_must(promotion_load(desk.db, &desk.office, "2027/2028", a, &rows, &n, &e), &p, &e);
	for (size_t i = 0; i < n; i++)
		if (rows[i].resident == child[who]) return &rows[i];
	return NULL;
}

static void nothing_saved(struct desk_play *d, struct ui *ui) { (void)d, (void)ui; assert_int_equal(number("SELECT count(*) FROM schooling WHERE batch_id IS NOT NULL"), 0); }
static void four_saved(struct desk_play *d, struct ui *ui) { (void)d, (void)ui; assert_int_equal(number("SELECT count(*) FROM schooling WHERE batch_id IS NOT NULL AND void_at IS NULL"), 4); }

static void test_promotion(void **state)
{
	(void)state;
	day_is(JUNE);
	const struct desk_step steps[] = {
		{ "{Up}", { "From 2026/2027 to 2027/2028, which begins 12-07-2027", "Moves up 2", "Graduates 2", "waits for school" }, "Eka", NULL },
		{ " x8", { "Moves up 2" }, "* ", nothing_saved },                      /* Space, letters, digits change nothing */
		{ "{Enter}", { "Moves up: SMP 8", "Repeats the grade: SMP 7", "Drops out" }, "Graduates:", NULL }, /* only what grade 7 can do */
		{ "rep{Enter}sakit lama{Enter}", { "* Repeats t", "Moves up 1", "Repeats the grade 1" }, NULL, nothing_saved },
		{ "{F4}cha{Enter}", { "Moves to which school", "MTs Al-Huda Contoh" }, "SMPN 3 Contoh (", NULL },
		{ "al{Enter}{Enter}", { "Changes school 1", "Moves up 0" }, NULL, nothing_saved },
		{ "/dodi{Enter}{Esc}{Enter}", { "Moves up: SMA 13", "Graduates: waits for school" }, NULL, NULL }, /* four-year SMK */
		{ "mov{Enter}", { "SMA 13", "Graduates 1", "Moves up 1" }, NULL, nothing_saved },
		{ "{F2}", { "Kenaikan kelas", "1  Graduates", "New grades hold from 12-07-2027", "[ Save all ]" }, NULL, nothing_saved },
		{ "{Enter}", { "Moves up 1" }, "[ Save all ]", nothing_saved },       /* Enter is the safe button */
		{ "{F2}{Right}{Enter}", { "Saved: 1 up, 1 repeat, 1 graduated, 1 changed school, 0 dropped out" }, "Citra Contoh", four_saved },
		{ "{F2}", { "Nobody is left to move into 2027/2028." }, "[ Save all ]", four_saved },
		{ "{F4}", { "Promoted before. F8 takes the whole batch back" }, NULL, four_saved },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_promotion, NULL, steps);
	assert_fact(ANI, "tinggal", "smp", 7, "2027/2028", date_make(2027, 7, 12));
	assert_string_equal(fact(ANI)->note, "sakit lama");
	assert_true(fact(ANI)->school_id == smp);
	assert_fact(BUDI, "pindah", "smp", 9, "2027/2028", date_make(2027, 7, 12));
	assert_true(fact(BUDI)->school_id == mts);
	assert_string_equal(fact(BUDI)->kind, "mts"); /* the new school's kind, not the old one's */
	assert_fact(CITRA, "lulus", "smp", 9, "2026/2027", JUNE);
	assert_true(fact(CITRA)->waiting);
	assert_true(fact(CITRA)->school_id == 0); /* a new school is never given by itself */
	assert_fact(DODI, "naik", "sma", 13, "2027/2028", date_make(2027, 7, 12));
	assert_int_equal(number("SELECT count(DISTINCT batch_id) FROM schooling WHERE batch_id IS NOT NULL"), 1);
	assert_null(promo(CITRA));
	assert_true(promo(ANI)->done);
	const struct desk_step after[] = {
		{ "{Up}", { "waits 0 days !", "Citra Contoh" }, NULL, NULL },
		{ "{F6}wait{Enter}", { "1 of 6", "finished SMP 9 on 25-06-2027. F4 records the new school" }, NULL, NULL },
		{ "{F9}L2027{Enter}{F6}pupils{Enter}", { "2027/2028: all pupils", "SMA 13", "MTs Al-Huda" }, NULL, NULL },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_school, NULL, after);
}

/* A mistaken batch goes as it came; then it can be made anew. A reason is insisted on. */
static void test_take_back(void **state)
{
	(void)state;
	day_is(JUNE);
	const struct desk_step steps[] = {
		{ "{F8}", { "No promotion into 2027/2028 stands" }, NULL, nothing_saved },
		{ "{F2}{Right}{Enter}", { "Saved: 2 up" }, NULL, four_saved },
		{ "{F8}", { "Which promotion to take back", "25-06-2027 09.00, tu: 4 children" }, NULL, NULL },
		{ "{Enter}{Enter}", { "Take the promotion back" }, NULL, four_saved }, /* no reason yet */
		{ "salah tahun{Enter}", { "Taken back: 4 children.", "Moves up 2" }, "recorded already 2", NULL },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_promotion, NULL, steps);
	assert_int_equal(number("SELECT count(*) FROM schooling WHERE batch_id IS NOT NULL AND void_why = 'salah tahun'"), 4);
	assert_fact(CITRA, "masuk", "smp", 9, "2026/2027", DESK_TODAY);
	const struct desk_step again[] = { { "{F2}{Right}{Enter}", { "Saved: 2 up, 0 repeat, 2 graduated" }, NULL, four_saved }, END };
	desk_run_play(&desk, &desk.office, &screen_promotion, NULL, again);
	/* something newer stands: refused with the child's number */
	row_id id;
	const struct schooling_input in = { .resident = child[CITRA], .on = JUNE + 10, .year = "2027/2028", .level = "sma", .grade = 10, .kind = "smk", .school = smk, .event = "", .note = "" };
	desk_must(schooling_record(desk.db, &desk.office, &in, NULL, &id, &p, &e), &p, &e);
	const struct desk_step late[] = { { "{F8}{Enter}keliru{Enter}", { "School data of 2026-003 were recorded after the batch" }, NULL, NULL }, END };
	desk_run_play(&desk, &desk.office, &screen_promotion, NULL, late);
	assert_int_equal(number("SELECT count(*) FROM schooling WHERE batch_id IS NOT NULL AND void_at IS NULL"), 4);
}

/* What was marked survives a colleague's save, and is asked about before it is lost; one left for later is not saved. */
static void reload(struct desk_play *d, struct ui *ui) { (void)d; ui_reload(ui); }
static void test_marks_kept(void **state)
{
	(void)state;
	day_is(JUNE);
	const struct desk_step steps[] = {
		{ "{F4}later{Enter}", { "* later", "later 1", "changed by hand 1" }, NULL, reload },
		{ "{Down}", { "* later", "later 1" }, NULL, NULL },
		{ "{F10}", { "1 marks set by hand are not saved yet.", "[ Leave ]" }, NULL, NULL },
		{ "{Enter}", { "* later" }, "[ Leave ]", NULL },
		{ "{F2}{Right}{Enter}", { "Saved: 1 up", "later 0" }, NULL, NULL },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_promotion, NULL, steps);
	assert_fact(ANI, "masuk", "smp", 7, "2026/2027", DESK_TODAY);
	assert_false(promo(ANI)->done);
}

/* A child whose grade nobody recorded blocks nobody: left out, and said. */
static void test_no_grade(void **state)
{
	(void)state;
	at_school(child[FIRMAN], "smp", 0, "", 0);
	day_is(JUNE);
	const struct desk_step steps[] = {
		{ "{Up}", { "Firman Contoh", "! grade missing", "later 1" }, NULL, NULL },
		{ "/firman{Enter}{Esc}{F4}", { "The grade is not recorded" }, NULL, NULL },
		{ "{F2}{Right}{Enter}", { "Saved: 2 up" }, NULL, four_saved },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_promotion, NULL, steps);
}

/* Far from the change of years the rule of db/ answers; nothing is written. The social worker reads but does not mark. */
static void test_refusals(void **state)
{
	(void)state;
	const struct desk_step early[] = {
		{ "{Up}", { "From 2025/2026 to 2026/2027", "recorded already" }, NULL, NULL }, /* August: the year that has just begun, done by hand */
		{ "{F6}2027{Enter}", { "From 2026/2027 to 2027/2028" }, NULL, NULL },
		{ "{F2}{Right}{Enter}", { "is still far ahead" }, NULL, nothing_saved },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_promotion, NULL, early);
	day_is(JUNE);
	const struct desk_step reader[] = {
		{ "{F4}", { "this is done by Office" }, "Repeats the grade:", NULL },
		{ "{Enter}", { "this is done by Office" }, "Repeats the grade:", NULL },
		{ "{F2}", { "this is done by Office" }, "[ Save all ]", nothing_saved },
		END,
	};
	desk_run_play(&desk, &desk.worker, &screen_promotion, NULL, reader);
}

static const struct school_row *school_named(const char *name)
{
	struct school_row *rows;
	size_t n;
	desk_must(school_list(desk.db, &desk.head, NULL, a, &rows, &n, &e), &p, &e);
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].name, name) == 0) return &rows[i];
	return NULL;
}

static void other_address(struct desk_play *d, struct ui *ui)
{
	struct school_row r = *school_named("MTs Al-Huda Contoh");
	(void)d, (void)ui;
	r.address = "Jalan Baru 2";
	desk_must(school_save(desk.db, &desk.head, &r, NULL, &r.id, &p, &e), &p, &e);
}

static void test_schools(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		{ "{Up}", { "MTs Al-Huda Contoh", "SMKN 1 Contoh", "all levels" }, NULL, NULL },
		{ "{F7}SMAN 7 Contoh{Enter}12{Enter}sma{Enter}{F2}", { "NPSN", "to mend" }, NULL, NULL }, /* 12 is no NPSN */
		{ "{Esc}", { "Changes not saved", "SMAN 7" }, NULL, NULL }, /* what was typed is not lost by one Esc */
		{ "{Left}{Enter}", { "MTs Al-Huda Contoh" }, "SMAN 7", NULL },
		{ "{F7}SMAN 7 Contoh{Enter}30400123{Enter}sma{Enter}{F2}", { "Saved: SMAN 7 Contoh", "30400123", "SMA" }, NULL, NULL },
		{ "{F7}smpn 3 CONTOH{Enter}{Enter}smp{Enter}{F2}", { "is in the list of schools already" }, NULL, NULL },
		{ "{Esc}", { "Changes not saved" }, NULL, NULL },
		{ "{Left}{Enter}{F6}smp{Enter}", { "2 of 4", "MTs" }, "SMAN 7", NULL },
		{ "huda{Enter}", { "MTs Al-Huda Contoh" }, NULL, other_address }, /* a colleague saves while the form is open */
		{ "{Enter}30400777{F2}", { "Changed by somebody else", "Jalan Baru 2" }, NULL, NULL },
		{ "{Enter}{F2}", { "Saved: MTs Al-Huda Contoh", "30400777" }, NULL, NULL },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_schools, NULL, steps);
	const struct school_row *sma = school_named("SMAN 7 Contoh"), *huda = school_named("MTs Al-Huda Contoh");
	assert_non_null(sma);
	assert_string_equal(sma->npsn, "30400123");
	assert_string_equal(sma->level, "sma"); /* of its kind */
	assert_string_equal(huda->npsn, "30400777");
	assert_string_equal(huda->address, "Jalan Baru 2"); /* both changes stand */
	assert_int_equal(number("SELECT count(*) FROM school"), 4);
	const struct desk_step reader[] = { { "{Enter}", { "this is done by Office" }, "Kind of school", NULL }, { "{F7}", { "this is done by Office" }, NULL, NULL }, END };
	desk_run_play(&desk, &desk.worker, &screen_schools, NULL, reader);
}

static void test_years(void **state)
{
	struct school_year_row *rows;
	size_t n;
	(void)state;
	const struct desk_step steps[] = {
		{ "{Up}", { "2027/2028", "13-07-2026", "< now, semester 1" }, NULL, NULL },
		{ "{F7}", { "2028/2029", "10-07-2028" }, NULL, NULL },                 /* a year later, the same weekday */
		{ "{F2}", { "Saved: 2028/2029" }, NULL, NULL },
		{ "{F7}{BS}{BS}{BS}{BS}{BS}{BS}{BS}{BS}{BS}2028/2029{F2}", { "stands in the list already" }, NULL, NULL },
		{ "{Esc}{Left}{Enter}2026/2027{Enter}", { "13-07-2026" }, NULL, NULL },
		{ "{BS}{BS}{BS}{BS}{BS}{BS}{BS}{BS}{BS}{BS}20-7-2026{F2}", { "Saved: 2026/2027", "20-07-2026" }, NULL, NULL },
		{ "{Enter}{BS}{BS}{BS}{BS}{BS}{BS}{BS}{BS}{BS}{BS}1-7-2028{F2}", { "The school year must end after it begins" }, NULL, NULL },
		END,
	};
	desk_run_play(&desk, &desk.office, &screen_school_years, NULL, steps);
	desk_must(school_year_list(desk.db, &desk.head, a, &rows, &n, &e), &p, &e);
	assert_int_equal(n, 6);
	assert_string_equal(rows[0].code, "2028/2029");
	assert_int_equal(rows[0].start, date_make(2028, 7, 10));
	assert_int_equal(rows[2].start, date_make(2026, 7, 20));
}

static void test_sizes(void **state)
{
	(void)state;
	day_is(JUNE);
	const struct desk_step list[] = { { "{Up}", { "Ani Contoh", "SMP 7", "4 of 6" }, NULL, NULL }, END }, promotion[] = { { "{Up}", { "Ani Contoh", "SMP 7", "Moves up 2" }, NULL, NULL }, END };
	const int sizes[][2] = { { 16, 60 }, { 24, 80 }, { 40, 120 } };
	for (size_t i = 0; i < COUNT(sizes); i++) {
		desk.rows = sizes[i][0];
		desk.cols = sizes[i][1];
		desk_run_play(&desk, &desk.office, &screen_school, NULL, list);
		desk_run_play(&desk, &desk.office, &screen_promotion, NULL, promotion);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = { TEST(test_list), TEST(test_left), TEST(test_promotion), TEST(test_take_back), TEST(test_marks_kept), TEST(test_no_grade), TEST(test_refusals), TEST(test_schools), TEST(test_years), TEST(test_sizes) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
