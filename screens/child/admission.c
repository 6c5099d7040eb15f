/* Admission: a wizard over the child's and the stay's fields; from a referral, without one, once more, or in an emergency. */
#include "screens/child/admission.h"

#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/referral/referral_decide.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/rules/school.h"

const struct wizard_step admission_steps[] = {
	{ .title = N_("Identity"), .section = N_("Identity") },
	{ .title = N_("Family"), .section = N_("Family") },
	{ .title = ADMIT_SECTION, .section = ADMIT_SECTION, .check = admission_prepare },
	{ .title = N_("Check & save"), .draw = admission_review, .key = admission_review_key, .check = admission_prepare },
	{ .title = NULL },
};
const struct wizard_step admission_steps_emergency[] = {
	{ .title = N_("Emergency"), .section = N_("Identity"), .check = admission_prepare },
	{ .title = N_("Check & save"), .draw = admission_review, .key = admission_review_key, .check = admission_prepare },
	{ .title = NULL },
};
const struct wizard_step admission_steps_again[] = {
	{ .title = ADMIT_SECTION, .section = ADMIT_SECTION, .check = admission_prepare },
	{ .title = N_("Check & save"), .draw = admission_review, .key = admission_review_key, .check = admission_prepare },
	{ .title = NULL },
};

static int index_of(const struct admission_state *st, const struct field *f) { return (int)(f - st->fields); }

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct admission_state *st = ctx;
	const struct choice *c = school_choices_of(&st->schools, f->list, form_value(&st->wizard.form, "level"));
	if (f == &st->fields[ADMIT_ROOM]) {
		if (!st->rooms || st->rooms_for != st->referral) st->rooms = referral_room_choices(screen_ui(st->person.s), st->referral, false, "", screen_keep(st->person.s));
		st->rooms_for = st->referral;
		return st->rooms;
	}
	return c ? c : person_form_list(&st->person, f->list);
}

static bool shown(void *ctx, const struct field *f, const char *const *v)
{
	struct admission_state *st = ctx;
	int i = index_of(st, f), person = i - ADMIT_PERSON;
	enum school_level level = school_level_from_code(v[ADMIT_LEVEL] ? v[ADMIT_LEVEL] : "");
	bool is_person = i >= ADMIT_PERSON && i < ADMIT_ON, pupil = level != LEVELS && school_levels[level].enrolled;
	if (st->emergency) return person == PERSON_NAME || person == PERSON_SEX || person == PERSON_BIRTH_DATE || i == ADMIT_ON || i == ADMIT_ROOM || i == ADMIT_NOTE;
	if (is_person && st->wizard.steps == admission_steps_again) return false;
	if (is_person && (person == PERSON_PHOTO || person == PERSON_KIA || person == PERSON_KIS_ACTIVE || person == PERSON_KIP || person == PERSON_KIP_ACCOUNT || person == PERSON_DTSEN || person == PERSON_DTSEN_DATE)) return false; /* on the card later */
	if (i == ADMIT_LETTER || i == ADMIT_DISTRICT) return !v[ADMIT_REFERRAL][0];
	if (i == ADMIT_GRADE) return level != LEVELS && school_levels[level].grade_max > 0;
	if (i == ADMIT_KIND || i == ADMIT_SCHOOL || i == ADMIT_YEAR) return pupil;
	if (i == ADMIT_REGISTER) return !st->resident;
	return !is_person || person_form_shown(st, f, v + ADMIT_PERSON);
}

static void check(void *ctx, const char *const *v, struct problems *p)
{
	struct admission_state *st = ctx;
	if (!st->resident) person_form_check(st, v + ADMIT_PERSON, p);
	if (date_from_iso(v[ADMIT_ON]) != DATE_NONE && date_from_iso(v[ADMIT_ON]) > ui_today(screen_ui(st->person.s)) + 31) problem_hard(p, "on_date", "%s", _("The admission may lie at most 31 days ahead."));
}

static bool add(struct ui *ui, void *ctx, const struct field *f, char *code, size_t size)
{
	struct admission_state *st = ctx;
	if (index_of(st, f) != ADMIT_SCHOOL) return ui_say(ui, "%s", _("This list is changed in Settings.")), false;
	row_id id = school_ask_new(ui, form_value(&st->wizard.form, "level"), form_value(&st->wizard.form, "kind"));
	if (!id) return false;
	school_choices_forget(&st->schools);
	snprintf(code, size, "%" PRId64, id);
	return true;
}

static bool picks(void *ctx, const struct field *f)
{
	struct admission_state *st = ctx;
	return index_of(st, f) == ADMIT_REFERRAL;
}

static const char *previous(void *ctx, const struct field *f)
{
	struct admission_state *st = ctx;
	return st->last[index_of(st, f)];
}

/* --- the screen -------------------------------------------------------------------------------------------------------------------- */

/* A fresh wizard over `values`; names its drafts so that each kind of admission finds its own again. */
static void begin(struct screen *s, struct admission_state *st, const char *const *values)
{
	const struct wizard_step *steps = st->emergency ? admission_steps_emergency : st->resident ? admission_steps_again : admission_steps;
	admission_fields(st);
	st->class = (struct form_class){ .name = st->emergency ? "admission_emergency" : st->resident ? "admission_again" : "admission", .fields = st->fields, .count = ADMIT_FIELDS, .choices = choices, .check = check,
		.save = admission_save, .add = add, .pick = admission_pick_referral, .picks = picks, .shown = shown, .beside = person_form_beside, .read = person_form_read, .previous = previous };
	st->twins_seen = false;
	st->twins_for[0] = '\0';
	db_idem_make(st->idem);
	st->wizard.steps = steps; /* shown() asks while the form opens */
	wizard_open(&st->wizard, screen_ui(s), steps, &st->class, st, st->emergency ? 0 : st->resident ? st->resident : st->referral, values);
	if (!st->resident && !st->emergency && !st->referral) form_focus(&st->wizard.form, person_fields[PERSON_NAME].code); /* the referral stands above it */
}

