#include "src/base/text.h"
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "src/base/i18n.h"
#include "src/base/mem.h"

#define REPLACEMENT 0xFFFD
#define MARKS_MOST 2
/* Before NFC a letter may carry more: a precomposed letter splits into up to three marks. Longer runs are refused unsorted, because
 * ordering marks takes time with the square of their number. */
#define MARKS_RAW 5

bool text_forbidden(int32_t c)
{
	static const struct { int32_t first, last; } ranges[] = { /* ascending */
		{ 0x00, 0x1F }, { 0x7F, 0x9F },   /* controls, newline included */
		{ 0xAD, 0xAD },                   /* soft hyphen */
		{ 0x34F, 0x34F }, { 0x61C, 0x61C }, { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, /* invisible letters and joiners */
		{ 0x200B, 0x200F }, { 0x2028, 0x202E }, { 0x2060, 0x206F }, /* zero width, line ends, bidi */
		{ 0x3164, 0x3164 },
		{ 0xD800, 0xF8FF },               /* surrogates, private use */
		{ 0xFDD0, 0xFDEF },               /* noncharacters */
		{ 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 }, { 0xFFF0, 0xFFFB },
		{ 0xE0000, 0xE0FFF },             /* tags, supplementary variation selectors */
		{ 0xF0000, 0x10FFFF },            /* private use planes */
	};
	if (c >= 0x20 && c < 0x7F)
		return false;
	if (c < 0 || c > 0x10FFFF || (c & 0xFFFE) == 0xFFFE)
		return true;
	for (size_t i = 0; i < COUNT(ranges) && ranges[i].first <= c; i++)
		if (c <= ranges[i].last)
			return true;
	return false;
}

static bool is_mark(int32_t c)
{
	if (c < 0x300)
		return false;
	utf8proc_category_t k = utf8proc_category(c);
	return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_ME || k == UTF8PROC_CATEGORY_MC;
}

/* Walks checked or unchecked bytes: sets *points; newline counts as allowed where flags say so. */
static enum text_fault scan(const char *in, size_t bytes, unsigned flags, int marks_most, int *points)
{
	const utf8proc_uint8_t *s = (const utf8proc_uint8_t *)in;
	int marks = 0, n = 0;
	for (size_t i = 0; i < bytes;) {
		utf8proc_int32_t c = s[i];
		utf8proc_ssize_t used = 1;
		if (c >= 0x80) {
			used = utf8proc_iterate(s + i, (utf8proc_ssize_t)(bytes - i), &c);
			if (used <= 0)
				return TEXT_NOT_UTF8;
		}
		if (text_forbidden(c) && !(c == '\n' && (flags & TEXT_LINES)))
			return c < 0x20 || (c >= 0x7F && c < 0xA0) ? TEXT_CONTROL : TEXT_INVISIBLE;
		marks = is_mark(c) ? marks + 1 : 0;
		if (marks > marks_most)
			return TEXT_MARKS;
		i += (size_t)used;
		n++;
	}
	*points = n;
	return TEXT_OK;
}

static bool all_ascii(const char *in, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if ((unsigned char)in[i] >= 0x80)
			return false;
	return true;
}

enum text_fault text_in(const char *in, size_t bytes, unsigned flags, int max_points, char *out, size_t size)
{
	int points = 0;
	MUST(size > 0);
	if (out != in)
		out[0] = '\0';
	bool ascii = all_ascii(in, bytes);
	enum text_fault fault = scan(in, bytes, flags, MARKS_RAW, &points);
	utf8proc_uint8_t *nfc = NULL;
	const char *clean = in;
	if (fault == TEXT_OK && !ascii) {
		utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)in, (utf8proc_ssize_t)bytes, &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
		if (n == UTF8PROC_ERROR_NOMEM)
			fatal(ERR_MEMORY, "%s", _("Not enough memory. Close other programs and try again; what was saved is safe."));
		if (n < 0) {
			fault = TEXT_NOT_UTF8;
		} else {
			clean = (const char *)nfc;
			bytes = (size_t)n;
			fault = scan(clean, bytes, flags, MARKS_MOST, &points);
		}
	}
	if (fault == TEXT_OK && (bytes >= size || (max_points && points > max_points)))
		fault = TEXT_LONG;
	if (fault == TEXT_OK)
		memmove(out, clean, bytes);
	out[fault == TEXT_OK ? bytes : 0] = '\0';
	free(nfc);
	return fault;
}

