/* The steps painted here: indicators with evidence, the handover record, what is still open. */
#include <stdio.h>
#include <string.h>

#include "db/report/report.h"
#include "db/office/code.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/termination/termination_act.h"
#include "screens/termination/termination_view.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

int end_step(const struct end_state *st) { return st->typing ? st->wizard.at : st->tabs.at; }

void end_set(struct screen *s, const char *field, const char *value)
{
	struct end_state *st = screen_state(s);
	form_set(&st->wizard.form, screen_ui(s), field, value);
}

/* Label of a list held by the state: drawing reads no database. A code ended since is found among the program's own. */
const char *end_label(const struct choice *list, const char *code_list, const char *code)
{
	for (; list && list->code; list++)
		if (strcmp(list->code, code) == 0) return list->label;
	return code_label(code_list, code);
}

/* Child, number, age, level: the same line over every step. */
void end_head_draw(struct screen *s, int row, struct area a)
{
	struct end_state *st = screen_state(s);
	const struct termination_card *c = &st->card;
	struct ui *ui = screen_ui(s);
	char text[400], grade[32], since[24], age[24] = "";
	int years = date_age(date_from_iso(c->child[PERSON_BIRTH_DATE]), ui_today(ui));
	if (years >= 0) snprintf(age, sizeof age, _("%d y"), years);
	snprintf(text, sizeof text, _("%s  %s%s%s%s  %s  %s  %s  since %s"), c->register_no, c->child[PERSON_NAME], st->id ? "  (" : "", st->id ? termination_word(c->state) : "", st->id ? ")" : "", c->sex, age,
	         grade_short(c->level, c->grade, grade, sizeof grade), date_format(c->admit_on, DATE_SHORT, since, sizeof since));
	draw_name(ui, row, a.col + 1, a.cols - 2, PAINT_HEADING, text);
}

/* --- first tab, read ------------------------------------------------------------------------------------------------------------ */

static int pair(struct ui *ui, struct area a, int row, const char *label, const char *value)
{
	if (!value || !*value || row >= a.row + a.rows) return row;
	draw_name(ui, row, a.col + 1, 20, PAINT_DIM, label);
	struct area box = { row, a.col + 22, a.row + a.rows - row, a.cols - 23 };
	return row + draw_wrap(ui, box, PAINT_TEXT, value, 0);
}

void end_reason_draw(struct screen *s, struct area a)
{
	struct end_state *st = screen_state(s);
	const struct termination_card *c = &st->card;
	struct ui *ui = screen_ui(s);
	char day[40];
	int row = a.row;
	row = pair(ui, a, row, _("Reason"), end_label(st->reasons, "termination_reason", c->reason));
	row = pair(ui, a, row, _("First day away"), date_format(c->on, DATE_LONG, day, sizeof day));
	if (c->family_assessed) row = pair(ui, a, row, _("Family assessed"), _("yes"));
	row = pair(ui, a, row, _("Received by"), c->receiver);
	row = pair(ui, a, row, _("Tie to the child"), *c->receiver_relation ? end_label(st->ties, "tie", c->receiver_relation) : "");
	row = pair(ui, a, row, _("Their KTP"), c->receiver_id);
	row = pair(ui, a, row, _("Their address"), c->receiver_address);
	row = pair(ui, a, row, _("Note"), c->note);
	if (c->batch_size > 1 && row < a.row + a.rows) draw_printf(ui, row + 1, a.col + 1, a.cols - 2, PAINT_TEXT, _("Part of a pelepasan of %d children."), c->batch_size);
}

/* --- indicators ------------------------------------------------------------------------------------------------------------------- */

struct needed { const char *text, *score, *evidence; };

static int need_count(const struct end_state *st) { return st->typing ? st->need_count : (int)st->card.need_count; }

static struct needed need_at(const struct end_state *st, int i)
{
	if (!st->typing) return (struct needed){ st->card.needs[i].text, st->card.needs[i].score, st->card.needs[i].evidence };
	return (struct needed){ st->needs[i].text, end_value(st, st->needs[i].score_field), end_value(st, st->needs[i].evidence_field) };
}

