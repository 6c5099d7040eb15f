/* Private to form*.c. */
#ifndef UI_FORM_STATE_H
#define UI_FORM_STATE_H
#include "screens/ui/form.h"
#include "src/base/line.h"

#define FORM_NOTE_ROWS 4
#define FORM_RADIO_MAX 4

struct form_value {
	struct line line;   /* what is typed; not for codes and yes/no */
	char *canon;        /* canonical, "" while unsound */
	char *original;     /* canonical when the form opened */
	bool sound, touched;
	struct problem problem; /* why it is not sound, or a soft one of field_canon */
	bool has_problem;
};

const struct field *form_field(const struct form *f, int i);
bool form_visible(const struct form *f, int i);
bool form_editable(const struct form *f, int i);
bool form_is_line(const struct field *f);           /* has a text that is typed */
bool form_is_radio(const struct form *f, int i);
const struct choice *form_choices(const struct form *f, int i);
void form_values(const struct form *f, const char **out); /* count pointers */
void form_put(struct form *f, int i, const char *canon); /* canonical value and its text; no drafts */
void form_touch(struct form *f, struct ui *ui, int i);   /* a change: unsaved mark, draft timer */
bool form_settle(struct form *f, struct ui *ui, int i);  /* leaving the field: typed -> canonical, checks */
void form_recheck(struct form *f, bool all);
const struct problem *form_problem_at(const struct form *f, int i); /* shown under the field; NULL = none */
int form_step(const struct form *f, int from, int by);  /* next field that can be edited; count = the button; from itself at the end */
void form_draft_write(struct ui *ui, void *form);
void form_draft_ask(struct ui *ui, void *form);
bool form_pick(struct form *f, struct ui *ui, const char *typed);
bool form_conflict(struct form *f, struct ui *ui); /* choose per field; true = something was taken over or kept on purpose */
bool form_regroup(struct form *f, int i);          /* dots into the rupiah being typed */
int form_section_of(const struct form *f, int i);

#endif
