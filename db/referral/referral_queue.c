/* The waiting list in the head's order. */
#include "db/referral/referral_queue.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/referral/referral_part.h"
#include "db/scope.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

#define SEALED PERSON_SEALED("r.panti_id", "r.person_id")
#define ROW "SELECT w.referral_id, w.place, r.number, p.name, p.sex, p.birth_date, r.sender, COALESCE((SELECT g.name FROM region g WHERE g.code = n.district), '')," \
	" COALESCE((SELECT h.name FROM panti h WHERE h.id = w.panti_id), ''), n.reason, w.why, n.state_on, n.urgent, " SEALED ", (SELECT count(*) FROM referral_queue o WHERE o.panti_id = w.panti_id)" \
	" FROM referral_queue w CROSS JOIN referral_now n CROSS JOIN referral r CROSS JOIN person p WHERE n.referral_id = w.referral_id AND r.id = w.referral_id AND p.id = r.person_id AND "

/* The words about a sealed child stay closed as its name does; why the head moved somebody up stays in the home. */
static struct referral_waiting_row read_row(struct stmt *q, bool hide, bool inside, struct arena *a)
{
	const bool sealed = hide && stmt_get_int(q, 13);
	const char *name = arena_dup(a, stmt_get_text(q, 3));
	return (struct referral_waiting_row){ .referral = stmt_get_int(q, 0), .place = (int)stmt_get_int(q, 1), .number = arena_dup(a, stmt_get_text(q, 2)),
		.name = sealed ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 4)), .birth = sealed ? DATE_NONE : stmt_get_date(q, 5),
		.sender = arena_dup(a, stmt_get_text(q, 6)), .district_name = arena_dup(a, stmt_get_text(q, 7)), .panti = arena_dup(a, stmt_get_text(q, 8)),
		.reason = sealed ? "" : arena_dup(a, stmt_get_text(q, 9)), .why = sealed || !inside ? "" : arena_dup(a, stmt_get_text(q, 10)), .since = stmt_get_date(q, 11), .urgent = stmt_get_int(q, 12) != 0,
		.of = (int)stmt_get_int(q, 14) };
}

int referral_queue_list(struct db *db, const struct actor *who, struct arena *a, struct referral_waiting_row *out, int max, struct err *e)
{
	int n = 0;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return -1;
	struct stmt *q = !who->panti && *who->district ? stmt(db, ROW "n.district = ?1 AND w.panti_id > 0 ORDER BY w.panti_id, w.place LIMIT ?2") : stmt(db, ROW "w.panti_id = ?1 ORDER BY w.place LIMIT ?2");
	scope_rows_bind(q, who);
	stmt_int(q, 2, max);
	while (n < max && stmt_row(q)) out[n++] = read_row(q, scope_rows_hide(who), who->panti != 0, a);
	return stmt_done(q, e) ? n : -1;
}

bool referral_queue_of(struct db *db, row_id referral, struct arena *a, struct referral_waiting_row *out, struct err *e)
{
	*out = (struct referral_waiting_row){ .number = "", .reason = "", .why = "" };
	struct stmt *q = stmt(db, ROW "w.referral_id = ?1");
	stmt_int(q, 1, referral);
	if (stmt_row(q)) *out = read_row(q, false, true, a);
	return stmt_done(q, e);
}

bool referral_queue_count(struct db *db, row_id panti, int out[SEXES], struct err *e)
{
	for (int s = 0; s < SEXES; s++) out[s] = 0;
	struct stmt *q = stmt(db, "SELECT p.sex, count(*) FROM referral_queue w JOIN referral r ON r.id = w.referral_id JOIN person p ON p.id = r.person_id WHERE w.panti_id = ?1 GROUP BY p.sex");
	stmt_int(q, 1, panti);
	while (stmt_row(q)) {
		int s = sex_index(stmt_get_text(q, 0));
		if (s >= 0) out[s] = (int)stmt_get_int(q, 1);
	}
	return stmt_done(q, e);
}

