/*
 * Children in care as lists and cards show them. Scope is part of every query: staff see their panti; a district officer the
 * children who came through referrals of the own district; a treasurer names and levels only, a caregiver no numbers; a sealed
 * child shows initials to whoever lacks RIGHT_SEALED_READ. What is outside is ERR_NOTFOUND "tidak ada", and the try is logged.
 */
#ifndef DB_RESIDENT_H
#define DB_RESIDENT_H
#include "db/child/papers.h"
#include "db/child/person.h"

enum resident_status { RESIDENT_AKTIF, RESIDENT_KELUAR, RESIDENT_AKAN /* admission ahead */, RESIDENT_SEMUA, RESIDENT_STATUSES };
enum resident_order { RESIDENT_BY_NAME, RESIDENT_BY_REGISTER, RESIDENT_BY_AGE /* eldest first */, RESIDENT_ORDERS };

struct resident_filter { /* zeroed = every active child */
	enum resident_status status;
	const char *level, *sex, *cluster; /* codes; NULL or "" any */
	const char *origin;                /* region code the child comes from, and all below it */
	row_id room;
	bool incomplete;   /* belum lengkap */
	bool age_limit;    /* 18 already or within the setting's days */
	bool unapproved;   /* menunggu persetujuan */
	bool away;         /* not in the panti today */
	bool waiting_school;
};

#define RESIDENT_KEY_SIZE 400
struct resident_pos { char key[RESIDENT_KEY_SIZE]; row_id id; }; /* a place in the order: pass it back as `from` */

#define MARK_AGE 1u        /* ! batas usia */
#define MARK_MISSING 2u    /* d data belum lengkap */
#define MARK_ALLOWANCE 4u  /* u uang saku bulan ini belum dibayar */
#define MARK_AWAY 8u       /* not in the panti */
#define MARK_APPROVAL 16u  /* menunggu persetujuan */
#define MARK_SEALED 32u

struct resident_row {
	row_id id, person;
	const char *register_no, *name;        /* initials when sealed and hidden */
	const char *sex;                       /* L, P */
	caldate birth; char precision;         /* DATE_NONE unknown or hidden; precision d m y */
	const char *level, *school;            /* level code */
	int grade;                             /* 0 none */
	bool waiting_school;
	const char *status;                    /* aktif, keluar, akan, batal */
	caldate admit, end;
	const char *end_reason;
	row_id room_id; const char *room;
	const char *clusters;                  /* a|b */
	const char *presence;                  /* kind, "" = in the panti */
	const char *origin;                    /* region code */
	const char *nik;                       /* "" when hidden */
	const char *sort_key, *age_key;        /* keys of the name and age order, for resident_place only: never shown */
	rupiah savings;                        /* 0 when who may not read money */
	unsigned marks;
	int missing;
	bool sealed, hidden, approved;         /* hidden: identity is not shown */
};

/* Up to max rows beside `from` (NULL: from the start, or the end when back), in list order either way: the rows after it, or before it when back.
 * Strings in the arena. Returns the number, -1 on error. */
int resident_list(struct db *db, const struct actor *who, const struct resident_filter *f, enum resident_order o, const struct resident_pos *from, bool back, int max, struct arena *a, struct resident_row *out, struct err *e);
/* Place of a row in an order, to go on from it. */
void resident_place(const struct resident_row *row, enum resident_order o, struct resident_pos *out);
/* Place of a child, so that the selection stays when filter or order changes; ERR_NOTFOUND outside the scope. */
bool resident_find_place(struct db *db, const struct actor *who, row_id resident, enum resident_order o, struct resident_pos *out, struct err *e);
/* Children that match; -1 on error. Once per filter, not per key (DESIGN.md 6). */
int64_t resident_count(struct db *db, const struct actor *who, const struct resident_filter *f, struct err *e);
/* One row, as lists show it. */
bool resident_row(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct resident_row *out, struct err *e);
/* Jump: exact number, or a number without its zeros (2019-14). A number merged into another leads there. 0 with ERR_NOTFOUND. */
row_id resident_by_register(struct db *db, const struct actor *who, const char *register_no, struct err *e);
/* Pages through everything of a filter in an order (reports, export); fn false stops. One snapshot. Strings live until fn returns. */
bool resident_each(struct db *db, const struct actor *who, const struct resident_filter *f, enum resident_order o, bool (*fn)(void *ctx, const struct resident_row *row), void *ctx, struct err *e);

