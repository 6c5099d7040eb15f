/*
 * How the children fare who came through a district's referrals (DOMAIN.md 9, petugas Dinsos): presence, school, stage of care, end of care,
 * aftercare. Nothing else of the home's data: no numbers, no family, no notes. Scope as in resident.h; a sealed child shows initials and
 * neither school nor stage, and its page does not open. RIGHT_RESIDENT_LIST, and only for a district officer: the home's people have the card.
 */
#ifndef DB_PROGRESS_H
#define DB_PROGRESS_H
#include "db/child/resident.h"

struct progress_row {
	row_id resident, panti;
	const char *name, *sex, *home;      /* home: name of the panti */
	int age;                            /* years; -1 unknown or hidden */
	const char *status;                 /* aktif, akan, keluar */
	caldate admit, end;
	const char *end_reason;             /* code of termination_reason; "" */
	const char *presence;               /* code of presence_kind, "" = in the home */
	const char *level, *school;         /* level code */
	int grade;
	bool waiting_school;
	const char *stage; caldate stage_on; /* code of care_stage */
	const char *proposal; caldate proposal_on; /* a termination on its way: code of termination_state, its date; "" none */
	bool hidden;
};
/* Fills progress of rows a list or search has given (they are in scope). */
bool progress_of(struct db *db, const struct actor *who, const struct resident_row *rows, int n, struct arena *a, struct progress_row *out, struct err *e);

struct progress_card {
	struct progress_row row;
	const char *referral;               /* number of the newest referral of the own district; "" none */
	row_id referral_id;
	struct { caldate on, end; const char *reason; } *stays; int stay_count;          /* newest first */
	struct { caldate on; const char *year, *level, *school, *event; int grade; } *schooling; int schooling_count; /* newest first */
	struct { caldate on; const char *stage; } *stages; int stage_count;             /* newest first */
	struct { caldate due, done; } *visits; int visit_count;                         /* aftercare: oldest first; done DATE_NONE = not yet */
};
/* opening writes the one access row. ERR_NOTFOUND outside the scope (the try is logged), ERR_NOPERM for a sealed child. */
bool progress_load(struct db *db, const struct actor *who, row_id resident, bool opening, struct arena *a, struct progress_card *out, struct err *e);

/* Children who came through the own referrals: in care now, placed in the last 30 days, ended in the last 30. -1 on error. */
struct progress_counts { int in_care, placed, ended; };
bool progress_counts(struct db *db, const struct actor *who, struct progress_counts *out, struct err *e);

#endif
