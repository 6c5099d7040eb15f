/* Two records of one child joined and taken apart again: every list, count, search and report follows the link, and taking it back restores all of it. */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/audit.h"
#include "db/check.h"
#include "db/child/person_merge.h"
#include "db/child/presence.h"
#include "db/child/search.h"
#include "db/money/allowance.h"
#include "db/money/savings.h"
#include "db/office/home.h"
#include "db/report/month.h"
#include "db/report/report.h"
#include "db/school/school.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/print/monthly.h"
#include "src/rules/duplicate.h"
#include "tests/db/cases.h"
#include "tests/db/money.h"
#include "tests/db/people.h"

static struct fixture f;
static struct err e;
static struct problems p;
static struct arena *a;
static struct cases_child old, twice, other; /* old and twice are one child */

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	people_codes(&f);
	a = arena_new();
	err_clear(&e);
	problems_clear(&p);
	old = cases_admit(&f, "Mochamad Rizky Pratama", "L", "2012-05-07", date_make(2026, 3, 2), "anak_terlantar", "smp", 8, 0);
	other = cases_admit(&f, "Dewi Lestari", "P", "2013-02-03", date_make(2026, 4, 1), "anak_jalanan", "sd", 6, 0);
	twice = cases_admit(&f, "Muhammad Rizki Pratama", "L", "2012-07-05", date_make(2026, 6, 15), "anak_terlantar", "smp", 8, 0);
	return 0;
}

static void clean(void)
{
	struct check c = { NULL, NULL, 0 };
	fixture_must(&e, db_check(f.db, &c, &e));
	assert_int_equal(c.found, 0);
}

static int teardown(void **state)
{
	(void)state;
	clean();
	fixture_must(&e, db_rebuild(f.db, &f.sistem, &e)); /* remaking gives the same */
	clean();
	arena_free(a);
	fixture_close(&f);
	return 0;
}

static bool join(const struct actor *who, row_id kept, row_id gone, row_id *merge)
{
	struct person_merge_in in = { kept, gone, cases_version(&f, "person", kept), cases_version(&f, "person", gone), "satu anak, dicatat dua kali", NULL };
	err_clear(&e);
	return person_merge_do(f.db, who, &in, merge, &p, &e);
}

