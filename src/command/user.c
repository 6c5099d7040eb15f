/* pantidesk user add|list|edit|act|password|disable|enable */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/date.h"
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

static const char *roles_text(unsigned roles, struct arena *a)
{
	const char *out = "";
	for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1)
		if (roles & r) out = arena_printf(a, "%s%s%s", out, *out ? "," : "", role_code((enum role)r));
	return *out ? out : "-";
}

/* "plh:kepala:2026-08-01:2026-08-10", several between commas */
static const char *acting_text(const struct user_row *u, struct arena *a)
{
	const char *out = "";
	for (int i = 0; i < u->acting_count; i++) {
		char from[DATE_ISO_SIZE], until[DATE_ISO_SIZE];
		const struct user_acting *one = &u->acting[i];
		out = arena_printf(a, "%s%s%s:%s:%s:%s", out, *out ? "," : "", one->kind, role_code(one->role), date_iso(one->from, from), date_iso(one->until, until));
	}
	return *out ? out : "-";
}

static int list(struct invocation *in)
{
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct user_row *rows;
	struct output out;
	static const struct output_column columns[] = { { "name", 16, false }, { "shown", 24, false }, { "roles", 24, false }, { "district", 8, false }, { "last_login", 16, false },
		{ "tries", 5, true }, { "self_approve", 12, true }, { "acting", 36, false }, { "state", 8, false } };
	int n = user_list(in->db, &in->actor, a, &rows, &e);
	output_begin(&out, in, columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		char last[40] = "-", tries[16];
		int hour, minute;
		caldate day;
		if (rows[i].last_login) {
			char text[DATE_ISO_SIZE];
			clock_local(rows[i].last_login, 8, &day, &hour, &minute);
			snprintf(last, sizeof last, "%s %02d:%02d", date_iso(day, text), hour, minute);
		}
		snprintf(tries, sizeof tries, "%d", rows[i].failures);
		const char *const cells[] = { rows[i].name, rows[i].shown, roles_text(rows[i].roles, a), rows[i].district[0] ? rows[i].district : "-", last, tries, rows[i].self_approve ? "1" : "0", acting_text(&rows[i], a),
			rows[i].disabled ? _("disabled") : rows[i].key_only ? _("key only") : _("active") };
		output_row(&out, cells);
	}
	output_end(&out);
	arena_free(a);
	return n < 0 ? command_fail(&e) : 0;
}

/* What stands behind the name. A text that was not given is NULL. */
struct words { const char *district, *fd, *shown, *title, *nip, *why, *kind, *from, *until; bool key_only, self_approve, no_self_approve, end; unsigned roles; };

static bool user_named(struct invocation *in, const char *name, struct arena *a, struct user_row *out, struct err *e)
{
	struct user_row *rows;
	int n = user_list(in->db, &in->actor, a, &rows, e);
	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].name, name) == 0) {
			*out = rows[i];
			return true;
		}
	return n >= 0 && err_set(e, ERR_NOTFOUND, _("There is no user %s."), name);
}

/* Only what was given changes; --role gives the whole list anew, and whoever is no officer any more has no district. */
static bool edit(struct invocation *in, const char *name, const struct words *w, struct problems *p, struct err *e)
{
	struct arena *a = arena_new();
	struct user_row u;
	bool ok = user_named(in, name, a, &u, e);
	if (ok) {
		const unsigned roles = w->roles ? w->roles : u.roles;
		struct user_new new = { .name = u.name, .shown = w->shown ? w->shown : u.shown, .title = w->title ? w->title : u.title, .nip = w->nip ? w->nip : u.nip, .roles = roles,
			.district = w->district ? w->district : roles & ROLE_DINSOS ? u.district : "", .self_approve = w->self_approve || (u.self_approve && !w->no_self_approve) };
		ok = user_edit(in->db, &in->actor, u.id, u.version, &new, p, e);
	}
	arena_free(a);
	return ok;
}

static caldate day_given(const char *option, const char *text, struct problems *p)
{
	caldate day = text ? date_from_iso(text) : DATE_NONE;
	if (text && day == DATE_NONE) problem_hard(p, option, _("A date is written YYYY-MM-DD, not %s."), text);
	return day;
}

