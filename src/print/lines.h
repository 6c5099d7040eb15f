/*
 * Breaking text into lines and sharing width among columns, for any renderer: a measure says how wide a piece of text is,
 * in columns (text.c) or hundredths of a point (pdf.c).
 */
#ifndef PRINT_LINES_H
#define PRINT_LINES_H
#include "src/print/model.h"

/* Width of the first `bytes` bytes of s. Additive: the width of a line is the sum of its pieces. */
typedef int print_measure(void *ctx, const char *s, size_t bytes);
struct measure { print_measure *width; void *ctx; int unit; /* width of one column of text */ };

struct lines { const char **line; int n; /* >= 1 */ };
/* Breaks at '\n' and between words; a word wider than the line is broken, never cut. Held by the arena. */
struct lines lines_wrap(struct arena *a, const char *text, int width, const struct measure *m);

/* Inner widths of the columns: what the layout asked for, flexible columns (0) share the rest. When `avail` is too small the blank
 * room of numbers gives way first, then text down to its longest word, so that numbers stay whole as long as possible. The sum is
 * <= avail (or one unit a column). False when a column got less than its longest word or number. */
bool table_widths(const struct table *t, int avail, const struct measure *m, int out[PRINT_COLUMNS_MAX]);

/* The sums a treasurer carries from page to page. */
struct carry { int64_t page[PRINT_COLUMNS_MAX], all[PRINT_COLUMNS_MAX]; bool overflow; };
void carry_add(struct carry *c, const struct table *t, const struct row *r); /* total rows are not counted */
void carry_new_page(struct carry *c);
/* Cells of a carry row: label in the widest text column, sums in the columns that carry. */
const char **carry_cells(struct arena *a, const struct table *t, const struct carry *c, const char *label, bool all, const int *widths);

/* Cells of the row that says a table has none. */
const char **table_none_cells(struct arena *a, const struct table *t, const int *widths);

/* The number of rows that must stand on the page together with row i: itself and the totals that follow it. */
size_t table_kept_rows(const struct table *t, size_t i);

/* The lines at the foot of every page; the last one leaves `page_width` free for "hal 2/3". One line where the printed line and
 * the document's footer fit beside each other, else the document's footer stands above. */
struct lines foot_make(struct arena *a, const struct document *d, const struct render_options *o, int width, int page_width, const struct measure *m);
/* How many pairs stand one after another from block i: their values are aligned. */
size_t pairs_count(const struct document *d, size_t i);

#endif
