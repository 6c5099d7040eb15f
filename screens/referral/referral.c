/* One referral: its letter and child with what happened when, the talk with the other side, the note of papers; and the form behind F4 and F7. */
#include <stdio.h>
#include <string.h>

#include "db/community/community.h"
#include "screens/app.h"
#include "screens/referral/referral_act.h"
#include "screens/referral/referral_screen.h"
#include "screens/referral/referral_send.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

/* "Messages 3 *": how many, and that something is new. */
static const char *messages_tab(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	int fresh = 0;
	for (int i = 0; i < st->message_count; i++) fresh += st->messages[i].unread;
	if (!st->message_count) return _("Messages");
	return arena_printf(screen_arena(s), fresh ? "%s %d *" : "%s %d", _("Messages"), st->message_count);
}

static const char *papers_tab(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	int noted = 0;
	for (int i = 0; i < st->paper_count; i++) noted += *st->papers[i].state != '\0';
	return noted ? arena_printf(screen_arena(s), "%s %d", _("Papers"), noted) : _("Papers");
}

static bool read(struct screen *s, bool first, struct arena *a, struct err *e)
{
	struct referral_desk *st = screen_state(s);
	return referral_load(screen_db(s), screen_actor(s), st->record.id, first, a, &st->card, e);
}

static bool lay(struct screen *s, struct err *e)
{
	struct referral_desk *st = screen_state(s);
	screen_subtitle(s, st->card.number);
	if (!referral_messages_load(s, e) || !referral_papers_load(s, e)) return false;
	st->tab_names[REFERRAL_TAB_LETTER] = N_("Letter");
	st->tab_names[REFERRAL_TAB_MESSAGES] = messages_tab(s);
	st->tab_names[REFERRAL_TAB_PAPERS] = papers_tab(s);
	st->tab_names[3] = NULL;
	return true;
}

/* Where it stands: its place on the waiting list, the place kept, the days waiting. False: nothing to say. */
static bool standing(struct screen *s, char *text, size_t size, enum paint *paint)
{
	struct referral_desk *st = screen_state(s);
	const struct referral_card *c = &st->card;
	if (c->queue_place) {
		if (*c->queue_why) snprintf(text, size, ngettext("place %d of %d on the waiting list, %d day: %s", "place %d of %d on the waiting list, %d days: %s", (unsigned long)c->wait.days), c->queue_place, c->queue_of, c->wait.days, c->queue_why);
		else snprintf(text, size, ngettext("place %d of %d on the waiting list, %d day", "place %d of %d on the waiting list, %d days", (unsigned long)c->wait.days), c->queue_place, c->queue_of, c->wait.days);
	} else if (c->state == REFERRAL_DISETUJUI) {
		char until[24];
		bool gone = c->place_until == DATE_NONE || c->place_until < ui_today(screen_ui(s));
		snprintf(text, size, gone ? ngettext("%sapproved %d day ago, no place is kept any more%s%s", "%sapproved %d days ago, no place is kept any more%s%s", (unsigned long)c->wait.days)
			: ngettext("%sapproved %d day ago, place kept until %s%s", "%sapproved %d days ago, place kept until %s%s", (unsigned long)c->wait.days), c->wait.over || gone ? "! " : "", c->wait.days,
		         gone ? "" : date_format(c->place_until, DATE_SHORT, until, sizeof until), !gone && *c->place_room ? arena_printf(screen_arena(s), ", %s", c->place_room) : "");
		*paint = c->wait.over || gone ? PAINT_WARN : PAINT_TEXT;
	} else if (referral_states[c->state].clock) {
		snprintf(text, size, c->wait.over ? ngettext("! waits %d day, working days over the clock: %d", "! waits %d days, working days over the clock: %d", (unsigned long)c->wait.days)
			: ngettext("waits %d day, working days left: %d", "waits %d days, working days left: %d", (unsigned long)c->wait.days), c->wait.days, c->wait.over ? -c->wait.left : c->wait.left);
		*paint = c->wait.over ? PAINT_WARN : PAINT_TEXT;
	} else return false;
	return true;
}

static void draw_heading(struct screen *s, struct area a)
{
	struct referral_desk *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct referral_card *c = &st->card;
	char text[400];
	snprintf(text, sizeof text, "%s   %s   %s", c->child[PERSON_NAME], c->child[PERSON_SEX], referral_state_label(c->state));
	draw_text(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, text);
	tabs_draw(&st->tabs, ui, a.row + 1, a.col + 1, a.cols - 2);
	enum paint paint = PAINT_TEXT;
	if (standing(s, text, sizeof text, &paint)) draw_text(ui, a.row + 2, a.col + 1, a.cols - 2, paint, text);
}

