/* The catalogue and the way every report is made: right, facts, layout, audit row. */
#include "db/report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/report/month.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/report/report_part.h"
#include "db/office/setting.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/company.h"

#define PAGES (1u << REPORT_TEXT | 1u << REPORT_ESCP | 1u << REPORT_PDF)
#define TABLES (1u << REPORT_XLSX | 1u << REPORT_CSV)

const struct report reports[] = {
	{ "monthly", N_("Monthly report"), N_("Children in care, movements, referrals, money and terminations of one month, with proof."),
	  RIGHT_REPORT, TAKES_MONTH | TAKES_REVISION, PAGES | TABLES, false, report_make_monthly },
	{ "education", N_("Education recap"), N_("SD, SMP/MTs, SMA/SMK by sex and by sending district on a day."),
	  RIGHT_REPORT, TAKES_DATE, PAGES | TABLES, false, report_make_education },
	{ "register", N_("Master register (Buku Induk)"), N_("Every entry of the register, or those admitted in one year."),
	  RIGHT_REPORT, TAKES_YEAR, PAGES | TABLES, true, report_make_register },
	{ "allowance-receipts", N_("Pocket money list"), N_("Who gets pocket money in a month, with room for signatures; deposits on a list of their own."),
	  RIGHT_REPORT_MONEY, TAKES_MONTH, PAGES | TABLES, false, report_make_receipts },
	{ "cash-book", N_("Cash book"), N_("Buku Pembantu Kas: every movement of each cash box in a month, with balances."),
	  RIGHT_REPORT_MONEY, TAKES_MONTH, PAGES | TABLES, false, report_make_cash },
	{ "savings-book", N_("Savings book"), N_("The savings of one child, from the first deposit on."),
	  RIGHT_REPORT_MONEY, TAKES_RESIDENT, PAGES | TABLES, false, report_make_savings },
	{ "referrals-by-district", N_("Referrals by district"), N_("What each district sent in a month, how it was answered and how long it waited."),
	  RIGHT_REPORT_DISTRICT, TAKES_MONTH, PAGES | TABLES, false, report_make_referrals },
	{ "child-labour", N_("Child labour by year"), N_("Children found working in each year up to the one asked, with the worst forms by sector and the risks of that year."),
	  RIGHT_REPORT_DISTRICT, TAKES_YEAR, PAGES | TABLES, false, report_make_labour },
	{ "funnel", N_("Funnel of reports of the public"), N_("How many reports of a month or a year led to a child found, willing, referred, placed and still in care."),
	  RIGHT_REPORT_DISTRICT, TAKES_MONTH | TAKES_YEAR, PAGES | TABLES, false, report_make_funnel },
	{ "company-reports", N_("Workplaces' quarterly reports"), N_("A quarter of all workplaces: statuses, workers by age and sex, who is late, differences and findings."),
	  RIGHT_REPORT_DISTRICT, TAKES_QUARTER, PAGES | TABLES, false, report_make_companies },
	{ "company-reminder", N_("Reminder to a workplace"), N_("The letter to a workplace whose quarterly report is late."),
	  RIGHT_COMPANY_READ, TAKES_REMINDER, PAGES, false, report_make_reminder },
	{ "handover", N_("Handover record (BAST)"), N_("Berita acara of a child's admission or of the end of the stay."),
	  RIGHT_REPORT, TAKES_RESIDENT, PAGES, false, report_make_handover },
	{ "referral-reply", N_("Reply to a referral"), N_("The letter that answers the Dinas Sosial: accepted, waiting list or refused."),
	  RIGHT_REFERRAL_READ, TAKES_REFERRAL, PAGES | TABLES, false, report_make_reply },
	{ "referral-out", N_("Referral out with return slip"), N_("The covering letter to a partner, and the slip the partner fills in and returns."),
	  RIGHT_OUT_READ, TAKES_OUT, PAGES, false, report_make_out },
	{ "partners", N_("List of partners"), N_("Partners with contacts, clusters, free places and MoU, as they stand today."),
	  RIGHT_PARTNER_READ, 0, PAGES | TABLES, true, report_make_partners },
};
const size_t reports_count = COUNT(reports);

const struct report *report_find(const char *name)
{
	for (size_t i = 0; i < COUNT(reports); i++)
		if (str_equal(reports[i].name, name)) return &reports[i];
	return NULL;
}

const char *report_nearest(const char *name)
{
	const char *names[COUNT(reports) + 1] = { NULL };
	for (size_t i = 0; i < COUNT(reports); i++) names[i] = reports[i].name;
	return text_nearest(name, names);
}

