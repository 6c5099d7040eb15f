/* Everything somebody with a key may try to get at more than the desk, against a real sshd with the shipped settings in a server that is otherwise
 * wide open. Each kind of attempt is also made where the setting against it is missing, so that the test is known to see a success. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/clock.h"
#include "src/base/mem.h"
#include "tests/terminal/sshd.h"

#define FORWARDING "DisableForwarding,AllowTcpForwarding,AllowStreamLocalForwarding,AllowAgentForwarding,X11Forwarding,PermitTunnel,GatewayPorts,PermitOpen,PermitListen"

static struct sshd s;

/* Keys: andi and sri as pantidesk writes them; "polos" without any option, "bebas" with the command but without restrict, "lain" with another command,
 * "lingkungan" with an environment, "rumah" only in ~/.ssh. */
static int begin(void **state)
{
	char line[10000];

	(void)state;
	sshd_begin(&s);
	sshd_key(&s, "andi");
	sshd_key(&s, "sri");
	sshd_line(&s, "", "polos");
	snprintf(line, sizeof line, "command=\"%s --conf %s --as andi\"", s.exe, s.conf);
	sshd_line(&s, line, "bebas");
	sshd_line(&s, "restrict,pty,command=\"/bin/sh\"", "lain");
	snprintf(line, sizeof line, "environment=\"LD_PRELOAD=/nonexistent/line.so\",restrict,pty,command=\"%s --conf %s --as andi\"", s.exe, s.conf);
	sshd_line(&s, line, "lingkungan");
	sshd_start(&s, NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	sshd_end(&s);
	return 0;
}

static int other(const char *without)
{
	sshd_stop(&s);
	sshd_start(&s, without);
	return 0;
}

static void silent(const char *what)
{
	char *out = clerk_file(s.out);
	bool empty = !*out;

	free(out);
	if (!empty) fail_msg("%s: something came on stdout", what);
}

/* Refused by the program: 77, nothing on stdout, a row in the audit log. */
static void is_refused(const char *name, const char *command, const char *noted, bool line)
{
	int before = sshd_audit(&s, "ssh.refused", noted), code = line ? SSH_RUN(&s, name, command, NULL) : sshd_ask(&s, name, command);

	if (code != 77) fail_msg("%s: %.60s: %d: %s", name, command ? command : "-", code, s.said);
	silent(command ? command : name);
	assert_int_equal(sshd_audit(&s, "ssh.refused", noted), before + 1);
}

static void refused(const char *name, const char *command, const char *noted) { is_refused(name, command, noted, true); }
static void asked(const char *name, const char *command, const char *noted) { is_refused(name, command, noted, false); }

/* --- commands --------------------------------------------------------------------------------------------------------------------- */

static void other_commands(void **state)
{
	static const char *const commands[] = {
		"id", "sh -c id", "/bin/sh", "bash -i", "/usr/lib/openssh/sftp-server", "scp -t /tmp", "scp -f /etc/passwd", "rsync --server . /", "env",
		"init", "user list", "user password hasan", "key add andi", "backup /tmp", "restore /tmp/x", "doctor", "audit verify", "man", "import residents /etc/passwd", "outbox", "outbox put x",
		"outbox lists", "reports", "Report list", "--as hasan report list", "--db /tmp/x report list", "--conf /tmp/x report list", "-o x", "./report list", "report/list",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(commands); i++) (i < 4 ? refused : asked)(i % 2 ? "andi" : "sri", commands[i], commands[i]); /* the first ones over the line */
}

static void shell_letters(void **state)
{
	static const char *const commands[] = {
		"report list; id", "report list && id", "report list || id", "report list | id", "report list & id", "report $(id)", "report `id`", "report ${IFS}list", "report list > /tmp/x", "report list < /etc/passwd",
		"report list\nid", "report list\rid", "report\tlist", "report 'list'", "report \"list\"", "report \\list", "report li*t", "report ~/x", "report list # x", "report {list,id}", "report list\x7f", "report \xc3\xa9", "report list!",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(commands); i++) (i % 12 ? asked : refused)("sri", commands[i], NULL);
	assert_int_not_equal(sshd_audit(&s, "ssh.refused", "report list; id"), 0);
	assert_int_equal(sshd_number(&s, "SELECT count(*) FROM audit_value WHERE after_value GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*' AND audit_id IN (SELECT id FROM audit WHERE action = 'ssh.refused')"), 0);
}

static void options_of_the_server(void **state)
{
	static const char *const commands[] = {
		"export residents --format csv -o %s/stolen", "export residents --format csv -o%s/stolen", "export residents --format csv --out %s/stolen", "report education -o %s/stolen", "report education -o", "report education -o -- ",
		"report list --db %s/desk.db", "report list --db=%s/desk.db", "report list --conf %s/pantidesk.conf", "report list --as hasan", "report list --as=hasan", "report list --panti x", "report list --today 2020-01-01", "report list -- --as hasan",
		"outbox get x -o %s/stolen", "export residents --password-fd 0",
	};
	char line[300], path[200];

	(void)state;
	for (size_t i = 0; i < COUNT(commands); i++) {
		snprintf(path, sizeof path, "%s", s.house.dir);
		const char *at = strstr(commands[i], "%s");
		snprintf(line, sizeof line, "%.*s%s%s", at ? (int)(at - commands[i]) : (int)strlen(commands[i]), commands[i], at ? path : "", at ? at + 2 : "");
		(i % 8 ? asked : refused)("sri", line, NULL);
	}
	snprintf(path, sizeof path, "%s/stolen", s.house.dir);
	assert_int_not_equal(access(path, F_OK), 0);
	/* ssh -t changes nothing about it */
	const char *const tty[] = { "-tt", NULL };
	if (s.terminals) assert_int_equal(sshd_run(&s, "sri", tty, "sh -c id", NULL), 77);
}

static void long_commands(void **state)
{
	static char line[120000];

	(void)state;
	for (size_t size = 1030; size < sizeof line; size *= 10) {
		memset(line, 'a', size);
		memcpy(line, "report list ", 12);
		line[size] = '\0';
		(size > 100000 ? refused : asked)("sri", line, "report list a");
	}
	line[0] = '\0';
	for (int i = 0; i < 40; i++) memcpy(line + 2 * i, "a ", 3);
	asked("sri", line, "a a a");
	asked("sri", "    ", NULL);
}

/* Words typed into a session without a terminal reach nobody. */
static void through_stdin(void **state)
{
	(void)state;
	assert_int_equal(sshd_run(&s, "andi", NULL, NULL, "id\nreport list\n\033[A"), 64);
	silent("stdin");
	assert_int_equal(sshd_run(&s, "andi", NULL, "sh", "id\n"), 77);
	silent("stdin of sh");
	const char *const subsystem[] = { "-s", NULL };
	assert_int_equal(sshd_run(&s, "andi", subsystem, "sftp", "\0\0\0\5\1\0\0\0\3"), 77);
	silent("sftp subsystem");
}

static void copies(void **state)
{
	char got[200], there[300];

	(void)state;
	snprintf(got, sizeof got, "%s/got", s.house.dir);
	snprintf(there, sizeof there, "desk:%s/taken", s.house.dir);
	static const char *const ways[] = { "-O", "-s" };
	for (size_t i = 0; i < COUNT(ways); i++) {
		const char *const fetch[] = { ways[i], "desk:/etc/passwd", got, NULL }, *const put[] = { ways[i], "/etc/passwd", there, NULL };
		assert_int_not_equal(sshd_tool(&s, i ? "andi" : "polos", "/usr/bin/scp", fetch), 0);
		assert_int_not_equal(sshd_tool(&s, i ? "andi" : "polos", "/usr/bin/scp", put), 0);
	}
	const char *const sftp[] = { "desk", NULL };
	assert_int_not_equal(sshd_tool(&s, "andi", "/usr/bin/sftp", sftp), 0);
	assert_int_not_equal(access(got, F_OK), 0);
	assert_int_not_equal(access(strchr(there, ':') + 1, F_OK), 0);
}

/* --- tunnels ------------------------------------------------------------------------------------------------------------------------- */

/* Connects to a port of ours that ssh -L or -D listens at, sends bytes, and sees which comes first: the end, or somebody at the
 * listener on the far side. */
static bool through(int port, const char *bytes, size_t size, int listener)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int64_t until = clock_monotonic() + VT_WAIT;
	int fd;
	bool there = false;

	while (fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
		close(fd);
		if (clock_monotonic() > until) fail_msg("ssh does not listen at %d", port);
		(void)poll(NULL, 0, 5);
	}
	(void)send(fd, bytes, size, MSG_NOSIGNAL);
	for (bool open = true; open && !there;) {
		struct pollfd p[] = { { .fd = fd, .events = POLLIN }, { .fd = listener, .events = POLLIN } };
		char back[200];
		if (poll(p, 2, VT_WAIT) <= 0) fail_msg("neither through nor closed");
		there = p[1].revents != 0;
		open = !p[0].revents || read(fd, back, sizeof back) > 0;
	}
	close(fd);
	int got = there ? accept(listener, NULL, NULL) : -1;
	if (got >= 0) close(got);
	return there;
}

