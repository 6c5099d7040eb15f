/*
 * Pairs of records that may be one child. Everybody of the panti is read once; records are put into blocks of a few that share something a typist seldom
 * gets wrong (the beginning of a name as it sounds and the birth year, the whole name, mother and birth date, the end of the NIK), and only records of one
 * block are compared (rules/duplicate.h). Work grows with the number of children, not with its square.
 */
#include "db/child/person_merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/text.h"
#include "src/rules/duplicate.h"

#define BLOCK_MOST 150 /* what more share says nothing */
#define PREFIX 4       /* letters of a word, as it sounds */

struct child { row_id person, resident; struct duplicate_facts facts; const char *name, *mother, *register_no, *status; };
struct key { uint64_t hash; int child; };
struct pair { int a, b; short score; unsigned why; };

struct finder {
	const struct actor *who;
	struct arena *a;
	struct child *child; int n, room;
	struct key *key; size_t keys, key_room;
	uint64_t *seen; size_t slots, used; /* pairs compared already: open addressing, 0 = empty */
	row_id (*apart)[2]; int apart_count;
	struct pair *pair; int pairs, pair_room;
	int max;
};

static uint64_t mix(uint64_t h, const char *text)
{
	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	return h;
}

static void key_add(struct finder *f, int child, char kind, const char *one, int64_t two)
{
	char number[24];
	uint64_t h = mix(UINT64_C(0xCBF29CE484222325), (char[]){ kind, ':', '\0' });
	snprintf(number, sizeof number, "|%" PRId64, two);
	h = mix(mix(h, one), number);
	if (f->keys == f->key_room)
		f->key = mem_grow(f->key, (f->key_room = f->key_room ? f->key_room * 2 : 4096) * sizeof *f->key);
	f->key[f->keys++] = (struct key){ h, child };
}

