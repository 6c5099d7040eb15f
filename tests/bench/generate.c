#include "tests/bench/generate.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/base/buf.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "src/base/text.h"

static const char *const first_l[] = { "Muhammad", "Moch.", "Ahmad", "Budi", "Rizal", "Agus", "Dedi", "Eko", "Fajar", "Gilang", "Hendra", "Ilham", "Joko", "Krisna", "Lukman",
	"Maulana", "Nanda", "Putra", "Rahmat", "Satria", "Teguh", "Umar", "Wahyu", "Yoga", "Zainal", "Abdul", "Bayu", "Candra", "Dimas", "Farhan" };
static const char *const first_p[] = { "Siti", "Nur", "Dewi", "Sri", "Rahma", "Ayu", "Putri", "Melati", "Indah", "Fitri", "Anisa", "Bunga", "Citra", "Dian", "Eka", "Gita", "Hana",
	"Intan", "Kartika", "Lestari", "Maya", "Nadia", "Oktavia", "Ratna", "Sari", "Tiara", "Umi", "Wulan", "Yuni", "Zahra" };
static const char *const syllables[] = { "ba", "di", "ka", "la", "ma", "ni", "pu", "ra", "sa", "ti", "wa", "yo", "har", "sun", "man", "dra", "wi", "to", "no", "mi", "ri", "lu", "su", "gu", "je", "na" };
#define PICK(table, seed) (table)[(size_t)rand_r(seed) % COUNT(table)]

void generate_name(unsigned *seed, char sex, char *out, unsigned size)
{
	char last[40] = "";
	int parts = 2 + rand_r(seed) % 3;
	for (int i = 0; i < parts; i++) {
		size_t n = strlen(last);
		snprintf(last + n, sizeof last - n, "%s", PICK(syllables, seed));
	}
	last[0] = (char)(last[0] - 'a' + 'A');
	const char *first = sex == 'L' ? PICK(first_l, seed) : PICK(first_p, seed), *middle = sex == 'L' ? PICK(first_l, seed) : PICK(first_p, seed);
	if (rand_r(seed) % 3 == 0)
		snprintf(out, size, "%s %s %s", first, middle, last);
	else
		snprintf(out, size, "%s %s", first, last);
}

enum { PERSON_ROW, RESIDENT_ROW, STAY_ROW, END_ROW, CLUSTER_ROW, SCHOOL_ROW, NOW_ROW, WORD_ROW, STATEMENTS };
static const char *const inserts[STATEMENTS] = {
	"INSERT INTO person (id, panti_id, name, sex, nik, birth_date, birth_place, religion, mother, search_key) VALUES (?, ?, ?, ?, ?, ?, 'Sangatta', 'islam', ?, ?)",
	"INSERT INTO resident (id, panti_id, person_id, register_no, recorded_at, recorded_by) VALUES (?, ?, ?, ?, 0, 0)",
	"INSERT INTO stay (id, panti_id, resident_id, on_date, approved_at, recorded_at, recorded_by) VALUES (?, ?, ?, ?, 0, 0, 0)",
	"INSERT INTO stay_end (id, panti_id, stay_id, on_date, reason, recorded_at, recorded_by) VALUES (?, ?, ?, ?, 'lulus', 0, 0)",
	"INSERT INTO cluster_fact (id, panti_id, resident_id, on_date, clusters, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, 0, 0)",
	"INSERT INTO schooling (id, panti_id, resident_id, on_date, year, level, grade, event, recorded_at, recorded_by) VALUES (?, ?, ?, ?, '', ?, ?, 'masuk', 0, 0)",
	"INSERT INTO resident_now (resident_id, panti_id, person_id, register_no, name, sort_key, search_key, sex, birth_date, birth_precision, nik, district, origin, status, stay_id, admit_on, end_on,"
	" end_reason, approved, level, grade, school, waiting_school, room_id, room, clusters, main_cluster, presence, missing, savings, sealed, next_on)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, '', '', ?, ?, ?, ?, ?, 1, ?, ?, '', 0, NULL, '', ?, ?, '', ?, 0, 0, NULL)",
	"INSERT INTO search_word (panti_id, word, sort_key, resident_id) VALUES (?, ?, ?, ?)",
};

