#include "db/money/ledger_hash.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "db/check.h"
#include "db/money/ledger.h"
#include "db/stmt.h"
#include "src/base/buf.h"
#include "src/base/i18n.h"

void ledger_hash(const unsigned char before[LEDGER_HASH], const struct ledger_entry_row *r, unsigned char out[LEDGER_HASH])
{
	/* lengths stand before texts, so no two different entries give the same bytes */
	struct buf b = BUF_EMPTY;
	buf_add(&b, before, LEDGER_HASH);
	buf_printf(&b, "%" PRId64 "|%" PRId64 "|%" PRId64 "|%s|%s|%" PRId64 "|%" PRId64 "|%" PRId64 "|%" PRId64 "|%" PRId64 "|%zu|%s|%d",
		r->panti, r->seq, r->id, r->on, r->kind, r->resident, r->item, r->reverses, r->at, r->by, strlen(r->memo), r->memo, r->count);
	for (int i = 0; i < r->count; i++) buf_printf(&b, "|%" PRId64 " %" PRId64, r->lines[i].account, r->lines[i].amount);
	crypto_generichash(out, LEDGER_HASH, (const unsigned char *)buf_text(&b), b.size, NULL, 0);
	buf_free(&b);
}

/* Looks at one whole entry: numbered in a row, balanced, its hash as computed. */
static bool look(const struct ledger_entry_row *r, int64_t expected_seq, const unsigned char stored[LEDGER_HASH], unsigned char chain[LEDGER_HASH], struct err *e)
{
	if (r->seq != expected_seq)
		return err_set(e, ERR_DATA, _("Ledger: entry number %" PRId64 " is missing (number %" PRId64 " follows)."), expected_seq, r->seq);
	int64_t sum = 0;
	bool odd = r->count < 2;
	for (int i = 0; i < r->count; i++) odd |= __builtin_add_overflow(sum, r->lines[i].amount, &sum); /* tampered amounts may be anything */
	if (odd || sum != 0) return err_set(e, ERR_DATA, _("Ledger: entry number %" PRId64 " of %s does not balance."), r->seq, r->on);
	unsigned char made[LEDGER_HASH];
	ledger_hash(chain, r, made);
	if (memcmp(made, stored, LEDGER_HASH) != 0)
		return err_set(e, ERR_DATA, _("Ledger: entry number %" PRId64 " of %s is not what was written."), r->seq, r->on);
	memcpy(chain, made, LEDGER_HASH);
	return true;
}

bool ledger_verify(struct db *db, row_id panti, int64_t *rows, struct err *e)
{
	unsigned char chain[LEDGER_HASH] = { 0 }, stored[LEDGER_HASH] = { 0 };
	struct ledger_entry_row r = { .panti = panti };
	struct arena *a = arena_new();
	int64_t seen = 0;
	bool ok = true;
	struct stmt *q = stmt(db, "SELECT e.seq, e.id, e.on_date, e.kind, coalesce(e.resident_id, 0), coalesce(e.item_id, 0), coalesce(e.reverses_id, 0), e.recorded_at,"
	                          " e.recorded_by, e.memo, e.hash, p.account_id, p.amount FROM entry e LEFT JOIN posting p ON p.entry_id = e.id"
	                          " WHERE e.panti_id = ?1 ORDER BY e.seq, p.line");
	stmt_int(q, 1, panti);
	while (ok && stmt_row(q)) {
		if (stmt_get_int(q, 1) != r.id) {
			if (r.id) ok = look(&r, ++seen, stored, chain, e);
			arena_reset(a);
			size_t size;
			const void *hash = stmt_get_blob(q, 10, &size);
			memset(stored, 0, sizeof stored);
			if (size == sizeof stored) memcpy(stored, hash, size);
			r = (struct ledger_entry_row){ .panti = panti, .seq = stmt_get_int(q, 0), .id = stmt_get_int(q, 1), .resident = stmt_get_int(q, 4), .item = stmt_get_int(q, 5),
				.reverses = stmt_get_int(q, 6), .at = stmt_get_int(q, 7), .by = stmt_get_int(q, 8) };
			STR_SET(r.on, stmt_get_text(q, 2));
			STR_SET(r.kind, stmt_get_text(q, 3));
			r.memo = arena_dup(a, stmt_get_text(q, 9));
		}
		if (!stmt_is_null(q, 11)) {
			if (r.count == LEDGER_LINES) ok = err_set(e, ERR_DATA, _("Ledger: entry number %" PRId64 " of %s is not what was written."), r.seq, r.on);
			else r.lines[r.count++] = (struct ledger_posting_row){ stmt_get_int(q, 11), stmt_get_int(q, 12) };
		}
	}
	ok = stmt_done(q, ok ? e : NULL) && ok;
	if (ok && r.id) ok = look(&r, ++seen, stored, chain, e);
	arena_free(a);
	if (rows) *rows = seen;
	return ok;
}

