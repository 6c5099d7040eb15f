/* Export of children with chosen columns, as rows of text: the sheet writer makes CSV or XLSX of them. */
#ifndef DB_EXPORT_H
#define DB_EXPORT_H
#include "db/child/resident.h"

struct export_column { const char *code, *label; bool text; /* keep as text: NIK, numbers with leading zeros */ };
/* Every column there is: register_no, status, age ..., all person fields. Labels are msgids. NULL-coded row ends it. */
const struct export_column *export_resident_columns(struct arena *a, int *count);
/* The columns when none are named: a district officer's are those of progress.h. */
const char *export_default(const struct actor *who);
/* "a,b,c" -> indexes; unknown ones are refused naming the nearest. NULL or "" = the default set. Returns the number, -1 on error. */
int export_pick(const char *list, const struct export_column *columns, int count, int *out, int max, struct err *e);
/* The row that says an export begins, committed before anything leaves: a program that dies half way leaves no unlogged export. */
bool export_begin(struct db *db, const struct actor *who, const char *of, struct err *e);
/* RIGHT_EXPORT. Rows in register order of who's scope; one audit row before, one after that names the children (count and ids). row false stops. */
bool export_residents(struct db *db, const struct actor *who, const struct resident_filter *f, const int *picked, int n, bool (*row)(void *ctx, const char *const *cells, int n), void *ctx, int64_t *rows, struct err *e);

#endif
