/* The derived row of a report. */
#include "db/community/community_part.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

struct now { /* a row of community_now */
	row_id panti;
	char district[16], state[24], state_on[DATE_ISO_SIZE], received[DATE_ISO_SIZE];
	int64_t open, rank, sort;
};

static bool compute(struct db *db, row_id id, void *row, bool *any, struct err *e)
{
	struct now *n = row;
	struct stmt *q = stmt(db, "SELECT r.panti_id, r.district, r.received_on, r.urgent, v.state, " COMMUNITY_EVENT_DAY " FROM community_report r"
	                          " JOIN community_event v ON v.report_id = r.id WHERE r.id = ?1 AND v.void_at IS NULL ORDER BY v.id DESC LIMIT 1");
	stmt_int(q, 1, id);
	if (stmt_row(q)) {
		*any = true;
		n->panti = stmt_get_int(q, 0);
		STR_SET(n->district, stmt_get_text(q, 1));
		STR_SET(n->received, stmt_get_text(q, 2));
		STR_SET(n->state, stmt_get_text(q, 4));
		STR_SET(n->state_on, stmt_get_text(q, 5));
		enum community_state s = community_state_from_code(n->state);
		n->open = !community_state_final(s);
		n->rank = community_rank(s, stmt_get_int(q, 3) != 0);
		n->sort = community_sort(s, date_from_iso(n->received));
	}
	return stmt_done(q, e);
}

_Static_assert(sizeof(struct now) <= FOLLOW_SIZE, "follow.h");
static const struct follow_column columns[] = {
	FOLLOW("panti_id", ID, struct now, panti), FOLLOW("district", TEXT, struct now, district), FOLLOW("state", TEXT, struct now, state), FOLLOW("open", INT, struct now, open), FOLLOW("state_on", TEXT, struct now, state_on), FOLLOW("received_on", TEXT, struct now, received),
	FOLLOW("rank", INT, struct now, rank), FOLLOW("sort", INT, struct now, sort),
};
const struct follow community_follow = {
	"community_report", "community_event", "community_now", "report_id", columns, COUNT(columns), compute,
	N_("The list row of report %" PRId64 " differs from its events."), N_("The list row of report %" PRId64 " belongs to no report."),
};
