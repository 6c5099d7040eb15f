/*
 * Records whose state follows dated events (referrals, referrals out, reports of the public): the event table, and the derived row of a *_now
 * table that lists read. An aggregate says its columns and computes one row; writing, remaking and comparing the rows stand here. Private to db/.
 */
#ifndef DB_FOLLOW_H
#define DB_FOLLOW_H
#include "db/db.h"
#include <stddef.h>

/* A column of the *_now table and where its value stands in the aggregate's struct: int64_t, row_id (0 is NULL) or char[]. */
struct follow_column { const char *name; enum follow_kind { FOLLOW_INT, FOLLOW_ID, FOLLOW_TEXT } kind; size_t at; };
#define FOLLOW(name, kind, type, field) { name, FOLLOW_##kind, offsetof(type, field) } /* FOLLOW("panti_id", ID, struct now, panti) */
struct follow {
	const char *record, *event, *now; /* tables: "referral", "referral_event", "referral_now" */
	const char *id;                   /* key of `now`, and the event table's column of the record: "referral_id" */
	const struct follow_column *columns;
	size_t count;
	/* The row as the record and its events have it, over zeros of FOLLOW_SIZE; *any stays false when no event stands: no row then. */
	bool (*compute)(struct db *db, row_id id, void *row, bool *any, struct err *e);
	const char *differs, *lost;       /* N_() sentences with one PRId64: the row differs from the events; belongs to no record */
};
#define FOLLOW_SIZE 2048 /* greatest struct of an aggregate */

struct follow_event { const char *move, *state; caldate on; const char *reason, *note; /* NULL is "" */ const char *by_whom; /* NULL: the table has no such column */ };
/* The event and the row that follows from it; panti 0 is NULL. Inside a transaction, after the record's own row is written. */
bool follow_event(struct db *db, const struct actor *who, const struct follow *f, row_id record, row_id panti, const struct follow_event *in, struct err *e);
bool follow_derive(struct db *db, const struct follow *f, row_id record, struct err *e); /* remakes one row; inside a transaction */
bool follow_rebuild(struct db *db, const struct follow *f, struct err *e);               /* all of them; inside a transaction */
/* Compares every row with its events; each difference is told (tell may be NULL). False on error; *bad counts. */
bool follow_check(struct db *db, const struct follow *f, void (*tell)(void *ctx, const char *line), void *ctx, int *bad, struct err *e);

#endif
