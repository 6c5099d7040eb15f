/* What the files of the aggregate share: one report's facts for a write. Private to db/community. */
#ifndef DB_COMMUNITY_PART_H
#define DB_COMMUNITY_PART_H
#include "db/child/person_merge.h"
#include "db/community/community.h"
#include "db/follow.h"
#include "db/scope.h"
#include "db/stmt.h"

extern const struct follow community_follow; /* the rows of community_now */

/* On community_report alias r: the child stands in a register with a sealed file. */
#define COMMUNITY_SEALED "EXISTS (SELECT 1 FROM referral sf WHERE sf.id = r.referral_id AND " PERSON_SEALED("sf.panti_id", "sf.person_id") ")"

struct community_facts {
	row_id id, panti, company, referral, person;
	const char *number, *district_name;
	int64_t version;
	const char *v[COMMUNITY_FIELDS];
	enum community_state state;
	caldate last_on;
	bool sealed;
};
/* In scope, else ERR_NOTFOUND. */
bool community_facts_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct community_facts *out, struct err *e);
/* The day of an event: the intake's is the report's own day, which may be corrected. Alias v of community_event, r of community_report. */
#define COMMUNITY_EVENT_DAY "CASE WHEN v.move = 'catat' THEN r.received_on ELSE v.on_date END"

#endif
