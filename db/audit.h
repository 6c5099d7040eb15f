/*
 * The audit log: append-only, hash-chained per panti. Every write leaves a row in its own transaction; opening a child's file
 * leaves one access row; print and export leave one naming the children. Values stand in a side table, salted and hashed into
 * the chain, so they can be erased without breaking it (DESIGN.md 7.5).
 */
#ifndef DB_AUDIT_H
#define DB_AUDIT_H
#include "db/db.h"
#include "src/base/field.h"
#include "src/base/mem.h"

/* Inside a write: start a row, add changed values, end it. One row open at a time per db. */
void audit_begin(struct db *db, const struct actor *who, const char *action /* "referral.accept" */, const char *record_kind /* table */, row_id record, row_id person /* child concerned or 0 */);
void audit_value(struct db *db, const char *field, const char *before, const char *after); /* kept only when they differ */
void audit_diff(struct db *db, const struct field *f, size_t n, const char *const *before, const char *const *after); /* secrets are left out */
bool audit_end(struct db *db, struct err *e);
/* One row without values. */
bool audit_note(struct db *db, const struct actor *who, const char *action, const char *record_kind, row_id record, row_id person, const char *note, struct err *e);

struct audit_head { int64_t rows; char hash[17]; }; /* 16 hex digits, printed on each monthly report */
bool audit_head(struct db *db, row_id panti, struct audit_head *out, struct err *e);
/* Recomputes the chain; false with a sentence naming the first bad row. expected (may be NULL): a printed head that must lie on the chain. */
bool audit_verify(struct db *db, row_id panti, const char *expected, int64_t *rows, struct err *e);

struct audit_row { int64_t seq; utc_ms at; row_id user; const char *user_name, *action, *record_kind; row_id record, person; const char *field, *before, *after; };
/* Newest first; person 0 = all, else with the records merged into it; before_seq 0 = from the newest. One entry per changed value (or one with field "" when none). Returns rows filled. */
int audit_list(struct db *db, const struct actor *who, row_id person, int64_t before_seq, struct arena *a, struct audit_row *out, int max, struct err *e);

/* Inside a write: the values recorded about a person are erased, their digests stay and the chain still fits. *values (may be NULL): how many. */
bool audit_erase(struct db *db, row_id person, int64_t *values, struct err *e);

#endif
