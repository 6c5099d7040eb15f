#include "screens/termination/termination_act.h"

#include <stdio.h>
#include <string.h>

#include "db/money/allowance.h"
#include "db/office/code.h"
#include "db/money/savings.h"
#include "screens/app.h"
#include "screens/report/print_dialog.h"
#include "screens/ui/dialog.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

enum { TOLD = 9, BATCH_ROWS = 500, OWED_ROWS = 60 };

static const char *verb(enum termination_move m)
{
	switch (m) {
	case TERMINATION_AJUKAN: return _("Submit");
	case TERMINATION_SETUJU: return _("Approve");
	case TERMINATION_KEMBALIKAN: return _("Return");
	case TERMINATION_BATALKAN: return _("Cancel the proposal");
	case TERMINATION_BUKA_KEMBALI: return _("Reopen");
	default: return "";
	}
}

const char *termination_word(enum termination_state s)
{
	static const char *const words[TERMINATION_STATES] = {
		[TERMINATION_USUL] = N_("Proposed"), [TERMINATION_MENUNGGU] = N_("Waiting"), [TERMINATION_DISETUJUI] = N_("Approved"),
		[TERMINATION_DIKEMBALIKAN] = N_("Returned"), [TERMINATION_BERLAKU] = N_("In force"), [TERMINATION_DIBATALKAN] = N_("Cancelled"),
	};
	return _(words[s]);
}

void termination_tell(struct ui *ui, const char *title, const struct problems *p)
{
	struct buf text = BUF_EMPTY;
	for (int i = 0; i < p->count && i < TOLD; i++) buf_printf(&text, "%s%s %s", i ? "\n" : "", p->list[i].hard ? "!" : "-", p->list[i].text);
	if (p->count > TOLD) buf_printf(&text, _("\nand %d more."), p->count - TOLD);
	dialog_message(ui, title, buf_text(&text));
	buf_free(&text);
}

static bool told(struct ui *ui, bool ok, const char *title, const struct problems *p, const struct err *e)
{
	if (ok) ui_reload(ui);
	else if (p->count > 1) termination_tell(ui, title, p);
	else if (p->count) ui_problems(ui, p);
	else ui_error(ui, e);
	return ok;
}

/* --- moves ------------------------------------------------------------------------------------------------------------------ */

static const struct termination_step *step_of(enum termination_state from, enum termination_move move)
{
	for (size_t i = 0; i < termination_steps_count; i++)
		if (termination_steps[i].from == from && termination_steps[i].move == move) return &termination_steps[i];
	return NULL;
}

/* Children of the batch the move would take along. */
static int of_batch(struct ui *ui, const struct termination_at *at, struct err *e)
{
	struct arena *a = arena_new();
	struct termination_row *rows = arena_array(a, struct termination_row, BATCH_ROWS);
	int n = termination_newest(ui_db(ui), ui_who(ui), at->state, a, rows, BATCH_ROWS, e), children = 0;
	for (int i = 0; i < n; i++) children += rows[i].batch == at->batch;
	arena_free(a);
	return n < 0 ? -1 : children;
}

static bool move_batch(struct ui *ui, const struct termination_at *at, const struct termination_step *step, int n)
{
	const enum termination_move move = step->move;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[400] = "", text[300], count[16];
	snprintf(count, sizeof count, "%d", n);
	snprintf(text, sizeof text, _("Pelepasan of %d children, %s among them."), n, at->name);
	if (step->needs_reason) {
		if (!dialog_reason(ui, verb(move), text, why, sizeof why, verb(move))) return false;
	} else if (move == TERMINATION_SETUJU) {
		snprintf(text, sizeof text, _("%d children leave the home on the day of the proposal; each gets a handover record of its own.\nType the number of children."), n);
		if (!dialog_typed(ui, _("Approve the pelepasan"), text, count, verb(move))) return false;
	} else if (!dialog_confirm(ui, verb(move), text, verb(move))) return false;
	bool ok = termination_decide_batch(ui_db(ui), ui_who(ui), at->batch, move, move == TERMINATION_SETUJU ? count : NULL, why, &p, &e);
	if (ok) ui_say(ui, _("%d children: %s."), n, termination_state_label(step->to));
	return told(ui, ok, verb(move), &p, &e);
}

