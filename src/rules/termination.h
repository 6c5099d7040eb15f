/* The end of a stay: reasons, states, what must be there before the head approves, aftercare (DOMAIN.md 7, DESIGN.md 7.13). */
#ifndef RULES_TERMINATION_H
#define RULES_TERMINATION_H
#include "src/rules/rights.h"
#include "src/base/err.h"

struct termination_reason {
	const char *code;  /* list termination_reason */
	bool emergency;    /* meninggal, meninggalkan: reason and approval, no indicators; what is owed stays owed */
	bool family_assessed; /* before reunification the Dinsos of origin assesses the family */
	bool aftercare;    /* follow-up dates make sense */
};
extern const struct termination_reason termination_reasons[];
extern const size_t termination_reasons_count;
const struct termination_reason *termination_reason_find(const char *code); /* NULL when unknown */

enum termination_state { TERMINATION_USUL, TERMINATION_MENUNGGU, TERMINATION_DISETUJUI, TERMINATION_DIKEMBALIKAN, TERMINATION_BERLAKU, TERMINATION_DIBATALKAN, TERMINATION_STATES };
const char *termination_state_code(enum termination_state s);           /* list termination_state */
enum termination_state termination_state_from_code(const char *code);   /* TERMINATION_STATES when unknown */
const char *termination_state_label(enum termination_state s);
enum termination_move { TERMINATION_AJUKAN, TERMINATION_SETUJU, TERMINATION_KEMBALIKAN, TERMINATION_PERBAIKI, TERMINATION_BERLAKUKAN, TERMINATION_BATALKAN, TERMINATION_BUKA_KEMBALI, TERMINATION_MOVES };
struct termination_step { enum termination_state from; enum termination_move move; enum termination_state to; enum right right; bool needs_reason; };
extern const struct termination_step termination_steps[];
extern const size_t termination_steps_count;
/* NULL with a hard problem when the move does not start from this state or its reason is missing. */
const struct termination_step *termination_can(enum termination_state state, enum termination_move move, const char *reason, struct problems *p);

struct termination_score { const char *indicator, *score, *evidence; };  /* "" = not given */
struct termination_paper { const char *kind; bool handed; const char *why; }; /* each is handed back or has a reason */
enum termination_stage { TERMINATION_AT_PROPOSAL, TERMINATION_AT_APPROVAL };

struct termination {
	enum termination_stage stage;
	const char *reason;
	caldate on, today, admission;
	caldate birth;             /* DATE_NONE unknown */
	bool at_school;            /* level with a school: 18 is not the end for one still at school */
	const struct termination_score *scores; size_t score_count; /* one per indicator of the child's clusters */
	bool no_cluster;           /* the child has no cluster: no indicator can be scored */
	rupiah savings, allowance_owed;
	const struct termination_paper *papers; size_t paper_count;
	bool family_assessed;
	const char *receiver;      /* Pihak Kedua */
	row_id proposer, approver; /* approver 0 at the proposal */
	bool self_approve;
	const char *register_no, *typed; /* at approval; NULL typed = not asked (command line, import) */
};
#define TERMINATION_AHEAD_DAYS 31
/*
 * Hard at both stages: reason, date (not before admission, at most 31 days ahead). Hard at approval, soft at the proposal: every indicator
 * scored with evidence, savings zero, every paper handed back or with a reason, receiver; for an emergency exit these are soft at both.
 * Hard at approval: approver = proposer without self_approve; typed number differs. True when nothing hard.
 */
bool termination_check(const struct termination *t, struct problems *p);
/* For a pelepasan the number typed is the count of children: pass it as register_no. True when alike, spaces around ignored. */
bool termination_typed_ok(const char *wanted, const char *typed);

#define AFTERCARE_DEFAULT { 1, 3, 6, 12 } /* months; a setting */
#define AFTERCARE_COUNT 4
/* out[i] = on + months[i] months, clamped to the month's end (31-08 + 6 = 28-02 or 29-02). */
void aftercare_dates(caldate on, const int *months, size_t count, caldate *out);

#endif
