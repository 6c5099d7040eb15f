/* The panti's inbox: places kept, the waiting list in order, questions to the sender, the reply letter, what Home says of them. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <string.h>

#include "db/office/setting.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_place.h"
#include "db/referral/referral_queue.h"
#include "src/base/clock.h"
#include "tests/db/cases.h"

DESK_FACTS(desk, f)
static struct err e;
static struct problems p;

static row_id assessed(const char *name, const char *sex, const char *no, bool advised)
{
	const struct referral_input in = cases_letter(name, sex, no);
	row_id id = cases_record(&f, &desk.office, &in);
	cases_move(&f, &desk.worker, id, REFERRAL_MULAI_ASESMEN, "");
	if (advised) fixture_must(&e, referral_move(desk.db, &desk.worker, id, cases_version(&f, "referral", id), REFERRAL_USUL, DATE_NONE, "terima", "Layak diterima", &p, &e));
	return id;
}

/* The head sees the advice and the places; a room and a day are kept; the clerk sees where the child went. */
static void test_place(void **state)
{
	(void)state;
	fixture_tamper(&f, "UPDATE panti SET capacity_l = 10, capacity_p = 10");
	desk_room(&desk, "Elang", "L", 1);
	desk_room(&desk, "Rajawali", "L", 4);
	desk_room(&desk, "Melati", "P", 4);
	assessed("Putra Contoh", "L", "1/DS", true);
	const struct desk_step head[] = {
		DO("{F2}app{Enter}", "Putra Contoh (R-2026-001)", "accept. Layak diterima", "Places for boys: 0 of 10 taken, 0 kept, 10 free.", "A place is kept until 17-08-2026."),
		DO("{Tab}{Tab}{Enter}", "The place", "Room", "Kept until"),
		DO_GONE("{F4}", "Melati", "Elang: 1 of 1 free", "Rajawali: 4 of 4 free"), /* a room for girls is not offered */
		DO("Elang{Enter}{Home}{^Y}20-8{Enter}", "20-08-2026"),
		DO("{F2}", "R-2026-001: approved. It stays in this list until the admission: F2.", "Approved"),
		DO("{Enter}", "approved 0 days ago, place kept until 20-08-2026, Elang"),
		DO("{F9}s", "The place", "20-08-2026"),
		DO("{F4}", "Elang: 1 of 1 free"), /* the own bed is still one's own */
		DO("{Esc}{Esc}", "Putra Contoh   L   Approved"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, head);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_place k JOIN room m ON m.id = k.room_id WHERE m.name = 'Elang' AND k.until_on = '2026-08-20' AND k.void_at IS NULL"), 1);
	const struct desk_step again[] = { /* for the next child that bed is gone */
		DO("R-2026-002{F2}app{Enter}", "0 of 10 taken, 1 kept, 9 free."),
		DO("{Tab}{Tab}{Enter}", "The place"),
		DO_GONE("{F4}", "Elang", "Rajawali: 4 of 4 free"),
		DO("{Esc}{Esc}", "R-2026-002"),
		DONE,
	};
	assessed("Rama Contoh", "L", "2/DS", true);
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, again);
	/* Home: the work, and the place that is lost soon */
	const struct desk_step home[] = {
		DO("", "Accepted, to be admitted", "Putra Contoh: place until 04-08"),
		DONE,
	};
	fixture_tamper(&f, "UPDATE referral_place SET until_on = '2026-08-04'");
	desk_run_play(&desk, &desk.head, &screen_home, NULL, home);
	const struct desk_step late[] = {
		DO("", "Putra Contoh: place gone 02-08"),
		DONE,
	};
	fixture_tamper(&f, "UPDATE referral_place SET until_on = '2026-08-01'");
	desk_run_play(&desk, &desk.head, &screen_home, NULL, late);
}

/* A place that was let go while others came is kept again only with the reason why. */
static void test_place_again(void **state)
{
	(void)state;
	fixture_tamper(&f, "UPDATE panti SET capacity_l = 10");
	row_id id = assessed("Putra Contoh", "L", "1/DS", true);
	const struct desk_step head[] = { DO("{F2}app{Enter}{Tab}{Enter}", "R-2026-001: approved."), DONE };
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, head);
	fixture_tamper(&f, "UPDATE referral_place SET until_on = '2026-08-01'");
	fixture_tamper(&f, "UPDATE panti SET capacity_l = 1");
	desk_child(&desk, "Sudah Di Sini", "L", "2014-02-05", date_make(2026, 1, 10));
	const struct desk_step again[] = {
		DO("", "no place is kept any more"),
		DO("{F9}s", "The place", "Kept until"),
		DO("{F2}", "Over the limit", "Places for boys are full: 1 of 1, 0 kept.", "is kept all the same."),
		DO("{Esc}", "no place is kept any more"),
		DO("{F9}s{F2}", "Over the limit"),
		DO("Kakaknya tinggal di sini{Enter}", "place kept until 17-08-2026"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_referral, &id, again);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit_value WHERE field = 'why' AND after_value = 'Kakaknya tinggal di sini'"), 1);
}

