/* The list of children: search in any order and spelling, filters and order, what is remembered, actions by role, export, small and large screens. */
#include "tests/screens/desk_play.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "db/office/user.h"
#include "src/base/file.h"

static struct desk_play desk;

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	desk_child(&desk, "Siti Aminah", "P", "2013-03-09", date_make(2019, 7, 12));
	desk_child(&desk, "Muhammad Rizal", "L", "2008-08-20", date_make(2021, 2, 1));
	desk_child(&desk, "Budi Santoso", "L", "2016-08-07", date_make(2024, 1, 5));
	desk_child(&desk, "Dewi Siti Lestari", "P", "2011-01-01", date_make(2022, 6, 1));
	return 0;
}

static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }

static void test_search(void **state)
{
	(void)state;
	const struct desk_step steps[] = {
		{ "", { "4 children", "Siti Aminah", "Budi Santoso" }, NULL, NULL },
		{ "lestari si", { "Dewi Siti Lestari", "1 of 4" }, "Budi Santoso", NULL },   /* any order, beginnings of words */
		{ "{Esc}", { "Budi Santoso" }, NULL, NULL },
		{ "moh ri", { "Muhammad Rizal", "1 of 4" }, "Budi Santoso", NULL },          /* folded spelling */
		{ "{Esc}2024", { "Budi Santoso", "2024-001" }, "Siti Aminah", NULL },        /* register number */
		{ "{Esc}zzz", { "No name, number or NIK begins with 'zzz'" }, NULL, NULL },
		{ "{Esc}antos", { "No name" }, "Budi", NULL },
		{ "{Enter}", { "Budi Santoso", "Found inside" }, NULL, NULL },               /* Enter: anywhere inside */
		{ "{Enter}", { "Card", "2024-001", "[1 Identity]" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, steps);
}

static void test_filter_and_order(void **state)
{
	(void)state;
	const struct desk_step filter[] = {
		{ "{F6}", { "Filter and order", "School level" }, NULL, NULL },
		{ "{Down}r", { "(o) Register no." }, NULL, NULL },
		{ "{Down}{Down}l{F2}", { "In care, L, by register no.", "2 children", "Budi Santoso" }, "Siti Aminah", NULL },
		{ "siti", { "No name" }, NULL, NULL },
		{ "{Esc}", { "Muhammad Rizal" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	const struct desk_step again[] = { /* the same person comes back to the list in the same session */
		{ "", { "In care, L, by register no.", "2 children" }, "Siti Aminah", NULL },
		{ "{F9}h", { "Siti Aminah", "4 children" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	const struct desk_step later[] = { /* after log in: the filter is gone, the order stays */
		{ "", { "by register no.", "4 children" }, "In care, L", NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, filter);
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, again);
	desk.app.children.kept = false;
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, later);
	const struct desk_step other[] = { { "", { "4 children" }, "by register no.", NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&desk, &desk.worker, &screen_residents, NULL, other); /* and is nobody else's */
}

static void test_from_home(void **state)
{
	const struct resident_filter near = { .age_limit = true };
	(void)state;
	const struct desk_step steps[] = {
		{ "", { "age limit", "Muhammad Rizal", "1 children" }, "Budi Santoso", NULL }, /* 18 in 17 days */
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.head, &screen_residents, &near, steps);
	assert_false(desk.app.children.kept); /* Home's filter is not the user's */
}

static void test_roles(void **state)
{
	(void)state;
	const struct desk_step treasurer[] = {
		{ "{F4}", { "Change a child's data: this is done by" }, "Edit >", NULL },
		{ "{Enter}", { "[1 Identity]", "Your role sees this much of the card." }, "NIK", NULL },
		{ "2", { "[2 Family]", "this is done by" }, "Mother", NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.treasurer, &screen_residents, NULL, treasurer);
}

/* One CSV in the user's outbox, with the ticked columns and the filter's children. */
static void test_export(void **state)
{
	char folder[200], path[600], text[4096] = "";
	(void)state;
	const struct desk_step steps[] = {
		{ "{F5}", { "Print or export", "[ CSV ]" }, NULL, NULL },
		{ "{Right}{Right}{Enter}", { "Columns of the table" }, NULL, NULL },
		{ "{Enter}", { "4 children saved" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, steps);
	snprintf(folder, sizeof folder, "%s/outbox/tu", desk.dir);
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		if (strstr(entry->d_name, ".csv")) snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
	closedir(dir);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	assert_non_null(strstr(text, "Siti Aminah"));
	assert_non_null(strstr(text, "2024-001"));
	assert_null(strstr(text, "\n\n"));
}

static void test_sizes(void **state)
{
	(void)state;
	const struct desk_step small[] = {
		{ "", { "2019-001", "Siti Aminah", "4 children" }, NULL, NULL },
		{ "{Enter}", { "[1 Identity]" }, NULL, NULL },
		{ "{F4}", { "Siti Aminah", "Full name" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	const struct desk_step large[] = {
		{ "siti am", { "2019-001", "Siti Aminah", "2019-001  P  13 yrs", "data incomplete: " }, NULL, NULL }, /* the pane says the marks in words */
		{ "{Enter}{F4}", { "Full name", "Family card no." }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL },
	};
	desk.rows = 16;
	desk.cols = 60;
	const struct desk_step find[] = { { "siti am{Enter}", { "[1 Identity]", "Siti Aminah" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, find);
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, (const struct desk_step[]){ { "siti am", { "Siti Aminah" }, NULL, NULL }, small[1], small[2], small[3] });
	desk.rows = 40;
	desk.cols = 120;
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_search, setup, teardown), cmocka_unit_test_setup_teardown(test_filter_and_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_from_home, setup, teardown), cmocka_unit_test_setup_teardown(test_roles, setup, teardown),
		cmocka_unit_test_setup_teardown(test_export, setup, teardown), cmocka_unit_test_setup_teardown(test_sizes, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
