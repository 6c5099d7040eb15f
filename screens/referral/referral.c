/* One referral: its letter, the child, what happened when; and the form that records one from a letter. */
#include <stdio.h>
#include <string.h>

#include "db/child/person.h"
#include "db/community/community.h"
#include "screens/app.h"
#include "screens/referral/referral_act.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/key.h"
#include "screens/ui/picker.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"

/* The child's fields asked on a referral; everything else follows at the admission. */
static const enum person_field asked[] = {
	PERSON_NAME, PERSON_SEX, PERSON_BIRTH_PLACE, PERSON_BIRTH_DATE, PERSON_NIK, PERSON_MOTHER, PERSON_FATHER, PERSON_ADDRESS, PERSON_BACKGROUND,
};
enum { CHILD = COUNT(asked), FIELDS = CHILD + REFERRAL_FIELDS };

struct state {
	row_id id;               /* 0: a new one is being typed */
	bool typing;
	struct form form;
	struct form_class class;
	struct field fields[FIELDS];
	struct referral_card card;
	struct referral_input last; /* of the record saved before, for the ditto mark and for siblings */
	const char *base[FIELDS]; /* the values the typing began from, with their versions: a reload does not move them */
	int64_t version, person_version;
	row_id person, panti;    /* of an edited one: known child, receiving panti */
	row_id report;           /* the report of the public a new one is made of, 0 none */
	struct referral_input begun; /* what that report says */
	char who[200];           /* who saved first */
	char idem[IDEM_SIZE];
};

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	return app_choices(screen_ui(s), f->list, screen_keep(s));
}

static void input_of(const char *const *values, struct referral_input *in)
{
	for (int i = 0; i < CHILD; i++) in->child[asked[i]] = values[i];
	for (int i = 0; i < REFERRAL_FIELDS; i++) in->v[i] = values[CHILD + i];
}

static void check(void *ctx, const char *const *values, struct problems *p)
{
	struct screen *s = ctx;
	const struct state *st = screen_state(s);
	const enum referral_state begins = screen_actor(s)->panti ? REFERRAL_FROM_LETTER : REFERRAL_KONSEP; /* an officer's draft may wait for its letter */
	referral_check(values + CHILD, st->id ? st->card.state : begins, ui_today(screen_ui(s)), p);
}

/* A child the panti may know already: side by side before anything is saved. False = back to the form. */
static bool same_child(struct ui *ui, const char *const v[PERSON_FIELDS], row_id *person, struct err *e)
{
	struct arena *a = arena_new();
	struct person_twin twins[3];
	int n = person_twins(ui_db(ui), ui_who(ui), v, 0, a, twins, COUNT(twins), e);
	bool go_on = n >= 0;
	for (int i = 0; i < n && go_on && !*person; i++) {
		const char *const buttons[] = { _("Back"), _("The same child"), _("Another child"), NULL };
		char born[24], day[24], text[600];
		snprintf(text, sizeof text, _("Typed: %s, born %s, mother %s.\nKnown: %s %s, born %s, mother %s."), v[PERSON_NAME], date_format(date_from_iso(v[PERSON_BIRTH_DATE] ? v[PERSON_BIRTH_DATE] : ""), DATE_SHORT, day, sizeof day),
		         v[PERSON_MOTHER] && *v[PERSON_MOTHER] ? v[PERSON_MOTHER] : "-", twins[i].name, twins[i].register_no, date_format(twins[i].birth, DATE_SHORT, born, sizeof born), twins[i].mother);
		int picked = dialog_choose(ui, _("Is it the same child?"), text, buttons, 0);
		if (picked == 0) go_on = false;
		if (picked == 1) *person = twins[i].person;
	}
	arena_free(a);
	return go_on;
}

