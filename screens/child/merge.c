/* Two records that may be one child, side by side: which one is kept, what changes, and the three answers: join, two children, not now. */
#include "screens/child/merge.h"

#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

enum { LINES = 140, LABEL = 16, NOTES = 3 };

struct line { const char *label, *cell[2]; bool differs; };
struct state {
	row_id person[2];              /* as shown: left, right */
	int kept;                      /* 0 left, 1 right */
	bool opened;
	struct merge_record record[2];
	struct line line[LINES];
	int count, top, height;
	enum merge_way way;
	struct problems problems;
};

/* --- what stands in the columns ------------------------------------------------------------------------------------------------ */

static void add(struct state *st, const char *label, const char *left, const char *right)
{
	if (st->count < LINES && (*left || *right))
		st->line[st->count++] = (struct line){ label, { left, right }, strcmp(left, right) != 0 };
}

static const char *label_of(struct screen *s, const char *list, const char *code)
{
	return *code ? code_labels_load(screen_db(s), screen_actor(s), list, code, screen_arena(s)) : "";
}

static const char *shown(struct screen *s, const struct merge_record *r, int f)
{
	const struct field *field = &person_fields[f];
	const char *v = r->v[f];
	char out[600];
	if (!*v) return "";
	if (f == PERSON_NAME) return child_shown(screen_ui(s), v, screen_arena(s));
	if (f == PERSON_NIK && ui_privacy(screen_ui(s))) return "****";
	if (field->list) return label_of(s, field->list, v);
	field_show(field, v, NULL, out, sizeof out);
	return arena_dup(screen_arena(s), out);
}

static const char *day(struct screen *s, caldate on)
{
	char text[24];
	return on == DATE_NONE ? "" : arena_dup(screen_arena(s), date_format(on, DATE_SHORT, text, sizeof text));
}

static const char *stay(struct screen *s, const struct merge_record *r, int i)
{
	if (i >= r->stay_count) return "";
	const struct merge_stay *y = &r->stays[i];
	const char *end = y->end == DATE_NONE ? _("until now") : day(s, y->end);
	return arena_printf(screen_arena(s), "%s - %s%s%s", day(s, y->on), end, *y->reason ? " " : "", *y->reason ? label_of(s, "termination_reason", y->reason) : "");
}

static const char *status(const struct merge_record *r)
{
	static const struct { const char *code, *words; } words[] = { { "aktif", N_("in care") }, { "keluar", N_("left") }, { "akan", N_("to come") }, { "batal", N_("admission taken back") }, { "gabung", N_("merged") } };
	if (r->hidden) return _("sealed");
	if (!r->resident) return _("from a referral only");
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(words[i].code, r->status) == 0) return _(words[i].words);
	return r->status;
}

static const char *school(struct screen *s, const struct merge_record *r)
{
	char grade[48];
	const struct resident_row as = { .level = r->level, .grade = r->grade };
	return *r->level ? arena_printf(screen_arena(s), "%s %s", child_grade(&as, grade, sizeof grade), r->school) : "";
}

static void lay(struct screen *s)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const struct merge_record *l = &st->record[0], *r = &st->record[1];
	st->count = 0;
	add(st, _("Register no."), l->register_no, r->register_no);
	add(st, _("Status"), status(l), status(r));
	add(st, _("Known since"), day(s, l->known_since), day(s, r->known_since));
	for (int f = 0; f < PERSON_FIELDS; f++) {
		if (f == PERSON_BIRTH_PRECISION) continue; /* told with the date */
		const char *left = shown(s, l, f), *right = shown(s, r, f);
		if (f == PERSON_BIRTH_DATE) {
			if (*l->v[PERSON_BIRTH_PRECISION] == 'y' || *l->v[PERSON_BIRTH_PRECISION] == 'm') left = arena_printf(a, _("about %s"), left);
			if (*r->v[PERSON_BIRTH_PRECISION] == 'y' || *r->v[PERSON_BIRTH_PRECISION] == 'm') right = arena_printf(a, _("about %s"), right);
		}
		add(st, _(person_fields[f].label), left, right);
	}
	for (int i = 0; i < l->stay_count || i < r->stay_count; i++) add(st, i ? "" : _("Stays"), stay(s, l, i), stay(s, r, i));
	add(st, _("School"), school(s, l), school(s, r));
	for (int i = 0; i < l->referral_count || i < r->referral_count; i++)
		add(st, i ? "" : _("Referrals"), i < l->referral_count ? l->referrals[i] : "", i < r->referral_count ? r->referrals[i] : "");
	add(st, _("Papers there"), l->hidden ? "" : arena_printf(a, "%d", l->papers), r->hidden ? "" : arena_printf(a, "%d", r->papers));
	if (may(screen_actor(s), RIGHT_MONEY_READ)) {
		char left[RUPIAH_SIZE], right[RUPIAH_SIZE];
		add(st, _("Savings"), arena_dup(a, rupiah_format(l->savings, left)), arena_dup(a, rupiah_format(r->savings, right)));
	}
}

