/* Aftercare: dated follow-up of children who have left, overdue first; what was found is written down with its day. */
#include <stdio.h>
#include <string.h>

#include "db/termination/aftercare.h"
#include "db/office/code.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

enum { MOST = 500, SIZE = 1200, MONTH_DAYS = 30 };

struct state {
	struct list list; /* first: draw, key and close are the table's */
	struct list_source source;
	struct list_array array;
	struct aftercare_row *found; /* of the load arena, as the rows */
	bool due_only;
	int overdue;
};

static const struct list_column columns[] = {
	{ N_("Due on"), 10, 0, 0 }, { N_("Reg. no."), 9, 0, 2 }, { N_("Name"), 16, LIST_GROW | LIST_HITS, 0 }, { "L/P", 3, 0, 5 }, { N_("District"), 15, LIST_GROW, 3 },
	{ N_("Ended on"), 10, 0, 1 }, { N_("Waits"), 11, LIST_RIGHT, 0 }, { NULL, 0, 0, 0 },
};

static const char *waits(struct arena *a, int days)
{
	if (days > 0) return arena_printf(a, _("%d d !"), days);
	if (days == 0) return _("today");
	return arena_printf(a, _("in %d d"), -days);
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const caldate today = ui_today(screen_ui(s));
	st->found = arena_array(a, struct aftercare_row, MOST);
	const int n = aftercare_list(screen_db(s), screen_actor(s), st->due_only ? today : DATE_NONE, AFTERCARE_FIRST, a, st->found, MOST, e);
	st->array.count = st->overdue = 0;
	if (n < 0) return false;
	struct list_row *rows = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct aftercare_row *r = &st->found[i];
		char due[24], ended[24];
		const int days = (int)(today - r->due);
		st->overdue += days > 0;
		rows[i] = (struct list_row){ .id = r->id, .key = "", .data = i, .paint = days > 0 ? PAINT_WARN : PAINT_TEXT };
		const char *cells[] = { arena_dup(a, date_format(r->due, DATE_SHORT, due, sizeof due)), r->register_no, child_shown(screen_ui(s), r->name, a), r->sex, code_label_load(screen_db(s), screen_actor(s), "district", r->district, a),
			arena_dup(a, date_format(r->ended, DATE_SHORT, ended, sizeof ended)), waits(a, days) };
		for (size_t k = 0; k < COUNT(cells); k++) rows[i].cell[k] = cells[k];
	}
	st->array.rows = rows;
	st->array.count = n;
	list_reload(&st->list, screen_ui(s));
	return true;
}

static void status(void *ctx, char *out, size_t size)
{
	const struct list_array *array = ctx;
	const struct state *st = screen_state(array->owner);
	snprintf(out, size, _("%d overdue, %d in all"), st->overdue, array->count);
}

static const char *filter(void *ctx)
{
	const struct list_array *array = ctx;
	const struct state *st = screen_state(array->owner);
	return st->due_only ? _("Filter: due today or before (F6)") : _("Filter: all not done (F6)");
}

static const char *detail(void *ctx, const struct list_row *row)
{
	struct screen *s = ctx;
	const struct state *st = screen_state(s);
	const struct aftercare_row *r = &st->found[row->data];
	return arena_printf(screen_arena(s), _("%s, %d months after the end. F2: write down what was found; a call or the Dinas of origin counts too."), child_shown(screen_ui(s), r->name, screen_arena(s)), (int)((r->due - r->ended + MONTH_DAYS / 2) / MONTH_DAYS));
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	const struct state *st = screen_state(ctx);
	ui_push(ui, &screen_resident_card, &st->found[row->data].resident);
}

static bool open_aftercare(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	list_array_source(&st->source, columns);
	st->source.status = status;
	st->source.filter = filter;
	st->source.empty = N_("No aftercare is due. The dates are made when an end of care comes into force; F6: coming ones too.");
	st->source.nothing = N_("No name or number holds '%s'. Esc: clear the search.");
	st->array = (struct list_array){ .detail = detail, .enter = enter, .owner = s };
	list_open(&st->list, screen_ui(s), &st->source, &st->array);
	return true;
}

static bool chosen(struct screen *s, struct aftercare_row *out, char *name, size_t size)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_chosen(s);
	if (!row) return false;
	*out = st->found[row->data];
	snprintf(name, size, "%s (%s)", out->name, out->register_no); /* a reload may take the row's texts */
	return true;
}

/* --- what was done, and a further date ------------------------------------------------------------------------------------------ */

enum { DONE_ON, DONE_NOTE, DONE_FIELDS };
static const struct field done_fields[DONE_FIELDS] = {
	{ "on", N_("Day of contact"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("When the child was seen or spoken to; today or before.") },
	{ "note", N_("What was found"), FIELD_NOTE, 1000, NULL, FIELD_REQUIRED, NULL, N_("Who was spoken to, how the child lives, school or work, what should follow. Tab leaves the note.") },
};
static const struct field date_fields[] = { { "due", N_("Due on"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("A further date for this child; +30 is in a month.") } };

static bool save_done(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	return aftercare_done(ui_db(ui), ui_who(ui), *(const row_id *)ctx, date_from_iso(v[DONE_ON]), v[DONE_NOTE], p, e);
}

static bool save_date(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	row_id made;
	return aftercare_add(ui_db(ui), ui_who(ui), *(const row_id *)ctx, date_from_iso(v[0]), &made, p, e);
}

static bool done(struct screen *s)
{
	struct ui *ui = screen_ui(s);
	struct aftercare_row row;
	char room[DONE_FIELDS][SIZE * 4] = { "" }, *values[DONE_FIELDS] = { room[0], room[1] }, today[DATE_ISO_SIZE], name[200];
	const struct form_class form = { .name = "aftercare", .fields = done_fields, .count = DONE_FIELDS, .save = save_done };
	if (!chosen(s, &row, name, sizeof name)) return false;
	STR_SET(room[DONE_ON], date_iso(ui_today(ui), today));
	if (!form_run(ui, name, &form, &row.id, values, sizeof room[0])) return false;
	ui_say(ui, _("Aftercare done: %s."), name);
	ui_reload(ui);
	return true;
}

static bool add(struct screen *s)
{
	struct ui *ui = screen_ui(s);
	struct aftercare_row row;
	char room[SIZE] = "", *values[] = { room }, name[200];
	const struct form_class form = { .name = "aftercare_date", .fields = date_fields, .count = COUNT(date_fields), .save = save_date };
	if (!chosen(s, &row, name, sizeof name) || !form_run(ui, name, &form, &row.termination, values, sizeof room)) return false;
	ui_say(ui, _("A further date for %s."), name);
	ui_reload(ui);
	return true;
}

static bool switch_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	st->due_only = !st->due_only;
	ui_reload(screen_ui(s));
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Done"), .help = N_("Writes down what was found on the selected date."), .run = done, .right = RIGHT_TERMINATION_PROPOSE },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Only what is due, or coming dates too."), .run = switch_filter },
	{ .fkey = 7, .label = N_("New"), .help = N_("A further date for the selected child."), .run = add, .right = RIGHT_TERMINATION_PROPOSE },
};

const struct screen_class screen_aftercare = {
	.name = "aftercare", .title = N_("Aftercare"),
	.help = N_("Follow-up after the end of care, 1, 3, 6 and 12 months later (a setting). Far away it is done by the Dinas Sosial of origin or by telephone. A child that needs the home again is admitted from its card: F9, N."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_READ,
	.open = open_aftercare, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
