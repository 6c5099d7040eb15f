/*
 * Workplaces report every quarter how many people of which age they employ (DOMAIN.md 8.13). What a quarter's report is worth: not yet
 * there, late, received, checked on the spot, or differing from what was found; and what in it must be followed up.
 */
#ifndef RULES_COMPANY_H
#define RULES_COMPANY_H
#include "src/base/date.h"
#include "src/base/field.h"
#include "src/rules/month.h"

enum company_field {
#define COMPANY(NAME, code, label, kind, max, list, flags, section, hint) COMPANY_F_##NAME,
#include "src/rules/company.def"
#undef COMPANY
	COMPANY_FIELDS
};
extern const struct field company_fields[COMPANY_FIELDS];
bool company_check(const char *const v[COMPANY_FIELDS], caldate today, struct problems *p); /* true when nothing hard */

/* --- quarters: held by their first day ------------------------------------------------------------------------------------- */

#define QUARTER_SIZE 8
#define COMPANY_DUE_DAYS 15                        /* calendar days after the quarter's end; setting company_due_days */
char *quarter_code(caldate day, char out[QUARTER_SIZE]); /* "2026-Q3" of any day; "" for DATE_NONE */
caldate quarter_from_code(const char *code);       /* first day, DATE_NONE when it is none */
caldate quarter_end(caldate day);                  /* last day of its quarter */
caldate quarter_last(caldate today);               /* first day of the last quarter that is over */
/* "Triwulan III 2026" */
const char *quarter_words(caldate day, char *out, size_t size);

/* --- counts ---------------------------------------------------------------------------------------------------------------------- */

enum work_band { WORK_UNDER_13, WORK_13_14, WORK_15_17, WORK_ADULT, WORK_BANDS }; /* list work_age_band */
const char *work_band_code(enum work_band b);
enum work_band work_band_from_code(const char *code); /* WORK_BANDS when unknown */
struct headcount { int n[WORK_BANDS][SEXES]; };
#define HEADCOUNT_MOST 99999
int headcount_children(const struct headcount *h);  /* under 18 */
int headcount_under_15(const struct headcount *h);
int headcount_total(const struct headcount *h);
bool headcount_equal(const struct headcount *a, const struct headcount *b);
/* Hard problem for what is below 0 or above HEADCOUNT_MOST. */
bool headcount_check(const struct headcount *h, struct problems *p);

/* --- status of a quarter ------------------------------------------------------------------------------------------------------------ */

enum company_status { COMPANY_PENDING /* belum masuk */, COMPANY_LATE, COMPANY_RECEIVED, COMPANY_CHECKED, COMPANY_DIFFERS, COMPANY_STATUSES }; /* list company_status */
const char *company_status_code(enum company_status s);
enum company_status company_status_from_code(const char *code); /* COMPANY_STATUSES when unknown */
const char *company_status_label(enum company_status s);

caldate company_due(caldate quarter, int days);    /* last day on which the quarter's report is in time */
/* A workplace owes the report of a quarter when it was registered before the quarter's end and not closed by then. */
bool company_owes(caldate registered, caldate closed, caldate quarter);
struct company_quarter { caldate quarter, today, received; int due_days; bool checked, differs; }; /* received DATE_NONE: no report */
enum company_status company_status_of(const struct company_quarter *q);
int company_late_days(const struct company_quarter *q); /* after the due day: until received, else until today; 0 in time */

/* --- findings ------------------------------------------------------------------------------------------------------------------------- */

#define FINDING_UNDER_15 1u   /* children under 15 at work, whatever the work */
#define FINDING_HARMFUL 2u    /* 15-17 at harmful work */
#define FINDING_DIFFERENCE 4u /* more or fewer people found than reported */
/* found NULL until checked; then it is what counts. harmful: as found. */
unsigned company_findings(const struct headcount *reported, const struct headcount *found, int harmful);
/* Children a report of the public about it speaks of: under 15 and those at harmful work; 0 for a mere difference. */
int company_finding_children(const struct headcount *reported, const struct headcount *found, int harmful);

#endif
