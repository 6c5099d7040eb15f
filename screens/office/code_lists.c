/* Code lists and holidays, opened from Settings: words are renamed, added and ended here; what children already carry keeps its word. */
#include "screens/office/house.h"

#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "db/office/panti.h"
#include "screens/app.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"

enum { SIZE = 200, CODE_MOST = 30 };

/* --- the lists ---------------------------------------------------------------------------------------------------------------- */

static const struct list_column lists_columns[] = { { N_("List"), 30, LIST_GROW, 0 }, { N_("In use"), 8, LIST_RIGHT, 0 }, { N_("Ended"), 8, LIST_RIGHT, 1 }, { NULL, 0, 0, 0 } };

static void open_list(struct ui *ui, void *state, const struct list_row *row)
{
	(void)state;
	ui_push(ui, &screen_code_list, code_lists[row->data].code);
}

static bool lists_open(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, lists_columns, NULL, open_list, NULL);
	return true;
}

static bool lists_load(struct screen *s, struct err *e)
{
	struct arena *a = screen_arena(s);
	struct list_row *rows = arena_array(a, struct list_row, code_lists_count + 1);
	int n = 0;
	caldate today = ui_today(screen_ui(s));
	for (size_t i = 0; i < code_lists_count; i++) {
		struct code_entry *codes;
		int used = 0;
		if (!code_editable(code_lists[i].code)) continue;
		int all = code_entries(screen_db(s), screen_actor(s), code_lists[i].code, a, &codes, e);
		if (all < 0) return false;
		for (int k = 0; k < all; k++) used += codes[k].until == DATE_NONE || codes[k].until > today;
		rows[n++] = (struct list_row){ .id = (row_id)i + 1, .key = "", .data = (int64_t)i, .cell = { _(code_lists[i].label), arena_printf(a, "%d", used), all > used ? arena_printf(a, "%d", all - used) : "" } };
	}
	table_rows(s, rows, n);
	return true;
}

static bool lists_enter(struct screen *s)
{
	const struct list_row *row = table_selected(s);
	if (row) open_list(screen_ui(s), NULL, row);
	return row != NULL;
}

static const struct action lists_actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Opens the selected list (Enter does the same)."), .run = lists_enter, .right = RIGHT_CODES },
};

const struct screen_class screen_code_lists = {
	.name = "code_lists", .title = N_("Code lists"),
	.help = N_("The words of the pick-lists: clusters, religion, reasons. A word is renamed, added, or ended from a day on; nothing already recorded changes. Lists the program itself decides by are not shown."),
	.state_size = sizeof(struct table), .actions = lists_actions, .action_count = COUNT(lists_actions), .right = RIGHT_CODES,
	.open = lists_open, .load = lists_load, .draw = table_draw, .key = table_key, .close = table_close,
};

/* --- the words of one list -------------------------------------------------------------------------------------------------------- */

struct codes { struct table table; char list[32]; struct code_entry *rows; int count; const char *editing; };

static const struct list_column code_columns[] = { { N_("Word"), 36, LIST_GROW, 0 }, { N_("Code in imports"), 20, 0, 1 }, { N_("Until"), 10, 0, 0 }, { NULL, 0, 0, 0 } };
static const struct field code_fields[] = {
	{ "label", N_("Word"), FIELD_TEXT, 80, NULL, FIELD_REQUIRED, NULL, N_("As it stands in pick-lists and on paper.") },
	{ "until", N_("Until"), FIELD_DATE, 0, NULL, 0, NULL, N_("Empty: stays. From this day on it is no longer offered.") },
};

/* A new word's code, as imports use it: "Anak Yatim (baru)" -> anak_yatim_baru. */
static void code_of_label(const char *label, char *out, size_t size)
{
	size_t n = 0;
	for (; *label && n + 1 < size && n < CODE_MOST; label++) {
		char c = *label >= 'A' && *label <= 'Z' ? (char)(*label + 32) : *label;
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (plain) out[n++] = c;
		else if (n && out[n - 1] != '_') out[n++] = '_';
	}
	while (n && out[n - 1] == '_') n--;
	out[n] = '\0';
}

