#include "db/lock.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "src/base/clock.h"
#include "src/base/i18n.h"

void wait_start(struct waiter *w)
{
	w->started = clock_monotonic();
	w->told = 0;
	w->gave_up = w->late = false;
}

int wait_next_ms(const struct waiter *w)
{
	utc_ms next = (w->told ? w->told + 1000 : w->started + WAIT_SHOW_MS) - clock_monotonic();
	return next < 1 ? 1 : (int)next;
}

bool wait_go_on(struct waiter *w)
{
	utc_ms now = clock_monotonic(), waited = now - w->started;
	if (w->gave_up || w->late) return false;
	if (waited >= WAIT_DEADLINE_MS) {
		w->late = true;
		return false;
	}
	if (waited >= WAIT_SHOW_MS && (!w->told || now - w->told >= 1000)) {
		w->told = now;
		if (w->waiting && !w->waiting(w->ctx, (int)waited)) w->gave_up = true;
	}
	return !w->gave_up;
}

bool lock_open(struct lock *l, const char *path, struct err *e)
{
	struct stat st;
	l->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (l->fd < 0) return err_set(e, ERR_CANTCREAT, _("The lock file %s cannot be opened or made. Check the rights of its folder."), path);
	if (fstat(l->fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_uid != geteuid() || (st.st_mode & 077) != 0) {
		lock_close(l);
		return err_set(e, ERR_CONFIG, _("%s must be a plain file of this user that nobody else may read (chmod 600)."), path);
	}
	return true;
}

void lock_close(struct lock *l)
{
	if (l->fd >= 0) close(l->fd);
	l->fd = -1;
}

static struct flock lock_range(enum lock_byte byte, short type)
{
	return (struct flock) { .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)byte, .l_len = 1 };
}

bool lock_try(struct lock *l, enum lock_byte byte, bool shared)
{
	struct flock f = lock_range(byte, shared ? F_RDLCK : F_WRLCK);
	return fcntl(l->fd, F_OFD_SETLK, &f) == 0;
}

void lock_drop(struct lock *l, enum lock_byte byte)
{
	struct flock f = lock_range(byte, F_UNLCK);
	fcntl(l->fd, F_OFD_SETLK, &f);
}

static void lock_wake(int number) { (void)number; }

static bool lock_poll(struct lock *l, enum lock_byte byte, bool shared, struct waiter *w) /* no timer to be had */
{
	while (wait_go_on(w)) {
		if (lock_try(l, byte, shared)) return true;
		poll(NULL, 0, 2);
	}
	return false;
}

/* Blocks in the kernel; a timer interrupts the call every 0.1 s (again and again, as one signal may come just before the call
 * begins), so that the screen hears of it and Esc is heard. */
bool lock_take(struct lock *l, enum lock_byte byte, bool shared, struct waiter *w)
{
	if (lock_try(l, byte, shared)) return true;
	if (errno != EAGAIN && errno != EACCES) return false;
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };
	struct sigaction wake = { .sa_handler = lock_wake }, old;
	struct itimerspec every = { .it_interval = { 0, 100000000 }, .it_value = { 0, 100000000 } };
	struct flock range = lock_range(byte, shared ? F_RDLCK : F_WRLCK);
	sigset_t only, mask;
	timer_t timer;
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return lock_poll(l, byte, shared, w);
	sigemptyset(&only);
	sigaddset(&only, SIGRTMIN);
	sigaction(SIGRTMIN, &wake, &old);
	sigprocmask(SIG_UNBLOCK, &only, &mask);
	timer_settime(timer, 0, &every, NULL);
	bool got = false, go_on = true;
	while (!got && go_on && wait_go_on(w)) {
		got = fcntl(l->fd, F_OFD_SETLKW, &range) == 0;
		go_on = got || errno == EINTR;
	}
	timer_delete(timer);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGRTMIN, &old, NULL);
	return got;
}

/* Byte of a ticket; they come round after a million. */
static enum lock_byte lock_place(int64_t ticket) { return (enum lock_byte)(LOCK_QUEUE + (ticket & 0xfffff)); }

/* Draws the next ticket and holds its byte; 0: do without (a full disk or an odd file must not stop a save). */
static int64_t lock_draw(struct lock *l, struct waiter *w)
{
	int64_t ticket = 0;
	if (!lock_take(l, LOCK_TICKET, false, w)) return 0;
	if (pread(l->fd, &ticket, sizeof ticket, 0) < 0 || ticket < 0 || ticket == INT64_MAX) ticket = 0;
	ticket++;
	if (pwrite(l->fd, &ticket, sizeof ticket, 0) != (ssize_t)sizeof ticket || !lock_try(l, lock_place(ticket), false)) ticket = 0;
	lock_drop(l, LOCK_TICKET);
	return ticket;
}

bool lock_turn(struct lock *l, bool shared, struct waiter *w)
{
	int64_t ticket = lock_draw(l, w);
	bool good = !w->gave_up && !w->late;
	if (good && ticket) {
		good = lock_take(l, lock_place(ticket - 1), true, w);
		if (good) lock_drop(l, lock_place(ticket - 1));
	}
	good = good && lock_take(l, LOCK_TURN, shared, w); /* the only one who asks for it now */
	if (ticket) lock_drop(l, lock_place(ticket));
	return good;
}
