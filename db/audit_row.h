/* How a row of the chain is hashed: shared by audit.c (writes) and audit_verify.c (recomputes). */
#ifndef DB_AUDIT_ROW_H
#define DB_AUDIT_ROW_H
#include <sodium.h>
#include "db/audit.h"

#define AUDIT_HASH 32
#define AUDIT_DIGEST 16
#define AUDIT_SALT 16

struct audit_fact { /* what is hashed of a row; texts not NULL */
	int64_t id, panti, seq, at, user, record, person, values;
	const char *user_name, *action, *record_kind;
};
/* Of the row before (all zero for the first), the row, and the digests of its values in order (AUDIT_DIGEST bytes each). */
void audit_row_hash(const unsigned char before[AUDIT_HASH], const struct audit_fact *f, const unsigned char *digests, unsigned char out[AUDIT_HASH]);
/* Of one value; before and after may be NULL. */
void audit_value_digest(const unsigned char salt[AUDIT_SALT], const char *field, const char *before, const char *after, unsigned char out[AUDIT_DIGEST]);

#endif
