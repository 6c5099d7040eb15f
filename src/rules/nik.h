/*
 * Numbers of persons, schools and officials (DOMAIN.md 4). Hard rules refuse what cannot be; soft rules warn, because a NIK is
 * never reissued when a birth date is corrected. All functions take canonical digits (spaces and dots already dropped); an
 * empty number is fine everywhere ("belum punya" is a normal state). They return true when nothing hard was found.
 */
#ifndef RULES_NIK_H
#define RULES_NIK_H
#include "src/base/err.h"
#include "src/base/types.h"

struct nik {
	char region[9];         /* "64.08.04": Kemendagri's dotted code of the place of first registration */
	int day, month, year2;  /* of birth; year2 00-99, the day already less 40 for a girl */
	bool female;
	int serial;
};

/* Takes a NIK apart; false when a hard rule refuses it (out is then zeroed). */
bool nik_split(const char *nik, struct nik *out);
/* Hard: 16 digits, month 01-12, day 01-31 or 41-71, serial not 0000. Soft: birth date (as far as its precision 'd', 'm', 'y' is
 * known; DATE_NONE = unknown), sex ("L", "P", "" unknown), region_known false. */
bool nik_check(const char *nik, caldate birth, char precision, const char *sex, bool region_known, const char *field, struct problems *p);
bool kk_check(const char *kk, const char *field, struct problems *p);     /* hard: 16 digits; soft: region and date part */
bool nisn_check(const char *nisn, const char *field, struct problems *p); /* hard: 10 digits */
bool npsn_check(const char *npsn, const char *field, struct problems *p); /* hard: 8 digits, or K or P and 7 digits */
bool nip_check(const char *nip, const char *field, struct problems *p);   /* hard: 18 digits; soft: birth date and month of appointment */
/* "196801012006041007" -> "19680101 200604 1 007"; anything else is copied as it is. */
void nip_print(const char *nip, char *out, size_t size);

#endif
