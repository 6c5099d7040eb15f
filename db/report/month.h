/*
 * The month: its counted figures as known at a moment, closing (right of the head), reprints of what was stored, and numbered
 * corrections that name their differences (DESIGN.md 7.1, 7.10). An open month is computed from what is known now.
 */
#ifndef DB_MONTH_H
#define DB_MONTH_H
#include "db/db.h"
#include "src/print/monthly.h"

#define MONTH_NOW 0 /* known_at: everything known now */

/* The counted part of *out (strings and arrays in the arena), from facts recorded up to known_at and not voided by then. Inside db/. */
bool month_figures(struct db *db, const struct actor *who, caldate month, utc_ms known_at, struct arena *a, struct monthly *out, struct err *e);
/* The same with head, foot, last month and corrections of last month: what the layout prints. RIGHT_REPORT. */
bool month_load(struct db *db, const struct actor *who, caldate month, utc_ms known_at, struct arena *a, struct monthly *out, struct err *e);

/* The document to print: of a closed month the stored one (revision -1 = newest, 0 = first, N = Perbaikan ke-N), of an open month
 * (revision <= 0) computed now. RIGHT_REPORT; leaves one audit row. Owner: caller, document_free. */
bool month_document(struct db *db, const struct actor *who, caldate month, int revision, struct document **out, struct err *e);

/* RIGHT_MONTH_CLOSE. Refused (problems): not over yet, closed already, an earlier month with entries or stays still open. A gap in the
 * proof does not stop it: it is printed. */
bool month_close(struct db *db, const struct actor *who, caldate month, struct problems *p, struct err *e);
/* What the newest stored report of a closed month would say differently now. Count or -1; 0 = nothing to correct. */
int month_differences(struct db *db, const struct actor *who, caldate month, struct arena *a, struct monthly_difference **out, struct err *e);
/* Stores Laporan Perbaikan ke-N with the differences named; refused when there are none. *revision may be NULL. RIGHT_MONTH_CLOSE. */
bool month_revise(struct db *db, const struct actor *who, caldate month, int *revision, struct problems *p, struct err *e);

struct month_state {
	caldate month;
	bool closed; utc_ms closed_at; const char *closed_by;
	int revisions;           /* newest revision number */
	const char *audit_hash; int64_t audit_rows;
	bool can_close;          /* over, and every earlier one closed */
	bool before;             /* older than the first month ever closed: the desk's books begin after it */
};
/* Newest first, from the panti's first fact to this month. RIGHT_REPORT. Count or -1; *out in the arena. */
int month_list(struct db *db, const struct actor *who, struct arena *a, struct month_state **out, struct err *e);

#endif
