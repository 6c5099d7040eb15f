/* One quarter's report of a workplace: received, checked on the spot, voided, its findings handed on, a reminder sent. */
#include "db/audit.h"
#include "db/case.h"
#include "db/community/community.h"
#include "db/community/company_part.h"
#include "db/office/panti.h"
#include "db/report/letter.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include <stdio.h>
#include <string.h>

/* --- reading ------------------------------------------------------------------------------------------------------------------ */

bool company_report_load(struct db *db, const struct actor *who, row_id report, struct arena *a, struct company_report *out, struct err *e)
{
	if (!db_may(who, RIGHT_COMPANY_READ, e)) return false;
	struct stmt *q = scope_stmt(db, who, "SELECT r.id, r.company_id, r.community_id, r.version, r.quarter, r.received_on, r.checked_on, r.letter_no, r.note, COALESCE(u.shown, ''), r.check_note, COALESCE(k.shown, ''), COALESCE(c.number, ''),"
	                 " COALESCE(w.shown, ''), COALESCE(r.void_why, ''), r.recorded_at, r.void_at IS NOT NULL, r.harmful FROM company_report r JOIN company s ON s.id = r.company_id"
	                 " LEFT JOIN account_user u ON u.id = r.recorded_by LEFT JOIN account_user k ON k.id = r.checked_by LEFT JOIN account_user w ON w.id = r.void_by LEFT JOIN community_report c ON c.id = r.community_id"
	                 " WHERE %s AND r.id = ?2", area_where(who));
	stmt_int(q, 2, report);
	bool there = stmt_row(q);
	if (there)
		*out = (struct company_report){ .id = stmt_get_int(q, 0), .company = stmt_get_int(q, 1), .community = stmt_get_int(q, 2), .version = stmt_get_int(q, 3), .quarter = quarter_from_code(stmt_get_text(q, 4)),
			.received = stmt_get_date(q, 5), .checked = stmt_get_date(q, 6), .letter_no = arena_dup(a, stmt_get_text(q, 7)), .note = arena_dup(a, stmt_get_text(q, 8)), .by = arena_dup(a, stmt_get_text(q, 9)),
			.check_note = arena_dup(a, stmt_get_text(q, 10)), .checked_by = arena_dup(a, stmt_get_text(q, 11)), .community_no = arena_dup(a, stmt_get_text(q, 12)), .void_by = arena_dup(a, stmt_get_text(q, 13)),
			.void_why = arena_dup(a, stmt_get_text(q, 14)), .at = stmt_get_int(q, 15), .voided = stmt_get_int(q, 16) != 0, .harmful = (int)stmt_get_int(q, 17) };
	if (!stmt_done(q, e)) return false;
	if (!there) return case_not_found(e);
	if (!company_counts(db, report, &out->reported, &out->found, NULL, e)) return false;
	const bool checked = out->checked != DATE_NONE;
	const struct company_quarter now = { out->quarter, panti_today(db, who->panti), out->received, company_due_days(db, who), checked, checked && !headcount_equal(&out->reported, &out->found) };
	out->status = company_status_of(&now);
	out->late_days = company_late_days(&now);
	out->findings = company_findings(&out->reported, checked ? &out->found : NULL, out->harmful);
	return true;
}

/* --- receiving ---------------------------------------------------------------------------------------------------------------- */

static void audit_counts(struct db *db, const char *what, const struct headcount *was, const struct headcount *now)
{
	for (int b = 0; b < WORK_BANDS; b++)
		for (int s = 0; s < SEXES; s++) {
			char field[40], before[12] = "", after[12];
			snprintf(field, sizeof field, "%s_%s_%s", what, work_band_code((enum work_band)b), s == SEX_L ? "L" : "P");
			if (was) snprintf(before, sizeof before, "%d", was->n[b][s]);
			snprintf(after, sizeof after, "%d", now->n[b][s]);
			audit_value(db, field, before, after);
		}
}

static bool counts_put(struct db *db, row_id report, const struct headcount *h, struct err *e)
{
	for (int b = 0; b < WORK_BANDS; b++)
		for (int s = 0; s < SEXES; s++) {
			struct stmt *q = stmt(db, "INSERT INTO company_headcount (report_id, band, sex, reported) VALUES (?1, ?2, ?3, ?4)");
			stmt_int(q, 1, report);
			stmt_text(q, 2, work_band_code((enum work_band)b));
			stmt_text(q, 3, s == SEX_L ? "L" : "P");
			stmt_int(q, 4, h->n[b][s]);
			if (!stmt_run(q, e)) return false;
		}
	return true;
}

