#include "db/money/ledger.h"

#include <string.h>

#include "db/case.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/date.h"

int ledger_accounts(struct db *db, const struct actor *who, struct arena *a, struct ledger_account **out, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_READ, e)) return -1;
	int n = 0, room = 0;
	*out = NULL;
	struct stmt *q = stmt(db, "SELECT a.id, a.code, a.name, a.fund, a.kind, b.amount FROM account a JOIN balance b ON b.account_id = a.id"
	                          " WHERE a.panti_id = ?1 AND a.resident_id IS NULL ORDER BY a.code");
	stmt_int(q, 1, who->panti);
	while (stmt_row(q)) {
		if (n == room) {
			struct ledger_account *more = arena_array(a, struct ledger_account, room = room ? room * 2 : 16);
			if (n) memcpy(more, *out, (size_t)n * sizeof **out);
			*out = more;
		}
		enum account_kind kind = account_kind_from_code(stmt_get_text(q, 4));
		rupiah amount = stmt_get_int(q, 5);
		(*out)[n++] = (struct ledger_account){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)),
			kind, kind != ACCOUNT_KINDS && account_kinds[kind].debit ? amount : -amount };
	}
	return stmt_done(q, e) ? n : -1;
}

/* +1 when debits are the account's normal side, -1 otherwise, 0 with an error when it is not the panti's. */
static int side_of(struct db *db, const struct actor *who, row_id account, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT kind FROM account WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, account);
	stmt_int(q, 2, who->panti);
	int side = 0;
	if (stmt_row(q)) {
		enum account_kind kind = account_kind_from_code(stmt_get_text(q, 0));
		side = kind != ACCOUNT_KINDS && account_kinds[kind].debit ? 1 : -1;
	}
	if (!stmt_done(q, e)) return 0;
	if (!side) case_not_found(e);
	return side;
}

bool ledger_book_opening(struct db *db, const struct actor *who, row_id account, caldate from, rupiah *opening, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_READ, e)) return false;
	int side = side_of(db, who, account, e);
	if (!side) return false;
	/* from today's balance back: what was posted since is less than all that ever was */
	struct stmt *q = stmt(db, "SELECT (SELECT amount FROM balance WHERE account_id = ?2) - coalesce((SELECT sum(p.amount) FROM entry e JOIN posting p ON p.entry_id = e.id"
	                          " WHERE e.panti_id = ?1 AND e.on_date >= ?3 AND p.account_id = ?2), 0)");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, account);
	stmt_date(q, 3, date_month_start(from));
	*opening = side * stmt_one_int(q, 0, e);
	return !e || e->kind == ERR_NONE;
}

#define BOOK_COLUMNS "SELECT e.id, e.seq, e.on_date, e.kind, e.memo, coalesce(n.name, ''), p.amount, e.reverses_id IS NOT NULL," \
	" EXISTS (SELECT 1 FROM entry r WHERE r.reverses_id = e.id), coalesce(n.sealed, 0) FROM entry e JOIN posting p ON p.entry_id = e.id" \
	" LEFT JOIN resident_now n ON n.resident_id = e.resident_id WHERE e.panti_id = ?1 AND p.account_id = ?2"

int ledger_book(struct db *db, const struct actor *who, row_id account, caldate from, caldate to, rupiah opening, const struct ledger_row *after,
	const struct ledger_row *before, struct arena *a, struct ledger_row *out, int max, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_READ, e)) return -1;
	int side = side_of(db, who, account, e);
	if (!side) return -1;
	bool back = !after && before;
	const struct ledger_row *key = back ? before : after;
	struct stmt *q = back ?
		stmt(db, BOOK_COLUMNS " AND e.on_date >= ?3 AND (e.on_date, e.seq) < (?4, ?5) ORDER BY e.on_date DESC, e.seq DESC LIMIT ?6") :
		stmt(db, BOOK_COLUMNS " AND e.on_date <= ?3 AND (e.on_date, e.seq) > (?4, ?5) ORDER BY e.on_date, e.seq LIMIT ?6");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, account);
	stmt_date(q, 3, back ? date_month_start(from) : date_month_end(to));
	stmt_date(q, 4, key ? key->on : date_month_start(from));
	stmt_int(q, 5, key ? key->seq : 0);
	stmt_int(q, 6, max);
	/* going back, a row's balance is that of the row after it less what that row moved */
	rupiah balance = !key ? opening : back ? key->balance - key->in + key->out : key->balance;
	int n = 0;
	while (n < max && stmt_row(q)) {
		rupiah amount = side * stmt_get_int(q, 6);
		if (!back) balance += amount;
		out[n++] = (struct ledger_row){ .entry = stmt_get_int(q, 0), .seq = stmt_get_int(q, 1), .on = stmt_get_date(q, 2), .kind = arena_dup(a, stmt_get_text(q, 3)),
			.memo = arena_dup(a, stmt_get_text(q, 4)), .child = scope_name(who, stmt_get_text(q, 5), stmt_get_int(q, 9), a), .in = amount > 0 ? amount : 0, .out = amount < 0 ? -amount : 0,
			.balance = balance, .reversal = stmt_get_int(q, 7) != 0, .reversed = stmt_get_int(q, 8) != 0 };
		if (back) balance -= amount;
	}
	if (!stmt_done(q, e)) return -1;
	for (int i = 0; back && i < n / 2; i++) {
		struct ledger_row keep = out[i];
		out[i] = out[n - 1 - i];
		out[n - 1 - i] = keep;
	}
	return n;
}
