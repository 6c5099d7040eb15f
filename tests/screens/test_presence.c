/* Presence: everybody but these, who comes back by it, leave and return for many with one form, rights. */
#include "tests/screens/desk_play.h"

#include <string.h>

#include "db/child/presence.h"
#include "screens/child/presence.h"

static struct desk_play desk;
static row_id ani, budi, citra;

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	ani = desk_child(&desk, "Ani", "P", "2013-03-09", date_make(2025, 7, 12));
	budi = desk_child(&desk, "Budi", "L", "2012-02-02", date_make(2025, 7, 12));
	citra = desk_child(&desk, "Citra", "P", "2011-01-01", date_make(2026, 8, 3)); /* came today */
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static int away(caldate on, row_id child, char kind[24])
{
	struct presence_row *rows;
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	int n = presence_away(desk.db, &desk.head, on, a, &rows, &e), found = 0;
	for (int i = 0; i < n; i++)
		if (rows[i].resident == child) {
			found = 1;
			if (kind) str_copy(kind, 24, rows[i].kind);
		}
	arena_free(a);
	return found;
}

static bool confirmed(caldate on)
{
	struct err e = { ERR_NONE, "" };
	return presence_day_confirmed(desk.db, &desk.head, on, &e);
}

static void nothing_yet(struct desk_play *d, struct ui *ui)
{
	(void)d;
	(void)ui;
	assert_false(away(DESK_TODAY - 1, ani, NULL));
	assert_false(confirmed(DESK_TODAY - 1));
}

static void test_day(void **state)
{
	char kind[24] = "";
	(void)state;
	const struct desk_step steps[] = {
		{ "", { "[1 Daily]", "Sun 02-08-2026", "not confirmed yet", "Present 2   Absent 0" }, "Citra", NULL }, /* yesterday's paper; Citra was not here */
		{ " ", { "Present 1   Absent 1: On leave 1" }, NULL, NULL },
		{ "{Up}{F4}", { "Ani", "Ill" }, NULL, NULL },
		{ "ill{Enter}", { "Absent 1: Ill 1" }, NULL, nothing_yet },
		{ "{F2}", { "Confirm the day", "present 1, absent 1: Ill 1" }, NULL, nothing_yet },
		{ "{Right}{Enter}", { "Confirmed 02-08-2026. Left: 1, back: 0.", "Ill since 02-08" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_presence, NULL, steps);
	assert_true(away(DESK_TODAY - 1, ani, kind));
	assert_string_equal(kind, "sakit");
	assert_false(away(DESK_TODAY - 1, budi, NULL));
	assert_true(confirmed(DESK_TODAY - 1));
	const struct desk_step today[] = { /* yesterday is done: today stands there, and Ani without her tick is back */
		{ "", { "Mon 03-08-2026", "Citra", "Ill since 02-08" }, NULL, NULL },
		{ " ", { "back today", "Present 3" }, NULL, NULL },
		{ "{F2}", { "Back that day: Ani." }, NULL, NULL },
		{ "{Right}{Enter}", { "Left: 0, back: 1." }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_presence, NULL, today);
	assert_false(away(DESK_TODAY, ani, NULL));
	assert_true(confirmed(DESK_TODAY));
}

static void test_many(void **state)
{
	const enum presence_part part = PRESENCE_LEAVE;
	(void)state;
	const struct desk_step steps[] = {
		{ "+", { "[2 Leaving]", "3 of 3 ticked" }, NULL, NULL },
		{ "-  ", { "2 of 3 ticked" }, NULL, NULL },
		{ "{F2}", { "2 children", "Expected back", "Their KTP" }, NULL, NULL },
		{ "{Down}{Down}+7{Enter}Pak Amat{Enter}6408{F2}", { "Absence recorded: 2 children", "0 of 1 ticked" }, NULL, NULL },
		{ "3", { "[3 Returning]", "Ani", "Budi" }, "Citra", NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.head, &screen_presence, &part, steps);
	assert_true(away(DESK_TODAY, ani, NULL) && away(DESK_TODAY, budi, NULL));
	assert_false(away(DESK_TODAY, citra, NULL));
	const enum presence_part back = PRESENCE_RETURN;
	const struct desk_step early[] = { /* on the day of leaving nobody can be back: said, nothing written */
		{ "+{F2}", { "2 children", "Back on" }, NULL, NULL },
		{ "{F2}", { "The return must lie after the day of leaving" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.head, &screen_presence, &back, early);
	assert_true(away(DESK_TODAY, ani, NULL));
}

/* Whoever may not record presence sees the rows and is told whose work it is. */
static void test_right(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		{ " ", { "Record presence: this is done by", "Present 2" }, NULL, NULL },
		{ "{F2}", { "Record presence: this is done by" }, "Confirm the day", NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.worker, &screen_presence, NULL, steps);
}

/* Ticks that are not saved are not lost by leaving or by another part. */
static void test_unsaved(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		{ " 2", { "Ticks not saved" }, NULL, NULL },
		{ "{Enter}", { "[1 Daily]", "Absent 1" }, NULL, NULL },
		{ "{Esc}", { "Ticks not saved" }, NULL, NULL },
		{ "{Enter}", { "Absent 1" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_presence, NULL, steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_day, setup, teardown), cmocka_unit_test_setup_teardown(test_many, setup, teardown),
		cmocka_unit_test_setup_teardown(test_right, setup, teardown), cmocka_unit_test_setup_teardown(test_unsaved, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
