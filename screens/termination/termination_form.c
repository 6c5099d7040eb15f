/* The form of an end of care: its fields are the five steps' values, so that one draft holds all of them. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/termination/termination_view.h"
#include "screens/ui/picker.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

#define REASON_STEP N_("Reason")

static const struct field fixed[END_FIXED] = {
	{ "reason", N_("Reason"), FIELD_CODE, 0, "termination_reason", FIELD_REQUIRED, REASON_STEP, N_("Died and left the home need no indicators, only the reason and the head's approval.") },
	{ "on_date", N_("First day away"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, REASON_STEP, N_("The first day no longer in care, at most 31 days ahead; b = tomorrow, +7 = in a week.") },
	{ "family_assessed", N_("Family assessed"), FIELD_BOOL, 0, NULL, 0, REASON_STEP, N_("Space: the Dinas Sosial of origin has assessed the family; its letter goes into the note.") },
	{ "receiver", N_("Received by"), FIELD_TEXT, 80, NULL, 0, REASON_STEP, N_("Second party of the handover record. F4: the child's parents and guardian.") },
	{ "receiver_relation", N_("Tie to the child"), FIELD_CODE, 0, "tie", 0, REASON_STEP, NULL },
	{ "receiver_id", N_("Their KTP"), FIELD_TEXT, 40, NULL, 0, REASON_STEP, N_("Number of the identity card shown.") },
	{ "receiver_address", N_("Their address"), FIELD_TEXT, 200, NULL, 0, REASON_STEP, NULL },
	{ "note", N_("Note"), FIELD_NOTE, 1000, NULL, 0, REASON_STEP, N_("What should be known later. Tab leaves the note.") },
};

static struct end_state *state_of(void *ctx) { return screen_state(ctx); }

const char *end_value(const struct end_state *st, const char *field) { return form_value(&st->wizard.form, field); }

static const char *reason_now(const struct end_state *st) { return st->typing ? end_value(st, "reason") : st->card.reason; }

bool end_emergency(const struct end_state *st)
{
	const struct termination_reason *r = termination_reason_find(reason_now(st));
	return r && r->emergency;
}

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct end_state *st = state_of(ctx);
	return strcmp(f->list, "tie") == 0 ? st->ties : strcmp(f->list, "score") == 0 ? st->scores : st->reasons;
}

/* Nobody receives a child that ran away; only some reasons ask for the assessment of the family. */
static bool shown(void *ctx, const struct field *f, const char *const *v)
{
	struct end_state *st = state_of(ctx);
	const struct termination_reason *r = termination_reason_find(v[END_REASON]);
	const long i = f - st->fields;
	if (i == END_ASSESSED) return r && r->family_assessed;
	if (i >= END_RECEIVER && i <= END_ADDRESS) return !str_equal(v[END_REASON], "meninggalkan");
	return true;
}

static void beside(void *ctx, const struct field *f, const char *value, char *out, size_t size)
{
	struct end_state *st = state_of(ctx);
	(void)value;
	if (f - st->fields == END_REASON && end_emergency(st)) str_copy(out, size, _("no indicators"));
}

/* Reason and date as the rule sees them; what approval needs besides stands in the last step. */
static void check(void *ctx, const char *const *v, struct problems *p)
{
	struct end_state *st = state_of(ctx);
	struct problems all = { .count = 0 };
	const struct termination t = { .stage = TERMINATION_AT_PROPOSAL, .reason = v[END_REASON], .on = date_from_iso(v[END_ON]), .today = ui_today(screen_ui(ctx)), .admission = st->card.admit_on,
		.birth = date_from_iso(st->card.child[PERSON_BIRTH_DATE]), .receiver = v[END_RECEIVER], .family_assessed = str_equal(v[END_ASSESSED], "1"), .at_school = false };
	termination_check(&t, &all);
	for (int i = 0; i < all.count; i++) {
		const struct problem *one = &all.list[i];
		const bool mine = one->field && (strcmp(one->field, "reason") == 0 || strcmp(one->field, "on_date") == 0 || strcmp(one->field, "family_assessed") == 0);
		if (mine && one->hard && !problem_of(p, one->field)) problem_hard(p, one->field, "%s", one->text);
		else if (mine && !one->hard) problem_soft(p, one->field, "%s", one->text);
	}
}

