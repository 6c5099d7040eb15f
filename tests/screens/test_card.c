/* The card: what each tab says, facts added from the menu and taken back, edits, two savers, a sealed file, papers, schooling. */
#include "tests/screens/desk_play.h"

#include <stdio.h>
#include <string.h>

static struct desk_play desk;
static row_id child;

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	child = desk_child(&desk, "Siti Aminah", "P", "2013-03-09", date_make(2019, 7, 12));
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static void play(const struct actor *who, const struct desk_step *steps) { desk_run_play(&desk, who, &screen_resident_card, &child, steps); }

static const char *value(enum person_field f, struct arena *a) { return desk_card(&desk, child, a)->person.v[f]; }

static void test_tabs(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		{ "", { "Siti Aminah", "13 yrs 4 mths", "IN CARE since 12-07-2019", "! Incomplete:" }, NULL, NULL },
		{ "2", { "[2 Family]", "PARENTS", "Mother's name" }, NULL, NULL },
		{ "{Right}", { "[3 School]", "No school is recorded yet" }, NULL, NULL },
		{ "{Right}", { "[4 Money]", "POCKET MONEY", "Balance" }, NULL, NULL },
		{ "5", { "[5 Services]", "keeps no care plan, services or case notes yet" }, NULL, NULL },
		{ "6", { "[6 Papers]", "not looked at yet", "PAPERS (0 of" }, NULL, NULL },
		{ "7", { "[7 History]", "Admitted", "Hasan", "Child recorded" }, NULL, NULL },
		{ "{Left}{Left}", { "[5 Services]" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	play(&desk.head, steps);
}

/* F4, one field, F2: the row and the history hold it. */
static void test_edit(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	const struct desk_step steps[] = {
		{ "{F4}", { "Full name", "Siti Aminah" }, NULL, NULL },
		{ "{Down}Siti{Enter}", { "Siti" }, NULL, NULL },
		{ "{F2}", { "Saved 09.00: Siti Aminah (2019-001). Incomplete", "[1 Identity]", "(Siti)" }, NULL, NULL },
		{ "7", { "Data changed", "Nickname" }, NULL, NULL },
		{ "2{F4}", { "Mother's name" }, NULL, NULL }, /* from the family tab the cursor stands on the mother */
		{ "Aminah tua{F2}", { "Saved 09.00" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	play(&desk.office, steps);
	assert_string_equal(value(PERSON_NICKNAME, a), "Siti");
	assert_string_equal(value(PERSON_MOTHER, a), "Aminah tua");
	arena_free(a);
}

/* Somebody else saves between: the address is theirs, the nickname is both's. */
static void meanwhile(struct desk_play *d, struct ui *ui)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	const struct resident_card *c = desk_card(d, child, a);
	struct resident_edit in = { .resident = child, .person_version = c->person.version };
	(void)ui;
	for (int i = 0; i < PERSON_FIELDS; i++) in.v[i] = c->person.v[i];
	in.v[PERSON_NICKNAME] = "Ami";
	in.v[PERSON_ADDRESS] = "Jl. Melur 3";
	desk_must(resident_edit(d->db, &d->worker, &in, &p, &e), &p, &e);
	arena_free(a);
}

static void test_two_savers(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	const struct desk_step steps[] = {
		{ "{F4}", { "Full name" }, NULL, NULL },
		{ "{Down}Iti{Enter}{Down}{Down}{Down}{Down}Bandung{Enter}", { "Bandung" }, NULL, meanwhile },
		{ "{F2}", { "sri changed this data at 09.00.", "Ami", "Iti", "Jl. Melur 3" }, "Bandung", NULL }, /* the birth place is nobody else's: not asked */
		{ "{Enter}", { "Save again" }, NULL, NULL },
		{ "{F2}", { "Saved 09.00" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	play(&desk.office, steps);
	assert_string_equal(value(PERSON_NICKNAME, a), "Iti");        /* both changed it: mine was kept */
	assert_string_equal(value(PERSON_ADDRESS, a), "Jl. Melur 3"); /* only theirs */
	assert_string_equal(value(PERSON_BIRTH_PLACE, a), "Bandung"); /* only mine */
	arena_free(a);
}

static void test_facts(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	desk_room(&desk, "Melati", "P", 4);
	const struct desk_step steps[] = {
		{ "{F9}a", { "Another room" }, NULL, NULL },
		{ "mel{Enter}{F2}", { "Saved: Siti Aminah", "Melati" }, NULL, NULL },
		{ "{F9}i", { "Expected back", "Siti Aminah" }, NULL, NULL },
		{ "{Down}{Down}+14{Enter}Aminah, nenek{Enter}3273{F2}", { "Absence recorded", "On leave" }, NULL, NULL },
		{ "3", { "away", "17-08-2026", "Aminah, nenek" }, NULL, NULL },
		{ "{F8}", { "Take back" }, NULL, NULL },
		{ "keliru anak{Enter}", { "Taken back." }, "Aminah, nenek", NULL },
		{ "{F9}w", { "Weight (kg)" }, NULL, NULL },
		{ "{Down}42,5{Enter}151{F2}", { "Saved: Siti Aminah" }, NULL, NULL },
		{ "1", { "42,5 kg", "151,0 cm" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	play(&desk.head, steps);
	const struct resident_card *c = desk_card(&desk, child, a);
	assert_string_equal(c->row.room, "Melati");
	assert_int_equal(c->presence_count, 0);
	assert_int_equal(c->measures[0].weight_g, 42500);
	assert_int_equal(c->measures[0].height_mm, 1510);
	arena_free(a);
}

static void test_papers(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	const struct desk_step steps[] = {
		{ "6{Enter}", { "State", "Number" }, NULL, NULL },
		{ "orig{Enter}1123/2013{F2}", { "PAPERS (1 of", "1123/2013" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	play(&desk.office, steps);
	const struct resident_card *c = desk_card(&desk, child, a);
	assert_string_equal(c->papers[0].state, "asli");
	assert_string_equal(c->papers[0].number, "1123/2013");
	arena_free(a);
}

static void test_schooling(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	const struct desk_step steps[] = {
		{ "3{F4}", { "Nothing is recorded yet", "School level" }, NULL, NULL },
		{ "{Down}{Down}smp{Enter}8{Enter}{Down}{F4}", { "School" }, NULL, NULL },
		{ "{F7}", { "New school", "SMP/MTs" }, NULL, NULL },
		{ "SMPN 3 Contoh{F2}", { "SMPN 3 Contoh", "Kind of school" }, "New school", NULL },
		{ "{F2}", { "[3 School]", "SMP 8", "SMPN 3 Contoh" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	play(&desk.office, steps);
	const struct resident_card *c = desk_card(&desk, child, a);
	assert_string_equal(c->row.level, "smp");
	assert_int_equal(c->row.grade, 8);
	assert_string_equal(c->row.school, "SMPN 3 Contoh");
	arena_free(a);
}

static void test_sealed(void **state)
{
	(void)state;
	const struct desk_step seal[] = {
		{ "{F9}g", { "Seal the file" }, NULL, NULL },
		{ "korban, sidang berjalan{Enter}", { "The file is sealed." }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	const struct desk_step office[] = {
		{ "", { "2019-001", "S. A." }, "Siti Aminah", NULL }, /* initials in the list, and no card */
		{ "{Enter}", { "Open a sealed file: this is done by" }, "[1 Identity]", NULL },
		{ "siti", { "No name" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	play(&desk.worker, seal);
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, office);
	const struct desk_step list[] = { /* asked for a reason before anything of the child is seen */
		{ "{Enter}", { "This file is sealed" }, "[1 Identity]", NULL },
		{ "sidang besok{Enter}", { "[1 Identity]", "Siti Aminah", "korban" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.worker, &screen_residents, NULL, list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_tabs, setup, teardown), cmocka_unit_test_setup_teardown(test_edit, setup, teardown),
		cmocka_unit_test_setup_teardown(test_two_savers, setup, teardown), cmocka_unit_test_setup_teardown(test_facts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_papers, setup, teardown), cmocka_unit_test_setup_teardown(test_schooling, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sealed, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
