/*
 * What a screen is made of. A screen is one const table at the top of one file: struct screen_class plus struct action[];
 * F-bar, F9 menu, F1 help and the rights check are drawn from it (UX.md 1). One event loop, in ui/loop.c, serves them all.
 *
 *   static const struct action actions[] = {
 *       { .fkey = 4, .label = N_("Edit"), .help = N_("edit this child's data"), .run = edit, .right = RIGHT_RESIDENT_EDIT },
 *   };
 *   const struct screen_class screen_residents = { .name = "residents", .title = N_("Children"), .state_size = sizeof(struct state),
 *       .actions = actions, .action_count = COUNT(actions), .open = ..., .load = ..., .draw = ..., .key = ... };
 *
 * A key goes: F-key actions with a `run` -> the screen's key() (its widgets: list_key, form_key ...) -> common keys (F1 help, F3
 * find, F9 menu, F10/Esc leave, ^R reload, ^L redraw). An action with run NULL is shown on the bar and handled by key() (F4 of a form).
 */
#ifndef SCREENS_UI_UI_H
#define SCREENS_UI_UI_H
#include "db/db.h"
#include "screens/ui/key.h"
#include "screens/ui/theme.h"
#include "src/base/date.h"
#include "src/base/field.h"
#include "src/base/mem.h"
#include "src/rules/rights.h"

struct conf;
struct ui;     /* the session: terminal, theme, stack of screens */
struct screen; /* one open screen: class, state, arena */
struct area { int row, col, rows, cols; }; /* cells of the terminal, from 0 */

/* An action's key is an F-key slot (1-10), or a letter of the F9 menu; the terminal's variants are folded before. Several actions may share a key
 * when `enabled` lets only one of them be: a card that can turn into a form. */
struct action {
	int fkey;                 /* 1..10, 0 = only in the F9 menu by `letter` */
	char letter;              /* F9 menu letter (capital) for actions without an F-key, 0 = none; K P R T U M are taken */
	const char *label;        /* N_(), at most 6 columns translated, for the bar */
	const char *help;         /* N_(), one sentence for the menu and F1 */
	bool (*run)(struct screen *s); /* false: nothing happened (a message was shown); NULL: the screen's key() handles it */
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
	enum right any[4];        /* and at least one of these; RIGHT_NONE ends the list, an empty one asks nothing */
	bool (*open)(struct screen *s, const void *arg);  /* false: not opened (message shown) */
	/* Reads the database into the screen's load arena; no drawing. Runs after open, on ^R, on news, and when a screen above has closed: it
	 * must leave alone what is being typed. */
	bool (*load)(struct screen *s, struct err *e);
	void (*draw)(struct screen *s);                   /* paints screen_area(), rows 2..21 of 24; no I/O */
	bool (*key)(struct screen *s, int key);           /* keys no action took; true when used */
	bool (*leave)(struct screen *s);                  /* may refuse (unsaved changes) */
	void (*draft)(struct screen *s);                  /* keep what is typed: on HUP, TERM, end of input (forms do it by themselves) */
	void (*close)(struct screen *s);
	bool (*changed)(const struct screen *s);          /* `*` in the title; NULL = never */
	bool box;                 /* a dialog: paints itself over what is below, no title, its own place (screen_box) */
};

void *screen_state(const struct screen *s);
struct ui *screen_ui(const struct screen *s);
struct db *screen_db(const struct screen *s);
const struct actor *screen_actor(const struct screen *s);
struct arena *screen_arena(struct screen *s);      /* emptied before each load */
struct arena *screen_keep(struct screen *s);       /* lives as long as the screen */
void screen_subtitle(struct screen *s, const char *text); /* path element behind the title, "2019-014" */
struct area screen_area(const struct screen *s);   /* where draw() paints: row 2 of 24 to row 21, all columns */
struct area screen_box(const struct screen *s, int rows, int cols); /* a centred box of that size (border included), clipped */
const struct screen_class *screen_class_of(const struct screen *s);
void screen_result(struct screen *s, int64_t result); /* what ui_modal() will return */

/* May this person open it? *lacking (may be NULL): a right whose holders may. */
bool screen_open_to(const struct actor *who, const struct screen_class *c, enum right *lacking);
/* Opens a screen on top; arg is only valid during open. Returns false when it was refused. */
bool ui_push(struct ui *ui, const struct screen_class *c, const void *arg);
/* The same in place of the top screen, which is closed unasked. */
bool ui_replace(struct ui *ui, const struct screen_class *c, const void *arg);
/* Opens on top and runs until it closes; returns its screen_result() (0: Esc, refused, or the program is ending). */
int64_t ui_modal(struct ui *ui, const struct screen_class *c, const void *arg);
void ui_pop(struct screen *s);                     /* closes this screen when control returns to the loop */
bool ui_leave(struct ui *ui);                      /* as F10: asks the top screen; true when it goes */
void ui_quit(struct ui *ui);                       /* ends ui_run; drafts are written first */
bool ui_ending(const struct ui *ui);               /* HUP, TERM, end of input or quit: finish quickly, ask nothing */
struct screen *ui_top(struct ui *ui);
void ui_reload(struct ui *ui);                     /* every open screen loads again before its next draw */
void ui_say(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));   /* row 23, quiet line */
void ui_warn(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));  /* row 23 with '!' */
void ui_notice(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3))); /* row 23 unless a warning stands there or the screen is locked: news */
void ui_error(struct ui *ui, const struct err *e); /* row 23; long texts open a dialog */
void ui_problems(struct ui *ui, const struct problems *p); /* row 23: the first and how many more */
void ui_refuse(struct ui *ui, enum right right);   /* row 23: who may do it */
void ui_hint(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));  /* row 22; set it while drawing */
void ui_repaint(struct ui *ui);                    /* the next frame paints everything (after a key it does anyway) */
void ui_moved(struct ui *ui);                      /* widgets: this key changed only what the widget repaints by itself */

