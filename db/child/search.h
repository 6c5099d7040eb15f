/*
 * Search per key: every typed word begins a word of the name, the register number or the NIK; folded spelling; name order.
 * Adaptive: a rare word is looked up in search_word, its few children sorted; common words are met by walking the name index.
 * A walk stops after a fixed number of rows: the page then says where to go on, and the screen goes on when no key is waiting.
 */
#ifndef DB_SEARCH_H
#define DB_SEARCH_H
#include "db/child/resident.h"

struct search_page {
	int count;                 /* rows filled */
	bool more;                 /* the walk stopped early: call again with from = next for further rows */
	struct resident_pos next;
};
/* Up to max matches after `from` (before it when back), in name order. Empty typed text lists all. f's other conditions apply too.
 * False on error only. Children hidden from who (sealed) are never found by name. */
bool search_residents(struct db *db, const struct actor *who, const struct resident_filter *f, const char *typed, const struct resident_pos *from, bool back, int max, struct arena *a, struct resident_row *out, struct search_page *page, struct err *e);
/* The text anywhere inside names, register numbers and NIK, by scan from `from`; go_on is asked about every 2,000 rows (NULL: never), false
 * stops with more = true. */
bool search_inside(struct db *db, const struct actor *who, const struct resident_filter *f, const char *typed, const struct resident_pos *from, int max, bool (*go_on)(void *ctx, int64_t scanned), void *ctx, struct arena *a, struct resident_row *out, struct search_page *page, struct err *e);
/* Number of matches; counting ends at `most` or after a fixed number of rows: *more then says that there may be more. -1 on error. */
int search_count(struct db *db, const struct actor *who, const struct resident_filter *f, const char *typed, int most, bool *more, struct err *e);

#endif
