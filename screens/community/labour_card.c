/* One screening: the form whose answer stands below while it is filled in, and the card of one that is recorded. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/community/labour.h"
#include "screens/record.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

enum { ANSWER_ROWS = 5, LABEL = 22 };

struct state {
	struct record record;            /* first */
	struct labour_arg arg;
	struct labour_card card;
	bool fixed_name, fixed_district; /* the register or the report knows */
};

static void check(void *ctx, const char *const *values, struct problems *p)
{
	labour_check(values, ui_today(screen_ui(ctx)), p);
}

static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	const struct state *st = screen_state(ctx);
	(void)values;
	const long i = f - labour_fields;
	if (i == LABOUR_F_NAME || i == LABOUR_F_SEX) return !st->fixed_name;
	return i != LABOUR_F_DISTRICT || !st->fixed_district;
}

/* Beside the risks: what is usual in the sector. */
static void beside(void *ctx, const struct field *f, const char *value, char *out, size_t size)
{
	struct screen *s = ctx;
	const struct state *st = screen_state(s);
	(void)value;
	if (f - labour_fields != LABOUR_F_RISKS || !st->record.typing) return;
	const char *usual = labour_sector_risks(form_value(&st->record.form, "sector"));
	if (!*usual) return;
	struct arena *a = arena_new();
	snprintf(out, size, _("usual: %s"), code_labels_load(screen_db(s), screen_actor(s), "labour_risk", usual, a));
	arena_free(a);
}

static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	struct labour_input in = { .report = st->arg.report, .resident = st->arg.resident };
	row_id made = 0;
	for (int i = 0; i < LABOUR_FIELDS; i++) in.v[i] = values[i];
	if (!labour_screen(ui_db(ui), ui_who(ui), &in, st->record.idem, &made, NULL, p, e)) return false;
	st->record.id = made;
	return true;
}

/* A draft belongs to the child it is about: a resident's and a report's number may be the same. */
static const struct form_class form_any = { .name = "labour", .fields = labour_fields, .count = LABOUR_FIELDS, .choices = record_choices, .check = check, .save = save, .shown = shown, .beside = beside };
static const struct form_class form_resident = { .name = "labour_resident", .fields = labour_fields, .count = LABOUR_FIELDS, .choices = record_choices, .check = check, .save = save, .shown = shown, .beside = beside };
static const struct form_class form_report = { .name = "labour_report", .fields = labour_fields, .count = LABOUR_FIELDS, .choices = record_choices, .check = check, .save = save, .shown = shown, .beside = beside };

static bool begin(struct screen *s)
{
	struct state *st = screen_state(s);
	const char *v[LABOUR_FIELDS], *label = "";
	struct err e = { ERR_NONE, "" };
	if (!ui_may(screen_ui(s), RIGHT_LABOUR_SCREEN)) return ui_refuse(screen_ui(s), RIGHT_LABOUR_SCREEN), false;
	if (!labour_begin(screen_db(s), screen_actor(s), st->arg.report, st->arg.resident, screen_keep(s), v, &label, &e)) return ui_error(screen_ui(s), &e), false;
	st->fixed_name = st->arg.resident != 0;
	st->fixed_district = !screen_actor(s)->panti || (st->arg.resident && *v[LABOUR_F_DISTRICT]) || st->arg.report;
	screen_subtitle(s, *label && !st->arg.report ? label : _("new")); /* the list it came from names the report */
	record_type(s, st->arg.resident ? &form_resident : st->arg.report ? &form_report : &form_any, st->arg.resident ? st->arg.resident : st->arg.report, v);
	return true;
}

static bool read(struct screen *s, bool first, struct arena *a, struct err *e)
{
	struct state *st = screen_state(s);
	return labour_load(screen_db(s), screen_actor(s), st->record.id, first, a, &st->card, e);
}

static bool lay(struct screen *s, struct err *e)
{
	char day[24];
	(void)e;
	screen_subtitle(s, date_format(date_from_iso(((const struct state *)screen_state(s))->card.v[LABOUR_F_ON]), DATE_SHORT, day, sizeof day));
	return true;
}

/* --- painting ----------------------------------------------------------------------------------------------------------------- */

static enum paint paint_of(enum labour_answer a)
{
	return a == LABOUR_WORST ? PAINT_ERROR : a == LABOUR_CHILD ? PAINT_WARN : PAINT_HEADING;
}

/* What the rule says of what is typed so far, with reasons and sources. */
static void draw_answer(struct screen *s, struct area a)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const char *v[LABOUR_FIELDS];
	struct labour_facts f;
	struct labour_result r;
	char codes[400], text[200];
	struct arena *words = arena_new();
	for (int i = 0; i < LABOUR_FIELDS; i++) v[i] = form_value(&st->record.form, labour_fields[i].code);
	draw_hline(ui, a.row, a.col, a.cols);
	struct area below = { a.row + 2, a.col + 1, a.rows - 2, a.cols - 2 };
	if (labour_facts_of(v, &f)) {
		labour_judge(&f, &r);
		labour_grounds_codes(&r, codes, sizeof codes);
		snprintf(text, sizeof text, _("Answer: %s"), labour_answer_label(r.answer));
		draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, paint_of(r.answer), text);
		draw_wrap(ui, below, PAINT_TEXT, labour_grounds_words(codes, "; ", words), 0);
	} else draw_text(ui, a.row + 1, a.col + 1, a.cols - 2, PAINT_DIM, _("Answer: fill in the age first; it shows here with its reasons."));
	arena_free(words);
}

static bool said_yes(const struct labour_card *c, enum labour_field f)
{
	return strcmp(c->v[f], "1") == 0;
}

