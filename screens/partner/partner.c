/* One partner: contacts, places, MoU, and the referrals out to it; and the form that adds or changes one. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/partner/partner_show.h"
#include "screens/record.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"

enum { OUTS = 6 };

struct state {
	struct record record;      /* first */
	struct partner partner;
	int64_t version;           /* a change began from */
	const char *kind, *mou, *values[PARTNER_FIELDS], *outs[OUTS]; /* as they are shown; of the load arena */
	bool late[OUTS];
	int out_count;
};

static void check(void *ctx, const char *const *v, struct problems *p)
{
	struct screen *s = ctx;
	const struct state *st = screen_state(s);
	struct arena *a = arena_new();
	partner_check(v, ui_today(screen_ui(s)), p);
	const char *kind = partner_same_name(screen_db(s), screen_actor(s), v[PARTNER_NAME], st->record.id, a);
	if (kind) problem_soft(p, "name", _("%s stands in the list already (%s). Two offices may share a name."), v[PARTNER_NAME], code_label_load(screen_db(s), screen_actor(s), "partner_kind", kind, a));
	arena_free(a);
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct record *r = &st->record;
	row_id made = 0;
	(void)ui;
	if (partner_save(screen_db(s), screen_actor(s), r->id, st->version, v, r->id ? NULL : r->idem, &made, p, e)) return r->id = made, true;
	record_conflict(r, e);
	return false;
}

static const struct form_class form_class = { .name = "partner", .fields = partner_fields, .count = PARTNER_FIELDS, .choices = record_choices, .check = check, .save = save, .theirs = record_theirs };

static bool read(struct screen *s, bool first, struct arena *a, struct err *e)
{
	struct state *st = screen_state(s);
	(void)first; /* no child's file: leaves no access row */
	return partner_load(screen_db(s), screen_actor(s), st->record.id, a, &st->partner, e);
}

static const char *value(const struct screen *s, int i) { return ((const struct state *)screen_state(s))->partner.v[i]; }

static void begun(struct screen *s)
{
	struct state *st = screen_state(s);
	st->version = st->partner.version;
}

/* What the card says, in words. */
static bool lay(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	struct out_row found[OUTS];
	char text[1200];
	screen_subtitle(s, st->partner.v[PARTNER_NAME]);
	st->kind = code_label_load(screen_db(s), screen_actor(s), "partner_kind", st->partner.v[PARTNER_KIND], a);
	st->mou = partner_show_mou_words(st->partner.mou, st->partner.mou_left, date_from_iso(st->partner.v[PARTNER_MOU_UNTIL]), a);
	for (int i = 0; i < PARTNER_FIELDS; i++) {
		const struct field *f = &partner_fields[i];
		field_show(f, st->partner.v[i], f->list ? record_choices(s, f) : NULL, text, sizeof text);
		st->values[i] = arena_dup(a, text);
	}
	st->out_count = 0;
	if (!ui_may(screen_ui(s), RIGHT_OUT_READ)) return true;
	const struct out_filter f = { .view = OUT_VIEW_ALL, .partner = st->record.id };
	int n = out_list(screen_db(s), screen_actor(s), &f, OUT_FIRST, false, a, found, OUTS, e);
	for (int i = 0; i < n; i++) {
		const struct out_row *r = &found[i];
		st->outs[i] = arena_printf(a, "%s  %-20.20s %s, %s %s", r->number, child_shown(screen_ui(s), r->name, a), code_label_load(screen_db(s), screen_actor(s), "out_service", r->service, a),
		                           out_state_label(r->state), out_show_wait(r, a));
		st->late[i] = r->wait.over;
	}
	st->out_count = n > 0 ? n : 0;
	return n >= 0;
}

/* --- painting ---------------------------------------------------------------------------------------------------------------------- */

static void draw_card(struct screen *s, struct area a)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct partner *p = &st->partner;
	char text[600], day[24];
	int row = a.row + 2, last = a.row + a.rows - (st->out_count ? st->out_count + 1 : 0);
	const bool warn = p->closed_on != DATE_NONE || p->mou == MOU_ENDED || p->mou == MOU_ENDING;
	snprintf(text, sizeof text, "%s   %s", p->v[PARTNER_NAME], st->kind);
	draw_text(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, text);
	if (p->closed_on != DATE_NONE) snprintf(text, sizeof text, _("! Partnership ended on %s: %s"), date_format(p->closed_on, DATE_SHORT, day, sizeof day), p->closed_why);
	else snprintf(text, sizeof text, "%s%s", p->mou == MOU_NONE ? "" : "MoU: ", st->mou);
	draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, warn ? PAINT_WARN : PAINT_TEXT, text);
	for (int i = 0; i < PARTNER_FIELDS && row < last; i++)
		if (i != PARTNER_KIND && i != PARTNER_NAME) row = record_line(ui, (struct area){ a.row, a.col, last - a.row, a.cols }, row, 22, _(partner_fields[i].label), st->values[i]);
	if (!st->out_count) return;
	draw_text(ui, last, a.col + 1, a.cols - 2, PAINT_HEADING, _("REFERRALS OUT TO THIS PARTNER"));
	for (int i = 0; i < st->out_count; i++) draw_text(ui, last + 1 + i, a.col + 2, a.cols - 3, st->late[i] ? PAINT_WARN : PAINT_TEXT, st->outs[i]);
}

