/* `check` recomputes the derived rows and compares; `rebuild` remakes them. */
#include "db/child/derive.h"

#include <stdio.h>
#include <string.h>

#include "db/child/derive_row.h"
#include "src/base/i18n.h"

struct check { void (*tell)(void *ctx, const char *line); void *ctx; int64_t bad; };

static void bad(struct check *c, const char *line)
{
	c->bad++;
	if (c->tell)
		c->tell(c->ctx, line);
}

/* Residents after an id, a few hundred at a time, so that no cursor stays open over the work on each. */
static int next_ids(struct db *db, row_id after, row_id *ids, int max, struct err *e)
{
	int n = 0;
	struct stmt *q = stmt(db, "SELECT id FROM resident WHERE id > ?1 ORDER BY id LIMIT ?2");
	stmt_int(q, 1, after);
	stmt_int(q, 2, max);
	while (n < max && stmt_row(q))
		ids[n++] = stmt_get_int(q, 0);
	return stmt_done(q, e) ? n : -1;
}

static bool words_agree(struct db *db, const struct now *n, int64_t *words, struct err *e)
{
	const char *word[NOW_WORDS];
	char buf[NOW_WORDS_SIZE];
	int count = now_words(n, word, buf, sizeof buf);
	*words += count;
	for (int w = 0; w < count; w++) {
		struct stmt *q = stmt(db, "SELECT 1 FROM search_word WHERE panti_id = ?1 AND word = ?2 AND sort_key = ?3 AND resident_id = ?4");
		stmt_int(q, 1, n->i[NOW_PANTI]);
		stmt_text(q, 2, word[w]);
		stmt_text(q, 3, n->t[NOW_SORT]);
		stmt_int(q, 4, n->resident);
		if (!stmt_one_int(q, 0, e))
			return false;
	}
	return true;
}

static bool compare(struct db *db, row_id resident, struct check *c, int64_t *words, struct err *e)
{
	struct now fresh, stored;
	bool found, there;
	char line[400];
	if (!now_compute(db, resident, &fresh, &found, e) || !now_read(db, resident, &stored, &there, e))
		return false;
	int column = there ? now_differs(&fresh, &stored) : 0;
	if (!there) {
		snprintf(line, sizeof line, _("resident %s: the list row is missing."), fresh.t[NOW_REGISTER]);
		bad(c, line);
	} else if (column >= 0) {
		snprintf(line, sizeof line, _("resident %s: %s does not follow from the facts."), fresh.t[NOW_REGISTER], now_names[column]);
		bad(c, line);
	} else if (!words_agree(db, &fresh, words, e)) {
		snprintf(line, sizeof line, _("resident %s: search words are missing."), fresh.t[NOW_REGISTER]);
		bad(c, line);
	}
	return !(e && e->kind);
}

static bool check_all(struct db *db, void *ctx, struct err *e)
{
	struct check *c = ctx;
	row_id ids[256], after = 0;
	int64_t words = 0, residents = 0;
	for (int n; (n = next_ids(db, after, ids, 256, e)) != 0;) {
		if (n < 0)
			return false;
		residents += n;
		for (int i = 0; i < n; i++)
			if (!compare(db, ids[i], c, &words, e))
				return false;
		after = ids[n - 1];
	}
	if (!c->bad) { /* every row that must be there is; now nothing more may be */
		if (stmt_one_int(stmt(db, "SELECT count(*) FROM resident_now"), 0, e) != residents)
			bad(c, _("The list holds children the register does not know."));
		if (stmt_one_int(stmt(db, "SELECT count(*) FROM search_word"), 0, e) != words)
			bad(c, _("There are search words nobody is found by."));
		if (!now_totals_agree(db, e))
			bad(c, _("The stored totals of children are not those of the list."));
	}
	return !(e && e->kind);
}

int64_t derive_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, struct err *e)
{
	struct check c = { tell, ctx, 0 };
	return db_read(db, check_all, &c, e) ? c.bad : -1;
}

bool derive_rebuild(struct db *db, struct err *e)
{
	MUST(db_in_tx(db));
	if (!stmt_run(stmt(db, "DELETE FROM search_word"), e) || !stmt_run(stmt(db, "DELETE FROM resident_now"), e) || !stmt_run(stmt(db, "DELETE FROM resident_total"), e))
		return false;
	row_id ids[256], after = 0;
	for (int n; (n = next_ids(db, after, ids, 256, e)) != 0;) {
		if (n < 0)
			return false;
		for (int i = 0; i < n; i++)
			if (!derive_resident(db, ids[i], e))
				return false;
		after = ids[n - 1];
	}
	return true;
}