static void draw_card(struct screen *s, struct area a)
{
	struct referral_desk *st = screen_state(s);
	draw_heading(s, a);
	int used = referral_states[st->card.state].clock || st->card.queue_place || st->card.state == REFERRAL_DISETUJUI ? 3 : 2;
	struct area in = { a.row + used, a.col, a.rows - used, a.cols };
	if (st->tabs.at == REFERRAL_TAB_MESSAGES) referral_messages_draw(s, in);
	else if (st->tabs.at == REFERRAL_TAB_PAPERS) referral_papers_draw(s, in);
	else referral_letter_draw(s, in);
}

static bool key(struct screen *s, int k)
{
	struct referral_desk *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	if (tabs_key(&st->tabs, screen_ui(s), k)) {
		st->message_top = -1; /* the newest in sight */
		st->letter_top = 0;
		if (!record_load(s, &e)) ui_error(screen_ui(s), &e);
		return true;
	}
	if (st->tabs.at == REFERRAL_TAB_LETTER) return referral_letter_key(s, k);
	return st->tabs.at == REFERRAL_TAB_MESSAGES && referral_messages_key(s, k);
}

static const struct record_class page = {
	.read = read, .lay = lay, .draw = draw_card, .key = key, .value = referral_form_shown, .begun = referral_form_begun, .around = referral_form_around, .saved = referral_form_saved,
};

static bool open_referral(struct screen *s, const void *arg)
{
	struct referral_desk *st = screen_state(s);
	const row_id id = arg ? *(const row_id *)arg : 0;
	referral_form_setup(s);
	st->tabs.names = st->tab_names;
	if (!id && !ui_may(screen_ui(s), RIGHT_REFERRAL_RECORD) && !ui_may(screen_ui(s), RIGHT_REFERRAL_SEND)) return ui_refuse(screen_ui(s), RIGHT_REFERRAL_RECORD), false;
	if (!record_open(s, &page, id)) return false;
	if (id) return true;
	screen_subtitle(s, _("new"));
	referral_form_new(s);
	return true;
}

