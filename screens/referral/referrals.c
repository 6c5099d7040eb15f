/* The inbox of referrals: what waits for an answer first, urgent and longest waiting on top. */
#include <string.h>

#include "db/referral/referral_message.h"
#include "screens/app.h"
#include "screens/paged.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/referral/referral_act.h"
#include "screens/referral/referral_decide.h"
#include "screens/referral/referral_send.h"
#include "screens/referral/referrals_sent.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

struct state {
	struct paged paged; /* first */
	struct referral_filter filter;
	bool one_home; /* the sender's list without its column of homes */
};

static const struct list_column columns[] = {
	{ N_("Number"), 10, 0, 0 }, { N_("Child"), 18, LIST_HITS | LIST_GROW, 0 }, { "L/P", 3, 0, 4 }, { N_("Yrs"), 3, LIST_RIGHT, 3 },
	{ N_("Sent by"), 11, LIST_GROW, 2 }, { N_("Waits"), 7, LIST_RIGHT, 1 }, { N_("Step"), 18, 0, 0 }, { NULL, 0, 0, 0 },
};

/* "Kutai Timur", "Kota Contoh": the column is short, and every other letter comes from the Dinas Sosial of a regency. */
static const char *sender_short(const struct referral_row *r)
{
	static const char *const usual[] = { "Dinas Sosial ", "Dinsos ", "Kabupaten ", "Kab. " };
	const char *sender = r->sender[0] ? r->sender : r->district_name;
	for (size_t i = 0; i < COUNT(usual); i++)
		if (strncmp(sender, usual[i], strlen(usual[i])) == 0) sender += strlen(usual[i]);
	return sender;
}

/* The name gives way, not the number of siblings on the letter. */
static const char *with_mates(const struct screen *s, const struct referral_row *r, struct arena *a)
{
	char name[120];
	int rows, cols;
	ui_size(screen_ui(s), &rows, &cols);
	text_fit(child_shown(screen_ui(s), r->name, a), cols < 100 ? 13 : 40, name, sizeof name);
	return arena_printf(a, "%s (+%d)", name, r->mates);
}

/* Where it stands, always; before it "*" when there is something to read, "?" while the home's question waits. Their words are in the detail line. */
static const char *step_shown(const struct referral_row *r, const struct referral_talk *talk, struct arena *a)
{
	const bool asks = talk && talk->count && !talk->theirs && referral_states[r->state].clock;
	return arena_printf(a, "%s%s%s", talk && talk->unread ? "* " : asks ? "? " : "", referral_state_label(r->state), r->urgent && !referral_states[r->state].final ? _(", urgent") : "");
}

static void to_row(const struct screen *s, const struct referral_row *r, const struct referral_talk *talk, struct list_row *out, struct arena *a)
{
	int age = date_age(r->birth, ui_today(screen_ui(s)));
	*out = (struct list_row){ .id = r->id, .key = paged_key(a, r->key.rank, r->key.sort), .paint = r->wait.over ? PAINT_WARN : referral_states[r->state].final ? PAINT_DIM : PAINT_TEXT, .cell = {
		r->number, r->mates ? with_mates(s, r, a) : child_shown(screen_ui(s), r->name, a), r->sex, age >= 0 ? arena_printf(a, "%d", age) : "", sender_short(r),
		referral_states[r->state].setting || r->state == REFERRAL_DAFTAR_TUNGGU ? arena_printf(a, r->wait.over ? _("%d d !") : _("%d d"), r->wait.days) : "", step_shown(r, talk, a) } };
}

static int fetch(struct screen *s, const struct paged_from *from, int n, struct list_row *rows, struct arena *a, struct err *e)
{
	const struct state *st = screen_state(s);
	struct referral_row *found = arena_array(a, struct referral_row, n);
	int got = referral_list(screen_db(s), screen_actor(s), &st->filter, (struct referral_key){ from->rank, from->sort, from->id }, from->back, a, found, n, e);
	if (got < 0) return -1;
	if (!screen_actor(s)->panti) return referrals_sent_rows(s, st->one_home, found, got, rows, a, e);
	struct referral_talk *talks = NULL;
	if (got && ui_may(screen_ui(s), RIGHT_REFERRAL_MESSAGE)) {
		row_id *ids = arena_array(a, row_id, got);
		for (int i = 0; i < got; i++) ids[i] = found[i].id;
		talks = arena_array(a, struct referral_talk, got);
		if (!referral_talks(screen_db(s), screen_actor(s), ids, got, a, talks, e)) return -1;
	}
	for (int i = 0; i < got; i++) to_row(s, &found[i], talks ? &talks[i] : NULL, &rows[i], a);
	return got;
}

/* The row of one referral, wherever a step has moved it in the order. */
static bool locate(struct screen *s, row_id id, struct list_row *row, struct arena *a)
{
	const struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	struct referral_row found;
	if (!referral_row_in(screen_db(s), screen_actor(s), &st->filter, id, a, &found, &e)) return false;
	if (!screen_actor(s)->panti) return referrals_sent_rows(s, st->one_home, &found, 1, row, a, &e) == 1 || (ui_error(screen_ui(s), &e), false);
	to_row(s, &found, NULL, row, a);
	return true;
}

