/* The waiting list: children the assessment found fit, in the head's order. A place in it changes by the head's hand only, with a reason. */
#ifndef DB_REFERRAL_QUEUE_H
#define DB_REFERRAL_QUEUE_H
#include "db/referral/referral.h"
#include "src/rules/month.h"

struct referral_waiting_row {
	row_id referral;
	int place;                  /* from 1 */
	int of;                     /* how many wait in that panti */
	const char *number, *name, *sex, *sender, *district_name, *panti;
	const char *reason;         /* why the child waits */
	const char *why;            /* why it stands at this place; the reason until the head moved it */
	caldate birth, since;       /* on the list since */
	bool urgent;
};
/* In the panti's order (a district officer: own children only, panti after panti). At most max; -1 on error. RIGHT_REFERRAL_READ. */
int referral_queue_list(struct db *db, const struct actor *who, struct arena *a, struct referral_waiting_row *out, int max, struct err *e);
/* Place of a referral of the actor's scope; place 0 when it does not wait. */
bool referral_queue_of(struct db *db, row_id referral, struct arena *a, struct referral_waiting_row *out, struct err *e);
/* To place number `place` (1 = next in turn, beyond the end = last); those between move by one. RIGHT_REFERRAL_DECIDE. Hard: no reason. */
bool referral_queue_move(struct db *db, const struct actor *who, row_id referral, int place, const char *why, struct problems *p, struct err *e);
/* Waiting children of the panti by sex. */
bool referral_queue_count(struct db *db, row_id panti, int out[SEXES], struct err *e);
/* Every referral on the waiting list has one place, 1, 2, 3 ...; others none. Differences are told. For check. */
bool referral_queue_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, struct err *e);
/* Puts right what check would tell, keeping the order there is; inside a transaction. */
bool referral_queue_rebuild(struct db *db, struct err *e);

#endif
