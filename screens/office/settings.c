/* Settings: the panti and its letterhead, what the rules ask for, rooms, officials, one's own password. */
#include <stdio.h>
#include <string.h>

#include "db/office/panti.h"
#include "db/office/setting.h"
#include "db/office/user.h"
#include "screens/app.h"
#include "screens/office/house.h"
#include "screens/office/own_password.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { SIZE = 256, MOST = 40 };

struct entry { const char *label, *hint; const char *section; bool (*run)(struct screen *s); const struct screen_class *screen; enum right right; };
struct state { struct table table; struct entry entries[MOST]; const struct list_row *rows; int count; };

static const struct list_column columns[] = { { N_("Setting"), 28, LIST_GROW, 0 }, { N_("What it holds"), 40, LIST_GROW, 1 }, { NULL, 0, 0, 0 } };

/* --- forms ------------------------------------------------------------------------------------------------------------------- */

struct editing { struct screen *s; struct arena *a; struct app_lists lists; row_id version; const size_t *index; const char *refused; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct editing *ed = ctx;
	return app_lists_of(&ed->lists, screen_ui(ed->s), ed->a, f->list);
}

static bool save_panti(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct editing *ed = ctx;
	return panti_save(ui_db(ui), ui_who(ui), ed->version, v, p, e);
}

static bool edit_panti(struct screen *s)
{
	struct ui *ui = screen_ui(s);
	struct editing ed = { .s = s, .a = arena_new(), .version = app_of(ui)->panti.version };
	const struct form_class form = { .name = "panti", .fields = panti_fields, .count = PANTI_FIELDS, .choices = choices, .save = save_panti };
	char room[PANTI_FIELDS][SIZE], *values[PANTI_FIELDS];
	for (int i = 0; i < PANTI_FIELDS; i++) {
		STR_SET(room[i], app_of(ui)->panti.v[i]);
		values[i] = room[i];
	}
	bool saved = form_run(ui, _("The panti and its letterhead"), &form, &ed, values, SIZE);
	arena_free(ed.a);
	if (saved) {
		app_panti_reload(ui);
		ui_reload(ui);
		ui_say(ui, _("Saved: %s"), room[PANTI_NAME]);
	}
	return saved;
}

/* Each changed value is a setting of its own; the first refused one stops and is named. */
static bool save_settings(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct editing *ed = ctx;
	for (size_t i = 0; ed->index[i] != SIZE_MAX; i++) {
		const char *key = settings[ed->index[i]].field.code;
		if (strcmp(v[i] ? v[i] : "", setting_text(ui_db(ui), ui_who(ui)->panti, key, ed->a)) == 0) continue;
		if (!setting_set(ui_db(ui), ui_who(ui), key, v[i], p, e)) return false;
	}
	return true;
}

static bool edit_section(struct screen *s, const char *section)
{
	struct ui *ui = screen_ui(s);
	struct field fields[MOST];
	size_t index[MOST + 1], n = 0;
	struct editing ed = { .s = s, .a = arena_new(), .index = index };
	char room[MOST][SIZE], *values[MOST];
	for (size_t i = 0; i < settings_count && n < MOST; i++) {
		if (strcmp(settings[i].field.section, section) != 0) continue;
		fields[n] = settings[i].field;
		fields[n].section = NULL;
		STR_SET(room[n], setting_text(ui_db(ui), ui_who(ui)->panti, settings[i].field.code, ed.a));
		values[n] = room[n];
		index[n++] = i;
	}
	index[n] = SIZE_MAX;
	const struct form_class form = { .name = "settings", .fields = fields, .count = n, .choices = choices, .save = save_settings };
	bool saved = form_run(ui, _(section), &form, &ed, values, SIZE);
	arena_free(ed.a);
	if (saved) ui_say(ui, _("Saved: %s"), _(section));
	return saved;
}

/* --- the list of what can be set ------------------------------------------------------------------------------------------------ */