static bool open_admission(struct screen *s, const void *arg)
{
	struct admission_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct admission_arg *a = arg;
	const char *values[ADMIT_FIELDS] = { NULL };
	char iso[DATE_ISO_SIZE];
	struct err e = { ERR_NONE, "" };
	st->review = arena_new();
	person_form_begin(&st->person, s, &st->wizard.form);
	school_choices_begin(&st->schools, ui);
	st->emergency = a && a->emergency;
	if (a && a->resident) {
		struct resident_row row;
		if (!resident_row(screen_db(s), screen_actor(s), a->resident, screen_keep(s), &row, &e)) return ui_error(ui, &e), false;
		st->resident = a->resident;
		STR_SET(st->resident_name, row.name);
		STR_SET(st->resident_no, row.register_no);
	}
	if (a && a->referral && !admission_from_referral(s, st, a->referral, screen_keep(s), values)) return false;
	if (st->resident) screen_subtitle(s, st->resident_no);
	else if (st->referral) screen_subtitle(s, st->referral_no);
	values[ADMIT_ON] = date_iso(ui_today(ui), iso);
	begin(s, st, values);
	return true;
}

static void draw(struct screen *s)
{
	struct admission_state *st = screen_state(s);
	struct area a = screen_area(s);
	wizard_draw(&st->wizard, screen_ui(s), a);
	if (st->resident) draw_printf(screen_ui(s), a.row + 2, a.col + 1, a.cols - 2, PAINT_HEADING, "%s (%s)", st->resident_name, st->resident_no);
}

/* The next child of the same sitting: day, letter, district, clusters and room stay as they were; the ditto mark copies the rest. */
static void next_child(struct screen *s)
{
	static const int kept[] = { ADMIT_ON, ADMIT_LETTER, ADMIT_DISTRICT, ADMIT_CLUSTERS, ADMIT_WORKER };
	struct admission_state *st = screen_state(s);
	const char *values[ADMIT_FIELDS] = { NULL };
	for (size_t i = 0; i < COUNT(kept); i++) values[kept[i]] = st->last[kept[i]];
	wizard_close(&st->wizard, screen_ui(s));
	st->resident = st->person_id = st->referral = 0;
	st->person_version = 0;
	st->referral_no[0] = '\0';
	screen_subtitle(s, "");
	begin(s, st, values);
}

static void saved(struct screen *s)
{
	struct admission_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	char text[500];
	const char *name = st->resident ? st->resident_name : st->last[ADMIT_PERSON + PERSON_NAME];
	const char *const buttons[] = { _("Close"), _("Next child"), _("Open the card"), NULL };
	const row_id made = st->admitted.resident;
	snprintf(text, sizeof text, _("%s has register number %s. %s"), name, st->admitted.register_no, st->admitted.approved ? _("The admission is approved.") : _("The admission waits for the head's approval."));
	ui_reload(ui);
	int chosen = dialog_choose(ui, _("Saved"), text, buttons, 0);
	if (chosen == 1) return next_child(s);
	ui_say(ui, _("Saved: %s (%s)"), name, st->admitted.register_no);
	if (chosen == 2) ui_replace(ui, &screen_resident_card, &made);
	else ui_pop(s);
}

static bool key(struct screen *s, int k)
{
	struct admission_state *st = screen_state(s);
	bool used = wizard_key(&st->wizard, screen_ui(s), k);
	if (st->wizard.done) saved(s);
	return used;
}

static bool leave(struct screen *s)
{
	struct admission_state *st = screen_state(s);
	if (!wizard_leave(&st->wizard, screen_ui(s))) return false;
	if (st->wizard.form.saved && !st->wizard.done && st->admitted.register_no[0]) ui_say(screen_ui(s), _("Saved: %s (%s)"), st->last[ADMIT_PERSON + PERSON_NAME] ? st->last[ADMIT_PERSON + PERSON_NAME] : "", st->admitted.register_no);
	return true;
}

static bool changed(const struct screen *s)
{
	const struct admission_state *st = screen_state(s);
	return wizard_changed(&st->wizard);
}

static void close_admission(struct screen *s)
{
	struct admission_state *st = screen_state(s);
	wizard_close(&st->wizard, screen_ui(s));
	school_choices_end(&st->schools);
	person_form_end(&st->person);
	arena_free(st->review);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("Next step; on the last step it saves.") },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("Opens the list or the calendar of the field; on Referral the accepted ones.") },
	{ .fkey = 6, .label = N_("Check"), .help = N_("Goes to the next field that is to be mended.") },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what was typed and its draft.") },
};

const struct screen_class screen_admission = {
	.name = "admission", .title = N_("Admission"),
	.help = N_("Name, sex and the day are enough; the rest may follow and is listed on Home. PgDn and PgUp change the step. A lone \" copies the field of the child saved before. A birth date known in part: 2014 or 08-2014."),
	.state_size = sizeof(struct admission_state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_ADMISSION_PROPOSE,
	.open = open_admission, .draw = draw, .key = key, .leave = leave, .changed = changed, .close = close_admission,
};
