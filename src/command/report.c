/* pantidesk report NAME ... | list */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/partner/referral_out.h"
#include "db/referral/referral.h"
#include "db/report/report.h"
#include "db/community/company.h"
#include "db/child/resident.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/command/command.h"
#include "src/command/options.h"
#include "src/conf/conf.h"

struct words { /* the options as typed; NULL = not given */
	const char *month, *date, *year, *resident, *referral, *company, *revision, *of, *format, *paper, *out;
};

static int list(struct invocation *in)
{
	for (size_t i = 0; i < reports_count; i++)
		if (may(&in->actor, reports[i].right)) printf("%-22s %s\n", reports[i].name, _(reports[i].title));
	return 0;
}

/* An option the report does not take is a mistake to be told, not to be passed over. */
static bool wanted(const struct report *r, unsigned bit, const char *option, const char *value, struct err *e)
{
	if (!value || (r->takes & bit)) return true;
	return err_set(e, ERR_USAGE, _("The report %s does not take %s."), r->name, option);
}

static bool number(const char *option, const char *typed, int least, int most, int *out, struct err *e)
{
	char *end;
	if (!typed) return true;
	long n = strtol(typed, &end, 10);
	if (end == typed || *end || n < least || n > most) return err_set(e, ERR_USAGE, _("%s takes a number from %d to %d, not %s."), option, least, most, typed);
	*out = (int)n;
	return true;
}

static bool times(const struct words *w, struct report_ask *ask, struct err *e)
{
	if (w->month && (ask->month = date_from_month(w->month)) == DATE_NONE) return err_set(e, ERR_USAGE, _("--month takes a month like 2026-07, not %s."), w->month);
	if (w->date && (ask->date = date_from_iso(w->date)) == DATE_NONE) return err_set(e, ERR_USAGE, _("--date takes a day like 2026-07-31, not %s."), w->date);
	return number("--year", w->year, 1900, 2199, &ask->year, e) && number("--revision", w->revision, 0, 999, &ask->revision, e);
}

static bool records(struct invocation *in, const struct report *r, const struct words *w, struct report_ask *ask, struct err *e)
{
	if (w->resident && !(ask->resident = resident_by_register(in->db, &in->actor, w->resident, e))) return false;
	if (w->referral && r->takes & TAKES_OUT) {
		if (!out_find(in->db, &in->actor, w->referral, &ask->out, e)) return false;
		if (!ask->out) return err_set(e, ERR_NOTFOUND, _("There is no referral out %s."), w->referral);
	} else if (w->referral) {
		if (!referral_find(in->db, &in->actor, w->referral, &ask->referral, e)) return false;
		if (!ask->referral) return err_set(e, ERR_NOTFOUND, _("There is no referral %s."), w->referral);
	}
	row_id company = 0;
	if (w->company && (!company_find(in->db, &in->actor, w->company, &company, e) || !company_reminder_of(in->db, &in->actor, company, ask->month, &ask->reminder, e))) return false;
	if (!w->of) return true;
	if (strcmp(w->of, "admission") == 0) ask->handover = HANDOVER_ADMISSION;
	else if (strcmp(w->of, "termination") == 0) ask->handover = HANDOVER_TERMINATION;
	else return err_set(e, ERR_USAGE, _("--of is admission or termination, not %s."), w->of);
	return true;
}

static bool options_fit(const struct report *r, const struct words *w, struct err *e)
{
	bool month = wanted(r, TAKES_MONTH | TAKES_QUARTER | TAKES_REMINDER, "--month", w->month, e), date = wanted(r, TAKES_DATE, "--date", w->date, e), year = wanted(r, TAKES_YEAR, "--year", w->year, e);
	bool child = wanted(r, TAKES_RESIDENT, "--resident", w->resident, e) && wanted(r, TAKES_RESIDENT, "--of", w->of, e);
	bool rest = wanted(r, TAKES_REFERRAL | TAKES_OUT, "--referral", w->referral, e) && wanted(r, TAKES_REVISION, "--revision", w->revision, e) && wanted(r, TAKES_REMINDER, "--company", w->company, e);
	if (!month || !date || !year || !child || !rest) return false;
	if (w->month && w->year) return err_set(e, ERR_USAGE, "%s", _("Take --month or --year, not both."));
	if (r->takes & TAKES_RESIDENT && !w->resident) return err_set(e, ERR_USAGE, "%s", _("Name the child: --resident 2026-001"));
	if (r->takes & TAKES_OUT && !w->referral) return err_set(e, ERR_USAGE, "%s", _("Name the referral out: --referral RK-2026-001"));
	if (r->takes & TAKES_REMINDER && !w->company) return err_set(e, ERR_USAGE, "%s", _("Name the workplace: --company NAME"));
	if (r->takes & TAKES_REFERRAL && !w->referral) return err_set(e, ERR_USAGE, "%s", _("Name the referral: --referral NUMBER"));
	return true;
}

