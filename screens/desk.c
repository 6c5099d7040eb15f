/* The desk from start to end: database, who is there, the session's options, drafts, news. */
#include "screens/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/office/draft.h"
#include "db/init.h"
#include "db/office/user.h"
#include "screens/app.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/theme.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/conf/conf.h"

const char *app_source(void)
{
	const char *ssh = getenv("SSH_CONNECTION");
	return ssh && *ssh ? ssh : "tty"; /* the address part is cut off where it is stored */
}

struct app *app_of(const struct ui *ui) { return ui_app(ui); }

bool app_open(struct app *app, struct err *e)
{
	struct db_options o = { .path = app->options->db_path };
	return db_open(&app->db, &o, e);
}

bool app_panti_reload(struct ui *ui)
{
	struct app *app = app_of(ui);
	struct err e = { ERR_NONE, "" };
	arena_reset(app->arena);
	if (!app->actor.panti) { /* a district officer works for no panti */
		app->panti = (struct panti){ .code = "", .utc_offset = 8 };
		for (int i = 0; i < PANTI_FIELDS; i++) app->panti.v[i] = "";
		return true;
	}
	if (panti_load(app->db, app->actor.panti, app->arena, &app->panti, &e)) return true;
	ui_error(ui, &e);
	return false;
}

/* --- drafts: rows of the database, of their author (DESIGN.md 7.18) ------------------------------------------------------ */

static bool drafts_save(struct ui *ui, const char *form, row_id record, const char *text)
{
	struct err e = { ERR_NONE, "" };
	struct app *app = app_of(ui);
	if (!app->db || !app->actor.user) return true; /* nobody to keep it for yet */
	if (draft_save(app->db, &app->actor, form, record, "", text, &e)) return true;
	ui_error(ui, &e);
	return false;
}

static char *drafts_load(struct ui *ui, const char *form, row_id record, utc_ms *at)
{
	struct app *app = app_of(ui);
	struct draft draft;
	if (!app->db || !app->actor.user) return NULL;
	struct arena *a = arena_new();
	char *text = draft_load(app->db, &app->actor, form, record, a, &draft, NULL) && draft.id ? mem_dup(draft.body) : NULL;
	if (text) *at = draft.at;
	arena_free(a);
	return text;
}

static void drafts_drop(struct ui *ui, const char *form, row_id record)
{
	struct app *app = app_of(ui);
	if (app->db && app->actor.user) draft_drop(app->db, &app->actor, form, record, NULL);
}

/* --- the session ----------------------------------------------------------------------------------------------------------- */

static bool password_fits(struct ui *ui, const char *typed)
{
	struct app *app = app_of(ui);
	struct err e = { ERR_NONE, "" };
	if (user_unlock(app->db, &app->actor, typed, app_source(), ui_today(ui), &e)) return true;
	if (e.kind != ERR_NOPERM) ui_warn(ui, "%s", e.text); /* wait a little, or the database is busy */
	return false;
}

/* Quietly, on row 23: what came in for this desk. */
static void tell_news(struct ui *ui, const struct referral_news *n)
{
	if (n->arrived == 1) ui_notice(ui, _("New referral: %s (%s)"), n->number, n->from);
	else if (n->arrived) ui_notice(ui, _("%d new referrals, the newest %s (%s)"), n->arrived, n->number, n->from);
	else if (n->answered == 1) ui_notice(ui, _("%s is now: %s"), n->number, n->from);
	else if (n->answered) ui_notice(ui, _("%d steps on referrals, the newest %s: %s"), n->answered, n->number, n->from);
	else if (n->messages == 1) ui_notice(ui, _("1 new message: %s (%s)"), n->number, n->from);
	else if (n->messages) ui_notice(ui, _("%d new messages, the newest %s (%s)"), n->messages, n->number, n->from);
}

/* Something was saved by somebody: perhaps one's own account, perhaps a referral. */
static bool news(struct ui *ui)
{
	struct app *app = app_of(ui);
	struct referral_news told;
	struct err e = { ERR_NONE, "" };
	app_refresh(ui);
	if (app->actor.user && referral_news_since(app->db, &app->actor, &app->known, &told, &e)) tell_news(ui, &told);
	return true;
}

static void keep_choices(struct ui *ui)
{
	struct app *app = app_of(ui);
	const struct ui_options *o = ui_opts(ui);
	if (!app->actor.user) return;
	user_preference_set(app->db, &app->actor, "theme", theme_name(o->theme), NULL); /* a lost preference is chosen again */
	user_preference_set(app->db, &app->actor, "mouse", o->mouse ? "1" : "0", NULL);
	user_preference_set(app->db, &app->actor, "no_fkeys", o->no_fkeys ? "1" : "0", NULL);
	user_preference_set(app->db, &app->actor, "ascii_lines", o->ascii_lines ? "1" : "0", NULL);
}

