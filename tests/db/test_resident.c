/* Lists, cards, history, and the plans of every list query. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "db/child/derive.h"
#include "db/exchange/export.h"
#include "db/office/home.h"
#include "db/child/papers.h"
#include "db/child/resident_query.h"
#include "src/base/buf.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/db/people.h"

static struct fixture f;
static struct arena *a;
static int setup(void **state) { (void)state; fixture_open(&f); people_codes(&f); a = arena_new(); return 0; }
static int teardown(void **state) { (void)state; arena_free(a); fixture_close(&f); return 0; }

static caldate day(int y, int m, int d) { return date_make(y, m, d); }

static bool rebuild_tx(struct db *db, void *ctx, struct err *e) { (void)ctx; return derive_rebuild(db, e); }

static void rebuild(void)
{
	struct err e = { 0 };
	fixture_must(&e, db_tx(f.db, rebuild_tx, NULL, &e));
}

/* 37 children, some born on the same day, some gone, some with the same name. */
static void fill(void)
{
	char name[40], sql[300];
	for (int i = 0; i < 37; i++) {
		snprintf(name, sizeof name, "Anak %c%c", 'A' + i * 7 % 26, 'a' + i % 5);
		row_id id = people_child(&f, name, i % 2 ? "L" : "P", day(2024, 1, 1) + i);
		snprintf(sql, sizeof sql, "UPDATE person SET birth_date = '20%02d-05-0%d' WHERE id = (SELECT person_id FROM resident WHERE id = %" PRId64 ")", 8 + i % 9, 1 + i % 4, id);
		assert_true(i % 3 || people_sql(&f, sql));
	}
	assert_true(people_sql(&f, "INSERT INTO stay_end (id, panti_id, stay_id, on_date, reason, recorded_at, recorded_by) SELECT id, panti_id, id, '2026-06-01', 'lulus', 0, 0 FROM stay WHERE id % 4 = 0"));
	rebuild();
}

/* Every page in both directions equals one long list, in every order and status; the counts agree. */
static void pages_meet(void **state)
{
	(void)state;
	struct err e = { 0 };
	static struct resident_row all[100], page[7];
	fill();
	for (int st = 0; st < RESIDENT_STATUSES; st++)
		for (int o = 0; o < RESIDENT_ORDERS; o++) {
			struct resident_filter filter = { .status = (enum resident_status)st };
			int n = resident_list(f.db, &f.kepala, &filter, (enum resident_order)o, NULL, false, 100, a, all, &e), got = 0;
			assert_true(n >= 0);
			assert_int_equal(n, resident_count(f.db, &f.kepala, &filter, &e));
			assert_int_equal(n, st == RESIDENT_AKTIF ? 28 : st == RESIDENT_KELUAR ? 9 : st == RESIDENT_SEMUA ? 37 : 0);
			struct resident_pos pos;
			for (int k = 7, first = 1; k == 7; first = 0) {
				k = resident_list(f.db, &f.kepala, &filter, (enum resident_order)o, first ? NULL : &pos, false, 7, a, page, &e);
				for (int i = 0; i < k; i++)
					assert_int_equal(page[i].id, all[got + i].id);
				got += k;
				if (k)
					resident_place(&page[k - 1], (enum resident_order)o, &pos);
			}
			assert_int_equal(got, n);
			for (int k = 7, first = 1; k == 7; first = 0) {
				k = resident_list(f.db, &f.kepala, &filter, (enum resident_order)o, first ? NULL : &pos, true, 7, a, page, &e);
				for (int i = 0; i < k; i++)
					assert_int_equal(page[i].id, all[got - k + i].id);
				got -= k;
				if (k)
					resident_place(&page[0], (enum resident_order)o, &pos);
			}
			assert_int_equal(got, 0);
			for (int i = 1; i < n; i++)
				assert_true(o == RESIDENT_BY_NAME ? strcmp(all[i - 1].sort_key, all[i].sort_key) <= 0 : o == RESIDENT_BY_REGISTER ? strcmp(all[i - 1].register_no, all[i].register_no) < 0 : strcmp(all[i - 1].age_key, all[i].age_key) <= 0);
		}
	resident_find_place(f.db, &f.kepala, all[5].id, RESIDENT_BY_NAME, &(struct resident_pos){ 0 }, &e);
	assert_int_equal(e.kind, ERR_NONE);
}

