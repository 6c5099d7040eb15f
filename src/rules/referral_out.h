/*
 * A referral out: the home sends a child to a partner's service (DOMAIN.md 1). dikirim -> diterima | ditolak; diterima -> selesai; dikirim or
 * diterima -> ditarik. It never ends the child's stay: whoever moves to another home is proposed for termination besides.
 */
#ifndef RULES_REFERRAL_OUT_H
#define RULES_REFERRAL_OUT_H
#include "src/base/date.h"
#include "src/base/field.h"
#include "src/rules/rights.h"

enum out_state { OUT_DIKIRIM, OUT_DITERIMA, OUT_SELESAI, OUT_DITOLAK, OUT_DITARIK, OUT_STATES };
struct out_state_info {
	const char *code; /* label: code_label("referral_out_state", code) */
	bool final;       /* no further move */
};
extern const struct out_state_info out_states[OUT_STATES];
enum out_state out_state_from_code(const char *code); /* OUT_STATES when unknown */
const char *out_state_label(enum out_state s);        /* in the user's language */

enum out_move { OUT_MOVE_KIRIM /* made by sending, never afterwards */, OUT_MOVE_TERIMA, OUT_MOVE_TOLAK, OUT_MOVE_SELESAI, OUT_MOVE_TARIK, OUT_MOVES };
struct out_step {
	enum out_state from;
	enum out_move move;
	enum out_state to;
	enum right right;
	bool needs_reason; /* tolak: a code of out_refusal, or words; tarik: words */
	bool needs_note;   /* what was done, of a service reported done */
};
extern const struct out_step out_steps[];
extern const size_t out_steps_count;
const char *out_move_code(enum out_move m);
const char *out_move_label(enum out_move m); /* button: "Diterima mitra" */

/* The row for a move, or NULL with a hard problem that names the state and what is possible from it. */
const struct out_step *out_can(enum out_state state, enum out_move move, struct problems *p);
/* Same, with what the step asks for: reason, note; and its day: not ahead, not before the day of the step before it. Every problem is told. */
const struct out_step *out_move_check(enum out_state state, enum out_move move, caldate on, caldate before, caldate today, const char *reason, const char *note, struct problems *p);

enum out_field { OUT_F_PARTNER, OUT_F_SERVICE, OUT_F_PURPOSE, OUT_F_URGENT, OUT_F_SENT_ON, OUT_F_NOTE, OUT_FIELDS };
extern const struct field out_fields[OUT_FIELDS]; /* partner: id as text, list "partner" */
/* Sending: partner and service there, sent today or before and within the stay that began on admitted. True when nothing hard. */
bool out_check(const char *const v[OUT_FIELDS], caldate admitted, caldate today, struct problems *p);

#define OUT_ANSWER_DAYS 14 /* calendar days: default of the setting clock_out */
#define OUT_DONE_DAYS 30   /* calendar days after the acceptance: default of the setting clock_out_done */
struct out_wait { int days /* since the day the clock runs from */, left /* negative when over */; bool over; };
/* on: the day the state began (sent, accepted). Final states wait 0. The last day in time is day number answer_days or done_days. */
struct out_wait out_waiting(enum out_state state, caldate on, caldate today, int answer_days, int done_days);

#define OUT_SERVICE_CARE "pengasuhan" /* care in another home or pesantren: ends no stay by itself */

#endif
