#include "db/report/month_inside.h"

#include <stdlib.h>
#include <string.h>

#include "db/stmt.h"
#include "src/base/date.h"
#include "src/rules/codes.h"
#include "src/rules/stay.h"

#define BIG 4000 /* stays of a panti from which on whole tables are read once rather than a few rows per child */

static size_t hash_of(row_id id, size_t slots)
{
	/* sixteen neighbours share two cache lines, which is what a scan in order of ids wants; the sixteens are scattered, or looking
	 * for an id that is not there would walk along all of a long run */
	return (size_t)((((uint64_t)id >> 4) * UINT64_C(0x9E3779B97F4A7C15)) >> 20 << 4 | ((uint64_t)id & 15)) & (slots - 1);
}

/* Open addressing; slots is a power of two, never full. Returns the place of the key or of its empty slot. */
static size_t place(const row_id *keys, size_t slots, row_id key)
{
	size_t i = hash_of(key, slots);
	while (keys[i] && keys[i] != key) i = (i + 1) & (slots - 1);
	return i;
}

static int row_of(const struct month_scan *s, row_id resident)
{
	if (!s->slots) return -1;
	size_t i = place(s->key, s->slots, resident);
	return s->key[i] ? s->slot[i] : -1;
}

/* Facts dated up to the month's last day and known at the time asked about: ?2 and ?3 of every query here. */
#define KNOWN " AND on_date <= ?2 AND recorded_at <= ?3 AND (void_at IS NULL OR void_at > ?3)"

struct ending { caldate on; const char *reason; };
struct endings { row_id *key; struct ending *end; size_t slots, n; };

static void endings_add(struct endings *t, row_id stay, struct ending end)
{
	if ((t->n + 1) * 2 > t->slots) {
		struct endings old = *t;
		t->slots = old.slots ? old.slots * 2 : 256;
		t->key = mem_alloc(t->slots * sizeof *t->key);
		t->end = mem_alloc(t->slots * sizeof *t->end);
		for (size_t i = 0; i < old.slots; i++)
			if (old.key[i]) {
				size_t at = place(t->key, t->slots, old.key[i]);
				t->key[at] = old.key[i];
				t->end[at] = old.end[i];
			}
		free(old.key);
		free(old.end);
	}
	size_t at = place(t->key, t->slots, stay);
	if (!t->key[at]) t->n++;
	t->key[at] = stay;
	t->end[at] = end;
}

static const char *reason_kept(struct month_scan *s, const char *code)
{
	const struct code_row *r = code_find("termination_reason", code);
	return r ? r->code : arena_dup(s->a, code);
}

static void bind(const struct month_scan *s, struct stmt *q, row_id of)
{
	stmt_int(q, 1, of);
	stmt_date(q, 2, s->last);
	stmt_int(q, 3, s->known);
}

static bool load_endings(struct month_scan *s, struct endings *t, struct err *e)
{
	struct stmt *q = s->big ? stmt(s->db, "SELECT stay_id, on_date, reason FROM stay_end WHERE +panti_id = ?1" KNOWN)
	                        : stmt(s->db, "SELECT stay_id, on_date, reason FROM stay_end WHERE panti_id = ?1" KNOWN);
	bind(s, q, s->who->panti);
	while (stmt_row(q)) {
		caldate on = stmt_get_date(q, 1);
		endings_add(t, stmt_get_int(q, 0), (struct ending){ on, on < s->first ? "" : reason_kept(s, stmt_get_text(q, 2)) });
	}
	return stmt_done(q, e);
}

/* Days of a stay in [from, until), and in [a, b) where those are given. */
static int overlap(const struct month_row *r, caldate from, caldate until, caldate a, caldate b)
{
	if (r->admit > from) from = r->admit;
	if (r->end != DATE_NONE && r->end < until) until = r->end;
	if (a != DATE_NONE && a > from) from = a;
	if (b != DATE_NONE && b < until) until = b;
	return until > from ? until - from : 0;
}

/* Stays that repeat one of another record of the same child, as far as that was known: few, in order of their ids. */
struct aside { row_id *stay; size_t n; };

static bool load_aside(struct month_scan *s, struct aside *out, struct err *e)
{
	size_t room = 0;
	*out = (struct aside){ NULL, 0 };
	struct stmt *q = stmt(s->db, "SELECT DISTINCT stay_id FROM stay_aside WHERE panti_id = ?1 AND recorded_at <= ?2 AND (void_at IS NULL OR void_at > ?2) ORDER BY stay_id");
	stmt_int(q, 1, s->who->panti);
	stmt_int(q, 2, s->known);
	while (stmt_row(q)) {
		if (out->n == room) out->stay = mem_grow(out->stay, (room = room ? room * 2 : 64) * sizeof *out->stay);
		out->stay[out->n++] = stmt_get_int(q, 0);
	}
	return stmt_done(q, e);
}

