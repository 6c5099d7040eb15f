#include "src/rules/merge.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

bool merge_aside(const struct merge_side *kept, struct stay_span stay)
{
	for (size_t i = 0; i < kept->stay_count; i++)
		if (stay_overlap(kept->stays[i], stay))
			return true;
	return false;
}

/* The record holds the child's newest stay, and the other one none that runs beside it. */
static bool newer(const struct merge_side *gone, const struct merge_side *kept)
{
	if (!gone->stay_count)
		return false;
	struct stay_span last = gone->stays[gone->stay_count - 1];
	if (merge_aside(kept, last))
		return last.termination == DATE_NONE && kept->stays[kept->stay_count - 1].termination != DATE_NONE;
	return !kept->stay_count || last.admission > kept->stays[kept->stay_count - 1].admission;
}

static void settle_first(const struct merge_side *gone, const struct merge_side *kept, struct problems *p)
{
	if (gone->resident && kept->resident && gone->sealed != kept->sealed)
		problem_hard(p, "sealed", _("One of the two files is sealed, the other is not. Seal %s as well first."), gone->sealed ? kept->called : gone->called);
	if (gone->savings)
		problem_hard(p, "savings", _("%s still holds savings. The treasurer pays them out or corrects them first."), gone->called);
	if (gone->owed)
		problem_hard(p, "allowance", _("%s still has allowance to receive. The treasurer pays it or takes it back first."), gone->called);
	if (gone->termination)
		problem_hard(p, "termination", _("A termination of %s is proposed. Decide it or withdraw it first."), gone->called);
	if (gone->waiting)
		problem_hard(p, "admission", _("The admission of %s awaits the head. Approve it or take it back first."), gone->called);
	if (gone->away)
		problem_hard(p, "presence", _("%s is recorded as away. Record the return first."), gone->called);
	if (gone->aftercare && kept->aftercare)
		problem_hard(p, "aftercare", _("Both records have aftercare still to be done. Finish that of %s first."), gone->called);
}

static void counted_once(const struct merge_side *kept, const struct merge_side *gone, struct problems *p)
{
	char from[24];
	for (size_t i = 0; i < gone->stay_count; i++)
		if (merge_aside(kept, gone->stays[i]))
			problem_soft(p, "stay", _("The stay of %s from %s counts no more; that of %s counts."), gone->called,
				date_format(gone->stays[i].admission, DATE_SHORT, from, sizeof from), kept->called);
}

enum merge_way merge_check(const struct merge_side *kept, const struct merge_side *gone, struct problems *p)
{
	bool swap = (gone->resident && !kept->resident) || (gone->known && !kept->known) || newer(gone, kept);
	if (swap) {
		if (gone->resident && !kept->resident)
			problem_hard(p, "kept", _("Only %s stands in the register. Keep that record."), gone->called);
		else if (gone->known && !kept->known)
			problem_hard(p, "kept", _("%s is not yet taken in by the home. Keep %s."), kept->called, gone->called);
		else
			problem_hard(p, "kept", _("The child's last stay stands under %s. Keep that record."), gone->called);
		return MERGE_SWAP;
	}
	int before = p ? p->hard : 0;
	settle_first(gone, kept, p);
	counted_once(kept, gone, p);
	return p && p->hard > before ? MERGE_REFUSED : MERGE_GOOD;
}
