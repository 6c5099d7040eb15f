#include "tests/rules/check.h"
#include "src/rules/person.h"

static struct problems p;
static const char *v[PERSON_FIELDS];

static void complete(void)
{
	memset(v, 0, sizeof v);
	v[PERSON_NAME] = "Siti Aminah";
	v[PERSON_SEX] = "P";
	v[PERSON_NIK] = "6408044903130002";
	v[PERSON_KK] = "6408040808050011";
	v[PERSON_NISN] = "0134567890";
	v[PERSON_BIRTH_PLACE] = "Sangatta";
	v[PERSON_BIRTH_DATE] = "2013-03-09";
	v[PERSON_BIRTH_PRECISION] = "d";
	v[PERSON_RELIGION] = "islam";
	v[PERSON_BACKGROUND] = "yatim";
	v[PERSON_MOTHER] = "Fatimah";
	v[PERSON_FATHER] = "Ahmad";
	v[PERSON_FATHER_STATE] = "wafat";
	v[PERSON_FATHER_DIED] = "2018-01-31";
	v[PERSON_ADDRESS] = "Jl. Contoh 3";
	v[PERSON_DISTRICT] = "64.08";
	v[PERSON_AKTA] = "asli";
	v[PERSON_CONSENT_BY] = "Fatimah";
}

static bool check(void)
{
	problems_clear(&p);
	return person_check(v, day("2026-08-03"), true, &p);
}

static void a_complete_person(void **state)
{
	(void)state;
	complete();
	if (!check() || p.count)
		print_problems(&p);
	assert_true(check());
	assert_int_equal(p.count, 0);
	assert_int_equal(person_incomplete(v), 0);
}

/* DOMAIN.md 10: nothing but name and sex must be there; the rest is work to do. */
static void only_name_and_sex_must_be_there(void **state)
{
	(void)state;
	memset(v, 0, sizeof v);
	v[PERSON_NAME] = "Putra";
	v[PERSON_SEX] = "L";
	assert_true(check());
	assert_int_equal(p.hard, 0);
	int wanted = 0;
	for (int f = 0; f < PERSON_FIELDS; f++)
		if (person_fields[f].flags & FIELD_WANTED) {
			wanted++;
			assert_true(soft_on(&p, person_fields[f].code));
		}
	assert_true(wanted >= 10);
	assert_int_equal(person_incomplete(v), wanted);
	v[PERSON_MOTHER] = "Ani";
	assert_int_equal(person_incomplete(v), wanted - 1);
	v[PERSON_SEX] = "";
	assert_false(check() || !hard_on(&p, "sex"));
	v[PERSON_SEX] = "L";
	v[PERSON_NAME] = NULL;
	assert_false(check() || !hard_on(&p, "name"));
	assert_false(person_check(v, day("2026-08-03"), true, NULL)); /* no list to write to */
}

static void hard_ones(void **state)
{
	(void)state;
	static const struct { enum person_field f; const char *value; } bad[] = {
		{ PERSON_SEX, "X" }, { PERSON_BIRTH_PRECISION, "w" }, { PERSON_MOTHER_STATE, "sakit" }, { PERSON_AKTA, "ada" }, { PERSON_NIK, "640804490313000" },
		{ PERSON_KK, "123" }, { PERSON_NISN, "134567890" }, { PERSON_BIRTH_DATE, "2026-08-04" }, { PERSON_BIRTH_DATE, "2013-02-29" },
		{ PERSON_FATHER_DIED, "2026-08-04" }, { PERSON_MOTHER_DIED, "31-01-2018" }, { PERSON_CONSENT_ON, "2027-01-01" }, { PERSON_DTSEN_DATE, "2027-01-01" },
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		complete();
		v[bad[i].f] = bad[i].value;
		if (check() || !hard_on(&p, person_fields[bad[i].f].code))
			fail_msg("%s '%s' was let pass", person_fields[bad[i].f].code, bad[i].value);
	}
	complete();
	v[PERSON_BIRTH_DATE] = "2026-08-03"; /* born today */
	assert_true(check());
	v[PERSON_RELIGION] = "baru"; /* lists of the database may have grown there */
	assert_true(check());
}

