/* What the files of referrals out share. Private to db/partner. */
#ifndef DB_REFERRAL_OUT_PART_H
#define DB_REFERRAL_OUT_PART_H
#include "db/follow.h"
#include "db/partner/referral_out.h"

extern const struct follow out_follow; /* the rows of referral_out_now */

struct out_clocks { caldate today; int answer, done; };
struct out_clocks out_clocks(struct db *db, row_id panti); /* today and the settings */

struct out_facts { row_id id, resident, person, partner; int64_t version; enum out_state state; caldate last_on, admitted; bool sealed; const char *number; const char *v[OUT_FIELDS]; };
/* In scope, else ERR_NOTFOUND; a sealed file needs RIGHT_SEALED_READ. */
bool out_facts_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct out_facts *out, struct err *e);

#endif
