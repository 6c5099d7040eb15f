#include "src/rules/duplicate.h"
#include "src/base/date.h"
#include "src/base/mem.h"
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

/* 0-100: the same word, an initial for the word, a slip of the finger. */
static int word_score(const char *a, const char *b)
{
	size_t m = strlen(a), n = strlen(b);
	if (!strcmp(a, b))
		return 100;
	if ((m == 1 || n == 1) && *a == *b)
		return 60;
	if (m >= 4 && n >= 4 && one_slip(a, b))
		return 85;
	if ((m >= 4 && !strncmp(a, b, m)) || (n >= 4 && !strncmp(a, b, n))) /* Aminah, Aminahwati */
		return 70;
	return 0;
}

int duplicate_name_score(const char *a_key, const char *b_key)
{
	struct words a, b;
	split(a_key, &a);
	split(b_key, &b);
	if (!a.count || !b.count)
		return 0;
	struct words *few = a.count <= b.count ? &a : &b, *many = few == &a ? &b : &a;
	bool taken[WORDS_MAX] = { false };
	int sum = 0;
	for (int i = 0; i < few->count; i++) {
		int best = 0, with = -1;
		for (int j = 0; j < many->count; j++) {
			int score = taken[j] ? 0 : word_score(few->word[i], many->word[j]);
			if (score > best)
				best = score, with = j;
		}
		if (with >= 0)
			taken[with] = true;
		sum += best;
	}
	/* left-over words of the longer name weigh a third: "Siti" alone is a weak match for "Siti Aminah Putri" */
	return sum * 3 / (few->count * 3 + (many->count - few->count));
}

/* 0-40: how near two birth dates are, as far as both are known. */
static int birth_score(const struct duplicate_facts *a, const struct duplicate_facts *b)
{
	int ay, am, ad, by, bm, bd;
	if (a->birth == DATE_NONE || b->birth == DATE_NONE)
		return 15;
	date_split(a->birth, &ay, &am, &ad);
	date_split(b->birth, &by, &bm, &bd);
	if (a->precision == 'y' || b->precision == 'y') /* an estimated year is often one off */
		return ay == by ? 30 : abs(ay - by) == 1 ? 20 : 0;
	if (a->precision == 'm' || b->precision == 'm')
		return ay == by && am == bm ? 35 : ay == by ? 20 : 0;
	if (a->birth == b->birth)
		return 40;
	if (ay == by && am == bd && ad == bm)
		return 35;
	if (abs(a->birth - b->birth) <= 31 || (am == bm && ad == bd && abs(ay - by) <= 2))
		return 30;
	return ay == by ? 15 : 0;
}

enum duplicate duplicate_judge(const struct duplicate_facts *a, const struct duplicate_facts *b, int *score)
{
	int unused, *s = score ? score : &unused;
	bool nik = a->nik && *a->nik && str_equal(a->nik, b->nik);
	*s = nik ? 100 : 0;
	if (nik)
		return DUPLICATE_SAME;
	int name = duplicate_name_score(a->name_key, b->name_key);
	if (name < 50)
		return DUPLICATE_NO;
	bool mothers = a->mother_key && *a->mother_key && b->mother_key && *b->mother_key;
	int mother = mothers ? duplicate_name_score(a->mother_key, b->mother_key) : -1;
	int sum = name * 45 / 100 + birth_score(a, b) + (mother < 0 ? 5 : mother * 15 / 100);
	if (a->sex && *a->sex && b->sex && *b->sex && *a->sex != *b->sex)
		sum -= 30;
	*s = sum < 0 ? 0 : sum > 99 ? 99 : sum;
	return *s >= DUPLICATE_LIKELY_FROM ? DUPLICATE_LIKELY : DUPLICATE_NO;
}
