/* Row 24: ten slots of 8 columns; below 80 columns the five that matter; without F-keys the Ctrl keys. */
#include <stdio.h>

#include "screens/ui/draw.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

/* The label of a slot, "" when it has no meaning here. */
static const char *slot_label(const struct ui *ui, const struct screen *s, int fkey)
{
	const struct action *a = screen_action(s, fkey, 0);

	if (a)
		return screen_action_shown(s, a) && a->label ? _(a->label) : "";
	if (s->class->box)
		return "";
	switch (fkey) {
	case 1: return _("Help");
	case 3: return loop_can_find(ui) ? _("Find") : "";
	case 9: return _("Menu");
	case 10: return loop_below(ui, s) ? _("Close") : _("Quit");
	default: return "";
	}
}

static void slot_draw(struct ui *ui, int col, int width, const char *key, const char *label)
{
	char text[64];
	int used = draw_put(ui, ui->rows - 1, col, width, PAINT_TEXT, label[0] ? key : "");

	int gap = col + width < ui->cols, room = width - used - gap; /* a blank before the next slot */
	text_fit(label, room > 0 ? room : 0, text, sizeof text);
	draw_text(ui, ui->rows - 1, col + used, width - used, PAINT_BAR, text);
}

static void bar_compact(struct ui *ui, const struct screen *s)
{
	static const int wanted[] = { 2, 4, 7, 3, 6, 5, 8 };
	int keys[5], n = 0, slot = ui->cols / 5;

	keys[n++] = 1;
	for (size_t i = 0; i < COUNT(wanted) && n < 3; i++)
		if (slot_label(ui, s, wanted[i])[0])
			keys[n++] = wanted[i];
	keys[n++] = 9;
	keys[n++] = 10;
	for (int i = 0; i < n; i++) {
		char key[8];
		snprintf(key, sizeof key, "%d", keys[i]);
		slot_draw(ui, i * slot, i == n - 1 ? ui->cols - i * slot : slot, key, slot_label(ui, s, keys[i]));
	}
}

static void bar_ctrl(struct ui *ui, const struct screen *s)
{
	static const int keys[] = { 2, 3, 4, 7, 9, 10 };
	int col = 1;

	draw_fill(ui, ui->rows - 1, 0, ui->cols, PAINT_BAR);
	for (size_t i = 0; i < COUNT(keys); i++) {
		const char *label = slot_label(ui, s, keys[i]);
		if (label[0])
			col += draw_printf(ui, ui->rows - 1, col, ui->cols - col, PAINT_BAR, "%s %s", key_ctrl_name(K_F(keys[i])), label) + 2;
	}
}

void bar_draw(struct ui *ui)
{
	const struct screen *s = ui_top(ui);

	if (s->class->box && !s->class->action_count) {
		draw_fill(ui, ui->rows - 1, 0, ui->cols, PAINT_BAR);
		return;
	}
	if (ui->o.no_fkeys) {
		bar_ctrl(ui, s);
		return;
	}
	if (ui->cols < 80) {
		bar_compact(ui, s);
		return;
	}
	int slot = ui->cols / 10;
	for (int i = 1; i <= 10; i++) {
		char key[8];
		snprintf(key, sizeof key, "%d", i);
		slot_draw(ui, (i - 1) * slot, i == 10 ? ui->cols - 9 * slot : slot, key, slot_label(ui, s, i));
	}
}

int bar_key_at(const struct ui *ui, int col)
{
	int n = ui->cols >= 80 && !ui->o.no_fkeys ? col / (ui->cols / 10) + 1 : 0;

	return n >= 1 && n <= 10 ? K_F(n) : K_NONE;
}
