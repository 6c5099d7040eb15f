/* What Home and the education report ask about schooling. */
#include "db/child/person.h"
#include "db/child/person_merge.h"
#include "db/office/panti.h"
#include "db/school/school.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include <string.h>

bool school_waiting_list(struct db *db, const struct actor *who, struct arena *a, struct school_waiting **out, size_t *count, struct err *e)
{
	*count = 0;
	if (!db_may(who, RIGHT_RESIDENT_LIST, e)) return false;
	struct stmt *n = stmt(db, "SELECT count(*) FROM resident_now WHERE panti_id = ?1 AND status = 'aktif' AND waiting_school = 1");
	stmt_int(n, 1, who->panti);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows < 0) return false;
	*out = arena_array(a, struct school_waiting, rows + 1);
	struct stmt *q = stmt(db, "SELECT k.resident_id, k.register_no, k.name, k.sex, k.level, k.grade, (SELECT max(f.on_date) FROM schooling f WHERE f.resident_id = k.resident_id"
	                          " AND f.void_at IS NULL AND f.waiting = 1 AND f.on_date <= ?2) AS since, k.sealed FROM resident_now k"
	                          " WHERE k.panti_id = ?1 AND k.status = 'aktif' AND k.waiting_school = 1 ORDER BY since, k.sort_key, k.resident_id");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, panti_today(db, who->panti));
	while ((int64_t)*count < rows && stmt_row(q)) {
		const char *name = arena_dup(a, stmt_get_text(q, 2));
		(*out)[(*count)++] = (struct school_waiting){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), stmt_get_int(q, 7) && !may(who, RIGHT_SEALED_READ) ? scope_initials(name, a) : name, arena_dup(a, stmt_get_text(q, 3)),
			arena_dup(a, stmt_get_text(q, 4)), (int)stmt_get_int(q, 5), stmt_get_date(q, 6) };
	}
	return stmt_done(q, e);
}

bool school_work(struct db *db, const struct actor *who, struct school_work *out, struct err *e)
{
	struct school_waiting *rows;
	size_t count;
	*out = (struct school_work){ 0, 0, 0 };
	struct arena *a = arena_new();
	bool ok = school_waiting_list(db, who, a, &rows, &count, e);
	caldate today = panti_today(db, who->panti);
	if (ok) {
		out->waiting = (int)count;
		if (count && rows[0].since != DATE_NONE) out->longest = today - rows[0].since;
	}
	arena_free(a);
	if (!ok) return false;
	/* school age: 7 to 17 */
	struct stmt *q = stmt(db, "SELECT count(*) FROM resident_now WHERE panti_id = ?1 AND status = 'aktif' AND birth_date > ?2 AND birth_date <= ?3 AND level IN ('', 'belum')");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, date_add_months(today, -18 * 12));
	stmt_date(q, 3, date_add_months(today, -7 * 12));
	out->unplaced = (int)stmt_one_int(q, -1, e);
	return out->unplaced >= 0;
}

bool school_counts(struct db *db, const struct actor *who, caldate day, utc_ms known_at, struct arena *a, struct school_count **out, size_t *count, struct err *e)
{
	*count = 0;
	if (!db_may(who, RIGHT_REPORT, e)) return false;
	struct stmt *n = stmt(db, "SELECT count(DISTINCT district) FROM stay WHERE panti_id = ?1");
	stmt_int(n, 1, who->panti);
	int64_t rows = stmt_one_int(n, -1, e);
	if (rows < 0) return false;
	*out = arena_array(a, struct school_count, rows + 1);
	struct stmt *q = stmt(db, "SELECT s.district, COALESCE(g.name, ''), p.sex, COALESCE(f.level, ''), COALESCE(f.waiting, 0) FROM stay s JOIN resident r ON r.id = s.resident_id"
	                          " JOIN person p ON p.id = r.person_id LEFT JOIN region g ON g.code = s.district LEFT JOIN schooling f ON f.id = (SELECT x.id FROM schooling x"
	                          " WHERE x.resident_id = s.resident_id AND x.on_date <= ?2 AND x.recorded_at <= ?3 AND (x.void_at IS NULL OR x.void_at > ?3) ORDER BY x.on_date DESC, x.id DESC LIMIT 1)"
	                          " WHERE s.panti_id = ?1 AND s.on_date <= ?2 AND s.recorded_at <= ?3 AND (s.void_at IS NULL OR s.void_at > ?3)"
	                          " AND NOT EXISTS (SELECT 1 FROM stay_end x WHERE x.stay_id = s.id AND x.on_date <= ?2 AND x.recorded_at <= ?3 AND (x.void_at IS NULL OR x.void_at > ?3))"
	                          STAY_COUNTED("s", "?3") " ORDER BY s.district");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, day);
	stmt_int(q, 3, known_at ? known_at : INT64_MAX);
	while (stmt_row(q)) {
		struct school_count *c = *count ? &(*out)[*count - 1] : NULL;
		if (!c || strcmp(c->district, stmt_get_text(q, 0)) != 0) {
			c = &(*out)[(*count)++];
			*c = (struct school_count){ .district = arena_dup(a, stmt_get_text(q, 0)), .district_name = arena_dup(a, stmt_get_text(q, 1)) };
		}
		enum school_level level = school_level_from_code(stmt_get_text(q, 3));
		int sex = strcmp(stmt_get_text(q, 2), "P") == 0;
		c->n[level < LEVELS ? level : LEVEL_BELUM][sex]++;
		c->waiting[sex] += stmt_get_int(q, 4) != 0;
	}
	return stmt_done(q, e);
}
