/* Lists of terminations, work for Home, and the facts the monthly report counts. */
#include "db/case.h"
#include "db/child/person.h"
#include "db/scope.h"
#include "db/child/person_merge.h"
#include "db/stmt.h"
#include "db/termination/termination_part.h"
#include "src/base/buf.h"
#include "src/base/clock.h"
#include <string.h>

/* The very words of the partial index termination_open. */
#define OPEN_STATES "t.state IN ('usul', 'menunggu', 'dikembalikan', 'disetujui')"

static bool may_list(const struct actor *who, struct err *e)
{
	return may(who, RIGHT_SAVINGS) || db_may(who, RIGHT_RESIDENT_READ, e); /* the treasurer pays savings out before an end */
}

/* Hard conditions of the rows still being prepared. */
static bool missing(struct db *db, const struct actor *who, struct arena *a, struct termination_row *row, int n, struct err *e)
{
	struct termination_card card;
	struct problems p;
	for (int i = 0; i < n; i++) {
		if (row[i].state == TERMINATION_DISETUJUI || row[i].state == TERMINATION_BERLAKU || row[i].state == TERMINATION_DIBATALKAN) continue;
		if (!termination_card_load(db, who, row[i].id, a, &card, e)) return false;
		problems_clear(&p);
		termination_card_check(db, who, &card, TERMINATION_AT_APPROVAL, -1, NULL, NULL, a, &p);
		row[i].missing = p.hard;
	}
	return true;
}

static int page(struct db *db, const struct actor *who, enum termination_state state, struct termination_key after, bool newest, struct arena *a, struct termination_row *out, int max, struct err *e)
{
	if (!may_list(who, e)) return -1;
	int n = 0;
	bool sealed = may(who, RIGHT_SEALED_READ);
#define ROWS "SELECT t.id, t.resident_id, t.batch_id, k.register_no, k.name, k.sex, t.reason, COALESCE(u.shown, ''), t.state, t.on_date, t.proposed_at, k.sealed," \
	" CASE WHEN t.batch_id IS NULL THEN 1 ELSE (SELECT count(*) FROM termination b WHERE b.batch_id = t.batch_id AND b.state <> 'dibatalkan') END," \
	" COALESCE((SELECT h.utc_offset FROM panti h WHERE h.id = t.panti_id), 8)" \
	" FROM termination t CROSS JOIN resident_now k LEFT JOIN account_user u ON u.id = t.proposed_by WHERE k.resident_id = t.resident_id AND t.panti_id = ?1"
#define PAGE " AND (t.on_date, t.id) > (?2, ?3) ORDER BY t.on_date, t.id LIMIT ?4"
#define BACK " AND (t.on_date, t.id) < (?2, ?3) ORDER BY t.on_date DESC, t.id DESC LIMIT ?4"
	struct stmt *q = state >= TERMINATION_STATES ? stmt(db, ROWS " AND " OPEN_STATES PAGE) : newest ? stmt(db, ROWS " AND t.state = ?5" BACK) : stmt(db, ROWS " AND t.state = ?5" PAGE);
#undef ROWS
#undef PAGE
#undef BACK
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, after.on);
	stmt_int(q, 3, after.id);
	stmt_int(q, 4, max);
	if (state < TERMINATION_STATES) stmt_text(q, 5, termination_state_code(state));
	while (n < max && stmt_row(q)) {
		const char *name = arena_dup(a, stmt_get_text(q, 4));
		caldate day;
		int hour, minute;
		clock_local(stmt_get_int(q, 10), (int)stmt_get_int(q, 13), &day, &hour, &minute);
		out[n++] = (struct termination_row){ .id = stmt_get_int(q, 0), .resident = stmt_get_int(q, 1), .batch = stmt_get_int(q, 2), .register_no = arena_dup(a, stmt_get_text(q, 3)),
			.name = stmt_get_int(q, 11) && !sealed ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 5)), .reason = arena_dup(a, stmt_get_text(q, 6)),
			.by = arena_dup(a, stmt_get_text(q, 7)), .state = termination_state_from_code(stmt_get_text(q, 8)), .on = stmt_get_date(q, 9), .proposed_on = day, .batch_size = (int)stmt_get_int(q, 12) };
	}
	return stmt_done(q, e) && missing(db, who, a, out, n, e) ? n : -1;
}

int termination_list(struct db *db, const struct actor *who, enum termination_state state, struct termination_key after, struct arena *a, struct termination_row *out, int max, struct err *e)
{
	return page(db, who, state, after, false, a, out, max, e);
}

int termination_newest(struct db *db, const struct actor *who, enum termination_state state, struct arena *a, struct termination_row *out, int max, struct err *e)
{
	const struct termination_key end = { "9999-12-31", INT64_MAX };
	MUST(state < TERMINATION_STATES);
	return page(db, who, state, end, true, a, out, max, e);
}

