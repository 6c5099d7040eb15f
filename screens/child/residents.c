/* The children as a list: search by typing, filters and order (F6), and what is done from here with the one chosen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/code.h"
#include "db/office/user.h"
#include "screens/app.h"
#include "screens/child/child_pane.h"
#include "screens/child/children_export.h"
#include "screens/child/presence.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/form.h"
#include "screens/ui/list.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

struct state {
	struct child_rows rows; /* first: the list's context is this state */
	struct list list;
	struct list_source source;
	struct child_pane pane;
	char words[160];        /* the filter, as row 2 says it */
};

static const char *const order_names[RESIDENT_ORDERS] = { "name", "register", "age" };

/* --- what row 2 says ---------------------------------------------------------------------------------------------------------- */

static void say_more(struct state *st, const char *word)
{
	size_t n = strlen(st->words);
	snprintf(st->words + n, sizeof st->words - n, "%s%s", n ? ", " : "", word);
}

static void describe(struct state *st, struct ui *ui)
{
	static const char *const status[] = { N_("In care"), N_("Left"), N_("To come"), N_("Everybody") };
	const struct resident_filter *f = &st->rows.filter;
	const struct { bool on; const char *word; } flags[] = {
		{ f->incomplete, N_("incomplete") }, { f->age_limit, N_("age limit") }, { f->away, N_("away") }, { f->unapproved, N_("to be approved") }, { f->waiting_school, N_("waiting for a school") },
	};
	char room[24];
	struct arena *a = arena_new();
	struct db *db = ui_db(ui);
	st->words[0] = '\0';
	say_more(st, _(status[f->status < RESIDENT_STATUSES ? f->status : RESIDENT_AKTIF]));
	if (f->level[0]) say_more(st, code_label_load(db, ui_who(ui), "school_level", f->level, a));
	if (f->sex[0]) say_more(st, f->sex);
	if (f->cluster[0]) say_more(st, code_label_load(db, ui_who(ui), "cluster", f->cluster, a));
	if (f->origin[0]) say_more(st, code_label_load(db, ui_who(ui), "district", f->origin, a));
	if (f->room) {
		snprintf(room, sizeof room, "%" PRId64, f->room);
		say_more(st, code_label_load(db, ui_who(ui), "room", room, a));
	}
	for (size_t i = 0; i < COUNT(flags); i++)
		if (flags[i].on) say_more(st, _(flags[i].word));
	if (st->rows.order == RESIDENT_BY_REGISTER) say_more(st, _("by register no."));
	if (st->rows.order == RESIDENT_BY_AGE) say_more(st, _("eldest first"));
	arena_free(a);
}

static const char *filter_words(void *ctx)
{
	struct state *st = ctx; /* its first member is the list's context */
	return st->words;
}

static bool wide(struct ui *ui)
{
	int rows, cols;
	ui_size(ui, &rows, &cols);
	return cols >= CHILD_PANE_FROM && !ui_frugal(ui) && !ui_opts(ui)->accessible;
}

/* 150 ms after the last key: row 22, and the pane where there is room for one. */
static void detail(void *ctx, const struct list_row *row, char *out, size_t size)
{
	struct state *st = ctx;
	child_rows_source.detail(ctx, row, out, size);
	if (!wide(st->rows.ui)) return;
	child_pane_load(&st->pane, st->rows.ui, row->id);
	ui_repaint(st->rows.ui);
}

/* --- F6 ------------------------------------------------------------------------------------------------------------------------ */