static int need_rows(struct ui *ui, const struct end_state *st, int i, int cols)
{
	const struct area measure = { 0, 0, 0, cols - 5 };
	return draw_wrap(ui, measure, PAINT_TEXT, need_at(st, i).text, 0) + 2;
}

/* A blank line between indicators where there is room for all. */
static int need_gap(struct ui *ui, const struct end_state *st, struct area a)
{
	int n = need_count(st), rows = n - 1;
	for (int i = 0; i < n; i++) rows += need_rows(ui, st, i, a.cols);
	return rows <= a.rows;
}

static void draw_need(struct ui *ui, const struct end_state *st, int i, int row, struct area a)
{
	const struct needed n = need_at(st, i);
	const bool here = i == st->at[END_STEP_NEEDS];
	const int bottom = a.row + a.rows;
	int rows = need_rows(ui, st, i, a.cols) - 2, at = a.col + 4;
	const struct area box = { row, a.col + 4, rows < bottom - row ? rows : bottom - row, a.cols - 5 };
	if (row >= bottom) return;
	draw_put(ui, row, a.col + 1, 2, here ? PAINT_SELECT : PAINT_TEXT, here ? ">" : " ");
	draw_wrap(ui, box, here ? PAINT_HEADING : PAINT_TEXT, n.text, 0);
	if (here) draw_cursor(ui, row, a.col + 1);
	if (row + rows >= bottom) return;
	for (const struct choice *c = st->scores; c->code; c++) {
		const bool on = strcmp(c->code, n.score) == 0;
		at += draw_printf(ui, row + rows, at, a.col + a.cols - at, here && on ? PAINT_FOCUS : PAINT_TEXT, "(%c) %s", on ? 'o' : ' ', c->label) + 2;
	}
	if (row + rows + 1 >= bottom) return;
	const bool lacks = *n.score && !*n.evidence;
	draw_printf(ui, row + rows + 1, a.col + 4, a.cols - 5, lacks ? PAINT_WARN : PAINT_TEXT, "%s%s: %s", lacks ? "! " : "", _("Evidence"), *n.evidence ? n.evidence : "-");
}

static void draw_needs(struct screen *s, struct area a)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const int n = need_count(st), gap = need_gap(ui, st, a);
	int row = a.row, *at = &st->at[END_STEP_NEEDS];
	if (end_emergency(st)) {
		draw_wrap(ui, a, PAINT_TEXT, _("For this reason no indicators are scored: the reason and the head's approval are enough. What the child is owed stays owed and is work on Home."), 0);
		return;
	}
	if (n == 0) {
		draw_wrap(ui, a, PAINT_WARN, _("! The child has no cluster yet. Record the cluster on the child's card; its indicators follow from it."), 0);
		return;
	}
	*at = *at < n ? *at : n - 1;
	st->top = st->top > *at ? *at : st->top;
	for (int used = a.rows + 1; used > a.rows;) { /* down until the selected one is whole */
		used = 0;
		for (int i = st->top; i <= *at; i++) used += need_rows(ui, st, i, a.cols);
		if (used > a.rows && st->top < *at) st->top++;
		else break;
	}
	for (int i = st->top; i < n && row < a.row + a.rows; i++) {
		draw_need(ui, st, i, row, a);
		row += need_rows(ui, st, i, a.cols) + gap;
	}
	if (st->typing) ui_hint(ui, _("%d of %d. Space: score, Enter: evidence, \": as the row above, PgDn: next step."), *at + 1, n);
}

static void score_step(struct screen *s, int by)
{
	struct end_state *st = screen_state(s);
	const int i = st->at[END_STEP_NEEDS];
	const char *now = need_at(st, i).score;
	int n = 0, at = -1;
	for (; st->scores[n].code; n++)
		if (strcmp(st->scores[n].code, now) == 0) at = n;
	at = at < 0 ? (by > 0 ? 0 : n - 1) : (at + by + n) % n;
	end_set(s, st->needs[i].score_field, st->scores[at].code);
}

