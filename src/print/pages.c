/* From document to pages of text: kop, references, paragraphs, pairs, charts, footer. Tables: pages_table.c; signatures: pages_sign.c. */
#include "src/print/pages.h"
#include <stdio.h>
#include <string.h>
#include "src/base/text.h"

#define CHART_LABEL 24 /* columns at most */
#define FOOT_NUMBER 14 /* columns kept for "hal 1000/1000" */
#define FOOT_LINES 6

static int columns_of(void *ctx, const char *s, size_t bytes)
{
	(void)ctx;
	int width = 0;
	for (size_t at = 0; at < bytes;) {
		int step;
		width += text_point_width(text_next(s + at, &step));
		at += (size_t)step;
	}
	return width;
}

void pad_to(struct buf *b, const char *text, int width, enum align align)
{
	int free_columns = width - text_width(text);
	if (free_columns < 0)
		free_columns = 0;
	int before = align == ALIGN_RIGHT ? free_columns : align == ALIGN_CENTER ? free_columns / 2 : 0;
	for (int i = 0; i < before; i++)
		buf_putc(b, ' ');
	buf_puts(b, text);
	for (int i = before; i < free_columns; i++)
		buf_putc(b, ' ');
}

static struct page *page_now(const struct flow *f)
{
	return &f->p->page[f->p->count - 1];
}

static void append_to(struct flow *f, struct page *page, const char *text, bool bold)
{
	size_t size = strlen(text);
	while (size && text[size - 1] == ' ')
		size--;
	char *copy = arena_alloc(f->p->arena, size + 1);
	memcpy(copy, text, size);
	page->lines = print_grow(f->p->arena, page->lines, page->count, &page->room, sizeof *page->lines);
	page->lines[page->count++] = (struct page_line){ copy, bold };
}

static void append(struct flow *f, const char *text, bool bold)
{
	append_to(f, page_now(f), text, bold);
}

static void append_aligned(struct flow *f, const char *text, int width, enum align align, bool bold)
{
	struct buf b = BUF_EMPTY;
	pad_to(&b, text, width, align);
	append(f, buf_text(&b), bold);
	buf_free(&b);
}

void flow_new_page(struct flow *f)
{
	f->p->page = print_grow(f->p->arena, f->p->page, f->p->count, &f->p->room, sizeof *f->p->page);
	f->p->page[f->p->count++] = (struct page){ 0 };
	if (f->d->demo) {
		append_aligned(f, WORD_DEMO_LINE, f->p->width, ALIGN_CENTER, false);
		append(f, "", false);
	}
}

bool flow_empty(const struct flow *f)
{
	return page_now(f)->count <= (f->d->demo ? 2 : 0);
}

int flow_left(const struct flow *f)
{
	return f->body - (int)page_now(f)->count;
}

void flow_line(struct flow *f, const char *text, bool bold)
{
	if (flow_left(f) < 1)
		flow_new_page(f);
	append(f, text, bold);
}

void flow_need(struct flow *f, int lines)
{
	if (flow_left(f) < lines && !flow_empty(f))
		flow_new_page(f);
}

void flow_gap(struct flow *f)
{
	const struct page *page = page_now(f);
	if (!flow_empty(f) && flow_left(f) > 0 && *page->lines[page->count - 1].text)
		flow_line(f, "", false);
}

static void wrapped(struct flow *f, const char *text, int indent, enum align align, bool bold)
{
	int width = f->p->width - indent;
	struct lines l = lines_wrap(f->p->arena, text, width, &f->measure);
	for (int i = 0; i < l.n; i++) {
		struct buf b = BUF_EMPTY;
		pad_to(&b, "", indent, ALIGN_LEFT);
		pad_to(&b, l.line[i], width, align);
		flow_line(f, buf_text(&b), bold);
		buf_free(&b);
	}
}

static void ruler(struct flow *f, char c)
{
	char rule[256];
	memset(rule, c, sizeof rule);
	rule[f->p->width] = '\0';
	flow_line(f, rule, false);
}

