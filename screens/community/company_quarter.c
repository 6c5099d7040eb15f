/* One quarter of one workplace as a grid of ages and sexes: typed in as reported, or compared with what was found on the spot. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/app.h"
#include "screens/community/company_act.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/grid.h"
#include "screens/ui/key.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { SIZE = 4100 };

struct state {
	struct company_arg arg;
	bool entering;                /* the counts as reported are typed; else what was found, or only looked at */
	struct company_report report; /* id 0: none yet */
	const char *name;
	struct grid grid;
	struct grid_row rows[WORK_BANDS];
	char cell[WORK_BANDS][2][12];
	char status[300], idem[IDEM_SIZE];
	bool begun;
};

static const struct list_column entering[] = { { N_("Age"), 20, 0, 0 }, { N_("Male"), 12, LIST_RIGHT | GRID_EDIT, 0 }, { N_("Female"), 12, LIST_RIGHT | GRID_EDIT, 0 }, { NULL, 0, 0, 0 } };
static const struct list_column checking[] = {
	{ N_("Age"), 20, 0, 0 }, { N_("Reported L"), 12, LIST_RIGHT, 0 }, { N_("Reported P"), 12, LIST_RIGHT, 0 }, { N_("Found L"), 12, LIST_RIGHT | GRID_EDIT, 0 }, { N_("Found P"), 12, LIST_RIGHT | GRID_EDIT, 0 }, { NULL, 0, 0, 0 },
};

static bool change(struct ui *ui, void *ctx, struct grid_row *row)
{
	(void)ctx;
	for (int s = 0; s < SEXES; s++)
		if (row->amount[s] < 0 || row->amount[s] > HEADCOUNT_MOST) return ui_warn(ui, _("A count is a number from 0 to %d."), HEADCOUNT_MOST), false;
	return true;
}

static struct headcount typed(const struct state *st)
{
	struct headcount h;
	for (int b = 0; b < WORK_BANDS; b++)
		for (int s = 0; s < SEXES; s++) h.n[b][s] = (int)st->rows[b].amount[s];
	return h;
}

static void totals(void *ctx, char *out, size_t size)
{
	const struct state *st = screen_state(ctx);
	const struct headcount h = typed(st);
	snprintf(out, size, _("Under 15: %d   under 18: %d   everybody: %d"), headcount_under_15(&h), headcount_children(&h), headcount_total(&h));
	size_t n = strlen(out);
	if (!st->entering && st->report.id && n < size)
		snprintf(out + n, size - n, "\n%s", headcount_equal(&h, &st->report.reported) ? _("Found as reported.") : _("! Other numbers than reported."));
}

static const char *status(void *ctx) { return ((struct state *)screen_state(ctx))->status; }

static const struct grid_source enter_source = { .columns = entering, .change = change, .totals = totals, .status = status };
static const struct grid_source check_source = { .columns = checking, .change = change, .totals = totals, .status = status };

static bool may_write(const struct screen *s) { return ui_may(screen_ui(s), RIGHT_COMPANY_RECORD); }

/* The grid of what stands (or of nothing yet); what was typed goes. */
static void fill(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct company_report *r = &st->report;
	const bool checked = r->id && r->checked != DATE_NONE;
	const struct headcount *from = st->entering ? &r->reported : checked ? &r->found : &r->reported;
	for (int b = 0; b < WORK_BANDS; b++) {
		struct grid_row *row = &st->rows[b];
		*row = (struct grid_row){ .id = b + 1, .locked = r->voided || !may_write(s) };
		row->cell[0] = code_label("work_age_band", work_band_code((enum work_band)b));
		for (int x = 0; x < SEXES; x++) {
			snprintf(st->cell[b][x], sizeof st->cell[b][x], "%d", r->reported.n[b][x]);
			row->cell[1 + x] = st->entering ? NULL : st->cell[b][x];
			row->amount[x] = from->n[b][x];
		}
	}
	grid_open(&st->grid, st->entering ? &enter_source : &check_source, s, st->rows, WORK_BANDS);
}

static void describe(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct company_report *r = &st->report;
	char quarter[40], day[24], check[24];
	quarter_words(st->arg.quarter, quarter, sizeof quarter);
	if (!r->id) snprintf(st->status, sizeof st->status, _("%s: type the counts as the workplace reports them, then F2."), quarter);
	else if (r->voided) snprintf(st->status, sizeof st->status, _("%s: taken back by %s: %s"), quarter, r->void_by, r->void_why);
	else if (r->checked == DATE_NONE) snprintf(st->status, sizeof st->status, _("%s: received %s. Type what was found on the spot, then F2."), quarter, date_format(r->received, DATE_SHORT, day, sizeof day));
	else snprintf(st->status, sizeof st->status, _("%s: received %s, checked %s, %s"), quarter, date_format(r->received, DATE_SHORT, day, sizeof day), date_format(r->checked, DATE_SHORT, check, sizeof check), company_status_label(r->status));
}

