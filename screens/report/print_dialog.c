/* F5: the machine's queues, its dot-matrix printer, the printer of the user's own PC, files in the outbox or the export folder. */
#include "screens/report/print_dialog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/app.h"
#include "screens/report/deliver.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/term.h"
#include "src/base/i18n.h"
#include "src/conf/conf.h"
#include "src/print/spool.h"

enum { TARGET, PAPER, COPIES, FIELDS };
static const struct field fields[FIELDS] = {
	{ "target", N_("To"), FIELD_CODE, 0, "print:target", FIELD_REQUIRED, NULL, N_("A printer, the printer at this computer, or a file.") },
	{ "paper", N_("Paper"), FIELD_CODE, 0, "print:paper", FIELD_REQUIRED, NULL, N_("A4 and F4 for laser and inkjet (PDF); 80 and 136 columns for dot-matrix (ESC/P) and text.") },
	{ "copies", N_("Copies"), FIELD_INT, SPOOL_COPIES, NULL, FIELD_REQUIRED, NULL, N_("For printers; a file is saved once.") },
};

static const struct choice papers[] = { { "a4", N_("A4") }, { "f4", N_("F4 (folio)") }, { "80", N_("80 columns") }, { "136", N_("136 columns") }, { NULL, NULL } };

enum { TARGETS = 64 };
/* Codes of targets: "queue:NAME", "device", "terminal", "PLACE:FORMAT" (deliver.h). */
struct printing {
	struct ui *ui;
	const struct report *report;
	const struct report_ask *ask;
	const struct document *document;
	struct arena *arena;
	struct choice targets[TARGETS + 1], papers[COUNT(papers)];
	int count;
};

static const struct conf *conf_of(const struct printing *p)
{
	return app_of(p->ui)->options->conf;
}

static void offer(struct printing *p, const char *code, const char *label)
{
	if (p->count < TARGETS) p->targets[p->count++] = (struct choice){ code, label };
}

static void offer_files(struct printing *p, const char *kind, const char *label)
{
	static const struct { enum report_format format; const char *label; } files[] = { { REPORT_PDF, "PDF" }, { REPORT_XLSX, "XLSX" }, { REPORT_CSV, "CSV" }, { REPORT_TEXT, N_("text") } };
	for (size_t i = 0; i < COUNT(files); i++)
		if (p->report->formats & 1u << files[i].format)
			offer(p, arena_printf(p->arena, "%s:%s", kind, report_format_code(files[i].format)), arena_printf(p->arena, "%s: %s", label, _(files[i].label)));
}

static void offer_places(struct printing *p)
{
	struct deliver places;
	deliver_places(p->ui, p->arena, &places);
	for (int i = places.count - 1; i >= 0; i--) offer_files(p, places.place[i].code, places.place[i].label); /* the outbox first: every user has it */
}

static void find_targets(struct printing *p)
{
	const char **queues;
	const struct conf *conf = conf_of(p);
	int n = spool_queues(conf->lp_path, p->arena, &queues, NULL);
	bool local = strcmp(app_source(), "tty") == 0;
	if (!local) offer_places(p); /* the machine's printers stand in another building */
	if (*conf->printer) offer(p, arena_printf(p->arena, "queue:%s", conf->printer), arena_printf(p->arena, _("Printer %s"), conf->printer));
	for (int i = 0; i < n; i++)
		if (strcmp(queues[i], conf->printer) != 0) offer(p, arena_printf(p->arena, "queue:%s", queues[i]), arena_printf(p->arena, _("Printer %s"), queues[i]));
	if (*conf->printer_device) offer(p, "device", arena_printf(p->arena, _("Dot-matrix printer at %s"), conf->printer_device));
	if (!local) offer(p, "terminal", _("Printer at this computer (text)"));
	if (local) offer_places(p);
	if (local) offer(p, "terminal", _("Printer at this computer (text)")); /* at the machine itself the terminal rarely has a printer of its own: last */
	p->targets[p->count] = (struct choice){ NULL, NULL };
}

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct printing *p = ctx;
	return f == &fields[PAPER] ? p->papers : p->targets;
}

static bool text_paper(enum paper_size p)
{
	return p == PAPER_80 || p == PAPER_136;
}

static bool render(struct printing *p, enum report_format format, enum paper_size paper, struct buf *out, struct err *e)
{
	return report_render(ui_db(p->ui), ui_who(p->ui), p->document, format, paper, conf_of(p)->font_path, out, e);
}

