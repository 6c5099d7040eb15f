/* The waiting list: entered at its end with a reason, moved by the head only, closed up behind whoever leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "db/check.h"
#include "db/referral/referral_queue.h"
#include "src/base/clock.h"
#include "tests/db/desk.h"
#include "tests/db/people.h"

static int64_t found(void)
{
	struct check check = { .say = NULL };
	fixture_must(&e, db_check(f.db, &check, &e));
	return check.found;
}

static row_id waiting(const char *name, const char *sex, const char *why)
{
	static int n;
	char letter[24];
	snprintf(letter, sizeof letter, "460/%d", ++n);
	struct referral_input in = cases_letter(name, sex, letter);
	row_id id = cases_record(&f, &f.tu, &in);
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
	if (why) cases_move(&f, &f.kepala, id, REFERRAL_TUNGGU, why);
	return id;
}

static bool put(row_id id, int place, const char *why)
{
	err_clear(&e);
	return referral_queue_move(f.db, &f.kepala, id, place, why, &p, &e);
}

/* Names in the order of the list, "A B C"; places must be 1, 2, 3. */
static const char *order(const struct actor *who)
{
	struct referral_waiting_row rows[20];
	static char text[400];
	int n = referral_queue_list(f.db, who, a, rows, 20, &e);
	assert_true(n >= 0);
	text[0] = 0;
	for (int i = 0; i < n; i++) {
		assert_int_equal(rows[i].place, i + 1);
		assert_int_equal(rows[i].of, n);
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "", rows[i].name);
	}
	return text;
}

static void test_order(void **state)
{
	(void)state;
	row_id open = waiting("Buka", "L", NULL);
	assert_false(referral_move(f.db, &f.kepala, open, cases_version(&f, "referral", open), REFERRAL_TUNGGU, DATE_NONE, "", "", &p, &e)); /* not without a reason */
	assert_non_null(problem_of(&p, "reason"));
	row_id id[5];
	static const char *const names[] = { "A", "B", "C", "D", "E" };
	for (int i = 0; i < 5; i++) id[i] = waiting(names[i], i % 2 ? "P" : "L", "Kamar putra penuh");
	assert_string_equal(order(&f.kepala), "A B C D E");
	assert_true(put(id[4], 2, "Mendesak: nenek dirawat"));
	assert_string_equal(order(&f.kepala), "A E B C D");
	assert_true(put(id[0], 99, "Menunggu kelulusan"));
	assert_string_equal(order(&f.kepala), "E B C D A");
	assert_true(put(id[1], 2, "Tetap")); /* where it is: nothing happens */
	assert_true(put(id[2], 4, "Sebentar lagi"));
	assert_string_equal(order(&f.kepala), "E B D C A");
	struct referral_card c;
	fixture_must(&e, referral_load(f.db, &f.kepala, id[4], false, a, &c, &e));
	assert_int_equal(c.queue_place, 1);
	assert_int_equal(c.queue_of, 5);
	struct referral_waiting_row row;
	assert_int_equal(referral_queue_list(f.db, &f.kepala, a, &row, 1, &e), 1);
	assert_string_equal(row.why, "Mendesak: nenek dirawat");
	assert_int_equal(referral_queue_list(f.db, &f.dinsos, a, &row, 1, &e), 1);
	assert_string_equal(row.why, ""); /* stays in the home */
	assert_string_equal(c.queue_why, "Mendesak: nenek dirawat");
	assert_string_equal(c.events[c.event_count - 1].reason, "Kamar putra penuh"); /* why it waits stays with it */
	assert_int_equal(people_int(&f, "SELECT count(*) FROM audit WHERE action = 'referral.queue'"), 3);
	int sexes[SEXES];
	fixture_must(&e, referral_queue_count(f.db, f.panti, sexes, &e));
	assert_int_equal(sexes[SEX_L], 3);
	assert_int_equal(sexes[SEX_P], 2);
	/* out by every way: those behind move up */
	cases_move(&f, &f.kepala, id[1], REFERRAL_SETUJU, NULL);
	assert_string_equal(order(&f.kepala), "E D C A");
	cases_move(&f, &f.kepala, id[4], REFERRAL_TOLAK, "usia");
	cases_move(&f, &f.tu, id[0], REFERRAL_TARIK, "Keluarga merawat sendiri.");
	assert_string_equal(order(&f.kepala), "D C");
	fixture_must(&e, referral_load(f.db, &f.kepala, id[1], false, a, &c, &e));
	assert_int_equal(c.queue_place, 0);
	assert_int_equal(c.place_until, FIXTURE_DAY + 14); /* accepted from the list: a place is kept as well */
	row_id again = waiting("F", "L", "Penuh");
	assert_string_equal(order(&f.kepala), "D C F");
	assert_true(put(again, 1, "Mendesak"));
	assert_string_equal(order(&f.kepala), "F D C");
}

