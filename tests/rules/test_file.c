/* Whole files: new, over an old one, given up; devices and pipes stay what they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/file.h"

static char dir[64], path[128];

static int setup(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/pantifileXXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/laporan.txt", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(dir); /* fails when anything else was left behind */
}

static void read_back(char *out, size_t size)
{
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	out[fread(out, 1, size - 1, f)] = 0;
	fclose(f);
}

static void new_and_over_an_old_one(void **state)
{
	(void)state;
	struct err e = { ERR_NONE, "" };
	struct stat st;
	char text[40];
	assert_true(file_write(path, "satu", 4, &e));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(file_write(path, "dua kali", 8, &e));
	read_back(text, sizeof text);
	assert_string_equal(text, "dua kali");
}

static void given_up_leaves_the_old_one(void **state)
{
	(void)state;
	struct err e = { ERR_NONE, "" };
	struct file_out f;
	char text[40];
	assert_true(file_write(path, "lama", 4, &e));
	assert_true(file_begin(&f, path, &e));
	assert_true(file_put(f.fd, "setengah", 8));
	assert_false(file_end(&f, false, &e));
	read_back(text, sizeof text);
	assert_string_equal(text, "lama");
}

static void a_device_stays_a_device(void **state)
{
	(void)state;
	struct err e = { ERR_NONE, "" };
	struct stat st;
	char text[16] = "";
	assert_true(file_write("/dev/null", "kertas", 6, &e));
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
	assert_int_equal(mkfifo(path, 0600), 0); /* a pipe with a reader */
	int reader = open(path, O_RDONLY | O_NONBLOCK);
	assert_true(reader >= 0);
	assert_true(file_write(path, "kertas", 6, &e));
	assert_int_equal(read(reader, text, sizeof text - 1), 6);
	assert_string_equal(text, "kertas");
	close(reader);
	assert_int_equal(stat(path, &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
}

static void what_cannot_be_written(void **state)
{
	(void)state;
	struct err e = { ERR_NONE, "" };
	char missing[160];
	assert_false(file_write(dir, "x", 1, &e));
	assert_int_equal(e.kind, ERR_CANTCREAT);
	err_clear(&e);
	snprintf(missing, sizeof missing, "%s/tidak/ada", dir);
	assert_false(file_write(missing, "x", 1, &e));
	assert_int_equal(e.kind, ERR_CANTCREAT);
	err_clear(&e);
	snprintf(missing, sizeof missing, "%s/a", dir);
	assert_true(folder_make(missing, &e));
	assert_true(folder_make(missing, &e)); /* there already */
	assert_int_equal(rmdir(missing), 0);
	snprintf(missing, sizeof missing, "/proc/tidak/ada"); /* root may not make folders there either */
	assert_false(folder_make(missing, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(new_and_over_an_old_one, setup, teardown), cmocka_unit_test_setup_teardown(given_up_leaves_the_old_one, setup, teardown),
		cmocka_unit_test_setup_teardown(a_device_stays_a_device, setup, teardown), cmocka_unit_test_setup_teardown(what_cannot_be_written, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