static int last_place(struct db *db, row_id panti, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT COALESCE(max(place), 0) FROM referral_queue WHERE panti_id = ?1");
	stmt_int(q, 1, panti);
	return (int)stmt_one_int(q, -1, e);
}

/* Those at from..to (both included) of a panti's list move by one. */
static bool shift(struct db *db, row_id panti, int from, int to, int by, struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE referral_queue SET place = place + ?4 WHERE panti_id = ?1 AND place >= ?2 AND place <= ?3");
	stmt_int(q, 1, panti);
	stmt_int(q, 2, from);
	stmt_int(q, 3, to);
	stmt_int(q, 4, by);
	return stmt_run(q, e);
}

static bool set(struct db *db, const struct actor *who, row_id referral, row_id panti, int place, const char *why, struct err *e)
{
	struct stmt *q = stmt(db, "INSERT INTO referral_queue (referral_id, panti_id, place, why, at, user_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	                          " ON CONFLICT (referral_id) DO UPDATE SET panti_id = excluded.panti_id, place = excluded.place, why = excluded.why, at = excluded.at, user_id = excluded.user_id");
	stmt_int(q, 1, referral);
	stmt_int(q, 2, panti);
	stmt_int(q, 3, place);
	stmt_text(q, 4, why ? why : "");
	stmt_int(q, 5, clock_now());
	stmt_int(q, 6, who->user);
	return stmt_run(q, e);
}

/* Where it stands: its panti and place; place 0 when it is not there. */
static int place_of(struct db *db, row_id referral, row_id *panti, struct err *e)
{
	int place = 0;
	struct stmt *q = stmt(db, "SELECT panti_id, place FROM referral_queue WHERE referral_id = ?1");
	stmt_int(q, 1, referral);
	if (stmt_row(q)) {
		*panti = stmt_get_int(q, 0);
		place = (int)stmt_get_int(q, 1);
	}
	return stmt_done(q, e) ? place : -1;
}

/* Inside a move's transaction: to the end of the list, or out of it and those behind move up. */
bool referral_queue_follow(struct db *db, const struct actor *who, const struct referral_facts_now *f, enum referral_state to, const char *why, struct err *e)
{
	row_id panti = 0;
	int place = place_of(db, f->id, &panti, e);
	if (place < 0) return false;
	if (to == REFERRAL_DAFTAR_TUNGGU) {
		int last = place ? 0 : last_place(db, f->panti, e);
		return place > 0 || (last >= 0 && set(db, who, f->id, f->panti, last + 1, why, e));
	}
	if (!place) return true;
	struct stmt *q = stmt(db, "DELETE FROM referral_queue WHERE referral_id = ?1");
	stmt_int(q, 1, f->id);
	return stmt_run(q, e) && shift(db, panti, place + 1, 1000000, -1, e);
}

struct moving { const struct actor *who; row_id referral; int place; const char *why; struct problems *p; };

static bool move_tx(struct db *db, void *ctx, struct err *e)
{
	const struct moving *m = ctx;
	struct referral_facts_now f;
	char was[16], now[16];
	row_id panti = 0;
	problems_clear(m->p);
	if (!db_may(m->who, RIGHT_REFERRAL_DECIDE, e)) return false;
	struct arena *a = arena_new();
	bool ok = referral_facts_load(db, m->who, m->referral, a, &f, e);
	int from = ok ? place_of(db, m->referral, &panti, e) : -1, last = from >= 0 ? last_place(db, f.panti, e) : -1;
	int to = m->place > last ? last : m->place;
	ok = ok && last >= 0;
	if (ok && !from) problem_hard(m->p, "state", _("This referral is not on the waiting list; it is now: %s."), referral_state_label(f.state));
	if (ok && m->place < 1) problem_hard(m->p, "place", _("Type the place as a number from 1."));
	if (ok && !*m->why) problem_hard(m->p, "reason", _("Write the reason. It stays with the referral."));
	if (ok) field_check_words("reason", 300, m->why, m->p);
	ok = ok && (!m->p->hard || case_refused(e));
	if (ok && to != from) {
		ok = (to < from ? shift(db, panti, to, from - 1, 1, e) : shift(db, panti, from + 1, to, -1, e)) && set(db, m->who, m->referral, panti, to, m->why, e);
		if (ok) {
			snprintf(was, sizeof was, "%d", from);
			snprintf(now, sizeof now, "%d", to);
			audit_begin(db, m->who, "referral.queue", "referral", f.id, f.person);
			audit_value(db, "queue", was, now);
			audit_value(db, "reason", "", m->why);
			db_news(db);
			ok = audit_end(db, e);
		}
	}
	arena_free(a);
	return ok;
}

bool referral_queue_move(struct db *db, const struct actor *who, row_id referral, int place, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct moving m = { who, referral, place, why ? why : "", p ? p : &own };
	return db_tx(db, move_tx, &m, e);
}

bool referral_queue_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, struct err *e)
{
	row_id panti = 0;
	int place = 0;
	char line[200];
	struct stmt *q = stmt(db, "SELECT w.referral_id, w.panti_id, w.place, COALESCE(n.state, '') FROM referral_queue w LEFT JOIN referral_now n ON n.referral_id = w.referral_id ORDER BY w.panti_id, w.place");
	while (stmt_row(q)) {
		place = stmt_get_int(q, 1) == panti ? place + 1 : 1;
		panti = stmt_get_int(q, 1);
		if (stmt_get_int(q, 2) == place && strcmp(stmt_get_text(q, 3), "daftar_tunggu") == 0) continue;
		snprintf(line, sizeof line, _("Referral %" PRId64 " stands wrongly in the order of the waiting list."), stmt_get_int(q, 0));
		tell(ctx, line);
	}
	if (!stmt_done(q, e)) return false;
	q = stmt(db, "SELECT n.referral_id FROM referral_now n WHERE n.state = 'daftar_tunggu' AND NOT EXISTS (SELECT 1 FROM referral_queue w WHERE w.referral_id = n.referral_id)");
	while (stmt_row(q)) {
		snprintf(line, sizeof line, _("Referral %" PRId64 " waits without a place in the order of the waiting list."), stmt_get_int(q, 0));
		tell(ctx, line);
	}
	return stmt_done(q, e);
}

