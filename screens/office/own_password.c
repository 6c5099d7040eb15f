#include "screens/office/own_password.h"

#include <string.h>

#include "db/office/user.h"
#include "screens/ui/dialog.h"
#include "src/base/i18n.h"

bool own_password(struct screen *s)
{
	char old[PASSWORD_MOST * 4 + 1] = "", first[PASSWORD_MOST * 4 + 1] = "", again[PASSWORD_MOST * 4 + 1] = "";
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct ui *ui = screen_ui(s);
	bool ok = dialog_secret(ui, _("My password"), "", _("Present password"), old, sizeof old) && dialog_secret(ui, _("My password"), "", _("New password"), first, sizeof first)
	       && dialog_secret(ui, _("My password"), "", _("The same once more"), again, sizeof again);
	if (ok && strcmp(first, again) != 0) {
		ui_warn(ui, "%s", _("The two passwords differ. Start again."));
		ok = false;
	} else if (ok && !(ok = user_password(ui_db(ui), ui_who(ui), ui_who(ui)->name, old, first, &p, &e))) {
		if (p.count) ui_problems(ui, &p);
		else ui_error(ui, &e);
	} else if (ok) {
		ui_say(ui, "%s", _("Your new password holds from now on."));
	}
	explicit_bzero(old, sizeof old);
	explicit_bzero(first, sizeof first);
	explicit_bzero(again, sizeof again);
	return ok;
}
