/* Partners and referrals out as the office, the social worker and the head work with them. */
#include "tests/screens/desk_facts.h"

#include <string.h>

#include "tests/db/cases.h"

static struct desk_play desk;
static struct fixture f;
static row_id ani;

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	f = desk_fixture(&desk);
	f.tu = desk.office;
	f.peksos = desk.worker;
	ani = cases_admit(&f, "Ani Contoh", "P", "2014-05-05", date_make(2026, 1, 5), "anak_terlantar", "sd", 5, 0).resident;
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

/* Added, warned of its name, changed, ended with a reason and found again by the filter. */
static void test_register(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "No partner here", "0 of 0 partners"),
		DO("{F7}", "Partner > new", "* Kind of partner", "* Name", "2Save"),
		DO("{F2}", "to mend: ", "Kind of partner"),
		DO("psyc{Enter}Biro Jiwa Contoh{Enter}", "Psychologist", "Biro Jiwa Contoh"),
		DO("{PgDn}{PgDn}7/MoU/2025{Enter}1-9-25{Enter}31-8-26{Enter}", "01-09-2025", "31-08-2026"),
		DO("{F2}", "Biro Jiwa Contoh   Psychologist", "! ends in 28 days, on 31-08-2026", "7/MoU/2025", "Saved: Biro Jiwa Contoh"),
		DO("{Esc}", "1 of 1 partners", "31-08-2026 !"),
		DO("{F7}non-g{Enter}biro djiwa tjontoh{Enter}", "stands in the list already (Psychologist)"), /* folded spelling; warned, not refused */
		DO("{F2}", "biro djiwa tjontoh   Non-governmental organisation", "no MoU"),
		DO("{Esc}", "2 of 2 partners"),
		DO_GONE("{F6}{F4}MoU ends{Enter}{F2}", "djiwa", "1 of 2 partners", "Biro Jiwa Contoh", "Filter: MoU ends soon"),
		DO("{F4}", "[7/MoU/2025", "2Save"), /* straight into the form */
		DO("{F10}", "1 of 2 partners"),
		DO("{F8}", "End the partnership", "no new referrals out"),
		DO("Kontrak selesai{F2}", "The partnership with Biro Jiwa Contoh has ended.", "0 of 2 partners"),
		DO("{F6}{F4}ended p{Enter}{F2}", "1 of 2 partners", "Biro Jiwa Contoh", "ended"),
		DO("{Enter}", "! Partnership ended on 03-08-2026: Kontrak selesai"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_partners, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM partner WHERE closed_on = '2026-08-03' AND closed_why = 'Kontrak selesai' AND mou_until = '2026-08-31'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM draft"), 0);
}

/* Somebody else saved first: side by side, and what the other one typed stays. */
static void meanwhile(struct desk_play *d, struct ui *ui)
{
	struct problems p;
	struct err e = { ERR_NONE, "" };
	struct partner now;
	row_id id = desk_sql(d, "SELECT id FROM partner"), out;
	struct arena *a = arena_new();
	(void)ui;
	assert_true(partner_load(d->db, &d->head, id, a, &now, &e));
	now.v[PARTNER_PHONE] = "0541-1";
	desk_must(partner_save(d->db, &d->head, id, now.version, now.v, NULL, &out, &p, &e), &p, &e);
	arena_free(a);
}