static void soft_ones(void **state)
{
	(void)state;
	static const struct { enum person_field f; const char *value, *field; } odd[] = {
		{ PERSON_SEX, "L", "nik" }, { PERSON_BIRTH_DATE, "2013-03-10", "nik" }, { PERSON_BIRTH_DATE, "2004-08-03", "birth_date" },
		{ PERSON_FATHER_STATE, "hidup", "father_died" }, { PERSON_FATHER_DIED, "2012-04-30", "father_died" }, { PERSON_KK, "6408044903130002", "kk" },
		{ PERSON_MOTHER_DIED, "2013-03-08", "mother_died" }, { PERSON_CHILD_NO, "0", "child_no" }, { PERSON_GUARDIAN_PHONE, "0812", "guardian_phone" }, { PERSON_KIS, "0001 2233 445", "kis" },
	};
	for (size_t i = 0; i < COUNT(odd); i++) {
		complete();
		v[odd[i].f] = odd[i].value;
		if (!check() || !soft_on(&p, odd[i].field))
			fail_msg("%s '%s' gave no warning on %s", person_fields[odd[i].f].code, odd[i].value, odd[i].field);
	}
	complete();
	v[PERSON_BIRTH_DATE] = "2004-08-04"; /* 21 still */
	v[PERSON_NIK] = "";
	assert_true(check() && !soft_on(&p, "birth_date"));
	complete();
	v[PERSON_FATHER_DIED] = "2012-12-25"; /* before the birth, after the conception */
	v[PERSON_MOTHER_DIED] = "2013-03-09"; /* at the birth */
	v[PERSON_MOTHER_STATE] = "wafat";
	v[PERSON_CHILD_NO] = "3";
	v[PERSON_SIBLINGS] = "2";
	v[PERSON_GUARDIAN_PHONE] = "+62 812-3456-7890";
	v[PERSON_KIS] = "0001 2233 4455 6";
	assert_true(check() && p.count == 0);
	v[PERSON_SIBLINGS] = "1";
	assert_true(check() && soft_on(&p, "child_no"));
	complete();
	problems_clear(&p);
	assert_true(person_check(v, day("2026-08-03"), false, &p) && soft_on(&p, "nik")); /* region not in the table */
}

static void estimated_birth(void **state)
{
	(void)state;
	char precision;
	complete();
	v[PERSON_BIRTH_DATE] = "2013-01-01";
	v[PERSON_BIRTH_PRECISION] = "y";
	assert_int_equal(person_birth(v, &precision), day("2013-01-01"));
	assert_int_equal(precision, 'y');
	assert_true(check() && p.count == 0);
	v[PERSON_BIRTH_PRECISION] = "";
	person_birth(v, &precision);
	assert_int_equal(precision, 'd');
	v[PERSON_BIRTH_DATE] = NULL;
	assert_int_equal(person_birth(v, NULL), DATE_NONE);
}

static void parental_status(void **state)
{
	(void)state;
	assert_string_equal(person_background("hidup", "wafat"), "yatim"); /* the father */
	assert_string_equal(person_background("wafat", "hidup"), "piatu");
	assert_string_equal(person_background("wafat", "wafat"), "yatim_piatu");
	assert_string_equal(person_background("tidak_diketahui", "hidup"), "");
	assert_string_equal(person_background(NULL, ""), "");
}

static void the_field_table(void **state)
{
	(void)state;
	for (int f = 0; f < PERSON_FIELDS; f++) {
		const struct field *d = &person_fields[f];
		assert_int_equal(field_index(person_fields, PERSON_FIELDS, d->code), f); /* codes are unique */
		assert_int_equal(strspn(d->code, "abcdefghijklmnopqrstuvwxyz_"), strlen(d->code));
		assert_true(*d->label && d->section);
		assert_int_equal(d->kind == FIELD_CODE || d->kind == FIELD_CODES, d->list != NULL);
		if (d->kind == FIELD_TEXT || d->kind == FIELD_DIGITS || d->kind == FIELD_INT)
			assert_true(d->max > 0);
	}
	/* columns of `import residents` (DESIGN.md 4) that belong to the person */
	static const char *const import[] = { "name", "nickname", "sex", "nik", "kk", "nisn", "birth_place", "birth_date", "religion", "background", "mother", "father",
		"district", "address", "guardian", "guardian_phone", "kis", "kip", "blood_group", "shirt_size", "shoe_size" };
	for (size_t i = 0; i < COUNT(import); i++)
		assert_true(field_index(person_fields, PERSON_FIELDS, import[i]) >= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_complete_person), cmocka_unit_test(only_name_and_sex_must_be_there), cmocka_unit_test(hard_ones), cmocka_unit_test(soft_ones),
		cmocka_unit_test(estimated_birth), cmocka_unit_test(parental_status), cmocka_unit_test(the_field_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
