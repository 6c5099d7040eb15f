/* One report of the public: the intake form, made for a telephone in the other hand, and the card with its follow-up. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/community/community_act.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/key.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

struct state {
	row_id id;               /* 0: a new one is being typed */
	bool typing;
	struct form form;
	struct form_class class;
	struct community_card card;
	const char *last[COMMUNITY_FIELDS]; /* of the record saved before: the ditto mark, and the next child */
	const char *base[COMMUNITY_FIELDS]; /* the values the typing began from, with their version */
	int64_t version;
	char who[200];           /* who saved first */
	char idem[IDEM_SIZE];
};

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	return app_choices(screen_ui(s), f->list, screen_keep(s));
}

static void check(void *ctx, const char *const *values, struct problems *p)
{
	const char *v[COMMUNITY_FIELDS];
	struct screen *s = ctx;
	memcpy(v, values, sizeof v);
	if (*screen_actor(s)->district) v[COMMUNITY_F_DISTRICT] = screen_actor(s)->district; /* never asked of an officer */
	community_check(v, ui_today(screen_ui(s)), p);
}

/* A reporter who stays anonymous is not asked for a name; an officer's reports are of the own district. */
static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	struct screen *s = ctx;
	enum community_field i = (enum community_field)(f - community_fields);
	if (i == COMMUNITY_F_DISTRICT) return screen_actor(s)->panti != 0;
	return !community_field_private(i) || !values[COMMUNITY_F_ANONYMOUS] || strcmp(values[COMMUNITY_F_ANONYMOUS], "1") != 0;
}

static int read_hour(struct ui *ui, void *ctx, const struct field *f, const char *typed, char *canon, size_t size, struct problems *p)
{
	char hour[6];
	(void)ui, (void)ctx;
	if (f - community_fields != COMMUNITY_F_SEEN_HOUR) return 0;
	if (!community_hour(typed, hour)) return problem_hard(p, f->code, "%s", _("Write the hour with hours and minutes, for example 14.30.")), -1;
	str_copy(canon, size, hour);
	return 1;
}

static bool picks(void *ctx, const struct field *f)
{
	(void)ctx;
	return f - community_fields == COMMUNITY_F_VILLAGE;
}

static bool pick(struct ui *ui, void *ctx, const struct field *f, char *value, size_t size)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	if (!picks(ctx, f)) return false;
	const char *district = screen_actor(s)->panti ? form_value(&st->form, "district") : screen_actor(s)->district;
	if (!*district) return ui_say(ui, "%s", _("Choose the regency or city first.")), false;
	struct arena *a = arena_new();
	const struct choice *rows = community_villages(screen_db(s), district, a);
	int picked = rows[0].code ? picker_choose(ui, _("Which district"), rows, -1, NULL) : -1;
	if (picked >= 0) str_copy(value, size, rows[picked].code);
	arena_free(a);
	return picked >= 0;
}

static const char *previous(void *ctx, const struct field *f)
{
	struct state *st = screen_state(ctx);
	const char *v = st->last[f - community_fields];
	return v ? v : "";
}

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct community_input in = { .company = 0 };
	row_id made = 0;
	(void)ui;
	memcpy(in.v, values, sizeof in.v);
	if (strcmp(values[COMMUNITY_F_ANONYMOUS], "1") == 0) in.v[COMMUNITY_F_REPORTER] = in.v[COMMUNITY_F_REPORTER_PHONE] = "";
	if (st->id) {
		if (community_edit(screen_db(s), screen_actor(s), st->id, st->version, &in, p, e)) return true;
		STR_SET(st->who, e->kind == ERR_CONFLICT ? e->text : "");
		char *end = strstr(st->who, ". ");
		if (end) end[1] = 0; /* what to do about it is shown, not told */
		return false;
	}
	if (!community_record(screen_db(s), screen_actor(s), &in, st->idem, &made, p, e)) return false;
	for (int i = 0; i < COMMUNITY_FIELDS; i++) st->last[i] = arena_dup(screen_keep(s), in.v[i]);
	st->id = made;
	return true;
}

static void begin_from_card(struct screen *s)
{
	struct state *st = screen_state(s);
	for (int i = 0; i < COMMUNITY_FIELDS; i++) st->base[i] = st->id ? arena_dup(screen_keep(s), st->card.v[i]) : "";
	st->version = st->card.version;
}

