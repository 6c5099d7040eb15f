#include "tests/rules/check.h"
#include "src/rules/referral.h"

static struct problems p;

/* The lifecycle of DOMAIN.md 2 as a matrix: one line per state, one column per move, the state it leads to or '-'. */
static const char *const lifecycle[REFERRAL_STATES] = {
	/*                          kirim tarik terima asesmen usul setuju tunggu tolak tempatkan */
	[REFERRAL_KONSEP] =         "1X-------",
	[REFERRAL_DIKIRIM] =        "-X2----R-",
	[REFERRAL_SURAT_DITERIMA] = "-X-3---R-",
	[REFERRAL_ASESMEN] =        "-X--345R-",
	[REFERRAL_DISETUJUI] =      "-X------P",
	[REFERRAL_DAFTAR_TUNGGU] =  "-X---4-R-",
	[REFERRAL_DITEMPATKAN] =    "---------",
	[REFERRAL_DITOLAK] =        "---------",
	[REFERRAL_DITARIK] =        "---------",
};

static enum referral_state target(char c)
{
	switch (c) {
	case '1': return REFERRAL_DIKIRIM;
	case '2': return REFERRAL_SURAT_DITERIMA;
	case '3': return REFERRAL_ASESMEN;
	case '4': return REFERRAL_DISETUJUI;
	case '5': return REFERRAL_DAFTAR_TUNGGU;
	case 'P': return REFERRAL_DITEMPATKAN;
	case 'R': return REFERRAL_DITOLAK;
	case 'X': return REFERRAL_DITARIK;
	default: return REFERRAL_STATES;
	}
}

static void every_move_from_every_state(void **state)
{
	(void)state;
	size_t legal = 0;
	for (int s = 0; s < REFERRAL_STATES; s++)
		for (int m = 0; m < REFERRAL_MOVES; m++) {
			problems_clear(&p);
			enum referral_state to = target(lifecycle[s][m]);
			const struct referral_step *step = referral_can((enum referral_state)s, (enum referral_move)m, &p);
			if (to == REFERRAL_STATES) {
				if (step || !hard_on(&p, "state"))
					fail_msg("%s from %s should be refused", referral_move_code((enum referral_move)m), referral_states[s].code);
				assert_true(strstr(p.list[0].text, referral_state_label((enum referral_state)s)) != NULL);
				continue;
			}
			legal++;
			if (!step || step->to != to || p.count)
				fail_msg("%s from %s", referral_move_code((enum referral_move)m), referral_states[s].code);
		}
	assert_int_equal(legal, referral_steps_count);
}

static void final_states_have_no_way_out(void **state)
{
	(void)state;
	for (int s = 0; s < REFERRAL_STATES; s++) {
		bool out = false;
		for (size_t i = 0; i < referral_steps_count; i++)
			out = out || referral_steps[i].from == (enum referral_state)s;
		assert_int_equal(out, !referral_states[s].final);
	}
}

static void reasons(void **state)
{
	(void)state;
	for (size_t i = 0; i < referral_steps_count; i++) {
		const struct referral_step *s = &referral_steps[i];
		problems_clear(&p);
		assert_ptr_equal(referral_move_check(s->from, s->move, "kapasitas", &p), s);
		problems_clear(&p);
		assert_int_equal(referral_move_check(s->from, s->move, "", &p) == NULL, s->needs_reason);
		assert_int_equal(hard_on(&p, "reason"), s->needs_reason);
		assert_int_equal(referral_move_check(s->from, s->move, NULL, NULL) == NULL, s->needs_reason);
		if (s->move == REFERRAL_TOLAK)
			assert_true(s->needs_reason);
	}
}

/* DESIGN.md 7.14: officer konsep, kirim, tarik; social worker or office terima, asesmen, usul; head setuju, tolak, daftar tunggu. */
static void who_moves(void **state)
{
	(void)state;
	struct actor officer = { .roles = ROLE_DINSOS }, worker = { .roles = ROLE_PEKSOS }, office = { .roles = ROLE_TU }, head = { .roles = ROLE_KEPALA },
		treasurer = { .roles = ROLE_BENDAHARA }, auditor = { .roles = ROLE_PEMERIKSA };
	for (size_t i = 0; i < referral_steps_count; i++) {
		const struct referral_step *s = &referral_steps[i];
		bool decides = s->move == REFERRAL_SETUJU || s->move == REFERRAL_TUNGGU || s->move == REFERRAL_TOLAK;
		bool sends = s->move == REFERRAL_KIRIM || s->move == REFERRAL_TARIK;
		assert_int_equal(referral_step_may(&officer, s), sends);
		assert_int_equal(referral_step_may(&worker, s), !decides && s->from != REFERRAL_KONSEP);
		assert_int_equal(referral_step_may(&office, s), referral_step_may(&worker, s));
		assert_int_equal(referral_step_may(&head, s), s->from != REFERRAL_KONSEP);
		assert_false(referral_step_may(&treasurer, s) || referral_step_may(&auditor, s));
	}
}

