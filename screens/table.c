#include "screens/table.h"

#include "src/base/i18n.h"

void table_open(struct screen *s, const struct list_column *columns, const char *empty,
                void (*enter)(struct ui *ui, void *state, const struct list_row *row), const char *(*detail)(void *state, const struct list_row *row))
{
	struct table *t = screen_state(s);
	list_array_source(&t->source, columns);
	t->source.empty = empty;
	t->array = (struct list_array){ .enter = enter, .detail = detail, .owner = t };
	list_open(&t->list, screen_ui(s), &t->source, &t->array);
}

void table_rows(struct screen *s, const struct list_row *rows, int count)
{
	struct table *t = screen_state(s);
	t->array.rows = rows;
	t->array.count = count;
	list_reload(&t->list, screen_ui(s));
}

const struct list_row *table_selected(struct screen *s)
{
	const struct list *l = screen_state(s);
	return list_selected(l);
}

const struct list_row *table_chosen(struct screen *s)
{
	const struct list_row *row = table_selected(s);
	if (!row) ui_say(screen_ui(s), "%s", _("There is nothing in this list to act on."));
	return row;
}

void table_draw(struct screen *s)
{
	struct list *l = screen_state(s);
	list_draw(l, screen_ui(s), screen_area(s));
}

bool table_key(struct screen *s, int key)
{
	struct list *l = screen_state(s);
	return list_key(l, screen_ui(s), key);
}

void table_close(struct screen *s)
{
	struct list *l = screen_state(s);
	list_close(l, screen_ui(s));
}

bool screen_told(struct ui *ui, bool ok, const struct problems *p, const struct err *e)
{
	if (ok) ui_reload(ui);
	else if (p && p->count) ui_problems(ui, p);
	else ui_error(ui, e);
	return ok;
}
