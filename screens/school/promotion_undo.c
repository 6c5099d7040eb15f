/* Taking a mistaken promotion back: which batch, why, all of it or nothing. */
#include <stdio.h>

#include "db/school/school.h"
#include "screens/app.h"
#include "screens/school/promotion.h"
#include "screens/ui/dialog.h"
#include "screens/ui/picker.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

/* NULL = none chosen. */
static const struct promotion_batch *which(struct ui *ui, const char *year, const struct promotion_batch *batches, size_t count, struct arena *a)
{
	struct choice *choices = arena_array(a, struct choice, count + 1);
	if (count == 0) return ui_say(ui, _("No promotion into %s stands; there is nothing to take back."), year), NULL;
	for (size_t i = 0; i < count; i++) {
		caldate on;
		int hour, minute;
		char day[24];
		clock_local(batches[i].at, app_of(ui)->panti.utc_offset, &on, &hour, &minute);
		choices[i] = (struct choice){ "", arena_printf(a, _("%s %02d.%02d, %s: %d children"), date_format(on, DATE_SHORT, day, sizeof day), hour, minute, batches[i].by, batches[i].children) };
	}
	int picked = picker_choose(ui, _("Which promotion to take back"), choices, 0, NULL);
	return picked >= 0 ? &batches[picked] : NULL;
}

bool promotion_take_back(struct ui *ui, const char *year)
{
	struct arena *a = arena_new();
	struct promotion_batch *batches;
	size_t count = 0;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[300] = "", text[200];
	bool ok = promotion_batches(ui_db(ui), ui_who(ui), year, a, &batches, &count, &e), asked = false;
	const struct promotion_batch *b = ok ? which(ui, year, batches, count, a) : NULL;
	if (b) {
		snprintf(text, sizeof text, _("The %d children stand again as before the promotion into %s. Then marks can be set anew."), b->children, year);
		asked = dialog_reason(ui, _("Take the promotion back"), text, why, sizeof why, _("Take back"));
	}
	if (asked) ok = promotion_undo(ui_db(ui), ui_who(ui), b->id, why, &p, &e);
	if (asked && ok) {
		ui_reload(ui);
		ui_say(ui, _("Taken back: %d children."), b->children);
	} else if (p.count) {
		ui_problems(ui, &p);
	} else if (!ok) {
		ui_error(ui, &e);
	}
	arena_free(a);
	return asked && ok;
}
