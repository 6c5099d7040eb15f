#include "screens/referral/referral_act.h"
#include "screens/referral/referral_decide.h"

#include <stdio.h>
#include <string.h>

#include "db/child/stay.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

enum { STEPS_MOST = 8 };

/* Reason by code for a refusal, in words for the others; false = left. */
static bool ask_reason(struct ui *ui, const struct referral_card *c, enum referral_move move, char *reason, size_t size, char *note, size_t note_size)
{
	char text[200];
	struct arena *names = arena_new();
	snprintf(text, sizeof text, "%s, %s", child_shown(ui, c->child[PERSON_NAME], names), c->number);
	arena_free(names);
	if (move == REFERRAL_USUL) return referral_ask_advice(ui, c, reason, size, note, note_size);
	if (move != REFERRAL_TOLAK) return dialog_reason(ui, referral_move_label(move), text, reason, size, referral_move_label(move));
	struct arena *a = arena_new();
	const struct choice *reasons = app_choices(ui, "refusal_reason", a);
	int picked = picker_choose(ui, _("Why is it refused?"), reasons, -1, NULL);
	if (picked >= 0) str_copy(reason, size, reasons[picked].code);
	arena_free(a);
	return picked >= 0 && dialog_ask(ui, referral_move_label(move), _("A sentence for the reply letter; may stay empty."), _("Note"), note, note_size, 300)
	    && dialog_confirm(ui, referral_move_label(move), text, referral_move_label(move));
}

/* "R-2026-031: Setuju, sekarang Disetujui ..." and what comes of it. */
static void tell(struct ui *ui, const char *number, const struct referral_step *step)
{
	ui_reload(ui);
	if (step->to == REFERRAL_DISETUJUI) ui_say(ui, _("%s: approved. It stays in this list until the admission: F2."), number);
	else ui_say(ui, _("%s: %s, now %s."), number, referral_move_label(step->move), referral_state_label(step->to));
}

bool referral_act(struct ui *ui, row_id referral, enum referral_move move)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct referral_accept keep = { .on = DATE_NONE, .until = DATE_NONE };
	char reason[1200] = "", note[1200] = "";
	struct referral_card c;
	struct arena *a = arena_new();
	bool ok = referral_load(ui_db(ui), ui_who(ui), referral, false, a, &c, &e);
	const struct referral_step *step = ok ? referral_can(c.state, move, &p) : NULL;
	if (!ok) ui_error(ui, &e);
	else if (!step) ui_problems(ui, &p);
	else if (!referral_step_may(ui_who(ui), step)) ui_refuse(ui, step->right);
	ok = ok && step && referral_step_may(ui_who(ui), step);
	if (ok && move == REFERRAL_SETUJU) {
		enum referral_choice chose = referral_ask_approval(ui, &c, &keep, reason, sizeof reason);
		if (chose == REFERRAL_CHOSE_LIST) step = referral_can(c.state, move = REFERRAL_TUNGGU, &p);
		ok = chose != REFERRAL_CHOSE_NOTHING && step;
	}
	if (ok && step->needs_reason) ok = ask_reason(ui, &c, move, reason, sizeof reason, note, sizeof note);
	keep.reason = reason;
	if (ok && !(ok = move == REFERRAL_SETUJU ? referral_accept(ui_db(ui), ui_who(ui), referral, c.version, &keep, &p, &e)
	                                         : referral_move(ui_db(ui), ui_who(ui), referral, c.version, move, DATE_NONE, reason, note, &p, &e))) {
		if (p.count) ui_problems(ui, &p);
		else ui_error(ui, &e);
	} else if (ok) tell(ui, c.number, step);
	arena_free(a);
	return ok;
}

/* The child came before its letter: no second admission, the letter joins the one there is. */
static bool join_stay(struct ui *ui, row_id referral, const char *number, caldate since)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	char text[300], day[24];
	snprintf(text, sizeof text, _("The child is in care since %s, admitted before the letter. %s is joined to that admission."), date_format(since, DATE_SHORT, day, sizeof day), number);
	if (!dialog_confirm(ui, _("The letter followed"), text, _("Join"))) return false;
	if (!screen_told(ui, stay_take_letter(ui_db(ui), ui_who(ui), referral, &p, &e), &p, &e)) return false;
	ui_say(ui, _("%s: joined to the admission of %s."), number, day);
	return true;
}

bool referral_act_next(struct ui *ui, row_id referral)
{
	struct err e = { ERR_NONE, "" };
	struct referral_card c;
	struct choice choices[STEPS_MOST + 1];
	enum referral_move moves[STEPS_MOST];
	int n = 0, at = 0;
	struct arena *a = arena_new();
	bool ok = referral_load(ui_db(ui), ui_who(ui), referral, false, a, &c, &e), advised = ok && *c.advice;
	enum referral_state state = c.state;
	char number[40] = "";
	if (!ok) ui_error(ui, &e);
	else STR_SET(number, c.number);
	arena_free(a);
	if (!ok) return false;
	if (state == REFERRAL_DISETUJUI && ui_may(ui, RIGHT_ADMISSION_PROPOSE)) {
		caldate since = DATE_NONE;
		if (stay_without_letter(ui_db(ui), ui_who(ui), referral, &since, &e)) return join_stay(ui, referral, number, since);
		struct admission_arg arg = { .referral = referral };
		return ui_push(ui, &screen_admission, &arg);
	}
	for (size_t i = 0; i < referral_steps_count && n < STEPS_MOST; i++) {
		const struct referral_step *step = &referral_steps[i];
		if (step->from != state || step->move == REFERRAL_TEMPATKAN || !referral_step_may(ui_who(ui), step)) continue;
		choices[n] = (struct choice){ referral_move_code(step->move), referral_move_label(step->move) };
		if (advised && step->move == REFERRAL_SETUJU) at = n; /* the advice is there: the decision is next */
		moves[n++] = step->move;
	}
	choices[n] = (struct choice){ NULL, NULL };
	if (n == 0) {
		ui_say(ui, _("%s is %s: there is no step for you here."), number, referral_state_label(state));
		return false;
	}
	int picked = n == 1 ? 0 : picker_choose(ui, _("Next step"), choices, at, NULL);
	return picked >= 0 && referral_act(ui, referral, moves[picked]);
}
