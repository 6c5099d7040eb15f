/* Tables on PDF pages: thin rules, shaded heads repeated on every page, rows never split, sums carried over. */
#include "src/print/module/pdf.h"
#include <string.h>

#define PAD_X (3 * PT)
#define PAD_Y (2 * PT)
#define THIN 40
#define SHADE 0.93
#define SHADE_TOTAL 0.97

enum row_kind { ROW_HEAD, ROW_PLAIN, ROW_TOTAL };

struct grid {
	struct pdf *p;
	const struct table *t;
	struct arena *scratch; /* of one row */
	int widths[PRINT_COLUMNS_MAX]; /* of the text inside */
	int x, width, size;
	struct carry carry;
	bool broken;
};

static struct lines cell_lines(const struct grid *g, const char *text, int column, bool bold)
{
	struct type type = { g->p, g->size, bold };
	struct measure m = pdf_measure(&type);
	return lines_wrap(g->scratch, text, g->widths[column], &m);
}

static int row_height(const struct grid *g, const char *const *cells, int least, enum row_kind kind)
{
	int most = least;
	for (int i = 0; i < g->t->n; i++) {
		struct lines l = cell_lines(g, cells[i], i, kind != ROW_PLAIN);
		if (l.n > most)
			most = l.n;
	}
	return most * LEADING(g->size) + 2 * PAD_Y;
}

/* Lines [from, from + count) of each cell in a box of the given height. */
static void put_part(struct grid *g, const char *const *cells, int height, enum row_kind kind, int from, int count)
{
	struct pdf *p = g->p;
	int x = g->x;
	if (kind != ROW_PLAIN) {
		pdf_fill(p, g->x, p->y, g->width, height, kind == ROW_HEAD ? SHADE : SHADE_TOTAL);
		pdf_line(p, g->x, p->y, g->x + g->width, p->y, THIN); /* the rule that the shade covered */
	}
	for (int i = 0; i < g->t->n; i++) {
		struct lines l = cell_lines(g, cells[i], i, kind != ROW_PLAIN);
		int y = p->y + PAD_Y;
		if (kind == ROW_HEAD)
			y = p->y + (height - l.n * LEADING(g->size)) / 2;
		for (int k = from; k < l.n && k < from + count; k++, y += LEADING(g->size))
			pdf_text(p, x + PAD_X, y, g->widths[i], l.line[k], g->size, kind != ROW_PLAIN, kind == ROW_HEAD ? ALIGN_CENTER : g->t->columns[i].align);
		pdf_line(p, x, p->y, x, p->y + height, THIN);
		x += g->widths[i] + 2 * PAD_X;
	}
	pdf_line(p, x, p->y, x, p->y + height, THIN);
	p->y += height;
	pdf_line(p, g->x, p->y, x, p->y, THIN);
	p->empty = false;
}

static void put_row(struct grid *g, const char *const *cells, int least, enum row_kind kind)
{
	put_part(g, cells, row_height(g, cells, least, kind), kind, 0, INT32_MAX / 2);
}

static bool head_cells(const struct table *t, const char **titles)
{
	bool any = false;
	for (int i = 0; i < t->n; i++) {
		titles[i] = t->columns[i].title;
		any |= *titles[i] != '\0';
	}
	return any;
}

static void put_caption(struct grid *g, const char *caption)
{
	struct pdf *p = g->p;
	struct type type = { p, 10 * PT, true };
	struct measure m = pdf_measure(&type);
	struct lines l = lines_wrap(p->arena, caption, p->right - p->left, &m);
	for (int i = 0; *caption && i < l.n; i++, p->y += LEADING(type.size))
		pdf_text(p, p->left, p->y, 0, l.line[i], type.size, true, ALIGN_LEFT);
	p->y += 2 * PT;
}

static void put_head(struct grid *g)
{
	const char *titles[PRINT_COLUMNS_MAX];
	pdf_line(g->p, g->x, g->p->y, g->x + g->width, g->p->y, THIN);
	if (head_cells(g->t, titles))
		put_row(g, titles, 1, ROW_HEAD);
}

static void put_carry(struct grid *g, const char *label, bool all)
{
	put_row(g, carry_cells(g->scratch, g->t, &g->carry, label, all, g->widths), 1, ROW_TOTAL);
}

static int carry_height(const struct grid *g)
{
	if (!g->t->carry)
		return 0;
	return row_height(g, carry_cells(g->scratch, g->t, &g->carry, WORD_PAGE_TOTAL, false, g->widths), 1, ROW_TOTAL) +
		row_height(g, carry_cells(g->scratch, g->t, &g->carry, WORD_UP_TO_PAGE, true, g->widths), 1, ROW_TOTAL);
}

