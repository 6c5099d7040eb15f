/* The last step: everything at a glance, what is missing, what the rules warn of; and likely twins before anything is saved. */
#include <stdio.h>
#include <string.h>

#include "screens/child/admission.h"
#include "screens/app.h"
#include "screens/child/twins.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

enum { TWINS_MOST = 8 };

static void values_of(struct admission_state *st, const char **v)
{
	for (int i = 0; i < ADMIT_FIELDS; i++) v[i] = form_value(&st->wizard.form, st->fields[i].code);
}

/* "The same child": a known one is admitted again, or its data from a referral is completed. */
static bool take_twin(struct ui *ui, struct admission_state *st, const struct person_twin *w, struct arena *a)
{
	struct person known;
	struct err e = { ERR_NONE, "" };
	if (strcmp(w->status, "aktif") == 0 || strcmp(w->status, "akan") == 0) {
		dialog_message(ui, _("Already in care"), _("This child is in care already. Leave this form (Esc) and open the card with F3."));
		return false;
	}
	if (w->resident) {
		st->resident = w->resident;
		STR_SET(st->resident_name, w->name);
		STR_SET(st->resident_no, w->register_no);
		return true;
	}
	if (!person_load(ui_db(ui), w->person, a, &known, &e)) return ui_error(ui, &e), false;
	st->person_id = known.id;
	st->person_version = known.version;
	return true;
}

static bool ask_twins(struct ui *ui, struct admission_state *st, const char *const *v)
{
	struct person_twin found[TWINS_MOST];
	struct err e = { ERR_NONE, "" };
	char who[300];
	int chosen = 0;
	snprintf(who, sizeof who, "%s|%s|%s|%s", v[ADMIT_PERSON + PERSON_NAME], v[ADMIT_PERSON + PERSON_BIRTH_DATE], v[ADMIT_PERSON + PERSON_MOTHER], v[ADMIT_PERSON + PERSON_NIK]);
	if (st->resident || strcmp(who, st->twins_for) == 0) return true;
	struct arena *a = arena_new();
	int n = person_twins(ui_db(ui), ui_who(ui), v + ADMIT_PERSON, st->person_id, a, found, TWINS_MOST, &e);
	bool go_on = n >= 0;
	if (n < 0) ui_error(ui, &e);
	if (n > 0) {
		enum twins_answer answer = twins_ask(ui, v + ADMIT_PERSON, found, n, &chosen);
		go_on = answer == TWINS_OTHER || (answer == TWINS_SAME && take_twin(ui, st, &found[chosen], a));
		st->twins_seen = answer == TWINS_OTHER;
	}
	if (go_on) STR_SET(st->twins_for, who);
	arena_free(a);
	return go_on;
}

/* Before the last step and once more before saving. */
bool admission_prepare(struct ui *ui, void *ctx)
{
	struct admission_state *st = ctx;
	const char *v[ADMIT_FIELDS];
	struct stay_admission in;
	struct err e = { ERR_NONE, "" };
	char shown[400];
	values_of(st, v);
	problems_clear(&st->found);
	if (!admission_find_referral(ui, st, v[ADMIT_REFERRAL], &st->found)) return ui_problems(ui, &st->found), false;
	if (!ask_twins(ui, st, v)) return false;
	admission_input(st, v, &in);
	if (!stay_admit_check(ui_db(ui), ui_who(ui), &in, &st->found, &e) && !st->found.count) return ui_error(ui, &e), false;
	arena_reset(st->review);
	for (int i = 0; i < ADMIT_FIELDS; i++) {
		const struct field *f = &st->fields[i];
		field_show(f, v[i], f->list ? st->class.choices(st, f) : NULL, shown, sizeof shown);
		if (i == ADMIT_PERSON + PERSON_BIRTH_DATE && *v[i]) {
			char beside[200];
			person_form_beside(st, f, v[i], beside, sizeof beside);
			size_t n = strlen(shown);
			snprintf(shown + n, sizeof shown - n, "%s%s", *beside ? "   " : "", beside);
		}
		st->shown[i] = arena_dup(st->review, shown);
	}
	st->top = 0;
	return true;
}

enum { LABEL = 22, VALUE_AT = LABEL + 4 }; /* "Kabupaten/kota perujuk" whole */
struct page { struct ui *ui; struct area a; int line, top; };

static void put(struct page *p, enum paint paint, const char *label, const char *value)
{
	int row = p->a.row + p->line - p->top;
	if (p->line >= p->top && row < p->a.row + p->a.rows) {
		if (*label) draw_name(p->ui, row, p->a.col + 3, LABEL, PAINT_DIM, label);
		draw_name(p->ui, row, p->a.col + (*label ? VALUE_AT : 3), p->a.cols - (*label ? VALUE_AT + 1 : 4), paint, value);
	}
	p->line++;
}

