#include "db/report/month_inside.h"

#include <stdlib.h>
#include <string.h>

#include "db/office/code.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/rules/ledger.h"
#include "src/rules/referral.h"

/* --- referrals ------------------------------------------------------------------------------------------------------------------- */

struct ref { row_id id; caldate since, decided; enum referral_state decision; char district[32]; };

static struct monthly_referral *district_of(struct month_scan *s, struct monthly *out, int *room, const char *code)
{
	for (int i = 0; i < out->referral_count; i++)
		if (strcmp(out->referrals[i].district, code) == 0) return &out->referrals[i];
	out->referrals = month_grow(s->a, out->referrals, out->referral_count, room, sizeof *out->referrals);
	struct monthly_referral *r = &out->referrals[out->referral_count++];
	*r = (struct monthly_referral){ .district = arena_dup(s->a, code) };
	r->label = *code ? code_label_load(s->db, s->who, "district", code, s->a) : _("No district");
	return r;
}

static void count_referral(struct month_scan *s, struct monthly *out, int *room, const struct ref *r)
{
	if (!r->id || r->since == DATE_NONE || r->since > s->last) return;
	bool received = r->since >= s->first, decided = r->decided != DATE_NONE, in_month = decided && r->decided >= s->first;
	if (decided && !in_month) return;
	struct monthly_referral *d = district_of(s, out, room, r->district);
	d->received += received;
	if (in_month) {
		d->accepted += r->decision == REFERRAL_DISETUJUI || r->decision == REFERRAL_DITEMPATKAN || r->decision == REFERRAL_DAFTAR_TUNGGU;
		d->refused += r->decision == REFERRAL_DITOLAK;
		d->withdrawn += r->decision == REFERRAL_DITARIK;
		d->decided++;
		d->waited_days += r->decided > r->since ? r->decided - r->since : 0;
	} else {
		d->open++;
		if (s->last - r->since > d->longest_open) d->longest_open = s->last - r->since;
	}
}

static int by_district(const void *a, const void *b) { return strcmp(((const struct monthly_referral *)a)->district, ((const struct monthly_referral *)b)->district); }

bool month_referrals(struct month_scan *s, struct monthly *out, struct err *e)
{
	struct ref r = { .id = 0 };
	int room = 0;
	/* asked of a past moment, a referral that has been closed since may have been open then: all are looked at */
	struct stmt *q = stmt(s->db, "SELECT n.referral_id, f.district, f.received_on, v.state, v.on_date, v.recorded_at, v.void_at FROM referral_now n"
	                             " JOIN referral f ON f.id = n.referral_id JOIN referral_event v ON v.referral_id = n.referral_id"
	                             " WHERE n.panti_id = ?1 AND (n.open = 1 OR ?4 = 1 OR n.state_on >= ?2) AND v.on_date <= ?3"
	                             " ORDER BY n.referral_id, v.on_date, v.id");
	stmt_int(q, 1, s->who->panti);
	stmt_date(q, 2, s->first);
	stmt_date(q, 3, s->last);
	stmt_int(q, 4, s->known != INT64_MAX || !s->big);
	while (stmt_row(q)) {
		if (stmt_get_int(q, 5) > s->known || (!stmt_is_null(q, 6) && stmt_get_int(q, 6) <= s->known)) continue;
		if (stmt_get_int(q, 0) != r.id) {
			count_referral(s, out, &room, &r);
			r = (struct ref){ .id = stmt_get_int(q, 0), .since = stmt_get_date(q, 2), .decided = DATE_NONE };
			STR_SET(r.district, stmt_get_text(q, 1));
		}
		enum referral_state state = referral_state_from_code(stmt_get_text(q, 3));
		if (state == REFERRAL_STATES || state == REFERRAL_KONSEP) continue;
		if (r.since == DATE_NONE) r.since = stmt_get_date(q, 4);
		if (referral_states[state].clock) r.decided = DATE_NONE; /* taken up again */
		else if (r.decided == DATE_NONE) {
			r.decided = stmt_get_date(q, 4);
			r.decision = state;
		}
	}
	count_referral(s, out, &room, &r);
	if (out->referral_count) qsort(out->referrals, (size_t)out->referral_count, sizeof *out->referrals, by_district);
	return stmt_done(q, e);
}

