/* The register of partners as a list: search by name, filter by kind, cluster and state of the MoU. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/paged.h"
#include "screens/partner/partner_show.h"
#include "screens/report/print_dialog.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { SIZE = 256, CODE = 40 };

struct state {
	struct paged paged; /* first */
	struct partner_filter filter;
	struct app_lists lists;
	const struct choice *views;
	char kind[CODE], cluster[CODE];
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
	*out = (struct list_row){ .id = r->id, .key = r->key, .paint = r->closed_on != DATE_NONE ? PAINT_DIM : mou ? PAINT_WARN : PAINT_TEXT,
		.cell = { r->name, app_lists_label(&st->lists, s, "partner_kind", r->kind, a), partner_show_free(r->free_l, r->free_p, a),
			r->closed_on != DATE_NONE ? _("ended") : partner_show_mou(r->mou, r->mou_until, a), r->open ? arena_printf(a, "%d", r->open) : "", r->phone } };
}

static int fetch(struct screen *s, const struct paged_from *from, int n, struct list_row *rows, struct arena *a, struct err *e)
{
	const struct state *st = screen_state(s);
	struct partner_pos at = { "", from->id };
	STR_SET(at.key, from->key);
	struct partner_row *found = arena_array(a, struct partner_row, n);
	int got = partner_list(screen_db(s), screen_actor(s), &st->filter, from->edge ? &at : NULL, from->back, a, found, n, e);
	for (int i = 0; i < got; i++) to_row(s, &found[i], &rows[i], a);
	return got;
}

static int64_t count(struct screen *s, bool all, struct err *e)
{
	static const struct partner_filter every = { .view = PARTNER_ALL };
	return partner_count(screen_db(s), screen_actor(s), all ? &every : &((const struct state *)screen_state(s))->filter, e);
}

static const char *words(struct screen *s, struct arena *a)
{
	struct state *st = screen_state(s);
	const char *kind = app_lists_label(&st->lists, s, "partner_kind", st->kind, a), *cluster = app_lists_label(&st->lists, s, "cluster", st->cluster, a);
	return arena_printf(a, "%s%s%s%s%s", _(views[st->filter.view].label), *kind ? ", " : "", kind, *cluster ? ", " : "", cluster);
}

static const char *detail(struct screen *s, row_id id, struct arena *a)
{
	struct partner p;
	struct err e = { ERR_NONE, "" };
	if (!partner_load(screen_db(s), screen_actor(s), id, a, &p, &e)) return "";
	return arena_printf(a, "%s%sMoU: %s. %s", p.v[PARTNER_CONTACT], *p.v[PARTNER_CONTACT] ? ". " : "", partner_show_mou_words(p.mou, p.mou_left, date_from_iso(p.v[PARTNER_MOU_UNTIL]), a),
	                    code_labels_load(screen_db(s), screen_actor(s), "cluster", p.v[PARTNER_CLUSTERS], a));
}

static bool enter(struct ui *ui, row_id id) { return ui_push(ui, &screen_partner, &id); }

static const struct paged_class list = {
	.columns = columns, .said = N_("%lld of %lld partners"), .fetch = fetch, .count = count, .words = words, .detail = detail, .enter = enter,
	.empty = N_("No partner here. Those the home sends children to stand here, with their MoU. F7: add one. F6: ended partnerships too."),
	.nothing = N_("No partner's name begins with '%s'. Esc: clear the search. F6: ended partnerships too."),
};

static bool open_partners(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->filter.view = ((const struct partner_filter *)arg)->view;
	st->filter.kind = st->kind;
	st->filter.cluster = st->cluster;
	st->filter.text = st->paged.text;
	paged_open(s, &list);
	return true;
}

/* --- what is done here ----------------------------------------------------------------------------------------------------------- */

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	if (strcmp(f->list, "-view") != 0) return app_lists_of(&st->lists, screen_ui(s), screen_keep(s), f->list);
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
	paged_filtered(s);
	return true;
}

static bool add(struct screen *s)
{
	const row_id none = 0;
	return ui_push(screen_ui(s), &screen_partner, &none);
}

static bool straight(struct ui *ui, row_id id) { return ui_push(ui, &screen_partner, &(row_id){ -id }); } /* into the form */
static bool outs_of(struct ui *ui, row_id id) { return ui_push(ui, &screen_outs, &(struct out_filter){ .view = OUT_VIEW_ALL, .partner = id }); }
static bool change(struct screen *s) { return paged_act(s, straight); }
static bool end(struct screen *s) { return paged_act(s, partner_ask_end); }
static bool outs(struct screen *s) { return paged_act(s, outs_of); }
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
	.open = open_partners, .load = paged_load, .draw = table_draw, .key = table_key, .close = table_close,
};
