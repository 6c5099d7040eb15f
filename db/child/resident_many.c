/* Many cards in an hour (RELIABILITY.md, Access): whoever opens them is asked why once, and the head is told. */
#include "db/audit.h"
#include "db/child/resident_query.h"
#include "src/base/clock.h"

#define HOUR_MS 3600000
#define ROWS_MOST 4000 /* of the log, looked at from its end: an import of this hour does not slow the card */
#define KIND "cards"   /* record kind of the note: found by the log's index */

bool resident_many(struct db *db, const struct actor *who, row_id resident, struct err *e)
{
	row_id seen[CARDS_AN_HOUR];
	int n = 0;
	bool settled = !who->user; /* the owner's command line opens no cards one by one */
	if (settled) return false;
	struct stmt *q = stmt(db, "SELECT at, user_id, action, record_id FROM audit WHERE panti_id = ?1 ORDER BY seq DESC LIMIT ?2");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, ROWS_MOST);
	while (!settled && n < CARDS_AN_HOUR && stmt_row(q)) {
		const char *action = stmt_get_text(q, 2);
		row_id record = stmt_get_int(q, 3);
		if (stmt_get_int(q, 0) <= clock_now() - HOUR_MS) break;
		if (stmt_get_int(q, 1) != who->user) continue;
		if (str_equal(action, "resident.many") || (str_equal(action, "resident.open") && record == resident)) settled = true;
		if (settled || !str_equal(action, "resident.open")) continue;
		int i = 0;
		while (i < n && seen[i] != record) i++;
		if (i == n) seen[n++] = record;
	}
	return stmt_done(q, e) && !settled && n == CARDS_AN_HOUR;
}

bool resident_many_note(struct db *db, const struct actor *who, const char *why, struct err *e)
{
	return audit_note(db, who, "resident.many", KIND, who->user, 0, why, e);
}

int resident_many_told(struct db *db, row_id panti, utc_ms since, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT count(*) FROM audit WHERE record_kind = '" KIND "' AND panti_id = ?1 AND at > ?2");
	stmt_int(q, 1, panti);
	stmt_int(q, 2, since);
	return (int)stmt_one_int(q, 0, e);
}