static int64_t count(struct screen *s, bool all, struct err *e)
{
	static const struct referral_filter every = { .view = REFERRAL_VIEW_ALL };
	return referral_count(screen_db(s), screen_actor(s), all ? &every : &((const struct state *)screen_state(s))->filter, e);
}

static const char *view_label(const struct referral_filter *f)
{
	switch (f->view) {
	case REFERRAL_VIEW_WAITING: return _("to be worked on");
	case REFERRAL_VIEW_OPEN: return _("not finished");
	case REFERRAL_VIEW_STATE: return referral_state_label(f->state);
	case REFERRAL_VIEW_ASKED: return _("the other side wrote last");
	default: return _("all");
	}
}

static const char *words(struct screen *s, struct arena *a)
{
	(void)a;
	return view_label(&((const struct state *)screen_state(s))->filter);
}

static const char *sentence_end(const char *text)
{
	size_t n = strlen(text);
	return n == 0 ? "" : strchr(".!?", text[n - 1]) ? " " : ". ";
}

static const char *one_line(char *text)
{
	for (char *at = text; *at; at++)
		if (*at == '\n') *at = ' ';
	return text;
}

static const char *detail(struct screen *s, row_id id, struct arena *a)
{
	struct referral_card card;
	struct err e = { ERR_NONE, "" };
	if (!referral_load(screen_db(s), screen_actor(s), id, false, a, &card, &e)) return "";
	struct referral_talk talk = { .unread = 0 };
	const char *urgent = strcmp(card.v[REFERRAL_F_URGENT], "1") == 0 && !referral_states[card.state].final ? _("Urgent. ") : "";
	if (ui_may(screen_ui(s), RIGHT_REFERRAL_MESSAGE) && !referral_talks(screen_db(s), screen_actor(s), &id, 1, a, &talk, &e)) return "";
	if (talk.unread) return one_line(arena_printf(a, _("%s%d new: %s"), urgent, talk.unread, talk.last));
	if (card.state == REFERRAL_ASESMEN && *card.advice) return arena_printf(a, "%s%s", urgent, referral_advice_line(&card, a)); /* what waits for the head */
	if (talk.count && !talk.theirs && referral_states[card.state].clock) return one_line(arena_printf(a, _("%sasks: %s"), urgent, talk.last));
	return arena_printf(a, _("%s%s%sLetter: %s."), urgent, card.v[REFERRAL_F_REASON], sentence_end(card.v[REFERRAL_F_REASON]), card.v[REFERRAL_F_LETTER_NO][0] ? card.v[REFERRAL_F_LETTER_NO] : _("not there yet"));
}

static bool enter(struct ui *ui, row_id id) { return ui_push(ui, &screen_referral, &id); }

static const struct paged_class list = {
	.columns = columns, .said = N_("%lld of %lld referrals"), .fetch = fetch, .locate = locate, .count = count, .words = words, .detail = detail, .enter = enter,
	.empty = N_("No referral here. Those of the Dinas Sosial appear here. F7: record one from its letter. F6: look at finished ones too."),
	.nothing = N_("No referral's number or name begins with '%s'. Esc: clear the search. F6: look at finished ones too."),
};
/* The same list as the sender reads it: where to, since when, free places there. */
#define SENT(with) { .columns = with, .said = N_("%lld of %lld referrals"), .fetch = fetch, .locate = locate, .count = count, .words = words, .detail = referrals_sent_detail, .enter = enter, \
	.empty = N_("No referral here. F7: write one. F6: look at finished ones too."), \
	.nothing = N_("No referral's number or name begins with '%s'. Esc: clear the search. F6: look at finished ones too.") }
static const struct paged_class list_sent = SENT(referrals_sent_columns), list_sent_one = SENT(referrals_sent_one);

static bool open_referrals(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->filter = *(const struct referral_filter *)arg;
	else if (!screen_actor(s)->panti) st->filter.view = REFERRAL_VIEW_OPEN; /* drafts are the officer's work too */
	st->filter.text = st->paged.text;
	st->one_home = !screen_actor(s)->panti && referrals_sent_one_home(s);
	paged_open(s, screen_actor(s)->panti ? &list : st->one_home ? &list_sent_one : &list_sent);
	return true;
}

static bool refused(struct ui *ui, row_id id) { return referral_act(ui, id, REFERRAL_TOLAK); }
static bool recalled(struct ui *ui, row_id id) { return referral_act(ui, id, REFERRAL_TARIK); }
static bool act(struct screen *s) { return paged_act(s, referral_act_next); }
static bool refuse(struct screen *s) { return paged_act(s, refused); }
static bool ask_sender(struct screen *s) { return paged_act(s, referral_ask_sender); }
static bool reply(struct screen *s) { return paged_act(s, referral_print_reply); }
static bool send(struct screen *s) { return paged_act(s, referral_send_ask); }
static bool change_home(struct screen *s) { return paged_act(s, referral_home_ask); }
static bool withdraw(struct screen *s) { return paged_act(s, recalled); }

