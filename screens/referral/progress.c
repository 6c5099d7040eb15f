/* A district officer's children: how those fare who came through the own referrals, as a list and a page each (db/child/progress.h says what is told). */
#include <stdio.h>
#include <string.h>

#include "db/child/progress.h"
#include "db/office/code.h"
#include "screens/app.h"
#include "screens/child/children_export.h"
#include "screens/referral/referral_screen.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

struct state {
	struct list list; /* first: draw, key and close are the table's */
	struct list_source source;
	struct child_rows rows;
};

static const struct list_column columns[] = {
	{ N_("Name"), 17, LIST_HITS | LIST_GROW, 0 }, { "L/P", 3, 0, 5 }, { N_("Age"), 4, LIST_RIGHT, 4 }, { N_("Care home"), 10, LIST_GROW, 3 },
	{ N_("Grade"), 7, 0, 2 }, { N_("Presence"), 11, 0, 1 }, { N_("Stage of care"), 18, 0, 0 }, { NULL, 0, 0, 0 },
};

static const char *label(struct ui *ui, const char *list, const char *code, struct arena *a)
{
	return *code ? code_label_load(ui_db(ui), ui_who(ui), list, code, a) : "";
}

static const char *short_day(caldate day, struct arena *a)
{
	char text[24];
	return day == DATE_NONE ? "" : arena_dup(a, date_format(day, DATE_SHORT, text, sizeof text));
}

/* In the home, away, or gone. */
static const char *whereabouts(struct ui *ui, const struct progress_row *r, struct arena *a)
{
	if (strcmp(r->status, "keluar") == 0) return _("left");
	if (strcmp(r->status, "akan") == 0) return _("to come");
	return *r->presence ? label(ui, "presence_kind", r->presence, a) : label(ui, "presence_kind", "di_panti", a);
}

static const char *stage(struct ui *ui, const struct progress_row *r, struct arena *a)
{
	if (*r->end_reason) return label(ui, "termination_reason", r->end_reason, a);
	if (*r->proposal) return _("termination ahead");
	return label(ui, "care_stage", r->stage, a);
}

static void to_row(struct child_rows *rows, struct list_row *row, struct arena *a)
{
	struct ui *ui = rows->ui;
	struct resident_row one;
	struct progress_row p;
	struct err e = { ERR_NONE, "" };
	char grade[24];
	if (!resident_row(ui_db(ui), ui_who(ui), row->id, a, &one, &e) || !progress_of(ui_db(ui), ui_who(ui), &one, 1, a, &p, &e)) {
		ui_error(ui, &e);
		return;
	}
	const char *cells[] = { child_shown(ui, p.name, a), p.sex, p.age >= 0 ? arena_printf(a, "%d", p.age) : "", p.home, arena_dup(a, grade_short(p.level, p.grade, grade, sizeof grade)), whereabouts(ui, &p, a), stage(ui, &p, a) };
	for (size_t i = 0; i < LIST_COLUMNS; i++) row->cell[i] = i < COUNT(cells) ? cells[i] : NULL;
	row->paint = strcmp(p.presence, "tanpa_izin") == 0 && strcmp(p.status, "aktif") == 0 ? PAINT_WARN : strcmp(p.status, "aktif") == 0 ? PAINT_TEXT : PAINT_DIM;
}

static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	int got = child_rows_source.page(ctx, from, edge, n, rows, a);
	for (int i = 0; i < got; i++) to_row(ctx, &rows[i], a);
	return got;
}

static bool locate(void *ctx, row_id id, struct list_row *row, struct arena *a)
{
	if (!child_rows_source.locate(ctx, id, row, a)) return false;
	to_row(ctx, row, a);
	return true;
}

static const char *filter(void *ctx)
{
	static const char *const words[] = { N_("in care"), N_("left"), N_("to come"), N_("all") };
	const struct child_rows *r = ctx;
	return _(words[r->filter.status < RESIDENT_STATUSES ? r->filter.status : RESIDENT_SEMUA]);
}

static void detail(void *ctx, const struct list_row *row, char *out, size_t size)
{
	struct child_rows *r = ctx;
	struct progress_card c;
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	*out = 0;
	if (progress_load(ui_db(r->ui), ui_who(r->ui), row->id, false, a, &c, &e))
		snprintf(out, size, _("%s, since %s. %s%s%s"), c.row.home, short_day(c.row.admit, a), *c.row.school ? c.row.school : _("No school recorded"), *c.referral ? ". " : "", c.referral);
	arena_free(a);
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	(void)ctx;
	ui_push(ui, &screen_progress_child, &row->id);
}

