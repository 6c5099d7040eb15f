/* The derived row of a referral. */
#include "db/referral/referral_part.h"
#include "db/child/person_merge.h"
#include "src/base/buf.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

struct now { /* a row of referral_now */
	row_id panti, resident;
	char district[24], state[24], since[DATE_ISO_SIZE], state_on[DATE_ISO_SIZE], reason[1200];
	int64_t open, urgent, rank, sort;
};

/* The order of referral_compare() as two numbers, so that an index holds it: final ones newest first, others longest waiting first. */
static void place(struct now *n)
{
	enum referral_state s = referral_state_from_code(n->state);
	bool final = s >= REFERRAL_STATES || referral_states[s].final;
	caldate since = date_from_iso(n->since);
	n->open = !final;
	n->rank = final ? 6 : (s == REFERRAL_DAFTAR_TUNGGU ? 4 : s == REFERRAL_KONSEP ? 2 : 0) + (n->urgent ? 0 : 1);
	n->sort = since == DATE_NONE ? 1000000 : final ? -(int64_t)since : since;
}

static bool compute(struct db *db, row_id id, void *row, bool *any, struct err *e)
{
	struct now *n = row;
	bool sent = false;
	struct stmt *q = stmt(db, "SELECT r.panti_id, r.district, COALESCE(r.received_on, ''), r.urgent, v.state, v.on_date, v.reason,"
	                          " CASE WHEN v.state = 'ditempatkan' THEN (SELECT s.id FROM resident s WHERE s.panti_id = r.panti_id AND s.person_id = " PERSON_ROOT("r.person_id") ") END"
	                          " FROM referral r JOIN referral_event v ON v.referral_id = r.id WHERE r.id = ?1 AND v.void_at IS NULL ORDER BY v.id");
	stmt_int(q, 1, id);
	while (stmt_row(q)) {
		const char *state = stmt_get_text(q, 4), *on = stmt_get_text(q, 5);
		if (!*any) { /* the clock starts when the letter is received; until then when it was sent or first written down */
			*any = true;
			STR_SET(n->district, stmt_get_text(q, 1));
			n->urgent = stmt_get_int(q, 3) != 0;
			STR_SET(n->since, *stmt_get_text(q, 2) ? stmt_get_text(q, 2) : on);
		}
		if (strcmp(state, "dikirim") == 0 && !sent && !*stmt_get_text(q, 2)) STR_SET(n->since, on);
		if (strcmp(state, "konsep") != 0 && strcmp(state, "ditarik") != 0) sent = true;
		n->panti = sent ? stmt_get_int(q, 0) : 0;
		if (strcmp(n->state, state) != 0) STR_SET(n->state_on, on); /* an advice does not begin the assessment anew */
		STR_SET(n->state, state);
		STR_SET(n->reason, stmt_get_text(q, 6));
		n->resident = stmt_get_int(q, 7);
	}
	place(n);
	return stmt_done(q, e);
}

_Static_assert(sizeof(struct now) <= FOLLOW_SIZE, "follow.h");
static const struct follow_column columns[] = {
	FOLLOW("panti_id", ID, struct now, panti), FOLLOW("district", TEXT, struct now, district), FOLLOW("state", TEXT, struct now, state), FOLLOW("open", INT, struct now, open), FOLLOW("since_on", TEXT, struct now, since), FOLLOW("state_on", TEXT, struct now, state_on),
	FOLLOW("reason", TEXT, struct now, reason), FOLLOW("urgent", INT, struct now, urgent), FOLLOW("resident_id", ID, struct now, resident), FOLLOW("rank", INT, struct now, rank), FOLLOW("sort", INT, struct now, sort),
};
const struct follow referral_follow = {
	"referral", "referral_event", "referral_now", "referral_id", columns, COUNT(columns), compute,
	N_("The list row of referral %" PRId64 " differs from its events."), N_("The list row of referral %" PRId64 " belongs to no referral."),
};

void referral_clock_states(struct buf *sql)
{
	for (int s = 0, n = 0; s < REFERRAL_STATES; s++)
		if (referral_states[s].clock) buf_printf(sql, "%s'%s'", n++ ? ", " : "", referral_states[s].code);
}

void referral_columns_read(struct stmt *q, int first, struct arena *a, const char *v[REFERRAL_FIELDS])
{
	static const enum referral_field order[] = { REFERRAL_F_LETTER_NO, REFERRAL_F_LETTER_DATE, REFERRAL_F_RECEIVED_ON, REFERRAL_F_DISTRICT, REFERRAL_F_SENDER,
	                                             REFERRAL_F_CHANNEL, REFERRAL_F_REASON, REFERRAL_F_CLUSTERS, REFERRAL_F_URGENT, REFERRAL_F_NOTE };
	_Static_assert(COUNT(order) == REFERRAL_FIELDS, "a column per field: extend REFERRAL_COLUMNS too");
	for (size_t i = 0; i < COUNT(order); i++)
		v[order[i]] = arena_dup(a, stmt_get_text(q, first + (int)i));
}
