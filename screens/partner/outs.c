/* Referrals out as a list: what waits for a partner's answer first, overdue ones marked. */
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/paged.h"
#include "screens/partner/partner_show.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

struct state {
	struct paged paged; /* first */
	struct out_filter filter;
	struct app_lists lists;
	char partner[120];
};

static const struct list_column columns[] = {
	{ N_("Number"), 11, 0, 0 }, { N_("Child"), 16, LIST_HITS | LIST_GROW, 0 }, { "L/P", 3, 0, 5 }, { N_("Partner"), 15, LIST_GROW, 1 }, { N_("Service"), 10, LIST_GROW, 3 },
	{ N_("Waits"), 8, LIST_RIGHT, 0 }, { N_("State"), 12, 0, 0 }, { NULL, 0, 0, 0 }, /* narrow: the partner stands in the detail line */
};

static void to_row(struct screen *s, const struct out_row *r, struct list_row *out, struct arena *a)
{
	struct state *st = screen_state(s);
	*out = (struct list_row){ .id = r->id, .key = paged_key(a, r->key.rank, r->key.sort), .paint = r->wait.over ? PAINT_WARN : out_states[r->state].final ? PAINT_DIM : PAINT_TEXT,
		.cell = { r->number, child_shown(screen_ui(s), r->name, a), r->sex, r->partner_name, app_lists_label(&st->lists, s, "out_service", r->service, a), out_show_wait(r, a),
			arena_printf(a, "%s%s", out_state_label(r->state), r->urgent && r->state == OUT_DIKIRIM ? _(", urgent") : "") } };
}

static int fetch(struct screen *s, const struct paged_from *from, int n, struct list_row *rows, struct arena *a, struct err *e)
{
	const struct state *st = screen_state(s);
	struct out_row *found = arena_array(a, struct out_row, n);
	int got = out_list(screen_db(s), screen_actor(s), &st->filter, (struct out_key){ from->rank, from->sort, from->id }, from->back, a, found, n, e);
	for (int i = 0; i < got; i++) to_row(s, &found[i], &rows[i], a);
	return got;
}

static int64_t count(struct screen *s, bool all, struct err *e)
{
	const struct state *st = screen_state(s);
	const struct out_filter every = { .view = OUT_VIEW_ALL, .partner = st->filter.partner };
	return out_count(screen_db(s), screen_actor(s), all ? &every : &st->filter, e);
}

static const char *view_label(const struct out_filter *f)
{
	switch (f->view) {
	case OUT_VIEW_OPEN: return _("not finished");
	case OUT_VIEW_OVERDUE: return _("overdue");
	case OUT_VIEW_STATE: return out_state_label(f->state);
	default: return _("all");
	}
}

static const char *words(struct screen *s, struct arena *a)
{
	const struct state *st = screen_state(s);
	return arena_printf(a, "%s%s%s", view_label(&st->filter), *st->partner ? ", " : "", st->partner);
}

static const char *detail(struct screen *s, row_id id, struct arena *a)
{
	struct out_card c;
	struct err e = { ERR_NONE, "" };
	char day[24];
	if (!out_load(screen_db(s), screen_actor(s), id, false, a, &c, &e)) return "";
	return arena_printf(a, _("%s to %s, sent on %s. %s"), code_label_load(screen_db(s), screen_actor(s), "out_service", c.v[OUT_F_SERVICE], a), c.to.v[PARTNER_NAME],
	                    date_format(c.sent, DATE_SHORT, day, sizeof day), c.wait.over ? c.state == OUT_DIKIRIM ? _("! The answer is overdue.") : _("! The service is not reported done yet.") : c.v[OUT_F_PURPOSE]);
}

static bool enter(struct ui *ui, row_id id) { return ui_push(ui, &screen_out, &(struct out_arg){ .out = id }); }

static const struct paged_class list = {
	.columns = columns, .said = N_("%lld of %lld referrals"), .fetch = fetch, .count = count, .words = words, .detail = detail, .enter = enter,
	.empty = N_("No referral out here. A child's card, F9 X, or F7 here sends a child to a partner's service. F6: finished ones too."),
	.nothing = N_("No referral's number or name begins with '%s'. Esc: clear the search. F6: look at finished ones too."),
};

static bool open_outs(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->filter = *(const struct out_filter *)arg;
	st->filter.text = st->paged.text;
	paged_open(s, &list);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct partner p;
	if (st->filter.partner && !*st->partner) {
		if (!partner_load(screen_db(s), screen_actor(s), st->filter.partner, screen_arena(s), &p, e)) return false;
		STR_SET(st->partner, p.v[PARTNER_NAME]);
	}
	return paged_load(s, e);
}

static bool act(struct screen *s) { return paged_act(s, out_act_next); }
static bool print(struct screen *s) { return paged_act(s, out_act_print); }
static bool recall(struct ui *ui, row_id id) { return out_act(ui, id, OUT_MOVE_TARIK); }
static bool withdraw(struct screen *s) { return paged_act(s, recall); }

static bool add(struct screen *s)
{
	struct state *st = screen_state(s);
	struct out_arg arg = { .partner = st->filter.partner };
	arg.resident = app_pick_child(screen_ui(s), _("Which child is sent?"), NULL);
	return arg.resident && ui_push(screen_ui(s), &screen_out, &arg);
}

static bool choose_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	struct choice rows[3 + OUT_STATES + 1] = { { "open", _("not finished") }, { "overdue", _("overdue") }, { "all", _("all") } };
	int n = 3;
	for (int i = 0; i < OUT_STATES; i++) rows[n++] = (struct choice){ out_states[i].code, out_state_label((enum out_state)i) };
	int picked = picker_choose(screen_ui(s), _("Which referrals"), rows, st->filter.view == OUT_VIEW_STATE ? 3 + (int)st->filter.state : (int)st->filter.view, NULL);
	if (picked < 0) return false;
	st->filter.view = picked < 3 ? (enum out_view)picked : OUT_VIEW_STATE;
	if (picked >= 3) st->filter.state = (enum out_state)(picked - 3);
	paged_filtered(s);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step of the selected referral: what the partner answered, service done."), .run = act, .right = RIGHT_OUT_READ },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The covering letter with the return slip."), .run = print, .right = RIGHT_OUT_READ },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Which referrals are shown."), .run = choose_filter, .right = RIGHT_OUT_READ },
	{ .fkey = 7, .label = N_("New"), .help = N_("Sends a child to a partner's service."), .run = add, .right = RIGHT_OUT_SEND },
	{ .fkey = 8, .label = N_("Recall"), .help = N_("Withdraws the selected referral with a reason."), .run = withdraw, .right = RIGHT_OUT_SEND },
};

const struct screen_class screen_outs = {
	.name = "outs", .title = N_("Referrals out"),
	.help = N_("Children the home sends to a partner's service, until the service is reported done. ! marks an answer or a report that is overdue; the days are settings. A referral out does not end the stay: a child that moves to another home is proposed for termination besides."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_OUT_READ,
	.open = open_outs, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
