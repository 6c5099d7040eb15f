/* A letter as a sheet: what it refers to, its pairs and its sentences, a row each. */
#include "src/print/model.h"

static void add(struct table *t, struct arena *a, const char *label, const char *value)
{
	struct row *r = print_grow(a, t->rows, t->count, &t->room, sizeof *t->rows);
	t->rows = r;
	const char **cells = arena_array(a, const char *, 2);
	cells[0] = label;
	cells[1] = value;
	t->rows[t->count++] = (struct row){ cells, false };
}

const struct table *print_letter_table(const struct document *d, struct arena *a)
{
	struct column *columns = arena_array(a, struct column, 2);
	struct table *t = arena_alloc(a, sizeof *t);
	columns[0] = (struct column){ WORD_LABEL, 24, ALIGN_LEFT, false };
	columns[1] = (struct column){ WORD_VALUE, 80, ALIGN_LEFT, false };
	*t = (struct table){ .caption = "", .columns = columns, .n = 2 };
	for (size_t i = 0; i < d->nreferences; i++) add(t, a, d->references[i].label, d->references[i].value);
	for (size_t i = 0; i < d->nblocks; i++) {
		const struct block *b = &d->blocks[i];
		if (b->kind == BLOCK_TABLE) return NULL;
		if (b->kind == BLOCK_PAIR) add(t, a, b->text, b->value);
		if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_HEADING) add(t, a, "", b->text);
	}
	return t;
}
