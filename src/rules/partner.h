/*
 * Partners of the home and their agreements (DOMAIN.md 3): what a record of one must hold, how far an MoU has run, and whether a
 * partner fits a child. Nothing here forbids a referral: an ended MoU or a full house is named, and the social worker decides.
 */
#ifndef RULES_PARTNER_H
#define RULES_PARTNER_H
#include "src/base/date.h"
#include "src/base/field.h"

enum partner_field {
#define PARTNER(NAME, code, label, kind, max, list, flags, section, hint) PARTNER_##NAME,
#include "src/rules/partner.def"
#undef PARTNER
	PARTNER_FIELDS
};
extern const struct field partner_fields[PARTNER_FIELDS];

/* Hard: kind or name missing, an MoU that ends before it begins, more free places than places, free places told on a day ahead. Soft: an MoU number
 * without its last day. True when nothing hard. */
bool partner_check(const char *const v[PARTNER_FIELDS], caldate today, struct problems *p);

enum mou_state { MOU_NONE, MOU_AHEAD /* begins later */, MOU_VALID, MOU_ENDING /* within the warning days */, MOU_ENDED, MOU_STATES };
#define MOU_WARNING_DAYS 60 /* default of the setting mou_warning_days */
/* number "" with both days unknown is no MoU. The last day still counts as valid. *left: days after today it still holds (negative: ended so long
 * ago), 0 where no end is agreed; may be NULL. */
enum mou_state mou_state(const char *number, caldate from, caldate until, caldate today, int warning_days, int *left);
const char *mou_state_label(enum mou_state s); /* in the user's language */

enum partner_fit { PARTNER_FITS, PARTNER_FIT_UNKNOWN /* no clusters told of one of them */, PARTNER_FITS_NOT };
/* Both lists "a|b". */
enum partner_fit partner_fit(const char *accepted, const char *clusters);

#endif