static void break_page(struct grid *g)
{
	if (g->t->carry) {
		put_carry(g, WORD_PAGE_TOTAL, false);
		put_carry(g, WORD_UP_TO_PAGE, true);
	}
	pdf_new_page(g->p);
	g->broken = true;
	if (*g->t->caption)
		put_caption(g, arena_printf(g->p->arena, "%s %s", g->t->caption, WORD_CONTINUED));
	put_head(g);
	if (g->t->carry) {
		put_carry(g, WORD_CARRIED, true);
		carry_new_page(&g->carry);
	}
}

/* Type of 9 points where it fits, smaller for crowded tables; a table that nearly fills the page is widened to it. */
static void fit(struct grid *g)
{
	struct pdf *p = g->p;
	int n = g->t->n, room = p->right - p->left, sum;
	bool whole;
	g->size = 9 * PT;
	do {
		struct type type = { p, g->size, true };
		struct measure m = pdf_measure(&type);
		int portrait = (p->width < p->height ? p->width : p->height) - 100 * PT;
		m.unit = portrait * (g->size / PT) / (9 * 80); /* at 9 points 80 columns fill an upright page */
		whole = table_widths(g->t, room - 2 * PAD_X * n, &m, g->widths);
		sum = 0;
		for (int i = 0; i < n; i++)
			sum += g->widths[i] + 2 * PAD_X;
	} while (!whole && (g->size -= PT) >= 6 * PT);
	if (g->size < 6 * PT)
		g->size = 6 * PT;
	if (sum < room && sum > room * 65 / 100) {
		int inner = sum - 2 * PAD_X * n, wide = room - 2 * PAD_X * n;
		sum = 0;
		for (int i = 0; i < n; i++) {
			g->widths[i] = (int)((int64_t)g->widths[i] * wide / inner);
			sum += g->widths[i] + 2 * PAD_X;
		}
	}
	g->x = p->left;
	g->width = sum;
}

/* A row higher than a page is the one that is split. */
static void put_high_row(struct grid *g, const struct row *r, int tail)
{
	struct pdf *p = g->p;
	int lines = 0, leading = LEADING(g->size);
	for (int i = 0; i < g->t->n; i++) {
		struct lines l = cell_lines(g, r->cells[i], i, r->total);
		lines = l.n > lines ? l.n : lines;
	}
	for (int from = 0; from < lines;) {
		int fits = (p->bottom - tail - p->y - 2 * PAD_Y) / leading;
		if (fits < 1) {
			break_page(g);
			fits = (p->bottom - tail - p->y - 2 * PAD_Y) / leading;
		}
		if (fits < 1)
			fits = 1;
		if (fits > lines - from)
			fits = lines - from;
		put_part(g, r->cells, fits * leading + 2 * PAD_Y, r->total ? ROW_TOTAL : ROW_PLAIN, from, fits);
		from += fits;
	}
}

void pdf_table(struct pdf *p, const struct table *t)
{
	struct grid g = { .p = p, .t = t, .scratch = arena_new() };
	const char *titles[PRINT_COLUMNS_MAX];
	fit(&g);
	int tail = carry_height(&g), top = (*t->caption ? LEADING(10 * PT) + 2 * PT : 0) + (head_cells(t, titles) ? row_height(&g, titles, 1, ROW_HEAD) : 0);
	int first = t->count ? row_height(&g, t->rows[0].cells, t->row_height, ROW_PLAIN) : 0;
	if (first > (p->bottom - p->top) / 2)
		first = (p->bottom - p->top) / 2;
	if (!p->empty)
		p->y += 4 * PT;
	pdf_need(p, top + first + tail);
	if (*t->caption)
		put_caption(&g, t->caption);
	put_head(&g);
	if (!t->count)
		put_row(&g, table_none_cells(g.scratch, t, g.widths), 1, ROW_PLAIN);
	bool fresh = true;
	for (size_t i = 0; i < t->count && !p->bad && !p->status; i++) {
		const struct row *r = &t->rows[i];
		arena_reset(g.scratch);
		enum row_kind kind = r->total ? ROW_TOTAL : ROW_PLAIN;
		int height = row_height(&g, r->cells, r->total ? 1 : t->row_height, kind), need = height;
		size_t kept = table_kept_rows(t, i);
		for (size_t k = i + 1; !r->total && k < i + kept; k++)
			need += row_height(&g, t->rows[k].cells, 1, ROW_TOTAL);
		if (p->y + need + tail > p->bottom && !fresh) {
			break_page(&g);
			fresh = true;
		}
		if (r->total && g.broken && t->carry && !(i && t->rows[i - 1].total))
			put_carry(&g, WORD_PAGE_TOTAL, false);
		if (fresh && p->y + height + tail > p->bottom)
			put_high_row(&g, r, tail);
		else
			put_row(&g, r->cells, r->total ? 1 : t->row_height, kind);
		carry_add(&g.carry, t, r);
		fresh = false;
	}
	arena_free(g.scratch);
	p->y += 8 * PT;
	p->empty = false;
}
