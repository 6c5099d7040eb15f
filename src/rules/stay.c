#include "src/rules/stay.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include <string.h>

/* DOMAIN.md 2, last paragraph. A day at practice or in a partner's boarding school earns the allowance; at home or away without leave does not. */
const struct presence_kind presence_kinds[] = {
	/* code         counts in_house returns */
	{ "di_panti",   true,  true,  false },
	{ "sakit",      true,  true,  false },
	{ "izin",       false, false, true },
	{ "pkl",        true,  false, true },
	{ "mondok",     true,  false, true },
	{ "kegiatan",   true,  false, true },
	{ "dirawat",    true,  false, false },
	{ "tanpa_izin", false, false, false },
};
const size_t presence_kinds_count = COUNT(presence_kinds);

const struct presence_kind *presence_kind_find(const char *code)
{
	for (size_t i = 0; i < presence_kinds_count; i++)
		if (str_equal(presence_kinds[i].code, code))
			return &presence_kinds[i];
	return NULL;
}

/* DATE_NONE as an end means "not yet": later than every day. */
static caldate end_of(caldate d)
{
	return d == DATE_NONE ? INT32_MAX : d;
}

bool stay_covers(struct stay_span s, caldate day)
{
	return s.admission != DATE_NONE && day != DATE_NONE && s.admission <= day && day < end_of(s.termination);
}

bool stay_overlap(struct stay_span a, struct stay_span b)
{
	if (a.admission == DATE_NONE || b.admission == DATE_NONE)
		return false;
	return a.admission < end_of(b.termination) && b.admission < end_of(a.termination);
}

int stay_on(const struct stay_span *s, size_t count, caldate day)
{
	for (size_t i = 0; i < count; i++)
		if (stay_covers(s[i], day))
			return (int)i;
	return -1;
}

static void check_places(const struct admission *a, struct problems *p)
{
	if (a->capacity > 0 && a->residents >= a->capacity)
		problem_soft(p, NULL, a->sex && *a->sex == 'P' ? _("The girls' places are full (%d of %d).") : _("The boys' places are full (%d of %d)."), a->residents, a->capacity);
	if (a->total_capacity > 0 && a->total_residents >= a->total_capacity)
		problem_soft(p, NULL, _("All places are taken (%d of %d)."), a->total_residents, a->total_capacity);
}

static void check_age(const struct admission *a, struct problems *p)
{
	int least = a->age_min, most = a->age_max > 0 ? a->age_max : 18;
	if (a->birth == DATE_NONE) {
		problem_soft(p, "birth_date", _("Without a date of birth the age cannot be judged."));
		return;
	}
	int age = date_age(a->birth, a->on);
	if (age >= 0 && (age < least || age > most))
		problem_soft(p, "birth_date", _("Age %d on admission; the home takes children of %d to %d years."), age, least, most);
}

bool admission_check(const struct admission *a, struct problems *p)
{
	char on[24];
	if (a->on == DATE_NONE)
		return problem_hard(p, "admission_date", _("Fill in the date of admission."));
	bool good = true;
	if (a->on > a->today + ADMISSION_AHEAD_DAYS)
		good = problem_hard(p, "admission_date", _("The date of admission lies more than %d days ahead."), ADMISSION_AHEAD_DAYS);
	else if (a->on > a->today)
		problem_soft(p, "admission_date", _("The date of admission lies ahead. The child counts from that day."));
	if (a->birth != DATE_NONE && a->on < a->birth)
		good = problem_hard(p, "admission_date", _("The date of admission lies before the date of birth."));
	if (a->until != DATE_NONE && a->until < a->on)
		good = problem_hard(p, "termination_date", _("The stay ends before it begins. Check both dates."));
	struct stay_span new = { a->on, a->until };
	for (size_t i = 0; i < a->stay_count; i++) {
		if (!stay_overlap(new, a->stays[i]))
			continue;
		if (a->stays[i].termination == DATE_NONE && a->stays[i].admission <= a->on)
			good = problem_hard(p, "admission_date", _("The child is in care since %s. End that stay first."), date_format(a->stays[i].admission, DATE_SHORT, on, sizeof on));
		else
			good = problem_hard(p, "admission_date", _("The child has another stay from %s. Choose a later date of admission."), date_format(a->stays[i].admission, DATE_SHORT, on, sizeof on));
	}
	check_age(a, p);
	check_places(a, p);
	bool letter = a->letter_no && *a->letter_no;
	if (!letter && a->emergency)
		problem_soft(p, "referral_no", _("Emergency admission: the letter is to follow."));
	else if (!letter)
		problem_soft(p, "referral_no", _("No referral letter yet. Record it when it arrives."));
	else if (!a->approved_referral)
		problem_soft(p, "referral_no", _("The referral is not approved yet."));
	return good;
}

