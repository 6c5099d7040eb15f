/* A report before it is printed: the same bytes as text, page by page. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/report/print_dialog.h"
#include "screens/ui/dialog.h"
#include "screens/ui/pager.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/company.h"
#include "src/conf/conf.h"

struct shown { const struct report *report; struct report_ask ask; struct document *document; };

struct state {
	struct pager pager;
	struct shown shown;       /* owner of the document */
	struct buf text;          /* owner of what the pager shows */
	enum paper_size paper;    /* chosen for printing; a preview is of text, so a4 and f4 show their text pages */
};

static bool make(struct ui *ui, const struct report *r, const struct report_ask *ask, struct document **out)
{
	struct err e = { ERR_NONE, "" };
	struct progress progress;
	progress_begin(&progress, ui, _("Making the report..."));
	bool ok = report_make(ui_db(ui), ui_who(ui), r, ask, out, &e);
	progress_end(&progress);
	if (!ok) ui_error(ui, &e);
	return ok;
}

static bool show(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct err e = { ERR_NONE, "" };
	struct buf text = BUF_EMPTY;
	if (!report_render(ui_db(ui), ui_who(ui), st->shown.document, REPORT_TEXT, st->paper, "", &text, &e)) {
		buf_free(&text);
		return ui_error(ui, &e), false;
	}
	if (st->text.data) pager_close(&st->pager);
	buf_free(&st->text);
	st->text = text;
	pager_open(&st->pager, buf_text(&st->text));
	st->pager.flush = true;
	return true;
}

static void subtitle(struct screen *s)
{
	struct state *st = screen_state(s);
	char of[40] = "", words[160];
	const struct report_ask *ask = &st->shown.ask;
	if (st->shown.report->takes & TAKES_QUARTER) quarter_words(ask->month == DATE_NONE ? quarter_last(ui_today(screen_ui(s))) : ask->month, of, sizeof of);
	else if (st->shown.report->takes & TAKES_MONTH && ask->month != DATE_NONE) date_format(ask->month, DATE_MONTH, of, sizeof of);
	else if (st->shown.report->takes & TAKES_YEAR && ask->year) snprintf(of, sizeof of, "%d", ask->year);
	snprintf(words, sizeof words, "%s%s%s", _(st->shown.report->title), *of ? ", " : "", of);
	screen_subtitle(s, words);
}

static bool open_preview(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	st->shown = *(const struct shown *)arg;
	st->paper = report_paper(screen_db(s), screen_actor(s), st->shown.report, REPORT_TEXT);
	subtitle(s);
	return show(s);
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	char paper[40];
	snprintf(paper, sizeof paper, "%s", report_paper_code(st->paper));
	pager_draw(&st->pager, screen_ui(s), screen_area(s));
	if (!st->pager.finding && !st->pager.find[0]) ui_hint(screen_ui(s), _("Page %d of %d, paper %s. PgDn next page, Left/Right shift, F3 find a word."), pager_page(&st->pager), st->pager.pages, paper);
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	return pager_key(&st->pager, screen_ui(s), k);
}

static void close_preview(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->text.data) pager_close(&st->pager);
	buf_free(&st->text);
	document_free(st->shown.document);
}

static bool print(struct screen *s)
{
	struct state *st = screen_state(s);
	enum paper_size paper = st->paper;
	return print_document(screen_ui(s), st->shown.report, &st->shown.ask, st->shown.document, &paper);
}

static bool paper(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct choice rows[] = { { "a4", _("A4") }, { "f4", _("F4 (folio)") }, { "80", _("80 columns") }, { "136", _("136 columns") }, { NULL, NULL } };
	int at = picker_choose(screen_ui(s), _("Paper"), rows, (int)st->paper, NULL);
	if (at < 0) return false;
	report_paper_from_code(rows[at].code, &st->paper);
	return show(s);
}

static bool another(struct screen *s)
{
	struct state *st = screen_state(s);
	struct report_ask ask = st->shown.ask;
	struct document *d;
	if (st->shown.report->takes & TAKES_MONTH) ask.year = 0; /* one that takes either asks for the year first */
	ask.month = DATE_NONE;
	ask.date = DATE_NONE;
	ask.revision = -1;
	if (!report_choose(screen_ui(s), st->shown.report, &ask) || !make(screen_ui(s), st->shown.report, &ask, &d)) return false;
	document_free(st->shown.document);
	st->shown.document = d;
	st->shown.ask = ask;
	subtitle(s);
	return show(s);
}

static bool has_time(const struct screen *s)
{
	const struct state *st = screen_state(s);
	return (st->shown.report->takes & (TAKES_MONTH | TAKES_QUARTER | TAKES_DATE)) != 0;
}

static const struct action actions[] = {
	{ .fkey = 3, .label = N_("Find"), .help = N_("Finds a word in the report.") },
	{ .fkey = 4, .label = N_("Paper"), .help = N_("A4, F4, 80 or 136 columns."), .run = paper },
	{ .fkey = 5, .label = N_("Print"), .help = N_("Prints the report or saves it as a file."), .run = print, .right = RIGHT_PRINT },
	{ .fkey = 6, .label = N_("Month"), .help = N_("The same report for another month or day."), .run = another, .enabled = has_time },
};

static const struct screen_class preview = {
	.name = "preview", .title = N_("Preview"),
	.help = N_("What is shown here is what will be printed, byte for byte. F5 offers the printers of this machine, the printer at your own computer and files."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions),
	.open = open_preview, .draw = draw, .key = key, .close = close_preview,
};

bool print_report(struct ui *ui, const char *name, const struct report_ask *given)
{
	struct shown shown = { .report = report_find(name), .ask = REPORT_ASK };
	MUST(shown.report);
	if (given) shown.ask = *given;
	if (!ui_may(ui, shown.report->right)) return ui_refuse(ui, shown.report->right), false;
	if (!ui_may(ui, RIGHT_PRINT)) return ui_refuse(ui, RIGHT_PRINT), false;
	if (shown.report->takes & TAKES_MONTH && !(shown.report->takes & TAKES_YEAR) && shown.ask.month == DATE_NONE) shown.ask.month = date_add_months(date_month_start(ui_today(ui)), -1);
	if (shown.report->takes & TAKES_QUARTER && shown.ask.month == DATE_NONE) shown.ask.month = quarter_last(ui_today(ui));
	if (shown.report->takes & (TAKES_RESIDENT | TAKES_REFERRAL) && !report_choose(ui, shown.report, &shown.ask)) return false;
	if (!make(ui, shown.report, &shown.ask, &shown.document)) return false;
	if (ui_push(ui, &preview, &shown)) return true; /* the preview owns the document now */
	document_free(shown.document);
	return false;
}