static void missing(struct page *p, struct admission_state *st)
{
	char names[600] = "";
	int n = 0;
	for (int i = ADMIT_PERSON; i < ADMIT_ON; i++)
		if (person_fields[i - ADMIT_PERSON].flags & FIELD_WANTED && !*st->shown[i]) {
			size_t at = strlen(names);
			snprintf(names + at, sizeof names - at, "%s%s", n++ ? ", " : "", _(person_fields[i - ADMIT_PERSON].label));
		}
	if (!n || st->resident) return;
	int row = p->a.row + p->line - p->top, width = p->a.cols - VALUE_AT - 1;
	struct area a = { row, p->a.col + VALUE_AT, p->a.row + p->a.rows - row, width };
	if (p->line >= p->top && a.rows > 0) {
		draw_name(p->ui, row, p->a.col + 3, LABEL, PAINT_DIM, _("May follow"));
		p->line += draw_wrap(p->ui, a, PAINT_WARN, names, 0);
	} else p->line += draw_wrap(p->ui, (struct area){ 0, 0, 0, width }, PAINT_WARN, names, 0);
}

void admission_review(struct ui *ui, void *ctx, struct area a)
{
	static const int rows[] = { ADMIT_PERSON + PERSON_SEX, ADMIT_PERSON + PERSON_BIRTH_DATE, ADMIT_PERSON + PERSON_NIK, ADMIT_PERSON + PERSON_MOTHER, ADMIT_PERSON + PERSON_FATHER, ADMIT_PERSON + PERSON_GUARDIAN,
		ADMIT_PERSON + PERSON_DISTRICT, ADMIT_REFERRAL, ADMIT_LETTER, ADMIT_DISTRICT, ADMIT_CLUSTERS, ADMIT_ROOM, ADMIT_WORKER, ADMIT_NOTE };
	struct admission_state *st = ctx;
	struct page p = { .ui = ui, .a = a, .top = st->top };
	char line[600];
	if (!st->shown[ADMIT_ON]) return;
	put(&p, PAINT_HEADING, _("Child"), st->resident ? st->resident_name : st->shown[ADMIT_PERSON + PERSON_NAME]);
	snprintf(line, sizeof line, "%s%s", st->shown[ADMIT_ON], st->emergency ? _("   emergency, the letter follows") : st->resident ? _("   once more, the register number stays") : "");
	put(&p, PAINT_TEXT, _("Admission"), line);
	for (size_t i = 0; i < COUNT(rows); i++)
		if (*st->shown[rows[i]] && !(st->resident && rows[i] > ADMIT_REFERRAL && rows[i] < ADMIT_ON)) put(&p, PAINT_TEXT, _(st->fields[rows[i]].label), st->shown[rows[i]]);
	snprintf(line, sizeof line, "%s %s  %s", st->shown[ADMIT_LEVEL], st->shown[ADMIT_GRADE], st->shown[ADMIT_SCHOOL]);
	if (*st->shown[ADMIT_LEVEL]) put(&p, PAINT_TEXT, _("School"), line);
	missing(&p, st);
	for (int i = 0; i < st->found.count; i++) {
		if (problem_of(&st->found, st->found.list[i].field) != &st->found.list[i] && st->found.list[i].field) continue;
		int at = st->found.list[i].field ? field_index(st->fields, ADMIT_FIELDS, st->found.list[i].field) : -1;
		if (at >= ADMIT_PERSON && at < ADMIT_ON && !*st->shown[at] && !st->found.list[i].hard) continue; /* named under "may follow" */
		snprintf(line, sizeof line, "! %s", st->found.list[i].text);
		put(&p, st->found.list[i].hard ? PAINT_ERROR : PAINT_WARN, "", line);
	}
	put(&p, PAINT_TEXT, "", "");
	put(&p, PAINT_TEXT, "", ui_may(ui, RIGHT_ADMISSION_APPROVE) ? _("F2 saves and gives the number. You are the head: approved at once.") : _("F2 saves and gives the number. The head approves it afterwards."));
	if (p.line - p.top > a.rows) draw_right(ui, a.row + a.rows - 1, a.col + a.cols - 12, 11, PAINT_DIM, _("Down more"));
	draw_cursor(ui, a.row, a.col + 1);
	if (st->top > p.line - 1) st->top = p.line - 1;
}

bool admission_review_key(struct ui *ui, void *ctx, int key)
{
	struct admission_state *st = ctx;
	(void)ui;
	if (key == K_DOWN) st->top++;
	else if (key == K_UP && st->top > 0) st->top--;
	else return key == K_UP;
	return true;
}
