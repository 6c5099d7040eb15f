/* Screenings for child labour, newest first; of one child when opened from its card or from a report of the public. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/app.h"
#include "screens/community/labour.h"
#include "screens/paged.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/form.h"
#include "src/base/buf.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { YEAR, ANSWER, SECTOR, VOIDED, FIELDS, SIZE = 40, YEARS = 8 };

struct state {
	struct paged paged; /* first */
	struct labour_filter filter;
	struct app_lists lists;
	char answer[SIZE], sector[SIZE];
};

static const struct list_column columns[] = {
	{ N_("Date"), 10, 0, 0 }, { N_("Child"), 18, LIST_HITS | LIST_GROW, 0 }, { "L/P", 3, 0, 3 }, { N_("Age"), 4, LIST_RIGHT, 1 }, { N_("Sector"), 14, LIST_GROW, 2 }, { N_("Answer"), 20, 0, 0 }, { NULL, 0, 0, 0 },
};

const char *labour_grounds_words(const char *codes, const char *between, struct arena *a)
{
	struct buf b = BUF_EMPTY;
	char one[40];
	while (codes_next(&codes, one, sizeof one)) {
		const struct labour_reason *r = labour_reason_find(one);
		if (b.size) buf_puts(&b, between);
		const char *text = r ? _(r->text) : one;
		const size_t n = strlen(text);
		buf_add(&b, text, n && text[n - 1] == '.' ? n - 1 : n);
		if (r) buf_printf(&b, " (%s)", _(r->source));
	}
	const char *words = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return words;
}

static void to_row(struct screen *s, const struct labour_row *r, struct list_row *out, struct arena *a)
{
	struct state *st = screen_state(s);
	char iso[DATE_ISO_SIZE], day[24];
	*out = (struct list_row){ .id = r->id, .key = arena_dup(a, date_iso(r->on, iso)), .paint = r->voided ? PAINT_DIM : r->answer == LABOUR_WORST ? PAINT_WARN : PAINT_TEXT, .cell = {
		arena_dup(a, date_format(r->on, DATE_SHORT, day, sizeof day)), *r->name ? child_shown(screen_ui(s), r->name, a) : _("(no name)"), r->sex, arena_printf(a, "%d", r->age),
		app_lists_label(&st->lists, s, "labour_sector", r->sector, a),
		r->voided ? _("taken back") : r->answer == LABOUR_WORST ? "! PASB" : labour_answer_label(r->answer) /* the whole label is longer than the column */ } };
}

static int fetch(struct screen *s, const struct paged_from *from, int n, struct list_row *rows, struct arena *a, struct err *e)
{
	const struct state *st = screen_state(s);
	struct labour_key at = from->back ? LABOUR_OLDEST : LABOUR_NEWEST;
	if (from->edge) {
		STR_SET(at.on, from->key);
		at.id = from->id;
	}
	struct labour_row *found = arena_array(a, struct labour_row, n);
	int got = labour_list(screen_db(s), screen_actor(s), &st->filter, at, from->back, a, found, n, e);
	for (int i = 0; i < got; i++) to_row(s, &found[i], &rows[i], a);
	return got;
}

static int64_t count(struct screen *s, bool all, struct err *e)
{
	(void)all;
	return labour_count(screen_db(s), screen_actor(s), &((const struct state *)screen_state(s))->filter, e);
}

static const char *words(struct screen *s, struct arena *a)
{
	struct state *st = screen_state(s);
	return arena_printf(a, "%s%s%s%s%s", st->filter.year ? arena_printf(a, "%d", st->filter.year) : _("all years"), *st->answer ? ", " : "", *st->answer ? labour_answer_label(labour_answer_from_code(st->answer)) : "",
	                    *st->sector ? ", " : "", app_lists_label(&st->lists, s, "labour_sector", st->sector, a));
}

static const char *detail(struct screen *s, row_id id, struct arena *a)
{
	struct labour_card card;
	struct err e = { ERR_NONE, "" };
	if (!labour_load(screen_db(s), screen_actor(s), id, false, a, &card, &e)) return "";
	return arena_printf(a, "%s%s%s", card.v[LABOUR_F_WORK], *card.v[LABOUR_F_WORK] ? ". " : "", labour_grounds_words(card.grounds, "; ", a));
}

static bool enter(struct ui *ui, row_id id) { return ui_push(ui, &screen_labour_card, &(struct labour_arg){ .screening = id }); }

