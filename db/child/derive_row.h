/* The derived row as one column table, private to db/derive*.c: reading, writing and comparing walk the same list. */
#ifndef DB_DERIVE_ROW_H
#define DB_DERIVE_ROW_H
#include "db/child/derive.h"
#include "db/stmt.h"

/* X(NAME, column, kind): I integer, R row id (0 = NULL), T text, D text where '' is NULL. The first of each list stands alone for the commas of SQL. */
#define NOW_KEYED_FIRST(X) X(PANTI, "panti_id", I)
#define NOW_KEYED_REST(X) /* in an index, or words the child is found by */ \
	X(PERSON, "person_id", I) X(REGISTER, "register_no", T) X(SORT, "sort_key", T) X(SEARCH, "search_key", T) X(BIRTH, "birth_date", T) X(NIK, "nik", T) \
	X(DISTRICT, "district", T) X(STATUS, "status", T) X(ROOM_ID, "room_id", R) X(SEALED, "sealed", I) X(NEXT, "next_on", D) X(MERGED, "merged", T)
#define NOW_PLAIN_FIRST(X) X(NAME, "name", T)
#define NOW_PLAIN_REST(X) \
	X(SEX, "sex", T) X(PRECISION, "birth_precision", T) X(ORIGIN, "origin", T) X(STAY, "stay_id", R) X(ADMIT, "admit_on", D) X(END, "end_on", D) \
	X(REASON, "end_reason", T) X(APPROVED, "approved", I) X(LEVEL, "level", T) X(GRADE, "grade", I) X(SCHOOL, "school", T) X(WAITING, "waiting_school", I) \
	X(ROOM, "room", T) X(CLUSTERS, "clusters", T) X(MAIN, "main_cluster", T) X(PRESENCE, "presence", T) X(MISSING, "missing", I) X(SAVINGS, "savings", I)
#define NOW_ALL(X) NOW_KEYED_FIRST(X) NOW_KEYED_REST(X) NOW_PLAIN_FIRST(X) NOW_PLAIN_REST(X)

enum now_column {
#define X(N, sql, kind) NOW_##N,
	NOW_ALL(X)
#undef X
	NOW_COLUMNS
};
#define NOW_KEYED_COUNT 13 /* columns of the two KEYED lists come first */

struct now {
	row_id resident;
	int64_t i[NOW_COLUMNS];
	const char *t[NOW_COLUMNS]; /* never NULL; into text[] */
	char text[6144];
	size_t used;
};
extern const char *const now_names[NOW_COLUMNS];
extern const char now_kinds[NOW_COLUMNS + 1];

void now_clear(struct now *n, row_id resident);
void now_set(struct now *n, enum now_column c, const char *text); /* text may be NULL */
/* From the facts. *found false: no such resident. */
bool now_compute(struct db *db, row_id resident, struct now *out, bool *found, struct err *e);
bool now_read(struct db *db, row_id resident, struct now *out, bool *found, struct err *e); /* as stored */
/* Index of the first column that differs, or -1. */
int now_differs(const struct now *a, const struct now *b);
bool now_write(struct db *db, const struct now *n, const struct now *old /* NULL = new */, struct err *e);
/* derive_total.c: the stored totals follow the row; do they agree with all rows? */
bool now_total_move(struct db *db, const struct now *n, const struct now *old /* NULL = new */, struct err *e);
bool now_totals_agree(struct db *db, struct err *e);
/* Every word a child is found by; returns the count. Words point into buf. */
#define NOW_WORDS 60
#define NOW_WORDS_SIZE 2048 /* of buf */
int now_words(const struct now *n, const char *words[NOW_WORDS], char *buf, size_t size);

#endif
