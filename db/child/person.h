/*
 * A child's identity: one row of person, its columns those of src/rules/person.def. Functions named person_* are for the
 * aggregates of db/ (resident, stay, referral, import), which have checked right and scope before; screens use resident.h.
 */
#ifndef DB_PERSON_H
#define DB_PERSON_H
#include "db/db.h"
#include "src/base/mem.h"
#include "src/rules/person.h"

struct person {
	row_id id, panti; /* panti 0: child of a referral nobody has accepted yet */
	int64_t version;
	char *v[PERSON_FIELDS]; /* canonical text, in the arena, never NULL */
};

/* ERR_NOTFOUND when there is none. No scope is applied. */
bool person_load(struct db *db, row_id id, struct arena *a, struct person *out, struct err *e);
/* Inside a transaction. Values are canonical; person_check, the code lists and the uniqueness of the NIK are asked here (problems). Audited
 * ("person.new"). Returns the id, 0 on refusal. */
row_id person_insert(struct db *db, const struct actor *who, row_id panti, const char *const v[PERSON_FIELDS], caldate today, struct problems *p, struct err *e);
/* Inside a transaction. ERR_CONFLICT when the row is no longer at `version` (nothing written); otherwise one audit row ("person.edit") with the
 * fields that differ, and version + 1. Remakes the derived row of the person's residents. */
bool person_update(struct db *db, const struct actor *who, row_id id, int64_t version, const char *const v[PERSON_FIELDS], caldate today, struct problems *p, struct err *e);
/* Inside a transaction: what another record knows for certain (canonical values, NULL = nothing) fills the fields that are empty; what stands is left.
 * One audit row ("person.edit") and a version when something was filled. */
bool person_fill(struct db *db, const struct actor *who, row_id id, const char *const v[PERSON_FIELDS], struct err *e);
/* A panti accepts a referral: the person becomes the panti's. Inside a transaction; a NIK the panti knows already is a hard problem. */
bool person_set_panti(struct db *db, const struct actor *who, row_id id, row_id panti, struct problems *p, struct err *e);

/* What somebody else changed since `version`, newest value of each field with who and when: the second saver is shown both texts. */
struct person_change {
	enum person_field field;
	const char *base, *theirs, *mine; /* mine == theirs: the same change; base: what both started from */
	const char *by;
	utc_ms at;
};
/* mine: what the second saver typed (canonical). Fills at most max; returns the number, -1 on error. Fields changed only by "mine" are not listed. */
int person_changes_since(struct db *db, row_id id, int64_t version, const char *const mine[PERSON_FIELDS], struct arena *a, struct person_change *out, int max, struct err *e);

/* Children who may be the same, best first (rules/duplicate.h): shown side by side before saving. Scope applies: what lies outside who's panti
 * is never offered. except: the person itself (0 = none). Returns the number, -1 on error. */
struct person_twin {
	row_id person, resident; /* resident 0: known from a referral only */
	const char *register_no, *name, *mother, *nik, *status; /* status of resident_now, "" none */
	caldate birth;
	int score;               /* 60-100 */
	bool same_nik;
};
int person_twins(struct db *db, const struct actor *who, const char *const v[PERSON_FIELDS], row_id except, struct arena *a, struct person_twin *out, int max, struct err *e);

#endif
