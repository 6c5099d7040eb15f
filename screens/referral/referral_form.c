/* The form of a referral: from a letter (the home), as a draft (the officer, what is needed to send first), siblings on the same letter. */
#include <stdio.h>
#include <string.h>

#include "db/child/person.h"
#include "db/referral/referral_sent.h"
#include "screens/app.h"
#include "screens/referral/referral_screen.h"
#include "screens/referral/referral_send.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"

static const enum person_field asked[REFERRAL_CHILD] = {
	PERSON_NAME, PERSON_SEX, PERSON_BIRTH_PLACE, PERSON_BIRTH_DATE, PERSON_NIK, PERSON_MOTHER, PERSON_FATHER, PERSON_ADDRESS, PERSON_BACKGROUND,
};
/* What each child of one letter has for itself; the rest is the letter's and the family's. */
static const enum person_field own[] = { PERSON_NAME, PERSON_SEX, PERSON_BIRTH_PLACE, PERSON_BIRTH_DATE, PERSON_NIK };

static const struct field home_field = { "home", N_("To the home"), FIELD_CODE, 0, "home", 0, NULL, N_("With its free places; may be chosen later.") };

#define TO_SEND N_("Needed to send")
#define LATER N_("May follow")
/* An officer's order: with these first fields the letter can go out. */
static const struct { struct referral_source from; const char *section; } officer_order[] = {
	{ { SOURCE_CHILD, PERSON_NAME }, TO_SEND }, { { SOURCE_CHILD, PERSON_SEX }, TO_SEND }, { { SOURCE_CHILD, PERSON_BIRTH_DATE }, TO_SEND }, { { SOURCE_CHILD, PERSON_MOTHER }, TO_SEND },
	{ { SOURCE_HOME, 0 }, TO_SEND }, { { SOURCE_LETTER, REFERRAL_F_LETTER_NO }, TO_SEND }, { { SOURCE_LETTER, REFERRAL_F_LETTER_DATE }, TO_SEND },
	{ { SOURCE_LETTER, REFERRAL_F_CLUSTERS }, TO_SEND }, { { SOURCE_LETTER, REFERRAL_F_REASON }, TO_SEND }, { { SOURCE_LETTER, REFERRAL_F_URGENT }, TO_SEND },
	{ { SOURCE_CHILD, PERSON_NIK }, LATER }, { { SOURCE_CHILD, PERSON_BIRTH_PLACE }, LATER }, { { SOURCE_CHILD, PERSON_FATHER }, LATER },
	{ { SOURCE_CHILD, PERSON_ADDRESS }, LATER }, { { SOURCE_CHILD, PERSON_BACKGROUND }, LATER }, { { SOURCE_LETTER, REFERRAL_F_CHANNEL }, LATER },
	{ { SOURCE_LETTER, REFERRAL_F_SENDER }, LATER }, { { SOURCE_LETTER, REFERRAL_F_NOTE }, LATER },
};

static bool officer(const struct screen *s) { return screen_actor(s)->panti == 0; }

static void add(struct referral_desk *st, struct referral_source from, const char *section)
{
	struct field f = from.of == SOURCE_CHILD ? person_fields[from.index] : from.of == SOURCE_LETTER ? referral_fields[from.index] : home_field;
	f.section = section;
	st->fields[st->count] = f;
	st->source[st->count++] = from;
}

static void load_homes(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	struct arena *a = screen_keep(s);
	st->home_count = referral_homes(screen_db(s), screen_actor(s), a, st->homes, REFERRAL_HOMES, &e);
	if (st->home_count < 0) {
		ui_error(screen_ui(s), &e);
		st->home_count = 0;
	}
	st->home_choices = arena_array(a, struct choice, st->home_count + 1);
	for (int i = 0; i < st->home_count; i++) {
		const struct referral_home *h = &st->homes[i];
		st->home_choices[i] = (struct choice){ h->code, arena_printf(a, _("%s: free L %d, P %d"), h->name, h->free_l, h->free_p) };
	}
	st->home_choices[st->home_count] = (struct choice){ NULL, NULL };
}

const struct choice *referral_form_choices(void *ctx, const struct field *f)
{
	const struct referral_desk *st = screen_state(ctx);
	return strcmp(f->list, "home") == 0 ? st->home_choices : record_choices(ctx, f);
}

static row_id home_of(const struct referral_desk *st, const char *code)
{
	for (int i = 0; i < st->home_count; i++)
		if (strcmp(st->homes[i].code, code) == 0) return st->homes[i].id;
	return 0;
}

static const char *home_code(const struct referral_desk *st, row_id panti)
{
	for (int i = 0; i < st->home_count; i++)
		if (st->homes[i].id == panti) return st->homes[i].code;
	return "";
}

