/* What of a line is seen: the window of a one-line field, the wrapped rows of a note, and the moves that depend on them. */
#include "src/base/line.h"
#include "src/base/err.h"
#include "src/base/line_inside.h"

static int char_width(const struct line *l, size_t at, size_t next)
{
	int width = 0;
	for (int n; at < next; at += (size_t)n)
		width += text_point_width(text_next(l->text + at, &n));
	return width;
}

void line_window(struct line *l, int columns, struct line_view *v)
{
	MUST(columns > 0);
	if (l->window > l->at)
		l->window = l->at;
	else if (l->window > 0) { /* an edit may have left it within a character */
		size_t before = line_previous(l, l->window), after = line_next(l, before);
		l->window = after > l->window ? before : after;
	}
	/* The whole text and the cursor after it fit: no scrolling. */
	if (text_width(l->text) < columns)
		l->window = 0;
	/* Scroll right until the cursor's column is inside; a wide character under it needs two. */
	int under = l->at < l->size ? char_width(l, l->at, line_next(l, l->at)) : 1;
	if (under < 1)
		under = 1;
	while (l->window < l->at && char_width(l, l->window, l->at) + under > columns)
		l->window = line_next(l, l->window);
	/* Left: as long as there is empty space at the right, show more. */
	while (l->window > 0) {
		size_t before = line_previous(l, l->window);
		if (char_width(l, before, l->size) + 1 > columns)
			break;
		l->window = before;
	}
	*v = (struct line_view){ .start = l->window, .end = l->window };
	while (v->end < l->size) {
		size_t next = line_next(l, v->end);
		int w = char_width(l, v->end, next);
		if (v->width + w > columns)
			break;
		v->width += w;
		v->end = next;
	}
	v->cursor = char_width(l, v->start, l->at);
	v->left = v->start > 0;
	v->right = v->end < l->size;
}

size_t line_row(const struct line *l, size_t start, int columns, size_t *next)
{
	int width = 0, most = columns > 1 ? columns - 1 : 1;
	size_t at = start, space = SIZE_MAX; /* the last space a row may break at */
	while (at < l->size && l->text[at] != '\n') {
		size_t after = line_next(l, at);
		int w = char_width(l, at, after);
		if (l->text[at] == ' ')
			space = at;
		if (width + w > most) {
			if (l->text[at] == ' ') {
				*next = at + 1;
				return at;
			}
			if (space != SIZE_MAX) {
				*next = space + 1;
				return space;
			}
			*next = at > start ? at : after; /* one word longer than the row */
			return *next;
		}
		width += w;
		at = after;
	}
	*next = at < l->size ? at + 1 : SIZE_MAX;
	return at;
}

/* The row the cursor stands in: its number, first byte and end. */
static int row_of_cursor(const struct line *l, int columns, size_t *start, size_t *end, size_t *previous)
{
	size_t next;
	*start = 0;
	*previous = SIZE_MAX;
	for (int row = 0;; row++) {
		*end = line_row(l, *start, columns, &next);
		if (next == SIZE_MAX || l->at < next)
			return row;
		*previous = *start;
		*start = next;
	}
}

int line_rows(const struct line *l, int columns)
{
	size_t at = 0;
	int rows = 0;
	for (; at != SIZE_MAX; rows++)
		line_row(l, at, columns, &at);
	return rows;
}

void line_place(const struct line *l, int columns, int *row, int *column)
{
	size_t start, end, previous;
	*row = row_of_cursor(l, columns, &start, &end, &previous);
	*column = char_width(l, start, l->at);
}

/* Cursor to the column nearest the goal in the row that begins at `start`. */
static bool go_row(struct line *l, size_t start, int columns, int goal)
{
	size_t next, end = line_row(l, start, columns, &next), at = start;
	int width = 0;
	while (at < end) {
		size_t after = line_next(l, at);
		int w = char_width(l, at, after);
		if (width + w > goal || (after == end && next == end)) /* in the middle of a long word the end belongs to the next row */
			break;
		width += w;
		at = after;
	}
	l->at = at;
	l->goal = goal;
	return true;
}

bool line_up(struct line *l, int columns)
{
	size_t start, end, previous;
	if (!l->lines)
		return false;
	row_of_cursor(l, columns, &start, &end, &previous);
	int goal = l->goal >= 0 ? l->goal : char_width(l, start, l->at);
	return previous != SIZE_MAX && go_row(l, previous, columns, goal);
}

bool line_down(struct line *l, int columns)
{
	size_t start, end, previous, next;
	if (!l->lines)
		return false;
	row_of_cursor(l, columns, &start, &end, &previous);
	int goal = l->goal >= 0 ? l->goal : char_width(l, start, l->at);
	line_row(l, start, columns, &next);
	return next != SIZE_MAX && go_row(l, next, columns, goal);
}
