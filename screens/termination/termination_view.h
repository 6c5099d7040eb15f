/* Private to screens/termination*.c: one end of care, typed in five steps or read under five tabs. */
#ifndef SCREENS_TERMINATION_VIEW_H
#define SCREENS_TERMINATION_VIEW_H
#include "db/termination/termination.h"
#include "screens/ui/pager.h"
#include "screens/ui/tabs.h"
#include "screens/ui/wizard.h"
#include "src/base/buf.h"

/* Fields of the first step; behind them, painted by the steps themselves, a score and its evidence per indicator, a tick and a reason per paper. */
enum { END_REASON, END_ON, END_ASSESSED, END_RECEIVER, END_RELATION, END_ID, END_ADDRESS, END_NOTE, END_FIXED };
enum { END_STEP_REASON, END_STEP_NEEDS, END_STEP_DUE, END_STEP_RECORD, END_STEP_CHECK, END_STEPS };

#define END_TEXT_MAX 200 /* code points of evidence and of a reason */

struct end_need { const char *indicator, *text, *score_field, *evidence_field; };
struct end_paper { const char *kind, *label, *handed_field, *why_field; };

struct end_state {
	row_id id, resident;               /* id 0: a new proposal for resident */
	struct termination_card card;      /* as stored, of the load arena */
	bool typing, was_card;             /* typing began from the card: leaving goes back to it */
	struct wizard wizard;
	struct tabs tabs;
	struct form_class class;
	struct field *fields;              /* of the keep arena, as the next two */
	struct end_need *needs; int need_count;
	struct end_paper *papers; int paper_count;
	const struct choice *reasons, *ties, *scores, *kinds; /* of the keep arena */
	int64_t version;                   /* of the row when typing began */
	char idem[IDEM_SIZE];
	int at[END_STEPS], top;            /* cursor of the own steps */
	struct problems review;            /* what approval still needs, with what is being typed */
	bool ready;
	struct buf text;                   /* of the handover record */
	struct pager pager;
};

/* termination_form.c */
void end_form_open(struct screen *s);              /* fields, values and wizard of a proposal */
void end_form_close(struct screen *s);
struct termination_card end_card(struct screen *s, struct arena *a); /* the card with what is being typed upon it */
bool end_emergency(const struct end_state *st);
const char *end_value(const struct end_state *st, const char *field); /* of the form */

/* termination_steps.c: painters take the area below the header, keys return true when used. All have struct screen as ctx. */
int end_step(const struct end_state *st);          /* step or tab shown */
void end_set(struct screen *s, const char *field, const char *value); /* a value of the form, typed in a step */
const char *end_label(const struct choice *list, const char *code_list, const char *code);
void end_step_draw(struct ui *ui, void *ctx, struct area area);
bool end_step_key(struct ui *ui, void *ctx, int key);
void end_look(struct screen *s);                   /* remakes what the step shown needs: preview, list of problems */
void end_reason_draw(struct screen *s, struct area area); /* first tab, read */
void end_head_draw(struct screen *s, int row, struct area area);

/* termination_due.c */
void end_due_draw(struct screen *s, struct area area);
bool end_due_key(struct screen *s, int key);

#endif