/* A district officer says which panti is asked; with one panti in the database there is nothing to ask. False = left. */
static bool choose_home(struct ui *ui, row_id *panti, struct err *e)
{
	enum { MOST = 30 };
	struct referral_home homes[MOST];
	struct choice choices[MOST + 1];
	struct arena *a = arena_new();
	int n = referral_homes(ui_db(ui), ui_who(ui), a, homes, MOST, e), picked = n == 1 ? 0 : -1;
	for (int i = 0; i < n; i++) choices[i] = (struct choice){ homes[i].code, arena_printf(a, _("%s: free L %d, P %d"), homes[i].name, homes[i].free_l, homes[i].free_p) };
	if (n >= 0) choices[n] = (struct choice){ NULL, NULL };
	if (n > 1) picked = picker_choose(ui, _("Which panti is asked"), choices, 0, NULL);
	if (picked >= 0) *panti = homes[picked].id;
	arena_free(a);
	return n == 0 || picked >= 0; /* without any the draft waits for one */
}

static const char *shown_value(const struct state *st, int i)
{
	const char *v = i < CHILD ? st->card.child[asked[i]] : st->card.v[i - CHILD];
	return v ? v : "";
}

static void begin_from_card(struct screen *s)
{
	struct state *st = screen_state(s);
	for (int i = 0; i < FIELDS; i++) st->base[i] = st->id ? arena_dup(screen_keep(s), shown_value(st, i)) : "";
	st->version = st->card.version;
	st->person_version = st->card.resident ? 0 : st->card.person_version;
	st->panti = st->id ? st->card.panti : 0;
}

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct referral_input in = { .person = 0, .panti = st->panti, .report = st->id ? 0 : st->report };
	input_of(values, &in);
	if (st->id) {
		in.person_version = st->person_version;
		if (referral_edit(screen_db(s), screen_actor(s), st->id, st->version, &in, p, e)) return true;
		STR_SET(st->who, e->kind == ERR_CONFLICT ? e->text : "");
		char *end = strstr(st->who, ". ");
		if (end) end[1] = 0; /* what to do about it is shown, not told */
		return false;
	}
	if (!screen_actor(s)->panti && !choose_home(ui, &in.panti, e)) return problem_soft(p, "name", "%s", _("Not saved yet.")), false;
	if (!same_child(ui, in.child, &in.person, e)) return problem_soft(p, "name", "%s", _("Not saved yet.")), false;
	row_id made = 0;
	if (!referral_record(screen_db(s), screen_actor(s), &in, st->idem, &made, p, e)) return false;
	for (int i = 0; i < REFERRAL_FIELDS; i++) st->last.v[i] = arena_dup(screen_keep(s), in.v[i]);
	for (int i = 0; i < CHILD; i++) st->last.child[asked[i]] = arena_dup(screen_keep(s), in.child[asked[i]]);
	st->id = made;
	return true;
}

/* Somebody saved first: what they changed beside what is typed here. */
static bool theirs(void *ctx, const char **values, char *who, size_t size)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const char *was[FIELDS];
	if (!referral_load(screen_db(s), screen_actor(s), st->id, false, screen_keep(s), &st->card, &e)) return ui_error(screen_ui(s), &e), false;
	memcpy(was, st->base, sizeof was);
	begin_from_card(s);
	for (int i = 0; i < FIELDS; i++) values[i] = strcmp(st->base[i], was[i]) != 0 ? st->base[i] : arena_dup(screen_keep(s), form_value(&st->form, st->fields[i].code));
	str_copy(who, size, st->who);
	return true;
}

static const char *previous(void *ctx, const struct field *f)
{
	struct state *st = screen_state(ctx);
	long i = f - st->fields;
	const char *v = i < CHILD ? st->last.child[asked[i]] : st->last.v[i - CHILD];
	return v ? v : "";
}

