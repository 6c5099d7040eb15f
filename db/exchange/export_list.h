/* Exports with fixed columns: referrals, ledger, audit. One const table; each is a right, a query in who's scope and its columns. */
#ifndef DB_EXPORT_LIST_H
#define DB_EXPORT_LIST_H
#include "db/exchange/export.h"

struct export_list {
	const char *name;                    /* "ledger" */
	const char *title;                   /* N_(), name of the sheet */
	const struct export_column *columns;
	int count;
	enum right right;                    /* besides RIGHT_EXPORT */
	bool (*run)(struct db *db, const struct actor *who, caldate from, caldate to, bool (*row)(void *ctx, const char *const *cells, int n), void *ctx, int64_t *rows, struct err *e);
};
extern const struct export_list export_lists[];
extern const int export_lists_count;

/* from, to: days included; DATE_NONE = open end. Leaves one audit row before, one after with the number of rows. row false stops (ERR_IO). */
bool export_list_run(struct db *db, const struct actor *who, const struct export_list *list, caldate from, caldate to,
                     bool (*row)(void *ctx, const char *const *cells, int n), void *ctx, int64_t *rows, struct err *e);

#endif
