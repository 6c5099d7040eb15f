/*
 * The line editor under every form field: text, cursor, insert and overtype, undo, what is visible. No terminal here, so it is
 * tested as plain functions. A character is a letter with its combining marks; the cursor never stands between the two.
 */
#ifndef BASE_LINE_H
#define BASE_LINE_H
#include "src/base/text.h"
#include "src/base/types.h"

struct line {
	char *text;        /* UTF-8, NUL-terminated; owner: this struct */
	size_t size, room; /* bytes without the NUL; bytes allocated */
	size_t at;         /* cursor: byte offset of the character under it, == size at the end */
	char *original;    /* what line_undo() goes back to */
	int max_points;
	bool lines;        /* a note: newline is a character */
	bool overtype;     /* TIMPA instead of SISIP */
	size_t window;     /* first byte shown, kept by line_window() */
	int goal;          /* column that up and down aim for, -1 = the cursor's own */
};

void line_init(struct line *l, int max_points, bool lines);
void line_free(struct line *l); /* wipes the text first: it may be a password */
/* Text and undo point; cut at max_points. Cursor at the end. The text is trusted to have passed the gate. */
void line_set(struct line *l, const char *text);

/* Edits. False: nothing changed (full, at an edge, or the gate refuses the character). */
bool line_type(struct line *l, int32_t point); /* inserts or overtypes one code point; '\n' only in notes */
/* Pasted bytes through the text gate. In one-line fields line breaks and tabs become one space each, in notes tabs do.
 * TEXT_LONG: what fitted went in. Any other fault: nothing went in. */
enum text_fault line_paste(struct line *l, const char *bytes, size_t size);
bool line_backspace(struct line *l);
bool line_delete(struct line *l);     /* the character under the cursor */
bool line_delete_end(struct line *l); /* ^Y: to the end (of the row in a note) */
bool line_clear(struct line *l);
bool line_undo(struct line *l);       /* ^U: back to the text of line_set() */
bool line_changed(const struct line *l);

/* Moves. False: the cursor already stood at that edge, so the form goes to the next field. */
bool line_left(struct line *l);
bool line_right(struct line *l);
bool line_word_left(struct line *l);
bool line_word_right(struct line *l);
bool line_home(struct line *l); /* of the line; in a note of the line between two newlines */
bool line_end(struct line *l);
bool line_up(struct line *l, int columns); /* notes, wrapped to that many columns */
bool line_down(struct line *l, int columns);

/* What a one-line field of `columns` columns shows; scrolls so that the cursor is in it. */
struct line_view {
	size_t start, end;  /* bytes of text shown */
	int width;          /* columns they take */
	int cursor;         /* column of the cursor, 0 .. columns - 1 */
	bool left, right;   /* more text on that side */
};
void line_window(struct line *l, int columns, struct line_view *view);

/* Notes: rows wrapped at spaces to columns - 1 (the last column is the cursor's). Given the first byte of a row, returns the byte
 * after its last visible character; *next is the first byte of the following row, SIZE_MAX after the last one. */
size_t line_row(const struct line *l, size_t start, int columns, size_t *next);
int line_rows(const struct line *l, int columns);
void line_place(const struct line *l, int columns, int *row, int *column); /* of the cursor, from 0 */

#endif
