/* Fields of the wizard, values carried over from a referral, and the record that is saved. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/referral/referral.h"
#include "screens/child/admission.h"
#include "db/referral/referral_place.h"
#include "screens/app.h"
#include "screens/ui/list.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

static const struct field referral_field = { "referral", N_("Referral"), FIELD_TEXT, 40, NULL, 0, N_("Identity"), N_("F4 chooses an accepted referral; empty when the child comes without one.") };

static const struct field stay_fields[] = {
	{ "on_date", N_("Admission date"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, ADMIT_SECTION, N_("The first day in care; h is today.") },
	{ "letter_no", N_("Letter no."), FIELD_TEXT, 60, NULL, 0, ADMIT_SECTION, N_("Of a letter without a recorded referral.") },
	{ "sent_by", N_("Sending district"), FIELD_CODE, 0, "district", 0, ADMIT_SECTION, N_("Regency or city whose Dinas Sosial sends the child.") },
	{ "clusters", N_("Clusters"), FIELD_CODES, 0, "cluster", 0, ADMIT_SECTION, N_("F4 ticks several; the first is the main one.") },
	{ "room", N_("Room"), FIELD_CODE, 0, "room", 0, ADMIT_SECTION, N_("Rooms and their places are set up in Settings.") },
	{ "worker", N_("Social worker"), FIELD_CODE, 0, "worker", 0, ADMIT_SECTION, NULL },
	{ "level", N_("School level"), FIELD_CODE, 0, "school_level", 0, ADMIT_SECTION, NULL },
	{ "grade", N_("Grade"), FIELD_INT, 13, NULL, 0, ADMIT_SECTION, N_("SD 1-6, SMP 7-9, SMA 10-12, 13 for some SMK.") },
	{ "kind", N_("Kind of school"), FIELD_CODE, 0, "school_kind", 0, ADMIT_SECTION, N_("SD, MI, SMPLB, Paket B ...") },
	{ "school", N_("School"), FIELD_CODE, 0, "school", 0, ADMIT_SECTION, N_("Type part of its name; F7 in the list adds a school.") },
	{ "year", N_("School year"), FIELD_CODE, 0, "school_year", 0, ADMIT_SECTION, N_("Empty: the year the day belongs to.") },
	{ "moved_in", N_("From another home"), FIELD_BOOL, 0, NULL, 0, ADMIT_SECTION, N_("The child moves in from another panti.") },
	{ "register_no", N_("Register no."), FIELD_TEXT, 20, NULL, 0, ADMIT_SECTION, N_("Empty: the next one of the year. Only for numbers of an older book.") },
	{ "stay_note", N_("Note"), FIELD_TEXT, 200, NULL, 0, ADMIT_SECTION, N_("Who brought the child, in what state, at what time.") },
};
_Static_assert(ADMIT_ON + COUNT(stay_fields) == ADMIT_FIELDS, "one row per field");
_Static_assert(ADMIT_FIELDS <= FORM_FIELDS_MAX, "room in a form");

/* Papers are asked in the family step; an emergency is one short step. */
void admission_fields(struct admission_state *st)
{
	st->fields[ADMIT_REFERRAL] = referral_field;
	for (int i = 0; i < PERSON_FIELDS; i++) {
		struct field *f = &st->fields[ADMIT_PERSON + i];
		*f = person_fields[i];
		if (strcmp(f->section, "Documents") == 0) f->section = N_("Family");
		if (!st->resident) continue;
		f->flags &= ~(FIELD_REQUIRED | FIELD_WANTED);
		f->section = ADMIT_SECTION; /* hidden, and no step between the referral and the stay */
	}
	for (size_t i = 0; i < COUNT(stay_fields); i++) st->fields[ADMIT_ON + i] = stay_fields[i];
	for (int i = 0; st->emergency && i < ADMIT_FIELDS; i++) {
		st->fields[i].section = N_("Identity");
		st->fields[i].flags &= ~FIELD_WANTED;
	}
	if (st->resident) st->fields[ADMIT_REFERRAL].section = ADMIT_SECTION;
}

/* --- referrals that may be admitted ---------------------------------------------------------------------------------------------- */

static const struct list_column columns[] = { { N_("Number"), 12, 0, 0 }, { N_("Name"), 24, LIST_GROW | LIST_HITS, 0 }, { N_("Sent by"), 20, LIST_GROW, 1 }, { N_("State"), 14, 0, 0 }, { NULL, 0, 0, 0 } };

static int add_state(struct ui *ui, enum referral_state state, struct arena *a, struct list_row *rows, int n, int max)
{
	const struct referral_filter f = { .view = REFERRAL_VIEW_STATE, .state = state };
	struct referral_row *found = arena_array(a, struct referral_row, max);
	struct err e = { ERR_NONE, "" };
	int got = referral_list(ui_db(ui), ui_who(ui), &f, REFERRAL_FIRST, false, a, found, max - n, &e);
	if (got < 0) return ui_error(ui, &e), n;
	for (int i = 0; i < got; i++)
		rows[n++] = (struct list_row){ .id = found[i].id, .key = "", .data = i, .cell = { found[i].number, found[i].name, found[i].district_name, code_label("referral_state", referral_states[state].code) } };
	return n;
}

static row_id pick_referral(struct ui *ui)
{
	enum { MOST = 300 };
	struct arena *a = arena_new();
	struct list_row *rows = arena_array(a, struct list_row, MOST);
	struct list_array array = { .rows = rows };
	struct list_source source;
	array.count = add_state(ui, REFERRAL_DISETUJUI, a, rows, 0, MOST);
	list_array_source(&source, columns);
	source.empty = N_("No accepted referral is waiting. Accept one under Referrals first, or go on without.");
	row_id id = picker_row(ui, _("Accepted referrals"), &source, &array, NULL);
	arena_free(a);
	return id;
}