/* Local and dynamic forwarding from here to a port of the server; true when any of them got there. */
static bool tunnels_out(const char *name)
{
	int target, port, local;
	char word[120];
	int listener = sshd_listen(&target), found = sshd_listen(&local);
	bool any = false;

	close(found);
	snprintf(word, sizeof word, "127.0.0.1:%d:127.0.0.1:%d", local, target);
	const char *const forward[] = { "-N", "-L", word, NULL };
	int pid = sshd_leave(&s, name, forward);
	any = through(local, "x", 1, listener) || any;
	sshd_kill(pid);
	found = sshd_listen(&port);
	close(found);
	snprintf(word, sizeof word, "127.0.0.1:%d", port);
	const char *const dynamic[] = { "-N", "-D", word, NULL };
	pid = sshd_leave(&s, name, dynamic);
	char socks[] = { 5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, (char)(target >> 8), (char)target };
	any = through(port, socks, sizeof socks, listener) || any;
	sshd_kill(pid);
	close(listener);
	return any;
}

static bool tunnel_back(const char *name, const char *where)
{
	int target, listener = sshd_listen(&target);
	char word[160];
	snprintf(word, sizeof word, "%s:127.0.0.1:%d", where, target);
	const char *const options[] = { "-R", word, "-o", "ExitOnForwardFailure=yes", NULL };
	int code = sshd_run(&s, name, options, "report list", NULL);

	close(listener);
	return code != 255;
}

