/* What the reports share while one is made. Private to db/report*.c. */
#ifndef DB_REPORT_PART_H
#define DB_REPORT_PART_H
#include "db/office/panti.h"
#include "db/report/report.h"
#include "src/print/head.h"

struct report_work {
	struct db *db;
	const struct actor *who;
	struct report_ask ask;       /* standards filled in */
	struct arena *arena;
	struct document *document;   /* made by make() */
	caldate today;
	/* the children on the paper, for the audit row */
	row_id *ids; size_t id_count, id_room;
	row_id person;               /* when the paper is about one child */
	bool audited;                /* make() left its own audit row */
};

bool report_make_monthly(struct report_work *w, struct err *e);
bool report_make_education(struct report_work *w, struct err *e);
bool report_make_register(struct report_work *w, struct err *e);
bool report_make_receipts(struct report_work *w, struct err *e);
bool report_make_handover(struct report_work *w, struct err *e);
bool report_make_cash(struct report_work *w, struct err *e);
bool report_make_savings(struct report_work *w, struct err *e);
bool report_make_referrals(struct report_work *w, struct err *e);
bool report_make_reply(struct report_work *w, struct err *e);
bool report_make_out(struct report_work *w, struct err *e);
bool report_make_partners(struct report_work *w, struct err *e);
bool report_make_labour(struct report_work *w, struct err *e);
bool report_make_companies(struct report_work *w, struct err *e);
bool report_make_reminder(struct report_work *w, struct err *e);
bool report_make_funnel(struct report_work *w, struct err *e);

void report_child(struct report_work *w, row_id resident); /* stands on the paper */

/* Letterhead of a panti, paper dated on. */
bool report_head(struct report_work *w, row_id panti, caldate on, struct print_head *out, struct err *e);
/* Letterhead and signer of a paper about a whole area: the panti's, or for a district officer the Dinas Sosial of the district (its head's name left as dots). */
bool report_head_area(struct report_work *w, caldate on, struct print_head *out, struct err *e);
struct print_person report_signer_area(struct report_work *w, caldate on, const char **title);
/* Who held the post on the day; *title gets the office's word for when nobody is on record. */
struct print_person report_official(struct report_work *w, row_id panti, const char *post, caldate on, const char **title);

/* Whose names are shown: initials for sealed children where the actor may not open them, and for children in criminal cases (cluster abh)
 * where the panti's setting says so. */
struct report_names { bool abh, sealed; };
struct report_names report_names(struct report_work *w);
bool report_hidden(const struct report_names *n, const char *clusters, bool sealed);
const char *report_name(struct report_work *w, const struct report_names *n, const char *name, const char *clusters, bool sealed);

const char *report_region(struct report_work *w, const char *code); /* "Kabupaten Kutai Timur"; a district with its regency; "" unknown */
const char *report_birth(struct report_work *w, const char *place, const char *date, const char *precision, bool letter); /* "Sangatta, 9 Maret 2013" */
const char *report_level(const char *level, int grade, struct arena *a); /* "SMP 8" */
const char *report_sex(const char *sex);                            /* "Laki-laki" */
/* "Ahmad (alm.) / Aminah" */
const char *report_parents(const char *father, const char *father_state, const char *mother, const char *mother_state, struct arena *a);
const char *report_address(struct report_work *w, const char *address, const char *rt, const char *rw, const char *village, const char *district);

#endif
