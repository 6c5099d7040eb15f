/* One partner: contacts, places, MoU, and the referrals out to it; and the form that adds or changes one. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/partner/partner_show.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/key.h"
#include "src/base/i18n.h"

enum { OUTS = 6 };

struct state {
	row_id id;                 /* 0: a new one is being typed */
	bool typing, straight;     /* straight: opened by F4 of the list, so leaving the form leaves the screen */
	struct form form;
	struct app_lists lists;
	struct partner partner;
	const char *base[PARTNER_FIELDS]; /* what the typing began from, with its version: a reload does not move them */
	int64_t version;
	const char *kind, *mou, *values[PARTNER_FIELDS], *outs[OUTS]; /* as they are shown; of the load arena */
	bool late[OUTS];
	int out_count;
	char who[200], idem[IDEM_SIZE];
};

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	return app_lists_of(&st->lists, s, f->list);
}

static void check(void *ctx, const char *const *v, struct problems *p)
{
	struct screen *s = ctx;
	const struct state *st = screen_state(s);
	struct arena *a = arena_new();
	partner_check(v, ui_today(screen_ui(s)), p);
	const char *kind = partner_same_name(screen_db(s), screen_actor(s), v[PARTNER_NAME], st->id, a);
	if (kind) problem_soft(p, "name", _("%s stands in the list already (%s). Two offices may share a name."), v[PARTNER_NAME], code_label_load(screen_db(s), screen_actor(s), "partner_kind", kind, a));
	arena_free(a);
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	row_id made = 0;
	(void)ui;
	if (partner_save(screen_db(s), screen_actor(s), st->id, st->version, v, st->id ? NULL : st->idem, &made, p, e)) return st->id = made, true;
	STR_SET(st->who, e->kind == ERR_CONFLICT ? e->text : "");
	char *end = strstr(st->who, ". ");
	if (end) end[1] = 0; /* what to do about it is shown, not told */
	return false;
}

static void begin(struct screen *s)
{
	struct state *st = screen_state(s);
	for (int i = 0; i < PARTNER_FIELDS; i++) st->base[i] = st->id ? arena_dup(screen_keep(s), st->partner.v[i]) : "";
	st->version = st->partner.version;
}

/* Somebody saved first: what they changed beside what is typed here. */
static bool theirs(void *ctx, const char **values, char *who, size_t size)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const char *was[PARTNER_FIELDS];
	if (!partner_load(screen_db(s), screen_actor(s), st->id, screen_keep(s), &st->partner, &e)) return ui_error(screen_ui(s), &e), false;
	memcpy(was, st->base, sizeof was);
	begin(s);
	for (int i = 0; i < PARTNER_FIELDS; i++) values[i] = strcmp(st->base[i], was[i]) != 0 ? st->base[i] : arena_dup(screen_keep(s), form_value(&st->form, partner_fields[i].code));
	str_copy(who, size, st->who);
	return true;
}

static const struct form_class form_class = { .name = "partner", .fields = partner_fields, .count = PARTNER_FIELDS, .choices = choices, .check = check, .save = save, .theirs = theirs };

static void type(struct screen *s)
{
	struct state *st = screen_state(s);
	begin(s);
	db_idem_make(st->idem);
	form_open(&st->form, screen_ui(s), &form_class, s, st->id, st->base);
	st->typing = true;
}

static bool open_partner(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	st->id = *(const row_id *)arg;
	st->straight = st->id <= 0;
	if (st->id < 0) st->id = -st->id;
	if (st->straight && !ui_may(screen_ui(s), RIGHT_PARTNER_EDIT)) return ui_refuse(screen_ui(s), RIGHT_PARTNER_EDIT), false;
	if (st->id && !partner_load(screen_db(s), screen_actor(s), st->id, screen_keep(s), &st->partner, &e)) return ui_error(screen_ui(s), &e), false;
	if (!st->id) screen_subtitle(s, _("new"));
	if (st->straight) type(s);
	return true;
}

/* What the card says, in words. */
static bool lay(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	struct out_row found[OUTS];
	char text[1200];
	st->kind = code_label_load(screen_db(s), screen_actor(s), "partner_kind", st->partner.v[PARTNER_KIND], a);
	st->mou = partner_show_mou_words(st->partner.mou, st->partner.mou_left, date_from_iso(st->partner.v[PARTNER_MOU_UNTIL]), a);
	for (int i = 0; i < PARTNER_FIELDS; i++) {
		const struct field *f = &partner_fields[i];
		field_show(f, st->partner.v[i], f->list ? choices(s, f) : NULL, text, sizeof text);
		st->values[i] = arena_dup(a, text);
	}
	st->out_count = 0;
	if (!ui_may(screen_ui(s), RIGHT_OUT_READ)) return true;
	const struct out_filter f = { .view = OUT_VIEW_ALL, .partner = st->id };
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

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	if (!st->id) return true;
	if (!partner_load(screen_db(s), screen_actor(s), st->id, screen_arena(s), &st->partner, e)) return false;
	screen_subtitle(s, st->partner.v[PARTNER_NAME]);
	return lay(s, e);
}

