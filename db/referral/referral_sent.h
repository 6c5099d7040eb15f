/*
 * The sender's side of referrals: a letter's children sent together, the record typed before (for the ditto mark), a child the own district
 * has referred already. Scope as in referral.h.
 */
#ifndef DB_REFERRAL_SENT_H
#define DB_REFERRAL_SENT_H
#include "db/referral/referral.h"

/* Sends several drafts at once, all or none: problems name the child when n > 1. home (0 = none): where those go that have no home yet.
 * RIGHT_REFERRAL_SEND. */
bool referral_send_all(struct db *db, const struct actor *who, const row_id *ids, int n, row_id home, struct problems *p, struct err *e);

struct referral_dispatch { row_id home /* receiving panti; 0 not chosen */; caldate sent /* DATE_NONE: a draft, or typed in by the home */; };
/* Of n referrals; those outside the scope get zeros. For the rows of a page. */
bool referral_dispatches(struct db *db, const struct actor *who, const row_id *ids, int n, struct referral_dispatch *out, struct err *e);

/* What this person recorded last, still in scope: values for the ditto mark, in the arena. False with e->kind ERR_NONE when there is none. */
bool referral_previous(struct db *db, const struct actor *who, struct arena *a, struct referral_input *out, struct err *e);

/* Children a district has referred who may be the one typed now, best first. Only referrals in the officer's own scope are looked at: a child
 * another district or a home knows is never offered. For a district officer; the home's people have person_twins(). */
struct referral_twin { row_id referral; const char *number, *name, *mother; caldate birth; enum referral_state state; int score; bool same_nik; };
int referral_twins(struct db *db, const struct actor *who, const char *const v[PERSON_FIELDS], row_id except_person, struct arena *a, struct referral_twin *out, int max, struct err *e);

#endif