static bool open_quarter(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	st->arg = *(const struct company_arg *)arg;
	st->arg.quarter = month_quarter_start(st->arg.quarter);
	st->entering = st->arg.report == 0;
	db_idem_make(st->idem);
	if (st->entering && !may_write(s)) return ui_say(screen_ui(s), "%s", _("There is no report of this quarter yet.")), false;
	return true;
}

/* A reload leaves alone what is being typed, as long as the report is still the one it began from. */
static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct company_card c;
	struct company_report now = { .id = 0 };
	struct arena *a = screen_arena(s);
	if (!company_load(screen_db(s), screen_actor(s), st->arg.company, a, &c, e)) return false;
	st->name = c.v[COMPANY_F_NAME];
	screen_subtitle(s, st->name);
	if (st->arg.report && !company_report_load(screen_db(s), screen_actor(s), st->arg.report, a, &now, e)) return false;
	const bool other = !st->begun || now.version != st->report.version || now.id != st->report.id;
	st->report = now;
	describe(s);
	if (other || !st->grid.changed) fill(s);
	st->begun = true;
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s), below = { a.row + 2, a.col, a.rows - 2, a.cols };
	const struct company_report *r = &st->report;
	struct arena *words = arena_new();
	draw_clear(ui, a);
	draw_text(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, st->name);
	if (r->id && r->findings && !r->voided && r->community)
		draw_printf(ui, a.row + 1, a.col + 1, a.cols - 2, PAINT_TEXT, _("Findings: %s; report of the public %s"), company_finding_short(r->findings, words), r->community_no);
	else if (r->id && r->findings && !r->voided)
		draw_printf(ui, a.row + 1, a.col + 1, a.cols - 2, PAINT_WARN, _("! Findings: %s. F7: report"), company_finding_short(r->findings, words));
	else if (r->id) draw_printf(ui, a.row + 1, a.col + 1, a.cols - 2, PAINT_TEXT, "%s %s", r->letter_no, r->note);
	grid_draw(&st->grid, ui, below);
	if (r->id && r->checked != DATE_NONE) ui_hint(ui, _("Harmful work, 15-17: %d. Checked by %s. %s"), r->harmful, r->checked_by, r->check_note);
	arena_free(words);
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	return grid_key(&st->grid, screen_ui(s), k);
}

static bool leave(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!st->grid.changed && !st->grid.editing) return true;
	const char *const buttons[] = { _("Keep filling in"), _("Discard"), NULL };
	return dialog_choose(screen_ui(s), _("Changes not saved"), _("The counts typed here are not saved."), buttons, 0) == 1;
}

/* --- saving ------------------------------------------------------------------------------------------------------------------- */

