#include "src/base/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/mem.h"

/* The rest could point libraries at foreign files (TERMINFO, LOCPATH, TMPDIR, NLSPATH ...). What says where this account's files lie is not taken from
 * over the network: the account's own entry says it there. */
enum taken { ANYTHING, AT_HOME /* not over SSH */, NAME /* letters, digits and few marks, short */, CUT /* judged later; too much of it is refused there */ };
static const struct { const char *name; enum taken taken; } kept[] = {
	{ "LANG", NAME }, { "LANGUAGE", AT_HOME }, { "LC_ALL", NAME }, { "LC_CTYPE", NAME }, { "LC_MESSAGES", NAME }, { "TERM", NAME }, { "NO_COLOR", ANYTHING },
	{ "SSH_CONNECTION", ANYTHING }, { "SSH_ORIGINAL_COMMAND", CUT }, { "SSH_USER_AUTH", ANYTHING },
	{ "HOME", AT_HOME }, { "XDG_STATE_HOME", AT_HOME }, { "XDG_CONFIG_HOME", AT_HOME }, { "SUDO_UID", AT_HOME },
};

#define VALUE_MOST 4096
#define NAME_MOST 40

static char *value_taken(enum taken taken, const char *v, bool network)
{
	if (!v || (taken == AT_HOME && network)) return NULL;
	if (taken == NAME && (!*v || strlen(v) > NAME_MOST || v[strspn(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+._@-")])) return NULL;
	if (strlen(v) < VALUE_MOST) return mem_dup(v);
	if (taken != CUT) return NULL;
	char *cut = mem_alloc(VALUE_MOST);
	memcpy(cut, v, VALUE_MOST - 1);
	return cut;
}

static void environment_clean(void)
{
	char *values[COUNT(kept)];
	bool network = getenv("SSH_CONNECTION") != NULL;
	for (size_t i = 0; i < COUNT(kept); i++) values[i] = value_taken(kept[i].taken, getenv(kept[i].name), network);
	clearenv();
	for (size_t i = 0; i < COUNT(kept); i++) {
		if (values[i]) setenv(kept[i].name, values[i], 1);
		free(values[i]);
	}
	setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
}

void process_harden(void)
{
	struct rlimit none = { 0, 0 };
	umask(077);
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_WRONLY : O_RDONLY) < 0) _exit(71);
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	sigset_t all;
	sigemptyset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	const int inherited[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGCHLD, SIGALRM };
	for (size_t i = 0; i < COUNT(inherited); i++) signal(inherited[i], SIG_DFL);
	environment_clean();
}

void process_folder(char *out, unsigned size)
{
	ssize_t n = readlink("/proc/self/exe", out, size - 1);
	out[n > 0 ? n : 0] = 0;
	char *slash = strrchr(out, '/');
	if (slash) *slash = 0;
}
