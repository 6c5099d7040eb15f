/* One end of care: proposed in five steps, read and decided under the same five tabs. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/screens.h"
#include "screens/termination/termination_act.h"
#include "screens/termination/termination_view.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"

static const char *const tab_names[] = { N_("Reason"), N_("Conditions"), N_("Child's due"), N_("Handover"), N_("Look over"), NULL };

static bool preparing(const struct end_state *st)
{
	return !st->id || st->card.state == TERMINATION_USUL || st->card.state == TERMINATION_DIKEMBALIKAN;
}

static bool read_card(struct screen *s, bool log, struct err *e)
{
	struct end_state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	bool ok = st->id ? termination_load(screen_db(s), screen_actor(s), st->id, log, a, &st->card, e) : termination_preview(screen_db(s), screen_actor(s), st->resident, a, &st->card, e);
	if (!ok) return false;
	char path[60];
	st->resident = st->card.resident;
	snprintf(path, sizeof path, "%s", st->card.register_no);
	screen_subtitle(s, path);
	return true;
}

static bool in_care(struct screen *s)
{
	struct resident_row row;
	struct err e = { ERR_NONE, "" };
	struct end_state *st = screen_state(s);
	if (!resident_row(screen_db(s), screen_actor(s), st->resident, screen_keep(s), &row, &e)) return ui_error(screen_ui(s), &e), false;
	if (strcmp(row.status, "aktif") == 0) return true;
	ui_warn(screen_ui(s), _("%s is not in care now; there is no stay to end."), row.name);
	return false;
}

static bool open_termination(struct screen *s, const void *arg)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct err e = { ERR_NONE, "" };
	const struct termination_arg *which = arg;
	st->id = which ? which->termination : 0;
	st->resident = which ? which->resident : 0;
	if (!st->id && !st->resident) return false;
	if (!st->id && !termination_of(screen_db(s), screen_actor(s), st->resident, &st->id, &e)) return ui_error(ui, &e), false;
	if (!st->id && !ui_may(ui, RIGHT_TERMINATION_PROPOSE)) return ui_refuse(ui, RIGHT_TERMINATION_PROPOSE), false;
	if (!st->id && !in_care(s)) return false;
	if (!read_card(s, true, &e)) return ui_error(ui, &e), false;
	struct arena *keep = screen_keep(s);
	st->reasons = app_choices(ui, "termination_reason", keep);
	st->ties = app_choices(ui, "tie", keep);
	st->scores = app_choices(ui, "score", keep);
	st->kinds = app_choices(ui, "document_kind", keep);
	st->tabs = (struct tabs){ tab_names, preparing(st) ? END_STEP_REASON : END_STEP_CHECK };
	st->ready = true;
	/* who prepares goes on typing; who decides reads first */
	if (!st->id || (preparing(st) && ui_may(ui, RIGHT_TERMINATION_PROPOSE) && !ui_may(ui, RIGHT_TERMINATION_APPROVE))) end_form_open(s);
	end_look(s);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	if (!read_card(s, false, e)) return false;
	end_look(s);
	return true;
}

static void draw(struct screen *s)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s);
	draw_clear(ui, a);
	if (st->typing) {
		wizard_draw(&st->wizard, ui, a);
		end_head_draw(s, a.row + (st->wizard.at == END_STEP_REASON ? 2 : 1), a);
		return;
	}
	tabs_draw(&st->tabs, ui, a.row, a.col + 1, a.cols - 2);
	end_head_draw(s, a.row + 1, a);
	struct area rest = { a.row + 3, a.col, a.rows - 3, a.cols };
	end_step_draw(ui, s, rest);
}

/* Saved: the card of what was typed stands in the list it came from. */
static void saved(struct screen *s, bool submit)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	char name[120];
	STR_SET(name, st->card.child[PERSON_NAME]);
	end_form_close(s);
	bool ok = read_card(s, false, &e);
	if (ok && submit) ok = termination_decide(screen_db(s), screen_actor(s), st->id, st->card.version, TERMINATION_AJUKAN, NULL, NULL, &p, &e);
	if (ok) {
		if (submit) ui_say(ui, _("Submitted: %s waits for the head's approval."), name);
		else ui_say(ui, _("Saved as a proposal: %s. F2 in the list submits it."), name);
		ui_pop(s);
	} else if (p.count) termination_tell(ui, _("Saved, but not submitted"), &p);
	else ui_error(ui, &e);
	ui_reload(ui);
}

static bool key(struct screen *s, int k)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	if (!st->typing) {
		int before = st->tabs.at;
		bool used = (end_step(st) == END_STEP_RECORD && (k == K_RIGHT || k == K_LEFT) && st->pager.left > 0) ? end_step_key(ui, s, k) : tabs_key(&st->tabs, ui, k) || end_step_key(ui, s, k);
		if (st->tabs.at != before) end_look(s);
		return used;
	}
	int before = st->wizard.at;
	bool used = wizard_key(&st->wizard, ui, k);
	if (st->wizard.done) saved(s, false);
	else if (st->wizard.at != before) end_look(s);
	return used;
}

static bool finish(struct screen *s)
{
	struct end_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const char *const buttons[] = { _("Back"), _("Save only"), _("Submit to the head"), NULL };
	char text[300];
	if (st->review.hard) snprintf(text, sizeof text, _("%d conditions are open; the head can approve when they are settled. Submitting makes the proposal visible to the head at once."), st->review.hard);
	else str_copy(text, sizeof text, _("Everything is there. The head approves by typing the register number."));
	int picked = dialog_choose(ui, _("Propose the end of care"), text, buttons, 0);
	if (picked <= 0) return false;
	wizard_key(&st->wizard, ui, K_F(2));
	if (st->wizard.done) saved(s, picked == 2);
	else end_look(s);
	return true;
}

