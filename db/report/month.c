#include "db/report/month.h"

#include <string.h>

#include "db/audit.h"
#include "db/case.h"
#include "db/money/ledger.h"
#include "db/report/month_inside.h"
#include "db/report/month_stored.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

bool month_stored_load(struct db *db, row_id panti, caldate month, int revision, struct arena *a, struct month_stored *out, struct err *e)
{
	char text[8];
	*out = (struct month_stored){ 0 };
	struct stmt *q = stmt(db, "SELECT id, revision, figures, document, known_at FROM month_report WHERE panti_id = ?1 AND month = ?2 AND (?3 < 0 OR revision = ?3) ORDER BY revision DESC LIMIT 1");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, date_month_iso(month, text));
	stmt_int(q, 3, revision);
	if (stmt_row(q)) {
		const void *bytes = stmt_get_blob(q, 3, &out->size);
		void *kept = arena_alloc(a, out->size + 1);
		if (out->size) memcpy(kept, bytes, out->size);
		out->id = stmt_get_int(q, 0);
		out->revision = (int)stmt_get_int(q, 1);
		out->figures = arena_dup(a, stmt_get_text(q, 2));
		out->document = kept;
		out->known_at = stmt_get_int(q, 4);
	}
	return stmt_done(q, e);
}

/* --- closing ----------------------------------------------------------------------------------------------------------------------- */

struct close { const struct actor *who; caldate month; int revision; struct arena *a; struct problems *p; };

static bool close_allowed(struct db *db, const struct close *t, struct err *e)
{
	char name[40], before[40];
	caldate closed = ledger_closed_until(db, t->who->panti), previous = month_add(t->month, -1);
	date_format(t->month, DATE_MONTH, name, sizeof name);
	if (panti_today(db, t->who->panti) <= date_month_end(t->month)) problem_hard(t->p, "month", _("%s is not over yet."), name);
	else if (ledger_month_closed(db, t->who->panti, t->month)) problem_hard(t->p, "month", _("%s is closed already. What was learnt later makes a corrected report."), name);
	else if (closed != DATE_NONE && closed > t->month) problem_hard(t->p, "month", _("A later month than %s is closed already."), name);
	else if (closed != DATE_NONE && closed < date_month_end(previous))
		problem_hard(t->p, "month", _("Close %s first: months are closed in order."), date_format(date_month_start(closed + 1), DATE_MONTH, before, sizeof before));
	else return true;
	return case_refused(e);
}

/* Document, figures and audit head of this very moment into one row. */
static bool store(struct db *db, const struct close *t, struct monthly *m, utc_ms at, const char *figures, struct err *e)
{
	struct audit_head head;
	struct buf bytes = BUF_EMPTY;
	char month[8];
	if (!audit_head(db, t->who->panti, &head, e)) return false;
	m->closed = true;
	m->revision = t->revision;
	m->audit_hash = head.hash;
	m->audit_rows = head.rows;
	struct document *d = monthly_document(m);
	document_store(d, &bytes);
	document_free(d);
	row_id id = db_new_id(db, "month_report");
	struct stmt *q = stmt(db, "INSERT INTO month_report (id, panti_id, month, revision, known_at, made_at, made_by, audit_hash, audit_rows, figures, document)"
	                          " VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, t->who->panti);
	stmt_text(q, 3, date_month_iso(t->month, month));
	stmt_int(q, 4, t->revision);
	stmt_int(q, 5, at);
	stmt_int(q, 6, t->who->user);
	stmt_text(q, 7, head.hash);
	stmt_int(q, 8, head.rows);
	stmt_text(q, 9, figures);
	stmt_blob(q, 10, bytes.data, bytes.size);
	bool ok = stmt_run(q, e);
	buf_free(&bytes);
	if (!ok) return false;
	audit_begin(db, t->who, t->revision ? "month.revise" : "month.close", "month_report", id, 0);
	audit_value(db, "month", "", month);
	if (t->revision) audit_value(db, "revision", "", arena_printf(t->a, "%d", t->revision));
	db_news(db);
	return audit_end(db, e);
}

static const char *figures_text(const struct monthly *m, struct arena *a)
{
	struct buf b = BUF_EMPTY;
	monthly_figures(m, &b);
	const char *text = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

static bool close_tx(struct db *db, void *ctx, struct err *e)
{
	const struct close *t = ctx;
	struct monthly m;
	char month[8];
	utc_ms at = clock_now();
	arena_reset(t->a);
	if (!close_allowed(db, t, e) || !month_load(db, t->who, t->month, MONTH_NOW, t->a, &m, e) || !store(db, t, &m, at, figures_text(&m, t->a), e)) return false;
	struct stmt *q = stmt(db, "INSERT INTO period (panti_id, month, closed_at, closed_by) VALUES (?1, ?2, ?3, ?4)"
	                          " ON CONFLICT (panti_id, month) DO UPDATE SET closed_at = excluded.closed_at, closed_by = excluded.closed_by");
	stmt_int(q, 1, t->who->panti);
	stmt_text(q, 2, date_month_iso(t->month, month));
	stmt_int(q, 3, at);
	stmt_int(q, 4, t->who->user);
	return stmt_run(q, e);
}

bool month_close(struct db *db, const struct actor *who, caldate month, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONTH_CLOSE, e)) return false;
	struct close t = { who, month_of(month), 0, arena_new(), p };
	bool ok = db_tx(db, close_tx, &t, e);
	arena_free(t.a);
	return ok;
}

