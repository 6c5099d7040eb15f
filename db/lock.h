/*
 * The one lock file, "<db>-lock" (DESIGN.md 7.7). Open-file-description locks on single bytes: freed by the kernel when a
 * process dies, independent of SQLite's own locks, and the kernel queues those who wait in order of arrival.
 */
#ifndef DB_LOCK_H
#define DB_LOCK_H
#include "src/base/err.h"
#include "src/base/types.h"

enum lock_byte {
	LOCK_TURN,     /* the writers' turn; readers share it for one load under a rollback journal */
	LOCK_PRESENCE, /* shared for a session; restore and migrate take it alone */
	LOCK_PASSWORD, /* one password hash at a time: each takes 32 MiB */
	LOCK_GATE,     /* in front of LOCK_TURN: held only by whoever is next, so nobody who just had a turn can jump the queue */
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
/* In order of arrival; false when the waiter stopped (busy) or the system refused. */
bool lock_take(struct lock *l, enum lock_byte byte, bool shared, struct waiter *w);
void lock_drop(struct lock *l, enum lock_byte byte);
/* The writers' turn through the gate. */
bool lock_turn(struct lock *l, bool shared, struct waiter *w);

#endif