static void at_of(struct screen *s, struct termination_at *at)
{
	struct end_state *st = screen_state(s);
	*at = (struct termination_at){ .id = st->id, .resident = st->resident, .batch = st->card.batch, .batch_size = st->card.batch_size, .state = st->card.state };
	STR_SET(at->register_no, st->card.register_no);
	STR_SET(at->name, st->card.child[PERSON_NAME]);
}

static bool next(struct screen *s)
{
	struct end_state *st = screen_state(s);
	struct termination_at at;
	if (st->typing) return st->wizard.at == END_STEPS - 1 ? finish(s) : key(s, K_F(2));
	at_of(s, &at);
	return termination_act_next(screen_ui(s), &at);
}

static bool edit(struct screen *s)
{
	struct end_state *st = screen_state(s);
	if (st->typing && st->wizard.at != END_STEP_REASON) return ui_say(screen_ui(s), "%s", _("F4 has nothing to choose from in this step.")), false;
	if (st->typing) return key(s, K_F(4));
	if (!ui_may(screen_ui(s), RIGHT_TERMINATION_PROPOSE)) return ui_refuse(screen_ui(s), RIGHT_TERMINATION_PROPOSE), false;
	if (!preparing(st)) return ui_say(screen_ui(s), "%s", _("Only a proposal or a returned one can be changed; the head returns it with F8.")), false;
	st->was_card = true;
	end_form_open(s);
	return true;
}

static bool print(struct screen *s)
{
	struct termination_at at;
	at_of(s, &at);
	return termination_act_print(screen_ui(s), &at);
}

static bool back(struct screen *s)
{
	struct end_state *st = screen_state(s);
	struct termination_at at;
	if (st->typing) {
		form_key(&st->wizard.form, screen_ui(s), K_F(8)); /* one draft holds all steps */
		end_look(s);
		return true;
	}
	at_of(s, &at);
	return termination_act_back(screen_ui(s), &at);
}

static bool errors(struct screen *s) { return key(s, K_F(6)); }

static bool cancel(struct screen *s)
{
	struct termination_at at;
	at_of(s, &at);
	if (!at.id) return ui_say(screen_ui(s), "%s", _("This proposal is not saved yet; F8 throws the draft away.")), false;
	if (!termination_act(screen_ui(s), &at, TERMINATION_BATALKAN)) return false;
	ui_pop(s);
	return true;
}

static bool reopen(struct screen *s)
{
	struct termination_at at;
	at_of(s, &at);
	return termination_act(screen_ui(s), &at, TERMINATION_BUKA_KEMBALI);
}

static bool child(struct screen *s) { return ui_push(screen_ui(s), &screen_resident_card, &((struct end_state *)screen_state(s))->resident); }

static bool leave(struct screen *s)
{
	struct end_state *st = screen_state(s);
	if (!st->typing) return true;
	if (!wizard_leave(&st->wizard, screen_ui(s))) return false;
	if (!st->was_card || ui_ending(screen_ui(s))) return true;
	end_form_close(s);
	st->was_card = false;
	ui_reload(screen_ui(s));
	return false; /* back to the card */
}

static void close_termination(struct screen *s)
{
	struct end_state *st = screen_state(s);
	end_form_close(s);
	if (st->text.data) pager_close(&st->pager);
	buf_free(&st->text);
}

static bool has_changes(const struct screen *s)
{
	const struct end_state *st = screen_state(s);
	return st->typing && wizard_changed(&st->wizard);
}

static bool typing(const struct screen *s) { return ((struct end_state *)screen_state(s))->typing; }
static bool reading(const struct screen *s) { return !typing(s); }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Next"), .help = N_("While typing the next step, on the last one save or submit; on the card the step that comes next for you: submit, pay, approve, print."), .run = next },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes a proposal; in the form the pick-list."), .run = edit },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The handover record once the head has approved."), .run = print, .right = RIGHT_REPORT, .enabled = reading },
	{ .fkey = 6, .label = N_("Error"), .help = N_("The next field to mend."), .run = errors, .enabled = typing },
	{ .fkey = 8, .label = N_("Cancel"), .help = N_("Returns a proposal with a reason, or cancels it; while typing it throws the draft away."), .run = back, .right = RIGHT_TERMINATION_PROPOSE },
	{ .letter = 'B', .label = N_("Reopen"), .help = N_("Takes an end in force back with a reason: the child is in care again."), .run = reopen, .right = RIGHT_TERMINATION_REOPEN, .enabled = reading },
	{ .letter = 'C', .label = N_("Cancel"), .help = N_("Cancels the proposal: the child stays."), .run = cancel, .right = RIGHT_TERMINATION_PROPOSE },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card."), .run = child, .right = RIGHT_RESIDENT_LIST },
};

const struct screen_class screen_termination = {
	.name = "termination", .title = N_("End of care"),
	.help = N_("Reason and receiver, the indicators of the child's clusters with evidence, what the child is owed, the handover record, and what is still open. The social worker proposes, the treasurer pays the savings out, the head approves: "
	           "one's own proposal is never approved by oneself. Died and left the home need no indicators. A child that comes back is admitted again from its card: F9, N; the register number stays."),
	.state_size = sizeof(struct end_state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_READ,
	.open = open_termination, .load = load, .draw = draw, .key = key, .leave = leave, .close = close_termination, .changed = has_changes,
};
