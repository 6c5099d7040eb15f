#include <string.h>
#include "tests/rules/check.h"
#include "src/base/text.h"
#include "src/rules/duplicate.h"

struct child { char name[120], mother[120]; struct duplicate_facts f; };

static void make(struct child *c, const char *name, const char *mother, const char *birth, char precision, const char *sex, const char *nik)
{
	text_search_key(name, c->name, sizeof c->name);
	text_search_key(mother, c->mother, sizeof c->mother);
	c->f = (struct duplicate_facts){ c->name, c->mother, nik, sex, *birth ? day(birth) : DATE_NONE, precision };
}

static enum duplicate both(const struct child *a, const struct child *b, int *score)
{
	int back;
	enum duplicate there = duplicate_judge(&a->f, &b->f, score);
	assert_int_equal(duplicate_judge(&b->f, &a->f, &back), there); /* the order of the two does not matter */
	assert_int_equal(back, *score);
	return there;
}

static void same_number_is_the_same_child(void **state)
{
	(void)state;
	struct child a, b;
	int score;
	make(&a, "Siti Aminah", "", "2013-03-09", 'd', "P", "6408044903130002");
	make(&b, "Putra Pratama", "", "2010-01-01", 'd', "L", "6408044903130002");
	assert_int_equal(both(&a, &b, &score), DUPLICATE_SAME);
	assert_int_equal(score, 100);
	make(&a, "Siti Aminah", "", "", 'd', "P", "");
	make(&b, "Putra Pratama", "", "", 'd', "L", "");
	assert_int_equal(both(&a, &b, &score), DUPLICATE_NO); /* two empty numbers are not one */
}

static void spellings_meet(void **state)
{
	(void)state;
	static const struct { const char *a, *b; } pairs[] = {
		{ "Muhammad Rizky", "Moch. Rizki" }, { "M. Rizal Ahmad", "Mohamad Rizal Achmad" }, { "Soekarno Djoko", "Sukarno Joko" },
		{ "Abd. Rahman", "Abdul Rahman" }, { "Nurhalizah", "Nurhaliza" }, { "SITI AMINAH", "Aminah Siti" }, { "Dewi Kartika", "Dewi Kartka" },
	};
	struct child a, b;
	int score;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		make(&a, pairs[i].a, "Sri Wahyuni", "2012-05-17", 'd', "L", "");
		make(&b, pairs[i].b, "Sri Wahjuni", "2012-05-17", 'd', "L", "");
		if (both(&a, &b, &score) != DUPLICATE_LIKELY)
			fail_msg("%s and %s: %d", pairs[i].a, pairs[i].b, score);
	}
}

static void near_dates(void **state)
{
	(void)state;
	struct child a, b;
	int same, swapped, near, far;
	make(&a, "Budi Santoso", "", "2012-05-07", 'd', "L", "");
	make(&b, "Budi Santoso", "", "2012-05-07", 'd', "L", "");
	assert_int_equal(both(&a, &b, &same), DUPLICATE_LIKELY);
	make(&b, "Budi Santoso", "", "2012-07-05", 'd', "L", "");
	assert_int_equal(both(&a, &b, &swapped), DUPLICATE_LIKELY);
	make(&b, "Budi Santoso", "", "2012-05-20", 'd', "L", "");
	assert_int_equal(both(&a, &b, &near), DUPLICATE_LIKELY);
	make(&b, "Budi Santoso", "", "2008-11-20", 'd', "L", "");
	assert_int_equal(both(&a, &b, &far), DUPLICATE_NO); /* a common name, years apart */
	assert_true(same > swapped && swapped > near && near > far);
	make(&b, "Budi Santoso", "", "2012-01-01", 'y', "L", "");
	assert_int_equal(both(&a, &b, &near), DUPLICATE_LIKELY);
	make(&b, "Budi Santoso", "", "", 'd', "L", "");
	assert_int_equal(both(&a, &b, &near), DUPLICATE_LIKELY); /* nothing speaks against it */
}

static void different_children(void **state)
{
	(void)state;
	struct child a, b;
	int score;
	make(&a, "Siti Aminah", "Fatimah", "2013-03-09", 'd', "P", "");
	make(&b, "Rahma Kurnia", "Fatimah", "2013-03-09", 'd', "P", "");
	assert_int_equal(both(&a, &b, &score), DUPLICATE_NO); /* twins share birth date and mother */
	make(&a, "Putri Ayu Lestari", "Fatimah", "2013-03-09", 'd', "P", "");
	make(&b, "Putri Dewi Maharani", "Fatimah", "2013-03-09", 'd', "P", "");
	assert_int_equal(both(&a, &b, &score), DUPLICATE_NO); /* and often one word of the name */
	assert_int_equal(score, 0);
	make(&a, "Siti Aminah", "Fatimah", "2013-03-09", 'd', "P", "");
	make(&b, "", "", "", 'd', "", "");
	assert_int_equal(both(&a, &b, &score), DUPLICATE_NO);
	make(&a, "Putri", "Ani", "2014-01-01", 'd', "P", "");
	make(&b, "Putri", "Ratna", "2014-06-30", 'd', "L", "");
	assert_int_equal(both(&a, &b, &score), DUPLICATE_NO);
	assert_int_equal(duplicate_name_score("siti aminah", "siti aminah"), 100);
	assert_true(duplicate_name_score("siti", "siti aminah putri") < 70);
	assert_int_equal(duplicate_name_score("", "siti"), 0);
	assert_int_equal(duplicate_name_score(NULL, NULL), 0);
	/* more words than fit are no harm */
	assert_int_equal(duplicate_name_score("a b c d e f g h i j k l m n o p", "a b c d e f g h i j k l m n o p"), 100);
}

