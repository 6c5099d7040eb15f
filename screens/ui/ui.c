/* The session: begins, ends, and answers what screens ask of it. */
#include "screens/ui/ui.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "screens/ui/dialog.h"
#include "screens/ui/loop.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

static const char *term_asked(const struct ui_options *o)
{
	return o->term_type ? o->term_type : getenv("TERM");
}

static const char *no_color(const struct ui_options *o)
{
	return o->no_color ? o->no_color : getenv("NO_COLOR");
}

static void news_watch(struct ui *ui)
{
	if (!ui->o.news_path)
		return;
	ui->news_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (ui->news_fd >= 0)
		(void)inotify_add_watch(ui->news_fd, ui->o.news_path, IN_ATTRIB | IN_CLOSE_WRITE | IN_MODIFY);
}

int ui_run(const struct ui_options *o, const struct screen_class *first, const void *arg)
{
	struct ui *ui = mem_alloc(sizeof *ui);
	struct err e = { 0 };
	int null_fd = -1, code = 0;

	ui->o = *o;
	ui->news_fd = -1;
	STR_SET(ui->panti, o->panti ? o->panti : "");
	struct term_options t = { .in_fd = 0, .out_fd = 1, .type = term_asked(o), .rows = o->rows, .cols = o->cols, .mouse = o->mouse };
	if (o->headless) {
		null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
		t.in_fd = -1;
		t.out_fd = null_fd;
	}
	if (!term_open(&ui->term, &t, &e)) {
		fprintf(stderr, "pantidesk: %s\n", e.text);
		free(ui);
		return err_exit_code(e.kind);
	}
	term_title(ui->term, "pantidesk");
	theme_set(&ui->theme, o->theme, term_asked(o), no_color(o), o->frugal);
	loop_resize(ui);
	news_watch(ui);
	bool opened = ui_push(ui, first, arg);
	if (opened) {
		if (o->start)
			o->start(ui);
		loop_until(ui, 0);
		loop_end(ui);
	} else {
		code = err_exit_code(ERR_UNAVAILABLE);
	}
	while (ui->depth > 0)
		screen_close_top(ui);
	term_close(ui->term);
	if (!opened && ui->message[0]) {
		char text[480];
		text_out(ui->message, text, sizeof text, false);
		fprintf(stderr, "pantidesk: %s\n", text);
	}
	if (ui->news_fd >= 0)
		close(ui->news_fd);
	if (null_fd >= 0)
		close(null_fd);
	buf_free(&ui->paste);
	buf_free(&ui->paste_lines);
	free(ui);
	return code;
}

void ui_quit(struct ui *ui) { loop_end(ui); }
bool ui_ending(const struct ui *ui) { return ui->ending; }
const struct ui_options *ui_opts(const struct ui *ui) { return &ui->o; }
const struct conf *ui_conf(const struct ui *ui) { return ui->o.conf; }
struct db *ui_db(const struct ui *ui) { return ui->o.db; }
const struct actor *ui_who(const struct ui *ui) { return ui->o.who; }
void *ui_app(const struct ui *ui) { return ui->o.app; }
bool ui_privacy(const struct ui *ui) { return ui->o.privacy; }
bool ui_frugal(const struct ui *ui) { return ui->o.frugal; }
struct term *ui_term(struct ui *ui) { return ui->term; }
void ui_repaint(struct ui *ui) { ui->damaged = true; ui->moved = false; }
void ui_moved(struct ui *ui) { ui->moved = true; }
const char *ui_pasted(struct ui *ui) { return buf_text(&ui->paste); }
const char *ui_pasted_lines(struct ui *ui) { return buf_text(&ui->paste_lines); }

caldate ui_today(const struct ui *ui)
{
	return clock_today(ui->o.offset_hours);
}

bool ui_may(const struct ui *ui, enum right right)
{
	return right == RIGHT_NONE || (ui->o.who && may(ui->o.who, right));
}

