/* The moves of a referral out, as its list, its card and the child's card offer them. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/partner/partner_show.h"
#include "screens/report/print_dialog.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

enum { ON, REASON, WORDS, BY, NOTE, FIELDS, SIZE = 4100 };

struct asking { struct ui *ui; struct arena *a; const struct out_card *c; enum out_move move; const struct field *fields; const struct choice *reasons; int at[FIELDS]; /* place of each, -1 not asked */ };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct asking *q = ctx;
	return q->reasons ? q->reasons : (q->reasons = app_choices(q->ui, f->list, q->a)); /* one list is asked */
}

static const char *typed(const struct asking *q, const char *const *v, int field)
{
	return q->at[field] >= 0 ? v[q->at[field]] : "";
}

/* A refusal is a code of the list, or the partner's own words beside "other". */
static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct asking *q = ctx;
	const char *reason = typed(q, v, REASON), *words = typed(q, v, WORDS);
	if (*words && (!*reason || strcmp(reason, "lain") == 0)) reason = words;
	return out_move(ui_db(ui), ui_who(ui), q->c->id, q->c->version, q->move, date_from_iso(typed(q, v, ON)), reason, typed(q, v, NOTE), typed(q, v, BY), p, e);
}

/* The boxes' fields by move. */
static int fields_of(struct asking *q, struct field *out)
{
	static const struct field all[FIELDS] = {
		[ON] = { "on", N_("Date"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The day it really happened; today or before.") },
		[REASON] = { "reason", N_("Reason"), FIELD_CODE, 0, "out_refusal", 0, NULL, N_("Why the partner declines.") },
		[WORDS] = { "words", N_("In words"), FIELD_TEXT, 200, NULL, 0, NULL, N_("When the list has no fitting reason.") },
		[BY] = { "by_whom", N_("Answered by"), FIELD_TEXT, 80, NULL, 0, NULL, N_("Name and office at the partner's, as on the return slip.") },
		[NOTE] = { "note", N_("Result"), FIELD_NOTE, 1000, NULL, FIELD_REQUIRED, NULL, N_("What was done and found. Only the head and social workers read it here. Tab leaves the note.") },
	};
	static const unsigned asked[OUT_MOVES] = {
		[OUT_MOVE_TERIMA] = 1u << ON | 1u << BY, [OUT_MOVE_TOLAK] = 1u << ON | 1u << REASON | 1u << WORDS | 1u << BY,
		[OUT_MOVE_SELESAI] = 1u << ON | 1u << BY | 1u << NOTE, [OUT_MOVE_TARIK] = 1u << ON | 1u << WORDS,
	};
	int n = 0;
	for (int i = 0; i < FIELDS; i++) {
		q->at[i] = -1;
		if (!(asked[q->move] & 1u << i)) continue;
		out[n] = all[i];
		if (i == WORDS && q->move == OUT_MOVE_TARIK) {
			out[n].label = N_("Reason");
			out[n].flags = FIELD_REQUIRED;
			out[n].code = "reason";
			out[n].hint = N_("Why the home withdraws it.");
		}
		q->at[i] = n++;
	}
	return n;
}

/* Care elsewhere ends no stay by itself; the desk says so and offers the way. */
static void offer_termination(struct ui *ui, const struct out_card *c, enum out_move move)
{
	const char *const buttons[] = { _("Leave it"), _("Propose termination"), NULL };
	if (strcmp(c->v[OUT_F_SERVICE], OUT_SERVICE_CARE) != 0 || (move != OUT_MOVE_TERIMA && move != OUT_MOVE_SELESAI) || !ui_may(ui, RIGHT_TERMINATION_PROPOSE)) return;
	const struct termination_arg arg = { .resident = c->resident };
	if (dialog_choose(ui, _("The stay goes on"), _("This referral does not end the stay. A child that moves to another home or pesantren is proposed for termination (reason: moved)."), buttons, 0) == 1)
		ui_push(ui, &screen_termination, &arg);
}

static bool do_move(struct ui *ui, const struct out_card *c, const struct out_step *step, struct arena *a)
{
	static char *const none = NULL;
	struct field fields[FIELDS];
	struct asking q = { .ui = ui, .a = a, .c = c, .move = step->move, .fields = fields };
	char *values[FIELDS] = { none }, title[200], today[DATE_ISO_SIZE];
	int n = fields_of(&q, fields);
	const struct form_class form = { .name = "out_move", .fields = fields, .count = (size_t)n, .choices = choices, .save = save, .button = out_move_label(step->move) };
	for (int i = 0; i < n; i++) values[i] = arena_alloc(a, SIZE);
	str_copy(values[q.at[ON]], SIZE, date_iso(ui_today(ui), today));
	snprintf(title, sizeof title, "%s: %s", c->number, out_move_label(step->move));
	if (!form_run(ui, title, &form, &q, values, SIZE)) return false;
	ui_say(ui, _("%s: %s, now %s."), c->number, out_move_label(step->move), out_state_label(step->to));
	ui_reload(ui);
	offer_termination(ui, c, step->move);
	return true;
}

bool out_act(struct ui *ui, row_id out, enum out_move move)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct out_card c;
	struct arena *a = arena_new();
	bool ok = out_load(ui_db(ui), ui_who(ui), out, false, a, &c, &e);
	const struct out_step *step = ok ? out_can(c.state, move, &p) : NULL;
	if (!ok) ui_error(ui, &e);
	else if (!step) ui_problems(ui, &p);
	else if (!ui_may(ui, step->right)) ui_refuse(ui, step->right);
	ok = ok && step && ui_may(ui, step->right) && do_move(ui, &c, step, a);
	arena_free(a);
	return ok;
}

bool out_act_next(struct ui *ui, row_id out)
{
	struct err e = { ERR_NONE, "" };
	struct out_card c;
	struct choice rows[OUT_MOVES + 1];
	enum out_move moves[OUT_MOVES];
	int n = 0;
	struct arena *a = arena_new();
	bool ok = out_load(ui_db(ui), ui_who(ui), out, false, a, &c, &e);
	enum out_state state = c.state;
	char number[40] = "";
	if (!ok) ui_error(ui, &e);
	else STR_SET(number, c.number);
	arena_free(a);
	if (!ok) return false;
	for (size_t i = 0; i < out_steps_count; i++) {
		const struct out_step *step = &out_steps[i];
		if (step->from != state || !ui_may(ui, step->right)) continue;
		rows[n] = (struct choice){ out_move_code(step->move), out_move_label(step->move) };
		moves[n++] = step->move;
	}
	rows[n] = (struct choice){ NULL, NULL };
	if (n == 0) return ui_say(ui, _("%s is %s: there is no step for you here."), number, out_state_label(state)), false;
	int picked = n == 1 ? 0 : picker_choose(ui, _("Next step"), rows, 0, NULL);
	return picked >= 0 && out_act(ui, out, moves[picked]);
}

bool out_act_print(struct ui *ui, row_id out)
{
	struct report_ask ask = REPORT_ASK;
	ask.out = out;
	return print_report(ui, "referral-out", &ask);
}
