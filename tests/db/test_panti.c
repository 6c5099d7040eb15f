/* The panti, rooms, officials by date, settings, pick-lists, holidays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/office/code.h"
#include "db/office/panti.h"
#include "db/office/setting.h"
#include "tests/db/fixture.h"

static int open_db(void **state)
{
	static struct fixture f; /* one at a time */
	fixture_open(&f);
	*state = &f;
	return 0;
}

static int close_db(void **state)
{
	fixture_close(*state);
	return 0;
}

/* The own regency on top, the own province below it, then the country; each by name. Of an officer and of a house in Kutai Timur. */
static void districts_begin_at_home(void **state)
{
	struct fixture *f = *state;
	struct arena *a = arena_new();
	static const char *const more[] = { "64.08', 'Kabupaten Kutai Timur", "11.01', 'Kabupaten Aceh Contoh", "64.71', 'Kota Balikpapan Contoh", "94.01', 'Kabupaten Papua Contoh" };
	for (size_t i = 0; i < COUNT(more); i++) {
		char sql[200];
		snprintf(sql, sizeof sql, "INSERT INTO region (code, name, parent, search_key) VALUES ('%s', '', '') ON CONFLICT (code) DO NOTHING", more[i]);
		fixture_tamper(f, sql);
	}
	const struct actor *const whose[] = { &f->dinsos, &f->tu };
	for (size_t w = 0; w < COUNT(whose); w++) {
		const struct choice *c = code_choices_load(f->db, whose[w], "district", DATE_NONE, a);
		int n = 1, home = 1, turns = 0;
		assert_string_equal(c[0].code, "64.08");
		for (; c[n].code; n++) {
			const bool near = strncmp(c[n].code, "64", 2) == 0;
			home += near;
			if (n > 1 && near != (strncmp(c[n - 1].code, "64", 2) == 0)) turns++;
			else if (n > 1) assert_true(strcmp(c[n - 1].label, c[n].label) <= 0);
		}
		assert_true(home > 1 && n - home >= 2);
		assert_int_equal(turns, 1);
		assert_true(strncmp(c[1].code, "64", 2) == 0);
	}
	arena_free(a);
}

