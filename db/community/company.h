/*
 * Workplaces and their quarterly headcounts. Scope as of a report of the public: a panti's people see their panti's workplaces, a district
 * officer those of the district. A quarter has at most one report that stands; an earlier one is voided with a reason and stays readable.
 */
#ifndef DB_COMPANY_H
#define DB_COMPANY_H
#include "db/db.h"
#include "src/base/mem.h"
#include "src/rules/company.h"

int company_due_days(struct db *db, const struct actor *who); /* the panti's setting; COMPANY_DUE_DAYS for the district */

/* --- the register ---------------------------------------------------------------------------------------------------------- */

/* RIGHT_COMPANY_RECORD for every write. An officer's workplace is of the own district. */
bool company_record(struct db *db, const struct actor *who, const char *const v[COMPANY_FIELDS], const char *idem, row_id *out, struct problems *p, struct err *e);
bool company_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const char *const v[COMPANY_FIELDS], struct problems *p, struct err *e);
/* on: last day, today or before, not before its registration; why must be there. */
bool company_close(struct db *db, const struct actor *who, row_id id, int64_t version, caldate on, const char *why, struct problems *p, struct err *e);

/* --- a quarter of all workplaces -------------------------------------------------------------------------------------------- */

/* quarter: any day of it. owing false: every workplace of the register, closed ones too. status COMPANY_STATUSES = all. */
struct company_filter { caldate quarter; enum company_status status; bool owing; const char *text, *sector; };
struct company_row {
	row_id id, report;                 /* report 0: none of this quarter stands */
	const char *name, *key, *sector, *district, *contact, *phone;
	caldate registered, closed, received, checked;
	enum company_status status;
	bool owes;
	int late_days, children, found_children, total, harmful, reminders; /* children under 18 as reported and found; found -1 not checked */
	unsigned findings;
	row_id community;                  /* the report of the public its findings became */
};
struct company_key { const char *key; row_id id; }; /* NULL = from the beginning */
/* By name; RIGHT_COMPANY_READ. Rows filled, -1 on error. */
int company_list(struct db *db, const struct actor *who, const struct company_filter *f, struct company_key from, bool backward, struct arena *a, struct company_row *out, int max, struct err *e);
int64_t company_count(struct db *db, const struct actor *who, const struct company_filter *f, struct err *e);
/* Of the workplaces that owe the quarter or have reported it. */
bool company_status_counts(struct db *db, const struct actor *who, caldate quarter, int64_t out[COMPANY_STATUSES], struct err *e);
/* By name as typed (spelling folded), in scope; ERR_NOTFOUND, or ERR_DATA when several have it. */
bool company_find(struct db *db, const struct actor *who, const char *name, row_id *out, struct err *e);

/* --- one workplace ----------------------------------------------------------------------------------------------------------- */

struct company_report {
	row_id id, company, community;
	int64_t version;
	caldate quarter, received, checked; /* quarter: first day */
	const char *letter_no, *note, *by, *check_note, *checked_by, *community_no, *void_by, *void_why;
	utc_ms at;
	bool voided;
	int harmful;
	struct headcount reported, found;   /* found: when checked */
	enum company_status status;
	int late_days;
	unsigned findings;
};
struct company_reminder { row_id id; caldate quarter, on; const char *number, *by; };
struct company_link { row_id id; const char *number, *state; caldate on; }; /* reports of the public about this workplace; state: list community_state */
struct company_card {
	row_id id, panti;
	int64_t version;
	const char *v[COMPANY_FIELDS];
	caldate registered, closed;
	const char *closed_why, *district_name, *by;
	struct company_report *reports; size_t report_count;       /* newest quarter first, voided ones after the one that stands */
	struct company_reminder *reminders; size_t reminder_count; /* newest first */
	struct company_link *links; size_t link_count;
};
/* ERR_NOTFOUND outside the scope. */
bool company_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct company_card *out, struct err *e);
bool company_report_load(struct db *db, const struct actor *who, row_id report, struct arena *a, struct company_report *out, struct err *e);

/* --- writes of a quarter ------------------------------------------------------------------------------------------------------ */

struct company_receipt { caldate quarter, received; const char *letter_no, *note, *instead /* why it replaces the one that stands; "" it is the first */; struct headcount count; };
/* The quarter's report as it came: quarter over or running, not ahead; the day not before it began. */
bool company_receive(struct db *db, const struct actor *who, row_id company, const struct company_receipt *in, const char *idem, row_id *out, struct problems *p, struct err *e);
struct company_check_in { caldate on; const char *note; int harmful; struct headcount found; };
/* Checked on the spot; may be done again, the last one stands and the audit log keeps the others. */
bool company_checked(struct db *db, const struct actor *who, row_id report, int64_t version, const struct company_check_in *in, struct problems *p, struct err *e);
bool company_report_void(struct db *db, const struct actor *who, row_id report, int64_t version, const char *why, struct problems *p, struct err *e);
/* Findings become a report of the public with the workplace's data; once. *out: community_report. RIGHT_COMMUNITY_RECORD too. */
bool company_finding(struct db *db, const struct actor *who, row_id report, int64_t version, row_id *out, struct problems *p, struct err *e);
/* A reminder for a late quarter. number: as typed from the agenda; "" or NULL: the panti's next number, dots for the district. *id: reminder. */
bool company_remind(struct db *db, const struct actor *who, row_id company, caldate quarter, const char *number, const char *idem, row_id *out, struct problems *p, struct err *e);
/* The newest reminder of a workplace (of a quarter; DATE_NONE: any). ERR_NOTFOUND when none was sent. */
bool company_reminder_of(struct db *db, const struct actor *who, row_id company, caldate quarter, row_id *out, struct err *e);

#endif
