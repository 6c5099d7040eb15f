/* Messages of a referral: who reads and writes them, scope of panti and district, unread marks, saving twice, plans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/referral/referral_message.h"
#include "tests/db/desk.h"

static row_id sent(const char *name, const char *letter, row_id panti)
{
	struct referral_input in = cases_letter(name, "P", letter);
	in.panti = panti;
	row_id id = cases_record(&f, &f.dinsos, &in);
	cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, NULL);
	return id;
}

static bool send(const struct actor *who, row_id id, const char *body)
{
	err_clear(&e);
	return referral_message_send(f.db, who, id, body, NULL, NULL, &p, &e);
}

static int count(const struct actor *who, row_id id)
{
	struct referral_message *m;
	err_clear(&e);
	return referral_messages(f.db, who, id, a, &m, &e);
}

static void test_question_and_answer(void **state)
{
	(void)state;
	struct referral_message *m;
	struct referral_talk t;
	row_id id = sent("Sari Contoh", "460/1", f.panti), other = sent("Putra Contoh", "460/2", f.panti);
	assert_true(send(&f.peksos, id, "Apakah KK sudah ada?\nAkta juga."));
	assert_int_equal(referral_message_unread(f.db, &f.dinsos, 0, &e), 1);
	assert_int_equal(referral_message_unread(f.db, &f.dinsos, id, &e), 1);
	assert_int_equal(referral_message_unread(f.db, &f.dinsos, other, &e), 0);
	assert_int_equal(referral_message_unread(f.db, &f.peksos, 0, &e), 0); /* one's own side */
	assert_int_equal(referral_message_unread(f.db, &f.tu, 0, &e), 0);
	assert_int_equal(referral_message_waiting(f.db, &f.dinsos, &e), 1);
	assert_int_equal(referral_message_waiting(f.db, &f.tu, &e), 0);
	fixture_must(&e, referral_talks(f.db, &f.dinsos, &id, 1, a, &t, &e));
	assert_true(t.count == 1 && t.unread == 1 && t.theirs);
	assert_string_equal(t.last, "Apakah KK sudah ada?\nAkta juga.");
	fixture_must(&e, referral_message_seen(f.db, &f.dinsos, id, &e));
	assert_int_equal(referral_message_unread(f.db, &f.dinsos, 0, &e), 0);
	assert_int_equal(referral_message_waiting(f.db, &f.dinsos, &e), 1); /* read is not answered */
	assert_true(send(&f.dinsos, id, "KK menyusul hari Senin."));
	assert_int_equal(referral_message_waiting(f.db, &f.dinsos, &e), 0);
	assert_int_equal(referral_message_unread(f.db, &f.peksos, 0, &e), 1);
	assert_int_equal(referral_message_unread(f.db, &f.kepala, id, &e), 1); /* each person for himself */
	fixture_must(&e, referral_message_seen(f.db, &f.peksos, id, &e));
	assert_int_equal(referral_message_unread(f.db, &f.peksos, 0, &e), 0);
	assert_int_equal(referral_message_unread(f.db, &f.kepala, 0, &e), 1);
	assert_int_equal(referral_messages(f.db, &f.kepala, id, a, &m, &e), 2);
	assert_true(m[0].from_home && !m[0].unread && !m[1].from_home && m[1].unread);
	assert_string_equal(m[0].by, "peksos");
	assert_string_equal(m[1].body, "KK menyusul hari Senin.");
	assert_int_equal(referral_message_unread(f.db, &f.sistem, 0, &e), 0);
	fixture_must(&e, referral_message_seen(f.db, &f.sistem, id, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_seen WHERE user_id = 0"), 0);
}

static void test_scope(void **state)
{
	(void)state;
	struct actor other_head, other_officer = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	row_id panti2 = fixture_panti(&f, "LAIN", &other_head);
	row_id id = sent("Sari Contoh", "460/1", f.panti), theirs = sent("Budi Contoh", "460/2", panti2);
	const struct actor *strangers[] = { &other_head, &other_officer };
	assert_true(send(&f.kepala, id, "Rahasia panti pertama."));
	for (size_t i = 0; i < COUNT(strangers); i++) {
		struct referral_talk t;
		assert_int_equal(count(strangers[i], id), -1);
		assert_int_equal(e.kind, ERR_NOTFOUND);
		assert_false(send(strangers[i], id, "Halo."));
		assert_int_equal(e.kind, ERR_NOTFOUND);
		err_clear(&e);
		assert_int_equal(referral_message_unread(f.db, strangers[i], 0, &e), 0);
		assert_int_equal(referral_message_unread(f.db, strangers[i], id, &e), 0);
		assert_int_equal(referral_message_waiting(f.db, strangers[i], &e), 0);
		assert_true(referral_talks(f.db, strangers[i], &id, 1, a, &t, &e));
		assert_int_equal(t.count, 0);
		assert_string_equal(t.last, "");
	}
	assert_int_equal(count(&f.dinsos, id), 1);
	assert_int_equal(count(&f.dinsos, theirs), 0);
	/* the letter goes on to another home: what the first one wrote stays between it and the district */
	struct referral_input on = { .panti = panti2 };
	if (referral_edit(f.db, &f.dinsos, id, cases_version(&f, "referral", id), &on, &p, &e)) {
		assert_int_equal(count(&other_head, id), 0);
		assert_int_equal(count(&f.dinsos, id), 1);
	}
}

/* Role by action: reading with the referral's right, writing with its own. */
static void test_roles(void **state)
{
	(void)state;
	const struct actor *all[] = { &f.admin, &f.kepala, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem };
	row_id id = sent("Sari Contoh", "460/1", f.panti);
	for (size_t i = 0; i < COUNT(all); i++) {
		int64_t before = cases_number(&f, "SELECT count(*) FROM referral_message"), rows = cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'referral.message'");
		bool writes = may(all[i], RIGHT_REFERRAL_MESSAGE);
		assert_int_equal(send(all[i], id, "Isi contoh."), writes);
		if (!writes) assert_int_equal(e.kind, ERR_NOPERM);
		assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_message"), before + writes);
		assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'referral.message'"), rows + writes);
		assert_int_equal(count(all[i], id) >= 0, may(all[i], RIGHT_REFERRAL_READ));
	}
}

static void test_drafts_texts_and_twice(void **state)
{
	(void)state;
	char idem[IDEM_SIZE], longer[REFERRAL_MESSAGE_MAX + 2];
	row_id first = 0, second = 0;
	struct referral_input in = cases_letter("Yoga Contoh", "L", "460/9");
	in.panti = f.panti;
	row_id draft = cases_record(&f, &f.dinsos, &in), id = sent("Sari Contoh", "460/1", f.panti);
	assert_false(send(&f.dinsos, draft, "Titip anak ini."));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_int_equal(count(&f.kepala, draft), -1);
	assert_false(send(&f.dinsos, id, "   "));
	assert_non_null(problem_of(&p, "body"));
	memset(longer, 'a', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_false(send(&f.dinsos, id, longer));
	assert_non_null(problem_of(&p, "body"));
	assert_false(send(&f.dinsos, id, "terbalik \xe2\x80\xae ini"));
	assert_non_null(problem_of(&p, "body"));
	assert_false(send(&f.dinsos, id, "bunyi \a"));
	longer[REFERRAL_MESSAGE_MAX] = '\0';
	assert_true(send(&f.dinsos, id, longer));
	db_idem_make(idem);
	err_clear(&e);
	assert_true(referral_message_send(f.db, &f.dinsos, id, "Sekali saja.", idem, &first, &p, &e));
	assert_true(referral_message_send(f.db, &f.dinsos, id, "Sekali saja.", idem, &second, &p, &e));
	assert_true(first == second && first);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_message WHERE body = 'Sekali saja.'"), 1);
	/* a closed referral may still be spoken about: thanks, papers that follow */
	cases_move(&f, &f.dinsos, id, REFERRAL_TARIK, "Keluarga merawat sendiri.");
	assert_true(send(&f.tu, id, "Kami catat."));
	assert_int_equal(referral_message_waiting(f.db, &f.dinsos, &e), 0);
	assert_int_equal(referral_message_unread(f.db, &f.dinsos, 0, &e), 1);
}

/* What the home says to itself does not stand on the officer's page; the decision with its reason does. */
static void test_page_of_the_officer(void **state)
{
	(void)state;
	struct referral_card c;
	row_id id = sent("Sari Contoh", "460/1", f.panti);
	cases_move(&f, &f.tu, id, REFERRAL_TERIMA_SURAT, NULL);
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
	int64_t version = cases_version(&f, "referral", id);
	err_clear(&e);
	if (!referral_move(f.db, &f.peksos, id, version, REFERRAL_USUL, DATE_NONE, "terima", "Catatan Rahasia", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	fixture_must(&e, referral_load(f.db, &f.kepala, id, false, a, &c, &e));
	assert_string_equal(c.advice_note, "Catatan Rahasia");
	for (int round = 0; round < 2; round++) {
		fixture_must(&e, referral_load(f.db, &f.dinsos, id, false, a, &c, &e));
		assert_string_equal(c.advice, "");
		assert_string_equal(c.advice_note, "");
		for (size_t i = 0; i < c.event_count; i++) assert_null(strstr(c.events[i].note, "Rahasia"));
		if (!round) cases_move(&f, &f.kepala, id, REFERRAL_TOLAK, "jarak");
	}
	assert_string_equal(c.events[c.event_count - 1].reason, "jarak");
}

static void test_plans(void **state)
{
	(void)state;
	row_id id = sent("Sari Contoh", "460/1", f.panti);
	struct referral_talk t;
	assert_true(send(&f.kepala, id, "Satu."));
	const struct actor *both[] = { &f.dinsos, &f.kepala, &f.tu };
	for (size_t i = 0; i < COUNT(both); i++) {
		assert_true(referral_message_unread(f.db, both[i], 0, &e) >= 0);
		assert_true(referral_message_waiting(f.db, both[i], &e) >= 0);
		fixture_must(&e, referral_talks(f.db, both[i], &id, 1, a, &t, &e));
		assert_int_equal(count(both[i], id), 1);
		/* the list's filter counts what Home counts */
		struct referral_filter asked = { .view = REFERRAL_VIEW_ASKED };
		struct referral_row rows[3];
		assert_int_equal(referral_count(f.db, both[i], &asked, &e), referral_message_waiting(f.db, both[i], &e));
		assert_int_equal(referral_list(f.db, both[i], &asked, REFERRAL_FIRST, false, a, rows, 3, &e), both[i]->panti == 0);
	}
	assert_true(cases_plans(&f, "referral_message") >= 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_question_and_answer, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_scope, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_roles, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_drafts_texts_and_twice, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_page_of_the_officer, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_plans, desk_setup, desk_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
