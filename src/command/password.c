/* Passwords come from a prompt without echo or from a descriptor, never from an argument or the environment. */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/text.h"
#include "src/command/command.h"

/* One line, without its end; false when nothing could be read or it is longer than out. */
static bool read_line(int fd, char *out, size_t size)
{
	size_t n = 0;
	char c;
	ssize_t got;
	while ((got = read(fd, &c, 1)) == 1 || (got < 0 && errno == EINTR)) {
		if (got < 0) continue;
		if (c == '\n' || c == '\r') break;
		if (n + 1 >= size) return false;
		out[n++] = c;
	}
	out[n] = 0;
	return n > 0 || got == 1;
}

static bool ask(const char *prompt, char *out, size_t size)
{
	struct termios old, quiet;
	bool terminal = tcgetattr(STDIN_FILENO, &old) == 0;
	if (terminal) {
		quiet = old;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	fprintf(stderr, "%s: ", prompt);
	bool ok = read_line(STDIN_FILENO, out, size);
	if (terminal) tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
	fputc('\n', stderr);
	return ok;
}

bool command_password(const struct invocation *in, const char *fd_option, const char *prompt, bool twice, char *out, size_t size, struct err *e)
{
	char again[600], checked[600];
	if (fd_option) {
		char *end;
		long fd = strtol(fd_option, &end, 10);
		if (*end || end == fd_option || fd < 0 || fd > 1023) return err_set(e, ERR_USAGE, _("--password-fd takes a descriptor's number, not %s."), fd_option);
		if (!read_line((int)fd, out, size)) return err_set(e, ERR_DATA, _("No password could be read from descriptor %ld."), fd);
	} else if (in->no_input || !isatty(STDIN_FILENO)) {
		return err_set(e, ERR_USAGE, "%s", _("A password is needed. Give it on a terminal or with --password-fd N."));
	} else {
		if (!ask(prompt, out, size)) return err_set(e, ERR_DATA, "%s", _("No password was typed."));
		if (twice) {
			bool same = ask(_("The same once more"), again, sizeof again) && strcmp(out, again) == 0;
			sodium_memzero(again, sizeof again);
			if (!same) return err_set(e, ERR_DATA, "%s", _("The two passwords differ. Start again."));
		}
	}
	enum text_fault fault = text_in(out, strlen(out), 0, 0, checked, sizeof checked);
	if (fault == TEXT_OK) str_copy(out, size, checked);
	sodium_memzero(checked, sizeof checked);
	return fault == TEXT_OK || err_set(e, ERR_DATA, "%s", text_fault_message(fault));
}
