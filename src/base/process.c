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

/* The rest could point libraries at foreign files (TERMINFO, LOCPATH, TMPDIR, NLSPATH ...). */
static const char *const kept[] = {
	"LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TERM", "NO_COLOR", "SSH_CONNECTION", "SSH_ORIGINAL_COMMAND",
	"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "SUDO_UID",
};

static void environment_clean(void)
{
	char *values[COUNT(kept)];
	for (size_t i = 0; i < COUNT(kept); i++) {
		const char *v = getenv(kept[i]);
		values[i] = v && strlen(v) < 4096 ? mem_dup(v) : NULL;
	}
	clearenv();
	for (size_t i = 0; i < COUNT(kept); i++) {
		if (values[i]) setenv(kept[i], values[i], 1);
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
