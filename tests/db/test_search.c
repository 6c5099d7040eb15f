/* Search per key against a naive one over 2,000 invented children, in every way it can go; scope and sealed children. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "db/child/derive.h"
#include "db/child/search.h"
#include "src/base/date.h"
#include "src/base/text.h"
#include "tests/bench/generate.h"
#include "tests/db/people.h"

#define CHILDREN 4000 /* above the count where a word is no longer looked up */

static struct fixture f;
static struct arena *a;
static struct err e;
static struct resident_row all[CHILDREN + 50];
static char keys[CHILDREN + 50][256];
static int count;
static unsigned seed;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	people_codes(&f);
	a = arena_new();
	err_clear(&e);
	return 0;
}
static int teardown(void **state) { (void)state; arena_free(a); fixture_close(&f); return 0; }

static bool begins_word(const char *key, const char *prefix)
{
	size_t n = strlen(prefix);
	for (const char *at = key; at; at = strchr(at, ' '), at = at ? at + 1 : NULL)
		if (!strncmp(at, prefix, n))
			return true;
	return false;
}

static bool naive(int i, const char *typed)
{
	char copy[200], prefix[200];
	if (typed[strspn(typed, "0123456789 ")] == '\0') { /* a number typed in groups */
		size_t used = 0;
		for (const char *c = typed; *c; c++)
			if (*c != ' ')
				copy[used++] = *c;
		copy[used] = '\0';
	} else
		str_copy(copy, sizeof copy, typed);
	for (char *save = NULL, *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		if (strpbrk(w, "0123456789")) {
			if (strncmp(all[i].register_no, w, strlen(w)) && strncmp(all[i].nik, w, strlen(w)))
				return false;
			continue;
		}
		text_search_prefix(w, prefix, sizeof prefix);
		for (char *more = NULL, *part = strtok_r(prefix, " ", &more); part; part = strtok_r(NULL, " ", &more))
			if (!begins_word(keys[i], part))
				return false;
	}
	return true;
}

/* All pages of a search, both ways, are the naive answer. */
static void compare(const char *typed, const struct resident_filter *filter)
{
	static row_id wanted[CHILDREN + 50];
	int n = 0, got = 0;
	for (int i = 0; i < count; i++)
		if (naive(i, typed))
			wanted[n++] = all[i].id;
	struct resident_row page[22];
	struct search_page s = { .more = true };
	struct resident_pos pos = { .id = 0 };
	for (bool begun = false; s.more || s.count == 22; begun = true) {
		fixture_must(&e, search_residents(f.db, &f.kepala, filter, typed, begun ? &pos : NULL, false, 22, a, page, &s, &e));
		for (int i = 0; i < s.count; i++)
			if (got + i >= n || page[i].id != wanted[got + i])
				fail_msg("'%s': row %d of %d differs", typed, got + i, n);
		got += s.count;
		pos = s.next;
	}
	if (got != n)
		fail_msg("'%s': %d of %d", typed, got, n);
	s = (struct search_page){ .more = true };
	for (bool begun = false; s.more || s.count == 22; begun = true) {
		fixture_must(&e, search_residents(f.db, &f.kepala, filter, typed, begun ? &pos : NULL, true, 22, a, page, &s, &e));
		for (int i = 0; i < s.count; i++)
			assert_int_equal(page[i].id, wanted[got - s.count + i]);
		got -= s.count;
		pos = s.next;
	}
	assert_int_equal(got, 0);
	bool more = false;
	int counted = search_count(f.db, &f.kepala, filter, typed, 100, &more, &e);
	if (more)
		assert_in_range(counted, 0, n < 100 ? n : 100);
	else
		assert_int_equal(counted, n);
}

static void load(enum resident_status status)
{
	count = resident_list(f.db, &f.kepala, &(struct resident_filter){ .status = status }, RESIDENT_BY_NAME, NULL, false, CHILDREN + 50, a, all, &e);
	assert_true(count > 0);
	for (int i = 0; i < count; i++)
		text_search_key(all[i].name, keys[i], sizeof keys[i]);
}

