#include "src/base/field.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/rupiah.h"
#include "src/base/text.h"

#define FIELD_ROOM 4096 /* bytes of one typed code, number or date; notes and texts are bounded by the caller's buffer */

/* Spaces at both ends fall, runs of them within become one; line breaks of notes stay. */
static void squeeze(char *s, bool lines)
{
	char *to = s;
	for (const char *from = s; *from; from++) {
		if (*from == ' ' && (to == s || to[-1] == ' ' || to[-1] == '\n') && !(lines && to != s && to[-1] == '\n'))
			continue;
		if (*from == '\n')
			while (to > s && to[-1] == ' ')
				to--;
		*to++ = *from;
	}
	while (to > s && (to[-1] == ' ' || to[-1] == '\n'))
		to--;
	*to = '\0';
}

static bool too_long(const struct field *f, struct problems *p)
{
	if (f->max > 0)
		return problem_hard(p, f->code, _("At most %d letters fit here. Shorten the text."), f->max);
	return problem_hard(p, f->code, "%s", text_fault_message(TEXT_LONG));
}

static bool canon_text(const struct field *f, const char *typed, char *out, size_t size, struct problems *p)
{
	bool note = f->kind == FIELD_NOTE;
	enum text_fault fault = text_in(typed, strlen(typed), note ? TEXT_LINES : 0, 0, out, size);
	if (fault == TEXT_LONG)
		return too_long(f, p);
	if (fault != TEXT_OK)
		return problem_hard(p, f->code, "%s", text_fault_message(fault));
	if (f->kind != FIELD_SECRET)
		squeeze(out, note);
	if (f->max > 0 && text_points(out) > f->max) {
		out[0] = '\0';
		return too_long(f, p);
	}
	return true;
}

static bool canon_digits(const struct field *f, const char *typed, char *out, size_t size, struct problems *p)
{
	size_t n = 0;
	int wanted = f->max;
	MUST(size > (size_t)wanted);
	size_t mantissa = strspn(typed, "0123456789.,"); /* 3,27E+15 */
	if (mantissa && (typed[mantissa] == 'E' || typed[mantissa] == 'e') && strspn(typed + mantissa + 1, "+0123456789"))
		return problem_hard(p, f->code, "%s", _("The spreadsheet shortened this number and lost digits. Format the column as text and enter all digits again."));
	for (const char *s = typed; *s; s++) {
		if (*s == ' ' || *s == '.')
			continue;
		if (*s < '0' || *s > '9') {
			out[0] = '\0';
			return problem_hard(p, f->code, _("%s takes digits only, %d of them."), _(f->label), wanted);
		}
		if (n < (size_t)wanted)
			out[n] = *s;
		n++;
	}
	if (n != 0 && n != (size_t)wanted) {
		out[0] = '\0';
		return problem_hard(p, f->code, _("%s has %d digits; %d are written here."), _(f->label), wanted, (int)n);
	}
	out[n] = '\0';
	return true;
}

static bool canon_int(const struct field *f, const char *typed, char *out, size_t size, struct problems *p)
{
	int64_t value = 0;
	for (const char *s = typed; *s; s++) {
		if (*s < '0' || *s > '9' || value > f->max)
			return problem_hard(p, f->code, _("Write a whole number from 0 to %d."), f->max);
		value = value * 10 + (*s - '0');
	}
	if (value > f->max)
		return problem_hard(p, f->code, _("Write a whole number from 0 to %d."), f->max);
	snprintf(out, size, "%" PRId64, value);
	return true;
}

static bool canon_bool(const struct field *f, const char *typed, char *out, size_t size, struct problems *p)
{
	static const char *const yes[] = { "1", "ya", "y", "yes", "true", "v", "x" }, *const no[] = { "0", "tidak", "t", "no", "n", "false", "-" };
	for (size_t i = 0; i < COUNT(yes); i++) {
		if (strcasecmp(typed, yes[i]) == 0 || strcasecmp(typed, no[i]) == 0) {
			str_copy(out, size, strcasecmp(typed, yes[i]) == 0 ? "1" : "0");
			return true;
		}
	}
	return problem_hard(p, f->code, "%s", _("Answer with ya or tidak."));
}

