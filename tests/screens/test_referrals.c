/* Referrals as the office, the social worker, the head and a district officer work with them. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <string.h>

#include "tests/db/cases.h"

DESK_FACTS(desk, f)

static row_id letter(const char *name, const char *no)
{
	const struct referral_input in = cases_letter(name, "L", no);
	return cases_record(&f, &desk.office, &in);
}

#define LETTER_TAIL "71/DS/2026{Enter}20-7{Enter}{Home}{^Y}25-7{Enter}Kutai Timur{Enter}Dinas Sosial Contoh{Enter}"

/* From the letter, a sibling on it with the letter's fields kept, the ditto mark, and both in the list. */
static void test_record(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "No referral here", "F7: record one"),
		DO("{F7}", "Referrals > Referral > new", "* Full name", "2Save"),
		DO("{F2}", "to mend: ", "Full name"),
		DO("Putra Pratama{Enter}m{Enter}Sangatta{Enter}5/2/14{Enter}{Enter}Aminah{Enter}{Enter}", "Putra Pratama", "05-02-2014", "Aminah"),
		DO("{PgDn}" LETTER_TAIL, "71/DS/2026", "20-07-2026", "25-07-2026", "Kabupaten Kutai Timur"),
		DO("{PgDn}{F2}", "Recorded", "Putra Pratama", "Sibling on the same letter"),
		DO("{Right}{Enter}", "> new", "Aminah", "* Full name"),
		DO("Putri Pratama{Enter}f{Enter}\"{Enter}9/9/16{Enter}", "Putri Pratama", "Sangatta", "09-09-2016"), /* the ditto mark */
		DO("{F2}", "Recorded", "Putri Pratama"),
		DO("{Right}{Enter}", "> new"),                    /* and a third: the question comes again */
		DO_GONE("{Esc}", "Putri Pratama   P", "2 of 2 referrals", "Putra Pratama (+1)", "Putri Pratama (+1)", "Letter received"),
		DO("{Enter}", "R-2026-001", "Putra Pratama   L   Letter received", "71/DS/2026", "Kabupaten Kutai Timur"),
		DO("", "Siblings", "1 more on the same letter: Putri Pratama", "Sangatta"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_referrals, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral WHERE letter_no = '71/DS/2026' AND letter_date = '2026-07-20' AND district = '64.08' AND sender = 'Dinas Sosial Contoh'"), 2);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM person WHERE mother = 'Aminah' AND birth_place = 'Sangatta'"), 2);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft"), 0);
}

/* A child the panti knows: side by side; Back keeps what was typed; "the same child" points to it. */
static void test_same_child(void **state)
{
	(void)state;
	desk_child(&desk, "Muhammad Rizal", "L", "2014-02-05", date_make(2024, 1, 10));
	const struct desk_step steps[] = {
		DO("{F7}Moh. Rizal{Enter}m{Enter}{Enter}5/2/14{Enter}", "Moh. Rizal"),
		DO("{PgDn}" LETTER_TAIL, "Kabupaten Kutai Timur"),
		DO("{F2}", "Is it the same child?", "Typed: Moh. Rizal, born 05-02-2014", "Muhammad Rizal 2024-001"),
		DO("{Enter}", "Not saved yet.", "71/DS/2026"),
		DO("{F2}", "Is it the same child?"),
		DO("{Right}{Enter}", "Recorded"),
		DO("{Enter}", "R-2026-001", "Saved."),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_referrals, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM person"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral r JOIN resident k ON k.person_id = r.person_id"), 1);
}

