/* Threat 8: two edit one record; the second is shown who, when and both texts, and nothing is overwritten in silence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "db/child/resident.h"
#include "src/base/date.h"
#include "tests/db/people.h"

static struct fixture f;
static struct arena *a;
static struct err e;
static struct problems p;
static int setup(void **state) { (void)state; fixture_open(&f); people_codes(&f); a = arena_new(); err_clear(&e); return 0; }
static int teardown(void **state) { (void)state; arena_free(a); fixture_close(&f); return 0; }

static struct resident_edit edit_of(const struct actor *who, row_id id, row_id *person)
{
	struct resident_card c;
	struct resident_edit edit = { .resident = id };
	fixture_must(&e, resident_card(f.db, who, id, false, NULL, a, &c, &p, &e));
	edit.person_version = c.person.version;
	*person = c.person.id;
	for (int i = 0; i < PERSON_FIELDS; i++)
		edit.v[i] = c.person.v[i];
	return edit;
}

static void second_saver(void **state)
{
	(void)state;
	row_id person, id = people_child(&f, "Siti Aminah", "P", FIXTURE_DAY - 10);
	struct resident_edit mine = edit_of(&f.tu, id, &person), theirs = edit_of(&f.peksos, id, &person);
	theirs.v[PERSON_MOTHER] = "Aminah";
	theirs.v[PERSON_NICKNAME] = "Siti";
	fixture_must(&e, resident_edit(f.db, &f.peksos, &theirs, &p, &e));
	theirs = edit_of(&f.peksos, id, &person);
	theirs.v[PERSON_MOTHER] = "Ibu Aminah";
	fixture_must(&e, resident_edit(f.db, &f.peksos, &theirs, &p, &e));
	mine.v[PERSON_MOTHER] = "Aminah binti Ali";
	mine.v[PERSON_FATHER] = "Ali";
	assert_false(resident_edit(f.db, &f.tu, &mine, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	assert_non_null(strstr(e.text, f.peksos.name));
	err_clear(&e);
	struct person_change c[10];
	assert_int_equal(person_changes_since(f.db, person, mine.person_version, mine.v, a, c, 10, &e), 2);
	for (int i = 0; i < 2; i++) {
		bool mother = c[i].field == PERSON_MOTHER;
		assert_true(mother || c[i].field == PERSON_NICKNAME);
		assert_string_equal(c[i].base, "");
		assert_string_equal(c[i].theirs, mother ? "Ibu Aminah" : "Siti");
		assert_string_equal(c[i].mine, mother ? "Aminah binti Ali" : "");
		assert_string_equal(c[i].by, f.peksos.name);
		assert_int_equal(c[i].at, FIXTURE_NOW);
	}
	/* chosen field by field, saved against the new version */
	mine.person_version = edit_of(&f.tu, id, &person).person_version;
	mine.v[PERSON_NICKNAME] = "Siti";
	fixture_must(&e, resident_edit(f.db, &f.tu, &mine, &p, &e));
	mine = edit_of(&f.tu, id, &person);
	assert_string_equal(mine.v[PERSON_MOTHER], "Aminah binti Ali");
	assert_string_equal(mine.v[PERSON_FATHER], "Ali");
	/* the same key once more: saved already, nothing changes */
	char key[IDEM_SIZE];
	db_idem_make(key);
	mine.idem = key;
	mine.v[PERSON_FATHER] = "Ali Akbar";
	fixture_must(&e, resident_edit(f.db, &f.tu, &mine, &p, &e));
	fixture_must(&e, resident_edit(f.db, &f.tu, &mine, &p, &e));
	assert_int_equal(people_int(&f, "SELECT count(*) FROM audit WHERE action = 'person.edit'"), 4);
}

/* 1,000 edits by two who load at random moments: each accepted one is the successor of what its author saw. */
static void never_silent(void **state)
{
	(void)state;
	unsigned seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	row_id person, id = people_child(&f, "Budi", "L", FIXTURE_DAY - 10);
	struct actor who[2] = { f.tu, f.peksos };
	struct resident_edit held[2];
	int64_t saved = 0;
	for (int i = 0; i < 2; i++)
		held[i] = edit_of(&who[i], id, &person);
	int64_t first = held[0].person_version;
	for (int i = 0; i < 1000; i++) {
		int k = rand_r(&seed) & 1;
		if (rand_r(&seed) % 3 == 0) {
			held[k] = edit_of(&who[k], id, &person);
			continue;
		}
		struct resident_edit now = edit_of(&who[k], id, &person);
		held[k].v[PERSON_NICKNAME] = arena_printf(a, "n%d", i);
		bool ok = resident_edit(f.db, &who[k], &held[k], &p, &e);
		assert_int_equal(ok, held[k].person_version == now.person_version);
		saved += ok;
		err_clear(&e);
	}
	assert_true(saved > 50);
	assert_int_equal(edit_of(&f.tu, id, &person).person_version, first + saved);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(second_saver, setup, teardown), cmocka_unit_test_setup_teardown(never_silent, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