static void input_of(const struct referral_desk *st, const char *const *values, struct referral_input *in)
{
	for (int i = 0; i < st->count; i++)
		if (st->source[i].of == SOURCE_CHILD) in->child[st->source[i].index] = values[i];
		else if (st->source[i].of == SOURCE_LETTER) in->v[st->source[i].index] = values[i];
		else in->panti = home_of(st, values[i]);
}

const char *referral_form_shown(const struct screen *s, int i)
{
	const struct referral_desk *st = screen_state(s);
	const struct referral_source *from = &st->source[i];
	const char *v = from->of == SOURCE_CHILD ? st->card.child[from->index] : from->of == SOURCE_LETTER ? st->card.v[from->index] : st->card.panti ? home_code(st, st->card.panti) : "";
	return v ? v : "";
}

static void check(void *ctx, const char *const *values, struct problems *p)
{
	struct screen *s = ctx;
	const struct referral_desk *st = screen_state(s);
	struct referral_input in = { .person = 0 };
	const enum referral_state begins = officer(s) ? REFERRAL_KONSEP : REFERRAL_FROM_LETTER; /* an officer's draft may wait for its letter */
	input_of(st, values, &in);
	for (int i = 0; i < REFERRAL_FIELDS; i++)
		if (!in.v[i]) in.v[i] = i == REFERRAL_F_DISTRICT ? screen_actor(s)->district : "";
	referral_check(in.v, st->record.id ? st->card.state : begins, ui_today(screen_ui(s)), p);
}

static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	const struct referral_desk *st = screen_state(ctx);
	(void)values;
	if (!st->sibling) return true;
	const struct referral_source *from = &st->source[f - st->fields];
	for (size_t i = 0; i < COUNT(own); i++)
		if (from->of == SOURCE_CHILD && from->index == (int)own[i]) return true;
	return from->of == SOURCE_LETTER && from->index == REFERRAL_F_NOTE;
}

/* A child the panti may know already: side by side before anything is saved. False = back to the form. */
static bool same_child(struct ui *ui, const char *const v[PERSON_FIELDS], row_id *person, struct err *e)
{
	struct arena *a = arena_new();
	struct person_twin twins[3];
	int n = person_twins(ui_db(ui), ui_who(ui), v, 0, a, twins, COUNT(twins), e);
	bool go_on = n >= 0;
	for (int i = 0; i < n && go_on && !*person; i++) {
		const char *const buttons[] = { _("Back"), _("The same child"), _("Another child"), NULL };
		char born[24], day[24], text[600];
		snprintf(text, sizeof text, _("Typed: %s, born %s, mother %s.\nKnown: %s %s, born %s, mother %s."), v[PERSON_NAME], date_format(date_from_iso(v[PERSON_BIRTH_DATE] ? v[PERSON_BIRTH_DATE] : ""), DATE_SHORT, day, sizeof day),
		         v[PERSON_MOTHER] && *v[PERSON_MOTHER] ? v[PERSON_MOTHER] : "-", twins[i].name, twins[i].register_no, date_format(twins[i].birth, DATE_SHORT, born, sizeof born), twins[i].mother);
		int picked = dialog_choose(ui, _("Is it the same child?"), text, buttons, 0);
		if (picked == 0) go_on = false;
		if (picked == 1) *person = twins[i].person;
	}
	arena_free(a);
	return go_on;
}

/* The same for an officer, among the own district's referrals: a second letter about one child is answered twice. */
static bool same_referral(struct ui *ui, const char *const v[PERSON_FIELDS], struct err *e)
{
	struct arena *a = arena_new();
	struct referral_twin twins[3];
	int n = referral_twins(ui_db(ui), ui_who(ui), v, 0, a, twins, COUNT(twins), e);
	bool go_on = n >= 0;
	for (int i = 0; i < n && go_on; i++) {
		const char *const buttons[] = { _("Back"), _("Another child"), NULL };
		char born[24], day[24], text[600];
		snprintf(text, sizeof text, _("Typed: %s, born %s, mother %s.\nKnown: %s, born %s, mother %s (%s, %s).\nFor the same child go on with the referral there is."), v[PERSON_NAME],
		         date_format(date_from_iso(v[PERSON_BIRTH_DATE] ? v[PERSON_BIRTH_DATE] : ""), DATE_SHORT, day, sizeof day), v[PERSON_MOTHER] && *v[PERSON_MOTHER] ? v[PERSON_MOTHER] : "-",
		         twins[i].name, date_format(twins[i].birth, DATE_SHORT, born, sizeof born), *twins[i].mother ? twins[i].mother : "-", twins[i].number, referral_state_label(twins[i].state));
		go_on = dialog_choose(ui, _("Is it the same child?"), text, buttons, 0) == 1;
	}
	arena_free(a);
	return go_on;
}

