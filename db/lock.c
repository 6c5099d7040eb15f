#include "db/lock.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
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

/*
 * The blocking call stands in a thread of its own, so that the place in the kernel's queue is kept while this thread tells the
 * screen and listens for Esc. (Interrupting the call by a timer would put us at the end of the queue each time.) The thread
 * touches nothing but this struct.
 */
struct lock_blocked {
	int fd, event;
	struct flock range;
	volatile sig_atomic_t stop;
	int result;
};

static void *lock_block(void *p)
{
	struct lock_blocked *b = p;
	uint64_t one = 1;
	int r;
	do r = fcntl(b->fd, F_OFD_SETLKW, &b->range);
	while (r != 0 && errno == EINTR && !b->stop);
	b->result = r;
	while (write(b->event, &one, sizeof one) < 0 && errno == EINTR) continue;
	return NULL;
}

static void lock_wake(int number) { (void)number; }

/* Only SIGRTMIN reaches the blocked thread: everything else stays with the program's own thread. */
static bool lock_thread(pthread_t *t, struct lock_blocked *b)
{
	pthread_attr_t attr;
	sigset_t all, old;
	sigfillset(&all);
	sigdelset(&all, SIGRTMIN);
	if (pthread_attr_init(&attr) != 0) return false;
	pthread_attr_setstacksize(&attr, 128 * 1024);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	int failed = pthread_create(t, &attr, lock_block, b);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	pthread_attr_destroy(&attr);
	return !failed;
}

static void lock_thread_end(pthread_t t, struct lock_blocked *b)
{
	struct timespec until;
	b->stop = 1;
	do { /* the signal may come before the call blocks: again until it is gone */
		pthread_kill(t, SIGRTMIN);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += 5000000;
		if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
	} while (pthread_timedjoin_np(t, NULL, &until) == ETIMEDOUT);
}

static bool lock_poll(struct lock *l, enum lock_byte byte, bool shared, struct waiter *w) /* no thread to be had */
{
	while (wait_go_on(w)) {
		if (lock_try(l, byte, shared)) return true;
		poll(NULL, 0, 2);
	}
	return false;
}

bool lock_take(struct lock *l, enum lock_byte byte, bool shared, struct waiter *w)
{
	if (lock_try(l, byte, shared)) return true;
	if (errno != EAGAIN && errno != EACCES) return false;
	struct lock_blocked b = { .fd = l->fd, .event = eventfd(0, EFD_CLOEXEC), .range = lock_range(byte, shared ? F_RDLCK : F_WRLCK) };
	struct sigaction wake = { .sa_handler = lock_wake }, old;
	pthread_t t;
	if (b.event < 0) return lock_poll(l, byte, shared, w);
	sigaction(SIGRTMIN, &wake, &old);
	bool got = false, done = false;
	if (!lock_thread(&t, &b)) {
		got = lock_poll(l, byte, shared, w);
	} else {
		struct pollfd p = { .fd = b.event, .events = POLLIN };
		while (!done && wait_go_on(w)) done = poll(&p, 1, wait_next_ms(w)) > 0;
		if (done) pthread_join(t, NULL);
		else lock_thread_end(t, &b);
		got = b.result == 0 && (done || !b.stop);
		if (b.result == 0 && !got) lock_drop(l, byte); /* it came just when we gave up */
	}
	sigaction(SIGRTMIN, &old, NULL);
	close(b.event);
	return got;
}

bool lock_turn(struct lock *l, bool shared, struct waiter *w)
{
	if (!lock_take(l, LOCK_GATE, false, w)) return false;
	bool got = lock_take(l, LOCK_TURN, shared, w);
	lock_drop(l, LOCK_GATE);
	return got;
}