static bool open_list(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct resident_filter f = { .status = arg ? (enum resident_status)*(const int *)arg : RESIDENT_AKTIF };
	child_rows_begin(&st->rows, screen_ui(s), &f, RESIDENT_BY_NAME);
	st->source = child_rows_source;
	st->source.columns = columns;
	st->source.page = page;
	st->source.locate = locate;
	st->source.filter = filter;
	st->source.detail = detail;
	st->source.enter = enter;
	st->source.empty = N_("No child here. Those placed through the referrals of your district appear here. F6: look at those who left too.");
	list_open(&st->list, screen_ui(s), &st->source, &st->rows);
	return true;
}

static bool load_list(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	(void)e;
	child_rows_changed(&st->rows);
	list_reload(&st->list, screen_ui(s));
	return true;
}

static void close_list(struct screen *s)
{
	struct state *st = screen_state(s);
	child_rows_end(&st->rows);
	table_close(s);
}

static bool choose_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct choice choices[] = { { "aktif", _("in care") }, { "keluar", _("left") }, { "akan", _("to come") }, { "semua", _("all") }, { NULL, NULL } };
	int picked = picker_choose(screen_ui(s), _("Which children"), choices, (int)st->rows.filter.status, NULL);
	if (picked < 0) return false;
	struct resident_filter f = { .status = (enum resident_status)picked };
	child_rows_filter(&st->rows, &f, RESIDENT_BY_NAME);
	list_top(&st->list, screen_ui(s));
	return true;
}

static bool export_list(struct screen *s)
{
	struct state *st = screen_state(s);
	return children_export(screen_ui(s), &st->rows.filter);
}

static const struct action list_actions[] = {
	{ .fkey = 5, .label = N_("Export"), .help = N_("Saves the children of the filter as a table: what this list tells, for the office's own computer."), .run = export_list, .right = RIGHT_EXPORT },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Which children are shown: in care, left, to come, all."), .run = choose_filter, .right = RIGHT_RESIDENT_LIST },
};

const struct screen_class screen_progress = {
	.name = "progress", .title = N_("Children of my district"),
	.help = N_("The children who came through the referrals of your district: where they are, school, stage of care, how care ended. Family data, notes and money stay with the home; ask it by a message on the referral."),
	.state_size = sizeof(struct state), .actions = list_actions, .action_count = COUNT(list_actions), .right = RIGHT_REFERRAL_SEND,
	.open = open_list, .load = load_list, .draw = table_draw, .key = table_key, .close = close_list,
};

/* --- one child -------------------------------------------------------------------------------------------------------------------- */

struct line { const char *label, *text; enum paint paint; };
enum { LINES = 460 };
struct child { row_id id; struct progress_card card; struct line *lines; int count, top; };

static void put(struct child *c, const char *what, const char *text, enum paint paint)
{
	if (c->count < LINES) c->lines[c->count++] = (struct line){ what, text, paint };
}

static void lay_stays(struct child *c, struct ui *ui, struct arena *a)
{
	for (int i = 0; i < c->card.stay_count; i++) {
		const char *from = short_day(c->card.stays[i].on, a), *until = short_day(c->card.stays[i].end, a);
		put(c, i ? "" : _("Stay"), *until ? arena_printf(a, _("%s until %s: %s"), from, until, label(ui, "termination_reason", c->card.stays[i].reason, a)) : arena_printf(a, _("since %s"), from), PAINT_TEXT);
	}
	if (*c->card.row.proposal) put(c, _("Termination"), arena_printf(a, _("%s, for %s"), label(ui, "termination_state", c->card.row.proposal, a), short_day(c->card.row.proposal_on, a)), PAINT_WARN);
}

static void lay_course(struct child *c, struct ui *ui, struct arena *a)
{
	char grade[24];
	for (int i = 0; i < c->card.schooling_count; i++)
		put(c, i ? "" : _("School"), arena_printf(a, "%s  %s  %s%s%s", short_day(c->card.schooling[i].on, a), grade_short(c->card.schooling[i].level, c->card.schooling[i].grade, grade, sizeof grade),
		                                          c->card.schooling[i].school, *c->card.schooling[i].event ? "  " : "", label(ui, "school_event", c->card.schooling[i].event, a)), PAINT_TEXT);
	put(c, _("Stage of care"), c->card.row.stage_on == DATE_NONE ? label(ui, "care_stage", c->card.row.stage, a) : arena_printf(a, _("%s, since %s"), label(ui, "care_stage", c->card.row.stage, a), short_day(c->card.row.stage_on, a)), PAINT_TEXT);
	for (int i = 1; i < c->card.stage_count; i++)
		put(c, "", arena_printf(a, "%s  %s", short_day(c->card.stages[i].on, a), label(ui, "care_stage", c->card.stages[i].stage, a)), PAINT_DIM);
	for (int i = 0; i < c->card.visit_count; i++) {
		const char *due = short_day(c->card.visits[i].due, a), *done = short_day(c->card.visits[i].done, a);
		bool late = !*done && c->card.visits[i].due < ui_today(ui);
		put(c, i ? "" : _("Aftercare"), *done ? arena_printf(a, _("%s: done on %s"), due, done) : late ? arena_printf(a, _("%s: not done yet !"), due) : arena_printf(a, _("%s: ahead"), due), late ? PAINT_WARN : PAINT_TEXT);
	}
}