/* Somebody saved first: what they changed beside what is typed here. */
static bool theirs(void *ctx, const char **values, char *who, size_t size)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const char *was[COMMUNITY_FIELDS];
	if (!community_load(screen_db(s), screen_actor(s), st->id, false, screen_keep(s), &st->card, &e)) return ui_error(screen_ui(s), &e), false;
	memcpy(was, st->base, sizeof was);
	begin_from_card(s);
	for (int i = 0; i < COMMUNITY_FIELDS; i++)
		values[i] = strcmp(st->base[i], was[i]) != 0 ? st->base[i] : arena_dup(screen_keep(s), form_value(&st->form, community_fields[i].code));
	str_copy(who, size, st->who);
	return true;
}

/* What belongs to one child only, not to the others seen with it. */
static bool of_child(enum community_field f)
{
	return f == COMMUNITY_F_NAME || f == COMMUNITY_F_SEX || f == COMMUNITY_F_AGE_SEEN || f == COMMUNITY_F_BIRTH_DATE;
}

static void type(struct screen *s, bool next_child)
{
	struct state *st = screen_state(s);
	const char *values[COMMUNITY_FIELDS] = { NULL };
	char today[DATE_ISO_SIZE];
	for (int i = 0; i < COMMUNITY_FIELDS; i++) values[i] = st->id ? st->card.v[i] : next_child && !of_child((enum community_field)i) ? st->last[i] : "";
	if (!st->id && !next_child) {
		date_iso(ui_today(screen_ui(s)), today);
		values[COMMUNITY_F_RECEIVED_ON] = values[COMMUNITY_F_SEEN_ON] = today;
	}
	if (st->typing) form_close(&st->form, screen_ui(s));
	begin_from_card(s);
	db_idem_make(st->idem);
	form_open(&st->form, screen_ui(s), &st->class, s, st->id, values);
	if (next_child) form_focus(&st->form, "name");
	st->typing = true;
}

static bool open_report(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->id = *(const row_id *)arg;
	st->class = (struct form_class){ .name = "community", .fields = community_fields, .count = COMMUNITY_FIELDS, .choices = choices, .check = check, .save = save, .pick = pick, .picks = picks,
		.shown = shown, .previous = previous, .read = read_hour, .theirs = theirs };
	if (!st->id) {
		if (!ui_may(screen_ui(s), RIGHT_COMMUNITY_RECORD)) return ui_refuse(screen_ui(s), RIGHT_COMMUNITY_RECORD), false;
		screen_subtitle(s, _("new"));
		type(s, false);
		return true;
	}
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	bool ok = community_load(screen_db(s), screen_actor(s), st->id, true, a, &st->card, &e); /* the one access row */
	arena_free(a);
	if (!ok) ui_error(screen_ui(s), &e);
	return ok;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	if (!st->id) return true;
	if (!community_load(screen_db(s), screen_actor(s), st->id, false, screen_arena(s), &st->card, e)) return false;
	screen_subtitle(s, st->card.number);
	return true;
}

/* --- the card ------------------------------------------------------------------------------------------------------------------- */

static int pair(struct ui *ui, struct area a, int row, const char *label, const char *value)
{
	if (!value || !*value || row >= a.row + a.rows) return row;
	draw_text(ui, row, a.col + 1, 24, PAINT_DIM, label);
	struct area box = { row, a.col + 26, a.row + a.rows - row, a.cols - 27 };
	return row + draw_wrap(ui, box, PAINT_TEXT, value, 0);
}

static const char *move_text(const struct community_event *ev)
{
	if (ev->move == COMMUNITY_MOVES) return community_state_label(COMMUNITY_DILAPORKAN);
	return ev->move == COMMUNITY_KUNJUNGAN || ev->move == COMMUNITY_TELEPON ? community_move_label(ev->move) : community_state_label(ev->state);
}

static const char *reason_text(struct screen *s, const struct community_event *ev)
{
	if (ev->move != COMMUNITY_TUTUP) return ev->reason;
	const struct choice *c = app_choices(screen_ui(s), "community_closed", screen_arena(s));
	while (c->code && strcmp(c->code, ev->reason) != 0) c++;
	return c->code ? c->label : ev->reason;
}

enum { EVENT_TEXT = 31 }; /* column where who and why begin; they wrap */

static const char *event_text(struct screen *s, const struct community_event *ev)
{
	const char *reason = reason_text(s, ev), *by = ev->by;
	if (!*reason && !*ev->note) return by;
	return arena_printf(screen_arena(s), "%s%s%s%s%s", by, *by ? ": " : "", reason, *reason && *ev->note ? ". " : "", ev->note);
}