/* A choice by code or label, whatever the case and the marks between words ("yatim piatu" = yatim_piatu); NULL when unknown. */
static const char *code_of(const struct choice *choices, const char *typed)
{
	char wanted[256], have[256];
	for (const struct choice *c = choices; c->code; c++)
		if (strcmp(c->code, typed) == 0)
			return c->code;
	text_sort_key(typed, wanted, sizeof wanted);
	for (int pass = 0; pass < 2; pass++)
		for (const struct choice *c = choices; c->code; c++) {
			text_sort_key(pass ? c->label : c->code, have, sizeof have);
			if (*have && strcmp(have, wanted) == 0)
				return c->code;
		}
	return NULL;
}

static bool unknown_choice(const struct field *f, const char *typed, const struct choice *choices, struct problems *p)
{
	const char *words[256];
	size_t n = 0;
	for (const struct choice *c = choices; c->code && n + 2 < COUNT(words); c++) {
		words[n++] = c->code;
		if (c->label)
			words[n++] = c->label;
	}
	words[n] = NULL;
	const char *near = text_nearest(typed, words);
	if (near)
		return problem_hard(p, f->code, _("\"%.60s\" is not on the list of %s. Did you mean %s?"), typed, _(f->label), near);
	return problem_hard(p, f->code, _("\"%.60s\" is not on the list of %s. Choose one from the list."), typed, _(f->label));
}

static bool canon_codes(const struct field *f, char *typed, const struct choice *choices, char *out, size_t size, struct problems *p)
{
	size_t at = 0;
	char *rest = typed, *one;
	out[0] = '\0';
	while ((one = f->kind == FIELD_CODES ? strsep(&rest, "|") : rest)) {
		if (f->kind == FIELD_CODE)
			rest = NULL;
		squeeze(one, false);
		if (!*one)
			continue;
		const char *code = choices ? code_of(choices, one) : one;
		if (!code) {
			out[0] = '\0';
			return unknown_choice(f, one, choices, p);
		}
		/* Twice the same code is kept once. */
		size_t n = strlen(code);
		bool there = false;
		for (const char *s = out; !there && *s; s += strcspn(s, "|"), s += *s == '|')
			there = strncmp(s, code, n) == 0 && (s[n] == '|' || s[n] == '\0');
		if (there)
			continue;
		if (at + n + 2 > size) {
			out[0] = '\0';
			return problem_hard(p, f->code, "%s", text_fault_message(TEXT_LONG));
		}
		at += (size_t)snprintf(out + at, size - at, "%s%s", at ? "|" : "", code);
	}
	return true;
}

bool field_canon(const struct field *f, const char *typed, caldate today, const struct choice *choices, char *out, size_t size, struct problems *p)
{
	MUST(size > 0);
	out[0] = '\0';
	if (!typed || !*typed)
		return true;
	if (f->kind == FIELD_TEXT || f->kind == FIELD_NOTE || f->kind == FIELD_SECRET)
		return canon_text(f, typed, out, size, p);
	char clean[FIELD_ROOM];
	enum text_fault fault = text_in(typed, strlen(typed), 0, 0, clean, sizeof clean);
	if (fault != TEXT_OK)
		return problem_hard(p, f->code, "%s", text_fault_message(fault));
	squeeze(clean, false);
	if (!*clean)
		return true;
	rupiah amount;
	caldate d;
	char iso[DATE_ISO_SIZE];
	switch (f->kind) {
	case FIELD_DIGITS: return canon_digits(f, clean, out, size, p);
	case FIELD_INT: return canon_int(f, clean, out, size, p);
	case FIELD_BOOL: return canon_bool(f, clean, out, size, p);
	case FIELD_CODE:
	case FIELD_CODES: return canon_codes(f, clean, choices, out, size, p);
	case FIELD_DATE:
	case FIELD_PAST:
		d = date_parse(clean, today, f->kind == FIELD_PAST, f->code, p);
		str_copy(out, size, date_iso(d, iso));
		return d != DATE_NONE;
	case FIELD_RUPIAH:
		if (!rupiah_parse(clean, &amount, f->code, p))
			return false;
		snprintf(out, size, "%" PRId64, amount);
		return true;
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_SECRET: break; /* above */
	}
	BUG("field kind");
}

