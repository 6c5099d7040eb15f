/* pantidesk audit verify [--head HASH] */
#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "src/base/i18n.h"
#include "src/command/command.h"
#include "src/command/options.h"

static int run(struct invocation *in, int argc, char **argv)
{
	const char *head = NULL;
	struct err e = { ERR_NONE, "" };
	struct audit_head now;
	int64_t all = 0;
	const struct option_row rows[] = { { "--head", &head, NULL } };
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	if (argc != 2 || strcmp(argv[1], "verify") != 0) return command_usage("%s", _("Say: audit verify [--head HASH]"));
	if (!db_may(&in->actor, RIGHT_AUDIT_READ, &e)) return command_fail(&e);
	row_id chains[2] = { 0, in->actor.panti };
	for (int i = 0; i < (chains[1] ? 2 : 1); i++) {
		int64_t n = 0;
		if (!audit_verify(in->db, chains[i], chains[i] || !chains[1] ? head : NULL, &n, &e)) return command_fail(&e);
		all += n;
	}
	if (!audit_head(in->db, in->actor.panti, &now, &e)) return command_fail(&e);
	if (!in->quiet) printf(_("The audit log is whole: %" PRId64 " rows, head %s/%" PRId64 ".\n"), all, now.hash, now.rows);
	return 0;
}

const struct command command_audit = {
	"audit", "verify [--head HASH]",
	N_("Recomputes the audit chain; --head takes the 16 digits printed on a monthly report and shows that nothing was cut off since."),
	"pantidesk audit verify --head 3f9a0c11d2e4b567", NEEDS_DB, run,
};
