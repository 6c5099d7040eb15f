#include "screens/report/deliver.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/office/outbox.h"
#include "screens/app.h"
#include "screens/ui/dialog.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/conf/conf.h"
#include "src/print/drive.h"
#include "src/print/fetch.h"

static bool local(void)
{
	return strcmp(app_source(), "tty") == 0;
}

static bool reached(const struct conf *conf, struct fetch *out)
{
	const struct passwd *me = getpwuid(geteuid());
	return fetch_from(conf->ssh_address, getenv("SSH_CONNECTION"), me ? me->pw_name : "", out);
}

static int drives(struct ui *ui, struct arena *a, struct drive **out)
{
	const struct desk_options *o = app_of(ui)->options;
	return drives_find(drive_mounts(o->mounts ? o->mounts : DRIVE_MOUNTS, a), a, out);
}

static void offer(struct deliver *d, const char *code, const char *label)
{
	if (d->count < DELIVER_MOST - 1) d->place[d->count++] = (struct choice){ code, label };
	d->place[d->count] = (struct choice){ NULL, NULL };
}

void deliver_places(struct ui *ui, struct arena *a, struct deliver *out)
{
	char folder[PATH_MAX];
	const struct conf *conf = app_of(ui)->options->conf;
	const bool box = outbox_folder(ui_db(ui), ui_who(ui), folder, sizeof folder);
	struct drive *drive;
	out->count = 0;
	out->place[0] = (struct choice){ NULL, NULL };
	if (!local()) { /* what lies on this machine is of no use to whoever sits elsewhere */
		if (box) offer(out, "outbox", _("Fetch to my computer"));
		return;
	}
	if (conf && *conf->export_folder) offer(out, "folder", _("Export folder"));
	int n = drives(ui, a, &drive);
	for (int i = 0; i < n; i++) offer(out, arena_printf(a, "drive:%s", drive[i].folder), arena_printf(a, _("Drive %s"), drive[i].name));
	if (box) offer(out, "outbox", _("My outbox"));
}

const char *deliver_choose(struct ui *ui, const struct deliver *d)
{
	if (!d->count) ui_warn(ui, "%s", _("There is no folder for your files. Ask the admin to set export_folder."));
	if (d->count <= 1) return d->place[0].code;
	int i = picker_choose(ui, _("Save where?"), d->place, 0, NULL);
	return i < 0 ? NULL : d->place[i].code;
}

/* The lines to type on one's own PC: each on a row of its own from the first column, so that it can be copied. */
static void show_lines(struct ui *ui, const struct fetch *f, const char *name, const char *what)
{
	char ssh[FETCH_LINE_SIZE], plink[FETCH_LINE_SIZE];
	struct buf text = BUF_EMPTY;
	fetch_line(f, FETCH_SSH, name, ssh);
	fetch_line(f, FETCH_PLINK, name, plink);
	if (what) buf_printf(&text, "%s. ", what);
	buf_printf(&text, _("The file waits in your outbox for %d days. Type on your own computer, not here, one line:"), app_of(ui)->options->conf->outbox_days);
	buf_printf(&text, "\n\n%s\n%s\n\n%s\n%s\n", _("Linux, Mac:"), ssh, _("Windows, in the Command Prompt (cmd, not PowerShell):"), plink);
	buf_printf(&text, "%s\nambil %s", _("or with the file ambil.bat, which the admin hands out:"), name);
	dialog_wide(ui, _("Fetch to my computer"), buf_text(&text));
	buf_free(&text);
}

static void saved(struct ui *ui, const char *what, const char *where)
{
	if (what) ui_say(ui, "%s: %s", what, where);
	else ui_say(ui, _("Saved: %s"), where);
}

static bool to_outbox(struct ui *ui, const char *name, const void *bytes, size_t size, const char *what, struct err *e)
{
	char made[SPOOL_MADE_SIZE], folder[PATH_MAX] = "";
	struct fetch f;
	const int days = app_of(ui)->options->conf->outbox_days;
	bool full = false, ok = outbox_put(ui_db(ui), ui_who(ui), days, name, bytes, size, made, &full, e);
	if (full) {
		err_clear(e);
		if (!dialog_confirm(ui, _("Your outbox is full"), _("The oldest files are removed until this one fits; what was fetched already is safe on your computer."), _("Remove the oldest"))) return false;
		ok = outbox_clear(ui_db(ui), ui_who(ui), days, size, e) >= 0 && outbox_put(ui_db(ui), ui_who(ui), days, name, bytes, size, made, NULL, e);
	}
	if (!ok) return false;
	if (outbox_folder(ui_db(ui), ui_who(ui), folder, sizeof folder) && local()) {
		size_t used = strlen(folder);
		snprintf(folder + used, sizeof folder - used, "/%s", made);
	} else {
		STR_SET(folder, made);
	}
	if (reached(app_of(ui)->options->conf, &f)) show_lines(ui, &f, made, what);
	else if (!local()) dialog_message(ui, _("Fetch to my computer"), _("The file waits in your outbox, but nobody wrote down how this machine is reached. Ask the admin to set ssh_address."));
	saved(ui, what, folder); /* behind the box: its key clears the row */
	return true;
}

static bool to_drive(struct ui *ui, const char *folder, const char *name, const void *bytes, size_t size, const char *what, struct err *e)
{
	struct arena *a = arena_new();
	struct drive *drive, *it = NULL;
	char made[SPOOL_MADE_SIZE];
	int n = drives(ui, a, &drive); /* asked again: it may have been pulled out, and its folder would take the file */
	for (int i = 0; i < n && !it; i++)
		if (strcmp(drive[i].folder, folder) == 0) it = &drive[i];
	if (!it) err_set(e, ERR_CANTCREAT, _("The drive %s is no longer there: put it in again."), folder);
	bool ok = it && drive_write(folder, name, bytes, size, made, e);
	if (ok) {
		struct buf text = BUF_EMPTY;
		buf_printf(&text, _("%s is whole on the drive %s."), made, it->name);
		buf_puts(&text, "\n\n");
		if (it->users) buf_printf(&text, "%s\nudisksctl unmount -b %s", _("Before you pull it out: Eject in the file manager, or type:"), it->device);
		else buf_printf(&text, "%s\numount %s", _("Before it is pulled out the IT officer (root) types:"), it->folder);
		dialog_wide(ui, _("Saved on the drive"), buf_text(&text));
		saved(ui, what, made);
		buf_free(&text);
	}
	arena_free(a);
	return ok;
}

bool deliver(struct ui *ui, const char *place, const char *name, const void *bytes, size_t size, const char *what, struct err *e)
{
	char made[PATH_MAX];
	if (strcmp(place, "outbox") == 0) return to_outbox(ui, name, bytes, size, what, e);
	if (strncmp(place, "drive:", 6) == 0) return to_drive(ui, place + 6, name, bytes, size, what, e);
	MUST(strcmp(place, "folder") == 0);
	if (!spool_folder(app_of(ui)->options->conf->export_folder, name, bytes, size, made, sizeof made, e)) return false;
	saved(ui, what, made);
	return true;
}
