/* The note of papers: read on a tab of the referral, filled in by a form with a row per kind (first letter chooses), a reason beside what is not there. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/form_page.h"
#include "screens/referral/referral_screen.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/draw.h"
#include "screens/ui/key.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { KINDS = 40 };

bool referral_papers_load(struct screen *s, struct err *e)
{
	struct referral_desk *st = screen_state(s);
	st->paper_count = referral_papers(screen_db(s), screen_actor(s), st->record.id, screen_arena(s), &st->papers, e);
	if (st->paper_count < 0) return st->paper_count = 0, false;
	return true;
}

void referral_papers_draw(struct screen *s, struct area a)
{
	struct referral_desk *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	int row = a.row, noted = 0;
	for (int i = 0; i < st->paper_count && row < a.row + a.rows; i++, row++) {
		const struct referral_paper *p = &st->papers[i];
		const bool there = *p->state != '\0';
		draw_name(ui, row, a.col + 1, 24, PAINT_DIM, p->label);
		draw_printf(ui, row, a.col + 26, a.cols - 27, !there ? PAINT_DIM : strcmp(p->state, "tidak_ada") == 0 ? PAINT_WARN : PAINT_TEXT, "%s%s%s%s", there && strcmp(p->state, "tidak_ada") == 0 ? "! " : "",
		            there ? code_label("document_state", p->state) : "-", *p->note ? ": " : "", p->note);
		noted += there;
	}
	draw_cursor(ui, a.row, a.col);
	if (referral_papers_may(screen_actor(s), st->card.state)) ui_hint(ui, "%s", noted ? _("F4: change. At the admission this becomes the child's checklist.") : _("F4: note which papers there are, for the child's checklist."));
	else ui_hint(ui, "%s", _("Papers as noted by district and home."));
}

/* --- the form -------------------------------------------------------------------------------------------------------------------- */

struct noting {
	struct form form;
	struct form_class class;
	row_id referral;
	struct field fields[2 * KINDS]; /* kind, its note, kind ... */
	struct referral_paper *was;
	int n;
	struct choice states[6];
	char head[240];          /* the child and the referral's number */
};

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct noting *w = screen_state(ctx);
	(void)f;
	return w->states;
}

/* A note is asked beside what is not there or on its way: why, until when. */
static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	const struct noting *w = screen_state(ctx);
	long i = f - w->fields;
	const char *state = values[i - i % 2];
	return i % 2 == 0 || strcmp(state, "proses") == 0 || strcmp(state, "tidak_ada") == 0 || (*state && *values[i]);
}

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct noting *w = screen_state(ctx);
	struct referral_paper in[KINDS];
	for (int i = 0; i < w->n; i++) in[i] = (struct referral_paper){ w->was[i].kind, "", values[2 * i], values[2 * i + 1] };
	if (!referral_papers_save(ui_db(ui), ui_who(ui), w->referral, w->was, in, w->n, p, e)) return false;
	ui_say(ui, "%s", _("Saved."));
	return true;
}

static bool open_noting(struct screen *s, const void *arg)
{
	struct noting *w = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const char *values[2 * KINDS];
	struct arena *a = screen_keep(s);
	w->referral = *(const row_id *)arg;
	w->n = referral_papers(screen_db(s), screen_actor(s), w->referral, a, &w->was, &e);
	if (w->n < 0) return ui_error(screen_ui(s), &e), false;
	if (w->n > KINDS) w->n = KINDS;
	w->states[0] = (struct choice){ "asli", _("original") }; /* short words: the choices stand side by side */
	w->states[1] = (struct choice){ "fotokopi", _("copy") };
	w->states[2] = (struct choice){ "proses", _("pending") };
	w->states[3] = (struct choice){ "tidak_ada", _("not there") };
	for (int i = 0; i < w->n; i++) {
		w->fields[2 * i] = (struct field){ w->was[i].kind, w->was[i].label, FIELD_CODE, 0, "document_state", 0, NULL, N_("First letter or Space chooses; leave it empty when nothing is known.") };
		w->fields[2 * i + 1] = (struct field){ arena_printf(a, "%s_note", w->was[i].kind), N_("  why, until when"), FIELD_TEXT, REFERRAL_PAPER_NOTE, NULL, 0, NULL, NULL };
		values[2 * i] = w->was[i].state;
		values[2 * i + 1] = w->was[i].note;
	}
	w->class = (struct form_class){ .name = "referral_paper", .fields = w->fields, .count = (size_t)(2 * w->n), .choices = choices, .shown = shown, .save = save };
	form_open(&w->form, screen_ui(s), &w->class, s, w->referral, values);
	return true;
}

static bool load_noting(struct screen *s, struct err *e)
{
	struct noting *w = screen_state(s);
	struct referral_card c;
	if (!referral_load(screen_db(s), screen_actor(s), w->referral, false, screen_arena(s), &c, e)) return false;
	snprintf(w->head, sizeof w->head, "%s   %s", child_shown(screen_ui(s), c.child[PERSON_NAME], screen_arena(s)), c.number);
	screen_subtitle(s, c.number);
	return true;
}

static void draw_noting(struct screen *s)
{
	struct noting *w = screen_state(s);
	struct area a = screen_area(s);
	draw_clear(screen_ui(s), a);
	draw_text(screen_ui(s), a.row, a.col + 1, a.cols - 2, PAINT_HEADING, w->head);
	form_draw(&w->form, screen_ui(s), (struct area){ a.row + 1, a.col, a.rows - 1, a.cols });
}

static bool keep(struct screen *s) { return form_page_key(s, K_F(2)); }
static bool drop(struct screen *s) { return form_page_key(s, K_F(8)); }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Saves what is typed."), .run = keep, .right = RIGHT_REFERRAL_READ },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .run = drop, .right = RIGHT_REFERRAL_READ },
};

const struct screen_class screen_referral_paper = {
	.name = "referral_paper", .title = N_("Papers"),
	.help = N_("Which papers of the child there are, as the sender knows it: original, copy, in progress, not there. The home sees the note with the letter; at the admission it becomes the child's checklist."),
	.state_size = sizeof(struct noting), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_REFERRAL_READ, .any = { RIGHT_REFERRAL_RECORD, RIGHT_REFERRAL_SEND },
	.open = open_noting, .load = load_noting, .draw = draw_noting, .key = form_page_key, .leave = form_page_leave, .close = form_page_close, .changed = form_page_changed,
};

bool referral_papers_edit(struct ui *ui, row_id referral)
{
	struct referral_card c;
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	bool ok = referral_load(ui_db(ui), ui_who(ui), referral, false, a, &c, &e), open = ok && referral_papers_may(ui_who(ui), c.state);
	const char *state = ok ? referral_state_label(c.state) : "";
	arena_free(a);
	if (!ok) return ui_error(ui, &e), false;
	if (!open && !ui_may(ui, ui_who(ui)->panti ? RIGHT_REFERRAL_RECORD : RIGHT_REFERRAL_SEND)) return ui_refuse(ui, ui_who(ui)->panti ? RIGHT_REFERRAL_RECORD : RIGHT_REFERRAL_SEND), false;
	if (!open) return ui_say(ui, ui_who(ui)->panti ? _("This referral is %s: its papers are on the child's card now.") : _("This referral is %s: the home notes its papers now."), state), false;
	return ui_push(ui, &screen_referral_paper, &referral);
}
