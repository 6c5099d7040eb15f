/* Papers about workplaces: the quarter of all of them, and the reminder to one that is late. */
#include "db/community/area.h"
#include "db/community/company.h"
#include "db/office/code.h"
#include "db/report/report_part.h"
#include "src/base/i18n.h"
#include "src/print/company.h"
#include "src/rules/codes.h"

#include <stdio.h>
#include <string.h>

enum { PAGE = 100, MOST = 5000 };

/* Paper is Indonesian. */
static const char *quarter_title(struct report_work *w, caldate quarter)
{
	static const char *const roman[] = { "I", "II", "III", "IV" };
	int year, month;
	date_split(quarter, &year, &month, NULL);
	return arena_printf(w->arena, "Triwulan %s %d", roman[(month - 1) / 3], year);
}

static const char *finding_words(struct report_work *w, unsigned findings)
{
	static const struct { unsigned bit; const char *words; } rows[] = { { FINDING_UNDER_15, "anak di bawah 15 tahun" }, { FINDING_HARMFUL, "pekerjaan yang membahayakan" }, { FINDING_DIFFERENCE, "angka berbeda dari laporan" } };
	const char *all = "";
	for (size_t i = 0; i < COUNT(rows); i++)
		if (findings & rows[i].bit) all = arena_printf(w->arena, "%s%s%s", all, *all ? ", " : "", rows[i].words);
	return all;
}

static bool counted(struct report_work *w, const struct company_row *row, struct company_recap *r, struct err *e)
{
	static const char *const words[WORK_BANDS] = { "Di bawah 13 tahun", "13-14 tahun", "15-17 tahun", "18 tahun ke atas" };
	struct company_report q;
	if (!company_report_load(w->db, w->who, row->report, w->arena, &q, e)) return false;
	const bool checked = q.checked != DATE_NONE;
	r->checked += checked;
	for (int b = 0; b < WORK_BANDS; b++) {
		int reported = 0, found = 0;
		for (int s = 0; s < SEXES; s++) {
			r->bands[b].reported[s] += q.reported.n[b][s];
			reported += q.reported.n[b][s];
			if (checked) r->bands[b].found[s] += q.found.n[b][s];
			if (checked) found += q.found.n[b][s];
		}
		const bool differs = checked && (q.reported.n[b][SEX_L] != q.found.n[b][SEX_L] || q.reported.n[b][SEX_P] != q.found.n[b][SEX_P]);
		if (differs && r->difference_count < MOST) r->differences[r->difference_count++] = (struct company_difference){ row->name, words[b], reported, found };
	}
	if (q.findings && r->finding_count < MOST) r->findings[r->finding_count++] = (struct company_finding_line){ row->name, finding_words(w, q.findings), q.community_no };
	return true;
}

static void line(struct report_work *w, const struct company_row *row, struct company_recap *r)
{
	const char *status = company_status_label(row->status), *contact = *row->phone ? arena_printf(w->arena, "%s %s", row->contact, row->phone) : row->contact;
	if (row->report && row->late_days) status = arena_printf(w->arena, "%s (+%d hari)", status, row->late_days);
	r->statuses[row->status].count++;
	r->lines[r->line_count++] = (struct company_line){ row->name, *row->sector ? code_label_load(w->db, w->who, "labour_sector", row->sector, w->arena) : "", status, contact, row->received, row->late_days, row->children, row->total,
		row->reminders, row->status == COMPANY_LATE, row->report != 0 };
}

static bool gather(struct report_work *w, caldate quarter, struct company_recap *r, struct err *e)
{
	const struct company_filter all = { .quarter = quarter, .status = COMPANY_STATUSES, .owing = true };
	struct company_key at = { NULL, 0 };
	struct company_row *page = arena_array(w->arena, struct company_row, PAGE);
	int64_t total = company_count(w->db, w->who, &all, e);
	if (total < 0) return false;
	if (total > MOST) total = MOST;
	r->lines = arena_array(w->arena, struct company_line, total + 1);
	r->differences = arena_array(w->arena, struct company_difference, total * WORK_BANDS + 1);
	r->findings = arena_array(w->arena, struct company_finding_line, total + 1);
	for (int n = PAGE; n == PAGE && r->line_count < total;) {
		n = company_list(w->db, w->who, &all, at, false, w->arena, page, PAGE, e);
		if (n < 0) return false;
		for (int i = 0; i < n && r->line_count < total; i++) {
			line(w, &page[i], r);
			if (page[i].report && !counted(w, &page[i], r, e)) return false;
			at = (struct company_key){ page[i].key, page[i].id };
		}
	}
	return true;
}