/* The form for a new referral, a sibling on the same letter (letter kept), or an edit. */
static void type(struct screen *s, bool keep_letter)
{
	struct state *st = screen_state(s);
	const char *values[FIELDS] = { NULL };
	char today[DATE_ISO_SIZE];
	for (int i = 0; i < CHILD; i++) values[i] = st->id ? st->card.child[asked[i]] : "";
	for (int i = 0; i < REFERRAL_FIELDS; i++) values[CHILD + i] = st->id ? st->card.v[i] : keep_letter ? st->last.v[i] : "";
	if (keep_letter) {
		values[CHILD + REFERRAL_F_NOTE] = "";
		for (size_t i = 0; i < CHILD; i++)
			if (asked[i] == PERSON_MOTHER || asked[i] == PERSON_FATHER || asked[i] == PERSON_ADDRESS || asked[i] == PERSON_BACKGROUND) values[i] = st->last.child[asked[i]];
	} else if (!st->id) {
		if (screen_actor(s)->panti) values[CHILD + REFERRAL_F_RECEIVED_ON] = date_iso(ui_today(screen_ui(s)), today); /* the panti receives it, not the sender */
		if (screen_actor(s)->district[0]) values[CHILD + REFERRAL_F_DISTRICT] = screen_actor(s)->district;
	}
	if (st->report && !st->id) {
		for (int i = 0; i < CHILD; i++) values[i] = st->begun.child[asked[i]];
		for (int i = 0; i < REFERRAL_FIELDS; i++) values[CHILD + i] = st->begun.v[i];
	}
	if (st->typing) form_close(&st->form, screen_ui(s));
	begin_from_card(s);
	db_idem_make(st->idem);
	form_open(&st->form, screen_ui(s), &st->class, s, st->id ? st->id : st->report, values);
	st->typing = true;
}

static bool open_referral(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->id = *(const row_id *)arg;
	for (int i = 0; i < CHILD; i++) {
		st->fields[i] = person_fields[asked[i]];
		st->fields[i].section = N_("Child");
	}
	memcpy(st->fields + CHILD, referral_fields, sizeof referral_fields);
	st->class = (struct form_class){ .name = st->report ? "referral_report" : "referral", .fields = st->fields, .count = FIELDS, .choices = choices, .check = check, .save = save, .previous = previous, .theirs = theirs };
	if (!st->id) {
		if (!ui_may(screen_ui(s), RIGHT_REFERRAL_RECORD) && !ui_may(screen_ui(s), RIGHT_REFERRAL_SEND)) return ui_refuse(screen_ui(s), RIGHT_REFERRAL_RECORD), false;
		screen_subtitle(s, _("new"));
		type(s, false);
		return true;
	}
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	bool ok = referral_load(screen_db(s), screen_actor(s), st->id, true, a, &st->card, &e); /* the one access row */
	arena_free(a);
	if (!ok) ui_error(screen_ui(s), &e);
	return ok;
}

/* A new one that begins with what a report of the public says; the letter is asked for as always. */
static bool open_of_report(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct community_card c;
	const row_id none = 0;
	st->report = *(const row_id *)arg;
	if (!community_load(screen_db(s), screen_actor(s), st->report, false, screen_keep(s), &c, &e)) return ui_error(screen_ui(s), &e), false;
	if (!community_can(c.state, COMMUNITY_RUJUK, &p)) return ui_problems(screen_ui(s), &p), false;
	community_referral_input(&c, screen_actor(s), ui_today(screen_ui(s)), screen_keep(s), &st->begun);
	return open_referral(s, &none);
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	if (!st->id) return true;
	if (!referral_load(screen_db(s), screen_actor(s), st->id, false, screen_arena(s), &st->card, e)) return false;
	screen_subtitle(s, st->card.number);
	return true;
}

static int pair(struct ui *ui, struct area a, int row, const char *label, const char *value)
{
	if (!value || !*value || row >= a.row + a.rows) return row;
	draw_text(ui, row, a.col + 1, 24, PAINT_DIM, label);
	struct area box = { row, a.col + 26, a.row + a.rows - row, a.cols - 27 };
	return row + draw_wrap(ui, box, PAINT_TEXT, value, 0);
}

