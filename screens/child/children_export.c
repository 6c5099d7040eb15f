#include "screens/child/children_export.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "db/exchange/export.h"
#include "db/office/user.h"
#include "screens/report/deliver.h"
#include "screens/report/print_dialog.h"
#include "screens/ui/dialog.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/print/sheet.h"
#include "src/print/spool.h"

enum { COLUMNS_MOST = 64 }; /* of a sheet */

static const char *remembered(struct ui *ui, struct arena *a)
{
	const char *kept = user_preference(ui_db(ui), ui_who(ui), "export.columns", a);
	return kept && *kept ? kept : export_default(ui_who(ui));
}

/* Ticks among all columns; those of the last export stand ticked. Returns how many, 0 = Esc. */
static int choose_columns(struct ui *ui, const struct export_column *all, int count, int *picked, struct arena *a)
{
	struct choice *choices = arena_array(a, struct choice, count + 1);
	bool *ticks = arena_array(a, bool, count + 1);
	struct err e = { ERR_NONE, "" };
	struct buf codes = BUF_EMPTY;
	for (int i = 0; i < count; i++) choices[i] = (struct choice){ all[i].code, _(all[i].label) };
	int n = export_pick(remembered(ui, a), all, count, picked, COLUMNS_MOST, &e);
	if (n < 0) n = export_pick(export_default(ui_who(ui)), all, count, picked, COLUMNS_MOST, NULL); /* a column of an older version is no more */
	for (int i = 0; i < n; i++) ticks[picked[i]] = true;
	if (!picker_choose_many(ui, _("Columns of the table"), choices, ticks, NULL)) return 0;
	n = 0;
	for (int i = 0; i < count && n < COLUMNS_MOST; i++)
		if (ticks[i]) {
			buf_printf(&codes, "%s%s", n ? "," : "", all[i].code);
			picked[n++] = i;
		}
	user_preference_set(ui_db(ui), ui_who(ui), "export.columns", buf_text(&codes), NULL); /* lost ticks are set again */
	buf_free(&codes);
	if (!n) ui_say(ui, "%s", _("No column is ticked."));
	return n;
}

struct writing { struct sheet *sheet; struct progress progress; int64_t rows; };

static bool to_sheet(void *ctx, const char *const *cells, int n)
{
	struct writing *w = ctx;
	(void)n;
	return sheet_row(w->sheet, cells) && progress_step(&w->progress, ++w->rows, 0);
}

/* The finished file's bytes; the sheet is made in memory, so that a half one never lies in the folder. */
static bool write_sheet(struct ui *ui, const struct resident_filter *f, enum sheet_format format, const struct export_column *all, const int *picked, int n, struct buf *out, int64_t *rows, struct err *e)
{
	struct column heads[COLUMNS_MOST];
	struct writing w = { .rows = 0 };
	char part[65536];
	ssize_t got = 0;
	int fd = memfd_create("export", MFD_CLOEXEC);
	if (fd < 0) return err_set(e, ERR_IO, "%s", _("There is not enough memory for the table. Close other programs and try again."));
	for (int i = 0; i < n; i++) heads[i] = (struct column){ .title = _(all[picked[i]].label), .width = 16 };
	progress_begin(&w.progress, ui, _("Writing the table..."));
	w.sheet = sheet_open(format, fd, _("Residents"), heads, n, e);
	bool ok = w.sheet && export_residents(ui_db(ui), ui_who(ui), f, picked, n, to_sheet, &w, rows, e);
	if (ok) ok = sheet_close(w.sheet, e);
	else if (w.sheet) sheet_abandon(w.sheet);
	bool stopped = w.progress.stopped;
	progress_end(&w.progress);
	if (stopped) ok = err_set(e, ERR_IO, "%s", _("Stopped; nothing was saved."));
	if (ok && lseek(fd, 0, SEEK_SET) == 0)
		while ((got = read(fd, part, sizeof part)) > 0) buf_add(out, part, (size_t)got);
	close(fd);
	return ok && got == 0;
}

static bool save_table(struct ui *ui, const struct resident_filter *f, enum sheet_format format)
{
	struct arena *a = arena_new();
	struct err e = { ERR_NONE, "" };
	struct buf bytes = BUF_EMPTY;
	int count, picked[COLUMNS_MOST];
	int64_t rows = 0;
	char name[SPOOL_NAME_SIZE], day[24], what[80];
	struct deliver places;
	deliver_places(ui, a, &places);
	const struct export_column *all = export_resident_columns(a, &count);
	/* a district officer gets what the role may see: other columns would stay empty */
	int n = ui_who(ui)->panti ? choose_columns(ui, all, count, picked, a) : export_pick(export_default(ui_who(ui)), all, count, picked, COLUMNS_MOST, &e);
	const char *place = n ? deliver_choose(ui, &places) : NULL;
	snprintf(name, sizeof name, "%s-%s.%s", _("children"), date_format(ui_today(ui), DATE_ISO, day, sizeof day), format == SHEET_CSV ? "csv" : "xlsx");
	bool ok = place && write_sheet(ui, f, format, all, picked, n, &bytes, &rows, &e);
	snprintf(what, sizeof what, _("%lld children saved"), (long long)rows);
	ok = ok && deliver(ui, place, name, bytes.data, bytes.size, what, &e);
	buf_free(&bytes);
	arena_free(a);
	if (e.kind) ui_error(ui, &e);
	return ok;
}

/* Who makes no reports exports the list only. */
static bool table_only(struct ui *ui, const struct resident_filter *filter)
{
	const char *const buttons[] = { _("Back"), "CSV", "XLSX", NULL };
	int picked = dialog_choose(ui, _("Export"), _("The children of this filter as a table; the export is kept in the log with their names."), buttons, 0);
	return picked > 0 && save_table(ui, filter, picked == 1 ? SHEET_CSV : SHEET_XLSX);
}

bool children_export(struct ui *ui, const struct resident_filter *filter)
{
	if (!ui_may(ui, RIGHT_REPORT) && ui_may(ui, RIGHT_EXPORT)) return table_only(ui, filter);
	const char *const buttons[] = { _("Back"), _("Register"), "CSV", "XLSX", NULL };
	switch (dialog_choose(ui, _("Print or export"), _("Register: the printed Buku Induk. CSV and XLSX: the children of this filter with the columns you tick (BNBA); the export is kept in the log with their names."), buttons, 0)) {
	case 1: return print_report(ui, "register", NULL);
	case 2: return ui_may(ui, RIGHT_EXPORT) ? save_table(ui, filter, SHEET_CSV) : (ui_refuse(ui, RIGHT_EXPORT), false);
	case 3: return ui_may(ui, RIGHT_EXPORT) ? save_table(ui, filter, SHEET_XLSX) : (ui_refuse(ui, RIGHT_EXPORT), false);
	default: return false;
	}
}
