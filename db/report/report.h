/*
 * The catalogue of printouts, one table for screens and command line (DESIGN.md 7.19): name -> right, what it takes, formats,
 * and the function that loads its facts and lays them out. Making one leaves one audit row naming the children on it; population
 * reports are signed by the head, money by head and treasurer of the report's own day, so a reprint carries the people of then.
 */
#ifndef DB_REPORT_H
#define DB_REPORT_H
#include "db/db.h"
#include "src/print/document.h"

#define TAKES_MONTH 1u     /* ask.month, any day of it; standard: last month; with TAKES_YEAR too: none, the year says it */
#define TAKES_DATE 2u      /* ask.date; standard: today */
#define TAKES_YEAR 4u      /* ask.year; standard: all years */
#define TAKES_RESIDENT 8u  /* ask.resident, must be given */
#define TAKES_REFERRAL 16u /* ask.referral, must be given */
#define TAKES_OUT 64u      /* ask.out, a referral out; must be given */
#define TAKES_QUARTER 128u /* ask.month, any month of the quarter; standard: the last quarter that is over */
#define TAKES_REMINDER 256u /* ask.reminder of a workplace; must be given */
#define TAKES_REVISION 32u /* ask.revision; standard: the newest */

enum report_format { REPORT_TEXT, REPORT_ESCP, REPORT_PDF, REPORT_XLSX, REPORT_CSV, REPORT_FORMATS };

/* Which handover of a child: by itself the one of the end of the last stay when that is decided, else of its admission. */
enum report_handover { HANDOVER_LAST, HANDOVER_ADMISSION, HANDOVER_TERMINATION };

struct report_ask {
	caldate month, date; /* DATE_NONE = the standard */
	int year;            /* 0 = all */
	row_id resident, referral;
	int revision;        /* -1 newest (the standard), 0 the first, N: correction N */
	enum report_handover handover;
	row_id out, reminder;
};
/* Nothing chosen yet. */
#define REPORT_ASK { DATE_NONE, DATE_NONE, 0, 0, 0, -1, HANDOVER_LAST, 0, 0 }

struct report_work; /* report_part.h */
struct report {
	const char *name;        /* "allowance-receipts", as on the command line */
	const char *title;       /* N_(), as in lists */
	const char *help;        /* N_(), one sentence */
	enum right right;
	unsigned takes;          /* TAKES_ bits */
	unsigned formats;        /* 1u << enum report_format */
	bool wide;               /* better at 136 columns */
	bool (*make)(struct report_work *w, struct err *e); /* through report_make() only */
};
extern const struct report reports[];
extern const size_t reports_count;

const struct report *report_find(const char *name);    /* NULL when unknown */
const char *report_nearest(const char *name);          /* the name that was probably meant, or NULL */

struct termination_card;
/* The handover record a termination would print as it stands, before approval too: its number is left as dots until it has one. No audit row: whoever
 * looks has the card open. Owner of *out: caller, document_free. */
bool report_handover_preview(struct db *db, const struct actor *who, const struct termination_card *card, struct document **out, struct err *e);

/* The document, scope and right of `who` applied, standards filled in. What cannot be made says why in *e (ERR_DATA: nothing to print yet,
 * ERR_NOTFOUND: no such record in scope). Leaves one audit row. Owner of *out: caller, document_free. */
bool report_make(struct db *db, const struct actor *who, const struct report *r, const struct report_ask *ask, struct document **out, struct err *e);

const char *report_format_code(enum report_format f);  /* "text", "pdf" ...; also the ending of file names: report_format_ending() */
const char *report_format_ending(enum report_format f);
enum report_format report_format_from_code(const char *code); /* REPORT_FORMATS when unknown */
const char *report_paper_code(enum paper_size p);      /* "a4" "f4" "80" "136" */
bool report_paper_from_code(const char *code, enum paper_size *out);

/* "Dicetak Rina 03-08-2026 10.31": the one part that differs between reprints. */
void report_printed(struct db *db, const struct actor *who, char *out, size_t size);
/* The paper a report takes when none is named: the panti's for PDF; 80 or 136 columns for text, as the report is wide. */
enum paper_size report_paper(struct db *db, const struct actor *who, const struct report *r, enum report_format f);
/* Complete bytes of one format: paper as chosen, kop by the panti's setting, font_path of the configuration (may be ""). */
bool report_render(struct db *db, const struct actor *who, const struct document *d, enum report_format f, enum paper_size paper, const char *font_path, struct buf *out, struct err *e);
/* "monthly-2026-07.pdf": a plain file name for what was asked. */
void report_file_name(const struct report *r, const struct report_ask *ask, enum report_format f, char *out, size_t size);

#endif