#define WRONG "SELECT b.account_id, coalesce(s.total, 0) FROM balance b LEFT JOIN (SELECT account_id, sum(amount) AS total FROM posting GROUP BY account_id) s" \
	" ON s.account_id = b.account_id WHERE b.amount <> coalesce(s.total, 0)"

bool ledger_check_balances(struct db *db, int64_t *wrong, struct err *e)
{
	struct stmt *q = stmt(db, WRONG);
	*wrong = 0;
	while (stmt_row(q)) ++*wrong;
	return stmt_done(q, e);
}

static bool rebuild_tx(struct db *db, void *ctx, struct err *e)
{
	int64_t *mended = ctx;
	struct { row_id account; rupiah amount; } *found = NULL;
	size_t n = 0;
	struct stmt *q = stmt(db, WRONG);
	while (stmt_row(q)) {
		found = mem_grow(found, (n + 1) * sizeof *found);
		found[n].account = stmt_get_int(q, 0);
		found[n++].amount = stmt_get_int(q, 1);
	}
	bool ok = stmt_done(q, e);
	for (size_t i = 0; ok && i < n; i++) {
		q = stmt(db, "UPDATE balance SET amount = ?2 WHERE account_id = ?1");
		stmt_int(q, 1, found[i].account);
		stmt_int(q, 2, found[i].amount);
		ok = stmt_run(q, e);
	}
	free(found);
	*mended = (int64_t)n;
	return ok;
}

bool ledger_rebuild_balances(struct db *db, int64_t *mended, struct err *e)
{
	return db_tx(db, rebuild_tx, mended, e);
}

bool ledger_rebuild_all(struct db *db, struct err *e)
{
	int64_t mended;
	return ledger_rebuild_balances(db, &mended, e);
}

static bool check_chains(struct db *db, struct check *c, struct err *e)
{
	row_id panti[256];
	int n = 0;
	struct stmt *q = stmt(db, "SELECT DISTINCT panti_id FROM entry ORDER BY panti_id LIMIT 256");
	while (n < (int)COUNT(panti) && stmt_row(q)) panti[n++] = stmt_get_int(q, 0);
	if (!stmt_done(q, e)) return false;
	for (int i = 0; i < n; i++) {
		struct err found = { ERR_NONE, "" };
		if (ledger_verify(db, panti[i], NULL, &found)) continue;
		if (found.kind != ERR_DATA) return err_set(e, found.kind, "%s", found.text);
		check_say(c, "%s", found.text);
	}
	return true;
}

bool ledger_check_all(struct db *db, struct check *c, struct err *e)
{
	if (!check_chains(db, c, e)) return false;
	struct stmt *q = stmt(db, "SELECT a.code, b.amount, coalesce((SELECT sum(amount) FROM posting WHERE account_id = a.id), 0) FROM account a LEFT JOIN balance b ON b.account_id = a.id"
	                          " WHERE b.amount IS NULL OR b.amount <> coalesce((SELECT sum(amount) FROM posting WHERE account_id = a.id), 0)");
	while (stmt_row(q))
		check_say(c, _("Account %s: the balance is %" PRId64 ", the entries give %" PRId64 "."), stmt_get_text(q, 0), stmt_get_int(q, 1), stmt_get_int(q, 2));
	if (!stmt_done(q, e)) return false;
	/* an item says what its entries say: due as posted, paid exactly when an unreversed payment stands */
	q = stmt(db, "SELECT i.id, i.month, r.register_no FROM allowance_item i JOIN resident r ON r.id = i.resident_id WHERE"
	             " i.due <> coalesce((SELECT -sum(p.amount) FROM entry e JOIN posting p ON p.entry_id = e.id JOIN account a ON a.id = p.account_id LEFT JOIN entry o ON o.id = e.reverses_id"
	             " WHERE e.item_id = i.id AND a.kind = 'uang_saku_terutang' AND coalesce(o.kind, e.kind) = 'entitlement'), 0)"
	             " OR CASE WHEN i.state = 'dibayar' THEN 1 ELSE 0 END <> (SELECT count(*) FROM entry e WHERE e.item_id = i.id AND e.kind = 'payment'"
	             " AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses_id = e.id))");
	while (stmt_row(q)) check_say(c, _("Pocket money of %s, %s: the list and the entries do not agree."), stmt_get_text(q, 2), stmt_get_text(q, 1));
	return stmt_done(q, e);
}