static void panti_keeps_what_the_form_saved(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct arena *a = arena_new();
	struct panti before, after;
	const char *v[PANTI_FIELDS];
	fixture_must(&e, panti_load(f->db, f->panti, a, &before, &e));
	for (int i = 0; i < PANTI_FIELDS; i++) v[i] = before.v[i];
	v[PANTI_NAME] = "Panti Baru";
	v[PANTI_CAPACITY_L] = "41";
	v[PANTI_CAPACITY_P] = "52";
	v[PANTI_KOP2] = "DINAS SOSIAL";
	v[PANTI_UTC_OFFSET] = "7";
	v[PANTI_PAPER] = "f4";
	fixture_must(&e, panti_save(f->db, &f->kepala, before.version, v, &p, &e));
	fixture_must(&e, panti_load(f->db, f->panti, a, &after, &e));
	for (int i = 0; i < PANTI_FIELDS; i++) assert_string_equal(after.v[i], v[i]);
	assert_int_equal(after.capacity_l, 41);
	assert_int_equal(after.capacity_p, 52);
	assert_int_equal(after.utc_offset, 7);
	assert_false(panti_save(f->db, &f->kepala, before.version, v, &p, &e)); /* the second saver */
	assert_int_equal(e.kind, ERR_CONFLICT);
	err_clear(&e);
	assert_false(panti_save(f->db, &f->peksos, after.version, v, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	arena_free(a);
}

static void paper_carries_the_official_of_its_day(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct arena *a = arena_new();
	struct official who;
	const struct official old = { 0, "kepala", "", "Kepala UPTD", "Ibu Lama", "Pembina", "197001011990032001", date_make(2020, 1, 1), date_make(2024, 6, 30) };
	const struct official acting = { 0, "kepala", "Plt.", "Kepala UPTD", "Pak Sementara", "", "", date_make(2024, 7, 1), date_make(2024, 8, 31) };
	const struct official new = { 0, "kepala", "", "Kepala UPTD", "Ibu Baru", "", "", date_make(2024, 9, 1), DATE_NONE };
	assert_int_not_equal(official_save(f->db, &f->kepala, &old, &p, &e), 0);
	assert_int_not_equal(official_save(f->db, &f->kepala, &acting, &p, &e), 0);
	assert_int_not_equal(official_save(f->db, &f->kepala, &new, &p, &e), 0);
	assert_true(official_on(f->db, f->panti, "kepala", date_make(2024, 6, 30), a, &who));
	assert_string_equal(who.name, "Ibu Lama");
	assert_true(official_on(f->db, f->panti, "kepala", date_make(2024, 7, 1), a, &who));
	assert_string_equal(who.acting, "Plt.");
	assert_true(official_on(f->db, f->panti, "kepala", FIXTURE_DAY, a, &who));
	assert_string_equal(who.name, "Ibu Baru");
	assert_false(official_on(f->db, f->panti, "kepala", date_make(2019, 1, 1), a, &who));
	const struct official wrong = { 0, "tu", "", "TU", "X", "", "", date_make(2024, 9, 1), date_make(2024, 8, 1) };
	assert_int_equal(official_save(f->db, &f->kepala, &wrong, &p, &e), 0);
	assert_non_null(problem_of(&p, "until"));
	arena_free(a);
}

static void settings_have_defaults_ranges_and_choices(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	assert_int_equal(setting_int(f->db, f->panti, "clock_referral"), 5);
	fixture_must(&e, setting_set(f->db, &f->kepala, "clock_referral", "9", &p, &e));
	assert_int_equal(setting_int(f->db, f->panti, "clock_referral"), 9);
	assert_false(setting_set(f->db, &f->kepala, "clock_referral", "0", &p, &e));
	assert_non_null(problem_of(&p, "clock_referral"));
	problems_clear(&p);
	assert_false(setting_set(f->db, &f->kepala, "allowance_unit", "minggu", &p, &e));
	assert_non_null(problem_of(&p, "allowance_unit"));
	err_clear(&e);
	assert_false(setting_set(f->db, &f->tu, "clock_referral", "7", &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_int_equal(setting_int(f->db, f->panti, "clock_referral"), 9);
	for (size_t i = 0; i < settings_count; i++) { /* every default is what its own field accepts */
		char canon[300];
		struct choice c[SETTING_CHOICES];
		bool listed = settings[i].field.list && setting_choices(settings[i].field.list, c, COUNT(c));
		problems_clear(&p);
		assert_true(field_canon(&settings[i].field, settings[i].fallback, FIXTURE_DAY, listed ? c : NULL, canon, sizeof canon, &p));
		assert_string_equal(canon, settings[i].fallback);
	}
}

static void rooms_are_unique_by_name(void **state)
{
	struct fixture *f = *state;
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct arena *a = arena_new();
	struct room *rooms, in = { .name = "Melati 2", .sex = "P", .capacity = 8, .caregiver = "Bu Yati" };
	assert_int_not_equal(room_save(f->db, &f->kepala, &in, &p, &e), 0);
	assert_int_equal(room_save(f->db, &f->kepala, &in, &p, &e), 0);
	assert_non_null(problem_of(&p, "name"));
	err_clear(&e);
	assert_int_equal(room_list(f->db, &f->kepala, a, &rooms, &e), 1);
	assert_string_equal(rooms[0].caregiver, "Bu Yati");
	assert_int_equal(rooms[0].occupied, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(panti_keeps_what_the_form_saved, open_db, close_db),
		cmocka_unit_test_setup_teardown(districts_begin_at_home, open_db, close_db),
		cmocka_unit_test_setup_teardown(paper_carries_the_official_of_its_day, open_db, close_db),
		cmocka_unit_test_setup_teardown(settings_have_defaults_ranges_and_choices, open_db, close_db),
		cmocka_unit_test_setup_teardown(rooms_are_unique_by_name, open_db, close_db),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
