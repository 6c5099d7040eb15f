/* What must hold before a person is written, private to db/. */
#ifndef DB_PERSON_RULES_H
#define DB_PERSON_RULES_H
#include "db/child/person.h"

/* person_check, codes of the lists, the NIK's region and uniqueness. before (may be NULL): only fields that differ are looked up. False: problems
 * (hard) or *e. */
bool person_valid(struct db *db, const struct actor *who, row_id panti, const char *const v[PERSON_FIELDS], const char *const *before, row_id except, caldate today, struct problems *p, struct err *e);
/* Hard problem naming the child that has the number; outside who's panti nothing is known of it. */
bool person_nik_free(struct db *db, row_id panti, const char *nik, row_id except, struct problems *p, struct err *e);
/* Is the code in its list (of the database, or the program's own)? */
bool person_code_known(struct db *db, const char *list, const char *code);
bool person_codes_known(struct db *db, const char *list, const char *codes); /* a|b|c */
/* The row alone (import); its audit is the caller's. */
row_id person_put(struct db *db, row_id panti, const char *const v[PERSON_FIELDS], struct err *e);
/* The row and its audit, values already valid. */
row_id person_write_new(struct db *db, const struct actor *who, row_id panti, const char *const v[PERSON_FIELDS], struct err *e);
/* Region code of a code or a name ("64.08", "Kutai Timur", "kab. kutai timur"); false when unknown or not the only one. */
bool person_region(struct db *db, const char *typed, char *out, size_t size);

#endif