/* The yes and no answers that are yes, one after the other. */
static const char *yeses(const struct labour_card *c, struct arena *a)
{
	const char *all = "";
	for (int i = 0; i < LABOUR_FIELDS; i++)
		if (labour_fields[i].kind == FIELD_BOOL && said_yes(c, (enum labour_field)i)) all = arena_printf(a, "%s%s%s", all, *all ? ", " : "", _(labour_fields[i].label));
	return all;
}

static void draw_card(struct screen *s, struct area a)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct labour_card *c = &st->card;
	char text[500], day[24];
	struct arena *words = arena_new();
	const char *name = *c->v[LABOUR_F_NAME] ? child_shown(ui, c->v[LABOUR_F_NAME], words) : _("(no name)");
	snprintf(text, sizeof text, _("%s   %s   %s y   %s"), name, c->v[LABOUR_F_SEX], c->v[LABOUR_F_AGE], c->voided ? _("taken back") : labour_answer_label(c->answer));
	draw_text(ui, a.row, a.col + 1, a.cols - 2, c->voided ? PAINT_DIM : paint_of(c->answer), text);
	int row = record_line(ui, a, a.row + 2, LABEL, _("Reasons"), labour_grounds_words(c->grounds, "\n", words));
	for (int i = LABOUR_F_DISTRICT; i < LABOUR_FIELDS; i++) {
		const struct field *f = &labour_fields[i];
		if (f->kind == FIELD_BOOL || !*c->v[i]) continue;
		field_show(f, c->v[i], f->list ? record_choices(s, f) : NULL, text, sizeof text);
		row = record_line(ui, a, row, LABEL, _(f->label), text);
	}
	row = record_line(ui, a, row, LABEL, _("Answered yes"), yeses(c, words));
	row = record_line(ui, a, row, LABEL, _("Child in care"), c->register_no);
	row = record_line(ui, a, row, LABEL, _("Report of the public"), c->report_no);
	caldate on = DATE_NONE;
	int hour, minute;
	clock_local(c->at, ui_opts(ui)->offset_hours, &on, &hour, &minute);
	row = record_line(ui, a, row, LABEL, _("Recorded"), arena_printf(words, "%s, %s", c->by, date_format(on, DATE_SHORT, day, sizeof day)));
	if (c->voided) record_line(ui, a, row, LABEL, _("Taken back"), arena_printf(words, "%s: %s", c->void_by, c->void_why));
	arena_free(words);
}

static struct area around(struct screen *s, struct area a)
{
	draw_answer(s, (struct area){ a.row + a.rows - ANSWER_ROWS, a.col, ANSWER_ROWS, a.cols });
	return (struct area){ a.row, a.col, a.rows - ANSWER_ROWS, a.cols };
}

/* --- keys --------------------------------------------------------------------------------------------------------------------- */

static const struct record_class page = { .read = read, .lay = lay, .draw = draw_card, .around = around };

static bool open_card(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->arg = *(const struct labour_arg *)arg;
	return record_open(s, &page, st->arg.screening) && (st->record.id || begin(s));
}

static bool take_back(struct screen *s)
{
	struct state *st = screen_state(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[240] = "";
	if (st->card.voided) return ui_say(screen_ui(s), "%s", _("This screening was taken back before.")), false;
	if (!dialog_reason(screen_ui(s), _("Take the screening back"), _("It counts nowhere any more but stays to be read. Made by mistake: screen again with F7 in the list."), why, sizeof why, _("Take back"))) return false;
	return screen_told(screen_ui(s), labour_void(screen_db(s), screen_actor(s), st->record.id, st->card.version, why, &p, &e), &p, &e);
}

static bool child(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!st->card.resident) return ui_say(screen_ui(s), "%s", _("This screening is not about a child in care.")), false;
	return ui_push(screen_ui(s), &screen_resident_card, &st->card.resident);
}

static bool report(struct screen *s)
{
	struct state *st = screen_state(s);
	if (!st->card.report) return ui_say(screen_ui(s), "%s", _("This screening does not come from a report of the public.")), false;
	return ui_push(screen_ui(s), &screen_community_report, &st->card.report);
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Save"), .help = N_("Records the screening with the answer shown below."), .right = RIGHT_LABOUR_SCREEN, .enabled = record_typing },
	{ .fkey = 4, .label = N_("Choose"), .help = N_("The pick-list or calendar of the field."), .right = RIGHT_LABOUR_SCREEN, .enabled = record_typing },
	{ .fkey = 6, .label = N_("Error"), .help = N_("To the next field that is to be mended."), .enabled = record_typing },
	{ .fkey = 8, .label = N_("Drop"), .help = N_("Throws away what is typed here."), .right = RIGHT_LABOUR_SCREEN, .enabled = record_typing },
	{ .fkey = 8, .label = N_("Void"), .help = N_("Takes the screening back with a reason; it counts nowhere any more."), .run = take_back, .right = RIGHT_LABOUR_SCREEN, .enabled = record_reading },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card when the screening is about a child in care."), .run = child, .right = RIGHT_RESIDENT_LIST, .enabled = record_reading },
	{ .letter = 'W', .label = N_("Report"), .help = N_("Opens the report of the public the screening comes from."), .run = report, .right = RIGHT_COMMUNITY_READ, .enabled = record_reading },
};

const struct screen_class screen_labour_card = {
	.name = "labour_card", .title = N_("Screening"),
	.help = N_("Answer what was seen; Space says yes. Below stands what the answers make of it, with the reasons and the law or indicator each comes from. Under 13 no work is allowed; at 13 and 14 light work only, with a parent's permit, by day, at most three hours, without disturbing school; from 15 on work that does no harm. A screening is not edited: F8 takes a wrong one back with a reason, then screen again."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_LABOUR_READ,
	.open = open_card, .load = record_load, .draw = record_draw, .key = record_key, .leave = record_leave, .close = record_close,
};