static void test_who_and_what(void **state)
{
	(void)state;
	row_id one = waiting("Satu", "L", "Penuh"), open = waiting("Buka", "L", NULL);
	const struct actor *others[] = { &f.admin, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem };
	for (size_t i = 0; i < COUNT(others); i++) {
		err_clear(&e);
		assert_false(referral_queue_move(f.db, others[i], one, 1, "Alasan", &p, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
	}
	assert_false(put(one, 0, "Alasan"));
	assert_non_null(problem_of(&p, "place"));
	assert_false(put(one, 1, ""));
	assert_non_null(problem_of(&p, "reason"));
	assert_false(put(open, 1, "Alasan"));
	assert_non_null(problem_of(&p, "state"));
	struct actor elsewhere;
	row_id other = fixture_panti(&f, "LAIN", &elsewhere);
	assert_true(other > 0);
	err_clear(&e);
	assert_false(referral_queue_move(f.db, &elsewhere, one, 1, "Alasan", &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_string_equal(order(&elsewhere), "");
	err_clear(&e);
	assert_string_equal(order(&f.dinsos), "Satu"); /* the district that sent it */
	struct actor far = fixture_actor(&f, 0, "jauh", ROLE_DINSOS, "64.71");
	assert_string_equal(order(&far), "");
}

/* Any series of entries, moves and exits leaves places 1, 2, 3 ... in the order a plain array gives. */
static void test_random(void **state)
{
	(void)state;
	unsigned seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	row_id list[40];
	int n = 0;
	for (int step = 0; step < 120; step++) {
		unsigned r = seed = seed * 1103515245u + 12345u;
		int at = n ? (int)(r >> 8) % n : 0;
		if (n < 3 || (r >> 4) % 5 == 0) {
			if (n == 15) continue;
			list[n++] = waiting("Acak", "L", "Penuh");
		} else if ((r >> 4) % 5 == 1) {
			cases_move(&f, &f.kepala, list[at], REFERRAL_TOLAK, "usia");
			memmove(list + at, list + at + 1, sizeof *list * (size_t)(--n - at));
		} else {
			int to = (int)(r >> 16) % n;
			row_id id = list[at];
			assert_true(put(id, to + 1, "Urutan baru"));
			memmove(list + at, list + at + 1, sizeof *list * (size_t)(n - 1 - at));
			memmove(list + to + 1, list + to, sizeof *list * (size_t)(n - 1 - to));
			list[to] = id;
		}
		struct referral_waiting_row rows[40];
		assert_int_equal(referral_queue_list(f.db, &f.kepala, a, rows, 40, &e), n);
		for (int i = 0; i < n; i++) {
			assert_int_equal(rows[i].referral, list[i]);
			assert_int_equal(rows[i].place, i + 1);
		}
	}
}

/* What does not fit the events is told, and put right in the order that stands. */
/* However long the list is, remaking it numbers all of it. */
static void test_long_list(void **state)
{
	(void)state;
	char sql[600];
	waiting("Satu Contoh", "L", "Penuh");
	snprintf(sql, sizeof sql, "INSERT INTO referral (id, panti_id, number, person_id, district, recorded_at, recorded_by) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5000)"
		" SELECT 900000 + n, %" PRId64 ", 'R-2025-' || n, (SELECT id FROM person), '64.08', 0, 0 FROM c", f.panti);
	fixture_tamper(&f, sql);
	fixture_tamper(&f, "INSERT INTO referral_event (id, panti_id, referral_id, move, state, on_date, recorded_at, recorded_by) SELECT id, panti_id, id, 'tunggu', 'daftar_tunggu', '2025-08-03', 0, 0 FROM referral WHERE id > 900000 AND id < 910000");
	fixture_must(&e, db_rebuild(f.db, &f.admin, &e));
	assert_int_equal(cases_number(&f, "SELECT max(place) FROM referral_queue"), 5001);
	assert_int_equal(found(), 0);
}

static void test_check_and_rebuild(void **state)
{
	(void)state;
	waiting("A", "L", "Penuh");
	row_id b = waiting("B", "L", "Penuh");
	waiting("C", "L", "Penuh");
	assert_int_equal(found(), 0);
	char sql[120];
	snprintf(sql, sizeof sql, "DELETE FROM referral_queue WHERE referral_id = %" PRId64, b);
	fixture_tamper(&f, sql);
	assert_true(found() >= 2); /* C stands third of two, B has no place */
	fixture_must(&e, db_rebuild(f.db, &f.admin, &e));
	assert_string_equal(order(&f.kepala), "A C B");
}

static void test_plan(void **state)
{
	(void)state;
	order(&f.kepala);
	order(&f.dinsos);
	char plan[600];
	people_plan(&f, "SELECT w.referral_id FROM referral_queue w CROSS JOIN referral_now n WHERE n.referral_id = w.referral_id AND w.panti_id = 1 ORDER BY w.place LIMIT 9", plan, sizeof plan);
	assert_non_null(strstr(plan, "referral_queue_panti"));
	assert_null(strstr(plan, "TEMP B-TREE"));
	assert_true(cases_plans(&f, "FROM referral_queue w CROSS JOIN") >= 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, desk_setup, desk_teardown), cmocka_unit_test_setup_teardown(test_who_and_what, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_random, desk_setup, desk_teardown), cmocka_unit_test_setup_teardown(test_check_and_rebuild, desk_setup, desk_teardown), cmocka_unit_test_setup_teardown(test_long_list, desk_setup, desk_teardown),
		cmocka_unit_test_setup_teardown(test_plan, desk_setup, desk_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
