/* The step of what the child is owed: savings and pocket money paid by the treasurer, each paper handed back or with a reason. */
#include <string.h>

#include "screens/termination/termination_act.h"
#include "screens/termination/termination_view.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

enum { DUE_SAVINGS, DUE_ALLOWANCE, DUE_PAPERS }; /* rows: money first, papers behind */

static int paper_count(const struct end_state *st) { return st->typing ? st->paper_count : (int)st->card.paper_count; }

static void draw_paper(struct screen *s, int i, int row, struct area a, bool here)
{
	struct end_state *st = screen_state(s);
	const char *label, *why;
	bool handed;
	if (st->typing) {
		label = st->papers[i].label;
		handed = str_equal(end_value(st, st->papers[i].handed_field), "1");
		why = end_value(st, st->papers[i].why_field);
	} else {
		label = end_label(st->kinds, "document_kind", st->card.papers[i].kind);
		handed = st->card.papers[i].handed;
		why = st->card.papers[i].why;
	}
	draw_printf(screen_ui(s), row, a.col + 1, a.cols - 2, here ? PAINT_SELECT : handed || *why ? PAINT_TEXT : PAINT_WARN, "%s [%c] %-28s %s", here ? ">" : " ", handed ? 'v' : ' ', label,
	            handed ? _("handed back") : *why ? why : _("! tick it, or Enter: why not"));
}

static void draw_money(struct screen *s, int which, int row, struct area a, bool here)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const rupiah amount = which == DUE_SAVINGS ? st->card.savings : st->card.allowance_owed;
	char sum[RUPIAH_SIZE];
	const char *state = amount == 0 ? _("v at zero") : ui_may(ui, RIGHT_SAVINGS) ? _("! Enter: pay") : _("! paid by the treasurer");
	if (which == DUE_ALLOWANCE && amount == 0) state = _("v all paid");
	draw_printf(ui, row, a.col + 1, a.cols - 2, here ? PAINT_SELECT : amount ? PAINT_WARN : PAINT_TEXT, "%s %-28s %15s   %s", here ? ">" : " ", which == DUE_SAVINGS ? _("Savings") : _("Pocket money not paid yet"), rupiah_format(amount, sum), state);
}

void end_due_draw(struct screen *s, struct area a)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const int at = st->at[END_STEP_DUE], n = paper_count(st);
	int row = a.row + 3, first = at - DUE_PAPERS >= a.rows - 3 ? at - DUE_PAPERS - (a.rows - 4) : 0;
	draw_money(s, DUE_SAVINGS, a.row, a, at == DUE_SAVINGS);
	draw_money(s, DUE_ALLOWANCE, a.row + 1, a, at == DUE_ALLOWANCE);
	draw_text(ui, a.row + 2, a.col + 1, a.cols - 2, n ? PAINT_HEADING : PAINT_DIM, n ? _("Papers the home holds in original") : _("The home holds no paper of the child in original."));
	for (int i = first; i < n && row < a.row + a.rows; i++) draw_paper(s, i, row++, a, at == DUE_PAPERS + i);
	draw_cursor(ui, at < DUE_PAPERS ? a.row + at : a.row + 3 + at - DUE_PAPERS - first, a.col + 1);
	if (st->typing && at >= DUE_PAPERS) ui_hint(ui, "%s", _("Space: handed back. Enter: why not. +: all handed back."));
	else ui_hint(ui, "%s", _("Money is paid at once and stays in the books, whatever becomes of the proposal."));
}

static bool why_not(struct screen *s, int i)
{
	struct end_state *st = screen_state(s);
	char why[END_TEXT_MAX * 4 + 1];
	STR_SET(why, end_value(st, st->papers[i].why_field));
	if (!dialog_ask(screen_ui(s), st->papers[i].label, _("Why is it not handed back? For example: still at school."), "", why, sizeof why, END_TEXT_MAX)) return true;
	end_set(s, st->papers[i].why_field, why);
	if (*why) end_set(s, st->papers[i].handed_field, "0");
	return true;
}

static bool pay(struct screen *s)
{
	struct end_state *st = screen_state(s);
	struct termination_at who = { .id = st->id, .resident = st->resident };
	STR_SET(who.register_no, st->card.register_no);
	STR_SET(who.name, st->card.child[PERSON_NAME]);
	return termination_act_pay(screen_ui(s), &who), true;
}

bool end_due_key(struct screen *s, int key)
{
	struct end_state *st = screen_state(s);
	int *at = &st->at[END_STEP_DUE], last = DUE_PAPERS + paper_count(st) - 1;
	const int i = *at - DUE_PAPERS;
	switch (key) {
	case K_UP: case K_BACKTAB: *at = *at > 0 ? *at - 1 : 0; return true;
	case K_DOWN: case K_TAB: *at = *at < last ? *at + 1 : last; return true;
	case K_HOME: *at = 0; return true;
	case K_END: *at = last; return true;
	case K_ENTER:
		if (i < 0) return pay(s);
		return st->typing && why_not(s, i);
	default: break;
	}
	if (!st->typing) return false;
	if (key == ' ' && i >= 0) {
		const bool on = !str_equal(end_value(st, st->papers[i].handed_field), "1");
		end_set(s, st->papers[i].handed_field, on ? "1" : "0");
		if (on) end_set(s, st->papers[i].why_field, "");
		*at = *at < last ? *at + 1 : last;
		return true;
	}
	if (key != '+') return false;
	for (int k = 0; k < st->paper_count; k++) end_set(s, st->papers[k].handed_field, "1");
	return true;
}
