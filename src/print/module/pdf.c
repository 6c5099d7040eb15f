/* From document to PDF: the flow of blocks down the pages. Drawing: pdf_draw.c; tables: pdf_table.c. */
#include "src/print/module/pdf.h"
#include <string.h>
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/print/module.h"

#define BODY (10 * PT)
#define SMALL (8 * PT)
#define FOOT_NUMBER (70 * PT)
#define FOOT_LINES 6
#define SIGN_ROOM (52 * PT) /* for the hand and the stamp */

static struct lines wrap(struct pdf *p, const char *text, int width, int size, bool bold)
{
	struct type type = { p, size, bold };
	struct measure m = pdf_measure(&type);
	return lines_wrap(p->arena, text, width, &m);
}

static void put_lines(struct pdf *p, struct lines l, int x, int width, int size, bool bold, enum align align)
{
	for (int i = 0; i < l.n; i++) {
		pdf_need(p, LEADING(size));
		pdf_text(p, x, p->y, width, l.line[i], size, bold, align);
		p->y += LEADING(size);
		p->empty = false;
	}
}

static void gap(struct pdf *p, int height)
{
	if (!p->empty)
		p->y += height;
}

/* Three levels growing, the address small, a thick rule over a thin one. Unseen, it keeps its room for pre-printed paper. */
static void letterhead(struct pdf *p)
{
	static const int sizes[4] = { 12 * PT, 14 * PT, 15 * PT, 9 * PT };
	bool any = false;
	for (int i = 0; i < 4; i++) {
		if (!*p->d->kop[i])
			continue;
		struct lines l = wrap(p, p->d->kop[i], p->right - p->left, sizes[i], i > 0 && i < 3);
		if (p->o->letterhead)
			put_lines(p, l, p->left, p->right - p->left, sizes[i], i > 0 && i < 3, ALIGN_CENTER);
		else
			p->y += l.n * LEADING(sizes[i]);
		any = true;
	}
	if (!any)
		return;
	p->y += 3 * PT;
	if (p->o->letterhead) {
		pdf_line(p, p->left, p->y, p->right, p->y, 2 * PT);
		pdf_line(p, p->left, p->y + 250, p->right, p->y + 250, PT / 2);
	}
	p->y += 16 * PT;
}

static void title(struct pdf *p)
{
	const char *text = p->d->title;
	if (!*text)
		return;
	size_t first = strcspn(text, "\n");
	char *head = arena_printf(p->arena, "%.*s", (int)first, text);
	put_lines(p, wrap(p, head, p->right - p->left, 13 * PT, true), p->left, p->right - p->left, 13 * PT, true, ALIGN_CENTER);
	if (text[first])
		put_lines(p, wrap(p, text + first + 1, p->right - p->left, 11 * PT, false), p->left, p->right - p->left, 11 * PT, false, ALIGN_CENTER);
	p->y += 8 * PT;
}

static int label_width(struct pdf *p, int widest, const char *label)
{
	int wide = pdf_text_width(p, label, BODY, false), most = (p->right - p->left) * 2 / 5;
	if (wide > most)
		wide = most;
	return wide > widest ? wide : widest;
}

static void pair(struct pdf *p, const char *label, const char *value, int wide)
{
	int x = p->left + wide + 14 * PT;
	struct lines left = wrap(p, label, wide, BODY, false), right = wrap(p, value, p->right - x, BODY, false);
	int n = left.n > right.n ? left.n : right.n;
	if (n <= 6)
		pdf_need(p, n * LEADING(BODY));
	for (int i = 0; i < n; i++) {
		pdf_need(p, LEADING(BODY));
		if (i < left.n)
			pdf_text(p, p->left, p->y, wide, left.line[i], BODY, false, ALIGN_LEFT);
		if (i == 0)
			pdf_text(p, p->left + wide + 6 * PT, p->y, 0, ":", BODY, false, ALIGN_LEFT);
		if (i < right.n)
			pdf_text(p, x, p->y, p->right - x, right.line[i], BODY, false, ALIGN_LEFT);
		p->y += LEADING(BODY);
		p->empty = false;
	}
}

static void references(struct pdf *p)
{
	int wide = 0;
	for (size_t i = 0; i < p->d->nreferences; i++)
		wide = label_width(p, wide, p->d->references[i].label);
	for (size_t i = 0; i < p->d->nreferences; i++)
		pair(p, p->d->references[i].label, p->d->references[i].value, wide);
	if (p->d->nreferences)
		p->y += 8 * PT;
}

