/*
 * A field is described once, in a const table, and every part of the program reads that table: forms, import and export
 * columns, audit differences, cards, help. Values are canonical text: dates ISO (estimated birth dates YYYY-MM-DD with a
 * precision field), rupiah and integers as digits, codes as stored codes, yes/no as 1/0, unknown as "".
 */
#ifndef BASE_FIELD_H
#define BASE_FIELD_H
#include "src/base/err.h"
#include "src/base/types.h"

enum field_kind {
	FIELD_TEXT,    /* one line */
	FIELD_NOTE,    /* several lines */
	FIELD_DIGITS,  /* exactly `max` digits when given (NIK, KK, NISN); spaces and dots typed between are dropped */
	FIELD_INT,     /* 0 .. max */
	FIELD_DATE,
	FIELD_PAST,    /* a date that must be today or before: two-digit years resolve to the past */
	FIELD_RUPIAH,
	FIELD_CODE,    /* one code of `list` */
	FIELD_CODES,   /* several codes of `list`, separated by '|', the first is the main one */
	FIELD_BOOL,
	FIELD_SECRET,  /* never echoed, never in a draft, never audited */
};

#define FIELD_REQUIRED 1u  /* hard: refuse to save when empty */
#define FIELD_WANTED 2u    /* soft: empty makes the record "belum lengkap" */
#define FIELD_READONLY 4u

struct field {
	const char *code;    /* import/export column, audit field, problem field: lower case, English */
	const char *label;   /* N_(), the word on screen */
	enum field_kind kind;
	int max;             /* code points; digits; greatest integer */
	const char *list;    /* code list for FIELD_CODE(S), see db/codes.h; NULL otherwise */
	unsigned flags;
	const char *section; /* N_() heading or tab it belongs to; may be NULL */
	const char *hint;    /* N_() one sentence for row 22 and help; may be NULL */
};

struct choice { const char *code, *label; }; /* a row of a pick-list; label in the user's language */

/* Makes canonical text of what was typed or imported. Empty input gives "" and true (required is checked by field_check_all).
 * choices (NULL-terminated by code NULL; may be NULL = any code) is matched by code or label, any case.
 * False with a hard problem for the field; soft problems may be added with true. */
bool field_canon(const struct field *f, const char *typed, caldate today, const struct choice *choices, char *out, size_t size, struct problems *p);
/* How canonical text is shown: 29-05-2023, Rp50.000, label of a code, "3273 0131 0214 0005". */
void field_show(const struct field *f, const char *value, const struct choice *choices, char *out, size_t size);
/* Adds "fill in <label>" for every empty required (hard) and wanted (soft) field; n fields, n values. Returns true when nothing hard. */
bool field_check_empty(const struct field *f, size_t n, const char *const *values, struct problems *p);
/* What may have come past a form is looked at again before it is stored: text and notes through the gate, no longer than they may be, not only spaces;
 * numbers, dates and answers readable. Hard problems; codes are asked of the list, and what must be there of field_check_empty(). Notes: at most 1,000. */
bool field_check_stored(const struct field *f, size_t n, const char *const *values, struct problems *p);
/* The same of a reason or note that is no field of a table; NULL and "" are fine. */
bool field_check_words(const char *code, int most, const char *words, struct problems *p);
/* Index of a code in the table, or -1. */
int field_index(const struct field *f, size_t n, const char *code);

#endif
