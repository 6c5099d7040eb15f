/* doctor: the way in over SSH. sshd itself is asked (sshd -T), so that what stands in other files and before the block counts as it does for sshd. */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/office/key_file.h"
#include "db/office/user.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/command/doctor.h"
#include "src/command/owner.h"
#include "src/conf/conf.h"

#define SSHD "/usr/sbin/sshd"
#define BLOCK "/etc/ssh/sshd_config.d/pantidesk.conf"

/* --- what sshd -T must say for the account ----------------------------------------------------------------------------------- */

enum fit { IS, GATE /* this program, with a command that ends so */, KEY_FILE /* the configured one alone */, LANGUAGE /* LANG and LC_ only */, SOME /* a number above 0 */ };
static const struct wanted { const char *setting; enum fit fit; const char *value, *why; } table[] = {
	{ "forcecommand", GATE, " key enter", N_("a line of the key file without a command would be a shell") },
	{ "exposeauthinfo", IS, "yes", N_("pantidesk is not told which key was used") },
	{ "authorizedkeysfile", KEY_FILE, NULL, N_("keys come from elsewhere than key_file") },
	{ "authorizedkeyscommand", IS, "none", N_("keys come from elsewhere than key_file") },
	{ "trustedusercakeys", IS, "none", N_("certificates let in people who are not in key_file") },
	{ "authenticationmethods", IS, "publickey", N_("something else than a key lets people in") },
	{ "pubkeyauthentication", IS, "yes", N_("no key is taken at all") },
	{ "passwordauthentication", IS, "no", N_("passwords of the account can be guessed") },
	{ "kbdinteractiveauthentication", IS, "no", N_("passwords of the account can be guessed") },
	{ "hostbasedauthentication", IS, "no", N_("other machines let people in") },
	{ "disableforwarding", IS, "yes", N_("tunnels past the desk, also for a line without restrict") },
	{ "allowtcpforwarding", IS, "no", N_("tunnels past the desk") },
	{ "allowstreamlocalforwarding", IS, "no", N_("tunnels past the desk") },
	{ "allowagentforwarding", IS, "no", N_("keys of the visitor can be used from here") },
	{ "x11forwarding", IS, "no", N_("windows of the visitor can be reached from here") },
	{ "permittunnel", IS, "no", N_("tunnels past the desk") },
	{ "gatewayports", IS, "no", N_("tunnels past the desk") },
	{ "permituserrc", IS, "no", N_("a file in the account's home would run before the desk") },
	{ "permituserenvironment", IS, "no", N_("a file in the account's home could set LD_PRELOAD") },
	{ "acceptenv", LANGUAGE, NULL, N_("a visitor could send LD_PRELOAD") },
	{ "permittty", IS, "yes", N_("the desk needs a terminal") },
	{ "maxsessions", IS, "1", N_("several sessions over one connection") },
	{ "clientaliveinterval", SOME, NULL, N_("lost lines stay open") },
	{ "strictmodes", IS, "yes", N_("a key file that others can write to would be taken") },
};

struct asked { const char *key_file; uid_t account; };

/* The one program everybody is let into: this one, root's (a trial's: whoever looks), and nobody else may put another in its place. NULL: so it is. */
static const char *program_fault(const char *command, uid_t account)
{
	char path[1100], *real = NULL, *own = NULL;
	const char *fault = NULL;
	struct stat st;
	snprintf(path, sizeof path, "%.*s", (int)strcspn(command, " "), command);
	if (path[0] != '/' || strpbrk(command, ";&|<>$`(){}\\\"'") || !(real = realpath(path, NULL)) || !(own = realpath("/proc/self/exe", NULL)) || strcmp(real, own) != 0)
		fault = N_("this is not the program that looks here (pantidesk): another one lets people in");
	for (bool file = true; !fault; file = false) {
		if (lstat(real, &st) != 0) fault = N_("the program cannot be looked at");
		else if (file && st.st_uid != 0 && st.st_uid != geteuid()) fault = N_("the program does not belong to root: chown root");
		else if (!file && st.st_uid == account && account != 0 && account != geteuid()) fault = N_("the program's folder belongs to the desk's account, which could put another program there: chown root");
		else if (file ? (st.st_mode & 022) != 0 : (st.st_mode & 01002) == 2) fault = N_("others may change the program: chmod go-w");
		char *slash = strrchr(real, '/');
		if (fault || !slash || real[1] == 0) break;
		slash[slash == real] = 0;
	}
	free(real);
	free(own);
	return fault;
}