const char *text_fault_message(enum text_fault fault)
{
	switch (fault) {
	case TEXT_OK: return "";
	case TEXT_NOT_UTF8: return _("This text is not UTF-8. Save the file as UTF-8 or type the text again.");
	case TEXT_CONTROL: return _("The text holds control characters or line breaks. Type it without them.");
	case TEXT_INVISIBLE: return _("The text holds invisible characters. Type it instead of pasting it.");
	case TEXT_MARKS: return _("One letter carries more than two accents. Type the letter again.");
	case TEXT_LONG: return _("The text is too long. Shorten it.");
	}
	return "";
}

int32_t text_next(const char *s, int *bytes)
{
	unsigned char first = (unsigned char)*s;
	*bytes = first ? 1 : 0;
	if (first < 0x80)
		return first;
	int n = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
	for (int i = 1; i < n; i++)
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			return REPLACEMENT; /* also keeps us within the terminating NUL */
	utf8proc_int32_t c;
	if (utf8proc_iterate((const utf8proc_uint8_t *)s, n, &c) != n)
		return REPLACEMENT;
	*bytes = n;
	return c;
}

int text_encode(int32_t point, char out[5])
{
	utf8proc_uint8_t raw[4];
	int n = point < 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000) ? 0 : (int)utf8proc_encode_char(point, raw);
	memcpy(out, raw, (size_t)n);
	out[n] = '\0';
	return n;
}

void text_out(const char *in, char *out, size_t size, bool ascii)
{
	MUST(size > 0);
	size_t at = 0;
	int n;
	for (const char *s = in ? in : ""; *s; s += n) {
		int32_t c = text_next(s, &n);
		char point[5];
		const char *put = s;
		int put_bytes = n;
		if (text_forbidden(c) || (c == REPLACEMENT && n == 1)) {
			put_bytes = text_encode(ascii ? '?' : REPLACEMENT, point);
			put = point;
		}
		if (at + (size_t)put_bytes >= size)
			break;
		memcpy(out + at, put, (size_t)put_bytes);
		at += (size_t)put_bytes;
	}
	out[at] = '\0';
}

int text_points(const char *s)
{
	int points = 0;
	for (int n; *s; s += n) {
		text_next(s, &n);
		points++;
	}
	return points;
}

int text_point_width(int32_t c)
{
	if (c < 0x7F)
		return c >= 0x20;
	if (c == REPLACEMENT)
		return 1;
	if (text_forbidden(c) || is_mark(c))
		return 0;
	int width = utf8proc_charwidth(c);
	return width < 0 ? 0 : width;
}

int text_width(const char *s)
{
	int width = 0;
	for (int n; *s; s += n)
		width += text_point_width(text_next(s, &n));
	return width;
}

void text_fit(const char *s, int columns, char *out, size_t size)
{
	MUST(size > 0);
	/* One walk: `keep` ends where columns - 1 are still filled, in case the whole does not fit and '~' is needed. */
	size_t end = 0, keep = 0;
	int width = 0, n;
	for (; s[end]; end += (size_t)n) {
		int w = text_point_width(text_next(s + end, &n));
		if (width + w > columns || end + (size_t)n >= size)
			break;
		width += w;
		if (width < columns && end + (size_t)n + 1 < size)
			keep = end + (size_t)n;
	}
	if (!s[end]) {
		memmove(out, s, end);
		out[end] = '\0';
		return;
	}
	if (columns < 1 || size < 2) {
		out[0] = '\0';
		return;
	}
	memmove(out, s, keep);
	out[keep] = '~';
	out[keep + 1] = '\0';
}

static int lower_ascii(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : (unsigned char)c;
}

/* Edits between two words, two neighbours swapped counting as one; words longer than the table are told apart by SIZE_MAX. */
static size_t distance(const char *a, const char *b)
{
	enum { MOST = 48 };
	size_t n = strlen(a), m = strlen(b), rows[3][MOST + 1];
	if (n > MOST || m > MOST)
		return SIZE_MAX;
	for (size_t j = 0; j <= m; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			bool same = lower_ascii(a[i - 1]) == lower_ascii(b[j - 1]);
			size_t best = before[j - 1] + !same;
			if (before[j] + 1 < best)
				best = before[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && lower_ascii(a[i - 1]) == lower_ascii(b[j - 2]) && lower_ascii(a[i - 2]) == lower_ascii(b[j - 1]) && earlier[j - 2] + 1 < best)
				best = earlier[j - 2] + 1;
			now[j] = best;
		}
	}
	return rows[n % 3][m];
}

const char *text_nearest(const char *typed, const char *const *words)
{
	const char *best = NULL;
	size_t length = strlen(typed), least = length < 3 ? 1 : length < 6 ? 2 : length / 3 + 1;
	for (; *words; words++) {
		size_t d = distance(typed, *words);
		if (d < strlen(*words) && (best ? d < least : d <= least)) {
			best = *words;
			least = d;
		}
	}
	return best;
}
