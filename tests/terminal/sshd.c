#include "tests/terminal/sshd.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/base/clock.h"
#include "src/base/mem.h"

#define SSHD "/usr/sbin/sshd"
#define MOST_WORDS 60

static void write_text(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, 0600), 0);
}

/* A program with its words, stdin from one file, stdout and stderr into others (NULL: /dev/null). */
static int start(const char *const *argv, const char *in, const char *out, const char *err)
{
	int pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* nothing outlives the test */
		const char *const names[] = { in, out, err };
		for (int i = 0; i < 3; i++) {
			int fd = open(names[i] ? names[i] : "/dev/null", i ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY, 0600);
			if (fd < 0 || dup2(fd, i) < 0) _exit(126);
		}
		unsetenv("SSH_AUTH_SOCK");
		setsid(); /* no terminal to ask on */
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	return pid;
}

static int ended(int pid, const char *what)
{
	int64_t until = clock_monotonic() + VT_WAIT;
	int status = 0;

	while (waitpid(pid, &status, WNOHANG) != pid) {
		if (clock_monotonic() > until) {
			sshd_kill(pid);
			fail_msg("does not end: %s", what);
		}
		(void)poll(NULL, 0, 2);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void sshd_kill(int pid)
{
	kill(pid, SIGKILL); /* ssh may sleep through a TERM that comes just before it waits */
	(void)waitpid(pid, NULL, 0);
}

static void path_in(const struct sshd *s, const char *name, char *out, size_t size)
{
	snprintf(out, size, "%s/%s", s->house.dir, name);
}

/* --- the server ------------------------------------------------------------------------------------------------------------------ */

static void free_port(struct sshd *s)
{
	int fd = sshd_listen(&s->port);

	close(fd);
}

static bool answers(const struct sshd *s)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)s->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;

	close(fd);
	return ok;
}

/* The shipped block with this test's account, key file and program in place of the installed ones. */
static bool left_away(const char *words, const char *without)
{
	size_t n = strcspn(words, " ");

	for (const char *at = without; at && *at; at += strcspn(at, ",") + (at[strcspn(at, ",")] == ','))
		if (n && strncmp(at, words, n) == 0 && (at[n] == ',' || !at[n])) return true;
	return false;
}

static void shipped_block(const struct sshd *s, const char *without, FILE *out)
{
	static const struct { const char *was; int is; } places[] = { { "Match User panti", 0 }, { "/etc/pantidesk/keys", 1 }, { "/usr/local/bin/pantidesk", 2 } };
	char is[3][8600];
	char *text = clerk_file("conf/sshd/pantidesk.conf");
	int found[3] = { 0 };

	snprintf(is[0], sizeof is[0], "Match User %s", s->user);
	snprintf(is[1], sizeof is[1], "%s", s->keys);
	snprintf(is[2], sizeof is[2], "%s --conf %s --today %s", s->exe, s->conf, s->house.day);
	for (char *rest = text, *line; (line = strsep(&rest, "\n"));) {
		const char *words = line + strspn(line, "\t ");
		if (left_away(words, without)) continue;
		for (int i = 0; i < 3; i++) {
			char *at = *words == '#' ? NULL : strstr(line, places[i].was);
			if (!at) continue;
			fprintf(out, "%.*s%s", (int)(at - line), line, is[places[i].is]);
			line = at + strlen(places[i].was);
			found[i]++;
		}
		fprintf(out, "%s\n", line);
	}
	for (int i = 0; i < 3; i++) assert_true(found[i] == 1 || without);
	free(text);
}

