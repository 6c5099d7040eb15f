/*
 * The shared object with libharu and libxlsxwriter: not there until the first PDF or workbook, gone afterwards, and missed with
 * words. The test runs copies of itself in folders where the module is missing, no module, or of another build.
 */
#include "tests/print/sample.h"
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "src/print/module.h"
#include "src/print/sheet.h"

extern char **environ;

static bool mapped(const char *library)
{
	struct buf maps = BUF_EMPTY;
	char part[4096];
	int fd = open("/proc/self/maps", O_RDONLY);
	for (ssize_t got; (got = read(fd, part, sizeof part)) > 0;)
		buf_add(&maps, part, (size_t)got);
	close(fd);
	bool found = strstr(buf_text(&maps), library) != NULL;
	buf_free(&maps);
	return found;
}

static void test_libraries_come_and_go(void **state)
{
	(void)state;
	assert_false(mapped("libhpdf"));
	assert_false(mapped("libxlsxwriter"));
	void *handle;
	const struct print_module *m = module_open(&handle, NULL);
	assert_non_null(m);
	assert_true(mapped("pantidesk-print.so"));
	assert_true(mapped("libhpdf"));
	module_close(handle);
	struct document *d = sample_every_block();
	struct buf pdf = sample_render(render_pdf, d, PAPER_A4, ""), book = sample_render(render_xlsx, d, PAPER_A4, "");
	assert_memory_equal(pdf.data, "%PDF", 4);
	assert_memory_equal(book.data, "PK", 2);
#if !defined(__SANITIZE_ADDRESS__)
	assert_false(mapped("libhpdf"));
	assert_false(mapped("libxlsxwriter"));
#endif
	buf_free(&pdf);
	buf_free(&book);
	document_free(d);
}

/* In the copy: everything that needs the module says so; what does not goes on. Exit code 0 when all is as it should be. */
static int without_module(const char *expected)
{
	struct document *d = sample_every_block();
	struct render_options o = { PAPER_A4, "", true, NULL };
	struct buf out = BUF_EMPTY;
	struct err e;
	struct column c = { "Nama", 10, ALIGN_LEFT, false };
	int faults = 0;
	err_clear(&e);
	faults += render_pdf(d, &o, &out, &e) || e.kind != ERR_UNAVAILABLE || !strstr(e.text, expected) || !strstr(e.text, "pantidesk-print.so");
	err_clear(&e);
	faults += render_xlsx(d, &o, &out, &e) || e.kind != ERR_UNAVAILABLE;
	err_clear(&e);
	faults += sheet_open(SHEET_XLSX, 1, "Anak", &c, 1, &e) != NULL || e.kind != ERR_UNAVAILABLE;
	faults += out.size != 0;
	faults += !render_text(d, &o, &out, NULL) || !render_csv(d, &o, &out, NULL) || !render_escp(d, &o, &out, NULL);
	if (faults)
		fprintf(stderr, "%d faults, last: %s\n", faults, e.text);
	buf_free(&out);
	document_free(d);
	return faults != 0;
}

static void copy(const char *from, const char *to)
{
	char part[65536];
	int in = open(from, O_RDONLY), out = open(to, O_CREAT | O_EXCL | O_WRONLY, 0700);
	assert_true(in >= 0 && out >= 0);
	for (ssize_t got; (got = read(in, part, sizeof part)) > 0;)
		assert_int_equal(write(out, part, (size_t)got), got);
	close(in);
	close(out);
}

/* Runs a copy of this program in a folder whose module is `module` (NULL = none). */
static void run_copy(const char *module, const char *expected)
{
	char folder[] = "/tmp/pantidesk-test-XXXXXX", program[64], beside[64];
	assert_non_null(mkdtemp(folder));
	snprintf(program, sizeof program, "%s/test", folder);
	snprintf(beside, sizeof beside, "%s/pantidesk-print.so", folder);
	copy("/proc/self/exe", program);
	if (module)
		copy(module, beside);
	char *words[] = { program, strdup(expected), NULL };
	pid_t pid;
	int status = -1;
	assert_int_equal(posix_spawn(&pid, program, NULL, NULL, words, environ), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	free(words[1]);
	unlink(program);
	if (module)
		unlink(beside);
	rmdir(folder);
	assert_int_equal(status, 0);
}

static void test_a_missing_module_is_named(void **state)
{
	(void)state;
	if (access(PREFIX_LIBDIR "/pantidesk/pantidesk-print.so", F_OK) == 0)
		skip(); /* an installed one serves */
	run_copy(NULL, PREFIX_LIBDIR "/pantidesk/");
}

static void test_what_is_no_module_is_refused(void **state)
{
	(void)state;
	run_copy("/dev/null", "cannot be loaded");
}

static void test_a_module_of_another_build_is_refused(void **state)
{
	(void)state;
	char line[600] = "", *path = NULL; /* a shared object that is no module of ours: one this program has loaded */
	FILE *maps = fopen("/proc/self/maps", "r");
	assert_non_null(maps);
	while (!path && fgets(line, sizeof line, maps))
		path = strstr(line, "libcmocka") ? strchr(line, '/') : NULL;
	fclose(maps);
	assert_non_null(path);
	path[strcspn(path, "\n")] = '\0';
	run_copy(path, "another version");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_libraries_come_and_go),
		cmocka_unit_test(test_a_missing_module_is_named),
		cmocka_unit_test(test_what_is_no_module_is_refused),
		cmocka_unit_test(test_a_module_of_another_build_is_refused),
	};
	if (argc > 1)
		return without_module(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
