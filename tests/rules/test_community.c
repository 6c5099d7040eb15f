/* Reports of the public: every move from every state, the days, the intake's rules, the hour, and the funnel's stages. */
#include "tests/rules/check.h"
#include "src/rules/codes.h"
#include "src/rules/community.h"

static struct problems p;

/* One line per state, one column per move; the first letter of the state it leads to, '-' none. */
static const char *const moves[COMMUNITY_STATES] = {
	/*                             temukan tak sedia tolak rujuk tutup kunjungan telepon */
	[COMMUNITY_DILAPORKAN] =      "dt---xLL",
	[COMMUNITY_DITEMUKAN] =       "--bm-xDD",
	[COMMUNITY_TIDAK_DITEMUKAN] = "dt---xTT",
	[COMMUNITY_BERSEDIA] =        "---mrxBB",
	[COMMUNITY_MENOLAK] =         "--b--xMM",
	[COMMUNITY_DIRUJUK] =         "--------",
	[COMMUNITY_DITUTUP] =         "--------",
};

static enum community_state target(char c)
{
	switch (c) {
	case 'L': return COMMUNITY_DILAPORKAN;
	case 'd': case 'D': return COMMUNITY_DITEMUKAN;
	case 't': case 'T': return COMMUNITY_TIDAK_DITEMUKAN;
	case 'b': case 'B': return COMMUNITY_BERSEDIA;
	case 'm': case 'M': return COMMUNITY_MENOLAK;
	case 'r': return COMMUNITY_DIRUJUK;
	case 'x': return COMMUNITY_DITUTUP;
	default: return COMMUNITY_STATES;
	}
}

static void every_move_from_every_state(void **state)
{
	(void)state;
	size_t legal = 0;
	for (int s = 0; s < COMMUNITY_STATES; s++)
		for (int m = 0; m < COMMUNITY_MOVES; m++) {
			problems_clear(&p);
			enum community_state to = target(moves[s][m]);
			const struct community_step *step = community_can((enum community_state)s, (enum community_move)m, &p);
			if (to == COMMUNITY_STATES) {
				if (step || !hard_on(&p, "state")) fail_msg("%s from %s should be refused", community_move_code((enum community_move)m), community_state_code((enum community_state)s));
				assert_non_null(strstr(p.list[0].text, community_state_label((enum community_state)s)));
				continue;
			}
			legal++;
			if (!step || step->to != to || p.count) fail_msg("%s from %s", community_move_code((enum community_move)m), community_state_code((enum community_state)s));
		}
	assert_int_equal(legal, community_steps_count);
}

static void codes_have_labels(void **state)
{
	(void)state;
	for (int s = 0; s < COMMUNITY_STATES; s++) {
		assert_non_null(code_find("community_state", community_state_code((enum community_state)s)));
		assert_int_equal(community_state_from_code(community_state_code((enum community_state)s)), s);
	}
	for (int m = 0; m < COMMUNITY_MOVES; m++) assert_int_equal(community_move_from_code(community_move_code((enum community_move)m)), m);
	assert_int_equal(community_state_from_code("catat"), COMMUNITY_STATES);
	assert_int_equal(community_move_from_code("catat"), COMMUNITY_MOVES);
	for (int f = 0; f < COMMUNITY_FIELDS; f++)
		if (community_fields[f].list && strcmp(community_fields[f].list, "district")) assert_non_null(code_list_find(community_fields[f].list));
}

#define TODAY day("2026-08-03")

static bool moved(enum community_state s, enum community_move m, const char *on, const char *last, const char *reason, const char *note)
{
	problems_clear(&p);
	return community_move_check(s, m, day(on), *last ? day(last) : DATE_NONE, TODAY, reason, note, &p) != NULL;
}

static void days_and_reasons(void **state)
{
	(void)state;
	assert_true(moved(COMMUNITY_DILAPORKAN, COMMUNITY_TEMUKAN, "2026-08-03", "2026-08-01", "", ""));
	assert_true(moved(COMMUNITY_DILAPORKAN, COMMUNITY_TEMUKAN, "2026-08-01", "2026-08-01", "", ""));
	assert_false(moved(COMMUNITY_DILAPORKAN, COMMUNITY_TEMUKAN, "2026-08-04", "2026-08-01", "", ""));
	assert_true(hard_on(&p, "on"));
	assert_false(moved(COMMUNITY_DILAPORKAN, COMMUNITY_TEMUKAN, "2026-07-31", "2026-08-01", "", ""));
	assert_true(hard_on(&p, "on"));
	assert_non_null(strstr(p.list[0].text, "01-08-2026"));
	assert_false(moved(COMMUNITY_DILAPORKAN, COMMUNITY_TAK_DITEMUKAN, "2026-08-03", "", "", "hujan"));
	assert_true(hard_on(&p, "reason"));
	assert_true(moved(COMMUNITY_DILAPORKAN, COMMUNITY_TAK_DITEMUKAN, "2026-08-03", "", "sudah pindah", ""));
	assert_false(moved(COMMUNITY_BERSEDIA, COMMUNITY_TOLAK, "2026-08-03", "", "", ""));
	assert_false(moved(COMMUNITY_BERSEDIA, COMMUNITY_TUTUP, "2026-08-03", "", "", ""));
	assert_true(moved(COMMUNITY_BERSEDIA, COMMUNITY_TUTUP, "2026-08-03", "", "keluarga", ""));
	assert_false(moved(COMMUNITY_BERSEDIA, COMMUNITY_KUNJUNGAN, "2026-08-03", "", "x", ""));
	assert_true(hard_on(&p, "note"));
	assert_true(moved(COMMUNITY_BERSEDIA, COMMUNITY_TELEPON, "2026-08-03", "", "", "ibu setuju"));
}

