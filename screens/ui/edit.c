#include "screens/ui/edit.h"

#include <string.h>

#include "screens/ui/draw.h"

bool edit_key(struct line *l, struct ui *ui, int key)
{
	switch (key) {
	case K_LEFT: return line_left(l), true;
	case K_RIGHT: return line_right(l), true;
	case K_HOME: return line_home(l), true;
	case K_END: return line_end(l), true;
	case K_BACKSPACE: return line_backspace(l), true;
	case K_DEL: return line_delete(l), true;
	case K_INS: return l->overtype = !l->overtype, true;
	case K_CTRL('U'): return line_undo(l), true;
	case K_CTRL('Y'): return line_delete_end(l), true;
	case K_PASTE: {
		const char *text = l->lines ? ui_pasted_lines(ui) : ui_pasted(ui);
		enum text_fault fault = line_paste(l, text, strlen(text));
		if (fault != TEXT_OK)
			ui_warn(ui, "%s", text_fault_message(fault));
		return true;
	}
	default:
		if (!key_is_text(key))
			return false;
		line_type(l, key);
		return true;
	}
}

void edit_draw(struct line *l, struct ui *ui, int row, int col, int width, bool focus, bool secret)
{
	char shown[2048];
	struct line_view v;

	if (secret) {
		int points = text_points(l->text ? l->text : ""), from = points >= width ? points - width + 1 : 0;
		int n = points - from < (int)sizeof shown - 1 ? points - from : (int)sizeof shown - 1;
		memset(shown, '*', (size_t)n);
		shown[n] = '\0';
		draw_field(ui, row, col, width, focus, shown);
		if (focus)
			draw_cursor(ui, row, col + 1 + n);
		return;
	}
	line_window(l, width, &v);
	size_t n = v.end - v.start;
	if (n > sizeof shown - 1)
		n = sizeof shown - 1;
	memcpy(shown, (l->text ? l->text : "") + v.start, n);
	shown[n] = '\0';
	draw_field(ui, row, col, width, focus, shown);
	if (focus)
		draw_cursor(ui, row, col + 1 + v.cursor);
}