static bool void_row(struct db *db, const struct actor *who, row_id report, const char *why, struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE company_report SET void_at = ?2, void_by = ?3, void_why = ?4, version = version + 1 WHERE id = ?1 AND void_at IS NULL");
	stmt_int(q, 1, report);
	stmt_int(q, 2, clock_now());
	stmt_int(q, 3, who->user);
	stmt_text(q, 4, why);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, who, "company.void_report", "company_report", report, 0);
	audit_value(db, "reason", "", why);
	return audit_end(db, e);
}

struct receive { const struct actor *who; row_id company; const struct company_receipt *in; const char *idem; row_id *out; struct problems *p; };

static void receipt_check(struct db *db, const struct receive *r, const struct company_facts *f, row_id stands)
{
	const struct company_receipt *in = r->in;
	caldate today = panti_today(db, r->who->panti);
	if (in->quarter == DATE_NONE || month_quarter_start(in->quarter) > today) problem_hard(r->p, "quarter", _("Choose a quarter that has begun."));
	else if (quarter_end(in->quarter) < f->registered) problem_hard(r->p, "quarter", _("The workplace was registered after this quarter."));
	if (in->received == DATE_NONE || in->received > today) problem_hard(r->p, "received_on", _("Write the day the report came, today or before."));
	else if (in->quarter != DATE_NONE && in->received < month_quarter_start(in->quarter)) problem_hard(r->p, "received_on", _("The report cannot have come before its quarter began."));
	if (stands && (!in->instead || !*in->instead)) problem_hard(r->p, "instead", _("One stands already: write why this one replaces it."));
	headcount_check(&in->count, r->p);
	field_check_words("letter_no", 60, in->letter_no, r->p);
	field_check_words("note", 1000, in->note, r->p);
	field_check_words("instead", 200, in->instead, r->p);
}

