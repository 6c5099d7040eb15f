/* All workplaces with the state of one quarter: by name, by keyset, within the scope. */
#include "db/case.h"
#include "db/community/company_part.h"
#include "db/office/panti.h"
#include "db/typed.h"
#include "src/base/buf.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include <stdio.h>
#include <string.h>

#define DIFFERS "EXISTS (SELECT 1 FROM company_headcount h WHERE h.report_id = r.id AND h.found IS NOT NULL AND h.found <> h.reported)"
#define OWES "((s.registered_on <= ?3 AND (s.closed_on IS NULL OR s.closed_on > ?3)) OR r.id IS NOT NULL)"
#define FROM " FROM company s LEFT JOIN company_report r ON r.company_id = s.id AND r.quarter = ?2 AND r.void_at IS NULL WHERE "

/* Conditions of a filter; parameters 2 quarter, 3 its end, 4 sector, 5 ... what was typed. late: no report by now is late. */
static void where(struct buf *sql, const struct actor *who, const struct company_filter *f, const struct typed *typed, bool late)
{
	buf_puts(sql, area_where(who));
	if (f->owing || f->status != COMPANY_STATUSES) buf_puts(sql, " AND " OWES);
	switch (f->status) {
	case COMPANY_PENDING: buf_puts(sql, late ? " AND 1 = 0" : " AND r.id IS NULL"); break;
	case COMPANY_LATE: buf_puts(sql, late ? " AND r.id IS NULL" : " AND 1 = 0"); break;
	case COMPANY_RECEIVED: buf_puts(sql, " AND r.id IS NOT NULL AND r.checked_on IS NULL"); break;
	case COMPANY_CHECKED: buf_puts(sql, " AND r.checked_on IS NOT NULL AND NOT " DIFFERS); break;
	case COMPANY_DIFFERS: buf_puts(sql, " AND r.checked_on IS NOT NULL AND " DIFFERS); break;
	default: break;
	}
	if (f->sector && *f->sector) buf_puts(sql, " AND s.sector = ?4");
	typed_where(sql, typed, NULL, "s.search_key", NULL);
}

static void bind(struct stmt *q, const struct actor *who, const struct company_filter *f, const struct typed *typed)
{
	char quarter[QUARTER_SIZE];
	scope_rows_bind(q, who);
	stmt_text(q, 2, quarter_code(f->quarter, quarter));
	if (f->owing || f->status != COMPANY_STATUSES) stmt_date(q, 3, quarter_end(f->quarter));
	if (f->sector && *f->sector) stmt_text(q, 4, f->sector);
	typed_bind(q, typed);
}

static bool is_late(struct db *db, const struct actor *who, caldate quarter)
{
	return panti_today(db, who->panti) > company_due(quarter, company_due_days(db, who));
}

bool company_counts(struct db *db, row_id report, struct headcount *reported, struct headcount *found, bool *checked, struct err *e)
{
	memset(reported, 0, sizeof *reported);
	memset(found, 0, sizeof *found);
	if (checked) *checked = false;
	struct stmt *q = stmt(db, "SELECT band, sex, reported, found FROM company_headcount WHERE report_id = ?1");
	stmt_int(q, 1, report);
	while (stmt_row(q)) {
		enum work_band b = work_band_from_code(stmt_get_text(q, 0));
		int s = sex_index(stmt_get_text(q, 1));
		if (b == WORK_BANDS || s < 0) continue;
		reported->n[b][s] = (int)stmt_get_int(q, 2);
		found->n[b][s] = (int)stmt_get_int(q, 3);
		if (checked && !stmt_is_null(q, 3)) *checked = true;
	}
	return stmt_done(q, e);
}

