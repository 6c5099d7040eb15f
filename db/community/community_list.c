/* The inbox of reports: rows by keyset, counts, work for Home. Every query starts from community_now and its scope. */
#include "db/community/community_part.h"
#include "db/office/panti.h"
#include "db/typed.h"
#include "src/base/buf.h"

static bool given(const char *text) { return text && *text; }

/* Conditions of a filter; parameters 2 (state), 3 (channel), 4 (sector), 5 ... (what was typed). */
static void where(struct buf *sql, const struct actor *who, const struct community_filter *f, const struct typed *typed)
{
	buf_puts(sql, scope_rows(who));
	if (f->view == COMMUNITY_VIEW_OPEN) buf_puts(sql, " AND n.rank < 6");
	if (f->view == COMMUNITY_VIEW_STATE) buf_puts(sql, " AND n.state = ?2");
	if (given(f->channel)) buf_puts(sql, " AND r.channel = ?3");
	if (given(f->sector)) buf_puts(sql, " AND r.sector = ?4");
	typed_where(sql, typed, "r.number", "r.search_key", scope_rows_hide(who) ? "NOT " COMMUNITY_SEALED : NULL); /* a hidden child is never found by name */
}

static void bind(struct stmt *q, const struct actor *who, const struct community_filter *f, const struct typed *typed)
{
	scope_rows_bind(q, who);
	if (f->view == COMMUNITY_VIEW_STATE) stmt_text(q, 2, community_state_code(f->state));
	if (given(f->channel)) stmt_text(q, 3, f->channel);
	if (given(f->sector)) stmt_text(q, 4, f->sector);
	typed_bind(q, typed);
}

#define ROW_COLUMNS "n.report_id, n.rank, n.sort, r.number, r.name, r.sex, r.place, r.village, n.district, COALESCE((SELECT g.name FROM region g WHERE g.code = n.district), '')," \
	" r.work, r.sector, r.channel, r.age_seen, r.children, r.birth_date, r.received_on, r.seen_on, n.state_on, r.seen_hour, n.state, r.urgent, r.referral_id, r.company_id," \
	" COALESCE((SELECT f.number FROM referral f WHERE f.id = r.referral_id), ''), " COMMUNITY_SEALED
#define FROM " FROM community_now n CROSS JOIN community_report r WHERE r.id = n.report_id AND "

static void read_row(struct stmt *q, const struct actor *who, caldate today, struct arena *a, struct community_row *r)
{
	const char *name = arena_dup(a, stmt_get_text(q, 4));
	bool hidden = stmt_get_int(q, 25) && scope_rows_hide(who);
	*r = (struct community_row){ .id = stmt_get_int(q, 0), .number = arena_dup(a, stmt_get_text(q, 3)), .name = hidden ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 5)),
		.place = arena_dup(a, stmt_get_text(q, 6)), .village = arena_dup(a, stmt_get_text(q, 7)), .district = arena_dup(a, stmt_get_text(q, 8)), .district_name = arena_dup(a, stmt_get_text(q, 9)),
		.work = arena_dup(a, stmt_get_text(q, 10)), .sector = arena_dup(a, stmt_get_text(q, 11)), .channel = arena_dup(a, stmt_get_text(q, 12)),
		.age_seen = stmt_is_null(q, 13) ? -1 : (int)stmt_get_int(q, 13), .children = (int)stmt_get_int(q, 14), .birth = stmt_get_date(q, 15), .received = stmt_get_date(q, 16),
		.seen_on = stmt_get_date(q, 17), .state_on = stmt_get_date(q, 18), .seen_hour = arena_dup(a, stmt_get_text(q, 19)), .state = community_state_from_code(stmt_get_text(q, 20)),
		.urgent = stmt_get_int(q, 21) != 0, .referral = stmt_get_int(q, 22), .company = stmt_get_int(q, 23), .referral_no = arena_dup(a, stmt_get_text(q, 24)) };
	r->key = (struct community_key){ stmt_get_int(q, 1), stmt_get_int(q, 2), r->id };
	if (hidden) r->birth = DATE_NONE;
	if (!community_state_final(r->state) && r->received != DATE_NONE && r->received < today) r->days = today - r->received;
}

int community_list(struct db *db, const struct actor *who, const struct community_filter *f, struct community_key from, bool backward, struct arena *a, struct community_row *out, int max, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_COMMUNITY_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, 5, true);
	caldate today = panti_today(db, who->panti);
	buf_puts(&sql, "SELECT " ROW_COLUMNS FROM);
	where(&sql, who, f, &typed);
	buf_puts(&sql, backward ? " AND (n.rank, n.sort, n.report_id) < (?12, ?13, ?14) ORDER BY n.rank DESC, n.sort DESC, n.report_id DESC LIMIT ?15"
	                        : " AND (n.rank, n.sort, n.report_id) > (?12, ?13, ?14) ORDER BY n.rank, n.sort, n.report_id LIMIT ?15");
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	stmt_int(q, 12, from.rank);
	stmt_int(q, 13, from.sort);
	stmt_int(q, 14, from.id);
	stmt_int(q, 15, max);
	int n = 0;
	while (n < max && stmt_row(q)) read_row(q, who, today, a, &out[n++]);
	return stmt_done(q, e) ? n : -1;
}

int64_t community_count(struct db *db, const struct actor *who, const struct community_filter *f, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_COMMUNITY_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, 5, true);
	bool joined = typed.any || given(f->channel) || given(f->sector);
	buf_puts(&sql, joined ? "SELECT count(*)" FROM : "SELECT count(*) FROM community_now n WHERE ");
	where(&sql, who, f, &typed);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	return stmt_one_int(q, -1, e);
}

bool community_work(struct db *db, const struct actor *who, struct community_work *out, struct err *e)
{
	*out = (struct community_work){ 0, 0, 0 };
	if (!db_may(who, RIGHT_COMMUNITY_READ, e)) return false;
	caldate today = panti_today(db, who->panti);
	struct stmt *q = scope_stmt(db, who, "SELECT count(*), COALESCE(sum(CASE WHEN n.rank = 0 THEN 1 ELSE 0 END), 0), min(n.received_on) FROM community_now n WHERE %s AND n.rank < 6", scope_rows(who));
	if (stmt_row(q)) {
		caldate oldest = stmt_get_date(q, 2);
		out->open = (int)stmt_get_int(q, 0);
		out->urgent = (int)stmt_get_int(q, 1);
		out->longest = oldest == DATE_NONE || oldest > today ? 0 : today - oldest;
	}
	return stmt_done(q, e);
}