/* Each move by whose work it is; the head's refusal with a reason of the list. */
static void test_moves(void **state)
{
	(void)state;
	letter("Farhan Contoh", "1/DS/2026");
	const struct desk_step office[] = {
		DO("", "Farhan Contoh", "Letter received", "9 d !"),
		DO("{F8}", "Decide on a referral: this is done by Head of the home."),
		DO("{F2}", "Next step", "Start the assessment", "Withdraw"),
		DO("{Enter}", "R-2026-001: Start the assessment, now First assessment."),
		DO("{F2}{Enter}", "What the assessment advises", "accept", "waiting list first", "do not accept"),
		DO("{Enter}", "Give advice", "Result"),
		DO("{Enter}", "Write what the assessment found."),
		DO("{F2}{Enter}{Enter}Layak diterima{Enter}", "now First assessment"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_referrals, NULL, office);
	assert_string_equal(desk_sql_text(&desk, "SELECT state FROM referral_now"), "asesmen");
	const struct desk_step head[] = {
		DO("{Enter}", "Farhan Contoh   L   First assessment", "accept: Layak diterima"),
		DO("{F8}", "Why is it refused?"),
		DO("{Esc}", "Farhan Contoh   L   First assessment"),
		DO("{F8}", "Why is it refused?"),
		DO("{Enter}", "A sentence for the reply letter"),
		DO("Kamar penuh.{Enter}", "[ Back ]  [ Refuse ]", "Farhan Contoh, R-2026-001"),
		DO("{Enter}", "First assessment"), /* Back is the safe answer */
		DO("{F8}", "Why is it refused?"), DO("{Enter}", "A sentence"), DO("Kamar penuh.{Enter}", "[ Refuse ]"),
		DO("{Tab}{Enter}", "Farhan Contoh   L   Refused", "now Refused.", "Kamar penuh."),
		DO_GONE("", "2Next", "5Letter"), DO_GONE("", "4Edit", "7Write"), DO_GONE("", "8Refuse", "5Letter"), /* read only: the bar offers what is left */
		DO("{F4}", "Edit is not possible here at the moment."),
		DO("{Esc}", "No referral here", "0 of 1 referrals"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, head);
	assert_string_equal(desk_sql_text(&desk, "SELECT state FROM referral_now"), "ditolak");
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_event WHERE move = 'tolak' AND note = 'Kamar penuh.' AND reason IN (SELECT code FROM code WHERE list = 'refusal_reason')"), 1);
}

/* Accepted, the next step is the wizard with the letter's child in it. */
static void test_into_admission(void **state)
{
	(void)state;
	row_id id = letter("Yoga Contoh", "9/DS/2026");
	cases_move(&f, &desk.worker, id, REFERRAL_MULAI_ASESMEN, "");
	const struct desk_step steps[] = {
		DO("{F2}", "Next step", "Approve", "Put on the waiting list"),
		DO("app{Enter}", "The result of the assessment is not there yet. First: Give advice."),
		DO("{F2}Give{Enter}{Enter}Layak diterima{Enter}", "now First assessment"),
		DO("{F2}app{Enter}", "Yoga Contoh (R-2026-001). The next step is the admission.", "accept. Layak diterima", "[ Approve ]"),
		DO("{Tab}{Enter}", "R-2026-001: approved. It stays in this list until the admission: F2.", "Yoga Contoh", "1 of 1 referrals", "0 d"),
		DO("{F2}", "Admission", "[1 Identity]", "Yoga Contoh", "05-02-2014"),
		DO("{PgDn}{PgDn}{PgDn}", "[4 Check & save]"),
		DO("{F2}", "Saved", "2026-001"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, steps);
	assert_string_equal(desk_sql_text(&desk, "SELECT state FROM referral_now"), "ditempatkan");
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM person"), 1); /* the letter's child, not a second one */
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_now n JOIN resident k ON k.id = n.resident_id WHERE k.register_no = '2026-001'"), 1);
}

static void test_search_and_filter(void **state)
{
	(void)state;
	letter("Anisa Putri", "1/DS/2026");
	row_id second = letter("Budi Santoso", "2/DS/2026");
	letter("Citra Putri", "3/DS/2026");
	cases_move(&f, &desk.worker, second, REFERRAL_MULAI_ASESMEN, "");
	cases_move(&f, &desk.head, second, REFERRAL_TOLAK, "lain");
	const struct desk_step steps[] = {
		DO_GONE("", "Budi", "2 of 3 referrals", "Filter: to be worked on"),
		DO_GONE("putri ci", "Anisa", "Citra Putri", "1 of 3"),
		DO("{Esc}", "Anisa", "2 of 3"),
		DO("r-2026-003", "Citra Putri", "1 of 3"),
		DO("xx", "No referral's number or name begins with 'r-2026-003xx'. Esc: clear"),
		DO("{Esc}{F6}", "Which referrals"),
		DO("refus{Enter}", "Budi Santoso", "Filter: Refused (F6)", "1 of 3"),
		DO("{F6}", "> Refused"), /* the picker begins on what is shown */
		DO("{Esc}{F6}all{Enter}", "Budi Santoso", "Anisa", "3 of 3"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_referrals, NULL, steps);
}

/* A hundred of them: every row is met once in either direction, whatever the pages. */
static void test_hundred(void **state)
{
	char name[40], no[24], down[400] = "", up[400] = "";
	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof name, "Anak Ke%c%c", 'a' + i / 26, 'a' + i % 26);
		snprintf(no, sizeof no, "%d/DS/2026", i + 1);
		letter(name, no);
	}
	for (int i = 0; i < 50; i++) {
		strncat(down, "{Down}", sizeof down - strlen(down) - 1);
		strncat(up, "{Up}", sizeof up - strlen(up) - 1);
	}
	const struct desk_step steps[] = {
		DO("", "> R-2026-001", "100 of 100 referrals"),
		DO(down, "> R-2026-051"), DO(down, "> R-2026-100"), DO(up, "> R-2026-050"), DO(up, "> R-2026-001"),
		DO("{End}", "> R-2026-100 Anak Kedv"), DO(up, "> R-2026-050"), DO(down, "> R-2026-100"),
		DO("{Home}{PgDn}{PgDn}{PgDn}{PgDn}{PgDn}{PgDn}{PgDn}", "> R-2026-100"),
		DO("{PgUp}{PgUp}{PgUp}{PgUp}{PgUp}{PgUp}{PgUp}", "> R-2026-001", "R-2026-002"),
		DO("{End}{Enter}", "R-2026-100", "Anak Kedv"), DO("{Esc}", "> R-2026-100"),
		DO("{Home}{Down}{Down}{F2}", "Next step"), DO("{Enter}", "R-2026-003: Start", "> R-2026-003"), /* the choice stays on its row */
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_referrals, NULL, steps);
}

static row_id raced;

/* The head saves the same referral while the office is typing; a reload in between must not hide it. */
static void other_saves(struct desk_play *d, struct ui *ui)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct referral_card c;
	struct arena *a = arena_new();
	struct referral_input in = { .panti = 0 };
	desk_must(referral_load(d->db, &d->head, raced, false, a, &c, &e), NULL, &e);
	for (int i = 0; i < REFERRAL_FIELDS; i++) in.v[i] = c.v[i];
	in.v[REFERRAL_F_SENDER] = "Polsek Contoh";
	desk_must(referral_edit(d->db, &d->head, raced, c.version, &in, &p, &e), &p, &e);
	arena_free(a);
	ui_reload(ui); /* the news of it */
}

static void test_two_savers(void **state)
{
	(void)state;
	raced = letter("Gita Contoh", "5/DS/2026");
	const struct desk_step steps[] = {
		DO_THEN("{Enter}{F4}", other_saves, "Gita Contoh", "Letter no."),
		DO("{PgDn}{PgDn}{Tab}", "Reason for referral"),
		DO("Tambahan dari telepon. ", "Tambahan"),
		DO("{F2}", "Changed by somebody else", "hasan changed this", "Polsek Contoh", "Dinsos Kab. Contoh"),
		DO_GONE("{F2}", "Changed by somebody else", "Save again to keep what was chosen."),
		DO("{F2}", "Saved.", "Polsek Contoh", "Tambahan dari telepon."),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_referrals, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral WHERE sender = 'Polsek Contoh' AND reason LIKE '%Tambahan%'"), 1);
}

/* Left without saving: a draft is kept, offered again, and opened from the list of drafts. */
static void test_draft(void **state)
{
	(void)state;
	const struct desk_step left[] = { DO("{F7}Setengah Jadi{Enter}m{Enter}", "Setengah Jadi"), DONE };
	desk_run_play(&desk, &desk.office, &screen_referrals, NULL, left); /* the line drops */
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft WHERE form = 'referral'"), 1);
	const struct desk_step back[] = {
		DO("", "Drafts", "Referral", "03-08-2026 09.00"),
		DO("{Enter}", "There is a draft of 03-08 09.00."),
		DO("{Enter}", "> new", "Setengah Jadi"),
		DO("{Esc}", "not saved", "[ Save ]"),
		DO("{Tab}{Tab}{Enter}", "Drafts"),
		DO("", "No unfinished form."),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_drafts, NULL, back);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft"), 0);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral"), 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		T(test_record), T(test_same_child), T(test_moves), T(test_into_admission), T(test_search_and_filter), T(test_hundred), T(test_two_savers), T(test_draft),
	};
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
