/* Terminations: each refusal by itself, four eyes, a pelepasan, in force later, emergency, reopening, admission again, aftercare. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/termination/aftercare.h"
#include "db/child/derive.h"
#include "db/child/resident.h"
#include "db/money/savings.h"
#include "db/child/stay.h"
#include "db/stmt.h"
#include "db/termination/termination.h"
#include "src/base/clock.h"
#include "tests/db/desk.h"

static const struct termination_score scores[] = { { "anak_keluarga", "tercapai", "Kunjungan 12-07." }, { "anak_mengemis", "tercapai", "Kunjungan 12-07." }, { "terlantar_diasuh", "sebagian", "Tinggal bersama nenek." } };

static struct termination_input complete(caldate on)
{
	return (struct termination_input){ .reason = "reunifikasi", .on = on, .note = "", .receiver = "Aminah Contoh", .receiver_relation = "nenek", .receiver_id = "6408000000000001", .receiver_address = "Jalan Contoh 2",
		.family_assessed = true, .scores = scores, .score_count = COUNT(scores) };
}

static struct cases_child child(const char *name)
{
	return cases_admit(&f, name, "L", "2012-05-05", FIXTURE_DAY - 500, "anak_terlantar", "smp", 8, 0);
}

static row_id propose(const struct cases_child *c, const struct termination_input *in)
{
	row_id id = 0;
	if (!termination_propose(f.db, &f.peksos, c->resident, in, NULL, &id, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

static bool decide(const struct actor *who, row_id id, enum termination_move m, const char *typed, const char *note)
{
	err_clear(&e);
	return termination_decide(f.db, who, id, cases_version(&f, "termination", id), m, typed, note, &p, &e);
}

static void must_decide(const struct actor *who, row_id id, enum termination_move m, const char *typed, const char *note)
{
	if (!decide(who, id, m, typed, note)) cases_fail(&p, &e, __FILE__, __LINE__);
}

static struct termination_card card(row_id id)
{
	struct termination_card c;
	fixture_must(&e, termination_load(f.db, &f.kepala, id, false, a, &c, &e));
	return c;
}

static const char *status(row_id resident)
{
	struct resident_row row;
	fixture_must(&e, resident_row(f.db, &f.kepala, resident, a, &row, &e));
	return row.status;
}

static void test_the_whole_way(void **state)
{
	(void)state;
	struct cases_child c = child("Rizal Contoh");
	struct termination_input in = complete(FIXTURE_DAY);
	char key[IDEM_SIZE];
	row_id id, again;
	db_idem_make(key);
	fixture_must(&e, termination_propose(f.db, &f.peksos, c.resident, &in, key, &id, &p, &e));
	fixture_must(&e, termination_propose(f.db, &f.peksos, c.resident, &in, key, &again, &p, &e));
	assert_int_equal(id, again);
	assert_int_equal(card(id).state, TERMINATION_USUL);
	assert_int_equal(card(id).need_count, 3);
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	must_decide(&f.kepala, id, TERMINATION_KEMBALIKAN, NULL, "Bukti ketiga kurang.");
	assert_string_equal(card(id).decision_note, "Bukti ketiga kurang.");
	struct termination_score better = { "terlantar_diasuh", "tercapai", "KK nenek." };
	in.scores = &better;
	in.score_count = 1;
	fixture_must(&e, termination_edit(f.db, &f.peksos, id, cases_version(&f, "termination", id), &in, &p, &e));
	assert_string_equal(card(id).needs[2].evidence, "KK nenek.");
	assert_string_equal(card(id).needs[0].evidence, "Kunjungan 12-07."); /* the others stand */
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	assert_string_equal(status(c.resident), "aktif");
	must_decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL);
	assert_int_equal(card(id).state, TERMINATION_BERLAKU);
	assert_string_equal(status(c.resident), "keluar");
	assert_int_equal(card(id).decided_by, f.kepala.user);
	/* the handover record and its number */
	struct termination_card bast, twice;
	fixture_must(&e, termination_bast(f.db, &f.tu, id, a, &bast, &p, &e));
	fixture_must(&e, termination_bast(f.db, &f.kepala, id, a, &twice, &p, &e));
	assert_string_equal(bast.bast.number, twice.bast.number);
	assert_true(bast.bast.id != 0);
	assert_string_equal(bast.receiver, "Aminah Contoh");
	/* aftercare after 1, 3, 6 and 12 months */
	struct aftercare_row *rows;
	size_t n;
	fixture_must(&e, aftercare_of(f.db, &f.peksos, c.resident, a, &rows, &n, &e));
	assert_int_equal(n, 4);
	assert_int_equal(rows[0].due, date_make(2026, 9, 3));
	assert_int_equal(rows[3].due, date_make(2027, 8, 3));
	/* counted by reason in its month */
	struct termination_fact *facts;
	fixture_must(&e, termination_facts(f.db, &f.kepala, date_make(2026, 8, 1), date_make(2026, 8, 31), 0, a, &facts, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(facts[0].reason, "reunifikasi");
	fixture_must(&e, termination_facts(f.db, &f.kepala, date_make(2026, 8, 1), date_make(2026, 8, 31), FIXTURE_NOW - 1, a, &facts, &n, &e));
	assert_int_equal(n, 0);
}

/* Everything there but one thing: the approval names that one. */
static void test_each_refusal_alone(void **state)
{
	(void)state;
	const struct { const char *what, *field; } cases[] = { { "score", "score" }, { "evidence", "evidence" }, { "receiver", "receiver" }, { "savings", "savings" }, { "paper", "documents" }, { "typed", "typed" }, { "cluster", "clusters" } };
	for (size_t i = 0; i < COUNT(cases); i++) {
		char name[40];
		snprintf(name, sizeof name, "Anak %s", cases[i].what);
		struct cases_child c = cases_admit(&f, name, "L", "2012-05-05", FIXTURE_DAY - 500, strcmp(cases[i].what, "cluster") ? "anak_terlantar" : "", "smp", 8, 0);
		struct termination_input in = complete(FIXTURE_DAY);
		struct termination_score bare[3];
		memcpy(bare, scores, sizeof bare);
		if (!strcmp(cases[i].what, "score")) in.score_count = 2;
		if (!strcmp(cases[i].what, "evidence")) {
			bare[1].evidence = "";
			in.scores = bare;
		}
		if (!strcmp(cases[i].what, "receiver")) in.receiver = "";
		if (!strcmp(cases[i].what, "savings")) {
			struct savings_move money = { c.resident, 50000, FIXTURE_DAY, "", true, "" };
			if (!savings_deposit(f.db, &f.bendahara, &money, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
		}
		if (!strcmp(cases[i].what, "paper")) {
			struct paper ijazah = { .kind = "ijazah", .label = "", .state = "asli", .number = "", .note = "", .on = DATE_NONE };
			if (!paper_save(f.db, &f.tu, c.resident, &ijazah, 1, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
		}
		row_id id = propose(&c, &in);
		must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
		assert_false(decide(&f.kepala, id, TERMINATION_SETUJU, strcmp(cases[i].what, "typed") ? c.register_no : "2014-999", NULL));
		assert_int_equal(e.kind, ERR_PROBLEMS);
		if (!problem_of(&p, cases[i].field) || p.hard != 1) print_error("%s: %d hard, first: %s\n", cases[i].what, p.hard, p.list[0].text);
		assert_non_null(problem_of(&p, cases[i].field));
		assert_int_equal(p.hard, 1);
		assert_int_equal(card(id).state, TERMINATION_MENUNGGU);
		assert_string_equal(status(c.resident), "aktif");
		/* mended, it goes through */
		if (!strcmp(cases[i].what, "savings") && !savings_payout(f.db, &f.bendahara, c.resident, FIXTURE_DAY, "tunai", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
		if (!strcmp(cases[i].what, "cluster") || !strcmp(cases[i].what, "savings") || !strcmp(cases[i].what, "typed")) {
			if (!strcmp(cases[i].what, "cluster")) continue;
			must_decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL);
			continue;
		}
		must_decide(&f.kepala, id, TERMINATION_KEMBALIKAN, NULL, "Lengkapi.");
		struct termination_input whole = complete(FIXTURE_DAY);
		struct termination_paper why = { "ijazah", false, "Masih di sekolah." };
		if (!strcmp(cases[i].what, "paper")) {
			whole.papers = &why;
			whole.paper_count = 1;
		}
		fixture_must(&e, termination_edit(f.db, &f.peksos, id, cases_version(&f, "termination", id), &whole, &p, &e));
		must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
		must_decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL);
		assert_string_equal(status(c.resident), "keluar");
	}
}

static void test_proposal_rules(void **state)
{
	(void)state;
	struct cases_child c = child("Usul Contoh");
	const struct { struct termination_input in; const char *field; } bad[] = {
		{ { .reason = "bosan", .on = FIXTURE_DAY }, "reason" }, { { .reason = "mandiri", .on = DATE_NONE }, "on_date" }, { { .reason = "mandiri", .on = FIXTURE_DAY + 32 }, "on_date" },
		{ { .reason = "mandiri", .on = FIXTURE_DAY - 501 }, "on_date" }, { { .reason = "meninggalkan", .on = FIXTURE_DAY + 1 }, "on_date" },
	};
	row_id id, second;
	for (size_t i = 0; i < COUNT(bad); i++) {
		err_clear(&e);
		assert_false(termination_propose(f.db, &f.peksos, c.resident, &bad[i].in, NULL, &id, &p, &e));
		assert_non_null(problem_of(&p, bad[i].field));
		assert_int_equal(cases_number(&f, "SELECT count(*) FROM termination"), 0);
	}
	struct termination_input in = complete(FIXTURE_DAY);
	struct termination_score wrong = { "anak_keluarga", "bagus", "x" };
	in.scores = &wrong;
	in.score_count = 1;
	err_clear(&e);
	assert_false(termination_propose(f.db, &f.peksos, c.resident, &in, NULL, &id, &p, &e));
	assert_non_null(problem_of(&p, "score"));
	in = complete(FIXTURE_DAY);
	err_clear(&e);
	id = propose(&c, &in);
	assert_false(termination_propose(f.db, &f.peksos, c.resident, &in, NULL, &second, &p, &e)); /* one open at a time */
	assert_non_null(problem_of(&p, "resident"));
	must_decide(&f.peksos, id, TERMINATION_BATALKAN, NULL, NULL);
	err_clear(&e);
	id = propose(&c, &in);
	/* stale version, and no change once submitted */
	assert_false(termination_edit(f.db, &f.peksos, id, 99, &in, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	assert_false(termination_edit(f.db, &f.peksos, id, cases_version(&f, "termination", id), &in, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
}

/* Every role by every move from every state: only the table's rows by who may. */
static void test_role_by_state_by_move(void **state)
{
	(void)state;
	const struct actor *all[] = { &f.admin, &f.kepala, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem };
	int n = 0, made = 0;
	for (int s = 0; s < TERMINATION_STATES; s++)
		for (int m = 0; m < TERMINATION_MOVES; m++) {
			char name[40];
			snprintf(name, sizeof name, "Anak %c%c", 'A' + n / 26, 'a' + n % 26);
			n++;
			struct cases_child c = child(name);
			struct termination_input in = complete(s == TERMINATION_DISETUJUI ? FIXTURE_DAY + 3 : FIXTURE_DAY);
			row_id id = propose(&c, &in);
			if (s != TERMINATION_USUL && s != TERMINATION_DIBATALKAN) must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
			if (s == TERMINATION_DISETUJUI || s == TERMINATION_BERLAKU) must_decide(&f.kepala, id, TERMINATION_SETUJU, NULL, NULL);
			if (s == TERMINATION_DIKEMBALIKAN) must_decide(&f.kepala, id, TERMINATION_KEMBALIKAN, NULL, "x");
			if (s == TERMINATION_DIBATALKAN) must_decide(&f.peksos, id, TERMINATION_BATALKAN, NULL, NULL);
			assert_int_equal(card(id).state, s);
			bool done = false;
			for (size_t w = COUNT(all); w-- > 0 && !done;) {
				const struct termination_step *step = termination_can((enum termination_state)s, (enum termination_move)m, "x", NULL);
				bool wanted = step && all[w]->panti && may(all[w], step->right) && m != TERMINATION_BERLAKUKAN;
				done = decide(all[w], id, (enum termination_move)m, m == TERMINATION_SETUJU ? c.register_no : NULL, "Alasan.");
				if (done != wanted) print_error("%s: move %d from %s: %s\n", all[w]->name, m, termination_state_code((enum termination_state)s), e.text);
				assert_int_equal(done, wanted);
				assert_int_equal(card(id).state == (enum termination_state)s, !done);
				made += done;
			}
		}
	assert_int_equal(made, 10);
}

static void test_four_eyes(void **state)
{
	(void)state;
	struct cases_child c = child("Dua Mata");
	struct termination_input in = complete(FIXTURE_DAY);
	row_id id;
	fixture_must(&e, termination_propose(f.db, &f.kepala, c.resident, &in, NULL, &id, &p, &e));
	must_decide(&f.kepala, id, TERMINATION_AJUKAN, NULL, NULL);
	assert_false(decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL));
	assert_non_null(problem_of(&p, "approver"));
	struct actor trusted = f.kepala;
	trusted.self_approve = true;
	must_decide(&trusted, id, TERMINATION_SETUJU, c.register_no, NULL);
	assert_string_equal(status(c.resident), "keluar");
}

static void test_emergency(void **state)
{
	(void)state;
	struct cases_child c = child("Lari Contoh");
	struct savings_move money = { c.resident, 50000, FIXTURE_DAY - 10, "", true, "" };
	if (!savings_deposit(f.db, &f.bendahara, &money, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	struct termination_input in = { .reason = "meninggalkan", .on = FIXTURE_DAY - 6, .note = "Tidak kembali sejak 28-07." };
	row_id id = propose(&c, &in);
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	struct termination_work waits;
	clock_set_ms(FIXTURE_NOW + 16 * INT64_C(3600000)); /* next day, one o'clock in the night: a day of the calendar */
	fixture_must(&e, termination_work(f.db, &f.kepala, &waits, &e));
	assert_int_equal(waits.longest, 1);
	clock_set_ms(FIXTURE_NOW);
	must_decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL); /* no indicators, no receiver, savings stay owed */
	assert_string_equal(status(c.resident), "keluar");
	assert_int_equal(savings_balance(f.db, c.resident), 50000);
	struct termination_work work;
	fixture_must(&e, termination_work(f.db, &f.kepala, &work, &e));
	assert_int_equal(work.owed, 1);
	/* learnt on the 3rd, true on the 28th: the July report as known at its end does not have it */
	struct termination_fact *facts;
	size_t n;
	fixture_must(&e, termination_facts(f.db, &f.kepala, date_make(2026, 7, 1), date_make(2026, 7, 31), 0, a, &facts, &n, &e));
	assert_int_equal(n, 1);
	fixture_must(&e, termination_facts(f.db, &f.kepala, date_make(2026, 7, 1), date_make(2026, 7, 31), FIXTURE_NOW - 86400000, a, &facts, &n, &e));
	assert_int_equal(n, 0);
	/* nobody follows up the dead */
	struct cases_child d = child("Wafat Contoh");
	in = (struct termination_input){ .reason = "meninggal", .on = FIXTURE_DAY };
	id = propose(&d, &in);
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	must_decide(&f.kepala, id, TERMINATION_SETUJU, d.register_no, NULL);
	struct aftercare_row *rows;
	fixture_must(&e, aftercare_of(f.db, &f.peksos, d.resident, a, &rows, &n, &e));
	assert_int_equal(n, 0);
}

static void test_in_force_later(void **state)
{
	(void)state;
	struct cases_child c = child("Nanti Contoh");
	struct termination_input in = complete(FIXTURE_DAY + 5);
	row_id id = propose(&c, &in);
	int n = -1;
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	must_decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL);
	assert_int_equal(card(id).state, TERMINATION_DISETUJUI);
	assert_string_equal(status(c.resident), "aktif");
	assert_false(decide(&f.kepala, id, TERMINATION_BERLAKUKAN, NULL, NULL)); /* its day is still to come */
	for (int day = 0; day <= 6; day++) {
		clock_set_ms(FIXTURE_NOW + (utc_ms)day * 86400000);
		fixture_must(&e, termination_due(f.db, &n, &e));
		assert_int_equal(n, day == 5);
		assert_string_equal(status(c.resident), day < 5 ? "aktif" : "keluar");
	}
	assert_int_equal(card(id).state, TERMINATION_BERLAKU);
	assert_int_equal(card(id).decided_by, f.kepala.user); /* the decision stays the head's */
	/* a revoked one does not come into force */
	struct cases_child other = child("Batal Contoh");
	in = complete(FIXTURE_DAY + 9);
	id = propose(&other, &in);
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	must_decide(&f.kepala, id, TERMINATION_SETUJU, other.register_no, NULL);
	must_decide(&f.kepala, id, TERMINATION_BATALKAN, NULL, "Keluarga belum siap.");
	clock_set_ms(FIXTURE_NOW + (utc_ms)20 * 86400000);
	fixture_must(&e, termination_due(f.db, &n, &e));
	assert_int_equal(n, 0);
	assert_string_equal(status(other.resident), "aktif");
	/* the first use of a day does it by itself */
	struct cases_child third = child("Esok Contoh");
	in = complete(FIXTURE_DAY + 21);
	id = propose(&third, &in);
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	must_decide(&f.kepala, id, TERMINATION_SETUJU, third.register_no, NULL);
	clock_set_ms(FIXTURE_NOW + (utc_ms)21 * 86400000);
	fixture_must(&e, derive_today(f.db, f.panti, &e));
	assert_string_equal(status(third.resident), "keluar");
}

static void test_batch(void **state)
{
	(void)state;
	struct cases_child c[4];
	row_id residents[4], batch, id;
	for (int i = 0; i < 4; i++) {
		char name[40];
		snprintf(name, sizeof name, "Lulusan %c", 'A' + i);
		c[i] = child(name);
		residents[i] = c[i].resident;
	}
	struct termination_input in = complete(FIXTURE_DAY);
	in.reason = "lulus";
	/* one child that cannot be proposed stops all, and is named */
	struct termination_input other = complete(FIXTURE_DAY);
	id = propose(&c[3], &other);
	assert_false(termination_propose_batch(f.db, &f.peksos, residents, 4, &in, NULL, &batch, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_non_null(strstr(p.list[0].text, c[3].register_no));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM termination"), 1);
	must_decide(&f.peksos, id, TERMINATION_BATALKAN, NULL, NULL);
	err_clear(&e);
	if (!termination_propose_batch(f.db, &f.peksos, residents, 4, &in, NULL, &batch, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	struct termination_row rows[8];
	assert_int_equal(termination_list(f.db, &f.kepala, TERMINATION_STATES, TERMINATION_FIRST, a, rows, 8, &e), 4);
	assert_int_equal(rows[0].batch_size, 4);
	assert_int_equal(rows[0].missing, 0);
	fixture_must(&e, termination_decide_batch(f.db, &f.peksos, batch, TERMINATION_AJUKAN, NULL, NULL, &p, &e));
	/* one is returned by itself; the number typed is that of the others */
	must_decide(&f.kepala, rows[3].id, TERMINATION_KEMBALIKAN, NULL, "Ijazah menyusul.");
	err_clear(&e);
	assert_false(termination_decide_batch(f.db, &f.kepala, batch, TERMINATION_SETUJU, "4", NULL, &p, &e));
	assert_non_null(problem_of(&p, "typed"));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM stay_end"), 0);
	err_clear(&e);
	assert_false(termination_decide_batch(f.db, &f.peksos, batch, TERMINATION_SETUJU, "3", NULL, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	fixture_must(&e, termination_decide_batch(f.db, &f.kepala, batch, TERMINATION_SETUJU, " 3 ", NULL, &p, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM stay_end WHERE reason = 'lulus'"), 3);
	struct termination_card first, second; /* a BAST per child, each with its own number */
	fixture_must(&e, termination_bast(f.db, &f.tu, rows[0].id, a, &first, &p, &e));
	fixture_must(&e, termination_bast(f.db, &f.tu, rows[1].id, a, &second, &p, &e));
	assert_string_not_equal(first.bast.number, second.bast.number);
	assert_false(termination_bast(f.db, &f.tu, rows[3].id, a, &first, &p, &e));
}

static void test_reopen_and_admit_again(void **state)
{
	(void)state;
	struct cases_child c = child("Kembali Contoh");
	struct termination_input in = complete(FIXTURE_DAY);
	row_id id = propose(&c, &in), later;
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	must_decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL);
	fixture_must(&e, termination_of(f.db, &f.kepala, c.resident, &later, &e));
	assert_int_equal(later, id);
	assert_false(decide(&f.kepala, id, TERMINATION_BUKA_KEMBALI, NULL, "")); /* a reason is needed */
	must_decide(&f.kepala, id, TERMINATION_BUKA_KEMBALI, NULL, "Keliru tanggal.");
	assert_string_equal(status(c.resident), "aktif");
	assert_int_equal(card(id).state, TERMINATION_DIBATALKAN);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM aftercare WHERE void_at IS NULL"), 0);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM stay_end WHERE void_at IS NOT NULL"), 1);
	/* ended again, admitted again with the same number: the earlier end can no longer be taken back */
	id = propose(&c, &in);
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	must_decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL);
	clock_set_ms(FIXTURE_NOW + (utc_ms)40 * 86400000);
	struct stay_admitted made;
	struct stay_admission admit = { .resident = c.resident, .on = FIXTURE_DAY + 40, .letter_no = "2/DS", .district = "64.08", .clusters = "anak_terlantar", .level = "", .school_kind = "", .school_year = "", .note = "", .register_no = "", .twins_seen = true };
	problems_clear(&p);
	if (!stay_admit(f.db, &f.kepala, &admit, 1, &made, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(made.resident, c.resident);
	assert_string_equal(made.register_no, c.register_no);
	assert_string_equal(status(c.resident), "aktif");
	assert_false(decide(&f.kepala, id, TERMINATION_BUKA_KEMBALI, NULL, "Keliru."));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	in = complete(FIXTURE_DAY + 41);
	later = propose(&c, &in); /* the new stay has an end of its own */
	assert_int_equal(card(later).stay, made.stay);
}

static void test_aftercare(void **state)
{
	(void)state;
	struct cases_child c = child("Lanjut Contoh");
	struct termination_input in = complete(FIXTURE_DAY);
	row_id id = propose(&c, &in), more;
	must_decide(&f.peksos, id, TERMINATION_AJUKAN, NULL, NULL);
	must_decide(&f.kepala, id, TERMINATION_SETUJU, c.register_no, NULL);
	struct aftercare_work work;
	fixture_must(&e, aftercare_work(f.db, &f.peksos, &work, &e));
	assert_int_equal(work.due, 0);
	clock_set_ms(FIXTURE_NOW + (utc_ms)95 * 86400000); /* 6 November */
	fixture_must(&e, aftercare_work(f.db, &f.peksos, &work, &e));
	assert_int_equal(work.due, 2);
	assert_int_equal(work.longest, 64);
	struct aftercare_row rows[8];
	assert_int_equal(aftercare_list(f.db, &f.peksos, FIXTURE_DAY + 95, AFTERCARE_FIRST, a, rows, 8, &e), 2);
	assert_int_equal(aftercare_list(f.db, &f.peksos, DATE_NONE, AFTERCARE_FIRST, a, rows, 8, &e), 4);
	struct aftercare_key at = { "", rows[1].id };
	date_iso(rows[1].due, at.due);
	assert_int_equal(aftercare_list(f.db, &f.peksos, DATE_NONE, at, a, &rows[2], 6, &e), 2);
	assert_false(aftercare_done(f.db, &f.peksos, rows[0].id, FIXTURE_DAY + 96, "Baik.", &p, &e));
	assert_non_null(problem_of(&p, "on"));
	assert_false(aftercare_done(f.db, &f.peksos, rows[0].id, FIXTURE_DAY - 1, "Baik.", &p, &e));
	assert_non_null(problem_of(&p, "on"));
	assert_false(aftercare_done(f.db, &f.peksos, rows[0].id, FIXTURE_DAY + 40, "", &p, &e));
	assert_non_null(problem_of(&p, "note"));
	err_clear(&e);
	assert_false(aftercare_done(f.db, &f.tu, rows[0].id, FIXTURE_DAY + 40, "Baik.", &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	fixture_must(&e, aftercare_done(f.db, &f.peksos, rows[0].id, FIXTURE_DAY + 40, "Sekolah lagi.", &p, &e));
	assert_false(aftercare_done(f.db, &f.peksos, rows[0].id, FIXTURE_DAY + 41, "Lagi.", &p, &e));
	err_clear(&e);
	fixture_must(&e, aftercare_add(f.db, &f.peksos, id, FIXTURE_DAY + 200, &more, &p, &e));
	assert_int_equal(aftercare_list(f.db, &f.peksos, DATE_NONE, AFTERCARE_FIRST, a, rows, 8, &e), 4);
	struct actor other;
	fixture_panti(&f, "LAIN", &other);
	assert_int_equal(aftercare_list(f.db, &other, DATE_NONE, AFTERCARE_FIRST, a, rows, 8, &e), 0);
	assert_false(aftercare_done(f.db, &other, more, FIXTURE_DAY + 40, "x", &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_true(cases_plans(&f, "FROM aftercare f") >= 1);
}

static void test_scope_and_plans(void **state)
{
	(void)state;
	struct cases_child c = child("Lingkup Contoh");
	struct termination_input in = complete(FIXTURE_DAY);
	row_id id = propose(&c, &in), found;
	struct termination_row rows[8];
	struct termination_card t;
	struct termination_work work;
	struct actor other;
	fixture_panti(&f, "LAIN", &other);
	assert_int_equal(termination_list(f.db, &other, TERMINATION_STATES, TERMINATION_FIRST, a, rows, 8, &e), 0);
	assert_int_equal(termination_count(f.db, &other, TERMINATION_STATES, &e), 0);
	fixture_must(&e, termination_work(f.db, &other, &work, &e));
	assert_int_equal(work.proposed, 0);
	fixture_must(&e, termination_of(f.db, &other, c.resident, &found, &e));
	assert_int_equal(found, 0);
	assert_false(termination_load(f.db, &other, id, true, a, &t, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_false(decide(&other, id, TERMINATION_BATALKAN, NULL, "x"));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	assert_false(termination_propose(f.db, &other, c.resident, &in, NULL, &found, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	const struct actor *no[] = { &f.admin, &f.dinsos, &f.pengasuh };
	for (size_t i = 0; i < COUNT(no); i++) {
		err_clear(&e);
		assert_false(termination_load(f.db, no[i], id, true, a, &t, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
		err_clear(&e);
		assert_int_equal(termination_list(f.db, no[i], TERMINATION_STATES, TERMINATION_FIRST, a, rows, 8, &e), -1);
	}
	err_clear(&e);
	/* the treasurer sees who is leaving, by list only; a sealed child is a sealed child here too */
	assert_int_equal(termination_list(f.db, &f.bendahara, TERMINATION_STATES, TERMINATION_FIRST, a, rows, 8, &e), 1);
	fixture_must(&e, resident_seal(f.db, &f.kepala, c.resident, cases_version(&f, "resident", c.resident), true, "ABH.", &p, &e));
	assert_int_equal(termination_list(f.db, &f.tu, TERMINATION_USUL, TERMINATION_FIRST, a, rows, 8, &e), 1);
	assert_string_equal(rows[0].name, "L. C.");
	assert_false(termination_load(f.db, &f.tu, id, true, a, &t, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	fixture_must(&e, termination_load(f.db, &f.peksos, id, true, a, &t, &e));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'termination.open'"), 1);
	assert_true(cases_plans(&f, "FROM termination t CROSS JOIN") >= 2);
	/* what the proposal will ask, before there is one */
	struct cases_child d = child("Pratinjau Contoh");
	fixture_must(&e, termination_preview(f.db, &f.peksos, d.resident, a, &t, &e));
	assert_int_equal(t.need_count, 3);
	assert_string_equal(t.needs[0].score, "");
	assert_false(termination_review(f.db, &f.peksos, &t, &p, &e));
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = { T(test_the_whole_way), T(test_each_refusal_alone), T(test_proposal_rules), T(test_role_by_state_by_move), T(test_four_eyes), T(test_emergency), T(test_in_force_later),
		T(test_batch), T(test_reopen_and_admit_again), T(test_aftercare), T(test_scope_and_plans) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
