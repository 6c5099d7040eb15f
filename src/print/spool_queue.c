/* Print queues: lp and lpstat, started without a shell, their words read with a time limit. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "src/base/clock.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/print/spool.h"

#define WORDS_MOST 65536 /* of a program's output that is read */

static bool spawn(const char *const *argv, int input, int output, pid_t *pid)
{
	static const char *const plain[] = { "LC_ALL=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL };
	char *words[24], *environment[COUNT(plain)];
	size_t n = 0;
	for (; argv[n] && n + 1 < COUNT(words); n++)
		words[n] = mem_dup(argv[n]);
	words[n] = NULL;
	for (size_t i = 0; i < COUNT(plain); i++)
		environment[i] = plain[i] ? mem_dup(plain[i]) : NULL;
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t signals;
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, input, 0);
	posix_spawn_file_actions_adddup2(&files, output, 1);
	posix_spawn_file_actions_adddup2(&files, output, 2);
	posix_spawnattr_init(&attributes);
	sigemptyset(&signals);
	posix_spawnattr_setsigmask(&attributes, &signals);
	sigaddset(&signals, SIGPIPE);
	sigaddset(&signals, SIGXFSZ);
	posix_spawnattr_setsigdefault(&attributes, &signals);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	int failed = posix_spawn(pid, words[0], &files, &attributes, words, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	for (size_t i = 0; i < n; i++)
		free(words[i]);
	for (size_t i = 0; i < COUNT(plain); i++)
		free(environment[i]);
	errno = failed;
	return !failed;
}

/* Everything the program says until it ends. False: it did not end in time. */
static bool listen(int fd, struct buf *said)
{
	utc_ms end = clock_monotonic() + SPOOL_WAIT_MS;
	for (;;) {
		char part[4096];
		struct pollfd p = { fd, POLLIN, 0 };
		utc_ms left = end - clock_monotonic();
		int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		ssize_t n = read(fd, part, sizeof part);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		if (said->size < WORDS_MOST)
			buf_add(said, part, (size_t)n);
	}
}

enum outcome { RAN_WELL, RAN_BADLY, RAN_NOT, RAN_LONG };

/* Runs argv[0] (an absolute path) with bytes as its input. The input is a file in memory: no pipe can fill up or break. */
static enum outcome run(const char *const *argv, const void *bytes, size_t size, struct buf *said)
{
	int ends[2], status = -1, input = memfd_create("pantidesk-print", MFD_CLOEXEC);
	pid_t pid;
	if (input < 0)
		return RAN_NOT;
	if (!file_put(input, bytes, size) || lseek(input, 0, SEEK_SET) != 0 || pipe2(ends, O_CLOEXEC) != 0) {
		close(input);
		return RAN_NOT;
	}
	bool started = spawn(argv, input, ends[1], &pid), ended = false;
	int why = errno;
	close(ends[1]);
	close(input);
	if (started) {
		ended = listen(ends[0], said);
		if (!ended)
			kill(pid, SIGKILL);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			continue;
	}
	close(ends[0]);
	errno = why;
	if (!started)
		return RAN_NOT;
	if (!ended)
		return RAN_LONG;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? RAN_WELL : RAN_BADLY;
}

static bool no_program(const char *path, struct err *e)
{
	return err_set(e, ERR_UNAVAILABLE, _("There is no %s on this machine: no queue can be printed to. Save to a file, or set lp_path or printer_device."), path);
}

/* What lp said, first line, made harmless. */
static bool refused(const char *queue, const struct buf *said, struct err *e)
{
	char line[200], safe[400];
	size_t n = strcspn(buf_text(said), "\n");
	snprintf(line, sizeof line, "%.*s", n < 190 ? (int)n : 190, buf_text(said));
	text_out(line, safe, sizeof safe, false);
	if (!*queue)
		return err_set(e, ERR_UNAVAILABLE, _("There is no standard printer. Choose a printer, or save to a file.%s%s"), *safe ? " " : "", safe);
	return err_set(e, ERR_UNAVAILABLE, _("Printer %s is not ready. Switch it on, then press F5 again, or save to a file.%s%s"), queue, *safe ? " " : "", safe);
}

bool spool_queue(const char *lp_path, const char *queue, const struct spool_job *job, struct err *e)
{
	char copies[16];
	const char *argv[16];
	int n = 0;
	MUST(job->copies >= 1 && job->copies <= SPOOL_COPIES);
	if (*lp_path != '/' || access(lp_path, X_OK) != 0)
		return no_program(lp_path, e);
	if (*queue == '-')
		return err_set(e, ERR_CONFIG, _("%s is no name of a printer."), queue);
	snprintf(copies, sizeof copies, "%d", job->copies);
	argv[n++] = lp_path;
	if (*queue) {
		argv[n++] = "-d";
		argv[n++] = queue;
	}
	argv[n++] = "-n";
	argv[n++] = copies;
	argv[n++] = "-t";
	argv[n++] = job->title;
	if (job->raw) {
		argv[n++] = "-o";
		argv[n++] = "raw";
	}
	argv[n] = NULL;
	struct buf said = BUF_EMPTY;
	enum outcome how = run(argv, job->bytes, job->size, &said);
	bool ok = how == RAN_WELL;
	if (how == RAN_NOT)
		no_program(lp_path, e);
	else if (how == RAN_LONG)
		err_set(e, ERR_UNAVAILABLE, _("Printer %s does not answer. Look at it, then press F5 again, or save to a file."), queue);
	else if (!ok)
		refused(queue, &said, e);
	buf_free(&said);
	return ok;
}

int spool_queues(const char *lp_path, struct arena *a, const char ***out, struct err *e)
{
	enum { MOST = 200 };
	const char *slash = strrchr(lp_path, '/');
	struct buf said = BUF_EMPTY;
	int n = 0;
	*out = arena_array(a, const char *, MOST);
	if (!slash || access(lp_path, X_OK) != 0) {
		no_program(lp_path, e);
		return -1;
	}
	const char *argv[] = { arena_printf(a, "%.*s/lpstat", (int)(slash - lp_path), lp_path), "-e", NULL };
	enum outcome how = run(argv, "", 0, &said);
	if (how == RAN_NOT) {
		no_program(argv[0], e);
		n = -1;
	}
	char *rest = said.data, *line; /* one name a line; with no queue lpstat says so and fails: none */
	while (how == RAN_WELL && rest && n < MOST && (line = strsep(&rest, "\n")))
		if (*line && *line != '-' && strlen(line) < 128 && !strpbrk(line, " \t\r\033"))
			(*out)[n++] = arena_dup(a, line);
	buf_free(&said);
	return n;
}