/* What is typed to end a stay, with what it means before the eyes. */
static bool ask_approval(struct ui *ui, const struct termination_card *c)
{
	char text[700], day[40], name[120], number[24];
	struct arena *a = arena_new();
	STR_SET(name, c->child[PERSON_NAME]);
	STR_SET(number, c->register_no);
	snprintf(text, sizeof text, _("%s leaves on %s: %s. Proposed by %s.\n%s\nType %s to end the stay."), name, date_format(c->on, DATE_LONG, day, sizeof day), code_label_load(ui_db(ui), ui_who(ui), "termination_reason", c->reason, a), c->proposer,
	         c->on > ui_today(ui) ? _("It comes into force on that day by itself.") : _("It comes into force at once; aftercare is dated."), number);
	arena_free(a);
	return dialog_typed(ui, _("Approve the termination"), text, number, verb(TERMINATION_SETUJU));
}

static bool ask(struct ui *ui, const struct termination_card *c, const struct termination_step *step, char *why, size_t size)
{
	char text[300];
	snprintf(text, sizeof text, "%s (%s)", c->child[PERSON_NAME], c->register_no);
	if (step->needs_reason) return dialog_reason(ui, verb(step->move), text, why, size, verb(step->move));
	if (step->move == TERMINATION_SETUJU) return ask_approval(ui, c);
	if (step->move == TERMINATION_AJUKAN) return true;
	return dialog_confirm(ui, verb(step->move), text, verb(step->move));
}

static bool move_one(struct ui *ui, const struct termination_at *at, const struct termination_step *step)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct termination_card c;
	char why[400] = "";
	struct arena *a = arena_new();
	bool ok = termination_load(ui_db(ui), ui_who(ui), at->id, false, a, &c, &e);
	if (!ok) ui_error(ui, &e);
	if (ok && step->move == TERMINATION_SETUJU && !termination_review(ui_db(ui), ui_who(ui), &c, &p, &e)) { /* nobody types a number in vain */
		termination_tell(ui, _("Not ready for approval"), &p);
		ok = false;
	}
	ok = ok && ask(ui, &c, step, why, sizeof why);
	if (ok) {
		problems_clear(&p);
		ok = termination_decide(ui_db(ui), ui_who(ui), at->id, c.version, step->move, step->move == TERMINATION_SETUJU ? c.register_no : NULL, why, &p, &e);
		bool at_once = step->move == TERMINATION_SETUJU && c.on <= ui_today(ui);
		if (ok && at_once) ui_say(ui, _("%s %s has left the home. F5: handover record."), at->register_no, at->name);
		else if (ok) ui_say(ui, _("%s %s: %s."), at->register_no, at->name, termination_state_label(step->to));
		told(ui, ok, verb(step->move), &p, &e);
	}
	arena_free(a);
	return ok;
}

bool termination_act(struct ui *ui, const struct termination_at *at, enum termination_move move)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	char all[60];
	const struct termination_step *step = step_of(at->state, move);
	if (!step) {
		termination_can(at->state, move, "-", &p);
		return ui_problems(ui, &p), false;
	}
	if (!ui_may(ui, step->right)) return ui_refuse(ui, step->right), false;
	int n = at->batch && at->batch_size > 1 && move != TERMINATION_BUKA_KEMBALI ? of_batch(ui, at, &e) : 1;
	if (n < 0) return ui_error(ui, &e), false;
	if (n > 1) {
		snprintf(all, sizeof all, _("All %d children"), n);
		const char *const buttons[] = { _("Back"), all, _("Only this child"), NULL };
		int picked = dialog_choose(ui, verb(move), _("This child belongs to a pelepasan."), buttons, 0);
		if (picked <= 0) return false;
		if (picked == 1) return move_batch(ui, at, step, n);
	}
	return move_one(ui, at, step);
}

