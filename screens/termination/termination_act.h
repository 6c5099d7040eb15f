/* Steps of a termination as its screens offer them: they ask what the step needs, do it and say what came of it. */
#ifndef SCREENS_TERMINATION_ACT_H
#define SCREENS_TERMINATION_ACT_H
#include "db/termination/termination.h"
#include "screens/ui/ui.h"

/* Who and what a step is about; texts are copies, for a reload may come while a question stands. */
struct termination_at { row_id id, resident, batch; int batch_size; enum termination_state state; char register_no[24], name[120]; };

/* One move, of this child or (a pelepasan) of all its children; true when it was done. */
bool termination_act(struct ui *ui, const struct termination_at *at, enum termination_move move);
/* F2: the step that comes next for this user: submit, pay, approve, print; a choice where there are several. */
bool termination_act_next(struct ui *ui, const struct termination_at *at);
/* F8: return with a reason or cancel, whatever fits state and user. */
bool termination_act_back(struct ui *ui, const struct termination_at *at);
/* The treasurer pays what the child is owed: savings to zero (cash or transfer), pocket money not paid yet. */
bool termination_act_pay(struct ui *ui, const struct termination_at *at);
bool termination_act_print(struct ui *ui, const struct termination_at *at); /* berita acara of an approved one */
const char *termination_word(enum termination_state s); /* one word, for columns and headings */
/* Problems in words, one a line, in a box. */
void termination_tell(struct ui *ui, const char *title, const struct problems *p);

#endif