static void pairs(struct pdf *p, size_t at, size_t n)
{
	int wide = 0;
	for (size_t i = at; i < at + n; i++)
		wide = label_width(p, wide, p->d->blocks[i].text);
	if (n <= 8) /* a short list of facts is not torn */
		pdf_need(p, (int)n * LEADING(BODY));
	for (size_t i = at; i < at + n; i++)
		pair(p, p->d->blocks[i].text, p->d->blocks[i].value, wide);
}

static void chart(struct pdf *p, const struct chart *c)
{
	const int size = 9 * PT, step = 15 * PT;
	int wide = 0;
	int64_t most = 1;
	for (int i = 0; i < c->n; i++) {
		wide = label_width(p, wide, c->labels[i]);
		if (c->values[i] > most)
			most = c->values[i];
	}
	int x = p->left + wide + 6 * PT, room = p->right - x - 80 * PT;
	gap(p, 4 * PT);
	pdf_need(p, LEADING(BODY) + step * (c->n < 12 ? c->n : 3));
	if (*c->caption)
		put_lines(p, wrap(p, c->caption, p->right - p->left, BODY, true), p->left, p->right - p->left, BODY, true, ALIGN_LEFT);
	for (int i = 0; i < c->n; i++) {
		struct lines l = wrap(p, c->labels[i], wide + PT, size, false);
		int height = l.n > 1 ? l.n * LEADING(size) + 4 * PT : step;
		pdf_need(p, height);
		for (int k = 0; k < l.n; k++)
			pdf_text(p, p->left, p->y + 2 * PT + k * LEADING(size), wide, l.line[k], size, false, ALIGN_LEFT);
		int bar = c->values[i] > 0 ? (int)((double)c->values[i] * room / (double)most) : 0;
		if (c->values[i] > 0 && bar < PT)
			bar = PT;
		if (bar)
			pdf_fill(p, x, p->y + 2 * PT, bar, 10 * PT, 0.65);
		pdf_line(p, x, p->y, x, p->y + height, PT / 2);
		pdf_text(p, x + bar + 4 * PT, p->y + 2 * PT, 0, arena_printf(p->arena, "%" PRId64, c->values[i]), size, false, ALIGN_LEFT);
		p->y += height;
		p->empty = false;
	}
	gap(p, 8 * PT);
}

struct hand { struct lines head, foot; };

static struct hand hand_make(struct pdf *p, const struct signature *s, int width)
{
	struct hand h = { wrap(p, arena_printf(p->arena, "%s\n%s", s->above, s->title), width, BODY, false), { NULL, 0 } };
	const char *foot = arena_printf(p->arena, "%s%s%s%s%s", s->rank, *s->rank && *s->nip ? "\n" : "", *s->nip ? WORD_NIP : "", s->nip, "");
	if (*foot)
		h.foot = wrap(p, foot, width, BODY, false);
	return h;
}

struct hands { struct hand hand[PRINT_SIGNATURES_MAX]; int across, cell, width, rows, head[PRINT_SIGNATURES_MAX], foot[PRINT_SIGNATURES_MAX], total; };

static struct hands hands_make(struct pdf *p, const struct signature *s, int n)
{
	struct hands h = { .across = p->width > p->height && n > 2 ? n : 2 };
	h.cell = (p->right - p->left) / h.across;
	h.width = h.cell - 12 * PT;
	h.rows = (n + h.across - 1) / h.across;
	for (int i = 0; i < n; i++) {
		int row = i / h.across;
		h.hand[i] = hand_make(p, &s[i], h.width);
		h.head[row] = h.hand[i].head.n > h.head[row] ? h.hand[i].head.n : h.head[row];
		h.foot[row] = h.hand[i].foot.n > h.foot[row] ? h.hand[i].foot.n : h.foot[row];
	}
	for (int row = 0; row < h.rows; row++)
		h.total += (h.head[row] + h.foot[row] + 1) * LEADING(BODY) + SIGN_ROOM + 12 * PT;
	return h;
}

