/*
 * Partners: whom the home sends children to, with contacts, places and MoU (src/rules/partner.h). One register per panti; its people read it by
 * RIGHT_PARTNER_READ. A partnership is ended with a reason, never deleted, and may be taken up again.
 */
#ifndef DB_PARTNER_H
#define DB_PARTNER_H
#include "db/db.h"
#include "src/base/mem.h"
#include "src/rules/partner.h"

enum partner_view { PARTNER_ACTIVE, PARTNER_MOU_WORK /* active, MoU ending or ended */, PARTNER_MOU_ENDED /* active */, PARTNER_NO_MOU /* active */, PARTNER_CLOSED, PARTNER_ALL, PARTNER_VIEWS };
struct partner_filter {
	enum partner_view view;
	const char *kind, *cluster; /* codes; NULL or "" any. cluster: accepted by name */
	const char *text;           /* words beginning a word of the name; NULL or "" = all */
};
#define PARTNER_KEY_SIZE 400
struct partner_pos { char key[PARTNER_KEY_SIZE]; row_id id; }; /* place in the order of names; {"", 0} = before the first */
struct partner_row {
	row_id id;
	const char *key, *kind, *name, *district, *district_name /* "" unknown */, *contact, *phone, *clusters, *mou_no;
	int capacity_l, capacity_p, free_l, free_p; /* -1 unknown */
	caldate free_on, mou_from, mou_until, closed_on; /* DATE_NONE */
	enum mou_state mou;
	int mou_left;        /* days */
	int open;            /* referrals out not finished */
};
/* In the order of names, from `from` on (backward: before it, nearest first; from NULL: from the start or the end). Rows filled, -1 on error. */
int partner_list(struct db *db, const struct actor *who, const struct partner_filter *f, const struct partner_pos *from, bool backward, struct arena *a, struct partner_row *out, int max, struct err *e);
int64_t partner_count(struct db *db, const struct actor *who, const struct partner_filter *f, struct err *e); /* -1 on error */

struct partner {
	row_id id;
	int64_t version;
	const char *v[PARTNER_FIELDS]; /* canonical text */
	caldate closed_on;             /* DATE_NONE while it stands */
	const char *closed_why, *by;
	enum mou_state mou;
	int mou_left, open;
};
bool partner_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct partner *out, struct err *e); /* RIGHT_PARTNER_READ */
/* Another partner of that name in this panti, ended ones too: its kind as a code, NULL none. */
const char *partner_same_name(struct db *db, const struct actor *who, const char *name, row_id but, struct arena *a);
/* RIGHT_PARTNER_EDIT. id 0 = new (idem may be NULL). A name taken already is a soft problem: two offices may share one. ERR_CONFLICT when version is old. */
bool partner_save(struct db *db, const struct actor *who, row_id id, int64_t version, const char *const v[PARTNER_FIELDS], const char *idem, row_id *out, struct problems *p, struct err *e);
/* Ends the partnership on a day (not ahead), or takes an ended one up again (on DATE_NONE); why must be there. Open referrals out stay open: a soft problem. */
bool partner_end(struct db *db, const struct actor *who, row_id id, int64_t version, caldate on, const char *why, struct problems *p, struct err *e);

struct partner_work { int ending, ended; }; /* MoU of active partners */
bool partner_work(struct db *db, const struct actor *who, struct partner_work *out, struct err *e);

int partner_mou_days(struct db *db, row_id panti); /* the setting */

#endif
