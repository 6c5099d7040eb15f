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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_number_is_the_same_child), cmocka_unit_test(spellings_meet), cmocka_unit_test(near_dates), cmocka_unit_test(different_children),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
