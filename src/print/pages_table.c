/* Tables of text: ASCII rules, heads on every page, rows never split, sums carried over. */
#include "src/print/pages.h"
#include <string.h>
#include "src/base/text.h"

struct grid {
	struct flow *f;
	const struct table *t;
	struct arena *scratch; /* of one row: flow_line() copies what stays */
	int widths[PRINT_COLUMNS_MAX], pad;
	const char *rule; /* +----+----+ */
	struct carry carry;
	bool broken; /* the table went over a page */
};

/* The lines of one row (cells wrapped), `least` lines high. Head cells are centred. */
static struct lines row_lines(const struct grid *g, const char *const *cells, int least, bool head)
{
	struct arena *a = g->scratch;
	struct lines cell[PRINT_COLUMNS_MAX];
	int height = least;
	for (int i = 0; i < g->t->n; i++) {
		cell[i] = lines_wrap(a, cells[i], g->widths[i], &g->f->measure);
		if (cell[i].n > height)
			height = cell[i].n;
	}
	struct lines out = { arena_array(a, const char *, height), height };
	struct buf b = BUF_EMPTY;
	for (int k = 0; k < height; k++) {
		buf_clear(&b);
		for (int i = 0; i < g->t->n; i++) {
			int at = head ? k - (height - cell[i].n) / 2 : k;
			buf_puts(&b, g->pad ? (i ? " | " : "| ") : "|");
			pad_to(&b, at >= 0 && at < cell[i].n ? cell[i].line[at] : "", g->widths[i], head ? ALIGN_CENTER : g->t->columns[i].align);
		}
		buf_puts(&b, g->pad ? " |" : "|");
		out.line[k] = arena_dup(a, buf_text(&b));
	}
	buf_free(&b);
	return out;
}

static void put(struct grid *g, struct lines l, bool bold)
{
	for (int i = 0; i < l.n; i++)
		flow_line(g->f, l.line[i], bold);
}

static struct lines head_lines(const struct grid *g)
{
	const char *titles[PRINT_COLUMNS_MAX];
	for (int i = 0; i < g->t->n; i++)
		titles[i] = g->t->columns[i].title;
	return row_lines(g, titles, 1, true);
}

static bool has_head(const struct table *t)
{
	for (int i = 0; i < t->n; i++)
		if (*t->columns[i].title)
			return true;
	return false;
}

static void put_head(struct grid *g)
{
	flow_line(g->f, g->rule, false);
	if (has_head(g->t)) {
		put(g, head_lines(g), true);
		flow_line(g->f, g->rule, false);
	}
}

static struct lines carry_lines(const struct grid *g, const char *label, bool all)
{
	return row_lines(g, carry_cells(g->scratch, g->t, &g->carry, label, all, g->widths), 1, false);
}

static int carry_height(const struct grid *g)
{
	return g->t->carry ? 1 + carry_lines(g, WORD_PAGE_TOTAL, false).n + carry_lines(g, WORD_UP_TO_PAGE, true).n : 0;
}

static void break_page(struct grid *g)
{
	if (g->t->carry) {
		flow_line(g->f, g->rule, false);
		put(g, carry_lines(g, WORD_PAGE_TOTAL, false), true);
		put(g, carry_lines(g, WORD_UP_TO_PAGE, true), true);
	}
	flow_line(g->f, g->rule, false);
	flow_new_page(g->f);
	g->broken = true;
	if (*g->t->caption) {
		const char *again = arena_printf(g->f->p->arena, "%s %s", g->t->caption, WORD_CONTINUED);
		put(g, lines_wrap(g->f->p->arena, again, g->f->p->width, &g->f->measure), true);
	}
	put_head(g);
	if (g->t->carry) {
		put(g, carry_lines(g, WORD_CARRIED, true), true);
		flow_line(g->f, g->rule, false);
		carry_new_page(&g->carry);
	}
}

static void make_rule(struct grid *g)
{
	struct buf b = BUF_EMPTY;
	for (int i = 0; i < g->t->n; i++) {
		buf_putc(&b, '+');
		for (int k = 0; k < g->widths[i] + 2 * g->pad; k++)
			buf_putc(&b, '-');
	}
	buf_putc(&b, '+');
	g->rule = arena_dup(g->f->p->arena, buf_text(&b));
	buf_free(&b);
}

static void fit(struct grid *g)
{
	int width = g->f->p->width, n = g->t->n;
	g->pad = 1;
	if (table_widths(g->t, width - (3 * n + 1), &g->f->measure, g->widths))
		return;
	g->pad = 0; /* crowded tables do without the spaces beside the rules */
	table_widths(g->t, width - (n + 1), &g->f->measure, g->widths);
}

void flow_table(struct flow *f, const struct table *t)
{
	struct grid g = { .f = f, .t = t, .scratch = arena_new() };
	fit(&g);
	make_rule(&g);
	struct lines caption = { NULL, 0 };
	if (*t->caption)
		caption = lines_wrap(f->p->arena, t->caption, f->p->width, &f->measure);
	int tail = carry_height(&g) + 1, top = caption.n + (has_head(t) ? head_lines(&g).n + 2 : 1);
	flow_gap(f);
	int first = 0;
	for (size_t i = 0; i < t->count && i < 2; i++)
		first += row_lines(&g, t->rows[i].cells, t->row_height, false).n;
	if (first > f->body / 2)
		first = f->body / 2;
	flow_need(f, top + first + tail);
	put(&g, caption, true);
	put_head(&g);
	if (!t->count)
		put(&g, row_lines(&g, table_none_cells(g.scratch, t, g.widths), 1, false), false);
	bool ruled = t->row_height > 1, fresh = true;
	for (size_t i = 0; i < t->count; i++) {
		const struct row *r = &t->rows[i];
		arena_reset(g.scratch);
		struct lines l = row_lines(&g, r->cells, r->total ? 1 : t->row_height, false);
		int need = l.n + !fresh;
		size_t kept = table_kept_rows(t, i);
		for (size_t k = i + 1; !r->total && k < i + kept; k++)
			need += row_lines(&g, t->rows[k].cells, 1, false).n + 1;
		if (flow_left(f) < need + tail && !fresh) {
			break_page(&g);
			fresh = true;
		}
		if (r->total && g.broken && t->carry && !(i && t->rows[i - 1].total)) {
			flow_line(f, g.rule, false);
			put(&g, carry_lines(&g, WORD_PAGE_TOTAL, false), true);
		}
		if (!fresh && (ruled || (r->total && !t->rows[i - 1].total)))
			flow_line(f, g.rule, false);
		if (fresh && l.n + tail > flow_left(f)) /* higher than a page: the one case where a row is split */
			for (int k = 0; k < l.n; k++) {
				if (flow_left(f) <= tail)
					break_page(&g);
				flow_line(f, l.line[k], r->total);
			}
		else
			put(&g, l, r->total);
		carry_add(&g.carry, t, r);
		fresh = false;
		if (r->total && i + 1 < t->count && !t->rows[i + 1].total && !ruled) {
			flow_line(f, g.rule, false);
			fresh = true;
		}
	}
	flow_line(f, g.rule, false);
	flow_gap(f);
	arena_free(g.scratch);
}