struct word { char *text, *sort; int64_t resident; };
struct words { struct word *list; size_t count, room; struct arena *a; };

static int by_word(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int c = strcmp(x->text, y->text);
	c = c ? c : strcmp(x->sort, y->sort);
	return c ? c : (x->resident > y->resident) - (x->resident < y->resident);
}

static void word_add(struct words *w, const char *text, char *sort, int64_t resident)
{
	for (size_t i = w->count; i > 0 && w->list[i - 1].resident == resident; i--)
		if (!strcmp(w->list[i - 1].text, text))
			return;
	if (w->count == w->room) {
		w->room = w->room ? w->room * 2 : 4096;
		w->list = mem_grow(w->list, w->room * sizeof *w->list);
	}
	w->list[w->count++] = (struct word){ arena_dup(w->a, text), sort, resident };
}

/* n values: 'i' int64_t, 's' text, 'z' NULL. */
static bool put(sqlite3_stmt *s, const char *kinds, ...)
{
	va_list args;
	va_start(args, kinds);
	for (int i = 0; kinds[i]; i++)
		if (kinds[i] == 'i')
			sqlite3_bind_int64(s, i + 1, va_arg(args, int64_t));
		else if (kinds[i] == 's') {
			const char *t = va_arg(args, const char *);
			if (t)
				sqlite3_bind_text(s, i + 1, t, -1, SQLITE_TRANSIENT);
			else
				sqlite3_bind_null(s, i + 1);
		}
	va_end(args);
	bool ok = sqlite3_step(s) == SQLITE_DONE;
	sqlite3_reset(s);
	return ok;
}

