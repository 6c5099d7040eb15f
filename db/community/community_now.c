/* The derived row of a report, and the scope every query of reports applies. */
#include "db/community/community_part.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

const char *community_scope(const struct actor *who)
{
	return who->panti || !*who->district ? "n.panti_id = ?1" : "n.district = ?1";
}

void community_scope_bind(struct stmt *q, const struct actor *who)
{
	char regency[6];
	STR_SET(regency, who->district);
	if (who->panti || !*who->district) stmt_int(q, 1, who->panti ? who->panti : -1); /* belongs nowhere: sees nothing */
	else stmt_text(q, 1, regency);
}

bool community_hides(const struct actor *who)
{
	return who->panti && !may(who, RIGHT_SEALED_READ);
}

struct now { /* a row of community_now */
	row_id panti;
	char district[16], state[24], state_on[DATE_ISO_SIZE], received[DATE_ISO_SIZE];
	bool open, any;
	int64_t rank, sort;
};

static bool compute(struct db *db, row_id id, struct now *n, struct err *e)
{
	memset(n, 0, sizeof *n);
	struct stmt *q = stmt(db, "SELECT r.panti_id, r.district, r.received_on, r.urgent, v.state, " COMMUNITY_EVENT_DAY " FROM community_report r"
	                          " JOIN community_event v ON v.report_id = r.id WHERE r.id = ?1 AND v.void_at IS NULL ORDER BY v.id DESC LIMIT 1");
	stmt_int(q, 1, id);
	if (stmt_row(q)) {
		n->any = true;
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

bool community_derive(struct db *db, row_id id, struct err *e)
{
	struct now n;
	if (!compute(db, id, &n, e)) return false;
	if (!n.any) {
		struct stmt *gone = stmt(db, "DELETE FROM community_now WHERE report_id = ?1");
		stmt_int(gone, 1, id);
		return stmt_run(gone, e);
	}
	struct stmt *q = stmt(db, "INSERT INTO community_now (report_id, panti_id, district, state, open, state_on, received_on, rank, sort) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
	                          " ON CONFLICT (report_id) DO UPDATE SET panti_id = excluded.panti_id, district = excluded.district, state = excluded.state, open = excluded.open,"
	                          " state_on = excluded.state_on, received_on = excluded.received_on, rank = excluded.rank, sort = excluded.sort");
	stmt_int(q, 1, id);
	stmt_id(q, 2, n.panti);
	stmt_text(q, 3, n.district);
	stmt_text(q, 4, n.state);
	stmt_int(q, 5, n.open);
	stmt_text(q, 6, n.state_on);
	stmt_text(q, 7, n.received);
	stmt_int(q, 8, n.rank);
	stmt_int(q, 9, n.sort);
	return stmt_run(q, e);
}

/* Ids after `after`, in chunks, so that no statement stays open while another writes. */
static int chunk(struct db *db, row_id after, row_id *out, int max, struct err *e)
{
	int n = 0;
	struct stmt *q = stmt(db, "SELECT id FROM community_report WHERE id > ?1 ORDER BY id LIMIT ?2");
	stmt_int(q, 1, after);
	stmt_int(q, 2, max);
	while (n < max && stmt_row(q)) out[n++] = stmt_get_int(q, 0);
	return stmt_done(q, e) ? n : -1;
}

bool community_now_rebuild(struct db *db, struct err *e)
{
	row_id ids[256], after = 0;
	if (!stmt_run(stmt(db, "DELETE FROM community_now"), e)) return false;
	for (int n; (n = chunk(db, after, ids, 256, e)) != 0; after = ids[n - 1]) {
		if (n < 0) return false;
		for (int i = 0; i < n; i++)
			if (!community_derive(db, ids[i], e)) return false;
	}
	return true;
}

static bool same(struct db *db, row_id id, bool *equal, struct err *e)
{
	struct now n;
	if (!compute(db, id, &n, e)) return false;
	struct stmt *q = stmt(db, "SELECT panti_id, district, state, open, state_on, received_on, rank, sort FROM community_now WHERE report_id = ?1");
	stmt_int(q, 1, id);
	bool there = stmt_row(q);
	*equal = there == n.any && (!there || (stmt_get_int(q, 0) == n.panti && str_equal(stmt_get_text(q, 1), n.district) && str_equal(stmt_get_text(q, 2), n.state)
	         && stmt_get_int(q, 3) == n.open && str_equal(stmt_get_text(q, 4), n.state_on) && str_equal(stmt_get_text(q, 5), n.received)
	         && stmt_get_int(q, 6) == n.rank && stmt_get_int(q, 7) == n.sort));
	return stmt_done(q, e);
}

bool community_now_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, int *bad, struct err *e)
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
			snprintf(line, sizeof line, _("The list row of report %" PRId64 " differs from its events."), ids[i]);
			if (tell) tell(ctx, line);
		}
	}
	struct stmt *lost = stmt(db, "SELECT count(*) FROM community_now n WHERE NOT EXISTS (SELECT 1 FROM community_report r WHERE r.id = n.report_id)");
	int64_t rows = stmt_one_int(lost, -1, e);
	if (rows < 0) return false;
	if (rows > 0) {
		*bad += (int)rows;
		snprintf(line, sizeof line, _("%" PRId64 " list rows of reports belong to no report."), rows);
		if (tell) tell(ctx, line);
	}
	return true;
}
