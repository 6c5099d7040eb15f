/* Civil dates and ages. No time zone here, no time_t: a caldate is a day number, proleptic Gregorian, 1900-2199 accepted. */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include "src/base/err.h"
#include "src/base/types.h"

#define DATE_ISO_SIZE 11

caldate date_make(int year, int month, int day); /* DATE_NONE when there is no such day or year outside 1900-2199 */
void date_split(caldate d, int *year, int *month, int *day); /* any pointer may be NULL */
int date_weekday(caldate d); /* 1 = Monday ... 7 = Sunday (ISO) */
caldate date_add_months(caldate d, int months); /* day clamped to the month's last */
caldate date_month_start(caldate d);
caldate date_month_end(caldate d); /* last day of d's month */
int date_days_in_month(int year, int month);

caldate date_from_iso(const char *text);      /* YYYY-MM-DD exactly, else DATE_NONE */
char *date_iso(caldate d, char out[DATE_ISO_SIZE]); /* "" for DATE_NONE; returns out */
/* Months: "YYYY-MM". Returns the first day or DATE_NONE. */
caldate date_from_month(const char *text);
char *date_month_iso(caldate d, char out[8]);

/* What a person typed (UX.md 3): 3, 3-8, 3/8/26, 030826, 03-08-2026, 2026-08-03, 3 agt, h/t, k, b, +7, -1, aw, ak.
 * past: two-digit years and missing years resolve to the past (birth dates). Returns DATE_NONE and a reason in *p (field given). */
caldate date_parse(const char *typed, caldate today, bool past, const char *field, struct problems *p);
/* Partly known birth dates: ??-??-2014, ??-08-2014, 2014 or 08-2014; precision out: 'd', 'm', 'y'. The unknown parts become the first
 * month and day, so that the date itself never lies in the future of the true one. Same problems. */
caldate date_parse_partial(const char *typed, caldate today, char *precision, const char *field, struct problems *p);

enum date_style { DATE_SHORT /* 29-05-2023 */, DATE_LONG /* 29 Mei 2023 */, DATE_WEEKDAY /* Sen 03-08-2026 */, DATE_MONTH /* Mei 2023 */, DATE_MONTH_NUM /* 05-2023 */, DATE_DAY_MONTH /* 29-05 */, DATE_ISO /* 2023-05-29 */ };
/* Month and weekday names come from our own tables in the language of the messages. "" for DATE_NONE. Returns out. */
char *date_format(caldate d, enum date_style style, char *out, size_t size);

/* Completed years / months on a day. -1 when birth unknown or after the day. A 29 February birthday falls on 1 March in common years. */
int date_age(caldate birth, caldate on);
int date_age_months(caldate birth, caldate on);
caldate date_birthday(caldate birth, int age);

/* Working days after `from` up to and including `to`: Monday to Friday less holidays (sorted ascending). 0 when to <= from. */
int date_working_days(caldate from, caldate to, const caldate *holidays, size_t count);

#endif
