/* THE event loop: paint when no key is left, wait for keys, signals, news and what is due, and hand each key on. */
#include "screens/ui/loop.h"

#include <ncurses.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/help.h"
#include "screens/ui/lock.h"
#include "screens/ui/menu.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define SMALL_ROWS 16
#define SMALL_COLS 60

void loop_drafts(struct ui *ui)
{
	for (int i = 0; i < UI_TIMERS_MAX; i++) {
		struct ui_timer t = ui->timer[i];
		if (t.fn && (t.flags & UI_AT_END)) {
			ui->timer[i].fn = NULL;
			t.fn(ui, t.owner);
		}
	}
	for (int i = ui->depth - 1; i >= 0; i--)
		if (ui->stack[i]->class->draft)
			ui->stack[i]->class->draft(ui->stack[i]);
}

void loop_end(struct ui *ui)
{
	ui->ending = true;
	if (!ui->ended)
		loop_drafts(ui);
	ui->ended = true;
}

/* --- painting ------------------------------------------------------------------------------------------------------------- */

void ui_unmute(struct ui *ui, bool on)
{
	ui->muted = !on && !ui->damaged;
}

static void paint_small(struct ui *ui)
{
	struct area all = { ui->rows > 2 ? ui->rows / 2 - 1 : 0, 0, ui->rows, ui->cols };
	char text[200];

	snprintf(text, sizeof text, _("The screen is too small (%dx%d). Enlarge it to 60x16. What you typed is safe."), ui->cols, ui->rows);
	draw_wrap(ui, all, PAINT_TEXT, text, 0);
	ui->cursor_row = ui->cursor_col = 0;
}

static void paint_full(struct ui *ui)
{
	int base = ui->depth - 1;

	ui->muted = false;
	ui->serial++;
	werase(stdscr);
	while (base > 0 && (ui->stack[base]->class->box || ui->stack[base]->opening))
		base--;
	ui->hint[0] = '\0';
	ui->cursor_row = ui->rows - 2;
	ui->cursor_col = 0;
	if (ui->small) {
		paint_small(ui);
		return;
	}
	for (int i = base; i < ui->depth; i++) {
		if (i == base && !ui->stack[i]->class->box && !ui->locked)
			screen_title(ui);
		if (ui->stack[i]->class->draw && !ui->stack[i]->opening)
			ui->stack[i]->class->draw(ui->stack[i]);
		if (i == base)
			screen_messages(ui);
	}
	if (base < ui->depth - 1 && ui->message[0]) { /* a message set by a dialog */
		int row = ui->cursor_row, col = ui->cursor_col;
		screen_messages(ui);
		ui->cursor_row = row;
		ui->cursor_col = col;
	}
	if (!ui->locked)
		bar_draw(ui);
}

void loop_show(struct ui *ui)
{
	if (ui->cursor_row >= 0 && ui->cursor_row < ui->rows && ui->cursor_col >= 0 && ui->cursor_col < ui->cols)
		move(ui->cursor_row, ui->cursor_col);
	wnoutrefresh(stdscr);
	term_flush(ui->term);
}

static void paint_partial(struct ui *ui)
{
	struct screen *s = ui_top(ui);

	ui->muted = true;
	if (!ui->small && s->class->draw)
		s->class->draw(s);
	ui->muted = false;
	if (ui->small || s->class->box)
		return;
	if (strcmp(ui->hint, ui->hint_shown) != 0 || strcmp(ui->message, ui->message_shown) != 0)
		screen_messages(ui);
	if (clock_now() / 60000 != ui->title_minute)
		screen_title(ui);
}

void loop_paint(struct ui *ui)
{
	if (ui->depth == 0)
		return;
	if (ui->damaged)
		paint_full(ui);
	else
		paint_partial(ui);
	ui->damaged = false;
	ui->muted = false;
	loop_show(ui);
}

void loop_resize(struct ui *ui)
{
	term_size(ui->term, &ui->rows, &ui->cols);
	ui->small = ui->rows < SMALL_ROWS || ui->cols < SMALL_COLS;
	ui_repaint(ui);
}

/* --- keys ----------------------------------------------------------------------------------------------------------------- */

void loop_paste(struct ui *ui)
{
	const struct buf *raw = &term_decoder(ui->term)->paste;
	const char *s = buf_text(raw);

	buf_clear(&ui->paste);
	buf_clear(&ui->paste_lines);
	for (size_t i = 0; i < raw->size;) {
		char in[8] = { s[i] }, out[32];
		size_t n = 1;
		while (i + n < raw->size && n < 4 && ((unsigned char)s[i + n] & 0xC0) == 0x80) {
			in[n] = s[i + n];
			n++;
		}
		if (in[0] == '\n' || in[0] == '\r') {
			if (in[0] == '\r' && i + 1 < raw->size && s[i + 1] == '\n')
				n = 2;
			buf_putc(&ui->paste, ' ');
			buf_putc(&ui->paste_lines, '\n');
		} else if (in[0] == '\t') {
			buf_putc(&ui->paste, ' ');
			buf_putc(&ui->paste_lines, ' ');
		} else if (text_in(in, n, 0, 0, out, sizeof out) == TEXT_OK) { /* what the gate refuses is left out */
			buf_puts(&ui->paste, out);
			buf_puts(&ui->paste_lines, out);
		}
		i += n;
	}
}

bool loop_can_find(const struct ui *ui)
{
	return ui->o.find && ui->o.who && ui->o.who->roles;
}

bool loop_below(const struct ui *ui, const struct screen *s)
{
	for (int i = 0; i < ui->depth && ui->stack[i] != s; i++)
		if (!ui->stack[i]->closing)
			return true;
	return false;
}