static bool receive_row(struct db *db, const struct receive *r, const char *quarter, struct err *e)
{
	char day[DATE_ISO_SIZE];
	*r->out = db_new_id(db, "company_report");
	struct stmt *q = stmt(db, "INSERT INTO company_report (id, panti_id, company_id, quarter, received_on, letter_no, note, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	stmt_int(q, 1, *r->out);
	stmt_id(q, 2, r->who->panti);
	stmt_int(q, 3, r->company);
	stmt_text(q, 4, quarter);
	stmt_date(q, 5, r->in->received);
	stmt_text(q, 6, r->in->letter_no ? r->in->letter_no : "");
	stmt_text(q, 7, r->in->note ? r->in->note : "");
	stmt_int(q, 8, clock_now());
	stmt_int(q, 9, r->who->user);
	if (!stmt_run(q, e) || !counts_put(db, *r->out, &r->in->count, e)) return false;
	audit_begin(db, r->who, "company.receive", "company_report", *r->out, 0);
	audit_value(db, "quarter", "", quarter);
	audit_value(db, "received_on", "", date_iso(r->in->received, day));
	audit_value(db, "letter_no", "", r->in->letter_no ? r->in->letter_no : "");
	audit_value(db, "note", "", r->in->note ? r->in->note : "");
	audit_counts(db, "reported", NULL, &r->in->count);
	db_idem_keep(db, r->idem, *r->out);
	db_news(db);
	return audit_end(db, e);
}

static bool receive_tx(struct db *db, void *ctx, struct err *e)
{
	const struct receive *r = ctx;
	struct company_facts f;
	char quarter[QUARTER_SIZE];
	problems_clear(r->p);
	if (r->idem && db_idem_seen(db, r->idem, r->out)) return true;
	if (!db_may(r->who, RIGHT_COMPANY_RECORD, e)) return false;
	struct arena *a = arena_new();
	bool ok = company_facts_load(db, r->who, r->company, a, &f, e);
	arena_free(a);
	if (!ok) return false;
	quarter_code(r->in->quarter, quarter);
	struct stmt *q = stmt(db, "SELECT id FROM company_report WHERE company_id = ?1 AND quarter = ?2 AND void_at IS NULL");
	stmt_int(q, 1, r->company);
	stmt_text(q, 2, quarter);
	row_id stands = stmt_one_int(q, 0, e);
	receipt_check(db, r, &f, stands);
	if (r->p->hard) return case_refused(e);
	if (stands && !void_row(db, r->who, stands, r->in->instead, e)) return false;
	return receive_row(db, r, quarter, e);
}

bool company_receive(struct db *db, const struct actor *who, row_id company, const struct company_receipt *in, const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct receive r = { who, company, in, idem, out, p };
	return db_tx(db, receive_tx, &r, e);
}

/* --- what happens to one that stands ------------------------------------------------------------------------------------------- */

struct act {
	const struct actor *who;
	row_id report;
	int64_t version;
	const struct company_check_in *in;
	const char *why;
	row_id *out;
	struct problems *p;
	bool (*fn)(struct db *db, const struct act *c, const struct company_report *r, struct arena *a, struct err *e);
};

static bool act_tx(struct db *db, void *ctx, struct err *e)
{
	const struct act *c = ctx;
	struct company_report r;
	problems_clear(c->p);
	if (!db_may(c->who, RIGHT_COMPANY_RECORD, e)) return false;
	struct arena *a = arena_new();
	bool ok = company_report_load(db, c->who, c->report, a, &r, e);
	if (ok && r.version != c->version) ok = case_conflict(db, "company_report", c->report, e);
	if (ok && r.voided) ok = problem_hard(c->p, NULL, _("This report was taken back; another one may stand in its place.")), case_refused(e);
	ok = ok && c->fn(db, c, &r, a, e);
	arena_free(a);
	return ok;
}

static bool check(struct db *db, const struct act *c, const struct company_report *r, struct arena *a, struct err *e)
{
	char day[DATE_ISO_SIZE], was[DATE_ISO_SIZE], n[12], m[12];
	const struct company_check_in *in = c->in;
	(void)a;
	if (in->on == DATE_NONE || in->on > panti_today(db, c->who->panti)) problem_hard(c->p, "on", _("Write the day of the check, today or before."));
	else if (in->on < r->received) problem_hard(c->p, "on", _("The report came after this day; a check follows it."));
	headcount_check(&in->found, c->p);
	const int teens = in->found.n[WORK_15_17][SEX_L] + in->found.n[WORK_15_17][SEX_P];
	if (in->harmful < 0 || in->harmful > teens) problem_hard(c->p, "harmful", _("At most %d: so many of 15-17 years were found."), teens);
	field_check_words("note", 1000, in->note, c->p);
	if (c->p->hard) return case_refused(e);
	struct stmt *up = stmt(db, "UPDATE company_report SET checked_on = ?2, checked_by = ?3, check_note = ?4, harmful = ?5, version = version + 1 WHERE id = ?1 AND version = ?6");
	stmt_int(up, 1, r->id);
	stmt_date(up, 2, in->on);
	stmt_int(up, 3, c->who->user);
	stmt_text(up, 4, in->note ? in->note : "");
	stmt_int(up, 5, in->harmful);
	stmt_int(up, 6, c->version);
	if (!stmt_run(up, e)) return false;
	for (int b = 0; b < WORK_BANDS; b++)
		for (int s = 0; s < SEXES; s++) {
			struct stmt *q = stmt(db, "UPDATE company_headcount SET found = ?4 WHERE report_id = ?1 AND band = ?2 AND sex = ?3");
			stmt_int(q, 1, r->id);
			stmt_text(q, 2, work_band_code((enum work_band)b));
			stmt_text(q, 3, s == SEX_L ? "L" : "P");
			stmt_int(q, 4, in->found.n[b][s]);
			if (!stmt_run(q, e)) return false;
		}
	snprintf(n, sizeof n, "%d", r->harmful);
	snprintf(m, sizeof m, "%d", in->harmful);
	audit_begin(db, c->who, "company.check", "company_report", r->id, 0);
	audit_value(db, "checked_on", date_iso(r->checked, was), date_iso(in->on, day));
	audit_value(db, "check_note", r->check_note, in->note ? in->note : "");
	audit_value(db, "harmful", n, m);
	audit_counts(db, "found", r->checked == DATE_NONE ? NULL : &r->found, &in->found);
	db_news(db);
	return audit_end(db, e);
}

bool company_checked(struct db *db, const struct actor *who, row_id report, int64_t version, const struct company_check_in *in, struct problems *p, struct err *e)
{
	struct act c = { .who = who, .report = report, .version = version, .in = in, .p = p, .fn = check };
	return db_tx(db, act_tx, &c, e);
}

static bool take_back(struct db *db, const struct act *c, const struct company_report *r, struct arena *a, struct err *e)
{
	(void)a;
	if (!c->why || !*c->why) problem_hard(c->p, "reason", _("Write the reason."));
	field_check_words("reason", 200, c->why, c->p);
	if (c->p->hard) return case_refused(e);
	db_news(db);
	return void_row(db, c->who, r->id, c->why, e);
}

bool company_report_void(struct db *db, const struct actor *who, row_id report, int64_t version, const char *why, struct problems *p, struct err *e)
{
	struct act c = { .who = who, .report = report, .version = version, .why = why, .p = p, .fn = take_back };
	return db_tx(db, act_tx, &c, e);
}

/* --- findings ----------------------------------------------------------------------------------------------------------------- */

/* What a reader of the report of the public needs to know before going there. */
static const char *finding_words(const struct company_report *r, struct arena *a)
{
	char quarter[40];
	const bool checked = r->checked != DATE_NONE;
	const struct headcount *h = checked ? &r->found : &r->reported;
	const char *words = arena_printf(a, _("%s, %s: under 15 years %d, 15-17 years %d"), quarter_words(r->quarter, quarter, sizeof quarter), checked ? _("found on the spot") : _("as reported"), headcount_under_15(h),
	                                 h->n[WORK_15_17][SEX_L] + h->n[WORK_15_17][SEX_P]);
	if (r->findings & FINDING_HARMFUL) words = arena_printf(a, _("%s, %d of them at harmful work"), words, r->harmful);
	if (r->findings & FINDING_DIFFERENCE) words = arena_printf(a, _("%s; the workplace reported %d people, %d were found"), words, headcount_total(&r->reported), headcount_total(&r->found));
	const char *note = r->check_note;
	int room = 1000 - 3 - text_points(words), bytes, fits = 0; /* what a note of a report of the public holds; the whole stands with the check */
	if (text_points(note) <= room) return arena_printf(a, "%s.%s%s", words, *note ? " " : "", note);
	for (; room > 2; room--, fits += bytes) text_next(note + fits, &bytes);
	return arena_printf(a, "%s. %.*s...", words, fits, note);
}

static bool finding(struct db *db, const struct act *c, const struct company_report *r, struct arena *a, struct err *e)
{
	struct company_facts f;
	struct community_input in = { .company = r->company };
	char day[DATE_ISO_SIZE], seen[DATE_ISO_SIZE];
	if (r->community) problem_hard(c->p, NULL, _("The findings are report %s already."), r->community_no);
	else if (!r->findings) problem_hard(c->p, NULL, _("Nothing was found that must be followed up: no child under 15, none at harmful work, no difference."));
	if (c->p->hard) return case_refused(e);
	if (!company_facts_load(db, c->who, r->company, a, &f, e)) return false;
	int children = company_finding_children(&r->reported, r->checked != DATE_NONE ? &r->found : NULL, r->harmful);
	in.v[COMMUNITY_F_CHANNEL] = r->checked != DATE_NONE ? "penjangkauan" : "perusahaan";
	in.v[COMMUNITY_F_RECEIVED_ON] = date_iso(panti_today(db, c->who->panti), day);
	in.v[COMMUNITY_F_DISTRICT] = f.v[COMPANY_F_DISTRICT];
	in.v[COMMUNITY_F_PLACE] = *f.v[COMPANY_F_ADDRESS] ? arena_printf(a, "%s, %s", f.v[COMPANY_F_NAME], f.v[COMPANY_F_ADDRESS]) : f.v[COMPANY_F_NAME];
	if (text_points(in.v[COMMUNITY_F_PLACE]) > 120) in.v[COMMUNITY_F_PLACE] = f.v[COMPANY_F_NAME];
	in.v[COMMUNITY_F_SEEN_ON] = r->checked != DATE_NONE ? date_iso(r->checked, seen) : "";
	in.v[COMMUNITY_F_SECTOR] = f.v[COMPANY_F_SECTOR];
	in.v[COMMUNITY_F_CHILDREN] = children ? arena_printf(a, "%d", children > 99 ? 99 : children) : "";
	in.v[COMMUNITY_F_ADULTS] = f.v[COMPANY_F_CONTACT];
	in.v[COMMUNITY_F_NOTE] = finding_words(r, a);
	if (!community_record(db, c->who, &in, NULL, c->out, c->p, e)) return false;
	struct stmt *q = stmt(db, "UPDATE company_report SET community_id = ?2, version = version + 1 WHERE id = ?1 AND version = ?3");
	stmt_int(q, 1, r->id);
	stmt_int(q, 2, *c->out);
	stmt_int(q, 3, c->version);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, c->who, "company.finding", "company_report", r->id, 0);
	audit_value(db, "note", "", in.v[COMMUNITY_F_NOTE]);
	db_news(db);
	return audit_end(db, e);
}

