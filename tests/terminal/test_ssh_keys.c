/* Who gets in: key add, list and remove as an administrator types them; what doctor finds in sshd's settings; what make install-ssh puts where. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/lock.h"
#include "src/base/clock.h"
#include "src/base/mem.h"
#include "tests/terminal/command_line.h"
#include "tests/terminal/sshd.h"

static struct sshd s;

static int begin(void **state)
{
	(void)state;
	sshd_begin(&s);
	return 0;
}

static int end(void **state)
{
	(void)state;
	sshd_end(&s);
	return 0;
}

static const char *public_half(const char *name)
{
	static char path[300];

	snprintf(path, sizeof path, "%s.pub", sshd_pair(&s, name));
	return path;
}

/* As ssh-keygen -lf prints it. */
static const char *fingerprint(const char *name)
{
	static char print[60];
	const char *const argv[] = { "/usr/bin/ssh-keygen", "-lf", public_half(name), NULL };

	assert_int_equal(sshd_words(&s, argv), 0);
	char *said = clerk_file(s.out);
	assert_int_equal(sscanf(said, "%*d %59s", print), 1);
	free(said);
	return print;
}

static void says(const char *words)
{
	if (!strstr(s.said, words)) fail_msg("not said: %s; but: %s", words, s.said);
}

static char *listed(void)
{
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "list", "--json");
	return clerk_file(s.out);
}

static void keys_of_people(void **state)
{
	char line[10000];
	struct stat st;

	(void)state;
	SSHD_PROGRAM(&s, 66, "--lang", "en", "key", "add", "andi", "--file", "/nonexistent");
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "add", "andi", "--file", "/dev/null");
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "add", "andi", "--file", sshd_pair(&s, "andi"));
	says("private key");
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "add", "siapa", "--file", public_half("andi"));
	says("There is no active user siapa.");
	assert_int_not_equal(access(s.keys, F_OK), 0);
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "add", "andi", "--file", public_half("andi"));
	says("andi may come in over SSH with the key SHA256:");
	assert_int_equal(stat(s.keys, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(sshd_audit(&s, "key.add", fingerprint("andi")), 1);
	char *file = clerk_file(s.keys), *key = sshd_public(&s, "andi");
	snprintf(line, sizeof line, "restrict,pty,command=\"%s --conf %s --as andi\" %s\n", s.exe, s.conf, key);
	assert_string_equal(file, line);
	free(file);
	free(key);
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "add", "sri", "--file", public_half("andi"));
	says("belongs to andi already");
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "add", "andi", "--file", public_half("andi-rumah"));
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "add", "citra", "--file", public_half("citra"));
	sshd_line(&s, "restrict", "tamu");
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "add", "sri", "--file", public_half("tamu"));
	says("in a line that pantidesk did not write");
	assert_int_equal(CLERK_COMMAND(&s.house, "hasan", "user", "disable", "citra"), 0);
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "add", "citra", "--file", public_half("citra-baru"));
	SSHD_PROGRAM(&s, 77, "--lang", "en", "--as", "wati", "key", "add", "sri", "--file", public_half("citra-baru")); /* no right over users */
	SSHD_PROGRAM(&s, 77, "--lang", "en", "--as", "wati", "key", "list");
	char *list = listed();
	HAS(list, "\"name\": \"andi\", \"type\": \"ssh-ed25519\"");
	HAS(list, "\"guard\": \"restrict+command\", \"comment\": \"andi-rumah@kantor\", \"note\": \"\"");
	HAS(list, "\"comment\": \"citra@kantor\", \"note\": \"account closed\"");
	HAS(list, "{\"state\": \"!\", \"name\": \"-\", \"type\": \"ssh-ed25519\"");
	HAS(list, "\"guard\": \"restrict\", \"comment\": \"tamu@kantor\", \"note\": \"not written by pantidesk\"");
	HAS(list, fingerprint("andi"));
	assert_int_equal(line_count(list, "\"fingerprint\""), 4);
	free(list);
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "remove", "andi", "--fingerprint", fingerprint("citra"));
	char print[60];
	STR_SET(print, fingerprint("andi-rumah"));
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "remove", "andi", "--fingerprint", print);
	says(print);
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "remove", "citra");
	says("was not written by pantidesk and is kept as it is");
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "remove", "citra");
	assert_int_equal(sshd_audit(&s, "key.remove", NULL), 2);
	list = listed();
	assert_int_equal(line_count(list, "\"fingerprint\""), 2);
	HAS(list, "tamu@kantor");
	free(list);
	SSHD_PROGRAM(&s, 64, "--lang", "en", "key", "give", "andi");
	SSHD_PROGRAM(&s, 78, "--lang", "en", "key", "enter"); /* nobody came in by sshd here */
}

