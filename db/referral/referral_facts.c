/* Referrals of a period as known at a time: what the report by district counts. */
#include "db/child/person.h"
#include "db/referral/referral_part.h"
#include "db/child/person_merge.h"
#include "db/scope.h"

struct running { row_id id; bool answered, final; caldate final_on; struct referral_fact fact; };

/* The fact is complete: kept unless it was over before the period. */
static void keep(struct running *r, caldate from, caldate to, struct referral_fact *out, size_t *count)
{
	if (!r->id || (r->final && r->final_on < from) || r->fact.closing >= REFERRAL_STATES || r->fact.closing == REFERRAL_KONSEP) return;
	caldate end = r->fact.ended == DATE_NONE ? to : r->fact.ended;
	r->fact.waited = r->fact.since == DATE_NONE || end <= r->fact.since ? 0 : end - r->fact.since;
	out[(*count)++] = r->fact;
}

static void event(struct running *r, enum referral_state s, caldate on, caldate from)
{
	if (on < from) r->fact.opening = s;
	r->fact.closing = s;
	bool clock = s < REFERRAL_STATES && (referral_states[s].clock || s == REFERRAL_KONSEP);
	if (!clock && !r->answered) {
		r->answered = true;
		r->fact.ended = on;
	}
	if (s == REFERRAL_DITEMPATKAN) r->fact.placed = on;
	if (s < REFERRAL_STATES && referral_states[s].final) {
		r->final = true;
		r->final_on = on;
	}
}

struct asked { const struct actor *who; caldate from, to; utc_ms known_at; struct arena *a; struct referral_fact **out; size_t *count; };

/* In one snapshot: there is room for what was counted. */
static bool facts_read(struct db *db, void *ctx, struct err *e)
{
	const struct asked *in = ctx;
	const struct actor *who = in->who;
	struct arena *a = in->a;
	struct running r = { .id = 0 };
	struct stmt *n = scope_stmt(db, who, "SELECT count(*) FROM referral_now n WHERE %s AND n.since_on <= ?2", scope_rows(who));
	stmt_date(n, 2, in->to);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows >= 0) {
		*in->out = arena_array(a, struct referral_fact, rows + 1);
		struct stmt *q = scope_stmt(db, who, "SELECT r.id, r.number, r.district, COALESCE(g.name, ''), p.name, p.sex, p.birth_date, n.since_on, r.sender, v.state, v.on_date, v.reason,"
		                 " " PERSON_SEALED("r.panti_id", "r.person_id") " FROM referral_now n"
		                 " JOIN referral r ON r.id = n.referral_id JOIN person p ON p.id = r.person_id JOIN referral_event v ON v.referral_id = r.id LEFT JOIN region g ON g.code = r.district"
		                 " WHERE %s AND n.since_on <= ?2 AND v.on_date <= ?2 AND v.recorded_at <= ?3 AND (v.void_at IS NULL OR v.void_at > ?3) ORDER BY r.district, r.number, v.id", scope_rows(who));
		stmt_date(q, 2, in->to);
		stmt_int(q, 3, in->known_at ? in->known_at : INT64_MAX);
		while (stmt_row(q)) {
			if (stmt_get_int(q, 0) != r.id) {
				const char *name = arena_dup(a, stmt_get_text(q, 4));
				keep(&r, in->from, in->to, *in->out, in->count);
				r = (struct running){ .id = stmt_get_int(q, 0), .fact = { .id = stmt_get_int(q, 0), .number = arena_dup(a, stmt_get_text(q, 1)), .district = arena_dup(a, stmt_get_text(q, 2)),
					.district_name = arena_dup(a, stmt_get_text(q, 3)), .name = stmt_get_int(q, 12) && scope_rows_hide(who) ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 5)), .birth = stmt_get_date(q, 6),
					.since = stmt_get_date(q, 7), .sender = arena_dup(a, stmt_get_text(q, 8)), .opening = REFERRAL_STATES, .closing = REFERRAL_STATES, .ended = DATE_NONE, .placed = DATE_NONE } };
			}
			event(&r, referral_state_from_code(stmt_get_text(q, 9)), stmt_get_date(q, 10), in->from);
			r.fact.reason = arena_dup(a, stmt_get_text(q, 11));
		}
		keep(&r, in->from, in->to, *in->out, in->count);
		if (!stmt_done(q, e)) rows = -1;
	}
	return rows >= 0;
}

bool referral_facts(struct db *db, const struct actor *who, caldate from, caldate to, utc_ms known_at, struct arena *a, struct referral_fact **out, size_t *count, struct err *e)
{
	struct asked in = { who, from, to, known_at, a, out, count };
	*count = 0;
	*out = NULL;
	return db_may(who, RIGHT_REFERRAL_READ, e) && db_read(db, facts_read, &in, e);
}
