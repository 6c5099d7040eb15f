/* pantidesk outbox list|get NAME|remove NAME: what the desk put aside for somebody, fetched over SSH */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/office/outbox.h"
#include "db/office/panti.h"
#include "src/base/clock.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/command/command.h"
#include "src/command/options.h"
#include "src/command/output.h"
#include "src/conf/conf.h"

extern const struct command command_outbox;

static int list(struct invocation *in)
{
	static const struct output_column columns[] = { { "name", 40, false }, { "bytes", 10, true }, { "saved", 16, false } };
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct outbox_file *files;
	struct output out;
	struct panti p;
	int offset = in->actor.panti && panti_load(in->db, in->actor.panti, a, &p, NULL) ? p.utc_offset : 8;
	int n = outbox_list(in->db, &in->actor, in->conf->outbox_days, a, &files, &e);
	if (n >= 0) {
		output_begin(&out, in, columns, COUNT(columns));
		for (int i = 0; i < n; i++) {
			char bytes[24], saved[40], day[DATE_ISO_SIZE];
			caldate on;
			int hour, minute;
			clock_local(files[i].at, offset, &on, &hour, &minute);
			snprintf(bytes, sizeof bytes, "%" PRId64, files[i].bytes);
			snprintf(saved, sizeof saved, "%s %02d:%02d", date_iso(on, day), hour, minute);
			output_row(&out, (const char *const[]){ files[i].name, bytes, saved });
		}
		output_end(&out);
	}
	arena_free(a);
	return n < 0 ? command_fail(&e) : 0;
}

/* The bytes and nothing else: a PDF with a word before it opens nowhere. */
static int get(struct invocation *in, const char *name)
{
	char part[65536];
	ssize_t n = 0;
	struct err e = { ERR_NONE, "" };
	if (isatty(STDOUT_FILENO)) return command_usage(_("A file is no text for the screen: write > and a file name behind the command, for example > %s"), name);
	int fd = outbox_open(in->db, &in->actor, in->conf->outbox_days, name, &e);
	if (fd < 0) return command_fail(&e);
	bool ok = true;
	while (ok && ((n = read(fd, part, sizeof part)) > 0 || (n < 0 && errno == EINTR)))
		ok = n < 0 || file_put(STDOUT_FILENO, part, (size_t)n);
	close(fd);
	if (ok && n == 0) return 0;
	err_set(&e, ERR_IO, _("Only a part of the file was sent: %s. Fetch it again."), strerror(errno));
	return command_fail(&e);
}

static int run(struct invocation *in, int argc, char **argv)
{
	struct err e = { ERR_NONE, "" };
	if ((argc = options_take(NULL, 0, argc, argv, false, &e)) < 0) return command_fail(&e);
	const char *verb = argc > 1 ? argv[1] : "", *name = argc > 2 ? argv[2] : NULL;
	const bool listing = strcmp(verb, "list") == 0;
	if (argc > (listing ? 2 : 3)) return command_usage(_("One file at a time: %s is too much."), argv[listing ? 2 : 3]);
	if (listing) return list(in);
	if (strcmp(verb, "get") != 0 && strcmp(verb, "remove") != 0) return command_usage(_("Say what to do: outbox %s"), command_outbox.usage);
	if (!name) return command_usage("%s", _("Name the file; pantidesk outbox list shows the names."));
	if (verb[0] == 'g') return get(in, name);
	return outbox_remove(in->db, &in->actor, in->conf->outbox_days, name, &e) ? 0 : command_fail(&e);
}

const struct command command_outbox = {
	"outbox", "list|get NAME|remove NAME",
	N_("Lists and hands out the files a user put aside at the desk; get writes the bytes to standard output."),
	"ssh panti@192.168.1.10 outbox list\nssh panti@192.168.1.10 outbox get monthly-2026-07.pdf > juli.pdf\npantidesk --as sri outbox remove monthly-2026-07.pdf",
	NEEDS_DB, run,
};
