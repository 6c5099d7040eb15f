/* The inbox of reports of the public and from the street. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/community/community_act.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

struct state {
	struct list list; /* first: draw, key and close are the table's */
	struct community_filter filter;
	char text[LIST_SEARCH_MAX], channel[40], sector[40];
	int64_t count, all;
};

static const struct list_column columns[] = {
	{ N_("Number"), 10, 0, 0 }, { N_("Child"), 14, LIST_HITS | LIST_GROW, 0 }, { "L/P", 3, 0, 4 }, { N_("Age"), 4, LIST_RIGHT, 3 }, { N_("Place"), 17, LIST_HITS | LIST_GROW, 1 },
	{ N_("Work seen"), 18, LIST_GROW, 5 }, { N_("Waits"), 6, LIST_RIGHT, 2 }, { N_("Step"), 17, 0, 0 }, { NULL, 0, 0, 0 },
};

static struct community_key key_of(const struct list_row *row)
{
	struct community_key k = { 0, 0, row->id };
	char *end;
	k.rank = strtoll(row->key, &end, 10);
	k.sort = *end == ':' ? strtoll(end + 1, NULL, 10) : 0;
	return k;
}

static void to_row(struct screen *s, const struct community_row *r, struct list_row *out, struct arena *a)
{
	int age = r->birth != DATE_NONE ? date_age(r->birth, ui_today(screen_ui(s))) : r->age_seen;
	const char *place = *r->place && *r->village ? arena_printf(a, "%s, %s", r->place, r->village) : r->place;
	*out = (struct list_row){ .id = r->id, .key = arena_printf(a, "%lld:%lld", (long long)r->key.rank, (long long)r->key.sort),
		.paint = community_state_final(r->state) ? PAINT_DIM : r->urgent ? PAINT_WARN : PAINT_TEXT };
	const char *cells[] = {
		r->number, r->children > 1 && !*r->name ? arena_printf(a, _("%d children"), r->children) : community_shown(screen_ui(s), r->name, a), r->sex,
		age >= 0 ? arena_printf(a, r->birth != DATE_NONE ? "%d" : "~%d", age) : "", place,
		*r->work ? r->work : *r->sector ? code_label_load(screen_db(s), screen_actor(s), "labour_sector", r->sector, a) : "",
		community_state_final(r->state) ? "" : arena_printf(a, _("%d d"), r->days), arena_printf(a, "%s%s", r->urgent && !community_state_final(r->state) ? "! " : "", community_state_label(r->state)),
	};
	for (size_t i = 0; i < COUNT(cells); i++) out->cell[i] = cells[i];
}

static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	bool back = from == LIST_BEFORE;
	struct community_key at = edge ? key_of(edge) : back ? COMMUNITY_LAST : COMMUNITY_FIRST;
	if (from == LIST_AT && edge) at.id--; /* ids are the last part of the order: just before the edge itself */
	struct community_row *found = arena_array(a, struct community_row, n);
	int got = community_list(screen_db(s), screen_actor(s), &st->filter, at, back, a, found, n, &e);
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
	const struct community_filter all = { .view = COMMUNITY_VIEW_ALL };
	if (st->count < 0) st->count = community_count(screen_db(s), screen_actor(s), &st->filter, &e);
	if (st->all < 0) st->all = community_count(screen_db(s), screen_actor(s), &all, &e);
	snprintf(out, size, _("%lld of %lld reports"), (long long)st->count, (long long)st->all);
}

static const char *view_label(const struct community_filter *f)
{
	switch (f->view) {
	case COMMUNITY_VIEW_OPEN: return _("not finished");
	case COMMUNITY_VIEW_STATE: return community_state_label(f->state);
	default: return _("all");
	}
}

static const char *filter(void *ctx)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const char *text = view_label(&st->filter);
	if (*st->channel) text = arena_printf(a, "%s, %s", text, code_label_load(screen_db(s), screen_actor(s), "channel", st->channel, a));
	if (*st->sector) text = arena_printf(a, "%s, %s", text, code_label_load(screen_db(s), screen_actor(s), "labour_sector", st->sector, a));
	return arena_printf(a, _("Filter: %s (F6)"), text);
}

static void detail(void *ctx, const struct list_row *row, char *out, size_t size)
{
	struct screen *s = ctx;
	struct community_card c;
	struct err e = { ERR_NONE, "" };
	char day[24];
	struct arena *a = arena_new();
	*out = 0;
	if (community_load(screen_db(s), screen_actor(s), row->id, false, a, &c, &e)) {
		const char *work = c.v[COMMUNITY_F_WORK];
		caldate seen = date_from_iso(c.v[COMMUNITY_F_SEEN_ON]);
		date_format(seen == DATE_NONE ? date_from_iso(c.v[COMMUNITY_F_RECEIVED_ON]) : seen, DATE_SHORT, day, sizeof day);
		snprintf(out, size, "%s %s%s%s%s%s. %s", day, c.v[COMMUNITY_F_SEEN_HOUR], *c.v[COMMUNITY_F_SEEN_HOUR] ? ", " : "", c.v[COMMUNITY_F_PLACE], *work ? ": " : "", work,
		         c.event_count > 1 ? (*c.events[c.event_count - 1].note ? c.events[c.event_count - 1].note : c.events[c.event_count - 1].reason) : c.district_name);
	}
	arena_free(a);
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	(void)ctx;
	ui_push(ui, &screen_community_report, &row->id);
}

