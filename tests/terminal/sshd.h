/*
 * A real sshd on loopback with the settings of conf/sshd/pantidesk.conf, real keys and the real ssh client. It serves the account the test runs as
 * (root or not) on a free port, from a folder of its own, and ends with the test.
 */
#ifndef TESTS_TERMINAL_SSHD_H
#define TESTS_TERMINAL_SSHD_H
#include "tests/terminal/clerk.h"

struct sshd {
	struct clerk house;    /* hasan, sri, wati, rina; and andi (64.08), citra (64.02) of two districts, who have keys only */
	char conf[128];        /* pantidesk.conf: database and key file */
	char keys[128];        /* the key file */
	char config[128];      /* sshd's own */
	char log[128];         /* what sshd said, at DEBUG2 */
	char exe[4096];        /* pantidesk-test, whole path */
	char user[64];
	int port, pid;
	bool terminals;        /* the server can give some: an ordinary user's sshd cannot where /dev/pts is mounted without the group tty */
	char made[4096];       /* ~/.ssh, where there was none */
	bool home;             /* the server sees hostile files in ~/.ssh: rc, environment, authorized_keys with the key of "rumah" */
	char said[16384];      /* stderr of the last sshd_run() */
	char out[192];         /* file with its stdout */
};

/* without: settings of the shipped block to leave away, by name with ',' between; NULL = none. Outside the block everything is open. */
void sshd_begin(struct sshd *s);
bool sshd_possible(void); /* false, with a word: this account cannot be logged in to */
void sshd_configure(struct sshd *s, const char *without);  /* sshd's file only */
void sshd_start(struct sshd *s, const char *without);
void sshd_stop(struct sshd *s);
void sshd_end(struct sshd *s);                              /* stops and removes everything */
/* Makes a key pair for `name` (once) and adds it with `pantidesk key add`; sshd_pair() only makes it (rsa..., ecdsa...: of that
 * kind, else ed25519) and gives the path of the private half. */
void sshd_key(struct sshd *s, const char *name);
/* pantidesk --conf ... words; fails the test unless it exits with code. s->said, s->out. */
void sshd_program(struct sshd *s, int code, const char *const *words);
#define SSHD_PROGRAM(s, code, ...) sshd_program(s, code, (const char *const[]){ __VA_ARGS__, NULL })
int sshd_words(struct sshd *s, const char *const *argv);    /* any program, whole path first */
const char *sshd_pair(struct sshd *s, const char *name);
char *sshd_public(struct sshd *s, const char *name);        /* "type base64 comment" without the end of line; caller frees */
void sshd_line(struct sshd *s, const char *options, const char *name); /* writes a line by hand: options before the public key of `name` */
/* ssh with options (NULL-terminated, may be NULL) and the client's command (NULL = none) as the key of `name`; no terminal, stdin from `typed`
 * (NULL = nothing). Its exit code; s->said, s->out. Fails the test when it does not end in VT_WAIT. */
int sshd_run(struct sshd *s, const char *name, const char *const *options, const char *command, const char *typed);
#define SSH_RUN(s, name, command, ...) sshd_run(s, name, (const char *const[]){ __VA_ARGS__, NULL }, command, NULL)
/* As sshd starts the line of `name` when the client sends `command`, without the line between: for long tables. */
int sshd_ask(struct sshd *s, const char *name, const char *command);
int sshd_tool(struct sshd *s, const char *name, const char *tool, const char *const *more); /* sftp, scp: tool -F ... -i ... more */
/* The same on a terminal of 80x24 (ssh -t). */
struct vt *sshd_desk(struct sshd *s, const char *name, const char *const *options);
/* Started and left alone (ssh -N ...): its pid, to be given to sshd_kill(). */
int sshd_leave(struct sshd *s, const char *name, const char *const *options);
int sshd_agent(const char *path);                           /* an empty ssh-agent at that socket; sshd_kill() */
void sshd_kill(int pid);
int sshd_listen(int *port);                                 /* a socket on a free port of loopback, not blocking */
bool sshd_logged(struct sshd *s, const char *text);         /* is it in the log? */
int sshd_audit(struct sshd *s, const char *action, const char *value); /* rows with this action and a value that holds `value` (any with NULL) */
int sshd_number(struct sshd *s, const char *sql);            /* first column of the first row, past the program */
void sshd_wait_number(struct sshd *s, const char *sql, int wanted); /* asked again and again, up to VT_WAIT */

#endif