static void codes_go_round(void **state)
{
	(void)state;
	for (int s = 0; s < REFERRAL_STATES; s++)
		assert_int_equal(referral_state_from_code(referral_states[s].code), s);
	assert_int_equal(referral_state_from_code("selesai"), REFERRAL_STATES);
	for (int m = 0; m < REFERRAL_MOVES; m++) {
		assert_int_equal(referral_move_from_code(referral_move_code((enum referral_move)m)), m);
		assert_true(*referral_move_label((enum referral_move)m));
	}
	assert_int_equal(referral_move_from_code(""), REFERRAL_MOVES);
}

static void waiting_in_working_days(void **state)
{
	(void)state;
	caldate holiday = day("2026-08-17");
	/* letter on Friday the 14th; Monday is a holiday; five working days end on Monday the 24th */
	caldate since = day("2026-08-14");
	const struct referral_clocks clocks = REFERRAL_CLOCKS;
	struct referral_wait w = referral_waiting(REFERRAL_SURAT_DITERIMA, since, since, day("2026-08-24"), clocks, &holiday, 1);
	assert_int_equal(w.days, 10);
	assert_int_equal(w.working, 5);
	assert_int_equal(w.left, 0);
	assert_false(w.over);
	w = referral_waiting(REFERRAL_SURAT_DITERIMA, since, since, day("2026-08-25"), clocks, &holiday, 1);
	assert_true(w.over && w.left == -1);
	w = referral_waiting(REFERRAL_SURAT_DITERIMA, since, since, day("2026-08-24"), clocks, NULL, 0);
	assert_true(w.over);
	w = referral_waiting(REFERRAL_DIKIRIM, since, since, since, clocks, NULL, 0);
	assert_true(w.days == 0 && !w.over && w.left == 5);
	w = referral_waiting(REFERRAL_DIKIRIM, DATE_NONE, DATE_NONE, since, clocks, NULL, 0);
	assert_true(w.days == 0 && !w.over);
	for (int s = 0; s < REFERRAL_STATES; s++) { /* not sent, on the waiting list, or over: no clock */
		w = referral_waiting((enum referral_state)s, since, since, day("2026-12-01"), clocks, NULL, 0);
		assert_int_equal(w.over, s == REFERRAL_DIKIRIM || s == REFERRAL_SURAT_DITERIMA || s == REFERRAL_ASESMEN || s == REFERRAL_DISETUJUI);
		assert_int_equal(w.over, referral_states[s].setting != NULL);
		assert_int_equal(w.days > 0, w.over || s == REFERRAL_DAFTAR_TUNGGU);
	}
}

/* Each step has its own clock, which the settings move: the assessment runs from its start, the admission from the approval. */
static void a_clock_for_each_step(void **state)
{
	(void)state;
	caldate letter = day("2026-08-03"), began = day("2026-08-10"), today = day("2026-08-19"); /* Mondays, a Wednesday: 7 working days after began */
	struct referral_clocks clocks = REFERRAL_CLOCKS;
	struct referral_wait w = referral_waiting(REFERRAL_ASESMEN, letter, began, today, clocks, NULL, 0);
	assert_true(!w.over && w.left == 0 && w.days == 16); /* the sender waits since the letter */
	clocks.assessment = 6;
	assert_true(referral_waiting(REFERRAL_ASESMEN, letter, began, today, clocks, NULL, 0).over);
	assert_true(referral_waiting(REFERRAL_SURAT_DITERIMA, letter, began, today, clocks, NULL, 0).over);
	clocks.answer = 12;
	assert_false(referral_waiting(REFERRAL_SURAT_DITERIMA, letter, began, today, clocks, NULL, 0).over);
	w = referral_waiting(REFERRAL_DISETUJUI, letter, day("2026-08-17"), today, clocks, NULL, 0);
	assert_true(w.over && w.left == -1 && w.days == 2);
	clocks.admission = 2;
	assert_false(referral_waiting(REFERRAL_DISETUJUI, letter, day("2026-08-17"), today, clocks, NULL, 0).over);
	w = referral_waiting(REFERRAL_DAFTAR_TUNGGU, letter, began, today, clocks, NULL, 0);
	assert_true(!w.over && w.days == 9);
}