static void draw_card(struct screen *s, struct area a)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct referral_card *c = &st->card;
	char text[400], day[24];
	int row = a.row + 2;
	snprintf(text, sizeof text, "%s   %s   %s", c->child[PERSON_NAME], c->child[PERSON_SEX], referral_state_label(c->state));
	draw_text(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, text);
	if (c->queue_place) {
		snprintf(text, sizeof text, _("place %d of %d on the waiting list, %d days: %s"), c->queue_place, c->queue_of, c->wait.days, c->queue_why);
		draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, PAINT_TEXT, text);
	} else if (c->state == REFERRAL_DISETUJUI) {
		char until[24];
		bool gone = c->place_until == DATE_NONE || c->place_until < ui_today(ui);
		snprintf(text, sizeof text, gone ? _("%sapproved %d days ago, no place is kept any more%s%s") : _("%sapproved %d days ago, place kept until %s%s"), c->wait.over || gone ? "! " : "", c->wait.days,
		         gone ? "" : date_format(c->place_until, DATE_SHORT, until, sizeof until), !gone && *c->place_room ? arena_printf(screen_arena(s), ", %s", c->place_room) : "");
		draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, c->wait.over || gone ? PAINT_WARN : PAINT_TEXT, text);
	} else if (referral_states[c->state].clock) {
		snprintf(text, sizeof text, c->wait.over ? _("! waits %d days, %d working days over the clock") : _("waits %d days, %d working days left"), c->wait.days, c->wait.over ? -c->wait.left : c->wait.left);
		draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, c->wait.over ? PAINT_WARN : PAINT_TEXT, text);
	}
	for (int i = 0; i < FIELDS && row < a.row + a.rows - 5; i++) {
		const struct field *f = &st->fields[i];
		const char *v = i < CHILD ? c->child[asked[i]] : c->v[i - CHILD];
		if (i == 0 || !v || !*v || (f->kind == FIELD_BOOL && strcmp(v, "0") == 0)) continue;
		field_show(f, v, f->list ? choices(s, f) : NULL, text, sizeof text);
		row = pair(ui, a, row, _(f->label), text);
	}
	row = pair(ui, a, row, _("From report"), c->report_no);
	if (c->mate_count) {
		snprintf(text, sizeof text, _("%d more on the same letter: %s"), (int)c->mate_count, c->mates[0].name);
		row = pair(ui, a, row, _("Siblings"), text);
	}
	if (row < a.row + a.rows) draw_hline(ui, row++, a.col, a.cols);
	size_t room = (size_t)(a.row + a.rows - row), first = c->event_count > room ? c->event_count - room : 0;
	for (size_t i = first; i < c->event_count && row < a.row + a.rows; i++, row++) {
		const struct referral_event *ev = &c->events[i];
		const char *reason = ev->state == REFERRAL_DITOLAK ? code_label("refusal_reason", ev->reason) : strcmp(ev->move, "usul") == 0 ? code_label("referral_advice", ev->reason) : ev->reason;
		draw_printf(ui, row, a.col + 1, a.cols - 2, PAINT_TEXT, "%s  %-16s %s  %s%s%s", date_format(ev->on, DATE_SHORT, day, sizeof day), referral_state_label(ev->state), ev->by, reason, reason[0] && ev->note[0] ? ": " : "", ev->note);
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

static void after_save(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const char *const buttons[] = { _("Finished"), _("Sibling on the same letter"), NULL };
	bool was_new = st->form.record == 0;
	st->form.saved = false;
	ui_reload(ui);
	if (was_new && dialog_choose(ui, _("Recorded"), form_value(&st->form, "name"), buttons, 0) == 1) {
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

static void close_referral(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->typing) form_close(&st->form, screen_ui(s));
}

static bool typing(const struct screen *s) { return ((struct state *)screen_state(s))->typing; }
static bool reading(const struct screen *s) { return !typing(s); }

static bool main_action(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->typing) return key(s, K_F(2));
	return referral_act_next(screen_ui(s), st->id);
}

static bool edit(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->typing) return key(s, K_F(4));
	if (!ui_may(screen_ui(s), RIGHT_REFERRAL_RECORD) && !ui_may(screen_ui(s), RIGHT_REFERRAL_SEND)) return ui_refuse(screen_ui(s), RIGHT_REFERRAL_RECORD), false;
	if (referral_states[st->card.state].final) return ui_say(screen_ui(s), "%s", _("A finished referral is read only.")), false;
	type(s, false);
	return true;
}