/* --- corrected reports ----------------------------------------------------------------------------------------------------------------- */

struct compared { const struct actor *who; caldate month; struct arena *a; struct month_stored stored; struct monthly_difference *list; int n; };

static bool compare_read(struct db *db, void *ctx, struct err *e)
{
	struct compared *t = ctx;
	struct monthly m;
	t->n = 0;
	if (!month_stored_load(db, t->who->panti, t->month, -1, t->a, &t->stored, e)) return false;
	if (!t->stored.figures) return case_not_found(e);
	if (!month_figures(db, t->who, t->month, MONTH_NOW, t->a, &m, e)) return false;
	t->n = monthly_compare(t->stored.figures, figures_text(&m, t->a), t->a, &t->list);
	return true;
}

int month_differences(struct db *db, const struct actor *who, caldate month, struct arena *a, struct monthly_difference **out, struct err *e)
{
	struct compared t = { .who = who, .month = month_of(month), .a = a };
	if (!db_may(who, RIGHT_REPORT, e) || !db_read(db, compare_read, &t, e)) return -1;
	*out = t.list;
	return t.n;
}

static bool revise_tx(struct db *db, void *ctx, struct err *e)
{
	struct close *t = ctx;
	struct monthly m;
	utc_ms at = clock_now();
	arena_reset(t->a);
	struct compared c = { .who = t->who, .month = t->month, .a = t->a };
	if (!compare_read(db, &c, e)) return false;
	if (!c.n) {
		problem_hard(t->p, "month", _("Nothing differs from the stored report: there is nothing to correct."));
		return case_refused(e);
	}
	t->revision = c.stored.revision + 1;
	if (!month_load(db, t->who, t->month, MONTH_NOW, t->a, &m, e)) return false;
	m.differences = month_difference_lines(c.list, c.n, t->a, &m.difference_count);
	return store(db, t, &m, at, figures_text(&m, t->a), e);
}

bool month_revise(struct db *db, const struct actor *who, caldate month, int *revision, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONTH_CLOSE, e)) return false;
	struct close t = { who, month_of(month), 0, arena_new(), p };
	bool ok = db_tx(db, revise_tx, &t, e);
	arena_free(t.a);
	if (ok && revision) *revision = t.revision;
	return ok;
}

/* --- reading ------------------------------------------------------------------------------------------------------------------------------ */

struct print { const struct actor *who; row_id report; const char *of; caldate month; };

/* The row names the children the report names: whose stay began or ended in the month, taken back or not. */
static bool print_tx(struct db *db, void *ctx, struct err *e)
{
	const struct print *t = ctx;
	struct buf ids = BUF_EMPTY, count = BUF_EMPTY;
	int n = 0;
	struct stmt *q = stmt(db, "SELECT resident_id FROM stay WHERE panti_id = ?1 AND on_date BETWEEN ?2 AND ?3 UNION"
	                          " SELECT s.resident_id FROM stay_end x JOIN stay s ON s.id = x.stay_id WHERE x.panti_id = ?1 AND x.on_date BETWEEN ?2 AND ?3");
	stmt_int(q, 1, t->who->panti);
	stmt_date(q, 2, t->month);
	stmt_date(q, 3, date_month_end(t->month));
	while (stmt_row(q)) buf_printf(&ids, "%s%" PRId64, n++ ? " " : "", stmt_get_int(q, 0));
	buf_printf(&count, "%d", n);
	bool ok = stmt_done(q, e);
	if (ok) {
		audit_begin(db, t->who, "month.print", "month_report", t->report, 0);
		audit_value(db, "of", "", t->of);
		audit_value(db, "children", "", buf_text(&count));
		audit_value(db, "residents", "", buf_text(&ids));
		ok = audit_end(db, e);
	}
	buf_free(&ids);
	buf_free(&count);
	return ok;
}

