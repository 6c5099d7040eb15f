/* One referral out: what is asked, of whom, and what happened when; and the form that sends a child or changes what is asked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/partner/partner_show.h"
#include "screens/record.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"

enum { LINES = 24, PARTNERS = 300 };

struct state {
	struct record record;      /* first; id 0: a new one is being typed for the child */
	row_id resident;
	struct out_card card;
	struct resident_row child;
	const struct choice *partners;
	int64_t version;           /* a change began from */
	const char *label[LINES], *value[LINES]; /* of the load arena */
	int lines;
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
	return strcmp(f->list, "partner") == 0 ? partners_of(s) : record_choices(s, f);
}

static bool shown(void *ctx, const struct field *f, const char *const *v)
{
	const struct state *st = screen_state(ctx);
	(void)v;
	return !st->record.id || (f != &out_fields[OUT_F_PARTNER] && f != &out_fields[OUT_F_SENT_ON]);
}

static void check(void *ctx, const char *const *v, struct problems *p)
{
	struct screen *s = ctx;
	const struct state *st = screen_state(s);
	if (st->record.id) return;
	out_check(v, st->child.admit, ui_today(screen_ui(s)), p);
	row_id partner = strtoll(v[OUT_F_PARTNER] ? v[OUT_F_PARTNER] : "", NULL, 10);
	if (partner) out_doubts(screen_db(s), screen_actor(s), st->resident, partner, p, NULL);
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct record *r = &st->record;
	row_id made = 0;
	(void)ui;
	if (!r->id) {
		if (!out_send(screen_db(s), screen_actor(s), st->resident, v, r->idem, &made, p, e)) return false;
		r->id = made;
		return true;
	}
	if (out_edit(screen_db(s), screen_actor(s), r->id, st->version, v, p, e)) return true;
	record_conflict(r, e);
	return false;
}

static const struct form_class form_class = { .name = "referral_out", .fields = out_fields, .count = OUT_FIELDS, .choices = choices, .check = check, .save = save, .shown = shown, .button = N_("Send") };
static const struct form_class edit_class = { .name = "referral_out", .fields = out_fields, .count = OUT_FIELDS, .choices = choices, .check = check, .save = save, .shown = shown, .theirs = record_theirs };

static bool read(struct screen *s, bool first, struct arena *a, struct err *e)
{
	struct state *st = screen_state(s);
	return out_load(screen_db(s), screen_actor(s), st->record.id, first, a, &st->card, e);
}

static const char *value(const struct screen *s, int i) { return ((const struct state *)screen_state(s))->card.v[i]; }

static void begun(struct screen *s)
{
	struct state *st = screen_state(s);
	st->version = st->card.version;
}

static void line(struct state *st, const char *label, const char *value)
{
	if (!*value || st->lines == LINES) return;
	st->label[st->lines] = label;
	st->value[st->lines++] = value;
}

/* What the card says, in words. */
static bool lay(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const struct out_card *c = &st->card;
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	char day[24], words[200];
	(void)e;
	screen_subtitle(s, c->number);
	for (size_t i = 0; i < c->event_count; i++) /* a refusal's code, in words */
		if (c->events[i].state == OUT_DITOLAK) st->card.events[i].reason = code_label_load(db, who, "out_refusal", c->events[i].reason, a);
	st->lines = 0;
	line(st, _("Partner"), arena_printf(a, "%s (%s)", c->to.v[PARTNER_NAME], code_label_load(db, who, "partner_kind", c->to.v[PARTNER_KIND], a)));
	line(st, _("Service asked for"), arena_printf(a, "%s%s", code_label_load(db, who, "out_service", c->v[OUT_F_SERVICE], a), strcmp(c->v[OUT_F_URGENT], "1") == 0 ? _(", urgent") : ""));
	line(st, _("Purpose"), c->confidential ? c->v[OUT_F_PURPOSE] : arena_dup(a, right_refusal(RIGHT_NOTE_READ, words, sizeof words)));
	if (strcmp(c->v[OUT_F_SERVICE], OUT_SERVICE_CARE) == 0) line(st, "!", _("The stay goes on until a termination (moved) comes into force; F9 E proposes it."));
	line(st, "MoU", partner_show_mou_words(c->to.mou, c->to.mou_left, date_from_iso(c->to.v[PARTNER_MOU_UNTIL]), a));
	line(st, _("Sent on"), arena_printf(a, "%s, %s", date_format(c->sent, DATE_SHORT, day, sizeof day), c->by));
	line(st, _("Contact"), arena_printf(a, "%s%s%s", c->to.v[PARTNER_CONTACT], *c->to.v[PARTNER_CONTACT] && *c->to.v[PARTNER_PHONE] ? ", " : "", c->to.v[PARTNER_PHONE]));
	line(st, _("Note"), c->v[OUT_F_NOTE]); /* "" for whoever may not read it */
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
		const char *format = c->state == OUT_DIKIRIM ? c->wait.over ? ngettext("! waits %d day for an answer, %d d overdue", "! waits %d days for an answer, %d d overdue", (unsigned long)c->wait.days) : ngettext("waits %d day for an answer, %d d left", "waits %d days for an answer, %d d left", (unsigned long)c->wait.days)
		                                             : c->wait.over ? ngettext("! accepted %d day ago and not reported done, %d d overdue", "! accepted %d days ago and not reported done, %d d overdue", (unsigned long)c->wait.days) : ngettext("accepted %d day ago, %d d left until it should be reported done", "accepted %d days ago, %d d left until it should be reported done", (unsigned long)c->wait.days);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(text, sizeof text, format, c->wait.days, c->wait.over ? -c->wait.left : c->wait.left); /* one of the four above, each with two %d */
#pragma GCC diagnostic pop
		draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, c->wait.over ? PAINT_WARN : PAINT_TEXT, text);
	}
	const int kept = c->event_count < 4 ? (int)c->event_count + 1 : 5, last = a.row + a.rows - kept; /* what happened stays in sight */
	for (int i = 0; i < st->lines; i++) row = record_line(ui, (struct area){ a.row, a.col, last - a.row, a.cols }, row, 20, st->label[i], st->value[i]);
	if (row < a.row + a.rows) draw_hline(ui, row++, a.col, a.cols);
	for (size_t i = 0; i < c->event_count && row < a.row + a.rows; i++) {
		const struct out_event *v = &c->events[i];
		snprintf(text, sizeof text, "%s  %s, %s%s%s%s%s%s%s", date_format(v->on, DATE_SHORT, day, sizeof day), out_state_label(v->state), v->by, *v->by_whom ? _("; answered by ") : "", v->by_whom, *v->reason ? "; " : "", v->reason,
		         *v->note ? ": " : "", v->note);
		row += draw_wrap(ui, (struct area){ row, a.col + 1, a.row + a.rows - row, a.cols - 2 }, PAINT_TEXT, text, 0);
	}
}

