/* The inbox of referrals: order, pages, counts, clocks, hidden children, what reports read, import. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "db/referral/referral_part.h"
#include "db/exchange/import.h"
#include "db/child/resident.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "tests/db/desk.h"

static struct referral_card load(const struct actor *who, row_id id)
{
	struct referral_card c;
	fixture_must(&e, referral_load(f.db, who, id, false, a, &c, &e));
	return c;
}

static void test_order_and_paging(void **state)
{
	(void)state;
	enum { N = 60 };
	row_id seen[N], back[N];
	for (int i = 0; i < N; i++) {
		char name[40], day[DATE_ISO_SIZE];
		snprintf(name, sizeof name, "Anak Nomor %c%c", 'a' + i / 26, 'a' + i % 26);
		struct referral_input in = cases_letter(name, i % 2 ? "P" : "L", "460/9");
		in.v[REFERRAL_F_LETTER_DATE] = "2026-06-01";
		in.v[REFERRAL_F_RECEIVED_ON] = date_iso(FIXTURE_DAY - (i * 7) % 40, day);
		in.v[REFERRAL_F_URGENT] = i % 5 ? "0" : "1";
		row_id id = cases_record(&f, &f.tu, &in);
		if (i % 3 == 0) cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
		if (i % 6 == 0) cases_move(&f, &f.kepala, id, i % 12 ? REFERRAL_TUNGGU : REFERRAL_TOLAK, "usia");
	}
	struct referral_filter all = { .view = REFERRAL_VIEW_ALL };
	struct referral_key at = REFERRAL_FIRST;
	struct referral_rank last;
	int n = 0;
	for (int got = 7; got == 7;) {
		struct referral_row rows[7];
		got = referral_list(f.db, &f.kepala, &all, at, false, a, rows, 7, &e);
		assert_true(got >= 0);
		for (int i = 0; i < got; i++) {
			struct referral_rank r = { rows[i].state, rows[i].urgent, rows[i].since, rows[i].id };
			if (n) assert_true(referral_compare(&last, &r) < 0); /* the rule's own order */
			last = r;
			seen[n++] = rows[i].id;
			at = rows[i].key;
			assert_int_equal(rows[i].mates, N - 1);
			if (rows[i].state == REFERRAL_SURAT_DITERIMA) assert_int_equal(rows[i].wait.days, FIXTURE_DAY - rows[i].since);
		}
	}
	assert_int_equal(n, N);
	at = REFERRAL_LAST;
	for (int left = N; left > 0;) {
		struct referral_row rows[7];
		int got = referral_list(f.db, &f.kepala, &all, at, true, a, rows, 7, &e);
		assert_true(got > 0);
		for (int i = 0; i < got; i++) back[--left] = rows[i].id;
		at = rows[got - 1].key;
	}
	assert_memory_equal(seen, back, sizeof seen);
	/* each filter counts what it lists, and each plan uses its index */
	struct referral_row rows[N];
	const struct actor *who[] = { &f.kepala, &f.dinsos };
	for (size_t w = 0; w < 2; w++)
		for (int s = -3; s < REFERRAL_STATES; s++) {
			struct referral_filter filter = { .view = s == -3 ? REFERRAL_VIEW_WAITING : s == -2 ? REFERRAL_VIEW_OPEN : s == -1 ? REFERRAL_VIEW_ALL : REFERRAL_VIEW_STATE, .state = (enum referral_state)(s < 0 ? 0 : s) };
			int got = referral_list(f.db, who[w], &filter, REFERRAL_FIRST, false, a, rows, N, &e);
			assert_int_equal(got, referral_count(f.db, who[w], &filter, &e));
			for (int i = 0; i < got && s >= 0; i++) assert_int_equal(rows[i].state, s);
			referral_list(f.db, who[w], &filter, REFERRAL_LAST, true, a, rows, N, &e);
			filter.district = "64.08";
			assert_int_equal(referral_list(f.db, who[w], &filter, REFERRAL_FIRST, false, a, rows, N, &e), got);
		}
	struct referral_filter none = { .view = REFERRAL_VIEW_ALL, .district = "64.72" }, words = { .view = REFERRAL_VIEW_ALL, .text = "nom ana ab" }, number = { .view = REFERRAL_VIEW_ALL, .text = "r-2026-00" };
	assert_int_equal(referral_count(f.db, &f.kepala, &none, &e), 0);
	assert_int_equal(referral_list(f.db, &f.kepala, &words, REFERRAL_FIRST, false, a, rows, N, &e), 1);
	assert_string_equal(rows[0].name, "Anak Nomor ab");
	assert_int_equal(referral_count(f.db, &f.kepala, &number, &e), 9);
	assert_true(cases_plans(&f, "FROM referral_now n CROSS JOIN referral r") >= 20);
}

