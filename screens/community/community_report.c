/* One report of the public: the intake form, made for a telephone in the other hand, and the card with its follow-up. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/community/community_act.h"
#include "screens/record.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

struct state {
	struct record record;    /* first */
	struct community_card card;
	const char *last[COMMUNITY_FIELDS]; /* of the record saved before: the ditto mark, and the next child */
	int64_t version;         /* a change began from */
};

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
	const char *district = screen_actor(s)->panti ? form_value(&st->record.form, "district") : screen_actor(s)->district;
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
	struct record *r = &st->record;
	row_id made = 0;
	(void)ui;
	memcpy(in.v, values, sizeof in.v);
	if (strcmp(values[COMMUNITY_F_ANONYMOUS], "1") == 0) in.v[COMMUNITY_F_REPORTER] = in.v[COMMUNITY_F_REPORTER_PHONE] = "";
	if (r->id) {
		if (community_edit(screen_db(s), screen_actor(s), r->id, st->version, &in, p, e)) return true;
		record_conflict(r, e);
		return false;
	}
	if (!community_record(screen_db(s), screen_actor(s), &in, r->idem, &made, p, e)) return false;
	for (int i = 0; i < COMMUNITY_FIELDS; i++) st->last[i] = arena_dup(screen_keep(s), in.v[i]);
	r->id = made;
	return true;
}

static const struct form_class form_class = { .name = "community", .fields = community_fields, .count = COMMUNITY_FIELDS, .choices = record_choices, .check = check, .save = save, .pick = pick, .picks = picks,
	.shown = shown, .previous = previous, .read = read_hour, .theirs = record_theirs };

static bool read(struct screen *s, bool first, struct arena *a, struct err *e)
{
	struct state *st = screen_state(s);
	return community_load(screen_db(s), screen_actor(s), st->record.id, first, a, &st->card, e);
}

static const char *value(const struct screen *s, int i) { return ((const struct state *)screen_state(s))->card.v[i]; }

static void begun(struct screen *s)
{
	struct state *st = screen_state(s);
	st->version = st->card.version;
}

static bool lay(struct screen *s, struct err *e)
{
	(void)e;
	screen_subtitle(s, ((const struct state *)screen_state(s))->card.number);
	return true;
}

/* What belongs to one child only, not to the others seen with it. */
static bool of_child(enum community_field f)
{
	return f == COMMUNITY_F_NAME || f == COMMUNITY_F_SEX || f == COMMUNITY_F_AGE_SEEN || f == COMMUNITY_F_BIRTH_DATE;
}

/* The next child: seen with the one just saved. */
static void type_new(struct screen *s, bool next_child)
{
	struct state *st = screen_state(s);
	const char *values[COMMUNITY_FIELDS] = { NULL };
	char today[DATE_ISO_SIZE];
	screen_subtitle(s, _("new"));
	for (int i = 0; next_child && i < COMMUNITY_FIELDS; i++) values[i] = of_child((enum community_field)i) ? "" : st->last[i];
	if (!next_child) values[COMMUNITY_F_RECEIVED_ON] = values[COMMUNITY_F_SEEN_ON] = date_iso(ui_today(screen_ui(s)), today);
	record_type(s, &form_class, 0, values);
	if (next_child) form_focus(&st->record.form, "name");
}

/* --- the card ------------------------------------------------------------------------------------------------------------------- */

static const char *move_text(const struct community_event *ev)
{
	if (ev->move == COMMUNITY_MOVES) return community_state_label(COMMUNITY_DILAPORKAN);
	return ev->move == COMMUNITY_KUNJUNGAN || ev->move == COMMUNITY_TELEPON ? community_move_label(ev->move) : community_state_label(ev->state);
}

static const char *reason_text(struct screen *s, const struct community_event *ev)
{
	if (ev->move != COMMUNITY_TUTUP) return ev->reason;
	return app_lists_label(&((struct state *)screen_state(s))->record.lists, s, "community_closed", ev->reason, screen_arena(s));
}

enum { LABEL = 24, EVENT_TEXT = 31 }; /* column where who and why begin; they wrap */

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
	if (open) snprintf(text, sizeof text, urgent ? ngettext("Urgent, open for %d day, recorded by %s", "Urgent, open for %d days, recorded by %s", (unsigned long)c->days) : ngettext("open for %d day, recorded by %s", "open for %d days, recorded by %s", (unsigned long)c->days), c->days, c->by);
	else snprintf(text, sizeof text, _("finished, recorded by %s"), c->by);
	draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, urgent && open ? PAINT_WARN : PAINT_DIM, text);
	if (*c->referral_no) {
		snprintf(text, sizeof text, "%s, %s", c->referral_no, referral_state_label(c->referral_state));
		row = record_line(ui, a, row, LABEL, _("Became referral"), text);
	}
	for (int i = 0; i < COMMUNITY_FIELDS && row < a.row + a.rows - keep; i++) {
		const struct field *f = &community_fields[i];
		const char *v = c->v[i];
		if (i == COMMUNITY_F_NAME || i == COMMUNITY_F_SEX || i == COMMUNITY_F_SEEN_HOUR || !*v || (f->kind == FIELD_BOOL && strcmp(v, "0") == 0) || (i == COMMUNITY_F_CHILDREN && strcmp(v, "1") == 0)) continue;
		field_show(f, v, f->list ? record_choices(s, f) : NULL, text, sizeof text);
		if (i == COMMUNITY_F_SEEN_ON && *c->v[COMMUNITY_F_SEEN_HOUR]) {
			size_t used = strlen(text);
			snprintf(text + used, sizeof text - used, ", %s", c->v[COMMUNITY_F_SEEN_HOUR]);
		}
		row = record_line(ui, a, row, LABEL, _(f->label), text);
	}
	if (c->reporter_hidden) row = record_line(ui, a, row, LABEL, _("Reporter"), _("known to who records reports"));
	if (row < a.row + a.rows) draw_hline(ui, row++, a.col, a.cols);
	draw_events(s, a, row);
}

