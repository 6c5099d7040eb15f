#include "src/rules/duplicate.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 12
#define WORD_MAX 40

struct words { int count; char word[WORDS_MAX][WORD_MAX]; };

static void split(const char *key, struct words *out)
{
	out->count = 0;
	for (const char *at = key ? key : ""; *at && out->count < WORDS_MAX;) {
		size_t length = strcspn(at, " ");
		if (length) {
			size_t kept = length < WORD_MAX - 1 ? length : WORD_MAX - 1;
			memcpy(out->word[out->count], at, kept);
			out->word[out->count++][kept] = '\0';
		}
		at += length + (at[length] == ' ');
	}
}

/* One letter more, less, other, or two neighbours swapped? Bytes will do: search keys are folded to plain letters nearly always. */
static bool one_slip(const char *a, const char *b)
{
	size_t m = strlen(a), n = strlen(b), same = 0;
	if (m > n)
		return one_slip(b, a);
	if (n - m > 1)
		return false;
	while (same < m && a[same] == b[same])
		same++;
	if (m < n)
		return !strcmp(a + same, b + same + 1);
	if (same == m || !strcmp(a + same + 1, b + same + 1))
		return true;
	return a[same] == b[same + 1] && a[same + 1] == b[same] && !strcmp(a + same + 2, b + same + 2);
}

const char *duplicate_sound(const char *word, char *out, size_t size)
{
	size_t to = 0, n = strlen(word);
	for (size_t i = 0; i < n && to + 1 < size; i++) {
		char c = word[i], next = word[i + 1];
		bool h = next == 'h' && i + 2 < n;
		if ((c == 'k' || c == 'c') && h) c = to ? 'h' : 'k', i++; /* Choirul, Khoirul, Koirul; Rochani, Rohani */
		else if ((c == 't' || c == 'd' || c == 'g' || c == 's') && h) i++; /* Fathimah, Ridho, Ghani, Ashraf */
		else if (c == 's' && next == 'y') i++;                  /* Syarif, Sarif */
		else if (c == 'q') c = 'k';
		else if (c == 'f' || c == 'v') c = 'p';                 /* Fitri, Pitri, Vitri */
		else if (c == 'z') c = 'y';                             /* Rizal, Rijal: j is y in a key */
		else if (c == 'y' && i + 1 == n) c = 'i';               /* Rizky, Rizki */
		else if (c == 'i' && next == 'y' && i + 2 < n) i++;     /* Badriyah, Badriah */
		if (!to || out[to - 1] != c) out[to++] = c;
	}
	out[to] = '\0';
	return out;
}

/* 0-100: the same word, the same sound, an initial for the word, a slip of the finger. */
static int word_score(const char *a, const char *b)
{
	size_t m = strlen(a), n = strlen(b);
	char x[WORD_MAX], y[WORD_MAX];
	if (!strcmp(a, b))
		return 100;
	if ((m == 1 || n == 1) && *a == *b)
		return 60;
	if (m >= 3 && n >= 3 && m < n + 3 && n < m + 3 && !strcmp(duplicate_sound(a, x, sizeof x), duplicate_sound(b, y, sizeof y)))
		return 95;
	if (m >= 4 && n >= 4 && one_slip(a, b))
		return 85;
	if ((m >= 4 && !strncmp(a, b, m)) || (n >= 4 && !strncmp(a, b, n))) /* Aminah, Aminahwati */
		return 70;
	return 0;
}

/* Two neighbours written as one word: Nur Aini and Nuraini. */
static int joined_score(const char *one, const char *first, const char *second)
{
	char both[WORD_MAX * 2];
	size_t m = strlen(first), n = strlen(second), k = strlen(one);
	if (*one != *first || k < 5 || m + n >= WORD_MAX || k + 2 < m + n || m + n + 2 < k)
		return 0;
	memcpy(both, first, m);
	memcpy(both + m, second, n + 1);
	int score = word_score(one, both);
	return score >= 85 ? score - 5 : 0;
}

/* Words of `few` met by words of `many`; *met (may be NULL): words of `many` used up. */
static int words_met(const struct words *few, const struct words *many, int *used)
{
	bool taken[WORDS_MAX] = { false };
	int sum = 0;
	*used = 0;
	for (int i = 0; i < few->count; i++) {
		int best = 0, with = -1, pair = 0;
		for (int j = 0; j < many->count; j++) {
			int score = taken[j] ? 0 : word_score(few->word[i], many->word[j]);
			if (score > best)
				best = score, with = j, pair = 0;
			score = j + 1 < many->count && !taken[j] && !taken[j + 1] ? joined_score(few->word[i], many->word[j], many->word[j + 1]) : 0;
			if (score > best)
				best = score, with = j, pair = 1;
		}
		if (with >= 0)
			taken[with] = taken[with + pair] = true;
		*used += with < 0 ? 0 : 1 + pair;
		sum += best;
	}
	return sum;
}

