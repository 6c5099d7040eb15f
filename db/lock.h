/*
 * The one lock file, "<db>-lock" (DESIGN.md 7.7). Open-file-description locks on single bytes: freed by the kernel when a
 * process dies, and independent of SQLite's own locks.
 *
 * The kernel hands a freed byte to whoever asks first, not to whoever has waited longest; so the writers' turn has a queue of
 * its own. Each who comes draws a ticket (a number in the file), holds the ticket's byte, and waits for the byte of the ticket
 * before. A place is thus kept while the wait is interrupted to tell the screen, and nobody can jump the queue. One who dies or
 * gives up only lets the next come forward early: LOCK_TURN alone is what keeps two writers apart.
 */
#ifndef DB_LOCK_H
#define DB_LOCK_H
#include "src/base/err.h"
#include "src/base/types.h"

enum lock_byte {
	LOCK_TURN,     /* the writers' turn; readers share it for one load under a rollback journal */
	LOCK_PRESENCE, /* shared for a session; restore and migrate take it alone */
	LOCK_PASSWORD, /* one password hash at a time: each takes 32 MiB */
	LOCK_TICKET,   /* held while drawing a ticket */
	LOCK_QUEUE = 16, /* first of the tickets' bytes */
};

#define WAIT_SHOW_MS 300       /* from here on the screen says that it waits */
#define WAIT_DEADLINE_MS 30000

/* One wait, however many locks and retries it covers. */
struct waiter {
	bool (*waiting)(void *ctx, int milliseconds); /* may be NULL; false gives up */
	void *ctx;
	utc_ms started, told; /* told: last call of waiting, 0 = none yet */
	bool gave_up, late;
};
void wait_start(struct waiter *w);
/* To be called whenever time has passed: calls waiting after 0.3 s and then once a second. False: stop (gave_up or late is set). */
bool wait_go_on(struct waiter *w);
int wait_next_ms(const struct waiter *w); /* until wait_go_on has something to do */

struct lock { int fd; };
/* Opens or makes the file (0600, regular, own). */
bool lock_open(struct lock *l, const char *path, struct err *e);
void lock_close(struct lock *l);
/* At once or not at all. Changing a held lock between shared and alone is allowed. */
bool lock_try(struct lock *l, enum lock_byte byte, bool shared);
/* Waits; false when the waiter stopped (busy) or the system refused. */
bool lock_take(struct lock *l, enum lock_byte byte, bool shared, struct waiter *w);
void lock_drop(struct lock *l, enum lock_byte byte);
/* The writers' turn, in order of arrival. Ends with lock_drop(LOCK_TURN). */
bool lock_turn(struct lock *l, bool shared, struct waiter *w);

#endif
