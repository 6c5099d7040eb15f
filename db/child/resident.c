/* Lists of children: keyset pages in name, register or age order; counts; jumps. Scope is the first condition of every query. */
#include "db/child/resident.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/office/panti.h"
#include "db/child/person_merge.h"
#include "db/child/resident_query.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

bool resident_query_refused(const struct scope *s, const struct resident_filter *f, struct err *e)
{
	char text[240];
	/* a filter on what a role may not see would tell it all the same */
	bool card = (f->cluster && *f->cluster) || (f->origin && *f->origin) || f->incomplete;
	bool house = f->room || f->away || f->age_limit;
	return s->kind == SCOPE_NOTHING || (card && !s->card) || (house && s->names_only)
		? !err_set(e, ERR_NOPERM, "%s", right_refusal(s->kind == SCOPE_NOTHING ? RIGHT_RESIDENT_LIST : RIGHT_RESIDENT_READ, text, sizeof text)) : false;
}

/* Conditions of the filter; parameters ?10 and up. The unary plus and the || '' keep the planner on the index of the order. */
void resident_query_where(const struct scope *s, const struct resident_filter *f, bool one_status, struct buf *sql)
{
	buf_puts(sql, s->kind == SCOPE_DISTRICT ? " WHERE n.district <> '' AND n.district = ?2" : " WHERE n.panti_id = ?2");
	buf_puts(sql, one_status ? " AND n.status = ?3" : " AND n.status NOT IN ('batal', 'gabung')");
	if (f->level && *f->level) buf_puts(sql, " AND n.level = ?10");
	if (f->sex && *f->sex) buf_puts(sql, " AND n.sex = ?11");
	if (f->cluster && *f->cluster) buf_puts(sql, " AND '|' || n.clusters || '|' LIKE ?12");
	if (f->origin && *f->origin) buf_puts(sql, " AND n.origin || '.' LIKE ?13");
	if (f->room) buf_puts(sql, " AND +n.room_id = ?14");
	if (f->age_limit) buf_puts(sql, " AND n.birth_date || '' <= ?15 AND n.birth_date || '' <> ''");
	if (f->incomplete) buf_puts(sql, " AND n.missing > 0");
	if (f->unapproved) buf_puts(sql, " AND n.approved = 0");
	if (f->away) buf_puts(sql, " AND n.presence <> ''");
	if (f->waiting_school) buf_puts(sql, " AND n.waiting_school = 1");
	if (!s->sealed && ((f->cluster && *f->cluster) || (f->origin && *f->origin) || f->age_limit)) buf_puts(sql, " AND n.sealed = 0");
}

void resident_query_bind(struct stmt *q, const struct scope *s, const struct resident_filter *f, const char *status, caldate warn)
{
	char like[80];
	if (s->kind == SCOPE_DISTRICT)
		stmt_text(q, 2, s->district);
	else
		stmt_int(q, 2, s->panti);
	if (status) stmt_text(q, 3, status);
	if (f->level && *f->level) stmt_text(q, 10, f->level);
	if (f->sex && *f->sex) stmt_text(q, 11, f->sex);
	if (f->cluster && *f->cluster) {
		snprintf(like, sizeof like, "%%|%.60s|%%", f->cluster);
		stmt_text(q, 12, like);
	}
	if (f->origin && *f->origin) {
		snprintf(like, sizeof like, "%.60s.%%", f->origin);
		stmt_text(q, 13, like);
	}
	if (f->room) stmt_int(q, 14, f->room);
	if (f->age_limit) stmt_date(q, 15, warn);
}

int resident_query_statuses(const struct resident_filter *f, const char *const **out)
{
	static const char *const each[] = { "aktif", "keluar", "akan" };
	MUST((int)f->status >= 0 && f->status < RESIDENT_STATUSES);
	*out = f->status == RESIDENT_SEMUA ? each : &each[f->status];
	return f->status == RESIDENT_SEMUA ? (int)COUNT(each) : 1;
}

static const char *const order_column[] = { "sort_key", "register_no", "birth_date" };

static enum resident_order order_for(const struct scope *s, enum resident_order o)
{
	/* an officer's index is by name, and the age order would tell a treasurer ages */
	if ((s->kind == SCOPE_DISTRICT && o != RESIDENT_BY_NAME) || (s->names_only && o == RESIDENT_BY_AGE))
		return RESIDENT_BY_NAME;
	return o;
}

static void page_sql(const struct scope *s, const struct resident_filter *f, enum resident_order o, bool from, bool back, struct buf *sql)
{
	const char *column = order_column[o], *way = back ? " DESC" : "";
	buf_printf(sql, "SELECT %s FROM resident_now n", scope_row_columns);
	resident_query_where(s, f, true, sql);
	if (from)
		buf_printf(sql, " AND (n.%s, n.resident_id) %c (?4, ?5)", column, back ? '<' : '>');
	buf_printf(sql, " ORDER BY n.%s%s, n.resident_id%s LIMIT ?6", column, way, way);
}

