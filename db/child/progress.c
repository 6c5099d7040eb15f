#include "db/child/progress.h"

#include <string.h>

#include "db/audit.h"
#include "db/child/care.h"
#include "db/child/resident_query.h"
#include "db/office/panti.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

enum { MOST = 100 };

/* Only an officer: the home's own people see more on the card, and it is the card that says who looked. */
static bool officer(const struct actor *who, struct err *e)
{
	char text[240];
	struct scope s = scope_of(who);
	return s.kind == SCOPE_DISTRICT || err_set(e, ERR_NOPERM, "%s", right_refusal(RIGHT_REFERRAL_SEND, text, sizeof text));
}

static bool home_of(struct db *db, row_id resident, struct arena *a, struct progress_row *r, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT h.id, h.name FROM resident n JOIN panti h ON h.id = n.panti_id WHERE n.id = ?1");
	stmt_int(q, 1, resident);
	r->home = "";
	if (stmt_row(q)) {
		r->panti = stmt_get_int(q, 0);
		r->home = arena_dup(a, stmt_get_text(q, 1));
	}
	return stmt_done(q, e);
}

/* The end of care: the reason of the newest stay's end (a group, no words), else a proposal on its way. */
static bool end_of(struct db *db, row_id resident, struct arena *a, struct progress_row *r, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT end_reason FROM resident_now WHERE resident_id = ?1 AND status = 'keluar'");
	stmt_int(q, 1, resident);
	r->end_reason = stmt_row(q) ? arena_dup(a, stmt_get_text(q, 0)) : "";
	if (!stmt_done(q, e))
		return false;
	q = stmt(db, "SELECT state, on_date FROM termination WHERE resident_id = ?1 AND state IN ('usul', 'menunggu', 'dikembalikan', 'disetujui') ORDER BY id DESC LIMIT 1");
	stmt_int(q, 1, resident);
	r->proposal = "";
	r->proposal_on = DATE_NONE;
	if (stmt_row(q)) {
		r->proposal = arena_dup(a, stmt_get_text(q, 0));
		r->proposal_on = stmt_get_date(q, 1);
	}
	return stmt_done(q, e);
}

static bool fill(struct db *db, const struct resident_row *in, caldate today, struct arena *a, struct progress_row *r, struct err *e)
{
	*r = (struct progress_row){ .resident = in->id, .name = in->name, .sex = in->sex, .age = date_age(in->birth, today), .status = in->status, .admit = in->admit, .end = in->end,
		.presence = in->presence, .level = in->hidden ? "" : in->level, .school = in->school, .grade = in->hidden ? 0 : in->grade, .waiting_school = !in->hidden && in->waiting_school,
		.stage = "", .stage_on = DATE_NONE, .end_reason = "", .proposal = "", .proposal_on = DATE_NONE, .hidden = in->hidden };
	if (in->birth == DATE_NONE)
		r->age = -1;
	if (!home_of(db, in->id, a, r, e) || in->hidden)
		return !(e && e->kind);
	r->stage = care_stage_on(db, in->id, in->admit, strcmp(in->status, "keluar") ? today : in->end, &r->stage_on, a);
	return end_of(db, in->id, a, r, e);
}

bool progress_of(struct db *db, const struct actor *who, const struct resident_row *rows, int n, struct arena *a, struct progress_row *out, struct err *e)
{
	caldate today = panti_today(db, 0);
	if (!officer(who, e))
		return false;
	for (int i = 0; i < n; i++)
		if (!fill(db, &rows[i], today, a, &out[i], e))
			return false;
	return true;
}

static bool stays(struct db *db, row_id resident, struct arena *a, struct progress_card *c, struct err *e)
{
	c->stays = arena_alloc(a, MOST * sizeof *c->stays);
	struct stmt *q = stmt(db, "SELECT s.on_date, e.on_date, coalesce(e.reason, '') FROM stay s LEFT JOIN stay_end e ON e.stay_id = s.id AND e.void_at IS NULL"
		" WHERE s.resident_id = ?1 AND s.void_at IS NULL ORDER BY s.on_date DESC, s.id DESC LIMIT 100");
	stmt_int(q, 1, resident);
	for (; c->stay_count < MOST && stmt_row(q); c->stay_count++) {
		c->stays[c->stay_count].on = stmt_get_date(q, 0);
		c->stays[c->stay_count].end = stmt_get_date(q, 1);
		c->stays[c->stay_count].reason = arena_dup(a, stmt_get_text(q, 2));
	}
	return stmt_done(q, e);
}

static bool schooling(struct db *db, row_id resident, struct arena *a, struct progress_card *c, struct err *e)
{
	c->schooling = arena_alloc(a, MOST * sizeof *c->schooling);
	struct stmt *q = stmt(db, "SELECT f.on_date, f.year, f.level, coalesce(s.name, ''), f.event, f.grade FROM schooling f LEFT JOIN school s ON s.id = f.school_id"
		" WHERE f.resident_id = ?1 AND f.void_at IS NULL ORDER BY f.on_date DESC, f.id DESC LIMIT 100");
	stmt_int(q, 1, resident);
	for (int i; c->schooling_count < MOST && stmt_row(q); c->schooling_count++) {
		i = c->schooling_count;
		c->schooling[i].on = stmt_get_date(q, 0);
		c->schooling[i].year = arena_dup(a, stmt_get_text(q, 1));
		c->schooling[i].level = arena_dup(a, stmt_get_text(q, 2));
		c->schooling[i].school = arena_dup(a, stmt_get_text(q, 3));
		c->schooling[i].event = arena_dup(a, stmt_get_text(q, 4));
		c->schooling[i].grade = (int)stmt_get_int(q, 5);
	}
	return stmt_done(q, e);
}

