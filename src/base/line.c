#include "src/base/line.h"
#include <stdlib.h>
#include <string.h>
#include "src/base/err.h"
#include "src/base/line_inside.h"
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

size_t line_next(const struct line *l, size_t at)
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

size_t line_previous(const struct line *l, size_t at)
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
		to = line_next(l, to);
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
	size_t from = line_previous(l, l->at);
	replace(l, from, l->at, "", 0);
	l->at = from;
	return true;
}

bool line_delete(struct line *l)
{
	if (l->at >= l->size)
		return false;
	replace(l, l->at, line_next(l, l->at), "", 0);
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
	return go(l, line_previous(l, l->at));
}

bool line_right(struct line *l)
{
	return go(l, line_next(l, l->at));
}

static bool is_space(const struct line *l, size_t at)
{
	return l->text[at] == ' ' || l->text[at] == '\n';
}

bool line_word_left(struct line *l)
{
	size_t at = l->at;
	while (at > 0 && is_space(l, line_previous(l, at)))
		at = line_previous(l, at);
	while (at > 0 && !is_space(l, line_previous(l, at)))
		at = line_previous(l, at);
	return go(l, at);
}

bool line_word_right(struct line *l)
{
	size_t at = l->at;
	while (at < l->size && !is_space(l, at))
		at = line_next(l, at);
	while (at < l->size && is_space(l, at))
		at = line_next(l, at);
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