static bool picks(void *ctx, const struct field *f) { return f - state_of(ctx)->fields == END_RECEIVER; }

/* Parents and guardian of the child, with tie and address. */
static bool pick(struct ui *ui, void *ctx, const struct field *f, char *value, size_t size)
{
	struct end_state *st = state_of(ctx);
	const char *const *c = st->card.child;
	const struct { enum person_field name; const char *tie; } known[] = { { PERSON_GUARDIAN, c[PERSON_GUARDIAN_RELATION] }, { PERSON_MOTHER, "ibu" }, { PERSON_FATHER, "ayah" } };
	struct choice names[COUNT(known) + 1];
	const char *ties[COUNT(known)];
	int n = 0;
	struct arena *a = arena_new();
	for (size_t i = 0; i < COUNT(known); i++)
		if (*c[known[i].name]) {
			const char *tie = code_label_load(ui_db(ui), ui_who(ui), "tie", known[i].tie, a);
			names[n] = (struct choice){ arena_dup(a, c[known[i].name]), arena_printf(a, "%s%s%s", c[known[i].name], *tie ? ", " : "", tie) };
			ties[n++] = arena_dup(a, known[i].tie);
		}
	names[n] = (struct choice){ NULL, NULL };
	char address[400];
	STR_SET(address, c[PERSON_ADDRESS]);
	const bool mine = picks(ctx, f);
	if (mine && !n) ui_say(ui, "%s", _("No parent or guardian is recorded; type the name."));
	int at = mine && n ? picker_choose(ui, _("Who receives the child?"), names, 0, NULL) : -1;
	if (at >= 0) {
		str_copy(value, size, names[at].code);
		form_set(&st->wizard.form, ui, "receiver_relation", ties[at]);
		if (!*end_value(st, "receiver_address")) form_set(&st->wizard.form, ui, "receiver_address", address);
	}
	arena_free(a);
	return at >= 0;
}

/* --- saving ----------------------------------------------------------------------------------------------------------------- */

static void input_of(struct end_state *st, const char *const *v, struct termination_input *in, struct arena *a)
{
	struct termination_score *scores = arena_array(a, struct termination_score, st->need_count + 1);
	struct termination_paper *papers = arena_array(a, struct termination_paper, st->paper_count + 1);
	for (int i = 0; i < st->need_count; i++) scores[i] = (struct termination_score){ st->needs[i].indicator, v[END_FIXED + 2 * i], v[END_FIXED + 2 * i + 1] };
	const char *const *held = v + END_FIXED + 2 * st->need_count;
	for (int i = 0; i < st->paper_count; i++) papers[i] = (struct termination_paper){ st->papers[i].kind, str_equal(held[2 * i], "1"), held[2 * i + 1] };
	*in = (struct termination_input){ .reason = v[END_REASON], .on = date_from_iso(v[END_ON]), .note = v[END_NOTE], .receiver = v[END_RECEIVER], .receiver_relation = v[END_RELATION], .receiver_id = v[END_ID],
		.receiver_address = v[END_ADDRESS], .family_assessed = str_equal(v[END_ASSESSED], "1"), .scores = scores, .score_count = (size_t)st->need_count, .papers = papers, .paper_count = (size_t)st->paper_count };
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct end_state *st = state_of(ctx);
	struct termination_input in;
	struct arena *a = arena_new();
	row_id made = st->id;
	input_of(st, v, &in, a);
	bool ok = st->id ? termination_edit(ui_db(ui), ui_who(ui), st->id, st->version, &in, p, e) : termination_propose(ui_db(ui), ui_who(ui), st->resident, &in, st->idem, &made, p, e);
	if (ok) st->id = made;
	arena_free(a);
	return ok;
}

