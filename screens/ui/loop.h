/* Private to screens/ui: the desk's state and the one event loop. */
#ifndef UI_LOOP_H
#define UI_LOOP_H
#include "screens/ui/term.h"
#include "screens/ui/ui.h"
#include "src/base/buf.h"

#define UI_STACK_MAX 24
#define UI_TIMERS_MAX 24
#define UI_SESSION_IDLE_MS (8 * 3600000) /* without a key: the session ends, drafts are kept */
#define UI_RECENT_MAX 24 /* choices remembered for pick-lists, of all fields together */

struct screen {
	const struct screen_class *class;
	struct ui *ui;
	void *state;
	struct arena *arena, *keep;
	char subtitle[64];
	int64_t result;
	bool stale;   /* load before the next draw */
	bool closing; /* goes when control returns to the loop */
	bool opening; /* open() has not returned: not painted, not loaded */
	bool replaced; /* another stands in its place: hidden, its result does not count */
};

struct ui_recent { const struct field *field; char code[64]; };
struct ui_timer { void *owner; void (*fn)(struct ui *, void *); utc_ms due; unsigned flags; };

struct ui {
	struct ui_options o;
	struct term *term;
	struct theme theme;
	struct screen *stack[UI_STACK_MAX];
	int depth;
	int64_t result;      /* of the screen closed last */
	struct ui_timer timer[UI_TIMERS_MAX];
	int rows, cols;
	int cursor_row, cursor_col;
	bool damaged;        /* the next frame paints everything */
	bool muted;          /* a partial frame: draw_*() write nothing until a widget lifts it */
	bool moved;          /* this key changed only what a widget repaints itself */
	bool ending, small, ended, locked;
	int serial;          /* grows with every full frame */
	enum paint message_paint;
	char message[480], hint[400], hint_shown[400], message_shown[480], panti[64];
	utc_ms title_minute; /* of the clock on row 1 */
	int news_fd;
	utc_ms news_first;      /* monotonic: the first touch not yet acted on; 0 = none */
	struct ui_recent recent[UI_RECENT_MAX];
	struct buf paste, paste_lines;
};

void loop_until(struct ui *ui, int depth);  /* runs while the stack is deeper than depth and nothing ends */
void loop_paint(struct ui *ui);             /* one frame */
void loop_end(struct ui *ui);               /* ending: drafts are written, once */
void loop_drafts(struct ui *ui);            /* everything unsaved is written now */
int loop_timers_next(const struct ui *ui);  /* milliseconds to the next that is due, -1 none */
void loop_timers_run(struct ui *ui);        /* those that are due */
void loop_show(struct ui *ui);              /* sends what was painted */
void loop_key(struct ui *ui, int key);      /* one key: actions, screen, common keys */
void loop_resize(struct ui *ui);
bool loop_can_find(const struct ui *ui);    /* F3 of every screen: only after log in */
bool loop_below(const struct ui *ui, const struct screen *s); /* closing s comes back to another screen */
void loop_paste(struct ui *ui);             /* takes the terminal's paste through the gate */

const struct action *screen_action(const struct screen *s, int fkey, char letter); /* NULL when it has none */
bool screen_action_shown(const struct screen *s, const struct action *a); /* right and enabled() */
bool screen_action_run(struct screen *s, const struct action *a); /* refuses with a message when the user may not */
bool screen_load(struct screen *s);
void screen_close_top(struct ui *ui);       /* unasked */
void screen_title(struct ui *ui);           /* row 1 */
void screen_messages(struct ui *ui);        /* rows 22 and 23 */
void bar_draw(struct ui *ui);               /* row 24 */
int bar_key_at(const struct ui *ui, int col); /* mouse: K_F(n) of a column, K_NONE */
void ui_unmute(struct ui *ui, bool on);     /* widgets in a partial frame: true before painting, false after */
void ui_toggle(struct ui *ui, char letter); /* F9 T, M, P */

#endif
