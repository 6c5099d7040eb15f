#include "screens/ui/lock.h"

#include <stdio.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/edit.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"

#define LOCKED_MS (30 * 60000) /* then the session ends */

struct lock { struct line line; char why[200]; /* not let in; "" not tried yet */ };

static void locked_long(struct ui *ui, void *owner)
{
	(void)owner;
	loop_end(ui);
}

static bool lock_open(struct screen *s, const void *arg)
{
	struct lock *l = screen_state(s);

	(void)arg;
	line_init(&l->line, 128, false);
	ui_after(screen_ui(s), l, locked_long, LOCKED_MS, 0);
	return true;
}

static void lock_draw(struct screen *s)
{
	struct lock *l = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area box = screen_box(s, 7, ui->cols < 60 ? ui->cols : 60);
	struct area in = draw_inside(box);
	char text[200];

	draw_box(ui, box, _("Locked"));
	snprintf(text, sizeof text, "%s", ui->o.who ? ui->o.who->shown : "");
	draw_name(ui, in.row, in.col, in.cols, PAINT_HEADING, text);
	int used = draw_put(ui, in.row + 1, in.col, in.cols, PAINT_TEXT, _("Password:")) + 1;
	edit_draw(&l->line, ui, in.row + 1, in.col + used, in.cols - used - 2 < 30 ? in.cols - used - 2 : 30, true, true);
	if (l->why[0])
		draw_printf(ui, in.row + 2, in.col, in.cols, PAINT_WARN, "! %s", l->why);
	draw_put(ui, in.row + 3, in.col, in.cols, PAINT_TEXT, _("What you typed is kept as a draft."));
	draw_put(ui, in.row + 4, in.col, in.cols, PAINT_TEXT, _("Enter: go on. F10: another user (ends this session)."));
}

static bool lock_key(struct screen *s, int key)
{
	struct lock *l = screen_state(s);
	struct ui *ui = screen_ui(s);

	if (key == K_F(10)) {
		loop_end(ui);
	} else if (key == K_ENTER) {
		bool right = ui->o.password(ui, l->line.text ? l->line.text : "");
		STR_SET(l->why, right ? "" : ui->message[0] ? ui->message : _("The password does not match. Check Caps Lock."));
		ui->message[0] = '\0';
		line_clear(&l->line);
		if (right)
			ui_pop(s);
	} else {
		(void)edit_key(&l->line, ui, key);
	}
	return true;
}

static void lock_close(struct screen *s)
{
	struct lock *l = screen_state(s);

	line_free(&l->line);
}

static const struct screen_class lock_class = {
	.name = "lock", .state_size = sizeof(struct lock), .open = lock_open, .draw = lock_draw, .key = lock_key, .close = lock_close,
};

void lock_now(struct ui *ui)
{
	if (ui->locked || ui->ending)
		return;
	loop_drafts(ui);
	if (!ui->o.password) { /* nobody could unlock it */
		loop_end(ui);
		return;
	}
	char said[sizeof ui->message]; /* it names whoever was worked on: not for who passes by */
	STR_SET(said, ui->message);
	ui->message[0] = '\0';
	ui->locked = true;
	(void)ui_modal(ui, &lock_class, NULL);
	ui->locked = false;
	if (!ui->message[0]) STR_SET(ui->message, said);
	if (!ui->ending)
		ui->stack[ui->depth - 1]->stale = false; /* exactly there, nothing reloaded under a form */
}
