/* Dates as people type them (UX.md 3). Kept apart from the arithmetic of date.c. */
#include <stdio.h>
#include <string.h>
#include "src/base/date.h"
#include "src/base/i18n.h"

enum { PART_NONE = -1, PART_UNKNOWN = -2 /* "??" */ };

struct parts { int day, month, year; bool two_digit_year; };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_separator(char c)
{
	return c == '-' || c == '/' || c == '.' || c == ' ';
}

/* Lower case without spaces at the ends; false when it cannot be a date at all. */
static bool tidy(const char *typed, char *out, size_t size)
{
	while (*typed == ' ')
		typed++;
	size_t n = strlen(typed);
	while (n && typed[n - 1] == ' ')
		n--;
	if (!n || n >= size)
		return false;
	for (size_t i = 0; i < n; i++)
		out[i] = typed[i] >= 'A' && typed[i] <= 'Z' ? (char)(typed[i] + 32) : typed[i];
	out[n] = '\0';
	return true;
}

/* A month by at least its three first letters, in Indonesian, its customary short forms, or English. */
static int month_of(const char *word, size_t n)
{
	static const struct { const char *name; int month; } names[] = {
		{ "januari", 1 }, { "january", 1 }, { "februari", 2 }, { "february", 2 }, { "pebruari", 2 }, { "maret", 3 }, { "march", 3 }, { "april", 4 },
		{ "mei", 5 }, { "may", 5 }, { "juni", 6 }, { "june", 6 }, { "juli", 7 }, { "july", 7 }, { "agustus", 8 }, { "agt", 8 }, { "ags", 8 },
		{ "august", 8 }, { "september", 9 }, { "oktober", 10 }, { "october", 10 }, { "november", 11 }, { "nopember", 11 }, { "desember", 12 },
		{ "december", 12 },
	};
	for (size_t i = 0; n >= 3 && i < COUNT(names); i++)
		if (strncmp(names[i].name, word, n) == 0)
			return names[i].month;
	return 0;
}

static caldate by_word(const char *s, caldate today)
{
	static const struct { const char *word; int days; } words[] = {
		{ "h", 0 }, { "t", 0 }, { "hari ini", 0 }, { "today", 0 }, { "k", -1 }, { "kemarin", -1 }, { "yesterday", -1 }, { "b", 1 }, { "besok", 1 }, { "tomorrow", 1 },
	};
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(s, words[i].word) == 0)
			return today + words[i].days;
	if (strcmp(s, "aw") == 0)
		return date_month_start(today);
	if (strcmp(s, "ak") == 0)
		return date_month_end(today);
	if ((*s == '+' || *s == '-') && is_digit(s[1])) {
		int days = 0;
		const char *c = s + 1;
		while (is_digit(*c) && days <= 36500)
			days = days * 10 + (*c++ - '0');
		if (*c == '\0' && days <= 36500)
			return *s == '+' ? today + days : today - days;
	}
	return DATE_NONE;
}

/* One part: digits, a month's name or "??". Returns the bytes taken, 0 when it is none of them. */
static size_t part(const char *s, int *value, size_t *length, bool *named)
{
	size_t n = 0;
	*named = false;
	if (is_digit(*s)) {
		for (*value = 0; is_digit(s[n]); n++)
			*value = n < 8 ? *value * 10 + (s[n] - '0') : *value;
	} else if (*s == '?') {
		while (s[n] == '?')
			n++;
		*value = PART_UNKNOWN;
	} else {
		while (s[n] >= 'a' && s[n] <= 'z')
			n++;
		*value = month_of(s, n);
		*named = true;
		if (!*value)
			return 0;
	}
	*length = n;
	return n;
}

/* Splits "3", "3-8", "3/8/26", "030826", "03082026", "2026-08-03", "3 agt 26", "3agt". */
static bool split(const char *s, struct parts *p)
{
	int value[3] = { PART_NONE, PART_NONE, PART_NONE };
	size_t length[3] = { 0, 0, 0 };
	bool named[3] = { false, false, false };
	int n = 0;
	*p = (struct parts){ PART_NONE, PART_NONE, PART_NONE, false };
	while (*s) {
		if (n == 3)
			return false;
		size_t used = part(s, &value[n], &length[n], &named[n]);
		if (!used)
			return false;
		s += used;
		n++;
		if (!*s)
			break;
		const char *mark = s;
		while (is_separator(*s))
			s++;
		if (!*s)
			return false;
		if (s == mark && !named[n - 1] && !(*s >= 'a' && *s <= 'z'))
			return false;
	}
	if (n == 1 && !named[0] && value[0] >= 0 && (length[0] == 6 || length[0] == 8)) {
		int year_digits = length[0] == 6 ? 100 : 10000;
		*p = (struct parts){ value[0] / year_digits / 100, value[0] / year_digits % 100, value[0] % year_digits, year_digits == 100 };
		return true;
	}
	for (int i = 0; i < n; i++)
		if (length[i] > 4 && !named[i])
			return false;
	if (n == 3 && length[0] == 4 && !named[0] && value[0] >= 0) { /* year first */
		*p = (struct parts){ value[2], value[1], value[0], false };
		return length[2] <= 2 && !named[2];
	}
	if (n && named[0]) /* "agt 2014": no day */
		return false;
	if (length[0] > 2 || (n > 1 && !named[1] && length[1] > 2) || (n > 2 && named[2]) || (n > 2 && length[2] == 3))
		return false;
	*p = (struct parts){ value[0], value[1], value[2], n == 3 && length[2] <= 2 && value[2] >= 0 };
	return true;
}