static void test_clock(void **state)
{
	(void)state;
	/* Monday 3 August: received on Monday 27 July = 5 working days, not over; on Friday 24 July = 6, over; a holiday between gives one more */
	struct referral_input in = cases_letter("Jam Satu", "L", "1");
	in.v[REFERRAL_F_RECEIVED_ON] = "2026-07-27";
	row_id one = cases_record(&f, &f.tu, &in);
	in.v[REFERRAL_F_RECEIVED_ON] = "2026-07-24";
	in.child[PERSON_NAME] = "Jam Dua";
	row_id two = cases_record(&f, &f.tu, &in);
	assert_false(load(&f.kepala, one).wait.over);
	assert_true(load(&f.kepala, two).wait.over);
	assert_int_equal(load(&f.kepala, two).wait.days, 10);
	struct referral_work work;
	fixture_must(&e, referral_work(f.db, &f.kepala, &work, &e));
	assert_int_equal(work.waiting, 2);
	assert_int_equal(work.over, 1);
	assert_int_equal(work.longest, 10);
	struct err own = { ERR_NONE, "" };
	stmt_run(stmt(f.db, "INSERT INTO holiday (on_date, name, kind) VALUES ('2026-07-29', 'Libur contoh', 'libur')"), &own);
	assert_false(load(&f.kepala, two).wait.over);
	fixture_must(&e, referral_work(f.db, &f.kepala, &work, &e));
	assert_int_equal(work.over, 0);
	/* an answered one waits no more */
	cases_move(&f, &f.peksos, two, REFERRAL_MULAI_ASESMEN, NULL);
	cases_move(&f, &f.kepala, two, REFERRAL_SETUJU, NULL);
	fixture_must(&e, referral_work(f.db, &f.kepala, &work, &e));
	assert_int_equal(work.waiting, 1);
	assert_int_equal(work.approved, 1);
}

/* A sealed child: initials and no opening for whoever may not read sealed files, not even found by name; the sender knows the name. */
static void test_sealed(void **state)
{
	(void)state;
	struct cases_child c = cases_admit(&f, "Rahasia Contoh", "P", "2012-03-09", FIXTURE_DAY - 400, "anak_terlantar", "", 0, 0);
	struct referral_input in = cases_letter("", "", "460/5");
	in.person = c.person;
	in.v[REFERRAL_F_REASON] = "Rahasia Contoh menjadi korban";
	row_id id = cases_record(&f, &f.tu, &in);
	fixture_must(&e, resident_seal(f.db, &f.kepala, c.resident, cases_version(&f, "resident", c.resident), true, "ABH.", &p, &e));
	struct referral_filter all = { .view = REFERRAL_VIEW_ALL }, name = { .view = REFERRAL_VIEW_ALL, .text = "rahasia" };
	const struct { const struct actor *who; bool sees; } table[] = { { &f.kepala, true }, { &f.peksos, true }, { &f.tu, false }, { &f.pemeriksa, false }, { &f.dinsos, true } };
	for (size_t i = 0; i < COUNT(table); i++) {
		struct referral_row row;
		struct referral_card card;
		struct referral_fact *facts;
		size_t n;
		const char *wanted = table[i].sees ? "Rahasia Contoh" : "R. C.";
		err_clear(&e);
		assert_int_equal(referral_list(f.db, table[i].who, &all, REFERRAL_FIRST, false, a, &row, 1, &e), 1);
		assert_string_equal(row.name, wanted);
		assert_string_equal(row.reason, table[i].sees ? "Rahasia Contoh menjadi korban" : "");
		assert_int_equal(row.birth != DATE_NONE, table[i].sees);
		assert_int_equal(referral_count(f.db, table[i].who, &name, &e), table[i].sees);
		fixture_must(&e, referral_facts(f.db, table[i].who, FIXTURE_DAY - 30, FIXTURE_DAY, 0, a, &facts, &n, &e));
		assert_string_equal(facts[0].name, wanted);
		assert_int_equal(referral_load(f.db, table[i].who, id, true, a, &card, &e), table[i].sees);
		if (!table[i].sees) assert_int_equal(e.kind, ERR_NOPERM);
		err_clear(&e);
		if (!table[i].sees) assert_false(referral_move(f.db, table[i].who, id, cases_version(&f, "referral", id), REFERRAL_MULAI_ASESMEN, DATE_NONE, "", "", &p, &e));
	}
}

