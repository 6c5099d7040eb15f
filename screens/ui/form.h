/*
 * The form: over a table of struct field and canonical text values (src/base/field.h). Enter/Tab/Down next, Up/Shift-Tab
 * previous, PgUp/PgDn sections; radio rows up to 4 choices, pick-lists above; validates on leaving a field; wrong text stays
 * (UX.md 3). Drafts, checks and saving are callbacks.
 */
#ifndef UI_FORM_H
#define UI_FORM_H
#include "screens/ui/ui.h"
#include "src/base/field.h"

#define FORM_FIELDS_MAX 160 /* a termination has two a paper and two an indicator */

struct form_class {
	const char *name;           /* of its drafts */
	const struct field *fields; /* the value index everywhere is the index in this table */
	size_t count;
	/* Choices of a FIELD_CODE(S) field, ended by code NULL; valid while the form is open. May be asked often: cache it. */
	const struct choice *(*choices)(void *ctx, const struct field *f);
	/* Rules of the record over canonical values (values[i] of fields[i]); soft and hard. Called after leaving a field and before saving. May be NULL. */
	void (*check)(void *ctx, const char *const *values, struct problems *p);
	/* Saves; on false p or e say why (ERR_CONFLICT: see `theirs`). May be NULL: F2 then ends a form_run dialog with success. */
	bool (*save)(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e);
	/* F7 on a pick-list: adds an entry and writes its code; false = not added. May be NULL. */
	bool (*add)(struct ui *ui, void *ctx, const struct field *f, char *code, size_t size);
	/* F4 on a text field that is chosen from a big list (referral, child): writes the canonical value. False = the field has none or nothing was
	 * chosen. `pick` non-NULL shows "F4" behind fields for which picks() is true. */
	bool (*pick)(struct ui *ui, void *ctx, const struct field *f, char *value, size_t size);
	bool (*picks)(void *ctx, const struct field *f);
	bool (*shown)(void *ctx, const struct field *f, const char *const *values); /* false hides the field; may be NULL */
	/* Text beside a field ("16 angka", name of the referral); dates show weekday and age by themselves. May be NULL. */
	void (*beside)(void *ctx, const struct field *f, const char *value, char *out, size_t size);
	const char *(*previous)(void *ctx, const struct field *f); /* value of the record saved before, for the ditto mark; may be NULL */
	/* The owner's own way of reading what was typed into a text field (birth dates with question marks): 1 = canonical value written, 0 = read as
	 * usual, -1 = refused (p says why). May set other fields by form_set(). May be NULL. */
	int (*read)(struct ui *ui, void *ctx, const struct field *f, const char *typed, char *canon, size_t size, struct problems *p);
	const char *button;         /* N_(), NULL = Save */
	/* After ERR_CONFLICT: the values stored now, and who changed them when ("Andi ... 09.38"). May be NULL. */
	bool (*theirs)(void *ctx, const char **values, char *who, size_t size);
};

struct form_value; /* text, original, choice state of one field; owner: the form */

struct form {
	const struct form_class *class;
	void *ctx;
	row_id record;           /* of the draft; 0 = new */
	struct form_value *value;
	struct problems problems; /* of the last check; field problems are shown under their field */
	int at;                  /* focused field; class->count = the save button */
	int section;             /* wizard: only this section (index) is shown; -1 = all, scrolled */
	int top;                 /* first line shown */
	bool changed, saved, tried /* to save: every problem is shown from then on */, bare /* owner: no save button */;
	bool whole;              /* owner: the draft holds the values the form was opened with too */
	utc_ms draft_dirty;      /* first change since the last draft; 0 = none */
	struct area painted;     /* where it stood last, for keys that need the width */
};

/* values: canonical text per field, NULL = all empty; copied. Asks about a stored draft when there is one. */
void form_open(struct form *f, struct ui *ui, const struct form_class *class, void *ctx, row_id record, const char *const *values);
void form_close(struct form *f, struct ui *ui); /* frees; does not touch the draft */
void form_draw(struct form *f, struct ui *ui, struct area area);
bool form_key(struct form *f, struct ui *ui, int key); /* F2 saves, F4 picks, F6 next error, F7 adds, F8 discards the draft (asks) */
/* Checks all, saves through the class; true when saved: draft dropped, f->saved set. */
bool form_save(struct form *f, struct ui *ui);
bool form_check(struct form *f, struct ui *ui); /* all fields and the record; true = nothing hard */
bool form_check_section(struct form *f, struct ui *ui, int section); /* hard problems of this section only */
bool form_leave(struct form *f, struct ui *ui); /* asks [Save][Discard][Back] when changed; true = may go */
bool form_changed(const struct form *f);
const char *form_value(const struct form *f, const char *code); /* canonical; "" when empty or not yet sound */
void form_set(struct form *f, struct ui *ui, const char *code, const char *value); /* canonical; marks changed */
void form_focus(struct form *f, const char *code);
void form_problem(struct form *f, const struct problems *p); /* shows problems found elsewhere */
int form_sections(const struct form *f);
bool form_section_holds(const struct form *f, int section, const char *code);
void form_first(struct form *f); /* focus on the first field that can be edited, of the section shown */
const char *form_section_name(const struct form *f, int section); /* translated */
/* A small form in a box, run until saved (true) or left; values[i] (size bytes each) in and out. class->save may be NULL. */
bool form_run(struct ui *ui, const char *title, const struct form_class *class, void *ctx, char *const *values, size_t size);

#endif