static bool to_printer(struct printing *p, const char *queue, enum paper_size paper, int copies, struct err *e)
{
	struct buf bytes = BUF_EMPTY;
	const struct conf *conf = conf_of(p);
	if (!queue && !text_paper(paper)) paper = p->report->wide ? PAPER_136 : PAPER_80; /* a device speaks ESC/P only */
	bool raw = text_paper(paper), ok = render(p, raw ? REPORT_ESCP : REPORT_PDF, paper, &bytes, e);
	struct spool_job job = { bytes.data, bytes.size, p->report->name, copies, raw };
	ok = ok && (queue ? spool_queue(conf->lp_path, queue, &job, e) : spool_device(conf->printer_device, &job, e));
	buf_free(&bytes);
	if (ok) ui_say(p->ui, _("Sent to printer %s."), queue ? queue : conf->printer_device);
	return ok;
}

static bool to_terminal(struct printing *p, enum paper_size paper, struct err *e)
{
	struct buf text = BUF_EMPTY, passage = BUF_EMPTY;
	if (!text_paper(paper)) paper = p->report->wide ? PAPER_136 : PAPER_80;
	bool ok = render(p, REPORT_TEXT, paper, &text, e);
	if (ok) {
		spool_terminal(buf_text(&text), &passage);
		term_raw(ui_term(p->ui), passage.data, passage.size);
		ui_say(p->ui, "%s", _("Sent to the printer at this computer."));
	}
	buf_free(&text);
	buf_free(&passage);
	return ok;
}

/* place: code of deliver.h */
static bool to_place(struct printing *p, const char *place, const char *format, enum paper_size paper, struct err *e)
{
	struct buf bytes = BUF_EMPTY;
	char name[SPOOL_NAME_SIZE];
	enum report_format f = report_format_from_code(format);
	if (f == REPORT_PDF && text_paper(paper)) paper = report_paper(ui_db(p->ui), ui_who(p->ui), p->report, f);
	report_file_name(p->report, p->ask, f, name, sizeof name);
	bool ok = render(p, f, paper, &bytes, e) && deliver(p->ui, place, name, bytes.data, bytes.size, NULL, e);
	buf_free(&bytes);
	return ok;
}

static bool send(struct printing *p, const char *target, enum paper_size paper, int copies, struct err *e)
{
	if (strncmp(target, "queue:", 6) == 0) return to_printer(p, target + 6, paper, copies, e);
	if (strcmp(target, "device") == 0) return to_printer(p, NULL, paper, copies, e);
	if (strcmp(target, "terminal") == 0) return to_terminal(p, paper, e);
	const char *colon = strrchr(target, ':'); /* a drive's folder may hold one too */
	MUST(colon);
	return to_place(p, arena_printf(p->arena, "%.*s", (int)(colon - target), target), colon + 1, paper, e);
}

/* On F2: prints at once, so that a printer that is off leaves the box open with its sentence. */
static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *problems, struct err *e)
{
	struct printing *p = ctx;
	enum paper_size paper;
	int copies = (int)strtol(v[COPIES], NULL, 10);
	(void)ui;
	if (copies < 1) return problem_hard(problems, "copies", "%s", _("At least one copy."));
	return report_paper_from_code(v[PAPER], &paper) && send(p, v[TARGET], paper, copies, e);
}

static const struct form_class form = { .name = "print", .fields = fields, .count = FIELDS, .choices = choices, .save = save, .button = N_("Print") };

bool print_document(struct ui *ui, const struct report *r, const struct report_ask *ask, const struct document *d, enum paper_size *paper)
{
	enum { SIZE = 200 };
	char room[FIELDS][SIZE], *values[FIELDS];
	struct printing p = { .ui = ui, .report = r, .ask = ask, .document = d, .arena = arena_new() };
	if (!ui_may(ui, RIGHT_PRINT)) {
		ui_refuse(ui, RIGHT_PRINT);
		arena_free(p.arena);
		return false;
	}
	for (size_t i = 0; i < COUNT(papers); i++) p.papers[i] = (struct choice){ papers[i].code, papers[i].label ? _(papers[i].label) : NULL };
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	find_targets(&p);
	STR_SET(room[TARGET], p.targets[0].code);
	STR_SET(room[PAPER], report_paper_code(*paper));
	STR_SET(room[COPIES], "1");
	bool done = form_run(ui, _("Print"), &form, &p, values, SIZE);
	if (done) report_paper_from_code(room[PAPER], paper);
	arena_free(p.arena);
	return done;
}