static bool sees(const char *name, const char *option, const char *said)
{
	const char *const options[] = { option, NULL };

	setenv("DISPLAY", ":99", 1);
	(void)sshd_run(&s, name, options, "report list", NULL);
	unsetenv("DISPLAY");
	return strstr(s.said, said) != NULL;
}

static void no_tunnels(void **state)
{
	static const char *const names[] = { "bebas", "polos", "andi" }; /* without restrict, without anything, with all of it */
	char socket_path[200];

	(void)state;
	snprintf(socket_path, sizeof socket_path, "%s/back.sock", s.house.dir);
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_false(tunnels_out(names[i]));
		assert_false(tunnel_back(names[i], "0"));
	}
	assert_false(tunnel_back("bebas", socket_path));
	assert_int_not_equal(access(socket_path, F_OK), 0);
	const char *const tun[] = { "-N", "-w", "any:any", "-o", "ExitOnForwardFailure=yes", NULL };
	assert_int_equal(sshd_run(&s, "bebas", tun, NULL, NULL), 255);
	assert_true(sees("bebas", "-X", "X11 forwarding request failed"));
}

/* --- lines that are not ours ------------------------------------------------------------------------------------------------------------ */

static void foreign_lines(void **state)
{
	static const char *const names[] = { "polos", "bebas", "lain", "lingkungan" };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		refused(names[i], i % 2 ? "report list" : "id", i % 2 ? "report list" : "id");
		assert_null(strstr(s.said, "LD_PRELOAD"));
		if (i > 1 || !s.terminals) continue;
		struct vt *v = sshd_desk(&s, names[i], NULL);
		assert_int_equal(vt_exit(v), 77);
		vt_wait(v, "pantidesk key add");
		vt_close(v);
	}
	assert_int_equal(SSH_RUN(&s, "siapa", "report list", NULL), 255); /* a key of nobody */
	assert_int_equal(SSH_RUN(&s, "rumah", "report list", NULL), 255); /* one that stands in ~/.ssh only */
	const char *const password[] = { "-o", "PubkeyAuthentication=no", "-o", "BatchMode=no", "-o", "NumberOfPasswordPrompts=1", NULL };
	assert_int_equal(sshd_run(&s, "andi", password, "report list", NULL), 255);
}

static void environment(void **state)
{
	char rc[200];
	const char *const set[] = { "-o", "SetEnv=LD_PRELOAD=/nonexistent/sent.so PANTIDESK_CONF=/x HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent LANG=C.UTF-8", NULL };

	(void)state;
	assert_int_equal(sshd_run(&s, "andi", set, "report list", NULL), 0);
	assert_null(strstr(s.said, ".so"));
	assert_true(sshd_logged(&s, "Ignoring env request LD_PRELOAD"));
	assert_true(sshd_logged(&s, "Setting env 0: LANG=C.UTF-8"));
	snprintf(rc, sizeof rc, "%s/rc-ran", s.house.dir);
	assert_int_not_equal(access(rc, F_OK), 0);
	if (!s.home) print_message("not possible here: files of ~/.ssh in the server's way (root with mounts of its own only)\n");
}

