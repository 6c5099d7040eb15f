/* A user's own small choices (sort, columns, theme): "key=value" lines in one column, not audited. */
#include <string.h>

#include "db/stmt.h"
#include "db/office/user.h"
#include "src/base/buf.h"

static char *load(struct db *db, row_id user, struct arena *a)
{
	char *text = arena_dup(a, "");
	struct stmt *q = stmt(db, "SELECT preferences FROM account_user WHERE id = ?1");
	stmt_int(q, 1, user);
	if (stmt_row(q)) text = arena_dup(a, stmt_get_text(q, 0));
	stmt_done(q, NULL); /* unreadable preferences are no preferences */
	return text;
}

/* The line's value when it is `key`'s, else NULL. */
static char *value_of(char *line, const char *key)
{
	size_t n = strlen(key);
	return strncmp(line, key, n) == 0 && line[n] == '=' ? line + n + 1 : NULL;
}

const char *user_preference(struct db *db, const struct actor *who, const char *key, struct arena *a)
{
	char *rest = load(db, who->user, a), *line, *value;
	while ((line = strsep(&rest, "\n")))
		if ((value = value_of(line, key))) return value;
	return "";
}

struct set { const struct actor *who; const char *key, *value; };

static bool set_tx(struct db *db, void *ctx, struct err *e)
{
	const struct set *s = ctx;
	struct arena *a = arena_new();
	struct buf text = BUF_EMPTY;
	char *rest = load(db, s->who->user, a), *line;
	while ((line = strsep(&rest, "\n")))
		if (*line && !value_of(line, s->key)) buf_printf(&text, "%s\n", line);
	buf_printf(&text, "%s=%s\n", s->key, s->value);
	struct stmt *q = stmt(db, "UPDATE account_user SET preferences = ?2 WHERE id = ?1");
	stmt_int(q, 1, s->who->user);
	stmt_text(q, 2, buf_text(&text));
	bool ok = stmt_run(q, e);
	buf_free(&text);
	arena_free(a);
	return ok;
}

bool user_preference_set(struct db *db, const struct actor *who, const char *key, const char *value, struct err *e)
{
	struct set s = { who, key, value };
	return db_tx(db, set_tx, &s, e);
}