/* Plt. and Plh.: one role between two dates; --end ends the one of that role. */
static bool act(struct invocation *in, const char *name, const struct words *w, struct problems *p, struct err *e)
{
	struct arena *a = arena_new();
	struct user_row u;
	struct user_acting one = { .role = (enum role)w->roles, .kind = w->kind ? w->kind : "", .from = day_given("from", w->from, p), .until = day_given("until", w->until, p) };
	bool ok = user_named(in, name, a, &u, e);
	if (!w->roles || w->roles & (w->roles - 1)) ok = problem_hard(p, "role", "%s", _("Name one role with --role."));
	if (p->hard) ok = err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
	if (ok && !w->end) {
		if (!w->from) one.from = command_today(in);
		ok = user_act(in->db, &in->actor, u.id, &one, p, e);
	} else if (ok) {
		int ended = 0;
		for (int i = 0; i < u.acting_count && ok; i++)
			if (u.acting[i].role == one.role) ended++, ok = user_act_end(in->db, &in->actor, u.acting[i].id, e);
		if (ok && !ended) ok = err_set(e, ERR_NOTFOUND, _("%s does not act in this role, and is not about to."), name);
	}
	arena_free(a);
	return ok;
}

static bool add(struct invocation *in, const char *name, const struct words *w, struct problems *p, struct err *e)
{
	char password[PASSWORD_MOST * 4 + 2] = "";
	struct user_new new = { .name = name, .shown = w->shown ? w->shown : name, .title = w->title, .nip = w->nip, .district = w->district ? w->district : "", .password = password, .roles = w->roles, .self_approve = w->self_approve };
	bool ok = (w->key_only || command_password(in, w->fd, _("Password of the new user"), true, password, sizeof password, e)) && user_add(in->db, &in->actor, &new, p, e) != 0;
	sodium_memzero(password, sizeof password);
	return ok;
}

static bool password(struct invocation *in, const char *name, const struct words *w, struct problems *p, struct err *e)
{
	char typed[PASSWORD_MOST * 4 + 2] = "";
	if (w->key_only) return user_key_only(in->db, &in->actor, name, e);
	bool ok = command_password(in, w->fd, _("New password"), true, typed, sizeof typed, e) && user_password(in->db, &in->actor, name, NULL, typed, p, e);
	sodium_memzero(typed, sizeof typed);
	return ok;
}

static bool disable(struct invocation *in, const char *name, const struct words *w, struct problems *p, struct err *e)
{
	(void)p;
	return user_disable(in->db, &in->actor, name, w->why ? w->why : "", e);
}

static bool enable(struct invocation *in, const char *name, const struct words *w, struct problems *p, struct err *e)
{
	(void)w;
	(void)p;
	return user_enable(in->db, &in->actor, name, e);
}

static int run(struct invocation *in, int argc, char **argv)
{
	static const struct { const char *name; bool (*run)(struct invocation *in, const char *name, const struct words *w, struct problems *p, struct err *e); } verbs[] = {
		{ "add", add }, { "edit", edit }, { "act", act }, { "password", password }, { "disable", disable }, { "enable", enable } };
	struct words w = { .district = NULL };
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--district", &w.district, NULL }, { "--password-fd", &w.fd, NULL }, { "--shown", &w.shown, NULL }, { "--title", &w.title, NULL }, { "--nip", &w.nip, NULL }, { "--why", &w.why, NULL },
		{ "--kind", &w.kind, NULL }, { "--from", &w.from, NULL }, { "--until", &w.until, NULL }, { "--end", NULL, &w.end },
		{ "--key-only", NULL, &w.key_only }, { "--self-approve", NULL, &w.self_approve }, { "--no-self-approve", NULL, &w.no_self_approve } };
	if ((argc = roles_take(argc, argv, &w.roles)) < 0) return 64;
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	const char *verb = argc > 1 ? argv[1] : "", *name = argc > 2 ? argv[2] : NULL;
	if (strcmp(verb, "list") == 0) return list(in);
	if (!name) return command_usage(_("Say what to do with whom: user %s"), command_user.usage);
	if (w.self_approve && w.no_self_approve) return command_usage(_("%s and %s exclude each other."), "--self-approve", "--no-self-approve");
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (strcmp(verb, verbs[i].name) == 0) return verbs[i].run(in, name, &w, &p, &e) ? 0 : command_refused(&p, &e);
	return command_usage(_("user knows add, list, edit, act, password, disable and enable, not %s."), verb);
}

const struct command command_user = {
	"user", "add|list|edit|act|password|disable|enable NAME [--role R] [--district CODE] [--shown NAME] [--title T] [--nip N] [--password-fd N] [--key-only]\n"
	"               [--self-approve|--no-self-approve] [--why REASON]; act: --role R --kind plt|plh [--from YYYY-MM-DD] --until YYYY-MM-DD, or --role R --end",
	N_("Manages the people who log in; roles: admin kepala peksos tu bendahara pengasuh dinsos pemeriksa."),
	"pantidesk user add sri --role peksos --shown 'Sri W.'\npantidesk user add andi --role dinsos --district 64.08\npantidesk user edit sri --role peksos,tu\n"
	"pantidesk user act sri --role kepala --kind plh --until 2026-08-10\npantidesk user list", NEEDS_DB, run,
};
