#include "screens/ui/menu.h"

#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/lock.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define ITEMS_MAX 32

enum { HELP_COL = 26 };

struct item { char letter; int fkey; const char *label, *help; const struct action *action; };
struct menu { struct item item[ITEMS_MAX]; int count, at, top; struct screen *of; };

static void add(struct menu *m, char letter, int fkey, const char *label, const char *help, const struct action *action)
{
	if (m->count < ITEMS_MAX)
		m->item[m->count++] = (struct item){ letter, fkey, label, help, action };
}

static bool menu_open_screen(struct screen *s, const void *arg)
{
	struct menu *m = screen_state(s);
	struct ui *ui = screen_ui(s);

	m->of = *(struct screen *const *)arg;
	for (int f = 1; f <= 10; f++) {
		const struct action *a = screen_action(m->of, f, 0);
		char digit = (char)(f == 10 ? '0' : '0' + f);
		if (a && screen_action_shown(m->of, a))
			add(m, digit, f, _(a->label), a->help ? _(a->help) : "", a);
		else if (!a && f == 1)
			add(m, digit, f, _("Help"), _("help for this screen"), NULL);
		else if (!a && f == 3 && loop_can_find(ui))
			add(m, digit, f, _("Find"), _("find a child from any screen"), NULL);
		else if (!a && f == 10)
			add(m, digit, f, loop_below(ui, m->of) ? _("Close") : _("Quit"), _("close this screen"), NULL);
	}
	for (int i = 0; i < m->of->class->action_count; i++) {
		const struct action *a = &m->of->class->actions[i];
		if (!a->fkey && a->letter && screen_action_shown(m->of, a))
			add(m, a->letter, 0, _(a->label), a->help ? _(a->help) : "", a);
	}
	if (ui->o.password && ui->o.who)
		add(m, 'K', 0, _("Lock"), _("lock the screen until the password is typed"), NULL);
	if (ui->o.undo)
		add(m, 'U', 0, _("Undo"), _("take back the last act of this session"), NULL);
	add(m, 'P', 0, _("Privacy"), _("show initials while guests look on"), NULL);
	if (ui->o.tour)
		add(m, 'R', 0, _("Tour"), _("a walk through the screens"), NULL);
	add(m, 'T', 0, _("Theme"), _("next colour theme"), NULL);
	add(m, 'M', 0, _("Mouse"), _("mouse on or off"), NULL);
	return true;
}

/* Rows that show the chosen line's sentence in full: 2 when any is longer than its column. */
static int sentence_rows(const struct menu *m, int cols)
{
	for (int i = 0; i < m->count; i++)
		if (text_width(m->item[i].help) > cols)
			return 2;
	return 0;
}

static void menu_draw(struct screen *s)
{
	struct menu *m = screen_state(s);
	struct ui *ui = screen_ui(s);
	char title[160], name[16], keys[24];
	const int cols = ui->cols < 76 ? ui->cols : 76, whole = sentence_rows(m, cols - HELP_COL - 4);
	struct area box = screen_box(s, m->count + 3 + whole, cols), in = draw_inside(box);
	int rows = in.rows - 1 - whole;

	snprintf(title, sizeof title, _("Menu: %s"), m->of->class->title ? _(m->of->class->title) : "");
	draw_box(ui, box, title);
	if (m->at < m->top)
		m->top = m->at;
	if (m->at >= m->top + rows)
		m->top = m->at - rows + 1;
	for (int i = 0; i < rows && m->top + i < m->count; i++) {
		const struct item *it = &m->item[m->top + i];
		bool here = m->top + i == m->at;
		enum paint paint = here ? PAINT_SELECT : PAINT_TEXT;
		int y = in.row + i, x = in.col;
		draw_fill(ui, y, x, in.cols, paint);
		keys[0] = '\0';
		if (it->fkey)
			snprintf(keys, sizeof keys, "%s %s", key_shown(K_F(it->fkey), name), key_ctrl_name(K_F(it->fkey)));
		draw_printf(ui, y, x, 4, paint, "%s%c", here ? "> " : "  ", it->letter);
		draw_text(ui, y, x + 4, 12, paint, it->label);
		draw_text(ui, y, x + 17, 8, paint, keys);
		draw_name(ui, y, x + HELP_COL, in.cols - HELP_COL, paint, it->help);
		if (here)
			draw_cursor(ui, y, x);
	}
	if (whole)
		draw_wrap(ui, (struct area){ in.row + rows, in.col, whole, in.cols }, PAINT_HEADING, m->item[m->at].help, 0);
	draw_put(ui, in.row + in.rows - 1, in.col, in.cols, PAINT_DIM, _("digit or letter, or arrows and Enter; Esc closes"));
}

static bool menu_key(struct screen *s, int key)
{
	struct menu *m = screen_state(s);
	int chosen = -1;

	switch (key) {
	case K_UP: m->at = m->at > 0 ? m->at - 1 : m->count - 1; return true;
	case K_DOWN: m->at = m->at < m->count - 1 ? m->at + 1 : 0; return true;
	case K_HOME: case K_PGUP: m->at = 0; return true;
	case K_END: case K_PGDN: m->at = m->count - 1; return true;
	case K_ENTER: chosen = m->at; break;
	case K_F(9): case K_F(10): case K_ESC: ui_pop(s); return true;
	default:
		for (int i = 0; i < m->count; i++) {
			int letter = m->item[i].letter;
			if (key == letter || (letter >= 'A' && key == letter + 32) || (m->item[i].fkey && key == K_F(m->item[i].fkey)))
				chosen = i;
		}
		if (chosen < 0)
			return true;
	}
	const struct item *it = &m->item[chosen];
	screen_result(s, it->fkey ? K_F(it->fkey) : it->letter);
	ui_pop(s);
	return true;
}

static const struct screen_class menu_class = {
	.name = "menu", .state_size = sizeof(struct menu), .open = menu_open_screen, .draw = menu_draw, .key = menu_key, .box = true,
};

void menu_open(struct ui *ui)
{
	struct screen *top = ui_top(ui);
	int key = (int)ui_modal(ui, &menu_class, &top);

	if (key > K_F0) {
		loop_key(ui, key);
		return;
	}
	const struct action *a = key ? screen_action(top, 0, (char)key) : NULL;
	if (a) {
		(void)screen_action_run(top, a);
		return;
	}
	switch (key) {
	case 'K': lock_now(ui); break;
	case 'U': (void)ui->o.undo(ui); break;
	case 'R': (void)ui->o.tour(ui); break;
	case 'P': case 'T': case 'M': ui_toggle(ui, (char)key); break;
	default: break;
	}
}