int duplicate_name_score(const char *a_key, const char *b_key)
{
	struct words a, b;
	split(a_key, &a);
	split(b_key, &b);
	if (!a.count || !b.count)
		return 0;
	struct words *few = a.count <= b.count ? &a : &b, *many = few == &a ? &b : &a;
	int used, sum = words_met(few, many, &used);
	/* left-over words of the longer name weigh a third: "Siti" alone is a weak match for "Siti Aminah Putri" */
	int over = many->count - (used > few->count ? used : few->count);
	return sum * 3 / (few->count * 3 + over);
}

/* The word a child is called by: the first that is not Muhammad, Siti, Putri and the like before something else. */
static int called(const struct words *w)
{
	static const char *const before[] = { "muhamad", "abdul", "siti", "nur", "ahmad", "putri", "putra", "m", "a", "st", NULL };
	int i = 0;
	for (const char *const *b = before; *b && i + 1 < w->count; b++)
		if (!strcmp(w->word[i], *b)) {
			i++;
			b = before - 1;
		}
	return i;
}

/* Neither name holds the word the other child is called by; slip: they are one letter apart, as Rina and Rini are. */
static bool first_names_differ(const char *a_key, const char *b_key, bool *slip)
{
	struct words a, b;
	split(a_key, &a);
	split(b_key, &b);
	if (!a.count || !b.count)
		return false;
	int x = called(&a), y = called(&b), best = 0;
	for (int j = 0; j < b.count; j++) {
		int s = word_score(a.word[x], b.word[j]);
		if (s > best) best = s;
		s = j + 1 < b.count ? joined_score(a.word[x], b.word[j], b.word[j + 1]) : 0;
		if (s > best) best = s;
	}
	int there = best;
	best = 0;
	for (int i = 0; i < a.count; i++) {
		int s = word_score(b.word[y], a.word[i]);
		if (s > best) best = s;
		s = i + 1 < a.count ? joined_score(b.word[y], a.word[i], a.word[i + 1]) : 0;
		if (s > best) best = s;
	}
	*slip = there == 85 && best == 85 && strlen(a.word[x]) == strlen(b.word[y]);
	return there < 60 && best < 60;
}

/* How many of the eight digits of YYYYMMDD differ. */
static int digits_off(int ay, int am, int ad, int by, int bm, int bd)
{
	char a[32], b[32];
	int off = 0;
	snprintf(a, sizeof a, "%04d%02d%02d", ay, am, ad);
	snprintf(b, sizeof b, "%04d%02d%02d", by, bm, bd);
	for (int i = 0; i < 8; i++)
		off += a[i] != b[i];
	return off;
}

/* 0-40: how near two birth dates are, as far as both are known. */
static int birth_score(const struct duplicate_facts *a, const struct duplicate_facts *b, unsigned *why)
{
	int ay, am, ad, by, bm, bd;
	if (a->birth == DATE_NONE || b->birth == DATE_NONE)
		return 15;
	date_split(a->birth, &ay, &am, &ad);
	date_split(b->birth, &by, &bm, &bd);
	if (a->precision == 'y' || b->precision == 'y') { /* an estimated year is often one off */
		*why |= abs(ay - by) <= 1 ? ALIKE_BIRTH_NEAR : 0;
		return ay == by ? 30 : abs(ay - by) == 1 ? 20 : 0;
	}
	if (a->precision == 'm' || b->precision == 'm') {
		*why |= ay != by ? 0 : am == bm ? ALIKE_BIRTH_NEAR : ALIKE_BIRTH_YEAR;
		return ay == by && am == bm ? 35 : ay == by ? 20 : 0;
	}
	if (a->birth == b->birth) {
		*why |= ALIKE_BIRTH;
		return 40;
	}
	if (ay == by && am == bd && ad == bm) {
		*why |= ALIKE_BIRTH_SWAPPED;
		return 35;
	}
	bool far = abs(ay - by) > 2;
	if (abs(a->birth - b->birth) <= 31 || (am == bm && ad == bd && !far) || (!far && digits_off(ay, am, ad, by, bm, bd) == 1)) {
		*why |= ALIKE_BIRTH_NEAR;
		return 30;
	}
	*why |= ay == by ? ALIKE_BIRTH_YEAR : 0;
	return ay == by ? 15 : 0;
}

