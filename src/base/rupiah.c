#include "src/base/rupiah.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "src/base/buf.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"

char *rupiah_group(rupiah amount, char out[RUPIAH_SIZE])
{
	char digits[24];
	uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
	int n = snprintf(digits, sizeof digits, "%" PRIu64, size);
	char *p = out;
	if (amount < 0)
		*p++ = '-';
	for (int i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			*p++ = '.';
		*p++ = digits[i];
	}
	*p = '\0';
	return out;
}

char *rupiah_format(rupiah amount, char out[RUPIAH_SIZE])
{
	char group[RUPIAH_SIZE];
	rupiah_group(amount, group);
	bool minus = group[0] == '-';
	snprintf(out, RUPIAH_SIZE, "%sRp%.28s", minus ? "-" : "", group + minus);
	return out;
}

/* What stands between the prefix "Rp" and a unit: digits, perhaps in groups of three, perhaps a decimal comma. */
struct number { int64_t whole; int64_t fraction; int64_t scale; }; /* whole + fraction/scale */

static bool number_read(const char **text, struct number *n)
{
	const char *s = *text;
	int digits = 0, group = 0;
	bool grouped = false;
	*n = (struct number){ 0, 0, 1 };
	for (; isdigit((unsigned char)*s) || *s == '.'; s++) {
		if (*s == '.') {
			if (!digits || group > 3 || (grouped && group != 3))
				return false;
			grouped = true;
			group = 0;
			continue;
		}
		if (n->whole > INT64_C(9999999999999))
			n->whole = INT64_C(9999999999999); /* far over RUPIAH_MAX: refused by size */
		else
			n->whole = n->whole * 10 + (*s - '0');
		digits++;
		group++;
	}
	if (!digits || (grouped && group != 3))
		return false;
	if (*s == ',' && isdigit((unsigned char)s[1])) {
		for (s++; isdigit((unsigned char)*s); s++) {
			if (n->scale >= 1000000)
				return false;
			n->fraction = n->fraction * 10 + (*s - '0');
			n->scale *= 10;
		}
	}
	*text = s;
	return true;
}

static int64_t unit_of(const char *s)
{
	static const struct { const char *word; int64_t factor; } units[] = {
		{ "", 1 }, { ",-", 1 }, { "rb", 1000 }, { "ribu", 1000 }, { "jt", 1000000 }, { "juta", 1000000 }, { "m", 1000000000 },
		{ "miliar", 1000000000 },
	};
	for (size_t i = 0; i < COUNT(units); i++)
		if (strcasecmp(s, units[i].word) == 0)
			return units[i].factor;
	return 0;
}

bool rupiah_parse(const char *typed, rupiah *out, const char *field, struct problems *p)
{
	char text[64];
	*out = 0;
	while (*typed == ' ')
		typed++;
	size_t n = strlen(typed);
	while (n && typed[n - 1] == ' ')
		n--;
	if (n >= sizeof text)
		return problem_hard(p, field, "%s", _("Write the amount in digits, for example 50000 or 50rb."));
	memcpy(text, typed, n);
	text[n] = '\0';
	const char *s = text;
	if (*s == '-' || *s == '+')
		return problem_hard(p, field, "%s", _("Write the amount without + or -, for example 50000."));
	if (strncasecmp(s, "Rp", 2) == 0)
		for (s += s[2] == '.' ? 3 : 2; *s == ' '; s++)
			;
	struct number number;
	if (!number_read(&s, &number))
		return problem_hard(p, field, "%s", _("Write the amount in digits, for example 50000 or 50rb."));
	while (*s == ' ')
		s++;
	int64_t unit = unit_of(s);
	if (!unit)
		return problem_hard(p, field, "%s", _("Write the amount in digits, for example 50000 or 50rb."));
	if (number.fraction * unit % number.scale || (unit == 1 && number.scale > 1))
		return problem_hard(p, field, "%s", _("Write whole rupiah without sen, for example 50000."));
	char most[RUPIAH_SIZE];
	if (number.whole > RUPIAH_MAX / unit || number.whole * unit + number.fraction * unit / number.scale > RUPIAH_MAX)
		return problem_hard(p, field, _("This amount is above %s. Count the zeros again."), rupiah_format(RUPIAH_MAX, most));
	*out = number.whole * unit + number.fraction * unit / number.scale;
	return true;
}

static const char *const ones[] = { "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas" };

static void words_add(struct buf *b, const char *word)
{
	if (b->size)
		buf_putc(b, ' ');
	buf_puts(b, word);
}

/* 1 .. 999 */
static void words_hundreds(struct buf *b, int n)
{
	if (n >= 200)
		words_add(b, ones[n / 100]);
	if (n >= 100)
		words_add(b, n < 200 ? "seratus" : "ratus");
	n %= 100;
	if (n >= 20) {
		words_add(b, ones[n / 10]);
		words_add(b, "puluh");
		n %= 10;
	} else if (n >= 12) {
		words_add(b, ones[n - 10]);
		words_add(b, "belas");
		n = 0;
	}
	if (n)
		words_add(b, ones[n]);
}

void rupiah_terbilang(rupiah amount, char *out, size_t size)
{
	static const struct { uint64_t factor; const char *word; } scales[] = {
		{ UINT64_C(1000000000000000000), "kuintiliun" }, { UINT64_C(1000000000000000), "kuadriliun" }, { UINT64_C(1000000000000), "triliun" },
		{ 1000000000, "miliar" }, { 1000000, "juta" }, { 1000, "ribu" }, { 1, NULL },
	};
	struct buf b = BUF_EMPTY;
	uint64_t rest = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
	if (amount < 0)
		words_add(&b, "minus");
	if (!rest)
		words_add(&b, "nol");
	for (size_t i = 0; i < COUNT(scales); i++) {
		int part = (int)(rest / scales[i].factor);
		rest %= scales[i].factor;
		if (!part)
			continue;
		if (scales[i].factor == 1000 && part == 1) {
			words_add(&b, "seribu");
			continue;
		}
		words_hundreds(&b, part);
		if (scales[i].word)
			words_add(&b, scales[i].word);
	}
	words_add(&b, "rupiah");
	str_copy(out, size, buf_text(&b));
	buf_free(&b);
}

static int64_t floor_div(int64_t a, int64_t b, int64_t *rest)
{
	int64_t q = a / b, r = a % b;
	if (r < 0) {
		r += b;
		q--;
	}
	*rest = r;
	return q;
}

rupiah rupiah_share(rupiah amount, int64_t numerator, int64_t denominator, rupiah step)
{
	MUST(numerator >= 0 && denominator > 0 && step > 0);
	/* In two parts, so that the product stays in 64 bits for every sum and period met in practice; no 128-bit type on 32-bit machines. */
	int64_t rest, fraction, over, product, value, full, half;
	int64_t whole = floor_div(amount, denominator, &rest);
	MUST(!__builtin_mul_overflow(rest, numerator, &product));
	int64_t small = floor_div(product, denominator, &fraction);
	MUST(!__builtin_mul_overflow(whole, numerator, &value) && !__builtin_add_overflow(value, small, &value));
	int64_t steps = floor_div(value, step, &over); /* exact: steps * step + over + fraction / denominator */
	MUST(!__builtin_mul_overflow(step, denominator, &full) && !__builtin_mul_overflow(over, denominator, &half));
	half += fraction;
	if (half >= full - half)
		steps++;
	MUST(!__builtin_mul_overflow(steps, step, &value));
	return value;
}
