/* The derived row of a referral out. */
#include "db/partner/referral_out.h"
#include "db/stmt.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

struct now { row_id panti; char state[16], state_on[DATE_ISO_SIZE], since[DATE_ISO_SIZE]; int64_t rank, sort; bool any, open; };

/* Unanswered first, urgent ones on top; then accepted ones; within both the longest waiting first. Finished ones: newest first. */
static void place(struct now *n, bool urgent)
{
	enum out_state s = out_state_from_code(n->state);
	caldate on = date_from_iso(n->state_on);
	n->open = s < OUT_STATES && !out_states[s].final;
	n->rank = !n->open ? 6 : s == OUT_DIKIRIM ? (urgent ? 0 : 1) : 2;
	n->sort = on == DATE_NONE ? 1000000 : n->open ? on : -(int64_t)on;
}

static bool compute(struct db *db, row_id id, struct now *n, struct err *e)
{
	bool urgent = false;
	memset(n, 0, sizeof *n);
	struct stmt *q = stmt(db, "SELECT r.panti_id, r.urgent, v.state, v.on_date FROM referral_out r JOIN referral_out_event v ON v.referral_out_id = r.id WHERE r.id = ?1 AND v.void_at IS NULL ORDER BY v.id");
	stmt_int(q, 1, id);
	while (stmt_row(q)) {
		n->panti = stmt_get_int(q, 0);
		urgent = stmt_get_int(q, 1) != 0;
		STR_SET(n->state, stmt_get_text(q, 2));
		STR_SET(n->state_on, stmt_get_text(q, 3));
		if (!n->any) STR_SET(n->since, stmt_get_text(q, 3));
		n->any = true;
	}
	place(n, urgent);
	return stmt_done(q, e);
}

bool out_derive(struct db *db, row_id id, struct err *e)
{
	struct now n;
	if (!compute(db, id, &n, e)) return false;
	if (!n.any) {
		struct stmt *gone = stmt(db, "DELETE FROM referral_out_now WHERE referral_out_id = ?1");
		stmt_int(gone, 1, id);
		return stmt_run(gone, e);
	}
	struct stmt *q = stmt(db, "INSERT INTO referral_out_now (referral_out_id, panti_id, state, open, state_on, since_on, rank, sort) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
	                          " ON CONFLICT (referral_out_id) DO UPDATE SET panti_id = excluded.panti_id, state = excluded.state, open = excluded.open, state_on = excluded.state_on,"
	                          " since_on = excluded.since_on, rank = excluded.rank, sort = excluded.sort");
	stmt_int(q, 1, id);
	stmt_int(q, 2, n.panti);
	stmt_text(q, 3, n.state);
	stmt_int(q, 4, n.open);
	stmt_text(q, 5, n.state_on);
	stmt_text(q, 6, n.since);
	stmt_int(q, 7, n.rank);
	stmt_int(q, 8, n.sort);
	return stmt_run(q, e);
}

/* Ids after `after`, in chunks, so that no statement stays open while another writes. */
static int chunk(struct db *db, row_id after, row_id *out, int max, struct err *e)
{
	int n = 0;
	struct stmt *q = stmt(db, "SELECT id FROM referral_out WHERE id > ?1 ORDER BY id LIMIT ?2");
	stmt_int(q, 1, after);
	stmt_int(q, 2, max);
	while (n < max && stmt_row(q)) out[n++] = stmt_get_int(q, 0);
	return stmt_done(q, e) ? n : -1;
}

bool out_now_rebuild(struct db *db, struct err *e)
{
	row_id ids[256], after = 0;
	if (!stmt_run(stmt(db, "DELETE FROM referral_out_now"), e)) return false;
	for (int n; (n = chunk(db, after, ids, 256, e)) != 0; after = ids[n - 1]) {
		if (n < 0) return false;
		for (int i = 0; i < n; i++)
			if (!out_derive(db, ids[i], e)) return false;
	}
	return true;
}

static bool same(struct db *db, row_id id, bool *equal, struct err *e)
{
	struct now n;
	if (!compute(db, id, &n, e)) return false;
	struct stmt *q = stmt(db, "SELECT panti_id, state, open, state_on, since_on, rank, sort FROM referral_out_now WHERE referral_out_id = ?1");
	stmt_int(q, 1, id);
	bool there = stmt_row(q);
	*equal = there == n.any && (!there || (stmt_get_int(q, 0) == n.panti && str_equal(stmt_get_text(q, 1), n.state) && stmt_get_int(q, 2) == n.open && str_equal(stmt_get_text(q, 3), n.state_on)
	         && str_equal(stmt_get_text(q, 4), n.since) && stmt_get_int(q, 5) == n.rank && stmt_get_int(q, 6) == n.sort));
	return stmt_done(q, e);
}

bool out_now_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, int *bad, struct err *e)
{
	row_id ids[256], after = 0;
	char line[200];
	*bad = 0;
	for (int n; (n = chunk(db, after, ids, 256, e)) != 0; after = ids[n - 1]) {
		if (n < 0) return false;
		for (int i = 0; i < n; i++) {
			bool equal;
			if (!same(db, ids[i], &equal, e)) return false;
			if (equal) continue;
			++*bad;
			snprintf(line, sizeof line, _("The list row of referral out %" PRId64 " differs from its events."), ids[i]);
			if (tell) tell(ctx, line);
		}
	}
	struct stmt *q = stmt(db, "SELECT referral_out_id FROM referral_out_now WHERE NOT EXISTS (SELECT 1 FROM referral_out WHERE id = referral_out_id)");
	while (stmt_row(q)) {
		++*bad;
		snprintf(line, sizeof line, _("The list row of referral out %" PRId64 " belongs to no referral out."), stmt_get_int(q, 0));
		if (tell) tell(ctx, line);
	}
	return stmt_done(q, e);
}