int64_t termination_count(struct db *db, const struct actor *who, enum termination_state state, struct err *e)
{
	if (!may_list(who, e)) return -1;
	struct stmt *q = state >= TERMINATION_STATES ? stmt(db, "SELECT count(*) FROM termination t WHERE t.panti_id = ?1 AND " OPEN_STATES)
	                                             : stmt(db, "SELECT count(*) FROM termination t WHERE t.panti_id = ?1 AND t.state = ?2");
	stmt_int(q, 1, who->panti);
	if (state < TERMINATION_STATES) stmt_text(q, 2, termination_state_code(state));
	return stmt_one_int(q, -1, e);
}

bool termination_work(struct db *db, const struct actor *who, struct termination_work *out, struct err *e)
{
	*out = (struct termination_work){ 0, 0, 0, 0, 0 };
	if (!may_list(who, e)) return false;
	struct stmt *q = stmt(db, "SELECT t.state, count(*), min(t.proposed_at), COALESCE((SELECT h.utc_offset FROM panti h WHERE h.id = ?1), 8) FROM termination t"
	                          " WHERE t.panti_id = ?1 AND " OPEN_STATES " GROUP BY t.state");
	stmt_int(q, 1, who->panti);
	while (stmt_row(q)) {
		enum termination_state s = termination_state_from_code(stmt_get_text(q, 0));
		int n = (int)stmt_get_int(q, 1);
		if (s == TERMINATION_USUL || s == TERMINATION_DIKEMBALIKAN) out->proposed += n;
		if (s == TERMINATION_DISETUJUI) out->coming = n;
		if (s != TERMINATION_MENUNGGU) continue;
		out->waiting = n;
		caldate since; /* calendar days, as everywhere (DESIGN.md 7.17) */
		clock_local(stmt_get_int(q, 2), (int)stmt_get_int(q, 3), &since, NULL, NULL);
		out->longest = clock_today((int)stmt_get_int(q, 3)) - since;
	}
	if (!stmt_done(q, e)) return false;
	struct stmt *owed = stmt(db, "SELECT count(*) FROM resident_now WHERE panti_id = ?1 AND status = 'keluar' AND savings <> 0");
	stmt_int(owed, 1, who->panti);
	out->owed = (int)stmt_one_int(owed, -1, e);
	return out->owed >= 0;
}

bool termination_of(struct db *db, const struct actor *who, row_id resident, row_id *out, struct err *e)
{
	*out = 0;
	if (!may_list(who, e)) return false;
	struct stmt *q = stmt(db, "SELECT t.id FROM termination t WHERE t.resident_id = ?1 AND t.panti_id = ?2 AND (" OPEN_STATES
	                          " OR (t.state = 'berlaku' AND t.stay_id = (SELECT k.stay_id FROM resident_now k WHERE k.resident_id = t.resident_id))) ORDER BY t.id DESC LIMIT 1");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, who->panti);
	*out = stmt_one_int(q, 0, e);
	return !e || e->kind == ERR_NONE;
}

bool termination_facts(struct db *db, const struct actor *who, caldate from, caldate to, utc_ms known_at, struct arena *a, struct termination_fact **out, size_t *count, struct err *e)
{
	*count = 0;
	*out = NULL;
	if (!db_may(who, RIGHT_REPORT, e)) return false;
	struct stmt *n = stmt(db, "SELECT count(*) FROM stay_end WHERE panti_id = ?1 AND on_date BETWEEN ?2 AND ?3");
	stmt_int(n, 1, who->panti);
	stmt_date(n, 2, from);
	stmt_date(n, 3, to);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows < 0) return false;
	*out = arena_array(a, struct termination_fact, rows + 1);
	struct stmt *q = stmt(db, "SELECT s.resident_id, r.register_no, p.name, p.sex, x.reason, s.district, x.on_date, s.on_date, p.birth_date, r.sealed FROM stay_end x JOIN stay s ON s.id = x.stay_id"
	                          " JOIN resident r ON r.id = s.resident_id JOIN person p ON p.id = r.person_id WHERE x.panti_id = ?1 AND x.on_date BETWEEN ?2 AND ?3"
	                          " AND x.recorded_at <= ?4 AND (x.void_at IS NULL OR x.void_at > ?4) AND s.recorded_at <= ?4 AND (s.void_at IS NULL OR s.void_at > ?4)" STAY_COUNTED("s", "?4")
	                          " ORDER BY x.on_date, p.search_key, x.id");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, from);
	stmt_date(q, 3, to);
	stmt_int(q, 4, known_at ? known_at : INT64_MAX);
	while ((int64_t)*count < rows && stmt_row(q)) {
		const char *name = arena_dup(a, stmt_get_text(q, 2));
		(*out)[(*count)++] = (struct termination_fact){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), stmt_get_int(q, 9) && !may(who, RIGHT_SEALED_READ) ? scope_initials(name, a) : name, arena_dup(a, stmt_get_text(q, 3)),
			arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, stmt_get_text(q, 5)), stmt_get_date(q, 6), stmt_get_date(q, 7), stmt_get_date(q, 8), stmt_get_int(q, 9) != 0 };
	}
	return stmt_done(q, e);
}