bool company_finding(struct db *db, const struct actor *who, row_id report, int64_t version, row_id *out, struct problems *p, struct err *e)
{
	struct act c = { .who = who, .report = report, .version = version, .out = out, .p = p, .fn = finding };
	return db_tx(db, act_tx, &c, e);
}

/* --- reminders ---------------------------------------------------------------------------------------------------------------- */

struct remind { const struct actor *who; row_id company; caldate quarter; const char *number, *idem; row_id *out; struct problems *p; };

/* The panti's own number, or as typed; the district's stays for its agenda to fill in. */
static bool number_of(struct db *db, const struct remind *r, caldate today, char *out, size_t size, struct err *e)
{
	struct letter letter;
	str_copy(out, size, r->number ? r->number : "");
	if (!r->who->panti) return true;
	if (*out ? !letter_number_typed(db, r->who, LETTER_REMINDER, "company_reminder", *r->out, 0, today, out, &letter, e)
	         : !letter_number(db, r->who, LETTER_REMINDER, "company_reminder", *r->out, 0, today, &letter, e)) return false;
	return str_copy(out, size, letter.number);
}

static bool remind_tx(struct db *db, void *ctx, struct err *e)
{
	const struct remind *r = ctx;
	struct company_facts f;
	char quarter[QUARTER_SIZE], number[LETTER_SIZE];
	caldate today = panti_today(db, r->who->panti);
	problems_clear(r->p);
	if (r->idem && db_idem_seen(db, r->idem, r->out)) return true;
	if (!db_may(r->who, RIGHT_COMPANY_RECORD, e)) return false;
	struct arena *a = arena_new();
	bool ok = company_facts_load(db, r->who, r->company, a, &f, e);
	arena_free(a);
	if (!ok) return false;
	struct stmt *have = stmt(db, "SELECT count(*) FROM company_report WHERE company_id = ?1 AND quarter = ?2 AND void_at IS NULL");
	stmt_int(have, 1, r->company);
	stmt_text(have, 2, quarter_code(r->quarter, quarter));
	const bool reported = stmt_one_int(have, 0, e) > 0;
	if (reported) problem_hard(r->p, NULL, _("The report of this quarter is here; no reminder is due."));
	else if (!company_owes(f.registered, f.closed, r->quarter)) problem_hard(r->p, NULL, _("This workplace owes no report of this quarter."));
	else if (today <= company_due(r->quarter, company_due_days(db, r->who))) problem_hard(r->p, NULL, _("The report is not late yet; a reminder follows after the due day."));
	if (r->number && *r->number && r->who->panti && letter_taken(db, r->who, r->number)) problem_hard(r->p, "number", _("This number stands on another letter already."));
	field_check_words("number", 60, r->number, r->p);
	if (r->p->hard) return case_refused(e);
	*r->out = db_new_id(db, "company_reminder");
	if (!number_of(db, r, today, number, sizeof number, e)) return false;
	struct stmt *q = stmt(db, "INSERT INTO company_reminder (id, panti_id, company_id, quarter, on_date, number, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	stmt_int(q, 1, *r->out);
	stmt_id(q, 2, r->who->panti);
	stmt_int(q, 3, r->company);
	stmt_text(q, 4, quarter);
	stmt_date(q, 5, today);
	stmt_text(q, 6, number);
	stmt_int(q, 7, clock_now());
	stmt_int(q, 8, r->who->user);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, r->who, "company.remind", "company_reminder", *r->out, 0);
	audit_value(db, "quarter", "", quarter);
	audit_value(db, "number", "", number);
	db_idem_keep(db, r->idem, *r->out);
	db_news(db);
	return audit_end(db, e);
}

bool company_remind(struct db *db, const struct actor *who, row_id company, caldate quarter, const char *number, const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct remind r = { who, company, quarter, number, idem, out, p };
	return db_tx(db, remind_tx, &r, e);
}

bool company_reminder_of(struct db *db, const struct actor *who, row_id company, caldate quarter, row_id *out, struct err *e)
{
	struct company_facts f;
	char code[QUARTER_SIZE];
	if (!db_may(who, RIGHT_COMPANY_READ, e)) return false;
	struct arena *a = arena_new();
	bool ok = company_facts_load(db, who, company, a, &f, e);
	arena_free(a);
	if (!ok) return false;
	struct stmt *q = stmt(db, "SELECT max(id) FROM company_reminder WHERE company_id = ?1 AND (?2 = '' OR quarter = ?2)");
	stmt_int(q, 1, company);
	stmt_text(q, 2, quarter_code(quarter, code));
	*out = stmt_one_int(q, 0, e);
	return *out != 0 || err_set(e, ERR_NOTFOUND, "%s", _("No reminder was sent to this workplace; the desk writes one from the list of workplaces."));
}
