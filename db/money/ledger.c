#include "db/money/ledger.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/case.h"
#include "db/child/derive.h"
#include "db/money/ledger_hash.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/rules/codes.h"

#define DEFAULT_FUND "apbd"
#define CODE_SIZE 64

bool ledger_month_closed(struct db *db, row_id panti, caldate month)
{
	char text[8];
	struct stmt *q = stmt(db, "SELECT 1 FROM period WHERE panti_id = ?1 AND month = ?2 AND closed_at IS NOT NULL");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, date_month_iso(month, text));
	bool closed = stmt_row(q);
	stmt_done(q, NULL);
	return closed;
}

caldate ledger_closed_until(struct db *db, row_id panti)
{
	struct stmt *q = stmt(db, "SELECT month FROM period WHERE panti_id = ?1 AND closed_at IS NOT NULL ORDER BY month DESC LIMIT 1");
	stmt_int(q, 1, panti);
	caldate last = DATE_NONE;
	if (stmt_row(q)) last = date_from_month(stmt_get_text(q, 0));
	stmt_done(q, NULL);
	return last == DATE_NONE ? DATE_NONE : date_month_end(last);
}

/* kas:<fund>, tabungan:<resident>, or the kind's code alone. */
static void account_code(enum account_kind kind, const char *fund, row_id resident, char out[CODE_SIZE])
{
	const struct account_kind_info *k = &account_kinds[kind];
	if (k->per_child) snprintf(out, CODE_SIZE, "%s:%" PRId64, k->code, resident);
	else if (k->per_fund) snprintf(out, CODE_SIZE, "%s:%s", k->code, fund);
	else snprintf(out, CODE_SIZE, "%s", k->code);
}

/* The account of a kind, made when it is not there yet (its balance of 0 comes with it, by trigger). 0 on error. */
static row_id account_of(struct db *db, row_id panti, enum account_kind kind, const char *fund, row_id resident, struct err *e)
{
	const struct account_kind_info *k = &account_kinds[kind];
	char code[CODE_SIZE], name[160];
	account_code(kind, fund, resident, code);
	struct stmt *q = stmt(db, "SELECT id FROM account WHERE panti_id = ?1 AND code = ?2");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, code);
	row_id id = stmt_row(q) ? stmt_get_int(q, 0) : 0;
	if (!stmt_done(q, e) || id) return id;
	const char *label = code_label("account_kind", k->code);
	if (k->per_fund) snprintf(name, sizeof name, "%s %s", label, code_label("fund", fund));
	else snprintf(name, sizeof name, "%s", label);
	id = db_new_id(db, "account");
	q = stmt(db, "INSERT INTO account (id, panti_id, code, name, kind, resident_id, fund) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, panti);
	stmt_text(q, 3, code);
	stmt_text(q, 4, name);
	stmt_text(q, 5, k->code);
	stmt_id(q, 6, k->per_child ? resident : 0);
	stmt_text(q, 7, k->per_fund ? fund : "");
	return stmt_run(q, e) ? id : 0;
}

rupiah ledger_balance(struct db *db, row_id panti, const char *code)
{
	struct stmt *q = stmt(db, "SELECT b.amount, a.kind FROM account a JOIN balance b ON b.account_id = a.id WHERE a.panti_id = ?1 AND a.code = ?2");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, code);
	rupiah amount = 0;
	if (stmt_row(q)) {
		enum account_kind kind = account_kind_from_code(stmt_get_text(q, 1));
		amount = stmt_get_int(q, 0);
		if (kind == ACCOUNT_KINDS || !account_kinds[kind].debit) amount = -amount;
	}
	stmt_done(q, NULL);
	return amount;
}

rupiah ledger_cash(struct db *db, row_id panti, const char *fund)
{
	char code[CODE_SIZE];
	account_code(ACCOUNT_CASH, fund && *fund ? fund : DEFAULT_FUND, 0, code);
	return ledger_balance(db, panti, code);
}

