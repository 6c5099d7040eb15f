#include "tests/rules/check.h"
#include "src/rules/merge.h"

static struct problems p;

static struct merge_side side(const char *called, const struct stay_span *stays, size_t n)
{
	return (struct merge_side){ .called = called, .known = true, .resident = n > 0, .stays = stays, .stay_count = n };
}

static enum merge_way ask(const struct merge_side *kept, const struct merge_side *gone)
{
	problems_clear(&p);
	return merge_check(kept, gone, &p);
}

static void the_last_stay_decides(void **state)
{
	(void)state;
	const struct stay_span running[] = { { 100, DATE_NONE } }, again[] = { { 130, DATE_NONE } }, ended[] = { { 10, 50 } }, later[] = { { 60, 80 } }, beside[] = { { 90, 120 } };
	struct merge_side a = side("2019-014", running, 1), b = side("2021-003", again, 1), c = side("2018-001", ended, 1), d = side("2018-009", later, 1), x = side("2019-020", beside, 1);
	/* one child admitted twice: either may stay, and the stay given up counts no more */
	assert_int_equal(ask(&a, &b), MERGE_GOOD);
	assert_int_equal(p.count, 1);
	assert_non_null(strstr(p.list[0].text, "2021-003"));
	assert_int_equal(ask(&b, &a), MERGE_GOOD);
	/* an old stay goes into the running one, never the other way round */
	assert_int_equal(ask(&a, &c), MERGE_GOOD);
	assert_int_equal(p.count, 0); /* it was real: it counts on */
	assert_int_equal(ask(&c, &a), MERGE_SWAP);
	assert_non_null(strstr(p.list[0].text, "2019-014"));
	assert_int_equal(ask(&d, &c), MERGE_GOOD);
	assert_int_equal(ask(&c, &d), MERGE_SWAP);
	/* in care beats ended where the two run beside each other */
	assert_int_equal(ask(&a, &x), MERGE_GOOD);
	assert_int_equal(ask(&x, &a), MERGE_SWAP);
	assert_true(merge_aside(&a, beside[0]));
	assert_false(merge_aside(&a, ended[0]));
	assert_false(merge_aside(&c, (struct stay_span){ 50, 60 })); /* begins on the day the other ended */
}

static void register_before_letter(void **state)
{
	(void)state;
	const struct stay_span running[] = { { 100, DATE_NONE } };
	struct merge_side a = side("2019-014", running, 1), letter = side("Moch. Yusup", NULL, 0), far = letter;
	far.known = false;
	assert_int_equal(ask(&a, &letter), MERGE_GOOD);
	assert_int_equal(ask(&letter, &a), MERGE_SWAP);
	assert_int_equal(ask(&letter, &far), MERGE_GOOD);
	assert_int_equal(ask(&far, &letter), MERGE_SWAP);
}

static void settled_first(void **state)
{
	(void)state;
	const struct stay_span running[] = { { 100, DATE_NONE } };
	struct merge_side a = side("2019-014", running, 1);
	static const char *const fields[] = { "savings", "allowance", "termination", "admission", "presence", "aftercare", "sealed" };
	for (size_t i = 0; i < COUNT(fields); i++) {
		struct merge_side kept = a, gone = side("2021-003", running, 1);
		gone.savings = i == 0 ? 5000 : 0;
		gone.owed = i == 1 ? 5000 : 0;
		gone.termination = i == 2;
		gone.waiting = i == 3;
		gone.away = i == 4;
		gone.aftercare = kept.aftercare = i == 5;
		gone.sealed = i == 6;
		assert_int_equal(ask(&kept, &gone), MERGE_REFUSED);
		assert_int_equal(p.hard, 1);
		assert_string_equal(p.list[0].field, fields[i]);
		if (i < 5) { /* what hangs on the record kept is no hindrance */
			assert_int_equal(ask(&gone, &kept), MERGE_GOOD);
		}
	}
	struct merge_side gone = side("2021-003", running, 1);
	gone.aftercare = 2;
	assert_int_equal(ask(&a, &gone), MERGE_GOOD); /* only one of the two has some */
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_last_stay_decides), cmocka_unit_test(register_before_letter), cmocka_unit_test(settled_first) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