static void write_config(struct sshd *s, const char *without)
{
	FILE *f = fopen(s->config, "w");

	assert_non_null(f);
	/* StrictModes no: the folder lies in /tmp, which everybody may write to, and sshd looks all the way up. */
	fprintf(f, "Port %d\nListenAddress 127.0.0.1\nHostKey %s/host\nPidFile none\nStrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nLogLevel DEBUG2\n"
		"AcceptEnv *\nAllowTcpForwarding yes\nX11Forwarding yes\nPermitTunnel yes\nGatewayPorts yes\nX11UseLocalhost yes\n", s->port, s->house.dir); /* the worst a server can have outside the block */
	shipped_block(s, without, f);
	assert_int_equal(fclose(f), 0);
}

static void write_client(struct sshd *s)
{
	char path[160], host[160], text[2000];
	char *key;

	path_in(s, "host.pub", host, sizeof host);
	key = clerk_file(host);
	snprintf(text, sizeof text, "[127.0.0.1]:%d %s", s->port, key);
	path_in(s, "known", path, sizeof path);
	write_text(path, text);
	free(key);
	snprintf(text, sizeof text, "Host *\nHostName 127.0.0.1\nPort %d\nUser %s\nUserKnownHostsFile %s\nGlobalKnownHostsFile /dev/null\nStrictHostKeyChecking yes\nUpdateHostKeys no\nIdentitiesOnly yes\nIdentityAgent none\n"
		"BatchMode yes\nLogLevel ERROR\nSendEnv LANG\nKexAlgorithms curve25519-sha256\n" /* the one of every day takes 0.3 s here */, s->port, s->user, path);
	path_in(s, "client", path, sizeof path);
	write_text(path, text);
}

/* In the server's own view of the files a foreign folder stands in place of ~/.ssh: rc and environment that would run and set things, and a key
 * of its own. Only root can, and not in every container; then s->home tells. */
