/* Rooms and officials: two short lists with the same form behind Enter, F4 and F7. */
#include "screens/office/house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/panti.h"
#include "screens/app.h"
#include "screens/table.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { SIZE = 200, FIELDS_MOST = 8 };

/* What differs between the two. */
struct kind {
	const struct list_column *columns;
	const struct field *fields;
	int count;
	const char *title;
	int (*load)(struct screen *s, struct list_row **rows, struct err *e); /* rows' data = index */
	void (*fill)(struct screen *s, int64_t index, char room[][SIZE]);
	bool (*save)(struct ui *ui, struct screen *s, row_id id, const char *const *v, struct problems *p, struct err *e);
};
struct state { struct table table; struct room *rooms; struct official *officials; row_id editing; struct app_lists lists; };
static const struct kind *kind_of(const struct screen *s);

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct screen *s = ctx;
	return app_lists_of(&((struct state *)screen_state(s))->lists, screen_ui(s), screen_keep(s), f->list);
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct screen *s = ctx;
	struct state *st = screen_state(s);
	return kind_of(s)->save(ui, s, st->editing, v, p, e);
}

static bool edit(struct screen *s, const struct list_row *row)
{
	struct state *st = screen_state(s);
	const struct kind *t = kind_of(s);
	char room[FIELDS_MOST][SIZE] = { "" }, *values[FIELDS_MOST];
	for (int i = 0; i < t->count; i++) values[i] = room[i];
	st->editing = row ? row->id : 0;
	if (row) t->fill(s, row->data, room);
	const struct form_class form = { .name = screen_class_of(s)->name, .fields = t->fields, .count = (size_t)t->count, .choices = choices, .save = save };
	if (!form_run(screen_ui(s), _(t->title), &form, s, values, SIZE)) return false;
	ui_say(screen_ui(s), _("Saved: %s"), room[0]);
	ui_reload(screen_ui(s));
	return true;
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	(void)ctx;
	edit(ui_top(ui), row);
}

static bool change(struct screen *s)
{
	const struct list_row *row = table_selected(s);
	return row && edit(s, row);
}

static bool add(struct screen *s) { return edit(s, NULL); }

static bool load(struct screen *s, struct err *e)
{
	struct list_row *rows = NULL;
	int n = kind_of(s)->load(s, &rows, e);
	if (n < 0) return false;
	table_rows(s, rows, n);
	return true;
}

static bool open_house(struct screen *s, const void *arg)
{
	(void)arg;
	table_open(s, kind_of(s)->columns, N_("Nothing here yet. F7 adds the first."), enter, NULL);
	return true;
}

/* --- rooms -------------------------------------------------------------------------------------------------------------------- */

static const struct list_column room_columns[] = { { N_("Room"), 20, LIST_GROW, 0 }, { N_("For"), 10, 0, 0 }, { N_("Beds"), 7, LIST_RIGHT, 0 }, { N_("Children"), 8, LIST_RIGHT, 0 }, { N_("Caregiver"), 20, LIST_GROW, 1 }, { NULL, 0, 0, 0 } };
static const struct field room_fields[] = {
	{ "name", N_("Room"), FIELD_TEXT, 40, NULL, FIELD_REQUIRED, NULL, N_("For example Melati 2.") },
	{ "sex", N_("For"), FIELD_CODE, 0, "sex", 0, NULL, N_("Empty: boys and girls.") },
	{ "capacity", N_("Places"), FIELD_INT, 500, NULL, 0, NULL, NULL },
	{ "caregiver", N_("Caregiver"), FIELD_TEXT, 60, NULL, 0, NULL, NULL },
};

static int rooms_load(struct screen *s, struct list_row **out, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	int n = room_list(screen_db(s), screen_actor(s), a, &st->rooms, e);
	if (n < 0) return n;
	*out = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct room *r = &st->rooms[i];
		(*out)[i] = (struct list_row){ .id = r->id, .key = "", .data = i, .paint = r->capacity && r->occupied >= r->capacity ? PAINT_WARN : PAINT_TEXT,
			.cell = { r->name, r->sex[0] ? code_label("sex", r->sex) : "", arena_printf(a, "%d", r->capacity), arena_printf(a, "%d", r->occupied), r->caregiver } };
	}
	return n;
}

static void room_fill(struct screen *s, int64_t index, char room[][SIZE])
{
	const struct room *r = &((struct state *)screen_state(s))->rooms[index];
	str_copy(room[0], SIZE, r->name);
	str_copy(room[1], SIZE, r->sex);
	snprintf(room[2], SIZE, "%d", r->capacity);
	str_copy(room[3], SIZE, r->caregiver);
}

