#include "screens/rows.h"

#include <stdio.h>
#include <string.h>

#include "db/child/search.h"
#include "screens/app.h"
#include "screens/screens.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/base/text.h"
#include "src/rules/codes.h"
#include "src/rules/school.h"

enum { PAGE_MOST = 200, COUNT_MOST = 1000 };

void child_rows_filter(struct child_rows *r, const struct resident_filter *filter, enum resident_order order)
{
	r->filter = filter ? *filter : (struct resident_filter){ .status = RESIDENT_AKTIF };
	STR_SET(r->level, r->filter.level ? r->filter.level : "");
	STR_SET(r->sex, r->filter.sex ? r->filter.sex : "");
	STR_SET(r->cluster, r->filter.cluster ? r->filter.cluster : "");
	STR_SET(r->origin, r->filter.origin ? r->filter.origin : "");
	r->filter.level = r->level;
	r->filter.sex = r->sex;
	r->filter.cluster = r->cluster;
	r->filter.origin = r->origin;
	r->order = order;
	child_rows_changed(r);
}

void child_rows_begin(struct child_rows *r, struct ui *ui, const struct resident_filter *filter, enum resident_order order)
{
	*r = (struct child_rows){ .ui = ui, .counted = arena_new() };
	child_rows_filter(r, filter, order);
}

void child_rows_end(struct child_rows *r)
{
	arena_free(r->counted);
	r->counted = NULL;
}

void child_rows_changed(struct child_rows *r)
{
	r->count = r->total = -1;
}

const char *grade_short(const char *level, int grade, char *out, size_t size)
{
	enum school_level l = school_level_from_code(level);
	if (l == LEVELS) str_copy(out, size, "-");
	else if (l == LEVEL_SD || l == LEVEL_SMP || l == LEVEL_SMA) snprintf(out, size, grade ? "%s %d" : "%s", l == LEVEL_SD ? "SD" : l == LEVEL_SMP ? "SMP" : "SMA", grade);
	else str_copy(out, size, school_level_label(l));
	return out;
}

/* What is typed is met in name order; the chosen order comes back when the search is cleared. */
static enum resident_order order_now(const struct child_rows *r)
{
	return r->typed[0] ? RESIDENT_BY_NAME : r->order;
}

const char *child_grade(const struct resident_row *row, char *out, size_t size)
{
	return grade_short(row->level, row->grade, out, size);
}

const char *child_marks(const struct resident_row *row, char *out, size_t size)
{
	static const struct { unsigned mark; char letter; } all[] = { { MARK_AGE, '!' }, { MARK_APPROVAL, 'm' }, { MARK_MISSING, 'd' }, { MARK_ALLOWANCE, 'u' }, { MARK_AWAY, 'i' }, { MARK_SEALED, 's' } };
	size_t n = 0;
	for (size_t i = 0; i < COUNT(all); i++)
		if (row->marks & all[i].mark && n + 1 < size) out[n++] = all[i].letter;
	out[n] = 0;
	return out;
}

static const char *initials(const char *name, struct arena *a)
{
	char *out = arena_alloc(a, strlen(name) + 1), *o = out;
	for (const char *s = name; *s; s++)
		if (s == name || s[-1] == ' ') {
			*o++ = *s;
			*o++ = '.';
		}
	return out;
}

const char *child_shown(const struct ui *ui, const char *name, struct arena *a) { return ui_privacy(ui) ? initials(name, a) : name; }

static void to_list_row(struct child_rows *r, const struct resident_row *row, struct list_row *out, struct arena *a)
{
	struct resident_pos pos;
	char grade[24], marks[12], month[8] = "";
	int age = date_age(row->birth, ui_today(r->ui));
	resident_place(row, order_now(r), &pos);
	if (row->admit != DATE_NONE) date_format(row->admit, DATE_MONTH_NUM, month, sizeof month);
	*out = (struct list_row){ .id = row->id, .key = arena_dup(a, pos.key), .paint = row->marks & MARK_AGE ? PAINT_WARN : strcmp(row->status, "aktif") == 0 ? PAINT_TEXT : PAINT_DIM };
	const char *cells[] = {
		arena_dup(a, row->register_no), ui_privacy(r->ui) ? initials(row->name, a) : arena_dup(a, row->name), arena_dup(a, row->sex),
		age >= 0 ? arena_printf(a, "%d", age) : "", arena_dup(a, child_grade(row, grade, sizeof grade)), arena_dup(a, row->school),
		arena_dup(a, month), arena_dup(a, child_marks(row, marks, sizeof marks)),
	};
	for (size_t i = 0; i < COUNT(cells); i++) out->cell[i] = cells[i];
}

static bool go_on(void *ctx, int64_t scanned)
{
	(void)ctx;
	return scanned < 2000000;
}

