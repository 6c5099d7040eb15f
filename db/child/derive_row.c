/* The stored derived row: reading, comparing, writing; its search words. */
#include "db/child/derive_row.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/mem.h"

#define X(N, sql, kind) sql,
const char *const now_names[NOW_COLUMNS] = { NOW_ALL(X) };
#undef X
#define X(N, sql, kind) #kind
const char now_kinds[NOW_COLUMNS + 1] = NOW_ALL(X);
#undef X

#define NAME(N, sql, kind) ", " sql
#define HOLE(N, sql, kind) ", ?"
#define EXCLUDED_FIRST(N, sql, kind) sql " = excluded." sql
#define EXCLUDED(N, sql, kind) ", " sql " = excluded." sql
#define SET_FIRST(N, sql, kind) sql " = ?"
#define SET(N, sql, kind) ", " sql " = ?"
static const char read_sql[] = "SELECT resident_id" NOW_ALL(NAME) " FROM resident_now WHERE resident_id = ?1";
static const char write_sql[] = "INSERT INTO resident_now (resident_id" NOW_ALL(NAME) ") VALUES (?" NOW_ALL(HOLE) ")"
	" ON CONFLICT (resident_id) DO UPDATE SET " NOW_KEYED_FIRST(EXCLUDED_FIRST) NOW_KEYED_REST(EXCLUDED) NOW_PLAIN_FIRST(EXCLUDED) NOW_PLAIN_REST(EXCLUDED);
static const char update_sql[] = "UPDATE resident_now SET " NOW_PLAIN_FIRST(SET_FIRST) NOW_PLAIN_REST(SET) " WHERE resident_id = ?";

void now_clear(struct now *n, row_id resident)
{
	n->resident = resident;
	n->used = 1;
	n->text[0] = '\0';
	for (int c = 0; c < NOW_COLUMNS; c++) {
		n->i[c] = 0;
		n->t[c] = n->text;
	}
}

void now_set(struct now *n, enum now_column c, const char *text)
{
	size_t size = text ? strlen(text) + 1 : 1;
	if (size == 1) {
		n->t[c] = n->text;
		return;
	}
	MUST(n->used + size <= sizeof n->text); /* every field is bounded: 80 letters of name, keys of 512 bytes */
	memcpy(n->text + n->used, text, size);
	n->t[c] = n->text + n->used;
	n->used += size;
}

bool now_read(struct db *db, row_id resident, struct now *out, bool *found, struct err *e)
{
	now_clear(out, resident);
	struct stmt *q = stmt(db, read_sql);
	stmt_int(q, 1, resident);
	*found = stmt_row(q);
	for (int c = 0; *found && c < NOW_COLUMNS; c++)
		if (now_kinds[c] == 'I' || now_kinds[c] == 'R')
			out->i[c] = stmt_get_int(q, c + 1);
		else
			now_set(out, (enum now_column)c, stmt_get_text(q, c + 1));
	return stmt_done(q, e);
}

static bool differs(const struct now *a, const struct now *b, int c)
{
	return a->i[c] != b->i[c] || strcmp(a->t[c], b->t[c]) != 0;
}

int now_differs(const struct now *a, const struct now *b)
{
	for (int c = 0; c < NOW_COLUMNS; c++)
		if (differs(a, b, c))
			return c;
	return -1;
}

static void bind(struct stmt *q, int at, const struct now *n, int c)
{
	switch (now_kinds[c]) {
	case 'I': stmt_int(q, at, n->i[c]); break;
	case 'R': stmt_id(q, at, n->i[c]); break;
	case 'D': stmt_text_or_null(q, at, n->t[c]); break;
	default: stmt_text(q, at, n->t[c]);
	}
}

static bool words_write(struct db *db, const struct now *n, bool add, struct err *e)
{
	const char *words[NOW_WORDS];
	char buf[NOW_WORDS_SIZE];
	int count = now_words(n, words, buf, sizeof buf);
	for (int w = 0; w < count; w++) {
		struct stmt *q = add ? stmt(db, "INSERT INTO search_word (panti_id, word, sort_key, resident_id) VALUES (?1, ?2, ?3, ?4)")
		                     : stmt(db, "DELETE FROM search_word WHERE panti_id = ?1 AND word = ?2 AND sort_key = ?3 AND resident_id = ?4");
		stmt_int(q, 1, n->i[NOW_PANTI]);
		stmt_text(q, 2, words[w]);
		stmt_text(q, 3, n->t[NOW_SORT]);
		stmt_int(q, 4, n->resident);
		if (!stmt_run(q, e))
			return false;
	}
	return true;
}

bool now_write(struct db *db, const struct now *n, const struct now *old, struct err *e)
{
	bool keyed = !old, words = !old;
	for (int c = 0; old && c < NOW_KEYED_COUNT; c++)
		if (differs(n, old, c)) {
			keyed = true;
			words = words || c == NOW_PANTI || c == NOW_REGISTER || c == NOW_SORT || c == NOW_SEARCH || c == NOW_NIK || c == NOW_MERGED;
		}
	/* an update that touches no indexed column leaves the eight indexes alone */
	struct stmt *q = stmt(db, keyed ? write_sql : update_sql);
	int first = keyed ? 0 : NOW_KEYED_COUNT, at = 1;
	if (keyed)
		stmt_int(q, at++, n->resident);
	for (int c = first; c < NOW_COLUMNS; c++)
		bind(q, at++, n, c);
	if (!keyed)
		stmt_int(q, at, n->resident);
	if (!stmt_run(q, e) || !now_total_move(db, n, old, e))
		return false;
	if (!words)
		return true;
	return (!old || words_write(db, old, false, e)) && words_write(db, n, true, e);
}

static int add_word(const char **words, int count, const char *word)
{
	for (int w = 0; w < count; w++)
		if (!strcmp(words[w], word))
			return count;
	if (*word && count < NOW_WORDS)
		words[count++] = word;
	return count;
}

int now_words(const struct now *n, const char *words[NOW_WORDS], char *buf, size_t size)
{
	int count = 0;
	str_copy(buf, size, n->t[NOW_SEARCH]);
	size_t used = strlen(buf);
	if (*n->t[NOW_MERGED] && used + 2 < size) {
		buf[used++] = ' ';
		str_copy(buf + used, size - used, n->t[NOW_MERGED]);
	}
	for (char *at = buf; at;) {
		char *space = strchr(at, ' ');
		if (space)
			*space++ = '\0';
		count = add_word(words, count, at);
		at = space;
	}
	count = add_word(words, count, n->t[NOW_REGISTER]);
	return add_word(words, count, n->t[NOW_NIK]);
}
