/* Where bytes go: a queue (a stand-in for lp writes down what it is given), a device (FIFO), the terminal's printer, a folder. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/print/sample.h"
#include "src/print/spool.h"

static char folder[64], lp[160];
static struct err e;

static const char *in(const char *name, char out[160])
{
	snprintf(out, 160, "%s/%s", folder, name);
	return out;
}

static void script(const char *name, const char *body)
{
	char path[160];
	FILE *f = fopen(in(name, path), "w");
	assert_non_null(f);
	fprintf(f, "#!/bin/sh\nd=%s\n%s\n", folder, body);
	fclose(f);
	chmod(path, 0700);
}

static struct buf file(const char *name)
{
	char path[160], part[4096];
	struct buf b = BUF_EMPTY;
	int fd = open(in(name, path), O_RDONLY);
	assert_true(fd >= 0);
	for (ssize_t n; (n = read(fd, part, sizeof part)) > 0;)
		buf_add(&b, part, (size_t)n);
	close(fd);
	return b;
}

static int setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/pantidesk-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	in("lp", lp);
	err_clear(&e);
	script("lp", "for w; do printf '%s\\n' \"$w\"; done >$d/words\ncat >$d/bytes\necho request id is X-1");
	script("lpstat", "[ \"$1\" = -e ] && printf 'LX-310\\nLaser_TU\\n'");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	const char *const argv[] = { "rm", "-rf", folder, NULL };
	struct buf none = BUF_EMPTY, said = sample_run(&none, argv);
	buf_free(&said);
	return 0;
}

static const char bytes[] = "\033@Uang saku\fhal 2\n";
static const struct spool_job job = { bytes, sizeof bytes, "monthly", 2, true }; /* the NUL at the end too: bytes are no text */

static void test_queue(void **state)
{
	(void)state;
	assert_true(spool_queue(lp, "LX-310", &job, &e));
	struct buf words = file("words"), got = file("bytes");
	assert_string_equal(buf_text(&words), "-d\nLX-310\n-n\n2\n-t\nmonthly\n-o\nraw\n");
	assert_int_equal(got.size, sizeof bytes);
	assert_memory_equal(got.data, bytes, sizeof bytes);
	buf_free(&words);
	buf_free(&got);
	struct spool_job plain = { "x", 1, "a; rm -rf $HOME `id`", 1, false };
	assert_true(spool_queue(lp, "", &plain, &e)); /* the system's default; no shell looks at the title */
	words = file("words");
	assert_string_equal(buf_text(&words), "-n\n1\n-t\na; rm -rf $HOME `id`\n");
	buf_free(&words);
}