/* A new one that begins with what a report of the public says; the letter is asked for as always. */
static bool open_of_report(struct screen *s, const void *arg)
{
	struct referral_desk *st = screen_state(s);
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

static bool main_action(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	return screen_actor(s)->panti ? referral_act_next(screen_ui(s), st->record.id) : referral_send_ask(screen_ui(s), st->record.id);
}

static bool edit(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	if (st->tabs.at == REFERRAL_TAB_PAPERS) return referral_papers_edit(screen_ui(s), st->record.id);
	if (!ui_may(screen_ui(s), RIGHT_REFERRAL_RECORD) && !ui_may(screen_ui(s), RIGHT_REFERRAL_SEND)) return ui_refuse(screen_ui(s), RIGHT_REFERRAL_RECORD), false;
	if (referral_states[st->card.state].final) return ui_say(screen_ui(s), "%s", _("A finished referral is read only.")), false;
	if (!screen_actor(s)->panti && st->card.state != REFERRAL_KONSEP && st->card.state != REFERRAL_DIKIRIM)
		return ui_say(screen_ui(s), "%s", _("The home has received this referral. F7: write to it what is to be changed.")), false;
	referral_form_edit(s);
	return true;
}

static bool add_sibling(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	if (!ui_may(screen_ui(s), RIGHT_REFERRAL_RECORD) && !ui_may(screen_ui(s), RIGHT_REFERRAL_SEND)) return ui_refuse(screen_ui(s), RIGHT_REFERRAL_RECORD), false;
	if (referral_states[st->card.state].final) return ui_say(screen_ui(s), "%s", _("A finished referral is read only.")), false;
	referral_form_sibling(s);
	return true;
}

static bool write_message(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	st->tabs.at = REFERRAL_TAB_MESSAGES;
	st->message_top = -1;
	return referral_message_write(screen_ui(s), st->record.id);
}

static bool papers(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	st->tabs.at = REFERRAL_TAB_PAPERS;
	return referral_papers_edit(screen_ui(s), st->record.id);
}

static bool refuse(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	return referral_act(screen_ui(s), st->record.id, REFERRAL_TOLAK);
}

static bool withdraw(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	return referral_act(screen_ui(s), st->record.id, REFERRAL_TARIK);
}

static bool reply(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	return referral_print_reply(screen_ui(s), st->record.id);
}

static bool ask_sender(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	return referral_ask_sender(screen_ui(s), st->record.id);
}

/* The place of an accepted child: another room, a later day, or a new one after the old one was lost. */
static bool place(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	return referral_keep_place(screen_ui(s), st->record.id);
}

static bool asks(const struct screen *s) { return record_reading(s) && screen_actor(s)->panti != 0; }
static bool keeps(const struct screen *s) { return asks(s) && ((struct referral_desk *)screen_state(s))->card.state == REFERRAL_DISETUJUI; }

static bool child(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	if (!st->card.resident) return ui_say(screen_ui(s), "%s", _("The child is not in the register yet.")), false;
	return ui_push(screen_ui(s), screen_actor(s)->panti ? &screen_resident_card : &screen_progress_child, &st->card.resident);
}

static bool all_fields(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	st->sibling = false;
	return true;
}

static bool typing_sibling(const struct screen *s) { return record_typing(s) && ((struct referral_desk *)screen_state(s))->sibling; }
static enum referral_state state_now(const struct screen *s) { return ((struct referral_desk *)screen_state(s))->card.state; }
static bool goes_on(const struct screen *s) { return record_reading(s) && state_now(s) < REFERRAL_STATES && !referral_states[state_now(s)].final; } /* a finished one is read only */
static bool home_goes_on(const struct screen *s) { return goes_on(s) && screen_actor(s)->panti; }
static bool read_officer(const struct screen *s) { return record_reading(s) && !screen_actor(s)->panti; }
static bool to_send(const struct screen *s) { return read_officer(s) && state_now(s) == REFERRAL_KONSEP; }
static bool to_recall(const struct screen *s) { return goes_on(s) && !screen_actor(s)->panti; }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step of the referral: letter received, assessment, decision, admission."), .run = main_action, .right = RIGHT_REFERRAL_READ, .enabled = home_goes_on },
	{ .fkey = 2, .label = N_("Send"), .help = N_("Sends the draft to the home; drafts on the same letter may go with it."), .run = main_action, .right = RIGHT_REFERRAL_SEND, .enabled = to_send },
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .right = RIGHT_REFERRAL_READ, .enabled = record_typing },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes letter and child while the referral is open."), .run = edit, .right = RIGHT_REFERRAL_READ, .enabled = goes_on },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .right = RIGHT_REFERRAL_READ, .enabled = record_typing },
	{ .fkey = 5, .label = N_("Letter"), .help = N_("The numbered letter that answers this referral, once it is decided."), .run = reply, .right = RIGHT_REFERRAL_READ, .enabled = record_reading },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .enabled = record_typing },
	{ .fkey = 7, .label = N_("Write"), .help = N_("Writes a message to the other side: home or district."), .run = write_message, .right = RIGHT_REFERRAL_MESSAGE, .enabled = record_reading },
	{ .fkey = 8, .label = N_("Refuse"), .help = N_("Refuses the referral with a reason."), .run = refuse, .right = RIGHT_REFERRAL_DECIDE, .enabled = home_goes_on },
	{ .fkey = 8, .label = N_("Recall"), .help = N_("Withdraws the referral with a reason."), .run = withdraw, .right = RIGHT_REFERRAL_SEND, .enabled = to_recall },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .right = RIGHT_REFERRAL_READ, .enabled = record_typing },
	{ .letter = 'S', .label = N_("All"), .help = N_("Shows every field of the sibling's referral, those kept from the letter too."), .run = all_fields, .right = RIGHT_REFERRAL_READ, .enabled = typing_sibling },
	{ .letter = 'D', .label = N_("Ask"), .help = N_("Asks the sender something: a paper, a date, the family."), .run = ask_sender, .right = RIGHT_REFERRAL_MESSAGE, .enabled = asks },
	{ .letter = 'S', .label = N_("Place"), .help = N_("Room and last day of the place kept for an accepted child."), .run = place, .right = RIGHT_REFERRAL_DECIDE, .enabled = keeps },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card once it is in the register."), .run = child, .right = RIGHT_RESIDENT_LIST, .enabled = record_reading },
	{ .letter = 'N', .label = N_("Siblings"), .help = N_("A new referral on the same letter: letter, parents and address are kept."), .run = add_sibling, .right = RIGHT_REFERRAL_READ, .enabled = goes_on },
	{ .letter = 'B', .label = N_("Papers"), .help = N_("Notes which papers there are: original, copy, applied for, not there."), .run = papers, .right = RIGHT_REFERRAL_READ, .enabled = goes_on },
	{ .letter = 'W', .label = N_("Recall"), .help = N_("Records that the sender withdrew the referral by letter."), .run = withdraw, .right = RIGHT_REFERRAL_READ, .enabled = home_goes_on },
};

const struct screen_class screen_referral = {
	.name = "referral", .title = N_("Referral"),
	.help = N_("A referral counts with its letter: number, date, district. Letter received, assessment, the head's decision, admission: F2 offers the step that comes next. Acceptance leads into the admission with the data carried over. Left and Right or 1 to 3 change the tab; F7 writes to the other side. A letter the home has received is not changed by its sender any more: write a message."),
	.state_size = sizeof(struct referral_desk), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REFERRAL_READ,
	.open = open_referral, .load = record_load, .draw = record_draw, .key = record_key, .leave = record_leave, .close = record_close,
};

const struct screen_class screen_referral_of_report = {
	.name = "referral_report", .title = N_("Referral"),
	.help = N_("A referral made of a report of the public: what the report says is filled in. A panti's referral counts with its letter: number and date are asked here; a district officer's begins as a draft."),
	.state_size = sizeof(struct referral_desk), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REFERRAL_READ,
	.open = open_of_report, .load = record_load, .draw = record_draw, .key = record_key, .leave = record_leave, .close = record_close,
};
