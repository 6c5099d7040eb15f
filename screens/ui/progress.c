/* Long work that says how far it is, and can be stopped. */
#include <stdio.h>

#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/loop.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

void progress_begin(struct progress *p, struct ui *ui, const char *what)
{
	*p = (struct progress){ .ui = ui, .what = what, .begun = clock_monotonic() };
}

static void show(struct ui *ui, const char *text, int64_t done, int64_t of)
{
	bool muted = ui->muted;

	ui->muted = false;
	draw_name(ui, ui->rows - 2, 1, ui->cols - 1, PAINT_TEXT, text);
	if (of > 0) {
		char figures[80];
		snprintf(figures, sizeof figures, _("%lld of %lld (%d%%)  Esc: stop"), (long long)done, (long long)of, (int)(done * 100 / of));
		int width = text_width(figures), at = text_width(text) + 2, room = ui->cols - at - width - 3;
		if (room > 4)
			draw_bar(ui, ui->rows - 2, at, room, done, of);
		draw_put(ui, ui->rows - 2, ui->cols - width - 1, width, PAINT_TEXT, figures);
	}
	loop_show(ui);
	ui->muted = muted;
	ui->damaged = true;
}

bool progress_step(struct progress *p, int64_t done, int64_t of)
{
	utc_ms now = clock_monotonic();

	if (!p->stopped && term_escaped(p->ui->term))
		p->stopped = true;
	if (now - p->begun > 300 && (p->shown == 0 || now - p->shown >= 1000)) {
		p->shown = now;
		show(p->ui, p->what, done, now - p->begun > 2000 ? of : 0);
	}
	return !p->stopped && !p->ui->ending;
}

void progress_end(struct progress *p)
{
	if (p->shown)
		ui_repaint(p->ui);
}

bool dialog_waiting(void *ctx, int milliseconds)
{
	struct ui *ui = ctx;
	char text[240];

	snprintf(text, sizeof text, _("Another officer is saving. Trying again (%d s)... What you typed is safe. Esc: stop waiting."), milliseconds / 1000);
	show(ui, text, 0, 0);
	return !term_escaped(ui->term);
}
