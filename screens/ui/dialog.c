/* Boxes that ask: one class for all, its data on the asker's stack while it waits. */
#include "screens/ui/dialog.h"

#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/edit.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define BUTTONS_MAX 5
#define WIDTH 64

struct dialog {
	const char *title, *text, *label;
	const char *button[BUTTONS_MAX];
	int count, at, safe; /* at: button; -1 = the line */
	struct line *line;   /* NULL: no line */
	bool wide;           /* as the screen */
	bool secret, must;   /* must: an empty answer is none */
	const char *word;    /* must be typed for the last button */
};

static bool dialog_open(struct screen *s, const void *arg)
{
	*(struct dialog **)screen_state(s) = *(struct dialog *const *)arg;
	return true;
}

static void dialog_draw(struct screen *s)
{
	struct dialog *d = *(struct dialog **)screen_state(s);
	struct ui *ui = screen_ui(s);
	int wanted = 4;
	for (int i = 0; i < d->count; i++) /* "[ verb ]" and the gap: no verb is cut where there is room for it */
		wanted += text_width(d->button[i]) + 6;
	wanted = wanted > WIDTH ? wanted : WIDTH;
	int width = d->wide ? ui->cols : ui->cols - 4 < wanted ? ui->cols - 4 : wanted;
	int text = draw_wrap(ui, (struct area){ 0, 0, 0, width - 4 }, PAINT_TEXT, d->text, 0);
	struct area box = screen_box(s, text + 4 + (d->line ? 2 : 0), width);

	draw_box(ui, box, d->title);
	struct area in = draw_inside(box);
	int row = in.row + in.rows - 1;
	const int controls = d->line ? 4 : 2;
	struct area words = { in.row, in.col, in.rows - controls > 0 ? in.rows - controls : 0, in.cols };
	draw_wrap(ui, words, PAINT_TEXT, d->text, 0);
	if (d->line) {
		int used = draw_put(ui, row - 2, in.col, in.cols, PAINT_TEXT, d->label);
		used += used > 0;
		int room = in.cols - used - 2, most = d->line->max_points < 48 ? d->line->max_points : 48;
		edit_draw(d->line, ui, row - 2, in.col + used, room < most ? room : most, d->at < 0, d->secret);
	}
	draw_buttons(ui, row, in.col, in.cols, d->button, d->count, d->at);
}

static bool answer_stands(struct ui *ui, const struct dialog *d)
{
	if (d->at == d->safe && d->count > 1)
		return true;
	if (d->word && d->at == d->count - 1 && strcmp(d->line->text ? d->line->text : "", d->word) != 0) {
		ui_warn(ui, _("Type %s exactly to go on."), d->word);
		return false;
	}
	if (d->must && d->at != d->safe && (!d->line->text || strspn(d->line->text, " ") == strlen(d->line->text))) {
		ui_warn(ui, _("Fill in %s."), d->label);
		return false;
	}
	return true;
}

static bool dialog_key(struct screen *s, int key)
{
	struct dialog *d = *(struct dialog **)screen_state(s);
	struct ui *ui = screen_ui(s);

	if (key == K_ESC || key == K_F(10)) {
		screen_result(s, d->safe + 1);
		ui_pop(s);
		return true;
	}
	if (key == K_ENTER || (key == K_F(2) && d->line && !d->word)) {
		if (d->at < 0 && d->word) {
			d->at = d->safe; /* from the line to the buttons: the verb must be chosen on purpose */
			if (strcmp(d->line->text ? d->line->text : "", d->word) == 0)
				d->at = d->count - 1;
			return true;
		}
		if (d->at < 0)
			d->at = d->count - 1;
		if (!answer_stands(ui, d)) {
			d->at = -1;
			return true;
		}
		screen_result(s, d->at + 1);
		ui_pop(s);
		return true;
	}
	int first = d->line ? -1 : 0;
	if (key == K_TAB || key == K_DOWN || (key == K_RIGHT && d->at >= 0)) {
		d->at = d->at == d->count - 1 ? first : d->at + 1;
		return true;
	}
	if (key == K_BACKTAB || key == K_UP || (key == K_LEFT && d->at >= 0)) {
		d->at = d->at == first ? d->count - 1 : d->at - 1;
		return true;
	}
	if (d->at < 0)
		return edit_key(d->line, ui, key);
	for (int i = 0; key < 128 && key > 32 && i < d->count; i++) /* a first letter points, it never presses */
		if ((d->button[i][0] | 32) == (key | 32))
			d->at = i;
	return true;
}

