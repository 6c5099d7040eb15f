/*
 * Referrals in (DOMAIN.md 2, DESIGN.md 7.14). One referral = one child; siblings share a letter. The state is derived from dated
 * events; referral_now keeps it for lists. Scope is part of every query: a panti's people see the referrals sent to their panti
 * (never an officer's draft), a district officer those of the own sending district, whoever typed them in. A child whose file is
 * sealed shows initials, and does not open, to panti people without RIGHT_SEALED_READ.
 */
#ifndef DB_REFERRAL_H
#define DB_REFERRAL_H
#include "db/db.h"
#include "db/report/letter.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "src/rules/person.h"
#include "src/rules/referral.h"

/* --- lists ---------------------------------------------------------------------------------------------------------------- */

enum referral_view { REFERRAL_VIEW_WAITING /* perlu dikerjakan: menunggu jawaban, atau disetujui dan menunggu penerimaan */, REFERRAL_VIEW_OPEN /* belum selesai */, REFERRAL_VIEW_ALL, REFERRAL_VIEW_STATE,
                     REFERRAL_VIEW_ASKED /* open, and the other side wrote last: an officer owes an answer */ };
struct referral_filter {
	enum referral_view view;
	enum referral_state state;   /* for REFERRAL_VIEW_STATE */
	const char *district;        /* sender's region code, NULL or "" = all (a district officer's own is always applied) */
	const char *text;            /* number, or words beginning a word of the name; NULL or "" = all */
};
struct referral_key { int64_t rank, sort; row_id id; }; /* place in the list; {-1, 0, 0} = before the first */
#define REFERRAL_FIRST ((struct referral_key){ -1, 0, 0 })
#define REFERRAL_LAST ((struct referral_key){ 1000, 0, 0 })
struct referral_row {
	row_id id;
	struct referral_key key;
	const char *number, *name, *sex, *district, *sender, *reason, *letter_no;
	const char *district_name;   /* of the sender's region, "" unknown */
	const char *panti;           /* name of the receiving panti, "" not chosen */
	caldate birth, since;        /* since: the day the clock runs from (received, or sent) */
	caldate state_on;
	enum referral_state state;
	struct referral_wait wait;   /* calendar days waiting; .over = working-day clock over */
	bool urgent;
	int mates;                   /* other referrals on the same letter that the actor may see */
	row_id resident;             /* placed as; 0 */
	row_id home;                 /* receiving panti; 0 not chosen */
};
/* Rows after `from` (backward: before it, nearest first), in the order of the inbox. Returns rows filled, -1 on error. RIGHT_REFERRAL_READ. */
int referral_list(struct db *db, const struct actor *who, const struct referral_filter *f, struct referral_key from, bool backward, struct arena *a, struct referral_row *out, int max, struct err *e);
/* The row of one referral when the filter shows it; false (with nothing in e) when not. */
bool referral_row_in(struct db *db, const struct actor *who, const struct referral_filter *f, row_id id, struct arena *a, struct referral_row *out, struct err *e);
/* How many the filter shows; -1 on error. */
int64_t referral_count(struct db *db, const struct actor *who, const struct referral_filter *f, struct err *e);

struct referral_work {
	int waiting, over, longest /* calendar days */; /* an answer is owed; past a working-day clock */
	int approved, late;                             /* accepted, to be admitted; of these past the clock of the admission */
};
bool referral_work(struct db *db, const struct actor *who, struct referral_work *out, struct err *e);

/* --- one referral ------------------------------------------------------------------------------------------------------------- */

struct referral_event { row_id id; enum referral_state state; const char *move, *reason, *note, *by; caldate on; utc_ms at; };
struct referral_card {
	row_id id, panti, person, resident; /* panti 0 = not chosen; resident: the entry of the register, 0 none */
	const char *number, *panti_name, *district_name, *by;
	int64_t version, person_version;
	const char *v[REFERRAL_FIELDS];     /* canonical text */
	const char *child[PERSON_FIELDS];   /* canonical text; name, birth ... */
	enum referral_state state;
	caldate state_on, since;
	struct referral_wait wait;
	caldate place_until; const char *place_room; /* the place kept: until when (DATE_NONE none), "" without a room */
	int queue_place, queue_of; const char *queue_why; /* on the waiting list: number, of how many; 0 = not there */
	const char *advice, *advice_note, *advice_by; /* of the running assessment: code of referral_advice, words, who; "" none */
	struct referral_event *events; size_t event_count; /* oldest first */
	struct referral_row *mates; size_t mate_count;     /* on the same letter */
	const char *register_no;            /* of the child when it stands in the register, else "" */
	const char *report_no;              /* of the report of the public it came from, else "" */
};
/* Opening a referral leaves one access row in the audit log (log false: reload). ERR_NOTFOUND outside the scope. */
bool referral_load(struct db *db, const struct actor *who, row_id id, bool log, struct arena *a, struct referral_card *out, struct err *e);
/* By number, in scope; 0 when there is none. */
bool referral_find(struct db *db, const struct actor *who, const char *number, row_id *out, struct err *e);