/* The newest that fit, each with its words whole. */
static void draw_events(struct screen *s, struct area a, int row)
{
	const struct community_card *c = &((struct state *)screen_state(s))->card;
	struct ui *ui = screen_ui(s);
	int left = a.row + a.rows - row;
	size_t first = c->event_count;
	char day[24];
	while (first > 0) {
		struct area measure = { row, a.col + EVENT_TEXT, 0, a.cols - EVENT_TEXT - 1 };
		int lines = draw_wrap(ui, measure, PAINT_TEXT, event_text(s, &c->events[first - 1]), 0);
		left -= lines > 0 ? lines : 1;
		if (left < 0) break;
		first--;
	}
	for (size_t i = first; i < c->event_count && row < a.row + a.rows; i++) {
		const struct community_event *ev = &c->events[i];
		struct area box = { row, a.col + EVENT_TEXT, a.row + a.rows - row, a.cols - EVENT_TEXT - 1 };
		draw_printf(ui, row, a.col + 1, EVENT_TEXT - 1, PAINT_TEXT, "%s  %s", date_format(ev->on, DATE_SHORT, day, sizeof day), move_text(ev));
		int lines = draw_wrap(ui, box, PAINT_TEXT, event_text(s, ev), 0);
		row += lines > 0 ? lines : 1;
	}
}

static void draw_card(struct screen *s, struct area a)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct community_card *c = &st->card;
	char text[1200];
	int row = a.row + 2, keep = (int)(c->event_count < 6 ? c->event_count : 6) + 1;
	snprintf(text, sizeof text, "%s   %s   %s", community_shown(ui, c->v[COMMUNITY_F_NAME], screen_arena(s)), c->v[COMMUNITY_F_SEX], community_state_label(c->state));
	draw_text(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, text);
	bool urgent = strcmp(c->v[COMMUNITY_F_URGENT], "1") == 0, open = !community_state_final(c->state);
	if (open) snprintf(text, sizeof text, _("%sopen for %d days, recorded by %s"), urgent ? "! " : "", c->days, c->by);
	else snprintf(text, sizeof text, _("finished, recorded by %s"), c->by);
	draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, urgent && open ? PAINT_WARN : PAINT_DIM, text);
	if (*c->referral_no) {
		snprintf(text, sizeof text, "%s, %s", c->referral_no, referral_state_label(c->referral_state));
		row = pair(ui, a, row, _("Became referral"), text);
	}
	for (int i = 0; i < COMMUNITY_FIELDS && row < a.row + a.rows - keep; i++) {
		const struct field *f = &community_fields[i];
		const char *v = c->v[i];
		if (i == COMMUNITY_F_NAME || i == COMMUNITY_F_SEX || i == COMMUNITY_F_SEEN_HOUR || !*v || (f->kind == FIELD_BOOL && strcmp(v, "0") == 0) || (i == COMMUNITY_F_CHILDREN && strcmp(v, "1") == 0)) continue;
		field_show(f, v, f->list ? choices(s, f) : NULL, text, sizeof text);
		if (i == COMMUNITY_F_SEEN_ON && *c->v[COMMUNITY_F_SEEN_HOUR]) {
			size_t used = strlen(text);
			snprintf(text + used, sizeof text - used, ", %s", c->v[COMMUNITY_F_SEEN_HOUR]);
		}
		row = pair(ui, a, row, _(f->label), text);
	}
	if (c->reporter_hidden) row = pair(ui, a, row, _("Reporter"), _("known to who records reports"));
	if (row < a.row + a.rows) draw_hline(ui, row++, a.col, a.cols);
	draw_events(s, a, row);
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	draw_clear(screen_ui(s), a);
	if (st->typing) form_draw(&st->form, screen_ui(s), a);
	else draw_card(s, a);
}

/* --- keys ----------------------------------------------------------------------------------------------------------------------- */

static void after_save(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const char *const buttons[] = { _("Finished"), _("Next child"), NULL };
	bool was_new = st->form.record == 0;
	st->form.saved = false;
	ui_reload(ui);
	const char *name = form_value(&st->form, "name");
	if (was_new && dialog_choose(ui, _("Recorded"), *name ? name : _("A child whose name is not known yet."), buttons, 0) == 1) {
		st->id = 0;
		memset(&st->card, 0, sizeof st->card);
		screen_subtitle(s, _("new"));
		type(s, true);
		return;
	}
	form_close(&st->form, ui);
	st->typing = false;
	ui_say(ui, "%s", _("Saved."));
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	if (!st->typing) return false;
	bool used = form_key(&st->form, screen_ui(s), k);
	if (st->form.saved) after_save(s);
	return used;
}

