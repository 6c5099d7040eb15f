/* Children as rows of a list: one source for the residents' list, for finding a child (F3) and for picking one in a form. */
#ifndef SCREENS_ROWS_H
#define SCREENS_ROWS_H
#include "db/child/resident.h"
#include "screens/ui/list.h"

struct child_rows {
	struct ui *ui;
	struct resident_filter filter;     /* its texts are copied below */
	char level[16], sex[4], cluster[40], origin[16];
	enum resident_order order;
	char typed[LIST_SEARCH_MAX];
	bool inside;                       /* search anywhere inside words: asked for by Enter on an empty result */
	int64_t count, total;              /* matching, of the filter; -1 = not counted yet */
	bool uncounted;                    /* there may be more than count */
	int first_rows;                    /* matches met from the beginning on: count is never less */
	struct { bool open, whole; row_id edge; struct resident_pos at; } walk; /* a search that stopped early: after row `edge` it goes on at `at`; whole: first_rows left none out */
	struct arena *counted;             /* texts of the status line */
};

extern const struct list_source child_rows_source; /* columns of the residents' list; enter opens the card */

void child_rows_begin(struct child_rows *r, struct ui *ui, const struct resident_filter *filter, enum resident_order order);
void child_rows_end(struct child_rows *r);
void child_rows_filter(struct child_rows *r, const struct resident_filter *filter, enum resident_order order); /* then list_reload or list_select */
void child_rows_changed(struct child_rows *r);     /* something was saved: counts are taken anew */
/* A name as it may stand on the screen now: initials while privacy is on (F9 P). In the arena, or as it is. */
const char *child_shown(const struct ui *ui, const char *name, struct arena *a);
const char *grade_short(const char *level, int grade, char *out, size_t size);    /* "SMP 8", short enough for a column */
const char *child_grade(const struct resident_row *row, char *out, size_t size);
const char *child_marks(const struct resident_row *row, char *out, size_t size); /* "!du" */

#endif