/* root works on a database that belongs to another account: the file is root's, the audit row the account's. */
static void by_root(void **state)
{
	struct stat st;

	(void)state;
	if (geteuid() != 0) {
		print_message("not root here: key add for another account's database was not tried\n");
		return;
	}
	const char *const give[] = { "/bin/sh", "-c", "chown nobody \"$0\" \"$0\"/desk.db*", s.house.dir, NULL }, *const back[] = { "/bin/sh", "-c", "chown root \"$0\" \"$0\"/desk.db*", s.house.dir, NULL };
	assert_int_equal(sshd_words(&s, give), 0);
	int before = sshd_audit(&s, "key.add", NULL);
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "add", "sri", "--file", public_half("sri"));
	assert_int_equal(sshd_audit(&s, "key.add", NULL), before + 1);
	SSHD_PROGRAM(&s, 65, "--lang", "en", "key", "add", "siapa", "--file", public_half("siapa"));
	char *list = listed();
	HAS(list, "\"name\": \"sri\"");
	free(list);
	assert_int_equal(stat(s.keys, &st), 0);
	assert_int_equal(st.st_uid, 0);
	assert_int_equal(stat(s.house.db, &st), 0);
	assert_int_not_equal(st.st_uid, 0);
	SSHD_PROGRAM(&s, 77, "--lang", "en", "--as", "wati", "key", "remove", "sri");
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "remove", "sri");
	assert_int_equal(sshd_words(&s, back), 0);
}

/* Ctrl-C between the audit row and the file: both are done, or neither; the command is held at the row by somebody else's turn to write. */
static void ended_in_between(void **state)
{
	const char *const argv[] = { s.exe, "--conf", s.conf, "--today", s.house.day, "key", "add", "sri", "--file", public_half("sri-baru"), NULL };
	char path[200], beside[200];
	struct lock turn;
	struct waiter w;
	struct err e = { ERR_NONE, "" };
	int status = 0, before = sshd_audit(&s, "key.add", NULL);

	(void)state;
	snprintf(path, sizeof path, "%s-lock", s.house.db);
	snprintf(beside, sizeof beside, "%s.new", s.keys);
	if (!lock_open(&turn, path, &e)) fail_msg("%s", e.text);
	wait_start(&w);
	assert_true(lock_turn(&turn, false, &w));
	int pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	for (int64_t until = clock_monotonic() + VT_WAIT; access(beside, F_OK) != 0; poll(NULL, 0, 2))
		if (clock_monotonic() > until) fail_msg("no %s", beside);
	assert_int_equal(kill(pid, SIGTERM), 0);
	lock_drop(&turn, LOCK_TURN);
	lock_close(&turn);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
	assert_int_equal(access(beside, F_OK), -1);
	assert_int_equal(sshd_audit(&s, "key.add", NULL), before + 1);
	char *list = listed();
	HAS(list, fingerprint("sri-baru"));
	free(list);
	SSHD_PROGRAM(&s, 0, "--lang", "en", "key", "remove", "sri");
}

/* --- doctor ----------------------------------------------------------------------------------------------------------------------- */

