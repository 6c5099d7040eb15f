/*
 * Uang saku: rates with effective dates, a run per month that lists every child entitled, payment (never twice), holding, reversal,
 * several months at once (rapel). Rules in src/rules/allowance.h; money in db/ledger.h. A run may be repeated while the month is
 * open: new children are added, unpaid items recalculated, paid ones stay and their difference is carried into the child's next month.
 * Settings read: allowance_on, allowance_unit, allowance_basis, allowance_rounding, allowance_savings, allowance_fund, pay_limit.
 */
#ifndef DB_ALLOWANCE_H
#define DB_ALLOWANCE_H
#include "db/db.h"
#include "src/base/mem.h"
#include "src/rules/allowance.h"

struct rate_new { caldate on; const char *level; int grade; /* 0 = every grade */ rupiah amount; };
struct rate_row { row_id id; caldate on; const char *level; int grade; rupiah amount; bool void_; const char *void_why; };
/* RIGHT_MONEY_RATE. Months already closed keep what was run with the old rate. */
bool allowance_rate_add(struct db *db, const struct actor *who, const struct rate_new *in, row_id *id, struct problems *p, struct err *e);
bool allowance_rate_void(struct db *db, const struct actor *who, row_id rate, const char *why, struct problems *p, struct err *e);
/* Newest effective date first, then level. RIGHT_MONEY_READ. Count or -1; *out in the arena. */
int allowance_rate_list(struct db *db, const struct actor *who, bool with_void, struct arena *a, struct rate_row **out, struct err *e);
/* The rate of a level and grade on a day; false when none applies. */
bool allowance_rate_at(struct db *db, row_id panti, const char *level, int grade, caldate day, rupiah *amount);

struct allowance_options { /* a panti's settings, as read */
	struct allowance_settings rules;
	rupiah savings;          /* usual deposit of a child, 0 = none */
	rupiah limit;            /* a payment above it needs the head, 0 = no limit */
	char fund[32];
};
void allowance_options_load(struct db *db, row_id panti, struct allowance_options *out);

struct allowance_run_result { int children, added, changed, removed, corrected /* paid items that differ */, no_rate; rupiah total; /* due in all */ };
/* `month`: any day of it. Idempotent. RIGHT_MONEY_RUN. Refused (problems): module off, month closed or not begun. */
bool allowance_run(struct db *db, const struct actor *who, caldate month, struct allowance_run_result *out, struct problems *p, struct err *e);

struct allowance_row {
	row_id id, resident, person; int64_t version;
	const char *register_no, *name, *level, *note;
	int grade, days, period_days;
	caldate month, paid_on;
	rupiah rate, due, deposit; /* deposit: made, or proposed while unpaid */
	rupiah carried;            /* part of due that corrects earlier months */
	rupiah correction;         /* paid, but should have been this much more (less): goes into the next month's due */
	enum allowance_state state;
	bool in_care;              /* still in care today */
};
struct allowance_filter { caldate from, to; /* months, both included */ const char *level; /* NULL all */ int state; /* enum allowance_state or -1 */ row_id resident; /* 0 all */ };
/* By name, then month. RIGHT_MONEY_READ. Count or -1; *out in the arena. */
int allowance_list(struct db *db, const struct actor *who, const struct allowance_filter *f, struct arena *a, struct allowance_row **out, struct err *e);

struct allowance_total { const char *level; /* "" = all */ int children, paid, held; rupiah due, paid_amount, deposits, unpaid; };
/* One row per level present, the sum as the last. Count (with the sum) or -1. */
int allowance_totals(struct db *db, const struct actor *who, const struct allowance_filter *f, struct arena *a, struct allowance_total **out, struct err *e);
/* Has the month been run? */
bool allowance_month_run(struct db *db, row_id panti, caldate month);
/* Unpaid (terutang, ditahan) money of a child; what a termination shows as owed. */
rupiah allowance_owed(struct db *db, row_id resident);

struct allowance_pick { row_id item; rupiah deposit; const char *note; /* NULL keeps it */ int64_t version; /* 0 = not compared */ };
struct allowance_payment_in {
	const struct allowance_pick *picks; int count; /* of one month or several (rapel) */
	caldate on;                /* day of payment */
	const char *fund;          /* NULL = setting allowance_fund */
	bool consent;              /* the children (or guardians) agreed to the deposits */
	const char *idem;          /* db_idem_make when the form opened */
};
struct allowance_paid { int children, items; rupiah total, deposits, cash_after; bool already; /* this very save was done before */ };
/* Every pick or none, in one transaction. The child gets the full amount; a deposit is an entry of its own. RIGHT_MONEY_PAY;
 * above the limit the head's role as well. */
bool allowance_pay(struct db *db, const struct actor *who, const struct allowance_payment_in *in, struct allowance_paid *out, struct problems *p, struct err *e);
bool allowance_hold(struct db *db, const struct actor *who, row_id item, const char *note, struct problems *p, struct err *e);    /* RIGHT_MONEY_PAY; reason needed */
bool allowance_release(struct db *db, const struct actor *who, row_id item, struct problems *p, struct err *e);
bool allowance_note(struct db *db, const struct actor *who, row_id item, const char *note, struct problems *p, struct err *e);
/* Reverses payment and deposit (refused when the deposit was withdrawn since); the item is terutang again. RIGHT_MONEY_REVERSE. */
bool allowance_reverse(struct db *db, const struct actor *who, row_id item, caldate on, const char *reason, const char *idem, struct problems *p, struct err *e);

#endif
