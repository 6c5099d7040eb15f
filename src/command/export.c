/* pantidesk export residents ... --format csv|xlsx -o FILE|- */
#include <stdio.h>
#include <string.h>

#include "db/exchange/export_list.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/command/command.h"
#include "src/command/options.h"
#include "src/print/sheet.h"

enum { COLUMNS_MOST = 120 };

static bool to_sheet(void *ctx, const char *const *cells, int n)
{
	(void)n;
	return sheet_row(ctx, cells);
}

static int residents(struct invocation *in, const char *columns, enum sheet_format format, const char *path)
{
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct resident_filter everybody = { .status = RESIDENT_SEMUA };
	int count, picked[COLUMNS_MOST];
	int64_t rows = 0;
	struct file_out file;
	const struct export_column *all = export_resident_columns(a, &count);
	int n = export_pick(columns ? columns : export_default(&in->actor), all, count, picked, COLUMNS_MOST, &e);
	bool ok = n > 0;
	if (ok && (ok = file_begin(&file, path, &e))) {
		struct column *heads = arena_array(a, struct column, n);
		for (int i = 0; i < n; i++) heads[i] = (struct column){ .title = _(all[picked[i]].label), .width = 16 };
		struct sheet *s = sheet_open(format, file.fd, _("Residents"), heads, n, &e);
		ok = s && export_residents(in->db, &in->actor, &everybody, picked, n, to_sheet, s, &rows, &e);
		if (ok) ok = sheet_close(s, &e);
		else if (s) sheet_abandon(s);
		ok = file_end(&file, ok, &e);
	}
	arena_free(a);
	if (ok && !in->quiet) fprintf(stderr, _("Exported %" PRId64 " rows.\n"), rows);
	return ok ? 0 : command_fail(&e);
}

/* Fixed columns; a month limits it. */
static int fixed(struct invocation *in, const struct export_list *list, caldate month, enum sheet_format format, const char *path)
{
	struct err e = { ERR_NONE, "" };
	struct column heads[COLUMNS_MOST];
	struct file_out file;
	int64_t rows = 0;
	for (int i = 0; i < list->count; i++) heads[i] = (struct column){ .title = _(list->columns[i].label), .width = 16, .align = list->columns[i].text ? ALIGN_LEFT : ALIGN_RIGHT };
	bool ok = file_begin(&file, path, &e);
	if (ok) {
		struct sheet *s = sheet_open(format, file.fd, _(list->title), heads, list->count, &e);
		ok = s && export_list_run(in->db, &in->actor, list, month, month == DATE_NONE ? DATE_NONE : date_month_end(month), to_sheet, s, &rows, &e);
		if (ok) ok = sheet_close(s, &e);
		else if (s) sheet_abandon(s);
		ok = file_end(&file, ok, &e);
	}
	if (ok && !in->quiet) fprintf(stderr, _("Exported %" PRId64 " rows.\n"), rows);
	return ok ? 0 : command_fail(&e);
}

static int run(struct invocation *in, int argc, char **argv)
{
	const char *columns = NULL, *format = NULL, *out = "-", *month = NULL;
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--columns", &columns, NULL }, { "--format", &format, NULL }, { "-o", &out, NULL }, { "--month", &month, NULL } };
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	if (!format) format = strlen(out) > 5 && strcmp(out + strlen(out) - 5, ".xlsx") == 0 ? "xlsx" : "csv";
	if (argc > 2) return command_usage(_("One export at a time: %s is too much."), argv[2]);
	if (strcmp(format, "csv") != 0 && strcmp(format, "xlsx") != 0) return command_usage(_("An export is csv or xlsx, not %s."), format);
	enum sheet_format f = format[0] == 'c' ? SHEET_CSV : SHEET_XLSX;
	const char *what = argc > 1 ? argv[1] : "";
	bool children = strcmp(what, "residents") == 0;
	if (children && month) return command_usage(_("The export %s does not take %s."), what, "--month");
	if (children) return residents(in, columns, f, out);
	caldate m = month ? date_from_month(month) : DATE_NONE;
	if (month && m == DATE_NONE) return command_usage("%s", _("Name the month: --month 2026-08"));
	const char *names[32] = { "residents" };
	MUST((size_t)export_lists_count + 1 < COUNT(names));
	for (int i = 0; i < export_lists_count; i++) {
		bool named = strcmp(export_lists[i].name, what) == 0;
		if (named && columns) return command_usage(_("The export %s does not take %s."), what, "--columns");
		if (named) return fixed(in, &export_lists[i], m, f, out);
		names[i + 1] = export_lists[i].name;
	}
	const char *near = text_nearest(what, names);
	return command_usage(_("There is nothing called %s to export. Did you mean %s?"), what, near ? near : names[0]);
}

const struct command command_export = {
	"export", "residents|referrals|partners|referrals-out|community|companies|ledger|audit [--month YYYY-MM] [--columns A,B,...] --format csv|xlsx -o FILE|-",
	N_("Writes the children with chosen columns (BNBA), or referrals, ledger or audit log, as CSV or XLSX; every export is logged."),
	"pantidesk export residents --columns register_no,name,nik,level -o anak.csv --format csv\npantidesk export ledger --month 2026-07 --format xlsx -o buku.xlsx", NEEDS_DB | NEEDS_PANTI, run,
};
