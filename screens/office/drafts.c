/* Unfinished forms of one's own: Enter goes on with one, F8 throws one away. */
#include <stdio.h>
#include <string.h>

#include "db/office/draft.h"
#include "screens/app.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

enum { MOST = 30 };

/* Which screen a form's draft belongs to. */
static const struct { const char *form; const struct screen_class *class; } owners[] = {
	{ "admission", &screen_admission }, { "admission_emergency", &screen_admission }, { "admission_again", &screen_admission }, { "resident_edit", &screen_resident_edit }, { "referral", &screen_referral },
	{ "referral_report", &screen_referral_of_report }, { "community", &screen_community_report },
	{ "referral_message", &screen_referral_message }, { "referral_paper", &screen_referral_paper },
	{ "labour", &screen_labour_card }, { "labour_resident", &screen_labour_card }, { "labour_report", &screen_labour_card }, { "company", &screen_company },
	{ "termination", &screen_termination }, { "termination_new", &screen_termination }, { "schooling", &screen_schooling },
};

struct state { struct table table; struct list_row rows[MOST]; struct draft drafts[MOST]; };

static const struct list_column columns[] = { { N_("Form"), 30, LIST_GROW, 0 }, { N_("Written"), 18, 0, 1 }, { NULL, 0, 0, 0 } };

static const struct screen_class *owner_of(const char *form)
{
	for (size_t i = 0; i < COUNT(owners); i++)
		if (strcmp(owners[i].form, form) == 0) return owners[i].class;
	return NULL;
}

static void go_on(struct ui *ui, void *ctx, const struct list_row *row)
{
	struct state *st = ctx;
	const struct draft *d = &st->drafts[row->data];
	const struct screen_class *class = owner_of(d->form);
	const bool proposal = strcmp(d->form, "termination_new") == 0;
	struct termination_arg termination = { .termination = proposal ? 0 : d->record, .resident = proposal ? d->record : 0 };
	const bool again = strcmp(d->form, "admission_again") == 0, emergency = strcmp(d->form, "admission_emergency") == 0;
	struct admission_arg admission = { .referral = again ? 0 : d->record, .resident = again ? d->record : 0, .emergency = emergency };
	const struct labour_arg labour = { .resident = strcmp(d->form, "labour_resident") == 0 ? d->record : 0, .report = strcmp(d->form, "labour_report") == 0 ? d->record : 0 };
	if (!class) ui_say(ui, "%s", _("Open the form this draft belongs to; it is offered there."));
	else if (class == &screen_admission) ui_push(ui, class, &admission);
	else if (class == &screen_labour_card) ui_push(ui, class, &labour);
	else if (class == &screen_termination) ui_push(ui, class, &termination);
	else ui_push(ui, class, &d->record);
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	int n = draft_list(screen_db(s), screen_actor(s), screen_arena(s), st->drafts, MOST, e);
	if (n < 0) return false;
	for (int i = 0; i < n; i++) {
		char day[24];
		int hour, minute;
		caldate on;
		const struct screen_class *class = owner_of(st->drafts[i].form);
		clock_local(st->drafts[i].at, app_of(screen_ui(s))->panti.utc_offset, &on, &hour, &minute);
		st->rows[i] = (struct list_row){ .id = st->drafts[i].id, .key = "", .data = i,
			.cell = { class ? _(class->title) : st->drafts[i].form, arena_printf(screen_arena(s), "%s %02d.%02d", date_format(on, DATE_SHORT, day, sizeof day), hour, minute) } };
	}
	table_rows(s, st->rows, n);
	return true;
}

static bool open_drafts(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, columns, N_("No unfinished form. What you type is kept here when a form is left open or the line drops."), go_on, NULL);
	return true;
}

static bool throw_away(struct screen *s)
{
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	const struct list_row *row = table_selected(s);
	if (!row || !dialog_confirm(screen_ui(s), _("Throw the draft away"), _("What was typed in it is gone then."), _("Throw away"))) return false;
	const struct draft *d = &st->drafts[row->data];
	if (!draft_drop(screen_db(s), screen_actor(s), d->form, d->record, &e)) return ui_error(screen_ui(s), &e), false;
	ui_reload(screen_ui(s));
	return true;
}

static const struct action actions[] = {
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws the selected draft away."), .run = throw_away },
};

const struct screen_class screen_drafts = {
	.name = "drafts", .title = N_("Drafts"), .help = N_("Forms you began and did not save. Enter goes on where you stopped; drafts are yours alone and go after 30 days."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions),
	.open = open_drafts, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
