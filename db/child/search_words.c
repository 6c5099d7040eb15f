/* What was typed, as folded words. */
#include "db/child/search_words.h"

#include <string.h>

#include "src/base/mem.h"
#include "src/base/text.h"

void search_words(const char *typed, struct search_words *out)
{
	char copy[512], folded[512], joined[512] = "";
	bool digits_only = true;
	memset(out, 0, sizeof *out);
	STR_SET(copy, typed);
	for (const char *c = copy; *c; c++)
		digits_only = digits_only && ((*c >= '0' && *c <= '9') || *c == ' ' || *c == '.');
	if (digits_only) { /* "3273 0149": a number typed in groups */
		size_t used = 0;
		for (const char *c = copy; *c; c++)
			if (*c != ' ' && *c != '.')
				joined[used++] = *c;
		joined[used] = '\0';
		STR_SET(copy, joined);
	}
	for (char *at = copy, *space; at && out->n < SEARCH_WORDS; at = space) {
		space = strchr(at, ' ');
		if (space)
			*space++ = '\0';
		if (!*at)
			continue;
		if (strpbrk(at, "0123456789")) {
			struct search_word *w = &out->w[out->n++];
			STR_SET(w->text, at);
			w->number = true;
			continue;
		}
		text_search_prefix(at, folded, sizeof folded);
		for (char *part = folded, *gap; part && out->n < SEARCH_WORDS; part = gap) {
			gap = strchr(part, ' ');
			if (gap)
				*gap++ = '\0';
			if (*part)
				STR_SET(out->w[out->n++].text, part);
		}
	}
	out->numbers = true;
	for (int i = 0; i < out->n; i++) {
		out->numbers = out->numbers && out->w[i].number;
		out->w[i].size = strlen(out->w[i].text);
	}
}

bool search_begins(const char *text, const char *prefix, size_t size)
{
	return strncmp(text, prefix, size) == 0;
}

bool search_begins_word(const char *key, const char *prefix, size_t size)
{
	for (const char *at = key; at; at = strchr(at, ' '), at = at ? at + 1 : NULL)
		if (search_begins(at, prefix, size))
			return true;
	return false;
}
