/* The log's acts and fields in words: for a child's history and for the audit log. */
#include <stdlib.h>
#include <string.h>

#include "screens/office/acts.h"
#include "screens/child/card.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/rules/codes.h"
#include "src/rules/community.h"
#include "src/rules/company.h"
#include "src/rules/labour.h"
#include "src/rules/partner.h"
#include "src/rules/referral.h"
#include "src/rules/referral_out.h"

/* The words of an act; what is not named here is shown as it stands in the log. */
static const struct { const char *action, *words; } acts[] = {
	{ "person.new", N_("Child recorded") }, { "person.edit", N_("Data changed") }, { "person.panti", N_("Taken over from the referral") },
	{ "stay.admit", N_("Admitted") }, { "stay.readmit", N_("Admitted again") }, { "stay.approve", N_("Admission approved") }, { "stay.return", N_("Admission returned") },
	{ "stay.propose", N_("Admission proposed again") }, { "stay.void", N_("Admission taken back") }, { "stay.end", N_("Care ended") }, { "stay.end_void", N_("End of care taken back") },
	{ "resident.room", N_("Room") }, { "resident.clusters", N_("Clusters") }, { "resident.stage", N_("Stage of care") }, { "care_stage.void", N_("Stage taken back") },
	{ "referral.message", N_("Message about a referral") }, { "referral.papers", N_("Papers of a referral noted") }, { "room_fact.void", N_("Room taken back") }, { "cluster_fact.void", N_("Cluster taken back") },
	{ "presence.leave", N_("Absence") }, { "presence.return", N_("Back in the home") }, { "presence.void", N_("Absence taken back") },
	{ "schooling.record", N_("School") }, { "schooling.promote", N_("Promotion") }, { "schooling.void", N_("School taken back") },
	{ "paper.edit", N_("Papers") }, { "measure.add", N_("Weight and height") }, { "measure.void", N_("Measure taken back") },
	{ "resident.worker", N_("Social worker") }, { "resident.seal", N_("File sealed") }, { "resident.unseal", N_("Seal opened") }, { "letter.number", N_("Letter numbered") },
	{ "allowance.pay", N_("Pocket money paid") }, { "allowance.reverse", N_("Payment reversed") }, { "savings.deposit", N_("Savings deposit") }, { "savings.withdraw", N_("Savings withdrawal") },
	{ "savings.payout", N_("Savings paid out") }, { "termination.propose", N_("End of care proposed") }, { "termination.edit", N_("Proposal to end care changed") }, { "referral.record", N_("Referral recorded") },
	{ "person.merge", N_("Records merged") }, { "person.unmerge", N_("Merge taken back") }, { "person.apart", N_("Two children") }, { "resident.compare", N_("Compared") },
	{ "referral.edit", N_("Referral changed") }, { "referral.tempatkan", N_("Referral placed") },
	{ "referral.place", N_("Place kept") }, { "referral.queue", N_("Moved on the waiting list") }, { "referral.unplace", N_("Referral accepted again") }, { "stay.letter", N_("Letter followed") },
	{ "referral_out.send", N_("Sent to a partner") }, { "referral_out.edit", N_("Referral out changed") }, { "referral_out.open", N_("Referral out opened") },
	{ "partner.add", N_("Partner added") }, { "partner.edit", N_("Partner changed") }, { "partner.end", N_("Partnership ended") }, { "partner.reopen", N_("Partnership taken up") },
	{ "export.partners", N_("Partners exported") }, { "export.referrals-out", N_("Referrals out exported") },
	{ "community.record", N_("Report of the public recorded") }, { "community.edit", N_("Report of the public changed") }, { "community.open", N_("Report of the public opened") }, { "community.denied", N_("Report of the public denied") },
	{ "labour.screen", N_("Screened for child labour") }, { "labour.open", N_("Screening opened") }, { "labour.void", N_("Screening taken back") },
	{ "company.record", N_("Workplace registered") }, { "company.edit", N_("Workplace changed") }, { "company.close", N_("Workplace closed") }, { "company.receive", N_("Quarterly report received") },
	{ "company.check", N_("Quarterly report checked") }, { "company.void_report", N_("Quarterly report taken back") }, { "company.finding", N_("Findings reported") }, { "company.remind", N_("Reminder sent") },
	{ "export.community", N_("Reports of the public exported") }, { "import", N_("File imported") },
	/* acts that concern no single child, or more than one */
	{ "init", N_("Database made") }, { "login.refused", N_("Log in refused") }, { "user.add", N_("User added") }, { "user.edit", N_("User changed") }, { "user.password", N_("Password changed") },
	{ "user.disable", N_("Account closed") }, { "user.enable", N_("Account opened") }, { "user.key_only", N_("Password taken away") }, { "user.acting", N_("Plt./Plh. given") }, { "user.acting.end", N_("Plt./Plh. ended") },
	{ "outbox.get", N_("File fetched") }, { "outbox.remove", N_("File removed") }, { "key.add", N_("SSH key added") }, { "key.remove", N_("SSH key removed") },
	{ "key.undone", N_("SSH key not changed after all") }, { "ssh.refused", N_("Command over SSH refused") }, { "panti.set_up", N_("Panti set up") }, { "panti.edit", N_("Panti changed") }, { "setting.set", N_("Setting changed") },
	{ "room.new", N_("Room added") }, { "room.add", N_("Room added") }, { "room.edit", N_("Room changed") }, { "official.add", N_("Official added") }, { "official.edit", N_("Official changed") },
	{ "code.set", N_("Code list changed") }, { "holiday.set", N_("Holiday set") }, { "school.new", N_("School added") }, { "school.edit", N_("School changed") }, { "school_year.save", N_("School year set") },
	{ "promotion.save", N_("Promotion saved") }, { "promotion.undo", N_("Promotion taken back") }, { "presence.day", N_("Presence confirmed") },
	{ "rate.add", N_("Rate added") }, { "rate.void", N_("Rate taken back") }, { "allowance.run", N_("Money list made") }, { "allowance.note", N_("Note on payment") },
	{ "allowance.hold", N_("Payment held") }, { "allowance.release", N_("Payment released") }, { "ledger.receive", N_("Money received") }, { "ledger.reverse", N_("Entry reversed") },
	{ "savings.donation", N_("Donation shared") }, { "month.close", N_("Month closed") }, { "month.revise", N_("Month corrected") }, { "month.print", N_("Month printed") },
	{ "report.print", N_("Report printed") }, { "export.residents", N_("Children exported") }, { "export.begin", N_("Export begun") }, { "export.referrals", N_("Referrals exported") },
	{ "export.ledger", N_("Ledger exported") }, { "export.audit", N_("Audit log exported") }, { "resident.import", N_("Child imported") }, { "resident.open", N_("Card opened") },
	{ "resident.outside", N_("Asked, no right") }, { "resident.many", N_("Many cards") }, { "login", N_("Log in") }, { "unlock", N_("Unlocked") }, { "referral.open", N_("Referral opened") }, { "referral.denied", N_("Referral denied") }, { "referral.link", N_("Same child named") },
	{ "termination.open", N_("Termination read") }, { "termination.denied", N_("Termination denied") }, { "termination.ajukan", N_("Termination sent on") }, { "termination.setuju", N_("Termination approved") },
	{ "termination.kembalikan", N_("Termination returned") }, { "termination.perbaiki", N_("Termination mended") }, { "termination.berlaku", N_("Left the panti") },
	{ "termination.batalkan", N_("Termination dropped") }, { "termination.buka_kembali", N_("Taken in again") }, { "aftercare.add", N_("Aftercare planned") }, { "aftercare.done", N_("Aftercare visit") },
	{ "database.backup", N_("Backup made") }, { "database.restore", N_("Backup restored") }, { "database.rebuild", N_("Tables remade") },
};

