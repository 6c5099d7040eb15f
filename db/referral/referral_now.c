/* The derived row of a referral, and the scope every query of referrals applies. */
#include "db/referral/referral_part.h"
#include "db/child/person_merge.h"
#include "src/base/buf.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

struct now { /* a row of referral_now */
	row_id panti, resident;
	char district[24], state[24], since[DATE_ISO_SIZE], state_on[DATE_ISO_SIZE], reason[1200];
	bool open, urgent, any;
	int64_t rank, sort;
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

static bool compute(struct db *db, row_id id, struct now *n, struct err *e)
{
	memset(n, 0, sizeof *n);
	bool sent = false;
	struct stmt *q = stmt(db, "SELECT r.panti_id, r.district, COALESCE(r.received_on, ''), r.urgent, v.state, v.on_date, v.reason,"
	                          " CASE WHEN v.state = 'ditempatkan' THEN (SELECT s.id FROM resident s WHERE s.panti_id = r.panti_id AND s.person_id = " PERSON_ROOT("r.person_id") ") END"
	                          " FROM referral r JOIN referral_event v ON v.referral_id = r.id WHERE r.id = ?1 AND v.void_at IS NULL ORDER BY v.id");
	stmt_int(q, 1, id);
	while (stmt_row(q)) {
		const char *state = stmt_get_text(q, 4), *on = stmt_get_text(q, 5);
		if (!n->any) { /* the clock starts when the letter is received; until then when it was sent or first written down */
			n->any = true;
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

bool referral_derive(struct db *db, row_id id, struct err *e)
{
	struct now n;
	if (!compute(db, id, &n, e)) return false;
	if (!n.any) {
		struct stmt *gone = stmt(db, "DELETE FROM referral_now WHERE referral_id = ?1");
		stmt_int(gone, 1, id);
		return stmt_run(gone, e);
	}
	struct stmt *q = stmt(db, "INSERT INTO referral_now (referral_id, panti_id, district, state, open, since_on, state_on, reason, urgent, resident_id, rank, sort)"
	                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (referral_id) DO UPDATE SET panti_id = excluded.panti_id,"
	                          " district = excluded.district, state = excluded.state, open = excluded.open, since_on = excluded.since_on, state_on = excluded.state_on,"
	                          " reason = excluded.reason, urgent = excluded.urgent, resident_id = excluded.resident_id, rank = excluded.rank, sort = excluded.sort");
	stmt_int(q, 1, id);
	stmt_id(q, 2, n.panti);
	stmt_text(q, 3, n.district);
	stmt_text(q, 4, n.state);
	stmt_int(q, 5, n.open);
	stmt_text(q, 6, n.since);
	stmt_text(q, 7, n.state_on);
	stmt_text(q, 8, n.reason);
	stmt_int(q, 9, n.urgent);
	stmt_id(q, 10, n.resident);
	stmt_int(q, 11, n.rank);
	stmt_int(q, 12, n.sort);
	return stmt_run(q, e);
}

/* Ids after `after`, in chunks, so that no statement stays open while another writes. */
static int chunk(struct db *db, row_id after, row_id *out, int max, struct err *e)
{
	int n = 0;
	struct stmt *q = stmt(db, "SELECT id FROM referral WHERE id > ?1 ORDER BY id LIMIT ?2");
	stmt_int(q, 1, after);
	stmt_int(q, 2, max);
	while (n < max && stmt_row(q)) out[n++] = stmt_get_int(q, 0);
	return stmt_done(q, e) ? n : -1;
}

bool referral_now_rebuild(struct db *db, struct err *e)
{
	row_id ids[256], after = 0;
	if (!stmt_run(stmt(db, "DELETE FROM referral_now"), e)) return false;
	for (int n; (n = chunk(db, after, ids, 256, e)) != 0; after = ids[n - 1]) {
		if (n < 0) return false;
		for (int i = 0; i < n; i++)
			if (!referral_derive(db, ids[i], e)) return false;
	}
	return true;
}

static bool same(struct db *db, row_id id, bool *equal, struct err *e)
{
	struct now n;
	if (!compute(db, id, &n, e)) return false;
	struct stmt *q = stmt(db, "SELECT panti_id, district, state, open, since_on, state_on, reason, urgent, resident_id, rank, sort FROM referral_now WHERE referral_id = ?1");
	stmt_int(q, 1, id);
	bool there = stmt_row(q);
	*equal = there == n.any && (!there || (stmt_get_int(q, 0) == n.panti && str_equal(stmt_get_text(q, 1), n.district) && str_equal(stmt_get_text(q, 2), n.state)
	         && stmt_get_int(q, 3) == n.open && str_equal(stmt_get_text(q, 4), n.since) && str_equal(stmt_get_text(q, 5), n.state_on)
	         && str_equal(stmt_get_text(q, 6), n.reason) && stmt_get_int(q, 7) == n.urgent && stmt_get_int(q, 8) == n.resident
	         && stmt_get_int(q, 9) == n.rank && stmt_get_int(q, 10) == n.sort));
	return stmt_done(q, e);
}

bool referral_now_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, int *bad, struct err *e)
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
			snprintf(line, sizeof line, _("The list row of referral %" PRId64 " differs from its events."), ids[i]);
			if (tell) tell(ctx, line);
		}
	}
	struct stmt *q = stmt(db, "SELECT referral_id FROM referral_now WHERE NOT EXISTS (SELECT 1 FROM referral WHERE id = referral_id)");
	while (stmt_row(q)) {
		++*bad;
		snprintf(line, sizeof line, _("The list row of referral %" PRId64 " belongs to no referral."), stmt_get_int(q, 0));
		if (tell) tell(ctx, line);
	}
	return stmt_done(q, e);
}

struct referral_scope referral_scope(const struct actor *who)
{
	if (who->panti) return (struct referral_scope){ "n.panti_id = ?1", who->panti, NULL };
	if (*who->district) return (struct referral_scope){ "n.district = ?1", 0, who->district };
	return (struct referral_scope){ "n.panti_id = ?1", -1, NULL }; /* belongs nowhere: sees nothing */
}

bool referral_hides(const struct actor *who) { return who->panti && !may(who, RIGHT_SEALED_READ); }

void referral_scope_bind(struct stmt *q, struct referral_scope s)
{
	if (s.district) stmt_text(q, 1, s.district);
	else stmt_int(q, 1, s.panti);
}

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
