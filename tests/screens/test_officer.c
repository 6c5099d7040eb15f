/* A district officer at the desk: referrals typed fast, siblings on a letter, sending, withdrawing, answering the home, papers, how children fare. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <string.h>

#include "db/child/care.h"
#include "db/referral/referral_message.h"
#include "db/termination/termination.h"
#include "tests/db/cases.h"

static struct desk_play desk;
static struct fixture f;
static struct actor officer;
static row_id raced;

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	f = desk_fixture(&desk);
	officer = desk_actor(&desk, "andi", ROLE_DINSOS, "64.08");
	officer.panti = 0;
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static row_id draft(const char *name, const char *letter)
{
	struct referral_input in = cases_letter(name, "L", letter);
	in.panti = desk.head.panti;
	in.v[REFERRAL_F_RECEIVED_ON] = "";
	return cases_record(&f, &officer, &in);
}

static row_id sent(const char *name, const char *letter)
{
	row_id id = draft(name, letter);
	cases_move(&f, &officer, id, REFERRAL_KIRIM, NULL);
	return id;
}

static void says(const struct actor *who, row_id id, const char *body)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	desk_must(referral_message_send(desk.db, who, id, body, NULL, NULL, &p, &e), &p, &e);
}

/* The whole way of a letter with two children: from Home, the needed fields only, a sibling with its own fields, one question, both sent. */
static void test_letter_of_two(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("{F7}", "> new", "Needed to send", "(o) Panti Contoh: free L", "2Save"),
		DO("Dewi Kirim{Enter}f{Enter}3/4/15{Enter}Aminah{Enter}{Enter}71/DS{Enter}h{Enter}", "Dewi Kirim", "03-04-2015", "03-08-2026"),
		DO("{Enter}Ibu sakit.{F2}", "Recorded", "Brothers or sisters on the same letter?", "[ Sibling ]", "[ Send 1 now ]"),
		DO_GONE("{Right}{Enter}", "Reason for referral", "Letter 71/DS, mother Aminah and the rest stay.", "* Full name"),
		DO("Doni Kirim{Enter}m{Enter}5/6/17{Enter}{F2}", "Recorded", "Doni Kirim", "[ Send 2 now ]"),
		DO("{Right}{Right}{Enter}", "Doni Kirim   L   Sent", "Sent: 2.", "1 more on the same letter: Dewi Kirim", "Ibu sakit."),
		DO("{Esc}", "CHILDREN OF YOUR DISTRICT", "FREE PLACES", "Panti Contoh"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_home, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_now n JOIN referral r ON r.id = n.referral_id WHERE n.state = 'dikirim' AND r.letter_no = '71/DS' AND r.letter_date = '2026-08-03' AND r.reason = 'Ibu sakit.'"), 2);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM person WHERE mother = 'Aminah'"), 2);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft"), 0);
}

