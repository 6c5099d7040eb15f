/* Lines, column widths and carried sums: the arithmetic every page renderer shares. */
#include "src/print/lines.h"
#include <string.h>
#include "src/base/rupiah.h"
#include "src/base/text.h"

struct line_list { struct arena *arena; const char **line; size_t n, room; };

static void keep(struct line_list *l, const char *s, size_t bytes)
{
	char *copy = arena_alloc(l->arena, bytes + 1);
	memcpy(copy, s, bytes);
	l->line = print_grow(l->arena, l->line, l->n, &l->room, sizeof *l->line);
	l->line[l->n++] = copy;
}

/* Bytes of the longest beginning of s (at least one character) that fits. */
static size_t fitting(const char *s, size_t bytes, int width, const struct measure *m)
{
	size_t used = 0;
	int sum = 0;
	while (used < bytes) {
		int step;
		text_next(s + used, &step);
		sum += m->width(m->ctx, s + used, (size_t)step);
		if (sum > width && used)
			break;
		used += (size_t)step;
	}
	return used;
}

static void wrap_piece(struct line_list *l, const char *s, size_t size, int width, const struct measure *m)
{
	size_t start = 0, end = 0; /* the line so far is s[start, end) */
	int used = 0;
	while (end < size) {
		size_t word = end;
		while (word < size && s[word] == ' ')
			word++;
		size_t stop = word;
		while (stop < size && s[stop] != ' ')
			stop++;
		if (stop == word) /* spaces at the end */
			break;
		int wide = m->width(m->ctx, s + end, stop - end);
		if (used + wide <= width) {
			used += wide;
			end = stop;
			continue;
		}
		if (end > start) {
			keep(l, s + start, end - start);
			start = end = word;
			used = 0;
			continue;
		}
		if (word > start) { /* an indent gives way to its word */
			start = ++end;
			continue;
		}
		/* one word wider than a line */
		size_t part = fitting(s + start, stop - start, width, m);
		keep(l, s + start, part);
		start = end = start + part;
	}
	if (end > start || size == 0 || !l->n)
		keep(l, s + start, end - start);
}

struct lines lines_wrap(struct arena *a, const char *text, int width, const struct measure *m)
{
	struct line_list l = { .arena = a };
	for (;;) {
		const char *end = strchr(text, '\n');
		size_t size = end ? (size_t)(end - text) : strlen(text);
		wrap_piece(&l, text, size, width, m);
		if (!end)
			break;
		text = end + 1;
	}
	return (struct lines){ l.line, (int)l.n };
}

static int longest_word(const char *s, const struct measure *m, bool whole)
{
	int longest = 0;
	while (*s) {
		size_t bytes = strcspn(s, whole ? "\n" : " \n");
		int wide = m->width(m->ctx, s, bytes);
		if (wide > longest)
			longest = wide;
		s += bytes;
		while (*s == ' ' || *s == '\n')
			s++;
	}
	return longest;
}

/* Takes `over` from what the columns of numbers (or of text) hold beyond their least, in proportion. */
static void give_way(const struct table *t, const int *least, bool numbers, int over, int *width)
{
	int slack = 0;
	for (int i = 0; i < t->n; i++)
		if ((t->columns[i].align == ALIGN_RIGHT) == numbers && width[i] > least[i])
			slack += width[i] - least[i];
	if (over <= 0 || slack <= 0)
		return;
	for (int i = 0; i < t->n; i++)
		if ((t->columns[i].align == ALIGN_RIGHT) == numbers && width[i] > least[i])
			width[i] -= (int)((int64_t)(width[i] - least[i]) * (over < slack ? over : slack) / slack);
}

/* Of two columns that are at their least: text of more than 6 columns before numbers, then the wider. */
static bool better_giver(const struct table *t, const int *width, int unit, int a, int b)
{
	bool text_a = t->columns[a].align != ALIGN_RIGHT && width[a] > 6 * unit, text_b = t->columns[b].align != ALIGN_RIGHT && width[b] > 6 * unit;
	return text_a != text_b ? text_a : width[a] > width[b];
}

