/* Derived rows: after random acts the check agrees, and a rebuild changes nothing; tampering is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "db/child/derive.h"
#include "db/child/presence.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/db/people.h"

#define CHILDREN 12

static struct fixture f;
static struct arena *a;
static struct err e;
static struct problems p;
static unsigned seed;
static int setup(void **state) { (void)state; fixture_open(&f); people_codes(&f); a = arena_new(); err_clear(&e); return 0; }
static int teardown(void **state) { (void)state; arena_free(a); fixture_close(&f); return 0; }

static int dice(int n) { return (int)((unsigned)rand_r(&seed) % (unsigned)n); }

struct end { row_id stay; caldate on; };
static bool end_tx(struct db *db, void *ctx, struct err *er)
{
	struct end *x = ctx;
	return stay_end_record(db, &f.kepala, x->stay, x->on, "lulus", "", 0, er) != 0;
}

/* One random act; refusals are fine, half-done ones are not. */
static void act(row_id id, const row_id *rooms, caldate today)
{
	static const char *const clusters[] = { "abh", "anak_terlantar|abh", "ampk" }, *const kinds[] = { "izin", "sakit", "dirawat" };
	struct err er = { 0 };
	struct resident_card c;
	caldate on = today + dice(20) - 10;
	struct presence_leave leave = { .kind = kinds[dice(3)], .on = on, .expected = DATE_NONE };
	struct stay_admission again = { .resident = id, .on = on, .letter_no = "" };
	struct stay_admitted out;
	if (!resident_card(f.db, &f.kepala, id, false, NULL, a, &c, &p, &er))
		fixture_fail(er.text, __FILE__, __LINE__);
	struct end end = { c.stays[0].id, on };
	struct resident_edit edit = { .resident = id, .person_version = c.person.version };
	for (int i = 0; i < PERSON_FIELDS; i++)
		edit.v[i] = c.person.v[i];
	switch (dice(10)) {
	case 0: stay_set_room(f.db, &f.kepala, &id, 1, rooms[dice(2)], on, &p, &er); break;
	case 1: stay_set_clusters(f.db, &f.kepala, id, clusters[dice(3)], on, &p, &er); break;
	case 2: presence_leave(f.db, &f.kepala, &id, 1, &leave, &p, &er); break;
	case 3: presence_return(f.db, &f.kepala, &id, 1, on, &p, &er); break;
	case 4: db_tx(f.db, end_tx, &end, &er); break;
	case 5: stay_admit(f.db, &f.kepala, &again, 1, &out, &p, &er); break;
	case 6: edit.v[PERSON_NAME] = arena_printf(a, "Nama %c%c Baru", 'A' + dice(26), 'a' + dice(26)); resident_edit(f.db, &f.tu, &edit, &p, &er); break;
	case 7: edit.v[PERSON_NIK] = arena_printf(a, "640804090313%04d", 1 + dice(9000)); resident_edit(f.db, &f.tu, &edit, &p, &er); break;
	case 8: if (c.room_count) stay_fact_void(f.db, &f.kepala, STAY_FACT_ROOM, c.rooms[0].id, "acak", &p, &er); break;
	default: if (c.stay_count > 1) stay_void(f.db, &f.kepala, c.stays[0].id, "acak", &p, &er);
	}
	assert_true(er.kind == ERR_NONE || er.kind == ERR_PROBLEMS || er.kind == ERR_CONFLICT || er.kind == ERR_DATA);
}

static void say(void *ctx, const char *line) { (void)ctx; print_message("%s\n", line); }

static bool rebuild_tx(struct db *db, void *ctx, struct err *er) { (void)ctx; return derive_rebuild(db, er); }

static void random_facts(void **state)
{
	(void)state;
	seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	row_id id[CHILDREN], rooms[2] = { people_room(&f, f.panti, "Melati", "P", 3), people_room(&f, f.panti, "Mawar", "L", 0) };
	for (int i = 0; i < CHILDREN; i++)
		id[i] = people_child(&f, arena_printf(a, "Anak %c", 'a' + i), i % 2 ? "L" : "P", FIXTURE_DAY - 60 + i);
	for (int day = 0; day < 30; day++) {
		caldate today = FIXTURE_DAY + day;
		clock_set_ms(FIXTURE_NOW + day * INT64_C(86400000));
		fixture_must(&e, derive_today(f.db, f.panti, &e)); /* what was dated ahead becomes true */
		assert_int_equal(derive_check(f.db, say, NULL, &e), 0);
		for (int i = 0; i < 15; i++)
			act(id[dice(CHILDREN)], rooms, today);
		assert_int_equal(derive_check(f.db, say, NULL, &e), 0);
		arena_reset(a);
	}
	int64_t words = people_int(&f, "SELECT count(*) FROM search_word"), versions = people_int(&f, "SELECT sum(length(name) + missing) FROM resident_now");
	fixture_must(&e, db_tx(f.db, rebuild_tx, NULL, &e));
	assert_int_equal(derive_check(f.db, say, NULL, &e), 0);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM search_word"), words);
	assert_int_equal(people_int(&f, "SELECT sum(length(name) + missing) FROM resident_now"), versions);
}

static void tampering(void **state)
{
	(void)state;
	static const char *const acts[] = { "UPDATE resident_now SET level = 'sd' WHERE level <> 'sd'", "DELETE FROM search_word WHERE word = 'siti'", "DELETE FROM resident_now",
		"INSERT INTO search_word SELECT panti_id, 'hantu', sort_key, resident_id FROM search_word LIMIT 1", "UPDATE resident_total SET n = n + 1 WHERE n > 0" };
	people_child(&f, "Siti Aminah", "P", FIXTURE_DAY);
	assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0);
	for (size_t i = 0; i < COUNT(acts); i++) {
		assert_true(people_sql(&f, acts[i]));
		assert_int_equal(derive_check(f.db, NULL, NULL, &e), 1);
		fixture_must(&e, db_tx(f.db, rebuild_tx, NULL, &e));
		assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(random_facts, setup, teardown), cmocka_unit_test_setup_teardown(tampering, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