struct referral_input {
	const char *v[REFERRAL_FIELDS];    /* canonical text, NULL = "" */
	const char *child[PERSON_FIELDS];  /* for a new child; when editing: NULL leaves the value */
	int64_t person_version;            /* editing: of the card; 0 leaves the child's fields alone */
	row_id person;                     /* a child already known to this panti (0 = new from child[]) */
	row_id report;                     /* the report of the public it is made of, 0 none: becomes dirujuk in the same transaction (recording only) */
	row_id panti;                      /* receiving panti: a district officer's choice, may be 0 in a draft; ignored for a panti's own people */
};
/* Panti: from a letter, starts in surat_diterima. District officer: starts in konsep; district is the officer's own. */
bool referral_record(struct db *db, const struct actor *who, const struct referral_input *in, const char *idem, row_id *out, struct problems *p, struct err *e);
/* While it is open. The child's own fields only while the child is not in a register. ERR_CONFLICT when version is old. */
bool referral_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const struct referral_input *in, struct problems *p, struct err *e);
/* A move of the table in rules/referral.h, dated on (DATE_NONE = today, not ahead, not before the event before it). tolak: reason is a code of refusal_reason. */
bool referral_move(struct db *db, const struct actor *who, row_id id, int64_t version, enum referral_move move, caldate on, const char *reason, const char *note, struct problems *p, struct err *e);
/* The head's approval with a place kept for the child: no room (0) is fine, until DATE_NONE = the setting reserve_days. reason: why although no place is
 * free (problem "reason" asks for it), else may be "". referral_move() with REFERRAL_SETUJU does the same with neither. */
struct referral_accept { caldate on; row_id room; caldate until; const char *reason, *note; };
bool referral_accept(struct db *db, const struct actor *who, row_id id, int64_t version, const struct referral_accept *in, struct problems *p, struct err *e);
/* What referral_accept() would say now, nothing written. */
bool referral_accept_check(struct db *db, const struct actor *who, row_id id, const char *reason, struct problems *p, struct err *e);
/* Inside the transaction that takes an admission back: the referral is accepted again, its place kept anew. A referral in another state stays as it is. */
bool referral_unplace(struct db *db, const struct actor *who, row_id referral, const char *why, struct err *e);
/* Inside the admission's transaction: an approved referral of this panti becomes ditempatkan; any other state is refused (ERR_DATA). */
bool referral_mark_placed(struct db *db, const struct actor *who, row_id referral, row_id resident, caldate on, struct err *e);
/* "It is the same child": the referral points to a child this panti already knows (offered by person_twins(), db/child/person.h). */
bool referral_link(struct db *db, const struct actor *who, row_id id, int64_t version, row_id person, struct problems *p, struct err *e);

struct referral_reply { struct letter letter; struct referral_card card; enum referral_state answer; const char *refusal; /* code of refusal_reason */ const char *words; /* of the decision, for the letter; "" none */ caldate decided_on; row_id event; };
/* Surat jawaban: of a decided referral only (disetujui, daftar tunggu, ditolak, ditempatkan); gives the letter its number the first time. Each answer
 * has a letter of its own: first the waiting list, later the approval. */
bool referral_reply_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct referral_reply *out, struct problems *p, struct err *e);

/* Has the answer that stands its number? False with nothing in e: not yet; with ERR_PROBLEMS: there is no answer. */
bool referral_reply_numbered(struct db *db, const struct actor *who, row_id id, struct err *e);
/* Gives it the number typed from the office's agenda, once. RIGHT_REFERRAL_RECORD. Hard: no answer yet, numbered already, the number stands on another letter. */
bool referral_reply_number(struct db *db, const struct actor *who, row_id id, const char *number, struct problems *p, struct err *e);

struct referral_home { row_id id; const char *code, *name, *place; int capacity_l, capacity_p, free_l, free_p; };
/* Panti a district officer may send to, with free places. */
int referral_homes(struct db *db, const struct actor *who, struct arena *a, struct referral_home *out, int max, struct err *e);

/* --- reports ------------------------------------------------------------------------------------------------------------------ */

struct referral_fact { /* a referral alive in the period, as known at a time */
	row_id id; const char *number, *district, *district_name, *name, *sex, *reason, *sender;
	caldate birth, since, ended /* final, approved or waiting list: the answer; DATE_NONE owed */, placed;
	enum referral_state opening, closing; /* state before the first day (REFERRAL_STATES: not there yet) and at the end of the last */
	int waited;                           /* calendar days until the answer or the last day */
};
/* Received up to `to` and not final before `from`; known_at 0 = now. By district and number. */
bool referral_facts(struct db *db, const struct actor *who, caldate from, caldate to, utc_ms known_at, struct arena *a, struct referral_fact **out, size_t *count, struct err *e);

#endif
