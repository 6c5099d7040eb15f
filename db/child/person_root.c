/* Whom a record given up belongs to now: the links of person_merge followed to their end, kept as a table that queries join. */
#include "db/child/person_merge.h"

#include <stdio.h>

#include "db/stmt.h"
#include "src/base/i18n.h"

#define CHAIN 64 /* links of one chain at most: a longer one is a ring, which no merge makes */

/* Following the links themselves, not the table. */
static row_id follow(struct db *db, row_id person, struct err *e)
{
	row_id at = person;
	for (int i = 0; i < CHAIN; i++) {
		struct stmt *q = stmt(db, "SELECT kept_id FROM person_merge WHERE gone_id = ?1 AND void_at IS NULL");
		stmt_int(q, 1, at);
		row_id next = stmt_one_int(q, 0, e);
		if (!next)
			return at;
		at = next;
	}
	err_set(e, ERR_DATA, "%s", _("The links between merged records run in a ring. Restore the last backup."));
	return person;
}

row_id person_root(struct db *db, row_id person)
{
	struct stmt *q = stmt(db, "SELECT root_id FROM person_root WHERE person_id = ?1");
	stmt_int(q, 1, person);
	return stmt_one_int(q, person, NULL);
}

row_id resident_root(struct db *db, row_id resident)
{
	struct stmt *q = stmt(db, "SELECT k.id FROM resident r JOIN person_root g ON g.person_id = r.person_id JOIN resident k ON k.person_id = g.root_id AND k.panti_id = r.panti_id WHERE r.id = ?1");
	stmt_int(q, 1, resident);
	return stmt_one_int(q, resident, NULL);
}

int person_tree(struct db *db, row_id person, row_id *out, int max)
{
	int n = 0;
	out[n++] = person;
	struct stmt *q = stmt(db, "SELECT person_id FROM person_root WHERE root_id = ?1 ORDER BY person_id");
	stmt_int(q, 1, person);
	while (n < max && stmt_row(q))
		out[n++] = stmt_get_int(q, 0);
	stmt_done(q, NULL);
	return n;
}

bool person_merged_refused(struct db *db, row_id resident, struct err *e)
{
	char from[40] = "", to[40] = "";
	row_id root = resident_root(db, resident);
	struct stmt *q = stmt(db, "SELECT id, register_no FROM resident WHERE id = ?1 OR id = ?2");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, root);
	while (stmt_row(q)) {
		if (stmt_get_int(q, 0) == resident)
			STR_SET(from, stmt_get_text(q, 1));
		else
			STR_SET(to, stmt_get_text(q, 1));
	}
	return stmt_done(q, e) && err_set(e, ERR_DATA, _("%s was merged into %s. Open %s."), from, to, to);
}

bool person_roots_remake(struct db *db, const row_id *persons, int n, struct err *e)
{
	for (int i = 0; i < n; i++) {
		row_id root = follow(db, persons[i], e);
		struct stmt *q = root == persons[i] ? stmt(db, "DELETE FROM person_root WHERE person_id = ?1")
			: stmt(db, "INSERT INTO person_root (person_id, root_id) VALUES (?1, ?2) ON CONFLICT (person_id) DO UPDATE SET root_id = excluded.root_id");
		stmt_int(q, 1, persons[i]);
		if (root != persons[i])
			stmt_int(q, 2, root);
		if (!stmt_run(q, e))
			return false;
	}
	return !(e && e->kind);
}

/* Persons given up after an id, some at a time, so that no cursor stays open while rows are written. */
static int next_gone(struct db *db, row_id after, row_id *out, int max, struct err *e)
{
	int n = 0;
	struct stmt *q = stmt(db, "SELECT gone_id FROM person_merge WHERE void_at IS NULL AND gone_id > ?1 ORDER BY gone_id LIMIT ?2");
	stmt_int(q, 1, after);
	stmt_int(q, 2, max);
	while (n < max && stmt_row(q))
		out[n++] = stmt_get_int(q, 0);
	return stmt_done(q, e) ? n : -1;
}

bool person_root_rebuild(struct db *db, struct err *e)
{
	row_id ids[256], after = 0;
	if (!stmt_run(stmt(db, "DELETE FROM person_root"), e))
		return false;
	for (int n; (n = next_gone(db, after, ids, 256, e)) != 0; after = ids[n - 1])
		if (n < 0 || !person_roots_remake(db, ids, n, e))
			return false;
	return true;
}

bool person_root_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, struct err *e)
{
	row_id ids[256], after = 0;
	int64_t gone = 0;
	char line[200];
	for (int n; (n = next_gone(db, after, ids, 256, e)) != 0; after = ids[n - 1]) {
		if (n < 0)
			return false;
		gone += n;
		for (int i = 0; i < n; i++) {
			struct err ring = { ERR_NONE, "" };
			row_id root = follow(db, ids[i], &ring);
			if (ring.kind == ERR_NONE && person_root(db, ids[i]) == root)
				continue;
			snprintf(line, sizeof line, _("The record %" PRId64 " was merged, but the list of merged records does not say so."), ids[i]);
			tell(ctx, ring.kind ? ring.text : line);
		}
	}
	if (stmt_one_int(stmt(db, "SELECT count(*) FROM person_root"), 0, e) != gone)
		tell(ctx, _("The list of merged records holds some that were never merged."));
	struct stmt *q = stmt(db, "SELECT count(*) FROM stay_aside a JOIN person_merge m ON m.id = a.merge_id WHERE coalesce(a.void_at, 0) <> coalesce(m.void_at, 0) OR a.recorded_at <> m.recorded_at");
	if (stmt_one_int(q, 0, e))
		tell(ctx, _("Stays are set aside that no merge sets aside."));
	return !(e && e->kind);
}
