#include "screens/form_page.h"

bool form_page_key(struct screen *s, int k)
{
	struct form *f = screen_state(s);
	bool used = form_key(f, screen_ui(s), k);
	if (!f->saved) return used;
	ui_reload(screen_ui(s));
	ui_pop(s);
	return true;
}

bool form_page_leave(struct screen *s)
{
	struct form *f = screen_state(s);
	return f->saved || form_leave(f, screen_ui(s));
}

bool form_page_changed(const struct screen *s) { return form_changed(screen_state(s)); }

void form_page_close(struct screen *s) { form_close(screen_state(s), screen_ui(s)); }