/* Digits in the groups people read them in: 16 (NIK, KK) as 4 4 4 4, 18 (NIP) as 8 6 1 3; others as they are. */
static void show_digits(const char *value, char *out, size_t size)
{
	size_t n = strlen(value), at = 0;
	for (size_t i = 0; i < n && at + 2 < size; i++) {
		if (i && ((n == 16 && i % 4 == 0) || (n == 18 && (i == 8 || i == 14 || i == 15))))
			out[at++] = ' ';
		out[at++] = value[i];
	}
	out[at] = '\0';
}

static void show_codes(const char *value, const struct choice *choices, char *out, size_t size)
{
	size_t at = 0;
	out[0] = '\0';
	for (const char *s = value; *s && at + 1 < size;) {
		size_t n = strcspn(s, "|");
		const char *label = s;
		size_t length = n;
		for (const struct choice *c = choices; c && c->code; c++)
			if (c->label && strlen(c->code) == n && memcmp(c->code, s, n) == 0) {
				label = c->label;
				length = strlen(label);
			}
		char one[256];
		str_copy(one, length + 1 < sizeof one ? length + 1 : sizeof one, label);
		str_copy(out + at, size - at, at ? ", " : "");
		at += strlen(out + at);
		str_copy(out + at, size - at, one);
		at += strlen(out + at);
		s += n + (s[n] == '|');
	}
}

void field_show(const struct field *f, const char *value, const struct choice *choices, char *out, size_t size)
{
	char amount[RUPIAH_SIZE];
	rupiah r;
	caldate d;
	MUST(size > 0);
	str_copy(out, size, value);
	if (!value || !*value)
		return;
	switch (f->kind) {
	case FIELD_DATE:
	case FIELD_PAST:
		d = date_from_iso(value);
		if (d != DATE_NONE)
			date_format(d, DATE_SHORT, out, size);
		return;
	case FIELD_RUPIAH:
		if (rupiah_parse(value, &r, NULL, NULL))
			str_copy(out, size, rupiah_format(r, amount));
		return;
	case FIELD_DIGITS: show_digits(value, out, size); return;
	case FIELD_CODE:
	case FIELD_CODES: show_codes(value, choices, out, size); return;
	case FIELD_BOOL: str_copy(out, size, strcmp(value, "1") == 0 ? _("Yes") : _("No")); return;
	case FIELD_SECRET: str_copy(out, size, "********"); return;
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_INT: return;
	}
}

bool field_check_empty(const struct field *f, size_t n, const char *const *values, struct problems *p)
{
	bool good = true;
	for (size_t i = 0; i < n; i++) {
		if (!(f[i].flags & (FIELD_REQUIRED | FIELD_WANTED)) || (values[i] && *values[i]))
			continue;
		bool choose = f[i].kind == FIELD_CODE || f[i].kind == FIELD_CODES;
		if (f[i].flags & FIELD_REQUIRED)
			good = choose ? problem_hard(p, f[i].code, _("Choose %s."), _(f[i].label)) : problem_hard(p, f[i].code, _("Fill in %s."), _(f[i].label));
		else
			problem_soft(p, f[i].code, _("%s is still empty."), _(f[i].label));
	}
	return good;
}

bool field_check_stored(const struct field *f, size_t n, const char *const *values, struct problems *p)
{
	char clean[FIELD_ROOM];
	bool good = true;
	for (size_t i = 0; i < n; i++) {
		if (!values[i] || !*values[i] || f[i].kind == FIELD_SECRET)
			continue;
		bool date = f[i].kind == FIELD_DATE || f[i].kind == FIELD_PAST;
		if (date ? date_from_iso(values[i]) == DATE_NONE : !field_canon(&f[i], values[i], DATE_NONE, NULL, clean, sizeof clean, p))
			good = !date ? false : problem_hard(p, f[i].code, _("Fill in %s."), _(f[i].label));
		else if (!date && !*clean)
			good = problem_hard(p, f[i].code, "%s", _("Only spaces are written here. Write words, or leave it empty."));
	}
	return good;
}

bool field_check_words(const char *code, int most, const char *words, struct problems *p)
{
	const struct field f = { .code = code, .kind = FIELD_NOTE, .max = most };
	return field_check_stored(&f, 1, &words, p);
}

int field_index(const struct field *f, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(f[i].code, code) == 0)
			return (int)i;
	return -1;
}
