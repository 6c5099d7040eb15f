#include "src/base/words.h"

#include <string.h>

static bool plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._/=:,", c));
}

enum words_fault words_split(const char *line, struct words *out)
{
	enum words_fault fault = WORDS_OK;
	size_t size = strnlen(line, WORDS_BYTES + 1);
	out->n = 0;
	if (size > WORDS_BYTES) fault = WORDS_LONG;
	for (size_t i = 0; i < size && fault == WORDS_OK; i++) {
		bool begins = line[i] != ' ' && (i == 0 || line[i - 1] == ' ');
		if (line[i] != ' ' && !plain(line[i])) fault = WORDS_LETTER;
		else if (begins && out->n == WORDS_MOST) fault = WORDS_LONG;
		else if (begins) out->word[out->n++] = out->room + i;
		out->room[i] = line[i] == ' ' ? 0 : line[i];
	}
	if (fault == WORDS_OK && out->n == 0) fault = WORDS_EMPTY;
	if (fault != WORDS_OK) {
		out->n = 0;
		size = 0;
	}
	out->room[size] = 0;
	out->word[out->n] = NULL;
	return fault;
}
