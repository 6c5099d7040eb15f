/* Private to term.c and term_input.c: what an open terminal is. */
#ifndef UI_TERM_STATE_H
#define UI_TERM_STATE_H
#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <termios.h>

#include "screens/ui/term.h"

struct term {
	int in_fd, out_fd, mem_fd, signal_fd;
	FILE *mem, *in;       /* curses' output (a memory file) and the input it never reads */
	SCREEN *screen;
	struct termios saved;
	bool have_saved, headless, restored, mouse_on, ended;
	sigset_t old_mask;
	char type[41];
	int rows, cols;
	char *frame;
	size_t frame_room;
	struct buf extra;     /* bytes that go before the next frame */
	struct key_decoder decoder;
	unsigned char input[1024];
	int input_at, input_size;
	int *queue;           /* headless keys not yet handed out */
	int queue_at, queue_size, queue_room;
	struct term_count count;
};

void term_mode_raw(struct term *t);
/* Shortens a frame in place without changing what it paints: colours that hold already are left out, neighbouring attribute sequences
 * become one, a charset that is chosen already is not chosen again. Nothing is known at the start of a frame. Returns the new size. */
size_t term_tighten(char *frame, size_t size);

#endif
