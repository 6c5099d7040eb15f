/* What a running session may, looked at again: when somebody changed users, and when a day begins on which a Plt. or Plh. begins or ends. */
#include "db/office/user.h"
#include "screens/app.h"
#include "src/base/buf.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

static void ended(struct ui *ui, const char *why)
{
	struct app *app = app_of(ui);
	app->code = 77;
	err_set(&app->failure, ERR_NOPERM, "%s", why);
	ui_quit(ui);
}

static void say_roles(struct ui *ui)
{
	struct buf list = BUF_EMPTY;
	for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1)
		if (app_of(ui)->actor.roles & r) buf_printf(&list, "%s%s", list.size ? ", " : "", role_label((enum role)r));
	ui_say(ui, _("Your rights were changed by the admin. You are now: %s."), buf_text(&list));
	buf_free(&list);
}

enum { AGAIN_MS = 1000, MINUTE_MS = 60000, DAY_MS = 24 * 60 * MINUTE_MS };

static void look_again(struct ui *ui, void *owner)
{
	(void)owner;
	app_refresh(ui);
}

/* Plt. and Plh. begin and end with a day: looked at then, or a day from now when that day is far. Nobody else's desk wakes for it. */
void app_watch_roles(struct ui *ui)
{
	struct app *app = app_of(ui);
	const caldate next = user_next_change(app->db, app->actor.user, ui_today(ui));
	if (next == DATE_NONE) return;
	const utc_ms begins = ((utc_ms)next * 24 - app->panti.utc_offset) * 60 * MINUTE_MS, left = begins - clock_now();
	ui_after(ui, app, look_again, left > DAY_MS ? DAY_MS : left > 0 ? (int)left + 1 : AGAIN_MS, 0);
}

/* Rights that were taken end the session, within seconds: what stands on the screen may no longer be seen. What was typed is kept as a draft.
 * Rights that were given hold at once. */
bool app_refresh(struct ui *ui)
{
	struct app *app = app_of(ui);
	struct actor fresh;
	struct err e = { ERR_NONE, "" };
	if (!app->actor.user) return true;
	switch (user_refresh(app->db, &app->actor, ui_today(ui), &fresh, &e)) {
	case USER_CLOSED:
		ended(ui, fresh.roles ? _("This account was closed by the admin. What you typed is kept as a draft.") : _("This account holds no role any more. What you typed is kept as a draft; ask the admin."));
		break;
	case USER_LOST:
		ended(ui, _("Your roles or your district were changed by the admin. What you typed is kept as a draft; log in again."));
		break;
	case USER_GAINED: {
		const struct actor before = app->actor;
		app->actor = fresh; /* the screens hold a pointer to it */
		ui_reload(ui);
		if (fresh.roles != before.roles) say_roles(ui);
		else if (fresh.self_approve && !before.self_approve) ui_say(ui, "%s", _("From now on you may approve your own proposals."));
		break;
	}
	case USER_SAME:
		if (e.kind) ui_after(ui, app, look_again, AGAIN_MS, 0); /* busy: rights that were taken must not outlast it */
		else app_watch_roles(ui);
		return true;
	}
	app_watch_roles(ui);
	return true;
}