struct pair { const char *a_name, *a_mother, *a_birth, *a_nik, *b_name, *b_mother, *b_birth, *b_nik; unsigned why; };

static struct duplicate_found compare(const struct pair *p, const char *sex_a, const char *sex_b)
{
	struct child a, b;
	make(&a, p->a_name, p->a_mother, p->a_birth, 'd', sex_a, p->a_nik);
	make(&b, p->b_name, p->b_mother, p->b_birth, 'd', sex_b, p->b_nik);
	struct duplicate_found there = duplicate_compare(&a.f, &b.f), back = duplicate_compare(&b.f, &a.f);
	assert_int_equal(there.score, back.score);
	assert_int_equal(there.why, back.why);
	assert_int_equal(there.verdict, back.verdict);
	return there;
}

/* DOMAIN.md 4 and what a typist makes of a name: each of these is one child. */
static void pairs_that_meet(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "Mochamad Fauzi", "Rohani", "2011-02-03", "", "M. Fauzi", "Rochani", "2011-02-03", "", ALIKE_NAME | ALIKE_BIRTH | ALIKE_MOTHER },
		{ "Moh Ilham Saputra", "", "2011-02-03", "", "Muhammad Ilham Saputra", "", "2011-02-03", "", ALIKE_NAME | ALIKE_BIRTH },
		{ "Soeharti", "Toeminah", "2012-09-12", "", "Suharti", "Tuminah", "2012-12-09", "", ALIKE_NAME | ALIKE_BIRTH_SWAPPED | ALIKE_MOTHER },
		{ "Djoemadi Tjahyo", "", "2010-01-31", "", "Jumadi Cahyo", "", "2010-01-21", "", ALIKE_NAME | ALIKE_BIRTH_NEAR },
		{ "Sjarifah Nurul", "", "2010-01-31", "", "Syarifah Nurul", "", "2010-01-31", "", ALIKE_NAME | ALIKE_BIRTH },
		{ "Soerja Wibawa", "", "2010-01-31", "", "Surya Wibawa", "", "2010-01-31", "", ALIKE_NAME | ALIKE_BIRTH },
		{ "Njoman Sari", "", "2010-01-31", "", "Nyoman Sari", "", "2010-01-31", "", ALIKE_NAME | ALIKE_BIRTH },
		{ "Annisa Fadillah", "", "2014-05-05", "", "Anisa Fadila", "", "2014-05-05", "", ALIKE_NAME | ALIKE_BIRTH },
		{ "Abdurrahman Wahid", "", "2014-05-05", "", "Abd. Rahman Wahid", "", "2014-05-05", "", ALIKE_NAME | ALIKE_BIRTH },
		{ "Khoirul Anam", "", "2014-05-05", "", "Choirul Anam", "", "2014-05-05", "", ALIKE_NAME | ALIKE_BIRTH },
		{ "Nur Aini Safitri", "", "2014-05-05", "", "Nuraini Safitri", "", "2014-05-05", "", ALIKE_NAME | ALIKE_BIRTH },
		{ "Lestari Dewi", "Ani", "2014-05-05", "", "Dewi Lestari", "Ani", "2014-06-01", "", ALIKE_NAME | ALIKE_BIRTH_NEAR | ALIKE_MOTHER },
		{ "R. Pratama Wijaya", "", "2014-05-05", "", "Rizky Pratama Wijaya", "", "2014-05-05", "", ALIKE_NAME_NEAR | ALIKE_BIRTH },
		{ "Fatimah Azzahra", "", "2014-05-05", "6408044505140001", "Fathimah Az Zahra", "", "2014-05-05", "6408044505140007", ALIKE_BIRTH },
		{ "Rendi Firmansyah", "", "2013-03-15", "6408041503130002", "Rendy Firmansyah", "", "2013-03-18", "6408041803130002", ALIKE_NIK_NEAR | ALIKE_BIRTH_NEAR },
		{ "Rendi Firmansyah", "", "2013-03-15", "6408041503130002", "Rendy Firmansyah", "", "2013-03-15", "6471031503130002", ALIKE_NIK_NEAR | ALIKE_BIRTH },
		{ "Budi Santoso", "Wati", "2012-05-07", "", "Budi Santoso", "Wati", "2011-05-07", "", ALIKE_NAME | ALIKE_BIRTH_NEAR | ALIKE_MOTHER },
	};
	char words[200];
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct duplicate_found f = compare(&pairs[i], "L", "L");
		duplicate_reasons(f.why, words, sizeof words);
		if (f.verdict != DUPLICATE_LIKELY || (f.why & pairs[i].why) != pairs[i].why)
			fail_msg("%s and %s: %d, %s", pairs[i].a_name, pairs[i].b_name, f.score, words);
	}
}

