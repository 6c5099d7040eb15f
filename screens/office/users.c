/* People who log in: add, change, new password, close and open an account. Plt. and Plh.: acting.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/user.h"
#include "screens/app.h"
#include "screens/office/acting.h"
#include "screens/office/own_password.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { NAME, SHOWN, ROLES, TITLE, NIP, DISTRICT, SELF_APPROVE, PASSWORD, FIELDS };
static const struct field fields[FIELDS] = {
	{ "name", N_("User name"), FIELD_TEXT, 32, NULL, FIELD_REQUIRED, NULL, N_("Small letters, for example sri.w; it is typed at log in.") },
	{ "shown", N_("Name on screen"), FIELD_TEXT, 60, NULL, FIELD_REQUIRED, NULL, N_("For example Sri W.") },
	{ "role", N_("Roles"), FIELD_CODES, 0, "role", FIELD_REQUIRED, NULL, N_("One person may hold several; a district officer holds only that one.") },
	{ "title", N_("Title"), FIELD_TEXT, 60, NULL, 0, NULL, NULL },
	{ "nip", N_("NIP"), FIELD_DIGITS, 18, NULL, 0, NULL, N_("18 digits.") },
	{ "district", N_("District"), FIELD_CODE, 0, "district", 0, NULL, N_("For a district officer only: the district whose referrals are seen.") },
	{ "self_approve", N_("Own proposals"), FIELD_BOOL, 1, NULL, 0, NULL, N_("May approve what the same person proposed; for a panti with one desk only.") },
	{ "password", N_("Password"), FIELD_SECRET, PASSWORD_MOST, NULL, 0, NULL, N_("First password; empty = the person comes in by SSH key only.") },
};

struct state { struct table table; struct user_row *users; const char **detail; };

static const struct list_column columns[] = {
	{ N_("User"), 12, LIST_GROW, 0 }, { N_("Name on screen"), 16, LIST_GROW, 5 }, { N_("Roles"), 22, LIST_GROW, 1 }, { N_("State"), 9, 0, 2 }, { N_("Last log in"), 16, 0, 3 }, { N_("Tries"), 5, LIST_RIGHT, 4 }, { NULL, 0, 0, 0 }, /* the name stands on row 22 too */
};

static const char *roles_shown(unsigned roles, struct arena *a, bool codes)
{
	const char *out = "";
	for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1)
		if (roles & r) out = arena_printf(a, "%s%s%s", out, *out ? (codes ? "|" : ", ") : "", codes ? role_code((enum role)r) : role_label((enum role)r));
	return out;
}

/* "Social worker, Plh. Head of the home": the own roles, and those acted in today. */
static const char *roles_today(const struct user_row *u, caldate today, struct arena *a)
{
	const char *out = roles_shown(u->roles, a, false);
	for (int i = 0; i < u->acting_count; i++)
		if (u->acting[i].from <= today) out = arena_printf(a, "%s%s%s %s", out, *out ? ", " : "", acting_kind(u->acting[i].kind), role_label(u->acting[i].role));
	return out;
}

static const char *day_of(utc_ms at, int offset, struct arena *a)
{
	char day[24];
	int hour, minute;
	caldate on;
	clock_local(at, offset, &on, &hour, &minute);
	return arena_printf(a, "%s %02d.%02d", date_format(on, DATE_SHORT, day, sizeof day), hour, minute);
}

/* Why the account is closed, which district, who may approve own proposals, Plt. and Plh. that are coming. */
static const char *detail_of(struct screen *s, const struct user_row *u, struct arena *a)
{
	struct buf b = BUF_EMPTY;
	buf_printf(&b, "%s%s%s.", u->shown, *u->title ? ", " : "", u->title);
	if (u->disabled) buf_printf(&b, _(" Closed %s: %s."), day_of(u->disabled_at, app_of(screen_ui(s))->panti.utc_offset, a), *u->disabled_why ? u->disabled_why : "-");
	if (*u->district) {
		const struct choice *c = app_choices(screen_ui(s), "district", a);
		while (c->code && strcmp(c->code, u->district) != 0) c++;
		buf_printf(&b, " %s.", c->code ? c->label : u->district);
	}
	if (u->self_approve) buf_printf(&b, " %s", _("May approve own proposals."));
	for (int i = 0; i < u->acting_count; i++) buf_printf(&b, " %s.", acting_words(&u->acting[i], a));
	const char *out = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return out;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	int n = user_list(screen_db(s), screen_actor(s), a, &st->users, e);
	if (n < 0) return false;
	struct list_row *rows = arena_array(a, struct list_row, n + 1);
	st->detail = arena_array(a, const char *, n + 1);
	for (int i = 0; i < n; i++) {
		const struct user_row *u = &st->users[i];
		st->detail[i] = detail_of(s, u, a);
		rows[i] = (struct list_row){ .id = u->id, .key = "", .data = i, .paint = u->disabled ? PAINT_DIM : PAINT_TEXT,
			.cell = { u->name, u->shown, roles_today(u, ui_today(screen_ui(s)), a), u->disabled ? _("closed") : u->key_only ? _("key only") : _("active"),
			          u->last_login ? day_of(u->last_login, app_of(screen_ui(s))->panti.utc_offset, a) : "-", arena_printf(a, "%d", u->failures) } };
	}
	table_rows(s, rows, n);
	return true;
}

