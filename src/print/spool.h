/*
 * Where finished bytes go: a print queue (lp), the device of a dot-matrix printer, the printer of the user's own PC through the
 * terminal, a folder. Nothing here asks or waits for a key, and no shell is ever started: argv is built word by word.
 */
#ifndef PRINT_SPOOL_H
#define PRINT_SPOOL_H
#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/base/mem.h"

struct spool_job {
	const void *bytes;
	size_t size;
	const char *title; /* of the job in the queue: the report's name, never a child's */
	int copies;        /* 1 .. SPOOL_COPIES */
	bool raw;          /* ESC/P: the queue must not format it again */
};
#define SPOOL_COPIES 20
#define SPOOL_WAIT_MS 30000 /* how long a queue or a device may stand still */

/* Names of the machine's queues (lpstat beside lp), in the arena. Count, 0 when there are none; -1 when printing is not set up here. */
int spool_queues(const char *lp_path, struct arena *a, const char ***out, struct err *e);
/* To a queue; "" = the system's default. ERR_UNAVAILABLE with what lp said. */
bool spool_queue(const char *lp_path, const char *queue, const struct spool_job *job, struct err *e);
/* Character device or FIFO, written without ever hanging: a printer that is off, out of paper or gone is told. Copies one after another. */
bool spool_device(const char *path, const struct spool_job *job, struct err *e);
/* "printer di komputer ini": plain text between ESC[5i and ESC[4i, which PuTTY and others send to the PC's printer. Only letters, digits
 * and signs of ASCII, line ends as CR LF and form feeds: nothing in the text can end the passage or command the terminal. out collects the
 * bytes for the terminal (term_raw of the screens). */
void spool_terminal(const char *text, struct buf *out);
#define SPOOL_NAME_SIZE 120
#define SPOOL_MADE_SIZE 160
/* May a file of ours be called so: letters, digits, '-', '_' and '.', not beginning with '.', shorter than SPOOL_NAME_SIZE. */
bool spool_name(const char *name);
/* A new file of that name in an open folder (shown: its name in messages), flushed to the disk; a taken name gets -2, -3 ... The name that was
 * free goes to made. Never follows a link, never writes into what is there. */
bool spool_at(int folder, const char *shown, const char *name, const void *bytes, size_t size, char made[SPOOL_MADE_SIZE], struct err *e);
/* A new file of that name in a folder (made 0700 when missing); a taken name gets -2, -3 ... The path goes to made. Name: see
 * spool_name(). */
bool spool_folder(const char *folder, const char *name, const void *bytes, size_t size, char *made, size_t room, struct err *e);

#endif