/* --- money ------------------------------------------------------------------------------------------------------------------------ */

/* The month's postings by what they were: a reversal counts against the kind it takes back. */
static const struct { const char *code, *label; enum posting_kind kind; enum account_kind account; int sign; } lines[] = {
	{ "allowance_paid", N_("Pocket money paid in the month"), POSTING_PAYMENT, ACCOUNT_OWED, 1 },
	{ "savings_in", N_("Savings deposited"), POSTING_DEPOSIT, ACCOUNT_SAVINGS, -1 },
	{ "savings_out", N_("Savings withdrawn"), POSTING_WITHDRAWAL, ACCOUNT_SAVINGS, 1 },
	{ "savings_payout", N_("Savings paid out at termination"), POSTING_PAYOUT, ACCOUNT_SAVINGS, 1 },
};
enum { ALLOWANCE_DUE_LINE, ALLOWANCE_UNPAID_LINE, SAVINGS_LINE, OWED_LINE, BALANCE_LINES };
static const struct { const char *code, *label; } sums[BALANCE_LINES] = {
	{ "allowance_due", N_("Pocket money due for the month") }, { "allowance_unpaid", N_("of it not paid by the end of the month") },
	{ "savings_balance", N_("Savings of the children at the end") }, { "allowance_owed", N_("Pocket money owed in all at the end") },
};

struct child_sum { row_id child; int line; rupiah amount; };

static int child_order(const void *one, const void *two)
{
	const struct child_sum *a = one, *b = two;
	if (a->line != b->line) return a->line - b->line;
	return a->child < b->child ? -1 : a->child > b->child;
}

static struct monthly_cash *cash_of(struct month_scan *s, struct monthly *out, int *room, const char *fund)
{
	for (int i = 0; i < out->cash_count; i++)
		if (strcmp(out->cash[i].fund, fund) == 0) return &out->cash[i];
	out->cash = month_grow(s->a, out->cash, out->cash_count, room, sizeof *out->cash);
	struct monthly_cash *c = &out->cash[out->cash_count++];
	*c = (struct monthly_cash){ .fund = arena_dup(s->a, fund) };
	c->label = *fund ? code_label_load(s->db, s->who, "fund", fund, s->a) : _("Savings of the children");
	return c;
}

/* kind of account, fund, kind of posting (of the original, for a reversal), child, amount; of entries chosen by the tail. */
#define MONEY_ROWS "SELECT a.kind, a.fund, coalesce(o.kind, e.kind), coalesce(e.resident_id, 0), p.amount, e.recorded_at FROM entry e JOIN posting p ON p.entry_id = e.id" \
	" JOIN account a ON a.id = p.account_id LEFT JOIN entry o ON o.id = e.reverses_id WHERE e.panti_id = ?1"

/* Takes what was posted after the month (or known later) off today's balances. */
static bool take_off(struct month_scan *s, struct stmt *q, struct monthly *out, int *room, rupiah *savings, rupiah *owed, bool later, struct err *e)
{
	while (stmt_row(q)) {
		if (later && stmt_get_int(q, 5) <= s->known) continue;
		enum account_kind kind = account_kind_from_code(stmt_get_text(q, 0));
		rupiah amount = stmt_get_int(q, 4);
		if (kind == ACCOUNT_CASH || kind == ACCOUNT_SAVINGS_CASH) cash_of(s, out, room, stmt_get_text(q, 1))->closing -= amount;
		else if (kind == ACCOUNT_SAVINGS) *savings += amount;
		else if (kind == ACCOUNT_OWED) *owed += amount;
	}
	return stmt_done(q, e);
}

