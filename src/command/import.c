/* pantidesk import KIND FILE.csv, import template KIND */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/exchange/import.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/command/command.h"
#include "src/command/options.h"

static const struct import_kind *find_kind(const char *name)
{
	const char *names[16] = { NULL };
	const struct import_kind *kind = import_find(name);
	if (kind) return kind;
	for (int i = 0; i < import_kinds_count && i < 15; i++) names[i] = import_kinds[i]->name;
	const char *near = text_nearest(name, names);
	command_usage(_("There is nothing called %s to import. Did you mean %s?"), name, near ? near : import_kinds[0]->name);
	return NULL;
}

static bool progress(void *ctx, int64_t done, int64_t all)
{
	const struct invocation *in = ctx;
	if (!in->quiet && isatty(STDERR_FILENO)) {
		fputc('\r', stderr);
		fprintf(stderr, _("%" PRId64 " of %" PRId64 " rows"), done, all);
	}
	return true;
}

static int run(struct invocation *in, int argc, char **argv)
{
	struct import_options o = { .messages = stderr, .progress = progress, .progress_ctx = in };
	struct import_result result;
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--dry-run", NULL, &o.dry_run }, { "--skip-bad", &o.skip_bad, NULL } };
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	if (argc != 3) return command_usage(_("Say what to import from which file: import residents FILE.csv"));
	bool template = strcmp(argv[1], "template") == 0;
	const struct import_kind *kind = find_kind(template ? argv[2] : argv[1]);
	if (!kind) return 64;
	if (template) return import_template(in->db, &in->actor, kind, stdout, &e) ? 0 : command_fail(&e);
	if (!import_file(in->db, &in->actor, kind, argv[2], &o, &result, &e)) return command_fail(&e);
	if (in->quiet) return 0;
	if (result.already) {
		char day[40];
		int hour, minute;
		caldate on;
		clock_local(result.already_at, 8, &on, &hour, &minute);
		fprintf(stderr, _("This file was imported already on %s at %02d:%02d by %s: 0 rows.\n"), date_format(on, DATE_SHORT, day, sizeof day), hour, minute, result.already_by);
	} else if (o.dry_run) {
		fprintf(stderr, _("Checked: %" PRId64 " rows can be imported, %" PRId64 " cannot. Nothing was written.\n"), result.rows - result.bad, result.bad);
	} else {
		fprintf(stderr, _("Imported %" PRId64 " of %" PRId64 " rows.\n"), result.written, result.rows);
	}
	return 0;
}

const struct command command_import = {
	"import", "residents|referrals|schools FILE.csv [--dry-run] [--skip-bad FILE] | template KIND",
	N_("Brings in children, referrals or schools from a CSV file; the whole file is checked first."),
	"pantidesk import template residents >anak.csv\npantidesk import residents anak.csv --dry-run\npantidesk import residents anak.csv", NEEDS_DB | NEEDS_PANTI, run,
};
