#include "tests/screens/desk_facts.h"

#include <stdio.h>

#include "db/stmt.h"
#include "db/office/user.h"

struct actor desk_actor(struct desk_play *d, const char *name, unsigned roles, const char *district)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct actor out;
	const struct user_new in = { .name = name, .shown = name, .title = "", .nip = "", .district = district, .password = "", .roles = roles };
	desk_must(user_add(d->db, &d->head, &in, &p, &e) != 0, &p, &e);
	desk_must(user_actor(d->db, name, DESK_TODAY, &out, &e), &p, &e);
	return out;
}

struct fixture desk_fixture(const struct desk_play *d)
{
	struct fixture f = { .db = d->db, .panti = d->head.panti, .kepala = d->head, .peksos = d->worker, .tu = d->office, .bendahara = d->treasurer };
	STR_SET(f.dir, d->dir);
	STR_SET(f.path, d->path);
	return f;
}

int64_t desk_sql(const struct desk_play *d, const char *sql)
{
	struct err e = { ERR_NONE, "" };
	int64_t n = stmt_one_int(stmt_built(d->db, sql), -1, &e);
	if (e.kind) fail_msg("%s: %s", sql, e.text);
	return n;
}

const char *desk_sql_text(const struct desk_play *d, const char *sql)
{
	static char text[500];
	struct err e = { ERR_NONE, "" };
	struct stmt *q = stmt_built(d->db, sql);
	text[0] = '\0';
	if (stmt_row(q)) STR_SET(text, stmt_get_text(q, 0));
	if (!stmt_done(q, &e)) fail_msg("%s: %s", sql, e.text);
	return text;
}