static bool balances(struct month_scan *s, struct monthly *out, int *room, rupiah *savings, rupiah *owed, struct err *e)
{
	struct stmt *q = stmt(s->db, "SELECT a.kind, a.fund, sum(b.amount) FROM account a JOIN balance b ON b.account_id = a.id WHERE a.panti_id = ?1 GROUP BY a.kind, a.fund ORDER BY a.kind, a.fund");
	stmt_int(q, 1, s->who->panti);
	while (stmt_row(q)) {
		enum account_kind kind = account_kind_from_code(stmt_get_text(q, 0));
		if (kind == ACCOUNT_CASH || kind == ACCOUNT_SAVINGS_CASH) cash_of(s, out, room, stmt_get_text(q, 1))->closing = stmt_get_int(q, 2);
		else if (kind == ACCOUNT_SAVINGS) *savings = -stmt_get_int(q, 2);
		else if (kind == ACCOUNT_OWED) *owed = -stmt_get_int(q, 2);
	}
	if (!stmt_done(q, e)) return false;
	q = stmt(s->db, MONEY_ROWS " AND e.on_date > ?2");
	stmt_int(q, 1, s->who->panti);
	stmt_date(q, 2, s->last);
	if (!take_off(s, q, out, room, savings, owed, false, e)) return false;
	if (s->known == INT64_MAX) return true;
	q = stmt(s->db, MONEY_ROWS " AND e.on_date <= ?2 AND e.recorded_at > ?3");
	stmt_int(q, 1, s->who->panti);
	stmt_date(q, 2, s->last);
	stmt_int(q, 3, s->known);
	return take_off(s, q, out, room, savings, owed, true, e);
}

static void sum_children(const struct child_sum *list, size_t n, struct monthly_money *money, const int *line_of)
{
	for (size_t i = 0; i < n;) {
		size_t k = i;
		rupiah sum = 0;
		for (; k < n && list[k].line == list[i].line && list[k].child == list[i].child; k++) sum += list[k].amount;
		struct monthly_money *m = &money[line_of[list[i].line]];
		m->amount += sum;
		if (sum) m->children++;
		i = k;
	}
}

static void keep(struct child_sum **list, size_t *n, size_t *room, struct child_sum one)
{
	if (*n == *room) *list = mem_grow(*list, (*room = *room ? *room * 2 : 256) * sizeof **list);
	(*list)[(*n)++] = one;
}

/* The month before: pocket money due for it and paid in it. Its savings follow from this month's. */
static bool money_before(struct month_scan *s, struct err *e)
{
	char month[8];
	caldate first = month_add(s->first, -1);
	struct stmt *q = stmt(s->db, "SELECT coalesce(sum(p.amount), 0) FROM entry e JOIN posting p ON p.entry_id = e.id JOIN account a ON a.id = p.account_id"
	                             " LEFT JOIN entry o ON o.id = e.reverses_id WHERE e.panti_id = ?1 AND e.on_date >= ?2 AND e.on_date < ?3 AND e.recorded_at <= ?4"
	                             " AND a.kind = 'uang_saku_terutang' AND coalesce(o.kind, e.kind) = 'payment'");
	stmt_int(q, 1, s->who->panti);
	stmt_date(q, 2, first);
	stmt_date(q, 3, s->first);
	stmt_int(q, 4, s->known);
	s->before.paid = stmt_one_int(q, 0, e);
	q = stmt(s->db, "SELECT -coalesce(sum(p.amount), 0) FROM allowance_item i JOIN entry e ON e.item_id = i.id JOIN posting p ON p.entry_id = e.id JOIN account a ON a.id = p.account_id"
	                " LEFT JOIN entry o ON o.id = e.reverses_id WHERE i.panti_id = ?1 AND i.month = ?2 AND e.on_date < ?3 AND e.recorded_at <= ?4"
	                " AND a.kind = 'uang_saku_terutang' AND coalesce(o.kind, e.kind) = 'entitlement'");
	stmt_int(q, 1, s->who->panti);
	stmt_text(q, 2, date_month_iso(first, month));
	stmt_date(q, 3, s->first);
	stmt_int(q, 4, s->known);
	s->before.due = stmt_one_int(q, 0, e);
	return !e || e->kind == ERR_NONE;
}

