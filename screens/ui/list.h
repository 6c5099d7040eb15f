/*
 * The list: rows by callback with keyset paging in both directions, so 500,000 rows cost what 20 do. Search as you type,
 * selection kept on the same row id over reloads, detail line 150 ms after the last key. A struct held in a screen's state:
 *
 *   list_open(&s->list, ui, &source, s);           in open
 *   list_reload(&s->list, ui);                     in load
 *   list_draw(&s->list, ui, area);                 in draw (row 1 of area: search and count, row 2: heads, then rows)
 *   if (list_key(&s->list, ui, key)) return true;  in key
 *   close: list_close(&s->list, ui)
 */
#ifndef UI_LIST_H
#define UI_LIST_H
#include "screens/ui/ui.h"
#include "src/base/mem.h"

#define LIST_COLUMNS 12
#define LIST_SEARCH_MAX 64

#define LIST_RIGHT 1u /* right aligned: numbers, never cut */
#define LIST_HITS 2u  /* search hits shown */
#define LIST_GROW 4u  /* takes the columns left over (shared by all that grow) */

struct list_column {
	const char *head;  /* N_() */
	int width;         /* columns, at least */
	unsigned flags;
	int priority;      /* 0: always shown; the greatest is dropped first where the width is short */
};

struct list_row {
	row_id id;         /* not 0, unique within the list */
	const char *key;   /* place in the order, given back as edge; may be "" when id alone orders */
	const char *cell[LIST_COLUMNS]; /* NULL = "" */
	enum paint paint;  /* PAINT_TEXT, PAINT_DIM or PAINT_WARN */
	int64_t data;      /* the owner's */
};

enum list_from { LIST_AFTER, LIST_BEFORE, LIST_AT /* the edge row itself and what follows */ };

struct list_source {
	const struct list_column *columns; /* ends with head NULL */
	/* Fills up to n rows: after the edge in list order; before it nearest first; edge NULL = from the beginning (AFTER, AT) or from
	 * the end backwards (BEFORE). Strings in `a` (freed by the list) or longer-lived. Returns how many; fewer than n = no more there. */
	int (*page)(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a);
	/* The last page() forward came back short only so that no key has to wait for a long search: the list asks on, AFTER its last row (edge
	 * NULL while it has none), whenever no key is there. May be NULL: a short page is the end. */
	bool (*unfinished)(void *ctx);
	/* The row's place after a filter or order changed: fills key (in `a`) and returns true when it is still in the list. May be NULL. */
	bool (*locate)(void *ctx, row_id id, struct list_row *row, struct arena *a);
	/* The text typed changed; the next page() must obey it. May be NULL: typing is then no search and list_key leaves letters alone. */
	void (*search)(void *ctx, const char *typed);
	/* Right end of the first row: "5 dari 28". Cached by the owner: called with every full frame. May be NULL. */
	void (*status)(void *ctx, char *out, size_t size);
	const char *(*filter)(void *ctx); /* "Saringan: Aktif, SMP (F6)"; may be NULL */
	void (*detail)(void *ctx, const struct list_row *row, char *out, size_t size); /* row 22, 150 ms after the last key; may be NULL */
	void (*enter)(struct ui *ui, void *ctx, const struct list_row *row);           /* Enter, Right; may be NULL */
	const char *empty;   /* N_(): what belongs here and which key starts */
	const char *nothing; /* N_(), one %s: no hit for the text typed; NULL = a general sentence */
};

struct list {
	const struct list_source *source;
	void *ctx;
	struct list_row *rows; /* a window of the list, copied; owner: the list */
	int count, room, top, at; /* rows held; first shown; selected */
	bool first_known, last_known; /* rows[0] is the first of all, rows[count-1] the last */
	bool pending;          /* the page is not full yet and its source is unfinished */
	int height;            /* rows shown at the last draw */
	struct arena *arena;   /* strings of the window */
	char search[LIST_SEARCH_MAX];
	char detail[240];
	row_id detail_of;
	int serial;            /* grows when the window's rows change */
	int painted_frame, painted_serial, painted_top, painted_at; /* what stands on the screen: minimal repaint */
	struct area painted;
	bool searching;        /* a search pause is running (frugal) */
	bool plain;            /* owner: no search row and no heads (menus, pickers set it) */
	bool no_detail;        /* owner: row 22 is used for something else */
};

void list_open(struct list *l, struct ui *ui, const struct list_source *source, void *ctx);
void list_close(struct list *l, struct ui *ui);
void list_reload(struct list *l, struct ui *ui);            /* same selection (by id), same place on the screen */
void list_select(struct list *l, struct ui *ui, row_id id); /* moves there by locate() */
void list_top(struct list *l, struct ui *ui);               /* reload from the beginning */
void list_search(struct list *l, struct ui *ui, const char *text); /* sets the text typed, "" clears */
const struct list_row *list_selected(const struct list *l); /* NULL when empty */
void list_draw(struct list *l, struct ui *ui, struct area area);
bool list_key(struct list *l, struct ui *ui, int key);

/* A source over an array in memory (pick-lists, users, small tables): set ctx to a struct list_array, source to
 * list_array_source with your columns. Search filters by words of all cells, starts-with first, then contains. */
struct list_array {
	const struct list_row *rows;
	int count;
	char typed[LIST_SEARCH_MAX];
	const char *(*detail)(void *owner, const struct list_row *row);
	void (*enter)(struct ui *ui, void *owner, const struct list_row *row);
	void *owner;
};
void list_array_source(struct list_source *s, const struct list_column *columns); /* fills s with the array's callbacks */

#endif
