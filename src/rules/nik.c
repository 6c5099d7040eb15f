#include "src/rules/nik.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include <stdio.h>
#include <string.h>

static bool all_digits(const char *text, size_t count)
{
	return text && strlen(text) == count && strspn(text, "0123456789") == count;
}

static int two(const char *digits)
{
	return (digits[0] - '0') * 10 + digits[1] - '0';
}

static int four(const char *digits)
{
	return two(digits) * 100 + two(digits + 2);
}

/* "640804..." -> "64.08.04" */
static void dotted_region(const char *digits, char out[9])
{
	memcpy(out, (const char[9]){ digits[0], digits[1], '.', digits[2], digits[3], '.', digits[4], digits[5], '\0' }, 9);
}

static bool day_of_month(int day, int month, int year2)
{
	/* the century is not written: the 29th of February is possible when any century makes it so */
	return day >= 1 && day <= date_days_in_month(year2 % 4 == 0 ? 2000 : 2001, month);
}

bool nik_split(const char *nik, struct nik *out)
{
	*out = (struct nik){ .day = 0 };
	if (!all_digits(nik, 16))
		return false;
	int day = two(nik + 6), month = two(nik + 8), serial = four(nik + 12);
	if (month < 1 || month > 12 || serial == 0 || !((day >= 1 && day <= 31) || (day >= 41 && day <= 71)))
		return false;
	dotted_region(nik, out->region);
	out->female = day > 40;
	out->day = out->female ? day - 40 : day;
	out->month = month;
	out->year2 = two(nik + 10);
	out->serial = serial;
	return true;
}

static bool nik_hard(const char *nik, const char *field, struct problems *p)
{
	int day = two(nik + 6), month = two(nik + 8);
	if (month < 1 || month > 12)
		return problem_hard(p, field, _("Digits 9 and 10 of the NIK are the month of birth, 01 to 12; here it says %02d."), month);
	if (!((day >= 1 && day <= 31) || (day >= 41 && day <= 71)))
		return problem_hard(p, field, _("Digits 7 and 8 of the NIK are the day of birth, 01-31 or, for girls, 41-71; here it says %02d."), day);
	return problem_hard(p, field, _("The last four digits of a NIK are never 0000."));
}

bool nik_check(const char *nik, caldate birth, char precision, const char *sex, bool region_known, const char *field, struct problems *p)
{
	struct nik n;
	if (!nik || !*nik)
		return true;
	if (!all_digits(nik, 16))
		return problem_hard(p, field, _("A NIK has 16 digits, this one has %d."), (int)strspn(nik, "0123456789"));
	if (!nik_split(nik, &n))
		return nik_hard(nik, field, p);
	if (!day_of_month(n.day, n.month, n.year2))
		problem_soft(p, field, _("The NIK says born on day %d of month %d, which does not exist. Check it against the card."), n.day, n.month);
	if (birth != DATE_NONE) {
		int year, month, day;
		date_split(birth, &year, &month, &day);
		bool differs = year % 100 != n.year2 || (precision != 'y' && month != n.month) || (precision != 'y' && precision != 'm' && day != n.day);
		if (differs)
			problem_soft(p, field, _("The NIK says born %02d-%02d-%02d, which differs from the date of birth. Check both; a NIK is not reissued."), n.day, n.month, n.year2);
	}
	if (sex && *sex && (*sex == 'P') != n.female)
		problem_soft(p, field, n.female ? _("The NIK is a girl's (day of birth + 40), which differs from the sex given.") : _("The NIK is a boy's, which differs from the sex given."));
	if (!region_known)
		problem_soft(p, field, _("The region %s in the NIK is not in the table of regions."), n.region);
	return true;
}

bool kk_check(const char *kk, const char *field, struct problems *p)
{
	if (!kk || !*kk)
		return true;
	if (!all_digits(kk, 16))
		return problem_hard(p, field, _("A family card number has 16 digits, this one has %d."), (int)strspn(kk, "0123456789"));
	/* region, date of issue, serial: structure to be verified, so only a warning (DOMAIN.md 4) */
	int day = two(kk + 6), month = two(kk + 8);
	if (!strcmp(kk + 12, "0000") || day < 1 || day > 31 || month < 1 || month > 12)
		problem_soft(p, field, _("This family card number is built unusually. Check it against the card."));
	return true;
}

bool nisn_check(const char *nisn, const char *field, struct problems *p)
{
	if (!nisn || !*nisn || all_digits(nisn, 10))
		return true;
	return problem_hard(p, field, _("A NISN has 10 digits, leading zeros included; this one has %d."), (int)strspn(nisn, "0123456789"));
}

bool npsn_check(const char *npsn, const char *field, struct problems *p)
{
	if (!npsn || !*npsn || all_digits(npsn, 8) || ((*npsn == 'K' || *npsn == 'P') && all_digits(npsn + 1, 7)))
		return true;
	return problem_hard(p, field, _("An NPSN has 8 digits, or K or P and 7 digits."));
}

bool nip_check(const char *nip, const char *field, struct problems *p)
{
	if (!nip || !*nip)
		return true;
	if (!all_digits(nip, 18))
		return problem_hard(p, field, _("A NIP has 18 digits, this one has %d."), (int)strspn(nip, "0123456789"));
	/* 8 birth date, 6 year and month of appointment, 1 sex (1 male, 2 female), 3 serial */
	int month = two(nip + 12);
	if (date_make(four(nip), two(nip + 4), two(nip + 6)) == DATE_NONE || month < 1 || month > 12 || nip[14] < '1' || nip[14] > '2')
		problem_soft(p, field, _("A NIP holds the date of birth, the month of appointment and 1 or 2 for the sex; check this one."));
	return true;
}

void nip_print(const char *nip, char *out, size_t size)
{
	if (all_digits(nip, 18))
		snprintf(out, size, "%.8s %.6s %.1s %.3s", nip, nip + 8, nip + 14, nip + 15);
	else
		str_copy(out, size, nip ? nip : "");
}