static const struct screen_class dialog_class = {
	.name = "dialog", .state_size = sizeof(struct dialog *), .open = dialog_open, .draw = dialog_draw, .key = dialog_key, .box = true,
};

/* Index of the button; the safe one while the program is ending. */
static int dialog_run(struct ui *ui, struct dialog *d)
{
	int64_t result = ui_modal(ui, &dialog_class, &d);

	return result > 0 ? (int)result - 1 : d->safe;
}

void dialog_message(struct ui *ui, const char *title, const char *text)
{
	struct dialog d = { .title = title, .text = text, .button = { _("Close") }, .count = 1 };

	(void)dialog_run(ui, &d);
}

void dialog_wide(struct ui *ui, const char *title, const char *text)
{
	struct dialog d = { .title = title, .text = text, .button = { _("Close") }, .count = 1, .wide = true };

	(void)dialog_run(ui, &d);
}

int dialog_choose(struct ui *ui, const char *title, const char *text, const char *const *buttons, int safe)
{
	struct dialog d = { .title = title, .text = text, .at = safe, .safe = safe };

	while (d.count < BUTTONS_MAX && buttons[d.count]) {
		d.button[d.count] = buttons[d.count];
		d.count++;
	}
	term_discard(ui->term);
	return dialog_run(ui, &d);
}

bool dialog_confirm(struct ui *ui, const char *title, const char *text, const char *verb)
{
	const char *const buttons[] = { _("Back"), verb, NULL };

	return dialog_choose(ui, title, text, buttons, 0) == 1;
}

bool dialog_typed(struct ui *ui, const char *title, const char *text, const char *word, const char *verb)
{
	struct line line;
	char label[160];
	struct dialog d = { .title = title, .text = text, .button = { _("Back"), verb }, .count = 2, .at = -1, .line = &line, .word = word, .label = label };

	snprintf(label, sizeof label, _("Type %s:"), word);
	line_init(&line, 60, false);
	term_discard(ui->term);
	bool sure = dialog_run(ui, &d) == 1;
	line_free(&line);
	return sure;
}

static bool dialog_line(struct ui *ui, struct dialog *d, char *out, size_t size, int max)
{
	struct line line;

	line_init(&line, max, false);
	line_set(&line, d->secret ? "" : out);
	d->line = &line;
	d->at = -1;
	d->count = 2;
	bool given = dialog_run(ui, d) == 1;
	if (given)
		str_copy(out, size, line.text ? line.text : "");
	line_free(&line);
	return given;
}

bool dialog_ask(struct ui *ui, const char *title, const char *text, const char *label, char *out, size_t size, int max)
{
	struct dialog d = { .title = title, .text = text, .label = label, .button = { _("Back"), _("Continue") } };

	return dialog_line(ui, &d, out, size, max);
}

bool dialog_secret(struct ui *ui, const char *title, const char *text, const char *label, char *out, size_t size)
{
	struct dialog d = { .title = title, .text = text, .label = label, .button = { _("Back"), _("Continue") }, .secret = true };

	return dialog_line(ui, &d, out, size, 128);
}

bool dialog_reason(struct ui *ui, const char *title, const char *text, char *out, size_t size, const char *verb)
{
	struct dialog d = { .title = title, .text = text, .label = _("Reason"), .button = { _("Back"), verb }, .must = true };

	return dialog_line(ui, &d, out, size, (int)(size / 2 < 200 ? size / 2 : 200));
}