enum { RECEIVED, LETTER, NOTE, INSTEAD, RECEIPT_FIELDS };
static const struct field receipt_fields[RECEIPT_FIELDS] = {
	{ "received_on", N_("Received on"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The day the report came; after the due day it was late.") },
	{ "letter_no", N_("Letter no."), FIELD_TEXT, 60, NULL, 0, NULL, N_("Of the workplace's letter.") },
	{ "note", N_("Note"), FIELD_TEXT, 200, NULL, 0, NULL, NULL },
	{ "instead", N_("Why replaced"), FIELD_TEXT, 200, NULL, 0, NULL, N_("Why this report replaces the one before, which stays to be read.") },
};

static bool receipt_shown(void *ctx, const struct field *f, const char *const *values)
{
	(void)values;
	return f - receipt_fields != INSTEAD || ((struct state *)screen_state(ctx))->report.id;
}

static bool receipt_save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct state *st = screen_state(ctx);
	const struct company_receipt in = { st->arg.quarter, date_from_iso(v[RECEIVED]), v[LETTER], v[NOTE], v[INSTEAD], typed(st) };
	return company_receive(ui_db(ui), ui_who(ui), st->arg.company, &in, st->idem, &st->arg.report, p, e);
}

static const struct form_class receipt_form = { .name = "company_receipt", .fields = receipt_fields, .count = RECEIPT_FIELDS, .save = receipt_save, .shown = receipt_shown };

enum { ON, HARMFUL, CHECK_NOTE, CHECK_FIELDS };
static const struct field check_fields[CHECK_FIELDS] = {
	{ "on", N_("Checked on"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The day somebody was there.") },
	{ "harmful", N_("Harmful work"), FIELD_INT, HEADCOUNT_MOST, NULL, 0, NULL, N_("How many of 15-17 years were found at work that harms them.") },
	{ "note", N_("Note"), FIELD_NOTE, 1000, NULL, 0, NULL, N_("Who was there, what was seen. Tab leaves the note.") },
};

static bool check_save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	const struct state *st = screen_state(ctx);
	const struct company_check_in in = { date_from_iso(v[ON]), v[CHECK_NOTE], (int)strtol(v[HARMFUL], NULL, 10), typed(st) };
	return company_checked(ui_db(ui), ui_who(ui), st->report.id, st->report.version, &in, p, e);
}

static const struct form_class check_form = { .name = "company_check", .fields = check_fields, .count = CHECK_FIELDS, .save = check_save };

static bool saved(struct screen *s)
{
	struct state *st = screen_state(s);
	st->entering = false;
	st->begun = false; /* the grid begins anew from what stands */
	st->grid.changed = false;
	db_idem_make(st->idem);
	ui_reload(screen_ui(s));
	ui_say(screen_ui(s), "%s", _("Saved."));
	return true;
}

static bool save(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	char *room[4], title[120], quarter[40];
	bool ok;
	if (st->report.voided) return ui_say(ui, "%s", _("This report was taken back; it is only read.")), false;
	if (!grid_settle(&st->grid, ui)) return false;
	const struct headcount h = typed(st);
	for (int i = 0; i < 4; i++) room[i] = mem_alloc(SIZE);
	snprintf(title, sizeof title, _("%s: %d people, %d under 18"), quarter_words(st->arg.quarter, quarter, sizeof quarter), headcount_total(&h), headcount_children(&h));
	date_iso(ui_today(ui), room[0]);
	if (!st->entering && st->report.checked != DATE_NONE) {
		snprintf(room[HARMFUL], SIZE, "%d", st->report.harmful);
		str_copy(room[CHECK_NOTE], SIZE, st->report.check_note);
	}
	ok = form_run(ui, title, st->entering ? &receipt_form : &check_form, s, room, SIZE);
	for (int i = 0; i < 4; i++) free(room[i]);
	return ok && saved(s);
}

static bool replace(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->report.voided) return ui_say(screen_ui(s), "%s", _("This report was taken back; it is only read.")), false;
	st->entering = true;
	fill(s);
	snprintf(st->status, sizeof st->status, "%s", _("Type the counts of the new report, then F2."));
	return true;
}

static bool finding(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	row_id made = st->report.community;
	if (!made) {
		char text[300];
		struct arena *a = arena_new();
		snprintf(text, sizeof text, _("Findings: %s. The report carries the workplace, the place, the sector and the counts; it is followed up like every report of the public."), company_finding_short(st->report.findings, a));
		arena_free(a);
		if (st->report.findings && !dialog_confirm(ui, _("Make it a report of the public"), text, _("Make report"))) return false;
		if (!screen_told(ui, company_finding(ui_db(ui), ui_who(ui), st->report.id, st->report.version, &made, &p, &e), &p, &e)) return false;
	}
	return ui_push(ui, &screen_community_report, &made);
}

static bool take_back(struct screen *s)
{
	struct state *st = screen_state(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[240] = "";
	if (st->report.voided) return ui_say(screen_ui(s), "%s", _("This report was taken back; it is only read.")), false;
	if (!dialog_reason(screen_ui(s), _("Take the report back"), _("The quarter counts as not reported again; the counts stay to be read."), why, sizeof why, _("Take back"))) return false;
	st->begun = false;
	return screen_told(screen_ui(s), company_report_void(screen_db(s), screen_actor(s), st->report.id, st->report.version, why, &p, &e), &p, &e);
}

static bool stands(const struct screen *s) { const struct state *st = screen_state(s); return st->report.id && !st->entering; }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves the counts: as reported with the day they came, or as found with the day of the check."), .run = save, .right = RIGHT_COMPANY_RECORD },
	{ .fkey = 4, .label = N_("Replac"), .help = N_("Types a new report that takes the place of the one that stands, with a reason."), .run = replace, .right = RIGHT_COMPANY_RECORD, .enabled = stands },
	{ .fkey = 7, .label = N_("Public"), .help = N_("Makes the findings a report of the public, or opens the one they became."), .run = finding, .right = RIGHT_COMMUNITY_RECORD, .enabled = stands },
	{ .fkey = 8, .label = N_("Void"), .help = N_("Takes the report back with a reason; the quarter is not reported again."), .run = take_back, .right = RIGHT_COMPANY_RECORD, .enabled = stands },
};

const struct screen_class screen_company_quarter = {
	.name = "company_quarter", .title = N_("Quarterly report"),
	.help = N_("Digits write a count, Tab changes the column. Without a report the counts are those the workplace sends. With one, the left columns say what was reported and the right ones what was found on the spot: change what differs and press F2."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_COMPANY_READ,
	.open = open_quarter, .load = load, .draw = draw, .key = key, .leave = leave,
};
