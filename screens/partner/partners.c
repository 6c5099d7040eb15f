/* The register of partners as a list: search by name, filter by kind, cluster and state of the MoU. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/partner/partner_show.h"
#include "screens/report/print_dialog.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/list.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { SIZE = 256, CODE = 40 };

struct state {
	struct list list; /* first: draw, key and close are the table's */
	struct partner_filter filter;
	struct partner_lists lists;
	const struct choice *views;
	char kind[CODE], cluster[CODE], text[LIST_SEARCH_MAX];
	int64_t count, all;
};

static const struct list_column columns[] = {
	{ N_("Name"), 20, LIST_HITS | LIST_GROW, 0 }, { N_("Kind"), 11, LIST_GROW, 2 }, { N_("Free"), 8, 0, 1 }, { N_("MoU until"), 12, 0, 0 }, { N_("Open"), 4, LIST_RIGHT, 4 }, { N_("Phone"), 15, 0, 3 }, { NULL, 0, 0, 0 },
};

static const struct { const char *code, *label; } views[PARTNER_VIEWS] = {
	[PARTNER_ACTIVE] = { "active", N_("current partners") }, [PARTNER_MOU_WORK] = { "mou", N_("MoU ends soon or has ended") }, [PARTNER_MOU_ENDED] = { "ended", N_("MoU has ended") },
	[PARTNER_NO_MOU] = { "none", N_("without an MoU") }, [PARTNER_CLOSED] = { "closed", N_("ended partnerships") }, [PARTNER_ALL] = { "all", N_("all") },
};

static void to_row(struct screen *s, const struct partner_row *r, struct list_row *out, struct arena *a)
{
	struct state *st = screen_state(s);
	const bool mou = r->mou == MOU_ENDED || r->mou == MOU_ENDING;
	*out = (struct list_row){ .id = r->id, .key = r->key, .paint = r->closed_on != DATE_NONE ? PAINT_DIM : mou ? PAINT_WARN : PAINT_TEXT };
	const char *cells[] = { r->name, partner_label(&st->lists, s, "partner_kind", r->kind), partner_show_free(r->free_l, r->free_p, a),
		r->closed_on != DATE_NONE ? _("ended") : partner_show_mou(r->mou, r->mou_until, a), r->open ? arena_printf(a, "%d", r->open) : "", r->phone };
	for (size_t i = 0; i < COUNT(cells); i++) out->cell[i] = cells[i];
}

static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	struct partner_pos at = { "", 0 };
	if (edge) {
		STR_SET(at.key, edge->key);
		at.id = edge->id - (from == LIST_AT); /* the id is the last part of the order: just before the edge itself */
	}
	struct partner_row *found = arena_array(a, struct partner_row, n);
	int got = partner_list(screen_db(s), screen_actor(s), &st->filter, edge ? &at : NULL, from == LIST_BEFORE, a, found, n, &e);
	if (got < 0) return ui_error(screen_ui(s), &e), 0;
	for (int i = 0; i < got; i++) to_row(s, &found[i], &rows[i], a);
	return got;
}

static void search(void *ctx, const char *typed)
{
	struct state *st = screen_state(ctx);
	STR_SET(st->text, typed);
	st->filter.text = st->text;
	st->count = -1;
}

static void status(void *ctx, char *out, size_t size)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const struct partner_filter all = { .view = PARTNER_ALL };
	if (st->count < 0) st->count = partner_count(screen_db(s), screen_actor(s), &st->filter, &e);
	if (st->all < 0) st->all = partner_count(screen_db(s), screen_actor(s), &all, &e);
	snprintf(out, size, _("%lld of %lld partners"), (long long)st->count, (long long)st->all);
}

static const char *filter_words(void *ctx)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const char *kind = *st->kind ? code_label_load(screen_db(s), screen_actor(s), "partner_kind", st->kind, a) : "", *cluster = *st->cluster ? code_label_load(screen_db(s), screen_actor(s), "cluster", st->cluster, a) : "";
	return arena_printf(a, _("Filter: %s%s%s%s%s (F6)"), _(views[st->filter.view].label), *kind ? ", " : "", kind, *cluster ? ", " : "", cluster);
}

static void detail(void *ctx, const struct list_row *row, char *out, size_t size)
{
	struct screen *s = ctx;
	struct partner p;
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	*out = 0;
	if (partner_load(screen_db(s), screen_actor(s), row->id, a, &p, &e)) {
		const char *clusters = code_labels_load(screen_db(s), screen_actor(s), "cluster", p.v[PARTNER_CLUSTERS], a);
		snprintf(out, size, "%s%sMoU: %s. %s", p.v[PARTNER_CONTACT], *p.v[PARTNER_CONTACT] ? ". " : "", partner_show_mou_words(p.mou, p.mou_left, date_from_iso(p.v[PARTNER_MOU_UNTIL]), a), clusters);
	}
	arena_free(a);
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	(void)ctx;
	ui_push(ui, &screen_partner, &row->id);
}