/* Forward in a search: what one call of the search finds. It stops after some thousand children so that the next key need not wait; the list
 * then asks on (unfinished), and the walk goes on where it was, not at the last match. */
static int search_on(struct child_rows *r, const struct resident_pos *from, bool begin, int n, struct arena *a, struct resident_row *found, struct err *e)
{
	struct search_page page;
	bool on = !begin && r->walk.open && r->walk.edge == (from ? from->id : 0);
	if (on) from = &r->walk.at;
	const row_id edge = on ? r->walk.edge : from ? from->id : 0;
	bool ok = r->inside ? search_inside(ui_db(r->ui), ui_who(r->ui), &r->filter, r->typed, from, n, go_on, r, a, found, &page, e)
	                    : search_residents(ui_db(r->ui), ui_who(r->ui), &r->filter, r->typed, from, false, n, a, found, &page, e);
	if (!ok) return -1;
	r->walk.whole = begin || (on && r->walk.whole);
	if (r->walk.whole) r->first_rows = (on ? r->first_rows : 0) + page.count;
	r->walk.open = page.more;
	r->walk.edge = page.count ? found[page.count - 1].id : edge;
	r->walk.at = page.next;
	if (r->walk.whole && !page.more && page.count < n && !r->inside) { /* these are all */
		r->count = r->first_rows;
		r->uncounted = false;
	}
	return page.count;
}

/* Backward: the rows are there, only their distance is not known. */
static int search_back(struct child_rows *r, const struct resident_pos *from, int n, struct arena *a, struct resident_row *found, struct err *e)
{
	struct search_page page = { .more = true };
	struct resident_pos at;
	int got = 0;
	if (r->inside) return 0; /* a scan knows one way only; the window holds what was scrolled past */
	for (const struct resident_pos *p = from; got < n && page.more; p = &at) {
		if (!search_residents(ui_db(r->ui), ui_who(r->ui), &r->filter, r->typed, p, true, n - got, a, found + got, &page, e)) return -1;
		got += page.count;
		at = page.next;
	}
	return got;
}

/* One page either way, searched or not. `from` NULL = the end of the list on that side; begin: a list made anew. */
static int fetch(struct child_rows *r, const struct resident_pos *from, bool begin, bool back, int n, struct list_row *rows, struct arena *a)
{
	struct err e = { ERR_NONE, "" };
	struct resident_row *found = arena_array(a, struct resident_row, n);
	int got = !r->typed[0] ? resident_list(ui_db(r->ui), ui_who(r->ui), &r->filter, r->order, from, back, n, a, found, &e)
	        : back ? search_back(r, from, n, a, found, &e) : search_on(r, from, begin, n, a, found, &e);
	if (got < 0) return ui_error(r->ui, &e), 0;
	/* db/ gives list order either way; the list widget wants what lies before an edge nearest first */
	for (int i = 0; i < got; i++) to_list_row(r, &found[back ? got - 1 - i : i], &rows[i], a);
	return got;
}

/* Does the child stand in the list, as far as a row can tell? What is typed is the search's own matter. */
static bool matches(const struct child_rows *r, const struct resident_row *row)
{
	static const char *const status[] = { "aktif", "keluar", "akan" };
	const struct resident_filter *f = &r->filter;
	if (f->status < RESIDENT_SEMUA && strcmp(row->status, status[f->status]) != 0) return false;
	if ((*f->level && strcmp(row->level, f->level) != 0) || (*f->sex && strcmp(row->sex, f->sex) != 0) || (*f->cluster && !codes_have(row->clusters, f->cluster))) return false;
	if (*f->origin && strncmp(row->origin, f->origin, strlen(f->origin)) != 0) return false;
	if ((f->room && row->room_id != f->room) || (f->incomplete && !row->missing) || (f->away && !*row->presence) || (f->waiting_school && !row->waiting_school)) return false;
	return !(f->age_limit && !(row->marks & MARK_AGE)) && !(f->unapproved && !(row->marks & MARK_APPROVAL));
}

static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	struct child_rows *r = ctx;
	struct resident_pos pos;
	if (edge) {
		STR_SET(pos.key, edge->key);
		pos.id = edge->id;
	}
	if (from != LIST_AT || !edge) return fetch(r, edge ? &pos : NULL, from == LIST_AT, from == LIST_BEFORE, n, rows, a);
	struct resident_row one;
	struct err e = { ERR_NONE, "" };
	int got = 0;
	if (resident_row(ui_db(r->ui), ui_who(r->ui), edge->id, a, &one, &e) && matches(r, &one)) to_list_row(r, &one, &rows[got++], a);
	return got < n ? got + fetch(r, &pos, false, false, n - got, rows + got, a) : got;
}

