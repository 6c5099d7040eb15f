/* What came in about referrals since a moment, for the quiet line of an open desk. Made by this database's own ids, so it costs two key look-ups. */
#ifndef DB_REFERRAL_NEWS_H
#define DB_REFERRAL_NEWS_H
#include "db/referral/referral.h"

struct referral_mark { row_id event, message; }; /* what was known */
struct referral_news {
	int arrived;                 /* a panti: letters sent or typed in by somebody else */
	int answered;                /* steps of the other side: for the panti a withdrawal, for the officer what the panti did */
	int messages;                /* of the other side */
	char number[40], from[80];   /* of the newest: letter, else step, else message; from: its sender, or the state it is in now */
};
/* Where things stand now. */
bool referral_news_begin(struct db *db, struct referral_mark *mark, struct err *e);
/* What others did since the mark, in the actor's scope, and moves the mark. Nobody's own acts; nothing for who may not read referrals. */
bool referral_news_since(struct db *db, const struct actor *who, struct referral_mark *mark, struct referral_news *out, struct err *e);

#endif
