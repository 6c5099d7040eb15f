/* F1: generated from the action table, the class's help text and the hints of its fields; typing searches. */
#ifndef UI_HELP_H
#define UI_HELP_H
#include "screens/ui/ui.h"
#include "src/base/buf.h"
#include "src/base/field.h"

void help_open(struct ui *ui); /* of the top screen */
void help_text(struct ui *ui, const struct screen_class *class, struct buf *out); /* the generated text */
void help_field(struct ui *ui, const struct field *f); /* hint and accepted forms of one field, in a box */

#endif
