/*
 * The stored form of a document. Little-endian, strings as length + bytes, nothing left to the reader's taste, so that
 * document_store(document_load(x)) gives x again:
 *   "PDOC" version flags date title footer kop[4] references blocks "END."
 * Any change of layout takes a new version; documents of old versions stay readable for ever (closed months).
 */
#include "src/print/model.h"
#include <string.h>
#include "src/base/i18n.h"
#include "src/base/text.h"

#define STORE_VERSION 1u
#define FLAG_DEMO 1u
#define FLAG_LANDSCAPE 2u
#define FLAG_CARRY 4u
#define FLAG_TOTAL 8u
#define STORE_MAX ((size_t)64 << 20) /* bytes; a year's cash book is some 100 KB */

static void put_number(struct buf *b, uint32_t n)
{
	unsigned char bytes[4] = { (unsigned char)n, (unsigned char)(n >> 8), (unsigned char)(n >> 16), (unsigned char)(n >> 24) };
	buf_add(b, bytes, sizeof bytes);
}

static void put_text(struct buf *b, const char *text)
{
	size_t size = strlen(text);
	MUST(size < STORE_MAX);
	put_number(b, (uint32_t)size);
	buf_add(b, text, size);
}

static void put_table(struct buf *b, const struct table *t)
{
	put_text(b, t->caption);
	put_number(b, t->carry ? FLAG_CARRY : 0);
	put_number(b, (uint32_t)t->row_height);
	put_number(b, (uint32_t)t->n);
	for (int i = 0; i < t->n; i++) {
		put_text(b, t->columns[i].title);
		put_number(b, (uint32_t)t->columns[i].width);
		put_number(b, (uint32_t)t->columns[i].align);
		put_number(b, t->columns[i].carry ? FLAG_CARRY : 0);
	}
	put_number(b, (uint32_t)t->count);
	for (size_t r = 0; r < t->count; r++) {
		put_number(b, t->rows[r].total ? FLAG_TOTAL : 0);
		for (int i = 0; i < t->n; i++)
			put_text(b, t->rows[r].cells[i]);
	}
}

static void put_block(struct buf *b, const struct block *k)
{
	put_number(b, (uint32_t)k->kind);
	switch (k->kind) {
	case BLOCK_HEADING: case BLOCK_PARAGRAPH: case BLOCK_NOTE:
		put_text(b, k->text);
		break;
	case BLOCK_PAIR:
		put_text(b, k->text);
		put_text(b, k->value);
		break;
	case BLOCK_PAGE_BREAK: case BLOCK_SPACE:
		break;
	case BLOCK_TABLE:
		put_table(b, k->table);
		break;
	case BLOCK_CHART:
		put_text(b, k->chart->caption);
		put_number(b, (uint32_t)k->chart->n);
		for (int i = 0; i < k->chart->n; i++) {
			uint64_t value = (uint64_t)k->chart->values[i];
			put_text(b, k->chart->labels[i]);
			put_number(b, (uint32_t)value);
			put_number(b, (uint32_t)(value >> 32));
		}
		break;
	case BLOCK_SIGNATURES:
		put_number(b, (uint32_t)k->n);
		for (int i = 0; i < k->n; i++) {
			const struct signature *s = &k->signatures[i];
			put_text(b, s->above);
			put_text(b, s->title);
			put_text(b, s->name);
			put_text(b, s->rank);
			put_text(b, s->nip);
		}
		break;
	}
}

void document_store(const struct document *d, struct buf *out)
{
	buf_puts(out, "PDOC");
	put_number(out, STORE_VERSION);
	put_number(out, (d->demo ? FLAG_DEMO : 0) | (d->landscape ? FLAG_LANDSCAPE : 0));
	put_number(out, (uint32_t)d->date);
	put_text(out, d->title);
	put_text(out, d->footer);
	for (int i = 0; i < 4; i++)
		put_text(out, d->kop[i]);
	put_number(out, (uint32_t)d->nreferences);
	for (size_t i = 0; i < d->nreferences; i++) {
		put_text(out, d->references[i].label);
		put_text(out, d->references[i].value);
	}
	put_number(out, (uint32_t)d->nblocks);
	for (size_t i = 0; i < d->nblocks; i++)
		put_block(out, &d->blocks[i]);
	buf_puts(out, "END.");
}

/* Reading. After the first fault every get returns 0 or "" and the document is thrown away. */
struct reader {
	const unsigned char *at, *end;
	struct arena *arena;
	bool bad;
};

