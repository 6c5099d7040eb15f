/*
 * A list of records read from the database page by page: referrals, reports of the public, partners ... The screen's state begins with
 * a struct paged, and draw, key and close of its class are those of screens/table.h:
 *
 *	struct state { struct paged paged; struct x_filter filter; ... };
 *	open:   st->filter.text = st->paged.text; paged_open(s, &list);
 *	load:   paged_load
 *	after the filter changed: paged_filtered(s)
 *	an action on the selected row: return paged_act(s, x_act_next);
 *
 * What a list is made of stands in one const struct paged_class: columns, rows, count, words of the filter.
 */
#ifndef SCREENS_PAGED_H
#define SCREENS_PAGED_H
#include "screens/ui/list.h"

/* Where a page begins: behind the row of this place in the order, or before it. The db layer's keys are made of it. */
struct paged_from {
	bool back;          /* what lies before, nearest first */
	bool edge;          /* false: from the beginning, or with back from the end; rank is then -1 or 1000, as the FIRST and LAST of the db layer */
	int64_t rank, sort; /* of a key by paged_key() */
	const char *key;    /* any other key, "" without an edge */
	row_id id;
};

struct paged_class {
	const struct list_column *columns;
	bool newest;          /* ids fall within the same place: newest first */
	const char *said;     /* N_() of the status: two %lld, how many of how many; or the first only */
	const char *empty, *nothing; /* as in struct list_source */
	/* Up to n rows from there; texts in `a`. -1 and e: not read. */
	int (*fetch)(struct screen *s, const struct paged_from *from, int n, struct list_row *rows, struct arena *a, struct err *e);
	/* The row of a record wherever it stands now; NULL: a record that left its place is not looked for. */
	bool (*locate)(struct screen *s, row_id id, struct list_row *row, struct arena *a);
	/* How many the filter lets through; all: without a filter (asked only where `said` has a second number). */
	int64_t (*count)(struct screen *s, bool all, struct err *e);
	const char *(*words)(struct screen *s, struct arena *a);  /* of the filter: "not finished, Farm work", shown as "Filter: ... (F6)" */
	bool bare;            /* the words are shown as they are */
	const char *(*detail)(struct screen *s, row_id id, struct arena *a); /* row 22; "" nothing */
	bool (*enter)(struct ui *ui, row_id id);
};

struct paged {
	struct list list;     /* first: draw, key and close are the table's */
	struct list_source source;
	const struct paged_class *class;
	char text[LIST_SEARCH_MAX]; /* typed; the owner's filter points here */
	char filter[200];     /* its words: made when it changes, shown with every frame */
	int64_t count, all;   /* -1: to be counted */
};

void paged_open(struct screen *s, const struct paged_class *class);
bool paged_load(struct screen *s, struct err *e); /* the selection stays; always true, what cannot be read is said by the page */
void paged_filtered(struct screen *s); /* from the beginning, counted anew */
bool paged_act(struct screen *s, bool (*act)(struct ui *ui, row_id id)); /* on the selected row; says so when there is none */
const char *paged_key(struct arena *a, int64_t rank, int64_t sort);      /* the list_row's key of a place in two numbers */

#endif