static const struct list_source source = {
	.columns = columns, .page = page, .search = search, .status = status, .filter = filter_words, .detail = detail, .enter = enter,
	.empty = N_("No partner here. Those the home sends children to stand here, with their MoU. F7: add one. F6: ended partnerships too."),
	.nothing = N_("No partner's name begins with '%s'. Esc: clear the search. F6: ended partnerships too."),
};

static bool open_partners(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->filter.view = ((const struct partner_filter *)arg)->view;
	st->filter.kind = st->kind;
	st->filter.cluster = st->cluster;
	list_open(&st->list, screen_ui(s), &source, s);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	(void)e;
	st->count = st->all = -1;
	list_reload(&st->list, screen_ui(s));
	return true;
}

/* --- what is done here ----------------------------------------------------------------------------------------------------------- */

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	if (strcmp(f->list, "-view") != 0) return partner_choices(&st->lists, s, f->list);
	if (st->views) return st->views;
	struct choice *rows = arena_array(screen_keep(s), struct choice, PARTNER_VIEWS + 1);
	for (int i = 0; i < PARTNER_VIEWS; i++) rows[i] = (struct choice){ views[i].code, _(views[i].label) };
	return st->views = rows;
}

static bool choose_filter(struct screen *s)
{
	static const struct field fields[] = {
		{ "view", N_("Show"), FIELD_CODE, 0, "-view", FIELD_REQUIRED, NULL, NULL },
		{ "kind", N_("Kind of partner"), FIELD_CODE, 0, "partner_kind", 0, NULL, N_("Empty: every kind.") },
		{ "cluster", N_("Accepts the cluster"), FIELD_CODE, 0, "cluster", 0, NULL, N_("Only those that name it; empty: all.") },
	};
	struct state *st = screen_state(s);
	char room[3][SIZE];
	char *values[] = { room[0], room[1], room[2] };
	const struct form_class form = { .name = "filter", .fields = fields, .count = COUNT(fields), .choices = choices, .button = N_("Apply") };
	STR_SET(room[0], views[st->filter.view].code);
	STR_SET(room[1], st->kind);
	STR_SET(room[2], st->cluster);
	if (!form_run(screen_ui(s), _("Which partners"), &form, s, values, SIZE)) return false;
	for (int i = 0; i < PARTNER_VIEWS; i++)
		if (strcmp(views[i].code, room[0]) == 0) st->filter.view = (enum partner_view)i;
	STR_SET(st->kind, room[1]);
	STR_SET(st->cluster, room[2]);
	st->count = -1;
	list_top(&st->list, screen_ui(s));
	return true;
}

static row_id chosen(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = list_selected(&st->list);
	if (!row) ui_say(screen_ui(s), "%s", _("There is nothing in this list to act on."));
	return row ? row->id : 0;
}

static bool add(struct screen *s)
{
	const row_id none = 0;
	return ui_push(screen_ui(s), &screen_partner, &none);
}

static bool change(struct screen *s)
{
	row_id id = chosen(s);
	return id && ui_push(screen_ui(s), &screen_partner, &(row_id){ -id }); /* straight into the form */
}

static bool end(struct screen *s)
{
	row_id id = chosen(s);
	return id && partner_ask_end(screen_ui(s), id);
}

static bool outs(struct screen *s)
{
	row_id id = chosen(s);
	const struct out_filter f = { .view = OUT_VIEW_ALL, .partner = id };
	return id && ui_push(screen_ui(s), &screen_outs, &f);
}

static bool print(struct screen *s) { return print_report(screen_ui(s), "partners", NULL); }

static const struct action actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes the selected partner: contacts, free places, MoU."), .run = change, .right = RIGHT_PARTNER_EDIT },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The list of partners with their MoU, on paper or as a table (CSV)."), .run = print, .right = RIGHT_PARTNER_READ },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("By state of the MoU, kind of partner and cluster."), .run = choose_filter, .right = RIGHT_PARTNER_READ },
	{ .fkey = 7, .label = N_("New"), .help = N_("Adds a partner."), .run = add, .right = RIGHT_PARTNER_EDIT },
	{ .fkey = 8, .label = N_("End"), .help = N_("Ends the partnership with a reason, or takes an ended one up again."), .run = end, .right = RIGHT_PARTNER_EDIT },
	{ .letter = 'O', .label = N_("R.out"), .help = N_("The referrals out to the selected partner."), .run = outs, .right = RIGHT_OUT_READ },
};

const struct screen_class screen_partners = {
	.name = "partners", .title = N_("Partners"),
	.help = N_("Whom the home sends children to: health centres, psychologists, police, schools, other homes. ! marks an MoU that has ended or ends soon; the days are a setting. Free places are what the partner told on its day."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_PARTNER_READ,
	.open = open_partners, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
