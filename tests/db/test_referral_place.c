/* Places kept for accepted children: made, counted everywhere, given back, used by the admission, kept anew when it is taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "db/child/person_merge.h"
#include "db/child/resident.h"
#include "db/child/stay.h"
#include "db/office/setting.h"
#include "db/referral/referral_place.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "tests/db/desk.h"
#include "tests/db/people.h"

static row_id assessed(const char *name, const char *sex)
{
	static int n;
	char letter[24];
	snprintf(letter, sizeof letter, "460/%d", ++n);
	struct referral_input in = cases_letter(name, sex, letter);
	row_id id = cases_record(&f, &f.tu, &in);
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
	return id;
}

static bool advise(row_id id, const char *code, const char *note)
{
	return referral_move(f.db, &f.peksos, id, cases_version(&f, "referral", id), REFERRAL_USUL, DATE_NONE, code, note, &p, &e);
}

static bool accept(row_id id, row_id room, caldate until, const char *reason)
{
	const struct referral_accept in = { DATE_NONE, room, until, reason, "" };
	err_clear(&e);
	return referral_accept(f.db, &f.kepala, id, cases_version(&f, "referral", id), &in, &p, &e);
}

static struct referral_card load(row_id id)
{
	struct referral_card c;
	fixture_must(&e, referral_load(f.db, &f.kepala, id, false, a, &c, &e));
	return c;
}

static int left(enum sex_index sex)
{
	struct referral_free places;
	struct referral_home home;
	fixture_must(&e, referral_free(f.db, f.panti, &places, &e));
	assert_int_equal(referral_homes(f.db, &f.dinsos, a, &home, 1, &e), 1); /* what the officer is told is the same */
	assert_int_equal(sex == SEX_L ? home.free_l : home.free_p, referral_free_left(&places, sex));
	return referral_free_left(&places, sex);
}

static void test_assessment_comes_first(void **state)
{
	(void)state;
	row_id id = assessed("Yoga Contoh", "L");
	assert_false(accept(id, 0, DATE_NONE, ""));
	assert_non_null(problem_of(&p, "state"));
	assert_int_equal(load(id).state, REFERRAL_ASESMEN);
	assert_false(referral_move(f.db, &f.kepala, id, cases_version(&f, "referral", id), REFERRAL_SETUJU, DATE_NONE, "", "", &p, &e)); /* nor the plain way */
	assert_false(advise(id, "layak", "Kata contoh"));
	assert_non_null(problem_of(&p, "reason"));
	assert_false(advise(id, "terima", ""));
	assert_non_null(problem_of(&p, "note"));
	assert_true(advise(id, "terima", "Ayah wafat, ibu sakit; anak bersedia"));
	struct referral_card c = load(id);
	assert_string_equal(c.advice, "terima");
	assert_string_equal(c.advice_note, "Ayah wafat, ibu sakit; anak bersedia");
	assert_true(*c.advice_by);
	struct referral_card told; /* the district reads the decision, not what the home says to itself */
	fixture_must(&e, referral_load(f.db, &f.dinsos, id, false, a, &told, &e));
	assert_int_equal(told.event_count, c.event_count);
	assert_string_equal(told.events[told.event_count - 1].move, "usul");
	assert_string_equal(told.events[told.event_count - 1].reason, "");
	assert_string_equal(told.events[told.event_count - 1].note, "");
	assert_string_equal(told.advice, "");
	assert_string_equal(told.advice_note, "");
	assert_true(accept(id, 0, DATE_NONE, ""));
	assert_int_equal(load(id).state, REFERRAL_DISETUJUI);
}

