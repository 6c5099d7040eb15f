/* Home: how many children, what is to be done today and for how long it has waited; every line opens its list. */
#include "screens/office/home.h"

#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/office/home_parts.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "src/base/i18n.h"

struct home_item *home_add(struct home *h, int count, bool urgent, const struct screen_class *target, const char *text)
{
	if (h->count == HOME_ITEMS) return &h->items[HOME_ITEMS - 1];
	struct home_item *i = &h->items[h->count++];
	*i = (struct home_item){ .count = count, .urgent = urgent, .target = target };
	STR_SET(i->text, text);
	return i;
}

void home_days(struct home_item *i, const char *format, int days)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(i->more, sizeof i->more, format, days); /* checked by msgfmt */
#pragma GCC diagnostic pop
}

void home_opens(struct home_item *i, const void *arg, size_t size)
{
	MUST(size <= sizeof i->arg.bytes);
	memcpy(i->arg.bytes, arg, size);
	i->has_arg = true;
}

static bool load(struct screen *s, struct err *e)
{
	struct home *h = screen_state(s);
	char selected[HOME_TEXT] = "";
	if (h->count) STR_SET(selected, h->items[h->at].text);
	h->count = 0;
	memset(&h->counts, 0, sizeof h->counts);
	memset(&h->free, 0, sizeof h->free);
	if (may(screen_actor(s), RIGHT_RESIDENT_LIST) && screen_actor(s)->panti && !home_counts(screen_db(s), screen_actor(s), screen_arena(s), &h->counts, e)) return false;
	for (int i = 0; i < h->counts.birthday_count; i++) h->counts.birthdays[i].name = child_shown(screen_ui(s), h->counts.birthdays[i].name, screen_arena(s));
	if (!home_officer_load(s, h, e) || !home_work(s, e)) return false;
	home_attention(s);
	h->at = 0;
	for (int i = 0; i < h->count; i++)
		if (strcmp(h->items[i].text, selected) == 0) h->at = i;
	return true;
}

/* --- painting --------------------------------------------------------------------------------------------------------------- */

static void draw_item(struct ui *ui, const struct home *h, int n, int row, int col, int cols)
{
	const int number = n < h->alerts ? n + 1 : 0;
	const struct home_item *i = &h->items[n];
	bool chosen = n == h->at;
	enum paint paint = chosen ? PAINT_SELECT : i->urgent && i->count == 0 ? PAINT_WARN : PAINT_TEXT;
	char head[HOME_TEXT + 8], count[16] = "";
	if (number) snprintf(head, sizeof head, "%d %s", number, i->text);
	else snprintf(head, sizeof head, "! %s", i->text);
	if (i->count) snprintf(count, sizeof count, "%d%s", i->count, i->urgent ? " !" : "  "); /* in a place of its own: a long sentence does not push it out */
	draw_put(ui, row, col, 2, paint, chosen ? "> " : "  ");
	draw_text(ui, row, col + 2, cols - (i->count ? 8 : 2), paint, head);
	if (i->count) draw_right(ui, row, col + cols - 6, 6, paint, count);
	if (chosen) draw_cursor(ui, row, col);
}

/* Where not everything fits, only the chosen line keeps its second one. */
static int item_lines(const struct home *h, int n, bool tight) { return h->items[n].more[0] && (!tight || n == h->at) ? 2 : 1; }

static int all_lines(const struct home *h, int first, int last, bool tight)
{
	int lines = 0;
	for (int i = first; i < last; i++) lines += item_lines(h, i, tight);
	return lines;
}

/* Lines first..last-1, scrolled so far that the chosen one is seen. Returns the row behind the last one drawn. */
static int draw_items(struct ui *ui, const struct home *h, int first, int last, struct area a)
{
	const bool tight = all_lines(h, first, last, false) > a.rows;
	int lines = 0, row = a.row;
	for (int i = first; i < last && i <= h->at; i++) lines += item_lines(h, i, tight);
	for (; first < h->at && h->at < last && lines > a.rows; first++) lines -= item_lines(h, first, tight);
	for (int i = first; i < last && row < a.row + a.rows; i++) {
		draw_item(ui, h, i, row++, a.col, a.cols);
		if (item_lines(h, i, tight) == 2 && row < a.row + a.rows) draw_text(ui, row++, a.col + 6, a.cols - 8, PAINT_DIM, h->items[i].more);
	}
	return row;
}

