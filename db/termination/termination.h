/*
 * The end of a stay (DOMAIN.md 7, DESIGN.md 7.13): usul -> menunggu -> disetujui / dikembalikan -> berlaku on its date. The social
 * worker proposes, the treasurer pays the savings out, the head approves and types the number (of the child, or of children of a
 * pelepasan). In force, the stay has ended and aftercare is dated. Emergency exits need reason and approval only.
 */
#ifndef DB_TERMINATION_H
#define DB_TERMINATION_H
#include "db/db.h"
#include "db/report/letter.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "src/rules/person.h"
#include "src/rules/termination.h"

struct termination_input {
	const char *reason;            /* code of termination_reason */
	caldate on;                    /* first day no longer in care; at most 31 days ahead */
	const char *note;
	const char *receiver, *receiver_relation, *receiver_id, *receiver_address; /* Pihak Kedua; receiver_id: KTP */
	bool family_assessed;
	const struct termination_score *scores; size_t score_count; /* given ones; replace what stands */
	const struct termination_paper *papers; size_t paper_count;
};
/* RIGHT_TERMINATION_PROPOSE. One open proposal per child. Soft problems say what is still to do before approval. */
bool termination_propose(struct db *db, const struct actor *who, row_id resident, const struct termination_input *in, const char *idem, row_id *out, struct problems *p, struct err *e);
/* Pelepasan: one proposal for several children (reason, date, note, receiver of `in`); one row each, shared batch. */
bool termination_propose_batch(struct db *db, const struct actor *who, const row_id *residents, size_t count, const struct termination_input *in, const char *idem, row_id *batch, struct problems *p, struct err *e);
/* While usul or dikembalikan. */
bool termination_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const struct termination_input *in, struct problems *p, struct err *e);
/* ajukan, setuju (typed: the register number; NULL from the command line), kembalikan, perbaiki, batalkan, buka kembali. note: the reason where the step needs one.
 * setuju on or after its date puts it in force at once; buka kembali voids the stay's end and the open aftercare. */
bool termination_decide(struct db *db, const struct actor *who, row_id id, int64_t version, enum termination_move move, const char *typed, const char *note, struct problems *p, struct err *e);
/* The same move for a whole batch, all or none; typed at approval = the number of children. */
bool termination_decide_batch(struct db *db, const struct actor *who, row_id batch, enum termination_move move, const char *typed, const char *note, struct problems *p, struct err *e);
/* First use of a day: puts approved ones in force whose day came, in every panti of the database. *count may be NULL. No right asked: the decision was the head's. */
bool termination_due(struct db *db, int *count, struct err *e);

struct termination_row {
	row_id id, resident, batch;
	const char *register_no, *name, *sex, *reason, *by; /* name: initials when sealed */
	enum termination_state state;
	caldate on, proposed_on;
	int batch_size;                /* children in the batch, 1 alone */
	int missing;                   /* hard conditions for approval not met yet (usul, menunggu, dikembalikan) */
};
struct termination_key { char on[DATE_ISO_SIZE]; row_id id; };
#define TERMINATION_FIRST ((struct termination_key){ "", 0 })
/* state TERMINATION_STATES: all open ones (usul, menunggu, dikembalikan, disetujui) by date; a given state by date. Keyset. Returns rows, -1 on error. */
int termination_list(struct db *db, const struct actor *who, enum termination_state state, struct termination_key after, struct arena *a, struct termination_row *out, int max, struct err *e);
/* Of one state, the latest first: what ended lately is what is asked for. Returns rows, -1 on error. */
int termination_newest(struct db *db, const struct actor *who, enum termination_state state, struct arena *a, struct termination_row *out, int max, struct err *e);
int64_t termination_count(struct db *db, const struct actor *who, enum termination_state state, struct err *e);
struct termination_work { int proposed /* drafts and returned */, waiting /* for the head */, longest /* days */, coming /* approved, day not come */, owed /* ended in an emergency, savings still owed */; };
bool termination_work(struct db *db, const struct actor *who, struct termination_work *out, struct err *e);

struct termination_need { const char *indicator, *text, *score, *evidence; }; /* every indicator of the child's clusters, score "" not given */
struct termination_held { const char *kind; bool handed, given; const char *why; }; /* every paper held; given: handed or reason is recorded */
struct termination_card {
	row_id id, panti, resident, person, stay, batch;
	int64_t version;
	int batch_size;
	const char *register_no, *sex, *clusters, *level, *school;
	int grade;
	caldate admit_on;
	const char *child[PERSON_FIELDS];
	const char *reason, *note, *receiver, *receiver_relation, *receiver_id, *receiver_address, *decision_note;
	bool family_assessed, sealed;
	caldate on;
	enum termination_state state;
	struct termination_need *needs; size_t need_count;
	struct termination_held *papers; size_t paper_count;
	rupiah savings, allowance_owed;
	row_id proposed_by, decided_by;
	const char *proposer, *decider;  /* shown names */
	utc_ms proposed_at, decided_at;
	struct letter bast;              /* id 0: no number yet */
};
/* RIGHT_RESIDENT_READ; a sealed child's also RIGHT_SEALED_READ. log: leave one access row (opening, not reloading). */
bool termination_load(struct db *db, const struct actor *who, row_id id, bool log, struct arena *a, struct termination_card *out, struct err *e);
/* The same facts for a child without a proposal yet (id 0): what a proposal will ask for. */
bool termination_preview(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct termination_card *out, struct err *e);
/* What stands in the way of approval now (soft and hard as the rule says); true when nothing hard. */
bool termination_review(struct db *db, const struct actor *who, const struct termination_card *c, struct problems *p, struct err *e);
/* Open proposal (or the one in force for the last stay) of a child; 0 none. */
bool termination_of(struct db *db, const struct actor *who, row_id resident, row_id *out, struct err *e);
/* Berita acara: loads the card and gives it its number the first time (approved or in force only). */
bool termination_bast(struct db *db, const struct actor *who, row_id id, struct arena *a, struct termination_card *out, struct problems *p, struct err *e);

struct termination_fact { row_id resident; const char *register_no, *name, *sex, *reason, *district; caldate on, admit_on, birth; bool sealed; };
/* Stays ended in [from, to] as known at a time (0 = now), imported ends too; by date and name. */
bool termination_facts(struct db *db, const struct actor *who, caldate from, caldate to, utc_ms known_at, struct arena *a, struct termination_fact **out, size_t *count, struct err *e);

#endif