struct person_merged; /* db/child/person_merge.h */
/* of: register number of the record merged into this one ("*" without a number); "" the card's own, which come first */
struct stay_row { row_id id; const char *of; caldate on, end; const char *kind, *end_reason, *note, *district, *referral; row_id referral_id; bool approved, returned, void_, aside /* repeats one of the card's own: counts no more */; const char *recorded_by, *approved_by, *returned_why; };
struct resident_school { row_id id; const char *of; caldate on; const char *year, *level, *kind, *school, *event, *note; int grade; bool waiting; };
struct presence_row { row_id id, resident; const char *register_no, *name, *kind, *note, *fetched_by; caldate on, expected, back; bool overdue; };
struct resident_fact { row_id id; caldate on; const char *value; }; /* room name; clusters */

struct resident_card {
	struct resident_row row;
	struct person person;       /* values a role may not see are "" */
	int64_t version;            /* of the resident row (worker, seal) */
	row_id worker; const char *worker_name, *caregiver, *sealed_why;
	struct stay_row *stays; int stay_count;            /* newest first */
	struct resident_school *schooling; int schooling_count; /* newest first */
	struct presence_row *presence; int presence_count; /* newest first, at most 50 */
	struct resident_fact *rooms, *clusters; int room_count, cluster_count; /* newest first */
	struct paper *papers; int paper_count;
	struct measure *measures; int measure_count;
	struct person_merged *merged; int merged_count; /* records merged into this one, newest first */
	bool limited;               /* the role sees names, level, school only (treasurer, caregiver, district officer) */
};
/* Everything for the card in one snapshot. opening: true writes the one access row (tabs and reloads pass false). A sealed child needs
 * RIGHT_SEALED_READ and, when opening, a reason that is logged: without it ERR_PROBLEMS with field "why". */
#define CARDS_AN_HOUR 30 /* more different children in an hour: a hard problem "many" asks why, once, and Home tells the head */
bool resident_card(struct db *db, const struct actor *who, row_id resident, bool opening, const char *why, struct arena *a, struct resident_card *out, struct problems *p, struct err *e);

struct history_row { int64_t seq; utc_ms at; const char *by, *action, *kind, *field, *before, *after; row_id record; const char *of; /* number of the record merged into this one that the act was about; "*" without a number, "" this one */ };
/* Every change of a child, newest first, one row per changed value (field "" when the act has none). before_seq 0 = newest. -1 on error. */
int resident_history(struct db *db, const struct actor *who, row_id resident, int64_t before_seq, struct arena *a, struct history_row *out, int max, struct err *e);

struct resident_edit {
	row_id resident;
	int64_t person_version;           /* of card.person when the form opened */
	const char *v[PERSON_FIELDS];     /* canonical */
	const char *idem;                 /* NULL or a key of db_idem_make */
};
/* RIGHT_RESIDENT_EDIT. ERR_CONFLICT: ask person_changes_since(card.person.id, person_version, v). */
bool resident_edit(struct db *db, const struct actor *who, const struct resident_edit *in, struct problems *p, struct err *e);
bool resident_set_worker(struct db *db, const struct actor *who, row_id resident, int64_t version, row_id worker, struct problems *p, struct err *e);
/* RIGHT_SEALED_READ; why is required for both ways. */
bool resident_seal(struct db *db, const struct actor *who, row_id resident, int64_t version, bool sealed, const char *why, struct problems *p, struct err *e);

/* For db/ only: the child if it is in who's scope, with its person and panti; false with ERR_NOTFOUND, the try logged when outside. */
struct resident_ref { row_id id, person, panti; const char *register_no, *name, *status; bool sealed; row_id stay; caldate admit, end; };
bool resident_ref(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct resident_ref *out, struct err *e);

#endif