/* Writes postings, then the entry, which the triggers refuse unless all is well. */
static bool write_entry(struct db *db, struct ledger_entry_row *r, struct err *e)
{
	unsigned char before[LEDGER_HASH] = { 0 }, hash[LEDGER_HASH];
	struct stmt *q = stmt(db, "SELECT seq, hash FROM entry WHERE panti_id = ?1 ORDER BY seq DESC LIMIT 1");
	stmt_int(q, 1, r->panti);
	r->seq = 1;
	if (stmt_row(q)) {
		size_t size;
		const void *last = stmt_get_blob(q, 1, &size);
		r->seq = stmt_get_int(q, 0) + 1;
		if (size == sizeof before) memcpy(before, last, size);
	}
	if (!stmt_done(q, e)) return false;
	r->id = db_new_id(db, "entry");
	ledger_hash(before, r, hash);
	for (int i = 0; i < r->count; i++) {
		q = stmt(db, "INSERT INTO posting (entry_id, line, panti_id, account_id, amount) VALUES (?1, ?2, ?3, ?4, ?5)");
		stmt_int(q, 1, r->id);
		stmt_int(q, 2, i);
		stmt_int(q, 3, r->panti);
		stmt_int(q, 4, r->lines[i].account);
		stmt_int(q, 5, r->lines[i].amount);
		if (!stmt_run(q, e)) return false;
	}
	q = stmt(db, "INSERT INTO entry (id, panti_id, seq, on_date, kind, memo, resident_id, item_id, reverses_id, recorded_at, recorded_by, hash)"
	             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
	stmt_int(q, 1, r->id);
	stmt_int(q, 2, r->panti);
	stmt_int(q, 3, r->seq);
	stmt_text(q, 4, r->on);
	stmt_text(q, 5, r->kind);
	stmt_text(q, 6, r->memo);
	stmt_id(q, 7, r->resident);
	stmt_id(q, 8, r->item);
	stmt_id(q, 9, r->reverses);
	stmt_int(q, 10, r->at);
	stmt_int(q, 11, r->by);
	stmt_blob(q, 12, hash, sizeof hash);
	return stmt_run(q, e);
}

/* The child whose savings a set of lines moves, or 0. */
static row_id savings_child_of(const struct ledger_line *lines, int count)
{
	for (int i = 0; i < count; i++)
		if (account_kinds[lines[i].account].per_child) return lines[i].child;
	return 0;
}

/* Savings stay at or above zero: what the lines take from a child (debits of its account). */
static bool savings_allow(struct db *db, row_id panti, const struct ledger_line *lines, int count, struct problems *p)
{
	for (int i = 0; i < count; i++)
		if (account_kinds[lines[i].account].per_child && lines[i].amount > 0) {
			char code[CODE_SIZE];
			account_code(lines[i].account, "", lines[i].child, code);
			if (!savings_check(ledger_balance(db, panti, code), lines[i].amount, "amount", p)) return false;
		}
	return true;
}

static row_id post_lines(struct db *db, const struct actor *who, struct ledger_posting *t, struct ledger_entry_row *r, const char *fund, struct problems *p, struct err *e)
{
	t->today = panti_today(db, who->panti);
	t->closed_until = ledger_closed_until(db, who->panti);
	if (!ledger_check(t, p) || !savings_allow(db, who->panti, t->lines, t->count, p)) {
		case_refused(e);
		return 0;
	}
	r->panti = who->panti;
	r->by = who->user;
	r->at = clock_now();
	date_iso(t->on, r->on);
	STR_SET(r->kind, posting_kinds[t->kind].code);
	if (!r->count)
		for (; r->count < t->count; r->count++) {
			row_id account = account_of(db, who->panti, t->lines[r->count].account, fund, t->lines[r->count].child, e);
			if (!account) return 0;
			r->lines[r->count] = (struct ledger_posting_row){ account, t->lines[r->count].amount };
		}
	if (!write_entry(db, r, e)) return 0;
	row_id child = savings_child_of(t->lines, t->count);
	return !child || derive_savings(db, child, e) ? r->id : 0;
}

row_id ledger_post(struct db *db, const struct actor *who, const struct ledger_new *n, struct problems *p, struct err *e)
{
	MUST(db_in_tx(db) && n->kind < POSTING_REVERSAL);
	struct ledger_line lines[2];
	ledger_lines(n->kind, n->resident, n->amount, lines);
	struct ledger_posting t = { .kind = n->kind, .on = n->on, .lines = lines, .count = 2 };
	struct ledger_entry_row r = { .resident = n->resident, .item = n->item, .memo = n->memo ? n->memo : "" };
	return post_lines(db, who, &t, &r, n->fund && *n->fund ? n->fund : DEFAULT_FUND, p, e);
}

row_id ledger_mirror_entry(struct db *db, const struct actor *who, row_id entry, caldate on, const char *reason, struct problems *p, struct err *e)
{
	MUST(db_in_tx(db));
	struct ledger_line original[LEDGER_LINES], mirror[LEDGER_LINES];
	struct ledger_entry_row r = { .reverses = entry, .memo = reason ? reason : "" };
	char day[DATE_ISO_SIZE] = "";
	bool is_reversal = false;
	int n = 0;
	struct stmt *q = stmt(db, "SELECT p.account_id, p.amount, a.kind, coalesce(a.resident_id, 0), coalesce(e.resident_id, 0), coalesce(e.item_id, 0), e.on_date,"
	                          " e.reverses_id IS NOT NULL FROM entry e JOIN posting p ON p.entry_id = e.id JOIN account a ON a.id = p.account_id"
	                          " WHERE e.id = ?1 AND e.panti_id = ?2 ORDER BY p.line");
	stmt_int(q, 1, entry);
	stmt_int(q, 2, who->panti);
	while (n < LEDGER_LINES && stmt_row(q)) {
		enum account_kind kind = account_kind_from_code(stmt_get_text(q, 2));
		MUST(kind != ACCOUNT_KINDS);
		original[n] = (struct ledger_line){ kind, stmt_get_int(q, 3), stmt_get_int(q, 1) };
		r.lines[n++] = (struct ledger_posting_row){ stmt_get_int(q, 0), -stmt_get_int(q, 1) };
		r.resident = stmt_get_int(q, 4);
		r.item = stmt_get_int(q, 5);
		STR_SET(day, stmt_get_text(q, 6));
		is_reversal = stmt_get_int(q, 7) != 0;
	}
	if (!stmt_done(q, e)) return 0;
	if (!n) {
		case_not_found(e);
		return 0;
	}
	if (is_reversal) {
		problem_hard(p, NULL, _("This entry is itself a correction. Record what is right as a new entry."));
		case_refused(e);
		return 0;
	}
	if (on != DATE_NONE && on < date_from_iso(day)) {
		problem_hard(p, "on_date", _("A correction cannot be dated before the entry it corrects."));
		case_refused(e);
		return 0;
	}
	q = stmt(db, "SELECT 1 FROM entry WHERE reverses_id = ?1");
	stmt_int(q, 1, entry);
	bool done = stmt_row(q);
	if (!stmt_done(q, e)) return 0;
	ledger_mirror(original, n, mirror);
	struct ledger_posting t = { .kind = POSTING_REVERSAL, .on = on, .reason = reason, .lines = mirror, .count = n, .original = original, .original_count = n, .already_reversed = done };
	r.count = n;
	return post_lines(db, who, &t, &r, "", p, e);
}

struct receive { const struct actor *who; const struct ledger_receipt *in; row_id entry; struct problems *p; };

static bool receive_tx(struct db *db, void *ctx, struct err *e)
{
	struct receive *t = ctx;
	const struct ledger_receipt *in = t->in;
	if (db_idem_seen(db, in->idem, &t->entry)) return true;
	char amount[RUPIAH_SIZE];
	struct ledger_new n = { .kind = POSTING_RECEIPT, .on = in->on, .fund = in->fund, .amount = in->amount, .memo = in->memo };
	t->entry = ledger_post(db, t->who, &n, t->p, e);
	if (!t->entry) return false;
	audit_begin(db, t->who, "ledger.receive", "entry", t->entry, 0);
	audit_value(db, "fund", "", in->fund);
	audit_value(db, "amount", "", rupiah_group(in->amount, amount));
	db_idem_keep(db, in->idem, t->entry);
	db_news(db);
	return audit_end(db, e);
}

bool ledger_receive(struct db *db, const struct actor *who, const struct ledger_receipt *in, row_id *entry, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_PAY, e)) return false;
	if (!in->fund || !*in->fund || strlen(in->fund) >= FUND_SIZE || strpbrk(in->fund, ":|\n")) {
		problem_hard(p, "fund", _("Choose the fund source."));
		return case_refused(e);
	}
	if (in->amount <= 0 || in->amount > RUPIAH_MAX) {
		problem_hard(p, "amount", _("Type an amount above zero, for example 50000 or 50rb."));
		return case_refused(e);
	}
	struct receive t = { who, in, 0, p };
	bool ok = db_tx(db, receive_tx, &t, e);
	if (ok && entry) *entry = t.entry;
	return ok;
}