static bool evidence(struct screen *s)
{
	struct end_state *st = screen_state(s);
	const int i = st->at[END_STEP_NEEDS];
	char text[END_TEXT_MAX * 4 + 1];
	STR_SET(text, need_at(st, i).evidence);
	if (!dialog_ask(screen_ui(s), _("Evidence"), need_at(st, i).text, "", text, sizeof text, END_TEXT_MAX)) return true;
	end_set(s, st->needs[i].evidence_field, text);
	if (i < need_count(st) - 1) st->at[END_STEP_NEEDS]++;
	return true;
}

static bool key_needs(struct screen *s, int key)
{
	struct end_state *st = screen_state(s);
	int *at = &st->at[END_STEP_NEEDS], n = need_count(st);
	if (n == 0 || end_emergency(st)) return false;
	switch (key) {
	case K_UP: case K_BACKTAB: *at = *at > 0 ? *at - 1 : 0; return true;
	case K_DOWN: case K_TAB: *at = *at < n - 1 ? *at + 1 : n - 1; return true;
	case K_HOME: *at = 0; return true;
	case K_END: *at = n - 1; return true;
	default: break;
	}
	if (!st->typing) return false;
	switch (key) {
	case ' ': case K_RIGHT: score_step(s, 1); return true;
	case K_LEFT: score_step(s, -1); return true;
	case K_ENTER: return evidence(s);
	case '"':
		if (*at > 0) {
			end_set(s, st->needs[*at].score_field, need_at(st, *at - 1).score);
			end_set(s, st->needs[*at].evidence_field, need_at(st, *at - 1).evidence);
			*at = *at < n - 1 ? *at + 1 : *at;
		}
		return true;
	default: break;
	}
	for (const struct choice *c = st->scores; c->code && key_is_text(key); c++) /* first letter */
		if ((c->label[0] | 32) == (key | 32)) return end_set(s, st->needs[*at].score_field, c->code), true;
	return false;
}

/* --- handover record, and what is still open ------------------------------------------------------------------------------------- */

static void preview(struct screen *s)
{
	struct end_state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	struct document *d = NULL;
	struct arena *a = arena_new();
	const struct termination_card c = end_card(s, a);
	if (st->text.data) pager_close(&st->pager);
	buf_free(&st->text);
	bool ok = report_handover_preview(screen_db(s), screen_actor(s), &c, &d, &e) && report_render(screen_db(s), screen_actor(s), d, REPORT_TEXT, PAPER_80, "", &st->text, &e);
	document_free(d);
	arena_free(a);
	if (!ok) {
		buf_free(&st->text);
		ui_error(screen_ui(s), &e);
	} else pager_open(&st->pager, buf_text(&st->text));
}

void end_look(struct screen *s)
{
	struct end_state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	if (end_step(st) == END_STEP_RECORD) preview(s);
	if (end_step(st) != END_STEP_CHECK) return;
	struct arena *a = arena_new();
	const struct termination_card c = end_card(s, a);
	st->ready = termination_review(screen_db(s), screen_actor(s), &c, &st->review, &e);
	arena_free(a);
}

static int line(struct ui *ui, struct area a, int row, enum paint paint, const char *text)
{
	struct area box = { row, a.col + 1, a.row + a.rows - row, a.cols - 2 };
	return row + (row < a.row + a.rows ? draw_wrap(ui, box, paint, text, 0) : 0);
}