static const struct { const char *code, *ending; } formats[REPORT_FORMATS] = {
	[REPORT_TEXT] = { "text", "txt" }, [REPORT_ESCP] = { "escp", "prn" }, [REPORT_PDF] = { "pdf", "pdf" }, [REPORT_XLSX] = { "xlsx", "xlsx" }, [REPORT_CSV] = { "csv", "csv" },
};
static const char *const papers[] = { [PAPER_A4] = "a4", [PAPER_F4] = "f4", [PAPER_80] = "80", [PAPER_136] = "136" };

const char *report_format_code(enum report_format f)
{
	return formats[f].code;
}

const char *report_format_ending(enum report_format f)
{
	return formats[f].ending;
}

enum report_format report_format_from_code(const char *code)
{
	unsigned f = 0;
	while (f < REPORT_FORMATS && !str_equal(formats[f].code, code)) f++;
	return (enum report_format)f;
}

const char *report_paper_code(enum paper_size p)
{
	return papers[p];
}

bool report_paper_from_code(const char *code, enum paper_size *out)
{
	for (unsigned i = 0; i < COUNT(papers); i++)
		if (str_equal(papers[i], code)) return *out = (enum paper_size)i, true;
	return false;
}

/* --- making ------------------------------------------------------------------------------------------------------------------ */

bool report_make_monthly(struct report_work *w, struct err *e)
{
	w->audited = true; /* month_document() leaves the row */
	struct err why = { ERR_NONE, "" };
	char month[32];
	if (month_document(w->db, w->who, w->ask.month, w->ask.revision, &w->document, &why)) return true;
	if (why.kind != ERR_NOTFOUND) return err_set(e, why.kind, "%s", why.text);
	return err_set(e, ERR_NOTFOUND, _("There is no correction %d of the report of %s."), w->ask.revision, date_format(w->ask.month, DATE_MONTH, month, sizeof month));
}

struct leave { struct report_work *w; const struct report *r; };

/* "2026-07", "2026-08-03", "2026" or nothing: what the report was asked for. */
static const char *asked(const struct report *r, const struct report_ask *ask, struct arena *a)
{
	char day[DATE_ISO_SIZE], month[8];
	char quarter[QUARTER_SIZE];
	if (r->takes & TAKES_QUARTER && ask->month != DATE_NONE) return arena_dup(a, quarter_code(ask->month, quarter));
	if (r->takes & TAKES_MONTH && ask->month != DATE_NONE) return arena_dup(a, date_month_iso(ask->month, month));
	if (r->takes & TAKES_DATE) return arena_dup(a, date_iso(ask->date, day));
	if (r->takes & TAKES_YEAR && ask->year) return arena_printf(a, "%d", ask->year);
	return "";
}

static int by_id(const void *a, const void *b)
{
	row_id x = *(const row_id *)a, y = *(const row_id *)b;
	return x < y ? -1 : x > y;
}

/* Each child once, however often it stands on the paper. */
static void sort_children(struct report_work *w)
{
	size_t n = 0;
	if (w->id_count) qsort(w->ids, w->id_count, sizeof *w->ids, by_id);
	for (size_t i = 0; i < w->id_count; i++)
		if (!n || w->ids[n - 1] != w->ids[i]) w->ids[n++] = w->ids[i];
	w->id_count = n;
}

/* One row names every child on the paper, so that "who saw this child" has its answer. */
static bool leave_row(struct db *db, void *ctx, struct err *e)
{
	const struct leave *l = ctx;
	struct report_work *w = l->w;
	struct buf ids = BUF_EMPTY;
	char count[24];
	sort_children(w);
	for (size_t i = 0; i < w->id_count; i++) buf_printf(&ids, "%s%" PRId64, i ? " " : "", w->ids[i]);
	snprintf(count, sizeof count, "%zu", w->id_count);
	audit_begin(db, w->who, "report.print", "report", w->ask.reminder ? w->ask.reminder : w->ask.out ? w->ask.out : w->ask.referral ? w->ask.referral : w->ask.resident, w->person);
	audit_value(db, "report", "", l->r->name);
	audit_value(db, "of", "", asked(l->r, &w->ask, w->arena));
	audit_value(db, "children", "", count);
	audit_value(db, "residents", "", buf_text(&ids));
	buf_free(&ids);
	return audit_end(db, e);
}

