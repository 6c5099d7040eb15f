/* Opening, framing and closing. Reading and waiting stand in term_input.c. */
#include "screens/ui/term_state.h"

#include <ctype.h>
#include <errno.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "src/base/i18n.h"
#include "src/base/mem.h"

/* The terminal to put back when fatal() or BUG() ends the program: they know no context. lint: allow-global */
static struct term *term_to_restore;

static bool type_sane(const char *type)
{
	size_t n = type ? strlen(type) : 0;

	if (n == 0 || n > 40)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)type[i]) && !strchr("+._-", type[i]))
			return false;
	return type[0] != '.';
}

/* The size asked of the terminal, within what curses may be given: a pty of 65535 x 65535 would take gigabytes. */
static void size_ask(struct term *t)
{
	struct winsize w = { 0 };

	if (t->headless) {
		t->rows = t->rows > 0 ? t->rows : 24;
		t->cols = t->cols > 0 ? t->cols : 80;
	} else {
		if (ioctl(t->out_fd, TIOCGWINSZ, &w) != 0)
			(void)ioctl(t->in_fd, TIOCGWINSZ, &w);
		t->rows = w.ws_row ? w.ws_row : 24;
		t->cols = w.ws_col ? w.ws_col : 80;
	}
	t->rows = t->rows > TERM_MAX_ROWS ? TERM_MAX_ROWS : t->rows;
	t->cols = t->cols > TERM_MAX_COLS ? TERM_MAX_COLS : t->cols;
}

/* curses cannot ask the memory file; it must know from the start, because it sets the scrolling region to what it knows. */
static void size_tell(const struct term *t)
{
	char number[16];

	snprintf(number, sizeof number, "%d", t->rows);
	setenv("LINES", number, 1);
	snprintf(number, sizeof number, "%d", t->cols);
	setenv("COLUMNS", number, 1);
	use_env(TRUE);
}

static void write_all(struct term *t, const char *bytes, size_t size)
{
	t->count.frames++;
	while (size > 0) {
		ssize_t n = write(t->out_fd, bytes, size);
		t->count.writes++;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) { /* somebody else made the terminal non-blocking */
			struct pollfd p = { .fd = t->out_fd, .events = POLLOUT };
			if (poll(&p, 1, 5000) > 0)
				continue;
		}
		if (n <= 0)
			return; /* hung up: the input side will say so */
		bytes += n;
		size -= (size_t)n;
		t->count.bytes += (unsigned long)n;
	}
}

/* What curses has put into its file since the last frame, and what was queued beside it, goes out in one piece. */
static void frame_send(struct term *t)
{
	off_t size = lseek(t->mem_fd, 0, SEEK_CUR);

	if (size > 0) {
		if ((size_t)size + 1 > t->frame_room) {
			t->frame_room = (size_t)size + 4096;
			t->frame = mem_grow(t->frame, t->frame_room);
		}
		ssize_t n = pread(t->mem_fd, t->frame, (size_t)size, 0);
		(void)lseek(t->mem_fd, 0, SEEK_SET);
		n = n > 0 ? (ssize_t)term_tighten(t->frame, (size_t)n) : n;
		if (n > 0 && t->extra.size > 0) {
			buf_add(&t->extra, t->frame, (size_t)n);
		} else if (n > 0) {
			write_all(t, t->frame, (size_t)n);
		}
	}
	if (t->extra.size > 0) {
		write_all(t, t->extra.data, t->extra.size);
		buf_clear(&t->extra);
	}
}

static bool titles(const struct term *t)
{
	return !t->headless && (strncmp(t->type, "xterm", 5) == 0 || strncmp(t->type, "putty", 5) == 0);
}

void term_mode_raw(struct term *t)
{
	struct termios raw = t->saved;

	if (!t->have_saved)
		return;
	cfmakeraw(&raw);
	raw.c_oflag |= OPOST;
	raw.c_oflag &= ~(tcflag_t)ONLCR; /* curses counts on a bare line feed */
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	(void)tcsetattr(t->in_fd, TCSADRAIN, &raw);
}

static void term_restore(struct term *t)
{
	if (t->restored)
		return;
	t->restored = true;
	werase(stdscr);
	wbkgdset(stdscr, ' ');
	clearok(curscr, FALSE);
	werase(stdscr);
	wnoutrefresh(stdscr);
	doupdate(); /* names do not stay behind on terminals without an alternate screen */
	curs_set(1);
	endwin();
	fflush(t->mem);
	if (!t->headless) {
		frame_send(t);
		if (t->mouse_on)
			buf_puts(&t->extra, "\033[?1006l\033[?1000l");
		buf_puts(&t->extra, "\033[?2004l");
		if (titles(t))
			buf_puts(&t->extra, "\033[23;0t");
	}
	frame_send(t);
	if (t->have_saved)
		(void)tcsetattr(t->in_fd, TCSADRAIN, &t->saved);
}

static void restore_on_exit(void)
{
	if (term_to_restore)
		term_restore(term_to_restore);
}