static bool open_child(struct screen *s, const void *arg)
{
	struct child *c = screen_state(s);
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	c->id = *(const row_id *)arg;
	bool ok = progress_load(screen_db(s), screen_actor(s), c->id, true, a, &c->card, &e); /* the one access row */
	arena_free(a);
	if (!ok) ui_error(screen_ui(s), &e);
	return ok;
}

static bool load_child(struct screen *s, struct err *e)
{
	struct child *c = screen_state(s);
	struct arena *a = screen_arena(s);
	struct ui *ui = screen_ui(s);
	const struct progress_row *r = &c->card.row;
	c->count = 0;
	if (!progress_load(screen_db(s), screen_actor(s), c->id, false, a, &c->card, e)) return false;
	screen_subtitle(s, *c->card.referral ? c->card.referral : "");
	c->lines = arena_array(a, struct line, LINES);
	put(c, _("Care home"), r->home, PAINT_TEXT);
	put(c, _("Presence"), whereabouts(ui, r, a), *r->presence ? PAINT_WARN : PAINT_TEXT);
	lay_stays(c, ui, a);
	lay_course(c, ui, a);
	if (*c->card.referral) put(c, _("Referral"), c->card.referral, PAINT_TEXT);
	return true;
}

static void draw_child(struct screen *s)
{
	struct child *c = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s);
	const struct progress_row *r = &c->card.row;
	char head[300];
	draw_clear(ui, a);
	if (r->age >= 0) snprintf(head, sizeof head, _("%s   %s   %d years"), child_shown(ui, r->name, screen_arena(s)), r->sex, r->age);
	else snprintf(head, sizeof head, "%s   %s", child_shown(ui, r->name, screen_arena(s)), r->sex);
	draw_text(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, head);
	int room = a.rows - 2, most = c->count > room ? c->count - room : 0;
	if (c->top > most) c->top = most;
	for (int i = 0; i < room && c->top + i < c->count; i++) {
		const struct line *l = &c->lines[c->top + i];
		draw_name(ui, a.row + 2 + i, a.col + 1, 16, PAINT_DIM, l->label);
		draw_name(ui, a.row + 2 + i, a.col + 18, a.cols - 20, l->paint, l->text);
	}
	draw_cursor(ui, a.row + 2, a.col);
	if (c->top < most) draw_right(ui, a.row + a.rows - 1, a.col + a.cols - 12, 11, PAINT_DIM, _("PgDn more"));
	ui_hint(ui, "%s", _("F7: ask the home by a message on the referral."));
}

static bool key_child(struct screen *s, int k)
{
	struct child *c = screen_state(s);
	int page_rows = screen_area(s).rows - 3, by = k == K_UP ? -1 : k == K_DOWN ? 1 : k == K_PGUP ? -page_rows : k == K_PGDN ? page_rows : 0;
	if (k == K_LEFT) return ui_pop(s), true;
	if (!by) return false;
	c->top = c->top + by < 0 ? 0 : c->top + by;
	return true;
}

static bool to_referral(struct screen *s)
{
	struct child *c = screen_state(s);
	if (!c->card.referral_id) return ui_say(screen_ui(s), "%s", _("This child came by a letter without a referral record.")), false;
	return ui_push(screen_ui(s), &screen_referral, &c->card.referral_id);
}

static bool ask(struct screen *s)
{
	struct child *c = screen_state(s);
	if (!c->card.referral_id) return to_referral(s);
	return referral_message_write(screen_ui(s), c->card.referral_id);
}

static const struct action child_actions[] = {
	{ .fkey = 2, .label = N_("Letter"), .help = N_("Opens the referral the child came through."), .run = to_referral, .right = RIGHT_REFERRAL_READ },
	{ .fkey = 7, .label = N_("Write"), .help = N_("Writes a message to the home about this child."), .run = ask, .right = RIGHT_REFERRAL_MESSAGE },
};

const struct screen_class screen_progress_child = {
	.name = "progress_child", .title = N_("Progress"),
	.help = N_("How one child of your district fares: presence, stays, school, stage of care, aftercare. Opening the page is kept in the home's log, as every opening of a file is."),
	.state_size = sizeof(struct child), .actions = child_actions, .action_count = COUNT(child_actions), .right = RIGHT_REFERRAL_SEND,
	.open = open_child, .load = load_child, .draw = draw_child, .key = key_child,
};