/* The head decides on an assessment; where no place is free the approval says why. */
static void what_a_decision_needs(void **state)
{
	(void)state;
	struct referral_decision d = { .state = REFERRAL_ASESMEN, .move = REFERRAL_SETUJU, .sex = "L", .reason = "", .capacity = 48, .residents = 46, .kept = 1 };
	problems_clear(&p);
	assert_false(referral_decision_check(&d, &p));
	assert_true(hard_on(&p, "state"));
	d.advised = true;
	problems_clear(&p);
	assert_true(referral_decision_check(&d, &p) && p.count == 0);
	d.kept = 2;
	assert_false(referral_decision_check(&d, &p));
	assert_true(hard_on(&p, "reason"));
	assert_non_null(strstr(p.list[0].text, "46 of 48, 2 kept"));
	d.reason = "Kakaknya tinggal di sini";
	problems_clear(&p);
	assert_true(referral_decision_check(&d, &p) && p.count == 1 && !p.hard); /* a warning with the figures */
	d.capacity = 0;
	d.reason = "";
	problems_clear(&p);
	assert_true(referral_decision_check(&d, &p) && p.count == 0); /* not set: never full */
	d.state = REFERRAL_DAFTAR_TUNGGU;
	d.advised = false;
	assert_true(referral_decision_check(&d, &p)); /* assessed before it was put there */
	d.state = REFERRAL_ASESMEN;
	d.move = REFERRAL_TOLAK;
	assert_true(referral_decision_check(&d, &p));
}

static void order_of_the_inbox(void **state)
{
	(void)state;
	caldate early = day("2026-07-01"), late = day("2026-08-01");
	const struct referral_rank order[] = { /* as it should stand */
		{ REFERRAL_ASESMEN, true, late, 9 }, { REFERRAL_SURAT_DITERIMA, false, early, 3 }, { REFERRAL_DIKIRIM, false, early, 4 }, { REFERRAL_DISETUJUI, false, late, 1 },
		{ REFERRAL_DIKIRIM, false, DATE_NONE, 2 }, { REFERRAL_KONSEP, true, early, 5 }, { REFERRAL_DAFTAR_TUNGGU, true, early, 6 },
		{ REFERRAL_DAFTAR_TUNGGU, false, early, 7 }, { REFERRAL_DITOLAK, true, early, 8 },
	};
	for (size_t i = 0; i < COUNT(order); i++)
		for (size_t j = 0; j < COUNT(order); j++) {
			int c = referral_compare(&order[i], &order[j]);
			if ((c < 0) != (i < j) || (c == 0) != (i == j))
				fail_msg("rows %zu and %zu: %d", i, j, c);
		}
}

static bool check(const char *no, const char *written, const char *received, enum referral_state s)
{
	const char *v[REFERRAL_FIELDS] = { [REFERRAL_F_DISTRICT] = "64.08", [REFERRAL_F_LETTER_NO] = no, [REFERRAL_F_LETTER_DATE] = written, [REFERRAL_F_RECEIVED_ON] = received };
	problems_clear(&p);
	return referral_check(v, s, day("2026-08-03"), &p);
}

static void the_letter(void **state)
{
	(void)state;
	assert_true(check("460/12", "2026-07-20", "2026-07-25", REFERRAL_SURAT_DITERIMA));
	assert_true(check("", "", "", REFERRAL_KONSEP));
	assert_true(check("", "", "", REFERRAL_DIKIRIM));
	assert_false(check("", "2026-07-20", "2026-07-25", REFERRAL_SURAT_DITERIMA));
	assert_true(hard_on(&p, "letter_no"));
	assert_false(check("460/12", "", "2026-07-25", REFERRAL_ASESMEN));
	assert_true(hard_on(&p, "letter_date"));
	assert_false(check("460/12", "2026-07-25", "2026-07-24", REFERRAL_SURAT_DITERIMA));
	assert_true(hard_on(&p, "received_on"));
	assert_true(check("460/12", "2026-07-25", "2026-07-25", REFERRAL_SURAT_DITERIMA));
	assert_false(check("460/12", "2026-08-04", "", REFERRAL_SURAT_DITERIMA));
	assert_false(check("460/12", "2026-02-29", "", REFERRAL_SURAT_DITERIMA)); /* no leap year */
	const char *none[REFERRAL_FIELDS] = { NULL };
	problems_clear(&p);
	assert_false(referral_check(none, REFERRAL_KONSEP, day("2026-08-03"), &p));
	assert_true(hard_on(&p, "district") && soft_on(&p, "clusters"));
	assert_false(referral_check(none, REFERRAL_KONSEP, day("2026-08-03"), NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_move_from_every_state), cmocka_unit_test(final_states_have_no_way_out), cmocka_unit_test(reasons), cmocka_unit_test(who_moves),
		cmocka_unit_test(codes_go_round), cmocka_unit_test(waiting_in_working_days), cmocka_unit_test(a_clock_for_each_step), cmocka_unit_test(what_a_decision_needs), cmocka_unit_test(order_of_the_inbox), cmocka_unit_test(the_letter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