bool app_enter(struct ui *ui)
{
	struct app *app = app_of(ui);
	struct arena *a = arena_new();
	if (!app_panti_reload(ui)) return arena_free(a), false;
	app->children.kept = false; /* somebody else's filter */
	struct ui_options o = *ui_opts(ui);
	enum theme_kind theme;
	o.db = app->db;
	o.who = &app->actor;
	o.panti = app->panti.id ? app->panti.v[PANTI_NAME] : _("District office");
	o.demo = db_is_demo(app->db);
	o.offset_hours = app->panti.utc_offset;
	o.news_path = db_news_path(app->db);
	o.idle_minutes = app->options->conf->idle_minutes;
	o.password = app->demo_open || !user_has_password(app->db, app->actor.user) ? NULL : password_fits; /* key only: idle time ends the session, the draft stays */
	if (app->demo_open) o.idle_minutes = -1; /* there is no password to come back with */
	const char *kept = user_preference(app->db, &app->actor, "theme", a);
	if (o.theme == THEME_AUTO && theme_from_name(kept, &theme)) o.theme = theme;
	o.mouse = o.mouse || strcmp(user_preference(app->db, &app->actor, "mouse", a), "1") == 0;
	const char *no_fkeys = user_preference(app->db, &app->actor, "no_fkeys", a), *ascii = user_preference(app->db, &app->actor, "ascii_lines", a);
	const bool found_out = (o.no_fkeys && !app->options->conf->no_fkeys) || (o.ascii_lines && !app->options->conf->ascii_lines); /* in the first start */
	o.no_fkeys = o.no_fkeys || strcmp(no_fkeys, "1") == 0; /* what the configuration asks for holds for everybody */
	o.ascii_lines = o.ascii_lines || strcmp(ascii, "1") == 0;
	ui_set_opts(ui, &o);
	if (found_out) keep_choices(ui);
	app_watch_roles(ui);
	db_set_waiting(app->db, dialog_waiting, ui);
	referral_news_begin(app->db, &app->known, NULL);
	arena_free(a);
	if (app->actor.panti && may(&app->actor, RIGHT_SETTINGS) && !panti_is_set_up(app->db, app->actor.panti)) return ui_replace(ui, &screen_first_start, NULL);
	if (!ui_replace(ui, &screen_home, NULL)) return false;
	if (app->last_login) { /* only now, and only to whom it belongs: somebody else's log in shows */
		char day[24];
		caldate on;
		int hour, minute;
		clock_local(app->last_login, app->panti.utc_offset, &on, &hour, &minute);
		ui_say(ui, _("Your last log in: %s %02d.%02d."), date_format(on, DATE_SHORT, day, sizeof day), hour, minute);
		app->last_login = 0;
	}
	return true;
}

static bool named_head(struct app *app, struct err *e)
{
	struct arena *a = arena_new();
	struct user_row *rows;
	struct actor sistem;
	actor_sistem(0, &sistem);
	int n = user_list(app->db, &sistem, a, &rows, e);
	bool ok = false;
	for (int i = 0; i < n && !ok; i++)
		if (rows[i].roles & ROLE_KEPALA && !rows[i].disabled) ok = user_actor(app->db, rows[i].name, clock_today(8), &app->actor, e);
	arena_free(a);
	return ok;
}

static int fail(const struct err *e)
{
	fprintf(stderr, "pantidesk: %s\n", e->text);
	return err_exit_code(e->kind);
}

/* Known without asking: --as, and the head of a demo database. */
static bool known(struct app *app, struct err *e)
{
	const struct desk_options *o = app->options;
	if (o->as) /* over SSH a person came in with a key: a log in like another */
		return user_actor(app->db, o->as, clock_today(8), &app->actor, e) && (!getenv("SSH_CONNECTION") || user_enter(app->db, &app->actor, app_source(), &app->last_login, e));
	if (db_is_demo(app->db) && !o->demo_login) return app->demo_open = named_head(app, e);
	return true;
}

int desk_run(const struct desk_options *options)
{
	const struct conf *conf = options->conf;
	struct app app = { .options = options, .arena = arena_new() };
	struct err e = { ERR_NONE, "" };
	const struct screen_class *first = &screen_first_start;
	if (access(options->db_path, F_OK) == 0) {
		if (!app_open(&app, &e) || !known(&app, &e)) {
			db_close(app.db);
			arena_free(app.arena);
			return fail(&e);
		}
		first = &screen_login; /* goes straight on when the actor is known */
	}
	enum theme_kind theme = conf->theme == CONF_THEME_MONO ? THEME_MONO : conf->theme == CONF_THEME_CONTRAST ? THEME_CONTRAST : THEME_AUTO;
	if (options->theme && !theme_from_name(options->theme, &theme)) {
		err_set(&e, ERR_USAGE, _("There is no theme %s: blue, mono or contrast."), options->theme);
		db_close(app.db);
		arena_free(app.arena);
		return fail(&e);
	}
	struct ui_options o = {
		.db = app.db, .in_tx = db_in_tx, .conf = conf, .app = &app, .panti = "pantidesk", .offset_hours = 8, .theme = theme,
		.ascii_lines = conf->ascii_lines, .accessible = conf->accessible, .no_fkeys = conf->no_fkeys, .mouse = conf->mouse,
		.frugal = conf->frugal == FRUGAL_ON || (conf->frugal == FRUGAL_AUTO && getenv("SSH_CONNECTION")), .idle_minutes = -1,
		.news = news, .find = app_find_child, .changed = keep_choices, .drafts = { drafts_save, drafts_load, drafts_drop },
		.demo = app.db && db_is_demo(app.db),
	};
	int code = ui_run(&o, first, NULL);
	db_close(app.db);
	arena_free(app.arena);
	if (app.failure.kind) return fail(&app.failure);
	return app.code ? app.code : code;
}