static void signals_take(struct term *t)
{
	sigset_t set;

	/* An inherited "ignore" must not make us deaf to the line going down. */
	signal(SIGHUP, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGTSTP, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGWINCH);
	sigaddset(&set, SIGCONT);
	sigprocmask(SIG_BLOCK, &set, &t->old_mask);
	t->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* terminfo's own names; <term.h> would bring a struct term of its own. */
static bool terminal_can(const char *capability)
{
	const char *text = tigetstr(capability);

	return text && text != (const char *)-1;
}

static SCREEN *screen_new(struct term *t, const char *asked)
{
	const char *const fallback[] = { asked, "xterm", "vt100", "linux", "ansi" };

	for (size_t i = 0; i < COUNT(fallback); i++) {
		if (!type_sane(fallback[i]))
			continue;
		SCREEN *s = newterm(fallback[i], t->mem, t->in);
		if (s && terminal_can("cup")) {
			STR_SET(t->type, fallback[i]);
			return s;
		}
		if (s) { /* "dumb": no way to place the cursor */
			endwin();
			delscreen(s);
			(void)lseek(t->mem_fd, 0, SEEK_SET);
		}
	}
	return NULL;
}

bool term_open(struct term **out, const struct term_options *o, struct err *e)
{
	struct term *t = mem_alloc(sizeof *t);

	MUST(term_to_restore == NULL);
	*out = NULL;
	t->in_fd = o->in_fd;
	t->out_fd = o->out_fd;
	t->headless = o->in_fd < 0;
	t->rows = o->rows;
	t->cols = o->cols;
	t->signal_fd = -1;
	unsetenv("TERMINFO");
	unsetenv("TERMINFO_DIRS");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	if (!t->headless && tcgetattr(t->in_fd, &t->saved) == 0)
		t->have_saved = true;
	t->mem_fd = memfd_create("frame", MFD_CLOEXEC);
	int in = t->headless ? -1 : dup(t->in_fd);
	t->mem = t->mem_fd < 0 ? NULL : fdopen(t->mem_fd, "w");
	t->in = in < 0 ? fopen("/dev/null", "r") : fdopen(in, "r");
	if (!t->mem || !t->in) {
		free(t);
		return err_set(e, ERR_UNAVAILABLE, _("The screen cannot be opened: %s."), strerror(errno));
	}
	size_ask(t);
	size_tell(t);
	t->screen = screen_new(t, o->type);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	use_env(FALSE);
	if (!t->screen) {
		fclose(t->mem);
		fclose(t->in);
		free(t);
		return err_set(e, ERR_UNAVAILABLE, _("This kind of terminal is not known here. Set TERM=xterm and start again."));
	}
	resize_term(t->rows, t->cols);
	nonl();
	typeahead(-1);
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	idlok(stdscr, TRUE); /* a list that scrolls one line moves lines in the terminal */
	term_mode_raw(t);
	if (!t->headless) {
		signals_take(t);
		if (titles(t))
			buf_puts(&t->extra, "\033[22;0t");
		buf_puts(&t->extra, "\033>\033[?2004h"); /* digits on the keypad; pastes marked as such */
		term_mouse(t, o->mouse);
	}
	term_to_restore = t;
	err_on_exit(restore_on_exit);
	*out = t;
	return true;
}

void term_close(struct term *t)
{
	if (!t)
		return;
	term_restore(t);
	term_to_restore = NULL;
	err_on_exit(NULL);
	delscreen(t->screen);
	fclose(t->mem);
	fclose(t->in);
	if (t->signal_fd >= 0) {
		close(t->signal_fd);
		sigprocmask(SIG_SETMASK, &t->old_mask, NULL);
	}
	key_decoder_free(&t->decoder);
	buf_free(&t->extra);
	free(t->frame);
	free(t->queue);
	free(t);
}

void term_size(const struct term *t, int *rows, int *cols)
{
	*rows = t->rows;
	*cols = t->cols;
}

const char *term_type(const struct term *t)
{
	return t->type;
}

bool term_resized(struct term *t)
{
	int rows = t->rows, cols = t->cols;

	size_ask(t);
	if (rows == t->rows && cols == t->cols)
		return false;
	resize_term(t->rows, t->cols);
	return true;
}

void term_resize_headless(struct term *t, int rows, int cols)
{
	t->rows = rows > TERM_MAX_ROWS ? TERM_MAX_ROWS : rows;
	t->cols = cols > TERM_MAX_COLS ? TERM_MAX_COLS : cols;
	resize_term(t->rows, t->cols);
}

void term_flush(struct term *t)
{
	doupdate();
	fflush(t->mem);
	frame_send(t);
}

void term_redraw(struct term *t)
{
	clearok(curscr, TRUE);
	if (!t->headless)
		buf_puts(&t->extra, "\033[r"); /* the scrolling region is the whole screen again, whatever became of it */
}

void term_title(struct term *t, const char *text)
{
	if (!titles(t))
		return;
	buf_puts(&t->extra, "\033]0;");
	buf_puts(&t->extra, text);
	buf_puts(&t->extra, "\a");
}

void term_raw(struct term *t, const char *bytes, size_t size)
{
	if (!t->headless)
		buf_add(&t->extra, bytes, size);
}

void term_mouse(struct term *t, bool on)
{
	if (t->headless || on == t->mouse_on)
		return;
	t->mouse_on = on;
	buf_puts(&t->extra, on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

struct term_count term_counted(const struct term *t)
{
	return t->count;
}
