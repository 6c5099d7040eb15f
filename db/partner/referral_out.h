/*
 * Referrals out (src/rules/referral_out.h): one = one child, one partner, one service. The state follows dated events; referral_out_now keeps
 * it for lists. A panti's people see their own; a sealed child shows initials, and does not open, to whoever lacks RIGHT_SEALED_READ. Purpose,
 * notes and results are confidential: RIGHT_NOTE_READ; they are "" for the others, and stand in no audit value.
 */
#ifndef DB_REFERRAL_OUT_H
#define DB_REFERRAL_OUT_H
#include "db/report/letter.h"
#include "db/partner/partner.h"
#include "src/rules/referral_out.h"

enum out_view { OUT_VIEW_OPEN /* not finished */, OUT_VIEW_OVERDUE /* answer or report of the service overdue */, OUT_VIEW_ALL, OUT_VIEW_STATE };
struct out_filter {
	enum out_view view;
	enum out_state state;      /* for OUT_VIEW_STATE */
	row_id partner, resident;  /* 0 = all */
	const char *text;          /* number, or words beginning a word of the child's name; NULL or "" = all */
};
struct out_key { int64_t rank, sort; row_id id; };
#define OUT_FIRST ((struct out_key){ -1, 0, 0 })
struct out_row {
	row_id id, resident, partner;
	struct out_key key;
	const char *number, *register_no, *name, *sex, *partner_name, *partner_kind, *service;
	caldate sent, state_on;
	enum out_state state;
	struct out_wait wait;
	bool urgent;
};
/* Not answered first (urgent, longest waiting on top), then accepted, then finished ones, newest first. Rows filled, -1 on error. RIGHT_OUT_READ. */
int out_list(struct db *db, const struct actor *who, const struct out_filter *f, struct out_key from, bool backward, struct arena *a, struct out_row *out, int max, struct err *e);
int64_t out_count(struct db *db, const struct actor *who, const struct out_filter *f, struct err *e); /* -1 on error */

struct out_work { int answer, done /* overdue ones */, longest /* days since sent or accepted */; };
bool out_work(struct db *db, const struct actor *who, struct out_work *out, struct err *e);

struct out_event { enum out_state state; const char *move, *reason, *note, *by_whom /* who answered at the partner's */, *by; caldate on; };
struct out_card {
	row_id id, resident, partner, person;
	int64_t version;
	const char *number, *register_no, *name, *sex, *clusters, *room, *by;
	caldate birth;
	char precision;
	bool sealed, confidential;     /* confidential: purpose and notes may be read by this person */
	struct partner to;             /* as it stands now */
	const char *v[OUT_FIELDS];     /* canonical text */
	enum out_state state;
	caldate sent, state_on;
	struct out_wait wait;
	struct out_event *events; size_t event_count; /* oldest first */
};
/* log: leaves the one access row. ERR_NOTFOUND outside the scope. */
bool out_load(struct db *db, const struct actor *who, row_id id, bool log, struct arena *a, struct out_card *out, struct err *e);
bool out_find(struct db *db, const struct actor *who, const char *number, row_id *out, struct err *e); /* by number, 0 = none */

/* What speaks against this partner for this child, in words, each a soft problem of field "partner": MoU ended or none, full for the child's sex,
 * clusters not accepted. RIGHT_OUT_READ; false on error. */
bool out_doubts(struct db *db, const struct actor *who, row_id resident, row_id partner, struct problems *p, struct err *e);
/* Partners for a child: those that accept its clusters first, then unknown ones, then the others; ended partnerships left out. Each by name. -1 on error. */
struct out_partner { row_id id; const char *name, *kind; enum partner_fit fit; enum mou_state mou; int free; /* places for this sex, -1 unknown */ };
int out_partners(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct out_partner *out, int max, struct err *e);

/* RIGHT_OUT_SEND, of a child in care. Doubts come back as soft problems. An open one for the same partner and service is refused. */
bool out_send(struct db *db, const struct actor *who, row_id resident, const char *const v[OUT_FIELDS], const char *idem, row_id *out, struct problems *p, struct err *e);
/* RIGHT_OUT_SEND, until it is answered. Partner and day stay. ERR_CONFLICT when version is old. */
bool out_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const char *const v[OUT_FIELDS], struct problems *p, struct err *e);
/* A move of the table; on DATE_NONE = today. reason of tolak: a code of out_refusal or words. */
bool out_move(struct db *db, const struct actor *who, row_id id, int64_t version, enum out_move m, caldate on, const char *reason, const char *note, const char *by_whom, struct problems *p, struct err *e);

/* The covering letter with its number, given the first time by whoever may send or record. */
bool out_letter(struct db *db, const struct actor *who, const struct out_card *card, struct letter *out, struct err *e);

#endif