/* One connection is one session; the open one gives no way to a second or to tunnels. */
static void second_session(void **state)
{
	char path[160], word[100];
	int target, local, listener = sshd_listen(&target), found = sshd_listen(&local);

	(void)state;
	close(found);
	if (!s.terminals) skip();
	snprintf(path, sizeof path, "%s/master", s.house.dir);
	const char *const master[] = { "-M", "-S", path, NULL };
	struct vt *v = sshd_desk(&s, "andi", master);
	vt_wait(v, tr("WORK OF TODAY"));
	const char *const second[] = { "-S", path, "-o", "PubkeyAuthentication=no", NULL };
	assert_int_equal(sshd_run(&s, "andi", second, "report list", NULL), 255);
	silent("second session");
	snprintf(word, sizeof word, "127.0.0.1:%d:127.0.0.1:%d", local, target);
	const char *const forward[] = { "-S", path, "-O", "forward", "-L", word, NULL };
	assert_int_equal(sshd_run(&s, "andi", forward, NULL, NULL), 0); /* ours to open, but nothing goes through */
	assert_false(through(local, "x", 1, listener));
	close(listener);
	vt_send(v, "R");
	vt_wait_gone(v, tr("WORK OF TODAY"));
	clerk_quit(v);
}

/* --- the tests themselves: what happens where a setting is missing ----------------------------------------------------------------------- */

/* What a shell of the line "polos" says that asked for agent and X11. */
static char *shell_says(const char *agent)
{
	char word[200];
	const char *const options[] = { "-A", "-X", "-o", word, NULL };

	snprintf(word, sizeof word, "IdentityAgent=%s", agent);
	setenv("DISPLAY", ":99", 1);
	assert_int_equal(sshd_run(&s, "polos", options, "echo agent=$SSH_AUTH_SOCK, display=$DISPLAY.", NULL), 0);
	unsetenv("DISPLAY");
	return clerk_file(s.out);
}

static void without_the_gate(void **state)
{
	char path[200], rc[200];

	(void)state;
	snprintf(path, sizeof path, "%s/agent", s.house.dir);
	snprintf(rc, sizeof rc, "%s/rc-ran", s.house.dir);
	int agent = sshd_agent(path);
	other("ForceCommand");
	assert_int_not_equal(SSH_RUN(&s, "andi", "id", NULL), 0); /* the line of ours is enough by itself; on the real day here, so nothing is counted */
	silent("id");
	assert_int_equal(SSH_RUN(&s, "polos", "id -u", NULL), 0); /* such a line is a shell of the account: what the gate is for */
	char *said_there = shell_says(path);
	assert_string_equal(said_there, "agent=, display=.\n");  /* and even there nothing comes along */
	free(said_there);
	assert_int_not_equal(access(rc, F_OK), 0);
	other("ForceCommand,AcceptEnv,PermitUserRC," FORWARDING);
	said_there = shell_says(path);
	assert_non_null(strstr(said_there, "agent=/tmp/"));
	free(said_there);
	if (s.home) assert_int_equal(access(rc, F_OK), 0);
	const char *const set[] = { "-o", "SetEnv=LD_PRELOAD=/nonexistent/sent.so", NULL };
	(void)sshd_run(&s, "polos", set, "id", NULL);
	assert_non_null(strstr(s.said, "sent.so"));
	assert_true(tunnels_out("polos"));
	assert_true(tunnel_back("polos", "0"));
	assert_false(tunnels_out("andi")); /* restrict is enough by itself */
	assert_false(tunnel_back("andi", "0"));
	sshd_kill(agent);
}

int main(void)
{
	if (!sshd_possible()) return 0;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_commands), cmocka_unit_test(shell_letters), cmocka_unit_test(options_of_the_server), cmocka_unit_test(long_commands), cmocka_unit_test(through_stdin), cmocka_unit_test(copies),
		cmocka_unit_test(no_tunnels), cmocka_unit_test(foreign_lines), cmocka_unit_test(environment), cmocka_unit_test(second_session), cmocka_unit_test(without_the_gate),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