static void test_conflict(void **state)
{
	(void)state;
	row_id id = cases_partner(&f, "Klinik Contoh", "puskesmas", "", "");
	const struct desk_step steps[] = {
		DO_THEN("{F4}", meanwhile, "* Kind of partner"),
		DO("{Enter}{Enter}Jl. Baru 5{F2}", "0541-1"), /* theirs is shown */
		DO("{Enter}{Enter}{F2}{F2}", "Jl. Baru 5"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_partner, &id, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM partner WHERE phone = '0541-1'"), 1); /* never lost */
}

/* From the child's card to a partner whose MoU has ended: warned by name, sent all the same; answered, done. */
static void test_send_from_card(void **state)
{
	(void)state;
	cases_partner(&f, "Panti Kasih Contoh", "panti", "anak_terlantar", "2026-07-01");
	cases_partner(&f, "Aneka Contoh", "lain", "abh", "2027-07-01");
	const struct desk_step steps[] = {
		DO("5", "REFERRALS OUT", "None so far."),
		DO("{F9}x", "Ani Contoh", "* Partner", "* Service asked for", "03-08-2026"),
		DO("{F4}", "> Panti Kasih Contoh (Children's home, accepts the cluster, MoU ended !)", "Aneka Contoh (Other, other clusters !)"), /* the fitting one first */
		DO("{Enter}", "The MoU with Panti Kasih Contoh ended on 01-07-2026."),
		DO("Care{Enter}", "Care in another home"),
		DO("Dekat nenek{F2}", "Sent. F5 prints", "Ani Contoh (2026-001)   P   Sent", "Dekat nenek", "waits 0 days for an answer, 14 d left"),
		DO("", "The stay goes on until a termination"),
		DO("{F2}", "Partner accepts", "Partner declines", "Withdraw"),
		DO("{Enter}", "RK-2026-001: Partner accepts", "* Date", "Answered by"),
		DO("{F2}", "The stay goes on", "does not end the stay", "Propose termination"),
		DO("{Enter}", "Accepted", "accepted 0 days ago, 30 d left"),
		DO("{F2}{Down}{Enter}", "Withdraw"),
		DO("{Esc}", "Accepted"),
		DO("{Esc}", "REFERRALS OUT", "RK-2026-001 03-08-2026 Panti Kasih Contoh"),
		DO("{Enter}", "Referral out > RK-2026-001"),
		DO("{F5}", "Pimpinan Panti Kasih Contoh"),
		DO("{PgDn}{PgDn}", "Tanda tangan dan cap", "DITERIMA"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_resident_card, &ani, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_out_now WHERE state = 'diterima'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM resident_now WHERE status = 'aktif'"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM letter WHERE kind = 'rujukan_keluar'"), 1);
}

/* The list as the office sees it: overdue on top with its mark; answers are recorded on their day, the purpose stays hidden. */
static void test_office(void **state)
{
	(void)state;
	row_id partner = cases_partner(&f, "Puskesmas Contoh", "puskesmas", "", "2027-01-01");
	cases_out(&f, ani, partner, "kesehatan", "Sering pingsan", date_make(2026, 7, 10));
	cases_out(&f, ani, partner, "konseling", "", date_make(2026, 8, 1));
	const struct desk_step steps[] = {
		DO_GONE("", "pingsan", "> RK-2026-001", "24 d !", "2 of 2 referrals", "! The answer is"),
		DO("{F6}over{Enter}", "1 of 2 referrals", "Filter: overdue (F6)"),
		DO("{F7}", "this is done by Social worker"),
		DO("{F8}", "this is done by Social worker"),
		DO_GONE("{Enter}", "pingsan", "! waits 24 days for an answer, 10 d overdue", "Read confidential notes: this is done by Social worker"),
		DO("{F2}", "Partner accepts", "Partner declines"),
		DO("{Down}{Enter}", "RK-2026-001: Partner declines", "Reason", "In words"),
		DO("{Home}{^Y}9-7{Enter}", "09-07-2026"),
		DO("{F2}", "The step before was on 10-07-2026"),
		DO("{Up}{Up}{Up}{Up}{Home}{^Y}20-7{Enter}{F4}No free{Enter}{Enter}dr. Contoh{F2}", "RK-2026-001: Partner declines, now Declined."),
		DO("", "20-07-2026  Declined", "answered by dr. Contoh; No free place"),
		DO_GONE("", "2Next", "5Print"), DO_GONE("", "4Edit", "5Print"), DO_GONE("", "8Recall", "5Print"),
		DO("{F2}", "Next is not possible here at the moment."),
		DO("{Esc}", "0 of 2 referrals"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_outs, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM referral_out_event WHERE state = 'ditolak' AND on_date = '2026-07-20' AND reason = 'penuh' AND by_whom = 'dr. Contoh'"), 1);
}

/* Home: what is overdue and whose MoU ends, each opening its list filtered. */
static void test_home(void **state)
{
	(void)state;
	row_id partner = cases_partner(&f, "Puskesmas Contoh", "puskesmas", "", "2026-08-02");
	cases_partner(&f, "Psikolog Contoh", "psikolog", "", "2026-09-01");
	cases_partner(&f, "Polsek Contoh", "polisi", "", "");
	cases_out(&f, ani, partner, "kesehatan", "", date_make(2026, 7, 10));
	cases_out(&f, ani, partner, "konseling", "", date_make(2026, 8, 1));
	const struct desk_step steps[] = {
		DO("", "Referrals out overdue", "longest 24 days", "MoU of partners to renew", "1 have ended"),
		DO("3", "Filter: overdue (F6)", "1 of 2 referrals"),
		DO_GONE("{Esc}4", "Polsek", "Filter: MoU ends soon", "2 of 3 partners", "02-08-2026 !", "01-09-2026 !"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_home, NULL, steps);
}

/* 60 x 16, and the pick-list of the printout. */
static void test_small(void **state)
{
	(void)state;
	row_id partner = cases_partner(&f, "Puskesmas Contoh", "puskesmas", "", "2026-08-02");
	cases_out(&f, ani, partner, "kesehatan", "Sering pingsan", date_make(2026, 7, 10));
	desk.rows = 16;
	desk.cols = 60;
	const struct desk_step steps[] = {
		DO("", "RK-2026-001", "Ani Contoh", "24 d ! Sent"), DO("{Enter}", "! waits 24 days", "Sering pingsan", "10-07-2026  Sent"), DO("{F9}b", "Puskesmas Contoh", "ended 1 day ago", "RK-2026-001"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_outs, NULL, steps);
	const struct desk_step choose[] = { DO("Referral out{Enter}", "Which referral out?", "RK-2026-001  Ani Contoh, Puskesmas Contoh"), DO("{Enter}", "Puskesmas Contoh"), DONE };
	desk_run_play(&desk, &desk.worker, &screen_reports, NULL, choose);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(test_register), T(test_conflict), T(test_send_from_card), T(test_office), T(test_home), T(test_small) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