static bool room_keep(struct ui *ui, struct screen *s, row_id id, const char *const *v, struct problems *p, struct err *e)
{
	(void)s;
	struct room in = { .id = id, .name = v[0], .sex = v[1], .capacity = (int)strtol(v[2], NULL, 10), .caregiver = v[3] };
	return room_save(ui_db(ui), ui_who(ui), &in, p, e) != 0;
}

static const struct kind rooms = { room_columns, room_fields, COUNT(room_fields), N_("Room"), rooms_load, room_fill, room_keep };

/* --- officials ---------------------------------------------------------------------------------------------------------------- */

static const struct list_column official_columns[] = { { N_("Post"), 12, 0, 0 }, { N_("Name"), 24, LIST_GROW, 0 }, { N_("Title"), 20, LIST_GROW, 1 }, { N_("From"), 10, 0, 0 }, { N_("Until"), 10, 0, 2 }, { NULL, 0, 0, 0 } };
static const struct field official_fields[] = {
	{ "name", N_("Name"), FIELD_TEXT, 60, NULL, FIELD_REQUIRED, NULL, N_("With degrees, as on paper.") },
	{ "post", N_("Post"), FIELD_CODE, 0, "official_post", FIELD_REQUIRED, NULL, NULL },
	{ "acting", N_("Acting"), FIELD_TEXT, 8, NULL, 0, NULL, N_("Plt., Plh. or a.n.; empty for the holder of the post.") },
	{ "title", N_("Title"), FIELD_TEXT, 80, NULL, FIELD_REQUIRED, NULL, N_("As printed above the name, for example Kepala UPTD PSAA Tunas Harapan.") },
	{ "grade", N_("Rank"), FIELD_TEXT, 40, NULL, 0, NULL, N_("For example Pembina, IV/a.") },
	{ "nip", N_("NIP"), FIELD_DIGITS, 18, NULL, 0, NULL, N_("18 digits.") },
	{ "from", N_("In office from"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, NULL },
	{ "until", N_("Until"), FIELD_DATE, 0, NULL, 0, NULL, N_("Empty while in office.") },
};

static int officials_load(struct screen *s, struct list_row **out, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	int n = official_list(screen_db(s), screen_actor(s), a, &st->officials, e);
	if (n < 0) return n;
	*out = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct official *o = &st->officials[i];
		char from[24], until[24];
		(*out)[i] = (struct list_row){ .id = o->id, .key = "", .data = i, .cell = { code_label("official_post", o->post), o->name, o->acting[0] ? arena_printf(a, "%s %s", o->acting, o->title) : o->title,
			arena_dup(a, date_format(o->from, DATE_SHORT, from, sizeof from)), arena_dup(a, date_format(o->until, DATE_SHORT, until, sizeof until)) } };
	}
	return n;
}

static void official_fill(struct screen *s, int64_t index, char room[][SIZE])
{
	const struct official *o = &((struct state *)screen_state(s))->officials[index];
	char iso[DATE_ISO_SIZE];
	const char *texts[] = { o->name, o->post, o->acting, o->title, o->grade, o->nip };
	for (size_t i = 0; i < COUNT(texts); i++) str_copy(room[i], SIZE, texts[i]);
	str_copy(room[6], SIZE, date_iso(o->from, iso));
	str_copy(room[7], SIZE, date_iso(o->until, iso));
}

static bool official_keep(struct ui *ui, struct screen *s, row_id id, const char *const *v, struct problems *p, struct err *e)
{
	(void)s;
	struct official in = { id, v[1], v[2], v[3], v[0], v[4], v[5], date_from_iso(v[6]), date_from_iso(v[7]) };
	return official_save(ui_db(ui), ui_who(ui), &in, p, e) != 0;
}

static const struct kind officials = { official_columns, official_fields, COUNT(official_fields), N_("Official"), officials_load, official_fill, official_keep };

static const struct kind *kind_of(const struct screen *s)
{
	return screen_class_of(s) == &screen_rooms ? &rooms : &officials;
}

static const struct action actions[] = {
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes the selected line."), .run = change, .right = RIGHT_SETTINGS },
	{ .fkey = 7, .label = N_("New"), .help = N_("Adds a line."), .run = add, .right = RIGHT_SETTINGS },
};

const struct screen_class screen_rooms = {
	.name = "rooms", .title = N_("Rooms"), .help = N_("Rooms with their places; Home warns when one is full. A child's room is chosen on the card."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_SETTINGS,
	.open = open_house, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
const struct screen_class screen_officials = {
	.name = "officials", .title = N_("Officials"), .help = N_("Who signs, from when to when: a report of 2024 carries the head of 2024. A Plt. or Plh. is a line of its own."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_SETTINGS,
	.open = open_house, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
