/* Data ganda: the pair found, side by side, merged by typing the number, followed from every list, and taken back; twins told apart. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <string.h>

#include "db/check.h"
#include "db/child/person_merge.h"
#include "tests/db/cases.h"
#include "tests/db/money.h"

static struct desk_play desk;
static row_id first, second;

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	first = desk_child(&desk, "Muhammad Rizky Pratama", "L", "2012-05-07", date_make(2024, 3, 2));
	second = desk_child(&desk, "Moch. Rizki Pratama", "L", "2012-07-05", date_make(2026, 6, 15));
	desk_child(&desk, "Dewi Lestari", "P", "2013-02-03", date_make(2025, 4, 1));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	struct check c = { NULL, NULL, 0 };
	struct err e = { ERR_NONE, "" };
	desk_must(db_check(desk.db, &c, &e), NULL, &e);
	assert_int_equal(c.found, 0);
	desk_end(&desk);
	return 0;
}

#define MERGED "SELECT count(*) FROM person_merge WHERE void_at IS NULL"

static void still_two(struct desk_play *d, struct ui *ui) { (void)ui; assert_int_equal(desk_sql(d, MERGED), 0); }
static void one_now(struct desk_play *d, struct ui *ui) { (void)ui; assert_int_equal(desk_sql(d, MERGED), 1); }

/* The office merges; the wrong number leads back; the card shows both; F8 on its line takes it back. */
static void test_merge(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		DO("", "Filter: may be one child", "1 of 1 pair", "2024-001", "2026-001"),
		DO("{Enter}", "Side by side", "> KEPT", "MERGED INTO IT", "Muhammad Rizky Pratama"),
		DO("", "* 2024-001", "* 07-05-2012", "05-07-2012", "stay of 2026-001 from 15-06-2026 counts no more"),
		DONE,
	};
	const struct desk_step joined[] = {
		DO("{Enter}", "> KEPT"),
		DO("{F2}", "Why are 2024-001 and 2026-001 one child?"),
		DO_THEN("ejaan lama{Enter}", still_two, "Type 2026-001"),
		DO_THEN("2026-002{Enter}{Enter}", still_two, "> KEPT"),
		DO("{F2}ejaan lama{Enter}", "Type 2026-001"),
		DO_THEN("2026-001{Enter}{Enter}", one_now, "Merged: 2026-001 into 2024-001", "No two records look like one child", "0 of 0 pairs"),
		DO("{F6}", "Filter: merged already", "2026-001", "merged 03-08-2026", "1 merge"),
		DO("{Enter}", "Card > 2024-001", "MERGED INTO THIS RECORD", "ejaan lama"),
		DO("{PgDn}", "[2026-001] not counted"),
		DO("{Esc}{F8}", "Take the merge back", "2026-001 and 2024-001 become two records again"),
		DO_THEN("ternyata dua anak{Enter}", still_two, "taken back", "taken back 03-08-2026"),
		DO("{F8}", "This merge was taken back already."),
		DO_GONE("{F6}", "taken back", "1 of 1 pair"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_duplicates, NULL, steps);
	desk_run_play(&desk, &desk.office, &screen_duplicates, NULL, joined);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'person.merge'"), 2);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'person.unmerge'"), 2);
	assert_true(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'resident.compare'") >= 4);
}

/* F4 keeps the other one; what hangs there is said before anything is asked. */
static void test_swap_and_refusal(void **state)
{
	(void)state;
	struct fixture f = desk_fixture(&desk);
	money_away(&f, second, date_make(2026, 8, 1), DATE_NONE, "izin");
	const struct desk_step steps[] = {
		DO("{Enter}", "! 2026-001 is recorded as away. Record the return first."),
		DO_THEN("{F2}", still_two, "recorded as away"),
		DO_GONE("{F4}", "recorded as away", "stay of 2024-001 from 02-03-2024 counts no more"),
		DO("{F2}satu anak{Enter}", "Type 2024-001"),
		DO_THEN("2024-001{Enter}{Enter}", one_now, "Merged: 2024-001 into 2026-001"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_duplicates, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM resident_now WHERE status = 'aktif'"), 2);
}

/* The number given up leads to the record kept: in the list, and straight to the card. */
static void test_followed(void **state)
{
	(void)state;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct person_merge_in in = { desk_sql(&desk, "SELECT person_id FROM resident ORDER BY id LIMIT 1"), desk_sql(&desk, "SELECT person_id FROM resident WHERE register_no = '2026-001'"), 1, 1, "satu anak", NULL };
	const struct paper akta = { .kind = "akta", .state = "asli", .number = "", .note = "", .on = DATE_NONE };
	desk_must(paper_save(desk.db, &desk.head, second, &akta, 1, &p, &e), &p, &e);
	in.gone_version = 2; /* the card says it too */
	desk_must(person_merge_do(desk.db, &desk.head, &in, NULL, &p, &e), &p, &e);
	const struct desk_step list[] = {
		DO_GONE("", "Moch.", "Muhammad Rizky", "2024-001"),
		DO("2026-001", "2024-001", "1 of 2"),
		DO("{Enter}", "Card > 2024-001", "2026-001 was merged into 2024-001."),
		DO("7", "Records merged", "[2026-001]"),
		DO("6{PgDn}", "[2026-001] there: Birth certificate"),
		DONE,
	};
	desk_run_play(&desk, &desk.worker, &screen_residents, NULL, list);
	const struct desk_step card[] = { DO("", "Card > 2024-001", "2026-001 was merged into 2024-001."), DONE };
	desk_run_play(&desk, &desk.worker, &screen_resident_card, &second, card);
	const struct desk_step undo[] = {
		DO("", "MERGED INTO THIS RECORD", "> 2026-001"),
		DO("{F8}", "Take the merge back"),
		DO_THEN("keliru{Enter}", still_two, "stands by itself again"),
		DONE,
	};
	desk_run_play(&desk, &desk.head, &screen_resident_card, &first, undo);
}

/* Twins stand low and say so; told apart they are not offered again. */
static void test_two_children(void **state)
{
	(void)state;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	static const char *const names[] = { "Hasan Basri", "Husin Basri" };
	for (int i = 0; i < 2; i++) {
		struct stay_admitted made;
		struct stay_admission child = { .on = date_make(2026, 5, 1), .letter_no = "", .twins_seen = true };
		child.v[PERSON_NAME] = names[i];
		child.v[PERSON_SEX] = "L";
		child.v[PERSON_BIRTH_DATE] = "2013-08-17";
		child.v[PERSON_MOTHER] = "Maryam";
		desk_must(stay_admit(desk.db, &desk.head, &child, 1, &made, &p, &e), &p, &e);
	}
	const struct desk_step steps[] = {
		DO("", "2 of 2 pairs", "perhaps twins", "Hasan Basri", "Husin Basri"),
		DO("{Down}{Enter}", "Side by side", "Hasan Basri", "Husin Basri"),
		DO("{F8}", "How do you know that they are two?"),
		DO_GONE("kembar, dua akta{Enter}", "Husin", "Two children", "1 of 1 pair"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_duplicates, NULL, steps);
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM person_apart WHERE why = 'kembar, dua akta'"), 1);
	assert_int_equal(desk_sql(&desk, MERGED), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_merge, setup, teardown),
		cmocka_unit_test_setup_teardown(test_swap_and_refusal, setup, teardown),
		cmocka_unit_test_setup_teardown(test_followed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_two_children, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
