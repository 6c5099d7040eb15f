/* One workplace: its data, its quarters, reminders and what its findings became; and the form that registers or changes it. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/community/company_act.h"
#include "screens/record.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { HEAD_ROWS = 7, LINES = 60, BACK = 12 /* quarters shown that have no report */ };

struct line { caldate quarter; row_id report; const struct company_report *is; /* NULL: none */ };
struct state {
	struct record record; /* first */
	struct list list;     /* the quarters, on the card */
	struct list_source source;
	struct list_array array;
	struct company_card card;
	struct line *lines;
	int count;
	struct screen *screen;
	int64_t version;      /* a change began from */
	bool placed;          /* the first selection was made */
};

/* --- form --------------------------------------------------------------------------------------------------------------------- */

static void check(void *ctx, const char *const *values, struct problems *p) { company_check(values, ui_today(screen_ui(ctx)), p); }

static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	(void)values;
	return f - company_fields != COMPANY_F_DISTRICT || screen_actor(ctx)->panti != 0;
}

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct state *st = screen_state(ctx);
	struct record *r = &st->record;
	if (!r->id) return company_record(ui_db(ui), ui_who(ui), values, r->idem, &r->id, p, e);
	if (company_edit(ui_db(ui), ui_who(ui), r->id, st->version, values, p, e)) return true;
	record_conflict(r, e);
	return false;
}

static const struct form_class form = { .name = "company", .fields = company_fields, .count = COMPANY_FIELDS, .choices = record_choices, .check = check, .save = save, .shown = shown, .theirs = record_theirs };

static void type_new(struct screen *s)
{
	const char *v[COMPANY_FIELDS] = { NULL };
	char today[DATE_ISO_SIZE];
	struct panti panti;
	v[COMPANY_F_REGISTERED] = date_iso(ui_today(screen_ui(s)), today);
	if (screen_actor(s)->panti && panti_load(screen_db(s), screen_actor(s)->panti, screen_keep(s), &panti, NULL)) v[COMPANY_F_DISTRICT] = panti.v[PANTI_DISTRICT];
	else v[COMPANY_F_DISTRICT] = screen_actor(s)->district;
	screen_subtitle(s, _("new"));
	record_type(s, &form, 0, v);
}

static bool read(struct screen *s, bool first, struct arena *a, struct err *e)
{
	struct state *st = screen_state(s);
	(void)first; /* no child's file: leaves no access row */
	return company_load(screen_db(s), screen_actor(s), st->record.id, a, &st->card, e);
}

static const char *value(const struct screen *s, int i) { return ((const struct state *)screen_state(s))->card.v[i]; }

static void begun(struct screen *s)
{
	struct state *st = screen_state(s);
	st->version = st->card.version;
}

/* --- lines -------------------------------------------------------------------------------------------------------------------- */

static const struct list_column columns[] = {
	{ N_("Quarter"), 18, 0, 0 }, { N_("Received"), 10, 0, 3 }, { N_("Children"), 8, LIST_RIGHT, 2 }, { N_("Everybody"), 9, LIST_RIGHT, 4 }, { N_("Status"), 20, 0, 0 }, { N_("Findings"), 11, LIST_GROW, 1 }, { NULL, 0, 0, 0 },
};

static void add_line(struct state *st, caldate quarter, const struct company_report *r)
{
	if (st->count < LINES) st->lines[st->count++] = (struct line){ quarter, r ? r->id : 0, r };
}

/* Every quarter since the registration (the newest ones), then what was taken back of it. */
static void lines_of(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct company_card *c = &st->card;
	caldate q = month_quarter_start(ui_today(screen_ui(s)));
	size_t i = 0;
	st->lines = arena_array(screen_arena(s), struct line, LINES);
	st->count = 0;
	for (int back = 0; back < BACK || i < c->report_count; back++, q = month_add(q, -3)) {
		const bool stands = i < c->report_count && c->reports[i].quarter == q && !c->reports[i].voided;
		if (back >= LINES || (i >= c->report_count && quarter_end(q) < c->registered)) break;
		if (!stands && company_owes(c->registered, c->closed, q)) add_line(st, q, NULL);
		for (; i < c->report_count && c->reports[i].quarter >= q; i++) add_line(st, c->reports[i].quarter, &c->reports[i]);
	}
}

