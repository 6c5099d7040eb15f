/* pantidesk check, pantidesk rebuild */
#include "db/check.h"

#include <stdio.h>

#include "src/base/i18n.h"
#include "src/command/command.h"
#include "src/command/options.h"

static void say(void *ctx, const char *sentence)
{
	(void)ctx;
	printf("%s\n", sentence);
}

static int run_check(struct invocation *in, int argc, char **argv)
{
	struct check found = { .say = say };
	struct err e = { ERR_NONE, "" };
	if (argc > 1) return command_usage(_("check takes no word like %s."), argv[1]);
	if (!db_check(in->db, &found, &e)) return command_fail(&e);
	if (found.found) {
		fprintf(stderr, _("pantidesk: %" PRId64 " differences. `pantidesk rebuild` remakes what is derived; what remains needs a backup.\n"), found.found);
		return 65;
	}
	if (!in->quiet) printf("%s\n", _("Everything fits: file, references, audit chain, ledger and derived tables."));
	return 0;
}

static int run_rebuild(struct invocation *in, int argc, char **argv)
{
	struct err e = { ERR_NONE, "" };
	if (argc > 1) return command_usage(_("rebuild takes no word like %s."), argv[1]);
	if (!db_rebuild(in->db, &in->actor, &e)) return command_fail(&e);
	if (!in->quiet) printf("%s\n", _("The derived tables were remade."));
	return 0;
}

const struct command command_check = {
	"check", "", N_("Checks the whole database: file, references, audit chain, ledger, derived tables."), "pantidesk check", NEEDS_DB, run_check,
};
const struct command command_rebuild = {
	"rebuild", "", N_("Remakes the derived tables from the recorded facts."), "pantidesk rebuild", NEEDS_DB, run_rebuild,
};
