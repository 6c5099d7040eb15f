/* Keyboard and line test (UX.md 8): which keys reach the program, and whether lines are whole; sets "without F-keys" and ASCII lines. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/office/house.h"
#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "src/base/i18n.h"

enum { F_1, F_2, F_10, PGDN, ARROWS, FIVE, KEYS };
static const char *const names[KEYS] = { "F1", "F2", "F10", "PgDn", N_("arrow"), N_("5 (keypad)") };

struct state { bool came[KEYS], ascii, before; };

static bool open_test(struct screen *s, const void *arg)
{
	(void)arg;
	struct state *st = screen_state(s);
	st->ascii = st->before = ui_opts(screen_ui(s))->ascii_lines;
	return true;
}

static bool all_f(const struct state *st) { return st->came[F_1] && st->came[F_2] && st->came[F_10]; }

static void draw(struct screen *s)
{
	const struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	int rows, cols;
	ui_size(ui, &rows, &cols);
	struct area box = screen_box(s, 11, cols < 76 ? cols : 76), in = draw_inside(box);
	draw_box(ui, box, _("Keyboard test"));
	int at = in.col + draw_put(ui, in.row, in.col, in.cols, PAINT_TEXT, _("Press once each:")) + 2;
	for (int i = 0; i < KEYS; i++) {
		const char *name = i < ARROWS ? names[i] : _(names[i]);
		at += draw_printf(ui, in.row, at, in.col + in.cols - at, st->came[i] ? PAINT_OK : PAINT_TEXT, "%s %s", name, st->came[i] ? "v" : "-") + 2;
	}
	draw_wrap(ui, (struct area){ in.row + 2, in.col, 2, in.cols }, PAINT_TEXT, _("A key that stays at - does not reach the program. That does no harm: Esc goes back, and ^G with a digit is every F-key."), 0);
	draw_put(ui, in.row + 5, in.col, in.cols, PAINT_TEXT, st->ascii ? _("Lines: L = drawn lines  [+ - |]") : _("Lines: is this box whole? If not, L = lines of + - |"));
	draw_put(ui, in.row + 7, in.col, in.cols, PAINT_TEXT, all_f(st) ? _("Enter: the bar shows F-keys.") : _("Enter: the bar shows Ctrl keys (no F-keys).  Esc: change nothing."));
	draw_cursor(ui, in.row, in.col);
}

static bool taken(struct screen *s)
{
	const struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct ui_options o = *ui_opts(ui);
	o.no_fkeys = !all_f(st);
	o.ascii_lines = st->ascii;
	ui_set_opts(ui, &o);
	if (o.changed) o.changed(ui);
	ui_pop(s);
	ui_say(ui, "%s", o.no_fkeys ? _("Row 24 shows the Ctrl keys now.") : _("Row 24 shows the F-keys."));
	return true;
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	struct ui_options o = *ui_opts(screen_ui(s));
	switch (k) {
	case K_F(1): st->came[F_1] = true; return true;
	case K_F(2): st->came[F_2] = true; return true;
	case K_F(10): st->came[F_10] = true; return true;
	case K_PGDN: st->came[PGDN] = true; return true;
	case K_UP: case K_DOWN: case K_LEFT: case K_RIGHT: st->came[ARROWS] = true; return true;
	case '5': st->came[FIVE] = true; return true;
	case 'l': case 'L': /* seen at once, in this very box */
		st->ascii = !st->ascii;
		o.ascii_lines = st->ascii;
		ui_set_opts(screen_ui(s), &o);
		return true;
	case K_ENTER: return taken(s);
	case K_ESC:
		o.ascii_lines = st->before;
		ui_set_opts(screen_ui(s), &o);
		ui_pop(s);
		return true;
	default: return false;
	}
}

const struct screen_class screen_keytest = { .name = "keytest", .title = N_("Keyboard test"), .state_size = sizeof(struct state), .open = open_test, .draw = draw, .key = key, .box = true };
