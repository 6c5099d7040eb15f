/*
 * Keys under which names are found and ordered. Two steps: plain() brings a name to lower-case words of letters and digits;
 * the spelling rules of DOMAIN.md 4 then fold each word so that old and new, long and short spellings meet:
 *   oe = u, tj = c, and dj = j = y (old j is today's y, old dj today's j, so the three are one class; with it sj = sy, nj = ny)
 *   double letters are one, a trailing h falls, ch and kh before a consonant = h (Achmad, Rachman, Ichsan), Muhammad in its many
 *   forms, Abd = Abdul, Abdurrahman = Abdul Rahman
 */
#include <string.h>
#include <utf8proc.h>
#include "src/base/mem.h"
#include "src/base/text.h"

#define KEY_ROOM 1024 /* names are 100 letters; longer text is cut, the same way on both sides */

static bool is_apostrophe(int32_t c)
{
	/* Inside a word: Ma'ruf, Nur’aini, Syafiʻi. People leave them out as often as not. */
	return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x201B || (c >= 0x2B9 && c <= 0x2BF) || c == 0x2032;
}

static bool is_word_point(int32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
	utf8proc_category_t k = utf8proc_category(c);
	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO) || k == UTF8PROC_CATEGORY_SO;
}

/* Lower case, marks stripped, apostrophes dropped, everything else that is no letter or digit one space. */
static size_t plain(const char *name, char *out, size_t size)
{
	size_t at = 0;
	bool gap = false;
	for (int n; *name; name += n) {
		utf8proc_int32_t points[8];
		int count = 1;
		unsigned char first = (unsigned char)*name;
		if (first < 0x80) {
			points[0] = first >= 'A' && first <= 'Z' ? first + 32 : first;
			n = 1;
		} else {
			int32_t c = text_next(name, &n);
			if (is_apostrophe(c))
				continue;
			int boundary = 0;
			utf8proc_ssize_t got = utf8proc_decompose_char(c, points, COUNT(points),
				UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE, &boundary);
			count = got < 0 || got > (utf8proc_ssize_t)COUNT(points) ? 0 : (int)got;
		}
		for (int i = 0; i < count; i++) {
			if (is_apostrophe(points[i]))
				continue;
			if (!is_word_point(points[i])) {
				gap = at > 0;
				continue;
			}
			char bytes[5] = { (char)points[i] };
			size_t used = 1;
			if (points[i] >= 0x80)
				used = (size_t)text_encode(points[i], bytes);
			if (at + gap + used >= size) {
				out[at] = '\0';
				return at;
			}
			if (gap)
				out[at++] = ' ';
			gap = false;
			memcpy(out + at, bytes, used);
			at += used;
		}
	}
	out[at] = '\0';
	return at;
}

void text_sort_key(const char *name, char *out, size_t size)
{
	MUST(size > 0);
	plain(name ? name : "", out, size);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool one_of(const char *w, size_t n, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == n && memcmp(w, *words, n) == 0)
			return true;
	return false;
}

static size_t put(char *out, const char *text, size_t n)
{
	memcpy(out, text, n);
	return n;
}

static bool is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Letter rules, in place; the word only shrinks. Returns the new length. */
static size_t fold_letters(char *w, size_t n)
{
	size_t to = 0;
	for (size_t i = 0; i < n;) {
		char c = w[i], next = i + 1 < n ? w[i + 1] : '\0', then = i + 2 < n ? w[i + 2] : '\0';
		i++;
		if (c == 'o' && next == 'e') {
			c = 'u';
			i++;
		} else if (c == 't' && next == 'j') {
			c = 'c';
			i++;
		} else if (c == 'd' && next == 'j') {
			c = 'y';
			i++;
		} else if (c == 'j') {
			c = 'y';
		} else if ((c == 'c' || c == 'k') && next == 'h' && to && then && !is_vowel(then)) {
			c = 'h';
			i++;
		}
		if (to && w[to - 1] == c && !is_digit(c) && (unsigned char)c < 0x80)
			continue; /* double letter */
		w[to++] = c;
	}
	return to;
}

