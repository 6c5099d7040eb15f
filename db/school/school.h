/*
 * School years, schools and the children's schooling (DOMAIN.md 5). A schooling fact says: from this day the child is at this
 * level, grade and school. Facts are voided, never edited. Kenaikan kelas is one batch in one transaction.
 */
#ifndef DB_SCHOOL_H
#define DB_SCHOOL_H
#include "db/db.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "src/rules/school.h"

/* --- school years ---------------------------------------------------------------------------------------------------------- */

struct school_year_row { const char *code; caldate start, semester2, end; };
bool school_year_list(struct db *db, const struct actor *who, struct arena *a, struct school_year_row **out, size_t *count, struct err *e); /* newest first */
/* Adds or changes one year (RIGHT_SCHOOL_EDIT), audited. */
bool school_year_save(struct db *db, const struct actor *who, const struct school_year_row *y, struct problems *p, struct err *e);
/* init: 2023/2024 .. 2027/2028 with dates as in Kalimantan Timur; a new panti's starting data, to be corrected. Inside a transaction. */
bool school_year_defaults(struct db *db, row_id panti, struct err *e);
/* The year that runs on a day, for lists and reports: the newest that has begun, so between two years the old one until the new one
 * begins. Where the table says nothing (the last one ended more than two months before): 1 July to 30 June. */
bool school_year_running(struct db *db, row_id panti, caldate day, char out[SCHOOL_YEAR_SIZE], struct err *e);
/* The year a schooling fact recorded on a day is for: of the table, else 1 July to 30 June. Between two years: the one that comes. */
bool school_year_at(struct db *db, row_id panti, caldate day, char out[SCHOOL_YEAR_SIZE], struct err *e);

/* --- schools ------------------------------------------------------------------------------------------------------------------ */

struct school_row { row_id id; const char *npsn, *name, *kind, *level, *address; int64_t version; int pupils; };
bool school_list(struct db *db, const struct actor *who, const char *level /* NULL = all */, struct arena *a, struct school_row **out, size_t *count, struct err *e); /* by name */
bool school_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct school_row *out, struct err *e);
/* By NPSN, else by name in any case, of the panti; 0 when none. */
bool school_find(struct db *db, row_id panti, const char *npsn, const char *name, row_id *out, struct err *e);
/* id 0 adds. Same name or NPSN twice is refused. RIGHT_SCHOOL_EDIT. */
bool school_save(struct db *db, const struct actor *who, const struct school_row *in, const char *idem, row_id *out, struct problems *p, struct err *e);
/* For imports and admission, inside a transaction: finds or adds, no rights asked. Audited. */
bool school_need(struct db *db, const struct actor *who, const char *npsn, const char *name, const char *kind, const char *level, row_id *out, struct err *e);

/* --- a child's schooling ------------------------------------------------------------------------------------------------------ */

struct schooling_input {
	row_id resident;
	caldate on;
	const char *year;            /* "" = of the day */
	const char *level;           /* code */
	int grade;
	const char *kind;            /* of school_kind, "" unknown */
	row_id school;               /* 0 none */
	const char *event;           /* "" = chosen: masuk, pindah ... */
	bool waiting;                /* lulus, menunggu sekolah */
	const char *note;
	row_id batch;
};
struct schooling_fact {
	row_id id, school_id, batch;
	caldate on;
	const char *year, *level, *kind, *school, *npsn, *event, *note, *by;
	int grade;
	bool waiting;
	utc_ms at, void_at;
	const char *void_by, *void_why; /* "" while it stands */
};
/* Enrol or change (RIGHT_SCHOOL_EDIT): refused outside the child's stays, two on one day, or ahead of today by more than 31 days. */
bool schooling_record(struct db *db, const struct actor *who, const struct schooling_input *in, const char *idem, row_id *out, struct problems *p, struct err *e);
/* For admission and import, inside their transaction: the row alone (no right, rule, derive or audit: theirs). */
bool schooling_put(struct db *db, const struct actor *who, const struct schooling_input *in, row_id *out, struct err *e);
bool schooling_void(struct db *db, const struct actor *who, row_id id, const char *why, struct problems *p, struct err *e);
/* Newest first; voided ones too when `voided`. */
bool schooling_history(struct db *db, const struct actor *who, row_id resident, bool voided, struct arena *a, struct schooling_fact **out, size_t *count, struct err *e);