/* --- values ------------------------------------------------------------------------------------------------------------------- */

static const char *flag(bool on) { return on ? "1" : ""; }

static const struct termination_need *need_of(const struct termination_card *c, const char *indicator)
{
	for (size_t i = 0; i < c->need_count; i++)
		if (strcmp(c->needs[i].indicator, indicator) == 0) return &c->needs[i];
	return NULL;
}

static const struct termination_held *paper_of(const struct termination_card *c, const char *kind)
{
	for (size_t i = 0; i < c->paper_count; i++)
		if (strcmp(c->papers[i].kind, kind) == 0) return &c->papers[i];
	return NULL;
}

/* What is stored, in the form's order; the strings are the card's. */
static void values_of(const struct end_state *st, const struct termination_card *c, const char **v, char on[DATE_ISO_SIZE])
{
	v[END_REASON] = c->reason;
	v[END_ON] = date_iso(c->on, on);
	v[END_ASSESSED] = flag(c->family_assessed);
	v[END_RECEIVER] = c->receiver;
	v[END_RELATION] = c->receiver_relation;
	v[END_ID] = c->receiver_id;
	v[END_ADDRESS] = c->receiver_address;
	v[END_NOTE] = c->note;
	const char **at = v + END_FIXED;
	for (int i = 0; i < st->need_count; i++) {
		const struct termination_need *n = need_of(c, st->needs[i].indicator);
		*at++ = n ? n->score : "";
		*at++ = n ? n->evidence : "";
	}
	for (int i = 0; i < st->paper_count; i++) {
		const struct termination_held *h = paper_of(c, st->papers[i].kind);
		*at++ = flag(h && h->handed);
		*at++ = h ? h->why : "";
	}
}

/* Somebody saved the same proposal meanwhile: theirs beside ours, and our next save is upon it. */
static bool theirs(void *ctx, const char **values, char *who, size_t size)
{
	struct screen *s = ctx;
	struct end_state *st = state_of(ctx);
	struct err e = { ERR_NONE, "" };
	struct termination_card c;
	char on[DATE_ISO_SIZE];
	if (!termination_load(screen_db(s), screen_actor(s), st->id, false, screen_keep(s), &c, &e)) return false;
	values_of(st, &c, values, on);
	values[END_ON] = arena_dup(screen_keep(s), on);
	st->version = c.version;
	str_copy(who, size, _("Another officer changed this proposal."));
	return true;
}

static void field_add(struct end_state *st, int *n, const char *code, const char *label, enum field_kind kind, const char *list, int max)
{
	st->fields[(*n)++] = (struct field){ code, label, kind, max, list, 0, N_("Conditions"), NULL };
}