/* A kept place is no free place; its day comes from the setting or the head; it goes with the withdrawal. */
static void test_kept_and_given_back(void **state)
{
	(void)state;
	int boys = left(SEX_L), girls = left(SEX_P);
	row_id room = people_room(&f, f.panti, "Elang", "L", 2), id = assessed("Putra Contoh", "L");
	fixture_must(&e, advise(id, "terima", "Layak"));
	assert_false(accept(id, room, FIXTURE_DAY - 1, ""));
	assert_non_null(problem_of(&p, "until"));
	assert_false(accept(id, 77, DATE_NONE, ""));
	assert_non_null(problem_of(&p, "room"));
	assert_true(accept(id, room, DATE_NONE, ""));
	struct referral_card c = load(id);
	assert_int_equal(c.place_until, FIXTURE_DAY + 14);
	assert_string_equal(c.place_room, "Elang");
	assert_int_equal(left(SEX_L), boys - 1);
	assert_int_equal(left(SEX_P), girls);
	assert_int_equal(referral_kept_in_room(f.db, room, 0), 1);
	assert_int_equal(referral_kept_in_room(f.db, room, id), 0);
	struct referral_place list[4];
	assert_int_equal(referral_place_list(f.db, &f.kepala, a, list, 4, &e), 1);
	assert_string_equal(list[0].name, "Putra Contoh");
	/* only the head changes it, and only while the child is accepted and not there */
	assert_false(referral_place_keep(f.db, &f.tu, id, 0, DATE_NONE, "", &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	fixture_must(&e, referral_place_keep(f.db, &f.kepala, id, 0, FIXTURE_DAY + 30, "", &p, &e));
	assert_int_equal(load(id).place_until, FIXTURE_DAY + 30);
	assert_int_equal(left(SEX_L), boys - 1);
	/* the day passes: free again, still named to the head */
	clock_set_today(FIXTURE_DAY + 31);
	assert_int_equal(left(SEX_L), boys);
	assert_int_equal(referral_place_list(f.db, &f.kepala, a, list, 4, &e), 1);
	clock_set_today(DATE_NONE);
	clock_set_ms(FIXTURE_NOW);
	cases_move(&f, &f.tu, id, REFERRAL_TARIK, "Keluarga merawat sendiri.");
	assert_int_equal(left(SEX_L), boys);
	assert_int_equal(referral_place_list(f.db, &f.kepala, a, list, 4, &e), 0);
	assert_false(referral_place_keep(f.db, &f.kepala, id, 0, DATE_NONE, "", &p, &e));
	assert_non_null(problem_of(&p, "state"));
	/* the setting moves the standard */
	err_clear(&e);
	fixture_must(&e, setting_set(f.db, &f.admin, "reserve_days", "3", &p, &e));
	row_id next = assessed("Putri Contoh", "P");
	fixture_must(&e, advise(next, "terima", "Layak"));
	assert_true(accept(next, 0, DATE_NONE, ""));
	assert_int_equal(load(next).place_until, FIXTURE_DAY + 3);
	assert_int_equal(left(SEX_P), girls - 1);
}

/* Full: refused with the figures until the head says why; a kept place counts. */
static void test_full(void **state)
{
	(void)state;
	people_sql(&f, "UPDATE panti SET capacity_l = 2");
	people_child(&f, "Sudah Di Sini", "L", FIXTURE_DAY - 10);
	row_id one = assessed("Satu Contoh", "L"), two = assessed("Dua Contoh", "L");
	fixture_must(&e, advise(one, "terima", "Layak"));
	fixture_must(&e, advise(two, "terima", "Layak"));
	assert_true(accept(one, 0, DATE_NONE, ""));
	assert_int_equal(left(SEX_L), 0);
	assert_false(accept(two, 0, DATE_NONE, ""));
	assert_non_null(problem_of(&p, "reason"));
	assert_non_null(strstr(p.list[0].text, "1 of 2, 1 kept"));
	assert_false(referral_accept_check(f.db, &f.kepala, two, "", &p, &e));
	assert_true(p.hard > 0);
	assert_true(accept(two, 0, DATE_NONE, "Kakaknya tinggal di sini."));
	assert_int_equal(left(SEX_L), -1);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM referral_event WHERE move = 'setuju' AND reason = 'Kakaknya tinggal di sini.'"), 1);
	/* at the admission the own place is not counted against the child, another's is */
	struct referral_card c = load(one);
	struct stay_admission admit = { .person = c.person, .person_version = c.person_version, .on = FIXTURE_DAY, .referral = one, .letter_no = "", .district = "", .clusters = "",
		.level = "", .school_kind = "", .school_year = "", .note = "", .register_no = "" };
	for (int i = 0; i < PERSON_FIELDS; i++) admit.v[i] = c.child[i];
	fixture_must(&e, stay_admit_check(f.db, &f.kepala, &admit, &p, &e));
	assert_int_equal(p.hard, 0);
	bool full = false;
	for (int i = 0; i < p.count; i++) full = full || strstr(p.list[i].text, "2 of 2") != NULL;
	if (!full) print_error("%s\n", p.count ? p.list[0].text : "-");
	assert_true(full); /* one in care and Dua's place */
}

/* A place whose day is over was free for others; kept again, it is asked like an acceptance. One that is still held is only prolonged. */
static void test_kept_again_when_full(void **state)
{
	(void)state;
	people_sql(&f, "UPDATE panti SET capacity_l = 1");
	row_id late = assessed("Lama Contoh", "L");
	fixture_must(&e, advise(late, "terima", "Layak"));
	assert_true(accept(late, 0, DATE_NONE, ""));
	clock_set_today(FIXTURE_DAY + 15);
	fixture_must(&e, referral_place_keep(f.db, &f.kepala, late, 0, DATE_NONE, "", &p, &e)); /* gone, but still free */
	clock_set_today(FIXTURE_DAY + 40);
	row_id other = assessed("Lain Contoh", "L");
	fixture_must(&e, advise(other, "terima", "Layak"));
	assert_true(accept(other, 0, FIXTURE_DAY + 60, ""));
	fixture_must(&e, referral_place_keep(f.db, &f.kepala, other, 0, FIXTURE_DAY + 61, "", &p, &e)); /* its own place is not counted against it */
	assert_false(referral_place_keep(f.db, &f.kepala, late, 0, DATE_NONE, "", &p, &e));
	assert_non_null(problem_of(&p, "reason"));
	assert_non_null(strstr(p.list[0].text, "0 of 1, 1 kept. Write why a place is kept"));
	assert_int_equal(left(SEX_L), 0);
	err_clear(&e);
	fixture_must(&e, referral_place_keep(f.db, &f.kepala, late, 0, DATE_NONE, "Kakaknya tinggal di sini.", &p, &e));
	assert_non_null(strstr(p.list[0].text, "0 of 1, 1 kept."));
	assert_int_equal(left(SEX_L), -1);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM audit_value WHERE field = 'why' AND after_value = 'Kakaknya tinggal di sini.'"), 1);
	clock_set_today(DATE_NONE);
	clock_set_ms(FIXTURE_NOW);
}

static struct stay_admitted admit(row_id id)
{
	struct stay_admitted made;
	struct referral_card c = load(id);
	struct stay_admission in = { .person = c.person, .person_version = c.person_version, .on = FIXTURE_DAY, .referral = id, .letter_no = "", .district = "", .clusters = "anak_terlantar",
		.level = "", .school_kind = "", .school_year = "", .note = "", .register_no = "" };
	for (int i = 0; i < PERSON_FIELDS; i++) in.v[i] = c.child[i];
	fixture_must(&e, stay_admit(f.db, &f.kepala, &in, 1, &made, &p, &e));
	return made;
}

/* The admission uses the place; taken back, the referral is accepted again with a place of its own, and can lead to another admission. */
static void test_admitted_and_taken_back(void **state)
{
	(void)state;
	int boys = left(SEX_L);
	row_id id = assessed("Rama Contoh", "L");
	fixture_must(&e, advise(id, "terima", "Layak"));
	assert_true(accept(id, 0, DATE_NONE, ""));
	struct stay_admitted made = admit(id);
	assert_int_equal(load(id).state, REFERRAL_DITEMPATKAN);
	assert_int_equal(load(id).place_until, DATE_NONE);
	assert_int_equal(left(SEX_L), boys - 1); /* the child itself now */
	assert_int_equal(people_int(&f, "SELECT count(*) FROM referral_place WHERE void_why = 'dipakai'"), 1);
	fixture_must(&e, stay_void(f.db, &f.kepala, made.stay, "Anak tidak jadi datang", &p, &e));
	struct referral_card c = load(id);
	assert_int_equal(c.state, REFERRAL_DISETUJUI);
	assert_int_equal(c.events[c.event_count - 1].state, REFERRAL_DISETUJUI); /* the event is voided, not forgotten */
	assert_int_equal(people_int(&f, "SELECT count(*) FROM referral_event WHERE state = 'ditempatkan' AND void_why = 'Anak tidak jadi datang'"), 1);
	assert_int_equal(c.place_until, FIXTURE_DAY + 14);
	assert_int_equal(left(SEX_L), boys - 1);
	struct referral_work work;
	fixture_must(&e, referral_work(f.db, &f.kepala, &work, &e));
	assert_int_equal(work.approved, 1);
	made = admit(id);
	assert_int_equal(load(id).state, REFERRAL_DITEMPATKAN);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM resident"), 1); /* the number of the register is kept */
}

/* One child is one place: its sex as known now, its second letter, and its own bed once it is in care. */
static void test_one_child_one_place(void **state)
{
	(void)state;
	int boys = left(SEX_L), girls = left(SEX_P);
	row_id room = people_room(&f, f.panti, "Elang", "L", 2), one = assessed("Kiki Contoh", "L"), two = assessed("Kikie Contoh", "L"), merge = 0;
	fixture_must(&e, advise(one, "terima", "Layak"));
	fixture_must(&e, advise(two, "terima", "Layak"));
	assert_true(accept(one, room, DATE_NONE, ""));
	assert_true(accept(two, room, DATE_NONE, ""));
	assert_int_equal(left(SEX_L), boys - 2);
	row_id kept = load(one).person, gone = load(two).person;
	struct person_merge_in join = { kept, gone, cases_version(&f, "person", kept), cases_version(&f, "person", gone), "satu anak", NULL };
	if (!person_merge_do(f.db, &f.kepala, &join, &merge, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(left(SEX_L), boys - 1);
	assert_int_equal(referral_kept_in_room(f.db, room, 0), 1);
	struct referral_input girl = { .person_version = cases_version(&f, "person", kept) };
	girl.child[PERSON_SEX] = "P";
	if (!referral_edit(f.db, &f.tu, one, cases_version(&f, "referral", one), &girl, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(left(SEX_L), boys);
	assert_int_equal(left(SEX_P), girls - 1);
	admit(one); /* the second letter's place is this child's as well */
	assert_int_equal(left(SEX_P), girls - 1);
	assert_int_equal(left(SEX_L), boys);
	assert_int_equal(referral_kept_in_room(f.db, room, 0), 0);
}

/* Night: the child is there before the letter. Assessed and approved afterwards, the referral joins that admission. */
static void test_letter_follows(void **state)
{
	(void)state;
	struct stay_admitted made;
	struct stay_admission in = people_admission("Bayu Malam", "L", FIXTURE_DAY - 2);
	in.emergency = true;
	made = people_enrol(&f, &f.peksos, &in);
	struct referral_input letter = cases_letter("", "L", "460/99");
	letter.person = people_int(&f, "SELECT person_id FROM resident");
	row_id id = cases_record(&f, &f.tu, &letter);
	caldate on = DATE_NONE;
	assert_int_equal(stay_without_letter(f.db, &f.peksos, id, &on, &e), made.stay);
	assert_int_equal(on, FIXTURE_DAY - 2);
	assert_false(stay_take_letter(f.db, &f.peksos, id, &p, &e)); /* not before the head approved */
	err_clear(&e);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM stay WHERE referral_id IS NOT NULL"), 0);
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, "");
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, "");
	assert_false(stay_take_letter(f.db, &f.bendahara, id, &p, &e));
	err_clear(&e);
	fixture_must(&e, stay_take_letter(f.db, &f.peksos, id, &p, &e));
	assert_int_equal(load(id).state, REFERRAL_DITEMPATKAN);
	assert_int_equal(load(id).place_until, DATE_NONE);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM stay WHERE letter_no = '460/99' AND district = '64.08' AND void_at IS NULL"), 1);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM stay"), 1);
	assert_int_equal(stay_without_letter(f.db, &f.peksos, id, &on, &e), 0);
	assert_false(stay_take_letter(f.db, &f.peksos, id, &p, &e)); /* once */
}

/* The district's letter made a record of its own; joined to the child that came at night, it is that admission's letter. */
static void test_letter_follows_a_merge(void **state)
{
	(void)state;
	struct stay_admission in = people_admission("Bayu Malam", "L", FIXTURE_DAY - 2);
	in.emergency = true;
	struct stay_admitted made = people_enrol(&f, &f.peksos, &in);
	fixture_must(&e, stay_approve(f.db, &f.kepala, &made.stay, 1, &p, &e));
	row_id kept = people_int(&f, "SELECT person_id FROM resident"), id = assessed("Bayu Malem", "L"), merge = 0;
	caldate on = DATE_NONE;
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, "");
	row_id gone = load(id).person;
	struct person_merge_in join = { kept, gone, cases_version(&f, "person", kept), cases_version(&f, "person", gone), "satu anak", NULL };
	if (!person_merge_do(f.db, &f.kepala, &join, &merge, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(stay_without_letter(f.db, &f.peksos, id, &on, &e), made.stay);
	fixture_must(&e, stay_take_letter(f.db, &f.peksos, id, &p, &e));
	assert_int_equal(load(id).state, REFERRAL_DITEMPATKAN);
}

/* Each clock by its setting: the mark moves with it, in the list, on the card and in the figures of Home. */
static void test_clocks_follow_settings(void **state)
{
	(void)state;
	row_id id = assessed("Jam Contoh", "L"), in_house = assessed("Jam Dua", "P");
	fixture_must(&e, advise(in_house, "terima", "Layak"));
	assert_true(accept(in_house, 0, DATE_NONE, ""));
	clock_set_today(FIXTURE_DAY + 3); /* Thursday: three working days */
	const struct { const char *key, *short_, *long_; row_id id; bool late; } clocks[] = {
		{ "clock_assessment", "2", "7", id, false }, { "clock_admission", "2", "3", in_house, true } };
	for (size_t i = 0; i < COUNT(clocks); i++)
		for (int over = 1; over >= 0; over--) {
			struct referral_work work;
			struct referral_row rows[4];
			struct referral_filter filter = { .view = REFERRAL_VIEW_WAITING };
			fixture_must(&e, setting_set(f.db, &f.admin, clocks[i].key, over ? clocks[i].short_ : clocks[i].long_, &p, &e));
			assert_int_equal(load(clocks[i].id).wait.over, over);
			fixture_must(&e, referral_work(f.db, &f.kepala, &work, &e));
			assert_int_equal(clocks[i].late ? work.late : work.over, over);
			int n = referral_list(f.db, &f.kepala, &filter, REFERRAL_FIRST, false, a, rows, 4, &e), seen = 0;
			for (int r = 0; r < n; r++)
				if (rows[r].id == clocks[i].id) {
					assert_int_equal(rows[r].wait.over, over);
					seen++;
				}
			assert_int_equal(seen, 1); /* an accepted one is still to be worked on */
			struct referral_work officer;
			fixture_must(&e, referral_work(f.db, &f.dinsos, &officer, &e)); /* by the clocks of the panti that was asked */
			assert_memory_equal(&work, &officer, sizeof work);
		}
	clock_set_today(DATE_NONE);
	clock_set_ms(FIXTURE_NOW);
}

/* Eight heads accept eight children at once for three places: three get one, the others are shown the figures. */
static void test_last_place(void **state)
{
	(void)state;
	enum { HEADS = 8, PLACES = 3, ROUNDS = 5 };
	char name[80];
	for (int round = 0; round < ROUNDS; round++) {
		struct referral_free places;
		row_id id[HEADS];
		pid_t child[HEADS];
		int kept = 0, refused = 0;
		for (int i = 0; i < HEADS; i++) {
			snprintf(name, sizeof name, "Lomba %c%c", 'a' + round, 'a' + i);
			id[i] = assessed(name, "L");
			fixture_must(&e, advise(id[i], "terima", "Layak"));
		}
		fixture_must(&e, referral_free(f.db, f.panti, &places, &e));
		snprintf(name, sizeof name, "UPDATE panti SET capacity_l = %d", places.kept[SEX_L] + PLACES);
		people_sql(&f, name);
		for (int i = 0; i < HEADS; i++) {
			child[i] = fork();
			assert_true(child[i] >= 0);
			if (child[i] == 0) { /* no word of cmocka in here */
				struct db *own = NULL;
				if (!db_open(&own, &(struct db_options){ .path = f.path }, &e)) _exit(9);
				f.db = own;
				bool ok = accept(id[i], 0, DATE_NONE, "");
				_exit(ok ? 0 : e.kind == ERR_PROBLEMS && problem_of(&p, "reason") ? 1 : 8);
			}
		}
		for (int i = 0; i < HEADS; i++) {
			int status = -1;
			assert_int_equal(waitpid(child[i], &status, 0), child[i]);
			assert_true(WIFEXITED(status));
			kept += WEXITSTATUS(status) == 0;
			refused += WEXITSTATUS(status) == 1;
		}
		assert_int_equal(kept, PLACES);
		assert_int_equal(refused, HEADS - PLACES);
		assert_int_equal(left(SEX_L), 0);
	}
}

static void test_plans(void **state)
{
	(void)state;
	struct referral_place list[4];
	assert_int_equal(referral_place_list(f.db, &f.kepala, a, list, 4, &e), 0);
	assert_int_equal(cases_plans(&f, "FROM referral_place"), 1);
	char plan[600];
	people_plan(&f, "SELECT p.sex, count(*) FROM (SELECT DISTINCT " PERSON_ROOT("r.person_id") " AS child FROM referral_place k JOIN referral r ON r.id = k.referral_id"
		" WHERE k.panti_id = 1 AND k.until_on >= '2026-01-01' AND k.void_at IS NULL AND k.referral_id <> 0) x JOIN person p ON p.id = x.child"
		" WHERE NOT EXISTS (SELECT 1 FROM resident_now n WHERE n.person_id = x.child AND n.panti_id = 1 AND n.status = 'aktif') GROUP BY p.sex", plan, sizeof plan);
	assert_non_null(strstr(plan, "resident_now_person"));
	assert_null(strstr(plan, "SCAN r"));
	assert_non_null(strstr(plan, "referral_place_panti"));
	/* Home's figures: by the index of panti, or district, and state */
	people_plan(&f, "SELECT count(*), min(n.since_on) FROM referral_now n WHERE n.panti_id = 1 AND n.state = 'asesmen' AND n.panti_id = 1", plan, sizeof plan);
	assert_non_null(strstr(plan, "referral_now_panti_state"));
	people_plan(&f, "SELECT count(*), min(n.since_on) FROM referral_now n WHERE n.district = '64.08' AND n.state = 'asesmen' AND +n.panti_id = 1", plan, sizeof plan);
	assert_non_null(strstr(plan, "referral_now_district_state"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_assessment_comes_first, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_kept_and_given_back, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_full, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_kept_again_when_full, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_admitted_and_taken_back, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_one_child_one_place, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_letter_follows, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_letter_follows_a_merge, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_clocks_follow_settings, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_last_place, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_plans, desk_setup, desk_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
