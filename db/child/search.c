/* Search per key. The words are folded once; a rare word is looked up, common words are met on a walk in name order. */
#include "db/child/search.h"

#include <stdlib.h>
#include <string.h>

#include "db/office/panti.h"
#include "db/child/resident_query.h"
#include "db/child/search_words.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define RARE 2500   /* a word of fewer children is looked up and sorted */
#define WALK 3500   /* rows of the name index one call looks at */
#define LOOKS 150   /* children of a rare word one call looks at: as long as the walk takes */
#define COUNT_LOOKS 100 /* the same for a count, which comes with every key on top of the page */
#define ASK 2000    /* rows between two questions to go_on */

struct found { const char *key; row_id id; };

struct look { /* one search */
	const struct resident_filter *f;
	struct scope s;
	struct search_words words;
	const char *inside_sort, *inside_search, *inside_raw; /* substring search; NULL otherwise */
	const struct resident_pos *from; bool back; int max;
	int64_t walk, scanned;           /* rows one call may look at; looked at */
	bool one_by_one;                 /* rows are looked up by id: the words of merged records come along, which the name index does not hold */
	int looks;                       /* children of a rare word one call may look at */
	bool (*go_on)(void *ctx, int64_t scanned);
	void *ctx;
	caldate warn;
	struct arena *scratch, *a;
	struct resident_row *out;
	struct search_page *page;
	struct found *found; int count, room;
};

/* Columns every query of this file begins with; meets() reads only those it needs: a walk looks at thousands of rows. */
#define MEET_COLUMNS "n.sort_key, n.resident_id, n.search_key, n.register_no, n.nik, n.sealed"
enum { SORT_COLUMN, ID_COLUMN, SEARCH_COLUMN, NUMBER_COLUMN, NIK_COLUMN, SEALED_COLUMN, MERGED_COLUMN };

static bool meets_inside(const struct look *l, struct stmt *q, bool hidden)
{
	if (strstr(stmt_get_text(q, NUMBER_COLUMN), l->inside_raw))
		return true;
	return !hidden && (strstr(stmt_get_text(q, SORT_COLUMN), l->inside_sort) || (*l->inside_search && strstr(stmt_get_text(q, SEARCH_COLUMN), l->inside_search))
		|| (l->s.card && strstr(stmt_get_text(q, NIK_COLUMN), l->inside_raw)));
}

/* A word of a record merged into this one: its register number, its other spelling, its NIK (for who may read numbers). */
static bool meets_merged(const struct look *l, struct stmt *q, const struct search_word *w, bool hidden)
{
	bool nik = w->number && w->size > 8 && !strpbrk(w->text, "-/.");
	return l->one_by_one && (!hidden || (w->number && !nik)) && (l->s.card || !nik) && search_begins_word(stmt_get_text(q, MERGED_COLUMN), w->text, w->size);
}

/* Does the child meet every word? What a role may not see does not count as met. */
static bool meets(const struct look *l, struct stmt *q)
{
	bool hidden = !l->s.sealed && stmt_get_int(q, SEALED_COLUMN) != 0;
	if (l->inside_raw)
		return meets_inside(l, q, hidden);
	if (hidden && l->words.n && !l->words.numbers)
		return false;
	for (int i = 0; i < l->words.n; i++) {
		const struct search_word *w = &l->words.w[i];
		bool met;
		if (w->number)
			met = search_begins(stmt_get_text(q, NUMBER_COLUMN), w->text, w->size) || (l->s.card && !hidden && search_begins(stmt_get_text(q, NIK_COLUMN), w->text, w->size));
		else
			met = search_begins_word(stmt_get_text(q, SEARCH_COLUMN), w->text, w->size);
		if (!met && !meets_merged(l, q, w, hidden))
			return false;
	}
	return true;
}

static int order(const char *a, row_id x, const char *b, row_id y)
{
	int c = strcmp(a, b);
	return c ? c : (x > y) - (x < y);
}

static int up(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	return order(x->key, x->id, y->key, y->id);
}

static int down(const void *a, const void *b)
{
	return up(b, a);
}

