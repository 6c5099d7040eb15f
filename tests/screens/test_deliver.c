/* Files reach people: over SSH the outbox and the line to type, at the machine also the export folder and a drive that was put in. */
#include "tests/screens/desk_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct desk_play desk;
static char mounts[100], saved[160];

static int setup(void **state)
{
	(void)state;
	desk_begin(&desk);
	desk_child(&desk, "Ani Contoh", "P", "2012-05-05", date_make(2026, 6, 1));
	snprintf(mounts, sizeof mounts, "%s/mounts", desk.dir);
	FILE *none = fopen(mounts, "w");
	assert_non_null(none);
	fclose(none);
	desk.options.mounts = mounts;
	desk.conf.outbox_days = 30;
	unsetenv("SSH_CONNECTION");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unsetenv("SSH_CONNECTION");
	desk_end(&desk);
	return 0;
}

static bool there(const char *name)
{
	snprintf(saved, sizeof saved, "%s/%s", desk.dir, name);
	return access(saved, F_OK) == 0;
}

static void over_ssh(void **state)
{
	(void)state;
	setenv("SSH_CONNECTION", "203.0.113.7 51812 192.168.1.10 2222", 1);
	STR_SET(desk.conf.ssh_address, "meja@desk.example.id");
	const struct desk_step steps[] = {
		DO("{F5}{Right}{Right}{Enter}", "Columns of the table"),
		DO_GONE("{Enter}", "Save where?", "ssh meja@desk.example.id outbox get children-2026-08-03.csv > children.csv", "1 children saved", "ambil children-2026-08-03.csv"),
		DO("{Down}", "ssh meja@desk.example.id"), /* stays */
		DO_GONE("{Enter}", "ssh meja", "1 children saved: children-2026-08-03.csv"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, steps);
	assert_true(there("outbox/tu/children-2026-08-03.csv"));
	STR_SET(desk.conf.ssh_address, "");
	const struct desk_step by_session[] = { DO("{F5}{Right}{Right}{Enter}{Enter}", "-p 2222", "@192.168.1.10 outbox get children-2026-08-03-2.csv", "plink -P 2222"), DONE };
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, by_session);
	setenv("SSH_CONNECTION", "nonsense", 1);
	const struct desk_step nobody_knows[] = { DO("{F5}{Right}{Right}{Enter}{Enter}", "Ask the admin to set ssh_address."), DONE };
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, nobody_knows);
}

static void at_the_machine(void **state)
{
	(void)state;
	FILE *text = fopen(mounts, "w");
	assert_non_null(text);
	fputs("/dev/sdb1 /mnt/pantidesk-test-no-drive vfat rw 0 0\n/dev/sdc1 /boot/efi vfat rw 0 0\n", text);
	fclose(text);
	snprintf(desk.conf.export_folder, sizeof desk.conf.export_folder, "%s/export", desk.dir);
	const struct desk_step steps[] = {
		DO_GONE("{F5}{Right}{Right}{Enter}{Enter}", "efi", "Save where?", "Export folder", "Drive pantidesk-test-no-drive", "My outbox"),
		DO("{Enter}", "1 children saved: ", "/export/children-2026-08-03.csv"),
		DO("{F5}{Right}{Right}{Enter}{Enter}", "Save where?"), DO("drive", "Save where?"), DO("{Enter}", "is no longer there"), /* pulled out meanwhile: nothing is made in its place */
		DO("{F5}{Right}{Right}{Enter}{Enter}", "Save where?"), DO("{Esc}", "Ani Contoh"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, steps);
	assert_true(there("export/children-2026-08-03.csv"));
	assert_false(there("export/children-2026-08-03-2.csv"));
	assert_int_not_equal(access("/mnt/pantidesk-test-no-drive", F_OK), 0);
}

/* A folder where drives are mounted stands in for one: only root makes folders there. */
static void on_a_drive(void **state)
{
	char folder[] = "/mnt/pantidesk-test-XXXXXX", path[200];
	(void)state;
	if (!mkdtemp(folder)) skip();
	FILE *text = fopen(mounts, "w");
	assert_non_null(text);
	fprintf(text, "/dev/sdb1 %s exfat rw 0 0\n", folder);
	fclose(text);
	const struct desk_step steps[] = {
		DO("{F5}{Right}{Right}{Enter}{Enter}", "Save where?", "> Drive pantidesk-test-", "My outbox"),
		DO("{Enter}", "is whole on the drive", "(root) types:", "umount /mnt/pantidesk-test-"),
		DO("{Enter}", "1 children saved: children-2026-08-03.csv"),
		DO("{F5}{Right}{Right}{Enter}{Enter}", "Save where?"), DO("{Enter}", "children-2026-08-03-2.csv is whole"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, steps);
	for (int i = 1; i <= 2; i++) {
		snprintf(path, sizeof path, "%s/children-2026-08-03%s.csv", folder, i == 1 ? "" : "-2");
		assert_int_equal(unlink(path), 0);
	}
	assert_int_equal(rmdir(folder), 0);
}

static void full_outbox(void **state)
{
	(void)state;
	char path[160], folder[100];
	snprintf(folder, sizeof folder, "%s/outbox", desk.dir);
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(path, sizeof path, "%s/tu", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	for (int i = 0; i < 200; i++) {
		snprintf(path, sizeof path, "%s/tu/f%d.csv", folder, i);
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fclose(file);
	}
	const struct desk_step steps[] = {
		DO("{F5}{Right}{Right}{Enter}{Enter}", "Your outbox is full"), DO("{Enter}", "Ani Contoh"), /* the safe answer */
		DO("{F5}{Right}{Right}{Enter}{Enter}", "Your outbox is full"), DO("{Right}{Enter}", "1 children saved"),
		DONE,
	};
	desk_run_play(&desk, &desk.office, &screen_residents, NULL, steps);
	assert_true(there("outbox/tu/children-2026-08-03.csv"));
	assert_int_equal(desk_sql(&desk, "SELECT count(*) FROM audit WHERE action = 'outbox.remove'"), 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(over_ssh), T(at_the_machine), T(on_a_drive), T(full_outbox) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
