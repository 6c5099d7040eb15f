/*
 * Double entry (DOMAIN.md 6, DESIGN.md 7.11): every posting balances, entries are never edited, a mistake is reversed, a closed month takes
 * no entry. Amounts: debit positive, credit negative, whole rupiah.
 */
#ifndef RULES_LEDGER_H
#define RULES_LEDGER_H
#include "src/base/err.h"
#include "src/base/types.h"

enum account_kind {
	ACCOUNT_CASH,          /* cash in hand of one fund source */
	ACCOUNT_SAVINGS_CASH,  /* the children's savings, kept apart from government cash */
	ACCOUNT_SAVINGS,       /* owed to one child */
	ACCOUNT_OWED,          /* allowances entitled, not paid yet */
	ACCOUNT_EXPENSE,
	ACCOUNT_FUND,          /* source: APBD, APBN, donor */
	ACCOUNT_KINDS
};
struct account_kind_info {
	const char *code;   /* kas kas_tabungan tabungan uang_saku_terutang beban_uang_saku dana: stem of account.code; list account_kind */
	const char *group;  /* account.kind: aset utang beban dana */
	bool debit;         /* normal balance */
	bool per_child, per_fund;
};
extern const struct account_kind_info account_kinds[ACCOUNT_KINDS];
enum account_kind account_kind_from_code(const char *code);         /* ACCOUNT_KINDS when unknown */

enum posting_kind { POSTING_RECEIPT, POSTING_ENTITLEMENT, POSTING_PAYMENT, POSTING_DEPOSIT, POSTING_WITHDRAWAL, POSTING_PAYOUT, POSTING_REVERSAL, POSTING_KINDS };
struct posting_kind_info { const char *code; enum account_kind debit, credit; bool needs_reason; }; /* reversal: the mirror of its original, debit = credit = ACCOUNT_KINDS */
extern const struct posting_kind_info posting_kinds[POSTING_KINDS]; /* receipt entitlement payment deposit withdrawal payout reversal; list posting_kind */
enum posting_kind posting_kind_from_code(const char *code);         /* POSTING_KINDS when unknown */

struct ledger_line { enum account_kind account; row_id child; /* 0 none */ rupiah amount; };
struct ledger_posting {
	enum posting_kind kind;
	caldate on, today;
	const char *reason;                          /* required for a reversal */
	const struct ledger_line *lines; int count;
	caldate closed_until;                        /* last day of the last closed month, DATE_NONE none */
	const struct ledger_line *original; int original_count; /* reversal: the lines it mirrors */
	bool already_reversed;
};
/* Hard: fewer than two lines, a zero line, a sum that is not zero, overflow, accounts that do not belong to the kind, a savings line without child,
 * a day in a closed month or in the future, a reversal that is no exact mirror, has no reason or was made before. */
bool ledger_check(const struct ledger_posting *t, struct problems *p);
/* Savings of a child stay at or above zero: balance now (>= 0) and what is taken. Hard otherwise. */
bool savings_check(rupiah balance, rupiah taken, const char *field, struct problems *p);
/* The two lines of a simple posting (not a reversal); the child goes on the per-child lines. */
void ledger_lines(enum posting_kind kind, row_id child, rupiah amount, struct ledger_line out[2]);
void ledger_mirror(const struct ledger_line *lines, int count, struct ledger_line *out);

#endif
