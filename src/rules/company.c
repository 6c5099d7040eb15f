#include "src/rules/company.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/rules/codes.h"
#include <stdio.h>
#include <string.h>

const struct field company_fields[COMPANY_FIELDS] = {
#define COMPANY(NAME, code, label, kind, max, list, flags, section, hint) { code, label, kind, max, list, flags, section, hint },
#include "src/rules/company.def"
#undef COMPANY
};

bool company_check(const char *const v[COMPANY_FIELDS], caldate today, struct problems *p)
{
	const int hard = p->hard;
	field_check_empty(company_fields, COMPANY_FIELDS, v, p);
	const char *registered = v[COMPANY_F_REGISTERED];
	if (registered && *registered) {
		caldate on = date_from_iso(registered);
		if (on == DATE_NONE || on > today) problem_hard(p, "registered_on", _("Write the day of registration, today or before."));
	}
	field_check_stored(company_fields, COMPANY_FIELDS, v, p);
	return p->hard == hard;
}

/* --- quarters ---------------------------------------------------------------------------------------------------------------- */

static int quarter_number(caldate day, int *year)
{
	int month;
	date_split(day, year, &month, NULL);
	return (month - 1) / 3 + 1;
}

char *quarter_code(caldate day, char out[QUARTER_SIZE])
{
	int year, n;
	out[0] = '\0';
	if (day == DATE_NONE) return out;
	n = quarter_number(day, &year);
	out[0] = (char)('0' + year / 1000 % 10);
	out[1] = (char)('0' + year / 100 % 10);
	out[2] = (char)('0' + year / 10 % 10);
	out[3] = (char)('0' + year % 10);
	out[4] = '-';
	out[5] = 'Q';
	out[6] = (char)('0' + n);
	out[7] = '\0';
	return out;
}

caldate quarter_from_code(const char *code)
{
	int year = 0;
	if (!code || strlen(code) != 7 || code[4] != '-' || code[5] != 'Q' || code[6] < '1' || code[6] > '4') return DATE_NONE;
	for (int i = 0; i < 4; i++) {
		if (code[i] < '0' || code[i] > '9') return DATE_NONE;
		year = year * 10 + code[i] - '0';
	}
	return date_make(year, (code[6] - '1') * 3 + 1, 1);
}

caldate quarter_end(caldate day)
{
	return date_month_end(month_add(month_quarter_start(day), 2));
}

caldate quarter_last(caldate today)
{
	return month_add(month_quarter_start(today), -3);
}

const char *quarter_words(caldate day, char *out, size_t size)
{
	static const char *const roman[] = { "", "I", "II", "III", "IV" };
	int year, n = quarter_number(day, &year);
	snprintf(out, size, _("Quarter %s %d"), roman[n], year);
	return out;
}

/* --- counts ------------------------------------------------------------------------------------------------------------------ */

static const char *const bands[WORK_BANDS] = { "di_bawah_13", "13_14", "15_17", "18" };

const char *work_band_code(enum work_band b)
{
	return b < WORK_BANDS ? bands[b] : "";
}

enum work_band work_band_from_code(const char *code)
{
	unsigned b = 0;
	while (b < WORK_BANDS && !str_equal(bands[b], code)) b++;
	return (enum work_band)b;
}

static int sum(const struct headcount *h, int bands_below)
{
	int all = 0;
	for (int b = 0; b < bands_below; b++)
		for (int s = 0; s < SEXES; s++) all += h->n[b][s];
	return all;
}

int headcount_children(const struct headcount *h) { return sum(h, WORK_ADULT); }
int headcount_under_15(const struct headcount *h) { return sum(h, WORK_15_17); }
int headcount_total(const struct headcount *h) { return sum(h, WORK_BANDS); }

bool headcount_equal(const struct headcount *a, const struct headcount *b)
{
	for (int i = 0; i < WORK_BANDS; i++)
		for (int s = 0; s < SEXES; s++)
			if (a->n[i][s] != b->n[i][s]) return false;
	return true;
}

bool headcount_check(const struct headcount *h, struct problems *p)
{
	for (int i = 0; i < WORK_BANDS; i++)
		for (int s = 0; s < SEXES; s++)
			if (h->n[i][s] < 0 || h->n[i][s] > HEADCOUNT_MOST) return problem_hard(p, "count", _("A count is a number from 0 to %d."), HEADCOUNT_MOST);
	return true;
}

/* --- status ------------------------------------------------------------------------------------------------------------------ */

static const char *const statuses[COMPANY_STATUSES] = { "belum", "terlambat", "diterima", "dikroscek", "selisih" };

const char *company_status_code(enum company_status s)
{
	return s < COMPANY_STATUSES ? statuses[s] : "";
}

enum company_status company_status_from_code(const char *code)
{
	unsigned s = 0;
	while (s < COMPANY_STATUSES && !str_equal(statuses[s], code)) s++;
	return (enum company_status)s;
}

const char *company_status_label(enum company_status s)
{
	return code_label("company_status", company_status_code(s));
}

caldate company_due(caldate quarter, int days)
{
	return quarter_end(quarter) + days;
}

bool company_owes(caldate registered, caldate closed, caldate quarter)
{
	caldate end = quarter_end(quarter);
	return registered <= end && (closed == DATE_NONE || closed > end);
}

enum company_status company_status_of(const struct company_quarter *q)
{
	if (q->received == DATE_NONE) return q->today > company_due(q->quarter, q->due_days) ? COMPANY_LATE : COMPANY_PENDING;
	if (!q->checked) return COMPANY_RECEIVED;
	return q->differs ? COMPANY_DIFFERS : COMPANY_CHECKED;
}

int company_late_days(const struct company_quarter *q)
{
	caldate due = company_due(q->quarter, q->due_days), until = q->received == DATE_NONE ? q->today : q->received;
	return until > due ? (int)(until - due) : 0;
}

/* --- findings ---------------------------------------------------------------------------------------------------------------- */

unsigned company_findings(const struct headcount *reported, const struct headcount *found, int harmful)
{
	unsigned f = 0;
	if (headcount_under_15(found ? found : reported)) f |= FINDING_UNDER_15;
	if (found && harmful > 0) f |= FINDING_HARMFUL;
	if (found && !headcount_equal(reported, found)) f |= FINDING_DIFFERENCE;
	return f;
}

int company_finding_children(const struct headcount *reported, const struct headcount *found, int harmful)
{
	return headcount_under_15(found ? found : reported) + (found ? harmful : 0);
}