/* No place: the figures, the waiting list beside, and only with a reason over the limit. */
static void test_full(void **state)
{
	(void)state;
	fixture_tamper(&f, "UPDATE panti SET capacity_l = 1, capacity_p = 1");
	desk_child(&desk, "Sudah Di Sini", "L", "2014-02-05", date_make(2026, 1, 10));
	row_id one = assessed("Satu Contoh", "L", "1/DS", true);
	assessed("Dua Contoh", "L", "2/DS", true);
	const struct desk_step head[] = {
		DO("R-2026-001{F2}app{Enter}", "! Places for boys: 1 of 1 taken, 0 kept, 0 free.", "[ Waiting list ]", "[ Over the limit ]"),
		DO("{Enter}", "First assessment"), /* Back is the safe answer */
		DO("{F2}app{Enter}{Tab}{Enter}", "Put on the waiting list", "Reason"),
		DO("Kamar putra penuh{Enter}", "now Waiting list."),
		DO("{Esc}R-2026-002{F2}app{Enter}{Tab}{Tab}{Enter}", "Why the child is accepted although no place is free"),
		DO("Kakaknya tinggal di sini{Enter}", "R-2026-002: approved."),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, head);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_event WHERE move = 'setuju' AND reason = 'Kakaknya tinggal di sini'"), 1);
	const struct desk_step next[] = { /* from the list itself there is no way onto it */
		DO_GONE("{F2}app{Enter}", "[ Waiting list ]", "[ Over the limit ]", "! Places for boys: 1 of 1 taken, 1 kept, -1 free."),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_waiting_list, NULL, next);
	const struct desk_step home[] = {
		DO_GONE("", "places free", "Places for boys full (1/1)", "kept for accepted: 1"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_home, NULL, home);
	fixture_tamper(&f, "UPDATE panti SET capacity_l = 4");
	const struct desk_step free_[] = { /* places come free */
		DO("", "Waiting list, boys", "2 places free, 1 waiting"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_home, NULL, free_);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_queue"), 1);
	(void)one;
}

/* The list in its order; the head moves one by number and reason; letters search and change nothing. */
static void test_waiting_list(void **state)
{
	(void)state;
	static const char *const names[] = { "Adi Contoh", "Beni Contoh", "Candra Contoh" };
	for (int i = 0; i < 3; i++) cases_move(&f, &desk.head, assessed(names[i], "L", i ? i == 1 ? "2/DS" : "3/DS" : "1/DS", true), REFERRAL_TUNGGU, "Kamar putra penuh");
	const struct desk_step head[] = {
		DO("{F6}list, in{Enter}", "Waiting list", "1 R-2026-001", "3 R-2026-003", "Kamar putra penuh"),
		DO("{Down}{Down}{F4}", "Candra Contoh: number 3 of 3", "New number", "Reason"),
		DO("{Home}{^Y}1{Enter}{F2}", "Reason"),                       /* not without */
		DO("Nenek dirawat{Enter}{F2}", "Moved to number 1.", "1 R-2026-003", "2 R-2026-001", "3 R-2026-002"),
		DO("", "> ", "Nenek dirawat"),                                /* the selection went with the child; row 22 says why */
		DO("{Enter}", "place 1 of 3 on the waiting list, 0 days: Nenek dirawat"),
		DO("{Esc}abcdefghijklm", "Waiting list"),
		DO("{Esc}", "Waiting list"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, head);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'referral.queue'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_now WHERE state = 'daftar_tunggu'"), 3);
	const struct desk_step office[] = {
		DO("{F4}", "Decide on a referral: this is done by"),
		DO("{F2}", "Withdraw"), /* the office's only step from here */
		DO("{Esc}", "Waiting list"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_waiting_list, NULL, office);
}

/* What is urgent says so in words, ! is for what is late; once there is advice the head's next step is the decision. */
static void test_urgent(void **state)
{
	(void)state;
	struct referral_input in = cases_letter("Putra Contoh", "L", "1/DS");
	in.v[REFERRAL_F_URGENT] = "1";
	in.v[REFERRAL_F_SENDER] = "Dinas Sosial Kabupaten Kutai Timur";
	row_id id = cases_record(&f, &desk.office, &in);
	const struct desk_step new[] = { DO_GONE("", "! Urgent", "12 Kutai Timur   9 d ! Letter received, ~", "Kutai Timur", "Urgent. "), DONE };
	desk_run_play(&desk, &desk.worker, &screen_referrals, NULL, new);
	cases_move(&f, &desk.worker, id, REFERRAL_MULAI_ASESMEN, "");
	const struct desk_step before[] = { DO("{F2}", "> Give advice"), DONE };
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, before);
	fixture_must(&e, referral_move(desk.db, &desk.worker, id, cases_version(&f, "referral", id), REFERRAL_USUL, DATE_NONE, "terima", "Layak diterima", &p, &e));
	const struct desk_step after[] = { DO("{F2}", "> Approve"), DONE };
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, after);
	cases_move(&f, &desk.head, id, REFERRAL_TUNGGU, "Kamar putra penuh");
	const struct desk_step list[] = { DO("", "Urgent: Kamar putra p"), DONE };
	desk_run_play(&desk, &desk.head, &screen_waiting_list, NULL, list);
}

/* A question stands in the step column until it is answered; the answer is marked until it is read, and counted on Home. */
static void test_question(void **state)
{
	(void)state;
	row_id id = assessed("Putra Contoh", "L", "1/DS", false);
	struct actor officer = desk_actor(&desk, "andi", ROLE_DINSOS, "64.08");
	const struct desk_step ask[] = {
		DO("{F9}d", "Ask the sender", "Putra Contoh, R-2026-001", "Question"),
		DO("KK ada?{Enter}", "R-2026-001: asked. The answer comes as a message.", "? First assessment", "asks: KK ada?"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_referrals, NULL, ask);
	assert_int_equal(referral_message_waiting(desk.db, &officer, &e), 1);
	fixture_must(&e, referral_message_send(desk.db, &officer, id, "KK menyusul besok.", NULL, NULL, &p, &e));
	const struct desk_step answered[] = {
		DO_GONE("", "asks:", "* First assessment", "1 new: KK menyusul besok.", "Putra Contoh"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_referrals, NULL, answered);
	const struct desk_step home[] = { DO("", "Messages not read yet", "1"), DONE };
	desk_run_play(&desk, &desk.worker, &screen_home, NULL, home);
	fixture_must(&e, referral_message_seen(desk.db, &desk.worker, id, &e));
	const struct desk_step read_[] = { DO_GONE("", "* First", "Putra Contoh", "First assessment"), DONE };
	desk_run_play(&desk, &desk.worker, &screen_referrals, NULL, read_);
}

/* One key after the decision; the number is given once; where numbers are written by hand it is typed, once as well; each answer its own letter. */
static void test_reply(void **state)
{
	(void)state;
	row_id id = assessed("Putra Contoh", "L", "1/DS", true), other = assessed("Rama Contoh", "L", "2/DS", true);
	const struct desk_step early[] = { DO("R-2026-001{F5}", "There is no answer yet."), DONE };
	desk_run_play(&desk, &desk.office, &screen_referrals, NULL, early);
	cases_move(&f, &desk.head, id, REFERRAL_TUNGGU, "kamar putra penuh");
	const struct referral_filter all = { .view = REFERRAL_VIEW_ALL };
	const struct desk_step first[] = {
		DO("R-2026-001{F5}", "Reply to a referral", "Perihal"),
		DO("{PgDn}", "DAFTAR TUNGGU", "kamar putra penuh", "nomor urut 1 dari 1"),
		DO("{Esc}{F5}", "Reply to a referral"), /* again: the same number */
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_referrals, &all, first);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM letter"), 1);
	/* next week the place is there: another answer, another letter, its number from the agenda */
	clock_set_ms(FIXTURE_NOW + INT64_C(7) * 86400000);
	cases_move(&f, &desk.head, id, REFERRAL_SETUJU, "");
	cases_move(&f, &desk.head, other, REFERRAL_TOLAK, "usia");
	fixture_must(&e, setting_set(desk.db, &desk.head, "letter_dots", "1", &p, &e));
	const struct desk_step second[] = {
		DO("R-2026-001{F5}", "Number of the reply letter", "From the agenda book."),
		DO("460/77/PSC/VIII/2026{Enter}", "Reply to a referral", "460/77/PSC/VIII/2026"),
		DO("{PgDn}", "DITERIMA", "kami simpan sampai dengan"),
		DO("{Esc}{F5}", "Reply to a referral", "460/77/PSC/VIII/2026"), /* not asked again */
		DO("{Esc}{Esc}R-2026-002{F5}", "Number of the reply letter"),
		DO("460/77/PSC/VIII/2026{Enter}", "Number 460/77/PSC/VIII/2026 stands on another letter"),
		DO("{Enter}", "From the agenda book."),
		DO("{Home}{^Y}{Enter}", "Reply to a referral", "......"), /* by hand, on the paper */
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_referrals, &all, second);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM letter"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_place, setup, teardown), cmocka_unit_test_setup_teardown(test_place_again, setup, teardown), cmocka_unit_test_setup_teardown(test_full, setup, teardown),
		cmocka_unit_test_setup_teardown(test_waiting_list, setup, teardown), cmocka_unit_test_setup_teardown(test_question, setup, teardown),
		cmocka_unit_test_setup_teardown(test_reply, setup, teardown), cmocka_unit_test_setup_teardown(test_urgent, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
