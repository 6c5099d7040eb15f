/*
 * The terminal: opens curses on it, reads its bytes, writes each frame with ONE write(2), and puts everything back.
 * curses draws into a memory file; term_flush() sends what is new in one piece (DESIGN.md 7.19). Keypad mode stays off, so
 * the numeric keypad sends plain digits; sequences of both modes are understood anyway.
 */
#ifndef UI_TERM_H
#define UI_TERM_H
#include "screens/ui/key.h"
#include "src/base/err.h"

#define TERM_MAX_ROWS 300
#define TERM_MAX_COLS 500

struct term; /* opaque: owns the curses screen, the saved termios and the descriptors */

struct term_options {
	int in_fd, out_fd;  /* usually 0 and 1; in_fd -1: headless, keys are queued with term_queue() */
	const char *type;   /* TERM; NULL, unknown or hostile text falls back to xterm, then vt100 */
	int rows, cols;     /* headless size; 0: ask the terminal */
	bool mouse;
};

/* Owner of *t: caller, term_close(). Only one may be open at a time (the restore function of fatal() is one per process). */
bool term_open(struct term **t, const struct term_options *o, struct err *e);
void term_close(struct term *t); /* restores mode, screen and cursor; NULL is fine */
void term_size(const struct term *t, int *rows, int *cols);
const char *term_type(const struct term *t); /* the type really used */
bool term_resized(struct term *t);           /* asks the size anew (clamped to 1..300 x 1..500); true when it changed */
void term_flush(struct term *t);             /* doupdate and one write; nothing when nothing changed */
void term_redraw(struct term *t);            /* ^L: the next flush repaints everything */
void term_title(struct term *t, const char *text); /* window title; constant texts only, never names */
void term_raw(struct term *t, const char *bytes, size_t size); /* joins the next frame: passthrough printing (ESC[5i ... ESC[4i) */
void term_mouse(struct term *t, bool on);

/* One event. Waits at most wait_ms (-1: for ever, 0: only what is there) on terminal, signals and extra_fd (-1: none). */
enum term_event { TERM_KEY, TERM_TIMEOUT, TERM_WINCH, TERM_END /* HUP, TERM, end of input */, TERM_EXTRA };
enum term_event term_wait(struct term *t, int wait_ms, int extra_fd, int *key);
bool term_pending(const struct term *t); /* keys decoded or bytes read that were not handed out yet */
/* During long work: true when Esc was pressed meanwhile or the line went down; other keys are kept for later. Never waits. */
bool term_escaped(struct term *t);
void term_discard(struct term *t);       /* drops type-ahead before a dangerous dialog */
void term_queue(struct term *t, int key);             /* headless: a key */
void term_queue_bytes(struct term *t, const char *s, size_t n); /* headless: as if the terminal had sent them */
const struct key_decoder *term_decoder(const struct term *t); /* paste and mouse of the last key */
void term_resize_headless(struct term *t, int rows, int cols); /* tests: as if the window had changed; follow with K_RESIZE */
/* Figures for tests: frames written, write(2) calls, bytes. */
struct term_count { unsigned long frames, writes, bytes; };
struct term_count term_counted(const struct term *t);

#endif