/* Text where a person looks at it; otherwise the format is told by the ending of the file, else text. */
static bool format_of(const struct report *r, const struct words *w, enum report_format *out, struct err *e)
{
	const char *dot = w->out ? strrchr(w->out, '.') : NULL;
	*out = REPORT_TEXT;
	if (w->format && (*out = report_format_from_code(w->format)) == REPORT_FORMATS) return err_set(e, ERR_USAGE, _("A report is text, escp, pdf, xlsx or csv, not %s."), w->format);
	for (unsigned f = 0; !w->format && dot && f < REPORT_FORMATS; f++)
		if (strcmp(dot + 1, report_format_ending((enum report_format)f)) == 0) *out = (enum report_format)f;
	if (!(r->formats & 1u << *out)) return err_set(e, ERR_USAGE, _("The report %s has no tables to write as %s; take text or pdf."), r->name, report_format_code(*out));
	if ((*out == REPORT_PDF || *out == REPORT_XLSX) && (!w->out || strcmp(w->out, "-") == 0) && isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, _("A terminal cannot show %s. Name a file: -o %s.%s"), report_format_code(*out), r->name, report_format_ending(*out));
	return true;
}

static bool paper_of(struct invocation *in, const struct report *r, const struct words *w, enum report_format f, enum paper_size *out, struct err *e)
{
	*out = report_paper(in->db, &in->actor, r, f);
	if (w->paper && !report_paper_from_code(w->paper, out)) return err_set(e, ERR_USAGE, _("Paper is a4, f4, 80 or 136, not %s."), w->paper);
	if (f == REPORT_PDF && (*out == PAPER_80 || *out == PAPER_136)) return err_set(e, ERR_USAGE, "%s", _("A PDF is on a4 or f4; 80 and 136 are columns of text."));
	return true;
}

static int make(struct invocation *in, const struct report *r, const struct words *w)
{
	struct err e = { ERR_NONE, "" };
	struct report_ask ask = REPORT_ASK;
	enum report_format format;
	enum paper_size paper;
	struct document *d = NULL;
	struct buf bytes = BUF_EMPTY;
	bool ok = options_fit(r, w, &e) && format_of(r, w, &format, &e) && paper_of(in, r, w, format, &paper, &e) && times(w, &ask, &e) && records(in, r, w, &ask, &e);
	ok = ok && report_make(in->db, &in->actor, r, &ask, &d, &e) && report_render(in->db, &in->actor, d, format, paper, in->conf->font_path, &bytes, &e);
	ok = ok && file_write(w->out ? w->out : "-", bytes.data, bytes.size, &e);
	buf_free(&bytes);
	document_free(d);
	return ok ? 0 : command_fail(&e);
}

static int run(struct invocation *in, int argc, char **argv)
{
	struct words w = { .month = NULL };
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = {
		{ "--month", &w.month, NULL }, { "--date", &w.date, NULL }, { "--year", &w.year, NULL }, { "--resident", &w.resident, NULL }, { "--referral", &w.referral, NULL }, { "--company", &w.company, NULL },
		{ "--revision", &w.revision, NULL }, { "--of", &w.of, NULL }, { "--format", &w.format, NULL }, { "--paper", &w.paper, NULL }, { "-o", &w.out, NULL },
	};
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	if (argc < 2) return command_usage("%s", _("Name the report; pantidesk report list shows them."));
	if (argc > 2) return command_usage(_("One report at a time: %s is too much."), argv[2]);
	if (strcmp(argv[1], "list") == 0) return list(in);
	const struct report *r = report_find(argv[1]);
	if (r) return make(in, r, &w);
	const char *near = report_nearest(argv[1]);
	if (near) return command_usage(_("There is no report %s. Did you mean %s?"), argv[1], near);
	return command_usage(_("There is no report %s. pantidesk report list shows them."), argv[1]);
}

const struct command command_report = {
	"report", "NAME|list [--month YYYY-MM | --date YYYY-MM-DD | --year YYYY | --resident REGISTER_NO [--of admission|termination] | --referral NUMBER | --company NAME]\n"
	"                 [--revision N] --format text|escp|pdf|xlsx|csv [--paper a4|f4|80|136] -o FILE|-",
	N_("Prints a report without a terminal: text, ESC/P, PDF, XLSX or CSV. Last month, today and all years are the standard."),
	"pantidesk report monthly --month 2026-07 --format pdf -o juli.pdf\npantidesk report education\npantidesk report handover --resident 2026-001 --format pdf --paper f4 -o bast.pdf",
	NEEDS_DB | NEEDS_PANTI, run,
};
