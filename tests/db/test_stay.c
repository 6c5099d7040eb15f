/* Admission, approval by four eyes, return, taking back, re-admission, ends, room and clusters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/child/derive.h"
#include "db/office/home.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/db/people.h"

static struct fixture f;
static struct arena *a;
static struct err e;
static struct problems p;
static int setup(void **state) { (void)state; fixture_open(&f); people_codes(&f); a = arena_new(); err_clear(&e); return 0; }
static int teardown(void **state) { (void)state; assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0); arena_free(a); fixture_close(&f); return 0; }

static struct resident_row row_of(row_id id)
{
	struct resident_row r;
	fixture_must(&e, resident_row(f.db, &f.kepala, id, a, &r, &e));
	return r;
}

static void four_eyes(void **state)
{
	(void)state;
	struct stay_admission in = people_admission("Putra Pratama", "L", FIXTURE_DAY);
	struct stay_admitted out = people_enrol(&f, &f.peksos, &in), head, other;
	assert_false(out.approved);
	assert_string_equal(out.register_no, "2026-001");
	assert_true(row_of(out.resident).marks & MARK_APPROVAL);
	assert_false(stay_approve(f.db, &f.peksos, &out.stay, 1, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	fixture_must(&e, stay_return(f.db, &f.kepala, out.stay, "surat belum ada", &p, &e));
	assert_false(stay_approve(f.db, &f.kepala, &out.stay, 1, &p, &e)); /* sent back, not proposed again */
	struct stay_pending *list;
	assert_int_equal(stay_pending(f.db, &f.tu, a, &list, &e), 1);
	assert_string_equal(list[0].returned_why, "surat belum ada");
	fixture_must(&e, stay_propose(f.db, &f.peksos, out.stay, &p, &e));
	fixture_must(&e, stay_approve(f.db, &f.kepala, &out.stay, 1, &p, &e));
	assert_false(row_of(out.resident).marks & MARK_APPROVAL);
	assert_false(stay_approve(f.db, &f.kepala, &out.stay, 1, &p, &e)); /* already */
	/* a head's own is approved at once; one who proposed as social worker and became head needs the right */
	in = people_admission("Melati R", "P", FIXTURE_DAY);
	head = people_enrol(&f, &f.kepala, &in);
	assert_true(head.approved);
	in = people_admission("Farhan D", "L", FIXTURE_DAY);
	other = people_enrol(&f, &f.peksos, &in);
	struct actor promoted = f.peksos;
	promoted.roles |= ROLE_KEPALA;
	assert_false(stay_approve(f.db, &promoted, &other.stay, 1, &p, &e));
	promoted.self_approve = true;
	fixture_must(&e, stay_approve(f.db, &promoted, &other.stay, 1, &p, &e));
	assert_false(stay_admit(f.db, &f.bendahara, &in, 1, &other, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
}

/* Twenty in one sitting: all or none, the refused one named; the same key again changes nothing. */
static void one_sitting(void **state)
{
	(void)state;
	static char names[20][24];
	struct stay_admission in[20];
	struct stay_admitted out[20], again[20];
	char key[IDEM_SIZE];
	db_idem_make(key);
	for (int i = 0; i < 20; i++) {
		snprintf(names[i], sizeof names[i], "Anak Ke%c", 'a' + i);
		in[i] = people_admission(names[i], i % 2 ? "L" : "P", FIXTURE_DAY);
		in[i].idem = key;
	}
	in[13].v[PERSON_NIK] = "123";
	assert_false(stay_admit(f.db, &f.kepala, in, 20, out, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	bool named = false;
	for (int i = 0; i < p.count; i++)
		named = named || (p.list[i].hard && strstr(p.list[i].text, names[13]));
	assert_true(named);
	err_clear(&e);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM resident"), 0);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM person"), 0);
	in[13].v[PERSON_NIK] = "";
	fixture_must(&e, stay_admit(f.db, &f.kepala, in, 20, out, &p, &e));
	assert_string_equal(out[19].register_no, "2026-020");
	fixture_must(&e, stay_admit(f.db, &f.kepala, in, 20, again, &p, &e));
	assert_int_equal(people_int(&f, "SELECT count(*) FROM resident"), 20);
	for (int i = 0; i < 20; i++)
		assert_int_equal(out[i].stay, again[i].stay);
}

/* A number is never given twice, also not that of a voided admission; re-admission keeps it. */
static void numbers(void **state)
{
	(void)state;
	struct stay_admission in = people_admission("Rizal Ahmad", "L", FIXTURE_DAY - 400);
	struct stay_admitted one = people_enrol(&f, &f.kepala, &in), two;
	assert_string_equal(one.register_no, "2025-001");
	fixture_must(&e, stay_void(f.db, &f.kepala, one.stay, "keliru", &p, &e));
	assert_string_equal(row_of(one.resident).status, "batal");
	assert_false(stay_void(f.db, &f.kepala, one.stay, "keliru", &p, &e));
	in = people_admission("Budi Santoso", "L", FIXTURE_DAY - 400);
	two = people_enrol(&f, &f.kepala, &in);
	assert_string_equal(two.register_no, "2025-002");
	in = people_admission("Ani", "P", FIXTURE_DAY - 400);
	in.register_no = "2025-002";
	assert_false(stay_admit(f.db, &f.kepala, &in, 1, &one, &p, &e));
	assert_non_null(problem_of(&p, "register_no"));
	in.register_no = "2025-003";
	people_enrol(&f, &f.kepala, &in);
	in = people_admission("Cici", "P", FIXTURE_DAY - 400);
	assert_string_equal(people_enrol(&f, &f.kepala, &in).register_no, "2025-004");
	err_clear(&e);
	struct stay_admission back = { .resident = two.resident, .on = FIXTURE_DAY, .letter_no = "" };
	assert_false(stay_admit(f.db, &f.kepala, &back, 1, &one, &p, &e)); /* still in care: the stays overlap */
	assert_int_equal(e.kind, ERR_PROBLEMS);
}

struct end { row_id stay; caldate on; row_id id; bool undo; };

static bool end_tx(struct db *db, void *ctx, struct err *er)
{
	struct end *x = ctx;
	if (x->undo)
		return stay_end_void(db, &f.kepala, x->id, "dibuka kembali", er);
	row_id id = stay_end_record(db, &f.kepala, x->stay, x->on, "lulus", "", 0, er);
	x->id = id ? id : x->id;
	return id != 0;
}

static void end_and_back(void **state)
{
	(void)state;
	struct stay_admission in = people_admission("Rizal Ahmad", "L", FIXTURE_DAY - 400);
	in.room = people_room(&f, f.panti, "Mawar", "L", 1);
	struct stay_admitted one = people_enrol(&f, &f.kepala, &in), back;
	struct end x = { one.stay, FIXTURE_DAY - 401, 0, false };
	assert_false(db_tx(f.db, end_tx, &x, &e)); /* before admission */
	err_clear(&e);
	x.on = FIXTURE_DAY - 10;
	fixture_must(&e, db_tx(f.db, end_tx, &x, &e));
	assert_string_equal(row_of(one.resident).status, "keluar");
	assert_string_equal(row_of(one.resident).room, "");
	assert_false(db_tx(f.db, end_tx, &x, &e)); /* twice */
	x.undo = true;
	fixture_must(&e, db_tx(f.db, end_tx, &x, &e));
	assert_string_equal(row_of(one.resident).status, "aktif");
	x.undo = false;
	fixture_must(&e, db_tx(f.db, end_tx, &x, &e));
	struct stay_admission again = { .resident = one.resident, .on = FIXTURE_DAY, .letter_no = "" };
	fixture_must(&e, stay_admit(f.db, &f.kepala, &again, 1, &back, &p, &e));
	assert_int_equal(back.resident, one.resident);
	assert_string_equal(back.register_no, one.register_no);
	assert_int_equal(row_of(one.resident).admit, FIXTURE_DAY);
	struct resident_card c;
	fixture_must(&e, resident_card(f.db, &f.kepala, one.resident, false, NULL, a, &c, &p, &e));
	assert_int_equal(c.stay_count, 2);
	/* ahead: not in care yet, then by itself */
	in = people_admission("Nanti", "P", FIXTURE_DAY + 5);
	in.room = people_room(&f, f.panti, "Melati", "P", 2);
	row_id later = people_enrol(&f, &f.kepala, &in).resident;
	assert_string_equal(row_of(later).status, "akan");
	clock_set_ms(FIXTURE_NOW + 5 * INT64_C(86400000));
	fixture_must(&e, derive_today(f.db, f.panti, &e));
	assert_string_equal(row_of(later).status, "aktif");
	assert_string_equal(row_of(later).room, "Melati");
}

static void facts(void **state)
{
	(void)state;
	row_id id = people_child(&f, "Dewi", "P", FIXTURE_DAY - 100), boys = people_room(&f, f.panti, "Mawar", "L", 1), girls = people_room(&f, f.panti, "Melati", "P", 1);
	fixture_must(&e, stay_set_room(f.db, &f.tu, &id, 1, girls, FIXTURE_DAY - 50, &p, &e));
	assert_int_equal(p.count, 0);
	fixture_must(&e, stay_set_room(f.db, &f.tu, &id, 1, boys, FIXTURE_DAY - 40, &p, &e)); /* warned, not refused */
	assert_non_null(problem_of(&p, "room"));
	assert_string_equal(row_of(id).room, "Mawar");
	assert_false(stay_set_room(f.db, &f.tu, &id, 1, girls, FIXTURE_DAY - 150, &p, &e));
	assert_false(stay_set_clusters(f.db, &f.peksos, id, "abh|salah", FIXTURE_DAY, &p, &e));
	fixture_must(&e, stay_set_clusters(f.db, &f.peksos, id, "abh|ampk", FIXTURE_DAY + 3, &p, &e));
	assert_string_equal(row_of(id).clusters, ""); /* from Thursday on */
	struct resident_card c;
	fixture_must(&e, resident_card(f.db, &f.kepala, id, false, NULL, a, &c, &p, &e));
	assert_int_equal(c.room_count, 2);
	assert_int_equal(c.cluster_count, 1);
	assert_false(stay_fact_void(f.db, &f.tu, STAY_FACT_ROOM, c.rooms[0].id, "", &p, &e));
	fixture_must(&e, stay_fact_void(f.db, &f.tu, STAY_FACT_ROOM, c.rooms[0].id, "keliru", &p, &e));
	assert_string_equal(row_of(id).room, "Melati");
}

/* Home's figures of a handful of children. */
static void home(void **state)
{
	(void)state;
	struct stay_admission in = people_admission("Nur Aini", "P", FIXTURE_DAY - 30);
	in.v[PERSON_BIRTH_DATE] = "2011-08-04"; /* 15 tomorrow */
	in.level = "smp";
	in.grade = 9;
	in.room = people_room(&f, f.panti, "Melati", "P", 1);
	people_enrol(&f, &f.kepala, &in);
	in = people_admission("Rizal A", "L", FIXTURE_DAY);
	in.v[PERSON_BIRTH_DATE] = "2008-08-15"; /* 18 in 12 days */
	people_enrol(&f, &f.peksos, &in);
	struct home_counts h;
	fixture_must(&e, home_counts(f.db, &f.peksos, a, &h, &e));
	assert_int_equal(h.population[SEX_L], 1);
	assert_int_equal(h.population[SEX_P], 1);
	assert_int_equal(h.level[LEVEL_SMP][SEX_P], 1);
	assert_int_equal(h.level_unknown[SEX_L], 1);
	assert_int_equal(h.unapproved, 1);
	assert_int_equal(h.birthday_count, 1);
	assert_int_equal(h.birthdays[0].days, 1);
	assert_int_equal(h.birthdays[0].age, 15);
	assert_int_equal(h.age_limit_count, 1);
	assert_int_equal(h.age_limit[0].days, 12);
	assert_int_equal(h.room_count, 1);
	assert_int_equal(h.in_month, 1);
	assert_int_equal(h.in_last, 1);
	assert_false(home_counts(f.db, &f.dinsos, a, &h, &e));
	err_clear(&e);
}

/* Likely twins are offered, a NIK is refused, an emergency needs little. */
static void twins(void **state)
{
	(void)state;
	struct stay_admission in = people_admission("Mochamad Rizky", "L", FIXTURE_DAY);
	in.v[PERSON_BIRTH_DATE] = "2013-03-09";
	in.v[PERSON_MOTHER] = "Sulastri";
	in.v[PERSON_NIK] = "6408040903130001";
	row_id id = people_enrol(&f, &f.kepala, &in).resident;
	in.v[PERSON_NAME] = "Muhammad Rizki";
	in.v[PERSON_NIK] = "";
	in.twins_seen = false;
	struct person_twin t[3];
	assert_int_equal(person_twins(f.db, &f.tu, in.v, 0, a, t, 3, &e), 1);
	assert_int_equal(t[0].resident, id);
	fixture_must(&e, stay_admit_check(f.db, &f.tu, &in, &p, &e));
	assert_non_null(problem_of(&p, "name"));
	assert_int_equal(p.hard, 0);
	in.v[PERSON_NIK] = "6408040903130001";
	fixture_must(&e, stay_admit_check(f.db, &f.tu, &in, &p, &e));
	assert_true(problem_of(&p, "nik") && problem_of(&p, "nik")->hard);
	in = people_admission("Tanpa Nama", "P", FIXTURE_DAY);
	in.emergency = true;
	people_enrol(&f, &f.tu, &in);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM stay WHERE kind = 'darurat'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(four_eyes, setup, teardown), cmocka_unit_test_setup_teardown(one_sitting, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers, setup, teardown), cmocka_unit_test_setup_teardown(end_and_back, setup, teardown),
		cmocka_unit_test_setup_teardown(facts, setup, teardown), cmocka_unit_test_setup_teardown(home, setup, teardown),
		cmocka_unit_test_setup_teardown(twins, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
