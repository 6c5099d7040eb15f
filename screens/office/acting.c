#include "screens/office/acting.h"

#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

enum { ROLE, KIND, FROM, UNTIL, FIELDS };
static const struct field fields[FIELDS] = {
	{ "role", N_("Role"), FIELD_CODE, 0, "role", FIELD_REQUIRED, NULL, N_("The role to act in, beside the own ones.") },
	{ "kind", N_("As"), FIELD_CODE, 0, "acting", FIELD_REQUIRED, NULL, N_("Plh.: the holder is away for a while. Plt.: the post is vacant.") },
	{ "from", N_("First day"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, NULL },
	{ "until", N_("Last day"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("The rights end by themselves after this day.") },
};
static const struct choice kinds[] = { { "plh", N_("Plh.") }, { "plt", N_("Plt.") }, { NULL, NULL } };

const char *acting_kind(const char *kind)
{
	return _(kinds[strcmp(kind, "plt") == 0].label);
}

const char *acting_words(const struct user_acting *one, struct arena *a)
{
	char from[24], until[24];
	return arena_printf(a, _("%s %s %s to %s"), acting_kind(one->kind), role_label(one->role), date_format(one->from, DATE_SHORT, from, sizeof from), date_format(one->until, DATE_SHORT, until, sizeof until));
}

struct giving { const struct user_row *user; struct choice roles[10], kinds[COUNT(kinds)]; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct giving *g = ctx;
	return f == &fields[ROLE] ? g->roles : g->kinds;
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	const struct giving *g = ctx;
	const struct user_acting in = { 0, role_from_code(v[ROLE]), v[KIND], date_from_iso(v[FROM]), date_from_iso(v[UNTIL]) };
	return user_act(ui_db(ui), ui_who(ui), g->user->id, &in, p, e);
}

static const struct form_class form = { .name = "acting", .fields = fields, .count = FIELDS, .choices = choices, .save = save };

static bool give(struct ui *ui, const struct user_row *user)
{
	enum { SIZE = 64 };
	struct giving g = { .user = user };
	char room[FIELDS][SIZE] = { "" }, *values[FIELDS];
	struct arena *a = arena_new();
	int n = 0;
	for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1)
		if (r != ROLE_DINSOS && !(user->roles & r)) g.roles[n++] = (struct choice){ role_code((enum role)r), role_label((enum role)r) };
	for (size_t i = 0; i < COUNT(kinds); i++) g.kinds[i] = (struct choice){ kinds[i].code, kinds[i].label ? _(kinds[i].label) : NULL };
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	STR_SET(room[ROLE], user->roles & ROLE_KEPALA ? "" : role_code(ROLE_KEPALA));
	STR_SET(room[KIND], "plh");
	date_iso(ui_today(ui), room[FROM]);
	bool saved = form_run(ui, arena_printf(a, _("Plt. or Plh.: %s"), user->shown), &form, &g, values, SIZE);
	if (saved) ui_say(ui, _("Saved: %s"), acting_words(&(struct user_acting){ 0, role_from_code(room[ROLE]), room[KIND], date_from_iso(room[FROM]), date_from_iso(room[UNTIL]) }, a));
	arena_free(a);
	return saved;
}

static bool end(struct ui *ui, const struct user_row *user, const struct user_acting *one)
{
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	const char *words = arena_printf(a, "%s: %s.", user->shown, acting_words(one, a));
	bool ok = dialog_confirm(ui, _("End it now"), words, _("End now")) && user_act_end(ui_db(ui), ui_who(ui), one->id, &e);
	if (e.kind) ui_error(ui, &e);
	if (ok) ui_say(ui, _("Ended: %s"), words);
	arena_free(a);
	return ok;
}

bool acting_edit(struct ui *ui, const struct user_row *user)
{
	if (*user->district) {
		ui_warn(ui, "%s", _("A district officer acts for nobody, and nobody acts as one."));
		return false;
	}
	if (!user->acting_count) return give(ui, user);
	struct arena *a = arena_new();
	struct choice *list = arena_array(a, struct choice, user->acting_count + 1);
	for (int i = 0; i < user->acting_count; i++) list[i] = (struct choice){ "", acting_words(&user->acting[i], a) };
	list[user->acting_count] = (struct choice){ NULL, NULL };
	int at = picker_choose(ui, _("Enter ends one"), list, 0, _("F7: another one"));
	arena_free(a);
	return at == PICKER_ADD ? give(ui, user) : at >= 0 && end(ui, user, &user->acting[at]);
}