bool report_make_companies(struct report_work *w, struct err *e)
{
	static const char *const words[WORK_BANDS] = { "Di bawah 13 tahun", "13-14 tahun", "15-17 tahun", "18 tahun ke atas" };
	struct company_recap r = { .line_count = 0 };
	const caldate quarter = w->ask.month;
	_Static_assert((int)COMPANY_BAND_LINES == (int)WORK_BANDS && (int)COMPANY_STATUS_LINES == (int)COMPANY_STATUSES, "paper and rule know the same bands and statuses");
	if (!report_head_area(w, w->today, &r.head, e)) return false;
	for (int b = 0; b < WORK_BANDS; b++) r.bands[b].band = words[b];
	for (unsigned s = 0; s < COMPANY_STATUSES; s++) r.statuses[s].status = company_status_label((enum company_status)s);
	if (!gather(w, quarter, &r, e)) return false;
	r.quarter = quarter_title(w, quarter);
	r.due = company_due(quarter, company_due_days(w->db, w->who));
	r.chief = report_signer_area(w, w->today, &r.chief_title);
	w->document = company_recap_document(&r);
	return true;
}

/* --- reminder ----------------------------------------------------------------------------------------------------------------- */

/* The reminder in scope, and the how manieth of its quarter it is. */
static bool find_reminder(struct report_work *w, row_id *company, struct err *e)
{
	*company = 0;
	struct stmt *q = scope_stmt(w->db, w->who, "SELECT s.id FROM company_reminder m JOIN company s ON s.id = m.company_id WHERE %s AND m.id = ?2", area_where(w->who));
	stmt_int(q, 2, w->ask.reminder);
	if (stmt_row(q)) *company = stmt_get_int(q, 0);
	return stmt_done(q, e);
}

bool report_make_reminder(struct report_work *w, struct err *e)
{
	struct company_card c;
	struct company_reminder_letter l = { .number = "", .phone = "" };
	const struct company_reminder *m = NULL;
	struct panti home;
	row_id company;
	if (!find_reminder(w, &company, e)) return false;
	if (!company) return err_set(e, ERR_NOTFOUND, "%s", _("There is no such reminder."));
	if (!company_load(w->db, w->who, company, w->arena, &c, e)) return false;
	for (size_t i = 0; i < c.reminder_count; i++)
		if (c.reminders[i].id == w->ask.reminder) m = &c.reminders[i];
	if (!m) return err_set(e, ERR_NOTFOUND, "%s", _("There is no such reminder."));
	for (size_t i = 0; i < c.reminder_count; i++) l.times += c.reminders[i].quarter == m->quarter && c.reminders[i].id <= m->id;
	if (!report_head_area(w, m->on, &l.head, e)) return false;
	if (w->who->panti && panti_load(w->db, w->who->panti, w->arena, &home, e)) l.phone = home.v[PANTI_PHONE];
	l.number = m->number;
	l.name = c.v[COMPANY_F_NAME];
	l.address = *c.v[COMPANY_F_ADDRESS] ? arena_printf(w->arena, "%s, %s", c.v[COMPANY_F_ADDRESS], c.district_name) : c.district_name;
	l.quarter = quarter_title(w, m->quarter);
	l.due = company_due(m->quarter, company_due_days(w->db, w->who));
	l.days = m->on > l.due ? (int)(m->on - l.due) : 0;
	l.chief = report_signer_area(w, m->on, &l.chief_title);
	w->document = company_reminder_document(&l);
	return true;
}
