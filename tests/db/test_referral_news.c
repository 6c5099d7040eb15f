/* What a desk is told of what others did: in its scope only, never its own acts, each thing once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/child/resident.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_news.h"
#include "tests/db/cases.h"
#include "tests/db/people.h"

static struct fixture f;
static struct err e;
static struct problems p;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	cases_codes(&f);
	err_clear(&e);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static struct referral_mark begin(void)
{
	struct referral_mark m;
	fixture_must(&e, referral_news_begin(f.db, &m, &e));
	return m;
}

static struct referral_news since(const struct actor *who, struct referral_mark *m)
{
	struct referral_news n;
	fixture_must(&e, referral_news_since(f.db, who, m, &n, &e));
	return n;
}

static bool nothing(const struct referral_news *n) { return !n->arrived && !n->answered && !n->messages && !n->number[0]; }

static void test_who_is_told_what(void **state)
{
	(void)state;
	struct actor elsewhere, far = fixture_actor(&f, 0, "jauh", ROLE_DINSOS, "64.71");
	fixture_panti(&f, "LAIN", &elsewhere);
	const struct actor *others[] = { &elsewhere, &far, &f.bendahara };
	struct referral_mark panti = begin(), officer = panti, sender = panti, none[3] = { panti, panti, panti };
	struct referral_input in = cases_letter("Putra Contoh", "L", "1/DS");
	in.panti = f.panti;
	in.v[REFERRAL_F_RECEIVED_ON] = "";
	row_id id = cases_record(&f, &f.dinsos, &in);
	struct referral_news n = since(&f.kepala, &panti);
	assert_true(nothing(&n)); /* a draft is nobody's news */
	cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, "");
	n = since(&f.kepala, &panti);
	assert_true(n.arrived == 1 && !n.answered && !n.messages);
	assert_string_equal(n.number, "R-2026-001");
	assert_string_equal(n.from, "Dinsos Kab. Contoh");
	n = since(&f.kepala, &panti);
	assert_true(nothing(&n)); /* once */
	n = since(&f.dinsos, &sender);
	assert_true(nothing(&n)); /* not one's own */
	/* the panti's steps reach the sender */
	cases_move(&f, &f.tu, id, REFERRAL_TERIMA_SURAT, "");
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, "");
	n = since(&f.kepala, &panti);
	assert_true(nothing(&n)); /* colleagues' steps are seen in the list */
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, ""); /* with the advice before it, which is the panti's own matter */
	officer = sender;
	n = since(&f.dinsos, &officer);
	assert_int_equal(n.answered, 3);
	assert_string_equal(n.number, "R-2026-001");
	assert_string_equal(n.from, referral_state_label(REFERRAL_DISETUJUI));
	/* messages both ways */
	fixture_must(&e, referral_message_send(f.db, &f.peksos, id, "KK ada?", NULL, NULL, &p, &e));
	n = since(&f.dinsos, &officer);
	assert_true(n.messages == 1 && !n.answered);
	n = since(&f.kepala, &panti);
	assert_true(nothing(&n)); /* the own side's question */
	fixture_must(&e, referral_message_send(f.db, &f.dinsos, id, "Menyusul.", NULL, NULL, &p, &e));
	n = since(&f.peksos, &panti);
	assert_int_equal(n.messages, 1);
	/* typed in from a letter by a colleague: news for the others of the panti */
	struct referral_input letter = cases_letter("Putri Contoh", "P", "2/DS");
	cases_record(&f, &f.tu, &letter);
	struct referral_mark clerk = panti;
	n = since(&f.tu, &clerk);
	assert_true(nothing(&n));
	n = since(&f.kepala, &panti);
	assert_true(n.arrived == 1);
	cases_move(&f, &f.dinsos, id, REFERRAL_TARIK, "Ibu kembali.");
	n = since(&f.kepala, &panti);
	assert_true(n.answered == 1 && strcmp(n.from, referral_state_label(REFERRAL_DITARIK)) == 0);
	for (size_t i = 0; i < 3; i++) { /* another panti, another district, no right: all of it was nothing */
		n = since(others[i], &none[i]);
		assert_true(nothing(&n));
	}
}

/* Rows that came from another database with greater ids are no news, and hide none. */
/* A message about a sealed child is news for those who may open it. */
static void test_sealed(void **state)
{
	(void)state;
	struct cases_child c = cases_admit(&f, "Rahasia Contoh", "P", "2012-03-09", FIXTURE_DAY - 400, "anak_terlantar", "", 0, 0);
	struct referral_input in = cases_letter("", "", "460/5");
	struct problems own;
	in.person = c.person;
	row_id id = cases_record(&f, &f.tu, &in);
	fixture_must(&e, resident_seal(f.db, &f.kepala, c.resident, cases_version(&f, "resident", c.resident), true, "ABH.", &own, &e));
	struct referral_mark office = begin(), head = office;
	fixture_must(&e, referral_message_send(f.db, &f.dinsos, id, "Rahasia sudah sampai?", NULL, NULL, &own, &e));
	struct referral_news n = since(&f.tu, &office);
	assert_true(nothing(&n));
	n = since(&f.kepala, &head);
	assert_int_equal(n.messages, 1);
}

static void test_ids_of_other_databases(void **state)
{
	(void)state;
	struct referral_input in = cases_letter("Putra Contoh", "L", "1/DS");
	cases_record(&f, &f.tu, &in);
	fixture_tamper(&f, "UPDATE referral_event SET id = 9223372036854775000");
	struct referral_mark m = begin();
	in = cases_letter("Rama Contoh", "L", "2/DS");
	cases_record(&f, &f.tu, &in);
	struct referral_news n = since(&f.kepala, &m);
	assert_int_equal(n.arrived, 1);
	assert_string_equal(n.number, "R-2026-002");
}

static void test_plan(void **state)
{
	(void)state;
	char plan[800];
	people_plan(&f, "SELECT v.move FROM referral_event v CROSS JOIN referral_now n WHERE v.id > 1 AND v.id <= 9 AND v.void_at IS NULL AND n.referral_id = v.referral_id AND n.panti_id = 1 ORDER BY v.id LIMIT 200", plan, sizeof plan);
	assert_non_null(strstr(plan, "PRIMARY KEY"));
	assert_null(strstr(plan, "SCAN"));
	assert_null(strstr(plan, "TEMP B-TREE"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_who_is_told_what, setup, teardown), cmocka_unit_test_setup_teardown(test_ids_of_other_databases, setup, teardown), cmocka_unit_test_setup_teardown(test_sealed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_plan, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
