#include "tests/terminal/vt.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

struct vt {
	VTerm *term;
	VTermScreen *screen;
	int fd, pid, rows, cols, status;
	bool ended;
	unsigned long bytes;
	char begin[16384]; /* the first bytes as they came */
	size_t begun;
	char title[200];
	char text[4][4096];
	int text_at;
};

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int on_prop(VTermProp prop, VTermValue *value, void *user)
{
	struct vt *v = user;

	if (prop == VTERM_PROP_TITLE)
		snprintf(v->title, sizeof v->title, "%s", value->string);
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_prop };

static int clamp(int n, int most)
{
	return n < 1 ? 1 : n > most ? most : n;
}

struct vt *vt_start(const char *const *argv, const char *const *env, const char *term, int rows, int cols)
{
	struct vt *v = calloc(1, sizeof *v);
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	const char *path = getenv("PATH"), *home = getenv("HOME");

	assert_non_null(v);
	v->rows = clamp(rows, 300);
	v->cols = clamp(cols, 500);
	v->term = vterm_new(v->rows, v->cols);
	vterm_set_utf8(v->term, 1);
	v->screen = vterm_obtain_screen(v->term);
	vterm_screen_enable_altscreen(v->screen, 1);
	vterm_screen_set_callbacks(v->screen, &callbacks, v);
	vterm_screen_reset(v->screen, 1);
	v->pid = forkpty(&v->fd, NULL, NULL, &size);
	assert_true(v->pid >= 0);
	if (v->pid == 0) {
		char place[2][4200], name[80];
		char *vars[40];
		int n = 0;
		snprintf(place[0], sizeof place[0], "PATH=%s", path ? path : "/usr/bin:/bin");
		snprintf(place[1], sizeof place[1], "HOME=%s", home ? home : "/");
		snprintf(name, sizeof name, "TERM=%s", term ? term : "");
		vars[n++] = place[0];
		vars[n++] = place[1];
		if (term)
			vars[n++] = name;
		for (int i = 0; env && env[i] && n < 39; i++)
			vars[n++] = strdup(env[i]);
		vars[n] = NULL;
		char *args[30];
		int count = 0;
		for (; argv[count] && count < 29; count++)
			args[count] = strdup(argv[count]);
		args[count] = NULL;
		execve(args[0], args, vars);
		fprintf(stderr, "cannot start %s: %s\n", args[0], strerror(errno));
		_exit(127);
	}
	return v;
}

/* Reads what comes within ms; false when nothing did or the program has gone. */
static bool vt_read(struct vt *v, int ms)
{
	struct pollfd p = { .fd = v->fd, .events = POLLIN };
	char bytes[65536];

	if (v->fd < 0 || poll(&p, 1, ms) <= 0)
		return false;
	ssize_t n = read(v->fd, bytes, sizeof bytes);
	if (n <= 0) {
		v->ended = true;
		return false;
	}
	v->bytes += (unsigned long)n;
	size_t keep = sizeof v->begin - v->begun < (size_t)n ? sizeof v->begin - v->begun : (size_t)n;
	memcpy(v->begin + v->begun, bytes, keep);
	v->begun += keep;
	vterm_input_write(v->term, bytes, (size_t)n);
	return true;
}

void vt_send_bytes(struct vt *v, const char *bytes, size_t size)
{
	while (size > 0) {
		struct pollfd p = { .fd = v->fd, .events = POLLOUT | POLLIN };
		assert_true(poll(&p, 1, VT_WAIT) > 0);
		if (p.revents & POLLIN)
			(void)vt_read(v, 0); /* or both sides wait for each other */
		if (!(p.revents & POLLOUT))
			continue;
		ssize_t n = write(v->fd, bytes, size > 512 ? 512 : size);
		assert_true(n > 0);
		bytes += n;
		size -= (size_t)n;
	}
}

void vt_send(struct vt *v, const char *keys)
{
	vt_send_bytes(v, keys, strlen(keys));
}

