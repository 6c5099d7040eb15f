/* Import from a CSV file: choose what, type the file's name, see every finding, then import. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/child/person_merge.h"
#include "db/exchange/import.h"
#include "screens/app.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/pager.h"
#include "src/base/clock.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/conf/conf.h"

struct state { struct table table; const struct list_row *rows; };

static const struct list_column columns[] = { { N_("What"), 20, 0, 0 }, { N_("Columns"), 50, LIST_GROW, 0 }, { NULL, 0, 0, 0 } };

/* The command line's word for it, in the screen's language. */
static const char *kind_label(const struct import_kind *k)
{
	static const struct { const char *name, *label; } labels[] = { { "residents", N_("Residents") }, { "referrals", N_("Referrals") }, { "schools", N_("Schools") } };
	for (size_t i = 0; i < COUNT(labels); i++)
		if (strcmp(labels[i].name, k->name) == 0) return _(labels[i].label);
	return k->name;
}

static bool step(void *ctx, int64_t done, int64_t all)
{
	return progress_step(ctx, done, all);
}

/* Reads the file once; findings go into *text (owner: caller, free). */
static bool read_file(struct ui *ui, const struct import_kind *kind, const char *path, bool dry, struct import_result *result, char **text, struct err *e)
{
	size_t size = 0;
	struct progress bar;
	FILE *messages = open_memstream(text, &size);
	if (!messages) fatal(ERR_MEMORY, "%s", _("Out of memory."));
	progress_begin(&bar, ui, dry ? _("Checking the file...") : _("Importing..."));
	struct import_options o = { .dry_run = dry, .messages = messages, .progress = step, .progress_ctx = &bar };
	bool ok = import_file(ui_db(ui), ui_who(ui), kind, path, &o, result, e);
	progress_end(&bar);
	fclose(messages);
	return ok;
}

/* Children brought in from a book may stand in the register already, spelled otherwise. */
static void told(struct ui *ui, const struct import_kind *kind, int64_t written)
{
	struct err e = { ERR_NONE, "" };
	int alike = 0;
	if (strcmp(kind->name, "schools") != 0 && ui_may(ui, RIGHT_MERGE)) {
		struct arena *a = arena_new();
		struct duplicate_pair first[1];
		if (person_duplicates(ui_db(ui), ui_who(ui), a, first, 1, &alike, &e) < 0) alike = 0;
		arena_free(a);
	}
	if (alike) ui_say(ui, _("Imported %lld rows. Perhaps recorded twice: %d (Home, D)."), (long long)written, alike);
	else ui_say(ui, _("Imported %lld rows."), (long long)written);
}

static void import_from(struct ui *ui, const struct import_kind *kind)
{
	char path[CONF_PATH_SIZE] = "", question[300], day[24], *text = NULL;
	struct import_result result = { .rows = 0 };
	struct err e = { ERR_NONE, "" };
	if (!dialog_ask(ui, _("Import"), _("Name of the CSV file with its folder, for example /media/usb/anak.csv"), _("File"), path, sizeof path, 900) || !path[0]) return;
	bool ok = read_file(ui, kind, path, true, &result, &text, &e);
	if (!ok) {
		if (text && *text) pager_show(ui, _("The file was not imported; mend these lines and try again"), text, NULL, NULL);
		ui_error(ui, &e);
	} else if (result.already) {
		int hour, minute;
		caldate on;
		clock_local(result.already_at, app_of(ui)->panti.utc_offset, &on, &hour, &minute);
		ui_say(ui, _("This file was imported already on %s by %s: 0 rows."), date_format(on, DATE_SHORT, day, sizeof day), result.already_by);
	} else {
		if (text && *text) pager_show(ui, _("Checked: these remarks do not stop the import"), text, NULL, NULL);
		snprintf(question, sizeof question, _("%lld rows of %s were checked and can be imported. Type the number of rows to go on."), (long long)result.rows, path);
		char word[24];
		snprintf(word, sizeof word, "%lld", (long long)result.rows);
		free(text);
		text = NULL;
		if (result.rows && dialog_typed(ui, _("Import"), question, word, _("Import"))) {
			if (read_file(ui, kind, path, false, &result, &text, &e)) {
				told(ui, kind, result.written);
				ui_reload(ui);
			} else {
				ui_error(ui, &e);
			}
		}
	}
	free(text);
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	(void)ctx;
	import_from(ui, import_kinds[row->data]);
}

static const struct import_kind *chosen(struct screen *s)
{
	const struct list_row *row = table_selected(s);
	return row ? import_kinds[row->data] : NULL;
}

static bool run(struct screen *s)
{
	const struct import_kind *kind = chosen(s);
	if (kind) import_from(screen_ui(s), kind);
	return kind != NULL;
}

static bool template(struct screen *s)
{
	const struct import_kind *kind = chosen(s);
	struct err e = { ERR_NONE, "" };
	char *text = NULL;
	size_t size = 0;
	if (!kind) return false;
	FILE *out = open_memstream(&text, &size);
	if (!out) fatal(ERR_MEMORY, "%s", _("Out of memory."));
	bool ok = import_template(screen_db(s), screen_actor(s), kind, out, &e);
	fclose(out);
	if (!ok) ui_error(screen_ui(s), &e);
	else pager_show(screen_ui(s), _("Example file with every column and code"), text, NULL, NULL);
	free(text);
	return ok;
}

static bool open_import(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_keep(s);
	struct list_row *rows = arena_array(a, struct list_row, import_kinds_count + 1);
	(void)arg;
	for (int i = 0; i < import_kinds_count; i++) {
		const struct import_kind *k = import_kinds[i];
		const char *heads = "";
		for (int c = 0; c < k->count && c < 8; c++) heads = arena_printf(a, "%s%s%s", heads, c ? ", " : "", k->columns[c].code);
		rows[i] = (struct list_row){ .id = i + 1, .key = "", .data = i, .cell = { kind_label(k), arena_printf(a, "%s ...", heads) } };
	}
	st->rows = rows;
	table_open(s, columns, NULL, enter, NULL);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	(void)e;
	table_rows(s, st->rows, import_kinds_count);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Import"), .help = N_("Asks for the file, checks all of it, then imports it as a whole."), .run = run, .right = RIGHT_IMPORT },
	{ .fkey = 4, .label = N_("Sample"), .help = N_("Shows the example file: every column, and the codes it takes."), .run = template, .right = RIGHT_IMPORT },
};

const struct screen_class screen_import = {
	.name = "import", .title = N_("Import"),
	.help = N_("Brings in what stands in Excel today, saved there as CSV (UTF-8). The whole file is checked before anything is written, and the same file twice brings nothing twice."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_IMPORT,
	.open = open_import, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
