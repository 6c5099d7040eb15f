/* Boxes that ask. All run the one event loop and return the answer; while the program is ending they return the safe answer at
 * once. Texts are ready for the user (translated by the caller). Buttons are verbs. */
#ifndef UI_DIALOG_H
#define UI_DIALOG_H
#include "screens/ui/ui.h"

void dialog_message(struct ui *ui, const char *title, const char *text); /* Enter or Esc closes */
void dialog_wide(struct ui *ui, const char *title, const char *text);    /* the same as wide as the screen: lines to copy stay whole up to 76 columns */
/* Buttons ended by NULL; returns the index chosen. `safe` is where the focus starts and what Esc means. Type-ahead is discarded. */
int dialog_choose(struct ui *ui, const char *title, const char *text, const char *const *buttons, int safe);
/* Two buttons: [ Back ] [ verb ], default on Back. */
bool dialog_confirm(struct ui *ui, const char *title, const char *text, const char *verb);
/* Severe acts: the word (a register number, the panti's name) must be typed. */
bool dialog_typed(struct ui *ui, const char *title, const char *text, const char *word, const char *verb);
/* One line. `out` in: the text to start with. False = Esc. max = code points. */
bool dialog_ask(struct ui *ui, const char *title, const char *text, const char *label, char *out, size_t size, int max);
bool dialog_secret(struct ui *ui, const char *title, const char *text, const char *label, char *out, size_t size);
/* A reason: dialog_ask that insists on an answer, with a verb button. */
bool dialog_reason(struct ui *ui, const char *title, const char *text, char *out, size_t size, const char *verb);

/* Long work, called now and then by the work itself: nothing before 0.3 s, then row 23, after 2 s a bar with counts, at most one
 * update a second. Returns false when Esc was pressed or the program is ending. Other keys typed meanwhile are kept. */
struct progress { struct ui *ui; const char *what; utc_ms begun, shown; bool stopped; };
void progress_begin(struct progress *p, struct ui *ui, const char *what); /* "Menyusun laporan..." */
bool progress_step(struct progress *p, int64_t done, int64_t of);         /* of 0: unknown */
void progress_end(struct progress *p);
/* For db_options.waiting: says after 0.3 s that another officer is saving; ctx is the struct ui. False when Esc was pressed. */
bool dialog_waiting(void *ui, int milliseconds);

#endif
