/*
 * A screen that is one form and closes when it is saved. Its state begins with a struct form, opened by the screen's open; the form's save says
 * what was saved. For a card that turns into a form: screens/record.h.
 */
#ifndef SCREENS_FORM_PAGE_H
#define SCREENS_FORM_PAGE_H
#include "screens/ui/form.h"

bool form_page_key(struct screen *s, int k);
bool form_page_leave(struct screen *s);
bool form_page_changed(const struct screen *s);
void form_page_close(struct screen *s);

#endif