static void add(struct look *l, const char *key, row_id id)
{
	if (l->count == l->room) {
		int room = l->room ? l->room * 2 : 64;
		struct found *bigger = arena_array(l->scratch, struct found, room);
		if (l->count)
			memcpy(bigger, l->found, sizeof *bigger * (size_t)l->count);
		l->found = bigger;
		l->room = room;
	}
	l->found[l->count++] = (struct found){ arena_dup(l->scratch, key), id };
}

static void upper(const char *prefix, char *out, size_t size)
{
	struct buf b = BUF_EMPTY;
	buf_printf(&b, "%s\xF4\x8F\xBF\xBF", prefix); /* above every word that begins with it */
	str_copy(out, size, buf_text(&b));
	buf_free(&b);
}

/* One walk meets them all: no word is worth looking up. Where records were merged only the look-up finds the words of those given up. */
static bool small(struct db *db, const struct look *l, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT coalesce(sum(n), 0) FROM resident_total WHERE panti_id = ?1");
	stmt_int(q, 1, l->s.panti);
	if (stmt_one_int(q, 0, e) > WALK)
		return false;
	q = stmt(db, "SELECT 1 FROM person_merge WHERE panti_id = ?1 AND void_at IS NULL LIMIT 1");
	stmt_int(q, 1, l->s.panti);
	return !stmt_one_int(q, 0, e);
}

/* The word fewest children carry, when they are few; -1 otherwise. */
static int rare_word(struct db *db, const struct look *l, struct err *e)
{
	int best = -1;
	int64_t least = RARE;
	char to[160];
	if (l->s.kind != SCOPE_PANTI || small(db, l, e))
		return -1;
	for (int i = 0; i < l->words.n; i++) {
		struct stmt *q = stmt(db, "SELECT count(*) FROM (SELECT 1 FROM search_word WHERE panti_id = ?1 AND word >= ?2 AND word < ?3 LIMIT ?4) AS t");
		stmt_int(q, 1, l->s.panti);
		stmt_text(q, 2, l->words.w[i].text);
		upper(l->words.w[i].text, to, sizeof to);
		stmt_text(q, 3, to);
		stmt_int(q, 4, least);
		int64_t count = stmt_one_int(q, 0, e);
		if (count < least) {
			least = count;
			best = i;
		}
	}
	return best;
}

static const char rare_sql[] = "SELECT sort_key, resident_id FROM search_word WHERE panti_id = ?1 AND word >= ?2 AND word < ?3";

static void verify_sql(const struct look *l, struct buf *sql)
{
	buf_puts(sql, "SELECT " MEET_COLUMNS ", n.merged FROM resident_now n");
	resident_query_where(&l->s, l->f, l->f->status != RESIDENT_SEMUA, sql);
	buf_puts(sql, " AND n.resident_id = ?4");
}

/* The children of the word beyond `from`, in the order walked, each once. */
static bool candidates(struct db *db, struct look *l, int word, struct err *e)
{
	char to[160];
	struct stmt *q = stmt(db, rare_sql);
	stmt_int(q, 1, l->s.panti);
	stmt_text(q, 2, l->words.w[word].text);
	upper(l->words.w[word].text, to, sizeof to);
	stmt_text(q, 3, to);
	while (stmt_row(q)) {
		const char *key = stmt_get_text(q, 0);
		row_id id = stmt_get_int(q, 1);
		int c = l->from ? order(key, id, l->from->key, l->from->id) : 0;
		if (!l->from || (l->back ? c < 0 : c > 0))
			add(l, key, id);
	}
	if (!stmt_done(q, e))
		return false;
	if (l->count > 1)
		qsort(l->found, (size_t)l->count, sizeof *l->found, l->back ? down : up);
	int kept = 0; /* two words of one child may begin alike */
	for (int i = 0; i < l->count; i++)
		if (!kept || l->found[kept - 1].id != l->found[i].id)
			l->found[kept++] = l->found[i];
	l->count = kept;
	return true;
}

