#include "src/rules/allowance.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/rupiah.h"
#include "src/rules/codes.h"
#include "src/rules/school.h"
#include <string.h>

static const char *const unit_codes[ALLOWANCE_UNITS] = { "month", "calendar_day", "day_present", "school_day" };
static const char *const state_codes[ALLOWANCE_STATES] = { "terutang", "dibayar", "ditahan", "dibatalkan" };

const struct allowance_step allowance_steps[] = {
	{ ALLOWANCE_DUE, ALLOWANCE_PAY, ALLOWANCE_PAID, false },
	{ ALLOWANCE_DUE, ALLOWANCE_HOLD, ALLOWANCE_HELD, true },
	{ ALLOWANCE_HELD, ALLOWANCE_RELEASE, ALLOWANCE_DUE, false },
	{ ALLOWANCE_PAID, ALLOWANCE_REVERSE, ALLOWANCE_REVERSED, true },
	{ ALLOWANCE_REVERSED, ALLOWANCE_AGAIN, ALLOWANCE_DUE, false },
};
const size_t allowance_steps_count = COUNT(allowance_steps);

const char *allowance_unit_code(enum allowance_unit u)
{
	return u < ALLOWANCE_UNITS ? unit_codes[u] : "";
}

enum allowance_unit allowance_unit_from_code(const char *code)
{
	int u = 0;
	while (u < ALLOWANCE_UNITS && !str_equal(unit_codes[u], code))
		u++;
	return (enum allowance_unit)u;
}

const char *allowance_state_code(enum allowance_state s)
{
	return s < ALLOWANCE_STATES ? state_codes[s] : "";
}

enum allowance_state allowance_state_from_code(const char *code)
{
	int s = 0;
	while (s < ALLOWANCE_STATES && !str_equal(state_codes[s], code))
		s++;
	return (enum allowance_state)s;
}

const char *allowance_state_label(enum allowance_state s)
{
	return s < ALLOWANCE_STATES ? code_label("allowance_state", state_codes[s]) : "";
}

const struct allowance_rate *allowance_rate_on(const struct allowance_rate *r, size_t count, const char *level, int grade, caldate day)
{
	const struct allowance_rate *best = NULL;
	for (size_t i = 0; i < count; i++) {
		bool fits = str_equal(r[i].level, level) && (r[i].grade == 0 || r[i].grade == grade) && r[i].from <= day && (r[i].until == DATE_NONE || day < r[i].until);
		if (!fits)
			continue;
		bool closer = !best || (r[i].grade != 0 && best->grade == 0);
		bool newer = best && (r[i].grade != 0) == (best->grade != 0) && r[i].from > best->from;
		if (closer || newer)
			best = &r[i];
	}
	return best;
}

bool allowance_rate_check(const struct allowance_rate *r, const struct allowance_rate *others, size_t count, struct problems *p)
{
	bool good = true;
	enum school_level level = school_level_from_code(r->level);
	if (level == LEVELS)
		good = problem_hard(p, "level", _("Choose the school level from the list."));
	else if (r->grade && (r->grade < school_levels[level].grade_min || r->grade > school_levels[level].grade_max))
		good = problem_hard(p, "grade", _("Grade %d is not a grade of %s (%d to %d)."), r->grade, school_level_label(level), school_levels[level].grade_min, school_levels[level].grade_max);
	if (r->amount < 0 || r->amount > RUPIAH_MAX)
		good = problem_hard(p, "amount", _("The rate must be zero or more."));
	if (r->from == DATE_NONE)
		return problem_hard(p, "on_date", _("Fill in the first day of the rate."));
	if (r->until != DATE_NONE && r->until <= r->from)
		good = problem_hard(p, "until_on", _("A rate must end after it begins."));
	for (size_t i = 0; i < count; i++)
		if (str_equal(others[i].level, r->level) && others[i].grade == r->grade && others[i].from == r->from)
			good = problem_hard(p, "on_date", _("A rate from this day is there already. Choose another day."));
	return good;
}

static bool holiday(caldate day, const caldate *holidays, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (holidays[i] == day)
			return true;
	return false;
}

struct allowance_days allowance_count(const struct allowance_settings *s, caldate month, const struct stay_span *stays, size_t stay_count,
	const struct presence_span *absences, size_t absence_count, const caldate *holidays, size_t holiday_count)
{
	caldate from = date_month_start(month), to = date_month_end(month);
	bool ignore_absence = s->advance || s->unit == ALLOWANCE_CALENDAR_DAY;
	struct allowance_days days = { 0, s->unit == ALLOWANCE_MONTH ? to - from + 1 : 1, DATE_NONE };
	for (caldate d = from; d <= to; d++) {
		if (!presence_days(stays, stay_count, absences, ignore_absence ? 0 : absence_count, d, d, NULL))
			continue;
		days.last = d;
		if (s->unit != ALLOWANCE_SCHOOL_DAY || (date_weekday(d) <= 5 && !holiday(d, holidays, holiday_count)))
			days.counted++;
	}
	return days;
}

rupiah allowance_due(const struct allowance_settings *s, rupiah rate, struct allowance_days days)
{
	if (s->off || days.counted <= 0 || days.period <= 0 || rate <= 0)
		return 0;
	return rupiah_share(rate, days.counted, days.period, s->step > 0 ? s->step : 1);
}

rupiah allowance_correction(const struct allowance_settings *s, rupiah rate, struct allowance_days actual, rupiah paid)
{
	return allowance_due(s, rate, actual) - paid;
}

const struct allowance_step *allowance_can(enum allowance_state state, enum allowance_move move, const char *reason, struct problems *p)
{
	for (size_t i = 0; i < allowance_steps_count; i++) {
		const struct allowance_step *step = &allowance_steps[i];
		if (step->from != state || step->move != move)
			continue;
		if (!step->needs_reason || (reason && *reason))
			return step;
		problem_hard(p, "note", _("Write the reason. It stays with the allowance."));
		return NULL;
	}
	if (state == ALLOWANCE_PAID && move == ALLOWANCE_PAY)
		problem_hard(p, "state", _("This allowance is paid already. It cannot be paid twice."));
	else if (state == ALLOWANCE_HELD && move == ALLOWANCE_PAY)
		problem_hard(p, "state", _("This allowance is held back. Release it first."));
	else if (state == ALLOWANCE_PAID && move == ALLOWANCE_HOLD)
		problem_hard(p, "state", _("This allowance is paid. A payment is mended with a correction."));
	else
		problem_hard(p, "state", _("This allowance is now: %s."), allowance_state_label(state));
	return NULL;
}

bool allowance_payment_check(const struct allowance_payment *pay, struct problems *p)
{
	char amount[RUPIAH_SIZE], cash[RUPIAH_SIZE];
	bool good = true;
	if (pay->amount <= 0)
		good = problem_hard(p, "amount", _("There is nothing to pay: the amount is zero."));
	if (pay->deposit < 0)
		good = problem_hard(p, "deposit", _("A deposit must be zero or more."));
	else if (pay->deposit > pay->amount)
		good = problem_hard(p, "deposit", _("The deposit is more than the allowance of %s."), rupiah_format(pay->amount, amount));
	else if (pay->deposit > 0 && !pay->consent)
		good = problem_hard(p, "deposit", _("A deposit needs the child's consent; it is never a deduction."));
	if (pay->cash >= 0 && pay->amount > pay->cash)
		good = problem_hard(p, "amount", _("Cash in hand is %s, which is not enough for %s."), rupiah_format(pay->cash, cash), rupiah_format(pay->amount, amount));
	return good;
}
