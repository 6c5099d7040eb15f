/* Children who may be the one just typed: found by number and by the rarest words of the name, judged by rules/duplicate.h. */
#include "db/child/person_merge.h"

#include <string.h>

#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/text.h"
#include "src/rules/duplicate.h"
#include "src/rules/rights.h"

#define WORD_MOST 3000 /* a word carried by more children than this says nothing */
#define WORDS 12

struct hunt { const struct duplicate_facts *facts; const char *nik; row_id except; struct arena *a; struct person_twin *out; int n, max; };

static void offer(struct hunt *h, const struct person_twin *t)
{
	int at = h->n;
	for (int i = 0; i < h->n; i++)
		if (h->out[i].person == t->person)
			return;
	while (at > 0 && h->out[at - 1].score < t->score)
		at--;
	if (at >= h->max)
		return;
	int last = h->n < h->max ? h->n++ : h->max - 1;
	for (int i = last; i > at; i--)
		h->out[i] = h->out[i - 1];
	h->out[at] = *t;
}

/* Columns: person id (of a record merged into another: of that one, judged and shown as the record given up spells it), name, mother, nik, sex, birth, precision, search key, resident, register number, status. */
#define TWIN_COLUMNS PERSON_ROOT("p.id") ", p.name, p.mother, p.nik, p.sex, p.birth_date, p.birth_precision, p.search_key, coalesce(n.resident_id, 0), coalesce(n.register_no, ''), coalesce(n.status, '')"

static bool judge(struct hunt *h, struct stmt *q, struct err *e)
{
	while (stmt_row(q)) {
		row_id id = stmt_get_int(q, 0);
		if (id == h->except)
			continue;
		char mother[512], key[512];
		text_search_key(stmt_get_text(q, 2), mother, sizeof mother);
		STR_SET(key, stmt_get_text(q, 7));
		const char *precision = stmt_get_text(q, 6);
		struct duplicate_facts other = { key, mother, arena_dup(h->a, stmt_get_text(q, 3)), arena_dup(h->a, stmt_get_text(q, 4)), stmt_get_date(q, 5), *precision ? *precision : 'd' };
		int score = 0;
		enum duplicate d = duplicate_judge(h->facts, &other, &score);
		if (d == DUPLICATE_NO)
			continue;
		struct person_twin t = { id, stmt_get_int(q, 8), arena_dup(h->a, stmt_get_text(q, 9)), arena_dup(h->a, stmt_get_text(q, 1)), arena_dup(h->a, stmt_get_text(q, 2)), other.nik,
			arena_dup(h->a, stmt_get_text(q, 10)), other.birth, score, d == DUPLICATE_SAME };
		offer(h, &t);
	}
	return stmt_done(q, e);
}

/* Words of the key with how many children carry each (up to WORD_MOST), rarest first. */
static int rare_words(struct db *db, row_id panti, char *key, const char *words[WORDS])
{
	int64_t counts[WORDS];
	int n = 0;
	for (char *at = key; at && *at && n < WORDS;) {
		char *space = strchr(at, ' ');
		if (space)
			*space++ = '\0';
		struct stmt *q = stmt(db, "SELECT count(*) FROM (SELECT 1 FROM search_word WHERE panti_id = ?1 AND word = ?2 LIMIT ?3) AS t");
		stmt_int(q, 1, panti);
		stmt_text(q, 2, at);
		stmt_int(q, 3, WORD_MOST);
		int64_t count = stmt_one_int(q, 0, NULL);
		int to = n;
		while (to > 0 && counts[to - 1] > count) {
			counts[to] = counts[to - 1];
			words[to] = words[to - 1];
			to--;
		}
		counts[to] = count;
		words[to] = at;
		n++;
		at = space;
	}
	while (n > 0 && counts[n - 1] >= WORD_MOST)
		n--;
	return n > 2 ? 2 : n;
}

int person_twins(struct db *db, const struct actor *who, const char *const v[PERSON_FIELDS], row_id except, struct arena *a, struct person_twin *out, int max, struct err *e)
{
	if (!who->panti || !may(who, RIGHT_RESIDENT_READ) || max < 1)
		return 0;
	char key[512], mother[512], cut[512], precision;
	const char *words[WORDS];
	bool sealed = may(who, RIGHT_SEALED_READ);
	text_search_key(v[PERSON_NAME] ? v[PERSON_NAME] : "", key, sizeof key);
	text_search_key(v[PERSON_MOTHER] ? v[PERSON_MOTHER] : "", mother, sizeof mother);
	caldate birth = person_birth(v, &precision);
	struct duplicate_facts facts = { key, mother, v[PERSON_NIK] ? v[PERSON_NIK] : "", v[PERSON_SEX] ? v[PERSON_SEX] : "", birth, precision };
	struct hunt h = { &facts, facts.nik, except, a, out, 0, max };
	struct stmt *q;
	if (*facts.nik) {
		q = stmt(db, "SELECT " TWIN_COLUMNS " FROM person p LEFT JOIN resident_now n ON n.person_id = " PERSON_ROOT("p.id") " WHERE p.panti_id = ?1 AND p.nik = ?2 AND p.nik <> '' AND (coalesce(n.sealed, 0) = 0 OR ?3 = 1)");
		stmt_int(q, 1, who->panti);
		stmt_text(q, 2, facts.nik);
		stmt_int(q, 3, sealed);
		if (!judge(&h, q, e))
			return -1;
	}
	/* the whole name, also of children known from a referral only */
	q = stmt(db, "SELECT " TWIN_COLUMNS " FROM person p LEFT JOIN resident_now n ON n.person_id = " PERSON_ROOT("p.id") " WHERE p.panti_id = ?1 AND p.search_key = ?2 AND (coalesce(n.sealed, 0) = 0 OR ?3 = 1) LIMIT 500");
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, key);
	stmt_int(q, 3, sealed);
	if (!judge(&h, q, e))
		return -1;
	STR_SET(cut, key);
	int n = rare_words(db, who->panti, cut, words);
	for (int w = 0; w < n; w++) {
		q = stmt(db, "SELECT " TWIN_COLUMNS " FROM search_word s JOIN resident_now w ON w.resident_id = s.resident_id JOIN person p ON p.id = w.person_id JOIN resident_now n ON n.person_id = " PERSON_ROOT("p.id") " AND n.panti_id = ?1"
			" WHERE s.panti_id = ?1 AND s.word = ?2 AND (w.birth_date = '' OR w.birth_date BETWEEN ?3 AND ?4) AND (n.sealed = 0 OR ?5 = 1)");
		stmt_int(q, 1, who->panti);
		stmt_text(q, 2, words[w]);
		char from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];
		stmt_text(q, 3, birth == DATE_NONE ? "" : date_iso(birth - 800, from));
		stmt_text(q, 4, birth == DATE_NONE ? "9" : date_iso(birth + 800, to));
		stmt_int(q, 5, sealed);
		if (!judge(&h, q, e))
			return -1;
	}
	return h.n;
}
