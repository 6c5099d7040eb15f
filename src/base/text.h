/*
 * The one Unicode gate: text_in() for everything that enters (keys, files, arguments), text_out() for everything that
 * leaves (screen, stderr, log, CSV, paper). RELIABILITY.md, "Text gate". All text inside is UTF-8 in NFC.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/base/types.h"

enum text_fault {
	TEXT_OK, TEXT_NOT_UTF8, TEXT_CONTROL, /* C0, C1, NUL, newline where not allowed */
	TEXT_INVISIBLE,                       /* bidi, zero width, tags, private use, noncharacter */
	TEXT_MARKS,                           /* more than two combining marks on one letter */
	TEXT_LONG,
};
#define TEXT_LINES 1u /* newline allowed (notes) */

/* Checks and normalises `in` (bytes long) to NFC in out (size bytes with NUL); max_points 0 = as long as fits. On a fault out is "". */
enum text_fault text_in(const char *in, size_t bytes, unsigned flags, int max_points, char *out, size_t size);
/* One sentence in the user's language that says what is wrong and how to mend it. */
const char *text_fault_message(enum text_fault fault);
/* Copies to out with every dangerous code point as U+FFFD (ascii false) or '?' (true). Never fails; cuts at a character. */
void text_out(const char *in, char *out, size_t size, bool ascii);
bool text_forbidden(int32_t point); /* the set both gates share; newline included */

int text_points(const char *s);          /* code points */
int text_width(const char *s);           /* columns on a terminal; 0 for marks */
int text_point_width(int32_t point);
/* Decodes one code point at s (NUL-terminated, valid UTF-8), stores its byte length; U+FFFD and 1 for a broken byte; 0 at the end. */
int32_t text_next(const char *s, int *bytes);
int text_encode(int32_t point, char out[5]); /* returns bytes, NUL-terminates */
/* Cuts to at most `columns` columns, ending in '~' when something was cut (names on lists; numbers must never be cut). */
void text_fit(const char *s, int columns, char *out, size_t size);

/* Search key: lower case, marks stripped, punctuation to single spaces, Indonesian spellings folded so that they meet
 * (oe=u, dj=j, tj=c, sj=sy, nj=ny, double letters, trailing h, Moh/Mochamad/Muhammad/M. = muhamad, Abd/Abdul; DOMAIN.md 4).
 * Words separated by one space. The same function makes the stored key and the key of what is typed. */
void text_search_key(const char *name, char *out, size_t size);
/* The key of a word still being typed: folds, but keeps an unfinished ending open (a trailing 'h', 'm', 'moh' is a prefix). */
void text_search_prefix(const char *typed, char *out, size_t size);
/* Collation key for name order: folded case and marks but no spelling rules. */
void text_sort_key(const char *name, char *out, size_t size);

/* Nearest of `words` (NULL-terminated) to `typed` by edit distance, or NULL when nothing is near. */
const char *text_nearest(const char *typed, const char *const *words);

#endif
