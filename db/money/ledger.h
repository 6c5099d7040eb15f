/*
 * The double-entry ledger (DOMAIN.md 6, DESIGN.md 7.5, 7.11). An entry is two or more postings that sum to zero (debit positive,
 * credit negative), never edited, never deleted: a mistake is reversed, once. Entries of a panti form one hash chain. A closed month
 * takes no entry. What the rules say here the triggers of 005_money say again for whoever writes SQL by hand.
 *
 * Accounts, made on demand: kas:<fund> (cash of a fund source), kas_tabungan (the children's money, kept apart), tabungan:<resident>,
 * uang_saku_terutang (entitled, not paid), beban_uang_saku, dana:<fund>. account.kind holds the codes of src/rules/ledger.h.
 */
#ifndef DB_LEDGER_H
#define DB_LEDGER_H
#include "db/db.h"
#include "src/base/mem.h"
#include "src/rules/ledger.h"

#define FUND_SIZE 32 /* code of list fund_source: apbd, apbn, donatur ... */

/* --- for the other aggregates of db/: inside their transaction, their right already asked ---------------------------------- */
struct ledger_new {
	enum posting_kind kind;      /* not POSTING_REVERSAL */
	caldate on;
	const char *fund;            /* of the cash account, where the kind has one; NULL = "apbd" */
	row_id resident, item;       /* child concerned, allowance_item; 0 none */
	rupiah amount;               /* > 0 */
	const char *memo;
};
/* The entry's id, or 0 with problems (closed month, future day, savings below zero) or err. Updates balances; resident_now of a
 * child whose savings move is remade (db/child/derive.h). */
row_id ledger_post(struct db *db, const struct actor *who, const struct ledger_new *n, struct problems *p, struct err *e);
/* The mirror of an entry, once. `on` must lie in an open month. 0 as above. */
row_id ledger_mirror_entry(struct db *db, const struct actor *who, row_id entry, caldate on, const char *reason, struct problems *p, struct err *e);

/* Balance of an account by code as a positive amount of its normal side (cash available, savings owed ...); 0 when there is none. */
rupiah ledger_balance(struct db *db, row_id panti, const char *account_code);
rupiah ledger_cash(struct db *db, row_id panti, const char *fund); /* cash available in one fund source */
bool ledger_month_closed(struct db *db, row_id panti, caldate month);
caldate ledger_closed_until(struct db *db, row_id panti);          /* last day of the last closed month, DATE_NONE none */

/* --- typed operations for screens and commands ------------------------------------------------------------------------------ */
struct ledger_receipt { const char *fund; rupiah amount; caldate on; const char *memo; const char *idem; };
/* Kas masuk: money received from a fund source into its cash. RIGHT_MONEY_PAY. *entry may be NULL. */
bool ledger_receive(struct db *db, const struct actor *who, const struct ledger_receipt *in, row_id *entry, struct problems *p, struct err *e);
/* Reverses an entry that belongs to no allowance item (those are reversed by allowance_reverse). RIGHT_MONEY_REVERSE. */
bool ledger_reverse(struct db *db, const struct actor *who, row_id entry, caldate on, const char *reason, const char *idem, struct problems *p, struct err *e);

struct ledger_account { row_id id; const char *code, *name, *fund; enum account_kind kind; rupiah balance; /* normal side positive */ };
/* Accounts of the panti, those of single children left out: what the cash book offers. RIGHT_MONEY_READ. Owner of *out: the arena. Count or -1. */
int ledger_accounts(struct db *db, const struct actor *who, struct arena *a, struct ledger_account **out, struct err *e);

struct ledger_row {
	row_id entry; int64_t seq;
	caldate on;
	const char *kind, *memo, *child; /* child: name or "" */
	rupiah in, out, balance;         /* seen from the account's normal side; balance after the row */
	bool reversed, reversal;
};
/* Opening balance of an account on the first day of `from`'s month (months from..to, both included). */
bool ledger_book_opening(struct db *db, const struct actor *who, row_id account, caldate from, rupiah *opening, struct err *e);
/* Rows of a cash book in order of day and number, at most max, after `after` (NULL: from the start; its balance is carried on: give
 * the opening in `balance` then). before instead of after pages back (rows still come in ascending order). RIGHT_MONEY_READ. Count or -1. */
int ledger_book(struct db *db, const struct actor *who, row_id account, caldate from, caldate to, rupiah opening, const struct ledger_row *after,
	const struct ledger_row *before, struct arena *a, struct ledger_row *out, int max, struct err *e);

/* Every entry balances and the chain of hashes is whole; false with a sentence naming the first bad entry. */
bool ledger_verify(struct db *db, row_id panti, int64_t *rows, struct err *e);

/* Balances against the sums of postings, all panti: how many differ; mended in one transaction. */
bool ledger_check_balances(struct db *db, int64_t *wrong, struct err *e);
bool ledger_rebuild_balances(struct db *db, int64_t *mended, struct err *e);
/* The part of `pantidesk check` and `rebuild` that is money (db/check.h): chains, balances, and each allowance item against its entries. */
struct check;
bool ledger_check_all(struct db *db, struct check *c, struct err *e);
bool ledger_rebuild_all(struct db *db, struct err *e);

#endif