static struct list_row row_of(struct screen *s, int i)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const struct line *l = &st->lines[i];
	const struct company_report *r = l->is;
	char quarter[40], day[24];
	struct list_row out = { .id = i + 1, .key = "", .data = i };
	out.cell[0] = arena_dup(a, quarter_words(l->quarter, quarter, sizeof quarter));
	if (!r) {
		const struct company_quarter q = { l->quarter, ui_today(screen_ui(s)), DATE_NONE, company_due_days(screen_db(s), screen_actor(s)), false, false };
		const bool late = company_status_of(&q) == COMPANY_LATE;
		out.paint = late ? PAINT_WARN : PAINT_TEXT;
		out.cell[4] = late ? arena_printf(a, _("! %s, %d d"), company_status_label(COMPANY_LATE), company_late_days(&q)) : company_status_label(COMPANY_PENDING);
		return out;
	}
	const bool checked = r->checked != DATE_NONE;
	out.cell[1] = arena_dup(a, date_format(r->received, DATE_SHORT, day, sizeof day));
	out.cell[2] = checked ? arena_printf(a, "%d/%d", headcount_children(&r->reported), headcount_children(&r->found)) : arena_printf(a, "%d", headcount_children(&r->reported));
	out.cell[3] = arena_printf(a, "%d", headcount_total(&r->reported));
	out.cell[4] = r->voided ? _("taken back") : company_status_label(r->status);
	out.cell[5] = r->voided ? r->void_why : r->community ? r->community_no : company_finding_short(r->findings, a);
	out.paint = r->voided ? PAINT_DIM : r->findings && !r->community ? PAINT_WARN : PAINT_TEXT;
	return out;
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	const struct state *st = ctx;
	const struct line *l = &st->lines[row->data];
	const struct company_arg arg = { st->record.id, l->report, l->quarter };
	ui_push(ui, &screen_company_quarter, &arg);
}

/* What the columns are too narrow for. */
static const char *detail(void *ctx, const struct list_row *row)
{
	const struct state *st = ctx;
	const struct company_report *r = st->lines[row->data].is;
	struct arena *a = screen_arena(st->screen);
	if (!r) return _("No report yet. Enter: type it in; F9 I: reminder letter when it is late.");
	if (r->voided) return arena_printf(a, _("Taken back by %s: %s"), r->void_by, r->void_why);
	return r->findings ? arena_printf(a, _("Findings: %s. %s"), company_finding_short(r->findings, a), r->check_note) : r->letter_no;
}

static bool lay(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	(void)e;
	screen_subtitle(s, st->card.v[COMPANY_F_NAME]);
	lines_of(s);
	struct list_row *rows = arena_array(screen_arena(s), struct list_row, st->count + 1);
	for (int i = 0; i < st->count; i++) rows[i] = row_of(s, i);
	st->array.rows = rows;
	st->array.count = st->count;
	list_reload(&st->list, screen_ui(s));
	if (!st->placed && st->count > 1 && !st->lines[0].is && quarter_end(st->lines[0].quarter) >= ui_today(screen_ui(s))) list_select(&st->list, screen_ui(s), rows[1].id); /* a quarter still running is not what a clerk comes to type */
	st->placed = true;
	return true;
}

/* --- painting ----------------------------------------------------------------------------------------------------------------- */

static const char *reminders_words(const struct company_card *c, struct arena *a)
{
	const char *all = "";
	for (size_t i = 0; i < c->reminder_count && i < 3; i++) {
		char quarter[40], day[24];
		all = arena_printf(a, "%s%s%s (%s)", all, *all ? ", " : "", date_format(c->reminders[i].on, DATE_SHORT, day, sizeof day), quarter_words(c->reminders[i].quarter, quarter, sizeof quarter));
	}
	return all;
}

