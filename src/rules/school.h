/* School levels, grades, promotion and school years (DOMAIN.md 5). Levels are stored as codes; this table is what they mean. */
#ifndef RULES_SCHOOL_H
#define RULES_SCHOOL_H
#include "src/base/err.h"
#include "src/base/types.h"

enum school_level { LEVEL_BELUM, LEVEL_PAUD, LEVEL_SD, LEVEL_SMP, LEVEL_SMA, LEVEL_PT, LEVEL_PUTUS, LEVEL_LULUS, LEVELS };
enum school_column { COLUMN_NONE = -1, COLUMN_SD, COLUMN_SMP, COLUMN_SMA, COLUMNS }; /* printed columns */

struct school_level_info {
	const char *code;              /* belum paud sd smp sma pt putus lulus; label by code_label("school_level", code) */
	enum school_column column;
	int grade_min, grade_max;      /* 0,0 = the level has no grades */
	int grade_last;                /* after it the child has graduated: 6, 9, 12 (13 only for some SMK) */
	int age_min, age_max;          /* plausible at the level, soft */
	bool enrolled;                 /* goes to a school */
};
extern const struct school_level_info school_levels[LEVELS];
enum school_level school_level_from_code(const char *code); /* LEVELS when unknown */
const char *school_level_label(enum school_level l);        /* in the user's language */
const char *school_column_label(enum school_column c);      /* "SD", "SMP/MTs", "SMA/SMK": printed alike in every language */

struct school_kind { const char *code; enum school_level level; int grade_max; /* 0 = the level's last */ };
extern const struct school_kind school_kinds[]; /* list school_kind: sd mi sdlb paket_a smp mts ... */
extern const size_t school_kinds_count;
const struct school_kind *school_kind_find(const char *code); /* NULL when unknown */

struct schooling { enum school_level level; int grade; /* 0 none */ const char *kind; /* "" unknown */ const char *school, *npsn; const char *year; /* "2025/2026" */ };
/* Hard: unknown level, a grade outside the level or the kind, kind of another level, NPSN shape, school year. Soft: grade or school missing where
 * the level has them, age implausible (birth DATE_NONE: not looked at). True when nothing hard. */
bool school_check(const struct schooling *s, caldate birth, caldate on, struct problems *p);

enum school_mark { MARK_NAIK, MARK_TINGGAL, MARK_LULUS, MARK_PINDAH, MARK_PUTUS, MARKS }; /* list school_mark */
enum school_mark school_mark_from_code(const char *code); /* MARKS when unknown */
const char *school_mark_code(enum school_mark m);
struct promotion {
	enum school_level level;
	int grade;
	bool waiting;      /* lulus, menunggu sekolah: level and grade stay the finished ones until the admission elsewhere is recorded */
	bool keeps_school; /* same school carried into the new year */
	const char *result; /* code of list school_result, stored with the old year: naik tinggal lulus pindah putus */
};
/* The grade_last of a mark: 13 when a child of a four-year kind (SMK, MAK) is marked NAIK, else 0. kind may be "". */
int school_grade_last(enum school_level level, const char *kind, enum school_mark mark);
/* What a child's schooling becomes after the June report (batch 'kenaikan kelas'). grade_last: 0 = the level's; 13 for a four-year SMK.
 * The new school is never assigned. LULUS before the last grade and NAIK without a school are refused (hard, false). */
bool school_promote(enum school_level level, int grade, int grade_last, enum school_mark mark, struct promotion *out, struct problems *p);

#define SCHOOL_YEAR_SIZE 10
/* "2025/2026" -> 2025; 0 when it is not two consecutive years 1950-2150. */
int school_year_parse(const char *text);
char *school_year_text(int first, char out[SCHOOL_YEAR_SIZE]); /* returns out */
/* Where no row of the school-year table says otherwise: 1 July to 30 June. */
int school_year_of(caldate day);
struct school_year { const char *code; caldate from, to, second /* first day of semester genap */; };
/* Hard: code, order of dates, second semester inside, overlap with others; soft: longer than 13 months. */
bool school_year_check(const struct school_year *y, const struct school_year *others, size_t count, struct problems *p);

#endif
