/* Admission, its approval, the end of a stay, and the dated facts of a stay (room, clusters). DOMAIN.md 2, DESIGN.md 7.10. */
#ifndef DB_STAY_H
#define DB_STAY_H
#include "db/child/resident.h"

struct stay_admission {
	row_id resident;                /* re-admission of a known child: keeps the register number; v is then not read */
	row_id person;                  /* a person of a referral, or a twin known without register number; v updates it at person_version */
	int64_t person_version;
	const char *v[PERSON_FIELDS];   /* canonical; an emergency needs name and sex only */
	caldate on;
	bool emergency, moved_in;       /* penerimaan darurat; came from another panti */
	row_id referral;                /* 0 none: sets it ditempatkan */
	const char *letter_no;          /* of a letter without referral; "" none */
	const char *district;           /* region code of the sending district; taken from the referral when there is one */
	const char *clusters;           /* a|b, main one first; "" none yet */
	row_id room;                    /* 0 none yet */
	const char *level; int grade; const char *school_kind, *school_year; row_id school; /* level "" = not known yet */
	row_id worker;
	const char *note;
	const struct paper *papers; int paper_count; /* kinds with a state */
	const char *register_no;        /* "" = next of the year; given ones (an old book) must be free */
	bool twins_seen;                /* the likely duplicates were shown and refused; otherwise they are a soft problem only */
	const char *idem;               /* NULL or a key of db_idem_make */
};
struct stay_admitted { row_id resident, stay; char register_no[24]; bool approved; };

/* RIGHT_ADMISSION_PROPOSE. n children in one sitting, all or none: problems name the child when n > 1. A head's admission is approved at once.
 * A key already saved gives back what it made. Asks rules/stay.h (capacity, overlap, age), person, school. */
bool stay_admit(struct db *db, const struct actor *who, const struct stay_admission *in, int n, struct stay_admitted *out, struct problems *p, struct err *e);
/* The same checks with nothing written, for the form: soft problems warn. */
bool stay_admit_check(struct db *db, const struct actor *who, const struct stay_admission *in, struct problems *p, struct err *e);
/* An emergency admission whose letter followed: the running stay of the referral's child that has no referral, 0 none; *on its admission. */
row_id stay_without_letter(struct db *db, const struct actor *who, row_id referral, caldate *on, struct err *e);
/* Joins an approved referral to it: the stay gets its letter and district, the referral is placed. RIGHT_ADMISSION_PROPOSE. */
bool stay_take_letter(struct db *db, const struct actor *who, row_id referral, struct problems *p, struct err *e);
/* RIGHT_ADMISSION_APPROVE; one's own proposal needs self_approve. */
bool stay_approve(struct db *db, const struct actor *who, const row_id *stays, int n, struct problems *p, struct err *e);
/* Head: back to the proposer with a reason; proposer: propose again after mending. */
bool stay_return(struct db *db, const struct actor *who, row_id stay, const char *why, struct problems *p, struct err *e);
bool stay_propose(struct db *db, const struct actor *who, row_id stay, struct problems *p, struct err *e);
/* Takes the admission back (it never happened): the register number stays used. Refused while money or a termination hangs on it. */
bool stay_void(struct db *db, const struct actor *who, row_id stay, const char *why, struct problems *p, struct err *e);
/* Admissions awaiting the head, oldest first; -1 on error. */
struct stay_pending { row_id stay, resident; const char *register_no, *name, *by, *returned_why; caldate on; utc_ms at; bool emergency, returned; };
int stay_pending(struct db *db, const struct actor *who, struct arena *a, struct stay_pending **out, struct err *e);

/* For termination and import, inside a transaction, right checked before: the stay ends on its first day no longer in care. One audit row, derived
 * rows remade. Returns the id of the end, 0 with an error (already ended: ERR_DATA; before admission: ERR_DATA). */
row_id stay_end_record(struct db *db, const struct actor *who, row_id stay, caldate on, const char *reason, const char *note, row_id termination, struct err *e);
/* Reopening: the end never happened. */
bool stay_end_void(struct db *db, const struct actor *who, row_id stay_end, const char *why, struct err *e);

/* Dated facts, RIGHT_RESIDENT_EDIT. on: from when it is true. */
bool stay_set_room(struct db *db, const struct actor *who, const row_id *residents, int n, row_id room, caldate on, struct problems *p, struct err *e);
bool stay_set_clusters(struct db *db, const struct actor *who, row_id resident, const char *clusters, caldate on, struct problems *p, struct err *e);
enum stay_fact { STAY_FACT_ROOM, STAY_FACT_CLUSTER };
bool stay_fact_void(struct db *db, const struct actor *who, enum stay_fact kind, row_id id, const char *why, struct problems *p, struct err *e);

#endif