/* --- money ------------------------------------------------------------------------------------------------------------------ */

static bool pay_savings(struct ui *ui, const struct termination_at *at, rupiah balance)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char sum[RUPIAH_SIZE], words[200], text[500], how[120] = "tunai";
	const char *const buttons[] = { _("Back"), _("In cash"), _("Transfer"), NULL };
	rupiah_terbilang(balance, words, sizeof words);
	snprintf(text, sizeof text, _("Pay all savings of %s (%s) out: %s (%s)."), at->name, at->register_no, rupiah_format(balance, sum), words);
	int picked = dialog_choose(ui, _("Pay savings out"), text, buttons, 0);
	if (picked <= 0) return false;
	if (picked == 2 && !dialog_reason(ui, _("Transfer"), _("Bank, account number and whose name it is in."), how, sizeof how, _("Pay"))) return false;
	bool ok = savings_payout(ui_db(ui), ui_who(ui), at->resident, ui_today(ui), how, &p, &e);
	if (ok) ui_say(ui, _("Paid out: %s, %s. The savings are at zero."), at->name, sum);
	return told(ui, ok, _("Pay savings out"), &p, &e);
}

static bool pay_allowance(struct ui *ui, const struct termination_at *at)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct allowance_row *items;
	struct allowance_pick picks[OWED_ROWS];
	struct allowance_paid paid;
	struct allowance_filter f = { .from = date_make(2000, 1, 1), .to = ui_today(ui), .state = ALLOWANCE_DUE, .resident = at->resident };
	char idem[IDEM_SIZE], sum[RUPIAH_SIZE], words[200], text[500];
	rupiah total = 0;
	struct arena *a = arena_new();
	int n = allowance_list(ui_db(ui), ui_who(ui), &f, a, &items, &e);
	for (int i = 0; i < n && i < OWED_ROWS; i++) {
		picks[i] = (struct allowance_pick){ .item = items[i].id, .version = items[i].version };
		total += items[i].due;
	}
	arena_free(a);
	if (n < 0) return ui_error(ui, &e), false;
	if (!n) return ui_say(ui, _("What is owed to %s is held back. The pocket money screen releases it."), at->name), false;
	n = n < OWED_ROWS ? n : OWED_ROWS;
	db_idem_make(idem);
	rupiah_terbilang(total, words, sizeof words);
	snprintf(text, sizeof text, _("Pocket money of %s not paid yet, %d months: %s (%s)."), at->name, n, rupiah_format(total, sum), words);
	if (!dialog_confirm(ui, _("Pay pocket money"), text, _("Pay"))) return false;
	struct allowance_payment_in in = { .picks = picks, .count = n, .on = ui_today(ui), .idem = idem };
	bool ok = allowance_pay(ui_db(ui), ui_who(ui), &in, &paid, &p, &e);
	if (ok) ui_say(ui, _("Pocket money paid: %s, %s."), at->name, sum);
	return told(ui, ok, _("Pay pocket money"), &p, &e);
}

bool termination_act_pay(struct ui *ui, const struct termination_at *at)
{
	char a[160], b[160], sum[RUPIAH_SIZE];
	if (!ui_may(ui, RIGHT_SAVINGS)) return ui_refuse(ui, RIGHT_SAVINGS), false;
	rupiah savings = savings_balance(ui_db(ui), at->resident), owed = allowance_owed(ui_db(ui), at->resident);
	if (savings <= 0 && owed <= 0) return ui_say(ui, _("%s is owed nothing: savings at zero, pocket money paid."), at->name), false;
	if (savings > 0 && owed > 0) {
		snprintf(a, sizeof a, _("Savings, %s"), rupiah_format(savings, sum));
		snprintf(b, sizeof b, _("Pocket money not paid yet, %s"), rupiah_format(owed, sum));
		const struct choice choices[] = { { "savings", a }, { "allowance", b }, { NULL, NULL } };
		int picked = picker_choose(ui, _("What is paid?"), choices, 0, NULL);
		return picked == 0 ? pay_savings(ui, at, savings) : picked == 1 && pay_allowance(ui, at);
	}
	return savings > 0 ? pay_savings(ui, at, savings) : pay_allowance(ui, at);
}