static bool judge(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	st->way = MERGE_REFUSED;
	problems_clear(&st->problems);
	if (st->record[0].hidden || st->record[1].hidden) {
		problem_hard(&st->problems, "sealed", "%s", _("A sealed file: merging it is done by the head."));
		return true;
	}
	return person_merge_check(screen_db(s), screen_actor(s), st->person[st->kept], st->person[!st->kept], &st->way, &st->problems, e);
}

/* The register's entry is kept before a letter's child, the older entry before the younger; the rule has the last word. */
static bool choose_kept(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	const struct merge_record *l = &st->record[0], *r = &st->record[1];
	bool left = (l->resident != 0) == (r->resident != 0) ? l->known_since != DATE_NONE && (r->known_since == DATE_NONE || l->known_since <= r->known_since) : l->resident != 0;
	st->kept = left ? 0 : 1;
	if (!judge(s, e)) return false;
	if (st->way == MERGE_SWAP) {
		st->kept = !st->kept;
		return judge(s, e);
	}
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	bool first = !st->opened;
	if (!person_merge_compare(screen_db(s), screen_actor(s), st->person[0], st->person[1], first, screen_arena(s), st->record, e)) return false;
	st->opened = true;
	lay(s);
	return first ? choose_kept(s, e) : judge(s, e);
}

static bool open_merge(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	const row_id *pair = arg;
	st->person[0] = pair[0];
	st->person[1] = pair[1];
	return true;
}

/* --- painting ------------------------------------------------------------------------------------------------------------------- */

static const char *called(const struct merge_record *r)
{
	return *r->register_no ? r->register_no : r->v[PERSON_NAME];
}

static void draw_line(struct ui *ui, const struct line *l, int row, struct area a, int half)
{
	draw_name(ui, row, a.col + 1, LABEL - 1, PAINT_DIM, l->label);
	draw_put(ui, row, a.col + LABEL, 1, l->differs ? PAINT_WARN : PAINT_TEXT, l->differs ? "*" : " ");
	for (int side = 0; side < 2; side++)
		draw_name(ui, row, a.col + LABEL + 2 + side * half, half - 1, l->differs ? PAINT_WARN : PAINT_TEXT, *l->cell[side] ? l->cell[side] : "-");
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s);
	int half = (a.cols - LABEL - 3) / 2;
	draw_clear(ui, a);
	for (int side = 0; side < 2; side++)
		draw_printf(ui, a.row, a.col + LABEL + 2 + side * half, half - 1, PAINT_HEADING, "%s%s", side == st->kept ? "> " : "", side == st->kept ? _("KEPT") : _("MERGED INTO IT"));
	st->height = a.rows - 2 - NOTES;
	int most = st->count > st->height ? st->count - st->height : 0;
	if (st->top > most) st->top = most;
	for (int i = 0; i < st->height && st->top + i < st->count; i++) draw_line(ui, &st->line[st->top + i], a.row + 1 + i, a, half);
	draw_cursor(ui, a.row + 1, a.col);
	if (st->top < most) draw_right(ui, a.row + st->height, a.col + a.cols - 12, 11, PAINT_DIM, _("PgDn more"));
	draw_hline(ui, a.row + a.rows - NOTES - 1, a.col, a.cols);
	int y = a.row + a.rows - NOTES;
	const struct problems *p = &st->problems;
	for (int pass = 0; pass < 2; pass++) /* what refuses first */
		for (int i = 0; i < p->count && y < a.row + a.rows; i++)
			if (p->list[i].hard == (pass == 0)) {
				char text[300];
				snprintf(text, sizeof text, "%s%s", pass ? "" : "! ", p->list[i].text);
				int rows = draw_wrap(ui, (struct area){ y, a.col + 1, a.row + a.rows - y, a.cols - 2 }, pass ? PAINT_TEXT : PAINT_WARN, text, 0);
				y += rows;
			}
	if (!p->count) draw_wrap(ui, (struct area){ y, a.col + 1, NOTES, a.cols - 2 }, PAINT_DIM, _("* marks what differs. Merging writes nothing over: both histories stay, the kept card shows them, and it can be taken back."), 0);
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	int page = st->height > 1 ? st->height - 1 : 1;
	switch (k) {
	case K_DOWN: st->top++; return true;
	case K_UP: st->top--; break;
	case K_PGDN: st->top += page; return true;
	case K_PGUP: st->top -= page; break;
	case K_HOME: st->top = 0; break;
	case K_END: st->top = LINES; return true;
	default: return false;
	}
	if (st->top < 0) st->top = 0;
	return true;
}

