/* A clerk at the real desk: pantidesk-test on a terminal of 80x24, its texts in the language of the run, commands beside it. */
#ifndef TESTS_TERMINAL_CLERK_H
#define TESTS_TERMINAL_CLERK_H
#include "tests/terminal/vt.h"

struct clerk {
	char dir[64], db[96];  /* a folder of its own, and the database in it (not made yet) */
	char out[192];         /* of the last command: a file with what it said on stdout */
	char said[2000];       /* and its words on stderr */
	const char *day;       /* --today */
	const char *lang;      /* "id" or "en" */
	const char *term;      /* "xterm-256color" */
};

void clerk_begin(struct clerk *c, const char *day); /* Indonesian, xterm-256color; texts of tr() follow c->lang */
void clerk_end(struct clerk *c);                    /* removes the folder */
/* A house at work: hasan (head and admin), sri (social worker), wati (office), rina (treasurer), password CLERK_PASSWORD each, and the 53
 * children of tests/fixtures/anak53.csv. */
#define CLERK_PASSWORD "kata sandi contoh"
void clerk_house(struct clerk *c);
void clerk_lang(struct clerk *c, const char *lang);
/* The desk; as: --as NAME, NULL = the log-in screen (or the first start). */
struct vt *clerk_desk(const struct clerk *c, const char *as);
struct vt *clerk_desk_env(const struct clerk *c, const char *as, const char *const *env);
void clerk_quit(struct vt *v);                      /* from any screen with nothing unsaved: leaves until the program has gone, 0 */
/* A command of the same program; its exit code. as may be NULL. Words end with NULL. */
int clerk_command(struct clerk *c, const char *as, const char *const *words);
#define CLERK_COMMAND(c, as, ...) clerk_command(c, as, (const char *const[]){ __VA_ARGS__, NULL })
char *clerk_file(const char *path);                 /* whole file, NUL-ended; caller frees; fails the test when there is none */

const char *tr(const char *msgid) __attribute__((format_arg(1))); /* what the desk shows for it */
/* Waits for a message of the desk, filled in; the first 70 columns of it (rows end). */
void said(struct vt *v, const char *msgid, ...) __attribute__((format(printf, 2, 3)));
void keys(struct vt *v, const char *one, ...);      /* several, until NULL */
#define KEYS(v, ...) keys(v, __VA_ARGS__, (const char *)NULL)
void open_card(struct vt *v, const char *search, const char *name); /* from Home: the list, the search, the card */
void open_work(struct vt *v, const char *line); /* the line of Home's work of today that begins so, by its digit */
void typed(struct vt *v, const char *label, const char *value); /* types into the focused field and waits for it beside its label */
void clerk_show(struct vt *v, const char *name);    /* CLERK_SHOW=1: the screen on stderr, to look at */

#endif
