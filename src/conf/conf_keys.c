/* The table of keys, and what is made from it: defaults, the sample, values for doctor. */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/conf/conf.h"

#define SHARED_DATABASE "/var/lib/pantidesk/desk.db"

static const char *const langs[] = { "id", "en", NULL }, *const themes[] = { "blue", "mono", "contrast", NULL };
static const char *const frugals[] = { "auto", "on", "off", NULL }, *const papers[] = { "a4", "f4", "80", "136", NULL };

#define IN(member) offsetof(struct conf, member), sizeof(((struct conf *)0)->member)
static const struct conf_key keys[] = {
	{ "database", CONF_DATABASE, IN(database), "", NULL, 0, 0, N_("Database file, or postgresql://...; empty takes /var/lib/pantidesk/desk.db if it exists, else the user's own state folder.") },
	{ "lang", CONF_CHOICE, IN(lang), "id", langs, 0, 0, N_("Language of screens and messages.") },
	{ "theme", CONF_CHOICE, IN(theme), "blue", themes, 0, 0, N_("Colours of the screen.") },
	{ "ascii_lines", CONF_BOOL, IN(ascii_lines), "false", NULL, 0, 0, N_("Draw boxes with + - | where the terminal's lines look broken.") },
	{ "no_fkeys", CONF_BOOL, IN(no_fkeys), "false", NULL, 0, 0, N_("Show Ctrl keys instead of F-keys on the last row.") },
	{ "idle_minutes", CONF_INT, IN(idle_minutes), "5", NULL, 1, 30, N_("Minutes without a key until the screen locks.") },
	{ "frugal", CONF_CHOICE, IN(frugal), "auto", frugals, 0, 0, N_("Send fewer bytes to a slow line; auto does so over SSH.") },
	{ "accessible", CONF_BOOL, IN(accessible), "false", NULL, 0, 0, N_("One column without boxes, for screen readers.") },
	{ "mouse", CONF_BOOL, IN(mouse), "false", NULL, 0, 0, N_("Let the mouse choose rows and buttons.") },
	{ "paper", CONF_CHOICE, IN(paper), "a4", papers, 0, 0, N_("Paper of reports when none is named; 80 and 136 are columns of a dot-matrix printer.") },
	{ "lp_path", CONF_PATH, IN(lp_path), "/usr/bin/lp", NULL, 0, 0, N_("Program that sends a page to a print queue.") },
	{ "printer", CONF_STRING, IN(printer), "", NULL, 0, 0, N_("Print queue; empty takes the system's default.") },
	{ "printer_device", CONF_PATH, IN(printer_device), "", NULL, 0, 0, N_("Device of a dot-matrix printer without a queue, such as /dev/usb/lp0.") },
	{ "font_path", CONF_PATH, IN(font_path), "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", NULL, 0, 0, N_("Font for letters that the built-in fonts of PDF lack.") },
	{ "export_folder", CONF_PATH, IN(export_folder), "", NULL, 0, 0, N_("Folder that users at this machine may save printouts and exports to.") },
	{ "outbox_days", CONF_INT, IN(outbox_days), "30", NULL, 1, 365, N_("Days that files wait in a user's outbox before they are removed.") },
	{ "ssh_address", CONF_STRING, IN(ssh_address), "", NULL, 0, 0, N_("How other computers reach this machine by SSH, such as panti@192.168.1.10 or panti@desk.example.id:2222; empty takes the address the session came in by.") },
	{ "backup_folder", CONF_PATH, IN(backup_folder), "", NULL, 0, 0, N_("Folder that backups go to.") },
	{ "backup_key", CONF_STRING, IN(backup_key), "", NULL, 0, 0, N_("Public key that backups are sealed to; empty leaves them plain and private to the owner.") },
	{ "plugin_folder", CONF_PATH, IN(plugin_folder), "", NULL, 0, 0, N_("Folder of the PostgreSQL plug-in; empty takes the installed one.") },
	{ "key_file", CONF_PATH, IN(key_file), PREFIX_SYSCONFDIR "/pantidesk/keys", NULL, 0, 0, N_("File of the keys that people come in with over SSH; sshd must name the same one.") },
};