const char *act_words(struct arena *a, const char *action)
{
	const char *dot = strchr(action, '.');
	for (size_t i = 0; i < COUNT(acts); i++)
		if (strcmp(acts[i].action, action) == 0) return _(acts[i].words);
	if (strncmp(action, "referral.", 9) == 0) {
		enum referral_move m = referral_move_from_code(action + 9);
		if (m < REFERRAL_MOVES) return arena_printf(a, _("Referral: %s"), referral_move_label(m));
	}
	if (strncmp(action, "referral_out.", 13) == 0)
		for (int m = 0; m < OUT_MOVES; m++)
			if (strcmp(action + 13, out_move_code((enum out_move)m)) == 0) return arena_printf(a, _("Referral out: %s"), out_move_label((enum out_move)m));
	if (strncmp(action, "community.", 10) == 0) {
		enum community_move m = community_move_from_code(action + 10);
		if (m < COMMUNITY_MOVES) return arena_printf(a, _("Report of the public: %s"), community_move_label(m));
	}
	if (dot && strcmp(dot, ".void") == 0) return _("Taken back");
	return action;
}

/* Tables of the log's records whose fields stand in a table of src/rules. */
static const struct { const char *kind; const struct field *fields; size_t n; } tables[] = {
	{ "referral", referral_fields, REFERRAL_FIELDS }, { "referral_out", out_fields, OUT_FIELDS }, { "partner", partner_fields, PARTNER_FIELDS },
	{ "community_report", community_fields, COMMUNITY_FIELDS }, { "labour_screening", labour_fields, LABOUR_FIELDS }, { "company", company_fields, COMPANY_FIELDS },
};