/* --- the form ---------------------------------------------------------------------------------------------------------------- */

struct editing { struct screen *s; const struct user_row *user; struct arena *a; struct app_lists lists; struct choice roles[10]; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct editing *ed = ctx;
	if (strcmp(f->list, "role") != 0) return app_lists_of(&ed->lists, screen_ui(ed->s), ed->a, f->list);
	int n = 0;
	for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1) ed->roles[n++] = (struct choice){ role_code((enum role)r), role_label((enum role)r) };
	return ed->roles;
}

static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	struct editing *ed = ctx;
	if (f == &fields[DISTRICT]) return (values[ROLES] && strstr(values[ROLES], "dinsos")) || (values[DISTRICT] && *values[DISTRICT]);
	return !ed->user || (f != &fields[PASSWORD] && f != &fields[NAME]); /* the name stays: keys and files hang on it */
}

/* One's own rights, taken or given: asked, because the first cannot be taken back by oneself and the second is looked at by the auditor. */
static bool own_rights_asked(struct ui *ui, const struct user_row *u, const struct user_new *in, struct problems *p)
{
	const unsigned lost = u->roles & ~in->roles;
	struct buf text = BUF_EMPTY;
	bool ok = true;
	if (u->id != ui_who(ui)->user) return true;
	if (lost || (u->self_approve && !in->self_approve)) {
		struct arena *a = arena_new();
		buf_puts(&text, _("You take a right from yourself; this session ends at once, and somebody else must give it back:"));
		buf_printf(&text, " %s%s%s.", roles_shown(lost, a, false), lost && u->self_approve && !in->self_approve ? ", " : "", u->self_approve && !in->self_approve ? _("Own proposals") : "");
		ok = dialog_confirm(ui, _("Your own rights"), buf_text(&text), _("Take away"));
		arena_free(a);
	}
	if (ok && in->self_approve && !u->self_approve) ok = dialog_confirm(ui, _("Your own rights"), _("You allow yourself to approve what you proposed. The audit log shows it."), _("Allow"));
	buf_free(&text);
	return ok || problem_hard(p, "role", "%s", _("Your own rights stay as they are until you confirm the change."));
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct editing *ed = ctx;
	struct user_new in = { .name = ed->user ? ed->user->name : v[NAME], .shown = v[SHOWN], .title = v[TITLE], .nip = v[NIP], .district = v[DISTRICT], .password = v[PASSWORD], .self_approve = strcmp(v[SELF_APPROVE], "1") == 0 };
	char code[32];
	const char *at = v[ROLES];
	while (codes_next(&at, code, sizeof code)) in.roles |= role_from_code(code);
	if (ed->user) return own_rights_asked(ui, ed->user, &in, p) && user_edit(ui_db(ui), ui_who(ui), ed->user->id, ed->user->version, &in, p, e);
	if (!v[PASSWORD][0]
	    && !dialog_confirm(ui, _("No password"), _("Without a password this person comes in by SSH key only, not at this desk."), _("By key only"))) {
		problem_hard(p, "password", "%s", _("Type a first password; at the first log in the person chooses an own one."));
		return false;
	}
	return user_add(ui_db(ui), ui_who(ui), &in, p, e) != 0;
}

static const struct form_class form = { .name = "user", .fields = fields, .count = FIELDS, .choices = choices, .save = save, .shown = shown };

static bool edit(struct screen *s, const struct user_row *user)
{
	enum { SIZE = 256 };
	struct editing ed = { .s = s, .user = user, .a = arena_new() };
	char room[FIELDS][SIZE] = { "" }, *values[FIELDS];
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	if (user) {
		STR_SET(room[NAME], user->name);
		STR_SET(room[SHOWN], user->shown);
		STR_SET(room[ROLES], roles_shown(user->roles, ed.a, true));
		STR_SET(room[TITLE], user->title);
		STR_SET(room[NIP], user->nip);
		STR_SET(room[DISTRICT], user->district);
		STR_SET(room[SELF_APPROVE], user->self_approve ? "1" : "0");
	}
	const char *title = user ? arena_printf(ed.a, "%s: %s", _("Change the user"), user->name) : _("New user");
	bool saved = form_run(screen_ui(s), title, &form, &ed, values, SIZE);
	explicit_bzero(room[PASSWORD], SIZE);
	arena_free(ed.a);
	if (saved) {
		ui_reload(screen_ui(s));
		app_refresh(screen_ui(s)); /* perhaps oneself */
		ui_say(screen_ui(s), _("Saved: %s"), room[NAME]);
	}
	return saved;
}

