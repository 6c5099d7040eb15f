#include "screens/money/allowance_act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/money/ledger.h"
#include "screens/app.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

bool allowance_act_run(struct ui *ui, caldate month)
{
	struct allowance_run_result r;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char sum[RUPIAH_SIZE];
	bool ok = allowance_run(ui_db(ui), ui_who(ui), month, &r, &p, &e);
	if (ok && r.no_rate) ui_warn(ui, _("%d children, %s; %d have no rate for their level (F9, D: rates)."), r.children, rupiah_format(r.total, sum), r.no_rate);
	else if (ok) ui_say(ui, _("%d children, %s; %d new, %d changed."), r.children, rupiah_format(r.total, sum), r.added, r.changed);
	return screen_told(ui, ok, &p, &e);
}

bool allowance_act_pay(struct ui *ui, const struct grid_row *rows, const struct allowance_row *items, int count, rupiah cash, const char *idem)
{
	struct arena *a = arena_new();
	struct allowance_pick *picks = arena_array(a, struct allowance_pick, count + 1);
	struct allowance_paid paid;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	rupiah total = 0, deposits = 0;
	char sum[RUPIAH_SIZE], saved[RUPIAH_SIZE], words[200], text[600];
	int n = 0;
	bool ok = true, consent = false;
	for (int i = 0; i < count; i++) {
		if (!rows[i].tick || rows[i].locked) continue;
		picks[n++] = (struct allowance_pick){ .item = rows[i].id, .deposit = rows[i].amount[0], .note = rows[i].note, .version = items[i].version };
		total += items[i].due;
		deposits += rows[i].amount[0];
	}
	if (n == 0) {
		ui_say(ui, "%s", _("Nothing is ticked that is not paid already."));
		ok = false;
	}
	rupiah_terbilang(total, words, sizeof words);
	snprintf(text, sizeof text, _("%d children, %s (%s).\nDeposits into savings %s.%s"), n, rupiah_format(total, sum), words, rupiah_format(deposits, saved),
	         cash < total ? _("\n! The cash box holds less than this.") : "");
	if (ok && deposits > 0) { /* a deposit is never a deduction: somebody agreed to it */
		const char *const buttons[] = { _("Back"), _("Agreed: pay and deposit"), _("Pay without deposits"), NULL };
		int picked = dialog_choose(ui, _("Pay pocket money"), text, buttons, 0);
		ok = picked > 0;
		consent = picked == 1;
		for (int i = 0; i < n && picked == 2; i++) picks[i].deposit = 0;
	} else if (ok) {
		ok = dialog_confirm(ui, _("Pay pocket money"), text, _("Pay"));
	}
	if (ok) {
		struct allowance_payment_in in = { .picks = picks, .count = n, .on = ui_today(ui), .consent = consent, .idem = idem };
		ok = allowance_pay(ui_db(ui), ui_who(ui), &in, &paid, &p, &e);
		if (ok && paid.already) ui_say(ui, "%s", _("This payment was saved already; nothing was paid twice."));
		else if (ok) ui_say(ui, _("Paid %d children, %s. Cash now %s."), paid.children, rupiah_format(paid.total, sum), rupiah_format(paid.cash_after, saved));
		screen_told(ui, ok, &p, &e);
	}
	arena_free(a);
	return ok;
}

bool allowance_act_hold(struct ui *ui, const struct allowance_row *item)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[GRID_NOTE_SIZE * 4] = "";
	if (item->state == ALLOWANCE_HELD) {
		if (!dialog_confirm(ui, _("Release"), item->name, _("Release"))) return false;
		return screen_told(ui, allowance_release(ui_db(ui), ui_who(ui), item->id, &p, &e), &p, &e);
	}
	if (!dialog_reason(ui, _("Hold the money back"), item->name, why, sizeof why, _("Hold"))) return false;
	return screen_told(ui, allowance_hold(ui_db(ui), ui_who(ui), item->id, why, &p, &e), &p, &e);
}

bool allowance_act_reverse(struct ui *ui, const struct allowance_row *item)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[400] = "", text[240], sum[RUPIAH_SIZE], key[IDEM_SIZE];
	if (item->state != ALLOWANCE_PAID) {
		ui_say(ui, _("%s is not paid yet; there is nothing to take back."), item->name);
		return false;
	}
	db_idem_make(key);
	snprintf(text, sizeof text, _("Take back the payment of %s to %s? Both entries stay in the books."), rupiah_format(item->due, sum), item->name);
	if (!dialog_reason(ui, _("Take a payment back"), text, why, sizeof why, _("Take back"))) return false;
	return screen_told(ui, allowance_reverse(ui_db(ui), ui_who(ui), item->id, ui_today(ui), why, key, &p, &e), &p, &e);
}

static const struct field cash_fields[] = {
	{ "amount", N_("Amount"), FIELD_RUPIAH, 0, NULL, FIELD_REQUIRED, NULL, N_("For example 5.000.000 or 5jt.") },
	{ "fund", N_("Fund source"), FIELD_CODE, 0, "fund", FIELD_REQUIRED, NULL, NULL },
	{ "on", N_("Date"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, NULL },
	{ "memo", N_("From, for what"), FIELD_TEXT, 120, NULL, FIELD_REQUIRED, NULL, N_("For example SP2D 0123, Agustus.") },
};

struct cash { struct ui *ui; struct arena *a; struct app_lists lists; char idem[IDEM_SIZE]; };

static const struct choice *cash_choices(void *ctx, const struct field *f)
{
	struct cash *c = ctx;
	return app_lists_of(&c->lists, c->ui, c->a, f->list);
}

static bool cash_save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct cash *c = ctx;
	struct ledger_receipt in = { .amount = strtoll(v[0], NULL, 10), .fund = v[1], .on = date_from_iso(v[2]), .memo = v[3], .idem = c->idem };
	return ledger_receive(ui_db(ui), ui_who(ui), &in, NULL, p, e);
}

bool allowance_act_cash(struct ui *ui)
{
	enum { SIZE = 500, N = COUNT(cash_fields) };
	struct cash c = { .ui = ui, .a = arena_new() };
	char room[N][SIZE] = { "" }, *values[N], today[DATE_ISO_SIZE];
	const struct form_class form = { .name = "cash", .fields = cash_fields, .count = N, .choices = cash_choices, .save = cash_save };
	struct allowance_options options;
	allowance_options_load(ui_db(ui), ui_who(ui)->panti, &options);
	for (int i = 0; i < N; i++) values[i] = room[i];
	STR_SET(room[1], options.fund);
	STR_SET(room[2], date_iso(ui_today(ui), today));
	db_idem_make(c.idem);
	bool saved = form_run(ui, _("Money received"), &form, &c, values, SIZE);
	arena_free(c.a);
	if (saved) {
		ui_reload(ui);
		ui_say(ui, "%s", _("Saved: money received."));
	}
	return saved;
}
