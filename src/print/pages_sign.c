/* Signature blocks of text pages: side by side, whole on one page, never alone on it. */
#include "src/print/pages.h"
#include <string.h>

/* One signature as its lines: above, title, room for the hand, name, rank, NIP. */
static struct lines signature_lines(struct flow *f, const struct signature *s, int width, int *head)
{
	struct arena *a = f->p->arena;
	struct buf b = BUF_EMPTY;
	buf_printf(&b, "%s\n%s", s->above, s->title);
	struct lines top = lines_wrap(a, buf_text(&b), width, &f->measure);
	*head = top.n;
	buf_clear(&b);
	buf_puts(&b, s->name);
	if (*s->rank)
		buf_printf(&b, "\n%s", s->rank);
	if (*s->nip)
		buf_printf(&b, "\n%s%s", WORD_NIP, s->nip);
	struct lines bottom = lines_wrap(a, buf_text(&b), width, &f->measure);
	buf_free(&b);
	struct lines all = { arena_array(a, const char *, top.n + bottom.n), top.n + bottom.n };
	memcpy(all.line, top.line, sizeof *all.line * (size_t)top.n);
	memcpy(all.line + top.n, bottom.line, sizeof *all.line * (size_t)bottom.n);
	return all;
}

struct hands { struct lines text[PRINT_SIGNATURES_MAX]; int heads[PRINT_SIGNATURES_MAX], across, total; };

static struct hands hands_make(struct flow *f, const struct signature *s, int n)
{
	struct hands h = { .across = f->p->width >= 120 && n > 2 ? n : 2, .total = 1 };
	for (int i = 0; i < n; i++)
		h.text[i] = signature_lines(f, &s[i], f->p->width / h.across - 2, &h.heads[i]);
	for (int first = 0; first < n; first += h.across) { /* they stand together */
		int head = 0, tail = 0;
		for (int i = first; i < n && i < first + h.across; i++) {
			head = h.heads[i] > head ? h.heads[i] : head;
			tail = h.text[i].n - h.heads[i] > tail ? h.text[i].n - h.heads[i] : tail;
		}
		h.total += head + 4 + tail + (first ? 1 : 0);
	}
	return h;
}

/* The last words before the signatures go to their page: nobody signs an empty sheet. */
void flow_keep_with_signatures(struct flow *f, size_t at, int indent)
{
	const struct document *d = f->d;
	if (at + 1 >= d->nblocks || d->blocks[at + 1].kind != BLOCK_SIGNATURES)
		return;
	int height = hands_make(f, d->blocks[at + 1].signatures, d->blocks[at + 1].n).total + 1;
	height += lines_wrap(f->p->arena, d->blocks[at].text, f->p->width - indent, &f->measure).n;
	if (height < f->body)
		flow_need(f, height);
}

void flow_signatures(struct flow *f, const struct signature *s, int n)
{
	struct hands h = hands_make(f, s, n);
	const struct lines *text = h.text;
	const int *heads = h.heads;
	int across = h.across, total = h.total;
	flow_gap(f);
	flow_need(f, total);
	for (int first = 0; first < n; first += across) {
		int head = 0, tail = 0, row = n - first < across ? n - first : across;
		for (int i = first; i < first + row; i++) {
			head = heads[i] > head ? heads[i] : head;
			tail = text[i].n - heads[i] > tail ? text[i].n - heads[i] : tail;
		}
		if (first)
			flow_line(f, "", false);
		for (int k = 0; k < head + 4 + tail; k++) {
			struct buf b = BUF_EMPTY;
			int cells = f->p->width / across;
			if (row == 1) /* alone: on the right, or below the middle of the two above */
				pad_to(&b, "", n == 1 ? f->p->width / 2 : f->p->width / 4, ALIGN_LEFT);
			for (int i = first; i < first + row; i++) {
				int at = k < head ? k - (head - heads[i]) : k - head - 4;
				const char *line = "";
				if (k < head ? at >= 0 : at >= 0 && heads[i] + at < text[i].n)
					line = text[i].line[k < head ? at : heads[i] + at];
				pad_to(&b, line, row == 1 ? f->p->width / 2 : cells, ALIGN_CENTER);
			}
			flow_line(f, buf_text(&b), false);
			buf_free(&b);
		}
	}
	flow_gap(f);
}
