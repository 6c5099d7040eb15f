/* Private to db/month*.c: one pass over the facts, in memory, hashed in C (a GROUP BY with its sorter costs three to four times as much). */
#ifndef DB_MONTH_INSIDE_H
#define DB_MONTH_INSIDE_H
#include "db/report/month.h"
#include "src/rules/school.h"

#define MONTH_CLUSTERS 64 /* distinct main clusters at most; group 0 = not recorded */
enum { FIRST, LAST }; /* the two days a stay is looked at: opening or entry day; closing day or the day before leaving */

struct month_row { /* one stay that touches the month */
	row_id resident, stay;
	const char *reason, *district, *others; /* others: clusters after the main one, on the last day, '|'-separated; NULL none */
	caldate admit, end, birth, day[2], level_on[2], cluster_on[2];
	int next;                                 /* the resident's next stay of the month, -1 */
	signed char sex;                          /* SEX_L, SEX_P, -1 unknown */
	unsigned char level[2], cluster[2], kinds; /* level LEVELS, cluster 0: not recorded; kinds: absences seen, a bit per presence_kinds row */
	struct month_stay in_month;               /* all false: touches the month before only */
	bool moved_in, head;                      /* head: the resident's first row */
};

/* The month before, from the same pass: what stands beside this one while no report of it is stored. */
struct month_before { int opening, in, out, closing; int64_t care_days, away_days; rupiah due, paid, savings; };

struct month_scan {
	struct db *db;
	const struct actor *who;
	caldate first, last, before_first; /* of the month; first day of the one before */
	utc_ms known;             /* INT64_MAX: now */
	bool big;                 /* scan the tables whole instead of asking per child */
	struct month_before before;
	struct arena *a;
	struct month_row *rows; int n;
	row_id *key; int *slot; size_t slots; /* resident -> first row */
	char cluster[MONTH_CLUSTERS][40]; int clusters; /* [0] = "" */
	int64_t kind_days[16], kind_children[16], away_days; /* by presence_kinds row; away_days: those that do not count as present */
};

/* Stays, levels, clusters, absences of the month; owner of what it allocates outside the arena: month_scan_free. */
bool month_scan(struct month_scan *s, struct err *e);
void month_scan_free(struct month_scan *s);

bool month_money(struct month_scan *s, struct monthly *out, struct err *e);     /* money and cash */
bool month_referrals(struct month_scan *s, struct monthly *out, struct err *e);
/* month_figures, with the month before and whether the panti is big. before, big may be NULL. */
bool month_figures_beside(struct db *db, const struct actor *who, caldate month, utc_ms known_at, struct arena *a, struct monthly *out, struct month_before *before, bool *big, struct err *e);
void *month_grow(struct arena *a, void *rows, int n, int *room, size_t size);

#endif