static row_id must_join(row_id kept, row_id gone)
{
	row_id merge = 0;
	if (!join(&f.kepala, kept, gone, &merge)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_true(merge > 0);
	clean();
	return merge;
}

static void must_undo(row_id merge)
{
	err_clear(&e);
	if (!person_merge_undo(f.db, &f.kepala, merge, "keliru", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	clean();
}

/* Everything lists and reports are made from, and what they say. */
static void snapshot(struct buf *out)
{
	static const char *const tables[] = { "person", "resident", "stay", "stay_end", "schooling", "cluster_fact", "presence", "referral", "resident_now", "search_word", "referral_now", "person_root", "balance", "allowance_item" };
	sqlite3 *c;
	sqlite3_stmt *q;
	char sql[80];
	buf_clear(out);
	assert_int_equal(sqlite3_open_v2(f.path, &c, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	for (size_t t = 0; t < COUNT(tables); t++) {
		snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", tables[t]);
		assert_int_equal(sqlite3_prepare_v2(c, sql, -1, &q, NULL), SQLITE_OK);
		while (sqlite3_step(q) == SQLITE_ROW) {
			buf_puts(out, tables[t]);
			for (int i = 0; i < sqlite3_column_count(q); i++) buf_printf(out, "|%s", sqlite3_column_text(q, i) ? (const char *)sqlite3_column_text(q, i) : "-");
			buf_puts(out, "\n");
		}
		sqlite3_finalize(q);
	}
	sqlite3_close(c);
	struct monthly m;
	fixture_must(&e, month_figures(f.db, &f.kepala, date_make(2026, 7, 1), INT64_MAX, a, &m, &e));
	monthly_figures(&m, out);
	static const char *const made[] = { "register", "education" };
	for (size_t r = 0; r < COUNT(made); r++) {
		struct document *d = NULL;
		struct report_ask ask = REPORT_ASK;
		struct buf text = BUF_EMPTY;
		ask.date = FIXTURE_DAY;
		const struct report *report = report_find(made[r]);
		fixture_must(&e, report_make(f.db, &f.kepala, report, &ask, &d, &e));
		fixture_must(&e, report_render(f.db, &f.kepala, d, REPORT_TEXT, report_paper(f.db, &f.kepala, report, REPORT_TEXT), "", &text, &e));
		buf_puts(out, buf_text(&text));
		document_free(d);
		buf_free(&text);
	}
}

static int listed(enum resident_status status, row_id id)
{
	const struct resident_filter filter = { .status = status };
	struct resident_row rows[20];
	int n = resident_list(f.db, &f.kepala, &filter, RESIDENT_BY_NAME, NULL, false, 20, a, rows, &e), found = 0;
	assert_int_equal(n, resident_count(f.db, &f.kepala, &filter, &e));
	for (int i = 0; i < n; i++) found += rows[i].id == id;
	return found;
}

static row_id finds(const struct actor *who, const char *typed)
{
	const struct resident_filter filter = { .status = RESIDENT_SEMUA };
	struct search_page page;
	struct resident_row rows[5];
	fixture_must(&e, search_residents(f.db, who, &filter, typed, NULL, false, 5, a, rows, &page, &e));
	assert_true(page.count <= 1);
	return page.count ? rows[0].id : 0;
}

static int figure(caldate month, utc_ms known, const char *name)
{
	struct monthly m;
	struct buf text = BUF_EMPTY;
	fixture_must(&e, month_figures(f.db, &f.kepala, month, known, a, &m, &e));
	monthly_figures(&m, &text);
	int n = (int)monthly_figure(buf_text(&text), name, 0);
	buf_free(&text);
	return n;
}

/* --------------------------------------------------------------------------------------------------------------------------------------- */

static void lists_follow_and_undo_restores(void **state)
{
	(void)state;
	struct buf before = BUF_EMPTY, after = BUF_EMPTY;
	struct home_counts home;
	struct school_count *counts;
	size_t n;
	snapshot(&before);
	row_id merge = must_join(old.person, twice.person);

	assert_int_equal(listed(RESIDENT_AKTIF, twice.resident), 0);
	assert_int_equal(listed(RESIDENT_SEMUA, twice.resident), 0);
	assert_int_equal(listed(RESIDENT_AKTIF, old.resident), 1);
	fixture_must(&e, home_counts(f.db, &f.kepala, a, &home, &e));
	assert_int_equal(home.population[0], 1);
	assert_int_equal(home.population[1], 1);
	fixture_must(&e, school_counts(f.db, &f.kepala, FIXTURE_DAY, 0, a, &counts, &n, &e));
	assert_int_equal(n, 1);
	assert_int_equal(counts[0].n[school_level_from_code("smp")][0], 1);
	assert_int_equal(figure(date_make(2026, 7, 1), INT64_MAX, "total.all.L.closing"), 1);
	assert_int_equal(figure(date_make(2026, 6, 1), INT64_MAX, "total.all.L.in"), 0); /* the second entry never was an entry */

	/* its number, its spelling and its letter lead to the record kept */
	assert_int_equal(finds(&f.kepala, twice.register_no), old.resident);
	assert_int_equal(finds(&f.kepala, "rizki prat"), old.resident);
	assert_int_equal(resident_by_register(f.db, &f.kepala, twice.register_no, &e), old.resident);
	assert_int_equal(resident_root(f.db, twice.resident), old.resident);

	/* nothing is written on the entry given up */
	struct resident_card card;
	struct resident_edit edit = { .resident = twice.resident, .person_version = 1 };
	edit.v[PERSON_NAME] = "X";
	edit.v[PERSON_SEX] = "L";
	assert_false(resident_edit(f.db, &f.kepala, &edit, &p, &e));
	assert_int_equal(e.kind, ERR_DATA);
	assert_non_null(strstr(e.text, old.register_no));
	err_clear(&e);
	struct savings_move move = { .resident = twice.resident, .amount = 1000, .on = FIXTURE_DAY };
	assert_false(savings_deposit(f.db, &f.bendahara, &move, &p, &e));
	err_clear(&e);
	fixture_must(&e, resident_card(f.db, &f.kepala, old.resident, true, NULL, a, &card, &p, &e));
	assert_int_equal(card.merged_count, 1);
	assert_string_equal(card.merged[0].gone_no, twice.register_no);
	assert_int_equal(card.stay_count, 2); /* both histories, the other one marked */
	assert_string_equal(card.stays[0].of, "");
	assert_string_equal(card.stays[1].of, twice.register_no);
	assert_int_equal(card.schooling_count, 2);

	snapshot(&after);
	assert_string_not_equal(buf_text(&before), buf_text(&after));
	char remark[60];
	snprintf(remark, sizeof remark, "digabung");
	assert_non_null(strstr(buf_text(&after), remark));
	must_undo(merge);
	snapshot(&after);
	assert_string_equal(buf_text(&before), buf_text(&after));
	assert_int_equal(finds(&f.kepala, twice.register_no), twice.resident);
	assert_false(person_merge_undo(f.db, &f.kepala, merge, "lagi", &p, &e));
	must_undo(must_join(old.person, twice.person)); /* and again */
	snapshot(&after);
	assert_string_equal(buf_text(&before), buf_text(&after));
	buf_free(&before);
	buf_free(&after);
}

static void stays_that_do_not_repeat_count_on(void **state)
{
	(void)state;
	/* in care once before under another number: that stay was real */
	struct cases_child once = cases_admit(&f, "M Rizky Pratama", "L", "2012-05-07", date_make(2025, 1, 10), "anak_terlantar", "sd", 6, 0);
	money_stay_end(&f, once.stay, date_make(2025, 9, 1), "reunifikasi");
	fixture_must(&e, db_rebuild(f.db, &f.sistem, &e));
	must_join(old.person, once.person);
	assert_int_equal(figure(date_make(2025, 5, 1), INT64_MAX, "total.all.L.closing"), 1);
	assert_int_equal(listed(RESIDENT_SEMUA, once.resident), 0);
	/* and a new admission may not overlap it */
	struct stay_admission in = people_admission("", "", date_make(2025, 3, 1));
	in.resident = old.resident;
	assert_false(stay_admit(f.db, &f.kepala, &in, 1, &(struct stay_admitted){ 0 }, &p, &e));
	err_clear(&e);
}

static void closed_months_say_what_was_known(void **state)
{
	(void)state;
	const utc_ms then = clock_now();
	clock_set_ms(then + 5000);
	row_id merge = must_join(old.person, twice.person);
	assert_int_equal(figure(date_make(2026, 6, 1), then, "total.all.L.closing"), 2);
	assert_int_equal(figure(date_make(2026, 6, 1), INT64_MAX, "total.all.L.closing"), 1);
	clock_set_ms(then + 9000);
	must_undo(merge);
	assert_int_equal(figure(date_make(2026, 6, 1), then + 6000, "total.all.L.closing"), 1); /* as known between the two */
	assert_int_equal(figure(date_make(2026, 6, 1), INT64_MAX, "total.all.L.closing"), 2);
	clock_set_ms(then);
}

static void what_must_be_settled_first(void **state)
{
	(void)state;
	enum merge_way way;
	struct savings_move move = { .resident = twice.resident, .amount = 25000, .on = FIXTURE_DAY, .consent = true };
	money_cash(&f, "apbd", 1000000, FIXTURE_DAY);
	fixture_must(&e, savings_deposit(f.db, &f.bendahara, &move, &p, &e));
	struct presence_leave leave = { .kind = "izin", .on = FIXTURE_DAY, .expected = FIXTURE_DAY + 3 };
	fixture_must(&e, presence_leave(f.db, &f.kepala, &twice.resident, 1, &leave, &p, &e));
	fixture_must(&e, person_merge_check(f.db, &f.tu, old.person, twice.person, &way, &p, &e));
	assert_int_equal(way, MERGE_REFUSED);
	assert_non_null(problem_of(&p, "savings"));
	assert_null(strstr(problem_of(&p, "savings")->text, "25.000")); /* the office may not read money */
	assert_non_null(problem_of(&p, "presence"));
	row_id merge = 0;
	assert_false(join(&f.tu, old.person, twice.person, &merge));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	/* the other way round both may stay as they are */
	fixture_must(&e, person_merge_check(f.db, &f.tu, twice.person, old.person, &way, &p, &e));
	assert_int_equal(way, MERGE_GOOD);
	assert_int_equal(p.hard, 0);
	assert_non_null(problem_of(&p, "stay"));
	must_join(twice.person, old.person);
	assert_int_equal(listed(RESIDENT_AKTIF, twice.resident), 1);
	assert_int_equal(listed(RESIDENT_AKTIF, old.resident), 0);
}

static void letters_follow_the_child(void **state)
{
	(void)state;
	struct referral_input letter = cases_letter("Moch Rizki Pratama", "L", "470/12/DS");
	row_id id = cases_record(&f, &f.tu, &letter), merge = 0;
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT person_id FROM referral WHERE id = %" PRId64, id);
	row_id child = cases_number(&f, sql);
	enum merge_way way;
	fixture_must(&e, person_merge_check(f.db, &f.tu, child, old.person, &way, &p, &e));
	assert_int_equal(way, MERGE_SWAP);
	assert_non_null(problem_of(&p, "kept"));
	assert_false(join(&f.tu, child, old.person, &merge));
	merge = must_join(old.person, child);
	/* while it stands, a new letter about the same child is offered the one in the register */
	const char *typed[PERSON_FIELDS] = { NULL };
	typed[PERSON_NAME] = "Moch. Rizki Pratama";
	typed[PERSON_SEX] = "L";
	struct person_twin twins[4];
	int n = person_twins(f.db, &f.tu, typed, 0, a, twins, 4, &e);
	assert_true(n >= 1);
	for (int i = 0; i < n; i++) assert_true(twins[i].person != child);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_now WHERE open = 1"), 1);
	must_undo(merge);
	fixture_must(&e, person_merge_check(f.db, &f.tu, old.person, child, &way, &p, &e));
}

static void propose(row_id id)
{
	err_clear(&e);
	if (!referral_move(f.db, &f.peksos, id, cases_version(&f, "referral", id), REFERRAL_USUL, FIXTURE_DAY, "terima", "Layak diterima", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
}

/* A child who left, found again under another spelling: the letter becomes the return of the child known, under the old number. */
static void a_letter_becomes_the_return(void **state)
{
	(void)state;
	struct cases_child gone = cases_admit(&f, "Reza Mahendra", "L", "2011-02-14", date_make(2025, 4, 3), "anak_jalanan", "smp", 8, 0);
	money_stay_end(&f, gone.stay, date_make(2026, 5, 28), "meninggalkan");
	fixture_must(&e, db_rebuild(f.db, &f.sistem, &e));
	struct referral_input letter = cases_letter("Resa Mahindra", "L", "301/DS/2026");
	row_id id = cases_record(&f, &f.tu, &letter), later;
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT person_id FROM referral WHERE id = %" PRId64, id);
	row_id child = cases_number(&f, sql);
	must_join(gone.person, child);
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, "");
	propose(id);
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, "");
	/* a second letter about the child waits for the first */
	struct referral_input twin = cases_letter("Reza Mahendra", "L", "302/DS/2026");
	twin.person = gone.person;
	assert_false(referral_record(f.db, &f.tu, &twin, NULL, &later, &p, &e));
	err_clear(&e);
	struct stay_admission in = people_admission("Resa Mahindra", "L", FIXTURE_DAY);
	struct stay_admitted made;
	in.person = child;
	in.person_version = 1;
	in.referral = id;
	fixture_must(&e, stay_admit(f.db, &f.kepala, &in, 1, &made, &p, &e));
	assert_int_equal(made.resident, gone.resident);
	assert_string_equal(made.register_no, gone.register_no);
	snprintf(sql, sizeof sql, "SELECT resident_id FROM referral_now WHERE referral_id = %" PRId64, id);
	assert_int_equal(cases_number(&f, sql), gone.resident);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person WHERE name = 'Reza Mahendra'"), 1); /* what the letter said is not written over it */
	assert_int_equal(listed(RESIDENT_AKTIF, gone.resident), 1);
}

/* The year's pupils, promotion, pocket money and shared donations know one child. */
static void work_lists_know_one_child(void **state)
{
	(void)state;
	struct pupil_row *pupils;
	struct promotion_row *rows;
	struct allowance_run_result run;
	size_t n;
	int children;
	rupiah each;
	money_rate(&f, "smp", 50000, date_make(2026, 1, 1));
	money_rate(&f, "sd", 40000, date_make(2026, 1, 1));
	money_cash(&f, "donatur", 1000000, FIXTURE_DAY);
	row_id merge = must_join(old.person, twice.person);
	fixture_must(&e, pupil_list(f.db, &f.kepala, date_make(2026, 7, 1), FIXTURE_DAY, a, &pupils, &n, &e));
	assert_int_equal(n, 2);
	fixture_must(&e, promotion_load(f.db, &f.kepala, "2026/2027", a, &rows, &n, &e));
	assert_int_equal(n, 2);
	if (!allowance_run(f.db, &f.kepala, date_make(2026, 8, 1), &run, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(run.children, 2);
	const struct savings_share gift = { .amount = 100000, .on = FIXTURE_DAY, .donor = "Donatur Contoh" };
	if (!savings_donation(f.db, &f.bendahara, &gift, &children, &each, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(children, 2);
	assert_int_equal(each, 50000);
	must_undo(merge);
	if (!allowance_run(f.db, &f.kepala, date_make(2026, 8, 1), &run, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	assert_int_equal(run.children, 3);
}

/* The officer who sent the record given up follows the child under the number kept; a letter never shows the name of a sealed file. */
static void scope_follows_too(void **state)
{
	(void)state;
	struct resident_row rows[9];
	const struct resident_filter active = { .status = RESIDENT_AKTIF };
	row_id here = people_child(&f, "M. Rizky Pratama", "L", date_make(2026, 7, 20)); /* came without a letter */
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT person_id FROM resident WHERE id = %" PRId64, here);
	row_id person = cases_number(&f, sql);
	int n = resident_list(f.db, &f.dinsos, &active, RESIDENT_BY_NAME, NULL, false, 9, a, rows, &e), before = 0, after = 0;
	for (int i = 0; i < n; i++) before += rows[i].id == here;
	assert_int_equal(before, 0);
	must_join(person, twice.person);
	n = resident_list(f.db, &f.dinsos, &active, RESIDENT_BY_NAME, NULL, false, 9, a, rows, &e);
	for (int i = 0; i < n; i++) {
		after += rows[i].id == here;
		assert_true(rows[i].id != twice.resident);
	}
	assert_int_equal(after, 1);

	struct referral_input letter = cases_letter("Dewi Lestarie", "P", "9/DS/2026");
	row_id id = cases_record(&f, &f.kepala, &letter);
	snprintf(sql, sizeof sql, "SELECT person_id FROM referral WHERE id = %" PRId64, id);
	fixture_must(&e, resident_seal(f.db, &f.kepala, other.resident, cases_version(&f, "resident", other.resident), true, "korban", &p, &e));
	must_join(other.person, cases_number(&f, sql));
	struct referral_row letters[4];
	const struct referral_filter open = { .view = REFERRAL_VIEW_OPEN };
	n = referral_list(f.db, &f.tu, &open, (struct referral_key){ -1, 0, 0 }, false, a, letters, 4, &e);
	assert_int_equal(n, 1);
	assert_string_equal(letters[0].name, "D. L.");
}

/* Sealed after the merge: what was written under the record given up hides the name as well. */
static void sealing_covers_what_was_merged(void **state)
{
	(void)state;
	struct out_row rows[4];
	const struct out_filter all = { .view = OUT_VIEW_ALL }, named = { .view = OUT_VIEW_ALL, .text = "pratama" };
	cases_out(&f, twice.resident, cases_partner(&f, "Puskesmas Contoh", "puskesmas", "", ""), "kesehatan", "", date_make(2026, 7, 30));
	must_join(old.person, twice.person);
	assert_int_equal(out_count(f.db, &f.tu, &named, &e), 1);
	fixture_must(&e, resident_seal(f.db, &f.kepala, old.resident, cases_version(&f, "resident", old.resident), true, "korban", &p, &e));
	assert_int_equal(out_list(f.db, &f.tu, &all, OUT_FIRST, false, a, rows, 4, &e), 1);
	assert_string_equal(rows[0].name, "M. R. P.");
	assert_int_equal(out_count(f.db, &f.tu, &named, &e), 0);
	fixture_must(&e, resident_seal(f.db, &f.kepala, old.resident, cases_version(&f, "resident", old.resident), false, "selesai", &p, &e));
	assert_int_equal(out_count(f.db, &f.tu, &named, &e), 1);
}

static void chains_and_their_order(void **state)
{
	(void)state;
	struct cases_child third = cases_admit(&f, "Moh. Rizky Pratama", "L", "2012-05-07", date_make(2026, 7, 1), "", "", 0, 0);
	row_id first = must_join(twice.person, third.person), second = must_join(old.person, twice.person), none = 0;
	assert_int_equal(person_root(f.db, third.person), old.person);
	assert_int_equal(finds(&f.kepala, third.register_no), old.resident);
	assert_int_equal(figure(date_make(2026, 7, 1), INT64_MAX, "total.all.L.closing"), 1);
	assert_false(person_merge_undo(f.db, &f.kepala, first, "dulu", &p, &e)); /* the later one rests on it */
	assert_non_null(strstr(p.list[0].text, old.register_no));
	assert_false(join(&f.kepala, other.person, third.person, &none)); /* merged already */
	assert_false(join(&f.kepala, third.person, old.person, &none));   /* a ring */
	must_undo(second);
	assert_int_equal(person_root(f.db, third.person), twice.person);
	/* into a record merged itself: the end of the chain takes it */
	row_id again = must_join(old.person, twice.person);
	must_undo(again);
	must_undo(first);
	assert_int_equal(figure(date_make(2026, 7, 1), INT64_MAX, "total.all.L.closing"), 3);
	first = must_join(old.person, twice.person);
	struct person_merge_in in = { twice.person, third.person, 1, cases_version(&f, "person", third.person), "sama", NULL };
	fixture_must(&e, person_merge_do(f.db, &f.kepala, &in, &again, &p, &e));
	assert_int_equal(person_root(f.db, third.person), old.person);
}

static void who_may_and_what_is_seen(void **state)
{
	(void)state;
	row_id merge = 0;
	enum merge_way way;
	struct merge_record pair[2];
	struct duplicate_pair found[5];
	const struct actor *const not[] = { &f.peksos, &f.bendahara, &f.pengasuh, &f.dinsos, &f.pemeriksa, &f.sistem, &f.admin };
	for (size_t i = 0; i < COUNT(not); i++) {
		assert_false(join(not[i], old.person, twice.person, &merge));
		assert_int_equal(e.kind, ERR_NOPERM);
		err_clear(&e);
		assert_int_equal(person_duplicates(f.db, not[i], a, found, 5, NULL, &e), -1);
		err_clear(&e);
		assert_false(person_merge_compare(f.db, not[i], old.person, twice.person, true, a, pair, &e));
		err_clear(&e);
	}
	struct actor far;
	fixture_panti(&f, "LAIN", &far);
	assert_false(join(&far, old.person, twice.person, &merge)); /* another home's children are not there */
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	assert_int_equal(person_duplicates(f.db, &far, a, found, 5, NULL, &e), 0);
	/* a sealed child: its open twin would tell the name, so the pair is for those who may open both; and not to be joined without the right */
	fixture_must(&e, resident_seal(f.db, &f.kepala, twice.resident, cases_version(&f, "resident", twice.resident), true, "korban", &p, &e));
	int total = 7;
	assert_int_equal(person_duplicates(f.db, &f.tu, a, found, 5, &total, &e), 0);
	assert_int_equal(total, 0);
	assert_int_equal(person_duplicates(f.db, &f.kepala, a, found, 5, &total, &e), 1);
	assert_int_equal(total, 1);
	fixture_must(&e, person_merge_compare(f.db, &f.tu, old.person, twice.person, true, a, pair, &e));
	assert_true(pair[1].hidden);
	assert_string_equal(pair[1].v[PERSON_BIRTH_DATE], "");
	assert_false(join(&f.tu, old.person, twice.person, &merge));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	fixture_must(&e, person_merge_check(f.db, &f.kepala, old.person, twice.person, &way, &p, &e));
	assert_non_null(problem_of(&p, "sealed")); /* one sealed, one open */
	fixture_must(&e, resident_seal(f.db, &f.kepala, old.resident, cases_version(&f, "resident", old.resident), true, "korban", &p, &e));
	merge = must_join(old.person, twice.person);
	assert_false(person_merge_undo(f.db, &f.tu, merge, "keliru", &p, &e)); /* nor parted, nor called two children */
	assert_int_equal(e.kind, ERR_NOPERM);
	must_undo(merge);
	assert_false(person_apart_mark(f.db, &f.tu, old.person, twice.person, "dua anak", &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	/* why it was joined and parted is said of the child too */
	struct person_merged link;
	assert_int_equal(person_merge_list(f.db, &f.pemeriksa, false, 0, a, &link, 1, &e), 1);
	assert_true(link.hidden);
	assert_string_equal(link.why, "");
	assert_string_equal(link.void_why, "");
	assert_string_equal(link.kept_name, "M. R. P.");
	assert_int_equal(person_merge_list(f.db, &f.kepala, false, 0, a, &link, 1, &e), 1);
	assert_true(cases_plans(&f, "FROM person_merge m JOIN") >= 1);
	assert_string_equal(link.void_why, "keliru");
}

static void races_and_repeats(void **state)
{
	(void)state;
	char key[IDEM_SIZE];
	row_id one = 0, two = 0;
	struct person_merge_in in = { old.person, twice.person, cases_version(&f, "person", old.person), cases_version(&f, "person", twice.person), "satu anak", key };
	db_idem_make(key);
	/* somebody changed one of the two since they were looked at */
	struct resident_edit edit = { .resident = twice.resident, .person_version = in.gone_version };
	edit.v[PERSON_NAME] = "Muhammad Rizki P.";
	edit.v[PERSON_SEX] = "L";
	fixture_must(&e, resident_edit(f.db, &f.kepala, &edit, &p, &e));
	assert_false(person_merge_do(f.db, &f.kepala, &in, &one, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	err_clear(&e);
	in.gone_version++;
	in.why = "";
	assert_false(person_merge_do(f.db, &f.kepala, &in, &one, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	err_clear(&e);
	in.why = "satu anak";
	fixture_must(&e, person_merge_do(f.db, &f.kepala, &in, &one, &p, &e));
	fixture_must(&e, person_merge_do(f.db, &f.kepala, &in, &two, &p, &e)); /* the same save once more */
	assert_int_equal(one, two);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person_merge"), 1);
	in.idem = NULL;
	assert_false(person_merge_do(f.db, &f.tu, &in, &two, &p, &e)); /* a second desk with the same pair */
	err_clear(&e);
	/* the admission that stands for both cannot be taken back while it does */
	assert_false(stay_void(f.db, &f.kepala, old.stay, "salah", &p, &e));
	err_clear(&e);
}

static void the_log_holds_both(void **state)
{
	(void)state;
	struct resident_card card;
	struct audit_row rows[200];
	struct history_row history[200];
	struct person_merged links[4];
	fixture_must(&e, resident_card(f.db, &f.peksos, twice.resident, true, NULL, a, &card, &p, &e)); /* seen before the merge */
	row_id merge = must_join(old.person, twice.person);
	int n = audit_list(f.db, &f.kepala, old.person, 0, a, rows, 200, &e), opened = 0, merged = 0;
	for (int i = 0; i < n; i++) {
		opened += strcmp(rows[i].action, "resident.open") == 0 && rows[i].person == twice.person;
		merged += strcmp(rows[i].action, "person.merge") == 0 && strcmp(rows[i].field, "why") == 0;
	}
	assert_int_equal(opened, 1); /* who saw this child: also under the other number */
	assert_int_equal(merged, 2);
	n = resident_history(f.db, &f.kepala, old.resident, 0, a, history, 200, &e);
	int theirs = 0;
	for (int i = 0; i < n; i++) theirs += strcmp(history[i].of, twice.register_no) == 0;
	assert_true(theirs > 3);
	assert_int_equal(person_merge_list(f.db, &f.kepala, true, 0, a, links, 4, &e), 1);
	assert_string_equal(links[0].gone_no, twice.register_no);
	must_undo(merge);
	assert_int_equal(person_merge_list(f.db, &f.kepala, true, 0, a, links, 4, &e), 0);
	assert_int_equal(person_merge_list(f.db, &f.kepala, false, 0, a, links, 4, &e), 1);
	assert_string_equal(links[0].void_why, "keliru");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lists_follow_and_undo_restores, setup, teardown),
		cmocka_unit_test_setup_teardown(stays_that_do_not_repeat_count_on, setup, teardown),
		cmocka_unit_test_setup_teardown(closed_months_say_what_was_known, setup, teardown),
		cmocka_unit_test_setup_teardown(what_must_be_settled_first, setup, teardown),
		cmocka_unit_test_setup_teardown(letters_follow_the_child, setup, teardown),
		cmocka_unit_test_setup_teardown(a_letter_becomes_the_return, setup, teardown),
		cmocka_unit_test_setup_teardown(work_lists_know_one_child, setup, teardown),
		cmocka_unit_test_setup_teardown(scope_follows_too, setup, teardown),
		cmocka_unit_test_setup_teardown(sealing_covers_what_was_merged, setup, teardown),
		cmocka_unit_test_setup_teardown(chains_and_their_order, setup, teardown),
		cmocka_unit_test_setup_teardown(who_may_and_what_is_seen, setup, teardown),
		cmocka_unit_test_setup_teardown(races_and_repeats, setup, teardown),
		cmocka_unit_test_setup_teardown(the_log_holds_both, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