static int word_order(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Words of a key as they sound, in alphabetical order; returns how many. */
static int sounds(const char *key, char words[12][40])
{
	char copy[512];
	int n = 0;
	STR_SET(copy, key);
	for (char *at = copy, *space; at && *at && n < 12; at = space) {
		space = strchr(at, ' ');
		if (space)
			*space++ = '\0';
		if (*at)
			duplicate_sound(at, words[n++], sizeof words[0]);
	}
	qsort(words, (size_t)n, sizeof words[0], word_order);
	return n;
}

/* Words everybody carries lead nowhere, unless there is no other. */
static bool common(const char *sound)
{
	static const char *const list[] = { "muhamad", "abdul", "siti", "nur", "ahmad", "putri", "putra", NULL };
	for (const char *const *w = list; *w; w++)
		if (!strcmp(*w, sound))
			return true;
	return false;
}

static void keys_of(struct finder *f, int at)
{
	const struct child *c = &f->child[at];
	char words[12][40], whole[520] = "", mother[12][40];
	int n = sounds(c->facts.name_key, words), year = 0, month = 0, day = 0, rare = 0;
	bool known = c->facts.birth != DATE_NONE, exact = known && c->facts.precision == 'd';
	if (known)
		date_split(c->facts.birth, &year, &month, &day);
	size_t used = 0;
	for (int i = 0; i < n; i++) {
		rare += !common(words[i]);
		int got = snprintf(whole + used, sizeof whole - used, "%s", words[i]);
		used += got > 0 && used + (size_t)got < sizeof whole ? (size_t)got : 0;
	}
	key_add(f, at, 'n', whole, 0); /* the whole name, whatever the birth date */
	for (int i = 0; i < n; i++) {
		if (common(words[i]) && rare)
			continue;
		words[i][PREFIX] = '\0';
		if (known) { /* a year apart is near; further only on the same day of the year, or with day and month swapped */
			key_add(f, at, 'y', words[i], year);
			key_add(f, at, 'y', words[i], year + 1);
			key_add(f, at, 'd', words[i], day < month ? day * 100 + month : month * 100 + day);
		}
	}
	if (exact && sounds(c->facts.mother_key, mother) > 0) {
		mother[0][PREFIX] = '\0';
		key_add(f, at, 'm', mother[0], c->facts.birth);
	}
	if (c->facts.nik && strlen(c->facts.nik) == 16) {
		key_add(f, at, 'k', c->facts.nik, 0);
		key_add(f, at, 'e', c->facts.nik + 6, 0);
		key_add(f, at, 'e', c->facts.nik + 8, 1);
	}
}

static bool load(struct db *db, struct finder *f, struct err *e)
{
	char key[512];
	/* the panti's own, and those of letters it has not taken in yet; without records merged into another, and without sealed ones for who may not open
	 * them: beside its open twin the name could be read off */
	struct stmt *q = stmt(db, "SELECT p.id, p.name, p.mother, p.nik, p.sex, p.birth_date, p.birth_precision, p.search_key, coalesce(n.resident_id, 0), coalesce(n.register_no, ''),"
		" coalesce(n.status, '') FROM person p LEFT JOIN resident_now n ON n.person_id = p.id AND n.panti_id = ?1"
		" WHERE p.panti_id = ?1 AND NOT EXISTS (SELECT 1 FROM person_root g WHERE g.person_id = p.id) AND (coalesce(n.sealed, 0) = 0 OR ?2 = 1)"
		" UNION ALL SELECT p.id, p.name, p.mother, p.nik, p.sex, p.birth_date, p.birth_precision, p.search_key, 0, '', '' FROM referral_now w JOIN referral r ON r.id = w.referral_id"
		" JOIN person p ON p.id = r.person_id WHERE w.panti_id = ?1 AND w.open = 1 AND p.panti_id IS NULL AND NOT EXISTS (SELECT 1 FROM person_root g WHERE g.person_id = p.id)");
	stmt_int(q, 1, f->who->panti);
	stmt_int(q, 2, may(f->who, RIGHT_SEALED_READ));
	while (stmt_row(q)) {
		if (f->n == f->room)
			f->child = mem_grow(f->child, (size_t)(f->room = f->room ? f->room * 2 : 1024) * sizeof *f->child);
		struct child *c = &f->child[f->n++];
		const char *precision = stmt_get_text(q, 6);
		*c = (struct child){ .person = stmt_get_int(q, 0), .resident = stmt_get_int(q, 8), .name = arena_dup(f->a, stmt_get_text(q, 1)), .mother = arena_dup(f->a, stmt_get_text(q, 2)),
			.register_no = arena_dup(f->a, stmt_get_text(q, 9)), .status = arena_dup(f->a, stmt_get_text(q, 10)) };
		text_search_key(c->mother, key, sizeof key);
		c->facts = (struct duplicate_facts){ arena_dup(f->a, stmt_get_text(q, 7)), arena_dup(f->a, key), arena_dup(f->a, stmt_get_text(q, 3)), arena_dup(f->a, stmt_get_text(q, 4)),
			stmt_get_date(q, 5), *precision ? *precision : 'd' };
	}
	if (!stmt_done(q, e))
		return false;
	q = stmt(db, "SELECT first_id, second_id FROM person_apart WHERE panti_id = ?1 ORDER BY first_id, second_id");
	stmt_int(q, 1, f->who->panti);
	for (int room = 0; stmt_row(q); f->apart_count++) {
		if (f->apart_count == room)
			f->apart = mem_grow(f->apart, (size_t)(room = room ? room * 2 : 64) * sizeof *f->apart);
		f->apart[f->apart_count][0] = stmt_get_int(q, 0);
		f->apart[f->apart_count][1] = stmt_get_int(q, 1);
	}
	return stmt_done(q, e);
}

static int apart_order(const void *a, const void *b)
{
	const row_id *x = a, *y = b;
	return x[0] != y[0] ? (x[0] > y[0]) - (x[0] < y[0]) : (x[1] > y[1]) - (x[1] < y[1]);
}

static bool is_apart(const struct finder *f, row_id a, row_id b)
{
	const row_id pair[2] = { a < b ? a : b, a < b ? b : a };
	return f->apart_count && bsearch(pair, f->apart, (size_t)f->apart_count, sizeof *f->apart, apart_order);
}

/* True the first time a pair is met. */
static bool fresh(struct finder *f, int a, int b)
{
	uint64_t pair = ((uint64_t)(uint32_t)a << 32 | (uint32_t)b) + 1;
	if ((f->used + 1) * 2 > f->slots) {
		size_t old = f->slots;
		uint64_t *before = f->seen;
		f->slots = old ? old * 2 : 1 << 14;
		f->seen = mem_alloc(f->slots * sizeof *f->seen);
		for (size_t i = 0; i < old; i++)
			if (before[i]) {
				size_t at = (size_t)(before[i] * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (f->slots - 1);
				while (f->seen[at])
					at = (at + 1) & (f->slots - 1);
				f->seen[at] = before[i];
			}
		free(before);
	}
	size_t at = (size_t)(pair * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (f->slots - 1);
	for (; f->seen[at]; at = (at + 1) & (f->slots - 1))
		if (f->seen[at] == pair)
			return false;
	f->seen[at] = pair;
	f->used++;
	return true;
}

static void meet(struct finder *f, int a, int b)
{
	if (a == b)
		return;
	if (a > b) {
		int swap = a;
		a = b;
		b = swap;
	}
	const struct child *x = &f->child[a], *y = &f->child[b];
	if (x->person == y->person || !fresh(f, a, b))
		return;
	struct duplicate_found found = duplicate_compare(&x->facts, &y->facts);
	if (found.verdict == DUPLICATE_NO || is_apart(f, x->person, y->person))
		return;
	if (f->pairs == f->pair_room)
		f->pair = mem_grow(f->pair, (size_t)(f->pair_room = f->pair_room ? f->pair_room * 2 : 256) * sizeof *f->pair);
	f->pair[f->pairs++] = (struct pair){ a, b, (short)found.score, found.why };
}

static int key_order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : (x->child > y->child) - (x->child < y->child);
}

static int pair_order(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	return x->score != y->score ? y->score - x->score : x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static void compare_all(struct finder *f)
{
	for (int i = 0; i < f->n; i++)
		keys_of(f, i);
	if (f->keys)
		qsort(f->key, f->keys, sizeof *f->key, key_order);
	for (size_t from = 0, to; from < f->keys; from = to) {
		for (to = from + 1; to < f->keys && f->key[to].hash == f->key[from].hash; to++) {}
		if (to - from > BLOCK_MOST)
			continue;
		for (size_t i = from; i < to; i++)
			for (size_t k = i + 1; k < to; k++)
				meet(f, f->key[i].child, f->key[k].child);
	}
	if (f->pairs)
		qsort(f->pair, (size_t)f->pairs, sizeof *f->pair, pair_order);
}

static struct duplicate_side side(const struct child *c, struct arena *a)
{
	return (struct duplicate_side){ c->person, c->resident, arena_dup(a, c->register_no), arena_dup(a, c->name), arena_dup(a, c->mother), arena_dup(a, c->status), c->facts.birth, c->facts.precision };
}

struct asked { const struct actor *who; struct arena *a; struct duplicate_pair *out; int max, n, total; };

static bool read_all(struct db *db, void *ctx, struct err *e)
{
	struct asked *q = ctx;
	struct finder f = { .who = q->who, .a = arena_new() };
	bool ok = load(db, &f, e);
	if (ok)
		compare_all(&f);
	q->total = f.pairs;
	for (q->n = 0; q->n < q->max && q->n < f.pairs; q->n++) {
		const struct pair *p = &f.pair[q->n];
		bool older = f.child[p->a].person < f.child[p->b].person; /* the record made first stands first */
		q->out[q->n] = (struct duplicate_pair){ side(&f.child[older ? p->a : p->b], q->a), side(&f.child[older ? p->b : p->a], q->a), p->score, p->why };
	}
	free(f.child);
	free(f.key);
	free(f.seen);
	free(f.apart);
	free(f.pair);
	arena_free(f.a);
	return ok;
}

int person_duplicates(struct db *db, const struct actor *who, struct arena *a, struct duplicate_pair *out, int max, int *total, struct err *e)
{
	struct asked q = { .who = who, .a = a, .out = out, .max = max };
	if (!db_may(who, RIGHT_MERGE, e) || !db_read(db, read_all, &q, e))
		return -1;
	if (total)
		*total = q.total;
	return q.n;
}