static const struct user_row *chosen(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_selected(s);
	return row ? &st->users[row->data] : NULL;
}

static bool add(struct screen *s) { return edit(s, NULL); }

static bool change(struct screen *s)
{
	const struct user_row *u = chosen(s);
	return u && edit(s, u);
}

static bool new_password(struct screen *s)
{
	char first[PASSWORD_MOST * 4 + 1] = "", again[PASSWORD_MOST * 4 + 1] = "";
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct ui *ui = screen_ui(s);
	const struct user_row *u = chosen(s);
	if (!u) return false;
	if (u->id == ui_who(ui)->user) return own_password(s);
	if (!u->key_only) {
		const char *const buttons[] = { _("Back"), _("New password"), _("By key only"), NULL };
		switch (dialog_choose(ui, _("Password"), arena_printf(screen_arena(s), _("%s: a new password, to be changed at the next log in; or none, then only an SSH key lets this person in."), u->shown), buttons, 0)) {
		case 1: break;
		case 2:
			if (!(user_key_only(screen_db(s), screen_actor(s), u->name, &e))) return ui_error(ui, &e), false;
			ui_reload(ui);
			ui_say(ui, _("%s comes in by SSH key only from now on."), u->name);
			return true;
		default: return false;
		}
	}
	if (!dialog_secret(ui, _("New password"), u->shown, _("New password"), first, sizeof first)) return false;
	if (!dialog_secret(ui, _("New password"), u->shown, _("The same once more"), again, sizeof again)) return false;
	bool ok = strcmp(first, again) == 0;
	if (!ok) ui_warn(ui, "%s", _("The two passwords differ. Start again."));
	else if (!(ok = user_password(screen_db(s), screen_actor(s), u->name, NULL, first, &p, &e))) p.count ? ui_problems(ui, &p) : ui_error(ui, &e);
	else {
		ui_say(ui, _("New password for %s; at the next log in a password of one's own is asked for."), u->name);
		ui_reload(ui); /* no longer key only, and the tries are forgotten */
	}
	explicit_bzero(first, sizeof first);
	explicit_bzero(again, sizeof again);
	return ok;
}

static bool close_account(struct screen *s)
{
	char why[300] = "";
	struct err e = { ERR_NONE, "" };
	struct ui *ui = screen_ui(s);
	const struct user_row *u = chosen(s);
	bool ok;
	if (!u) return false;
	const char *ends = u->id == ui_who(ui)->user ? _("This is your own account: this session ends at once, and only somebody else can open it again.") : _("A running session of this person ends within seconds; nothing recorded is lost.");
	if (u->disabled) ok = dialog_confirm(ui, _("Open the account again"), u->shown, _("Open")) && user_enable(screen_db(s), screen_actor(s), u->name, &e);
	else ok = dialog_reason(ui, _("Close the account"), ends, why, sizeof why, _("Close it")) && user_disable(screen_db(s), screen_actor(s), u->name, why, &e);
	if (e.kind) ui_error(ui, &e);
	if (ok) {
		ui_reload(ui);
		app_refresh(ui);
	}
	return ok;
}

static bool acting(struct screen *s)
{
	const struct user_row *u = chosen(s);
	bool changed = u && acting_edit(screen_ui(s), u);
	if (changed) {
		ui_reload(screen_ui(s));
		app_refresh(screen_ui(s));
	}
	return changed;
}

/* Row 22: what has no column. */
static const char *detail(void *state, const struct list_row *row)
{
	struct state *st = state;
	return st->detail[row->data];
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	(void)ctx;
	(void)row;
	change(ui_top(ui));
}

static bool open_users(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, columns, NULL, enter, detail);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes the selected user's name, roles or district."), .run = change, .right = RIGHT_USERS },
	{ .fkey = 7, .label = N_("New"), .help = N_("Adds a user."), .run = add, .right = RIGHT_USERS },
	{ .fkey = 8, .label = N_("Shut"), .help = N_("Closes the account with a reason, or opens a closed one again."), .run = close_account, .right = RIGHT_USERS },
	{ .letter = 'A', .label = N_("Plt/h"), .help = N_("Plt. or Plh.: gives the selected user a role between two dates, or ends it."), .run = acting, .right = RIGHT_USERS },
	{ .letter = 'S', .label = N_("Passwd"), .help = N_("Gives the selected user a new password."), .run = new_password, .right = RIGHT_USERS },
};

const struct screen_class screen_users = {
	.name = "users", .title = N_("Users"),
	.help = N_("Everybody logs in as themselves: the history of a child names who did what. The last admin cannot be closed. Who loses a role is logged out within seconds; a role that is added holds at once. Approving what one proposed oneself is a right of its own, given in the form. A user without a password comes in by an SSH key only."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_USERS,
	.open = open_users, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
