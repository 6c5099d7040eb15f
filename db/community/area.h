/* Rows with panti_id and district (screenings, workplaces): a panti's people see their panti's, a district officer the district's. Private to db/community. */
#ifndef DB_AREA_H
#define DB_AREA_H
#include "db/child/person_merge.h"
#include "db/scope.h"
#include "db/stmt.h"

/* As scope_rows() of db/scope.h for alias s: "s.panti_id = ?1"; the parameter is bound by scope_stmt() or scope_rows_bind(). */
const char *area_where(const struct actor *who);
/* Hides what a sealed file says: no right to open it. */
bool area_hides(const struct actor *who);

/* Is the child of a screening s (resident k) one of a sealed file: its own, the one it was merged into, or through the referral its report became. 1 or 0. */
#define AREA_SEALED "(COALESCE(k.sealed, 0) = 1 OR EXISTS (SELECT 1 FROM community_report c0 JOIN referral r0 ON r0.id = c0.referral_id" \
	" WHERE c0.id = s.report_id AND " PERSON_SEALED("r0.panti_id", "r0.person_id") ") OR " PERSON_SEALED("k.panti_id", "k.person_id") ")"

#endif
