/* Screens without a terminal: keys in, text of the screen out. A play is called each time a frame is out and no key is left. */
#ifndef TESTS_SCREENS_HEADLESS_H
#define TESTS_SCREENS_HEADLESS_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "screens/ui/ui.h"

struct play {
	void (*step)(struct ui *ui, struct play *p, int n); /* n = 0, 1, 2 ...; calls play_end when done */
	void *data;
	int n;
	bool ended;
};

/* Options to begin with: headless, 24x80, English texts, mono-free xterm-256color, no idle lock. Change and hand to play_run. */
struct ui_options play_options(void);
/* Runs the screen with the play; fails the test when the play never ends. */
void play_run(struct ui_options o, const struct screen_class *first, const void *arg, struct play *p);
void play_end(struct ui *ui, struct play *p);

void play_type(struct ui *ui, const char *text);      /* bytes as a terminal sends them */
void play_key(struct ui *ui, int key);
void play_resize(struct ui *ui, int rows, int cols);
const char *play_row(struct ui *ui, int row);         /* text without blanks at the end; valid until the 8th next call */
bool play_has(struct ui *ui, const char *text);       /* somewhere on the screen */
int play_find(struct ui *ui, const char *text);       /* row, -1 = nowhere */
unsigned play_attr(struct ui *ui, int row, int col);  /* A_BOLD, A_REVERSE ... without colour */
int play_pair(struct ui *ui, int row, int col);       /* colour pair */
void play_cursor(struct ui *ui, int *row, int *col);
void play_dump(struct ui *ui);                        /* the screen on stderr, for whoever looks for a fault */
#define assert_shown(ui, text) do { if (!play_has((ui), (text))) { play_dump(ui); fail_msg("not on the screen: %s", (text)); } } while (0)
#define assert_not_shown(ui, text) do { if (play_has((ui), (text))) { play_dump(ui); fail_msg("still on the screen: %s", (text)); } } while (0)

#endif
