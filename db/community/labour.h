/*
 * Screenings for child labour: of the child of a report of the public, of a resident, or of neither (met on the street, perhaps without
 * a name). A row keeps the facts and the answer the rule gave on that day with its grounds; a later rule does not change it. Nothing is
 * edited: a screening that should not be is voided with a reason and made again.
 */
#ifndef DB_LABOUR_H
#define DB_LABOUR_H
#include "db/db.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "src/rules/labour.h"

struct labour_input {
	const char *v[LABOUR_FIELDS];  /* canonical; NULL = "" */
	row_id report, resident;       /* at most one of them */
};
/* RIGHT_LABOUR_SCREEN. A linked resident's name and sex are the register's own; an officer's district is his own. *answer may be NULL. */
bool labour_screen(struct db *db, const struct actor *who, const struct labour_input *in, const char *idem, row_id *out, enum labour_answer *answer, struct problems *p, struct err *e);
bool labour_void(struct db *db, const struct actor *who, row_id id, int64_t version, const char *why, struct problems *p, struct err *e);
/* What a form begins with: of the report or resident, today, own district. In scope, else ERR_NOTFOUND. v[] in the arena, *label "L-2026-014", "2026-001 Siti" or "". */
bool labour_begin(struct db *db, const struct actor *who, row_id report, row_id resident, struct arena *a, const char *v[LABOUR_FIELDS], const char **label, struct err *e);

struct labour_card {
	row_id id, report, resident;
	int64_t version;
	const char *v[LABOUR_FIELDS];  /* name as this person may see it */
	enum labour_answer answer;
	const char *grounds;           /* codes, '|' between */
	const char *report_no, *register_no, *by, *panti;
	utc_ms at;
	bool voided;
	const char *void_by, *void_why;
};
/* opened: leaves the access row of opening a card. */
bool labour_load(struct db *db, const struct actor *who, row_id id, bool opened, struct arena *a, struct labour_card *out, struct err *e);

struct labour_filter { const char *text; int year; const char *answer, *sector; bool voided; row_id report, resident; }; /* 0, NULL or "": all; voided: these too */
struct labour_row { row_id id; const char *name, *sex, *sector, *district, *work, *grounds; int age; enum labour_answer answer; caldate on; bool voided, linked; };
struct labour_key { char on[DATE_ISO_SIZE]; row_id id; };
#define LABOUR_NEWEST ((struct labour_key){ "9999-99-99", INT64_MAX })
#define LABOUR_OLDEST ((struct labour_key){ "", 0 })
/* Newest first, rows behind `from`; backward: rows before it, nearest first. Returns how many, -1 on error. */
int labour_list(struct db *db, const struct actor *who, const struct labour_filter *f, struct labour_key from, bool backward, struct arena *a, struct labour_row *out, int max, struct err *e);
int64_t labour_count(struct db *db, const struct actor *who, const struct labour_filter *f, struct err *e);
/* Years that have screenings, newest first; -1 on error. */
int labour_years(struct db *db, const struct actor *who, int *out, int max, struct err *e);

/*
 * Children by year: a child screened more than once in a year (the same resident, the same report about one child, or both) counts once,
 * with the gravest answer of that year. Voided screenings count nowhere.
 */
struct labour_year { int year, screened, answer[LABOUR_ANSWERS], working, male, female; /* sexes of the working; the rest not noted */ int under_13, to_14, to_17; };
struct labour_cell { const char *code; int count[6]; }; /* sector: the four PASB kinds in their order, another kind, no worst form */
struct labour_figures {
	struct labour_year *years; int year_count;     /* with screenings, oldest first */
	int detail;                                    /* the year of the tables below; 0 none */
	struct labour_cell *sectors; int sector_count; /* of the working, in the list's order of first use; code "" not noted */
	struct { const char *code; int count; } *risks; int risk_count;
};
/* Up to year `last`; detail: that year, or the last one that found children working when `exact` is false. RIGHT_REPORT_DISTRICT. */
bool labour_figures(struct db *db, const struct actor *who, int last, bool exact, struct arena *a, struct labour_figures *out, struct err *e);

#endif
