/* pantidesk doctor: what this machine and this database are like, and what to mend. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "db/init.h"
#include "db/office/panti.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/command/command.h"
#include "src/command/doctor.h"
#include "src/command/options.h"
#include "src/command/owner.h"
#include "src/conf/conf.h"

void doctor_line(struct findings *f, bool good, const char *what, const char *value)
{
	printf("%s %-24s %s\n", good ? "v" : "!", what, value);
	if (!good) f->bad++;
}

/* The database as its owner sees it, with its file closed again. */
static bool look(struct invocation *in, void *ctx, struct err *e)
{
	struct findings *f = ctx;
	(void)e;
	doctor_line(f, true, _("Database"), in->db_path);
	doctor_line(f, true, _("Engine"), db_engine_words(in->db));
	doctor_line(f, true, _("Data"), db_is_demo(in->db) ? _("demo (CONTOH)") : _("real"));
	return true;
}

static void database(struct invocation *in, struct findings *f)
{
	struct err e = { ERR_NONE, "" };
	struct statvfs fs;
	char text[300], folder[4096];
	if (access(in->db_path, F_OK) != 0) {
		doctor_line(f, false, _("Database"), in->db_path);
		printf("  %s\n", _("not there: pantidesk init makes one"));
		return;
	}
	if (!owner_do(in, look, f, &e)) {
		doctor_line(f, false, _("Database"), e.text);
		return;
	}
	const char *slash = strrchr(in->db_path, '/');
	snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - in->db_path) : 1, slash ? in->db_path : ".");
	struct stat st;
	if (stat(*folder ? folder : "/", &st) == 0 && (st.st_mode & 077)) doctor_line(f, false, _("Folder"), _("others can look into it: chmod 700"));
	if (statvfs(*folder ? folder : "/", &fs) == 0) {
		long long free_mb = (long long)fs.f_bavail * (long long)fs.f_frsize / (1024 * 1024);
		snprintf(text, sizeof text, _("%lld MB free"), free_mb);
		doctor_line(f, free_mb > 200, _("Disk"), text);
	}
}

static int run(struct invocation *in, int argc, char **argv)
{
	struct findings f = { 0 };
	size_t n = 0;
	char value[CONF_PATH_SIZE + 8], region[4200], text[4400];
	const char *sshd_config = NULL;
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--sshd-config", &sshd_config, NULL } };
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	if (argc > 1) return command_usage(_("doctor takes no word like %s."), argv[1]);
	printf("pantidesk %s\n", VERSION);
	snprintf(text, sizeof text, in->conf->read ? "%s" : _("%s (not there, defaults)"), in->conf->file);
	doctor_line(&f, true, _("Configuration"), text);
	const struct conf_key *keys = conf_keys(&n);
	for (size_t i = 0; i < n; i++) printf("    %-18s %s\n", keys[i].name, conf_value(in->conf, &keys[i], value, sizeof value));
	doctor_line(&f, str_equal(_("Language of the messages: en"), "Language of the messages: en") == (strcmp(conf_lang_code(in->conf), "en") == 0), _("Messages"), conf_lang_code(in->conf));
	doctor_line(&f, access(in->conf->lp_path, X_OK) == 0 || in->conf->printer_device[0], _("Printing"), access(in->conf->lp_path, X_OK) == 0 ? in->conf->lp_path : _("lp is not installed: print to a file, or install cups-client"));
	doctor_line(&f, access(in->conf->font_path, R_OK) == 0, _("Font for PDF"), in->conf->font_path);
	snprintf(text, sizeof text, "%s/regencies.csv", init_region_folder(in->folder, region, sizeof region));
	doctor_line(&f, access(text, R_OK) == 0, _("Region codes"), region);
	doctor_line(&f, in->conf->backup_folder[0] != 0, _("Backup folder"), in->conf->backup_folder[0] ? in->conf->backup_folder : _("not configured: set backup_folder and let a timer run pantidesk backup"));
	database(in, &f);
	doctor_ssh(in, sshd_config, &f);
	int year;
	date_split(clock_today(8), &year, NULL, NULL);
	snprintf(text, sizeof text, "%d", year);
	doctor_line(&f, year >= 2024 && year < 2100, _("Clock, year"), text);
	return f.bad ? 69 : 0;
}

const struct command command_doctor = {
	"doctor", "[--sshd-config FILE]", N_("Says what this machine, the configuration and the database are like, and what to mend."), "pantidesk doctor", 0, run,
};