static const char *links_words(const struct company_card *c, struct arena *a)
{
	const char *all = "";
	for (size_t i = 0; i < c->link_count && i < 4; i++) all = arena_printf(a, "%s%s%s (%s)", all, *all ? ", " : "", c->links[i].number, code_label("community_state", c->links[i].state));
	return all;
}

static void draw_card(struct screen *s, struct area a)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct company_card *c = &st->card;
	char day[24];
	struct arena *words = arena_new();
	const char *sector = app_lists_label(&st->record.lists, s, "labour_sector", c->v[COMPANY_F_SECTOR], words);
	draw_printf(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, "%s   %s", c->v[COMPANY_F_NAME], sector);
	if (c->closed != DATE_NONE) draw_printf(ui, a.row + 1, a.col + 1, a.cols - 2, PAINT_WARN, _("Closed on %s: %s"), date_format(c->closed, DATE_SHORT, day, sizeof day), c->closed_why);
	else draw_printf(ui, a.row + 1, a.col + 1, a.cols - 2, PAINT_TEXT, _("Registered on %s"), date_format(c->registered, DATE_SHORT, day, sizeof day));
	draw_printf(ui, a.row + 2, a.col + 1, a.cols - 2, PAINT_TEXT, "%s%s%s", c->v[COMPANY_F_ADDRESS], *c->v[COMPANY_F_ADDRESS] ? ", " : "", c->district_name);
	draw_printf(ui, a.row + 3, a.col + 1, a.cols - 2, PAINT_TEXT, "%s  %s", c->v[COMPANY_F_CONTACT], c->v[COMPANY_F_PHONE]);
	if (c->reminder_count) draw_printf(ui, a.row + 4, a.col + 1, a.cols - 2, PAINT_TEXT, _("Reminders: %s"), reminders_words(c, words));
	if (c->link_count) draw_printf(ui, a.row + 5, a.col + 1, a.cols - 2, PAINT_TEXT, _("Reports of the public: %s"), links_words(c, words));
	struct area below = { a.row + HEAD_ROWS - 1, a.col, a.rows - HEAD_ROWS + 1, a.cols };
	list_draw(&st->list, ui, below);
	arena_free(words);
}

/* --- keys --------------------------------------------------------------------------------------------------------------------- */

static bool card_key(struct screen *s, int k) { return list_key(&((struct state *)screen_state(s))->list, screen_ui(s), k); }

static const struct record_class page = { .read = read, .lay = lay, .draw = draw_card, .key = card_key, .value = value, .begun = begun };

static bool open_company(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	const row_id id = arg ? *(const row_id *)arg : 0;
	if (!id && !ui_may(screen_ui(s), RIGHT_COMPANY_RECORD)) return ui_refuse(screen_ui(s), RIGHT_COMPANY_RECORD), false;
	st->screen = s;
	list_array_source(&st->source, columns);
	st->source.empty = N_("No quarter is expected from this workplace.");
	st->array = (struct list_array){ .enter = enter, .detail = detail, .owner = st };
	list_open(&st->list, screen_ui(s), &st->source, &st->array);
	if (!record_open(s, &page, id)) return list_close(&st->list, screen_ui(s)), false;
	if (!id) type_new(s);
	return true;
}

static void close_company(struct screen *s)
{
	record_close(s);
	list_close(&((struct state *)screen_state(s))->list, screen_ui(s));
}

static bool report(struct screen *s)
{
	const struct list_row *row = list_selected(&((struct state *)screen_state(s))->list);
	if (row) enter(screen_ui(s), screen_state(s), row);
	return row != NULL;
}

static bool edit(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->card.closed != DATE_NONE) return ui_say(screen_ui(s), "%s", _("This workplace is closed; its data stay as they are.")), false;
	record_type(s, &form, st->record.id, NULL);
	return true;
}