void referral_form_begun(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	st->version = st->card.version;
	st->person_version = st->card.resident ? 0 : st->card.person_version;
}

static void remember(struct screen *s, const struct referral_input *in, row_id made)
{
	struct referral_desk *st = screen_state(s);
	for (int i = 0; i < REFERRAL_FIELDS; i++) st->last.v[i] = arena_dup(screen_keep(s), in->v[i] ? in->v[i] : "");
	for (int i = 0; i < PERSON_FIELDS; i++) st->last.child[i] = arena_dup(screen_keep(s), in->child[i] ? in->child[i] : "");
	st->last.panti = in->panti;
	if (officer(s) && st->batch_count < REFERRAL_BATCH) st->batch[st->batch_count++] = made;
	st->record.id = made;
	st->made = true;
	st->report = 0;
}

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct referral_desk *st = screen_state(s);
	struct referral_input in = { .person = 0, .panti = st->record.id ? st->card.panti : 0, .report = st->record.id ? 0 : st->report };
	row_id made = 0;
	input_of(st, values, &in);
	if (st->record.id) {
		in.person_version = st->person_version;
		if (referral_edit(screen_db(s), screen_actor(s), st->record.id, st->version, &in, p, e)) return true;
		record_conflict(&st->record, e);
		return false;
	}
	bool go_on = officer(s) ? same_referral(ui, in.child, e) : same_child(ui, in.child, &in.person, e);
	if (!go_on) return problem_soft(p, "name", "%s", _("Not saved yet.")), false;
	if (!referral_record(screen_db(s), screen_actor(s), &in, st->record.idem, &made, p, e)) return false;
	remember(s, &in, made);
	return true;
}

static const char *previous(void *ctx, const struct field *f)
{
	struct referral_desk *st = screen_state(ctx);
	const struct referral_source *from = &st->source[f - st->fields];
	const char *v = from->of == SOURCE_CHILD ? st->last.child[from->index] : from->of == SOURCE_LETTER ? st->last.v[from->index] : home_code(st, st->last.panti);
	return v ? v : "";
}

/* The values a new form begins with. */
static const char *fresh(struct screen *s, int i, char today[DATE_ISO_SIZE])
{
	struct referral_desk *st = screen_state(s);
	const struct referral_source *from = &st->source[i];
	if (from->of == SOURCE_HOME) return st->home_count == 1 ? st->homes[0].code : "";
	if (from->of == SOURCE_CHILD) return "";
	if (from->index == REFERRAL_F_RECEIVED_ON && !officer(s)) return date_iso(ui_today(screen_ui(s)), today); /* the panti receives it, not the sender */
	return from->index == REFERRAL_F_DISTRICT ? screen_actor(s)->district : "";
}

/* What a report of the public says of a field. */
static const char *reported(const struct referral_desk *st, int i)
{
	const struct referral_source *from = &st->source[i];
	const char *v = from->of == SOURCE_CHILD ? st->begun.child[from->index] : from->of == SOURCE_LETTER ? st->begun.v[from->index] : st->home_count == 1 ? st->homes[0].code : "";
	return v ? v : "";
}

/* What a sibling on the same letter keeps: everything but what each child has for itself. */
static const char *kept(const struct referral_desk *st, int i)
{
	const struct referral_source *from = &st->source[i];
	if (from->of == SOURCE_HOME) return home_code(st, st->last.panti);
	if (from->of == SOURCE_LETTER) return from->index == REFERRAL_F_NOTE ? "" : st->last.v[from->index];
	for (size_t k = 0; k < COUNT(own); k++)
		if ((int)own[k] == from->index) return "";
	return st->last.child[from->index];
}

static void begin(struct screen *s, const char *const *values)
{
	struct referral_desk *st = screen_state(s);
	record_type(s, &st->class, st->record.id ? st->record.id : st->report, values);
	st->record.form.whole = st->sibling; /* the letter kept goes into the draft too: it may be continued without it at hand */
}

void referral_form_new(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	const char *values[REFERRAL_FORM_FIELDS];
	char today[DATE_ISO_SIZE];
	struct err e = { ERR_NONE, "" };
	st->sibling = false;
	for (int i = 0; i < st->count; i++) values[i] = st->report ? reported(st, i) : fresh(s, i, today);
	if (!st->last.v[0] && !referral_previous(screen_db(s), screen_actor(s), screen_keep(s), &st->last, &e) && e.kind) ui_error(screen_ui(s), &e);
	begin(s, values);
}

