/* Parts of list queries shared by lists, search and export; private to db/. */
#ifndef DB_RESIDENT_QUERY_H
#define DB_RESIDENT_QUERY_H
#include "db/scope.h"
#include "src/base/buf.h"

bool resident_query_refused(const struct scope *s, const struct resident_filter *f, struct err *e);
/* " WHERE scope ?2 AND status ?3 AND filters ?10.." of resident_now n. one_status false: every status of the filter at once, no ?3. */
void resident_query_where(const struct scope *s, const struct resident_filter *f, bool one_status, struct buf *sql);
void resident_query_bind(struct stmt *q, const struct scope *s, const struct resident_filter *f, const char *status /* NULL: not one_status */, caldate warn);
int resident_query_statuses(const struct resident_filter *f, const char *const **out);
/* Text of a page's query, for the test that reads its plan. */
const char *resident_page_sql(const struct actor *who, const struct resident_filter *f, enum resident_order o, bool from, bool back, struct arena *a);
/* rare: the look-up of the word (from false) and of a child (from true); else the walk. */
const char *search_sql(const struct actor *who, const struct resident_filter *f, bool rare, bool from, bool back, struct arena *a);
/* A try at a child outside the scope is logged in the own panti's chain; the child's panti learns nothing else. */
bool resident_log_outside(struct db *db, const struct actor *who, row_id resident, struct err *e);

/* resident_many.c: has this person opened so many other cards within the hour that opening this one needs a reason? */
bool resident_many(struct db *db, const struct actor *who, row_id resident, struct err *e);
bool resident_many_note(struct db *db, const struct actor *who, const char *why, struct err *e); /* inside a write */
int resident_many_told(struct db *db, row_id panti, utc_ms since, struct err *e);

#endif