static bool locate(void *ctx, row_id id, struct list_row *row, struct arena *a)
{
	struct child_rows *r = ctx;
	struct resident_row one;
	struct err e = { ERR_NONE, "" };
	struct resident_pos pos;
	if (r->typed[0]) return false; /* a search begins at the top */
	if (!resident_find_place(ui_db(r->ui), ui_who(r->ui), id, order_now(r), &pos, &e) || !resident_row(ui_db(r->ui), ui_who(r->ui), id, a, &one, &e) || !matches(r, &one)) return false;
	to_list_row(r, &one, row, a);
	return true;
}

static void search(void *ctx, const char *typed)
{
	struct child_rows *r = ctx;
	STR_SET(r->typed, typed);
	r->inside = false;
	r->count = -1;
	r->walk.open = false;
}

static bool unfinished(void *ctx)
{
	const struct child_rows *r = ctx;
	return r->typed[0] && r->walk.open;
}

static void status(void *ctx, char *out, size_t size)
{
	struct child_rows *r = ctx;
	struct err e = { ERR_NONE, "" };
	if (r->total < 0) r->total = resident_count(ui_db(r->ui), ui_who(r->ui), &r->filter, &e);
	if (!r->typed[0]) {
		snprintf(out, size, _("%lld children"), (long long)r->total);
		return;
	}
	if (r->walk.open) { /* still looking: what was met so far */
		snprintf(out, size, _("over %d of %lld"), r->first_rows, (long long)r->total);
		return;
	}
	if (r->count < 0) r->count = search_count(ui_db(r->ui), ui_who(r->ui), &r->filter, r->typed, COUNT_MOST, &r->uncounted, &e);
	if (r->uncounted && r->count < r->first_rows) r->count = r->first_rows;
	if (r->uncounted) snprintf(out, size, _("over %d of %lld"), (int)r->count, (long long)r->total);
	else snprintf(out, size, _("%lld of %lld"), (long long)r->count, (long long)r->total);
}

static void detail(void *ctx, const struct list_row *row, char *out, size_t size)
{
	struct child_rows *r = ctx;
	struct resident_row one;
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	char years[40] = "", saved[RUPIAH_SIZE], since[24];
	*out = 0;
	if (resident_row(ui_db(r->ui), ui_who(r->ui), row->id, a, &one, &e)) {
		int months = date_age_months(one.birth, ui_today(r->ui));
		if (months >= 0) snprintf(years, sizeof years, _("%d yrs %d mths"), months / 12, months % 12);
		const char *name = ui_privacy(r->ui) ? initials(one.name, a) : one.name;
		const char *stop = !years[0] && name[strlen(name) - (*name != '\0')] == '.' ? "" : "."; /* initials bring their own */
		snprintf(out, size, "%s%s%s%s %s%s%s%s", name, years[0] ? ", " : "", years, stop,
		         one.room[0] ? one.room : _("no room yet"), one.savings ? _(". Savings ") : "", one.savings ? rupiah_format(one.savings, saved) : "",
		         one.end != DATE_NONE ? arena_printf(a, _(". Left %s"), date_format(one.end, DATE_SHORT, since, sizeof since)) : ".");
	}
	arena_free(a);
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	const struct child_rows *r = ctx;
	char typed[LIST_SEARCH_MAX], number[40];
	STR_SET(typed, r->typed);
	STR_SET(number, row->cell[0]);
	if (!ui_push(ui, &screen_resident_card, &row->id)) return;
	size_t n = strlen(typed);
	if (n >= 4 && strpbrk(typed, "0123456789") && strchr(typed, '-') && strncmp(number, typed, n) != 0) /* found by the number of a record merged into this one */
		ui_say(ui, _("%s was merged into %s."), typed, number);
}

static const struct list_column columns[] = {
	{ N_("Reg. no."), 9, 0, 1 }, { N_("Name"), 20, LIST_HITS | LIST_GROW, 0 }, { "L/P", 3, 0, 2 }, { N_("Age"), 4, LIST_RIGHT, 3 },
	{ N_("Grade"), 7, 0, 4 }, { N_("School"), 14, LIST_GROW, 6 }, { N_("Since"), 7, 0, 7 }, { N_("Mark"), 4, 0, 5 }, { NULL, 0, 0, 0 },
};

const struct list_source child_rows_source = {
	.columns = columns, .page = page, .unfinished = unfinished, .locate = locate, .search = search, .status = status, .detail = detail, .enter = enter,
	.empty = N_("No child stands here yet. F7: admit the first one, or import a CSV file from Home (I)."),
	.nothing = N_("No name, number or NIK begins with '%s' here. Esc: clear the search. F6: look also among those who left."),
};