void ui_size(const struct ui *ui, int *rows, int *cols)
{
	*rows = ui->rows;
	*cols = ui->cols;
}

bool ui_mouse(const struct ui *ui, int *row, int *col, int *button)
{
	const struct key_decoder *d = term_decoder(ui->term);

	*row = d->mouse_row;
	*col = d->mouse_col;
	*button = d->mouse_button;
	return ui->o.mouse;
}

void ui_set_opts(struct ui *ui, const struct ui_options *o)
{
	struct ui_options old = ui->o;

	ui->o = *o;
	ui->o.headless = old.headless;
	ui->o.idle = old.idle;
	ui->o.term_type = old.term_type;
	ui->o.no_color = old.no_color;
	STR_SET(ui->panti, o->panti ? o->panti : "");
	if (o->theme != old.theme || o->frugal != old.frugal)
		theme_set(&ui->theme, o->theme, term_asked(o), no_color(o), o->frugal);
	term_mouse(ui->term, o->mouse);
	if (ui->news_fd >= 0)
		close(ui->news_fd);
	ui->news_fd = -1;
	news_watch(ui);
	ui_repaint(ui);
}

void ui_toggle(struct ui *ui, char letter)
{
	if (letter == 'T') {
		ui->o.theme = theme_next(ui->theme.kind);
		theme_set(&ui->theme, ui->o.theme, term_asked(&ui->o), no_color(&ui->o), ui->o.frugal);
		ui_say(ui, _("Theme: %s"), theme_name(ui->theme.kind));
	} else if (letter == 'M') {
		ui->o.mouse = !ui->o.mouse;
		term_mouse(ui->term, ui->o.mouse);
		ui_say(ui, ui->o.mouse ? _("Mouse on. Shift and drag selects text.") : _("Mouse off."));
	} else if (letter == 'P') {
		ui->o.privacy = !ui->o.privacy;
		ui_reload(ui);
		ui_say(ui, ui->o.privacy ? _("Privacy on: names are shown as initials.") : _("Privacy off."));
	}
	if (ui->o.changed)
		ui->o.changed(ui);
	ui_repaint(ui);
}

/* --- rows 22 and 23 ------------------------------------------------------------------------------------------------------- */

__attribute__((format(printf, 3, 0))) static void message_set(struct ui *ui, enum paint paint, const char *format, va_list args)
{
	ui->message_paint = paint;
	vsnprintf(ui->message, sizeof ui->message, format, args);
}

void ui_say(struct ui *ui, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	message_set(ui, PAINT_TEXT, format, args);
	va_end(args);
}

void ui_notice(struct ui *ui, const char *format, ...)
{
	va_list args;

	if (ui->locked || (ui->message[0] && ui->message_paint == PAINT_WARN))
		return; /* what is to be mended stays */
	va_start(args, format);
	message_set(ui, PAINT_TEXT, format, args);
	va_end(args);
}

void ui_warn(struct ui *ui, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	message_set(ui, PAINT_WARN, format, args);
	va_end(args);
}

void ui_hint(struct ui *ui, const char *format, ...)
{
	va_list args;

	if (ui->muted)
		return;
	va_start(args, format);
	vsnprintf(ui->hint, sizeof ui->hint, format, args);
	va_end(args);
}

void ui_error(struct ui *ui, const struct err *e)
{
	if (text_width(e->text) > ui->cols - 4 && !ui->ending && ui->depth > 0)
		dialog_message(ui, "", e->text);
	else
		ui_warn(ui, "%s", e->text);
}

void ui_problems(struct ui *ui, const struct problems *p)
{
	if (p->count == 1)
		ui_warn(ui, "%s", p->list[0].text);
	else if (p->count > 1)
		ui_warn(ui, _("%s (and %d more)"), p->list[0].text, p->count - 1);
}

void ui_refuse(struct ui *ui, enum right right)
{
	char text[240];

	ui_warn(ui, "%s", right_refusal(right, text, sizeof text));
}
