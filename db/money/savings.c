#include "db/money/savings.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/case.h"
#include "db/money/ledger.h"
#include "db/scope.h"
#include "db/child/person_merge.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

rupiah savings_balance(struct db *db, row_id resident)
{
	struct stmt *q = stmt(db, "SELECT -coalesce(sum(b.amount), 0) FROM resident r JOIN account a ON a.panti_id = r.panti_id AND a.code = 'tabungan:' || CAST(r.id AS TEXT)"
	                          " JOIN balance b ON b.account_id = a.id WHERE r.id = ?1");
	stmt_int(q, 1, resident);
	return stmt_one_int(q, 0, NULL);
}

/* The child's person when it is of the actor's panti; 0 and "not found" otherwise. */
static row_id person_of(struct db *db, const struct actor *who, row_id resident, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT person_id FROM resident WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, who->panti);
	row_id person = stmt_row(q) ? stmt_get_int(q, 0) : 0;
	if (!stmt_done(q, e)) return 0;
	if (!person) case_not_found(e);
	if (person && resident_root(db, resident) != resident) return person_merged_refused(db, resident, e), 0;
	return person;
}

struct move { const struct actor *who; const struct savings_move *in; enum posting_kind kind; const char *action; struct problems *p; };

static bool move_tx(struct db *db, void *ctx, struct err *e)
{
	const struct move *t = ctx;
	const struct savings_move *in = t->in;
	row_id entry = 0;
	char before[RUPIAH_SIZE], after[RUPIAH_SIZE];
	if (db_idem_seen(db, in->idem, &entry)) return true;
	row_id person = person_of(db, t->who, in->resident, e);
	if (!person) return false;
	rupiah balance = savings_balance(db, in->resident);
	struct ledger_new n = { .kind = t->kind, .on = in->on, .resident = in->resident, .amount = in->amount, .memo = in->note };
	entry = ledger_post(db, t->who, &n, t->p, e);
	if (!entry) return false;
	audit_begin(db, t->who, t->action, "entry", entry, person);
	audit_value(db, "balance", rupiah_group(balance, before), rupiah_group(savings_balance(db, in->resident), after));
	db_idem_keep(db, in->idem, entry);
	db_news(db);
	return audit_end(db, e);
}

static bool amount_check(rupiah amount, struct problems *p, struct err *e)
{
	if (amount > 0 && amount <= RUPIAH_MAX) return true;
	problem_hard(p, "amount", _("Type an amount above zero, for example 50000 or 50rb."));
	return case_refused(e);
}

bool savings_deposit(struct db *db, const struct actor *who, const struct savings_move *in, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_SAVINGS, e) || !amount_check(in->amount, p, e)) return false;
	if (!in->consent) {
		problem_hard(p, "consent", _("A savings deposit needs the consent of the child or its guardian. Tick consent, or leave the deposit out."));
		return case_refused(e);
	}
	struct move t = { who, in, POSTING_DEPOSIT, "savings.deposit", p };
	return db_tx(db, move_tx, &t, e);
}

bool savings_withdraw(struct db *db, const struct actor *who, const struct savings_move *in, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_SAVINGS, e) || !amount_check(in->amount, p, e)) return false;
	struct move t = { who, in, POSTING_WITHDRAWAL, "savings.withdraw", p };
	return db_tx(db, move_tx, &t, e);
}

struct payout { const struct actor *who; row_id resident; caldate on; const char *how; struct problems *p; };

static bool payout_tx(struct db *db, void *ctx, struct err *e)
{
	const struct payout *t = ctx;
	rupiah balance = savings_balance(db, t->resident);
	if (balance == 0) return person_of(db, t->who, t->resident, e) != 0;
	struct savings_move in = { .resident = t->resident, .amount = balance, .on = t->on, .note = t->how };
	struct move m = { t->who, &in, POSTING_PAYOUT, "savings.payout", t->p };
	return move_tx(db, &m, e);
}

bool savings_payout(struct db *db, const struct actor *who, row_id resident, caldate on, const char *how, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_SAVINGS, e)) return false;
	struct payout t = { who, resident, on, how, p };
	return db_tx(db, payout_tx, &t, e);
}

struct donation { const struct actor *who; const struct savings_share *in; int children; rupiah each; struct problems *p; };

