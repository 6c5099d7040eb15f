/*
 * `pantidesk check` and `pantidesk rebuild`: the file, the schema, references, every audit chain, and the derived tables of the
 * aggregates. An aggregate adds itself by one line in check_parts (db/check.c).
 */
#ifndef DB_CHECK_H
#define DB_CHECK_H
#include "db/db.h"

struct check { /* what was found; say may be NULL */
	void (*say)(void *ctx, const char *sentence); /* one finding, in the user's language */
	void *ctx;
	int64_t found;
};
void check_say(struct check *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct check_part {
	const char *name; /* N_(), "residents' lists" */
	bool (*check)(struct db *db, struct check *c, struct err *e); /* check_say() per difference; false only when it could not be done */
	bool (*rebuild)(struct db *db, struct err *e);                /* remakes what is derived, inside a transaction; NULL: nothing is */
};
extern const struct check_part check_parts[]; /* ends with name NULL */

/* Everything; c->found counts. False when a part could not be done. */
bool db_check(struct db *db, struct check *c, struct err *e);
/* Only file, references and audit chains: what backup and restore ask. */
bool db_check_core(struct db *db, struct check *c, struct err *e);
/* Remakes every derived table in one audited transaction. */
bool db_rebuild(struct db *db, const struct actor *who, struct err *e);

#endif