static char *doctor(const char *without)
{
	sshd_configure(&s, without);
	SSHD_PROGRAM(&s, 69, "--lang", "en", "doctor", "--sshd-config", s.config);
	return clerk_file(s.out);
}

static void settings(void **state)
{
	static const struct { const char *without, *found; } table[] = {
		{ "ForceCommand", "forcecommand" }, { "ExposeAuthInfo", "exposeauthinfo no" }, { "AuthorizedKeysFile", "authorizedkeysfile .ssh" }, { "AuthenticationMethods", "authenticationmethods any" },
		{ "PasswordAuthentication", "passwordauthentication yes" }, { "KbdInteractiveAuthentication", "kbdinteractiveauthentication yes" }, { "DisableForwarding", "disableforwarding no" },
		{ "AllowTcpForwarding", "allowtcpforwarding yes" }, { "AllowStreamLocalForwarding", "allowstreamlocalforwarding yes" }, { "AllowAgentForwarding", "allowagentforwarding yes" },
		{ "X11Forwarding", "x11forwarding yes" }, { "PermitTunnel", "permittunnel yes" }, { "GatewayPorts", "gatewayports yes" }, { "PermitUserRC", "permituserrc yes" },
		{ "AcceptEnv", "acceptenv *" }, { "MaxSessions", "maxsessions 10" }, { "ClientAliveInterval", "clientaliveinterval 0" },
	};

	(void)state;
	char *all = doctor(NULL);
	HAS(all, "! sshd                     strictmodes no"); /* of this test's own making */
	assert_int_equal(line_count(all, "! sshd"), 1);
	HAS(all, "not written by pantidesk, no command"); /* the line "tamu" */
	assert_int_equal(line_count(all, "v Key file"), 0);
	free(all);
	for (size_t i = 0; i < COUNT(table); i++) {
		char words[100];
		all = doctor(table[i].without);
		snprintf(words, sizeof words, "! sshd                     %s", table[i].found);
		HAS(all, words);
		assert_int_equal(line_count(all, "! sshd"), 2);
		free(all);
	}
}

/* ForceCommand names this program, by whatever road, and only as long as nobody else can change it. */
static void gate(const char *program, const char *said)
{
	char whole[5000];
	sshd_configure(&s, NULL);
	char *text = clerk_file(s.config), *at = strstr(text, "\tForceCommand ");
	assert_non_null(at);
	char *end = at + strcspn(at, "\n");
	snprintf(whole, sizeof whole, "%.*s\tForceCommand %s key enter%s", (int)(at - text), text, program, end);
	FILE *f = fopen(s.config, "w");
	assert_non_null(f);
	fputs(whole, f);
	fclose(f);
	free(text);
	SSHD_PROGRAM(&s, 69, "--lang", "en", "doctor", "--sshd-config", s.config);
	text = clerk_file(s.out);
	if (said) HAS(text, said);
	assert_int_equal(line_count(text, "! sshd                     forcecommand"), said ? 1 : 0);
	free(text);
}

static void gate_is_this_program(void **state)
{
	char other[200], link[200], more[300];
	struct stat st;

	(void)state;
	snprintf(other, sizeof other, "%s/pantidesk", s.house.dir);
	FILE *f = fopen(other, "w");
	assert_non_null(f);
	fputs("#!/bin/sh\nexec /bin/sh\n", f);
	fclose(f);
	assert_int_equal(chmod(other, 0755), 0);
	snprintf(link, sizeof link, "%s/desk", s.house.dir);
	assert_int_equal(symlink(s.exe, link), 0);
	gate(link, NULL);
	gate(other, "another one lets people in");
	snprintf(more, sizeof more, "/bin/sh %.150s", other);
	gate(more, "another one lets people in");
	snprintf(more, sizeof more, "%.150s; /bin/sh", link);
	gate(more, "another one lets people in");
	assert_int_equal(stat(s.exe, &st), 0);
	assert_int_equal(chmod(s.exe, 0757), 0);
	gate(s.exe, "others may change the program");
	assert_int_equal(chmod(s.exe, st.st_mode & 07777), 0);
	assert_int_equal(unlink(link), 0);
}

