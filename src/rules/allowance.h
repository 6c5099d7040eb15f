/*
 * Uang saku: rate, days, amount due, states (DOMAIN.md 6, DESIGN.md 7.11). Due = rate of the level held on the last day present
 * x days counted / days in the period, half up to the step. Old months keep old rates because rates are chosen by day.
 */
#ifndef RULES_ALLOWANCE_H
#define RULES_ALLOWANCE_H
#include "src/rules/stay.h"

enum allowance_unit { ALLOWANCE_MONTH, ALLOWANCE_CALENDAR_DAY, ALLOWANCE_DAY_PRESENT, ALLOWANCE_SCHOOL_DAY, ALLOWANCE_UNITS };
const char *allowance_unit_code(enum allowance_unit u);               /* list allowance_unit: month calendar_day day_present school_day */
enum allowance_unit allowance_unit_from_code(const char *code);       /* ALLOWANCE_UNITS when unknown */

struct allowance_settings { enum allowance_unit unit; bool advance; rupiah step; /* 1, 100, 1000 */ bool off; };
#define ALLOWANCE_DEFAULTS { ALLOWANCE_MONTH, false, 100, false }

struct allowance_rate { const char *level; int grade; /* 0 = every grade */ caldate from, until; /* until exclusive, DATE_NONE open */ rupiah amount; };
/* The rate of a day: one for the grade before one for the whole level, the latest `from` among those; NULL when none applies. */
const struct allowance_rate *allowance_rate_on(const struct allowance_rate *r, size_t count, const char *level, int grade, caldate day);
/* Hard: unknown level, grade outside it, amount negative or above RUPIAH_MAX, until not after from, same level, grade and from already there. */
bool allowance_rate_check(const struct allowance_rate *r, const struct allowance_rate *others, size_t count, struct problems *p);

struct allowance_days { int counted, period; caldate last; /* day whose level and rate count; DATE_NONE: not entitled */ };
/* Days of the month beginning on `month`. MONTH and DAY_PRESENT count days present, CALENDAR_DAY days in care, SCHOOL_DAY days present from Monday
 * to Friday less holidays. period is the days of the month for MONTH and 1 for the daily units. advance: absences are not
 * known yet, so days in care are taken (corrected next month by allowance_correction). */
struct allowance_days allowance_count(const struct allowance_settings *s, caldate month, const struct stay_span *stays, size_t stay_count,
	const struct presence_span *absences, size_t absence_count, const caldate *holidays, size_t holiday_count);
rupiah allowance_due(const struct allowance_settings *s, rupiah rate, struct allowance_days days);
/* Paid in advance for a month that is over: what the next month's list adds (or takes, negative). */
rupiah allowance_correction(const struct allowance_settings *s, rupiah rate, struct allowance_days actual, rupiah paid);

enum allowance_state { ALLOWANCE_DUE, ALLOWANCE_PAID, ALLOWANCE_HELD, ALLOWANCE_REVERSED, ALLOWANCE_STATES }; /* list allowance_state: terutang dibayar ditahan dibatalkan */
const char *allowance_state_code(enum allowance_state s);
enum allowance_state allowance_state_from_code(const char *code);     /* ALLOWANCE_STATES when unknown */
const char *allowance_state_label(enum allowance_state s);
enum allowance_move { ALLOWANCE_PAY, ALLOWANCE_HOLD, ALLOWANCE_RELEASE, ALLOWANCE_REVERSE, ALLOWANCE_AGAIN, ALLOWANCE_MOVES };
struct allowance_step { enum allowance_state from; enum allowance_move move; enum allowance_state to; bool needs_reason; };
extern const struct allowance_step allowance_steps[]; /* pay, hold, release, reverse a payment; again: due once more after a reversal */
extern const size_t allowance_steps_count;
/* NULL with a hard problem saying why ("Sudah dibayar ..."): paying twice is impossible. */
const struct allowance_step *allowance_can(enum allowance_state state, enum allowance_move move, const char *reason, struct problems *p);

struct allowance_payment { rupiah amount, deposit; bool consent; rupiah cash; /* available in the fund, -1 = not looked at */ };
/* Hard: amount not above zero, deposit negative or above the amount, deposit without consent (it is never a deduction), cash short. */
bool allowance_payment_check(const struct allowance_payment *pay, struct problems *p);

#endif