/* Fields of the person carry their label and show values as the card does; others are shown as logged, dates the right way round. */
const char *act_value(struct screen *s, const char *kind, const char *field, const char *value)
{
	int f = field_index(person_fields, PERSON_FIELDS, field);
	char out[400];
	if (!*value) return "-";
	if (f >= 0 && person_fields[f].list) return card_label(s, person_fields[f].list, value);
	if (f >= 0) return field_show(&person_fields[f], value, NULL, out, sizeof out), arena_dup(screen_arena(s), out);
	if (strcmp(kind, "referral_out") == 0 && strcmp(field, "state") == 0) return card_label(s, "referral_out_state", value);
	if (strcmp(kind, "referral_out") == 0 && strcmp(field, "reason") == 0) return card_label(s, "out_refusal", value);
	if (strcmp(kind, "community_report") == 0 && strcmp(field, "state") == 0) return card_label(s, "community_state", value);
	if (strcmp(field, "answer") == 0) return card_label(s, "labour_answer", value);
	for (size_t i = 1; i < COUNT(tables); i++) /* a referral's own come last, as before */
		if (strcmp(tables[i].kind, kind) == 0 && (f = field_index(tables[i].fields, tables[i].n, field)) >= 0 && tables[i].fields[f].kind == FIELD_CODE && strcmp(tables[i].fields[f].list, "partner")) return card_label(s, tables[i].fields[f].list, value);
	if (strcmp(field, "service") == 0) return card_label(s, "out_service", value);
	if (strcmp(kind, "partner") == 0 && strcmp(field, "kind") == 0) return card_label(s, "partner_kind", value);
	if (strcmp(field, "kind") == 0) return card_label(s, strcmp(kind, "presence") == 0 ? "presence_kind" : strcmp(kind, "stay") == 0 ? "stay_kind" : "school_kind", value);
	if (strcmp(field, "amount") == 0 || strcmp(field, "deposit") == 0 || strcmp(field, "balance") == 0) {
		rupiah amount; /* logged as it is shown: 90.000 */
		char sum[RUPIAH_SIZE];
		return rupiah_parse(value, &amount, NULL, NULL) ? arena_dup(screen_arena(s), rupiah_format(amount, sum)) : value;
	}
	if (strcmp(field, "school_id") == 0) return card_label(s, "school", value);
	if (strcmp(field, "state") == 0 && strcmp(kind, "termination") == 0) return card_label(s, "termination_state", value);
	if (strcmp(field, "reason") == 0 && strcmp(kind, "termination") == 0) return card_label(s, "termination_reason", value);
	if (strcmp(field, "reason") == 0 && strcmp(kind, "referral") == 0) return code_find("referral_advice", value) ? code_label("referral_advice", value) : card_label(s, "refusal_reason", value);
	if (strcmp(field, "state") == 0 && strcmp(kind, "referral") == 0) return card_label(s, "referral_state", value);
	if (strncmp(field, "score:", 6) == 0) return card_label(s, "score", value);
	static const struct { const char *field, *list; } lists[] = { { "fund", "fund" }, { "clusters", "cluster" }, { "level", "school_level" }, { "room", "room" }, { "worker", "worker" }, { "district", "district" },
		{ "presence_kind", "presence_kind" }, { "state", "document_state" }, { "event", "school_event" } };
	for (size_t i = 0; i < COUNT(lists); i++)
		if (strcmp(lists[i].field, field) == 0) return card_label(s, lists[i].list, value);
	if ((f = field_index(referral_fields, REFERRAL_FIELDS, field)) >= 0 && referral_fields[f].list) return card_label(s, referral_fields[f].list, value);
	caldate day = date_from_iso(value);
	return day == DATE_NONE ? value : card_day(s, day);
}

