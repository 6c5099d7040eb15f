/* What the tests of referrals, school and termination share: a child in a letter, a child admitted, query plans. */
#ifndef TESTS_DB_CASES_H
#define TESTS_DB_CASES_H
#include "db/partner/referral_out.h"
#include "db/referral/referral.h"
#include "tests/db/fixture.h"

void cases_fail(const struct problems *p, const struct err *e, const char *file, int line); /* says the first hard problem, else the error */
/* A letter about one child; the strings are literals. NIK may be NULL. */
struct referral_input cases_letter(const char *name, const char *sex, const char *letter_no);
row_id cases_record(struct fixture *f, const struct actor *who, const struct referral_input *in); /* must succeed */
/* Must succeed. Before an approval the advice of the assessment, when there is none. */
void cases_move(struct fixture *f, const struct actor *who, row_id id, enum referral_move m, const char *reason);
int64_t cases_version(struct fixture *f, const char *table, row_id id);
int64_t cases_number(struct fixture *f, const char *sql); /* first column of the first row; sql is a literal */
/* Admits a child today - days (head: approved at once). clusters "" for none; level "" unknown. */
struct cases_child { row_id resident, stay, person; char register_no[24]; };
struct cases_child cases_admit(struct fixture *f, const char *name, const char *sex, const char *birth, caldate on, const char *clusters, const char *level, int grade, row_id school);
row_id cases_person_of(struct fixture *f, row_id referral); /* the person its letter is about */
void cases_merge(struct fixture *f, row_id kept, row_id gone); /* two records of one child, by the head; must succeed */
/* A partner by the office, with an MoU until that day ("" none); a referral out to it by the social worker, sent on a day. Both must succeed. */
row_id cases_partner(struct fixture *f, const char *name, const char *kind, const char *clusters, const char *mou_until);
row_id cases_out(struct fixture *f, row_id resident, row_id partner, const char *service, const char *purpose, caldate sent);
void cases_clean(struct fixture *f); /* check of the whole database finds nothing */
void cases_regions(struct fixture *f); /* 64.08 and 64.71, the districts of the tests */
void cases_codes(struct fixture *f); /* the default code lists and indicators */
/* Every SELECT prepared so far whose text holds `part` and a LIMIT: its plan must use an index, sort nothing and skip nothing. Returns how many were looked at. */
int cases_plans(struct fixture *f, const char *part);

#endif