static const char *row_text(struct vt *v, int row, char *out, size_t room)
{
	size_t n = 0;

	for (int col = 0; col < v->cols && n + 8 < room; col++) {
		VTermScreenCell cell;
		VTermPos pos = { row, col };
		vterm_screen_get_cell(v->screen, pos, &cell);
		uint32_t c = cell.chars[0] == 0 || cell.chars[0] == (uint32_t)-1 ? ' ' : cell.chars[0];
		if (c < 0x80) {
			out[n++] = (char)c;
		} else if (c < 0x800) {
			out[n++] = (char)(0xC0 | (c >> 6));
			out[n++] = (char)(0x80 | (c & 63));
		} else {
			out[n++] = (char)(0xE0 | ((c >> 12) & 15));
			out[n++] = (char)(0x80 | ((c >> 6) & 63));
			out[n++] = (char)(0x80 | (c & 63));
		}
		if (cell.width == 2)
			col++;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

const char *vt_row(struct vt *v, int row)
{
	v->text_at = (v->text_at + 1) % 4;
	return row_text(v, row, v->text[v->text_at], sizeof v->text[0]);
}

int vt_find(struct vt *v, const char *text)
{
	for (int row = 0; row < v->rows; row++)
		if (strstr(vt_row(v, row), text))
			return row;
	return -1;
}

bool vt_has(struct vt *v, const char *text)
{
	return vt_find(v, text) >= 0;
}

void vt_dump(struct vt *v)
{
	for (int row = 0; row < v->rows; row++)
		fprintf(stderr, "%2d|%s\n", row + 1, vt_row(v, row));
}

static void wait_for(struct vt *v, const char *text, bool there)
{
	long until = now_ms() + VT_WAIT;

	while (vt_has(v, text) != there) {
		long left = until - now_ms();
		if (left <= 0 || v->ended) {
			vt_dump(v);
			fail_msg("%s: %s", there ? "did not appear" : "did not go", text);
		}
		(void)vt_read(v, (int)left);
	}
}

void vt_wait(struct vt *v, const char *text) { wait_for(v, text, true); }
void vt_wait_gone(struct vt *v, const char *text) { wait_for(v, text, false); }

void vt_wait_row(struct vt *v, const char *text, const char *beside)
{
	long until = now_ms() + VT_WAIT;

	for (;;) {
		for (int row = 0; row < v->rows; row++) {
			const char *is = vt_row(v, row);
			if (strstr(is, text) && strstr(is, beside))
				return;
		}
		long left = until - now_ms();
		if (left <= 0 || v->ended) {
			vt_dump(v);
			fail_msg("not on one row: %s ... %s", text, beside);
		}
		(void)vt_read(v, (int)left);
	}
}

struct vt_look vt_look(struct vt *v, int row, int col)
{
	VTermScreenCell cell;
	VTermPos pos = { row, col };

	vterm_screen_get_cell(v->screen, pos, &cell);
	return (struct vt_look){
		cell.attrs.bold, cell.attrs.reverse, cell.attrs.underline != 0,
		VTERM_COLOR_IS_INDEXED(&cell.fg) ? cell.fg.indexed.idx : -1, VTERM_COLOR_IS_INDEXED(&cell.bg) ? cell.bg.indexed.idx : -1,
	};
}

void vt_cursor(struct vt *v, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(v->term), &pos);
	*row = pos.row;
	*col = pos.col;
}

void vt_resize(struct vt *v, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	v->rows = clamp(rows, 300);
	v->cols = clamp(cols, 500);
	vterm_set_size(v->term, v->rows, v->cols);
	assert_int_equal(ioctl(v->fd, TIOCSWINSZ, &size), 0);
}

unsigned long vt_bytes(struct vt *v) { return v->bytes; }

unsigned long vt_quiet(struct vt *v, int ms)
{
	unsigned long before = v->bytes;
	long until = now_ms() + ms, left;

	while ((left = until - now_ms()) > 0 && !v->ended)
		(void)vt_read(v, (int)left);
	return v->bytes - before;
}

bool vt_began_with(struct vt *v, const char *bytes) { return memmem(v->begin, v->begun, bytes, strlen(bytes)) != NULL; }
const char *vt_title(struct vt *v) { return v->title; }
int vt_pid(const struct vt *v) { return v->pid; }
void vt_signal(struct vt *v, int signal_number) { kill(v->pid, signal_number); }

void vt_hang_up(struct vt *v)
{
	close(v->fd);
	v->fd = -1;
}

int vt_exit(struct vt *v)
{
	long until = now_ms() + VT_WAIT;

	while (v->pid > 0) {
		if (!vt_read(v, 10) && v->fd < 0)
			(void)poll(NULL, 0, 5);
		if (waitpid(v->pid, &v->status, WNOHANG) == v->pid) {
			while (vt_read(v, 0))
				;
			v->pid = 0;
		} else if (now_ms() > until) {
			vt_dump(v);
			fail_msg("the program does not end");
		}
	}
	return WIFEXITED(v->status) ? WEXITSTATUS(v->status) : 128 + WTERMSIG(v->status);
}

void vt_close(struct vt *v)
{
	if (v->pid > 0) {
		kill(v->pid, SIGKILL);
		waitpid(v->pid, NULL, 0);
	}
	if (v->fd >= 0)
		close(v->fd);
	vterm_free(v->term);
	free(v);
}