enum care_band stay_band(caldate admission, caldate on)
{
	if (on <= date_add_months(admission, 1))
		return CARE_DARURAT;
	return on <= date_add_months(admission, 18) ? CARE_JANGKA_PENDEK : CARE_JANGKA_PANJANG;
}

const char *stay_band_code(enum care_band b)
{
	return b == CARE_DARURAT ? "darurat" : b == CARE_JANGKA_PENDEK ? "jangka_pendek" : "jangka_panjang";
}

static bool spans_overlap(const struct presence_span *a, const struct presence_span *b)
{
	return a->from < end_of(b->until) && b->from < end_of(a->until);
}

bool presence_check(const struct presence_span *a, struct stay_span stay, const struct presence_span *others, size_t count, caldate today, struct problems *p)
{
	char on[24];
	const struct presence_kind *kind = presence_kind_find(a->kind);
	if (!kind || !strcmp(kind->code, "di_panti"))
		return problem_hard(p, "kind", _("Choose the kind of absence from the list."));
	if (a->from == DATE_NONE)
		return problem_hard(p, "on_date", _("Fill in the first day."));
	bool good = true;
	if (!stay_covers(stay, a->from))
		good = problem_hard(p, "on_date", _("The child is not in care on %s."), date_format(a->from, DATE_SHORT, on, sizeof on));
	if (a->from > today && !strcmp(kind->code, "tanpa_izin"))
		good = problem_hard(p, "on_date", _("Leaving without leave is recorded on the day it happened, today or before."));
	if (a->until != DATE_NONE && a->until <= a->from)
		good = problem_hard(p, "back_on", _("The day of return must lie after the first day."));
	if (a->until != DATE_NONE && a->until > end_of(stay.termination))
		good = problem_hard(p, "back_on", _("The stay ends before the day of return."));
	if (a->until != DATE_NONE && a->until > today)
		good = problem_hard(p, "back_on", _("A return is recorded when the child is back. Write the day as expected return."));
	if (a->expected != DATE_NONE && a->expected <= a->from)
		good = problem_hard(p, "expected_on", _("The expected return must lie after the first day."));
	for (size_t i = 0; i < count; i++)
		if (spans_overlap(a, &others[i])) {
			good = problem_hard(p, "on_date", _("Another absence is recorded from %s. Record the return first."), date_format(others[i].from, DATE_SHORT, on, sizeof on));
			break;
		}
	if (!strcmp(kind->code, "izin") && a->expected == DATE_NONE && a->until == DATE_NONE)
		problem_soft(p, "expected_on", _("Fill in the expected return, so that a late child is noticed."));
	return good;
}

const struct presence_span *presence_on(const struct presence_span *a, size_t count, caldate day)
{
	for (size_t i = 0; i < count; i++)
		if (a[i].from <= day && day < end_of(a[i].until))
			return &a[i];
	return NULL;
}

bool presence_overdue(const struct presence_span *a, caldate today)
{
	return a->until == DATE_NONE && a->expected != DATE_NONE && a->expected < today;
}

int stay_days(const struct stay_span *s, size_t count, caldate from, caldate to)
{
	int days = 0;
	for (caldate d = from; d <= to; d++)
		days += stay_on(s, count, d) >= 0;
	return days;
}

int presence_days(const struct stay_span *s, size_t stays, const struct presence_span *a, size_t absences, caldate from, caldate to, caldate *last)
{
	int days = 0;
	caldate latest = DATE_NONE;
	for (caldate d = from; d <= to; d++) {
		const struct presence_span *away = presence_on(a, absences, d);
		if (stay_on(s, stays, d) < 0 || (away && !away->counts))
			continue;
		days++;
		latest = d;
	}
	if (last)
		*last = latest;
	return days;
}
