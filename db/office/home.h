/* What Home shows about children, in one load. */
#ifndef DB_HOME_H
#define DB_HOME_H
#include "db/child/resident.h"
#include "src/rules/month.h"
#include "src/rules/school.h"

struct home_child { row_id resident; const char *register_no, *name; caldate on; int days, age; }; /* days ahead, negative: passed */
struct home_room { const char *name; int capacity, occupied; };
struct home_counts {
	caldate today;
	int population[SEXES], capacity[SEXES]; /* active children in approved and waiting stays; capacity 0 not set */
	int level[LEVELS][SEXES], level_unknown[SEXES];
	int away, overdue;              /* not in the panti; past the expected return */
	int incomplete, unapproved, returned, waiting_school, ahead;
	int in_month, out_month, in_last, out_last; /* admissions and ends of this month and the last */
	struct home_child *age_limit; int age_limit_count;   /* 18 or older, or within the setting's days; soonest first, at most 20 */
	int age_limit_total;
	struct home_child *birthdays; int birthday_count;    /* next 7 days, today included, at most 20 */
	struct home_room *rooms; int room_count;             /* rooms with a capacity that are full or over */
	int many_cards;                 /* how often in three days somebody opened more than CARDS_AN_HOUR; who may read the audit log */
	bool day_confirmed;                                  /* yesterday's presence was confirmed */
};
bool home_counts(struct db *db, const struct actor *who, struct arena *a, struct home_counts *out, struct err *e);

#endif
