/* The sender's side: a letter's children at once, the record before, children the own district has referred already. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/referral/referral_sent.h"
#include "tests/db/desk.h"

static row_id draft(const struct actor *who, const char *name, row_id panti)
{
	struct referral_input in = cases_letter(name, "L", "460/1");
	in.panti = panti;
	return cases_record(&f, who, &in);
}

static int64_t sent(void) { return cases_number(&f, "SELECT count(*) FROM referral_now WHERE state = 'dikirim'"); }

static void test_all_or_none(void **state)
{
	(void)state;
	row_id ids[3] = { draft(&f.dinsos, "Adi Contoh", f.panti), draft(&f.dinsos, "Budi Contoh", f.panti), draft(&f.dinsos, "Citra Contoh", 0) };
	assert_false(referral_send_all(f.db, &f.dinsos, ids, 3, 0, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_non_null(strstr(p.list[0].text, "Citra Contoh"));
	assert_int_equal(sent(), 0);
	fixture_must(&e, referral_send_all(f.db, &f.dinsos, ids, 3, f.panti, &p, &e)); /* the one without a home goes along */
	assert_int_equal(sent(), 3);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_now n JOIN referral r ON r.id = n.referral_id WHERE r.panti_id = n.panti_id"), 3);
	err_clear(&e);
	assert_false(referral_send_all(f.db, &f.dinsos, ids, 1, 0, &p, &e)); /* sent already */
	err_clear(&e);
	assert_false(referral_send_all(f.db, &f.kepala, ids, 1, 0, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	struct actor other = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	row_id foreign = draft(&f.dinsos, "Dedi Contoh", f.panti);
	err_clear(&e);
	assert_false(referral_send_all(f.db, &other, &foreign, 1, 0, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	struct referral_dispatch d[2];
	row_id two[2] = { ids[0], foreign };
	fixture_must(&e, referral_dispatches(f.db, &f.dinsos, two, 2, d, &e));
	assert_true(d[0].home == f.panti && d[0].sent == FIXTURE_DAY && d[1].home == f.panti && d[1].sent == DATE_NONE);
	fixture_must(&e, referral_dispatches(f.db, &other, two, 2, d, &e));
	assert_true(d[0].home == 0 && d[1].home == 0);
}

/* The home joined the letter to a child it knew: the district no more changes that child, nor learns by its NIK who else is there. */
static void test_joined_by_the_home(void **state)
{
	(void)state;
	struct referral_input own = cases_letter("Eko Lama", "L", "460/90"), other = cases_letter("Fajar Rahasia", "L", "460/91");
	other.child[PERSON_NIK] = "6408110905120001";
	row_id known = cases_record(&f, &f.tu, &own);
	cases_record(&f, &f.tu, &other);
	cases_move(&f, &f.tu, known, REFERRAL_TARIK, "Salah alamat");
	row_id id = draft(&f.dinsos, "Eko Baru", f.panti);
	cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, "");
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT person_id FROM referral WHERE id = %" PRId64, known);
	row_id person = cases_number(&f, sql);
	fixture_must(&e, referral_link(f.db, &f.tu, id, cases_version(&f, "referral", id), person, &p, &e));
	struct referral_input edit = { .person_version = cases_version(&f, "person", person) };
	edit.child[PERSON_NIK] = "6408110905120001";
	assert_false(referral_edit(f.db, &f.dinsos, id, cases_version(&f, "referral", id), &edit, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	for (int i = 0; i < p.count; i++) assert_null(strstr(p.list[i].text, "Fajar"));
	err_clear(&e);
	edit.child[PERSON_NIK] = NULL;
	edit.child[PERSON_MOTHER] = "Ibu Lain";
	assert_false(referral_edit(f.db, &f.dinsos, id, cases_version(&f, "referral", id), &edit, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	err_clear(&e);
}

static void test_previous(void **state)
{
	(void)state;
	struct referral_input before;
	struct actor other = fixture_actor(&f, 0, "dinsos.dua", ROLE_DINSOS, "64.08");
	assert_false(referral_previous(f.db, &f.dinsos, a, &before, &e));
	assert_int_equal(e.kind, ERR_NONE);
	draft(&f.dinsos, "Adi Contoh", f.panti);
	draft(&f.dinsos, "Budi Contoh", f.panti);
	draft(&other, "Citra Contoh", 0); /* a colleague's is not one's own */
	assert_true(referral_previous(f.db, &f.dinsos, a, &before, &e));
	assert_string_equal(before.child[PERSON_NAME], "Budi Contoh");
	assert_string_equal(before.v[REFERRAL_F_LETTER_NO], "460/1");
	assert_true(before.panti == f.panti);
	assert_true(cases_plans(&f, "recorded_by") >= 1);
	struct actor moved = f.dinsos; /* the same person, now of another district: nothing of the old one comes along */
	STR_SET(moved.district, "64.71");
	assert_false(referral_previous(f.db, &moved, a, &before, &e));
	assert_int_equal(e.kind, ERR_NONE);
}

static void test_twins_of_the_own_district_only(void **state)
{
	(void)state;
	struct referral_twin t[5];
	struct actor other = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	draft(&f.dinsos, "Mohammad Rizal", f.panti);
	draft(&f.dinsos, "Siti Aminah", f.panti);
	const char *v[PERSON_FIELDS] = { NULL };
	for (int i = 0; i < PERSON_FIELDS; i++) v[i] = "";
	v[PERSON_NAME] = "Muhamad Rijal";
	v[PERSON_SEX] = "L";
	v[PERSON_BIRTH_DATE] = "2014-02-05";
	int n = referral_twins(f.db, &f.dinsos, v, 0, a, t, 5, &e);
	assert_int_equal(n, 1);
	assert_string_equal(t[0].name, "Mohammad Rizal");
	assert_int_equal(t[0].state, REFERRAL_KONSEP);
	assert_int_equal(referral_twins(f.db, &other, v, 0, a, t, 5, &e), 0);
	assert_int_equal(referral_twins(f.db, &f.kepala, v, 0, a, t, 5, &e), 0);
	err_clear(&e);
	assert_int_equal(referral_twins(f.db, &f.bendahara, v, 0, a, t, 5, &e), -1);
	/* a child of the home that came from elsewhere is not told to this officer */
	cases_admit(&f, "Muhamad Rijal", "L", "2014-02-05", FIXTURE_DAY - 9, "abh", "", 0, 0);
	err_clear(&e);
	assert_int_equal(referral_twins(f.db, &other, v, 0, a, t, 5, &e), 0);
	assert_true(cases_plans(&f, "p.search_key, n.state") >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all_or_none, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_previous, desk_setup, desk_teardown), cmocka_unit_test_setup_teardown(test_joined_by_the_home, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_twins_of_the_own_district_only, desk_setup, desk_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
