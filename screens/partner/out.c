/* One referral out: what is asked, of whom, and what happened when; and the form that sends a child or changes what is asked. */
#include <stdio.h>
#include <stdlib.h>
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

enum { LINES = 24, PARTNERS = 300 };

struct state {
	row_id id, resident;       /* id 0: a new one is being typed for the child */
	bool typing;
	struct form form;
	struct app_lists lists;
	struct out_card card;
	struct resident_row child;
	const struct choice *partners;
	char partner[24];          /* the one chosen beforehand */
	const char *base[OUT_FIELDS];
	int64_t version;
	const char *label[LINES], *value[LINES]; /* of the load arena */
	int lines;
	char who[200], idem[IDEM_SIZE];
};

static const struct choice *partners_of(struct screen *s)
{
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	if (st->partners) return st->partners;
	struct arena *a = screen_keep(s);
	struct out_partner *found = arena_array(a, struct out_partner, PARTNERS);
	int n = out_partners(screen_db(s), screen_actor(s), st->resident, a, found, PARTNERS, &e);
	struct choice *rows = arena_array(a, struct choice, (n > 0 ? n : 0) + 1);
	if (n < 0) ui_error(screen_ui(s), &e);
	for (int i = 0; i < n; i++)
		rows[i] = (struct choice){ arena_printf(a, "%" PRId64, found[i].id), arena_printf(a, "%s (%s%s)", found[i].name, code_label_load(screen_db(s), screen_actor(s), "partner_kind", found[i].kind, a), out_show_doubt(&found[i], a)) };
	return st->partners = rows;
}

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	return strcmp(f->list, "partner") == 0 ? partners_of(s) : app_lists_of(&st->lists, s, f->list);
}

static bool shown(void *ctx, const struct field *f, const char *const *v)
{
	const struct state *st = screen_state(ctx);
	(void)v;
	return !st->id || (f != &out_fields[OUT_F_PARTNER] && f != &out_fields[OUT_F_SENT_ON]);
}

static void check(void *ctx, const char *const *v, struct problems *p)
{
	struct screen *s = ctx;
	const struct state *st = screen_state(s);
	if (st->id) return;
	out_check(v, st->child.admit, ui_today(screen_ui(s)), p);
	row_id partner = strtoll(v[OUT_F_PARTNER] ? v[OUT_F_PARTNER] : "", NULL, 10);
	if (partner) out_doubts(screen_db(s), screen_actor(s), st->resident, partner, p, NULL);
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	row_id made = 0;
	(void)ui;
	if (!st->id) {
		if (!out_send(screen_db(s), screen_actor(s), st->resident, v, st->idem, &made, p, e)) return false;
		st->id = made;
		return true;
	}
	if (out_edit(screen_db(s), screen_actor(s), st->id, st->version, v, p, e)) return true;
	STR_SET(st->who, e->kind == ERR_CONFLICT ? e->text : "");
	char *end = strstr(st->who, ". ");
	if (end) end[1] = 0;
	return false;
}

static void begin(struct screen *s)
{
	struct state *st = screen_state(s);
	char today[DATE_ISO_SIZE];
	for (int i = 0; i < OUT_FIELDS; i++) st->base[i] = st->id ? arena_dup(screen_keep(s), st->card.v[i]) : "";
	if (!st->id) {
		st->base[OUT_F_SENT_ON] = arena_dup(screen_keep(s), date_iso(ui_today(screen_ui(s)), today));
		st->base[OUT_F_PARTNER] = st->partner;
	}
	st->version = st->card.version;
}

/* Somebody saved first: what they changed beside what is typed here. */
static bool theirs(void *ctx, const char **values, char *who, size_t size)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const char *was[OUT_FIELDS];
	if (!out_load(screen_db(s), screen_actor(s), st->id, false, screen_keep(s), &st->card, &e)) return ui_error(screen_ui(s), &e), false;
	memcpy(was, st->base, sizeof was);
	begin(s);
	for (int i = 0; i < OUT_FIELDS; i++) values[i] = strcmp(st->base[i], was[i]) != 0 ? st->base[i] : arena_dup(screen_keep(s), form_value(&st->form, out_fields[i].code));
	str_copy(who, size, st->who);
	return true;
}

static const struct form_class form_class = { .name = "referral_out", .fields = out_fields, .count = OUT_FIELDS, .choices = choices, .check = check, .save = save, .shown = shown, .theirs = theirs, .button = N_("Send") };
static const struct form_class edit_class = { .name = "referral_out", .fields = out_fields, .count = OUT_FIELDS, .choices = choices, .check = check, .save = save, .shown = shown, .theirs = theirs };

static void type(struct screen *s)
{
	struct state *st = screen_state(s);
	begin(s);
	db_idem_make(st->idem);
	form_open(&st->form, screen_ui(s), st->id ? &edit_class : &form_class, s, st->id, st->base);
	st->typing = true;
}

