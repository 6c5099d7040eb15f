/* Pick-lists for forms and lists. */
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"

const struct choice *app_choices(struct ui *ui, const char *list, struct arena *a)
{
	return code_choices_load(ui_db(ui), ui_who(ui), list, ui_today(ui), a);
}

const struct choice *app_lists_of(struct app_lists *l, struct screen *s, const char *list)
{
	for (int i = 0; i < l->count; i++)
		if (strcmp(l->kept[i].list, list) == 0) return l->kept[i].rows;
	MUST(l->count < (int)COUNT(l->kept));
	l->kept[l->count].list = list;
	return l->kept[l->count++].rows = app_choices(screen_ui(s), list, screen_keep(s));
}

const char *app_lists_label(struct app_lists *l, struct screen *s, const char *list, const char *code, struct arena *a)
{
	if (!*code) return "";
	for (const struct choice *c = app_lists_of(l, s, list); c->code; c++)
		if (strcmp(c->code, code) == 0) return c->label;
	return code_label_load(screen_db(s), screen_actor(s), list, code, a);
}