static const char *value_fault(const struct wanted *w, const char *value, const struct asked *asked)
{
	size_t n = strlen(value), m = w->value ? strlen(w->value) : 0;
	bool fits = false;
	switch (w->fit) {
	case IS: fits = strcmp(value, w->value) == 0; break;
	case GATE:
		if (n < m || strcmp(value + n - m, w->value) != 0) break;
		return program_fault(value, asked->account);
	case KEY_FILE: fits = strcmp(value, asked->key_file) == 0; break;
	case LANGUAGE: fits = strcmp(value, "LANG") == 0 || (strncmp(value, "LC_", 3) == 0 && !value[strspn(value, "LC_ABDEGHIMNOPRSTUVXY*")]); break;
	case SOME: fits = strtol(value, NULL, 10) > 0; break;
	}
	return fits ? NULL : w->why;
}

/* Every line of sshd's answer that begins with the setting is looked at; one that must be there is missed. */
static void setting(const struct wanted *w, const char *said, const struct asked *asked, struct findings *f)
{
	size_t n = strlen(w->setting);
	bool seen = w->value && strcmp(w->value, "none") == 0; /* what is none is not always printed */
	for (const char *line = said; *line; line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n')) {
		char value[400], shown[600], safe[500];
		if (strncmp(line, w->setting, n) != 0 || line[n] != ' ') continue;
		size_t size = strcspn(line + n + 1, "\n");
		snprintf(value, sizeof value, "%.*s", (int)(size < sizeof value ? size : sizeof value - 1), line + n + 1);
		seen = true;
		const char *fault = value_fault(w, value, asked);
		if (!fault) continue;
		text_out(value, safe, sizeof safe, false);
		snprintf(shown, sizeof shown, "%s %s: %s", w->setting, safe, _(fault));
		doctor_line(f, false, "sshd", shown);
	}
	if (seen || w->fit == LANGUAGE) return;
	char shown[300];
	snprintf(shown, sizeof shown, _("%s is missing: %s"), w->setting, _(w->why));
	doctor_line(f, false, "sshd", shown);
}

/* What sshd says about the account; its first words of complaint when it does not. */
static bool sshd_asked(const char *config, const char *account, char *out, size_t size)
{
	int way[2], status = 1;
	char who[120];
	char *env[] = { NULL };
	snprintf(who, sizeof who, "user=%s,host=localhost,addr=127.0.0.1", account);
	const char *argv[8] = { SSHD, "-T", "-C", who };
	if (config) argv[4] = "-f", argv[5] = config;
	out[0] = 0;
	if (pipe(way) != 0) return false;
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, way[1], 1);
	posix_spawn_file_actions_adddup2(&actions, way[1], 2);
	posix_spawn_file_actions_addclose(&actions, way[0]);
	pid_t pid;
	int why = posix_spawn(&pid, SSHD, &actions, NULL, (char *const *)(uintptr_t)argv, env);
	posix_spawn_file_actions_destroy(&actions);
	close(way[1]);
	size_t n = 0;
	for (ssize_t one = 1; why == 0 && one > 0 && n < size - 1;) {
		one = read(way[0], out + n, size - 1 - n);
		if (one < 0 && errno == EINTR) one = 1;
		else if (one > 0) n += (size_t)one;
	}
	close(way[0]);
	out[n] = 0;
	while (why == 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
	return why == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void settings(const struct invocation *in, const char *config, const char *account, struct findings *f)
{
	const struct passwd *who = getpwnam(account);
	const struct asked asked = { in->conf->key_file, who ? who->pw_uid : 0 };
	char *said = mem_alloc(65536), first[200], safe[300];
	int before = f->bad;
	if (sshd_asked(config, account, said, 65536)) {
		for (size_t i = 0; i < COUNT(table); i++) setting(&table[i], said, &asked, f);
		snprintf(first, sizeof first, _("%d settings for the account %s"), (int)COUNT(table), account);
		if (f->bad == before) doctor_line(f, true, "sshd", first);
	} else if (geteuid() != 0) {
		printf("  %-24s %s\n", "sshd", _("root sees more: sudo pantidesk doctor"));
	} else {
		said[strcspn(said, "\r\n")] = 0;
		text_out(said, safe, sizeof safe, false);
		doctor_line(f, false, "sshd", *safe ? safe : SSHD);
	}
	free(said);
}

/* --- the key file ------------------------------------------------------------------------------------------------------------- */

/* As sshd looks (StrictModes): the file and every folder above it belong to root or the account, and nobody else may write. */
static void owners(const char *path, uid_t account, struct findings *f)
{
	char part[1100], text[1400];
	str_copy(part, sizeof part, path);
	for (;;) {
		struct stat st;
		if (lstat(part, &st) != 0) return;
		const char *fault = NULL;
		if (st.st_mode & 022) fault = _("others may write here: chmod go-w");
		else if (st.st_uid != 0 && st.st_uid != account) fault = _("belongs to somebody else: chown root");
		else if (strcmp(part, path) == 0 && st.st_uid != 0) fault = _("belongs to the desk's account, which could let in anybody: chown root");
		else if (strcmp(part, path) == 0 && !(st.st_mode & 004)) fault = _("sshd cannot read it as the account: chmod 644");
		snprintf(text, sizeof text, "%s: %s", part, fault ? fault : "");
		if (fault) doctor_line(f, false, _("Key file"), text);
		char *slash = strrchr(part, '/');
		if (!slash || part[1] == 0) return;
		slash[slash == part] = 0;
	}
}

static const struct user_row *user_of(const struct user_row *users, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(users[i].name, name) == 0) return &users[i];
	return NULL;
}