static caldate refuse_form(const char *field, struct problems *p)
{
	problem_hard(p, field, "%s", _("Write the date as day-month-year, for example 29-05-2023."));
	return DATE_NONE;
}

/* A whole date out of its parts, missing ones filled in from today; the sentence when there is none. */
static caldate resolve(struct parts w, caldate today, bool past, const char *field, struct problems *p)
{
	int y, m;
	date_split(today, &y, &m, NULL);
	bool no_month = w.month == PART_NONE, no_year = w.year == PART_NONE;
	if (no_month)
		w.month = m;
	if (no_year)
		w.year = y;
	if (w.two_digit_year)
		w.year += 2000 + w.year > y + 50 ? 1900 : 2000;
	if (w.year < 1900 || w.year > 2199) {
		problem_hard(p, field, "%s", _("The year must lie between 1900 and 2199."));
		return DATE_NONE;
	}
	caldate d = date_make(w.year, w.month, w.day);
	if (past && no_month) { /* "31" in a short month, or a day still to come: the latest month that had it */
		for (int back = 0; back < 3 && (d == DATE_NONE || d > today) && w.day >= 1 && w.day <= 31; back++) {
			date_split(date_add_months(date_month_start(today), -back), &y, &m, NULL);
			d = date_make(y, m, w.day);
		}
	} else if (past && no_year && (d == DATE_NONE || d > today)) {
		for (int back = 1; back <= 8 && (d == DATE_NONE || d > today); back++) /* 29 February: up to eight years back */
			d = date_make(w.year - back, w.month, w.day);
	} else if (past && w.two_digit_year && w.year >= 2000 && (d == DATE_NONE ? w.year > y : d > today)) {
		w.year -= 100;
		d = date_make(w.year, w.month, w.day);
	}
	if (d == DATE_NONE)
		problem_hard(p, field, _("The calendar has no day %02d-%02d-%04d."), w.day, w.month, w.year);
	return d;
}

static caldate check_past(caldate d, caldate today, bool past, const char *field, struct problems *p)
{
	if (d == DATE_NONE || !past || d <= today)
		return d;
	problem_hard(p, field, "%s", _("This date must be today or earlier."));
	return DATE_NONE;
}

caldate date_parse(const char *typed, caldate today, bool past, const char *field, struct problems *p)
{
	char s[32];
	struct parts w;
	if (!tidy(typed, s, sizeof s))
		return refuse_form(field, p);
	caldate d = by_word(s, today);
	if (d == DATE_NONE) {
		if (!split(s, &w) || w.day == PART_UNKNOWN || w.month == PART_UNKNOWN || w.year == PART_UNKNOWN)
			return refuse_form(field, p);
		d = resolve(w, today, past, field, p);
	}
	return check_past(d, today, past, field, p);
}

caldate date_parse_partial(const char *typed, caldate today, char *precision, const char *field, struct problems *p)
{
	char s[32], whole[40];
	struct parts w;
	int only;
	*precision = 'd';
	if (!tidy(typed, s, sizeof s))
		return refuse_form(field, p);
	/* "2014" and "08-2014" are short for "??-??-2014" and "??-08-2014". */
	size_t n = strlen(s);
	bool year_last = n >= 4 && is_digit(s[n - 1]) && is_digit(s[n - 2]) && is_digit(s[n - 3]) && is_digit(s[n - 4]);
	only = year_last && n == 4 ? 2 : year_last && n >= 6 && n <= 7 && is_separator(s[n - 5]) && is_digit(s[0]) && (n == 6 || is_digit(s[1])) ? 1 : 0;
	snprintf(whole, sizeof whole, "%s%s", only == 2 ? "?-?-" : only == 1 ? "?-" : "", s);
	if (!strchr(whole, '?'))
		return date_parse(whole, today, true, field, p);
	if (!split(whole, &w) || w.day != PART_UNKNOWN || w.month == PART_NONE || w.year < 0)
		return refuse_form(field, p);
	*precision = w.month == PART_UNKNOWN ? 'y' : 'm';
	w.day = 1;
	if (w.month == PART_UNKNOWN)
		w.month = 1;
	return check_past(resolve(w, today, true, field, p), today, true, field, p);
}