static void filters_and_jump(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct stay_admission in = people_admission("Siti Aminah", "P", day(2025, 7, 14));
	in.clusters = "anak_terlantar|abh";
	in.room = people_room(&f, f.panti, "Melati 2", "P", 4);
	in.level = "smp";
	in.grade = 8;
	in.v[PERSON_DISTRICT] = "64.08.04";
	in.v[PERSON_BIRTH_DATE] = "2008-08-20"; /* 18 within 60 days */
	row_id siti = people_enrol(&f, &f.kepala, &in).resident;
	people_child(&f, "Budi Santoso", "L", day(2025, 7, 14));
	struct resident_row row[5];
	const struct resident_filter hits[] = { { .level = "smp" }, { .sex = "P" }, { .cluster = "abh" }, { .origin = "64.08" }, { .room = in.room }, { .age_limit = true } };
	for (size_t i = 0; i < COUNT(hits); i++) {
		assert_int_equal(resident_list(f.db, &f.kepala, &hits[i], RESIDENT_BY_NAME, NULL, false, 5, a, row, &e), 1);
		assert_int_equal(row[0].id, siti);
		assert_int_equal(resident_count(f.db, &f.kepala, &hits[i], &e), 1);
	}
	assert_int_equal(resident_count(f.db, &f.kepala, &(struct resident_filter){ .cluster = "ab" }, &e), 0);
	assert_int_equal(resident_count(f.db, &f.kepala, &(struct resident_filter){ .origin = "64.0" }, &e), 0);
	assert_int_equal(resident_count(f.db, &f.kepala, &(struct resident_filter){ .incomplete = true }, &e), 2);
	assert_string_equal(row[0].room, "Melati 2");
	assert_int_equal(row[0].grade, 8);
	assert_true(row[0].marks & MARK_AGE);
	assert_true(row[0].marks & MARK_MISSING);
	assert_int_equal(resident_by_register(f.db, &f.kepala, "2025-001", &e), siti);
	assert_int_equal(resident_by_register(f.db, &f.kepala, "2025-1", &e), siti);
	assert_int_equal(resident_by_register(f.db, &f.kepala, "2025-777", &e), 0);
	assert_int_equal(e.kind, ERR_NOTFOUND);
}

/* One access row on opening, none on reload; the edit is in the history with old and new. */
static void card_and_history(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct problems p;
	struct resident_card c;
	row_id id = people_child(&f, "Dewi Kartika", "P", day(2025, 1, 2));
	fixture_must(&e, resident_card(f.db, &f.peksos, id, true, NULL, a, &c, &p, &e));
	fixture_must(&e, resident_card(f.db, &f.peksos, id, false, NULL, a, &c, &p, &e));
	assert_int_equal(people_int(&f, "SELECT count(*) FROM audit WHERE action = 'resident.open'"), 1);
	assert_int_equal(c.stay_count, 1);
	assert_true(c.paper_count > 5);
	struct resident_edit edit = { .resident = id, .person_version = c.person.version };
	for (int i = 0; i < PERSON_FIELDS; i++)
		edit.v[i] = c.person.v[i];
	edit.v[PERSON_NICKNAME] = "Wiwi";
	edit.v[PERSON_NAME] = "Dewi Kartika Sari";
	fixture_must(&e, resident_edit(f.db, &f.tu, &edit, &p, &e));
	struct history_row h[40];
	int n = resident_history(f.db, &f.kepala, id, 0, a, h, 40, &e);
	assert_true(n >= 3);
	assert_string_equal(h[0].action, "person.edit");
	assert_string_equal(h[0].field, "name");
	assert_string_equal(h[0].before, "Dewi Kartika");
	assert_string_equal(h[0].after, "Dewi Kartika Sari");
	assert_string_equal(h[1].field, "nickname");
	struct resident_row row;
	fixture_must(&e, resident_row(f.db, &f.tu, id, a, &row, &e));
	assert_string_equal(row.name, "Dewi Kartika Sari");
	struct paper paper = { .kind = "akta", .state = "asli", .number = "1123/2013", .note = "", .on = DATE_NONE };
	fixture_must(&e, paper_save(f.db, &f.tu, id, &paper, 1, &p, &e));
	assert_false(paper_save(f.db, &f.tu, id, &paper, 1, &p, &e)); /* version 0 again: somebody was faster */
	assert_int_equal(e.kind, ERR_CONFLICT);
	err_clear(&e);
	fixture_must(&e, measure_add(f.db, &f.tu, id, &(struct measure){ .on = FIXTURE_DAY, .weight_g = 32500, .height_mm = 1410 }, &p, &e));
	assert_false(measure_add(f.db, &f.tu, id, &(struct measure){ .on = FIXTURE_DAY + 1, .weight_g = 32500 }, &p, &e));
	err_clear(&e);
	fixture_must(&e, resident_card(f.db, &f.peksos, id, false, NULL, a, &c, &p, &e));
	assert_int_equal(c.measure_count, 1);
	assert_string_equal(c.papers[0].state, "asli");
}

