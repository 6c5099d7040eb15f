/*
 * Stays and presence (DOMAIN.md 2, DESIGN.md 7.10). A stay covers admission <= day < termination: the day of termination is no
 * longer counted. An absence covers from <= day < until: on the day of return the child is in the panti again.
 */
#ifndef RULES_STAY_H
#define RULES_STAY_H
#include "src/base/err.h"
#include "src/base/types.h"

struct stay_span { caldate admission, termination; }; /* termination DATE_NONE = running */

bool stay_covers(struct stay_span s, caldate day);
bool stay_overlap(struct stay_span a, struct stay_span b); /* a stay that begins on the day the other ends does not overlap */
/* Index of the stay covering the day, or -1. */
int stay_on(const struct stay_span *s, size_t count, caldate day);

struct admission { /* facts for a new stay */
	caldate on, today;
	caldate until;               /* end of an older stay entered late (import); DATE_NONE = running */
	caldate birth;               /* DATE_NONE unknown */
	const char *sex;             /* "L" or "P" */
	bool emergency;              /* penerimaan darurat, titipan: the letter may follow */
	const char *letter_no;       /* of the referral; "" none */
	bool approved_referral;      /* false with a letter: the referral is not approved yet */
	const struct stay_span *stays; size_t stay_count; /* the child's other stays */
	int capacity, residents;     /* beds for the child's sex and children of it in care on the day; capacity 0 = not set */
	int total_capacity, total_residents;
	int age_min, age_max;        /* settings; 0,0 = 0-18 */
};
/* Hard: no date, more than 31 days ahead, before birth, ending before it begins, overlapping another stay. Soft: date ahead, age outside the setting, full for
 * this sex or in all, no letter (emergency: letter to follow), birth date unknown. True when nothing hard. */
bool admission_check(const struct admission *a, struct problems *p);
#define ADMISSION_AHEAD_DAYS 31

/* Care bands (DOMAIN.md 2): emergency up to 1 month, short 1-18 months, long above. Codes of list care_band. */
enum care_band { CARE_DARURAT, CARE_JANGKA_PENDEK, CARE_JANGKA_PANJANG };
enum care_band stay_band(caldate admission, caldate on);
const char *stay_band_code(enum care_band b);

struct presence_kind {
	const char *code;   /* list presence_kind; label by code_label() */
	bool counts;        /* counted as present for allowances (a default: the database copies it as data) */
	bool in_house;      /* sleeps and eats in the panti that day */
	bool returns;       /* an expected return date belongs to it */
};
extern const struct presence_kind presence_kinds[];
extern const size_t presence_kinds_count;
const struct presence_kind *presence_kind_find(const char *code); /* NULL when unknown */

struct presence_span {
	caldate from, until;  /* until = day of return, DATE_NONE while away */
	caldate expected;     /* expected return, DATE_NONE none */
	bool counts;          /* from the kind, as the database has it */
	const char *kind;
};
/* New absence against the stay and the child's others. Hard: unknown kind, no date, outside the stay, return not after leaving, expected before leaving,
 * overlap, tanpa_izin in the future. Soft: izin without expected return. */
bool presence_check(const struct presence_span *a, struct stay_span stay, const struct presence_span *others, size_t count, caldate today, struct problems *p);
/* The absence that covers the day, or NULL (= di panti, when a stay covers it). */
const struct presence_span *presence_on(const struct presence_span *a, size_t count, caldate day);
/* Overdue: expected return passed and still away on that day. */
bool presence_overdue(const struct presence_span *a, caldate today);

/* Days in [from, to] (both included) in care, and of these present for allowances; *last (may be NULL): the last day present, DATE_NONE none. */
int stay_days(const struct stay_span *s, size_t count, caldate from, caldate to);
int presence_days(const struct stay_span *s, size_t stays, const struct presence_span *a, size_t absences, caldate from, caldate to, caldate *last);

#endif
