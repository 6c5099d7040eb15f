#include "tests/rules/check.h"
#include "src/rules/referral_out.h"

static struct problems p;

/* One line per state, one column per move: the state it leads to, or '-'. */
static const char *const lifecycle[OUT_STATES] = {
	/*                kirim terima tolak selesai tarik */
	[OUT_DIKIRIM] =  "-AR-X",
	[OUT_DITERIMA] = "---DX",
	[OUT_SELESAI] =  "-----",
	[OUT_DITOLAK] =  "-----",
	[OUT_DITARIK] =  "-----",
};

static enum out_state target(char c)
{
	return c == 'A' ? OUT_DITERIMA : c == 'R' ? OUT_DITOLAK : c == 'D' ? OUT_SELESAI : c == 'X' ? OUT_DITARIK : OUT_STATES;
}

static void every_move_from_every_state(void **state)
{
	(void)state;
	size_t legal = 0;
	for (int s = 0; s < OUT_STATES; s++)
		for (int m = 0; m < OUT_MOVES; m++) {
			problems_clear(&p);
			const struct out_step *step = out_can((enum out_state)s, (enum out_move)m, &p);
			enum out_state to = target(lifecycle[s][m]);
			if (to == OUT_STATES) {
				assert_null(step);
				assert_true(hard_on(&p, "state"));
				assert_non_null(strstr(p.list[0].text, out_state_label((enum out_state)s))); /* names the state */
				continue;
			}
			legal++;
			assert_non_null(step);
			assert_int_equal(step->to, to);
			assert_int_equal(p.count, 0);
			assert_int_equal(step->right, m == OUT_MOVE_TARIK ? RIGHT_OUT_SEND : RIGHT_OUT_RECORD);
		}
	assert_int_equal(legal, out_steps_count);
}

static void codes_and_labels(void **state)
{
	(void)state;
	for (int s = 0; s < OUT_STATES; s++) {
		assert_int_equal(out_state_from_code(out_states[s].code), s);
		assert_string_not_equal(out_state_label((enum out_state)s), out_states[s].code);
	}
	assert_int_equal(out_state_from_code("x"), OUT_STATES);
	for (int m = 0; m < OUT_MOVES; m++) {
		assert_true(*out_move_code((enum out_move)m));
		assert_true(*out_move_label((enum out_move)m));
	}
}

static const struct out_step *check(enum out_state s, enum out_move m, const char *on, const char *reason, const char *note)
{
	problems_clear(&p);
	return out_move_check(s, m, *on ? day(on) : DATE_NONE, day("2026-07-20"), day("2026-08-03"), reason, note, &p);
}

static void what_a_step_asks_for(void **state)
{
	(void)state;
	assert_non_null(check(OUT_DIKIRIM, OUT_MOVE_TERIMA, "2026-08-03", "", ""));
	assert_non_null(check(OUT_DIKIRIM, OUT_MOVE_TERIMA, "2026-07-20", "", "")); /* the day it was sent */
	assert_null(check(OUT_DIKIRIM, OUT_MOVE_TERIMA, "2026-08-04", "", ""));
	assert_true(hard_on(&p, "on"));
	assert_null(check(OUT_DIKIRIM, OUT_MOVE_TERIMA, "2026-07-19", "", ""));
	assert_true(hard_on(&p, "on"));
	assert_null(check(OUT_DIKIRIM, OUT_MOVE_TERIMA, "", "", ""));
	assert_null(check(OUT_DIKIRIM, OUT_MOVE_TOLAK, "2026-08-01", "", ""));
	assert_true(hard_on(&p, "reason"));
	assert_non_null(check(OUT_DIKIRIM, OUT_MOVE_TOLAK, "2026-08-01", "penuh", ""));
	assert_non_null(check(OUT_DIKIRIM, OUT_MOVE_TOLAK, "2026-08-01", "psikolog sedang cuti", ""));
	assert_null(check(OUT_DITERIMA, OUT_MOVE_SELESAI, "2026-08-01", "", ""));
	assert_true(hard_on(&p, "note"));
	assert_non_null(check(OUT_DITERIMA, OUT_MOVE_SELESAI, "2026-08-01", "", "diperiksa"));
	assert_null(check(OUT_DITERIMA, OUT_MOVE_TARIK, "2026-08-01", "", ""));
	assert_non_null(check(OUT_DITERIMA, OUT_MOVE_TARIK, "2026-08-01", "anak pindah", ""));
	assert_null(check(OUT_SELESAI, OUT_MOVE_TARIK, "2026-08-01", "anak pindah", ""));
}

static void sending(void **state)
{
	(void)state;
	const char *v[OUT_FIELDS] = { [OUT_F_PARTNER] = "7", [OUT_F_SERVICE] = "kesehatan", [OUT_F_SENT_ON] = "2026-08-03" };
	problems_clear(&p);
	assert_true(out_check(v, day("2026-08-03"), day("2026-08-03"), &p));
	v[OUT_F_SENT_ON] = "2026-08-04";
	assert_false(out_check(v, day("2026-01-01"), day("2026-08-03"), &p));
	assert_true(hard_on(&p, "sent_on"));
	problems_clear(&p);
	v[OUT_F_SENT_ON] = "2025-12-31"; /* before the child came */
	assert_false(out_check(v, day("2026-01-01"), day("2026-08-03"), &p));
	assert_true(hard_on(&p, "sent_on"));
	problems_clear(&p);
	const char *empty[OUT_FIELDS] = { NULL };
	assert_false(out_check(empty, DATE_NONE, day("2026-08-03"), &p));
	assert_true(hard_on(&p, "partner") && hard_on(&p, "service") && hard_on(&p, "sent_on"));
}

static void clocks(void **state)
{
	(void)state;
	struct out_wait w = out_waiting(OUT_DIKIRIM, day("2026-07-20"), day("2026-08-03"), 14, 30);
	assert_int_equal(w.days, 14);
	assert_int_equal(w.left, 0);
	assert_false(w.over); /* the fourteenth day is still in time */
	w = out_waiting(OUT_DIKIRIM, day("2026-07-19"), day("2026-08-03"), 14, 30);
	assert_true(w.over);
	assert_int_equal(w.left, -1);
	assert_false(out_waiting(OUT_DITERIMA, day("2026-07-04"), day("2026-08-03"), 14, 30).over);
	assert_true(out_waiting(OUT_DITERIMA, day("2026-07-03"), day("2026-08-03"), 14, 30).over);
	for (int s = OUT_SELESAI; s < OUT_STATES; s++) assert_int_equal(out_waiting((enum out_state)s, day("2026-01-01"), day("2026-08-03"), 14, 30).days, 0);
	assert_int_equal(out_waiting(OUT_DIKIRIM, DATE_NONE, day("2026-08-03"), 14, 30).days, 0);
	assert_int_equal(out_waiting(OUT_DIKIRIM, day("2026-08-09"), day("2026-08-03"), 14, 30).days, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_move_from_every_state), cmocka_unit_test(codes_and_labels), cmocka_unit_test(what_a_step_asks_for), cmocka_unit_test(sending), cmocka_unit_test(clocks) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
