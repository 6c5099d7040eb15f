#include "db/money/allowance.h"

#include <stdlib.h>

#include "db/audit.h"
#include "db/case.h"
#include "db/money/ledger.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

struct item {
	row_id id, resident, person, due_entry, paid_entry, deposit_entry;
	int64_t version;
	caldate month;
	rupiah due, deposit;
	enum allowance_state state;
	char name[200], note[400];
};

static bool item_load(struct db *db, const struct actor *who, row_id id, struct item *out, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT i.id, i.resident_id, r.person_id, coalesce(i.due_entry_id, 0), coalesce(i.paid_entry_id, 0), coalesce(i.deposit_entry_id, 0), i.version,"
	                          " i.month, i.due, i.deposit, i.state, p.name, i.note, r.sealed FROM allowance_item i JOIN resident r ON r.id = i.resident_id JOIN person p ON p.id = r.person_id"
	                          " WHERE i.id = ?1 AND i.panti_id = ?2");
	stmt_int(q, 1, id);
	stmt_int(q, 2, who->panti);
	bool there = stmt_row(q);
	if (there) {
		*out = (struct item){ .id = stmt_get_int(q, 0), .resident = stmt_get_int(q, 1), .person = stmt_get_int(q, 2), .due_entry = stmt_get_int(q, 3), .paid_entry = stmt_get_int(q, 4),
			.deposit_entry = stmt_get_int(q, 5), .version = stmt_get_int(q, 6), .month = date_from_month(stmt_get_text(q, 7)), .due = stmt_get_int(q, 8),
			.deposit = stmt_get_int(q, 9), .state = allowance_state_from_code(stmt_get_text(q, 10)) };
		struct arena *a = arena_new();
		STR_SET(out->name, scope_name(who, stmt_get_text(q, 11), stmt_get_int(q, 13), a));
		arena_free(a);
		STR_SET(out->note, stmt_get_text(q, 12));
	}
	if (!stmt_done(q, e)) return false;
	return there || case_not_found(e);
}

/* What concerns one child of many is said with its name before it. */
static void name_problems(const struct problems *from, const char *name, struct problems *to)
{
	for (int i = 0; i < from->count; i++) problem_hard(to, from->list[i].field, "%s: %s", name, from->list[i].text);
}

struct pay { const struct actor *who; const struct allowance_payment_in *in; struct allowance_paid *out; struct problems *p; const struct allowance_options *options; const char *fund; };

/* Looks at every pick before anything is written, so that the list of what to mend is whole. */
static bool pay_check(struct db *db, const struct pay *t, struct err *e)
{
	struct item it;
	rupiah total = 0, deposits = 0;
	bool good = true;
	for (int i = 0; i < t->in->count; i++) {
		const struct allowance_pick *pick = &t->in->picks[i];
		struct problems own = { 0, 0, { { NULL, false, "" } } };
		if (!item_load(db, t->who, pick->item, &it, e)) return false;
		if (pick->version && pick->version != it.version && it.state != ALLOWANCE_PAID) return case_conflict(db, "allowance_item", it.id, e);
		struct allowance_payment pay = { it.due, pick->deposit, t->in->consent, -1 };
		bool ok = allowance_can(it.state, ALLOWANCE_PAY, NULL, &own) && allowance_payment_check(&pay, &own);
		if (t->in->on != DATE_NONE && t->in->on < it.month) ok = problem_hard(&own, "on_date", _("A payment cannot be dated before its month."));
		if (!ok) name_problems(&own, it.name, t->p);
		good = good && ok;
		for (int k = 0; k < i; k++)
			if (t->in->picks[k].item == it.id) good = problem_hard(t->p, NULL, _("%s stands on the list twice."), it.name);
		total += it.due;
		deposits += pick->deposit;
	}
	if (!good) return case_refused(e);
	char limit[RUPIAH_SIZE], sum[RUPIAH_SIZE];
	if (t->options->limit > 0 && total > t->options->limit && !(t->who->roles & ROLE_KEPALA))
		return err_set(e, ERR_NOPERM, _("A payment of %s is above the limit of %s: the head of the home pays it, or pay fewer children at a time."), rupiah_format(total, sum),
			rupiah_format(t->options->limit, limit));
	struct allowance_payment all = { total, 0, true, ledger_cash(db, t->who->panti, t->fund) };
	if (!allowance_payment_check(&all, t->p)) return case_refused(e);
	t->out->total = total;
	t->out->deposits = deposits;
	return true;
}

