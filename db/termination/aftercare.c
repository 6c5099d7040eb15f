#include "db/termination/aftercare.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/office/panti.h"
#include "db/child/resident.h"
#include "db/scope.h"
#include "db/office/setting.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/termination.h"
#include <stdlib.h>

#define MONTHS_MAX 12

#define COLUMNS "SELECT f.id, f.resident_id, f.termination_id, k.register_no, k.name, k.sex, k.district, f.note, COALESCE(u.shown, ''), f.due_on, f.done_on, t.on_date, k.sealed" \
	" FROM aftercare f CROSS JOIN resident_now k CROSS JOIN termination t LEFT JOIN account_user u ON u.id = f.done_by WHERE k.resident_id = f.resident_id AND t.id = f.termination_id"

static void read_row(struct stmt *q, struct arena *a, bool sealed, struct aftercare_row *r)
{
	const char *name = arena_dup(a, stmt_get_text(q, 4));
	*r = (struct aftercare_row){ .id = stmt_get_int(q, 0), .resident = stmt_get_int(q, 1), .termination = stmt_get_int(q, 2), .register_no = arena_dup(a, stmt_get_text(q, 3)),
		.name = stmt_get_int(q, 12) && !sealed ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 5)), .district = arena_dup(a, stmt_get_text(q, 6)),
		.note = arena_dup(a, stmt_get_text(q, 7)), .by = arena_dup(a, stmt_get_text(q, 8)), .due = stmt_get_date(q, 9), .done = stmt_get_date(q, 10), .ended = stmt_get_date(q, 11) };
}

int aftercare_list(struct db *db, const struct actor *who, caldate until, struct aftercare_key after, struct arena *a, struct aftercare_row *out, int max, struct err *e)
{
	int n = 0;
	if (!db_may(who, RIGHT_RESIDENT_READ, e)) return -1;
	struct stmt *q = stmt(db, COLUMNS " AND f.panti_id = ?1 AND f.done_on IS NULL AND f.void_at IS NULL AND f.due_on <= ?2 AND (f.due_on, f.id) > (?3, ?4) ORDER BY f.due_on, f.id LIMIT ?5");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, until == DATE_NONE ? date_make(2199, 12, 31) : until);
	stmt_text(q, 3, after.due);
	stmt_int(q, 4, after.id);
	stmt_int(q, 5, max);
	while (n < max && stmt_row(q)) read_row(q, a, may(who, RIGHT_SEALED_READ), &out[n++]);
	return stmt_done(q, e) ? n : -1;
}

bool aftercare_of(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct aftercare_row **out, size_t *count, struct err *e)
{
	struct resident_ref ref;
	*count = 0;
	if (!db_may(who, RIGHT_RESIDENT_READ, e) || !resident_ref(db, who, resident, a, &ref, e)) return false;
	struct stmt *n = stmt(db, "SELECT count(*) FROM aftercare WHERE resident_id = ?1");
	stmt_int(n, 1, resident);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows < 0) return false;
	*out = arena_array(a, struct aftercare_row, rows + 1);
	struct stmt *q = stmt(db, COLUMNS " AND f.resident_id = ?1 AND f.panti_id = ?2 AND f.void_at IS NULL ORDER BY f.due_on, f.id");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, who->panti);
	while ((int64_t)*count < rows && stmt_row(q)) read_row(q, a, may(who, RIGHT_SEALED_READ), &(*out)[(*count)++]);
	return stmt_done(q, e);
}

static bool put(struct db *db, row_id panti, row_id resident, row_id termination, caldate due, row_id *out, struct err *e)
{
	*out = db_new_id(db, "aftercare");
	struct stmt *q = stmt(db, "INSERT INTO aftercare (id, panti_id, resident_id, termination_id, due_on) VALUES (?1, ?2, ?3, ?4, ?5)");
	stmt_int(q, 1, *out);
	stmt_int(q, 2, panti);
	stmt_int(q, 3, resident);
	stmt_int(q, 4, termination);
	stmt_date(q, 5, due);
	return stmt_run(q, e);
}

bool aftercare_make(struct db *db, row_id panti, row_id resident, row_id termination, caldate on, struct err *e)
{
	int months[MONTHS_MAX];
	caldate dates[MONTHS_MAX];
	size_t n = 0;
	MUST(db_in_tx(db));
	struct arena *a = arena_new();
	for (const char *at = setting_text(db, panti, "aftercare_months", a); *at && n < MONTHS_MAX;) {
		char *end;
		long m = strtol(at, &end, 10);
		if (end == at) { /* a comma or a slip of the pen */
			at++;
			continue;
		}
		if (m > 0 && m <= 120) months[n++] = (int)m;
		at = end;
	}
	arena_free(a);
	aftercare_dates(on, months, n, dates);
	for (size_t i = 0; i < n; i++) {
		row_id id;
		if (!put(db, panti, resident, termination, dates[i], &id, e)) return false;
	}
	return true;
}

bool aftercare_void(struct db *db, row_id termination, struct err *e)
{
	MUST(db_in_tx(db));
	struct stmt *q = stmt(db, "UPDATE aftercare SET void_at = ?2 WHERE termination_id = ?1 AND done_on IS NULL AND void_at IS NULL");
	stmt_int(q, 1, termination);
	stmt_int(q, 2, clock_now());
	return stmt_run(q, e);
}