const struct conf_key *conf_keys(size_t *count)
{
	*count = COUNT(keys);
	return keys;
}

static bool absolute(const char *path)
{
	return path && path[0] == '/';
}

static void database_default(char *out, size_t size)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if (access(SHARED_DATABASE, F_OK) == 0) {
		str_copy(out, size, SHARED_DATABASE);
		return;
	}
	if (absolute(state)) {
		snprintf(out, size, "%s/pantidesk/desk.db", state);
		return;
	}
	if (!absolute(home)) {
		const struct passwd *me = getpwuid(geteuid());
		home = me && absolute(me->pw_dir) ? me->pw_dir : "";
	}
	snprintf(out, size, "%s/.local/state/pantidesk/desk.db", home);
}

void conf_find_file(char *out, size_t size)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	if (!home || *home != '/') {
		const struct passwd *me = getpwuid(geteuid());
		home = me ? me->pw_dir : NULL;
	}
	int n = config && *config == '/' ? snprintf(out, size, "%s/pantidesk/pantidesk.conf", config)
		: home && *home == '/' ? snprintf(out, size, "%s/.config/pantidesk/pantidesk.conf", home) : -1;
	struct stat st;
	if (n < 0 || (size_t)n >= size || lstat(out, &st) != 0)
		str_copy(out, size, PREFIX_SYSCONFDIR "/pantidesk/pantidesk.conf");
}

static int choice_index(const struct conf_key *k, const char *code)
{
	for (int i = 0; k->choices[i]; i++)
		if (strcmp(k->choices[i], code) == 0)
			return i;
	return -1;
}

void conf_defaults(struct conf *c)
{
	*c = (struct conf){ .read = false };
	for (size_t i = 0; i < COUNT(keys); i++) {
		const struct conf_key *k = &keys[i];
		void *value = (char *)c + k->offset;
		switch (k->kind) {
		case CONF_STRING:
		case CONF_PATH:
		case CONF_DATABASE: str_copy(value, k->size, k->standard); break;
		case CONF_CHOICE: *(int *)value = choice_index(k, k->standard); break;
		case CONF_INT: *(int *)value = (int)strtol(k->standard, NULL, 10); break;
		case CONF_BOOL: *(bool *)value = strcmp(k->standard, "true") == 0; break;
		}
	}
	database_default(c->database, sizeof c->database);
}

char *conf_value(const struct conf *c, const struct conf_key *k, char *out, size_t size)
{
	const void *value = (const char *)c + k->offset;
	switch (k->kind) {
	case CONF_STRING:
	case CONF_PATH:
	case CONF_DATABASE: snprintf(out, size, "\"%s\"", (const char *)value); break;
	case CONF_CHOICE: snprintf(out, size, "\"%s\"", k->choices[*(const int *)value]); break;
	case CONF_INT: snprintf(out, size, "%d", *(const int *)value); break;
	case CONF_BOOL: str_copy(out, size, *(const bool *)value ? "true" : "false"); break;
	}
	return out;
}

void conf_sample(struct buf *out)
{
	buf_puts(out, _("# pantidesk: settings of this machine. Remove the # before a line to change its value.\n"));
	buf_puts(out, _("# Read from ~/.config/pantidesk/pantidesk.conf, else /etc/pantidesk/pantidesk.conf; writable by its owner only.\n"));
	for (size_t i = 0; i < COUNT(keys); i++) {
		const struct conf_key *k = &keys[i];
		buf_printf(out, "\n# %s", _(k->help));
		if (k->kind == CONF_INT)
			buf_printf(out, " (%d-%d)", k->min, k->max);
		for (int n = 0; k->choices && k->choices[n]; n++)
			buf_printf(out, "%s%s", n ? ", " : " (", k->choices[n]);
		const char *quote = k->kind == CONF_INT || k->kind == CONF_BOOL ? "" : "\"";
		buf_printf(out, "%s\n#%s = %s%s%s;\n", k->choices ? ")" : "", k->name, quote, k->standard, quote);
	}
}

const char *conf_lang_code(const struct conf *c)
{
	return langs[c->lang];
}
