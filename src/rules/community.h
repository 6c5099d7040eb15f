/*
 * A report of the public or from the street (DOMAIN.md 2, first line of the lifecycle; 3, channels): its fields, and the follow-up as
 * a table of moves. One report = one child, or one group of unknown children seen together. A move that is not in the table is refused
 * with the reason, and the record stays as it was.
 */
#ifndef RULES_COMMUNITY_H
#define RULES_COMMUNITY_H
#include "src/base/field.h"

enum community_state { /* codes are what the database stores; label: code_label("community_state", code) */
	COMMUNITY_DILAPORKAN, COMMUNITY_DITEMUKAN, COMMUNITY_TIDAK_DITEMUKAN, COMMUNITY_BERSEDIA, COMMUNITY_MENOLAK, COMMUNITY_DIRUJUK, COMMUNITY_DITUTUP, COMMUNITY_STATES
};
const char *community_state_code(enum community_state s);
enum community_state community_state_from_code(const char *code); /* COMMUNITY_STATES when unknown */
const char *community_state_label(enum community_state s);        /* in the user's language */
bool community_state_final(enum community_state s);               /* dirujuk, ditutup: no further move */

enum community_move {
	COMMUNITY_TEMUKAN, COMMUNITY_TAK_DITEMUKAN, /* somebody looked for the child */
	COMMUNITY_SEDIA, COMMUNITY_TOLAK,           /* child and family want help, or not */
	COMMUNITY_RUJUK,                            /* set by the referral made of it, never by hand */
	COMMUNITY_TUTUP,                            /* reason: a code of community_closed */
	COMMUNITY_KUNJUNGAN, COMMUNITY_TELEPON,     /* follow-up: the state stays */
	COMMUNITY_MOVES
};
struct community_step { enum community_state from; enum community_move move; enum community_state to; };
extern const struct community_step community_steps[];
extern const size_t community_steps_count;

const char *community_move_code(enum community_move m);  /* "temukan" */
const char *community_move_label(enum community_move m); /* button: "Child found" */
enum community_move community_move_from_code(const char *code); /* COMMUNITY_MOVES when unknown */
/* What a move asks besides its day. */
enum community_asks { COMMUNITY_ASKS_NOTHING, COMMUNITY_ASKS_WORDS /* reason in words */, COMMUNITY_ASKS_CODE /* of community_closed */, COMMUNITY_ASKS_NOTE /* what was found out */ };
enum community_asks community_move_asks(enum community_move m);

/* The row for a move, or NULL with a hard problem that names the state and what is possible from it. */
const struct community_step *community_can(enum community_state state, enum community_move move, struct problems *p);
/* The same, with day, reason and note looked at: not ahead of today, not before the event before (last; DATE_NONE none). */
const struct community_step *community_move_check(enum community_state state, enum community_move move, caldate on, caldate last, caldate today,
                                                  const char *reason, const char *note, struct problems *p);

enum community_field {
#define COMMUNITY(NAME, code, label, kind, max, list, flags, section, hint) COMMUNITY_F_##NAME,
#include "src/rules/community.def"
#undef COMMUNITY
	COMMUNITY_FIELDS
};
extern const struct field community_fields[COMMUNITY_FIELDS];

/* Hard: channel, day, regency or place missing; days ahead; seen after it was reported; an anonymous reporter with a name; an hour that is
 * none. Everything else may stay unknown. True when nothing hard. */
bool community_check(const char *const v[COMMUNITY_FIELDS], caldate today, struct problems *p);
/* Canonical hour "14.30" of what was typed: 14.30, 14:30, 1430, 14, 7. False when it is no hour; "" gives "". */
bool community_hour(const char *typed, char out[6]);
/* May everybody see this field? Name and telephone of the reporter are for those who record reports. */
bool community_field_private(enum community_field f);

/* Order of the inbox: open before closed; urgent first; longest waiting first; closed ones newest first. */
int community_rank(enum community_state s, bool urgent);
int64_t community_sort(enum community_state s, caldate received);

/* --- the funnel ----------------------------------------------------------------------------------------------------------------- */

enum funnel_stage { FUNNEL_REPORTED, FUNNEL_FOUND, FUNNEL_WILLING, FUNNEL_REFERRED, FUNNEL_PLACED, FUNNEL_STAYING, FUNNEL_STAGES };
/* The days on which one report reached each stage, DATE_NONE = not. A later stage counts only with the ones before it, so that no stage
 * is larger than the one before. */
struct funnel_one { caldate on[FUNNEL_STAGES]; };
int funnel_reached(const struct funnel_one *one); /* how many stages, 0-6 */
/* The state of one report moves on at an event (code of its state) on a day: a refusal takes willingness back. */
void funnel_event(struct funnel_one *one, enum community_state state, caldate on);
/* Middle of n numbers (sorted in place); with an even n the lower middle. -1 when n is 0. */
int funnel_median(int *days, int n);

#endif