static void test_queue_that_cannot(void **state)
{
	(void)state;
	script("lp", "printf 'lp: The printer\\033[2J or class does not exist.\\nmore' >&2\nexit 1"); /* never reads its input */
	assert_false(spool_queue(lp, "LX-310", &job, &e));
	assert_int_equal(e.kind, ERR_UNAVAILABLE);
	assert_non_null(strstr(e.text, "Printer LX-310 is not ready."));
	assert_non_null(strstr(e.text, "does not exist."));
	assert_null(strchr(e.text, '\033'));
	err_clear(&e);
	assert_false(spool_queue("/nonexistent/lp", "LX-310", &job, &e));
	assert_int_equal(e.kind, ERR_UNAVAILABLE);
	err_clear(&e);
	assert_false(spool_queue("lp", "LX-310", &job, &e)); /* only an absolute path */
	err_clear(&e);
	assert_false(spool_queue(lp, "-h", &job, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	script("lp", "kill -9 $$");
	err_clear(&e);
	assert_false(spool_queue(lp, "", &job, &e));
}

static void test_long_job(void **state)
{
	(void)state;
	size_t size = 3u << 20; /* more than any pipe holds */
	char *much = mem_alloc(size);
	memset(much, 'x', size);
	struct spool_job big = { much, size, "register", 1, false };
	assert_true(spool_queue(lp, "Laser", &big, &e));
	struct buf got = file("bytes");
	assert_int_equal(got.size, size);
	buf_free(&got);
	free(much);
}

static void test_list_of_queues(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **names;
	assert_int_equal(spool_queues(lp, a, &names, &e), 2);
	assert_string_equal(names[0], "LX-310");
	assert_string_equal(names[1], "Laser_TU");
	script("lpstat", "echo 'lpstat: No destinations added.' >&2; exit 1");
	assert_int_equal(spool_queues(lp, a, &names, &e), 0);
	assert_int_equal(spool_queues("/nonexistent/lp", a, &names, &e), -1);
	arena_free(a);
}

static void test_device(void **state)
{
	(void)state;
	char path[160], out[160];
	in("lp0", path);
	in("paper", out);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_false(spool_device(path, &job, &e)); /* nobody reads: the printer is off */
	assert_int_equal(e.kind, ERR_UNAVAILABLE);
	assert_non_null(strstr(e.text, "lp0"));
	err_clear(&e);
	int printer = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	assert_true(printer >= 0);
	size_t size = 1u << 20; /* a slow printer: the FIFO fills up many times */
	char *much = mem_alloc(size);
	memset(much, 'y', size);
	struct spool_job big = { much, size, "x", 2, true };
	pid_t reader = fork();
	assert_true(reader >= 0);
	if (reader == 0) {
		char part[3000];
		size_t sum = 0;
		struct pollfd paper = { .fd = printer, .events = POLLIN };
		fcntl(printer, F_SETFL, 0);
		poll(&paper, 1, -1); /* a FIFO nobody has opened for writing yet reads as ended */
		for (ssize_t n; sum < 2 * size && (n = read(printer, part, sizeof part)) > 0;) sum += (size_t)n;
		_exit(sum == 2 * size ? 0 : 1);
	}
	close(printer);
	if (!spool_device(path, &big, &e)) fail_msg("%s", e.text);
	int status;
	assert_int_equal(waitpid(reader, &status, 0), reader);
	assert_int_equal(status, 0);
	free(much);
	script("plain", "");
	assert_false(spool_device(in("plain", out), &job, &e)); /* never writes into somebody's file */
	assert_int_equal(e.kind, ERR_CONFIG);
}

static void test_terminal(void **state)
{
	(void)state;
	struct buf b = BUF_EMPTY;
	spool_terminal("Nama\033[4i\x07\nJos\xc3\xa9\f", &b);
	assert_string_equal(buf_text(&b), "\033[5iNama?[4i?\r\nJos?\f\033[4i");
	buf_clear(&b);
	spool_terminal("x", &b);
	assert_string_equal(buf_text(&b), "\033[5ix\f\033[4i");
	buf_free(&b);
}

static void test_folder(void **state)
{
	(void)state;
	char outbox[160], made[200], again[200];
	struct stat st;
	in("outbox/sri", outbox);
	assert_true(spool_folder(outbox, "monthly-2026-07.pdf", "a", 1, made, sizeof made, &e));
	assert_true(spool_folder(outbox, "monthly-2026-07.pdf", "bb", 2, again, sizeof again, &e));
	assert_non_null(strstr(made, "/monthly-2026-07.pdf"));
	assert_non_null(strstr(again, "/monthly-2026-07-2.pdf"));
	assert_int_equal(stat(again, &st), 0);
	assert_int_equal(st.st_size, 2);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(symlink("/etc/passwd", in("outbox/sri/link.txt", made)), 0);
	assert_true(spool_folder(outbox, "link.txt", "c", 1, made, sizeof made, &e)); /* goes beside the link, never through it */
	assert_non_null(strstr(made, "/link-2.txt"));
	assert_false(spool_folder("/proc/none", "x.txt", "c", 1, made, sizeof made, &e));
	assert_int_equal(e.kind, ERR_CANTCREAT);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_queue), T(test_queue_that_cannot), T(test_long_job), T(test_list_of_queues), T(test_device), T(test_terminal), T(test_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