struct done { const struct actor *who; row_id id; caldate on; const char *note; struct problems *p; };

static bool done_tx(struct db *db, void *ctx, struct err *e)
{
	const struct done *d = ctx;
	caldate ended = DATE_NONE, before = DATE_NONE, today = panti_today(db, d->who->panti);
	row_id person = 0;
	bool gone = false;
	char day[DATE_ISO_SIZE];
	problems_clear(d->p);
	if (!db_may(d->who, RIGHT_TERMINATION_PROPOSE, e)) return false;
	struct stmt *q = stmt(db, "SELECT t.on_date, f.done_on, r.person_id, f.void_at IS NOT NULL FROM aftercare f JOIN termination t ON t.id = f.termination_id"
	                          " JOIN resident r ON r.id = f.resident_id WHERE f.id = ?1 AND f.panti_id = ?2");
	stmt_int(q, 1, d->id);
	stmt_int(q, 2, d->who->panti);
	if (stmt_row(q)) {
		ended = stmt_get_date(q, 0);
		before = stmt_get_date(q, 1);
		person = stmt_get_int(q, 2);
		gone = stmt_get_int(q, 3) != 0;
	}
	if (!stmt_done(q, e)) return false;
	if (!person) return case_not_found(e);
	if (gone) problem_hard(d->p, NULL, _("The termination was reopened; this follow-up is no longer due."));
	if (before != DATE_NONE) problem_hard(d->p, NULL, _("This follow-up is recorded already."));
	if (d->on == DATE_NONE || d->on > today) problem_hard(d->p, "on", _("Write the day of the follow-up, today or before."));
	else if (d->on < ended) problem_hard(d->p, "on", _("The follow-up lies before the end of the stay."));
	if (!d->note || !*d->note) problem_hard(d->p, "note", _("Write what was found."));
	else if (text_points(d->note) > 1000) problem_hard(d->p, "note", _("The note is longer than 1000 letters. Shorten it."));
	if (d->p->hard) return case_refused(e);
	struct stmt *up = stmt(db, "UPDATE aftercare SET done_on = ?2, note = ?3, done_by = ?4 WHERE id = ?1");
	stmt_int(up, 1, d->id);
	stmt_date(up, 2, d->on);
	stmt_text(up, 3, d->note);
	stmt_int(up, 4, d->who->user);
	if (!stmt_run(up, e)) return false;
	audit_begin(db, d->who, "aftercare.done", "aftercare", d->id, person);
	audit_value(db, "done_on", "", date_iso(d->on, day));
	audit_value(db, "note", "", d->note);
	db_news(db);
	return audit_end(db, e);
}

bool aftercare_done(struct db *db, const struct actor *who, row_id id, caldate on, const char *note, struct problems *p, struct err *e)
{
	struct done d = { who, id, on, note, p };
	return db_tx(db, done_tx, &d, e);
}

struct add { const struct actor *who; row_id termination; caldate due; row_id *out; struct problems *p; };

static bool add_tx(struct db *db, void *ctx, struct err *e)
{
	const struct add *r = ctx;
	row_id resident = 0, person = 0;
	caldate ended = DATE_NONE;
	char day[DATE_ISO_SIZE];
	problems_clear(r->p);
	if (!db_may(r->who, RIGHT_TERMINATION_PROPOSE, e)) return false;
	struct stmt *q = stmt(db, "SELECT t.resident_id, s.person_id, t.on_date FROM termination t JOIN resident s ON s.id = t.resident_id WHERE t.id = ?1 AND t.panti_id = ?2 AND t.state = 'berlaku'");
	stmt_int(q, 1, r->termination);
	stmt_int(q, 2, r->who->panti);
	if (stmt_row(q)) {
		resident = stmt_get_int(q, 0);
		person = stmt_get_int(q, 1);
		ended = stmt_get_date(q, 2);
	}
	if (!stmt_done(q, e)) return false;
	if (!resident) return case_not_found(e);
	if (r->due == DATE_NONE || r->due < ended || r->due > date_add_months(ended, 120)) problem_hard(r->p, "due", _("Write a day after the end of the stay, at most ten years."));
	if (r->p->hard) return case_refused(e);
	if (!put(db, r->who->panti, resident, r->termination, r->due, r->out, e)) return false;
	audit_begin(db, r->who, "aftercare.add", "aftercare", *r->out, person);
	audit_value(db, "due_on", "", date_iso(r->due, day));
	db_news(db);
	return audit_end(db, e);
}

bool aftercare_add(struct db *db, const struct actor *who, row_id termination, caldate due, row_id *out, struct problems *p, struct err *e)
{
	struct add r = { who, termination, due, out, p };
	return db_tx(db, add_tx, &r, e);
}

bool aftercare_work(struct db *db, const struct actor *who, struct aftercare_work *out, struct err *e)
{
	*out = (struct aftercare_work){ 0, 0 };
	if (!db_may(who, RIGHT_RESIDENT_READ, e)) return false;
	caldate today = panti_today(db, who->panti);
	struct stmt *q = stmt(db, "SELECT count(*), min(due_on) FROM aftercare WHERE panti_id = ?1 AND done_on IS NULL AND void_at IS NULL AND due_on <= ?2");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, today);
	if (stmt_row(q)) {
		out->due = (int)stmt_get_int(q, 0);
		if (out->due) out->longest = today - stmt_get_date(q, 1);
	}
	return stmt_done(q, e);
}
