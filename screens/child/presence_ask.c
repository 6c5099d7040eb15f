/* The forms of leave and return, for one child or many. */
#include <stdio.h>
#include <string.h>

#include "db/child/presence.h"
#include "screens/app.h"
#include "screens/child/presence.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"
#include "src/rules/stay.h"

enum { SIZE = 200 };
enum { KIND, ON, EXPECTED, FETCHED, FETCHED_ID, NOTE, FIELDS };

static const struct field leave_fields[FIELDS] = {
	{ "kind", N_("Kind"), FIELD_CODE, 0, "presence_kind", FIELD_REQUIRED, NULL, N_("Leave, ill, work placement, boarding ...") },
	{ "on_date", N_("Leaves on"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("The first day not in the home; yesterday is allowed.") },
	{ "expected", N_("Expected back"), FIELD_DATE, 0, NULL, 0, NULL, N_("The day the child is in the home again; +14 is in two weeks.") },
	{ "fetched_by", N_("Fetched by"), FIELD_TEXT, 80, NULL, 0, NULL, N_("Name and tie, for example Aminah, grandmother.") },
	{ "fetched_id", N_("Their KTP"), FIELD_TEXT, 30, NULL, 0, NULL, N_("Number of the identity card shown.") },
	{ "note", N_("Note"), FIELD_TEXT, 120, NULL, 0, NULL, NULL },
};
static const struct field return_fields[] = {
	{ "back_on", N_("Back on"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The first day in the home again.") },
};

struct asking { struct ui *ui; struct arena *a; const struct choice *kinds; const row_id *children; int n; char idem[IDEM_SIZE]; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct asking *q = ctx;
	(void)f;
	if (q->kinds) return q->kinds;
	struct choice *out = arena_array(q->a, struct choice, presence_kinds_count + 1);
	int n = 0;
	for (const struct choice *c = app_choices(q->ui, "presence_kind", q->a); c->code && n < (int)presence_kinds_count; c++)
		if (strcmp(c->code, "di_panti") != 0) out[n++] = *c;
	return q->kinds = out;
}

static bool shown(void *ctx, const struct field *f, const char *const *v)
{
	(void)ctx;
	const struct presence_kind *kind = presence_kind_find(v[KIND]);
	bool fetched = strcmp(v[KIND], "izin") == 0;
	if (f == &leave_fields[EXPECTED]) return !kind || kind->returns;
	if (f == &leave_fields[FETCHED] || f == &leave_fields[FETCHED_ID]) return fetched;
	return true;
}

static bool save_leave(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct asking *q = ctx;
	bool fetched = strcmp(v[KIND], "izin") == 0;
	const struct presence_leave in = { .kind = v[KIND], .on = date_from_iso(v[ON]), .expected = date_from_iso(v[EXPECTED]), .note = v[NOTE], .fetched_by = fetched ? v[FETCHED] : "", .fetched_id = fetched ? v[FETCHED_ID] : "", .idem = q->idem };
	return presence_leave(ui_db(ui), ui_who(ui), q->children, q->n, &in, p, e);
}

static bool save_return(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct asking *q = ctx;
	return presence_return(ui_db(ui), ui_who(ui), q->children, q->n, date_from_iso(v[0]), p, e);
}

static bool ask(struct ui *ui, const char *title, const struct form_class *form, struct asking *q, char room[][SIZE], const char *done)
{
	char *values[FIELDS];
	for (size_t i = 0; i < form->count; i++) values[i] = room[i];
	q->ui = ui;
	q->a = arena_new();
	db_idem_make(q->idem);
	bool saved = form_run(ui, title, form, q, values, SIZE);
	arena_free(q->a);
	if (saved) {
		ui_say(ui, "%s: %s", done, title);
		ui_reload(ui);
	}
	return saved;
}

bool presence_ask_leave(struct ui *ui, const char *title, const row_id *children, int n)
{
	static const struct form_class form = { .name = "leave", .fields = leave_fields, .count = FIELDS, .choices = choices, .save = save_leave, .shown = shown };
	char room[FIELDS][SIZE] = { "izin" }, iso[DATE_ISO_SIZE];
	STR_SET(room[ON], date_iso(ui_today(ui), iso));
	return ask(ui, title, &form, &(struct asking){ .children = children, .n = n }, room, _("Absence recorded"));
}

bool presence_ask_return(struct ui *ui, const char *title, const row_id *children, int n)
{
	static const struct form_class form = { .name = "return", .fields = return_fields, .count = COUNT(return_fields), .save = save_return };
	char room[FIELDS][SIZE] = { "" }, iso[DATE_ISO_SIZE];
	STR_SET(room[0], date_iso(ui_today(ui), iso));
	return ask(ui, title, &form, &(struct asking){ .children = children, .n = n }, room, _("Return recorded"));
}