static bool row_text(void *ctx, const char *const *cells, int n)
{
	for (int i = 0; i < n; i++)
		buf_printf(ctx, "%s%s", cells[i], i + 1 < n ? ";" : "\n");
	return ((struct buf *)ctx)->size < 4000;
}

/* Chosen columns in the order asked, children by register number; a wrong column names the nearest. */
static void export_columns(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct buf b = BUF_EMPTY;
	struct stay_admission in = people_admission("Siti Aminah", "P", day(2025, 7, 14));
	in.v[PERSON_NIK] = "6408044903130001";
	in.v[PERSON_BIRTH_DATE] = "2013-03-09";
	in.v[PERSON_DISTRICT] = "64.08";
	in.level = "smp";
	in.grade = 8;
	people_enrol(&f, &f.kepala, &in);
	people_child(&f, "Ahmad", "L", day(2024, 1, 2));
	int picked[9], count;
	int64_t rows;
	const struct export_column *columns = export_resident_columns(a, &count);
	assert_int_equal(export_pick("nik, name,age,grade,register_no,district_name,mother,admission_date", columns, count, picked, 9, &e), 8);
	fixture_must(&e, export_residents(f.db, &f.tu, &(struct resident_filter){ .status = RESIDENT_SEMUA }, picked, 8, row_text, &b, &rows, &e));
	assert_string_equal(buf_text(&b), ";Ahmad;;;2024-001;;;2024-01-02\n6408044903130001;Siti Aminah;13;8;2025-001;Kabupaten Kutai Timur;;2025-07-14\n");
	assert_int_equal(export_pick("nam", columns, count, picked, 9, &e), -1);
	assert_non_null(strstr(e.text, "\"name\""));
	err_clear(&e);
	assert_int_equal(export_pick("name,nik", columns, count, picked, 1, &e), -1);
	err_clear(&e);
	assert_true(export_pick(NULL, columns, count, picked, 9, &e) < 0); /* the default set is larger than nine */
	buf_free(&b);
}

static void plan_is_good(const char *sql, const char *must)
{
	char plan[2000];
	people_plan(&f, sql, plan, sizeof plan);
	if (strstr(plan, "TEMP B-TREE") || strstr(sql, "OFFSET") || strstr(plan, "SCAN n") || !strstr(plan, must))
		fail_msg("%s\n%s", sql, plan);
}

