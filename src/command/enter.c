#include "src/command/enter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/office/key_file.h"
#include "src/base/i18n.h"
#include "src/command/forced.h"
#include "src/command/options.h"
#include "src/conf/conf.h"

#define AUTH_BYTES 16384

/* What sshd left in a file of ours about how the client proved itself: lines "publickey TYPE BASE64". */
static bool auth_read(const char *path, char *out, struct err *e)
{
	struct stat st;
	size_t n = 0;
	ssize_t one = 1;
	int fd = path ? open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) : -1;
	bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (st.st_uid == geteuid() || st.st_uid == 0) && !(st.st_mode & 022);
	while (ok && one > 0 && n < AUTH_BYTES - 1) {
		one = read(fd, out + n, AUTH_BYTES - 1 - n);
		if (one > 0) n += (size_t)one;
	}
	if (fd >= 0) close(fd);
	out[n] = 0;
	return (ok && one == 0 && n > 0) || err_set(e, ERR_CONFIG, "%s", _("sshd does not say which key was used. Its settings lack ExposeAuthInfo yes (conf/sshd/pantidesk.conf)."));
}

/* The line of ours for one of the keys that were used. */
static const struct key_line *line_of(char *auth, const struct key_file *file, struct public_key *used)
{
	struct err ignored = { ERR_NONE, "" };
	for (char *rest = auth, *line; (line = strsep(&rest, "\n"));) {
		if (strncmp(line, "publickey ", 10) != 0 || !public_key_read(line + 10, strlen(line + 10), used, &ignored)) continue;
		for (int i = 0; i < file->n; i++)
			if (file->lines[i].kind == KEY_LINE_OURS && strcmp(file->lines[i].key.fingerprint, used->fingerprint) == 0) return &file->lines[i];
	}
	return NULL;
}

static int become(const struct invocation *in, const struct key_words *w)
{
	char program[4096];
	const char *argv[12];
	int n = 0;
	ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
	program[size > 0 ? size : 0] = 0;
	argv[n++] = program;
	if (in->today) argv[n++] = "--today", argv[n++] = in->today;
	if (w->conf) argv[n++] = "--conf", argv[n++] = w->conf;
	if (w->db) argv[n++] = "--db", argv[n++] = w->db;
	argv[n++] = "--as";
	argv[n++] = w->as;
	argv[n] = NULL;
	unsetenv("SSH_USER_AUTH");
	if (in->asked) setenv("SSH_ORIGINAL_COMMAND", in->asked, 1);
	execv(program, (char *const *)(uintptr_t)argv);
	struct err e = { ERR_UNAVAILABLE, "" };
	snprintf(e.text, sizeof e.text, _("%s cannot be started: %s."), program, strerror(errno));
	return command_fail(&e);
}

int key_enter(struct invocation *in)
{
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct key_file file;
	struct public_key used = { .bits = 0 };
	const struct key_line *line = NULL;
	char *auth = arena_alloc(a, AUTH_BYTES);
	bool ok = auth_read(getenv("SSH_USER_AUTH"), auth, &e) && key_file_read(in->conf->key_file, a, &file, &e);
	if (ok) line = line_of(auth, &file, &used);
	int code;
	if (line) {
		code = become(in, &line->words);
	} else if (ok) {
		char note[FINGERPRINT_SIZE + 1100];
		snprintf(note, sizeof note, "%s%s%s", used.fingerprint[0] ? used.fingerprint : "-", in->asked ? " " : "", in->asked ? in->asked : "");
		err_set(&e, ERR_NOPERM, "%s", _("The line of this key in the key file was not written by pantidesk, so it lets nobody in. Add the key with: pantidesk key add NAME"));
		code = forced_refuse(in, note, &e);
	} else {
		code = command_fail(&e);
	}
	arena_free(a);
	return code;
}