/* Keys with the same meaning on every screen, after the screen had its chance. */
static bool key_common(struct ui *ui, struct screen *s, int key)
{
	char name[16];

	switch (key) {
	case K_ESC: case K_F(10):
		ui_leave(ui);
		return true;
	case K_CTRL('L'):
		term_redraw(ui->term);
		return true;
	case K_CTRL('C'):
		ui_say(ui, _("Esc = back, F10 = close"));
		return true;
	default:
		break;
	}
	if (s->class->box)
		return false;
	switch (key) {
	case K_F(1):
		help_open(ui);
		return true;
	case K_F(3):
		if (loop_can_find(ui))
			return ui->o.find(ui), true;
		break;
	case K_F(9):
		menu_open(ui);
		return true;
	case K_CTRL('R'):
		ui_reload(ui);
		return true;
	default:
		break;
	}
	if (key > K_F0 && key <= K_F(10))
		ui_say(ui, _("%s is not used on this screen."), key_shown(key, name));
	return false;
}

void loop_key(struct ui *ui, int key)
{
	struct screen *s = ui_top(ui);
	bool damaged = ui->damaged;
	int row, col, button;

	ui->message[0] = '\0';
	ui->moved = false;
	ui->damaged = true;
	if (ui->small) {
		if (key == K_F(10))
			loop_end(ui);
		return;
	}
	key = key_alias(key);
	if (key == K_PASTE)
		loop_paste(ui);
	if (key == K_MOUSE && ui_mouse(ui, &row, &col, &button) && row == ui->rows - 1 && (key = bar_key_at(ui, col)) == K_NONE)
		return;
	const struct action *a = key > K_F0 && key <= K_F(10) ? screen_action(s, key - K_F0, 0) : NULL;
	bool used = a && screen_action_run(s, a);
	if (!used && s->class->key)
		used = s->class->key(s, key);
	if (!used)
		key_common(ui, s, key);
	if (ui->moved)
		ui->damaged = damaged;
}

/* --- news ----------------------------------------------------------------------------------------------------------------- */

enum { NEWS_QUIET_MS = 50, NEWS_MOST_MS = 1000 };

static void news_due(struct ui *ui, void *owner)
{
	(void)owner;
	ui->news_first = 0;
	if (!ui->o.news || ui->o.news(ui))
		ui_reload(ui);
}

/* Quiet for a moment, so that a batch of saves is one reload; but where saves never pause the screen still follows. */
static void news_read(struct ui *ui)
{
	char events[4096];
	utc_ms now = clock_monotonic();

	while (read(ui->news_fd, events, sizeof events) > 0)
		;
	if (!ui->news_first)
		ui->news_first = now;
	int left = (int)(ui->news_first + NEWS_MOST_MS - now);
	ui_after(ui, &ui->news_fd, news_due, left < 0 ? 0 : left < NEWS_QUIET_MS ? left : NEWS_QUIET_MS, 0);
}

/* --- the loop ------------------------------------------------------------------------------------------------------------- */

static void idle_due(struct ui *ui, void *owner)
{
	(void)owner;
	lock_now(ui);
}

/* Where nothing locks (log in, a demo without a password) the desk still does not stand open for ever. */
static void session_over(struct ui *ui, void *owner)
{
	(void)owner;
	loop_end(ui);
}

static void idle_again(struct ui *ui)
{
	int minutes = ui->o.idle_minutes == 0 ? 5 : ui->o.idle_minutes;

	if (minutes > 0 && ui->o.who)
		ui_after(ui, &ui->locked, idle_due, minutes * 60000, 0);
	ui_after(ui, &ui->locked, session_over, UI_SESSION_IDLE_MS, 0);
}

static void close_finished(struct ui *ui, int depth)
{
	while (ui->depth > depth && ui_top(ui)->closing)
		screen_close_top(ui);
}

/* Screens below `depth` are in the middle of an action that asks something: what they hold in their hands must not be emptied under
 * them. They load when they have control again. */
static void load_stale(struct ui *ui, int depth)
{
	int base = ui->depth - 1;

	while (base > depth && (ui->stack[base]->class->box || ui->stack[base]->opening))
		base--;
	for (int i = base; i < ui->depth; i++)
		if (ui->stack[i]->stale && !ui->stack[i]->opening)
			screen_load(ui->stack[i]);
}

void loop_until(struct ui *ui, int depth)
{
	if (ui->locked == false)
		idle_again(ui);
	for (;;) {
		int key = K_NONE;
		close_finished(ui, depth);
		if (ui->depth <= depth || ui->ending)
			return;
		load_stale(ui, depth);
		if (!term_pending(ui->term)) { /* typed-ahead keys come first */
			loop_paint(ui);
			if (ui->o.headless && !term_pending(ui->term) && (!ui->o.idle || !ui->o.idle(ui))) {
				loop_end(ui);
				return;
			}
			if (ui->ending || ui_top(ui)->closing || ui->damaged)
				continue; /* the test did something */
		}
		MUST(!ui->o.in_tx || !ui->o.db || !ui->o.in_tx(ui->o.db)); /* never wait for a key inside a transaction */
		switch (term_wait(ui->term, loop_timers_next(ui), ui->news_fd, &key)) {
		case TERM_KEY:
			if (key == K_RESIZE) {
				loop_resize(ui);
				break;
			}
			if (!ui->locked)
				idle_again(ui);
			loop_key(ui, key);
			break;
		case TERM_WINCH:
			(void)term_resized(ui->term);
			term_redraw(ui->term); /* even at the old size: the terminal may have cut rows off in between */
			loop_resize(ui);
			break;
		case TERM_END:
			loop_end(ui);
			return;
		case TERM_EXTRA:
			news_read(ui);
			break;
		case TERM_TIMEOUT:
			break;
		}
		loop_timers_run(ui);
	}
}
