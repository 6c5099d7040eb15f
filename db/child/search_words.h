/* What was typed in a search, as folded words; private to db/. */
#ifndef DB_SEARCH_WORDS_H
#define DB_SEARCH_WORDS_H
#include <stdbool.h>
#include <stddef.h>

#define SEARCH_WORDS 8
struct search_word { char text[128]; size_t size; bool number; }; /* number: meets register numbers and NIK */
struct search_words { struct search_word w[SEARCH_WORDS]; int n; bool numbers; /* nothing but numbers */ };

/* Splits and folds; a number typed in groups ("3273 0149") is one word. */
void search_words(const char *typed, struct search_words *out);
bool search_begins(const char *text, const char *prefix, size_t size);
bool search_begins_word(const char *key, const char *prefix, size_t size); /* some word of the key begins so */

#endif