static bool open_out(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	const struct out_arg *in = arg;
	struct err e = { ERR_NONE, "" };
	struct ui *ui = screen_ui(s);
	st->id = in->out;
	st->resident = in->resident;
	if (in->partner) snprintf(st->partner, sizeof st->partner, "%" PRId64, in->partner);
	if (st->id) {
		struct arena *a = arena_new();
		bool ok = out_load(screen_db(s), screen_actor(s), st->id, true, a, &st->card, &e); /* the one access row */
		st->resident = st->card.resident;
		arena_free(a);
		return ok || (ui_error(ui, &e), false);
	}
	if (!ui_may(ui, RIGHT_OUT_SEND)) return ui_refuse(ui, RIGHT_OUT_SEND), false;
	if (!resident_row(screen_db(s), screen_actor(s), st->resident, screen_keep(s), &st->child, &e)) return ui_error(ui, &e), false;
	if (strcmp(st->child.status, "aktif") != 0) return ui_say(ui, "%s", _("Only a child in care is sent to a service.")), false;
	if (!partners_of(s)->code) return ui_say(ui, "%s", _("There is no partner yet. Add one first: Home, K, F7.")), false;
	screen_subtitle(s, child_shown(ui, st->child.name, screen_keep(s)));
	type(s);
	return true;
}

static void line(struct state *st, const char *label, const char *value)
{
	if (!*value || st->lines == LINES) return;
	st->label[st->lines] = label;
	st->value[st->lines++] = value;
}

/* What the card says, in words. */
static void lay(struct screen *s)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const struct out_card *c = &st->card;
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	char day[24], words[200];
	st->lines = 0;
	line(st, _("Partner"), arena_printf(a, "%s (%s)", c->to.v[PARTNER_NAME], code_label_load(db, who, "partner_kind", c->to.v[PARTNER_KIND], a)));
	line(st, _("Service asked for"), arena_printf(a, "%s%s", code_label_load(db, who, "out_service", c->v[OUT_F_SERVICE], a), strcmp(c->v[OUT_F_URGENT], "1") == 0 ? _(", urgent") : ""));
	line(st, _("Purpose"), c->confidential ? c->v[OUT_F_PURPOSE] : arena_dup(a, right_refusal(RIGHT_NOTE_READ, words, sizeof words)));
	if (strcmp(c->v[OUT_F_SERVICE], OUT_SERVICE_CARE) == 0) line(st, "!", _("The stay goes on until a termination (moved) comes into force; F9 E proposes it."));
	line(st, "MoU", partner_show_mou_words(c->to.mou, c->to.mou_left, date_from_iso(c->to.v[PARTNER_MOU_UNTIL]), a));
	line(st, _("Sent on"), arena_printf(a, "%s, %s", date_format(c->sent, DATE_SHORT, day, sizeof day), c->by));
	line(st, _("Contact"), arena_printf(a, "%s%s%s", c->to.v[PARTNER_CONTACT], *c->to.v[PARTNER_CONTACT] && *c->to.v[PARTNER_PHONE] ? ", " : "", c->to.v[PARTNER_PHONE]));
	line(st, _("Note"), c->v[OUT_F_NOTE]); /* "" for whoever may not read it */
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	if (!st->id) return true;
	if (!out_load(screen_db(s), screen_actor(s), st->id, false, screen_arena(s), &st->card, e)) return false;
	screen_subtitle(s, st->card.number);
	for (size_t i = 0; i < st->card.event_count; i++) /* a refusal's code, in words */
		st->card.events[i].reason = st->card.events[i].state == OUT_DITOLAK ? code_label_load(screen_db(s), screen_actor(s), "out_refusal", st->card.events[i].reason, screen_arena(s)) : st->card.events[i].reason;
	lay(s);
	return true;
}