bool month_money(struct month_scan *s, struct monthly *out, struct err *e)
{
	int room = 0, order[BALANCE_LINES + COUNT(lines)];
	size_t n = 0, list_room = 0;
	struct child_sum *list = NULL;
	rupiah savings = 0, owed = 0;
	out->money_count = (int)(BALANCE_LINES + COUNT(lines));
	out->money = arena_array(s->a, struct monthly_money, out->money_count);
	if (!balances(s, out, &room, &savings, &owed, e)) return false;

	struct stmt *q = stmt(s->db, MONEY_ROWS " AND e.on_date >= ?2 AND e.on_date <= ?3");
	stmt_int(q, 1, s->who->panti);
	stmt_date(q, 2, s->first);
	stmt_date(q, 3, s->last);
	while (stmt_row(q)) {
		if (stmt_get_int(q, 5) > s->known) continue;
		enum account_kind account = account_kind_from_code(stmt_get_text(q, 0));
		enum posting_kind kind = posting_kind_from_code(stmt_get_text(q, 2));
		rupiah amount = stmt_get_int(q, 4);
		if (account == ACCOUNT_CASH || account == ACCOUNT_SAVINGS_CASH) {
			struct monthly_cash *c = cash_of(s, out, &room, stmt_get_text(q, 1));
			if (amount > 0) c->in += amount;
			else c->out -= amount;
		}
		for (size_t i = 0; i < COUNT(lines); i++)
			if (kind == lines[i].kind && account == lines[i].account)
				keep(&list, &n, &list_room, (struct child_sum){ stmt_get_int(q, 3), (int)i + BALANCE_LINES, lines[i].sign * amount });
	}
	bool ok = stmt_done(q, e);
	for (int i = 0; i < out->cash_count; i++) out->cash[i].opening = out->cash[i].closing - out->cash[i].in + out->cash[i].out;

	/* what the month's own list came to, and what of it was paid by its last day */
	char month[8];
	q = stmt(s->db, "SELECT i.resident_id, coalesce(o.kind, e.kind), p.amount, e.recorded_at FROM allowance_item i JOIN entry e ON e.item_id = i.id JOIN posting p ON p.entry_id = e.id"
	                " JOIN account a ON a.id = p.account_id LEFT JOIN entry o ON o.id = e.reverses_id WHERE i.panti_id = ?1 AND i.month = ?2 AND a.kind = ?3 AND e.on_date <= ?4");
	stmt_int(q, 1, s->who->panti);
	stmt_text(q, 2, date_month_iso(s->first, month));
	stmt_text(q, 3, account_kinds[ACCOUNT_OWED].code);
	stmt_date(q, 4, s->last);
	while (ok && stmt_row(q)) {
		if (stmt_get_int(q, 3) > s->known) continue;
		rupiah due = -stmt_get_int(q, 2);
		if (posting_kind_from_code(stmt_get_text(q, 1)) == POSTING_ENTITLEMENT) keep(&list, &n, &list_room, (struct child_sum){ stmt_get_int(q, 0), ALLOWANCE_DUE_LINE, due });
		keep(&list, &n, &list_room, (struct child_sum){ stmt_get_int(q, 0), ALLOWANCE_UNPAID_LINE, due });
	}
	ok = stmt_done(q, ok ? e : NULL) && ok;

	/* printed order: due, unpaid, paid in the month, owed in all, then savings */
	static const int printed[BALANCE_LINES + COUNT(lines)] = { 0, 1, 7, 3, 2, 4, 5, 6 };
	for (size_t i = 0; i < BALANCE_LINES + COUNT(lines); i++) {
		order[i] = printed[i];
		out->money[order[i]] = (struct monthly_money){ i < BALANCE_LINES ? sums[i].code : lines[i - BALANCE_LINES].code, _(i < BALANCE_LINES ? sums[i].label : lines[i - BALANCE_LINES].label), 0, 0 };
	}
	if (n) qsort(list, n, sizeof *list, child_order);
	sum_children(list, n, out->money, order);
	free(list);
	out->money[order[SAVINGS_LINE]].amount = savings;
	out->money[order[OWED_LINE]].amount = owed;
	s->before.savings = savings;
	for (size_t i = 1; i < COUNT(lines); i++) s->before.savings += (i == 1 ? -1 : 1) * out->money[order[BALANCE_LINES + i]].amount; /* less deposited, plus taken out */
	return ok && money_before(s, e);
}
