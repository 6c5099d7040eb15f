/*
 * Four kinds of failure, four idioms.
 *   BUG()           the program is wrong: abort, after the terminal is restored
 *   fatal()         the program cannot go on: message, terminal restored, exit code
 *   struct err      an operation could not be done (disk full, busy, no right): returned to the caller
 *   struct problems what a person can mend in what they typed: field + message, hard or soft
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H
#include "src/base/types.h"

enum err_kind { /* each maps to one sysexits.h code, see err_exit_code() */
	ERR_NONE, ERR_USAGE, ERR_DATA, ERR_NOINPUT, ERR_UNAVAILABLE, ERR_BUG, ERR_MEMORY,
	ERR_CANTCREAT, ERR_IO, ERR_BUSY, ERR_NOPERM, ERR_CONFIG,
	ERR_NOTFOUND, /* also what is outside the caller's scope: the two must not be told apart */
	ERR_CONFLICT, /* somebody changed the row meanwhile; reload and compare */
	ERR_PROBLEMS, /* nothing written; the problems say what to mend */
};

struct err {
	enum err_kind kind;
	char text[480]; /* complete sentence(s) in the user's language: what happened, how to mend it */
};

/* Sets *e (unless an earlier error stands there already) and returns false, so callers can `return err_set(...)`. e may be NULL. */
bool err_set(struct err *e, enum err_kind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
void err_clear(struct err *e);
/* sysexits.h code of a kind: 0, 64, 65, 66, 69, 70, 71, 73, 74, 75, 77, 78. */
int err_exit_code(enum err_kind kind);

#define PROBLEMS_MAX 40

struct problem {
	const char *field; /* code of the field (static string), NULL when it concerns the whole record */
	bool hard;         /* true: refuse to save; false: warn, save, mark incomplete */
	char text[240];    /* in the user's language */
};

struct problems {
	int count, hard; /* entries held; how many of them are hard */
	struct problem list[PROBLEMS_MAX];
};

void problems_clear(struct problems *p);
/* Both return false for `return problem_hard(...)`. Beyond PROBLEMS_MAX further ones are counted in `hard` but not kept. p may be NULL. */
bool problem_hard(struct problems *p, const char *field, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool problem_soft(struct problems *p, const char *field, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* First problem of a field, or NULL. */
const struct problem *problem_of(const struct problems *p, const char *field);

/* Called before the message of BUG() and fatal() is printed; the terminal layer registers its restore function here. */
void err_on_exit(void (*restore)(void));
_Noreturn void fatal(enum err_kind kind, const char *format, ...) __attribute__((format(printf, 2, 3)));
_Noreturn void bug_at(const char *file, int line, const char *what);
#define BUG(what) bug_at(__FILE__, __LINE__, (what))
#define MUST(condition) ((condition) ? (void)0 : bug_at(__FILE__, __LINE__, #condition))

#endif
