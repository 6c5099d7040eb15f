#include "screens/partner/partner_show.h"

#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "src/base/i18n.h"

const char *partner_show_free(int free_l, int free_p, struct arena *a)
{
	char l[16] = "?", p[16] = "?";
	if (free_l < 0 && free_p < 0) return "";
	if (free_l >= 0) snprintf(l, sizeof l, "%d", free_l);
	if (free_p >= 0) snprintf(p, sizeof p, "%d", free_p);
	return arena_printf(a, "L %s P %s", l, p);
}

const char *partner_show_mou(enum mou_state mou, caldate until, struct arena *a)
{
	char day[24];
	if (mou == MOU_NONE) return "-";
	if (until == DATE_NONE) return _("no end");
	return arena_printf(a, "%s%s", date_format(until, DATE_SHORT, day, sizeof day), mou == MOU_ENDED || mou == MOU_ENDING ? " !" : "");
}

const char *partner_show_mou_words(enum mou_state mou, int left, caldate until, struct arena *a)
{
	char day[24];
	date_format(until, DATE_SHORT, day, sizeof day);
	switch (mou) {
	case MOU_ENDED: return arena_printf(a, ngettext("! ended %d day ago, on %s", "! ended %d days ago, on %s", (unsigned long)-left), -left, day);
	case MOU_ENDING: return arena_printf(a, ngettext("! ends in %d day, on %s", "! ends in %d days, on %s", (unsigned long)left), left, day);
	case MOU_VALID: return until == DATE_NONE ? _("valid, no end agreed") : arena_printf(a, _("valid until %s"), day);
	default: return mou_state_label(mou);
	}
}

const char *out_show_wait(const struct out_row *r, struct arena *a)
{
	if (r->state >= OUT_STATES || out_states[r->state].final) return "";
	return arena_printf(a, r->wait.over ? _("%d d !") : _("%d d"), r->wait.days);
}

const char *out_show_doubt(const struct out_partner *p, struct arena *a)
{
	return arena_printf(a, "%s%s%s%s", p->fit == PARTNER_FITS ? _(", accepts the cluster") : p->fit == PARTNER_FITS_NOT ? _(", other clusters !") : "",
	                    p->free == 0 ? _(", full !") : "", p->mou == MOU_ENDED ? _(", MoU ended !") : "", p->mou == MOU_NONE ? _(", no MoU") : "");
}
