/*
 * Two records of one child (DESIGN.md 7.4). A merge is a dated link from the record given up (gone) to the one kept; nothing of either is rewritten,
 * and taking the link back restores what was. While it stands the entry given up has the status 'gabung': lists, counts and searches leave it out; its
 * stays that repeat one of the kept record are set aside (stay_aside) and count no more; everything else of it counts on under its own number, and the
 * kept child's card and log show both. RIGHT_MERGE, own panti only; a sealed child needs RIGHT_SEALED_READ as well.
 */
#ifndef DB_PERSON_MERGE_H
#define DB_PERSON_MERGE_H
#include "db/child/person.h"
#include "src/rules/merge.h"

#define MERGE_WORD "gabung" /* typed to confirm where there is no register number */

/* --- one record, as it stands beside the other ------------------------------------------------------------------------------------ */

struct merge_stay { const char *register_no, *district, *reason; caldate on, end; };
struct merge_record {
	row_id person, resident;      /* resident 0: known from a referral only */
	int64_t version;              /* of the person */
	const char *v[PERSON_FIELDS]; /* canonical; initials only, the rest "", when hidden */
	const char *register_no, *status, *level, *school; /* status of resident_now */
	int grade, papers;            /* papers: those that are there */
	struct merge_stay *stays; int stay_count;    /* that count, newest first */
	const char **referrals; int referral_count;  /* "R-2026-014, 03-02-2026, Kutai Timur" */
	rupiah savings;               /* 0 for who may not read money */
	caldate known_since;          /* register entry or first referral */
	bool sealed, hidden;          /* hidden: not to be opened or merged by this person */
	const char *merged_into;      /* the number this record was merged into; "" none */
};
/* Both records of a pair, whichever way round; ERR_NOTFOUND outside the scope. Looked at closely, so both leave an access row when opening. */
bool person_merge_compare(struct db *db, const struct actor *who, row_id first, row_id second, bool opening, struct arena *a, struct merge_record out[2], struct err *e);

/* --- the link ---------------------------------------------------------------------------------------------------------------------- */

struct person_merge_in { row_id kept, gone; int64_t kept_version, gone_version; const char *why, *idem; };
/* What stands against it (hard) and what it changes (soft), with nothing written. */
bool person_merge_check(struct db *db, const struct actor *who, row_id kept, row_id gone, enum merge_way *way, struct problems *p, struct err *e);
/* Joins. A kept record that was merged itself stands for the one it was merged into. ERR_CONFLICT: one of the two was changed since it was looked at. */
bool person_merge_do(struct db *db, const struct actor *who, const struct person_merge_in *in, row_id *merge, struct problems *p, struct err *e);
/* Takes the link back: the newest of a child first. */
bool person_merge_undo(struct db *db, const struct actor *who, row_id merge, const char *why, struct problems *p, struct err *e);
/* The two are different children: the pair is offered no more. */
bool person_apart_mark(struct db *db, const struct actor *who, row_id first, row_id second, const char *why, struct problems *p, struct err *e);

struct person_merged {
	row_id id, kept, gone, kept_resident, gone_resident;
	const char *kept_no, *gone_no, *kept_name, *gone_name, *why, *by, *void_why, *void_by; /* numbers "" where there is none */
	const char *letters;          /* referrals of the record given up, on a card: "R-2026-014, R-2026-020" */
	const char *papers;           /* kinds of papers there in the record given up, on a card: "akta|kk" */
	utc_ms at, void_at;           /* void_at 0: stands */
	bool hidden;
};
/* Links of the panti, newest first; standing: only those that stand. of (0 = all): into this person. Count or -1. */
int person_merge_list(struct db *db, const struct actor *who, bool standing, row_id of, struct arena *a, struct person_merged *out, int max, struct err *e);

/* --- pairs (person_duplicates.c) ------------------------------------------------------------------------------------------------- */

struct duplicate_side { row_id person, resident; const char *register_no, *name, *mother, *status; caldate birth; char precision; };
struct duplicate_pair { struct duplicate_side a, b; int score; unsigned why; };
/* Best first, at most max; children of the register and of referrals that came to the panti; without those merged or found to be two, without
 * sealed ones for who may not open them. Count or -1; *total (may be NULL): pairs in all. */
int person_duplicates(struct db *db, const struct actor *who, struct arena *a, struct duplicate_pair *out, int max, int *total, struct err *e);

/* --- for db/ --------------------------------------------------------------------------------------------------------------------------- */

/* Conditions of queries: a stay s (an alias) that is not set aside, now or as known at ?n. */
#define STAY_COUNTS(s) " AND NOT EXISTS (SELECT 1 FROM stay_aside z WHERE z.stay_id = " s ".id AND z.void_at IS NULL)"
#define STAY_COUNTED(s, known) " AND NOT EXISTS (SELECT 1 FROM stay_aside z WHERE z.stay_id = " s ".id AND z.recorded_at <= " known " AND (z.void_at IS NULL OR z.void_at > " known "))"
/* The person a record belongs to now, as an expression. */
#define PERSON_ROOT(person) "coalesce((SELECT g.root_id FROM person_root g WHERE g.person_id = " person "), " person ")"
/* Is the file of a child sealed, under its own record or the one it was merged into; as a condition. */
#define PERSON_SEALED(panti, person) "EXISTS (SELECT 1 FROM resident zs WHERE zs.panti_id = " panti " AND zs.person_id = " PERSON_ROOT(person) " AND zs.sealed = 1)"

row_id person_root(struct db *db, row_id person);     /* itself when it was not merged */
row_id resident_root(struct db *db, row_id resident); /* the entry that stands for it now; itself when it was not merged */
/* Fills with the person and all merged into it; the person first. Count, at most max. */
#define MERGED_MOST 32
int person_tree(struct db *db, row_id person, row_id *out, int max);
/* "2021-003 was merged into 2019-014; open that card." ERR_DATA; false. */
bool person_merged_refused(struct db *db, row_id resident, struct err *e);
/* One record's facts for the rule; called lives in the arena. */
bool merge_side_load(struct db *db, row_id panti, row_id person, struct arena *a, struct merge_side *out, struct err *e);
bool person_roots_remake(struct db *db, const row_id *persons, int n, struct err *e); /* inside a transaction */
bool person_root_rebuild(struct db *db, struct err *e);
bool person_root_check(struct db *db, void (*tell)(void *ctx, const char *line), void *ctx, struct err *e);

#endif
