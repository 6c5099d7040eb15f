/* State of one import, private to db/import*.c. */
#ifndef DB_IMPORT_RUN_H
#define DB_IMPORT_RUN_H
#include <csv.h>
#include "db/exchange/import.h"
#include "src/base/buf.h"

struct seen { uint64_t hash; int line; };

struct import_run {
	struct db *db;
	const struct actor *who;
	const struct import_kind *kind;
	const struct import_options *o;
	struct import_result *out;
	const char *path, *base;          /* base: what messages call the file */
	caldate today;
	int fd;
	bool writing;                     /* second pass */
	void *state;

	int column[IMPORT_COLUMNS_MAX];   /* of the kind, by position in the file */
	int columns;                      /* 0 until the header is read */
	char delimiter;
	int line, row_line;               /* line being fed; line the row began on */
	int64_t size, bytes, row_bytes;         /* fed so far; since the row began */
	int cells;
	size_t at[IMPORT_COLUMNS_MAX];    /* start of each cell in text */
	struct buf text;                  /* the row's raw cells, each NUL-terminated */
	bool stop;                        /* cannot go on: *e says why */
	struct err *e;

	struct arena *lists;              /* choices by column, for the whole run */
	const struct choice *choices[IMPORT_COLUMNS_MAX];
	struct import_row row;
	bool row_bad;
	struct buf said;                  /* messages, held until it is known that the file is new */
	struct buf why;                   /* reasons of the bad row, for skip_bad */
	int *bad; int bad_count, bad_room, bad_next; /* lines of bad rows, ascending; next to meet in the second pass */
	FILE *skipped;
	struct seen *seen; size_t seen_count, seen_room; /* hash table, room a power of two */
	unsigned char digest[32];
};

/* Reads the file from its start and gives every row to `row`; false with *e. */
bool import_read(struct import_run *r, bool (*row)(struct import_run *r), struct err *e);
/* Canonical values of the raw cells into r->row; false when a cell was refused. */
bool import_canon(struct import_run *r);
/* The header: names to columns; false with *e. */
bool import_header(struct import_run *r);
const char *import_cell(const struct import_run *r, int i);
/* One CSV line of texts, quoted where needed; formulas get ' in front. */
void import_put(FILE *out, const char *const *cells, int n, char delimiter);

#endif
