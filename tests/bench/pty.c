#include "tests/bench/pty.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

bool pty_start(struct pty *p, const char *const *argv, bool ssh, const char *ahead)
{
	static const char *const local[] = { "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", "HOME=/nonexistent", NULL };
	static const char *const remote[] = { "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", "HOME=/nonexistent", "SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22", NULL };
	struct winsize w = { .ws_row = 24, .ws_col = 80 };
	p->started = now_ms();
	p->pid = forkpty(&p->fd, NULL, NULL, &w);
	if (p->pid == 0) {
		execve(argv[0], (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)(ssh ? remote : local));
		_exit(127);
	}
	if (p->pid < 0) {
		perror("forkpty");
		return false;
	}
	if (ahead && write(p->fd, ahead, strlen(ahead)) < 0)
		perror("pty");
	return true;
}

struct frame pty_frame(struct pty *p, double since, int quiet, int wait)
{
	struct frame f = { -1, -1, 0 };
	struct pollfd poll_fd = { .fd = p->fd, .events = POLLIN };
	char bytes[65536];
	size_t least = since <= p->started ? 200 : 1; /* a start: echoed keys and modes are no frame yet */
	while (poll(&poll_fd, 1, f.bytes >= least ? quiet : wait) > 0) {
		ssize_t n = read(p->fd, bytes, sizeof bytes);
		if (n <= 0)
			break;
		f.bytes += (size_t)n;
		f.ms = now_ms() - since;
		if (f.first_ms < 0)
			f.first_ms = f.ms;
	}
	return f;
}

struct frame pty_key(struct pty *p, const char *keys, int quiet, int wait)
{
	double since = now_ms();
	if (write(p->fd, keys, strlen(keys)) < 0)
		perror("pty");
	return pty_frame(p, since, quiet, wait);
}

/* The number after a label in a file of /proc/PID; 0 when it is not there. label NULL: the first number. */
static int64_t proc_number(pid_t pid, const char *file, const char *label)
{
	char path[64], line[256];
	int64_t value = 0;
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (!label || strncmp(line, label, strlen(label)) == 0) {
			value = strtoll(line + (label ? strlen(label) : 0), NULL, 10);
			break;
		}
	if (f)
		fclose(f);
	return value;
}

struct usage pty_usage(const struct pty *p)
{
	return (struct usage){
		.cpu_ms = (double)proc_number(p->pid, "schedstat", NULL) / 1e6, .rss_kb = (long)proc_number(p->pid, "status", "VmRSS:"),
		.peak_kb = (long)proc_number(p->pid, "status", "VmHWM:"), .wakeups = (long)proc_number(p->pid, "status", "voluntary_ctxt_switches:"),
		.read_bytes = proc_number(p->pid, "io", "read_bytes:"),
	};
}

void pty_stop(struct pty *p, const char *keys)
{
	if (keys)
		pty_key(p, keys, 20, 500);
	close(p->fd); /* hangs up: what is still there ends, a tool it runs under included */
	for (int i = 0; i < 10000 && waitpid(p->pid, NULL, WNOHANG) == 0; i++) {
		poll(NULL, 0, 2);
		if (i == 9999) {
			kill(p->pid, SIGKILL);
			waitpid(p->pid, NULL, 0);
		}
	}
}
