/* Admissions waiting for the head: approve, return with a reason; the proposer mends and proposes again. */
#include <stdio.h>
#include <string.h>

#include "db/child/stay.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "src/base/i18n.h"

struct state { struct table table; struct stay_pending *pending; int count; };

static const struct list_column columns[] = {
	{ N_("Reg. no."), 9, 0, 1 }, { N_("Name"), 20, LIST_GROW, 0 }, { N_("Admitted"), 10, 0, 0 }, { N_("Proposed by"), 16, 0, 2 }, { N_("State"), 18, LIST_GROW, 0 }, { NULL, 0, 0, 0 },
};

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	struct state *st = ctx;
	ui_push(ui, &screen_resident_card, &st->pending[row->data].resident);
}

static const char *detail(void *ctx, const struct list_row *row)
{
	struct state *st = ctx;
	return st->pending[row->data].returned_why;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	st->count = stay_pending(screen_db(s), screen_actor(s), a, &st->pending, e);
	if (st->count < 0) return st->count = 0, false;
	struct list_row *rows = arena_array(a, struct list_row, st->count + 1);
	for (int i = 0; i < st->count; i++) {
		const struct stay_pending *p = &st->pending[i];
		char day[24];
		rows[i] = (struct list_row){ .id = p->stay, .key = "", .data = i, .paint = p->returned ? PAINT_WARN : PAINT_TEXT,
			.cell = { p->register_no, child_shown(screen_ui(s), p->name, a), arena_dup(a, date_format(p->on, DATE_SHORT, day, sizeof day)), p->by,
			          p->returned ? _("returned") : p->emergency ? _("emergency, waiting") : _("waiting") } };
	}
	table_rows(s, rows, st->count);
	return true;
}

static const struct stay_pending *chosen(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_selected(s);
	return row ? &st->pending[row->data] : NULL;
}

static bool finish(struct screen *s, bool ok, const struct problems *p, const struct err *e, const char *done, const char *name)
{
	if (ok) ui_say(screen_ui(s), "%s: %s", done, name);
	return screen_told(screen_ui(s), ok, p, e);
}

static bool approve(struct screen *s)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char text[200];
	const struct stay_pending *at = chosen(s);
	if (!at) return false;
	struct stay_pending copy = *at;
	snprintf(text, sizeof text, _("%s (%s), proposed by %s."), copy.name, copy.register_no, copy.by);
	if (!dialog_confirm(screen_ui(s), _("Approve the admission"), text, _("Approve"))) return false;
	return finish(s, stay_approve(screen_db(s), screen_actor(s), &copy.stay, 1, &p, &e), &p, &e, _("Approved"), copy.name);
}

static bool propose(struct screen *s)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	const struct stay_pending *at = chosen(s);
	if (!at || !at->returned) return ui_say(screen_ui(s), "%s", _("This admission waits for the head already.")), false;
	return finish(s, stay_propose(screen_db(s), screen_actor(s), at->stay, &p, &e), &p, &e, _("Proposed again"), at->name);
}

static bool give_back(struct screen *s)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[400] = "";
	const struct stay_pending *at = chosen(s);
	if (!at || !dialog_reason(screen_ui(s), _("Return the admission"), at->name, why, sizeof why, _("Give back"))) return false;
	return finish(s, stay_return(screen_db(s), screen_actor(s), at->stay, why, &p, &e), &p, &e, _("Returned"), at->name);
}

static bool open_approvals(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, columns, N_("No admission is waiting for approval."), enter, detail);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Agree"), .help = N_("Approves the admission; one's own proposal needs a right of its own."), .run = approve, .right = RIGHT_ADMISSION_APPROVE },
	{ .fkey = 7, .label = N_("Again"), .help = N_("Proposes a returned admission again after it was mended."), .run = propose, .right = RIGHT_ADMISSION_PROPOSE },
	{ .fkey = 8, .label = N_("Revise"), .help = N_("Returns the admission to whoever proposed it, with a reason."), .run = give_back, .right = RIGHT_ADMISSION_APPROVE },
};

const struct screen_class screen_approvals = {
	.name = "approvals", .title = N_("Approvals"),
	.help = N_("A child admitted by the office or the social worker counts at once and waits here for the head. Enter opens the card to read it first."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_READ,
	.open = open_approvals, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