/* --- keys ------------------------------------------------------------------------------------------------------------------------- */

static void saved(struct screen *s, bool made)
{
	struct state *st = screen_state(s);
	char name[200];
	(void)made;
	STR_SET(name, form_value(&st->record.form, "name"));
	st->record.straight = false;
	record_card(s);
	ui_say(screen_ui(s), _("Saved: %s"), name);
}

static const struct record_class page = { .read = read, .lay = lay, .draw = draw_card, .value = value, .begun = begun, .saved = saved };

static bool open_partner(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	row_id id = *(const row_id *)arg;
	st->record.straight = id <= 0;
	if (st->record.straight && !ui_may(screen_ui(s), RIGHT_PARTNER_EDIT)) return ui_refuse(screen_ui(s), RIGHT_PARTNER_EDIT), false;
	if (!record_open(s, &page, id < 0 ? -id : id)) return false;
	if (!id) screen_subtitle(s, _("new"));
	if (st->record.straight) record_type(s, &form_class, st->record.id, NULL);
	return true;
}

static bool edit(struct screen *s) { return record_type(s, &form_class, ((struct state *)screen_state(s))->record.id, NULL), true; }

bool partner_ask_end(struct ui *ui, row_id partner)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct partner now;
	char why[300] = "", text[300];
	struct arena *a = arena_new();
	bool ok = partner_load(ui_db(ui), ui_who(ui), partner, a, &now, &e), again = ok && now.closed_on != DATE_NONE;
	if (ok) {
		snprintf(text, sizeof text, again ? _("%s: the partnership is taken up again.") : _("%s: no new referrals out go there. What was sent stays on record."), now.v[PARTNER_NAME]);
		ok = dialog_reason(ui, again ? _("Take the partnership up again") : _("End the partnership"), text, why, sizeof why, again ? _("Take up") : _("End it"));
	} else ui_error(ui, &e);
	if (ok && !(ok = partner_end(ui_db(ui), ui_who(ui), partner, now.version, again ? DATE_NONE : ui_today(ui), why, &p, &e))) {
		if (p.count) ui_problems(ui, &p);
		else ui_error(ui, &e);
	} else if (ok) {
		if (p.count) ui_warn(ui, "%s", p.list[0].text);
		else ui_say(ui, again ? _("%s is a partner again.") : _("The partnership with %s has ended."), now.v[PARTNER_NAME]);
		ui_reload(ui);
	}
	arena_free(a);
	return ok;
}

static bool end(struct screen *s) { return partner_ask_end(screen_ui(s), ((struct state *)screen_state(s))->record.id); }

static bool outs(struct screen *s)
{
	const struct out_filter f = { .view = OUT_VIEW_ALL, .partner = ((struct state *)screen_state(s))->record.id };
	return ui_push(screen_ui(s), &screen_outs, &f);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .right = RIGHT_PARTNER_EDIT, .enabled = record_typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes this partner: contacts, free places, MoU."), .run = edit, .right = RIGHT_PARTNER_EDIT, .enabled = record_reading },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .right = RIGHT_PARTNER_EDIT, .enabled = record_typing },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .right = RIGHT_PARTNER_EDIT, .enabled = record_typing },
	{ .fkey = 8, .label = N_("End"), .help = N_("Ends the partnership with a reason, or takes an ended one up again."), .run = end, .right = RIGHT_PARTNER_EDIT, .enabled = record_reading },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .right = RIGHT_PARTNER_EDIT, .enabled = record_typing },
	{ .letter = 'O', .label = N_("R.out"), .help = N_("Every referral out to this partner."), .run = outs, .right = RIGHT_OUT_READ, .enabled = record_reading },
};

const struct screen_class screen_partner = {
	.name = "partner", .title = N_("Partner"),
	.help = N_("Contacts, places and MoU of one partner. Renewing an MoU: F4, new number and days; the history stays in the audit log. F8 ends the partnership; it is not deleted, children's referrals point to it."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_PARTNER_READ,
	.open = open_partner, .load = record_load, .draw = record_draw, .key = record_key, .leave = record_leave, .close = record_close,
};