static int decided(struct screen *s, struct area a, int row)
{
	struct end_state *st = screen_state(s);
	const struct termination_card *c = &st->card;
	struct ui *ui = screen_ui(s);
	char text[700], day[24];
	int hour, minute;
	caldate on;
	if (!st->id) snprintf(text, sizeof text, _("Proposed by: %s (you). Somebody else approves."), screen_actor(s)->shown);
	else {
		clock_local(c->proposed_at, app_of(ui)->panti.utc_offset, &on, &hour, &minute);
		snprintf(text, sizeof text, _("Proposed by: %s, %s."), c->proposer, date_format(on, DATE_SHORT, day, sizeof day));
	}
	row = line(ui, a, row, PAINT_TEXT, text);
	const bool waits = !st->id || c->state == TERMINATION_USUL || c->state == TERMINATION_MENUNGGU || c->state == TERMINATION_DIKEMBALIKAN;
	if (waits) {
		row = line(ui, a, row, PAINT_TEXT, c->savings ? _("Savings: the treasurer pays them out.") : _("Savings: at zero."));
		snprintf(text, sizeof text, _("Approval: the head types %s. One's own proposal needs a right of its own."), c->register_no);
	} else {
		clock_local(c->decided_at, app_of(ui)->panti.utc_offset, &on, &hour, &minute);
		if (c->decided_by) snprintf(text, sizeof text, _("Decided by: %s, %s."), c->decider, date_format(on, DATE_SHORT, day, sizeof day));
		else str_copy(text, sizeof text, termination_state_label(c->state));
	}
	row = line(ui, a, row, PAINT_TEXT, text);
	if (c->bast.id) snprintf(text, sizeof text, _("Handover record: %s"), c->bast.number);
	else str_copy(text, sizeof text, _("Handover record: its number is given when it is first printed after approval."));
	row = line(ui, a, row, PAINT_TEXT, text);
	if (st->id && *c->decision_note) {
		snprintf(text, sizeof text, _("Note of the decision: %s"), c->decision_note);
		row = line(ui, a, row, c->state == TERMINATION_DIKEMBALIKAN ? PAINT_WARN : PAINT_TEXT, text);
	}
	return row;
}

static void draw_check(struct screen *s, struct area a)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const bool waits = !st->id || st->card.state == TERMINATION_USUL || st->card.state == TERMINATION_MENUNGGU || st->card.state == TERMINATION_DIKEMBALIKAN;
	char text[300];
	int i = st->at[END_STEP_CHECK] < st->review.count ? st->at[END_STEP_CHECK] : 0, row = i ? a.row : decided(s, a, a.row) + 1; /* scrolled: problems only */
	if (!waits) return;
	if (st->review.count == 0) line(ui, a, row, PAINT_OK, _("v Nothing is open: the head can approve."));
	else {
		row = line(ui, a, row, PAINT_HEADING, st->ready ? _("Good to know before approval:") : _("Still open before approval (! must be settled):"));
		for (; i < st->review.count && row < a.row + a.rows; i++) {
			const struct problem *p = &st->review.list[i];
			snprintf(text, sizeof text, "%s %s", p->hard ? "!" : "-", p->text);
			row = line(ui, a, row, p->hard ? PAINT_WARN : PAINT_TEXT, text);
		}
	}
	if (row >= a.row + a.rows && st->review.count > 1) ui_hint(ui, "%s", _("There is more below: arrow down."));
	else if (st->typing) ui_hint(ui, "%s", _("F2: save or submit. What is open may be settled while the head waits."));
}

void end_step_draw(struct ui *ui, void *ctx, struct area a)
{
	struct screen *s = ctx;
	struct end_state *st = screen_state(s);
	(void)ui;
	switch (end_step(st)) {
	case END_STEP_NEEDS: draw_needs(s, a); break;
	case END_STEP_DUE: end_due_draw(s, a); break;
	case END_STEP_RECORD:
		if (st->text.data) pager_draw(&st->pager, screen_ui(s), a);
		ui_hint(screen_ui(s), _("As it would be printed now, page %d of %d. Space or arrows: read on."), st->text.data ? pager_page(&st->pager) : 0, st->pager.pages);
		break;
	case END_STEP_CHECK: draw_check(s, a); break;
	default: end_reason_draw(s, a); break;
	}
}

bool end_step_key(struct ui *ui, void *ctx, int key)
{
	struct screen *s = ctx;
	struct end_state *st = screen_state(s);
	switch (end_step(st)) {
	case END_STEP_NEEDS: return key_needs(s, key);
	case END_STEP_DUE: return end_due_key(s, key);
	case END_STEP_RECORD: return st->text.data && pager_key(&st->pager, ui, key);
	case END_STEP_CHECK: {
		int *at = &st->at[END_STEP_CHECK];
		if (key == K_DOWN) *at = *at < st->review.count - 1 ? *at + 1 : *at;
		else if (key == K_UP) *at = *at > 0 ? *at - 1 : 0;
		return key == K_DOWN || key == K_UP;
	}
	default: return false;
	}
}