/* DESIGN.md 6: SEARCH or a covering index, no temp b-tree, no OFFSET, whatever the filter. */
static void plans(void **state)
{
	(void)state;
	static const char *const indexes[] = { "resident_now_name", "resident_now_register", "resident_now_birth" };
	const struct resident_filter filters[] = { { 0 }, { .level = "sd", .sex = "L", .cluster = "abh", .origin = "64", .room = 1, .incomplete = true, .age_limit = true, .unapproved = true, .away = true, .waiting_school = true } };
	for (size_t i = 0; i < COUNT(filters); i++)
		for (int o = 0; o < RESIDENT_ORDERS; o++)
			for (int way = 0; way < 4; way++)
				plan_is_good(resident_page_sql(&f.kepala, &filters[i], (enum resident_order)o, way & 1, way & 2, a), indexes[o]);
	for (int way = 0; way < 4; way++) {
		plan_is_good(resident_page_sql(&f.dinsos, &filters[0], RESIDENT_BY_AGE, way & 1, way & 2, a), "resident_now_district");
		plan_is_good(search_sql(&f.kepala, &filters[0], false, way & 1, way & 2, a), "COVERING INDEX resident_now_name");
		plan_is_good(search_sql(&f.kepala, &filters[1], false, way & 1, way & 2, a), "resident_now_name");
		plan_is_good(search_sql(&f.dinsos, &filters[0], false, way & 1, way & 2, a), "resident_now_district");
	}
	plan_is_good(search_sql(&f.kepala, &filters[0], true, false, false, a), "SEARCH search_word USING PRIMARY KEY");
	for (size_t i = 0; i < COUNT(filters); i++)
		plan_is_good(search_sql(&f.kepala, &filters[i], true, true, false, a), "SEARCH n USING INTEGER PRIMARY KEY");
}

/* The 31st child of an hour: asked why once, kept in the log, told on the head's Home; the cards seen before open again unasked. */
static void test_many_cards(void **state)
{
	(void)state;
	struct err e = { 0 };
	struct problems p;
	struct resident_card c;
	struct home_counts home;
	row_id ids[CARDS_AN_HOUR + 3];
	char name[32];
	for (size_t i = 0; i < COUNT(ids); i++) {
		snprintf(name, sizeof name, "Anak %c%c", (char)('A' + i / 26), (char)('A' + i % 26));
		ids[i] = people_child(&f, name, "P", day(2026, 6, 1));
	}
	clock_set_ms(FIXTURE_NOW + 60000);
	for (size_t i = 0; i < CARDS_AN_HOUR; i++) {
		problems_clear(&p);
		fixture_must(&e, resident_card(f.db, &f.peksos, ids[i], true, NULL, a, &c, &p, &e));
	}
	problems_clear(&p);
	assert_false(resident_card(f.db, &f.peksos, ids[CARDS_AN_HOUR], true, NULL, a, &c, &p, &e));
	assert_non_null(problem_of(&p, "many"));
	fixture_must(&e, resident_card(f.db, &f.peksos, ids[0], true, NULL, a, &c, &p, &e)); /* seen already */
	problems_clear(&p);
	fixture_must(&e, resident_card(f.db, &f.tu, ids[CARDS_AN_HOUR], true, NULL, a, &c, &p, &e)); /* counted per person */
	fixture_must(&e, home_counts(f.db, &f.kepala, a, &home, &e));
	assert_int_equal(home.many_cards, 0);
	fixture_must(&e, resident_card(f.db, &f.peksos, ids[CARDS_AN_HOUR], true, "menyusun laporan semester", a, &c, &p, &e));
	fixture_must(&e, resident_card(f.db, &f.peksos, ids[CARDS_AN_HOUR + 1], true, NULL, a, &c, &p, &e)); /* once an hour is enough */
	assert_int_equal(people_int(&f, "SELECT count(*) FROM audit a JOIN audit_value v ON v.audit_id = a.id WHERE a.action = 'resident.many' AND v.after_value = 'menyusun laporan semester'"), 1);
	fixture_must(&e, home_counts(f.db, &f.kepala, a, &home, &e));
	assert_int_equal(home.many_cards, 1);
	clock_set_ms(FIXTURE_NOW + 2 * 3600000); /* the hour is over */
	fixture_must(&e, resident_card(f.db, &f.peksos, ids[CARDS_AN_HOUR + 2], true, NULL, a, &c, &p, &e));
	clock_set_ms(FIXTURE_NOW + INT64_C(4) * 86400000);
	fixture_must(&e, home_counts(f.db, &f.kepala, a, &home, &e));
	assert_int_equal(home.many_cards, 0);
	clock_set_ms(FIXTURE_NOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(pages_meet, setup, teardown),
		cmocka_unit_test_setup_teardown(filters_and_jump, setup, teardown),
		cmocka_unit_test_setup_teardown(card_and_history, setup, teardown),
		cmocka_unit_test_setup_teardown(export_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(test_many_cards, setup, teardown), cmocka_unit_test_setup_teardown(plans, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