static bool complete(const struct report *r, struct report_ask *ask, caldate today, struct err *e)
{
	const bool either = r->takes & TAKES_MONTH && r->takes & TAKES_YEAR; /* a month, else a year, else all years */
	if (ask->month == DATE_NONE && r->takes & TAKES_QUARTER) ask->month = quarter_last(today);
	if (ask->month == DATE_NONE && !either) ask->month = date_add_months(date_month_start(today), -1);
	if (ask->month != DATE_NONE) ask->month = date_month_start(ask->month);
	if (r->takes & TAKES_QUARTER) ask->month = month_quarter_start(ask->month);
	if (ask->date == DATE_NONE) ask->date = today;
	if (r->takes & TAKES_QUARTER && ask->month > today) return err_set(e, ERR_DATA, "%s", _("That quarter has not begun yet."));
	if (r->takes & TAKES_MONTH && ask->month > today) return err_set(e, ERR_DATA, "%s", _("That month has not begun yet."));
	if (r->takes & TAKES_DATE && ask->date > today) return err_set(e, ERR_DATA, "%s", _("That day has not come yet."));
	if (r->takes & TAKES_RESIDENT && !ask->resident) return err_set(e, ERR_USAGE, "%s", _("Choose the child first."));
	if (r->takes & TAKES_OUT && !ask->out) return err_set(e, ERR_USAGE, "%s", _("Choose the referral out first."));
	if (r->takes & TAKES_REMINDER && !ask->reminder) return err_set(e, ERR_USAGE, "%s", _("Choose the reminder first."));
	if (r->takes & TAKES_REFERRAL && !ask->referral) return err_set(e, ERR_USAGE, "%s", _("Choose the referral first."));
	return true;
}

bool report_make(struct db *db, const struct actor *who, const struct report *r, const struct report_ask *ask, struct document **out, struct err *e)
{
	*out = NULL;
	if (!db_may(who, r->right, e) || !db_may(who, RIGHT_PRINT, e)) return false;
	struct report_work w = { .db = db, .who = who, .ask = *ask, .arena = arena_new(), .today = panti_today(db, who->panti) };
	struct leave l = { &w, r };
	bool ok = complete(r, &w.ask, w.today, e) && r->make(&w, e) && (w.audited || db_tx(db, leave_row, &l, e));
	if (ok) *out = w.document;
	else document_free(w.document);
	arena_free(w.arena);
	return ok;
}

/* --- rendering --------------------------------------------------------------------------------------------------------------- */

static int offset_of(struct db *db, const struct actor *who)
{
	struct arena *a = arena_new();
	struct panti p;
	int offset = who->panti && panti_load(db, who->panti, a, &p, NULL) ? p.utc_offset : 8;
	arena_free(a);
	return offset;
}

void report_printed(struct db *db, const struct actor *who, char *out, size_t size)
{
	caldate day;
	int hour, minute;
	char date[24];
	clock_local(clock_now(), offset_of(db, who), &day, &hour, &minute);
	snprintf(out, size, "Dicetak %s %s %02d.%02d", *who->shown ? who->shown : "sistem", date_format(day, DATE_SHORT, date, sizeof date), hour, minute);
}

enum paper_size report_paper(struct db *db, const struct actor *who, const struct report *r, enum report_format f)
{
	struct arena *a = arena_new();
	struct panti p;
	enum paper_size chosen = PAPER_A4;
	if (!who->panti || !panti_load(db, who->panti, a, &p, NULL) || !report_paper_from_code(p.v[PANTI_PAPER], &chosen)) chosen = PAPER_A4;
	arena_free(a);
	bool sheet = chosen == PAPER_A4 || chosen == PAPER_F4;
	if (f == REPORT_PDF) return sheet ? chosen : PAPER_A4;
	return r->wide ? PAPER_136 : PAPER_80;
}

bool report_render(struct db *db, const struct actor *who, const struct document *d, enum report_format f, enum paper_size paper, const char *font_path, struct buf *out, struct err *e)
{
	static bool (*const render[REPORT_FORMATS])(const struct document *, const struct render_options *, struct buf *, struct err *) = {
		[REPORT_TEXT] = render_text, [REPORT_ESCP] = render_escp, [REPORT_PDF] = render_pdf, [REPORT_XLSX] = render_xlsx, [REPORT_CSV] = render_csv,
	};
	char printed[160];
	report_printed(db, who, printed, sizeof printed);
	struct render_options o = { paper, printed, !who->panti || setting_int(db, who->panti, "kop") != 0, font_path && *font_path ? font_path : NULL };
	return render[f](d, &o, out, e);
}

void report_file_name(const struct report *r, const struct report_ask *ask, enum report_format f, char *out, size_t size)
{
	struct arena *a = arena_new();
	struct report_ask full = *ask;
	const char *of = (r->takes & TAKES_MONTH && !(r->takes & TAKES_YEAR) && ask->month == DATE_NONE) || (r->takes & TAKES_DATE && ask->date == DATE_NONE) ? "" : asked(r, &full, a);
	snprintf(out, size, "%s%s%s.%s", r->name, *of ? "-" : "", of, formats[f].ending);
	arena_free(a);
}
