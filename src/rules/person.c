#include "src/rules/person.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/rules/codes.h"
#include "src/rules/nik.h"
#include <stdlib.h>
#include <string.h>

const struct field person_fields[PERSON_FIELDS] = {
#define PERSON(NAME, code, label, kind, max, list, flags, section, hint) { code, label, kind, max, list, flags, section, hint },
#include "src/rules/person.def"
#undef PERSON
};

static const char *value(const char *const v[PERSON_FIELDS], enum person_field f)
{
	return v[f] ? v[f] : "";
}

caldate person_birth(const char *const v[PERSON_FIELDS], char *precision)
{
	const char *known = value(v, PERSON_BIRTH_PRECISION);
	if (precision)
		*precision = *known == 'm' || *known == 'y' ? *known : 'd';
	return date_from_iso(value(v, PERSON_BIRTH_DATE));
}

/* A date that is given must exist and lie today or before. */
static caldate past_date(const char *const v[PERSON_FIELDS], enum person_field f, caldate today, struct problems *p)
{
	const char *text = value(v, f);
	if (!*text)
		return DATE_NONE;
	caldate d = date_from_iso(text);
	if (d == DATE_NONE)
		problem_hard(p, person_fields[f].code, _("The date %s does not exist. Write day-month-year, for example 9-3-2013."), text);
	else if (d > today)
		problem_hard(p, person_fields[f].code, _("%s must be today or before."), _(person_fields[f].label));
	return d;
}

static void check_codes(const char *const v[PERSON_FIELDS], struct problems *p)
{
	for (int f = 0; f < PERSON_FIELDS; f++) {
		const char *list = person_fields[f].list, *text = value(v, (enum person_field)f);
		const struct code_list *known = list ? code_list_find(list) : NULL;
		/* lists of the database may have grown there; only the program's own are judged here */
		if (known && known->fixed && *text && !code_find(list, text))
			problem_hard(p, person_fields[f].code, _("Choose %s from the list."), _(person_fields[f].label));
	}
}

static void check_parent(const char *const v[PERSON_FIELDS], enum person_field state, enum person_field died, caldate birth, caldate today, struct problems *p)
{
	caldate day = past_date(v, died, today, p);
	const char *is = value(v, state);
	if (day == DATE_NONE)
		return;
	if (*is && strcmp(is, "wafat"))
		problem_soft(p, person_fields[died].code, _("A date of death is given, but the parent is not recorded as deceased."));
	/* a father may die before the birth, a mother may not */
	if (birth != DATE_NONE && state == PERSON_MOTHER_STATE && day < birth)
		problem_soft(p, person_fields[died].code, _("The mother's death lies before the child's birth. Check both dates."));
	if (birth != DATE_NONE && state == PERSON_FATHER_STATE && day < date_add_months(birth, -10))
		problem_soft(p, person_fields[died].code, _("The father's death lies long before the child's birth. Check both dates."));
}

static void check_birth(caldate birth, caldate today, struct problems *p)
{
	if (birth == DATE_NONE || birth > today)
		return;
	int age = date_age(birth, today);
	if (age > 21) /* the sources know children from 8 months to 19 years */
		problem_soft(p, "birth_date", _("Age %d. Check the year of birth."), age);
}

static int number(const char *digits)
{
	long n = strtol(digits, NULL, 10);
	return n < 0 || n > 1000 ? 0 : (int)n;
}

static int digits_in(const char *text)
{
	int n = 0;
	for (; *text; text++)
		n += *text >= '0' && *text <= '9';
	return n;
}

static void check_numbers(const char *const v[PERSON_FIELDS], struct problems *p)
{
	const char *child = value(v, PERSON_CHILD_NO), *siblings = value(v, PERSON_SIBLINGS);
	if (*child && number(child) == 0)
		problem_soft(p, "child_no", _("The first-born is child number 1."));
	else if (*child && *siblings && number(child) > number(siblings) + 1)
		problem_soft(p, "child_no", _("Child number %d does not fit %d siblings."), number(child), number(siblings));
	const char *phone = value(v, PERSON_GUARDIAN_PHONE), *kis = value(v, PERSON_KIS);
	if (*phone && (digits_in(phone) < 7 || digits_in(phone) > 15))
		problem_soft(p, "guardian_phone", _("A phone number has 7 to 15 digits."));
	if (*kis && digits_in(kis) != 13)
		problem_soft(p, "kis", _("A KIS/BPJS number has 13 digits, this one has %d."), digits_in(kis));
}

bool person_check(const char *const v[PERSON_FIELDS], caldate today, bool region_known, struct problems *p)
{
	struct problems own;
	problems_clear(&own);
	struct problems *q = p ? p : &own;
	int hard = q->hard;
	char precision;
	field_check_empty(person_fields, PERSON_FIELDS, v, q);
	check_codes(v, q);
	caldate birth = past_date(v, PERSON_BIRTH_DATE, today, q);
	check_birth(birth, today, q);
	person_birth(v, &precision);
	nik_check(value(v, PERSON_NIK), birth, precision, value(v, PERSON_SEX), region_known, "nik", q);
	kk_check(value(v, PERSON_KK), "kk", q);
	nisn_check(value(v, PERSON_NISN), "nisn", q);
	if (*value(v, PERSON_NIK) && !strcmp(value(v, PERSON_NIK), value(v, PERSON_KK)))
		problem_soft(q, "kk", _("The family card number is the same as the NIK. Check both."));
	check_parent(v, PERSON_MOTHER_STATE, PERSON_MOTHER_DIED, birth, today, q);
	check_parent(v, PERSON_FATHER_STATE, PERSON_FATHER_DIED, birth, today, q);
	check_numbers(v, q);
	past_date(v, PERSON_DTSEN_DATE, today, q);
	past_date(v, PERSON_CONSENT_ON, today, q);
	return q->hard == hard;
}

int person_incomplete(const char *const v[PERSON_FIELDS])
{
	int missing = 0;
	for (int f = 0; f < PERSON_FIELDS; f++)
		missing += (person_fields[f].flags & FIELD_WANTED) && !*value(v, (enum person_field)f);
	return missing;
}

const char *person_background(const char *mother_state, const char *father_state)
{
	bool mother = str_equal(mother_state, "wafat"), father = str_equal(father_state, "wafat");
	return mother && father ? "yatim_piatu" : father ? "yatim" : mother ? "piatu" : "";
}