static bool remind(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = list_selected(&((struct state *)screen_state(s))->list);
	return row && company_act_remind(screen_ui(s), st->record.id, st->lines[row->data].quarter);
}

enum { ON, WHY, CLOSE_FIELDS, SIZE = 900 };
static const struct field close_fields[CLOSE_FIELDS] = {
	{ "on", N_("Last day"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The last day of work; quarters that end after it are expected no more.") },
	{ "reason", N_("Reason"), FIELD_TEXT, 200, NULL, FIELD_REQUIRED, NULL, N_("Why the workplace leaves the register.") },
};

static bool close_save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	const struct state *st = screen_state(ctx);
	return company_close(ui_db(ui), ui_who(ui), st->record.id, st->card.version, date_from_iso(v[ON]), v[WHY], p, e);
}

static const struct form_class close_form = { .name = "company_close", .fields = close_fields, .count = CLOSE_FIELDS, .save = close_save, .button = N_("Close it") };

static bool shut(struct screen *s)
{
	struct state *st = screen_state(s);
	char room[CLOSE_FIELDS][SIZE] = { "" }, *values[CLOSE_FIELDS] = { room[ON], room[WHY] };
	if (st->card.closed != DATE_NONE) return ui_say(screen_ui(s), "%s", _("This workplace is closed already.")), false;
	if (!form_run(screen_ui(s), _("Close the workplace"), &close_form, s, values, SIZE)) return false;
	ui_reload(screen_ui(s));
	ui_say(screen_ui(s), "%s", _("Saved."));
	return true;
}

/* A report of the public about this workplace. */
static bool link(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct company_card *c = &st->card;
	struct choice rows[22];
	int n = 0, picked = 0;
	for (size_t i = 0; i < c->link_count && n < 20; i++) rows[n++] = (struct choice){ c->links[i].number, c->links[i].number };
	rows[n] = (struct choice){ NULL, NULL };
	if (!n) return ui_say(screen_ui(s), "%s", _("No report of the public is about this workplace.")), false;
	if (n > 1) picked = picker_choose(screen_ui(s), _("Reports of the public"), rows, 0, NULL);
	return picked >= 0 && ui_push(screen_ui(s), &screen_community_report, &c->links[picked].id);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .right = RIGHT_COMPANY_RECORD, .enabled = record_typing },
	{ .fkey = 2, .label = N_("Counts"), .help = N_("The selected quarter's report: type it in, check it, see its findings."), .run = report, .right = RIGHT_COMPANY_READ, .enabled = record_reading },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .right = RIGHT_COMPANY_RECORD, .enabled = record_typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes name, address, contact."), .run = edit, .right = RIGHT_COMPANY_RECORD, .enabled = record_reading },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .enabled = record_typing },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .right = RIGHT_COMPANY_RECORD, .enabled = record_typing },
	{ .fkey = 8, .label = N_("End"), .help = N_("Takes the workplace out of the register from a day on, with a reason."), .run = shut, .right = RIGHT_COMPANY_RECORD, .enabled = record_reading },
	{ .letter = 'I', .label = N_("Remind"), .help = N_("Writes or prints again the reminder letter of the selected quarter."), .run = remind, .right = RIGHT_COMPANY_RECORD, .enabled = record_reading },
	{ .letter = 'W', .label = N_("Public"), .help = N_("Opens a report of the public about this workplace."), .run = link, .right = RIGHT_COMMUNITY_READ, .enabled = record_reading },
};

const struct screen_class screen_company = {
	.name = "company", .title = N_("Workplace"),
	.help = N_("A workplace with its quarters, newest first. Enter opens a quarter: its counts by age and sex are typed in there, compared with what was found on the spot, and handed on as a report of the public. What was taken back stays to be read."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_COMPANY_READ,
	.open = open_company, .load = record_load, .draw = record_draw, .key = record_key, .leave = record_leave, .close = close_company,
};
