/*
 * The grid: rows in memory with a tick, amounts and a note that are edited in place (uang saku, presence). Space ticks and moves
 * down, + - all/none of the rows shown, digits edit, F4 same value for all, totals live. The owner gives an array and reads it
 * back; nothing is saved by the grid.
 */
#ifndef UI_GRID_H
#define UI_GRID_H
#include "screens/ui/list.h"

#define GRID_EDIT 8u    /* column flag: an amount edited by digits */
#define GRID_NOTE 16u   /* column flag: a text edited by Enter */
#define GRID_AMOUNTS 4
#define GRID_NOTE_SIZE 80

struct grid_row {
	row_id id;
	bool tick, locked;            /* locked: already paid; shown, not changed */
	const char *cell[LIST_COLUMNS]; /* fixed texts; NULL for edited columns */
	rupiah amount[GRID_AMOUNTS];  /* edited columns in their order */
	char note[GRID_NOTE_SIZE];
};

struct grid_source {
	const struct list_column *columns; /* flags LIST_* and GRID_* */
	const char *tick_head;             /* N_(): "Bayar"; NULL = no ticks */
	/* A change of a row is about to stand: may correct or refuse it (message by ui_message). May be NULL. */
	bool (*change)(struct ui *ui, void *ctx, struct grid_row *row);
	/* Text of the totals lines, painted under the rows (lines separated by \n, at most 3). Called with every frame. */
	void (*totals)(void *ctx, char *out, size_t size);
	const char *(*status)(void *ctx);  /* row 1: "Semua jenjang  Standar: ..." */
};

struct grid {
	const struct grid_source *source;
	void *ctx;
	struct grid_row *rows; /* owner: caller */
	int count, top, at, column; /* column: the edited one the cursor stands on, among GRID_EDIT columns */
	bool changed;
	bool editing;
	char typed[GRID_NOTE_SIZE];
	char search[LIST_SEARCH_MAX];
	bool searching;
	int height;
};

void grid_open(struct grid *g, const struct grid_source *source, void *ctx, struct grid_row *rows, int count);
void grid_draw(struct grid *g, struct ui *ui, struct area area);
bool grid_key(struct grid *g, struct ui *ui, int key);
struct grid_row *grid_selected(struct grid *g); /* NULL when empty */
bool grid_settle(struct grid *g, struct ui *ui); /* takes over what is being typed; false when it cannot stand */
int grid_ticked(const struct grid *g);
rupiah grid_total(const struct grid *g, int amount, bool ticked_only);

#endif