static void add(struct screen *s, struct entry e)
{
	struct state *st = screen_state(s);
	if (ui_may(screen_ui(s), e.right) && st->count < MOST) st->entries[st->count++] = e;
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	struct state *st = ctx;
	const struct entry *e = &st->entries[row->data];
	if (!ui_may(ui, e->right)) ui_refuse(ui, e->right);
	else if (e->screen) ui_push(ui, e->screen, NULL);
	else if (e->run) e->run(ui_top(ui));
	else edit_section(ui_top(ui), e->section);
}

/* What a section holds: the labels of its settings, from the first on. */
static const char *section_holds(struct arena *a, size_t first)
{
	const char *out = _(settings[first].field.label);
	for (size_t i = first + 1; i < settings_count && strcmp(settings[i].field.section, settings[first].field.section) == 0; i++) out = arena_printf(a, "%s, %s", out, _(settings[i].field.label));
	return out;
}

static bool open_settings(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_keep(s);
	(void)arg;
	if (screen_actor(s)->panti) {
		add(s, (struct entry){ .label = N_("The panti and its letterhead"), .hint = N_("Name, places, letterhead, paper, time zone."), .run = edit_panti, .right = RIGHT_SETTINGS });
		for (size_t i = 0; i < settings_count; i++)
			if (i == 0 || strcmp(settings[i].field.section, settings[i - 1].field.section) != 0)
				add(s, (struct entry){ .label = settings[i].field.section, .hint = section_holds(a, i), .section = settings[i].field.section, .right = RIGHT_SETTINGS });
		add(s, (struct entry){ .label = N_("Rooms"), .hint = N_("Name, boys or girls, places, caregiver."), .screen = &screen_rooms, .right = RIGHT_SETTINGS });
		add(s, (struct entry){ .label = N_("Officials who sign"), .hint = N_("Title, name, rank, NIP and dates of office, Plt. and Plh. too."), .screen = &screen_officials, .right = RIGHT_SETTINGS });
		add(s, (struct entry){ .label = N_("Code lists"), .hint = N_("Words of the pick-lists: rename, add, end."), .screen = &screen_code_lists, .right = RIGHT_CODES });
		add(s, (struct entry){ .label = N_("Holidays"), .hint = N_("Days that stop the working-day clock; the moving ones each year."), .screen = &screen_holidays, .right = RIGHT_SETTINGS });
		add(s, (struct entry){ .label = N_("Users"), .hint = N_("Who logs in with which roles."), .screen = &screen_users, .right = RIGHT_USERS });
	}
	add(s, (struct entry){ .label = N_("Keyboard test"), .hint = N_("Which keys reach the program, whether lines are whole."), .screen = &screen_keytest });
	if (screen_actor(s)->user && !app_of(screen_ui(s))->demo_open && user_has_password(screen_db(s), screen_actor(s)->user)) add(s, (struct entry){ .label = N_("My password"), .hint = N_("Choose a new one; the present one is asked for."), .run = own_password });
	struct list_row *rows = arena_array(a, struct list_row, st->count + 1);
	for (int i = 0; i < st->count; i++) rows[i] = (struct list_row){ .id = i + 1, .key = "", .data = i, .cell = { _(st->entries[i].label), st->entries[i].hint ? _(st->entries[i].hint) : "" } };
	st->rows = rows;
	table_open(s, columns, NULL, enter, NULL);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	(void)e;
	table_rows(s, st->rows, st->count);
	return true;
}

static bool edit(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_selected(s);
	if (row) enter(screen_ui(s), st, row);
	return row != NULL;
}

static const struct action actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Opens the selected setting (Enter does the same)."), .run = edit },
};

const struct screen_class screen_settings = {
	.name = "settings", .title = N_("Settings"),
	.help = N_("What belongs to the panti stands here and in the history; what belongs to this computer (printer, folders, colours) stands in pantidesk.conf."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions),
	.open = open_settings, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
