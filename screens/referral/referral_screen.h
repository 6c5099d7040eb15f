/* One referral's screen: its card with tabs (referral.c), the form that records or edits it (referral_form.c), the talk with the other side
 * (referral_messages.c) and the note of papers (referral_paper.c). Private to screens/referral. */
#ifndef SCREENS_REFERRAL_SCREEN_H
#define SCREENS_REFERRAL_SCREEN_H
#include "db/referral/referral.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_paper.h"
#include "screens/record.h"
#include "screens/ui/tabs.h"

/* The child's fields asked on a referral; everything else follows at the admission. */
enum { REFERRAL_CHILD = 9, REFERRAL_FORM_FIELDS = REFERRAL_CHILD + REFERRAL_FIELDS + 1 /* the home */, REFERRAL_HOMES = 30, REFERRAL_BATCH = 20 };

struct referral_source { enum { SOURCE_CHILD, SOURCE_LETTER, SOURCE_HOME } of; int index; }; /* where a field's value belongs */

enum referral_tab { REFERRAL_TAB_LETTER, REFERRAL_TAB_MESSAGES, REFERRAL_TAB_PAPERS };

struct referral_desk {
	struct record record;    /* first */
	bool sibling;            /* only the child's own fields are asked */
	struct form_class class;
	struct field fields[REFERRAL_FORM_FIELDS]; /* in the order of the form: an officer's begins with what is needed to send */
	struct referral_source source[REFERRAL_FORM_FIELDS];
	int count;
	struct referral_card card;
	struct referral_input last; /* of the record saved before, for the ditto mark and for siblings */
	int64_t version, person_version; /* a change began from */
	row_id report;           /* the report of the public a new one is made of, 0 none */
	struct referral_input begun; /* what that report says */
	bool made;               /* the form saved a new one: what follows is asked */
	struct referral_home homes[REFERRAL_HOMES]; int home_count; /* an officer's choice */
	struct choice *home_choices;
	row_id batch[REFERRAL_BATCH]; int batch_count; /* drafts typed in this sitting, to be sent together */
	struct tabs tabs;
	const char *tab_names[4];
	struct referral_message *messages; int message_count, message_top;
	int letter_top;          /* first row of the letter's tab in sight */
	struct referral_paper *papers; int paper_count;
	bool seen_failed;        /* said once */
};

/* referral_form.c */
void referral_form_setup(struct screen *s);
void referral_form_new(struct screen *s);
void referral_form_edit(struct screen *s);
void referral_form_sibling(struct screen *s); /* a new one on the letter of the one shown */
struct area referral_form_around(struct screen *s, struct area a); /* over a sibling's form: what is kept */
void referral_form_begun(struct screen *s);
void referral_form_saved(struct screen *s, bool made); /* asks what follows */
const char *referral_form_shown(const struct screen *s, int i); /* value of field i on the card */
const struct choice *referral_form_choices(void *ctx, const struct field *f);

/* referral_letter.c */
void referral_letter_draw(struct screen *s, struct area a);
bool referral_letter_key(struct screen *s, int k);

/* referral_messages.c */
bool referral_messages_load(struct screen *s, struct err *e); /* and marks them as seen while the tab is shown */
void referral_messages_draw(struct screen *s, struct area a);
bool referral_messages_key(struct screen *s, int k);
bool referral_message_write(struct ui *ui, row_id referral);  /* opens the form of a new message */

/* referral_paper.c */
bool referral_papers_load(struct screen *s, struct err *e);
void referral_papers_draw(struct screen *s, struct area a);
bool referral_papers_edit(struct ui *ui, row_id referral);    /* opens the form over all kinds */

#endif
