/* Workplaces as the office types them: register, a quarter's counts in the grid, the check on the spot, findings handed on, a reminder, who is late. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <string.h>

#include "db/community/company.h"
#include "tests/db/cases.h"

DESK_ANEW(desk)

static row_id workplace(const char *name)
{
	const char *v[COMPANY_FIELDS] = { [COMPANY_F_NAME] = name, [COMPANY_F_SECTOR] = "industri", [COMPANY_F_DISTRICT] = "64.08", [COMPANY_F_ADDRESS] = "Jalan Contoh 9", [COMPANY_F_CONTACT] = "Ibu Personalia",
		[COMPANY_F_PHONE] = "", [COMPANY_F_REGISTERED] = "2026-04-01", [COMPANY_F_NOTE] = "" };
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	row_id id = 0;
	desk_must(company_record(desk.db, &desk.office, v, NULL, &id, &p, &e), &p, &e);
	return id;
}

static row_id reported(row_id company, int to_14, int to_17, int adult)
{
	const struct company_receipt in = { date_make(2026, 4, 1), date_make(2026, 7, 3), "", "", "", { .n = { { 0, 0 }, { to_14, 0 }, { to_17, 0 }, { adult, 2 } } } };
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	row_id id = 0;
	desk_must(company_receive(desk.db, &desk.office, company, &in, NULL, &id, &p, &e), &p, &e);
	return id;
}

static void test_register_and_counts(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "No workplace here", "Quarter II 2026: all that report", "Due 15-07: Not in yet 0, Late 0"),
		DO("{F7}", "Workplace > new", "* Name"),
		DO("CV Maju Contoh{Enter}factory{Enter}Kutai Timur{Enter}Jalan 5{Enter}Bapak Contoh{Enter}{Enter}{Home}{^Y}1-4-26{Enter}{F2}", "Saved.", "CV Maju Contoh   Factory, workshop", "Quarter II 2026", "! Late, 19 d"),
		DO("{Esc}", "CV Maju Contoh", "! Late, 19 d", "1 workplaces", "Late 1"),
		DO("{F2}", "Quarter II 2026: type the counts", "Under 13", "18 years and over"),
		DO("{Down}{Down}2{Enter}", "Under 15: 0   under 18: 2   everybody: 2"),
		DO("{Down}30{Tab}12{Enter}", "everybody: 44"),
		DO("{F2}", "Quarter II 2026: 44 people, 2 under 18", "Received on"),
		DO("{Home}{^Y}20-7{Enter}17/HRD{F2}", "Saved.", "received 20-07-2026. Type what was found"),
		DO("{Esc}", "20-07-2026", "Received 1", "Late 0"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_companies, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT sum(h.reported) FROM company_headcount h JOIN company_report r ON r.id = h.report_id WHERE r.quarter = '2026-Q2' AND r.letter_no = '17/HRD' AND r.received_on = '2026-07-20'"), 44);
	assert_int_equal(desk_sql(&desk, "SELECT reported FROM company_headcount WHERE band = '15_17' AND sex = 'L'"), 2);
	assert_int_equal(desk_sql(&desk, "SELECT reported FROM company_headcount WHERE band = '18' AND sex = 'P'"), 12);
}

/* Found on the spot: what differs is typed, the findings become a report of the public and point back. */
static void test_check_and_finding(void **state)
{
	(void)state;
	reported(workplace("CV Kroscek Contoh"), 0, 3, 20);
	const struct desk_step steps[] = {
		DO("", "CV Kroscek Contoh", "Received 1"),
		DO("{F2}", "Found as reported.", "Reported L", "Found L"),
		DO("{F7}", "Nothing was found that must be followed up"),
		DO("{Down}1{Enter}", "! Other numbers than reported.", "Under 15: 1"),
		DO("{F2}", "Checked on", "Harmful work"),
		DO("{Home}{^Y}28-7{Enter}9{Enter}{F2}", "At most 3: so many of 15-17 years"),
		DO("{Home}{^Y}2{F2}", "Saved.", "checked 28-07-2026, Differs", "! Findings: children under 15, harmful work, other numbers"),
		DO("{F7}", "Make it a report of the public", "children under 15"),
		DO("{Right}{Enter}", "L-2026-001", "CV Kroscek Contoh, Jalan Contoh 9", "Outreach"),
		DO("{F9}N", "CV Kroscek Contoh   Factory, workshop", "Reports of the public: L-2026-001 (Reported)"),
		DO("{Esc}{Esc}", "Findings: children under 15, harmful work, other numbers than reported;"),
		DO("{F7}", "L-2026-001", "Outreach"), /* the one it became, not another */
		DO("{Esc}{Esc}", "3/4", "! Differs", "Differs 1"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_companies, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM community_report c JOIN company_report r ON r.community_id = c.id WHERE c.company_id = r.company_id AND c.children = 3 AND r.harmful = 2"), 1);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM community_report"), 1);
}

