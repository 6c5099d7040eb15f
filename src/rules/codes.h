/*
 * Default code lists (DOMAIN.md 3, DESIGN.md 4): code and label of every value a pick-list offers. `init` copies the rows of
 * the editable lists into the database, where the admin may rename, add and end them; the fixed lists are words the program
 * itself decides by (states, scores) and are read from here. Rows stand in codes.def, the only place where a label is typed.
 */
#ifndef RULES_CODES_H
#define RULES_CODES_H
#include "src/base/field.h"
#include "src/base/types.h"

struct code_list {
	const char *code;  /* "religion": struct field.list */
	const char *label; /* N_() */
	bool fixed;        /* the program's own: not editable, not in the database */
};

struct code_row {
	const char *list, *code;
	const char *label; /* N_(); the reader calls _() */
	int sort;          /* rising through all lists: the order of pick-lists and printed tables */
};

extern const struct code_list code_lists[];
extern const size_t code_lists_count;
extern const struct code_row code_rows[]; /* lists stand together, in order of sort */
extern const size_t code_rows_count;

/* The list of that code, or NULL. "district" and other tables of the database are not lists and give NULL. */
const struct code_list *code_list_find(const char *list);
/* First row of a list and how many follow; NULL and 0 when there is no such list. */
const struct code_row *code_rows_of(const char *list, size_t *count);
const struct code_row *code_find(const char *list, const char *code); /* NULL when unknown */
/* Label in the user's language; an unknown code is returned as it is (never NULL). */
const char *code_label(const char *list, const char *code);
/* Fills out (room for max, the last one NULL-terminating) with translated choices of a list; returns how many. */
size_t code_choices(const char *list, struct choice *out, size_t max);

/* Values of FIELD_CODES, "a|b|c": is `code` one of them? The first code into out ("" when empty). Next code from *at, false at the end. */
bool codes_have(const char *codes, const char *code);
void codes_first(const char *codes, char *out, size_t size);
bool codes_next(const char **at, char *out, size_t size);

#endif
