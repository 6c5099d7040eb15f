/* The talk of a referral between home and district: read on a tab, written in a form of its own, so that a dropped line leaves a draft. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/form_page.h"
#include "screens/referral/referral_screen.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

bool referral_messages_load(struct screen *s, struct err *e)
{
	struct referral_desk *st = screen_state(s);
	struct err quiet = { ERR_NONE, "" };
	st->message_count = referral_messages(screen_db(s), screen_actor(s), st->record.id, screen_arena(s), &st->messages, e);
	if (st->message_count < 0) return st->message_count = 0, false;
	/* read is what stands on the screen; on a disk that is full the mark waits, the words are there */
	if (st->tabs.at == REFERRAL_TAB_MESSAGES && !referral_message_seen(screen_db(s), screen_actor(s), st->record.id, &quiet) && !st->seen_failed) {
		st->seen_failed = true;
		ui_error(screen_ui(s), &quiet);
	}
	return true;
}

static const char *head(struct screen *s, const struct referral_message *m, char *out, size_t size)
{
	caldate day;
	int hour, minute;
	char shown[24];
	clock_local(m->at, ui_opts(screen_ui(s))->offset_hours, &day, &hour, &minute);
	snprintf(out, size, "%s %02d.%02d  %s (%s)%s", date_format(day, DATE_SHORT, shown, sizeof shown), hour, minute, m->by, m->from_home ? _("home") : _("district"), m->unread ? "  *" : "");
	return out;
}

/* Rows of all messages in `cols` columns, painted from `skip` on; rows 0 measures. */
static int paint(struct screen *s, struct area a, int skip)
{
	struct referral_desk *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	char text[200];
	int at = 0;
	for (int i = 0; i < st->message_count; i++) {
		const struct referral_message *m = &st->messages[i];
		const bool ours = m->from_home == (screen_actor(s)->panti != 0);
		struct area body = { a.row + at + 1 - skip, a.col + 4, 0, a.cols - 6 };
		int lines = draw_wrap(ui, body, PAINT_TEXT, m->body, 0);
		if (a.rows) {
			if (at >= skip && at - skip < a.rows) draw_text(ui, a.row + at - skip, a.col + 1, a.cols - 2, m->unread ? PAINT_WARN : ours ? PAINT_DIM : PAINT_HEADING, head(s, m, text, sizeof text));
			int hidden = skip > at + 1 ? skip - at - 1 : 0;
			body.row = a.row + at + 1 + hidden - skip;
			body.rows = a.row + a.rows - body.row;
			if (hidden < lines && body.rows > 0) draw_wrap(ui, body, PAINT_TEXT, m->body, hidden);
		}
		at += lines + 1;
	}
	return at;
}

void referral_messages_draw(struct screen *s, struct area a)
{
	struct referral_desk *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	if (!st->message_count) {
		draw_wrap(ui, (struct area){ a.row, a.col + 1, a.rows, a.cols - 2 }, PAINT_TEXT, st->card.state == REFERRAL_KONSEP ? _("No message yet. Once the referral is sent, questions and answers between home and district stand here.")
		          : _("No message yet. F7: write the first one; the other side sees it at once."), 0);
		return;
	}
	int all = paint(s, (struct area){ a.row, a.col, 0, a.cols }, 0), most = all > a.rows ? all - a.rows : 0;
	if (st->message_top < 0 || st->message_top > most) st->message_top = most;
	paint(s, a, st->message_top);
	draw_cursor(ui, a.row, a.col);
	if (st->message_top < most) draw_right(ui, a.row + a.rows - 1, a.col + a.cols - 12, 11, PAINT_DIM, _("PgDn more"));
	ui_hint(ui, "%s", st->messages[st->message_count - 1].from_home != (screen_actor(s)->panti != 0) ? _("The other side wrote last. F7: answer.") : _("F7: write a message."));
}

