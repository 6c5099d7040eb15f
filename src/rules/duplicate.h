/* Is this child already known? (DOMAIN.md 4, Duplicates.) Compared side by side, never merged by itself. */
#ifndef RULES_DUPLICATE_H
#define RULES_DUPLICATE_H
#include "src/base/types.h"

/* TWINS: same birth date and mother, but another first name. Twins and siblings are like that, and so is a child written down under a nickname:
 * shown below the likely ones, never offered while somebody types. */
enum duplicate { DUPLICATE_NO, DUPLICATE_TWINS, DUPLICATE_LIKELY, DUPLICATE_SAME };

struct duplicate_facts {
	const char *name_key, *mother_key; /* text_search_key() of the names; "" or NULL unknown */
	const char *nik, *sex;             /* "" or NULL unknown */
	caldate birth;                     /* DATE_NONE unknown */
	char precision;                    /* 'd', 'm', 'y' */
};

#define DUPLICATE_LIKELY_FROM 60

/* What speaks for it and against it. */
#define ALIKE_NIK 1u           /* the same number */
#define ALIKE_NIK_NEAR 2u      /* one digit off, two neighbours swapped, or the region alone differs */
#define ALIKE_NAME 4u          /* the same name, spelling folded, words in any order */
#define ALIKE_NAME_NEAR 8u
#define ALIKE_BIRTH 16u        /* the same day */
#define ALIKE_BIRTH_SWAPPED 32u /* day and month swapped */
#define ALIKE_BIRTH_NEAR 64u   /* a month or one digit off; an estimate that fits */
#define ALIKE_BIRTH_YEAR 128u  /* the year only */
#define ALIKE_MOTHER 256u
#define ALIKE_MOTHER_NEAR 512u
#define ALIKE_TWINS 1024u      /* first names differ: perhaps twins */
#define UNLIKE_SEX 2048u
#define UNLIKE_NIK 4096u       /* two numbers with nothing in common but the district */

struct duplicate_found { enum duplicate verdict; int score; unsigned why; }; /* score 0-100 orders the offers; twins 30-45 */

/* 0-100: how many words of the shorter name meet words of the other (abbreviations, one mistyped letter, words written together count in part). */
int duplicate_name_score(const char *a_key, const char *b_key);
/* Same NIK: SAME. Otherwise the name decides first (below 50 it is never the same child), then birth date near (same, within 31 days, swapped
 * day and month, one digit, same year), mother's name, sex and NIK. The order of the two does not matter. */
struct duplicate_found duplicate_compare(const struct duplicate_facts *a, const struct duplicate_facts *b);
/* The same while somebody types: twins are NO. *score may be NULL. */
enum duplicate duplicate_judge(const struct duplicate_facts *a, const struct duplicate_facts *b, int *score);
/* "nama mirip, lahir sama, ibu sama" in the user's language. Returns out. */
const char *duplicate_reasons(unsigned why, char *out, size_t size);
/* A word of a search key as it sounds, beyond what the key folds: kh and ch before a vowel, q, v, f, z, th, dh, sy, y at the end. Returns out. */
const char *duplicate_sound(const char *word, char *out, size_t size);

#endif