static void letterhead(struct flow *f, bool shown)
{
	bool any = false;
	for (int i = 0; i < 4; i++) {
		const char *text = f->d->kop[i];
		if (!*text)
			continue;
		any = true;
		struct lines l = lines_wrap(f->p->arena, text, f->p->width, &f->measure);
		for (int k = 0; k < l.n; k++) {
			struct buf b = BUF_EMPTY;
			pad_to(&b, shown ? l.line[k] : "", f->p->width, ALIGN_CENTER);
			flow_line(f, buf_text(&b), i < 3);
			buf_free(&b);
		}
	}
	if (!any)
		return;
	if (shown)
		ruler(f, '=');
	else
		flow_line(f, "", false);
	flow_line(f, "", false);
}

/* label : value, the value's further lines under its first */
static void pair(struct flow *f, const char *label, const char *value, int label_width)
{
	struct arena *a = f->p->arena;
	struct lines left = lines_wrap(a, label, label_width, &f->measure);
	struct lines right = lines_wrap(a, value, f->p->width - label_width - 3, &f->measure);
	int n = left.n > right.n ? left.n : right.n;
	if (n <= 6)
		flow_need(f, n);
	for (int i = 0; i < n; i++) {
		struct buf b = BUF_EMPTY;
		pad_to(&b, i < left.n ? left.line[i] : "", label_width, ALIGN_LEFT);
		buf_puts(&b, i == 0 ? " : " : "   ");
		buf_puts(&b, i < right.n ? right.line[i] : "");
		flow_line(f, buf_text(&b), false);
		buf_free(&b);
	}
}

static int label_columns(const struct flow *f, int widest, const char *label)
{
	int wide = text_width(label);
	if (wide > f->p->width * 2 / 5)
		wide = f->p->width * 2 / 5;
	return wide > widest ? wide : widest;
}

static void pairs(struct flow *f, size_t at, size_t n)
{
	int wide = 0;
	for (size_t i = at; i < at + n; i++)
		wide = label_columns(f, wide, f->d->blocks[i].text);
	if (n <= 8) /* a short list of facts is not torn */
		flow_need(f, (int)n);
	for (size_t i = at; i < at + n; i++)
		pair(f, f->d->blocks[i].text, f->d->blocks[i].value, wide);
}

static void chart(struct flow *f, const struct chart *c)
{
	int label = 0, number = 1;
	int64_t most = 1;
	for (int i = 0; i < c->n; i++) {
		char text[24];
		label = label_columns(f, label, c->labels[i]);
		snprintf(text, sizeof text, "%" PRId64, c->values[i]);
		if ((int)strlen(text) > number)
			number = (int)strlen(text);
		if (c->values[i] > most)
			most = c->values[i];
	}
	if (label > CHART_LABEL)
		label = CHART_LABEL;
	int bar = f->p->width - label - number - 4;
	if (bar > 60)
		bar = 60;
	flow_gap(f);
	flow_need(f, 1 + (c->n < 12 ? c->n : 3));
	if (*c->caption)
		wrapped(f, c->caption, 0, ALIGN_LEFT, true);
	for (int i = 0; i < c->n; i++) {
		struct lines l = lines_wrap(f->p->arena, c->labels[i], label ? label : 1, &f->measure);
		for (int k = 0; k < l.n; k++) {
			struct buf b = BUF_EMPTY;
			pad_to(&b, l.line[k], label, ALIGN_LEFT);
			buf_puts(&b, " |");
			if (k == l.n - 1) {
				int marks = c->values[i] > 0 ? (int)((double)c->values[i] * bar / (double)most + 0.5) : 0;
				if (c->values[i] > 0 && marks == 0)
					marks = 1;
				for (int j = 0; j < marks; j++)
					buf_putc(&b, '#');
				buf_printf(&b, "%s%" PRId64, marks ? " " : "", c->values[i]);
			}
			flow_line(f, buf_text(&b), false);
			buf_free(&b);
		}
	}
	flow_gap(f);
}

