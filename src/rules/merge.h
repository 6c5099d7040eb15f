/* May two records be joined, and which of them stays? (DESIGN.md 7.4: a dated link that can be undone.) */
#ifndef RULES_MERGE_H
#define RULES_MERGE_H
#include "src/rules/stay.h"

struct merge_side {
	const char *called;           /* register number, else the name: for the sentences */
	bool known;                   /* belongs to the panti (not only to a letter it has not taken in) */
	bool resident;                /* stands in the register */
	const struct stay_span *stays; size_t stay_count; /* that count, oldest first */
	bool sealed;
	bool waiting;                 /* an admission awaits the head */
	bool away;                    /* an absence is running */
	bool termination;             /* a proposal is open */
	int aftercare;                /* follow-ups still to be done */
	rupiah savings, owed;         /* balance; allowance due and not paid */
};

enum merge_way { MERGE_GOOD, MERGE_REFUSED, MERGE_SWAP /* the other way round would do */ };

/* Hard: what must be settled first in the record given up, because it would be lost from sight there. SWAP (with a hard problem saying why): the record
 * given up is the one that lives on: it alone stands in the register, or the child's last stay hangs on it. Soft: stays that count once from now on. */
enum merge_way merge_check(const struct merge_side *kept, const struct merge_side *gone, struct problems *p);
/* Does a stay of the record given up repeat one of the kept record? Then it counts no more. */
bool merge_aside(const struct merge_side *kept, struct stay_span stay);

#endif
