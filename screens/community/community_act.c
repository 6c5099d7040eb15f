#include "screens/community/community_act.h"

#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

enum { ON, REASON, NOTE, FIELDS, SIZE = 4100 };

/* One table: a move shows of it what it asks. */
static const struct field fields_words[FIELDS] = {
	{ "on", N_("Date"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The day it happened; today or before.") },
	{ "reason", N_("Reason"), FIELD_TEXT, 200, NULL, FIELD_REQUIRED, NULL, N_("It stays with the report.") },
	{ "note", N_("Note"), FIELD_NOTE, 1000, NULL, 0, NULL, N_("Who went, who was spoken to. May stay empty. Tab leaves the note.") },
};
static const struct field fields_code[FIELDS] = {
	{ "on", N_("Date"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The day it happened; today or before.") },
	{ "reason", N_("Why"), FIELD_CODE, 0, "community_closed", FIELD_REQUIRED, NULL, N_("Why the report is closed.") },
	{ "note", N_("Note"), FIELD_NOTE, 1000, NULL, 0, NULL, N_("Who went, who was spoken to. May stay empty. Tab leaves the note.") },
};
static const struct field fields_note[FIELDS] = {
	{ "on", N_("Date"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The day it happened; today or before.") },
	{ "reason", N_("Reason"), FIELD_TEXT, 200, NULL, 0, NULL, NULL },
	{ "note", N_("What was found"), FIELD_NOTE, 1000, NULL, FIELD_REQUIRED, NULL, N_("Who was spoken to, what they said, what follows. Tab leaves the note.") },
};

struct asking { struct ui *ui; struct arena *a; const struct choice *closed; row_id report; int64_t version; enum community_move move; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	const struct asking *in = ctx;
	return f->list ? in->closed : NULL;
}

static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	const struct asking *in = ctx;
	enum community_asks asks = community_move_asks(in->move);
	(void)values;
	return strcmp(f->code, "reason") != 0 || asks == COMMUNITY_ASKS_WORDS || asks == COMMUNITY_ASKS_CODE;
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	const struct asking *in = ctx;
	return community_move(ui_db(ui), ui_who(ui), in->report, in->version, in->move, date_from_iso(v[ON]), v[REASON], v[NOTE], p, e);
}

static const struct field *fields_of(enum community_move m)
{
	switch (community_move_asks(m)) {
	case COMMUNITY_ASKS_CODE: return fields_code;
	case COMMUNITY_ASKS_NOTE: return fields_note;
	default: return fields_words;
	}
}

const char *community_shown(const struct ui *ui, const char *name, struct arena *a)
{
	return *name ? child_shown(ui, name, a) : _("not known yet");
}

static bool ask(struct ui *ui, const struct community_card *c, enum community_move move, struct arena *a)
{
	struct asking in = { ui, a, app_choices(ui, "community_closed", a), c->id, c->version, move };
	char *room = arena_array(a, char, FIELDS * SIZE), *values[FIELDS], title[240], today[DATE_ISO_SIZE];
	const struct form_class form = { .name = "community_step", .fields = fields_of(move), .count = FIELDS, .choices = choices, .shown = shown, .save = save };
	for (int i = 0; i < FIELDS; i++) values[i] = room + i * SIZE;
	str_copy(values[ON], SIZE, date_iso(ui_today(ui), today));
	snprintf(title, sizeof title, "%s: %s", c->number, community_move_label(move));
	return form_run(ui, title, &form, &in, values, SIZE);
}

bool community_act(struct ui *ui, row_id report, enum community_move move)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct community_card c;
	if (!ui_may(ui, RIGHT_COMMUNITY_RECORD)) return ui_refuse(ui, RIGHT_COMMUNITY_RECORD), false;
	struct arena *a = arena_new();
	bool ok = community_load(ui_db(ui), ui_who(ui), report, false, a, &c, &e);
	const struct community_step *step = ok ? community_can(c.state, move, &p) : NULL;
	if (!ok) ui_error(ui, &e);
	else if (!step) ui_problems(ui, &p);
	ok = ok && step;
	if (ok && move == COMMUNITY_RUJUK) {
		arena_free(a);
		return ui_push(ui, &screen_referral_of_report, &report);
	}
	if (ok && (ok = ask(ui, &c, move, a))) {
		if (step->to == step->from) ui_say(ui, _("%s: %s recorded."), c.number, community_move_label(move));
		else ui_say(ui, _("%s is now: %s."), c.number, community_state_label(step->to));
		ui_reload(ui);
	}
	arena_free(a);
	return ok;
}

bool community_act_next(struct ui *ui, row_id report)
{
	struct err e = { ERR_NONE, "" };
	struct community_card c;
	struct choice rows[COMMUNITY_MOVES + 1];
	enum community_move moves[COMMUNITY_MOVES];
	char number[40] = "";
	int n = 0;
	if (!ui_may(ui, RIGHT_COMMUNITY_RECORD)) return ui_refuse(ui, RIGHT_COMMUNITY_RECORD), false;
	struct arena *a = arena_new();
	bool ok = community_load(ui_db(ui), ui_who(ui), report, false, a, &c, &e);
	enum community_state state = c.state;
	if (!ok) ui_error(ui, &e);
	else STR_SET(number, c.number);
	arena_free(a);
	if (!ok) return false;
	for (size_t i = 0; i < community_steps_count; i++) {
		const struct community_step *step = &community_steps[i];
		if (step->from != state) continue;
		rows[n] = (struct choice){ community_move_code(step->move), community_move_label(step->move) };
		moves[n++] = step->move;
	}
	rows[n] = (struct choice){ NULL, NULL };
	if (n == 0) return ui_say(ui, _("%s is finished: %s."), number, community_state_label(state)), false;
	int picked = picker_choose(ui, _("Next step"), rows, 0, NULL);
	return picked >= 0 && community_act(ui, report, moves[picked]);
}
