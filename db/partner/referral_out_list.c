/* The list of referrals out: keyset over referral_out_now, counts, Home's work. */
#include "db/partner/referral_out_part.h"
#include "db/scope.h"
#include "db/typed.h"
#include "src/base/buf.h"

enum { P_STATE = 2, P_PARTNER = 3, P_RESIDENT = 4, P_ANSWER = 5, P_DONE = 6, P_TYPED = 7, P_RANK = 12, P_SORT = 13, P_ID = 14, P_MAX = 15 };
/* First days that are still in time: a state that began before them is overdue. */
static void where(struct buf *sql, const struct actor *who, const struct out_filter *f, const struct typed *t)
{
	buf_puts(sql, "n.panti_id = ?1");
	if (f->view == OUT_VIEW_OPEN) buf_puts(sql, " AND n.rank < 6");
	if (f->view == OUT_VIEW_OVERDUE) buf_puts(sql, " AND n.rank < 6 AND ((n.state = 'dikirim' AND n.state_on < ?5) OR (n.state = 'diterima' AND n.state_on < ?6))");
	if (f->view == OUT_VIEW_STATE) buf_puts(sql, " AND n.state = ?2");
	if (f->partner) buf_puts(sql, " AND r.partner_id = ?3");
	if (f->resident) buf_puts(sql, " AND r.resident_id = ?4");
	typed_where(sql, t, "r.number", "k.search_key", may(who, RIGHT_SEALED_READ) ? NULL : "k.sealed = 0"); /* a hidden child is never found by name */
}

static void bind(struct stmt *q, const struct actor *who, const struct out_filter *f, const struct typed *t, const struct out_clocks *c)
{
	stmt_int(q, 1, who->panti);
	if (f->view == OUT_VIEW_STATE) stmt_text(q, P_STATE, f->state < OUT_STATES ? out_states[f->state].code : "");
	if (f->partner) stmt_int(q, P_PARTNER, f->partner);
	if (f->resident) stmt_int(q, P_RESIDENT, f->resident);
	if (f->view == OUT_VIEW_OVERDUE) {
		stmt_date(q, P_ANSWER, c->today - c->answer);
		stmt_date(q, P_DONE, c->today - c->done);
	}
	typed_bind(q, t);
}

#define FROM " FROM referral_out_now n CROSS JOIN referral_out r CROSS JOIN resident_now k CROSS JOIN partner m" \
	" WHERE r.id = n.referral_out_id AND k.resident_id = r.resident_id AND m.id = r.partner_id AND "

static void read_row(struct stmt *q, const struct actor *who, const struct out_clocks *c, struct arena *a, struct out_row *r)
{
	*r = (struct out_row){ .id = stmt_get_int(q, 0), .resident = stmt_get_int(q, 3), .partner = stmt_get_int(q, 4), .number = arena_dup(a, stmt_get_text(q, 5)), .register_no = arena_dup(a, stmt_get_text(q, 6)),
		.sex = arena_dup(a, stmt_get_text(q, 8)), .partner_name = arena_dup(a, stmt_get_text(q, 9)), .partner_kind = arena_dup(a, stmt_get_text(q, 10)), .service = arena_dup(a, stmt_get_text(q, 11)),
		.urgent = stmt_get_int(q, 12) != 0, .sent = stmt_get_date(q, 13), .state_on = stmt_get_date(q, 14), .state = out_state_from_code(stmt_get_text(q, 15)) };
	r->name = scope_name(who, stmt_get_text(q, 7), stmt_get_int(q, 16) != 0, a);
	r->key = (struct out_key){ stmt_get_int(q, 1), stmt_get_int(q, 2), r->id };
	r->wait = out_waiting(r->state, r->state_on, c->today, c->answer, c->done);
}

int out_list(struct db *db, const struct actor *who, const struct out_filter *f, struct out_key from, bool backward, struct arena *a, struct out_row *out, int max, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	int n = 0;
	if (!db_may(who, RIGHT_OUT_READ, e)) return -1;
	const struct out_clocks c = out_clocks(db, who->panti);
	const struct typed typed = typed_split(f->text, P_TYPED, true);
	buf_puts(&sql, "SELECT n.referral_out_id, n.rank, n.sort, r.resident_id, r.partner_id, r.number, k.register_no, k.name, k.sex, m.name, m.kind, r.service, r.urgent, n.since_on, n.state_on, n.state, k.sealed" FROM);
	where(&sql, who, f, &typed);
	buf_puts(&sql, backward ? " AND (n.rank, n.sort, n.referral_out_id) < (?12, ?13, ?14) ORDER BY n.rank DESC, n.sort DESC, n.referral_out_id DESC LIMIT ?15"
	                        : " AND (n.rank, n.sort, n.referral_out_id) > (?12, ?13, ?14) ORDER BY n.rank, n.sort, n.referral_out_id LIMIT ?15");
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed, &c);
	stmt_int(q, P_RANK, from.rank);
	stmt_int(q, P_SORT, from.sort);
	stmt_int(q, P_ID, from.id);
	stmt_int(q, P_MAX, max);
	while (n < max && stmt_row(q)) read_row(q, who, &c, a, &out[n++]);
	return stmt_done(q, e) ? n : -1;
}

int64_t out_count(struct db *db, const struct actor *who, const struct out_filter *f, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_OUT_READ, e)) return -1;
	const struct out_clocks c = out_clocks(db, who->panti);
	const struct typed typed = typed_split(f->text, P_TYPED, true);
	buf_puts(&sql, "SELECT count(*)");
	if (typed.any || f->partner || f->resident) buf_puts(&sql, FROM);
	else buf_puts(&sql, " FROM referral_out_now n WHERE ");
	where(&sql, who, f, &typed);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed, &c);
	return stmt_one_int(q, -1, e);
}

bool out_work(struct db *db, const struct actor *who, struct out_work *out, struct err *e)
{
	*out = (struct out_work){ 0, 0, 0 };
	if (!db_may(who, RIGHT_OUT_READ, e)) return false;
	const struct out_clocks c = out_clocks(db, who->panti);
	struct stmt *q = stmt(db, "SELECT n.state, n.state_on FROM referral_out_now n WHERE n.panti_id = ?1 AND n.rank < 6 AND ((n.state = 'dikirim' AND n.state_on < ?2) OR (n.state = 'diterima' AND n.state_on < ?3))");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, c.today - c.answer);
	stmt_date(q, 3, c.today - c.done);
	while (stmt_row(q)) {
		int days = c.today - stmt_get_date(q, 1);
		if (out_state_from_code(stmt_get_text(q, 0)) == OUT_DIKIRIM) out->answer++;
		else out->done++;
		if (days > out->longest) out->longest = days;
	}
	return stmt_done(q, e);
}