static void table(struct screen *s)
{
	struct end_state *st = screen_state(s);
	struct arena *a = screen_keep(s);
	const struct termination_card *c = &st->card;
	int n = END_FIXED;
	st->need_count = (int)c->need_count;
	st->paper_count = (int)c->paper_count;
	if (END_FIXED + 2 * (st->need_count + st->paper_count) > FORM_FIELDS_MAX) st->need_count = (FORM_FIELDS_MAX - END_FIXED) / 2 - st->paper_count;
	st->fields = arena_array(a, struct field, END_FIXED + 2 * (st->need_count + st->paper_count));
	st->needs = arena_array(a, struct end_need, st->need_count + 1);
	st->papers = arena_array(a, struct end_paper, st->paper_count + 1);
	memcpy(st->fields, fixed, sizeof fixed);
	for (int i = 0; i < st->need_count; i++) {
		const char *code = arena_dup(a, c->needs[i].indicator), *text = arena_dup(a, c->needs[i].text);
		st->needs[i] = (struct end_need){ code, text, arena_printf(a, "score:%s", code), arena_printf(a, "evidence:%s", code) };
		field_add(st, &n, st->needs[i].score_field, text, FIELD_CODE, "score", 0);
		field_add(st, &n, st->needs[i].evidence_field, N_("Evidence"), FIELD_TEXT, NULL, 200);
	}
	for (int i = 0; i < st->paper_count; i++) {
		const char *kind = arena_dup(a, c->papers[i].kind), *label = code_label_load(screen_db(s), screen_actor(s), "document_kind", kind, a);
		st->papers[i] = (struct end_paper){ kind, label, arena_printf(a, "handed:%s", kind), arena_printf(a, "why:%s", kind) };
		field_add(st, &n, st->papers[i].handed_field, label, FIELD_BOOL, NULL, 0);
		field_add(st, &n, st->papers[i].why_field, N_("Why not"), FIELD_TEXT, NULL, 200);
	}
	st->class = (struct form_class){ .name = st->id ? "termination" : "termination_new", .fields = st->fields, .count = (size_t)n, .choices = choices, .check = check, .save = save,
		.pick = pick, .picks = picks, .shown = shown, .beside = beside, .theirs = theirs };
}

static const struct wizard_step steps[] = {
	{ .title = REASON_STEP, .section = REASON_STEP },
	{ .title = N_("Conditions"), .draw = end_step_draw, .key = end_step_key },
	{ .title = N_("Child's due"), .draw = end_step_draw, .key = end_step_key },
	{ .title = N_("Handover"), .draw = end_step_draw, .key = end_step_key },
	{ .title = N_("Look over"), .draw = end_step_draw, .key = end_step_key },
	{ .title = NULL },
};

void end_form_open(struct screen *s)
{
	struct end_state *st = screen_state(s);
	const char *v[FORM_FIELDS_MAX] = { NULL };
	char on[DATE_ISO_SIZE], today[DATE_ISO_SIZE];
	table(s);
	values_of(st, &st->card, v, on);
	if (!st->id) v[END_ON] = date_iso(ui_today(screen_ui(s)), today);
	st->version = st->card.version;
	st->typing = true;
	db_idem_make(st->idem);
	wizard_open(&st->wizard, screen_ui(s), steps, &st->class, s, st->id ? st->id : st->resident, v);
}

void end_form_close(struct screen *s)
{
	struct end_state *st = screen_state(s);
	if (st->typing) wizard_close(&st->wizard, screen_ui(s));
	st->typing = false;
}

struct termination_card end_card(struct screen *s, struct arena *a)
{
	struct end_state *st = screen_state(s);
	struct termination_card c = st->card;
	if (!st->typing) return c;
	c.reason = end_value(st, "reason");
	c.on = date_from_iso(end_value(st, "on_date"));
	c.note = end_value(st, "note");
	c.family_assessed = str_equal(end_value(st, "family_assessed"), "1");
	c.receiver = end_value(st, "receiver");
	c.receiver_relation = end_value(st, "receiver_relation");
	c.receiver_id = end_value(st, "receiver_id");
	c.receiver_address = end_value(st, "receiver_address");
	c.needs = arena_array(a, struct termination_need, st->need_count + 1);
	c.papers = arena_array(a, struct termination_held, st->paper_count + 1);
	c.need_count = (size_t)st->need_count;
	c.paper_count = (size_t)st->paper_count;
	for (int i = 0; i < st->need_count; i++)
		c.needs[i] = (struct termination_need){ st->needs[i].indicator, st->needs[i].text, end_value(st, st->needs[i].score_field), end_value(st, st->needs[i].evidence_field) };
	for (int i = 0; i < st->paper_count; i++) {
		const bool handed = str_equal(end_value(st, st->papers[i].handed_field), "1");
		const char *why = end_value(st, st->papers[i].why_field);
		c.papers[i] = (struct termination_held){ st->papers[i].kind, handed, handed || *why, why };
	}
	return c;
}