static bool donation_tx(struct db *db, void *ctx, struct err *e)
{
	struct donation *t = ctx;
	const struct savings_share *in = t->in;
	struct arena *a = arena_new();
	row_id *child = in->count ? arena_array(a, row_id, in->count) : NULL, entry = 0;
	int n = in->count, room = 0;
	char amount[RUPIAH_SIZE];
	bool ok = true;
	if (n) memcpy(child, in->residents, (size_t)n * sizeof *child);
	else {
		/* in care on the day, by name: who gets the rupiah left over is the same whoever asks */
		struct stmt *q = stmt(db, "SELECT n.resident_id FROM resident_now n WHERE n.panti_id = ?1 AND EXISTS (SELECT 1 FROM stay s WHERE s.resident_id = n.resident_id"
		                          " AND s.void_at IS NULL AND s.on_date <= ?2 AND NOT EXISTS (SELECT 1 FROM stay_end x WHERE x.stay_id = s.id AND x.void_at IS NULL AND x.on_date <= ?2)" STAY_COUNTS("s") ") AND n.status <> 'gabung'"
		                          " ORDER BY n.sort_key, n.resident_id");
		stmt_int(q, 1, t->who->panti);
		stmt_date(q, 2, in->on);
		while (stmt_row(q)) {
			if (n == room) {
				row_id *more = arena_array(a, row_id, room = room ? room * 2 : 64);
				if (n) memcpy(more, child, (size_t)n * sizeof *child);
				child = more;
			}
			child[n++] = stmt_get_int(q, 0);
		}
		ok = stmt_done(q, e);
	}
	t->children = n;
	t->each = n ? in->amount / n : 0;
	bool seen = ok && db_idem_seen(db, in->idem, &entry);
	if (ok && !seen && (!n || t->each == 0)) {
		problem_hard(t->p, "amount", n ? _("The donation is less than one rupiah a child.") : _("No child is in care on that day."));
		ok = case_refused(e);
	}
	rupiah left = n ? in->amount % n : 0;
	for (int i = 0; ok && !seen && i < n; i++) {
		struct ledger_new post = { .kind = POSTING_DEPOSIT, .on = in->on, .resident = child[i], .amount = t->each + (i < left ? 1 : 0), .memo = in->donor };
		ok = person_of(db, t->who, child[i], e) && (entry = ledger_post(db, t->who, &post, t->p, e)) != 0;
	}
	if (ok && !seen) {
		audit_begin(db, t->who, "savings.donation", "entry", entry, 0);
		audit_value(db, "amount", "", rupiah_group(in->amount, amount));
		audit_value(db, "children", "", arena_printf(a, "%d", n));
		db_idem_keep(db, in->idem, entry);
		db_news(db);
		ok = audit_end(db, e);
	}
	arena_free(a);
	return ok;
}

bool savings_donation(struct db *db, const struct actor *who, const struct savings_share *in, int *children, rupiah *each, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_SAVINGS, e) || !amount_check(in->amount, p, e)) return false;
	if (in->on == DATE_NONE) {
		problem_hard(p, "on_date", _("Fill in the day."));
		return case_refused(e);
	}
	struct donation t = { who, in, 0, 0, p };
	bool ok = db_tx(db, donation_tx, &t, e);
	if (children) *children = t.children;
	if (each) *each = t.each;
	return ok;
}

bool savings_reverse(struct db *db, const struct actor *who, row_id entry, caldate on, const char *reason, const char *idem, struct problems *p, struct err *e)
{
	return ledger_reverse(db, who, entry, on, reason, idem, p, e);
}

int savings_book(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct savings_row **out, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_READ, e) || !person_of(db, who, resident, e)) return -1;
	int n = 0, room = 0;
	rupiah balance = 0;
	*out = NULL;
	struct stmt *q = stmt(db, "SELECT e.id, e.on_date, e.kind, e.memo, -p.amount, e.reverses_id IS NOT NULL, EXISTS (SELECT 1 FROM entry r WHERE r.reverses_id = e.id)"
	                          " FROM account c JOIN posting p ON p.account_id = c.id JOIN entry e ON e.id = p.entry_id"
	                          " WHERE c.panti_id = ?1 AND c.code = 'tabungan:' || CAST(?2 AS TEXT) ORDER BY e.on_date, e.seq");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, resident);
	while (stmt_row(q)) {
		if (n == room) {
			struct savings_row *more = arena_array(a, struct savings_row, room = room ? room * 2 : 32);
			if (n) memcpy(more, *out, (size_t)n * sizeof **out);
			*out = more;
		}
		rupiah amount = stmt_get_int(q, 4);
		balance += amount;
		(*out)[n++] = (struct savings_row){ stmt_get_int(q, 0), stmt_get_date(q, 1), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)),
			amount > 0 ? amount : 0, amount < 0 ? -amount : 0, balance, stmt_get_int(q, 6) != 0, stmt_get_int(q, 5) != 0 };
	}
	return stmt_done(q, e) ? n : -1;
}

int savings_list(struct db *db, const struct actor *who, struct arena *a, struct savings_child **out, rupiah *total, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_READ, e)) return -1;
	int n = 0, room = 0;
	rupiah sum = 0;
	*out = NULL;
	struct stmt *q = stmt(db, "SELECT n.resident_id, n.register_no, n.name, n.level, -coalesce(b.amount, 0), n.status = 'aktif',"
	                          " (SELECT max(e.on_date) FROM posting p JOIN entry e ON e.id = p.entry_id WHERE p.account_id = c.id), n.sealed"
	                          " FROM resident_now n LEFT JOIN account c ON c.panti_id = n.panti_id AND c.code = 'tabungan:' || CAST(n.resident_id AS TEXT)"
	                          " LEFT JOIN balance b ON b.account_id = c.id"
	                          " WHERE n.panti_id = ?1 AND (n.status = 'aktif' OR b.amount <> 0) ORDER BY n.sort_key, n.resident_id");
	stmt_int(q, 1, who->panti);
	while (stmt_row(q)) {
		if (n == room) {
			struct savings_child *more = arena_array(a, struct savings_child, room = room ? room * 2 : 128);
			if (n) memcpy(more, *out, (size_t)n * sizeof **out);
			*out = more;
		}
		rupiah balance = stmt_get_int(q, 4);
		sum += balance;
		(*out)[n++] = (struct savings_child){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), scope_name(who, stmt_get_text(q, 2), stmt_get_int(q, 7), a), arena_dup(a, stmt_get_text(q, 3)),
			balance, stmt_get_date(q, 6), stmt_get_int(q, 5) != 0 };
	}
	if (total) *total = sum;
	return stmt_done(q, e) ? n : -1;
}