static int64_t one(sqlite3 *c, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t n = 0;
	if (sqlite3_prepare_v2(c, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

struct child { int64_t panti, base, n; caldate today; int active; };

static bool child(sqlite3_stmt **s, const struct child *c, unsigned *seed, struct words *words)
{
	static const char *const levels[] = { "sd", "smp", "sma" }, *const clusters[] = { "anak_terlantar", "abh", "anak_jalanan|ampk", "ampk" };
	char name[120], mother[120], search[512], sort[512], nik[48], number[32], born[DATE_ISO_SIZE], admit[DATE_ISO_SIZE], end[DATE_ISO_SIZE], sex = rand_r(seed) % 2 ? 'L' : 'P';
	char sexes[2] = { sex, 0 }, copy[512];
	bool active = rand_r(seed) % 10 < c->active;
	caldate on = c->today - 30 - rand_r(seed) % 3000, birth = on - 2200 - rand_r(seed) % 3000, left = on + 20 + (c->today - on - 20) / 2;
	int level = rand_r(seed) % 3, year;
	int64_t grade = (int64_t[]){ 3, 8, 11 }[level], id = c->base + c->n;
	generate_name(seed, sex, name, sizeof name);
	generate_name(seed, 'P', mother, sizeof mother);
	text_search_key(name, search, sizeof search);
	text_sort_key(name, sort, sizeof sort);
	date_split(on, &year, NULL, NULL);
	date_iso(birth, born);
	date_iso(on, admit);
	date_iso(left, end);
	/* 28 days x 12 months x 9,999 serials: valid and never twice below 3,359,664 */
	snprintf(nik, sizeof nik, "640804%02d%02d13%04d", 1 + (int)(c->n % 28), 1 + (int)(c->n / 28 % 12), 1 + (int)(c->n / 336 % 9999));
	snprintf(number, sizeof number, "%04d-%06d", year, (int)(c->n % 1000000));
	const char *set = clusters[rand_r(seed) % 4], *bar = strchr(set, '|');
	snprintf(copy, sizeof copy, "%.*s", bar ? (int)(bar - set) : 60, set);
	/* wanted fields not there: kk, background, father, address, district, akta, consent_by */
	if (!put(s[PERSON_ROW], "iissssss", id, c->panti, name, sexes, nik, born, mother, search) || !put(s[RESIDENT_ROW], "iiis", id, c->panti, id, number)
	    || !put(s[STAY_ROW], "iiis", id, c->panti, id, admit) || (!active && !put(s[END_ROW], "iiis", id, c->panti, id, end))
	    || !put(s[CLUSTER_ROW], "iiiss", id, c->panti, id, admit, set) || !put(s[SCHOOL_ROW], "iiissi", id, c->panti, id, admit, levels[level], grade)
	    || !put(s[NOW_ROW], "iii" "sssssss" "s" "i" "sss" "s" "i" "sss", id, c->panti, id, number, name, sort, search, sexes, born, nik, active ? "aktif" : "keluar", id, admit, active ? NULL : end,
	            active ? "" : "lulus", levels[level], grade, set, copy, "7"))
		return false;
	char *kept = arena_dup(words->a, sort);
	for (char *at = search, *gap; at; at = gap) {
		gap = strchr(at, ' ');
		if (gap)
			*gap++ = '\0';
		if (*at)
			word_add(words, at, kept, id);
	}
	word_add(words, number, kept, id);
	word_add(words, nik, kept, id);
	return true;
}

static bool fill(sqlite3 *c, int64_t panti, int64_t count, int active, caldate today, unsigned seed)
{
	static const char *const tables[] = { "person", "resident", "stay", "stay_end", "cluster_fact", "schooling" };
	sqlite3_stmt *s[STATEMENTS] = { NULL };
	struct words words = { .a = arena_new() };
	bool ok = true;
	for (int i = 0; ok && i < STATEMENTS; i++)
		ok = sqlite3_prepare_v2(c, inserts[i], -1, &s[i], NULL) == SQLITE_OK;
	int64_t used = 0, site = one(c, "SELECT value FROM meta WHERE key = 'site_no'") << 39;
	for (size_t i = 0; i < COUNT(tables); i++) {
		char sql[120];
		snprintf(sql, sizeof sql, "SELECT last FROM counter WHERE name = '%s'", tables[i]);
		int64_t last = one(c, sql);
		used = last > used ? last : used;
	}
	for (int64_t n = 1; ok && n <= count; n++)
		ok = child(s, &(struct child){ panti, site, used + n, today, active }, &seed, &words);
	if (words.count)
		qsort(words.list, words.count, sizeof *words.list, by_word);
	for (size_t i = 0; ok && i < words.count; i++)
		ok = put(s[WORD_ROW], "issi", panti, words.list[i].text, words.list[i].sort, words.list[i].resident);
	ok = ok && sqlite3_exec(c, "DELETE FROM resident_total; INSERT INTO resident_total SELECT panti_id, status, sex, level, presence <> '', missing > 0, approved, waiting_school, count(*)"
		" FROM resident_now GROUP BY 1, 2, 3, 4, 5, 6, 7, 8", NULL, NULL, NULL) == SQLITE_OK;
	for (size_t i = 0; ok && i < COUNT(tables); i++) {
		char *sql = sqlite3_mprintf("INSERT INTO counter (name, last) VALUES (%Q, %lld) ON CONFLICT (name) DO UPDATE SET last = excluded.last", tables[i], (long long)(used + count));
		ok = sqlite3_exec(c, sql, NULL, NULL, NULL) == SQLITE_OK;
		sqlite3_free(sql);
	}
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(s[i]);
	free(words.list);
	arena_free(words.a);
	return ok;
}

bool generate_residents(const char *path, int64_t panti, int64_t count, int active_in_ten, const char *today, unsigned seed)
{
	sqlite3 *c = NULL;
	bool ok = sqlite3_open_v2(path, &c, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
		&& sqlite3_exec(c, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN", NULL, NULL, NULL) == SQLITE_OK
		&& fill(c, panti, count, active_in_ten, date_from_iso(today), seed) && sqlite3_exec(c, "COMMIT; PRAGMA journal_mode = TRUNCATE", NULL, NULL, NULL) == SQLITE_OK;
	if (!ok)
		fprintf(stderr, "generate: %s\n", sqlite3_errmsg(c));
	sqlite3_close(c);
	return ok;
}
