/* What the files of the referral aggregate share: one referral's facts for a write. Private to db/referral_*.c. */
#ifndef DB_REFERRAL_PART_H
#define DB_REFERRAL_PART_H
#include "db/child/person_merge.h"
#include "db/follow.h"
#include "db/referral/referral.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/buf.h"

extern const struct follow referral_follow; /* the rows of referral_now */

struct referral_facts_now {
	row_id id, panti, person;
	const char *number;
	int64_t version, person_version;
	const char *v[REFERRAL_FIELDS];
	enum referral_state state;
	caldate last_on; /* of the newest event */
	row_id resident;
	bool sealed; /* the child's file in the register */
};
/* In scope, else ERR_NOTFOUND. */
bool referral_facts_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct referral_facts_now *out, struct err *e);
struct referral_clocks referral_clocks_of(struct db *db, row_id panti); /* settings; panti 0: the defaults */
/* Inside a move's transaction, after its event. */
bool referral_queue_follow(struct db *db, const struct actor *who, const struct referral_facts_now *f, enum referral_state to, const char *why, struct err *e);
bool referral_place_put(struct db *db, const struct actor *who, const struct referral_facts_now *f, row_id room, caldate until, struct err *e);
bool referral_place_end(struct db *db, const struct actor *who, row_id referral, const char *why, struct err *e); /* why: dipakai, diganti, or the state it went to */
bool referral_place_check(struct db *db, row_id panti, row_id room, caldate until, caldate today, struct problems *p);
/* The rule of an approval with the facts of the panti: assessment's result, free places. True when nothing hard. */
bool referral_decision_facts(struct db *db, const struct referral_facts_now *f, enum referral_move move, const char *reason, struct problems *p, struct err *e);
#define REFERRAL_COLUMNS "r.letter_no, COALESCE(r.letter_date, ''), COALESCE(r.received_on, ''), r.district, r.sender, r.channel, r.reason, r.clusters, CAST(r.urgent AS TEXT), r.note"
void referral_columns_read(struct stmt *q, int first, struct arena *a, const char *v[REFERRAL_FIELDS]);
/* Codes of the states with a running clock as an SQL list: 'dikirim', 'surat_diterima' ... */
void referral_clock_states(struct buf *sql);
/* Hard problem when another referral of the child is open: a second one would be answered twice. True when p holds nothing hard. */
bool referral_other_open(struct db *db, row_id person, row_id but, struct problems *p);
/* A row of an import: as referral_record(), by whoever may import. Inside the import's transaction. */
bool referral_import(struct db *db, const struct actor *who, const struct referral_input *in, row_id *out, struct problems *p, struct err *e);

/* Condition on referral_message m, with parameter 1 of the scope: a home never sees what was said to another home, and nothing about a sealed child
 * without the right. */
const char *referral_messages_own(const struct actor *who);

#endif