static bool add(struct screen *s)
{
	row_id none = 0; /* the screen asks for the right: the panti's people record, a district officer writes a draft */
	return ui_push(screen_ui(s), &screen_referral, &none);
}

static bool may_add(const struct screen *s) { return ui_may(screen_ui(s), RIGHT_REFERRAL_RECORD) || ui_may(screen_ui(s), RIGHT_REFERRAL_SEND); }

static bool choose_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	const bool home = screen_actor(s)->panti != 0;
	struct referral_filter made[5 + REFERRAL_STATES];
	struct choice choices[COUNT(made) + 1];
	int n = 0, at = 0, queue = -1;
#define VIEW(v, code, label) made[n] = (struct referral_filter){ .view = v }, choices[n++] = (struct choice){ code, label }
	VIEW(REFERRAL_VIEW_WAITING, "waiting", _("to be worked on"));
	VIEW(REFERRAL_VIEW_OPEN, "open", _("not finished"));
	VIEW(REFERRAL_VIEW_ALL, "all", _("all"));
	if (home) queue = n; /* the order of the waiting list is the home's */
	if (home) VIEW(REFERRAL_VIEW_ALL, "queue", _("waiting list, in its order"));
	VIEW(REFERRAL_VIEW_ASKED, "asked", _("the other side wrote last"));
#undef VIEW
	for (int i = home ? REFERRAL_DIKIRIM : REFERRAL_KONSEP; i < REFERRAL_STATES; i++) {
		made[n] = (struct referral_filter){ .view = REFERRAL_VIEW_STATE, .state = (enum referral_state)i };
		choices[n++] = (struct choice){ referral_states[i].code, referral_state_label((enum referral_state)i) };
	}
	choices[n] = (struct choice){ NULL, NULL };
	for (int i = 0; i < n; i++)
		if (i != queue && made[i].view == st->filter.view && (made[i].view != REFERRAL_VIEW_STATE || made[i].state == st->filter.state)) at = i;
	int picked = picker_choose(screen_ui(s), _("Which referrals"), choices, at, NULL);
	if (picked < 0) return false;
	if (picked == queue) return ui_push(screen_ui(s), &screen_waiting_list, NULL);
	st->filter.view = made[picked].view;
	st->filter.state = made[picked].state;
	paged_filtered(s);
	return true;
}

static bool waiting_list(struct screen *s) { return ui_push(screen_ui(s), &screen_waiting_list, NULL); }
static bool at_home(const struct screen *s) { return screen_actor(s)->panti != 0; }
static bool at_district(const struct screen *s) { return !at_home(s); }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("The next step of the selected referral: letter received, assessment, accept, admit."), .run = act, .right = RIGHT_REFERRAL_READ, .enabled = at_home },
	{ .fkey = 2, .label = N_("Send"), .help = N_("Sends the draft chosen to its home; drafts on the same letter may go with it."), .run = send, .right = RIGHT_REFERRAL_SEND, .enabled = at_district },
	{ .fkey = 4, .label = N_("Panti"), .help = N_("Another receiving home for the referral chosen, with the free places of each."), .run = change_home, .right = RIGHT_REFERRAL_SEND, .enabled = at_district },
	{ .fkey = 5, .label = N_("Letter"), .help = N_("The numbered letter that answers the selected referral, once it is decided."), .run = reply, .right = RIGHT_REFERRAL_READ },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Which referrals are shown."), .run = choose_filter, .right = RIGHT_REFERRAL_READ },
	{ .fkey = 7, .label = N_("New"), .help = N_("Records a referral from its letter."), .run = add, .right = RIGHT_REFERRAL_READ, .enabled = may_add },
	{ .fkey = 8, .label = N_("Refuse"), .help = N_("Refuses the selected referral with a reason."), .run = refuse, .right = RIGHT_REFERRAL_DECIDE, .enabled = at_home },
	{ .fkey = 8, .label = N_("Recall"), .help = N_("Withdraws the referral chosen with a reason."), .run = withdraw, .right = RIGHT_REFERRAL_SEND, .enabled = at_district },
	{ .letter = 'D', .label = N_("Ask"), .help = N_("Asks the sender something about the selected referral: a paper, a date, the family."), .run = ask_sender, .right = RIGHT_REFERRAL_MESSAGE, .enabled = at_home },
	{ .letter = 'L', .label = N_("List"), .help = N_("The waiting list in its order, with reason and days."), .run = waiting_list, .right = RIGHT_REFERRAL_READ, .enabled = at_home },
};

const struct screen_class screen_referrals = {
	.name = "referrals", .title = N_("Referrals"),
	.help = N_("Children the Dinas Sosial (or police, family) asks the panti to take in. Days waiting are calendar days; ! behind the days means the working days of the service clock are over, * an unread message, ? that the home waits for an answer. The home sees first what is to be done, F6 shows the rest. An officer sees the own district's with the free places, and may send, choose another home until the letter is received, and withdraw until the child is placed."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REFERRAL_READ,
	.open = open_referrals, .load = paged_load, .draw = table_draw, .key = table_key, .close = table_close,
};