static bool code_save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct codes *st = screen_state(ctx);
	char code[CODE_MOST + 2];
	code_of_label(v[0], code, sizeof code);
	for (int i = 0; i < st->count; i++) {
		bool same = st->editing && strcmp(st->rows[i].code, st->editing) == 0;
		if (!same && (strcmp(st->rows[i].label, v[0]) == 0 || (!st->editing && strcmp(st->rows[i].code, code) == 0))) {
			problem_hard(p, "label", _("%s stands in this list already."), st->rows[i].label);
			return err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
		}
	}
	return code_set(ui_db(ui), ui_who(ui), st->list, st->editing ? st->editing : code, v[0], date_from_iso(v[1] ? v[1] : ""), p, e);
}

static bool code_edit(struct screen *s, const struct list_row *row)
{
	struct codes *st = screen_state(s);
	char room[COUNT(code_fields)][SIZE] = { "" }, *values[] = { room[0], room[1] };
	const struct form_class form = { .name = "code", .fields = code_fields, .count = COUNT(code_fields), .save = code_save };
	st->editing = row ? st->rows[row->data].code : NULL;
	if (row) {
		char iso[DATE_ISO_SIZE];
		STR_SET(room[0], st->rows[row->data].label);
		STR_SET(room[1], date_iso(st->rows[row->data].until, iso));
	}
	if (!form_run(screen_ui(s), _(code_list_find(st->list)->label), &form, s, values, SIZE)) return false;
	ui_say(screen_ui(s), _("Saved: %s"), room[0]);
	ui_reload(screen_ui(s));
	return true;
}

static void code_enter(struct ui *ui, void *state, const struct list_row *row)
{
	(void)state;
	code_edit(ui_top(ui), row);
}

static bool codes_open(struct screen *s, const void *arg)
{
	struct codes *st = screen_state(s);
	STR_SET(st->list, arg);
	screen_subtitle(s, _(code_list_find(st->list)->label));
	table_open(s, code_columns, N_("Nothing here yet. F7 adds the first."), code_enter, NULL);
	return true;
}

static bool codes_load(struct screen *s, struct err *e)
{
	struct codes *st = screen_state(s);
	struct arena *a = screen_arena(s);
	st->count = code_entries(screen_db(s), screen_actor(s), st->list, a, &st->rows, e);
	if (st->count < 0) return st->count = 0, false;
	struct list_row *rows = arena_array(a, struct list_row, st->count + 1);
	for (int i = 0; i < st->count; i++) {
		char until[24] = "";
		const struct code_entry *c = &st->rows[i];
		if (c->until != DATE_NONE) date_format(c->until, DATE_SHORT, until, sizeof until);
		rows[i] = (struct list_row){ .id = i + 1, .key = "", .data = i, .paint = c->until != DATE_NONE && c->until <= ui_today(screen_ui(s)) ? PAINT_DIM : PAINT_TEXT, .cell = { c->label, c->code, arena_dup(a, until) } };
	}
	table_rows(s, rows, st->count);
	return true;
}

static bool code_change(struct screen *s)
{
	const struct list_row *row = table_selected(s);
	return row && code_edit(s, row);
}

static bool code_add(struct screen *s) { return code_edit(s, NULL); }

static const struct action code_actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Renames the selected word, or ends it from a day on."), .run = code_change, .right = RIGHT_CODES },
	{ .fkey = 7, .label = N_("New"), .help = N_("Adds a word to this list."), .run = code_add, .right = RIGHT_CODES },
};

const struct screen_class screen_code_list = {
	.name = "code_list", .title = N_("Code list"), .help = N_("Enter or F4 renames a word or sets the day it ends; F7 adds one. The code is what import files use and never changes."),
	.state_size = sizeof(struct codes), .actions = code_actions, .action_count = COUNT(code_actions), .right = RIGHT_CODES,
	.open = codes_open, .load = codes_load, .draw = table_draw, .key = table_key, .close = table_close,
};

/* --- holidays ------------------------------------------------------------------------------------------------------------------------ */

struct holidays { struct table table; struct holiday *rows; int count; };

