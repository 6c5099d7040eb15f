/* Data ganda: pairs of records that may be one child, best first; and those merged already. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/child/merge.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/rules/duplicate.h"

enum { MOST = 300 };

struct state {
	struct table table; /* first */
	struct duplicate_pair *pairs;
	struct person_merged *links;
	bool merged;        /* the view of what was merged */
	int total;
	char filter[80];
};

static const struct list_column columns[] = {
	{ N_("Score"), 5, LIST_RIGHT, 3 }, { N_("Reg. no."), 9, 0, 0 }, { N_("Name"), 13, LIST_GROW, 0 }, { N_("Reg. no."), 9, 0, 0 }, { N_("Name"), 13, LIST_GROW, 0 }, { N_("Why"), 15, LIST_GROW, 1 }, { NULL, 0, 0, 0 },
};

static const char *number(const char *register_no)
{
	return *register_no ? register_no : _("letter");
}

static bool load_pairs(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	char why[200];
	st->pairs = arena_array(a, struct duplicate_pair, MOST);
	int n = person_duplicates(screen_db(s), screen_actor(s), a, st->pairs, MOST, &st->total, e);
	if (n < 0) return false;
	struct list_row *rows = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct duplicate_pair *p = &st->pairs[i];
		rows[i] = (struct list_row){ .id = i + 1, .key = "", .data = i, .paint = p->score < DUPLICATE_LIKELY_FROM ? PAINT_DIM : PAINT_TEXT,
			.cell = { arena_printf(a, "%d", p->score), number(p->a.register_no), child_shown(screen_ui(s), p->a.name, a), number(p->b.register_no), child_shown(screen_ui(s), p->b.name, a),
				arena_dup(a, duplicate_reasons(p->why, why, sizeof why)) } };
	}
	snprintf(st->filter, sizeof st->filter, "%s", _("Filter: may be one child (F6)"));
	table_rows(s, rows, n);
	return true;
}

static bool load_links(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	char shown[24];
	st->links = arena_array(a, struct person_merged, MOST);
	int n = person_merge_list(screen_db(s), screen_actor(s), false, 0, a, st->links, MOST, e);
	if (n < 0) return false;
	struct list_row *rows = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct person_merged *m = &st->links[i];
		caldate on;
		clock_local(m->void_at ? m->void_at : m->at, app_of(screen_ui(s))->panti.utc_offset, &on, NULL, NULL);
		date_format(on, DATE_SHORT, shown, sizeof shown);
		rows[i] = (struct list_row){ .id = i + 1, .key = "", .data = i, .paint = m->void_at ? PAINT_DIM : PAINT_TEXT,
			.cell = { m->void_at ? "-" : "", number(m->gone_no), child_shown(screen_ui(s), m->gone_name, a), number(m->kept_no), child_shown(screen_ui(s), m->kept_name, a),
				arena_printf(a, m->void_at ? _("taken back %s") : _("merged %s"), shown) } };
	}
	st->total = n;
	snprintf(st->filter, sizeof st->filter, "%s", _("Filter: merged already (F6)"));
	table_rows(s, rows, n);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	return st->merged ? load_links(s, e) : load_pairs(s, e);
}

static void status(void *ctx, char *out, size_t size)
{
	const struct list_array *array = ctx;
	const struct state *st = array->owner;
	if (st->merged) snprintf(out, size, ngettext("%d merge", "%d merges", (unsigned long)st->total), st->total);
	else snprintf(out, size, ngettext("%d of %d pair", "%d of %d pairs", (unsigned long)st->total), array->count, st->total);
}

static const char *filter(void *ctx)
{
	const struct list_array *array = ctx;
	return ((const struct state *)array->owner)->filter;
}

static const char *detail(void *ctx, const struct list_row *row)
{
	(void)ctx;
	return row->cell[5];
}

static void compare(struct ui *ui, const struct duplicate_pair *p)
{
	const row_id pair[2] = { p->a.person, p->b.person };
	ui_push(ui, &screen_merge, pair);
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	const struct state *st = ctx;
	if (!st->merged) compare(ui, &st->pairs[row->data]);
	else if (st->links[row->data].kept_resident) ui_push(ui, &screen_resident_card, &st->links[row->data].kept_resident);
}

static bool open_duplicates(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	table_open(s, columns, N_("No two records look like one child. Pairs with names, birth dates, mothers or NIK alike appear here by themselves."), enter, detail);
	st->table.source.status = status;
	st->table.source.filter = filter;
	st->table.source.nothing = N_("No name or number holds '%s'. Esc: clear the search.");
	return true;
}

static bool look(struct screen *s)
{
	const struct list_row *row = table_chosen(s);
	if (!row) return false;
	enter(screen_ui(s), screen_state(s), row);
	return true;
}

static bool switch_view(struct screen *s)
{
	struct state *st = screen_state(s);
	st->merged = !st->merged;
	ui_reload(screen_ui(s));
	return true;
}

static bool take_back(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_selected(s);
	char kept[120], gone[120];
	if (!st->merged || !row) return ui_say(screen_ui(s), "%s", _("F6 shows what was merged; choose there what is taken back.")), false;
	const struct person_merged *m = &st->links[row->data];
	if (m->void_at) return ui_say(screen_ui(s), "%s", _("This merge was taken back already.")), false;
	STR_SET(kept, *m->kept_no ? m->kept_no : m->kept_name);
	STR_SET(gone, *m->gone_no ? m->gone_no : m->gone_name);
	return merge_take_back(screen_ui(s), m->id, kept, gone);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("View"), .help = N_("Shows both records side by side; there they are merged or told apart."), .run = look, .right = RIGHT_MERGE },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Pairs that may be one child, or what was merged already."), .run = switch_view },
	{ .fkey = 8, .label = N_("Undo"), .help = N_("Takes a merge back, with a reason: both records stand as before."), .run = take_back, .right = RIGHT_MERGE },
};

const struct screen_class screen_duplicates = {
	.name = "duplicates", .title = N_("Duplicates"),
	.help = N_("Records of the register and of letters that may be one child: spellings old and new, birth date, mother's name and NIK are compared. Nothing is merged by itself. Twins are listed low and say so."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_MERGE,
	.open = open_duplicates, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
