#include "src/rules/ledger.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/rupiah.h"

const struct account_kind_info account_kinds[ACCOUNT_KINDS] = {
	/*                         code                  group    debit  child  fund */
	[ACCOUNT_CASH] =         { "kas",                "aset",  true,  false, true },
	[ACCOUNT_SAVINGS_CASH] = { "kas_tabungan",       "aset",  true,  false, false },
	[ACCOUNT_SAVINGS] =      { "tabungan",           "utang", false, true,  false },
	[ACCOUNT_OWED] =         { "uang_saku_terutang", "utang", false, false, false },
	[ACCOUNT_EXPENSE] =      { "beban_uang_saku",    "beban", true,  false, false },
	[ACCOUNT_FUND] =         { "dana",               "dana",  false, false, true },
};

/* The child signs for the full allowance (payment), then deposits: two postings, so a deposit is never a deduction (DOMAIN.md 6). */
const struct posting_kind_info posting_kinds[POSTING_KINDS] = {
	[POSTING_RECEIPT] =     { "receipt",     ACCOUNT_CASH,         ACCOUNT_FUND,         false },
	[POSTING_ENTITLEMENT] = { "entitlement", ACCOUNT_EXPENSE,      ACCOUNT_OWED,         false },
	[POSTING_PAYMENT] =     { "payment",     ACCOUNT_OWED,         ACCOUNT_CASH,         false },
	[POSTING_DEPOSIT] =     { "deposit",     ACCOUNT_SAVINGS_CASH, ACCOUNT_SAVINGS,      false },
	[POSTING_WITHDRAWAL] =  { "withdrawal",  ACCOUNT_SAVINGS,      ACCOUNT_SAVINGS_CASH, false },
	[POSTING_PAYOUT] =      { "payout",      ACCOUNT_SAVINGS,      ACCOUNT_SAVINGS_CASH, false },
	[POSTING_REVERSAL] =    { "reversal",    ACCOUNT_KINDS,        ACCOUNT_KINDS,        true },
};

enum account_kind account_kind_from_code(const char *code)
{
	int k = 0;
	while (k < ACCOUNT_KINDS && !str_equal(account_kinds[k].code, code))
		k++;
	return (enum account_kind)k;
}

enum posting_kind posting_kind_from_code(const char *code)
{
	int k = 0;
	while (k < POSTING_KINDS && !str_equal(posting_kinds[k].code, code))
		k++;
	return (enum posting_kind)k;
}

static bool check_lines(const struct ledger_posting *t, struct problems *p)
{
	const struct posting_kind_info *kind = &posting_kinds[t->kind];
	bool good = true;
	int64_t sum = 0;
	char gap[RUPIAH_SIZE];
	if (t->count < 2)
		good = problem_hard(p, "lines", _("A posting needs at least two lines."));
	for (int i = 0; i < t->count; i++) {
		const struct ledger_line *l = &t->lines[i];
		if (l->account >= ACCOUNT_KINDS)
			return problem_hard(p, "lines", _("Line %d has no account."), i + 1);
		if (l->amount == 0)
			good = problem_hard(p, "lines", _("Line %d has no amount."), i + 1);
		if (l->amount > RUPIAH_MAX || l->amount < -RUPIAH_MAX || __builtin_add_overflow(sum, l->amount, &sum))
			return problem_hard(p, "lines", _("The amount of line %d is too large. Check the figures."), i + 1);
		if (account_kinds[l->account].per_child && !l->child)
			good = problem_hard(p, "lines", _("Line %d is savings and needs the child it belongs to."), i + 1);
		if (t->kind != POSTING_REVERSAL && l->amount != 0 && l->account != (l->amount > 0 ? kind->debit : kind->credit))
			good = problem_hard(p, "lines", _("Line %d uses an account that does not belong to this kind of posting."), i + 1);
	}
	if (sum != 0)
		good = problem_hard(p, "lines", _("The posting does not balance: debit and credit differ by %s."), rupiah_format(sum < 0 ? -sum : sum, gap));
	return good;
}

static bool check_reversal(const struct ledger_posting *t, struct problems *p)
{
	if (t->already_reversed)
		return problem_hard(p, "reverses", _("This posting was corrected already."));
	bool mirror = t->original && t->original_count == t->count;
	for (int i = 0; mirror && i < t->count; i++)
		mirror = t->lines[i].account == t->original[i].account && t->lines[i].child == t->original[i].child && t->lines[i].amount == -t->original[i].amount;
	return mirror || problem_hard(p, "reverses", _("A correction takes back the whole posting, line by line."));
}

bool ledger_check(const struct ledger_posting *t, struct problems *p)
{
	char month[32];
	MUST(t->kind >= 0 && t->kind < POSTING_KINDS);
	bool good = check_lines(t, p);
	if (t->on == DATE_NONE)
		good = problem_hard(p, "on_date", _("Fill in the date."));
	else if (t->on > t->today)
		good = problem_hard(p, "on_date", _("Money is posted on its day, today or before."));
	else if (t->closed_until != DATE_NONE && t->on <= t->closed_until)
		good = problem_hard(p, "on_date", _("%s is closed. Post on a day of an open month."), date_format(t->on, DATE_MONTH, month, sizeof month));
	if (posting_kinds[t->kind].needs_reason && (!t->reason || !*t->reason))
		good = problem_hard(p, "memo", _("Write the reason for the correction."));
	if (t->kind == POSTING_REVERSAL)
		good = check_reversal(t, p) && good;
	return good;
}

bool savings_check(rupiah balance, rupiah taken, const char *field, struct problems *p)
{
	char have[RUPIAH_SIZE];
	if (taken <= 0)
		return problem_hard(p, field, _("Write an amount above zero."));
	if (taken > balance)
		return problem_hard(p, field, _("The savings hold %s. Less can be taken, not more."), rupiah_format(balance, have));
	return true;
}

void ledger_lines(enum posting_kind kind, row_id child, rupiah amount, struct ledger_line out[2])
{
	MUST(kind >= 0 && kind < POSTING_REVERSAL);
	const struct posting_kind_info *k = &posting_kinds[kind];
	out[0] = (struct ledger_line){ k->debit, account_kinds[k->debit].per_child ? child : 0, amount };
	out[1] = (struct ledger_line){ k->credit, account_kinds[k->credit].per_child ? child : 0, -amount };
}

void ledger_mirror(const struct ledger_line *lines, int count, struct ledger_line *out)
{
	for (int i = 0; i < count; i++)
		out[i] = (struct ledger_line){ lines[i].account, lines[i].child, -lines[i].amount };
}