const char *resident_page_sql(const struct actor *who, const struct resident_filter *f, enum resident_order o, bool from, bool back, struct arena *a)
{
	struct scope s = scope_of(who);
	struct buf sql = BUF_EMPTY;
	page_sql(&s, f, order_for(&s, o), from, back, &sql);
	const char *text = arena_dup(a, buf_text(&sql));
	buf_free(&sql);
	return text;
}

static const char *key_of(const struct resident_row *r, enum resident_order o)
{
	return o == RESIDENT_BY_NAME ? r->sort_key : o == RESIDENT_BY_REGISTER ? r->register_no : r->age_key;
}

void resident_place(const struct resident_row *row, enum resident_order o, struct resident_pos *out)
{
	STR_SET(out->key, key_of(row, o));
	out->id = row->id;
}

static int row_compare(const struct resident_row *a, const struct resident_row *b, enum resident_order o)
{
	int c = strcmp(key_of(a, o), key_of(b, o));
	return c ? c : (a->id > b->id) - (a->id < b->id);
}

/* Merges n new rows (sorted the way walked) into out (have rows, sorted alike), keeping the first max. */
static int merge(struct resident_row *out, int have, const struct resident_row *in, int n, int max, enum resident_order o, bool back, struct arena *a)
{
	struct resident_row *both = arena_array(a, struct resident_row, have + n);
	int i = 0, j = 0, k = 0;
	while (k < max && (i < have || j < n)) {
		bool old = j == n;
		if (i < have && j < n) {
			int c = row_compare(&out[i], &in[j], o);
			old = back ? c > 0 : c < 0;
		}
		both[k++] = old ? out[i++] : in[j++];
	}
	if (k)
		memcpy(out, both, (size_t)k * sizeof *both);
	return k;
}

struct listing { const struct actor *who; const struct resident_filter *f; enum resident_order o; const struct resident_pos *from; bool back; int max; struct arena *a; struct resident_row *out; int n; };

static bool list_read(struct db *db, void *ctx, struct err *e)
{
	struct listing *l = ctx;
	struct scope s = scope_of(l->who);
	if (resident_query_refused(&s, l->f, e))
		return false;
	enum resident_order o = order_for(&s, l->o);
	caldate today = panti_today(db, s.panti), warn = scope_age_warning(db, s.panti, today);
	char month[8];
	date_month_iso(today, month);
	struct buf sql = BUF_EMPTY;
	page_sql(&s, l->f, o, l->from != NULL, l->back, &sql);
	const char *const *statuses;
	int count = resident_query_statuses(l->f, &statuses);
	struct resident_row *page = count > 1 ? arena_array(l->a, struct resident_row, l->max) : NULL;
	bool ok = true;
	for (int i = 0; ok && i < count; i++) {
		struct stmt *q = stmt_built(db, buf_text(&sql));
		stmt_text(q, 1, month);
		resident_query_bind(q, &s, l->f, statuses[i], warn);
		if (l->from) {
			stmt_text(q, 4, l->from->key);
			stmt_int(q, 5, l->from->id);
		}
		stmt_int(q, 6, l->max);
		int n = 0;
		struct resident_row *into = page ? page : l->out;
		while (n < l->max && stmt_row(q))
			scope_row(q, &s, warn, l->a, &into[n++]);
		ok = stmt_done(q, e);
		l->n = page ? merge(l->out, l->n, page, n, l->max, o, l->back, l->a) : n;
	}
	buf_free(&sql);
	for (int i = 0; l->back && i < l->n / 2; i++) { /* read away from the place, shown in list order */
		struct resident_row swap = l->out[i];
		l->out[i] = l->out[l->n - 1 - i];
		l->out[l->n - 1 - i] = swap;
	}
	return ok;
}

int resident_list(struct db *db, const struct actor *who, const struct resident_filter *f, enum resident_order o, const struct resident_pos *from, bool back, int max, struct arena *a, struct resident_row *out, struct err *e)
{
	struct listing l = { who, f, o, from, back, max, a, out, 0 };
	return db_read(db, list_read, &l, e) ? l.n : -1;
}

/* Of the stored totals, when nothing else is asked for than they are kept by; -1: something is. */
static int64_t count_stored(struct db *db, const struct scope *s, const struct resident_filter *f, struct err *e)
{
	const char *const *statuses;
	int64_t total = 0;
	if (s->kind != SCOPE_PANTI || (f->level && *f->level) || (f->sex && *f->sex) || (f->cluster && *f->cluster) || (f->origin && *f->origin) || f->room
	    || f->incomplete || f->age_limit || f->unapproved || f->away || f->waiting_school)
		return -1;
	int count = resident_query_statuses(f, &statuses);
	for (int i = 0; i < count; i++) {
		struct stmt *q = stmt(db, "SELECT coalesce(sum(n), 0) FROM resident_total WHERE panti_id = ?1 AND status = ?2");
		stmt_int(q, 1, s->panti);
		stmt_text(q, 2, statuses[i]);
		total += stmt_one_int(q, 0, e);
	}
	return total;
}