/* "reported_13_14_L": a headcount of a workplace. */
static const char *headcount_field(struct arena *a, const char *field)
{
	static const struct { const char *prefix, *label[2]; } counts[] = { { "reported_", { N_("Reported L"), N_("Reported P") } }, { "found_", { N_("Found L"), N_("Found P") } } };
	for (size_t i = 0; i < COUNT(counts); i++) {
		size_t skip = strlen(counts[i].prefix), n = strlen(field);
		if (strncmp(field, counts[i].prefix, skip) || n < skip + 3 || field[n - 2] != '_') continue;
		return arena_printf(a, "%s, %s", _(counts[i].label[field[n - 1] == 'P']), code_label("work_age_band", arena_printf(a, "%.*s", (int)(n - skip - 2), field + skip)));
	}
	return NULL;
}

const char *act_field(struct arena *a, const char *field)
{
	static const struct { const char *code, *label; } others[] = {
		{ "register_no", N_("Register no.") }, { "admission_date", N_("Admission date") }, { "kind", N_("Kind") }, { "clusters", N_("Clusters") }, { "level", N_("School level") },
		{ "room", N_("Room") }, { "worker", N_("Social worker") }, { "why", N_("Reason") }, { "on_date", N_("On") }, { "expected_on", N_("Expected back") }, { "back_on", N_("Back on") },
		{ "grade", N_("Grade") }, { "school", N_("School") }, { "year", N_("School year") }, { "state", N_("State") }, { "number", N_("Number") }, { "note", N_("Note") },
		{ "amount", N_("Amount") }, { "deposit", N_("Savings deposit") }, { "measure", N_("Measured") }, { "school_id", N_("School") }, { "reason", N_("Reason") }, { "end_on", N_("Ended on") }, { "document", N_("Paper") },
		{ "weight_g", N_("Weight (g)") }, { "height_mm", N_("Height (mm)") }, { "event", N_("Event") }, { "month", N_("Month") }, { "children", N_("Children") }, { "total", N_("Total") },
		{ "balance", N_("Balance") }, { "fund", N_("Fund source") }, { "done_on", N_("Done on") }, { "receiver", N_("Receiver") }, { "receiver_id", N_("Receiver's ID") },
		{ "role", N_("Roles") }, { "shown", N_("Name on screen") }, { "revision", N_("Revision") }, { "from", N_("From") }, { "place", N_("Place") }, { "of", N_("Month") }, { "residents", N_("Children") },
		{ "answer", N_("Answer") }, { "grounds", N_("Grounds") }, { "quarter", N_("Quarter") }, { "checked_on", N_("Checked on") }, { "check_note", N_("Note of the check") }, { "harmful", N_("At harmful work") }, { "key", N_("SSH key") },
		{ "until_on", N_("Place until") }, { "queue", N_("List number") }, { "referral_no", N_("Referral") },
		{ "kept", N_("Kept") }, { "gone", N_("Merged record") }, { "other", N_("Other child") },
		{ "family_assessed", N_("Family assessed") }, { "stage", N_("Stage of care") }, { "message", N_("Message") }, { "phone", N_("Telephone") },
		{ "by_whom", N_("Answered by") }, { "closed_on", N_("Ended on") }, { "self_approve", N_("Own proposals") }, { "acting", N_("Plt./Plh.") }, { "until", N_("Until") }, { "file", N_("File") }, { "bytes", N_("Bytes") }, { "title", N_("Title") }, { "district", N_("District") },
	};
	int f = field_index(person_fields, PERSON_FIELDS, field);
	if (f >= 0) return _(person_fields[f].label);
	if (strncmp(field, "score:", 6) == 0) return _("Indicator");
	if (strncmp(field, "evidence:", 9) == 0) return _("Evidence");
	if (strncmp(field, "document:", 9) == 0) return _("Paper");
	for (size_t i = 0; i < COUNT(others); i++)
		if (strcmp(others[i].code, field) == 0) return _(others[i].label);
	for (size_t i = 0; i < COUNT(tables); i++)
		if ((f = field_index(tables[i].fields, tables[i].n, field)) >= 0) return _(tables[i].fields[f].label);
	const char *count = headcount_field(a, field);
	return count ? count : field;
}
