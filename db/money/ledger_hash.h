/* Private to db/: the hash of one ledger entry, the same when it is written and when the chain is verified. */
#ifndef DB_LEDGER_HASH_H
#define DB_LEDGER_HASH_H
#include "db/db.h"

#define LEDGER_HASH 32
#define LEDGER_LINES 16 /* postings of one entry at most */

struct ledger_posting_row { row_id account; rupiah amount; };
struct ledger_entry_row {
	row_id id, panti, resident, item, reverses, by;
	int64_t seq; utc_ms at;
	char on[11], kind[24];
	const char *memo;
	struct ledger_posting_row lines[LEDGER_LINES]; int count;
};
/* before: the hash of the entry before in the panti's chain, 32 zero bytes for the first. */
void ledger_hash(const unsigned char before[LEDGER_HASH], const struct ledger_entry_row *r, unsigned char out[LEDGER_HASH]);

#endif
