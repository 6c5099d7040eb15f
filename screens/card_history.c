/* Tab 7: every change of the child: who, when, what it was and what it became; older pages on Enter. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/code.h"
#include "db/panti.h"
#include "screens/app.h"
#include "screens/card.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

enum { HISTORY_PAGE = 200 }; /* changed values of a page */

/* The words of an act; what is not named here is shown as it stands in the log. */
static const struct { const char *action, *words; } acts[] = {
	{ "person.new", N_("Child recorded") }, { "person.edit", N_("Data changed") }, { "person.panti", N_("Taken over from the referral") },
	{ "stay.admit", N_("Admitted") }, { "stay.readmit", N_("Admitted again") }, { "stay.approve", N_("Admission approved") }, { "stay.return", N_("Admission returned") },
	{ "stay.propose", N_("Admission proposed again") }, { "stay.void", N_("Admission taken back") }, { "stay.end", N_("Care ended") }, { "stay.end_void", N_("End of care taken back") },
	{ "resident.room", N_("Room") }, { "resident.clusters", N_("Clusters") }, { "room_fact.void", N_("Room taken back") }, { "cluster_fact.void", N_("Cluster taken back") },
	{ "presence.leave", N_("Absence") }, { "presence.return", N_("Back in the home") }, { "presence.void", N_("Absence taken back") },
	{ "schooling.record", N_("School") }, { "schooling.promote", N_("Promotion") }, { "schooling.void", N_("School taken back") },
	{ "paper.edit", N_("Papers") }, { "measure.add", N_("Weight and height") }, { "measure.void", N_("Measure taken back") },
	{ "resident.worker", N_("Social worker") }, { "resident.seal", N_("File sealed") }, { "resident.unseal", N_("Seal opened") }, { "letter.number", N_("Letter numbered") },
	{ "allowance.pay", N_("Pocket money paid") }, { "allowance.reverse", N_("Payment reversed") }, { "savings.deposit", N_("Savings deposit") }, { "savings.withdraw", N_("Savings withdrawal") },
	{ "savings.payout", N_("Savings paid out") }, { "termination.propose", N_("End of care proposed") }, { "termination.edit", N_("Proposal to end care changed") }, { "referral.record", N_("Referral recorded") },
	{ "referral.edit", N_("Referral changed") }, { "referral.tempatkan", N_("Referral placed") },
};

static const char *act_words(const char *action)
{
	for (size_t i = 0; i < COUNT(acts); i++)
		if (strcmp(acts[i].action, action) == 0) return _(acts[i].words);
	return action;
}

/* Fields of the person carry their label and show values as the card does; others are shown as logged, dates the right way round. */
static const char *value_words(struct screen *s, const struct history_row *r, const char *value)
{
	const char *field = r->field;
	int f = field_index(person_fields, PERSON_FIELDS, field);
	char out[400];
	if (!*value) return "-";
	if (f >= 0 && person_fields[f].list) return card_label(s, person_fields[f].list, value);
	if (f >= 0) return field_show(&person_fields[f], value, NULL, out, sizeof out), arena_dup(screen_arena(s), out);
	if (strcmp(field, "kind") == 0) return card_label(s, strcmp(r->kind, "presence") == 0 ? "presence_kind" : strcmp(r->kind, "stay") == 0 ? "stay_kind" : "school_kind", value);
	if (strcmp(field, "amount") == 0 || strcmp(field, "deposit") == 0 || strcmp(field, "balance") == 0) return rupiah_format(strtoll(value, NULL, 10), out), arena_dup(screen_arena(s), out);
	if (strcmp(field, "school_id") == 0) return card_label(s, "school", value);
	static const struct { const char *field, *list; } lists[] = { { "clusters", "cluster" }, { "level", "school_level" }, { "room", "room" }, { "worker", "worker" }, { "district", "district" },
		{ "presence_kind", "presence_kind" }, { "state", "document_state" }, { "event", "school_event" } };
	for (size_t i = 0; i < COUNT(lists); i++)
		if (strcmp(lists[i].field, field) == 0) return card_label(s, lists[i].list, value);
	caldate day = date_from_iso(value);
	return day == DATE_NONE ? value : card_day(s, day);
}

static const char *field_words(const char *field)
{
	static const struct { const char *code, *label; } others[] = {
		{ "register_no", N_("Register no.") }, { "admission_date", N_("Admission date") }, { "kind", N_("Kind") }, { "clusters", N_("Clusters") }, { "level", N_("School level") },
		{ "room", N_("Room") }, { "worker", N_("Social worker") }, { "why", N_("Reason") }, { "on_date", N_("On") }, { "expected_on", N_("Expected back") }, { "back_on", N_("Back on") },
		{ "grade", N_("Grade") }, { "school", N_("School") }, { "year", N_("School year") }, { "state", N_("State") }, { "number", N_("Number") }, { "note", N_("Note") },
		{ "amount", N_("Amount") }, { "deposit", N_("Saved") }, { "measure", N_("Measured") }, { "school_id", N_("School") }, { "reason", N_("Reason") }, { "end_on", N_("Ended on") }, { "document", N_("Paper") },
		{ "weight_g", N_("Weight (g)") }, { "height_mm", N_("Height (mm)") }, { "event", N_("Event") },
	};
	int f = field_index(person_fields, PERSON_FIELDS, field);
	if (f >= 0) return _(person_fields[f].label);
	for (size_t i = 0; i < COUNT(others); i++)
		if (strcmp(others[i].code, field) == 0) return _(others[i].label);
	return field;
}

static void act_line(struct screen *s, struct card_state *st, const struct history_row *r)
{
	char day[24];
	int hour, minute;
	caldate on;
	clock_local(r->at, app_of(screen_ui(s))->panti.utc_offset, &on, &hour, &minute);
	card_add(st, CARD_TEXT, arena_printf(screen_arena(s), "%s %02d.%02d  %s: %s", date_format(on, DATE_SHORT, day, sizeof day), hour, minute, r->by, act_words(r->action)), "")->paint = PAINT_HEADING;
}

bool card_history(struct screen *s, struct card_state *st, struct err *e)
{
	struct history_row *rows = arena_array(screen_arena(s), struct history_row, HISTORY_PAGE), further[1];
	int n = resident_history(screen_db(s), screen_actor(s), st->id, st->before, screen_arena(s), rows, HISTORY_PAGE, e);
	if (n < 0) return false;
	int64_t seq = 0;
	if (st->before) card_add(st, CARD_TEXT, _("Newest changes: Enter"), "")->what = CARD_NEWEST;
	for (int i = 0; i < n; i++) {
		const struct history_row *r = &rows[i];
		if (r->seq != seq) act_line(s, st, r);
		seq = r->seq;
		if (!*r->field || (!*r->before && !*r->after)) continue;
		const char *after = value_words(s, r, r->after);
		if (*r->before) card_add(st, CARD_WIDE, field_words(r->field), arena_printf(screen_arena(s), "%s > %s", value_words(s, r, r->before), after));
		else card_add(st, CARD_WIDE, field_words(r->field), after);
	}
	if (!n) card_text(st, PAINT_DIM, _("No change is recorded for this child that you may see."));
	st->oldest = seq;
	if (n && resident_history(screen_db(s), screen_actor(s), st->id, seq, screen_arena(s), further, 1, e) > 0) card_add(st, CARD_TEXT, _("Older changes: Enter"), "")->what = CARD_OLDER;
	return e->kind == ERR_NONE;
}
