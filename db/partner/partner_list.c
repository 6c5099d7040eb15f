/* The list of partners: by name, keyset; counts and Home's work. A register holds tens of partners, so kind and cluster are looked at row by row. */
#include "db/office/panti.h"
#include "db/partner/partner.h"
#include "db/typed.h"
#include "src/base/buf.h"
#include <stdio.h>

enum { P_TODAY = 2, P_WARN = 3, P_KIND = 4, P_CLUSTER = 5, P_TYPED = 6, P_KEY = 10, P_ID = 11, P_MAX = 12 };

static const char *view_sql(enum partner_view v)
{
	static const char *const sql[PARTNER_VIEWS] = {
		[PARTNER_ACTIVE] = " AND p.closed_on IS NULL", [PARTNER_MOU_WORK] = " AND p.closed_on IS NULL AND +p.mou_until <= ?3",
		[PARTNER_MOU_ENDED] = " AND p.closed_on IS NULL AND +p.mou_until < ?2", [PARTNER_NO_MOU] = " AND p.closed_on IS NULL AND p.mou_no = '' AND p.mou_from IS NULL AND p.mou_until IS NULL",
		[PARTNER_CLOSED] = " AND p.closed_on IS NOT NULL", [PARTNER_ALL] = "",
	};
	return v < PARTNER_VIEWS ? sql[v] : "";
}

static void where(struct buf *sql, const struct partner_filter *f, const struct typed *typed)
{
	buf_puts(sql, "p.panti_id = ?1");
	buf_puts(sql, view_sql(f->view));
	if (!str_equal(f->kind, "")) buf_puts(sql, " AND p.kind = ?4");
	if (!str_equal(f->cluster, "")) buf_puts(sql, " AND '|' || p.clusters || '|' LIKE ?5");
	typed_where(sql, typed, NULL, "p.search_key", NULL);
}

static void bind(struct db *db, struct stmt *q, const struct actor *who, const struct partner_filter *f, const struct typed *typed)
{
	char pattern[80];
	caldate today = panti_today(db, who->panti);
	stmt_int(q, 1, who->panti);
	if (f->view == PARTNER_MOU_ENDED) stmt_date(q, P_TODAY, today);
	if (f->view == PARTNER_MOU_WORK) stmt_date(q, P_WARN, today + partner_mou_days(db, who->panti));
	if (!str_equal(f->kind, "")) stmt_text(q, P_KIND, f->kind);
	snprintf(pattern, sizeof pattern, "%%|%.60s|%%", f->cluster ? f->cluster : "");
	if (!str_equal(f->cluster, "")) stmt_text(q, P_CLUSTER, pattern);
	typed_bind(q, typed);
}

static int number(struct stmt *q, int column) { return stmt_is_null(q, column) ? -1 : (int)stmt_get_int(q, column); }

static void read_row(struct stmt *q, caldate today, int warn, struct arena *a, struct partner_row *r)
{
	*r = (struct partner_row){ .id = stmt_get_int(q, 0), .key = arena_dup(a, stmt_get_text(q, 1)), .kind = arena_dup(a, stmt_get_text(q, 2)), .name = arena_dup(a, stmt_get_text(q, 3)),
		.district = arena_dup(a, stmt_get_text(q, 4)), .contact = arena_dup(a, stmt_get_text(q, 5)), .phone = arena_dup(a, stmt_get_text(q, 6)), .clusters = arena_dup(a, stmt_get_text(q, 7)),
		.capacity_l = number(q, 8), .capacity_p = number(q, 9), .free_l = number(q, 10), .free_p = number(q, 11), .free_on = stmt_get_date(q, 12), .mou_no = arena_dup(a, stmt_get_text(q, 13)),
		.mou_from = stmt_get_date(q, 14), .mou_until = stmt_get_date(q, 15), .closed_on = stmt_get_date(q, 16), .open = (int)stmt_get_int(q, 17), .district_name = arena_dup(a, stmt_get_text(q, 18)) };
	r->mou = mou_state(r->mou_no, r->mou_from, r->mou_until, today, warn, &r->mou_left);
}

int partner_list(struct db *db, const struct actor *who, const struct partner_filter *f, const struct partner_pos *from, bool backward, struct arena *a, struct partner_row *out, int max, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_PARTNER_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, P_TYPED, false);
	int n = 0, warn = partner_mou_days(db, who->panti);
	caldate today = panti_today(db, who->panti);
	buf_puts(&sql, "SELECT p.id, p.search_key, p.kind, p.name, p.district, p.contact, p.phone, p.clusters, p.capacity_l, p.capacity_p, p.free_l, p.free_p, p.free_on, p.mou_no, p.mou_from, p.mou_until, p.closed_on,"
	               " (SELECT count(*) FROM referral_out r JOIN referral_out_now n ON n.referral_out_id = r.id WHERE r.partner_id = p.id AND n.open = 1), COALESCE((SELECT g.name FROM region g WHERE g.code = p.district), '') FROM partner p WHERE ");
	where(&sql, f, &typed);
	if (from) buf_puts(&sql, backward ? " AND (p.search_key, p.id) < (?10, ?11)" : " AND (p.search_key, p.id) > (?10, ?11)");
	buf_puts(&sql, backward ? " ORDER BY p.search_key DESC, p.id DESC LIMIT ?12" : " ORDER BY p.search_key, p.id LIMIT ?12");
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(db, q, who, f, &typed);
	if (from) {
		stmt_text(q, P_KEY, from->key);
		stmt_int(q, P_ID, from->id);
	}
	stmt_int(q, P_MAX, max);
	while (n < max && stmt_row(q)) read_row(q, today, warn, a, &out[n++]);
	return stmt_done(q, e) ? n : -1;
}

int64_t partner_count(struct db *db, const struct actor *who, const struct partner_filter *f, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_PARTNER_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, P_TYPED, false);
	buf_puts(&sql, "SELECT count(*) FROM partner p WHERE ");
	where(&sql, f, &typed);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(db, q, who, f, &typed);
	return stmt_one_int(q, -1, e);
}

bool partner_work(struct db *db, const struct actor *who, struct partner_work *out, struct err *e)
{
	*out = (struct partner_work){ 0, 0 };
	if (!db_may(who, RIGHT_PARTNER_READ, e)) return false;
	caldate today = panti_today(db, who->panti);
	struct stmt *q = stmt(db, "SELECT COALESCE(sum(CASE WHEN mou_until < ?2 THEN 1 ELSE 0 END), 0), count(*) FROM partner WHERE panti_id = ?1 AND closed_on IS NULL AND mou_until IS NOT NULL AND mou_until <= ?3");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, today);
	stmt_date(q, 3, today + partner_mou_days(db, who->panti));
	if (stmt_row(q)) {
		out->ended = (int)stmt_get_int(q, 0);
		out->ending = (int)stmt_get_int(q, 1) - out->ended;
	}
	return stmt_done(q, e);
}