static void saved(struct screen *s, bool made)
{
	record_card(s);
	ui_say(screen_ui(s), "%s", made ? _("Sent. F5 prints the covering letter with the return slip.") : _("Saved."));
}

static const struct record_class page = { .read = read, .lay = lay, .draw = draw_card, .value = value, .begun = begun, .saved = saved };

static bool open_out(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	const struct out_arg *in = arg;
	struct err e = { ERR_NONE, "" };
	struct ui *ui = screen_ui(s);
	char partner[24] = "", today[DATE_ISO_SIZE];
	if (!in->out && !ui_may(ui, RIGHT_OUT_SEND)) return ui_refuse(ui, RIGHT_OUT_SEND), false;
	if (!record_open(s, &page, in->out)) return false;
	st->resident = in->out ? st->card.resident : in->resident;
	if (in->out) return true;
	if (!resident_row(screen_db(s), screen_actor(s), st->resident, screen_keep(s), &st->child, &e)) return ui_error(ui, &e), false;
	if (strcmp(st->child.status, "aktif") != 0) return ui_say(ui, "%s", _("Only a child in care is sent to a service.")), false;
	if (!partners_of(s)->code) return ui_say(ui, "%s", _("There is no partner yet. Add one first: Home, K, F7.")), false;
	screen_subtitle(s, child_shown(ui, st->child.name, screen_keep(s)));
	if (in->partner) snprintf(partner, sizeof partner, "%" PRId64, in->partner);
	const char *values[OUT_FIELDS] = { [OUT_F_SENT_ON] = date_iso(ui_today(ui), today), [OUT_F_PARTNER] = partner };
	record_type(s, &form_class, 0, values);
	return true;
}

static row_id id_of(struct screen *s) { return ((struct state *)screen_state(s))->record.id; }
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
	record_type(s, &edit_class, st->record.id, NULL);
	return true;
}

static enum out_state state_now(const struct screen *s) { return ((struct state *)screen_state(s))->card.state; }
static bool goes_on(const struct screen *s) { return record_reading(s) && state_now(s) < OUT_STATES && !out_states[state_now(s)].final; }
static bool unanswered(const struct screen *s) { return record_reading(s) && state_now(s) == OUT_DIKIRIM; }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step: what the partner answered, service done."), .run = next, .right = RIGHT_OUT_READ, .enabled = goes_on },
	{ .fkey = 2, .label = N_("Send"), .help = N_("Records the referral out as sent; F5 then prints its letter and slip."), .right = RIGHT_OUT_SEND, .enabled = record_typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes service, purpose and note until the partner has answered."), .run = edit, .right = RIGHT_OUT_SEND, .enabled = unanswered },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .right = RIGHT_OUT_SEND, .enabled = record_typing },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The covering letter with the return slip."), .run = print, .right = RIGHT_OUT_READ, .enabled = record_reading },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .enabled = record_typing },
	{ .fkey = 8, .label = N_("Recall"), .help = N_("Withdraws this referral with a reason."), .run = withdraw, .right = RIGHT_OUT_SEND, .enabled = goes_on },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .right = RIGHT_OUT_SEND, .enabled = record_typing },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card."), .run = child, .right = RIGHT_RESIDENT_LIST, .enabled = record_reading },
	{ .letter = 'B', .label = N_("Partn."), .help = N_("Opens the partner."), .run = partner, .right = RIGHT_PARTNER_READ, .enabled = record_reading },
	{ .letter = 'E', .label = N_("Termin."), .help = N_("Proposes the end of care: a child that moves to another home or pesantren."), .run = terminate, .right = RIGHT_TERMINATION_PROPOSE, .enabled = record_reading },
};

const struct screen_class screen_out = {
	.name = "out", .title = N_("Referral out"),
	.help = N_("Sent, accepted or declined with a reason, service reported done. Each answer is recorded on the day it was given. The partner returns the slip of the covering letter; F2 records what it says. Purpose and result are read by the head and the social workers only."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_OUT_READ,
	.open = open_out, .load = record_load, .draw = record_draw, .key = record_key, .leave = record_leave, .close = record_close,
};
