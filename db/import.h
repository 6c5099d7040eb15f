/*
 * Import of CSV files (DESIGN.md 4, RELIABILITY.md "Bad input"). One machinery, one const table of columns and one row function
 * per kind. The whole file is checked first; one bad row means nothing is written, unless skip_bad is given.
 */
#ifndef DB_IMPORT_H
#define DB_IMPORT_H
#include <stdio.h>
#include "db/db.h"
#include "src/base/field.h"
#include "src/base/mem.h"

#define IMPORT_COLUMNS_MAX 96
#define IMPORT_SHOWN 20

struct import_row { /* what the row functions get */
	int line;
	const char *v[IMPORT_COLUMNS_MAX]; /* canonical text by column, "" empty; of the arena, until the next row */
	struct arena *a;
};
struct import_ctx; /* state of a kind during one run: caches of codes, rooms, numbers seen in this file */
struct import_run;
/* A row's error: column NULL = the whole row. False for `return import_bad(...)`. */
bool import_bad(struct import_run *run, const char *column, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool import_note(struct import_run *run, const char *column, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A value that may stand only once in the file: names the earlier line. True when new. */
bool import_once(struct import_run *run, const char *column, const char *value);
struct db *import_db(struct import_run *run);
const struct actor *import_who(struct import_run *run);
caldate import_today(struct import_run *run);

struct import_kind {
	const char *name;                 /* "residents" */
	const struct field *columns;      /* code = header */
	int count;
	const char *const *example;       /* one example line, by column */
	size_t state_size;
	bool (*start)(struct import_run *run, void *state, struct err *e);
	bool (*check)(struct import_run *run, void *state, const struct import_row *row);  /* nothing written; problems by import_bad */
	bool (*write)(struct import_run *run, void *state, const struct import_row *row, struct err *e);
	void (*end)(void *state);         /* may be NULL */
};
extern const struct import_kind *const import_kinds[];
extern const int import_kinds_count;
const struct import_kind *import_find(const char *name); /* NULL when unknown */

struct import_options {
	bool dry_run;
	const char *skip_bad;             /* file the bad rows are written to; NULL = one bad row stops all */
	FILE *messages;                   /* "file:line: column: message"; may be NULL */
	bool (*progress)(void *ctx, int64_t done, int64_t all); void *progress_ctx; /* false stops: nothing written; may be NULL */
};
struct import_result { int64_t rows, written, bad, notes; bool already; char already_by[96]; utc_ms already_at; };
/* RIGHT_IMPORT. False: err says why (ERR_NOINPUT missing file, ERR_DATA bad rows or file). already: the same file was imported before, 0 rows. */
bool import_file(struct db *db, const struct actor *who, const struct import_kind *kind, const char *path, const struct import_options *o, struct import_result *out, struct err *e);
/* An example file with every column, one example row, and the codes of every list as comments in a second table. */
bool import_template(struct db *db, const struct actor *who, const struct import_kind *kind, FILE *out, struct err *e);

#endif