bool referral_messages_key(struct screen *s, int k)
{
	struct referral_desk *st = screen_state(s);
	int page = screen_area(s).rows - 4, by = k == K_UP ? -1 : k == K_DOWN ? 1 : k == K_PGUP ? -page : k == K_PGDN ? page : 0;
	if (!by) return false;
	st->message_top = st->message_top + by < 0 ? 0 : st->message_top + by; /* the end is found while painting */
	return true;
}

/* --- writing ------------------------------------------------------------------------------------------------------------------- */

struct writing { struct form form; struct form_class class; row_id referral; char idem[IDEM_SIZE]; struct referral_card card; struct referral_talk talk; };

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct writing *w = screen_state(ctx);
	if (!referral_message_send(ui_db(ui), ui_who(ui), w->referral, values[0], w->idem, NULL, p, e)) return false;
	ui_say(ui, _("Message sent: %s."), w->card.number);
	return true;
}

static bool load_writing(struct screen *s, struct err *e)
{
	struct writing *w = screen_state(s);
	if (!referral_load(screen_db(s), screen_actor(s), w->referral, false, screen_arena(s), &w->card, e)) return false;
	screen_subtitle(s, w->card.number);
	return referral_talks(screen_db(s), screen_actor(s), &w->referral, 1, screen_arena(s), &w->talk, e);
}

static bool open_writing(struct screen *s, const void *arg)
{
	struct writing *w = screen_state(s);
	w->referral = *(const row_id *)arg;
	w->class = (struct form_class){ .name = "referral_message", .fields = &referral_message_field, .count = 1, .save = save, .button = N_("Send") };
	db_idem_make(w->idem);
	form_open(&w->form, screen_ui(s), &w->class, s, w->referral, NULL);
	return true;
}

static void draw_writing(struct screen *s)
{
	struct writing *w = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s);
	char text[300];
	draw_clear(ui, a);
	snprintf(text, sizeof text, "%s   %s   %s", child_shown(ui, w->card.child[PERSON_NAME], screen_arena(s)), w->card.number, referral_state_label(w->card.state));
	draw_text(ui, a.row, a.col + 1, a.cols - 2, PAINT_HEADING, text);
	int used = 2;
	if (w->talk.theirs) {
		draw_text(ui, a.row + used++, a.col + 1, a.cols - 2, PAINT_DIM, _("The other side wrote:"));
		int lines = draw_wrap(ui, (struct area){ a.row + used, a.col + 4, a.rows > 14 ? 6 : 2, a.cols - 6 }, PAINT_TEXT, w->talk.last, 0);
		used += (lines < (a.rows > 14 ? 6 : 2) ? lines : a.rows > 14 ? 6 : 2) + 1;
	}
	form_draw(&w->form, ui, (struct area){ a.row + used, a.col, a.rows - used, a.cols });
}

static bool send(struct screen *s) { return form_page_key(s, K_F(2)); }
static bool drop(struct screen *s) { return form_page_key(s, K_F(8)); }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Send"), .help = N_("Sends the message; it cannot be changed afterwards."), .run = send, .right = RIGHT_REFERRAL_MESSAGE },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .run = drop, .right = RIGHT_REFERRAL_MESSAGE },
};

const struct screen_class screen_referral_message = {
	.name = "referral_message", .title = N_("Message"),
	.help = N_("A question or an answer about one referral. It stays with the referral for both sides to read and is never changed. Write nothing confidential about the child: say that it will be told by telephone."),
	.state_size = sizeof(struct writing), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REFERRAL_MESSAGE,
	.open = open_writing, .load = load_writing, .draw = draw_writing, .key = form_page_key, .leave = form_page_leave, .close = form_page_close, .changed = form_page_changed,
};

bool referral_message_write(struct ui *ui, row_id referral)
{
	struct referral_card c;
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	bool ok = referral_load(ui_db(ui), ui_who(ui), referral, false, a, &c, &e), draft = ok && c.state == REFERRAL_KONSEP;
	arena_free(a);
	if (!ok) return ui_error(ui, &e), false;
	if (draft) return ui_say(ui, "%s", _("Send the referral first: a message goes to the home that received it.")), false;
	return ui_push(ui, &screen_referral_message, &referral);
}