static const struct paged_class list = {
	.columns = columns, .newest = true, .said = N_("%lld screenings"), .fetch = fetch, .count = count, .words = words, .detail = detail, .enter = enter,
	.empty = N_("No screening here. F7: screen a child; the answer and its reasons show while you fill in. F6: other years and answers."),
	.nothing = N_("No name holds '%s'. Esc: clear the search."),
};

static bool open_labour(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	const char *v[LABOUR_FIELDS], *label = "";
	struct err e = { ERR_NONE, "" };
	if (arg) st->filter = *(const struct labour_filter *)arg;
	st->filter.text = st->paged.text;
	STR_SET(st->answer, st->filter.answer ? st->filter.answer : "");
	STR_SET(st->sector, st->filter.sector ? st->filter.sector : "");
	st->filter.answer = st->answer;
	st->filter.sector = st->sector;
	if ((st->filter.report || st->filter.resident) && ui_may(screen_ui(s), RIGHT_LABOUR_SCREEN)) {
		if (!labour_begin(screen_db(s), screen_actor(s), st->filter.report, st->filter.resident, screen_keep(s), v, &label, &e)) return ui_error(screen_ui(s), &e), false;
		screen_subtitle(s, label);
	}
	paged_open(s, &list);
	return true;
}

static bool add(struct screen *s)
{
	const struct state *st = screen_state(s);
	const struct labour_arg arg = { .report = st->filter.report, .resident = st->filter.resident };
	return ui_push(screen_ui(s), &screen_labour_card, &arg);
}

/* --- filter ------------------------------------------------------------------------------------------------------------------- */

static const struct field fields[FIELDS] = {
	{ "year", N_("Year"), FIELD_INT, 2199, NULL, 0, NULL, N_("Empty: all years.") },
	{ "answer", N_("Answer"), FIELD_CODE, 0, "labour_answer", 0, NULL, N_("Empty: all answers.") },
	{ "sector", N_("Sector"), FIELD_CODE, 0, "labour_sector", 0, NULL, N_("Empty: all sectors.") },
	{ "voided", N_("Taken back too"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Space: screenings that were taken back are shown as well.") },
};

struct years { struct screen *s; int found[YEARS], count; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	const struct years *y = ctx;
	return app_lists_of(&((struct state *)screen_state(y->s))->lists, screen_ui(y->s), screen_keep(y->s), f->list);
}

/* Which years there are. */
static void beside(void *ctx, const struct field *f, const char *value, char *out, size_t size)
{
	const struct years *y = ctx;
	size_t n = 0;
	(void)value;
	for (int i = 0; f == &fields[YEAR] && i < y->count && i < 4 && n < size; i++) {
		int more = snprintf(out + n, size - n, "%s%d", i ? ", " : "", y->found[i]);
		n += more > 0 ? (size_t)more : 0;
	}
}

static const struct form_class filter_form = { .name = "labour_filter", .fields = fields, .count = FIELDS, .choices = choices, .beside = beside, .button = N_("Show") };

static bool choose_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	struct years y = { .s = s };
	struct err e = { ERR_NONE, "" };
	char room[FIELDS][SIZE] = { "" }, *values[FIELDS];
	if ((y.count = labour_years(screen_db(s), screen_actor(s), y.found, YEARS, &e)) < 0) return ui_error(screen_ui(s), &e), false;
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	if (st->filter.year) snprintf(room[YEAR], SIZE, "%d", st->filter.year);
	STR_SET(room[ANSWER], st->answer);
	STR_SET(room[SECTOR], st->sector);
	STR_SET(room[VOIDED], st->filter.voided ? "1" : "");
	if (!form_run(screen_ui(s), _("Which screenings"), &filter_form, &y, values, SIZE)) return false;
	st->filter.year = (int)strtol(room[YEAR], NULL, 10);
	STR_SET(st->answer, room[ANSWER]);
	STR_SET(st->sector, room[SECTOR]);
	st->filter.voided = strcmp(room[VOIDED], "1") == 0;
	paged_filtered(s);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Which screenings are shown: year, answer, sector."), .run = choose_filter, .right = RIGHT_LABOUR_READ },
	{ .fkey = 7, .label = N_("New"), .help = N_("Screens a child; the answer and its reasons show while you fill in."), .run = add, .right = RIGHT_LABOUR_SCREEN },
};

const struct screen_class screen_labour = {
	.name = "labour", .title = N_("Child labour"),
	.help = N_("Children seen at work and what they were found to be: light work, a child worker, or one of the worst forms (PASB). Each answer carries its reasons and the law or indicator behind them. The report of the years counts a child once a year."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_LABOUR_READ,
	.open = open_labour, .load = paged_load, .draw = table_draw, .key = table_key, .close = table_close,
};