/* Counts and status of the rows of one page. */
static bool rows_complete(struct db *db, const struct actor *who, caldate quarter, struct company_row *rows, int n, struct err *e)
{
	const caldate today = panti_today(db, who->panti);
	const int due = company_due_days(db, who);
	for (int i = 0; i < n; i++) {
		struct company_row *r = &rows[i];
		struct headcount reported, found;
		bool checked = false;
		if (r->report && !company_counts(db, r->report, &reported, &found, NULL, e)) return false;
		checked = r->checked != DATE_NONE;
		const struct company_quarter q = { quarter, today, r->report ? r->received : DATE_NONE, due, checked, r->report && checked && !headcount_equal(&reported, &found) };
		r->status = company_status_of(&q);
		r->owes = r->report || company_owes(r->registered, r->closed, quarter);
		r->late_days = r->owes ? company_late_days(&q) : 0;
		r->found_children = -1;
		if (!r->report) continue;
		r->children = headcount_children(&reported);
		r->total = headcount_total(&reported);
		if (checked) r->found_children = headcount_children(&found);
		r->findings = company_findings(&reported, checked ? &found : NULL, r->harmful);
	}
	for (int i = 0; i < n; i++) {
		char code[QUARTER_SIZE];
		struct stmt *q = stmt(db, "SELECT count(*) FROM company_reminder WHERE company_id = ?1 AND quarter = ?2");
		stmt_int(q, 1, rows[i].id);
		stmt_text(q, 2, quarter_code(quarter, code));
		rows[i].reminders = (int)stmt_one_int(q, 0, e);
	}
	return true;
}

int company_list(struct db *db, const struct actor *who, const struct company_filter *f, struct company_key from, bool backward, struct arena *a, struct company_row *out, int max, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	int n = 0;
	if (!db_may(who, RIGHT_COMPANY_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, 5, false);
	buf_puts(&sql, "SELECT s.id, r.id, s.name, s.search_key, s.sector, s.district, s.contact, s.phone, s.registered_on, s.closed_on, r.received_on, r.checked_on, r.harmful, r.community_id" FROM);
	where(&sql, who, f, &typed, is_late(db, who, f->quarter));
	if (from.key) buf_puts(&sql, backward ? " AND (s.search_key, s.id) < (?12, ?13)" : " AND (s.search_key, s.id) > (?12, ?13)");
	buf_puts(&sql, backward ? " ORDER BY s.search_key DESC, s.id DESC LIMIT ?14" : " ORDER BY s.search_key, s.id LIMIT ?14");
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	if (from.key) {
		stmt_text(q, 12, from.key);
		stmt_int(q, 13, from.id);
	}
	stmt_int(q, 14, max);
	while (n < max && stmt_row(q))
		out[n++] = (struct company_row){ .id = stmt_get_int(q, 0), .report = stmt_get_int(q, 1), .name = arena_dup(a, stmt_get_text(q, 2)), .key = arena_dup(a, stmt_get_text(q, 3)), .sector = arena_dup(a, stmt_get_text(q, 4)),
			.district = arena_dup(a, stmt_get_text(q, 5)), .contact = arena_dup(a, stmt_get_text(q, 6)), .phone = arena_dup(a, stmt_get_text(q, 7)), .registered = stmt_get_date(q, 8), .closed = stmt_get_date(q, 9),
			.received = stmt_get_date(q, 10), .checked = stmt_get_date(q, 11), .harmful = (int)stmt_get_int(q, 12), .community = stmt_get_int(q, 13) };
	return stmt_done(q, e) && rows_complete(db, who, f->quarter, out, n, e) ? n : -1;
}

int64_t company_count(struct db *db, const struct actor *who, const struct company_filter *f, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_COMPANY_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, 5, false);
	buf_puts(&sql, "SELECT count(*)" FROM);
	where(&sql, who, f, &typed, is_late(db, who, f->quarter));
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	return stmt_one_int(q, -1, e);
}

bool company_status_counts(struct db *db, const struct actor *who, caldate quarter, int64_t out[COMPANY_STATUSES], struct err *e)
{
	for (unsigned s = 0; s < COMPANY_STATUSES; s++) {
		const struct company_filter f = { .quarter = quarter, .status = (enum company_status)s, .owing = true };
		if ((out[s] = company_count(db, who, &f, e)) < 0) return false;
	}
	return true;
}

bool company_find(struct db *db, const struct actor *who, const char *name, row_id *out, struct err *e)
{
	char key[400];
	int n = 0;
	if (!db_may(who, RIGHT_COMPANY_READ, e)) return false;
	text_search_key(name, key, sizeof key);
	struct stmt *q = scope_stmt(db, who, "SELECT s.id FROM company s WHERE %s AND s.search_key = ?2", area_where(who));
	stmt_text(q, 2, key);
	while (stmt_row(q)) {
		*out = stmt_get_int(q, 0);
		n++;
	}
	if (!stmt_done(q, e)) return false;
	if (n > 1) return err_set(e, ERR_DATA, _("%d workplaces are called %s. Print the letter from the desk."), n, name);
	return n == 1 || err_set(e, ERR_NOTFOUND, _("There is no workplace %s."), name);
}
