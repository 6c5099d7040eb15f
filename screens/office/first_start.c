/* First start: the panti, its letterhead, the head's account; makes the database where there is none yet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/init.h"
#include "db/office/panti.h"
#include "screens/app.h"
#include "screens/office/house.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "screens/ui/wizard.h"
#include "src/base/clock.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"

#define ACCOUNT N_("Account of the head")

enum { LOGIN = PANTI_FIELDS, SHOWN, PASSWORD, AGAIN, FIELDS };
static const struct field account_fields[] = {
	{ "login", N_("User name"), FIELD_TEXT, 32, NULL, FIELD_REQUIRED, ACCOUNT, N_("Small letters, for example hasan. You log in with it.") },
	{ "shown", N_("Name on screen"), FIELD_TEXT, 60, NULL, FIELD_REQUIRED, ACCOUNT, N_("For example Hasan B.") },
	{ "password", N_("Password"), FIELD_SECRET, PASSWORD_MOST, NULL, FIELD_REQUIRED, ACCOUNT, N_("At least 8 characters; three words that belong to nobody are easy to keep.") },
	{ "again", N_("Once more"), FIELD_SECRET, PASSWORD_MOST, NULL, FIELD_REQUIRED, ACCOUNT, N_("The same password again.") },
};

static void draw_check(struct ui *ui, void *ctx, struct area a);
static const struct wizard_step with_account[] = {
	{ .title = N_("The panti"), .section = N_("House") }, { .title = N_("Letterhead"), .section = N_("Letterhead") },
	{ .title = N_("Account"), .section = ACCOUNT }, { .title = N_("Check & save"), .draw = draw_check }, { .title = NULL },
};
static const struct wizard_step without_account[] = {
	{ .title = N_("The panti"), .section = N_("House") }, { .title = N_("Letterhead"), .section = N_("Letterhead") },
	{ .title = N_("Check & save"), .draw = draw_check }, { .title = NULL },
};

struct state {
	struct wizard wizard;
	struct field fields[FIELDS];
	struct form_class form;
	struct choice lists[FIELDS][8]; /* fixed pick-lists of the form, by field */
	struct app_lists kept;
	row_id version;
	bool creating;
};

/* Regency codes come from the database; before there is one the field is left for later (settings). */
static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct app *app = app_of(screen_ui(s));
	static const struct choice none[] = { { NULL, NULL } };
	size_t slot = (size_t)(f - st->fields);
	if (strcmp(f->list, "district") != 0) {
		if (!st->lists[slot][0].code) code_choices(f->list, st->lists[slot], COUNT(st->lists[slot]));
		return st->lists[slot];
	}
	return app->db ? app_lists_of(&st->kept, screen_ui(s), screen_keep(s), f->list) : none;
}

static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	(void)values;
	if (f - st->fields >= LOGIN) return st->creating;
	return !(st->creating && f - st->fields == PANTI_DISTRICT);
}

static void check(void *ctx, const char *const *values, struct problems *p)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	if (!st->creating || !values[PASSWORD] || !values[PASSWORD][0]) return;
	password_check(values[PASSWORD], values[LOGIN] ? values[LOGIN] : "", p);
	if (values[AGAIN] && values[AGAIN][0] && strcmp(values[AGAIN], values[PASSWORD]) != 0) problem_hard(p, "again", "%s", _("The two passwords differ."));
}

static void draw_check(struct ui *ui, void *ctx, struct area a)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	int row = a.row;
	draw_text(ui, row++, a.col + 2, a.cols - 2, PAINT_HEADING, _("Everything can be changed later in Settings (G)."));
	row++;
	for (int i = 0; i < FIELDS && row < a.row + a.rows - 2; i++) {
		const struct field *f = &st->fields[i];
		char text[400];
		if (f->kind == FIELD_SECRET || !shown(s, f, NULL)) continue;
		const char *v = form_value(&st->wizard.form, f->code);
		if (!v[0]) continue;
		field_show(f, v, f->list ? choices(s, f) : NULL, text, sizeof text);
		draw_printf(ui, row, a.col + 2, 22, PAINT_DIM, "%s", _(f->label));
		draw_text(ui, row++, a.col + 25, a.cols - 26, PAINT_TEXT, text);
	}
	draw_text(ui, a.row + a.rows - 1, a.col + 2, a.cols - 2, PAINT_TEXT, st->creating ? _("F2 makes the database and opens the desk.") : _("F2 saves and opens the desk."));
}

static bool folder_made(const char *path, struct err *e)
{
	char folder[4096];
	const char *slash = strrchr(path, '/');
	if (!slash || slash == path) return true;
	snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
	return folder_make(folder, e);
}

