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
	const char *folder;        /* of the running program */
	const char *conf_path;     /* --conf or NULL */
	const char *theme;         /* --theme or NULL */
	const char *today;         /* --today or NULL */
	const char *asked;         /* what the client of an SSH session sent as a command (SSH_ORIGINAL_COMMAND), or NULL */
	bool no_input, quiet, json;
	bool ask;                  /* --ask: the desk asks for name and password also on a demo database */
	bool test_build;           /* --today is allowed on every database */
	struct db *db;             /* open, for commands with NEEDS_DB */
	struct actor actor;        /* identity decided, for commands with NEEDS_DB */
};

#define NEEDS_DB 1u            /* open the database and decide who asks, before run */
#define NEEDS_PANTI 2u         /* refuse when no panti can be told */

struct command {
	const char *name;          /* "report" */
	const char *usage;         /* "NAME [--month YYYY-MM] ..." (not translated) */
	const char *help;          /* N_() one sentence */
	const char *example;       /* full lines that work, '\n' between */
	unsigned flags;
	int (*run)(struct invocation *in, int argc, char **argv); /* argv[0] = the command's name; returns a sysexits.h code */
};

extern const struct command *const commands[];        /* NULL-terminated, order of the help */
const struct command *command_find(const char *name); /* NULL when unknown */
/* The whole command line; desk opens the full-screen desk (NULL in programs without screens). */
int command_main(int argc, char **argv, bool test_build, int (*desk)(struct invocation *in));
/* Opens in->db for commands that decide late (init, restore). */
bool command_open(struct invocation *in, unsigned db_flags, struct err *e);
/* Who asks: --as NAME, else sistem; the panti by --panti or the only one. Needs in->db. */
bool command_identify(struct invocation *in, bool panti_needed, struct err *e);
caldate command_today(const struct invocation *in);   /* at the panti */
/* Waiting for the writers' turn: says so on stderr once. */
bool command_waiting(void *ctx, int milliseconds);
/* A line from the terminal without echo, or from --password-fd N; false with a sentence. out is the caller's. */
bool command_password(const struct invocation *in, const char *fd_option, const char *prompt, bool twice, char *out, size_t size, struct err *e);

#endif