static int by_id(const void *a, const void *b)
{
	const row_id *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static bool is_aside(const struct aside *set, row_id stay)
{
	return set->n && bsearch(&stay, set->stay, set->n, sizeof stay, by_id);
}

static bool load_stays(struct month_scan *s, struct err *e)
{
	struct endings t = { NULL, NULL, 0, 0 };
	struct aside aside;
	bool ok = load_aside(s, &aside, e) && load_endings(s, &t, e);
	size_t room = 0;
	struct stmt *q = s->big ? stmt(s->db, "SELECT id, resident_id, on_date, moved_in, district FROM stay WHERE +panti_id = ?1" KNOWN)
	                        : stmt(s->db, "SELECT id, resident_id, on_date, moved_in, district FROM stay WHERE panti_id = ?1" KNOWN);
	bind(s, q, s->who->panti);
	while (ok && stmt_row(q)) {
		struct month_row r = { .stay = stmt_get_int(q, 0), .resident = stmt_get_int(q, 1), .admit = stmt_get_date(q, 2), .end = DATE_NONE, .birth = DATE_NONE, .next = -1, .sex = -1,
			.level_on = { DATE_NONE, DATE_NONE }, .cluster_on = { DATE_NONE, DATE_NONE }, .level = { LEVELS, LEVELS }, .reason = "", .district = "", .moved_in = stmt_get_int(q, 3) != 0 };
		if (is_aside(&aside, r.stay)) continue;
		size_t at = t.slots ? place(t.key, t.slots, r.stay) : 0;
		if (t.slots && t.key[at]) {
			r.end = t.end[at].on;
			r.reason = t.end[at].reason;
		}
		struct month_stay m = month_stay_of(s->first, r.admit, r.end), b = month_stay_of(s->before_first, r.admit, r.end);
		s->before.opening += b.opening;
		s->before.in += b.entered;
		s->before.out += b.left;
		s->before.closing += b.closing;
		s->before.care_days += overlap(&r, s->before_first, s->first, DATE_NONE, DATE_NONE);
		if (!m.opening && !m.entered && !b.opening && !b.entered) continue; /* one of last month only is kept for its absences */
		r.in_month = m;
		r.day[FIRST] = m.opening ? s->first - 1 : r.admit;
		r.day[LAST] = m.closing ? s->last : r.end - 1 > r.day[FIRST] ? r.end - 1 : r.day[FIRST];
		if (m.entered) r.district = arena_dup(s->a, stmt_get_text(q, 4));
		if ((size_t)s->n == room) s->rows = mem_grow(s->rows, (room = room ? room * 2 : 256) * sizeof *s->rows);
		s->rows[s->n++] = r;
	}
	ok = stmt_done(q, ok ? e : NULL) && ok;
	free(aside.stay);
	free(t.key);
	free(t.end);
	for (s->slots = 64; s->slots < (size_t)s->n * 2; s->slots *= 2) {}
	s->key = mem_alloc(s->slots * sizeof *s->key);
	s->slot = mem_alloc(s->slots * sizeof *s->slot);
	for (int i = 0; i < s->n; i++) {
		size_t at = place(s->key, s->slots, s->rows[i].resident);
		s->rows[i].head = !s->key[at];
		s->rows[i].next = s->key[at] ? s->rows[s->slot[at]].next : -1;
		if (s->key[at]) s->rows[s->slot[at]].next = i;
		else s->slot[at] = i;
		s->key[at] = s->rows[i].resident;
	}
	return ok;
}

/* --- one fact of each kind, put where it belongs ----------------------------------------------------------------------------- */

static unsigned char cluster_group(struct month_scan *s, const char *codes)
{
	char main[40];
	codes_first(codes, main, sizeof main);
	for (int i = 0; i < s->clusters; i++)
		if (strcmp(s->cluster[i], main) == 0) return (unsigned char)i;
	if (s->clusters == MONTH_CLUSTERS) return 0;
	STR_SET(s->cluster[s->clusters], main);
	return (unsigned char)s->clusters++;
}

/* Of several facts the latest counts; of two on one day the one recorded later, which comes later. */
static void take_level(struct month_scan *s, struct stmt *q)
{
	caldate on = stmt_get_date(q, 1);
	for (int i = row_of(s, stmt_get_int(q, 0)); i >= 0; i = s->rows[i].next)
		for (int d = FIRST; d <= LAST; d++)
			if (on <= s->rows[i].day[d] && on >= s->rows[i].level_on[d]) {
				s->rows[i].level_on[d] = on;
				s->rows[i].level[d] = (unsigned char)school_level_from_code(stmt_get_text(q, 2));
			}
}

static void take_cluster(struct month_scan *s, struct stmt *q)
{
	caldate on = stmt_get_date(q, 1);
	for (int i = row_of(s, stmt_get_int(q, 0)); i >= 0; i = s->rows[i].next)
		for (int d = FIRST; d <= LAST; d++)
			if (on <= s->rows[i].day[d] && on >= s->rows[i].cluster_on[d]) {
				const char *codes = stmt_get_text(q, 2), *bar = strchr(codes, '|');
				s->rows[i].cluster_on[d] = on;
				s->rows[i].cluster[d] = cluster_group(s, codes);
				if (d == LAST) s->rows[i].others = bar ? arena_dup(s->a, bar + 1) : NULL;
			}
}

static void take_person(struct month_scan *s, struct stmt *q)
{
	for (int i = row_of(s, stmt_get_int(q, 0)); i >= 0; i = s->rows[i].next) {
		s->rows[i].sex = (signed char)sex_index(stmt_get_text(q, 1));
		s->rows[i].birth = stmt_get_date(q, 2);
	}
}

static void take_absence(struct month_scan *s, struct stmt *q)
{
	const struct presence_kind *kind = presence_kind_find(stmt_get_text(q, 2));
	int head = row_of(s, stmt_get_int(q, 0)), days = 0, before = 0;
	if (!kind || head < 0) return;
	/* a return recorded later than this report was not known to it */
	bool back = !stmt_is_null(q, 3) && stmt_get_int(q, 4) <= s->known;
	caldate from = stmt_get_date(q, 1), until = back ? stmt_get_date(q, 3) : DATE_NONE;
	for (int i = head; i >= 0; i = s->rows[i].next) {
		days += overlap(&s->rows[i], s->first, s->last + 1, from, until);
		before += overlap(&s->rows[i], s->before_first, s->first, from, until);
	}
	if (!kind->counts) s->before.away_days += before;
	if (!days) return;
	size_t k = (size_t)(kind - presence_kinds);
	s->kind_days[k] += days;
	if (!(s->rows[head].kinds & (1u << k))) s->kind_children[k]++;
	s->rows[head].kinds |= (unsigned char)(1u << k);
	if (!kind->counts) s->away_days += days;
}

typedef void (*take_fn)(struct month_scan *s, struct stmt *q);

#define FACTS_LEVEL "SELECT resident_id, on_date, level FROM schooling"
#define FACTS_CLUSTER "SELECT resident_id, on_date, clusters FROM cluster_fact"
#define FACTS_PERSON "SELECT resident_id, sex, birth_date FROM resident_now"
#define FACTS_ABSENCE "SELECT resident_id, on_date, kind, back_on, back_at FROM presence"

static bool take(struct month_scan *s, struct stmt *q, row_id of, bool dated, take_fn each, struct err *e)
{
	if (dated) bind(s, q, of);
	else stmt_int(q, 1, of);
	while (stmt_row(q)) each(s, q);
	return stmt_done(q, e);
}

static bool load_facts(struct month_scan *s, struct err *e)
{
	row_id panti = s->who->panti;
	if (s->n >= BIG)
		return take(s, stmt(s->db, FACTS_LEVEL " WHERE +panti_id = ?1" KNOWN), panti, true, take_level, e)
			&& take(s, stmt(s->db, FACTS_CLUSTER " WHERE +panti_id = ?1" KNOWN), panti, true, take_cluster, e)
			&& take(s, stmt(s->db, FACTS_PERSON " WHERE +panti_id = ?1"), panti, false, take_person, e)
			&& take(s, stmt(s->db, FACTS_ABSENCE " WHERE +panti_id = ?1" KNOWN), panti, true, take_absence, e);
	for (int i = 0; i < s->n; i++) {
		row_id r = s->rows[i].resident;
		if (!s->rows[i].head) continue;
		if (!take(s, stmt(s->db, FACTS_LEVEL " WHERE resident_id = ?1" KNOWN " ORDER BY on_date, id"), r, true, take_level, e)
			|| !take(s, stmt(s->db, FACTS_CLUSTER " WHERE resident_id = ?1" KNOWN " ORDER BY on_date, id"), r, true, take_cluster, e)
			|| !take(s, stmt(s->db, FACTS_PERSON " WHERE resident_id = ?1"), r, false, take_person, e)
			|| !take(s, stmt(s->db, FACTS_ABSENCE " WHERE resident_id = ?1" KNOWN), r, true, take_absence, e))
			return false;
	}
	return true;
}

bool month_scan(struct month_scan *s, struct err *e)
{
	size_t count;
	s->before_first = month_add(s->first, -1);
	const struct code_row *c = code_rows_of("cluster", &count);
	s->clusters = 1; /* [0]: not recorded */
	for (size_t i = 0; i < count && s->clusters < MONTH_CLUSTERS; i++) STR_SET(s->cluster[s->clusters++], c[i].code);
	struct stmt *q = stmt(s->db, "SELECT count(*) FROM (SELECT 1 FROM stay WHERE panti_id = ?1 LIMIT ?2) x");
	stmt_int(q, 1, s->who->panti);
	stmt_int(q, 2, BIG);
	s->big = stmt_one_int(q, 0, e) == BIG;
	return load_stays(s, e) && load_facts(s, e);
}

void month_scan_free(struct month_scan *s)
{
	free(s->rows);
	free(s->key);
	free(s->slot);
}