static bool leave(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!st->typing) return true;
	if (!form_leave(&st->form, screen_ui(s))) return false;
	if (!st->id) return true;
	form_close(&st->form, screen_ui(s));
	st->typing = false;
	return false; /* back to the card */
}

static void close_report(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->typing) form_close(&st->form, screen_ui(s));
}

static bool typing(const struct screen *s) { return ((struct state *)screen_state(s))->typing; }
static bool reading(const struct screen *s) { return !typing(s); }
static bool has_referral(const struct screen *s) { return !typing(s) && ((struct state *)screen_state(s))->card.referral != 0; }

static bool main_action(struct screen *s)
{
	struct state *st = screen_state(s);
	return st->typing ? key(s, K_F(2)) : community_act_next(screen_ui(s), st->id);
}

static bool edit(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->typing) return key(s, K_F(4));
	if (community_state_final(st->card.state)) return ui_say(screen_ui(s), "%s", _("A finished report is read only.")), false;
	type(s, false);
	return true;
}

static bool next_error(struct screen *s) { return key(s, K_F(6)); }

static bool end(struct screen *s)
{
	struct state *st = screen_state(s);
	return st->typing ? key(s, K_F(8)) : community_act(screen_ui(s), st->id, COMMUNITY_TUTUP);
}

static bool follow(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct choice rows[] = { { "kunjungan", community_move_label(COMMUNITY_KUNJUNGAN) }, { "telepon", community_move_label(COMMUNITY_TELEPON) }, { NULL, NULL } };
	int picked = picker_choose(screen_ui(s), _("Follow-up"), rows, 0, NULL);
	return picked >= 0 && community_act(screen_ui(s), st->id, picked ? COMMUNITY_TELEPON : COMMUNITY_KUNJUNGAN);
}

static bool open_referral(struct screen *s)
{
	struct state *st = screen_state(s);
	return ui_push(screen_ui(s), &screen_referral, &st->card.referral);
}

static bool has_company(const struct screen *s) { return !typing(s) && ((struct state *)screen_state(s))->card.company != 0; }

static bool company(struct screen *s)
{
	struct state *st = screen_state(s);
	return ui_push(screen_ui(s), &screen_company, &st->card.company);
}

static bool labour(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct labour_filter of = { .report = st->id };
	return ui_push(screen_ui(s), &screen_labour, &of);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step: found or not, willing or not, referral."), .run = main_action, .right = RIGHT_COMMUNITY_RECORD, .enabled = reading },
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .run = main_action, .right = RIGHT_COMMUNITY_RECORD, .enabled = typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes or completes the report while it is open."), .run = edit, .right = RIGHT_COMMUNITY_RECORD, .enabled = reading },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .run = edit, .right = RIGHT_COMMUNITY_RECORD, .enabled = typing },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .run = next_error, .enabled = typing },
	{ .fkey = 7, .label = N_("Follow"), .help = N_("Writes down a visit or a telephone call; the state stays."), .run = follow, .right = RIGHT_COMMUNITY_RECORD, .enabled = reading },
	{ .fkey = 8, .label = N_("End"), .help = N_("Closes the report with a reason."), .run = end, .right = RIGHT_COMMUNITY_RECORD, .enabled = reading },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .run = end, .right = RIGHT_COMMUNITY_RECORD, .enabled = typing },
	{ .letter = 'E', .label = N_("Labour"), .help = N_("Screenings for child labour of this report's children; F7 there adds one."), .run = labour, .right = RIGHT_LABOUR_READ, .enabled = reading },
	{ .letter = 'N', .label = N_("Work"), .help = N_("Opens the workplace the report is about."), .run = company, .right = RIGHT_COMPANY_READ, .enabled = has_company },
	{ .letter = 'J', .label = N_("Ref."), .help = N_("Opens the referral this report became."), .run = open_referral, .right = RIGHT_REFERRAL_READ, .enabled = has_referral },
};

const struct screen_class screen_community_report = {
	.name = "community_report", .title = N_("Report"),
	.help = N_("Only channel, day and place must be there: what the reporter does not know stays empty and is added later with F4. Several children seen together: after saving, Next child keeps place and work. When child and family are willing, F2 makes the referral with these data."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_COMMUNITY_READ,
	.open = open_report, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_report,
};