/* The many forms of Muhammad at the start of a word: writes the folded start, says in *used how many letters it stands for. */
static size_t fold_muhammad(const char *w, size_t n, bool open, char *out, size_t *used)
{
	*used = 0;
	if (n < 3 || w[0] != 'm' || (w[1] != 'u' && w[1] != 'o'))
		return 0;
	size_t start = w[2] == 'h' ? 3 : n > 3 && (w[2] == 'c' || w[2] == 'k') && w[3] == 'h' ? 4 : 0;
	if (!start)
		return 0;
	const char *rest = w + start;
	*used = start;
	if (n - start >= 4 && rest[0] == 'a' && rest[1] == 'm' && (rest[2] == 'a' || rest[2] == 'e') && rest[3] == 'd') {
		*used += 4;
		return put(out, "muhamad", 7);
	}
	if (open && n - start == 3 && memcmp(rest, "ame", 3) == 0) {
		*used += 3;
		return put(out, "muham", 5);
	}
	return put(out, "muh", 3); /* Mochtar = Muhtar */
}

/* Letters of an unfinished word that can still turn into something else are left off: what is found may be more, never less. */
static size_t leave_open(const char *w, size_t n)
{
	if (n == 5 && memcmp(w, "abdur", 5) == 0)
		return 4; /* Abdurrahman is found as Abdul Rahman */
	if (n == 4 && memcmp(w, "ahme", 4) == 0)
		return 3;
	if (n == 3 && memcmp(w, "muh", 3) == 0)
		return 3;
	if (n >= 3 && w[n - 1] == 'h')
		n--;
	if (n >= 2 && (w[n - 1] == 'c' || w[n - 1] == 'k'))
		n--; /* "rac", "rach": Rachel or Rachman */
	if (n == 2 && memcmp(w, "mo", 2) == 0)
		n--; /* Mona, or Mohamad whose key begins with "mu" */
	return n;
}

/* One word of plain() through the rules. open: still being typed, so nothing is completed. out has room for n + 16 bytes. */
static size_t fold_word(char *w, size_t n, bool first, bool last, bool open, char *out)
{
	static const char *const muhammad[] = { "muh", "moh", "moch", "much", "mukh", "mohd", "muhd", "mhd", "md", NULL };
	static const char *const abdul[] = { "abd", "abdu", NULL };
	if (is_digit(w[0]))
		return put(out, w, n); /* register numbers, NIK: digits are never folded */
	n = fold_letters(w, n);
	if (!open && (one_of(w, n, muhammad) || (first && !last && n == 1 && w[0] == 'm')))
		return put(out, "muhamad", 7);
	if (!open && one_of(w, n, abdul))
		return put(out, "abdul", 5);
	size_t used, at = fold_muhammad(w, n, open, out, &used);
	size_t r = n > 5 && memcmp(w, "abdur", 5) == 0 ? 4 : n > 6 && memcmp(w, "abdulr", 6) == 0 ? 5 : 0;
	if (r && is_vowel(w[r + 1])) { /* Abdurrahman, Abdulrohim = Abdul Rahman */
		at = put(out, "abdul r", 7);
		used = r + 1;
	}
	at += put(out + at, w + used, n - used);
	if (at >= 5 && memcmp(out, "ahmed", 5) == 0)
		out[3] = 'a';
	if (open)
		return leave_open(out, at);
	return at >= 3 && out[at - 1] == 'h' ? at - 1 : at;
}

static void key(const char *name, char *out, size_t size, bool open)
{
	char words[KEY_ROOM], folded[KEY_ROOM + 16];
	MUST(size > 0);
	size_t n = plain(name ? name : "", words, sizeof words), at = 0;
	for (size_t i = 0; i < n;) {
		const char *space = memchr(words + i, ' ', n - i);
		size_t end = space ? (size_t)(space - words) : n;
		size_t put_bytes = fold_word(words + i, end - i, i == 0, end == n, open, folded);
		while (at + (at > 0) + put_bytes >= size && put_bytes) { /* cut at a character */
			put_bytes--;
			while (put_bytes && ((unsigned char)folded[put_bytes] & 0xC0) == 0x80)
				put_bytes--;
		}
		if (!put_bytes)
			break;
		if (at)
			out[at++] = ' ';
		memcpy(out + at, folded, put_bytes);
		at += put_bytes;
		i = end + 1;
	}
	out[at] = '\0';
}

void text_search_key(const char *name, char *out, size_t size)
{
	key(name, out, size, false);
}

void text_search_prefix(const char *typed, char *out, size_t size)
{
	key(typed, out, size, true);
}
