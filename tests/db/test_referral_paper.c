/* The note of papers: who writes it when, scope, somebody faster, and what the child's checklist becomes at the admission. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/child/stay.h"
#include "db/child/derive.h"
#include "db/referral/referral_paper.h"
#include "tests/db/desk.h"

static row_id draft(const char *letter)
{
	struct referral_input in = cases_letter("Sari Contoh", "P", letter);
	in.panti = f.panti;
	return cases_record(&f, &f.dinsos, &in);
}

static const struct referral_paper nothing = { "", "", "", "" };

static bool note(const struct actor *who, row_id id, const char *kind, const char *was, const char *state, const char *text)
{
	struct referral_paper before = nothing, in = { kind, "", state, text };
	before.state = was;
	err_clear(&e);
	return referral_papers_save(f.db, who, id, &before, &in, 1, &p, &e);
}

static const struct referral_paper *find(const struct actor *who, row_id id, const char *kind)
{
	struct referral_paper *list;
	int n = referral_papers(f.db, who, id, a, &list, &e);
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].kind, kind) == 0) return &list[i];
	return NULL;
}

static void test_note_and_read(void **state)
{
	(void)state;
	row_id id = draft("460/1");
	assert_true(note(&f.dinsos, id, "kk", "", "fotokopi", ""));
	assert_true(note(&f.dinsos, id, "akta", "", "proses", "Disdukcapil, September"));
	assert_null(find(&f.kepala, id, "kk")); /* nobody at the home sees a draft */
	cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, NULL);
	const struct referral_paper *akta = find(&f.kepala, id, "akta");
	assert_non_null(akta);
	assert_string_equal(akta->state, "proses");
	assert_string_equal(akta->note, "Disdukcapil, September");
	assert_string_equal(find(&f.kepala, id, "rapor")->state, "");
	/* unchanged: nothing written, no audit row */
	int64_t rows = cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'referral.papers'");
	assert_true(note(&f.dinsos, id, "kk", "fotokopi", "fotokopi", ""));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'referral.papers'"), rows);
	/* somebody was faster */
	assert_true(note(&f.tu, id, "kk", "fotokopi", "asli", ""));
	assert_false(note(&f.dinsos, id, "kk", "fotokopi", "tidak_ada", ""));
	assert_int_equal(e.kind, ERR_CONFLICT);
	assert_string_equal(find(&f.dinsos, id, "kk")->state, "asli");
	/* taken away again */
	assert_true(note(&f.dinsos, id, "kk", "asli", "", ""));
	assert_string_equal(find(&f.dinsos, id, "kk")->state, "");
	assert_false(note(&f.dinsos, id, "kk", "", "hilang", ""));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_false(note(&f.dinsos, id, "paspor", "", "asli", ""));
	assert_false(note(&f.dinsos, id, "kk", "", "asli", "dua\nbaris"));
}

/* Role and state: the officer until the letter is received, the home from the sending on, nobody once it is closed. */
static void test_who_and_when(void **state)
{
	(void)state;
	const struct actor *all[] = { &f.admin, &f.kepala, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem };
	row_id id = draft("460/1");
	static const enum referral_state order[] = { REFERRAL_KONSEP, REFERRAL_DIKIRIM, REFERRAL_SURAT_DITERIMA, REFERRAL_ASESMEN, REFERRAL_DITOLAK };
	for (size_t s = 0; s < COUNT(order); s++) {
		if (order[s] == REFERRAL_DIKIRIM) cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, NULL);
		if (order[s] == REFERRAL_SURAT_DITERIMA) cases_move(&f, &f.tu, id, REFERRAL_TERIMA_SURAT, NULL);
		if (order[s] == REFERRAL_ASESMEN) cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
		if (order[s] == REFERRAL_DITOLAK) cases_move(&f, &f.kepala, id, REFERRAL_TOLAK, "jarak");
		for (size_t w = 0; w < COUNT(all); w++) {
			const struct referral_paper *now = find(&f.dinsos, id, "kis");
			bool wanted = all[w]->panti ? may(all[w], RIGHT_REFERRAL_RECORD) && s > 0 && s < 4 : s < 2;
			bool ok = note(all[w], id, "kis", now->state, *now->state ? "" : "asli", "");
			if (ok != wanted) print_error("%s in %s\n", all[w]->name, referral_states[order[s]].code);
			assert_int_equal(ok, wanted);
			assert_int_equal(wanted, referral_papers_may(all[w], order[s]));
		}
	}
}

