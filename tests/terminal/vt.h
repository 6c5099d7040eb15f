/*
 * A real terminal for a program: forkpty and libvterm. Starts a program, sends keys, waits for text with a time-out (never
 * sleeps), reads rows, attributes and the cursor, resizes, counts what was sent.
 */
#ifndef TESTS_TERMINAL_VT_H
#define TESTS_TERMINAL_VT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdbool.h>

#define VT_WAIT 10000 /* ms before a text that does not come is a failure */
#define VT_UP "\033OA"
#define VT_DOWN "\033OB"
#define VT_RIGHT "\033OC"
#define VT_LEFT "\033OD"
#define VT_PGUP "\033[5~"
#define VT_PGDN "\033[6~"
#define VT_HOME "\033OH"
#define VT_END "\033OF"
#define VT_F1 "\033OP"
#define VT_F2 "\033OQ"
#define VT_F3 "\033OR"
#define VT_F4 "\033OS"
#define VT_F5 "\033[15~"
#define VT_F6 "\033[17~"
#define VT_F7 "\033[18~"
#define VT_F8 "\033[19~"
#define VT_F9 "\033[20~"
#define VT_F10 "\033[21~"

struct vt; /* owner: caller, vt_close() kills what still runs */

/* argv and the environment (NULL-terminated NAME=value, in place of the test's own but PATH and HOME); TERM is set from term. */
struct vt *vt_start(const char *const *argv, const char *const *env, const char *term, int rows, int cols);
void vt_send(struct vt *v, const char *keys);
void vt_send_bytes(struct vt *v, const char *bytes, size_t size);
/* Reads until the text is somewhere on the screen; fails the test (screen on stderr) after VT_WAIT. */
void vt_wait(struct vt *v, const char *text);
/* The same with both texts on one row: a label and its value. */
void vt_wait_row(struct vt *v, const char *text, const char *beside);
void vt_wait_gone(struct vt *v, const char *text);
bool vt_has(struct vt *v, const char *text);           /* now, without reading */
const char *vt_row(struct vt *v, int row);             /* UTF-8 without blanks at the end; valid until the 4th next call */
int vt_find(struct vt *v, const char *text);           /* row, -1 = nowhere */
struct vt_look { bool bold, reverse, underline; int fg, bg; /* palette index, -1 = default or other */ };
struct vt_look vt_look(struct vt *v, int row, int col);
void vt_cursor(struct vt *v, int *row, int *col);
void vt_resize(struct vt *v, int rows, int cols);      /* the pty gets what is asked, up to 65535; the emulator at most 300 x 500 */
unsigned long vt_bytes(struct vt *v);                  /* read from the program since the start */
unsigned long vt_quiet(struct vt *v, int ms);          /* bytes that came within ms: 0 when idle */
bool vt_began_with(struct vt *v, const char *bytes);    /* somewhere in the first 16 KB sent, raw */
const char *vt_title(struct vt *v);                    /* window title the program set, "" = none */
int vt_pid(const struct vt *v);
void vt_signal(struct vt *v, int signal_number);
void vt_hang_up(struct vt *v);                         /* closes the line, as a lost SSH connection does */
int vt_exit(struct vt *v);                             /* waits for the end (VT_WAIT): exit code, or 128 + signal */
void vt_close(struct vt *v);
void vt_dump(struct vt *v);

#endif