/* The ditto mark takes the record typed before, also one of an earlier day: every field. */
static void test_ditto(void **state)
{
	(void)state;
	draft("Rahma Lama", "460/9");
	const struct desk_step steps[] = {
		DO("{F7}Baru Sekali{Enter}f{Enter}", "Baru Sekali"),
		DO("\"{Enter}", "05-02-2014"),
		DO("{Enter}{Enter}\"{Enter}\"{Enter}", "460/9", "20-07-2026"),
		DO("{F2}", "Recorded"),
		DO("{Enter}", "Baru Sekali   P   Draft", "2Send"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, steps);
}

/* The line drops in the middle of a sibling: the draft holds the letter kept as well as what was typed. */
static void test_sibling_draft_is_whole(void **state)
{
	(void)state;
	const struct desk_step typed[] = {
		DO("{F7}Satu Kirim{Enter}f{Enter}3/4/15{Enter}Aminah{Enter}{Enter}71/DS{Enter}h{Enter}{Enter}Ibu sakit.{F2}", "Recorded"),
		DO("{Right}{Enter}Dua Kirim{Enter}", "Dua Kirim"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, typed); /* the line drops */
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft WHERE form = 'referral'"), 1);
	const struct desk_step again[] = {
		DO("{F7}", "There is a draft"),
		DO("{Enter}", "Dua Kirim", "Aminah", "71/DS", "Ibu sakit."),
		DO("{Tab}f{F2}", "Recorded"),
		DO("{Enter}", "Dua Kirim   P   Draft", "1 more on the same letter"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, again);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral WHERE letter_no = '71/DS' AND reason = 'Ibu sakit.'"), 2);
}

/* A child the own district referred before is offered side by side; what another district knows is not. */
static void test_known_child(void **state)
{
	(void)state;
	struct actor other = desk_actor(&desk, "lain", ROLE_DINSOS, "64.71");
	other.panti = 0;
	struct referral_input far = cases_letter("Melati Jauh", "P", "1/X");
	cases_record(&f, &other, &far);
	sent("Muhammad Rizal", "460/1");
	const struct desk_step steps[] = {
		DO("{F7}Moh. Rijal{Enter}m{Enter}5/2/14{Enter}{F2}", "Is it the same child?", "Muhammad Rizal, born 05-02-2014", "R-2026-002, Sent"),
		DO("{Enter}", "Not saved yet.", "Moh. Rijal"),
		DO("{Esc}{Tab}{Tab}{Enter}", "1 of 1 referrals"),
		DO("{F7}Melati Jauh{Enter}f{Enter}5/2/14{Enter}{F2}", "Recorded"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, steps);
}

static void test_list(void **state)
{
	(void)state;
	row_id id = sent("Sari Kirim", "460/1");
	draft("Konsep Satu", "460/2");
	draft("Konsep Dua", "460/2");
	says(&desk.worker, id, "Apakah KK sudah ada?");
	const struct desk_step steps[] = {
		DO("", "not finished (F6)", "3 of 3 referrals", "* Sent", "L 40 P 40"),
		DO_GONE("", "To the home", "1 new: Apakah KK sudah ada?", "03-08", "Sari Kirim", "2Send"),
		DO("{F2}", "R-2026-001 is Sent already. F8 withdraws it"),
		DO("{F6}", "Which referrals", "the other side wrote last"),
		DO("other{Enter}", "1 of 3", "Sari Kirim"),
		DO("{F6}not fin{Enter}{Down}{F2}", "Send the referral", "drafts are ready.", "[ Only this one ]", "[ Send 2 now ]"),
		DO("{Right}{Right}{Enter}", "Sent: 2."),
		DO_GONE("", "Draft", "3 of 3 referrals"),
		DO("{F8}", "Withdraw", "Reason"),
		DO("Keluarga berubah pikiran{Enter}", "now Withdrawn", "2 of 3 referrals"),
		DO("konsep dua", "1 of 3"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_now WHERE state = 'dikirim'"), 2);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_event WHERE move = 'tarik' AND reason = 'Keluarga berubah pikiran'"), 1);
}

/* Another home for a draft, with the free places of each. */
static void test_change_home(void **state)
{
	(void)state;
	fixture_panti(&f, "LAIN", NULL);
	draft("Yoga Kirim", "460/3");
	const struct desk_step steps[] = {
		DO("", "To the home", "Panti Contoh", "Panti Sosial Contoh: L 50 free, P 50 free."),
		DO("{F4}", "Which panti is asked", "Panti Contoh: free L", "Panti Sosial Contoh: free L 50, P 50"),
		DO("sosial{Enter}", "Saved."),
		DO("{Enter}", "Panti Sosial Contoh: free L 50, P 50"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral r JOIN panti h ON h.id = r.panti_id WHERE h.code = 'LAIN'"), 1);
	/* typed without a home: it is asked for when the letter goes */
	const struct desk_step later[] = {
		DO("{F7}Belum Tahu{Enter}f{Enter}1/1/15{Enter}{F2}", "Recorded", "[ Send 1 now ]"),
		DO("{Right}{Right}{Enter}", "Which panti is asked"),
		DO("{Esc}", "Choose the home the letter goes to.", "Belum Tahu   P   Draft"),
		DO("{F2}", "Which panti is asked"),
		DO("sosial{Enter}", "Belum Tahu, R-2026-002, to Panti Sosial Contoh."),
		DO("{Tab}{Enter}", "R-2026-002 sent to Panti Sosial Contoh.", "Belum Tahu   P   Sent"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, later);
}

/* A sibling remembered later: from the page of the draft, on its letter, and both go together. */
static void test_sibling_later(void **state)
{
	(void)state;
	row_id id = draft("Kakak Kirim", "460/5");
	const struct desk_step steps[] = {
		DO("{Enter}{F9}n", "Letter 460/5, mother - and the rest stay."),
		DO("Adik Kirim{Enter}f{Enter}7/7/18{Enter}{F2}", "Recorded", "[ Send 2 now ]"),
		DO("{Right}{Right}{Enter}", "Adik Kirim   P   Sent", "Sent: 2."),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_now WHERE state = 'dikirim'"), 2);
	cases_move(&f, &desk.office, id, REFERRAL_TERIMA_SURAT, NULL);
	const struct desk_step late[] = { DO("kakak{Enter}{F4}", "The home has received this referral. F7: write to it"), DONE };
	desk_run_play(&desk, &officer, &screen_referrals, NULL, late);
}

static void home_asks(struct desk_play *d, struct ui *ui)
{
	(void)d;
	says(&desk.worker, raced, "Kapan akta selesai?");
	ui_reload(ui);
}

/* A question on Home, read and answered; what the home writes next stands on the open page. */
static void test_answer(void **state)
{
	(void)state;
	raced = sent("Sari Kirim", "460/1");
	says(&desk.worker, raced, "Apakah KK sudah ada?");
	const struct desk_step steps[] = {
		DO("", "> 1 Homes waiting for your answer", "1 not read yet"),
		DO("{Enter}", "Sari Kirim   L   Sent", "2 Messages 1 *"),
		DO("2", "[2 Messages 1 *]", "(home)", "Apakah KK sudah ada?", "The other side wrote last. F7: answer."),
		DO("{F7}", "The other side wrote:", "Apakah KK sudah ada?", "2Send"),
		DO("{F2}", "Message"), /* nothing typed */
		DO("KK menyusul Senin.{F2}", "Message sent: R-2026-001.", "KK menyusul Senin.", "(district)"),
		DO_THEN("", home_asks, "KK menyusul Senin."),
		DO("", "Kapan akta selesai?", "[2 Messages 3"),
		DO("{Esc}", "Homes waiting for your answer"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_home, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_message WHERE from_home = 0 AND body = 'KK menyusul Senin.'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_seen"), 1);
	/* the line drops in the middle of a message: it is offered again */
	const struct desk_step half[] = { DO("{Enter}{F7}Setengah", "Setengah"), DONE };
	desk_run_play(&desk, &officer, &screen_referrals, NULL, half);
	const struct desk_step whole[] = { DO("{Enter}{F7}", "There is a draft"), DO("{Enter}", "Setengah"), DO(" jadi.{F2}", "Setengah jadi."), DONE };
	desk_run_play(&desk, &officer, &screen_referrals, NULL, whole);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft"), 0);
}

/* The note of papers by the officer, read and changed by the home after the letter came; then the officer only reads. */
static void test_papers(void **state)
{
	(void)state;
	row_id id = draft("Sari Kirim", "460/1");
	const struct desk_step note[] = {
		DO("{Enter}3", "[3 Papers]", "Birth certificate", "F4: note which papers there are"),
		DO("{F4}", "( ) original  ( ) copy  ( ) pending  ( ) not there", "Sari Kirim   R-2026-001"),
		DO("o{Enter}c{Enter}n{Enter}", "why, until when"),
		DO("belum dibuat{F2}", "[3 Papers 3]", "Original present", "Copy present", "! Not there: belum dibuat"),
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_referrals, NULL, note);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_paper"), 3);
	cases_move(&f, &officer, id, REFERRAL_KIRIM, NULL);
	cases_move(&f, &desk.office, id, REFERRAL_TERIMA_SURAT, NULL);
	const struct desk_step home[] = {
		DO("{Enter}3", "[3 Papers 3]", "! Not there: belum dibuat"),
		DO("{F4}{Tab}{Tab}o{F2}", "Saved."),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_referrals, NULL, home);
	assert_string_equal(desk_sql_text(&desk, "SELECT state FROM referral_paper WHERE kind = 'kia'"), "asli");
	const struct desk_step late[] = { DO("{Enter}3{F4}", "the home notes its papers now."), DONE };
	desk_run_play(&desk, &officer, &screen_referrals, NULL, late);
}

/* Presence, school and stage of the own district's children; nothing of others, nothing of the home's. */
static void test_progress(void **state)
{
	(void)state;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct cases_child sari = cases_admit(&f, "Sari Sendiri", "P", "2014-02-05", DESK_TODAY - 60, "anak_terlantar", "smp", 7, 0);
	desk_must(care_stage_set(desk.db, &desk.worker, sari.resident, "layanan", DESK_TODAY - 3, &p, &e), &p, &e);
	struct stay_admitted made;
	struct stay_admission far = { .on = DESK_TODAY - 50, .letter_no = "2/X", .district = "64.71", .clusters = "", .level = "", .note = "", .register_no = "", .school_kind = "", .school_year = "", .twins_seen = true };
	far.v[PERSON_NAME] = "Lain Daerah";
	far.v[PERSON_SEX] = "L";
	desk_must(stay_admit(desk.db, &desk.head, &far, 1, &made, &p, &e), &p, &e);
	const struct desk_step steps[] = {
		DO("", "CHILDREN OF YOUR DISTRICT IN CARE 1", "A Children of my district"),
		DO_GONE("a", "Lain Daerah", "Sari Sendiri", "SMP 7", "Services under way", "1 children"),
		DO("{F5}", "The children of this filter as a table", "[ CSV ]"),
		DO("{Esc}{Enter}", "Sari Sendiri   P   12 years", "since 04-06-2026", "Services under way, since 31-07-2026"),
		DO("{F7}", "This child came by a letter without a referral record."),
		DO("{Esc}{F6}", "Which children"),
		DO_GONE("left{Enter}", "Sari Sendiri", "No child here."),
		DO("{Esc}{F3}sari{Enter}", "Sari Sendiri   P   12 years"), /* found from anywhere: the same page, not the card */
		DONE,
	};
	desk_run_play(&desk, &officer, &screen_home, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'resident.open'"), 2);
}

/* The home's side of it: the stage from the card's menu, taken back with a reason. */
static void test_stage_on_card(void **state)
{
	(void)state;
	struct cases_child sari = cases_admit(&f, "Sari Sendiri", "P", "2014-02-05", DESK_TODAY - 60, "anak_terlantar", "smp", 7, 0);
	const struct desk_step steps[] = {
		DO("", "Stage of care", "Admission"),
		DO("{F9}h", "Stage of care", "From"),
		DO("asses{Enter}{F2}", "Saved: Sari Sendiri"),
		DO("5", "STAGE OF CARE", "03-08-2026  Assessment"),
		DO("{F8}", "Take back"),
		DO("keliru{Enter}", "Taken back."),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_resident_card, &sari.resident, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM care_stage WHERE stage = 'asesmen' AND void_why = 'keliru'"), 1);
	const struct desk_step office[] = { DO_GONE("{F9}", "H Stage", "A Room"), DONE };
	desk_run_play(&desk, &desk.office, &screen_resident_card, &sari.resident, office);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		T(test_letter_of_two), T(test_ditto), T(test_sibling_draft_is_whole), T(test_known_child), T(test_list), T(test_change_home), T(test_sibling_later), T(test_answer), T(test_papers), T(test_progress), T(test_stage_on_card),
	};
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