static void footers(struct flow *f, const struct lines *foot)
{
	struct pages *p = f->p;
	for (size_t i = 0; i < p->count; i++) {
		struct page *page = &p->page[i];
		while (page->count < (size_t)f->body + 1)
			append_to(f, page, "", false);
		for (int k = 0; k < foot->n - 1; k++)
			append_to(f, page, foot->line[k], false);
		char number[48];
		struct buf b = BUF_EMPTY;
		snprintf(number, sizeof number, WORD_PAGE " %zu/%zu", i + 1, p->count);
		pad_to(&b, foot->line[foot->n - 1], p->width - (int)strlen(number), ALIGN_LEFT);
		buf_puts(&b, number);
		append_to(f, page, buf_text(&b), false);
		buf_free(&b);
	}
}

static void blocks(struct flow *f)
{
	const struct document *d = f->d;
	for (size_t i = 0; i < d->nblocks; i++) {
		const struct block *b = &d->blocks[i];
		switch (b->kind) {
		case BLOCK_HEADING:
			flow_gap(f);
			flow_need(f, 8); /* a heading never ends a page */
			wrapped(f, b->text, 0, ALIGN_LEFT, true);
			break;
		case BLOCK_PARAGRAPH:
			flow_keep_with_signatures(f, i, 0);
			wrapped(f, b->text, 0, ALIGN_LEFT, false);
			flow_gap(f);
			break;
		case BLOCK_PAIR: {
			size_t n = pairs_count(d, i);
			pairs(f, i, n);
			i += n - 1;
			break;
		}
		case BLOCK_NOTE:
			flow_keep_with_signatures(f, i, 2);
			wrapped(f, b->text, 2, ALIGN_LEFT, false);
			break;
		case BLOCK_PAGE_BREAK:
			if (!flow_empty(f))
				flow_new_page(f);
			break;
		case BLOCK_SPACE:
			if (!flow_empty(f))
				flow_line(f, "", false);
			break;
		case BLOCK_TABLE:
			flow_table(f, b->table);
			break;
		case BLOCK_CHART:
			chart(f, b->chart);
			break;
		case BLOCK_SIGNATURES:
			flow_signatures(f, b->signatures, b->n);
			break;
		}
	}
}

void pages_make(const struct document *d, const struct render_options *o, struct pages *p)
{
	/* printed lines and sheet length at 6 lines an inch: A4 11.69 in, F4 13 in, continuous forms 11 in; a printer cannot reach
	 * the last lines of a cut sheet */
	static const struct { int lines, form; } sizes[] = { [PAPER_A4] = { 64, 70 }, [PAPER_F4] = { 66, 78 }, [PAPER_80] = { 60, 66 }, [PAPER_136] = { 60, 66 } };
	*p = (struct pages){ .arena = arena_new(), .lines = sizes[o->paper].lines, .form_lines = sizes[o->paper].form };
	p->width = o->paper == PAPER_136 || (d->landscape && o->paper != PAPER_80) ? 136 : 80;
	struct flow f = { p, d, { columns_of, NULL, 1 }, 0 };
	struct lines foot = foot_make(p->arena, d, o, p->width, FOOT_NUMBER, &f.measure);
	if (foot.n > FOOT_LINES)
		foot.n = FOOT_LINES;
	f.body = p->lines - foot.n - 1;
	flow_new_page(&f);
	letterhead(&f, o->letterhead);
	if (*d->title) {
		wrapped(&f, d->title, 0, ALIGN_CENTER, true);
		flow_gap(&f);
	}
	int wide = 0;
	for (size_t i = 0; i < d->nreferences; i++)
		wide = label_columns(&f, wide, d->references[i].label);
	for (size_t i = 0; i < d->nreferences; i++)
		pair(&f, d->references[i].label, d->references[i].value, wide);
	flow_gap(&f);
	blocks(&f);
	footers(&f, &foot);
}
