/* Is this child already known? (DOMAIN.md 4, Duplicates.) Compared side by side before saving, never merged by itself. */
#ifndef RULES_DUPLICATE_H
#define RULES_DUPLICATE_H
#include "src/base/types.h"

enum duplicate { DUPLICATE_NO, DUPLICATE_LIKELY, DUPLICATE_SAME };

struct duplicate_facts {
	const char *name_key, *mother_key; /* text_search_key() of the names; "" or NULL unknown */
	const char *nik, *sex;             /* "" or NULL unknown */
	caldate birth;                     /* DATE_NONE unknown */
	char precision;                    /* 'd', 'm', 'y' */
};

#define DUPLICATE_LIKELY_FROM 60

/* 0-100: how many words of the shorter name meet words of the other (abbreviations and one mistyped letter count half to full). */
int duplicate_name_score(const char *a_key, const char *b_key);
/* Same NIK: SAME. Otherwise the name decides first (below 50 it is never the same child), then birth date near (same, within 31 days, swapped
 * day and month, same year), mother's name and sex. *score (may be NULL) 0-100 orders the offers. */
enum duplicate duplicate_judge(const struct duplicate_facts *a, const struct duplicate_facts *b, int *score);

#endif
