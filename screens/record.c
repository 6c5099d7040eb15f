#include "screens/record.h"

#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "src/base/i18n.h"

bool record_open(struct screen *s, const struct record_class *class, row_id id)
{
	struct record *r = screen_state(s);
	struct err e = { ERR_NONE, "" };
	r->class = class;
	r->id = id;
	if (!id || class->read(s, true, screen_keep(s), &e)) return true; /* the one access row; what is shown is read by load */
	ui_error(screen_ui(s), &e);
	return false;
}

bool record_load(struct screen *s, struct err *e)
{
	struct record *r = screen_state(s);
	if (!r->id) return true;
	return r->class->read(s, false, screen_arena(s), e) && (!r->class->lay || r->class->lay(s, e));
}

bool record_typing(const struct screen *s) { return ((const struct record *)screen_state(s))->typing; }
bool record_reading(const struct screen *s) { return !record_typing(s); }

/* --- the form --------------------------------------------------------------------------------------------------------------------- */

static void begin(struct screen *s, size_t fields)
{
	struct record *r = screen_state(s);
	if (!r->class->value) return;
	r->base = arena_array(screen_keep(s), const char *, fields + 1);
	for (size_t i = 0; i < fields; i++) r->base[i] = r->id ? arena_dup(screen_keep(s), r->class->value(s, (int)i)) : "";
	if (r->class->begun) r->class->begun(s);
}

void record_type(struct screen *s, const struct form_class *form, row_id draft, const char *const *values)
{
	struct record *r = screen_state(s);
	record_card(s);
	begin(s, form->count);
	db_idem_make(r->idem);
	form_open(&r->form, screen_ui(s), form, s, draft, values ? values : r->base);
	r->typing = true;
}

void record_card(struct screen *s)
{
	struct record *r = screen_state(s);
	if (r->typing) form_close(&r->form, screen_ui(s));
	r->typing = false;
}

void record_conflict(struct record *r, const struct err *e)
{
	STR_SET(r->who, e->kind == ERR_CONFLICT ? e->text : "");
	char *end = strstr(r->who, ". ");
	if (end) end[1] = 0; /* what to do about it is shown, not told */
}

const struct choice *record_choices(void *s, const struct field *f) { return app_lists_of(&((struct record *)screen_state(s))->lists, screen_ui(s), screen_keep(s), f->list); }

bool record_theirs(void *ctx, const char **values, char *who, size_t size)
{
	struct screen *s = ctx;
	struct record *r = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const char **was = r->base;
	const struct form_class *form = r->form.class;
	if (!r->class->read(s, false, screen_keep(s), &e)) return ui_error(screen_ui(s), &e), false;
	begin(s, form->count);
	for (size_t i = 0; i < form->count; i++) values[i] = strcmp(r->base[i], was[i]) != 0 ? r->base[i] : arena_dup(screen_keep(s), form_value(&r->form, form->fields[i].code));
	str_copy(who, size, r->who);
	return true;
}

static void after_save(struct screen *s)
{
	struct record *r = screen_state(s);
	bool made = r->form.record == 0;
	r->form.saved = false;
	ui_reload(screen_ui(s));
	if (r->class->saved) {
		r->class->saved(s, made);
		return;
	}
	record_card(s);
	ui_say(screen_ui(s), "%s", _("Saved."));
}

/* --- the screen's own ------------------------------------------------------------------------------------------------------------- */

void record_draw(struct screen *s)
{
	struct record *r = screen_state(s);
	struct area a = screen_area(s);
	draw_clear(screen_ui(s), a);
	if (r->typing) form_draw(&r->form, screen_ui(s), r->class->around ? r->class->around(s, a) : a);
	else r->class->draw(s, a);
}

bool record_key(struct screen *s, int k)
{
	struct record *r = screen_state(s);
	if (!r->typing) return r->class->key && r->class->key(s, k);
	bool used = form_key(&r->form, screen_ui(s), k);
	if (r->form.saved) after_save(s);
	return used || k == K_F(4) || k == K_F(8); /* on the bar, even where a field has no list and nothing was typed */
}

bool record_leave(struct screen *s)
{
	struct record *r = screen_state(s);
	if (!r->typing) return true;
	if (!form_leave(&r->form, screen_ui(s))) return false;
	if (!r->id || r->straight) return true;
	if (r->form.saved) ui_reload(screen_ui(s)); /* by the question of form_leave */
	record_card(s);
	return false;
}

void record_close(struct screen *s) { record_card(s); }

int record_line(struct ui *ui, struct area a, int row, int width, const char *label, const char *value)
{
	if (!value || !*value || row >= a.row + a.rows) return row;
	draw_text(ui, row, a.col + 1, width, PAINT_DIM, label);
	return row + draw_wrap(ui, (struct area){ row, a.col + width + 2, a.row + a.rows - row, a.cols - width - 3 }, PAINT_TEXT, value, 0);
}
