/*
 * The command line: one subcommand per file, each a const struct command; commands.def lists them once, and dispatch, --help
 * and the man page are made from that list.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H
#include "db/db.h"
#include "src/base/date.h"

struct conf;

struct invocation { /* what the global options decided, handed to every command */
	const struct conf *conf;
	const char *db_path;       /* resolved */
	const char *as;            /* --as USER or NULL */
	const char *panti;         /* --panti CODE or NULL */
	const char *program_dir;
	bool no_input, quiet, json;
	struct db *db;             /* open, for commands with needs_db */
	struct actor actor;        /* identity decided, for commands with needs_db */
	caldate today;
};

struct command {
	const char *name;          /* "report" */
	const char *usage;         /* "NAME [--month YYYY-MM] ..." (not translated) */
	const char *help;          /* N_() one sentence */
	const char *example;       /* a full line that works */
	bool needs_db;             /* open it and decide who is asking before run */
	int (*run)(struct invocation *in, int argc, char **argv); /* argv[0] = the command's name; returns a sysexits.h code */
};

const struct command *command_find(const char *name); /* NULL when unknown */
extern const struct command *const commands[];        /* NULL-terminated, order of the help */

#endif
