/* A wizard: steps over one form (each section is a step) and steps painted by the owner (a summary, a checklist). Header
 * "Langkah 2 dari 4: ...", PgDn/PgUp between steps, F2 next and on the last step save. */
#ifndef UI_WIZARD_H
#define UI_WIZARD_H
#include "screens/ui/form.h"

#define WIZARD_STEPS 8

struct wizard_step {
	const char *title;  /* N_() */
	const char *section; /* section of the form shown here; NULL: own step */
	void (*draw)(struct ui *ui, void *ctx, struct area area); /* own step */
	bool (*key)(struct ui *ui, void *ctx, int key);
	bool (*check)(struct ui *ui, void *ctx);  /* before going on; may be NULL */
};

struct wizard {
	const struct wizard_step *steps;
	int count, at;
	struct form form;
	void *ctx;
	bool done; /* saved: the owner closes the screen */
};

/* steps end with title NULL. */
void wizard_open(struct wizard *w, struct ui *ui, const struct wizard_step *steps, const struct form_class *class, void *ctx, row_id record, const char *const *values);
void wizard_close(struct wizard *w, struct ui *ui);
void wizard_draw(struct wizard *w, struct ui *ui, struct area area);
bool wizard_key(struct wizard *w, struct ui *ui, int key); /* look at w->done afterwards */
bool wizard_leave(struct wizard *w, struct ui *ui);
bool wizard_changed(const struct wizard *w);

#endif
