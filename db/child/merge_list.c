/* The links that stand and those taken back. */
#include "db/child/merge_part.h"

#include "db/scope.h"
#include "db/stmt.h"

#define COLUMNS "SELECT m.id, m.kept_id, m.gone_id, coalesce(k.id, 0), coalesce(g.id, 0), coalesce(k.register_no, ''), coalesce(g.register_no, ''), p.name, o.name, m.why," \
	" coalesce(u.shown, ''), m.recorded_at, coalesce(m.void_at, 0), coalesce(m.void_why, ''), coalesce(v.shown, ''), coalesce(k.sealed, 0) + coalesce(g.sealed, 0)" \
	" FROM person_merge m JOIN person p ON p.id = m.kept_id JOIN person o ON o.id = m.gone_id LEFT JOIN resident k ON k.person_id = m.kept_id AND k.panti_id = m.panti_id" \
	" LEFT JOIN resident g ON g.person_id = m.gone_id AND g.panti_id = m.panti_id LEFT JOIN account_user u ON u.id = m.recorded_by LEFT JOIN account_user v ON v.id = m.void_by"

int person_merge_list(struct db *db, const struct actor *who, bool standing, row_id of, struct arena *a, struct person_merged *out, int max, struct err *e)
{
	int n = 0;
	if (!db_may(who, RIGHT_RESIDENT_READ, e))
		return -1;
	struct stmt *q = of ? stmt(db, COLUMNS " WHERE m.kept_id = ?3 AND m.void_at IS NULL AND m.panti_id = ?1 AND ?2 >= 0 ORDER BY m.id DESC")
		: stmt(db, COLUMNS " WHERE m.panti_id = ?1 AND (?2 = 0 OR m.void_at IS NULL) ORDER BY m.id DESC LIMIT ?3");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, standing);
	stmt_int(q, 3, of ? of : max);
	bool sealed = may(who, RIGHT_SEALED_READ);
	while (n < max && stmt_row(q)) {
		bool hidden = stmt_get_int(q, 15) != 0 && !sealed;
		const char *kept = arena_dup(a, stmt_get_text(q, 7)), *gone = arena_dup(a, stmt_get_text(q, 8));
		out[n++] = (struct person_merged){ .id = stmt_get_int(q, 0), .kept = stmt_get_int(q, 1), .gone = stmt_get_int(q, 2), .kept_resident = stmt_get_int(q, 3), .gone_resident = stmt_get_int(q, 4),
			.kept_no = arena_dup(a, stmt_get_text(q, 5)), .gone_no = arena_dup(a, stmt_get_text(q, 6)), .kept_name = hidden ? scope_initials(kept, a) : kept, .gone_name = hidden ? scope_initials(gone, a) : gone,
			.why = hidden ? "" : arena_dup(a, stmt_get_text(q, 9)), .by = arena_dup(a, stmt_get_text(q, 10)), .at = stmt_get_int(q, 11), .void_at = stmt_get_int(q, 12),
			.void_why = hidden ? "" : arena_dup(a, stmt_get_text(q, 13)), .void_by = arena_dup(a, stmt_get_text(q, 14)), .hidden = hidden, .letters = "", .papers = "" };
	}
	return stmt_done(q, e) ? n : -1;
}
