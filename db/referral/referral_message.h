/*
 * Questions and answers about a referral between the home and the sending district (DOMAIN.md 2). Never edited. The officer sees every
 * message of a referral of the own district; a home sees those written to or by that home only, should the letter have gone to another
 * one before. A draft has no home yet, so nothing is written about it. A sealed child's messages open with RIGHT_SEALED_READ, as the
 * referral does.
 */
#ifndef DB_REFERRAL_MESSAGE_H
#define DB_REFERRAL_MESSAGE_H
#include "db/referral/referral.h"

#define REFERRAL_MESSAGE_MAX 1000 /* characters */
extern const struct field referral_message_field; /* "body": for the form that writes one */

struct referral_message {
	row_id id;
	bool from_home;            /* false: by the district */
	bool unread;               /* from the other side, not yet marked as seen by this person */
	const char *body, *by;     /* several lines; the writer's name as it was then */
	utc_ms at;
};
/* Oldest first; marks nothing. Returns how many, -1 on error. ERR_NOTFOUND outside the scope, RIGHT_REFERRAL_READ. */
int referral_messages(struct db *db, const struct actor *who, row_id referral, struct arena *a, struct referral_message **out, struct err *e);

/* RIGHT_REFERRAL_MESSAGE; which side speaks is the actor's: a panti's people speak for the home. idem as in referral_record(). */
bool referral_message_send(struct db *db, const struct actor *who, row_id referral, const char *body, const char *idem, row_id *out, struct problems *p, struct err *e);
/* This person has read all there is now. Silent: no audit row, no news. True and nothing done when there is nobody to remember it for (sistem). */
bool referral_message_seen(struct db *db, const struct actor *who, row_id referral, struct err *e);

/* Messages of the other side this person has not seen: of one referral, or of all in scope (referral 0). -1 on error. */
int64_t referral_message_unread(struct db *db, const struct actor *who, row_id referral, struct err *e);
/* Open referrals in scope whose last word is the other side's. For an officer: questions that wait for an answer. -1 on error. */
int64_t referral_message_waiting(struct db *db, const struct actor *who, struct err *e);

struct referral_talk { int count, unread; bool theirs /* the last word is the other side's */; const char *last /* its text, "" none */; };
/* The talk of each of n referrals; ids outside the scope get zeros. For the rows of a page. */
bool referral_talks(struct db *db, const struct actor *who, const row_id *ids, int n, struct arena *a, struct referral_talk *out, struct err *e);

#endif