struct reverse { const struct actor *who; row_id entry; caldate on; const char *reason, *idem; struct problems *p; };

static bool reverse_tx(struct db *db, void *ctx, struct err *e)
{
	const struct reverse *t = ctx;
	row_id made = 0;
	if (db_idem_seen(db, t->idem, &made)) return true;
	struct stmt *q = stmt(db, "SELECT coalesce(item_id, 0), coalesce(resident_id, 0) FROM entry WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, t->entry);
	stmt_int(q, 2, t->who->panti);
	bool there = stmt_row(q);
	bool of_item = there && stmt_get_int(q, 0) != 0;
	row_id resident = there ? stmt_get_int(q, 1) : 0, person = 0;
	if (!stmt_done(q, e)) return false;
	if (!there) return case_not_found(e);
	if (of_item) {
		problem_hard(t->p, NULL, _("This entry belongs to a pocket money payment: correct the payment instead."));
		return case_refused(e);
	}
	if (resident) {
		q = stmt(db, "SELECT person_id FROM resident WHERE id = ?1");
		stmt_int(q, 1, resident);
		person = stmt_one_int(q, 0, e);
	}
	made = ledger_mirror_entry(db, t->who, t->entry, t->on, t->reason, t->p, e);
	if (!made) return false;
	db_idem_keep(db, t->idem, made);
	db_news(db);
	return audit_note(db, t->who, "ledger.reverse", "entry", t->entry, person, t->reason, e);
}

bool ledger_reverse(struct db *db, const struct actor *who, row_id entry, caldate on, const char *reason, const char *idem, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_REVERSE, e)) return false;
	struct reverse t = { who, entry, on, reason, idem, p };
	return db_tx(db, reverse_tx, &t, e);
}