static bool pay_one(struct db *db, const struct pay *t, const struct allowance_pick *pick, struct err *e)
{
	struct item it;
	char amount[RUPIAH_SIZE];
	if (!item_load(db, t->who, pick->item, &it, e)) return false;
	struct ledger_new pay = { .kind = POSTING_PAYMENT, .on = t->in->on, .fund = t->fund, .resident = it.resident, .item = it.id, .amount = it.due, .memo = "" };
	row_id paid = ledger_post(db, t->who, &pay, t->p, e), deposit = 0;
	if (!paid) return false;
	if (pick->deposit) {
		struct ledger_new save = { .kind = POSTING_DEPOSIT, .on = t->in->on, .resident = it.resident, .item = it.id, .amount = pick->deposit, .memo = "" };
		deposit = ledger_post(db, t->who, &save, t->p, e);
		if (!deposit) return false;
	}
	/* the state is asked again here: whatever was read before, an item paid meanwhile is not paid twice */
	struct stmt *q = stmt(db, "UPDATE allowance_item SET state = 'dibayar', deposit = ?3, note = ?4, paid_on = ?5, paid_at = ?6, paid_by = ?7, paid_entry_id = ?8, deposit_entry_id = ?9,"
	                          " correction = 0, version = version + 1 WHERE id = ?1 AND panti_id = ?2 AND state = 'terutang'");
	stmt_int(q, 1, it.id);
	stmt_int(q, 2, t->who->panti);
	stmt_int(q, 3, pick->deposit);
	stmt_text(q, 4, pick->note ? pick->note : it.note);
	stmt_date(q, 5, t->in->on);
	stmt_int(q, 6, clock_now());
	stmt_int(q, 7, t->who->user);
	stmt_int(q, 8, paid);
	stmt_id(q, 9, deposit);
	if (!stmt_run(q, e)) return false;
	if (stmt_changes(db) != 1) return case_conflict(db, "allowance_item", it.id, e);
	audit_begin(db, t->who, "allowance.pay", "allowance_item", it.id, it.person);
	audit_value(db, "amount", "", rupiah_group(it.due, amount));
	audit_value(db, "deposit", "", rupiah_group(pick->deposit, amount));
	return audit_end(db, e);
}

static bool pay_tx(struct db *db, void *ctx, struct err *e)
{
	struct pay *t = ctx;
	row_id seen = 0;
	*t->out = (struct allowance_paid){ .items = t->in->count };
	t->out->already = db_idem_seen(db, t->in->idem, &seen);
	if (!t->out->already && !pay_check(db, t, e)) return false;
	row_id *children = mem_alloc((size_t)t->in->count * sizeof *children);
	bool ok = true;
	for (int i = 0; ok && i < t->in->count; i++) {
		struct item it;
		ok = (t->out->already || pay_one(db, t, &t->in->picks[i], e)) && item_load(db, t->who, t->in->picks[i].item, &it, e);
		if (!ok) break;
		if (t->out->already) {
			t->out->total += it.due;
			t->out->deposits += it.deposit;
		}
		int k = 0;
		while (k < t->out->children && children[k] != it.resident) k++;
		if (k == t->out->children) children[t->out->children++] = it.resident;
	}
	free(children);
	if (!ok) return false;
	if (!t->out->already) {
		db_idem_keep(db, t->in->idem, t->in->picks[0].item);
		db_news(db);
	}
	t->out->cash_after = ledger_cash(db, t->who->panti, t->fund);
	return true;
}

bool allowance_pay(struct db *db, const struct actor *who, const struct allowance_payment_in *in, struct allowance_paid *out, struct problems *p, struct err *e)
{
	struct allowance_options options;
	struct allowance_paid unused;
	if (!db_may(who, RIGHT_MONEY_PAY, e)) return false;
	if (in->count <= 0) {
		problem_hard(p, NULL, _("Tick the children who are paid."));
		return case_refused(e);
	}
	allowance_options_load(db, who->panti, &options);
	struct pay t = { who, in, out ? out : &unused, p, &options, in->fund && *in->fund ? in->fund : options.fund };
	return db_tx(db, pay_tx, &t, e);
}

/* --- hold, release, note, reverse ------------------------------------------------------------------------------------------- */

struct change { const struct actor *who; row_id item; enum allowance_move move; bool note_only; const char *note, *idem; caldate on; struct problems *p; };

