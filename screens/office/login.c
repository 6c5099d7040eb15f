/* Log in: name and password; a demo database names its other users here. */
#include <stdio.h>
#include <string.h>

#include "db/office/user.h"
#include "screens/app.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/key.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

#define DEMO_PASSWORD_HINT N_("Every demo user has the password: contoh-pantidesk")

enum { NAME, PASSWORD, FIELDS };
static const struct field fields[FIELDS] = {
	{ "name", N_("User name"), FIELD_TEXT, 32, NULL, FIELD_REQUIRED, NULL, NULL },
	{ "password", N_("Password"), FIELD_SECRET, PASSWORD_MOST, NULL, FIELD_REQUIRED, NULL, N_("Forgotten? The head of the panti can give you a new one.") },
};

struct state { struct form form; struct user_row *users; int user_count; };

/* After a log in the admin asked to renew: nothing else is reachable before. */
static bool renew(struct ui *ui, const char *old)
{
	struct app *app = app_of(ui);
	char first[PASSWORD_MOST * 4 + 1] = "", again[PASSWORD_MOST * 4 + 1] = "";
	for (;;) {
		struct problems p = { .count = 0 };
		struct err e = { ERR_NONE, "" };
		if (!dialog_secret(ui, _("Choose your own password"), _("This password was set by the admin. Choose one that only you know."), _("New password"), first, sizeof first)) return false;
		if (!dialog_secret(ui, _("Choose your own password"), "", _("The same once more"), again, sizeof again)) return false;
		if (strcmp(first, again) != 0) dialog_message(ui, _("Choose your own password"), _("The two passwords differ. Start again."));
		else if (user_password(app->db, &app->actor, app->actor.name, old, first, &p, &e)) break;
		else dialog_message(ui, _("Choose your own password"), p.count ? p.list[0].text : e.text);
	}
	explicit_bzero(first, sizeof first);
	explicit_bzero(again, sizeof again);
	return true;
}

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct app *app = app_of(ui);
	struct login in;
	(void)ctx;
	if (!user_login(app->db, values[NAME], values[PASSWORD], app_source(), ui_today(ui), &in, e)) {
		if (e->kind == ERR_NOPERM || e->kind == ERR_UNAVAILABLE) problem_hard(p, "password", "%s", e->text);
		return false;
	}
	if (in.actor.roles == 0) {
		problem_hard(p, "name", "%s", _("This account holds no role today. Ask the admin for one."));
		return false;
	}
	app->actor = in.actor;
	app->last_login = in.last_login;
	if (in.must_change && !renew(ui, values[PASSWORD])) {
		app->actor = (struct actor){ .user = 0 };
		return false;
	}
	return true;
}

static const struct form_class form = { .name = "login", .fields = fields, .count = FIELDS, .save = save, .button = N_("Log in") };

static bool open_login(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct app *app = app_of(screen_ui(s));
	struct actor sistem;
	(void)arg;
	actor_sistem(0, &sistem);
	if (app->db && db_is_demo(app->db)) st->user_count = user_list(app->db, &sistem, screen_keep(s), &st->users, NULL);
	form_open(&st->form, screen_ui(s), &form, NULL, 0, NULL);
	return true;
}

static void draw_demo_users(struct ui *ui, const struct state *st, struct area a)
{
	draw_centre(ui, a.row + 11, a.col, a.cols, PAINT_WARN, _(DEMO_PASSWORD_HINT));
	for (int i = 0; i < st->user_count && i < a.rows - 13; i++) {
		char line[200], roles[120] = "";
		for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1)
			if (st->users[i].roles & r) {
				size_t used = strlen(roles);
				snprintf(roles + used, sizeof roles - used, "%s%s", used ? ", " : "", role_label((enum role)r));
			}
		snprintf(line, sizeof line, "%-12s %s", st->users[i].name, roles);
		draw_text(ui, a.row + 12 + i, a.col + 18, a.cols - 20, PAINT_TEXT, line);
	}
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s);
	draw_clear(ui, a);
	draw_centre(ui, a.row + 1, a.col, a.cols, PAINT_HEADING, _("Case desk of the panti"));
	struct area box = { a.row + 4, a.col + (a.cols > 66 ? (a.cols - 56) / 2 : 1), 6, 0 }; /* to the right edge: the sentence under a field is long */
	box.cols = a.col + a.cols - box.col - 1;
	form_draw(&st->form, ui, box);
	if (st->user_count > 0) draw_demo_users(ui, st, a);
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	if (k == K_ENTER && st->form.at == PASSWORD) k = K_F(2); /* Enter on the password logs in */
	bool used = form_key(&st->form, ui, k);
	if (st->form.saved) {
		st->form.changed = false;
		st->form.saved = false;
		app_enter(ui);
	} else if (st->form.problems.hard && *form_value(&st->form, "password")) {
		struct problems said = st->form.problems;
		form_set(&st->form, ui, "password", ""); /* the next try begins anew, the reason stays */
		st->form.problems = said;
	}
	return used;
}

static bool load(struct screen *s, struct err *e)
{
	struct app *app = app_of(screen_ui(s));
	(void)e;
	if (app->actor.roles) app_enter(screen_ui(s)); /* --as, or a demo's head: nothing to ask */
	return true;
}

static bool enter(struct screen *s)
{
	return key(s, K_F(2));
}

static bool leave(struct screen *s)
{
	(void)s;
	return true; /* what was typed here is no work to keep */
}

static void close_login(struct screen *s)
{
	struct state *st = screen_state(s);
	form_close(&st->form, screen_ui(s));
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Log in"), .help = N_("Logs in with the name and password typed."), .run = enter },
};

const struct screen_class screen_login = {
	.name = "login", .title = N_("Log in"),
	.help = N_("Type the name and password the admin gave you. After wrong passwords the next try waits a little longer each time; an account is never locked for good."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions),
	.open = open_login, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_login,
};