static bool stages(struct db *db, row_id resident, struct arena *a, struct progress_card *c, struct err *e)
{
	c->stages = arena_alloc(a, MOST * sizeof *c->stages);
	struct stmt *q = stmt(db, "SELECT on_date, stage FROM care_stage WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date DESC, id DESC LIMIT 100");
	stmt_int(q, 1, resident);
	for (; c->stage_count < MOST && stmt_row(q); c->stage_count++) {
		c->stages[c->stage_count].on = stmt_get_date(q, 0);
		c->stages[c->stage_count].stage = arena_dup(a, stmt_get_text(q, 1));
	}
	return stmt_done(q, e);
}

static bool visits(struct db *db, row_id resident, struct arena *a, struct progress_card *c, struct err *e)
{
	c->visits = arena_alloc(a, MOST * sizeof *c->visits);
	struct stmt *q = stmt(db, "SELECT due_on, done_on FROM aftercare WHERE resident_id = ?1 AND void_at IS NULL ORDER BY due_on, id LIMIT 100");
	stmt_int(q, 1, resident);
	for (; c->visit_count < MOST && stmt_row(q); c->visit_count++) {
		c->visits[c->visit_count].due = stmt_get_date(q, 0);
		c->visits[c->visit_count].done = stmt_get_date(q, 1);
	}
	return stmt_done(q, e);
}

static bool referral_of(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct progress_card *c, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT r.id, r.number FROM resident n JOIN referral r ON r.person_id = n.person_id OR r.person_id IN (SELECT x.person_id FROM person_root x WHERE x.root_id = n.person_id)"
		" JOIN referral_now w ON w.referral_id = r.id WHERE n.id = ?1 AND w.district = ?2 ORDER BY r.id DESC LIMIT 1");
	stmt_int(q, 1, resident);
	stmt_text(q, 2, who->district);
	c->referral = "";
	if (stmt_row(q)) {
		c->referral_id = stmt_get_int(q, 0);
		c->referral = arena_dup(a, stmt_get_text(q, 1));
	}
	return stmt_done(q, e);
}

struct load { const struct actor *who; row_id resident, person; struct arena *a; struct progress_card *c; };

static bool load_tx(struct db *db, void *ctx, struct err *e)
{
	struct load *l = ctx;
	struct resident_row row;
	memset(l->c, 0, sizeof *l->c);
	if (!resident_row(db, l->who, l->resident, l->a, &row, e))
		return false;
	if (row.hidden)
		return db_may(l->who, RIGHT_SEALED_READ, e);
	l->person = row.person;
	return fill(db, &row, panti_today(db, 0), l->a, &l->c->row, e) && referral_of(db, l->who, l->resident, l->a, l->c, e) && stays(db, l->resident, l->a, l->c, e)
		&& schooling(db, l->resident, l->a, l->c, e) && stages(db, l->resident, l->a, l->c, e) && visits(db, l->resident, l->a, l->c, e);
}

static bool opened_tx(struct db *db, void *ctx, struct err *e)
{
	const struct load *l = ctx;
	return audit_note(db, l->who, "resident.open", "resident", l->resident, l->person, NULL, e);
}

bool progress_load(struct db *db, const struct actor *who, row_id resident, bool opening, struct arena *a, struct progress_card *out, struct err *e)
{
	struct load l = { who, resident, 0, a, out };
	struct resident_row row;
	if (!officer(who, e) || !resident_row(db, who, resident, a, &row, e)) /* a try outside the scope is logged there */
		return false;
	return db_read(db, load_tx, &l, e) && (!opening || db_tx(db, opened_tx, &l, e));
}

static int count(struct db *db, const struct actor *who, const char *sql, caldate from, struct err *e)
{
	struct stmt *q = stmt(db, sql);
	stmt_text(q, 1, who->district);
	if (from != DATE_NONE)
		stmt_date(q, 2, from);
	return (int)stmt_one_int(q, -1, e);
}

bool progress_counts(struct db *db, const struct actor *who, struct progress_counts *out, struct err *e)
{
	*out = (struct progress_counts){ 0, 0, 0 };
	if (!officer(who, e))
		return false;
	caldate from = panti_today(db, 0) - 30;
	out->in_care = count(db, who, "SELECT count(*) FROM resident_now n WHERE n.district <> '' AND n.district = ?1 AND n.status = 'aktif'", DATE_NONE, e);
	out->placed = count(db, who, "SELECT count(*) FROM resident_now n WHERE n.district <> '' AND n.district = ?1 AND n.status = 'aktif' AND n.admit_on >= ?2", from, e);
	out->ended = count(db, who, "SELECT count(*) FROM resident_now n WHERE n.district <> '' AND n.district = ?1 AND n.status = 'keluar' AND n.end_on >= ?2", from, e);
	return out->in_care >= 0 && out->placed >= 0 && out->ended >= 0;
}
