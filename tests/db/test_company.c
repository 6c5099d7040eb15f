/* Workplaces: register, roles and scope, a quarter's report received, replaced, checked, voided; findings, reminders, lists and plans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/community/community.h"
#include "db/community/company.h"
#include "db/exchange/export_list.h"
#include "db/report/report.h"
#include "db/office/setting.h"
#include "db/stmt.h"
#include "tests/db/desk.h"

#define Q2 date_make(2026, 4, 1) /* the last quarter that is over on the fixture's day; due 15 July */


static int setup(void **state)
{
	desk_setup(state);
	cases_regions(&f);
	return 0;
}

static void values(const char *name, const char *district, const char *v[COMPANY_FIELDS])
{
	for (int i = 0; i < COMPANY_FIELDS; i++) v[i] = "";
	v[COMPANY_F_NAME] = name;
	v[COMPANY_F_SECTOR] = "industri";
	v[COMPANY_F_DISTRICT] = district;
	v[COMPANY_F_ADDRESS] = "Jalan Contoh 9";
	v[COMPANY_F_CONTACT] = "Ibu Personalia";
	v[COMPANY_F_REGISTERED] = "2025-02-03";
}

static row_id made(const struct actor *who, const char *name)
{
	const char *v[COMPANY_FIELDS];
	row_id id = 0;
	values(name, "64.08", v);
	err_clear(&e);
	if (!company_record(f.db, who, v, NULL, &id, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

static struct headcount counts(int under_13, int to_14, int to_17, int adult)
{
	return (struct headcount){ .n = { { under_13, 0 }, { 0, to_14 }, { to_17, 0 }, { adult, 1 } } };
}

static bool receive(const struct actor *who, row_id company, caldate quarter, caldate on, struct headcount h, const char *instead, row_id *out)
{
	const struct company_receipt in = { quarter, on, "12/HRD/2026", "", instead, h };
	err_clear(&e);
	return company_receive(f.db, who, company, &in, NULL, out, &p, &e);
}

static row_id received(row_id company, caldate on, struct headcount h)
{
	row_id id = 0;
	if (!receive(&f.tu, company, Q2, on, h, "", &id)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

static struct company_report report(row_id id)
{
	struct company_report r;
	err_clear(&e);
	fixture_must(&e, company_report_load(f.db, &f.tu, id, a, &r, &e));
	return r;
}

static bool checked(row_id id, caldate on, struct headcount found, int harmful)
{
	const struct company_check_in in = { on, "Diperiksa bersama mandor", harmful, found };
	struct company_report r = report(id);
	return company_checked(f.db, &f.peksos, id, r.version, &in, &p, &e);
}

static int listed(const struct actor *who, enum company_status status)
{
	const struct company_filter filter = { .quarter = Q2, .status = status, .owing = true };
	struct company_row rows[40];
	err_clear(&e);
	int n = company_list(f.db, who, &filter, (struct company_key){ NULL, 0 }, false, a, rows, 40, &e);
	err_clear(&e);
	if (n < 0) return n;
	assert_int_equal(company_count(f.db, who, &filter, &e), n);
	for (int i = 0; i < n && status != COMPANY_STATUSES; i++) assert_int_equal(rows[i].status, status); /* the filter and the rule agree */
	return n;
}

static void test_register(void **state)
{
	(void)state;
	const char *v[COMPANY_FIELDS];
	char idem[IDEM_SIZE];
	struct company_card c;
	row_id id = 0, again = 0;
	values("CV Maju  Jaya", "64.08", v);
	db_idem_make(idem);
	fixture_must(&e, company_record(f.db, &f.tu, v, idem, &id, &p, &e));
	fixture_must(&e, company_record(f.db, &f.tu, v, idem, &again, &p, &e));
	assert_true(id == again);
	assert_false(company_record(f.db, &f.tu, v, NULL, &again, &p, &e)); /* the same name in the same district */
	assert_non_null(problem_of(&p, "name"));
	err_clear(&e);
	v[COMPANY_F_DISTRICT] = "99.99";
	v[COMPANY_F_SECTOR] = "bulan";
	assert_false(company_record(f.db, &f.tu, v, NULL, &again, &p, &e));
	assert_true(problem_of(&p, "district") && problem_of(&p, "sector"));
	err_clear(&e);
	values("CV Maju Jaya Abadi", "64.08", v);
	fixture_must(&e, company_edit(f.db, &f.tu, id, 1, v, &p, &e));
	assert_false(company_edit(f.db, &f.tu, id, 1, v, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	err_clear(&e);
	fixture_must(&e, company_load(f.db, &f.dinsos, id, a, &c, &e));
	assert_string_equal(c.v[COMPANY_F_NAME], "CV Maju Jaya Abadi");
	assert_string_equal(c.district_name, "Kabupaten Kutai Timur");
	assert_false(company_close(f.db, &f.tu, id, 2, date_make(2026, 8, 4), "Bangkrut", &p, &e));
	assert_non_null(problem_of(&p, "on"));
	err_clear(&e);
	assert_false(company_close(f.db, &f.tu, id, 2, date_make(2026, 6, 30), "", &p, &e));
	assert_non_null(problem_of(&p, "reason"));
	assert_int_equal(listed(&f.tu, COMPANY_STATUSES), 1);
	fixture_must(&e, company_close(f.db, &f.tu, id, 2, date_make(2026, 6, 30), "Bangkrut", &p, &e));
	assert_int_equal(listed(&f.tu, COMPANY_STATUSES), 0); /* closed when the quarter ended: owes nothing */
	err_clear(&e);
	assert_false(company_edit(f.db, &f.tu, id, 3, v, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	fixture_must((err_clear(&e), &e), company_record(f.db, &f.tu, v, NULL, &again, &p, &e)); /* and its name is free again */
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action IN ('company.record', 'company.edit', 'company.close')"), 4);
}

static void test_roles_and_scope(void **state)
{
	(void)state;
	const struct actor *all[] = { &f.admin, &f.kepala, &f.peksos, &f.tu, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem };
	struct actor head2, officer2 = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	const char *v[COMPANY_FIELDS];
	struct company_card c;
	struct company_report r;
	row_id id = 0;
	fixture_panti(&f, "LAIN", &head2);
	row_id ours = made(&f.tu, "CV Panti"), theirs = made(&f.dinsos, "CV Dinas");
	row_id quarter = received(ours, date_make(2026, 7, 3), counts(0, 0, 1, 9));
	for (size_t i = 0; i < COUNT(all); i++) {
		bool reads = may(all[i], RIGHT_COMPANY_READ), writes = may(all[i], RIGHT_COMPANY_RECORD);
		assert_int_equal(listed(all[i], COMPANY_STATUSES), all[i] == &f.dinsos ? 2 : reads ? 1 : -1);
		values("CV Coba", "64.08", v);
		err_clear(&e);
		if (writes) continue;
		assert_false(company_record(f.db, all[i], v, NULL, &id, &p, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
		err_clear(&e);
		assert_false(company_report_void(f.db, all[i], quarter, 1, "x", &p, &e));
		assert_int_equal(e.kind, ERR_NOPERM);
	}
	const struct actor *strangers[] = { &head2, &officer2 };
	for (size_t i = 0; i < COUNT(strangers); i++) {
		assert_int_equal(listed(strangers[i], COMPANY_STATUSES), 0);
		err_clear(&e);
		assert_false(company_load(f.db, strangers[i], ours, a, &c, &e));
		assert_int_equal(e.kind, ERR_NOTFOUND);
		err_clear(&e);
		assert_false(company_report_load(f.db, strangers[i], quarter, a, &r, &e));
		assert_int_equal(e.kind, ERR_NOTFOUND);
		assert_false(receive(strangers[i], ours, Q2, date_make(2026, 7, 3), counts(0, 0, 0, 1), "x", &id));
		assert_int_equal(e.kind, ERR_NOTFOUND);
		err_clear(&e);
		assert_false(company_remind(f.db, strangers[i], ours, Q2, NULL, NULL, &id, &p, &e));
		assert_int_equal(e.kind, ERR_NOTFOUND);
		err_clear(&e);
		assert_false(company_find(f.db, strangers[i], "CV Panti", &id, &e));
		assert_int_equal(e.kind, ERR_NOTFOUND);
	}
	err_clear(&e);
	assert_false(company_load(f.db, &f.kepala, theirs, a, &c, &e));
	values("CV Luar", "64.71", v);
	err_clear(&e);
	fixture_must(&e, company_record(f.db, &f.dinsos, v, NULL, &id, &p, &e));
	fixture_must(&e, company_load(f.db, &f.dinsos, id, a, &c, &e));
	assert_string_equal(c.v[COMPANY_F_DISTRICT], "64.08"); /* an officer's is the own district whatever is typed */
}

static void test_statuses(void **state)
{
	(void)state;
	int64_t n[COMPANY_STATUSES];
	row_id late = made(&f.tu, "A Terlambat"), in = made(&f.tu, "B Diterima"), same = made(&f.tu, "C Cocok"), other = made(&f.tu, "D Selisih");
	received(in, date_make(2026, 7, 20), counts(0, 0, 0, 5)); /* five days late */
	row_id r1 = received(same, date_make(2026, 7, 3), counts(0, 0, 2, 5)), r2 = received(other, date_make(2026, 7, 3), counts(0, 0, 2, 5));
	assert_true(checked(r1, date_make(2026, 7, 28), counts(0, 0, 2, 5), 0));
	assert_true(checked(r2, date_make(2026, 7, 28), counts(0, 1, 2, 5), 1));
	fixture_must(&e, company_status_counts(f.db, &f.tu, Q2, n, &e));
	assert_true(n[COMPANY_PENDING] == 0 && n[COMPANY_LATE] == 1 && n[COMPANY_RECEIVED] == 1 && n[COMPANY_CHECKED] == 1 && n[COMPANY_DIFFERS] == 1);
	for (int s = 0; s < COMPANY_STATUSES; s++) assert_int_equal(listed(&f.tu, (enum company_status)s), n[s]);
	assert_int_equal(report(r1).status, COMPANY_CHECKED);
	struct company_report d = report(r2);
	assert_int_equal(d.status, COMPANY_DIFFERS);
	assert_int_equal(d.findings, FINDING_UNDER_15 | FINDING_HARMFUL | FINDING_DIFFERENCE);
	assert_int_equal(d.found.n[WORK_13_14][SEX_P], 1);
	assert_string_equal(d.checked_by, "peksos");
	/* the setting moves the due day, for the panti only */
	fixture_must(&e, setting_set(f.db, &f.kepala, "company_due_days", "90", &p, &e));
	assert_int_equal(listed(&f.tu, COMPANY_PENDING), 1);
	assert_int_equal(listed(&f.tu, COMPANY_LATE), 0);
	assert_int_equal(listed(&f.dinsos, COMPANY_LATE), 1);
	const struct company_filter next = { .quarter = date_make(2026, 8, 3), .status = COMPANY_PENDING, .owing = true };
	assert_int_equal(company_count(f.db, &f.dinsos, &next, &e), 4); /* the running quarter: nothing is late */
	(void)late;
}

static void test_received_again(void **state)
{
	(void)state;
	struct company_card c;
	row_id company = made(&f.tu, "CV Contoh"), one = received(company, date_make(2026, 7, 3), counts(0, 0, 1, 5)), two = 0;
	assert_false(receive(&f.tu, company, Q2, date_make(2026, 7, 10), counts(0, 0, 2, 5), "", &two));
	assert_non_null(problem_of(&p, "instead"));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM company_report"), 1);
	assert_true(receive(&f.tu, company, Q2, date_make(2026, 7, 10), counts(0, 0, 2, 5), "Perusahaan mengirim perbaikan", &two));
	fixture_must(&e, company_load(f.db, &f.tu, company, a, &c, &e));
	assert_int_equal(c.report_count, 2);
	assert_true(c.reports[0].id == two && !c.reports[0].voided && c.reports[1].id == one && c.reports[1].voided);
	assert_string_equal(c.reports[1].void_why, "Perusahaan mengirim perbaikan");
	assert_int_equal(c.reports[1].reported.n[WORK_15_17][SEX_L], 1); /* what was said first stays to be read */
	assert_false(checked(one, date_make(2026, 7, 28), counts(0, 0, 2, 5), 0)); /* and is worked on no more */
	assert_int_equal(e.kind, ERR_PROBLEMS);
	err_clear(&e);
	fixture_must(&e, company_report_void(f.db, &f.tu, two, 1, "Salah perusahaan", &p, &e));
	assert_int_equal(listed(&f.tu, COMPANY_LATE), 1);
	received(company, date_make(2026, 7, 3), counts(0, 0, 1, 5)); /* nothing stands: no reason asked */
	static const struct { caldate quarter, on; const char *field; } wrong[] = { { 0, 0, "quarter" }, { 1, 0, "received_on" }, { 2, 0, "received_on" }, { 3, 0, "quarter" } };
	for (size_t i = 0; i < COUNT(wrong); i++) {
		caldate quarter = i == 0 ? date_make(2026, 10, 1) : i == 3 ? date_make(2024, 10, 1) : date_make(2026, 1, 1), on = i == 1 ? date_make(2026, 8, 4) : i == 2 ? date_make(2025, 12, 31) : date_make(2026, 8, 3);
		assert_false(receive(&f.tu, company, quarter, on, counts(0, 0, 0, 1), "", &two));
		assert_non_null(problem_of(&p, wrong[i].field));
	}
	assert_false(receive(&f.tu, company, date_make(2026, 1, 1), date_make(2026, 7, 3), counts(-1, 0, 0, 1), "", &two));
}

static void test_check_rules(void **state)
{
	(void)state;
	row_id id = received(made(&f.tu, "CV Contoh"), date_make(2026, 7, 3), counts(0, 0, 1, 5));
	assert_false(checked(id, date_make(2026, 7, 2), counts(0, 0, 1, 5), 0));
	assert_non_null(problem_of(&p, "on"));
	err_clear(&e);
	assert_false(checked(id, date_make(2026, 8, 4), counts(0, 0, 1, 5), 0));
	err_clear(&e);
	assert_false(checked(id, date_make(2026, 8, 3), counts(0, 0, 1, 5), 2)); /* more at harmful work than there are */
	assert_non_null(problem_of(&p, "harmful"));
	err_clear(&e);
	assert_int_equal(report(id).status, COMPANY_RECEIVED);
	assert_true(checked(id, date_make(2026, 7, 20), counts(0, 0, 2, 5), 0));
	assert_true(checked(id, date_make(2026, 8, 3), counts(0, 0, 1, 5), 1)); /* looked again: the last one stands */
	struct company_report r = report(id);
	assert_true(r.status == COMPANY_CHECKED && r.checked == date_make(2026, 8, 3) && r.harmful == 1 && r.findings == FINDING_HARMFUL);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'company.check'"), 2);
}

/* The report of the public carries the workplace's data, and each points to the other. */
static void test_finding(void **state)
{
	(void)state;
	struct community_card c;
	struct company_card w;
	row_id company = made(&f.tu, "CV Contoh"), id = received(company, date_make(2026, 7, 3), counts(1, 2, 3, 20)), none = received(made(&f.tu, "CV Baik"), date_make(2026, 7, 3), counts(0, 0, 3, 20)), out = 0;
	assert_false(company_finding(f.db, &f.tu, none, 1, &out, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	err_clear(&e);
	assert_true(checked(id, date_make(2026, 7, 28), counts(1, 1, 3, 20), 2));
	fixture_must(&e, company_finding(f.db, &f.tu, id, 2, &out, &p, &e));
	fixture_must(&e, community_load(f.db, &f.dinsos, out, false, a, &c, &e));
	assert_true(c.company == company);
	assert_string_equal(c.v[COMMUNITY_F_CHANNEL], "penjangkauan");
	assert_string_equal(c.v[COMMUNITY_F_PLACE], "CV Contoh, Jalan Contoh 9");
	assert_string_equal(c.v[COMMUNITY_F_SECTOR], "industri");
	assert_string_equal(c.v[COMMUNITY_F_CHILDREN], "4"); /* two under 15, two at harmful work */
	assert_string_equal(c.v[COMMUNITY_F_SEEN_ON], "2026-07-28");
	assert_non_null(strstr(c.v[COMMUNITY_F_NOTE], "reported 27 people, 26 were found"));
	assert_true(report(id).community == out);
	assert_string_equal(report(id).community_no, c.number);
	fixture_must(&e, company_load(f.db, &f.tu, company, a, &w, &e));
	assert_true(w.link_count == 1 && w.links[0].id == out);
	assert_string_equal(w.links[0].state, "dilaporkan");
	assert_false(company_finding(f.db, &f.tu, id, 3, &out, &p, &e)); /* once */
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_non_null(strstr(p.list[0].text, c.number));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM community_report"), 1);
	/* nobody has been there: the workplace said it itself */
	row_id told = received(made(&f.tu, "CV Jujur"), date_make(2026, 7, 3), counts(2, 0, 0, 20));
	err_clear(&e);
	fixture_must(&e, company_finding(f.db, &f.peksos, told, 1, &out, &p, &e));
	fixture_must(&e, community_load(f.db, &f.peksos, out, false, a, &c, &e));
	assert_string_equal(c.v[COMMUNITY_F_CHANNEL], "perusahaan");
	assert_string_equal(c.v[COMMUNITY_F_CHILDREN], "2");
}

/* However much was written at the check, its findings are handed on; and a report names no workplace of another home. */
static void test_finding_of_many_words(void **state)
{
	(void)state;
	char note[1001];
	struct community_card c;
	row_id id = received(made(&f.tu, "CV Panjang"), date_make(2026, 7, 3), counts(1, 2, 3, 20)), out = 0;
	memset(note, 'x', 1000);
	note[1000] = '\0';
	memcpy(note + 600, "\xc3\xa9", 2);
	const struct company_check_in in = { date_make(2026, 7, 28), note, 2, counts(1, 1, 3, 20) };
	fixture_must(&e, company_checked(f.db, &f.peksos, id, 1, &in, &p, &e));
	if (!company_finding(f.db, &f.tu, id, 2, &out, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	fixture_must(&e, community_load(f.db, &f.tu, out, false, a, &c, &e));
	assert_non_null(strstr(c.v[COMMUNITY_F_NOTE], "26 were found. xxx"));
	assert_string_equal(c.v[COMMUNITY_F_NOTE] + strlen(c.v[COMMUNITY_F_NOTE]) - 4, "x...");
	struct actor far;
	fixture_panti(&f, "LAIN", &far);
	struct community_input seen = { .company = report(id).company };
	for (int i = 0; i < COMMUNITY_FIELDS; i++) seen.v[i] = c.v[i];
	assert_false(community_record(f.db, &far, &seen, NULL, &out, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	seen.company = 0;
	fixture_must(&e, community_record(f.db, &far, &seen, NULL, &out, &p, &e));
	const struct community_input edit = { .company = report(id).company };
	assert_false(community_edit(f.db, &far, out, 1, &edit, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
}

static void test_reminders(void **state)
{
	(void)state;
	struct company_card c;
	char idem[IDEM_SIZE];
	row_id late = made(&f.tu, "CV Lambat"), in = made(&f.tu, "CV Tertib"), one = 0, two = 0;
	received(in, date_make(2026, 7, 3), counts(0, 0, 0, 4));
	db_idem_make(idem);
	fixture_must(&e, company_remind(f.db, &f.tu, late, Q2, NULL, idem, &one, &p, &e));
	fixture_must(&e, company_remind(f.db, &f.tu, late, Q2, NULL, idem, &two, &p, &e));
	assert_true(one == two);
	fixture_must(&e, company_remind(f.db, &f.tu, late, Q2, "77/AGENDA/2026", NULL, &two, &p, &e)); /* a second one, number from the agenda */
	assert_false(company_remind(f.db, &f.tu, late, Q2, "77/AGENDA/2026", NULL, &two, &p, &e));
	assert_non_null(problem_of(&p, "number"));
	err_clear(&e);
	fixture_must(&e, company_remind(f.db, &f.dinsos, late, Q2, NULL, NULL, &two, &p, &e)); /* the district writes its own number on paper */
	fixture_must(&e, company_load(f.db, &f.tu, late, a, &c, &e));
	assert_int_equal(c.reminder_count, 3);
	assert_string_equal(c.reminders[0].number, "");
	assert_string_equal(c.reminders[1].number, "77/AGENDA/2026");
	assert_non_null(strstr(c.reminders[2].number, "001"));
	assert_int_equal(c.reminders[2].quarter, Q2);
	const struct { row_id company; caldate quarter; } refused[] = { { in, Q2 }, { late, date_make(2026, 7, 1) }, { late, date_make(2024, 7, 1) } }; /* has reported; not due; not registered then */
	for (size_t i = 0; i < COUNT(refused); i++) {
		err_clear(&e);
		assert_false(company_remind(f.db, &f.tu, refused[i].company, refused[i].quarter, NULL, NULL, &two, &p, &e));
		assert_int_equal(e.kind, ERR_PROBLEMS);
	}
	const struct company_filter filter = { .quarter = Q2, .status = COMPANY_LATE, .owing = true };
	struct company_row rows[5];
	assert_int_equal(company_list(f.db, &f.tu, &filter, (struct company_key){ NULL, 0 }, false, a, rows, 5, &e), 1);
	assert_int_equal(rows[0].reminders, 3);
	assert_int_equal(rows[0].late_days, 19);
}

static bool cells(void *ctx, const char *const *cell, int n)
{
	for (int i = 0; i < n; i++) buf_printf(ctx, "%s;", cell[i]);
	buf_puts(ctx, "\n");
	return true;
}

static const struct export_list *export_named(const char *name)
{
	for (int i = 0; i < export_lists_count; i++)
		if (strcmp(export_lists[i].name, name) == 0) return &export_lists[i];
	fail_msg("no export %s", name);
	return NULL;
}

/* The quarter on paper and as rows: statuses, sums, who is late, differences, findings; the same for the district. */
static void test_report_and_export(void **state)
{
	(void)state;
	const struct report *r = report_find("company-reports"), *letter = report_find("company-reminder");
	const struct actor *who[] = { &f.kepala, &f.dinsos };
	struct report_ask ask = REPORT_ASK;
	struct document *d = NULL;
	struct buf b = BUF_EMPTY;
	row_id late = made(&f.tu, "A Terlambat"), in = made(&f.tu, "B Diterima"), other = made(&f.tu, "C Selisih");
	received(in, date_make(2026, 7, 20), counts(0, 0, 1, 5));
	assert_true(checked(received(other, date_make(2026, 7, 3), counts(0, 0, 2, 5)), date_make(2026, 7, 28), counts(0, 1, 2, 5), 0));
	fixture_must(&e, company_remind(f.db, &f.tu, late, Q2, "77/AGENDA/2026", NULL, &ask.reminder, &p, &e));
	ask.month = date_make(2026, 5, 1); /* any month of the quarter */
	for (size_t i = 0; i < COUNT(who); i++) {
		fixture_must(&e, report_make(f.db, who[i], r, &ask, &d, &e));
		buf_clear(&b);
		fixture_must(&e, report_render(f.db, who[i], d, REPORT_CSV, PAPER_80, "", &b, &e));
		static const char *const lines[] = { "Late;1", "Received;1", "Differs;1", "Jumlah;3", "13-14 tahun;0;0;0;0;1;1", "15-17 tahun;3;0;3;2;0;2", "1;A Terlambat;Ibu Personalia;19;1", "1;C Selisih;13-14 tahun;0;1;1", "1;C Selisih;\"anak di bawah 15 tahun, angka berbeda dari laporan\";belum dibuat", "B Diterima;\"Factory, workshop\";20-07-2026;1;7;Received (+5 hari)" };
		for (size_t k = 0; k < COUNT(lines); k++)
			if (!strstr(buf_text(&b), lines[k])) fail_msg("%s\nis not in\n%s", lines[k], buf_text(&b));
		document_free(d);
		fixture_must(&e, report_make(f.db, who[i], letter, &ask, &d, &e));
		buf_clear(&b);
		fixture_must(&e, report_render(f.db, who[i], d, REPORT_TEXT, PAPER_80, "", &b, &e));
		assert_non_null(strstr(buf_text(&b), "77/AGENDA/2026"));
		assert_non_null(strstr(buf_text(&b), "Pimpinan A Terlambat"));
		assert_non_null(strstr(buf_text(&b), "Triwulan II 2026"));
		document_free(d);
		buf_clear(&b);
		int64_t rows = 0;
		fixture_must(&e, export_list_run(f.db, who[i], export_named("companies"), DATE_NONE, DATE_NONE, cells, &b, &rows, &e));
		assert_int_equal(rows, 3);
		assert_non_null(strstr(buf_text(&b), "C Selisih;industri;64.08;Ibu Personalia;;2025-02-03;;2026-Q2;selisih;2026-07-03;0;2;8;2026-07-28;3;0;"));
		assert_non_null(strstr(buf_text(&b), "A Terlambat;industri;64.08;Ibu Personalia;;2025-02-03;;2026-Q2;terlambat;;19;;;;;1;"));
	}
	struct actor officer2 = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	err_clear(&e);
	assert_false(report_make(f.db, &officer2, letter, &ask, &d, &e)); /* another district's letter is not there */
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	ask.month = date_make(2026, 10, 1);
	assert_false(report_make(f.db, &f.kepala, r, &ask, &d, &e));
	assert_int_equal(e.kind, ERR_DATA);
	buf_free(&b);
}

static void test_list(void **state)
{
	(void)state;
	struct company_row rows[10], back[10];
	struct company_filter all = { .quarter = Q2, .status = COMPANY_STATUSES, .owing = true }, some = { .quarter = Q2, .status = COMPANY_STATUSES, .text = "nomor 1", .sector = "industri" };
	row_id found = 0;
	for (int i = 0; i < 15; i++) {
		char name[40];
		snprintf(name, sizeof name, "Usaha Nomor %02d", (i * 7) % 15);
		made(&f.tu, name);
	}
	int n = company_list(f.db, &f.tu, &all, (struct company_key){ NULL, 0 }, false, a, rows, 10, &e);
	assert_int_equal(n, 10);
	for (int i = 1; i < n; i++) assert_true(strcmp(rows[i - 1].key, rows[i].key) < 0);
	struct company_key at = { rows[4].key, rows[4].id };
	assert_int_equal(company_list(f.db, &f.tu, &all, at, true, a, back, 10, &e), 4);
	assert_true(back[0].id == rows[3].id && back[3].id == rows[0].id);
	assert_int_equal(company_list(f.db, &f.tu, &all, at, false, a, back, 10, &e), 10);
	assert_true(back[0].id == rows[5].id);
	assert_int_equal(company_count(f.db, &f.tu, &some, &e), 5); /* 10 to 14 */
	some.sector = "prt";
	assert_int_equal(company_count(f.db, &f.tu, &some, &e), 0);
	fixture_must(&e, company_find(f.db, &f.tu, "usaha nomor 03", &found, &e));
	assert_true(found == rows[3].id);
	listed(&f.dinsos, COMPANY_STATUSES);
	assert_true(cases_plans(&f, "FROM company s LEFT JOIN") >= 3);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, desk_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = { T(test_register), T(test_roles_and_scope), T(test_statuses), T(test_received_again), T(test_check_rules), T(test_finding), T(test_finding_of_many_words), T(test_reminders), T(test_report_and_export), T(test_list) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
