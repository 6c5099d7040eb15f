/* A small form in a box. */
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"

struct run { const char *title; const struct form_class *class; void *ctx; char *const *values; size_t size; struct form form; };

static bool run_open(struct screen *s, const void *arg)
{
	struct run *r = screen_state(s);
	const char *values[FORM_FIELDS_MAX];

	*r = *(const struct run *)arg;
	for (size_t i = 0; i < r->class->count; i++)
		values[i] = r->values[i];
	form_open(&r->form, screen_ui(s), r->class, r->ctx, 0, values);
	ui_after_cancel(screen_ui(s), &r->form); /* no drafts of a question */
	return true;
}

static void run_draw(struct screen *s)
{
	struct run *r = screen_state(s);
	struct ui *ui = screen_ui(s);
	int rows = (int)r->class->count + r->form.problems.count + 4;

	for (size_t i = 0; i < r->class->count; i++)
		rows += r->class->fields[i].kind == FIELD_NOTE ? 3 : 0;
	struct area box = screen_box(s, rows, ui->cols < 74 ? ui->cols : 74);
	draw_box(ui, box, r->title);
	struct area in = draw_inside(box);
	in.col--;
	in.cols++;
	form_draw(&r->form, ui, in);
}

static void run_done(struct screen *s)
{
	struct run *r = screen_state(s);

	for (size_t i = 0; i < r->class->count; i++)
		str_copy(r->values[i], r->size, form_value(&r->form, r->class->fields[i].code));
	screen_result(s, 1);
}

static bool run_key(struct screen *s, int key)
{
	struct run *r = screen_state(s);

	if (!form_key(&r->form, screen_ui(s), key))
		return false;
	if (r->form.saved) {
		run_done(s);
		ui_pop(s);
	}
	return true;
}

/* What was typed is not lost by one Esc (UX.md 3). */
static bool run_leave(struct screen *s)
{
	struct run *r = screen_state(s);

	if (!form_leave(&r->form, screen_ui(s)))
		return false;
	if (r->form.saved)
		run_done(s);
	return true;
}

static void run_close(struct screen *s)
{
	struct run *r = screen_state(s);

	form_close(&r->form, screen_ui(s));
}

static const struct screen_class run_class = {
	.name = "form", .state_size = sizeof(struct run), .open = run_open, .draw = run_draw, .key = run_key, .leave = run_leave, .close = run_close, .box = true,
};

bool form_run(struct ui *ui, const char *title, const struct form_class *class, void *ctx, char *const *values, size_t size)
{
	struct ui_drafts kept = ui->o.drafts;
	struct run r = { .title = title, .class = class, .ctx = ctx, .values = values, .size = size };

	memset(&ui->o.drafts, 0, sizeof ui->o.drafts);
	bool saved = ui_modal(ui, &run_class, &r) == 1;
	ui->o.drafts = kept;
	return saved;
}