static void against_naive(void **state)
{
	(void)state;
	seed = (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	assert_true(generate_residents(f.path, f.panti, CHILDREN, 6, "2026-08-03", seed));
	assert_int_equal(derive_check(f.db, NULL, NULL, &e), 0); /* the generator makes what the program would */
	for (int status = RESIDENT_AKTIF; status <= RESIDENT_SEMUA; status += RESIDENT_SEMUA) {
		struct resident_filter filter = { .status = (enum resident_status)status };
		load(filter.status);
		static const char *const typed[] = { "", "s", "m", "muhammad", "moh", "siti s", "s n", "20", "2019-", "6408", "6408 04", "zz", "a b c", "nur si", "Moch." };
		for (size_t i = 0; i < COUNT(typed); i++)
			compare(typed[i], &filter);
		for (int i = 0; i < 40; i++) {
			char part[120];
			const struct resident_row *r = &all[(unsigned)rand_r(&seed) % (unsigned)count];
			const char *from = i % 4 == 3 ? r->register_no : i % 4 == 2 ? r->nik : r->name, *word = strrchr(from, ' ');
			snprintf(part, sizeof part, "%.*s", 1 + rand_r(&seed) % 12, word && i % 2 ? word + 1 : from);
			if (part[strlen(part) - 1] == ' ')
				part[strlen(part) - 1] = '\0';
			compare(part, &filter);
		}
		arena_reset(a);
	}
}

static bool stop(void *ctx, int64_t scanned) { *(int64_t *)ctx = scanned; return false; }

static void spelling_and_inside(void **state)
{
	(void)state;
	struct resident_row page[5];
	struct search_page s;
	row_id id = people_child(&f, "Moch. Djoko Soesilo", "L", FIXTURE_DAY);
	people_child(&f, "Dewi Kartika", "P", FIXTURE_DAY);
	struct resident_filter filter = { 0 };
	static const char *const meets[] = { "muhammad joko susilo", "susilo moh", "SOESILO", "dj", "2026-001", "susil djok" }, *const inside[] = { "oesi", "joko", "026-001", "ILO" };
	for (size_t i = 0; i < COUNT(meets); i++) {
		fixture_must(&e, search_residents(f.db, &f.kepala, &filter, meets[i], NULL, false, 5, a, page, &s, &e));
		if (s.count != 1 || page[0].id != id)
			fail_msg("%s: %d", meets[i], s.count);
	}
	for (size_t i = 0; i < COUNT(inside); i++) {
		fixture_must(&e, search_inside(f.db, &f.kepala, &filter, inside[i], NULL, 5, NULL, NULL, a, page, &s, &e));
		if (s.count != 1 || page[0].id != id)
			fail_msg("%s: %d", inside[i], s.count);
	}
	fixture_must(&e, search_residents(f.db, &f.kepala, &filter, "usilo", NULL, false, 5, a, page, &s, &e));
	assert_int_equal(s.count, 0); /* only beginnings of words */
	assert_true(generate_residents(f.path, f.panti, 4500, 10, "2026-08-03", 1));
	int64_t seen = 0;
	fixture_must(&e, search_inside(f.db, &f.kepala, &filter, "qqq", NULL, 5, stop, &seen, a, page, &s, &e));
	assert_int_equal(seen, 2000);
	assert_true(s.more);
	struct resident_pos on = s.next;
	fixture_must(&e, search_inside(f.db, &f.kepala, &filter, "qqq", &on, 5, NULL, NULL, a, page, &s, &e));
	assert_false(s.more);
}

/* Sealed children are not found by name or NIK by whoever may not see them; a treasurer finds nobody by NIK. */
static void hidden(void **state)
{
	(void)state;
	struct resident_row page[5];
	struct search_page s;
	struct problems p;
	struct stay_admission in = people_admission("Rahasia Sekali", "L", FIXTURE_DAY);
	in.v[PERSON_NIK] = "6408040903130001";
	row_id id = people_enrol(&f, &f.kepala, &in).resident;
	in = people_admission("Biasa Saja", "L", FIXTURE_DAY);
	in.v[PERSON_NIK] = "6408040903130002";
	people_enrol(&f, &f.kepala, &in);
	fixture_must(&e, resident_seal(f.db, &f.kepala, id, 1, true, "perkara", &p, &e));
	const struct { const struct actor *who; const char *typed; int found; } cases[] = {
		{ &f.kepala, "rahasia", 1 }, { &f.tu, "rahasia", 0 }, { &f.tu, "r", 0 }, { &f.tu, "6408", 1 }, { &f.kepala, "6408", 2 }, { &f.bendahara, "6408", 0 }, { &f.bendahara, "biasa", 1 },
		{ &f.tu, "2026-00", 2 }, { &f.dinsos, "biasa", 0 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		fixture_must(&e, search_residents(f.db, cases[i].who, &(struct resident_filter){ 0 }, cases[i].typed, NULL, false, 5, a, page, &s, &e));
		if (s.count != cases[i].found)
			fail_msg("%s looking for %s: %d", cases[i].who->name, cases[i].typed, s.count);
	}
	fixture_must(&e, search_inside(f.db, &f.tu, &(struct resident_filter){ 0 }, "ahasi", NULL, 5, NULL, NULL, a, page, &s, &e));
	assert_int_equal(s.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(against_naive, setup, teardown), cmocka_unit_test_setup_teardown(spelling_and_inside, setup, teardown), cmocka_unit_test_setup_teardown(hidden, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
