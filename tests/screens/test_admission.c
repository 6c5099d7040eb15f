/* Enrolment as a clerk does it: the wizard from empty to register number, twins, an emergency, once more, a draft after a dropped line. */
#include "tests/screens/desk_play.h"

#include <string.h>

#include "db/office/draft.h"
#include "db/child/presence.h"
#include "db/referral/referral.h"

DESK_ANEW(desk)


static void test_wizard(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	desk_room(&desk, "Melati", "P", 4);
	const struct desk_step steps[] = {
		{ "Putri Pratama{Enter}Puput{Enter}", { "[1 Identity]", "Putri Pratama" }, NULL, NULL },
		{ "f{Enter}{Enter}{Enter}{Enter}Sangatta{Enter}9/3/2013{Enter}", { "09-03-2013", "13 y 4 m" }, NULL, NULL },
		{ "{PgDn}Aminah{Enter}", { "[2 Family]", "Aminah" }, NULL, NULL },
		{ "{PgDn}", { "[3 School & room]", "03-08-2026" }, NULL, NULL },
		{ "{Down}{Down}{Down}{Down}mel{Enter}", { "Melati" }, NULL, NULL }, /* letter, district, clusters, room: Enter takes it and goes on */
		{ "{Down}smp{Enter}", { "SMP/MTs", "Grade" }, NULL, NULL },         /* worker is a radio row; a level opens the grade */
		{ "8{Enter}", { "Kind of school" }, NULL, NULL },
		{ "{F2}", { "[4 Check & save]", "Putri Pratama", "May follow", "Melati" }, NULL, NULL },
		{ "{F2}", { "Saved", "2026-001", "waits for the head" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_admission, NULL, steps);
	const struct resident_card *c = desk_card(&desk, desk_find(&desk, "Putri Pratama"), a);
	assert_string_equal(c->row.register_no, "2026-001");
	assert_string_equal(c->person.v[PERSON_NICKNAME], "Puput");
	assert_string_equal(c->person.v[PERSON_BIRTH_DATE], "2013-03-09");
	assert_string_equal(c->person.v[PERSON_MOTHER], "Aminah");
	assert_string_equal(c->row.room, "Melati");
	assert_string_equal(c->row.level, "smp");
	assert_int_equal(c->row.grade, 8);
	assert_false(c->row.approved);
	assert_true(c->row.admit == DESK_TODAY);
	arena_free(a);
}

/* 2014 alone: the year is known, the rest is not. */
static void test_estimated_birth(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	const struct desk_step steps[] = {
		{ "Yoga{Enter}{Enter}m{Enter}{Enter}{Enter}{Enter}{Enter}?\?-?\?-2014{Enter}", { "01-01-2014", "only the year is known" }, NULL, NULL },
		{ "{PgDn}{PgDn}{F2}", { "[4 Check & save]" }, NULL, NULL },
		{ "{F2}", { "2026-001", "The admission is" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.head, &screen_admission, NULL, steps);
	const struct resident_card *c = desk_card(&desk, desk_find(&desk, "Yoga"), a);
	assert_string_equal(c->person.v[PERSON_BIRTH_DATE], "2014-01-01");
	assert_string_equal(c->person.v[PERSON_BIRTH_PRECISION], "y");
	assert_true(c->row.approved);
	arena_free(a);
}

static void one_child(struct desk_play *d, struct ui *ui) { (void)ui; assert_int_equal(desk_count(d, RESIDENT_SEMUA), 1); }
static void two_children(struct desk_play *d, struct ui *ui) { (void)ui; assert_int_equal(desk_count(d, RESIDENT_SEMUA), 2); }

/* A likely twin is shown beside what is typed; nothing is saved before the answer. */
static void test_twins(void **state)
{
	(void)state;
	desk_child(&desk, "Muhammad Rizal", "L", "2012-05-05", date_make(2025, 1, 10));
	const struct desk_step steps[] = {
		{ "Moh. Rizal{Enter}{Enter}m{Enter}{Enter}{Enter}{Enter}{Enter}5/5/2012{Enter}", { "05-05-2012" }, NULL, NULL },
		{ "{PgDn}{PgDn}{PgDn}", { "The same child?", "Muhammad Rizal", "Moh. Rizal", "2025-001" }, NULL, one_child },
		{ "{Enter}", { "[3 School & room]" }, "The same child?", one_child }, /* Back is the safe answer */
		{ "{PgDn}", { "The same child?" }, NULL, one_child },
		{ "{Right}{Right}{Enter}", { "in care already" }, NULL, one_child },  /* the same child cannot be in care twice */
		{ "{Enter}", { "[3 School & room]" }, NULL, one_child },
		{ "{PgDn}", { "The same child?" }, NULL, one_child },
		{ "{Right}{Enter}", { "[4 Check & save]" }, NULL, one_child },
		{ "{F2}", { "2026-001" }, "The same child?", two_children },          /* answered once */
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.head, &screen_admission, NULL, steps);
}

static void test_emergency(void **state)
{
	struct arena *a = arena_new();
	const struct admission_arg arg = { .emergency = true };
	(void)state;
	const struct desk_step steps[] = {
		{ "Anak Titipan{Enter}f{Enter}", { "[1 Emergency]", "Anak Titipan" }, "Mother's name", NULL },
		{ "{F2}", { "[2 Check & save]", "emergency, the letter follows" }, NULL, NULL },
		{ "{F2}", { "2026-001" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_admission, &arg, steps);
	const struct resident_card *c = desk_card(&desk, desk_find(&desk, "Anak Titipan"), a);
	assert_string_equal(c->stays[0].kind, "darurat");
	assert_string_equal(c->row.sex, "P");
	arena_free(a);
}

static void test_next_child(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		{ "Satu{Enter}{Enter}m{Enter}{PgDn}\"{Enter}", { "no record before this one" }, NULL, NULL },
		{ "{Up}Aminah{Enter}{PgDn}", { "[3 School & room]" }, NULL, NULL },
		{ "{Enter}421/7/2026{Enter}{F2}", { "421/7/2026" , "[4 Check" }, NULL, NULL },
		{ "{F2}", { "2026-001", "Next child" }, NULL, NULL },
		{ "{Right}{Enter}", { "[1 Identity]", "Step 1 of 4" }, "Satu", NULL },
		{ "Dua{Enter}{Enter}m{Enter}{PgDn}\"{Enter}", { "Aminah" }, NULL, NULL }, /* the ditto mark copies the mother */
		{ "{PgDn}", { "421/7/2026" }, NULL, NULL },                              /* the letter of the sitting stays */
		{ "{F2}", { "[4 Check", "Dua" }, NULL, NULL },
		{ "{F2}", { "2026-002" }, NULL, two_children },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_admission, NULL, steps);
}

static row_id accepted_referral(struct desk_play *d)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct referral_input in = { .v = { NULL } };
	struct referral_card card;
	struct arena *a = arena_new();
	row_id id = 0;
	in.v[REFERRAL_F_LETTER_NO] = "460/12/DS";
	in.v[REFERRAL_F_LETTER_DATE] = "2026-07-20";
	in.v[REFERRAL_F_RECEIVED_ON] = "2026-07-22";
	in.v[REFERRAL_F_DISTRICT] = "64.08";
	in.v[REFERRAL_F_CLUSTERS] = "anak_terlantar";
	in.v[REFERRAL_F_REASON] = "Ayah wafat";
	in.child[PERSON_NAME] = "Farhan Dirgantara";
	in.child[PERSON_SEX] = "L";
	in.child[PERSON_BIRTH_DATE] = "2015-02-02";
	desk_must(referral_record(d->db, &d->worker, &in, NULL, &id, &p, &e), &p, &e);
	static const enum referral_move moves[] = { REFERRAL_MULAI_ASESMEN, REFERRAL_USUL, REFERRAL_SETUJU };
	for (size_t i = 0; i < COUNT(moves); i++) {
		desk_must(referral_load(d->db, &d->head, id, false, a, &card, &e), NULL, &e);
		desk_must(referral_move(d->db, &d->head, id, card.version, moves[i], DATE_NONE, moves[i] == REFERRAL_USUL ? "terima" : "", "Layak diterima", &p, &e), &p, &e);
	}
	arena_free(a);
	return id;
}

static void test_from_referral(void **state)
{
	struct arena *a = arena_new();
	struct referral_card card;
	struct err e = { ERR_NONE, "" };
	(void)state;
	const row_id referral = accepted_referral(&desk);
	const struct admission_arg arg = { .referral = referral };
	const struct desk_step steps[] = {
		{ "{Tab}", { "Farhan Dirgantara", "02-02-2015" }, NULL, NULL },
		{ "{PgDn}{PgDn}{F2}", { "[4 Check & save]", "Farhan Dirgantara" }, NULL, NULL },
		{ "{F2}", { "2026-001" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.head, &screen_admission, &arg, steps);
	desk_must(referral_load(desk.db, &desk.head, referral, false, a, &card, &e), NULL, &e);
	assert_int_equal(card.state, REFERRAL_DITEMPATKAN);
	const struct resident_card *c = desk_card(&desk, card.resident, a);
	assert_string_equal(c->row.clusters, "anak_terlantar");
	assert_string_equal(c->stays[0].district, "64.08");
	arena_free(a);
}

static bool end_tx(struct db *db, void *ctx, struct err *e)
{
	return stay_end_record(db, &desk.head, *(const row_id *)ctx, date_make(2026, 6, 30), "lulus", "", 0, e) != 0;
}

/* A child who left comes back: only the stay is asked, the number stays. The same by "the same child" among the twins. */
static void test_again(void **state)
{
	struct arena *a = arena_new();
	struct err e = { ERR_NONE, "" };
	(void)state;
	const row_id child = desk_child(&desk, "Muhammad Rizal", "L", "2012-05-05", date_make(2025, 1, 10)), second = desk_child(&desk, "Siti Aminah", "P", "2012-09-05", date_make(2025, 1, 10));
	row_id stay = desk_card(&desk, child, a)->stays[0].id, other = desk_card(&desk, second, a)->stays[0].id;
	desk_must(db_tx(desk.db, end_tx, &stay, &e) && db_tx(desk.db, end_tx, &other, &e), NULL, &e);
	const struct admission_arg arg = { .resident = child };
	const struct desk_step steps[] = {
		{ "", { "Step 1 of 2", "Muhammad Rizal (2025-001)", "Admission date", "Room" }, "Full name", NULL },
		{ "{F2}", { "[2 Check & save]", "once more" }, NULL, NULL },
		{ "{F2}", { "2025-001" }, NULL, two_children },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.head, &screen_admission, &arg, steps);
	const struct desk_step twin[] = {
		{ "Siti Aminah{Enter}{Enter}f{Enter}{Enter}{Enter}{Enter}{Enter}5/9/2012{Enter}", { "05-09-2012" }, NULL, NULL },
		{ "{PgDn}{PgDn}{PgDn}", { "The same child?", "2025-002" }, NULL, NULL },
		{ "{Right}{Right}{Enter}", { "[4 Check & save]", "once more" }, NULL, NULL },
		{ "{F2}", { "2025-002" }, NULL, two_children },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.head, &screen_admission, NULL, twin);
	for (int i = 0; i < 2; i++) {
		const struct resident_card *c = desk_card(&desk, i ? second : child, a);
		assert_int_equal(c->stay_count, 2);
		assert_string_equal(c->row.status, "aktif");
		assert_true(c->row.admit == DESK_TODAY);
	}
	arena_free(a);
}

/* The line drops in the middle: what was typed is offered at the next opening. */
static void test_draft(void **state)
{
	(void)state;
	const struct desk_step typing[] = { { "Sari Dewi{Enter}Sari{Enter}", { "Sari Dewi" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	const struct desk_step again[] = {
		{ "", { "There is a draft" }, NULL, NULL },
		{ "{Enter}", { "Sari Dewi", "[1 Identity]" }, "There is a draft", NULL },
		{ "{Tab}{Tab}f{Enter}{PgDn}{PgDn}{F2}", { "[4 Check" }, NULL, NULL },
		{ "{F2}", { "2026-001" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	struct draft left[4];
	struct arena *a = arena_new();
	struct err e = { ERR_NONE, "" };
	desk_run_play(&desk, &desk.office, &screen_admission, NULL, typing);
	desk_run_play(&desk, &desk.office, &screen_admission, NULL, again);
	assert_int_equal(draft_list(desk.db, &desk.office, a, left, 4, &e), 0); /* gone with the save */
	assert_true(desk_find(&desk, "Sari Dewi") != 0);
	arena_free(a);
}

/* No name: the step is not left, and the field says why. */
static void test_required(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		{ "{F2}", { "[1 Identity]", "! " }, "[2 Family]", NULL },
		{ "Budi{Enter}{Enter}m{Enter}123{Enter}", { "! " }, NULL, NULL }, /* NIK has 16 digits */
		{ "{F2}", { "[1 Identity]", "NIK" }, "[2 Family]", NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_admission, NULL, steps);
	assert_int_equal(desk_count(&desk, RESIDENT_SEMUA), 0);
}

static void test_right(void **state)
{
	(void)state;
	const struct desk_step steps[] = { { "{F7}", { "this is done by" }, "Step 1", NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&desk, &desk.treasurer, &screen_residents, NULL, steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_wizard, setup, teardown), cmocka_unit_test_setup_teardown(test_estimated_birth, setup, teardown),
		cmocka_unit_test_setup_teardown(test_twins, setup, teardown), cmocka_unit_test_setup_teardown(test_emergency, setup, teardown),
		cmocka_unit_test_setup_teardown(test_next_child, setup, teardown), cmocka_unit_test_setup_teardown(test_from_referral, setup, teardown),
		cmocka_unit_test_setup_teardown(test_again, setup, teardown), cmocka_unit_test_setup_teardown(test_draft, setup, teardown), cmocka_unit_test_setup_teardown(test_required, setup, teardown),
		cmocka_unit_test_setup_teardown(test_right, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