static const struct list_column holiday_columns[] = { { N_("Day"), 16, 0, 0 }, { N_("Holiday"), 40, LIST_GROW, 0 }, { NULL, 0, 0, 0 } };
static const struct field holiday_fields[] = {
	{ "on_date", N_("Day"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("From the yearly joint decree; leave days of all (cuti bersama) too.") },
	{ "name", N_("Holiday"), FIELD_TEXT, 80, NULL, FIELD_REQUIRED, NULL, NULL },
};

static bool holiday_save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	(void)ctx;
	return holiday_set(ui_db(ui), ui_who(ui), date_from_iso(v[0]), v[1], "libur", p, e);
}

static bool holiday_edit(struct screen *s, const struct holiday *h)
{
	char room[COUNT(holiday_fields)][SIZE] = { "" }, *values[] = { room[0], room[1] };
	const struct form_class form = { .name = "holiday", .fields = holiday_fields, .count = COUNT(holiday_fields), .save = holiday_save };
	if (h) {
		char iso[DATE_ISO_SIZE];
		STR_SET(room[0], date_iso(h->on, iso));
		STR_SET(room[1], h->name);
	}
	if (!form_run(screen_ui(s), _("Holiday"), &form, s, values, SIZE)) return false;
	ui_say(screen_ui(s), _("Saved: %s"), room[1]);
	ui_reload(screen_ui(s));
	return true;
}

static const struct holiday *holiday_chosen(struct screen *s)
{
	const struct holidays *st = screen_state(s);
	const struct list_row *row = table_selected(s);
	return row ? &st->rows[row->data] : NULL;
}

static void holiday_enter(struct ui *ui, void *state, const struct list_row *row)
{
	const struct holidays *st = state;
	holiday_edit(ui_top(ui), &st->rows[row->data]);
}

static bool holidays_open(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, holiday_columns, N_("Nothing here yet. F7 adds the first."), holiday_enter, NULL);
	return true;
}

/* The year before, this one and what was entered ahead. */
static bool holidays_load(struct screen *s, struct err *e)
{
	struct holidays *st = screen_state(s);
	struct arena *a = screen_arena(s);
	st->count = holiday_list(screen_db(s), screen_actor(s), date_add_months(ui_today(screen_ui(s)), -12), a, &st->rows, e);
	if (st->count < 0) return st->count = 0, false;
	struct list_row *rows = arena_array(a, struct list_row, st->count + 1);
	for (int i = 0; i < st->count; i++) {
		char day[32];
		rows[i] = (struct list_row){ .id = st->rows[i].on, .key = "", .data = i, .cell = { arena_dup(a, date_format(st->rows[i].on, DATE_WEEKDAY, day, sizeof day)), st->rows[i].name } };
	}
	table_rows(s, rows, st->count);
	return true;
}

static bool holiday_change(struct screen *s)
{
	const struct holiday *h = holiday_chosen(s);
	return h && holiday_edit(s, h);
}

static bool holiday_add(struct screen *s) { return holiday_edit(s, NULL); }

static bool holiday_drop(struct screen *s)
{
	const struct holiday *h = holiday_chosen(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	if (!h || !dialog_confirm(screen_ui(s), _("Holiday"), h->name, _("Take out"))) return false;
	return screen_told(screen_ui(s), holiday_set(screen_db(s), screen_actor(s), h->on, "", "", &p, &e), &p, &e);
}

static const struct action holiday_actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes the selected holiday's name."), .run = holiday_change, .right = RIGHT_SETTINGS },
	{ .fkey = 7, .label = N_("New"), .help = N_("Adds a holiday."), .run = holiday_add, .right = RIGHT_SETTINGS },
	{ .fkey = 8, .label = N_("Delete"), .help = N_("Takes the selected day out of the list."), .run = holiday_drop, .right = RIGHT_SETTINGS },
};

const struct screen_class screen_holidays = {
	.name = "holidays", .title = N_("Holidays"), .help = N_("Working-day clocks and school days leave these days out. Fixed holidays are there already; add the moving ones each year."),
	.state_size = sizeof(struct holidays), .actions = holiday_actions, .action_count = COUNT(holiday_actions), .right = RIGHT_SETTINGS,
	.open = holidays_open, .load = holidays_load, .draw = table_draw, .key = table_key, .close = table_close,
};
