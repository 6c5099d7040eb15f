/* The inbox of reports of the public and from the street. */
#include <string.h>

#include "screens/app.h"
#include "screens/community/community_act.h"
#include "screens/paged.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

struct state {
	struct paged paged; /* first */
	struct community_filter filter;
	struct app_lists lists;
	char channel[40], sector[40];
};

static const struct list_column columns[] = {
	{ N_("Number"), 10, 0, 0 }, { N_("Child"), 14, LIST_HITS | LIST_GROW, 0 }, { "L/P", 3, 0, 4 }, { N_("Age"), 4, LIST_RIGHT, 3 }, { N_("Place"), 17, LIST_HITS | LIST_GROW, 1 },
	{ N_("Work seen"), 18, LIST_GROW, 5 }, { N_("Waits"), 6, LIST_RIGHT, 2 }, { N_("Step"), 17, 0, 0 }, { NULL, 0, 0, 0 },
};

static void to_row(struct screen *s, const struct community_row *r, struct list_row *out, struct arena *a)
{
	struct state *st = screen_state(s);
	const bool final = community_state_final(r->state);
	int age = r->birth != DATE_NONE ? date_age(r->birth, ui_today(screen_ui(s))) : r->age_seen;
	*out = (struct list_row){ .id = r->id, .key = paged_key(a, r->key.rank, r->key.sort), .paint = final ? PAINT_DIM : r->urgent ? PAINT_WARN : PAINT_TEXT, .cell = {
		r->number, r->children > 1 && !*r->name ? arena_printf(a, _("%d children"), r->children) : community_shown(screen_ui(s), r->name, a), r->sex,
		age >= 0 ? arena_printf(a, r->birth != DATE_NONE ? "%d" : "~%d", age) : "", *r->place && *r->village ? arena_printf(a, "%s, %s", r->place, r->village) : r->place,
		*r->work ? r->work : app_lists_label(&st->lists, s, "labour_sector", r->sector, a),
		final ? "" : arena_printf(a, _("%d d"), r->days), arena_printf(a, "%s%s", community_state_label(r->state), r->urgent && !final ? _(", urgent") : "") } };
}

static int fetch(struct screen *s, const struct paged_from *from, int n, struct list_row *rows, struct arena *a, struct err *e)
{
	const struct state *st = screen_state(s);
	struct community_row *found = arena_array(a, struct community_row, n);
	int got = community_list(screen_db(s), screen_actor(s), &st->filter, (struct community_key){ from->rank, from->sort, from->id }, from->back, a, found, n, e);
	for (int i = 0; i < got; i++) to_row(s, &found[i], &rows[i], a);
	return got;
}

static int64_t count(struct screen *s, bool all, struct err *e)
{
	static const struct community_filter every = { .view = COMMUNITY_VIEW_ALL };
	return community_count(screen_db(s), screen_actor(s), all ? &every : &((const struct state *)screen_state(s))->filter, e);
}

static const char *view_label(const struct community_filter *f)
{
	switch (f->view) {
	case COMMUNITY_VIEW_OPEN: return _("not finished");
	case COMMUNITY_VIEW_STATE: return community_state_label(f->state);
	default: return _("all");
	}
}

static const char *words(struct screen *s, struct arena *a)
{
	struct state *st = screen_state(s);
	const char *channel = app_lists_label(&st->lists, s, "channel", st->channel, a), *sector = app_lists_label(&st->lists, s, "labour_sector", st->sector, a);
	return arena_printf(a, "%s%s%s%s%s", view_label(&st->filter), *channel ? ", " : "", channel, *sector ? ", " : "", sector);
}

static const char *detail(struct screen *s, row_id id, struct arena *a)
{
	struct community_card c;
	struct err e = { ERR_NONE, "" };
	char day[24];
	if (!community_load(screen_db(s), screen_actor(s), id, false, a, &c, &e)) return "";
	const char *work = c.v[COMMUNITY_F_WORK], *hour = c.v[COMMUNITY_F_SEEN_HOUR];
	const struct community_event *last = c.event_count > 1 ? &c.events[c.event_count - 1] : NULL;
	caldate seen = date_from_iso(c.v[COMMUNITY_F_SEEN_ON]);
	date_format(seen == DATE_NONE ? date_from_iso(c.v[COMMUNITY_F_RECEIVED_ON]) : seen, DATE_SHORT, day, sizeof day);
	return arena_printf(a, "%s %s%s%s%s%s. %s", day, hour, *hour ? ", " : "", c.v[COMMUNITY_F_PLACE], *work ? ": " : "", work, !last ? c.district_name : *last->note ? last->note : last->reason);
}

static bool enter(struct ui *ui, row_id id) { return ui_push(ui, &screen_community_report, &id); }

static const struct paged_class list = {
	.columns = columns, .said = N_("%lld of %lld reports"), .fetch = fetch, .count = count, .words = words, .detail = detail, .enter = enter,
	.empty = N_("No report here. What the public, the village or an outreach sees is written down with F7. F6: look at finished ones too."),
	.nothing = N_("No report's number, name or place begins with '%s'. Esc: clear the search. F6: look at finished ones too."),
};

static bool open_community(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->filter = *(const struct community_filter *)arg;
	st->filter.text = st->paged.text;
	STR_SET(st->channel, st->filter.channel ? st->filter.channel : "");
	STR_SET(st->sector, st->filter.sector ? st->filter.sector : "");
	st->filter.channel = st->channel;
	st->filter.sector = st->sector;
	paged_open(s, &list);
	return true;
}

static bool act(struct screen *s) { return paged_act(s, community_act_next); }
static bool shut(struct ui *ui, row_id id) { return community_act(ui, id, COMMUNITY_TUTUP); }
static bool end(struct screen *s) { return paged_act(s, shut); }

static bool add(struct screen *s)
{
	row_id none = 0;
	return ui_push(screen_ui(s), &screen_community_report, &none);
}

/* One of a code list, or all. */
static bool choose_code(struct screen *s, const char *codes, const char *title, char *code, size_t size)
{
	struct arena *a = arena_new();
	const struct choice *of = app_choices(screen_ui(s), codes, a);
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
	if (picked >= 0) paged_filtered(s);
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
	paged_filtered(s);
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
	.open = open_community, .load = paged_load, .draw = table_draw, .key = table_key, .close = table_close,
};
