/* Referrals: every move of the table and every other one, every role, the scope of panti and district, editing, the reply. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/referral/referral_part.h"
#include "db/check.h"
#include "db/child/person.h"
#include "db/child/stay.h"
#include "tests/db/desk.h"

static struct referral_card load(const struct actor *who, row_id id)
{
	struct referral_card c;
	fixture_must(&e, referral_load(f.db, who, id, false, a, &c, &e));
	return c;
}

static bool move(const struct actor *who, row_id id, enum referral_move m, const char *reason)
{
	err_clear(&e);
	return referral_move(f.db, who, id, cases_version(&f, "referral", id), m, DATE_NONE, reason, "Catatan contoh.", &p, &e);
}

/* A referral in any state, by lawful moves. */
static row_id in_state(enum referral_state s)
{
	static int n;
	char name[40], letter[24];
	snprintf(name, sizeof name, "Anak Contoh %c%c", 'A' + n % 26, 'a' + n / 26 % 26);
	snprintf(letter, sizeof letter, "460/%d", ++n);
	struct referral_input in = cases_letter(name, "L", letter);
	in.panti = f.panti;
	bool officer = s == REFERRAL_KONSEP || s == REFERRAL_DIKIRIM;
	row_id id = cases_record(&f, officer ? &f.dinsos : &f.tu, &in);
	if (s == REFERRAL_DIKIRIM) cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, NULL);
	if (officer || s == REFERRAL_SURAT_DITERIMA) return id;
	if (s == REFERRAL_DITARIK) {
		cases_move(&f, &f.dinsos, id, REFERRAL_TARIK, "Keluarga merawat sendiri.");
		return id;
	}
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
	if (s == REFERRAL_ASESMEN) fixture_must(&e, referral_move(f.db, &f.peksos, id, cases_version(&f, "referral", id), REFERRAL_USUL, DATE_NONE, "terima", "Layak diterima", &p, &e));
	if (s == REFERRAL_DITOLAK) cases_move(&f, &f.kepala, id, REFERRAL_TOLAK, "kapasitas");
	if (s == REFERRAL_DAFTAR_TUNGGU) cases_move(&f, &f.kepala, id, REFERRAL_TUNGGU, "penuh");
	if (s == REFERRAL_DISETUJUI || s == REFERRAL_DITEMPATKAN) cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, "Tetap diterima.");
	if (s == REFERRAL_DITEMPATKAN) {
		struct stay_admitted made;
		struct referral_card c = load(&f.kepala, id);
		struct stay_admission admit = { .person = c.person, .person_version = c.person_version, .on = FIXTURE_DAY, .referral = id, .letter_no = "", .district = "", .clusters = "anak_terlantar",
			.level = "", .school_kind = "", .school_year = "", .note = "", .register_no = "", .twins_seen = true };
		memcpy(admit.v, c.child, sizeof admit.v);
		if (!stay_admit(f.db, &f.kepala, &admit, 1, &made, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	}
	return id;
}

static void test_every_state_can_be_reached(void **state)
{
	(void)state;
	for (int s = 0; s < REFERRAL_STATES; s++) {
		row_id id = in_state((enum referral_state)s);
		const struct actor *who = s == REFERRAL_KONSEP ? &f.dinsos : &f.kepala;
		struct referral_card c = load(who, id);
		assert_int_equal(c.state, s);
		assert_true(strncmp(c.number, "R-2026-", 7) == 0);
		assert_string_equal(c.child[PERSON_MOTHER], "");
		assert_int_equal(c.events[c.event_count - 1].state, s);
	}
}

/* Moves by everybody from every state: only the rows of the table, only who may, and a refusal leaves everything as it was. */
static void test_role_by_state_by_move(void **state)
{
	(void)state;
	const struct actor *all[] = { &f.admin, &f.kepala, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem };
	int made = 0, refused = 0;
	for (int s = 0; s < REFERRAL_STATES; s++)
		for (int m = 0; m < REFERRAL_MOVES; m++)
			for (size_t w = 0; w < COUNT(all); w++) {
				row_id id = in_state((enum referral_state)s);
				const struct referral_step *step = referral_can((enum referral_state)s, (enum referral_move)m, NULL);
				bool sees = may(all[w], RIGHT_REFERRAL_READ) && (all[w]->panti == 0 || s != REFERRAL_KONSEP);
				bool wanted = step && sees && referral_step_may(all[w], step) && m != REFERRAL_TEMPATKAN;
				int64_t version = cases_version(&f, "referral", id), events = cases_number(&f, "SELECT count(*) FROM referral_event");
				bool ok = move(all[w], id, (enum referral_move)m, m == REFERRAL_TOLAK ? "jarak" : m == REFERRAL_USUL ? "tolak" : "Alasan contoh.");
				if (ok != wanted) print_error("%s: %s from %s\n", all[w]->name, referral_move_code((enum referral_move)m), referral_states[s].code);
				assert_int_equal(ok, wanted);
				enum err_kind kind = e.kind;
				const struct actor *witness = s == REFERRAL_KONSEP ? &f.dinsos : &f.kepala;
				assert_int_equal(load(witness, id).state, ok ? step->to : (enum referral_state)s);
				assert_int_equal(cases_version(&f, "referral", id), version + ok);
				assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_event"), events + ok);
				if (!ok && !may(all[w], RIGHT_REFERRAL_READ)) assert_int_equal(kind, ERR_NOPERM);
				if (!ok && may(all[w], RIGHT_REFERRAL_READ) && !sees) assert_int_equal(kind, ERR_NOTFOUND);
				made += ok;
				refused += !ok;
			}
	assert_true(made > 30);
	assert_true(refused > 500);
}

static void test_reasons_and_dates(void **state)
{
	(void)state;
	row_id id = in_state(REFERRAL_ASESMEN);
	assert_false(move(&f.kepala, id, REFERRAL_TOLAK, ""));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_non_null(problem_of(&p, "reason"));
	assert_false(move(&f.kepala, id, REFERRAL_TOLAK, "tidak suka"));
	assert_non_null(problem_of(&p, "reason"));
	assert_false(referral_move(f.db, &f.kepala, id, cases_version(&f, "referral", id), REFERRAL_SETUJU, FIXTURE_DAY + 1, NULL, NULL, &p, &e));
	assert_non_null(problem_of(&p, "on"));
	assert_false(referral_move(f.db, &f.kepala, id, cases_version(&f, "referral", id), REFERRAL_SETUJU, FIXTURE_DAY - 20, NULL, NULL, &p, &e));
	assert_non_null(problem_of(&p, "on")); /* before the assessment began */
	err_clear(&e);
	assert_false(referral_move(f.db, &f.kepala, id, 1, REFERRAL_SETUJU, DATE_NONE, NULL, NULL, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	/* by hand nobody sets ditempatkan */
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, NULL);
	assert_false(move(&f.kepala, id, REFERRAL_TEMPATKAN, NULL));
	assert_non_null(problem_of(&p, "state"));
}

static void test_officer_sends(void **state)
{
	(void)state;
	struct referral_input in = cases_letter("Yoga Contoh", "L", "");
	in.v[REFERRAL_F_LETTER_DATE] = in.v[REFERRAL_F_RECEIVED_ON] = "";
	in.v[REFERRAL_F_DISTRICT] = "64.71"; /* not the officer's own: replaced */
	row_id id = cases_record(&f, &f.dinsos, &in), nobody;
	assert_string_equal(load(&f.dinsos, id).v[REFERRAL_F_DISTRICT], "64.08");
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person WHERE panti_id IS NULL"), 1);
	assert_false(move(&f.dinsos, id, REFERRAL_KIRIM, NULL));
	assert_non_null(problem_of(&p, "panti"));
	struct referral_input choice = { .panti = f.panti };
	choice.v[REFERRAL_F_LETTER_NO] = "460/77";
	fixture_must(&e, referral_edit(f.db, &f.dinsos, id, cases_version(&f, "referral", id), &choice, &p, &e));
	/* the panti sees nothing of a draft: not in lists, counts, by number or id */
	struct referral_filter all = { .view = REFERRAL_VIEW_ALL };
	assert_int_equal(referral_count(f.db, &f.kepala, &all, &e), 0);
	fixture_must(&e, referral_find(f.db, &f.kepala, "R-2026-001", &nobody, &e));
	assert_int_equal(nobody, 0);
	cases_move(&f, &f.dinsos, id, REFERRAL_KIRIM, NULL);
	assert_int_equal(referral_count(f.db, &f.kepala, &all, &e), 1);
	/* the letter's date is missing: refused until it is typed */
	assert_false(move(&f.tu, id, REFERRAL_TERIMA_SURAT, NULL));
	assert_non_null(problem_of(&p, "letter_date"));
	struct referral_input date = { .panti = 0 };
	date.v[REFERRAL_F_LETTER_DATE] = "2026-07-30";
	fixture_must(&e, referral_edit(f.db, &f.tu, id, cases_version(&f, "referral", id), &date, &p, &e));
	cases_move(&f, &f.tu, id, REFERRAL_TERIMA_SURAT, NULL);
	assert_string_equal(load(&f.kepala, id).v[REFERRAL_F_RECEIVED_ON], "2026-08-03");
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person WHERE panti_id IS NULL"), 0);
	/* now it is the panti's: the officer changes no more */
	assert_false(referral_edit(f.db, &f.dinsos, id, cases_version(&f, "referral", id), &choice, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
}

static void test_scope(void **state)
{
	(void)state;
	struct actor other_head, other_officer = fixture_actor(&f, 0, "dinsos.balikpapan", ROLE_DINSOS, "64.71");
	row_id panti2 = fixture_panti(&f, "LAIN", &other_head), found;
	assert_true(panti2 != f.panti);
	struct referral_input in = cases_letter("Melati Contoh", "P", "460/1");
	row_id mine = cases_record(&f, &f.tu, &in);
	in.v[REFERRAL_F_DISTRICT] = "64.71";
	row_id balikpapan = cases_record(&f, &f.tu, &in);
	in.v[REFERRAL_F_DISTRICT] = "64.08";
	row_id theirs = cases_record(&f, &other_head, &in);
	const struct { const struct actor *who; row_id sees[3]; int count; } table[] = {
		{ &f.kepala, { mine, balikpapan }, 2 }, { &other_head, { theirs }, 1 }, { &f.dinsos, { mine, theirs }, 2 }, { &other_officer, { balikpapan }, 1 },
	};
	const row_id every[] = { mine, balikpapan, theirs };
	static const enum referral_view views[] = { REFERRAL_VIEW_WAITING, REFERRAL_VIEW_OPEN, REFERRAL_VIEW_ALL };
	for (size_t t = 0; t < COUNT(table); t++) {
		for (size_t v = 0; v < COUNT(views); v++) {
			struct referral_filter all = { .view = views[v] };
			struct referral_row rows[10];
			assert_int_equal(referral_count(f.db, table[t].who, &all, &e), table[t].count);
			assert_int_equal(referral_list(f.db, table[t].who, &all, REFERRAL_FIRST, false, a, rows, 10, &e), table[t].count);
			for (int i = 0; i < table[t].count; i++) assert_true(rows[i].id == table[t].sees[0] || rows[i].id == table[t].sees[1]);
		}
		struct referral_filter text = { .view = REFERRAL_VIEW_ALL, .text = "melati" };
		assert_int_equal(referral_count(f.db, table[t].who, &text, &e), table[t].count);
		struct referral_work work;
		fixture_must(&e, referral_work(f.db, table[t].who, &work, &e));
		assert_int_equal(work.waiting, table[t].count);
		for (size_t i = 0; i < COUNT(every); i++) {
			bool sees = false;
			struct referral_card c;
			for (int k = 0; k < table[t].count; k++) sees = sees || table[t].sees[k] == every[i];
			err_clear(&e);
			assert_int_equal(referral_load(f.db, table[t].who, every[i], true, a, &c, &e), sees);
			if (sees) continue;
			char unknown[sizeof e.text];
			STR_SET(unknown, e.text);
			assert_int_equal(e.kind, ERR_NOTFOUND);
			err_clear(&e);
			assert_false(referral_load(f.db, table[t].who, 12345, true, a, &c, &e));
			assert_string_equal(e.text, unknown); /* told apart from an unknown number by nothing */
			err_clear(&e);
			assert_false(referral_move(f.db, table[t].who, every[i], 1, REFERRAL_TARIK, DATE_NONE, "x", "", &p, &e));
			assert_true(e.kind == ERR_NOTFOUND || e.kind == ERR_NOPERM);
			err_clear(&e);
		}
	}
	/* the tries were logged, the openings too */
	assert_true(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'referral.denied'") >= 6);
	assert_true(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'referral.open'") >= 6);
	/* somebody of no panti and no district sees nothing */
	struct actor lost = f.kepala;
	lost.panti = 0;
	struct referral_filter all = { .view = REFERRAL_VIEW_ALL };
	assert_int_equal(referral_count(f.db, &lost, &all, &e), 0);
	/* mates on one letter are counted within the scope only */
	fixture_must(&e, referral_find(f.db, &f.dinsos, "R-2026-001", &found, &e));
	assert_int_equal(found, mine);
	assert_int_equal(load(&f.kepala, mine).mate_count, 0);
	assert_int_equal(load(&f.dinsos, mine).mate_count, 1);
}

static void test_edit_and_link(void **state)
{
	(void)state;
	row_id id = in_state(REFERRAL_SURAT_DITERIMA);
	struct referral_card c = load(&f.tu, id);
	struct referral_input in = { .person_version = c.person_version };
	in.v[REFERRAL_F_NOTE] = "Tanya KK.";
	in.child[PERSON_MOTHER] = "Aminah Contoh";
	fixture_must(&e, referral_edit(f.db, &f.tu, id, c.version, &in, &p, &e));
	struct referral_card after = load(&f.tu, id);
	assert_string_equal(after.v[REFERRAL_F_NOTE], "Tanya KK.");
	assert_string_equal(after.v[REFERRAL_F_LETTER_NO], c.v[REFERRAL_F_LETTER_NO]); /* NULL leaves a value */
	assert_string_equal(after.child[PERSON_MOTHER], "Aminah Contoh");
	assert_string_equal(after.child[PERSON_NAME], c.child[PERSON_NAME]);
	err_clear(&e);
	assert_false(referral_edit(f.db, &f.peksos, id, c.version, &in, &p, &e)); /* the second saver */
	assert_int_equal(e.kind, ERR_CONFLICT);
	assert_non_null(strstr(e.text, "tu"));
	in = (struct referral_input){ .panti = 0 };
	in.v[REFERRAL_F_RECEIVED_ON] = "2026-07-01"; /* before the letter was written */
	err_clear(&e);
	assert_false(referral_edit(f.db, &f.tu, id, after.version, &in, &p, &e));
	assert_non_null(problem_of(&p, "received_on"));
	in = (struct referral_input){ .panti = 0 };
	in.v[REFERRAL_F_CLUSTERS] = "anak_terlantar|bukan_klaster";
	assert_false(referral_edit(f.db, &f.tu, id, after.version, &in, &p, &e));
	assert_non_null(problem_of(&p, "clusters"));
	/* a final one stays as it is */
	row_id refused = in_state(REFERRAL_DITOLAK);
	in = (struct referral_input){ .panti = 0 };
	assert_false(referral_edit(f.db, &f.tu, refused, cases_version(&f, "referral", refused), &in, &p, &e));
	assert_non_null(problem_of(&p, "state"));
	/* the same child as one in the register: linked, and its own data are changed on the card from then on */
	struct cases_child known = cases_admit(&f, "Putra Contoh", "L", "2014-02-05", FIXTURE_DAY - 400, "anak_terlantar", "", 0, 0);
	fixture_must(&e, referral_link(f.db, &f.tu, id, after.version, known.person, &p, &e));
	c = load(&f.tu, id);
	assert_int_equal(c.person, known.person);
	assert_string_equal(c.register_no, known.register_no);
	in = (struct referral_input){ .person_version = c.person_version };
	in.child[PERSON_MOTHER] = "Lain";
	assert_false(referral_edit(f.db, &f.tu, id, c.version, &in, &p, &e));
	assert_non_null(problem_of(&p, "name"));
	/* nobody links a child of another panti, nor to two open referrals */
	struct actor other;
	fixture_panti(&f, "LAIN", &other);
	struct referral_input letter = cases_letter("Milik Lain", "P", "8");
	row_id theirs = cases_record(&f, &other, &letter);
	err_clear(&e);
	assert_false(referral_link(f.db, &f.tu, id, c.version, load(&other, theirs).person, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	row_id second = in_state(REFERRAL_SURAT_DITERIMA);
	assert_false(referral_link(f.db, &f.tu, second, cases_version(&f, "referral", second), known.person, &p, &e));
	assert_non_null(problem_of(&p, "person"));
}

static void test_record_rules(void **state)
{
	(void)state;
	row_id id = 0, again = 0;
	char key[IDEM_SIZE];
	struct referral_input in = cases_letter("", "", "");
	in.v[REFERRAL_F_DISTRICT] = "";
	assert_false(referral_record(f.db, &f.tu, &in, NULL, &id, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_non_null(problem_of(&p, "district"));
	assert_non_null(problem_of(&p, "letter_no"));
	assert_non_null(problem_of(&p, "name"));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral"), 0);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person"), 0);
	for (size_t i = 0; i < 5; i++) { /* who may not type a letter in */
		const struct actor *no[] = { &f.admin, &f.bendahara, &f.pengasuh, &f.pemeriksa, &f.sistem };
		in = cases_letter("Anak Contoh", "L", "1");
		err_clear(&e);
		assert_false(referral_record(f.db, no[i], &in, NULL, &id, &p, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
	}
	/* the same save twice is one referral */
	db_idem_make(key);
	err_clear(&e);
	fixture_must(&e, referral_record(f.db, &f.tu, &in, key, &id, &p, &e));
	fixture_must(&e, referral_record(f.db, &f.tu, &in, key, &again, &p, &e));
	assert_int_equal(id, again);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral"), 1);
	/* a known child has one open referral at a time */
	in.person = load(&f.tu, id).person;
	assert_false(referral_record(f.db, &f.tu, &in, NULL, &again, &p, &e));
	assert_non_null(problem_of(&p, "person"));
	cases_move(&f, &f.tu, id, REFERRAL_TARIK, "Dinsos menarik.");
	err_clear(&e);
	fixture_must(&e, referral_record(f.db, &f.tu, &in, NULL, &again, &p, &e));
	assert_int_equal(load(&f.tu, again).person, in.person);
}

static void test_placed(void **state)
{
	(void)state;
	row_id id = in_state(REFERRAL_DITEMPATKAN);
	struct referral_card c = load(&f.kepala, id);
	assert_int_equal(c.state, REFERRAL_DITEMPATKAN);
	assert_true(c.resident != 0);
	assert_true(*c.register_no != 0);
	struct referral_filter placed = { .view = REFERRAL_VIEW_STATE, .state = REFERRAL_DITEMPATKAN };
	struct referral_row row;
	assert_int_equal(referral_list(f.db, &f.kepala, &placed, REFERRAL_FIRST, false, a, &row, 1, &e), 1);
	assert_int_equal(row.resident, c.resident);
	/* a refused one does not get a child in */
	row_id refused = in_state(REFERRAL_DITOLAK);
	struct stay_admitted made;
	c = load(&f.kepala, refused);
	struct stay_admission admit = { .person = c.person, .person_version = c.person_version, .on = FIXTURE_DAY, .referral = refused, .letter_no = "", .district = "", .clusters = "",
		.level = "", .school_kind = "", .school_year = "", .note = "", .register_no = "", .twins_seen = true };
	memcpy(admit.v, c.child, sizeof admit.v);
	assert_false(stay_admit(f.db, &f.kepala, &admit, 1, &made, &p, &e));
	assert_int_equal(load(&f.kepala, refused).state, REFERRAL_DITOLAK);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM resident"), 1);
}

static void test_reply(void **state)
{
	(void)state;
	struct referral_reply r, again;
	row_id open = in_state(REFERRAL_ASESMEN), refused = in_state(REFERRAL_DITOLAK), waiting = in_state(REFERRAL_DAFTAR_TUNGGU);
	assert_false(referral_reply_load(f.db, &f.tu, open, a, &r, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	err_clear(&e);
	assert_false(referral_reply_load(f.db, &f.pemeriksa, refused, a, &r, &p, &e)); /* reading gives no number away */
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	fixture_must(&e, referral_reply_load(f.db, &f.tu, refused, a, &r, &p, &e));
	assert_string_equal(r.refusal, "kapasitas");
	assert_int_equal(r.answer, REFERRAL_DITOLAK);
	fixture_must(&e, referral_reply_load(f.db, &f.pemeriksa, refused, a, &again, &p, &e));
	assert_string_equal(again.letter.number, r.letter.number);
	fixture_must(&e, referral_reply_load(f.db, &f.dinsos, refused, a, &again, &p, &e));
	assert_string_equal(again.letter.number, r.letter.number);
	fixture_must(&e, referral_reply_load(f.db, &f.tu, waiting, a, &again, &p, &e));
	assert_int_equal(again.answer, REFERRAL_DAFTAR_TUNGGU);
	assert_int_equal(again.letter.seq, r.letter.seq + 1);
}

static void test_derived(void **state)
{
	(void)state;
	int bad;
	for (int s = 0; s < REFERRAL_STATES; s++) in_state((enum referral_state)s);
	fixture_tamper(&f, "UPDATE referral_now SET state = 'ditolak' WHERE state = 'asesmen'; DELETE FROM referral_now WHERE state = 'dikirim'; UPDATE referral_now SET sort = 5 WHERE state = 'konsep'");
	fixture_must(&e, follow_check(f.db, &referral_follow, NULL, NULL, &bad, &e));
	assert_int_equal(bad, 3);
	struct check c = { NULL, NULL, 0 };
	fixture_must(&e, db_check(f.db, &c, &e)); /* `pantidesk check` names them too */
	assert_int_equal(c.found, 3);
	fixture_must(&e, db_rebuild(f.db, &f.sistem, &e));
	fixture_must(&e, follow_check(f.db, &referral_follow, NULL, NULL, &bad, &e));
	assert_int_equal(bad, 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = { T(test_every_state_can_be_reached), T(test_role_by_state_by_move), T(test_reasons_and_dates), T(test_officer_sends), T(test_scope),
		T(test_edit_and_link), T(test_record_rules), T(test_placed), T(test_reply), T(test_derived) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
