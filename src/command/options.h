/* Long options of a command, as a table: parsed, checked, suggested and listed from the same rows. */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H
#include "src/base/err.h"
#include "src/base/types.h"

struct option_row {
	const char *name;     /* "--month", or "-o" */
	const char **value;   /* set to the word behind it; NULL for a flag */
	bool *flag;           /* set to true; NULL for one with a value */
};

/* Takes options out of argv (argv[0] is kept) wherever they stand and leaves the other words in order; "--" ends options.
 * `until_word`: stop at the first word that is no option (global options before the command). Returns the new argc, -1 with a
 * sentence that names the nearest option. --name=value works too. */
int options_take(const struct option_row *rows, size_t n, int argc, char **argv, bool until_word, struct err *e);
/* Says the error on stderr with the program's name in front and returns its exit code. */
int command_fail(const struct err *e);
/* The same for a save: where a person can mend something, each sentence of it in place of the form's words; 65. */
int command_refused(const struct problems *p, const struct err *e);
/* 64 with a sentence. */
int command_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