static void draw_card(struct screen *s, struct area a)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct out_card *c = &st->card;
	char text[400], day[24];
	int row = a.row + 2;
	snprintf(text, sizeof text, "%s (%s)   %s   %s", child_shown(ui, c->name, screen_arena(s)), c->register_no, c->sex, out_state_label(c->state));
	draw_text(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, text);
	if (!out_states[c->state].final) {
		const char *format = c->state == OUT_DIKIRIM ? c->wait.over ? _("! waits %d days for an answer, %d days overdue") : _("waits %d days for an answer, %d days left")
		                                             : c->wait.over ? _("! accepted %d days ago and not reported done, %d days overdue") : _("accepted %d days ago, %d days left until it should be reported done");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(text, sizeof text, format, c->wait.days, c->wait.over ? -c->wait.left : c->wait.left); /* one of the four above, each with two %d */
#pragma GCC diagnostic pop
		draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, c->wait.over ? PAINT_WARN : PAINT_TEXT, text);
	}
	const int kept = c->event_count < 4 ? (int)c->event_count + 1 : 5, last = a.row + a.rows - kept; /* what happened stays in sight */
	for (int i = 0; i < st->lines && row < last; i++) {
		draw_text(ui, row, a.col + 1, 20, PAINT_DIM, st->label[i]);
		row += draw_wrap(ui, (struct area){ row, a.col + 22, last - row, a.cols - 23 }, PAINT_TEXT, st->value[i], 0);
	}
	if (row < a.row + a.rows) draw_hline(ui, row++, a.col, a.cols);
	for (size_t i = 0; i < c->event_count && row < a.row + a.rows; i++) {
		const struct out_event *v = &c->events[i];
		snprintf(text, sizeof text, "%s  %s, %s%s%s%s%s%s%s", date_format(v->on, DATE_SHORT, day, sizeof day), out_state_label(v->state), v->by, *v->by_whom ? _("; answered by ") : "", v->by_whom, *v->reason ? "; " : "", v->reason,
		         *v->note ? ": " : "", v->note);
		row += draw_wrap(ui, (struct area){ row, a.col + 1, a.row + a.rows - row, a.cols - 2 }, PAINT_TEXT, text, 0);
	}
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	draw_clear(screen_ui(s), a);
	if (st->typing) form_draw(&st->form, screen_ui(s), a);
	else draw_card(s, a);
}

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
	bool used = form_key(&st->form, screen_ui(s), k), was_new = st->form.record == 0;
	if (!st->form.saved) return used;
	stop_typing(s);
	ui_reload(screen_ui(s));
	ui_say(screen_ui(s), "%s", was_new ? _("Sent. F5 prints the covering letter with the return slip.") : _("Saved."));
	return used;
}

static bool leave(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!st->typing) return true;
	if (!form_leave(&st->form, screen_ui(s))) return false;
	if (!st->id) return true;
	stop_typing(s);
	return false; /* back to the card */
}

static void close_out(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->typing) form_close(&st->form, screen_ui(s));
}

static bool typing(const struct screen *s) { return ((struct state *)screen_state(s))->typing; }
static bool reading(const struct screen *s) { return !typing(s); }
static row_id id_of(struct screen *s) { return ((struct state *)screen_state(s))->id; }
static bool by_form_2(struct screen *s) { return key(s, K_F(2)); }
static bool by_form_4(struct screen *s) { return key(s, K_F(4)); }
static bool by_form_6(struct screen *s) { return key(s, K_F(6)); }
static bool by_form_8(struct screen *s) { return key(s, K_F(8)); }
static bool next(struct screen *s) { return out_act_next(screen_ui(s), id_of(s)); }
static bool print(struct screen *s) { return out_act_print(screen_ui(s), id_of(s)); }
static bool withdraw(struct screen *s) { return out_act(screen_ui(s), id_of(s), OUT_MOVE_TARIK); }
static bool child(struct screen *s) { return ui_push(screen_ui(s), &screen_resident_card, &((struct state *)screen_state(s))->card.resident); }
static bool partner(struct screen *s) { return ui_push(screen_ui(s), &screen_partner, &((struct state *)screen_state(s))->card.partner); }

static bool terminate(struct screen *s)
{
	const struct termination_arg arg = { .resident = ((struct state *)screen_state(s))->card.resident };
	return ui_push(screen_ui(s), &screen_termination, &arg);
}

static bool edit(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->card.state != OUT_DIKIRIM) return ui_say(screen_ui(s), "%s", _("The partner has answered; what was asked stays as it is.")), false;
	type(s);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step: what the partner answered, service done."), .run = next, .right = RIGHT_OUT_READ, .enabled = reading },
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .run = by_form_2, .right = RIGHT_OUT_SEND, .enabled = typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes service, purpose and note until the partner has answered."), .run = edit, .right = RIGHT_OUT_SEND, .enabled = reading },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .run = by_form_4, .right = RIGHT_OUT_SEND, .enabled = typing },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The covering letter with the return slip."), .run = print, .right = RIGHT_OUT_READ, .enabled = reading },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .run = by_form_6, .enabled = typing },
	{ .fkey = 8, .label = N_("Recall"), .help = N_("Withdraws this referral with a reason."), .run = withdraw, .right = RIGHT_OUT_SEND, .enabled = reading },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .run = by_form_8, .right = RIGHT_OUT_SEND, .enabled = typing },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card."), .run = child, .right = RIGHT_RESIDENT_LIST, .enabled = reading },
	{ .letter = 'B', .label = N_("Partn."), .help = N_("Opens the partner."), .run = partner, .right = RIGHT_PARTNER_READ, .enabled = reading },
	{ .letter = 'E', .label = N_("Termin."), .help = N_("Proposes the end of care: a child that moves to another home or pesantren."), .run = terminate, .right = RIGHT_TERMINATION_PROPOSE, .enabled = reading },
};

const struct screen_class screen_out = {
	.name = "out", .title = N_("Referral out"),
	.help = N_("Sent, accepted or declined with a reason, service reported done. Each answer is recorded on the day it was given. The partner returns the slip of the covering letter; F2 records what it says. Purpose and result are read by the head and the social workers only."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_OUT_READ,
	.open = open_out, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_out,
};
