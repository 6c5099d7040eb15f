/*
 * What a screen is made of. A screen is one const table at the top of one file: struct screen_class plus struct action[];
 * F-bar, F9 menu, F1 help and the rights check are drawn from it (UX.md 1). One event loop, in ui/loop.c, serves them all.
 */
#ifndef SCREENS_UI_UI_H
#define SCREENS_UI_UI_H
#include "db/db.h"
#include "src/base/date.h"
#include "src/base/field.h"
#include "src/base/mem.h"
#include "src/rules/rights.h"

struct conf;
struct ui;     /* the session: terminal, theme, stack of screens */
struct screen; /* one open screen: class, state, arena */

/* An action's key is an F-key slot (1-10), or a letter of the F9 menu; the terminal's variants are folded before. */
struct action {
	int fkey;                 /* 1..10, 0 = only in the F9 menu by `letter` */
	char letter;              /* F9 menu letter for actions without an F-key, 0 = none */
	const char *label;        /* N_(), at most 6 columns translated, for the bar */
	const char *help;         /* N_(), one sentence for the menu and F1 */
	bool (*run)(struct screen *s); /* false: nothing happened (a message was shown) */
	enum right right;         /* RIGHT_NONE = anybody; others see it refused with right_refusal() */
	bool (*enabled)(const struct screen *s); /* NULL = always */
};

struct screen_class {
	const char *name;         /* stable id: "residents", also draft kind and help topic */
	const char *title;        /* N_(), path element of row 1 */
	const char *help;         /* N_(), a few sentences for F1: what this screen is for, what is often asked */
	size_t state_size;        /* zeroed state handed to the functions by screen_state() */
	const struct action *actions;
	int action_count;
	enum right right;         /* needed to open at all */
	bool (*open)(struct screen *s, const void *arg);  /* false: not opened (message shown) */
	bool (*load)(struct screen *s, struct err *e);    /* reads the database into the screen's load arena; no drawing */
	void (*draw)(struct screen *s);                   /* paints rows 2..22; no I/O */
	bool (*key)(struct screen *s, int key);           /* keys no action took; true when used */
	bool (*leave)(struct screen *s);                  /* may refuse (unsaved changes) */
	void (*draft)(struct screen *s);                  /* keep what is typed: called when due, on HUP, TERM, end of input */
	void (*close)(struct screen *s);
};

void *screen_state(const struct screen *s);
struct ui *screen_ui(const struct screen *s);
struct db *screen_db(const struct screen *s);
const struct actor *screen_actor(const struct screen *s);
struct arena *screen_arena(struct screen *s);      /* emptied before each load */
struct arena *screen_keep(struct screen *s);       /* lives as long as the screen */
void screen_subtitle(struct screen *s, const char *text); /* path element behind the title, "2019-014" */

/* Opens a screen on top; arg is only valid during open. Returns false when it was refused. */
bool ui_push(struct ui *ui, const struct screen_class *c, const void *arg);
void ui_pop(struct screen *s);                     /* closes this screen when control returns to the loop */
void ui_reload(struct ui *ui);                     /* every open screen loads again before its next draw */
void ui_say(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));   /* row 23, quiet line */
void ui_warn(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));  /* row 23 with '!' */
void ui_error(struct ui *ui, const struct err *e); /* row 23; long texts open a dialog */
void ui_hint(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));  /* row 22 */
caldate ui_today(const struct ui *ui);
const struct conf *ui_conf(const struct ui *ui);

#endif
