/* The list's window over its source: a few pages of rows, moved by keyset edges. */
#include "screens/ui/list_state.h"

static void row_copy(struct list_row *to, const struct list_row *from, struct arena *a)
{
	*to = *from;
	to->key = from->key ? arena_dup(a, from->key) : "";
	for (int i = 0; i < LIST_COLUMNS; i++)
		to->cell[i] = from->cell[i] ? arena_dup(a, from->cell[i]) : NULL;
}

int list_fetch(struct list *l, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	int got = l->source->page(l->ctx, from, edge, n, rows, a);

	MUST(got >= 0 && got <= n);
	for (int i = 0; i < got; i++)
		if (!rows[i].key)
			rows[i].key = "";
	return got;
}

void list_reverse(struct list_row *rows, int n)
{
	for (int i = 0; i < n / 2; i++) {
		struct list_row other = rows[i];
		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = other;
	}
}

/* Forward: does a short page mean the end? */
static void list_ended(struct list *l, bool is_short)
{
	l->pending = is_short && l->source->unfinished && l->source->unfinished(l->ctx);
	l->last_known = is_short && !l->pending;
}

/* The window is made anew in another arena: what is kept of the old one is copied, so memory stays a few pages for ever. */
void list_window_set(struct list *l, struct arena *a, struct list_row *rows, int count)
{
	arena_free(l->arena);
	l->arena = a;
	l->rows = rows;
	l->count = count;
	l->serial++;
}

void list_extend(struct list *l, bool forward)
{
	int n = l->height > 0 ? l->height : 1, most = 3 * n + 2;
	struct arena *a = arena_new();
	struct list_row *rows = arena_array(a, struct list_row, n + l->count);
	struct list_row *more = forward ? rows + l->count : rows;
	const struct list_row *edge = l->count == 0 ? NULL : &l->rows[forward ? l->count - 1 : 0];
	int got = list_fetch(l, forward ? LIST_AFTER : LIST_BEFORE, edge, n, more, a);

	if (forward) {
		list_ended(l, got < n);
		int drop = l->count + got > most ? l->count + got - most : 0;
		if (drop > l->top) /* what is shown stays */
			drop = l->top;
		for (int i = drop; i < l->count; i++)
			row_copy(&rows[i], &l->rows[i], a);
		if (drop > 0)
			l->first_known = false;
		l->top -= drop;
		l->at -= drop;
		list_window_set(l, a, rows + drop, l->count + got - drop);
	} else {
		l->first_known = got < n;
		list_reverse(rows, got);
		int keep = l->count + got > most ? most - got : l->count;
		int needed = (l->at > l->top + n ? l->at : l->top + n) + 1;
		if (keep < needed)
			keep = needed < l->count ? needed : l->count;
		for (int i = 0; i < keep; i++)
			row_copy(&rows[got + i], &l->rows[i], a);
		if (keep < l->count)
			l->last_known = false;
		l->top += got;
		l->at += got;
		list_window_set(l, a, rows, got + keep);
	}
}

/* at within the window, top so that at is seen and no row stays empty that could be filled. */
void list_settle(struct list *l)
{
	int n = l->height > 0 ? l->height : 1;

	if (l->count == 0) {
		l->at = l->top = 0;
		return;
	}
	l->at = l->at < 0 ? 0 : l->at >= l->count ? l->count - 1 : l->at;
	if (l->top > l->at)
		l->top = l->at;
	if (l->top < l->at - n + 1)
		l->top = l->at - n + 1;
	if (l->top < 0)
		l->top = 0;
	while (l->count - l->top < n && !l->last_known && !l->pending)
		list_extend(l, true);
	if (l->count - l->top < n) {
		while (l->count < n && !l->first_known)
			list_extend(l, false);
		l->top = l->count - n > 0 ? l->count - n : 0;
	}
}

void list_load_at(struct list *l, const struct list_row *edge)
{
	int n = l->height > 0 ? l->height : 1;
	struct arena *a = arena_new();
	struct list_row *rows = arena_array(a, struct list_row, n + 1);
	struct list_row copy;
	int got;

	if (edge) {
		row_copy(&copy, edge, a); /* the old window goes */
		edge = &copy;
	}
	got = list_fetch(l, LIST_AT, edge, n + 1, rows, a);
	list_ended(l, got < n + 1);
	l->first_known = edge == NULL;
	if (got == 0 && edge && !l->pending) {
		got = list_fetch(l, LIST_BEFORE, NULL, n + 1, rows, a);
		list_reverse(rows, got);
		l->first_known = got < n + 1;
	}
	list_window_set(l, a, rows, got);
}