/* Two numbers of 16 digits: the same, near, strange to each other, or neither (a serial apart: twins and neighbours). */
static unsigned nik_why(const char *a, const char *b)
{
	if (!a || !b || strlen(a) != 16 || strlen(b) != 16)
		return a && *a && str_equal(a, b) ? ALIKE_NIK : 0;
	if (!strcmp(a, b))
		return ALIKE_NIK;
	int off = 0, first = -1, last = -1;
	for (int i = 0; i < 16; i++)
		if (a[i] != b[i]) {
			off++;
			first = first < 0 ? i : first;
			last = i;
		}
	bool swapped = off == 2 && last == first + 1 && a[first] == b[last] && a[last] == b[first];
	if ((off == 1 && first < 12) || swapped || last < 6) /* the region: one family, registered in two places */
		return ALIKE_NIK_NEAR;
	if (first >= 12)
		return 0;
	return off > 2 ? UNLIKE_NIK : 0;
}

struct duplicate_found duplicate_compare(const struct duplicate_facts *a, const struct duplicate_facts *b)
{
	struct duplicate_found f = { DUPLICATE_NO, 0, nik_why(a->nik, b->nik) };
	bool slip = false, differ = first_names_differ(a->name_key, b->name_key, &slip);
	int birth = birth_score(a, b, &f.why);
	if (differ && !(f.why & (ALIKE_BIRTH | ALIKE_NIK)))
		return f; /* nearly all pairs end here */
	int name = duplicate_name_score(a->name_key, b->name_key);
	bool mothers = a->mother_key && *a->mother_key && b->mother_key && *b->mother_key;
	int mother = mothers ? duplicate_name_score(a->mother_key, b->mother_key) : -1;
	bool sexes = a->sex && *a->sex && b->sex && *b->sex && *a->sex != *b->sex;
	f.why |= (name >= 95 ? ALIKE_NAME : name >= 50 ? ALIKE_NAME_NEAR : 0) | (mother >= 95 ? ALIKE_MOTHER : mother >= 60 ? ALIKE_MOTHER_NEAR : 0) | (sexes ? UNLIKE_SEX : 0);
	if (f.why & ALIKE_NIK) {
		f.verdict = DUPLICATE_SAME;
		f.score = 100;
		return f;
	}
	bool family = (f.why & ALIKE_BIRTH) && mother >= 80;
	if (differ) {
		if (!family)
			return f;
		f.verdict = DUPLICATE_TWINS;
		f.why |= ALIKE_TWINS;
		f.score = 30 + name / 10 + (sexes || (f.why & UNLIKE_NIK) ? 0 : 5);
		return f;
	}
	if (name < 50)
		return f;
	int sum = name * 45 / 100 + birth + (mother < 0 ? 5 : mother * 15 / 100) + (f.why & ALIKE_NIK_NEAR ? 10 : 0);
	sum -= (sexes ? 30 : 0) + (f.why & UNLIKE_NIK ? 25 : 0);
	if (slip && family) { /* Rina and Rini may be one girl or two */
		f.why |= ALIKE_TWINS;
		sum -= 15;
	}
	f.score = sum < 0 ? 0 : sum > 99 ? 99 : sum;
	f.verdict = f.score >= DUPLICATE_LIKELY_FROM ? DUPLICATE_LIKELY : DUPLICATE_NO;
	return f;
}

enum duplicate duplicate_judge(const struct duplicate_facts *a, const struct duplicate_facts *b, int *score)
{
	struct duplicate_found f = duplicate_compare(a, b);
	if (f.verdict == DUPLICATE_TWINS)
		f = (struct duplicate_found){ DUPLICATE_NO, 0, 0 };
	if (score)
		*score = f.score;
	return f.verdict;
}

const char *duplicate_reasons(unsigned why, char *out, size_t size)
{
	static const struct { unsigned bit; const char *words; } list[] = {
		{ ALIKE_TWINS, N_("perhaps twins") }, { ALIKE_NIK, N_("same NIK") }, { ALIKE_NIK_NEAR, N_("NIK nearly the same") }, { ALIKE_NAME, N_("same name") },
		{ ALIKE_NAME_NEAR, N_("name alike") }, { ALIKE_BIRTH, N_("same birth date") }, { ALIKE_BIRTH_SWAPPED, N_("day and month swapped") }, { ALIKE_BIRTH_NEAR, N_("birth date near") },
		{ ALIKE_BIRTH_YEAR, N_("same birth year") }, { ALIKE_MOTHER, N_("same mother") }, { ALIKE_MOTHER_NEAR, N_("mother alike") }, { UNLIKE_SEX, N_("sex differs") },
		{ UNLIKE_NIK, N_("NIK differs") },
	};
	size_t used = 0;
	*out = '\0';
	for (size_t i = 0; i < COUNT(list); i++) {
		if (!(why & list[i].bit))
			continue;
		int got = snprintf(out + used, size - used, "%s%s", used ? ", " : "", _(list[i].words));
		if (got < 0 || used + (size_t)got >= size)
			break;
		used += (size_t)got;
	}
	return out;
}