static bool create(struct app *app, const char *const *v, struct problems *p, struct err *e)
{
	char region[4200];
	const char *path = app->options->db_path;
	struct db_options o = { .path = path, .flags = DB_CREATE };
	int before = p->hard;
	struct init in = {
		.region_folder = init_region_folder(app->options->folder, region, sizeof region), .panti_code = "panti", .panti_name = v[PANTI_NAME],
		.capacity_l = (int)strtol(v[PANTI_CAPACITY_L], NULL, 10), .capacity_p = (int)strtol(v[PANTI_CAPACITY_P], NULL, 10),
		.utc_offset = (int)strtol(v[PANTI_UTC_OFFSET], NULL, 10),
		.head = { .name = v[LOGIN], .shown = v[SHOWN], .password = v[PASSWORD], .roles = ROLE_ADMIN | ROLE_KEPALA },
	};
	if (strcmp(v[PASSWORD], v[AGAIN]) != 0) problem_hard(p, "again", "%s", _("The two passwords differ."));
	if (strspn(v[LOGIN], "abcdefghijklmnopqrstuvwxyz0123456789._-") != strlen(v[LOGIN]))
		problem_hard(p, "login", "%s", _("A user name has 1 to 32 small letters, digits, dots or hyphens, for example sri.w."));
	if (p->hard > before) return err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
	if (!folder_made(path, e) || !db_open(&app->db, &o, e)) return false;
	if (db_init(app->db, &in, NULL, p, e) && user_actor(app->db, v[LOGIN], clock_today(8), &app->actor, e)) return true;
	db_close(app->db);
	app->db = NULL;
	char side[4200];
	static const char *const made[] = { "", "-lock", "-news", "-journal" };
	for (size_t i = 0; i < COUNT(made); i++) { /* only what this very call made: nothing was in it */
		snprintf(side, sizeof side, "%s%s", path, made[i]);
		remove(side);
	}
	return false;
}

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct app *app = app_of(ui);
	if (st->creating && !create(app, values, p, e)) return false;
	return panti_save(app->db, &app->actor, st->creating ? 1 : st->version, values, p, e) && panti_set_up(app->db, &app->actor, e);
}

static bool open_first(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct app *app = app_of(screen_ui(s));
	const char *values[FIELDS] = { NULL };
	(void)arg;
	memcpy(st->fields, panti_fields, sizeof panti_fields);
	memcpy(st->fields + PANTI_FIELDS, account_fields, sizeof account_fields);
	st->creating = !app->db;
	st->version = app->panti.version;
	st->form = (struct form_class){ .name = "first_start", .fields = st->fields, .count = FIELDS, .choices = choices, .check = check, .save = save, .shown = shown };
	for (int i = 0; i < PANTI_FIELDS; i++) values[i] = st->creating ? "" : app->panti.v[i];
	if (st->creating) {
		values[PANTI_PAPER] = "a4";
		values[PANTI_UTC_OFFSET] = "8";
	}
	wizard_open(&st->wizard, screen_ui(s), st->creating ? with_account : without_account, &st->form, s, 0, values);
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	draw_clear(screen_ui(s), a);
	wizard_draw(&st->wizard, screen_ui(s), a);
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	bool used = wizard_key(&st->wizard, screen_ui(s), k);
	if (st->wizard.done) {
		st->wizard.done = false;
		app_enter(screen_ui(s));
	}
	return used;
}

static bool next(struct screen *s) { return key(s, K_F(2)); }

static bool leave(struct screen *s)
{
	struct state *st = screen_state(s);
	return ui_ending(screen_ui(s)) || !wizard_changed(&st->wizard)
	    || dialog_confirm(screen_ui(s), _("Leave the first start"), _("Nothing has been saved yet. It can be begun again at any time."), _("Exit"));
}

static void close_first(struct screen *s)
{
	struct state *st = screen_state(s);
	wizard_close(&st->wizard, screen_ui(s));
}

static bool keytest(struct screen *s) { return ui_push(screen_ui(s), &screen_keytest, NULL); }

static const struct action actions[] = {
	{ .letter = 'B', .label = N_("Keys"), .help = N_("Tests the keyboard and the lines of this terminal."), .run = keytest },
	{ .fkey = 2, .label = N_("Next"), .help = N_("To the next step; on the last one everything is saved."), .run = next },
};

const struct screen_class screen_first_start = {
	.name = "first_start", .title = N_("First start"),
	.help = N_("Tell the desk which panti it works for: name, places, letterhead and paper. Children come in afterwards, one by one (F7) or from a CSV file (I)."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions),
	.open = open_first, .draw = draw, .key = key, .leave = leave, .close = close_first,
};
