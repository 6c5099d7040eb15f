/* The first tab of a referral: child and letter, then what happened when; scrolled where it is longer than the screen. */
#include <stdio.h>
#include <string.h>

#include "screens/referral/referral_screen.h"
#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

/* Rows are laid from 0 and painted as far as they fall into the area; rows 0 of the area only measures. */
struct lay { struct ui *ui; struct area a; int top, row; };

static bool seen(const struct lay *l, int row) { return row >= l->top && row < l->top + l->a.rows; }

static void text_at(struct lay *l, int col, const char *text)
{
	struct area box = { l->a.row + l->row - l->top, l->a.col + col, 0, l->a.cols - col - 1 };
	int lines = draw_wrap(l->ui, box, PAINT_TEXT, text, 0), hidden = l->top > l->row ? l->top - l->row : 0;
	box.row += hidden;
	box.rows = l->a.row + l->a.rows - box.row;
	if (l->a.rows && hidden < lines && box.rows > 0) draw_wrap(l->ui, box, PAINT_TEXT, text, hidden);
	l->row += lines;
}

static void pair(struct lay *l, const char *label, const char *value)
{
	if (!value || !*value) return;
	if (seen(l, l->row)) draw_text(l->ui, l->a.row + l->row - l->top, l->a.col + 1, 24, PAINT_DIM, label);
	text_at(l, 26, value);
}

static const char *event_words(const struct referral_event *ev, char *out, size_t size)
{
	char day[24];
	const char *reason = ev->state == REFERRAL_DITOLAK ? code_label("refusal_reason", ev->reason) : strcmp(ev->move, "usul") == 0 ? code_label("referral_advice", ev->reason) : ev->reason;
	snprintf(out, size, "%s  %-16s %s  %s%s%s", date_format(ev->on, DATE_SHORT, day, sizeof day), referral_state_label(ev->state), ev->by, reason, reason[0] && ev->note[0] ? ": " : "", ev->note);
	return out;
}

static int lay(struct screen *s, struct area a, int top)
{
	struct referral_desk *st = screen_state(s);
	const struct referral_card *c = &st->card;
	struct lay l = { screen_ui(s), a, top, 0 };
	char text[1400];
	for (int i = 0; i < st->count; i++) {
		const struct field *f = &st->fields[i];
		const char *v = referral_form_shown(s, i);
		if (i == 0 || !*v || (f->kind == FIELD_BOOL && strcmp(v, "0") == 0)) continue;
		field_show(f, v, f->list ? referral_form_choices(s, f) : NULL, text, sizeof text);
		pair(&l, _(f->label), text);
	}
	pair(&l, _("From report"), c->report_no);
	if (screen_actor(s)->panti) pair(&l, _("Register no."), c->register_no); /* also of the record this child was merged into */
	if (c->mate_count) {
		snprintf(text, sizeof text, _("%d more on the same letter: %s"), (int)c->mate_count, c->mates[0].name);
		pair(&l, _("Siblings"), text);
	}
	if (seen(&l, l.row)) draw_hline(l.ui, a.row + l.row - top, a.col, a.cols);
	l.row++;
	for (size_t i = 0; i < c->event_count; i++) text_at(&l, 1, event_words(&c->events[i], text, sizeof text));
	return l.row;
}

void referral_letter_draw(struct screen *s, struct area a)
{
	struct referral_desk *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	char text[1400];
	int all = lay(s, (struct area){ a.row, a.col, 0, a.cols }, 0), last = a.row + a.rows - 1;
	if (all > a.rows) a.rows--; /* room to say that there is more */
	int most = all > a.rows ? all - a.rows : 0;
	if (st->letter_top > most) st->letter_top = most;
	lay(s, a, st->letter_top);
	draw_cursor(ui, a.row, a.col);
	if (st->letter_top == most) return;
	draw_right(ui, last, a.col + a.cols - 12, 11, PAINT_DIM, _("PgDn more"));
	/* what happened last stands at the end: it is said below until it is in sight */
	if (st->card.event_count) ui_hint(ui, "%s", event_words(&st->card.events[st->card.event_count - 1], text, sizeof text));
}

bool referral_letter_key(struct screen *s, int k)
{
	struct referral_desk *st = screen_state(s);
	int page = screen_area(s).rows - 4, by = k == K_UP ? -1 : k == K_DOWN ? 1 : k == K_PGUP ? -page : k == K_PGDN ? page : 0;
	if (k == K_HOME) return st->letter_top = 0, true;
	if (!by) return false;
	st->letter_top = st->letter_top + by < 0 ? 0 : st->letter_top + by; /* the end is found while painting */
	return true;
}
