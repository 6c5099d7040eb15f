/* What the panti's people do on a referral beside its steps: ask the sender, print the answer. */
#include "screens/referral/referral_act.h"

#include <stdio.h>
#include <string.h>

#include "db/office/setting.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_place.h"
#include "db/report/report.h"
#include "screens/app.h"
#include "screens/referral/referral_decide.h"
#include "screens/report/print_dialog.h"
#include "screens/rows.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "src/base/i18n.h"

bool referral_ask_sender(struct ui *ui, row_id referral)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct referral_card c;
	char body[800] = "", text[240], idem[IDEM_SIZE];
	struct arena *a = arena_new();
	bool ok = referral_load(ui_db(ui), ui_who(ui), referral, false, a, &c, &e);
	if (!ok) ui_error(ui, &e);
	else {
		snprintf(text, sizeof text, _("%s, %s. The officer of the sending district sees it at once and can answer."), child_shown(ui, c.child[PERSON_NAME], a), c.number);
		db_idem_make(idem);
		ok = dialog_ask(ui, _("Ask the sender"), text, _("Question"), body, sizeof body, 180) && *body;
		if (ok && !(ok = referral_message_send(ui_db(ui), ui_who(ui), referral, body, idem, NULL, &p, &e))) {
			if (p.count) ui_problems(ui, &p);
			else ui_error(ui, &e);
		} else if (ok) {
			ui_reload(ui);
			ui_say(ui, _("%s: asked. The answer comes as a message."), c.number);
		}
	}
	arena_free(a);
	return ok;
}

/* The number from the office's agenda, where the panti writes numbers by hand; "" leaves dots to be written on paper. */
static bool agenda_number(struct ui *ui, row_id referral)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	char number[LETTER_SIZE] = "";
	if (!setting_int(ui_db(ui), ui_who(ui)->panti, "letter_dots") || !ui_may(ui, RIGHT_REFERRAL_RECORD) || referral_reply_numbered(ui_db(ui), ui_who(ui), referral, &e)) return true;
	if (e.kind) return true; /* not answered yet: the report says so */
	for (;;) {
		if (!dialog_ask(ui, _("Number of the reply letter"), _("From the agenda book. Empty: dots, to be written on the paper."), _("Letter no."), number, sizeof number, 60)) return false;
		if (!*number || referral_reply_number(ui_db(ui), ui_who(ui), referral, number, &p, &e)) return true;
		if (p.count) dialog_message(ui, _("Number of the reply letter"), p.list[0].text);
		else return ui_error(ui, &e), false;
	}
}

bool referral_print_reply(struct ui *ui, row_id referral)
{
	struct report_ask ask = REPORT_ASK;
	ask.referral = referral;
	if (ui_who(ui)->panti && !agenda_number(ui, referral)) return false;
	return print_report(ui, "referral-reply", &ask);
}

bool referral_keep_place(struct ui *ui, row_id referral)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct referral_card c;
	struct referral_place now;
	char day[24], reason[1200] = "";
	struct arena *a = arena_new();
	bool ok = referral_load(ui_db(ui), ui_who(ui), referral, false, a, &c, &e) && referral_place_of(ui_db(ui), referral, a, &now, &e);
	if (!ok) ui_error(ui, &e);
	else {
		row_id room = now.room;
		caldate until = referral_place_until(ui_db(ui), c.panti, ui_today(ui));
		if (now.id && now.until > until) until = now.until;
		ok = referral_ask_place(ui, &c, &room, &until);
		bool kept = ok && referral_place_keep(ui_db(ui), ui_who(ui), referral, room, until, "", &p, &e);
		const struct problem *full = ok && !kept && p.hard == 1 ? problem_of(&p, "reason") : NULL;
		if (full) { /* the day was over and others came: asked as at the acceptance */
			char asked[300];
			STR_SET(asked, full->text);
			ok = dialog_reason(ui, _("Over the limit"), asked, reason, sizeof reason, _("Keep"));
			err_clear(&e);
			kept = ok && referral_place_keep(ui_db(ui), ui_who(ui), referral, room, until, reason, &p, &e);
		}
		ok = ok && screen_told(ui, kept, &p, &e);
		if (ok) ui_say(ui, _("%s: place kept until %s."), c.number, date_format(until, DATE_SHORT, day, sizeof day));
	}
	arena_free(a);
	return ok;
}