static void show_home(struct sshd *s, int *pid, const char *const *argv)
{
	char from[200], to[4096];
	const struct passwd *me = getpwuid(geteuid());
	int way[2];
	char yes = 'n';
	if (geteuid() == 0 && mkdir(to, 0700) == 0) STR_SET(s->made, to);

	path_in(s, "dot-ssh", from, sizeof from);
	snprintf(to, sizeof to, "%s/.ssh", me->pw_dir);
	assert_int_equal(pipe(way), 0);
	*pid = fork();
	if (*pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		bool ok = access(to, F_OK) == 0 && unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 && mount(from, to, NULL, MS_BIND, NULL) == 0;
		if (write(way[1], ok ? "y" : "n", 1) != 1) _exit(126);
		close(way[0]);
		close(way[1]);
		int null = open("/dev/null", O_RDWR);
		for (int i = 0; i < 3; i++) dup2(null, i);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(way[1]);
	assert_int_equal(read(way[0], &yes, 1), 1);
	close(way[0]);
	s->home = yes == 'y';
}

static void make_home(struct sshd *s)
{
	char path[200], text[1000];

	path_in(s, "dot-ssh", path, sizeof path);
	assert_int_equal(mkdir(path, 0700), 0);
	path_in(s, "dot-ssh/rc", path, sizeof path);
	snprintf(text, sizeof text, "echo here >%s/rc-ran\n", s->house.dir);
	write_text(path, text);
	path_in(s, "dot-ssh/environment", path, sizeof path);
	write_text(path, "LD_PRELOAD=/nonexistent/home.so\n");
	char *key = sshd_public(s, "rumah");
	path_in(s, "dot-ssh/authorized_keys", path, sizeof path);
	write_text(path, key);
	free(key);
}

void sshd_start(struct sshd *s, const char *without)
{
	if (geteuid() == 0) (void)mkdir("/run/sshd", 0755); /* where root's sshd locks its helper in; the package makes it at boot */
	for (int tries = 0; tries < 5; tries++) {
		free_port(s);
		write_config(s, without);
		write_client(s);
		const char *const argv[] = { SSHD, "-D", "-E", s->log, "-f", s->config, NULL };
		show_home(s, &s->pid, argv);
		int64_t until = clock_monotonic() + VT_WAIT;
		while (clock_monotonic() < until && waitpid(s->pid, NULL, WNOHANG) == 0) {
			if (answers(s)) return;
			(void)poll(NULL, 0, 2);
		}
		s->pid = 0;
	}
	char *log = clerk_file(s->log);
	fail_msg("sshd does not start: %.2000s", log);
}

void sshd_stop(struct sshd *s)
{
	int64_t until = clock_monotonic() + VT_WAIT;

	if (s->pid <= 0) return;
	kill(s->pid, SIGTERM);
	while (waitpid(s->pid, NULL, WNOHANG) == 0) {
		if (clock_monotonic() > until) kill(s->pid, SIGKILL);
		(void)poll(NULL, 0, 2);
	}
	s->pid = 0;
}

bool sshd_possible(void)
{
	const struct passwd *me = getpwuid(geteuid());
	bool ok = me && (!*me->pw_shell || (strstr(me->pw_shell, "nologin") == NULL && strstr(me->pw_shell, "/false") == NULL));

	if (!ok) print_message("this account has no login shell, and sshd starts forced commands through it: left out\n");
	return ok;
}

/* sshd gives a terminal to the group tty; only root may where the system has not done so itself. */
static bool can_give_terminals(void)
{
	const struct group *tty = getgrnam("tty");
	struct stat st;
	int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	bool ok = geteuid() == 0 || (fd >= 0 && grantpt(fd) == 0 && unlockpt(fd) == 0 && stat(ptsname(fd), &st) == 0 && st.st_gid == (tty ? tty->gr_gid : getegid()));

	if (fd >= 0) close(fd);
	if (!ok) print_message("an ordinary user's sshd gives no terminals here (/dev/pts without gid=5): tests of the desk are left out\n");
	return ok;
}

void sshd_configure(struct sshd *s, const char *without)
{
	free_port(s);
	write_config(s, without);
}

int sshd_words(struct sshd *s, const char *const *argv)
{
	char said[160];

	path_in(s, "run.said", said, sizeof said);
	int code = ended(start(argv, NULL, s->out, said), argv[0]);
	char *text = clerk_file(said);
	STR_SET(s->said, text);
	free(text);
	return code;
}

void sshd_begin(struct sshd *s)
{
	char text[1000], host[160];
	const struct passwd *me = getpwuid(geteuid());

	memset(s, 0, sizeof *s);
	assert_non_null(me);
	STR_SET(s->user, me->pw_name);
	s->terminals = can_give_terminals();
	clerk_begin(&s->house, "2026-08-31");
	clerk_house(&s->house);
	char *exe = realpath(getenv("B") ? getenv("B") : "build", NULL);
	snprintf(s->exe, sizeof s->exe, "%s/pantidesk-test", exe);
	free(exe);
	path_in(s, "pantidesk.conf", s->conf, sizeof s->conf);
	path_in(s, "keys", s->keys, sizeof s->keys);
	path_in(s, "sshd.conf", s->config, sizeof s->config);
	path_in(s, "sshd.log", s->log, sizeof s->log);
	path_in(s, "run.out", s->out, sizeof s->out);
	snprintf(text, sizeof text, "database = \"%s\";\nkey_file = \"%s\";\n", s->house.db, s->keys);
	write_text(s->conf, text);
	make_home(s);
	path_in(s, "host", host, sizeof host);
	const char *const argv[] = { "/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "host", "-f", host, NULL };
	assert_int_equal(ended(start(argv, NULL, NULL, NULL), "ssh-keygen"), 0);
	assert_int_equal(CLERK_COMMAND(&s->house, "hasan", "user", "add", "andi", "--role", "dinsos", "--district", "64.08", "--key-only", "--shown", "Andi P."), 0);
	assert_int_equal(CLERK_COMMAND(&s->house, "hasan", "user", "add", "citra", "--role", "dinsos", "--district", "64.02", "--key-only", "--shown", "Citra D."), 0);
}

void sshd_end(struct sshd *s)
{
	sshd_stop(s);
	if (s->made[0]) (void)rmdir(s->made);
	clerk_end(&s->house);
}

/* --- keys ------------------------------------------------------------------------------------------------------------------------- */

const char *sshd_pair(struct sshd *s, const char *name)
{
	static _Thread_local char paths[4][200];
	static _Thread_local int next;
	char *path = paths[next++ % 4], file[80], comment[80];

	snprintf(file, sizeof file, "key-%s", name);
	snprintf(comment, sizeof comment, "%s@kantor", name);
	path_in(s, file, path, sizeof paths[0]);
	const char *type = strncmp(name, "rsa", 3) == 0 ? "rsa" : strncmp(name, "ecdsa", 5) == 0 ? "ecdsa" : "ed25519", *bits = type[0] == 'r' ? "2048" : "384";
	const char *const argv[] = { "/usr/bin/ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-C", comment, "-f", path, NULL };
	if (access(path, F_OK) != 0) assert_int_equal(ended(start(argv, NULL, NULL, NULL), "ssh-keygen"), 0);
	return path;
}

void sshd_program(struct sshd *s, int code, const char *const *words)
{
	const char *argv[MOST_WORDS] = { s->exe, "--conf", s->conf, "--today", s->house.day };
	char said[200];
	int n = 5;

	path_in(s, "run.said", said, sizeof said);
	while (*words && n < MOST_WORDS - 1) argv[n++] = *words++;
	int got = ended(start(argv, NULL, s->out, said), argv[5]);
	char *text = clerk_file(said);
	STR_SET(s->said, text);
	free(text);
	if (got != code) fail_msg("%s %s: %d: %s", argv[5], argv[6], got, s->said);
}

void sshd_key(struct sshd *s, const char *name)
{
	char public[220];

	snprintf(public, sizeof public, "%s.pub", sshd_pair(s, name));
	const char *const words[] = { "key", "add", name, "--file", public, NULL };
	sshd_program(s, 0, words);
}

char *sshd_public(struct sshd *s, const char *name)
{
	char path[220];

	snprintf(path, sizeof path, "%s.pub", sshd_pair(s, name));
	char *text = clerk_file(path);
	text[strcspn(text, "\n")] = '\0';
	return text;
}

void sshd_line(struct sshd *s, const char *options, const char *name)
{
	char *key = sshd_public(s, name);
	FILE *f = fopen(s->keys, "a");

	assert_non_null(f);
	fprintf(f, "%s%s%s\n", options, *options ? " " : "", key);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(s->keys, 0644), 0);
	free(key);
}

/* --- the client -------------------------------------------------------------------------------------------------------------------- */

static int words(struct sshd *s, const char *name, const char *const *options, const char *command, bool terminal, char client[160], const char *argv[MOST_WORDS])
{
	int n = 0;

	path_in(s, "client", client, 160);
	argv[n++] = "/usr/bin/ssh";
	argv[n++] = "-F";
	argv[n++] = client;
	argv[n++] = terminal ? "-t" : "-T";
	argv[n++] = "-i";
	argv[n++] = sshd_pair(s, name);
	for (int i = 0; options && options[i] && n < MOST_WORDS - 4; i++) argv[n++] = options[i];
	argv[n++] = "desk";
	if (command) argv[n++] = command;
	argv[n] = NULL;
	return n;
}

int sshd_run(struct sshd *s, const char *name, const char *const *options, const char *command, const char *typed_in)
{
	char client[160], said[160], in[160];
	const char *argv[MOST_WORDS];

	words(s, name, options, command, false, client, argv);
	path_in(s, "run.said", said, sizeof said);
	path_in(s, "run.in", in, sizeof in);
	if (typed_in) write_text(in, typed_in);
	int code = ended(start(argv, typed_in ? in : NULL, s->out, said), command ? command : "ssh");
	char *text = clerk_file(said);
	STR_SET(s->said, text);
	free(text);
	return code;
}

int sshd_ask(struct sshd *s, const char *name, const char *command)
{
	const char *argv[] = { s->exe, "--conf", s->conf, "--today", s->house.day, "--as", name, NULL };
	char said[160];

	path_in(s, "run.said", said, sizeof said);
	setenv("SSH_CONNECTION", "127.0.0.1 50000 127.0.0.1 22", 1);
	setenv("SSH_ORIGINAL_COMMAND", command, 1);
	int pid = start(argv, NULL, s->out, said);
	unsetenv("SSH_ORIGINAL_COMMAND");
	unsetenv("SSH_CONNECTION");
	int code = ended(pid, command);
	char *text = clerk_file(said);
	STR_SET(s->said, text);
	free(text);
	return code;
}

int sshd_tool(struct sshd *s, const char *name, const char *tool, const char *const *more)
{
	char client[160], said[160];
	const char *argv[MOST_WORDS] = { tool, "-F", client, "-i", sshd_pair(s, name) };
	int n = 5;

	path_in(s, "client", client, sizeof client);
	path_in(s, "run.said", said, sizeof said);
	while (*more && n < MOST_WORDS - 1) argv[n++] = *more++;
	int code = ended(start(argv, NULL, s->out, said), tool);
	char *text = clerk_file(said);
	STR_SET(s->said, text);
	free(text);
	return code;
}

struct vt *sshd_desk(struct sshd *s, const char *name, const char *const *options)
{
	static const char *const env[] = { "LANG=C.UTF-8", NULL };
	char client[160];
	const char *argv[MOST_WORDS];

	words(s, name, options, NULL, true, client, argv);
	return vt_start(argv, env, "xterm-256color", 24, 80);
}

int sshd_leave(struct sshd *s, const char *name, const char *const *options)
{
	char client[160];
	const char *argv[MOST_WORDS];

	words(s, name, options, NULL, false, client, argv);
	return start(argv, NULL, NULL, NULL);
}

int sshd_agent(const char *path)
{
	const char *const argv[] = { "/usr/bin/ssh-agent", "-D", "-a", path, NULL };
	int pid = start(argv, NULL, NULL, NULL);
	int64_t until = clock_monotonic() + VT_WAIT;

	while (access(path, F_OK) != 0 && clock_monotonic() < until) (void)poll(NULL, 0, 2);
	return pid;
}

int sshd_listen(int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, 8) == 0 && getsockname(fd, (struct sockaddr *)&at, &size) == 0);
	*port = ntohs(at.sin_port);
	return fd;
}

