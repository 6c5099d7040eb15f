/* The derived row of a referral out. */
#include "db/partner/referral_out_part.h"
#include "db/stmt.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

struct now { row_id panti; char state[16], state_on[DATE_ISO_SIZE], since[DATE_ISO_SIZE]; int64_t open, rank, sort; };

/* Unanswered first, urgent ones on top; then accepted ones; within both the longest waiting first. Finished ones: newest first. */
static void place(struct now *n, bool urgent)
{
	enum out_state s = out_state_from_code(n->state);
	caldate on = date_from_iso(n->state_on);
	n->open = s < OUT_STATES && !out_states[s].final;
	n->rank = !n->open ? 6 : s == OUT_DIKIRIM ? (urgent ? 0 : 1) : 2;
	n->sort = on == DATE_NONE ? 1000000 : n->open ? on : -(int64_t)on;
}

static bool compute(struct db *db, row_id id, void *row, bool *any, struct err *e)
{
	struct now *n = row;
	bool urgent = false;
	struct stmt *q = stmt(db, "SELECT r.panti_id, r.urgent, v.state, v.on_date FROM referral_out r JOIN referral_out_event v ON v.referral_out_id = r.id WHERE r.id = ?1 AND v.void_at IS NULL ORDER BY v.id");
	stmt_int(q, 1, id);
	while (stmt_row(q)) {
		n->panti = stmt_get_int(q, 0);
		urgent = stmt_get_int(q, 1) != 0;
		STR_SET(n->state, stmt_get_text(q, 2));
		STR_SET(n->state_on, stmt_get_text(q, 3));
		if (!*any) STR_SET(n->since, stmt_get_text(q, 3));
		*any = true;
	}
	place(n, urgent);
	return stmt_done(q, e);
}

_Static_assert(sizeof(struct now) <= FOLLOW_SIZE, "follow.h");
static const struct follow_column columns[] = {
	FOLLOW("panti_id", ID, struct now, panti), FOLLOW("state", TEXT, struct now, state), FOLLOW("open", INT, struct now, open), FOLLOW("state_on", TEXT, struct now, state_on), FOLLOW("since_on", TEXT, struct now, since),
	FOLLOW("rank", INT, struct now, rank), FOLLOW("sort", INT, struct now, sort),
};
const struct follow out_follow = {
	"referral_out", "referral_out_event", "referral_out_now", "referral_out_id", columns, COUNT(columns), compute,
	N_("The list row of referral out %" PRId64 " differs from its events."), N_("The list row of referral out %" PRId64 " belongs to no referral out."),
};