/* Names in the key file that the database does not know, or knows as closed, as a sentence. */
static bool people(struct invocation *in, void *ctx, struct err *e)
{
	const struct key_file *file = ctx;
	struct arena *a = arena_new();
	struct user_row *users;
	struct buf names = BUF_EMPTY;
	int n = user_list(in->db, &in->actor, a, &users, e);
	for (int i = 0; n >= 0 && i < file->n; i++) {
		const struct key_line *l = &file->lines[i];
		const struct user_row *u = l->kind == KEY_LINE_OURS ? user_of(users, n, l->words.as) : NULL;
		if (l->kind == KEY_LINE_OURS && (!u || u->disabled)) buf_printf(&names, "%s%s", names.size ? ", " : "", l->words.as);
	}
	bool ok = n >= 0 && (!names.size || err_set(e, ERR_DATA, _("keys of people who are not active: %s"), buf_text(&names)));
	buf_free(&names);
	arena_free(a);
	return ok;
}

static void keys(struct invocation *in, uid_t account, struct findings *f)
{
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct key_file file;
	char text[400];
	int before = f->bad, good = 0;
	owners(in->conf->key_file, account, f);
	bool ok = key_file_read(in->conf->key_file, a, &file, &e);
	for (int i = 0; ok && i < file.n; i++) {
		const struct key_line *l = &file.lines[i];
		good += l->kind == KEY_LINE_OURS;
		if (l->kind != KEY_LINE_FOREIGN) continue;
		snprintf(text, sizeof text, _("line %d was not written by pantidesk%s%s: %s"), i + 1, l->restricted ? "" : _(", no restrict"), l->commanded ? "" : _(", no command: a shell where sshd lacks ForceCommand"),
			l->key.fingerprint[0] ? l->key.fingerprint : "-");
		doctor_line(f, false, _("Key file"), text);
	}
	if (!ok || !owner_do(in, people, &file, &e)) doctor_line(f, false, _("Key file"), e.text);
	snprintf(text, sizeof text, _("%s, %d keys"), in->conf->key_file, good);
	if (f->bad == before) doctor_line(f, true, _("Key file"), text);
	arena_free(a);
}

void doctor_ssh(struct invocation *in, const char *config, struct findings *f)
{
	struct err e = { ERR_NONE, "" };
	char account[64];
	bool there = config || access(in->conf->key_file, F_OK) == 0 || access(BLOCK, F_OK) == 0;
	if (!there || access(SSHD, X_OK) != 0) {
		doctor_line(f, true, "SSH", there ? _("sshd is not installed: nobody comes in over the network") : _("not set up: sudo make install-ssh, then sudo pantidesk key add NAME"));
		return;
	}
	if (!owner_account(in, account, sizeof account, &e)) {
		doctor_line(f, false, "SSH", e.text);
		return;
	}
	const struct passwd *who = getpwnam(account);
	settings(in, config, account, f);
	if (who) keys(in, who->pw_uid, f);
}
