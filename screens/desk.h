/* The full-screen desk: first start, log in, home. */
#ifndef SCREENS_DESK_H
#define SCREENS_DESK_H
#include "src/base/types.h"

struct conf;

struct desk_options {
	const struct conf *conf;
	const char *db_path;
	const char *as;       /* user name the command line vouches for (owner of the database only), or NULL: ask name and password */
	const char *panti;    /* --panti CODE or NULL */
	const char *folder;   /* of the running program: regions for a first start */
	const char *theme;    /* --theme or NULL */
	const char *mounts;   /* table of mounts in place of the kernel's: tests; NULL otherwise */
	bool demo_login;      /* --ask: show the log-in screen of a demo database instead of opening it as its head */
};
/* Runs until the user leaves; returns a sysexits.h code. Opens the database itself; where there is none, the first start makes it. */
int desk_run(const struct desk_options *o);

#endif