bool month_document(struct db *db, const struct actor *who, caldate month, int revision, struct document **out, struct err *e)
{
	if (!db_may(who, RIGHT_REPORT, e)) return false;
	struct arena *a = arena_new();
	struct month_stored stored;
	char text[8];
	*out = NULL;
	bool ok = month_stored_load(db, who->panti, month_of(month), revision, a, &stored, e);
	if (ok && stored.figures) *out = document_load(stored.document, stored.size, e);
	else if (ok && (revision > 0 || ledger_month_closed(db, who->panti, month))) case_not_found(e);
	else if (ok) {
		struct monthly m;
		if (month_load(db, who, month, MONTH_NOW, a, &m, e)) *out = monthly_document(&m);
	}
	if (*out) {
		struct print t = { who, stored.id, arena_printf(a, "%s %d", date_month_iso(month, text), stored.revision), month_of(month) };
		if (!db_tx(db, print_tx, &t, e)) {
			document_free(*out);
			*out = NULL;
		}
	}
	arena_free(a);
	return *out != NULL;
}

int month_list(struct db *db, const struct actor *who, struct arena *a, struct month_state **out, struct err *e)
{
	if (!db_may(who, RIGHT_REPORT, e)) return -1;
	caldate today = panti_today(db, who->panti), first = today, closed = ledger_closed_until(db, who->panti);
	struct stmt *q = stmt(db, "SELECT min(on_date) FROM stay WHERE panti_id = ?1");
	stmt_int(q, 1, who->panti);
	if (stmt_row(q) && !stmt_is_null(q, 0) && stmt_get_date(q, 0) < first) first = stmt_get_date(q, 0);
	if (!stmt_done(q, e)) return -1;
	q = stmt(db, "SELECT min(on_date) FROM entry WHERE panti_id = ?1");
	stmt_int(q, 1, who->panti);
	if (stmt_row(q) && !stmt_is_null(q, 0) && stmt_get_date(q, 0) < first) first = stmt_get_date(q, 0);
	if (!stmt_done(q, e)) return -1;
	int n = month_count_between(first, today) + 1;
	*out = arena_array(a, struct month_state, n);
	for (int i = 0; i < n; i++) {
		struct month_state *m = &(*out)[i];
		m->month = month_add(today, -i);
		m->closed_by = m->audit_hash = "";
		m->can_close = i > 0 && (closed == DATE_NONE ? true : month_of(m->month) == closed + 1);
	}
	q = stmt(db, "SELECT p.month, p.closed_at, coalesce(u.shown, 'sistem'), r.revision, r.audit_hash, r.audit_rows FROM period p JOIN month_report r ON r.panti_id = p.panti_id AND r.month = p.month"
	             " LEFT JOIN account_user u ON u.id = p.closed_by WHERE p.panti_id = ?1 AND p.closed_at IS NOT NULL ORDER BY p.month, r.revision");
	stmt_int(q, 1, who->panti);
	for (bool oldest = true; stmt_row(q); oldest = false) {
		int i = month_count_between(date_from_month(stmt_get_text(q, 0)), today);
		if (i < 0 || i >= n) continue;
		for (int k = i + 1; oldest && k < n; k++) (*out)[k].before = true;
		struct month_state *m = &(*out)[i];
		m->closed = true;
		m->can_close = false;
		m->closed_at = stmt_get_int(q, 1);
		m->closed_by = arena_dup(a, stmt_get_text(q, 2));
		m->revisions = (int)stmt_get_int(q, 3);
		m->audit_hash = arena_dup(a, stmt_get_text(q, 4));
		m->audit_rows = stmt_get_int(q, 5);
	}
	return stmt_done(q, e) ? n : -1;
}
