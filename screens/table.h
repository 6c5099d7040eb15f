/*
 * A short list that stands in memory: users, rates, drafts, settings. Its state begins with a struct table, and draw, key and close
 * of the screen's class are the functions here:
 *
 *	struct state { struct table table; ... };
 *	open:  table_open(s, columns, N_("Nothing here yet. F7 adds the first."), enter, detail);
 *	load:  table_rows(s, rows, count);
 *	class: .draw = table_draw, .key = table_key, .close = table_close
 *
 * The last three, table_selected and table_chosen serve any state that begins with a struct list; lists read page by page: screens/paged.h.
 */
#ifndef SCREENS_TABLE_H
#define SCREENS_TABLE_H
#include "screens/ui/list.h"

struct table { struct list list; /* first: see above */ struct list_source source; struct list_array array; };

/* enter and detail may be NULL; they get the screen's state as ctx. */
void table_open(struct screen *s, const struct list_column *columns, const char *empty,
                void (*enter)(struct ui *ui, void *state, const struct list_row *row), const char *(*detail)(void *state, const struct list_row *row));
void table_rows(struct screen *s, const struct list_row *rows, int count); /* of the load arena; the selection stays */
const struct list_row *table_selected(struct screen *s);                   /* NULL when empty */
const struct list_row *table_chosen(struct screen *s);                     /* the same for an action: says so when empty */
void table_draw(struct screen *s);
bool table_key(struct screen *s, int key);
void table_close(struct screen *s);

/* What a save said: problems or error on row 23; when it went well every screen loads again. Returns ok. */
bool screen_told(struct ui *ui, bool ok, const struct problems *p, const struct err *e);

#endif
