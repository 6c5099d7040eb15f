/* pantidesk init: a new database, 0600, with the head's account; --demo fills the fictional panti. */
#include <stdio.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "db/init.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/command/command.h"
#include "src/command/demo/demo.h"
#include "src/command/options.h"

static bool folder_of(const char *path, struct err *e)
{
	char folder[4096];
	const char *slash = strrchr(path, '/');
	if (!slash || slash == path) return true;
	snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
	return folder_make(folder, e);
}

static int run(struct invocation *in, int argc, char **argv)
{
	const char *admin = NULL, *fd = NULL;
	char password[PASSWORD_MOST * 4 + 2] = "", region[4200];
	bool demo = false;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--admin", &admin, NULL }, { "--password-fd", &fd, NULL }, { "--demo", NULL, &demo } };
	argc = options_take(rows, COUNT(rows), argc, argv, false, &e);
	if (argc < 0) return command_fail(&e);
	if (!admin) admin = demo ? DEMO_HEAD_NAME : "kepala";
	if (argc > 1) return command_usage(_("init takes no word like %s."), argv[1]);
	if (access(in->db_path, F_OK) == 0) {
		err_set(&e, ERR_CANTCREAT, _("The database %s is there already; nothing was changed."), in->db_path);
		return command_fail(&e);
	}
	if (!demo && !command_password(in, fd, _("Password of the new head account"), true, password, sizeof password, &e)) return command_fail(&e);
	struct init first = {
		.region_folder = init_region_folder(in->folder, region, sizeof region), .panti_code = demo ? "contoh" : "panti",
		.panti_name = demo ? DEMO_PANTI_NAME : _("Our panti"), .utc_offset = 8,
		.head = { .name = admin, .shown = demo ? DEMO_HEAD_SHOWN : admin, .password = demo ? DEMO_PASSWORD : password, .roles = ROLE_ADMIN | ROLE_KEPALA },
	};
	if (!demo && !password_check(password, admin, &p)) {
		err_set(&e, ERR_DATA, "%s", p.list[0].text);
		return command_fail(&e);
	}
	bool ok = folder_of(in->db_path, &e) && command_open(in, DB_CREATE | (demo ? DB_DEMO : 0), &e);
	if (ok) ok = demo ? demo_init(in->db, &first, &p, &e) : db_init(in->db, &first, NULL, &p, &e);
	sodium_memzero(password, sizeof password);
	if (!ok) {
		if (in->db) { /* a half-made database helps nobody */
			char side[4200];
			db_close(in->db);
			in->db = NULL;
			unlink(in->db_path);
			for (size_t i = 0; i < 2; i++) {
				snprintf(side, sizeof side, "%s%s", in->db_path, i ? "-news" : "-lock");
				unlink(side);
			}
		}
		return command_refused(&p, &e);
	}
	if (!in->quiet) fprintf(stderr, _("Made %s. Open the desk with: pantidesk --db %s\n"), in->db_path, in->db_path);
	return 0;
}

const struct command command_init = {
	"init", "[--demo] [--admin NAME] [--password-fd N]",
	N_("Makes a new database (0600) with the head's account; --demo fills a fictional panti with 53 children."),
	"pantidesk init --admin hasan\npantidesk --db /tmp/contoh.db init --demo", 0, run,
};