/* The last words before the signatures go to their page: nobody signs an empty sheet. */
static void keep_with_signatures(struct pdf *p, size_t at, int width, int size)
{
	const struct document *d = p->d;
	if (at + 1 >= d->nblocks || d->blocks[at + 1].kind != BLOCK_SIGNATURES)
		return;
	int height = hands_make(p, d->blocks[at + 1].signatures, d->blocks[at + 1].n).total + 18 * PT;
	pdf_need(p, height + wrap(p, d->blocks[at].text, width, size, false).n * LEADING(size));
}

/* Heads stand on one lower edge, names on one line, underlined. */
static void signatures(struct pdf *p, const struct signature *s, int n)
{
	struct hands h = hands_make(p, s, n);
	const struct hand *hands = h.hand;
	const int *head = h.head, *foot = h.foot;
	int across = h.across, cell = h.cell, width = h.width, rows = h.rows, total = h.total;
	gap(p, 12 * PT);
	pdf_need(p, total);
	for (int row = 0; row < rows; row++) {
		int name_y = p->y + head[row] * LEADING(BODY) + SIGN_ROOM, first = row * across;
		int count = n - first < across ? n - first : across;
		for (int i = first; i < first + count; i++) {
			int x = p->left + (i - first) * cell + (count == 1 ? (n == 1 ? cell : cell / 2) : 0) + 6 * PT;
			int y = p->y + (head[row] - hands[i].head.n) * LEADING(BODY);
			for (int k = 0; k < hands[i].head.n; k++, y += LEADING(BODY))
				pdf_text(p, x, y, width, hands[i].head.line[k], BODY, false, ALIGN_CENTER);
			struct lines name = wrap(p, s[i].name, width, BODY, true);
			int wide = pdf_text_width(p, name.line[name.n - 1], BODY, true);
			for (int k = 0; k < name.n; k++)
				pdf_text(p, x, name_y - (name.n - 1 - k) * LEADING(BODY), width, name.line[k], BODY, true, ALIGN_CENTER);
			if (wide)
				pdf_line(p, x + (width - wide) / 2, name_y + BODY + 2 * PT, x + (width + wide) / 2, name_y + BODY + 2 * PT, PT / 2);
			y = name_y + LEADING(BODY) + PT;
			for (int k = 0; k < hands[i].foot.n; k++, y += LEADING(BODY))
				pdf_text(p, x, y, width, hands[i].foot.line[k], BODY, false, ALIGN_CENTER);
		}
		p->y = name_y + (foot[row] + 1) * LEADING(BODY) + 12 * PT;
		p->empty = false;
	}
}

static void blocks(struct pdf *p)
{
	const struct document *d = p->d;
	int width = p->right - p->left;
	for (size_t i = 0; i < d->nblocks && !p->bad && !p->status; i++) {
		const struct block *b = &d->blocks[i];
		switch (b->kind) {
		case BLOCK_HEADING:
			gap(p, 6 * PT);
			pdf_need(p, 90 * PT); /* a heading never ends a page */
			put_lines(p, wrap(p, b->text, width, 11 * PT, true), p->left, width, 11 * PT, true, ALIGN_LEFT);
			p->y += 2 * PT;
			break;
		case BLOCK_PARAGRAPH:
			keep_with_signatures(p, i, width, BODY);
			put_lines(p, wrap(p, b->text, width, BODY, false), p->left, width, BODY, false, ALIGN_LEFT);
			gap(p, 6 * PT);
			break;
		case BLOCK_PAIR: {
			size_t n = pairs_count(d, i);
			pairs(p, i, n);
			i += n - 1;
			break;
		}
		case BLOCK_NOTE:
			keep_with_signatures(p, i, width - 8 * PT, SMALL);
			put_lines(p, wrap(p, b->text, width - 8 * PT, SMALL, false), p->left + 8 * PT, width, SMALL, false, ALIGN_LEFT);
			break;
		case BLOCK_PAGE_BREAK:
			if (!p->empty)
				pdf_new_page(p);
			break;
		case BLOCK_SPACE:
			gap(p, 10 * PT);
			break;
		case BLOCK_TABLE:
			pdf_table(p, b->table);
			break;
		case BLOCK_CHART:
			chart(p, b->chart);
			break;
		case BLOCK_SIGNATURES:
			signatures(p, b->signatures, b->n);
			break;
		}
	}
}

