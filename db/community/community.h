/*
 * Reports of the public and from the street (DOMAIN.md 2, first line; 3, channels). One report = one child, or one group of unknown
 * children. The state is derived from dated events; community_now keeps it for lists. Scope is part of every query: a panti's people see
 * what their panti took in, a district officer what was seen in the own district, whoever typed it in. The reporter's name and telephone
 * are read only by those who record reports. A report that became a referral of a child whose file is sealed shows initials, and does
 * not open, to panti people without RIGHT_SEALED_READ.
 */
#ifndef DB_COMMUNITY_H
#define DB_COMMUNITY_H
#include "db/db.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "src/rules/community.h"
#include "src/rules/referral.h"

/* --- lists ---------------------------------------------------------------------------------------------------------------- */

enum community_view { COMMUNITY_VIEW_OPEN /* not finished */, COMMUNITY_VIEW_ALL, COMMUNITY_VIEW_STATE };
struct community_filter {
	enum community_view view;
	enum community_state state;         /* for COMMUNITY_VIEW_STATE */
	const char *channel, *sector;       /* codes, NULL or "" = all */
	const char *text;                   /* number, or words beginning a word of name, place or village; NULL or "" = all */
};
struct community_key { int64_t rank, sort; row_id id; }; /* place in the list */
#define COMMUNITY_FIRST ((struct community_key){ -1, 0, 0 })
#define COMMUNITY_LAST ((struct community_key){ 1000, 0, 0 })
struct community_row {
	row_id id;
	struct community_key key;
	const char *number, *name, *sex, *place, *village, *district, *district_name, *work, *sector, *channel; /* sector, channel: codes */
	const char *referral_no;            /* of the referral it became, "" none */
	int age_seen, children;             /* age -1 unknown */
	caldate birth, received, seen_on, state_on;
	const char *seen_hour;
	enum community_state state;
	int days;                           /* calendar days since it came, open ones; else 0 */
	bool urgent;
	row_id referral, company;
};
/* Rows after `from` (backward: before it, nearest first), in the order of the inbox. Returns rows filled, -1 on error. RIGHT_COMMUNITY_READ. */
int community_list(struct db *db, const struct actor *who, const struct community_filter *f, struct community_key from, bool backward, struct arena *a, struct community_row *out, int max, struct err *e);
/* How many the filter shows; -1 on error. */
int64_t community_count(struct db *db, const struct actor *who, const struct community_filter *f, struct err *e);
struct community_work { int open, urgent, longest /* calendar days */; };
bool community_work(struct db *db, const struct actor *who, struct community_work *out, struct err *e);

/* --- one report ------------------------------------------------------------------------------------------------------------- */

struct community_event { row_id id; enum community_state state; enum community_move move; /* COMMUNITY_MOVES: the intake */ const char *reason, *note, *by; caldate on; utc_ms at; };
struct community_card {
	row_id id, panti, referral, company, person; /* panti 0: taken in by the officer; person: of the referral, 0 none */
	const char *number, *panti_name, *district_name, *by;
	int64_t version;
	const char *v[COMMUNITY_FIELDS];    /* canonical text */
	bool reporter_hidden;               /* somebody is on record whom this person may not see, or might be */
	enum community_state state;
	caldate state_on, last_on;          /* last_on: day of the newest event, the least day of the next one */
	int days;                           /* calendar days since it came, open ones; else 0 */
	struct community_event *events; size_t event_count; /* oldest first */
	const char *referral_no; enum referral_state referral_state; /* REFERRAL_STATES: none */
};
/* log: one access row, when a child's name stands in the report (false: reload). ERR_NOTFOUND outside the scope. */
bool community_load(struct db *db, const struct actor *who, row_id id, bool log, struct arena *a, struct community_card *out, struct err *e);

struct community_input {
	const char *v[COMMUNITY_FIELDS];    /* canonical text, NULL = "" (editing: NULL leaves the value) */
	row_id company;                     /* a finding at a workplace; 0 none (editing: leaves it) */
};
/* RIGHT_COMMUNITY_RECORD. Starts in dilaporkan on the day it came; a district officer's is of the own district. */
bool community_record(struct db *db, const struct actor *who, const struct community_input *in, const char *idem, row_id *out, struct problems *p, struct err *e);
/* While it is open. ERR_CONFLICT when version is old. */
bool community_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const struct community_input *in, struct problems *p, struct err *e);
/* A move of the table in rules/community.h (not COMMUNITY_RUJUK), dated on (DATE_NONE = today). */
bool community_move(struct db *db, const struct actor *who, row_id id, int64_t version, enum community_move move, caldate on, const char *reason, const char *note, struct problems *p, struct err *e);

/* What a referral form begins with: the child's and the case's fields as the report knows them. Strings in the arena. */
struct referral_input;
void community_referral_input(const struct community_card *c, const struct actor *who, caldate today, struct arena *a, struct referral_input *out);
/* Inside the transaction that records the referral (referral_input.report): a report in scope whose state is bersedia becomes dirujuk. */
bool community_mark_referred(struct db *db, const struct actor *who, row_id id, row_id referral, row_id person, caldate on, struct problems *p, struct err *e);
/* Which report a referral came from: "" none. The number only, whoever may see the referral. */
const char *community_number_of(struct db *db, row_id referral, struct arena *a);

/* Kecamatan of a regency or city, ended by code NULL: the code is the name. */
const struct choice *community_villages(struct db *db, const char *district, struct arena *a);

/* --- the funnel ----------------------------------------------------------------------------------------------------------------- */

/* A report received in the period, and the days on which it reached each stage, as far as `as_of`. */
struct funnel_fact { const char *district, *district_name, *sector, *channel; struct funnel_one one; };
/* Reports received from..to in scope. Placed and staying follow the referral: one that was withdrawn is no referral; staying = in care on
 * as_of. RIGHT_REPORT_DISTRICT. */
bool community_funnel(struct db *db, const struct actor *who, caldate from, caldate to, caldate as_of, struct arena *a, struct funnel_fact **out, size_t *count, struct err *e);

#endif