bool referral_queue_rebuild(struct db *db, struct err *e)
{
	int64_t n = 0, most;
	int place = 0;
	row_id before = 0;
	if (!stmt_run(stmt(db, "DELETE FROM referral_queue WHERE NOT EXISTS (SELECT 1 FROM referral_now n WHERE n.referral_id = referral_queue.referral_id AND n.state = 'daftar_tunggu')"), e)
		|| !stmt_run(stmt(db, "INSERT INTO referral_queue (referral_id, panti_id, place, why, at, user_id) SELECT n.referral_id, n.panti_id, 1000000 + n.sort, n.reason, 0, 0 FROM referral_now n"
		                      " WHERE n.state = 'daftar_tunggu' AND NOT EXISTS (SELECT 1 FROM referral_queue w WHERE w.referral_id = n.referral_id)"), e)) return false;
	if ((most = stmt_one_int(stmt(db, "SELECT count(*) FROM referral_queue"), -1, e)) < 0) return false;
	struct arena *a = arena_new(); /* the rows first: no statement stays open while another writes */
	struct { row_id referral, panti; } *rows = arena_alloc(a, sizeof *rows * (size_t)(most + 1));
	struct stmt *q = stmt(db, "SELECT referral_id, panti_id FROM referral_queue ORDER BY panti_id, place, referral_id");
	for (; n < most && stmt_row(q); n++) {
		rows[n].referral = stmt_get_int(q, 0);
		rows[n].panti = stmt_get_int(q, 1);
	}
	bool ok = stmt_done(q, e);
	for (int64_t i = 0; ok && i < n; i++) {
		place = rows[i].panti == before ? place + 1 : 1;
		before = rows[i].panti;
		q = stmt(db, "UPDATE referral_queue SET place = ?2 WHERE referral_id = ?1");
		stmt_int(q, 1, rows[i].referral);
		stmt_int(q, 2, place);
		ok = stmt_run(q, e);
	}
	arena_free(a);
	return ok;
}