/* The few children of a rare word, looked at in name order until a page is full. */
static bool look_up(struct db *db, struct look *l, int word, struct found *end, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	const char *const *statuses;
	if (!candidates(db, l, word, e))
		return false;
	resident_query_statuses(l->f, &statuses);
	verify_sql(l, &sql);
	l->one_by_one = true;
	int kept = 0;
	bool ok = true;
	for (int i = 0; ok && i < l->count && kept < l->max && !end->key; i++) {
		if (i + 1 == l->looks)
			*end = l->found[i]; /* known up to here; the next call goes on */
		struct stmt *q = stmt_built(db, buf_text(&sql));
		resident_query_bind(q, &l->s, l->f, l->f->status != RESIDENT_SEMUA ? statuses[0] : NULL, l->warn);
		stmt_int(q, 4, l->found[i].id);
		if (stmt_row(q) && meets(l, q))
			l->found[kept++] = l->found[i];
		ok = stmt_done(q, e);
	}
	l->count = kept;
	buf_free(&sql);
	return ok;
}

static void walk_sql(const struct look *l, bool from, struct buf *sql)
{
	const char *way = l->back ? " DESC" : "";
	buf_puts(sql, "SELECT " MEET_COLUMNS " FROM resident_now n");
	resident_query_where(&l->s, l->f, true, sql);
	if (from)
		buf_printf(sql, " AND (n.sort_key, n.resident_id) %c (?4, ?5)", l->back ? '<' : '>');
	buf_printf(sql, " ORDER BY n.sort_key%s, n.resident_id%s LIMIT ?6", way, way);
}

/* One status in name order. *end: how far everything is known; key NULL = to the end. */
static bool walk_one(struct db *db, struct look *l, const char *status, struct found *end, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	walk_sql(l, l->from != NULL, &sql);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	resident_query_bind(q, &l->s, l->f, status, l->warn);
	if (l->from) {
		stmt_text(q, 4, l->from->key);
		stmt_int(q, 5, l->from->id);
	}
	stmt_int(q, 6, l->walk);
	int matched = 0;
	int64_t rows = 0;
	bool stopped = false;
	*end = (struct found){ NULL, 0 };
	while (!stopped && stmt_row(q)) {
		rows++;
		if (meets(l, q)) {
			add(l, stmt_get_text(q, SORT_COLUMN), stmt_get_int(q, ID_COLUMN));
			matched++;
		}
		stopped = matched == l->max || rows == l->walk;
		if (++l->scanned % ASK == 0 && l->go_on && !l->go_on(l->ctx, l->scanned))
			stopped = true;
		if (stopped)
			*end = (struct found){ arena_dup(l->scratch, stmt_get_text(q, SORT_COLUMN)), stmt_get_int(q, ID_COLUMN) };
	}
	return stmt_done(q, e);
}

static bool walk_all(struct db *db, struct look *l, struct found *end, struct err *e)
{
	const char *const *statuses;
	int n = resident_query_statuses(l->f, &statuses);
	*end = (struct found){ NULL, 0 };
	for (int i = 0; i < n; i++) {
		struct found one;
		if (!walk_one(db, l, statuses[i], &one, e))
			return false;
		if (one.key && (!end->key || (l->back ? up(&one, end) > 0 : up(&one, end) < 0)))
			*end = one;
	}
	if (n > 1 && l->count > 1)
		qsort(l->found, (size_t)l->count, sizeof *l->found, l->back ? down : up);
	int kept = 0; /* beyond the shortest walk other statuses may still hold something */
	for (int i = 0; i < l->count; i++)
		if (!end->key || (l->back ? up(&l->found[i], end) >= 0 : up(&l->found[i], end) <= 0))
			l->found[kept++] = l->found[i];
	l->count = kept;
	return true;
}

static bool fetch(struct db *db, struct look *l, struct err *e)
{
	char month[8];
	struct buf sql = BUF_EMPTY;
	buf_printf(&sql, "SELECT %s FROM resident_now n WHERE n.resident_id = ?2", scope_row_columns);
	date_month_iso(panti_today(db, l->s.panti), month);
	int n = l->count < l->max ? l->count : l->max;
	bool ok = true;
	for (int i = 0; ok && i < n; i++) {
		struct stmt *q = stmt_built(db, buf_text(&sql));
		stmt_text(q, 1, month);
		stmt_int(q, 2, l->found[i].id);
		if (stmt_row(q))
			scope_row(q, &l->s, l->warn, l->a, &l->out[l->back ? n - 1 - i : i]);
		ok = stmt_done(q, e);
	}
	buf_free(&sql);
	l->page->count = n;
	return ok;
}

