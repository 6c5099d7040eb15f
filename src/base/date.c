#include "src/base/date.h"
#include <stdio.h>
#include <string.h>
#include "src/base/i18n.h"
#include "src/base/mem.h"

#define YEAR_FIRST 1900
#define YEAR_LAST 2199

static bool is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int date_days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	MUST(month >= 1 && month <= 12);
	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Years counted from 1 March put the leap day last, so that day numbers need no table. All values are positive here. */
caldate date_make(int year, int month, int day)
{
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 || day > date_days_in_month(year, month))
		return DATE_NONE;
	int y = month > 2 ? year : year - 1;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468; /* 719468 = 1970-01-01 */
}

void date_split(caldate d, int *year, int *month, int *day)
{
	MUST(d != DATE_NONE);
	int n = d + 719468, era = n / 146097, in_era = n % 146097;
	int y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (365 * y + y / 4 - y / 100);
	int m = (5 * in_year + 2) / 153;
	if (day)
		*day = in_year - (153 * m + 2) / 5 + 1;
	if (month)
		*month = m < 10 ? m + 3 : m - 9;
	if (year)
		*year = era * 400 + y + (m >= 10);
}

int date_weekday(caldate d)
{
	MUST(d != DATE_NONE);
	return (int)(((int64_t)d + 719468 + 2) % 7) + 1; /* 0000-03-01 was a Wednesday */
}

caldate date_add_months(caldate d, int months)
{
	if (d == DATE_NONE)
		return d;
	int y, m, day;
	date_split(d, &y, &m, &day);
	int count = y * 12 + (m - 1) + months;
	if (count < YEAR_FIRST * 12 || count >= (YEAR_LAST + 1) * 12)
		return DATE_NONE;
	y = count / 12;
	m = count % 12 + 1;
	int most = date_days_in_month(y, m);
	return date_make(y, m, day < most ? day : most);
}

caldate date_month_start(caldate d)
{
	if (d == DATE_NONE)
		return d;
	int day;
	date_split(d, NULL, NULL, &day);
	return d - day + 1;
}

caldate date_month_end(caldate d)
{
	if (d == DATE_NONE)
		return d;
	int y, m, day;
	date_split(d, &y, &m, &day);
	return d - day + date_days_in_month(y, m);
}

/* Exactly n digits. */
static bool digits(const char *s, int n, int *value)
{
	*value = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*value = *value * 10 + (s[i] - '0');
	}
	return true;
}

caldate date_from_iso(const char *s)
{
	int y, m, d;
	if (!s || strnlen(s, 11) != 10 || s[4] != '-' || s[7] != '-' || !digits(s, 4, &y) || !digits(s + 5, 2, &m) || !digits(s + 8, 2, &d))
		return DATE_NONE;
	return date_make(y, m, d);
}

char *date_iso(caldate d, char out[DATE_ISO_SIZE])
{
	return date_format(d, DATE_ISO, out, DATE_ISO_SIZE);
}

caldate date_from_month(const char *s)
{
	int y, m;
	if (!s || strnlen(s, 8) != 7 || s[4] != '-' || !digits(s, 4, &y) || !digits(s + 5, 2, &m))
		return DATE_NONE;
	return date_make(y, m, 1);
}

char *date_month_iso(caldate d, char out[8])
{
	char iso[DATE_ISO_SIZE];
	date_iso(d, iso);
	str_copy(out, 8, iso);
	return out;
}

char *date_format(caldate d, enum date_style style, char *out, size_t size)
{
	static const char *const months[] = { N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
		N_("September"), N_("October"), N_("November"), N_("December") };
	static const char *const weekdays[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };
	int y, m, day, n = 0;
	MUST(size > 0);
	out[0] = '\0';
	if (d == DATE_NONE)
		return out;
	date_split(d, &y, &m, &day);
	switch (style) {
	case DATE_SHORT: n = snprintf(out, size, "%02d-%02d-%04d", day, m, y); break;
	case DATE_LONG: n = snprintf(out, size, "%d %s %d", day, _(months[m - 1]), y); break;
	case DATE_WEEKDAY: n = snprintf(out, size, "%s %02d-%02d-%04d", _(weekdays[date_weekday(d) - 1]), day, m, y); break;
	case DATE_MONTH: n = snprintf(out, size, "%s %d", _(months[m - 1]), y); break;
	case DATE_MONTH_NUM: n = snprintf(out, size, "%02d-%04d", m, y); break;
	case DATE_DAY_MONTH: n = snprintf(out, size, "%02d-%02d", day, m); break;
	case DATE_ISO: n = snprintf(out, size, "%04d-%02d-%02d", y, m, day); break;
	}
	MUST(n > 0);
	return out;
}

int date_age_months(caldate birth, caldate on)
{
	if (birth == DATE_NONE || on == DATE_NONE || birth > on)
		return -1;
	int y1, m1, d1, y2, m2, d2;
	date_split(birth, &y1, &m1, &d1);
	date_split(on, &y2, &m2, &d2);
	return (y2 - y1) * 12 + m2 - m1 - (d2 < d1);
}

int date_age(caldate birth, caldate on)
{
	int months = date_age_months(birth, on);
	return months < 0 ? -1 : months / 12;
}

caldate date_birthday(caldate birth, int age)
{
	if (birth == DATE_NONE)
		return birth;
	int y, m, d;
	date_split(birth, &y, &m, &d);
	y += age;
	return m == 2 && d == 29 && !is_leap(y) ? date_make(y, 3, 1) : date_make(y, m, d);
}

/* Mondays to Fridays up to and including d, counted from a Monday long before 1900. */
static int weekdays_until(caldate d)
{
	int n = d + 719468 + 2; /* day 0 is a Monday */
	int rest = n % 7 + 1;
	return n / 7 * 5 + (rest > 5 ? 5 : rest);
}

int date_working_days(caldate from, caldate to, const caldate *holidays, size_t count)
{
	if (from == DATE_NONE || to == DATE_NONE || to <= from)
		return 0;
	int days = weekdays_until(to) - weekdays_until(from);
	for (size_t i = 0; i < count && holidays[i] <= to; i++)
		if (holidays[i] > from && date_weekday(holidays[i]) <= 5 && (i == 0 || holidays[i] != holidays[i - 1]))
			days--;
	return days;
}