static void footers(struct pdf *p, const struct lines *foot)
{
	for (size_t i = 0; i < p->count; i++) {
		p->page = p->pages[i];
		int y = p->bottom + 8 * PT;
		pdf_line(p, p->left, y, p->right, y, 30);
		y += 2 * PT;
		for (int k = 0; k < foot->n; k++, y += LEADING(SMALL))
			pdf_text(p, p->left, y, 0, foot->line[k], SMALL, false, ALIGN_LEFT);
		pdf_text(p, p->left, y - LEADING(SMALL), p->right - p->left, arena_printf(p->arena, WORD_PAGE " %zu/%zu", i + 1, p->count), SMALL, false, ALIGN_RIGHT);
	}
}

/* Properties that never depend on when or where the file is made; without a date of its own the document names none. */
static void properties(struct pdf *p)
{
	char name[128];
	size_t n = 0;
	for (const char *s = p->d->title; *s && *s != '\n' && n + 1 < sizeof name; s++)
		if (((unsigned char)*s & 0xC0) != 0x80)
			name[n++] = (unsigned char)*s < 0x80 ? *s : '?';
	name[n] = '\0';
	HPDF_SetInfoAttr(p->doc, HPDF_INFO_TITLE, name);
	HPDF_SetInfoAttr(p->doc, HPDF_INFO_CREATOR, "pantidesk");
	int year, month, day;
	if (p->d->date == DATE_NONE)
		return;
	date_split(p->d->date, &year, &month, &day);
	HPDF_Date date = { year, month, day, 0, 0, 0, 'Z', 0, 0 };
	if (date_make(year, month, day) == p->d->date) /* a stored document may hold any number */
		HPDF_SetInfoDateAttr(p->doc, HPDF_INFO_CREATION_DATE, date);
}

static void paper(struct pdf *p)
{
	bool f4 = p->o->paper == PAPER_F4, turned = p->d->landscape || p->o->paper == PAPER_136;
	int narrow = f4 ? 60945 : 59528, wide = f4 ? 93543 : 84189; /* F4 is 215 x 330 mm */
	p->width = turned ? wide : narrow;
	p->height = turned ? narrow : wide;
	p->left = 57 * PT; /* room for the binder's holes */
	p->right = p->width - 43 * PT;
	p->top = 43 * PT;
}

static void draw(struct pdf *p)
{
	paper(p);
	struct type type = { p, SMALL, false };
	struct measure m = pdf_measure(&type);
	struct lines foot = foot_make(p->arena, p->d, p->o, p->right - p->left, FOOT_NUMBER, &m);
	if (foot.n > FOOT_LINES)
		foot.n = FOOT_LINES;
	p->bottom = p->height - 40 * PT - foot.n * LEADING(SMALL);
	properties(p);
	pdf_new_page(p);
	letterhead(p);
	title(p);
	references(p);
	blocks(p);
	footers(p, &foot);
}

static void take_bytes(struct pdf *p, struct buf *out)
{
	if (HPDF_SaveToStream(p->doc) != HPDF_OK)
		return;
	HPDF_ResetStream(p->doc);
	for (;;) {
		HPDF_BYTE bytes[16384];
		HPDF_UINT32 size = sizeof bytes;
		HPDF_STATUS got = HPDF_ReadFromStream(p->doc, bytes, &size);
		buf_add(out, bytes, size);
		if (got == HPDF_STREAM_EOF || size == 0)
			break;
		if (got != HPDF_OK) {
			p->status = got;
			break;
		}
	}
	if (p->status == HPDF_STREAM_EOF) /* the end is no error */
		p->status = 0;
}

bool module_render_pdf(const struct document *d, const struct render_options *o, struct buf *out, struct err *e)
{
	struct pdf p = { .d = d, .o = o, .e = e, .arena = arena_new() };
	size_t before = out->size;
	if (pdf_open(&p)) {
		draw(&p);
		if (!p.bad && !p.status)
			take_bytes(&p, out);
	} else if (!p.status) {
		p.status = HPDF_FAILD_TO_ALLOC_MEM;
	}
	if (p.doc)
		HPDF_Free(p.doc);
	arena_free(p.arena);
	if (p.status && !p.bad)
		err_set(e, ERR_UNAVAILABLE, _("The PDF could not be made (libharu %04lX). Print as text, or report this number."), (unsigned long)p.status);
	if (p.bad || p.status) {
		out->size = before;
		return false;
	}
	return true;
}
