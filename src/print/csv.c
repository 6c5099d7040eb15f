/* The tables of a document as CSV, one after another: caption, heads, rows, an empty line between. What is no table is left out, but of a letter
 * that has none its pairs and sentences are the rows. */
#include "src/print/model.h"
#include "src/print/sheet.h"

static void add_table(struct buf *out, const struct table *t)
{
	const char *titles[PRINT_COLUMNS_MAX];
	if (*t->caption)
		csv_row(out, &t->caption, 1);
	for (int i = 0; i < t->n; i++)
		titles[i] = t->columns[i].title;
	csv_row(out, titles, t->n);
	for (size_t r = 0; r < t->count; r++)
		csv_row(out, t->rows[r].cells, t->n);
}

bool render_csv(const struct document *d, const struct render_options *o, struct buf *out, struct err *e)
{
	(void)o;
	(void)e;
	bool first = true;
	buf_puts(out, CSV_BOM);
	for (size_t i = 0; i < d->nblocks; i++) {
		if (d->blocks[i].kind != BLOCK_TABLE)
			continue;
		if (!first)
			buf_puts(out, "\r\n");
		add_table(out, d->blocks[i].table);
		first = false;
	}
	struct arena *a = arena_new();
	const struct table *letter = print_letter_table(d, a);
	if (letter)
		add_table(out, letter);
	arena_free(a);
	return true;
}
