#include "db/typed.h"
#include "src/base/text.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct typed typed_split(const char *text, int first, bool numbered)
{
	struct typed t = { .first = first, .numbered = numbered };
	char key[256];
	size_t n = 0;
	if (!text) return t;
	text_search_prefix(text, key, sizeof key);
	for (char *at = key; *at && t.count < TYPED_WORDS; t.count++) {
		size_t length = strcspn(at, " ");
		snprintf(t.words[t.count], sizeof t.words[0], "%.*s", (int)length, at);
		at += length + (at[length] == ' ');
	}
	for (; numbered && *text && n + 1 < sizeof t.number; text++)
		if (isalnum((unsigned char)*text) || *text == '-') t.number[n++] = (char)toupper((unsigned char)*text);
	t.any = t.count || *t.number;
	return t;
}

void typed_where(struct buf *sql, const struct typed *t, const char *number, const char *key, const char *hide)
{
	if (!t->any) return;
	buf_puts(sql, " AND (");
	if (t->numbered) buf_printf(sql, "%s LIKE ?%d%s", number, t->first, t->count ? " OR (" : "");
	for (int i = 0; i < t->count; i++) buf_printf(sql, "%s' ' || %s LIKE ?%d", i ? " AND " : "", key, t->first + t->numbered + i);
	if (t->count && hide) buf_printf(sql, " AND %s", hide);
	buf_puts(sql, t->numbered && t->count ? "))" : ")");
}

void typed_bind(struct stmt *q, const struct typed *t)
{
	char pattern[80];
	if (!t->any) return;
	snprintf(pattern, sizeof pattern, "%s%%", *t->number ? t->number : "-");
	if (t->numbered) stmt_text(q, t->first, pattern);
	for (int i = 0; i < t->count; i++) {
		snprintf(pattern, sizeof pattern, "%% %s%%", t->words[i]);
		stmt_text(q, t->first + t->numbered + i, pattern);
	}
}
