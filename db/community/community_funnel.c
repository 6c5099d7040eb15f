/* The funnel: how far each report of a period got, by the report's own events and by those of the referral it became. */
#include "db/child/person_merge.h"
#include "db/community/community_part.h"

/* Placed on the day of the referral's event; staying when one of the child's stays covers the day. */
#define LATER " (SELECT k.state FROM referral_event k WHERE k.referral_id = r.referral_id AND k.void_at IS NULL AND k.on_date <= ?4 ORDER BY k.id DESC LIMIT 1)," \
	" (SELECT min(k.on_date) FROM referral_event k WHERE k.referral_id = r.referral_id AND k.void_at IS NULL AND k.on_date <= ?4 AND k.state = 'ditempatkan')," \
	" EXISTS (SELECT 1 FROM referral f JOIN resident h ON h.panti_id = f.panti_id AND h.person_id = " PERSON_ROOT("f.person_id") " JOIN stay s ON s.resident_id = h.id" \
	" WHERE f.id = r.referral_id AND s.void_at IS NULL AND s.on_date <= ?4 AND NOT EXISTS (SELECT 1 FROM stay_end x WHERE x.stay_id = s.id AND x.void_at IS NULL AND x.on_date <= ?4))"

static struct funnel_one nothing(caldate received)
{
	struct funnel_one one;
	for (int i = 0; i < FUNNEL_STAGES; i++) one.on[i] = DATE_NONE;
	one.on[FUNNEL_REPORTED] = received;
	return one;
}

/* What the referral says of the later stages; columns 5 (its state), 6 (placed on), 7 (in care). */
static void later(struct stmt *q, caldate as_of, struct funnel_one *one)
{
	enum referral_state s = referral_state_from_code(stmt_get_text(q, 5));
	if (one->on[FUNNEL_REFERRED] == DATE_NONE) return;
	if (s == REFERRAL_DITARIK) {
		one->on[FUNNEL_REFERRED] = DATE_NONE;
		return;
	}
	one->on[FUNNEL_PLACED] = stmt_get_date(q, 6);
	if (one->on[FUNNEL_PLACED] != DATE_NONE && stmt_get_int(q, 7)) one->on[FUNNEL_STAYING] = as_of;
}

bool community_funnel(struct db *db, const struct actor *who, caldate from, caldate to, caldate as_of, struct arena *a, struct funnel_fact **out, size_t *count, struct err *e)
{
	*out = NULL;
	*count = 0;
	if (!db_may(who, RIGHT_REPORT_DISTRICT, e)) return false;
	struct stmt *n = scope_stmt(db, who, "SELECT count(*) FROM community_now n WHERE %s AND n.received_on >= ?2 AND n.received_on <= ?3", scope_rows(who));
	stmt_date(n, 2, from);
	stmt_date(n, 3, to);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows >= 0) {
		row_id last = 0;
		*out = arena_array(a, struct funnel_fact, rows + 1);
		struct stmt *q = scope_stmt(db, who, "SELECT r.id, r.district, COALESCE(g.name, ''), r.sector, r.channel," LATER ", v.state, " COMMUNITY_EVENT_DAY ", r.received_on"
		                 " FROM community_now n JOIN community_report r ON r.id = n.report_id JOIN community_event v ON v.report_id = r.id LEFT JOIN region g ON g.code = r.district"
		                 " WHERE %s AND n.received_on >= ?2 AND n.received_on <= ?3 AND v.void_at IS NULL AND (v.on_date <= ?4 OR v.move = 'catat') ORDER BY r.district, r.number, v.id", scope_rows(who));
		stmt_date(q, 2, from);
		stmt_date(q, 3, to);
		stmt_date(q, 4, as_of);
		while (stmt_row(q)) {
			if (stmt_get_int(q, 0) != last) {
				if ((int64_t)*count == rows) break; /* one that came between the two queries: the next print has it */
				last = stmt_get_int(q, 0);
				(*out)[(*count)++] = (struct funnel_fact){ arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)),
					arena_dup(a, stmt_get_text(q, 4)), nothing(stmt_get_date(q, 10)) };
			}
			struct funnel_one *one = &(*out)[*count - 1].one;
			funnel_event(one, community_state_from_code(stmt_get_text(q, 8)), stmt_get_date(q, 9));
			later(q, as_of, one);
		}
		if (!stmt_done(q, e)) rows = -1;
	}
	return rows >= 0;
}
