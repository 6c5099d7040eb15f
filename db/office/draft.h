/*
 * What somebody is typing, kept so that a lost line or power cut costs at most 5 s of it (DESIGN.md 7.18). Seen by its author
 * only, not audited, no news; goes with the save, or after 30 days. Secrets (FIELD_SECRET) never go into a body.
 */
#ifndef DB_DRAFT_H
#define DB_DRAFT_H
#include "db/db.h"
#include "src/base/mem.h"

#define DRAFT_DAYS 30
#define IDEM_DAYS 60 /* a key outlives every draft that may hold it */

struct draft {
	row_id id; /* 0 = there is none */
	const char *form; /* name of the screen */
	row_id record;    /* 0 = a new one */
	char idem[IDEM_SIZE];
	const char *body; /* as the form wrote it */
	utc_ms at;
};

/* One draft per user, form and record: the later text replaces the earlier. Its own short transaction. */
bool draft_save(struct db *db, const struct actor *who, const char *form, row_id record, const char *idem, const char *body, struct err *e);
/* The caller's own draft; out->id 0 when there is none. Texts live in the arena. */
bool draft_load(struct db *db, const struct actor *who, const char *form, row_id record, struct arena *a, struct draft *out, struct err *e);
/* Inside the transaction that saves the form, or alone when the user throws it away. */
bool draft_drop(struct db *db, const struct actor *who, const char *form, row_id record, struct err *e);
/* Own drafts, newest first (Home). Returns how many were filled. */
int draft_list(struct db *db, const struct actor *who, struct arena *a, struct draft *out, int max, struct err *e);
/* Removes drafts and idempotency keys past their days; the nightly backup calls it. */
bool draft_prune(struct db *db, struct err *e);

#endif