static bool checked(const char *const v[COMMUNITY_FIELDS])
{
	problems_clear(&p);
	return community_check(v, TODAY, &p);
}

static void intake(void **state)
{
	(void)state;
	const char *v[COMMUNITY_FIELDS] = { NULL };
	assert_false(checked(v));
	assert_true(hard_on(&p, "channel") && hard_on(&p, "received_on") && hard_on(&p, "place") && hard_on(&p, "district"));
	assert_int_equal(p.count, 4); /* everything else may stay unknown */
	v[COMMUNITY_F_CHANNEL] = "masyarakat";
	v[COMMUNITY_F_RECEIVED_ON] = "2026-08-02";
	v[COMMUNITY_F_PLACE] = "Simpang Rapak";
	v[COMMUNITY_F_DISTRICT] = "64.71";
	assert_true(checked(v));
	assert_int_equal(p.count, 0);
	v[COMMUNITY_F_RECEIVED_ON] = "2026-08-04";
	assert_false(checked(v));
	v[COMMUNITY_F_RECEIVED_ON] = "2026-08-02";
	v[COMMUNITY_F_SEEN_ON] = "2026-08-03";
	assert_false(checked(v));
	assert_true(hard_on(&p, "seen_on"));
	v[COMMUNITY_F_SEEN_ON] = "2026-08-02";
	v[COMMUNITY_F_SEEN_HOUR] = "25.10";
	assert_false(checked(v));
	assert_true(hard_on(&p, "seen_hour"));
	v[COMMUNITY_F_SEEN_HOUR] = "14.30";
	v[COMMUNITY_F_CHILDREN] = "0";
	assert_false(checked(v));
	v[COMMUNITY_F_CHILDREN] = "3";
	v[COMMUNITY_F_ANONYMOUS] = "1";
	assert_true(checked(v));
	v[COMMUNITY_F_REPORTER_PHONE] = "0812";
	assert_false(checked(v));
	assert_true(hard_on(&p, "reporter"));
	v[COMMUNITY_F_ANONYMOUS] = "0";
	assert_true(checked(v));
}

static void hours(void **state)
{
	(void)state;
	static const char *const good[][2] = { { "14.30", "14.30" }, { "14:30", "14.30" }, { "1430", "14.30" }, { "730", "07.30" }, { "7", "07.00" }, { "14", "14.00" }, { "7.05", "07.05" }, { "", "" }, { "0.00", "00.00" } };
	static const char *const bad[] = { "24.00", "14.60", "14.3", ".30", "14..30", "siang", "143000", "14.30.10", "7.5", "-7", "123.45" };
	char out[6];
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(community_hour(good[i][0], out));
		assert_string_equal(out, good[i][1]);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		if (community_hour(bad[i], out)) fail_msg("%s is no hour, yet read as %s", bad[i], out);
}

static void order(void **state)
{
	(void)state;
	assert_true(community_rank(COMMUNITY_MENOLAK, true) < community_rank(COMMUNITY_DILAPORKAN, false));
	assert_true(community_rank(COMMUNITY_MENOLAK, false) < community_rank(COMMUNITY_DITUTUP, true));
	assert_true(community_sort(COMMUNITY_DILAPORKAN, day("2026-01-01")) < community_sort(COMMUNITY_DILAPORKAN, day("2026-02-01")));
	assert_true(community_sort(COMMUNITY_DITUTUP, day("2026-02-01")) < community_sort(COMMUNITY_DITUTUP, day("2026-01-01")));
}

static void funnel(void **state)
{
	(void)state;
	struct funnel_one one;
	for (int i = 0; i < FUNNEL_STAGES; i++) one.on[i] = DATE_NONE;
	one.on[FUNNEL_REPORTED] = 10;
	assert_int_equal(funnel_reached(&one), 1);
	funnel_event(&one, COMMUNITY_TIDAK_DITEMUKAN, 11);
	assert_int_equal(funnel_reached(&one), 1);
	funnel_event(&one, COMMUNITY_DITEMUKAN, 12);
	funnel_event(&one, COMMUNITY_DITEMUKAN, 13); /* a visit afterwards is not a second finding */
	assert_int_equal(one.on[FUNNEL_FOUND], 12);
	funnel_event(&one, COMMUNITY_BERSEDIA, 14);
	assert_int_equal(funnel_reached(&one), 3);
	funnel_event(&one, COMMUNITY_MENOLAK, 15);
	assert_int_equal(funnel_reached(&one), 2);
	funnel_event(&one, COMMUNITY_BERSEDIA, 16);
	funnel_event(&one, COMMUNITY_DIRUJUK, 17);
	assert_int_equal(funnel_reached(&one), 4);
	assert_int_equal(one.on[FUNNEL_WILLING], 16);
	int odd[] = { 9, 1, 4 }, even[] = { 8, 2, 6, 4 };
	assert_int_equal(funnel_median(odd, 3), 4);
	assert_int_equal(funnel_median(even, 4), 4);
	assert_int_equal(funnel_median(odd, 0), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_move_from_every_state), cmocka_unit_test(codes_have_labels), cmocka_unit_test(days_and_reasons), cmocka_unit_test(intake),
		cmocka_unit_test(hours), cmocka_unit_test(order), cmocka_unit_test(funnel),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
