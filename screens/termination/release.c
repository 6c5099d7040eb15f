/* Pelepasan: tick the children who leave together, say once what holds for all; each keeps a proposal of its own. */
#include "screens/termination/release.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/child/resident.h"
#include "db/termination/termination.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/termination/termination_act.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/grid.h"
#include "src/base/i18n.h"
#include "src/rules/school.h"

enum { MOST = 2000, TOGETHER = 500, ADULT = 18, LAST_GRADE = 12, SIZE = 1000 };

struct state {
	struct grid grid;
	struct grid_row *rows; /* owner: the screen; what they show is of the load arena */
	int count;
	char status[120];
};

static const struct list_column columns[] = {
	{ N_("Reg. no."), 9, 0, 2 }, { N_("Name"), 20, LIST_GROW, 0 }, { "L/P", 3, 0, 3 }, { N_("Age"), 4, LIST_RIGHT, 1 }, { N_("Grade"), 8, 0, 0 }, { N_("School"), 16, LIST_GROW, 4 }, { NULL, 0, 0, 0 },
};

/* Those a pelepasan is about: out of school, in the last grade, of age. They stand first. */
static bool leaving(const struct resident_row *r, caldate today)
{
	const enum school_level level = school_level_from_code(r->level);
	return level == LEVEL_LULUS || r->waiting_school || (level == LEVEL_SMA && r->grade >= LAST_GRADE) || date_age(r->birth, today) >= ADULT;
}

static void totals(void *ctx, char *out, size_t size)
{
	struct state *st = screen_state(ctx);
	snprintf(out, size, _("%d children ticked. F2: propose them together."), grid_ticked(&st->grid));
}

static const char *status(void *ctx) { return ((struct state *)screen_state(ctx))->status; }

static const struct grid_source source = { .columns = columns, .tick_head = N_("Leaves"), .totals = totals, .status = status };

static bool was_ticked(const struct grid_row *old, int n, row_id id)
{
	for (int i = 0; i < n; i++)
		if (old[i].id == id) return old[i].tick;
	return false;
}

/* Ticks outlive a reload: the rows before are looked at first. */
static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	const struct resident_filter active = { .status = RESIDENT_AKTIF };
	const caldate today = ui_today(screen_ui(s));
	struct resident_row *found = arena_array(a, struct resident_row, MOST);
	const int n = resident_list(screen_db(s), screen_actor(s), &active, RESIDENT_BY_NAME, NULL, false, MOST, a, found, e), old = st->count, at = st->grid.at;
	if (n < 0) return st->count = 0, false;
	struct grid_row *before = st->rows;
	st->rows = mem_alloc(((size_t)n + 1) * sizeof *st->rows);
	st->count = 0;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < n; i++) {
			char grade[32];
			const int age = date_age(found[i].birth, today);
			if (leaving(&found[i], today) != (pass == 0)) continue;
			st->rows[st->count++] = (struct grid_row){ .id = found[i].id, .tick = was_ticked(before, old, found[i].id), .cell = { found[i].register_no, child_shown(screen_ui(s), found[i].name, screen_arena(s)), found[i].sex,
				age >= 0 ? arena_printf(a, "%d", age) : "", arena_dup(a, child_grade(&found[i], grade, sizeof grade)), found[i].school } };
		}
	free(before);
	snprintf(st->status, sizeof st->status, "%s", _("Space ticks, / finds. Who graduated or is of age stands first."));
	grid_open(&st->grid, &source, s, st->rows, st->count);
	st->grid.at = at < st->count ? at : 0;
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	grid_draw(&st->grid, screen_ui(s), screen_area(s));
}

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	return grid_key(&st->grid, screen_ui(s), k);
}

/* --- what holds for all ------------------------------------------------------------------------------------------------------- */