static bool change_write(struct db *db, const struct change *t, const struct item *it, enum allowance_state state, const char *note, const char *action, struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE allowance_item SET state = ?3, note = ?4, version = version + 1 WHERE id = ?1 AND panti_id = ?2 AND version = ?5");
	stmt_int(q, 1, it->id);
	stmt_int(q, 2, t->who->panti);
	stmt_text(q, 3, allowance_state_code(state));
	stmt_text(q, 4, note);
	stmt_int(q, 5, it->version);
	if (!stmt_run(q, e)) return false;
	if (stmt_changes(db) != 1) return case_conflict(db, "allowance_item", it->id, e);
	audit_begin(db, t->who, action, "allowance_item", it->id, it->person);
	audit_value(db, "state", allowance_state_code(it->state), allowance_state_code(state));
	audit_value(db, "note", it->note, note);
	db_news(db);
	return audit_end(db, e);
}

static bool change_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *t = ctx;
	struct item it;
	if (!item_load(db, t->who, t->item, &it, e)) return false;
	if (t->note_only) return change_write(db, t, &it, it.state, t->note ? t->note : "", "allowance.note", e);
	const struct allowance_step *step = allowance_can(it.state, t->move, t->note, t->p);
	if (!step) return case_refused(e);
	return change_write(db, t, &it, step->to, t->move == ALLOWANCE_HOLD ? t->note : it.note, t->move == ALLOWANCE_HOLD ? "allowance.hold" : "allowance.release", e);
}

bool allowance_hold(struct db *db, const struct actor *who, row_id item, const char *note, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_PAY, e)) return false;
	struct change t = { .who = who, .item = item, .move = ALLOWANCE_HOLD, .note = note, .p = p };
	return db_tx(db, change_tx, &t, e);
}

bool allowance_release(struct db *db, const struct actor *who, row_id item, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_PAY, e)) return false;
	struct change t = { .who = who, .item = item, .move = ALLOWANCE_RELEASE, .p = p };
	return db_tx(db, change_tx, &t, e);
}

bool allowance_note(struct db *db, const struct actor *who, row_id item, const char *note, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_PAY, e)) return false;
	struct change t = { .who = who, .item = item, .note_only = true, .note = note, .p = p };
	return db_tx(db, change_tx, &t, e);
}

static bool reverse_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *t = ctx;
	struct item it;
	row_id seen;
	char amount[RUPIAH_SIZE];
	if (db_idem_seen(db, t->idem, &seen)) return true;
	if (!item_load(db, t->who, t->item, &it, e)) return false;
	/* paid -> reversed -> due again: the same child may be paid afresh, and both entries stay */
	const struct allowance_step *step = allowance_can(it.state, ALLOWANCE_REVERSE, t->note, t->p);
	if (step) step = allowance_can(step->to, ALLOWANCE_AGAIN, NULL, t->p);
	if (!step) return case_refused(e);
	if (it.deposit_entry && !ledger_mirror_entry(db, t->who, it.deposit_entry, t->on, t->note, t->p, e)) return false;
	if (!it.paid_entry || !ledger_mirror_entry(db, t->who, it.paid_entry, t->on, t->note, t->p, e))
		return it.paid_entry ? false : case_not_found(e);
	struct stmt *q = stmt(db, "UPDATE allowance_item SET state = ?3, deposit = 0, paid_on = NULL, paid_at = NULL, paid_by = NULL, paid_entry_id = NULL, deposit_entry_id = NULL,"
	                          " correction = 0, version = version + 1 WHERE id = ?1 AND panti_id = ?2 AND state = 'dibayar'");
	stmt_int(q, 1, it.id);
	stmt_int(q, 2, t->who->panti);
	stmt_text(q, 3, allowance_state_code(step->to));
	if (!stmt_run(q, e)) return false;
	if (stmt_changes(db) != 1) return case_conflict(db, "allowance_item", it.id, e);
	audit_begin(db, t->who, "allowance.reverse", "allowance_item", it.id, it.person);
	audit_value(db, "state", allowance_state_code(it.state), allowance_state_code(step->to));
	audit_value(db, "amount", rupiah_group(it.due, amount), "");
	audit_value(db, "reason", "", t->note);
	db_idem_keep(db, t->idem, it.id);
	db_news(db);
	return audit_end(db, e);
}

bool allowance_reverse(struct db *db, const struct actor *who, row_id item, caldate on, const char *reason, const char *idem, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_REVERSE, e)) return false;
	struct change t = { .who = who, .item = item, .move = ALLOWANCE_REVERSE, .note = reason, .idem = idem, .on = on, .p = p };
	return db_tx(db, reverse_tx, &t, e);
}