static void test_replace_and_void(void **state)
{
	(void)state;
	row_id company = workplace("CV Ganti Contoh");
	reported(company, 0, 3, 20);
	const struct desk_step steps[] = {
		DO("", "CV Ganti Contoh", "Quarter II 2026"),
		DO("{Down}{Enter}", "Found as reported."),
		DO("{F4}", "Type the counts of the new report"),
		DO("{Down}{Down}5{Enter}{F2}", "Why replaced"),
		DO("{F2}", "One stands already: write why"),
		DO("Perbaikan dari perusahaan{F2}", "Saved.", "Found as reported."),
		DO("{Esc}", "taken back", "Perbaikan d"),
		DO("{Enter}{F8}", "Take the report back"),
		DO("Salah perusahaan{Enter}{Enter}", "taken back by tu: Salah perusahaan"),
		DO("1", "Salah perusahaan"), /* read only now */
		DO("{Esc}", "! Late, 19 d"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_company, &company, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM company_report WHERE void_at IS NOT NULL"), 2);
}

static void test_reminder_and_filter(void **state)
{
	(void)state;
	workplace("CV Lambat Contoh");
	reported(workplace("CV Tertib Contoh"), 0, 0, 20);
	const struct desk_step steps[] = {
		DO("", "CV Lambat Contoh", "CV Tertib Contoh", "2 workplaces"),
		DO("{F6}", "Late (1)", "Received (1)", "whole register"),
		DO_GONE("late{Enter}", "CV Tertib", "CV Lambat Contoh", "Quarter II 2026: Late", "1 workplaces"),
		DO("{F9}I", "Quarter II 2026", "Number from the office's agenda"),
		DO("{Enter}", "Pengingat laporan triwulan tenaga kerja", "Pimpinan CV Lambat Contoh"),
		DO("{Esc}", "Reminders sent: 1"),
		DO("{F9}I", "A new reminder", "Print again:"),
		DO("{Esc}{F6}received{Enter}{F9}I", "Number from"),
		DO("{Enter}", "The report of this quarter is here; no reminder is due."),
		DO("{F4}", "Which quarter?", "Quarter III 2026"),
		DO("{Up}{Enter}", "Quarter III 2026: Received", "0 workplaces", "Not in yet 2"),
		DO("{F6}all{Enter}tertib", "CV Tertib Contoh", "Not in yet", "1 workplaces"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_companies, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM company_reminder m JOIN letter l ON l.record_id = m.id AND l.kind = 'pengingat' AND l.number = m.number WHERE m.quarter = '2026-Q2'"), 1);
}

/* 60 x 16: the filter and the quarter's standing are seen whole. */
static void test_small(void **state)
{
	(void)state;
	workplace("CV Lambat Contoh");
	reported(workplace("CV Tertib Contoh"), 0, 0, 20);
	desk.rows = 16;
	desk.cols = 60;
	const struct desk_step steps[] = {
		DO("", "Find: _", "Quarter II 2026: all that report 2 workplaces"), DO_GONE("", "Not in yet", "Late 1, Received 1"),
		DO("lambat", "Find: lambat_", "1 workplaces"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_companies, NULL, steps);
}

static void test_close_and_who_may(void **state)
{
	(void)state;
	row_id company = workplace("CV Tutup Contoh");
	struct actor auditor = desk_actor(&desk, "budi", ROLE_PEMERIKSA, "");
	const struct desk_step look[] = { DO("", "CV Tutup Contoh"), DO("{F8}", "this is done by"), DO("{Enter}", "There is no report of this quarter yet."), DONE };
	const struct desk_step shut[] = {
		DO("{F8}", "Close the workplace", "Last day"), DO("30-6{Enter}Tidak beroperasi{F2}", "Saved.", "Closed on 30-06-2026: Tidak beroperasi", "No quarter is expected"), DO("{F4}", "This workplace is closed"), DONE,
	};
	auditor.panti = desk.office.panti;
	desk_run_play(&desk, &auditor, &screen_company, &company, look);
	desk_run_play(&desk, &desk.office, &screen_company, &company, shut);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM company WHERE closed_on = '2026-06-30'"), 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = { T(test_register_and_counts), T(test_check_and_finding), T(test_replace_and_void), T(test_reminder_and_filter), T(test_small), T(test_close_and_who_may) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