enum { REASON, ON, SCORE, EVIDENCE, PAPERS, RECEIVER, NOTE, FIELDS };
static const struct field fields[FIELDS] = {
	{ "reason", N_("Reason"), FIELD_CODE, 0, "termination_reason", FIELD_REQUIRED, NULL, NULL },
	{ "on_date", N_("First day away"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("The first day no longer in care, at most 31 days ahead; b = tomorrow, +7 = in a week.") },
	{ "score", N_("Indicators of all"), FIELD_CODE, 0, "score", 0, NULL, N_("Leave empty to score each child by itself.") },
	{ "evidence", N_("Evidence"), FIELD_TEXT, 200, NULL, 0, NULL, N_("For example: home visits May 2026, reports on file.") },
	{ "papers", N_("Papers handed back"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Space: all papers of all these children are handed back.") },
	{ "receiver", N_("Guardian receives"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Space: guardian, mother or father on record is the second party; may be changed for each child.") },
	{ "note", N_("Note"), FIELD_TEXT, 200, NULL, 0, NULL, NULL },
};

struct release { struct ui *ui; struct arena *a; const row_id *children; int n; row_id batch; char idem[IDEM_SIZE]; const struct choice *reasons, *scores; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct release *r = ctx;
	return f == &fields[SCORE] ? r->scores : r->reasons;
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct release *r = ctx;
	const struct termination_input in = { .reason = v[REASON], .on = date_from_iso(v[ON]), .note = v[NOTE] };
	if (*v[SCORE] && !*v[EVIDENCE]) return problem_hard(p, "evidence", "%s", _("Write what the scores rest on."));
	return termination_propose_batch(ui_db(ui), ui_who(ui), r->children, (size_t)r->n, &in, r->idem, &r->batch, p, e);
}

static const char *receiver_of(const struct termination_card *c, const char **tie)
{
	*tie = c->child[PERSON_GUARDIAN_RELATION];
	if (*c->child[PERSON_GUARDIAN]) return c->child[PERSON_GUARDIAN];
	*tie = "ibu";
	if (*c->child[PERSON_MOTHER]) return c->child[PERSON_MOTHER];
	*tie = *c->child[PERSON_FATHER] ? "ayah" : "";
	return c->child[PERSON_FATHER];
}

/* One child's proposal takes what was said for all. */
static bool fill(struct ui *ui, row_id id, char v[FIELDS][SIZE], struct problems *p, struct err *e)
{
	struct arena *a = arena_new();
	struct termination_card c;
	bool ok = termination_load(ui_db(ui), ui_who(ui), id, false, a, &c, e);
	if (ok) {
		struct termination_score *scores = arena_array(a, struct termination_score, c.need_count + 1);
		struct termination_paper *papers = arena_array(a, struct termination_paper, c.paper_count + 1);
		const char *tie = "", *receiver = v[RECEIVER][0] == '1' ? receiver_of(&c, &tie) : "";
		for (size_t i = 0; i < c.need_count; i++) scores[i] = (struct termination_score){ c.needs[i].indicator, v[SCORE], v[EVIDENCE] };
		for (size_t i = 0; i < c.paper_count; i++) papers[i] = (struct termination_paper){ c.papers[i].kind, true, "" };
		const struct termination_input in = { .reason = c.reason, .on = c.on, .note = c.note, .receiver = receiver, .receiver_relation = tie, .receiver_id = "", .receiver_address = *receiver ? c.child[PERSON_ADDRESS] : "",
			.scores = scores, .score_count = v[SCORE][0] ? c.need_count : 0, .papers = papers, .paper_count = v[PAPERS][0] == '1' ? c.paper_count : 0 };
		ok = termination_edit(ui_db(ui), ui_who(ui), id, c.version, &in, p, e);
	}
	arena_free(a);
	return ok;
}

static bool fill_all(struct ui *ui, const struct release *r, char v[FIELDS][SIZE], struct problems *p, struct err *e)
{
	if (!v[SCORE][0] && v[PAPERS][0] != '1' && v[RECEIVER][0] != '1') return true;
	struct termination_row *rows = arena_array(r->a, struct termination_row, TOGETHER * 2);
	const int n = termination_newest(ui_db(ui), ui_who(ui), TERMINATION_USUL, r->a, rows, TOGETHER * 2, e);
	bool ok = n >= 0;
	for (int i = 0; i < n && ok; i++)
		if (rows[i].batch == r->batch) ok = fill(ui, rows[i].id, v, p, e);
	return ok;
}

static bool propose(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct release r = { .ui = ui, .a = arena_new() };
	char room[FIELDS][SIZE] = { "lulus" }, *values[FIELDS], today[DATE_ISO_SIZE], title[80];
	const struct form_class form = { .name = "release", .fields = fields, .count = FIELDS, .choices = choices, .save = save };
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	row_id *children = arena_array(r.a, row_id, st->count + 1);
	for (int i = 0; i < st->count; i++)
		if (st->rows[i].tick) children[r.n++] = st->rows[i].id;
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	STR_SET(room[ON], date_iso(ui_today(ui), today));
	STR_SET(room[RECEIVER], "1");
	r.children = children;
	r.reasons = app_choices(ui, "termination_reason", r.a);
	r.scores = app_choices(ui, "score", r.a);
	db_idem_make(r.idem);
	snprintf(title, sizeof title, _("Pelepasan of %d children"), r.n);
	bool made = false;
	if (!r.n) ui_say(ui, "%s", _("Tick the children who leave: Space."));
	else if (r.n > TOGETHER) ui_warn(ui, _("At most %d children at once."), TOGETHER);
	else made = form_run(ui, title, &form, &r, values, SIZE);
	if (made) {
		st->grid.changed = false;
		ui_pop(s);
		ui_say(ui, _("%d children proposed together. F2 submits them all."), r.n);
		if (!fill_all(ui, &r, room, &p, &e)) { /* the proposals stand; what is missing is filled in for each child */
			if (p.count) termination_tell(ui, _("Proposed; some details are missing"), &p);
			else ui_error(ui, &e);
		}
		ui_reload(ui);
	}
	arena_free(r.a);
	return made;
}

static bool child(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct grid_row *row = grid_selected(&st->grid);
	return row && ui_push(screen_ui(s), &screen_resident_card, &row->id);
}

static bool leave(struct screen *s)
{
	struct state *st = screen_state(s);
	return ui_ending(screen_ui(s)) || !grid_ticked(&st->grid) || !st->grid.changed || dialog_confirm(screen_ui(s), _("Leave the list"), _("The ticked children are not proposed yet."), _("Leave"));
}

static void close_release(struct screen *s) { free(((struct state *)screen_state(s))->rows); }
static bool has_changes(const struct screen *s) { return ((struct state *)screen_state(s))->grid.changed; }

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Prop."), .help = N_("Proposes the ticked children together, after asking what holds for all."), .run = propose, .right = RIGHT_TERMINATION_PROPOSE },
	{ .letter = 'A', .label = N_("Child"), .help = N_("Opens the child's card."), .run = child, .right = RIGHT_RESIDENT_LIST },
};

const struct screen_class screen_release = {
	.name = "release", .title = N_("Pelepasan"),
	.help = N_("Tick the children who leave together; F2 asks once for reason, date and what holds for all. Each child keeps its own indicators, papers and handover record; the head approves all of them once by typing how many they are."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_TERMINATION_PROPOSE,
	.load = load, .draw = draw, .key = key, .leave = leave, .close = close_release, .changed = has_changes,
};