/* --- the three answers ------------------------------------------------------------------------------------------------------------ */

static bool swap(struct screen *s)
{
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	st->kept = !st->kept;
	if (!judge(s, &e)) return ui_error(screen_ui(s), &e), false;
	return true;
}

static bool join(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct merge_record *kept = &st->record[st->kept], *gone = &st->record[!st->kept];
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[300] = "", text[500], word[40], idem[IDEM_SIZE], names[2][120];
	if (st->way != MERGE_GOOD) return ui_problems(ui, &st->problems), false;
	STR_SET(names[0], called(kept));
	STR_SET(names[1], called(gone));
	STR_SET(word, *gone->register_no ? gone->register_no : MERGE_WORD);
	struct person_merge_in in = { kept->person, gone->person, kept->version, gone->version, why, idem }; /* as looked at: what changes meanwhile is refused */
	db_idem_make(idem);
	snprintf(text, sizeof text, _("Why are %s and %s one child? The reason is kept with your name."), names[0], names[1]);
	if (!dialog_reason(ui, _("Merge"), text, why, sizeof why, _("Next"))) return false;
	snprintf(text, sizeof text, _("%s goes into %s: it leaves lists and counts, its number stays used, both histories stand on one card. It can be taken back. Type %s."), names[1], names[0], word);
	if (!dialog_typed(ui, _("Merge"), text, word, _("Merge"))) return false;
	bool ok = person_merge_do(ui_db(ui), ui_who(ui), &in, NULL, &p, &e);
	if (!ok) {
		if (p.hard) ui_problems(ui, &p);
		else ui_error(ui, &e);
		ui_reload(ui);
		return false;
	}
	ui_reload(ui);
	ui_pop(s);
	ui_say(ui, _("Merged: %s into %s. F6 shows merged records, F8 there takes it back."), names[1], names[0]);
	return true;
}

static bool apart(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[300] = "";
	row_id one = st->person[0], two = st->person[1];
	if (!dialog_reason(ui, _("Different children"), _("How do you know that they are two? For example: twins, two birth certificates. The pair is not offered again."), why, sizeof why, _("Two children"))) return false;
	bool ok = person_apart_mark(ui_db(ui), ui_who(ui), one, two, why, &p, &e);
	if (!screen_told(ui, ok, &p, &e)) return false;
	ui_pop(s);
	ui_say(ui, "%s", _("Two children: the pair is not offered again."));
	return true;
}

bool merge_take_back(struct ui *ui, row_id merge, const char *kept, const char *gone)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[300] = "", text[400];
	if (!ui_may(ui, RIGHT_MERGE)) return ui_refuse(ui, RIGHT_MERGE), false;
	snprintf(text, sizeof text, _("%.120s and %.120s become two records again, as they were. What was written on %.120s since stays there."), gone, kept, kept);
	if (!dialog_reason(ui, _("Take the merge back"), text, why, sizeof why, _("Take back"))) return false;
	if (!screen_told(ui, person_merge_undo(ui_db(ui), ui_who(ui), merge, why, &p, &e), &p, &e)) return false;
	ui_say(ui, _("The merge was taken back: %s stands by itself again."), gone);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Merge"), .help = N_("Joins both records of the one child, after your reason and the number typed."), .run = join, .right = RIGHT_MERGE },
	{ .fkey = 4, .label = N_("Swap"), .help = N_("Keeps the other record instead."), .run = swap, .right = RIGHT_MERGE },
	{ .fkey = 8, .label = N_("Two"), .help = N_("They are two different children: the pair is not offered again."), .run = apart, .right = RIGHT_MERGE },
};

const struct screen_class screen_merge = {
	.name = "merge", .title = N_("Side by side"),
	.help = N_("Two records that may be one child. The column with > is kept; F4 keeps the other. Nothing is written over: the record given up leaves lists and counts, its letters and stays show on the kept card."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_MERGE,
	.open = open_merge, .load = load, .draw = draw, .key = key,
};