static void test_facts_as_known(void **state)
{
	(void)state;
	struct referral_fact *rows;
	size_t n;
	struct referral_input in = cases_letter("Fakta Contoh", "L", "1");
	row_id id = cases_record(&f, &f.tu, &in);
	clock_set_ms(FIXTURE_NOW + 86400000 * 2);
	cases_move(&f, &f.peksos, id, REFERRAL_MULAI_ASESMEN, NULL);
	cases_move(&f, &f.kepala, id, REFERRAL_SETUJU, NULL);
	fixture_must(&e, referral_facts(f.db, &f.kepala, date_make(2026, 8, 1), date_make(2026, 8, 31), 0, a, &rows, &n, &e));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].opening, REFERRAL_SURAT_DITERIMA);
	assert_int_equal(rows[0].closing, REFERRAL_DISETUJUI);
	assert_int_equal(rows[0].waited, 11); /* 25 July to 5 August */
	fixture_must(&e, referral_facts(f.db, &f.kepala, date_make(2026, 8, 1), date_make(2026, 8, 31), FIXTURE_NOW + 86400000, a, &rows, &n, &e));
	assert_int_equal(rows[0].closing, REFERRAL_SURAT_DITERIMA); /* as known a day earlier */
	assert_int_equal(rows[0].ended, DATE_NONE);
	fixture_must(&e, referral_facts(f.db, &f.kepala, date_make(2026, 9, 1), date_make(2026, 9, 30), 0, a, &rows, &n, &e));
	assert_int_equal(n, 1); /* still to be placed */
	cases_move(&f, &f.dinsos, id, REFERRAL_TARIK, "Ditarik.");
	fixture_must(&e, referral_facts(f.db, &f.kepala, date_make(2026, 9, 1), date_make(2026, 9, 30), 0, a, &rows, &n, &e));
	assert_int_equal(n, 0);
}

static bool import_text(const struct actor *who, const char *text, const char *says, struct import_result *r)
{
	char path[160], *words = NULL;
	size_t size;
	snprintf(path, sizeof path, "%s/rujukan.csv", f.dir);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	fclose(file);
	struct import_options o = { .messages = open_memstream(&words, &size) };
	err_clear(&e);
	bool ok = import_file(f.db, who, import_find("referrals"), path, &o, r, &e);
	fclose(o.messages);
	if (says) assert_non_null(strstr(words, says));
	free(words);
	return ok;
}

static void test_import(void **state)
{
	(void)state;
	struct import_result r;
	struct cases_child c = cases_admit(&f, "Dikenal Contoh", "P", "2013-03-09", FIXTURE_DAY - 400, "anak_terlantar", "", 0, 0);
	fixture_tamper(&f, "UPDATE person SET nik = '6408044903130001'; INSERT INTO region (code, name, parent, search_key) VALUES ('64.08', 'Kabupaten Kutai Timur', '64', 'kabupaten kutai timur')");
	const char *head = "letter_no;letter_date;received_on;district;name;sex;birth_date;nik;clusters;urgent\n";
	char text[800];
	/* one bad row and nothing comes in */
	snprintf(text, sizeof text, "%s460/1;20-07-2026;25-07-2026;64.08;Satu Contoh;L;05-02-2014;;anak_terlantar;1\n;20-07-2026;25-07-2026;64.08;Dua Contoh;P;;;;\n", head);
	assert_false(import_text(&f.tu, text, "rujukan.csv:3: letter_no:", &r));
	assert_int_equal(e.kind, ERR_DATA);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral"), 0);
	snprintf(text, sizeof text, "%s460/1;20-07-2026;25-07-2026;64.08;Satu Contoh;L;05-02-2014;;anak_terlantar;1\n460/1;20-07-2026;25-07-2026;64.08;Dikenal Contoh;P;09-03-2013;6408044903130001;anak_terlantar;0\n", head);
	assert_false(import_text(&f.peksos, text, NULL, &r));
	assert_int_equal(e.kind, ERR_NOPERM);
	if (!import_text(&f.sistem, text, NULL, &r)) fixture_fail(e.text, __FILE__, __LINE__);
	assert_int_equal(r.written, 2);
	struct referral_filter all = { .view = REFERRAL_VIEW_WAITING };
	struct referral_row rows[4];
	assert_int_equal(referral_list(f.db, &f.kepala, &all, REFERRAL_FIRST, false, a, rows, 4, &e), 2);
	assert_true(rows[0].urgent);
	assert_int_equal(rows[0].wait.days, 9);
	assert_int_equal(load(&f.kepala, rows[1].id).person, c.person); /* the NIK says who it is */
	assert_int_equal(rows[1].mates, 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = { T(test_order_and_paging), T(test_clock), T(test_sealed), T(test_facts_as_known), cmocka_unit_test_setup_teardown(test_import, desk_setup, desk_teardown_raw) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
