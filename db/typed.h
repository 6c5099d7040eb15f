/* What a person typed to find rows of a list: folded words, each beginning a word of a search key, or the beginning of a record's number. Private to db/. */
#ifndef DB_TYPED_H
#define DB_TYPED_H
#include "db/stmt.h"
#include "src/base/buf.h"

#define TYPED_WORDS 4 /* further words are not looked at */
struct typed {
	bool any;          /* something to look for: else no condition and no parameter */
	bool numbered;     /* parameter `first` is the number, the words follow; else the words begin there */
	int first, count;
	char words[TYPED_WORDS][64], number[32]; /* number: letters, digits and dashes in capitals */
};
/* text may be NULL. first: the number of its first SQL parameter; it takes up to TYPED_WORDS, and one more when numbered. */
struct typed typed_split(const char *text, int first, bool numbered);
/* " AND (...)": `number` (NULL when not numbered) and `key` are columns; hide (may be NULL): a condition that keeps rows from being found by words. */
void typed_where(struct buf *sql, const struct typed *t, const char *number, const char *key, const char *hide);
void typed_bind(struct stmt *q, const struct typed *t);

#endif