/* --- keys ----------------------------------------------------------------------------------------------------------------------- */

static void saved(struct screen *s, bool made)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const char *const buttons[] = { _("Finished"), _("Next child"), NULL };
	const char *name = form_value(&st->record.form, "name");
	if (made && dialog_choose(ui, _("Recorded"), *name ? name : _("A child whose name is not known yet."), buttons, 0) == 1) {
		st->record.id = 0;
		memset(&st->card, 0, sizeof st->card);
		type_new(s, true);
		return;
	}
	record_card(s);
	ui_say(ui, "%s", _("Saved."));
}

static const struct record_class page = { .read = read, .lay = lay, .draw = draw_card, .value = value, .begun = begun, .saved = saved };

static bool open_report(struct screen *s, const void *arg)
{
	const row_id id = arg ? *(const row_id *)arg : 0;
	if (!id && !ui_may(screen_ui(s), RIGHT_COMMUNITY_RECORD)) return ui_refuse(screen_ui(s), RIGHT_COMMUNITY_RECORD), false;
	if (!record_open(s, &page, id)) return false;
	if (!id) type_new(s, false);
	return true;
}

static row_id id_of(struct screen *s) { return ((struct state *)screen_state(s))->record.id; }
static bool goes_on(const struct screen *s) { return record_reading(s) && !community_state_final(((struct state *)screen_state(s))->card.state); } /* a finished one is read only */
static bool has_referral(const struct screen *s) { return record_reading(s) && ((struct state *)screen_state(s))->card.referral != 0; }

static bool next(struct screen *s) { return community_act_next(screen_ui(s), id_of(s)); }
static bool end(struct screen *s) { return community_act(screen_ui(s), id_of(s), COMMUNITY_TUTUP); }

static bool edit(struct screen *s)
{
	struct state *st = screen_state(s);
	if (community_state_final(st->card.state)) return ui_say(screen_ui(s), "%s", _("A finished report is read only.")), false;
	record_type(s, &form_class, st->record.id, NULL);
	return true;
}

static bool follow(struct screen *s)
{
	const struct choice rows[] = { { "kunjungan", community_move_label(COMMUNITY_KUNJUNGAN) }, { "telepon", community_move_label(COMMUNITY_TELEPON) }, { NULL, NULL } };
	int picked = picker_choose(screen_ui(s), _("Follow-up"), rows, 0, NULL);
	return picked >= 0 && community_act(screen_ui(s), id_of(s), picked ? COMMUNITY_TELEPON : COMMUNITY_KUNJUNGAN);
}

static bool open_referral(struct screen *s)
{
	struct state *st = screen_state(s);
	return ui_push(screen_ui(s), &screen_referral, &st->card.referral);
}

static bool has_company(const struct screen *s) { return record_reading(s) && ((struct state *)screen_state(s))->card.company != 0; }

static bool company(struct screen *s)
{
	struct state *st = screen_state(s);
	return ui_push(screen_ui(s), &screen_company, &st->card.company);
}

static bool labour(struct screen *s)
{
	const struct labour_filter of = { .report = id_of(s) };
	return ui_push(screen_ui(s), &screen_labour, &of);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step: found or not, willing or not, referral."), .run = next, .right = RIGHT_COMMUNITY_RECORD, .enabled = goes_on },
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .right = RIGHT_COMMUNITY_RECORD, .enabled = record_typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes or completes the report while it is open."), .run = edit, .right = RIGHT_COMMUNITY_RECORD, .enabled = goes_on },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .right = RIGHT_COMMUNITY_RECORD, .enabled = record_typing },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .enabled = record_typing },
	{ .fkey = 7, .label = N_("Follow"), .help = N_("Writes down a visit or a telephone call; the state stays."), .run = follow, .right = RIGHT_COMMUNITY_RECORD, .enabled = goes_on },
	{ .fkey = 8, .label = N_("End"), .help = N_("Closes the report with a reason."), .run = end, .right = RIGHT_COMMUNITY_RECORD, .enabled = goes_on },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .right = RIGHT_COMMUNITY_RECORD, .enabled = record_typing },
	{ .letter = 'E', .label = N_("Labour"), .help = N_("Screenings for child labour of this report's children; F7 there adds one."), .run = labour, .right = RIGHT_LABOUR_READ, .enabled = record_reading },
	{ .letter = 'N', .label = N_("Work"), .help = N_("Opens the workplace the report is about."), .run = company, .right = RIGHT_COMPANY_READ, .enabled = has_company },
	{ .letter = 'J', .label = N_("Ref."), .help = N_("Opens the referral this report became."), .run = open_referral, .right = RIGHT_REFERRAL_READ, .enabled = has_referral },
};

const struct screen_class screen_community_report = {
	.name = "community_report", .title = N_("Report"),
	.help = N_("Only channel, day and place must be there: what the reporter does not know stays empty and is added later with F4. Several children seen together: after saving, Next child keeps place and work. When child and family are willing, F2 makes the referral with these data."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_COMMUNITY_READ,
	.open = open_report, .load = record_load, .draw = record_draw, .key = record_key, .leave = record_leave, .close = record_close,
};
