/* A child's data as one form in sections. The second of two savers is shown what the first changed. */
#include "screens/child/card.h"

#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/child/person_form.h"
#include "screens/form_page.h"
#include "screens/screens.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

struct state {
	struct form form;             /* first */
	struct person_form person;    /* of the form's callbacks */
	row_id id, row;               /* resident, person */
	int64_t version;
	char idem[IDEM_SIZE], name[100], register_no[24];
	const char *mine[PERSON_FIELDS]; /* what was to be saved when it met a conflict; in the screen's keep arena */
};

static struct state *state_of(void *person) { return screen_state(((struct person_form *)person)->s); }

static void say_saved(struct ui *ui, const struct state *st, const char *const *v)
{
	int missing = person_incomplete(v), hour, minute;
	caldate day;
	clock_local(clock_now(), app_of(ui)->panti.utc_offset, &day, &hour, &minute);
	if (missing) ui_say(ui, _("Saved %02d.%02d: %s (%s). Incomplete: %d still to fill in."), hour, minute, st->name, st->register_no, missing);
	else ui_say(ui, _("Saved %02d.%02d: %s (%s)"), hour, minute, st->name, st->register_no);
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct state *st = state_of(ctx);
	struct resident_edit in = { .resident = st->id, .person_version = st->version, .idem = st->idem };
	for (int i = 0; i < PERSON_FIELDS; i++) {
		in.v[i] = v[i];
		st->mine[i] = v[i];
	}
	if (!resident_edit(ui_db(ui), ui_who(ui), &in, p, e)) return false;
	STR_SET(st->name, v[PERSON_NAME]);
	say_saved(ui, st, v);
	return true;
}

/* Only what the other one changed is put side by side; where nobody else was, what is typed here stands. */
static bool theirs(void *ctx, const char **values, char *who, size_t size)
{
	struct state *st = state_of(ctx);
	struct screen *s = st->person.s;
	struct arena *a = screen_keep(s);
	struct person now;
	struct person_change changes[PERSON_FIELDS];
	struct err e = { ERR_NONE, "" };
	const char *mine[PERSON_FIELDS];
	for (int i = 0; i < PERSON_FIELDS; i++) values[i] = mine[i] = arena_dup(a, st->mine[i]);
	int n = person_changes_since(screen_db(s), st->row, st->version, mine, a, changes, PERSON_FIELDS, &e);
	if (n < 0 || !person_load(screen_db(s), st->row, a, &now, &e)) return ui_error(screen_ui(s), &e), false;
	utc_ms last = 0;
	for (int i = 0; i < n; i++) {
		values[changes[i].field] = changes[i].theirs;
		if (changes[i].at < last) continue;
		caldate day;
		int hour, minute;
		last = changes[i].at;
		clock_local(last, app_of(screen_ui(s))->panti.utc_offset, &day, &hour, &minute);
		snprintf(who, size, _("%s changed this data at %02d.%02d."), changes[i].by, hour, minute);
	}
	st->version = now.version;
	return true;
}

static const struct form_class form_class = {
	.name = "resident_edit", .fields = person_fields, .count = PERSON_FIELDS, .choices = person_form_choices, .check = person_form_check, .save = save,
	.beside = person_form_beside, .read = person_form_read, .shown = person_form_shown, .theirs = theirs,
};

static bool open_edit(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct resident_card card;
	struct arena *a = screen_keep(s);
	st->id = *(const row_id *)arg;
	if (!card_open(ui, st->id, a, &card)) return false;
	if (card.limited) return ui_refuse(ui, card.row.hidden ? RIGHT_SEALED_READ : RIGHT_RESIDENT_READ), false;
	st->row = card.person.id;
	st->version = card.person.version;
	STR_SET(st->register_no, card.row.register_no);
	STR_SET(st->name, card.row.name);
	db_idem_make(st->idem);
	person_form_begin(&st->person, s, &st->form);
	screen_subtitle(s, card.row.register_no);
	const char *values[PERSON_FIELDS];
	for (int i = 0; i < PERSON_FIELDS; i++) values[i] = card.person.v[i];
	form_open(&st->form, ui, &form_class, &st->person, st->id, values);
	return true;
}

bool resident_edit_open(struct ui *ui, row_id resident, enum person_field first)
{
	if (!ui_push(ui, &screen_resident_edit, &resident)) return false;
	struct state *st = screen_state(ui_top(ui));
	form_focus(&st->form, person_fields[first].code);
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	form_draw(&st->form, screen_ui(s), a);
}

static void close_edit(struct screen *s)
{
	struct state *st = screen_state(s);
	form_page_close(s);
	person_form_end(&st->person);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed. What is missing may follow; the child is then marked incomplete.") },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("Opens the list or the calendar of the field.") },
	{ .fkey = 6, .label = N_("Check"), .help = N_("Goes to the next field that is to be mended.") },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what was typed since the last save.") },
};

const struct screen_class screen_resident_edit = {
	.name = "resident_edit", .title = N_("Edit"),
	.help = N_("Enter goes on to the next field, PgDn to the next section, F2 saves. A birth date that is only partly known is typed as 2014 or 08-2014. What you type is kept as a draft."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_EDIT,
	.open = open_edit, .draw = draw, .key = form_page_key, .leave = form_page_leave, .changed = form_page_changed, .close = close_edit,
};
