/* pantidesk backup DEST, pantidesk restore FILE */
#include "db/backup.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/office/panti.h"
#include "db/office/user.h"
#include "src/base/i18n.h"
#include "src/command/command.h"
#include "src/command/options.h"
#include "src/conf/conf.h"

static int run_backup(struct invocation *in, int argc, char **argv)
{
	struct backup_made made;
	struct err e = { ERR_NONE, "" };
	const char *dest = argc > 1 ? argv[1] : in->conf->backup_folder;
	if (argc > 2 || !*dest) return command_usage("%s", _("Say where to: backup /media/usb"));
	if (!backup_make(in->db, &in->actor, dest, in->conf->backup_key, &made, &e)) return command_fail(&e);
	if (!in->quiet) fprintf(stderr, made.sealed ? _("Sealed backup %s: %" PRId64 " bytes, checked and restored on trial.\n") : _("Backup %s: %" PRId64 " bytes, checked and restored on trial.\n"), made.path, made.bytes);
	return 0;
}

/* The name of the panti that would be replaced; "" when the database cannot be read any more. */
static void present_name(struct invocation *in, char *out, size_t size)
{
	struct err e = { ERR_NONE, "" };
	struct panti panti;
	*out = 0;
	if (access(in->db_path, F_OK) != 0 || !command_open(in, DB_READ_ONLY, &e)) return;
	struct arena *a = arena_new();
	row_id id = panti_find(in->db, in->panti, &e);
	if (id && panti_load(in->db, id, a, &panti, &e)) str_copy(out, size, panti.v[PANTI_NAME]);
	arena_free(a);
	db_close(in->db);
	in->db = NULL;
}

static int run_restore(struct invocation *in, int argc, char **argv)
{
	const char *replace = NULL, *key_fd = NULL;
	char name[200], kept[1024], secret[200] = "";
	struct actor who;
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--yes-replace", &replace, NULL }, { "--key-fd", &key_fd, NULL } };
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	if (argc != 2) return command_usage("%s", _("Say which file: restore FILE --yes-replace PANTI-NAME"));
	present_name(in, name, sizeof name);
	if (*name && (!replace || strcmp(replace, name) != 0)) return command_usage(_("This replaces the data of %s. Say so: restore %s --yes-replace '%s'"), name, argv[1], name);
	if (key_fd && !command_password(in, key_fd, "", false, secret, sizeof secret, &e)) return command_fail(&e);
	actor_sistem(0, &who);
	if (!backup_restore(in->db_path, argv[1], *secret ? secret : NULL, &who, kept, &e)) return command_fail(&e);
	if (!in->quiet) fprintf(stderr, kept[0] ? _("Restored. What was there before is kept as %s.\n") : _("Restored.%s\n"), kept);
	return 0;
}

const struct command command_backup = {
	"backup", "[DEST]", N_("Writes a checked backup of the running database (folder or new file; default: backup_folder of the configuration)."),
	"pantidesk backup /media/usb", NEEDS_DB, run_backup,
};
const struct command command_restore = {
	"restore", "FILE [--yes-replace PANTI-NAME] [--key-fd N]",
	N_("Puts a backup in place after checking it; what was there is kept under a dated name. Nobody may use the desk meanwhile."),
	"pantidesk restore /media/usb/pantidesk-2026-08-03.db --yes-replace 'PSAA Tunas Harapan'", 0, run_restore,
};