caldate ui_today(const struct ui *ui);
const struct conf *ui_conf(const struct ui *ui);
struct db *ui_db(const struct ui *ui);
const struct actor *ui_who(const struct ui *ui);
void *ui_app(const struct ui *ui);                 /* what the application's screens share */
bool ui_may(const struct ui *ui, enum right right);
bool ui_privacy(const struct ui *ui);              /* names as initials, NIK hidden */
bool ui_frugal(const struct ui *ui);               /* hemat jaringan */
void ui_size(const struct ui *ui, int *rows, int *cols);
const char *ui_pasted(struct ui *ui);              /* text of K_PASTE, through the gate: one line, newlines turned to spaces */
const char *ui_pasted_lines(struct ui *ui);        /* the same with newlines kept, for notes */
bool ui_mouse(const struct ui *ui, int *row, int *col, int *button); /* of K_MOUSE */
struct term *ui_term(struct ui *ui);

/* fn(ui, owner) once after ms; the same owner and fn again moves the time. Nothing due = no wake-ups. */
#define UI_AT_END 1u /* also run when the program ends (drafts) */
void ui_after(struct ui *ui, void *owner, void (*fn)(struct ui *ui, void *owner), int ms, unsigned flags);
void ui_after_cancel(struct ui *ui, void *owner);  /* all of this owner */

/* Drafts (DESIGN.md 7.18), kept by the application in the database: form = name of the form, record = row or 0. */
struct ui_drafts {
	bool (*save)(struct ui *ui, const char *form, row_id record, const char *text);
	/* The stored text (mem_dup, owner: caller) or NULL; *at when it was written. */
	char *(*load)(struct ui *ui, const char *form, row_id record, utc_ms *at);
	void (*drop)(struct ui *ui, const char *form, row_id record);
};

/* All zero is a sound beginning: descriptors 0 and 1, TERM and NO_COLOR of the environment, no clock offset. Copied by ui_run. */
struct ui_options {
	struct db *db;
	bool (*in_tx)(const struct db *db); /* db_in_tx: the loop insists on false before it waits; may be NULL */
	const struct actor *who;     /* NULL until log in: then ui_set_actor(); owner: caller */
	const struct conf *conf;
	void *app;
	const char *panti;           /* short name for the title bar */
	const char *news_path;       /* file watched by inotify; NULL = none */
	bool (*news)(struct ui *ui); /* asked 50 ms after the last touch: true = screens reload; NULL = always */
	bool demo;                   /* **CONTOH** in the title */
	int offset_hours;            /* of the panti: +7, +8, +9 */
	enum theme_kind theme;
	bool ascii_lines, accessible, no_fkeys, mouse, privacy;
	bool frugal;                 /* hemat jaringan: caller sets it when SSH_CONNECTION is there */
	int idle_minutes;            /* 1-30; 0 = 5; -1 = never (log in screen, tests) */
	bool (*password)(struct ui *ui, const char *typed); /* lock screen; may say by ui_warn why not; NULL: no password (key-only user): idle time ends the session */
	bool (*find)(struct ui *ui); /* F3 where the screen has no action for it */
	bool (*undo)(struct ui *ui); /* F9 U */
	bool (*tour)(struct ui *ui); /* F9 R */
	void (*changed)(struct ui *ui); /* theme, mouse or privacy changed by F9: keep them for the user */
	struct ui_drafts drafts;
	const char *term_type, *no_color; /* NULL: of the environment */
	bool headless;               /* tests: no terminal; keys by term_queue(); ui_run returns when they are used up */
	int rows, cols;              /* headless size */
	void (*start)(struct ui *ui); /* called once before the first frame (tests queue keys, the desk opens screens); may be NULL */
	bool (*idle)(struct ui *ui);  /* tests: a frame is out and no key is left; false ends */
};

/* Runs the desk until the last screen closes, ui_quit, HUP, TERM or end of input. Returns an exit code: 0, or one of sysexits.h
 * when the terminal cannot be opened or `first` refuses (reason on stderr). */
int ui_run(const struct ui_options *o, const struct screen_class *first, const void *arg);
const struct ui_options *ui_opts(const struct ui *ui);
void ui_set_opts(struct ui *ui, const struct ui_options *o); /* after log in or settings; the terminal's part is ignored */

#endif
