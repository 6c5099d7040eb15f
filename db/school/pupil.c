/* Pupils of a school year, and the promotion batches that made it. */
#include <stdlib.h>

#include "db/school/school.h"
#include "db/child/person_merge.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/i18n.h"

/* Children without school data come first, as those before school do. */
static int place(const struct pupil_row *r)
{
	enum school_level level = school_level_from_code(r->level);
	return (level < LEVELS ? (int)level + 1 : 0) * 100 + r->grade;
}

struct sorted { int place; size_t index; };

static int by_place(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	return x->place != y->place ? (x->place > y->place) - (x->place < y->place) : (x->index > y->index) - (x->index < y->index);
}

/* The rows come by name; levels have no order the database knows. */
static struct pupil_row *sort(struct pupil_row *rows, size_t count, struct arena *a)
{
	struct sorted *order = arena_array(a, struct sorted, count + 1);
	struct pupil_row *out = arena_array(a, struct pupil_row, count + 1);
	for (size_t i = 0; i < count; i++) order[i] = (struct sorted){ place(&rows[i]), i };
	if (count) qsort(order, count, sizeof *order, by_place);
	for (size_t i = 0; i < count; i++) out[i] = rows[order[i].index];
	return out;
}

bool pupil_list(struct db *db, const struct actor *who, caldate from, caldate day, struct arena *a, struct pupil_row **out, size_t *count, struct err *e)
{
	*count = 0;
	*out = NULL;
	if (!db_may(who, RIGHT_RESIDENT_READ, e)) return false;
	struct stmt *n = stmt(db, "SELECT count(*) FROM resident_now WHERE panti_id = ?1");
	stmt_int(n, 1, who->panti);
	int64_t most = stmt_one_int(n, -1, e);
	if (most < 0) return false;
	struct pupil_row *rows = arena_array(a, struct pupil_row, most + 1);
	bool sealed = may(who, RIGHT_SEALED_READ);
	struct stmt *q = stmt(db, "SELECT k.resident_id, k.register_no, k.name, k.sex, k.sealed, COALESCE(f.level, ''), COALESCE(f.grade, 0), COALESCE(f.kind, ''), f.school_id, COALESCE(s.name, ''),"
	                          " COALESCE(f.event, ''), f.on_date, COALESCE(f.waiting, 0), EXISTS (SELECT 1 FROM stay y LEFT JOIN stay_end x ON x.stay_id = y.id AND x.void_at IS NULL"
	                          " WHERE y.resident_id = k.resident_id AND y.void_at IS NULL AND y.on_date <= ?3 AND (x.on_date IS NULL OR x.on_date > ?3))"
	                          " FROM resident_now k LEFT JOIN schooling f ON f.id = (SELECT x.id FROM schooling x WHERE x.resident_id = k.resident_id AND x.void_at IS NULL"
	                          " AND x.on_date <= ?3 ORDER BY x.on_date DESC, x.id DESC LIMIT 1) LEFT JOIN school s ON s.id = f.school_id"
	                          " WHERE k.panti_id = ?1 AND k.status <> 'gabung' AND EXISTS (SELECT 1 FROM stay y LEFT JOIN stay_end x ON x.stay_id = y.id AND x.void_at IS NULL"
	                          " WHERE y.resident_id = k.resident_id AND y.void_at IS NULL AND y.on_date <= ?3 AND (x.on_date IS NULL OR x.on_date > ?2)) ORDER BY k.sort_key, k.resident_id");
	stmt_int(q, 1, who->panti);
	stmt_date(q, 2, from);
	stmt_date(q, 3, day);
	while ((int64_t)*count < most && stmt_row(q)) {
		const char *name = arena_dup(a, stmt_get_text(q, 2));
		rows[(*count)++] = (struct pupil_row){ .resident = stmt_get_int(q, 0), .register_no = arena_dup(a, stmt_get_text(q, 1)),
			.name = stmt_get_int(q, 4) && !sealed ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 3)), .level = arena_dup(a, stmt_get_text(q, 5)),
			.grade = (int)stmt_get_int(q, 6), .kind = arena_dup(a, stmt_get_text(q, 7)), .school_id = stmt_get_int(q, 8), .school = arena_dup(a, stmt_get_text(q, 9)),
			.event = arena_dup(a, stmt_get_text(q, 10)), .since = stmt_get_date(q, 11), .waiting = stmt_get_int(q, 12) != 0, .left = stmt_get_int(q, 13) == 0 };
	}
	*out = sort(rows, *count, a);
	return stmt_done(q, e);
}

/* What ends the old year is stored with it, what begins the new one with the new (promotion.c). */
bool promotion_batches(struct db *db, const struct actor *who, const char *year, struct arena *a, struct promotion_batch **out, size_t *count, struct err *e)
{
	int first = school_year_parse(year);
	enum { MOST = 200 }; /* a batch a day would be many */
	char old[SCHOOL_YEAR_SIZE];
	*count = 0;
	*out = arena_array(a, struct promotion_batch, MOST);
	if (!db_may(who, RIGHT_RESIDENT_LIST, e)) return false;
	if (!first) return err_set(e, ERR_DATA, _("Write the school year as two years in a row, for example 2025/2026."));
	school_year_text(first - 1, old);
	struct stmt *q = stmt(db, "SELECT f.batch_id, min(f.recorded_at) AS at, COALESCE(max(u.shown), ''), count(*) FROM schooling f LEFT JOIN account_user u ON u.id = f.recorded_by"
	                          " WHERE f.panti_id = ?1 AND f.batch_id IS NOT NULL AND f.void_at IS NULL AND ((f.year = ?2 AND f.event NOT IN ('lulus', 'putus'))"
	                          " OR (f.year = ?3 AND f.event IN ('lulus', 'putus'))) GROUP BY f.batch_id ORDER BY at DESC, f.batch_id DESC");
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, year);
	stmt_text(q, 3, old);
	while (*count < MOST && stmt_row(q))
		(*out)[(*count)++] = (struct promotion_batch){ stmt_get_int(q, 0), stmt_get_int(q, 1), arena_dup(a, stmt_get_text(q, 2)), (int)stmt_get_int(q, 3) };
	return stmt_done(q, e);
}
