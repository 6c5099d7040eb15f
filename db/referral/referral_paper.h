/*
 * Which papers the sender says exist (DOMAIN.md 3, document kinds): noted by the officer until the letter is received, by the home from then
 * until the child is placed, read by both. At the admission the note becomes the child's checklist; what stands there already stays.
 */
#ifndef DB_REFERRAL_PAPER_H
#define DB_REFERRAL_PAPER_H
#include "db/referral/referral.h"

#define REFERRAL_PAPER_NOTE 80 /* characters */
struct referral_paper {
	const char *kind, *label;   /* code list document_kind */
	const char *state;          /* code list document_state; "" = nothing said */
	const char *note;
};
/* Every kind of the list in its order. RIGHT_REFERRAL_READ, ERR_NOTFOUND outside the scope. Returns the number, -1 on error. */
int referral_papers(struct db *db, const struct actor *who, row_id referral, struct arena *a, struct referral_paper **out, struct err *e);
/* May this person note papers now? The officer (RIGHT_REFERRAL_SEND) in konsep and dikirim, the home (RIGHT_REFERRAL_RECORD) while it is open. */
bool referral_papers_may(const struct actor *who, enum referral_state state);
/* n kinds with their new state and note; was[i]: the row as it was shown (state and note are compared, ERR_CONFLICT when somebody was faster).
 * State "" takes the row away. Audited with the referral's child. */
bool referral_papers_save(struct db *db, const struct actor *who, row_id referral, const struct referral_paper *was, const struct referral_paper *in, int n, struct problems *p, struct err *e);
/* For the admission, inside its transaction: kinds the child's checklist does not hold yet. */
bool referral_papers_take(struct db *db, const struct actor *who, row_id referral, row_id panti, row_id person, struct err *e);

#endif
