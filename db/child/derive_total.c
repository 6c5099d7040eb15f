/* Stored totals of the derived rows: moved with each row that changes, compared by `check`. */
#include "db/child/derive_row.h"

#include <string.h>

#define KEYS "panti_id, status, sex, level, away, incomplete, approved, waiting_school"
#define KEYS_OF_ROWS "panti_id, status, sex, level, CASE WHEN presence <> '' THEN 1 ELSE 0 END AS away, CASE WHEN missing > 0 THEN 1 ELSE 0 END AS incomplete, approved, waiting_school"

static bool add(struct db *db, const struct now *n, int by, struct err *e)
{
	struct stmt *q = stmt(db, "INSERT INTO resident_total (" KEYS ", n) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
		" ON CONFLICT (" KEYS ") DO UPDATE SET n = resident_total.n + excluded.n");
	stmt_int(q, 1, n->i[NOW_PANTI]);
	stmt_text(q, 2, n->t[NOW_STATUS]);
	stmt_text(q, 3, n->t[NOW_SEX]);
	stmt_text(q, 4, n->t[NOW_LEVEL]);
	stmt_int(q, 5, *n->t[NOW_PRESENCE] != '\0');
	stmt_int(q, 6, n->i[NOW_MISSING] > 0);
	stmt_int(q, 7, n->i[NOW_APPROVED]);
	stmt_int(q, 8, n->i[NOW_WAITING]);
	stmt_int(q, 9, by);
	return stmt_run(q, e);
}

static bool counted_alike(const struct now *a, const struct now *b)
{
	return a->i[NOW_PANTI] == b->i[NOW_PANTI] && !strcmp(a->t[NOW_STATUS], b->t[NOW_STATUS]) && !strcmp(a->t[NOW_SEX], b->t[NOW_SEX]) && !strcmp(a->t[NOW_LEVEL], b->t[NOW_LEVEL])
		&& !*a->t[NOW_PRESENCE] == !*b->t[NOW_PRESENCE] && (a->i[NOW_MISSING] > 0) == (b->i[NOW_MISSING] > 0) && a->i[NOW_APPROVED] == b->i[NOW_APPROVED]
		&& a->i[NOW_WAITING] == b->i[NOW_WAITING];
}

bool now_total_move(struct db *db, const struct now *n, const struct now *old, struct err *e)
{
	if (old && counted_alike(n, old))
		return true;
	return (!old || add(db, old, -1, e)) && add(db, n, 1, e);
}

bool now_totals_agree(struct db *db, struct err *e)
{
	static const char counted[] = "SELECT count(*) FROM (SELECT " KEYS_OF_ROWS ", count(*) AS n FROM resident_now GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
		" EXCEPT SELECT " KEYS ", n FROM resident_total) AS t";
	static const char stored[] = "SELECT count(*) FROM (SELECT " KEYS ", n FROM resident_total WHERE n <> 0"
		" EXCEPT SELECT " KEYS_OF_ROWS ", count(*) AS n FROM resident_now GROUP BY 1, 2, 3, 4, 5, 6, 7, 8) AS t";
	return stmt_one_int(stmt(db, counted), -1, e) == 0 && stmt_one_int(stmt(db, stored), -1, e) == 0;
}