static uint32_t get_number(struct reader *r)
{
	if (r->bad || r->end - r->at < 4) {
		r->bad = true;
		return 0;
	}
	const unsigned char *p = r->at;
	r->at += 4;
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static int get_below(struct reader *r, uint32_t least, uint32_t most)
{
	uint32_t n = get_number(r);
	if (n < least || n > most) {
		r->bad = true;
		return (int)least;
	}
	return (int)n;
}

static bool get_flag(struct reader *r, uint32_t flag)
{
	uint32_t n = get_number(r);
	if (n & ~flag)
		r->bad = true;
	return n & flag;
}

/* A count of things that take at least `least` bytes each: never allocates more than the bytes can fill. */
static size_t get_count(struct reader *r, size_t least)
{
	uint32_t n = get_number(r);
	if (r->bad || n > (size_t)(r->end - r->at) / least) {
		r->bad = true;
		return 0;
	}
	return n;
}

static bool text_fit_for_paper(const char *text)
{
	int bytes;
	for (const char *p = text; *p; p += bytes) {
		int32_t point = text_next(p, &bytes);
		if ((point == 0xFFFD && bytes == 1) || (point != '\n' && text_forbidden(point)))
			return false;
	}
	return true;
}

static const char *get_text(struct reader *r)
{
	size_t size = get_count(r, 1);
	if (r->bad)
		return "";
	char *text = arena_alloc(r->arena, size + 1);
	memcpy(text, r->at, size);
	r->at += size;
	if (memchr(text, '\0', size) || !text_fit_for_paper(text)) {
		r->bad = true;
		return "";
	}
	return text;
}

static void get_table(struct reader *r, struct document *d)
{
	struct table *t = arena_new_of(r->arena, struct table);
	document_block(d, BLOCK_TABLE)->table = t;
	t->caption = get_text(r);
	t->carry = get_flag(r, FLAG_CARRY);
	t->row_height = get_below(r, 1, PRINT_ROW_LINES_MAX);
	t->n = get_below(r, 1, PRINT_COLUMNS_MAX);
	t->columns = arena_array(r->arena, struct column, t->n);
	for (int i = 0; i < t->n; i++) {
		t->columns[i].title = get_text(r);
		t->columns[i].width = get_below(r, 0, 200);
		t->columns[i].align = (enum align)get_below(r, ALIGN_LEFT, ALIGN_CENTER);
		t->columns[i].carry = get_flag(r, FLAG_CARRY);
	}
	t->room = t->count = get_count(r, 4 + 4 * (size_t)t->n);
	if (r->bad)
		return;
	t->rows = arena_array(r->arena, struct row, t->count + 1);
	for (size_t i = 0; i < t->count && !r->bad; i++) {
		t->rows[i].total = get_flag(r, FLAG_TOTAL);
		t->rows[i].cells = arena_array(r->arena, const char *, t->n);
		for (int c = 0; c < t->n; c++)
			t->rows[i].cells[c] = get_text(r);
	}
}

static void get_chart(struct reader *r, struct document *d)
{
	struct chart *c = arena_new_of(r->arena, struct chart);
	document_block(d, BLOCK_CHART)->chart = c;
	c->caption = get_text(r);
	c->n = get_below(r, 0, PRINT_CHART_MAX);
	c->labels = arena_array(r->arena, const char *, c->n + 1);
	c->values = arena_array(r->arena, int64_t, c->n + 1);
	for (int i = 0; i < c->n; i++) {
		c->labels[i] = get_text(r);
		uint64_t low = get_number(r), high = get_number(r);
		c->values[i] = (int64_t)(low | high << 32);
	}
}

static void get_signatures(struct reader *r, struct document *d)
{
	struct block *b = document_block(d, BLOCK_SIGNATURES);
	b->n = get_below(r, 1, PRINT_SIGNATURES_MAX);
	b->signatures = arena_array(r->arena, struct signature, b->n);
	for (int i = 0; i < b->n; i++) {
		struct signature *s = &b->signatures[i];
		s->above = get_text(r);
		s->title = get_text(r);
		s->name = get_text(r);
		s->rank = get_text(r);
		s->nip = get_text(r);
	}
}

static void get_block(struct reader *r, struct document *d)
{
	enum block_kind kind = (enum block_kind)get_below(r, BLOCK_HEADING, BLOCK_SIGNATURES);
	if (r->bad)
		return;
	switch (kind) {
	case BLOCK_HEADING: case BLOCK_PARAGRAPH: case BLOCK_NOTE: case BLOCK_PAIR: {
		const char *text = get_text(r), *value = kind == BLOCK_PAIR ? get_text(r) : "";
		struct block *b = document_block(d, kind);
		b->text = text;
		b->value = value;
		break;
	}
	case BLOCK_PAGE_BREAK: case BLOCK_SPACE:
		document_block(d, kind);
		break;
	case BLOCK_TABLE:
		get_table(r, d);
		break;
	case BLOCK_CHART:
		get_chart(r, d);
		break;
	case BLOCK_SIGNATURES:
		get_signatures(r, d);
		break;
	}
}

struct document *document_load(const void *bytes, size_t size, struct err *e)
{
	struct document *d = document_new("");
	struct reader r = { bytes, (const unsigned char *)bytes + size, d->arena, false };
	if (size > STORE_MAX || size < 8 || memcmp(bytes, "PDOC", 4) != 0) {
		err_set(e, ERR_DATA, _("What is stored is not a report of this program."));
		goto refuse;
	}
	r.at += 4;
	uint32_t version = get_number(&r);
	if (version != STORE_VERSION) {
		err_set(e, ERR_DATA, _("The stored report has version %u and this program reads version %u. Install the newest pantidesk."), version, STORE_VERSION);
		goto refuse;
	}
	uint32_t flags = get_number(&r);
	if (flags & ~(FLAG_DEMO | FLAG_LANDSCAPE))
		r.bad = true;
	d->demo = flags & FLAG_DEMO;
	d->landscape = flags & FLAG_LANDSCAPE;
	d->date = (caldate)get_number(&r);
	d->title = get_text(&r);
	d->footer = get_text(&r);
	for (int i = 0; i < 4; i++)
		d->kop[i] = get_text(&r);
	d->references_room = d->nreferences = get_count(&r, 8);
	d->references = arena_array(d->arena, struct reference, d->nreferences + 1);
	for (size_t i = 0; i < d->nreferences; i++) {
		d->references[i].label = get_text(&r);
		d->references[i].value = get_text(&r);
	}
	size_t blocks = get_count(&r, 4);
	for (size_t i = 0; i < blocks && !r.bad; i++)
		get_block(&r, d);
	if (r.bad || r.end - r.at != 4 || memcmp(r.at, "END.", 4) != 0) {
		err_set(e, ERR_DATA, _("The stored report is damaged and is not printed. Restore it from a backup."));
		goto refuse;
	}
	return d;
refuse:
	document_free(d);
	return NULL;
}