struct pupil_row {
	row_id resident, school_id;
	const char *register_no, *name, *sex, *level, *kind, *school, *event; /* level "" = nothing recorded */
	int grade;
	caldate since;               /* the standing school data's first day; DATE_NONE without */
	bool waiting, left;          /* left: in care during the time, not any more on the day */
};
/* Every child in care at some time from..day with the school data standing on the day: by level, grade, name. RIGHT_RESIDENT_READ. */
bool pupil_list(struct db *db, const struct actor *who, caldate from, caldate day, struct arena *a, struct pupil_row **out, size_t *count, struct err *e);

/* --- kenaikan kelas ----------------------------------------------------------------------------------------------------------- */

struct promotion_row {
	row_id resident;
	const char *register_no, *name, *sex, *kind, *school, *district;
	enum school_level level; int grade; row_id school_id;
	enum school_mark mark;       /* proposed: naik, or lulus after the last grade */
	bool done;                   /* already promoted into this year: not saved again */
	struct promotion next;       /* what the proposed mark makes of it */
};
/* Every pupil in care: level, grade and what comes next. year = the new school year. Waiting and not enrolled ones are left out. By level, grade, name. */
bool promotion_load(struct db *db, const struct actor *who, const char *year, struct arena *a, struct promotion_row **out, size_t *count, struct err *e);
struct promotion_mark { row_id resident; enum school_mark mark; const char *note; row_id school; /* for pindah: the new one */ };
struct promotion_result { row_id batch; int promoted, kept, graduated, moved, dropped, skipped /* done before */; };
/* All marks in one transaction with one batch id, dated on the first day of the new year (or today, when that has passed longer than the school year).
 * A child already promoted into the year is skipped and counted; the same idem answers with the first result. */
bool promotion_save(struct db *db, const struct actor *who, const char *year, const struct promotion_mark *m, size_t count, const char *idem, struct promotion_result *out, struct problems *p, struct err *e);
/* Takes a whole batch back (voids its facts), while nothing newer stands on any of them. */
bool promotion_undo(struct db *db, const struct actor *who, row_id batch, const char *why, struct problems *p, struct err *e);

struct promotion_batch { row_id id; utc_ms at; const char *by; int children; };
/* Batches into the year that stand, newest first: what promotion_undo may be asked to take back. */
bool promotion_batches(struct db *db, const struct actor *who, const char *year, struct arena *a, struct promotion_batch **out, size_t *count, struct err *e);

/* --- work and reports --------------------------------------------------------------------------------------------------------- */

struct school_waiting { row_id resident; const char *register_no, *name, *sex, *level; int grade; caldate since; };
/* 'Lulus, menunggu sekolah': longest first. */
bool school_waiting_list(struct db *db, const struct actor *who, struct arena *a, struct school_waiting **out, size_t *count, struct err *e);
struct school_work { int waiting, longest /* days */, unplaced /* school age, no level recorded */; };
bool school_work(struct db *db, const struct actor *who, struct school_work *out, struct err *e);

struct school_count { const char *district, *district_name; int n[LEVELS][2]; /* by level and sex: 0 L, 1 P; school_levels[].column is the printed one */ int waiting[2]; };
/* Children in care on the day, by sending district and level, as known at a time (0 = now). By district. */
bool school_counts(struct db *db, const struct actor *who, caldate day, utc_ms known_at, struct arena *a, struct school_count **out, size_t *count, struct err *e);

#endif
