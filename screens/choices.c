/* Pick-lists for forms and lists. */
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"

const struct choice *app_choices(struct ui *ui, const char *list, struct arena *a)
{
	return code_choices_load(ui_db(ui), ui_who(ui), list, ui_today(ui), a);
}

struct app_list { const char *list; const struct choice *rows; struct app_list *next; };

const struct choice *app_lists_of(struct app_lists *l, struct ui *ui, struct arena *a, const char *list)
{
	for (const struct app_list *k = l->first; k; k = k->next)
		if (strcmp(k->list, list) == 0) return k->rows;
	struct app_list *k = arena_new_of(a, struct app_list);
	*k = (struct app_list){ list, app_choices(ui, list, a), l->first };
	l->first = k;
	return k->rows;
}

const char *app_lists_label(struct app_lists *l, struct screen *s, const char *list, const char *code, struct arena *a)
{
	if (!*code) return "";
	for (const struct choice *c = app_lists_of(l, screen_ui(s), screen_keep(s), list); c->code; c++)
		if (strcmp(c->code, code) == 0) return c->label;
	return code_label_load(screen_db(s), screen_actor(s), list, code, a);
}