bool table_widths(const struct table *t, int avail, const struct measure *m, int out[PRINT_COLUMNS_MAX])
{
	int least[PRINT_COLUMNS_MAX], fixed = 0, flexible = 0, sum = 0;
	for (int i = 0; i < t->n; i++) {
		bool number = t->columns[i].align == ALIGN_RIGHT;
		least[i] = longest_word(t->columns[i].title, m, false);
		for (size_t r = 0; r < t->count; r++) {
			int wide = longest_word(t->rows[r].cells[i], m, number);
			if (wide > least[i])
				least[i] = wide;
		}
		if (number && t->carry && t->columns[i].carry && least[i] < 11 * m->unit)
			least[i] = 11 * m->unit; /* sums are longer than their parts */
		if (!number && least[i] > 24 * m->unit)
			least[i] = 24 * m->unit;
		out[i] = t->columns[i].width * m->unit;
		if (out[i] && (number || t->columns[i].width <= 6) && out[i] < least[i])
			out[i] = least[i];
		if (out[i])
			fixed += out[i];
		else
			flexible++;
	}
	for (int i = 0; i < t->n; i++) {
		if (!out[i]) {
			int share = (avail - fixed) / flexible;
			out[i] = share > least[i] ? share : least[i] > m->unit ? least[i] : m->unit;
			fixed += out[i]; /* what is left, left among fewer */
			flexible--;
		}
		sum += out[i];
	}
	if (sum <= avail)
		return true;
	give_way(t, least, true, sum - avail, out);
	sum = 0;
	for (int i = 0; i < t->n; i++)
		sum += out[i];
	give_way(t, least, false, sum - avail, out);
	/* what rounding left comes from the column with most to spare; what even the least does not give, from the widest, text first */
	for (;;) {
		int giver = -1, spare = 0;
		sum = 0;
		for (int i = 0; i < t->n; i++) {
			sum += out[i];
			if (out[i] - least[i] > spare) {
				spare = out[i] - least[i];
				giver = i;
			}
		}
		for (int i = 0; i < t->n && spare == 0; i++)
			if (giver < 0 || better_giver(t, out, m->unit, i, giver))
				giver = i;
		if (sum <= avail || out[giver] <= 1)
			break;
		int step = sum - avail;
		if (spare && step > spare)
			step = spare;
		if (step > m->unit / 4 + 1)
			step = m->unit / 4 + 1;
		out[giver] -= step < out[giver] ? step : out[giver] - 1;
	}
	for (int i = 0; i < t->n; i++)
		if (out[i] < least[i])
			return false;
	return true;
}

void carry_add(struct carry *c, const struct table *t, const struct row *r)
{
	if (r->total)
		return;
	for (int i = 0; i < t->n; i++) {
		int64_t n;
		if (!t->columns[i].carry || !print_number(r->cells[i], true, &n))
			continue;
		bool page = __builtin_add_overflow(c->page[i], n, &c->page[i]), all = __builtin_add_overflow(c->all[i], n, &c->all[i]);
		c->overflow = c->overflow || page || all;
	}
}

void carry_new_page(struct carry *c)
{
	memset(c->page, 0, sizeof c->page);
}

const char **carry_cells(struct arena *a, const struct table *t, const struct carry *c, const char *label, bool all, const int *widths)
{
	const char **cells = arena_array(a, const char *, t->n);
	int home = -1;
	bool before = true; /* the label stands left of the sums when there is a column */
	for (int i = 0; i < t->n; i++) {
		cells[i] = "";
		if (t->columns[i].carry) {
			before = before && home < 0;
			char sum[RUPIAH_SIZE];
			cells[i] = c->overflow ? "#" : arena_dup(a, rupiah_group(all ? c->all[i] : c->page[i], sum));
		} else if (before && (home < 0 || widths[i] > widths[home])) {
			home = i;
		}
	}
	if (home >= 0)
		cells[home] = label;
	return cells;
}

const char **table_none_cells(struct arena *a, const struct table *t, const int *widths)
{
	const char **cells = arena_array(a, const char *, t->n);
	int home = 0;
	for (int i = 0; i < t->n; i++) {
		cells[i] = "";
		if (t->columns[i].align == ALIGN_LEFT && (t->columns[home].align != ALIGN_LEFT || widths[i] > widths[home]))
			home = i;
	}
	cells[home] = WORD_NONE;
	return cells;
}

size_t table_kept_rows(const struct table *t, size_t i)
{
	size_t n = 1;
	while (i + n < t->count && t->rows[i + n].total && n < 4)
		n++;
	return n;
}

struct lines foot_make(struct arena *a, const struct document *d, const struct render_options *o, int width, int page_width, const struct measure *m)
{
	const char *printed = print_gate(a, o->printed), *mark = d->demo ? WORD_DEMO : "";
	const char *left = arena_printf(a, "%s%s%s", mark, *mark && *printed ? "  " : "", printed);
	const char *both = arena_printf(a, "%s%s%s", left, *left && *d->footer ? "  " : "", d->footer);
	struct lines one = lines_wrap(a, both, width - page_width, m);
	if (one.n == 1 || !*d->footer)
		return one;
	struct lines above = lines_wrap(a, d->footer, width, m), below = lines_wrap(a, left, width - page_width, m);
	struct lines all = { arena_array(a, const char *, above.n + below.n), above.n + below.n };
	memcpy(all.line, above.line, sizeof *all.line * (size_t)above.n);
	memcpy(all.line + above.n, below.line, sizeof *all.line * (size_t)below.n);
	return all;
}

size_t pairs_count(const struct document *d, size_t i)
{
	size_t n = 0;
	while (i + n < d->nblocks && d->blocks[i + n].kind == BLOCK_PAIR)
		n++;
	return n;
}
