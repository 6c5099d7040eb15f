/*
 * A referral in: states, moves and clocks (DOMAIN.md 2, DESIGN.md 7.14). One referral = one child. A move that is not in the
 * table is refused with the reason, and the record stays as it was.
 */
#ifndef RULES_REFERRAL_H
#define RULES_REFERRAL_H
#include "src/base/field.h"
#include "src/rules/rights.h"

enum referral_state { /* the order of the lifecycle; codes are what the database stores */
	REFERRAL_KONSEP, REFERRAL_DIKIRIM, REFERRAL_SURAT_DITERIMA, REFERRAL_ASESMEN, REFERRAL_DISETUJUI,
	REFERRAL_DAFTAR_TUNGGU, REFERRAL_DITEMPATKAN, REFERRAL_DITOLAK, REFERRAL_DITARIK, REFERRAL_STATES
};
struct referral_state_info {
	const char *code;   /* "surat_diterima"; label: code_label("referral_state", code) */
	bool final;         /* no further move */
	bool clock;         /* the answer is owed: waiting days run, `!` after the limit */
	const char *setting; /* the service clock that runs here, a setting in working days; NULL: none */
};
extern const struct referral_state_info referral_states[REFERRAL_STATES];
enum referral_state referral_state_from_code(const char *code); /* REFERRAL_STATES when unknown */
const char *referral_state_label(enum referral_state s);        /* in the user's language */

enum referral_move {
	REFERRAL_KIRIM, REFERRAL_TARIK,                              /* officer; tarik also the panti, from the officer's letter */
	REFERRAL_TERIMA_SURAT, REFERRAL_MULAI_ASESMEN, REFERRAL_USUL, /* social worker or office; usul records the advice, the state stays */
	REFERRAL_SETUJU, REFERRAL_TUNGGU, REFERRAL_TOLAK,            /* head */
	REFERRAL_TEMPATKAN,                                          /* set by the enrolment, never by hand */
	REFERRAL_MOVES
};
struct referral_step {
	enum referral_state from;
	enum referral_move move;
	enum referral_state to;
	enum right right, also; /* either right suffices */
	bool needs_reason;      /* a code of refusal_reason for tolak, words for the others */
};
extern const struct referral_step referral_steps[];
extern const size_t referral_steps_count;
const char *referral_move_code(enum referral_move m);  /* "terima_surat" */
const char *referral_move_label(enum referral_move m); /* button: "Terima surat" */
enum referral_move referral_move_from_code(const char *code); /* REFERRAL_MOVES when unknown */

/* The row for a move, or NULL with a hard problem that names the state and what is possible from it. */
const struct referral_step *referral_can(enum referral_state state, enum referral_move move, struct problems *p);
/* Same, with the reason looked at too: hard when the step needs one and it is empty. */
const struct referral_step *referral_move_check(enum referral_state state, enum referral_move move, const char *reason, struct problems *p);
bool referral_step_may(const struct actor *who, const struct referral_step *step);

/* What the head decides on: the assessment's result comes before an approval, and where no place is free the approval says why. */
struct referral_decision {
	enum referral_state state;
	enum referral_move move;
	bool advised;                 /* an advice (usul) of this assessment is there */
	const char *sex, *reason;
	int capacity, residents, kept; /* places for this sex, children in care, places kept for others; capacity 0 = not set */
};
/* Other moves than setuju pass. Hard: not advised (a child on the waiting list was assessed before); full without a reason.
 * Soft: full. An accepted child (disetujui) whose place was let go asks for one again. True when nothing hard. */
bool referral_decision_check(const struct referral_decision *d, struct problems *p);
/* A referral typed in from a letter starts here; an officer's starts in konsep. */
#define REFERRAL_FROM_LETTER REFERRAL_SURAT_DITERIMA

enum referral_field {
#define REFERRAL(NAME, code, label, kind, max, list, flags, section, hint) REFERRAL_F_##NAME,
#include "src/rules/referral.def"
#undef REFERRAL
	REFERRAL_FIELDS
};
extern const struct field referral_fields[REFERRAL_FIELDS];
/* Hard: district missing, dates in the future, received before the letter was written; from surat_diterima on (not final) letter number and
 * date must be there, because a referral counts only with its letter. Soft: wanted fields empty. True when nothing hard. */
bool referral_check(const char *const v[REFERRAL_FIELDS], enum referral_state state, caldate today, struct problems *p);

#define REFERRAL_ANSWER_DAYS 5 /* working days; defaults of the settings (DOMAIN.md 2) */
#define REFERRAL_ASSESSMENT_DAYS 7
#define REFERRAL_ADMISSION_DAYS 1
struct referral_clocks { int answer, assessment, admission; }; /* working days: clock_referral, clock_assessment, clock_admission */
#define REFERRAL_CLOCKS ((struct referral_clocks){ REFERRAL_ANSWER_DAYS, REFERRAL_ASSESSMENT_DAYS, REFERRAL_ADMISSION_DAYS })
/* The clock of a state in working days, 0 where none runs. */
int referral_clock_days(enum referral_state state, struct referral_clocks clocks);
/* Does the state's clock run since the letter (else since the state itself began)? */
bool referral_clock_from_letter(enum referral_state state);
struct referral_wait { int days /* calendar, shown */, working, left /* working days, negative when over */; bool over; };
/* since: received_on, or the day it was sent while no letter came; state_on: when the state began. Days shown run since the letter while an answer is
 * owed, since the decision while the child waits for a place or the admission. Each clock runs from where its step began: the answer from the letter,
 * the assessment from its start, the admission from the approval. That day is not counted; due at the end of the last working day. */
struct referral_wait referral_waiting(enum referral_state state, caldate since, caldate state_on, caldate today, struct referral_clocks clocks, const caldate *holidays, size_t count);

/* Order of the inbox: open before draft before waiting list before final; urgent first; longer waiting first; then id. Final ones: newest first. */
struct referral_rank { enum referral_state state; bool urgent; caldate since; row_id id; };
int referral_compare(const struct referral_rank *a, const struct referral_rank *b);

#endif