int64_t resident_count(struct db *db, const struct actor *who, const struct resident_filter *f, struct err *e)
{
	struct scope s = scope_of(who);
	if (resident_query_refused(&s, f, e))
		return -1;
	int64_t stored = count_stored(db, &s, f, e);
	if (stored >= 0)
		return stored;
	caldate warn = scope_age_warning(db, s.panti, panti_today(db, s.panti));
	struct buf sql = BUF_EMPTY;
	buf_puts(&sql, "SELECT count(*) FROM resident_now n");
	resident_query_where(&s, f, true, &sql);
	const char *const *statuses;
	int count = resident_query_statuses(f, &statuses);
	int64_t total = 0;
	bool ok = true;
	for (int i = 0; ok && i < count; i++) {
		struct stmt *q = stmt_built(db, buf_text(&sql));
		resident_query_bind(q, &s, f, statuses[i], warn);
		if (stmt_row(q))
			total += stmt_get_int(q, 0);
		ok = stmt_done(q, e);
	}
	buf_free(&sql);
	return ok ? total : -1;
}

/* One row in scope by its id; ERR_NOTFOUND otherwise, the try logged when there is such a child. */
bool resident_row(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct resident_row *out, struct err *e)
{
	struct scope s = scope_of(who);
	caldate today = panti_today(db, s.panti), warn = scope_age_warning(db, s.panti, today);
	char month[8];
	struct buf sql = BUF_EMPTY;
	buf_printf(&sql, "SELECT %s, n.panti_id, n.district FROM resident_now n WHERE n.resident_id = ?2", scope_row_columns);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	stmt_text(q, 1, date_month_iso(today, month));
	stmt_int(q, 2, resident);
	bool there = stmt_row(q), mine = false;
	row_id panti = 0;
	if (there) {
		panti = stmt_get_int(q, 27);
		mine = s.kind == SCOPE_PANTI ? panti == s.panti : s.kind == SCOPE_DISTRICT && *s.district && str_equal(stmt_get_text(q, 28), s.district);
		if (mine)
			scope_row(q, &s, warn, a, out);
	}
	if (!stmt_done(q, e))
		return false;
	if (mine)
		return true;
	if (there) {
		struct err quiet = { .kind = ERR_NONE };
		resident_log_outside(db, who, resident, &quiet);
	}
	return err_set(e, ERR_NOTFOUND, _("This child does not exist."));
}

bool resident_find_place(struct db *db, const struct actor *who, row_id resident, enum resident_order o, struct resident_pos *out, struct err *e)
{
	struct arena *a = arena_new();
	struct resident_row row;
	bool ok = resident_row(db, who, resident, a, &row, e);
	if (ok) {
		struct scope s = scope_of(who);
		resident_place(&row, order_for(&s, o), out);
	}
	arena_free(a);
	return ok;
}

row_id resident_by_register(struct db *db, const struct actor *who, const char *register_no, struct err *e)
{
	struct scope s = scope_of(who);
	char full[40];
	int year, number, end = 0;
	STR_SET(full, register_no);
	if (sscanf(register_no, "%4d-%9d%n", &year, &number, &end) == 2 && !register_no[end])
		snprintf(full, sizeof full, "%04d-%03d", year, number);
	row_id found = 0;
	for (int i = 0; s.kind != SCOPE_NOTHING && !found && i < 2; i++) {
		struct stmt *q = s.kind == SCOPE_PANTI ? stmt(db, "SELECT id FROM resident WHERE panti_id = ?1 AND register_no = ?2")
			: stmt(db, "SELECT resident_id FROM resident_now WHERE district <> '' AND district = ?1 AND +register_no = ?2");
		if (s.kind == SCOPE_PANTI)
			stmt_int(q, 1, s.panti);
		else
			stmt_text(q, 1, s.district);
		stmt_text(q, 2, i ? full : register_no);
		found = stmt_one_int(q, 0, e);
	}
	if (!found)
		err_set(e, ERR_NOTFOUND, _("There is no child with number %s."), register_no);
	return found ? resident_root(db, found) : 0;
}

struct each { const struct actor *who; const struct resident_filter *f; enum resident_order o; bool (*fn)(void *ctx, const struct resident_row *row); void *ctx; };

static bool each_read(struct db *db, void *ctx, struct err *e)
{
	struct each *w = ctx;
	struct arena *a = arena_new();
	struct resident_row rows[200];
	struct resident_pos pos;
	bool ok = true, on = true, begun = false;
	while (ok && on) {
		arena_reset(a);
		struct listing l = { w->who, w->f, w->o, begun ? &pos : NULL, false, (int)COUNT(rows), a, rows, 0 };
		ok = list_read(db, &l, e);
		for (int i = 0; ok && on && i < l.n; i++)
			on = w->fn(w->ctx, &rows[i]);
		if (l.n < (int)COUNT(rows))
			break;
		struct scope s = scope_of(w->who);
		resident_place(&rows[l.n - 1], order_for(&s, w->o), &pos);
		begun = true;
	}
	arena_free(a);
	return ok;
}

bool resident_each(struct db *db, const struct actor *who, const struct resident_filter *f, enum resident_order o, bool (*fn)(void *ctx, const struct resident_row *row), void *ctx, struct err *e)
{
	struct each w = { who, f, o, fn, ctx };
	return db_read(db, each_read, &w, e);
}
