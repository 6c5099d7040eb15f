/* Building a document: everything is gated and copied into its arena. */
#include "src/print/model.h"
#include <stdlib.h>
#include <string.h>
#include "src/base/text.h"

void *print_grow(struct arena *a, void *old, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return old;
	size_t more = *room ? *room * 2 : 8;
	void *fresh = arena_alloc(a, more * size);
	if (count)
		memcpy(fresh, old, count * size);
	*room = more;
	return fresh;
}

/* text_out() line by line, because it refuses newlines and paper wants them. */
char *print_gate(struct arena *a, const char *text)
{
	if (!text || !*text)
		return arena_dup(a, "");
	size_t size = strlen(text);
	char *copy = mem_alloc(size + 1);
	char *clean = mem_alloc(size * 3 + 1); /* a broken byte becomes the three of U+FFFD */
	memcpy(copy, text, size);
	char *to = clean;
	for (char *from = copy; from;) {
		char *end = strchr(from, '\n');
		if (end)
			*end = '\0';
		text_out(from, to, size * 3 + 1 - (size_t)(to - clean), false);
		to += strlen(to);
		if (end)
			*to++ = '\n';
		from = end ? end + 1 : NULL;
	}
	*to = '\0';
	char *out = arena_dup(a, clean);
	free(copy);
	free(clean);
	return out;
}

struct document *document_new(const char *title)
{
	struct arena *a = arena_new();
	struct document *d = arena_new_of(a, struct document);
	d->arena = a;
	d->title = print_gate(a, title);
	d->footer = "";
	for (int i = 0; i < 4; i++)
		d->kop[i] = "";
	d->date = DATE_NONE;
	return d;
}

void document_free(struct document *d)
{
	if (d)
		arena_free(d->arena);
}

void document_letterhead(struct document *d, const char *level1, const char *level2, const char *level3, const char *address)
{
	d->kop[0] = print_gate(d->arena, level1);
	d->kop[1] = print_gate(d->arena, level2);
	d->kop[2] = print_gate(d->arena, level3);
	d->kop[3] = print_gate(d->arena, address);
}

void document_demo(struct document *d, bool demo)
{
	d->demo = demo;
}

void document_landscape(struct document *d, bool on)
{
	d->landscape = on;
}

void document_date(struct document *d, caldate date)
{
	d->date = date;
}

void document_footer(struct document *d, const char *text)
{
	d->footer = print_gate(d->arena, text);
}

void document_reference(struct document *d, const char *label, const char *value)
{
	d->references = print_grow(d->arena, d->references, d->nreferences, &d->references_room, sizeof *d->references);
	d->references[d->nreferences++] = (struct reference){ print_gate(d->arena, label), print_gate(d->arena, value) };
}

struct block *document_block(struct document *d, enum block_kind kind)
{
	d->blocks = print_grow(d->arena, d->blocks, d->nblocks, &d->blocks_room, sizeof *d->blocks);
	struct block *b = &d->blocks[d->nblocks++];
	*b = (struct block){ .kind = kind, .text = "", .value = "" };
	return b;
}

static void add_text(struct document *d, enum block_kind kind, const char *text)
{
	document_block(d, kind)->text = print_gate(d->arena, text);
}

void document_heading(struct document *d, const char *text)
{
	add_text(d, BLOCK_HEADING, text);
}

void document_paragraph(struct document *d, const char *text)
{
	add_text(d, BLOCK_PARAGRAPH, text);
}

void document_note(struct document *d, const char *text)
{
	add_text(d, BLOCK_NOTE, text);
}

void document_pair(struct document *d, const char *label, const char *value)
{
	struct block *b = document_block(d, BLOCK_PAIR);
	b->text = print_gate(d->arena, label);
	b->value = print_gate(d->arena, value);
}

void document_page_break(struct document *d)
{
	document_block(d, BLOCK_PAGE_BREAK);
}

void document_space(struct document *d)
{
	document_block(d, BLOCK_SPACE);
}

void document_table(struct document *d, const char *caption, const struct column *columns, int n)
{
	MUST(n >= 1 && n <= PRINT_COLUMNS_MAX);
	struct table *t = arena_new_of(d->arena, struct table);
	t->caption = print_gate(d->arena, caption);
	t->columns = arena_array(d->arena, struct column, n);
	t->n = n;
	t->row_height = 1;
	for (int i = 0; i < n; i++) {
		t->columns[i] = columns[i];
		t->columns[i].title = print_gate(d->arena, columns[i].title);
		MUST(columns[i].width >= 0 && columns[i].width <= 200);
	}
	document_block(d, BLOCK_TABLE)->table = t;
	d->table = t;
}

void document_table_carry(struct document *d, bool on)
{
	MUST(d->table);
	d->table->carry = on;
}

void document_row_height(struct document *d, int lines)
{
	MUST(d->table && lines >= 1 && lines <= PRINT_ROW_LINES_MAX);
	d->table->row_height = lines;
}

static void add_row(struct document *d, const char *const *cells, bool total)
{
	struct table *t = d->table;
	MUST(t);
	t->rows = print_grow(d->arena, t->rows, t->count, &t->room, sizeof *t->rows);
	struct row *r = &t->rows[t->count++];
	r->total = total;
	r->cells = arena_array(d->arena, const char *, t->n);
	for (int i = 0; i < t->n; i++)
		r->cells[i] = print_gate(d->arena, cells[i]);
}

void document_row(struct document *d, const char *const *cells)
{
	add_row(d, cells, false);
}

void document_row_total(struct document *d, const char *const *cells)
{
	add_row(d, cells, true);
}

void document_chart(struct document *d, const char *caption, const char *const *labels, const int64_t *values, int n)
{
	MUST(n >= 0 && n <= PRINT_CHART_MAX);
	struct chart *c = arena_new_of(d->arena, struct chart);
	c->caption = print_gate(d->arena, caption);
	c->labels = arena_array(d->arena, const char *, n + 1);
	c->values = arena_array(d->arena, int64_t, n + 1);
	c->n = n;
	for (int i = 0; i < n; i++) {
		c->labels[i] = print_gate(d->arena, labels[i]);
		c->values[i] = values[i];
	}
	document_block(d, BLOCK_CHART)->chart = c;
}

void document_signatures(struct document *d, const struct signature *s, int n)
{
	MUST(n >= 1 && n <= PRINT_SIGNATURES_MAX);
	struct signature *copy = arena_array(d->arena, struct signature, n);
	for (int i = 0; i < n; i++)
		copy[i] = (struct signature){ print_gate(d->arena, s[i].above), print_gate(d->arena, s[i].title),
			print_gate(d->arena, s[i].name), print_gate(d->arena, s[i].rank), print_gate(d->arena, s[i].nip) };
	struct block *b = document_block(d, BLOCK_SIGNATURES);
	b->signatures = copy;
	b->n = n;
}

bool print_number(const char *cell, bool prefix, int64_t *out)
{
	const char *p = cell;
	bool negative = *p == '-';
	p += negative;
	if (prefix && p[0] == 'R' && p[1] == 'p')
		p += 2;
	int64_t value = 0;
	int digits = 0, group = 0; /* group: digits since the last dot */
	bool dotted = false;
	for (; *p; p++) {
		if (*p == '.') {
			if (!digits || (dotted ? group != 3 : group > 3))
				return false;
			dotted = true;
			group = 0;
			continue;
		}
		if (*p < '0' || *p > '9' || ++digits > 18)
			return false;
		group++;
		value = value * 10 + (*p - '0');
	}
	if (!digits || (dotted && group != 3))
		return false;
	*out = negative ? -value : value;
	return true;
}