static void key_file_open_to_others(void **state)
{
	(void)state;
	assert_int_equal(chmod(s.keys, 0666), 0);
	char *all = doctor(NULL);
	HAS(all, "keys: others may write here");
	free(all);
	assert_int_equal(chmod(s.keys, 0644), 0);
}

/* At the machine a person's own configuration is found by the environment; over SSH the account's entry alone says where it lies. */
static void configuration_over_ssh(void **state)
{
	char folder[200], path[300];
	const char *const argv[] = { s.exe, "--lang", "en", "doctor", NULL };

	(void)state;
	snprintf(folder, sizeof folder, "%s/foreign", s.house.dir);
	snprintf(path, sizeof path, "%s/pantidesk", folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/pantidesk/pantidesk.conf", folder);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "database = \"%s/foreign/x.db\";\n", s.house.dir);
	fclose(f);
	assert_int_equal(chmod(path, 0600), 0);
	setenv("XDG_CONFIG_HOME", folder, 1);
	for (int ssh = 0; ssh < 2; ssh++) {
		if (ssh) setenv("SSH_CONNECTION", "127.0.0.1 50000 127.0.0.1 22", 1);
		(void)sshd_words(&s, argv);
		char *said = clerk_file(s.out);
		assert_int_equal(strstr(said, "foreign") == NULL, ssh);
		free(said);
	}
	unsetenv("SSH_CONNECTION");
	unsetenv("XDG_CONFIG_HOME");
}

/* --- make install-ssh --------------------------------------------------------------------------------------------------------------- */

static void mode_is(const char *root, const char *path, mode_t mode)
{
	char whole[400];
	struct stat st;

	snprintf(whole, sizeof whole, "%s%s", root, path);
	assert_int_equal(stat(whole, &st), 0);
	assert_int_equal(st.st_mode & 07777, mode);
}

static void installed(void **state)
{
	char root[200], word[220], path[400];
	const char *const argv[] = { "/usr/bin/make", "-s", "install-ssh", word, "SSHUSER=desa", "PREFIX=/opt/panti", NULL };

	(void)state;
	snprintf(root, sizeof root, "%s/root", s.house.dir);
	snprintf(word, sizeof word, "DESTDIR=%s", root);
	unsetenv("MAKEFLAGS");
	unsetenv("MAKELEVEL");
	mode_t was = umask(077); /* of a careful administrator */
	if (sshd_words(&s, argv) != 0) fail_msg("%s", s.said);
	umask(was);
	mode_is(root, "/etc/pantidesk", 0755);
	mode_is(root, "/etc/pantidesk/keys", 0644);
	mode_is(root, "/etc/ssh/sshd_config.d/pantidesk.conf", 0644);
	snprintf(path, sizeof path, "%s/etc/ssh/sshd_config.d/pantidesk.conf", root);
	char *conf = clerk_file(path);
	HAS(conf, "\nMatch User desa\n");
	HAS(conf, "\n\tForceCommand /opt/panti/bin/pantidesk key enter\n");
	HAS(conf, "\n\tAuthorizedKeysFile /etc/pantidesk/keys\n");
	HAS(conf, "\nMatch all\n");
	free(conf);
	/* once more over keys that are there: they stay */
	snprintf(path, sizeof path, "%s/etc/pantidesk/keys", root);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs("# keys\n", f);
	fclose(f);
	assert_int_equal(sshd_words(&s, argv), 0);
	conf = clerk_file(path);
	assert_string_equal(conf, "# keys\n");
	free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(keys_of_people), cmocka_unit_test(by_root), cmocka_unit_test(ended_in_between), cmocka_unit_test(settings), cmocka_unit_test(gate_is_this_program), cmocka_unit_test(key_file_open_to_others), cmocka_unit_test(configuration_over_ssh),
		cmocka_unit_test(installed) };
	return cmocka_run_group_tests(tests, begin, end);
}
