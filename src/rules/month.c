#include "src/rules/month.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"

const struct age_band age_bands[] = { { "0_5", 0, 5 }, { "6_12", 6, 12 }, { "13_15", 13, 15 }, { "16_17", 16, 17 }, { "18", 18, 200 } };
const size_t age_bands_count = COUNT(age_bands);

caldate month_of(caldate day)
{
	return day == DATE_NONE ? DATE_NONE : date_month_start(day);
}

caldate month_add(caldate month, int months)
{
	return month == DATE_NONE ? DATE_NONE : date_add_months(date_month_start(month), months);
}

int month_days(caldate month)
{
	return date_month_end(month) - date_month_start(month) + 1;
}

int month_count_between(caldate a, caldate b)
{
	int ay, am, by, bm;
	date_split(a, &ay, &am, NULL);
	date_split(b, &by, &bm, NULL);
	return (by - ay) * 12 + bm - am;
}

caldate month_quarter_start(caldate day)
{
	int year, month;
	date_split(day, &year, &month, NULL);
	return date_make(year, month - (month - 1) % 3, 1);
}

int sex_index(const char *sex)
{
	return str_equal(sex, "L") ? SEX_L : str_equal(sex, "P") ? SEX_P : -1;
}

int age_band_of(const struct age_band *bands, size_t count, int age)
{
	for (size_t i = 0; i < count; i++)
		if (age >= bands[i].from && age <= bands[i].to)
			return (int)i;
	return -1;
}

struct month_stay month_stay_of(caldate month, caldate admission, caldate termination)
{
	caldate first = date_month_start(month), last = date_month_end(month);
	caldate end = termination == DATE_NONE ? INT32_MAX : termination;
	struct month_stay m = { false, false, false, false };
	if (admission == DATE_NONE || admission > last || end < first || end < admission)
		return m;
	m.opening = admission < first;
	m.entered = admission >= first;
	m.left = end <= last;
	m.closing = !m.left;
	return m;
}

void tally_add(struct tally *rows, int groups, int sex, struct month_stay m, int first, int last)
{
	if (!m.opening && !m.entered)
		return;
	MUST(first >= 0 && first < groups && last >= 0 && last < groups && (sex == SEX_L || sex == SEX_P));
	rows[first].opening[sex] += m.opening;
	rows[first].in[sex] += m.entered;
	if (first != last) {
		rows[first].moved_out[sex]++;
		rows[last].moved_in[sex]++;
	}
	rows[last].out[sex] += m.left;
	rows[last].closing[sex] += m.closing;
}

void tally_sum(struct tally *total, const struct tally *rows, int groups)
{
	*total = (struct tally){ .opening = { 0 } };
	for (int g = 0; g < groups; g++)
		for (int s = 0; s < SEXES; s++) {
			total->opening[s] += rows[g].opening[s];
			total->in[s] += rows[g].in[s];
			total->out[s] += rows[g].out[s];
			total->moved_in[s] += rows[g].moved_in[s];
			total->moved_out[s] += rows[g].moved_out[s];
			total->closing[s] += rows[g].closing[s];
		}
}

int tally_gap(const struct tally *t, int sex)
{
	return t->opening[sex] + t->in[sex] - t->out[sex] + t->moved_in[sex] - t->moved_out[sex] - t->closing[sex];
}

static const char *sex_letter(int sex)
{
	return sex == SEX_L ? "L" : "P";
}

bool tally_prove(const struct tally *rows, const char *const *labels, int groups, struct problems *p)
{
	bool proven = true;
	for (int g = 0; g < groups; g++)
		for (int s = 0; s < SEXES; s++) {
			const struct tally *t = &rows[g];
			int gap = tally_gap(t, s);
			if (!gap)
				continue;
			proven = problem_soft(p, NULL, _("%s, %s: %d + %d - %d + %d - %d = %d, counted %d."), labels[g], sex_letter(s), t->opening[s], t->in[s], t->out[s],
				t->moved_in[s], t->moved_out[s], t->closing[s] + gap, t->closing[s]);
		}
	return proven;
}

bool tally_follows(const struct tally *rows, const struct tally *before, const char *const *labels, int groups, struct problems *p)
{
	bool follows = true;
	for (int g = 0; g < groups; g++)
		for (int s = 0; s < SEXES; s++)
			if (rows[g].opening[s] != before[g].closing[s])
				follows = problem_soft(p, NULL, _("%s, %s: this month opens with %d, last month closed with %d."), labels[g], sex_letter(s), rows[g].opening[s], before[g].closing[s]);
	return follows;
}
