/* pantidesk user add|list|password|disable|enable */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/command/command.h"
#include "src/command/options.h"
#include "src/command/output.h"

extern const struct command command_user;

static bool role_add(const char *code, unsigned *roles)
{
	const char *codes[10] = { NULL };
	int n = 0;
	for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1) codes[n++] = role_code((enum role)r);
	enum role role = role_from_code(code);
	if (!role || role == ROLE_SISTEM) {
		const char *near = text_nearest(code, codes);
		command_usage(_("There is no role %s. Did you mean %s? Roles: admin kepala peksos tu bendahara pengasuh dinsos pemeriksa."), code, near ? near : "tu");
		return false;
	}
	*roles |= role;
	return true;
}

/* --role may be repeated or hold several codes between commas: taken out of argv before the other options. */
static int roles_take(int argc, char **argv, unsigned *roles)
{
	int kept = 0;
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--role") != 0) {
			argv[kept++] = argv[i];
			continue;
		}
		if (++i == argc) {
			command_usage(_("A value is missing behind %s."), "--role");
			return -1;
		}
		char *copy = mem_dup(argv[i]), *rest = copy, *one;
		bool ok = true;
		while (ok && (one = strsep(&rest, ","))) ok = role_add(one, roles);
		free(copy);
		if (!ok) return -1;
	}
	argv[kept] = NULL;
	return kept;
}

static int list(struct invocation *in)
{
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct user_row *rows;
	struct output out;
	static const struct output_column columns[] = { { "name", 16, false }, { "shown", 24, false }, { "roles", 24, false }, { "district", 8, false }, { "last_login", 16, false }, { "state", 8, false } };
	int n = user_list(in->db, &in->actor, a, &rows, &e);
	output_begin(&out, in, columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		char roles[160] = "", last[40] = "-";
		int hour, minute;
		caldate day;
		for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1)
			if (rows[i].roles & r) {
				size_t used = strlen(roles);
				snprintf(roles + used, sizeof roles - used, "%s%s", used ? "," : "", role_code((enum role)r));
			}
		if (rows[i].last_login) {
			char text[DATE_ISO_SIZE];
			clock_local(rows[i].last_login, 8, &day, &hour, &minute);
			snprintf(last, sizeof last, "%s %02d:%02d", date_iso(day, text), hour, minute);
		}
		const char *const cells[] = { rows[i].name, rows[i].shown, roles, rows[i].district[0] ? rows[i].district : "-", last,
			rows[i].disabled ? _("disabled") : rows[i].key_only ? _("key only") : _("active") };
		output_row(&out, cells);
	}
	output_end(&out);
	arena_free(a);
	return n < 0 ? command_fail(&e) : 0;
}

static int run(struct invocation *in, int argc, char **argv)
{
	const char *district = "", *fd = NULL, *shown = NULL, *why = "";
	char password[PASSWORD_MOST * 4 + 2] = "";
	bool key_only = false, self_approve = false;
	unsigned roles = 0;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--district", &district, NULL }, { "--password-fd", &fd, NULL }, { "--shown", &shown, NULL }, { "--why", &why, NULL },
		{ "--key-only", NULL, &key_only }, { "--self-approve", NULL, &self_approve } };
	if ((argc = roles_take(argc, argv, &roles)) < 0) return 64;
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	const char *verb = argc > 1 ? argv[1] : "", *name = argc > 2 ? argv[2] : NULL;
	if (strcmp(verb, "list") == 0) return list(in);
	if (!name) return command_usage(_("Say what to do with whom: user %s"), command_user.usage);
	bool ok;
	if (strcmp(verb, "add") == 0) {
		if (!key_only && !command_password(in, fd, _("Password of the new user"), true, password, sizeof password, &e)) return command_fail(&e);
		struct user_new new = { .name = name, .shown = shown ? shown : name, .district = district, .password = password, .roles = roles, .self_approve = self_approve };
		ok = user_add(in->db, &in->actor, &new, &p, &e) != 0;
	} else if (strcmp(verb, "password") == 0) {
		ok = command_password(in, fd, _("New password"), true, password, sizeof password, &e) && user_password(in->db, &in->actor, name, NULL, password, &p, &e);
	} else if (strcmp(verb, "disable") == 0) {
		ok = user_disable(in->db, &in->actor, name, why, &e);
	} else if (strcmp(verb, "enable") == 0) {
		ok = user_enable(in->db, &in->actor, name, &e);
	} else {
		return command_usage(_("user knows add, list, password, disable and enable, not %s."), verb);
	}
	sodium_memzero(password, sizeof password);
	return ok ? 0 : command_refused(&p, &e);
}

const struct command command_user = {
	"user", "add|list|password|disable|enable NAME [--role R] [--district CODE] [--shown NAME] [--password-fd N] [--key-only] [--self-approve]",
	N_("Manages the people who log in; roles: admin kepala peksos tu bendahara pengasuh dinsos pemeriksa."),
	"pantidesk user add sri --role peksos --shown 'Sri W.'\npantidesk user add andi --role dinsos --district 64.08\npantidesk user list", NEEDS_DB, run,
};