static void sibling(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	const char *values[REFERRAL_FORM_FIELDS];
	for (int i = 0; i < st->count; i++) values[i] = kept(st, i);
	st->record.id = 0;
	st->sibling = true;
	st->class.name = "referral";
	memset(&st->card, 0, sizeof st->card);
	screen_subtitle(s, _("new"));
	begin(s, values);
}

/* A sibling of the one shown: what the letter and the family share is taken from it. */
void referral_form_sibling(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	struct referral_input from = { .panti = st->card.panti };
	row_id shown_now = st->record.id;
	memcpy(from.v, st->card.v, sizeof from.v);
	memcpy(from.child, st->card.child, sizeof from.child);
	st->batch_count = 0; /* a draft shown goes with those typed now */
	bool unsent = st->card.state == REFERRAL_KONSEP;
	remember(s, &from, shown_now);
	if (!unsent) st->batch_count = 0;
	st->made = false;
	sibling(s);
}

void referral_form_edit(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	st->sibling = false;
	if (officer(s)) load_homes(s);
	begin(s, NULL);
}

void referral_form_setup(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	st->count = 0;
	if (officer(s)) {
		load_homes(s);
		for (size_t i = 0; i < COUNT(officer_order); i++) add(st, officer_order[i].from, officer_order[i].section);
	} else {
		for (int i = 0; i < REFERRAL_CHILD; i++) add(st, (struct referral_source){ SOURCE_CHILD, (int)asked[i] }, N_("Child"));
		for (int i = 0; i < REFERRAL_FIELDS; i++) add(st, (struct referral_source){ SOURCE_LETTER, i }, referral_fields[i].section);
	}
	st->class = (struct form_class){ .name = st->report ? "referral_report" : "referral", .fields = st->fields, .count = (size_t)st->count, .choices = referral_form_choices, .check = check, .save = save, .previous = previous, .theirs = record_theirs, .shown = shown };
}

struct area referral_form_around(struct screen *s, struct area a)
{
	const struct referral_desk *st = screen_state(s);
	char text[300];
	if (!st->sibling) return a;
	const char *letter = form_value(&st->record.form, "letter_no"), *mother = form_value(&st->record.form, "mother");
	snprintf(text, sizeof text, _("Letter %s, mother %s and the rest stay. F9 S: all fields."), *letter ? letter : "-", *mother ? mother : "-");
	draw_text(screen_ui(s), a.row, a.col + 1, a.cols - 2, PAINT_TEXT, text);
	return (struct area){ a.row + 2, a.col, a.rows - 2, a.cols };
}

static void send_batch(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	row_id home = st->last.panti ? st->last.panti : referral_home_pick(screen_ui(s));
	if (!home) return;
	if (referral_send_all(screen_db(s), screen_actor(s), st->batch, st->batch_count, home, &p, &e)) {
		ui_say(screen_ui(s), _("Sent: %d."), st->batch_count);
		st->batch_count = 0;
	} else if (p.count) ui_problems(screen_ui(s), &p);
	else ui_error(screen_ui(s), &e);
	ui_reload(screen_ui(s));
}

enum after { AFTER_FINISHED, AFTER_SIBLING, AFTER_SEND };

/* A new one was saved: a sibling on the same letter, or (an officer) everything typed in this sitting sent at once? One question. */
static enum after what_follows(struct screen *s)
{
	struct referral_desk *st = screen_state(s);
	char text[400], sending[60];
	const char *name = form_value(&st->record.form, "name");
	if (!officer(s)) {
		const char *const buttons[] = { _("Finished"), _("Sibling on the same letter"), NULL };
		return dialog_choose(screen_ui(s), _("Recorded"), name, buttons, 0) == 1 ? AFTER_SIBLING : AFTER_FINISHED;
	}
	snprintf(sending, sizeof sending, _("Send %d now"), st->batch_count);
	snprintf(text, sizeof text, _("%s. Brothers or sisters on the same letter? Their form asks only what is their own."), name);
	const char *const buttons[] = { _("Keep as draft"), _("Sibling"), sending, NULL };
	int picked = dialog_choose(screen_ui(s), _("Recorded"), text, buttons, 0);
	return picked == 1 ? AFTER_SIBLING : picked == 2 ? AFTER_SEND : AFTER_FINISHED;
}

void referral_form_saved(struct screen *s, bool made)
{
	struct referral_desk *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	(void)made; /* what a report became is a new one too */
	enum after next = st->made ? what_follows(s) : AFTER_FINISHED;
	st->made = false;
	if (next == AFTER_SIBLING) {
		sibling(s);
		return;
	}
	record_card(s);
	ui_say(ui, "%s", _("Saved."));
	if (next == AFTER_SEND) send_batch(s);
}