/* The children met, in order. The age is asked inside the snapshot: a query of its own would lock and look at the file once more, with every key. */
static bool find(struct db *db, struct look *l, struct found *end, struct err *e)
{
	l->warn = scope_age_warning(db, l->s.panti, panti_today(db, l->s.panti));
	int word = l->inside_raw ? -1 : rare_word(db, l, e);
	l->count = 0;
	return word >= 0 ? look_up(db, l, word, end, e) : walk_all(db, l, end, e);
}

static bool search_read(struct db *db, void *ctx, struct err *e)
{
	struct look *l = ctx;
	struct found end = { NULL, 0 };
	if (!find(db, l, &end, e) || !fetch(db, l, e))
		return false;
	struct search_page *p = l->page;
	p->more = end.key != NULL && p->count < l->max;
	if (p->more) {
		STR_SET(p->next.key, end.key);
		p->next.id = end.id;
	} else if (p->count)
		resident_place(&l->out[l->back ? 0 : p->count - 1], RESIDENT_BY_NAME, &p->next);
	return true;
}

static bool start(struct look *l, const struct actor *who, const struct resident_filter *f, struct err *e)
{
	l->f = f;
	l->s = scope_of(who);
	if (l->page)
		memset(l->page, 0, sizeof *l->page);
	return !resident_query_refused(&l->s, f, e);
}

/* One search in one snapshot; fn works on l, with room of its own for the while. */
static bool run(struct db *db, struct look *l, const struct actor *who, const struct resident_filter *f, bool (*fn)(struct db *db, void *ctx, struct err *e), void *ctx, struct err *e)
{
	if (!start(l, who, f, e))
		return false;
	l->scratch = arena_new();
	bool ok = db_read(db, fn, ctx, e);
	arena_free(l->scratch);
	return ok;
}

bool search_residents(struct db *db, const struct actor *who, const struct resident_filter *f, const char *typed, const struct resident_pos *from, bool back, int max, struct arena *a, struct resident_row *out, struct search_page *page, struct err *e)
{
	struct look l = { .from = from, .back = back, .max = max, .walk = WALK, .looks = LOOKS, .a = a, .out = out, .page = page };
	search_words(typed ? typed : "", &l.words);
	return run(db, &l, who, f, search_read, &l, e);
}

bool search_inside(struct db *db, const struct actor *who, const struct resident_filter *f, const char *typed, const struct resident_pos *from, int max, bool (*go_on)(void *ctx, int64_t scanned), void *ctx, struct arena *a, struct resident_row *out, struct search_page *page, struct err *e)
{
	char sort[512], search[512], raw[512];
	struct look l = { .from = from, .max = max, .walk = INT64_MAX, .go_on = go_on, .ctx = ctx, .a = a, .out = out, .page = page, .inside_sort = sort, .inside_search = search, .inside_raw = raw };
	text_sort_key(typed ? typed : "", sort, sizeof sort);
	text_search_key(typed ? typed : "", search, sizeof search);
	STR_SET(raw, typed ? typed : "");
	return run(db, &l, who, f, search_read, &l, e);
}

struct counting { struct look l; bool more; };

static bool count_read(struct db *db, void *ctx, struct err *e)
{
	struct counting *c = ctx;
	struct found end = { NULL, 0 };
	if (!find(db, &c->l, &end, e))
		return false;
	c->more = end.key != NULL || c->l.count >= c->l.max;
	return true;
}

int search_count(struct db *db, const struct actor *who, const struct resident_filter *f, const char *typed, int most, bool *more, struct err *e)
{
	struct counting c = { .l = { .max = most, .walk = WALK, .looks = COUNT_LOOKS } };
	search_words(typed ? typed : "", &c.l.words);
	bool ok = run(db, &c.l, who, f, count_read, &c, e);
	*more = c.more;
	return !ok ? -1 : c.l.count < most ? c.l.count : most;
}

const char *search_sql(const struct actor *who, const struct resident_filter *f, bool rare, bool from, bool back, struct arena *a)
{
	struct look l = { .f = f, .s = scope_of(who), .back = back };
	struct buf sql = BUF_EMPTY;
	if (!rare)
		walk_sql(&l, from, &sql);
	else if (from)
		verify_sql(&l, &sql);
	else
		buf_puts(&sql, rare_sql);
	const char *text = arena_dup(a, buf_text(&sql));
	buf_free(&sql);
	return text;
}
