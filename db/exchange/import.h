/*
 * Import of CSV files (DESIGN.md 4, RELIABILITY.md "Bad input"). One machinery, one const table of columns and three functions
 * per kind. The file is read twice, never held: first everything is checked, then everything is written in one transaction.
 * One bad row means nothing is written, unless skip_bad names a file for the bad ones. Lines that begin with # are comments.
 */
#ifndef DB_IMPORT_H
#define DB_IMPORT_H
#include <stdio.h>
#include "db/db.h"
#include "src/base/field.h"
#include "src/base/mem.h"

#define IMPORT_COLUMNS_MAX 96
#define IMPORT_SHOWN 20                   /* errors written to messages, then a count */
#define IMPORT_BYTES (INT64_C(64) << 20)
#define IMPORT_LINES 200000

struct import_row { /* what the row functions get */
	int line;
	const char *v[IMPORT_COLUMNS_MAX]; /* canonical text by column of the kind, "" empty; until the next row */
	struct arena *a;                   /* until the next row */
};
struct import_run;
/* A row's error: column NULL = the whole row. False for `return import_bad(...)`. */
bool import_bad(struct import_run *run, const char *column, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Something the importer read in a way worth saying ("9/3/2013 is read as 9 March 2013"); counted, the first 20 are written. */
void import_note(struct import_run *run, const char *column, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Every hard problem becomes an error of its column. True when there was none. */
bool import_problems(struct import_run *run, const struct problems *p);
/* A value that may stand only once in the file: false and an error naming the earlier line. "" is always fine. */
bool import_once(struct import_run *run, const char *column, const char *value);
struct db *import_db(struct import_run *run);
const struct actor *import_who(struct import_run *run);
caldate import_today(struct import_run *run);

struct import_kind {
	const char *name;                 /* "residents" */
	const struct field *columns;      /* code = header; FIELD_REQUIRED must be there and filled */
	int count;
	const char *const *example;       /* one example line, by column */
	size_t state_size;                /* zeroed for each pass: caches, things seen */
	/* Nothing is written; errors by import_bad. False only when import cannot go on (*e). */
	bool (*check)(struct import_run *run, void *state, const struct import_row *row, struct err *e);
	bool (*write)(struct import_run *run, void *state, const struct import_row *row, struct err *e); /* inside the transaction */
	void (*end)(void *state);         /* after each pass; may be NULL */
};
extern const struct import_kind import_residents, import_referrals, import_schools;
extern const struct import_kind *const import_kinds[];
extern const int import_kinds_count;
const struct import_kind *import_find(const char *name); /* NULL when unknown */

struct import_options {
	bool dry_run;
	const char *skip_bad;             /* file the bad rows are written to, with a column saying why; NULL = one bad row stops all */
	FILE *messages;                   /* "file:line: column: message"; may be NULL */
	/* Rows done of about how many (guessed from the size while checking); false stops: nothing written. May be NULL. */
	bool (*progress)(void *ctx, int64_t done, int64_t all); void *progress_ctx;
};
struct import_result {
	int64_t rows, written, bad, errors, notes; /* bad: rows; errors: messages */
	bool already; char already_by[96]; utc_ms already_at; /* the same file was imported before: 0 rows, true is returned */
};
/* RIGHT_IMPORT. False: err says why (ERR_NOINPUT missing, folder, device; ERR_DATA bad file or rows). */
bool import_file(struct db *db, const struct actor *who, const struct import_kind *kind, const char *path, const struct import_options *o, struct import_result *out, struct err *e);
/* Header, one example row, then the codes of every list as comment lines. Can be imported as it is. */
bool import_template(struct db *db, const struct actor *who, const struct import_kind *kind, FILE *out, struct err *e);

#endif