bool termination_act_print(struct ui *ui, const struct termination_at *at)
{
	struct report_ask what = REPORT_ASK;
	if (at->state != TERMINATION_DISETUJUI && at->state != TERMINATION_BERLAKU) return ui_say(ui, "%s", _("The handover record is printed once the head has approved.")), false;
	what.resident = at->resident;
	what.handover = HANDOVER_TERMINATION;
	return print_report(ui, "handover", &what);
}

/* --- what comes next ---------------------------------------------------------------------------------------------------------- */

bool termination_act_next(struct ui *ui, const struct termination_at *at)
{
	enum { SUBMIT, APPROVE, PAY, PRINT, KINDS };
	const enum termination_state s = at->state;
	struct choice choices[KINDS + 1];
	int kind[KINDS], n = 0;
	bool preparing = s == TERMINATION_USUL || s == TERMINATION_DIKEMBALIKAN, decided = s == TERMINATION_DISETUJUI || s == TERMINATION_BERLAKU;
	bool owed = s != TERMINATION_DIBATALKAN && ui_may(ui, RIGHT_SAVINGS) && (savings_balance(ui_db(ui), at->resident) > 0 || allowance_owed(ui_db(ui), at->resident) > 0);
	if (preparing && ui_may(ui, RIGHT_TERMINATION_PROPOSE)) choices[n] = (struct choice){ "submit", _("Submit to the head") }, kind[n++] = SUBMIT;
	if (s == TERMINATION_MENUNGGU && ui_may(ui, RIGHT_TERMINATION_APPROVE)) choices[n] = (struct choice){ "approve", _("Approve") }, kind[n++] = APPROVE;
	if (owed) choices[n] = (struct choice){ "pay", _("Pay what the child is owed") }, kind[n++] = PAY;
	if (decided && ui_may(ui, RIGHT_REPORT)) choices[n] = (struct choice){ "print", _("Print the handover record") }, kind[n++] = PRINT;
	choices[n] = (struct choice){ NULL, NULL };
	if (n == 0) {
		if (s == TERMINATION_MENUNGGU) ui_say(ui, _("%s waits for the head's approval."), at->name);
		else ui_say(ui, _("%s is %s: there is no step for you here."), at->name, termination_state_label(s));
		return false;
	}
	int picked = n == 1 ? 0 : picker_choose(ui, _("Next step"), choices, 0, NULL);
	if (picked < 0) return false;
	switch (kind[picked]) {
	case SUBMIT: return termination_act(ui, at, TERMINATION_AJUKAN);
	case APPROVE: return termination_act(ui, at, TERMINATION_SETUJU);
	case PAY: return termination_act_pay(ui, at);
	default: return termination_act_print(ui, at);
	}
}

bool termination_act_back(struct ui *ui, const struct termination_at *at)
{
	const bool head = ui_may(ui, RIGHT_TERMINATION_APPROVE);
	const char *const buttons[] = { _("Back"), _("Return"), _("Cancel the proposal"), NULL };
	if (at->state == TERMINATION_BERLAKU) return ui_say(ui, "%s", _("It is in force. The head may reopen it: F9, B.")), false;
	if (at->state != TERMINATION_MENUNGGU || !head) return termination_act(ui, at, TERMINATION_BATALKAN);
	int picked = dialog_choose(ui, at->name, _("Return it to the proposer to be mended, or cancel it: the child stays."), buttons, 0);
	return picked > 0 && termination_act(ui, at, picked == 1 ? TERMINATION_KEMBALIKAN : TERMINATION_BATALKAN);
}