static void draw(struct screen *s)
{
	struct home *h = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct app *app = app_of(ui);
	struct area a = screen_area(s);
	bool narrow = a.cols < 76 || ui_opts(ui)->accessible; /* one column */
	int left = narrow ? a.cols : a.cols / 2 - 1, parts_rows = 1 + home_parts_rows(s, a);
	struct area bars = { a.row, a.col, 8, left }, work = { a.row, a.col + left, a.rows - parts_rows, a.cols - left };
	draw_clear(ui, a);
	if (narrow) work = (struct area){ a.row, a.col, a.rows - parts_rows, a.cols };
	else if (screen_actor(s)->panti) home_people_draw(ui, h, bars);
	else if (ui_may(ui, RIGHT_REFERRAL_SEND)) home_officer_draw(ui, &h->officer, (struct area){ a.row, a.col, a.rows - parts_rows, left });
	const int listed = narrow ? h->count : h->alerts; /* on a narrow screen the alerts follow the work in the same list */
	if (all_lines(h, 0, listed, true) > work.rows - 1) draw_printf(ui, work.row, work.col + 2, work.cols - 2, PAINT_HEADING, _("WORK OF TODAY: %d lines, Up/Down"), listed);
	else draw_text(ui, work.row, work.col + 2, work.cols - 2, PAINT_HEADING, listed ? _("WORK OF TODAY") : _("WORK OF TODAY: nothing is waiting"));
	int row = draw_items(ui, h, 0, listed, (struct area){ work.row + 1, work.col, work.rows - 1, work.cols });
	if (narrow && !screen_actor(s)->panti && ui_may(ui, RIGHT_REFERRAL_SEND)) home_officer_draw(ui, &h->officer, (struct area){ row + 1, a.col, work.row + work.rows - row - 1, a.cols });
	home_birthdays_draw(ui, h, work, row + 1);
	if (!narrow && screen_actor(s)->panti) {
		row = a.row + 8;
		if (h->count > h->alerts) draw_text(ui, row++, a.col + 1, left - 2, PAINT_HEADING, _("ATTENTION"));
		draw_items(ui, h, h->alerts, h->count, (struct area){ row, a.col, a.row + a.rows - parts_rows - 1 - row, left - 1 });
		draw_printf(ui, a.row + a.rows - parts_rows - 1, a.col + 1, left - 2, PAINT_DIM, _("Month: +%d -%d   last: +%d -%d"), h->counts.in_month, h->counts.out_month, h->counts.in_last, h->counts.out_last);
	}
	home_parts_draw(s, a, a.row + a.rows - parts_rows);
	if (app->demo_open) ui_hint(ui, "%s", _("Demo data, opened as the head without a password. Other users: pantidesk --ask"));
	else ui_hint(ui, "%s", _("Hint: press F3 and type a name to find a child from any screen."));
}

/* --- keys ------------------------------------------------------------------------------------------------------------------- */

static bool open_item(struct screen *s)
{
	struct home *h = screen_state(s);
	if (h->at >= h->count) return false;
	const struct home_item *i = &h->items[h->at];
	return ui_push(screen_ui(s), i->target, i->has_arg ? i->arg.bytes : NULL);
}

static bool key(struct screen *s, int k)
{
	struct home *h = screen_state(s);
	if (k == K_UP || k == K_DOWN) {
		int next = h->at + (k == K_DOWN ? 1 : -1);
		if (next >= 0 && next < h->count) h->at = next;
		return true;
	}
	if (k == K_HOME) return h->at = 0, true;
	if (k == K_END) return h->at = h->count ? h->count - 1 : 0, true;
	if (k == K_ENTER || k == K_RIGHT) return open_item(s), true;
	if (k >= '1' && k <= '9' && k - '1' < h->alerts) return h->at = k - '1', open_item(s), true;
	return home_parts_key(s, k);
}

static bool find(struct screen *s) { return app_find_child(screen_ui(s)); }
static bool admit(struct screen *s) { return ui_push(screen_ui(s), &screen_admission, NULL); }
static bool reports(struct screen *s) { return ui_push(screen_ui(s), &screen_reports, NULL); }

static bool refer(struct screen *s)
{
	const row_id none = 0;
	return ui_push(screen_ui(s), &screen_referral, &none);
}

static bool at_home(const struct screen *s) { return screen_actor(s)->panti || !ui_may(screen_ui(s), RIGHT_REFERRAL_SEND); }
static bool at_district(const struct screen *s) { return !at_home(s); }

static bool emergency(struct screen *s)
{
	struct admission_arg arg = { .emergency = true };
	return ui_push(screen_ui(s), &screen_admission, &arg);
}

static bool leave(struct screen *s)
{
	return ui_ending(screen_ui(s)) || dialog_confirm(screen_ui(s), _("Leave the desk"), _("Everything is saved."), _("Exit"));
}

static const struct action actions[] = {
	{ .fkey = 3, .label = N_("Find"), .help = N_("Find a child by any part of the name, register number or NIK."), .run = find, .right = RIGHT_RESIDENT_LIST },
	{ .fkey = 5, .label = N_("Print"), .help = N_("Reports and printouts."), .run = reports },
	{ .fkey = 7, .label = N_("New"), .help = N_("Admit a child."), .run = admit, .right = RIGHT_ADMISSION_PROPOSE, .enabled = at_home },
	{ .fkey = 7, .label = N_("New"), .help = N_("Write a new referral."), .run = refer, .right = RIGHT_REFERRAL_SEND, .enabled = at_district },
	{ .letter = 'E', .label = N_("Emerg."), .help = N_("Emergency admission in two minutes; the letter follows."), .run = emergency, .right = RIGHT_ADMISSION_PROPOSE },
};

const struct screen_class screen_home = {
	.name = "home", .title = N_("Home"),
	.help = N_("What waits today, with how many and for how long. Up, Down and Enter or the digit open a line; the letters below open the parts of the desk. ! means that a clock has run out. What others send or decide shows by itself within seconds."),
	.state_size = sizeof(struct home), .actions = actions, .action_count = COUNT(actions),
	.load = load, .draw = draw, .key = key, .leave = leave,
};