static bool next_error(struct screen *s) { return key(s, K_F(6)); }

static bool refuse(struct screen *s)
{
	struct state *st = screen_state(s);
	return st->typing ? key(s, K_F(8)) : referral_act(screen_ui(s), st->id, REFERRAL_TOLAK);
}

static bool withdraw(struct screen *s)
{
	struct state *st = screen_state(s);
	return referral_act(screen_ui(s), st->id, REFERRAL_TARIK);
}

static bool reply(struct screen *s)
{
	struct state *st = screen_state(s);
	return referral_print_reply(screen_ui(s), st->id);
}

static bool ask_sender(struct screen *s)
{
	struct state *st = screen_state(s);
	return referral_ask_sender(screen_ui(s), st->id);
}

/* The place of an accepted child: another room, a later day, or a new one after the old one was lost. */
static bool place(struct screen *s)
{
	struct state *st = screen_state(s);
	return referral_keep_place(screen_ui(s), st->id);
}

static bool asks(const struct screen *s) { return reading(s) && screen_actor(s)->panti != 0; }
static bool keeps(const struct screen *s) { return reading(s) && ((struct state *)screen_state(s))->card.state == REFERRAL_DISETUJUI; }

static bool child(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!st->card.resident) return ui_say(screen_ui(s), "%s", _("The child is not in the register yet.")), false;
	return ui_push(screen_ui(s), &screen_resident_card, &st->card.resident);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step of the referral: letter received, assessment, decision, admission."), .run = main_action, .right = RIGHT_REFERRAL_READ, .enabled = reading },
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .run = main_action, .right = RIGHT_REFERRAL_READ, .enabled = typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes letter and child while the referral is open."), .run = edit, .right = RIGHT_REFERRAL_READ, .enabled = reading },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .run = edit, .right = RIGHT_REFERRAL_READ, .enabled = typing },
	{ .fkey = 5, .label = N_("Letter"), .help = N_("The numbered letter that answers this referral, once it is decided."), .run = reply, .right = RIGHT_REFERRAL_READ, .enabled = reading },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .run = next_error, .enabled = typing },
	{ .fkey = 8, .label = N_("Refuse"), .help = N_("Refuses the referral with a reason."), .run = refuse, .right = RIGHT_REFERRAL_DECIDE, .enabled = reading },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .run = refuse, .right = RIGHT_REFERRAL_READ, .enabled = typing },
	{ .letter = 'D', .label = N_("Ask"), .help = N_("Asks the sender something: a paper, a date, the family."), .run = ask_sender, .right = RIGHT_REFERRAL_MESSAGE, .enabled = asks },
	{ .letter = 'S', .label = N_("Place"), .help = N_("Room and last day of the place kept for an accepted child."), .run = place, .right = RIGHT_REFERRAL_DECIDE, .enabled = keeps },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card once it is in the register."), .run = child, .right = RIGHT_RESIDENT_LIST, .enabled = reading },
	{ .letter = 'W', .label = N_("Recall"), .help = N_("Records that the sender withdrew the referral by letter."), .run = withdraw, .right = RIGHT_REFERRAL_READ, .enabled = reading },
};

const struct screen_class screen_referral = {
	.name = "referral", .title = N_("Referral"),
	.help = N_("A referral counts with its letter: number, date, district. Letter received, assessment, the head's decision, admission: F2 offers the step that comes next. Acceptance leads into the admission with the data carried over."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REFERRAL_READ,
	.open = open_referral, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_referral,
};

const struct screen_class screen_referral_of_report = {
	.name = "referral_report", .title = N_("Referral"),
	.help = N_("A referral made of a report of the public: what the report says is filled in. A panti's referral counts with its letter: number and date are asked here; a district officer's begins as a draft."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REFERRAL_READ,
	.open = open_of_report, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_referral,
};
