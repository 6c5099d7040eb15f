#include "src/base/line.h"
#include <stdlib.h>
#include <string.h>
#include "src/base/err.h"
#include "src/base/mem.h"

void line_init(struct line *l, int max_points, bool lines)
{
	MUST(max_points > 0);
	*l = (struct line){ .max_points = max_points, .lines = lines, .goal = -1 };
	l->room = 64;
	l->text = mem_alloc(l->room);
	l->original = mem_dup("");
}

static void wipe(char *s, size_t n)
{
	explicit_bzero(s, n);
	free(s);
}

void line_free(struct line *l)
{
	if (!l->text)
		return;
	wipe(l->text, l->room);
	wipe(l->original, strlen(l->original));
	*l = (struct line){ .goal = -1 };
}

/* Room for `size` bytes and the NUL. A new block, so that the old one can be wiped. */
static void make_room(struct line *l, size_t size)
{
	if (size < l->room)
		return;
	size_t room = size * 2 + 1;
	char *text = mem_alloc(room);
	memcpy(text, l->text, l->size);
	wipe(l->text, l->room);
	l->text = text;
	l->room = room;
}

static void replace(struct line *l, size_t from, size_t to, const char *bytes, size_t n)
{
	make_room(l, l->size - (to - from) + n);
	memmove(l->text + from + n, l->text + to, l->size - to);
	memcpy(l->text + from, bytes, n);
	l->size = l->size - (to - from) + n;
	l->text[l->size] = '\0';
	l->goal = -1;
}

/* Bytes of the first `most` code points of s. */
static size_t points_bytes(const char *s, int most)
{
	size_t at = 0;
	for (int n; s[at] && most > 0; at += (size_t)n, most--)
		text_next(s + at, &n);
	return at;
}

void line_set(struct line *l, const char *text)
{
	size_t n = points_bytes(text, l->max_points);
	replace(l, 0, l->size, text, n);
	l->at = l->size;
	l->window = 0;
	wipe(l->original, strlen(l->original));
	l->original = mem_dup(l->text);
}

/* A code point that stands on the one before it. */
static bool joins(int32_t c)
{
	return c != '\n' && c != 0 && text_point_width(c) == 0;
}

static size_t next_char(const struct line *l, size_t at)
{
	int n;
	if (at >= l->size)
		return l->size;
	text_next(l->text + at, &n);
	at += (size_t)n;
	while (at < l->size && joins(text_next(l->text + at, &n)))
		at += (size_t)n;
	return at;
}

static size_t back_point(const struct line *l, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)l->text[at] & 0xC0) == 0x80);
	return at;
}

static size_t previous_char(const struct line *l, size_t at)
{
	int n;
	while (at > 0) {
		at = back_point(l, at);
		if (!joins(text_next(l->text + at, &n)))
			break;
	}
	return at;
}

bool line_type(struct line *l, int32_t point)
{
	char bytes[5];
	if (text_forbidden(point) && !(point == '\n' && l->lines))
		return false;
	int n = text_encode(point, bytes);
	if (!n)
		return false;
	size_t to = l->at;
	if (l->overtype && to < l->size && l->text[to] != '\n' && !joins(point))
		to = next_char(l, to);
	int gone = 0, used;
	for (size_t i = l->at; i < to; i += (size_t)used, gone++)
		text_next(l->text + i, &used);
	if (text_points(l->text) - gone + 1 > l->max_points)
		return false;
	if (joins(point)) { /* a mark needs a letter before it, and at most two stand on one */
		int marks = 1;
		size_t i = l->at;
		while (i > 0 && marks <= 2) {
			i = back_point(l, i);
			if (!joins(text_next(l->text + i, &used)))
				break;
			marks++;
		}
		if (l->at == 0 || marks > 2)
			return false;
	}
	replace(l, l->at, to, bytes, (size_t)n);
	l->at += (size_t)n;
	return true;
}

/* Line breaks and tabs of foreign text in the form this field takes; returns the bytes left. */
static size_t paste_tidy(const struct line *l, const char *bytes, size_t size, char *out)
{
	size_t at = 0;
	for (size_t i = 0; i < size; i++) {
		char c = bytes[i];
		if (c == '\r') {
			if (i + 1 < size && bytes[i + 1] == '\n')
				continue;
			c = '\n';
		}
		if (c == '\t' || (c == '\n' && !l->lines))
			c = ' ';
		out[at++] = c;
	}
	while (!l->lines && at && out[at - 1] == ' ')
		at--;
	return at;
}