static void pairs_that_do_not_meet(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "Muhammad Rizky", "Ani", "2012-05-07", "", "Muhammad Fadli", "Rina", "2012-05-09", "", 0 },      /* Muhammad says nothing */
		{ "Siti Aminah", "Ani", "2012-05-07", "", "Siti Rahmah", "Rina", "2012-05-07", "", 0 },
		{ "Budi Santoso", "", "2008-05-07", "", "Budi Santoso", "", "2013-01-30", "", 0 },
		{ "Abdul Rahman", "", "2012-05-07", "6408040705120001", "Abdul Rahim", "", "2012-11-07", "6471010711120003", UNLIKE_NIK },
		{ "Dewi Kartika", "Ani", "2012-05-07", "6408044705120001", "Dewi Kartika", "Rina", "2012-02-01", "6471034102120004", UNLIKE_NIK },
		{ "Putri", "", "", "", "Putri Ayu Maharani Dewi", "", "", "", 0 },
	};
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct duplicate_found f = compare(&pairs[i], "P", "P");
		if (f.verdict != DUPLICATE_NO || (f.why & pairs[i].why) != pairs[i].why)
			fail_msg("%s and %s: %d %u", pairs[i].a_name, pairs[i].b_name, f.score, f.why);
	}
	const struct pair sexes = { "Rizky Pratama", "", "2012-05-07", "", "Rizky Pratama", "", "2012-05-20", "", 0 };
	assert_int_equal(compare(&sexes, "L", "P").verdict, DUPLICATE_NO);
}

/* Same birth date, same mother, another first name: shown low, with the word for it, and never while somebody types. */
static void twins_stay_two(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "Hasan Basri", "Maryam", "2013-08-17", "6408041708130001", "Husin Basri", "Maryam", "2013-08-17", "6408041708130002", 0 },
		{ "Putri Ayu Lestari", "Fatimah", "2013-03-09", "", "Putri Dewi Lestari", "Fatimah", "2013-03-09", "", 0 },
		{ "Muhammad Hasan", "Maryam", "2013-08-17", "", "Muhammad Faisal", "Maryam", "2013-08-17", "", 0 },
		{ "Siti Rahma", "Fatimah", "2013-03-09", "", "Siti Kurnia", "Fatimah", "2013-03-09", "", 0 },
	};
	char words[200];
	int unused;
	struct child a, b;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct duplicate_found f = compare(&pairs[i], "L", "L");
		if (f.verdict != DUPLICATE_TWINS || f.score >= DUPLICATE_LIKELY_FROM || !(f.why & ALIKE_TWINS))
			fail_msg("%s and %s: %d", pairs[i].a_name, pairs[i].b_name, f.score);
		make(&a, pairs[i].a_name, pairs[i].a_mother, pairs[i].a_birth, 'd', "L", "");
		make(&b, pairs[i].b_name, pairs[i].b_mother, pairs[i].b_birth, 'd', "L", "");
		assert_int_equal(duplicate_judge(&a.f, &b.f, &unused), DUPLICATE_NO);
		duplicate_reasons(f.why, words, sizeof words);
		assert_non_null(strstr(words, "perhaps twins"));
	}
	/* one letter apart at the same place: perhaps a slip, perhaps Rina and Rini; said so, and below the plain likeness */
	const struct pair slip = { "Rina Wulandari", "Fatimah", "2013-03-09", "", "Rini Wulandari", "Fatimah", "2013-03-09", "", 0 };
	const struct pair same = { "Rina Wulandari", "Fatimah", "2013-03-09", "", "Rina Wulandari", "Fatimah", "2013-03-09", "", 0 };
	struct duplicate_found f = compare(&slip, "P", "P");
	assert_true(f.why & ALIKE_TWINS);
	assert_true(f.score < compare(&same, "P", "P").score - 10);
}

static void reasons_read_aloud(void **state)
{
	(void)state;
	char words[200], cut[12];
	assert_string_equal(duplicate_reasons(ALIKE_NAME_NEAR | ALIKE_BIRTH | ALIKE_MOTHER, words, sizeof words), "name alike, same birth date, same mother");
	assert_string_equal(duplicate_reasons(0, words, sizeof words), "");
	duplicate_reasons(~0u, cut, sizeof cut); /* no room: cut, never beyond */
	assert_true(strlen(cut) < sizeof cut);
	assert_string_equal(duplicate_sound("khoirul", words, sizeof words), "koirul");
	assert_string_equal(duplicate_sound("fitri", words, sizeof words), "pitri");
	assert_string_equal(duplicate_sound("rizky", cut, 4), "riy");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_number_is_the_same_child), cmocka_unit_test(spellings_meet), cmocka_unit_test(near_dates), cmocka_unit_test(different_children),
		cmocka_unit_test(pairs_that_meet), cmocka_unit_test(pairs_that_do_not_meet), cmocka_unit_test(twins_stay_two), cmocka_unit_test(reasons_read_aloud),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