static void test_scope(void **state)
{
	(void)state;
	struct actor head2, officer2 = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	struct referral_paper *list;
	row_id id = draft("460/1");
	fixture_panti(&f, "LAIN", &head2);
	cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, NULL);
	const struct actor *strangers[] = { &head2, &officer2 };
	for (size_t i = 0; i < COUNT(strangers); i++) {
		err_clear(&e);
		assert_int_equal(referral_papers(f.db, strangers[i], id, a, &list, &e), -1);
		assert_int_equal(e.kind, ERR_NOTFOUND);
		assert_false(note(strangers[i], id, "kk", "", "asli", ""));
		assert_int_equal(e.kind, ERR_NOTFOUND);
	}
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_paper"), 0);
}

static void test_admission_takes_them(void **state)
{
	(void)state;
	row_id id = draft("460/1");
	assert_true(note(&f.dinsos, id, "kk", "", "fotokopi", "dari Dinsos"));
	assert_true(note(&f.dinsos, id, "akta", "", "proses", ""));
	cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, NULL);
	cases_move(&f, &f.tu, id, REFERRAL_TERIMA_SURAT, NULL);
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, NULL);
	struct referral_card c;
	fixture_must(&e, referral_load(f.db, &f.kepala, id, false, a, &c, &e));
	struct paper given = { .kind = "akta", .state = "asli", .number = "1123/2014", .note = "", .on = FIXTURE_DAY }; /* seen at the door */
	struct stay_admitted made;
	struct stay_admission admit = { .person = c.person, .person_version = c.person_version, .on = FIXTURE_DAY, .referral = id, .letter_no = "", .district = "", .clusters = "anak_terlantar",
		.level = "", .school_kind = "", .school_year = "", .note = "", .register_no = "", .twins_seen = true, .papers = &given, .paper_count = 1 };
	memcpy(admit.v, c.child, sizeof admit.v);
	if (!stay_admit(f.db, &f.kepala, &admit, 1, &made, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	struct paper *list;
	int n = paper_list(f.db, &f.kepala, made.resident, a, &list, &e), seen = 0;
	for (int i = 0; i < n; i++) {
		if (strcmp(list[i].kind, "kk") == 0) {
			assert_string_equal(list[i].state, "fotokopi");
			assert_string_equal(list[i].note, "dari Dinsos");
			seen++;
		} else if (strcmp(list[i].kind, "akta") == 0) {
			assert_string_equal(list[i].state, "asli"); /* what was seen stays */
			assert_string_equal(list[i].number, "1123/2014");
			seen++;
		} else assert_string_equal(list[i].state, "");
	}
	assert_int_equal(seen, 2);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM document"), 2);
	/* the card, the checklist and what is missing say the same */
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person WHERE akta = 'asli' AND akta_no = '1123/2014'"), 1);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit a JOIN audit_value v ON v.audit_id = a.id WHERE a.action = 'person.edit' AND v.field = 'akta' AND v.before_value = '' AND v.after_value = 'asli'"), 1);
	assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0);
}

/* What only the referral's papers say reaches the card too; what somebody has written there stays. */
static void test_card_says_the_same(void **state)
{
	(void)state;
	row_id id = draft("460/1");
	assert_true(note(&f.dinsos, id, "akta", "", "asli", ""));
	assert_true(note(&f.dinsos, id, "kia", "", "proses", ""));
	cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, NULL);
	cases_move(&f, &f.tu, id, REFERRAL_TERIMA_SURAT, NULL);
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, NULL);
	struct referral_card c;
	fixture_must(&e, referral_load(f.db, &f.kepala, id, false, a, &c, &e));
	struct stay_admitted made;
	struct stay_admission admit = { .person = c.person, .person_version = c.person_version, .on = FIXTURE_DAY, .referral = id, .letter_no = "", .district = "", .clusters = "anak_terlantar",
		.level = "", .school_kind = "", .school_year = "", .note = "", .register_no = "", .twins_seen = true };
	memcpy(admit.v, c.child, sizeof admit.v);
	if (!stay_admit(f.db, &f.kepala, &admit, 1, &made, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person WHERE akta = 'asli' AND kia = 'proses'"), 1);
	struct paper *list, now = { .kind = "" };
	for (int i = 0, n = paper_list(f.db, &f.kepala, made.resident, a, &list, &e); i < n; i++)
		if (strcmp(list[i].kind, "akta") == 0) now = list[i];
	now.state = "fotokopi";
	if (!paper_save(f.db, &f.tu, made.resident, &now, 1, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person WHERE akta = 'asli'"), 1);
	assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_note_and_read, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_who_and_when, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_card_says_the_same, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_scope, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_admission_takes_them, desk_setup, desk_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