/* --- painting ---------------------------------------------------------------------------------------------------------------------- */

static int pair(struct ui *ui, struct area a, int row, const char *label, const char *value)
{
	if (!*value || row >= a.row + a.rows) return row;
	draw_text(ui, row, a.col + 1, 22, PAINT_DIM, label);
	return row + draw_wrap(ui, (struct area){ row, a.col + 24, a.row + a.rows - row, a.cols - 25 }, PAINT_TEXT, value, 0);
}

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
		if (i != PARTNER_KIND && i != PARTNER_NAME) row = pair(ui, (struct area){ a.row, a.col, last - a.row, a.cols }, row, _(partner_fields[i].label), st->values[i]);
	if (!st->out_count) return;
	draw_text(ui, last, a.col + 1, a.cols - 2, PAINT_HEADING, _("REFERRALS OUT TO THIS PARTNER"));
	for (int i = 0; i < st->out_count; i++) draw_text(ui, last + 1 + i, a.col + 2, a.cols - 3, st->late[i] ? PAINT_WARN : PAINT_TEXT, st->outs[i]);
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	draw_clear(screen_ui(s), a);
	if (st->typing) form_draw(&st->form, screen_ui(s), a);
	else draw_card(s, a);
}

/* --- keys ------------------------------------------------------------------------------------------------------------------------- */

static void stop_typing(struct screen *s)
{
	struct state *st = screen_state(s);
	form_close(&st->form, screen_ui(s));
	st->typing = false;
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	if (!st->typing) return false;
	bool used = form_key(&st->form, screen_ui(s), k);
	if (st->form.saved) {
		char name[200];
		STR_SET(name, form_value(&st->form, "name"));
		stop_typing(s);
		st->straight = false;
		ui_reload(screen_ui(s));
		ui_say(screen_ui(s), _("Saved: %s"), name);
	}
	return used;
}

static bool leave(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!st->typing) return true;
	if (!form_leave(&st->form, screen_ui(s))) return false;
	if (st->straight) return true;
	stop_typing(s);
	return false; /* back to the card */
}

static void close_partner(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->typing) form_close(&st->form, screen_ui(s));
}

static bool typing(const struct screen *s) { return ((struct state *)screen_state(s))->typing; }
static bool reading(const struct screen *s) { return !typing(s); }
static bool by_form_2(struct screen *s) { return key(s, K_F(2)); }
static bool by_form_4(struct screen *s) { return key(s, K_F(4)); }
static bool by_form_6(struct screen *s) { return key(s, K_F(6)); }
static bool by_form_8(struct screen *s) { return key(s, K_F(8)); }
static bool edit(struct screen *s) { return type(s), true; }

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

static bool end(struct screen *s) { return partner_ask_end(screen_ui(s), ((struct state *)screen_state(s))->id); }

static bool outs(struct screen *s)
{
	const struct out_filter f = { .view = OUT_VIEW_ALL, .partner = ((struct state *)screen_state(s))->id };
	return ui_push(screen_ui(s), &screen_outs, &f);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .run = by_form_2, .right = RIGHT_PARTNER_EDIT, .enabled = typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes this partner: contacts, free places, MoU."), .run = edit, .right = RIGHT_PARTNER_EDIT, .enabled = reading },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .run = by_form_4, .right = RIGHT_PARTNER_EDIT, .enabled = typing },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .run = by_form_6, .right = RIGHT_PARTNER_EDIT, .enabled = typing },
	{ .fkey = 8, .label = N_("End"), .help = N_("Ends the partnership with a reason, or takes an ended one up again."), .run = end, .right = RIGHT_PARTNER_EDIT, .enabled = reading },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .run = by_form_8, .right = RIGHT_PARTNER_EDIT, .enabled = typing },
	{ .letter = 'O', .label = N_("R.out"), .help = N_("Every referral out to this partner."), .run = outs, .right = RIGHT_OUT_READ, .enabled = reading },
};

const struct screen_class screen_partner = {
	.name = "partner", .title = N_("Partner"),
	.help = N_("Contacts, places and MoU of one partner. Renewing an MoU: F4, new number and days; the history stays in the audit log. F8 ends the partnership; it is not deleted, children's referrals point to it."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_PARTNER_READ,
	.open = open_partner, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_partner,
};
