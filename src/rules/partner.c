#include "src/rules/partner.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/rules/codes.h"
#include <stdlib.h>

const struct field partner_fields[PARTNER_FIELDS] = {
#define PARTNER(NAME, code, label, kind, max, list, flags, section, hint) { code, label, kind, max, list, flags, section, hint },
#include "src/rules/partner.def"
#undef PARTNER
};

static const char *value(const char *const v[PARTNER_FIELDS], enum partner_field f)
{
	return v[f] ? v[f] : "";
}

static void places(const char *const v[PARTNER_FIELDS], enum partner_field places, enum partner_field free, struct problems *p)
{
	const char *all = value(v, places), *now = value(v, free);
	if (*all && *now && strtol(now, NULL, 10) > strtol(all, NULL, 10))
		problem_hard(p, partner_fields[free].code, _("There are %s free places of %s. Correct one of the two."), now, all);
}

bool partner_check(const char *const v[PARTNER_FIELDS], caldate today, struct problems *p)
{
	struct problems own;
	problems_clear(&own);
	struct problems *q = p ? p : &own;
	int hard = q->hard;
	field_check_empty(partner_fields, PARTNER_FIELDS, v, q);
	caldate from = date_from_iso(value(v, PARTNER_MOU_FROM)), until = date_from_iso(value(v, PARTNER_MOU_UNTIL)), told = date_from_iso(value(v, PARTNER_FREE_ON));
	if (from != DATE_NONE && until != DATE_NONE && until < from)
		problem_hard(q, "mou_until", _("The MoU ends before it begins. Check both days."));
	if (told != DATE_NONE && told > today)
		problem_hard(q, "free_on", _("%s must be today or before."), _(partner_fields[PARTNER_FREE_ON].label));
	places(v, PARTNER_CAPACITY_L, PARTNER_FREE_L, q);
	places(v, PARTNER_CAPACITY_P, PARTNER_FREE_P, q);
	if (*value(v, PARTNER_MOU_NO) && until == DATE_NONE)
		problem_soft(q, "mou_until", _("Without the last day of the MoU nobody is warned before it ends."));
	field_check_stored(partner_fields, PARTNER_FIELDS, v, q);
	return q->hard == hard;
}

enum mou_state mou_state(const char *number, caldate from, caldate until, caldate today, int warning_days, int *left)
{
	if (left) *left = until == DATE_NONE ? 0 : until - today;
	if (str_equal(number, "") && from == DATE_NONE && until == DATE_NONE) return MOU_NONE;
	if (until != DATE_NONE && until < today) return MOU_ENDED;
	if (from != DATE_NONE && from > today) return MOU_AHEAD;
	return until != DATE_NONE && until - today <= warning_days ? MOU_ENDING : MOU_VALID;
}

const char *mou_state_label(enum mou_state s)
{
	static const char *const labels[MOU_STATES] = { [MOU_NONE] = N_("no MoU"), [MOU_AHEAD] = N_("not yet valid"), [MOU_VALID] = N_("valid"), [MOU_ENDING] = N_("ends soon"), [MOU_ENDED] = N_("ended") };
	return s < MOU_STATES ? _(labels[s]) : "";
}

enum partner_fit partner_fit(const char *accepted, const char *clusters)
{
	char one[40];
	const char *at = clusters ? clusters : "";
	if (str_equal(accepted, "") || !*at) return PARTNER_FIT_UNKNOWN;
	while (codes_next(&at, one, sizeof one))
		if (codes_have(accepted, one)) return PARTNER_FITS;
	return PARTNER_FITS_NOT;
}