enum { STATUS, ORDER, LEVEL, SEX, CLUSTER, ROOM, INCOMPLETE, AGE_LIMIT, AWAY, UNAPPROVED, WAITING, FIELDS };
static const struct field fields[FIELDS] = {
	{ "status", N_("Status"), FIELD_CODE, 0, "-status", 0, NULL, NULL },
	{ "order", N_("Order"), FIELD_CODE, 0, "-order", 0, NULL, N_("The order is remembered; the filters hold until you log out.") },
	{ "level", N_("School level"), FIELD_CODE, 0, "school_level", 0, NULL, N_("Type a few letters, or F4; Backspace empties it: every level.") },
	{ "sex", N_("Sex"), FIELD_CODE, 0, "-sex", 0, NULL, NULL },
	{ "cluster", N_("Cluster"), FIELD_CODE, 0, "cluster", 0, NULL, N_("F4 chooses; Backspace empties it: every cluster.") },
	{ "room", N_("Room"), FIELD_CODE, 0, "room", 0, NULL, N_("F4 chooses; Backspace empties it: every room.") },
	{ "incomplete", N_("Incomplete data"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Only children whose record still misses something.") },
	{ "age_limit", N_("Age limit"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Only those who are 18 already or soon will be.") },
	{ "away", N_("Away today"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Only those who are not in the home today.") },
	{ "unapproved", N_("To be approved"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Only admissions the head has not approved yet.") },
	{ "waiting", N_("Waiting for a school"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Only those who finished a level and wait for the next school.") },
};

struct panel { struct ui *ui; struct arena *a; struct choice status[5], order[4], sex[4]; const struct choice *level, *cluster, *room; };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct panel *p = ctx;
	switch (f - fields) {
	case STATUS: return p->status;
	case ORDER: return p->order;
	case SEX: return p->sex;
	case LEVEL: return p->level;
	case CLUSTER: return p->cluster;
	default: return p->room;
	}
}

static void apply(struct state *st, struct ui *ui, const struct resident_filter *f, enum resident_order order)
{
	struct app *app = app_of(ui);
	const struct list_row *at = list_selected(&st->list);
	row_id id = at ? at->id : 0;
	child_rows_filter(&st->rows, f, order);
	app->children.kept = true;
	STR_SET(app->children.level, st->rows.level);
	STR_SET(app->children.sex, st->rows.sex);
	STR_SET(app->children.cluster, st->rows.cluster);
	app->children.filter = st->rows.filter;
	app->children.filter.origin = NULL;
	describe(st, ui);
	list_top(&st->list, ui);
	if (id) list_select(&st->list, ui, id); /* the same child, where it still stands in the list */
}

static bool filter(struct screen *s)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct resident_filter *f = &st->rows.filter;
	struct panel p = { .ui = ui, .a = arena_new(),
		.status = { { "0", _("In care") }, { "1", _("Left") }, { "2", _("To come") }, { "3", _("Everybody") } },
		.order = { { "0", _("Name") }, { "1", _("Register no.") }, { "2", _("Age") } }, .sex = { { "", _("All") }, { "L", "L" }, { "P", "P" } } };
	char room[FIELDS][48] = { "" }, *values[FIELDS];
	p.level = app_choices(ui, "school_level", p.a);
	p.cluster = app_choices(ui, "cluster", p.a);
	p.room = app_choices(ui, "room", p.a);
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	snprintf(room[STATUS], sizeof room[STATUS], "%d", (int)f->status);
	snprintf(room[ORDER], sizeof room[ORDER], "%d", (int)st->rows.order);
	STR_SET(room[LEVEL], f->level);
	STR_SET(room[SEX], f->sex);
	STR_SET(room[CLUSTER], f->cluster);
	if (f->room) snprintf(room[ROOM], sizeof room[ROOM], "%" PRId64, f->room);
	const bool flags[] = { f->incomplete, f->age_limit, f->away, f->unapproved, f->waiting_school };
	for (int i = 0; i < (int)COUNT(flags); i++) STR_SET(room[INCOMPLETE + i], flags[i] ? "1" : "0");
	const struct form_class form = { .name = "filter", .fields = fields, .count = FIELDS, .choices = choices, .button = N_("Apply") };
	bool taken = form_run(ui, _("Filter and order"), &form, &p, values, sizeof room[0]);
	if (taken) {
		const bool restricted = may(screen_actor(s), RIGHT_RESIDENT_READ);
		struct resident_filter next = {
			.status = (enum resident_status)strtol(room[STATUS], NULL, 10), .level = room[LEVEL], .sex = room[SEX], .cluster = room[CLUSTER], .origin = st->rows.origin,
			.room = strtoll(room[ROOM], NULL, 10), .incomplete = room[INCOMPLETE][0] == '1' && restricted, .age_limit = room[AGE_LIMIT][0] == '1', .away = room[AWAY][0] == '1',
			.unapproved = room[UNAPPROVED][0] == '1', .waiting_school = room[WAITING][0] == '1',
		};
		enum resident_order order = (enum resident_order)strtol(room[ORDER], NULL, 10);
		if (order != st->rows.order) user_preference_set(screen_db(s), screen_actor(s), "children.order", order_names[order], NULL); /* a lost choice is made again */
		char origin[16];
		STR_SET(origin, st->rows.origin);
		next.origin = origin;
		apply(st, ui, &next, order);
	}
	arena_free(p.a);
	return taken;
}

static bool clear_filter(struct screen *s)
{
	struct state *st = screen_state(s);
	apply(st, screen_ui(s), NULL, st->rows.order);
	ui_say(screen_ui(s), "%s", _("All filters are off: every child in care is shown."));
	return true;
}

/* --- the screen ----------------------------------------------------------------------------------------------------------------- */

static bool open_list(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct app *app = app_of(ui);
	struct resident_filter kept = app->children.filter;
	struct arena *a = arena_new();
	const char *name = user_preference(screen_db(s), screen_actor(s), "children.order", a);
	enum resident_order order = RESIDENT_BY_NAME;
	for (int i = 0; i < RESIDENT_ORDERS; i++)
		if (strcmp(name, order_names[i]) == 0) order = (enum resident_order)i;
	arena_free(a);
	kept.level = app->children.level;
	kept.sex = app->children.sex;
	kept.cluster = app->children.cluster;
	child_rows_begin(&st->rows, ui, arg ? arg : app->children.kept ? &kept : NULL, order);
	describe(st, ui);
	st->source = child_rows_source;
	st->source.filter = filter_words;
	st->source.detail = detail;
	list_open(&st->list, ui, &st->source, st);
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	(void)e;
	child_rows_changed(&st->rows);
	list_reload(&st->list, screen_ui(s));
	return true;
}

static void draw(struct screen *s)
{
	struct state *st = screen_state(s);
	struct area a = screen_area(s);
	struct area pane = { a.row, a.col + CHILD_PANE_LIST, a.rows, a.cols - CHILD_PANE_LIST };
	const struct list_row *row = list_selected(&st->list);
	if (wide(screen_ui(s))) {
		a.cols = CHILD_PANE_LIST;
		if (!row) child_pane_load(&st->pane, screen_ui(s), 0);
		child_pane_draw(&st->pane, screen_ui(s), pane);
	}
	list_draw(&st->list, screen_ui(s), a);
}

/* Enter on a search without a hit looks once more, anywhere inside the words. */
static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	if (k == K_ENTER && st->rows.typed[0] && !st->rows.inside && !list_selected(&st->list)) {
		st->rows.inside = true;
		st->rows.count = -1;
		list_top(&st->list, ui);
		ui_say(ui, list_selected(&st->list) ? _("Found inside the words.") : _("Not found inside the words either."));
		return true;
	}
	return list_key(&st->list, ui, k);
}

static void close_list(struct screen *s)
{
	struct state *st = screen_state(s);
	list_close(&st->list, screen_ui(s));
	child_rows_end(&st->rows);
	child_pane_free(&st->pane);
}

static const struct list_row *chosen(struct screen *s)
{
	struct state *st = screen_state(s);
	const struct list_row *row = list_selected(&st->list);
	if (!row) ui_say(screen_ui(s), "%s", _("Choose a child first."));
	return row;
}

static bool edit(struct screen *s)
{
	const struct list_row *row = chosen(s);
	return row && ui_push(screen_ui(s), &screen_resident_edit, &row->id);
}

static bool export(struct screen *s)
{
	struct state *st = screen_state(s);
	return children_export(screen_ui(s), &st->rows.filter);
}

static bool admit(struct screen *s) { return ui_push(screen_ui(s), &screen_admission, NULL); }

static bool emergency(struct screen *s)
{
	const struct admission_arg arg = { .emergency = true };
	return ui_push(screen_ui(s), &screen_admission, &arg);
}

static bool readmit(struct screen *s)
{
	const struct list_row *row = chosen(s);
	const struct admission_arg arg = { .resident = row ? row->id : 0 };
	return row && ui_push(screen_ui(s), &screen_admission, &arg);
}

static bool terminate(struct screen *s)
{
	const struct list_row *row = chosen(s);
	const struct termination_arg arg = { .resident = row ? row->id : 0 };
	return row && ui_push(screen_ui(s), &screen_termination, &arg);
}

static bool schooling(struct screen *s)
{
	const struct list_row *row = chosen(s);
	return row && ui_push(screen_ui(s), &screen_schooling, &row->id);
}

static bool leave_many(struct screen *s) { return presence_show(screen_ui(s), PRESENCE_LEAVE); }
static bool return_many(struct screen *s) { return presence_show(screen_ui(s), PRESENCE_RETURN); }
static bool approvals(struct screen *s) { return ui_push(screen_ui(s), &screen_approvals, NULL); }

static const struct action actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes the data of the child chosen."), .run = edit, .right = RIGHT_RESIDENT_EDIT },
	{ .fkey = 5, .label = N_("Print"), .help = N_("The register as a printout, or this list as a table with columns you choose."), .run = export, .right = RIGHT_PRINT },
	{ .fkey = 6, .label = N_("Filter"), .help = N_("Status, level, sex, cluster, room, incomplete and more; and the order of the list."), .run = filter },
	{ .fkey = 7, .label = N_("New"), .help = N_("Admits a child; without a referral, or with one by F4 in the form."), .run = admit, .right = RIGHT_ADMISSION_PROPOSE },
	{ .fkey = 8, .label = N_("End"), .help = N_("Proposes the end of care of the child chosen, with a reason."), .run = terminate, .right = RIGHT_TERMINATION_PROPOSE },
	{ .letter = 'D', .label = N_("Emerg."), .help = N_("Emergency admission in two minutes; the letter follows."), .run = emergency, .right = RIGHT_ADMISSION_PROPOSE },
	{ .letter = 'N', .label = N_("Readm."), .help = N_("Admits the child chosen, who left, once more; the register number stays."), .run = readmit, .right = RIGHT_ADMISSION_PROPOSE },
	{ .letter = 'S', .label = N_("School"), .help = N_("Changes level, grade or school of the child chosen."), .run = schooling, .right = RIGHT_SCHOOL_EDIT },
	{ .letter = 'I', .label = N_("Away"), .help = N_("Leave for many children at once: tick them, one form for all."), .run = leave_many, .right = RIGHT_PRESENCE_EDIT },
	{ .letter = 'B', .label = N_("Is back"), .help = N_("Return of many children at once."), .run = return_many, .right = RIGHT_PRESENCE_EDIT },
	{ .letter = 'V', .label = N_("Approv."), .help = N_("Admissions waiting for the head."), .run = approvals, .right = RIGHT_RESIDENT_READ },
	{ .letter = 'H', .label = N_("No flt."), .help = N_("Takes all filters off."), .run = clear_filter },
};

const struct screen_class screen_residents = {
	.name = "residents", .title = N_("Residents"),
	.help = N_("Type any parts of a name in any order, a register number or a NIK: the list follows. Enter opens the card. Marks: ! age limit, m to be approved, d data incomplete, u pocket money not paid, i away, s sealed."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_LIST,
	.open = open_list, .load = load, .draw = draw, .key = key, .close = close_list,
};