static const struct list_source source = {
	.columns = columns, .page = page, .search = search, .status = status, .filter = filter, .detail = detail, .enter = enter,
	.empty = N_("No report here. What the public, the village or an outreach sees is written down with F7. F6: look at finished ones too."),
	.nothing = N_("No report's number, name or place begins with '%s'. Esc: clear the search. F6: look at finished ones too."),
};

static bool open_community(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->filter = *(const struct community_filter *)arg;
	st->filter.text = NULL;
	STR_SET(st->channel, st->filter.channel ? st->filter.channel : "");
	STR_SET(st->sector, st->filter.sector ? st->filter.sector : "");
	st->filter.channel = st->channel;
	st->filter.sector = st->sector;
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

static row_id chosen(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = list_selected(&st->list);
	if (!row) ui_say(screen_ui(s), "%s", _("There is nothing in this list to act on."));
	return row ? row->id : 0;
}

static bool act(struct screen *s)
{
	row_id id = chosen(s);
	return id && community_act_next(screen_ui(s), id);
}

static bool end(struct screen *s)
{
	row_id id = chosen(s);
	return id && community_act(screen_ui(s), id, COMMUNITY_TUTUP);
}

static bool add(struct screen *s)
{
	row_id none = 0;
	return ui_push(screen_ui(s), &screen_community_report, &none);
}

static void filtered(struct screen *s)
{
	struct state *st = screen_state(s);
	st->count = -1;
	list_top(&st->list, screen_ui(s));
}

/* One of a code list, or all. */
static bool choose_code(struct screen *s, const char *list, const char *title, char *code, size_t size)
{
	struct arena *a = arena_new();
	const struct choice *of = app_choices(screen_ui(s), list, a);
	int n = 0, at = 0;
	while (of[n].code) n++;
	struct choice *rows = arena_array(a, struct choice, n + 2);
	rows[0] = (struct choice){ "", _("all") };
	for (int i = 0; i <= n; i++) rows[i + 1] = of[i];
	for (int i = 1; i <= n; i++)
		if (strcmp(rows[i].code, code) == 0) at = i;
	int picked = picker_choose(screen_ui(s), title, rows, at, NULL);
	if (picked >= 0) str_copy(code, size, rows[picked].code);
	arena_free(a);
	if (picked >= 0) filtered(s);
	return picked >= 0;
}

static bool choose_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	struct choice choices[4 + COMMUNITY_STATES + 1];
	int n = 0;
	choices[n++] = (struct choice){ "open", _("not finished") };
	choices[n++] = (struct choice){ "all", _("all") };
	for (int i = 0; i < COMMUNITY_STATES; i++) choices[n++] = (struct choice){ community_state_code((enum community_state)i), community_state_label((enum community_state)i) };
	const int channel = n;
	choices[n++] = (struct choice){ "channel", _("by report channel ...") };
	choices[n++] = (struct choice){ "sector", _("by sector ...") };
	choices[n] = (struct choice){ NULL, NULL };
	int picked = picker_choose(screen_ui(s), _("Which reports"), choices, st->filter.view == COMMUNITY_VIEW_STATE ? 2 + (int)st->filter.state : (int)st->filter.view, NULL);
	if (picked < 0) return false;
	if (picked == channel) return choose_code(s, "channel", _("Report channel"), st->channel, sizeof st->channel);
	if (picked > channel) return choose_code(s, "labour_sector", _("Sector"), st->sector, sizeof st->sector);
	st->filter.view = picked < 2 ? (enum community_view)picked : COMMUNITY_VIEW_STATE;
	if (picked >= 2) st->filter.state = (enum community_state)(picked - 2);
	filtered(s);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step of the selected report: found or not, willing or not, referral; a visit or a call."), .run = act, .right = RIGHT_COMMUNITY_RECORD },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Which reports are shown: by state, channel or sector."), .run = choose_filter, .right = RIGHT_COMMUNITY_READ },
	{ .fkey = 7, .label = N_("New"), .help = N_("Writes down a report: a telephone call, an outreach, somebody at the door."), .run = add, .right = RIGHT_COMMUNITY_RECORD },
	{ .fkey = 8, .label = N_("End"), .help = N_("Closes the selected report with a reason."), .run = end, .right = RIGHT_COMMUNITY_RECORD },
};

const struct screen_class screen_community = {
	.name = "community", .title = N_("Reports of the public"),
	.help = N_("Children seen at work or on the street, as the public, the village, a school or an outreach tells it. Each report is followed until the child has a referral or the report is closed: found or not, willing or not. Urgent ones lead, then the oldest. The reporter is shown only to who records reports."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_COMMUNITY_READ,
	.open = open_community, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