bool admission_from_referral(struct screen *s, struct admission_state *st, row_id referral, struct arena *a, const char *values[ADMIT_FIELDS])
{
	struct referral_card card;
	struct err e = { ERR_NONE, "" };
	if (!referral_load(screen_db(s), screen_actor(s), referral, false, a, &card, &e)) return ui_error(screen_ui(s), &e), false;
	if (card.state != REFERRAL_DISETUJUI) /* who waits on the list is accepted first: then a place is kept */
		return ui_warn(screen_ui(s), _("The referral %s is not accepted yet: %s."), card.number, code_label("referral_state", referral_states[card.state].code)), false;
	st->referral = card.id;
	STR_SET(st->referral_no, card.number);
	if (card.resident) {
		st->resident = card.resident;
		STR_SET(st->resident_no, card.register_no);
		STR_SET(st->resident_name, card.child[PERSON_NAME]);
	} else {
		st->person_id = card.person;
		st->person_version = card.person_version;
	}
	values[ADMIT_REFERRAL] = card.number;
	for (int i = 0; i < PERSON_FIELDS; i++) values[ADMIT_PERSON + i] = card.child[i];
	values[ADMIT_LETTER] = card.v[REFERRAL_F_LETTER_NO];
	values[ADMIT_DISTRICT] = card.v[REFERRAL_F_DISTRICT];
	values[ADMIT_CLUSTERS] = card.v[REFERRAL_F_CLUSTERS];
	struct referral_place place;
	if (referral_place_of(screen_db(s), referral, a, &place, &e) && place.room) values[ADMIT_ROOM] = arena_printf(a, "%" PRId64, place.room); /* the one kept */
	return true;
}

/* F4 on the referral: what the referral knows fills the fields that are still empty. */
bool admission_pick_referral(struct ui *ui, void *ctx, const struct field *f, char *value, size_t size)
{
	struct admission_state *st = ctx;
	const char *values[ADMIT_FIELDS] = { NULL };
	if (f != &st->fields[ADMIT_REFERRAL]) return false;
	row_id id = pick_referral(ui);
	struct arena *a = arena_new();
	bool ok = id && admission_from_referral(st->person.s, st, id, a, values);
	for (int i = ADMIT_PERSON; ok && i < ADMIT_FIELDS; i++)
		if (values[i] && *values[i] && !*form_value(&st->wizard.form, st->fields[i].code)) form_set(&st->wizard.form, ui, st->fields[i].code, values[i]);
	if (ok) {
		str_copy(value, size, values[ADMIT_REFERRAL]);
		ui_say(ui, _("Carried over from %s. What was typed already stays."), value);
	}
	arena_free(a);
	return ok;
}

/* A number typed by hand, or come back with a draft. */
bool admission_find_referral(struct ui *ui, struct admission_state *st, const char *number, struct problems *p)
{
	struct err e = { ERR_NONE, "" };
	row_id id = 0;
	const char *values[ADMIT_FIELDS];
	if (!*number) {
		st->referral = 0;
		return true;
	}
	if (st->referral && strcmp(number, st->referral_no) == 0) return true;
	if (!referral_find(ui_db(ui), ui_who(ui), number, &id, &e) || !id) return problem_hard(p, "referral", "%s", _("This referral is not in the list. F4 shows the accepted ones; empty = without."));
	struct arena *a = arena_new();
	bool ok = admission_from_referral(st->person.s, st, id, a, values);
	arena_free(a);
	return ok || problem_hard(p, "referral", "%s", _("Only an accepted referral can be admitted. F4 shows them."));
}

/* --- what is saved ----------------------------------------------------------------------------------------------------------------- */

void admission_input(const struct admission_state *st, const char *const *v, struct stay_admission *in)
{
	*in = (struct stay_admission){ .resident = st->resident, .person = st->resident ? 0 : st->person_id, .person_version = st->person_version, .on = date_from_iso(v[ADMIT_ON]), .emergency = st->emergency,
		.moved_in = v[ADMIT_MOVED][0] == '1', .referral = st->referral, .letter_no = v[ADMIT_LETTER], .district = v[ADMIT_DISTRICT], .clusters = v[ADMIT_CLUSTERS],
		.room = strtoll(v[ADMIT_ROOM], NULL, 10), .worker = strtoll(v[ADMIT_WORKER], NULL, 10), .level = v[ADMIT_LEVEL], .grade = (int)strtol(v[ADMIT_GRADE], NULL, 10), .school_kind = v[ADMIT_KIND],
		.school_year = v[ADMIT_YEAR], .school = strtoll(v[ADMIT_SCHOOL], NULL, 10), .note = v[ADMIT_NOTE], .register_no = v[ADMIT_REGISTER], .twins_seen = st->twins_seen, .idem = st->idem };
	for (int i = 0; i < PERSON_FIELDS; i++) in->v[i] = st->resident ? "" : v[ADMIT_PERSON + i];
	if (st->resident) in->v[PERSON_NAME] = NULL; /* identity stays as the register has it */
}

bool admission_save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct admission_state *st = ctx;
	struct stay_admission in;
	if (!admission_find_referral(ui, st, v[ADMIT_REFERRAL], p)) return err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
	admission_input(st, v, &in);
	if (!stay_admit(ui_db(ui), ui_who(ui), &in, 1, &st->admitted, p, e)) return false;
	for (int i = 0; i < ADMIT_FIELDS; i++) st->last[i] = arena_dup(screen_keep(st->person.s), v[i]);
	return true;
}