/* --- what is left behind -------------------------------------------------------------------------------------------------------------- */

bool sshd_logged(struct sshd *s, const char *text)
{
	char *log = clerk_file(s->log);
	bool found = strstr(log, text) != NULL;

	free(log);
	return found;
}

int sshd_number(struct sshd *s, const char *sql)
{
	sqlite3 *c;
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_open_v2(s->house.db, &c, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sqlite3_busy_timeout(c, VT_WAIT);
	assert_int_equal(sqlite3_prepare_v2(c, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	int n = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(c);
	return n;
}

int sshd_audit(struct sshd *s, const char *action, const char *value)
{
	char sql[600];

	snprintf(sql, sizeof sql, "SELECT count(DISTINCT a.id) FROM audit a LEFT JOIN audit_value v ON v.audit_id = a.id WHERE a.action = '%s' AND (%d OR v.after_value LIKE '%%%s%%')", action, value == NULL, value ? value : "");
	return sshd_number(s, sql);
}

void sshd_wait_number(struct sshd *s, const char *sql, int wanted)
{
	int64_t until = clock_monotonic() + VT_WAIT;
	int got;

	while ((got = sshd_number(s, sql)) != wanted) {
		if (clock_monotonic() > until) fail_msg("%d for %d: %s", got, wanted, sql);
		(void)poll(NULL, 0, 5);
	}
}