enum text_fault line_paste(struct line *l, const char *bytes, size_t size)
{
	char *raw = mem_alloc(size + 1), *clean = mem_alloc(size * 3 + 1); /* NFC grows by at most three */
	size_t n = paste_tidy(l, bytes, size, raw);
	enum text_fault fault = text_in(raw, n, l->lines ? TEXT_LINES : 0, 0, clean, size * 3 + 1);
	if (fault == TEXT_OK) {
		int free_points = l->max_points - text_points(l->text);
		size_t fits = points_bytes(clean, free_points);
		if (clean[fits])
			fault = TEXT_LONG;
		replace(l, l->at, l->at, clean, fits);
		l->at += fits;
		/* What was pasted may join on to the letter before it: keep the whole within the gate. */
		char *whole = mem_alloc(l->size * 3 + 1);
		if (text_in(l->text, l->size, l->lines ? TEXT_LINES : 0, 0, whole, l->size * 3 + 1) != TEXT_OK) {
			l->at -= fits;
			replace(l, l->at, l->at + fits, "", 0);
			fault = TEXT_MARKS;
		}
		wipe(whole, l->size * 3 + 1);
	}
	wipe(raw, size + 1);
	wipe(clean, size * 3 + 1);
	return fault;
}

bool line_backspace(struct line *l)
{
	if (!l->at)
		return false;
	size_t from = previous_char(l, l->at);
	replace(l, from, l->at, "", 0);
	l->at = from;
	return true;
}

bool line_delete(struct line *l)
{
	if (l->at >= l->size)
		return false;
	replace(l, l->at, next_char(l, l->at), "", 0);
	return true;
}

static size_t end_of_line(const struct line *l)
{
	return l->at + strcspn(l->text + l->at, l->lines ? "\n" : "");
}

bool line_delete_end(struct line *l)
{
	size_t end = end_of_line(l);
	if (end == l->at)
		return l->lines && line_delete(l); /* an empty line goes itself */
	replace(l, l->at, end, "", 0);
	return true;
}

bool line_clear(struct line *l)
{
	if (!l->size)
		return false;
	replace(l, 0, l->size, "", 0);
	l->at = l->window = 0;
	return true;
}

bool line_undo(struct line *l)
{
	if (!line_changed(l))
		return false;
	replace(l, 0, l->size, l->original, strlen(l->original));
	l->at = l->size;
	return true;
}

bool line_changed(const struct line *l)
{
	return strcmp(l->text, l->original) != 0;
}

static bool go(struct line *l, size_t at)
{
	bool moved = at != l->at;
	l->at = at;
	l->goal = -1;
	return moved;
}

bool line_left(struct line *l)
{
	return go(l, previous_char(l, l->at));
}

bool line_right(struct line *l)
{
	return go(l, next_char(l, l->at));
}

static bool is_space(const struct line *l, size_t at)
{
	return l->text[at] == ' ' || l->text[at] == '\n';
}

bool line_word_left(struct line *l)
{
	size_t at = l->at;
	while (at > 0 && is_space(l, previous_char(l, at)))
		at = previous_char(l, at);
	while (at > 0 && !is_space(l, previous_char(l, at)))
		at = previous_char(l, at);
	return go(l, at);
}

bool line_word_right(struct line *l)
{
	size_t at = l->at;
	while (at < l->size && !is_space(l, at))
		at = next_char(l, at);
	while (at < l->size && is_space(l, at))
		at = next_char(l, at);
	return go(l, at);
}

bool line_home(struct line *l)
{
	size_t at = l->at;
	while (at > 0 && !(l->lines && l->text[at - 1] == '\n'))
		at--;
	return go(l, at);
}

bool line_end(struct line *l)
{
	return go(l, end_of_line(l));
}

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
		size_t before = previous_char(l, l->window), after = next_char(l, before);
		l->window = after > l->window ? before : after;
	}
	/* The whole text and the cursor after it fit: no scrolling. */
	if (text_width(l->text) < columns)
		l->window = 0;
	/* Scroll right until the cursor's column is inside; a wide character under it needs two. */
	int under = l->at < l->size ? char_width(l, l->at, next_char(l, l->at)) : 1;
	if (under < 1)
		under = 1;
	while (l->window < l->at && char_width(l, l->window, l->at) + under > columns)
		l->window = next_char(l, l->window);
	/* Left: as long as there is empty space at the right, show more. */
	while (l->window > 0) {
		size_t before = previous_char(l, l->window);
		if (char_width(l, before, l->size) + 1 > columns)
			break;
		l->window = before;
	}
	*v = (struct line_view){ .start = l->window, .end = l->window };
	while (v->end < l->size) {
		size_t next = next_char(l, v->end);
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
		size_t after = next_char(l, at);
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
		size_t after = next_char(l, at);
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
